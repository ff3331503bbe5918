"""A form of a few answers, each changed with an arrow or typed; nothing has to be said. Pure: no widgets, no files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.numbers import exactly, tidy

UNSAID: Final = "–"
"""What is shown of an answer that was not given."""


class FormField(Struct, frozen=True):
    """One question and what may be answered."""

    key: str
    title: str
    values: tuple[Any, ...]
    """What an arrow goes through, from the least to the most."""
    start: Any
    """The answer that the first arrow gives."""
    about: str = ""
    """One sentence about it."""
    unit: str = ""
    """After a number: ` h`."""
    words: Mapping[Any, str] = {}
    """What an answer is called, where it is not its own name."""
    means: Mapping[Any, str] = {}
    """What an answer means, beside it."""
    read: Callable[[str], Any] | None = None
    """Reads a typed answer, raising `ValueError` with what to use instead; None where nothing can be typed."""
    shown: Callable[[Any], str] | None = None
    """What an answer is called, where neither a word nor a number with its unit says it."""
    unsaid: str = UNSAID
    """What no answer is called."""
    needed: bool = False
    """It always has an answer."""

    def say(self, value: Any) -> str:
        """Return what an answer is called."""
        if value is None:
            return self.unsaid
        if value in self.words:
            return self.words[value]
        if self.shown is not None:
            return self.shown(value)
        return f"{exactly(tidy(value, 2))}{self.unit}" if isinstance(value, int | float) else str(value)


class Form(Struct, frozen=True):
    """Questions and the answers so far."""

    fields: tuple[FormField, ...]
    values: Mapping[str, Any] = {}
    """The answers by key; one that is missing was not given."""

    def value(self, key: str) -> Any:
        """Return an answer, None where there is none."""
        return self.values.get(key)

    def stepped(self, row: int, by: int) -> Form:
        """Return the form with the next or the previous answer to a question; at the ends it stays."""
        field = self.fields[row]
        value = self.value(field.key)
        if value is None:
            return self.having(row, field.start)
        above = [item for item in field.values if item > value]
        below = [item for item in field.values if item < value]
        some = above[:1] if by > 0 else below[-1:]
        return self.having(row, some[0]) if some else self

    def typed(self, row: int, text: str) -> Form:
        """Return the form with a typed answer to a question; with none where nothing was typed.

        Raises:
            ValueError: it can't be one; the text says what to use instead.
        """
        field = self.fields[row]
        if not text.strip():
            return self.without(row)
        return self if field.read is None else self.having(row, field.read(text))

    def without(self, row: int) -> Form:
        """Return the form without an answer to a question, where it need not have one."""
        field = self.fields[row]
        return self if field.needed else self.having(row, None)

    def having(self, row: int, value: Any) -> Form:
        """Return the form with an answer."""
        return replace(self, values={**self.values, self.fields[row].key: value})

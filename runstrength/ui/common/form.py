"""A form of a few optional questions, answered by arrow keys or typing. Pure: no widgets, no files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.numbers import exactly, tidy

NO_ANSWER: Final = "–"
"""What is shown for a question without an answer."""


class FormField(Struct, frozen=True):
    """A question and its possible answers."""

    key: str
    title: str
    values: tuple[Any, ...]
    """The values of the arrow keys, in ascending order."""
    start: Any
    """The answer of the first arrow key."""
    about: str = ""
    """A description in one sentence."""
    unit: str = ""
    """The unit after a number: ` h`."""
    names: Mapping[Any, str] = {}
    """The names of answers; other answers are shown as they are."""
    descriptions: Mapping[Any, str] = {}
    """The descriptions of answers."""
    read: Callable[[str], Any] | None = None
    """Reads a typed answer, raising `ValueError` with what to use instead; None if nothing can be typed."""
    shown: Callable[[Any], str] | None = None
    """Formats an answer, if neither a name nor a number with its unit is enough."""
    no_answer: str = NO_ANSWER
    """The text for no answer."""
    required: bool = False
    """Whether it always has an answer."""

    def answer_text(self, value: Any) -> str:
        """Return an answer as text."""
        if value is None:
            return self.no_answer
        if value in self.names:
            return self.names[value]
        if self.shown is not None:
            return self.shown(value)
        return f"{exactly(tidy(value, 2))}{self.unit}" if isinstance(value, int | float) else str(value)


class Form(Struct, frozen=True):
    """Questions and their answers."""

    fields: tuple[FormField, ...]
    values: Mapping[str, Any] = {}
    """The answers by key; a missing key means no answer."""

    def value(self, key: str) -> Any:
        """Return an answer, None if there is none."""
        return self.values.get(key)

    def stepped(self, row: int, by: int) -> Form:
        """Return the form with the next or previous answer to a question, unchanged at the ends."""
        field = self.fields[row]
        value = self.value(field.key)
        if value is None:
            return self.with_answer(row, field.start)
        above = [item for item in field.values if item > value]
        below = [item for item in field.values if item < value]
        nearest = above[:1] if by > 0 else below[-1:]
        return self.with_answer(row, nearest[0]) if nearest else self

    def typed(self, row: int, text: str) -> Form:
        """Return the form with a typed answer to a question, with no answer if the text is empty.

        Raises:
            ValueError: it is not valid; the message says what to use instead.
        """
        field = self.fields[row]
        if not text.strip():
            return self.without_answer(row)
        return self if field.read is None else self.with_answer(row, field.read(text))

    def without_answer(self, row: int) -> Form:
        """Return the form without an answer to a question, unchanged if it needs one."""
        field = self.fields[row]
        return self if field.required else self.with_answer(row, None)

    def with_answer(self, row: int, value: Any) -> Form:
        """Return the form with an answer."""
        return replace(self, values={**self.values, self.fields[row].key: value})

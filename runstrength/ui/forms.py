"""A form of a few answers, each changed with an arrow or typed; nothing has to be said. Pure: no widgets, no files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.session.record import tidy

MOST_DIGITS: Final = 3
UNSAID: Final = "–"
"""What is shown of an answer that was not given."""


class Field(Struct, frozen=True):
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
    free: tuple[float, float] | None = None
    """Whole numbers from and to that may be typed beside those of the arrows."""
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
        return f"{tidy(value):g}{self.unit}" if isinstance(value, int | float) else str(value)

    def allows(self, number: int) -> bool:
        """Tell whether a number may be typed."""
        inside = self.free is not None and self.free[0] <= number <= self.free[1]
        return inside or any(value == number and not isinstance(value, bool) for value in self.values)


class Form(Struct, frozen=True):
    """Questions and the answers so far."""

    fields: tuple[Field, ...]
    values: Mapping[str, Any] = {}
    """The answers by key; one that is missing was not given."""
    typed: str = ""
    """Digits that are being typed."""

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
        return self.having(row, some[0]) if some else replace(self, typed="")

    def with_digit(self, row: int, digit: str) -> Form:
        """Return the form with a digit typed for a question; a number that may not be begins anew with the digit."""
        field = self.fields[row]
        for typed in ((self.typed + digit)[-MOST_DIGITS:], digit):
            if field.allows(int(typed)):
                return replace(self.having(row, int(typed)), typed=typed)
        # It may be the beginning of one.
        return replace(self, typed=digit) if field.free is not None else self

    def without(self, row: int) -> Form:
        """Return the form without an answer to a question, where it need not have one."""
        field = self.fields[row]
        return replace(self, typed="") if field.needed else self.having(row, None)

    def having(self, row: int, value: Any) -> Form:
        """Return the form with an answer."""
        return replace(self, values={**self.values, self.fields[row].key: value}, typed="")

    def settled(self) -> Form:
        """Return the form with nothing being typed."""
        return replace(self, typed="")

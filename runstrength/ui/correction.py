"""Correcting what was just done, with a tired hand: choose a value, change it, or type another. No Textual.

Where it is asked how many more there would have been, the answer is one more value, chosen by a key of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from runstrength.session.commands import Log
from runstrength.session.record import SetDone

MOST_DIGITS = 4
MOST_RESERVE = 4
"""Reps in reserve that can be told apart from more."""
MIDDLING = 2
"""The answer from which the first arrow starts."""


class Correction(Struct, frozen=True):
    """The sets that can be corrected, which of them is chosen, and what is being typed."""

    sets: tuple[SetDone, ...] = ()
    chosen: int = -1
    """The place in `sets`; -1 where there is none."""
    typed: str = ""
    """Digits not yet accepted."""
    asks: SetDone | None = None
    """The set of which it is asked how many more there would have been."""

    @property
    def answering(self) -> bool:
        """Whether the question is what is chosen."""
        return self.asks is not None and self.chosen == len(self.sets)

    def of(self, sets: Sequence[SetDone], asks: SetDone | None = None) -> Correction:
        """Return the correction of these sets: the choice stays where it was, or goes to what was done last."""
        sets = tuple(sets)
        steps = [item.step for item in sets]
        if steps == [item.step for item in self.sets]:
            chosen = min(self.chosen, len(sets) - (asks is None))
            return replace(self, sets=sets, asks=asks, chosen=chosen)
        return Correction(sets, len(sets) - 1, asks=asks)

    def choose(self, by: int) -> Correction:
        """Return the choice moved on, round and round; what was typed is dropped."""
        return replace(self, chosen=(self.chosen + by) % len(self.sets), typed="") if self.sets else self

    def ask(self) -> Correction:
        """Return the correction with the question chosen, where there is one; chosen already, it is let go of."""
        if self.asks is None:
            return self
        return replace(self, chosen=len(self.sets) - self.answering, typed="")

    def answer(self, number: int) -> Log | None:
        """Return the command that says how many more there would have been; None where it is not asked."""
        return None if self.asks is None else Log(self.asks.step, reserve=min(MOST_RESERVE, max(0, number)))

    def type(self, digit: str) -> Correction:
        """Return the correction with one more digit typed."""
        return replace(self, typed=(self.typed + digit)[-MOST_DIGITS:]) if self.sets else self

    def erase(self) -> Correction:
        """Return the correction with one digit less."""
        return replace(self, typed=self.typed[:-1])

    def accept(self) -> tuple[Correction, Log | None]:
        """Return the correction with nothing typed, and the command that logs what was."""
        if not self.typed or not self.sets or self.answering:
            return replace(self, typed=""), None
        return replace(self, typed=""), Log(self.sets[self.chosen].step, done=float(self.typed))

    def change(self, by: int) -> Log | None:
        """Return the command that makes the chosen value larger or smaller, None where there is none to change."""
        if not self.sets:
            return None
        if self.answering and self.asks is not None:
            return self.answer(MIDDLING if self.asks.reserve is None else self.asks.reserve + by)
        item = self.sets[self.chosen]
        start = float(self.typed) if self.typed else item.known
        return Log(item.step, done=max(0.0, round(start) + by))

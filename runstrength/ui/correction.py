"""Correcting what was just done, with a tired hand: choose a value, change it, or type another. No Textual."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from runstrength.session.commands import Log
from runstrength.session.record import SetDone

MOST_DIGITS = 4


class Correction(Struct, frozen=True):
    """The sets that can be corrected, which of them is chosen, and what is being typed."""

    sets: tuple[SetDone, ...] = ()
    chosen: int = -1
    """The place in `sets`; -1 where there is none."""
    typed: str = ""
    """Digits not yet accepted."""

    def of(self, sets: Sequence[SetDone]) -> Correction:
        """Return the correction of these sets: the choice stays where it was, or goes to what was done last."""
        sets = tuple(sets)
        steps = [item.step for item in sets]
        if steps == [item.step for item in self.sets]:
            return replace(self, sets=sets)
        return Correction(sets, len(sets) - 1)

    def choose(self, by: int) -> Correction:
        """Return the choice moved on, round and round; what was typed is dropped."""
        return replace(self, chosen=(self.chosen + by) % len(self.sets), typed="") if self.sets else self

    def type(self, digit: str) -> Correction:
        """Return the correction with one more digit typed."""
        return replace(self, typed=(self.typed + digit)[-MOST_DIGITS:]) if self.sets else self

    def erase(self) -> Correction:
        """Return the correction with one digit less."""
        return replace(self, typed=self.typed[:-1])

    def accept(self) -> tuple[Correction, Log | None]:
        """Return the correction with nothing typed, and the command that logs what was."""
        if not self.typed or not self.sets:
            return replace(self, typed=""), None
        return replace(self, typed=""), Log(self.sets[self.chosen].step, done=float(self.typed))

    def change(self, by: int) -> Log | None:
        """Return the command that makes the chosen value larger or smaller, None where there is none to change."""
        if not self.sets:
            return None
        item = self.sets[self.chosen]
        start = float(self.typed) if self.typed else item.done
        return Log(item.step, done=max(0.0, round(start) + by))

"""How balanced the last weeks were: the sets of each movement, and of what a block of a routine was trained least.

Four weeks are our default: long enough for a block that comes once a week, short enough to notice what is missing. A
set on the left and one on the right are one set here, else single-leg exercises would count twice. An exercise that
doesn't say which movement it is counts as one of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from runstrength.catalogue.exercise import MOVEMENTS, Exercise
from runstrength.catalogue.naming import exercise_name
from runstrength.dates import day_before, day_of
from runstrength.session.record import Record
from runstrength.session.weeks import is_strength
from runstrength.session.wording import in_sentence, number_words
from runstrength.text import plural


class Trained(Struct, frozen=True):
    """How much something was trained in the last weeks."""

    what: str
    """A movement, or the name of an exercise that says none, as in the middle of a sentence."""
    sets: int
    weeks: int

    @property
    def fact(self) -> str:
        """The clause that says how little it was: `you did no push sets in your last four weeks of training`."""
        return f"you did {self._sets} in your last {number_words(self.weeks)} weeks of training"

    @property
    def fact_then(self) -> str:
        """The same about a day to come: `you'll have done only 3 push sets in four weeks`."""
        return f"you'll have done {self._sets} in {number_words(self.weeks)} weeks"

    @property
    def _sets(self) -> str:
        return f"only {plural(self.sets, f'{self.what} set')}" if self.sets else f"no {self.what} sets"


class MovementBalance(Struct, frozen=True):
    """The sets of the last weeks by movement; one of an exercise with two movements counts for both."""

    weeks: int
    movements: Mapping[str, int]
    """All of `MOVEMENTS`, in their order."""
    unsaid: Mapping[str, int]
    """The sets of exercises that say no movement, or aren't in the catalogue, by exercise."""

    def least(self, exercises: Iterable[Exercise]) -> Trained:
        """Return the movement of some exercises that was trained least, the first of several."""
        found = [trained for exercise in exercises for trained in self._of(exercise)]
        return min(found, key=lambda one: one.sets)

    def _of(self, exercise: Exercise) -> Iterator[Trained]:
        for movement in exercise.movements:
            yield Trained(movement, self.movements[movement], self.weeks)
        if not exercise.movements:
            yield Trained(in_sentence(exercise.name), self.unsaid.get(exercise.key, 0), self.weeks)


NOT_COUNTED: Final = "Not counted, because they don't say a movement: "
"""What comes before the names of `unsaid_names`."""


def balance_of(
    records: Iterable[Record], exercises: Mapping[str, Exercise], today: date, weeks: int
) -> MovementBalance:
    """Return the sets of each movement in the strength sessions of some weeks, whole days that end with today.

    Args:
        records: the past, in any order.
        exercises: the catalogue.
        today: the last day.
        weeks: how many.
    """
    before = day_before(today, 7 * weeks)
    sets: Counter[str] = Counter()
    for record in records:
        if record.kind == "session" and before < day_of(record.started) <= today:
            sets.update(sets_by_exercise(record))
    movements = dict.fromkeys(MOVEMENTS, 0)
    unsaid: dict[str, int] = {}
    for key, count in sets.items():
        said = exercises[key].movements if key in exercises else ()
        for movement in said:
            movements[movement] += count
        if not said:
            unsaid[key] = count
    return MovementBalance(weeks, movements, unsaid)


def balance_of_training(records: Sequence[Record], exercises: Mapping[str, Exercise], weeks: int) -> MovementBalance:
    """Return the balance of the weeks up to the last strength session, so that days off change no choice.

    Args:
        records: the past, the newest first, without the future.
        exercises: as for `balance_of`.
        weeks: how many.
    """
    last = next((day_of(record.started) for record in records if is_strength(record)), date.min)
    return balance_of(records, exercises, last, weeks)


def sets_by_exercise(record: Record) -> Counter[str]:
    """Return how many sets of each exercise a session had, left and right counted as one."""
    sides: dict[str, Counter[str | None]] = {}
    sets: Counter[str] = Counter()
    for item in record.sets:
        if not item.counts or item.skipped:
            continue
        if item.parts:  # the rounds of a circuit
            sets.update({part.exercise: int(item.known) for part in item.parts})
        else:
            sides.setdefault(item.exercise, Counter())[item.side] += 1
    for exercise, by_side in sides.items():
        sets[exercise] += by_side.pop(None, 0) + max(by_side.values(), default=0)
    return +sets


def title_words(weeks: int) -> str:
    """Return what the sets of a balance are: `Sets of the last four weeks`."""
    return f"Sets of the last {number_words(weeks)} weeks"


def unsaid_names(balance: MovementBalance, exercises: Mapping[str, Exercise]) -> list[str]:
    """Return the names of the exercises that say no movement, the most frequent first."""
    keys = sorted(balance.unsaid, key=lambda key: (-balance.unsaid[key], key))
    return [exercise_name(exercises, key) for key in keys]

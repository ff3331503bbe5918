"""Editing values in a session: choose one, step it, or type another. No Textual.

The values are those of the sets just done (reps or seconds, then the weight), and the weight of the coming set. Where
it is asked how many more there would have been, the answer is one more value, chosen by a key of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.inputs import IN_SECONDS, MAX_DONE, read_done
from runstrength.numbers import MAX_WEIGHT_KG, NumberError, format_weight, read_weight, weight_unit
from runstrength.session.commands import Command, Log, SetLoad
from runstrength.session.loads import next_load
from runstrength.session.record import SetDone
from runstrength.settings import Settings

MAX_TYPED: Final = 8
"""Characters of a number that is being typed."""
MAX_RESERVE: Final = 4
"""Reps in reserve that can be told apart from more."""
USUAL_RESERVE: Final = 2
"""The answer from which the first arrow starts."""
DIGITS: Final = "0123456789"
POINTS: Final = ".,"


class Weights(Struct, frozen=True):
    """How the person enters weights."""

    units: str = "metric"
    """One of `numbers.UNITS`."""
    owned: Mapping[str, tuple[float, ...]] = {}
    """The weights that can be taken for an exercise, in kilograms, the lightest first; none where any can."""


def weights_of(settings: Settings, exercises: Mapping[str, Exercise]) -> Weights:
    """Return how a person enters weights: in which units, and which they own for each of some exercises."""
    owned = {key: settings.owned(exercise.kit) for key, exercise in exercises.items()}
    return Weights(settings.units, owned)


class Coming(Struct, frozen=True):
    """The set that is announced."""

    step: int
    exercise: str
    load_kg: float | None


class Value(Struct, frozen=True):
    """One value that can be changed."""

    kind: Literal["done", "load", "coming"]
    steps: tuple[int, ...]
    """The work steps that have it: one for what was done, both sides for a weight."""
    exercise: str


class Outcome(Struct, frozen=True):
    """What a change comes to: commands for the session, or why there is none."""

    commands: tuple[Command, ...] = ()
    why: str = ""


class Correction(Struct, frozen=True):
    """The values that can be changed, which of them is chosen, and what is being typed."""

    sets: tuple[SetDone, ...] = ()
    chosen: int = -1
    """The place in `values`; -1 where none is chosen."""
    typed: str = ""
    """What is typed and not yet accepted."""
    asks: SetDone | None = None
    """The set of which it is asked how many more there would have been."""
    coming: Coming | None = None
    """The set whose weight can be chosen; None where none can."""
    weights: Weights | None = None
    """How weights are entered; None where they are not."""
    ahead: bool = False
    """The weight of the coming set stands before those of the sets just done: its lead-in runs."""

    # -- what there is -------------------------------------------------------------------------------------------------

    @property
    def values(self) -> tuple[Value, ...]:
        """The values in the order in which they are chosen: what was done, then the weights."""
        done = [Value("done", (item.step,), item.exercise) for item in self.sets]
        loads: dict[tuple[str, int, str], list[int]] = {}
        for item in self.sets if self.weights is not None else ():
            loads.setdefault((item.block, item.set, item.exercise), []).append(item.step)
        weights = [Value("load", tuple(steps), exercise) for (_, _, exercise), steps in loads.items()]
        coming = [] if self.coming is None else [Value("coming", (self.coming.step,), self.coming.exercise)]
        return (*done, *coming, *weights) if self.ahead else (*done, *weights, *coming)

    @property
    def value(self) -> Value | None:
        """The value that is chosen; None where none is, or the question."""
        return self.values[self.chosen] if 0 <= self.chosen < len(self.values) else None

    @property
    def item(self) -> SetDone | None:
        """The set that the chosen value is about; None where it is about none that was done."""
        value = self.value
        return None if value is None else next((item for item in self.sets if item.step in value.steps), None)

    @property
    def answering(self) -> bool:
        """Whether the question is what is chosen."""
        return self.asks is not None and self.chosen == len(self.values)

    @property
    def how_many(self) -> SetDone | None:
        """The set whose missing number is to be entered; None where another value is chosen, or it is there."""
        value, item = self.value, self.item
        return item if value is not None and value.kind == "done" and item is not None and _is_open(item) else None

    def is_chosen(self, kind: str, step: int) -> bool:
        """Tell whether a value is chosen."""
        value = self.value
        return value is not None and value.kind == kind and step in value.steps

    # -- what is chosen ------------------------------------------------------------------------------------------------

    def of(
        self,
        sets: Sequence[SetDone],
        asks: SetDone | None = None,
        coming: Coming | None = None,
        weights: Weights | None = None,
        *,
        ahead: bool = False,
    ) -> Correction:
        """Return the correction of these sets: the choice stays where it was, or goes to what was done last.

        A set whose number is missing is chosen before one that has it.

        Args:
            sets: those just done.
            asks: the set of which it is asked how many more there would have been.
            coming: the set whose weight can be chosen.
            weights: how weights are entered; None where they are not.
            ahead: the lead-in of the coming set runs.
        """
        new = Correction(tuple(sets), asks=asks, coming=coming, weights=weights, ahead=ahead)
        values = new.values
        if [item.step for item in sets] == [item.step for item in self.sets]:
            value, typed = self.value, self.typed
            if self.answering:
                chosen = len(values) if asks is not None else len(sets) - 1
            elif value is not None and value in values:
                chosen = values.index(value)
            else:  # the coming set is another one
                chosen, typed = self.chosen if value is None else len(sets) - 1, ""
            return replace(new, chosen=chosen, typed=typed)
        missing = next((place for place, item in enumerate(sets) if _is_open(item)), None)
        return replace(new, chosen=len(sets) - 1 if missing is None else missing)

    def choose(self, by: int) -> Correction:
        """Return the choice moved on, round and round; what was typed is dropped.

        Where nothing but the weight of the coming set can be chosen, it is chosen and let go of in turn.
        """
        count = len(self.values)
        if not count:
            return self
        if not self.sets and self.chosen >= 0:
            return replace(self, chosen=-1, typed="")
        if self.chosen < 0:
            return replace(self, chosen=0 if by > 0 else count - 1, typed="")
        return replace(self, chosen=(self.chosen + by) % count, typed="")

    def ask(self) -> Correction:
        """Return the correction with the question chosen, where there is one; chosen already, it is let go of."""
        if self.asks is None:
            return self
        return replace(self, chosen=len(self.sets) - 1 if self.answering else len(self.values), typed="")

    # -- typing --------------------------------------------------------------------------------------------------------

    def refusal(self, character: str) -> str:
        """Return why a character can't be typed now; empty where it can."""
        value = self.value
        if value is None:
            return "Press tab to choose a value first."
        if character in POINTS:
            if value.kind == "done" and self._dose(value) not in IN_SECONDS:
                return "Whole numbers only."
            if any(point in self.typed for point in POINTS):
                return "One decimal sign is enough."
        return "That number is too long: backspace erases." if len(self.typed) >= MAX_TYPED else ""

    def type(self, character: str) -> Correction:
        """Return the correction with one more character typed, where it can be (see `refusal`)."""
        return self if self.refusal(character) else replace(self, typed=self.typed + character)

    def erase(self) -> Correction:
        """Return the correction with one character less."""
        return replace(self, typed=self.typed[:-1])

    def cancel(self) -> Correction:
        """Return the correction with nothing typed."""
        return replace(self, typed="")

    def accept(self) -> tuple[Correction, Outcome]:
        """Return the correction with nothing typed, and what logs what was; what can't be used stays typed."""
        value = self.value
        if not self.typed or value is None:
            return replace(self, typed=""), Outcome()
        try:
            commands = self._commands(value, self._number(value))
        except NumberError as error:
            return self, Outcome(why=str(error))
        chosen = self.chosen
        if self.how_many is not None:  # on to the next number that is missing
            others = (place for place, item in enumerate(self.sets) if _is_open(item) and item.step not in value.steps)
            chosen = next(others, chosen)
        return replace(self, typed="", chosen=chosen), Outcome(commands)

    def answer(self, number: int) -> Log | None:
        """Return the command that says how many more there would have been; None where it is not asked."""
        return None if self.asks is None else Log(self.asks.step, reserve=min(MAX_RESERVE, max(0, number)))

    def change(self, by: int) -> Outcome:
        """Return what makes the chosen value larger or smaller: a weight goes to the next one that the person has."""
        if self.answering and self.asks is not None:
            command = self.answer(USUAL_RESERVE if self.asks.reserve is None else self.asks.reserve + by)
            return Outcome(() if command is None else (command,))
        value = self.value
        if value is None:
            return Outcome(why="Press tab to choose a value first.")
        try:
            start = self._number(value) if self.typed else self._now(value)
        except NumberError as error:
            return Outcome(why=str(error))
        if value.kind == "done":
            new = min(MAX_DONE, max(0, round(start) + by))
            if new == start and self.how_many is None:
                return Outcome(why="It can't be less than 0." if by < 0 else f"{MAX_DONE} is the most.")
            return Outcome(self._commands(value, float(new)))
        owned = self._owned(value)
        units = self.weights.units if self.weights is not None else "metric"
        load = next_load(start, by, owned, units)
        if load is None:
            if by < 0:
                return Outcome(why="There is no weight to take off.")
            most = format_weight(owned[-1] if owned else MAX_WEIGHT_KG, units)
            return Outcome(why=f"{most} is your heaviest: type another weight." if owned else f"{most} is the most.")
        return Outcome(self._commands(value, load))

    # -- what is shown -------------------------------------------------------------------------------------------------

    def load_words(self, value: Value) -> str:
        """Return a weight as it is shown: what is typed where it is the chosen one, a dash where there is none."""
        units = self.weights.units if self.weights is not None else "metric"
        if value == self.value and self.typed:
            return f"{self.typed} {weight_unit(units)}"
        load = self._now(value)
        return format_weight(load, units) if load else f"- {weight_unit(units)}"

    # -- how -----------------------------------------------------------------------------------------------------------

    def _owned(self, value: Value) -> tuple[float, ...]:
        return () if self.weights is None else tuple(self.weights.owned.get(value.exercise, ()))

    def _dose(self, value: Value) -> str:
        """Return what was done is counted in: the kind of dose of the set."""
        return next(item.target.kind for item in self.sets if item.step in value.steps)

    def _now(self, value: Value) -> float:
        """Return a value as it is: reps, seconds or steps, or kilograms; 0 where there is none."""
        if value.kind == "coming":
            return (self.coming.load_kg if self.coming is not None else None) or 0.0
        item = next(item for item in self.sets if item.step in value.steps)
        return item.known if value.kind == "done" else item.load_kg or 0.0

    def _number(self, value: Value) -> float:
        """Return what is typed.

        Raises:
            NumberError: it can't be used; the text says why.
        """
        if value.kind == "done":
            return float(read_done(self.typed, self._dose(value)))
        return read_weight(self.typed, self.weights.units if self.weights is not None else "metric", 0.0, MAX_WEIGHT_KG)

    def _commands(self, value: Value, number: float) -> tuple[Command, ...]:
        if value.kind == "coming":
            return (SetLoad(number),)
        if value.kind == "load":
            return tuple(Log(step, load_kg=number) for step in value.steps)
        return tuple(Log(step, done=number) for step in value.steps)


def _is_open(item: SetDone) -> bool:
    return not item.is_entered

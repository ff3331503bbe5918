"""Editing values in a session: select one, then step it or type a number. Doesn't use Textual.

The values are those of the sets just done (reps or seconds, then the weight), and the weight of the next set. If reps
left are asked for, the answer is one more value, selected by its own key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.dose_kinds import IN_SECONDS
from runstrength.inputs import MAX_DONE, read_done
from runstrength.numbers import MAX_WEIGHT_KG, NumberError, format_weight, read_weight, weight_unit
from runstrength.session.commands import Command, Log, SetLoad
from runstrength.session.loads import next_load
from runstrength.session.record import SetDone
from runstrength.settings import Settings

MAX_TYPED: Final = 8
"""The maximum number of typed characters."""
MAX_RESERVE: Final = 4
"""The highest answer: four reps left, or more."""
USUAL_RESERVE: Final = 2
"""The answer that the first arrow key gives."""
DIGITS: Final = "0123456789"
POINTS: Final = ".,"
WHOLE_NUMBERS: Final = "Whole numbers only."
CHOOSE_FIRST: Final = "Press {} to choose a value first."


class Weights(Struct, frozen=True):
    """The person's units and weights."""

    units: str = "metric"
    """One of `numbers.UNITS`."""
    owned: Mapping[str, tuple[float, ...]] = {}
    """The owned weights by key of the exercise, in kg, lightest first; none if any weight is possible."""
    none: frozenset[str] = frozenset()
    """The keys of the exercises that have no weight, because they are done with a band."""


def weights_of(settings: Settings, exercises: Mapping[str, Exercise]) -> Weights:
    """Return the units and the owned weights of a person for the given exercises."""
    owned = {key: settings.owned(exercise.kit) for key, exercise in exercises.items()}
    return Weights(settings.units, owned, frozenset(key for key, exercise in exercises.items() if exercise.banded))


class NextSet(Struct, frozen=True):
    """The next set."""

    step: int
    exercise: str
    load_kg: float | None


class Value(Struct, frozen=True):
    """One value that can be edited."""

    kind: Literal["done", "load", "next"]
    steps: tuple[int, ...]
    """The indexes of its work steps: one for the number of a set, both sides for a weight."""
    exercise: str


class Outcome(Struct, frozen=True):
    """The result of a change: commands for the session, or the reason why there are none."""

    commands: tuple[Command, ...] = ()
    why: str = ""


class SetEditor(Struct, frozen=True):
    """The values that can be edited, the selected one, and the typed text."""

    sets: tuple[SetDone, ...] = ()
    chosen: int = -1
    """The index in `values` of the selected one; -1 if none is."""
    typed: str = ""
    """The typed text that is not yet accepted."""
    asked_set: SetDone | None = None
    """The set that the question about reps left is about."""
    next_set: NextSet | None = None
    """The set whose weight can be edited; None if there is none."""
    weights: Weights | None = None
    """The person's units and weights; None if weights can't be edited."""
    ahead: bool = False
    """Whether the next weight comes before those of the sets just done: in the lead-in."""

    # -- values and selection ------------------------------------------------------------------------------------------

    @property
    def values(self) -> tuple[Value, ...]:
        """The values in the order of selection: numbers of sets, then weights."""
        done = [Value("done", (item.step,), item.exercise) for item in self.sets]
        loads: dict[tuple[str, int, str], list[int]] = {}
        without = self.weights.none if self.weights is not None else {item.exercise for item in self.sets}
        for item in self.sets:
            if item.exercise not in without:
                loads.setdefault((item.block, item.set, item.exercise), []).append(item.step)
        weights = [Value("load", tuple(steps), exercise) for (_, _, exercise), steps in loads.items()]
        next_set = [] if self.next_set is None else [Value("next", (self.next_set.step,), self.next_set.exercise)]
        return (*done, *next_set, *weights) if self.ahead else (*done, *weights, *next_set)

    @property
    def value(self) -> Value | None:
        """The selected value; None if none is, or the question is."""
        return self.values[self.chosen] if 0 <= self.chosen < len(self.values) else None

    @property
    def item(self) -> SetDone | None:
        """The finished set of the selected value; None if there is none."""
        value = self.value
        return None if value is None else next((item for item in self.sets if item.step in value.steps), None)

    @property
    def answering(self) -> bool:
        """Whether the question is selected."""
        return self.asked_set is not None and self.chosen == len(self.values)

    @property
    def set_without_number(self) -> SetDone | None:
        """The set of the selected value if its number is missing, else None."""
        value, item = self.value, self.item
        return item if value is not None and value.kind == "done" and item is not None and _is_open(item) else None

    def is_chosen(self, kind: str, step: int) -> bool:
        """Tell whether the value of a kind and step is selected."""
        value = self.value
        return value is not None and value.kind == kind and step in value.steps

    # -- selection -----------------------------------------------------------------------------------------------------

    def with_sets(
        self,
        sets: Sequence[SetDone],
        asked_set: SetDone | None = None,
        next_set: NextSet | None = None,
        weights: Weights | None = None,
        *,
        ahead: bool = False,
    ) -> SetEditor:
        """Return the editor of other sets; it keeps its selection for the same sets, else selects the last one.

        A set whose number is missing is selected first.

        Args:
            sets: the sets just done.
            asked_set: the set that the question about reps left is about.
            next_set: the set whose weight can be edited.
            weights: the person's units and weights; None if weights can't be edited.
            ahead: whether the session is in the lead-in of the next set.
        """
        new = SetEditor(tuple(sets), asked_set=asked_set, next_set=next_set, weights=weights, ahead=ahead)
        values = new.values
        if [item.step for item in sets] == [item.step for item in self.sets]:
            value, typed = self.value, self.typed
            if self.answering:
                chosen = len(values) if asked_set is not None else len(sets) - 1
            elif value is not None and value in values:
                chosen = values.index(value)
            else:  # the next set is another one
                chosen, typed = self.chosen if value is None else len(sets) - 1, ""
            return replace(new, chosen=chosen, typed=typed)
        missing = next((index for index, item in enumerate(sets) if _is_open(item)), None)
        return replace(new, chosen=len(sets) - 1 if missing is None else missing)

    def choose(self, by: int) -> SetEditor:
        """Return the editor with the selection moved, wrapping around; typed text is dropped.

        If only the next weight can be selected, it is selected and deselected in turn.
        """
        count = len(self.values)
        if not count:
            return self
        if not self.sets and self.chosen >= 0:
            return replace(self, chosen=-1, typed="")
        if self.chosen < 0:
            return replace(self, chosen=0 if by > 0 else count - 1, typed="")
        return replace(self, chosen=(self.chosen + by) % count, typed="")

    def ask(self) -> SetEditor:
        """Return the editor with the question selected, or deselected if it was; unchanged without a question."""
        if self.asked_set is None:
            return self
        return replace(self, chosen=len(self.sets) - 1 if self.answering else len(self.values), typed="")

    # -- typing --------------------------------------------------------------------------------------------------------

    def refusal(self, character: str, next_key: str = "tab") -> str:
        """Return why a character can't be typed now; empty if it can.

        Args:
            character: the typed character.
            next_key: the key that selects a value, as text.
        """
        value = self.value
        if value is None:
            return CHOOSE_FIRST.format(next_key)
        if character in POINTS:
            if value.kind == "done" and self._dose(value) not in IN_SECONDS:
                return WHOLE_NUMBERS
            if any(point in self.typed for point in POINTS):
                return "One decimal sign is enough."
        return "That number is too long: backspace erases." if len(self.typed) >= MAX_TYPED else ""

    def type(self, character: str) -> SetEditor:
        """Return the editor with one more character typed, unless `refusal` has a reason against it."""
        return self if self.refusal(character) else replace(self, typed=self.typed + character)

    def erase(self) -> SetEditor:
        """Return the editor without the last typed character."""
        return replace(self, typed=self.typed[:-1])

    def cancel(self) -> SetEditor:
        """Return the editor without typed text."""
        return replace(self, typed="")

    def accept(self) -> tuple[SetEditor, Outcome]:
        """Return the editor without typed text and the commands that log it; invalid text stays typed."""
        value = self.value
        if not self.typed or value is None:
            return replace(self, typed=""), Outcome()
        try:
            commands = self._commands(value, self._number(value))
        except NumberError as error:
            return self, Outcome(why=str(error))
        chosen = self.chosen
        if self.set_without_number is not None:  # select the next missing number
            others = (index for index, item in enumerate(self.sets) if _is_open(item) and item.step not in value.steps)
            chosen = next(others, chosen)
        return replace(self, typed="", chosen=chosen), Outcome(commands)

    def answer(self, number: int) -> Log | None:
        """Return the command that logs the reps left; None without a question."""
        return None if self.asked_set is None else Log(self.asked_set.step, reserve=min(MAX_RESERVE, max(0, number)))

    def change(self, by: int, next_key: str = "tab") -> Outcome:
        """Return the commands that step the selected value; a weight steps to the next owned one.

        Args:
            by: 1 to increase the value, -1 to decrease it.
            next_key: the key that selects a value, as text.
        """
        if self.answering and self.asked_set is not None:
            command = self.answer(USUAL_RESERVE if self.asked_set.reserve is None else self.asked_set.reserve + by)
            return Outcome(() if command is None else (command,))
        value = self.value
        if value is None:
            return Outcome(why=CHOOSE_FIRST.format(next_key))
        try:
            start = self._number(value) if self.typed else self._current(value)
        except NumberError as error:
            return Outcome(why=str(error))
        if value.kind == "done":
            new = min(MAX_DONE, max(0, round(start) + by))
            if new == start and self.set_without_number is None:
                return Outcome(why="It can't be less than 0." if by < 0 else f"{MAX_DONE} is the most.")
            return Outcome(self._commands(value, float(new)))
        owned = self._owned(value)
        units = self.weights.units if self.weights is not None else "metric"
        load = next_load(start, by, owned, units)
        if load is None:
            if by < 0:
                return Outcome(why="No weight to take off.")
            most = format_weight(owned[-1] if owned else MAX_WEIGHT_KG, units)
            return Outcome(why=f"{most} is your heaviest: type another weight." if owned else f"{most} is the most.")
        return Outcome(self._commands(value, load))

    # -- what is shown -------------------------------------------------------------------------------------------------

    def load_words(self, value: Value) -> str:
        """Return the text of a weight: the typed text if it is selected, a dash if there is no weight."""
        units = self.weights.units if self.weights is not None else "metric"
        if value == self.value and self.typed:
            return f"{self.typed} {weight_unit(units)}"
        load = self._current(value)
        return format_weight(load, units) if load else f"- {weight_unit(units)}"

    # -- values --------------------------------------------------------------------------------------------------------

    def _owned(self, value: Value) -> tuple[float, ...]:
        return () if self.weights is None else tuple(self.weights.owned.get(value.exercise, ()))

    def _dose(self, value: Value) -> str:
        """Return the kind of dose of a value's set, such as `reps`."""
        return next(item.target.kind for item in self.sets if item.step in value.steps)

    def _current(self, value: Value) -> float:
        """Return the current value in reps, seconds, steps or kg; 0 if there is none."""
        if value.kind == "next":
            return (self.next_set.load_kg if self.next_set is not None else None) or 0.0
        item = next(item for item in self.sets if item.step in value.steps)
        return item.known if value.kind == "done" else item.load_kg or 0.0

    def _number(self, value: Value) -> float:
        """Return the typed number.

        Raises:
            NumberError: the typed text is invalid.
        """
        if value.kind == "done":
            return float(read_done(self.typed, self._dose(value)))
        return read_weight(self.typed, self.weights.units if self.weights is not None else "metric", 0.0, MAX_WEIGHT_KG)

    def _commands(self, value: Value, number: float) -> tuple[Command, ...]:
        if value.kind == "next":
            return (SetLoad(number),)
        if value.kind == "load":
            return tuple(Log(step, load_kg=number) for step in value.steps)
        return tuple(Log(step, done=number) for step in value.steps)


def can_correct(phase: str, editor: SetEditor) -> bool:
    """Tell whether values can be edited in a phase: between two sides only a missing number."""
    return phase in ("ready", "rest") or (phase == "switch" and editor.set_without_number is not None)


def _is_open(item: SetDone) -> bool:
    return not item.is_entered

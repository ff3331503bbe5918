"""Words for steps, doses, effort and names: on screen (`8 reps · 6-12`) and spoken (`Thirty seconds`)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final, Protocol

from msgspec.structs import replace

from runstrength.catalogue.exercise import Tempo
from runstrength.dose_kinds import A_SIDE, OPEN_KINDS, RESULT_UNITS
from runstrength.numbers import in_units, tidy, weight_in
from runstrength.session.plan import Plan, Step, Target
from runstrength.session.record import NOT_ENTERED, SetDone
from runstrength.text import noun_for, uncapitalized

RPE_WORDS: Final = (
    "very, very easy",
    "very easy",
    "easy",
    "comfortable",
    "a little hard",
    "somewhat hard",
    "hard",
    "very hard",
    "very, very hard",
    "all out",
)
"""The effort of a session from 1 to 10 (session RPE) in words."""
EXTRA_WORDS: Final = {"warmup": "warm-up set", "drop": "drop set"}
"""Sets that are no working sets, as the history has them, in words."""
PAUSED_ITSELF: Final = "Paused: the computer was asleep, or the program stopped."
"""Why a session paused itself."""
_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_ORDINALS: Final = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
_TENS: Final = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def needs_words(plan: Plan, units: str) -> str:
    """Return what has to be ready before a session starts: `a 40 cm step, 2 dumbbells`; empty if nothing has.

    One of a thing is left out if another exercise needs two.

    Args:
        plan: the plan.
        units: the person's units.
    """
    needs = dict.fromkeys(need for exercise in plan.exercises.values() for need in exercise.needs)
    found = [need for need in needs if f"2 {noun_for(2, need.removeprefix('a '))}" not in needs]
    return in_units(", ".join(found), units)


def number_words(number: int) -> str:
    """Return a whole number from 0 to 9,999 in words; a larger one in digits."""
    if not 0 <= number < 10_000:
        return str(number)
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    size, unit = (100, "hundred") if number < 1000 else (1000, "thousand")
    large, rest = divmod(number, size)
    return f"{_ONES[large]} {unit}" + (f" {number_words(rest)}" if rest else "")


def ordinal_words(number: int) -> str:
    """Return the place of something in a row: `third`, `12th`."""
    if 0 < number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def whole_minutes(seconds: float) -> int:
    """Return a duration in whole minutes, at least one; the lengths of all plans are rounded like this."""
    return max(1, round(seconds / 60))


def minutes(seconds: float) -> str:
    """Return a duration in whole minutes, at least one: `20 min`."""
    return f"{whole_minutes(seconds)} min"


def counted(number: float, unit: str) -> str:
    """Return a number with its unit in words, as `one rep`, `thirty seconds`, `seven point five seconds`."""
    number = round(number, 1)
    whole = int(number)
    words = number_words(whole)
    if number != whole:
        words += f" point {number_words(round((number - whole) * 10))}"
    return f"{words} {noun_for(number, unit)}"


def spoken_dose(target: Target, *, alternating: bool = False) -> str:
    """Return a dose as spoken by the voice, with `a side` if sides alternate: `eight reps`, `five a side`."""
    match target.kind:
        case "reps" if alternating:
            return f"{number_words(round(target.value))} a side"
        case "reps":
            return counted(target.value, "rep")
        case "carry":
            return f"{counted(target.value, 'step')} out, and back"
        case "carry_m":
            return counted(target.value, "meter")
        case "max":
            return "as many as you can"
        case "rounds":
            return f"as many rounds as you can, {_spoken_time(target.value)}"
        case "for_time":
            return f"{counted(target.value, 'round')}, for time"
        case "amrap":
            return f"as many as you can, {_spoken_seconds(target.value)}"
        case _:
            return _spoken_time(target.value)


def _spoken_time(seconds: float) -> str:
    return "one minute" if seconds == 60 else _spoken_seconds(seconds)


def _spoken_seconds(seconds: float) -> str:
    """Return a duration in seconds, from two minutes on in minutes and seconds: `two minutes, thirty seconds`."""
    minutes, rest = divmod(round(seconds, 1), 60)
    if minutes < 2:
        return counted(seconds, "second")
    return counted(minutes, "minute") + (f", {counted(rest, 'second')}" if rest else "")


def spoken_load(load_kg: float, units: str) -> str:
    """Return a load as spoken by the voice: `twelve kilos`, `twenty-five pounds`."""
    return counted(float(weight_in(load_kg, units)), "kilo" if units == "metric" else "pound")


def spoken_left(seconds: float) -> str:
    """Return what is left of a step as spoken by the voice: `forty-two seconds left`, `two minutes left`."""
    return f"{_spoken_time(max(1, math.ceil(round(seconds, 3))))} left"


def spoken_hand(placement: str, side: str | None) -> str:
    """Return where a weight is held, as spoken by the voice: `in the left hand`; empty if the text names no hand."""
    match = re.search(r"\bin (?:the \{side\}|each|both|one) hands?\b", placement)
    if match is None or ("{side}" in match[0] and not side):
        return ""
    return match[0].replace("{side}", side or "")


def spoken_needs(needs: Sequence[str]) -> list[str]:
    """Return what has to be ready as spoken by the voice, without measures: `two dumbbells`, `a step`."""
    bare = [" ".join(re.sub(r"[0-9.]+ (?:cm|m|in|kg|lb)\b|\([^)]*\)", " ", need).split()) for need in needs]
    return [re.sub(r"^[0-9]+(?= )", lambda match: number_words(int(match[0])), need) for need in bare if need]


def a_side(kind: str, *, alternating: bool) -> str:
    """Return ` a side` if sides alternate and the number is that of each; else nothing."""
    return " a side" if alternating and kind in A_SIDE else ""


def dose(target: Target, *, alternating: bool = False) -> str:
    """Return a dose as shown: `8 reps`, `30 s`, `8 steps each way`, `max reps a side in 60 s`."""
    value, each = f"{round(target.value, 1):g}", a_side(target.kind, alternating=alternating)
    match target.kind:
        case "reps":
            return f"{value} {noun_for(target.value, 'rep')}{each}"
        case "carry":
            return f"{value} {noun_for(target.value, 'step')} each way"
        case "carry_m":
            return f"{value} m"
        case "max":
            return f"max reps{each}"
        case "rounds":
            return f"max rounds in {clock(target.value)}"
        case "for_time":
            return f"{value} {noun_for(target.value, 'round')} for time"
        case "amrap":
            return f"max reps{each} in {value} s"
        case _:
            return f"{value} s"


def dose_range(target: Target) -> str:
    """Return the range in which a dose grows, `6-12`; empty if it is one number, or the time of a max-rep set."""
    grows = target.low != target.high and target.kind not in OPEN_KINDS
    return f"{target.low:g}-{target.high:g}" if grows else ""


def step_dose(step: Step) -> str:
    """Return the dose of a step, with `a side` if sides alternate and its number is that of each."""
    return dose(step.target, alternating=step.alternating)


def extra_words(item: SetDone) -> str:
    """Return what a set is if it is no working set: `warm-up set`, `drop set`; empty for a working set."""
    return "" if item.counts else EXTRA_WORDS.get(str(item.extra), str(item.extra))


def whole_dose(step: Step) -> str:
    """Return the dose of a slot, with that of each set if they differ: `8 reps`, `12-10-8 reps a side`."""
    if not step.ladder:
        return step_dose(step)
    most = max(step.ladder)
    return in_ladder(step_dose(replace(step, target=replace(step.target, value=most))), most, step.ladder)


def in_ladder(words: str, value: float, ladder: Sequence[float]) -> str:
    """Return a dose with the number of each set instead of one, if they differ: `12-10-8 reps`."""
    if len(set(ladder)) < 2:
        return words
    return "-".join(f"{tidy(number):g}" for number in ladder) + words.removeprefix(f"{tidy(value):g}")


def with_sides(words: str, kind: str, *, per_side: bool, alternating: bool, only_side: str | None = None) -> str:
    """Return a dose with the sides of its slot: `6 reps a side`, `40 s alternating`, `3 reps, left only`.

    Args:
        words: the dose, which has `a side` if sides alternate and its number is that of each.
        kind: of the dose.
        per_side: each side is a set of its own.
        alternating: sides alternate within a set.
        only_side: the only side that is trained.
    """
    if only_side:
        return f"{words}, {only_side} only"
    if per_side:
        return f"{words}, each side" if kind == "carry" else f"{words} a side"
    return f"{words} alternating" if alternating and kind not in A_SIDE else words


def slot_dose(plan: Plan, step: Step) -> str:
    """Return the dose of a step's slot, of all its sets and sides: `12-10-8 reps a side`, `40 s alternating`."""
    sides = plan.sides_of(step)
    return with_sides(
        whole_dose(step),
        step.target.kind,
        per_side=len(sides) > 1,
        alternating=step.alternating,
        only_side=sides[0] if len(sides) == 1 else None,
    )


def counted_words(plan: Plan, item: SetDone) -> str:
    """Return what the number of a set that was done counts: `reps`, `reps a side`, `rounds`."""
    each = a_side(item.target.kind, alternating=plan.steps[item.step].alternating)
    return f"{RESULT_UNITS.get(item.target.kind, 'reps')}{each}"


def done_number(item: SetDone) -> str:
    """Return the number of a set that was done, without its unit: `8`, or `not entered`."""
    return NOT_ENTERED if item.done is None else f"{tidy(item.done):g}"


def side_word(side: str | None) -> str:
    """Return `, left` or `, right`; empty without a side."""
    return f", {side}" if side else ""


def exercise_and_side(step: Step) -> str:
    """Return exercise and side: `Side plank, left`."""
    return f"{step.name}{side_word(step.side)}"


def place_words(step: Step, plan: Plan) -> str:
    """Return which set it is, or which exercise of a warm-up: `set 2 of 3`, `4 of 9`; empty for an only set."""
    if plan.counts_exercises:
        number, count = plan.place_of(step)
        return f"{number} of {count}"
    return f"set {step.set} of {step.sets}" if step.sets > 1 else ""


def last_words(step: Step) -> str:
    """Return what is said of the last work of a session: `last set`, or `last exercise` if it has only that set."""
    return "last set" if step.sets > 1 else "last exercise"


def clock(seconds: float) -> str:
    """Return a duration as a clock shows it: `0:48`, `12:05`, `1:02:03`."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def guess_mark(effort: int, guess: int | None) -> str:
    """Return ` (a guess)` if an effort is still the one that was guessed when its run was imported; else nothing."""
    return " (a guess)" if effort == guess else ""


class HasTitle(Protocol):
    """What the title of a session is made from."""

    @property
    def title(self) -> str:
        """The title, perhaps empty."""

    @property
    def routine(self) -> str:
        """The key of its routine."""

    @property
    def kind(self) -> str:
        """The kind of session."""


class CountsSets(Protocol):
    """What has sets to do."""

    @property
    def sets_done(self) -> int:
        """How many were done."""

    @property
    def sets_planned(self) -> int:
        """How many were planned."""


def sets_done_words(item: CountsSets) -> str:
    """Return the sets of a session: `43 of 43 sets`."""
    return f"{item.sets_done} of {item.sets_planned} {noun_for(item.sets_planned, 'set')}"


def session_title(item: HasTitle) -> str:
    """Return the title of a session; without one the key of its routine, or its kind."""
    return item.title or item.routine or item.kind.capitalize()


def tempo_words(tempo: Tempo | None) -> str:
    """Return a tempo in words, `3 s down, 1 s up`; empty if it is too fast to matter."""
    if tempo is None or not tempo.down_s or not tempo.up_s or tempo.rep_s < 2:
        return ""
    parts = [(tempo.down_s, "down"), (tempo.bottom_s, "hold"), (tempo.up_s, "up"), (tempo.top_s, "hold")]
    return ", ".join(f"{seconds:g} s {word}" for seconds, word in parts if seconds)


def in_sentence(name: str) -> str:
    """Return a name for use inside a sentence, in lower case unless it is an abbreviation."""
    return name if name[:2].isupper() or name[1:2] == "-" else uncapitalized(name)


def brief_name(name: str) -> str:
    """Return a name without "Single-leg", which many names share, for use inside a sentence."""
    return in_sentence(name.removeprefix("Single-leg ").strip() or name)

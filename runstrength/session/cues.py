"""The cues of a step: what is heard in it and when, to the millisecond.

Used by the speaker, by `runstrength plan` and by tests. `at` counts from the start of the step.

* At most one tone at a moment, the strongest of `STRENGTH`; a tick under such a tone is dropped. The end of a step and
  the start of the next one are one moment.
* `ready`, `switch` and a hold end with three ticks; reps that are timed by their tempo are counted aloud instead.
  Halfway is announced in holds from 20 s on, ten seconds left from 30 s on (users of other timers ask for both).
* What the screen says about what to do now is also spoken: exercise, form, side, dose, set and load when a step is
  announced. Words begin after the tone that sounds, and end before the next one: what does not fit is left out, the
  least important first. How long words take is passed in, so that all of it is known ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.session.plan import ADJUSTABLE, Plan, Step
from runstrength.session.wording import counted, number_words, spoken_dose, spoken_load

STRENGTH: Final = ("finish", "switch", "block", "round", "rest", "end", "go", "ready", "rest_over")
"""Which tone is played if two fall on one moment, the strongest first."""
NAMES: Final = (
    "ready", "tick", "go", "halfway", "ten", "end", "switch", "rest", "rest_over", "round", "block",
    "pause", "resume", "finish",
)  # fmt: skip
"""Every tone."""
TICKS: Final = (3.0, 2.0, 1.0)
"""Seconds before the end of a step at which a tick is heard."""
HALFWAY_FROM: Final = 20.0
TEN_FROM: Final = 30.0
COUNTED_AT: Final = 0.25
"""The part of a rep that is still to come when its number is spoken, so that it is heard on the way back."""


TONE_SECONDS: Final = {
    "block": 0.76, "end": 0.76, "finish": 2.0, "go": 0.42, "halfway": 0.48, "pause": 0.44, "ready": 0.64,
    "rest": 0.74, "rest_over": 0.54, "resume": 0.44, "round": 0.5, "switch": 0.6, "ten": 0.34, "tick": 0.085,
}  # fmt: skip
"""How long each tone lasts."""
AFTER_TONE: Final = 0.03
"""Seconds between a tone and the words after it, so that no word is hidden under a tone."""
AGAIN_FROM: Final = 40.0
"""Seconds of a rest from which on what is next is said a second time,"""
AGAIN_AT: Final = 20.0
"""so many seconds before its end."""

AHEAD_FROM: Final = 15.0
"""Seconds of timed work from which on what comes can be said before it ends,"""
AHEAD_AT: Final = 8.5
"""so many seconds before: after `ten`, before the ticks."""
SIDE: Final = 8
"""The weight of the side in an announcement: what counts as much is always said."""
DOSE: Final = 6
"""The weight of the dose: what counts less is not repeated when work goes on."""

LengthOf = Callable[[str], float]
"""Returns how many seconds the voice takes to say a text."""


def estimated_length(text: str) -> float:
    """Return about how many seconds a voice takes to say a text."""
    return 0.38 * len(text.replace("-", " ").split()) + 0.12


def no_length(_: str) -> float:
    """Return that words take no time: the voice is off, or all phrases of an announcement are wanted."""
    return 0.0


class Cue(Struct, frozen=True):
    """A tone, a spoken sentence, or both."""

    at: float
    """Seconds from the start of its step."""
    cue: str | None
    """The tone, one of `NAMES`; None if the cue is only spoken."""
    say: str | None = None
    """What the voice says, None if the cue is only a tone."""
    after: float = 0.0
    """Seconds from `at` until the voice begins: the tone that sounds then, its own or that of the step before."""


class Phrase(Struct, frozen=True):
    """A phrase of an announcement."""

    weight: int
    """How important it is: where not everything fits, the phrases with the smallest weight are left out first."""
    text: str


def cues_for_index(
    plan: Plan, index: int, *, wait: bool = False, length: LengthOf = estimated_length
) -> tuple[Cue, ...]:
    """Return the cues of a step of a plan, in order.

    Args:
        plan: the plan.
        index: of the step.
        wait: a rest that is over waits for a key, so that its end and the next step are two moments.
        length: how long the voice takes.
    """
    return cues_for_step(plan, plan.steps[index], wait=wait, length=length)


def cues_for_step(
    plan: Plan, step: Step, *, wait: bool = False, by_key: bool = False, length: LengthOf = estimated_length
) -> tuple[Cue, ...]:
    """Return the cues of a step under way, in order.

    Args:
        plan: the plan.
        step: the plan's step, perhaps with an adjusted duration, or a `ready` that is not in the plan.
        wait: a rest that is over waits for a key.
        by_key: a key started the step, so that its start is not the moment at which the step before would have ended.
        length: how long the voice takes.
    """
    wait = wait and not plan.hands_free
    following = plan.following(step)
    fresh = following == step.index
    before = plan.steps[step.index - 1] if step.index and not fresh else None
    after = plan.steps[following] if following < len(plan.steps) else None
    later = _during(step, after)
    tone, begins = _first_tone(step, before, wait=wait, by_key=by_key)
    words = _start_words(plan, step, before)
    ahead = before is not None and not by_key and _is_said_ahead(plan, before, step, length)
    needed = 0.0 if ahead else length(_text([phrase for phrase in words if phrase.weight >= SIDE]))
    if needed:  # a tick or a count is less than the name of what to do
        later = [cue for cue in later if cue.cue not in ("tick", None) or cue.at >= begins + needed]
    cues = [Cue(0.0, tone, _fitted(words, _room(step, later, begins), length, always=not ahead), begins), *later]
    if after is not None and _is_said_ahead(plan, step, after, length):
        phrases = [Phrase(3, "Next."), *_announcement(plan.units, after, None)]
        cues.append(Cue(step.seconds - AHEAD_AT, None, _fitted(phrases, AHEAD_AT - TICKS[0], length)))
    if step.phase == "rest" and step.seconds >= AGAIN_FROM:
        cues.append(_again(plan, step, length))
    ending = _end_tone(step, last=after is None)
    if ending is not None:
        said = "Session complete" if after is None else None
        if after is not None and _joined(step, wait=wait):
            starting = _start_tone(after, step)
            ending = None if starting is not None and not _stronger(ending, starting) else ending
        cues.append(Cue(step.seconds, ending, said, TONE_SECONDS[ending] + AFTER_TONE if ending and said else 0.0))
    cues.sort(key=lambda cue: cue.at)
    return tuple(cue if cue.say else replace(cue, after=0.0) for cue in cues if cue.cue or cue.say)


def cues_leading_back(plan: Plan, step: Step, *, length: LengthOf = estimated_length) -> tuple[Cue, ...]:
    """Return the cues of a lead-in that leads back into work: its name, what is left of it, and ticks.

    It has no tone at its start, because the tone `resume` is played there.
    """
    later = _during(step, None)
    after = TONE_SECONDS["resume"] + AFTER_TONE
    room = min((cue.at for cue in later), default=step.seconds)
    phrases = [phrase for phrase in _announcement(plan.units, step, None) if phrase.weight >= DOSE]
    return (Cue(0.0, None, _fitted(phrases, room - after, length), after), *later)


def cues_continuing(
    plan: Plan, step: Step, held: float, *, wait: bool = False, length: LengthOf = estimated_length
) -> tuple[Cue, ...]:
    """Return the cues of work that continues after a lead-in, `held` seconds of which are done already."""
    rest = (cue for cue in cues_for_step(plan, step, wait=wait, length=length) if cue.at > held)
    return (Cue(held, "go"), *rest)


def _joined(step: Step, *, wait: bool) -> bool:
    """Tell whether the end of a step and the start of the next are one moment."""
    return step.timed and not (wait and step.phase == "rest")


def _stronger(tone: str, other: str) -> bool:
    return STRENGTH.index(tone) < STRENGTH.index(other)


def _first_tone(step: Step, before: Step | None, *, wait: bool, by_key: bool) -> tuple[str | None, float]:
    """Return the tone of the start of a step, and after how many seconds words can begin.

    Where the end of the step before is the same moment and has the stronger tone, the step has none of its own.
    """
    tone = sounding = _start_tone(step, before)
    if before is not None and _joined(before, wait=wait) and not by_key:
        ending = _end_tone(before, last=False)
        if ending is not None and (tone is None or _stronger(ending, tone)):
            tone, sounding = None, ending
    return tone, TONE_SECONDS[sounding] + AFTER_TONE if sounding else 0.0


def _room(step: Step, later: Sequence[Cue], begins: float) -> float | None:
    """Return the seconds from the first tone of a step to the next sound; None if only a key ends the step."""
    until = min((cue.at for cue in later), default=step.seconds if step.timed else None)
    return None if until is None else until - begins


def _is_said_ahead(plan: Plan, before: Step, step: Step, length: LengthOf) -> bool:
    """Tell whether a set is announced in the work before it: its lead-in is too short for exercise, side and dose."""
    timed_work = before.phase == "work" and before.timed and before.target.kind in ADJUSTABLE
    if step.phase != "ready" or not timed_work or before.seconds < AHEAD_FROM:
        return False
    room = _room(step, _during(step, None), _first_tone(step, before, wait=False, by_key=False)[1])
    phrases = [phrase for phrase in _announcement(plan.units, step, None) if phrase.weight >= DOSE]
    return room is not None and length(_text(phrases)) > room


def _fitted(phrases: Sequence[Phrase], room: float | None, length: LengthOf, *, always: bool = True) -> str | None:
    """Return the phrases that can be said within so many seconds, as one text; None for none.

    Args:
        phrases: in the order in which they are said.
        room: seconds, None for as many as it takes.
        length: how long the voice takes.
        always: exercise and side are said even if they take longer.
    """
    kept = list(phrases)
    while room is not None and kept and length(_text(kept)) > room:
        least = min(kept, key=lambda phrase: phrase.weight)
        if always and least.weight >= SIDE:
            break
        kept.remove(least)
    if not kept:  # the name was too long: what counts less may fit
        kept = [phrase for phrase in phrases if room is not None and length(phrase.text) <= room][:1]
    return _text(kept) or None


def _text(phrases: Sequence[Phrase]) -> str:
    return " ".join(phrase.text for phrase in phrases)


def _start_tone(step: Step, before: Step | None) -> str | None:
    match step.phase:
        case "ready":
            return _entry_tone(step, before, "ready")
        case "switch" | "rest":
            return step.phase
        case _ if before is not None and before.phase == "work":
            return "switch" if _other_side(step, before) else _entry_tone(step, before, "go")
        case _:
            return "go"


def _start_words(plan: Plan, step: Step, before: Step | None) -> list[Phrase]:
    switch = [Phrase(SIDE, "Switch sides."), *([Phrase(SIDE, f"{step.side.capitalize()} side.")] if step.side else [])]
    match step.phase:
        case "ready":
            return _announcement(plan.units, step, before)
        case "switch":
            return switch
        case "rest":
            first, *others = _announcement(plan.units, step, None)
            return [Phrase(3, "Rest."), replace(first, text=f"Next: {first.text[:1].lower()}{first.text[1:]}"), *others]
        case _ if before is not None and before.phase == "work":
            return switch if _other_side(step, before) else _announcement(plan.units, step, before)
        case _:
            return _announcement(plan.units, step, None) if before is None else []


def _other_side(step: Step, before: Step) -> bool:
    """Tell whether work is the other side of the set before it."""
    return before.side != step.side and (before.exercise, before.label, before.set) == (
        step.exercise,
        step.label,
        step.set,
    )


def _entry_tone(step: Step, before: Step | None, otherwise: str) -> str:
    """Return the tone at the start of a set or its lead-in: next block, next round, or `otherwise`."""
    if before is None:
        return otherwise
    if before.phase == "rest":
        return "round" if step.set > 1 else "block"
    if before.block != step.block:
        return "block"
    return "round" if before.set != step.set else otherwise


def _during(step: Step, after: Step | None) -> list[Cue]:
    timed_work = step.phase == "work" and step.timed and step.target.kind in ADJUSTABLE
    cues: list[Cue] = []
    if timed_work and step.seconds >= HALFWAY_FROM:
        cues.append(Cue(step.seconds / 2, "halfway", "Halfway", TONE_SECONDS["halfway"] + AFTER_TONE))
    if timed_work and step.seconds >= TEN_FROM:
        cues.append(Cue(step.seconds - 10, "ten", "Ten seconds", TONE_SECONDS["ten"] + AFTER_TONE))
    if step.phase == "work" and step.target.kind == "carry":
        cues.append(Cue(round(step.seconds / 2, 3), None, "Turn"))
    if step.phase == "work" and step.timed and step.target.kind == "reps":
        cues.extend(_counts(step))
    rest_before_work = step.phase == "rest" and after is not None and after.phase == "work"
    if timed_work or rest_before_work or step.phase in ("ready", "switch"):
        cues.extend(Cue(step.seconds - left, "tick") for left in TICKS if step.seconds > left)
    return cues


def _counts(step: Step) -> list[Cue]:
    """Return the counts of the reps of a set that is timed by its tempo, each near the end of its rep."""
    reps = round(step.target.value)
    each = step.seconds / reps if reps else 0.0
    return [Cue(round((number - COUNTED_AT) * each, 3), None, number_words(number)) for number in range(1, reps + 1)]


def _end_tone(step: Step, *, last: bool) -> str | None:
    if step.phase == "rest":
        return "rest_over"
    if step.phase != "work":
        return None
    if last:
        return "finish"
    return "end" if step.timed else None


def _again(plan: Plan, step: Step, length: LengthOf) -> Cue:
    """Return what is next, said a second time near the end of a long rest."""
    phrases = [Phrase(3, f"{counted(AGAIN_AT, 'second').capitalize()}."), *_announcement(plan.units, step, None)]
    return Cue(step.seconds - AGAIN_AT, None, _fitted(phrases, AGAIN_AT - TICKS[0], length))


def _announcement(units: str, step: Step, before: Step | None) -> list[Phrase]:
    """Return what is said of a set: block if new, exercise, form, side, dose, which set it is, load."""
    new_block = before is not None and (before.block != step.block or (before.phase == "rest" and step.set == 1))
    phrases = []
    if new_block:
        phrases.append(Phrase(1, "The finisher." if step.finisher else f"Block {step.block}."))
    phrases.append(Phrase(9, f"{step.name}."))
    if step.form:
        phrases.append(Phrase(7, f"{step.form.capitalize()}."))
    if step.side:
        phrases.append(Phrase(SIDE, f"{step.side.capitalize()} side."))
    phrases.append(Phrase(DOSE, f"{spoken_dose(step.target, alternating=step.alternating).capitalize()}."))
    if step.sets > 1:
        of = f"Set {number_words(step.set)} of {number_words(step.sets)}."
        phrases.append(Phrase(5, "Last set." if step.set == step.sets else of))
    if step.load_kg:
        phrases.append(Phrase(4, f"{spoken_load(step.load_kg, units).capitalize()}."))
    return phrases

"""The cues of a step: what is heard in it and when, to the millisecond.

Used by the speaker, by `runstrength plan` and by tests. `at` counts from the start of the step.

* At most one tone at a moment, the strongest of `STRENGTH`; a tick under such a tone is dropped. The end of a step and
  the start of the next one are one moment.
* `ready`, `switch` and a hold end with three ticks; reps that are timed by their tempo are counted aloud instead.
  Halfway is announced in holds from 20 s on, ten seconds left from 30 s on (users of other timers ask for both).
* What the screen says about what to do now is also spoken: exercise and side when a step is announced.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.session.plan import ADJUSTABLE, Plan, Step
from runstrength.session.wording import number_words, spoken_dose

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


class Cue(Struct, frozen=True):
    """A tone, a spoken sentence, or both."""

    at: float
    """Seconds from the start of its step."""
    cue: str | None
    """The tone, one of `NAMES`; None if the cue is only spoken."""
    say: str | None = None
    """What the voice says, None if the cue is only a tone."""


def cues_for_index(plan: Plan, index: int, *, wait: bool = False) -> tuple[Cue, ...]:
    """Return the cues of a step of a plan, in order.

    Args:
        plan: the plan.
        index: of the step.
        wait: a rest that is over waits for a key, so that its end and the next step are two moments.
    """
    return cues_for_step(plan, plan.steps[index], wait=wait)


def cues_for_step(plan: Plan, step: Step, *, wait: bool = False, by_key: bool = False) -> tuple[Cue, ...]:
    """Return the cues of a step under way, in order.

    Args:
        plan: the plan.
        step: the plan's step, perhaps with an adjusted duration, or a `ready` that is not in the plan.
        wait: a rest that is over waits for a key.
        by_key: a key started the step, so that its start is not the moment at which the step before would have ended.
    """
    wait = wait and not plan.hands_free
    following = plan.following(step)
    fresh = following == step.index
    before = plan.steps[step.index - 1] if step.index and not fresh else None
    after = plan.steps[following] if following < len(plan.steps) else None
    first = _start_cue(step, before)
    if before is not None and _joined(before, wait=wait) and not by_key:
        first = replace(first, cue=_stronger_tone(first, _end_cue(before, last=False), wins=first))
    cues = [first, *_during(step, after)]
    ending = _end_cue(step, last=after is None)
    if ending is not None:
        if after is not None and _joined(step, wait=wait):
            ending = replace(ending, cue=_stronger_tone(_start_cue(after, step), ending, wins=ending))
        cues.append(ending)
    return tuple(cue for cue in cues if cue.cue or cue.say)


def cues_leading_back(step: Step) -> tuple[Cue, ...]:
    """Return the cues of a lead-in that leads back into work: its name, what is left of it, and ticks.

    It has no tone at its start, because the tone `resume` is played there.
    """
    return (Cue(0.0, None, announcement(step, None)), *_during(step, None))


def cues_continuing(plan: Plan, step: Step, held: float, *, wait: bool = False) -> tuple[Cue, ...]:
    """Return the cues of work that continues after a lead-in, `held` seconds of which are done already."""
    rest = (cue for cue in cues_for_step(plan, step, wait=wait) if cue.at > held)
    return (Cue(held, "go"), *rest)


def _joined(step: Step, *, wait: bool) -> bool:
    """Tell whether the end of a step and the start of the next are one moment."""
    return step.timed and not (wait and step.phase == "rest")


def _stronger_tone(beginning: Cue, ending: Cue | None, *, wins: Cue) -> str | None:
    """Return the tone of `wins` if it is the stronger of the two, else None."""
    if ending is None:
        return wins.cue
    strongest = min((beginning, ending), key=lambda cue: STRENGTH.index(cue.cue or "rest_over"))
    return wins.cue if strongest is wins else None


def _start_cue(step: Step, before: Step | None) -> Cue:
    match step.phase:
        case "ready":
            return Cue(0.0, _entry_tone(step, before, "ready"), announcement(step, before))
        case "switch":
            return Cue(0.0, "switch", "Switch sides")
        case "rest":
            return Cue(0.0, "rest", f"Rest. Next: {_next_words(step)}")
        case "work" if before is not None and before.phase == "work":
            if before.side != step.side and (before.exercise, before.label, before.set) == (
                step.exercise,
                step.label,
                step.set,
            ):
                return Cue(0.0, "switch", "Switch sides")
            return Cue(0.0, _entry_tone(step, before, "go"), announcement(step, before))
        case _:
            return Cue(0.0, "go", announcement(step, None) if before is None else None)


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
        cues.append(Cue(step.seconds / 2, "halfway", "Halfway"))
    if timed_work and step.seconds >= TEN_FROM:
        cues.append(Cue(step.seconds - 10, "ten", "Ten seconds"))
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


def _end_cue(step: Step, *, last: bool) -> Cue | None:
    if step.phase == "rest":
        return Cue(step.seconds, "rest_over")
    if step.phase != "work":
        return None
    if last:
        return Cue(step.seconds, "finish", "Session complete")
    return Cue(step.seconds, "end") if step.timed else None


def announcement(step: Step, before: Step | None) -> str:
    """Return how the voice announces a set: block and last set if new, exercise, form, side, seconds."""
    new_block = before is not None and (before.block != step.block or (before.phase == "rest" and step.set == 1))
    new_round = before is not None and (before.phase == "rest" or before.set != step.set)
    words = []
    if new_block:
        words.append("The finisher." if step.finisher else f"Block {step.block}.")
    if new_round and 1 < step.sets == step.set:
        words.append("Last set.")
    words.append(f"{step.name}.")
    if step.form:
        words.append(f"{step.form.capitalize()}.")
    if step.side:
        words.append(f"{step.side.capitalize()} side.")
    if step.target.kind in ADJUSTABLE:
        words.append(f"{spoken_dose(step.target).capitalize()}.")
    return " ".join(words)


def _next_words(step: Step) -> str:
    parts = [f"{step.name[:1].lower()}{step.name[1:]}", *([step.form] if step.form else [])]
    if step.side:
        parts.append(f"{step.side} side")
    parts.append(spoken_dose(step.target))
    return ", ".join(parts)

"""Cues: what is heard in a step, at which moment, known ahead and to the millisecond.

The same list serves the speaker, `runstrength plan` and the tests. `at` counts from the start of its step.

* At most one tone a moment, the strongest of `STRENGTH`; a tick under such a tone is dropped. The end of a step and the
  beginning of the next are one moment.
* `ready`, `switch` and a hold end with three ticks; reps that go by their tempo are counted instead. Halfway is told
  from 20 s on, ten seconds left from 30 s on (users of other timers ask for both).
* Whatever the screen says about what to do now, a cue says too: exercise and side when a step is announced.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.session.plan import ADJUSTABLE, Plan, Step
from runstrength.session.wording import number_words, spoken_dose

STRENGTH: Final = ("finish", "switch", "block", "round", "rest", "end", "go", "ready", "rest_over")
"""Which tone wins where two fall on one moment, the strongest first."""
NAMES: Final = (
    "ready", "tick", "go", "halfway", "ten", "end", "switch", "rest", "rest_over", "round", "block",
    "pause", "resume", "finish",
)  # fmt: skip
"""Every tone there is."""
TICKS: Final = (3.0, 2.0, 1.0)
"""Seconds before the end of a step at which a tick is heard."""
HALFWAY_FROM: Final = 20.0
TEN_FROM: Final = 30.0
COUNTED_AT: Final = 0.25
"""Which part of a rep is still to come when it is counted, so that its number is said on the way back."""


class Cue(Struct, frozen=True):
    """One thing that is heard."""

    at: float
    """Seconds from the start of its step."""
    cue: str | None
    """The tone, one of `NAMES`; None for what is only spoken."""
    say: str | None = None
    """What the voice says, None for a tone alone."""


def cues_for_index(plan: Plan, index: int, *, wait: bool = False) -> tuple[Cue, ...]:
    """Return what is heard in a step of a plan, in order.

    Args:
        plan: the plan.
        index: the step's place in it.
        wait: a rest that is over waits for a key, so that its end and the next step are two moments.
    """
    return cues_for_step(plan, plan.steps[index], wait=wait)


def cues_for_step(plan: Plan, step: Step, *, wait: bool = False, by_key: bool = False) -> tuple[Cue, ...]:
    """Return what is heard in a step as it is being done.

    Args:
        plan: the plan.
        step: the plan's step, or one that lasts longer or shorter by now, or a `ready` that is not in the plan.
        wait: a rest that is over waits for a key.
        by_key: a key began the step, so that its beginning is not the moment at which the step before would end.
    """
    wait = wait and not plan.hands_free
    following = plan.following(step)
    fresh = following == step.index
    before = plan.steps[step.index - 1] if step.index and not fresh else None
    after = plan.steps[following] if following < len(plan.steps) else None
    first = _beginning(step, before)
    if before is not None and _joined(before, wait=wait) and not by_key:
        first = replace(first, cue=_louder(first, _ending(before, last=False), wins=first))
    cues = [first, *_during(step, after)]
    ending = _ending(step, last=after is None)
    if ending is not None:
        if after is not None and _joined(step, wait=wait):
            ending = replace(ending, cue=_louder(_beginning(after, step), ending, wins=ending))
        cues.append(ending)
    return tuple(cue for cue in cues if cue.cue or cue.say)


def cues_leading_back(step: Step) -> tuple[Cue, ...]:
    """Return what is heard in a lead-in that leads back into work: what it is and what is left of it, and ticks.

    It has no tone at its beginning, for that of `resume` is heard there.
    """
    return (Cue(0.0, None, announcement(step, None)), *_during(step, None))


def cues_continuing(plan: Plan, step: Step, held: float, *, wait: bool = False) -> tuple[Cue, ...]:
    """Return what is heard in work that goes on after a lead-in, `held` seconds of it being done already."""
    rest = (cue for cue in cues_for_step(plan, step, wait=wait) if cue.at > held)
    return (Cue(held, "go"), *rest)


def _joined(step: Step, *, wait: bool) -> bool:
    """Tell whether the end of a step and the beginning of the next are one moment."""
    return step.timed and not (wait and step.phase == "rest")


def _louder(beginning: Cue, ending: Cue | None, *, wins: Cue) -> str | None:
    """Return the tone of `wins` when it is the stronger of the two, None when the other one is."""
    if ending is None:
        return wins.cue
    strongest = min((beginning, ending), key=lambda cue: STRENGTH.index(cue.cue or "rest_over"))
    return wins.cue if strongest is wins else None


def _beginning(step: Step, before: Step | None) -> Cue:
    match step.phase:
        case "ready":
            return Cue(0.0, _arrival(step, before, "ready"), announcement(step, before))
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
            return Cue(0.0, _arrival(step, before, "go"), announcement(step, before))
        case _:
            return Cue(0.0, "go", announcement(step, None) if before is None else None)


def _arrival(step: Step, before: Step | None, otherwise: str) -> str:
    """Return the tone that leads to a set: the next block, the next round, or simply the next exercise."""
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
    """Return the reps of a set that goes by its tempo, counted aloud towards the end of each."""
    reps = round(step.target.value)
    each = step.seconds / reps if reps else 0.0
    return [Cue(round((number - COUNTED_AT) * each, 3), None, number_words(number)) for number in range(1, reps + 1)]


def _ending(step: Step, *, last: bool) -> Cue | None:
    if step.phase == "rest":
        return Cue(step.seconds, "rest_over")
    if step.phase != "work":
        return None
    if last:
        return Cue(step.seconds, "finish", "Session complete")
    return Cue(step.seconds, "end") if step.timed else None


def announcement(step: Step, before: Step | None) -> str:
    """Return what the voice says of a set: block and last set where they are new, exercise, form, side, seconds."""
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

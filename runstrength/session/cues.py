"""The cues of a step: what is heard in it and when, to the millisecond.

Used by the speaker, by `runstrength plan` and by tests. `at` counts from the start of the step.

* At most one tone at a moment, the strongest of `STRENGTH`; a tick under such a tone is dropped. The end of a step and
  the start of the next one are one moment.
* `ready`, `switch` and a hold end with three ticks; reps that are timed by their tempo are counted aloud instead, and
  the last of them is announced.
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

from runstrength.dose_kinds import BY_CLOCK
from runstrength.session.plan import Plan, Step
from runstrength.session.wording import (
    counted,
    number_words,
    session_title,
    spoken_dose,
    spoken_hand,
    spoken_left,
    spoken_load,
    spoken_needs,
    whole_minutes,
)
from runstrength.text import uncapitalized

STRENGTH: Final = ("finish", "switch", "block", "round", "rest", "end", "go", "ready", "rest_over")
"""Which tone is played if two fall on one moment, the strongest first."""
TONE_SECONDS: Final = {
    "ready": 0.64, "tick": 0.085, "go": 0.42, "halfway": 0.48, "ten": 0.34, "end": 0.76, "switch": 0.6, "rest": 0.74,
    "rest_over": 0.54, "round": 0.5, "block": 0.76, "pause": 0.44, "resume": 0.44, "finish": 2.0,
}  # fmt: skip
"""How long each tone lasts."""
NAMES: Final = tuple(TONE_SECONDS)
"""Every tone, as the sound check plays them."""
TICKS: Final = (3.0, 2.0, 1.0)
"""Seconds before the end of a step at which a tick is heard."""
HALFWAY_FROM: Final = 20.0
TEN_FROM: Final = 30.0
COUNTED_AT: Final = 0.25
"""The part of a rep that is still to come when its number is spoken, so that it is heard on the way back."""


AFTER_TONE: Final = 0.03
"""Seconds between a tone and the words after it, so that no word is hidden under a tone."""
AGAIN_FROM: Final = 40.0
"""Seconds of a rest, its lead-in included, from which on what is next is said a second time,"""
AGAIN_AT: Final = 20.0
"""so many seconds before its end."""
APART: Final = 5.0
"""Seconds between the two times, at least."""
WAITING_WORDS: Final = "Ready when you are."
"""Said when a rest is over that waits for a key, and once more later."""
LATEST_TURN: Final = 0.95
"""The part of the planned time of a carry after which it is too late to say where to turn."""
COUNTED_BY: Final = (1, 2, 5, 10)
"""Which reps are counted aloud: each, or where they are too fast for that every second, and so on."""
LAST_REP_FROM: Final = 3
"""Reps of a set from which on the last is announced."""

AHEAD_FROM: Final = 15.0
"""Seconds of timed work from which on what comes can be said before it ends,"""
AHEAD_AT: Final = 8.5
"""so many seconds before: after `ten`, before the ticks."""
SIDE: Final = 8
"""The weight of the side in an announcement: what counts as much is always said."""
DOSE: Final = 6
"""The weight of the dose: what counts less is not repeated when work goes on."""

START: Final = 4
"""The weight of what is said of the whole session at its start."""

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
    opening = start_words(plan) if index == 0 else ()
    return cues_for_step(plan, plan.steps[index], wait=wait, opening=opening, length=length)


def start_words(plan: Plan) -> tuple[Phrase, ...]:
    """Return what is said at the start of a session: its title, its minutes, and the first block if it has others."""
    title, first = session_title(plan), plan.steps[0]
    name, comma, length = title.rpartition(", ")
    if comma and "minute" in length:  # `Warm-up, 7 minutes`
        phrases = [Phrase(START, f"{name}."), Phrase(2, f"{length}.")]
    else:
        minutes = counted(whole_minutes(plan.expected), "minute").capitalize()
        phrases = [Phrase(START, f"{title}."), Phrase(START, f"{minutes}.")]
    if any(step.block != first.block for step in plan.steps):
        phrases.append(Phrase(START, f"Block {first.block}."))
    return tuple(phrases)


def closing_words(seconds: float, sets: int) -> str:
    """Return what is said at the end of a session: that it is complete, its minutes, and how many sets were done."""
    minutes = counted(whole_minutes(seconds), "minute").capitalize()
    return f"Session complete. {minutes}. {counted(sets, 'set').capitalize()}."


def cues_for_step(
    plan: Plan,
    step: Step,
    *,
    wait: bool = False,
    by_key: bool = False,
    opening: Sequence[Phrase] = (),
    closing: str = "",
    length: LengthOf = estimated_length,
) -> tuple[Cue, ...]:
    """Return the cues of a step under way, in order.

    Args:
        plan: the plan.
        step: the plan's step, perhaps with an adjusted duration, or a `ready` that is not in the plan.
        wait: a rest that is over waits for a key.
        by_key: a key started the step, so that its start is not the moment at which the step before would have ended.
        opening: what is said first: of the session, or of the key.
        closing: what is said at the end of the session; by default that all of it was done as planned.
        length: how long the voice takes.
    """
    wait = wait and not plan.hands_free
    following = plan.following(step)
    fresh = following == step.index
    before = plan.steps[step.index - 1] if step.index and not fresh else None
    after = plan.steps[following] if following < len(plan.steps) else None
    later = _during(plan, step, after, length)
    tone, begins = _first_tone(step, before, wait=wait, by_key=by_key)
    words = _start_words(plan, step, before)
    ahead = before is not None and not by_key and _is_said_ahead(plan, before, step, length)
    needed = 0.0 if ahead else length(text_of([phrase for phrase in words if phrase.weight >= SIDE]))
    if opening and step.phase != "work":
        words = [*opening, *words]
        if not step.index:  # all of it matters more than the first countdown
            words = fitting(words, step.seconds - begins - AFTER_TONE, length)
            needed = max(needed, length(text_of(words)))
    if needed:  # a tick or a count is less than the name of what to do
        later = [cue for cue in later if cue.cue not in ("tick", None) or cue.at >= begins + needed]
    repeated = step.phase == "rest" and after is not None and after.phase == "ready"
    said = fitted(words, _room(step, later, begins), length, always=not (ahead or repeated))
    cues = [Cue(0.0, tone, said, begins), *later]
    if after is not None and _is_said_ahead(plan, step, after, length):
        phrases = [Phrase(3, "Next."), *_announcement(plan, after, None)]
        cues.append(Cue(step.seconds - AHEAD_AT, None, fitted(phrases, AHEAD_AT - TICKS[0], length)))
    if _is_said_again(step, after, begins + length(cues[0].say or "")):
        cues.append(_again(plan, step, length))
    ending = _end_tone(step, last=after is None)
    if ending is not None:
        last_words = closing or closing_words(plan.seconds, plan.sets) if after is None else None
        if wait and step.phase == "rest":
            last_words = WAITING_WORDS
        if after is not None and _joined(step, wait=wait):
            starting = _start_tone(after, step)
            ending = None if starting is not None and not _stronger(ending, starting) else ending
        begins = TONE_SECONDS[ending] + AFTER_TONE if ending and last_words else 0.0
        cues.append(Cue(step.seconds, ending, last_words, begins))
    cues.sort(key=lambda cue: cue.at)
    return tuple(cue if cue.say else replace(cue, after=0.0) for cue in cues if cue.cue or cue.say)


def cues_leading_back(plan: Plan, step: Step, *, length: LengthOf = estimated_length) -> tuple[Cue, ...]:
    """Return the cues of a lead-in that leads back into work: what goes on, what is left of it, and ticks.

    It has no tone at its start, because the tone `resume` is played there. Ticks give way to the words.
    """
    after = TONE_SECONDS["resume"] + AFTER_TONE
    left = step.target.value if step.target.kind in BY_CLOCK else None
    said = fitted(going_on_words(plan, step, left), step.seconds - after - AFTER_TONE, length)
    words_end = after + length(said) if said else 0.0
    ticks = [cue for cue in _during(plan, step, None, length) if cue.at >= words_end]
    return (Cue(0.0, None, said, after), *ticks)


def going_on_words(plan: Plan, step: Step, left: float | None) -> list[Phrase]:
    """Return what is said when a step continues after a pause: what it is, and what is left of it.

    Args:
        plan: the plan.
        step: the step.
        left: the seconds of it that are left; None to say its dose.
    """
    phrases = [Phrase(3, "Go on.")]
    if step.phase == "rest":
        phrases.append(Phrase(9, "Rest."))
    elif step.phase == "switch":
        phrases += [Phrase(SIDE, f"{step.side.capitalize()} side.")] if step.side else []
    else:
        what = [phrase for phrase in _announcement(plan, step, None) if phrase.weight >= DOSE]
        phrases += what if left is None else [phrase for phrase in what if phrase.weight > DOSE]
    if left is not None:
        phrases.append(Phrase(DOSE, f"{spoken_left(left).capitalize()}."))
    return phrases


def next_words(plan: Plan, step: Step) -> list[Phrase]:
    """Return what is said of the set that a rest leads to."""
    first, *others = _announcement(plan, step, None, needs=True)
    return [replace(first, text=f"Next: {uncapitalized(first.text)}"), *others]


def cues_continuing(
    plan: Plan, step: Step, held: float, *, wait: bool = False, closing: str = "", length: LengthOf = estimated_length
) -> tuple[Cue, ...]:
    """Return the cues of work that continues after a lead-in, `held` seconds of which are done already."""
    cues = cues_for_step(plan, step, wait=wait, closing=closing, length=length)
    rest = (cue for cue in cues if cue.at > held)
    return (Cue(held, "go"), *rest)


def _joined(step: Step, *, wait: bool) -> bool:
    """Tell whether the end of a step and the start of the next are one moment."""
    return step.timed and not (wait and step.phase == "rest" and not step.every)


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
    timed_work = before.phase == "work" and before.timed and before.target.kind in BY_CLOCK
    if step.phase != "ready" or not timed_work or before.seconds < AHEAD_FROM:
        return False
    begins = _first_tone(step, before, wait=False, by_key=False)[1]
    room = _room(step, _during(plan, step, None, length), begins)
    phrases = [phrase for phrase in _announcement(plan, step, None) if phrase.weight >= DOSE]
    return room is not None and length(text_of(phrases)) > room


def fitting(phrases: Sequence[Phrase], room: float, length: LengthOf) -> list[Phrase]:
    """Return the phrases that can be said within so many seconds, exercise and side in any case."""
    kept = list(phrases)
    while kept and length(text_of(kept)) > room:
        least = min(kept, key=lambda phrase: phrase.weight)
        if least.weight >= SIDE:
            break
        kept.remove(least)
    return kept


def fitted(phrases: Sequence[Phrase], room: float | None, length: LengthOf, *, always: bool = True) -> str | None:
    """Return the phrases that can be said within so many seconds, as one text; None for none.

    Args:
        phrases: in the order in which they are said.
        room: seconds, None for as many as it takes.
        length: how long the voice takes.
        always: exercise and side are said even if they take longer.
    """
    kept = list(phrases) if room is None else fitting(phrases, room, length)
    while room is not None and not always and kept and length(text_of(kept)) > room:
        kept.remove(min(kept, key=lambda phrase: phrase.weight))
    if not kept:  # the name was too long: what counts less may fit
        kept = [phrase for phrase in phrases if room is not None and length(phrase.text) <= room][:1]
    return text_of(kept) or None


def text_of(phrases: Sequence[Phrase]) -> str:
    """Return phrases as one text."""
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
            return _announcement(plan, step, before)
        case "switch":
            return switch
        case "rest":
            return [Phrase(3, "Rest."), *next_words(plan, step)]
        case _ if before is not None and before.phase == "work":
            return switch if _other_side(step, before) else _announcement(plan, step, before)
        case _:
            return _announcement(plan, step, None) if before is None else []


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


def _during(plan: Plan, step: Step, after: Step | None, length: LengthOf) -> list[Cue]:
    timed_work = step.phase == "work" and step.timed and step.target.kind in BY_CLOCK
    cues: list[Cue] = []
    if timed_work and step.seconds >= HALFWAY_FROM:
        cues.append(Cue(step.seconds / 2, "halfway", "Halfway", TONE_SECONDS["halfway"] + AFTER_TONE))
    if timed_work and step.seconds >= TEN_FROM:
        cues.append(Cue(step.seconds - 10, "ten", "Ten seconds", TONE_SECONDS["ten"] + AFTER_TONE))
    if step.phase == "work" and step.target.kind == "carry":
        half = min(plan.expected_of(step) / 2, LATEST_TURN * step.seconds)
        cues.append(Cue(round(half, 3), None, "Turn"))
    if step.phase == "work" and step.timed and step.target.kind == "reps":
        cues.extend(_counts(step, length))
    rest_before_work = step.phase == "rest" and after is not None and after.phase == "work"
    if timed_work or rest_before_work or step.phase in ("ready", "switch"):
        cues.extend(Cue(step.seconds - left, "tick") for left in TICKS if step.seconds > left)
    return cues


def _counts(step: Step, length: LengthOf) -> list[Cue]:
    """Return the counts of the reps of a set that is timed by its tempo, each near the end of its rep.

    After the last but one the last is announced, and after that it is said that the set is done, if there is time. Reps
    that are too fast for every number are counted in twos, fives or tens.
    """
    reps = round(step.target.value)
    if not reps:
        return []
    each = step.seconds / reps
    every = next((by for by in COUNTED_BY if by * each >= length(number_words(reps)) + AFTER_TONE), reps)
    counts = _last_counts(step, reps, each, length)
    for number in range(reps - len(counts), 0, -1):
        said, at = number_words(number), round((number - COUNTED_AT) * each, 3)
        if number % every == 0 and at + length(said) + AFTER_TONE <= counts[0].at:
            counts.insert(0, Cue(at, None, said))
    return [cue for cue in counts if cue.at >= TONE_SECONDS["go"] + AFTER_TONE]


def _last_counts(step: Step, reps: int, each: float, length: LengthOf) -> list[Cue]:
    """Return the last count, and the one before it if that announces the last rep."""
    total, latest = number_words(reps), step.seconds - AFTER_TONE
    at, before_at = ((number - COUNTED_AT) * each for number in (reps, reps - 1))
    before = number_words(reps - 1)
    if reps >= LAST_REP_FROM:
        done = f"{total}. Done."
        if min(at, latest - length(done)) >= before_at + length(before) + AFTER_TONE:
            total = done
    at = min(at, latest - length(total))
    last = Cue(round(at, 3), None, total)
    announced = f"{before}. Last rep."
    if reps >= LAST_REP_FROM and before_at + length(announced) + AFTER_TONE <= last.at:
        return [Cue(round(before_at, 3), None, announced), last]
    return [last]


def _end_tone(step: Step, *, last: bool) -> str | None:
    if step.phase == "rest":
        return "rest_over"
    if step.phase != "work":
        return None
    if last:
        return "finish"
    return "end" if step.timed else None


def _is_said_again(step: Step, after: Step | None, said_until: float) -> bool:
    """Tell whether a rest is long enough that what is next is said a second time."""
    lead = after.seconds if after is not None and after.phase == "ready" else 0.0
    long = step.phase == "rest" and step.seconds + lead >= AGAIN_FROM
    return long and step.seconds - AGAIN_AT >= said_until + APART


def _again(plan: Plan, step: Step, length: LengthOf) -> Cue:
    """Return what is next, said a second time near the end of a long rest."""
    phrases = [Phrase(3, f"{counted(AGAIN_AT, 'second').capitalize()}."), *_announcement(plan, step, None)]
    return Cue(step.seconds - AGAIN_AT, None, fitted(phrases, AGAIN_AT - TICKS[0], length))


def _announcement(plan: Plan, step: Step, before: Step | None, *, needs: bool = False) -> list[Phrase]:
    """Return what is said of a set: block if new, exercise, form, side, dose, which set it is, load.

    With `needs` also what has to be got ready, if the exercise before it did not need the same.
    """
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
    exercise = plan.exercises[step.exercise]
    if needs:
        last = plan.work_before(step.index)
        there = plan.exercises[last.exercise].needs if last is not None else ()
        found = spoken_needs([need for need in exercise.needs if need not in there])
        phrases += [Phrase(2, f"{need.capitalize()}.") for need in found]
    phrases += [Phrase(6, part.spoken) for part in step.parts]
    if step.cue:
        phrases.append(Phrase(2, f"{step.cue.rstrip('.')}."))
    if step.load_kg:
        phrases.append(Phrase(4, f"{spoken_load(step.load_kg, plan.units).capitalize()}."))
        if hand := spoken_hand(exercise.load_placement, step.side):
            phrases.append(Phrase(3, f"{hand.capitalize()}."))
    return phrases

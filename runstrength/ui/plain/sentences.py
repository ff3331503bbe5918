"""What a session is in sentences: steps, results and values, each right at first hearing. Pure.

Whole words instead of signs: `30 seconds`, `6 to 12 reps`, because a screen reader reads signs badly or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from runstrength.dates import end_text, time_text
from runstrength.dose_kinds import BY_CLOCK, RESULT_UNITS
from runstrength.live.reps_left import ANSWERS, FEELINGS
from runstrength.numbers import format_weight, in_units, tidy
from runstrength.session.plan import Plan, Step
from runstrength.session.state import Mode
from runstrength.session.wording import (
    a_side,
    counted_words,
    in_sentence,
    last_words,
    needs_words,
    session_title,
    side_word,
    tempo_words,
    whole_minutes,
)
from runstrength.text import capitalized, noun_for, plural

if TYPE_CHECKING:
    from runstrength.live.set_editor import SetEditor, Value
    from runstrength.session.record import SetDone
    from runstrength.session.view import SessionSnapshot

NOTHING_TYPED: Final = "Nothing typed."
NOT_CHANGED: Final = "Not changed."
UNITS: Final = {"s": "second", "min": "minute", "h": "hour", "m": "meter"}
"""Units as the screen writes them, and as words."""
SOON: Final = 60.0
"""Seconds below which the time that is left is the last minute."""


_NUMBERS: Final = re.compile(r"\b\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)+\b")
"""Numbers with hyphens: a range, or one for each set."""
_CLOCK: Final = re.compile(r"\bin ((?:\d+:)?\d+:\d\d)\b")
"""A duration as a clock shows it: a time of day is never `in 12:00`."""


def whole_words(text: str) -> str:
    """Return a text of the screen with words instead of signs: `8, 8, 7 at 12 kg`, `6 to 12 reps`, `30 seconds`."""
    text = re.sub(r"(?<![\d.])1 × ", "", text).replace(" · ", ", ").replace(" × ", " times ")
    text = _NUMBERS.sub(_ladder, text)
    text = _CLOCK.sub(lambda match: f"in {time_words(_seconds(match[1]))}", text)
    text = re.sub(r"(?<=\d)[-–](?=\d)", " to ", text)
    text = re.sub(r"\bdone (?=\d\d:\d\d\b)", "done at ", text)
    for unit, word in UNITS.items():
        text = re.sub(rf"(?<![\d.])1 {unit}\b", f"1 {word}", text)
        text = re.sub(rf"(?<=\d) {unit}\b", f" {word}s", text)
    return text


def _seconds(clock: str) -> float:
    """Return the seconds of a duration as a clock shows it, such as `12:05`."""
    seconds = 0
    for part in clock.split(":"):
        seconds = 60 * seconds + int(part)
    return seconds


def _ladder(match: re.Match[str]) -> str:
    """Return numbers with hyphens as a list if they are one for each set; a range has two, and the smaller first."""
    numbers = match[0].split("-")
    is_range = len(numbers) == 2 and float(numbers[0]) < float(numbers[1])
    return match[0] if is_range else ", ".join(numbers)


def sentence(*parts: str) -> str:
    """Return parts with commas between them as a sentence, empty without any."""
    text = ", ".join(filter(None, parts)).strip()
    if not text:
        return ""
    return f"{capitalized(text)}{'' if text[-1] in '.!?' else '.'}"


def paragraph(sentences: Iterable[str]) -> str:
    """Return sentences as one line."""
    return " ".join(filter(None, sentences))


def time_words(seconds: float) -> str:
    """Return a duration: `30 seconds`, `2 minutes 30 seconds`."""
    seconds = tidy(round(seconds, 1))
    minutes, rest = divmod(seconds, 60)
    if minutes < 2:
        return f"{seconds:g} {noun_for(seconds, 'second')}"
    return f"{minutes:g} minutes" + (f" {rest:g} {noun_for(rest, 'second')}" if rest else "")


# -- a set -------------------------------------------------------------------------------------------------------------


def dose_words(step: Step) -> str:
    """Return what a set asks for: `8 reps a side`, `30 seconds`, `as many reps as you can in 60 seconds`."""
    target, value = step.target, f"{tidy(round(step.target.value, 1)):g}"
    each = a_side(target.kind, alternating=step.alternating)
    match target.kind:
        case "reps":
            return f"{value} {noun_for(target.value, 'rep')}{each}"
        case "carry":
            return f"{value} {noun_for(target.value, 'step')} each way"
        case "carry_m":
            return f"{value} {noun_for(target.value, 'meter')}"
        case "max":
            return f"as many reps as you can{each}"
        case "amrap":
            return f"as many reps{each} as you can in {time_words(target.value)}"
        case "rounds":
            return f"as many rounds as you can in {time_words(target.value)}"
        case "for_time":
            return f"{value} {noun_for(target.value, 'round')} for time"
        case "hold":
            return f"hold for {time_words(target.value)}"
        case _:
            return time_words(target.value)


def place_words(plan: Plan, step: Step) -> str:
    """Return which set it is, with its slot: `A1, set 2 of 3`; of a warm-up the exercise: `4 of 9`."""
    if plan.counts_exercises:
        number, count = plan.place_of(step)
        return f"{number} of {count}"
    label = "the finisher" if is_whole_finisher(step) else step.label
    return ", ".join(filter(None, (label, f"set {step.set} of {step.sets}" if step.sets > 1 else "")))


def is_whole_finisher(step: Step) -> bool:
    """Tell whether a step's exercise is all of the finisher, so that its label has no number."""
    return step.finisher and not step.label[-1:].isdigit()


def next_set_words(plan: Plan, step: Step) -> list[str]:
    """Return the set that follows a rest, in sentences: `Next: A1, set 2 of 3.`, exercise and side, dose, weight."""
    first, *others = announcement(plan, step)
    return [f"Next: {in_sentence(first)}", *others]


def name_words(plan: Plan, step: Step) -> str:
    """Return exercise, form and side: `Side plank, knees down, left`."""
    return f"{plan.exercises[step.exercise].name if not step.name else step.name}" + (
        f", {step.form}{side_word(step.side)}" if step.form else side_word(step.side)
    )


def weight_words(plan: Plan, step: Step) -> str:
    """Return the weight and where it goes: `12 kg, in the left hand`; empty without both."""
    where = plan.exercises[step.exercise].load(step.side)
    return ", ".join(filter(None, (format_weight(step.load_kg, plan.units) if step.load_kg else "", where)))


def announcement(plan: Plan, step: Step) -> list[str]:
    """Return a set in sentences: which it is, exercise and side, dose, weight."""
    sentences = [sentence(place_words(plan, step)), sentence(name_words(plan, step)), sentence(dose_words(step))]
    for part in step.parts:
        sentences.append(sentence(whole_words(part.text)))
    return list(filter(None, (*sentences, sentence(weight_words(plan, step)))))


def before_words(plan: Plan, step: Step) -> list[str]:
    """Return what to know before a set starts: that it hurt last time, your note, and the position to start in."""
    exercise = plan.exercises[step.exercise]
    note = f"Your note: {exercise.note}" if exercise.note else ""
    start = in_units(exercise.start_position, plan.units) if exercise.start_position else ""
    return list(filter(None, map(sentence, (step.hurt, note, start))))


def how_words(plan: Plan, step: Step) -> list[str]:
    """Return how a set is done: range, tempo, reps to leave, what was done last time, and cues."""
    exercise, target = plan.exercises[step.exercise], step.target
    unit = {"reps": "reps", "carry": "steps"}.get(target.kind, "")
    has_range = unit and not step.ladder and target.low != target.high
    span = f"The range is {target.low:g} to {target.high:g} {unit}" if has_range else ""
    tempo = tempo_words(step.tempo or exercise.tempo) if target.kind in ("reps", "max") else ""
    last = f"Last time {whole_words(step.last)}" if step.last else ""
    cues = (*((step.cue,) if step.cue else ()), *exercise.cues)
    found = (span, whole_words(tempo), _reserve_words(plan, step), last, *cues)
    return list(filter(None, map(sentence, found)))


def _reserve_words(plan: Plan, step: Step) -> str:
    reserve = plan.reserve_of(step)
    if reserve is None:
        return ""
    low, high = reserve
    reps = f"{low} to {high}" if low < high else f"{low}"
    return f"Stop with {reps} {noun_for(high, 'rep')} left."


def next_words(snapshot: SessionSnapshot, plan: Plan) -> str:
    """Return what follows the set under way or announced: `Next: switch sides, right.`, `Next: rest 45 seconds.`."""
    step, after = snapshot.step, snapshot.next
    word = "Next" if step.phase == "work" else "Then"
    if after is None:
        return f"This is the {last_words(step)}." if len(plan.steps) > 2 else ""
    if after.exercise == step.exercise and after.side != step.side and after.set == step.set:
        return sentence(f"{word}: switch sides, {after.side}", "" if after.target == step.target else dose_words(after))
    rest = _rest_words(snapshot, plan) if snapshot.rest_before_next >= 1 else ""
    new = ""
    if after.block != step.block:
        new = "the finisher" if after.finisher else f"block {after.block}"
    elif after.set != step.set:
        new = f"set {after.set}"
    what = f"{in_sentence(after.name)}{side_word(after.side)}"
    return sentence(
        f"{word}: {rest or new or what}", *([new, what] if rest else [what] if new else []), dose_words(after)
    )


def _rest_words(snapshot: SessionSnapshot, plan: Plan) -> str:
    """Return the rest before the next set: its seconds, or until when it lasts if it is what is left of a round."""
    work = plan.work_of(snapshot.step.index)
    if every := plan.steps[work.index + 1].every:  # what is left is known when the set ends
        return f"rest until {time_words(every)} are over"
    return f"rest {time_words(round(snapshot.rest_before_next))}"


def circuit_words(snapshot: SessionSnapshot) -> str:
    """Return the rounds of a circuit that were counted: `2 of 5 rounds`."""
    target = snapshot.step.target
    of = f" of {tidy(target.value):g}" if target.kind == "for_time" else ""
    return f"{snapshot.rounds}{of} {noun_for(snapshot.rounds if not of else target.value, 'round')}"


# -- a step ------------------------------------------------------------------------------------------------------------


def step_words(snapshot: SessionSnapshot, plan: Plan) -> list[str]:
    """Return a step that begins, in sentences; the details of its set are apart."""
    step = snapshot.step
    seconds = time_words(round(step.seconds)) if step.timed else ""
    match step.phase:
        case "ready" if snapshot.leads_back:
            left = step.target.kind in BY_CLOCK
            what = [sentence(name_words(plan, step)), sentence(f"{time_words(step.target.value)} left" if left else "")]
            return [sentence(f"Get ready, {seconds}"), *what]
        case "ready":
            return [sentence(f"Get ready, {seconds}"), *announcement(plan, step)]
        case "rest":
            return [sentence(f"Rest, {seconds}"), *next_set_words(plan, step)]
        case "switch":
            return [sentence(f"Switch sides, {seconds}"), sentence(f"{step.side} side" if step.side else "")]
        case _:
            before = plan.steps[step.index - 1] if step.index else None
            is_switch = before is not None and before.phase == "work" and before.exercise == step.exercise
            go = "Switch sides" if is_switch and before is not None and before.side != step.side else "Go"
            # Without a rest before it, nothing has said the weight: that of a drop set is another one.
            weight = weight_words(plan, step) if before is not None and before.phase == "work" else ""
            return [
                sentence(f"{go}: {in_sentence(name_words(plan, step))}", dose_words(step), weight),
                next_words(snapshot, plan),
            ]


def left_words(snapshot: SessionSnapshot, now: datetime, leave: datetime | None = None) -> str:
    """Return how long the session still takes, when it ends, and when the person has to leave.

    Args:
        snapshot: the session.
        now: the time of day.
        leave: the departure time.
    """
    minutes = whole_minutes(snapshot.left)
    time = f"{plural(minutes, 'minute')} left" if snapshot.left > SOON else "Last minute"
    out = f"leave at {time_text(leave)}" if leave else ""
    return sentence(time, f"done at {end_text(now, snapshot.left)}", out)


def opening(plan: Plan, snapshot: SessionSnapshot, now: datetime, leave: datetime | None) -> str:
    """Return what is said of the whole session at its start: title, level, length, and what has to be ready."""
    level = f"{plan.level} level" if plan.kind == "session" and plan.level else ""
    needs = needs_words(plan, plan.units)
    title = sentence(session_title(plan), level)
    return paragraph((title, left_words(snapshot, now, leave), sentence(f"You need: {needs}") if needs else ""))


def state_words(snapshot: SessionSnapshot, plan: Plan) -> list[str]:
    """Return what is under way now, with the seconds that are left or have passed."""
    step = snapshot.step
    left = _position(snapshot)
    phase = {"ready": "Get ready", "rest": "Rest", "switch": "Switch sides", "work": "Work"}[step.phase]
    if _is_over(snapshot):
        phase = "The rest is over"
    head = f"Paused: {in_sentence(phase)}" if snapshot.mode is Mode.PAUSED else phase
    rounds = sentence(circuit_words(snapshot)) if step.is_circuit and step.phase == "work" else ""
    niggle = "Noted: it hurts a bit." if snapshot.niggle else ""
    set_words = next_set_words(plan, step) if step.phase == "rest" else announcement(plan, step)
    return list(filter(None, (sentence(head, left), *set_words, rounds, niggle, next_words(snapshot, plan))))


def pause_words(snapshot: SessionSnapshot) -> str:
    """Return how far the step under way is at a pause, as a sentence: `6 seconds to go`, `11 seconds so far`."""
    if _is_over(snapshot):
        return "The rest is over."
    return sentence(f"{time_words(snapshot.count)} {'so far' if snapshot.counts_up else 'to go'}")


def rest_left_words(snapshot: SessionSnapshot) -> str:
    """Return how much of a rest is left, as a sentence: `Rest, 27 seconds left`, `The rest is over`."""
    return "The rest is over." if _is_over(snapshot) else sentence("Rest", _position(snapshot))


def _is_over(snapshot: SessionSnapshot) -> bool:
    """Tell whether the rest under way is over and waits for a key, also while the session is paused."""
    return snapshot.counts_up and snapshot.remaining is not None


def _position(snapshot: SessionSnapshot) -> str:
    if snapshot.mode is Mode.WAITING:
        return ""
    words = time_words(snapshot.count)
    if _is_over(snapshot):
        return f"since {words}"
    return f"{words} so far" if snapshot.remaining is None else f"{words} left"


def going_on_words(snapshot: SessionSnapshot, plan: Plan) -> str:
    """Return what continues after a pause."""
    step = snapshot.step
    what = {"rest": "rest", "switch": f"switch sides{side_word(step.side)}"}.get(step.phase, name_words(plan, step))
    if snapshot.mode is Mode.OVERTIME:
        return "Resumed. The rest is over."
    return f"Resumed. {sentence(what, _position(snapshot))}"


# -- what was done -----------------------------------------------------------------------------------------------------


def amount_words(item: SetDone) -> str:
    """Return what was done in a set: `8 reps`, `30 seconds`, `skipped`, `not entered`."""
    if item.skipped:
        return "skipped"
    if not item.is_entered:
        return "not entered"
    unit = RESULT_UNITS.get(item.target.kind, "reps").removesuffix("s")
    number = tidy(item.done or 0, 2)
    return f"{number:g} {noun_for(number, unit)}"


def done_words(plan: Plan, item: SetDone) -> str:
    """Return a set and what was done: `Squat: 8 reps at 12 kg, it hurt a bit`."""
    name = f"{plan.exercises[item.exercise].name}{side_word(item.side)}"
    at = f" at {format_weight(item.load_kg, plan.units)}" if item.load_kg and not item.skipped else ""
    hurt = "it hurt a bit" if item.niggle else ""
    left = ""
    if item.reserve is not None:
        answer = ANSWERS[min(item.reserve, len(ANSWERS) - 1)].replace("4+", "4 or more")
        left = f"{answer} {noun_for(item.reserve, 'rep')} left"
    return ", ".join(filter(None, (f"{name}: {amount_words(item)}{at}", left, hurt)))


def just_done_words(plan: Plan, items: Sequence[SetDone]) -> str:
    """Return the sets just done in one sentence; empty without any."""
    return sentence("Just done: " + "; ".join(done_words(plan, item) for item in items)) if items else ""


def value_words(plan: Plan, editor: SetEditor, value: Value) -> str:
    """Return a value that can be edited, and its number: `Squat, set 2: 8 reps`, `Weight of squat: 12 kg`."""
    name = plan.exercises[value.exercise].name
    if value.kind == "done":
        item = next(item for item in editor.sets if item.step in value.steps)
        return sentence(f"{name}{side_word(item.side)}: {amount_words(item)}")
    of = "the next set, " if value.kind == "next" else ""
    weight = editor.load_words(value)
    return sentence(f"Weight of {of}{in_sentence(name)}: {'none' if weight.startswith('-') else weight}")


def how_many_words(plan: Plan, item: SetDone) -> str:
    """Return the question for the missing number of a set."""
    name = f"{plan.exercises[item.exercise].name}{side_word(item.side)}"
    return f"{name}: how many {counted_words(plan, item)}? Type the number, then enter."


def reps_left_question(plan: Plan, item: SetDone, key: str) -> str:
    """Return the question about reps left, with the key that asks it."""
    name = plan.exercises[item.exercise].name
    return f"{name}: how many more could you have done? Optional: press {key}, then 0 to 4."


def reps_left_answers() -> str:
    """Return the answers to the question about reps left, and what each feels like."""
    answers = [
        f"{answer.replace('4+', '4 or more')}: {feeling}" for answer, feeling in zip(ANSWERS, FEELINGS, strict=True)
    ]
    return f"How many more could you have done? {'; '.join(answers)}."

"""The texts of the session screen, made from a snapshot of the session. Doesn't use Textual."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from runstrength.catalogue.exercise import Exercise
from runstrength.dates import end_text, time_text
from runstrength.dose_kinds import DONE_UNITS
from runstrength.numbers import format_weight, tidy
from runstrength.session.plan import Plan, Step
from runstrength.session.record import SetDone
from runstrength.session.state import Mode
from runstrength.session.view import EPSILON, SessionSnapshot
from runstrength.session.wording import (
    a_side,
    brief_name,
    clock,
    done_number,
    dose_range,
    exercise_and_side,
    in_sentence,
    last_words,
    place_words,
    side_word,
    step_dose,
    tempo_words,
    whole_minutes,
)
from runstrength.text import noun_for

KEEP_MOVING = "Keep moving"
"""The big words of work that goes by time."""
LONG = 100
"""Duration in seconds from which a countdown is shown in minutes and seconds."""


def phase_class(snapshot: SessionSnapshot) -> str:
    """Return the phase as a CSS class of the screen, such as `work` or `paused`."""
    return "ready" if snapshot.mode is Mode.WAITING else snapshot.mode.value


def phase_word(snapshot: SessionSnapshot) -> str:
    """Return the phase in capitals."""
    if snapshot.mode is Mode.WORK:
        return "HOLD" if snapshot.step.target.kind == "hold" else "WORK"
    words = {
        Mode.WAITING: "GET READY",
        Mode.READY: "GET READY",
        Mode.SWITCH: "SWITCH SIDES",
        Mode.REST: "REST",
        Mode.OVERTIME: "REST IS OVER",
        Mode.PAUSED: "PAUSED",
        Mode.ENDED: "DONE",
    }
    return words[snapshot.mode]


class HeaderText(Struct, frozen=True):
    """The texts of the header; one that doesn't fit is empty."""

    phase: str
    exercise: str
    """Exercise, side and set, at the left."""
    time: str
    """The remaining time and when the session ends, at the right."""


def header_text(
    snapshot: SessionSnapshot, plan: Plan, now: datetime, width: int, leave: datetime | None = None, status: str = ""
) -> HeaderText:
    """Return the header: phase; exercise, side, set and slot; remaining time and end.

    If they don't fit, the time is shortened first, then slot, set and phase are left out, never exercise and side.

    Args:
        snapshot: the session.
        plan: its plan.
        now: the current time.
        width: in columns.
        leave: the departure time.
        status: the status of the sound, such as `muted`.
    """
    step = snapshot.step
    phase = phase_word(snapshot)
    place = place_words(step, plan)
    sets = f"next {place}" if place and step.phase == "rest" else place
    short = " · ".join(filter(None, (exercise_and_side(step), place.removeprefix("set ").replace(" of ", "/"))))
    slot = "" if plan.counts_exercises else step.label
    exercise_texts = (
        (phase, " · ".join(filter(None, (exercise_and_side(step), sets, slot)))),
        (phase, " · ".join(filter(None, (exercise_and_side(step), sets)))),
        (phase, short),
        (phase, exercise_and_side(step)),
        ("", short),
        ("", exercise_and_side(step)),
    )
    minutes = whole_minutes(snapshot.left)
    time = f"{minutes} min left" if snapshot.left > 60 else "last minute"
    end = end_text(now, snapshot.left)
    out = f" · leave {time_text(leave)}" if leave else ""
    shown_status = f"{status} · " if status else ""
    time_texts = (
        f"{shown_status}{time} · done {end}{out}",
        f"{shown_status}{time}" if status else f"{time} · done {end}",
    )
    candidates = [(badge, left, right) for badge, left in exercise_texts for right in time_texts]
    shortest = [(phase, exercise_and_side(step), words) for words in (time, f"{minutes} min")]
    place_of_shortest = len(exercise_texts[:-2]) * len(time_texts)
    candidates[place_of_shortest:place_of_shortest] = shortest
    for badge, left, right in candidates:
        if _header_cells(badge, left) + 2 + cell_len(right) <= width:
            return HeaderText(badge, left, right)
    side = side_word(step.side)
    for badge, left in (*exercise_texts[-4:], ("", f"{brief_name(step.name)}{side}")):
        if _header_cells(badge, left) <= width:
            return HeaderText(badge, left, "")
    return HeaderText("", f"{set_cell_size(step.name, max(0, width - 1 - cell_len(side)))}…{side}", "")


def _header_cells(badge: str, left: str) -> int:
    return (len(badge) + 3 if badge else 0) + cell_len(left)


def number(snapshot: SessionSnapshot) -> str:
    """Return the big number: remaining seconds or minutes, or the reps to do.

    Its width is constant during a step: a step of `LONG` seconds or more is always shown in minutes.
    """
    if snapshot.remaining is None:
        target = snapshot.step.target
        if target.kind == "for_time":
            return clock(snapshot.count)
        return "MAX" if target.kind == "max" else f"{tidy(target.value):g}"
    if is_paced(snapshot.step):
        return str(rep_under_way(snapshot)).rjust(len(str(round(snapshot.step.target.value))))
    lasts = math.ceil(snapshot.remaining + snapshot.elapsed)
    if snapshot.step.phase == "rest" or lasts >= LONG:
        return clock(snapshot.count).rjust(len(clock(lasts)))
    return str(snapshot.count).rjust(len(str(lasts)))


def is_paced(step: Step) -> bool:
    """Tell whether a step is a set of reps paced by tempo, which are counted."""
    return step.phase == "work" and step.timed and step.target.kind == "reps"


def rep_under_way(snapshot: SessionSnapshot) -> int:
    """Return the number of the current rep, from 1, in a set paced by tempo."""
    reps = max(1, round(snapshot.step.target.value))
    return min(reps, int(snapshot.elapsed * reps / snapshot.step.seconds + EPSILON) + 1)


def big_dose(snapshot: SessionSnapshot) -> str:
    """Return the big text below the number: the unit of the number, or in a rest the next dose."""
    step = snapshot.step
    if snapshot.mode is Mode.PAUSED:
        left = clock(snapshot.elapsed if snapshot.remaining is None else snapshot.count)
        return f"{left} {'done' if snapshot.remaining is None else 'to go'}"
    if step.phase != "work":
        return _whole_dose(step)
    if step.is_circuit:
        of = f" of {tidy(step.target.value):g}" if step.target.kind == "for_time" else ""
        return f"{snapshot.rounds}{of} {noun_for(snapshot.rounds if not of else step.target.value, 'round')}"
    if is_paced(step):
        return f"of {_whole_dose(step)}"
    if step.timed and step.target.kind == "carry":
        return _whole_dose(step)
    each = a_side(step.target.kind, alternating=step.alternating)
    words = {"hold": "Hold", "time": KEEP_MOVING, "amrap": f"Max reps{each}", "carry": "steps each way"}
    words |= {"carry_m": "meters", "max": f"reps{each}"}
    return words.get(step.target.kind, f"{noun_for(step.target.value, 'rep')}{each}")


def side_first(step: Step) -> str:
    """Return the side as a prefix, `left, `; empty without a side."""
    return f"{step.side}, " if step.side else ""


def _whole_dose(step: Step) -> str:
    """Return a short dose: `8 reps`, `hold 30 s`, `hold 2:30`, `max reps 60 s`."""
    kind, value = step.target.kind, step.target.value
    if kind in ("reps", "carry", "carry_m", "max", "for_time"):
        return step_dose(step).removesuffix(" for time")
    seconds = clock(value) if value >= LONG else f"{tidy(value):g} s"
    return {"hold": "hold ", "amrap": "max reps ", "rounds": "max rounds "}.get(kind, "") + seconds


def title(snapshot: SessionSnapshot) -> str:
    """Return the window's title: what remains, and the exercise."""
    step = snapshot.step
    name = exercise_and_side(step)
    if snapshot.mode is Mode.PAUSED:
        return f"Paused: {name}"
    if snapshot.mode is Mode.ENDED:
        return "Session complete" if snapshot.completed else "Session ended"
    if snapshot.remaining is None:
        return f"{step_dose(step)} {name}"
    if snapshot.mode is Mode.OVERTIME:
        return f"+{clock(snapshot.count)} Rest is over: {name}"
    before = {"ready": "Get ready: ", "switch": "Switch sides: ", "rest": "Rest, next: "}.get(step.phase, "")
    return f"{clock(snapshot.count)} {before}{name}"


def detail_words(step: Step, exercise: Exercise) -> str:
    """Return the range of a dose and the tempo of its reps: `6-12 reps · 3 s down, 1 s up`; empty without both.

    For reps paced by tempo it is their total, because the big number is the current rep.
    """
    target = step.target
    unit = {"reps": " reps", "carry": " steps"}.get(target.kind, "")
    tempo = tempo_words(step.tempo or exercise.tempo) if target.kind in ("reps", "max") else ""
    span = dose_range(target) if unit and not step.ladder else ""
    dose = step_dose(step) if is_paced(step) else f"{span}{unit}" if span else ""
    return " · ".join(part for part in (dose, tempo) if part)


def reserve_texts(plan: Plan, step: Step) -> tuple[str, ...]:
    """Return the texts for the reserve of a set of reps, longest first: `stop with 3-4 reps left`, `3-4 left`."""
    reserve = plan.reserve_of(step)
    if reserve is None:
        return ()
    low, high = reserve
    reps = f"{low}-{high}" if low < high else f"{low}"
    return f"stop with {reps} {noun_for(high, 'rep')} left", f"{reps} left"


def weight_words(step: Step, units: str) -> str:
    """Return the weight in the person's units: `12.5 kg`; empty if it is unknown."""
    return format_weight(step.load_kg, units) if step.load_kg else ""


def next_words(snapshot: SessionSnapshot, width: int = 200) -> str:
    """Return the longest text for the next exercise that fits `width` columns, or the shortest one."""
    texts = next_texts(snapshot)
    return next((text for text in texts if cell_len(text) <= width), texts[-1])


def next_texts(snapshot: SessionSnapshot) -> tuple[str, ...]:
    """Return the texts for what follows the current or announced set, longest first; none leaves out a rest before it.

    Args:
        snapshot: the session.
    """
    step, after = snapshot.step, snapshot.next
    if after is None:
        return (last_words(step),)
    other_side = after.exercise == step.exercise and after.side != step.side and after.set == step.set
    word = "next" if step.phase == "work" else "then"
    if other_side:
        sides = f"{word}  switch sides · {after.side}"
        return f"{sides} · {step_dose(after)}", sides, f"{word}  {after.side} side"
    resting = f"rest {clock(snapshot.rest_before_next)}" if snapshot.rest_before_next else ""
    rest = f"{resting} · " if resting else ""
    new = ""
    if after.block != step.block:
        new = "finisher: " if after.finisher else f"block {after.block}: "
    elif after.set != step.set:
        new = f"set {after.set}: "
    name = f"{in_sentence(after.name)}{side_word(after.side)}"
    short = f"{brief_name(after.name)}{side_word(after.side)}"
    dose = f" · {step_dose(after)}"
    longer = (f"{rest}{new}{name}{dose}", f"{rest}{name}{dose}", f"{rest}{name}", f"{rest}{short}")
    if resting:
        return *(f"{word}  {text}" for text in dict.fromkeys((*longer, resting))), resting
    return *(f"{word}  {text}" for text in dict.fromkeys((*longer, short))), short


def packed(cues: Sequence[str], width: int) -> list[str]:
    """Return cues joined with ` · ` into as few lines as possible; a cue wider than a line is not cut."""
    lines: list[str] = []
    for cue in cues:
        if lines and cell_len(lines[-1]) + 3 + cell_len(cue) <= width:
            lines[-1] += f" · {cue}"
        else:
            lines.append(cue)
    return lines


def done_words(item: SetDone) -> str:
    """Return the shortest result of a set: `8`, `30 s`, `skipped`; `8!` if it hurt a bit."""
    hurt = "!" if item.niggle else ""
    if item.skipped:
        return f"skipped{hurt}"
    unit = DONE_UNITS.get(item.target.kind, "reps") if item.is_entered else "reps"
    if unit == "rounds":
        unit = noun_for(item.done or 0, "round")
    return f"{done_number(item)}{'' if unit in ('reps', 'steps') else f' {unit}'}{hurt}"


def short_name(plan: Plan, item: SetDone) -> str:
    """Return an exercise's short name, for a row with many of them."""
    return brief_name(plan.exercises[item.exercise].name)

"""What the session screen says, as plain words: from a view of the session to lines of text. No Textual."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.cells import cell_len, set_cell_size

from runstrength.catalogue.exercise import Exercise, Tempo
from runstrength.session.plan import Plan, Step
from runstrength.session.record import SetDone, tidy
from runstrength.session.state import Mode
from runstrength.session.view import View
from runstrength.session.words import clock, dose_range, side_word, step_dose

LONG = 100
"""Seconds from which a countdown is shown in minutes and seconds."""


def look(view: View) -> str:
    """Return the phase as the screen's class has it: what is shown while paused is the pause."""
    return "ready" if view.mode is Mode.WAITING else view.mode.value


def phase_word(view: View) -> str:
    """Return the phase in capitals."""
    if view.mode is Mode.WORK:
        return "HOLD" if view.step.target.kind == "hold" else "WORK"
    words = {
        Mode.WAITING: "GET READY",
        Mode.READY: "GET READY",
        Mode.SWITCH: "SWITCH SIDES",
        Mode.REST: "REST",
        Mode.OVERTIME: "REST IS OVER",
        Mode.PAUSED: "PAUSED",
        Mode.ENDED: "DONE",
    }
    return words[view.mode]


def marks(step: Step) -> str:
    """Return the sets as marks, those done or under way filled: `●●○`; nothing where there is one set or very many."""
    return "●" * step.set + "○" * (step.sets - step.set) if 1 < step.sets <= 8 else ""


def head(view: View, now: datetime, width: int, leave: datetime | None = None) -> tuple[str, str]:
    """Return the two ends of the head line: phase, exercise, side, set and slot; time left and when it ends.

    Where they do not fit, the words for the time are shortened first, then marks, slot and phase are left out, never
    the exercise or its side.

    Args:
        view: the session.
        now: the time of day.
        width: how many columns there are.
        leave: when the person wants to be out of the door.
    """
    step = view.step
    phase = phase_word(view)
    what = f"{step.name}{side_word(step.side)}"
    sets = f"{'next ' if step.phase == 'rest' else ''}set {step.set} of {step.sets}"
    lefts = (
        f"{phase} · {what} · {f'{sets} {marks(step)}'.strip()} · {step.label}",
        f"{phase} · {what} · {sets} · {step.label}",
        f"{phase} · {what} · {sets}",
        f"{phase} · {what} · {step.set}/{step.sets}",
        f"{what} · {step.set}/{step.sets}",
        what,
    )
    minutes = max(1, round(view.left / 60))
    end = now + timedelta(seconds=view.left)
    out = f" · leave {leave:%H:%M}" if leave else ""
    rights = (
        f"{f'{minutes} min left' if view.left > 60 else 'last minute'} · done {end:%H:%M}{out}",
        f"{minutes} min · {end:%H:%M}",
    )
    for left in lefts:
        for right in rights:
            if cell_len(left) + 2 + cell_len(right) <= width:
                return left, right
    side = side_word(step.side)
    for left in (*lefts[-2:], f"{shortened(step.name)}{side}"):
        if cell_len(left) <= width:
            return left, ""
    return f"{set_cell_size(step.name, max(0, width - 1 - cell_len(side)))}…{side}", ""


def number(view: View) -> str:
    """Return the number that is drawn big: seconds or minutes to go, or the reps to do.

    It keeps its width while it runs: a step of a hundred seconds or more is in minutes throughout.
    """
    if view.remaining is None:
        return f"{tidy(view.step.target.value):g}"
    lasts = math.ceil(view.remaining + view.elapsed)
    if view.step.phase == "rest" or lasts >= LONG:
        return clock(view.count).rjust(len(clock(lasts)))
    return str(view.count).rjust(len(str(lasts)))


def title(view: View) -> str:
    """Return the window's title: what is left, and of what."""
    step = view.step
    what = f"{step.name}{side_word(step.side)}"
    if view.mode is Mode.PAUSED:
        return f"Paused: {what}"
    if view.mode is Mode.ENDED:
        return "Session complete" if view.completed else "Session ended"
    if view.remaining is None:
        return f"{step_dose(step)} {what}"
    if view.mode is Mode.OVERTIME:
        return f"+{clock(view.count)} Rest is over: {what}"
    before = {"ready": "Get ready: ", "switch": "Switch sides: ", "rest": "Rest, next: "}.get(step.phase, "")
    return f"{clock(view.count)} {before}{what}"


def tempo_words(tempo: Tempo | None) -> str:
    """Return a tempo in words, `3 s down, 1 s up`, empty where it has nothing to say."""
    if tempo is None or not tempo.down_s or not tempo.up_s or tempo.rep_s < 2:
        return ""
    parts = [(tempo.down_s, "down"), (tempo.bottom_s, "hold"), (tempo.up_s, "up"), (tempo.top_s, "hold")]
    return ", ".join(f"{seconds:g} s {word}" for seconds, word in parts if seconds)


def target_words(step: Step, exercise: Exercise) -> str:
    """Return the target with its range, and the tempo of its reps: `8 reps · 6-12 · 3 s down, 1 s up`."""
    tempo = tempo_words(exercise.tempo) if step.target.kind == "reps" else ""
    return " · ".join(part for part in (step_dose(step), dose_range(step.target), tempo) if part)


def announced(step: Step) -> str:
    """Return what comes after a rest: side, target, range."""
    side = f"{step.side} side first" if step.side else ""
    return " · ".join(part for part in (side, step_dose(step), dose_range(step.target)) if part)


def next_words(view: View, width: int = 200) -> str:
    """Return what comes after the set that is under way or announced; where that is too wide, in fewer words."""
    step, after = view.step, view.next
    if after is None:
        return "then  that's it: this is the last one" if width >= 37 else "the last one"
    other_side = after.exercise == step.exercise and after.side != step.side and after.set == step.set
    word = "next" if step.phase == "work" else "then"
    if other_side:
        return f"{word}  switch sides · {after.side} · {step_dose(after)}"
    new = ""
    if after.block != step.block:
        new = "finisher: " if after.finisher else f"block {after.block}: "
    elif after.set != step.set:
        new = f"set {after.set}: "
    what = f"{lower(after.name)}{side_word(after.side)}"
    short = f"{shortened(after.name)}{side_word(after.side)}"
    dose = f" · {step_dose(after)}"
    ways = (f"{word}  {new}{what}{dose}", f"{word}  {what}{dose}", f"{word}  {what}", what)
    return next((way for way in ways if cell_len(way) <= width), short)


def packed(cues: Sequence[str], width: int) -> list[str]:
    """Return cues in as few lines as they need, separated by a dot; one that is wider than a line stays whole."""
    lines: list[str] = []
    for cue in cues:
        if lines and cell_len(lines[-1]) + 3 + cell_len(cue) <= width:
            lines[-1] += f" · {cue}"
        else:
            lines.append(cue)
    return lines


def lower(name: str) -> str:
    """Return a name as it stands inside a sentence."""
    return name if name[:2].isupper() or name[1:2] == "-" else name[:1].lower() + name[1:]


def done_words(item: SetDone) -> str:
    """Return what was done in a set, as short as it can be: `8`, `30 s`, `skipped`."""
    if item.skipped:
        return "skipped"
    unit = " s" if item.target.kind in ("hold", "time") else ""
    return f"{tidy(item.done):g}{unit}"


def short_name(plan: Plan, item: SetDone) -> str:
    """Return an exercise's name without what all names share, for a row with many of them."""
    return shortened(plan.exercises[item.exercise].name)


def shortened(name: str) -> str:
    """Return a name without what many names share."""
    return lower(name.removeprefix("Single-leg ").strip() or name)

"""What is heard because of a key or an event: a tone, and words where there is time for them. Pure.

The cues of a step are in `cues`; here are those of its interruptions. A key has a short sound, so that a person who
does not look knows that it was accepted, and a word for what it changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from runstrength.session.commands import (
    Adjusted,
    Ended,
    Event,
    LoadSet,
    NiggleMarked,
    Paused,
    Refitted,
    Resumed,
    RoundCounted,
    SetLogged,
    StepBegan,
    Swapped,
)
from runstrength.session.cues import (
    DOSE,
    SIDE,
    WAITING_WORDS,
    Phrase,
    closing_words,
    going_on_words,
    next_words,
    start_words,
)
from runstrength.session.plan import Plan
from runstrength.session.record import sets_done
from runstrength.session.state import RUNNING, Mode, State
from runstrength.session.view import time_left
from runstrength.session.wording import counted, number_words, spoken_load, whole_minutes

KEY_TONE: Final = "tick"
"""The sound of a key that changes something."""
OPENINGS: Final = {"skip": "Skipped.", "back": "Back.", "swap": "Swapped."}
"""What is said first of a step that a key started, by the key's command."""


class Reply(Struct, frozen=True):
    """What is heard at the moment of an event."""

    tone: str
    phrases: tuple[Phrase, ...] = ()
    """In the order in which they are said; the least important are left out where there is no time."""
    needed: bool = False
    """It is said even if other words would be interrupted."""


def opening_of(plan: Plan, state: State) -> tuple[Phrase, ...]:
    """Return what is said first in the step under way: of the session at its start, of the key that led here."""
    if state.entered_by == "start":
        began_new = not state.offset and not state.step.index
        return start_words(plan) if began_new else (Phrase(3, "Go on."),)
    words = OPENINGS.get(state.entered_by)
    return (Phrase(3, words),) if words else ()


def closing_of(state: State, at: float, more: int = 0) -> str:
    """Return what is said if the session is complete at a moment: its minutes and sets.

    Args:
        state: of the session.
        at: the moment, without pauses from now on.
        more: how many sets will be done until then, besides those that are logged.
    """
    seconds = at - state.started - state.paused_before - state.paused_in_step
    return closing_words(seconds, sets_done(state.log) + more)


def early_end_words(*, saved: bool, nothing_done: bool) -> str:
    """Return what is said of a session that was stopped early.

    Args:
        saved: it is in a file.
        nothing_done: it ended before its first set, so there is nothing to save.
    """
    return "Nothing saved." if nothing_done else "Saved." if saved else "Not saved."


def replies(plan: Plan, state: State, events: Sequence[Event], now: float) -> tuple[Reply, ...]:
    """Return what is heard because of some events.

    Args:
        plan: the plan after the events.
        state: after the events.
        events: what happened at once, in order.
        now: the moment.
    """
    moved_on = any(isinstance(event, StepBegan | Ended) for event in events)
    found = (_reply(plan, state, event, now, moved_on=moved_on) for event in events)
    return tuple(reply for reply in found if reply is not None)


def _reply(plan: Plan, state: State, event: Event, now: float, *, moved_on: bool) -> Reply | None:
    match event:
        case Resumed():  # before work that ends by itself, the lead-in says what goes on
            return Reply("resume", () if moved_on else _going_on(plan, state, now), needed=True)
        case Paused(gap=False):
            return Reply("pause", (Phrase(SIDE, "Paused."),), needed=True)
        case Ended(completed=True):
            return Reply("finish", (Phrase(SIDE, closing_of(state, state.ended)),), needed=True)
    if moved_on:  # the step that begins has its own sounds
        return None
    match event:
        case Adjusted(seconds=seconds):
            words = f"{number_words(round(abs(seconds))).capitalize()} {'more' if seconds > 0 else 'less'}."
            return Reply(KEY_TONE, (Phrase(SIDE, words),))
        case Refitted():
            minutes = counted(whole_minutes(time_left(plan, state, now)), "minute").capitalize()
            return Reply(KEY_TONE, (Phrase(SIDE, "Shortened."), Phrase(DOSE, f"{minutes} left.")), needed=True)
        case Swapped():
            return Reply(KEY_TONE, (Phrase(3, "Swapped."), *next_words(plan, state.step)), needed=True)
        case LoadSet(step=step):
            load = spoken_load(step.load_kg, plan.units).capitalize() if step.load_kg else "No weight"
            return Reply(KEY_TONE, (Phrase(SIDE, f"{load}."),))
        case NiggleMarked(niggle=niggle):
            return Reply(KEY_TONE, _noted(niggle))
        case RoundCounted(rounds=rounds):
            return Reply(KEY_TONE, (Phrase(SIDE, f"{number_words(rounds).capitalize()}."),))
        case SetLogged(edit=edit) if edit is not None:
            return Reply(KEY_TONE, () if edit.niggle is None else _noted(edit.niggle))
    return None


def _noted(niggle: bool) -> tuple[Phrase, ...]:
    return (Phrase(SIDE, "Noted." if niggle else "Undone."),)


def _going_on(plan: Plan, state: State, now: float) -> tuple[Phrase, ...]:
    """Return what is said after a pause in a step whose time simply goes on."""
    step = state.step
    if state.mode is Mode.OVERTIME:
        return (Phrase(3, "Go on."), Phrase(SIDE, WAITING_WORDS))
    if state.mode not in RUNNING:
        return ()
    counts_down = step.timed and step.phase in ("rest", "work")
    left = state.duration - state.elapsed(now) if counts_down else None
    return tuple(going_on_words(plan, step, left))

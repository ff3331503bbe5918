"""Flashes: when they light up, for how long, and that they never come often enough to harm."""

from __future__ import annotations

import pytest

from runstrength.session.commands import Pause
from runstrength.session.plan import Plan
from runstrength.session.state import Mode
from runstrength.ui.session.flash import FLASH_SECONDS, flash_of
from tests.support.plans import block, do, go_to, plan_of, routine_of, slot, started


def plan(**breaks: float) -> Plan:
    """Return a plan with a hold of 20 s."""
    return plan_of(routine_of([block(slot("plank", hold=20), sets=2, rest=30, **breaks)]))


def test_a_new_phase_lights_up_the_screen() -> None:
    """The first quarter of a second of each step is lit up, and says how long it still is."""
    session = go_to(started(plan()), 1)
    began = session.state.step_started

    assert flash_of(session.snapshot(began)).what == "phase"
    assert flash_of(session.snapshot(began + 0.1)).left == pytest.approx(FLASH_SECONDS - 0.1)
    assert flash_of(session.snapshot(began + FLASH_SECONDS)).what == ""


def test_a_session_begins_quietly() -> None:
    """The first step of a session is no new phase: whoever has just pressed the key is looking."""
    session = started(plan())

    assert flash_of(session.snapshot(session.state.step_started)).what == ""


def test_the_last_three_seconds_light_up_the_digits() -> None:
    """Each of the last three seconds of a countdown is lit up when it begins, no other one."""
    session = go_to(started(plan()), 1)
    began = session.state.step_started

    lit = [tenth / 10 for tenth in range(3, 200) if flash_of(session.snapshot(began + tenth / 10)).what == "digits"]

    assert lit == [17.0, 17.1, 17.2, 18.0, 18.1, 18.2, 19.0, 19.1, 19.2]


def test_nothing_flashes_while_the_clock_stands() -> None:
    """A pause is dark, be it in the last three seconds."""
    session = go_to(started(plan()), 1)
    do(session, Pause(), after=18.1)

    assert session.mode is Mode.PAUSED
    assert flash_of(session.snapshot(session.state.last_tick)).what == ""


def test_never_more_than_three_in_a_second() -> None:
    """In no second of a session do more than three flashes begin (WCAG 2.3.1)."""
    session = started(plan(ready=2, switch=1))
    begins, before, start = [], "", session.state.step_started
    for tenth in range(1200):
        now = start + tenth / 20
        session.tick(now)
        what = flash_of(session.snapshot(now)).what
        if what and what != before:
            begins.append(now)
        before = what

    assert len(begins) > 5
    assert all(sum(moment <= other < moment + 1 for other in begins) <= 3 for moment in begins)

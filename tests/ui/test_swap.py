"""Something else for today: one key before a set, one to take it, and it is done, said and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.coach.planner import Planner
from runstrength.session.state import Mode
from tests.support.driving import running

PLANKS = """
title = "Planks"
[[blocks]]
name = "A"
sets = 2
rest = 40
ready = 10
[[blocks.slots]]
exercise = "push_up"
reps = 8
"""
"""0 ready, 1 push-up, 2 rest 30 s, 3 ready, 4 push-up."""


async def test_an_easier_form(home: Path) -> None:
    """X shows what there is, a digit takes it; the lead-in begins anew, the set is done and kept in that form."""
    async with running(home, PLANKS) as runner:
        await runner.wait(6)
        await runner.press("x")
        assert (runner.app.screen.name, runner.mode) == ("swap", Mode.PAUSED)
        shown = runner.says("#choices")
        assert "SWAP PUSH-UP" in shown
        assert "Knees down" in shown
        await runner.wait(30)
        await runner.hit("2")
        await runner.obeyed()
        assert (runner.app.screen.name, runner.mode, runner.index) == ("session", Mode.READY, 0)
        assert runner.session.snapshot(runner.clock.now).count == 10
        assert "Knees down" in runner.says("#notes")
        await runner.wait(10)
        await runner.finish()
    (saved,) = runner.saved(home)
    assert [(one["variant"], one["instead_of"]) for one in saved["sets"]] == [("knees", "push_up")] * 2


async def test_another_exercise_in_the_rest(home: Path) -> None:
    """In the rest arrows and space take another exercise for the sets that are left; x brings the planned one back."""
    async with running(home, PLANKS) as runner:
        await runner.go_to(2)
        await runner.press("x", "up", "up", "up", "space")
        assert (runner.mode, runner.session.state.step.exercise) == (Mode.REST, "plank_row")
        assert "Plank row" in runner.painted
        await runner.press("x")
        assert "as planned" in runner.says("#choices")
        await runner.press("escape")
        await runner.finish()
    (saved,) = runner.saved(home)
    assert [(one["exercise"], one["instead_of"]) for one in saved["sets"]] == [
        ("push_up", None),
        ("plank_row", "push_up"),
    ]


async def test_the_way_back(home: Path) -> None:
    """Taking what was planned again leaves no trace."""
    async with running(home, PLANKS) as runner:
        await runner.press("x", "1", "x", "1")
        await runner.finish()
    (saved,) = runner.saved(home)
    assert {(one["exercise"], one["variant"], one["instead_of"]) for one in saved["sets"]} == {("push_up", None, None)}


@pytest.mark.parametrize("key", ["escape", "x", "q"])
async def test_nothing_is_taken(home: Path, key: str) -> None:
    """Escape, q or the same key leave everything as it was, and the clock goes on."""
    async with running(home, PLANKS) as runner:
        before = runner.session.plan
        await runner.press("x")
        await runner.wait(2)
        await runner.press(key)
        assert (runner.mode, runner.session.plan) == (Mode.READY, before)


async def test_where_nothing_can_be_done_instead_that_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be done instead, that is said; arrows and numbers take nothing, and enter goes on."""
    monkeypatch.setattr(Planner, "substitutes", lambda planner, session: ())
    async with running(home, PLANKS) as runner:
        before = runner.session.plan
        await runner.press("x", "down", "1", "9")
        assert (runner.app.screen.name, "No alternatives for this exercise." in runner.painted) == ("swap", True)
        await runner.press("enter")
        assert (runner.mode, runner.session.plan) == (Mode.READY, before)


async def test_not_during_a_set(home: Path) -> None:
    """While a set is done x does nothing."""
    async with running(home, PLANKS) as runner:
        await runner.go_to(1)
        await runner.press("x")
        assert (runner.app.screen.name, runner.mode) == ("session", Mode.WORK)


async def test_a_click_on_a_choice_takes_it(home: Path) -> None:
    """A click on a choice takes it."""
    async with running(home, PLANKS) as runner:
        await runner.press("x")
        row = next(place for place, text in enumerate(runner.says("#choices").splitlines()) if "Knees down" in text)
        await runner.pilot.click("#choices", offset=(8, row))
        await runner.obeyed()
        assert runner.session.plan.exercises["push_up"].form == "knees down"


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24)])
async def test_every_choice_and_the_way_out_stand_on_the_screen_from_40x12_on(
    home: Path, size: tuple[int, int]
) -> None:
    """Every choice and the way out stand on the screen from 40x12 on."""
    async with running(home, PLANKS, size=size) as runner:
        await runner.press("x")
        shown = runner.painted
        assert all(f" {number} " in shown for number in range(1, 5))
        assert "keep it" in shown

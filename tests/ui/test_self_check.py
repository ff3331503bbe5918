"""The self-check in the app: from home through the mirror to what it came to."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from runstrength.history.store import Store
from runstrength.settings import Settings
from tests.support.app import MORNING, make_app, press, settled, text_of
from tests.support.driving import Runner, running
from tests.support.past_samples import checked

SMALL_CHECK = """
title = "Self-check"
kind = "check"
[[blocks]]
name = "A"
sets = 1
ready = 5
switch = 5
[[blocks.slots]]
exercise = "single_leg_balance"
hold = 20
"""


def answers(home: Path) -> object:
    """Return what is on the disk of the mirror."""
    (path,) = (home / "data").rglob("*.json")
    return json.loads(path.read_bytes()).get("answers")


async def to_the_mirror(runner: Runner) -> None:
    """Do a small check as planned, and leave its summary."""
    for _ in range(4):
        await runner.wait(25)
    await settled(runner.pilot)
    assert runner.app.screen.name == "summary"
    await runner.press("space")
    assert runner.app.screen.name == "mirror"


async def test_from_the_session_to_the_results(home: Path) -> None:
    """After the summary, which asks no effort, come the mirror's questions, then the results, then the way out."""
    async with running(home, SMALL_CHECK) as runner:
        for _ in range(4):
            await runner.wait(25)
        await settled(runner.pilot)
        assert "EFFORT" not in runner.says("#fields")
        await runner.press("space", "y", "n")
        assert answers(home) == {"head": True, "shoulders": False}
        await runner.press("space", "y")
        assert answers(home) == {"head": True, "shoulders": False, "knees": True}
        await runner.press("q")
        await settled(runner.pilot)
        assert runner.app.screen.name == "self-check"
        assert "L 20 s" in runner.says("#details")
        await runner.press("down", "down")
        assert runner.app.is_running
        await runner.press("q")
        assert not runner.app.is_running
    assert runner.app.return_code == 0


async def test_the_mirror_names_the_own_keys(home: Path) -> None:
    """The mirror says with which of the person's keys its questions are answered."""
    async with running(home, SMALL_CHECK, keys={"mirror.yes": "j", "mirror.no": "k"}) as runner:
        await to_the_mirror(runner)
        assert "Answer j or k" in runner.says("#headline")


async def test_an_answer_is_changed_and_taken_back(home: Path) -> None:
    """Backspace goes back to a question; another answer takes its place, delete takes it away; a tip follows a no."""
    async with running(home, SMALL_CHECK) as runner:
        await to_the_mirror(runner)
        await runner.press("y", "backspace", "n", "backspace")
        assert answers(home) == {"head": False}
        await runner.press("delete")
        assert answers(home) == {}
        await runner.press("down", "down", "down", "down", "n", "up")
        assert "stiff ankles" in runner.says("#details")


async def test_every_answer_goes_on(home: Path) -> None:
    """Six answers reach the last row; space there shows the results."""
    async with running(home, SMALL_CHECK) as runner:
        await to_the_mirror(runner)
        await runner.press("y", "y", "y", "y", "y", "y", "space")
        await settled(runner.pilot)
        assert runner.app.screen.name == "self-check"
        assert len(answers(home)) == 6  # type: ignore[arg-type]


async def test_home_shows_the_past(home: Path) -> None:
    """From home m shows every check of an exercise side by side, what is usual, and a side that was weaker twice."""
    store = Store(home / "data" / "history")
    for number, weeks in enumerate((1, 5)):
        when = MORNING - timedelta(weeks=weeks)
        record = checked(when, 45, 36)
        from msgspec.structs import replace

        store.save(replace(record, id=f"0000000{number}", answers={"heels": number == 1}))
    app = make_app(home)
    app.services.settings = Settings(level="beginner", birth_year=1980)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "m", "down")
        text = " ".join(text_of(app, "#details").split())
        assert "15 Nov 2026 L 45 s" in text
        assert "18 Oct 2026 L 45 s" in text
        assert "R 36 s" in text
        assert "Typical at 46: 42 s" in text
        assert "your right side was weaker in two checks" in text
        await press(pilot, "end")
        mirror = text_of(app, "#details")
        assert "no      yes     In a squat: do your heels stay down?" in mirror
        assert "stiff ankles" in mirror
        await press(pilot, "n")
        assert [screen.name for screen in app.screen_stack] == ["home", "session"]
        assert app.screen.session.plan.kind == "check"  # type: ignore[attr-defined]


async def test_before_the_first(home: Path) -> None:
    """Without a past there is the way to the first check, and what is in it."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "m")
        assert text_of(app, "#list") == "Start a self-check"
        assert "Single-leg balance" in text_of(app, "#details")
        await press(pilot, "q")
        assert app.screen.name == "home"


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_leaving_at_once(home: Path, key: str) -> None:
    """From the mirror ctrl+c and ctrl+q go on to the results, and from there out, with everything kept."""
    async with running(home, SMALL_CHECK) as runner:
        await to_the_mirror(runner)
        await runner.press("y", key)
        await settled(runner.pilot)
        await runner.press(key)
    assert answers(home) == {"head": True}

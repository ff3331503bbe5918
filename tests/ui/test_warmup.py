"""The choice of a warm-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.history.store import Store
from tests.support.app import MORNING, make_app, painted, press, settled, text_of
from tests.support.driving import running
from tests.support.past_samples import kept
from tests.support.plans import plan_of


@pytest.mark.parametrize(("keys", "moves"), [("", 7), ("down", 9), ("down down", 12)], ids=["5", "7", "10"])
async def test_what_is_in_it(home: Path, keys: str, moves: int) -> None:
    """Each warm-up says its moves in order, and which of them are per side."""
    app = make_app(home)
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "w", *keys.split())
        text = text_of(app, "#details")

    lines = text.splitlines()
    listed = lines[len(lines) - lines[::-1].index("") :]
    numbers = [line.split()[0] for line in listed if not line.startswith(" ")]  # else a long name goes on
    assert numbers == [str(number) for number in range(1, moves + 1)]
    swing = next(line for line in listed if "Front leg swing" in line)
    assert swing.endswith("20 s a side")


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_space_or_enter_starts_the_highlighted_one(home: Path, key: str) -> None:
    """Space or enter starts the highlighted one, which comes back to home."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "w", "down", key)

        assert [screen.name for screen in app.screen_stack] == ["home", "session"]


async def test_a_click_starts(home: Path) -> None:
    """A click on a warm-up starts it."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "w")
        await pilot.click("#list", offset=(4, 2))
        await settled(pilot)

        assert app.screen.name == "session"


@pytest.mark.parametrize("key", ["escape", "q", "backspace"])
async def test_escape_q_and_backspace_go_back_to_home_and_start_nothing(home: Path, key: str) -> None:
    """Escape, q and backspace go back to home and start nothing."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "w", key)

        assert app.screen.name == "home"


async def test_what_is_different_today(home: Path) -> None:
    """No floor takes the bridge out, a sore Achilles the bounce, and the warm-up keeps its minutes; it starts so."""
    app = make_app(home)
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "w", "down")
        assert "bridge" in text_of(app, "#details")
        await press(pilot, "f", "a")
        text = text_of(app, "#details")
        assert "bridge" not in text
        assert "bounce" not in text
        assert "7 min · done 07:37" in text
        assert "can't lie down" in text_of(app, "#list")
        await press(pilot, "down", "down", "left")
        assert "bridge" in text_of(app, "#details")
        await press(pilot, "up", "up", "space")
        plan = app.screen.session.plan  # type: ignore[attr-defined]
        assert (plan.routine, plan.seconds) == ("warmup-7", 420)
        assert "ankle_bounce" not in plan.exercises


async def test_leaving_the_house(home: Path) -> None:
    """A time to leave at is set by an arrow or typed, is counted back from, and stands in the session's head."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "w", "down", "l")
        assert "start by 07:33 (in 3 min)" in " ".join(text_of(app, "#details").split())
        await press(pilot, "8", "colon", "7", "enter")
        assert "8:7_" in text_of(app, "#list")
        assert '"8:7" isn\'t valid: use a time' in text_of(app, "#headline")
        await press(pilot, "backspace", "0", "0", "enter")
        assert "start by 07:53" in text_of(app, "#details")
        await press(pilot, "backspace")
        assert app.services.leave_at is None
        await press(pilot, "right", "space")
        assert app.screen.name == "session"
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert "leave 07:40" in "\n".join(painted(app))


async def test_arrows_on_every_row(home: Path) -> None:
    """Left and right choose a warm-up, change what is different today, and the time to leave; enter changes it too."""
    app = make_app(home)
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        choices = app.services.planner.choices
        await press(pilot, "w", "left", "right")
        assert "7 min" in text_of(app, "#details")
        await press(pilot, "right", "right", "right", "up", "down")
        assert "10 min" in text_of(app, "#details")
        await press(pilot, "down", "right", "down", "enter")
        assert (app.services.planner.choices.floor, app.services.planner.choices.sore) == (not choices.floor, True)
        await press(pilot, "right", "up", "enter")
        assert app.services.planner.choices == choices
        await press(pilot, "l", "l", "right")
        assert app.services.leave_at is not None
        before = app.services.leave_at
        await press(pilot, "7", "colon", "right")
        assert "7:_" in text_of(app, "#list")
        await press(pilot, "escape", "l", "left")
        assert app.services.leave_at < before


async def test_a_warm_up_that_cannot_be_read(home: Path) -> None:
    """An own file in the place of a warm-up that is broken says what is wrong, and starts nothing."""
    own = home / "config" / "routines" / "warmup-7.toml"
    own.parent.mkdir(parents=True)
    own.write_text('kind = "warmup"\n', encoding="utf-8")
    app = make_app(home)
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "w", "down", "enter")
        assert app.screen.name == "warmup"
        assert "blocks" in text_of(app, "#details")
        await press(pilot, "l", "right")
        assert app.services.leave_at is not None


async def test_the_last_one_is_highlighted(home: Path) -> None:
    """The warm-up that was done last is one key away."""
    Store(home / "data" / "history").save(kept(plan_of("warmup-10"), MORNING, kind="warmup"))
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "w", "space")
        assert app.screen.session.plan.routine == "warmup-10"  # type: ignore[attr-defined]


async def test_after_a_warm_up_the_summary_says_how_easily_the_run_should_begin(home: Path) -> None:
    """After a warm-up the summary says how easily the run should begin."""
    march = 'kind = "warmup"\n[[blocks]]\nsets = 1\n[[blocks.slots]]\nexercise = "march_jog"\ntime = 170\n'
    async with running(home, march) as runner:
        for _ in range(10):
            await runner.wait(25)
        await settled(runner.pilot)
        assert runner.app.screen.name == "summary"
        assert "Keep the first 7 minutes of the run easy." in runner.says("#facts")

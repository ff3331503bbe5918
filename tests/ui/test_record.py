"""One session of the history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from runstrength.history.store import Store
from runstrength.session.record import SetDone, SetTarget
from tests.support.app import make_app, painted, press, settled, shown, text_of
from tests.support.history_samples import PLANK, record
from tests.support.plans import plan_of, works


def save(home: Path, *sets: SetDone, **more: Any) -> None:
    """Keep a session."""
    Store(home / "data" / "history").save(record("aaaa0001", title="Evening", sets=sets, planned_sets=9, **more))


async def test_the_whole_session(home: Path) -> None:
    """A session says date, length, effort, note, an early end, and each set as done and asked for."""
    save(home, PLANK, effort=8, note="calf [b]tight[/b]", completed=False, active_seconds=1200)
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter")

        assert [" ".join(line.split()) for line in text_of(app, "#headline").splitlines()] == [
            "Evening",
            "Sunday 22 November 2026, 07:30 to 08:06",
            "20:00 · 1 of 9 sets · effort 8 of 10",
            "ended early",
            "“calf [b]tight[/b]”",
            "",
            "set left right planned weight",
        ]
        assert [" ".join(line.split()) for line in text_of(app, "#list").splitlines()] == ["B Side plank 1 30 s 30 s"]


async def test_a_long_session_is_scrolled_through_by_keys(home: Path) -> None:
    """A long session is scrolled through by keys, to its last set and back to its first."""
    sets = [
        SetDone(
            step=step.index,
            exercise=step.exercise,
            block=step.block,
            set=step.set,
            side=step.side,
            target=SetTarget(step.target.kind, step.target.value),
            done=step.target.value,
            seconds=step.seconds,
            at=step.starts_at,
        )
        for step in works(plan_of("runner", "advanced"))
    ]
    save(home, *sets)
    app = make_app(home, start="history")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await shown(pilot)  # the scroll bar follows the rows
        first = "\n".join(painted(app))
        await press(pilot, "end")
        last = "\n".join(painted(app))
        await press(pilot, "home")

        assert "Single-leg deadlift" in first
        assert "Plank row" not in first
        assert "Plank row" in last
        assert "\n".join(painted(app)) == first


async def test_a_session_that_has_gone(home: Path) -> None:
    """A session whose file went while the list was shown is one sentence, not an end."""
    save(home, PLANK)
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        Store(home / "data" / "history").delete("aaaa0001")
        await press(pilot, "enter")

        assert "no sessions" in text_of(app, "#headline")


@pytest.mark.parametrize("key", ["escape", "q", "backspace"])
async def test_escape_q_and_backspace_go_back_to_the_history(home: Path, key: str) -> None:
    """Escape, q and backspace go back to the history."""
    save(home, PLANK)
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter", key)

        assert app.screen.name == "history"


async def test_to_the_progress_of_an_exercise(home: Path) -> None:
    """Enter on a set opens how its exercise went over time, and back comes to the session again."""
    save(home, PLANK)
    app = make_app(home, start="history")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "enter")
        assert "Side plank" in "\n".join(painted(app))
        assert app.screen.name != "record"
        await press(pilot, "q")
        assert app.screen.name == "record"


async def test_a_run_says_how_far_it_was(home: Path) -> None:
    """A run says how far it was, and its pace, where its file has them."""
    run = record("aaaa0002", kind="run", title="Easy", sets=(), active_seconds=2700)
    Store(home / "data" / "history").save(run, {"distance_m": 9000})
    app = make_app(home, start="history")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert "9.0 km · 5:00 /km" in text_of(app, "#headline")

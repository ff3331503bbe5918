"""What the coach shows and asks on home: time, reasons, the guide, runs, and a smaller plan after weeks without."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from runstrength.catalogue.routine import Routine
from runstrength.coach import planner, prescription
from runstrength.history.store import Store
from runstrength.session.plan import Plan
from runstrength.settings import read_settings
from runstrength.ui.app import RunstrengthApp
from tests.support.app import MORNING, make_app, press, settled, text_of
from tests.support.history_samples import fail
from tests.support.past_samples import kept
from tests.support.plans import plan_of


def minutes(app: RunstrengthApp) -> float | None:
    """Return the time that sessions have."""
    return app.services.planner.choices.minutes


async def test_a_plan_is_made_as_rarely_as_possible(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Home makes one plan when it opens, a second for a time limit, none while the list moves or a command is typed."""
    plans: list[str] = []

    def counting(routine: Routine, *args: Any) -> Plan:
        plans.append(routine.name)
        return prescription.prescribe(routine, *args)

    def made() -> int:
        count = len(plans)
        plans.clear()
        return count

    monkeypatch.setattr(planner, "prescribe", counting)
    monkeypatch.setattr(planner, "usual_plan", lambda routine, *args: counting(routine, *args))
    Store(home / "data" / "history").save(kept(plan_of("runner", "beginner"), MORNING - timedelta(days=3)))
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert made() == 1
        await press(pilot, *["down"] * 8, *["up"] * 8)
        assert made() == 0
        await press(pilot, "left")
        assert made() == 1
        await press(pilot, "ctrl+p")
        assert made() == len(app.services.library.routine_files)
        await press(pilot, *"core", "backspace", "e")
        assert made() == 0
        await press(pilot, "escape")
        assert made() == 2


async def test_time_by_arrows(home: Path) -> None:
    """Arrows give the session less time and more, its sets and its end follow at once, and it starts like that."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        whole = text_of(app, "#details")
        await press(pilot, "down", "left", "left")
        assert minutes(app) == 15
        shorter = text_of(app, "#details")
        assert "Only blocks A and B" in " ".join(shorter.split())
        assert "done 07:44" in shorter
        assert "Farmer's carry" not in shorter
        assert text_of(app, "#foot").startswith("↑↓ choose   space start   ← → time")
        await press(pilot, "right", "right")
        assert (minutes(app), text_of(app, "#details")) == (None, whole)
        await press(pilot, "right")
        assert minutes(app) == 25
        await press(pilot, "0", "left", "space")
        assert app.screen.name == "session"
        assert app.screen.session.plan.expected <= 20 * 60 + 30  # type: ignore[attr-defined]


async def test_time_by_mouse(home: Path) -> None:
    """Both ends of the bar can be clicked."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.click("#details", offset=(0, 2))
        assert minutes(app) == 20
        await pilot.click("#details", offset=(23, 2))
        assert minutes(app) is None


async def test_one_key_shows_every_reason_of_the_plan_in_full(home: Path) -> None:
    """One key shows every reason of the plan in full, and with none it says so."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "y")
        assert "Nothing to adjust today" in text_of(app, "#list")
        await press(pilot, "q", "left", "left", "y")
        assert app.screen.name == "reading"
        words = " ".join(text_of(app, "#list").split())
        assert all(reason in words for reason in app.services.planner.plan("runner").reasons)


async def test_the_guide_shows_each_matter_beside_the_list(home: Path) -> None:
    """The guide shows each matter beside the list, and alone when it is chosen; back goes the way it came."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "g", "down")
        assert "Two or three times a week" in text_of(app, "#details")
        await press(pilot, "space")
        assert "strength in the off-season" in text_of(app, "#list")
        await press(pilot, "q", "q")
        assert app.screen.name == "home"


async def test_a_run_is_logged_and_taken_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three keys log a run as it usually is; home says so, and one key takes it back, into the trash."""
    app = make_app(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "l", "3", "0", "down", "8", "down", "left", "space")
        assert app.screen.name == "home"
        (path,) = (home / "data" / "history").rglob("*.json")
        saved = json.loads(path.read_bytes())
        assert (saved["kind"], saved["effort"], saved["active_seconds"]) == ("run", 8, 1800)
        assert saved["ended"].startswith("2026-11-21T07:30:05")
        with monkeypatch.context() as disk:
            disk.setattr("os.replace", fail)
            disk.setattr("os.rename", fail)
            await press(pilot, "u")
        assert path.exists()  # it was refused, so the same key tries again
        await press(pilot, "u")
        assert not path.exists()
        assert [file.name for file in path.parents[1].rglob("*.json")] == [path.name]
        assert app.services.recorder.store.summaries().records == ()
        await press(pilot, "u")
        assert app.screen.name == "home"
        await press(pilot, "l", "space")
        (gone,) = (home / "data" / "history" / "2026").rglob("*.json")
        gone.unlink()
        await press(pilot, "u")
        assert app.services.logged_run_id == ""


async def test_what_a_run_would_do(home: Path) -> None:
    """Before a run is kept, it is said where it would be the second hard day running."""
    Store(home / "data" / "history").save(kept(plan_of("runner"), MORNING - timedelta(days=1), effort=9))
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l")
        assert "hard" not in text_of(app, "#details")
        await press(pilot, "down", "8")
        assert "Your last 2 days were hard" in text_of(app, "#details").replace("\n", " ")


async def test_a_smaller_plan_is_offered(home: Path) -> None:
    """After weeks without, ten minutes are one key away; whoever passes it over has the usual session one key away."""
    Store(home / "data" / "history").save(kept(plan_of("runner", "beginner"), MORNING - timedelta(days=30)))
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "It's been a few weeks" in text_of(app, "#details")
        assert "o 10 minutes" in text_of(app, "#foot")
        await press(pilot, "o")
        assert minutes(app) == 10
        assert "It's been a few weeks" not in text_of(app, "#details")
        await press(pilot, "o", "0")
        assert minutes(app) is None


def trained(home: Path, weeks: int) -> None:
    """Save weeks of the runner's session with dumbbells."""
    plan = plan_of("runner", equipment=("bodyweight", "dumbbell"))
    for week in range(weeks):
        record = kept(plan, MORNING - timedelta(days=7 * week + 7), load=12)
        Store(home / "data" / "history").save(replace(record, id=f"{week:08}"))


async def test_a_heavy_phase_is_offered(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After weeks of training a heavy phase is one key away; another declines it, and both answers can be undone."""
    trained(home, 8)
    app = make_app(home, level="intermediate", equipment=("bodyweight", "dumbbell"))

    def answer() -> str:
        return read_settings(home / "config" / "config.toml")[0].heavy

    def details() -> str:
        return " ".join(text_of(app, "#details").split())

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert "You can begin a heavy phase" in details()
        assert "o heavy phase   n not now" in text_of(app, "#foot")
        usual = details()
        await press(pilot, "n")
        assert answer() == f"no {MORNING.date()}"
        assert "heavy phase" not in details()
        await press(pilot, "u")
        assert (answer(), details()) == ("", usual)
        await press(pilot, "o")
        assert answer() == f"yes {MORNING.date()}"
        assert "4 reps" in details()
        await press(pilot, "o", "n")
        assert answer() == f"yes {MORNING.date()}"
        await press(pilot, "u", "u")
        assert (answer(), details()) == ("", usual)
        with monkeypatch.context() as disk:
            disk.setattr("os.replace", fail)
            await press(pilot, "o")
        assert answer() == ""
        assert "4 reps" in details()  # what can't be saved holds until the end, as in the settings
        await press(pilot, "u")
        assert (answer(), details()) == ("", usual)
        await press(pilot, "o")
        with monkeypatch.context() as disk:
            disk.setattr("os.replace", fail)
            await press(pilot, "u")
        assert answer() == f"yes {MORNING.date()}"
        assert "You can begin a heavy phase" in details()


async def test_how_far_a_run_was(home: Path) -> None:
    """Kilometres need not be said; where they are, the run's file has them in metres."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l", "down", "down", "down", "right", "right", "space")
    (path,) = (home / "data" / "history").rglob("*.json")
    assert json.loads(path.read_bytes())["distance_m"] == 8500


async def test_another_process_changes_the_history(home: Path) -> None:
    """What another process adds or edits decides today's plan as soon as its window is back, or a session starts."""
    store, first = Store(home / "data" / "history"), plan_of("runner", "beginner")
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Single-leg deadlift 6 reps" in " ".join(text_of(app, "#details").split())
        app.app_focus = False
        record = kept(first, MORNING - timedelta(days=3))
        store.save(record)
        app.app_focus = True
        await settled(pilot)
        assert "Single-leg deadlift 7 reps" in " ".join(text_of(app, "#details").split())

        store.edit(record.id, {"effort": 10})
        await press(pilot, "s")
        assert app.screen.name == "session"
        assert any("you rated the effort 10 of 10" in text for text in app.screen.session.plan.reasons)  # type: ignore[attr-defined]

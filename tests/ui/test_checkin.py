"""The check-in: four quick answers before a session, passed over with one key."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from runstrength.history.store import Store
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.common.setting_changes import change_settings
from runstrength.ui.session.screen import SessionScreen
from tests.support.app import MORNING, make_app, press, settled, text_of
from tests.support.past_samples import kept
from tests.support.plans import plan_of


@pytest.fixture(autouse=True)
def past(home: Path) -> None:
    """Have one session behind."""
    Store(home / "data" / "history").save(kept(plan_of("runner", "beginner"), MORNING - timedelta(days=3)))


def app_of(home: Path, **others: Any) -> RunstrengthApp:
    """Return an app that asks."""
    return make_app(home, checkin=True, **others)


def session_plan(app: RunstrengthApp) -> Any:
    """Return the plan of the session on the screen."""
    assert isinstance(app.screen, SessionScreen)
    return app.screen.session.plan


@pytest.mark.parametrize("start", ["home", "session"])
async def test_one_key_passes_it_over(home: Path, start: str) -> None:
    """Before a session it is asked how one is; space alone goes on, and nothing was said."""
    app = app_of(home, start=start)
    async with app.run_test() as pilot:
        await settled(pilot)
        if start == "home":
            await press(pilot, "s")
        assert app.screen.name == "checkin"
        assert "How are you today?" in text_of(app, "#headline")
        await press(pilot, "space")

        plan = session_plan(app)
        assert plan.checkin is None
        assert plan.routine == "runner"


async def test_hands_free_is_not_asked(home: Path) -> None:
    """Where no key is to be pressed nothing is asked: the session opens at once."""
    app = app_of(home, start="session", hands_free=True)
    async with app.run_test() as pilot:
        await settled(pilot)

        assert isinstance(app.screen, SessionScreen)


async def test_answers_and_what_they_mean(home: Path) -> None:
    """Each answer shows at once what it means, and goes with the session into its file."""
    app = app_of(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "s", "right", "down", "4", "enter")
        rows = text_of(app, "#list")
        meaning = " ".join(text_of(app, "#details").split())
        await press(pilot, "space")
        plan = session_plan(app)
        await press(pilot, "s", "q", "f")
        saved = Store(home / "data" / "history").load("last")

    assert "Sleep     7 h" in rows
    assert "Stress    4 of 5" in rows
    assert "Hard run  none in the last 48 h" in rows
    assert "no increases, because your stress is 4 of 5" in meaning
    assert max(step.sets for step in plan.steps) == 1
    assert saved.checkin == {
        "sleep": 7.0, "stress": 4, "soreness": None, "pain": False, "hard_run_hours": None, "colour": "amber",
    }  # fmt: skip
    assert saved.eased == "amber"


async def test_red_is_a_warm_up(home: Path) -> None:
    """On a red day space starts a warm-up, but f asks for the full session."""
    app = app_of(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "s", "down", "5")
        why = "Do a warm-up or rest instead, because your stress is 5 of 5"
        assert why in " ".join(text_of(app, "#details").split())
        await press(pilot, "enter")
        why = "Do a warm-up or rest instead, because your stress is 5 of 5"
        assert why in " ".join(text_of(app, "#details").split())
        await press(pilot, "f")
        assert "because you turned the adjustments off." in " ".join(text_of(app, "#details").split())
        await press(pilot, "f", "space")
        assert session_plan(app).routine == "warmup-7"
        await press(pilot, "q", "d", "d")
        assert app.screen.name == "home"


async def test_what_is_overruled_is_done_as_usual(home: Path) -> None:
    """What is overruled is done as usual, once: the next session asks again."""
    app = app_of(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "s", "down", "4", "enter", "f", "space")
        assert max(step.sets for step in session_plan(app).steps) == 2
        await press(pilot, "s", "q", "f", "space", "s")

        assert app.screen.name == "checkin"
        assert not app.services.planner.choices.as_usual


async def test_after_a_day_with_pain(home: Path) -> None:
    """A day with pain is kept, once; the next session is lighter, and asks again even if the setting asks nothing."""
    app = app_of(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        for _ in range(2):
            await press(pilot, "s", "down", "down", "down", "down", "right", "space")
        days = [item for item in app.services.recorder.store.entries().records if not item.sets]
        assert [(item.title, (item.checkin or {})["pain"]) for item in days] == [("No session: pain", True)]
        change_settings(app.services, checkin=False)
        await press(pilot, "s")
        assert app.screen.name == "checkin"
        asked = text_of(app, "#list")
        assert "; today?" in asked.splitlines()[4]
        assert "you had pain on" in " ".join(text_of(app, "#details").split())
        await press(pilot, "space")
        assert session_plan(app).eased == "amber"


@pytest.mark.parametrize(("start", "status"), [("home", None), ("session", 1)])
async def test_pain_is_no_session(home: Path, start: str, status: int | None) -> None:
    """With pain, no session starts: the sentence names a professional, and space goes back, or out with status 1."""
    app = app_of(home, start=start)
    async with app.run_test() as pilot:
        await settled(pilot)
        if start == "home":
            await press(pilot, "s")
        await press(pilot, "down", "down", "down", "down", "right")
        assert "see a doctor or a physical therapist" in " ".join(text_of(app, "#details").split())
        assert "no session today" in text_of(app, "#foot")
        await press(pilot, "space")
        if start == "home":
            assert app.screen.name == "home"

    assert app.return_value == status


async def test_the_time_there_is(home: Path) -> None:
    """The time is asked on the same screen, and the session fits into it."""
    app = app_of(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "s", "end", "up", "1", "0", "enter")
        assert "because your time limit is 10 minutes" in " ".join(text_of(app, "#details").split())
        await press(pilot, "space")

        assert session_plan(app).seconds <= 630
        assert app.services.planner.choices.minutes == 10


@pytest.mark.parametrize(
    "change",
    [{"checkin": False}, {"speed": 10.0, "saves": False}, {"start": "session", "routine": "warmup-5"}],
)
async def test_when_nothing_is_asked(home: Path, change: dict[str, Any]) -> None:
    """Nothing is asked where the setting says so, in a rehearsal, and before a warm-up."""
    app = make_app(home, **{"checkin": True, "start": "session", **change})
    async with app.run_test() as pilot:
        await settled(pilot)

        assert isinstance(app.screen, SessionScreen)


async def test_not_before_the_first_session(home: Path) -> None:
    """Who has just answered the questions of the first start is not asked more."""
    for path in (home / "data").rglob("*.json"):
        path.unlink()
    app = app_of(home, start="session")
    async with app.run_test() as pilot:
        await settled(pilot)

        assert isinstance(app.screen, SessionScreen)


async def test_what_flags_said_is_not_asked(home: Path) -> None:
    """Answers that came from the command line are taken as they are."""
    from runstrength.coach.readiness import Checkin

    app = app_of(home, start="session")
    app.services.profile.checkin = Checkin(stress=4)
    async with app.run_test() as pilot:
        await settled(pilot)

        assert session_plan(app).eased == "amber"


async def test_backspace_takes_back(home: Path) -> None:
    """Backspace takes an answer back first, and leaves where there is none; escape leaves at once."""
    app = app_of(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "s", "right", "backspace")
        assert (app.screen.name, app.screen.form.values) == ("checkin", {"sleep": None})  # type: ignore[attr-defined]
        await press(pilot, "backspace")
        assert app.screen.name == "home"
        await press(pilot, "s", "right", "escape")
        assert app.screen.name == "home"


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (200, 60)])
async def test_at_every_size_all_questions_can_be_seen(home: Path, size: tuple[int, int]) -> None:
    """At every size all questions can be seen, and what the answers mean where there is room."""
    app = app_of(home, start="session")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "down", "4")

        text = text_of(app, "#list")
        assert all(title in text for title in ("Sleep", "Stress", "Soreness", "Hard run", "Pain", "Time"))
        if size[1] >= 20:
            assert "One fewer set" in text_of(app, "#details")


def test_the_file_is_json(home: Path) -> None:
    """What is kept of a check-in is plain JSON."""
    (path,) = (home / "data").rglob("*.json")
    assert json.loads(path.read_text())["checkin"] is None

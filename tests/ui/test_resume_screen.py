"""What is asked about a session that was interrupted, and that nothing happens to it before the answer."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from runstrength.history.journal_file import Journal
from runstrength.session.commands import Start, Stop
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.ui.session.screen import SessionScreen
from runstrength.ui.wake_lock import WakeLock
from tests.conftest import FakeClock
from tests.support.app import MORNING, ManualWake, make_app, press, settled
from tests.support.driving import Runner, running
from tests.support.plans import T0, do, go_to, plan_of


def interrupted(
    home: Path,
    id_: str = "abcd1234",
    *,
    index: int = 10,
    before: timedelta = timedelta(0),
    routine: str = "runner",
    stop: bool = False,
    alive: bool = False,
) -> Journal:
    """Leave a session behind that its program did not end.

    Args:
        home: the folder that is RUNSTRENGTH_HOME.
        id_: the session's.
        index: the step at which it was interrupted.
        before: how long before the morning it began.
        routine: what was done.
        stop: it was ended, and only not saved.
        alive: its program still runs.
    """
    journal = Journal(home / "state" / "journal", id_, lambda: MORNING - before)
    session = Session(plan_of(routine, "beginner"), observer=journal)
    session.apply(Start(), T0)
    go_to(session, index)
    if stop:
        do(session, Stop(), after=1)
    if not alive:
        journal.close()
    return journal


@asynccontextmanager
async def opened(home: Path, *, size: tuple[int, int] = (80, 24), **others: Any) -> AsyncIterator[Runner]:
    """Open the program where something was left behind."""
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake, **{"start": "session", **others})
    async with app.run_test(size=size, notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await settled(pilot)
        await runner.obeyed()
        yield runner
    app.services.recorder.close()


def journals(home: Path) -> list[str]:
    """Return the journals, and those in their trash."""
    folder = home / "state" / "journal"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.jsonl"))


def notes(runner: Runner) -> str:
    """Return the words of the screen, where what the app says is too."""
    return " ".join(runner.painted.split())


def steps_done(session: dict[str, Any]) -> list[int]:
    """Return the steps of the sets that a saved session has."""
    return [item["step"] for item in session["sets"]]


# -- the question ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["session", "home"])
async def test_at_the_start_it_is_asked_what_to_do_with_it(home: Path, start: str) -> None:
    """At the start it is asked what to do with it, with where it was; nothing has happened to it by then."""
    path = interrupted(home).path
    before = path.read_bytes()
    async with opened(home, start=start) as runner:
        assert runner.app.screen.name == "interrupted"
        assert "A session from 07:30 was interrupted at A1, set 2 of 2, right side." in runner.says("#headline")
        rows = runner.says("#list").splitlines()
        answers = ("Resume", "Save what was done", "Discard", "Not now")
        assert all(row.startswith(answer) for row, answer in zip(rows, answers, strict=True))
        assert "4 of 29 sets" in runner.says("#details")
        await press(runner.pilot, "q")
    assert path.read_bytes() == before
    assert runner.saved(home) == []


async def test_nothing_was_interrupted(home: Path) -> None:
    """Where nothing was interrupted nothing is asked."""
    async with opened(home) as runner:
        assert runner.app.screen.name == "session"
    (home / "state" / "journal" / ".trash").mkdir(parents=True)
    for name in journals(home):
        (home / "state" / "journal" / name).unlink()
    async with opened(home, start="home") as runner:
        assert runner.app.screen.name == "home"


async def test_where_nothing_is_saved(home: Path) -> None:
    """A rehearsal, or a session that is not to be saved, asks nothing and writes no journal."""
    interrupted(home)
    before = journals(home)
    async with opened(home, saves=False) as runner:
        assert runner.app.screen.name == "session"
        await runner.press("space", "space")
        assert journals(home) == before


@pytest.mark.parametrize(
    ("before", "words", "first"),
    [
        (timedelta(hours=7), "A session from 00:30 was", "Resume"),
        (timedelta(hours=8), "A session from yesterday, 23:30, was", "Save"),
        (timedelta(days=3), "A session from Thursday 19 November, 07:30, was", "Save"),
        (timedelta(days=400), "A session from Saturday 18 October 2025, 07:30, was", "Save"),
    ],
)
async def test_a_session_of_today_is_offered_to_be_gone_on_with_first(
    home: Path, before: timedelta, words: str, first: str
) -> None:
    """A session of today is offered to be gone on with first, one of another day to be saved first."""
    interrupted(home, before=before)
    async with opened(home) as runner:
        assert words in runner.says("#headline").replace("\n", " ")
        assert runner.says("#list").startswith(first)


async def test_a_session_that_was_interrupted_minutes_ago(home: Path) -> None:
    """A session that was interrupted minutes ago, on the other side of midnight, is offered for going on first."""
    interrupted(home, before=timedelta(hours=7, minutes=40))
    midnight = MORNING - timedelta(hours=7, minutes=20)
    async with opened(home, now=lambda: midnight) as runner:
        assert "yesterday, 23:50" in runner.says("#headline")
        assert runner.says("#list").startswith("Resume")


@pytest.mark.parametrize(
    ("routine", "index", "words"),
    [
        ("runner", 0, "at A1, set 1 of 2, left side."),
        ("runner", 1, "at A1, set 1 of 2, left side."),
        ("runner", 2, "at A1, set 1 of 2, right side."),
        ("runner", 8, "at A1, set 2 of 2, right side."),
        ("runner", 5, "at A2, set 1 of 2."),
        ("warmup-5", 5, "at front leg swing, left side."),
    ],
)
async def test_where_it_was(home: Path, routine: str, index: int, words: str) -> None:
    """In a break it is where the next set is; a warm-up is called by its moves."""
    interrupted(home, index=index, routine=routine)
    async with opened(home) as runner:
        said = runner.says("#headline").replace("\n", " ")
        assert words in said
        assert ("A warm-up from" in said) == (routine == "warmup-5")


# -- the answers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["enter", "space", "r"])
async def test_resume_opens_the_session_at_the_lead_in_of_the_interrupted_set(home: Path, key: str) -> None:
    """Resume opens the session at the lead-in of the interrupted set; it ends as one session, with each set once."""
    path = interrupted(home).path
    async with opened(home) as runner:
        await press(runner.pilot, key)
        assert isinstance(runner.app.screen, SessionScreen)
        assert (runner.mode, runner.session.state.step.phase, runner.session.state.step.side) == (
            Mode.READY,
            "ready",
            "right",
        )
        assert [item.step for item in runner.session.state.log] == [1, 3, 5, 7]
        await runner.finish()
        assert runner.app.screen.name == "summary"
        assert not path.exists()
        (session,) = runner.saved(home)
    works = [step.index for step in plan_of("runner", "beginner").steps if step.phase == "work"]
    assert (session["id"], session["completed"]) == ("abcd1234", True)
    assert steps_done(session) == works
    assert session["started"] == MORNING.isoformat()


async def test_the_time_away_is_neither_active_nor_paused(home: Path) -> None:
    """The time away is neither active nor paused, and no gap; the session ends when it ended."""
    interrupted(home, before=timedelta(hours=2))
    async with opened(home) as runner:
        await press(runner.pilot, "r")
        at = runner.session.state.offset
        assert (runner.mode, runner.session.state.auto_paused) == (Mode.READY, False)
        await runner.press("q", "f")
        (session,) = runner.saved(home)
    assert session["active_seconds"] == pytest.approx(at + 1, abs=1.1)
    assert session["paused_seconds"] <= 1
    ended, started = (datetime.fromisoformat(session[key]) for key in ("ended", "started"))
    assert timedelta(hours=2) <= ended - started < timedelta(hours=2, seconds=5)


async def test_resume_from_home(home: Path) -> None:
    """From home, the session goes back to home when it is over."""
    interrupted(home)
    async with opened(home, start="home") as runner:
        await press(runner.pilot, "r")
        assert [screen.name for screen in runner.app.screen_stack] == ["home", "session"]
        await runner.finish()
        await press(runner.pilot, "space")
        assert runner.app.screen.name == "home"


@pytest.mark.parametrize("start", ["session", "home"])
async def test_saving_puts_what_was_done_into_the_history(home: Path, start: str) -> None:
    """Saving puts what was done into the history, as ended early, and goes on to what was asked for."""
    interrupted(home)
    async with opened(home, start=start) as runner:
        await press(runner.pilot, "s")
        (session,) = runner.saved(home)
        assert (session["id"], session["completed"], steps_done(session)) == ("abcd1234", False, [1, 3, 5, 7])
        assert "abcd1234.jsonl" not in journals(home)
        assert runner.app.screen.name == start
        if start == "session":
            assert runner.session.state.log == ()


async def test_discard_takes_two_presses(home: Path) -> None:
    """Discarding has to be said twice, a key that is held down says it once; then the journal is in the trash."""
    interrupted(home)
    async with opened(home, start="home") as runner:
        await runner.hold_down("d")
        assert runner.app.screen.name == "interrupted"
        assert "Press enter again" in runner.says("#list")
        assert journals(home) == ["abcd1234.jsonl"]
        await runner.wait(2)
        await press(runner.pilot, "up", "down")
        assert "Press enter again" not in runner.says("#list")
        await press(runner.pilot, "enter")
        await press(runner.pilot, "enter")
        assert runner.app.screen.name == "home"
        assert journals(home) == [".trash/abcd1234.jsonl"]
        assert runner.saved(home) == []


async def test_leaving_it_as_it_is_goes_on_to_what_was_asked_for(home: Path) -> None:
    """Leaving it as it is goes on to what was asked for, and it is asked again at the next start."""
    interrupted(home)
    async with opened(home) as runner:
        await press(runner.pilot, "up", "end", "enter")
        assert (runner.app.screen.name, runner.session.state.log) == ("session", ())
        await runner.press("s", "q", "f")
        assert journals(home) == ["abcd1234.jsonl"]
    async with opened(home, start="home") as runner:
        assert runner.app.screen.name == "interrupted"
        await press(runner.pilot, "escape")
        assert runner.app.screen.name == "home"


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+c"])
async def test_where_a_session_was_asked_for_leaving_the_question_leaves_the_program(home: Path, key: str) -> None:
    """Where a session was asked for, leaving the question leaves the program."""
    interrupted(home)
    async with opened(home) as runner:
        await press(runner.pilot, key)
        assert (runner.app._exit, runner.app.return_code) == (True, 0)
    assert journals(home) == ["abcd1234.jsonl"]


async def test_several_are_all_listed_the_newest_first(home: Path) -> None:
    """Several are all listed, the newest first; each is answered for itself, then it goes on."""
    interrupted(home, "newest00")
    interrupted(home, "older000", before=timedelta(hours=1), routine="core")
    interrupted(home, "oldest00", before=timedelta(days=2), index=3)
    async with opened(home, start="home") as runner:
        assert "3 sessions were interrupted" in runner.says("#headline")
        rows = runner.says("#list").splitlines()
        assert [row.split("  ")[0].strip() for row in rows[:3]] == ["07:30", "06:30", "Fri 20 Nov 07:30"]
        await press(runner.pilot, "down", "enter")
        assert "A session from 06:30 was interrupted" in runner.says("#headline")
        await press(runner.pilot, "escape")
        assert "3 sessions" in runner.says("#headline")
        await press(runner.pilot, "enter", "s")
        assert "2 sessions" in runner.says("#headline")
        await press(runner.pilot, "enter", "s")
        assert "A session from Friday 20 November" in runner.says("#headline")
        await press(runner.pilot, "d", "d")
        assert runner.app.screen.name == "home"
        assert sorted(session["id"] for session in runner.saved(home)) == ["newest00", "older000"]


PLANKS = """
title = "Squat and plank"
[[blocks]]
name = "A"
sets = 3
[[blocks.slots]]
exercise = "squat"
reps = 8
[[blocks.slots]]
exercise = "plank"
hold = 30
"""


@pytest.mark.parametrize(
    "keys", [("x", "1"), ("x", "2"), ("x", "3"), ("x", "4"), ("o", "3", "enter"), ("o", "2", "enter", "x", "3")]
)
async def test_a_changed_plan(home: Path, keys: tuple[str, ...]) -> None:
    """A plan that was changed before the crash is the plan after it: exercises, forms, sets and the time that is left.

    What was planned before the change can still be taken again.
    """
    async with running(home, PLANKS) as runner:
        await runner.press(*keys)
        planned, plan = runner.session.planned, runner.session.plan
        assert plan != planned
        await runner.go_to(3)
        done = [(item.exercise, item.variant, item.instead_of) for item in runner.session.state.log]
    runner.app.services.recorder.close()
    async with opened(home, routine="runner", answer="resume") as runner:
        assert (runner.session.plan, runner.session.planned) == (plan, planned)
        assert runner.session.state.step == plan.lead_to(plan.work_of(3))
        left = plan.expected_from(plan.work_of(3).index)
        assert runner.session.snapshot(runner.clock.now).left == pytest.approx(left, abs=15)
        await runner.finish()
    (saved,) = runner.saved(home)
    kept = [(one["exercise"], one["variant"], one["instead_of"]) for one in saved["sets"]]
    assert kept[:1] == done[:1]
    assert steps_done(saved) == [step.index for step in plan.steps if step.phase == "work"]


async def test_a_damaged_journal_gives_what_can_be_read_of_it(home: Path) -> None:
    """A damaged journal gives what can be read of it, and says so."""
    path = interrupted(home).path
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:-4], b"\0\0\n", *lines[-4:]]))
    async with opened(home) as runner:
        assert "at A3, set 1 of 2" in runner.says("#headline")
        assert "The recording is damaged (line" in runner.says("#details")
        await press(runner.pilot, "s")
        assert steps_done(runner.saved(home)[0]) == [1, 3, 5]
    assert ".trash/abcd1234.jsonl" in journals(home)


async def test_not_readable_at_all(home: Path) -> None:
    """A journal of which nothing can be read is named and left alone."""
    folder = home / "state" / "journal"
    folder.mkdir(parents=True)
    (folder / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    async with opened(home) as runner:
        assert runner.app.screen.name == "session"
        screen = runner.app.screen
        assert isinstance(screen, SessionScreen)
        assert "A journal can't be used" in screen.notice
    assert (folder / "bad.jsonl").read_text("utf-8") == "{}\n"


async def test_taken_by_another(home: Path) -> None:
    """When another process has gone on with it in the meantime, that is said, and it goes on to what was asked for."""
    path = interrupted(home).path
    async with opened(home, start="home") as runner:
        other, _ = Journal.claim(path, lambda: MORNING)
        await press(runner.pilot, "r")
        assert "Another runstrength has resumed that session." in notes(runner)
        assert runner.app.screen.name == "home"
        other.close()


# -- a session that is running elsewhere -------------------------------------------------------------------------------


async def test_a_session_that_another_process_leads_is_told(home: Path) -> None:
    """A session that another process leads is told, and another one can be started beside it, in a file of its own."""
    journal = interrupted(home, alive=True)
    before = journal.path.read_bytes()
    async with opened(home) as runner:
        assert "A session is running already, since 07:30, in process" in runner.says("#headline")
        assert runner.says("#list").splitlines() == ["Start another one", "Leave"]
        await press(runner.pilot, "enter", "space")
        assert runner.app.screen.name == "session"
        assert len(journals(home)) == 2
        assert journal.path.read_bytes() == before
    journal.close()


async def test_running_elsewhere_and_home(home: Path) -> None:
    """Home does not ask about it; leaving the question of a session leaves the program."""
    journal = interrupted(home, alive=True)
    async with opened(home, start="home") as runner:
        assert runner.app.screen.name == "home"
    async with opened(home) as runner:
        await press(runner.pilot, "down", "enter")
        assert runner.app._exit
    interrupted(home, "other000", before=timedelta(hours=1))
    async with opened(home) as runner:
        assert "A session from 06:30 was interrupted" in runner.says("#headline")
        assert "running already, since 07:30" in runner.says("#foot")
    journal.close()


# -- what needs no answer ----------------------------------------------------------------------------------------------


async def test_ended_but_not_saved(home: Path) -> None:
    """A session that had ended when its program died is saved without a question, and that is said."""
    interrupted(home, index=4, stop=True)
    async with opened(home, start="home") as runner:
        assert runner.app.screen.name == "home"
        assert "The session from 07:30 ended unsaved. It is now in the history." in notes(runner)
        assert [steps_done(session) for session in runner.saved(home)] == [[1, 3]]
    assert journals(home) == []


async def test_saved_but_still_there(home: Path) -> None:
    """A session that is in the history is never saved or offered a second time."""
    interrupted(home)
    async with opened(home, start="home") as runner:
        copy = (home / "state" / "journal" / "abcd1234.jsonl").read_bytes()
        await press(runner.pilot, "s")
    (home / "state" / "journal" / "abcd1234.jsonl").write_bytes(copy)
    async with opened(home, start="home") as runner:
        assert runner.app.screen.name == "home"
        assert (len(runner.saved(home)), journals(home)) == (1, [])


async def test_a_session_that_could_not_be_written_to_the_history_is_moved_there(home: Path) -> None:
    """A session that could not be written to the history is moved there at the next start, and that is said."""
    (home / "data").mkdir(parents=True)
    (home / "data" / "history").write_text("in the way", encoding="utf-8")
    async with running(home) as runner:
        await runner.finish()
        assert "The history can't be written" in runner.says("#facts").replace("\n", " ")
        await runner.press("7")
    assert journals(home) == []
    (home / "data" / "history").unlink()
    async with opened(home, start="home") as runner:
        assert "1 session that couldn't be saved before is now in the history." in notes(runner)
        (session,) = runner.saved(home)
        assert session["effort"] == 7
    assert not list((home / "state" / "unsaved").rglob("*.json"))


async def test_not_moved_yet(home: Path) -> None:
    """While the history still cannot be written, it stays where it is, and that is said."""
    (home / "data").mkdir(parents=True)
    (home / "data" / "history").write_text("in the way", encoding="utf-8")
    async with running(home) as runner:
        await runner.finish()
    async with opened(home, start="home") as runner:
        assert "One session is waiting in" in notes(runner)
    assert len(list((home / "state" / "unsaved").rglob("*.json"))) == 1


# -- the answers ahead -------------------------------------------------------------------------------------------------


async def test_resume_opens_right_in_the_session_that_was_interrupted_last(home: Path) -> None:
    """`--resume` opens right in the session that was interrupted last; the others are asked about the next time."""
    interrupted(home, "newest00")
    interrupted(home, "older000", before=timedelta(hours=1))
    async with opened(home, answer="resume") as runner:
        assert isinstance(runner.app.screen, SessionScreen)
        assert (runner.mode, [item.step for item in runner.session.state.log]) == (Mode.READY, [1, 3, 5, 7])
        await runner.finish()
        assert [session["id"] for session in runner.saved(home)] == ["newest00"]
    assert journals(home) == ["older000.jsonl"]


async def test_fresh_begins_a_new_one(home: Path) -> None:
    """`--fresh` begins a new one; what was done of others is saved as ended early, one without a set is thrown away."""
    interrupted(home, "newest00")
    interrupted(home, "nothing0", index=0)
    async with opened(home, answer="fresh") as runner:
        assert (runner.app.screen.name, runner.session.state.log) == ("session", ())
        assert [(session["id"], session["completed"]) for session in runner.saved(home)] == [("newest00", False)]
        assert ".trash/nothing0.jsonl" in journals(home)
        assert "newest00.jsonl" not in journals(home)


# -- the session under way ---------------------------------------------------------------------------------------------


async def test_the_journal_of_a_session(home: Path) -> None:
    """A session has a journal from its start to its end, with the id of its file in the history."""
    async with running(home) as runner:
        (name,) = journals(home)
        await runner.go_to(2)
        assert (home / "state" / "journal" / name).read_bytes().count(b'"line":"turn"') == 3
        await runner.finish()
        assert journals(home) == []
        (session,) = runner.saved(home)
        assert f"{session['id']}.jsonl" == name
        await runner.press("7", "up")  # what is changed in the summary is no part of it
    assert journals(home) == []


async def test_a_session_that_is_discarded_leaves_its_journal_in_the_trash_and_nothing(home: Path) -> None:
    """A session that is discarded leaves its journal in the trash and nothing in the history."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.press("q", "d", "d")
    assert [name.split("/")[0] for name in journals(home)] == [".trash"]
    assert runner.saved(home) == []


async def test_a_full_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the journal cannot be written the session goes on, a quiet sign says so, and it is saved at its end."""
    async with running(home) as runner:
        assert "not on disk" not in runner.painted
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("os.fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
            await runner.hit("space")
            assert "not on disk" in runner.painted
            await runner.wait(1)
            await runner.hit("space")
            assert runner.index == 2
        await runner.wait(1)
        await runner.hit("space")
        assert "not on disk" not in runner.painted
        await runner.finish()
        assert len(runner.saved(home)) == 1


async def test_a_clock_that_is_changed(home: Path) -> None:
    """A clock set forward in the middle changes neither start nor length; the end has the offset of its own moment."""
    walls = [MORNING]
    async with running(home, now=lambda: walls[0]) as runner:
        await runner.go_to(2)
        walls[0] = (MORNING + timedelta(hours=1)).astimezone(tz=None)
        await runner.finish()
        (session,) = runner.saved(home)
    started, ended = (datetime.fromisoformat(session[key]) for key in ("started", "ended"))
    assert started == MORNING
    assert (ended - started).total_seconds() == pytest.approx(
        session["active_seconds"] + session["paused_seconds"], abs=0.1
    )
    assert ended.utcoffset() == walls[0].utcoffset()


async def test_a_lid_that_was_closed(home: Path) -> None:
    """After a closed lid the session is paused at the last moment it was seen, also where it is interrupted then."""
    async with running(home) as runner:
        await runner.go_to(2)
        await runner.wait(3)
        runner.clock.advance(3600)  # nothing rang meanwhile
        runner.wake.fire()
        assert (runner.mode, runner.session.state.auto_paused) == (Mode.PAUSED, True)
        paused_at = runner.session.at(runner.session.state.paused_at)
        runner.app.services.recorder.close()  # and here the battery was empty
    async with opened(home) as runner:
        await press(runner.pilot, "r")
        assert runner.session.state.offset == pytest.approx(paused_at + 3600, abs=1.1)
        assert runner.session.state.paused_before == pytest.approx(3600, abs=1.1)
        await runner.finish()
        (session,) = runner.saved(home)
    assert session["active_seconds"] < 100


async def test_summer_time_ends_in_the_middle(home: Path) -> None:
    """When the clocks are put back in the middle, start and end have each their own offset, and the length is right."""
    began = datetime(2026, 10, 25, 2, 59, 50, tzinfo=ZoneInfo("Europe/Berlin"))  # ten seconds before its end
    clock = FakeClock()

    def time_of_day() -> datetime:
        return datetime.fromtimestamp(began.timestamp() + clock.now - 1000.0).astimezone()

    async with running(home, now=time_of_day, clock=clock) as runner:
        await runner.finish()
        (session,) = runner.saved(home)
    assert session["started"].startswith("2026-10-25T02:59:5")
    assert session["started"].endswith("+02:00")
    assert session["ended"].startswith("2026-10-25T02:00:")
    assert session["ended"].endswith("+01:00")
    started, ended = (datetime.fromisoformat(session[key]) for key in ("started", "ended"))
    assert (ended - started).total_seconds() == pytest.approx(session["active_seconds"], abs=0.1)


async def test_the_display_is_kept_awake(home: Path) -> None:
    """The display is kept awake from the start of a session to its end, or until it is discarded, and not at home."""
    async with running(home, start="home") as runner:
        lock = WakeLock(nullcontext)
        await runner.press("q", "d", "d")
        assert runner.app.screen.name == "home"
        runner.app.services.wake_lock = lock
        assert not lock.is_held
        await runner.press("space")
        assert (runner.app.screen.name, lock.is_held) == ("session", True)
        await runner.finish()
        assert (runner.app.screen.name, lock.is_held) == ("summary", False)
        await runner.press("space", "space")
        assert (runner.app.screen.name, lock.is_held) == ("session", True)
        await runner.press("q", "d", "d")
        assert (runner.app.screen.name, lock.is_held) == ("home", False)


async def test_an_error_of_our_own(home: Path) -> None:
    """An error in what the alarm does ends the app as any other would; the journal stays, the story is in the log."""

    async def fail() -> None:
        async with running(home) as runner:
            await runner.go_to(2)
            asyncio.get_running_loop().call_soon(lambda: 1 // 0)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert runner.app.return_code == 1

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert "ZeroDivisionError" in (home / "state" / "errors.log").read_text("utf-8")
    assert len(journals(home)) == 1


async def test_an_error_beside_the_session(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An error in a thread, or in a task that nobody waits for, is in the log; the session goes on undisturbed."""

    async def fail() -> None:
        raise ZeroDivisionError("in a task")

    async with running(home) as runner:
        with runner.app.handling_signals():
            thread = threading.Thread(target=lambda: int("in a thread"))
            thread.start()
            thread.join()
        task = asyncio.get_running_loop().create_task(fail())
        await asyncio.sleep(0)
        del task
        gc.collect()
        await runner.go_to(2)
        assert not runner.app._exit
    log = (home / "state" / "errors.log").read_text("utf-8")
    assert "ValueError" in log
    assert "in a thread" in log
    assert "ZeroDivisionError: in a task" in log
    assert capsys.readouterr() == ("", "")

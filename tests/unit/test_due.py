"""Whether a session is due: the rule, its facts, and the command for a prompt."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.cli import main
from runstrength.coach.due import Due, days_needed, due
from runstrength.dates import local_now, time_before, week_of
from runstrength.history.store import Store
from runstrength.session.record import Record
from runstrength.session.to_record import pain_record
from runstrength.settings import Settings
from tests.support.loops import looped
from tests.support.past_samples import day, kept, run
from tests.support.plans import library, plan_of

RULES = library().coach_rules
PLAN = plan_of("core")
WEDNESDAY = 9.5
"""In the evening of the Wednesday of the second week, in days after the first Monday."""


def session(when: float) -> Record:
    """Return a whole session."""
    return kept(PLAN, day(when), effort=5)


def started(when: float) -> Record:
    """Return a session that ended after its first set."""
    whole = session(when)
    return replace(whole, sets=whole.sets[:1], completed=False)


def asked(*records: Record, when: float = WEDNESDAY, goal: int = 2, **settings: str) -> Due:
    """Ask whether a session is due."""
    past = sorted(records, key=lambda record: record.started, reverse=True)
    return due(replace(Settings(weekly_goal=goal), **settings), past, day(when), RULES)


def pain(when: float) -> Record:
    """Return a day with pain."""
    return pain_record(f"pain{when}", day(when), {"pain": True})


@looped(
    ("answer", "line"),
    [
        (lambda: asked(), "Due: 0 of 2 sessions this week."),
        (lambda: asked(session(7)), "Due: 1 of 2 sessions this week."),
        (lambda: asked(started(9)), "Due: 0 of 2 sessions this week, 1 started."),
        (lambda: asked(session(9)), "Not due: your last session was today. 1 of 2 sessions this week."),
        (lambda: asked(session(8)), "Not due: your last session was yesterday. 1 of 2 sessions this week."),
        (lambda: asked(session(8), goal=3), "Not due: your last session was yesterday. 1 of 3 sessions this week."),
        (lambda: asked(session(8), goal=4), "Due: 1 of 4 sessions this week."),
        (lambda: asked(session(12), when=13.5), "Due: 1 of 2 sessions this week."),
        (lambda: asked(session(6), when=7.5), "Not due: your last session was yesterday. 0 of 2 sessions this week."),
        (lambda: asked(session(7), session(8)), "Not due: 2 of 2 sessions this week."),
        (lambda: asked(session(7), session(8), session(9)), "Not due: 3 this week (goal 2)."),
        (lambda: asked(race_date="2026-11-13"), "Not due: race week: no session needed."),
        (lambda: asked(session(7), race_date="2026-11-25"), "Not due: 1 of 1 session this week."),
        (lambda: asked(pain(9)), "Not due: you have pain today."),
        (lambda: asked(pain(8)), "Due: 0 of 2 sessions this week."),
        (
            lambda: asked(run(day(9), effort=8, minutes=60)),
            "Due: 0 of 2 sessions this week. Your last hard workout was 11 h ago.",
        ),
        (lambda: asked(run(day(9), effort=4, minutes=60)), "Due: 0 of 2 sessions this week."),
        (lambda: asked(run(day(8), effort=8, minutes=60)), "Due: 0 of 2 sessions this week."),
        (lambda: asked(session(30)), "Due: 0 of 2 sessions this week."),
    ],
)
def test_what_is_said(answer: Callable[[], Due], line: str) -> None:
    """Each answer names the fact that decides it; without the fact the answer is another."""
    found = answer()
    assert found.line == line
    assert found.due == line.startswith("Due")


@given(
    goal=st.integers(1, 7),
    first=st.integers(0, 20),
    trained=st.lists(st.integers(-9, 0), max_size=5),
    week_starts=st.sampled_from(["monday", "sunday"]),
)
def test_who_follows_it_reaches_the_goal(goal: int, first: int, trained: list[int], week_starts: str) -> None:
    """Who trains on the days on which a session is due, and on no other, does what every whole week asks for.

    With a goal of up to three sessions, whole weeks have a day between two of them.
    """
    past = [session(first + ago) for ago in {*trained}]
    done = []
    for number in range(first + 1, first + 36):
        if asked(*past, when=number + 0.4, goal=goal, week_starts=week_starts).due:
            past.append(session(number + 0.41))
            done.append(number)
    weeks = [week_of(day(number).date(), week_starts) for number in done]
    whole = {week_of(day(first + 1 + 7 * number + 6).date(), week_starts) for number in range(1, 4)}
    assert {week: weeks.count(week) for week in whole} == dict.fromkeys(whole, goal)
    if goal <= 3:
        in_whole_weeks = [number for number in done if week_of(day(number).date(), week_starts) in whole]
        assert all(later - earlier > 1 for earlier, later in pairwise(in_whole_weeks))


@given(
    ages=st.lists(st.tuples(st.integers(0, 120), st.sampled_from(["run", "long", "session", "pain"])), max_size=25),
    goal=st.integers(1, 4),
)
def test_older_sessions_change_nothing(ages: list[tuple[int, str]], goal: int) -> None:
    """What is older than the days that are read changes no answer."""
    made: dict[str, Callable[[float], Record]] = {
        "run": lambda when: run(day(when), minutes=50),
        "long": lambda when: run(day(when), minutes=70),
        "session": session,
        "pain": pain,
    }
    past = [made[kind](130 - ago) for ago, kind in ages]
    since = time_before(day(130.6), days=days_needed(RULES))
    newest = [record for record in past if record.started >= since]
    assert asked(*past, when=130.6, goal=goal) == asked(*newest, when=130.6, goal=goal)


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def store(home: Path) -> Store:
    """Return the history of this test's machine."""
    return Store(home / "data" / "history")


def saved(store: Store, when: datetime) -> None:
    """Save a whole session."""
    store.save(replace(kept(PLAN, when), id=f"{when:%m%d%H%M}"))


def test_the_exit_status_answers(store: Store) -> None:
    """The status is 0 if a session is due and 1 if not; either way there is one line on standard output."""
    result = CliRunner().invoke(main, ["due"])
    assert (result.exit_code, result.stdout) == (0, "Due: 0 of 2 sessions this week.\n")
    saved(store, local_now())
    result = CliRunner().invoke(main, ["due"])
    assert result.exit_code == 1
    assert result.stdout.startswith("Not due: your last session was ")
    assert result.stdout.count("\n") == 1
    assert not result.stderr


def test_wrong_settings_are_no_answer(home: Path) -> None:
    """Wrong settings are no answer: the status is 2, and the error names the file."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("weekly_goal = 99\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["due"])
    assert result.exit_code == 2
    assert not result.stdout
    assert "config.toml: weekly_goal" in result.stderr


@pytest.mark.parametrize(
    "change",
    ["added", "removed", "renamed", "written in place", "settings", "next minute", "damaged"],
)
def test_an_answer_is_repeated_until_something_changes(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """The last answer is repeated within a minute, until the settings or any file of the history is another."""
    minute = ["2026-11-30T07:30+0100"]
    monkeypatch.setattr("runstrength.cli.due_answer.this_minute", lambda: minute[0])
    today = local_now()
    for ago in (1, 3):
        store.save(kept(PLAN, today - timedelta(days=ago)))
    CliRunner().invoke(main, ["due"])
    answer = home / "state" / "due"
    answer.write_text(answer.read_text("utf-8").rsplit("\n", 2)[0] + "\nas before\n", "utf-8")
    assert CliRunner().invoke(main, ["due"]).output == "as before\n"
    newest = next(path for path in (home / "data").rglob("*.json"))
    if change == "added":
        store.save(kept(PLAN, today - timedelta(days=5)))
    elif change == "removed":
        newest.unlink()
    elif change == "renamed":
        newest.rename(newest.with_name(f"x{newest.name}"))
    elif change == "written in place":
        newest.write_bytes(newest.read_bytes())
        os.utime(newest, ns=(newest.stat().st_atime_ns, newest.stat().st_mtime_ns + 1))
    elif change == "settings":
        (home / "config").mkdir(parents=True)
        (home / "config" / "config.toml").write_text("weekly_goal = 3\n")
    elif change == "next minute":
        minute[0] = "2026-11-30T07:31+0100"
    else:
        answer.write_bytes(b"\xff")
    assert "as before" not in CliRunner().invoke(main, ["due"]).output


@pytest.mark.parametrize("second", ["due\nan \x1b[31mescape", "perhaps\nas before", "due", ""])
def test_a_kept_answer_is_data(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, second: str) -> None:
    """Whatever is written in the file of the last answer, nothing of it is a command of the terminal or an answer."""
    monkeypatch.setattr("runstrength.cli.due_answer.this_minute", lambda: "2026-11-30T07:30+0100")
    store.save(kept(PLAN, local_now() - timedelta(days=3)))
    CliRunner().invoke(main, ["due"])
    answer = home / "state" / "due"
    answer.write_text(answer.read_text("utf-8").splitlines()[0] + f"\n{second}\n", "utf-8")
    result = CliRunner().invoke(main, ["due"])
    assert result.exit_code in (0, 1)
    assert "\x1b" not in result.output
    assert "as before" not in result.output


def test_no_folder_is_made_for_an_answer(home: Path) -> None:
    """Somebody who never had a session gets an answer, and no folder."""
    assert CliRunner().invoke(main, ["due"]).exit_code == 0
    assert not (home / "state").exists()

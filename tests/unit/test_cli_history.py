"""`runstrength history list`, `show` and `path`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from runstrength.cli import main
from runstrength.history.editing import minutes_of
from runstrength.history.store import Row, Store
from runstrength.session.record import Record, SetDone, SetTarget, length
from runstrength.ui.common import session_rows
from tests.support.app import words_of

if TYPE_CHECKING:
    from pathlib import Path

MORNING = datetime(2026, 11, 22, 7, 30, tzinfo=timezone(timedelta(hours=1)))


def run(*arguments: str) -> Result:
    """Run a command of the history."""
    return CliRunner().invoke(main, ["history", *arguments])


def record(id_: str, days: int = 0, **changes: Any) -> Record:
    """Return a session of two sets, the second one skipped."""
    started = MORNING + timedelta(days=days)
    values: dict[str, Any] = {
        "id": id_,
        "kind": "session",
        "routine": "runner",
        "title": "Runner's supersets",
        "level": "beginner",
        "started": started,
        "ended": started + timedelta(seconds=70),
        "completed": True,
        "effort": 7,
        "planned_seconds": 75,
        "planned_sets": 3,
        "active_seconds": 64.6,
        "paused_seconds": 5.4,
        "sets": (
            SetDone(
                step=1, exercise="side_plank", block="B", set=1, side="left", target=SetTarget("hold", 30), done=27,
                seconds=27.0, at=10.0, load_kg=2.5, niggle=True,
            ),
            SetDone(step=3, exercise="my_own", block="F", set=1, target=SetTarget("amrap", 60), done=0, seconds=0,
                    at=40, skipped=True),
        ),
    }  # fmt: skip
    return Record(**(values | changes))


@pytest.fixture
def store(home: Path) -> Store:
    """Return the history of this test's machine."""
    return Store(home / "data" / "history")


def test_an_empty_history_says_how_to_start() -> None:
    """An empty history says how to start, and is an empty array for scripts."""
    assert run("list").stdout == "No sessions yet. Start one with: runstrength session\n"
    assert json.loads(run("list", "--json").stdout) == []


def test_sessions_are_listed_the_newest_first(store: Store) -> None:
    """Sessions are listed the newest first, with time of day, length, sets, effort and whether they ended early."""
    store.save(record("aaaa1111"))
    store.save(record("bbbb2222", 1, completed=False, effort=None))
    _, newest, oldest = (line.split() for line in run("list").stdout.splitlines())
    title = ["Runner's", "supersets"]
    assert newest == ["2026-11-23", "07:30", *title, "1:05", "1/3", "-", "ended", "early", "bbbb2222"]
    assert oldest == ["2026-11-22", "07:30", *title, "1:05", "1/3", "7", "aaaa1111"]
    assert len(run("list", "--limit", "1").stdout.splitlines()) == 2


def test_the_list_for_scripts(store: Store) -> None:
    """The array has exactly the keys of the design."""
    store.save(record("aaaa1111"))
    assert json.loads(run("list", "--json").stdout) == [
        {
            "id": "aaaa1111",
            "kind": "session",
            "routine": "runner",
            "title": "Runner's supersets",
            "started": "2026-11-22T07:30:00+01:00",
            "ended": "2026-11-22T07:31:10+01:00",
            "completed": True,
            "effort": 7,
            "sets_done": 1,
            "sets_planned": 3,
            "seconds": 64.6,
        }
    ]


@pytest.mark.parametrize("started", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "1969-01-01T00:00:00Z"])
def test_a_year_that_is_not_read_hides_nothing(store: Store, home: Path, started: str) -> None:
    """A file at the edge of the calendar is told by `history check`, and every other command goes on without it."""
    path = store.save(record("aaaa1111"))
    data = path.read_text("utf-8").replace("2026-11-22T07:30:00+01:00", started).replace("aaaa1111", "bbbb2222")
    (path.parent / "edge.json").write_text(data, "utf-8")
    told = run("check").stdout
    assert f"edge.json: started: the year {started[:4]} isn't valid: use a year from 1970 to 2200" in told
    for command in (
        ["history", "list"],
        ["history", "show", "last"],
        ["plan"],
        ["history", "export"],
        ["check", "--results"],
    ):
        result = CliRunner().invoke(main, command)
        assert not isinstance(result.exception, Exception), command
    assert "aaaa1111" in run("list").stdout
    assert "bbbb2222" not in run("list").stdout


def test_what_is_dated_in_the_future_is_told(store: Store) -> None:
    """A session of next year can be seen in the history, and `history check` says that it is dated in the future."""
    path = store.save(record("aaaa1111", started=datetime(2199, 1, 1, 7, 0, tzinfo=UTC)))
    assert "2199-01-01 07:00" in run("list").stdout
    assert f"{path}: started: 2199-01-01 07:00 is dated in the future: use a time up to now" in run("check").stdout


def test_files_that_cannot_be_read_are_one_line(store: Store) -> None:
    """Unreadable files are told in one line beside the list, which is whole without them."""
    store.save(record("aaaa1111"))
    for name in ("x.json", "y.json"):
        (store.folder / name).write_text("{")
    result = run("list", "--json")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == 1
    assert result.stderr.startswith(str(store.folder / "x.json"))
    assert result.stderr.endswith("(and 1 more, see: runstrength history check)\n")
    assert result.stderr.count("\n") == 1


def test_a_session_is_the_same_on_every_face(store: Store) -> None:
    """Title, length, sets, pause and effort of a session are said alike by the commands and on the screens.

    Also where a file says less: without title and routine, without its length, with one set.
    """
    hour: dict[str, Any] = {"ended": MORNING + timedelta(hours=1), "active_seconds": 0.0, "paused_seconds": 600.0}
    cases: list[tuple[dict[str, Any], str, str, str, str]] = [
        ({}, "Runner's supersets", "1:05", "1 of 3 sets", "paused 0:05"),
        ({"title": "", "planned_sets": 1}, "runner", "1:05", "1 of 1 set", "paused 0:05"),
        ({"title": "", "routine": ""}, "Session", "1:05", "1 of 3 sets", "paused 0:05"),
        ({"kind": "run", "sets": (), "planned_sets": 0, **hour}, "Runner's supersets", "50:00", "", "paused 10:00"),
        ({**hour}, "Runner's supersets", "50:00", "1 of 3 sets", "paused 10:00"),
        ({"paused_seconds": 0.4}, "Runner's supersets", "1:05", "1 of 3 sets", ""),
    ]
    for number, (changes, title, time, sets, pause) in enumerate(cases):
        item = record(f"aaaa111{number}", **changes)
        row = Row.of(item)
        store.save(item)
        head = " ".join(words_of(line) for line in session_rows.record_head(item, 80))
        shown, line = (run("show", item.id, *options).stdout for options in ((), ("--line",)))
        listed = next(text for text in run("list").stdout.splitlines() if item.id in text)
        for text in (head, " ".join(shown.splitlines()[:2])):
            assert all(words in text for words in (title, time, sets, pause, "effort 7 of 10")), text
            assert ("paused" in text) == bool(pause), text
        for text in (listed, words_of(session_rows.history_line(row, MORNING, 80))):
            assert title in text
            assert f" {time} " in text
        assert sets in line
        assert title in line
        assert minutes_of(item) == round(length(item) / 60)


def test_a_session_is_shown_with_every_set(store: Store) -> None:
    """A session is shown with every set: planned, done, side, load, time, and what was said of it."""
    store.save(record("aaaa1111", note="cold \x1b[31mhall"))
    lines = run("show", "aaaa").stdout.splitlines()
    assert lines[0] == "Runner's supersets · beginner · 2026-11-22 07:30"
    assert lines[1] == "1:05 of 1:15 planned · 1 of 3 sets · paused 0:05 · effort 7 of 10"
    assert lines[2] == "note: cold \\x1b[31mhall"
    assert [line.split() for line in lines[5:7]] == [
        "0:10 B 1 Side plank left 30 s 27 s 2.5 kg 0:27 it hurt a bit".split(),
        ["0:40", "F", "1", "My", "own", "max", "reps", "in", "60", "s", "skipped", "0:00"],
    ]
    assert lines[-1] == "id aaaa1111"


def test_what_was_done_is_a_result_and_not_a_plan(store: Store) -> None:
    """Rounds that were done in a circuit are counted as rounds, reps of a max-rep set as reps."""
    doses = {
        "rounds": (600, 7),
        "for_time": (5, 1),
        "amrap": (60, 12),
        "max": (8, 1),
        "carry": (8, 6),
        "carry_m": (40, 35),
    }
    one = record("aaaa1111").sets[0]
    sets = tuple(replace(one, target=SetTarget(kind, value), done=done) for kind, (value, done) in doses.items())
    store.save(record("aaaa1111", sets=sets))
    lines = run("show", "aaaa").stdout.splitlines()
    head = next(line for line in lines if "done" in line)
    rows = lines[lines.index(head) + 1 :][: len(sets)]
    planned, done, weight = (head.index(word) for word in ("planned", "done", "weight"))
    assert [(row[planned:done].strip(), row[done:weight].strip()) for row in rows] == [
        ("max rounds in 10:00", "7 rounds"),
        ("5 rounds for time", "1 round"),
        ("max reps in 60 s", "12 reps"),
        ("max reps", "1 rep"),
        ("8 steps each way", "6 steps each way"),
        ("40 m", "35 m"),
    ]


def test_one_session_for_scripts_is_the_file(store: Store) -> None:
    """For scripts a session is what its file says, with the keys that this version does not know."""
    path = store.save(record("aaaa1111"))
    document = json.loads(path.read_bytes()) | {"weather": "Schnee ❄ \x9b"}
    path.write_text(json.dumps(document, ensure_ascii=False)[:-1] + ', "far": 1e400}', encoding="utf-8")
    shown = run("show", "last", "--json").stdout
    assert json.loads(shown) == document | {"far": float("inf")}
    assert shown.isascii()
    assert '"far": 1e400' in shown


def test_one_session_in_one_line(store: Store) -> None:
    """For a training log a session is one line."""
    store.save(record("aaaa1111"))
    assert run("show", "last", "--line").stdout == (
        "2026-11-22 Runner's supersets, 1 min, 1 of 3 sets, effort 7: Side plank 1×27 s left 2.5 kg\n"
    )


def test_a_session_that_is_not_there(store: Store) -> None:
    """What is not found is one line on standard error, and status 1."""
    store.save(record("aaaa1111"))
    for arguments in (("show", "cccc"), ("show", "cccc", "--json")):
        result = run(*arguments)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)


def test_the_folder_is_printed_alone(store: Store) -> None:
    """The folder is printed alone, there or not, for other programs to use."""
    assert run("path").stdout == f"{store.folder}\n"
    assert json.loads(run("path", "--json").stdout) == {"path": str(store.folder)}


# -- the balance of the movements --------------------------------------------------------------------------------------


def test_the_balance_of_the_movements(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each movement has its sets of four weeks and a bar; what says no movement is named, as the text that it is."""
    monkeypatch.setattr("runstrength.dates.local_now", lambda: MORNING + timedelta(days=1))
    planks = [replace(item, skipped=False, exercise=key) for item in record("a").sets[:1] for key in ("plank", "squat")]
    more = replace(planks[0], exercise="Bench\x1b[31m")
    store.save(record("aaaa0001", sets=(*planks, planks[0], more)))
    store.save(record("aaaa0002", days=-40, sets=(planks[0],)))
    lines = [line.split() for line in run("balance").stdout.splitlines()]
    assert lines[0] == ["Sets", "of", "the", "last", "four", "weeks:"]
    assert [line[:2] for line in lines[1:9]] == [
        ["squat", "1"], ["hinge", "none"], ["push", "none"], ["pull", "none"],
        ["carry", "none"], ["trunk", "2"], ["calf", "none"], ["hop", "none"],
    ]  # fmt: skip
    assert (lines[1][2], lines[6][2]) == ("█" * 20, "█" * 40)
    assert "\x1b" not in run("balance").stdout
    assert "Not counted, because they don't say a movement: Bench" in " ".join(map(" ".join, lines))
    assert json.loads(run("balance", "--json").stdout) == {
        "weeks": 4,
        "movements": {
            "squat": 1, "hinge": 0, "push": 0, "pull": 0, "carry": 0, "trunk": 2, "calf": 0, "hop": 0,
        },
        "other": {"Bench\x1b[31m": 1},
    }  # fmt: skip


def test_the_balance_of_an_empty_history(home: Path) -> None:
    """Without a session each movement has none."""
    assert run("balance").stdout.splitlines()[1:] == [
        f"{movement.ljust(5)}  none" for movement in ("squat", "hinge", "push", "pull", "carry", "trunk", "calf", "hop")
    ]

"""Runs from other programs become part of the history, each once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from runstrength.cli import main
from runstrength.history.imports.runs import (
    RecordedRun,
    RunIndex,
    RunKeys,
    deduplicate,
    guess_effort,
    id_of,
    record_of,
    run_keys,
    same_run,
)
from runstrength.history.imports.sessions import import_runs
from runstrength.history.store import Store
from tests.support import activity_files as files
from tests.support.history_samples import contents, record
from tests.support.loops import looped

RUN = RecordedRun(files.START, 3000, moving=2980, metres=10_012.34, title="Morning Run", source="1.fit")


@pytest.fixture
def store(home: Path) -> Store:
    """Return the history of this test's machine."""
    return Store(home / "data" / "history")


def run(*arguments: str | Path) -> Result:
    """Run a command of the history."""
    return CliRunner().invoke(main, ["history", *map(str, arguments)])


def later(minutes: float, **more: object) -> RecordedRun:
    """Return a run that began some minutes after the other."""
    fields = {"started": files.START + timedelta(minutes=minutes), "seconds": 3000.0, **more}
    return RecordedRun(**fields)  # type: ignore[arg-type]


def test_a_run_as_it_is_kept() -> None:
    """A run has its local times, its distance, the time on the move, and an effort that says that it is a guess."""
    one, keys = record_of(RUN)
    assert (one.kind, one.title, one.completed, one.sets, one.effort) == ("run", "Morning Run", True, (), 4)
    assert one.started.isoformat() == "2026-11-20T07:15:30+01:00"
    assert one.ended - one.started == timedelta(seconds=3000)
    assert (one.active_seconds, one.paused_seconds) == (2980, 20)
    assert keys == RunKeys(distance_m=10_012.3, effort_guess=4, source="1.fit")
    said, keys = record_of(later(0, effort=8))
    assert (said.title, said.effort, keys.effort_guess) == ("Run", 8, None)
    assert record_of(later(0, title="x\n" * 1000))[0].title == ("x " * 100)


@looped(
    ("title", "minutes", "effort"),
    [
        ("Morning Run", 50, 4),
        ("", 95, 4),
        ("", 150, 4),
        ("Hillside easy jog", 40, 4),
        ("Speedy recovery", 30, 3),
        ("Racecourse loop easy", 40, 4),
        ("Race warm-up", 20, 4),
        ("5 x 1000", 55, 7),
        ("5x1000m at threshold", 55, 7),
        ("8 × 400", 45, 7),
        ("Parkrun PB", 24, 9),
        ("Brace test", 24, 4),
        ("Half marathon", 110, 9),
        ("Hills", 50, 7),
        ("Track session", 50, 7),
        ("Along the old track", 50, 4),
        ("Whole Foods and back", 50, 4),
        ("6x800 intervals", 50, 7),
        ("Tempo", 40, 7),
        ("Recovery jog", 30, 3),
        ("Easy long one", 100, 4),
        ("City Race 10k", 45, 9),
        ("Embracing the rain", 45, 4),
    ],
)
def test_whole_words_of_the_title_say_how_hard_it_was(title: str, minutes: float, effort: int) -> None:
    """Whole words of the title say how hard it was, easy ones first; else it was easy as most runs are."""
    assert guess_effort(later(0, title=title, seconds=minutes * 60)) == effort


def test_the_same_run() -> None:
    """Runs that overlap by half, or begin in the same second, are one; one after the other are two."""
    known = [(RUN.started, RUN.ended)]
    assert same_run(RUN, known)
    assert same_run(later(20), known)
    assert not same_run(later(26), known)
    assert not same_run(later(50), known)
    assert same_run(later(10, seconds=600), known)
    assert same_run(later(0, seconds=10), known)
    assert not same_run(later(49, seconds=600), known)


@given(st.lists(st.integers(0, 600), max_size=8), st.randoms())
def test_each_once_in_any_order(minutes: list[int], random: object) -> None:
    """What is kept does not overlap by half, leaves out nothing else, and the order of the files is no matter."""
    runs = [later(minute) for minute in minutes]
    kept = deduplicate(runs)
    assert deduplicate(runs[::-1]) == kept
    assert all(same_run(one, [(other.started, other.ended) for other in kept]) for one in runs)
    assert all((two.started - one.started).total_seconds() >= 1500 for one, two in pairwise(kept))


@given(st.lists(st.integers(0, 5000), max_size=6), st.integers(0, 5000))
def test_a_diary_knows_what_a_list_knows(minutes: list[int], minute: int) -> None:
    """Looking at the days of a run finds the same as looking at all of them, over midnight too."""
    spans = [(one.started, one.ended) for one in map(later, minutes)]
    assert RunIndex(spans).has(later(minute)) == same_run(later(minute), spans)


def test_the_id_is_the_moment() -> None:
    """The id is the same whatever the offset, and another a second later."""
    assert id_of(files.START) == id_of(datetime.fromisoformat("2026-11-20T07:15:30+01:00"))
    assert id_of(files.START) != id_of(files.START + timedelta(seconds=1))
    assert len(id_of(files.START)) == 12


def test_keys_of_another_meaning_are_left_alone() -> None:
    """A file in which another program gave our keys another meaning has none of them."""
    assert run_keys(b'{"distance_m": "far"}') == RunKeys()


def test_imported_again_nothing_happens(store: Store) -> None:
    """The same runs, from whatever file, are in the history once, with the effort that the person gave them since."""
    assert len(import_runs(store, [RUN, later(300)]).added) == 2
    store.edit(id_of(RUN.started), {"effort": 6})
    before = contents(store.folder)
    again = import_runs(store, [later(0.05, title="From Strava"), later(300), later(300)])
    assert (again.added, again.same, again.deleted) == ((), 3, ())
    assert contents(store.folder) == before


def test_a_run_that_was_logged_by_hand_is_known(store: Store) -> None:
    """A run that overlaps one in the history is that one; a session at that time is not."""
    store.save(record("aaaa1111", kind="run", started=files.START + timedelta(minutes=5), ended=RUN.ended))
    store.save(record("bbbb2222", started=files.START + timedelta(minutes=300)))
    logged = import_runs(store, [RUN, later(300)])
    assert (len(logged.added), logged.same) == (1, 1)


def test_what_was_deleted_stays_deleted(store: Store) -> None:
    """A run that the person deleted does not come back with the next import, and is named."""
    import_runs(store, [RUN])
    store.delete(id_of(RUN.started))
    logged = import_runs(store, [RUN, later(300)])
    assert (len(logged.added), logged.deleted) == (1, (id_of(RUN.started),))


def test_runs_are_imported_from_every_kind_of_file(store: Store, tmp_path: Path) -> None:
    """Runs are imported from every kind of file, said in a line each, shown and listed."""
    for name, data in (("1.fit", files.fit()), ("1.gpx", files.gpx()), ("activities.csv", files.strava())):
        (tmp_path / name).write_bytes(data)
    result = run("import", tmp_path / "1.fit")
    id_ = id_of(files.START)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        f"Added {id_}: 2026-11-20 Run, 50 min, 10.0 km, effort 4 (a guess)",
        "1 run imported",
    ]
    both = run("import", tmp_path / "1.gpx", tmp_path / "activities.csv")
    assert both.stdout == "0 runs imported, 2 already in the history\n"
    document = json.loads(run("show", id_, "--json").stdout)
    assert (document["distance_m"], document["effort_guess"], document["source"]) == (10_000, 4, "1.fit")
    assert document["started"] == "2026-11-20T07:15:30+01:00"
    assert run("show", "last").stdout.splitlines()[:2] == [
        "Run · 2026-11-20 07:15",
        "49:40 · 10.0 km · paused 0:20 · effort 4 of 10 (a guess)",
    ]
    assert run("show", "last", "--line").stdout.endswith(", effort 4 (a guess)\n")
    assert ", effort 4 (a guess)\n" in run("edit", "last", "--effort", "4").stdout
    assert ", effort 6\n" in run("edit", "last", "--effort", "6").stdout
    assert "effort 6 of 10\n" in run("show", "last").stdout
    assert json.loads(run("list", "--json").stdout)[0]["kind"] == "run"
    assert ",49.7,10," in run("export", "--format", "csv").stdout.splitlines()[1]


def test_a_bad_file_keeps_no_other_out(store: Store, tmp_path: Path) -> None:
    """Of files that are imported together each that can be read is; the others are named with their reason."""
    (tmp_path / "1.fit").write_bytes(files.fit())
    (tmp_path / "2.gpx").write_bytes(files.gpx(kind="cycling"))
    (tmp_path / "3.tcx").write_bytes(b"<TrainingCenterDatabase>")
    result = run("import", tmp_path / "1.fit", tmp_path / "2.gpx", tmp_path / "3.tcx", tmp_path / "4.fit")
    said = result.stderr.splitlines()
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "1 run imported")
    assert said[0].startswith(f"{tmp_path / '3.tcx'}: no element found")
    assert said[1] == f"{tmp_path / '4.fit'}: can't be read (no such file or directory): use a file"
    assert said[2:] == [
        "2 files or parts of files can't be read: skipped",
        "1 activity of other sports skipped: 1 cycling (2.gpx)",
    ]
    assert len(store.summaries().records) == 1


def test_nothing_that_can_be_imported(store: Store, tmp_path: Path) -> None:
    """If nothing in any file can be imported, each is named and the exit status is 2."""
    (tmp_path / "2.gpx").write_bytes(files.gpx(kind="cycling"))
    (tmp_path / "3.tcx").write_bytes(b"<TrainingCenterDatabase>")
    result = run("import", tmp_path / "2.gpx", tmp_path / "3.tcx")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 2)
    assert f"{tmp_path / '2.gpx'}: isn't a run but cycling: only runs are imported" in result.stderr
    assert not store.folder.exists()


def test_many_runs_are_a_number(store: Store, tmp_path: Path) -> None:
    """Of many runs only the number is said."""
    rows = [f'{day},"Nov {day}, 2026, 6:15:30 AM",Run,Run,,3000,10,,,false,,3000,2980,10000,' for day in range(1, 11)]
    (tmp_path / "activities.csv").write_bytes(files.strava(*rows))
    assert run("import", tmp_path / "activities.csv").stdout == "10 runs imported\n"
    assert [row.started.astimezone(UTC).day for row in store.summaries().records] == list(range(10, 0, -1))

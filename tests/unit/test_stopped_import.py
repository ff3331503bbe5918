"""An import that is stopped says how far it came, keeps what it has, and the next one completes it."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from runstrength import atomic
from runstrength.cli import main
from runstrength.history.export.document import document
from runstrength.history.store import Store
from tests.support import activity_files as files
from tests.support.history_samples import record

COUNT = 60


@pytest.fixture
def store(home: Path) -> Store:
    """Return the history of this test's machine."""
    return Store(home / "data" / "history")


def runs(folder: Path) -> Path:
    """Write a list of sixty runs."""
    row = '{},"{} {}, 2026, 6:15:30 AM",Run,Run,,3000,10,,,false,,3000,2980,10000,'
    rows = [row.format(day, ("Sep", "Oct")[day // 30], day % 30 + 1) for day in range(COUNT)]
    path = folder / "activities.csv"
    path.write_bytes(files.strava(*rows))
    return path


def sessions(folder: Path) -> Path:
    """Write a document of sixty sessions."""
    path = folder / "all.json"
    path.write_bytes(b"".join(document(msgspec.json.encode(record(f"aaaa{day:04}", -day)) for day in range(COUNT))))
    return path


def imported(*paths: Path) -> Result:
    """Import files."""
    return CliRunner().invoke(main, ["history", "import", *map(str, paths)])


def interrupting(monkeypatch: pytest.MonkeyPatch, at: int, times: int = 1) -> None:
    """Have ctrl+c pressed while a session is written, the one of a number."""
    write, calls = atomic.write, []

    def pressed(*arguments: Any, **more: Any) -> None:
        calls.append(arguments)
        for _ in range(times if len(calls) == at else 0):
            signal.raise_signal(signal.SIGINT)
        write(*arguments, **more)

    monkeypatch.setattr(atomic, "write", pressed)


@pytest.mark.parametrize(("make", "what"), [(runs, "runs"), (sessions, "sessions")])
@pytest.mark.parametrize("at", [1, 12, 59])
def test_the_session_under_way_is_written(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], Path], what: str, at: int
) -> None:
    """The session under way is written, the sentence says how far it came, and nothing is there twice in the end."""
    path = make(tmp_path)
    with monkeypatch.context() as patched:
        interrupting(patched, at)
        first = imported(path)
    some = sorted(row.id for row in store.summaries().records)
    second = imported(path)
    every = store.summaries()
    third = imported(path)

    assert first.exit_code == 130
    assert first.stderr == f"Stopped after {at} of 60 {what}. Import again to finish: nothing is imported twice.\n"
    assert len(some) == at
    assert second.exit_code == third.exit_code == 0
    assert second.stdout.splitlines()[-1].startswith(
        f"{COUNT - at} {what.removesuffix('s' if at == 59 else '')} imported"
    )
    assert len(every.records) == COUNT
    assert not every.problems
    assert set(some) <= {row.id for row in every.records}
    assert third.stdout == f"0 {what} imported, 60 already in the history\n"
    assert {path.suffix for path in (store.folder / "2026").iterdir()} == {".json"}


def test_of_sessions_and_runs_that_are_imported_together_it_says_how_far_it_came(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of sessions and runs that are imported together it says how far it came with each."""
    paths = (sessions(tmp_path), runs(tmp_path))
    with monkeypatch.context() as patched:
        interrupting(patched, 61)
        first = imported(*paths)
    assert "Stopped after 60 of 60 sessions and 1 of 60 runs. Import again to finish" in first.stderr
    assert imported(*paths).exit_code == 0
    assert len(store.summaries().records) == 2 * COUNT


def test_a_second_time(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who presses ctrl+c twice ends it at once; what is there is whole, and the next import completes it."""
    path = runs(tmp_path)
    with monkeypatch.context() as patched:
        interrupting(patched, 5, times=2)
        assert imported(path).exit_code == 130
    listing = store.summaries()
    assert (len(listing.records), listing.problems) == (4, ())
    assert imported(path).exit_code == 0
    assert len(store.summaries().records) == COUNT


def test_while_it_is_read(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ctrl+c while the files are read ends it with a sentence, and nothing is imported."""

    def pressed(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("runstrength.history.imports.files.read_import_files", pressed)
    result = imported(runs(tmp_path))
    assert (result.exit_code, result.stderr.strip()) == (130, "Stopped: nothing was imported.")
    assert not store.folder.exists()


def test_ctrl_c_is_as_it_was_afterwards(store: Store, tmp_path: Path) -> None:
    """After an import ctrl+c does what it did before."""
    before = signal.getsignal(signal.SIGINT)
    assert imported(runs(tmp_path)).exit_code == 0
    assert signal.getsignal(signal.SIGINT) is before
    assert json.loads(CliRunner().invoke(main, ["history", "list", "--json"]).stdout)

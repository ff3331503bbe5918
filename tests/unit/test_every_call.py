"""Whatever is written, and whichever system call fails or is the last one ever: the old file or the new one, whole."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias, cast

import pytest

from runstrength.history.store import TRASH, Store
from runstrength.settings import read_settings, save_settings
from tests.unit.history_samples import PLANK, contents, record

CALLS = ("mkdir", "open", "write", "fsync", "close", "replace", "unlink")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
Seen: TypeAlias = tuple[dict[str, str], dict[str, str], float]
PIECE = 150
"""Bytes that a write takes at most, so that one can be cut short."""


@contextmanager
def at_call(number: int, do: Callable[[], object]) -> Iterator[list[str]]:
    """Do something in place of the call of a number, and yield the names of the calls; reading does not count."""
    names: list[str] = []
    writing: set[object] = set()
    with pytest.MonkeyPatch.context() as patch:

        def counts(name: str, first: object, *rest: object) -> bool:
            if name == "open":
                return bool(cast("int", rest[0]) & os.O_CREAT) or Path(cast("Path", first)).is_dir()
            return name not in ("write", "fsync", "close") or first in writing

        def put(name: str) -> None:
            real = getattr(os, name)

            def call(*args: Any, **kwargs: Any) -> object:
                if not counts(name, *args):
                    return real(*args, **kwargs)
                names.append(name)
                if len(names) - 1 == number:
                    if name == "close":
                        real(*args)  # it is closed all the same
                    do()
                if name == "write":
                    return real(args[0], memoryview(args[1])[:PIECE])
                result = real(*args, **kwargs)
                if name == "open":
                    writing.add(result)
                elif name == "close":
                    writing.discard(args[0])
                return result

            patch.setattr(os, name, call)

        for name in CALLS:
            put(name)
        yield names


class Machine:
    """A history with three sessions, of which one has a copy and one lies in the trash, and settings."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.store = Store(home / "data" / "history")
        self.config = home / "config" / "config.toml"

    def fill(self) -> None:
        """Make all that."""
        path = self.store.save(record("aaaa0001", sets=(PLANK,) * 4))
        path.with_name(f"{path.stem}.sync-conflict-1.json").write_bytes(path.read_bytes())
        self.store.save(record("aaaa0002", 1))
        self.store.save(record("aaaa0003", 2))
        self.store.delete("aaaa0003")
        save_settings(self.config, {"volume": 0.25})

    def copy(self, home: Path) -> Machine:
        """Return another one with the same files."""
        if self.home.exists():
            shutil.copytree(self.home, home)
        return Machine(home)

    def save(self) -> None:
        """Keep a new session."""
        self.store.save(record("bbbb0001", 3, sets=(PLANK,) * 4))

    def edit(self) -> None:
        """Change a note."""
        self.store.edit("aaaa0001", {"note": "better"})

    def delete(self) -> None:
        """Throw a session and its copy away."""
        self.store.delete("aaaa0001")

    def restore(self) -> None:
        """Bring a session back."""
        self.store.restore("aaaa0003")

    def settings(self) -> None:
        """Change a setting."""
        save_settings(self.config, {"volume": 0.75})

    def seen(self) -> Seen:
        """Return what a person finds: notes by session, in the history and in the trash, and the volume."""
        kept = self.store.entries()
        trash = Store(self.store.folder / TRASH).entries()
        for problem in (*kept.problems, *trash.problems):
            assert "a second time" in problem.text, problem
        notes, gone = ({one.id: one.note for one in listing.records} for listing in (kept, trash))
        return notes, gone, read_settings(self.config)[0].volume

    def rubbish(self) -> list[str]:
        """Return the temporary files that were left."""
        return [name for name in contents(self.home) if name.endswith(".tmp")]


AGAIN = ("save", "edit", "delete", "restore", "settings")
WHAT = [("save", True), ("settings", True), *((name, False) for name in AGAIN)]
IDS = [f"{name} {'at first' if empty else 'again'}" for name, empty in WHAT]


def outcomes(home: Path, what: str, empty: bool) -> tuple[Machine, Seen, Seen]:
    """Return a machine, what is seen on it, and what would be seen after something was done on it."""
    machine = Machine(home / "machine")
    if not empty:
        machine.fill()
    after = machine.copy(home / "after")
    getattr(after, what)()
    return machine, machine.seen(), after.seen()


def alright(seen: Seen, before: Seen, after: Seen, what: str) -> bool:
    """Tell whether what is seen is the old or the new; a deletion may be half done, for then nothing is lost."""
    return seen in (before, after) or (what == "delete" and "aaaa0001" in seen[0] and "aaaa0001" in seen[1])


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize(("what", "empty"), WHAT, ids=IDS)
def test_a_call_that_fails(tmp_path: Path, what: str, empty: bool, number: int) -> None:
    """Each call in turn fails: the error comes out, what was there or what should be is there, and no rubbish."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    start, before, after = outcomes(tmp_path, what, empty)
    for place in range(200):
        machine = start.copy(tmp_path / str(place))
        untouched = contents(machine.home)
        failed = 0
        with at_call(place, fail) as names:
            try:
                getattr(machine, what)()
            except OSError as error:
                failed = error.errno or -1
        if len(names) <= place:
            assert (failed, machine.seen()) == (0, after)
            assert place >= 4
            return
        assert failed in (0, number)
        assert machine.rubbish() == []
        seen, now = machine.seen(), contents(machine.home)
        assert alright(seen, before, after, what), names[place]
        assert failed or seen == after  # not all that fails does harm, as when a folder cannot be opened to be flushed
        if seen == before:
            assert now == untouched
    raise AssertionError("it never came to an end")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no other way to die so suddenly")
@pytest.mark.parametrize(("what", "empty"), WHAT, ids=IDS)
def test_a_call_that_is_the_last_one(tmp_path: Path, what: str, empty: bool) -> None:
    """The process is gone before each call in turn: what was there or what should be is there, and can be used."""
    start, before, after = outcomes(tmp_path, what, empty)
    for place in range(200):
        machine = start.copy(tmp_path / str(place))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of forks in processes with threads; this does nothing
            child = os.fork()
        if not child:
            try:
                with at_call(place, lambda: os._exit(9)):
                    getattr(machine, what)()
            finally:
                os._exit(0 if sys.exc_info()[0] is None else 1)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, 9)
        seen = machine.seen()
        if not status:
            assert seen == after
            return
        assert alright(seen, before, after, what)
        if seen == before:
            getattr(machine, what)()  # what a killed process left is in nobody's way
            assert machine.seen() == after
    raise AssertionError("it never came to an end")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_everything_is_private(tmp_path: Path) -> None:
    """All that was made is for its owner's eyes alone, whatever the mask of the process allows."""
    mask = os.umask(0)
    try:
        machine = Machine(tmp_path / "home")
        machine.fill()
        machine.edit()
        machine.delete()
        machine.restore()
        machine.settings()
    finally:
        os.umask(mask)
    for path in (tmp_path / "home", *(tmp_path / "home").rglob("*")):
        if "sync-conflict" not in path.name:  # which was not made by us
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_modes_that_somebody_chose(tmp_path: Path) -> None:
    """A folder that was opened to others stays so, for that was somebody's will; what is written there is private."""
    machine = Machine(tmp_path / "home")
    machine.fill()
    year = machine.store.folder / "2026"
    year.chmod(0o755)
    path = next(year.glob("*aaaa0002.json"))
    path.chmod(0o644)
    machine.save()
    assert stat.S_IMODE(year.stat().st_mode) == 0o755
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert {stat.S_IMODE(one.stat().st_mode) for one in year.glob("*bbbb*")} == {0o600}
    machine.store.edit("aaaa0002", {"note": "now"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

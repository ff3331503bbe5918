"""Whatever is written, and whichever system call fails or is the last one ever: the old file or the new one, whole."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import pytest
from click.testing import CliRunner, Result

from runstrength.catalogue import routine_store
from runstrength.cli import main
from runstrength.history.imports.undo import FILE as LAST_IMPORT
from runstrength.history.store import Store
from runstrength.locations import TRASH
from runstrength.settings import read_settings, save_settings
from tests.support.activity_files import gpx
from tests.support.failing_calls import at_call
from tests.support.history_samples import PLANK, contents, record

REFUSALS = (errno.EIO, errno.ENOSPC, errno.EACCES)
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
Seen: TypeAlias = tuple[dict[str, str], dict[str, str], float]


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
            assert "is a copy of" in problem.text, problem
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


@pytest.mark.parametrize(
    "errors",
    [ERRORS, *(pytest.param((number,), marks=pytest.mark.long) for number in ERRORS)],
    ids=lambda errors: " or ".join(map(errno.errorcode.__getitem__, errors)),
)
@pytest.mark.parametrize(("what", "empty"), WHAT, ids=IDS)
def test_a_call_that_fails(tmp_path: Path, what: str, empty: bool, errors: Sequence[int]) -> None:
    """Each call in turn fails: the error comes out, what was there or what should be is there, and no rubbish."""
    start, before, after = outcomes(tmp_path, what, empty)
    for place in range(200):
        number = errors[place % len(errors)]

        def fail(number: int = number) -> None:
            raise OSError(number, os.strerror(number))

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


# -- commands ----------------------------------------------------------------------------------------------------------

ROUTINE = 'title = "Quiet"\n[[blocks]]\n[[blocks.slots]]\nexercise = "plank"\nhold = 20\n'
COMMANDS = {
    "edit": "history edit aaaa0001 --note better --effort 9",
    "edit the day": "history edit aaaa0001 --date 2025-03-02",
    "delete": "history delete aaaa0001",
    "restore": "history restore aaaa0003",
    "add": "history add core --date 2026-11-20",
    "run": "run --minutes 30 --effort 4 --distance 5 --date 2026-11-19",
    "import sessions": "history import {away}/sessions.json",
    "import a run": "history import {away}/run.gpx",
    "export json": "history export -o {out}/all",
    "export csv": "history export --format csv -o {out}/all",
    "export strong": "history export --format strong -o {out}/all",
    "export fit": "history export --format fit -o {out}/fit",
    "export one fit": "history export aaaa0002 --format fit -o {out}/one.fit",
    "add a routine": "routines add {away}/quiet.toml --yes",
    "delete a routine": "routines delete mine",
}
"""Every command that writes; `{out}` has older exports in it."""


class Commands:
    """A whole machine, on which commands are run."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def fill(self) -> Commands:
        """Make a history, routines, older exports, and files to be imported."""
        machine = Machine(self.home)
        machine.fill()
        machine.store.edit("aaaa0002", {"sets": (PLANK, PLANK)})
        away, out = self.home / "away", self.home / "out"
        for folder in (away, out, out / "fit"):
            folder.mkdir()
        sessions = [json.loads(msgspec.json.encode(record(f"cccc000{number}", -20 - number))) for number in range(3)]
        document = {"format": "runstrength-history", "schema": 1, "sessions": sessions}
        (away / "sessions.json").write_text(json.dumps(document))
        (away / "run.gpx").write_bytes(gpx())
        (away / "quiet.toml").write_text(ROUTINE)
        routine_store.write_routine(self.home / "config" / "routines" / "mine.toml", ROUTINE.replace("20", "30"))
        for name in ("all", "one.fit"):
            (out / name).write_bytes(b"the older export")
        return self

    def copy(self, home: Path) -> Commands:
        """Return another one with the same files."""
        shutil.copytree(self.home, home, symlinks=True)
        return Commands(home)

    def run(self, what: str) -> Result:
        """Run a command on it."""
        words = COMMANDS[what].replace("{away}", str(self.home / "away")).replace("{out}", str(self.home / "out"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RUNSTRENGTH_HOME", str(self.home))
            patch.setattr("runstrength.history.store.new_id", lambda: "dddd0001")
            return CliRunner().invoke(main, words.split())

    @property
    def files(self) -> dict[str, bytes]:
        """Every file but the temporary ones, by its path."""
        return {name: data for name, data in contents(self.home).items() if not name.endswith(".tmp")}

    @property
    def seen(self) -> tuple[object, ...]:
        """What a person finds: sessions, settings and exports; older copies of sessions may be in the trash or not."""
        notes, _, volume = Machine(self.home).seen()
        out = {name: data for name, data in contents(self.home / "out").items() if not name.endswith(".tmp")}
        return notes, volume, out

    @property
    def copies(self) -> set[str]:
        """The ids that more than one file has, or that are in the history and in its trash."""
        store = Store(self.home / "data" / "history")
        kept = [json.loads(path.read_bytes())["id"] for path in store.folder.rglob("*.json")]
        return {id_ for id_ in kept if kept.count(id_) > 1}


class Outcome:
    """A command on a machine, and what it makes of that."""

    def __init__(self, home: Path, what: str) -> None:
        self.what = what
        self.start = Commands(home / "start").fill()
        self.before = self.start.files
        after = self.start.copy(home / "after")
        result = after.run(what)
        assert result.exit_code == 0, result.output
        assert after.files != self.before
        self.after, self.seen = after.files, after.seen
        self.copies = self.start.copies | after.copies
        self._whole = {*self.before.values(), *self.after.values()}

    def is_whole(self, machine: Commands) -> None:
        """See that every file is an old or a new one, that none is missing, and that nothing is there twice."""
        files = machine.files
        for name, data in files.items():
            if name.endswith(LAST_IMPORT):  # it says how far an import came
                assert isinstance(json.loads(data)["added"], dict)
                continue
            # A file that is being moved may have the new content under the old name, and the other way round.
            assert data in self._whole, name
            assert name in self.before or name in self.after
        for data in set(self.before.values()) & set(self.after.values()):
            assert data in files.values()
        assert machine.copies <= self.copies


def ends_well(result: Result) -> None:
    """See that a command ended with a status that it has, and said in a line or two why it failed."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in (0, 1, 2)
    assert "Traceback" not in result.output
    if result.exit_code:
        assert 1 <= len(result.stderr.splitlines()) <= 3, result.stderr
        assert ".runstrength-" not in result.stderr  # the name of a temporary file says nothing to anybody


@pytest.mark.parametrize("what", COMMANDS)
def test_a_call_of_a_command_that_fails(tmp_path: Path, what: str) -> None:
    """Each call of each command in turn fails: a line says why, every file is old or new, and no rubbish is left."""
    every_call_fails(tmp_path, what, lambda place: (REFUSALS[place % len(REFUSALS)],))


@pytest.mark.long
@pytest.mark.parametrize("what", COMMANDS)
def test_a_call_of_a_command_that_fails_in_every_way(tmp_path: Path, what: str) -> None:
    """The same with every error at every call."""
    every_call_fails(tmp_path, what, lambda _: REFUSALS)


def every_call_fails(tmp_path: Path, what: str, errors: Callable[[int], Sequence[int]]) -> None:
    """Let each call of a command fail."""
    outcome = Outcome(tmp_path, what)
    for place in range(200):
        for number in errors(place):
            machine = outcome.start.copy(tmp_path / f"{place}-{number}")

            def fail(number: int = number) -> None:
                raise OSError(number, os.strerror(number))

            with at_call(place, fail) as names:
                result = machine.run(what)
            if len(names) <= place:
                assert (result.exit_code, machine.files) == (0, outcome.after)
                assert place >= 3
                return
            ends_well(result)
            outcome.is_whole(machine)
            assert not [name for name in contents(machine.home) if name.endswith(".tmp")] or names[place] == "unlink"
            if result.exit_code == 0:
                assert machine.copies <= outcome.copies
    raise AssertionError("it never came to an end")


QUICK = ("edit the day", "import sessions", "export csv")
"""Commands that are tried each time in the ways that take longer."""
KILLED = [name if name in QUICK else pytest.param(name, marks=pytest.mark.long) for name in COMMANDS]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no other way to die so suddenly")
@pytest.mark.parametrize("what", KILLED)
def test_a_call_of_a_command_that_is_the_last_one(tmp_path: Path, what: str) -> None:
    """The process is gone before each call of each command in turn: every file is old or new; again, it works."""
    outcome = Outcome(tmp_path, what)
    for place in range(200):
        machine = outcome.start.copy(tmp_path / str(place))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if not child:
            status = 1
            try:
                with at_call(place, lambda: os._exit(9)):
                    status = machine.run(what).exit_code
            finally:
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        outcome.is_whole(machine)
        if status != 9:
            assert (status, machine.files) == (0, outcome.after)
            return
        again = machine.run(what)
        ends_well(again)
        assert machine.copies <= outcome.copies
        if what.startswith(("edit", "export", "import")):
            assert again.exit_code == 0
            assert machine.seen == outcome.seen
    raise AssertionError("it never came to an end")


READS = ("open", "read", "listdir", "close", "fstat", "stat")


READING = ("export csv", "import a run", "import sessions", "export json", "export strong", "export fit")
READ = [name if name in READING[:1] else pytest.param(name, marks=pytest.mark.long) for name in READING]


@pytest.mark.parametrize("what", READ)
def test_a_call_that_reads_and_fails_once(tmp_path: Path, what: str) -> None:
    """A file that can't be read for a moment makes no export shorter, and no session comes in twice."""
    outcome = Outcome(tmp_path, what)
    for place in range(400):
        machine = outcome.start.copy(tmp_path / str(place))
        done = 0
        with pytest.MonkeyPatch.context() as patch:

            def put(name: str, patch: pytest.MonkeyPatch = patch, place: int = place) -> None:
                real = getattr(os, name)

                def call(*args: Any, **kwargs: Any) -> object:
                    nonlocal done
                    if str(args[0]).startswith(str(tmp_path)) or (name in ("read", "close", "fstat") and args[0] > 2):
                        done += 1
                        if done - 1 == place:
                            if name == "close":
                                real(*args)
                            raise OSError(errno.EIO, os.strerror(errno.EIO))
                    return real(*args, **kwargs)

                patch.setattr(os, name, call)

            for name in READS:
                put(name)
            result = machine.run(what)
        ends_well(result)
        outcome.is_whole(machine)
        if done <= place:
            assert (result.exit_code, machine.files) == (0, outcome.after)
            return
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

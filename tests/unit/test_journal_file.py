"""The journal on the disk: there before the session goes on, in one process's hands, and never in the way."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from runstrength.history.journal import JournalError, JournalHead, encode_line, read
from runstrength.history.journal_file import UNSTARTED_RETENTION, Journal, JournalLockedError, delete_old
from runstrength.history.locks import is_locked
from runstrength.history.recorder import Recorder
from runstrength.history.recovery import Journals, Recovery, find_unfinished
from runstrength.history.store import Store
from runstrength.session.commands import Done, Pause, Start, Stop
from runstrength.session.engine import MAX_GAP, Session
from runstrength.session.resume import resumed_session
from runstrength.session.state import Mode
from tests.support.history_samples import MORNING
from tests.support.plans import T0, do, go_to, run_through, small_plan

ID = "abcd1234"


def old(path: Path, days: float) -> Path:
    """Make a file look as if it had not been changed for some days."""
    then = MORNING.timestamp() - days * 86_400
    os.utime(path, (then, then))
    return path


def look(folder: Path) -> Journals:
    """Look at the journals, beside a history without sessions."""
    return find_unfinished(folder, Store(folder / "history"))


def begun(folder: Path, id_: str = ID, *, minutes: float = 0) -> tuple[Session, Journal]:
    """Return a session that has begun, so many minutes after seven thirty, and its journal."""
    journal = Journal(folder, id_, lambda: MORNING + timedelta(minutes=minutes))
    session = Session(small_plan(), observer=journal)
    session.apply(Start(), T0)
    return session, journal


def resumed(path: Path, *, minutes: float) -> tuple[Session, Journal]:
    """Go on with the session of a file."""
    journal, reading = Journal.claim(path, lambda: MORNING + timedelta(minutes=minutes))
    session = resumed_session(reading.session, wait=False, gap=MAX_GAP)
    session.observer = journal
    session.apply(Start(), T0)
    return session, journal


def refuse(patch: pytest.MonkeyPatch, name: str, number: int = errno.ENOSPC, part: int = 0) -> None:
    """Let a system call fail from now on; a write takes a part of what it was given first."""
    real: Any = getattr(os, name)

    def call(handle: int, *arguments: Any) -> Any:
        nonlocal part
        if part:
            part, size = 0, part
            return real(handle, arguments[0][:size])
        raise OSError(number, os.strerror(number))

    patch.setattr(os, name, call)


def test_on_the_disk_before_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever the session has changed, the file holds it all and has been flushed, the folder too when it is new."""
    flushed: list[int] = []
    sync = os.fsync

    def noted(handle: int) -> None:
        flushed.append(os.fstat(handle).st_ino)
        sync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    session, journal = begun(tmp_path / "journal")
    assert flushed[-2:] == [(tmp_path / "journal").stat().st_ino, journal.path.stat().st_ino]
    for command in (Done(), Done(), Pause(), Stop()):
        del flushed[:]
        session.apply(command, session.state.last_tick + 1)
        assert flushed == [journal.path.stat().st_ino]
        reading = read(journal.path.read_bytes())
        assert reading is not None
        assert (reading.session.mode, reading.session.state.log) == (session.mode, session.state.log)
    assert (journal.whole, journal.error) == (True, "")


def test_for_its_owner_alone(tmp_path: Path) -> None:
    """The folder has mode 0700, the file 0600."""
    _, journal = begun(tmp_path / "state" / "journal")
    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert {path.stat().st_mode & 0o777 for path in journal.path.parents[:2]} == {0o700}


def test_nothing_before_the_start(tmp_path: Path) -> None:
    """A session that has not started leaves nothing."""
    Session(small_plan(), observer=Journal(tmp_path / "journal", ID, lambda: MORNING)).tick(T0)
    assert list(tmp_path.iterdir()) == []


def test_what_is_in_the_history_needs_no_journal(tmp_path: Path) -> None:
    """What is in the history needs no journal; what is discarded is in the trash; a journal that is closed stays."""
    folder = tmp_path / "journal"
    journals = [begun(folder, id_)[1] for id_ in ("saved000", "gone0000", "kept0000")]
    journals[0].remove()
    journals[1].discard()
    journals[2].close()
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*.jsonl")) == [
        ".trash/gone0000.jsonl",
        "kept0000.jsonl",
    ]
    for journal in journals:
        journal(Session(small_plan()), Start(), T0, T0)  # a correction after the end
        journal.close()
    assert look(folder).interrupted[0].id == "kept0000"
    assert not journals[0].path.exists()


# -- what cannot be written --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "part"), [("write", 0), ("write", 30), ("fsync", 0)])
def test_a_full_disk(tmp_path: Path, name: str, part: int) -> None:
    """When the disk is full the session goes on and it is said; when it has room again nothing is missing."""
    session, journal = begun(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        refuse(patch, name, part=part)
        do(session, Done(), after=1)
        assert session.mode is Mode.WORK
        assert (journal.error, journal.whole) == ("no space left on device", False)
        do(session, Done(), after=1)
        reading = read(journal.path.read_bytes())
        assert reading is not None
        assert reading.damage == ""
    do(session, Pause(), after=1)
    assert (journal.error, journal.whole) == ("", True)
    reading = read(journal.path.read_bytes())
    assert reading is not None
    assert (reading.session.mode, len(reading.session.state.log), reading.damage) == (Mode.PAUSED, 1, "")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """When there is no place for the journal the session goes on; when there is one, all of it is written."""
    folder = tmp_path / "journal"
    folder.write_text("in the way", encoding="utf-8")
    session, journal = begun(folder)
    assert (session.mode, journal.error, journal.whole) == (Mode.READY, "file exists", False)
    folder.unlink()
    do(session, Done(), after=1)
    assert journal.error == ""
    journal.close()
    assert look(folder).interrupted[0].step.index == 1


@pytest.mark.parametrize("name", ["open", "fsync"])
def test_a_file_that_cannot_be_made(tmp_path: Path, name: str) -> None:
    """When the file or its folder cannot be flushed, or the file not made, nothing breaks and nothing is doubled."""
    with pytest.MonkeyPatch.context() as patch:
        refuse(patch, name, errno.EIO)
        session, journal = begun(tmp_path)
        assert journal.error == "input/output error"
        do(session, Done(), after=1)
    do(session, Done(), after=1)
    journal.close()
    assert (journal.error, len(look(tmp_path).interrupted[0].reading.session.state.log)) == ("", 1)


# -- in whose hands ----------------------------------------------------------------------------------------------------

HOLDER = """
import sys
from pathlib import Path
from tests.unit.test_journal_file import begun
session, journal = begun(Path(sys.argv[1]))
print(journal.path.name, flush=True)
sys.stdin.read()
"""


def test_another_process_leads_it(tmp_path: Path) -> None:
    """A journal whose process runs is not offered, and nobody can take it; when the process is killed it is free."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        path = tmp_path / process.stdout.readline().strip()
        journals = look(tmp_path)
        assert ([one.id for one in journals.running], journals.interrupted) == ([ID], ())
        assert journals.running[0].reading.pid == process.pid
        with pytest.raises(JournalLockedError):
            Journal.claim(path, lambda: MORNING)
        process.kill()
    assert [one.id for one in look(tmp_path).interrupted] == [ID]
    Journal.claim(path, lambda: MORNING)[0].close()


def test_only_one_takes_it(tmp_path: Path) -> None:
    """Of two that want to go on with a session one gets it; who comes when it is done with finds nothing."""
    _, journal = begun(tmp_path)
    path = journal.path
    journal.close()
    first, _ = Journal.claim(path, lambda: MORNING)
    with pytest.raises(JournalLockedError):
        Journal.claim(path, lambda: MORNING)
    late = os.open(path, os.O_RDONLY)
    first.remove()
    os.close(late)
    with pytest.raises(FileNotFoundError):
        Journal.claim(path, lambda: MORNING)


def test_looking_is_in_nobodys_way(tmp_path: Path) -> None:
    """Two that look at the same journal at the same moment both see that it is free, or both that it is led."""
    _, journal = begun(tmp_path)
    for led in (True, False):
        with journal.path.open("r+b") as one, journal.path.open("r+b") as two:
            assert (is_locked(one.fileno()), is_locked(two.fileno())) == (led, led)
        journal.close()


def test_who_looks_for_long_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a look can take a quarter of a second: who goes on with the session meanwhile gets it."""
    _, journal = begun(tmp_path)
    journal.close()
    slept: list[float] = []
    with journal.path.open("r+b") as looking:
        assert not is_locked(looking.fileno())

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            if sum(slept) > 0.25:
                looking.close()

        monkeypatch.setattr("runstrength.history.locks.time.sleep", sleep)
        Journal.claim(journal.path, lambda: MORNING)[0].close()
    assert sum(slept) < 0.4


# -- going on ----------------------------------------------------------------------------------------------------------


def test_going_on_in_the_same_file(tmp_path: Path) -> None:
    """A session goes on in its own file: nothing is changed before its clock starts, then it is one session."""
    session, journal = begun(tmp_path)
    go_to(session, 5)
    journal.close()
    before = journal.path.read_bytes()
    torn = before + b'{"line":"turn","at":9'
    journal.path.write_bytes(torn)

    taken, reading = Journal.claim(journal.path, lambda: MORNING)
    assert (taken.id, reading.damage, journal.path.read_bytes()) == (ID, "", torn)
    taken.close()
    assert journal.path.read_bytes() == torn

    second, taken = resumed(journal.path, minutes=60)
    assert journal.path.read_bytes().startswith(before + b'{"line":"run"')
    assert taken.head is not None
    assert taken.head.started == MORNING
    assert taken.away == 3600 - 5  # five seconds were done by then
    run_through(second)
    taken.close()
    (one,) = look(tmp_path).ended
    assert [item.step for item in one.record.sets] == [
        step.index for step in small_plan().steps if step.phase == "work"
    ]
    assert one.record.completed


def test_the_record_of_what_was_done(tmp_path: Path) -> None:
    """What is saved of an interrupted session has the journal's id and start; the time away is in its end alone."""
    session, journal = begun(tmp_path)
    go_to(session, 2)
    journal.close()
    second, journal = resumed(journal.path, minutes=120)
    do(second, Done(), after=5)
    do(second, Pause(), after=3)
    journal.close()
    (one,) = look(tmp_path).interrupted
    record = one.record
    assert (record.id, record.started, record.completed) == (ID, MORNING, False)
    assert (record.active_seconds, record.paused_seconds) == (10, 0)
    assert record.ended == MORNING + timedelta(minutes=120) + timedelta(seconds=8)
    assert one.step.index == 3


def test_a_clock_that_was_set_back(tmp_path: Path) -> None:
    """When the time of day runs backwards between two runs, the session does not end before it could."""
    session, journal = begun(tmp_path, minutes=60)
    go_to(session, 2)
    journal.close()
    _, journal = resumed(journal.path, minutes=0)
    journal.close()
    (one,) = look(tmp_path).interrupted
    assert (one.reading.away, one.record.ended - one.record.started) == (0, timedelta(seconds=2))


def test_a_damaged_one(tmp_path: Path) -> None:
    """What cannot be used of a damaged journal is in the trash before anything is written over it."""
    session, journal = begun(tmp_path)
    go_to(session, 3)
    journal.close()
    lines = journal.path.read_bytes().splitlines(keepends=True)
    lines[3] = b"\0\0\0\n"
    damaged = b"".join(lines)
    journal.path.write_bytes(damaged)

    second, taken = resumed(journal.path, minutes=1)
    assert (tmp_path / ".trash" / journal.path.name).read_bytes() == damaged
    taken.close()
    (one,) = look(tmp_path).interrupted
    assert (one.reading.damage, one.step.index, second.mode) == ("", 1, Mode.READY)

    journal.path.write_bytes(damaged)
    taken, reading = Journal.claim(journal.path, lambda: MORNING)
    assert reading.damage.startswith("line 4 of 6")
    taken.remove()
    assert not journal.path.exists()
    assert (tmp_path / ".trash" / journal.path.name).read_bytes() == damaged


# -- looking -----------------------------------------------------------------------------------------------------------


def test_where_there_is_no_folder_nothing_was_interrupted_and_none_is_made(tmp_path: Path) -> None:
    """Where there is no folder nothing was interrupted, and none is made."""
    assert look(tmp_path / "journal") == Journals()
    assert list(tmp_path.iterdir()) == []


def test_every_interrupted_session_is_found(tmp_path: Path) -> None:
    """Every interrupted session is found, the newest first, beside what cannot be used."""
    for number, minutes in enumerate((10, 30, 20)):
        session, journal = begun(tmp_path, f"abcd000{number}", minutes=minutes)
        do(session, Done(), after=1)
        if number == 2:
            do(session, Stop(), after=1)
        journal.close()
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "torn.jsonl").write_text('{"line":"head"', encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "folder.jsonl").mkdir()
    os.mkfifo(tmp_path / "pipe.jsonl")
    journals = look(tmp_path)
    assert [one.id for one in journals.interrupted] == ["abcd0001", "abcd0000"]
    assert [one.id for one in journals.ended] == ["abcd0002"]
    assert [str(problem) for problem in journals.problems] == [
        f"{tmp_path / 'bad.jsonl'}: its first line can't be used: object missing required field `id`"
    ]
    with pytest.raises(JournalError):
        Journal.claim(tmp_path / "torn.jsonl", lambda: MORNING)


def test_what_is_in_the_history(tmp_path: Path) -> None:
    """A session that was saved before its journal could be taken away is not offered a second time."""
    session, journal = begun(tmp_path)
    go_to(session, 2)
    journal.close()
    (one,) = look(tmp_path).interrupted
    Store(tmp_path / "history").save(one.record)
    journals = look(tmp_path)
    assert ([each.id for each in journals.saved], journals.interrupted) == ([ID], ())


def test_a_file_in_the_way(tmp_path: Path) -> None:
    """A file where the folder should be is told."""
    path = tmp_path / "journal"
    path.write_text("in the way", encoding="utf-8")
    assert [str(problem) for problem in look(path).problems] == [f"{path}: can't be read (not a directory)"]


def test_the_trash_is_swept(tmp_path: Path) -> None:
    """What is thrown away lies in the trash for ninety days; only then is it taken away, when more is thrown away."""
    folder = tmp_path / "journal"
    trash = folder / ".trash"
    trash.mkdir(parents=True)
    for name, days in (("ancient.jsonl", 91), ("younger.jsonl", 89), ("notes.txt", 500)):
        (trash / name).write_bytes(b"x")
        old(trash / name, days)
    path = old_journal(folder, days=400)
    journal, _ = Journal.claim(path, lambda: MORNING)
    journal.discard()
    assert {one.name for one in trash.iterdir()} == {"notes.txt", path.name, "younger.jsonl"}


def old_journal(folder: Path, days: float) -> Path:
    """Write the journal of a session that had begun, some days ago."""
    path = folder / "0a0a0a0a.jsonl"
    path.write_bytes(encode_line(JournalHead(id="0a0a0a0a", started=MORNING, plan=small_plan())))
    return old(path, days)


def test_what_had_not_begun_is_swept(tmp_path: Path) -> None:
    """A journal without a whole first line is taken away when it is a day old; whatever can be read stays."""
    begun = old_journal(tmp_path, days=400)
    fresh = tmp_path / "fresh.jsonl"
    fresh.write_bytes(b"")
    for name, data in (("empty.jsonl", b""), ("half.jsonl", b'{"line": "head"')):
        (tmp_path / name).write_bytes(data)
        old(tmp_path / name, 2)
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_bytes(b"not ours\n")
    old(damaged, 400)
    old(fresh, 0.5)
    delete_old(tmp_path, MORNING - UNSTARTED_RETENTION, unstarted=True)
    assert sorted(tmp_path.iterdir()) == sorted([begun, fresh, damaged])


# -- what is in nobody's way -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder_too", [False, True])
def test_deleted_in_mid_session(tmp_path: Path, folder_too: bool) -> None:
    """A journal that was deleted, with its folder or alone, is written anew, whole, at the next step."""
    folder = tmp_path / "journal"
    session, journal = begun(folder)
    go_to(session, 3)
    journal.path.unlink()
    if folder_too:
        folder.rmdir()
    do(session, Done(), after=1)
    assert (journal.error, journal.whole) == ("", True)
    journal.close()
    (one,) = look(folder).interrupted
    assert (one.reading.session.state.log, one.reading.damage) == (session.state.log, "")


def test_another_file_in_its_place(tmp_path: Path) -> None:
    """A file that somebody put in the place of the journal stays as it is; the journal goes on beside it."""
    session, journal = begun(tmp_path)
    go_to(session, 3)
    journal.path.unlink()
    journal.path.write_text("mine", encoding="utf-8")
    taken = journal.path
    do(session, Done(), after=1)
    journal.close()
    assert taken.read_text("utf-8") == "mine"
    (one,) = look(tmp_path).interrupted
    assert (one.path != taken, one.reading.session.state.log) == (True, session.state.log)


def test_links_and_pipes(tmp_path: Path) -> None:
    """A link to itself, one to nothing, and a pipe hide no journal and hang nothing, however old they are."""
    _, journal = begun(tmp_path)
    journal.close()
    (tmp_path / "loop.jsonl").symlink_to("loop.jsonl")
    (tmp_path / "nothing.jsonl").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.jsonl")
    old(tmp_path / "pipe.jsonl", 400)
    journals = look(tmp_path)
    assert ([one.id for one in journals.interrupted], journals.problems) == ([ID], ())
    delete_old(tmp_path, MORNING - UNSTARTED_RETENTION, unstarted=True)
    assert len(list(tmp_path.glob("*.jsonl"))) == 4


@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize(
    ("old_words", "new_words", "why"),
    [
        (b'"started":"2026', b'"started":"9999', "the year 9999"),
        (b'"started":"2026', b'"started":"1066', "the year 1066"),
        (b'"kind":"session"', b'"kind":"dance"', "dance"),
        (b'"id":"abcd1234"', b'"id":"../../etc"', "id"),
    ],
    ids=["year-9999", "year-1066", "kind", "id"],
)
def test_a_session_that_cannot_be_saved(
    tmp_path: Path, ended: bool, old_words: bytes, new_words: bytes, why: str
) -> None:
    """A readable journal whose session no history takes is told with the reason, left alone, and never offered."""
    session, journal = begun(tmp_path / "state" / "journal")
    go_to(session, 3)
    if ended:
        do(session, Stop(), after=1)
    journal.close()
    data = journal.path.read_bytes()
    assert old_words in data
    data = data.replace(old_words, new_words)
    journal.path.write_bytes(data)
    recovery = Recovery(Recorder(history=tmp_path / "history", state=tmp_path / "state"), lambda: MORNING)
    assert (recovery.interrupted, journal.path.read_bytes()) == ([], data)
    (note,) = recovery.notes
    assert str(journal.path) in note
    assert why in note

"""Files are the old one or the new one, whatever fails."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from pathlib import Path

import pytest

from runstrength import atomic

OLD = b"the old content"
NEW = b"the new content, which is longer" * 1000


def left(folder: Path) -> list[str]:
    """Return every name in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def test_writes_new_and_over_old(tmp_path: Path) -> None:
    """A file is made or replaced, and nothing else is left in the folder."""
    path = tmp_path / "file"
    atomic.write(path, OLD)
    assert path.read_bytes() == OLD
    atomic.write(path, NEW)
    assert path.read_bytes() == NEW
    atomic.write(path, b"")
    assert path.read_bytes() == b""
    assert left(tmp_path) == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_files_are_private(tmp_path: Path) -> None:
    """A written file can be read by its owner alone, whatever the old one allowed."""
    path = tmp_path / "file"
    path.write_bytes(OLD)
    path.chmod(0o644)
    atomic.write(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_content_is_on_the_disk_before_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order is: flush the file, rename it, flush the folder."""
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def spy_fsync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def spy_replace(source: Path, target: Path) -> None:
        steps.append("rename")
        assert source.name.startswith(".")
        assert source.parent == target.parent
        replace(source, target)

    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(os, "replace", spy_replace)
    atomic.write(tmp_path / "file", NEW)
    assert steps == (["file", "rename"] if os.name == "nt" else ["file", "rename", "folder"])


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize("old", [None, OLD])
def test_a_failure_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, old: bytes | None
) -> None:
    """A full disk at any step leaves the old file, or none, and no rubbish."""
    path = tmp_path / "file"
    if old is not None:
        path.write_bytes(old)

    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space left"):
        atomic.write(path, NEW)
    monkeypatch.undo()
    assert left(tmp_path) == ([] if old is None else ["file"])
    assert old is None or path.read_bytes() == old


def test_an_interrupt_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C in the middle leaves the old file and no rubbish."""
    path = tmp_path / "file"
    path.write_bytes(OLD)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        atomic.write(path, NEW)
    monkeypatch.undo()
    assert path.read_bytes() == OLD
    assert left(tmp_path) == ["file"]


def test_short_writes_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes a few bytes at a time gets all of them."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:7]))
    atomic.write(tmp_path / "file", NEW[:500])
    assert (tmp_path / "file").read_bytes() == NEW[:500]


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes no folders")
@pytest.mark.parametrize(("number", "passes"), [(errno.EINVAL, True), (errno.ENOTSUP, True), (errno.EIO, False)])
def test_only_a_folder_may_refuse_to_be_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, passes: bool
) -> None:
    """A file system that cannot flush folders is fine, a broken disk is not; the new file is whole either way."""
    path = tmp_path / "file"
    fsync = os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    if passes:
        atomic.write(path, NEW)
    else:
        with pytest.raises(OSError, match=os.strerror(number)):
            atomic.write(path, NEW)
    assert path.read_bytes() == NEW


def test_a_file_that_cannot_be_flushed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is forgiven a folder is not forgiven the file itself."""

    def refuse(_: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="Invalid argument"):
        atomic.write(tmp_path / "file", NEW)
    assert left(tmp_path) == []


class HeldError(OSError):
    """What Windows raises while another program has the file."""

    def __init__(self, winerror: int) -> None:
        super().__init__(errno.EACCES, "The file is held")
        self.winerror = winerror


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_windows_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int) -> None:
    """A file that a virus scanner holds for a moment is written after all."""
    replace, waits, tries = os.replace, list[float](), iter((True, True, True, False))

    def held(source: Path, target: Path) -> None:
        if next(tries):
            raise HeldError(winerror)
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", waits.append)
    atomic.write(tmp_path / "file", NEW)
    assert (tmp_path / "file").read_bytes() == NEW
    assert waits == list(atomic.RETRY_DELAYS[:3])


@pytest.mark.parametrize(("winerror", "attempts"), [(32, len(atomic.RETRY_DELAYS) + 1), (112, 1)])
def test_windows_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int, attempts: int) -> None:
    """A file that stays held is an error within three seconds, any other error at once; the old file is whole."""
    path = tmp_path / "file"
    path.write_bytes(OLD)
    waits, tried = list[float](), list[Path]()

    def held(source: Path, _: Path) -> None:
        tried.append(source)
        raise HeldError(winerror)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", waits.append)
    with pytest.raises(OSError, match="held"):
        atomic.write(path, NEW)
    assert len(tried) == attempts
    assert sum(waits) < 3
    assert path.read_bytes() == OLD
    assert left(tmp_path) == ["file"]


def test_a_moved_file_is_at_its_new_place(tmp_path: Path) -> None:
    """A moved file is at its new place, whole, and no more at its old one."""
    (tmp_path / "there").mkdir()
    (tmp_path / "file").write_bytes(OLD)
    atomic.move(tmp_path / "file", tmp_path / "there" / "other")
    assert left(tmp_path) == ["there"]
    assert (tmp_path / "there" / "other").read_bytes() == OLD


def test_a_name_that_nothing_has(tmp_path: Path) -> None:
    """A free name stays as it is; one that is taken, be it by a broken link, gets the first number that is free."""
    path = tmp_path / "a.json"
    assert atomic.free_path(path) == path
    path.symlink_to(tmp_path / "nowhere")
    assert atomic.free_path(path) == tmp_path / "a~2.json"
    (tmp_path / "a-2.json").mkdir()
    assert atomic.free_path(path, "-") == tmp_path / "a-3.json"


def test_a_file_that_is_written_in_pieces(tmp_path: Path) -> None:
    """Until the block ends the old file is there; an error in it leaves that, and nothing else."""
    path = tmp_path / "file"
    path.write_bytes(OLD)
    with contextlib.suppress(ZeroDivisionError), atomic.writing(path) as file:
        file.write(NEW)
        raise ZeroDivisionError
    assert (path.read_bytes(), left(tmp_path)) == (OLD, ["file"])
    with atomic.writing(path) as file:
        for _ in range(3):
            file.write(NEW)
        assert path.read_bytes() == OLD
    assert (path.read_bytes(), left(tmp_path)) == (NEW * 3, ["file"])


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_an_error_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """Whatever fails, the error names the file that was asked for, never the temporary one."""

    def fail(*arguments: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", *map(str, arguments[:1] if call == "open" else ()))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space left") as caught:
        atomic.write(tmp_path / "file", NEW)
    monkeypatch.undo()
    assert caught.value.filename == str(tmp_path / "file")


def test_where_links_lead(tmp_path: Path) -> None:
    """A link leads to its target, there or not; a loop and a file used as a folder are errors with the path asked."""
    (tmp_path / "link").symlink_to(tmp_path / "new")
    assert atomic.destination(tmp_path / "link") == tmp_path.resolve() / "new"
    (tmp_path / "new").write_bytes(OLD)
    assert atomic.destination(tmp_path / "link") == tmp_path.resolve() / "new"
    for name in ("one", "two"):
        (tmp_path / name).symlink_to(tmp_path / ("two" if name == "one" else "one"))
    for path in ("one", "one/file", "new/file"):
        with pytest.raises(OSError, match=r".") as caught:
            atomic.destination(tmp_path / path)
        assert caught.value.filename == str(tmp_path / path)

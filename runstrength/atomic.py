"""Atomic file writes: at any moment there is either the old file or the new one, never a partial one.

The content is written to a hidden file in the same folder and flushed; then the file is renamed. Only the owner can
read new files and folders: files have mode 0600, folders 0700.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

RETRY_DELAYS: Final = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28)
"""Seconds between attempts to rename on Windows, where a virus scanner or a sync tool may lock a file for a moment."""

_TEMPORARY_ERRORS: Final = (5, 32, 33)
"""Windows errors that may pass: access denied, sharing violation, lock violation."""

_NO_FOLDER_SYNC: Final = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""The errors of file systems that cannot flush a folder."""


class Writer:
    """Receives the content of a file that is being written, in pieces."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def write(self, data: bytes) -> None:
        """Add bytes to the file.

        Raises:
            OSError: they could not be written; the old file is unchanged.
        """
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._handle, rest) :]


class UnflushedError(OSError):
    """The file was written, but its folder could not be flushed: a power failure could still undo it."""


@contextlib.contextmanager
def writing(path: Path, *, keep_mode: bool = False) -> Iterator[Writer]:
    """Replace a file by what is written in a `with` block, at the end of the block; on an error nothing changes.

    The folder must exist. After the block, content and name are flushed to disk.

    Args:
        path: the file.
        keep_mode: keep the permissions of a replaced file, instead of making it private.

    Raises:
        OSError: it could not be written; its `filename` is `path`. The old file is unchanged, except if only the last
            step failed, flushing the folder (UnflushedError).
    """
    temp = path.with_name(f".runstrength-{os.urandom(8).hex()}.tmp")
    try:
        mode = _mode_of(path) if keep_mode else None
        handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            try:
                yield Writer(handle)
                if mode is not None:
                    with contextlib.suppress(OSError):  # the content matters more than its mode
                        os.chmod(temp, mode)  # noqa: PTH101  (tests let exactly this call fail)
                os.fsync(handle)
            finally:
                os.close(handle)
            _rename(temp, path)
        except BaseException:
            with contextlib.suppress(OSError):
                temp.unlink()
            raise
        try:
            sync_folder(path.parent)
        except OSError as error:
            raise UnflushedError(error.errno, error.strerror, str(path)) from error
    except OSError as error:
        if error.filename is None or os.fspath(error.filename) == os.fspath(temp):
            error.filename, error.filename2 = str(path), None  # hide the temporary name
        raise


def write(path: Path, data: bytes | Iterable[bytes], *, keep_mode: bool = False) -> None:
    """Write a file so that a crash at any moment leaves the old content or the new, never a part.

    Args:
        path: the file; its folder must exist.
        data: the content, whole or in pieces; if producing a piece fails, the old file is unchanged.
        keep_mode: as for `writing`.

    Raises:
        OSError: as `writing`.
    """
    with writing(path, keep_mode=keep_mode) as file:
        for piece in (data,) if isinstance(data, bytes) else data:
            file.write(piece)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that doesn't exist yet: of two processes that do so at once, one fails.

    Raises:
        FileExistsError: it exists; it is unchanged.
        OSError: as `writing`; then it doesn't exist.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        write(path, data)
    except UnflushedError:
        raise
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _mode_of(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def destination(path: Path) -> Path:
    """Return the file that a path points to, with links resolved; it need not exist.

    Writing to it does not replace a link by a file: people may keep their settings and routines elsewhere.

    Raises:
        OSError: a loop of links, a file used as a folder, or a folder without permission.
    """
    real = type(path)(os.path.realpath(path))
    try:
        os.stat(real)  # noqa: PTH116  (tests let exactly this call fail)
    except FileNotFoundError:
        if os.path.islink(real):  # noqa: PTH114
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
    except OSError as error:
        error.filename = str(path)
        raise
    return real


def move(source: Path, target: Path) -> None:
    """Move a file within one file system, and flush both folders.

    Raises:
        OSError: it could not be moved.
    """
    _rename(source, target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def free_path(path: Path, separator: str = "~") -> Path:
    """Return a path that does not exist, not even as a broken link: this one, or `name~2.ext`, `name~3.ext`, ..."""
    candidate, number = path, 1
    while os.path.lexists(candidate):
        number += 1
        candidate = path.with_name(f"{path.stem}{separator}{number}{path.suffix}")
    return candidate


def private_folder(path: Path) -> Path:
    """Create a folder and its missing parents, each with mode 0700, and return it; existing ones are not changed.

    Raises:
        OSError: it could not be created, or a file has its name.
    """
    if not path.is_dir():
        if path.parent != path:
            private_folder(path.parent)
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            # Another process may have created it meanwhile; a file of this name is an error.
            if not path.is_dir():
                raise
        else:
            sync_folder(path.parent)
    return path


def _rename(source: Path, target: Path) -> None:
    for delay in RETRY_DELAYS:
        try:
            os.replace(source, target)  # noqa: PTH105  (tests let exactly this call fail)
        except OSError as error:
            if getattr(error, "winerror", None) not in _TEMPORARY_ERRORS:
                raise
            time.sleep(delay)
        else:
            return
    os.replace(source, target)  # noqa: PTH105


def sync_folder(folder: Path) -> None:
    """Flush a folder, so that its entries are on disk; do nothing if the system cannot.

    Raises:
        OSError: it could not be flushed.
    """
    if os.name == "nt":
        return  # Windows cannot open a folder to flush it
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # a folder can be writable without being readable
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)

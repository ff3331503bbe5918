"""The owner-only Unix sockets through which other programs reach a session.

Each session has its own in one folder, named by the time of its start. The folder has mode 0700, a socket 0600, and
where the system tells who is connected (Linux), another user is turned away once more. A socket whose process is gone
refuses connections: whoever asks passes over it, and the next session removes it.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import time
from typing import TYPE_CHECKING, Final

from runstrength.atomic import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_PATH: Final = 100
"""Bytes of a path that every system accepts as the address of a socket (104 on macOS, 108 on Linux)."""
BACKLOG: Final = 16
ENDING: Final = ".sock"


def listen(folder: Path) -> tuple[socket.socket, Path]:
    """Create a socket that listens, in a folder that is created if needed; remove those of processes that are gone.

    The name is there only once the socket listens, so nobody takes a new one for one whose process is gone.

    Raises:
        OSError: it could not be created.
    """
    private_folder(folder)
    for path in paths(folder):
        if _is_stale(path):
            with contextlib.suppress(OSError):
                path.unlink()
    path = folder / f"{time.time_ns():016x}{ENDING}"
    hidden = path.with_name(f".{path.stem}")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.setblocking(False)
        with _short(hidden) as address:
            listener.bind(address)
        try:
            hidden.chmod(0o600)
            listener.listen(BACKLOG)
            hidden.rename(path)
        except OSError:
            hidden.unlink()
            raise
    except OSError:
        listener.close()
        raise
    return listener, path


def paths(folder: Path) -> list[Path]:
    """Return the sockets in a folder, the newest session's first."""
    return sorted(folder.glob(f"[!.]*{ENDING}"), reverse=True)


def ask(folder: Path, request: bytes, timeout: float) -> bytes | None:
    """Send a request to the newest session that is running and return the answer, None if there is no session.

    Raises:
        TimeoutError: it did not answer in time.
        OSError: the connection failed.
    """
    for path in paths(folder):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(timeout)
            try:
                with _short(path) as address:
                    connection.connect(address)
            except (ConnectionRefusedError, FileNotFoundError):
                continue
            connection.sendall(request)
            answer = bytearray()
            while not answer.endswith(b"\n") and (part := connection.recv(65536)):
                answer += part
            return bytes(answer)
    return None


def is_foreign(connection: socket.socket) -> bool:
    """Tell whether the other end of a connection is known to belong to another user."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return False
    credentials = connection.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i"))
    _, user, _ = struct.unpack("3i", credentials)
    return bool(user != os.geteuid())


def has_left(connection: socket.socket) -> bool:
    """Tell whether the other end has closed the connection, so that nobody waits for an answer."""
    poll = select.poll()
    poll.register(connection, 0)
    return any(event & select.POLLHUP for _, event in poll.poll(0))


def _is_stale(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.setblocking(False)
        try:
            with _short(path) as address:
                connection.connect(address)
        except ConnectionRefusedError:
            return True
        except OSError:
            return False
    return False


@contextlib.contextmanager
def _short(path: Path) -> Iterator[str]:
    """Yield the address of a socket; a path that is too long is reached through a link in a new private folder."""
    address = os.fspath(path)
    if len(os.fsencode(address)) <= MAX_PATH:
        yield address
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="rs-") as short:
        link = os.path.join(short, "f")  # noqa: PTH118
        os.symlink(path.parent, link)  # noqa: PTH211
        yield os.path.join(link, path.name)  # noqa: PTH118

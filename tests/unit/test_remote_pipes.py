"""The twin of the sockets for Windows, tried over a socket where there are no named pipes."""

from __future__ import annotations

import stat
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing.connection import Client
from pathlib import Path

import pytest

from runstrength.remote import pipes
from runstrength.remote.messages import MAX_BYTES
from runstrength.remote.pipes import PREFIX, PipeEndpoint


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder with a short path."""
    with tempfile.TemporaryDirectory(prefix="rs-") as path:
        yield Path(path)


class Asked:
    """A server behind which every request that is `ok` is answered, and all are noted."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[bytes] = []
        prefix = PREFIX if sys.platform == "win32" else str(folder / "pipe-")
        self.server = PipeEndpoint(folder, self.answer, prefix)

    def answer(self, request: bytes) -> bytes | None:
        """Note a request."""
        self.heard.append(request)
        return b"yes\n" if request == b"ok" else None


def test_requests_and_answers(folder: Path) -> None:
    """A request with the key is answered; one that is refused gets nothing, and the next one works."""
    one = Asked(folder)
    assert pipes.ask(folder, b"ok", 5) == b"yes\n"
    assert pipes.ask(folder, b"no", 5) == b""
    assert pipes.ask(folder, b"ok", 5) == b"yes\n"
    assert one.heard == [b"ok", b"no", b"ok"]
    one.server.close()
    assert pipes.ask(folder, b"ok", 5) is None


def test_only_with_the_key(folder: Path) -> None:
    """Without the key in the owner's file nothing is carried out, nor is a message that is too long."""
    one = Asked(folder)
    (path,) = folder.glob("*.pipe")
    key, _, address = path.read_text().partition(" ")
    assert sys.platform == "win32" or stat.S_IMODE(path.stat().st_mode) == 0o600
    for message in (b"ok", b"x" * len(key) + b" ok", key.encode() + b" " + b"x" * MAX_BYTES * 2):
        with Client(address) as connection:
            connection.send_bytes(message)
            with pytest.raises((EOFError, ConnectionResetError)):
                connection.recv_bytes()
    assert one.heard == [b"", b""]
    assert pipes.ask(folder, b"ok", 5) == b"yes\n"
    one.server.close()


def test_the_newest_session(folder: Path) -> None:
    """The session that opened last is asked; one whose process is gone is passed over, and its file removed."""
    first, second = Asked(folder), Asked(folder)
    pipes.ask(folder, b"ok", 5)
    second.server.close()
    (folder / "ffffffffffffffff.pipe").write_text(f"key {folder / 'pipe-gone'}")
    assert pipes.ask(folder, b"ok", 5) == b"yes\n"
    assert (first.heard, second.heard) == ([b"ok"], [b"ok"])
    assert len([*folder.glob("*.pipe")]) == 1
    first.server.close()

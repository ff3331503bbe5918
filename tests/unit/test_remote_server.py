"""The server of a session: who may come in, what counts as a request, and what becomes of everything else."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runstrength.remote import sockets
from runstrength.remote.client import NoAnswerError, ask
from runstrength.remote.messages import MAX_BYTES, MAX_CONNECTIONS, GarbledError, RemoteAnswer, Request, read_request
from runstrength.remote.server import RequestServer
from runstrength.remote.status import status_of
from runstrength.session.engine import Session
from tests.support.plans import T0, small_plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead")

NOBODY = 65534
SYSTEM_PYTHON = shutil.which("python3", path="/usr/bin")
WORDS = ("done", "back", "skip", "pause", "resume", "status")
STRANGER = """
import socket, sys
connection = socket.socket(socket.AF_UNIX)
connection.settimeout(5)
try:
    connection.connect(sys.argv[1])
    connection.sendall(b'{"do": "done"}\\n')
    print("answer", connection.recv(100))
except OSError as error:
    print(type(error).__name__)
"""
"""What another user tries."""


class Asked:
    """A session that notes what it was asked to do."""

    def __init__(self, seconds: float = 0.05) -> None:
        self.todo: list[str] = []
        self.session = Session(small_plan())
        self.server = RequestServer(self.answer, seconds)

    def answer(self, request: Request) -> RemoteAnswer:
        """Note a request, and find it possible."""
        self.todo.append(request.do)
        return RemoteAnswer(ok=True, why="", refused=self.server.refused, status=status_of(self.session, T0))


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder for sockets, which others may enter; its path is short."""
    with tempfile.TemporaryDirectory(prefix="rs-") as path:
        Path(path).chmod(0o755)
        yield Path(path) / "remote"


async def asked(folder: Path, action: str) -> dict[str, object] | None:
    """Ask as `tell` does, from another thread."""
    return await asyncio.to_thread(ask, folder, action, 5.0)


async def send(path: Path, message: bytes) -> bytes:
    """Send a message and return what comes back before the connection ends."""
    reader, writer = await asyncio.open_unix_connection(path)
    received = b""
    with suppress(ConnectionError):
        writer.write(message)
        received = await reader.read()
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return received


async def test_a_request_is_carried_out_and_answered(folder: Path) -> None:
    """Each word that `tell` knows reaches the session once, and comes back with the status."""
    one = Asked()
    one.server.open(folder)
    for word in WORDS:
        answer = await asked(folder, word)
        assert answer is not None
        assert (answer["ok"], answer["status"]) == (True, msgspec.to_builtins(status_of(one.session, T0)))
    assert (one.todo, one.server.refused) == ([*WORDS], 0)
    one.server.close()


async def test_only_the_owner(folder: Path) -> None:
    """The folder and the socket can be used by their owner alone."""
    one = Asked()
    one.server.open(folder)
    (path,) = sockets.paths(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    one.server.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0 or SYSTEM_PYTHON is None, reason="needs root")
@pytest.mark.parametrize("is_open", [False, True], ids=["as it is", "with its permissions taken away"])
async def test_another_user_cant_reach_the_socket(folder: Path, is_open: bool) -> None:
    """Another user can't reach the socket, and is turned away even where the permissions let everybody in."""
    one = Asked()
    one.server.open(folder)
    (path,) = sockets.paths(folder)
    if is_open:
        folder.chmod(0o777)
        path.chmod(0o777)
    stranger = await asyncio.create_subprocess_exec(
        str(SYSTEM_PYTHON), "-c", STRANGER, path, stdout=asyncio.subprocess.PIPE, user=NOBODY, group=NOBODY,
        extra_groups=[],
    )  # fmt: skip
    output, _ = await stranger.communicate()
    said = output.decode().strip()
    assert said in (("answer b''", "ConnectionResetError", "BrokenPipeError") if is_open else ("PermissionError",))
    assert (one.todo, one.server.refused) == ([], 1 if is_open else 0)
    one.server.close()


GARBLED = (
    b"done\n", b"\n", b"{}\n", b"[]\n", b"null\n", b'{"do": 1}\n', b'{"do": "stop"}\n', b'{"do": "done", "x": 1}\n',
    b'{"do": ["done"]}\n', b"\xff\xfe\n", b"[" * 1000 + b"\n", b'{"do":"' + b"d" * 2 * MAX_BYTES + b'"}\n',
    b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b'{"do": "done"', b"\0" * 5000,
)  # fmt: skip
"""Messages that are no request."""


async def test_what_is_no_request_gets_no_answer_and_changes_nothing(folder: Path) -> None:
    """What is no request gets no answer and changes nothing; it is counted, and a request after it works."""
    one = Asked()
    one.server.open(folder)
    (path,) = sockets.paths(folder)
    for message in GARBLED:
        assert await send(path, message) == b""
    assert (one.todo, one.server.refused) == ([], len(GARBLED))
    answer = await asked(folder, "status")
    assert answer is not None
    assert answer["refused"] == len(GARBLED)
    one.server.close()


@pytest.mark.long
async def test_ten_thousand_garbled_messages(folder: Path) -> None:
    """Ten thousand connections that bring rubbish are counted, and nothing else happens."""
    one = Asked()
    one.server.open(folder)
    (path,) = sockets.paths(folder)
    for number in range(10_000):
        assert await send(path, GARBLED[number % len(GARBLED)]) == b""
    assert (one.todo, one.server.refused) == ([], 10_000)
    one.server.close()


VALID = {json.dumps({"do": word}).encode() for word in WORDS}


@given(message=st.binary(max_size=2 * MAX_BYTES) | st.text().map(str.encode))
@example(b'{"do": "done"}'[::-1])
@example(b"[" * MAX_BYTES)
@example(b'{"do": ' * 100)
def test_whatever_bytes_come_either_they_are_a_request_or_that_is_said(message: bytes) -> None:
    """Whatever bytes come, either they are a request or that is said."""
    try:
        request = read_request(message)
    except GarbledError:
        return
    assert json.loads(message) == {"do": request.do}


@given(where=st.integers(0, 15), by=st.integers(1, 255), word=st.sampled_from(sorted(VALID)))
def test_a_request_with_a_wrong_byte(where: int, by: int, word: bytes) -> None:
    """A request in which one byte is another is never carried out as something else, blanks aside."""
    where %= len(word)
    message = word[:where] + bytes([word[where] ^ by]) + word[where + 1 :]
    try:
        request = read_request(message)
    except GarbledError:
        return
    assert {"do": request.do} == json.loads(word)


async def test_a_request_in_pieces(folder: Path) -> None:
    """A request that comes byte by byte is one request; one without an end of line is, when nothing follows."""
    one = Asked()
    one.server.open(folder)
    (path,) = sockets.paths(folder)
    reader, writer = await asyncio.open_unix_connection(path)
    for byte in b'{"do": "done"}\n':
        writer.write(bytes([byte]))
        await writer.drain()
    assert json.loads(await reader.read())["ok"] is True
    writer.close()
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(b'{"do": "skip"}')
    writer.write_eof()
    assert json.loads(await reader.read())["ok"] is True
    writer.close()
    assert (one.todo, one.server.refused) == (["done", "skip"], 0)
    one.server.close()


async def test_one_request_a_connection(folder: Path) -> None:
    """Of several requests in one connection only the first is carried out."""
    one = Asked()
    one.server.open(folder)
    (path,) = sockets.paths(folder)
    assert (await send(path, b'{"do": "done"}\n' * 50)).count(b"\n") == 1
    assert one.todo == ["done"]
    one.server.close()


async def test_who_says_nothing(folder: Path) -> None:
    """A connection without a request ends after a moment, and is counted."""
    one = Asked()
    one.server.open(folder)
    (path,) = sockets.paths(folder)
    assert await send(path, b'{"do": ') == b""
    assert (one.todo, one.server.refused) == ([], 1)
    one.server.close()


async def test_a_message_that_is_too_long(folder: Path) -> None:
    """A message that is longer than any request is refused at once, not when its time is over."""
    one = Asked(seconds=3600)
    one.server.open(folder)
    (path,) = sockets.paths(folder)
    assert await send(path, b"x" * (MAX_BYTES + 1)) == b""
    assert (one.todo, one.server.refused) == ([], 1)
    one.server.close()


async def test_many_at_once(folder: Path) -> None:
    """More connections than a few at the same time are turned away at once; when some are gone, requests work again."""
    one = Asked(seconds=3600)
    one.server.open(folder)
    (path,) = sockets.paths(folder)
    silent = [asyncio.open_unix_connection(path) for _ in range(MAX_CONNECTIONS)]
    waiting = [writer for _, writer in await asyncio.gather(*silent)]
    for _ in range(MAX_CONNECTIONS):
        assert await send(path, b'{"do": "done"}\n') == b""
    assert (one.todo, one.server.refused) == ([], MAX_CONNECTIONS)
    for writer in waiting:
        writer.close()
        await writer.wait_closed()
    assert await asked(folder, "done") is not None
    assert one.todo == ["done"]
    one.server.close()


async def test_who_waits_no_more(folder: Path) -> None:
    """A command whose sender has gone isn't carried out: the session may have been stopped for an hour."""
    one = Asked()
    one.server.open(folder)
    (path,) = sockets.paths(folder)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))  # the event loop doesn't see it before the next await
        connection.sendall(b'{"do": "done"}\n')
    assert await asked(folder, "status") is not None
    assert one.todo == ["status"]
    one.server.close()


async def test_the_newest_session(folder: Path) -> None:
    """The session that opened last is asked; when it has closed, the one before it is again, and then nobody."""
    first, second = Asked(), Asked()
    assert await asked(folder, "done") is None
    first.server.open(folder)
    second.server.open(folder)
    await asked(folder, "done")
    second.server.close()
    await asked(folder, "skip")
    first.server.close()
    assert await asked(folder, "back") is None
    assert (first.todo, second.todo, list(folder.iterdir())) == (["skip"], ["done"], [])


async def test_a_stale_socket(folder: Path) -> None:
    """A socket whose process is gone is passed over, and the next session removes it."""
    sockets.listen(folder)[0].close()
    (stale,) = sockets.paths(folder)
    assert await asked(folder, "status") is None
    one = Asked()
    one.server.open(folder)
    assert await asked(folder, "done") is not None
    assert (one.todo, stale.exists(), len(sockets.paths(folder))) == (["done"], False, 1)
    one.server.close()


async def test_a_stopped_session(folder: Path) -> None:
    """A session that listens but doesn't answer is not waited for without end."""
    listener, path = sockets.listen(folder)
    with pytest.raises(NoAnswerError):
        await asyncio.to_thread(ask, folder, "done", 0.05)
    listener.close()
    path.unlink()


async def test_a_long_path(folder: Path) -> None:
    """A folder whose path is too long for the address of a socket works all the same, and nothing else is left."""
    deep = folder / ("d" * 100) / ("e" * 100)
    before = {path.name for path in Path(tempfile.gettempdir()).glob("rs-*")}
    one = Asked()
    one.server.open(deep)
    assert await asked(deep, "done") is not None
    one.server.close()
    assert await asked(deep, "done") is None
    assert (one.todo, list(deep.iterdir())) == (["done"], [])
    assert {path.name for path in Path(tempfile.gettempdir()).glob("rs-*")} <= before


async def test_where_nothing_can_be_created(tmp_path: Path) -> None:
    """A folder that can't be created is an error of the system, which the session can go on without."""
    (tmp_path / "remote").write_text("a file")
    with pytest.raises(OSError, match=r"exists|directory"):
        Asked().server.open(tmp_path / "remote")

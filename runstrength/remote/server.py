"""The server of the running session: listens for requests of other programs, refuses invalid ones, and answers.

Driven by the event loop; imported when a session's first frame is shown.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from typing import TYPE_CHECKING, Protocol

from runstrength.remote.messages import (
    MAX_BYTES,
    MAX_CONNECTIONS,
    REQUEST_SECONDS,
    GarbledError,
    RemoteAnswer,
    Request,
    read_request,
    write_answer,
)

if TYPE_CHECKING:
    from pathlib import Path


class Endpoint(Protocol):
    """What a server listens on: a socket, or a named pipe on Windows."""

    def close(self) -> None:
        """Stop listening, and remove the file by which others find it; can be called from any thread, and twice."""


class RequestServer:
    """Answers the requests of other programs, one connection for each.

    Args:
        answer: carries out a request; called on the event loop.
        seconds: that a program has for its request.
    """

    def __init__(self, answer: Callable[[Request], RemoteAnswer], seconds: float = REQUEST_SECONDS) -> None:
        self.refused = 0
        """How many messages were no request."""
        self.seconds = seconds
        self._answer = answer
        self._endpoint: Endpoint | None = None

    def open(self, folder: Path) -> None:
        """Listen in a folder from now on.

        Raises:
            OSError: that is not possible; nothing listens.
        """
        if sys.platform == "win32":
            from runstrength.remote.pipes import PipeEndpoint

            self._endpoint = PipeEndpoint(folder, self._on_loop(asyncio.get_running_loop()))
        else:
            self._endpoint = SocketEndpoint(self, folder)

    def close(self) -> None:
        """Stop listening; can be called from any thread, and twice."""
        if self._endpoint is not None:
            self._endpoint.close()

    def reply(self, line: bytes) -> bytes | None:
        """Carry out a request and return the answer, None if it is no request: that is counted."""
        try:
            request = read_request(line)
        except GarbledError:
            self.refused += 1
            return None
        return write_answer(self._answer(request))

    def _on_loop(self, loop: asyncio.AbstractEventLoop) -> Callable[[bytes], bytes | None]:
        """Return `reply` for another thread, which waits for the event loop, but not for long."""
        context = copy_context()

        def wait(line: bytes) -> bytes | None:
            future: Future[bytes | None] = Future()
            try:
                loop.call_soon_threadsafe(lambda: future.set_result(self.reply(line)), context=context)
                return future.result(REQUEST_SECONDS)
            except (RuntimeError, TimeoutError):  # the loop is closed or busy
                return None

        return wait


class SocketEndpoint:
    """Listens on a socket, with the event loop.

    Args:
        server: answers.
        folder: the folder of the sockets.

    Raises:
        OSError: the socket could not be created.
    """

    def __init__(self, server: RequestServer, folder: Path) -> None:
        from runstrength.remote import sockets

        self.server = server
        self.connections = 0
        """How many programs are connected."""
        self._listener, self._path = sockets.listen(folder)
        self._server: asyncio.Server | None = None
        self._loop = asyncio.get_running_loop()
        self._opening = self._loop.create_task(self._serve())

    async def _serve(self) -> None:
        make = self._loop.create_unix_server
        self._server = await make(lambda: ServerConnection(self), sock=self._listener, start_serving=False)
        await self._server.start_serving()

    def close(self) -> None:
        """Stop listening, and remove the socket."""
        with contextlib.suppress(OSError):
            self._path.unlink()
        if self._loop is running_loop():
            self._stop()
            return
        try:
            self._loop.call_soon_threadsafe(self._stop)
        except RuntimeError:  # it is closed
            self._listener.close()

    def _stop(self) -> None:
        self._opening.cancel()
        if self._server is not None:
            self._server.close()
        self._listener.close()


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the event loop of this thread, None if none is running."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


class ServerConnection(asyncio.Protocol):
    """One connection: a request is read and answered, then it ends.

    Args:
        endpoint: the endpoint that accepted it.
    """

    _transport: asyncio.Transport
    _timer: asyncio.TimerHandle

    def __init__(self, endpoint: SocketEndpoint) -> None:
        self._endpoint = endpoint
        self._received = b""
        self._done = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Give the program a moment for its request; refuse other users, and too many at once."""
        from runstrength.remote.sockets import is_foreign

        assert isinstance(transport, asyncio.Transport)  # noqa: S101  (a socket has one)
        self._transport = transport
        self._endpoint.connections += 1
        self._timer = asyncio.get_running_loop().call_later(self._endpoint.server.seconds, self._refuse)
        if self._endpoint.connections > MAX_CONNECTIONS or is_foreign(transport.get_extra_info("socket")):
            self._refuse()

    def data_received(self, data: bytes) -> None:
        """Collect the request up to the end of its line."""
        line, end, _ = (self._received + data).partition(b"\n")
        self._received = line
        if end:
            self._reply()
        elif len(line) > MAX_BYTES:
            self._refuse()

    def eof_received(self) -> bool:
        """Answer a request without an end of line."""
        if self._received:
            self._reply()
        return self._done  # the answer closes the connection

    def connection_lost(self, error: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Forget the program."""
        self._timer.cancel()
        self._endpoint.connections -= 1

    def _reply(self) -> None:
        from runstrength.remote.sockets import has_left

        if self._done:
            return
        self._done = True
        if has_left(self._transport.get_extra_info("socket")):  # it no longer waits for the answer
            self._transport.abort()
            return
        # Later, because asyncio contains what a protocol raises: an error of the session has to end the app.
        asyncio.get_running_loop().call_soon(self._answer)

    def _answer(self) -> None:
        answer = self._endpoint.server.reply(self._received)
        if answer is not None:
            self._transport.write(answer)
        self._transport.close()

    def _refuse(self) -> None:
        if not self._done:
            self._done = True
            self._endpoint.server.refused += 1
            self._transport.abort()

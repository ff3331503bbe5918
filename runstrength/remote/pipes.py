"""The counterpart of `sockets` for Windows: a named pipe for each session, whose name and key only the owner can read.

The file of a session holds a random name and a random key, in the person's own folder. A thread takes one connection
after the other, and drops every message without the key.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import threading
import time
from multiprocessing.connection import Client, Listener
from typing import TYPE_CHECKING, Final

from runstrength import atomic
from runstrength.remote.messages import MAX_BYTES, REQUEST_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENDING: Final = ".pipe"
KEY_BYTES: Final = 32
PREFIX: Final = r"\\.\pipe\runstrength-"


class PipeEndpoint:
    """Listens on a named pipe.

    Args:
        folder: the folder of the file with name and key.
        answer: answers a request, None to refuse it; called in the thread.
        prefix: of the pipe's name; with another one, tests can listen on a socket.

    Raises:
        OSError: the pipe or its file could not be created.
    """

    def __init__(self, folder: Path, answer: Callable[[bytes], bytes | None], prefix: str = PREFIX) -> None:
        atomic.private_folder(folder)
        self._answer = answer
        self._key = os.urandom(KEY_BYTES).hex().encode()
        self._address = f"{prefix}{os.urandom(8).hex()}"
        self._listener = Listener(self._address)
        self._closed = threading.Event()
        self._path = folder / f"{time.time_ns():016x}{ENDING}"
        try:
            atomic.write(self._path, self._key + b" " + os.fsencode(self._address))
        except OSError:
            self._listener.close()
            raise
        threading.Thread(target=self._serve, name="pipe", daemon=True).start()

    def close(self) -> None:
        """Stop listening, and remove the file."""
        self._closed.set()
        with contextlib.suppress(OSError):
            self._path.unlink()
        with contextlib.suppress(OSError, EOFError):
            Client(self._address).close()  # wakes the thread

    def _serve(self) -> None:
        with contextlib.suppress(OSError), self._listener:
            while not self._closed.is_set():
                with contextlib.suppress(OSError, EOFError), self._listener.accept() as connection:
                    if not self._closed.is_set() and connection.poll(REQUEST_SECONDS):
                        self._reply(connection.recv_bytes(MAX_BYTES + len(self._key) + 1), connection.send_bytes)

    def _reply(self, message: bytes, send: Callable[[bytes], None]) -> None:
        key, _, request = message.partition(b" ")
        answer = self._answer(request if hmac.compare_digest(key, self._key) else b"")
        if answer is not None:
            send(answer)


def ask(folder: Path, request: bytes, timeout: float) -> bytes | None:
    """Send a request to the newest session that is running and return the answer, None if there is no session.

    Raises:
        TimeoutError: it did not answer in time.
        OSError: the connection failed.
    """
    for path in sorted(folder.glob(f"*{ENDING}"), reverse=True):
        try:
            key, _, address = path.read_bytes().partition(b" ")
            connection = Client(os.fsdecode(address))
        except (FileNotFoundError, ConnectionRefusedError):  # its process is gone
            with contextlib.suppress(OSError):
                path.unlink()
            continue
        with connection:
            connection.send_bytes(key + b" " + request)
            if not connection.poll(timeout):
                raise TimeoutError
            try:
                return connection.recv_bytes()
            except EOFError:
                return b""
    return None

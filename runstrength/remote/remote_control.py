"""Connects sessions with other programs: they can control one, and the person's command gets its events.

The front end that shows a session only passes on requests and events.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from runstrength.remote.event_command import EventCommand
from runstrength.remote.events import BEGIN, END, INTERRUPTED, event_name, how_ended, write_event
from runstrength.remote.messages import RemoteAnswer, Request
from runstrength.remote.server import RequestServer
from runstrength.remote.status import status_of
from runstrength.session.state import RUNNING
from runstrength.text import os_reason

if TYPE_CHECKING:
    from pathlib import Path

    from runstrength.session.commands import Event
    from runstrength.session.engine import Session


class RemoteControl:
    """The connection of the sessions of a program with other programs, one session after the other.

    Args:
        folder: where a session listens.
        command: is told the events of sessions; empty for none.
    """

    def __init__(self, folder: Path, command: Sequence[str] = ()) -> None:
        self.error = ""
        """Why nobody can command the session; empty if they can."""
        self._folder = folder
        self._command = EventCommand(command, self._command_failed) if command else None
        self._current: Connection | None = None
        self._notify: Callable[[str], None] = lambda _: None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._context = contextvars.copy_context()

    def connect(
        self,
        session: Session,
        *,
        clock: Callable[[], float],
        handle: Callable[[str], str],
        notify: Callable[[str], None],
    ) -> Callable[[Sequence[Event]], None]:
        """Listen for commands from now on, until the session ends; to be called on the event loop.

        Args:
            session: the session, which has not ended.
            clock: returns the moment on the session's clock.
            handle: does what a key of this name does (`done`, `back`, `skip`, `pause`, `resume`); returns why it can't,
                empty if it was done.
            notify: tells the person that the command doesn't work.

        Returns:
            What has to be called with the events of the session.
        """
        self.end()
        self._loop, self._context, self._notify = asyncio.get_running_loop(), contextvars.copy_context(), notify
        tell = None if self._command is None else self._command.tell
        self._current = connection = Connection(session, clock, handle, tell)
        try:
            connection.server.open(self._folder)
            self.error = ""
        except OSError as error:  # the session goes on without
            self.error = os_reason(error)
        if session.mode in RUNNING:  # a session without sound does not wait for this
            connection.begin()
        return connection.happened

    def end(self, how: str = INTERRUPTED) -> None:
        """Stop listening, and tell the command how the session ended; can be called from any thread, and twice.

        Args:
            how: `complete`, `early`, `discarded` or `interrupted`.
        """
        if self._current is not None:
            self._current.end(how)

    def close(self, seconds: float) -> None:
        """End, and wait until the command has the last event, because the program ends; can be called from any thread.

        Args:
            seconds: to wait for the command at the most.
        """
        self.end()
        if self._command is not None:
            self._command.close(seconds)

    def _command_failed(self, what: str) -> None:
        """Tell the person, from the command's thread."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._notify, f"The command for events {what}.", context=self._context)


class Connection:
    """The connection of one session: its server, and the command that gets its events.

    Args:
        session: the session.
        clock: returns the moment on the session's clock.
        handle: does what a key does; returns why it can't.
        tell: takes an event; None if nobody is told.
    """

    def __init__(
        self,
        session: Session,
        clock: Callable[[], float],
        handle: Callable[[str], str],
        tell: Callable[[bytes], None] | None,
    ) -> None:
        self.server = RequestServer(self._answer)
        self._session = session
        self._clock = clock
        self._handle = handle
        self._tell_command = tell
        self._begun = self._ended = self._is_answering = False

    def begin(self) -> None:
        """Tell the command that the session's clock runs."""
        self._begun = True
        self._tell(BEGIN)

    def happened(self, events: Sequence[Event]) -> None:
        """Tell the command what happened at once, and when the session has ended, close."""
        name = event_name(self._session, events)
        if name == END:
            self.end(how_ended(self._session))
        elif name and not self._ended:
            if self._begun:
                self._tell(name)
            else:
                self.begin()

    def end(self, how: str) -> None:
        """Close, and tell the command how the session ended, if it ever began."""
        if not self._ended:
            self._ended = True
            self.server.close()
            if self._begun:
                self._tell(END, how)

    def _tell(self, name: str, how: str = "") -> None:
        if self._tell_command is None:
            return
        event = write_event(name, status_of(self._session, self._clock()), how)
        if self._is_answering:
            asyncio.get_running_loop().call_soon(self._tell_command, event)  # after the answer
        else:
            self._tell_command(event)

    def _answer(self, request: Request) -> RemoteAnswer:
        self._is_answering = True
        try:
            why = "" if request.do == "status" else self._handle(request.do)
        finally:
            self._is_answering = False
        status = status_of(self._session, self._clock())
        return RemoteAnswer(ok=not why, why=why, refused=self.server.refused, status=status)

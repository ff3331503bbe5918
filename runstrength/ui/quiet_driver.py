"""A terminal driver which sleeps until there is input.

Textual's own driver wakes ten times a second to look whether it should end, and whether a lone Escape has
waited long enough to be a key. That is most of what an idle app costs, and a workout is mostly idle.
"""

from __future__ import annotations

import os
import sys
from asyncio import get_running_loop
from codecs import getincrementaldecoder
from selectors import EVENT_READ, SelectSelector
from threading import Event
from typing import TYPE_CHECKING, Any, cast

from textual import constants
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from runstrength.ui.driver import screen_stream

if TYPE_CHECKING:
    from runstrength.ui.endings import Endings

# A little longer than the parser waits itself, so that one look is enough.
ESCAPE_WAIT = constants.ESCAPE_DELAY + 0.002


class SelectableEvent(Event):
    """An event which a selector can wait for."""

    def __init__(self) -> None:
        super().__init__()
        self._reader, self._writer = os.pipe()

    def fileno(self) -> int:
        """Return the file descriptor which is readable while the event is set."""
        return self._reader

    def set(self) -> None:
        """Set the event and wake who waits for it."""
        if not self.is_set():
            super().set()
            os.write(self._writer, b"\0")

    def clear(self) -> None:
        """Clear the event."""
        if self.is_set():
            os.read(self._reader, 1)
            super().clear()


class QuietDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with an input thread that never polls."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._file = screen_stream() or self._file
        self.exit_event: SelectableEvent = SelectableEvent()
        self._later = ""
        self._going = ""

    def write_later(self, data: str) -> None:
        """Write something together with the next frame, so that both are seen at the same moment."""
        self._later += data

    def write(self, data: str) -> None:
        """Write to the terminal, after what waited for this.

        All that is written in one go becomes one write, and frames in it one frame: Textual may draw one for the places
        of a new screen and another for its colours, and between them neither would be right.
        """
        begun = bool(self._going)
        self._going += self._later + data
        self._later = ""
        if begun:
            return
        try:
            get_running_loop().call_soon(self._hand_over)
        except RuntimeError:  # from another thread, or while the app ends
            self._hand_over()

    def _hand_over(self) -> None:
        """Give the terminal what was written."""
        data, self._going = self._going.replace(SYNC_END + SYNC_START, ""), ""
        if data and self._writer_thread is not None:
            super().write(data)

    def close(self) -> None:
        """Write what is left, and end the thread that writes."""
        self._hand_over()
        super().close()

    def write_what_waits(self) -> None:
        """Write what was to wait for a frame, where none came."""
        if self._later:
            self.write("")

    def _run_input_thread(self) -> None:
        """Run the input thread; an error in it ends the app like any other."""
        try:
            self.run_input_thread()
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)

    @property
    def behind(self) -> bool:
        """Whether the terminal has yet to take what was written to it, as over a slow line."""
        return self._writer_thread is not None and self._writer_thread._queue.qsize() > 0

    def run_input_thread(self) -> None:
        """Wait for input and dispatch events, until told to exit."""
        parser = XTermParser(self._debug)
        # What a terminal of another encoding sends, or a broken paste, must not end the session.
        decode = getincrementaldecoder(getattr(sys.__stdin__, "encoding", "utf-8"))("replace").decode
        wait: float | None = None
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            selector.register(self.exit_event, EVENT_READ)
            while True:
                ready = selector.select(wait)
                if self.exit_event.is_set():
                    break
                if ready:
                    try:
                        data = os.read(self.fileno, 4096)
                    except OSError:  # Linux's word for the same.
                        data = b""
                    if not data:  # A terminal which is gone stays readable for ever.
                        cast("Endings", self._app).hang_up()
                        break
                    if text := decode(data):
                        for message in parser.feed(text):
                            self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
                # Input may have ended inside an escape sequence: only then is there a reason to look again.
                wait = ESCAPE_WAIT if ready else None
        try:
            for _ in parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass

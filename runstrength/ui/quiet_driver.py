"""A terminal driver which sleeps until there is input, and reads of it only what is understood as a whole.

Textual's own driver wakes ten times a second to look whether it should end, and whether a lone Escape has
waited long enough to be a key. That is most of what an idle app costs, and a workout is mostly idle.
"""

from __future__ import annotations

import os
import sys
from asyncio import get_running_loop
from codecs import getincrementaldecoder
from collections.abc import Iterable
from selectors import EVENT_READ, SelectSelector
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, SYNC_END, SYNC_START
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Paste, Resize

from runstrength.ui.driver import screen_stream
from runstrength.ui.terminal import input_gate
from runstrength.ui.terminal.input_gate import ESC, MOST_COLUMNS, MOST_ROWS, InputGate, Pasted, Report, Resized, Token
from runstrength.ui.terminal.input_gate import Key as KeyToken

if TYPE_CHECKING:
    from textual.message import Message

    from runstrength.ui.endings import Endings

ESCAPE_WAIT = constants.ESCAPE_DELAY if "ESCDELAY" in os.environ else input_gate.ESCAPE_WAIT
"""Seconds; whoever sets `ESCDELAY` knows their terminal better."""


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
        self._parser = XTermParser(self._debug)

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
        encoding = getattr(sys.__stdin__, "encoding", None) or "utf-8"
        decode = getincrementaldecoder(encoding)("surrogateescape").decode
        gate = InputGate(ANSI_SEQUENCES_KEYS, FUNCTIONAL_KEYS, encoding=encoding, escape_wait=ESCAPE_WAIT)
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            selector.register(self.exit_event, EVENT_READ)
            while True:
                now = monotonic()
                wait = None if gate.deadline is None else max(0.0, gate.deadline - now)
                ready = selector.select(wait)
                if self.exit_event.is_set():
                    return
                if not ready:
                    self._dispatch(gate.tick(monotonic()))
                    continue
                try:
                    data = os.read(self.fileno, 4096)
                except OSError:  # Linux's word for the same.
                    data = b""
                if not data:  # A terminal which is gone stays readable for ever.
                    cast("Endings", self._app).hang_up()
                    return
                self._dispatch(gate.feed(decode(data), monotonic()))

    def _dispatch(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if isinstance(token, Pasted):
                self.process_message(Paste(token.text))
            elif isinstance(token, Resized):
                self._resized_to(token)
            elif isinstance(token, Report):
                for message in self._read(token.sequence):
                    self.process_message(message)
            elif (key := self._key(token)) is not None:
                self.process_message(key)

    def _key(self, token: KeyToken) -> Key | None:
        """Return the event of a key, None where the parser does not know it either."""
        if token.sequence == ESC:
            return Key("escape", ESC)
        keys = [message for message in self._read(token.sequence) if isinstance(message, Key)]
        if len(keys) != 1:  # some sequences with alt are two keys to it, the first one Escape
            return None
        (key,) = keys
        if token.alt:
            name = key.key if len(key.key) > 1 or not key.key.isupper() else f"shift+{key.key.lower()}"
            return Key(f"alt+{name}", None)
        if token.character is not None:
            key.character = token.character
        return key

    def _read(self, sequence: str) -> list[Message]:
        """Return what one whole sequence means to Textual; a parser that waits for more of it is replaced."""
        messages = list(self._parser.feed(sequence))
        if not messages:
            self._parser = XTermParser(self._debug)
        return messages

    def _resized_to(self, size: Resized) -> None:
        """Take the terminal's own word for its size, but only where it was asked to send it."""
        if self._in_band_window_resize:
            self.process_message(Resize.from_dimensions((size.columns, size.rows), None))

    def _enable_mouse_pixels(self) -> None:
        """Leave the mouse's reports in cells: a terminal does not always say how large a cell is."""

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the size of the window, as far as anything is drawn in it."""
        columns, rows = super()._get_terminal_size()
        return min(columns, MOST_COLUMNS), min(rows, MOST_ROWS)

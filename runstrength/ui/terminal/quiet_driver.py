"""A terminal driver that sleeps until there is input, and passes on only complete sequences.

Textual's own driver wakes up ten times a second to check whether it should end, and whether a single Escape is a key.
That is most of the CPU time of an idle app, and a workout is mostly idle.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
from asyncio import get_running_loop
from collections.abc import Callable, Iterable
from contextlib import suppress
from selectors import EVENT_READ, SelectSelector
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, SYNC_END, SYNC_START
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Paste, Resize

from runstrength.ui.terminal import input_gate
from runstrength.ui.terminal.input_gate import ESC, MAX_COLUMNS, MAX_ROWS, InputGate, Pasted, Report, Resized, Token
from runstrength.ui.terminal.input_gate import Key as KeyToken
from runstrength.ui.terminal.output import ALL_OFF, TerminalWriter, safe, write_within
from runstrength.ui.terminal.reader import TerminalReader
from runstrength.ui.terminal.stream import screen_stream

if TYPE_CHECKING:
    from textual.message import Message

CLOSE_SECONDS = 0.5
"""Seconds for writing the remaining output at the end."""
CLOSE_SECONDS_AFTER_SIGNAL = 0.1
"""The same, if a signal ended the program."""
RESIZE_DELAY = 0.02
"""Seconds within which several changes of the window's size are handled as one."""
REPORT_ALTERNATES = "\x1b[=4;2u"
"""Asks kitty's keyboard for what is on a key in a Latin layout, beside what was asked for already."""
MOUSE_OFF = "".join(f"\x1b[?{mode}l" for mode in (1000, 1003, 1015, 1006))
CONTROL_OUTPUT = re.compile(r"(?:\x07|\x1b\[[<=>?][0-9;]*\$?[a-z]|\x1b\[[0-9;]*t|\x1b\][0-9]+;[^\x07\x1b]*\x07)*")
"""Output that isn't part of a frame: modes, queries, the title, the bell."""
ESCAPE_WAIT = constants.ESCAPE_DELAY if "ESCDELAY" in os.environ else input_gate.ESCAPE_WAIT
"""In seconds; `ESCDELAY` overrides it."""


class TerminalApp(Protocol):
    """The methods of the app that the driver calls."""

    def leave_terminal(self) -> None:
        """Restore the terminal's title before the program is stopped."""

    def resume_terminal(self) -> None:
        """Redraw everything after the program was stopped."""

    def hang_up(self) -> None:
        """Exit because the terminal is closed."""

    def fail(self, error: Exception) -> None:
        """Exit because of an error; called from any thread."""


class SelectableEvent(Event):
    """An event that a selector can wait for."""

    def __init__(self) -> None:
        super().__init__()
        self._reader, self._writer = os.pipe()

    def fileno(self) -> int:
        """Return the file descriptor that is readable while the event is set."""
        return self._reader

    def set(self) -> None:
        """Set the event, and wake the selector."""
        if not self.is_set():
            super().set()
            os.write(self._writer, b"\0")

    def clear(self) -> None:
        """Clear the event."""
        if self.is_set():
            os.read(self._reader, 1)
            super().clear()


class QuietDriver(LinuxDriver):
    """Textual's driver for Linux and macOS; its input thread never polls, and it never waits for the terminal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stream = screen_stream()
        if stream is None:
            raise RuntimeError("no terminal to draw on")
        self._screen = self._file = stream
        self.exit_event: SelectableEvent = SelectableEvent()
        self._writer: TerminalWriter | None = None
        self._pending_output = ""
        self._output_parts: list[str] = []
        self._parser = XTermParser(self._debug)
        self._resize_is_due = False
        self._is_retaking = False
        self._abandoned = False
        self._attributes: list[Any] | None = None
        self._event_loop = get_running_loop()
        encoding = getattr(sys.__stdin__, "encoding", None) or "utf-8"
        gate = InputGate(ANSI_SEQUENCES_KEYS, FUNCTIONAL_KEYS, encoding=encoding, escape_wait=ESCAPE_WAIT)
        self._reader = TerminalReader(self.fileno, gate, encoding)

    @property
    def _terminal_app(self) -> TerminalApp:
        return cast("TerminalApp", self._app)

    # -- start and end -------------------------------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take over the terminal, again if it is taken over already, as after SIGSTOP."""
        if self._writer is not None:
            self._is_retaking = True
            self.suspend_application_mode()
            self._is_retaking = False
        elif self._attributes is None:
            with suppress(termios.error):
                self._attributes = termios.tcgetattr(self.fileno)
        writer = self._writer = TerminalWriter(self._screen.fileno(), self._redraw_all)
        if self._abandoned:
            writer.seal()
            return
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.attrs_before = None  # Textual would restore them before the screen
        if self._writer_thread is not None:  # `TerminalWriter` writes instead
            self._writer_thread.stop()
            self._writer_thread = None
        if not constants.DISABLE_KITTY_KEY:
            self.write(REPORT_ALTERNATES)
        signal.signal(signal.SIGWINCH, self._window_changed)

    def stop_application_mode(self) -> None:
        """Restore the terminal: first its screen, then the echo, so that text typed meanwhile appears in the shell."""
        super().stop_application_mode()
        self._flush_output()
        if not self.behind:
            self.restore_attributes()

    def restore_attributes(self) -> None:
        """Restore the echo, unless the terminal is taken over again at once."""
        if self._attributes is not None and not self._is_retaking:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._attributes)

    def suspend_application_mode(self) -> None:
        """Restore the terminal temporarily."""
        self._terminal_app.leave_terminal()
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        """Take over the terminal again, and redraw everything."""
        super().resume_application_mode()
        self._terminal_app.resume_terminal()

    def _sigtstp_application(self, *_: object) -> None:
        """Stop the program from the event loop, because the signal may arrive in the middle of a write."""
        self._in_event_loop(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        """Continue after a stop, unless the terminal was restored for good."""
        self._in_event_loop(super()._sigcont_application)

    def _in_event_loop(self, act: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop is closed: the program is ending
            self._event_loop.call_soon_threadsafe(self._if_running, act)

    def _if_running(self, act: Callable[[], None]) -> None:
        if self._app.is_running and not getattr(self._app, "signalled", 0):
            act()

    def close(self) -> None:
        """Write the remaining output, with a short time limit."""
        self._flush_output()
        super().close()
        if self._writer is not None:
            self._writer.close(CLOSE_SECONDS_AFTER_SIGNAL if getattr(self._app, "signalled", 0) else CLOSE_SECONDS)
            self._writer = None
            self.restore_attributes()

    def abandon(self) -> None:
        """Restore the terminal at once, from another thread, at any moment, and don't take it over again.

        The app may be changing the attributes at this moment: call `restore_attributes` once more before the end.
        """
        self._abandoned = True  # before the writer is read, because the app may be replacing it
        writer, self._is_retaking = self._writer, False
        if writer is None:  # the screen is restored, but perhaps not the echo
            self.restore_attributes()
            return
        writer.seal()
        self.restore_attributes()
        write_within(self._screen.fileno(), ALL_OFF.encode("ascii"), 0.0, force=True)

    # -- output --------------------------------------------------------------------------------------------------------

    def write_later(self, data: str) -> None:
        """Write data together with the next frame, so that both appear at the same moment."""
        self._pending_output += data

    def write(self, data: str) -> None:
        """Write to the terminal, after the data of `write_later`.

        All data of one turn of the event loop becomes one write, and its frames become one frame: Textual may draw one
        frame with the layout of a new screen and another with its colors, and the first alone would look wrong.
        """
        begun = bool(self._output_parts)
        self._output_parts += filter(None, (self._pending_output, data))
        self._pending_output = ""
        if begun or not self._output_parts:
            return
        try:
            get_running_loop().call_soon(self._flush_output)
        except RuntimeError:  # from another thread, or while the app ends
            self._flush_output()

    def _flush_output(self) -> None:
        """Pass the collected data to the writer; frames in it may be dropped, other output never."""
        parts, self._output_parts = self._output_parts, []
        if self._writer is None or not parts:
            return
        data = self._encoded("".join(parts).replace(SYNC_END + SYNC_START, ""))
        controls = [part for part in parts if CONTROL_OUTPUT.fullmatch(part)]
        if len(controls) == len(parts):
            self._writer.write(data)
        else:
            kept = "".join(part for part in controls if part not in (SYNC_START, SYNC_END))
            self._writer.write(data, instead=self._encoded(kept))

    def _encoded(self, data: str) -> bytes:
        return safe(data).encode(self._screen.encoding, self._screen.errors or "strict")

    def _redraw_all(self) -> None:
        """Redraw everything after frames were dropped; called from the writer's thread."""
        with suppress(RuntimeError):  # the app has ended
            self._event_loop.call_soon_threadsafe(self._app.refresh)

    def flush_pending(self) -> None:
        """Write the data of `write_later` if no frame followed."""
        if self._pending_output:
            self.write("")

    @property
    def behind(self) -> bool:
        """Whether output is waiting for the terminal, such as over a slow line."""
        return self._writer is not None and self._writer.behind

    # -- the size of the window ----------------------------------------------------------------------------------------

    def _window_changed(self, *_: object) -> None:
        """Report a new size to the app, but only the last of several in a row."""
        if not self._resize_is_due and not self._in_band_window_resize:
            self._resize_is_due = True
            self._event_loop.call_soon_threadsafe(self._event_loop.call_later, RESIZE_DELAY, self._report_size)

    def _report_size(self) -> None:
        self._resize_is_due = False
        self.send_message(Resize.from_dimensions(self._get_terminal_size(), None))

    # -- input ---------------------------------------------------------------------------------------------------------

    def _run_input_thread(self) -> None:
        """Run the input thread; an error in it ends the app like any other."""
        try:
            self.run_input_thread()
        except Exception as error:
            self._terminal_app.fail(error)

    def run_input_thread(self) -> None:
        """Wait for input and dispatch events, until told to exit."""
        reader = self._reader
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            selector.register(self.exit_event, EVENT_READ)
            while True:
                deadline = reader.deadline
                ready = selector.select(None if deadline is None else max(0.0, deadline - monotonic()))
                if self.exit_event.is_set():
                    return
                if not ready:
                    self._dispatch(reader.tick(monotonic()))
                    continue
                try:
                    tokens = reader.read(monotonic())
                except EOFError:  # a closed terminal stays readable
                    self._terminal_app.hang_up()
                    return
                self._dispatch(tokens)

    def disable_input(self) -> None:
        """Stop reading, and drop unread input.

        Textual flushes the queue of the terminal instead, which may cut a reply in two; see `TerminalReader.drop`.
        """
        if self.exit_event.is_set():
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self.write(MOUSE_OFF)
        self.exit_event.set()
        if self._key_thread is not None:
            self._key_thread.join()
        self.exit_event.clear()
        self._reader.drop(monotonic())

    def _dispatch(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if isinstance(token, Pasted):
                self.process_message(Paste(token.text))
            elif isinstance(token, Resized):
                self._accept_size(token)
            elif isinstance(token, Report):
                for message in self._read(token.sequence):
                    self.process_message(message)
            elif (key := self._key(token)) is not None:
                self.process_message(key)

    def _key(self, token: KeyToken) -> Key | None:
        """Return the event of a key; None if Textual's parser doesn't know it."""
        if token.sequence == ESC:
            return Key("escape", ESC)
        keys = [message for message in self._read(token.sequence) if isinstance(message, Key)]
        if len(keys) != 1:  # the parser reads some sequences with alt as two keys, the first one Escape
            return None
        (key,) = keys
        if token.alt:
            name = key.key if len(key.key) > 1 or not key.key.isupper() else f"shift+{key.key.lower()}"
            return Key(f"alt+{name}", None)
        if token.character is not None:
            key.character = token.character
        return key

    def _read(self, sequence: str) -> list[Message]:
        """Return Textual's events of one complete sequence; a parser that waits for more is replaced."""
        messages = list(self._parser.feed(sequence))
        if not messages:
            self._parser = XTermParser(self._debug)
        return messages

    def _accept_size(self, size: Resized) -> None:
        """Accept a size that the terminal reports, but only if it was asked to."""
        if self._in_band_window_resize:
            self.process_message(Resize.from_dimensions((size.columns, size.rows), None))

    def _enable_mouse_pixels(self) -> None:
        """Keep mouse reports in cells, because not every terminal reports the size of a cell."""

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the size of the window, limited to the area that is drawn."""
        columns, rows = super()._get_terminal_size()
        return min(columns, MAX_COLUMNS), min(rows, MAX_ROWS)

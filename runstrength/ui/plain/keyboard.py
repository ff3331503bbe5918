"""Reads single keys from a terminal, and gives it back as it was, whatever happens."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Protocol

from runstrength.ui.plain.keys import Decoder, KeyPress, key_of

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, TimerHandle

ESCAPE_SECONDS: Final = 0.1
"""Seconds after which the character escape is the key, not the beginning of a sequence."""
CHUNK: Final = 1024


class Keyboard(Protocol):
    """Where keys come from."""

    edits_lines: bool
    """Whether a line that is typed is shown and corrected by the terminal itself."""

    def open(self) -> None:
        """Read single keys from now on; they aren't shown."""

    def close(self) -> None:
        """Give the terminal back as it was."""

    def use_lines(self, whole: bool) -> None:
        """Read whole lines, which the terminal shows and corrects, or single keys again."""


class NoKeyboard:
    """Without a terminal there are no keys."""

    edits_lines = False

    def open(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""

    def use_lines(self, whole: bool) -> None:
        """Nothing to do."""


class PosixKeyboard:
    """A POSIX terminal: keys arrive when the event loop finds it readable.

    Ctrl+c is a key, not a signal; ctrl+z stops the program, as a shell wants it.

    Args:
        fd: the terminal.
        loop: the event loop.
        pressed: called for each key.
        gone: called when the terminal was closed.
    """

    edits_lines = True

    def __init__(
        self, fd: int, loop: AbstractEventLoop, pressed: Callable[[KeyPress], None], gone: Callable[[], None]
    ) -> None:
        self._fd = fd
        self._loop = loop
        self._pressed = pressed
        self._gone = gone
        self._decoder = Decoder()
        self._escape: TimerHandle | None = None
        self._before: list[Any] | None = None
        self._whole_lines = False

    def open(self) -> None:
        """Read single keys from now on; they aren't shown."""
        import termios

        if self._before is None:
            with suppress(termios.error):
                self._before = termios.tcgetattr(self._fd)
        self._apply()
        self._loop.add_reader(self._fd, self._read)

    def close(self) -> None:
        """Give the terminal back as it was."""
        with suppress(OSError, ValueError):
            self._loop.remove_reader(self._fd)
        self.restore()

    def restore(self) -> None:
        """Give the terminal back, at any time and from any thread."""
        import termios

        if self._before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._fd, termios.TCSANOW, self._before)

    def use_lines(self, whole: bool) -> None:
        """Read whole lines, which the terminal shows and corrects, or single keys again."""
        self._whole_lines = whole
        self._apply()

    def _apply(self) -> None:
        import termios

        if self._before is None:
            return
        changed = [*self._before[:6], list(self._before[6])]
        flags = termios.ICANON | termios.ECHO
        changed[3] = changed[3] | flags if self._whole_lines else changed[3] & ~flags
        changed[3] |= termios.ISIG
        off = b"\0"
        with suppress(OSError, ValueError):
            off = bytes([os.fpathconf(self._fd, "PC_VDISABLE")])
        for name in (termios.VINTR, termios.VQUIT):
            changed[6][name] = off
        if not self._whole_lines:
            changed[6][termios.VMIN], changed[6][termios.VTIME] = 1, 0
        with suppress(termios.error):
            termios.tcsetattr(self._fd, termios.TCSANOW, changed)

    def _read(self) -> None:
        try:
            data = os.read(self._fd, CHUNK)
        except InterruptedError:
            return
        except OSError:
            data = b""
            self._whole_lines = False
        if not data:
            if self._whole_lines:  # ctrl+d on an empty line
                self._pressed(KeyPress("escape"))
                return
            self._loop.remove_reader(self._fd)
            self._gone()
            return
        self._press(self._decoder.feed(data))
        if self._escape is not None:
            self._escape.cancel()
            self._escape = None
        if self._decoder.is_waiting:
            self._escape = self._loop.call_later(ESCAPE_SECONDS, self._end_escape)

    def _end_escape(self) -> None:
        self._escape = None
        self._press(self._decoder.flush())

    def _press(self, keys: list[KeyPress]) -> None:
        for key in keys:
            self._pressed(key)


WINDOWS_KEYS: Final = {"H": "up", "P": "down", "K": "left", "M": "right", "I": "pageup", "Q": "pagedown"} | {
    "G": "home",
    "O": "end",
    "S": "delete",
    ";": "f1",
    "\x0f": "shift+tab",
}
"""Keys by the second character that Windows gives for them."""


class WindowsKeyboard:
    """A Windows console: a thread waits for keys, because the event loop can't.

    Args:
        loop: the event loop.
        pressed: called for each key, in the event loop.
        read: returns the next character when there is one.
    """

    edits_lines = False

    def __init__(
        self, loop: AbstractEventLoop, pressed: Callable[[KeyPress], None], read: Callable[[], str] | None = None
    ) -> None:
        self._loop = loop
        self._pressed = pressed
        self._read = read
        self._is_open = False

    def open(self) -> None:
        """Read single keys from now on; they aren't shown."""
        import threading

        if self._read is None:
            self._read = _console_reader()
        self._is_open = True
        threading.Thread(target=self._run, name="keyboard", daemon=True).start()

    def close(self) -> None:
        """Read no more."""
        self._is_open = False

    def use_lines(self, whole: bool) -> None:
        """Nothing to do: what is typed is shown by us."""

    def _reads(self) -> bool:
        return self._is_open

    def _run(self) -> None:
        assert self._read is not None  # noqa: S101  (`open` has set it)
        while self._reads():
            character = self._read()
            key = KeyPress(WINDOWS_KEYS.get(self._read(), "")) if character in ("\0", "\xe0") else key_of(character)
            if self._reads() and key.name and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._pressed, key)


def _console_reader() -> Callable[[], str]:
    """Return what reads a character of the console without showing it."""
    if sys.platform != "win32":
        raise RuntimeError("only Windows has this console")
    import msvcrt

    return msvcrt.getwch

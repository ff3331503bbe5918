"""Writes lines: each is safe to print, and a terminal that doesn't read holds nobody up."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from runstrength.cells import wrap
from runstrength.text import printable

if TYPE_CHECKING:
    from typing import TextIO

BELL: Final = "\a"


class LineWriter:
    """Lines of text, and characters that are typed into the last one. Nothing that was written is changed later.

    Args:
        write: writes a text.
        width: returns the columns of the terminal, 0 for a line that is never broken.
    """

    def __init__(self, write: Callable[[str], None], width: Callable[[], int] = lambda: 0) -> None:
        self._write = write
        self._width = width
        self._is_open = False

    def say(self, text: str) -> None:
        """Write a line, broken between words where it is wider than the terminal, which would break it within them."""
        self.close()
        width = self._width() if text else 0
        for line in wrap(text, width) if width else filter(None, (printable(text),)):
            self._write(f"{line}\n")

    def echo(self, character: str) -> None:
        """Write a typed character."""
        self._is_open = True
        self._write(printable(character))

    def close(self) -> None:
        """End a line into which something was typed."""
        if self._is_open:
            self._is_open = False
            self._write("\n")

    def ring(self) -> None:
        """Ring the terminal's bell."""
        self._write(BELL)


def columns_of(stream: TextIO) -> int:
    """Return the columns of the terminal that a stream writes to; 0 for a file or a pipe, or if nobody knows."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0


class ThreadedWriter:
    """Writes to a stream in a thread of its own, in order.

    Args:
        stream: where to write.
        gone: called in that thread with the error when the stream can't be written any more.
    """

    def __init__(self, stream: TextIO, gone: Callable[[Exception], None]) -> None:
        self._stream = stream
        self._gone = gone
        self._texts: queue.SimpleQueue[str | threading.Event] = queue.SimpleQueue()
        self._is_gone = False
        threading.Thread(target=self._run, name="lines", daemon=True).start()

    def write(self, text: str) -> None:
        """Write a text soon."""
        if not self._is_gone:
            self._texts.put(text)

    def flush(self, seconds: float) -> bool:
        """Wait until everything is written, but no longer than some seconds; return whether it is."""
        written = threading.Event()
        self._texts.put(written)
        return written.wait(seconds)

    def _run(self) -> None:
        while True:
            item = self._texts.get()
            if isinstance(item, threading.Event):
                item.set()
                continue
            if self._is_gone:
                continue
            try:
                self._stream.write(item)
                self._stream.flush()
            except (OSError, ValueError) as error:
                self._is_gone = True
                self._gone(error)

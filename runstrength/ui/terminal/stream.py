"""The stream of the terminal that the app draws on."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import TextIOWrapper


def screen_stream() -> TextIOWrapper | None:
    """Return the stream for drawing: standard error like Textual, or standard output if errors go to a file."""
    error, output = sys.__stderr__, sys.__stdout__
    if sys.platform == "win32" or (output is not None and output.isatty() and not (error and error.isatty())):
        return output
    return error


def say(stream: TextIOWrapper, text: str, seconds: float) -> None:
    """Write to the terminal of an app that has ended, and give up after `seconds`."""
    if not text:
        return
    try:
        from runstrength.ui.terminal.output import ALL_OFF, write_within
    except ImportError:  # where there is no termios
        with suppress(OSError):
            stream.write(text)
            stream.flush()
        return
    with suppress(OSError):
        stream.flush()
        data = text.encode(stream.encoding, stream.errors or "strict")
        # What isn't read yet restores the terminal.
        write_within(stream.fileno(), data, seconds, force=True, unread=ALL_OFF.encode("ascii"))

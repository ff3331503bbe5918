"""Which terminal driver the app runs on."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import constants

if TYPE_CHECKING:
    from io import TextIOWrapper

    from textual.driver import Driver


def screen_stream() -> TextIOWrapper | None:
    """Return what the app draws on: standard error, as Textual does, or output where errors go to a file."""
    error, output = sys.__stderr__, sys.__stdout__
    if sys.platform == "win32" or (output is not None and output.isatty() and not (error and error.isatty())):
        return output
    return error


def say(stream: TextIOWrapper, text: str, seconds: float) -> None:
    """Write to the terminal past the app, for at most so many seconds where it does not take it at once."""
    if not text:
        return
    try:
        from runstrength.ui.terminal.output import write_within
    except ImportError:  # where there is no termios
        with suppress(OSError):
            stream.write(text)
            stream.flush()
        return
    with suppress(OSError):
        stream.flush()
        data = text.encode(stream.encoding, stream.errors or "strict")
        write_within(stream.fileno(), data, seconds, force=True)


def driver() -> type[Driver] | None:
    """Return our driver for a real terminal, or None where Textual's own choice is the right one."""
    if sys.platform == "win32" or constants.DRIVER is not None:
        return None
    if sys.__stdin__ is None or not sys.__stdin__.isatty():
        return None
    try:
        from runstrength.ui.quiet_driver import QuietDriver
    except (ImportError, AttributeError):  # no termios, or a Textual that keeps elsewhere what ours is made of
        return None
    return QuietDriver

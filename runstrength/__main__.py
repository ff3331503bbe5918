"""The way in: `runstrength`, and `python -m runstrength`."""

import gc
import os
import sys

try:  # what `signal` is made of; that would first import `enum`, and ctrl+c in the meantime be a traceback
    import _signal as signal  # type: ignore[import-not-found]
except ImportError:
    import signal

TYPE_CHECKING = False  # `typing` takes a while to import
if TYPE_CHECKING:
    import types


YOUNG = 10_000
"""New objects after which the garbage collector looks through them; with its own 700 it looked 34 times at modules that
stay, before there was anything to see."""


def _leave(number: int, _: object) -> None:
    """End at once: nothing has begun yet."""
    os._exit(128 + number)


def _tell(kind: type[BaseException], error: BaseException, trace: "types.TracebackType | None") -> None:
    """Show an error that nobody caught, but not ctrl+c, which can come where nobody can catch it."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)


def main() -> None:
    """Run the command line; ctrl+c ends it without a traceback from the first import to the last line."""
    sys.excepthook = _tell
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    from runstrength.cli import main as command_line

    if signal.getsignal(signal.SIGINT) is _leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        command_line()
    finally:
        # What is left takes a moment, and the terminal is the shell's again.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    main()

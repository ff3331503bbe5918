"""The entry point of `runstrength` and `python -m runstrength`."""

import gc
import os
import sys

try:  # the C part of `signal`, which imports `enum` first: ctrl+c would meanwhile print a traceback
    import _signal as signal  # type: ignore[import-not-found]
except ImportError:
    import signal

TYPE_CHECKING = False  # `typing` is slow to import
if TYPE_CHECKING:
    import types


GC_THRESHOLD = 10_000
"""New objects that start a collection; with the default of 700 there would be 34 during the imports."""


def _exit_on_signal(number: int, _: object) -> None:
    """Exit immediately: nothing has started yet."""
    os._exit(128 + number)


def _print_exception(kind: type[BaseException], error: BaseException, trace: "types.TracebackType | None") -> None:
    """Print an uncaught exception, except ctrl+c, which can be raised where it cannot be caught."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)


def _end_if_interrupted(unraisable: "sys.UnraisableHookArgs") -> None:
    """Print an exception that nobody can catch; but exit if it is a ctrl+c, which would be without effect."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    os._exit(128 + signal.SIGINT)


def main() -> None:
    """Run the command line; ctrl+c ends it without a traceback, from the first import to the last line."""
    sys.excepthook = _print_exception
    sys.unraisablehook = _end_if_interrupted
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _exit_on_signal)
    gc.set_threshold(GC_THRESHOLD, *gc.get_threshold()[1:])
    from runstrength.cli import main as command_line

    if signal.getsignal(signal.SIGINT) is _exit_on_signal:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        command_line()
    except RuntimeError as error:
        # Python 3.11 raises it in place of a ctrl+c that comes while a class is created (`__set_name__`).
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        sys.exit(128 + signal.SIGINT)
    finally:
        # Shutdown takes a moment, in which the shell already has the terminal.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    main()

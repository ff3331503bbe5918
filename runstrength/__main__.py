"""The way in: `runstrength`, and `python -m runstrength`."""

import os

try:  # what `signal` is made of; that would first import `enum`, and ctrl+c in the meantime be a traceback
    import _signal as signal  # type: ignore[import-not-found]
except ImportError:
    import signal


def _leave(number: int, _: object) -> None:
    """End at once: nothing has begun yet."""
    os._exit(128 + number)


def main() -> None:
    """Run the command line; ctrl+c ends it without a traceback from the first import to the last line."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)
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

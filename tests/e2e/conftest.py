"""What the tests in a real pseudo-terminal share."""

import signal
import sys

import pytest


@pytest.fixture(autouse=True)
def _interrupts_are_heard() -> None:
    """Give the programs under test Ctrl+C, which a shell takes away from what it runs in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def program() -> list[str]:
    """Return the command that starts runstrength."""
    return [sys.executable, "-m", "runstrength"]

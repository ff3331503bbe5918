"""What the tests in a real pseudo-terminal share."""

import sys

import pytest


@pytest.fixture
def program() -> list[str]:
    """Return the command that starts runstrength."""
    return [sys.executable, "-m", "runstrength"]

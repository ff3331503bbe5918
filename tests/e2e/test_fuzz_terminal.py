"""The real program under random keys, clicks, pastes, sizes and answers; `tools/fuzz_terminal.py` does more of it."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from tools.fuzz_terminal import runs

pytestmark = [pytest.mark.e2e, pytest.mark.paced]


@pytest.mark.parametrize("seed", [2, 3])
def test_a_moment_of_noise(program: list[str], seed: int) -> None:
    """Nothing ends the program but a key that quits it, nothing is logged, raw or unsaid, and a signal is obeyed."""
    counts: Counter[str] = Counter()
    until = time.monotonic() + 9
    assert list(runs(seed, 400, until, program=program, each=200, counts=counts)) == []
    assert counts["runs"]

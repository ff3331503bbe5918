"""Three hundred runners drawn at random, a year each, and what the coach must never do to them.

pytest -m long tests/unit/test_population.py -s       prints a report; about a quarter of an hour of processor time
"""

from __future__ import annotations

import pytest

from tests.support.population import Year, draw, faults, report

RUNNERS = 300
TOGETHER = 20
"""Runners of one test, so that several processes can share the population."""


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(0, RUNNERS, TOGETHER))
def test_a_population(first: int) -> None:
    """Nobody gets a dose out of range, a load that jumps, an eased day with more, or less without a reason.

    Nobody who trains and answers is stuck, comes back to more than before, or goes on without a lighter week. Nothing
    changes without being said, nothing is said twice, and nobody's legs are trained in the days after a race.
    """
    years = [Year(draw(seed)).live() for seed in range(first, first + TOGETHER)]
    print(report(years))  # noqa: T201  (it is there to be read)
    assert [str(fault) for lived in years for fault in faults(lived)] == []

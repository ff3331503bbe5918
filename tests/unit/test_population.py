"""Three hundred runners drawn at random, two years each, and what the coach must never do to them.

pytest -m long tests/unit/test_population.py -s       prints a report; more than half an hour of processor time
"""

from __future__ import annotations

import dataclasses

import pytest

from tests.support.population import Life, Year, draw, faults, hops_of, is_heavy, of_once, report

RUNNERS = 300
TOGETHER = 20
"""Runners of one test, so that several processes can share the population."""
ADJUSTABLE = tuple(float(weight) for weight in range(2, 41))
"""Weights in kilograms of somebody whose dumbbells can be adjusted."""
LIFTED = 20
"""Weeks after which lifts are heavy."""
HEAVY = 0.8
"""Of what can be lifted once, for strength (ACSM 2026)."""


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(0, RUNNERS, TOGETHER))
def test_nobody_gets_a_dose_out_of_range(first: int) -> None:
    """Nobody gets a dose out of range, a load that jumps, an eased day with more, or less without a reason.

    Nobody who trains and answers is stuck, comes back to more than before, or goes on without a lighter week. Nothing
    changes without being said, nothing is said twice, and nobody's legs are trained in the days after a race. Nobody
    jumps who is a beginner, sore, in pain or around a race, nor more than a tenth more; in a year it is twice as much.
    """
    years = [Year(draw(seed)).live() for seed in range(first, first + TOGETHER)]
    print(report(years))  # noqa: T201  (it is there to be read)
    assert [str(fault) for lived in years for fault in faults(lived)] == []


@pytest.mark.parametrize("seed", [2, 3])
def test_two_of_them(seed: int) -> None:
    """Two of them, who accept what is offered, for thirty weeks."""
    lived = Year(draw(seed)).live(30)
    assert hops_of(lived)
    assert [str(fault) for fault in faults(lived)] == []


def lifter(seed: int) -> Life:
    """Return somebody of the population with weights and time enough, who trains twice a week."""
    return dataclasses.replace(
        draw(seed),
        level=("intermediate", "advanced")[seed % 2],
        equipment=("bodyweight", "dumbbell"),
        owned=ADJUSTABLE,
        medium=10.0,
        minutes=(30.0, 45.0, None)[seed % 3],
        days=(0, 3),
        answers=1.0,
        checks_in=0.0,
        logs_weights=True,
        away=frozenset(),
        race_week=None,
        race_later=None,
        logs_runs="no",
        beside="",
        hurts="",
        accepts=True,
    )


def lifted(lived: Year) -> dict[str, float]:
    """Return the heaviest set of each lift of the heavy phase, as a part of what could be lifted once."""
    most: dict[str, float] = {}
    for number, (_, plan, _) in enumerate(lived.plans):
        for step in plan.steps:
            if step.phase == "work" and is_heavy(step) and step.exercise in lived.left.get(number, {}):
                part = of_once(step, lived.left[number][step.exercise])
                most[step.exercise] = max(part, most.get(step.exercise, 0.0))
    return most


def assert_heavy(seed: int) -> None:
    """Check that somebody lifts heavily after twenty weeks."""
    heavy = [exercise for exercise, part in lifted(Year(lifter(seed)).live(LIFTED)).items() if part >= HEAVY]
    assert len(heavy) >= 3, (seed, heavy)


@pytest.mark.parametrize("seed", [0, 1])
def test_three_lifts_become_heavy(seed: int) -> None:
    """With weights enough, twice a week, three lifts reach four fifths of what could be lifted once, by week 20."""
    assert_heavy(seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(0, 100, TOGETHER))
def test_three_lifts_become_heavy_for_everybody(first: int) -> None:
    """The same for a hundred runners."""
    for seed in range(first, first + TOGETHER):
        assert_heavy(seed)

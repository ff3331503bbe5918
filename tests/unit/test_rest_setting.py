"""The rest that a person set is used after each round, unless the routine has its own, and not outside of sessions."""

from __future__ import annotations

from runstrength.coach.prescription import Choices, prescribe
from runstrength.session.plan import Plan
from runstrength.settings import Settings
from tests.support.plans import block, library, routine_of, slot


def rests(plan: Plan) -> set[float]:
    """Return the seconds between the rounds of a plan's blocks: all but the longest, which is between two blocks."""
    return {step.seconds for step in plan.steps if step.phase == "rest"}


def planned(name: str, **changes: object) -> Plan:
    """Return the plan of a routine with settings."""
    choices = Choices.from_settings(Settings(minutes=0)).with_changes(changes)
    return prescribe(library().routine(name), library(), choices)


def test_the_rest_of_the_settings() -> None:
    """The rests of the runner's routine are those of the settings; without one, those of the level."""
    assert planned("runner") == planned("runner", rest=0)
    level, longer = planned("runner"), planned("runner", rest=150)
    assert longer.seconds > level.seconds
    assert max(rests(longer)) - max(rests(level)) == 150 - library().levels["beginner"].round_rest


def test_the_rest_of_a_routine_wins() -> None:
    """A routine's own rest stays, and so do self-checks and warm-ups."""
    routine = routine_of([block(slot("squat"), sets=2, rest=40)])
    choices = Choices.from_settings(Settings(minutes=0, rest=150))
    assert prescribe(routine, library(), choices) == prescribe(routine, library(), choices.with_changes({"rest": 0}))
    for name in ("check", "warmup-5"):
        assert planned(name, rest=150) == planned(name)

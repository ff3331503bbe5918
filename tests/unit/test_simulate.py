"""A session that nobody timed is one that was done as planned."""

from __future__ import annotations

import pytest

from runstrength.session.plan import Plan
from runstrength.session.simulate import simulate
from runstrength.session.state import Mode
from tests.support.loops import looped
from tests.support.plans import plan_of


@looped("level", ["beginner", "advanced"])
@looped("routine", ["runner", "warmup-5", "core"])
def test_every_set_as_it_was_asked_for(level: str, routine: str) -> None:
    """Every set of the plan is logged with its target, at its moment, and the session ends when the plan does."""
    plan = plan_of(routine, level)
    session = simulate(plan)
    works = [step for step in plan.steps if step.phase == "work"]
    assert session.mode is Mode.ENDED
    assert session.state.completed
    assert session.state.ended == pytest.approx(plan.seconds)
    assert [item.step for item in session.state.log] == [step.index for step in works]
    for item, step in zip(session.state.log, works, strict=True):
        assert item.at == pytest.approx(step.starts_at)
        assert item.seconds == pytest.approx(step.seconds)
        # Nobody said how many there were of as many as possible.
        assert item.done == (None if step.target.kind == "amrap" else pytest.approx(step.expected))
        assert not item.skipped


def test_a_plan_without_steps_was_not_done() -> None:
    """Where there is nothing to do, nothing was done."""
    with pytest.raises(ValueError, match="without steps"):
        simulate(Plan("x", "X", "session", "beginner", (), {}))

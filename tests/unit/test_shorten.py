"""Only ten more minutes: what is to come is fitted into the time that is left."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.session.commands import (
    Back,
    Done,
    IllegalCommandError,
    Pause,
    Refit,
    Refitted,
    Resume,
    Skip,
    Start,
    Stop,
)
from runstrength.session.engine import Session
from runstrength.session.plan import LearnedPace, Plan, Step
from runstrength.session.shorten import shorten
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record
from tests.support.loops import looped
from tests.support.past_samples import MONDAY
from tests.support.plans import (
    OWN_PLANS,
    T0,
    do,
    go_to,
    plan_of,
    refused,
    run_through,
    small_plan,
    started,
    wait_for,
    works,
)

GRACE = 30
RESTS = (60.0, 45.0)


def after(plan: Plan, index: int) -> dict[str, int]:
    """Return how many sets of each block are to come after a step."""
    rounds = {(step.block, step.set) for step in works(plan) if step.index > index}
    return {name: len(list(some)) for name, some in groupby(sorted(rounds), key=lambda one: one[0])}


def first_of(plan: Plan, label: str, number: int, phase: str = "work") -> int:
    """Return the place of the first step of a slot in a set."""
    return next(step.index for step in plan.steps if (step.label, step.set, step.phase) == (label, number, phase))


def short_of_sides(plan: Plan) -> list[tuple[str, int]]:
    """Return the slots of which one side is not done."""
    sides: dict[tuple[str, int], list[str]] = {}
    for step in works(plan):
        if step.side is not None:
            sides.setdefault((step.label, step.set), []).append(step.side)
    return [slot for slot, done in sides.items() if sorted(done) != ["left", "right"]]


@looped(
    ("minutes", "left"),
    [
        (60, {"A": 3, "B": 3, "C": 3, "F": 1}),
        (36, {"A": 3, "B": 3, "C": 3}),
        (30, {"A": 2, "B": 2, "C": 2, "F": 1}),
        (20, {"A": 1, "B": 2, "C": 2}),
        (15, {"A": 2, "B": 2}),
        (10, {"A": 3}),
        (5, {"A": 1, "F": 1}),
        (1, {"A": 1}),
    ],
)
def test_what_is_kept(minutes: float, left: dict[str, int]) -> None:
    """As many blocks as fit, then sets, then the finisher; what is left out is left out at the end."""
    session = go_to(started(plan_of("runner")), 1)
    (event,) = session.apply(Refit(minutes * 60, RESTS), session.state.last_tick)
    assert isinstance(event, Refitted)
    assert after(session.plan, 1) == left
    assert session.snapshot(session.state.last_tick).left <= minutes * 60 + GRACE
    assert event.sets == 43 - session.plan.sets


def test_in_the_middle() -> None:
    """In the second of three rounds the first is what it was, and the numbers of sets are true from now on."""
    plan = plan_of("runner")
    session = go_to(started(plan), first_of(plan, "B1", 2))
    here = session.state.step
    log = session.state.log
    session.apply(Refit(600, RESTS), session.state.last_tick)
    new = session.plan
    assert session.state.log == log
    assert new.steps[: here.index - 5] == plan.steps[: here.index - 5]
    assert session.state.step == new.steps[here.index]
    assert (session.state.step.set, session.state.step.sets) == (2, 2)
    assert after(new, here.index) == {"B": 1, "C": 2}
    run_through(session)
    assert session.state.completed
    assert [item.step for item in session.state.log] == [step.index for step in works(new)]
    record = to_record(session, session.state.last_tick, id="x", started=MONDAY)
    assert record.planned_sets == new.sets
    assert record.planned_seconds == pytest.approx(new.seconds, abs=0.1)


@looped("phase", ["ready", "work", "switch", "rest"])
def test_in_every_phase(phase: str) -> None:
    """Whatever is under way goes on, what a break announces is done, and both sides of it are."""
    plan = plan_of("runner")
    index = next(step.index for step in plan.steps if step.phase == phase and step.set == 2)
    session = go_to(started(plan), index)
    wait_for(session, 2)
    before = session.snapshot(session.state.last_tick)
    session.apply(Refit(1), session.state.last_tick)
    view = session.snapshot(session.state.last_tick)
    assert (view.mode, view.elapsed, view.remaining, view.step.name) == (
        before.mode, before.elapsed, before.remaining, before.step.name,
    )  # fmt: skip
    assert not short_of_sides(session.plan)
    work = session.plan.work_of(index)
    assert {step.label for step in works(session.plan) if step.index > work.index} <= {work.label}
    run_through(session)
    assert session.state.completed


def test_in_a_pause_and_after_the_time() -> None:
    """A paused session stays paused; a rest that waits for a key goes on waiting."""
    session = go_to(started(plan_of("runner")), 1)
    do(session, Pause())
    session.apply(Refit(300), session.state.last_tick)
    assert session.mode is Mode.PAUSED
    do(session, Resume())
    assert session.state.mode is Mode.WORK
    waiting = Session(small_plan(), wait=True)
    waiting.apply(Start(), T0)
    go_to(waiting, 8)
    wait_for(waiting, 25)
    assert waiting.mode is Mode.OVERTIME
    waiting.apply(Refit(60), waiting.state.last_tick)
    assert waiting.mode is Mode.OVERTIME
    do(waiting, Done())
    assert waiting.state.step.index == 9


def test_before_and_after_the_session() -> None:
    """There is nothing to fit before a session has begun, nor after its end."""
    session = Session(small_plan())
    assert refused(started(small_plan()), Refit(float("nan")))
    assert refused(started(small_plan()), Refit(-1))
    with pytest.raises(IllegalCommandError):
        session.apply(Refit(60), T0)
    session.apply(Stop(), T0)
    assert refused(session, Refit(60))


def test_back_and_skip_still_work() -> None:
    """After a refit one can go back to what was done before it, and skip what is to come."""
    session = go_to(started(small_plan()), 7)
    session.apply(Refit(30, (5.0,)), session.state.last_tick)
    do(session, Back())
    assert session.state.step.index == 5
    do(session, Skip())
    go_to(session, 7)
    run_through(session)
    assert session.state.completed


def test_the_pace_of_the_person_counts() -> None:
    """What fits is judged by how long this person takes."""
    plan = plan_of("runner")
    slow = replace(plan, pace=LearnedPace(1.6, 1.2))
    left = [sum(after(shorten(one, one.steps[1], 1500, RESTS), 1).values()) for one in (plan, slow)]
    assert left[1] < left[0]


@given(OWN_PLANS, st.data())
def test_any_plan_at_any_step(plan: Plan, data: st.DataObject) -> None:
    """Any plan, at any step, keeps its past, ends in time unless only one exercise is left, and has no side short."""
    step: Step = data.draw(st.sampled_from(plan.steps))
    seconds = data.draw(st.floats(0, plan.seconds + 10))
    new = shorten(plan, step, seconds, data.draw(st.sampled_from([(), RESTS, (0.0,)])))
    work = plan.work_of(step.index)
    assert [one.index for one in new.steps] == list(range(len(new.steps)))
    assert new.steps[: work.index] == plan.steps[: work.index] or new.steps[work.index].sets != work.sets
    for old, kept in zip(plan.steps[: work.index + 1], new.steps, strict=False):
        assert (old.phase, old.label, old.side, old.set, old.seconds) == (
            kept.phase, kept.label, kept.side, kept.set, kept.seconds,
        )  # fmt: skip
    assert not set(short_of_sides(new)) - set(short_of_sides(plan))
    tail = new.steps[work.index + 1 :]
    only_this = {(one.label, one.set) for one in tail} <= {(work.label, work.set)}
    assert only_this or sum(one.seconds for one in tail) <= seconds + 0.01
    assert new.sets <= plan.sets
    assert new.seconds <= plan.seconds + 0.01
    assert all(one.set <= one.sets for one in new.steps)
    assert new.steps[-1].phase == "work"
    if seconds >= plan.seconds:
        assert new == plan

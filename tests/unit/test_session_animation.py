"""What moves on the stage: when it does, in which direction, and that the pace goes with what is heard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pytest
from msgspec.structs import replace

from runstrength import locations
from runstrength.catalogue.exercise import Exercise, Tempo
from runstrength.figure.motion import FRAME
from runstrength.figure.poses import Move, load_moves
from runstrength.session.cues import cues_for_step
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.ui.session.animation import moving, pace
from tests.support.loops import looped
from tests.support.plans import block, go_to, library, plan_of, routine_of, slot, started

KEYS = sorted(library().exercises)


@lru_cache(maxsize=1)
def moves() -> Mapping[str, Move]:
    """Return all movements."""
    return load_moves(locations.assets_dir())


def plans(key: str, *, hands_free: bool = False) -> Plan:
    """Return a plan with two sets of an exercise."""
    return plan_of(routine_of([block(slot(key), sets=2)]), hands_free=hands_free)


def at(plan: Plan, phase: str) -> Session:
    """Return a session at the first step of a phase."""
    return go_to(started(plan), next(step.index for step in plan.steps if step.phase == phase))


def stands(session: Session, plan: Plan, after: float = 0.0) -> bool:
    """Tell whether the figure stands still, as a person sees it."""
    shown = moving(session.snapshot(session.state.step_started + after), plan, moves())
    assert shown is not None
    return shown.changes_in is None


@looped("key", KEYS)
def test_each_exercise_has_a_figure(key: str) -> None:
    """Every exercise of the catalogue moves while it is announced, in get ready and in a rest."""
    plan = plans(key)
    for phase in ("ready", "rest"):
        assert not stands(at(plan, phase), plan)


@looped(("key", "moves"), [("squat", False), ("plank", False), ("side_lunge", True)])
def test_at_the_persons_own_pace_and_in_a_hold_it_stands_still(key: str, moves: bool) -> None:
    """At the person's own pace and in a hold it stands still; what has a rhythm of its own moves."""
    plan = plans(key)

    assert stands(at(plan, "work"), plan) != moves


@looped(("key", "moves"), [("squat", True), ("farmers_carry", True), ("plank", False)])
def test_hands_free_all_that_is_counted_or_carried_moves(key: str, moves: bool) -> None:
    """Hands-free all that is counted or carried moves, a hold does not."""
    plan = plans(key, hands_free=True)

    assert stands(at(plan, "work"), plan) != moves


def test_with_still_nothing_moves_in_any_phase() -> None:
    """With `still` nothing moves in any phase."""
    plan = plans("squat", hands_free=True)
    for phase in ("ready", "work", "rest"):
        session = at(plan, phase)
        pictures = set()
        for second in range(3):
            shown = moving(session.snapshot(session.state.step_started + second), plan, moves(), still=True)
            assert shown is not None
            assert shown.changes_in is None
            pictures.add(shown.drawn(30, 10))

        assert len(pictures) == 1


def test_it_looks_to_its_side() -> None:
    """The left side is the mirror image of the right one."""
    plan = plans("side_plank")
    left, right = at(plan, "work"), go_to(started(plan), 3)
    pictures = []
    for session in (left, right):
        shown = moving(session.snapshot(session.state.last_tick), plan, moves())
        assert shown is not None
        pictures.append((shown.mirrored, shown.drawn(30, 10)))

    assert (left.state.step.side, right.state.step.side) == ("left", "right")
    assert [mirrored for mirrored, _ in pictures] == [True, False]
    assert pictures[0][1] != pictures[1][1]


def test_a_frame_is_known_ahead() -> None:
    """Between two moments at which the picture changes it does not, and then it does."""
    plan = plans("squat")
    session = at(plan, "rest")
    began, seconds, pictures = session.state.step_started, 0.0, []
    for _ in range(40):
        shown = moving(session.snapshot(began + seconds), plan, moves())
        assert shown is not None
        assert shown.changes_in is not None
        assert shown.changes_in > 0
        just_before = moving(session.snapshot(began + seconds + shown.changes_in - 1e-4), plan, moves())
        assert just_before is not None
        assert just_before.drawn(60, 30) == shown.drawn(60, 30)
        pictures.append(shown.drawn(60, 30))
        seconds += shown.changes_in

    assert len(set(pictures)) > 10
    assert seconds >= 40 * FRAME - 1e-6


@looped("key", ["squat", "single_leg_glute_bridge", "single_leg_calf_raise", "plank_row", "push_up"])
def test_the_pace_goes_with_the_counts(key: str) -> None:
    """When a number is said, that rep is under way, and all before it are done."""
    plan = plans(key, hands_free=True)
    session = at(plan, "work")
    step, exercise = session.state.step, plan.exercises[key]
    counts = [cue for cue in cues_for_step(plan, step) if cue.cue is None and cue.at > 0]

    said = [pace(session.snapshot(session.state.step_started + cue.at), exercise, moves()) for cue in counts]

    assert [item.done if item else None for item in said] == list(range(round(step.target.value)))
    assert {item.word for item in said if item} <= {"Up", "Down", "Hold"}


@looped(("key", "first"), [("squat", "Down"), ("single_leg_glute_bridge", "Up"), ("push_up", "Down")])
def test_which_way_first(key: str, first: str) -> None:
    """A squat goes down first, a bridge up; the bar is as long as the body is high."""
    plan = plans(key, hands_free=True)
    session = at(plan, "work")
    start, later = (
        pace(session.snapshot(session.state.step_started + s), plan.exercises[key], moves()) for s in (0.01, 0.6)
    )

    assert start is not None
    assert later is not None
    assert start.word == first
    assert start.height == pytest.approx(1.0 if first == "Down" else 0.0, abs=0.05)
    assert (later.height < start.height) == (first == "Down")


def test_an_exercise_without_a_movement_has_a_pace() -> None:
    """An own exercise without a figure is paced by its tempo: down, hold, up, hold."""
    plan = plans("squat", hands_free=True)
    own = replace(plan.exercises["squat"], key="own", figure="", tempo=Tempo(down_s=1, bottom_s=0.5, up_s=1, top_s=0.5))
    session = at(plan, "work")
    each = session.state.step.seconds / session.state.step.target.value

    words = [
        pace(session.snapshot(session.state.step_started + each * part), own, moves()) for part in (0.1, 0.4, 0.6, 0.9)
    ]

    assert [item.word if item else "" for item in words] == ["Down", "Hold", "Up", "Hold"]
    assert moving(session.snapshot(session.state.step_started), replace_exercise(plan, own), moves()) is None


def replace_exercise(plan: Plan, exercise: Exercise) -> Plan:
    """Return the plan with another exercise in the place of the squat."""
    return replace(plan, exercises={"squat": exercise})

"""How much fits into the time there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.catalogue.routine import Routine
from runstrength.coach.pace import learned_pace
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.time_budget import duration, shorten_to
from runstrength.session.build_steps import build_steps
from runstrength.session.commands import Refit
from runstrength.session.plan import LearnedPace, Plan, PlannedBlock, PlannedSlot, SetDose, Target
from runstrength.session.record import Record
from runstrength.settings import LEVELS
from tests.support.loops import looped
from tests.support.past_samples import day, kept
from tests.support.plans import OWN_ROUTINES, block, library, plan_of, routine_of, slot, works

GRACE = 30


def sets_of(plan: Plan) -> dict[str, int]:
    """Return how many sets each block of a plan has."""
    return {step.block: step.sets for step in works(plan)}


def fitted(level: str, minutes: float, past: Sequence[Record] = (), **others: object) -> Plan:
    """Return the plan of the runner's supersets for so many minutes, two days after the newest session of a past."""
    now = past[0].started + timedelta(days=2) if past else day(100)
    return prescribe(
        library().routine("runner"),
        library(),
        Choices(level=level, minutes=minutes, **others),  # type: ignore[arg-type]
        Today(now, tuple(past)),
    )


def rests(plan: Plan) -> set[float]:
    """Return the breaks between the rounds of the blocks."""
    works_ = works(plan)
    found = set()
    for sooner, later in pairwise(works_):
        if later.block == sooner.block and later.set != sooner.set:
            found.add(round(later.starts_at - sooner.starts_at - sooner.seconds, 3))
    return found


@looped(
    ("level", "minutes", "sets", "rest", "seconds"),
    [
        ("beginner", 10, {"A": 3, "F": 1}, 60, 561),
        ("beginner", 15, {"A": 2, "B": 2, "F": 1}, 60, 870),
        ("beginner", 20, {"A": 2, "B": 2, "C": 2, "F": 1}, 60, 1218),
        ("intermediate", 10, {"A": 3}, 75, 607),
        ("intermediate", 15, {"A": 2, "B": 2}, 45, 905),
        ("intermediate", 20, {"A": 2, "B": 2, "F": 1}, 75, 1115),
        ("intermediate", 30, {"A": 2, "B": 2, "C": 2, "F": 1}, 75, 1507.4),
        ("intermediate", 40, {"A": 3, "B": 3, "C": 3, "F": 1}, 75, 2233.6),
        ("advanced", 10, {"A": 2, "F": 1}, 90, 622),
        ("advanced", 15, {"A": 4}, 45, 889),
        ("advanced", 20, {"A": 2, "B": 2}, 90, 1222),
        ("advanced", 30, {"A": 2, "B": 2, "C": 2}, 90, 1694),
        ("advanced", 45, {"A": 3, "B": 3, "C": 3}, 90, 2581),
        ("advanced", 60, {"A": 4, "B": 4, "C": 4, "F": 1}, 90, 3618),
    ],
)
def test_blocks_come_before_sets_sets_before_breaks(
    level: str, minutes: int, sets: dict[str, int], rest: float, seconds: float
) -> None:
    """Blocks come before sets, sets before breaks, breaks before the finisher; then what is unused is spent."""
    plan = fitted(level, minutes)
    assert sets_of(plan) == sets
    assert rests(plan) == {rest}
    assert plan.seconds == seconds


@pytest.mark.parametrize("level", LEVELS)
@looped("minutes", range(10, 61, 5))
@looped("before", [(), ("A",), ("B",), ("C",), ("A", "B"), ("B", "C"), ("A", "C")])
def test_whatever_the_level_the_time_and_whose_turn_it_is(level: str, minutes: int, before: tuple[str, ...]) -> None:
    """Whatever the level, the time and whose turn it is: it fits, uses three quarters, and no side is short."""
    past = [kept(plan_of("runner", level), day(1), only=lambda step: step.block in before)] if before else []
    plan = fitted(level, minutes, past)
    assert plan.seconds <= minutes * 60 + GRACE
    everything = plan.seconds == fitted(level, 600, past).seconds
    assert everything or plan.seconds >= 0.75 * minutes * 60
    assert max(sets_of(plan).values()) <= 4
    for step in works(plan):
        if step.side is not None:
            same = [other.side for other in works(plan) if (other.label, other.set) == (step.label, step.set)]
            assert sorted(side or "" for side in same) == ["left", "right"]


def test_it_says_why() -> None:
    """The plan says in one sentence what was chosen for the time, and in another what comes next time."""
    assert fitted("intermediate", 20).reasons == (
        "Only blocks A and B, with 2 sets instead of 3, because your time limit is 20 minutes.",
        "Blocks B and C next time, because blocks rotate.",
    )
    assert fitted("beginner", 30).reasons == ()
    assert fitted("advanced", 30).reasons == (
        "2 sets instead of 4 and no finisher, because your time limit is 30 minutes.",
    )
    assert "45 s between rounds" in fitted("intermediate", 15).reasons[0]


@pytest.mark.parametrize(("level", "minutes"), [("advanced", 5), ("beginner", 1)])
def test_where_nothing_fits_the_plan_is_the_shortest_there_is_and_says_so(level: str, minutes: int) -> None:
    """Where nothing fits the plan is the shortest there is, and says so."""
    plan = fitted(level, minutes)
    assert plan.reasons[0].startswith(f"Nothing fits in {minutes} minute")
    every = [
        plan_of("runner", level, blocks=(name,), sets=2, finisher=False).seconds
        - (library().levels[level].round_rest - 45)
        for name in "ABC"
    ]
    assert plan.seconds == min(every)


def test_any_block_before_none() -> None:
    """Where the block whose turn it is takes too long, one that fits takes its place."""
    assert list(sets_of(fitted("intermediate", 5))) == ["C"]


# -- what a person and a routine insist on -----------------------------------------------------------------------------


@looped("minutes", [5, 10, 20, 60])
def test_a_fixed_number_of_sets_is_kept(minutes: int) -> None:
    """A routine that says `sets = 3` gets three, and its own break is not shortened."""
    routine = routine_of([block(slot("plank", hold=30), sets=3, rest=90, name=name) for name in "AB"])
    plan = prescribe(routine, library(), Choices(minutes=minutes))
    assert set(sets_of(plan).values()) == {3}
    assert rests(plan) == {90}


@pytest.mark.parametrize("finisher", [True, False])
def test_the_finisher_can_be_insisted_on(finisher: bool) -> None:
    """A finisher that was asked for is always in, one that was declined never is."""
    for minutes in (1, 5, 10, 20, 35, 60):
        assert ("F" in sets_of(fitted("intermediate", minutes, finisher=finisher))) is finisher


def test_sets_and_blocks_can_be_insisted_on() -> None:
    """With --sets every block has so many, and with --blocks the others are not thought of."""
    assert sets_of(fitted("intermediate", 35, sets=4, finisher=False)) == {"A": 4, "B": 4}
    plan = fitted("intermediate", 30, blocks=("C",))
    assert sets_of(plan) == {"C": 3, "F": 1}
    assert plan.reasons == ()


def test_only_a_finisher() -> None:
    """A finisher alone is fitted too."""
    assert list(sets_of(fitted("intermediate", 10, blocks=()))) == ["F"]
    assert list(sets_of(fitted("intermediate", 1, blocks=()))) == ["F"]


@given(OWN_ROUTINES, st.sampled_from(LEVELS), st.integers(1, 120), st.none() | st.booleans())
def test_never_too_long_without_a_word(routine: Routine, level: str, minutes: int, finisher: bool | None) -> None:
    """Any routine fits or says that nothing does, never gets too many sets, and has a reason if it differs."""
    if finisher is False and all(one.finisher for one in routine.blocks):
        return
    plan = prescribe(routine, library(), Choices(level=level, minutes=minutes, finisher=finisher))
    assert plan.steps
    whole = prescribe(routine, library(), Choices(level=level, finisher=finisher))
    too_long = plan.seconds > minutes * 60 + GRACE + 0.5
    assert bool(plan.reasons) == (too_long or plan.steps != whole.steps)
    if plan.seconds > minutes * 60 + GRACE + 0.5:
        assert plan.reasons[0].startswith("Nothing fits")
    for one in routine.blocks:
        sets = sets_of(plan).get(one.name)
        if sets is not None and not one.is_circuit:
            low, high = one.own_sets or (2, 4)
            assert low <= sets / one.times <= high


SECONDS = st.floats(0, 100).map(lambda seconds: round(seconds, 3))
PLANNED = st.builds(
    PlannedBlock,
    name=st.just("A"),
    slots=st.lists(
        st.builds(
            PlannedSlot,
            exercise=st.just("squat"),
            target=st.just(Target("reps", 8, 8, 15)),
            per_side=st.booleans(),
            alternating=st.just(False),
            seconds=SECONDS.filter(lambda seconds: seconds > 0),
            timed=st.booleans(),
            expected=st.just(8),
            one_more=st.sampled_from(["", "", "left", "right", "both"]),
            rest=st.sampled_from([None, None, 0, 12.5]),
            only_side=st.sampled_from([None, None, "left"]),
            by_set=st.sampled_from(
                [(), (), (SetDose(Target("reps", 2, 2, 8), 6.0, 2), SetDose(Target("reps", 8, 2, 8), 24.0, 8))]
            ),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    sets=st.integers(1, 4),
    rest=SECONDS,
    rest_after=SECONDS,
    rest_before=st.none() | SECONDS,
    ready=SECONDS,
    switch=SECONDS,
    lead_in=SECONDS,
    straight=st.booleans(),
    every=st.sampled_from([0.0, 0.0, 20.0, 60.0]),
    times=st.sampled_from([1, 1, 2, 3]),
)


@given(st.lists(PLANNED, min_size=1, max_size=3), st.builds(LearnedPace, st.floats(0.6, 1.8), st.floats(0.6, 1.8)))
def test_lengths_are_those_of_the_steps(blocks: list[PlannedBlock], pace: LearnedPace) -> None:
    """The length of blocks is what their steps add up to, at any pace."""
    steps = build_steps(blocks, library().exercises, lead_in=blocks[0].lead_in)
    plan = Plan("", "", "session", "", steps, {}, pace=pace)
    assert duration(blocks) == pytest.approx(sum(step.seconds for step in steps), abs=0.001)
    assert duration(blocks, pace) == pytest.approx(plan.expected, abs=0.01)


def test_only_ten_more_minutes() -> None:
    """In the middle of a session the same grace and the same shorter breaks hold."""
    assert shorten_to(10, library().coach_rules.fit) == Refit(630, (60, 45))


# -- how long it really takes ------------------------------------------------------------------------------------------


def test_the_estimate_is_learned() -> None:
    """From three whole sessions on, the median of actual to planned counts, for work and breaks by themselves."""
    plan = plan_of("runner")
    sessions = [kept(plan, day(n), work=work, breaks=breaks) for n, (work, breaks) in enumerate([(1.2, 0.9)] * 3)]
    assert learned_pace(sessions, library()) == LearnedPace(1.2, 0.9)
    assert learned_pace(sessions[:2], library()) == LearnedPace()
    odd = kept(plan, day(4), work=1.7, breaks=1.5)
    assert learned_pace([odd, *sessions], library()) == LearnedPace(1.2, 0.9)


@pytest.mark.parametrize(("factor", "learned"), [(5.0, 1.8), (0.1, 0.6)])
def test_what_is_learned_has_bounds(factor: float, learned: float) -> None:
    """Nobody takes five times as long as planned for good."""
    sessions = [kept(plan_of("runner"), day(n), work=factor, breaks=factor) for n in range(3)]
    assert learned_pace(sessions, library()) == LearnedPace(learned, learned)


@looped(
    "change",
    [
        {"completed": False},
        {"kind": "warmup"},
        {"planned_seconds": 0.0},
        {"planned_sets": 99},
        {"sets": ()},
    ],
)
def test_what_nothing_is_learned_from(change: dict[str, Any]) -> None:
    """Sessions that ended early, warm-ups and sessions with gaps say nothing of how long a session takes."""
    sessions = [kept(plan_of("runner"), day(n), work=1.5, **change) for n in range(3)]
    assert learned_pace(sessions, library()) == LearnedPace()


def test_nothing_is_learned_hands_free() -> None:
    """Where every rep went by its tempo the person had no say."""
    sessions = [kept(plan_of("runner", hands_free=True), day(n), breaks=1.3) for n in range(3)]
    assert learned_pace(sessions, library()) == LearnedPace()


def test_the_plan_goes_by_what_was_learned() -> None:
    """A slow person's plan keeps its steps, ends later, and less of it fits."""
    past = [kept(plan_of("runner"), day(n), work=1.5) for n in range(3)]
    as_planned = [kept(plan_of("runner"), day(n)) for n in range(3)]
    quick, slow = fitted("intermediate", 60, as_planned), fitted("intermediate", 60, past)
    assert [step.seconds for step in slow.steps] == [step.seconds for step in quick.steps]
    assert slow.seconds == quick.seconds
    work = sum(step.seconds for step in works(quick) if not step.timed)
    assert slow.expected == pytest.approx(quick.expected + 0.5 * work)
    assert fitted("intermediate", 40, past).expected <= 40 * 60 + GRACE
    assert fitted("intermediate", 40, past).seconds < fitted("intermediate", 40, as_planned).seconds


def test_a_warm_up_has_its_own_time() -> None:
    """What sessions teach is not said of a warm-up, nor of work that goes by its tempo."""
    past = tuple(kept(plan_of("runner"), day(n), work=1.5) for n in range(3))
    today = Today(day(9), past)
    assert prescribe(library().routine("warmup-7"), library(), Choices(), today).pace == LearnedPace()
    assert prescribe(library().routine("runner"), library(), Choices(hands_free=True), today).pace == LearnedPace()

"""Whose turn it is where not all blocks of a routine fit into the time."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.coach.balance import Trained, balance_of
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.rotation import Rotation, last_blocks_done, longest_wait, rotation_start, sessions_waited
from runstrength.dates import day_of
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from runstrength.settings import LEVELS
from tests.support.loops import looped
from tests.support.past_samples import day, kept
from tests.support.plans import block, library, plan_of, routine_of, slot, works


def blocks_of(plan: Plan) -> str:
    """Return the blocks of a plan, the finisher too."""
    return "".join(dict.fromkeys(step.block for step in works(plan)))


def limited(level: str, minutes: float, past: Sequence[Record], when: float, routine: str = "runner") -> Plan:
    """Return the plan of a routine for so many minutes after a past."""
    choices = Choices(level=level, minutes=minutes)
    return prescribe(library().routine(routine), library(), choices, Today(day(when), tuple(past)))


def trained(**sets: int) -> dict[str, Trained]:
    """Return how many sets of the movement that was trained least each block had."""
    return {name: Trained("push", count, 4) for name, count in sets.items()}


@looped(
    ("count", "newest", "start"),
    [
        (2, (), "A"), (2, "AB", "B"), (2, "BC", "C"), (2, "AC", "A"),
        (1, "A", "B"), (1, "B", "C"), (1, "C", "A"),
        (1, "AB", "C"), (1, "BC", "A"), (2, "A", "B"), (2, "C", "A"), (2, "ABC", "A"), (1, "X", "A"),
    ],
)  # fmt: skip
def test_ab_bc_ca_a_b(count: int, newest: Sequence[str], start: str) -> None:
    """AB, BC, CA; A, B, C; and after another number of blocks the next one that was not done."""
    assert "ABC"[rotation_start("ABC", count, tuple(newest))] == start
    assert Rotation(tuple(newest)).order("ABC", count)[0] == start


def test_turns_of_blocks_that_were_picked() -> None:
    """After blocks that are not neighbours, the first one that was left out is next."""
    assert rotation_start("ABCD", 1, ("A", "C")) == 1


def test_what_was_trained_least_comes_first() -> None:
    """The block with the fewest sets of a movement has its turn; of two that are alike, the next in the order."""
    assert Rotation(("A",), trained(A=3, B=6, C=2)).order("ABC", 1) == ("C", "A", "B")
    assert Rotation((), trained(A=3, B=6, C=2), {"A": 2, "B": 1, "C": 0}).order("ABC", 1) == ("A", "B", "C"), (
        "C was last"
    )
    assert Rotation(("A",), trained(A=3, B=3, C=3)).order("ABC", 1) == ("B", "C", "A")
    assert Rotation(("A", "B"), trained(A=3, B=2, C=3)).order("ABC", 2)[:2] == ("B", "C")


def test_nobody_waits_for_too_long() -> None:
    """A block that would wait for more sessions than there are blocks comes before what was trained least."""
    sets = trained(A=9, B=1, C=1)
    assert Rotation(("B",), sets, {"A": 2, "B": 0, "C": 1}).order("ABC", 1)[0] == "C"
    late = Rotation(("C",), sets, {"A": 3, "B": 2, "C": 0})
    assert late.order("ABC", 1)[0] == "A"
    assert late.why("ABC", ("A",)) is None


def test_why_a_block_has_its_turn() -> None:
    """What was trained least is the reason only where the choice would be another without it."""
    turns = Rotation(("A",), trained(A=3, B=6, C=2))
    assert turns.why("ABC", ("C",)) == Trained("push", 2, 4)
    assert turns.why("ABC", ("A",)) is None, "another was trained less, but doesn't fit"
    assert Rotation(("A",), trained(A=2, B=2, C=2)).why("ABC", ("B",)) is None, "all are alike"
    last = Rotation(("A",), trained(A=0, B=6, C=2), {"A": 0, "B": 1, "C": 2})
    assert last.why("ABC", ("C",)) == Trained("push", 2, 4), "those of the last session don't compete"
    assert last.why("AC", ("C",)) is None
    assert turns.why("ABC", ()) is None


@given(st.integers(2, 6), st.data())
def test_every_block_has_its_turn(blocks: int, data: st.DataObject) -> None:
    """Whatever else is trained, and however many blocks fit, none waits for more sessions than there are blocks."""
    names = "ABCDEF"[:blocks]
    sets = {name: data.draw(st.integers(0, 3)) for name in names}
    waited, newest = dict.fromkeys(names, 0), tuple[str, ...]()
    for _ in range(4 * blocks):
        count = data.draw(st.integers(1, blocks - 1))
        done = Rotation(newest, trained(**sets), waited).order(names, count)[:count]
        waited = {name: 0 if name in done else wait + 1 for name, wait in waited.items()}
        newest = tuple(done)
        assert max(waited.values()) <= blocks


def test_what_counts_as_part_of_a_routine() -> None:
    """The newest session that did some blocks and not all says whose turn it was; skipped ones were not done."""
    plan = plan_of("runner")
    some = kept(plan, day(2), only=lambda step: step.block == "B")
    whole = kept(plan, day(3))
    assert last_blocks_done([whole, some], "runner", "ABC") == ("B",)
    assert last_blocks_done([whole], "runner", "ABC") == ()
    assert last_blocks_done([some], "core", "ABC") == ()


def test_how_long_blocks_waited() -> None:
    """A block waits in every session of the routine that did others; one that was never done waited in all of them."""
    plan = plan_of("runner")
    first = kept(plan, day(2), only=lambda step: step.block == "A")
    second = kept(plan, day(3), only=lambda step: step.block == "C")
    other, finisher = kept(plan_of("core"), day(4)), kept(plan, day(5), only=lambda step: step.finisher)
    assert sessions_waited([finisher, other, second, first], "runner", "ABC") == {"A": 1, "B": 2, "C": 0}
    assert sessions_waited([], "runner", "ABC") == {"A": 0, "B": 0, "C": 0}


def test_how_many_days_a_block_waited() -> None:
    """What counts is the time up to the last session of the routine, not the time since."""
    plan = plan_of("runner")
    newer = kept(plan, day(20), only=lambda step: step.block == "C")
    older = kept(plan, day(1), only=lambda step: step.block == "A")
    assert longest_wait([kept(plan_of("core"), day(30)), newer, older], "runner", "ABC") == 19
    assert longest_wait([], "runner", "ABC") == 0


# -- in plans ----------------------------------------------------------------------------------------------------------


def test_ten_minutes_at_a_time() -> None:
    """The first sessions are A, B, C; then B and C more often, because A has the movements of both."""
    past: list[Record] = []
    for number in range(8):
        past.insert(0, kept(limited("intermediate", 10, past, number), day(number)))
    done = ["".join(dict.fromkeys(item.block for item in record.sets)) for record in reversed(past)]
    assert [blocks[0] for blocks in done] == ["A", "B", "C", "B", "A", "C", "B", "C"]


def test_what_was_trained_elsewhere_counts() -> None:
    """A routine with calf raises leaves the block with them for later; without it that block is next."""
    past = [kept(limited("intermediate", 10, (), 0), day(0))]
    legs = kept(plan_of("legs"), day(1))
    assert blocks_of(limited("intermediate", 10, past, 3))[0] == "B"
    assert blocks_of(limited("intermediate", 10, [legs, *past], 3))[0] == "C"


def test_a_finisher_that_was_missing_for_weeks_comes_before_more_sets() -> None:
    """Where nothing of the finisher was trained for weeks, it comes instead of the last set; then sets are back."""
    past: list[Record] = []
    finishers, sets = [], []
    for number in range(8):
        plan = limited("intermediate", 10, past, number)
        past.insert(0, kept(plan, day(number)))
        finishers.append("F" in blocks_of(plan))
        sets.append(max(step.sets for step in works(plan)))
    assert finishers == [False, False, False, False, True, False, False, False]
    assert sets[0] == 3
    assert sets[4] == 2
    assert "F" not in blocks_of(prescribe(
        library().routine("runner"), library(), Choices(level="intermediate", minutes=10, finisher=False),
        Today(day(4), tuple(past[-4:])),
    )), "it was declined"  # fmt: skip


@looped("minutes", [10, 15])
def test_once_a_week_every_block_has_its_turn(minutes: float) -> None:
    """Where sessions are rare, blocks come one after the other, so that none waits for a month."""
    past: list[Record] = []
    last = dict.fromkeys("ABC", 0)
    for week in range(20):
        plan = limited("intermediate", minutes, past, 7 * week)
        past.insert(0, kept(plan, day(7 * week)))
        last |= dict.fromkeys(set(blocks_of(plan)) & set("ABC"), week)
        assert week - min(last.values()) < 4


@pytest.mark.parametrize("level", LEVELS)
@looped(("routine", "minutes"), [("runner", 10), ("pairs", 10), ("runner", 15), ("pairs", 15)])
def test_every_movement_has_its_turn(level: str, routine: str, minutes: int) -> None:
    """Who has ten or fifteen minutes twice a week for four months trains each movement of the routine in six weeks."""
    past: list[Record] = []
    for number in range(32):
        when = 3.5 * number
        past.insert(0, kept(limited(level, minutes, past[:40], when, routine), day(when)))
    wanted = {
        movement
        for one in library().routine(routine).blocks
        for part in one.slots
        for movement in library().exercises[part.exercise].movements
    }
    for until in range(43, 113, 7):
        found = balance_of(past, library().exercises, day_of(day(until)), weeks=6).movements
        assert {movement for movement in wanted if not found[movement]} == set(), until


def test_an_exercise_without_a_movement_counts_for_itself() -> None:
    """A block of exercises that say no movement has its turn by its own sets."""
    routine = routine_of(
        [
            block({"name": "Clamshell", "reps": 8}, rest=60),
            block({"name": "Fire hydrant", "reps": 8}, rest=60, name="B"),
            block(slot("plank", hold=30), rest=60, name="C"),
        ]
    )
    past: list[Record] = []
    for number in range(3):
        plan = prescribe(routine, library(), Choices(minutes=2), Today(day(number), tuple(past)))
        past.insert(0, kept(plan, day(number)))
    assert [record.sets[0].block for record in reversed(past)] == ["A", "B", "C"]

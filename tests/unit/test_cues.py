"""What is heard, when: one tone a moment, the strongest, and words for whatever the screen says about now."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.session.cues import NAMES, STRENGTH, Cue, announcement, cues_for_index, cues_for_step
from runstrength.session.plan import Plan
from runstrength.session.wording import number_words
from tests.support.loops import looped
from tests.support.plans import PLANS, block, library, plan_of, routine_of, slot, small_plan

ROUTINES = sorted(library().routine_files)
LEVELS = ["beginner", "intermediate", "advanced"]


COUNTS = {number_words(number) for number in range(1, 61)}


def simple(*slots: dict[str, object], hands_free: bool = False, **others: object) -> Plan:
    """Return the plan of one block, one set unless told otherwise."""
    return plan_of(routine_of([block(*slots, **{"sets": 1, **others})]), hands_free=hands_free)


def tones(plan: Plan, index: int, *, wait: bool = False) -> list[tuple[float, str]]:
    """Return the tones of a step."""
    return [(cue.at, cue.cue) for cue in cues_for_index(plan, index, wait=wait) if cue.cue]


def words(plan: Plan, index: int, *, wait: bool = False) -> list[tuple[float, str]]:
    """Return what is said in a step."""
    return [(cue.at, cue.say) for cue in cues_for_index(plan, index, wait=wait) if cue.say]


def moments(plan: Plan) -> dict[float, list[str]]:
    """Return the tones of a whole plan by their moment, steps that are not timed lasting as estimated."""
    found: dict[float, list[str]] = defaultdict(list)
    start = 0.0
    for step in plan.steps:
        for at, cue in tones(plan, step.index):
            found[round(start + at, 6)].append(cue)
        start += step.seconds
    return found


# -- the whole of a plan -----------------------------------------------------------------------------------------------


@looped("level", LEVELS)
@looped("name", ROUTINES)
def test_one_tone_a_moment(name: str, level: str) -> None:
    """In every built-in plan no two tones fall on one moment, the boundaries between steps included."""
    found = moments(plan_of(name, level, hands_free=True))
    assert {at: cues for at, cues in found.items() if len(cues) > 1} == {}


@given(PLANS)
def test_one_tone_a_moment_in_any_plan(plan: Plan) -> None:
    """In any plan no two tones fall on one moment, where steps end by themselves."""
    if all(step.timed for step in plan.steps):
        assert max(map(len, moments(plan).values())) == 1


@given(PLANS, st.booleans())
def test_any_cue_is_in_its_step(plan: Plan, wait: bool) -> None:
    """Cues come in order, inside their step, with a known name, and none is empty."""
    for step in plan.steps:
        cues = cues_for_index(plan, step.index, wait=wait)
        assert all(0 <= cue.at <= step.seconds for cue in cues)
        assert all(one.at <= two.at for one, two in pairwise(cues))
        assert {cue.cue for cue in cues} <= {*NAMES, None}
        assert all(cue.cue or cue.say for cue in cues)


@given(PLANS)
def test_every_set_is_announced(plan: Plan) -> None:
    """Before or as each set begins, its exercise and side are said, and something tells that it begins."""
    for step in plan.steps:
        if step.phase != "work":
            continue
        lead = [before for before in plan.steps[: step.index] if plan.work_of(before.index) is step]
        said = " ".join(say for place in (*lead, step) for _, say in words(plan, place.index)).lower()
        before = plan.steps[step.index - 1] if step.index else None
        if before is not None and before.phase in ("switch", "work") and "switch sides" in said:
            continue
        assert step.name.lower() in said
        assert step.side is None or f"{step.side} side" in said
        assert any(at == 0 for at, _ in tones(plan, step.index)) or before is None or before.timed


def test_the_strongest_wins_in_order() -> None:
    """The order of strength is that of the contract."""
    assert STRENGTH[:8] == ("finish", "switch", "block", "round", "rest", "end", "go", "ready")
    assert set(STRENGTH) <= set(NAMES)
    assert len(NAMES) == len(set(NAMES)) == 14


def test_the_runners_session_is_heard_as_it_goes() -> None:
    """The tones of the first block tell block, round, sides and sets apart, one tone a moment."""
    plan = plan_of("runner", "beginner")
    heard = [[cue for _, cue in tones(plan, index) if cue != "tick"] for index in range(20)]
    assert heard == [
        ["ready"],  # deadlift
        ["go"],
        ["switch"],
        ["go"],
        ["ready"],  # squat
        ["go"],
        ["ready"],  # plank
        ["go", "halfway"],  # its end is the beginning of the rest
        ["rest"],
        ["round"],
        ["go"],
        ["switch"],
        ["go"],
        ["ready"],
        ["go"],
        ["ready"],
        ["go", "halfway"],
        ["rest"],
        ["block"],
        ["go"],
    ]


# -- single steps ------------------------------------------------------------------------------------------------------


def test_the_first_step_of_the_contract() -> None:
    """Step 0 of the runner's session is heard as the contract prints it."""
    plan = plan_of("runner")
    assert cues_for_index(plan, 0) == (
        Cue(0.0, "ready", "Single-leg deadlift. Left side."),
        Cue(7.0, "tick"),
        Cue(8.0, "tick"),
        Cue(9.0, "tick"),
    )


def test_a_hold_of_thirty_seconds() -> None:
    """A long hold has go, halfway, ten seconds, three ticks and its end."""
    plan = simple(slot("plank", hold=30), slot("squat"))
    assert cues_for_index(plan, 1) == (
        Cue(0.0, "go"),
        Cue(15.0, "halfway", "Halfway"),
        Cue(20, "ten", "Ten seconds"),
        Cue(27, "tick"),
        Cue(28, "tick"),
        Cue(29, "tick"),
        Cue(30, "end"),
    )


@looped(
    ("hold", "names"),
    [
        (1, []), (2, ["tick"]), (3, ["tick"] * 2), (4, ["tick"] * 3), (19, ["tick"] * 3),
        (20, ["halfway", *["tick"] * 3]), (29, ["halfway", *["tick"] * 3]), (30, ["halfway", "ten", *["tick"] * 3]),
    ],
)  # fmt: skip
def test_which_cues_a_hold_is_long_enough_for(hold: int, names: list[str]) -> None:
    """Ticks need their second, halfway twenty seconds, ten seconds thirty; a tick never falls on the beginning."""
    plan = simple(slot("plank", hold=hold), slot("squat"))
    assert [cue for _, cue in tones(plan, 1)] == ["go", *names, "end"]


@pytest.mark.parametrize("ready", [1, 2, 3, 4, 10])
def test_ticks_of_a_lead_in(ready: int) -> None:
    """A lead-in ends with at most three ticks, the last a second before the set."""
    plan = simple(slot("plank", hold=20), ready=ready)
    assert tones(plan, 0) == [(0.0, "ready"), *((at, "tick") for at in range(max(1, ready - 3), ready))]


@pytest.mark.parametrize("exercise", ["squat", "farmers_carry"])
def test_reps_have_no_countdown(exercise: str) -> None:
    """What a person ends by a key has a go and nothing else."""
    plan = simple(slot(exercise), slot("plank"))
    assert cues_for_index(plan, 1) == (Cue(0.0, "go"),)


def test_hands_free_reps_have_an_end() -> None:
    """Hands-free, the end of reps is told by the tone of what follows, or by its own."""
    plan = simple(slot("squat"), slot("plank"), hands_free=True)
    assert tones(plan, 1)[-1] == (plan.steps[1].seconds, "end")
    assert tones(plan, 2)[0] == (7, "tick")
    assert words(plan, 2)[0] == (0.0, "Plank. Thirty seconds.")


def test_a_switch() -> None:
    """The second side is announced by the switch tone, with ticks before it begins."""
    plan = simple(slot("side_plank", hold=10))
    assert cues_for_index(plan, 2) == (
        Cue(0.0, "switch", "Switch sides"), Cue(2, "tick"), Cue(3, "tick"), Cue(4, "tick"),
    )  # fmt: skip
    assert tones(plan, 1)[-1] == (9, "tick")
    assert cues_for_index(plan, 3)[0] == Cue(0.0, "go")


def test_without_a_switch_step() -> None:
    """With switch = 0 the second side itself begins with the switch tone, and the first ends without one."""
    plan = simple(slot("side_plank", hold=10), switch=0)
    assert tones(plan, 1)[-1] == (9, "tick")
    assert cues_for_index(plan, 2)[0] == Cue(0.0, "switch", "Switch sides")


def test_the_last_step() -> None:
    """The last set ends with finish and with nothing else."""
    for plan in (simple(slot("plank", hold=10)), simple(slot("squat", reps=3))):
        assert cues_for_index(plan, 1)[-1] == Cue(plan.steps[1].seconds, "finish", "Session complete")


def test_a_rest_names_what_comes() -> None:
    """A rest says exercise, side and dose of the set that follows."""
    assert words(plan_of("runner"), 8) == [(0.0, "Rest. Next: single-leg deadlift, right side, eight reps")]
    assert words(small_plan(), 17) == [(0.0, "Rest. Next: plank row, as many as you can")]


@pytest.mark.parametrize("wait", [False, True])
def test_the_end_of_a_rest(wait: bool) -> None:
    """A rest's end is one moment with what follows; where it waits for a key, it has a tone of its own."""
    plan = small_plan()
    assert tones(plan, 8, wait=wait) == [(0.0, "rest"), *([(20.0, "rest_over")] if wait else [])]
    assert tones(plan, 9, wait=wait)[0] == (0.0, "round")


def test_a_rest_right_before_work() -> None:
    """Without a lead-in the rest itself counts down to the set, which begins with go."""
    plan = simple(slot("plank", hold=20), sets=2, ready=0)
    assert tones(plan, 1) == [(0.0, "rest"), (27, "tick"), (28, "tick"), (29, "tick")]
    assert tones(plan, 2)[0] == (0.0, "go")


def test_without_any_lead_in_the_set_announces_itself() -> None:
    """A session that begins with work says what it is, and work on work does too."""
    plan = simple(slot("plank", hold=20), slot("squat", reps=3), ready=0)
    assert words(plan, 0)[0] == (0.0, "Plank. Twenty seconds.")
    assert words(plan, 1)[0] == (0.0, "Squat.")


def test_a_round_without_rest() -> None:
    """A round or block that follows without rest still has its own tone."""
    plan = plan_of(routine_of([block(slot("plank", hold=5), rest=5), block(slot("squat"), sets=1)]))
    assert [(step.phase, tones(plan, step.index)[0][1]) for step in plan.steps if step.phase == "ready"] == [
        ("ready", "ready"), ("ready", "round"), ("ready", "block"),
    ]  # fmt: skip
    plan = plan_of(routine_of([block(slot("plank", hold=5), rest=0, sets=2)]))
    assert tones(plan, 2)[0] == (0.0, "round")


# -- announcements -----------------------------------------------------------------------------------------------------


def said(plan: Plan, index: int) -> str:
    """Return the announcement of a step of a plan."""
    return announcement(plan.steps[index], plan.steps[index - 1] if index else None)


def test_announcements() -> None:
    """New block, last set, exercise, side and seconds are said where they are new."""
    runner = plan_of("runner", "beginner")
    assert said(runner, 0) == "Single-leg deadlift. Left side."
    assert said(runner, 4) == "Squat."
    assert said(runner, 6) == "Plank. Twenty seconds."
    assert said(runner, 9) == "Last set. Single-leg deadlift. Right side."
    assert said(runner, 13) == "Squat."
    assert said(runner, 18) == "Block B. Single-leg glute bridge. Left side."
    assert said(runner, len(runner.steps) - 2) == "The finisher. Plank row."
    assert said(plan_of("runner"), len(plan_of("runner").steps) - 2) == "The finisher. Plank row. As many as you can."
    assert said(plan_of("warmup-5"), 0) == "March to easy jog. One minute."


def test_the_name_is_that_of_the_variant() -> None:
    """With a kettlebell the squat is announced as what it is."""
    plan = plan_of("legs", equipment=("kettlebell",))
    assert said(plan, 0) == "Goblet squat."


def test_a_set_that_is_done_again() -> None:
    """A fresh ready is announced like any other, with ticks, side included."""
    plan = small_plan()
    fresh = plan.lead_to(plan.steps[5])
    assert fresh is not None
    assert cues_for_step(plan, fresh) == (
        Cue(0.0, "ready", "Single-leg glute bridge. Right side."), Cue(7, "tick"), Cue(8, "tick"), Cue(9, "tick"),
    )  # fmt: skip


@looped("level", LEVELS)
@looped("name", ROUTINES)
def test_no_words_are_cut_by_others(name: str, level: str) -> None:
    """In the built-in plans five seconds lie between two sentences, and a counted rep has time to be said."""
    plan = plan_of(name, level, hands_free=True)
    said = [(step.starts_at + at, say) for step in plan.steps for at, say in words(plan, step.index)]
    sentences = [at for at, say in said if say not in COUNTS | {"Session complete"}]
    assert min(two - one for one, two in pairwise(sentences)) >= 5
    assert all(two - one >= 0.5 for (one, say), (two, _) in pairwise(said) if say in COUNTS)


def test_reps_by_tempo_are_counted() -> None:
    """Hands-free, each rep is counted aloud once, before the set ends; where a key ends the set, none is."""
    plan = plan_of("legs", "beginner", hands_free=True)
    squat = next(step for step in plan.steps if step.phase == "work" and step.exercise == "squat")
    counts = [say for _, say in words(plan, squat.index) if say in COUNTS]
    assert counts == ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    assert not [say for _, say in words(plan_of("legs"), squat.index) if say in COUNTS]

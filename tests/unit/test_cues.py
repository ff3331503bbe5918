"""What is heard, when: one tone a moment, the strongest, and words for whatever the screen says about now."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.session.cues import (
    NAMES,
    STRENGTH,
    TONE_SECONDS,
    Cue,
    LengthOf,
    cues_for_index,
    cues_for_step,
    estimated_length,
    no_length,
)
from runstrength.session.loads import with_load
from runstrength.session.plan import Plan, Step
from runstrength.session.wording import number_words
from runstrength.sound.voice import Voice
from tests.support.loops import looped
from tests.support.plans import ASSETS, OWN_PLANS, block, library, plan_of, routine_of, slot, small_plan

ROUTINES = sorted(library().routine_files)
LEVELS = ["beginner", "intermediate", "advanced"]


COUNTS = {number_words(number) for number in range(1, 61)}


def simple(*slots: dict[str, object], hands_free: bool = False, **others: object) -> Plan:
    """Return the plan of one block, one set unless told otherwise."""
    return plan_of(routine_of([block(*slots, **{"sets": 1, **others})]), hands_free=hands_free)


def tones(
    plan: Plan, index: int, *, wait: bool = False, length: LengthOf = estimated_length
) -> list[tuple[float, str]]:
    """Return the tones of a step."""
    return [(cue.at, cue.cue) for cue in cues_for_index(plan, index, wait=wait, length=length) if cue.cue]


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


@given(OWN_PLANS)
def test_one_tone_a_moment_in_any_plan(plan: Plan) -> None:
    """In any plan no two tones fall on one moment, where steps end by themselves."""
    if all(step.timed for step in plan.steps):
        assert max(map(len, moments(plan).values())) == 1


@given(OWN_PLANS, st.booleans())
def test_any_cue_is_in_its_step(plan: Plan, wait: bool) -> None:
    """Cues come in order, inside their step, with a known name, and none is empty."""
    for step in plan.steps:
        cues = cues_for_index(plan, step.index, wait=wait)
        assert all(0 <= cue.at <= step.seconds for cue in cues)
        assert all(one.at <= two.at for one, two in pairwise(cues))
        assert {cue.cue for cue in cues} <= {*NAMES, None}
        assert all(cue.cue or cue.say for cue in cues)


@given(OWN_PLANS)
def test_every_set_is_announced(plan: Plan) -> None:
    """Before or as each set begins, its exercise and side are said, and something tells that it begins."""
    for step in plan.steps:
        if step.phase != "work":
            continue
        lead = [before for before in plan.steps[: step.index] if plan.work_of(before.index) is step]
        ahead = plan.steps[
            max(0, (lead or [step])[0].index - 1)
        ]  # a long name is said in the work before a short lead-in
        said = " ".join(say for place in (ahead, *lead, step) for _, say in words(plan, place.index)).lower()
        before = plan.steps[step.index - 1] if step.index else None
        if before is not None and before.phase in ("switch", "work") and f"{step.side} side" in said:
            continue
        assert step.name.lower() in said
        assert step.side is None or f"{step.side} side" in said
        assert any(at == 0 for at, _ in tones(plan, step.index)) or before is None or before.timed


def test_the_strongest_wins_in_order() -> None:
    """The order of strength is that of the contract."""
    assert STRENGTH[:8] == ("finish", "switch", "block", "round", "rest", "end", "go", "ready")
    assert set(STRENGTH) <= set(NAMES)


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
    """Step 0 of the runner's session says what the session is, then what to do; the countdown gives way to it."""
    plan = plan_of("runner")
    session, first = "Runner's supersets. Thirty-seven minutes. Block A.", "Single-leg deadlift. Left side. Eight reps."
    assert cues_for_index(plan, 0) == (
        Cue(0.0, "ready", f"{session} {first} Set one of three.", 0.67), Cue(8.0, "tick"), Cue(9.0, "tick"),
    )  # fmt: skip
    assert tones(plan, 0, length=no_length) == [(0.0, "ready"), (7.0, "tick"), (8.0, "tick"), (9.0, "tick")]
    assert cues_for_step(plan, plan.steps[0], by_key=True) == (
        Cue(0.0, "ready", f"{first} Set one of three.", 0.67), Cue(7.0, "tick"), Cue(8.0, "tick"), Cue(9.0, "tick"),
    )  # fmt: skip


def test_a_hold_of_thirty_seconds() -> None:
    """A long hold has go, halfway, ten seconds, three ticks and its end."""
    plan = simple(slot("plank", hold=30), slot("squat"))
    assert cues_for_index(plan, 1) == (
        Cue(0.0, "go"),
        Cue(15.0, "halfway", "Halfway", 0.51),
        Cue(20, "ten", "Ten seconds", 0.37),
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


@looped("ready", [1, 2, 3, 4, 5, 10])
def test_ticks_of_a_lead_in(ready: int) -> None:
    """A lead-in ends with at most three ticks, the last a second before the set; none falls on the name."""
    plan = simple(slot("squat"), slot("plank", hold=20), ready=ready)
    assert tones(plan, 2) == [(0.0, "ready"), *((at, "tick") for at in range(max(2, ready - 3), ready))]


def test_reps_have_no_countdown() -> None:
    """What a person ends by a key has a go and nothing else; a carry is also told when to turn."""
    assert cues_for_index(simple(slot("squat"), slot("plank")), 1) == (Cue(0.0, "go"),)
    carry = simple(slot("farmers_carry"), slot("plank"))
    assert cues_for_index(carry, 1) == (Cue(0.0, "go"), Cue(round(carry.steps[1].seconds / 2, 3), None, "Turn"))


def test_hands_free_reps_have_an_end() -> None:
    """Hands-free, the end of reps is told by the tone of what follows, or by its own."""
    plan = simple(slot("squat"), slot("plank"), hands_free=True)
    assert tones(plan, 1)[-1] == (plan.steps[1].seconds, "end")
    assert tones(plan, 2)[0] == (7, "tick")
    assert words(plan, 2)[0] == (0.0, "Plank. Thirty seconds.")


def test_the_second_side_is_announced_by_the_switch_tone_and_its_name() -> None:
    """The second side is announced by the switch tone and its name, with the ticks after that before it begins."""
    plan = simple(slot("side_plank", hold=10))
    assert cues_for_index(plan, 2) == (
        Cue(0.0, "switch", "Switch sides. Right side.", 0.63), Cue(3, "tick"), Cue(4, "tick"),
    )  # fmt: skip
    assert tones(plan, 1)[-1] == (9, "tick")
    assert cues_for_index(plan, 3)[0] == Cue(0.0, "go")


def test_without_a_switch_step() -> None:
    """With switch = 0 the second side itself begins with the switch tone, and the first ends without one."""
    plan = simple(slot("side_plank", hold=10), switch=0)
    assert tones(plan, 1)[-1] == (9, "tick")
    assert cues_for_index(plan, 2)[0] == Cue(0.0, "switch", "Switch sides. Right side.", 0.63)


def test_the_last_step() -> None:
    """The last set ends with finish and with nothing else."""
    words = "Session complete. One minute. One set."
    for plan in (simple(slot("plank", hold=10)), simple(slot("squat", reps=3))):
        assert cues_for_index(plan, 1)[-1] == Cue(plan.steps[1].seconds, "finish", words, 2.03)
    long = plan_of("runner")
    assert (
        cues_for_index(long, len(long.steps) - 1)[-1].say == "Session complete. Thirty-seven minutes. Forty-three sets."
    )


def test_a_rest_names_what_comes() -> None:
    """A rest says exercise, side, dose and set that follow; a long one again when twenty seconds are left."""
    following = "ingle-leg deadlift. Right side. Eight reps. Set two of three."
    assert words(plan_of("runner"), 8) == [
        (0.0, f"Rest. Next: s{following}"), (45.0, f"Twenty seconds. S{following}"),
    ]  # fmt: skip
    assert words(small_plan(), 17)[0] == (0.0, "Rest. Next: plank row. As many as you can, sixty seconds.")


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
    assert words(plan, 1)[0] == (0.0, "Squat. Three reps.")


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
    """Return the announcement of a step of a plan, with all its parts."""
    return cues_for_step(plan, plan.steps[index], length=no_length)[0].say or ""


def test_every_set_is_announced_whole() -> None:
    """Every set is announced whole: block if it is new, exercise, side, dose and which set it is."""
    runner = plan_of("runner", "beginner")
    assert said(runner, 0) == "Single-leg deadlift. Left side. Six reps. Set one of two."
    assert said(runner, 4) == "Squat. Eight reps. Set one of two."
    assert said(runner, 6) == "Plank. Twenty seconds. Set one of two."
    assert said(runner, 9) == "Single-leg deadlift. Right side. Six reps. Last set."
    assert said(runner, 18) == "Block B. Single-leg glute bridge. Left side. Six reps. Set one of two."
    assert said(runner, len(runner.steps) - 2) == "The finisher. Plank row. Five a side."
    amrap = plan_of("runner")
    assert said(amrap, len(amrap.steps) - 2) == "The finisher. Plank row. As many as you can, sixty seconds."
    carry = next(step for step in runner.steps if step.exercise == "farmers_carry")
    assert "Five steps out, and back." in said(runner, carry.index)
    assert said(plan_of("warmup-5"), 0) == "March to easy jog. One minute."


@pytest.mark.parametrize(
    ("units", "load"), [("metric", "Twelve point five kilos."), ("imperial", "Twenty-eight pounds.")]
)
def test_the_load_is_said(units: str, load: str) -> None:
    """The weight to take is said in the person's unit."""
    plan = with_load(
        simple(slot("squat", reps=8)), simple(slot("squat", reps=8)).steps[1], 12.5 if units == "metric" else 12.7006
    )
    assert said(replace(plan, units=units), 0).endswith(load)


def spoken(plan: Plan, length: LengthOf, *, wait: bool = False) -> Iterator[tuple[Step, float, float, float]]:
    """Yield for each step with words: the step, when they begin, when they end, and when the next sound begins."""
    for step in plan.steps:
        cues = cues_for_index(plan, step.index, wait=wait, length=length)
        for cue, later in pairwise((*cues, None)):
            if cue is not None and cue.say and cue.say not in COUNTS:
                following = later.at if later is not None else step.seconds if step.timed else math.inf
                yield step, cue.at + cue.after, cue.at + cue.after + length(cue.say), following


def hides_nothing(plan: Plan, length: LengthOf, *, wait: bool = False) -> None:
    """Check that no word of a plan lies under a tone, and that words end before the next sound.

    Only where a step is over before its exercise and side could be said, they may be longer.
    """
    for step, begins, ends, following in spoken(plan, length, wait=wait):
        cue = next(
            cue for cue in cues_for_index(plan, step.index, wait=wait, length=length) if cue.at + cue.after == begins
        )
        before = plan.steps[step.index - 1] if step.index else None
        tone = cue.cue
        if tone is None and cue.at == 0 and before is not None and before.timed and before.phase != "ready":
            tone = next((one.cue for one in reversed(cues_for_index(plan, before.index, wait=wait)) if one.cue), None)
            tone = None if tone == "tick" else tone
        assert begins >= cue.at + (TONE_SECONDS[tone] if tone else 0.0)
        if (
            begins + length(f"Next: {step.name}. {step.side or ''} side.") < step.seconds
            and cue.say != "Session complete"
        ):
            assert ends <= following + 1e-9, (step.index, cue)


@looped("level", LEVELS)
@looped("name", ROUTINES)
def test_no_word_is_hidden(name: str, level: str) -> None:
    """In the built-in plans words begin after the tone that sounds and end before the next, by the clips' lengths."""
    length = Voice(ASSETS / "voice").seconds
    for hands_free in (False, True):
        hides_nothing(plan_of(name, level, hands_free=hands_free), length)


@given(OWN_PLANS, st.floats(0.05, 0.5), st.booleans())
def test_no_word_is_hidden_in_any_plan(plan: Plan, pace: float, wait: bool) -> None:
    """Whatever the plan and however slow the voice, words keep clear of tones."""
    hides_nothing(plan, lambda text: pace * len(text.split()), wait=wait)


@given(OWN_PLANS, st.floats(0.05, 0.5))
def test_the_exercise_is_always_said(plan: Plan, pace: float) -> None:
    """However slow the voice, a lead-in says its exercise, or the work before it does."""

    def length(text: str) -> float:
        return pace * len(text.split())

    for step in plan.steps:
        if step.phase == "ready":
            cues = cues_for_index(plan, step.index, length=length)
            before = (
                cues_for_index(plan, step.index - 1, length=lambda text: pace * len(text.split())) if step.index else ()
            )
            assert any(step.name in (cue.say or "") for cue in (*before, *cues))


def test_a_long_announcement_is_said_ahead() -> None:
    """Where a lead-in is too short for exercise, side and dose, they are said at the end of the work before it.

    Who gets there by a key has not heard that, and hears the name.
    """
    plan = plan_of("warmup-10")
    lead = next(step for step in plan.steps if step.phase == "ready" and step.exercise == "sldl_bw")
    before = cues_for_index(plan, lead.index - 1)
    assert [cue.say for cue in before if cue.at == plan.steps[lead.index - 1].seconds - 8.5] == [
        "Next. Single-leg deadlift, no weight. Left side. Twenty seconds."
    ]
    assert cues_for_index(plan, lead.index)[0].say == "Left side."
    assert "Single-leg deadlift" in (cues_for_step(plan, lead, by_key=True)[0].say or "")


def test_the_least_important_is_left_out() -> None:
    """Where there is less and less time: block, load, set, dose, form and side go, in this order."""
    plan = plan_of("runner", "intermediate", equipment=("dumbbell",))
    step = next(
        step for step in plan.steps if step.phase == "ready" and step.block == "B" and step.exercise == "side_plank"
    )

    def heard(each: float) -> str | None:
        return cues_for_index(plan, step.index, length=lambda text: each * text.count("."))[0].say

    assert [heard(each) for each in (1.0, 2.0, 3.0)] == [
        "Side plank. Left side. Thirty seconds. Set one of three.",
        "Side plank. Left side. Thirty seconds.",
        "Side plank. Left side.",
    ]


def test_the_name_is_that_of_the_variant() -> None:
    """With a kettlebell the squat is announced as what it is."""
    plan = plan_of("legs", equipment=("kettlebell",))
    assert said(plan, 0).startswith("Goblet squat. ")


def test_a_set_that_is_done_again() -> None:
    """A fresh ready is announced like any other, with ticks, side included."""
    plan = small_plan()
    fresh = plan.lead_to(plan.steps[5])
    assert fresh is not None
    assert cues_for_step(plan, fresh) == (
        Cue(0.0, "ready", "Single-leg glute bridge. Right side. Three reps. Set one of two.", 0.67),
        Cue(7, "tick"),
        Cue(8, "tick"),
        Cue(9, "tick"),
    )


@looped("level", LEVELS)
@looped("name", ROUTINES)
def test_no_words_are_cut_by_others(name: str, level: str) -> None:
    """In the built-in plans each sentence is over before the next one, and a counted rep has time to be said."""
    length = Voice(ASSETS / "voice").seconds
    plan = plan_of(name, level, hands_free=True)
    said = [
        (step.starts_at + cue.at + cue.after, cue.say)
        for step in plan.steps
        for cue in cues_for_index(plan, step.index, length=length)
        if cue.say
    ]
    assert all(one + length(say) <= two for (one, say), (two, _) in pairwise(said) if say not in COUNTS)
    assert all(two - one >= 0.5 for (one, say), (two, _) in pairwise(said) if say in COUNTS)


def test_reps_by_tempo_are_counted() -> None:
    """Hands-free, each rep is counted aloud once, before the set ends; where a key ends the set, none is."""
    plan = plan_of("legs", "beginner", hands_free=True)
    squat = next(step for step in plan.steps if step.phase == "work" and step.exercise == "squat")
    counts = [say for _, say in words(plan, squat.index) if say in COUNTS]
    assert counts == ["one", "two", "three", "four", "five", "six"]
    assert [say for _, say in words(plan, squat.index)][-2:] == ["seven. Last rep.", "eight. Done."]
    assert not [say for _, say in words(plan_of("legs"), squat.index) if say in COUNTS]


def test_fast_reps_are_counted_in_twos_or_fives() -> None:
    """Reps that are too fast for every number are counted by as many as can be said, and the last is always said."""
    plan = simple(slot("squat", reps=20), hands_free=True)
    for each, numbers in ((3.0, range(1, 21)), (0.45, [*range(2, 17, 2), 20]), (0.2, [5, 10, 20])):
        fast = replace(plan.steps[1], seconds=20 * each, expected=20 * each)
        said = [cue.say for cue in cues_for_step(plan, fast, length=lambda text: 0.6 if text else 0.0) if cue.say][:-1]
        words_of = [number_words(number) for number in numbers]
        assert [(say or "").partition(".")[0] for say in said] == words_of, each


def test_a_rest_without_time_says_nothing() -> None:
    """A rest that is over before its words leaves them to the lead-in after it."""
    plan = plan_of(routine_of([block(slot("side_plank", hold=20), rest=10.2, ready=10)]))
    rest = next(step for step in plan.steps if step.phase == "rest")
    assert words(plan, rest.index) == []
    assert words(plan, rest.index + 1)[0][1].startswith("Side plank. Right side.")

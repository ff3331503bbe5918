"""How much more, or less, than last time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.coach.doses import start_dose
from runstrength.coach.past_performance import PastPerformance
from runstrength.coach.progression import ProgressionAdvice, ProgressionInput, advise, heavier, lighter
from runstrength.session.plan import Target
from runstrength.session.record import SetDone, SetTarget
from runstrength.settings import LEVELS
from tests.support.loops import looped
from tests.support.past_samples import day
from tests.support.plans import library

RULES = library().coach_rules.progression
KITS = {"bodyweight": ("bodyweight",), "dumbbell": ("dumbbell",), "kettlebell": ("kettlebell",)}


def bout(
    exercise: str,
    done: Sequence[float],
    *,
    when: float = 0,
    asked: float | None = None,
    load: float | None = None,
    variant: str | None = None,
    reserve: int | None = 2,
    whole: bool = True,
    eased: bool = False,
    niggle: bool = False,
    level: str = "intermediate",
) -> PastPerformance:
    """Return a bout; for an exercise with sides, each number was done on both."""
    item = library().exercises[exercise]
    asked = done[0] if asked is None else asked
    sides = ("left", "right") if item.per_side else (None,)
    sets = tuple(
        SetDone(
            step=number,
            exercise=exercise,
            variant=variant,
            block="A",
            set=number,
            side=side,
            target=SetTarget(item.kind, asked),
            done=value,
            load_kg=load,
            seconds=30,
            at=0,
            niggle=niggle,
        )
        for number, value in enumerate(done, 1)
        for side in sides
    )
    return PastPerformance(day(when), level, variant, item.kind, asked, load, sets, whole, eased, reserve)


def ask(
    exercise: str,
    *bouts: PastPerformance,
    kit: str = "bodyweight",
    level: str = "intermediate",
    grows: bool = True,
    now: float = 10,
    low: float | None = None,
    high: float | None = None,
    **more: Any,
) -> ProgressionAdvice:
    """Return what is advised after bouts, the oldest first; `more` is known about the person."""
    item = library().exercises[exercise].with_equipment(KITS[kit])
    low, high = item.low if low is None else low, item.high if high is None else high
    value = min(max(start_dose(item, library().levels[level]), low), high)
    bare = library().exercises[exercise]
    plain = None if item.kit == "bodyweight" or bare.load_placement else bare
    question = ProgressionInput(item, Target(item.kind, value, low, high), level, day(now), grows, plain=plain, **more)
    return advise(question, bouts[::-1], RULES)


def short(advice: ProgressionAdvice) -> tuple[object, ...]:
    """Return what matters of an advice."""
    return advice.change, advice.value, advice.rung, advice.load_kg


def twice(exercise: str, done: Sequence[float], **more: Any) -> tuple[PastPerformance, PastPerformance]:
    """Return two sessions running with the same result, some days ago."""
    return bout(exercise, done, when=5, **more), bout(exercise, done, when=8, **more)


# -- reps first --------------------------------------------------------------------------------------------------------


@looped(
    ("exercise", "done", "value"),
    [
        ("squat", [10, 10, 10], 11),
        ("single_leg_deadlift", [8, 8, 8], 9),
        ("single_leg_deadlift", [11, 11], 12),
        ("plank", [30, 30, 30], 35),
        ("side_plank", [30, 30], 35),
        ("plank", [58, 58], 60),
        ("farmers_carry", [8, 8, 8], 9),
    ],
)
def test_a_little_more(exercise: str, done: list[float], value: float) -> None:
    """All sets done with two in reserve: a rep more, a hold five seconds, a carry one step, inside the range."""
    assert short(ask(exercise, bout(exercise, done))) == ("more", value, "", None)
    assert ask(exercise, bout(exercise, done, reserve=None)).value == value


@looped("done", [[10, 10, 9], [9, 10, 10], [10, 0, 10]])
def test_one_set_short_is_no_more(done: list[float]) -> None:
    """Nothing grows when any set was short; it is asked for again."""
    assert short(ask("squat", bout("squat", done, asked=10))) == ("missed", 10, "", None)


def test_one_side_short_is_no_more() -> None:
    """The side with fewer reps decides."""
    one = bout("single_leg_deadlift", [8, 8, 8])
    short_side = replace(one, sets=(*one.sets[:-1], replace(one.sets[-1], done=7)))
    assert ask("single_leg_deadlift", short_side).value == 8
    skipped = replace(one, sets=(*one.sets[:-1], replace(one.sets[-1], done=0, skipped=True)))
    assert ask("single_leg_deadlift", skipped).value == 8


@looped(("reserve", "change", "value"), [(0, "hard", 10), (1, "hard", 10), (2, "more", 11)])
def test_with_fewer_than_two_in_reserve_it_is_the_same_again(reserve: int, change: str, value: float) -> None:
    """With fewer than two in reserve it is the same again."""
    assert short(ask("squat", bout("squat", [10, 10, 10], reserve=reserve)))[:2] == (change, value)


def test_more_than_was_asked_for() -> None:
    """Who did more in every set goes on from there."""
    assert ask("squat", bout("squat", [13, 12, 12], asked=10)).value == 13


def test_a_session_that_ended_early_proves_nothing() -> None:
    """What was not whole is asked for again."""
    assert ask("squat", bout("squat", [10], whole=False)).value == 10


# -- then the difficulty -----------------------------------------------------------------------------------------------


@looped(
    ("exercise", "kit", "done", "load", "result"),
    [
        # the next weight is at most 10 % heavier
        ("squat", "dumbbell", [15, 15], 20, ("heavier", 8, "", 22)),
        ("squat", "kettlebell", [15, 15], 40, ("heavier", 8, "", 44)),
        ("single_leg_deadlift", "dumbbell", [12, 12], 30, ("heavier", 6, "", 32)),
        ("farmers_carry", "dumbbell", [10, 10], 24, ("heavier", 5, "", 26)),
        # at least 2.5 %
        ("squat", "dumbbell", [15, 15], 100, ("heavier", 8, "", 104)),
        # it is more: first the step between
        ("squat", "dumbbell", [15, 15], 12, ("slower", 8, "slow", 12)),
        ("squat", "kettlebell", [15, 15], 16, ("slower", 8, "slow", 16)),
        # there is no slow form: two more than the range, one at a time
        ("farmers_carry", "kettlebell", [10, 10], 16, ("beyond", 11, "", 16)),
        # weights of which nobody said how heavy they are
        ("squat", "dumbbell", [15, 15], None, ("slower", 8, "slow", None)),
        ("farmers_carry", "dumbbell", [10, 10], None, ("beyond", 11, "", None)),
        # without weights the next harder form
        ("push_up", "bodyweight", [10, 10], None, ("harder", 5, "slow", None)),
        ("squat", "bodyweight", [15, 15], None, ("harder", 8, "slow", None)),
        ("plank", "bodyweight", [60, 60], None, ("harder", 30, "close", None)),
        ("single_leg_glute_bridge", "dumbbell", [12, 12], None, ("harder", 6, "slow", None)),
        # a loaded bag is a weight as well
        ("farmers_carry", "bodyweight", [10, 10], 12, ("heavier", 5, "", 13)),
    ],
)
def test_the_next_step(
    exercise: str, kit: str, done: list[float], load: float | None, result: tuple[object, ...]
) -> None:
    """At the top in all sets, twice running, with two in reserve: load, or slower lowering, or a harder form."""
    variant = kit if kit in {v.key for v in library().exercises[exercise].variants} else None
    assert short(ask(exercise, *twice(exercise, done, load=load, variant=variant), kit=kit)) == result


@looped(
    ("exercise", "variant", "kit", "load", "result"),
    [
        ("squat", "kettlebell+slow", "kettlebell", 16, ("heavier", 8, "", 20)),
        ("squat", "dumbbell+slow", "dumbbell", None, ("next_weight", 8, "", None)),
        ("farmers_carry", "kettlebell+suitcase", "kettlebell", 16, ("heavier", 5, "", 20)),
        ("push_up", "slow", "bodyweight", None, ("harder", 5, "pause", None)),
        ("push_up", "feet", "bodyweight", None, ("top", 10, "feet", None)),
        ("push_up", "knees", "bodyweight", None, ("harder", 5, "step", None)),
        ("push_up", "step", "bodyweight", None, ("harder", 5, "", None)),
    ],
)
def test_up_the_ladder(exercise: str, variant: str, kit: str, load: float | None, result: tuple[object, ...]) -> None:
    """From each form the next one follows: the weight after the step between, the hardest stays."""
    high = library().exercises[exercise].high
    bouts = twice(exercise, [high, high], variant=variant, load=load)
    assert short(ask(exercise, *bouts, kit=kit)) == result


@looped(
    ("bouts", "why"),
    [
        ([bout("squat", [15, 15], when=8)], "only one session"),
        ([bout("squat", [15, 14], asked=15, when=5), bout("squat", [15, 15], when=8)], "one short set in the first"),
        ([bout("squat", [15, 15], when=5), bout("squat", [15, 14], asked=15, when=8)], "one short set in the last"),
        (list(twice("squat", [15])), "a single set"),
        (list(twice("squat", [8, 8])), "the bottom of the range"),
        (list(twice("squat", [15, 15], reserve=1)), "too little in reserve"),
        (list(twice("squat", [15, 15], reserve=None)), "nobody said what was left"),
        (list(twice("squat", [15, 15], whole=False)), "not whole"),
        (list(twice("squat", [15, 15], eased=True)), "eased"),
        (list(twice("squat", [15, 15], niggle=True)), "it hurt"),
        (list(twice("squat", [15, 15], asked=10)), "more than asked, and so not yet asked at the top"),
        ([bout("squat", [15, 15], when=5, load=10), bout("squat", [15, 15], when=8, load=12)], "not the same load"),
    ],
)
def test_what_earns_no_step(bouts: list[PastPerformance], why: str) -> None:
    """No step after one set, one session, one side, the bottom of the range, or without anything in reserve."""
    assert ask("squat", *bouts).change not in ("heavier", "next_weight", "slower", "harder"), why


def test_asking_for_what_was_left() -> None:
    """At the top twice, and nobody said what was left: the dose stays, and it is asked for."""
    assert short(ask("squat", *twice("squat", [15, 15], reserve=None))) == ("ask", 15, "", None)


def test_what_was_eased_neither_breaks_nor_counts() -> None:
    """A lighter session between two good ones leaves them two running."""
    good = bout("squat", [15, 15], when=2)
    light = bout("squat", [15], when=5, eased=True)
    assert ask("squat", good, light, bout("squat", [15, 15], when=8)).change == "harder"
    assert ask("squat", good, light).change == "once"


def test_a_single_set_interrupts_nothing() -> None:
    """A session with one set between two good ones, which was done as asked, leaves them two running."""
    good, one = bout("squat", [15, 15], when=2), bout("squat", [15], when=5)
    assert ask("squat", good, one, bout("squat", [15, 15], when=8)).change == "harder"
    assert ask("squat", good, one).change == "once"


def test_a_step_is_taken_once() -> None:
    """After the step the new form begins anew, and the sessions before it count no more."""
    before = twice("squat", [15, 15])
    assert ask("squat", *before, bout("squat", [8, 8], when=9, variant="slow")).value == 9
    assert ask("squat", *before, bout("squat", [8, 8], when=9, variant="slow")).rung == "slow"


def test_editing_an_old_session_repeats_nothing() -> None:
    """Whatever is changed in what is older than the last step, today's advice is the same."""
    newest = bout("squat", [9, 9], when=9, variant="slow")
    plain = ask("squat", *twice("squat", [15, 15]), newest)
    for done in ([8, 8], [15, 15, 15], [3, 3]):
        assert ask("squat", *twice("squat", done), newest) == plain


def test_a_weight_of_ones_own_choice() -> None:
    """Who takes another weight than was advised goes on from that one."""
    bouts = (bout("squat", [15, 15], when=5, load=20, variant="dumbbell"),)
    other = bout("squat", [10, 10], when=8, load=24, variant="dumbbell")
    assert short(ask("squat", *bouts, other, kit="dumbbell")) == ("more", 11, "", 24)


def test_weights_are_remembered_by_equipment() -> None:
    """With a kettlebell the weight is that of the last kettlebell, whatever was done with dumbbells since."""
    bell = bout("squat", [10, 10], when=5, load=16, variant="kettlebell")
    dumb = bout("squat", [12, 12], when=8, load=20, variant="dumbbell")
    assert ask("squat", bell, dumb, kit="kettlebell").load_kg == 16
    assert short(ask("squat", bell, dumb)) == ("first", 10, "", None)


@given(st.floats(0.5, 300), st.sampled_from([1.0, 2.0, 2.5, 4.0]))
def test_weights_up_and_down(load: float, step: float) -> None:
    """The next weight is at least 2.5 % more, the lighter one at least 10 % less, both one of those there are."""
    up, down = heavier(load, step, RULES), lighter(load, step, RULES.load_down)
    assert up >= load * 1.025 - 0.01
    assert up - load < load * 0.025 + step + 0.01
    assert down <= load * 0.9 + 0.01
    assert down == 0 or load - down < load * 0.1 + step + 0.01


def test_as_many_as_possible_has_no_dose_that_grows() -> None:
    """The cap of an amrap is the level's for ever; weight and form are remembered, also between rows and amrap."""
    row = library().exercises["plank_row"].with_equipment(("dumbbell",))
    rows = bout("plank_row", [5], load=8, variant="dumbbell")
    many = replace(rows, kind="amrap", asked=60.0)
    for past in ([many, many], [rows, rows], [many, rows]):
        for target in (Target("amrap", 60, 30, 90), Target("reps", 5, 5, 10)):
            advice = advise(ProgressionInput(row, target, "intermediate", day(10)), past, RULES)
            assert advice.load_kg == 8
            assert advice.value == (60 if target.kind == "amrap" else advice.value)
            assert advice.last is not None


# -- down --------------------------------------------------------------------------------------------------------------


@looped(
    ("exercise", "how", "kit", "result"),
    [
        ("squat", {}, "bodyweight", ("easier", 10, "shallow", None)),
        ("squat", {"variant": "slow"}, "bodyweight", ("easier", 10, "", None)),
        ("squat", {"variant": "chair"}, "bodyweight", ("same", 8, "chair", None)),
        ("squat", {"variant": "dumbbell", "load": 20}, "dumbbell", ("lighter", 10, "", 18)),
        ("squat", {"variant": "kettlebell", "load": 16}, "kettlebell", ("lighter", 10, "", 12)),
        ("squat", {"variant": "kettlebell", "load": 4}, "kettlebell", ("unloaded", 10, "", None)),
        ("squat", {"variant": "dumbbell"}, "dumbbell", ("lighter", 8, "", None)),
        ("squat", {"variant": "dumbbell+slow", "load": 12}, "dumbbell", ("easier", 10, "", 12)),
        ("plank", {}, "bodyweight", ("easier", 30, "forearms", None)),
        ("push_up", {}, "bodyweight", ("easier", 6, "knees", None)),
    ],
)
def test_below_the_range_twice_running(
    exercise: str, how: dict[str, Any], kit: str, result: tuple[object, ...]
) -> None:
    """Below the range twice running: an easier form, or about a tenth less, and the level's first dose.

    If no weight was entered, nobody knows how much lighter the next one is: the dose stays as it was.
    """
    low = library().exercises[exercise].low
    bouts = twice(exercise, [low, low - 1], asked=low, **how)
    assert short(ask(exercise, *bouts, kit=kit)) == result


def test_push_ups_under_five() -> None:
    """Who cannot do five push-ups does them on the knees the next time already."""
    assert short(ask("push_up", bout("push_up", [4, 3], asked=5))) == ("easier", 6, "knees", None)
    assert ask("push_up", bout("push_up", [6, 4], asked=6)).change == "missed"


@looped(
    "bouts",
    [
        [bout("squat", [8, 7], asked=8, when=8)],
        [bout("squat", [8, 7], asked=8, when=5), bout("squat", [8, 8], asked=8, when=8)],
        [bout("squat", [8, 7], asked=8, when=5), bout("squat", [7, 7], asked=8, when=8, eased=True)],
        list(twice("squat", [9, 9], asked=10)),
    ],
)
def test_one_bad_day_is_no_step_down(bouts: list[PastPerformance]) -> None:
    """One session below the range, or one that was eased, changes no form."""
    assert ask("squat", *bouts).rung == ""


def test_less_than_asked_for_twice() -> None:
    """Who falls short twice, inside the range, is asked for what was done."""
    assert short(ask("squat", *twice("squat", [12, 11], asked=12))) == ("less", 11, "", None)


# -- days ------------------------------------------------------------------------------------------------------------


@looped(
    ("days", "change", "value", "load"),
    [
        (13, "more", 13, 20),
        (14, "pause", 12, 20),
        (27, "pause", 12, 20),
        (28, "restart", 8, 16),
        (400, "restart", 8, 16),
    ],
)
def test_after_a_break(days: float, change: str, value: float, load: float) -> None:
    """After two weeks without nothing grows; after four it begins again at the bottom, with four fifths of the load."""
    last = bout("squat", [12, 12], load=20, variant="dumbbell")
    assert short(ask("squat", last, kit="dumbbell", now=days)) == (change, value, "", load)


def test_a_restart_takes_a_harder_form_back_by_one() -> None:
    """After a long break one goes down a rung, but not below the exercise as it is."""
    assert ask("push_up", bout("push_up", [7, 7], variant="pause"), now=40).rung == "slow"
    assert ask("push_up", bout("push_up", [7, 7]), now=40).rung == ""
    assert ask("push_up", bout("push_up", [7, 7], variant="knees"), now=40).rung == "knees"


def test_a_day_without_growth() -> None:
    """On a day that may not ask for more it is the same, but what is too hard still gets easier."""
    assert short(ask("squat", bout("squat", [10, 10]), grows=False)) == ("same", 10, "", None)
    assert ask("squat", *twice("squat", [15, 15]), grows=False).rung == ""
    assert ask("squat", *twice("squat", [8, 7], asked=8), grows=False).change == "easier"


@looped(
    ("was", "now", "value"), [("beginner", "advanced", 12), ("advanced", "beginner", 8), ("advanced", "advanced", 11)]
)
def test_who_changes_level_has_at_least(was: str, now: str, value: float) -> None:
    """Who changes level has at least, or at most, its first dose."""
    assert ask("squat", bout("squat", [10, 10], level=was), level=now).value == value


def test_the_routines_own_number_stays() -> None:
    """A routine that asks for exactly 30 s gets 30 s for ever."""
    assert short(ask("plank", *twice("plank", [30, 30]), low=30, high=30)) == ("same", 30, "", None)


BOUTS = st.builds(
    bout,
    st.just("squat"),
    st.lists(st.integers(0, 30), min_size=1, max_size=4),
    when=st.floats(0, 30),
    asked=st.integers(1, 30),
    load=st.none() | st.integers(1, 60),
    variant=st.sampled_from([None, "slow", "chair", "dumbbell", "dumbbell+slow", "gone", "dumbbell+gone"]),
    reserve=st.none() | st.integers(0, 4),
    whole=st.booleans(),
    eased=st.booleans(),
    niggle=st.booleans(),
    level=st.sampled_from([*LEVELS, "", "hero"]),
)


@given(st.lists(BOUTS, max_size=5), st.sampled_from(list(KITS)), st.sampled_from(LEVELS), st.booleans())
def test_after_any_past_the_dose_is_inside_the_range(
    bouts: list[PastPerformance], kit: str, level: str, grows: bool
) -> None:
    """After any past the dose is inside the range, the form is one there is, and no load jumps without a step."""
    past = sorted(bouts, key=lambda one: one.started)
    advice = ask("squat", *past, kit=kit, level=level, grows=grows, now=31)
    item = library().exercises["squat"]
    assert item.low <= advice.value <= item.high
    assert advice.rung in {"", *(rung.key for rung in item.rungs)}
    if advice.last is not None and advice.load_kg is not None and advice.last.load_kg is not None:
        slow = "slow" in (advice.last.variant or "")
        assert advice.load_kg <= advice.last.load_kg * 1.1 + 1e-9 or (slow and advice.change == "heavier")

"""Weeks of training, one session after the other: what the coach makes of answers, absences, weights and rotation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from runstrength.coach.prescription import Choices, prescribe
from runstrength.coach.readiness import Checkin
from runstrength.numbers import kilograms
from tests.support.loops import looped
from tests.support.months import Months, all_of_it, doses
from tests.support.past_samples import day, kept, run
from tests.support.plans import block, library, routine_of, slot, works

LEGS = ("single_leg_deadlift", "squat", "single_leg_calf_raise")
EASY = routine_of([block(slot("squat", reps=3), slot("plank", hold=10))])


# -- what counts -------------------------------------------------------------------------------------------------------


def test_one_answer_moves_one_exercise() -> None:
    """Planks with nothing left for eight weeks hold no other exercise back, and nobody hears of reps left in those."""
    months = Months(left=lambda step: 0 if step.exercise == "plank" else None).weeks(8)
    alone = Months().weeks(8)
    for exercise in LEGS:
        assert [step.target.value for step in months.asked(exercise)] == [
            step.target.value for step in alone.asked(exercise)
        ]
    told = months.reasons("fewer than two reps left")
    assert told
    assert all(text.startswith("Plank: ") for text in told)


def test_the_effort_is_the_second_witness() -> None:
    """A session of effort 9 is no increase, and says so; an answer about an exercise has more weight for that one."""
    months = Months(effort=9, left=lambda step: 3 if step.exercise == "squat" else None).weeks(1)
    squat, deadlift = (months.asked(key)[-1].target.value for key in ("squat", "single_leg_deadlift"))
    assert (squat, deadlift) == (11, 8)
    assert months.reasons("because you rated the effort 9 of 10")
    assert not any("squat" in text for text in months.reasons("you rated the effort"))
    assert not Months(effort=8).weeks(1).reasons("you rated the effort")


def test_the_effort_delays_and_does_not_stop() -> None:
    """Who rates every session 9 and does everything still gets on within six weeks, slower than who rates them 7."""
    nine, seven = Months(effort=9).weeks(6), Months(effort=7).weeks(6)
    assert nine.asked("squat")[-1].target.value > 10
    first = [place for place, step in enumerate(seven.asked("squat")) if step.form]
    assert first
    assert not nine.asked("squat")[first[0]].form


def test_progress_without_any_answer() -> None:
    """Without any answer three sessions at the top bring the next step, and the sentence names them."""
    months = Months().weeks(8)
    squats = [(step.target.value, step.form) for step in months.asked("squat")]
    top = squats.index((15, ""))
    assert squats[top : top + 4] == [(15, ""), (15, ""), (15, ""), (8, "slow lowering")]
    (reason,) = [text for text in months.reasons("slow lowering, starting at 8") if "squat" in text.lower()]
    assert "three times in a row" in reason
    assert "left" not in reason
    asks = [text for text in months.reasons("but didn't enter how many") if "squat" in text.lower()]
    assert len(asks) == 1


def test_what_the_question_promises() -> None:
    """Where it says that entered reps left bring the next step now, entering them does."""
    months = Months().weeks(8)
    place = next(n for n, (_, plan) in enumerate(months.plans) if any("quat: same" in text for text in plan.reasons))
    when, plan = months.plans[place]
    before = months.records[-place:]
    answered = replace(
        before[0], sets=tuple(replace(item, reserve=2 if item.exercise == "squat" else None) for item in before[0].sets)
    )
    other = Months(records=[answered, *before[1:]]).plan(when)
    assert doses(plan)["squat"] == (15, None, "")
    assert doses(other)["squat"] == (8, None, "slow lowering")


# -- a dose belongs to its range ---------------------------------------------------------------------------------------


def test_another_routine_moves_nothing() -> None:
    """Squats of 3 and planks of 10 s in another routine, done as asked for, leave the doses of the runner's alone."""
    months, alone = Months(), Months()
    for week in range(12):
        for number in (0, 3):
            months.train(day(7 * week + number))
            alone.train(day(7 * week + number))
        months.train(day(7 * week + 5), EASY)
    for exercise in ("squat", "plank"):
        runner = [doses(plan)[exercise] for _, plan in months.plans if plan.routine == "runner"]
        assert runner == [doses(plan)[exercise] for _, plan in alone.plans]
        easy = [doses(plan)[exercise][0] for _, plan in months.plans if plan.routine != "runner"]
        assert set(easy) == {3 if exercise == "squat" else 10}


def test_two_ranges_of_one_exercise() -> None:
    """Squats of 4 to 6 and of 12 to 20 in one routine go their own ways, with their own weights."""
    two = routine_of([block(slot("squat", reps=[4, 6])), block(slot("squat", reps=[12, 20]), name="B")])
    months = Months(
        choices={"equipment": ("dumbbell",)}, routine=two, left=lambda step: 2 if step.block == "A" else None
    ).weeks(6)
    few = [step for _, plan in months.plans for step in works(plan)[:1]]
    many = [next(step for step in works(plan) if step.block == "B") for _, plan in months.plans]
    assert {step.target.value for step in few} == {4, 5, 6, 7, 8}  # 8 before a much heavier weight
    assert [step.target.value for step in many][:4] == [12, 13, 14, 15]
    assert {step.form for step in few + many} == {""}  # a plan has one form of each exercise
    assert max(step.load_kg or 0 for step in few) > max(step.load_kg or 0 for step in many)


def test_files_without_a_range() -> None:
    """In files that don't know the range, a dose counts if it is inside today's."""
    plain = Months().weeks(2)
    stripped = [
        replace(
            record,
            sets=tuple(
                replace(item, target=type(item.target)(item.target.kind, item.target.value)) for item in record.sets
            ),
        )
        for record in plain.records
    ]
    easy = kept(prescribe(EASY, library(), Choices()), day(12))
    when = day(14)
    assert doses(Months(records=[easy, *stripped]).plan(when)) == doses(Months(records=plain.records).plan(when))


# -- absences ----------------------------------------------------------------------------------------------------------


def test_waiting_for_a_turn_is_no_absence() -> None:
    """Once a week at 15 minutes, with blocks that rotate, every exercise grows within 20 weeks."""
    months = Months(choices={"minutes": 15}).weeks(20, days=(0,))
    for exercise in ("single_leg_deadlift", "squat", "single_leg_glute_bridge", "single_leg_step_up", "push_up"):
        steps = months.asked(exercise)
        assert steps[0].target.value < max(step.target.value for step in steps)
    assert not months.reasons("weeks or more")


@looped(("owned", "after"), [((12.0, 20.0), [("dumbbell", 20.0)]), ((12.0,), [])])
def test_a_harder_form_without_a_weight_is_between_two_weights(
    owned: tuple[float, ...], after: list[tuple[str, float]]
) -> None:
    """A single-leg hip thrust has no weight; the next weight that is owned follows it, never the one before."""
    choices = {"equipment": ("bodyweight", "dumbbell"), "dumbbells": owned, "minutes": None}
    months = Months(choices=choices, left=lambda step: 3, routine="posterior")
    forms: list[tuple[str | None, float | None]] = []
    for number in range(52):
        plan = months.train(day(3 * number))
        first = next(step for step in works(plan) if step.exercise == "hip_thrust")
        form = (plan.exercises["hip_thrust"].variant, first.load_kg)
        if form not in forms[-1:]:
            forms.append(form)
    place = forms.index(("one_leg", None))
    assert forms[place - 1] == ("dumbbell+top", 12.0)
    assert forms[place + 1 : place + 2] == after
    assert all(load in (None, 20.0) for _, load in forms[place:])


def test_the_weight_of_the_finisher_never_falls() -> None:
    """In 30 perfect weeks the weight of the plank row falls in no lighter week, nor after it."""
    months = Months(choices={"equipment": ("dumbbell",), "deload": True}).weeks(30)
    loads = [step.load_kg or 12 for step in months.asked("plank_row")]
    assert loads == sorted(loads)
    assert loads[-1] > 12
    assert any(plan.eased == "deload" for _, plan in months.plans)


@looped("level", ["beginner", "intermediate", "advanced"])
@looped("weeks", [2, 3, 4, 6, 8, 20])
def test_never_more_than_before(level: str, weeks: int) -> None:
    """After weeks off, the first sessions ask for no more sets, reps or kilograms than the last one before."""
    months = Months(level, {"equipment": ("dumbbell",)}, left=lambda step: 2).weeks(6)
    last = months.plans[-1][1]
    start = months.plans[-1][0] + timedelta(weeks=weeks)
    for number in range(2):
        plan = months.train(start + timedelta(days=3 * number))
        if number and weeks < 4:  # once
            continue
        assert plan.sets <= last.sets
        assert {step.sets for step in works(plan)} <= set(range(1, max(step.sets for step in works(last)) + 1))
        for exercise, (value, load, form) in doses(plan).items():
            before = doses(last)[exercise]
            assert (load or 0) <= (before[1] or 12)
            if (load, form) == before[1:] and exercise != "plank_row":
                assert value <= before[0]


def test_two_weeks_off() -> None:
    """After two weeks off it is the same dose with one set less, once, and then it goes on."""
    months = Months().weeks(3)
    before, when = months.plan(months.plans[-1][0] + timedelta(days=3)), months.plans[-1][0]
    back = months.train(when + timedelta(days=16))
    again = months.train(when + timedelta(days=19))
    assert {step.sets for step in works(back) if not step.finisher} == {2}
    assert (back.eased, again.eased) == ("return", "")
    last = doses(months.plans[-3][1])
    assert {key: doses(back)[key] for key in LEGS} == {key: last[key] for key in LEGS}
    assert back.reasons[0] == "One fewer set, because you had 2 weeks off."
    assert {step.sets for step in works(again) if not step.finisher} == {3}
    assert {key: doses(again)[key] for key in LEGS} == {key: doses(before)[key] for key in LEGS}


def test_four_weeks_off() -> None:
    """After four weeks off it is the start of the range with four fifths of the weight, and twice no max-rep set."""
    months = Months(choices={"equipment": ("dumbbell",)}, first_weight=20.0).weeks(4)
    when = months.plans[-1][0]
    plans = [months.train(when + timedelta(days=days)) for days in (30, 33, 36)]
    for exercise in LEGS:
        item = library().exercises[exercise]
        assert doses(plans[0])[exercise] == (item.low, 16.0, "")
        assert doses(plans[1])[exercise] == (item.low, 16.0, "")
    finishers = [[step for step in works(plan) if step.finisher] for plan in plans]
    assert [steps[0].target.kind for steps in finishers] == ["reps", "reps", "amrap"]
    assert [{step.sets for step in works(plan) if not step.finisher} for plan in plans] == [{2}, {3}, {3}]
    fourth = months.train(when + timedelta(days=39))
    assert doses(fourth)["squat"][0] == library().exercises["squat"].low + 1


def test_eight_weeks_off() -> None:
    """After eight weeks off an advanced person has a beginner's sets and reps left for two weeks, then four sets."""
    months = Months("advanced").weeks(4)
    when = months.plans[-1][0]
    plans = [months.train(when + timedelta(days=57 + 3.5 * number)) for number in range(5)]
    sets = [max(step.sets for step in works(plan)) for plan in plans]
    assert sets == [2, 2, 2, 2, 4]
    assert [plan.reserve for plan in plans] == [(3, 4)] * 4 + [(1, 3)]
    assert all(plan.level == "advanced" for plan in plans)
    assert any("a beginner's sets for 2 weeks, because you had 8 weeks off" in text for text in plans[0].reasons)


def test_a_long_way_back_starts_where_it_started() -> None:
    """After weeks off the doses grow from the new start, not from those of before."""
    months = Months(choices={"equipment": ()}, left=lambda step: 2).weeks(6)
    when = months.plans[-1][0]
    plans = [months.train(when + timedelta(days=40 + 3 * number)) for number in range(5)]
    squats = [doses(plan)["squat"][0] for plan in plans]
    assert squats == [8, 8, 8, 9, 10]


# -- down, as help -----------------------------------------------------------------------------------------------------


def test_hardly_anything_left_is_helped() -> None:
    """One rep left or none in three sessions in a row: a step less of that exercise alone, said as help."""
    months = Months(
        choices={"equipment": ("dumbbell",)}, first_weight=30.0, left=lambda step: 1 if step.exercise == "squat" else 3
    ).weeks(2)
    squats = [(step.target.value, step.load_kg) for step in months.asked("squat")]
    assert squats == [(10, None), (10, 30.0), (10, 30.0), (10, 28.0)]
    (reason,) = months.reasons("to help your form")
    assert reason.startswith(
        "Goblet squat: 28 kg instead of 30 kg, to help your form, because you had at most one rep left in three answers"
    )
    bridge = [step.target.value for step in months.asked("single_leg_glute_bridge")]
    assert bridge == sorted(bridge)
    assert bridge[-1] > bridge[0]


def test_help_comes_once() -> None:
    """After the step less two are left, and it grows again; answers from before it bring no second step."""
    body = Months(choices={"equipment": ()}, left=lambda step: 1 if step.target.value > 9 else 2).weeks(4)
    squats = [step.target.value for step in body.asked("squat")]
    assert squats == [10, 10, 10, 9, 10, 10, 10, 9]


def test_too_heavy_is_first_less_weight() -> None:
    """Too heavy is first less weight, then no weight, then an easier form; then the way back up."""
    months = Months(
        choices={"equipment": ("dumbbell",), "dumbbells": (8.0, 10.0)},
        first_weight=10.0,
        done=lambda step: 5 if step.exercise == "squat" and not step.form else all_of_it(step),
    ).weeks(4)
    forms = [plan.exercises["squat"].variant for _, plan in months.plans]
    seen = [(step.load_kg, form) for step, form in zip(months.asked("squat"), forms, strict=True)]
    assert seen == [
        (None, "dumbbell"),
        (10.0, "dumbbell"),
        (8.0, "dumbbell"),
        (8.0, "dumbbell"),
        (None, None),
        (None, None),
        (None, "shallow"),
        (None, "shallow"),
    ]
    assert months.reasons("8 kg instead of 10 kg")
    assert months.reasons("no weight for now")


def test_what_was_too_heavy_stays_off_after_weeks_off() -> None:
    """Without a weight because the lightest was too heavy: five weeks off don't bring it back.

    The way up does: after the top of the range in every harder form, so that it isn't too heavy again.
    """
    months = Months(
        choices={"equipment": ("dumbbell",), "dumbbells": (10.0,)},
        first_weight=10.0,
        done=lambda step: 5 if step.load_kg and step.exercise == "squat" else all_of_it(step),
        left=lambda step: 3,
    ).weeks(2)
    assert months.train(day(14)).exercises["squat"].variant is None
    months.train(day(14 + 35))
    months.weeks(1)
    assert {plan.exercises["squat"].variant for _, plan in months.plans[-3:]} == {None}
    months.weeks(20)
    forms = list(dict.fromkeys((step.load_kg, step.form) for step in months.asked("squat")[5:]))
    assert forms[:4] == [(None, ""), (None, "slow lowering"), (None, "pause at the bottom"), (10.0, "")]
    assert months.reasons("but 10 kg was too heavy")[0].startswith(
        "Squat: first slow lowering, starting at 8 reps, because you reached the top of the range"
    )
    assert months.reasons("Goblet squat: 10 kg, starting at 8 reps")


def test_a_weight_stays_off_when_its_past_is_forgotten() -> None:
    """What took the weight off is long ago: other exercises still have theirs, so the squat goes on without one."""
    months = Months(
        choices={"equipment": ("dumbbell",), "dumbbells": (10.0,)},
        first_weight=10.0,
        done=lambda step: 5 if step.load_kg and step.exercise == "squat" else all_of_it(step),
        routine=routine_of([block(slot("squat"), slot("farmers_carry"))]),
    ).weeks(4)
    months.records = months.records[:4]
    assert months.plan(day(28)).exercises["squat"].variant is None
    months.train(day(28), routine_of([block(slot("squat", reps=[4, 6]), slot("farmers_carry"))]))
    few = months.records[0]
    heavy = [replace(item, variant="dumbbell") if item.exercise == "squat" else item for item in few.sets]
    months.records[0] = replace(few, sets=tuple(heavy))
    assert months.plan(day(31)).exercises["squat"].variant is None


def test_a_weight_that_was_bought() -> None:
    """With the first dumbbell of the equipment the squat has a weight, few reps, and the reason."""
    months = Months(choices={"equipment": ()}, routine=routine_of([block(slot("squat"))])).weeks(3)
    months.choices = {"equipment": ("dumbbell",)}
    plan = months.plan(day(21))
    assert plan.exercises["squat"].variant == "dumbbell"
    assert plan.reasons == (
        "Goblet squat: now with a weight, starting at 10 reps, because there is a dumbbell in your equipment.",
    )


# -- up, at the person's pace ------------------------------------------------------------------------------------------


def test_four_left_twice() -> None:
    """Four or more left twice in a row bring two steps at once, for that exercise."""
    months = Months(choices={"equipment": ()}, left=lambda step: 4 if step.exercise == "squat" else 2).weeks(2)
    assert [step.target.value for step in months.asked("squat")] == [10, 11, 13, 15]
    assert [step.target.value for step in months.asked("single_leg_glute_bridge")] == [8, 9, 10, 11]
    assert months.reasons("Squat 13 reps: two steps at once, because you had four or more reps left twice in a row")


def test_the_next_weight_is_owned() -> None:
    """Every weight of a year is one that the person owns, and a jump above 10% comes after slow lowering."""
    owned = (8.0, 10.0, 10.5, 14.0)
    months = Months(
        choices={"equipment": ("dumbbell",), "dumbbells": owned}, first_weight=8.0, left=lambda step: 2
    ).weeks(26)
    squats = months.asked("squat")
    loads = [step.load_kg for step in squats if step.load_kg]
    assert set(loads) == set(owned)
    for sooner, later in pairwise(squats[1:]):
        if (later.load_kg or 0) > 1.1 * (sooner.load_kg or 0):
            assert sooner.form
    ten = [step for step in squats if step.load_kg == 10]
    assert {step.form for step in ten} == {""}
    assert "slow lowering" in {step.form for step in squats if step.load_kg == 10.5}


def test_pounds_that_are_owned() -> None:
    """Weights that are listed in pounds are taken as they are, and said in pounds."""
    from runstrength.settings import Settings

    settings = Settings(level="intermediate", equipment=("dumbbell",), units="imperial", dumbbells=(20.0, 22.0, 30.0))
    choices = Choices.from_settings(settings)
    assert choices.dumbbells == pytest.approx((9.07, 9.98, 13.61), abs=0.01)
    months = Months(
        choices={key: getattr(choices, key) for key in ("equipment", "units", "dumbbells")},
        first_weight=choices.dumbbells[0],
        left=lambda step: 2,
    ).weeks(5)
    assert months.reasons("22 lb instead of 20 lb")


@pytest.mark.parametrize("weights", [True, False])
def test_a_much_heavier_weight_is_prepared(weights: bool) -> None:
    """With and without a logged weight, slow lowering comes first, or two more than the range where there is none."""
    months = Months(choices={"equipment": ("kettlebell",)}, left=lambda step: 2, weights=weights).weeks(10)
    squats = [(step.target.value, step.form) for step in months.asked("squat")]
    assert (8, "slow lowering") in squats
    carries = [step.target.value for step in months.asked("farmers_carry")]
    assert carries[carries.index(11) : carries.index(11) + 4] == [11, 12, 12, 5]


def lifted(*owned: float, exercise: str = "single_leg_deadlift", weeks: int = 20) -> tuple[Months, list[object]]:
    """Return somebody with some dumbbells after weeks of one exercise, and its weights and forms, each once."""
    only = routine_of([block(slot(exercise))])
    months = Months(
        choices={"equipment": ("dumbbell",), "dumbbells": owned},
        first_weight=owned[0],
        left=lambda step: 2,
        routine=only,
    ).weeks(weeks)
    return months, list(dict.fromkeys((step.load_kg, step.form) for step in months.asked(exercise)))


def test_a_weight_twice_as_heavy() -> None:
    """Where the next weight is more than half again as heavy, every harder form comes before it."""
    _, forms = lifted(6.0, 12.0)
    assert forms[:5] == [(None, ""), (6.0, ""), (6.0, "slow lowering"), (6.0, "pause at the bottom"), (12.0, "")]


@looped(
    ("exercise", "owned", "last", "between"),
    [
        ("single_leg_deadlift", (2.0, 24.0), "pause at the bottom", "4 kg"),
        ("single_leg_deadlift", (8.0, 20.0), "pause at the bottom", "16 kg"),
        ("squat", (4.0, 10.0), "pause at the bottom", "8 kg"),
    ],
)
def test_a_weight_that_is_too_far_away(exercise: str, owned: tuple[float, ...], last: str, between: str) -> None:
    """A weight more than twice as heavy is never asked for; after every harder form it is said which one would be."""
    months, forms = lifted(*owned, exercise=exercise, weeks=26)
    assert forms[-1] == (owned[0], last)
    assert owned[1] not in {step.load_kg for step in months.asked(exercise)}
    far = months.reasons("no increase, because your next weight is ")
    assert far
    assert all(text.endswith(f"A weight of up to {between} would be the next step.") for text in far)


def test_max_reps_with_a_weight_that_is_too_far_away() -> None:
    """Max-rep sets of 40 with 2 kg don't bring 24 kg either, but the harder form."""
    months = Months(
        choices={"equipment": ("dumbbell",), "dumbbells": (2.0, 24.0)},
        first_weight=2.0,
        done=lambda step: 40 if step.target.kind == "amrap" else step.target.value,
        routine=routine_of([block(slot("squat")), block(slot("plank_row", amrap=[30, 90]), name="F", finisher=True)]),
    ).weeks(12)
    assert {step.load_kg for step in months.asked("plank_row")[1:]} == {2.0}
    assert "feet together" in {step.form for step in months.asked("plank_row")}
    assert months.reasons("Plank row: no increase, because your next weight is 24 kg")


@looped("last", [5, 1])
def test_what_comes_once_in_weeks_gets_no_easier_each_time(last: int) -> None:
    """Done every five weeks it has a fifth less weight once, and goes on with that; less again if it was too much."""
    rows = routine_of([block(slot("plank_row"))])
    months = Months(choices={"equipment": ("bodyweight", "dumbbell")}, done=lambda step: last, routine=rows)
    weights = [works(months.train(day(35 * turn)))[0].load_kg for turn in range(3)]
    assert weights == [None, 8.0, 8.0 if last == 5 else 6.0], "after 12 kg"


def test_a_lighter_day_has_no_more_weight_than_max_reps() -> None:
    """Fixed reps of another routine with a weight bring none to a lighter day, if the max-rep set there has none."""
    finisher = block(slot("plank_row", amrap=[30, 90]), name="F", finisher=True)
    months = Months(
        choices={"equipment": ("bodyweight", "dumbbell")},
        done=lambda step: 6 if step.target.kind == "amrap" else step.target.value,
        routine=routine_of([block(slot("squat")), finisher]),
    )
    months.train(day(0))
    change_form(months, "taps", None)
    other = months.train(day(3), routine_of([block(slot("plank_row"))]))
    assert not any("with a weight" in reason for reason in other.reasons), "shoulder taps have none"
    change_form(months, "dumbbell+knees", 14.0)
    for checkin in (None, Checkin(sleep=5.0)):
        row = works(months.plan(day(6), checkin=checkin))[-1]
        assert row.load_kg is None
    assert row.target.kind == "reps"


def change_form(months: Months, form: str, load: float | None) -> None:
    """Let the plank rows of the last session have been another form, with another weight."""
    sets = [
        replace(item, variant=form, load_kg=load) if item.exercise == "plank_row" else item
        for item in months.records[0].sets
    ]
    months.records[0] = replace(months.records[0], sets=tuple(sets))


@looped(("first", "forms"), [(12.0, 0), (14.0, 2), (24.0, 2)])
def test_the_first_weight_is_light(first: float, forms: int) -> None:
    """A beginner whose lightest weight isn't light masters every harder form of the squat before it."""
    months = Months(
        "beginner",
        {"equipment": ("dumbbell",), "dumbbells": (first,)},
        left=lambda step: 3,
        routine=routine_of([block(slot("squat"))]),
    ).weeks(26)
    seen = list(dict.fromkeys((step.load_kg, step.form) for step in months.asked("squat")))
    between = [(None, "slow lowering"), (None, "pause at the bottom")][:forms]
    assert seen[: forms + 2] == [(None, ""), *between, (first, "")]
    assert bool(months.reasons(f"but your lightest weight is {first:g} kg")) is bool(forms)


def test_weights_belong_to_the_doses_they_were_earned_with() -> None:
    """Six squats without a weight, in a routine with few reps, bring a weight there; not where fifteen are the top."""
    months = Months(
        "beginner",
        {"equipment": ("dumbbell",), "dumbbells": (6.0,)},
        done=lambda step: min(step.target.value, 10),
        left=lambda step: 2,
    )
    few = routine_of([block(slot("squat", reps=[4, 6]))])
    many = routine_of([block(slot("squat"))])
    for week in range(10):
        months.train(day(7 * week), few)
        months.train(day(7 * week + 3), many)
    squats = months.asked("squat")
    assert 6.0 in {step.load_kg for step in squats[::2]}
    assert {plan.exercises["squat"].variant for _, plan in months.plans[1::2]} == {None}
    assert squats[-1].target.value >= squats[1].target.value


def test_a_carry_below_its_range_says_so() -> None:
    """Fewer steps than the range, twice, with the lightest weight: the least steps, and a lighter one would help."""
    months = Months(
        choices={"equipment": ("kettlebell",), "kettlebells": (14.0,)},
        first_weight=14.0,
        done=lambda step: 3,
        routine=routine_of([block(slot("farmers_carry"))]),
    ).weeks(2)
    assert [step.target.value for step in months.asked("farmers_carry")] == [8, 8, 5, 5]
    assert "Farmer's carry: 5 steps each way today" in months.plans[2][1].reasons[-1]
    assert months.plans[3][1].reasons[-1].startswith("Farmer's carry: a lighter weight would be better")
    assert len(months.weeks(2).reasons("a lighter weight would be better")) == 1


@looped("before", [1, 3])
def test_a_lighter_day_changes_no_form(before: int) -> None:
    """What a lighter day asks for instead of a max-rep set, in its form, changes nothing of the same doses.

    Nor does the third lighter day in a row, whose doses count.
    """
    upper = routine_of([block(slot("plank_row"))])
    finisher = routine_of([block(slot("squat")), block(slot("plank_row", amrap=[30, 90]), name="F", finisher=True)])
    months = Months(choices={"equipment": ("dumbbell",), "dumbbells": (6.0,)}, first_weight=6.0, left=lambda step: 4)
    months.train(day(-3), finisher)
    for week in range(9):
        months.train(day(7 * week), upper)
    usual = months.asked("plank_row")[-1]
    assert usual.form == "feet together"
    months.train(day(7 * 8 + 1), finisher)
    for number in range(before):
        months.records.insert(0, run(day(7 * 8 + 2 + number), effort=9))
        eased = months.train(day(7 * 8 + 2.5 + number), finisher)
    assert eased.eased == ("steady" if before == 3 else "amber")
    assert [(step.target.value, step.form) for step in works(eased) if step.finisher] == [(5, "")]
    after = months.train(day(7 * 9), upper)
    assert works(after)[0].form == "feet together"
    assert works(after)[0].target.value >= usual.target.value


# -- where it begins ---------------------------------------------------------------------------------------------------


def test_beginners_begin_without_weights() -> None:
    """A beginner with dumbbells squats without one until the top of the range in two sessions, and then with one."""
    months = Months("beginner", {"equipment": ("dumbbell",), "dumbbells": (6.0, 8.0)}, left=lambda step: 3).weeks(6)
    forms = [plan.exercises["squat"].variant for _, plan in months.plans]
    squats = [(form, step.target.value) for form, step in zip(forms, months.asked("squat"), strict=True)]
    assert squats[:9] == [*((None, value) for value in (8, 9, 10, 11, 12, 13, 14, 15, 15))]
    assert squats[9:11] == [("dumbbell", 8), ("dumbbell", 9)]
    assert [step.load_kg for step in months.asked("squat")][9] == 6.0
    assert months.reasons("No weight yet, because your level is beginner")
    carry = months.plans[0][1].exercises["farmers_carry"]
    assert carry.variant == "dumbbell"  # it has no form without


def test_beginners_begin_without_a_band() -> None:
    """A beginner with a band raises the leg without it until the top of the range in two sessions, and then with it.

    What was too much with the band is done without it again, not in an easier form.
    """
    chosen = {"equipment": ("band",)}
    months = Months("beginner", chosen, left=lambda step: 3, routine="hips")
    months.done = lambda step: 9 if months.plans[-1][1].exercises[step.exercise].banded else step.target.value
    months.weeks(8)
    forms = [plan.exercises["side_lying_leg_raise"].variant for _, plan in months.plans]
    asked = [step.target.value for step in months.asked("side_lying_leg_raise")]
    assert list(zip(forms, asked, strict=True))[:14] == [
        *((None, value) for value in (*range(10, 21), 20)), ("band", 10), ("band", 10),
    ]  # fmt: skip
    assert forms[14] is None
    assert months.reasons("no band for now")
    assert {step.load_kg for step in months.asked("side_lying_leg_raise")} == {None}


def test_a_beginner_who_has_lifted_keeps_the_weight() -> None:
    """A beginner whose history has the weight already keeps it, as does everyone of another level from the start."""
    months = Months("intermediate", {"equipment": ("dumbbell",)}).weeks(1)
    months.level = "beginner"
    assert months.train(day(7)).exercises["squat"].variant == "dumbbell"
    assert Months("intermediate", {"equipment": ("dumbbell",)}).train(day(0)).exercises["squat"].variant == "dumbbell"


def test_who_comes_back_as_a_beginner_is_told_so() -> None:
    """After nine weeks off a lift begins without a weight because of these weeks, not because of a level."""
    months = Months("advanced", {"equipment": ("dumbbell",)})
    months.train(day(0), "core")
    plan = months.train(day(63))
    (reason,) = [text for text in plan.reasons if text.startswith("No weight yet")]
    assert reason.startswith("No weight yet, because you had 9 weeks off: ")
    assert not [text for text in plan.reasons if "your level is" in text]


def test_advanced_begins_low_and_heavy() -> None:
    """Advanced begins each loaded lift with the fewest reps of its range and a heavy weight; the others as before."""
    plan = Months("advanced", {"equipment": ("dumbbell",)}).train(day(0))
    for exercise in LEGS:
        assert doses(plan)[exercise][0] == library().exercises[exercise].low
    assert doses(plan)["single_leg_glute_bridge"][0] == 10
    (reason,) = [text for text in plan.reasons if "heavy" in text]
    assert reason.startswith("Few reps with a heavy weight, because your level is advanced: ")
    assert "bridge" not in reason
    assert "plank row" not in reason.casefold()  # whose max-rep set has no number of reps


# -- the finisher ------------------------------------------------------------------------------------------------------


def test_the_finisher_goes_by_its_number() -> None:
    """Its weight moves up after two sessions with the most reps of the exercise's range, 2 above it for a big jump."""
    chosen = {"equipment": ("dumbbell",)}
    light = Months(choices=chosen, done=lambda step: 10 if step.finisher else step.target.value).weeks(4)
    assert {step.load_kg for step in light.asked("plank_row")} == {None, 12.0}
    more = Months(choices=chosen, done=lambda step: 12 if step.finisher else step.target.value).weeks(2)
    assert [step.load_kg for step in more.asked("plank_row")] == [None, 12.0, 14.0, 14.0]
    assert more.reasons("14 kg instead of 12 kg, because you did 12 reps or more twice in a row")
    heavy = Months(
        choices=chosen, first_weight=20.0, done=lambda step: 10 if step.finisher else step.target.value
    ).weeks(2)
    assert [step.load_kg for step in heavy.asked("plank_row")] == [None, 20.0, 22.0, 22.0]
    nothing_entered = Months(choices=chosen, done=lambda step: None if step.finisher else step.target.value).weeks(4)
    assert {step.load_kg for step in nothing_entered.asked("plank_row")} == {None, 12.0}


def test_the_finisher_of_a_beginner_grows() -> None:
    """A beginner's finisher has fixed reps in one set: they grow, and then its form."""
    months = Months("beginner").weeks(8)
    rows = [(step.target.value, step.form) for step in months.asked("plank_row")]
    assert rows[:8] == [(5, ""), (6, ""), (7, ""), (8, ""), (9, ""), (10, ""), (10, ""), (10, "")]
    assert (5, "feet together") in rows


# -- which blocks are next ---------------------------------------------------------------------------------------------


@looped(
    ("level", "minutes", "weeks"),
    [("intermediate", 20, 25), ("beginner", 10, 8), ("beginner", 20, 8), ("advanced", 15, 8), ("advanced", 25, 8)],
)
def test_what_is_next_is_next(level: str, minutes: int, weeks: int) -> None:
    """What the plan says about the next blocks is what the next plan has, in fifty sessions in a row."""
    months = Months(level, {"minutes": minutes, "deload": True}, effort=7).weeks(weeks)
    said = 0
    for (_, plan), (_, following) in pairwise(months.plans):
        names = [text for text in plan.reasons if " next time, because " in text]
        blocks = list(dict.fromkeys(step.block for step in works(following) if not step.finisher))
        if names:
            said += 1
            assert names[0].startswith(f"{block_words(blocks)} next time")
    assert said > weeks


def test_no_turn_where_all_blocks_fit_next_time() -> None:
    """If every block fits next time, because doses start again, nobody hears whose turn it is."""
    kit = {"equipment": ("bodyweight", "dumbbell"), "dumbbells": (6.0, 8.0, 10.0, 12.0, 16.0), "minutes": 28.0}
    months = Months(choices=kit, left=lambda step: 2, effort=6, first_weight=10.0).weeks(8)
    counts = [len({step.block for step in works(plan) if not step.finisher}) for _, plan in months.plans]
    before_all = [
        plan for (_, plan), (now, then) in zip(months.plans, pairwise(counts), strict=False) if now < then == 3
    ]
    assert before_all
    assert not [text for plan in before_all for text in plan.reasons if "next time" in text]


def block_words(names: Sequence[str]) -> str:
    """Return `Block A`, or `Blocks A and B`."""
    return f"Block {names[0]}" if len(names) == 1 else f"Blocks {', '.join(names[:-1])} and {names[-1]}"


def test_a_shortened_dose_is_no_new_base() -> None:
    """What an eased day shortens to stay within its time is not what the next usual day starts from."""
    months = Months(left=lambda step: 1 if step.exercise == "side_plank" else 2).weeks(2)
    usual = months.asked("side_plank")[-1].target.value
    newest = kept(months.plan(day(14)), day(14), eased="amber")
    shortened = tuple(
        replace(item, target=replace(item.target, value=usual - 5), done=usual - 5)
        if item.exercise == "side_plank"
        else item
        for item in newest.sets
    )
    months.records.insert(0, replace(newest, sets=shortened))
    assert doses(months.plan(day(17)))["side_plank"][0] >= usual


# -- what an eased day leaves alone ------------------------------------------------------------------------------------


def test_help_on_an_eased_day_is_help_afterwards() -> None:
    """One step less, on an eased day, stays on the days after it; it is said once, and nothing about a weight."""
    months = Months(choices={"equipment": ()}, left=lambda step: 1, routine=routine_of([block(slot("squat"))]))
    for number in (0, 3, 7):
        months.train(day(number))
    for number in (10, 12, 14):
        if number < 14:
            months.records.insert(0, run(day(number), effort=9))
        months.train(day(number + 0.5))
    assert [plan.eased for _, plan in months.plans[3:]] == ["amber", "amber", ""]
    assert [step.target.value for step in months.asked("squat")] == [10, 10, 10, 9, 9, 9]
    said = "Squat: 9 reps today, to help your form, because you had at most one rep left in three answers."
    assert months.reasons("Squat") == [*months.reasons("fewer than two"), said]


def test_an_eased_day_before_a_harder_form() -> None:
    """Where a usual day would bring a harder hold, an eased one has one set less of the hold of last time."""
    months = Months(choices={"equipment": ()}, effort=6, routine=routine_of([block(slot("plank"), sets=3)]))
    while (
        months.plan(months.plans[-1][0] + timedelta(days=3) if months.plans else day(0)).exercises["plank"].form == ""
    ):
        months.train(months.plans[-1][0] + timedelta(days=3) if months.plans else day(0))
    now = months.plans[-1][0] + timedelta(days=3)
    assert months.asked("plank")[-1].target.value == 60
    assert works(months.plan(now))[0].target.value == 30
    months.records.insert(0, run(now - timedelta(hours=5), effort=9))
    eased = months.plan(now)
    assert eased.eased == "amber"
    assert (works(eased)[0].form, works(eased)[0].sets, works(eased)[0].target.value) == ("", 2, 45)


def test_less_of_a_hold_is_a_round_number() -> None:
    """After 43 s twice, where more was asked for, a hold is 40 s."""
    months = Months(
        choices={"equipment": ()},
        done=lambda step: min(43, step.target.value),
        routine=routine_of([block(slot("plank"))]),
    ).weeks(4)
    assert months.reasons("Plank: 40 s today, because you did less than planned twice in a row.")


def test_weeks_off_are_weeks_off_for_every_dose() -> None:
    """After five weeks off each range begins again with less weight, also if the other one was done the day before."""
    few, many = routine_of([block(slot("squat", reps=[4, 6]))]), routine_of([block(slot("squat"))])
    months = Months(choices={"equipment": ("dumbbell",)}, first_weight=20.0)
    for number in (0, 7, 14):
        months.train(day(number), few)
        months.train(day(number + 3), many)
    back = 17 + 35
    assert [step.load_kg for step in months.asked("squat")[-2:]] == [20, 18]
    for number, (routine, load) in enumerate(((few, 16), (many, 14))):
        plan = months.train(day(back + number), routine)
        assert works(plan)[0].load_kg == load
        assert works(plan)[0].target.value == works(plan)[0].target.low
        assert "because it has been four weeks or more" in " ".join(plan.reasons)
    assert works(months.plan(day(back + 4), many))[0].load_kg == 14


def test_a_block_that_grew_keeps_its_turn() -> None:
    """With ten minutes each block has its turn: one that would take too long with more doesn't grow, and says so."""
    months = Months("beginner", {"equipment": (), "minutes": 10.0}, effort=6, left=lambda step: 3)
    months.weeks(12, days=(0, 2, 4))
    done = [{step.block for step in works(plan) if not step.finisher} for _, plan in months.plans]
    assert all(len(blocks) == 1 for blocks in done)
    for place in range(len(done) - 3):
        assert set.union(*done[place : place + 4]) == {"A", "B", "C"}
    assert months.reasons("no increases, because your time limit is 10 minutes.")
    assert not months.reasons("it has been two weeks or more")


def test_a_short_finisher_of_a_lighter_day_is_no_step_back() -> None:
    """Five reps instead of a max-rep set, on the third lighter day in a row, take none from the ten of a routine."""
    upper = routine_of([block(slot("plank_row"))])
    finisher = routine_of([block(slot("squat")), block(slot("plank_row", amrap=[30, 90]), name="F", finisher=True)])
    months = Months(choices={"equipment": ()}, left=lambda step: 2)
    for number in range(6):
        months.train(day(3 * number), upper)
    months.train(day(18), finisher)
    for number in range(3):
        months.records.insert(0, run(day(19 + number), effort=9))
        eased = months.train(day(19.5 + number), finisher)
    assert eased.eased == "steady"
    assert [step.target.value for step in works(eased) if step.finisher] == [5]
    assert works(months.plan(day(24), upper))[0].target.value >= 10


# -- what is said, and how often ---------------------------------------------------------------------------------------


def sessions_of(months: Months, word: str) -> list[int]:
    """Return the numbers of the plans that have a reason with a word."""
    return [number for number, (_, plan) in enumerate(months.plans) if any(word in text for text in plan.reasons)]


def test_the_end_of_a_ladder_is_said_once_a_month() -> None:
    """Who is at the top of the hardest version, with the heaviest weight, hears it then and every four weeks."""
    months = Months(
        choices={"equipment": ("dumbbell",), "dumbbells": (12.0,)},
        left=lambda step: 2,
        routine=routine_of([block(slot("squat", reps=[14, 15]), slot("plank", hold=[55, 60]))]),
    ).weeks(30)
    for exercise in ("squat", "Plank"):
        told = sessions_of(months, f"{exercise}: no increase, because you're at the top of the range")
        assert len(told) > 2
        assert {later - sooner for sooner, later in pairwise(told)} <= {7, 8}


def test_a_far_weight_is_said_once_a_month() -> None:
    """The weight that is too far away is named when it would be next, then every four weeks."""
    told = sessions_of(lifted(8.0, 20.0, exercise="single_leg_deadlift", weeks=40)[0], "your next weight is 20 kg")
    assert len(told) > 2
    assert {later - sooner for sooner, later in pairwise(told)} <= {7, 8}


def test_the_off_season_is_said_once_a_month() -> None:
    """What a whole season brings is said in its first session of each month, and not again in that month."""
    months = Months(choices={"season": "off"}, routine=routine_of([block(slot("plank"))])).weeks(26)
    told = [months.plans[number][0] for number in sessions_of(months, "because it's off-season")]
    assert [(when.year, when.month) for when in told] == list(
        dict.fromkeys((when.year, when.month) for when, _ in months.plans)
    )


def test_more_than_the_range_is_said_as_it_grows() -> None:
    """Two steps more than the range are said as they come; who can't do them is asked for what was done."""
    carry: dict[str, Any] = {
        "choices": {"equipment": ("kettlebell",), "kettlebells": (12.0, 16.0)},
        "routine": routine_of([block(slot("farmers_carry"))]),
    }
    able = Months(**carry).weeks(8)
    assert [step.target.value for step in able.asked("farmers_carry")][:10] == [8, 9, 10, 10, 10, 11, 12, 12, 5, 6]
    assert [text[:32] for text in able.reasons("more than the range")] == [
        "Farmer's carry: first 11 steps e",
        "Farmer's carry: first 12 steps e",
    ]
    unable = Months(**carry, done=lambda step: min(step.target.value, 10)).weeks(8)
    assert [step.target.value for step in unable.asked("farmers_carry")][:10] == [8, 9, 10, 10, 10, 11, 11, 10, 11, 11]


@looped(
    ("first", "lighter", "dose", "told"),
    [(0, 4, 11, False), (0, 0, 10, True), (None, 1, 10, True), (None, 4, 11, False), (0, None, 10, True)],
)
def test_the_newest_answer_counts(first: int | None, lighter: int | None, dose: float, told: bool) -> None:
    """The answer of a lighter day with the same dose is the newest: enough left then is enough, and hard is hard."""
    months = Months(choices={"equipment": ()}, routine=routine_of([block(slot("squat"))]))
    for number, answer in ((0, first), (4, lighter), (7, None)):
        if number == 4:
            months.records.insert(0, run(day(3.8), effort=9))
        months.left = lambda step, answer=answer: answer  # type: ignore[misc]
        months.train(day(number))
    assert [plan.eased for _, plan in months.plans] == ["", "amber", ""]
    assert [step.target.value for step in months.asked("squat")] == [10, 10, dose]
    assert bool(months.reasons("you had fewer than two reps left")) is told


# -- what fits, what is owned ------------------------------------------------------------------------------------------


def test_what_no_longer_fits_grows_by_weight_or_form() -> None:
    """With ten minutes, where no more reps fit, weight or form get harder with fewer reps, and the sentence says so."""
    months = Months(
        "advanced",
        {"equipment": ("kettlebell",), "kettlebells": (8.0, 12.0, 16.0), "minutes": 10.0},
        left=lambda step: 4,
    ).weeks(52, days=(0,))
    seen = {key: {(step.load_kg, step.form) for step in months.asked(key)} for key in months.plans[-1][1].exercises}
    stuck = [key for key in seen if len(seen[key]) < 3]
    assert not stuck
    assert all(plan.expected <= 630 for _, plan in months.plans)
    assert months.reasons("in a row, had two or more reps left and have no time for more")
    assert not Months("advanced", {"equipment": ("kettlebell",)}, left=lambda step: 4).weeks(20).reasons("no time for")


def test_a_weight_that_is_not_owned() -> None:
    """A weight from elsewhere, as of a gym, is planned as the heaviest owned one that is no heavier, and said once."""
    months = Months(
        choices={"equipment": ("dumbbell",), "dumbbells": (6.0, 9.0)}, routine=routine_of([block(slot("squat"))])
    ).weeks(2)
    assert {step.load_kg for step in months.asked("squat")} == {None, 9.0}
    assert [text for text in months.reasons("9 kg") if "instead" in text] == [
        "Goblet squat: 9 kg instead of 12 kg, because your dumbbells don't include 12 kg. "
        "With 12 kg among them it would stay 12 kg."
    ]
    listed = Months(
        choices={"equipment": ("dumbbell",), "dumbbells": (6.0, 11.9)}, routine=routine_of([block(slot("squat"))])
    ).weeks(2)
    assert {step.load_kg for step in listed.asked("squat")} == {None, 12.0}


def test_weights_that_round_count_as_owned() -> None:
    """Four fifths of 44.1 lb are 35.3 lb, though that is a few grams more: not the 26.5 lb below it."""
    owned = tuple(kilograms(pounds, "imperial") for pounds in (17.6, 26.5, 35.3, 44.1))
    months = Months(
        choices={"equipment": ("kettlebell",), "kettlebells": owned, "units": "imperial"},
        first_weight=owned[-1],
        routine=routine_of([block(slot("farmers_carry"))]),
    ).weeks(1)
    assert doses(months.plan(day(40)))["farmers_carry"][1] == owned[-2]

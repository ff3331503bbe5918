"""Pain leaves a trace, over weeks: in the next session, in the form of an exercise, and in what takes its place."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import Checkin, pain_day
from runstrength.session.plan import Plan, Step
from runstrength.session.record import Record
from runstrength.session.to_record import pain_record
from tests.support.loops import looped
from tests.support.past_samples import day, kept
from tests.support.plans import block, library, plan_of, routine_of, slot, works

KIT = ("bodyweight", "dumbbell")
RUNNER = library().routine("runner")


def planned(past: list[Record], when: float, **chosen: object) -> Plan:
    """Return the plan of a day."""
    choices = Choices("intermediate", KIT, **chosen)  # type: ignore[arg-type]
    return prescribe(RUNNER, library(), choices, Today(day(when), tuple(past)))


def trained(plan: Plan, when: float, hurts: Collection[str] = (), **more: object) -> Record:
    """Return a session that followed its plan, in which some exercises hurt."""
    record = kept(plan, day(when), **more)  # type: ignore[arg-type]
    steps = {step.index: step for step in plan.steps}
    sets = tuple(
        replace(item, niggle=item.exercise in hurts, instead_of=steps[item.step].instead_of or None)
        for item in record.sets
    )
    return replace(record, sets=sets)


def weeks(hurts: dict[int, Collection[str]], sessions: int) -> list[Plan]:
    """Return the plans of somebody who trains every third day, by the sessions in which something hurts."""
    past: list[Record] = []
    plans = []
    for number in range(sessions):
        plans.append(planned(past, 3 * number))
        past.insert(0, trained(plans[-1], 3 * number, hurts.get(number, ())))
    return plans


def place(plan: Plan, label: str = "A2") -> Step:
    """Return the first set of a slot; of the runner's session A2 is the squat."""
    return next(step for step in works(plan) if step.label == label)


def about(plan: Plan, words: str) -> list[str]:
    """Return the reasons with some words."""
    return [reason for reason in plan.reasons if words in reason]


def test_an_exercise_that_hurts_again_and_again() -> None:
    """Twice: the easier form. Three times: another exercise, and a physical therapist. Clean twice: back as it was."""
    plans = weeks(dict.fromkeys((0, 1, 2), ("squat",)), 7)
    forms = [(place(plan).exercise, place(plan).form) for plan in plans]
    assert forms[:3] == [("squat", ""), ("squat", ""), ("squat", "half as deep")]
    assert forms[3] == forms[4] != forms[0]
    assert forms[3][0] != "squat"
    assert forms[5:] == [("squat", "")] * 2
    assert place(plans[2]).instead_of == place(plans[3]).instead_of == "squat"

    (easier,) = about(plans[2], "half as deep for now")
    assert "it hurt a bit on 2 November and 5 November" in easier
    assert not about(plans[2], "physical therapist")
    (left_out,) = about(plans[3], "physical therapist")
    assert left_out.startswith("Goblet squat: ")
    assert left_out.endswith("Two sessions in a row without it hurting bring it back.")
    assert about(plans[5], "hurt") == [
        "Goblet squat: back again, because two sessions in a row went without it hurting."
    ]
    assert not about(plans[6], "hurt")
    assert place(plans[5]).hurt == ""


def test_what_takes_its_place_trains_some_of_the_same() -> None:
    """A squat that hurts is not replaced by more calf raises, which train none of its muscles."""
    plans = weeks(dict.fromkeys((0, 1, 2), ("squat",)), 4)
    other = library().exercises[place(plans[3]).exercise]
    assert set(other.muscles) & set(library().exercises["squat"].muscles)


def test_back_is_never_more_than_before() -> None:
    """After the pain the exercise comes back with the dose that hurt at the most, one step more after that."""
    plans = weeks({3: ("squat",), 4: ("squat",)}, 9)
    before = max(place(plan).target.value for plan in plans[:5])
    assert [place(plan).form for plan in plans[5:]] == ["half as deep", "half as deep", "", ""]
    assert place(plans[7]).target.value <= before + 1


def test_once_is_not_twice() -> None:
    """One niggle changes no form; two that have two clean sessions between them are one each time."""
    plans = weeks({0: ("squat",), 3: ("squat",), 6: ("squat",)}, 9)
    assert {(place(plan).exercise, place(plan).form) for plan in plans} == {("squat", "")}
    assert not [text for plan in plans for text in about(plan, "back again")]
    plans = weeks({0: ("squat",), 2: ("squat",)}, 4)
    assert place(plans[3]).form == "half as deep"


def test_what_hurts_is_the_exercise() -> None:
    """Another exercise stays as it is, and what takes the place of one can hurt too: then it is another again."""
    plans = weeks(dict.fromkeys((0, 1, 2), ("squat",)), 4)
    usual = weeks({}, 4)
    for label in ("A1", "A3", "B1", "C1"):
        assert place(plans[3], label).exercise == place(usual[3], label).exercise
        assert place(plans[3], label).form == place(usual[3], label).form
    other = place(plans[3]).exercise
    plans = weeks({**dict.fromkeys((0, 1, 2), ("squat",)), 3: (other,)}, 7)
    assert place(plans[4]).exercise == place(plans[5]).exercise not in ("squat", other)
    assert place(plans[6]).exercise == "squat"


def test_what_takes_its_place_is_not_there_already_if_possible() -> None:
    """A bridge is the nearest to a deadlift; a session that has one anyway gets the next nearest, a hip thrust."""
    plans = weeks(dict.fromkeys((0, 1, 2), ("single_leg_deadlift",)), 4)
    assert place(plans[3], "A1").exercise == "hip_thrust"
    alone = routine_of([block(slot("single_leg_deadlift"))])
    past = [trained(plan, 3 * number, ("single_leg_deadlift",)) for number, plan in enumerate(plans[:3])]
    today = Today(day(9), tuple(reversed(past)))
    (other, *_) = works(prescribe(alone, library(), Choices("intermediate", KIT), today))
    assert other.exercise == "single_leg_glute_bridge"


@looped("dose", [{}, {"reps": [5, 7]}, {"reps": 6}])
def test_what_takes_its_place_and_is_there_already_is_done_in_one_way(dose: dict[str, object]) -> None:
    """A step-up in the place of a squat has the dose, the weight and the form of the one that the routine has."""
    blocks = [block(slot("squat")), block(slot("single_leg_step_up", **dose), name="B")]
    routine = routine_of([*blocks, block(slot("single_leg_glute_bridge"), slot("split_squat"), name="C")])
    past: list[Record] = []
    for number in range(4):
        plan = prescribe(routine, library(), Choices("intermediate", KIT), Today(day(3 * number), tuple(past)))
        past.insert(0, trained(plan, 3 * number, ("squat",) if number < 3 else (), load=8.0))
    steps = [step for step in works(plan) if step.exercise == "single_leg_step_up"]
    assert {step.block for step in steps} == {"A", "B"}
    assert len({(step.target, step.load_kg, step.form) for step in steps}) == 1
    assert len([reason for reason in about(plan, "tep-up") if "instead" not in reason]) <= 1


def test_a_set_that_was_skipped_because_it_hurt() -> None:
    """Nothing needs to be done of an exercise for its pain to count."""
    past: list[Record] = []
    for number in range(2):
        record = trained(planned(past, 3 * number), 3 * number, ("squat",))
        sets = tuple(
            replace(item, skipped=item.exercise == "squat", done=0 if item.exercise == "squat" else item.done)
            for item in record.sets
        )
        past.insert(0, replace(record, sets=sets))
    assert place(planned(past, 6)).form == "half as deep"


@looped("exercise", ["squat", "push_up", "plank", "single_leg_calf_raise", "farmers_carry", "single_leg_balance"])
@looped("equipment", [("bodyweight",), KIT])
@looped("times", [2, 3, 4])
def test_whatever_hurts_is_spared(exercise: str, equipment: tuple[str, ...], times: int) -> None:
    """Every exercise has something that spares it, with a reason, also alone in its routine and in its easiest form."""
    routine = routine_of([block(slot(exercise))])
    choices = Choices("intermediate", equipment)
    first = prescribe(routine, library(), choices)
    past = [trained(first, 3 * number, (exercise,)) for number in reversed(range(times))]
    plan = prescribe(routine, library(), choices, Today(day(3 * times), tuple(past)))
    before, now = works(first)[0], works(plan)[0]
    spared = (now.exercise, now.form, now.name) != (before.exercise, before.form, before.name)
    assert spared or now.target.value < before.target.value or now.target.value == now.target.low
    assert len(about(plan, "hurt a bit on")) == 1
    assert bool(about(plan, "physical therapist")) == (times >= 3)


def test_after_a_day_with_pain() -> None:
    """The session after a day with pain is lighter and says why; the one after that is as ever."""
    past = [trained(planned([], 0), 0)]
    stopped = prescribe(RUNNER, library(), Choices("intermediate", KIT), Today(day(3), tuple(past), Checkin(pain=True)))
    assert not stopped.steps
    past.insert(0, pain_record("pain", day(3), stopped.checkin or {}))
    usual, plan = planned(past[1:], 5), planned(past, 5)
    assert plan.eased == "amber"
    assert plan.sets < usual.sets
    assert plan.seconds < usual.seconds
    assert len(about(plan, "you had pain on 5 November")) == 1
    assert not about(usual, "pain")
    past.insert(0, trained(plan, 5, eased=plan.eased))
    assert not about(planned(past, 8), "pain")
    assert planned(past, 8).eased == ""


def test_a_session_that_was_only_started_does_not_settle_it() -> None:
    """The next session is the one of which half was done: two sets and an early end leave it to the next."""
    past = [pain_record("pain", day(1), {"pain": True})]
    plan = planned(past, 3)
    past.insert(0, trained(plan, 3, only=lambda step: step.index < 4))
    assert pain_day(past) == day(1)
    assert planned(past, 5).eased == "amber"


def test_a_day_with_pain_is_no_session() -> None:
    """It counts for no week, no streak and no pace, and its sleep is known."""
    record = pain_record("pain", day(1), {"pain": True, "sleep": 5.0, "colour": "stop"})
    assert (record.kind, record.sets, record.completed, record.planned_sets) == ("session", (), False, 0)
    assert planned([record], 3, as_usual=True).steps == plan_of(RUNNER, equipment=KIT).steps

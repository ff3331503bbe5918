"""Another exercise for today: what is offered, what the engine makes of it, and what the coach makes of that later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest
from msgspec.structs import replace

from runstrength.coach.alternatives import exercises_of_a_kind
from runstrength.coach.prescription import Today, prescribe
from runstrength.coach.substitutes import Substitute, find_substitutes
from runstrength.session.commands import Back, Done, IllegalCommandError, Pause, Resume, Swap, Swapped
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record
from runstrength.sound.schedule import schedule
from tests.support.loops import looped
from tests.support.past_samples import day, kept
from tests.support.plans import T0, block, choices, library, plan_of, routine_of, run_through, slot, started, works

KIT = ("bodyweight",)


def offered(plan: Plan, index: int, past: Sequence[Record] = (), kit: Sequence[str] = KIT) -> dict[str, Substitute]:
    """Return what is offered at a step, by `sort key+form`."""
    some = find_substitutes(plan, plan.steps[index], library(), equipment=kit, past=past, now=day(9), planned=plan)
    return {f"{one.sort} {one.exercise.key} {one.exercise.form}".strip(): one for one in some}


def planned_at(now: datetime, *past: Record) -> Plan:
    """Return what a beginner's session is after a past."""
    newest = tuple(sorted(past, key=lambda one: one.started, reverse=True))
    return prescribe(library().routine("runner"), library(), choices("beginner"), Today(now, newest))


def find(plan: Plan, exercise: str, phase: str = "ready") -> int:
    """Return the first step of a phase that leads to an exercise."""
    return next(step.index for step in plan.steps if step.exercise == exercise and step.phase == phase)


def at(plan: Plan, exercise: str) -> Session:
    """Return a session in the lead-in of an exercise's first set."""
    session, index = started(plan), find(plan, exercise)
    run_through(session, until=lambda one: one.state.step.index >= index)
    return session


def swap(session: Session, words: str, past: Sequence[Record] = ()) -> Swapped:
    """Take what is offered, and return what happened."""
    choice = offered(session.plan, session.state.step.index, past)[words]
    event = session.apply(choice.command, session.state.last_tick)[0]
    assert isinstance(event, Swapped)
    return event


# -- what is offered ---------------------------------------------------------------------------------------------------


def test_easier_harder_and_others() -> None:
    """A push-up has its easier and its harder form, and stand-ins that need nothing that is not there."""
    plan = plan_of("runner", "beginner")
    names = list(offered(plan, find(plan, "push_up")))
    assert names == [
        "easier push_up hands on a step",
        "easier push_up knees down",
        "harder push_up slow lowering",
        "instead plank_row",
        "instead plank",
        "instead table_row",
    ]


@looped(
    ("exercise", "stand_in"),
    [
        ("single_leg_deadlift", "single_leg_glute_bridge"),
        ("single_leg_glute_bridge", "hip_thrust"),
        ("hip_thrust", "single_leg_glute_bridge"),
        ("short_foot", "single_leg_balance"),
        ("single_leg_step_up", "squat"),
        ("single_leg_balance", "side_plank"),
        ("squat", "single_leg_step_up"),
        ("single_leg_calf_raise", "calf_raise_hold"),
        ("bent_knee_calf_raise", "single_leg_calf_raise"),
        ("calf_raise_hold", "single_leg_calf_raise"),
        ("split_squat", "reverse_lunge"),
        ("reverse_lunge", "split_squat"),
        ("farmers_carry", "side_plank"),
        ("plank", "side_plank"),
        ("side_plank", "plank"),
        ("push_up", "plank_row"),
        ("plank_row", "row"),
        ("row", "table_row"),
        ("table_row", "row"),
        ("side_lying_leg_raise", "side_plank"),
        ("copenhagen_plank", "side_plank"),
        ("hamstring_walkout", "single_leg_glute_bridge"),
        ("dead_bug", "plank"),
        ("bird_dog", "dead_bug"),
    ],
)
def test_the_nearest_movement_stands_in(exercise: str, stand_in: str) -> None:
    """Each exercise has a stand-in for the same muscles, with nothing but the body; one that hurts is not offered."""
    item, kit = library().exercises[exercise], ("bodyweight",)
    found = exercises_of_a_kind(item, library(), kit, without=())
    assert found[0].key == stand_in
    assert stand_in not in {one.key for one in exercises_of_a_kind(item, library(), kit, without={stand_in})}
    plan = plan_of(routine_of([block(slot(exercise))]))
    assert next(name for name in offered(plan, 0) if name.startswith("instead")) == f"instead {stand_in}"


def test_at_the_end_of_the_ladder() -> None:
    """The hardest form has no harder one, and the way back down is offered."""
    plan = plan_of("runner", "beginner")
    session = at(plan, "push_up")
    seen = []
    while True:
        harder = [name for name in offered(session.plan, session.state.step.index) if name.startswith("harder")]
        if not harder:
            break
        seen.append(harder[0])
        swap(session, harder[0])
    assert len(seen) == sum(not rung.easier for rung in library().exercises["push_up"].rungs)
    assert any(name.startswith("easier") for name in offered(session.plan, session.state.step.index))


def test_what_is_not_at_hand_is_not_offered() -> None:
    """Whatever is offered can be done with the equipment there is, and nothing of the same block is offered."""
    plan = plan_of("runner")
    for work in works(plan):
        for choice in offered(plan, work.index).values():
            exercise = library().exercises[choice.exercise.key]
            assert {"bodyweight"} & set(exercise.equipment)
            same = {step.exercise for step in plan.steps if step.block == work.block}
            assert choice.sort != "instead" or choice.exercise.key not in same


def test_a_check_is_not_swapped() -> None:
    """The self-check measures what it measures."""
    assert offered(plan_of("check"), 0) == {}


def test_a_form_goes_by_its_own_history() -> None:
    """What was done on the knees last time is asked for on the knees, and said."""
    plan = plan_of("runner", "beginner")
    session = at(plan, "push_up")
    swap(session, "easier push_up knees down")
    record = finished(session, done=9)
    again = offered(plan, find(plan, "push_up"), [record])["easier push_up knees down"].slot
    assert (again.target.value, again.last) == (plan.steps[find(plan, "push_up")].target.value, "9 · 9")


# -- what the engine makes of it ---------------------------------------------------------------------------------------


def finished(session: Session, done: float | None = None) -> Record:
    """Return the record of a session that is done to its end."""
    run_through(session)
    record = to_record(session, session.state.last_tick, id="0a0a0a0a", started=day(8))
    if done is None:
        return record
    return replace(record, sets=tuple(replace(one, done=done) for one in record.sets))


def test_from_this_set_on() -> None:
    """Every set of the place that is left is the other exercise; what was done before stays, and so does all else."""
    plan = plan_of("runner")
    session = at(plan, "squat")
    before = [step for step in plan.steps if step.block != "A"]
    swap(session, "instead single_leg_glute_bridge")
    new = session.plan
    assert {step.exercise for step in works(new) if step.label == "A2"} == {"single_leg_glute_bridge"}
    assert [(s.phase, s.exercise, s.side, s.seconds) for s in new.steps if s.block != "A"] == [
        (s.phase, s.exercise, s.side, s.seconds) for s in before
    ]
    assert [step.index for step in new.steps] == list(range(len(new.steps)))
    record = finished(session)
    taken = {one.instead_of for one in record.sets if one.exercise == "single_leg_glute_bridge" and one.block == "A"}
    assert taken == {"squat"}
    assert {one.instead_of for one in record.sets if one.block == "B"} == {None}


def test_in_a_rest_for_what_comes_next() -> None:
    """In the rest after a round the next round's first exercise is swapped; the first round keeps what was done."""
    plan = plan_of("runner")
    session = started(plan)
    run_through(session, until=lambda one: one.mode is Mode.REST)
    seen, step = session.state.last_tick, session.state.step
    swap(session, "instead single_leg_balance")
    assert (session.mode, session.state.last_tick) == (Mode.REST, seen)
    assert (session.state.step.phase, session.state.step.exercise) == ("rest", "single_leg_balance")
    assert session.due == seen - session.state.elapsed(seen) + step.seconds
    record = finished(session)
    first = [one.exercise for one in record.sets if (one.block, one.set) == ("A", 1)]
    assert first[:2] == ["single_leg_deadlift", "single_leg_deadlift"]
    later = {one.exercise for one in record.sets if one.block == "A" and one.set > 1}
    assert later == {"single_leg_balance", "squat", "plank"}


@pytest.mark.parametrize("one_sided", [True, False])
def test_what_has_sides_is_done_on_both(one_sided: bool) -> None:
    """What has sides is done on both, with a change between, in turn set by set; what has none is done once."""
    plan = plan_of(routine_of([block(slot("plank" if one_sided else "side_plank", hold=20), sets=3, rest=30)]))
    session = started(plan)
    swap(session, "instead side_plank" if one_sided else "instead plank")
    sides = [step.side for step in works(session.plan)]
    switches = sum(step.phase == "switch" for step in session.plan.steps)
    assert (sides, switches) == (
        (["left", "right", "right", "left", "left", "right"], 3) if one_sided else ([None, None, None], 0)
    )


def test_the_way_back() -> None:
    """What was planned is the first choice after a swap, and the plan is then as it was."""
    plan = plan_of("runner")
    session = at(plan, "push_up")
    swap(session, "easier push_up knees down")
    back = find_substitutes(
        session.plan, session.state.step, library(), equipment=KIT, past=(), now=day(9), planned=plan
    )[0]
    assert back.sort == "planned"
    session.apply(back.command, session.state.last_tick)
    assert session.plan.steps == plan.steps
    assert session.plan.exercises == plan.exercises


def test_the_lead_in_begins_anew() -> None:
    """In the lead-in a swap gives all its seconds again, and the new name is said; behind a pause too."""
    plan = plan_of("runner")
    for behind_a_pause in (False, True):
        session = at(plan, "push_up")
        now = session.state.last_tick + 1.5
        session.tick(now)
        if behind_a_pause:
            session.apply(Pause(), now)
        choice = offered(session.plan, session.state.step.index)["instead plank_row"]
        session.apply(choice.command, now)
        if behind_a_pause:
            now += 30
            session.tick(now)
            session.apply(Resume(), now)
        assert session.mode is Mode.READY
        assert session.due == pytest.approx(now + session.state.step.seconds)
        heard = schedule(session.plan, session.state, now)
        assert heard[0].at == pytest.approx(now)
        assert "Plank row" in (heard[0].say or "")


@looped("place", ["work", "switch", "second side", "waiting", "foreign"])
def test_where_it_cannot_be(place: str) -> None:
    """During a set, between its sides, before the start, or with a slot of something else: refused, nothing changed."""
    plan = plan_of("runner")
    command = offered(plan, 0)["instead single_leg_balance"].command
    session = Session(plan) if place == "waiting" else started(plan)
    if place in ("work", "switch", "second side"):
        session.apply(Done(), session.state.last_tick)
    if place in ("switch", "second side"):
        session.apply(Done(), session.state.last_tick)
    if place == "second side":
        session.apply(Done(), session.state.last_tick)
        session.apply(Done(), session.state.last_tick)
        session.apply(Back(), session.state.last_tick)
        assert session.state.step.side == "right"
    if place == "foreign":
        command = Swap(command.slot, library().exercises["squat"])
    before, as_it_was = session.state, session.plan
    with pytest.raises(IllegalCommandError):
        session.apply(command, T0 if place == "waiting" else session.state.last_tick)
    assert (session.state, session.plan) == (before, as_it_was)


# -- what the coach makes of it ----------------------------------------------------------------------------------------


def next_time(exercise: str, *past: Record) -> tuple[float, str]:
    """Return what is asked for the next time, and in which form."""
    step = next(step for step in works(planned_at(day(12), *past)) if step.exercise == exercise)
    return step.target.value, step.form


def test_a_swap_moves_nothing() -> None:
    """A day with another form, or another exercise, changes nothing of what is planned next."""
    plan = plan_of("runner", "beginner")
    before = kept(plan, day(5), reserve=3)
    usual = next_time("push_up", before)
    for words in ("easier push_up knees down", "instead plank_row"):
        session = at(plan, "push_up")
        swap(session, words)
        assert next_time("push_up", finished(session, done=20), before) == usual


def test_one_set_before_a_swap_proves_nothing() -> None:
    """One good set of what was then swapped is no reason for more."""
    plan = plan_of("runner", "beginner")
    session = started(plan)
    run_through(session, until=lambda one: one.mode is Mode.REST)
    swap(session, "instead single_leg_balance")
    record = finished(session)
    assert next_time("single_leg_deadlift", record)[0] == plan.steps[0].target.value
    assert next_time("squat", record)[0] == next(s.target.value for s in plan.steps if s.exercise == "squat") + 1


def test_a_niggle_is_remembered() -> None:
    """Where it hurt a bit, the next lead-in says so with that day's note, the reasons too, and nothing grows."""
    record = kept(plan_of("runner", "beginner"), day(5), reserve=3, note="left knee")
    sets = tuple(replace(one, niggle=one.exercise == "squat") for one in record.sets)
    plan = planned_at(day(8), replace(record, sets=sets))
    squat = next(step for step in plan.steps if step.exercise == "squat")
    assert squat.hurt == "it hurt a bit last time: left knee"
    assert squat.target.value == 8
    assert [text for text in plan.reasons if "left knee" in text] == [
        "Squat: no increase, because it hurt a bit last time (left knee). "
        "You can swap it for an easier version before the set."
    ]
    fine = kept(plan, day(9), reserve=3)
    later = planned_at(day(12), fine, replace(record, sets=sets))
    assert {step.hurt for step in later.steps} == {""}

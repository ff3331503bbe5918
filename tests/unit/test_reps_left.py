"""Reps left: which exercise is asked about, where, and in which words."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.live.reps_left import asked_about, asked_at_the_end
from runstrength.live.set_editor import SetEditor
from runstrength.session.commands import Done, Log, Pause, Skip
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record
from runstrength.ui.session.reps_left import question_lines
from tests.support.app import words_of
from tests.support.loops import looped
from tests.support.past_samples import day, kept
from tests.support.plans import block, do, go_to, library, plan_of, routine_of, slot, small_plan, started


def asked_at(plan: Plan) -> list[int]:
    """Return the places in a plan, of rests and lead-ins, at which it is asked."""
    found = []
    session = started(plan)
    for step in plan.steps:
        if step.phase in ("rest", "ready"):
            go_to(session, step.index)
            if asked_about(session.snapshot(session.state.last_tick), plan) is not None:
                found.append(step.index)
    return found


def asked(session: Session) -> int | None:
    """Return the step that is asked about now."""
    item = asked_about(session.snapshot(session.state.last_tick), session.plan)
    return None if item is None else item.step


def to_the_end(session: Session) -> Session:
    """Go on with Done to the end of a session."""
    while session.mode is not Mode.ENDED:
        do(session, Done(), after=1.0)
    return session


def weeks_of(routine: object, sessions: int, *, answered: bool, **chosen: object) -> list[tuple[Plan, Record]]:
    """Return the plans and records of a runner who does a routine every third day."""
    past: list[tuple[Plan, Record]] = []
    for number in range(sessions):
        when = day(3 * number)
        today = Today(when, tuple(record for _, record in reversed(past)))
        plan = prescribe(routine, library(), Choices(**chosen), today)  # type: ignore[arg-type]
        session = to_the_end(started(plan))
        if answered:
            for step in asked_steps(plan):
                session.apply(Log(step, reserve=2), session.state.ended)
        record = to_record(session, session.state.ended, id=f"{number:08}", started=when)
        past.append((plan, record))
    return past


def asked_steps(plan: Plan) -> list[int]:
    """Return the sets that a session asks about: those of each rest, and of the summary."""
    steps = []
    session = started(plan)
    for step in plan.steps:
        if step.phase == "rest":
            go_to(session, step.index)
            if (item := asked_about(session.snapshot(session.state.last_tick), plan)) is not None:
                steps.append(item.step)
    if (item := asked_at_the_end(to_the_end(started(plan)).state.log, plan)) is not None:
        steps.append(item.step)
    return steps


KIT = ("bodyweight", "dumbbell")
OWN = {
    "one": [block(*(slot(key) for key in ("squat", "single_leg_deadlift", "single_leg_step_up", "push_up")))],
    "four": [block(*(slot(key) for key in ("squat", "single_leg_deadlift", "single_leg_step_up", "plank_row")))],
    "each its own": [block(slot(key), name=key[-6:]) for key in ("squat", "single_leg_deadlift", "single_leg_step_up")],
    "one set": [block(slot("squat"), slot("single_leg_step_up"), sets=1)],
}


@looped("routine", ["runner", "pairs", "legs", "single-leg", "upper", "core", "feet", "posterior", *OWN])
@looped("answered", [True, False])
@looped("supersets", [True, False])
def test_every_weight_is_asked_about_within_three_sessions(routine: str, answered: bool, supersets: bool) -> None:
    """Answered or not, in supersets or straight sets, each exercise with a weight has its turn in any three running."""
    made = routine_of(OWN[routine]) if routine in OWN else library().routine(routine)
    past = weeks_of(made, 6, answered=answered, level="intermediate", equipment=KIT, supersets=supersets)
    for three in zip(past, past[1:], past[2:], strict=False):
        asked = {plan.steps[step].exercise for plan, _ in three for step in asked_steps(plan)}
        weighted = {
            step.exercise
            for plan, _ in three
            for step in plan.steps
            if step.target.kind == "reps" and not step.finisher and plan.exercises[step.exercise].kit != "bodyweight"
        }
        assert weighted <= asked, (routine, weighted - asked)


def test_another_one_each_time() -> None:
    """The same exercise of a block is never asked about twice running, and each has its turn, without weights too."""
    past = weeks_of(library().routine("runner"), 9, answered=False)
    for (plan, _), (following, _) in pairwise(past):
        assert all(following.asked[name] != asked for name, asked in plan.asked.items() if name != "C")
    assert {exercise for plan, _ in past for exercise in plan.asked["B"]} == {
        "single_leg_glute_bridge",
        "single_leg_calf_raise",
    }


def test_a_past_that_does_not_say_what_was_asked() -> None:
    """Records of older versions say only what was answered: the exercise that was is asked about last."""
    plan = plan_of("runner", equipment=KIT)
    first = plan.asked["A"][0]
    assert first in ("single_leg_deadlift", "squat")
    record = kept(plan, day(0))
    answered = replace(
        record, sets=tuple(replace(item, reserve=1 if item.exercise == first else None) for item in record.sets)
    )
    following = prescribe(
        library().routine("runner"), library(), Choices("intermediate", KIT), Today(day(3), (answered,))
    )
    assert following.asked["A"] != (first,)


@looped("routine", ["runner", "pairs", "legs", "upper"])
def test_no_more_questions_than_blocks(routine: str) -> None:
    """A session asks once a block at the most, never about a hold, a walk, max reps or the finisher."""
    plan = plan_of(routine, equipment=KIT)
    asked = [plan.steps[step] for step in asked_steps(plan)]
    assert len({step.block for step in asked}) == len(asked)
    assert {(step.target.kind, step.finisher) for step in asked} == {("reps", False)}


def test_once_a_block() -> None:
    """It is asked in the whole break after a block, and never between exercises or between other rounds."""
    plan = small_plan()
    assert asked_at(plan) == [17, 18]
    assert asked(go_to(started(plan), 17)) == 14  # the bridge: of a plank and a walk nobody can say it


def test_the_last_block() -> None:
    """A block that nothing follows has no break after it: there the summary asks, after the last round."""
    plan = plan_of(routine_of([block(slot("squat", reps=8), sets=3)]))
    assert asked_at(plan) == []
    item = asked_at_the_end(to_the_end(started(plan)).state.log, plan)
    assert item is not None
    assert (item.exercise, item.set) == ("squat", 3)


@looped("name", ["warmup-7", "check", "core"])
def test_only_in_sessions(name: str) -> None:
    """Warm-ups and checks are not asked about, nor a session without reps."""
    plan = plan_of(name)
    assert asked_at(plan) == []
    if plan.kind != "session":
        assert asked_at_the_end(to_the_end(started(plan)).state.log, plan) is None


def test_what_was_skipped_is_not_asked_about() -> None:
    """If the exercise was skipped, another one of the round is asked about, or none; a pause does not ask."""
    both = block(slot("squat", reps=8), slot("single_leg_step_up", reps=8, per_side=False))
    plan = plan_of(routine_of([both, block(slot("plank", hold=20), name="B")]))
    last = {step.exercise: step.index for step in plan.steps if step.phase == "work" and step.block == "A"}
    (chosen,) = plan.asked["A"]
    (other,) = set(last) - {chosen}
    session = started(plan)
    while session.state.step.block == "A":
        is_last = session.state.step.exercise == chosen and session.state.step.phase == "ready"
        do(session, Skip() if is_last else Done(), after=1.0)
    assert asked(session) == last[other]
    do(session, Pause())
    assert asked(session) is None
    alone = plan_of(routine_of([block(slot("squat", reps=8)), block(slot("plank", hold=20), name="B")]))
    session = started(alone)
    for _ in range(2):
        do(session, Skip())
    assert asked(session) is None


def test_the_question_names_its_exercise() -> None:
    """The question names its exercise, has its answers beside it to click, and says what the chosen one means."""
    session = go_to(started(small_plan()), 17)
    item = next(item for item in session.state.log if item.step == 14)
    name = session.plan.exercises[item.exercise].name
    (line,) = question_lines(item, name, 100, chosen=False)
    asked_words = "SINGLE-LEG GLUTE BRIDGE: how many more could you have done?"
    assert words_of(line) == f"{asked_words}  0  1  2  3  4+   press e (optional)"
    do(session, Log(item.step, reserve=2))
    item = next(item for item in session.state.log if item.step == 14)
    (line,) = question_lines(item, name, 110, chosen=True)
    assert words_of(line) == f"› {asked_words}  0  1  2  3  4+   hard, in good form"
    for width in (36, 40, 56, 76, 116):
        words = words_of(question_lines(item, name, width, chosen=True)[0])
        assert len(words) <= width
        assert words.startswith(("› SINGLE-LEG GLUTE BRIDGE:", "› GLUTE BRIDGE"))
        assert ("more?" in words or "how many more" in words) == (width > 36)


def test_answers_stay_inside_the_scale() -> None:
    """Whatever is typed or pressed, the answer is 0 to 4, and without a question there is none."""
    item = next(item for item in go_to(started(small_plan()), 17).state.log if item.step == 14)
    editor = SetEditor().with_sets([item], item).ask()
    assert editor.answering
    assert editor.answer(9) == Log(item.step, reserve=4)
    assert editor.change(1).commands == (Log(item.step, reserve=2),)
    assert not editor.accept()[1].commands
    assert not editor.ask().answering
    assert not editor.with_sets([item]).answering
    assert SetEditor().with_sets([item]).answer(2) is None
    assert SetEditor().with_sets([item]).ask() == SetEditor().with_sets([item])

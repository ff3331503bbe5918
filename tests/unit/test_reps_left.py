"""One question a block, in a break."""

from __future__ import annotations

import pytest

from runstrength.session.commands import Log, Pause, Skip
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.ui.session.reps_left import asked_about, question_lines
from runstrength.ui.session.set_editor import SetEditor
from tests.support.app import words_of
from tests.support.plans import block, do, go_to, plan_of, routine_of, slot, small_plan, started


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


def test_once_a_block() -> None:
    """It is asked in the whole break after a block, and never between exercises or between other rounds."""
    plan = small_plan()
    assert asked_at(plan) == [17, 18]
    assert asked(go_to(started(plan), 17)) == 16


def test_the_last_block() -> None:
    """A block that nothing follows has no break after it: there it is asked before its last round."""
    plan = plan_of(routine_of([block(slot("squat", reps=8), sets=3)]))
    rests = [step.index for step in plan.steps if step.phase == "rest"]
    assert asked_at(plan) == [rests[-1], rests[-1] + 1]


@pytest.mark.parametrize("name", ["warmup-7", "check"])
def test_only_in_sessions(name: str) -> None:
    """Warm-ups and checks are not asked about."""
    assert asked_at(plan_of(name)) == []


def test_what_was_skipped_is_not_asked_about() -> None:
    """The question is about what was done last, and there is none where nothing was; a pause does not ask."""
    session = go_to(started(small_plan()), 15)
    do(session, Skip())
    assert session.state.step.index == 17
    assert asked(session) == 14
    do(session, Pause())
    assert asked(session) is None
    alone = plan_of(routine_of([block(slot("squat", reps=8)), block(slot("plank", hold=20), name="B")]))
    session = started(alone)
    for _ in range(2):
        do(session, Skip())
    assert asked(session) is None


def test_the_line() -> None:
    """The question has its answers beside it, each a place to click, and says what the chosen one means."""
    session = go_to(started(small_plan()), 17)
    item = session.state.log[-1]
    (line,) = question_lines(item, 80, chosen=False)
    assert words_of(line) == "HOW MANY MORE COULD YOU HAVE DONE?  0  1  2  3  4+   press e (optional)"
    do(session, Log(item.step, reserve=2))
    (line,) = question_lines(session.state.log[-1], 80, chosen=True)
    assert words_of(line) == "› HOW MANY MORE COULD YOU HAVE DONE?  0  1  2  3  4+   hard, in good form"
    for width in (20, 30, 36, 60):
        assert len(words_of(question_lines(item, width, chosen=True)[0])) <= max(width, 23)


def test_answers_stay_inside_the_scale() -> None:
    """Whatever is typed or pressed, the answer is 0 to 4, and without a question there is none."""
    item = go_to(started(small_plan()), 17).state.log[-1]
    editor = SetEditor().with_sets([item], item).ask()
    assert editor.answering
    assert editor.answer(9) == Log(item.step, reserve=4)
    assert editor.change(1).commands == (Log(item.step, reserve=2),)
    assert not editor.accept()[1].commands
    assert not editor.ask().answering
    assert not editor.with_sets([item]).answering
    assert SetEditor().with_sets([item]).answer(2) is None
    assert SetEditor().with_sets([item]).ask() == SetEditor().with_sets([item])

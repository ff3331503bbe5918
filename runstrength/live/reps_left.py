"""The question about reps left: about one exercise of a block, after its last set. It is optional.

`coach.reps_left` chooses the exercise; it is asked in the rest after the last round, when reps left can be estimated
best. No rest follows the last block of a session: there the summary asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from runstrength.coach.reps_left import KIND
from runstrength.session.plan import Plan
from runstrength.session.record import SetDone
from runstrength.session.state import Mode
from runstrength.session.view import SessionSnapshot

ANSWERS: Final = ("0", "1", "2", "3", "4+")
"""Reps in reserve, as finely as people can estimate them (Helms 2016)."""
FEELINGS: Final = ("nothing left", "very hard", "hard, in good form", "working", "comfortable")
"""What each answer feels like."""
PRESS: Final = "Press 0 to 4."
IGNORED_ANSWER_SECONDS: Final = 2.0
"""Seconds after an `e` without a question in which a digit is ignored, because it was meant as an answer."""


def asked_about(snapshot: SessionSnapshot, plan: Plan) -> SetDone | None:
    """Return the set that the question in this step is about; None in most steps."""
    done = [item for item in snapshot.just_done if not item.skipped]
    if not done or snapshot.step.phase not in ("ready", "rest") or snapshot.mode is Mode.PAUSED:
        return None
    last = done[-1]
    next_set = plan.work_of(snapshot.step.index)
    if (next_set.block, next_set.set) == (last.block, last.set):
        return None
    return _asked_of(snapshot.just_done, plan)


def asked_at_the_end(log: Sequence[SetDone], plan: Plan) -> SetDone | None:
    """Return the set that the summary asks about: of the block that ended a session, after which there was no rest.

    Args:
        log: all sets of a session that was completed.
        plan: its plan.
    """
    place = len(log)
    while place and (log[place - 1].block, log[place - 1].set) == (log[-1].block, log[-1].set):
        place -= 1
    return _asked_of(log[place:], plan)


def _asked_of(round_done: Sequence[SetDone], plan: Plan) -> SetDone | None:
    """Return the set of a round that is asked about, None if none is.

    If the exercise of the plan was skipped or swapped, another one of the round is asked about.
    """
    block, number = round_done[-1].block, round_done[-1].set
    works = [step for step in plan.steps if step.phase == "work" and step.block == block]
    to_ask = plan.asked.get(block, ())
    last = {step.exercise: step.set for step in works}  # the first is asked about after its last set, others before
    exercise = next((key for place, key in enumerate(to_ask) if last.get(key, 0) - place == number), "")
    reached = {item.step for item in round_done}
    if not exercise or any(
        step.exercise == exercise and step.set == number and step.index not in reached for step in works
    ):
        return None  # none, or its set of this number comes at another time
    done = [item for item in round_done if not item.skipped and item.target.kind == KIND]
    others = [item for item in done if item.exercise not in to_ask]
    return next((item for item in reversed(done) if item.exercise == exercise), others[-1] if others else None)

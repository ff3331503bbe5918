"""Plans the next weeks as they come if everything is done as asked.

A session is done on every day on which one is due (`due`), every set with the reps that are asked and as many left as
asked, and the session with the usual effort. Nobody sleeps badly, is ill, or runs. It is what the rules lead to, not a
promise: each real session changes what comes next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import WEIGHTS
from runstrength.catalogue.library import Library
from runstrength.catalogue.routine import Routine
from runstrength.coach.due import due
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.progression import is_owned
from runstrength.dates import week_start
from runstrength.session.past import known_past
from runstrength.session.plan import Plan, Step
from runstrength.session.record import Record
from runstrength.session.simulate import simulated_record

if TYPE_CHECKING:
    from datetime import date

    from runstrength.settings import Settings


class SessionAhead(Struct, frozen=True):
    """One session of the weeks ahead."""

    when: datetime
    plan: Plan

    @property
    def first_steps(self) -> tuple[Step, ...]:
        """The first step of every exercise, in the order of the plan."""
        works = (step for step in self.plan.steps if step.phase == "work")
        return tuple({step.exercise: step for step in reversed(tuple(works))}.values())[::-1]


class WeightAhead(Struct, frozen=True):
    """A weight that the weeks ahead ask for."""

    kit: str
    """`dumbbell` or `kettlebell`."""
    kilograms: float | None
    """None if nobody entered a weight for the exercise so far."""
    when: datetime
    """The first session with it."""
    exercise: str
    """The name of the exercise in that session."""
    owned: bool
    """It is in the person's list of weights, or the list or the weight isn't known."""


def sessions_ahead(
    routine: Routine, library: Library, settings: Settings, choices: Choices, today: Today, weeks: int
) -> tuple[SessionAhead, ...]:
    """Return the sessions of the next weeks, as they come if everything is done as asked.

    Args:
        routine: what is done each time.
        library: exercises, levels and the coach's numbers.
        settings: the person's, for the goal of a week.
        choices: what the person has and wants; the time limit is that of every session.
        today: the moment and the past; the check-in is of today alone.
        weeks: how many weeks of seven days.

    Raises:
        InputError: nothing of the routine is left to do.
    """
    found: list[SessionAhead] = []
    records = today.records
    for days in range(7 * weeks):
        now = today.now + timedelta(days=days)
        past = known_past(records, now)
        if not due(settings, past, now, library.coach_rules).due:
            continue
        plan = prescribe(routine, library, choices, Today(now, past, None if days else today.checkin))
        if plan.kind != "session" or not plan.steps:
            continue
        found.append(SessionAhead(now, plan))
        records = (done_as_asked(plan, now, library), *records)
    return tuple(found)


def done_as_asked(plan: Plan, when: datetime, library: Library) -> Record:
    """Return the record of a session that was done as asked, also in the reps left where it asks about them."""
    record = simulated_record(plan, f"ahead-{when:%Y%m%d}", lambda _: when)
    asked = {exercise for exercises in plan.asked.values() for exercise in exercises}
    last = {item.exercise: item.step for item in record.sets if item.exercise in asked}
    left = None if plan.reserve is None else plan.reserve[0]
    sets = tuple(replace(item, reserve=left) if item.step == last.get(item.exercise) else item for item in record.sets)
    return replace(record, sets=sets, effort=library.coach_rules.effort.asked)


def by_week(sessions: Sequence[SessionAhead], week_starts: str) -> dict[date, list[SessionAhead]]:
    """Return sessions by the first day of their week, weeks without one left out."""
    weeks: dict[date, list[SessionAhead]] = {}
    for session in sessions:
        weeks.setdefault(week_start(session.when.date(), week_starts), []).append(session)
    return weeks


def weights_ahead(sessions: Sequence[SessionAhead], choices: Choices) -> tuple[WeightAhead, ...]:
    """Return the weights that sessions ask for, in the order in which they are needed, each once."""
    owned = {kit: getattr(choices, f"{kit}s") for kit in WEIGHTS}
    found: dict[tuple[str, float | None], WeightAhead] = {}
    for session in sessions:
        for step in session.first_steps:
            exercise = session.plan.exercises[step.exercise]
            if exercise.kit in owned:
                mine = not owned[exercise.kit] or step.load_kg is None or is_owned(step.load_kg, owned[exercise.kit])
                weight = WeightAhead(exercise.kit, step.load_kg, session.when, exercise.full_name, mine)
                found.setdefault((exercise.kit, step.load_kg), weight)
    return tuple(found.values())

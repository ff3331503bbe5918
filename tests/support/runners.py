"""Runners who train for a year: what they can do, when they train, and what the coach makes of it.

They are led by the real engine on a clock that jumps from one due moment to the next. What they can do is a simple
model, for the coach to be tried against: a part of the top of the range, that grows from week to week, is less for a
harder form or a heavier weight, and differs from side to side where it is told to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.session.commands import Log
from runstrength.session.plan import Plan, Step
from runstrength.session.record import Record
from runstrength.session.simulate import simulate
from runstrength.session.to_record import to_record
from tests.support.past_samples import day
from tests.support.plans import library

REMEMBERED: Final = 96
"""Sessions that the coach looks at."""
PER_RUNG: Final = 0.3
"""How much of the top of the range a harder form costs."""
PER_WEIGHT: Final = 3.0
"""How much of it a weight costs that is e times as heavy."""
FIRST_WEIGHT: Final = {"dumbbell": 12.0, "kettlebell": 16.0}


@dataclass
class Runner:
    """Somebody with a body, a week and a will."""

    name: str
    level: str = "intermediate"
    kit: str = "dumbbell"
    fitness: Callable[[float], float] = lambda week: 0.8 + 0.03 * week
    """What they can do of the top of the range, as it is, in a week."""
    weak: str = ""
    """The side that does three reps, or ten seconds, less."""
    days: tuple[int, ...] = (1, 4)
    """Of a week, on which they train."""
    away: tuple[int, ...] = ()
    """Weeks in which they do not."""
    choices: dict[str, object] = field(default_factory=dict)
    moody: Callable[[int], float] = lambda number: 0.0
    """What a day takes away or gives, by the number of the session."""
    records: list[Record] = field(default_factory=list)
    """The newest first."""
    plans: list[tuple[datetime, Plan]] = field(default_factory=list)
    """The oldest first."""

    def train(self, weeks: int = 52) -> Runner:
        """Train for so many weeks."""
        for week in range(weeks):
            if week in self.away:
                continue
            for number, weekday in enumerate(self.days):
                if number < self._wanted(day(7 * week + weekday)):
                    self._session(day(7 * week + weekday), week)
        return self

    def _wanted(self, when: datetime) -> int:
        """Return how many sessions there are in a week: in a race season one."""
        from runstrength.coach.season import season_of

        choices = self._choices()
        season = season_of(choices.season, choices.race_date, when.date(), library().coach_rules)
        return 1 if season.name == "race" else len(self.days)

    def _choices(self) -> Choices:
        return Choices(self.level, ("bodyweight", self.kit), **self.choices)  # type: ignore[arg-type]

    def _session(self, when: datetime, week: int) -> None:
        today = Today(when, tuple(self.records[:REMEMBERED]))
        plan = prescribe(library().routine("runner"), library(), self._choices(), today)
        self.plans.append((when, plan))
        session = simulate(plan)
        fitness = self.fitness(week) + self.moody(len(self.plans))
        by_step = {step.index: step for step in plan.steps}
        for item in session.state.log:
            done, left = self._can(by_step[item.step], fitness)
            load = item.load_kg or (FIRST_WEIGHT.get(self.kit) if item.variant and self.kit in item.variant else None)
            session.apply(Log(item.step, done=done, reserve=left, load_kg=load), session.state.ended)
        record = to_record(session, session.state.ended, id=f"{len(self.plans):04}", started=when)
        self.records.insert(0, replace(record, effort=6))

    def _can(self, step: Step, fitness: float) -> tuple[float, int]:
        """Return what is done of a step, and how many more there would have been."""
        exercise = library().exercises[step.exercise]
        rungs = [rung.key for rung in exercise.rungs if step.form == rung.words or step.name == (rung.name or None)]
        harder = [rung.key for rung in exercise.rungs if not rung.easier]
        easier = [rung.key for rung in exercise.rungs if rung.easier]
        place = harder.index(rungs[0]) + 1 if rungs and rungs[0] in harder else 0
        place = easier.index(rungs[0]) - len(easier) if rungs and rungs[0] in easier else place
        weight = FIRST_WEIGHT.get(self.kit, 1.0)
        heavy = math.log(step.load_kg / weight) if step.load_kg else 0.0
        high = exercise.high
        hold = exercise.kind == "hold"
        most = high * (fitness - PER_RUNG * place - PER_WEIGHT * heavy)
        if step.side == self.weak:
            most -= 10 if hold else 3
        if step.target.kind == "amrap":
            return max(1, math.floor(most)), 2
        done = max(1, min(step.target.value, math.floor(most)))
        more = (most - done) / (5 if hold else 1)
        return done, max(0, min(4, math.floor(more)))

    # -- what was asked of them ----------------------------------------------------------------------------------------

    def asked(self, exercise: str) -> list[tuple[datetime, Plan, Step]]:
        """Return the first work of an exercise in each plan that has it."""
        found = []
        for when, plan in self.plans:
            first = next((step for step in plan.steps if (step.exercise, step.phase) == (exercise, "work")), None)
            if first is not None:
                found.append((when, plan, first))
        return found

    def table(self, exercises: Sequence[str]) -> str:
        """Return the year as a table: a line a session, what was asked of some exercises, and why it was less."""
        lines = [f"\n{self.name}", f"{'week':>4}  {'sets':4}  " + "  ".join(f"{key:28}" for key in exercises)]
        for when, plan in self.plans:
            week = (when - day(0)) // timedelta(weeks=1)
            first = {step.exercise: step for step in reversed(plan.steps) if step.phase == "work"}
            cells = []
            for key in exercises:
                step = first.get(key)
                words = "-"
                if step is not None:
                    load = f" {step.load_kg:g} kg" if step.load_kg else ""
                    words = f"{step.target.value:g}{load}{f' {step.form}' if step.form else ''}"
                cells.append(f"{words:28}")
            sets = max((step.sets for step in plan.steps), default=0)
            lines.append(f"{week:4}  {sets:4}  {'  '.join(cells)}  {plan.eased}".rstrip())
        return "\n".join(lines)

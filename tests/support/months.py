"""Somebody who trains for months, for the tests of the coach: what is done, answered and entered in each session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from runstrength.catalogue.routine import Routine
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import Checkin
from runstrength.session.plan import Plan, Step
from runstrength.session.record import Record
from tests.support.past_samples import day, kept
from tests.support.plans import library, works


def all_of_it(step: Step) -> float:
    """Do what is asked for, and 15 reps of a max-rep set."""
    return 15 if step.target.kind == "amrap" else step.target.value


def nothing(step: Step) -> int | None:
    """Answer nothing."""
    return None


@dataclass
class Months:
    """Somebody who trains for months."""

    level: str = "intermediate"
    choices: dict[str, Any] = field(default_factory=dict)
    done: Callable[[Step], float | None] = all_of_it
    """What is done of a set."""
    left: Callable[[Step], int | None] = nothing
    """The answer about reps left after a set."""
    effort: int | None = None
    weights: bool = True
    """The weight of each set is entered: 12 kg until the plan has one."""
    first_weight: float = 12.0
    routine: str | Routine = "runner"
    records: list[Record] = field(default_factory=list)
    """The newest first."""
    plans: list[tuple[datetime, Plan]] = field(default_factory=list)

    def plan(self, when: datetime, routine: str | Routine = "", *, checkin: Checkin | None = None) -> Plan:
        """Return the plan of a day."""
        chosen: Any = routine or self.routine
        chosen = library().routine(chosen) if isinstance(chosen, str) else chosen
        choices = Choices(**{"level": self.level, "deload": False, **self.choices})
        return prescribe(chosen, library(), choices, Today(when, tuple(self.records), checkin))

    def train(self, when: datetime, routine: str | Routine = "") -> Plan:
        """Do a session."""
        plan = self.plan(when, routine)
        self.plans.append((when, plan))
        by_step = {step.index: step for step in plan.steps}
        record = kept(plan, when, effort=self.effort, eased=plan.eased or "", checkin=plan.checkin)
        sets = []
        for item in record.sets:
            step = by_step[item.step]
            takes = plan.exercises[step.exercise].kit in ("dumbbell", "kettlebell")
            load = (step.load_kg or self.first_weight) if takes and self.weights else step.load_kg
            sets.append(replace(item, done=self.done(step), reserve=self.left(step), load_kg=load))
        self.records.insert(0, replace(record, sets=tuple(sets)))
        return plan

    def weeks(self, count: int, days: Sequence[int] = (0, 3)) -> Months:
        """Train for so many weeks from the day after the last session on."""
        start = self.plans[-1][0] + timedelta(days=7 - days[-1]) if self.plans else day(0)
        for week in range(count):
            for number in days:
                self.train(start + timedelta(days=7 * week + number))
        return self

    def asked(self, exercise: str, *, eased: bool = True) -> list[Step]:
        """Return the first set of an exercise in each plan that has it."""
        firsts = []
        for _, plan in self.plans:
            found = [step for step in works(plan) if step.exercise == exercise and (eased or not plan.eased)]
            firsts += found[:1]
        return firsts

    def reasons(self, word: str) -> list[str]:
        """Return the reasons of all plans with a word."""
        return [text for _, plan in self.plans for text in plan.reasons if word in text]


def doses(plan: Plan) -> dict[str, tuple[float, float | None, str]]:
    """Return what a plan asks for: dose, weight and form of each exercise."""
    return {step.exercise: (step.target.value, step.load_kg, step.form) for step in reversed(works(plan))}

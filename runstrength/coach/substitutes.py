"""Finds substitutes for an exercise in a running session: easier and harder forms, and other exercises of its group.

Each exercise and each form has its own history: its dose is that of last time, else the level's first dose. A swap does
not change what is planned next time. After a set that hurt a little, the easier form comes first (own default; pain is
not trained through).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Final, Literal

from msgspec import Struct

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.library import Library
from runstrength.coach.alternatives import exercises_of_a_kind
from runstrength.coach.doses import first_target
from runstrength.coach.past_performance import PastPerformance, performances_by_exercise
from runstrength.coach.progression import ProgressionAdvice
from runstrength.coach.slot_advice import Circumstances, slot_advice
from runstrength.coach.slot_planner import SlotOptions, planned_slot
from runstrength.dose_kinds import IN_SECONDS
from runstrength.session.commands import Swap
from runstrength.session.plan import Plan, PlannedSlot, Step, Target
from runstrength.session.record import Record

MAX_OTHERS: Final = 3
"""The most other exercises that are offered."""

Sort = Literal["planned", "easier", "harder", "instead"]
"""How a substitute relates to the announced exercise."""


class Substitute(Struct, frozen=True):
    """One substitute."""

    sort: Sort
    command: Swap

    @property
    def slot(self) -> PlannedSlot:
        """The slot that it would put in place."""
        return self.command.slot

    @property
    def exercise(self) -> Exercise:
        """The exercise, in its form."""
        return self.command.exercise


def find_substitutes(
    plan: Plan,
    step: Step,
    library: Library,
    *,
    equipment: Sequence[str],
    past: Sequence[Record],
    now: datetime,
    planned: Plan | None = None,
    units: str = "metric",
    owned: Mapping[str, Sequence[float]] | None = None,
) -> tuple[Substitute, ...]:
    """Return the substitutes for the work of a step, or the work it leads to; none in a self-check.

    Args:
        plan: of the session.
        step: the current step.
        library: the exercises and routines.
        equipment: the available equipment.
        past: the newest sessions, the newest first.
        now: the moment.
        planned: the plan before anything was swapped.
        units: the person's units, in which the weights of last time are given.
        owned: the weights that the person owns, in kilograms, by equipment; empty for any.
    """
    if plan.kind == "check":
        return ()
    return tuple(_Swaps(plan, step, library, equipment, past, now, units, owned or {}).choices(planned or plan))


class _Swaps:
    def __init__(
        self,
        plan: Plan,
        step: Step,
        library: Library,
        equipment: Sequence[str],
        past: Sequence[Record],
        now: datetime,
        units: str,
        owned: Mapping[str, Sequence[float]],
    ) -> None:
        self.plan, self.library, self.equipment = plan, library, equipment
        self.work = plan.work_of(step.index)
        self.current = plan.exercises[self.work.exercise]
        self.origin = self.work.instead_of or self.work.exercise
        self.performances: Mapping[str, Sequence[PastPerformance]] = performances_by_exercise(past)
        self.with_swapped: Mapping[str, Sequence[PastPerformance]] = performances_by_exercise(past, swapped=True)
        self.rules = library.coach_rules.progression
        self.circumstances = Circumstances(
            level=library.levels[plan.level],
            level_name=plan.level,
            rules=self.rules,
            equipment=tuple(equipment),
            dumbbells=tuple(owned.get("dumbbell", ())),
            kettlebells=tuple(owned.get("kettlebell", ())),
            units=units,
            now=now,
            grows=False,
        )
        self.options = SlotOptions(library.levels[plan.level], hands_free=plan.hands_free, units=units)

    def choices(self, planned: Plan) -> Iterator[Substitute]:
        known = []
        for choice in chain(self._as_planned(planned), self._forms(), self._others()):
            identity = (choice.exercise.key, choice.exercise.variant)
            if identity not in known:
                known.append(identity)
                yield choice

    def _choice(self, sort: Sort, slot: PlannedSlot, exercise: Exercise) -> Substitute:
        return Substitute(sort, Swap(slot, exercise, self.library.transitions.side))

    # -- the exercise of the plan --------------------------------------------------------------------------------------

    def _as_planned(self, planned: Plan) -> Iterator[Substitute]:
        """Yield the exercise as planned, if the original plan is known."""
        work = self.work
        if not work.instead_of:
            return
        steps = [
            step
            for step in planned.steps
            if step.phase == "work" and (step.block, step.label) == (work.block, work.label) and not step.instead_of
        ]
        if not steps:
            return
        first = steps[0]
        slot = PlannedSlot(
            exercise=first.exercise,
            target=first.target,
            per_side=first.side is not None,
            alternating=first.alternating,
            seconds=first.seconds,
            timed=first.timed,
            expected=first.expected,
            load_kg=first.load_kg,
            last=first.last,
            hurt=first.hurt,
        )
        yield self._choice("planned", slot, planned.exercises[first.exercise])

    # -- forms of it ---------------------------------------------------------------------------------------------------

    def _forms(self) -> Iterator[Substitute]:
        """Yield the next easier form on its ladder, the one that most people take, and the next harder one."""
        base = self.library.exercises.get(self.current.key)
        if base is None:
            return
        base = base.with_equipment(self.equipment)
        ladder = ["", *(rung.key for rung in base.rungs if not rung.easier)]
        ladder = [*(rung.key for rung in base.rungs if rung.easier), *ladder]
        place = ladder.index(base.rung_of(self.current.variant))
        usual = [ladder.index(rung.key) for rung in base.rungs if rung.first]
        easier: list[tuple[Sort, int]] = [
            ("easier", place - 1),
            *(("easier", index) for index in usual if index < place - 1),
        ]
        harder: tuple[tuple[Sort, int], ...] = () if base.is_hop else (("harder", place + 1),)
        for sort, other in (*easier, *harder):
            if 0 <= other < len(ladder):
                yield self._form(sort, base, ladder[other], loaded=other >= ladder.index(""))

    def _form(self, sort: Sort, base: Exercise, rung: str, *, loaded: bool) -> Substitute:
        work, variant = self.work, base.on_rung(rung).variant
        own = [performance for performance in self.with_swapped.get(base.key, ()) if performance.variant == variant]
        last = next((performance for performance in own if performance.kind == work.target.kind), None)
        if last is not None:
            value = min(max(last.asked, work.target.low), work.target.high)
        elif sort == "easier" or work.target.kind == "amrap":
            value = work.target.value
        else:
            hold = work.target.kind in IN_SECONDS
            value = max(work.target.low, min(work.target.value, self.rules.hold_restart)) if hold else work.target.low
        load = last.load_kg if last is not None else work.load_kg if loaded else None
        advice = ProgressionAdvice(value, "same", rung, load, last)
        slot, exercise = planned_slot(
            base,
            work.target,
            advice,
            self.options,
            per_side=None if self.current.fixed_sides else work.side is not None,
            alternating=None if self.current.fixed_sides else work.alternating,
            instead_of=self.origin,
        )
        return self._choice(sort, slot, exercise)

    # -- others of its kind --------------------------------------------------------------------------------------------

    def _others(self) -> Iterator[Substitute]:
        """Yield other exercises of its group, those first that train most of the same."""
        busy = {step.exercise for step in self.plan.steps if step.block == self.work.block}
        known = exercises_of_a_kind(
            self.current, self.library, self.equipment, without=busy | {self.origin}, last=self.plan.exercises
        )
        for exercise in known[:MAX_OTHERS]:
            yield self._other(exercise.with_equipment(self.equipment))

    def _other(self, exercise: Exercise) -> Substitute:
        past = self.performances.get(exercise.key, ())
        first = first_target(None, exercise, self.options.level, finisher=False)
        if self.work.target.kind == "time":  # a warm-up keeps its minutes
            first, past = Target("time", self.work.target.value, self.work.target.low, self.work.target.high), ()
        advice, exercise = slot_advice(exercise, first, self.circumstances, past)
        slot, formed = planned_slot(
            exercise,
            first,
            advice,
            self.options,
            per_side=None,
            alternating=None,
            past=past,
            instead_of=self.origin,
        )
        return self._choice("instead", slot, formed)

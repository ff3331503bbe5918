"""A population of runners drawn at random, each training for two years, and what a coach must never do to them.

Every runner has a body (ability that grows with training and falls with absence), a week, equipment, a life (sleep,
illness, races, runs, other routines) and a way of answering. They are led through the public functions: the coach
prescribes, the engine runs on a clock that jumps from one due moment to the next, the record joins their past.

    python -m tests.support.population SEED      prints two years, session by session, with every reason
"""

from __future__ import annotations

import math
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any, Final

from msgspec.structs import replace

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.routine import Routine, read_routine
from runstrength.coach.hops import contacts
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import Checkin, is_sore
from runstrength.coach.season import season_of
from runstrength.session.commands import Log
from runstrength.session.engine import Session
from runstrength.session.past import DAYS, known_past
from runstrength.session.plan import Plan, Step
from runstrength.session.record import Record
from runstrength.session.simulate import simulate
from runstrength.session.to_record import pain_record, to_record
from runstrength.settings import OfferAnswer
from runstrength.toml_input import Table
from tests.support.past_samples import day
from tests.support.plans import library

WEEKS: Final = 104
PER_RUNG: Final = 0.25
"""How much of the top of the range a harder form costs."""
PER_WEIGHT: Final = 2.0
"""How much of it a weight costs that is e times as heavy."""
STUCK_DAYS: Final = 42
STUCK_TIMES: Final = 8
"""So many times the same in so many days, done with ease, is being stuck."""
ABSENT_DAYS: Final = 14
OFTEN: Final = 120
"""Sessions with hops after which there are many more contacts."""
AFTER_A_RACE: Final = 3
"""Days without leg exercises after a half marathon."""
COUNTED: Final = ("", "steady", "mileage")
"""The days whose doses count for progress, by their field `eased` (`docs/format.md`)."""
LIGHTER_APART: Final = 3
"""Weeks between two lighter ones, at least."""
EASY: Final = (
    ("Easy run", 40, 3), ("Morning jog", 35, 3), ("Recovery run", 30, 2), ("Racecourse loop easy", 45, 3),
    ("Lunch run", 40, 4), ("Long run", 95, 4),
)  # fmt: skip
HARD: Final = (("Tempo", 45, 7), ("5 x 1000 m", 55, 8), ("Hills", 50, 7), ("Track session", 60, 8))
RUNS: Final = (*EASY, *EASY, *EASY, *HARD)
"""Title, minutes, effort."""


@dataclass
class Life:
    """Who a runner is, drawn from a seed."""

    seed: int
    level: str
    equipment: tuple[str, ...]
    owned: tuple[float, ...]
    """Weights in kilograms; empty for any."""
    minutes: float | None
    days: tuple[int, ...]
    """Days of the week."""
    answers: float
    """How often reps left and effort are answered."""
    checks_in: float
    """How often the check-in is answered."""
    logs_weights: bool
    ability: float
    """At first, as a part of the top of the range."""
    gain: float
    """How fast ability grows."""
    medium: float
    """A weight that is neither light nor heavy for them, in kilograms."""
    sleep: float
    """Hours, on average."""
    away: frozenset[int]
    """Weeks of illness or holidays."""
    race_week: int | None
    """The week of a race whose date is in the settings."""
    logs_runs: str
    """`no`, `hand` (with effort) or `import` (without)."""
    runs: int
    """A week."""
    beside: str
    """Another routine that is done every third time; empty for none."""
    hurts: str
    """An exercise that hurts a little for some weeks; empty for none."""
    hurts_weeks: frozenset[int]
    race_later: int | None = None
    """The week of a race in the second year."""
    accepts: bool = False
    """What the coach offers is accepted, else declined."""


def draw(seed: int) -> Life:
    """Return the runner of a seed."""
    rng = random.Random(seed)  # noqa: S311
    away: set[int] = set()
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        start = rng.randrange(6, 48)
        away |= set(range(start, start + rng.choice((1, 2, 3, 5, 9))))
    kits = [kit for kit in ("dumbbell", "kettlebell", "box") if rng.random() < 0.45]
    weights = sorted(rng.sample((2.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 20.0, 24.0), rng.randint(1, 6)))
    hurt_from = rng.randrange(4, 40)
    later = random.Random(seed + 2_000_000)  # noqa: S311
    for _ in range(later.choice((0, 1, 1, 2))):
        start = later.randrange(56, 100)
        away |= set(range(start, start + later.choice((1, 2, 3, 5, 9))))
    return Life(
        seed=seed,
        level=rng.choice(("beginner", "beginner", "intermediate", "intermediate", "advanced")),
        equipment=("bodyweight", *kits),
        owned=tuple(weights) if rng.random() < 0.6 else (),
        minutes=rng.choice((10.0, 15.0, 20.0, 30.0, 30.0, 30.0, 45.0, None)),
        days=tuple(sorted(rng.sample(range(7), rng.choice((1, 2, 2, 2, 3, 3, 4))))),
        answers=rng.choice((0.0, 0.3, 0.7, 1.0, 1.0)),
        checks_in=rng.choice((0.0, 0.3, 0.9)),
        logs_weights=rng.random() < 0.8,
        ability=rng.uniform(0.5, 1.0),
        gain=rng.uniform(0.05, 0.35),
        medium=rng.choice((6.0, 8.0, 10.0, 12.0)),
        sleep=rng.uniform(6.2, 8.2),
        away=frozenset(away),
        race_week=rng.randrange(10, 46) if rng.random() < 0.4 else None,
        logs_runs=rng.choice(("no", "hand", "import")),
        runs=rng.randint(1, 5),
        beside=rng.choice(("", "", "", "core", "upper", "easy", "heavy")),
        hurts=rng.choice(("", "", "", "squat", "single_leg_calf_raise", "push_up")),
        hurts_weeks=frozenset(range(hurt_from, hurt_from + rng.choice((1, 3, 6)))),
        race_later=later.randrange(62, 98) if later.random() < 0.4 else None,
        accepts=later.random() < 0.8,
    )


@cache
def own_routine(name: str) -> Routine:
    """Return a routine with other doses than the runner's: much less, or few and heavy."""
    doses = {"easy": (("squat", "reps", 3), ("plank", "hold", 10)), "heavy": (("squat", "reps", [4, 6]),)}[name]
    slots = [{"exercise": exercise, kind: value} for exercise, kind, value in doses]
    data = {"title": name, "kind": "session", "blocks": [{"name": "A", "slots": slots}]}
    return read_routine(name, Table(data, f"{name}.toml", []), library().exercises)


@dataclass
class Year:
    """A runner's years: what was planned and done, the oldest first."""

    life: Life
    plans: list[tuple[datetime, Plan, Plan]] = field(default_factory=list)
    """When, the plan, and that of the same moment with no adjustments, which is the same one on a usual day."""
    records: list[Record] = field(default_factory=list)
    """The newest first."""
    left: dict[int, dict[str, int]] = field(default_factory=dict)
    """By the number of the session: how many more would have been possible in the hardest set of an exercise."""
    trained: int = 0
    answered: dict[str, str] = field(default_factory=dict)
    """The answers to what the coach offered, as in the settings."""

    # -- a year --------------------------------------------------------------------------------------------------------

    def live(self, weeks: int = WEEKS) -> Year:
        """Live for so many weeks."""
        rng = random.Random(self.life.seed + 1_000_000)  # noqa: S311
        for week in range(weeks):
            events = self._events(week, rng)
            if week not in self.life.away:
                for when, what in events:
                    if what is not None:
                        self._run(when, what)
                    else:
                        self._session(when, week, rng)
        return self

    def _events(self, week: int, rng: random.Random) -> list[tuple[datetime, tuple[str, int, int] | None]]:
        """Return the runs (title, minutes, effort) and the sessions (None) of a week, in order."""

        def at(weekday: int) -> datetime:
            return day(7 * week + weekday) + timedelta(minutes=rng.randrange(0, 12 * 60))

        runs = [(at(weekday), rng.choice(RUNS)) for weekday in rng.sample(range(7), self.life.runs)]
        if week in (self.life.race_week, self.life.race_later):
            runs.append((day(7 * week + 6), ("Half marathon", 110, 9)))
        sessions = [(at(weekday), None) for weekday in self.life.days if rng.random() > 0.08]
        return sorted([*(runs if self.life.logs_runs != "no" else ()), *sessions], key=lambda event: event[0])

    def known(self, now: datetime) -> tuple[Record, ...]:
        """Return what the program would read of the past."""
        return known_past(self.records, now)

    def choices(self, when: datetime) -> Choices:
        """Return what the runner chose."""
        life = self.life
        race = ""
        for week in (life.race_week, life.race_later):
            if week is not None and abs((when - day(7 * week)).days) < 120:
                race = day(7 * week + 6).date().isoformat()
        chosen: dict[str, Any] = {"level": life.level, "equipment": life.equipment, "minutes": life.minutes}
        chosen |= {f"{kit}s": life.owned for kit in ("dumbbell", "kettlebell") if kit in life.equipment}
        chosen |= self.answered
        return Choices(**chosen, race_date=race)

    def _run(self, when: datetime, what: tuple[str, int, int]) -> None:
        title, minutes, effort = what
        self.records.insert(
            0,
            Record(
                id=f"run{len(self.records):05}",
                kind="run",
                title=title,
                started=when,
                ended=when + timedelta(minutes=minutes),
                completed=True,
                effort=effort if self.life.logs_runs == "hand" else None,
                active_seconds=minutes * 60.0,
            ),
        )

    def _checkin(self, rng: random.Random) -> Checkin | None:
        if rng.random() > self.life.checks_in:
            return None
        return Checkin(
            sleep=round(min(9.5, max(3.5, rng.gauss(self.life.sleep, 0.7))) * 2) / 2,
            stress=rng.choice((1, 2, 2, 3, 3, 4, 5) if rng.random() < 0.3 else (1, 2, 3)),
            soreness=rng.choice((0, 1, 2, 3, 4, 6, 7) if rng.random() < 0.3 else (0, 1, 2)),
            pain=rng.random() < 0.004,
        )

    def _session(self, when: datetime, week: int, rng: random.Random) -> None:
        life, number = self.life, len(self.plans)
        routine = library().routine("runner")
        if life.beside and number % 3 == 2:
            built_in = life.beside not in ("easy", "heavy")
            routine = library().routine(life.beside) if built_in else own_routine(life.beside)
        choices = self.choices(when)
        today = Today(when, self.known(when), self._checkin(rng))
        plan = prescribe(routine, library(), choices, today)
        if plan.offer:
            self.answered[plan.offer] = OfferAnswer(life.accepts, when.date()).text
            choices = self.choices(when)
            plan = prescribe(routine, library(), choices, today)
        usual = plan
        if plan.eased:
            # With the same answers: without them the day could be a worse one, by the nights before.
            usual = prescribe(routine, library(), replace(choices, as_usual=True), today)
        self.plans.append((when, plan, usual))
        if not plan.steps:
            self.records.insert(0, pain_record(f"pain{number:04}", when, plan.checkin or {}))
            return
        session = simulate(plan)
        answers = rng.random() < life.answers
        self._log(session, week, rng, answers=answers)
        record = to_record(session, session.state.ended, id=f"{number:05}", started=when)
        effort = None
        if answers and plan.kind == "session":
            least = min(self.left[number].values(), default=3)
            effort = max(4, min(10, 9 - least))
        self.records.insert(0, replace(record, effort=effort))
        if plan.kind == "session":
            self.trained += 1

    def _log(self, session: Session, week: int, rng: random.Random, *, answers: bool) -> None:
        plan, number = session.plan, len(self.plans) - 1
        left = self.left.setdefault(number, {})
        asked = {exercise for exercises in plan.asked.values() for exercise in exercises}
        last = {step.exercise: step.index for step in plan.steps if step.phase == "work"}
        by_step = {step.index: step for step in plan.steps}
        for item in session.state.log:
            step = by_step[item.step]
            exercise = plan.exercises[step.exercise]
            done, more = self._can(step, exercise, rng)
            left[step.exercise] = min(more, left.get(step.exercise, more))
            load = item.load_kg
            if load is None and takes_weight(exercise) and self.life.logs_weights:
                load = self._weight(exercise)
            hurts = step.exercise == self.life.hurts and week in self.life.hurts_weeks and plan.kind == "session"
            told = (
                left[step.exercise]
                if answers and step.exercise in asked and last[step.exercise] == step.index
                else None
            )
            session.apply(
                Log(item.step, done=done, reserve=told, load_kg=load, niggle=hurts or None), session.state.ended
            )

    # -- a body --------------------------------------------------------------------------------------------------------

    @property
    def fitness(self) -> float:
        """What the runner can do now, as a part of the top of the range."""
        return self.life.ability + self.life.gain * math.log1p(self.trained / 8)

    def _weight(self, exercise: Exercise) -> float:
        """Return the first weight that a runner takes."""
        if self.life.owned and exercise.kit in ("dumbbell", "kettlebell"):
            return min(self.life.owned, key=lambda weight: abs(weight - self.life.medium))
        return self.life.medium

    def _can(self, step: Step, exercise: Exercise, rng: random.Random) -> tuple[float, int]:
        """Return what is done of a step, and how many more there would have been."""
        base = library().exercises[step.exercise]
        rung = base.rung_of(exercise.variant)
        place = base.ladder.index(rung) - base.ladder.index("")
        heavy = 0.0
        if takes_weight(exercise):
            heavy = math.log((step.load_kg or self._weight(exercise)) / self.life.medium)
        timed = step.target.kind in ("hold", "time")
        most = base.high * (self.fitness - PER_RUNG * place - PER_WEIGHT * heavy) * rng.uniform(0.95, 1.05)
        if step.target.kind == "amrap":
            return max(1, math.floor(most)), 2
        done = max(1, min(step.target.value, math.floor(most)))
        more = (most - done) / (5 if timed else 1)
        return done, max(0, min(6, math.floor(more)))


def takes_weight(exercise: Exercise) -> bool:
    """Tell whether a form is done with a weight."""
    return exercise.kit in ("dumbbell", "kettlebell")


@cache
def year(seed: int) -> Year:
    """Return the year of a seed."""
    return Year(draw(seed)).live()


# -- what a coach must never do ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """What the coach did wrong, and to whom."""

    seed: int
    when: datetime
    rule: str
    words: str

    def __str__(self) -> str:
        week = (self.when - day(0)) // timedelta(weeks=1)
        return f"seed {self.seed}, week {week}: {self.rule}: {self.words}"


@dataclass(frozen=True)
class Asked:
    """What a plan asked of one exercise."""

    number: int
    when: datetime
    plan: Plan
    step: Step
    rung: str

    @property
    def what(self) -> tuple[float, str, bool]:
        """The dose, the form, and whether there is a weight."""
        return self.step.target.value, self.rung, takes_weight(self.plan.exercises[self.step.exercise])

    @property
    def words(self) -> str:
        """The dose, the weight and the form."""
        load = f" {self.step.load_kg:g} kg" if self.step.load_kg else ""
        return f"{self.step.target.value:g}{load}{f' {self.rung}' if self.rung else ''}"


def asked_of(lived: Year) -> list[list[Asked]]:
    """Return what was asked of every exercise in every range of doses, in order, whatever the routine."""
    found: dict[tuple[str, str, float, float], list[Asked]] = {}
    for number, (when, plan, _) in enumerate(lived.plans):
        seen = set()
        for step in plan.steps:
            # A lighter day's finisher has fixed reps, with the weight of the max-rep sets: it is no series of its own.
            fixed = step.finisher and step.target.kind != "amrap" and library().levels[plan.level].amrap
            if step.phase == "work" and plan.kind == "session" and step.exercise not in seen and not fixed:
                seen.add(step.exercise)
                rung = library().exercises[step.exercise].rung_of(plan.exercises[step.exercise].variant)
                target = step.target
                series = found.setdefault((step.exercise, target.kind, target.low, target.high), [])
                series.append(Asked(number, when, plan, step, rung))
    return list(found.values())


def faults(lived: Year) -> Iterator[Fault]:
    """Yield what the coach did wrong in a year."""
    for when, plan, usual in lived.plans:
        yield from _of_plan(lived.life, when, plan, usual)
    every = asked_of(lived)
    for series in every:
        others = [asked for other in every if other is not series for asked in other]
        yield from _of_series(lived, series, [one for one in others if one.step.exercise == series[0].step.exercise])
    yield from _of_weeks(lived)
    yield from _of_offers(lived)
    yield from _of_growth(lived)


def _of_plan(life: Life, when: datetime, plan: Plan, usual: Plan) -> Iterator[Fault]:
    def fault(rule: str, words: str) -> Fault:
        return Fault(life.seed, when, rule, words)

    for step in plan.steps:
        target = step.target
        beyond = 2 if takes_weight(plan.exercises[step.exercise]) else 0  # before a much heavier weight
        if step.phase == "work" and not target.low <= target.value <= target.high + beyond:
            yield fault("dose outside its range", f"{step.exercise} {target}")
    if plan.eased and plan.kind == "session":
        if plan.sets > usual.sets:
            yield fault("eased day with more sets", f"{plan.eased}: {plan.sets} of {usual.sets}")
        if plan.expected > usual.expected + 1:
            yield fault("eased day that is longer", f"{plan.eased}: {plan.expected:.0f} s of {usual.expected:.0f}")
        yield from _of_eased(fault, plan, usual)
    cramped = any("Nothing fits" in reason for reason in plan.reasons)
    if life.minutes is not None and plan.kind == "session" and not cramped:
        most = life.minutes * 60 + library().coach_rules.fit.grace
        if plan.expected > most + 1:
            yield fault("longer than its minutes", f"{plan.expected:.0f} s of {life.minutes:g} min")
    if len(set(plan.reasons)) < len(plan.reasons):
        yield fault("a reason said twice", " / ".join(plan.reasons))
    for consequence, count in Counter(consequences(plan.reasons)).items():
        if count > 1:
            yield fault("a consequence said twice", f"{consequence}: {' / '.join(plan.reasons)}")


def _of_eased(fault: Callable[[str, str], Fault], plan: Plan, usual: Plan) -> Iterator[Fault]:
    """Yield where an eased day has more of an exercise than the usual one: it, its sets or its weight."""
    sets, usual_sets = (Counter(step.exercise for step in one.steps if step.phase == "work") for one in (plan, usual))
    loads = {step.exercise: step.load_kg or 0.0 for step in reversed(usual.steps)}
    for step in plan.steps:
        if step.phase == "work" and sets[step.exercise] > usual_sets[step.exercise]:
            yield fault("eased day with more of an exercise", f"{plan.eased}: {sets[step.exercise]} {step.exercise}")
        if step.phase == "work" and (step.load_kg or 0.0) > loads.get(step.exercise, 0.0):
            yield fault("eased day with more weight", f"{plan.eased}: {step.exercise} {step.load_kg}")


def consequences(reasons: Sequence[str]) -> Iterator[str]:
    """Yield what is different today, as far as it is about the whole session."""
    for reason in reasons:
        told, because, why = reason.partition(", because ")
        if because and ": " not in told and ": " not in why and "lock" not in told:
            yield from (part.strip().casefold() for part in re.split(r", | and ", told))


def _of_series(lived: Year, series: Sequence[Asked], others: Sequence[Asked]) -> Iterator[Fault]:
    """Yield what is wrong in what was asked of one exercise.

    More is judged against the last day that counts for progress (not one with an easier form because it hurt), less
    against the day before. After weeks in another range, as in a heavy phase, nothing is judged: it begins anew.

    Args:
        lived: the runner's years.
        series: what was asked of the exercise in one range.
        others: the same in its other ranges.
    """
    usual: Asked | None = None
    for before, later in pairwise(series):
        usual = before if before.plan.eased in COUNTED and not before.step.instead_of else usual
        between = any(before.when < other.when < later.when for other in others)
        if between and (later.when - before.when).days >= ABSENT_DAYS:
            usual = None
        if usual is not None:
            yield from _of_pair(lived, usual, before, later)
    yield from _stuck(lived, series)


def _of_pair(lived: Year, sooner: Asked, last: Asked, later: Asked) -> Iterator[Fault]:
    """Yield what is wrong on a later day, after the last one that counts for progress and the very last one."""
    gap = (later.when - last.when).days
    exercise = library().exercises[later.step.exercise]

    def fault(rule: str) -> Fault:
        said = "; ".join(later.plan.reasons)
        words = f"{later.step.exercise}: {sooner.words}, {last.words} -> {later.words}, {gap} d | {said}"
        return Fault(lived.life.seed, later.when, rule, words)

    done = [
        item
        for record in lived.records
        if record.id == f"{sooner.number:05}"
        for item in record.sets
        if item.exercise == later.step.exercise
    ]
    loads = [item.load_kg for item in done if item.load_kg]
    before, after = loads[-1] if loads else sooner.step.load_kg or 0.0, later.step.load_kg or 0.0
    amrap = later.step.target.kind == "amrap"
    ladder = exercise.ladder
    place, was = ladder.index(later.rung), ladder.index(sooner.rung)
    if before and after > before * 1.1 + 1e-9:
        most = sooner.step.target.high if not amrap else exercise.high
        number = min((item.known for item in done), default=0.0) if amrap else sooner.step.target.value
        # A harder form with the weight before is the step between.
        harder = sooner.rung == "slow" or was > place
        # Of a heavy lift with more reps left than asked, the weight is estimated again.
        estimated = any("more than the heavy phase asks for" in reason for reason in later.plan.reasons)
        # Where a usual day would have begun the new weight, a day of the smallest steps has the reps of that one.
        held = sooner.plan.eased == "steady"
        if not harder and number <= most and not estimated and not held:
            yield fault("a load that jumps")
    if gap < DAYS and before and after > max(2 * before, before + library().coach_rules.progression.huge_kg) + 1e-9:
        yield fault("a load that is far heavier")
    value, value_before = later.step.target.value, sooner.step.target.value
    alike = place == was and after == before
    if not amrap and not later.plan.eased and gap < ABSENT_DAYS:
        last_place, last_load = ladder.index(last.rung), last.step.load_kg or 0.0
        less = place < last_place or (
            place == last_place
            and (0 < after < last_load - 1e-9 or (after == last_load and value < last.step.target.value))
        )
        names = {later.step.name.casefold(), exercise.name.casefold()}
        if less and not any(name in reason.casefold() for name in names for reason in later.plan.reasons):
            yield fault("less without a reason")
    if not amrap and not later.plan.eased and gap < ABSENT_DAYS and not last.step.instead_of:
        # A lighter day's finisher, which is no series of its own, may have said it.
        finishers = (
            step.target.value
            for when, plan, _ in lived.plans
            if last.when < when < later.when
            for step in plan.steps
            if step.finisher and step.exercise == later.step.exercise and step.form == later.step.form
        )
        said_there = alike and value in set(finishers)
        now, then = later.what, {sooner.what, last.what, *([later.what] if said_there else [])}
        names = {later.step.name.casefold(), exercise.name.casefold()}
        if now not in then and not any(name in reason.casefold() for name in names for reason in later.plan.reasons):
            yield fault("a change without a reason")
    # In a heavy phase there are more blocks, and so more of them that wait for their turn.
    turns = 1.5 if any(is_heavy(step) for step in later.plan.steps) else 1
    if not amrap and gap >= 2 * turns * ABSENT_DAYS:
        more = (
            (place > was and not after)
            or (place == was and after > before + 1e-9)
            or (alike and value > max(value_before, last.step.target.value))  # what a lighter day had was, too
        )
        if more:
            yield fault("more after weeks away")


def _stuck(lived: Year, series: Sequence[Asked]) -> Iterator[Fault]:
    """Yield where the same was asked for weeks although it was easy, and a next step existed."""
    life = lived.life
    if life.answers < 1.0:
        return
    same: list[Asked] = []
    for asked in series:
        exercise = library().exercises[asked.step.exercise].with_equipment(life.equipment)
        left = lived.left.get(asked.number, {}).get(asked.step.exercise, 0)
        if same and (asked.words != same[-1].words or (asked.when - same[-1].when).days >= ABSENT_DAYS):
            same = []
        # Growth stays inside the minutes that the person chose, and the plan says so.
        full = any("no increases" in reason and "time limit" in reason for reason in asked.plan.reasons)
        if asked.plan.eased or left < 3 or full or asked.step.target.kind == "amrap":
            same = [] if left < 3 or full else same
            continue
        same.append(asked)
        if asked.step.target.low == asked.step.target.high:
            continue
        # A weight that is more than twice as heavy is none.
        load = asked.step.load_kg or 0.0
        most = max(2 * load, load + library().coach_rules.progression.huge_kg) if load else math.inf
        heavier = not life.owned or any(load < weight <= most for weight in life.owned)
        last = exercise.ladder[-1] == asked.rung and not (takes_weight(exercise) and heavier)
        at_top = asked.step.target.value >= asked.step.target.high
        no_step = at_top and (last or (takes_weight(exercise) and not heavier))
        no_step = no_step or (at_top and takes_weight(exercise) and not life.logs_weights)
        if len(same) >= STUCK_TIMES and (same[-1].when - same[0].when).days >= STUCK_DAYS and not no_step:
            yield Fault(life.seed, asked.when, "stuck", f"{asked.step.exercise} {asked.words} | {asked.plan.reasons}")
            same = []


def _of_weeks(lived: Year) -> Iterator[Fault]:
    """Yield weeks in a row without a lighter one, lighter ones too near one another, and legs after a race."""
    for race in lived.records:
        if race.title == "Half marathon":
            for when, plan, _ in lived.plans:
                soon = race.ended < when and (when.date() - race.started.date()).days <= AFTER_A_RACE
                groups = {library().exercises[step.exercise].group for step in plan.steps}
                if soon and plan.kind == "session" and groups & set(library().coach_rules.race.legs):
                    yield Fault(lived.life.seed, when, "legs after a race", str(groups))
    weeks: dict[int, set[str]] = {}
    for when, plan, _ in lived.plans:
        if plan.kind == "session":
            weeks.setdefault((when - day(0)) // timedelta(weeks=1), set()).add(plan.eased)
    lighter = sorted(week for week, words in weeks.items() if "deload" in words)
    for sooner, later in pairwise(lighter):
        if later - sooner < LIGHTER_APART:
            yield Fault(lived.life.seed, day(7 * later), "lighter weeks in a row", f"{sooner} and {later}")
    running = 0
    for week in range(max(weeks, default=-1) + 1):
        words = weeks.get(week, set())
        # A session after weeks off is a lighter one too: fewer sets, and nothing grows.
        # So is a week of nothing but easy minutes.
        light = words & {"deload", "race", "return"} or words == {"red"}
        running = running + 1 if words and not light else 0
        if running == 7:
            yield Fault(lived.life.seed, day(7 * week), "no lighter week", "in seven weeks")


def is_heavy(step: Step) -> bool:
    """Tell whether a step is a lift with the reps of the heavy phase."""
    rules = library().coach_rules.heavy
    return (step.target.kind, step.target.low, step.target.high) == ("reps", rules.low, rules.high)


def of_once(step: Step, left: int) -> float:
    """Return which part of what can be lifted once a set was, by its reps and those that were left (Epley)."""
    return 1 / (1 + (step.target.value + left) / 30)


def hops_of(lived: Year) -> list[tuple[datetime, float]]:
    """Return when there were hops, and how many contacts were done."""
    hopped = [(record.started, contacts(record.sets, library().exercises)) for record in reversed(lived.records)]
    return [(when, many) for when, many in hopped if many]


def _of_offers(lived: Year) -> Iterator[Fault]:
    """Yield where somebody jumped or lifted heavily who should not have, or more than is right."""
    life = lived.life
    exercises, rules = library().exercises, library().coach_rules
    for number, (when, plan, _) in enumerate(lived.plans):
        before = [record for record in lived.records if record.started < when]

        def fault(rule: str, words: str = "", when: datetime = when) -> Fault:
            return Fault(life.seed, when, rule, words)

        works = [step for step in plan.steps if step.phase == "work"]
        heavy = {step.exercise: step for step in works if is_heavy(step) and plan.routine == "runner"}
        jumps = [step for step in works if exercises[step.exercise].is_hop]
        season = season_of("build", lived.choices(when).race_date, when.date(), rules, before)
        if heavy and (life.level == "beginner" or season.name not in ("build", "off")):
            yield fault("heavy at the wrong time", season.name)
        for step in heavy.values():
            if step.load_kg and life.owned and step.load_kg not in life.owned:
                yield fault("a weight that nobody owns", f"{step.exercise} {step.load_kg}")
        if not jumps:
            continue
        checkin = {key: value for key, value in (plan.checkin or {}).items() if key != "colour"}
        sore = is_sore(Checkin(**checkin), before, when, rules.readiness)
        if life.level == "beginner" or sore or (plan.checkin or {}).get("colour") == "red":
            yield fault("hops when they are forbidden", f"{life.level} {plan.checkin}")
        if season.name in ("race_week", "recovery"):
            yield fault("hops around a race", season.name)
        if before and (before[0].checkin or {}).get("pain"):
            yield fault("hops after pain")
        if works[0] is not jumps[0]:
            yield fault("hops that don't come first")
        weeks = {
            (record.started - day(0)) // timedelta(weeks=1)
            for record in before
            if any("calf" in exercises[item.exercise].movements and not item.skipped for item in record.sets)
        }
        if len(weeks) < rules.offers.weeks:
            yield fault("hops without calf work", f"{len(weeks)} weeks")
        calf = {"calf", "hop"}
        for record in before:
            hurt = any(item.niggle and calf & set(exercises[item.exercise].movements) for item in record.sets)
            if hurt and (when - record.started).days < 7 * (rules.offers.weeks - 1):
                yield fault("hops after a niggle", f"{record.started:%Y-%m-%d}")
        recent = [(then, many) for then, many in hops_of(lived) if then < when]
        week = [then for then, _ in recent if (when - then).total_seconds() < 7 * 86400]
        if len(week) >= rules.hops.a_week:
            yield fault("hops too often", f"session {number}")
        most = max((many for then, many in recent if (when - then).days < rules.hops.known_days), default=None)
        asked = sum(step.target.value for step in jumps)
        if most is not None and asked > (1 + rules.hops.more) * max(most, 20) + 1e-9:
            yield fault("too many more hops", f"{most:g} -> {asked:g}")


def _of_growth(lived: Year) -> Iterator[Fault]:
    """Yield that somebody who hopped often for a year, and can, has not doubled the contacts."""
    hopped = hops_of(lived)
    if len(hopped) < OFTEN or (hopped[-1][0] - hopped[0][0]).days < 365 or lived.fitness < 1.2:
        return
    if max(many for _, many in hopped) < 2 * hopped[0][1]:
        words = f"{len(hopped)} sessions, {hopped[0][1]:g} -> {max(many for _, many in hopped):g}"
        yield Fault(lived.life.seed, hopped[-1][0], "hops that don't grow", words)


def report(years: Sequence[Year]) -> str:
    """Return what happened to a population, as a table to be read."""
    found = Counter(fault.rule for lived in years for fault in faults(lived))
    plans = [plan for lived in years for _, plan, _ in lived.plans]
    lines = [
        f"{len(years)} runners, {len(plans)} sessions planned",
        *(
            f"{sum(plan.eased == word for plan in plans):6} {word or 'usual'}"
            for word in sorted({p.eased for p in plans})
        ),
        "faults:",
        *(f"{count:6} {rule}" for rule, count in found.most_common()),
    ]
    return "\n".join(lines)


def diary(lived: Year, *, reasons: bool = True) -> str:
    """Return a year, session by session."""
    lines = [str(lived.life)]
    for number, (when, plan, _) in enumerate(lived.plans):
        week = (when - day(0)) // timedelta(weeks=1)
        lines.append(
            f"\n{week:2} {when:%a} {plan.routine} {plan.eased or 'usual'}, {plan.sets} sets, "
            f"{plan.expected / 60:.0f} min"
        )
        seen = set()
        cells = []
        for step in plan.steps:
            if step.phase == "work" and step.exercise not in seen:
                seen.add(step.exercise)
                load = f" {step.load_kg:g} kg" if step.load_kg else ""
                left = lived.left.get(number, {}).get(step.exercise, "-")
                cells.append(f"{step.name} {step.sets}x{step.target.value:g}{load} {step.form} (left {left})")
        lines.append("   " + "; ".join(cells))
        if reasons:
            lines += [f"   > {reason}" for reason in plan.reasons]
    return "\n".join(lines)


if __name__ == "__main__":
    chosen = year(int(sys.argv[1]))
    print(diary(chosen))  # noqa: T201
    print(*faults(chosen), sep="\n")  # noqa: T201

"""Every sentence of the coach is true: it is there with its fact, gone without it, and what it names comes about.

Each row builds a fact, sees the sentence, takes the fact away in one or more ways, and sees it go. Where a sentence
says what would have changed it, the row does that and looks at what it brings. A place in the coach that makes a
reason, or a phrase of it, that no row has seen, fails the last two tests: a new reason brings its row.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
from msgspec.structs import replace

import runstrength.coach
from runstrength.catalogue.routine import Routine
from runstrength.catalogue.self_check import read_selfcheck
from runstrength.coach import (
    absence,
    autoregulation,
    explanations,
    heavy,
    hops,
    pain,
    prescription,
    sides,
    time_budget,
)
from runstrength.coach.insights import remarks
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.progression import Change
from runstrength.coach.readiness import Checkin
from runstrength.coach.reasons import Reason
from runstrength.coach.self_check import answer_words, usual_words
from runstrength.coach.substitutes import find_substitutes
from runstrength.session.plan import Plan, Step
from runstrength.session.record import Record, SetDone, SetTarget
from runstrength.session.to_record import pain_record
from tests.support.past_samples import checked, day, kept, run
from tests.support.plans import ASSETS, block, library, plan_of, routine_of, slot, started, works

NOW = 200
"""The day of the plans."""
RULES = library().coach_rules
NAMES = {key: exercise.name for key, exercise in library().exercises.items()}

Texts = Sequence[str]


@dataclass(frozen=True)
class Row:
    """A sentence, and what makes it true."""

    said: str
    """What is said: one or more sentences."""
    with_fact: Callable[[], Texts]
    without: Sequence[Callable[[], Texts]]
    """Each takes the fact away."""
    brings: Callable[[], bool] | None = None
    """Does what the sentence names, and tells whether it brings what it says."""
    change: str = ""
    """Of the progression: the kind of its advice."""
    fact: str = field(default="")
    """What must be gone without the fact; by default what follows `because` in the first sentence."""

    @property
    def clause(self) -> str:
        """What must be gone without the fact."""
        if self.fact:
            return self.fact
        first = re.split(r"(?<=[a-z)%0-9\"])\. ", self.said)[0]
        return first.rpartition("because ")[2].rstrip(".") if "because " in first else first


# -- sessions of one exercise ------------------------------------------------------------------------------------------


def did(exercise: str, ago: float, done: float | Sequence[float], **more: Any) -> Record:
    """Return a session with three sets of one exercise.

    Args:
        exercise: the key.
        ago: days before the plan.
        done: what was done in each set, on both sides.
        more: `asked`, `left`, `load`, `form`, `level`, `niggle`, `low`, `high`, `kind`, `weak` (what the left side
            did), and fields of the record.
    """
    item = library().exercises[exercise]
    amounts = (done,) * 3 if isinstance(done, (int, float)) else tuple(done)
    target = SetTarget(
        more.pop("kind", item.kind),
        more.pop("asked", amounts[0]),
        more.pop("low", item.low),
        more.pop("high", item.high),
    )
    left, load, form, niggle = (more.pop(key, None) for key in ("left", "load", "form", "niggle"))
    weak = more.pop("weak", None)
    sets = [
        SetDone(
            step=number,
            exercise=exercise,
            variant=form,
            block="A",
            set=number,
            side=side,
            target=target,
            done=weak if side == "left" and weak is not None else amount,
            load_kg=load,
            seconds=30,
            at=0,
            reserve=left,
            niggle=bool(niggle),
        )
        for number, amount in enumerate(amounts, 1)
        for side in (("left", "right") if item.per_side and form != "two_legs" else (None,))
    ]
    when = day(NOW - ago)
    fields: dict[str, Any] = {
        "id": f"{exercise}{ago:g}",
        "kind": "session",
        "routine": "test",
        "level": more.pop("level", "intermediate"),
        "started": when,
        "ended": when + timedelta(minutes=20),
        "completed": True,
        "planned_seconds": 1200,
        "planned_sets": len(sets),
        "active_seconds": 1200,
        "sets": tuple(sets),
    }
    return Record(**(fields | more))


def one(exercise: str, *records: Record, dose: dict[str, Any] | None = None, **chosen: Any) -> Plan:
    """Return the plan of a routine of one exercise, after sessions, the newest first."""
    routine = routine_of([block(slot(exercise, **(dose or {})), sets=3, rest=60)])
    return planned(routine, *records, **chosen)


def planned(routine: str | Routine, *records: Record, checkin: Checkin | None = None, **chosen: Any) -> Plan:
    """Return the plan of a routine after a past, in any order."""
    item = library().routine(routine) if isinstance(routine, str) else routine
    now = day(chosen.pop("now", NOW))
    choices = Choices(**{"level": "intermediate", "deload": False, **chosen})
    past = tuple(sorted(records, key=lambda record: record.started, reverse=True))
    return prescribe(item, library(), choices, Today(now, past, checkin))


def said_of(exercise: str, *records: Record, **chosen: Any) -> Callable[[], Texts]:
    """Return what tells the reasons of a plan of one exercise."""
    return lambda: one(exercise, *records, **chosen).reasons


def said(routine: str | Routine, *records: Record, **chosen: Any) -> Callable[[], Texts]:
    """Return what tells the reasons of a plan."""
    return lambda: planned(routine, *records, **chosen).reasons


def dose_of(plan: Plan) -> tuple[float, float | None, str]:
    """Return what a plan asks for first: dose, weight, form."""
    step = works(plan)[0]
    return step.target.value, step.load_kg, step.form


def sets_of(plan: Plan) -> int:
    """Return the sets of the blocks of a plan."""
    return max(step.sets for step in works(plan) if not step.finisher)


def squats(*amounts: float, **more: Any) -> list[Record]:
    """Return sessions of squats every third day, the newest three days ago and first; a list gives each its value."""
    count = len(amounts)
    each = [
        {key: value[place] if isinstance(value, list) else value for key, value in more.items()}
        for place in range(count)
    ]
    return [did("squat", 3 * (count - place), amounts[place], **each[place]) for place in reversed(range(count))]


DUMBBELL: dict[str, Any] = {"equipment": ("bodyweight", "dumbbell")}
GOBLET: dict[str, Any] = {"form": "dumbbell", "load": 30.0}
TOP = "you reached the top of the range"


def progression() -> Iterator[Row]:
    """Yield the reasons of doses, weights and forms."""
    squat = "squat"

    def row(said: str, records: Sequence[Record], *without: Sequence[Record], change: str, **more: Any) -> Row:
        exercise, brings = more.pop("exercise", squat), more.pop("brings", None)
        others = [said_of(exercise, *one, **more) for one in without]
        return Row(said, said_of(exercise, *records, **more), others, brings, change)

    yield row(
        "Squat 11 reps: a little more than last time, because you completed every set.",
        squats(10),
        [did(squat, 3, (10, 10, 9))],
        [],
        change="more",
    )
    yield row(
        "Squat 13 reps: two steps at once, because you had four or more reps left twice in a row.",
        squats(10, 11, left=4),
        squats(10, 11, left=[4, 3]),
        squats(10, 11, left=[3, 4]),
        squats(10, left=4),
        change="faster",
    )
    yield row(
        "Squat: same as last time, because you had fewer than two reps left. With two left it would be 11 reps.",
        squats(10, left=1),
        squats(10, left=2),
        squats(10),
        brings=lambda: dose_of(one(squat, *squats(10, left=2)))[0] == 11,
        change="hard",
    )
    yield row(
        "Squat: same as last time, because you rated the effort 9 of 10. At 8 or less it would be 11 reps.",
        squats(10, effort=9),
        squats(10, effort=8),
        squats(10, effort=9, left=2),
        brings=lambda: dose_of(one(squat, *squats(10, effort=8)))[0] == 11,
        change="tired",
    )
    yield row(
        "Squat: same as last time, because you rated the effort 9 of 10.",
        [did("squat", 1, [15]), *squats(15, 15, effort=9)],
        [did("squat", 1, [15]), *squats(15, 15, effort=8)],
        change="tired",
    )
    yield row(
        f"Squat: same as last time, because {TOP} twice in a row but didn't enter how many reps were left. "
        "The top of the range three times in a row brings the next step; so do two or more reps left, entered for last "
        "time.",
        squats(15, 15),
        squats(14, 15, asked=[14, 15]),
        squats(15, 15, left=[None, 2]),
        brings=lambda: all(
            dose_of(one(squat, *past))[2] == "slow lowering"
            for past in (squats(15, 15, 15), squats(15, 15, left=[None, 2]))
        ),
        change="ask",
    )
    yield row(
        f"Plank: same as last time, because {TOP} twice in a row. The top of the range three times in a row brings the "
        "next step.",
        [did("plank", 3, 60), did("plank", 6, 60)],
        [did("plank", 3, 60), did("plank", 6, 55)],
        brings=lambda: dose_of(one("plank", *(did("plank", ago, 60) for ago in (3, 6, 9))))[2] == "feet together",
        exercise="plank",
        change="ask",
    )
    yield row(
        "Squat: same as last time, because it has been two weeks or more.",
        [did(squat, 14, 10)],
        [did(squat, 13, 10)],
        change="pause",
    )
    yield row(
        "Squat: no increase, because it hurt a bit last time (left knee). You can swap it for an easier version "
        "before the "
        "set.",
        squats(10, niggle=True, note="left knee"),
        squats(10, note="left knee"),
        squats(10, 10, niggle=[True, False]),
        brings=lambda: offered(one(squat, *squats(10, niggle=True)))[0] == "easier",
        change="niggle",
    )
    yield row(
        "Single-leg balance: no increase, because it hurt a bit last time.",
        [did("single_leg_balance", 3, 30, niggle=True)],
        [did("single_leg_balance", 3, 30)],
        exercise="single_leg_balance",
        change="niggle",
    )
    yield from the_next_step(row)
    yield from a_step_down(row)
    yield row(
        "Squat: 10 reps today, because you changed your level (it was advanced).",
        squats(14, level="advanced"),
        squats(14),
        change="levelled",
    )
    yield row(
        "Squat: 12 reps today, because you changed your level (it was beginner).",
        squats(8, level="beginner"),
        squats(8, level="advanced"),
        level="advanced",
        change="levelled",
    )
    heavy = [did(squat, 3, 5, form="dumbbell", load=30.0, low=4, high=6)]
    yield Row(
        "Goblet squat: 10 reps with 26 kg instead of 30 kg, because 10 reps are more than the 5 reps of last time.",
        said_of(squat, *heavy, **DUMBBELL),
        [said_of(squat, *heavy, dose={"reps": [4, 6]}, **DUMBBELL), said_of(squat, **DUMBBELL)],
        change="more_reps",
    )
    yield row(
        "Squat: no weight yet, because your level is beginner.",
        [],
        squats(8, level="beginner"),
        level="beginner",
        **DUMBBELL,
        change="unweighted",
    )
    yield row(
        "Goblet squat 8 reps: few reps with a heavy weight, because your level is advanced.",
        [],
        squats(8, level="advanced", **GOBLET),
        level="advanced",
        **DUMBBELL,
        change="heavy",
    )


def offered(plan: Plan) -> list[str]:
    """Return the kinds of what can be done instead of the first exercise of a plan."""
    session = started(plan)
    found = find_substitutes(
        plan, session.state.step, library(), equipment=("bodyweight",), past=(), now=day(NOW), planned=plan
    )
    return [choice.sort for choice in found]


def the_next_step(row: Callable[..., Row]) -> Iterator[Row]:
    """Yield the reasons of a heavier weight or a harder form, and of none at the top."""
    left = "and had two or more reps left"
    twice, light = [15, 15], {"form": "dumbbell", "load": 12.0}
    once_short = squats(14, 15, asked=[14, 15], left=2, **GOBLET)
    yield row(
        f"Goblet squat: 32 kg instead of 30 kg, starting at 8 reps, because {TOP} twice in a row {left}.",
        squats(*twice, left=2, **GOBLET),
        squats(*twice, left=1, **GOBLET),
        squats(*twice, **GOBLET),
        once_short,
        **DUMBBELL,
        change="heavier",
    )
    thrusts = [did("hip_thrust", ago, 15, form="one_leg", left=2) for ago in (3, 6)]
    before = did("hip_thrust", 9, 15, form="dumbbell+top", load=12.0, left=2)
    yield row(
        f"Hip thrust: 14 kg in the standard version, starting at 8 reps, because {TOP} twice in a row {left}.",
        [*thrusts, before],
        [thrusts[0], before],
        **DUMBBELL,
        exercise="hip_thrust",
        change="heavier",
    )
    yield row(
        f"Goblet squat: 32 kg instead of 30 kg, starting at 8 reps, because {TOP} twice in a row at an effort of 8 or "
        "less.",
        squats(*twice, effort=8, **GOBLET),
        squats(*twice, effort=9, **GOBLET),
        squats(*twice, effort=[8, 9], **GOBLET),
        **DUMBBELL,
        change="heavier",
    )
    yield row(
        f"Goblet squat: 32 kg instead of 30 kg, starting at 8 reps, because {TOP} three times in a row.",
        squats(15, 15, 15, **GOBLET),
        squats(15, 15, **GOBLET),
        squats(15, 14, 15, **GOBLET),
        **DUMBBELL,
        change="heavier",
    )
    yield row(
        f"Goblet squat: 32 kg instead of 30 kg, starting at 8 reps, because {TOP} six times in a row.",
        squats(*[15] * 6, effort=9, **GOBLET),
        squats(*[15] * 5, effort=9, **GOBLET),
        squats(14, *[15] * 5, effort=9, **GOBLET),
        **DUMBBELL,
        change="heavier",
    )
    yield row(
        f"Goblet squat: first slow lowering at 12 kg, starting at 8 reps, because {TOP} twice in a row {left}, but "
        "the next "
        "weight is over 10% heavier.",
        squats(*twice, left=2, **light),
        squats(*twice, left=2, **GOBLET),
        **DUMBBELL,
        change="slower",
    )
    yield row(
        f"Goblet squat: first slow lowering, starting at 8 reps, because {TOP} twice in a row {left}, but the next "
        "weight may "
        "be over 10% heavier.",
        squats(*twice, left=2, form="dumbbell"),
        squats(*twice, left=2, **GOBLET),
        **DUMBBELL,
        change="slower",
    )
    yield row(
        f"Goblet squat: take the next heavier weight, starting at 8 reps, because {TOP} twice in a row {left}.",
        squats(*twice, left=2, form="dumbbell+slow"),
        squats(14, 15, asked=[14, 15], left=2, form="dumbbell+slow"),
        **DUMBBELL,
        change="next_weight",
    )
    yield row(
        f"Farmer's carry: first 11 steps each way, more than the range, because {TOP} three times in a row, but the "
        "next "
        "weight is over 10% heavier.",
        [did("farmers_carry", ago, 10, form="dumbbell", load=12.0) for ago in (3, 6, 9)],
        [did("farmers_carry", ago, 10, form="dumbbell", load=30.0) for ago in (3, 6, 9)],
        exercise="farmers_carry",
        **DUMBBELL,
        change="beyond",
    )
    yield row(
        f"Squat: now slow lowering, starting at 8 reps, because {TOP} twice in a row {left}.",
        squats(*twice, left=2),
        squats(*twice, left=1),
        change="harder",
    )
    for owned, words in (((), "now with a light weight"), ((6.0, 8.0), "6 kg")):
        yield row(
            f"Goblet squat: {words}, starting at 8 reps, because {TOP} twice in a row {left}.",
            squats(*twice, left=2, level="beginner"),
            squats(*twice, left=1, level="beginner"),
            level="beginner",
            dumbbells=owned,
            **DUMBBELL,
            change="first_weight",
        )
    failed = squats(7, 7, 15, 15, form=["dumbbell", "dumbbell", None, None], load=[6.0, 6.0, None, None], left=2)
    yield row(
        f"Squat: first slow lowering, starting at 8 reps, because {TOP} twice in a row {left}, but 6 kg was too heavy.",
        failed,
        failed[:2],
        [*failed[:2], *squats(9, 9, 8, 8, form="dumbbell", load=6.0)[2:]],
        dumbbells=(6.0, 8.0),
        **DUMBBELL,
        change="stronger",
    )
    yield row(
        f"Squat: first slow lowering, starting at 8 reps, because {TOP} twice in a row {left}, but the lightest weight "
        "was too heavy.",
        squats(7, 7, 7, 7, 15, 15, form=["dumbbell"] * 4 + [None] * 2, left=2),
        squats(8, 8, 8, 8, 15, 15, form=["dumbbell"] * 4 + [None] * 2, left=2),
        **DUMBBELL,
        change="stronger",
    )
    yield row(
        f"Squat: first slow lowering, starting at 8 reps, because {TOP} twice in a row {left}, but your lightest "
        "weight is 14 kg.",
        squats(*twice, left=2, level="beginner"),
        squats(*twice, left=1, level="beginner"),
        level="beginner",
        dumbbells=(14.0,),
        **DUMBBELL,
        change="stronger",
    )
    yield row(
        "Goblet squat: now with a weight, starting at 10 reps, because there is a dumbbell in your equipment.",
        squats(*twice, left=2),
        squats(*twice, left=2, **GOBLET),
        [],
        **DUMBBELL,
        change="weighted",
    )
    yield from a_band(row)
    far = squats(*twice, left=2, form="dumbbell+pause", load=4.0)
    yield row(
        "Goblet squat: no increase, because your next weight is 12 kg, more than twice 4 kg. A weight of up to 8 kg "
        "would be the next step.",
        far,
        squats(*twice, left=2, form="dumbbell+pause", load=12.0),
        squats(*twice, left=1, form="dumbbell+pause", load=4.0),
        dumbbells=(4.0, 12.0),
        **DUMBBELL,
        brings=lambda: dose_of(one("squat", *far, dumbbells=(4.0, 8.0, 12.0), **DUMBBELL))[1] == 8.0,
        change="too_far",
    )
    yield row(
        "Goblet squat: 12 kg instead of 30 kg, because your dumbbells don't include 30 kg. With 30 kg among them it "
        "would stay 30 kg.",
        squats(10, **GOBLET),
        squats(10, form="dumbbell", load=12.0),
        dumbbells=(4.0, 12.0),
        **DUMBBELL,
        brings=lambda: dose_of(one("squat", *squats(10, **GOBLET), dumbbells=(12.0, 30.0), **DUMBBELL))[1] == 30.0,
        change="not_owned",
    )
    top = (did("squat", 9, 15, left=2), did("squat", 12, 14))
    yield row(
        "Squat 15 reps: as on your last usual day, because today isn't a lighter day.",
        [did("squat", 3, 9, eased="race"), *top],
        [did("squat", 3, 15, eased="race"), *top],
        [*top],
        change="usual",
    )
    yield row(
        "Squat: no increase, because you're at the top of the range of the hardest version.",
        squats(*twice, left=2, form="pause"),
        squats(*twice, left=2, form="slow"),
        squats(15, *twice, left=2, form="pause"),
        change="top",
    )
    yield row(
        "Goblet squat: no increase, because you're at the top of the range of the hardest version with your heaviest "
        "weight.",
        squats(*twice, left=2, form="dumbbell+pause", load=30.0),
        squats(*twice, left=2, form="dumbbell", load=30.0),
        dumbbells=(30.0,),
        **DUMBBELL,
        change="top",
    )
    most = library().exercises["single_leg_balance"].high
    yield row(
        "Single-leg balance: no increase, because you're at the top of the range.",
        [did("single_leg_balance", ago, most, effort=6) for ago in (3, 6)],
        [did("single_leg_balance", ago, most - 5, effort=6) for ago in (3, 6)],
        exercise="single_leg_balance",
        change="top",
    )
    max_reps = {"kind": "amrap", "asked": 60, "low": 30, "high": 90, "form": "dumbbell", "load": 30.0}
    tens, nines = (did("plank_row", 3, 12, **max_reps), [did("plank_row", 6, 9, **max_reps)])
    chosen: dict[str, Any] = {"dose": {"amrap": [30, 90]}, **DUMBBELL}
    yield Row(
        "Plank row: 32 kg instead of 30 kg, because you did 10 reps or more twice in a row.",
        said_of("plank_row", tens, did("plank_row", 6, 12, **max_reps), **chosen),
        [said_of("plank_row", tens, **chosen), said_of("plank_row", tens, *nines, **chosen)],
        change="heavier",
    )


def a_band(row: Callable[..., Row]) -> Iterator[Row]:
    """Yield the reasons of an exercise with a band, which has no weight."""
    left, few = "and had two or more reps left", "you did fewer than 10 reps twice in a row"
    chosen: dict[str, Any] = {"exercise": "side_lying_leg_raise", "equipment": ("bodyweight", "band")}

    def raises(*amounts: float, **more: Any) -> list[Record]:
        return [did("side_lying_leg_raise", 3 * number, amount, **more) for number, amount in enumerate(amounts, 1)]

    yield row(
        "Side-lying leg raise: no band yet, because your level is beginner.",
        [],
        raises(10, level="beginner", form="band"),
        level="beginner",
        **chosen,
        change="unweighted",
    )
    yield row(
        f"Side-lying leg raise: now with a light band, starting at 10 reps, because {TOP} twice in a row {left}.",
        raises(20, 20, left=2, level="beginner"),
        raises(20, 20, left=1, level="beginner"),
        level="beginner",
        **chosen,
        change="first_weight",
    )
    yield row(
        "Side-lying leg raise: now with a band, starting at 12 reps, because there is a band in your equipment.",
        raises(14),
        raises(14, form="band"),
        [],
        **chosen,
        change="weighted",
    )
    yield row(
        f"Side-lying leg raise: no band for now, because {few}.",
        raises(9, 9, asked=10, form="band"),
        raises(9, 10, asked=10, form="band"),
        **chosen,
        change="unloaded",
    )
    yield row(
        f"Side-lying leg raise: first slow lowering, starting at 10 reps, because {TOP} twice in a row {left}, but the "
        "band was too strong.",
        [*raises(20, 20, left=2), *(did("side_lying_leg_raise", ago, 9, asked=10, form="band") for ago in (9, 12))],
        raises(20, 20, left=2),
        **chosen,
        change="stronger",
    )
    yield row(
        "Side-lying leg raise: a stronger band would be the next step, because you're at the top of the range of the "
        "hardest version.",
        raises(20, 20, left=2, form="band+top"),
        raises(20, 20, left=2, form="band+slow"),
        **chosen,
        change="top",
    )
    yield row(
        "Side-lying leg raise: no band for now, to help your form, because you had at most one rep left in three "
        "answers.",
        raises(10, 10, 10, left=1, form="band"),
        raises(10, 10, 10, left=2, form="band"),
        **chosen,
        change="help",
    )


def a_step_down(row: Callable[..., Row]) -> Iterator[Row]:
    """Yield the reasons of an easier form, a lighter weight, a smaller dose."""
    few = [7, 7]
    yield row(
        "Push-up: now knees down, because you did fewer than 5 reps.",
        [did("push_up", 3, 4)],
        [did("push_up", 3, (4, 4, 5))],
        exercise="push_up",
        change="easier",
    )
    yield row(
        "Side plank: now bottom knee down, because you stayed under 20 s.",
        [did("side_plank", 3, 15)],
        [did("side_plank", 3, 20)],
        exercise="side_plank",
        change="easier",
    )
    yield row(
        "Squat: now half as deep, because you did fewer than 8 reps twice in a row.",
        squats(*few),
        squats(8, 7),
        squats(7),
        change="easier",
    )
    yield row(
        "Plank: now on the forearms, because you stayed under 20 s twice in a row.",
        [did("plank", ago, 15) for ago in (3, 6)],
        [did("plank", 3, 15), did("plank", 6, 20)],
        exercise="plank",
        change="easier",
    )
    yield row(
        "Goblet squat: 26 kg instead of 30 kg, because you did fewer than 8 reps twice in a row.",
        squats(*few, **GOBLET),
        squats(8, 7, **GOBLET),
        **DUMBBELL,
        change="lighter",
    )
    yield row(
        "Goblet squat: take a lighter weight, because you did fewer than 8 reps twice in a row.",
        squats(*few, form="dumbbell"),
        squats(8, 7, form="dumbbell"),
        **DUMBBELL,
        change="lighter",
    )
    yield row(
        "Squat: no weight for now, because you did fewer than 8 reps twice in a row with your lightest weight.",
        squats(*few, form="dumbbell", load=6.0),
        squats(*few, form="dumbbell", load=8.0),
        squats(8, 7, form="dumbbell", load=6.0),
        dumbbells=(6.0, 8.0),
        **DUMBBELL,
        change="unloaded",
    )
    yield row(
        "Squat: no weight for now, because you did fewer than 8 reps four times in a row.",
        squats(7, 7, 7, 7, form="dumbbell"),
        squats(7, 7, 7, form="dumbbell"),
        squats(8, 7, 7, 7, form="dumbbell"),
        **DUMBBELL,
        change="unloaded",
    )
    yield row(
        "Farmer's carry: a lighter weight would be better, because you stayed under 5 steps each way twice in a row "
        "with your lightest weight.",
        [did("farmers_carry", ago, 3, asked=5, form="dumbbell", load=6.0) for ago in (3, 6)],
        [did("farmers_carry", ago, 3, asked=5, form="dumbbell", load=8.0) for ago in (3, 6)],
        [did("farmers_carry", ago, 5, asked=5, form="dumbbell", load=6.0) for ago in (3, 6)],
        exercise="farmers_carry",
        dumbbells=(6.0, 8.0),
        **DUMBBELL,
        change="lightest",
    )
    yield row(
        "Squat: 9 reps today, because you did less than planned twice in a row.",
        squats(9, 9, asked=11),
        squats(11, 9, asked=11),
        squats(9, asked=11),
        change="less",
    )
    hardly = "you had at most one rep left in three answers"
    three = {"left": [1, 0, 1]}
    yield row(
        f"Goblet squat: 28 kg instead of 30 kg, to help your form, because {hardly}.",
        squats(10, 10, 10, **three, **GOBLET),
        squats(10, 10, 10, left=[1, 0, 2], **GOBLET),
        squats(10, 10, left=1, **GOBLET),
        **DUMBBELL,
        change="help",
    )
    yield row(
        f"Squat: 9 reps today, to help your form, because {hardly}.",
        squats(10, 10, 10, **three),
        squats(10, 10, 10, left=[1, 2, 1]),
        change="help",
    )
    yield row(
        f"Squat: now half as deep, to help your form, because {hardly}.",
        squats(8, 8, 8, **three),
        squats(8, 8, 8, left=[1, None, 1]),
        change="help",
    )
    yield row(
        f"Squat: now the standard version, to help your form, because {hardly}.",
        squats(8, 8, 8, form="slow", **three),
        squats(8, 8, 8, form="slow", left=[1, None, 1]),
        change="help",
    )
    too_heavy = [did("squat", ago, 7, form="dumbbell", load=6.0) for ago in (12, 15)]
    yield row(
        f"Squat: 9 reps today, to help your form, because {hardly}.",
        [*squats(10, 10, 10, **three), *too_heavy],
        [*squats(10, 10, 10, left=[1, 2, 1]), *too_heavy],
        dumbbells=(6.0, 8.0),
        **DUMBBELL,
        change="help",
    )
    yield row(
        f"Squat: 9 reps today, to help your form, because {hardly}.",
        [did("squat", 1, 10, eased="amber"), *squats(10, 10, 10, **three)],
        [did("squat", 1, 10, eased="amber"), *squats(10, 10, 10, left=[1, 2, 1])],
        [did("squat", 1, 9, eased="amber"), *squats(10, 10, 10, **three)],
        change="help",
    )
    yield row(
        f"Goblet squat: take a lighter weight, to help your form, because {hardly}.",
        squats(8, 8, 8, form="dumbbell", **three),
        squats(8, 8, 8, form="dumbbell", left=[1, None, 1]),
        **DUMBBELL,
        change="help",
    )
    yield row(
        f"Squat: no weight for now, to help your form, because {hardly}.",
        squats(8, 8, 8, form="dumbbell", load=6.0, **three),
        squats(8, 8, 8, form="dumbbell", load=6.0, left=[2, 1, 1]),
        dumbbells=(6.0, 8.0),
        **DUMBBELL,
        change="help",
    )
    yield row(
        "Squat: 9 reps today, to help your form, because you had no reps left in three answers.",
        squats(10, 10, 10, left=0, level="advanced"),
        squats(10, 10, 10, left=[0, 1, 0], level="advanced"),
        level="advanced",
        change="help",
    )
    gone = "it has been four weeks or more"
    yield row(
        f"Squat: back to the start of the range, because {gone}.",
        [did("squat", 29, 12)],
        [did("squat", 27, 12)],
        change="restart",
    )
    yield row(
        f"Goblet squat with 24 kg instead of 30 kg: back to the start of the range, because {gone}.",
        [did("squat", 29, 12, **GOBLET)],
        [did("squat", 27, 12, **GOBLET)],
        **DUMBBELL,
        change="restart",
    )
    yield row(
        f"Squat (standard version): back to the start of the range, because {gone}.",
        [did("squat", 29, 12, form="slow")],
        [did("squat", 27, 12, form="slow")],
        change="restart",
    )
    yield row(
        f"Goblet squat (slow lowering) with 24 kg instead of 30 kg: back to the start of the range, because {gone}.",
        [did("squat", 29, 12, form="dumbbell+pause", load=30.0)],
        [did("squat", 27, 12, form="dumbbell+pause", load=30.0)],
        **DUMBBELL,
        change="restart",
    )


# -- the day -----------------------------------------------------------------------------------------------------------

AMBER = "One fewer set, no max-rep sets, 4 reps left at the end of each set and no increases, because "
RED = "Do a warm-up or rest instead, because "


def session(ago: float, routine: str = "runner", **more: Any) -> Record:
    """Return a whole session so many days ago."""
    return kept(plan_of(routine), day(NOW - ago), **more)


def ran(ago: float, effort: int | None = None, minutes: float = 45, title: str = "") -> Record:
    """Return a run that began so many days ago."""
    return replace(run(day(NOW - ago), effort, minutes), title=title)


def answered(**answers: Any) -> Callable[[], Texts]:
    """Return what tells the reasons of a day with answers of the check-in."""
    return said("runner", checkin=Checkin(**answers))


def nights(hours: float, answer: str = "sleep", count: int = 10) -> list[Record]:
    """Return sessions with an answer, two days apart, the newest first."""
    return [session(2 * number, "core", checkin={answer: hours, "colour": "green"}) for number in range(1, count + 1)]


def readiness() -> Iterator[Row]:
    """Yield the reasons of lighter days, of warm-ups and rest."""
    for answers, fact, less in (
        ({"sleep": 5.5}, "you slept 5.5 h last night", {"sleep": 6}),
        ({"stress": 4}, "your stress is 4 of 5", {"stress": 3}),
        ({"soreness": 6}, "your soreness is 6 of 10", {"soreness": 3}),
        ({"hard_run_hours": 24}, "your last hard run was 24 h ago", {"hard_run_hours": 25}),
        ({"hard_run_hours": 0}, "your last hard run was less than an hour ago", {"hard_run_hours": 36}),
    ):
        yield Row(f"{AMBER}{fact}.", answered(**answers), [answered(**less), answered()])

    def lighter(plan: Plan) -> bool:
        return plan.kind == "session" and plan.eased == "amber"

    for answers, fact, other, brings in (
        ({"stress": 5}, "your stress is 5 of 5", "stress of 4", {"stress": 4}),
        ({"soreness": 7}, "your soreness is 7 of 10", "soreness of 6", {"soreness": 6}),
        ({"soreness": 9, "sleep": 8}, "your soreness is 9 of 10", "soreness of 6", {"soreness": 6, "sleep": 8}),
    ):
        yield Row(
            f"{RED}{fact}. With a {other} it would be a lighter session.",
            answered(**answers),
            [answered(**brings), answered()],
            lambda brings=brings: lighter(planned("runner", checkin=Checkin(**brings))),  # type: ignore[misc]
        )
    for answers, fact, less in (
        ({"stress": 5, "sleep": 5}, "your stress is 5 of 5", {"stress": 4, "sleep": 5}),
        ({"stress": 5, "soreness": 8}, "your stress is 5 of 5 and your soreness is 8 of 10", {"soreness": 8}),
        ({"stress": 4, "sleep": 5}, "you slept 5 h last night and your stress is 4 of 5", {"stress": 4}),
    ):
        yield Row(f"{RED}{fact}.", answered(**answers), [answered(**less)])
    sore = [*nights(3, "soreness")]
    yield Row(
        f"{RED}your soreness is 8 of 10 (usually 3). With a soreness of 7 it would be a lighter session.",
        said("runner", *sore, checkin=Checkin(soreness=8)),
        [said("runner", *sore, checkin=Checkin(soreness=4)), said("runner", checkin=Checkin(soreness=8))],
        lambda: lighter(planned("runner", *sore, checkin=Checkin(soreness=7))),
    )
    eights = nights(8.5)
    yield Row(
        f"{AMBER}you slept 6.5 h last night (usually 8.5 h).",
        said("runner", *eights, checkin=Checkin(sleep=6.5)),
        [said("runner", *eights, checkin=Checkin(sleep=7.5)), said("runner", checkin=Checkin(sleep=6.5))],
    )
    yield Row(
        f"{AMBER}you averaged 6.2 h of sleep lately.",
        said("runner", *nights(6.2, count=4)),
        [said("runner", *nights(7.2, count=4)), said("runner", *nights(6.2, count=2))],
    )
    logged = [
        (ran(0.5, 8), "last hard workout", ran(0.5, 4)),
        (session(0.5, effort=8), "last hard workout", session(0.5, effort=6)),
        (ran(0.5, 4, 130), "run of 2 h 10 min", ran(0.5, 4, 115)),
        (ran(0.5, 4, 45, "Tempo"), 'run with "Tempo" in its title', ran(0.5, 4, 45, "Easy")),
    ]
    for record, name, easy in logged:
        hours = round((day(NOW) - record.ended).total_seconds() / 3600)
        fact = f"your {name} was {hours} h ago"
        yield Row(f"{AMBER}{fact}.", said("runner", record), [said("runner", easy), said("runner")])
    shorts = [ran(ago, 3, 40) for ago in (5, 8, 11)]
    yield Row(
        f"{AMBER}your run of 60 min (your longest in 30 days was 40 min) was 11 h ago.",
        said("runner", *shorts, ran(0.5, 3, 60)),
        [said("runner", *shorts, ran(0.5, 3, 50)), said("runner", *shorts[1:], ran(0.5, 3, 60))],
    )
    yield Row(
        f"{AMBER}you had pain on {day(NOW - 2):%-d %B}.",
        said("runner", pain_record("p", day(NOW - 2), {"pain": True, "colour": "stop"})),
        [
            said("runner", session(1), pain_record("p", day(NOW - 2), {"pain": True, "colour": "stop"})),
            said("runner"),
        ],
    )
    yield Row(
        "You have pain: no session today. If it is sharp, doesn't go away, or changes how you move, see a doctor or a "
        "physical therapist before you train again.",
        answered(pain=True),
        [answered(stress=5), answered()],
    )
    ambers = [session(2 * ago, checkin={"stress": 4, "colour": "amber"}) for ago in (1, 2)]
    yield Row(
        "Only the smallest increases, because this is your third lighter training day in a row.",
        said("runner", *ambers, checkin=Checkin(stress=4)),
        [said("runner", *ambers[:1], checkin=Checkin(stress=4)), said("runner", *ambers)],
        lambda: dose_of(planned("runner", *ambers, checkin=Checkin(stress=4)))[0] == 9,
    )
    reds = [session(2 * ago, checkin={"stress": 5, "colour": "red"}) for ago in (1, 2)]
    yield Row(
        "10 easy minutes, because your stress is 5 of 5 and this is your third take-it-easy day in a row.",
        said("runner", *reds, checkin=Checkin(stress=5)),
        [said("runner", *reds[:1], checkin=Checkin(stress=5)), said("runner", *reds)],
        lambda: planned("runner", *reds, checkin=Checkin(stress=5)).expected <= 10 * 60 + 30,
    )
    yield Row(
        "No leg exercises, because your soreness is 9 of 10.",
        said("runner", *reds, checkin=Checkin(soreness=9)),
        [said("runner", *reds, checkin=Checkin(stress=5))],
    )
    yield Row(
        "No leg exercises, because the race was 2 days ago.",
        said("runner", *reds, checkin=Checkin(stress=5), **race(-2)),
        [said("runner", *reds, checkin=Checkin(stress=5))],
    )
    yield Row(
        "The usual session, although your stress is 4 of 5, because you turned the adjustments off.",
        said("runner", checkin=Checkin(stress=4), as_usual=True),
        [said("runner", checkin=Checkin(stress=4)), said("runner", as_usual=True)],
        lambda: planned("runner", checkin=Checkin(stress=4), as_usual=True).steps == planned("runner").steps,
    )


# -- the season, lighter weeks, weeks off ------------------------------------------------------------------------------


def race(days: int) -> dict[str, Any]:
    """Return the choices with a race so many days ahead."""
    return {"race_date": (day(NOW) + timedelta(days=days)).date().isoformat()}


def trained(*weeks_ago: int, **more: Any) -> list[Record]:
    """Return a session in each of some weeks."""
    return [session(7 * ago + 1, **more) for ago in weeks_ago]


def weeks_of_runs(*minutes: float) -> list[Record]:
    """Return three runs in each week, this week first."""
    return [ran(7 * week + 1.5 + 2 * number, 3, total / 3) for week, total in enumerate(minutes) for number in range(3)]


def seasons() -> Iterator[Row]:
    """Yield the reasons of season and races, lighter weeks, weeks off and more running."""
    less = "One session a week, one fewer set, no finisher and no increases, because "
    yield Row(f"{less}it's race season.", said("runner", season="race"), [said("runner", season="build")])
    yield Row(
        f"{less}the race is in 20 days.", said("runner", **race(20)), [said("runner", **race(29)), said("runner")]
    )
    yield Row(
        "Up to three sessions a week and time to add weight, because it's off-season.",
        said("runner", season="off"),
        [
            said("runner", season="build"),
            said("runner", season="off", **race(60)),
            said("runner", session(2), season="off"),
        ],
    )
    for days, when in ((3, "in 3 days"), (1, "tomorrow"), (0, "today")):
        yield Row(
            f"Warm-ups only, because the race is {when}.",
            said("runner", **race(days)),
            [said("runner", **race(5)), said("runner")],
        )
    rest = "No finisher, no leg exercises and no increases, because the race was "
    for days, ago in ((-1, "yesterday"), (-2, "2 days ago")):
        yield Row(f"{rest}{ago}.", said("runner", **race(days)), [said("runner", **race(60)), said("runner")])
    short = ran(5.2, 6, 150)
    yield Row(
        f"{rest}5 days ago. With a logged run of up to 2 h 30 min on that day, leg exercises would be back.",
        said("runner", **race(-5)),
        [said("runner")],
        lambda: "squat" in {step.exercise for step in works(planned("runner", short, **race(-5)))},
    )
    yield Row(
        "One fewer set, no finisher and no increases, because the race was 10 days ago.",
        said("runner", **race(-10)),
        [said("runner", **race(-15)), said("runner")],
    )
    for record, name, other in (
        (ran(2, 5, 240, "City Marathon"), 'run with "Marathon" in its title', ran(2, 5, 100, "Long run")),
        (ran(2, 9, 65), "run of 65 min", ran(2, 8, 65)),
        (ran(2, 4, 215), "run of 3 h 35 min", ran(2, 4, 200)),
    ):
        yield Row(
            f"No finisher, no leg exercises and no increases, because your {name} was 2 days ago.",
            said("runner", record),
            [said("runner", other), said("runner")],
        )
    yield Row(
        'Warm-ups only, because your run with "Marathon" in its title was 2 days ago.',
        said("legs", ran(2, 5, 240, "City Marathon")),
        [said("legs", ran(2, 5, 100, "Long run"))],
    )
    lighter = (
        "A lighter week, one fewer set, no max-rep sets, 4 reps left at the end of each set and no increases, because "
    )
    wanted: dict[str, Any] = {"deload": True}
    yield Row(
        f"{lighter}you trained 4 weeks in a row.",
        said("runner", *trained(1, 2, 3, 4), **wanted),
        [said("runner", *trained(1, 2, 3), **wanted), said("runner", *trained(1, 2, 3, 4))],
    )
    yield Row(
        f"{lighter}you trained in 4 of 5 weeks.",
        said("runner", *trained(1, 2, 4, 5), **wanted),
        [said("runner", *trained(1, 2, 4), **wanted)],
    )
    began = day(NOW - 1)
    yield Row(
        f"{AMBER}you began a lighter week on {began:%A}.",
        said("runner", session(1, eased="deload"), **wanted),
        [said("runner", session(1), **wanted)],
    )

    def weak(step: Step) -> float:
        return 3.0 if step.exercise in ("squat", "single_leg_deadlift") else step.expected

    down = [session(2, done=weak), session(4, done=weak), *trained(1, 2, 3)]
    yield Row(
        f"{lighter}2 exercises are getting easier.",
        said("runner", *down, **wanted),
        [said("runner", session(2), session(4, done=weak), *trained(1, 2, 3), **wanted)],
    )
    red = {"colour": "red"}
    yield Row(
        f"{lighter}you had 2 take-it-easy days within a week.",
        said("runner", session(1, checkin=red), session(3, checkin=red), **wanted),
        [said("runner", session(1, checkin=red), session(8, checkin=red), **wanted)],
    )
    back = "because you had 2 weeks off"
    yield Row(
        f"One fewer set, {back}.",
        said("runner", session(15)),
        [said("runner", session(13)), said("runner", session(1), session(15))],
    )
    yield Row(
        "One fewer set and no max-rep sets, because you had 4 weeks off.",
        said("runner", session(29)),
        [said("runner", session(27)), said("runner")],
    )
    yield Row(
        "No max-rep sets and no increases, because you had 4 weeks off.",
        said("runner", session(2), session(32)),
        [said("runner", session(2), session(4), session(34))],
    )
    yield Row(
        "One fewer set, no max-rep sets and a beginner's sets for 2 weeks, because you had 8 weeks off.",
        said("runner", session(57)),
        [said("runner", session(55)), said("runner", session(1), session(15), session(80))],
    )
    yield Row(
        "One fewer set, because you ran 2 h 40 min in the last 7 days, after 100 min a week in the four weeks before. "
        "Up to "
        "2 h 10 min, no set would come off.",
        said("runner", *weeks_of_runs(160, 100, 100, 100, 100)),
        [said("runner", *weeks_of_runs(130, 100, 100, 100, 100))],
        lambda: sets_of(planned("runner", *weeks_of_runs(130, 100, 100, 100, 100))) == sets_of(planned("runner")),
    )
    yield Row(
        "One fewer set, because you ran 2 h 20 min in the last 7 days, after 100 min a week in the three weeks before. "
        "Up to 2 h 10 min, no set would come off.",
        said("runner", *weeks_of_runs(140, 100, 100, 100)),
        [said("runner", *weeks_of_runs(130, 100, 100, 100)), said("runner", *weeks_of_runs(140, 100, 100))],
        lambda: sets_of(planned("runner", *weeks_of_runs(130, 100, 100, 100))) == sets_of(planned("runner")),
    )


# -- time, pain, sides, the mirror -------------------------------------------------------------------------------------


def blocks_of(plan: Plan) -> list[str]:
    """Return the blocks of a plan, without the finisher."""
    return list(dict.fromkeys(step.block for step in works(plan) if not step.finisher))


def after_it(plan: Plan, **chosen: Any) -> Plan:
    """Return the plan of the same choices three days after a plan was done."""
    return planned("runner", kept(plan, day(NOW)), now=NOW + 3, **chosen)


def shortest() -> Plan:
    """Return the plan in a minute."""
    return planned("runner", minutes=1.0)


def rests(plan: Plan) -> set[float]:
    """Return the seconds between rounds: the rest, and getting ready."""
    between = [step for step in plan.steps if step.phase == "rest" and step.set > 1]
    return {step.seconds + plan.steps[step.index + 1].seconds for step in between}


def has_finisher(plan: Plan) -> bool:
    """Tell whether a plan ends with the finisher."""
    return any(step.finisher for step in works(plan))


def time_limits() -> Iterator[Row]:
    """Yield the reasons of a time limit."""
    small: dict[str, Any] = {"minutes": 15.0}

    def limited(minutes: float, words: str, level: str, brings: Callable[[Plan], bool]) -> Row:
        chosen: dict[str, Any] = {"minutes": minutes, "level": level}
        text = f"{words}, because your time limit is {minutes:g} minutes."
        others = [said("runner", level=level), said("runner", level=level, minutes=90.0)]
        return Row(text, said("runner", **chosen), others, lambda: brings(planned("runner", **chosen)))

    yield limited(
        15,
        "Only blocks A and B, with 2 sets instead of 3, 45 s between rounds, and no finisher",
        "intermediate",
        lambda plan: (blocks_of(plan), sets_of(plan), rests(plan)) == (["A", "B"], 2, {45}) and not has_finisher(plan),
    )
    yield limited(30, "2 sets instead of 3", "intermediate", lambda plan: sets_of(plan) == 2 and has_finisher(plan))
    yield limited(
        10,
        "Only block A, with 3 sets instead of 2",
        "beginner",
        lambda plan: (blocks_of(plan), sets_of(plan)) == (["A"], 3),
    )
    amber = Checkin(stress=4)
    yield Row(
        "Usually 2 sets instead of 3, because your time limit is 30 minutes.",
        said("runner", minutes=30.0, checkin=amber),
        [said("runner", checkin=amber), said("runner", minutes=90.0, checkin=amber)],
        lambda: (
            (sets_of(planned("runner", minutes=30.0, checkin=amber)), sets_of(planned("runner", minutes=30.0)))
            == (1, 2)
        ),
    )
    yield Row(
        "Only blocks A and B, usually with 2 sets instead of 3, because your time limit is 20 minutes.",
        said("runner", minutes=20.0, checkin=amber),
        [said("runner", checkin=amber), said("runner", minutes=90.0, checkin=amber)],
        lambda: (
            (blocks_of(plan := planned("runner", minutes=20.0, checkin=amber)), sets_of(plan)) == (["A", "B"], 1)
            and sets_of(planned("runner", minutes=20.0)) == 2
        ),
    )
    short: dict[str, Any] = {"minutes": 10.0}
    calf = did("single_leg_calf_raise", 1, 12, routine="other")
    more = [calf, calf, did("single_leg_glute_bridge", 1, 8, routine="other")]
    only_b = "Only block B, with 2 sets instead of 3, because your time limit is 10 minutes"

    def blocks_before(*names: str) -> list[Record]:
        """Return sessions of one block each, three days apart, the newest first."""
        return [kept(planned("runner", blocks=(name,)), day(NOW - 3 * ago)) for ago, name in enumerate(names, 1)]

    later, all_of_them = blocks_before("A", "C"), blocks_before("C", "A", "B")
    yield Row(
        f"{only_b} and you did no calf sets in your last four weeks of training.",
        said("runner", *later, **short),
        [said("runner", *later, calf, **short), said("runner", **short), said("runner", *later)],
        lambda: (
            (blocks_of(planned("runner", *later, **short)), blocks_of(planned("runner", *later, *more, **short)))
            == (["B"], ["C"])
        ),
        fact="you did no calf sets",
    )
    yield Row(
        f"{only_b} and you did only 3 calf sets in your last four weeks of training.",
        said("runner", *all_of_them, **short),
        [said("runner", *all_of_them, calf, **short), said("runner", *all_of_them)],
        lambda: blocks_of(planned("runner", *all_of_them, calf, **short)) == ["A"],
        fact="you did only 3 calf sets",
    )
    carry = did("farmers_carry", 1, 10, routine="other")
    push = did("push_up", 1, 8, routine="other")
    yield Row(
        "Block C next time, because you'll have done only 3 carry sets in four weeks.",
        said("runner", *later, **short),
        [said("runner", *later, carry, push, **short), said("runner", *later)],
        lambda: (
            blocks_of(
                planned("runner", kept(planned("runner", *later, **short), day(NOW)), *later, now=NOW + 3, **short)
            )
            == ["C"]
        ),
    )
    yield Row(
        "Blocks B and C next time, because blocks rotate.",
        said("runner", **small),
        [said("runner", minutes=60.0), said("runner")],
        lambda: blocks_of(after_it(planned("runner", **small), **small)) == ["B", "C"],
    )
    row = did("plank_row", 1, 8, routine="other")
    late = [
        kept(planned("runner", blocks=(name,), finisher=False), day(NOW - ago))
        for ago, name in ((3, "C"), (6, "B"), (9, "C"), (12, "A"))
    ]
    yield Row(
        "The finisher before more sets, because you did no pull sets in your last four weeks of training.",
        said("runner", *late, **short),
        [said("runner", *late, row, **short), said("runner", *late), said("runner", *late, finisher=False, **short)],
        lambda: (
            (has_finisher(plan := planned("runner", *late, **short)), sets_of(plan)) == (True, 2)
            and (has_finisher(plan := planned("runner", *late, row, **short)), sets_of(plan)) == (False, 3)
        ),
    )
    turns = routine_of([block(slot("plank"), rest=60), block(slot("side_plank"), rest=60, name="B")])
    held = (did("plank", 3, (30, 30)), did("side_plank", 6, (45, 45)))

    def holds(minutes: float) -> float:
        return dose_of(planned(turns, *held, minutes=minutes))[0]

    yield Row(
        "Only block B and no increases, because your time limit is 4 minutes. With 5 minutes there would be increases.",
        said(turns, *held, minutes=4.0),
        [said(turns, *held, minutes=5.0), said(turns, *held)],
        lambda: (holds(4.0), holds(5.0)) == (45, 50),
        fact="no increases",
    )
    again = did("side_plank", 12, (45, 45))
    for said_then, answers, thrice in (
        ("twice in a row at an effort of 8 or less", {"effort": 8}, ()),
        ("three times in a row", {}, (did("side_plank", 18, (45, 45)),)),
    ):
        past = [replace(record, **answers) for record in (*held, again, *thrice)]
        yield Row(
            f"Side plank: now hip dips, starting at 30 s, because you completed every set {said_then} and have no time "
            "for more.",
            said(turns, *past, minutes=4.0),
            [said(turns, *past, minutes=5.0), said(turns, *past[:2], minutes=4.0)],
        )
    yield Row(
        "Nothing fits in 1 minute, because the shortest session is block C with 2 sets, about 5 minutes.",
        said("runner", minutes=1.0),
        [said("runner", minutes=10.0), said("runner")],
        lambda: (blocks_of(shortest()), sets_of(shortest()), round(shortest().expected / 60)) == (["C"], 2, 5),
    )
    yield Row(
        "Nothing fits in 1 minute, because the shortest session is the finisher, about 2 minutes.",
        said("runner", minutes=1.0, blocks=(), level="advanced"),
        [said("runner", blocks=(), level="advanced")],
    )


def hurt(exercise: str, *agos: float, **more: Any) -> list[Record]:
    """Return sessions of an exercise that hurt."""
    amount = library().exercises[exercise].low
    return [did(exercise, ago, amount, niggle=True, **more) for ago in agos]


def pains() -> Iterator[Row]:
    """Yield the reasons of exercises that hurt."""
    dates = [f"{day(NOW - ago):%-d %B}" for ago in (9, 6, 3)]
    back = "Two sessions in a row without it hurting bring it back."
    twice = hurt("squat", 6, 3)

    def is_back(exercise: str, past: list[Record], *, form: str) -> bool:
        # Done since in the easier form, twice, without pain; and once is not enough.
        clean = [instead_of(exercise, exercise, ago, form=form) for ago in (2, 1)]
        usual = one(exercise, *clean, *past)
        return dose_of(usual)[2] == "" and dose_of(one(exercise, *clean[:1], *past))[2] != ""

    yield Row(
        f"Squat: half as deep for now, because it hurt a bit on {dates[1]} and {dates[2]}. {back}",
        said_of("squat", *twice),
        [said_of("squat", *twice[:1]), said_of("squat", did("squat", 2, 8), did("squat", 1, 8), *twice)],
        lambda: is_back("squat", twice, form="shallow"),
    )
    clean = [instead_of("squat", "squat", ago, form="shallow") for ago in (2, 1)]
    yield Row(
        "Squat: back again, because two sessions in a row went without it hurting.",
        said_of("squat", *clean, *twice),
        [
            said_of("squat", *clean[:1], *twice),
            said_of("squat", *clean, *twice[:1]),
            said_of("squat", did("squat", 0.5, 8), *clean, *twice),
        ],
    )
    steep = hurt("squat", 6, 3, form="slow")
    yield Row(
        f"Squat: the standard version for now, because it hurt a bit on {dates[1]} and {dates[2]}. {back}",
        said_of("squat", *steep),
        [said_of("squat", *steep[:1])],
    )
    balance = [did("single_leg_balance", ago, 30, niggle=True) for ago in (6, 3)]
    least = library().exercises["single_leg_balance"].low
    yield Row(
        f"Single-leg balance: only {least:g} s for now, because it hurt a bit on {dates[1]} and {dates[2]}. {back}",
        said_of("single_leg_balance", *balance),
        [said_of("single_leg_balance", *balance[:1])],
        lambda: (
            dose_of(
                one("single_leg_balance", *(did("single_leg_balance", ago, 30, effort=6) for ago in (1, 2)), *balance)
            )[0]
            > least
        ),
    )
    thrice = hurt("push_up", 9, 6, 3)
    yield Row(
        f"Push-up: plank row instead for now, and a physical therapist should look at it, because it hurt a bit on "
        f"{dates[0]}, "
        f"{dates[1]} and {dates[2]}. {back}",
        said_of("push_up", *thrice),
        [said_of("push_up", *thrice[1:])],
        lambda: (
            works(one("push_up", *(did("plank_row", ago, 8) for ago in (1, 2)), *thrice))[0].exercise == "plank_row"
            and works(one("push_up", *(instead_of("push_up", "plank_row", ago) for ago in (1, 2)), *thrice))[0].exercise
            == "push_up"
        ),
    )


def instead_of(exercise: str, other: str, ago: float, **more: Any) -> Record:
    """Return a session in which another exercise, or another form, took the place of one."""
    record = did(other, ago, library().exercises[other].low, **more)
    return replace(record, sets=tuple(replace(item, instead_of=exercise) for item in record.sets))


def both_sides() -> Iterator[Row]:
    """Yield the reasons of one more set: for the weaker side, and after the mirror."""
    helped = "If it stays that way, a physical therapist can find out why."
    deadlift = "single_leg_deadlift"

    def sides_of(plan: Plan) -> list[str]:
        return [step.side or "" for step in works(plan)]

    weak = [did(deadlift, ago, 10, weak=8) for ago in (3, 6)]
    yield Row(
        "Single-leg deadlift: one more set on the left side, because your left side did at least 20% less, two "
        "sessions in a "
        f"row. {helped}",
        said_of(deadlift, *weak),
        [
            said_of(deadlift, *weak[:1]),
            said_of(deadlift, weak[0], did(deadlift, 6, 10, weak=9)),
            said_of(deadlift, *weak, checkin=Checkin(stress=4)),
        ],
        lambda: sides_of(one(deadlift, *weak)).count("left") == 4 == sides_of(one(deadlift, *weak)).count("right") + 1,
    )
    checks = [checked(day(NOW - ago), left, 45) for ago, left in ((5, 30), (20, 34))]
    yield Row(
        "Single-leg deadlift: one more set on the left side, because your left side did at least 24% less in two "
        "self-checks "
        f"(single-leg balance). {helped}",
        said_of(deadlift, *checks),
        [said_of(deadlift, *checks[:1]), said_of(deadlift, checks[0], checked(day(NOW - 20), 45, 34))],
    )
    yield Row(
        f"Side plank: one more set on the left side, because your left side did at least 24% less in two self-checks. "
        f"{helped}",
        said_of("side_plank", *checks),
        [said_of("side_plank", *checks[:1])],
    )
    for key, rule in RULES.mirror.items():
        exercise = rule.exercises[0]
        name = NAMES[exercise][0].lower() + NAMES[exercise][1:]
        no, yes = (replace(checked(day(NOW - 5)), answers={key: answer}) for answer in (False, True))

        def one_more(exercise: str = exercise, no: Record = no) -> bool:
            return sets_of(one(exercise, no)) == sets_of(one(exercise)) + 1

        yield Row(
            f"{name[:1].upper()}{name[1:]}: one more set, because {rule.fact}.",
            said_of(exercise, no),
            [
                said_of(exercise, yes),
                said_of(exercise),
                said_of(exercise, replace(yes, id="n", started=day(NOW - 2)), no),
            ],
            one_more,
        )
    heels = replace(checked(day(NOW - 5)), answers={"heels": False})
    kit: dict[str, Any] = {"level": "beginner", **DUMBBELL}
    yield Row(
        f"Goblet squat: with a weight, because {RULES.mirror['heels'].fact}.",
        said_of("squat", heels, **kit),
        [said_of("squat", **kit), said_of("squat", heels, level="beginner")],
        lambda: works(one("squat", heels, **kit))[0].name == "Goblet squat",
        fact="with a weight",
    )


# -- remarks, checks, warm-ups -----------------------------------------------------------------------------------------


def remarked(*records: Record) -> Callable[[], Texts]:
    """Return what tells the remarks of home after a past."""
    past = tuple(sorted(records, key=lambda record: record.started, reverse=True))
    return lambda: remarks(past, day(NOW), RULES, NAMES)


def remarks_of_home() -> Iterator[Row]:
    """Yield the remarks on the last weeks."""
    hard = [ran(ago, 8) for ago in (0.5, 1.5)]
    yield Row(
        "Your last 2 days were hard: take an easy one to absorb them.",
        remarked(*hard),
        [remarked(*hard[:1]), remarked(hard[0], ran(1.5, 4)), remarked(ran(1.5, 8), ran(3, 8))],
    )
    longest = [ran(ago, 3, 40) for ago in (12, 15, 18)]
    yield Row(
        f"Your run of 50 min on {day(NOW - 2):%A} was more than 10% longer than your longest of the 30 days before it "
        "(40 min): "
        "such runs are linked to injury.",
        remarked(*longest, ran(2, 3, 50)),
        [remarked(*longest, ran(2, 3, 44)), remarked(*longest[1:], ran(2, 3, 50)), remarked(*longest, ran(8, 3, 50))],
    )
    for hards, words in ((5, "None of the 5 workouts"), (4, "1 of the 5 workouts"), (3, "2 of the 5 workouts")):
        efforts = [8 if number < hards else 3 for number in range(5)]
        verb = "was" if hards == 4 else "were"
        runs = [ran(1 + 2 * number, effort) for number, effort in enumerate(efforts)]
        easy = [ran(1 + 2 * number, 3) for number in range(5)]
        yield Row(
            f"{words} you rated in the last 14 days {verb} easy: aim for about 80%.",
            remarked(*runs),
            [remarked(*easy), remarked(*runs[:3]), remarked(*(replace(one, effort=None) for one in runs))],
        )
    plain = [checked(day(NOW - ago), left, 45) for ago, left in ((5, 40), (20, 40))]
    clear = [checked(day(NOW - ago), left, 45) for ago, left in ((5, 36), (20, 36))]
    yield Row(
        "Side plank: your left side was weaker in two checks, so start with it and do the same on both.",
        remarked(*plain),
        [
            remarked(*plain[:1]),
            remarked(plain[0], checked(day(NOW - 20), 45, 45)),
            remarked(plain[0], checked(day(NOW - 8), 40, 45)),
        ],
    )
    yield Row(
        "Side plank: your left side was weaker in two checks, by 20% last time: start with it, and see a physical "
        "therapist "
        "if it stays that way.",
        remarked(*clear),
        [remarked(*clear[:1]), remarked(*plain)],
    )
    offer = "It's been a few weeks: 10 minutes is a good way back in."
    yield Row(offer, remarked(session(30)), [remarked(session(3), session(30)), remarked(session(12)), remarked()])
    yield Row(
        offer,
        said("runner", session(30)),
        [said("runner", session(3), session(30)), said("runner", session(30), minutes=10.0)],
    )


def other_sentences() -> Iterator[Row]:
    """Yield the sentences of checks, warm-ups and steps."""
    check = read_selfcheck(ASSETS / "check.toml")
    today = day(NOW).date()

    def typical(exercise: str, born: int) -> Callable[[], Texts]:
        return lambda: (usual_words(exercise, born, today, check),)

    yield Row(
        "typical at 43: 33 s (women), 29 s (men); Kaur 2021, on the forearm",
        typical("side_plank", today.year - 43),
        [typical("side_plank", today.year - 53), typical("side_plank", 0), typical("plank", today.year - 43)],
    )
    yield Row(
        "typical at 43: 42 s; Springer 2007, 549 people, best of three",
        typical("single_leg_balance", today.year - 43),
        [typical("single_leg_balance", today.year - 12)],
    )
    question = check.questions[0]
    yield Row(
        f"Mirror: {question.text} No. {question.tip}",
        lambda: answer_words({question.key: False}, check),
        [lambda: answer_words({question.key: True}, check), lambda: answer_words({}, check)],
    )
    yield Row(
        "Mirror: yes to everything.",
        lambda: answer_words({question.key: True}, check),
        [lambda: answer_words({question.key: False}, check), lambda: answer_words({}, check)],
    )
    for name, minutes in (("warmup-5", 5), ("warmup-7", 3), ("warmup-10", 2)):

        def afterwards(name: str = name) -> Texts:
            return (planned(name).afterwards,)

        yield Row(
            f"Keep the first {minutes} minutes of the run easy.",
            afterwards,
            [lambda: (planned("runner").afterwards,)],
        )

    def hurts(*records: Record) -> Callable[[], Texts]:
        return lambda: [step.hurt for step in one("squat", *records).steps]

    def lasts(*records: Record, **chosen: Any) -> Callable[[], Texts]:
        return lambda: [step.last for step in one("squat", *records, **chosen).steps]

    sore = did("squat", 3, 10, niggle=True, note="left knee")
    yield Row(
        "it hurt a bit last time: left knee", hurts(sore), [hurts(did("squat", 3, 10, note="left knee")), hurts()]
    )
    yield Row("it hurt a bit last time", hurts(replace(sore, note="")), [hurts(did("squat", 1, 10), sore)])
    yield Row("10 · 10 · 9 at 30 kg", lasts(did("squat", 3, (10, 10, 9), **GOBLET), **DUMBBELL), [lasts()])


def lifted(weeks: int, *, load: float | None = 12.0) -> list[Record]:
    """Return weeks with deadlifts and squats with a weight, the newest last week; 15 and 12 reps with two left."""
    form = {"form": "dumbbell", "left": 2}
    return [
        record
        for week in range(weeks)
        for record in (
            did("squat", 7 * week + 8, 15, load=load, **form),
            did("single_leg_deadlift", 7 * week + 8, 12, load=30.0, **form),
        )
    ]


def heavy_phases() -> Iterator[Row]:
    """Yield the reasons of the heavy phase: its offer, that it is on, and its first weights."""
    chosen = day(NOW - 10)
    yes = f"yes {chosen.date()}"

    def runner(*records: Record, **more: Any) -> Callable[[], Texts]:
        return said("runner", *(records or lifted(8)), **DUMBBELL, **more)

    yield Row(
        "You can begin a heavy phase, leg lifts of 4-6 reps with heavier weights and longer rests, because you trained "
        "in 8 of the last 12 weeks.",
        runner(),
        [
            runner(*lifted(7)),
            runner(level="beginner"),
            runner(season="race"),
            runner(heavy=f"no {day(NOW - 40).date()}"),
            runner(heavy="no"),
            runner(heavy=yes),
            runner(dumbbells=(10.0, 12.0)),
            said("runner", *lifted(8)),
        ],
    )

    def reps(**more: Any) -> tuple[float, float | None]:
        plan = planned("runner", *lifted(8), **DUMBBELL, **more)
        return next((step.target.value, step.load_kg) for step in works(plan) if step.exercise == "squat")

    yield Row(
        f"Heavy leg lifts with long rests, because you chose the heavy phase on {chosen.day} {chosen:%B}. Without the "
        "heavy phase, these lifts would have more reps and less weight.",
        runner(heavy=yes),
        [runner(), runner(heavy="no"), runner(heavy=yes, season="race"), runner(heavy=f"yes {day(NOW + 1).date()}")],
        brings=lambda: reps()[0] > reps(heavy=yes)[0] and reps()[1] == 12.0 < (reps(heavy=yes)[1] or 0),
    )
    begun = "because your heavy phase has begun"
    for load, words in ((12.0, "14 kg instead of 12 kg"), (None, "a heavier weight")):
        yield Row(
            f"Goblet squat: {words}, starting at 4 reps, {begun}.",
            runner(*lifted(8, load=load), heavy=yes),
            [runner(*lifted(8, load=load))],
            change="begun",
        )
    sixes = {"load": 12.0, "form": "dumbbell", "low": 4, "high": 6}
    easy, right = (did("squat", 3, 6, left=left, **sixes) for left in (6, 3))
    yield Row(
        "Goblet squat: 14 kg instead of 12 kg, starting at 4 reps, because you had 6 reps left, more than the heavy "
        "phase asks for.",
        runner(easy, *lifted(8), heavy=yes),
        [runner(right, *lifted(8), heavy=yes), runner(easy, *lifted(8))],
        change="light",
    )
    light = [did("squat", 3, 8, load=12.0, form="dumbbell", left=0), *lifted(8)]
    yield Row(
        f"Goblet squat: still 12 kg, starting at 4 reps, {begun}.",
        runner(*light, heavy=yes),
        [runner(*light), runner(*light, heavy=yes, level="beginner")],
    )


def calves(weeks: int, *, first: float = 8, **more: Any) -> list[Record]:
    """Return weeks with calf raises, the newest last week."""
    return [did("single_leg_calf_raise", 7 * week + first, 12, **more) for week in range(weeks)]


def small_jumps() -> Iterator[Row]:
    """Yield the reasons of hops: their offer, why there are none today, and none for now."""
    yes = f"yes {day(NOW - 10).date()}"

    def runner(*records: Record, **more: Any) -> Callable[[], Texts]:
        return said("runner", *(records or calves(8)), **more)

    yield Row(
        "You can add hops, small jumps before the first exercise, twice a week, because you trained your calves in 8 "
        "of the last 12 weeks and noted no pain there.",
        runner(),
        [
            runner(*calves(7)),
            runner(*calves(8, niggle=True)),
            runner(level="beginner"),
            runner(season="race"),
            runner(hops=yes),
            runner(hops="no"),
        ],
    )
    five = Checkin(soreness=5)
    yield Row(
        "One fewer set, no max-rep sets, 4 reps left at the end of each set, no increases and no hops, because your "
        "soreness is 5 of 10.",
        runner(hops=yes, checkin=five),
        [runner(hops=yes)],
        fact="no hops",
    )
    yield Row(
        "No hops, because your calf or Achilles is sore.",
        runner(hops=yes, sore=True),
        [runner(hops=yes), runner(sore=True)],
    )

    def hopped(sets: int) -> list[Record]:
        return [did("pogo_hop", 3 + 4 * number, [20] * sets) for number in range(3)]

    yield Row(
        "Pogo hops 11 reps: fewer reps in each set, because there were at most 20 contacts in a session lately.",
        runner(*hopped(1), *calves(8), hops=yes),
        [runner(*hopped(3), *calves(8), hops=yes), runner(*calves(8), hops=yes)],
        change="contacts",
    )
    hurt = did("single_leg_calf_raise", 3, 12, niggle=True)
    then = day(NOW - 3)
    again = [*calves(8, first=8 - 63), replace(hurt, id="hurt"), *calves(8)]
    yield Row(
        f"No hops for now, because the single-leg calf raise hurt a bit on {then.day} {then:%B}. Eight weeks of calf "
        "work without it hurting bring them back.",
        runner(hurt, *calves(8), hops=yes),
        [runner(hurt, *calves(8)), runner(did("single_leg_calf_raise", 3, 12), *calves(8), hops=yes)],
        brings=lambda: any(
            step.exercise == "pogo_hop" for step in planned("runner", *again, hops="yes", now=NOW + 63).steps
        ),
    )


ROWS: Sequence[Callable[[], Iterator[Row]]] = (
    progression,
    small_jumps,
    heavy_phases,
    readiness,
    seasons,
    time_limits,
    pains,
    both_sides,
    remarks_of_home,
    other_sentences,
)


# -- the tests ---------------------------------------------------------------------------------------------------------


class Sites:
    """Notes where in the coach reasons are made."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, int]] = set()

    def made(self, *values: Any, **named: Any) -> Reason:
        """Make a reason, and note the lines that called for it."""
        frame = sys._getframe(1)
        for _ in range(2):
            self.seen.add((Path(frame.f_code.co_filename).name, frame.f_lineno))
            frame = frame.f_back or frame
        return Reason(*values, **named)


MAKERS: Sequence[ModuleType] = (
    absence,
    autoregulation,
    explanations,
    heavy,
    hops,
    pain,
    prescription,
    sides,
    time_budget,
)
SOURCES = sorted(Path(runstrength.coach.__file__).parent.glob("*.py"))


@dataclass(frozen=True)
class Seen:
    """What was said by all rows."""

    rows: Sequence[tuple[Row, Texts, Sequence[Texts]]]
    """Each row, what is said with its fact, and without it."""
    sites: set[tuple[str, int]]
    """The files and lines that made reasons."""

    @property
    def lines(self) -> list[str]:
        """Everything that was said, each once, in lower case."""
        said = {text.casefold() for _, texts, others in self.rows for more in (texts, *others) for text in more}
        return sorted(said)


@pytest.fixture(scope="module")
def seen() -> Seen:
    """Run every row once; return what was said, and where reasons were made."""
    sites = Sites()
    with pytest.MonkeyPatch.context() as patch:
        for module in MAKERS:
            patch.setattr(module, "Reason", sites.made)
        rows = [(row, row.with_fact(), [say() for say in row.without]) for rows in ROWS for row in rows()]
    return Seen(rows, sites.seen)


def test_the_sentence_is_there_with_its_fact(seen: Seen) -> None:
    """Each sentence is said, word for word, when its fact is built."""
    for row, texts, _ in seen.rows:
        assert row.said in texts


def test_the_sentence_goes_with_its_fact(seen: Seen) -> None:
    """No sentence names a fact that was taken away."""
    for row, texts, without in seen.rows:
        assert row.clause in " ".join(texts), row.said
        assert without, row.said
        for number, others in enumerate(without):
            assert not [text for text in others if row.clause in text], (row.said, number)


ADVICE = ("If it stays,", "No session", "If it is sharp,", "See a", "Grow tall", "No.")
"""How sentences start that advise something and name nothing that comes about."""


def test_what_it_names_comes_about(seen: Seen) -> None:
    """What a sentence says would have changed it, or will, does so; one that says it has a row that tries it."""
    rows = [row for row, _, _ in seen.rows]
    tried = {text for row in rows if row.brings for text in sentences_of(row.said)[1:]}
    for row in rows:
        assert row.brings is None or row.brings(), row.said
        named = [text for text in sentences_of(row.said)[1:] if not text.startswith(ADVICE)]
        assert set(named) <= tried, row.said


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    return re.split(r"(?<=[.?]) (?=[A-Z])", text)


def test_every_kind_of_advice_has_its_row(seen: Seen) -> None:
    """Each kind of advice about a dose has a sentence with a row; a first dose and the same again need none."""
    silent = {"first", "same", "once", "missed"}
    assert {row.change for row, _, _ in seen.rows if row.change} | silent == set(get_args(Change))
    for records in ((), squats(15), squats(9, asked=10), squats(10, eased="amber")):
        assert one("squat", *records).reasons == ()


def test_every_place_that_makes_a_reason_is_seen(seen: Seen) -> None:
    """Wherever the coach makes a reason, a row has seen it made: a new one brings its row."""
    missing = []
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
                lines = {(source.name, line) for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
                if name in ("Reason", "_reason") and not lines & seen.sites:
                    missing.append(f"{source.name}:{node.lineno}")
    assert not missing


NO_SENTENCES = {
    "offers.py": ("{}: on from today.", "{}: not offered again for {} weeks."),
    "absence.py": ("{} fewer sets",),
    "balance.py": ("Sets of the last {} weeks", "Not counted, because they don't say a movement: "),
    "prescription.py": ("nothing left to do: use at least one block or the finisher", "your level is {}", "{}s"),
}
"""Phrases that are errors, names of fields, titles, said in other words, or only with other numbers in `coach.toml`."""


def test_every_phrase_is_seen(seen: Seen) -> None:
    """Every phrase in the coach's modules was said in a row: a new one brings its row."""
    lines, missing = seen.lines, []
    for source in SOURCES:
        # Words for doses, which explain nothing; and answers, whose rows are in `test_due`.
        if source.name in ("own_slots.py", "due.py"):
            continue
        for phrase in phrases(source):
            if phrase in NO_SENTENCES.get(source.name, ()):
                continue
            words = [part.strip().casefold() for part in phrase.split("{}") if part.strip()]
            pattern = re.compile(".*".join(map(re.escape, words)))
            longest = max(words, key=len)
            if not any(longest in line and pattern.search(line) for line in lines):
                missing.append(f"{source.name}: {phrase}")
    assert not missing


def phrases(source: Path) -> Iterator[str]:
    """Yield the texts of a module that read like phrases, with `{}` for what is filled in."""
    tree = ast.parse(source.read_text())
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = "" if id(node) in documentation | parts else node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        else:
            continue
        if " " in text.replace("{}", "").strip() and re.search("[a-z]{2}", text):
            yield text

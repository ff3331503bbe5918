"""On an eased day there is less of everything: the usual session is fitted first, then sets and doses are taken off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace as replace_dataclass
from datetime import timedelta
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.catalogue.routine import Routine
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import Checkin
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from runstrength.settings import LEVELS, SEASONS
from tests.support.loops import looped
from tests.support.months import Months
from tests.support.past_samples import day, kept, run, top
from tests.support.plans import OWN_ROUTINES, library, plan_of, works

TODAY = 33
"""The day of these plans."""


def sets_of(plan: Plan) -> dict[str, int]:
    """Return how many sets each block of a plan has."""
    return {step.block: step.sets for step in works(plan)}


def planned(routine: Routine, choices: Choices, past: tuple[Record, ...], checkin: Checkin | None) -> Plan:
    """Return the plan of the day."""
    return prescribe(routine, library(), choices, Today(day(TODAY), past, checkin))


CHECKINS = st.none() | st.builds(
    Checkin,
    sleep=st.none() | st.floats(0, 12),
    stress=st.none() | st.integers(1, 5),
    soreness=st.none() | st.integers(0, 10),
    hard_run_hours=st.none() | st.floats(0, 60),
)
CHOICES = st.builds(
    Choices,
    level=st.sampled_from(LEVELS),
    equipment=st.sampled_from([("bodyweight",), ("bodyweight", "dumbbell"), ("bodyweight", "kettlebell", "box")]),
    minutes=st.none() | st.integers(1, 70),
    sets=st.none() | st.integers(2, 4),
    finisher=st.none() | st.booleans(),
    hands_free=st.booleans(),
    season=st.sampled_from(SEASONS),
)


@st.composite
def choices(draw: st.DrawFn) -> Choices:
    """Return what somebody may choose, with a race on some day or none."""
    days = draw(st.none() | st.integers(-20, 40))
    race = "" if days is None else (day(TODAY) + timedelta(days=days)).date().isoformat()
    return replace(draw(CHOICES), race_date=race)


@st.composite
def pasts(draw: st.DrawFn, routine: Routine, level: str) -> tuple[Record, ...]:
    """Return some weeks of a routine and of runs, the newest first; much, little, lately or long ago."""
    plan = plan_of(routine, level)
    records = []
    for when in sorted(draw(st.lists(st.integers(0, TODAY - 1), max_size=8, unique=True)), reverse=True):
        if draw(st.booleans()):
            records.append(run(day(when), draw(st.none() | st.integers(1, 10)), draw(st.integers(10, 300))))
            continue
        done = draw(st.sampled_from([top, lambda step: step.expected, lambda step: 1]))
        load = draw(st.sampled_from([None, 8.0, 12.0]))
        most = draw(st.booleans())
        records.append(
            kept(
                plan,
                day(when),
                done=done,
                asked=top if most else lambda step: step.target.value,
                load=load,
                reserve=draw(st.sampled_from([None, 0, 2, 4])),
                work=draw(st.sampled_from([0.5, 1.0, 2.0])),
                effort=draw(st.none() | st.integers(1, 10)),
            )
        )
    return tuple(records)


@given(st.data(), OWN_ROUTINES, choices(), CHECKINS)
def test_eased_is_never_more_than_usual(
    data: st.DataObject, routine: Routine, chosen: Choices, checkin: Checkin
) -> None:
    """Whatever the routine says, and the time, level, past, check-in and season: no more sets, seconds or blocks.

    Only a circuit is done in sets instead, which take no longer.
    """
    if chosen.finisher is False and all(one.finisher for one in routine.blocks):
        return
    past = data.draw(pasts(routine, chosen.level))
    usual = planned(routine, replace(chosen, as_usual=True), past, checkin)
    eased = planned(routine, chosen, past, checkin)
    if eased.kind == "warmup":
        return
    circuits = {one.name for one in routine.blocks if one.is_circuit}
    assert circuits or eased.sets <= usual.sets
    assert eased.seconds <= usual.seconds + 0.01
    assert eased.expected <= usual.expected + 0.01
    for name, sets in sets_of(eased).items():
        assert name in circuits or sets <= sets_of(usual)[name]


@cache
def trained(level: str, accepted: str) -> Months:
    """Return months of the runner's supersets with dumbbells, done with two reps left; then what was accepted."""
    months = Months(level, {"equipment": ("bodyweight", "dumbbell")}, left=lambda _: 2).weeks(9)
    months.choices |= dict.fromkeys(("heavy", "hops"), accepted)
    return months.weeks(5)


@given(
    st.sampled_from(LEVELS[1:]),
    st.none() | st.integers(10, 60),
    st.sampled_from(["", "yes 2026-01-01"]),
    st.lists(st.tuples(st.sampled_from(["runner", "runner", "upper", "core"]), st.integers(1, 9)), max_size=4),
    st.sampled_from([2, 5, 12, 20, 40, 60]),
    CHECKINS.filter(lambda checkin: checkin is not None),
    st.sampled_from(SEASONS),
)
def test_eased_is_never_more_in_what_was_offered(
    level: str,
    minutes: int | None,
    accepted: str,
    since: list[tuple[str, int]],
    off: int,
    checkin: Checkin,
    season: str,
) -> None:
    """With the heavy phase and hops, other routines between and weeks off: of no exercise more sets or more weight."""
    done = trained(level, accepted)
    chosen = {**done.choices, "minutes": minutes}
    months = replace_dataclass(done, choices=chosen, records=list(done.records), plans=list(done.plans))
    when = months.plans[-1][0]
    for routine, days in since:
        when += timedelta(days=days)
        months.train(when, routine)
    today = Today(when + timedelta(days=off), tuple(months.records), checkin)
    choices = Choices(level=level, season=season, **chosen)
    eased = prescribe(library().routine("runner"), library(), choices, today)
    usual = prescribe(library().routine("runner"), library(), replace(choices, as_usual=True), today)
    if eased.kind == "warmup":
        return
    sets, usual_sets = (Counter(step.exercise for step in works(plan)) for plan in (eased, usual))
    loads = {step.exercise: step.load_kg or 0.0 for step in reversed(works(usual))}
    assert sets <= usual_sets
    for step in works(eased):
        assert (step.load_kg or 0.0) <= loads[step.exercise], step.exercise


@looped("level", LEVELS)
@looped("minutes", [None, *range(5, 65, 5)])
def test_less_at_every_time_limit(level: str, minutes: float | None) -> None:
    """With the runner's routine an amber day and the race season have fewer sets where there is one to take off."""
    usual = planned(library().routine("runner"), Choices(level=level, minutes=minutes), (), None)
    for chosen, checkin in (({}, Checkin(sleep=5.5)), ({"season": "race"}, None)):
        eased = planned(library().routine("runner"), Choices(level=level, minutes=minutes, **chosen), (), checkin)  # type: ignore[arg-type]
        assert set(sets_of(eased)) <= set(sets_of(usual))
        for name, sets in sets_of(eased).items():
            assert sets == (1 if name == "F" else max(1, sets_of(usual)[name] - 1))
        assert eased.seconds < usual.seconds


def test_a_beginner_with_ten_minutes() -> None:
    """Ten minutes after a short night are a round less than ten minutes after a usual one."""
    usual = planned(library().routine("runner"), Choices(minutes=10), (), None)
    eased = planned(library().routine("runner"), Choices(minutes=10), (), Checkin(sleep=5.5))
    assert (sets_of(usual), sets_of(eased)) == ({"A": 3, "F": 1}, {"A": 2, "F": 1})
    assert (usual.sets, eased.sets) == (13, 9)

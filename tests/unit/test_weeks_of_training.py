"""Weeks in which something happens beside the training: files that change, races, runs, little time, empty numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from msgspec.structs import replace

from runstrength.catalogue.routine import Routine
from runstrength.coach.insights import remarks
from runstrength.coach.pace import learned_pace
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.history.recent import recent
from runstrength.history.store import Store
from runstrength.session.engine import Session
from runstrength.session.plan import Plan, Step
from runstrength.session.record import Record
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record
from runstrength.settings import Settings
from tests.support.loops import looped
from tests.support.months import Months, all_of_it, doses
from tests.support.past_samples import day, kept, run
from tests.support.plans import block, library, plan_of, routine_of, run_through, started, works

RULES = library().coach_rules
LEGS = {"single_leg_deadlift", "squat", "single_leg_glute_bridge", "single_leg_calf_raise", "single_leg_step_up"}


# -- numbers that nobody entered ---------------------------------------------------------------------------------------


def not_entered(step: Step) -> float | None:
    """Do what is asked for, and enter no number after a max-rep set."""
    return None if step.target.kind == "amrap" else all_of_it(step)


def test_weeks_of_max_rep_sets_without_a_number() -> None:
    """A finisher whose number is never entered stays as it is, and everything else goes on as it does without it."""
    kit = {"equipment": ("bodyweight", "dumbbell")}
    empty = Months(done=not_entered, choices=kit).weeks(8)
    without = Months(choices={**kit, "finisher": False}).weeks(8)
    rows = empty.asked("plank_row")
    assert len({(step.target, step.form) for step in rows}) == 1
    assert {step.load_kg for step in rows} == {None, empty.first_weight}  # the weight is entered, but never grows
    for (_, plan), (_, other) in zip(empty.plans, without.plans, strict=True):
        rest = {key: value for key, value in doses(plan).items() if key != "plank_row"}
        assert rest == doses(other)
    assert doses(empty.plans[-1][1]) != doses(empty.plans[0][1])


# -- the files say what was --------------------------------------------------------------------------------------------


def from_files(store: Store, when: float) -> Plan:
    """Return the plan of a day after what the files say."""
    choices = Choices("intermediate", deload=True)
    return prescribe(library().routine("runner"), library(), choices, Today(day(when), recent(store.folder, day(when))))


def test_weeks_that_are_corrected_and_imported(tmp_path: Path) -> None:
    """A corrected date, a session that comes in later and one that is deleted count at once, as if they always had."""
    store = Store(tmp_path / "history")
    sessions = [kept(plan_of("runner"), day(7 * week + 1)) for week in range(4)]
    for record in (sessions[0], sessions[1], sessions[3]):
        store.save(record)
    assert from_files(store, 30).eased == ""
    store.save(sessions[2])  # from another machine, weeks later
    assert from_files(store, 30).eased == "deload"
    assert from_files(store, 30).reasons[0].endswith("because you trained 4 weeks in a row.")
    store.delete(sessions[2].id)
    assert from_files(store, 30).eased == ""

    newest = sessions[3]
    assert doses(from_files(store, 30))["squat"][0] == 11
    moved = {"started": newest.started - timedelta(days=365), "ended": newest.ended - timedelta(days=365)}
    store.edit(newest.id, moved)  # the year was wrong
    plan = from_files(store, 30)
    assert plan.reasons[0] == "One fewer set, because you had 3 weeks off."
    store.edit(newest.id, {"started": newest.started, "ended": newest.ended})
    assert doses(from_files(store, 30))["squat"][0] == 11


# -- little time -------------------------------------------------------------------------------------------------------


def test_what_grows_for_weeks_stays_inside_the_minutes() -> None:
    """What grows for three months stays inside thirty minutes, which is the limit where nobody chose another."""
    assert Settings().minutes == 30
    kit = {"equipment": ("bodyweight", "dumbbell"), "minutes": 30.0}
    months = Months(choices=kit, left=lambda step: 4, effort=6).weeks(12)
    assert max(plan.expected for _, plan in months.plans) <= 30 * 60 + RULES.fit.grace
    squats = [step for step in months.asked("squat") if step.load_kg]
    assert squats[-1].load_kg > squats[0].load_kg  # type: ignore[operator]


# -- races -------------------------------------------------------------------------------------------------------------


def kind_of(plan: Plan) -> str:
    """Return what a plan is: `warm-up`, `no legs`, `less` (a set less), `usual`; without a finisher with a minus."""
    if plan.kind == "warmup":
        return "warm-up"
    sets = max(step.sets for step in works(plan) if not step.finisher)
    word = "no legs" if not LEGS & {step.exercise for step in works(plan)} else "less" if sets < 3 else "usual"
    return word if any(step.finisher for step in works(plan)) else f"{word}-"


def test_the_weeks_around_a_race() -> None:
    """Before a marathon less, then only warm-ups; after it no legs for a week, less for another, then as usual."""
    race = day(70)
    months = Months(choices={"race_date": race.date().isoformat()})
    seen = []
    for number in range(0, 98, 2):
        plan = months.train(day(number))
        seen.append(kind_of(plan))
        if number == 68:  # the marathon itself is logged
            months.records.insert(0, replace(run(race, 8, 250), title="City Marathon"))
    assert [(word, len(list(group))) for word, group in groupby(seen)] == [
        ("usual", 21), ("less-", 12), ("warm-up", 3), ("no legs-", 3), ("less-", 4), ("usual", 6),
    ]  # fmt: skip
    usual, racing, again = (doses(months.plans[place][1]) for place in (20, 32, 43))
    assert all(racing[key] == usual[key] for key in racing)  # fewer sets, but the same doses,
    assert all(again[key][0] >= usual[key][0] for key in usual if key != "plank_row")  # and nothing is lost


# -- runs --------------------------------------------------------------------------------------------------------------


def titled(title: str, when: float, effort: int | None = None, minutes: float = 40) -> Record:
    """Return a run with a title."""
    return replace(run(day(when), effort, minutes), title=title)


@looped(
    ("title", "hard"),
    [("Hillside easy jog", False), ("Speedy recovery", False), ("Racecourse loop easy", False), ("Tempo", True)],
)
def test_weeks_of_runs_before_a_session(title: str, hard: bool) -> None:
    """A run the evening before makes the day lighter if its title says it was hard, week after week, and only then."""
    months = Months(effort=5)
    seen: dict[int, Counter[str]] = {0: Counter(), 3: Counter()}
    for week in range(6):
        for number in (0, 3):
            when = 7 * week + number
            months.records.insert(0, titled(title if number else "Easy", when - 0.5, None))
            seen[number][months.train(day(when)).eased] += 1
    assert seen[0] == {"": 6}
    assert seen[3] == ({"amber": 6} if hard else {"": 6})


@looped(
    ("session_effort", "run_effort", "runs", "share"),
    [(6, 3, 3, ""), (6, 4, 5, ""), (7, 6, 3, "1 of the"), (6, 6, 3, "of the"), (7, 6, 1, "")],
)
def test_weeks_of_easy_training(session_effort: int, run_effort: int, runs: int, share: str) -> None:
    """The program's own sessions and easy runs bring no remark; weeks of hard runs do, but not with few runs."""
    past: list[Record] = []
    said = set()
    for week in range(8):
        for number in (0, 3):
            past.insert(0, kept(plan_of("core"), day(7 * week + number), effort=session_effort))
        days = [1, 2, 4, 5, 6][:runs]
        for place, number in enumerate(days):
            effort = 3 if place == 0 and runs == 3 and session_effort == 7 and week % 2 else run_effort
            past.insert(0, run(day(7 * week + number + 0.4), effort))
        past.sort(key=lambda record: record.started, reverse=True)
        said |= {text for text in remarks(past, day(7 * week + 6.9), RULES) if "easy:" in text}
    assert bool(said) == bool(share)
    assert all(share in text for text in said)


# -- rests that the clock decides --------------------------------------------------------------------------------------


def really_done(routine: Routine, when: datetime, past: Sequence[Record], *, reps: float) -> Record:
    """Return a session of an engine, in which each set that a key ends took `reps` times as long as planned."""
    plan = prescribe(routine, library(), Choices("intermediate", deload=False), Today(when, tuple(past)))
    session = started(plan)
    run_through(session, reps=reps)
    return to_record(session, session.state.ended, id=f"day{when.toordinal()}", started=when)


def test_weeks_of_rests_that_the_clock_decides() -> None:
    """Weeks of rounds that start every minute, and of circuits, teach how long sets take, and nothing of rests.

    Their own length stays what the clock makes it, however long a set takes.
    """
    squats = {"exercise": "squat", "reps": 8}
    emom = routine_of([block(squats, every=60, sets=10, rest=None, ready=0)])
    for_time = routine_of([block(squats, sets=2), block(squats, for_time=True, sets=3, name="C")])
    usual = routine_of([block(squats, sets=8, rest=60)])
    for routine, learned in ((emom, 1.5), (for_time, 1.5), (usual, 1.5)):
        past: list[Record] = []
        for number in range(9):
            past.insert(0, really_done(routine, day(3 * number), past, reps=1.5))
        pace = learned_pace(past, library())
        assert pace.work == pytest.approx(learned, abs=0.02)
        assert pace.breaks == 1.0
    today = Today(day(30), tuple(past))
    plan = prescribe(emom, library(), Choices("intermediate", deload=False), today)
    last = works(plan)[-1].seconds * plan.pace.work
    assert plan.pace.work > 1
    assert plan.expected == pytest.approx(9 * 60 + last)
    assert plan.expected == pytest.approx(really_done(emom, day(31), past, reps=plan.pace.work).active_seconds, abs=0.1)
    short = prescribe(emom, library(), Choices("intermediate", deload=False, minutes=plan.expected / 60), today)
    assert short.sets == 10


def test_what_is_left_of_rounds_is_what_the_clock_says() -> None:
    """While rounds start every minute, the time that is left goes down by a second each second, in sets and rests."""
    squats = {"exercise": "squat", "reps": 8}
    routine = routine_of([block(squats, {"exercise": "plank", "hold": 10}, every=60, sets=3, rest=None, ready=5)])
    past = [really_done(routine_of([block(squats, sets=8)]), day(number), (), reps=1.4) for number in range(3)]
    plan = prescribe(routine, library(), Choices("intermediate"), Today(day(9), tuple(past)))
    assert plan.pace.work > 1
    session = started(plan)
    run_through(session, until=lambda now: now.mode is Mode.WORK, reps=plan.pace.work)
    begun, left = session.state.last_tick, session.snapshot(session.state.last_tick).left

    def clock_goes_on(now: Session) -> bool:
        assert now.snapshot(now.state.last_tick).left == pytest.approx(left - now.state.last_tick + begun)
        return now.mode is Mode.WORK and now.state.step.set == 3

    run_through(session, until=clock_goes_on, reps=0.5)
    assert session.state.last_tick - begun == pytest.approx(120)

"""Season, race and lighter weeks: when they are, and what they change."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner
from msgspec import UNSET
from msgspec.structs import replace

from runstrength.cli import main
from runstrength.coach.autoregulation import adjust_load, why_lighter
from runstrength.coach.deload import deload_due
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import Checkin, Readiness
from runstrength.coach.season import SeasonPhase, season_of
from runstrength.dates import local_now, week_of
from runstrength.session.past import DAYS
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from tests.support.loops import looped
from tests.support.past_samples import day, kept
from tests.support.plans import library, plan_of, works

RULES = library().coach_rules
TODAY = day(0).date()


def on(days: int | None, setting: str = "build") -> SeasonPhase:
    """Return the season so many days before a race."""
    race = "" if days is None else (TODAY + timedelta(days=days)).isoformat()
    return season_of(setting, race, TODAY, RULES)


def prescribed(*records: Record, when: float = 30, checkin: Checkin | None = None, **choices: object) -> Plan:
    """Return the plan of a day."""
    wanted = Choices(**{"level": "intermediate", **choices})  # type: ignore[arg-type]
    return prescribe(library().routine("runner"), library(), wanted, Today(day(when), records, checkin))


def session(when: float, **more: object) -> Record:
    """Return a whole session."""
    return kept(plan_of("runner"), day(when), **more)  # type: ignore[arg-type]


def weeks(*numbers: int, **more: object) -> list[Record]:
    """Return a session on the Tuesday of each of some weeks, the newest first."""
    return [session(7 * number + 1, **more) for number in sorted(numbers, reverse=True)]


def sets_of(plan: Plan) -> dict[str, int]:
    """Return how many sets each block of a plan has."""
    return {step.block: step.sets for step in works(plan)}


# -- season ------------------------------------------------------------------------------------------------------------


@looped(
    ("days", "name"),
    [
        (None, "build"), (400, "off"), (113, "off"), (112, "build"), (29, "build"), (28, "race"), (5, "race"),
        (4, "race_week"), (1, "race_week"), (0, "race_week"), (-1, "recovery"), (-14, "recovery"), (-15, "build"),
    ],
)  # fmt: skip
def test_a_race_moves_the_season(days: int | None, name: str) -> None:
    """Off-season, building, racing, the last days, and the two weeks after follow from the date alone."""
    assert on(days).name == name


@looped(("setting", "weekly", "fewer", "finisher"), [("off", 3, 0, True), ("build", 2, 0, True), ("race", 1, 1, False)])
def test_what_a_season_asks_for(setting: str, weekly: int, fewer: int, finisher: bool) -> None:
    """Sessions a week, sets and finisher are those of the facts."""
    season = on(None, setting)
    assert (season.sessions_per_week, season.fewer_sets, season.finisher) == (weekly, fewer, finisher)


@looped(("level", "sets"), [("beginner", 1), ("intermediate", 2), ("advanced", 3)])
def test_the_race_season(level: str, sets: int) -> None:
    """While racing there is one set less, no finisher, the same load, and one reason."""
    past = weeks(2, 3, reserve=3)
    past = [replace(one, sets=tuple(replace(item, load_kg=20.0) for item in one.sets)) for one in past]
    plan = prescribed(*past, level=level, season="race")
    assert sets_of(plan) == {"A": sets, "B": sets, "C": sets}
    assert {step.load_kg for step in works(plan)} == {20.0}
    assert plan.reasons[0] == (
        "One session a week, one fewer set, no finisher and no increases, because it's race season."
    )
    assert plan.eased == "race"
    assert "F" in sets_of(prescribed(season="race", finisher=True))


def test_the_last_days() -> None:
    """In the last four days before a race the plan is a warm-up."""
    plan = prescribed(when=0, race_date=(TODAY + timedelta(days=3)).isoformat())
    assert plan.steps == plan_of("warmup-7").steps
    assert plan.reasons == ("Warm-ups only, because the race is in 3 days.",)
    usual = prescribed(when=0, race_date=(TODAY + timedelta(days=3)).isoformat(), as_usual=True)
    assert usual.steps == plan_of("runner").steps


@looped(
    ("days", "words"),
    [(0, "is today"), (1, "is tomorrow"), (4, "in 4 days"), (-1, "was yesterday"), (-3, "3 days ago")],
)
def test_days_in_words(days: int, words: str) -> None:
    """The reason says how far the race is away."""
    assert words in on(days).fact


# -- lighter weeks -----------------------------------------------------------------------------------------------------


@looped(
    ("records", "due"),
    [
        ([], False),
        (weeks(0, 1, 2), False),
        (weeks(0, 1, 2, 3), True),
        (weeks(0, 1, 3), False),
        (weeks(1, 2, 3), False),
        (weeks(0, 1, 2, 3, 4), True),  # it is the fifth week itself, and a session was done in it
        ([*weeks(1, 2, 3), *weeks(0, eased="deload")], False),
        ([*weeks(2, 3), session(5), session(3), *weeks(1, 0)], True),
        ([*weeks(3, kind="warmup"), *weeks(0, 1, 2)], False),
        ([*weeks(4, eased="deload"), *weeks(3)], True),
    ],
)
def test_every_fifth_week(records: list[Record], due: bool) -> None:
    """After four weeks of training the fifth is a lighter one, all of it."""
    assert bool(deload_due(records, day(30), RULES.deload)) is due


@looped(
    ("trained", "now", "fact"),
    [
        ((0, 1, 2, 3), 4, "you trained 4 weeks in a row"),
        ((0, 1, 3, 4), 5, "you trained in 4 of 5 weeks"),
        ((0, 2, 4, 6), 8, "you trained in 4 of 8 weeks"),
        ((0, 1, 4, 5), 6, ""),
        ((0, 1, 2, 3), 6, ""),
        ((0, 1, 2, 3), 5, "you trained in 4 of 5 weeks"),
    ],
)
def test_every_fifth_trained_week(trained: tuple[int, ...], now: int, fact: str) -> None:
    """Weeks of training count, not those of the calendar; one week without is skipped, two in a row are rest."""
    assert deload_due(weeks(*trained), day(7 * now + 2), RULES.deload) == fact


def test_a_week_of_easy_minutes_is_a_light_one() -> None:
    """Nothing but ten easy minutes instead of the lighter week that was due: four weeks later is the next one."""
    easy = weeks(4, eased="red")
    usual = weeks(0, 1, 2, 3, 5, 6, 7, 8)
    past = sorted([*easy, *usual], key=lambda record: record.started, reverse=True)
    assert deload_due(past, day(7 * 9 + 2), RULES.deload) == "you trained 4 weeks in a row"
    both = sorted([*past, *weeks(4)], key=lambda record: record.started, reverse=True)
    assert deload_due(both, day(7 * 9 + 2), RULES.deload) == "you trained 9 weeks in a row", "with a usual session"


@looped("days", [(1, 4), (2,), (1,)])
def test_a_lighter_week_every_five_weeks_of_a_year(days: tuple[int, ...]) -> None:
    """Every fifth week of training is a lighter one, as the files of the last weeks tell; each plan names it once."""
    past: list[Record] = []
    lighter = []
    for week in range(40):
        for number in days:
            now = day(7 * week + number)
            newest = tuple(one for one in past if one.started > day(7 * week + number - DAYS))
            plan = prescribe(library().routine("core"), library(), Choices(), Today(now, newest))
            past.insert(0, kept(plan, now, eased=plan.eased or UNSET))
            if plan.eased == "deload":
                lighter.append(week)
                assert sum("lighter week" in reason for reason in plan.reasons) == 1
    assert sorted(set(lighter)) == list(range(4, 40, 5))
    assert len(lighter) == len(days) * len(set(lighter))


def test_the_easier_sessions_after_weeks_off_are_no_weeks_of_training() -> None:
    """After nine weeks off and two weeks of a beginner's sets the lighter week comes after four weeks of training."""
    past: list[Record] = []
    lighter = []
    for week in (0, 1, *range(11, 24)):
        for number in (1, 4):
            now = day(7 * week + number)
            plan = prescribe(library().routine("core"), library(), Choices("intermediate"), Today(now, tuple(past)))
            past.insert(0, kept(plan, now, eased=plan.eased or UNSET))
            lighter += [week] if plan.eased == "deload" else []
    returning = {(record.started - day(0)).days // 7 for record in past if record.eased == "return"}
    assert sorted(set(lighter)) == [max(returning) + 5, max(returning) + 10]


def test_sessions_logged_by_hand_count(home: Path) -> None:
    """Sessions added by hand make a lighter week due as those that were led do."""
    runner, now = CliRunner(), local_now()
    for week in range(1, 5):
        when = f"{now - timedelta(weeks=week):%Y-%m-%d}"
        assert runner.invoke(main, ["history", "add", "core", "--date", when]).exit_code == 0
    reasons = json.loads(runner.invoke(main, ["plan", "core", "--json"]).stdout)["reasons"]
    assert reasons[0].startswith("A lighter week")


def test_overruled_it_comes_again_in_five_weeks() -> None:
    """Who trains through the lighter week is not asked again the week after."""
    found = [bool(deload_due(weeks(*range(number)), day(7 * number + 2), RULES.deload)) for number in range(15)]
    assert [number for number, due in enumerate(found) if due] == [4, 9, 14]


def test_one_bad_day_after_it_brings_no_other() -> None:
    """Red days and step downs ask for a lighter week, but not within three weeks of the last."""
    red = {"colour": "red"}
    bad = [session(29, checkin=red), session(27, checkin=red)]
    assert deload_due(bad, day(30), RULES.deload)
    assert not deload_due(bad[:1], day(30), RULES.deload)
    assert not deload_due([bad[0], session(29.3, checkin=red)], day(30), RULES.deload)
    assert not deload_due([*bad, session(20, eased="deload")], day(30), RULES.deload)
    assert deload_due(weeks(1, 2, 3), day(30), RULES.deload, step_downs=2)
    assert not deload_due(weeks(1, 2, 3), day(30), RULES.deload, step_downs=1)
    assert not deload_due(weeks(2, 3), day(30), RULES.deload, step_downs=2)
    assert not deload_due([*weeks(2, 3), *weeks(1, eased="deload")], day(30), RULES.deload, step_downs=3)


def test_what_a_lighter_week_is() -> None:
    """One set less, nothing as many as possible, the load kept, nothing more than last time, and the reason."""
    past = weeks(0, 1, 2, 3, reserve=3)
    past = [replace(one, sets=tuple(replace(item, load_kg=20.0) for item in one.sets)) for one in past]
    plan = prescribed(*past)
    assert sets_of(plan) == {"A": 2, "B": 2, "C": 2, "F": 1}
    assert {step.target.kind for step in works(plan) if step.block == "F"} == {"reps"}
    assert {step.load_kg for step in works(plan) if step.block != "F"} == {20.0}
    assert {step.target.value for step in works(plan) if step.exercise == "squat"} == {10.0}
    assert plan.reasons[0] == (
        "A lighter week, one fewer set, no max-rep sets, 4 reps left at the end of each set and no increases, "
        "because you trained 4 weeks in a row."
    )
    assert plan.eased == "deload"
    assert prescribed(*past, deload=False).eased == ""
    assert prescribed(*past, as_usual=True).eased == ""


def test_a_lighter_week_that_begins_on_an_amber_day() -> None:
    """A lighter week that begins on an amber day is recorded as one, so the next comes five weeks later."""
    past = weeks(0, 1, 2, 3)
    plan = prescribed(*past, checkin=Checkin(stress=4))
    assert plan.eased == "deload"
    assert "you trained 4 weeks in a row and your stress is 4 of 5" in " ".join(plan.reasons)
    later = prescribed(session(29, eased="deload"), *past, when=31)
    assert later.reasons[0].endswith("because you began a lighter week on Tuesday.")


def test_no_lighter_week_while_racing() -> None:
    """A season that is light by itself has no lighter week."""
    for season in (on(None, "race"), on(2), on(-2)):
        assert not why_lighter(weeks(0, 1, 2, 3), day(30), season, RULES, wanted=True, step_downs=0)


def test_two_exercises_that_get_easier() -> None:
    """Where two exercises fell below their range twice, the week is a lighter one and both are easier."""

    def done(step: object) -> float:
        return 3.0 if step.exercise in ("squat", "single_leg_deadlift") else step.expected  # type: ignore[attr-defined]

    past = [kept(plan_of("runner"), day(29), done=done), kept(plan_of("runner"), day(27), done=done)]
    assert prescribed(*past).eased == ""
    plan = prescribed(*past, *weeks(1, 2))
    assert plan.eased == "deload"
    assert {step.form for step in works(plan) if step.exercise == "squat"} == {"half as deep"}


def test_sets_taken_off_together() -> None:
    """A lighter week, an amber day and the race season take off one set together, and it is said once."""
    amber = Readiness("amber", ("your stress is 4 of 5",))
    assert adjust_load(amber, on(None), "you trained 4 weeks in a row", RULES).fewer_sets == 1
    assert adjust_load(amber, on(None, "race"), "", RULES).fewer_sets == 1
    plan = prescribed(checkin=Checkin(stress=4), season="race")
    assert sets_of(plan) == {"A": 2, "B": 2, "C": 2}
    assert plan.reasons == (
        "One session a week and no finisher, because it's race season.",
        "One fewer set and no increases, because it's race season and your stress is 4 of 5.",
        "4 reps left at the end of each set, because your stress is 4 of 5.",
    ), plan.reasons


def test_an_amber_day_of_the_race_season_belongs_to_it() -> None:
    """The record of an amber day in race season says race: the goal of its week and the lighter weeks go by that."""
    for days in (0, 4):
        amber = Readiness("amber", ("your stress is 4 of 5",), running=1 + days)
        assert adjust_load(amber, on(None, "race"), "", RULES).word == "race"
    assert prescribed(checkin=Checkin(stress=4), season="race").eased == "race"


def test_weeks_begin_on_monday() -> None:
    """A week is Monday to Sunday."""
    monday = TODAY
    assert monday.weekday() == 0
    assert week_of(monday) == week_of(monday + timedelta(days=6))
    assert week_of(monday - timedelta(days=1)) == week_of(monday) - 1

"""The weeks ahead: what comes if everything is done as asked is what then comes."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from runstrength.cli import main
from runstrength.coach.ahead import sessions_ahead, weights_ahead
from runstrength.coach.due import due
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.progression import is_owned
from runstrength.history.recent import recent
from runstrength.history.store import Store
from runstrength.session.commands import Log
from runstrength.session.plan import Plan
from runstrength.session.simulate import simulate
from runstrength.session.to_record import to_record
from runstrength.settings import Settings
from tests.support.loops import looped
from tests.support.past_samples import day
from tests.support.plans import library
from tests.support.population import Year, draw

BEFORE = 6
"""Weeks that a runner has lived before the weeks ahead."""


def doses(plan: Plan) -> list[tuple[object, ...]]:
    """Return what a plan asks for, set by set."""
    return [
        (
            step.block,
            step.exercise,
            plan.exercises[step.exercise].variant,
            step.side,
            step.set,
            step.target,
            step.load_kg,
        )
        for step in plan.steps
        if step.phase == "work"
    ]


def lived_as_asked(seed: int, folder: Path, weeks: int) -> tuple[list[Any], list[Any]]:
    """Return what was planned ahead for a runner, and what was planned day by day while it was done and saved.

    A heavy phase and hops are accepted beforehand, for when it is time.
    """
    lived = Year(draw(seed)).live(BEFORE)
    now = day(7 * BEFORE) + timedelta(hours=7)
    choices = replace(lived.choices(now), heavy="yes", hops="yes")
    settings = Settings(weekly_goal=min(3, len(lived.life.days)), race_date=choices.race_date, season=choices.season)
    store, routine = Store(folder), library().routine("runner")
    for record in lived.records:
        store.save(record)
    today = Today(now, recent(folder, now))
    planned = sessions_ahead(routine, library(), settings, choices, today, weeks)
    done: list[Any] = []
    for days in range(7 * weeks):
        moment = now + timedelta(days=days)
        past = recent(folder, moment)
        if not due(settings, past, moment, library().coach_rules).due:
            continue
        plan = prescribe(routine, library(), choices, Today(moment, past))
        if plan.kind != "session" or not plan.steps:
            continue
        done.append((moment, doses(plan)))
        session = simulate(plan)
        for exercise in {name for names in plan.asked.values() for name in names}:
            last = max(step.index for step in plan.steps if step.phase == "work" and step.exercise == exercise)
            logged = next(item for item in session.state.log if item.step == last)
            left = plan.reserve[0] if plan.reserve else None
            session.apply(Log(last, done=logged.done, reserve=left), session.state.ended)
        record = to_record(session, session.state.ended, id=f"{days:08}", started=moment)
        store.save(replace(record, effort=6))
    return [(one.when, doses(one.plan)) for one in planned], done


@pytest.mark.parametrize("seed", range(1, 4))
def test_what_is_planned_ahead_comes(seed: int, tmp_path: Path) -> None:
    """Who does everything as asked for eight weeks is asked for exactly what was planned ahead, session by session."""
    ahead, came = lived_as_asked(seed, tmp_path, 8)
    assert any(dose[1] == "pogo_hop" for _, doses in ahead for dose in doses)  # it is time for hops among them
    assert ahead == came


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(0, 200, 20))
def test_what_is_planned_ahead_comes_for_everybody(first: int, tmp_path: Path) -> None:
    """The same for two hundred runners and twelve weeks."""
    for seed in range(first, first + 20):
        ahead, came = lived_as_asked(seed, tmp_path / str(seed), 12)
        assert (seed, ahead) == (seed, came)


def test_the_weights_ahead() -> None:
    """Each weight is named once, from the first session that asks for it, and whether it is in the person's list."""
    owned = Choices(level="intermediate", equipment=("bodyweight", "dumbbell"), dumbbells=(4.0, 5.0, 8.0))
    settings, routine = Settings(weekly_goal=2), library().routine("runner")
    past: list[Any] = []
    for number in range(3):
        plan = prescribe(routine, library(), owned, Today(day(3 * number), tuple(past)))
        session = simulate(plan)
        for item in session.state.log:
            if plan.exercises[item.exercise].kit == "dumbbell":
                session.apply(Log(item.step, done=item.done, load_kg=4.0), session.state.ended)
        record = to_record(session, session.state.ended, id=f"{number:08}", started=day(3 * number))
        past.insert(0, replace(record, effort=6))
    sessions = sessions_ahead(routine, library(), settings, owned, Today(day(9), tuple(past)), 12)
    weights = weights_ahead(sessions, owned)
    asked = {
        (session.plan.exercises[step.exercise].kit, step.load_kg)
        for session in sessions
        for step in session.plan.steps
        if step.phase == "work" and session.plan.exercises[step.exercise].kit == "dumbbell"
    }
    assert [weight.when for weight in weights] == sorted(weight.when for weight in weights)
    assert {(weight.kit, weight.kilograms) for weight in weights} == asked
    assert len(weights) == len(asked)
    assert ("dumbbell", 5.0) in asked
    assert all(weight.owned == (weight.kilograms in (4.0, 5.0, 8.0)) for weight in weights)


def test_weights_that_nobody_entered_or_that_round_are_not_called_missing() -> None:
    """Only a weight that is known, and differs by more than rounding from each of the list, isn't in it."""
    settings, routine = Settings(weekly_goal=2), library().routine("runner")
    owned = Choices(level="intermediate", equipment=("bodyweight", "dumbbell"), dumbbells=(8.0, 10.0))
    weights = weights_ahead(sessions_ahead(routine, library(), settings, owned, Today(day(9)), 1), owned)
    assert {(weight.kilograms, weight.owned) for weight in weights} == {(None, True)}
    assert is_owned(8.1, owned.dumbbells)
    assert not is_owned(9.0, owned.dumbbells)


# -- the command -------------------------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    """Run `plan`."""
    return CliRunner().invoke(main, ["plan", *arguments])


def test_the_weeks_as_text(home: Path) -> None:
    """A week is a row that says how many sessions it has and what changes; a lighter week says that it is one."""
    lines = run("--ahead", "12").stdout.splitlines()
    assert lines[0] == "Runner's supersets · beginner · the next 12 weeks, if you do everything as asked"
    assert lines[2].split() == ["week", "of", "sessions", "up", "to", "what", "changes"]
    assert any(line.endswith("min  lighter week") for line in lines)
    assert not home.exists() or not list(home.rglob("*.json"))


def test_the_weeks_as_json() -> None:
    """Scripts get each session with its date and the dose of each exercise, in metric units."""
    document = json.loads(run("core", "--ahead", "2", "--json").stdout)
    assert document["routine"] == "core"
    days = [date.fromisoformat(session["date"]) for session in document["sessions"]]
    assert days == sorted(days)
    assert len(days) in (3, 4, 5)
    first = document["sessions"][0]["exercises"]
    assert {exercise["exercise"] for exercise in first} >= {"plank", "side_plank"}
    assert all(exercise["target"]["value"] > 0 for exercise in first)


@looped(
    "arguments",
    [("--ahead", "0"), ("--ahead", "27"), ("--ahead", "x"), ("--ahead", "4", "--steps"), ("warmup-5", "--ahead", "4")],
)
def test_what_cannot_be_planned_ahead(arguments: tuple[str, ...]) -> None:
    """A wrong number of weeks, steps of weeks, and weeks of warm-ups are errors that say what to use."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "use" in result.stderr
    assert not result.stdout

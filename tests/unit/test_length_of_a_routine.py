"""How long a routine takes: the same minutes in lists, on screens, in the builder and in the session."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from runstrength.catalogue.routine_toml import draft_of
from runstrength.cli import main
from runstrength.coach.prescription import Today, prescribe, usual_plan
from runstrength.coach.readiness import Checkin
from runstrength.dates import local_now
from runstrength.history.recent import recent
from runstrength.history.store import Store
from runstrength.session.commands import Start
from runstrength.session.engine import Session
from runstrength.session.wording import clock, minutes
from runstrength.settings import LEVELS
from runstrength.ui.common import plan_lines
from runstrength.ui.routines.builder_lines import length_words
from runstrength.ui.routines.fields import preview_draft
from runstrength.ui.session.wording import header_text
from tests.support.app import words_of
from tests.support.past_samples import kept
from tests.support.plans import choices, library, plan_of

SESSIONS = [name for name in library().routine_files if library().routine(name).kind == "session"]


@pytest.fixture(params=["nothing done yet", "a slow person"])
def past(request: pytest.FixtureRequest, home: Path) -> Today:
    """Return the past of a person: none, or one that says that rests and reps take them longer."""
    store, now = Store(home / "data" / "history"), local_now()
    if request.param == "a slow person":
        for days in (9, 6, 3):
            plan = plan_of("runner", "beginner")
            store.save(kept(plan, now - timedelta(days=days), work=1.5, breaks=1.2, id=f"slow000{days}"))
    return Today(now, recent(store.folder, now))


@pytest.mark.parametrize("level", LEVELS)
def test_everybody_says_the_same_minutes(home: Path, past: Today, level: str) -> None:
    """List, page, plan, screens, builder and session say one length of every routine, whatever was done before."""
    settings = home / "config" / "config.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f'level = "{level}"\nhealth_note_read = true\n', "utf-8")
    runner = CliRunner()
    listed = runner.invoke(main, ["routines", "list"]).stdout
    chosen = choices(level)
    for name in SESSIONS:
        routine = library().routine(name)
        plan = usual_plan(routine, library(), chosen, past)
        line, exact = minutes(plan.expected), clock(plan.expected)
        session = Session(prescribe(routine, library(), replace(chosen, as_usual=True), past))
        session.apply(Start(), 0.0)
        length = re.search(r"(\d+ min) left", header_text(session.snapshot(0.0), session.plan, past.now, 200).time)
        said = {
            "routines list": next(row for row in listed.splitlines() if row.split()[:1] == [name]),
            "routines screen": words_of(plan_lines.routine_line(plan, 60, own=False)),
            "home": plan_lines.facts(prescribe(routine, library(), replace(chosen, as_usual=True), past), past.now),
            "session": length[1] if length else "",
        }
        assert {place: text for place, text in said.items() if line not in text} == {}, (name, line)
        shown = runner.invoke(main, ["routines", "show", name]).stdout
        today = runner.invoke(main, ["plan", name, "--as-usual", "--minutes", "none"]).stdout
        said = {
            "routines show": shown,
            "plan": today,
            "builder": length_words(preview_draft(draft_of(routine), library(), chosen, past), None),
        }
        assert {place: text for place, text in said.items() if exact not in text} == {}, (name, exact)


def test_the_length_of_a_routine_is_not_that_of_today(past: Today) -> None:
    """What the day or the time takes off changes today's plan, and nobody's idea of how long the routine is."""
    routine, chosen = library().routine("runner"), choices()
    bad = replace(past, checkin=Checkin(sleep=4.0))
    usual = usual_plan(routine, library(), chosen, past)
    assert usual_plan(routine, library(), replace(chosen, minutes=10), bad).expected == usual.expected
    assert prescribe(routine, library(), replace(chosen, minutes=10), past).expected < usual.expected
    assert usual_plan(routine, library(), chosen, replace(past, checkin=Checkin(pain=True))).steps


def test_scripts_are_told_the_same(home: Path, past: Today) -> None:
    """The seconds of `routines list --json` are those of `plan --json`."""
    listed = json.loads(CliRunner().invoke(main, ["routines", "list", "--json"]).stdout)
    seconds = {one["name"]: one["seconds"] for one in listed}
    for name in SESSIONS:
        whole = ["plan", name, "--as-usual", "--minutes", "none", "--json"]
        plan = json.loads(CliRunner().invoke(main, whole).stdout)
        assert plan["seconds"] == seconds[name]

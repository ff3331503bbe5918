"""Weights and distances in the person's units, in everything a command prints; metric in everything for scripts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from runstrength.cli import main
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.substitutes import find_substitutes
from runstrength.history.imports.preview import preview_file
from runstrength.history.store import Store
from runstrength.numbers import KG_PER_LB, UNITS
from runstrength.session.record import Record
from runstrength.ui.history.import_lines import new_session_lines
from runstrength.ui.session.swap_lines import swap_lines
from tests.support import activity_files as files
from tests.support.past_samples import day, kept, top
from tests.support.plans import library

METRIC = re.compile(r"\b\d[\d.]*\s?(kg|km)\b|/km\b")
IMPERIAL = re.compile(r"\b\d[\d.]*\s?(lb|mi)\b|/mi\b")
OTHERS = {"metric": IMPERIAL, "imperial": METRIC}
"""By units: what no text has."""
OWN = {"metric": METRIC, "imperial": IMPERIAL}
"""By units: what texts have."""
LOAD = 25 * KG_PER_LB
"""25 pounds."""


def past(now: datetime) -> tuple[Record, ...]:
    """Return two sessions with a weight in every set, at the top of the range and with reps left, the newest first."""
    plan = prescribe(library().routine("runner"), library(), Choices(equipment=("bodyweight", "dumbbell")))
    days = (now - timedelta(days=3), now - timedelta(days=6))
    return tuple(kept(plan, when, done=top, asked=top, load=LOAD, reserve=3) for when in days)


@pytest.fixture(params=UNITS)
def units(request: pytest.FixtureRequest, home: Path) -> str:
    """Return the units of a person with dumbbells and a past, once for each."""
    (home / "config").mkdir(parents=True)
    text = f'level = "beginner"\nunits = "{request.param}"\nequipment = ["bodyweight", "dumbbell"]\n'
    (home / "config" / "config.toml").write_text(text)
    store = Store(home / "data" / "history")
    for record in past(datetime.now().astimezone()):
        store.save(record)
    return str(request.param)


def said(*arguments: str) -> str:
    """Return everything that a command prints."""
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_every_command_that_tells_a_weight_or_a_distance(units: str, home: Path, tmp_path: Path) -> None:
    """Plans, routines, histories, imports and the lines after a change have the person's units, and no others."""
    store = Store(home / "data" / "history")
    (tmp_path / "run.gpx").write_bytes(files.gpx())
    texts = {}

    def tell(*arguments: str) -> None:
        texts[" ".join(arguments)] = text = said(*arguments)
        assert OTHERS[units].search(text) is None, text

    tell("plan")
    tell("plan", "--steps")
    tell("routines", "show", "runner")
    tell("history", "show", "last")
    tell("history", "show", "last", "--line")
    tell("history", "add", "--equipment", "dumbbell", "--set", "squat = 8 @12")
    tell("history", "edit", "last", "--set", "squat = 9")
    tell("history", "delete", "last")
    tell("history", "restore")
    tell("history", "restore", "last")
    tell("history", "import", str(tmp_path / "run.gpx"))
    tell("run", "--minutes", "55", "--effort", "4", "--distance", "8.5")
    run = store.load("last").id
    tell("history", "show", run)
    tell("history", "edit", run, "--effort", "5")
    tell("history", "delete", run)
    tell("history", "restore", run)
    assert [command for command, text in texts.items() if OWN[units].search(text) is None] == []


def test_scripts_get_kilograms(units: str) -> None:
    """A document for scripts is the same whatever the units are: metric."""
    for command in (("plan",), ("routines", "show", "runner"), ("history", "show", "last")):
        assert IMPERIAL.search(said(*command, "--json")) is None
    assert "11.3 kg" in said("plan", "--json")


@pytest.mark.parametrize("own", UNITS)
def test_each_sentence_of_the_coach_with_a_weight_in_it_has_the_persons_units(own: str) -> None:
    """Each sentence of the coach with a weight in it has the person's units, as typed: 25 lb is 25 lb again."""
    now = day(9)
    choices = Choices(equipment=("bodyweight", "dumbbell"), units=own)
    plan = prescribe(library().routine("runner"), library(), choices, Today(now, past(now)))
    words = "\n".join(plan.reasons)
    lasts = {step.last for step in plan.steps if step.load_kg}
    assert OTHERS[own].search(words) is None
    assert OWN[own].search(words)
    assert lasts
    assert all(last.endswith({"metric": " at 11.3 kg", "imperial": " at 25 lb"}[own]) for last in lasts)


@pytest.mark.parametrize("own", UNITS)
def test_what_can_be_done_instead(own: str) -> None:
    """The weights of the swaps, and what was done with them last time, are in the person's units."""
    now = day(9)
    choices = Choices(equipment=("bodyweight", "dumbbell"), units=own)
    plan = prescribe(library().routine("runner"), library(), choices, Today(now, past(now)))
    some = [
        choice
        for step in plan.steps
        for choice in find_substitutes(
            plan, step, library(), equipment=choices.equipment, past=past(now), now=now, planned=plan, units=own
        )
    ]
    lines = swap_lines("Squat", some, 0, 68, 10_000, own)
    text = "\n".join("".join(span.text for span in (*line.left, *line.right)) for line in lines)
    text += "\n".join(choice.slot.last for choice in some)
    assert OTHERS[own].search(text) is None
    assert OWN[own].search(text)


@pytest.mark.parametrize("own", UNITS)
def test_runs_before_they_are_imported(own: str, tmp_path: Path) -> None:
    """The preview of an import has distances in the person's units."""
    (tmp_path / "run.gpx").write_bytes(files.gpx())
    preview = preview_file(Store(tmp_path / "history"), tmp_path / "run.gpx")
    lines = new_session_lines(preview, day(9), (80, 20), own)
    text = "\n".join("".join(span.text for span in (*line.left, *line.right)) for line in lines)
    assert OTHERS[own].search(text) is None
    assert OWN[own].search(text)

"""With imperial units no screen, no command and no message has a metric figure that the person didn't type."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from runstrength.catalogue.library import load_library
from runstrength.cli import main
from runstrength.history.store import Store
from runstrength.locations import assets_dir
from runstrength.numbers import KG_PER_LB, in_units
from runstrength.settings import save_settings
from runstrength.ui import messages
from tests.conftest import FakeClock
from tests.support import activity_files as files
from tests.support.app import MORNING, ManualWake, make_app, painted
from tests.support.driving import Runner
from tests.support.past_samples import kept
from tests.support.plans import library, plan_of
from tests.ui.test_odd_values import quiet, screens

METRIC = re.compile(r"\d[\d.,]*\s?(kg|km|cm)\b|\d[\d.,]* (m|meters?|kilometers?|kilograms?)\b|/km\b", re.IGNORECASE)
COMMANDS = (
    *("plan", "plan --steps", "plan --equipment dumbbell,kettlebell", "plan core", "check", "guide", "doctor"),
    *("history", "history list", "history show last", "history show last --line", "history check", "exercises"),
    *("routines list", "routines show runner", "run --minutes 30 --effort 4 --distance 3.1", "history show last"),
    *("run --minutes 30 --effort 4 --distance 99999", "history edit last --distance 0.01"),
    *("history edit last --distance 3.2", "history add core", "history edit last --set 'plank 1 = 8 @99999'"),
    *("history import {home}/far.gpx", "history import {home}/near.gpx", "history import {home}/far.zip"),
    *("--help", "run --help", "plan --help", "history edit --help"),
)


@pytest.fixture
def imperial(home: Path) -> Path:
    """Return the home of a person with pounds and miles, weights, sessions, a run, and files to be imported."""
    import zipfile

    config = home / "config" / "config.toml"
    save_settings(
        config, {"level": "beginner", "units": "imperial", "dumbbells": (10.0, 25.0), "health_note_read": True}
    )
    store = Store(home / "data" / "history")
    for days in (1, 4):
        record = kept(plan_of("runner", "beginner"), MORNING - timedelta(days=days))
        store.save(replace(record, sets=tuple(replace(item, load_kg=25 * KG_PER_LB) for item in record.sets)))
    run = kept(plan_of("runner", "beginner"), MORNING - timedelta(days=2))
    store.save(replace(run, kind="run", sets=(), title="Run", routine=""), {"distance_m": 5000})
    (home / "near.gpx").write_bytes(files.gpx())
    (home / "far.gpx").write_bytes(files.gpx(kilometres=4000.0))
    with zipfile.ZipFile(home / "far.zip", "w") as archive:
        archive.writestr("far.gpx", files.gpx(kilometres=3000.0))
        archive.writestr("far.tcx", files.tcx().replace(b"5000", b"600000"))
        archive.writestr("near.gpx", files.gpx())
    return home


def metric(text: str) -> list[str]:
    """Return the lines of a text that have a metric figure."""
    return [line.strip() for line in text.splitlines() if METRIC.search(line) and "8,5 km" not in line]


async def test_every_screen_in_pounds_and_miles(imperial: Path) -> None:
    """Every screen, a session with its weights, its summary and the preview of imports."""
    clock, wake = FakeClock(), ManualWake()
    app = make_app(imperial, clock=clock, wake=wake, equipment=("bodyweight", "dumbbell"))
    app.services.settings = replace(app.services.settings, units="imperial", dumbbells=(10.0, 25.0))
    app.services.planner.choices = replace(app.services.planner.choices, units="imperial")
    ids = [one.id for one in app.services.recorder.store.entries().records]
    found: list[str] = []
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)

        async def opened(message: messages.Navigation, *keys: str) -> None:
            app.post_message(message)
            await quiet(pilot)
            for key in ("", *keys):
                if key:
                    await runner.press(key)
                    await quiet(pilot)
                found.extend(f"{message}: {line}" for line in metric("\n".join(painted(app))))

        await quiet(pilot)
        for message, keys in screens(imperial, ids):
            if not (isinstance(message, messages.OpenImport) and message.file):
                await opened(message, *keys)
                while len(app.screen_stack) > 1:
                    app.pop_screen()
                    await quiet(pilot)
        for name in ("near.gpx", "far.gpx", "far.zip"):
            await opened(messages.OpenImport(imperial / name))
            while len(app.screen_stack) > 1:
                app.pop_screen()
                await quiet(pilot)
        await opened(messages.StartRoutine("runner"), "tab", "up", "space", "tab", "9", "9", "9", "9", "enter", "x")
    assert [line for line in found if "kilometers and" not in line] == []


def test_every_command_in_pounds_and_miles(imperial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that tells something, and the messages about what can't be used."""
    import shlex

    monkeypatch.setenv("RUNSTRENGTH_HOME", str(imperial))
    for command in (*COMMANDS, *(f"exercises {key}" for key in library().exercises)):
        result = CliRunner().invoke(main, [word.replace("{home}", str(imperial)) for word in shlex.split(command)])
        assert result.exception is None or isinstance(result.exception, SystemExit), command
        assert metric(result.output) == [], command


def test_what_is_told_of_an_exercise(imperial: Path) -> None:
    """What is told of an exercise, its easier and harder forms and what is said aloud has no figure in metric units.

    A length has both units in the catalogue, of which a person is shown one.
    """
    for key, exercise in load_library(assets_dir(), imperial / "config").exercises.items():
        assert not METRIC.search(in_units(repr(exercise), "imperial")), key

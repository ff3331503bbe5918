"""Logging a run: fields are committed with enter, and only the last row or the space bar logs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from runstrength.history.store import Store
from runstrength.ui.app import RunstrengthApp
from tests.support.app import make_app, painted, press, settled, text_of


def store(home: Path) -> Store:
    """Return the history."""
    return Store(home / "data" / "history")


def meters(home: Path) -> float | None:
    """Return how far the newest run was."""
    distance: float | None = json.loads(store(home).load_raw("last")[1]).get("distance_m")
    return distance


def row(app: RunstrengthApp, title: str) -> str:
    """Return what a row says."""
    return (
        next(line for line in text_of(app, "#list").splitlines() if line.startswith(title)).removeprefix(title).strip()
    )


async def test_enter_commits_a_field_and_never_logs(home: Path) -> None:
    """Enter in each field saves what was typed in it; the last row logs the run."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l", *"1:05", "enter")
        assert row(app, "How long") == "65 min"
        await press(pilot, "down", "8", "enter", "down", "enter", *"yesterday", "enter")
        assert row(app, "Day") == "yesterday"
        await press(pilot, "down", *"8,5 km", "enter")
        assert row(app, "How far") == "8.5 km"
        assert not store(home).summaries().records
        await press(pilot, "down", "enter")

    assert meters(home) == 8500
    assert (store(home).load("last").active_seconds, store(home).load("last").effort) == (3900, 8)


async def test_what_is_typed_stays_in_its_column(home: Path) -> None:
    """What is typed begins where the answer was, and the help says what enter does on an answer."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l")
        column = text_of(app, "#list").splitlines()[0].index("45 min")
        await press(pilot, "5", "5")
        assert text_of(app, "#list").splitlines()[0].index("55_") == column
        await press(pilot, "escape", "?")
        assert "log it (enter on an answer changes it)" in " ".join(painted(app))


async def test_what_cannot_be_stays_to_be_corrected(home: Path) -> None:
    """A distance out of range stays in its field with the reason, and esc leaves the field as it was."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l", "down", "down", "down", *"85000", "enter")
        assert "85000_" in row(app, "How far")
        assert '"85000" isn\'t valid: use 0.1 to 1000 km' in text_of(app, "#headline")
        await press(pilot, "down")
        assert "85000_" in row(app, "How far")
        await press(pilot, "escape")
        assert row(app, "How far") == "–"
        assert app.screen.name == "log-run"


async def test_a_run_that_is_there_already(home: Path) -> None:
    """A run like one of the same day is logged only when it is asked for a second time."""
    app = make_app(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l", "space")
        assert app.screen.name == "home"
        await press(pilot, "l", "space")
        assert "A run of 45 min on 2026-11-22 at" in " ".join(text_of(app, "#headline").split())
        assert len(store(home).summaries().records) == 1
        await press(pilot, "space")
        assert app.screen.name == "home"

    assert len(store(home).summaries().records) == 2


async def test_with_imperial_units_a_distance_is_typed_and_shown_in_miles(home: Path) -> None:
    """With imperial units a distance is typed and shown in miles, and its file has meters."""
    app = make_app(home)
    app.services.settings = replace(app.services.settings, units="imperial")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l", "down", "down", "down", "5", "enter")
        assert row(app, "How far") == "5.0 mi"
        await press(pilot, "space")

    assert meters(home) == 8046.72


@pytest.mark.parametrize("key", ["u", "ctrl+z"])
async def test_a_logged_run_is_undone(home: Path, key: str) -> None:
    """On home, u and ctrl+z alike remove the run that was just logged."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "l", "space")
        logged = len(store(home).summaries().records)
        await press(pilot, key)

        assert (logged, len(store(home).summaries().records)) == (1, 0)

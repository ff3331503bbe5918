"""What can be typed in each field: what is kept, or which message comes, is the same in the app and for the command."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from runstrength.cli import main
from runstrength.history.store import Store
from runstrength.session.record import SetDone, SetTarget
from runstrength.ui import messages
from tests.support.app import MORNING, make_app, press, settled, text_of
from tests.support.past_samples import kept
from tests.support.plans import plan_of

NAMES = {" ": "space", ":": "colon", ",": "comma", ".": "full_stop", "-": "minus", "/": "slash"}
TEXTS = ("8,5", "8.5 km", "5mi", "12.5", "25lb", "1:30", "90", "7.5", "6:30 pm", "27 Mar", "nonsense", "99999")
"""What is typed, from the sensible to the too large."""
COUNT = "use a whole number from 1 to 10"
MINUTES = "use 1 to 1440 minutes"
FAR = "use 0.1 to 1000 km"
LOAD = "use 0 to 1000 kg"
REPS = "use a whole number from 0 to 10000 reps"
DATE = "use a date"
TABLE: dict[str, tuple[object, ...]] = {
    # by field, for each of TEXTS: what is kept, or the words of the message
    "minutes": (510, MINUTES, MINUTES, 750, MINUTES, 5400, 5400, 450, MINUTES, MINUTES, MINUTES, MINUTES),
    "distance": (8500, 8500, 8046.72, 12500, FAR, FAR, 90000, 7500, FAR, FAR, FAR, FAR),
    "effort": (COUNT,) * 12,
    "load": (8.5, None, LOAD, 12.5, 11.33980925, LOAD, 90, 7.5, None, None, LOAD, LOAD),
    "done": (REPS, None, REPS, REPS, None, REPS, 90, REPS, None, None, None, REPS),
    "date": (DATE, DATE, DATE, None, DATE, None, DATE, None, None, "2026-03-27", DATE, DATE),
}
"""None where app and command differ on purpose: a blank separates two values or words of a correction, and `--date`
takes a time of day too, for which the app has a row of its own."""


class Outcome(NamedTuple):
    """What became of a typed text."""

    value: object
    """What is in the file."""
    said: str
    """The message, where it wasn't taken."""


def run_of(home: Path) -> str:
    """Put a run into the history and return its id."""
    record = kept(plan_of("runner", "beginner"), MORNING - timedelta(days=2))
    record = replace(record, kind="run", sets=(), title="Run", routine="", note="", active_seconds=1800.0)
    Store(home / "data" / "history").save(record, {"distance_m": 5000})
    return record.id


def session_of(home: Path) -> str:
    """Put a session with one set of squats into the history and return its id."""
    squat = SetDone(
        step=1,
        exercise="squat",
        block="A",
        set=1,
        target=SetTarget("reps", 8),
        done=8,
        seconds=30.0,
        at=10.0,
        load_kg=10.0,
    )
    record = replace(kept(plan_of("runner", "beginner"), MORNING - timedelta(days=2)), sets=(squat,))
    Store(home / "data" / "history").save(record)
    return record.id


def read(home: Path, session: str, field: str) -> object:
    """Return what is kept of a field."""
    record, data = Store(home / "data" / "history").load_raw(session)
    values: dict[str, Callable[[], object]] = {
        "minutes": lambda: record.active_seconds,
        "distance": lambda: json.loads(data).get("distance_m"),
        "effort": lambda: record.effort,
        "load": lambda: record.sets[0].load_kg,
        "done": lambda: record.sets[0].done,
        "date": lambda: f"{record.started:%Y-%m-%d}",
    }
    return values[field]()


ROWS = {"date": 1, "minutes": 3, "distance": 4, "effort": 5, "done": 5, "load": 5}
"""Where each field stands when a run (`title` is its first row) or a session is corrected."""
OPTIONS = {"date": "--date", "minutes": "--minutes", "distance": "--distance", "effort": "--effort"}


async def in_app(home: Path, field: str, texts: tuple[str, ...]) -> list[Outcome]:
    """Type each text into a field of the app, and return what became of it."""
    is_set = field in ("done", "load")
    session = session_of(home) if is_set else run_of(home)
    outcomes = []
    app = make_app(home)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        app.post_message(messages.EditSession(session))
        await settled(pilot)
        await settled(pilot)
        await press(pilot, *["down"] * ROWS[field], *(["tab"] if field == "load" else []))
        for text in texts:
            before = read(home, session, field)
            await press(pilot, "enter")
            await pilot.press(*(NAMES.get(letter, letter) for letter in text))
            await press(pilot, "enter")
            said = " ".join(text_of(app, "#headline").split())
            after = read(home, session, field)
            refused = "valid" in said or "could be" in said
            if refused:
                assert f"{text}_" in text_of(app, "#list"), text
                assert after == before
                await press(pilot, "escape")
            outcomes.append(Outcome(None if refused else after, said if refused else ""))
    return outcomes


def by_command(home: Path, field: str, texts: tuple[str, ...]) -> list[Outcome]:
    """Give each text to the command, and return what became of it."""
    is_set = field in ("done", "load")
    session = session_of(home) if is_set else run_of(home)
    outcomes = []
    for text in texts:
        before = read(home, session, field)
        words = f"squat = {'@' if field == 'load' else ''}{text}"
        options = ["--set", words] if is_set else [f"{OPTIONS[field]}={text}"]
        result = CliRunner().invoke(main, ["history", "edit", session, *options], prog_name="runstrength")
        said = " ".join(result.stderr.split())
        assert result.exit_code == (2 if said else 0), result.output
        after = read(home, session, field)
        assert not said or after == before
        outcomes.append(Outcome(None if said else after, said))
    return outcomes


def agrees(outcome: Outcome, expected: object, text: str) -> bool:
    """Tell whether what became of a text is what the table says."""
    if isinstance(expected, str) and expected.startswith("use "):
        return outcome.value is None and f'"{text}" isn\'t valid: {expected}' in outcome.said
    return outcome == Outcome(expected, "")


@pytest.mark.parametrize("field", TABLE)
async def test_a_field_of_the_app(home: Path, field: str) -> None:
    """Each text is kept, or is refused with the table's message and stays in the field to be corrected."""
    typed = [(text, expected) for text, expected in zip(TEXTS, TABLE[field], strict=True) if expected is not None]
    outcomes = await in_app(home, field, tuple(text for text, _ in typed))
    for (text, expected), outcome in zip(typed, outcomes, strict=True):
        assert agrees(outcome, expected, text), (text, expected, outcome)


@pytest.mark.parametrize("field", TABLE)
def test_an_option_of_the_command(home: Path, field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is kept, or is refused with the table's message, as in the app."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", os.fspath(home))
    typed: list[tuple[str, Any]] = [
        (text, expected) for text, expected in zip(TEXTS, TABLE[field], strict=True) if expected is not None
    ]
    outcomes = by_command(home, field, tuple(text for text, _ in typed))
    for (text, expected), outcome in zip(typed, outcomes, strict=True):
        assert agrees(outcome, expected, text), (text, expected, outcome)

"""Odd values in every field of every file: every screen opens on them, and what it shows is text."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from runstrength.history.store import Store
from runstrength.ui import messages
from runstrength.ui.home.bindings import HOME
from tests.conftest import FakeClock
from tests.support import odd_values
from tests.support.app import MORNING, ManualWake, make_app, painted, settled
from tests.support.driving import Runner
from tests.support.hostile import harmful
from tests.support.odd_values import Place, fill_history, odd, some, toml_document, with_value

SEED = 20261122
PER_HOME = 120
"""Files of a home, so that the coach looks at all of them."""
RECORDS = 1
"""Sessions of which the record and the edit screen are opened."""
HISTORY = {"session": odd_values.session, "run": odd_values.run, "check": odd_values.check}


def screens(home: Path, ids: Sequence[str]) -> list[tuple[messages.Navigation, tuple[str, ...]]]:
    """Return every screen that can be opened, and keys that show the rest of it."""
    return [
        (messages.OpenHistory(), ("end", "f", "f")),
        (messages.OpenProgress(), ("end",)),
        (messages.OpenProgress("squat"), ("end",)),
        (messages.OpenWeeks(), ("end",)),
        (messages.OpenTrash(), ("down",)),
        (messages.OpenAdd(), ("end",)),
        (messages.OpenExport(), ("enter", "down", "enter", "down", "enter", "down", "enter")),
        (messages.OpenImport(), ("down",)),
        (messages.OpenImport(home / "one.json"), ("down",)),
        (messages.OpenRoutines(), ("end",)),
        (messages.OpenBuilder("runner"), ("down", "escape")),
        (messages.OpenExercises(), ("end",)),
        (messages.OpenExercise("squat"), ("pagedown",)),
        (messages.OpenSettings(), ("end",)),
        (messages.OpenWarmups(), ("down",)),
        (messages.OpenGuide(), ("down",)),
        (messages.OpenSelfCheck(), ("end",)),
        (messages.OpenRunLog(), ("down",)),
        (messages.OpenHelp(HOME.help_rows({})), ()),
        *((messages.OpenSessionRecord(id_), ("pagedown",)) for id_ in ids),
        *((messages.EditSession(id_), ("right", "end", "left")) for id_ in ids),
    ]


ELSEWHERE: Final = {
    "OpenPalette", "OpenSoundCheck", "OpenText", "OpenPreview", "OpenSharedRoutine", "EditExercise", "EditNewSession",
}  # fmt: skip
"""Messages whose screens show nothing of these files, or are opened by keys of another screen."""


def test_every_screen_is_opened() -> None:
    """Each message that opens a screen is in the list, so a new screen is looked at too."""
    opened = {type(message).__name__ for message, _ in screens(Path(), ["any"])}
    there = {name for name in vars(messages) if name.startswith(("Open", "Edit"))}
    assert not (missing := there - opened - ELSEWHERE), f"add to `screens`, and to OWN or PAST: {sorted(missing)}"
    assert {*OWN, *PAST} <= opened


async def quiet(pilot: Pilot[int]) -> None:
    """Wait until what was asked for is done and shown; what is read anew is not waited for a second time."""
    with contextlib.suppress(WorkerCancelled):
        await settled(pilot)
    await pilot.pause()


OWN: Final = ("OpenRoutines", "OpenBuilder", "OpenExercises", "OpenExercise", "OpenWarmups", "OpenSettings", "OpenAdd")
"""The screens that show a person's own routines and exercises."""
PAST: Final = (
    "OpenHistory", "OpenProgress", "OpenWeeks", "OpenTrash", "OpenAdd", "OpenExport", "OpenImport", "OpenSelfCheck",
    "OpenRunLog", "OpenSessionRecord", "EditSession",
)  # fmt: skip
"""The screens that show sessions of the past."""


async def every_screen(
    home: Path, size: tuple[int, int] = (80, 24), records: int = RECORDS, only: Sequence[str] = ()
) -> None:
    """Open every screen on a home, do a session's first steps, and see that every row is whole and nothing but text."""
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake, now=lambda: MORNING + timedelta(days=1), checkin=True)
    rows = Store(home / "data" / "history").summaries().records
    ids = [row.id for row in rows[:: max(1, len(rows) // records)]][:records]
    async with app.run_test(size=size, notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)

        def look() -> None:
            shown = painted(app)
            assert harmful("\n".join(shown)) == []
            assert {cell_len(row) for row in shown} == {size[0]}

        async def home_again() -> None:
            for _ in range(20):
                if len(app.screen_stack) > 1:
                    app.pop_screen()
                    await quiet(pilot)

        await quiet(pilot)
        look()
        await home_again()
        for opened, keys in screens(home, ids):
            if only and type(opened).__name__ not in only:
                continue
            app.post_message(opened)
            await quiet(pilot)
            look()
            for key in keys:
                await runner.press(key)
                await quiet(pilot)
                look()
            await home_again()
        app.post_message(messages.StartRoutine("runner"))
        await quiet(pilot)
        look()
        for key in ("enter", "space", "space", "space", "q"):
            await runner.press(key)
            await quiet(pilot)
            look()
        assert app.return_code in (None, 0)
    app.services.recorder.close()


def homes(kind: str, count: int | None) -> list[list[tuple[Place, Any]]]:
    """Return what is odd in the files of each home."""
    pairs = odd(HISTORY[kind]())
    pairs = some(pairs, len(pairs) if count is None else count, SEED)
    return [pairs[start : start + PER_HOME] for start in range(0, len(pairs), PER_HOME)]


def filled(home: Path, kind: str, pairs: Sequence[tuple[Place, Any]]) -> Path:
    """Return a home with a history, a trash, waiting sessions and a file to be imported that are odd."""
    document = HISTORY[kind]()
    for folder in ("data/history", "data/history/.trash", "state/unsaved"):
        fill_history(home / folder, document, pairs if folder == "data/history" else pairs[:20], folder[-1])
    (home / "one.json").write_text(json.dumps(with_value(document, *pairs[0])))
    return home


@pytest.mark.parametrize(
    ("kind", "size"), [("session", (80, 24)), pytest.param("run", (60, 20), marks=pytest.mark.long)], ids=str
)
async def test_every_screen_on_odd_sessions(home: Path, kind: str, size: tuple[int, int]) -> None:
    """Sessions or runs with an odd value each: every screen opens, scrolls and leads to a session."""
    (pairs,) = homes(kind, PER_HOME)
    await every_screen(filled(home, kind, pairs), size)


@pytest.mark.long
@pytest.mark.parametrize("kind", HISTORY)
async def test_every_screen_on_all_odd_sessions(home: Path, kind: str) -> None:
    """The same with every odd value of every field."""
    for number, pairs in enumerate(homes(kind, None)):
        await every_screen(filled(home / str(number), kind, pairs), records=40)


@pytest.mark.parametrize(
    "value", [odd_values.MOMENTS[5], *(pytest.param(value, marks=pytest.mark.long) for value in odd_values.MOMENTS)]
)
async def test_every_screen_on_the_edge_of_the_calendar(home: Path, value: str) -> None:
    """A history whose only session is at the edge of the calendar."""
    document = odd_values.session() | {"started": value, "ended": value}
    path = home / "data" / "history" / "2026" / "20261121T063005Z-abcd1234.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(document))
    (home / "one.json").write_text(json.dumps(document))
    await every_screen(home, only=PAST)


async def test_every_screen_on_odd_files_of_ones_own(home: Path) -> None:
    """Own routines and exercises with an odd value each, and journals: home, lists, builder and a session."""
    for folder, document in (("routines", odd_values.ROUTINE), ("exercises", odd_values.EXERCISE)):
        for number, (place, value) in enumerate(some(odd(document), 80, SEED)):
            path = home / "config" / folder / f"odd{number}.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(toml_document(with_value(document, place, value)), encoding="utf-8")
    (home / "config" / "exercise-notes.toml").write_text('squat = "a note"\nplank = [7]\n', encoding="utf-8")
    lines = odd_values.journal()
    for number, (place, value) in enumerate(some(odd(lines), 60, SEED)):
        path = home / "state" / "journal" / f"j{number:07d}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{json.dumps(line)}\n" for line in with_value(lines, place, value)))
    (home / "one.json").write_text("{}")
    await every_screen(home, (100, 30), only=OWN)

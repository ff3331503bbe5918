"""A disk that fails in the middle of everything: the app says so, a session goes on, and nothing is half written."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from runstrength.history.store import Store
from runstrength.ui import messages
from tests.conftest import FakeClock
from tests.support.app import ManualWake, make_app, settled
from tests.support.driving import SMALL, Runner
from tests.support.failing_calls import at_call
from tests.support.history_samples import PLANK, contents, record


def fail() -> None:
    """Stand in for a disk that is full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("place", [0, 4, 11])
async def test_a_session_goes_on(home: Path, place: int) -> None:
    """From some call on nothing can be written: the session is done to its end all the same, and the app goes on."""
    (home / "config" / "routines").mkdir(parents=True)
    (home / "config" / "routines" / "small.toml").write_text(SMALL)
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake, start="session", routine="small")
    async with app.run_test(notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await settled(pilot)
        with at_call(place, fail, lasting=True) as names:
            for _ in range(60):
                if app.screen.name == "summary":
                    break
                await runner.press("space")
            assert app.screen.name == "summary"
            assert len(names) > place
            await runner.press("7")
            assert app.is_running
        await settled(pilot)
    app.services.recorder.close()
    assert app.return_code in (None, 0)
    assert not [name for name in contents(home) if name.endswith(".tmp")]


async def test_settings_edits_and_deletions(home: Path) -> None:
    """Nothing can be written: each of them is refused in the app, which goes on, and every file is as it was."""
    store = Store(home / "data" / "history")
    for number in range(2):
        store.save(record(f"aaaa000{number}", -number, title=f"Session {number}", sets=(PLANK,), effort=6))
    before = contents(home)
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake)
    async with app.run_test(notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await settled(pilot)
        with at_call(0, fail, lasting=True) as names:
            for opened, keys in (
                (messages.OpenSettings(), ("right", "down", "right")),
                (messages.EditSession("aaaa0000"), ("right", "x", "ctrl+z")),
                (messages.OpenSessionRecord("aaaa0000"), ("d", "d")),
                (messages.OpenExport(), ("enter", "down", "enter")),
            ):
                app.post_message(opened)
                await settled(pilot)
                for key in keys:
                    await runner.press(key)
                    await settled(pilot)
                while len(app.screen_stack) > 1:
                    app.pop_screen()
                    await settled(pilot)
        assert names
        assert app.is_running
    assert contents(home) == before
    assert json.loads(next(store.folder.rglob("*aaaa0000.json")).read_bytes())["effort"] == 6

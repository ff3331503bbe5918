"""The routes of `tools/fuzz_screens.py` lead to their screens: one that is missed is not fuzzed, and nobody is told."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import FakeClock
from tests.support.app import ManualWake, make_app, painted, settled
from tests.support.driving import Runner
from tests.support.hostile import settle
from tools.fuzz_screens import INSIDE, OVER, PRESSES, ROUTES, ROUTINE, TITLES, Route, screen_of
from tools.fuzz_screens import NAMES as TITLE_NAMES

KEY_NAMES: Final = {
    "\r": "enter", "\x1b": "escape", " ": "space", "\x1b[A": "up", "\x1b[B": "down", "\x1b[C": "right",
    "\x1b[6~": "pagedown", "\x10": "ctrl+p", ",": "comma", "?": "question_mark",
}  # fmt: skip
"""Textual's names of what a terminal sends."""


def shown(runner: Runner) -> str:
    """Return the name of the screen that is shown, as the fuzzer has it."""
    return screen_of(runner.title, painted(runner.app))


async def walk(runner: Runner, name: str, route: Route) -> None:
    """Press the keys of a route, and those that are repeated until its screen is there."""
    repeated = islice(cycle(route.repeat), PRESSES if route.repeat else 0)
    for place, key in enumerate((*route.keys, *repeated)):
        if place >= len(route.keys) and shown(runner) == name:
            return
        await runner.press(KEY_NAMES.get(key, key))
        await settled(runner.pilot)


def test_every_screen_has_a_route() -> None:
    """Each screen that is recognized has a route, but for those that a file or the clock leads to."""
    inside = {name for screens in INSIDE.values() for name, _ in screens}
    named = {*OVER, *TITLE_NAMES.values(), *inside, *(name for name, _ in TITLES)}
    missing = named - set(ROUTES) - {"shared routine", "switch"}
    assert not missing, f"add the keys that lead there to ROUTES of tools/fuzz_screens.py: {sorted(missing)}"
    assert set(ROUTES) <= named


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if not (route.kill or route.fresh)])
async def test_a_route_leads_to_its_screen(home: Path, name: str) -> None:
    """The keys of a route lead to its screen in an app with a machine full of hostile files, as the fuzzer has it."""
    settle(home)
    (home / "config" / "routines" / "rests.toml").write_text(ROUTINE, encoding="utf-8")
    clock, wake = FakeClock(), ManualWake()
    route = ROUTES[name]
    start, routine = (*route.command, "", "")[:2]
    app = make_app(home, start=start or "home", routine=routine, checkin=True, clock=clock, wake=wake)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        runner = Runner(app, pilot, clock, wake)
        await settled(pilot)
        await runner.wait(1)
        await walk(runner, name, route)
        assert shown(runner) == name, "mend its keys in ROUTES of tools/fuzz_screens.py, or what its screen is known by"

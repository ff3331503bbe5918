"""Everything at once: keys, clicks, pastes and resizes that reach the app before its event loop turns."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from textual import events
from textual.geometry import Size
from textual.message import Message

from runstrength import ui
from runstrength.history.store import Store
from runstrength.ui import messages
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.common.base import BaseScreen
from tests.conftest import FakeClock
from tests.support.activity_files import gpx
from tests.support.app import ManualWake, make_app, settled
from tests.support.driving import CHARACTERS, SMALL, Runner
from tests.support.history_samples import PLANK, record

LETTERS: Final = {name: character for character, name in CHARACTERS.items()} | {
    "space": " ",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "equals_sign": "=",
}
"""The characters of the keys whose names are longer than one."""
ONCE: Final = ("session", "checkin", "summary", "mirror", "builder", "palette")
"""Screens of which one is open at the most."""

PAUSES: Final = 20
"""How often a new size is waited for: it need not arrive, where the app ends."""

Way = Sequence[messages.Navigation | str]
"""How to come to a screen from home: messages and keys."""

WAYS: Final[Mapping[str, Callable[[Path], Way]]] = {
    "home": lambda _: (),
    "help": lambda _: ("question_mark",),
    "palette": lambda _: ("ctrl+p",),
    "settings": lambda _: (messages.OpenSettings(),),
    "sounds": lambda _: (messages.OpenSoundCheck(),),
    "warmup": lambda _: (messages.OpenWarmups(),),
    "routines": lambda _: (messages.OpenRoutines(),),
    "shared": lambda home: (messages.OpenSharedRoutine(str(home / "shared.toml")),),
    "builder": lambda _: (messages.OpenBuilder("runner"),),
    "choose-exercise": lambda _: (messages.OpenBuilder("runner"), "a"),
    "unsaved": lambda _: (messages.OpenBuilder("runner"), "down", "down", "equals_sign", "q"),
    "exercises": lambda _: (messages.OpenExercises(),),
    "exercise": lambda _: (messages.OpenExercises(), "enter"),
    "exercise-form": lambda _: (messages.EditExercise(),),
    "guide": lambda _: (messages.OpenGuide(),),
    "reading": lambda _: (messages.OpenGuide(), "enter"),
    "self-check": lambda _: (messages.OpenSelfCheck(),),
    "log-run": lambda _: (messages.OpenRunLog(),),
    "history": lambda _: (messages.OpenHistory(),),
    "search": lambda _: (messages.OpenHistory(), "slash", "c"),
    "record": lambda _: (messages.OpenSessionRecord("aaaa0001"),),
    "progress": lambda _: (messages.OpenProgress(),),
    "exercise-progress": lambda _: (messages.OpenProgress("side_plank"),),
    "weeks": lambda _: (messages.OpenWeeks(),),
    "trash": lambda _: (messages.OpenTrash(),),
    "add": lambda _: (messages.OpenAdd(),),
    "correct": lambda _: (messages.EditSession("aaaa0001"),),
    "new-session": lambda _: (messages.OpenAdd(), "enter"),
    "unadded": lambda _: (messages.OpenAdd(), "enter", "left", "q"),
    "export": lambda _: (messages.OpenExport(),),
    "import": lambda _: (messages.OpenImport(),),
    "preview": lambda home: (messages.OpenImport(home / "exports" / "run.gpx"),),
    "checkin": lambda _: (messages.StartRoutine("runner"),),
    "session": lambda _: (messages.StartRoutine("warmup-5"),),
    "rest": lambda _: (messages.StartRoutine("warmup-5"), "space", "space"),
    "stop": lambda _: (messages.StartRoutine("warmup-5"), "q"),
    "shorter": lambda _: (messages.StartRoutine("warmup-5"), "space", "o"),
    "swap": lambda _: (messages.StartRoutine("warmup-5"), "x"),
    "summary": lambda _: (messages.StartRoutine("warmup-5"), "space", "space", "q", "f"),
    "note": lambda _: (messages.StartRoutine("warmup-5"), "space", "space", "q", "f", "n"),
    "mirror": lambda _: (messages.StartRoutine("check"), "space", "space", "q", "f", "space"),
}
"""Every screen, and how it is reached from home; `test_screen_rules.py` names one that is missing."""
NAMES: Final = {"unsaved": "stop", "unadded": "stop", "search": "history", "rest": "session", "note": "summary"}
"""The names of the screens which stand in the table for another state of them."""
BEFORE_HOME: Final = frozenset({"FirstStartScreen", "InterruptedScreen"})
"""The classes of the screens that are shown before home, and cannot be reached from it."""


def screen_classes() -> Iterator[type[BaseScreen[object]]]:
    """Yield the class of every screen that is opened."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(module.name)
    waiting: list[type[BaseScreen[object]]] = [BaseScreen]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        is_opened = "KEYS" in vars(one) or (hasattr(one, "KEYS") and not one.__subclasses__())
        if is_opened and one.__module__.startswith(ui.__name__):
            yield one


def prepare(home: Path) -> None:
    """Fill the folders: a few sessions, an own routine, one that somebody shared, and a run to import."""
    routines = home / "config" / "routines"
    routines.mkdir(parents=True)
    (routines / "runner.toml").write_text(SMALL, encoding="utf-8")
    (home / "shared.toml").write_text(SMALL.replace("Small", "Shared"), encoding="utf-8")
    (home / "exports").mkdir()
    (home / "exports" / "run.gpx").write_bytes(gpx())
    store = Store(home / "data" / "history")
    for number in range(1, 4):
        store.save(record(f"aaaa000{number}", -number, title=f"Core {number}", sets=(PLANK,)))


@asynccontextmanager
async def at_home(home: Path, *, checkin: bool = True) -> AsyncIterator[Runner]:
    """Open the app on home."""
    clock, wake = FakeClock(), ManualWake()
    app = make_app(home, clock=clock, wake=wake, checkin=checkin)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        yield Runner(app, pilot, clock, wake)
    app.services.recorder.close()


async def go(runner: Runner, way: Way) -> None:
    """Go to a screen, as slowly as a person."""
    for step in way:
        runner.app.post_message(key(step) if isinstance(step, str) else step)
        await settled(runner.pilot)
        await runner.wait(1)


async def back_home(runner: Runner) -> None:
    """Close all screens but the first."""
    runner.app.navigator.close_while(lambda _: True)
    runner.app.navigator.finish_navigation()
    await settled(runner.pilot)
    await runner.wait(2)
    runner.app.services.profile.checkin = None
    runner.app.services.alarm.cancel()
    runner.app.services.recorder.close()
    for path in runner.app.services.recorder.journals_dir.glob("*.jsonl"):
        path.unlink()


def key(name: str) -> events.Key:
    """Return the press of a key."""
    return events.Key(name, LETTERS.get(name, name if len(name) == 1 else None))


def click(x: int, y: int) -> tuple[events.MouseDown, events.MouseUp]:
    """Return both halves of a click."""
    at = (None, x, y, 0, 0, 1, False, False, False)
    return events.MouseDown(*at), events.MouseUp(*at)


def resize(columns: int, rows: int) -> events.Resize:
    """Return another size of the terminal."""
    return events.Resize(Size(columns, rows), Size(columns, rows))


def keys_of(app: RunstrengthApp) -> list[str]:
    """Return every key that the screen on top has a binding for, with those of its widgets and of the app."""
    chain = app.screen._binding_chain
    keys = {name for _, bindings in chain for name in bindings.key_to_bindings}
    return sorted(keys - {"ctrl+z", "ctrl+q"} | {"enter", "space", "escape", "1"})


async def send(runner: Runner, *what: Message) -> None:
    """Send all of it in one turn of the event loop, and wait for what it does."""
    for one in what:
        runner.app.post_message(one)
    await settled(runner.pilot)
    sizes = [one.size for one in what if isinstance(one, events.Resize)]
    for _ in range(PAUSES if sizes else 0):  # Textual waits a moment for more sizes
        if not runner.app.is_running or runner.app.screen.size == sizes[-1]:
            break
        await runner.pilot.pause()
    await settled(runner.pilot)


def check(runner: Runner, home: Path) -> None:
    """See that no error happened, the stack fits, and no session was begun or stored twice."""
    app = runner.app
    assert app._exception is None
    if not app.is_running or app.navigator.quitting:
        return
    stack = app.screen_stack
    names = [screen.name for screen in stack]
    assert len(stack) == len({*map(id, stack)}), names
    assert all(names.count(name) <= 1 for name in ONCE), names
    assert all(screen.is_mounted and screen.is_running for screen in stack), names
    assert app.navigator.handles_input(stack[-1]), names
    open_ = [path for path in (home / "state" / "journal").glob("*.jsonl") if path.stat().st_size]
    assert len(open_) <= 1, names

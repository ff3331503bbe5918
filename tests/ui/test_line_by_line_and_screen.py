"""Line by line and on the screen, the same keys at the same moments leave the same session."""

from __future__ import annotations

import json
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runstrength import locations
from runstrength.catalogue.library import Library, load_library
from runstrength.live.live_session import finish
from tests.conftest import FakeClock
from tests.support.app import ManualWake
from tests.support.driving import AMRAP, SMALL, running
from tests.support.headless import Headless
from tests.support.line_by_line import Listener, with_routine

ROUTINES = {"small": SMALL, "amrap": AMRAP}
OWN_KEYS = (
    *("space", "enter", "right", "pagedown", "backspace", "left", "pageup", "p", "s", "+", "-", "up", "down", "tab"),
    *("shift+tab", "e", "x", "n", "o", "q", "escape", "ctrl+c", "?", "0", "1", "2", "4", "9", ".", "f", "d", "g", "w"),
)
LIKELY = ("space", "space", "s", "up", "tab", "1", "2", "enter")
SECONDS = (0.0, 0.0, 0.05, 0.4, 0.8, 1.0, 1.0, 2.5, 7.0, 21.0)
GAP = -1.0
"""The computer sleeps for some seconds."""

scripts = st.lists(
    st.tuples(st.sampled_from(OWN_KEYS + LIKELY), st.sampled_from((*SECONDS, GAP))), min_size=1, max_size=60
)


@cache
def own_library() -> Library:
    """Return what can be trained with the routines of this test, read once."""
    folder = Path(tempfile.mkdtemp(prefix="routines-"))
    for name, text in ROUTINES.items():
        with_routine(folder, text, name)
    return load_library(locations.assets_dir(), folder / "config")


class NoNotices:
    """A host that has nothing to say."""

    def notify(self, message: str, *, severity: str = "information") -> None:
        """Say nothing."""

    def take_notice(self) -> str:
        """Return nothing."""
        return ""


def pass_seconds(clock: FakeClock, wake: ManualWake, seconds: float, fire: Any) -> None:
    """Let time pass, with the alarm; or let the computer sleep for six seconds."""
    if seconds == GAP:
        clock.advance(6.0)
        if wake.moment is not None:
            fire()
        return
    end = clock.now + seconds
    while wake.moment is not None and wake.moment <= end:
        clock.now = max(clock.now, wake.moment)
        fire()
    clock.now = end


def by_lines(home: Path, script: list[tuple[str, float]], **others: Any) -> tuple[list[str], str]:
    """Do a session line by line; return its records without their ids, and what was said."""
    listener = Listener(home, library=own_library(), **others)
    for key, seconds in script:
        if listener.conversation.session is None:
            break
        listener.hit(key)
        pass_seconds(listener.clock, listener.wake, seconds, listener.wake.fire)
    if listener.conversation.session is not None:
        listener.clock.advance(1.0)
        if listener.wake.moment is not None:
            listener.wake.fire()
        listener.hit("ctrl+c", "ctrl+c")
    return records(home), listener.text


def by_screen(home: Path, script: list[tuple[str, float]], **others: Any) -> list[str]:
    """Do a session on the unpainted screen; return its records without their ids."""
    maker = Listener(home, library=own_library(), **others)  # for its services; its own conversation is left
    services, session = maker.services, maker.session
    services.recorder.close()
    for journal in services.recorder.journals_dir.iterdir():
        journal.unlink()
    maker.wake.cancel()
    services.host = NoNotices()
    plan = services.planner.plan(others["routine"])
    session = services.recorder.start(plan, wait=services.waits, gap=services.max_gap, now=services.now)
    screen = Headless(session, services)
    for key, seconds in script:
        if screen.outcome:
            break
        screen.press(key)
        pass_seconds(maker.clock, maker.wake, seconds, screen.fire)
    if not screen.outcome:
        maker.clock.advance(1.0)
        if maker.wake.moment is not None:
            screen.fire()
        screen.press("ctrl+c")
        screen.press("ctrl+c")
    if screen.outcome == "ended":
        finish(
            session,
            planner=services.planner,
            profile=services.profile,
            sound=None,
            moment=services.clock(),
            now=services.now(),
            speed=1.0,
        )
    else:
        services.recorder.discard(session)
    return records(home)


def records(home: Path) -> list[str]:
    """Return what is in the history, byte for byte but for the ids."""
    return [without_id(path.read_bytes()) for path in sorted((home / "data").rglob("*.json"))]


def without_id(data: bytes) -> str:
    """Return a record without its id."""
    return re.sub(r'"id": ?"[^"]*"', '"id":""', data.decode())


def agree(script: list[tuple[str, float]], **others: Any) -> None:
    """Check that both leave the same records, and that the lines hold no escape sequence."""
    with tempfile.TemporaryDirectory() as lines, tempfile.TemporaryDirectory() as screen:
        found, text = by_lines(Path(lines), script, **others)
        assert found == by_screen(Path(screen), script, **others)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


kinds = st.fixed_dictionaries(
    {
        "routine": st.sampled_from(["small", "small", "amrap", "warmup-5"]),
        "hands_free": st.booleans(),
        "advance": st.sampled_from(["auto", "wait"]),
        "equipment": st.sampled_from([("bodyweight",), ("bodyweight", "dumbbell")]),
    }
)


@settings(max_examples=100)
@given(script=scripts, kind=kinds)
def test_random_keys_leave_the_same_session(script: list[tuple[str, float]], kind: dict[str, Any]) -> None:
    """Whatever keys are pressed at whatever moments, the records of lines and screen are byte for byte the same."""
    agree(script, **kind)


@pytest.mark.long
@settings(max_examples=1000)
@given(script=scripts, kind=kinds)
def test_a_thousand_scripts(script: list[tuple[str, float]], kind: dict[str, Any]) -> None:
    """So they are for a thousand scripts."""
    agree(script, **kind)


BY_HAND = (
    "space/1 space/1 9/1 enter/1 tab/1 1/1 2/1 enter/1",
    "x/1 1/1 space/6 n/1 p/3 space/7 o/1 1/1 space/9",
    "s/1 ?/2 escape/1 left/1 space/-1 space/12 q/1 d/1 d/1",
)
"""Keys, each with the seconds after it."""


@pytest.mark.parametrize("keys", BY_HAND)
async def test_the_painted_screen(home: Path, tmp_path: Path, keys: str) -> None:
    """The screen as it is painted leaves the same record as the lines."""
    script = [(key, float(seconds)) for key, seconds in (item.split("/") for item in keys.split())]
    async with running(home) as runner:
        for key, seconds in script:
            if runner.app.screen.name == "summary" or not runner.app.is_running:
                break
            await runner.hit(key)
            if seconds == GAP:
                runner.clock.advance(6.0)
                if runner.wake.moment is not None:
                    runner.wake.fire()
                await runner.obeyed()
            else:
                await runner.wait(seconds)
        if runner.app.is_running and runner.app.screen.name == "session":
            await runner.wait(1.0)
            await runner.hit("ctrl+c", "ctrl+c")
        painted: list[dict[str, Any]] = [json.loads(text) for text in records(home)]
    lines, _ = by_lines(tmp_path / "lines", script, routine="small")
    expected: list[dict[str, Any]] = [json.loads(text) for text in lines]
    for record in (*painted, *expected):
        for key in ("id", "routine", "ended"):
            record.pop(key)
    assert painted == expected

"""A session on the screen and other programs: a command from outside is a key, and what happens reaches a command."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from runstrength.live.controls import ALREADY_PAUSED, INVALID, NOT_PAUSED, REPEATED, TOO_LATE
from runstrength.remote.client import ask
from runstrength.session.state import Mode
from runstrength.ui.session.screen import BEHIND
from tests.support.app import shown
from tests.support.driving import Runner, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead")

CIRCUIT = """
title = "Rounds"
[[blocks]]
name = "A"
amrap = 300
ready = 5
[[blocks.slots]]
exercise = "squat"
reps = 8
[[blocks.slots]]
exercise = "push_up"
reps = 8
"""


async def answer_to(runner: Runner, home: Path, action: str) -> dict[str, Any] | None:
    """Send a command as `tell` does, and wait for what it does on the screen."""
    answer = await asyncio.to_thread(ask, home / "state" / "remote", action, 10.0)
    await shown(runner.pilot)
    return answer


async def told(runner: Runner, home: Path, action: str) -> str:
    """Send a command, let a second pass, and return why it was not possible, empty if it was."""
    answer = await answer_to(runner, home, action)
    assert answer is not None
    assert answer["ok"] == (not answer["why"])
    await runner.wait(1)
    return str(answer["why"])


async def test_done_is_the_key_that_goes_on(home: Path) -> None:
    """From the lead-in to the summary `done` does in each phase what space does, and the screen shows it."""
    async with running(home, listens=True) as runner:
        steps = []
        while runner.app.screen.name == "session":
            steps.append(runner.index)
            assert await told(runner, home, "done") == ""
        assert steps == [*range(13)]
        assert runner.app.screen.name == "summary"
        assert [item.skipped for item in runner.session.state.log] == [False] * 6
        assert await answer_to(runner, home, "status") is None


async def test_the_other_commands(home: Path) -> None:
    """Pause, resume, skip and back do what their keys do; what is not possible is refused with a reason."""
    async with running(home, listens=True) as runner:
        assert await told(runner, home, "back") == "This is the first set: there's nothing to go back to."
        assert await told(runner, home, "resume") == NOT_PAUSED
        assert await told(runner, home, "pause") == ""
        assert (runner.mode, "PAUSED" in runner.painted) == (Mode.PAUSED, True)
        assert await told(runner, home, "pause") == ALREADY_PAUSED
        assert await told(runner, home, "skip") == "Paused: press space to resume first."
        assert await told(runner, home, "done") == ""
        assert runner.mode is Mode.READY
        assert await told(runner, home, "skip") == ""
        assert (runner.index, runner.done) == (2, [0])
        assert await told(runner, home, "back") == ""
        assert (runner.index, runner.done) == (0, [])


async def test_a_pedal_that_bounces(home: Path) -> None:
    """The same command right after it worked is ignored and says so; another command is not."""
    async with running(home, listens=True) as runner:
        first, second = await answer_to(runner, home, "done"), await answer_to(runner, home, "done")
        assert first is not None
        assert second is not None
        assert (first["ok"], second["ok"], second["why"], runner.index) == (True, False, REPEATED, 1)
        assert await told(runner, home, "pause") == ""
        assert runner.mode is Mode.PAUSED


async def test_a_step_that_has_just_ended(home: Path) -> None:
    """A command that comes when a step has just ended by itself was meant for that step, and is ignored."""
    async with running(home, listens=True) as runner:
        await runner.go_to(3)
        await runner.wait(18.9)
        runner.let_pass(0.2)
        assert runner.index == 4
        assert await told(runner, home, "done") == TOO_LATE
        assert runner.index == 4


async def test_behind_a_question(home: Path) -> None:
    """While a question or the help covers the session, nothing but the status works, and nothing runs behind it."""
    async with running(home, listens=True) as runner:
        await runner.press("space")
        for key in ("escape", "?"):
            await runner.press(key)
            for action in ("done", "back", "skip", "pause", "resume"):
                assert await told(runner, home, action) == BEHIND
            assert await told(runner, home, "status") == ""
            assert runner.mode is Mode.PAUSED
            await runner.press("escape")
            assert (runner.mode, runner.index) == (Mode.WORK, 1)


async def test_a_typed_value(home: Path) -> None:
    """A value that is being typed is accepted by `done` as by space; one that isn't valid stops it."""
    async with running(home, listens=True) as runner:
        await runner.go_to(6)
        await runner.press("9", "9", "9", "9", "9", "9")
        assert await told(runner, home, "done") == INVALID
        assert runner.index == 6
        await runner.press(*["backspace"] * 5)
        assert await told(runner, home, "done") == ""
        assert (runner.index, runner.done[0]) == (7, 8)


async def test_rounds_of_a_circuit(home: Path) -> None:
    """In a circuit `done` counts a round, `back` takes it back, and `skip` ends it."""
    async with running(home, CIRCUIT, listens=True) as runner:
        assert await told(runner, home, "done") == ""
        for action, rounds in (("done", 1), ("done", 2), ("back", 1)):
            answer = await answer_to(runner, home, action)
            assert answer is not None
            assert (answer["why"], answer["status"]["rounds"]) == ("", rounds)
            await runner.wait(1)
        assert await told(runner, home, "skip") == ""
        assert runner.done == [1]


class Ear:
    """A command that hands its events to the test."""

    def __init__(self, folder: Path) -> None:
        path = folder / "ear"
        os.mkfifo(path)
        self.command = ("/bin/sh", "-c", 'cat > "$0"', str(path))
        self._reader = os.fdopen(os.open(path, os.O_RDWR), "rb")

    async def hear(self) -> tuple[str, str, str]:
        """Wait for an event, and return its name, its phase, and how the session ended if it did."""
        event = json.loads(await asyncio.to_thread(self._reader.readline))
        return event["event"], event["phase"], event.get("how", "")

    def close(self) -> None:
        """Close."""
        self._reader.close()


async def test_events_on_the_way(home: Path, tmp_path: Path) -> None:
    """Each set, pause and rest reaches the command; a question is a pause, and discarding is the end."""
    ear = Ear(tmp_path)
    async with running(home, listens=True, event_command=ear.command) as runner:
        assert await ear.hear() == ("begin", "ready", "")
        for event in (("set", "work", ""), ("ready", "ready", ""), ("set", "work", ""), ("switch", "switch", "")):
            await runner.press("space")
            assert await ear.hear() == event
        await runner.press("escape")
        assert await ear.hear() == ("paused", "switch", "")
        await runner.press("d", "d")
        assert await ear.hear() == ("end", "switch", "discarded")
        assert await answer_to(runner, home, "status") is None
    ear.close()


async def test_two_sessions_of_one_app(home: Path, tmp_path: Path) -> None:
    """The second session of an open app can be commanded like the first, and begins with an event of its own."""
    ear = Ear(tmp_path)
    async with running(home, start="home", listens=True, event_command=ear.command) as runner:
        assert await ear.hear() == ("begin", "ready", "")
        await runner.finish()
        while (await ear.hear())[0] != "end":
            pass
        await runner.press("space")
        assert runner.app.screen.name == "home"
        assert await answer_to(runner, home, "done") is None
        await runner.press("space")
        assert await ear.hear() == ("begin", "ready", "")
        assert await told(runner, home, "done") == ""
        assert await ear.hear() == ("set", "work", "")
        runner.app.release_resources()
        assert await ear.hear() == ("end", "work", "interrupted")
    ear.close()


async def test_a_command_that_fails(home: Path) -> None:
    """A command for events that fails is a notice on the session's screen, and the session continues."""
    async with running(home, listens=True, event_command=("/bin/sh", "-c", "exit 3"), size=(100, 24)) as runner:
        while "exit status" not in runner.painted:  # it comes from another thread
            await asyncio.sleep(0)
            await shown(runner.pilot)
        assert "The command for events failed (exit status 3)." in runner.painted
        await runner.press("space")
        assert runner.mode is Mode.WORK

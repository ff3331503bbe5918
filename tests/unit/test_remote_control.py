"""A session and other programs together: they command it, and are told what happens, by whatever shows it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from runstrength.live.live_session import LiveSession
from runstrength.remote.client import ask
from runstrength.remote.remote_control import RemoteControl
from runstrength.session.commands import Done, Pause, Stop
from runstrength.session.engine import Session
from tests.conftest import FakeClock
from tests.support.plans import small_plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder with a short path."""
    with tempfile.TemporaryDirectory(prefix="rs-") as path:
        yield Path(path)


class Events:
    """A command that hands its events to the test, and a session whose events it is told."""

    def __init__(self, folder: Path) -> None:
        self._fifo = folder / "events"
        os.mkfifo(self._fifo)
        self._reader = os.fdopen(os.open(self._fifo, os.O_RDWR), "rb")
        self.clock = FakeClock()
        self.notices: list[str] = []
        self.remote = RemoteControl(folder / "remote", ("/bin/sh", "-c", 'cat > "$0"', str(self._fifo)))
        self.live = self.new_session()

    def new_session(self) -> LiveSession:
        """Return a session that is connected; the one before it, if any, has ended."""
        self.live = LiveSession(Session(small_plan()), clock=self.clock, sound=lambda: None)
        self.live.connect(self.remote, handle=self.handle_request, notify=self.notices.append)
        return self.live

    def handle_request(self, action: str) -> str:
        """Do what other programs ask for."""
        return "" if self.live.tell(Done() if action == "done" else Pause()) else "No."

    def next(self) -> dict[str, object]:
        """Wait for the next event."""
        event: dict[str, object] = json.loads(self._reader.readline())
        return event

    async def soon(self) -> dict[str, object]:
        """Wait for the next event, while the event loop runs."""
        return await asyncio.to_thread(self.next)

    def close(self, *, heard: bool = False) -> None:
        """End, and wait for that event if it was not heard yet."""
        self.remote.close(5)
        while not heard and self.next()["event"] != "end":
            pass
        self._reader.close()


async def test_commands_and_events(folder: Path) -> None:
    """A command from outside changes the session, is answered with what is then, and comes back as an event."""
    events = Events(folder)
    assert await asyncio.to_thread(ask, folder / "remote", "done", 5.0) is not None  # not before the clock runs
    events.live.start()
    assert (await events.soon())["event"] == "begin"
    answer = await asyncio.to_thread(ask, folder / "remote", "done", 5.0)
    assert answer is not None
    assert (answer["ok"], answer["status"]["phase"]) == (True, "work")
    event = await events.soon()
    assert event.pop("event") == "set"
    assert event == answer["status"]
    assert events.live.tell(Pause())
    assert (await events.soon())["event"] == "paused"
    answer = await asyncio.to_thread(ask, folder / "remote", "pause", 5.0)
    assert answer is not None
    assert (answer["ok"], answer["why"], answer["status"]["paused"]) == (False, "No.", True)
    events.close()


@pytest.mark.parametrize("how", ["early", "discarded", "interrupted"])
async def test_the_end_is_told_once(folder: Path, how: str) -> None:
    """However a session ends, the command is told how, once, and nobody can command it any more."""
    events = Events(folder)
    events.live.start()
    assert (await events.soon())["event"] == "begin"
    if how == "early":
        events.live.tell(Stop())
    elif how == "discarded":
        events.remote.end("discarded")
    events.remote.close(5)
    end = await events.soon()
    assert (end["event"], end["how"]) == ("end", how)
    assert await asyncio.to_thread(ask, folder / "remote", "status", 5.0) is None
    events.close(heard=True)


async def test_a_session_that_never_began(folder: Path) -> None:
    """A session that ends before its clock runs is no event; the next session of the program is told."""
    events = Events(folder)
    events.new_session()
    assert await asyncio.to_thread(ask, folder / "remote", "status", 5.0) is not None
    events.live.start()
    assert (await events.soon())["event"] == "begin"
    events.close()


async def test_a_command_that_fails_is_told_on_the_loop(folder: Path) -> None:
    """The person is told once that the command doesn't work, and the session goes on."""
    told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    remote = RemoteControl(folder / "remote", ("/bin/sh", "-c", "exit 7"))
    live = LiveSession(Session(small_plan()), clock=FakeClock(), sound=lambda: None)
    live.connect(remote, handle=lambda _: "", notify=told.set_result)
    live.start()
    assert await told == "The command for events failed (exit status 7)."
    assert live.tell(Done())
    remote.close(5)


async def test_where_nobody_can_listen(folder: Path) -> None:
    """A session goes on where no socket can be had, and the reason is kept."""
    (folder / "remote").write_text("a file")
    remote = RemoteControl(folder / "remote")
    live = LiveSession(Session(small_plan()), clock=FakeClock(), sound=lambda: None)
    live.connect(remote, handle=lambda _: "", notify=lambda _: None)
    live.start()
    assert live.tell(Done())
    assert remote.error == "File exists"
    remote.close(0)

"""A session line by line whose clock and alarm the test moves: press keys, let seconds pass, read the lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from runstrength.catalogue.library import Library
from runstrength.coach.planner import Planner
from runstrength.coach.prescription import Choices
from runstrength.profile import Profile
from runstrength.remote.remote_control import RemoteControl
from runstrength.session.engine import Session
from runstrength.settings import Settings
from runstrength.sound.controller import SoundController
from runstrength.ui.plain.conversation import Conversation
from runstrength.ui.plain.dialog import Talk
from runstrength.ui.plain.keyboard import NoKeyboard
from runstrength.ui.plain.keys import KeyPress, key_of
from runstrength.ui.plain.output import LineWriter
from runstrength.ui.plain.run import LineHost
from runstrength.ui.services import SessionServices
from runstrength.ui.wake_lock import WakeLock
from tests.conftest import FakeClock
from tests.support.app import MORNING, ManualWake, library_of


class Listener:
    """Somebody who does a session by its lines."""

    def __init__(
        self,
        home: Path,
        routine: str = "runner",
        *,
        level: str = "beginner",
        hands_free: bool = False,
        has_keys: bool = True,
        answered: bool = True,
        saves: bool = True,
        answer: str = "",
        checkin: bool = False,
        advance: str = "auto",
        equipment: tuple[str, ...] = ("bodyweight",),
        keys: dict[str, str] | None = None,
        clock: FakeClock | None = None,
        leave: datetime | None = None,
        library: Library | None = None,
        minutes: float | None = None,
        sound: SoundController | None = None,
        remote: RemoteControl | None = None,
        wake_lock: WakeLock | None = None,
    ) -> None:
        self.text = ""
        """Everything that was written."""
        self.clock = clock or FakeClock()
        self.wake = ManualWake()
        self.profile = Profile(
            config_file=home / "config" / "config.toml",
            history=home / "data" / "history",
            state=home / "state",
            saves=saves,
            first_start_done=answered,
        )
        began = self.clock.now
        choices = Choices(level=level, hands_free=hands_free, equipment=equipment, minutes=minutes)

        def now() -> datetime:
            return MORNING + timedelta(seconds=self.clock.now - began)

        lines = LineWriter(self._write)
        self.services = SessionServices(
            settings=Settings(level=level, minutes=0, advance=advance, checkin=checkin, keys=keys or {}),
            profile=self.profile,
            planner=Planner(library or library_of(home), choices, lambda: self.profile.today(now())),
            host=LineHost(lines),
            speed=1.0,
            leave_at=leave,
            real_clock=self.clock,
            now=now,
            alarm=self.wake,
        )
        self.services.remote, self.services.wake_lock, self.services.sound = remote, wake_lock, sound
        self.conversation = Conversation(Talk(self.services, lines, NoKeyboard(), has_keys=has_keys), routine, answer)
        self.conversation.start()

    def _write(self, text: str) -> None:
        self.text += text

    @property
    def lines(self) -> list[str]:
        """The lines so far."""
        return self.text.splitlines()

    @property
    def session(self) -> Session:
        """The session under way."""
        assert self.conversation.session is not None
        return self.conversation.session.live.session

    @property
    def status(self) -> int | None:
        """The exit status; None before the end."""
        return self.conversation.status

    def hit(self, *keys: str) -> None:
        """Press keys at this very moment; what is no name of a key is a character."""
        for key in keys:
            self.conversation.press(key_of(" ") if key == "space" else key_of(key) if len(key) == 1 else KeyPress(key))

    def press(self, *keys: str) -> None:
        """Press keys as slowly as a person, with a second after each."""
        for key in keys:
            self.hit(key)
            self.let_pass(1)

    def type(self, text: str) -> None:
        """Type a line and enter."""
        self.hit(*text, "enter")

    def let_pass(self, seconds: float) -> None:
        """Let time pass and ring the alarm whenever it is due."""
        end = self.clock.now + seconds
        while self.wake.moment is not None and self.wake.moment <= end:
            self.clock.now = max(self.clock.now, self.wake.moment)
            self.wake.fire()
        self.clock.now = end

    def heard(self, do: Callable[[], Any]) -> list[str]:
        """Return the lines that something leads to."""
        before = len(self.text)
        do()
        return self.text[before:].splitlines()

    def after(self, *keys: str) -> list[str]:
        """Press keys as slowly as a person, and return the lines that they lead to."""
        return [line for line in self.heard(lambda: self.press(*keys)) if line]

    def saved(self, home: Path) -> list[dict[str, Any]]:
        """Return every session in the history."""
        return [json.loads(path.read_bytes()) for path in sorted((home / "data").rglob("*.json"))]


def with_routine(home: Path, text: str, name: str = "runner") -> Path:
    """Write an own routine into a home, and return the home."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return home

"""The display is kept awake in a real session, by a desktop that is told so over D-Bus, and let go however it ends."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.test_endings import forward, routine, to_the_second_set
from tests.support.terminal import Terminal

__all__ = ["routine"]  # a fixture

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="not installed: dbus-daemon"),
]

DESKTOP = """
# A screen saver, as far as it is asked to be still; it tells who asked, who took it back, and who is gone.
from jeepney import HeaderFields, MatchRule, MessageType, message_bus, new_method_return
from jeepney.io.blocking import open_dbus_connection

connection = open_dbus_connection("SESSION")
rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
connection.send_and_get_reply(message_bus.AddMatch(rule))
connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.ScreenSaver"))
print("ready", flush=True)
asked = set()
while True:
    message = connection.receive()
    member, sender = (message.header.fields.get(field) for field in (HeaderFields.member, HeaderFields.sender))
    if message.header.message_type is MessageType.method_call and member == "Inhibit":
        asked.add(sender)
        connection.send(new_method_return(message, "u", (len(asked),)))
        print("still", flush=True)
    elif message.header.message_type is MessageType.method_call and member == "UnInhibit":
        asked.discard(sender)
        connection.send(new_method_return(message))
        print("let go", flush=True)
    elif member == "NameOwnerChanged" and message.body[0] in asked and not message.body[2]:
        asked.discard(message.body[0])
        print("gone", flush=True)
"""


class Desktop:
    """What the desktop has told so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.said: list[str] = []
        self._heard = threading.Condition()
        self._process = process
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._heard:
                self.said.append(line.strip())
                self._heard.notify_all()

    def says(self, *words: str, within: float = 10.0) -> bool:
        """Tell whether it has told exactly this, soon."""
        with self._heard:
            return self._heard.wait_for(lambda: self.said == ["ready", *words], within)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """Run a bus of our own with a screen saver on it."""
    address = f"unix:path={tmp_path / 'bus'}"
    bus = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address={address}"]
    with subprocess.Popen(bus, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        with subprocess.Popen([sys.executable, "-c", DESKTOP], stdout=subprocess.PIPE, text=True) as saver:
            desktop = Desktop(saver)
            assert desktop.says()
            yield desktop
            saver.kill()
        daemon.kill()


def test_from_start_to_end(program: list[str], desktop: Desktop, routine: str) -> None:
    """It is asked for when the session starts, once, and taken back when it has ended, while the summary is read."""
    with Terminal([*program, "session", routine, "--sound", "off"]) as terminal:
        to_the_second_set(terminal)
        assert desktop.says("still")
        while not terminal.title.startswith("Ends: "):
            forward(terminal)
        assert desktop.says("still", "let go")
        terminal.wait_for("EFFORT")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert desktop.said == ["ready", "still", "let go"]


@pytest.mark.parametrize(
    ("number", "end"), [(signal.SIGTERM, "let go"), (signal.SIGKILL, "gone")], ids=["term", "kill"]
)
def test_a_signal_takes_it_back_as_well(
    program: list[str], desktop: Desktop, routine: str, number: signal.Signals, end: str
) -> None:
    """A signal takes it back as well; where the program is killed the desktop sees by itself that it is gone."""
    with Terminal([*program, "session", routine, "--sound", "off"]) as terminal:
        to_the_second_set(terminal)
        assert desktop.says("still")
        terminal.kill(number)
        terminal.wait_exit()
    assert desktop.says("still", end)


def test_doctor_tries_it(program: list[str], desktop: Desktop) -> None:
    """The doctor tries it for a moment, and names what did it."""
    told = subprocess.run([*program, "doctor"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^ok  keep awake +org\.freedesktop\.ScreenSaver", told, re.MULTILINE)
    assert desktop.says("still", "let go")

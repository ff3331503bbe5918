"""`runstrength tell`, and `--on-event`, as a shell, a pedal or a script uses them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from runstrength.cli import app as cli_app
from runstrength.cli import main
from runstrength.remote import sockets
from runstrength.remote.events import EVENTS
from runstrength.remote.messages import RemoteAnswer, read_request, write_answer
from runstrength.remote.status import Status, status_of
from runstrength.session.commands import Start
from runstrength.session.engine import Session
from tests.conftest import ROOT
from tests.support.plans import T0, small_plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead")


WORDS = ("done", "back", "skip", "pause", "resume", "status")


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, arguments)


def a_status() -> Status:
    """Return the status of a session in its first lead-in."""
    session = Session(small_plan())
    session.apply(Start(), T0)
    return status_of(session, T0)


@contextmanager
def a_session(home: Path, why: str = "", refused: int = 0) -> Iterator[list[str]]:
    """Answer one request in another thread, as a session does; return what was asked."""
    heard: list[str] = []
    listener, path = sockets.listen(home / "state" / "remote")

    def answer() -> None:
        with listener.accept()[0] as connection:
            heard.append(read_request(connection.recv(1000).rstrip(b"\n")).do)
            connection.sendall(write_answer(RemoteAnswer(ok=not why, why=why, refused=refused, status=a_status())))

    listener.setblocking(True)
    thread = threading.Thread(target=answer)
    thread.start()
    yield heard
    thread.join(5)
    listener.close()
    path.unlink()


@pytest.mark.parametrize("word", WORDS)
def test_what_can_be_told(home: Path, word: str) -> None:
    """Each command reaches the session, and prints in one line what it is doing then."""
    with a_session(home) as heard:
        result = run("tell", word)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Get ready 0:10 · Plank · set 1 of 2\n", "")
    assert heard == [word]


def test_the_status_as_json(home: Path) -> None:
    """With --json the status is printed as an object."""
    with a_session(home):
        result = run("tell", "status", "--json")
    assert json.loads(result.stdout) == msgspec.to_builtins(a_status())


def first_column(title: str) -> list[str]:
    """Return the names in the first column of the table in a section of the page on other programs."""
    page = (ROOT / "docs" / "remote.md").read_text("utf-8")
    section = page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)
    return re.findall(r"`([a-z_ ]+)`", " ".join(cells[1:]))


def test_the_page_has_all_of_it() -> None:
    """The page names each command, each key of the status in their order, and each event."""
    assert first_column("Commands") == [f"runstrength tell {word}" for word in WORDS]
    assert first_column("The status") == [*Status.__struct_fields__]
    assert first_column("Events") == [*EVENTS]


def test_without_a_session_the_error_says_what_to_do() -> None:
    """Without a session the error says what to do, and the exit status is 1."""
    result = run("tell", "done")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "No running session found. Start one with: runstrength session\n"


def test_what_is_not_possible_now(home: Path) -> None:
    """What the session refuses is said as it says it, with exit status 1; nothing is printed as a status."""
    with a_session(home, why="The session isn't paused."):
        result = run("tell", "resume", "--json")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "The session isn't paused.\n")


def test_a_session_that_is_stopped(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that doesn't answer is named as what it may be, with exit status 1."""
    monkeypatch.setattr("runstrength.remote.client.PATIENCE", 0.05)
    listener, _ = sockets.listen(home / "state" / "remote")
    result = run("tell", "status")
    listener.close()
    assert result.exit_code == 1
    assert result.stderr == "The session doesn't answer: it may be stopped or busy. Look at its terminal.\n"


@pytest.mark.parametrize("arguments", [("tell",), ("tell", "stop"), ("tell", "done", "now"), ("tell", "--json")])
def test_another_word_or_none_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    """Another word, or none, is wrong usage: exit status 2, and what to use."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "use done, back, skip, pause, resume or status" in result.stderr or "extra argument" in result.stderr


LOADED = """
import sys
from runstrength.cli import main
try:
    main(["tell", "status"], standalone_mode=False)
except SystemExit:
    pass
print(*sorted(sys.modules))
"""


def test_a_pedal_does_not_wait_for_imports() -> None:
    """The command loads neither the session nor what an event loop, files or screens need."""
    result = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    heavy = {"asyncio", "msgspec", "textual", "tomli", "runstrength.session.engine", "runstrength.toml_input"}
    assert heavy & set(result.stdout.split()) == set()


def test_a_command_for_events_that_does_not_exist(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that isn't there is an error at the start, with exit status 2, from the option and the settings."""
    monkeypatch.setattr(cli_app, "has_terminal", lambda: True)
    monkeypatch.setattr("runstrength.sound.player.start_early", lambda setting: None)
    for command in ("session", "warmup", "check"):
        result = run(command, "--on-event", "no-such-program --lamp", "--sound", "off")
        assert result.exit_code == 2
        assert '--on-event: "no-such-program" isn\'t valid: use a program in PATH' in result.stderr
    result = run("session", "--on-event", "say 'x", "--sound", "off")
    assert (result.exit_code, "isn't valid: use a command with closed quotes" in result.stderr) == (2, True)
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('on_event = "no-such-program"\n')
    result = run("session", "--sound", "off")
    assert result.exit_code == 2
    assert f'{config}: on_event: "no-such-program" isn\'t valid: use a program in PATH' in result.stderr


def doctor() -> tuple[bool | None, str, str]:
    """Return what `doctor` says about the commands from outside."""
    checks = json.loads(run("doctor", "--json").stdout)["checks"]
    (check,) = [check for check in checks if check["name"] == "remote"]
    return check["ok"], check["found"], check["advice"]


def test_the_doctor_says_whether_a_session_can_be_reached(home: Path) -> None:
    """The doctor says whether a session can be reached, and counts the messages that it refused."""
    assert doctor() == (True, "no session is running; `runstrength tell` works", "")
    assert not home.exists()
    with a_session(home):
        assert doctor() == (True, "a session is running, and `runstrength tell` reaches it", "")
    with a_session(home, refused=10_000):
        assert doctor()[2] == "10,000 messages refused: no valid commands"


def test_the_doctor_where_nobody_can_listen(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no socket can be had, the doctor says why, and that sessions run all the same."""

    def none(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sockets, "listen", none)
    advice = "sessions run, but `runstrength tell` can't reach them"
    assert doctor() == (None, "Permission denied", advice)

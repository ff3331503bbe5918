"""Every way in which a session can end: what is kept, what is said afterwards, and that nothing is left behind."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_sound_session import mixers
from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

ROUTINE = """\
title = "Ends"
[[blocks]]
name = "A"
sets = 2
rest = 3
ready = 2
[[blocks.slots]]
exercise = "squat"
reps = 3
[[blocks.slots]]
exercise = "push_up"
reps = 3
"""
STEPS = (1, 3, 6, 8)
"""The work of the routine: squat, push-up, squat, push-up."""
AGAIN = r"Your session is saved\. To continue it: runstrength session --resume"

CRASH = """
import sys
from runstrength.ui.session.screen import SessionScreen
from runstrength.cli import main
tick = SessionScreen.tick
def broken(self):
    if self.session.state.log:
        raise ZeroDivisionError("the sum of \\x1b[31mnothing[/]")
    tick(self)
SessionScreen.tick = broken
main()
"""
LIMITED = """
import os, resource, sys
size = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
os.execvp(sys.argv[2], sys.argv[2:])
"""
DEVICE = "miniaudio"
KEYS = cycle(("space", "right"))


@pytest.fixture
def routine(home: Path, tmp_path: Path) -> str:
    """Return a routine of two sets of squats and push-ups, for somebody who answered the first questions."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\n', encoding="utf-8")
    path = tmp_path / "ends.toml"
    path.write_text(ROUTINE, encoding="utf-8")
    return str(path)


def journal(home: Path) -> list[Path]:
    """Return the journals that wait for an answer."""
    return sorted((home / "state" / "journal").glob("*.jsonl"))


def saved(home: Path) -> list[dict[str, Any]]:
    """Return the sessions in the history."""
    return [json.loads(path.read_bytes()) for path in sorted((home / "data" / "history").rglob("*.json"))]


def forward(terminal: Terminal) -> None:
    """Go on by one step, now with this key and now with that: one alone would be deaf for a moment."""
    key, title = next(KEYS), terminal.title
    terminal.press(key)
    terminal.wait_until(lambda: terminal.title != title, what="another title")


def to_the_second_set(terminal: Terminal, home: Path | None = None) -> None:
    """Do the squats, and go on to the push-ups; with a home, once there is a mixer of its own."""
    terminal.wait_for_title("Squat")
    if home is not None:
        terminal.wait_until(lambda: mixers(home), what="the mixer")
    for what in ("reps Squat", "Push-up", "reps Push-up"):
        terminal.press(next(KEYS))
        terminal.wait_for_title(what)


def to_the_end(terminal: Terminal) -> None:
    """Go on to the summary, and leave."""
    while not terminal.title.startswith("Ends: "):
        forward(terminal)
    terminal.wait_for("EFFORT")
    terminal.press("q")
    assert terminal.wait_exit() == 0


def gone(home: Path, within: float = 3.0) -> bool:
    """Tell whether no mixer of this test is left, soon."""
    deadline = time.monotonic() + within
    while mixers(home):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def resumed(program: Sequence[str], home: Path) -> None:
    """Go on with the session that was interrupted, to its end, and find each set once."""
    with Terminal([*program, "session", "--resume", "--sound", "off"]) as terminal:
        terminal.wait_for("GET READY")
        to_the_end(terminal)
    (session,) = saved(home)
    assert [item["step"] for item in session["sets"]] == list(STEPS)
    assert journal(home) == []


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)],
    ids=["term", "int", "hup"],
)
def test_a_signal_ends_it_in_good_order(
    program: list[str], home: Path, routine: str, number: signal.Signals, status: int
) -> None:
    """A signal ends it in good order: the terminal as it was, no mixer left, and a word on how to go on."""
    with Terminal([*program, "session", routine, "--sound", DEVICE]) as terminal:
        terminal.title = "my shell"
        to_the_second_set(terminal, home)
        terminal.kill(number)
        assert terminal.wait_exit() == status
        assert (terminal.left_on, terminal.title) == ([], "my shell")
        assert re.search(AGAIN, terminal.text)
        assert "Traceback" not in terminal.text
    assert gone(home)
    assert (len(journal(home)), saved(home)) == (1, [])


def test_a_signal_at_home(program: list[str], home: Path, routine: str) -> None:
    """Where no session is under way a signal ends it without a word."""
    with Terminal(program) as terminal:
        terminal.wait_for("Start the session")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == 143
        assert (terminal.left_on, terminal.text.strip()) == ([], "")
    assert not (home / "state" / "journal").exists()


@pytest.mark.parametrize("deaf", [False, True], ids=["told", "not told"])
def test_the_terminal_is_closed(program: list[str], home: Path, routine: str, deaf: bool) -> None:
    """When the window is closed the program ends soon, also where nobody tells it, and leaves no mixer behind."""
    ignoring = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh"] if deaf else []
    with Terminal([*ignoring, *program, "session", routine, "--sound", DEVICE]) as terminal:
        to_the_second_set(terminal, home)
        terminal.hang_up()
        assert terminal.wait_exit(5) == 129
    assert gone(home)
    assert len(journal(home)) == 1
    resumed(program, home)


def test_after_kill_9_the_mixer_is_gone_with_it(program: list[str], home: Path, routine: str) -> None:
    """After kill -9 the mixer is gone with it, and the next start asks what to do, with where it was."""
    with Terminal([*program, "session", routine, "--sound", DEVICE]) as terminal:
        to_the_second_set(terminal, home)
        terminal.kill(signal.SIGKILL)
        assert terminal.wait_exit() == -signal.SIGKILL
    assert gone(home)
    with Terminal([*program, "session", routine]) as terminal:
        terminal.wait_for(r"A session from \d\d:\d\d was interrupted at A2, set 1 of 2\.")
        terminal.wait_for("Resume .*get ready for push-up")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
    assert (len(journal(home)), saved(home)) == (1, [])
    resumed(program, home)


def test_ctrl_c_asks_and_again_finishes_and_saves(program: list[str], home: Path, routine: str) -> None:
    """Ctrl+C asks, and again finishes and saves: nothing is left to resume."""
    with Terminal([*program, "session", routine, "--sound", "off"]) as terminal:
        to_the_second_set(terminal)
        terminal.press("ctrl+c")
        terminal.wait_for("END THE SESSION")
        assert len(journal(home)) == 1
        terminal.press("ctrl+c")
        terminal.wait_for("EFFORT")
        assert journal(home) == []
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 0
    (session,) = saved(home)
    assert [item["step"] for item in session["sets"]] == [1]


def test_stopped_and_continued(program: list[str], home: Path, routine: str) -> None:
    """A process that was stopped for a while is paused where it was, and goes on when it is told to."""
    with Terminal([*program, "session", routine, "--sound", "off"]) as terminal:
        to_the_second_set(terminal)
        terminal.kill(signal.SIGSTOP)
        terminal.read_for(2.6)
        terminal.kill(signal.SIGCONT)
        terminal.wait_for_title("Paused: Push-up")
        assert b'"mode":"paused"' in journal(home)[0].read_bytes()
        terminal.press("space")
        terminal.wait_for_title("reps Push-up")
        terminal.press("q")
        terminal.wait_for("END THE SESSION")
        terminal.press("f")
        terminal.wait_for("EFFORT")
    (session,) = saved(home)
    assert 2 <= session["paused_seconds"] < 10


def test_an_error_of_our_own(program: list[str], home: Path, routine: str) -> None:
    """An error in the program itself gives back the terminal, is told in three lines, and costs nothing but the set."""
    with Terminal([sys.executable, "-c", CRASH, "session", routine, "--sound", DEVICE]) as terminal:
        terminal.title = "my shell"
        terminal.wait_for_title("Squat")
        terminal.press("space")
        terminal.wait_for_title("reps Squat")
        terminal.press("right")
        assert terminal.wait_exit() == 1
        assert (terminal.left_on, terminal.title) == ([], "my shell")
        said = terminal.text.strip().splitlines()
    log = home / "state" / "errors.log"
    told = "".join(said).replace(" ", "")
    assert "runstrengthcrashed:ZeroDivisionError:thesumof\\x1b[31mnothing[/]" in told
    assert "Tocontinueit:runstrengthsession--resume" in told
    assert f"Detailsarein{log}" in told
    assert "Traceback" not in told
    assert log.stat().st_mode & 0o777 == 0o600
    assert "Traceback" in log.read_text("utf-8")
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert gone(home)
    assert (len(journal(home)), saved(home)) == (1, [])
    resumed(program, home)


def test_a_full_disk(program: list[str], home: Path, routine: str) -> None:
    """When the disk takes no more of the journal the session goes on, a sign says so, and it is saved at its end."""
    with Terminal([*program, "session", routine, "--sound", "off"]) as terminal:
        terminal.wait_for_title("Squat")
        terminal.wait_until(
            lambda: journal(home) and journal(home)[0].read_bytes().endswith(b"\n"), what="the journal's first lines"
        )
        begun = journal(home)[0].stat().st_size
        terminal.kill(signal.SIGKILL)
    journal(home)[0].unlink()
    # No file may grow beyond the journal's first lines; what is in the history is shorter than those.
    with Terminal(
        [sys.executable, "-c", LIMITED, str(begun + 50), *program, "session", routine],
        env={"PYTHONDONTWRITEBYTECODE": "1"},
    ) as terminal:
        to_the_second_set(terminal)
        terminal.wait_for("not on disk")
        to_the_end(terminal)
    (session,) = saved(home)
    assert [item["step"] for item in session["sets"]] == list(STEPS)
    assert journal(home) == []


def test_two_at_once(program: list[str], home: Path, routine: str) -> None:
    """While one session runs, a second start says so and offers its own; each has a journal of its own."""
    with Terminal([*program, "session", routine, "--sound", "off"]) as first:
        to_the_second_set(first)
        before = journal(home)[0].read_bytes()
        with Terminal([*program, "session", routine, "--sound", "off"]) as second:
            second.wait_for(rf"A session is running already, since \d\d:\d\d, in process\s+{first.pid}\.")
            second.press("enter")
            second.wait_for_title("Squat")
            second.wait_until(lambda: len(journal(home)) == 2, what="a second journal")
            assert journal(home)[0].read_bytes() == before or journal(home)[1].read_bytes() == before
            second.press("s")
            second.wait_for_title("Push-up")
            second.press("ctrl+c", "ctrl+c")
            second.wait_for("EFFORT")
            second.press("q")
            assert second.wait_exit() == 0
        assert len(journal(home)) == 1
        result = subprocess.run([*program, "session", "--resume"], capture_output=True, text=True, check=False)
        assert (result.returncode, "is still running, in process" in result.stderr) == (1, True)


def test_interrupted_from_the_first_moment(program: list[str], home: Path) -> None:
    """Ctrl+c while the program is only being loaded ends it without a word, whenever it comes."""
    slow = (
        "import sys, time; sys.argv[1:] = ['plan']; import runstrength.__main__ as m; print('in', flush=True); m.main()"
    )
    for pause in [number / 50 for number in range(1, 12)]:
        process = subprocess.Popen(
            [sys.executable, "-c", slow], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(pause)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
        assert (process.returncode in (130, -signal.SIGINT, 0), told.strip()) == (True, "")


def test_interrupted_where_nobody_can_catch_it(home: Path) -> None:
    """Ctrl+c in a callback, as the end of an import has one, ends the program without a word too."""
    code = """
import runstrength.__main__, runstrength.cli
class Callback:
    def __del__(self):
        raise KeyboardInterrupt
def command():
    Callback()
    print("went on", flush=True)
runstrength.cli.main = command
runstrength.__main__.main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("module", ["runstrength.figure.ascii", "runstrength.cli.plan", "runstrength.toml_input"])
def test_interrupted_where_nobody_catches_it(home: Path, module: str) -> None:
    """Ctrl+c between two things that the command line does, or while it ends, is told by the status alone."""
    interrupted = f"""
import sys, types
class Interrupted(types.ModuleType):
    def __getattr__(self, name):
        raise KeyboardInterrupt
sys.modules["{module}"] = Interrupted("{module}")
sys.argv[1:] = ["plan", "/nowhere.toml"]
import runstrength.__main__ as program
program.main()
"""
    process = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, text=True, check=False)
    assert (process.returncode in (130, -signal.SIGINT), process.stdout, process.stderr.strip()) == (True, "", "")


def test_interrupted_while_a_class_is_created(home: Path) -> None:
    """Ctrl+c that Python turns into another error, because a class was being created, is told by the status alone."""
    interrupted = """
import sys, types
class Descriptor:
    def __set_name__(self, owner, name):
        raise KeyboardInterrupt
class Interrupted(types.ModuleType):
    def __getattr__(self, name):
        class Created:
            attribute = Descriptor()
sys.modules["runstrength.cli.plan"] = Interrupted("runstrength.cli.plan")
sys.argv[1:] = ["plan"]
import runstrength.__main__ as program
program.main()
"""
    process = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, text=True, check=False)
    assert (process.returncode in (130, -signal.SIGINT), process.stdout, process.stderr.strip()) == (True, "", "")

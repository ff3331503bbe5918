"""What the terminal says in the middle of a session is never taken for a key, and no report of a key ends it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.support.terminal import Terminal
from tests.support.terminal_replies import REPLIES

pytestmark = pytest.mark.e2e

ROUTINE = """\
title = "Replies"
[[blocks]]
name = "A"
sets = 2
rest = 60
ready = 60
[[blocks.slots]]
exercise = "squat"
reps = 3
"""
ALL = [reply.encode("utf-8", "surrogateescape") for reply in REPLIES.values()]
SIZES = b"\x1b[48;99999;99999;1;1t\x1b[8;99999;99999t"


@pytest.fixture
def routine(home: Path, tmp_path: Path) -> str:
    """Return a routine of two sets of squats, for somebody who answered the first questions."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\n', encoding="utf-8")
    path = tmp_path / "replies.toml"
    path.write_text(ROUTINE, encoding="utf-8")
    return str(path)


def say(terminal: Terminal, chance: random.Random) -> None:
    """Let the terminal send all replies, in another order and in pieces, and read what comes in the meantime."""
    data = b"".join(chance.sample(ALL, len(ALL))) + SIZES
    while data:
        cut = chance.randint(1, 60)
        terminal.send_bytes(data[:cut])
        data = data[cut:]
        terminal.read_for(chance.choice([0.0, 0.01, 0.03]))


@pytest.mark.parametrize("seed", [1, 2])
def test_replies_in_a_session(program: list[str], home: Path, routine: str, seed: int) -> None:
    """In lead-in, work and rest any reply changes nothing: what is logged is what was done, the volume stays."""
    chance = random.Random(seed)  # noqa: S311 - a test
    settings = (home / "config" / "config.toml").read_bytes()
    with Terminal([*program, "session", routine, "--sound", "off"]) as terminal:
        terminal.wait_for_title("Get ready")
        say(terminal, chance)
        assert "Get ready" in terminal.title
        terminal.press("space")
        terminal.wait_for_title("reps Squat")
        say(terminal, chance)
        assert "reps Squat" in terminal.title
        terminal.press("right")
        terminal.wait_for("JUST DONE")
        before = terminal.title.split(" ", 1)[1]
        say(terminal, chance)
        terminal.read_for(0.5)
        assert terminal.title.split(" ", 1)[1] == before
        terminal.press("q")
        terminal.wait_for("END THE SESSION")
        terminal.press("f")
        terminal.wait_for("EFFORT")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    (path,) = (home / "data" / "history").rglob("*.json")
    session = json.loads(path.read_bytes())
    assert [(item["done"], item.get("reserve")) for item in session["sets"]] == [(3, None)]
    assert session["paused_seconds"] < 2
    assert (home / "config" / "config.toml").read_bytes() == settings
    assert not (home / "state" / "errors.log").exists()


def test_an_arrow_in_pieces(program: list[str], home: Path, routine: str) -> None:
    """An arrow whose parts come 160 ms apart corrects the set by one; nobody is asked whether to end the session."""
    with Terminal([*program, "session", routine, "--sound", "off"]) as terminal:
        terminal.wait_for_title("Get ready")
        terminal.press("space")
        terminal.wait_for_title("reps Squat")
        terminal.press("right")
        terminal.wait_for("JUST DONE")
        for part in "\x1b[A":
            terminal.send(part)
            terminal.read_for(0.16)
        terminal.wait_for("JUST DONE +squat +4")
        assert "END THE SESSION" not in terminal.text
        terminal.send("\x1b")
        terminal.wait_for("END THE SESSION", timeout=1.5)


@pytest.mark.parametrize("report", ["\x1b[112;1:1u\x1b[112;1:3u", "\x1b[112:80:112;1;112u", "\x1b[1079::112;;1079u"])
def test_reports_of_a_key(program: list[str], home: Path, routine: str, report: str) -> None:
    """The p key pauses, however its press is reported: with events, with alternates, in a Cyrillic layout."""
    with Terminal([*program, "session", routine, "--sound", "off"]) as terminal:
        terminal.wait_for_title("0:5[789] Get ready")  # the clock runs
        terminal.send(report)
        terminal.wait_for_title("Paused")
        terminal.send("\x1b[1114112u")
        terminal.press("space")
        terminal.wait_for_title("Get ready")

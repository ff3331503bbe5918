"""What the terminal is given, frame by frame."""

from __future__ import annotations

import re
from pathlib import Path

import pyte
import pytest

from tests.support.terminal import Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.paced]

LONG = """\
title = "Long"
[[blocks]]
name = "A"
sets = 2
ready = 30
switch = 30
[[blocks.slots]]
exercise = "side_plank"
hold = 60
"""
UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]")
"""What pyte would print."""


@pytest.fixture(autouse=True)
def _answered(home: Path) -> None:
    """Write the settings of somebody who was here before: nothing is asked before the session."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\n', encoding="utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_a_new_phase_is_one_frame(program: list[str], tmp_path: Path, size: tuple[int, int]) -> None:
    """The first frame of a phase is all of it: nothing stands where it stood before, on one background."""
    routine = tmp_path / "long.toml"
    routine.write_text(LONG, encoding="utf-8")
    env = {"TEXTUAL_ANIMATIONS": "none"}
    with Terminal([*program, "session", str(routine), "--no-save", "--sound", "off"], size=size, env=env) as terminal:
        terminal.wait_for("GET READY")
        terminal.read_for(1.0)
        for phase in ("HOLD", "SWITCH SIDES", "HOLD"):
            before = len(terminal.raw)
            terminal.press("space")
            terminal.wait_for(rf"^.{{0,4}}{phase}")
            terminal.read_for(0.4)
            frames = _frames(bytes(terminal.raw), before, size)
            terminal.read_for(0.8)
            first = next(place for place, (words, _) in enumerate(frames) if phase in words.split("\n")[0])
            assert frames[first][0] == frames[-1][0], f"{phase} is drawn in parts"
            assert {grounds for _, grounds in frames[first:]} == {1}


def test_a_session_starts_with_the_screen_painted_twice(program: list[str]) -> None:
    """Textual paints a screen when it is laid out and when it is shown; the session's view adds no third time."""
    with Terminal([*program, "session", "--no-save", "--sound", "off"]) as terminal:
        terminal.wait_for("GET READY")
        terminal.read_for(0.6)
        middle_row = re.compile(rb"\x1b\[12;1H")
        assert len(middle_row.findall(bytes(terminal.raw))) == 2


def _frames(raw: bytes, before: int, size: tuple[int, int]) -> list[tuple[str, int]]:
    """Return the text of each frame after a place in the output, and how many backgrounds it has."""
    screen = pyte.Screen(*size)
    stream = pyte.ByteStream(screen)
    stream.feed(UNKNOWN.sub(b"", raw[:before]))
    frames = []
    for frame in re.split(rb"(?<=\x1b\[\?2026l)", raw[before:]):
        stream.feed(UNKNOWN.sub(b"", frame))
        grounds = {screen.buffer[y][x].bg for y in range(size[1]) for x in range(size[0])}
        frames.append(("\n".join(screen.display), len(grounds)))
    return frames

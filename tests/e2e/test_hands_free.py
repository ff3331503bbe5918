"""A session without hands, in a real pseudo-terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

SHORT = """\
title = "No hands"
[[blocks]]
name = "A"
sets = 2
rest = 6
ready = 3
switch = 2
[[blocks.slots]]
exercise = "single_leg_deadlift"
reps = 2
[[blocks.slots]]
exercise = "side_plank"
hold = 4
[[blocks.slots]]
exercise = "farmers_carry"
carry = 3
[[blocks]]
name = "F"
finisher = true
[[blocks.slots]]
exercise = "plank_row"
amrap = 12
"""


def test_no_key_at_all(program: list[str], home: Path, tmp_path: Path) -> None:
    """From the command to the saved session nobody presses a key: reps by tempo, carries and AMRAP by their time."""
    routine = tmp_path / "hands.toml"
    routine.write_text(SHORT, encoding="utf-8")
    (home / "config").mkdir(parents=True)
    config = 'level = "intermediate"\nhealth_note_read = true\n'
    (home / "config" / "config.toml").write_text(config, encoding="utf-8")
    command = [*program, "session", str(routine), "--hands-free", "--speed", "20", "--save"]
    with Terminal(command, size=(80, 24)) as terminal:
        terminal.wait_for("2 reps · 3 s down, 1 s up", timeout=20)
        terminal.wait_for("11 of 11 sets", timeout=60)
        (path,) = (home / "data" / "history").rglob("*.json")
        session = json.loads(path.read_bytes())
        terminal.press("q")

        assert terminal.wait_exit() == 0

    assert session["completed"] is True
    assert [(item["exercise"], item["side"], item["done"]) for item in session["sets"]] == [
        ("single_leg_deadlift", "left", 2),
        ("single_leg_deadlift", "right", 2),
        ("side_plank", "left", 4),
        ("side_plank", "right", 4),
        ("farmers_carry", None, 3),
        ("single_leg_deadlift", "right", 2),
        ("single_leg_deadlift", "left", 2),
        ("side_plank", "right", 4),
        ("side_plank", "left", 4),
        ("farmers_carry", None, 3),
        ("plank_row", None, None),
    ]
    assert [round(item["seconds"]) for item in session["sets"]] == [8, 8, 4, 4, 7, 8, 8, 4, 4, 7, 12]

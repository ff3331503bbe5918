"""The real program, killed at random moments of short sessions: every set that was done is there, once.

Before it is killed, it is led on, paused, shortened, and other exercises, times and loads are chosen.

The moments are drawn from a seed, which a failure tells; KILL_SEED=… plays the same again, as far as clocks allow.
"""

from __future__ import annotations

import json
import os
import random
import signal
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from runstrength.history.journal import read
from runstrength.history.recovery import Unfinished, find_unfinished
from runstrength.history.store import Store
from runstrength.session.plan import Plan
from runstrength.session.record import SetDone
from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

KILLS = 6
LONG = 1000
AT_ONCE = 2
"""Sessions side by side, each on a machine of its own."""
LONGEST_LIFE = 0.6
"""Real seconds after which a life is ended at the latest; at sixty times the speed that is half a minute."""
ROUTINE = """\
title = "Killed"
[[blocks]]
name = "A"
sets = 3
rest = 6
ready = 3
switch = 2
[[blocks.slots]]
exercise = "side_plank"
hold = 6
[[blocks.slots]]
exercise = "squat"
reps = 2
[[blocks.slots]]
exercise = "farmers_carry"
carry = 3
"""
"""Twelve sets in about two minutes, which are two seconds at this speed; a life is shorter than that."""
KEYS: tuple[tuple[str, ...], ...] = (
    ("space",), ("space",), ("right",), ("s",), ("p", "p"), ("+",), ("-",), ("x", "1"), ("x", "2"), ("x", "3"),
    ("x", "escape"), ("o", "2", "enter"), ("o", "escape"), ("tab", "up"), ("tab", "tab", "up", "up"),
    ("?", "escape"), ("p",), ("x",), ("o",),
)  # fmt: skip
"""What is pressed, one key after the other; what opens a question may be killed before the answer."""
START = ("--speed", "60", "--save", "--hands-free")


class Life:
    """One session on a machine of its own, from its start through all its deaths to the history."""

    def __init__(self, program: list[str], folder: Path, seed: str) -> None:
        self.program = program
        self.home = folder / "home"
        self.routine = folder / "killed.toml"
        self.random = random.Random(seed)  # noqa: S311 - nothing here is a secret
        self.kills = 0
        self.done: tuple[SetDone, ...] = ()
        """The sets that were in the journal when the program was killed last."""
        self.plan: Plan | None = None
        """The plan as it was changed by then."""
        (self.home / "config").mkdir(parents=True)
        (self.home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\n', "utf-8")
        self.routine.write_text(ROUTINE, "utf-8")

    def lead(self, *how: str) -> None:
        """Start the program and kill it at some moment; now and then a key has led it to its end by then."""
        command = [*self.program, "session", str(self.routine), *START, *how]
        with Terminal(command, env={"RUNSTRENGTH_HOME": str(self.home)}) as terminal:
            terminal.wait_until(lambda: terminal.title, what="the first frame")
            terminal.read_for(self.random.uniform(0, LONGEST_LIFE / 2))
            for _ in range(self.random.choice((0, 0, 1, 1, 2))):
                for key in self.random.choice(KEYS):
                    if not terminal.ended:
                        terminal.press(key)
                        terminal.read_for(self.random.uniform(0, 0.1))
            terminal.read_for(self.random.uniform(0, LONGEST_LIFE / 2))
            terminal.kill(signal.SIGKILL)
            status = terminal.wait_exit()
        if status == 0:
            assert self.saved()
        else:
            assert status == -signal.SIGKILL
            self.kills += 1

    def saved(self) -> list[dict[str, Any]]:
        """Return the sessions in the history."""
        return [json.loads(path.read_bytes()) for path in sorted((self.home / "data").rglob("*.json"))]

    def left_behind(self) -> Unfinished | None:
        """Return the session as its journal has it, None once it is in the history; no set that was done is missing."""
        journals = find_unfinished(self.home / "state" / "journal", Store(self.home / "data" / "history"))
        assert not journals.problems
        assert not journals.running
        found = (*journals.interrupted, *journals.ended, *journals.saved)
        assert len(found) <= 1
        for one in found:
            assert one.reading.damage == ""
            log = one.reading.session.state.log
            assert places(log)[: len(self.done)] == places(self.done)
            self.done, self.plan = log, one.reading.session.plan
        return found[0] if found and not journals.saved else None

    def live(self) -> None:
        """Go from life to life until the session is in the history, with every set in it once."""
        self.lead()
        while not self.saved() and self.left_behind() is None:  # it was killed before its clock had started
            self.lead()
        while (one := self.left_behind()) is not None and not one.ended:
            self.lead("--resume")
        self.bring_home()
        (session,) = self.saved()
        steps = [item["step"] for item in session["sets"]]
        assert steps == sorted(set(steps))
        assert session["completed"]
        assert len(steps) == session["planned_sets"]
        assert [(item["step"], item["at"]) for item in session["sets"]][: len(self.done)] == places(self.done)

    def bring_home(self) -> None:
        """Start the program once more, for a session may have ended unsaved; nothing is asked, nothing left over."""
        with Terminal(self.program, env={"RUNSTRENGTH_HOME": str(self.home)}) as terminal:
            terminal.wait_for("Start the session")
            terminal.press("q")
            assert terminal.wait_exit() == 0
        assert self.left_behind() is None
        # One that was killed before its first line was finished had not begun; it is swept away a day later.
        left = [path.read_bytes() for path in (self.home / "state" / "journal").glob("*.jsonl")]
        assert [data for data in left if read(data) is not None] == []


def places(log: Sequence[SetDone]) -> list[tuple[int, float]]:
    """Return which sets a log has, and when each began; what was done in it may be corrected later."""
    return [(item.step, item.at) for item in log]


@pytest.mark.parametrize("wanted", [KILLS, pytest.param(LONG, marks=pytest.mark.long)])
def test_killed_at_any_moment(program: list[str], tmp_path: Path, wanted: int) -> None:
    """However often a session is killed, and wherever: it is resumed to its end, and each set is in it exactly once.

    Six kills at other moments each time, a thousand with `-m long`; `test_resume` cuts the journal at every line.
    """
    seed = os.environ.get("KILL_SEED") or str(random.SystemRandom().randrange(1_000_000))

    def lives(lane: int) -> int:
        kills = number = 0
        while kills < wanted / AT_ONCE:
            life = Life(program, tmp_path / f"{lane}-{number}", f"{seed}-{lane}-{number}")
            life.live()
            kills, number = kills + life.kills, number + 1
        return kills

    try:
        with ThreadPoolExecutor(AT_ONCE) as lanes:
            kills = sum(lanes.map(lives, range(AT_ONCE)))
    except BaseException as error:
        error.add_note(f"KILL_SEED={seed}")
        raise
    assert kills >= wanted

"""Each example of a routine, done in the real program, killed in its middle and continued to its end."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from runstrength.history.journal import read
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "routines").glob("*.toml"))
ALWAYS = {("rounds-for-time", False), ("drop-set", False), ("tabata", True)}
"""Rounds that a key counts, weights by set, work by the clock: short ones; the others take minutes together."""
START = ("--speed", "60", "--save")
BETWEEN_KEYS = 0.12
"""Real seconds from one key to the next."""
IN_THE_SET = 0.1
"""Real seconds of the set in the middle that are done before the program is killed."""
KEYS = ("space", "enter")
"""The keys that end a set or count a round, in turn: the same one at once again would be a key that is held."""
LONGEST = 60.0
"""Real seconds in which a session is over."""


def sessions() -> list[Any]:
    """Return each example with keys and without hands; most of them are only tried with `-m long`."""
    return [
        pytest.param(
            path,
            hands_free,
            id=f"{path.stem}{'-hands-free' if hands_free else ''}",
            marks=() if (path.stem, hands_free) in ALWAYS else pytest.mark.long,
        )
        for path in EXAMPLES
        for hands_free in (False, True)
    ]


class Doing:
    """An example on a machine of its own: led by keys, or left to itself."""

    def __init__(self, program: list[str], home: Path, path: Path, *, hands_free: bool) -> None:
        self._command = [*program, "session", str(path), *START, *(["--hands-free"] if hands_free else [])]
        self._home = home
        self._hands_free = hands_free

    def journal(self) -> Session | None:
        """Return the session as its journal has it now, None before its clock has started."""
        readings = [read(path.read_bytes()) for path in (self._home / "state").rglob("*.jsonl")]
        return next((reading.session for reading in readings if reading is not None), None)

    def saved(self) -> list[dict[str, Any]]:
        """Return the sessions in the history."""
        return [json.loads(path.read_bytes()) for path in sorted((self._home / "data").rglob("*.json"))]

    def until_killed(self) -> Session:
        """Begin the set in the middle, of a circuit also count a round, and kill the program; return its journal."""
        with Terminal(self._command, env={"RUNSTRENGTH_HOME": str(self._home)}) as terminal:
            terminal.wait_until(lambda: terminal.title, what="the first frame")
            self._lead(terminal, self._is_in_the_middle)
            terminal.read_for(IN_THE_SET)
            terminal.kill(signal.SIGKILL)
            assert terminal.wait_exit() == -signal.SIGKILL
        session = self.journal()
        assert session is not None
        return session

    def to_the_end(self) -> dict[str, Any]:
        """Resume it, do the rest, and return what was saved."""
        with Terminal([*self._command, "--resume"], env={"RUNSTRENGTH_HOME": str(self._home)}) as terminal:
            terminal.wait_until(lambda: terminal.title, what="the first frame")
            self._lead(terminal, lambda: bool(self.saved()))
            terminal.wait_for(r"\bsaved\b")
            terminal.press("q")
            assert terminal.wait_exit() == 0
        (session,) = self.saved()
        return session

    def _is_in_the_middle(self) -> bool:
        session = self.journal()
        if session is None or session.mode is not Mode.WORK:
            return False
        works = [step.index for step in session.plan.steps if step.phase == "work"]
        step = session.state.step
        counts = step.is_circuit and step.target.value > 1 and not self._hands_free
        return step.index >= works[len(works) // 2] and (session.state.rounds > 0 or not counts)

    def _lead(self, terminal: Terminal, is_over: Callable[[], object]) -> None:
        """End sets and count rounds by key, and press nothing else, until something is so."""
        deadline, keys = time.monotonic() + LONGEST, cycle(KEYS)
        while not is_over():
            session = None if self._hands_free else self.journal()
            if (
                session is not None
                and session.mode is Mode.WORK
                and (not session.state.step.timed or session.state.counts_rounds)
            ):
                terminal.press(next(keys))
            terminal.read_for(BETWEEN_KEYS)
            assert time.monotonic() < deadline, terminal.text


@pytest.mark.parametrize(("path", "hands_free"), sessions())
def test_an_example_is_killed_and_continued(program: list[str], home: Path, path: Path, hands_free: bool) -> None:
    """Killed in its middle and resumed, an example is done to its end, and its record has every set once."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\n', "utf-8")
    doing = Doing(program, home, path, hands_free=hands_free)
    killed = doing.until_killed()
    record = doing.to_the_end()
    plan = killed.planned
    works = [step for step in plan.steps if step.phase == "work"]
    sets = record["sets"]
    assert record["completed"]
    assert [(item["step"], item["exercise"], item["set"], item["side"]) for item in sets] == [
        (step.index, step.exercise, step.set, step.side) for step in works
    ]
    assert [(item["step"], item["at"]) for item in sets][: len(killed.state.log)] == [
        (item.step, item.at) for item in killed.state.log
    ]
    assert [item["load_kg"] for item in sets] == [step.load_kg for step in works]
    for item, step in zip(sets, works, strict=True):
        if step.is_circuit:
            assert item["done"] is None if hands_free else item["done"] >= max(1, killed.state.rounds)
        elif step.timed and not hands_free:
            assert item["done"] == step.target.value

"""Whether a key said each value that is logged, for `tools/fuzz_terminal.py`.

The fuzzer notes every event that it sends. What a journal or the history gains is then explained by the plan, by the
clock, or by keys among the latest events; digits inside what a terminal answers explain nothing.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from runstrength.history.journal import JournalError, read
from runstrength.numbers import UNITS, kilograms, weight_in
from runstrength.session.loads import next_load

RECENT: Final = 150
"""Events among which those are that explain a value: a number may stand typed for a while before it is accepted."""
KINDS: Final = ("key", "way", "kitty", "paste", "noise", "mouse")
"""The kinds of events that can say something; a reply of the terminal, a focus and a size cannot."""
ARROWS: Final = re.compile(r"\x1b(?:\[[0-9;:]*|O)([ABCDFH~abcd])")
CAUSES: Final[Mapping[str, str]] = {
    "skip": "s",
    "adjust": "+-=",
    "refit": "o",
    "swap": "x",
    "markniggle": "n",
    "niggle": "n",
    "back": "b\x7f",
    "done": " \r",
}
"""The keys that tell a session something, by what they tell it; an arrow and the mouse can do as much."""
NEAR: Final = 1.01
STEP: Final = 5.01
"""Reps and kilograms that one arrow makes more or less."""
WEIGHT_TOLERANCE: Final = 0.01
"""Kilograms by which a weight is rounded between units."""


class Heard:
    """What the latest events can have said."""

    def __init__(self) -> None:
        self._events: deque[tuple[str, bool]] = deque(maxlen=RECENT)

    def note(self, kind: str, data: bytes) -> None:
        """Note an event that was sent."""
        if kind not in KINDS:
            self._events.append(("", False))
            return
        text = data.decode("utf-8", "replace")
        if kind == "mouse":
            self._events.append(("", True))
            return
        arrow = ARROWS.search(text) is not None
        if kind == "kitty":  # the key, what else is on it, and the text
            text = "".join(chr(int(number)) for number in re.findall(r"\d+", text) if 8 <= int(number) < 256)
        elif kind != "paste":
            text = ARROWS.sub("", text)
        self._events.append((text.lower(), arrow))

    @property
    def arrow(self) -> bool:
        """Whether an arrow, a wheel or a click was among them."""
        return any(arrow for _, arrow in self._events)

    def typed(self, number: float) -> bool:
        """Tell whether the digits of a number were sent one after the other, with whatever else in between."""
        digits = iter("".join(text for text, _ in self._events))
        return all(digit in digits for digit in f"{number:.4g}".replace(".", ""))

    def pressed(self, keys: str) -> bool:
        """Tell whether one of some keys was sent."""
        return any(key in text for text, _ in self._events for key in keys)


def said(heard: Heard, kind: str, value: float, before: Iterable[float]) -> bool:
    """Tell whether the latest events explain a value.

    Args:
        heard: the events.
        kind: `done`, `load_kg`, `reserve` or `effort`.
        value: it.
        before: what it can have been before.
    """
    if kind == "reserve":
        return heard.arrow or any(heard.typed(digit) for digit in ((value,) if value < 4 else range(4, 10)))
    if kind == "effort":
        return heard.arrow or heard.typed(value) or (value == 10 and heard.typed(0))
    pounds = [float(weight_in(value, "imperial", 2))] if kind == "load_kg" else []
    if any(heard.typed(number) for number in (value, *pounds)):
        return True
    if not heard.arrow:
        return False
    step = NEAR if kind == "done" else STEP
    near = any(abs(value - other) <= step for other in before)
    return near or any(heard.typed(number) for number in (_weights_beside(value) if pounds else (value - 1, value + 1)))


def _weights_beside(load_kg: float) -> Iterator[float]:
    """Yield the numbers, typed as a weight, from which one arrow leads to a weight."""
    for units in UNITS:
        shown = round(float(weight_in(load_kg, units, 2)))
        for number in (shown + half / 2 for half in range(-20, 21)):
            if number > 0 and any(
                (found := next_load(kilograms(number, units), by, (), units)) is not None
                and abs(found - load_kg) < WEIGHT_TOLERANCE
                for by in (-1, 1)
            ):
                yield number


class Judge:
    """Looks at the files of the program after every event, and names what no event explains.

    Args:
        home: the folder of its files.
    """

    def __init__(self, home: Path) -> None:
        self.heard = Heard()
        self.judged = 0
        """How many values were looked at."""
        self._home = home
        self._sizes: dict[Path, tuple[int, int]] = {}
        self._lines: dict[Path, int] = defaultdict(int)
        self._known: dict[tuple[str, str, int], set[float]] = defaultdict(set)
        self._journals: set[str] = set()
        self._old = {path: path.read_bytes() for path in self._records()}

    def _records(self) -> list[Path]:
        return [*(self._home / "data" / "history").glob("*/*.json")]

    def findings(self) -> Iterable[str]:
        """Yield what is new and not explained."""
        journals = self._home / "state"
        for path in [*journals.glob("**/*.jsonl")]:
            if self._has_changed(path):
                yield from self._journal(path)
        for path in self._records():
            if self._has_changed(path) and self._old.get(path) != (data := _bytes(path)):
                yield from self._record(data)

    def _has_changed(self, path: Path) -> bool:
        try:
            status = path.stat()
        except OSError:
            return False
        now = (status.st_size, status.st_mtime_ns)
        changed = self._sizes.get(path) != now
        self._sizes[path] = now
        return changed

    def _journal(self, path: Path) -> Iterable[str]:
        lines = _bytes(path).split(b"\n")[:-1]
        self._journals.add(path.stem)
        for place in range(self._lines[path], len(lines)):
            line = json.loads(lines[place])
            if line["line"] == "head":
                for step in line["plan"]["steps"]:
                    self._known[path.stem, "load_kg", -1].add(step.get("load_kg") or 0.0)
            told = line.get("told") or {}
            if told and (why := self._told(path.stem, told, b"\n".join([*lines[:place], b""]))):
                yield f"{why}: {lines[place][:200]!r}"
        self._lines[path] = max(self._lines[path], len(lines))

    def _told(self, id_: str, told: dict[str, Any], before: bytes) -> str:
        """Return why a command is not explained; empty where it is."""
        do, step = told["do"], told.get("step", -1)
        self.judged += 1
        if do == "setload" or do == "log":
            log = _logged(before).get(step, {})
            for kind in ("done", "load_kg", "reserve"):
                value = told.get(kind)
                if value is None:
                    continue
                known = self._known[id_, kind, step]
                others = {log.get(kind) or 0.0, *known, *(self._known[id_, kind, -1] if kind == "load_kg" else ())}
                if not said(self.heard, kind, value, others):
                    return f"{kind} {value:g} was said by no key"
                known.add(value)
                if kind == "load_kg":  # later sets take it over
                    self._known[id_, kind, -1].add(value)
            do = "niggle" if told.get("niggle") is not None else do
        keys = CAUSES.get(do)
        if keys and not (self.heard.arrow or self.heard.pressed(keys) or self.heard.pressed("\x10")):
            return f"{do} was told by no key"
        return ""

    def _record(self, data: bytes) -> Iterable[str]:
        try:
            record = json.loads(data)
        except ValueError:
            return
        if not isinstance(record, dict) or record.get("kind") not in ("session", "warmup", "check"):
            return
        id_ = record["id"]
        effort = record.get("effort")
        if effort is not None and effort not in (known := self._known[id_, "effort", -1]):
            self.judged += 1
            if not said(self.heard, "effort", effort, known):
                yield f"effort {effort} of {id_} was said by no key"
            known.add(effort)
        for item in record.get("sets", ()):
            step, target = item["step"], item.get("target", {}).get("value")
            usual = {
                "done": (0, target, *_about(item.get("seconds", 0.0))),
                "load_kg": (0, *self._known[id_, "load_kg", -1]),
                "reserve": (),
            }
            for kind, explained in usual.items():
                value, known = item.get(kind), self._known[id_, kind, step]
                if value is None or value in known:
                    continue
                self.judged += 1
                if kind == "load_kg" and id_ not in self._journals and not known:
                    known.add(value)  # what the coach chose for a session that is added by hand
                    continue
                if value not in explained and not said(self.heard, kind, value, {*known, *filter(None, explained)}):
                    yield f"{kind} {value:g} of {id_}, step {step}, was said by no key"
                known.add(value)


def _about(seconds: float) -> tuple[float, ...]:
    """Return the numbers that a clock which showed so many seconds can have logged."""
    return (seconds, round(seconds, 1), round(seconds, 2), int(seconds), round(seconds), int(seconds) + 1)


def _logged(journal: bytes) -> dict[int, dict[str, Any]]:
    """Return the sets that a journal has logged, by step."""
    try:
        reading = read(journal)
    except JournalError:
        return {}
    if reading is None:
        return {}
    return {
        item.step: {"done": item.done, "load_kg": item.load_kg, "reserve": item.reserve}
        for item in reading.session.state.log
    }


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""

"""Text that wants to be more than text, and a machine full of it."""

from __future__ import annotations

import json
from pathlib import Path

MARKUP = "[red]R[/] [/x] [@click=app.exit]Q[/] \\"
ORDERS = "\x1b]0;PWNED\x07 \x1b[2J\x9b31m\x0e\x85 \u202eback\u202c z\u200bw\ufeff"
WIDE = "走る" * 12 + "👩\u200d🦰 ❤\ufe0f e" + "\u0301" * 12
ALL = f"{MARKUP[:12]} {ORDERS}"
"""Some of each, in less than 60 characters."""

SEQUENCES = (
    "a\x1b]52;c;MTE=\x07b",
    "a\x1b]0;PWNED\x1b\\\x1b[2J\x1b[31mb",
    "a\x9b31m\x90q\x9c\x85b",
    "a\u202eb\u202c\u2066c\u061cd\u200e",
    "a\r\x08\x7f\tb\x00\x0e",
    "a\u200bb\ufeff\u2028c",
)
"""What a terminal would obey, turn around or hide, kind by kind."""


def quoted(text: object) -> str:
    """Return a value as JSON and TOML both read it."""
    return json.dumps(text, ensure_ascii=False)


EXERCISE = f"""
name = {quoted(ALL)}
kind = "reps"
per_side = true
start_position = {quoted(MARKUP + ORDERS)}
load_placement = {quoted(ORDERS)}
cues = [{quoted(MARKUP)}, {quoted(ORDERS)}, {quoted(WIDE)}]
faults = [{quoted(ORDERS)}]
purpose = {quoted(MARKUP + ORDERS)}
feel = {quoted(ORDERS)}
muscles = [{quoted(ORDERS)}]
easier = [{quoted(MARKUP)}]
harder = [{quoted(ORDERS)}]
"""

ROUTINE = f"""
title = {quoted(ALL)}
about = {quoted(MARKUP + ORDERS + WIDE)}
[[blocks]]
name = {quoted(ORDERS[-12:])}
sets = 1
ready = 5
[[blocks.slots]]
exercise = "mine"
reps = 5
[[blocks.slots]]
exercise = "side_plank"
hold = 20
"""

BROKEN = f"{quoted(ORDERS)} = {quoted(MARKUP)}\n[[blocks]]\nname = {quoted(ORDERS)}\n"

RECORD = {
    "schema": 1,
    "id": "hostile1",
    "kind": "session",
    "routine": ORDERS,
    "title": ALL,
    "level": ORDERS,
    "started": "2026-11-21T07:30:05+01:00",
    "ended": "2026-11-21T08:06:05+01:00",
    "completed": True,
    "effort": 7,
    "note": MARKUP + ORDERS + WIDE + "\n\tsecond line",
    "planned_seconds": 2000,
    "planned_sets": 2,
    "active_seconds": 1900,
    "sets": [
        {
            "step": step,
            "exercise": key,
            "variant": ORDERS,
            "block": ORDERS,
            "set": 1,
            "side": side,
            "target": {"kind": kind, "value": 8},
            "done": 8,
            "seconds": 20,
            "at": 10,
            "instead_of": MARKUP + ORDERS,
        }
        for step, (key, side, kind) in enumerate([(ALL, ORDERS, ORDERS), ("mine", "left", "reps")])
    ],
}


def settle(home: Path) -> None:
    """Fill a machine with files of hostile text, hostile names included."""
    files = {
        "config/exercises/mine.toml": EXERCISE,
        "config/exercise-notes.toml": f"mine = {quoted(MARKUP + ORDERS)}\n",
        "config/routines/runner.toml": ROUTINE,
        "config/routines/[red]\x1b[31m\u202e.toml": ROUTINE,
        "config/routines/broken\x1b[2J[b].toml": BROKEN,
        "config/exercises/broken\x07.toml": BROKEN,
        "config/config.toml": f'level = "beginner"\nhealth_note_read = true\nsound = "off"\n{quoted(ORDERS)} = 1\n',
        "data/history/2026/20261121T063005Z-hostile1.json": quoted(RECORD),
        "data/history/2026/broken\x1b[31m[red]\u202e.json": "{",
        "data/history/2026/foreign.json": quoted({**RECORD, "kind": ALL}),
    }
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def harmful(text: str) -> list[str]:
    """Return the characters of an output that a terminal would obey or hide."""
    return sorted({char for char in text if char != "\n" and not char.isprintable()})

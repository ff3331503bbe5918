"""Odd values for every field of every kind of file that a person has, and homes that are full of them."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from runstrength.session.commands import Start
from tests.support.history_samples import MORNING, record
from tests.support.hostile import MARKUP, ORDERS
from tests.support.plans import T0, small_plan

MISSING: Final = object()
"""The field is not there at all."""
Place = tuple[str | int, ...]
"""Where a value is in a document: keys and indexes."""

MOMENTS: Final = (
    *("1969-12-31T23:59:59+00:00", "1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00+14:00", "2200-12-31T23:59:59Z"),
    *("2201-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59+14:00", "9999-12-31T00:00:00Z"),
    *("0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00-23:59", "0001-01-01T00:00:00Z", "2000-02-29T12:00:00Z"),
    *("2026-11-21T07:30:05+23:59", "2026-11-21T07:30:05-23:59", "2026-11-21T07:30:05", "2026-02-30T07:30:05Z"),
    *(
        "2026-11-21",
        "2026-11-21T24:00:00Z",
        "2026-11-21T23:59:60Z",
        "2027-06-01T07:30:05Z",
        "2026-10-25T02:30:00+01:00",
    ),
    *("1970-01-01T00:00:00-00:00", "20261121T073005Z", "2026-11-21T07:30:05.123456789Z"),
)
NUMBERS: Final[tuple[Any, ...]] = (
    *(0, -0.0, -1, 1, 7, 0.5, 1e-300, 1e308, -1e308, 1e6, 1_000_001, 1e9, -1e9, 2**31, 2**63, 2**64, 10**30),
    *(10**400, -(10**400), float("nan"), float("inf"), float("-inf"), 12.345678901234567),
)
TEXTS: Final = (
    *("", " ", "a", "x" * 500, "x" * 501, "x" * 20_001, ORDERS, MARKUP, "\0", "\ud800", "走" * 250, "\u202e\u202d"),
    *(
        "=1+1",
        "a\nb\r\nc",
        "..",
        "/",
        "../../x",
        "e" + "\u0301" * 100,
        "👩‍🦰" * 30,
        "1",
        "reps",
        "left",
        "squat",
        "true",
    ),
)
OTHERS: Final[tuple[Any, ...]] = (None, True, False, [], {}, [[]], [None], [1, "a", {}], {"a": {"b": [1e400]}})
KINDS: Final = ("session", "warmup", "check", "run", "ride", "SESSION")
VALUES: Final[tuple[Any, ...]] = (*MOMENTS, *NUMBERS, *TEXTS, *OTHERS, *KINDS, 2, 99, MISSING)


def session() -> dict[str, Any]:
    """Return a session with every field that there is, some of another kind of record too."""
    document: dict[str, Any] = json.loads(msgspec.json.encode(record()))
    item = {
        "step": 3,
        "exercise": "squat",
        "variant": "dumbbell",
        "block": "A",
        "set": 1,
        "side": "left",
        "target": {"kind": "reps", "value": 8},
        "done": 8,
        "load_kg": 12.5,
        "seconds": 30.0,
        "skipped": False,
        "at": 60.0,
        "reserve": 3,
        "niggle": False,
        "instead_of": "side_lunge",
    }
    return document | {
        "routine": "runner",
        "title": "Runner",
        "level": "beginner",
        "effort": 6,
        "note": "a note",
        "planned_seconds": 1200.0,
        "planned_sets": 2,
        "active_seconds": 1100.0,
        "paused_seconds": 5.0,
        "checkin": {"sleep": 7, "stress": 2, "soreness": 2, "pain": False, "hard_run_hours": 48, "colour": "green"},
        "eased": "deload",
        "sets": [item, {**item, "step": 5, "exercise": "side_plank", "target": {"kind": "hold", "value": 30}}],
    }


def run() -> dict[str, Any]:
    """Return a run."""
    more = {"kind": "run", "sets": [], "distance_m": 8000, "effort_guess": 4, "source": "run.fit", "eased": MISSING}
    return _without_missing({**session(), **more, "checkin": None})


def check() -> dict[str, Any]:
    """Return a self-check."""
    answers = {"knee_in": True, "hip_drop": False, "trunk_lean": True}
    return {**session(), "kind": "check", "routine": "check", "answers": answers}


def _without_missing(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value is not MISSING}


def places(document: Any, at: Place = ()) -> Iterator[Place]:
    """Yield the place of everything in a document."""
    children = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in children:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from places(value, (*at, key))


def with_value(document: Any, place: Place, value: object) -> Any:
    """Return a document with another value at a place."""
    document = copy.deepcopy(document)
    target = document
    for key in place[:-1]:
        target = target[key]
    if value is MISSING:
        del target[place[-1]]
    else:
        target[place[-1]] = value
    return document


def odd(document: Any, values: Sequence[Any] = VALUES) -> list[tuple[Place, Any]]:
    """Return every place of a document with every odd value."""
    return [(place, value) for place in places(document) for value in values]


def some(pairs: Sequence[tuple[Place, Any]], count: int, seed: int) -> list[tuple[Place, Any]]:
    """Return some of the pairs, every place as often as the others."""
    chance = random.Random(seed)  # noqa: S311  (nothing is secret here)
    by_place: dict[Place, list[Any]] = {}
    for place, value in pairs:
        by_place.setdefault(place, []).append(value)
    for values in by_place.values():
        chance.shuffle(values)
    most = max(map(len, by_place.values()), default=0)
    taken = [(place, values[at]) for at in range(most) for place, values in by_place.items() if at < len(values)]
    return taken[:count]


def fill_history(folder: Path, document: dict[str, Any], pairs: Sequence[tuple[Place, Any]], name: str = "o") -> None:
    """Write a session for each pair, each with an id and a beginning of its own where these are not the odd values."""
    for number, (place, value) in enumerate(pairs):
        id_ = f"{name}{number:07d}"
        started = MORNING.replace(hour=number % 24, minute=number // 24 % 60)
        one = {**document, "id": id_, "started": started.isoformat(), "ended": started.replace(second=59).isoformat()}
        data = json.dumps(with_value(one, place, value))
        path = folder / "2026" / f"20261122T{number % 24:02}{number // 24 % 60:02}05Z-{id_}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, encoding="utf-8")


def journal() -> list[dict[str, Any]]:
    """Return the lines of a journal of a session that was interrupted."""
    from runstrength.history.journal import JournalHead, JournalRun, encode_line, line_for_call
    from runstrength.session.engine import Session

    lines: list[bytes] = []

    def observer(session: Session, told: Any, seen: float, now: float) -> None:
        lines.append(encode_line(line_for_call(session, told, seen, now)))

    plan = small_plan()
    running = Session(plan)
    running.observer = observer
    running.apply(Start(), T0)
    for at in range(1, 15):
        running.tick(T0 + at)
    head = [
        encode_line(JournalHead(id="j", started=MORNING, plan=plan)),
        encode_line(JournalRun(now=MORNING, pid=1, wait=False, gap=2.0)),
    ]
    return [json.loads(line) for line in (*head, *lines)]


def toml(value: object) -> str:
    """Return a value as TOML has it, also where nobody would write it; a text for what it cannot have."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() | int():
            text = repr(value)
            return {"nan": "nan", "inf": "inf", "-inf": "-inf"}.get(text, text)
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return f"{{{', '.join(f'{json.dumps(key)} = {toml(one)}' for key, one in value.items())}}}"
        case None:
            return '""'
        case _:
            return json.dumps(str(value).replace("\ud800", "?")).replace("\\ud800", "?").replace("\x7f", "?")


def toml_document(document: dict[str, Any]) -> str:
    """Return a document as TOML, everything in it on one line a key."""
    return "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in document.items())


ROUTINE: Final[dict[str, Any]] = {
    "title": "Odd",
    "about": "about",
    "kind": "session",
    "blocks": [
        {
            "name": "A",
            "sets": 2,
            "rest": 30,
            "ready": 10,
            "switch": 5,
            "finisher": False,
            "slots": [{"exercise": "squat", "reps": [6, 8]}, {"exercise": "side_plank", "hold": 20, "per_side": True}],
        }
    ],
}
EXERCISE: Final[dict[str, Any]] = {
    "name": "Odd",
    "kind": "reps",
    "min": 5,
    "max": 12,
    "per_side": True,
    "alternating": False,
    "step": 1,
    "tempo": {"down_s": 3, "bottom_s": 0, "up_s": 1, "top_s": 0},
    "position": "standing",
    "group": "own",
    "equipment": ["bodyweight"],
    "load_placement": "in the hand",
    "start_position": "Stand",
    "cues": ["a", "b"],
    "faults": ["c"],
    "feel": "d",
    "muscles": ["e"],
    "easier": ["f"],
    "harder": ["g"],
    "purpose": "h",
    "start_by_level": {"beginner": 5},
    "variants": [{"key": "loaded", "equipment": ["dumbbell"], "name": "Loaded", "cues": ["x"]}],
    "rungs": [
        {"key": "slow", "words": "slowly", "name": "Slow", "equipment": ["dumbbell"], "changes": [{"text": "c"}]},
    ],
}
SETTINGS: Final[dict[str, Any]] = {
    "level": "beginner",
    "health_note_read": True,
    "equipment": ["bodyweight"],
    "season": "build",
    "race_date": "2027-04-11",
    "birth_year": 1980,
    "weekly_goal": 2,
    "default_routine": "core",
    "minutes": 30,
    "deload": True,
    "heavy": "",
    "hops": "",
    "supersets": True,
    "first_side": "left",
    "advance": "auto",
    "hands_free": False,
    "checkin": True,
    "rest": 60,
    "lead_in": 10,
    "sound": "off",
    "tones": True,
    "voice": True,
    "volume": 0.8,
    "theme": "dark",
    "units": "metric",
    "dumbbells": [5, 7.5],
    "kettlebells": [],
}

EXERCISE_NOTES: Final[dict[str, Any]] = {"squat": "low step", "plank": "mat by the door", "gone": "an old one"}

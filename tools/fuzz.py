"""Feeds the readers of routines, exercises, settings, sessions and imports with files that nobody would write.

    python tools/fuzz.py --runs 200000                 random files, the same for the same --seed
    python tools/fuzz.py --atheris --seconds 3600      guided by coverage; needs `pip install atheris`

What a reader may do with a file: read it, or say what is wrong with it in lines that name the file. Then everything
that a screen or a command shows of it is made. Whatever else happens is a finding, and so is a file that was changed,
or that took more than a second: the first file of each kind of finding is written to `build/fuzz/`, with its traceback.
The exit status is 1 when there were findings.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import random
import shutil
import struct
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from runstrength.session.record import Record, SetDone

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

T = TypeVar("T")
FOUND: Final = ROOT / "build" / "fuzz"
SLOWEST: Final = 1.0
"""Seconds that a file may take, and again for each `MUCH` of it."""
MUCH: Final = 200_000
"""Bytes."""
LARGEST: Final = 2_000_000
"""Bytes of a file; larger ones would only try the limits of sizes."""
NOW: Final = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)

ODD: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -0.0, 1, -1, 2, 3, 20, 21, 1000, 1001, 3600, 3601, 0.5, 1e-300, 1e308, -1e308),
    *(float("inf"), float("nan"), 2**31, 2**63, 2**64, 10**30, -(10**400), "", " ", "0", "a", "A", "[red]", "\n"),
    *("\x1b[31m", "\u202e", "走" * 70, "x" * 300, "e" + "\u0301" * 30, "\U0001f469\u200d\U0001f9b0", "../../etc", "/"),
    *([], {}, [[]], [1], [1, 2], [2, 1], [1, 2, 3], [6, 12], [0, 0], [1.5, 2.5], ["a", 1], [{}], {"a": 1}, {"kind": 1}),
    *("squat", "plank", "side_plank", "reps", "hold", "session", "left", "beginner", "2026-11-22", "1:30", "dumbbell"),
    *("2026-11-22T07:30:05+01:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30T00:00:00Z"),
)
"""Values that are in nobody's way until they are."""


class Source(Protocol):
    """Where choices come from."""

    def below(self, count: int) -> int:
        """Return a whole number from 0 to count - 1."""

    def data(self, count: int) -> bytes:
        """Return at most so many bytes."""


class Chance:
    """Choices by a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  (nothing is secret here)

    def below(self, count: int) -> int:
        """Return a whole number from 0 to count - 1."""
        return self._random.randrange(count)

    def data(self, count: int) -> bytes:
        """Return so many bytes."""
        return self._random.randbytes(count)


class Guided:
    """Choices by the bytes that atheris makes."""

    def __init__(self, provider: Any) -> None:
        self._provider = provider

    def below(self, count: int) -> int:
        """Return a whole number from 0 to count - 1."""
        number: int = self._provider.ConsumeIntInRange(0, count - 1)
        return number

    def data(self, count: int) -> bytes:
        """Return at most so many bytes."""
        data: bytes = self._provider.ConsumeBytes(count)
        return data


def pick(source: Source, items: Sequence[T]) -> T:
    """Return one of some items."""
    return items[source.below(len(items))]


# -- documents ---------------------------------------------------------------------------------------------------------


def routine(source: Source) -> dict[str, Any]:
    """Return a routine that is right, of any shape."""

    def slot() -> dict[str, Any]:
        made: dict[str, Any] = {"exercise": pick(source, ("squat", "plank", "side_plank", "farmers_carry", "push_up"))}
        if source.below(4):
            dose: Any = pick(source, (5, [6, 12], [20, 60], 3600))
            made[pick(source, ("reps", "hold", "time", "carry", "amrap"))] = dose
        if not source.below(4):
            made[pick(source, ("per_side", "alternating"))] = bool(source.below(2))
        return made

    def block(place: int) -> dict[str, Any]:
        made: dict[str, Any] = {"slots": [slot() for _ in range(1 + source.below(4))]}
        for key, values in (("sets", (1, 4, [2, 4], 20)), ("rest", (0, 60)), ("ready", (0, 10)), ("switch", (0, 5))):
            if source.below(2):
                made[key] = pick(source, values)
        if not source.below(3):
            made["name"] = f"B{place}"
        if not source.below(6):
            made["finisher"] = True
        return made

    blocks = [block(place) for place in range(1 + source.below(4))]
    return {"title": "Fuzz", "kind": pick(source, ("session", "warmup", "check")), "about": "a", "blocks": blocks}


def exercise(source: Source) -> dict[str, Any]:
    """Return an exercise that is right."""
    tempo = {"down_s": 3, "bottom_s": 0, "up_s": 1, "top_s": 0}
    variant = {"key": "loaded", "equipment": ["dumbbell"], "name": "Loaded", "load_placement": "{side}", "cues": ["a"]}
    return {
        "name": "Mine",
        "group": "own",
        "kind": pick(source, ("reps", "hold", "time", "carry")),
        "min": pick(source, (1, 5)),
        "max": pick(source, (5, 60)),
        "per_side": bool(source.below(2)),
        "alternating": bool(source.below(2)),
        "tempo": tempo,
        "position": "standing",
        "equipment": ["bodyweight"],
        "load_placement": "in the {side} hand",
        "start_position": "Stand",
        "cues": ["a", "b"],
        "faults": ["c"],
        "feel": "d",
        "muscles": ["e"],
        "movements": ["squat", "trunk"],
        "easier": ["f"],
        "harder": ["g"],
        "purpose": "h",
        "start_by_level": {"beginner": 5, "intermediate": 5, "advanced": 5},
        "variants": [variant],
        "rungs": [
            {
                "key": "knees",
                "words": "on the knees",
                "easier": True,
                "first": True,
                "cue": "i",
                "up_s": 2,
                "name": "Kneeling move",
                "per_side": False,
                "equipment": ["bodyweight"],
                "start_position": "Kneel",
                "feel": "j",
                "needs": ["a mat"],
                "changes": [{"text": "a", "use": "k"}, {"text": "c"}],
            }
        ],
    }


def config(source: Source) -> dict[str, Any]:  # noqa: ARG001
    """Return settings that are right."""
    from runstrength.settings import KEYS, Settings

    values = {key: getattr(Settings(), key) for key in KEYS}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def session(source: Source) -> dict[str, Any]:
    """Return a session that is right."""
    done = {
        "step": 1,
        "exercise": pick(source, ("squat", "gone")),
        "variant": None,
        "block": "A",
        "set": 1,
        "side": pick(source, (None, "left", "right")),
        "target": {"kind": pick(source, ("reps", "hold", "carry", "amrap")), "value": 8},
        "done": 8,
        "load_kg": None,
        "seconds": 30.0,
        "skipped": False,
        "at": 10.5,
        "reserve": 2,
        "niggle": False,
        "instead_of": None,
    }
    return {
        "schema": 1,
        "id": "abcd1234",
        "kind": pick(source, ("session", "warmup", "check", "run")),
        "routine": "runner",
        "title": "Runner",
        "level": "beginner",
        "started": "2026-11-22T07:30:05+01:00",
        "ended": "2026-11-22T08:06:05+01:00",
        "completed": True,
        "effort": 7,
        "note": "calf",
        "planned_seconds": 2233.6,
        "planned_sets": 43,
        "active_seconds": 2140.2,
        "paused_seconds": 0.0,
        "checkin": pick(source, (None, {"sleep": 7, "colour": "green"})),
        "sets": [done] * (1 + source.below(3)),
        "of_another_program": {"kept": [1, 2]},
    }


def gpx(source: Source) -> dict[str, Any]:
    """Return a track of a run, as `gpx_text` writes it."""
    points = [
        {"lat": 48 + at / 1e4, "lon": 16.0, "time": f"2026-11-20T06:{at:02}:30Z"} for at in range(2 + source.below(30))
    ]
    return {"root": "gpx", "name": "Run", "type": pick(source, ("", "running", "cycling")), "points": points}


def gpx_text(value: Any) -> str:
    """Return a track as GPX."""
    value = value if isinstance(value, dict) else {"points": [value]}
    points = value.get("points")
    lines = []
    for point in points if isinstance(points, list) else [points]:
        here = point if isinstance(point, dict) else {"lat": point}
        time = f"<time>{marked(here['time'])}</time>" if "time" in here else ""
        lines.append(f'<trkpt lat="{marked(here.get("lat"))}" lon="{marked(here.get("lon"))}">{time}</trkpt>')
    root, name, kind = (marked(value.get(key)) for key in ("root", "name", "type"))
    track = f"<trk><name>{name}</name><type>{kind}</type><trkseg>{''.join(lines)}</trkseg></trk>"
    return f"<?xml version='1.0'?><{root}>{track}</{root}>"


def tcx(source: Source) -> dict[str, Any]:
    """Return an activity, as `tcx_text` writes it."""
    lap = {"start": "2026-11-20T06:15:30Z", "seconds": 1490.0, "metres": 5000.0, "time": "2026-11-20T06:40:30"}
    return {"sport": pick(source, ("Running", "Biking")), "laps": [lap] * (1 + source.below(3))}


def tcx_text(value: Any) -> str:
    """Return an activity as TCX."""
    value = value if isinstance(value, dict) else {"sport": value}
    text = ""
    laps = value.get("laps")
    for lap in laps if isinstance(laps, list) else [laps]:
        here = lap if isinstance(lap, dict) else {"start": lap}
        start, seconds, metres, time = (marked(here.get(key)) for key in ("start", "seconds", "metres", "time"))
        text += (
            f'<Lap StartTime="{start}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
            f"<DistanceMeters>{metres}</DistanceMeters><Track><Trackpoint><Time>{time}</Time></Trackpoint></Track></Lap>"
        )
    root = "TrainingCenterDatabase"
    return f'<{root}><Activities><Activity Sport="{marked(value.get("sport"))}">{text}</Activity></Activities></{root}>'


def marked(value: Any) -> str:
    """Return a value as a text of XML."""
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def strava(source: Source) -> dict[str, Any]:
    """Return a list of activities, as `strava_text` writes it."""
    row = {
        "Activity Date": pick(source, ("Nov 20, 2026, 6:15:30 AM", "2026-11-20 06:15:30")),
        "Activity Name": "Run",
        "Activity Type": pick(source, ("Run", "Ride", "Trail Run")),
        "Elapsed Time": pick(source, ("3000", "50:00", 3000.5)),
        "Moving Time": 2980,
        "Distance": pick(source, ("10.02", "10,020", 10_020)),
        "Perceived Exertion": pick(source, ("", 6)),
    }
    return {"head": list(row), "rows": [row] * (1 + source.below(4))}


def strength(source: Source) -> dict[str, Any]:
    """Return a table of a strength app, as `lists_text` writes it."""
    name = pick(source, ("Squat (Barbell)", "Plank", "Bench Press", "Push Up (left)", "Running", ""))
    when = pick(source, ("2026-11-20 06:15:30", "20 Nov 2026, 06:15", "11/20/2026", "2026-11-20"))
    tables: tuple[dict[str, Any], ...] = (
        {"Date": when, "Workout Name": "Legs", "Duration": pick(source, ("1h 2m", "3720", "")), "Exercise Name": name}
        | {"Set Order": pick(source, (1, "W", "D", "Rest Timer")), "Weight": pick(source, (20, "20,5", 0)), "Reps": 8}
        | {"Distance": pick(source, (0, 5)), "Seconds": 0, "Notes": "left, 8 planned", "Workout Notes": "runstrength"},
        {
            "title": "Legs",
            "start_time": when,
            "end_time": when,
            "exercise_title": name,
            "superset_id": pick(source, ("", 1)),
        }
        | {"exercise_notes": "", "set_index": 0, "set_type": pick(source, ("normal", "warmup", "failure"))}
        | {"weight_lbs": pick(source, ("", 45)), "reps": pick(source, ("", 8)), "duration_seconds": 30, "rpe": 8.5},
        {"Date": when, "Exercise": name, "Category": "Legs", "Weight (kgs)": 20, "Reps": 8, "Time": "0:01:30"},
        {
            "Date": when,
            "Exercise": name,
            "Set 1": "20x8",
            "Set 2": pick(source, ("20 x 8,15x6", "8", "")),
            "Unit": "lb",
        },
        {"Date": when, "Time": "18:02", "Exercise": name, "Sets": pick(source, (3, "", 1e9)), "Reps": "8 reps"}
        | {"Weight": pick(source, ("20 kg", "BW", "20,5lbs")), "Status": pick(source, ("Done", "Planned"))},
        {"date": "2026-11-20", "time": "06:15:30", "session": "Legs", "kind": "session", "level": "", "exercise": name}
        | {"key": "squat", "variant": "", "block": "A", "set": 1, "side": "", "dose": "reps", "target": 8, "done": 8}
        | {"load_kg": "", "seconds": 30, "skipped": "no", "effort": 7, "completed": "yes", "minutes": 30, "id": "abc1"},
    )
    row = pick(source, tables)
    encoding, between = pick(source, ("utf-8", "utf-16", "cp1252", "utf-8-sig")), pick(source, (",", ";", "\t"))
    rows = [list(row.values())] * (1 + source.below(4))
    return {"head": list(row), "rows": rows, "between": between, "encoding": encoding}


def jefit(source: Source) -> dict[str, Any]:
    """Return a backup of Jefit: its sections, as `jefit_text` writes them."""
    logs = {"logs": pick(source, ("20x8,20x8", "8", "")), "mydate": "2026-11-20", "ename": "Plank", "belongsession": 1}
    return {
        "SETTING": [{"row_id": 1, "mass": pick(source, ("kg", "lbs"))}],
        "WORKOUT SESSIONS": [{"_id": 1, "starttime": pick(source, (1_790_013_731, 0, "")), "total_time": 3720}],
        "EXERCISE LOGS": [logs] * (1 + source.below(4)),
    }


def jefit_text(value: Any) -> str:
    """Return the sections of a backup, one after the other."""
    text = ""
    for name, rows in (value if isinstance(value, dict) else {"EXERCISE LOGS": value}).items():
        first = rows[0] if isinstance(rows, list) and rows else rows
        table = {"head": list(first) if isinstance(first, dict) else [first], "rows": rows}
        text += f"### {name} ########\n\n{strava_text(table)}\n"
    return text


def strava_text(value: Any) -> str:
    """Return a list of activities as CSV."""
    value = value if isinstance(value, dict) else {"head": [value]}
    head, rows = value.get("head"), value.get("rows")
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head if isinstance(head, list) else [head])
    for row in rows if isinstance(rows, list) else [rows]:
        writer.writerow(row.values() if isinstance(row, dict) else [row])
    return file.getvalue()


def lists(source: Source) -> dict[str, Any]:
    """Return a list of activities of another program or in another language, as `lists_text` writes it."""
    sport = pick(source, ("Lauf", "Course à pied", "Running", "Ride", "ランニング", "Běh", "Juoksu"))
    dates = ("21.07.2026, 15:09:27", "23 jun. 2017 15:52:12", "2026年7月21日 下午3:09:27", "21/07/2026 3:09 PM")
    when = pick(source, (*dates, "21. lis 2026 15:09", "21 ก.ค. 2569 15:09:27", "21 Ιουλ 2026, 3:09:27 μ.μ."))
    german = "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Beschreibung,Verstrichene Zeit,Distanz"
    garmin = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Elapsed Time,Avg Stride Length,Avg Run Cadence"
    runkeeper = "Activity Id,Date,Type,Route Name,Distance (km),Duration,Notes"
    head, row = pick(
        source,
        (
            (german, [1, when, "Lauf", sport, "", 1390, "2,81"]),
            ("a,b,c,d,e,f,g,h,f,i,g", [1, when, "Run", sport, "", 1390, "2,81", "", 1390, 1380, 2810]),
            (garmin, [sport, when, "false", "Run", "6.30", 472, "00:32:43", "35:43", "1.15", 168]),
            (runkeeper, ["a1", when, sport, "", "5,10", "28:30", "Easy"]),
        ),
    )
    rows = [row] * (1 + source.below(4))
    encoding = pick(source, ("utf-8", "utf-16", "cp1252", "utf-8-sig"))
    return {"head": head.split(","), "rows": rows, "between": pick(source, (",", ";", "\t")), "encoding": encoding}


def lists_text(value: Any) -> bytes:
    """Return a list of activities in its encoding."""
    value = value if isinstance(value, dict) else {"head": [value]}
    between, encoding = value.get("between"), value.get("encoding")
    file = io.StringIO()
    writer = csv.writer(file, delimiter=between if isinstance(between, str) and len(between) == 1 else ",")
    for row in (value.get("head"), *(rows if isinstance(rows := value.get("rows"), list) else [rows])):
        writer.writerow(row if isinstance(row, list) else [row])
    try:
        return file.getvalue().encode(str(encoding), "replace")
    except (LookupError, UnicodeError):
        return file.getvalue().encode("utf-8", "replace")


def apple(source: Source) -> dict[str, Any]:
    """Return the workouts of a phone, as `apple_text` writes them."""
    kind = f"HKWorkoutActivityType{pick(source, ('Running', 'Walking'))}"
    workout = {
        "workoutActivityType": kind,
        "duration": "25.5",
        "durationUnit": "min",
        "totalDistance": "5.2",
        "totalDistanceUnit": pick(source, ("km", "mi", "m")),
        "startDate": "2026-05-02 09:03:12 +0200",
        "endDate": "2026-05-02 09:33:12 +0200",
    }
    return {"workouts": [workout] * (1 + source.below(4)), "inside": pick(source, ("", "<MetadataEntry/>"))}


def apple_text(value: Any) -> str:
    """Return workouts as XML."""
    value = value if isinstance(value, dict) else {"workouts": [value]}
    workouts, inside = value.get("workouts"), value.get("inside")
    text = ""
    for workout in workouts if isinstance(workouts, list) else [workouts]:
        here = workout if isinstance(workout, dict) else {"duration": workout}
        keys = " ".join(f'{key}="{marked(item)}"' for key, item in here.items() if str(key).isidentifier())
        text += f"<Workout {keys}>{inside}</Workout>"
    return f'<?xml version="1.0"?><!DOCTYPE HealthData [<!ELEMENT HealthData ANY>]><HealthData>{text}</HealthData>'


def export(source: Source) -> dict[str, Any]:
    """Return a document of sessions."""
    sessions = [{**session(source), "id": f"abcd{number}"} for number in range(source.below(4))]
    return {"format": "runstrength-history", "schema": 1, "sessions": sessions}


def fit(source: Source) -> dict[str, Any]:
    """Return a session of a watch, as `fit_data` writes it: of each field its number, base type and value."""
    fields = {
        "sport": [5, 0x00, 1],
        "start": [2, 0x86, 1_164_000_000],
        "elapsed": [7, pick(source, (0x86, 0x89)), 3_000_000],
        "timer": [8, pick(source, (0x86, 0x88)), 2_980_000],
        "distance": [9, pick(source, (0x86, 0x89)), 1_000_000],
        "effort": [193, 0x02, 70],
        "profile": [110, 0x07, "Trail"],
    }
    return {"message": 18, "fields": fields, "times": 1 + source.below(3), "tail": pick(source, ("", "zeros", "again"))}


def fit_data(value: Any) -> bytes:
    """Return a session of a watch as FIT, as well as it can be said in it."""
    from runstrength.history.export.fit_encoder import checksum

    forms = {0x00: "B", 0x02: "B", 0x84: "H", 0x85: "i", 0x86: "I", 0x88: "f", 0x89: "d", 0x8F: "Q"}
    value = value if isinstance(value, dict) else {"fields": value}
    fields = value.get("fields")
    layout, content, count = b"", b"", 0
    for field in fields.values() if isinstance(fields, dict) else [fields]:
        number, kind, said = (*(field if isinstance(field, list) else [field]), 2, 0x86, 0)[:3]
        number, kind = (part & 0xFF if isinstance(part, int) else 7 for part in (number, kind))
        try:
            data = struct.pack("<" + forms[kind], said)
        except (KeyError, struct.error, OverflowError):
            data = str(said).encode("utf-8", "replace")[:250] + b"\0"
        layout, content, count = layout + bytes((number, len(data), kind)), content + data, count + 1
    message, times = value.get("message"), value.get("times")
    body = (
        struct.pack("<BBBHB", 0x40, 0, 0, message & 0xFFFF if isinstance(message, int) else 18, count & 0xFF) + layout
    )
    body += (b"\0" + content) * (times % 50 if isinstance(times, int) else 1)
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    whole = head + struct.pack("<H", checksum(head)) + body
    whole += struct.pack("<H", checksum(whole))
    tail = value.get("tail")
    if tail == "again":
        return whole + whole[: times * 37 % (len(whole) + 1) if isinstance(times, int) else None]
    return (
        whole
        + bytes(100 if tail == "zeros" else 0)
        + (tail.encode("utf-8", "replace")[:100] if isinstance(tail, str) else b"")
    )


def archive(source: Source) -> dict[str, Any]:
    """Return an archive, as `archive_data` writes it."""
    members = []
    for number in range(1 + source.below(4)):
        kind = pick(source, IMPORTS)
        make, write = KINDS[kind]
        data = write(make(source))  # of an archive in it the same, so at most a few levels
        name = f"{number}{PurePath(FILES[kind]).suffix}"
        name = pick(source, (FILES[kind], f"activities/{name}", f"a/b/{name}", name.partition(".")[0]))
        members.append(
            {"name": name, "data": data, "method": pick(source, (0, 8, 12, 14)), "packed": not source.below(6)}
        )
    return {"members": members}


def archive_data(value: Any) -> bytes:
    """Return an archive as ZIP."""
    file = io.BytesIO()
    members = value.get("members") if isinstance(value, dict) else value
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w") as packed:
        warnings.simplefilter("ignore")  # the same name twice
        for member in members if isinstance(members, list) else [members]:
            here = member if isinstance(member, dict) else {"name": member}
            data, method = here.get("data"), here.get("method")
            data = data if isinstance(data, bytes) else str(data).encode("utf-8", "replace")
            data = gzip.compress(data) if here.get("packed") else data
            name = str(here.get("name")).encode("utf-8", "replace").decode()[:60_000] or "a"
            packed.writestr(name, data, method if isinstance(method, int) and method in (0, 8, 12, 14) else 8)
    return file.getvalue()


def spoil(source: Source, value: Any) -> Any:
    """Return a document in which one place is changed: another value, a key away, a key more, a part twice."""
    if isinstance(value, dict) and value and source.below(5):
        key = pick(source, list(value))
        way = source.below(8)
        if way == 0:
            return {name: item for name, item in value.items() if name != key}
        if way == 1:
            return {**value, str(pick(source, ODD)): value[key]}
        return {**value, key: spoil(source, value[key])}
    if isinstance(value, list) and value and source.below(5):
        place = source.below(len(value))
        way = source.below(8)
        if way == 0:
            return value[:place] + value[place + 1 :]
        if way == 1:
            return value * (1 + source.below(60))
        return [*value[:place], spoil(source, value[place]), *value[place + 1 :]]
    return pick(source, ODD)


def damage(source: Source, data: bytes) -> bytes:
    """Return bytes that were cut, turned, doubled or written into."""
    place = source.below(len(data) + 1)
    way = source.below(6)
    if way == 0:
        return data[:place]
    if way == 1:
        return data[:place] + source.data(1 + source.below(8)) + data[place:]
    if way == 2:
        return data[:place] + source.data(1 + source.below(4)) + data[place + 1 :]
    if way == 3:
        return data[:place] + data[place : place + 200] * (1 + source.below(20)) + data[place:]
    if way == 4:
        return (
            data[:place] + pick(source, (b"[", b"{", b"]", b"}", b'"', b"'", b"=", b".", b"\n")) * 2000 + data[place:]
        )
    return data[:place] + data[place + 1 + source.below(40) :]


def toml(value: Any, path: str = "") -> str:
    """Return a document as TOML, as well as it can be said in it."""
    if not isinstance(value, dict):
        return inline(value)
    simple, tables = [], []
    for key, item in value.items():
        name = json.dumps(key, ensure_ascii=False)
        where = f"{path}.{name}" if path else name
        if isinstance(item, dict) and item:
            tables.append(f"[{where}]\n{toml(item, where)}")
        elif isinstance(item, list) and item and all(isinstance(part, dict) for part in item):
            tables += [f"[[{where}]]\n{toml(part, where)}" for part in item]
        else:
            simple.append(f"{name} = {inline(item)}")
    return "\n".join([*simple, *tables])


def inline(value: Any) -> str:
    """Return a value as TOML has it in a line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


def document(source: Source, make: Callable[[Source], dict[str, Any]], write: Callable[[Any], str | bytes]) -> bytes:
    """Return the bytes of a file: right, a little wrong, damaged, or noise."""
    value: Any = make(source)
    for _ in range(source.below(4)):
        value = spoil(source, value)
    try:
        text = write(value)
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError, csv.Error, struct.error):
        data = source.data(200)
    for _ in range(max(0, source.below(6) - 3)):
        data = damage(source, data)
    return data[:LARGEST] if source.below(50) else source.data(source.below(400))


# -- what is done with them --------------------------------------------------------------------------------------------


class Readers:
    """A machine of its own on which files are read, and all that can be shown of them is made."""

    def __init__(self, home: Path) -> None:
        from runstrength import locations
        from runstrength.catalogue.library import load_library
        from runstrength.history.store import Store

        self.home = home
        self.assets = locations.assets_dir()
        self.library = load_library(self.assets)
        self.store = Store(home / "history")
        self.counts: Counter[str] = Counter()
        for folder in ("history/2026", "config/exercises"):
            (home / folder).mkdir(parents=True)

    def run(self, kind: str, data: bytes) -> None:
        """Read one file; whatever is wrong with how that goes is raised."""
        path = self.home / FILES[kind]
        path.write_bytes(data)
        started = time.process_time()  # others may keep the machine busy
        outcome = self._imported(path) if kind in IMPORTS else getattr(self, f"_{kind}")(path)
        seconds = time.process_time() - started
        if seconds > SLOWEST * (1 + len(data) / MUCH):
            raise AssertionError(f"it took {seconds:.1f} s")
        if outcome != "edited" and path.read_bytes() != data:
            raise AssertionError("the file was changed")
        self.counts[f"{kind}: {outcome}"] += 1

    def _routine(self, path: Path) -> str:
        from runstrength.toml_input import InputError

        try:
            routine = self.library.read(path)
            plans = [self._plan(routine, level) for level in ("beginner", "advanced")]
        except InputError as bad:
            return refused(bad.problems, str(path))
        for plan in plans[:1]:
            show_plan(plan)
        return "read"

    def _plan(self, routine: Any, level: str, library: Any = None) -> Any:
        from runstrength.coach.prescription import Choices, prescribe

        return prescribe(routine, library or self.library, Choices(level=level, equipment=("bodyweight", "dumbbell")))

    def _exercise(self, path: Path) -> str:
        from runstrength.catalogue.library import load_library
        from runstrength.catalogue.routine import Block, Routine, Slot
        from runstrength.cli.exercises import exercise_document, exercise_lines

        library = load_library(self.assets, path.parents[1])
        if library.problems:
            return refused(library.problems, str(path))
        mine = library.exercises["mine"]
        printable("\n".join(exercise_lines(library, mine)))
        json.dumps(exercise_document(library, mine), allow_nan=False)
        routine = Routine("r", "R", "session", (Block("A", (Slot("mine"),)),))
        show_plan(self._plan(routine, "intermediate", library))
        return "read"

    def _config(self, path: Path) -> str:
        from runstrength.settings import KEYS, read_settings, save_settings
        from runstrength.toml_input import InputError

        try:
            settings, warnings = read_settings(path)
        except InputError as bad:
            return refused(bad.problems, str(path))
        printable("\n".join(warnings))
        save_settings(path, {"volume": 0.3})
        again, same = read_settings(path)
        changed = {key: getattr(again, key) for key in KEYS if getattr(again, key) != getattr(settings, key)}
        if changed not in ({}, {"volume": 0.3}) or same != warnings:
            raise AssertionError(f"a change of one setting changed {changed}, {set(same) ^ set(warnings)}")
        return "edited"

    def _session(self, path: Path) -> str:
        from runstrength.cli.history import list_lines, record_lines
        from runstrength.history.imports.runs import RunKeys
        from runstrength.history.weekly_stats import tally, weeks
        from runstrength.ui.common import session_rows
        from runstrength.ui.history.record_table import table

        rows, listing = self.store.summaries(), self.store.entries()
        for one in (rows, listing):
            printable("\n".join(map(str, one.problems)))
            if len(one.records) + len(one.problems) != 1:
                raise AssertionError("the file is neither a session nor a problem")
        for row in rows.records:
            weeks(rows.records, NOW), tally(rows.records)
            printable("\n".join(list_lines(rows.records)))
            for width in (30, 60, 90):
                shown(session_rows.history_line(row, NOW, width))
        for record in listing.records:
            printable("\n".join(record_lines(record, RunKeys())))
            self._taken_along(record, path.read_bytes())
            for width in (30, 90):
                for line in (
                    *session_rows.record_head(record, width),
                    *table(record, self.library.exercises, width),
                ):
                    shown(line)
        return "read" if listing.records else refused(listing.problems, str(path))

    def _imported(self, path: Path) -> str:
        """Read a file as an import does, and take what is in it into a history of its own, twice."""
        from runstrength.history.imports.files import find_new, read_import_file
        from runstrength.history.imports.preview import preview_file
        from runstrength.history.imports.sessions import import_runs, import_sessions
        from runstrength.history.store import Store
        from runstrength.toml_input import InputError
        from runstrength.ui.history.import_lines import new_session_lines, summary_lines

        store = Store(self.home / "imported")
        shutil.rmtree(store.folder, ignore_errors=True)
        try:
            arrivals = read_import_file(str(path))
        except InputError as bad:
            return refused(bad.problems, str(path))
        if arrivals.empty and b"sessions" not in path.read_bytes():
            raise AssertionError("nothing was read, and nothing said")
        preview = preview_file(store, path)
        for line in (*summary_lines(preview, 60), *new_session_lines(preview, NOW, (60, 20))):
            shown(line)
        sessions = (*arrivals.sessions, *find_new(store, arrivals).workouts.sessions)
        added = len(import_sessions(store, sessions).added) + len(import_runs(store, arrivals.runs).added)
        again = len(import_sessions(store, sessions).added) + len(import_runs(store, arrivals.runs).added)
        again += len(find_new(store, arrivals).sessions_and_workouts)
        kept = store.entries()
        if again or kept.problems or len(kept.records) != added:
            raise AssertionError(f"{added} imported, {len(kept.records)} there, {again} again, {kept.problems}")
        return "imported"

    def _taken_along(self, record: Record, data: bytes) -> None:
        """Write a session in every form in which it can leave the program."""
        from runstrength.dates import in_years
        from runstrength.history.exercise_stats import series
        from runstrength.history.export.csv import sheet, strong
        from runstrength.history.export.document import RawSession, document
        from runstrength.history.export.fit import activity
        from runstrength.history.export.one_line import one_line
        from runstrength.history.imports.sessions import read_document

        def title(item: SetDone) -> str:
            return item.exercise

        printable(one_line(record, title), joined=True)
        for table in (sheet([RawSession(record, data)], title), strong([record], title)):
            printable(b"".join(table).decode("utf-8"), joined=True)
        printable(b"".join(document([data])).decode("utf-8"))
        if in_years(record.started) and in_years(record.ended):
            read_document(b"".join(document([data])), "export.json")
        for exercise in {item.exercise for item in record.sets}:
            series([record], exercise)
        try:
            activity(record, {}, title)
        except ValueError as error:  # no set was done, or before FIT's time begins
            printable(str(error))


def show_plan(plan: Any) -> None:
    """Make all that is shown of a plan."""
    from runstrength.cli.plan import headline, plan_document
    from runstrength.cli.plan_text import block_documents, block_lines, totals
    from runstrength.session.engine import Session
    from runstrength.ui.common import plan_lines
    from runstrength.ui.session import wording

    if len(plan.steps) < 400:
        json.dumps([plan_document(plan, wait=False), block_documents(plan)], allow_nan=False)
    printable("\n".join([headline(plan, NOW), totals(plan), *block_lines(plan, "imperial")]))
    for size in ((30, 5), (60, 20)):
        for line in plan_lines.plan_details(plan, "about", NOW, size):
            shown(line)
    wording.title(Session(plan).snapshot(0.0))  # which the window's title makes plain


def shown(line: Any) -> None:
    """See that a line of a screen has texts; what they have in them is the widget's affair."""
    for span in (*line.left, *line.right):
        span.text.encode("utf-8", "surrogatepass")


def printable(text: str, *, joined: bool = False) -> None:
    """See that a text has nothing in it that a terminal would obey or hide; `joined` lets what joins letters pass."""
    from runstrength.text import printable, printable_joined

    same = printable_joined if joined else printable
    for line in text.split("\n"):
        if same(line) != line:
            raise AssertionError(f"this would reach the terminal: {ascii(line)[:300]}")


def refused(problems: Sequence[Any], file: str) -> str:
    """See that what is wrong with a file is told well."""
    if not problems:
        raise AssertionError("refused without a reason")
    for problem in problems:
        printable(str(problem))
        if not str(problem).startswith(file) or len(str(problem)) > 2000 + len(file):
            raise AssertionError(f"not a good message: {str(problem)[:300]}")
    return "refused"


KINDS: Final[dict[str, tuple[Callable[[Source], dict[str, Any]], Callable[[Any], str | bytes]]]] = {
    "routine": (routine, toml),
    "exercise": (exercise, toml),
    "config": (config, toml),
    "session": (session, json.dumps),
    "gpx": (gpx, gpx_text),
    "tcx": (tcx, tcx_text),
    "strava": (strava, strava_text),
    "strength": (strength, lists_text),
    "jefit": (jefit, jefit_text),
    "fit": (fit, fit_data),
    "export": (export, json.dumps),
    "archive": (archive, archive_data),
    "lists": (lists, lists_text),
    "apple": (apple, apple_text),
}
FILES: Final = {
    "routine": "fuzz.toml",
    "exercise": "config/exercises/mine.toml",
    "config": "config.toml",
    "session": "history/2026/20261122T063005Z-abcd1234.json",
    "gpx": "run.gpx",
    "tcx": "run.tcx",
    "strava": "activities.csv",
    "strength": "workouts.csv",
    "jefit": "jefit.csv",
    "fit": "run.fit",
    "export": "all.json",
    "archive": "all.zip",
    "lists": "list.csv",
    "apple": "export.xml",
}
"""Where the file of a kind is."""
IMPORTS: Final = ("gpx", "tcx", "strava", "strength", "jefit", "fit", "export", "archive", "lists", "apple")
"""Kinds of files that are imported."""


def one(source: Source, readers: Readers, kinds: Sequence[str]) -> None:
    """Make one file and read it; a file that broke something is kept."""
    kind = pick(source, kinds)
    data = document(source, *KINDS[kind])
    try:
        readers.run(kind, data)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        finding = f"{kind}-{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}"
        readers.counts[f"FINDING {finding}"] += 1
        if readers.counts[f"FINDING {finding}"] == 1:
            FOUND.mkdir(parents=True, exist_ok=True)
            (FOUND / finding).write_bytes(data)
            (FOUND / f"{finding}.txt").write_text(traceback.format_exc(), encoding="utf-8")
            print(f"FINDING {finding}: {ascii(error)[:200]}", flush=True)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=0, help="stop after so long")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--atheris", action="store_true")
    parser.add_argument("--corpus", default="", help="where atheris keeps what it found")
    options = parser.parse_args()
    kinds = options.kinds.split(",")
    with tempfile.TemporaryDirectory(prefix="runstrength-fuzz-") as folder:
        if options.atheris:
            guided(Path(folder), kinds, options)
        readers = Readers(Path(folder))
        began = time.monotonic()
        runs = 0
        source = Chance(options.seed)
        while runs < options.runs and not (options.seconds and time.monotonic() - began > options.seconds):
            one(source, readers, kinds)
            runs += 1
            if runs % 10_000 == 0:
                print(f"{runs:,} files in {time.monotonic() - began:.0f} s", flush=True)
        print(f"{runs:,} files in {time.monotonic() - began:.0f} s")
        for name, count in sorted(readers.counts.items()):
            print(f"{count:9,} {name}")
    sys.exit(any(name.startswith("FINDING") for name in readers.counts))


def guided(folder: Path, kinds: Sequence[str], options: argparse.Namespace) -> None:
    """Let atheris look for files that take new ways through the code; it ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["runstrength"]):
        readers = Readers(folder)
        # What is imported late is instrumented now, or not at all.
        for kind in kinds:
            readers.run(kind, document(Chance(0), *KINDS[kind]))
    arguments = [sys.argv[0], f"-max_total_time={options.seconds or 3600}", "-max_len=4096", "-len_control=0"]
    arguments += ["-print_final_stats=1", *filter(None, [options.corpus])]
    atheris.Setup(arguments, lambda data: one(Guided(atheris.FuzzedDataProvider(data)), readers, kinds))
    atheris.Fuzz()


if __name__ == "__main__":
    main()

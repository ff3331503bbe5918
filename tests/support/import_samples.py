"""Files that want too much of the import: impossible numbers, bombs, archives that lie."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from datetime import datetime
from pathlib import Path

from runstrength.history.export.fit_encoder import checksum
from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.content import Source
from runstrength.history.imports.files import ImportedFile, read_data, read_import_file
from runstrength.history.imports.runs import RecordedRun
from runstrength.toml_input import InputError
from tests.support import activity_files as files
from tests.support import strength_files

POINT = '<trkpt lat="{lat}" lon="{lon}"><time>{time}</time></trkpt>'
EARLY, LATE = "2026-11-04T07:00:00Z", "2026-11-04T07:20:00Z"
FLOAT64 = 0x89
STRING = 0x07


def read_runs(data: bytes, file: str) -> tuple[RecordedRun, ...]:
    """Return the runs in the content of a file."""
    return read_data(Source(data, file)).runs


def outcome(
    folder: Path, name: str, data: bytes, budget: Budget | None = None, now: datetime | None = None
) -> ImportedFile | str:
    """Return what an import reads of a file, or the one line in which it is refused."""
    path = folder / name
    path.write_bytes(data)
    try:
        return read_import_file(str(path), budget, now)
    except InputError as bad:
        text = str(bad)
    assert text.startswith(f"{path}: ")
    for line in text.splitlines():
        assert line.startswith(str(folder))
        assert len(line) < 500 + len(str(path))
    return text.replace(f"{path}: ", f"{name}: ")


def gpx(*points: tuple[str, str, str], more: str = "") -> bytes:
    """Return a GPX file with points of latitude, longitude and time."""
    text = "".join(POINT.format(lat=lat, lon=lon, time=time) for lat, lon, time in points)
    return (
        f'<?xml version="1.0"?><gpx version="1.1"><trk><name>x</name>{more}<trkseg>{text}</trkseg></trk></gpx>'.encode()
    )


def fit(*fields: tuple[int, int, bytes]) -> bytes:
    """Return a FIT file with one session of running, with fields of number, base type and content."""
    fields = ((5, 0x00, b"\x01"), *fields)
    layout = b"".join(struct.pack("<BBB", number, len(content), kind) for number, kind, content in fields)
    body = struct.pack("<BBBHB", 0x40, 0, 0, 18, len(fields)) + layout
    body += b"\x00" + b"".join(content for _, _, content in fields)
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    data = head + struct.pack("<H", checksum(head)) + body
    return data + struct.pack("<H", checksum(data))


def fit_run(**values: float | bytes) -> bytes:
    """Return a FIT file in which the numbers of the session are doubles, and can be anything."""
    numbers = {"start_time": 2, "total_elapsed_time": 7, "total_timer_time": 8, "total_distance": 9, "workout_rpe": 193}
    fields = []
    for name, value in values.items():
        if isinstance(value, bytes):
            fields.append((numbers[name], STRING, value))
        else:
            fields.append((numbers[name], FLOAT64, struct.pack("<d", value)))
    return fit(*((2, 0x86, struct.pack("<I", 1_164_000_000)),) if "start_time" not in values else (), *fields)


def session(**keys: object) -> bytes:
    """Return a session's file of JSON."""
    own = {"schema": 1, "id": "abcd1234", "kind": "run", "completed": True}
    times = {"started": "2026-11-22T07:00:00Z", "ended": "2026-11-22T08:00:00Z"}
    return json.dumps({**own, **times, **keys}).encode()


def document(*sessions: bytes) -> bytes:
    """Return a document of sessions."""
    return b'{"format": "runstrength-history", "schema": 1, "sessions": [%s]}' % b",".join(sessions)


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return file.getvalue()


def lying(data: bytes, *, size: int | None = None, method: int | None = None, flags: int | None = None) -> bytes:
    """Return an archive of one member whose headers say something else of it."""
    changed = bytearray(data)
    central = data.rindex(b"PK\x01\x02")
    for at, (flag, kind, whole) in ((0, (6, 8, 22)), (central, (8, 10, 24))):
        if flags is not None:
            struct.pack_into("<H", changed, at + flag, flags)
        if method is not None:
            struct.pack_into("<H", changed, at + kind, method)
        if size is not None:
            struct.pack_into("<I", changed, at + whole, size)
    return bytes(changed)


VALID: dict[str, bytes] = {
    "1.fit": files.fit(),
    "1.gpx": files.gpx(seconds=300),
    "1.tcx": files.tcx(),
    "activities.csv": files.strava(),
    "strong.csv": strength_files.strong_user(1, datetime(2026, 1, 5, 18, 30)).encode(),
    "hevy.csv": strength_files.hevy_user(1, datetime(2026, 1, 5, 18, 30)).encode(),
    "session.json": session(distance_m=5000.0),
    "all.json": document(session(), session(id="b", kind="session", sets=[])),
    "list.zip": archive(("export/activities.csv", files.strava())),
    "runs.zip": archive(("activities/1.gpx", files.gpx()), ("activities/2.tcx", files.tcx())),
    "bzip2.zip": archive(("activities.csv", files.strava()), method=zipfile.ZIP_BZIP2),
    "lzma.zip": archive(("activities.csv", files.strava()), method=zipfile.ZIP_LZMA),
}
"""A file of each kind that can be imported."""

"""Whatever a file is, importing it ends in what is in it or in one line for each thing that is wrong, and soon."""

from __future__ import annotations

import gzip
import os
import struct
import sys
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runstrength.history.imports.activities import budget as budgets
from runstrength.history.imports.activities import unpacking
from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.files import ImportedFile
from runstrength.history.imports.runs import record_of
from tests.support import activity_files as files
from tests.support.import_samples import (
    EARLY,
    LATE,
    VALID,
    archive,
    document,
    fit_run,
    gpx,
    lying,
    outcome,
    read_runs,
    session,
)
from tests.support.loops import looped

ODD = [
    "inf",
    "-inf",
    "nan",
    "Infinity",
    "1e999",
    "-1e999",
    "9" * 5000,
    "1e99999",
    "0x10",
    "1_000",
    "１２",
    "--1",
    "1,5",
]
"""What is no number, or none that can be."""
TOO_MUCH = [1e300, -1.0, 1e7, float("inf"), float("-inf"), float("nan")]


def short(value: object) -> str:
    """Return the name of a case."""
    return str(value)[:12]


def runs(result: ImportedFile | str) -> ImportedFile:
    """Return a result that is no refusal."""
    assert isinstance(result, ImportedFile), result
    return result


# -- numbers -----------------------------------------------------------------------------------------------------------


@looped("odd", [*ODD, "", " ", "91", "1e3", "-90.0001"])
def test_coordinates_that_are_nowhere(tmp_path: Path, odd: str) -> None:
    """A latitude or longitude that no place has is refused with its point, before anything is computed of it."""
    good = ("1", "1", EARLY)
    for place, point in (("lat", (odd, "1", LATE)), ("lon", ("1", odd + "0" if odd == "91" else odd, LATE))):
        said = outcome(tmp_path, "1.gpx", gpx(good, point))
        if odd == "1e3" or place == "lat" or odd not in ("-90.0001",):
            assert isinstance(said, str)
            assert said.startswith(f"1.gpx: point 2, {place}: ")
            assert "isn't valid: use a number from -" in said


@looped("odd", ODD)
def test_numbers_of_laps_that_cannot_be(tmp_path: Path, odd: str) -> None:
    """A distance or a duration of a lap that cannot be is refused with its name."""
    for old, key in ((b">5000.0<", "DistanceMeters"), (b">1490.0<", "TotalTimeSeconds")):
        said = outcome(tmp_path, "1.tcx", files.tcx().replace(old, f">{odd}<".encode()))
        assert str(said).startswith(f"1.tcx: {key}: ")


@looped("odd", ODD)
def test_numbers_of_a_list_that_cannot_be(tmp_path: Path, odd: str) -> None:
    """A duration of Strava's list that cannot be is refused with its row; other numbers are left out."""
    row = '1,"Nov 20, 2026, 6:15:30 AM",Run,Run,,{elapsed},{distance},,,false,,,{moving},,{effort}'
    quoted = f'"{odd}"'
    fine = {"elapsed": "3000", "distance": "10", "moving": "2980", "effort": ""}
    for clock in ("{}", "{}:00", "1:{}:00", "1:00:{}"):
        wrong = f'"{clock.format(odd)}"'
        said = outcome(tmp_path, "a.csv", files.strava(row.format(**{**fine, "elapsed": wrong})))
        assert isinstance(said, str) or odd == "1,5"
        assert odd == "1,5" or str(said).startswith("a.csv: row 2, Elapsed Time: ")
    for key in ("distance", "moving", "effort"):
        result = runs(outcome(tmp_path, "a.csv", files.strava(row.format(**{**fine, key: quoted}))))
        assert result.runs[0].seconds == 3000
        record_of(result.runs[0])


@looped("odd", TOO_MUCH)
@looped("key", ["start_time", "total_elapsed_time", "total_timer_time", "total_distance", "workout_rpe"])
def test_numbers_of_a_watch_that_cannot_be(tmp_path: Path, key: str, odd: float) -> None:
    """A FIT file whose numbers are infinite, huge or none is refused, or has a run that can have been."""
    fine = {"total_elapsed_time": 3000.0, "total_timer_time": 2980.0, "total_distance": 10_000.0}
    result = outcome(tmp_path, "1.fit", fit_run(**{**fine, key: odd}))
    if isinstance(result, ImportedFile):
        one, keys = record_of(result.runs[0])
        assert 0 <= (keys.distance_m or 0) <= 1_000_000
        assert 0 < (one.ended - one.started).total_seconds() <= 7 * 24 * 3600


@pytest.mark.parametrize("odd", ["1e999", "-1", "1e7", "9" * 5000, "1" + "0" * 400, '"far"', "NaN"], ids=short)
def test_distances_of_a_session_that_cannot_be(tmp_path: Path, odd: str) -> None:
    """A run's distance in a file of ours that cannot be is refused; a text, as other programs may have it, is left."""
    data = session(distance_m=0).replace(b'"distance_m": 0', b'"distance_m": ' + odd.encode())
    result = outcome(tmp_path, "x.json", data)
    assert isinstance(result, ImportedFile) == (odd == '"far"')


# -- times -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-11-07T07:00:00Z", "2026-11-07T07:20:00"),
        ("2026-11-07T07:00:00", "2026-11-07T07:20:00Z"),
        ("2026-11-07T08:00:00+01:00", "2026-11-07T07:20:00"),
        ("2026-11-07 07:00:00", "2026-11-07T07:20:00.000Z"),
        ("2026-11-07T07:20:00", "2026-11-07T08:00:00+01:00"),
    ],
)
def test_a_time_without_an_offset_is_utc(tmp_path: Path, first: str, second: str) -> None:
    """Times with and without an offset stand beside each other in one file, and one without is UTC in every format."""
    track = runs(outcome(tmp_path, "1.gpx", gpx(("1", "1", first), ("1", "1.02", second)))).runs[0]
    laps = (
        files.tcx(laps=1)
        .decode()
        .replace("2026-11-20T06:15:30.000Z", first)
        .replace("2026-11-20T06:40:30.000Z", second)
    )
    lap = runs(outcome(tmp_path, "1.tcx", laps.replace("2026-11-20T06:15:30Z", first).encode())).runs[0]

    assert track.started == datetime(2026, 11, 7, 7, tzinfo=UTC)
    assert track.seconds == 1200
    assert track.started.tzinfo is not None
    assert lap.started.tzinfo is not None


@looped(
    "odd",
    [
        "0001-01-01T00:00:00+14:00",
        "1969-12-31T23:59:59Z",
        "2201-01-01T00:00:00Z",
        "9999-12-31T23:59:59-12:00",
        "2026-02-30T00:00:00Z",
        "2026-11-04T25:00:00Z",
        "2026-11-04",
        "2026-W45-3",
        "2026-11-04T07:00:00+99:00",
        "99999999999999999999",
        "9" * 5000,
        "-1",
        "soon",
        "",
    ],
)
def test_times_that_cannot_be(tmp_path: Path, odd: str) -> None:
    """A time outside of 1970 to 2200, or that is none, is refused with its place in every format."""
    assert "point 2, time: " in str(outcome(tmp_path, "1.gpx", gpx(("1", "1", EARLY), ("1", "1.01", odd))))
    if odd:
        lap = files.tcx().replace(b'StartTime="2026-11-20T06:15:30Z"', f'StartTime="{odd}"'.encode())
        assert "lap 1, StartTime: " in str(outcome(tmp_path, "1.tcx", lap))
        point = files.tcx(laps=1).replace(b"2026-11-20T06:40:30.000Z", odd.encode())
        assert "lap 1, Time: " in str(outcome(tmp_path, "1.tcx", point))
    row = f'1,"{odd}",Run,Run,,3000,10,,,false,,,,,'
    assert "row 2, Activity Date: " in str(outcome(tmp_path, "a.csv", files.strava(row)))
    for key in ("started", "ended"):
        assert f"x.json: {key}: " in str(outcome(tmp_path, "x.json", session(**{key: odd})))


@pytest.mark.parametrize("name", ["1.fit", "1.gpx", "1.tcx", "activities.csv", "list.zip", "runs.zip"])
def test_a_run_of_next_year(tmp_path: Path, name: str) -> None:
    """A run that is still to come is refused; within a day it can be the offset that a file leaves out."""
    for days, comes in ((1, True), (-0.5, True), (-3, False), (-400, False)):
        now = files.START + timedelta(days=days)
        result = outcome(tmp_path, name, VALID[name], now=now)
        assert isinstance(result, ImportedFile) == comes
        assert comes or "is dated in the future: use a time up to now" in str(result)


def test_a_row_that_is_bad_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """Of a list, of a file with several tracks and of a zip, what is good is read and what is bad is named."""
    row = '{},"Nov {}, 2026, 6:15:30 AM",Run,Run,,{},10,,,false,,,,,'
    table = runs(outcome(tmp_path, "a.csv", files.strava(row.format(1, 20, 3000), row.format(2, 21, 0))))
    track = gpx(("1", "1", EARLY), ("1", "1.02", LATE)).decode()
    two = track.replace("</gpx>", "<trk><trkseg></trkseg></trk></gpx>").encode()

    assert (len(table.runs), [problem.key for problem in table.problems]) == (1, ["row 3, Elapsed Time"])
    assert [len(part) for part in (lambda one: (one.runs, one.problems))(runs(outcome(tmp_path, "1.gpx", two)))] == [
        1,
        1,
    ]


# -- archives ----------------------------------------------------------------------------------------------------------

METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@pytest.mark.parametrize("method", METHODS)
def test_every_way_of_packing_is_read(tmp_path: Path, method: int) -> None:
    """The members of an archive are read however they are packed, large ones too."""
    rows = [
        f'{day},"Nov {day % 28 + 1}, {1980 + day % 40}, 6:15:30 AM",Run,Run,"{"x" * 999}",3000,10' for day in range(900)
    ]
    data = archive(("a/activities.csv", files.strava(*rows)), method=method)
    assert len(runs(outcome(tmp_path, "a.zip", data)).runs) == 900
    assert len(runs(outcome(tmp_path, "a.zip", lying(archive(("activities.csv", files.strava()))))).runs) == 1


@looped("method", METHODS)
@looped("at", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_damaged_member_is_named(tmp_path: Path, method: int, at: float) -> None:
    """A member that is damaged anywhere is refused with its name and that of the archive, whatever packed it."""
    data = bytearray(archive(("activities.csv", files.strava()), method=method))
    begin, end = 30 + len("activities.csv"), bytes(data).rindex(b"PK\x01\x02")
    place = begin + int((end - begin) * at)
    data[place : place + 3] = bytes(byte ^ 0xA5 for byte in data[place : place + 3])
    said = outcome(tmp_path, "a.zip", bytes(data))
    assert str(said).startswith("a.zip: activities.csv: is damaged (")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"flags": 1}, "is encrypted: unpack the archive with its password"),
        ({"method": 9}, "is packed with deflate64, which isn't read: unpack it first"),
        ({"method": 98}, "is packed with ppmd, which isn't read"),
        ({"method": 77}, "is packed with method 77, which isn't read"),
        ({"method": 12}, "is damaged ("),
        ({"method": 14}, "is damaged ("),
        ({"flags": 0x20}, "is damaged ("),
        ({"flags": 0x40}, "is damaged ("),
        ({"size": 10}, "is damaged (it is larger than it says)"),
        ({"size": 4_000_000_000}, "unpacks to 4,000 MB, and archives are read up to 100 MB"),
    ],
)
def test_members_that_cannot_be_read(tmp_path: Path, changes: dict[str, int], said: str) -> None:
    """A member that is encrypted, packed in another way, or lies, is refused by name; another that is good is read."""
    bad = lying(archive(("activities.csv", files.strava())), **changes)
    assert f"a.zip: activities.csv: {said}" in str(outcome(tmp_path, "a.zip", bad))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_bad_member_keeps_no_other_out(tmp_path: Path) -> None:
    """Every member that can be read is, the others are named and counted, and no name leads out of the archive."""
    names = [
        "../../outside.gpx",
        "/etc/absolute.tcx",
        "C:\\windows\\1.fit",
        "a/\x1b[31m\u202e.gpx",
        "same.gpx",
        "same.gpx",
    ]
    data = archive(
        ("activities.csv", b"\xff\xfe\x00"),
        ("in.zip", archive(("1.gpx", files.gpx()))),
        ("deep.zip", archive(("in.zip", archive(("in.zip", archive(("1.gpx", files.gpx()))))))),
        ("readme.txt", b"x"),
        ("ride.gpx", files.gpx(kind="cycling")),
        ("bad.tcx", b"<TrainingCenterDatabase"),
        ("packed.tcx.gz", gzip.compress(files.tcx())),
        *((name, files.tcx() if name.endswith("tcx") else files.gpx()) for name in names if not name.endswith("fit")),
        (names[2], files.fit()),
    )
    before = sorted(tmp_path.iterdir())
    result = runs(outcome(tmp_path, "a.zip", data))

    assert [problem.key for problem in result.problems] == [
        "activities.csv",
        "bad.tcx",
        "deep.zip/in.zip/in.zip",
    ]
    assert "is an archive inside of archives, which isn't read: unpack it first" in str(result.problems[2])
    assert (len(result.runs), result.other_sports) == (8, 1)
    assert {run.source for run in result.runs} == {
        "packed.tcx",
        "outside.gpx",
        "absolute.tcx",
        "1.fit",
        "\x1b[31m\u202e.gpx",
        "same.gpx",
        "1.gpx",
    }
    assert sorted(tmp_path.iterdir()) == [*before, tmp_path / "a.zip"]


def test_an_archive_of_other_sports_only(tmp_path: Path) -> None:
    """An archive in which nobody runs is refused with how much there is of what."""
    data = archive(("1.gpx", files.gpx(kind="cycling")), ("2.tcx", files.tcx(sport="Biking")))
    assert (
        outcome(tmp_path, "a.zip", data)
        == "a.zip: has 2 activities of other sports and no runs: only runs are imported"
    )
    assert "has no activities.csv" in str(outcome(tmp_path, "b.zip", archive()))


def test_an_archive_of_a_million_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that lists more than anybody has is refused before its list is read, or by its count."""
    one = archive(("a", b""))
    central = one[one.index(b"PK\x01\x02") : one.index(b"PK\x05\x06")]
    count = 1_000_000
    listing = central * count
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 65535, 65535, len(listing), 31, 0)
    said = outcome(tmp_path, "a.zip", one[: one.index(b"PK\x01\x02")] + listing + end)
    assert said == "a.zip: has too many entries: import the files in it one by one"

    monkeypatch.setattr("runstrength.history.imports.archive.MAX_ENTRIES", 3)
    data = archive(*((f"{number}.txt", b"") for number in range(4)))
    assert "has 4 entries, more than 3" in str(outcome(tmp_path, "b.zip", data))


# -- bombs -------------------------------------------------------------------------------------------------------------


def peak_of(folder: Path, name: str, data: bytes) -> tuple[int, ImportedFile | str]:
    """Return how many bytes an import needed at once, beside the file itself."""
    tracemalloc.start()
    try:
        result = outcome(folder, name, data)
        return tracemalloc.get_traced_memory()[1], result
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("method", METHODS[1:])
def test_a_bomb_is_not_unpacked(tmp_path: Path, method: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would unpack to too much needs no memory, whether the archive says how large it is or not."""
    monkeypatch.setattr(unpacking, "MAX_BYTES", 20_000_000)
    bomb = archive(("activities.csv", bytes(30_000_000)), method=method)
    assert len(bomb) < 200_000
    for data in (bomb, lying(bomb, size=100_000)):
        memory, said = peak_of(tmp_path, "a.zip", data)
        assert isinstance(said, str)
        assert memory < 12_000_000


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gzip file stops at the bound, of one stream or of many."""
    monkeypatch.setattr(budgets, "MAX_BYTES", 1_000_000)
    memory, said = peak_of(tmp_path, "a.gpx.gz", gzip.compress(bytes(50_000_000)))
    assert "a.gpx.gz: unpacks to more than 1 MB" in str(said)
    assert memory < 8_000_000
    assert "more than 100 gzip files" in str(outcome(tmp_path, "b.gpx.gz", gzip.compress(b"") * 30_000))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """A file's size is looked at before anything of it is read; a sparse one says it too."""
    for name in ("a.gpx", "a.fit", "a.json", "a.csv"):
        path = tmp_path / name
        path.touch()
        os.truncate(path, 3_000_000_000)
        budget = Budget()
        said = outcome_of(path, budget)
        assert said == f"{path}: has 3,000 MB, more than 100 MB: import a smaller file, or parts of it"
        assert budget.read == 0


def outcome_of(path: Path, budget: Budget) -> str:
    """Return why a file that is there is refused."""
    from runstrength.history.imports.files import read_import_file
    from runstrength.toml_input import InputError

    with pytest.raises(InputError) as bad:
        read_import_file(str(path), budget)
    return str(bad.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "/dev/tty", "/dev/stdin", "/proc/self/mem", "/x\0y"])
def test_files_that_are_none(name: str) -> None:
    """A device and a name that no file can have are refused, and nobody waits for them."""
    if not name.endswith("\0y") and not Path(name).exists():
        pytest.skip("there is no such file here")
    assert "\n" not in outcome_of(Path(name), Budget())


@pytest.mark.parametrize(
    ("limit", "name", "data", "said"),
    [
        ("gpx.MAX_POINTS", "1.gpx", gpx(*[("1", "1", EARLY)] * 101), "has more than 100 points"),
        ("table.MAX_ROWS", "a.csv", files.strava(*["1,,x,Ride,,1,1"] * 101), "has more than 100 rows"),
        ("table.MAX_COLUMNS", "a.csv", files.strava().replace(b"Name,", b"Name," + b"a," * 101), "has 116 columns"),
        ("table.MAX_LINE", "a.csv", b"a" * 101, "has a line of more than 100 characters"),
        ("xml.DEEPEST", "1.gpx", b"<gpx>" + b"<a>" * 101, "is nested too deeply or has too many attributes"),
        ("xml.MAX_ATTRIBUTES", "1.gpx", b"<gpx %s/>" % b" ".join(b'a%d=""' % n for n in range(101)), "is nested too"),
        ("xml.MAX_TAG", "1.gpx", b"<gpx><!-- " + b"x" * 1_000_000, "has a tag of more than 100 bytes"),
        ("budget.MAX_STEPS", "1.gpx", b"<gpx>" + b"<a/>" * 200 + b"</gpx>", "is too large for one run"),
        ("budget.MAX_STEPS", "1.tcx", files.tcx(laps=50), "is too large for one run"),
        ("budget.MAX_STEPS", "1.fit", files.fit() + files.fit() * 20, "is too large for one run"),
        ("budget.MAX_STEPS", "a.csv", files.strava(*["1,,x,Ride,,1,1"] * 101), "is too large for one run"),
        ("budget.MAX_STEPS", "a.csv", files.strava() + b'"' + b"\n" * 200, "is too large for one run"),
    ],
)  # fmt: skip
def test_what_is_computed_has_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, name: str, data: bytes, said: str
) -> None:
    """Points, rows, columns, lines, elements, depths, messages and steps are counted, and one line ends it."""
    monkeypatch.setattr(f"runstrength.history.imports.activities.{limit}", 100)
    result = outcome(tmp_path, name, data)
    assert said in str(result)
    assert "\n" not in str(result)


def test_a_member_that_is_a_bomb_keeps_no_other_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each member of an archive has its own steps; the seconds are those of all, and what is read by then stays."""
    monkeypatch.setattr(budgets, "MAX_STEPS", 2_000)
    bomb = b"<gpx>" + b"<a/>" * 3_000 + b"</gpx>"
    members = [(f"{number}.gpx", bomb if number % 2 else files.gpx()) for number in range(9)]
    result = runs(outcome(tmp_path, "a.zip", archive(*members)))
    assert (len(result.runs), [problem.key for problem in result.problems]) == (5, ["1.gpx", "3.gpx", "5.gpx", "7.gpx"])

    ticks = iter(range(0, 1_000_000, 10))
    some = runs(outcome(tmp_path, "a.zip", archive(*members), Budget(lambda: float(next(ticks)))))
    assert 0 < len(some.runs) < 5
    assert "has more in it than is read at once" in str(some.problems[-1])


def test_seconds_have_a_bound(tmp_path: Path) -> None:
    """What no count sees ends by the seconds that it took to compute, on a clock that can be another one."""
    ticks = iter(range(0, 1_000_000, 40))
    data = b"<gpx>" + b"<a/>" * 5_000 + b"</gpx>"
    assert "takes more than 30 s to read" in str(outcome(tmp_path, "1.gpx", data, Budget(lambda: float(next(ticks)))))


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    """Who leaves the screen while a long file is read does not wait for its end."""
    data = b"<gpx>" + b"<a/>" * 50_000 + b"</gpx>"
    budget = Budget(stopped=lambda: True)
    assert "was stopped before its end" in str(outcome(tmp_path, "1.gpx", data, budget))
    assert budget.steps <= budgets.EVERY


def test_work_grows_with_the_file_and_not_faster(tmp_path: Path) -> None:
    """Twice the points, rows or laps are twice the steps."""
    kinds: dict[str, Callable[[int], bytes]] = {
        "1.gpx": lambda count: gpx(*[("1", "1", EARLY)] * count, ("1", "2", LATE)),
        "a.csv": lambda count: files.strava(*["1,,x,Ride,,1,1"] * count),
        "1.tcx": lambda count: files.tcx(laps=count),
    }
    for name, make in kinds.items():
        steps = []
        for count in (200, 400):
            budget = Budget()
            outcome(tmp_path, name, make(count), budget)
            steps.append(budget.steps)
        assert steps[1] < 2.1 * steps[0]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"[" * 1_000_000, "Expected `object`, got `array`"),
        (lambda: b'{"a":' * 1_000_000, "is nested too deeply"),
        (lambda: session(sets=[]).replace(b"[]", b"[" * 100_000 + b"]" * 100_000), "is nested too deeply"),
        (lambda: session(sets=[]).replace(b"[]", b"[" + b"[]," * 1_000_000 + b"[]]"), "is too large for a session"),
        (
            lambda: document(session(sets=[]).replace(b"[]", b"[" + b"0," * 1_000_000 + b"0]")),
            "sessions[0]: is too large for a",
        ),
        (lambda: session(note="x" * 11_000_000), "is too large for a session"),
        (lambda: document(*[b"{}"] * 1_000_000), "missing required field `id`"),
        (lambda: document(*[b"[[[[]]]]"] * 500_000), "Expected `object`, got `array`"),
        (lambda: document(*[b"7"] * 3_000_000), "Expected `object`, got `int`"),
        (lambda: b"{" + b",".join(b'"%d":0' % number for number in range(1_000_000)) + b"}", "missing required field"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_a_document_that_would_be_a_hundred_times_larger_in_the_memory_is_refused(
    tmp_path: Path, make: Callable[[], bytes], said: str
) -> None:
    """A document that would be a hundred times larger in the memory is refused before it is there."""
    data = make()  # not before: each process of a test run would make it
    memory, result = peak_of(tmp_path, "x.json", data)
    assert said in str(result)
    assert memory < 25_000_000 + 2 * len(data)


def test_what_is_written_is_no_bomb(tmp_path: Path) -> None:
    """A session that indentation would make a hundred times larger is written without, and can be read again."""
    from runstrength.history.imports.files import read_import_file
    from runstrength.history.imports.sessions import import_sessions
    from runstrength.history.store import Store

    deep = b"[" * 300 + b"[]," * 50_000 + b"[]" + b"]" * 300
    data = session(of_another_program=0).replace(b'"of_another_program": 0', b'"of_another_program": ' + deep)
    path = tmp_path / "x.json"
    path.write_bytes(data)
    store = Store(tmp_path / "history")
    import_sessions(store, read_import_file(str(path)).sessions)

    assert store.path_of(store.load("abcd1234")).stat().st_size < 2 * len(data)


ENCODINGS = [
    "utf-7",
    "utf-32",
    "cp1252",
    "rot13",
    "base64",
    "undefined",
    "idna",
    "punycode",
    "x",
    "utf-16",
    "shift_jis",
]


@looped("encoding", ENCODINGS)
def test_bytes_decide_on_the_encoding(encoding: str) -> None:
    """Bytes decide on the encoding: one that is declared wrongly, or that nobody has, keeps no run out."""
    data = gpx(("1", "1", EARLY), ("1", "1.02", LATE)).replace(b'"1.0"', b'"1.0" encoding="%s"' % encoding.encode(), 1)
    assert [run.seconds for run in read_runs(data, "1.gpx")] == [1200]


@looped("at", range(0, 60, 4))
def test_an_archive_whose_places_lie(tmp_path: Path, at: int) -> None:
    """Sizes and offsets of an archive can be anything up to 2^64: it is refused, or read."""
    data = bytearray(archive(("activities.csv", files.strava())))
    listing = bytes(data).rindex(b"PK\x01\x02")
    for start in (0, listing, len(data) - 22):
        for value in (b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"\x01\x00\x00\x00"):
            wrong = bytearray(data)
            wrong[start + at : start + at + 4] = value
            outcome(tmp_path, "a.zip", bytes(wrong))
    extra = struct.pack("<HHQQQ", 1, 24, 2**64 - 1, 2**64 - 1, 2**63 + at)
    huge = bytearray(data[:listing]) + data[listing : listing + 46 + 14] + extra + data[-22:]
    struct.pack_into("<HII", huge, listing + 18, 0, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", huge, listing + 30, len(extra))
    struct.pack_into("<I", huge, listing + 42, 0xFFFFFFFF)
    struct.pack_into("<I", huge, len(huge) - 10, 46 + 14 + len(extra))
    assert isinstance(outcome(tmp_path, "b.zip", bytes(huge)), str)


def test_a_name_of_a_thousand_letters(tmp_path: Path) -> None:
    """The name of a member can be long, and a message stays short; its ending still says what it is."""
    data = archive(("x" * 60_000 + ".tcx", b"<a/>"), ("y" * 60_000 + ".gpx", files.gpx()))
    result = runs(outcome(tmp_path, "a.zip", data))
    assert len(result.runs) == 1
    assert len(str(result.problems[0])) < 400 + len(str(tmp_path))
    assert len(record_of(result.runs[0])[1].source) == 200


def test_half_characters_in_a_name(tmp_path: Path) -> None:
    """The name of a file that is no text can be written into a session."""
    name = os.fsdecode(b"run \xff.gpx")
    try:
        result = runs(outcome(tmp_path, name, files.gpx()))
    except (OSError, UnicodeError):
        pytest.skip("no file can have this name here")
    record, keys = record_of(result.runs[0])
    assert keys.source == "run ?.gpx"
    assert record.title == "Morning Run"


# -- anything else -----------------------------------------------------------------------------------------------------

WORDS = [
    *(
        b"inf",
        b"nan",
        b"-1",
        b"0",
        b"1e999",
        b"9" * 400,
        b"",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\n",
        b'"',
    ),
    *(
        b"<",
        b">",
        b"</trkseg>",
        b"<trk>",
        b"<trkpt/>",
        b"&lt;",
        b"&a;",
        b"<!DOCTYPE a [",
        b"<![CDATA[",
        b"]]>",
        b"<?",
        b",",
    ),
    *(b"2026-11-04T07:00:00", b"9999-12-31T23:59:59-14:00", b"+99:99", b"{", b"}", b"[", b"]", b"null", b"PK\x03\x04"),
]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(VALID)), st.data())
def test_whatever_is_changed(name: str, data: st.DataObject) -> None:
    """Valid files of every kind with parts of them replaced, doubled, cut or swapped are read, or refused in lines."""
    whole = VALID[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(whole)))
        stop = min(len(whole), start + data.draw(st.integers(0, 60)))
        way = data.draw(st.sampled_from(["word", "bytes", "double", "cut", "swap"]))
        if way == "word":
            whole = whole[:start] + data.draw(st.sampled_from(WORDS)) + whole[stop:]
        elif way == "bytes":
            whole = whole[:start] + data.draw(st.binary(max_size=12)) + whole[stop:]
        elif way == "double":
            whole = whole[:stop] + whole[start:stop] * data.draw(st.integers(1, 50)) + whole[stop:]
        elif way == "cut":
            whole = whole[:start] + whole[stop:]
        else:
            whole = whole[stop:] + whole[:start]
    file = data.draw(st.sampled_from([name, "x", "x.zip", "x.json", "x.gpx.gz", "x.csv"]))
    with tempfile.TemporaryDirectory() as folder:
        result = outcome(Path(folder), file, whole)
    if isinstance(result, ImportedFile):
        assert not result.empty or name == "all.json"
        for run in result.runs:
            record_of(run)
            assert timedelta(0) < run.ended - run.started <= timedelta(days=7)
            assert 1970 <= run.started.year <= 2200

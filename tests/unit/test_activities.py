"""Files of other programs that tell of runs: what is in them, and what becomes of damaged and hostile ones."""

from __future__ import annotations

import builtins
import gzip
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.history.export.fit import activity
from runstrength.history.imports.activities.budget import MAX_BYTES
from runstrength.history.imports.files import read_import_file
from runstrength.toml_input import InputError
from tests.support import activity_files as files
from tests.support.history_samples import PLANK, record
from tests.support.import_samples import read_runs
from tests.support.loops import looped

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><gpx><trk><name>&j;</name></trk></gpx>"
)
THIEF = b'<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><trk><name>&x;</name></trk></gpx>'


def refused(data: bytes, file: str) -> str:
    """Return why a file is refused."""
    with pytest.raises(InputError) as error:
        read_runs(data, file)
    text = str(error.value)
    assert text.startswith(f"{file}: ")
    assert "\n" not in text
    return text


@looped(
    ("make", "file", "title", "moving"),
    [
        (files.fit, "1.fit", "", 2980),
        (files.gpx, "1.gpx", "Morning Run", 3000),
        (files.tcx, "1.tcx", "", 2980),
        (files.strava, "activities.csv", "Morning Run", 2980),
    ],
)
def test_the_same_run_from_each_kind_of_file(make: Callable[[], bytes], file: str, title: str, moving: float) -> None:
    """Start, duration, distance and title are those of the run; packed files are read like others."""
    for data, name in ((make(), file), (gzip.compress(make()), f"{file}.gz")):
        (run,) = read_runs(data, name)
        assert (run.started, run.seconds, run.title, run.source) == (files.START, 3000, title, file)
        assert run.moving == pytest.approx(moving, abs=1)
        assert run.metres == pytest.approx(10_000, rel=0.002)
        assert run.effort is None


def test_what_the_person_said_of_the_effort() -> None:
    """Where a watch or Strava was told how hard it was, that is what it was."""
    assert read_runs(files.fit(workout_rpe=70), "1.fit")[0].effort == 7
    row = '1,"Nov 20, 2026, 6:15:30 AM",Run,Run,,3000,10,,,false,,3000,2980,10000,6.0'
    assert read_runs(files.strava(row), "activities.csv")[0].effort == 6


@looped(
    ("when", "expected"),
    [
        ('"Nov 20, 2026, 6:15:30 PM"', datetime(2026, 11, 20, 18, 15, 30, tzinfo=UTC)),
        ('"20 Nov 2026, 18:15:30"', datetime(2026, 11, 20, 18, 15, 30, tzinfo=UTC)),
        ("2026-11-20 18:15:30", datetime(2026, 11, 20, 18, 15, 30, tzinfo=UTC)),
    ],
)
def test_strava_wrote_dates_in_many_ways(when: str, expected: datetime) -> None:
    """Dates of old and new archives are understood, and are UTC."""
    (run,) = read_runs(files.strava(f"1,{when},Run,Run,,3000,10,,,false,,3000,2980,10000,"), "a.csv")
    assert run.started == expected


@looped(
    ("cells", "metres"),
    [
        ("10.02,,,false,,3000,2980,10020.4", 10_020.4),
        ("10.02,,,false,,,,", 10_020),
        ("10.02,,,false,,3000,2980,10.02", 10_020),
        (",,,false,,3000,2980,", None),
        ("0,,,false,,3000,2980,0", None),
    ],
)
def test_kilometres_are_told_from_metres(cells: str, metres: float | None) -> None:
    """Which unit a distance has shows the speed; a run without one has none."""
    (run,) = read_runs(files.strava(f'1,"Nov 20, 2026, 6:15:30 AM",Run,Trail Run,,3000,{cells},'), "a.csv")
    assert run.metres == (None if metres is None else pytest.approx(metres))


@looped(
    ("data", "file", "said"),
    [
        (files.fit(sport="cycling"), "1.fit", "isn't a run but cycling: only runs are imported"),
        (activity(record(sets=(PLANK,)), {}, lambda item: item.exercise), "1.fit", "isn't a run but training"),
        (files.fit()[:-20], "1.fit", "can't be read as FIT"),
        (files.fit()[:60] + b"\x00" * 30 + files.fit()[90:], "1.fit", "can't be read as FIT"),
        (b"", "1.fit", "is empty: use a .json of runstrength, a .fit,"),
        (b"hello", "1.fit", "can't be read as FIT"),
        (files.gpx(kind="cycling"), "1.gpx", "isn't a run but cycling: only runs are imported"),
        (files.gpx()[:-40], "1.gpx", "download or export the GPX file again"),
        (files.gpx().replace(b"<time>", b"<t>").replace(b"</time>", b"</t>"), "1.gpx", "a track has no times"),
        (files.gpx().replace(b'lat="48', b'lat="x'), "1.gpx", "isn't valid: use a number from -90 to 90"),
        (b"<gpx></gpx>", "1.gpx", "has no track"),
        (b"<html></html>", "1.gpx", "is a web page, perhaps one that asks to log in"),
        (b"<a></a>", "1.gpx", "isn't GPX"),
        (BOMB, "1.gpx", "defines its own XML entities"),
        (THIEF, "1.gpx", "defines its own XML entities"),
        (BOMB.replace(b"gpx", b"TrainingCenterDatabase"), "1.tcx", "defines its own XML entities"),
        (files.tcx(sport="Biking"), "1.tcx", "isn't a run but Biking: only runs are imported"),
        (files.tcx(laps=0), "1.tcx", "an activity has no start time"),
        (files.tcx().replace(b">5000.0<", b">far<"), "1.tcx", 'DistanceMeters: "far" isn\'t valid: use a number'),
        (files.tcx().replace(b">1490.0<", b">NaN<"), "1.tcx", 'TotalTimeSeconds: "NaN" isn\'t valid: use a number'),
        (b"<a/>", "1.tcx", "isn't TCX"),
        (files.tcx().replace(b"2026-", b"9999-"), "1.tcx", "the year 9999 isn't valid: use a year from 1970 to 2200"),
        (b"<TrainingCenterDatabase/>", "1.tcx", "has no activity"),
        (b"a,b\n1,2\n", "a.csv", "isn't a list of Strava, Garmin or Runkeeper in a language that can be read"),
        (b"\n", "a.csv", "import the single files in the archive"),
        (b"\xff\xfe\x00", "a.csv", "isn't a table"),
        (files.strava("1,soon,Run,Run,,3000,10"), "a.csv", 'Activity Date: "soon" isn\'t valid: use a date like'),
        (files.strava('1,"Nov 20, 2026, 6:15:30 AM",Run,Run,,,10'), "a.csv", "row 2, Elapsed Time: "),
        (files.strava('1,"Nov 20, 2026, 6:15:30 AM",Ride,Ride,,3000,10'), "a.csv", "has no runs"),
        (files.strava('1,"Nov 20, 2026, 6:15:30 AM",Run,Run,,9999999,10'), "a.csv", "a run of 9,999,999 seconds"),
        (b"hello", "1.txt", ".txt can't be imported: use a .json of runstrength, a .fit, .gpx or .tcx of a run"),
        (gzip.compress(files.gpx())[:-20], "1.gpx.gz", "is damaged (it ends too early): download or export it again"),
    ],  # the same in every process
)  # fmt: skip
def test_a_bad_file_is_refused(data: bytes, file: str, said: str) -> None:
    """What is damaged, hostile, of another sport or another kind is refused in one line with what is needed."""
    assert said in refused(data, file)


def test_a_document_type_alone_hurts_nobody() -> None:
    """A file that names its document type, and defines nothing in it, is read like others."""
    data = files.gpx().replace(b"<gpx", b"<!DOCTYPE gpx><gpx", 1)
    assert read_runs(data, "1.gpx")[0].started == files.START


def test_what_unpacks_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that would unpack to an enormous one is refused before it has."""
    monkeypatch.setattr("runstrength.history.imports.activities.budget.MAX_BYTES", 1_000_000)
    bomb = gzip.compress(b"\0" * 20_000_000)
    tracemalloc.start()
    try:
        assert "unpacks to more than 1 MB" in refused(bomb, "1.gpx.gz")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("file", "module"), [("1.fit", "fitdecode")])
def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, file: str, module: str) -> None:
    """Without the extra, one line says what is missing and how to install it."""
    really: Any = builtins.__import__

    def missing(name: str, *arguments: Any, **more: Any) -> Any:
        if name.partition(".")[0] == module:
            raise ModuleNotFoundError(f"No module named '{module}'", name=module)
        return really(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    data = files.fit()
    assert f'needs {module}, which isn\'t installed: use pip install "runstrength[import]"' in refused(data, file)


def test_the_content_says_what_a_file_is() -> None:
    """A file with a name that says nothing is known by what it begins with."""
    assert read_runs(files.fit(), "download")[0].started == files.START
    assert read_runs(files.gpx(), "download")[0].started == files.START
    assert read_runs(files.tcx(), "download")[0].started == files.START


def test_the_library_of_fit_files_is_loaded_only_for_them() -> None:
    """Only a FIT file needs a library."""
    before = set(sys.modules)
    read_runs(files.strava(), "activities.csv")
    read_runs(files.gpx(), "1.gpx")
    read_runs(files.tcx(), "1.tcx")
    assert {"fitdecode"} & (set(sys.modules) - before) == set()


@given(st.sampled_from(["1.fit", "1.gpx", "1.tcx", "a.csv", "1.gpx.gz", "x"]), st.data())
def test_no_damage_is_more_than_a_line(file: str, data: st.DataObject) -> None:
    """Wherever bytes of a file are other ones, it is a run, or one line says that it can't be read."""
    whole = {
        "1.fit": files.fit(), "1.gpx": files.gpx(seconds=300), "1.tcx": files.tcx(), "a.csv": files.strava(),
        "1.gpx.gz": gzip.compress(files.gpx(seconds=300)), "x": b"",
    }[file]  # fmt: skip
    start = data.draw(st.integers(0, len(whole)))
    other = data.draw(st.binary(max_size=20))
    damaged = whole[:start] + other + whole[start + data.draw(st.sampled_from([0, len(other), 40])) :]
    try:
        runs, said = read_runs(damaged, file), ""
    except InputError as error:
        runs, said = (), str(error)
    assert bool(runs) != bool(said)
    assert len(said.splitlines()) <= 1
    assert all(run.started.tzinfo and timedelta(0) < run.ended - run.started for run in runs)


# -- Strava's archive --------------------------------------------------------------------------------------------------


def archive(path: Path, **members: bytes) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return path


def test_the_archive_of_strava(tmp_path: Path) -> None:
    """Of the archive only the list of activities is taken, the outer one where there are two."""
    path = archive(
        tmp_path / "export.zip",
        export__media__activities_dot_csv=b"another",
        export__activities_dot_csv=files.strava(),
        export__activities__run_dot_gpx=files.gpx(),
    )
    arrivals = read_import_file(str(path))
    assert [(run.title, run.source) for run in arrivals.runs] == [("Morning Run", "activities.csv")]
    assert not arrivals.problems
    plain = tmp_path / "activities.csv"
    plain.write_bytes(files.strava())
    assert read_import_file(str(plain)).runs == arrivals.runs


def test_archives_that_are_none(tmp_path: Path) -> None:
    """An archive without the list, or a damaged one, is bad input with its name; a bomb is not unpacked whole."""
    other = archive(tmp_path / "other.zip", a_dot_txt=b"x")
    with pytest.raises(InputError, match=r"has no activities\.csv"):
        read_import_file(str(other))
    broken = tmp_path / "broken.zip"
    whole = archive(tmp_path / "whole.zip", activities_dot_csv=files.strava() * 50).read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="is damaged or locked"):
        read_import_file(str(broken))
    bomb = archive(tmp_path / "bomb.zip", activities_dot_csv=bytes(MAX_BYTES + 10))
    with pytest.raises(
        InputError, match=r"bomb\.zip: activities\.csv: unpacks to 100 MB, and archives are read up to 100 MB"
    ):
        read_import_file(str(bomb))

"""Runs in files as people have them: mixed folders, other languages and encodings, damaged ends, sports of any name."""

from __future__ import annotations

import csv
import gzip
import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result
from garmin_fit_sdk import Profile
from hypothesis import example, given
from hypothesis import strategies as st

from runstrength.cli import main
from runstrength.cli.progress import progress_bar
from runstrength.history.export.fit import activity
from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.activities.values import ActivityFileError
from runstrength.history.imports.activities.written_dates import DateStyle, read_written, style_of
from runstrength.history.imports.content import Source
from runstrength.history.imports.files import ImportedFile, NoRunError, read_data, read_import_file
from runstrength.history.imports.progress import counting, seldom
from runstrength.history.imports.runs import RecordedRun, deduplicate, record_of
from runstrength.history.store import Store
from runstrength.toml_input import InputError
from tests.support import activity_files as files
from tests.support.history_samples import PLANK, record
from tests.support.import_samples import archive, read_runs
from tests.support.loops import looped


def read(data: bytes, name: str, units: str = "metric") -> ImportedFile:
    """Return what is in the content of a file."""
    return read_data(Source(data, name, units=units))


def refused(data: bytes, name: str) -> str:
    """Return the one line in which a file is refused."""
    with pytest.raises(InputError) as bad:
        read(data, name)
    text = str(bad.value).removeprefix(f"{name}: ")
    assert "\n" not in text
    return text


def imported(*paths: Path) -> Result:
    """Import files from the command line."""
    return CliRunner().invoke(main, ["history", "import", *map(str, paths)])


def track(*, speed: float = 3.0, title: str = "Morning", kind: str = "", seconds: int = 600, start: str = "Z") -> bytes:
    """Return a GPX file with a point every 10 s, going north; `start` is the offset of its times."""
    points = []
    for at in range(0, seconds + 1, 10):
        latitude = 10 + speed * at / 111_319.49
        time = (files.START + timedelta(seconds=at)).strftime("%Y-%m-%dT%H:%M:%S") + start
        points.append(f'<trkpt lat="{latitude:.7f}" lon="20"><time>{time}</time></trkpt>')
    typed = f"<type>{kind}</type>" if kind else ""
    return (
        '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><name>{title}</name>{typed}<trkseg>{''.join(points)}</trkseg></trk></gpx>"
    ).encode()


# -- folders and archives ----------------------------------------------------------------------------------------------

LATER: Final = files.tcx().replace(b"2026-11-20", b"2026-11-21")
RIDE: Final = files.tcx(sport="Biking")
BROKEN: Final = b"<TrainingCenterDatabase><Activities>"


def test_a_mixed_folder(home: Path, tmp_path: Path) -> None:
    """Of a folder each run is taken once; rides, damaged files and duplicates are counted and named, and it is 0."""
    folder = tmp_path / "watch"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / ".cache").mkdir()
    outside = tmp_path / "outside.tcx"
    outside.write_bytes(files.tcx().replace(b"2026-11-20", b"2026-11-10"))
    (folder / "linked.tcx").symlink_to(outside)
    contents = {
        "run.tcx": files.tcx(), "same.gpx": files.gpx(), "ride.tcx": RIDE, "deep/broken.tcx": BROKEN,
        "deep/er/later.tcx.gz": gzip.compress(LATER), "photo.jpg": b"\xff\xd8\xff", "notes.csv": b"a,b\n1,2\n",
        "settings.json": b"{}", ".cache/old.tcx": files.tcx(), "page.gpx": b"<!DOCTYPE html><html></html>",
        "12345.zip": archive(("12345_ACTIVITY.fit", files.fit())),
    }  # fmt: skip
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    result = imported(folder)
    said = result.stderr.splitlines()

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "2 runs imported, 2 more than once in the files"
    assert [line.split(": ")[0] for line in said[:2]] == [str(folder / "deep/broken.tcx"), str(folder / "page.gpx")]
    assert said[2:] == [
        "2 files or parts of files can't be read: skipped",
        "1 activity of other sports skipped: 1 Biking (ride.tcx)",
    ]
    days = sorted(row.started.astimezone(UTC).day for row in Store(home / "data" / "history").summaries().records)
    assert days == [20, 21]
    assert imported(folder).stdout == "0 runs imported, 4 already in the history\n"


@given(st.lists(st.sampled_from(["good", "other", "bad", "none"]), max_size=8), st.booleans())
@example(["good", "bad", "other", "none"], True)
def test_whatever_a_folder_or_an_archive_mixes_each_run_comes_in(kinds: list[str], nested: bool) -> None:
    """Whatever a folder or an archive mixes: each run comes in, each other sport is counted, each bad file is named."""
    day = {number: f"2026-10-{number + 1:02}".encode() for number in range(8)}
    data = {"other": RIDE, "bad": BROKEN, "none": b""}
    members = [
        (
            f"a/{number}.{'txt' if kind == 'none' else 'tcx'}",
            data.get(kind) or files.tcx().replace(b"2026-11-20", day[number]),
        )
        for number, kind in enumerate(kinds)
    ]
    file = archive(("in.zip", archive(*members))) if nested else archive(*members)
    found = _of_archive(file)
    count = {kind: kinds.count(kind) for kind in ("good", *data)}
    if count["good"]:
        assert isinstance(found, ImportedFile)
        assert len(deduplicate(found.runs)) == count["good"]
        assert (found.other_sports, len(found.problems)) == (count["other"], count["bad"])
    elif count["bad"]:
        assert isinstance(found, InputError)
        assert len(found.problems) == count["bad"]
    else:
        assert isinstance(found, InputError)
        assert isinstance(found, NoRunError) == bool(count["other"])


def _of_archive(data: bytes) -> ImportedFile | InputError:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.zip")
        path.write_bytes(data)
        try:
            return read_import_file(str(path))
        except InputError as bad:
            return bad


def test_nothing_in_a_folder(home: Path, tmp_path: Path) -> None:
    """A folder with nothing to import is refused with 2, by what is in it."""
    for name, data, said in (
        ("empty", b"", "has no activities.csv and no .fit, .gpx or .tcx files"),
        ("ride.tcx", RIDE, "has 1 activity of other sports and no runs: only runs are imported"),
        ("bad.tcx", BROKEN, "no element found"),
    ):
        folder = tmp_path / f"of {name}"
        folder.mkdir()
        (folder / name).write_bytes(data)
        result = imported(folder)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
    assert not (home / "data" / "history").exists()


def test_an_archive_of_strava_unpacked(tmp_path: Path) -> None:
    """An unpacked archive of Strava is its list; the files that are in it and planned routes are not read again."""
    (tmp_path / "activities").mkdir()
    (tmp_path / "routes").mkdir()
    (tmp_path / "activities.csv").write_bytes(files.strava())
    (tmp_path / "activities" / "1.tcx").write_bytes(BROKEN)
    (tmp_path / "routes" / "1.gpx").write_bytes(b"<gpx><trk/></gpx>")
    (tmp_path / "other.tcx").write_bytes(LATER)
    found = read_import_file(str(tmp_path))
    assert [run.source for run in found.runs] == ["activities.csv", "other.tcx"]
    assert not found.problems
    (tmp_path / "activities.csv").write_bytes(b"a,b,c,d\n1,2,3,4\n")
    (tmp_path / "activities" / "1.tcx").write_bytes(files.tcx())
    without = read_import_file(str(tmp_path))
    assert sorted(run.source for run in without.runs) == ["1.tcx", "other.tcx"]
    assert "import the single files in the archive" in str(without.problems[0])


def test_what_one_file_does_not_know_is_taken_from_another() -> None:
    """A run in two files has the title, the distance and the effort of the one that knows them."""
    bare = RecordedRun(files.START, 3000, source="1.tcx")
    rich = RecordedRun(files.START + timedelta(seconds=5), 2990, metres=9_000, title="Hills", effort=7, source="a.csv")
    (run,) = deduplicate([rich, bare])
    assert (run.source, run.metres, run.title, run.effort) == ("1.tcx", 9_000, "Hills", 7)


# -- XML ---------------------------------------------------------------------------------------------------------------


@looped(
    ("change", "title"),
    [
        (lambda text: b"   \n\t" + text, "Morning"),
        (lambda text: b"\xef\xbb\xbf\xef\xbb\xbf\r\n" + text, "Morning"),
        (lambda text: b"\xef\xbb\xbf <?xml version='1.0' encoding='UTF-8'?>" + text, "Morning"),
        (
            lambda text: text.replace(b"</time>", b"</time><extensions><gpxdata:hr>1</gpxdata:hr></extensions>"),
            "Morning",
        ),
        (lambda text: text.replace(b"gpx", b"a:gpx", 1).replace(b"</gpx>", b"</a:gpx>"), "Morning"),
        (lambda text: text.replace(b"</time>", b"</time><fix>odd</fix><sat>-</sat><hdop>1,2</hdop>"), "Morning"),
        (lambda text: text.replace(b"Morning", b"Run & Fun"), "Run & Fun"),
        (lambda text: text.replace(b"Morning", b"R&D &amp; &eacute;t&#233; &nosuch; &"), "R&D & été &nosuch; &"),
        (lambda text: text.replace(b"Morning", b"a\x00b\x0bc"), "abc"),
        (lambda text: text.replace(b"Morning", b"<![CDATA[5 < 6]]>"), "5 < 6"),
        (lambda text: text + b"\0\0\0\n", "Morning"),
        (lambda text: text + b"<gpx><trk>", "Morning"),
        (lambda text: b"<!-- a --><!DOCTYPE gpx [<!ELEMENT gpx ANY>]>" + text, "Morning"),
        (lambda text: text.replace(b"<trk>", b"<trk><name>LOG</name><trkseg/></trk><trk>", 1), "Morning"),
        (lambda text: b"<?xml version='1.0' encoding='utf-16'?>" + text, "Morning"),
    ],
)
def test_xml_as_it_is_found(change: Callable[[bytes], bytes], title: str) -> None:
    """What stands before, after and around a track, and what nobody needs, keeps no run out."""
    (run,) = read(change(track(kind="running")), "1.gpx").runs
    assert (run.started, run.seconds, run.title) == (files.START, 600, title)
    assert run.metres == pytest.approx(1800, rel=0.01)


@given(
    st.text("abc äöüéñçßøÅ", min_size=1, max_size=20).map(str.strip).filter(bool),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]),
    st.sampled_from(["", "UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "klingon"]),
    st.text(" \t\r\n", max_size=5),
)
def test_a_title_survives_in_any_encoding(title: str, encoding: str, declared: str, blanks: str) -> None:
    """A title survives in any encoding, with any declaration and blanks before it, in GPX and TCX."""
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    gpx = blanks + head + track(kind="running", title=title, seconds=60).decode()
    activities = files.tcx().decode().partition("?>")[2]
    tcx = blanks + head + activities.replace("<Lap ", f"<Notes>{title}</Notes><Lap ", 1)
    for text, name in ((gpx, "1.gpx"), (tcx, "1.tcx")):
        (run,) = read(text.encode(encoding), name).runs
        assert (run.title, run.started) == (title, files.START)


@looped(
    "subset",
    [
        b'[<!ENTITY a "b">]', b'[<!ENTITY % a "b">%a;]', b'[<!ENTITY a SYSTEM "file:///etc/passwd">]',
        b'SYSTEM "http://127.0.0.1/a.dtd"', b'PUBLIC "a" "b.dtd"',
    ],
)  # fmt: skip
def test_entities_stay_refused(subset: bytes) -> None:
    """A document that defines an entity, or has a definition elsewhere, is refused in one line."""
    for root, name, body in ((b"gpx", "1.gpx", track()), (b"TrainingCenterDatabase", "1.tcx", files.tcx())):
        data = b"<!DOCTYPE " + root + b" " + subset + b">" + body.replace(b'<?xml version="1.0"?>', b"")
        assert "defines its own XML entities" in refused(data, name)
    assert "defines its own XML entities" in refused(b"<!DOCTYPE HealthData " + subset + b">", "export.xml")


def test_points_out_of_order_and_bad_ones() -> None:
    """Points are put in order; those that can't be read are left out and counted."""
    text = track(kind="running")
    first, *rest = text.split(b"<trkpt")
    shuffled = first + b"<trkpt" + b"<trkpt".join([rest[-1].partition(b"</trkseg>")[0], *rest[:-1]])
    shuffled += b"</trkseg></trk></gpx>"
    assert read_runs(shuffled, "1.gpx")[0].metres == pytest.approx(1800, rel=0.001)

    bad = text.replace(b'lat="10.0002', b'lat="inf', 1).replace(b"T06:20:00Z", b"T26:20:00Z")
    found = read(bad, "1.gpx")
    assert found.runs[0].seconds == 600
    assert found.runs[0].metres == pytest.approx(1800, rel=0.001)
    assert "2 points left out (point 2, lat: " in str(found.remarks[0]) or "point 2" in str(found.remarks[0])


# -- FIT ---------------------------------------------------------------------------------------------------------------


@given(
    st.one_of(
        st.binary(max_size=40),
        st.integers(0, 300).map(lambda count: bytes(count)),
        st.integers(1, 400).map(lambda size: files.fit(sport="cycling")[:size]),
    )
)
@example(bytes(64))
def test_a_whole_session_is_taken_whatever_follows(tail: bytes) -> None:
    """Zeros, noise, or a second file that is cut anywhere: the run before it is taken with its figures."""
    whole = read_runs(files.fit(), "1.fit")
    found = read(files.fit() + tail, "1.fit")
    assert found.runs == whole
    assert not found.problems


def test_a_fit_that_ends_early() -> None:
    """A file that ends after its session is taken and that is said; before it, it is refused in our own words."""
    whole = files.fit()
    taken, said = 0, set[str]()
    for end in range(len(whole) - 1, 14, -1):
        try:
            found = read(whole[:end], "1.fit")
        except InputError as bad:
            said.add(str(bad).partition("(")[0])
        else:
            taken += 1
            assert found.runs == read_runs(whole, "1.fit")
            assert end >= len(whole) - 2 or "its summary of the run is whole" in str(found.remarks[0])
    assert 1 <= taken < 10
    assert said == {"1.fit: can't be read as FIT "}


def test_a_fit_that_is_damaged_after_its_session() -> None:
    """If what comes after the session is cut, the run is taken, and that is said."""
    body = files.fit()[14:-2] + b"\x41\0\0\x14\0\1\xfd\4\x86" + b"\1\0\0\0\1" * 50
    whole = struct.pack("<BBHI4sH", 14, 0x20, 2132, len(body), b".FIT", 0) + body + b"\0\0"
    for data in (whole[:-100], whole[:-2] + b"\x0f" * 9):
        found = read(data, "1.fit")
        assert found.runs == read_runs(files.fit(), "1.fit")
    cut = read(whole[:-100], "1.fit")
    assert [str(one) for one in cut.remarks] == [
        "1.fit: is damaged, but its summary of the run is whole: check the run"
    ]


def test_two_files_in_one() -> None:
    """Of files that follow each other each run is taken."""
    both = files.fit() + files.fit(start_time=files.START + timedelta(days=-1))
    assert [run.started.day for run in read_runs(both, "1.fit")] == [20, 19]


@pytest.mark.filterwarnings("error")
def test_a_wrong_checksum() -> None:
    """A wrong checksum is said in a sentence, without a warning of Python."""
    found = read(files.fit()[:-2] + b"\0\1", "1.fit")
    assert found.runs == read_runs(files.fit(), "1.fit")
    assert [str(remark) for remark in found.remarks] == [
        "1.fit: has a wrong checksum and may be damaged: check the run"
    ]


def test_only_what_a_run_was_is_decoded() -> None:
    """A run with a message for each second costs about a step for each: they are not decoded."""
    budget = Budget()
    plain = files.fit()
    records = b"\x41\0\0\x14\0\1\xfd\4\x86" + b"".join(
        b"\1" + struct.pack("<I", 1_164_000_000 + at) for at in range(20_000)
    )
    body = plain[14:-2] + records
    data = struct.pack("<BBHI4sH", 14, 0x20, 2132, len(body), b".FIT", 0) + body + b"\0\0"
    assert read_data(Source(data, "1.fit", budget=budget)).runs[0].seconds == 3000
    assert 20_000 < budget.steps < 26_000


# -- sports ------------------------------------------------------------------------------------------------------------

RUNS: Final = (
    "run running Run jogging treadmill trail trail_running treadmill_running track_running street_running "
    "indoor_running virtual_run ultra_run obstacle_run TrailRun VirtualRun trailrun outdoor-running indoor.running "
    "ultramarathon_running HKWorkoutActivityTypeRunning Lauf Laufen Traillauf Ultralauf Laufband Joggen Berglauf "
    "footing Carrera correr trote Corsa corsa_virtuale Corrida corrida_na_esteira Hardlopen hardloopsessie "
    "trailrun loopband"
).split()
PHRASES: Final = (
    "Virtueller Lauf", "Course à pied", "Course virtuelle", "Tapis de course", "Carrera de montaña", "Carrera virtual",
    "Cinta de correr", "Corsa su sentiero", "Tapis roulant", "Corrida em trilha", "Corrida virtual",
    "Virtuele hardloopsessie", "Street Running", "Ultra Run", "Track Run", "Trail Running",
)  # fmt: skip
OTHERS: Final = (
    "cycling", "Ride", "walking", "Hike", "swimming", "Wheelchair push run", "run_to_bike_transition",
    "Course cycliste", "Trail ride", "Cross-country skiing", "Radfahren", "Wandern", "Natation", "Caminata",
    "Nuoto", "Wandeling",
    "Weight Training", "running_shoes_cleaning", "Other",
)  # fmt: skip


@looped("name", [*RUNS, *PHRASES])
def test_running_has_many_names(name: str) -> None:
    """Each name of running is one in GPX and in a list, and in TCX."""
    assert read_runs(track(kind=name), "1.gpx")
    assert read_runs(files.tcx(sport=name), "1.tcx")
    assert read_runs(files.strava(f'1,"Nov 20, 2026, 6:15:30 AM",x,{name},,3000,10'), "a.csv")


@given(
    st.sampled_from([*RUNS[:20], *PHRASES]), st.sampled_from("_- "), st.sampled_from([str.upper, str.lower, str.title])
)
def test_running_however_it_is_written(name: str, between: str, case: Callable[[str], str]) -> None:
    """Capitals, `_`, `-` and blanks are all the same."""
    written = case(between.join(name.replace("_", " ").replace("-", " ").split()))
    assert read_runs(track(kind=written, seconds=60), "1.gpx")


@looped("name", OTHERS)
def test_other_sports_are_none(name: str) -> None:
    """Other sports, also with a word of running in their name, are passed over and named."""
    assert f"isn't a run but {name}" in refused(track(kind=name), "1.gpx")
    with pytest.raises(NoRunError) as other:
        read(files.strava(f'1,"Nov 20, 2026, 6:15:30 AM",x,{name},,3000,10'), "a.csv")
    assert [(one.sport, one.place) for one in other.value.passed_over] == [(name, "a.csv: row 2")]


ELLIPTICAL: Final = files.fit(sport="fitness_equipment", sub_sport="elliptical")


def test_every_sub_sport_of_garmin() -> None:
    """A session of running is a run with every sub-sport of the profile, and its title says which."""
    titles = {}
    for sub_sport in Profile["types"]["sub_sport"].values():
        (run,) = read_runs(files.fit(sub_sport=sub_sport), "1.fit")
        titles[sub_sport] = run.title
    assert titles["trail"] == "Trail run"
    assert titles["treadmill"] == "Treadmill run"
    assert titles["generic"] == ""
    assert read_runs(files.fit(sub_sport="trail", sport_profile_name="Alps"), "1.fit")[0].title == "Alps"
    assert read_runs(files.fit(sport="fitness_equipment", sub_sport="treadmill"), "1.fit")[0].title == "Treadmill run"
    assert "isn't a run but elliptical" in refused(
        files.fit(sport="fitness_equipment", sub_sport="elliptical"), "1.fit"
    )


@looped(
    ("title", "speed", "said"),
    [
        ("Afternoon Ride", 8.0, 'has no sport, and "ride" in its title'),
        ("Lunch Walk", 1.4, 'has no sport, and "walk" in its title'),
        ("Hike up the hill", 1.2, 'has no sport, and "hike" in its title'),
        ("Sortie vélo", 6.0, 'has no sport, and "velo" in its title'),
        ("Radtour", 6.0, 'has no sport, and "radtour" in its title'),
        ("Flight", 200.0, 'has no sport, and "flight" in its title'),
        ("Morning", 7.6, "has no sport, and is too fast for a run (7.6 m/s on average)"),
        ("Morning", 0.9, "has no sport, and is too slow for a run (0.9 m/s on average)"),
        ("Morning", 3.0, ""),
        ("Track", 3.0, ""),
        ("Bridge loop", 3.0, ""),
        ("Walk and run", 2.0, ""),
        ("Bike path run", 3.0, ""),
    ],
)
def test_a_track_without_a_sport(title: str, speed: float, said: str) -> None:
    """A track without a sport is passed over by its title or its speed, with the reason; else it is taken and said."""
    for kind in ("", "track", "unknown"):
        data = track(title=title, speed=speed, kind=kind)
        if said:
            assert refused(data, "1.gpx") == f"{said}: only runs are imported"
        else:
            found = read(data, "1.gpx")
            assert [str(remark) for remark in found.remarks] == ["1.gpx: no sport in it: taken for a run"]


def test_a_title_that_says_nothing() -> None:
    """`Track` and `tracklog` say nothing of the effort: it is the usual guess."""
    for title in ("Track", "tracklog", "ACTIVE LOG", "Track 001", "track_2026-11-20"):
        assert record_of(read_runs(track(title=title), "1.gpx")[0])[0].effort == 4


# -- lists -------------------------------------------------------------------------------------------------------------

HOURS_12: Final = "{hour12}:{minute:02}:{second:02}"
LANGUAGES: Final = {
    "English": ("Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance",
                "Moving Time", "Run", "{month} {day}, {year}, {hour12}:{minute:02}:{second:02} {half}",
                "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    "German": ("Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Beschreibung,Verstrichene Zeit,Distanz",
               "Bewegungszeit", "Lauf", "{day:02}.{number:02}.{year}, {hour:02}:{minute:02}:{second:02}", ""),
    "French": ("ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,Texte,Temps écoulé,Distance",
               "Durée de déplacement", "Course à pied", "{day} {month} {year}, {hour:02}:{minute:02}:{second:02}",
               "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    "Spanish": ("ID de actividad,Fecha de la actividad,Nombre,Tipo de actividad,Texto,Tiempo transcurrido,Distancia",
                "Tiempo en movimiento", "Carrera", "{day} {month} {year}, {hour}:{minute:02}:{second:02}",
                "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic."),
    "Italian": ("ID attività,Data dell'attività,Nome attività,Tipo di attività,Descrizione,Tempo trascorso,Distanza",
                "Tempo in movimento", "Corsa", "{day} {month} {year}, {hour:02}:{minute:02}:{second:02}",
                "gen feb mar apr mag giu lug ago set ott nov dic"),
    "Portuguese": ("ID da atividade,Data da atividade,Nome,Tipo de atividade,Descrição,Tempo decorrido,Distância",
                   "Tempo de movimentação", "Corrida", "{day} de {month} de {year}, {hour:02}:{minute:02}:{second:02}",
                   "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
    "Dutch": ("Activiteits-ID,Datum van activiteit,Naam,Activiteitstype,Beschrijving,Verstreken tijd,Afstand",
              "Beweegtijd", "Hardloopsessie", "{day} {month} {year} {hour:02}:{minute:02}:{second:02}",
              "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec."),
    "Polish": ("Identyfikator,Data aktywności,Nazwa,Rodzaj aktywności,Opis,Czas,Dystans",
               "Czas ruchu", "Bieg", "{day} {month} {year}, {hour:02}:{minute:02}:{second:02}",
               "sty lut mar kwi maj cze lip sie wrz paź lis gru"),
    "Russian": ("Идентификатор,Дата тренировки,Название,Тип тренировки,Описание,Общее время,Расстояние",
                "Время в движении", "Бег", "{day} {month} {year} г., {hour:02}:{minute:02}:{second:02}",
                "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек."),
    "Japanese": ("アクティビティID,アクティビティ日,名前,アクティビティタイプ,説明,経過時間,距離",
                 "移動時間", "ランニング", "{year}/{number:02}/{day:02} {hour}:{minute:02}:{second:02}", ""),
    "Chinese": ("活动 ID,活动日期,活动名称,活动类型,描述,耗时,距离",
                "移动时间", "跑步", "{year}年{number}月{day}日 {half_zh}{hour12}:{minute:02}:{second:02}", ""),
    "Korean": ("활동 ID,활동 날짜,활동 이름,활동 유형,설명,경과 시간,거리",
               "이동 시간", "달리기", "{year}. {number}. {day}. {half_ko} {hour12}:{minute:02}:{second:02}", ""),
}  # fmt: skip
"""Of each language: the first headings, that of the moving time, running, the date, and the months."""
MOMENTS: Final = st.datetimes(datetime(2009, 1, 1), datetime(2026, 11, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)


def written(language: str, moment: datetime) -> str:
    """Return a moment as a language writes it."""
    *_, form, months = LANGUAGES[language]
    return written_in(form, months, moment)


def written_in(form: str, months: str, moment: datetime) -> str:
    """Return a moment in a form, with names of months."""
    afternoon = moment.hour >= 12
    return form.format(
        day=moment.day, number=moment.month, year=moment.year, month=months.split()[moment.month - 1] if months else "",
        hour=moment.hour, hour12=moment.hour % 12 or 12, minute=moment.minute, second=moment.second,
        half=("AM", "PM")[afternoon], half_zh=("上午", "下午")[afternoon], half_ko=("오전", "오후")[afternoon],
        half_el=("π.μ.", "μ.μ.")[afternoon], half_ar=("ص", "م")[afternoon], buddhist=moment.year + 543,
    )  # fmt: skip


def in_language(language: str, moment: datetime, *, comma: bool, between: str = ",") -> str:
    """Return Strava's list with a run in a language."""
    headings, moving, run, *_ = LANGUAGES[language]
    *_, elapsed, distance = headings.split(",")
    head = [*headings.split(","), moving, elapsed, distance]
    far = "9,75" if comma else "9.75"
    row = ["7", written(language, moment), "Easy, slow; calm", run, "", "2735", far, "2722.0", "2735.0", "9749.0"]
    file = io.StringIO()
    csv.writer(file, delimiter=between).writerows([head, row])
    return file.getvalue()


@given(
    st.sampled_from(sorted(LANGUAGES)),
    MOMENTS,
    st.booleans(),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
)
def test_the_list_in_twelve_languages(
    language: str, moment: datetime, comma: bool, between: str, encoding: str
) -> None:
    """Of the list of each language, with each separator, comma and encoding, the run has all its figures."""
    data = in_language(language, moment, comma=comma, between=between).encode(encoding)
    (run,) = read_runs(data, "activities.csv")
    assert run.started == moment.replace(tzinfo=UTC)
    assert (run.seconds, run.moving, run.metres, run.title) == (2735, 2722, 9749, "Easy, slow; calm")


@given(st.sampled_from(["German", "French", "Spanish", "Italian", "Portuguese", "Dutch"]), MOMENTS)
def test_the_list_in_latin_1(language: str, moment: datetime) -> None:
    """A list in Latin-1 is read as one in Unicode."""
    (run,) = read_runs(in_language(language, moment, comma=True).encode("latin-1"), "activities.csv")
    assert run.started == moment.replace(tzinfo=UTC)


@looped(
    ("text", "moment"),
    [
        ("Aug 2 2026 12:20:32 PM", datetime(2026, 8, 2, 12, 20, 32)),
        ("Aug 2, 2026, 12:20:32\u202fa.m.", datetime(2026, 8, 2, 0, 20, 32)),
        ("2 Aug 2026 at 00:20", datetime(2026, 8, 2, 0, 20)),
        ("2 de agosto de 2026, 9:20:32 p. m.", datetime(2026, 8, 2, 21, 20, 32)),
        ("13/08/2026 09:20:32", datetime(2026, 8, 13, 9, 20, 32)),
        ("8/13/2026 9:20:32 AM", datetime(2026, 8, 13, 9, 20, 32)),
        ("2. August 2026 um 09:20:32", datetime(2026, 8, 2, 9, 20, 32)),
        ("2 août 2026 à 9 h 20", datetime(2026, 8, 2, 9, 20)),
        ("2. aug. 2026 09.20.32", datetime(2026, 8, 2, 9, 20, 32)),
        ("2026-08-02 09:20:32 UTC", datetime(2026, 8, 2, 9, 20, 32)),
        ("2026年8月2日 午後9:20:32", datetime(2026, 8, 2, 21, 20, 32)),
    ],
)
def test_dates_as_people_write_them(text: str, moment: datetime) -> None:
    """Month names, any order, with and without comma, 12 and 24 hours."""
    (run,) = read_runs(files.strava(f'1,"{text}",x,Run,,3000,10'), "a.csv")
    assert run.started == moment.replace(tzinfo=UTC)


def test_a_day_above_twelve_is_no_month() -> None:
    """`8/13/2026` has one reading, whatever comes first in the file."""
    for text in ("8/13/2026 9:20", "13/8/2026 9:20"):
        for month_first in (True, False):
            assert read_written(text, "", DateStyle(month_first)) == datetime(2026, 8, 13, 9, 20)


@looped(
    "text", ["", "soon", "32 Aug 2026 09:20:32", "2 Uzturre 2026 09:20:32", "2 Aug Sep 2026 09:20", "Aug 2026", "9:20"]
)
def test_dates_that_are_none(text: str) -> None:
    """A date that can't be read, or in a language that nobody knows here, is named with its row."""
    assert "row 2, Activity Date: " in refused(files.strava(f'1,"{text}",x,Run,,3000,10'), "a.csv")


BY_ORDER: Final = {
    "Czech": ("Běh", "Jízda", "{day}. {number}. {year} {hour}:{minute:02}:{second:02}", ""),
    "Czech in words": ("Trailový běh", "Jízda", "{day}. {month} {year} {hour}:{minute:02}:{second:02}",
                       "ledna února března dubna května června července srpna září října listopadu prosince"),
    "Finnish": ("Polkujuoksu", "Pyöräily", "{day}.{number}.{year} klo {hour}.{minute:02}.{second:02}", ""),
    "Finnish in words": ("Juoksu", "Pyöräily", "{day}. {month} {year} klo {hour}.{minute:02}.{second:02}",
                        "tammik. helmik. maalisk. huhtik. toukok. kesäk. heinäk. elok. syysk. lokak. marrask. jouluk."),
    "Turkish": ("Patika Koşusu", "Sürüş", "{day} {month} {year} {hour:02}:{minute:02}:{second:02}",
                "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara"),
    "Russian": ("Забег", "Велозаезд", "{day} {month} {year} г., {hour:02}:{minute:02}:{second:02}",
                "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек."),
    "Ukrainian": ("Біг", "Їзда", "{day} {month} {year} р., {hour:02}:{minute:02}:{second:02}",
                  "січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд."),
    "Japanese": ("ランニング", "ライド", "{year}/{number:02}/{day:02} {hour}:{minute:02}:{second:02}", ""),
    "Korean": ("달리기", "라이딩", "{year}. {number}. {day}. {half_ko} {hour12}:{minute:02}:{second:02}", ""),
    "Chinese": ("跑步", "骑行", "{year}年{number}月{day}日{half_zh}{hour12}:{minute:02}:{second:02}", ""),
    "Swedish": ("Löpning", "Cykling", "{day} {month} {year} kl. {hour:02}:{minute:02}:{second:02}",
                "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec."),
    "Hungarian": ("Terepfutás", "Kerékpár", "{year}. {month} {day}. {hour}:{minute:02}:{second:02}",
                  "jan. febr. márc. ápr. máj. jún. júl. aug. szept. okt. nov. dec."),
    "Greek": ("Τρέξιμο", "Ποδηλασία", "{day} {month} {year}, {hour12}:{minute:02}:{second:02} {half_el}",
              "Ιαν Φεβ Μαρ Απρ Μαΐ Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ"),
    "Romanian": ("Alergare", "Ciclism", "{day} {month} {year}, {hour:02}:{minute:02}:{second:02}",
                 "ian. feb. mar. apr. mai iun. iul. aug. sept. oct. nov. dec."),
    "Vietnamese": ("Chạy bộ", "Đạp xe", "{hour:02}:{minute:02}:{second:02} {day} thg {number}, {year}", ""),
    "Thai": ("วิ่ง", "ปั่นจักรยาน", "{day} {month} {buddhist} {hour:02}:{minute:02}:{second:02}",
             "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."),
    "Arabic": ("جري", "دراجة", "{day}\u200f/{number}\u200f/{year}\u060c {hour12}:{minute:02}:{second:02} {half_ar}",
               ""),
    "Hebrew": ("ריצה", "רכיבה", "{day} {month} {year}, {hour}:{minute:02}:{second:02}",
               "בינו׳ בפבר׳ במרץ באפר׳ במאי ביוני ביולי באוג׳ בספט׳ באוק׳ בנוב׳ בדצמ׳"),
    "Hindi": ("दौड़", "सवारी", "{day} {month} {year}, {hour12}:{minute:02}:{second:02} {half}",
              "जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्टू॰ नव॰ दिस॰"),
}  # fmt: skip
"""Of lists whose headings nobody knows here: running, another sport, the date, and the months."""


def by_order(run: str, rows: list[tuple[str, str]], *, long: bool) -> bytes:
    """Return Strava's list with headings in no language; `long` with the second columns of newer lists."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*"abcdefg", *("hifjg" if long else "")])
    for number, (sport, date) in enumerate(rows, 1):
        row = [number, date, "Easy", sport, "", 2735, "9,75" if sport == run else "31,2"]
        writer.writerow([*row, *(("", "", 2735, 2722, 9749 if sport == run else 31200) if long else ())])
    return file.getvalue().encode()


@given(st.sampled_from(sorted(BY_ORDER)), st.lists(MOMENTS, min_size=1, max_size=4), st.booleans())
def test_a_list_with_unknown_headings(language: str, moments: list[datetime], long: bool) -> None:
    """The first columns have the same order in every language: the rows are read, other sports are passed over."""
    run, other, form, months = BY_ORDER[language]
    dates = [written_in(form, months, moment) for moment in moments]
    content = read(by_order(run, [(run, date) for date in dates] + [(other, dates[0])], long=long), "activities.csv")
    assert [one.started for one in content.runs] == [moment.replace(tzinfo=UTC) for moment in moments]
    assert {(one.seconds, one.moving, one.metres, one.title) for one in content.runs} == {
        (2735, 2722, 9749, "Easy") if long else (2735, None, 9750, "Easy")
    }
    assert [one.sport for one in content.passed_over] == [other]


@looped(
    "row",
    [
        ["1", "2. elok. 2026 09.20.32", "x", "Sähly", "", "3000", "10"],
        ["1", "2. xyzk. 2026 09.20.32", "x", "Juoksu", "", "3000", "10"],
        ["first", "2. elok. 2026 09.20.32", "x", "Juoksu", "", "3000", "10"],
        ["1", "2. elok. 2026 09.20.32", "x", "Juoksu", "", "3000", "90000"],
        ["1", "2. elok. 2026 09.20.32", "x", "Juoksu", "", "no", "10"],
        ["1", "2. elok. 2026 09.20.32", "x", "Juoksu", "", "3000"],
    ],
)
def test_a_list_that_stays_unclear(row: list[str]) -> None:
    """Without a sport, a date, a number or a pace that a run has, the table is refused, with the way that remains."""
    data = "\n".join([",".join("abcdefg"[: len(row)]), ",".join(row)])
    assert "import the single files in the archive" in refused(data.encode(), "activities.csv")


def test_a_bad_row_of_a_list_with_unknown_headings() -> None:
    """One row that can't be read is named; the others are runs."""
    rows = [("Juoksu", "2. elok. 2026 09.20.32"), ("Juoksu", "3. elok. 2026 09.20.32"), ("Juoksu", "soon")]
    content = read(by_order("Juoksu", rows, long=True), "activities.csv")
    assert len(content.runs) == 2
    assert [problem.key for problem in content.problems] == ["row 4, b"]


@looped(
    ("dates", "language", "months"),
    [
        (["21. lis 2026 09:20"], "", None),
        (["21. lis 2026 09:20"], "Polish", [11]),
        (["21. lis 2026 09:20", "3. ruj 2026 09:20"], "", [10, 9]),
        (["21. lis 2026 09:20", "3. sie 2026 09:20"], "", [11, 8]),
        (["21. srp 2026 09:20", "3. led 2026 09:20"], "", [8, 1]),
        (["21. srp 2026 09:20", "3. ožu 2026 09:20"], "", [7, 3]),
    ],
)
def test_a_month_with_two_meanings(dates: list[str], language: str, months: list[int] | None) -> None:
    """`lis` is November or October: the other dates of the file or its language decide, else nothing is guessed."""
    style = style_of(dates, language=language)
    if months is None:
        with pytest.raises(ActivityFileError):
            read_written(dates[0], "", style)
    else:
        assert [read_written(date, "", style).month for date in dates] == months


def test_a_list_of_before_2019() -> None:
    """The list of before 2019 has other headings and meters."""
    data = b"id,date,name,type,description,elapsed_time,distance\n1,2018-09-12 15:02:23,Evening,Run,,783,3681.0\n"
    (run,) = read_runs(data, "activities.csv")
    assert (run.started, run.seconds, run.metres) == (datetime(2018, 9, 12, 15, 2, 23, tzinfo=UTC), 783, 3681)


@looped(
    ("first", "second", "elapsed", "moving", "metres"),
    [
        ("10.00", "10000.0", "86000", "3000", 10_000),
        ("10.00", "10000.0", "300", "", 10_000),
        ("6.21", "10000.0", "3000", "2980", 10_000),
        ("10.00", "5000.0", "3000", "2980", None),
        ("10.00", "", "86000", "", 10_000),
        ("0.40", "400.0", "100", "", 400),
        ("800.0", "", "86000", "300", 800),
    ],
)
def test_a_distance_is_dropped_only_if_it_disagrees(
    first: str, second: str, elapsed: str, moving: str, metres: float | None
) -> None:
    """A long break, or a watch that ran for a day, takes no distance away; two that disagree do."""
    row = f'1,"Nov 20, 2026, 6:15:30 AM",x,Run,,{elapsed},{first},,,false,,{elapsed},{moving},{second},'
    assert read_runs(files.strava(row), "a.csv")[0].metres == metres


GARMIN: Final = (
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Avg Run Cadence,Avg Stride Length,Moving Time,"
    "Elapsed Time\n"
)


def test_the_list_of_garmin() -> None:
    """Garmin's list has local times, and distances in the unit that agrees with the steps, else in the person's."""
    row = 'Running,2026-10-21 10:40:56,false,"Easy run","6.30","472","00:32:43","149","168",{},"00:32:39","00:35:43"\n'
    ride = "Cycling,2026-10-22 10:40:56,false,Ride,30,,01:00:00,,,,,\n"
    found = read((GARMIN + row.format('"1.15"') + ride).encode(), "Activities.csv", "imperial")
    (run,) = found.runs
    assert (run.seconds, run.moving, run.metres, run.title) == (2143, 1959, 6300, "Easy run")
    assert run.started == datetime(2026, 10, 21, 10, 40, 56).astimezone()
    assert [(one.sport, one.place) for one in found.passed_over] == [("Cycling", "Activities.csv: row 3")]
    without = (GARMIN + row.format("--")).encode()
    assert read(without, "Activities.csv").runs[0].metres == 6300
    assert read(without, "Activities.csv", "imperial").runs[0].metres == pytest.approx(6.3 * 1609.344)
    german = "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit\n"
    german += 'Laufen,2026-10-21 10:40:56,false,x,"6,30",4,00:32:43\n'
    assert read(german.encode("cp1252"), "Activities.csv").runs[0].metres == 6300


def test_the_list_of_runkeeper() -> None:
    """Runkeeper's list has local times, kilometers or miles, and a note for a title."""
    head = "Activity Id,Date,Type,Route Name,Distance ({}),Duration,Average Pace,Notes,GPX File\n"
    row = "a1,2019-05-04 16:35:09,Running,,5.10,1:28:30,5:35,Hill reps,1.gpx\n"
    for unit, metres in (("km", 5100), ("mi", 5.1 * 1609.344)):
        (run,) = read_runs((head.format(unit) + row).encode(), "cardioActivities.csv")
        assert (run.seconds, run.title) == (5310, "Hill reps")
        assert run.metres == pytest.approx(metres)
        assert run.started == datetime(2019, 5, 4, 16, 35, 9).astimezone()


APPLE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    "<!DOCTYPE HealthData [<!ELEMENT HealthData (Workout*)><!ATTLIST Workout a CDATA #IMPLIED>]>"
    '<HealthData locale="en"><Record type="HKQuantityTypeIdentifierHeartRate" value="60"/>'
    '<Workout workoutActivityType="HKWorkoutActivityType{}" duration="25.5" durationUnit="min" {}'
    'startDate="2026-05-02 09:03:12 +0900" endDate="2026-05-02 09:33:12 +0900">{}</Workout></HealthData>'
)


def test_the_export_of_apple(tmp_path: Path) -> None:
    """Of Apple's export.xml the running workouts are read, of old and new phones; in its archive routes are its own."""
    old = APPLE.format("Running", 'totalDistance="5.2" totalDistanceUnit="km" ', "").encode()
    statistics = '<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="5.2" unit="km"/>'
    new = APPLE.format("Running", "", statistics).encode()
    for data in (old, new):
        (run,) = read_runs(data, "export.xml")
        assert (run.seconds, run.moving, run.metres) == (1800, 1530, 5200)
        assert run.started.isoformat() == "2026-05-02T09:03:12+09:00"
    assert "has no runs, only Walking" in refused(APPLE.format("Walking", "", "").encode(), "export.xml")
    path = tmp_path / "export.zip"
    path.write_bytes(archive(("a/export.xml", new), ("a/export_cda.xml", b"<ClinicalDocument/>"),
                             ("a/workout-routes/route_1.gpx", track())))  # fmt: skip
    found = read_import_file(str(path))
    assert ([run.source for run in found.runs], found.problems) == (["export.xml"], ())
    path.write_bytes(archive(("a/workout-routes/route_1.gpx", track(title="Route 2026-05-02 9:03am"))))
    assert len(read_import_file(str(path)).runs) == 1


# -- times and titles --------------------------------------------------------------------------------------------------


def test_a_place_that_is_written_twice_is_no_stop() -> None:
    """A place that is written twice is no stop; a stop of 5 s and more is."""

    def moving(steps: Sequence[float]) -> float | None:
        points, at = [], 10.0
        for second, metres in enumerate([0.0, *steps]):
            at += metres / 111_319.49
            time = (files.START + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")
            points.append(f'<trkpt lat="{at:.8f}" lon="20"><time>{time}</time></trkpt>')
        text = f"<gpx><trk><type>run</type><trkseg>{''.join(points)}</trkseg></trk></gpx>"
        return read_runs(text.encode(), "1.gpx")[0].moving

    assert moving([6, 0] * 100) == 200
    assert moving([6, 0, 0, 0, 0] * 40) == 200
    assert moving([3] * 100 + [0] * 60 + [3] * 100) == 200
    assert moving([3] * 100 + [0] * 5 + [3] * 100) == 200


def test_times_keep_the_offset_of_the_file() -> None:
    """Where a file has an offset, the run keeps it; in UTC it is a local time, as before."""
    gpx = read_runs(track(kind="run", start="+09:00"), "1.gpx")[0]
    tcx = read_runs(files.tcx().replace(b"15:30Z", b"15:30+09:00"), "1.tcx")[0]
    assert {run.started.utcoffset() for run in (gpx, tcx)} == {timedelta(hours=9)}
    assert record_of(gpx)[0].started.utcoffset() == timedelta(hours=9)


@looped(
    ("hours", "kept"),
    [(-9.5, True), (5.75, True), (14, True), (0, False), (15, False), (1.1, False), (24 * 365, False)],
)
def test_the_local_time_of_a_watch(hours: float, kept: bool) -> None:
    """A FIT file with a local time beside UTC keeps the offset, if it is one."""
    from garmin_fit_sdk import Encoder

    encoder = Encoder()
    encoder.write_mesg({"mesg_num": 0, "type": "activity"})
    encoder.write_mesg({"mesg_num": 18, "start_time": files.START, "sport": "running", "total_elapsed_time": 600.0})
    seconds = int((files.START - datetime(1989, 12, 31, tzinfo=UTC)).total_seconds())
    encoder.write_mesg(
        {"mesg_num": 34, "timestamp": files.START, "local_timestamp": max(0, seconds + round(hours * 3600))}
    )
    (run,) = read_runs(bytes(encoder.close()), "1.fit")
    assert run.started == files.START
    assert run.started.utcoffset() == (timedelta(hours=hours) if kept else timedelta(0))


def test_notes_are_the_title() -> None:
    """What a person wrote as notes of an activity in TCX is the title; those of laps are not."""
    data = files.tcx().replace(b"<Track>", b"<Notes>lap</Notes><Track>")
    assert read_runs(data, "1.tcx")[0].title == ""
    noted = data.replace(b"</Activity>", b"<Notes>Hill reps in the rain</Notes></Activity>")
    assert read_runs(noted, "1.tcx")[0].title == "Hill reps in the rain"
    assert record_of(read_runs(noted, "1.tcx")[0])[0].effort == 7


# -- what a file is ----------------------------------------------------------------------------------------------------


@looped(
    ("data", "said"),
    [
        (
            b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>",
            "is a web page, perhaps one that asks to",
        ),
        (b"\xef\xbb\xbf <HTML><body>login</body></HTML>", "is a web page, perhaps one that asks to log in"),
        (
            b'{"exportVersion": "1.6", "name": "Run", "startTime": "2026", "exercises": []}',
            "is a session of Polar Flow",
        ),
        (b'{"id": "a", "type": "run", "start_epoch_ms": 1, "metrics": []}', "is a run of Nike Run Club (JSON)"),
        (b"[Params]\r\nVersion=106\r\n", "is a session of Polar (HRM)"),
        (b'[{"summarizedActivitiesExport": []}]', "is a list of Garmin's data archive"),
        (b'[{"logId": 1, "activityName": "Run"}]', "is a list of Fitbit (JSON)"),
        (b'{"fitnessActivity": "running", "startTime": "x"}', "is a session of Google Fit (JSON)"),
        (b'{"DeviceLog": {}}', "is a session of Suunto (JSON)"),
        (b"com.samsung.shealth.exercise,6,1\na,b\n", "is a list of Samsung Health"),
        (b'<kml xmlns="a"></kml>', "is a map (KML)"),
        (b'<?xml version="1.0"?><!-- a --><pwx:pwx></pwx:pwx>', "is a workout of TrainingPeaks (PWX)"),
        (b'"Legs";"2026-02-19 4:54 h";"1:02 hr"\n"1. Squat"\n#;KG;REPS;RIR\n1;60;8;2\n', "is an export of Alpha"),
        (b"Set,Exercise Name,Reps,Weight\n1,SQUAT,8,20 kg\n", "is a table of sets without dates"),
        (b"%PDF-1.7", "is a picture or a document"),
        (
            activity(record(sets=(PLANK,)), {}, lambda item: item.exercise),
            "training (runstrength's own: import its .json)",
        ),
    ],
)
def test_a_refusal_says_what_the_file_is(data: bytes, said: str) -> None:
    """What a file is, is known by its beginning, whatever its name is."""
    for name in ("run.gpx", "run.fit", "run.tcx", "run.csv", "run.json", "run"):
        text = refused(data, name)
        assert said in text
        assert ": " in text


@looped("name", ["run.gpx", "run.tcx", "run.fit", "run.csv", "run.json", "run.txt", "run"])
def test_a_run_is_known_by_its_beginning(name: str) -> None:
    """Each kind of file is read under the name of every other."""
    for data in (track(kind="run"), files.tcx(), files.fit(), files.strava()):
        assert len(read_runs(data, name)) == 1


@looped(
    ("name", "said"),
    [
        ("digits.csv", "row 2, Elapsed Time: "),
        ("inf.gpx", "point 1, lat: "),
        ("lzma.zip", "activities.csv: is damaged"),
        ("bricks.json", "the year 9999 isn't valid"),
    ],
)
def test_files_that_broke_something_once(tmp_path: Path, name: str, said: str) -> None:
    """A number of 400 digits, infinite places, bad LZMA and the year 9999 are each refused in one line."""
    packed = bytearray(archive(("activities.csv", files.strava()), method=zipfile.ZIP_LZMA))
    packed[60:80] = bytes(20)
    points = '<trkpt lat="{}" lon="{}"><time>2026-11-04T07:{}:00Z</time></trkpt>'
    infinite = points.format("inf", 1, "00") + points.format(1, "-inf", 20)
    session = (
        '{"schema": 1, "id": "edge0001", "kind": "session", "started": "9999-12-31T23:59:59-12:00", '
        '"ended": "9999-12-31T23:59:59-12:00", "completed": true, "sets": []}'
    )
    data = {
        "digits.csv": files.strava(f'1,"Nov 22, 2026, 6:30:05 AM",Easy,Run,,{"9" * 400}:00,5'),
        "inf.gpx": f"<gpx><trk><trkseg>{infinite}</trkseg></trk></gpx>".encode(),
        "lzma.zip": bytes(packed),
        "bricks.json": f'{{"format": "runstrength-history", "schema": 1, "sessions": [{session}]}}'.encode(),
    }
    path = tmp_path / name
    path.write_bytes(data[name])
    with pytest.raises(InputError) as bad:
        read_import_file(str(path))
    assert said in str(bad.value)
    assert "\n" not in str(bad.value)


def test_times_with_and_without_an_offset() -> None:
    """A track whose times have an offset only sometimes has its real duration."""
    data = track(kind="run").replace(b"T06:20:30Z", b"T06:20:30").replace(b"T06:21:00Z", b"T07:21:00+01:00")
    (run,) = read_runs(data, "1.gpx")
    assert (run.started, run.seconds) == (files.START, 600)
    assert run.started.tzinfo in (UTC, UTC)


# -- progress ----------------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """Standard error as a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def test_a_bar_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long import shows how many files are done in one line of the terminal, which is gone in the end."""
    monkeypatch.setattr("runstrength.history.imports.progress.EVERY", 0.0)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    with progress_bar("Reading") as progress:
        for done in range(5):
            progress(done, 4)
    drawn = terminal.getvalue().split("\r")
    assert "Reading ━━━━━━━━━━────────── 2 of 4" in drawn
    assert all(len(line) < 60 for line in drawn)
    assert drawn[-2].isspace()
    assert "\n" not in terminal.getvalue()

    monkeypatch.setattr("sys.stderr", other := io.StringIO())
    with progress_bar("Reading") as progress:
        progress(2, 4)
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    with progress_bar("Reading") as progress:
        progress(0, 1)
    assert (other.getvalue(), terminal.getvalue()) == ("", "")


def test_progress_is_told_in_moderation() -> None:
    """Progress counts each file once, in order up to all, and is shown ten times a second at most."""
    told: list[tuple[int, int]] = []
    now = [0.0]
    progress = seldom(lambda done, count: told.append((done, count)), lambda: now[0])
    for done in range(1001):
        now[0] = done / 1000
        progress(done, 1000)
    assert told[0] == (0, 1000)
    assert told[-1] == (1000, 1000)
    assert 9 <= len(told) <= 12

    asked: list[tuple[int, int]] = []
    stopped = counting(lambda: len(asked) > 2, lambda done, count: asked.append((done, count)), 4)
    assert [stopped() for _ in range(4)] == [False, False, True, True]
    assert asked == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_reading_a_folder_tells_its_progress_and_can_be_stopped(home: Path, tmp_path: Path) -> None:
    """Each file of a folder counts; stopped in the middle, the whole import is refused and nothing is there."""
    for number in range(5):
        (tmp_path / f"{number}.tcx").write_bytes(files.tcx().replace(b"2026-11-20", f"2026-11-1{number}".encode()))
    told: list[tuple[int, int]] = []
    found = read_import_file(str(tmp_path), progress=lambda done, count: told.append((done, count)))
    assert (len(found.runs), told) == (5, [(done, 5) for done in range(6)])
    looks = iter([False] * 3 + [True] * 100)
    with pytest.raises(InputError, match="was stopped before its end: import it again"):
        read_import_file(str(tmp_path), Budget(stopped=lambda: next(looks)))

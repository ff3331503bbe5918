"""`runstrength history export` and `import`, as a person uses them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from garmin_fit_sdk import Decoder, Stream

from runstrength.cli import main
from runstrength.history.store import Store
from tests.unit.history_samples import PLANK, contents, record


def run(*arguments: str | Path) -> Result:
    """Run a command of the history."""
    return CliRunner().invoke(main, ["history", *map(str, arguments)])


@pytest.fixture
def store(home: Path) -> Store:
    """Return the history of this test's machine, with two sessions, a warm-up and a run."""
    store = Store(home / "data" / "history")
    for day, (id_, kind) in enumerate(
        (("aaaa1111", "session"), ("bbbb2222", "warmup"), ("cccc3333", "run"), ("dddd4444", "session"))
    ):
        store.save(record(id_, days=day, kind=kind, title=f"Été {id_}", sets=() if kind == "run" else (PLANK,)))
    return store


def ids(result: Result) -> list[str]:
    """Return which sessions are in a document."""
    return [one["id"] for one in json.loads(result.stdout)["sessions"]]


def test_json_is_what_comes_without_asking(store: Store, tmp_path: Path) -> None:
    """Without options everything is one document on standard output; -o writes the same to a file."""
    result = run("export")
    assert (result.exit_code, result.stderr) == (0, "")
    assert ids(result) == ["aaaa1111", "bbbb2222", "cccc3333", "dddd4444"]
    to_file = run("export", "-o", tmp_path / "all.json")
    assert to_file.stdout == f"4 sessions written to {tmp_path / 'all.json'}\n"
    assert (tmp_path / "all.json").read_bytes() == result.stdout_bytes
    assert run("export", "-o", "-").stdout == result.stdout


def test_some_of_them(store: Store) -> None:
    """Time, kind and ids choose; `last` is the newest."""
    assert ids(run("export", "--since", "2026-11-23", "--until", "2026-11-24")) == ["bbbb2222", "cccc3333"]
    assert ids(run("export", "--kind", "run", "--kind", "warmup")) == ["bbbb2222", "cccc3333"]
    assert ids(run("export", "last", "aaaa")) == ["aaaa1111", "dddd4444"]
    nothing = run("export", "--until", "2020-01-01")
    assert (ids(nothing), nothing.exit_code) == ([], 0)
    assert nothing.stderr == "There is no such session to export.\n"


def test_a_round_trip_to_another_machine(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was exported here is imported there, once, and said in a line."""
    run("export", "-o", tmp_path / "all.json")
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(tmp_path / "other"))
    assert run("import", tmp_path / "all.json").stdout == "4 sessions imported\n"
    assert contents(tmp_path / "other" / "data" / "history") == contents(store.folder)
    again = run("import", tmp_path / "all.json", tmp_path / "all.json")
    assert again.stdout == "0 sessions imported, 4 in the history already\n"
    Store(tmp_path / "other" / "data" / "history").edit("aaaa1111", {"note": "mine"})
    third = run("import", tmp_path / "all.json")
    assert (
        third.stdout == "0 sessions imported, 3 in the history already, 1 in the history in another form, which stays\n"
    )
    assert "aaaa1111" in third.stderr
    assert third.exit_code == 0


def test_csv_for_spreadsheets_and_for_programs(store: Store, tmp_path: Path) -> None:
    """A file begins with the mark that Excel needs, standard output does not; the rest is the same."""
    piped = run("export", "--format", "csv").stdout_bytes
    run("export", "--format", "csv", "-o", tmp_path / "all.csv")
    assert (tmp_path / "all.csv").read_bytes() == b"\xef\xbb\xbf" + piped
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["session"] for row in table] == [
        f"Été {id_}" for id_ in ("aaaa1111", "bbbb2222", "cccc3333", "dddd4444")
    ]
    assert [row["exercise"] for row in table] == ["Side plank", "Side plank", "", "Side plank"]


def test_strong_has_no_runs(store: Store) -> None:
    """Strong's table is about sets, its names are ours, and no mark is in front of it."""
    result = run("export", "--format", "strong")
    table = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["Exercise Name"] for row in table] == ["Side plank"] * 3
    assert result.stdout.startswith("Date,Workout Name,Duration,Exercise Name,Set Order,")


def test_fit_is_a_folder_or_a_file(store: Store, tmp_path: Path) -> None:
    """Sessions are files of a folder, named as in the history; one session can be one file."""
    folder = tmp_path / "fit" / "files"
    assert run("export", "--format", "fit", "-o", folder).stdout == f"3 sessions written to {folder}\n"
    assert sorted(path.name for path in folder.iterdir()) == [
        "20261122T063005Z-aaaa1111.fit",
        "20261123T063005Z-bbbb2222.fit",
        "20261125T063005Z-dddd4444.fit",
    ]
    single = tmp_path / "session.fit"
    assert run("export", "last", "--format", "fit", "-o", single).stdout == f"1 session written to {single}\n"
    assert single.read_bytes() == (folder / "20261125T063005Z-dddd4444.fit").read_bytes()
    messages, errors = Decoder(Stream.from_byte_array(bytearray(single.read_bytes()))).read()
    assert errors == []
    assert [one["wkt_step_name"] for one in messages["exercise_title_mesgs"]] == ["Side plank, left"]


def test_what_makes_no_fit_file_is_named(store: Store, tmp_path: Path) -> None:
    """A session in which nothing was done is left out with a word, and the others are written."""
    store.save(record("eeee5555", days=9))
    result = run("export", "--format", "fit", "-o", tmp_path / "fit")
    assert (result.exit_code, len(list((tmp_path / "fit").iterdir()))) == (0, 3)
    assert result.stderr == "eeee5555 is left out: no set of it was done, and FIT is about sets\n"


def test_what_cannot_be_read_is_named(store: Store) -> None:
    """A damaged file is a line on standard error, and the rest is exported."""
    (store.folder / "x.json").write_text("{")
    result = run("export")
    assert (len(ids(result)), result.exit_code) == (4, 0)
    assert result.stderr.startswith(f"{store.folder / 'x.json'}: ")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--since", "yesterday"], 2, 'found "yesterday", a day as 2026-11-22 is needed'),
        (["--since", "2026-11-23", "--until", "2026-11-22"], 2, "--since 2026-11-23 is after --until 2026-11-22"),
        (["--format", "fit"], 2, "--format fit needs -o"),
        (["--format", "fit", "-o", "-"], 2, "--format fit needs -o"),
        (["--format", "fit", "-o", "all.fit"], 2, "found 3 sessions for one file, -o all.fit; a folder is needed"),
        (["--format", "strong", "--kind", "run"], 2, "a run has none"),
        (["--format", "csv", "-o", "."], 2, "-o . is a folder"),
        (["zzzz"], 1, "there is no session"),
        (["-o", "missing/all.json"], 2, "-o missing/all.json: there is no folder "),
        (["--format", "fit", "last", "-o", "missing/one.fit"], 2, "-o missing/one.fit: there is no folder "),
    ],
)
def test_what_is_wrong_is_said(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    """What cannot be done is said with what would be right, and no file is made."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    result = run("export", *arguments)
    assert not list(Path.cwd().iterdir())
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr


def test_a_device_is_written_to_and_not_replaced(store: Store) -> None:
    """A file that is no file, as /dev/null, stays what it is."""
    if not Path("/dev/null").exists():
        pytest.skip("there is no /dev/null")
    before = Path("/dev/null").stat().st_rdev
    assert run("export", "-o", "/dev/null").exit_code == 0
    assert Path("/dev/null").stat().st_rdev == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read (no such file or directory); a file is needed"),
        ("[]", "a document of `runstrength history export` or the file of one session is needed"),
        ('{"format": "runstrength-history", "schema": 1, "sessions": [{}, 3]}', "sessions[1]"),
    ],
)
def test_a_bad_file_changes_nothing(store: Store, tmp_path: Path, content: str | None, said: str) -> None:
    """A bad file is named with what is needed, the status is 2, and what is good beside it is not imported either."""
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    run("export", "aaaa1111", "-o", good)
    store.delete("aaaa1111")
    before = contents(store.folder)
    if content is not None:
        bad.write_text(content)
    result = run("import", good, bad)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{bad}: ")
    assert said in result.stderr
    assert contents(store.folder) == before


def test_help_names_every_format() -> None:
    """The help says what each format is for, without reading the history."""
    words: Any = run("export", "--help").stdout
    for word in ("json", "csv", "strong", "fit", "--since", "--until", "--kind", "-o"):
        assert word in words

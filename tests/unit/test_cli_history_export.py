"""`runstrength history export` and `import`, as a person uses them."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from garmin_fit_sdk import Decoder, Stream

from runstrength.cli import main
from runstrength.history.store import Store
from tests.support.history_samples import PLANK, change, contents, record


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
    assert to_file.stdout == f"4 sessions exported to {tmp_path / 'all.json'}\n"
    assert (tmp_path / "all.json").read_bytes() == result.stdout_bytes
    assert run("export", "-o", "-").stdout == result.stdout


def test_some_of_them(store: Store) -> None:
    """Time, kind and ids choose; `last` is the newest."""
    assert ids(run("export", "--since", "2026-11-23", "--until", "2026-11-24")) == ["bbbb2222", "cccc3333"]
    assert ids(run("export", "--kind", "run", "--kind", "warmup")) == ["bbbb2222", "cccc3333"]
    assert ids(run("export", "last", "aaaa")) == ["aaaa1111", "dddd4444"]
    nothing = run("export", "--until", "2020-01-01")
    assert (ids(nothing), nothing.exit_code) == ([], 0)
    assert nothing.stderr == "No sessions match: nothing to export.\n"


def test_a_round_trip_to_another_machine(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was exported here is imported there, once, and said in a line."""
    run("export", "-o", tmp_path / "all.json")
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(tmp_path / "other"))
    assert run("import", tmp_path / "all.json").stdout == "4 sessions imported\n"
    assert contents(tmp_path / "other" / "data" / "history") == contents(store.folder)
    again = run("import", tmp_path / "all.json", tmp_path / "all.json")
    assert again.stdout == "0 sessions imported, 4 already in the history\n"
    Store(tmp_path / "other" / "data" / "history").edit("aaaa1111", {"note": "mine"})
    third = run("import", tmp_path / "all.json")
    assert (
        third.stdout
        == "0 sessions imported, 3 already in the history, 1 already in the history with other content, not changed\n"
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
    assert run("export", "--format", "fit", "-o", folder).stdout == f"3 sessions exported to {folder}\n"
    assert sorted(path.name for path in folder.iterdir()) == [
        "20261122T063005Z-aaaa1111.fit",
        "20261123T063005Z-bbbb2222.fit",
        "20261125T063005Z-dddd4444.fit",
    ]
    single = tmp_path / "session.fit"
    assert run("export", "last", "--format", "fit", "-o", single).stdout == f"1 session exported to {single}\n"
    assert single.read_bytes() == (folder / "20261125T063005Z-dddd4444.fit").read_bytes()
    messages, errors = Decoder(Stream.from_byte_array(bytearray(single.read_bytes()))).read()
    assert errors == []
    assert [one["wkt_step_name"] for one in messages["exercise_title_mesgs"]] == ["Side plank, left"]


def test_what_makes_no_fit_file_is_named(store: Store, tmp_path: Path) -> None:
    """A session in which nothing was done is left out with a word, and the others are written."""
    store.save(record("eeee5555", days=9))
    result = run("export", "--format", "fit", "-o", tmp_path / "fit")
    assert (result.exit_code, len(list((tmp_path / "fit").iterdir()))) == (0, 3)
    assert result.stderr == "eeee5555 isn't exported: it has no completed sets\n"


def test_what_cannot_be_read_is_named(store: Store) -> None:
    """A damaged file is a line on standard error, the rest is exported, and the status says that it is not all."""
    (store.folder / "x.json").write_text("{")
    result = run("export")
    assert (len(ids(result)), result.exit_code) == (4, 1)
    assert result.stderr.startswith(f"{store.folder / 'x.json'}: ")
    assert "incomplete: 1 file of the history" in result.stderr


def cut(path: Path) -> None:
    """Cut a file in the middle, as a full disk does."""
    path.write_bytes(path.read_bytes()[:100])


def of_a_newer_version(path: Path) -> None:
    """Make a file one of a newer version that this one cannot read."""
    change(path, schema=9, sets={"by": "exercise"})


@pytest.mark.parametrize("form", ["json", "csv", "strong", "fit"])
@pytest.mark.parametrize("damage", [cut, of_a_newer_version])
def test_an_export_that_is_not_complete_says_so(
    store: Store, tmp_path: Path, damage: Callable[[Path], None], form: str
) -> None:
    """One damaged or newer file of four: it is named, the others are written, and the status is 1."""
    path = next(store.folder.rglob("*aaaa1111.json"))
    damage(path)
    out = tmp_path / ("folder" if form == "fit" else "backup")
    result = run("export", "--format", form, "-o", out)
    assert result.exit_code == 1
    assert str(path) in result.stderr
    assert "Traceback" not in result.output
    assert out.exists()
    assert f"{2 if form in ('strong', 'fit') else 3} sessions exported to {out}" in result.stdout


def test_a_copy_that_is_whole_makes_an_export_complete(store: Store, tmp_path: Path) -> None:
    """Where a sync tool kept a whole copy of a damaged file, nothing is missing, and nothing is said."""
    path = next(store.folder.rglob("*aaaa1111.json"))
    path.with_name(f"{path.stem}.sync-conflict-1.json").write_bytes(path.read_bytes())
    cut(path)
    result = run("export", "-o", tmp_path / "all.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("4 sessions exported")


def everything_broken(store: Store) -> None:
    """Damage every file of a history."""
    for path in store.folder.rglob("*.json"):
        cut(path)


def a_file_in_its_place(store: Store) -> None:
    """Put a file where the folder of the history was."""
    shutil.rmtree(store.folder)
    store.folder.write_bytes(b"")


def moved(store: Store) -> Path:
    """Move a history elsewhere, and return where it was."""
    store.folder.rename(store.folder.with_name("elsewhere"))
    return store.folder


def emptied(store: Store) -> None:
    """Take every session away."""
    for path in store.folder.rglob("*.json"):
        path.unlink()


NO_HISTORY: dict[str, Callable[[Store], object]] = {
    "moved away": moved,
    "a link to nothing": lambda store: moved(store).symlink_to(store.folder.with_name("nowhere")),
    "a loop of links": lambda store: moved(store).symlink_to(store.folder),
    "all of it damaged": everything_broken,
    "a file in its place": a_file_in_its_place,
    "emptied": emptied,
}


@pytest.mark.parametrize("form", ["json", "csv", "strong", "fit"])
@pytest.mark.parametrize("case", NO_HISTORY)
def test_a_good_backup_is_not_replaced_by_an_empty_one(store: Store, tmp_path: Path, case: str, form: str) -> None:
    """Where nothing of the history can be read, nothing is written: a reason, status 1, and the backup stays."""
    out = tmp_path / ("one.fit" if form == "fit" else "backup")
    out.write_bytes(b"the good one")
    NO_HISTORY[case](store)
    for arguments in (("-o", out), ("-o", tmp_path / "new.fit")):
        result = run("export", "--format", form, *arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert len(result.stderr.splitlines()) == 1
        assert result.stderr.rstrip().endswith("nothing exported.")
    assert out.read_bytes() == b"the good one"
    assert not (tmp_path / "new.fit").exists()
    if case != "emptied" and form != "fit":
        piped = run("export", "--format", form)
        assert (piped.exit_code, piped.stdout) == (1, "")


def test_nothing_that_is_wanted_replaces_nothing(store: Store, tmp_path: Path) -> None:
    """A day without a session leaves the file of the day before as it is."""
    out = tmp_path / "day.json"
    run("export", "-o", out)
    before = out.read_bytes()
    result = run("export", "--since", "2031-01-01", "-o", out)
    assert (result.exit_code, result.stdout) == (1, "")
    assert out.read_bytes() == before


@pytest.mark.parametrize("form", ["json", "csv", "strong", "fit"])
@pytest.mark.parametrize(
    "place",
    [
        "data/history/2026/20261122T063005Z-aaaa1111.json",
        "data/history/2026/20261122T063005Z-aaaa1111.fit",
        "data/history/2026/new.fit",
        "data/history/../history/2026/../x.fit",
        "link.fit",
        "folder/new.fit",
        "config/config.toml",
        "state/journal/aaaa1111.jsonl",
    ],
)
def test_the_programs_own_files_are_no_target(store: Store, home: Path, place: str, form: str) -> None:
    """An export never writes where the history, the settings or the journals are, whatever links lead there."""
    session = next(store.folder.rglob("*aaaa1111.json"))
    (home / "link.fit").symlink_to(session)
    (home / "folder").symlink_to(session.parent, target_is_directory=True)
    for folder in ("config", "state/journal"):
        (home / folder).mkdir(parents=True)
    before = contents(home)
    result = run("export", "last", "--format", form, "-o", home / place)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "where runstrength has its files" in result.stderr
    assert contents(home) == before


@pytest.mark.parametrize("form", ["json", "csv", "strong", "fit"])
@pytest.mark.parametrize("name", ["loop.fit", "loop.fit/x.fit", "loop", "a\0b.fit", "file/x.fit"])
def test_a_target_that_leads_nowhere(store: Store, tmp_path: Path, form: str, name: str) -> None:
    """A loop of links, a file used as a folder or an impossible name is bad usage: one message, status 2."""
    for loop in ("loop.fit", "loop"):
        (tmp_path / loop).symlink_to(tmp_path / loop)
    (tmp_path / "file").write_bytes(b"")
    result = run("export", "last", "--format", form, "-o", tmp_path / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert isinstance(result.exception, SystemExit)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "home", "loop", "loop.fit"]


def test_a_link_stays_a_link(store: Store, tmp_path: Path) -> None:
    """An export onto a link writes the file that it leads to, which keeps its mode, or makes it."""
    (tmp_path / "there").mkdir()
    target = tmp_path / "there" / "backup.json"
    link = tmp_path / "link.json"
    link.symlink_to(target)
    assert run("export", "-o", link).exit_code == 0
    if os.name != "nt":
        target.chmod(0o644)
    assert run("export", "last", "-o", link).exit_code == 0
    assert link.is_symlink()
    assert len(json.loads(target.read_bytes())["sessions"]) == 1
    if os.name != "nt":
        assert stat.S_IMODE(target.stat().st_mode) == 0o644
    assert [path.name for path in target.parent.iterdir()] == ["backup.json"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--since", "soon"], 2, '"soon" isn\'t valid: use a date'),
        (["--since", "2026-11-23", "--until", "2026-11-22"], 2, "--since 2026-11-23 is after --until 2026-11-22"),
        (["--format", "fit"], 2, "--format fit needs -o"),
        (["--format", "fit", "-o", "-"], 2, "--format fit needs -o"),
        (["--format", "fit", "-o", "all.fit"], 2, "-o all.fit is one file for 3 sessions: use a folder"),
        (["--format", "strong", "--kind", "run"], 2, "which have no sets"),
        (["--format", "csv", "-o", "."], 2, "-o . is a folder"),
        (["zzzz"], 1, "no session"),
        (["-o", "missing/all.json"], 2, "-o missing/all.json: the folder "),
        (["--format", "fit", "last", "-o", "missing/one.fit"], 2, "-o missing/one.fit: the folder "),
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
        (None, "can't be read (no such file or directory): use a file"),
        ("[]", "use a file from `runstrength history export`, or the file of one session"),
        ('{"format": "runstrength-history", "schema": 1, "sessions": [{}, 3]}', "sessions[1]"),
    ],
)
def test_a_bad_file_keeps_no_other_out(store: Store, tmp_path: Path, content: str | None, said: str) -> None:
    """A bad file is named with what is needed; what is good beside it comes in, and alone it gives status 2."""
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    run("export", "aaaa1111", "-o", good)
    store.delete("aaaa1111")
    before = contents(store.folder)
    if content is not None:
        bad.write_text(content)
    for files, status in (([bad], 2), ([good, bad], 0)):
        assert contents(store.folder) == before
        result = run("import", *files)
        assert result.exit_code == status
        assert result.stderr.startswith(f"{bad}: ")
        assert said in result.stderr
    assert contents(store.folder) != before


def test_help_names_every_format() -> None:
    """The help says what each format is for, without reading the history."""
    words: Any = run("export", "--help").stdout
    for word in ("json", "csv", "strong", "fit", "--since", "--until", "--kind", "-o"):
        assert word in words

"""Files that nobody should write: each is reported as file, key, what is wrong and what to use, at once and quickly."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from runstrength.cli import main
from runstrength.toml_input import MAX_FILE_BYTES, MAX_PROBLEMS

SLOWEST = 1.0
"""Seconds."""
Maker = Callable[[Path], object]


def text(content: str | bytes) -> Maker:
    """Return what writes a file."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return lambda path: path.write_bytes(data)


def sparse(path: Path) -> None:
    """Make a file of 100 MB that takes no room."""
    with path.open("wb") as file:
        file.truncate(100_000_000)


def circle(path: Path) -> None:
    """Make a link that leads back to itself."""
    other = path.with_name("other")
    other.symlink_to(path)
    path.symlink_to(other)


def unreadable(path: Path) -> None:
    """Make a file that may not be read; root may, so there is nothing in it either."""
    path.write_bytes(b"= 1")
    path.chmod(0)


NO_FILES: dict[str, tuple[Maker, str]] = {
    "a folder": (lambda path: path.mkdir(), "use a TOML file"),
    "a link to nothing": (lambda path: path.symlink_to(path.with_name("gone")), "use a TOML file"),
    "a circle of links": (circle, "symbolic links): use a TOML file"),
    "a pipe": (lambda path: os.mkfifo(path), "isn't a file: use a TOML file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "isn't a file"),
    "another device": (lambda path: path.symlink_to("/dev/tty"), "use a TOML file"),
    "unreadable": (unreadable, ": use "),
    "100 MB": (sparse, f"has more than {MAX_FILE_BYTES:,} bytes: use a smaller file"),
    "one byte too many": (text("#" * (MAX_FILE_BYTES + 1)), f"has more than {MAX_FILE_BYTES:,} bytes"),
    "no UTF-8": (text(b'title = "\xff"'), "line 1: isn't UTF-8: use a file saved as UTF-8"),
    "half a letter": (text(b'title = "\xe2\x82'), "line 1: isn't UTF-8"),
    "a surrogate": (text('title = "\ud800"'), "line 1: isn't UTF-8"),
    "UTF-16": (text("title = 1".encode("utf-16")), "isn't UTF-8"),
    "zeros": (text(b"\0" * 1000), "use valid TOML"),
    "no TOML": (text("title"), "use valid TOML"),
    "cut": (text('title = "x'), "use valid TOML"),
    "a key twice": (text("level = 1\nlevel = 1"), "use valid TOML"),
    "deep": (text("a = " + "[" * 100_000), "use a simpler file"),
    "deep tables": (text("a = " + "{a = " * 40_000), "use a simpler file"),
    "a key of many dots": (text("a." * 100_000 + "b = 1"), "line 1: a key has more than 16 dots"),
    "a heading of many dots": (text("\n[" + "a." * 100_000 + "b]"), "line 2: a key has more than 16 dots"),
    "a hidden key of many dots": (text("a = {" + "a." * 100_000 + "b = 1}"), "a key has more than 16 dots"),
    "a number of many digits": (text("level = " + "9" * 100_000), "use a simpler file"),
}
"""What is wrong whatever a file is for, and what is said of it."""

SETTINGS = {
    "level = 1": "level: 1 isn't valid: use beginner, intermediate or advanced",
    'level = ""': 'level: "" isn\'t valid: use ',
    "level = []": "level: [] isn't valid: use ",
    "volume = -0.1": "volume: -0.1 isn't valid: use 0 to 1",
    "volume = nan": "volume: NaN isn't valid: use 0 to 1",
    "volume = inf": "volume: Infinity isn't valid: use ",
    "volume = -inf": "volume: -Infinity isn't valid: use ",
    "volume = 1e400": "volume: Infinity isn't valid: use ",
    "volume = true": "volume: true isn't valid: use 0 to 1",
    "lead_in = 61": "lead_in: 61 isn't valid: use 0 to 60 seconds",
    "weekly_goal = 2.5": "weekly_goal: 2.5 isn't valid: use a whole number",
    f"weekly_goal = {'9' * 400}": "weekly_goal: 999",
    "equipment = ['x']": 'equipment: "x" isn\'t valid: use bodyweight, dumbbell',
    "equipment = [[]]": "equipment: [[]] isn't valid: use a list of",
    "equipment = {}": "equipment: {} isn't valid: use a list of",
    "race_date = 2026-02-30": "use valid TOML",
    'race_date = "2026-02-30"': 'race_date: "2026-02-30" isn\'t valid: use a date like',
    "birth_year = -1": "birth_year: -1 isn't valid: use a year",
    "checkin = 1": "checkin: 1 isn't valid: use true or false",
    "[level]": "level: {} isn't valid: use ",
    "[[level]]": "level: [{}] isn't valid: use ",
}

EXERCISES = {
    "": "name: missing: add text of at most 60 characters",
    "name = 1": "name: 1 isn't valid: use text",
    "name = ' '": 'name: " " isn\'t valid: use a name',
    f"name = '{'x' * 61}'": "use text of at most 60 characters",
    "kind = 'amrap'": 'kind: "amrap" isn\'t valid: use reps, hold, time or carry',
    "kind = 'reps'\nmin = 0": "min: 0 isn't valid: use a whole number from 1 to 1000 reps",
    "kind = 'hold'\nmin = -5": "min: -5 isn't valid: use 1 to 3600 seconds",
    "kind = 'hold'\nmax = inf": "max: Infinity isn't valid: use ",
    "kind = 'hold'\nmin = 60\nmax = 20": "max: 20 isn't valid: use 60 (min) or more",
    "tempo = 3": "tempo: 3 isn't valid: use a table",
    "tempo = {down_s = nan}": "tempo.down_s: NaN isn't valid: use 0 to",
    "tempo = {fast = 1}": "tempo.fast: unknown key",
    "cues = ['a', 'b', 'c', 'd', 'e', 'f']": 'cues: ["a", "b", "c", "d", "e", "f"] isn\'t valid',
    "cues = 'a'": 'cues: "a" isn\'t valid: use a list of at most 5 texts',
    "[[variants]]\nkey = 'x'\nequipment = ['box']\nname = ' '": 'variants[0].name: " " isn\'t valid: use a name',
    "[[variants]]\nkey = ''\nequipment = []": 'variants[0].key: "" isn\'t valid: use a name',
    "[[rungs]]\nkey = 'a'\nwords = '\t'": "isn't valid: use a name",
    "variants = [3]": "variants: [3] isn't valid: use a list of tables [[variants]]",
    "start_by_level = {beginner = 1e9}": "start_by_level.beginner: 1000000000.0 isn't valid: use ",
}

SLOT = "[[blocks]]\n[[blocks.slots]]\nexercise = 'squat'\n"
ROUTINES = {
    "": "blocks: has no [[blocks]]: use 1 to 50",
    "blocks = []": "blocks: has no [[blocks]]: use 1 to 50",
    "blocks = 3": "blocks: 3 isn't valid: use a list of tables [[blocks]]",
    "[blocks]": "blocks: {} isn't valid: use a list of tables",
    "[[blocks]]": "blocks[0].slots: has no [[blocks.slots]]: use 1 to 50",
    "[[blocks]]\nslots = []": "blocks[0].slots: has no [[blocks.slots]]",
    "[[blocks]]\nslots = [[]]": "blocks[0].slots: [[]] isn't valid: use a list of tables",
    "[[blocks]]\n[[blocks.slots]]\nexercise = 'sqat'": '(did you mean "squat"?)',
    "[[blocks]]\n[[blocks.slots]]\nexercise = 'x\u202ey'": '"x\\u202ey" isn\'t valid: use the key of an exercise',
    f"[[blocks]]\n[[blocks.slots]]\nexercise = '{'x' * 5000}'": 'blocks[0].slots[0].exercise: "xxx',
    f"{SLOT}reps = 0": "blocks[0].slots[0].reps: 0 isn't valid: use a whole number from 1 to 1000 reps",
    f"{SLOT}reps = -3": "reps: -3 isn't valid: use a whole number",
    f"{SLOT}reps = 1001": "reps: 1001 isn't valid: use a whole number",
    f"{SLOT}reps = 5.5": "reps: 5.5 isn't valid: use a whole number",
    f"{SLOT}reps = nan": "reps: NaN isn't valid: use a whole number",
    f"{SLOT}hold = inf": "hold: Infinity isn't valid: use a number of seconds",
    f"{SLOT}hold = 1e300": "hold: 1e+300 isn't valid: use 1 to 3600 seconds",
    f"{SLOT}hold = [60, 20]": "hold: [60, 20] isn't valid: use the smaller number first: [20, 60]",
    f"{SLOT}hold = []": "hold: [] isn't valid: use a number of seconds or a range like [20, 60]",
    f"{SLOT}hold = [1, 2, 0]": "hold: 0 isn't valid: use 1 to 3600 seconds for each set",
    f"{SLOT}hold = ['1', 2]": 'hold: ["1", 2] isn\'t valid: use a number',
    f"{SLOT}hold = 1:30": "use valid TOML",
    f"{SLOT}hold = 07:30:00": 'hold: "07:30:00" isn\'t valid: use a number',
    f"{SLOT}reps = 5\nhold = 20": "has reps and hold: use only one of them",
    f"{SLOT}side = 'left'": "blocks[0].slots[0].side: unknown key",
    f"{SLOT}{'k' * 5000} = 1": "blocks[0].slots[0].kkk",
    "[[blocks]]\nsets = 0": "blocks[0].sets: 0 isn't valid: use a whole number from 1 to 100 sets",
    "[[blocks]]\nrest = -1": "blocks[0].rest: -1 isn't valid: use 0 to 3600 seconds",
    "[[blocks]]\nname = 'A'\n[[blocks]]\nname = 'a'": 'blocks[1].name: "a" isn\'t valid',
    "[[blocks]]\n" * 51: "blocks: has 51 [[blocks]]: use 1 to 50",
    "[[blocks]]\n" + "[[blocks.slots]]\n" * 10_000: "blocks[0].slots: has 10000 [[blocks.slots]]: use 1 to 50",
    "title = 3\nkind = 'run'\nabout = []\n": "about: [] isn't valid: use text",
}


@pytest.fixture(scope="module", autouse=True)
def imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let each command import what it needs, which in a fresh clone is compiled first: that is no part of a reading."""
    env = {"RUNSTRENGTH_HOME": str(tmp_path_factory.mktemp("nobody"))}
    for command in ("plan", "session", "routines show", "routines check", "exercises"):
        CliRunner().invoke(main, [*command.split(), "nothing-of-this-name"], env=env)


def told(*arguments: str) -> list[str]:
    """Return what a command says of bad input: quickly, with status 2."""
    started = time.process_time()
    result = CliRunner().invoke(main, list(arguments), color=True)
    assert time.process_time() - started < SLOWEST
    assert result.exit_code == 2, result.output
    assert not result.stdout
    return result.stderr.splitlines()


def is_told(lines: list[str], path: Path, said: str) -> None:
    """See that all lines are about the file and that one says what it should."""
    assert lines
    assert all(line.startswith(f"{path}: ") for line in lines)
    assert any(said in line for line in lines), lines
    assert all(len(line) < len(str(path)) + 600 for line in lines)


@pytest.mark.parametrize("case", NO_FILES)
def test_a_routine_that_is_no_file_of_toml(tmp_path: Path, case: str) -> None:
    """Whatever stands in a routine's place is told, and never waited for."""
    make, said = NO_FILES[case]
    path = tmp_path / "mine.toml"
    make(path)
    for command in ("plan", "session", "routines show", "routines check"):
        is_told(told(*command.split(), str(path)), path, said)


@pytest.mark.parametrize("case", NO_FILES)
def test_an_own_file_that_is_no_file_of_toml(home: Path, case: str) -> None:
    """The same in the folders of own routines and exercises; what is built in is listed all the same."""
    make, said = NO_FILES[case]
    for command, folder in (("routines", "routines"), ("exercises", "exercises")):
        path = home / "config" / folder / "mine.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
        started = time.process_time()
        result = CliRunner().invoke(main, ["routines", "list"] if command == "routines" else ["exercises"])
        assert time.process_time() - started < SLOWEST
        assert result.exit_code == 0
        is_told(result.stderr.splitlines(), path, said)
        assert "squat" in result.stdout or "warmup-5" in result.stdout


@pytest.mark.parametrize("case", NO_FILES)
def test_settings_that_are_no_file_of_toml(home: Path, case: str) -> None:
    """The same in the settings' place."""
    path = home / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    NO_FILES[case][0](path)
    is_told(told("plan"), path, ": use ")


@pytest.mark.parametrize("content", SETTINGS)
def test_a_wrong_value_in_the_settings_is_named_by_its_key(home: Path, content: str) -> None:
    """A wrong value in the settings is named by its key."""
    path = home / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    is_told(told("plan"), path, SETTINGS[content])


@pytest.mark.parametrize("content", EXERCISES)
def test_a_wrong_value_in_an_own_exercise_is_named_by_its_key(home: Path, tmp_path: Path, content: str) -> None:
    """A wrong value in an own exercise is named by its key, also where a routine wants the exercise."""
    path = home / "config" / "exercises" / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    is_told(CliRunner().invoke(main, ["exercises"]).stderr.splitlines(), path, EXERCISES[content])
    routine = tmp_path / "r.toml"
    routine.write_text("[[blocks]]\n[[blocks.slots]]\nexercise = 'mine'\n")
    assert any(EXERCISES[content] in line for line in told("plan", str(routine)))


@pytest.mark.parametrize("content", ROUTINES, ids=lambda content: ascii(content[:60]))
def test_a_wrong_value_in_a_routine_is_named_by_its_key(tmp_path: Path, content: str) -> None:
    """A wrong value in a routine is named by its key."""
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    is_told(told("plan", str(path)), path, ROUTINES[content])


def test_very_many_problems(tmp_path: Path) -> None:
    """Of thousands of problems the first hundred are told, and how many there are more."""
    path = tmp_path / "mine.toml"
    path.write_text("".join(f"rset{number} = 1\n" for number in range(15_000)))
    lines = told("plan", str(path))
    assert len(lines) == MAX_PROBLEMS + 1
    assert lines[-1] == f"{path}: 14,901 more of them"


def test_very_many_unknown_settings(home: Path) -> None:
    """Settings with thousands of keys that nobody knows are warned of in the same way, and used."""
    path = home / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text("".join(f"levl{number} = 1\n" for number in range(15_000)))
    started = time.process_time()
    result = CliRunner().invoke(main, ["plan"])
    assert result.exit_code == 0
    assert result.stderr.splitlines()[MAX_PROBLEMS:] == [f"{path}: 14,900 more of them"]
    assert time.process_time() - started < SLOWEST


@pytest.mark.parametrize("folder", ["routines", "exercises"])
def test_a_file_in_a_folders_place(home: Path, folder: str) -> None:
    """A folder of own files that cannot be listed is told; the program works without it."""
    (home / "config").mkdir(parents=True)
    (home / "config" / folder).write_text("")
    result = CliRunner().invoke(main, [folder, *(["list"] if folder == "routines" else [])])
    assert result.exit_code == 0
    assert f"{home / 'config' / folder}: can't be read (not a directory): use a folder" in result.stderr


def test_an_argument_that_is_no_path(tmp_path: Path) -> None:
    """What cannot be a file's name is bad input as well."""
    for name in ("~nobody/x.toml", "x" * 5000 + ".toml", "a/" * 3000 + "b.toml", "a\0b.toml", "/", "", "..", "~"):
        assert len(told("plan", name)) == 1


def test_the_largest_routine(tmp_path: Path) -> None:
    """The largest routine that the limits allow is no bad input, and planned within a few seconds."""
    slots = "[[blocks.slots]]\nexercise='side_plank'\n" * 50
    path = tmp_path / "big.toml"
    path.write_text("".join(f"[[blocks]]\nname='b{number}'\nsets=20\n{slots}" for number in range(50)))
    started = time.process_time()
    result = CliRunner().invoke(main, ["plan", str(path), "--minutes", "none"])
    assert result.exit_code == 0
    assert "100000 sets" in result.stdout
    assert time.process_time() - started < 10

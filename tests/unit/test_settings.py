"""Settings are read with every problem named, and saved without touching what was not asked for."""

from __future__ import annotations

import errno
import os
import re
import stat
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import asdict, replace

from runstrength.settings import (
    KEYS,
    Settings,
    changes_of_units,
    first_start_done,
    read_settings,
    save_settings,
    voice_name,
    voice_setting,
)
from runstrength.toml_input import InputError
from tests.conftest import ROOT
from tests.support.loops import looped

OWN = """\
# my settings

theme = "light"   # easier in the sun
favourite = "plank"
volume = 0.5

# at the end
[plugin]
level = 3
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the settings are; the folder is not there yet."""
    return tmp_path / "config" / "config.toml"


def put(path: Path, text: str | bytes) -> Path:
    """Write a settings file as a person would."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def problems(path: Path, text: str | bytes) -> str:
    """Return what is wrong with a settings file."""
    with pytest.raises(InputError) as caught:
        read_settings(put(path, text))
    return str(caught.value)


def test_defaults_are_the_documented_ones(path: Path) -> None:
    """The table of settings in `docs/files.md`, read as a file, is what no file at all gives, in the same order."""
    page = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(.*?)` \| \S", page, re.MULTILINE)
    assert tuple(key for key, _ in rows) == KEYS, "docs/files.md has a row for each field of Settings, in their order"
    settings, warnings = read_settings(put(path, "\n".join(f"{key} = {default}" for key, default in rows)))
    assert (asdict(settings), warnings) == (asdict(Settings()), ())


def test_no_file_is_no_problem_and_is_not_made(path: Path) -> None:
    """Without a file all is default, nothing is warned of, and nothing is written."""
    assert read_settings(path) == (Settings(), ())
    assert not path.parent.exists()


def test_every_key_is_read(path: Path) -> None:
    """Each key's value arrives in the field of its name."""
    chosen: dict[str, object] = {
        "level": "advanced",
        "health_note_read": True,
        "equipment": ("box", "dumbbell"),
        "season": "race",
        "race_date": "2027-04-11",
        "birth_year": 1984,
        "weekly_goal": 3,
        "default_routine": "core",
        "minutes": 45,
        "units": "imperial",
        "dumbbells": (5, 7.5, 25),
        "kettlebells": (18,),
        "date_order": "day-first",
        "week_starts": "sunday",
        "deload": False,
        "heavy": "yes 2026-11-30",
        "hops": "no",
        "supersets": False,
        "first_side": "right",
        "advance": "wait",
        "hands_free": True,
        "checkin": False,
        "rest": 45,
        "lead_in": 5,
        "sound": "bell",
        "tones": False,
        "voice": "michael",
        "volume": 0.25,
        "theme": "light",
        "plain": True,
        "on_event": "notify-send 'A set'",
        "keys": {"session.skip": "k,f5"},
    }
    assert tuple(chosen) == KEYS, "`chosen` has a value for each field of Settings, in their order"
    save_settings(path, chosen)
    settings, warnings = read_settings(path)
    assert asdict(settings) == chosen
    assert warnings == ()


@looped(
    ("line", "needed"),
    [
        ('level = "expert"', "beginner, intermediate or advanced"),
        ("level = 1", "use beginner"),
        ('health_note_read = "yes"', "true or false"),
        ('equipment = ["barbell"]', "bodyweight, dumbbell, kettlebell, box or band"),
        ('equipment = "box"', "a list"),
        ('season = "summer"', "off, build or race"),
        ('race_date = "2027-02-30"', "a date like"),
        ('race_date = "20270411"', "2027-04-11"),
        ("race_date = 2027-04-11T08:00:00", "2027-04-11"),
        ("birth_year = 84", "1900 to 2100"),
        ("birth_year = true", "1900 to 2100"),
        ("birth_year = 1984.5", "1900 to 2100"),
        ("weekly_goal = 0", "from 1 to 7 sessions"),
        ('default_routine = " "', "the name of a routine"),
        ("default_routine = 7", "text of at most 255 characters"),
        ("minutes = -5", "whole number from 0 to 600 minutes (0 is no limit)"),
        ("minutes = 601", "whole number from 0 to 600 minutes"),
        ("minutes = 7.5", "whole number from 0 to 600 minutes"),
        ('minutes = "none"', "whole number from 0 to 600 minutes"),
        ('units = "stone"', "metric or imperial"),
        ('date_order = "iso"', "day-first"),
        ("weekly_goal = 8", "from 1 to 7 sessions"),
        ("weekly_goal = 2.5", "whole number"),
        ("deload = 1", "true or false"),
        ('heavy = "maybe"', '"yes" or "no", with its day or without'),
        ('heavy = "yes 2026-02-30"', "2026-11-30"),
        ("heavy = true", '"yes" or "no"'),
        ("supersets = 1", "true or false"),
        ('first_side = "both"', "left, right or weaker"),
        ('advance = "never"', "auto or wait"),
        ("rest = 301", "0 to 300 seconds"),
        ("rest = 7.5", "whole number"),
        ("lead_in = -1", "0 to 60 seconds"),
        ("lead_in = 61", "0 to 60 seconds"),
        ("lead_in = nan", "0 to 60 seconds"),
        ('sound = "loud"', "auto, miniaudio, simpleaudio, command, bell or off"),
        ("volume = 1.1", "use 0 to 1"),
        ("volume = true", "use 0 to 1"),
        ('theme = "pink"', "dark or light"),
        ("plain = 1", "true or false"),
    ],
)
def test_a_wrong_value_is_named(path: Path, line: str, needed: str) -> None:
    """A wrong value is an error with the file, the key and what would be right."""
    text = problems(path, line)
    assert text.startswith(f"{path}: {line.split()[0]}: ")
    assert " isn't valid: use " in text
    assert needed in text
    assert text.count("\n") == 0


def test_all_problems_are_named_at_once(path: Path) -> None:
    """Three wrong values are three problems, so that one round of mending is enough."""
    assert problems(path, 'level = "x"\nvolume = 2\ntheme = 3').count("\n") == 2


@looped(
    "line",
    ["lead_in = 0", "lead_in = 60", "volume = 0", "volume = 1", "weekly_goal = 7", "minutes = 0", "minutes = 600"],
)
def test_the_ends_of_a_range_are_in_it(path: Path, line: str) -> None:
    """A range includes its ends."""
    key, _, value = line.split()
    assert getattr(read_settings(put(path, line))[0], key) == int(value)


def test_a_date_may_be_a_date_of_toml(path: Path) -> None:
    """A race date without quotes is the same date."""
    assert read_settings(put(path, "race_date = 2027-04-11"))[0].race_date == "2027-04-11"


def test_equipment_is_a_set_that_is_never_empty(path: Path) -> None:
    """Doubles count once, and an empty list is the body alone."""
    assert read_settings(put(path, 'equipment = ["box", "box"]'))[0].equipment == ("box",)
    assert read_settings(put(path, "equipment = []"))[0].equipment == ("bodyweight",)


def test_unknown_keys_are_warned_of(path: Path) -> None:
    """A key that nobody knows is a warning with the nearest known one, and the rest is read."""
    settings, warnings = read_settings(put(path, 'thema = "dark"\nvolume = 0.1'))
    assert settings.volume == 0.1
    assert len(warnings) == 1
    assert 'thema: unknown key (did you mean "theme"?)' in warnings[0]


@pytest.mark.parametrize("bad", [b"level = \xff", b"level = ", b"\x00", b"level = 1\nlevel = 2"])
def test_what_is_not_toml_is_bad_input(path: Path, bad: bytes) -> None:
    """Broken bytes and broken TOML are errors that name the file, also when saving, and the file stays."""
    assert str(path) in problems(path, bad)
    assert not first_start_done(path)
    with pytest.raises(InputError):
        save_settings(path, {"theme": "light"})
    assert path.read_bytes() == bad


def test_a_folder_or_a_link_is_bad_input(path: Path, tmp_path: Path) -> None:
    """What is not a plain file is an error, and saving replaces neither a folder nor a link."""
    path.mkdir(parents=True)
    with pytest.raises(InputError, match="is a directory"):
        read_settings(path)
    path.rmdir()
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="a link to a missing file"):
        read_settings(path)
    with pytest.raises(InputError, match="a link to a missing file"):
        save_settings(path, {"theme": "dark"})
    assert path.is_symlink()


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    """Who keeps the settings elsewhere, behind a link, finds them read and saved there."""
    mine = put(tmp_path / "mine", OWN)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(mine)
    save_settings(path, {"theme": "light"})
    assert path.is_symlink()
    assert read_settings(mine)[0].theme == read_settings(path)[0].theme == "light"


def test_a_file_in_the_folders_place_is_bad_input(tmp_path: Path) -> None:
    """Where the folder should be is a file: an error, not "no settings yet"."""
    put(tmp_path / "config", "x = 1")
    with pytest.raises(InputError, match="can't be read"):
        read_settings(tmp_path / "config" / "config.toml")


def test_saving_keeps_all_else(path: Path) -> None:
    """Comments, order, unknown keys and tables survive; a changed line changes in place, a new one is no table's."""
    save_settings(put(path, OWN), {"theme": "dark", "level": "advanced"})
    expected = OWN.replace('"light"', '"dark"').replace("[plugin]", 'level = "advanced"\n\n[plugin]')
    assert path.read_text(encoding="utf-8").replace("\n\n", "\n") == expected.replace("\n\n", "\n")
    assert tomllib.loads(path.read_text(encoding="utf-8"))["plugin"] == {"level": 3}
    assert read_settings(path)[0] == Settings(theme="dark", level="advanced", volume=0.5)


@pytest.mark.parametrize("rest", ["", '# mine\r\nlevel = "advanced"\r\n'])
def test_a_byte_order_mark_stays(path: Path, rest: str) -> None:
    """A file that an editor began with a byte order mark is read, changed, and begins with it still."""
    put(path, "").write_bytes(f"\ufeff{rest}".encode())
    save_settings(path, {"weekly_goal": 3})
    assert path.read_bytes().decode().startswith(f"\ufeff{rest}")
    assert read_settings(path)[0].weekly_goal == 3


def test_a_new_file_is_private_and_says_what_it_is(path: Path) -> None:
    """The first save makes the file with a header, only the given keys, and modes for the owner alone."""
    save_settings(path, {"equipment": ("box",)})
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# The settings of runstrength.")
    assert all(key in text for key in KEYS)
    assert tomllib.loads(text) == {"equipment": ["box"]}
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("changes", "needed"),
    [
        ({"volume": 5}, "volume: 5 isn't valid"),
        ({"theme": "dark", "equipment": ("sofa",)}, 'equipment: "sofa" isn\'t valid'),
        ({"them": "dark"}, 'them: unknown key (did you mean "theme"?)'),
        ({"voice": None}, "voice: missing"),
        ({"on_event": 1}, "on_event: 1 isn't valid: use text of at most 2000 characters"),
        ({"on_event": "say 'x"}, "on_event: \"say 'x\" isn't valid: use a command with closed quotes"),
        (
            {"voice": "hart"},
            'voice: "hart" isn\'t valid: use true, false, "heart" or "michael" (did you mean "heart"?)',
        ),
        ({"voice": 1}, 'voice: 1 isn\'t valid: use true, false, "heart" or "michael"'),
    ],
)
def test_a_wrong_change_is_not_saved(path: Path, changes: dict[str, object], needed: str) -> None:
    """Values are checked before they are written; one that is wrong leaves the file as it was."""
    put(path, OWN)
    with pytest.raises(InputError) as caught:
        save_settings(path, changes)
    assert needed in str(caught.value)
    assert path.read_text(encoding="utf-8") == OWN


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_failed_save_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """A full disk leaves the settings as they were."""
    put(path, OWN)

    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space left"):
        save_settings(path, {"theme": "dark"})
    monkeypatch.undo()
    assert [child.name for child in path.parent.iterdir()] == ["config.toml"]
    assert path.read_text(encoding="utf-8") == OWN


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('level = "beginner"\nhealth_note_read = true', True),
        ('level = "beginner"\nhealth_note_read = false', False),
        ("health_note_read = true", False),
        ('level = "beginner"', False),
        ("", False),
    ],
)
def test_asked_is_when_both_answers_stand_there(path: Path, text: str, answer: bool) -> None:
    """The first start's questions are answered when a level is given and the note was read, not before."""
    assert not first_start_done(path)
    assert first_start_done(put(path, text)) is answer


@pytest.mark.parametrize(
    ("units", "dumbbells", "kilograms"),
    [("metric", (10.0, 5.0, 7.5), (5.0, 7.5, 10.0)), ("imperial", (25.0,), (11.33980925,)), ("metric", (), ())],
)
def test_owned_weights_are_kilograms_from_the_lightest(
    path: Path, units: str, dumbbells: tuple[float, ...], kilograms: tuple[float, ...]
) -> None:
    """The weights in the file are in the person's units; what is asked for in a session is kilograms."""
    save_settings(path, {"units": units, "dumbbells": dumbbells})
    assert read_settings(path)[0].owned("dumbbell") == pytest.approx(kilograms)
    assert read_settings(path)[0].owned("kettlebell") == ()


@looped("listed", [(5.0, 7.5, 10.0), (0.5, 2.25, 17.125), (1000.0,)])
def test_other_units_leave_the_weights_as_heavy_as_they_are(listed: tuple[float, ...]) -> None:
    """To change the units and back leaves the listed weights as they were typed, and in between as heavy."""
    before = Settings(dumbbells=listed)
    there = replace(before, **changes_of_units(before, "imperial"))
    assert there.owned("dumbbell") == pytest.approx(before.owned("dumbbell"), abs=1e-3)
    assert replace(there, **changes_of_units(there, "metric")) == before


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("dumbbells = 5", "5"),
        ('dumbbells = ["5"]', '"5"'),
        ("dumbbells = [5, 0]", "0"),
        ("dumbbells = [5, true]", "true"),
        ("kettlebells = [inf]", "Infinity"),
        (f"kettlebells = {[*range(1, 53)]}", "[1, 2, 3,"),
    ],
)
def test_a_wrong_list_of_weights_is_named(path: Path, line: str, wrong: str) -> None:
    """A list of weights that can't be used is named by file and key, with what a list looks like."""
    said = problems(path, line)
    assert said.startswith(f"{path}: {line.split()[0]}: {wrong}")
    assert "isn't valid: use a list of weights from 0.01 to 3000 ([5, 7.5, 10])" in said


def test_a_link_keeps_its_mode_and_a_loop_is_refused(tmp_path: Path) -> None:
    """Settings behind a link are written where they are, with the mode they have; a loop of links is an error."""
    real, link = tmp_path / "real.toml", tmp_path / "config.toml"
    real.write_text('level = "advanced"\n')
    real.chmod(0o644)
    link.symlink_to(real)
    save_settings(link, {"volume": 0.5})
    assert link.is_symlink()
    assert read_settings(real)[0].volume == 0.5
    if os.name != "nt":
        assert stat.S_IMODE(real.stat().st_mode) == 0o644
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    with pytest.raises((InputError, OSError)):
        save_settings(loop, {"volume": 0.5})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml", "loop.toml", "real.toml"]


KEYS_TABLE = """\
level = "advanced"

[keys]  # for the left hand
# next to each other
"session.skip" = "k, f5"
session.pause = "f6"  # without quotes around the name it is the same
"""


def test_own_keys_are_read(path: Path) -> None:
    """The table of keys is read as it stands, with the names quoted or not."""
    path.parent.mkdir()
    path.write_text(KEYS_TABLE, encoding="utf-8")

    settings, warnings = read_settings(path)

    assert settings.keys == {"session.skip": "k, f5", "session.pause": "f6"}
    assert warnings == ()


def test_own_keys_stay_when_other_settings_are_saved(path: Path) -> None:
    """Saving a setting keeps the table of keys with its comments, and a new key does not end up in it."""
    path.parent.mkdir()
    path.write_text(KEYS_TABLE, encoding="utf-8")

    save_settings(path, {"volume": 0.5, "level": "beginner"})

    assert KEYS_TABLE.partition("[keys]")[2] in path.read_text(encoding="utf-8")
    assert read_settings(path)[0] == Settings(
        level="beginner", volume=0.5, keys={"session.skip": "k, f5", "session.pause": "f6"}
    )


@pytest.mark.parametrize(
    ("table", "key", "text"),
    [
        ('keys = "k"', "keys", '"k" isn\'t valid: use a table'),
        (
            "[keys]\n'session.skip' = 3",
            'keys."session.skip"',
            '3 isn\'t valid: use keys with commas between them ("k,f5")',
        ),
        ("[keys]\nsession.skip = ['k']", 'keys."session.skip"', "isn't valid: use keys with commas"),
        (f"[keys]\n'session.skip' = '{'k,' * 80}k'", 'keys."session.skip"', "isn't valid: use keys with commas"),
    ],
)
def test_a_table_of_keys_that_is_none(path: Path, table: str, key: str, text: str) -> None:
    """What is no table of texts is refused with its key."""
    path.parent.mkdir()
    path.write_text(table, encoding="utf-8")

    with pytest.raises(InputError) as raised:
        read_settings(path)

    (problem,) = raised.value.problems
    assert problem.key == key
    assert text in problem.text


@pytest.mark.parametrize(
    ("line", "setting", "name"),
    [
        ("voice = true", True, "heart"),
        ("voice = false", False, ""),
        ('voice = "heart"', True, "heart"),
        ('voice = "michael"', "michael", "michael"),
    ],
)
def test_the_voice_is_on_off(path: Path, line: str, setting: bool | str, name: str) -> None:
    """The voice is on, off, or one by its name; the usual voice by its name is the same as on."""
    put(path, line)
    voice = read_settings(path)[0].voice
    assert (voice, type(voice)) == (setting, type(setting))
    assert voice_name(voice) == name
    assert voice_setting(name) == setting

"""Errors say what is wrong, then what to use, in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from runstrength.cli.main import main
from runstrength.text import invalid, one_of
from tests.support.loops import looped
from tests.support.plain_words import not_plain

ROUTINES = {
    "missing.toml": "",
    "dose.toml": '[[blocks]]\n[[blocks.slots]]\nexercise = "squat"\nhold = "ten"\nreps = 0\n',
    "doses.toml": '[[blocks]]\n[[blocks.slots]]\nexercise = "squat"\nhold = 20\nreps = 5\n',
    "range.toml": '[[blocks]]\n[[blocks.slots]]\nexercise = "squat"\nreps = [12, 6]\n',
    "exercise.toml": 'kind = "swim"\n[[blocks]]\nsets = 99\n[[blocks.slots]]\nexercise = "sqat"\nside = "left"\n',
    "no.toml": "title",
}
SETTINGS = {
    "levels": 'level = "expert"\nequipment = ["sofa"]\nrace_date = "soon"\nbirth_year = 3\nweekly_goal = 9\n',
    "sounds": 'sound = "loud"\nvolume = 2\ntones = "yes"\nlead_in = "ten"\ntheme = 3\ndumbbells = ["x"]\n',
    "keys": 'keys = "k"\n',
}
COMMANDS = (
    "plan runnr",
    "plan gone.toml",
    "plan --equipment sofa",
    "plan --equipment ,",
    "plan --blocks X",
    "plan --minutes ten",
    "plan --sets 9",
    "plan --sleep 99",
    "plan --stress 7",
    "session --resume --fresh",
    "session --resume --no-save",
    "session --sound loud",
    "session --speed 0",
    "exercises sqat",
    "exercises s",
    "guide sleep-well",
    "routines show runnr",
    "routines delete runner",
    "routines edit gone.toml",
    "routines new ../x",
    "routines new runner",
    "run --minutes 0 --effort 3",
    "run --minutes 30 --effort 11",
    "run --minutes 30 --effort 5 --distance far",
    "run --minutes 30 --effort 5 --date 3/4",
    "history add --date soon",
    "history add --set squat",
    "history add --set squat=skip,5",
    "history edit last",
    "history export --since tomorrow --until yesterday",
    "history export --format fit",
    "history export --format strong --kind run",
    "history export -o nowhere/x.json",
    "history import gone.json",
    "warmup --leave soon",
)


def errors_of(*arguments: str) -> list[str]:
    """Return the lines of an error of bad input, without click's usage."""
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 2, (arguments, result.output)
    lines = result.stderr.splitlines()
    return [line for line in lines if line and not line.startswith(("Usage: ", "Try '"))]


@pytest.mark.parametrize("name", ROUTINES)
def test_errors_of_routines(tmp_path: Path, name: str) -> None:
    """Every error of a routine file names the file, what is wrong and what to use."""
    path = tmp_path / name
    path.write_text(ROUTINES[name], encoding="utf-8")
    for line in errors_of("routines", "check", str(path)):
        assert line.startswith(f"{path}: ")
        assert ": use " in line or ": add " in line
        assert not_plain(line.removeprefix(str(path))) == []


@pytest.mark.parametrize("name", SETTINGS)
def test_errors_of_settings(home: Path, name: str) -> None:
    """Every error of the settings names the key, what is wrong and what to use, all at once."""
    path = home / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(SETTINGS[name], encoding="utf-8")
    lines = errors_of("plan")
    assert len(lines) == SETTINGS[name].count("\n")
    for line in lines:
        assert " isn't valid: use " in line
        assert not_plain(line.removeprefix(str(path))) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_errors_of_commands(home: Path, command: str) -> None:
    """An error of a command has no forbidden phrase, and never the old form with `found`."""
    text = " ".join(errors_of(*command.split()))
    assert not_plain(text.replace(str(home), "")) == []
    assert "found " not in text
    assert "needed" not in text


ERRORS = (
    ("plan --sets 9", '--sets: "9" isn\'t valid: use a whole number from 2 to 4 sets'),
    ("plan --level expert", '--level: "expert" isn\'t valid: use beginner, intermediate or advanced'),
    ("warmup --minutes 6", '--minutes: "6" isn\'t valid: use 5, 7 or 10'),
    ("completion", "Missing argument: use bash, zsh or fish"),
    (
        "plan --levl beginner",
        '"--levl" isn\'t valid: use an option from runstrength plan --help (did you mean "--level"?)',
    ),
    ("--levl", '"--levl" isn\'t valid: use an option from runstrength --help'),
    ("run --minutes 50", "Missing option: add --effort 1..10"),
    ("history show", "Missing argument: add ID|last"),
    ("completion fsh", '"fsh" isn\'t valid: use bash, zsh or fish'),
    ("sesion", '"sesion" isn\'t valid: use a command from runstrength --help (did you mean "session"?)'),
    ("history shw", '"shw" isn\'t valid: use a command from runstrength history --help (did you mean "show"?)'),
    ("routines nwe", '"nwe" isn\'t valid: use a command from runstrength routines --help (did you mean "new"?)'),
    ("history edit last --effort 99", '--effort: "99" isn\'t valid: use a whole number from 1 to 10'),
    ("history export --format pdf", '--format: "pdf" isn\'t valid: use json, csv, strong or fit'),
)


@looped(("command", "text"), ERRORS)
def test_errors_of_the_command_line_itself(command: str, text: str) -> None:
    """A wrong option, argument or command is named once, with what to use; no tab or quote of a library is shown."""
    lines = errors_of(*command.split())
    assert len(lines) == 1
    assert lines[0].removeprefix("Error: ").endswith(text)
    assert "Invalid value" not in lines[0]


@pytest.mark.parametrize(
    "command",
    ["history export --kind Warm-Up", "plan --level Beginner --minutes 10", "sounds --json --voice-name Heart"],
)
def test_words_as_they_are_shown(home: Path, command: str) -> None:
    """A word of a few can be typed as the app shows it, with a hyphen or a capital."""
    result = CliRunner().invoke(main, command.split())
    assert result.exit_code != 2  # 1: the history is empty
    assert "isn't valid" not in result.output


def test_one_function_decides_the_form() -> None:
    """One function decides the form: what is wrong, then what to use; a missing value is added."""
    assert invalid("ten", "0 to 60 seconds") == '"ten" isn\'t valid: use 0 to 60 seconds'
    assert invalid(None, "a name") == "missing: add a name"
    assert [one_of(["a"]), one_of(["a", "b"]), one_of(["a", "b", "c"])] == ["a", "a or b", "a, b or c"]

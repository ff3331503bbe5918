"""`runstrength routines`, `exercises` and `completion`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from runstrength.cli import main
from tests.support.loops import looped

if TYPE_CHECKING:
    from pathlib import Path

OWN = """
title = "Mine\\u001b[2J"
about = "What I like."
[[blocks]]
sets = 2
[[blocks.slots]]
exercise = "plank"
"""


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def own(home: Path) -> Path:
    """Write an own routine and return its path."""
    path = home / "config" / "routines" / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_text(OWN)
    return path


def test_routines_are_listed(own: Path) -> None:
    """Built-in and own routines are listed by kind and length, and no text of theirs can command the terminal."""
    lines = run("routines", "list").stdout.splitlines()
    names = [line.split()[0] for line in lines[1:]]
    assert names == [
        "mine",
        "upper",
        "core",
        "legs",
        "single-leg",
        "posterior",
        "hips",
        "pairs",
        "feet",
        "runner",
        "warmup-5",
        "warmup-7",
        "warmup-10",
        "check",
    ]
    assert lines[1].split() == ["mine", "Mine\\x1b[2J", "session", "2", "min", "custom"]
    assert lines[-1].split()[-3:] == ["15", "min", "built-in"]
    document = {item["name"]: item for item in json.loads(run("routines", "list", "--json").stdout)}
    assert document["mine"]["own"]
    assert document["runner"]["seconds"] == 1218.0


def test_a_broken_routine_is_named_beside_the_list(own: Path) -> None:
    """A routine that can't be read is left out of the list and its problems are named."""
    own.write_text("blocks = 3")
    result = run("routines", "list")
    assert result.exit_code == 0
    assert "mine" not in result.stdout
    assert result.stderr.startswith(f"{own}: blocks: 3 isn't valid")


def test_a_routine_is_shown(own: Path) -> None:
    """A routine is shown with its sentence, its blocks, its length and its file."""
    lines = run("routines", "show", "mine").stdout.splitlines()
    assert lines[:2] == ["Mine\\x1b[2J · session · beginner", "What I like."]
    assert "Block A · 2 sets · 60 s rest between rounds" in lines
    assert lines[-2:] == ["2 sets · 1:50", str(own)]
    document = json.loads(run("routines", "show", "mine", "--json").stdout)
    assert document["path"] == str(own)
    assert document["blocks"][0]["slots"][0]["target"] == {"kind": "hold", "value": 20, "low": 20, "high": 60}


def test_routines_are_checked(own: Path, tmp_path: Path) -> None:
    """Each file is told to be right, with length and blocks, or all its problems are named and the status is 2."""
    assert run("routines", "check", str(own)).stdout == (
        f"{own}: ok (1 block, 1:50 at beginner)\n  A: 2 sets · plank (20 s · 20-60)\n"
    )
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('kind = "fun"\n' + OWN.replace("plank", "plonk"))
    result = run("routines", "check", str(wrong), str(own))
    assert result.exit_code == 2
    assert "ok (1 block" in result.stdout
    assert len(result.stderr.splitlines()) == 2
    assert 'blocks[0].slots[0].exercise: "plonk" isn\'t valid' in result.stderr


def test_exercises_are_listed() -> None:
    """Every exercise is listed with the range of its dose."""
    lines = [line.split() for line in run("exercises").stdout.splitlines()]
    assert "squat Squat legs 8-15 reps".split() in lines
    assert len(json.loads(run("exercises", "--json").stdout)) == len(lines) - 1


@looped("name", ["push_up", "Push-up", "PUSH", "pus"])
def test_an_exercise_is_found(name: str) -> None:
    """An exercise is found by key, name or beginning, in upper or lower case."""
    assert json.loads(run("exercises", name, "--json").stdout)["key"] == "push_up"


def test_an_exact_name_wins() -> None:
    """A name that is also the beginning of others means itself."""
    assert json.loads(run("exercises", "plank", "--json").stdout)["key"] == "plank"


def test_an_exercise_is_shown() -> None:
    """An exercise is shown with how it is done, how much, what with, and what goes wrong."""
    output = run("exercises", "squat").stdout
    for part in ("8 reps (beginner), 10 reps (intermediate), 12 reps (advanced)", "Cues", "Faults", "Feel it in"):
        assert part in output
    for part in ("Easier", "Harder", "Muscles", "dumbbell: Goblet squat"):
        assert part in output


@looped(
    ("name", "message"),
    [
        ("sqat", 'no exercise has this name (did you mean "squat"?)'),
        ("single", "matches several exercises: use single_leg_deadlift, "),
        ("", "no exercise has this name"),
    ],
)
def test_an_exercise_that_there_is_not(name: str, message: str) -> None:
    """An unknown name ends with status 2, with the closest one or those that it may mean."""
    result = run("exercises", name)
    assert result.exit_code == 2
    assert message in result.stderr


def test_an_own_exercise_is_among_the_others(home: Path) -> None:
    """An own exercise is among the others; one that is broken is named beside the list."""
    folder = home / "config" / "exercises"
    folder.mkdir(parents=True)
    (folder / "hop.toml").write_text('name = "Hop"\nkind = "time"\n')
    (folder / "bad.toml").write_text('kind = "time"\n')
    result = run("exercises")
    assert any(line.split()[0] == "hop" and line.endswith("custom") for line in result.stdout.splitlines())
    assert result.stderr.startswith(f"{folder / 'bad.toml'}: name: ")
    assert run("exercises", "hop").exit_code == 0


@looped("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_this_program(shell: str) -> None:
    """Each shell gets a script that asks this program, with a comment on how to install it."""
    output = run("completion", shell).stdout
    assert f"_RUNSTRENGTH_COMPLETE={shell}_complete" in output
    assert "# Install it with this command" in output
    assert output.startswith("#compdef runstrength\n") == (shell == "zsh")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("runstrength pl", ["plan"]),
        ("runstrength plan warmup-1", ["warmup-10"]),
        ("runstrength exercises push", ["push_up"]),
        ("runstrength history show la", ["last"]),
        ("runstrength plan ./x", ["./x"]),
    ],
)
def test_the_shell_is_offered_names(words: str, offered: list[str]) -> None:
    """The shell completes commands, routines, exercises, sessions and paths."""
    variables = {"_RUNSTRENGTH_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    output = CliRunner(env=variables).invoke(main, prog_name="runstrength").stdout
    assert [line.partition(",")[2] for line in output.splitlines()] == offered


def test_an_exercise_is_drawn() -> None:
    """With the words comes the figure, the same every time, without empty edges; one without a figure has none."""
    output = run("exercises", "squat").stdout
    rows = [line for line in output.splitlines() if "⠀" < max(line, default=" ") <= "⣿"]
    assert 6 <= len(rows) <= 12
    assert any(not row.startswith(" ") for row in rows)
    assert all(len(row) <= 44 and row == row.rstrip() for row in rows)
    assert output == run("exercises", "squat").stdout
    assert output.index(rows[0]) < output.index("Dose")


def test_an_own_exercise_is_drawn_as_it_says(home: Path) -> None:
    """An own exercise is drawn as the figure it names, or not at all; scripts learn its name."""
    folder = home / "config" / "exercises"
    folder.mkdir(parents=True)
    (folder / "hop.toml").write_text('name = "Hop"\nkind = "time"\nfigure = "ankle_bounce"\n')
    (folder / "sit.toml").write_text('name = "Sit"\nkind = "hold"\n')
    assert "⣿" in run("exercises", "hop").stdout
    assert all(line.isascii() or "·" in line for line in run("exercises", "sit").stdout.splitlines())
    figures = {item["key"]: item["figure"] for item in json.loads(run("exercises", "--json").stdout)}
    assert (figures["hop"], figures["sit"], figures["squat"], figures["plank"]) == (
        "ankle_bounce", None, "squat_bw", "plank",
    )  # fmt: skip

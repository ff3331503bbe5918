"""Hostile text in every file: no command obeys it, hides it, or lets the terminal do so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runstrength.cli import main
from tests.support.hostile import ALL, MARKUP, ORDERS, harmful, settle
from tests.support.loops import looped


@pytest.fixture
def hostile_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home whose own path is hostile too, filled with hostile files."""
    home = tmp_path / "home\x1b[31m[red]\u202e\x07"
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(home))
    settle(home)
    return home


def run(*arguments: str) -> Result:
    """Run a command as in a terminal: for a pipe, click takes out some of what is looked for here."""
    return CliRunner().invoke(main, list(arguments), color=True)


COMMANDS = (
    "routines list",
    "routines show runner",
    "routines check runner",
    "plan",
    "plan --steps",
    "exercises",
    "exercises mine",
    "history list",
    "history show hostile1",
    "doctor",
    "session",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_reaches_the_terminal(hostile_home: Path, command: str) -> None:
    """What a command prints, and what it says beside it, is letters and line breaks."""
    result = run(*command.split())
    assert result.output.strip()
    assert harmful(result.output) == []
    assert result.exit_code == (2 if command == "session" else 0)


@pytest.mark.parametrize("command", sorted({*COMMANDS} - {"routines check runner", "plan --steps", "session"}))
def test_documents_have_the_text_as_it_is(hostile_home: Path, command: str) -> None:
    """For scripts the text is whole, in ASCII."""
    result = run(*command.split(), "--json")
    assert result.stdout.isascii()
    assert harmful(result.output) == []
    assert json.loads(result.stdout)


def test_it_is_shown_as_it_is(hostile_home: Path) -> None:
    """Markup is shown letter by letter."""
    assert MARKUP[:12] in run("routines", "list").stdout
    assert MARKUP in run("exercises", "mine").stdout
    assert MARKUP in run("history", "show", "hostile1").stdout


@looped("hostile", [ALL, ORDERS, "\udcff\udcfe", "x" * 100_000])
@looped(
    "command",
    [
        "plan ?",
        "plan ?.toml",
        "plan --?",
        "plan --level ?",
        "plan --blocks ?",
        "plan --equipment ?",
        "plan --sets ?",
        "warmup --leave ?",
        "session --sound ?",
        "session --speed ?",
        "exercises ?",
        "history show ?",
        "routines show ?",
        "routines check ?",
        "?",
        "history ?",
        "completion ?",
    ],
)
def test_what_was_typed(command: str, hostile: str) -> None:
    """What a person typed comes back in a message as text too, and never in a traceback."""
    result = run(*(word.replace("?", hostile) for word in command.split()))
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert harmful(result.output) == []


@pytest.mark.parametrize(
    "command",
    [
        "history import",
        "history export -o",
        "history export --format fit -o",
        "routines add",
        "routines edit",
        "routines check",
        "session",
    ],
)
def test_the_home_of_nobody(home: Path, command: str) -> None:
    """A path below the home of somebody unknown is one that is not there: said in a line, never a traceback."""
    ending = ".fit" if "history" in command else ".toml"
    result = CliRunner().invoke(main, [*command.split(), f"~no-such-person/x{ending}"])
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    assert "~no-such-person" in result.output


@looped(
    "arguments",
    [
        ("run", "--minutes", "30", "--effort", "4", "--note", "a\udcff"),
        ("run", "--minutes", "\udcff", "--effort", "4"),
        ("history", "edit", "last", "--title", "a\udcff"),
        ("history", "edit", "last", "--set", "squat\udcff = 3"),
        ("history", "add", "--note", "\ud800"),
        ("history", "list", "--limit", "\udcff"),
        ("history", "export", "--since", "\udcff"),
        ("warmup", "--leave", "\udcff"),
        ("plan", "--blocks", "A\udcff"),
    ],
)
def test_bytes_that_are_no_text_are_refused(arguments: tuple[str, ...]) -> None:
    """An option whose bytes aren't UTF-8 gives the usual error and status 2, whichever command it is for."""
    result = CliRunner().invoke(main, list(arguments), prog_name="runstrength")
    assert result.exit_code == 2
    assert "isn't valid: use UTF-8 text" in result.stderr
    assert not result.stdout

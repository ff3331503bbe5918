"""What the command line says about sessions that were interrupted, before anything is open."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runstrength.cli import main
from runstrength.history.journal_file import Journal
from runstrength.history.store import Store
from runstrength.session.commands import Start, Stop
from runstrength.session.engine import Session
from tests.support.history_samples import MORNING
from tests.support.loops import looped
from tests.support.plans import T0, do, go_to, small_plan


def run(*arguments: str) -> Result:
    """Run a command where there is no terminal."""
    return CliRunner().invoke(main, list(arguments))


def left(home: Path, *, stop: bool = False) -> Journal:
    """Leave a session behind, whose program still runs."""
    journal = Journal(home / "state" / "journal", "abcd1234", lambda: MORNING - timedelta(minutes=5))
    session = Session(small_plan(), observer=journal)
    session.apply(Start(), T0)
    go_to(session, 2)
    if stop:
        do(session, Stop())
    return journal


@pytest.mark.parametrize("command", ["session", "warmup"])
def test_nothing_to_resume(command: str) -> None:
    """Where nothing was interrupted `--resume` says so in one line, and the status is 1."""
    result = run(command, "--resume")
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "",
        "Nothing to resume: no session was interrupted.\n",
    )


def test_a_session_whose_program_still_runs_is_not_to_be_resumed(home: Path) -> None:
    """A session whose program still runs is not to be resumed; it is said since when, and in which process."""
    journal = left(home)
    result = run("session", "--resume")
    assert result.exit_code == 1
    assert result.stderr.startswith("Nothing to resume: the session from 07:25 is still running, in process ")
    journal.close()


def test_ended_or_saved(home: Path) -> None:
    """Nor is one that came to its end, or that is in the history."""
    left(home, stop=True).close()
    assert "was complete" in run("session", "--resume").stderr
    left_again = home / "state" / "journal" / "abcd1234.jsonl"
    left_again.unlink()
    journal = left(home)
    journal.close()
    from runstrength.history.recovery import find_unfinished

    (one,) = find_unfinished(home / "state" / "journal", Store(home / "history")).interrupted
    Store(home / "data" / "history").save(one.record)
    assert run("session", "--resume").stderr == "Nothing to resume: no session was interrupted.\n"


def test_one_to_resume(home: Path) -> None:
    """With one to resume a terminal is asked for, as for any session, even where the routine is not there any more."""
    left(home).close()
    result = run("session", "./gone.toml", "--resume")
    assert (result.exit_code, "needs an interactive terminal" in result.stderr) == (2, True)


def test_a_journal_that_cant_be_read_is_named_beside_the_answer(home: Path) -> None:
    """A journal that can't be read is named beside the answer."""
    folder = home / "state" / "journal"
    folder.mkdir(parents=True)
    (folder / "bad.jsonl").write_text("[]\n", encoding="utf-8")
    first, second = run("session", "--resume").stderr.splitlines()
    assert first.startswith("Nothing to resume")
    assert second.startswith(f"{folder / 'bad.jsonl'}: its first line can't be used")


@looped(
    ("flags", "words"),
    [
        (("--resume", "--fresh"), "use only one of them"),
        (("--resume", "--no-save"), "leave out --no-save"),
        (("--fresh", "--no-save"), "leave out --no-save"),
    ],
)
def test_what_does_not_go_together(flags: tuple[str, ...], words: str) -> None:
    """Flags that say the opposite of each other are an error of usage."""
    result = run("session", *flags)
    assert (result.exit_code, words in result.stderr) == (2, True)

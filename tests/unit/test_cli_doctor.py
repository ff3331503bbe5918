"""`runstrength doctor`: it always has an answer, and advice where something is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from runstrength import __version__, locations
from runstrength.cli import main
from runstrength.history.journal_file import Journal
from runstrength.session.commands import Start
from runstrength.session.engine import Session
from tests.support.history_samples import MORNING
from tests.support.plans import T0, small_plan

if TYPE_CHECKING:
    from pathlib import Path


def doctor() -> tuple[int, dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the status, the whole document, and its checks by name."""
    result = CliRunner().invoke(main, ["doctor", "--json"])
    document = json.loads(result.stdout)
    assert not result.stderr
    return result.exit_code, document, {check["name"]: check for check in document["checks"]}


def test_a_new_machine(home: Path) -> None:
    """On a new machine nothing is wrong, nothing is made, and every folder is named."""
    status, document, checks = doctor()
    assert status == 0
    assert list(document) == ["version", "checks", "folders", "versions"]
    assert document["version"] == document["versions"]["runstrength"] == __version__
    assert [check for check in checks.values() if check["ok"] is False] == []
    assert document["folders"]["config"] == {"path": str(home / "config"), "exists": False, "writable": True}
    assert not home.exists()


def test_for_a_person() -> None:
    """A person reads a line a check, without colours."""
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    assert f"runstrength {__version__}" in result.stdout
    assert "\x1b" not in result.stdout


def test_keys_that_cannot_be_used(home: Path) -> None:
    """The person's own keys are checked with the settings."""
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[keys]\n"session.skip" = "p"\n', encoding="utf-8")

    _, _, checks = doctor()

    assert checks["settings"]["ok"] is False
    assert "p is already session.pause in the session" in checks["settings"]["found"] + checks["settings"]["advice"]


def test_what_is_wrong_is_named(home: Path) -> None:
    """Broken settings, routines, exercises and sessions are all told, and the doctor still ends with 0."""
    for name, text in {
        "config/config.toml": "level = 3\nvolume = 2\n",
        "config/routines/mine.toml": "blocks = 3",
        "config/exercises/hop.toml": "",
        "data/history/x.json": "{",
    }.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    status, _, checks = doctor()
    assert status == 0
    for name in ("settings", "own routines", "own exercises", "history"):
        assert checks[name]["ok"] is False
        assert str(home) in checks[name]["advice"]
    assert len(checks["settings"]["advice"].splitlines()) == 2


def test_an_unknown_setting_is_not_wrong(home: Path) -> None:
    """An unknown key is worth a word, and no more."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("wind = 3\n")
    check = doctor()[2]["settings"]
    assert check["ok"] is None
    assert "wind" in check["advice"]


def test_a_folder_that_is_a_file(home: Path) -> None:
    """A folder that cannot be made is told, with what to do."""
    home.write_text("")
    status, document, checks = doctor()
    assert status == 0
    assert not document["folders"]["data"]["writable"]
    assert checks["data folder"]["ok"] is False
    assert checks["data folder"]["advice"]


def test_a_home_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not even the folders can be told, the doctor says why and ends with 1."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", "~nobody-at-all/x")
    status, document, checks = doctor()
    assert status == 1
    assert document["folders"] == {}
    assert "~nobody-at-all" in checks["folders"]["found"]


def test_a_damaged_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without its own files nothing can be done: the doctor says so and ends with 1."""
    monkeypatch.setattr(locations, "assets_dir", lambda: tmp_path)
    status, _, checks = doctor()
    assert status == 1
    assert "install runstrength again" in checks["catalogue"]["advice"]


@pytest.mark.parametrize(("term", "ok"), [("dumb", False), ("xterm-256color", True)])
def test_a_terminal_that_cannot_draw_is_told_from_one_that_can(
    monkeypatch: pytest.MonkeyPatch, term: str, ok: bool
) -> None:
    """A terminal that cannot draw is told from one that can."""
    monkeypatch.setenv("TERM", term)
    assert doctor()[2]["TERM"]["ok"] is ok


def test_it_says_whether_the_display_can_be_kept_awake_in_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says whether the display can be kept awake in a session, and what to do where it cannot."""
    monkeypatch.setattr("runstrength.ui.wake_lock.works", lambda: (True, "org.gnome.SessionManager"))
    assert doctor()[2]["keep awake"] == {
        "name": "keep awake",
        "ok": True,
        "found": "org.gnome.SessionManager",
        "advice": "",
    }
    monkeypatch.setattr("runstrength.ui.wake_lock.works", lambda: (False, "no way was found"))
    check = doctor()[2]["keep awake"]
    assert (check["ok"], check["found"]) == (None, "no way was found")
    assert "the screen may go dark" in check["advice"]


def test_it_counts_the_sessions_that_were_interrupted(home: Path) -> None:
    """It counts the sessions that were interrupted, and names the journals that can't be read."""
    assert doctor()[2]["interrupted"]["found"] == "no sessions"
    journal = Journal(home / "state" / "journal", "abcd1234", lambda: MORNING)
    Session(small_plan(), observer=journal).apply(Start(), T0)
    assert doctor()[2]["interrupted"]["found"] == "1 session running now"
    journal.close()
    assert doctor()[2]["interrupted"]["found"] == "1 session to resume"
    (home / "state" / "journal" / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    check = doctor()[2]["interrupted"]
    assert (check["ok"], check["found"]) == (False, "1 session to resume, 1 problem")
    assert "bad.jsonl" in check["advice"]

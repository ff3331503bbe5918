"""What `launch` does around the app: the exit status, and the last lines in the shell."""

from __future__ import annotations

import gc
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from runstrength.coach.prescription import Choices
from runstrength.session.commands import Start
from runstrength.settings import Settings
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.launch import launch
from runstrength.ui.launch_options import LaunchOptions
from tests.support.app import MORNING, built_in
from tests.support.plans import T0, run_through, small_plan


def trained(app: RunstrengthApp) -> int:
    """Do a session, as a person does in the app."""
    session = app.services.recorder.start(small_plan(), wait=False, gap=2.0, now=lambda: MORNING)
    session.apply(Start(), T0)
    run_through(session)
    app.last_session = app.services.finish(session)
    return 0


def launched(monkeypatch: pytest.MonkeyPatch, run: Callable[[RunstrengthApp], int], start: str = "session") -> int:
    """Launch an app that only does what `run` does, with a key of the person's own, and return its exit status."""
    monkeypatch.setattr(RunstrengthApp, "run", run)
    settings = Settings(sound="off", keys={"session.skip": "k"})
    try:
        return launch(
            LaunchOptions(settings=settings, library=built_in(), choices=Choices(), start=start, routine="runner")
        )
    finally:
        gc.enable()  # the first frame does that


def test_after_a_session(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A session from the command line ends with where it is and what comes next; one begun at home says nothing."""
    assert launched(monkeypatch, trained) == 0
    saved, comes_next = capsys.readouterr().out.splitlines()
    (path,) = (home / "data" / "history").rglob("*.json")
    assert saved.startswith("Saved: ")
    assert saved.endswith(str(path))
    assert comes_next.startswith("Next: Runner's supersets, ")
    assert launched(monkeypatch, trained, "home") == 0
    assert capsys.readouterr().out == ""


def test_a_session_that_is_nowhere(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A session that could not be written anywhere is printed as it is, and the exit status is 1."""
    monkeypatch.setattr(tempfile, "tempdir", str(home / "nowhere"))
    for folder in ("data/history", "state/unsaved"):
        path = home / folder
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("in the way", encoding="utf-8")
    assert launched(monkeypatch, trained) == 1
    words = capsys.readouterr().out
    assert "The history can't be written" in words
    assert len(json.loads(words[words.index("{") :])["sets"]) > 1


def test_a_signal_or_an_error(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """After a signal the last lines are printed, and the exit status is 128 and its number; after an error it is 1."""

    def left(status: int) -> None:
        raise SystemExit(status)

    def hung_up(app: RunstrengthApp) -> int:
        app.signalled = 1
        return trained(app)

    def broken(app: RunstrengthApp) -> int:
        raise RuntimeError("the terminal has no size")

    monkeypatch.setattr(os, "_exit", left)
    with pytest.raises(SystemExit) as ended:
        launched(monkeypatch, hung_up)
    assert ended.value.code == 129
    assert capsys.readouterr().out.startswith("Saved: ")
    assert launched(monkeypatch, broken) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err

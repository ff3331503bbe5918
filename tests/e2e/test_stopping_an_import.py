"""A long import in a real terminal: its bar moves, it can be left at any moment, and nothing is half taken."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runstrength.history.store import Store
from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

FILES = 600
START = datetime(2024, 1, 1, 6, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, home: Path) -> Path:
    """Write a folder of runs, and answers to the first questions."""
    runs = tmp_path / "runs"
    runs.mkdir()
    for number in range(FILES):
        moments = (START + timedelta(days=number, seconds=30 * at) for at in range(10))
        points = "".join(
            f'<trkpt lat="{48 + at / 1000:.4f}" lon="16.0"><time>{moment:%Y-%m-%dT%H:%M:%SZ}</time></trkpt>'
            for at, moment in enumerate(moments)
        )
        track = f"<trk><name>Run {number}</name><type>running</type><trkseg>{points}</trkseg></trk>"
        (runs / f"{number:03}.gpx").write_text(f'<gpx version="1.1">{track}</gpx>', encoding="utf-8")
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\nsound = "off"\n')
    return runs


def whole(home: Path) -> int:
    """Return how many runs the history has, each of them whole."""
    listing = Store(home / "data" / "history").entries()
    assert listing.problems == ()
    assert len({record.started for record in listing.records}) == len(listing.records)
    return len(listing.records)


def finished(program: list[str], folder: Path, home: Path) -> None:
    """Import what is left, twice, and undo all of it."""
    before = whole(home)
    rest = subprocess.run([*program, "history", "import", str(folder)], capture_output=True, text=True, check=False)
    assert (rest.returncode, f"{FILES - before} runs imported" in rest.stdout) == (0, True)
    assert whole(home) == FILES
    again = subprocess.run([*program, "history", "import", str(folder)], capture_output=True, text=True, check=False)
    assert "0 runs imported" in again.stdout
    undone = subprocess.run([*program, "history", "import", "--undo"], capture_output=True, text=True, check=False)
    assert f"{FILES} sessions removed" in undone.stdout
    assert whole(home) == 0


def test_a_command_that_is_stopped(program: list[str], home: Path, folder: Path) -> None:
    """While it reads nothing comes in, later only whole runs; what it says stands in lines of its own."""
    command = [*program, "history", "import", str(folder)]
    for moment in (r"Reading \S+ [1-9]\d* of", r"Reading \S+ [1-9]\d\d of"):
        with Terminal(command) as terminal:
            terminal.wait_for(moment, 60)
            terminal.press("ctrl+c")
            terminal.wait_for("^Stopped: nothing was imported", 30)
            assert terminal.wait_exit() == 130
        assert whole(home) == 0
    for moment in (r"Importing \S+ [1-9]\d* of", r"Importing \S+ (?:[3-9]\d|[1-9]\d\d) of"):
        before = whole(home)
        with Terminal(command) as terminal:
            terminal.wait_for(moment, 60)
            terminal.press("ctrl+c")
            reached = terminal.wait_for(rf"^Stopped after (\d+) of {FILES} runs", 30)
            assert re.search(r"^\d+ runs imported", terminal.text, re.MULTILINE)
            assert terminal.wait_exit() == 130
        assert before < whole(home) == int(reached[1]) < FILES
    finished(program, folder, home)


def test_the_app_that_is_left(program: list[str], home: Path, folder: Path) -> None:
    """The bar moves while the preview of hundreds of runs is shown, and ctrl+c ends the app between two of them."""
    with Terminal(program) as terminal:
        terminal.wait_for("q quit", 30)
        terminal.press("h")
        terminal.wait_for("No sessions yet", 30)
        terminal.press("i")
        terminal.wait_for("Import", 30)
        terminal.send(f"\x1b[200~{folder}\x1b[201~")
        terminal.wait_for("Not now", 60)
        terminal.press("enter")
        terminal.wait_for(r"Importing \S+ [1-9]\d* of", 30)
        terminal.wait_for(r"Importing \S+ [1-9]\d of", 30)
        terminal.press("ctrl+c")
        reached = terminal.wait_for(rf"^Stopped after (\d+) of {FILES} runs", 30)
        assert terminal.wait_exit() == 0
    assert whole(home) == int(reached[1]) < FILES
    finished(program, folder, home)

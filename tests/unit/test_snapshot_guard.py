"""The expected pictures are drawn anew only by the versions that everybody compares them with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import beyond_baseline

ROOT = Path(__file__).parents[2]
OTHER_TEXTUAL = """
import importlib.metadata as metadata
installed = metadata.version
metadata.version = lambda name: "9.9.9" if name == "textual" else installed(name)
"""


def test_another_textual_updates_no_snapshot(tmp_path: Path) -> None:
    """`--snapshot-update` ends with the version that differs and the command to use, before any test runs."""
    (tmp_path / "other_version.py").write_text(OTHER_TEXTUAL, encoding="utf-8")
    # Only collected, so that nothing would be drawn if the guard were gone.
    command = [sys.executable, "-m", "pytest", "-q", "-p", "other_version", "--collect-only", "--snapshot-update"]
    done = subprocess.run(
        [*command, "tests/snapshots/test_swap_screens.py"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "drawn by the versions in pyproject.toml, not by textual==9.9.9" in done.stderr
    assert "make snapshots PYTHON=python3.11" in done.stderr


def test_another_python_compares_no_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are compared, and so drawn anew, on one Python only."""
    monkeypatch.setattr(sys, "version_info", (3, 12, 4))

    assert beyond_baseline() == "snapshots are compared on Python 3.11 only"

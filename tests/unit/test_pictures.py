"""The script that draws the README's pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    """Outside of pytest, too, the script goes to a screen and draws it."""
    command = [sys.executable, str(ROOT / "tools" / "pictures.py"), "swap-80x24", "-o", str(tmp_path)]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
    result = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, timeout=60, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert "Single-leg balance" in (tmp_path / "swap-80x24.svg").read_text("utf-8").replace("&#160;", " ")

"""An exercise of a person's own, as a file."""

from __future__ import annotations

from pathlib import Path

CLAMSHELL = """\
name = "Clamshell"
kind = "reps"
per_side = true
min = 8
max = 15
movements = ["trunk"]
position = "side"
figure = "side_plank_knee"
cues = ["Heels together", "Hips stay stacked", "Open the top knee slowly"]

[[rungs]]
key = "small"
words = "small range"
easier = true
"""


def add_clamshell(home: Path) -> None:
    """Write it into the folder of own exercises."""
    folder = home / "config" / "exercises"
    folder.mkdir(parents=True)
    (folder / "clamshell.toml").write_text(CLAMSHELL, encoding="utf-8")

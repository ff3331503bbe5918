"""Files that are dropped on the window, which a terminal gives as a pasted text."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from runstrength.text import typed_path


def file_of(text: str) -> Path:
    """Return the file that a pasted text names: terminals put a dropped file's path in quotes, or escape its spaces."""
    text = text.strip().split("\n")[0].strip("'\"")
    return typed_path(unquote(text.removeprefix("file://")) if text.startswith("file://") else text.replace("\\ ", " "))

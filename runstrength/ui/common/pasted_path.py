"""Reads the path of a file that was dropped on the terminal, which pastes it as text."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from runstrength.text import typed_path


def file_of(text: str) -> Path:
    """Return the path of a pasted text; terminals put the path of a dropped file in quotes, or escape its spaces."""
    text = text.strip().split("\n")[0].strip("'\"")
    return typed_path(unquote(text.removeprefix("file://")) if text.startswith("file://") else text.replace("\\ ", " "))

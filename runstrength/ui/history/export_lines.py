"""Texts of the export screen: the formats, and what was exported. No widgets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from runstrength.history.export.files import ExportResult
from runstrength.ui.common.session_rows import count_words, problems_words

FORMAT_TEXTS: Final = {
    "json": ("Everything", "full backup, to import again"),
    "csv": ("Spreadsheet", "one row per set: LibreOffice, Excel"),
    "strong": ("Strong, Hevy", "CSV that both apps import"),
    "fit": ("Strava, Garmin", "one FIT file per session, to upload"),
}
"""The title and the purpose of each format."""


def result_text(result: ExportResult) -> str:
    """Return a message with the number of exported sessions, the path, and what is missing."""
    written = f"{count_words(result.count)} exported to {home_path(result.path)}"
    if result.without_file:
        written = f"{written}; {result.without_file} can't be a FIT file"
    return " ".join(filter(None, (written, problems_words(result.unreadable))))


def home_path(path: Path) -> str:
    """Return a path with `~` for the home folder."""
    home = Path.home()
    return f"~{os.sep}{path.relative_to(home)}" if path.is_relative_to(home) and path != home else str(path)

"""Texts of the export screen: the formats, and what was exported. No widgets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from runstrength.history.export.files import ExportResult
from runstrength.ui.common.session_rows import count_words, problems_words

FORMAT_TEXTS: Final = {
    "json": ("Everything", "all in one file, for another machine"),
    "csv": ("Spreadsheet", "a row a set: LibreOffice, Excel"),
    "strong": ("Strong, Hevy", "the table that other apps import"),
    "fit": ("Strava, Garmin", "FIT, a file a session, to upload"),
}
"""The title and the purpose of each format."""


def result_text(result: ExportResult) -> str:
    """Return a message with the number of exported sessions, the path, and what is missing."""
    written = f"{count_words(result.count)} written to {home_path(result.path)}"
    if result.without_file:
        makes = "1 of them makes" if result.without_file == 1 else f"{result.without_file} of them make"
        written = f"{written}; {makes} no FIT file"
    return " ".join(filter(None, (written, problems_words(result.unreadable))))


def home_path(path: Path) -> str:
    """Return a path with `~` for the home folder."""
    home = Path.home()
    return f"~{os.sep}{path.relative_to(home)}" if path.is_relative_to(home) and path != home else str(path)

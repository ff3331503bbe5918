"""The pages name files that are there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import ROOT
from tests.support.loops import looped

PAGES = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
OF_A_PERSON = {
    "exercise-notes.toml",
    "config.toml",
    "exercises/KEY.toml",
    "exports/",
    "last-import.json",
    "import-names.toml",
}
"""Files that are not in the checkout."""


@looped("page", PAGES)
def test_every_file_that_is_named_exists(page: Path) -> None:
    """A path in backquotes, from the checkout's root or from the package's, leads to a file; a bare name is one's."""
    text = page.read_text("utf-8")
    named = {
        *re.findall(r"`([\w./-]+\.(?:py|toml|json|tcss|md))(?:::\w+)?`", text),
        *re.findall(r"`([\w./-]+/)`", text),
    }
    folders = [ROOT, *(ROOT / name for name in ("runstrength", "tests", "tools", "assets", "docs", "benchmarks"))]
    bare = {path.name for folder in folders[1:] for path in folder.rglob("*.*")}
    there = {name for name in named if name in bare or any((folder / name).exists() for folder in folders)}
    missing = sorted(named - there - OF_A_PERSON)
    assert missing == []

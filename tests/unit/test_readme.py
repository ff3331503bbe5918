"""What the README shows and names is there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from runstrength.cli.main import COMMANDS
from tests.support.loops import looped

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FILES = sorted({*re.findall(r"\]\(([^):]+)\)", README), *re.findall(r'src="([^":]+)"', README)})


@looped("name", FILES)
def test_what_is_shown_is_there(name: str) -> None:
    """Every picture and page that the README leads to is in the checkout."""
    assert (ROOT / unquote(name)).is_file()


def test_every_picture_is_shown() -> None:
    """A picture that is drawn for the README is in it."""
    drawn = {f"docs/pictures/{path.name}" for path in (ROOT / "docs" / "pictures").iterdir()}
    assert drawn <= set(FILES)


def test_every_command_is_named() -> None:
    """The list of commands in the README is that of the program."""
    named = re.findall(r"^    runstrength (\w+)", README, re.MULTILINE)
    assert set(named) == set(COMMANDS)

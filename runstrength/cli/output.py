"""Prints JSON to standard output, and notes to standard error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runstrength.toml_input import Problem


def note(text: str) -> None:
    """Print a line to standard error, so that it is no part of the command's output."""
    click.echo(text, err=True)


def note_problems(problems: Sequence[Problem]) -> None:
    """Print the problems of files that were left out, one per line, to standard error."""
    for problem in problems:
        note(str(problem))


def print_json(document: object) -> None:
    """Print one JSON document.

    It is ASCII: readable in every encoding, and it cannot contain control characters for the terminal.
    """
    import json

    print_raw_json(json.dumps(document, allow_nan=False))


def print_raw_json(text: str) -> None:
    """Print a text that is already JSON as `print_json` does; numbers are not reformatted."""
    import json

    import msgspec

    # Outside of strings JSON is ASCII. (`json.dumps` could indent too, but in Python, which is slow.)
    if not text.isascii():
        text = re.sub(r"[^\x00-\x7e]", lambda match: json.dumps(match[0])[1:-1], text)
    click.echo(msgspec.json.format(text, indent=2))

"""What the command palette finds: commands by the words of their titles, and sessions of the history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import SystemCommand

FUZZY: Final = 5
"""The rank of a title that only has the letters in the right order."""


def find_commands(commands: Sequence[SystemCommand], text: str) -> list[SystemCommand]:
    """Return the commands that fit a text, the best first; without a text all of them, in their own order."""
    wanted = " ".join(text.casefold().split())
    ranked = [
        (rank(command, wanted), command.title.casefold() if wanted else "", place)
        for place, command in enumerate(commands)
    ]
    return [commands[place] for number, _, place in sorted(item for item in ranked if item[0] is not None)]


def rank(command: SystemCommand, wanted: str) -> int | None:
    """Return how well a command fits a text in lower case, 0 at best; None where it does not."""
    title = command.title.casefold()
    words = wanted.split()
    if title.startswith(wanted):
        return 0
    if f" {wanted}" in title:
        return 1
    if wanted in title:
        return 2
    if all(word in title for word in words):
        return 3
    if all(word in f"{title} {command.help.casefold()}" for word in words):
        return 4
    letters = iter(title)
    return FUZZY if all(letter in letters for letter in wanted if letter != " ") else None

"""Searches the commands of the command palette."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import SystemCommand

FUZZY_RANK: Final = 5
"""The rank of a title that only contains the letters in the right order."""


def find_commands(commands: Sequence[SystemCommand], text: str) -> list[SystemCommand]:
    """Return the commands that match a text, the best first; without a text all of them, in their own order."""
    query = " ".join(text.casefold().split())
    ranked = [
        (rank(command, query), command.title.casefold() if query else "", index)
        for index, command in enumerate(commands)
    ]
    return [commands[index] for number, _, index in sorted(item for item in ranked if item[0] is not None)]


def rank(command: SystemCommand, query: str) -> int | None:
    """Return the rank of a command for a query in lower case, 0 for the best; None if it doesn't match."""
    title = command.title.casefold()
    words = query.split()
    if title.startswith(query):
        return 0
    if f" {query}" in title:
        return 1
    if query in title:
        return 2
    if all(word in title for word in words):
        return 3
    if all(word in f"{title} {command.help.casefold()}" for word in words):
        return 4
    letters = iter(title)
    return FUZZY_RANK if all(letter in letters for letter in query if letter != " ") else None

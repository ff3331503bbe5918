"""What commands read and how they answer: settings, library, JSON, and notes beside the answer."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem

    from runstrength.catalogue.library import Library
    from runstrength.history.store import Store
    from runstrength.session.record import Record, SetDone
    from runstrength.settings import Settings
    from runstrength.toml_input import Problem

DEFAULT_ROUTINE = "runner"
WAITING = "Waiting for another runstrength that is changing the history ..."
"""Said when a command has to wait."""


def the_settings() -> Settings:
    """Return the person's settings; unknown keys are noted beside the answer.

    Raises:
        InputError: the file has wrong values.
    """
    from runstrength.profile import Profile

    settings, warnings = Profile.default().read_settings()
    for warning in warnings:
        note(warning)
    return settings


def the_library() -> Library:
    """Return the built-in catalogue with the person's own exercises and routines.

    Raises:
        InputError: the built-in files are damaged.
    """
    from runstrength.profile import Profile

    return Profile.default().read_library()


def the_store() -> Store:
    """Return the person's history."""
    from runstrength.profile import Profile

    return Profile.default().history(waiting=lambda: note(WAITING))


def set_names() -> Callable[[SetDone], str]:
    """Return how the exercises of sets are called, in the form they were done in; those that are gone by their key.

    The library is read when the first is asked for: a document of JSON has no names.
    """

    @cache
    def names() -> Callable[[SetDone], str]:
        from runstrength.history.export.csv import set_namer

        return set_namer(the_library().exercises)

    return lambda item: names()(item)


def the_units() -> str:
    """Return the units in which a person reads what was done; metric where the settings have something wrong.

    For lines that come after a change: it is done by then, and its line should not fail.
    """
    from runstrength.profile import Profile
    from runstrength.settings import Settings
    from runstrength.toml_input import InputError

    try:
        return Profile.default().read_settings()[0].units
    except InputError:
        return Settings().units


def session_line(record: Record, store: Store) -> str:
    """Return a session with its id in one line, in the person's units.

    Args:
        record: the session.
        store: where its file is, which says how far a run was.
    """
    from runstrength.history.export.one_line import one_line
    from runstrength.history.files import SessionNotFoundError
    from runstrength.history.imports.runs import distance

    meters = None
    if record.kind == "run":
        try:
            meters = distance(store.file_of(record.id).read_bytes())
        except (SessionNotFoundError, OSError):  # it has just been moved by somebody else
            meters = None
    return f"{record.id}: {one_line(record, set_names(), meters, the_units())}"


def note(text: str) -> None:
    """Say something beside the answer, on standard error."""
    click.echo(text, err=True)


def note_problems(problems: Sequence[Problem]) -> None:
    """Name, one a line, what is wrong with files that the answer had to leave out."""
    for problem in problems:
        note(str(problem))


def print_json(document: object) -> None:
    """Print one JSON document.

    It is ASCII: right in every encoding, and nothing in it can command a terminal.
    """
    import json

    print_raw_json(json.dumps(document, allow_nan=False))


def print_raw_json(text: str) -> None:
    """Print a document that is JSON already, as `print_json` does, its numbers as they are written."""
    import json

    import msgspec

    # Outside of strings JSON is ASCII. (`json.dumps` could indent too, but in Python, which is slow.)
    if not text.isascii():
        text = re.sub(r"[^\x00-\x7e]", lambda match: json.dumps(match[0])[1:-1], text)
    click.echo(msgspec.json.format(text, indent=2))


def whole(value: float) -> float | int:
    """Return a number without a fraction as a whole number."""
    return int(value) if value == int(value) else value


def complete_routine(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Offer the names of routines to the shell, or files where a path was begun."""
    from click.shell_completion import CompletionItem

    if incomplete[:1] in (".", "~") or "/" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    return _items(sorted(the_library().routine_files), incomplete)


def complete_exercise(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Offer the keys of exercises to the shell."""
    return _items(sorted(the_library().exercises), incomplete)


def complete_session(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Offer the ids of kept sessions to the shell, the newest first."""
    rows = the_store().summaries().records
    return _items(["last", *(row.id for row in rows)], incomplete)


def _items(words: Sequence[str], incomplete: str) -> list[CompletionItem]:
    """Return the words that begin so; one with what a terminal would obey cannot be offered."""
    from click.shell_completion import CompletionItem

    from runstrength.text import printable

    return [CompletionItem(word) for word in words if word.startswith(incomplete) and printable(word) == word]

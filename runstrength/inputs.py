"""The range and the reader of each value that can be typed, in fields of the app and in options of commands.

Every reader takes the typed text and raises `NumberError`, whose message says what to use instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from runstrength.dose_kinds import IN_SECONDS, RESULT_UNITS
from runstrength.numbers import NumberError, checked_range, read_count, read_duration, read_in_range, tidy
from runstrength.text import invalid

MAX_SLEEP: Final = 24
"""Hours slept."""
STRESS: Final = (1, 5)
SORENESS: Final = (0, 10)
EFFORT: Final = (1, 10)
MAX_HARD_RUN: Final = 999
"""Hours since the last hard run."""
MAX_AVAILABLE: Final = 600
"""Minutes available for a session."""
MAX_MINUTES: Final = 1440
"""Length of a session or a run, in minutes."""
MAX_DONE: Final = 10_000
"""Reps, steps or seconds of a set."""
MAX_RESERVE: Final = 10
"""Reps left at the end of a set."""
SETS: Final = (2, 4)
"""Sets of each block, for the option `--sets`."""
SPEED: Final = (1, 60)
"""The speed factor of a rehearsal."""
WEEKS_AHEAD: Final = (1, 26)
"""Weeks of `plan --ahead`."""
MAX_LISTED: Final = 1_000_000
"""Sessions in a list."""
MAX_COMMAND: Final = 2000
"""Characters of a command for events."""
CLOSED_QUOTES: Final = "a command with closed quotes"
"""What to use instead of a command that can't be split."""
MAX_TEXT: Final = {"note": 4000, "title": 200}
"""Characters of a note and of a title."""


def read_sleep(text: str) -> float | int:
    """Return hours slept: `7.5`, `7,5`, `7:30`, `7h30`."""
    return _in_unit(read_duration(text, "hours", 0, MAX_SLEEP), 3600)


def read_stress(text: str) -> int:
    """Return life stress, 1 to 5."""
    return read_count(text, *STRESS)


def read_soreness(text: str) -> int:
    """Return muscle soreness, 0 to 10."""
    return read_count(text, *SORENESS)


def read_weeks_ahead(text: str) -> int:
    """Return how many weeks to plan."""
    return read_count(text, *WEEKS_AHEAD)


def read_effort(text: str) -> int:
    """Return the effort of a session, 1 to 10."""
    return read_count(text, *EFFORT)


def read_hard_run(text: str) -> float | int:
    """Return how many hours ago the last hard run was."""
    return _in_unit(read_duration(text, "hours", 0, MAX_HARD_RUN), 3600)


def read_available(text: str) -> float | int:
    """Return the whole minutes available for a session: `25`, `1:30`."""
    minutes = _in_unit(read_duration(text, "minutes", 1, MAX_AVAILABLE), 60)
    return checked_range(minutes, 1, MAX_AVAILABLE, "minutes", whole=True, typed=text)


def read_time_limit(text: str) -> float | int:
    """Return the whole minutes available for a session; 0 for `none`, which means no limit."""
    if text.strip().lower() == "none":
        return 0
    try:
        return read_available(text)
    except NumberError as error:
        raise NumberError(f"{error}, or none for no limit") from None


def read_minutes(text: str) -> float | int:
    """Return the length of a session or a run in minutes: `55`, `1:30` (an hour and a half), `55 min 30 s`."""
    return _in_unit(read_duration(text, "minutes", 1, MAX_MINUTES), 60)


def read_done(text: str, kind: str) -> float | int:
    """Return the result of a set: reps, steps, or seconds (`45`, `1:30`).

    Args:
        text: the typed text.
        kind: of the dose, one of `dose_kinds.RESULT_UNITS`.
    """
    if kind in IN_SECONDS:
        return tidy(read_duration(text, "seconds", 0, MAX_DONE), 2)
    return read_count(text, 0, MAX_DONE, RESULT_UNITS.get(kind, "reps"))


def read_reserve(text: str) -> int:
    """Return the reps left at the end of a set."""
    return read_count(text, 0, MAX_RESERVE, "reps")


def read_sets(text: str) -> int:
    """Return the number of sets of each block."""
    return read_count(text, *SETS, "sets")


def read_speed(text: str) -> float | int:
    """Return the speed factor of a rehearsal."""
    return read_in_range(text.strip().removesuffix("x"), *SPEED)


def read_limit(text: str) -> int:
    """Return the maximum number of sessions in a list."""
    return read_count(text, 1, MAX_LISTED)


def read_command(text: str) -> tuple[str, ...]:
    """Return a command as its program and arguments, split as a shell does but not run by one; empty for no command."""
    import os
    import shlex

    if "\0" in text or len(text) > MAX_COMMAND:
        raise NumberError(invalid(text, f"a command of up to {MAX_COMMAND} characters"))
    try:
        words = shlex.split(text)
    except ValueError:
        raise NumberError(invalid(text, CLOSED_QUOTES)) from None
    return (os.path.expanduser(words[0]), *words[1:]) if words else ()  # noqa: PTH111 - the name of a program


def command_problem(command: Sequence[str]) -> str:
    """Return why a command can't be started, empty if it probably can, or if there is none."""
    import shutil

    if not command or shutil.which(command[0]) is not None:
        return ""
    return invalid(command[0], "a program in PATH, or the path of an executable file")


def _in_unit(seconds: float, unit_seconds: float) -> float | int:
    return tidy(seconds / unit_seconds, 4)

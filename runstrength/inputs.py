"""What the fields of the app and the options of the commands take: one reader and one range for each value.

Every reader takes what was typed and raises `NumberError`, whose text says what to use instead.
"""

from __future__ import annotations

from typing import Final

from runstrength.numbers import NumberError, checked_range, read_count, read_duration, read_in_range, tidy

MAX_SLEEP: Final = 24
"""Hours."""
STRESS: Final = (1, 5)
SORENESS: Final = (0, 10)
EFFORT: Final = (1, 10)
MAX_HARD_RUN: Final = 999
"""Hours since a hard run."""
MAX_AVAILABLE: Final = 600
"""Minutes for a session."""
MAX_MINUTES: Final = 1440
"""Minutes that a session or a run took."""
MAX_DONE: Final = 10_000
"""Reps, steps or seconds of one set."""
IN_SECONDS: Final = ("hold", "time")
"""The kinds of dose that are counted in seconds, which can be fractions."""
MAX_RESERVE: Final = 10
"""Reps left of one set."""
SETS: Final = (2, 4)
"""Sets of each block, as an option has it."""
SPEED: Final = (1, 60)
"""How many times faster a rehearsal can be."""
MAX_LISTED: Final = 1_000_000
"""Sessions in a list."""
MAX_TEXT: Final = {"note": 4000, "title": 200}
"""Characters of a note and of a title."""


def read_sleep(text: str) -> float | int:
    """Return hours slept: `7.5`, `7,5`, `7:30`, `7h30`."""
    return _per(read_duration(text, "hours", 0, MAX_SLEEP), 3600)


def read_stress(text: str) -> int:
    """Return life stress, 1 to 5."""
    return read_count(text, *STRESS)


def read_soreness(text: str) -> int:
    """Return muscle soreness, 0 to 10."""
    return read_count(text, *SORENESS)


def read_effort(text: str) -> int:
    """Return how hard a session was, 1 to 10."""
    return read_count(text, *EFFORT)


def read_hard_run(text: str) -> float | int:
    """Return how many hours ago the last hard run was."""
    return _per(read_duration(text, "hours", 0, MAX_HARD_RUN), 3600)


def read_available(text: str) -> float | int:
    """Return the whole minutes that a person has for a session: `25`, `1:30`."""
    minutes = _per(read_duration(text, "minutes", 1, MAX_AVAILABLE), 60)
    return checked_range(minutes, 1, MAX_AVAILABLE, "minutes", whole=True, typed=text)


def read_time_limit(text: str) -> float | int | None:
    """Return the whole minutes that a person has for a session; None for `none`, which is no limit."""
    if text.strip().lower() == "none":
        return None
    try:
        return read_available(text)
    except NumberError as error:
        raise NumberError(f"{error}, or none for no limit") from None


def read_minutes(text: str) -> float | int:
    """Return how many minutes a session or a run took: `55`, `1:30` (an hour and a half), `55 min 30 s`."""
    return _per(read_duration(text, "minutes", 1, MAX_MINUTES), 60)


def read_done(text: str, kind: str) -> float | int:
    """Return what was done in a set: reps, steps, or seconds (`45`, `1:30`).

    Args:
        text: what was typed.
        kind: of its dose: reps, hold, time, carry or amrap.
    """
    if kind in IN_SECONDS:
        return tidy(read_duration(text, "seconds", 0, MAX_DONE), 2)
    return read_count(text, 0, MAX_DONE, "steps" if kind == "carry" else "reps")


def read_reserve(text: str) -> int:
    """Return how many reps were left."""
    return read_count(text, 0, MAX_RESERVE, "reps")


def read_sets(text: str) -> int:
    """Return how many sets each block has."""
    return read_count(text, *SETS, "sets")


def read_speed(text: str) -> float | int:
    """Return how many times faster a rehearsal is."""
    return read_in_range(text.strip().removesuffix("x"), *SPEED)


def read_limit(text: str) -> int:
    """Return how many sessions a list has at the most."""
    return read_count(text, 1, MAX_LISTED)


def _per(seconds: float, one: float) -> float | int:
    return tidy(seconds / one, 4)

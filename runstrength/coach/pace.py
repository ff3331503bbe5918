"""Learns how long a person really takes from their past sessions.

Estimates from tempo alone are too short (users of other timers: "2-3 times", Project-Phoenix#225). The learned pace is
the median of actual to planned time, once for work that a key ends, once for everything between. It needs a minimum of
sessions and stays within bounds, so that one long phone call does not count as a habit.

Only what the person decided counts. Work by the clock and hands-free sessions say nothing; nor do the breaks of a
session whose rounds start every minute, because there a slow set has a short rest, nor those beside work of which
nobody knows how long it should have taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import UNSET

from runstrength.catalogue.library import Library
from runstrength.dose_kinds import BY_CLOCK, DOSE_UNITS, OPEN_KINDS
from runstrength.identity_cache import IdentityCache
from runstrength.session.plan import LearnedPace
from runstrength.session.record import Record, SetDone


def learned_pace(records: Sequence[Record], library: Library) -> LearnedPace:
    """Return how long a person takes, relative to the plan; 1 if too few sessions are known.

    Args:
        records: the past, the newest first.
        library: for the tempo of the exercises.
    """
    rules, ratios_of = library.coach_rules.pace, _RATIOS.of(library)
    work: list[float] = []
    breaks: list[float] = []
    for record in records:
        if record.kind != "session" or not record.completed:
            continue
        if len(work) >= rules.newest and len(breaks) >= rules.newest:
            break
        for found, ratio in zip((work, breaks), ratios_of.of(record), strict=True):
            if ratio is not None and len(found) < rules.newest:
                found.append(ratio)

    def typical(ratios: list[float]) -> float:
        if len(ratios) < rules.least_sessions:
            return 1.0
        from statistics import median  # late: only needed after a few sessions

        return round(min(rules.high, max(rules.low, median(ratios))), 3)

    return LearnedPace(typical(work), typical(breaks))


Ratios = tuple[float | None, float | None]
"""Actual to planned time of work and of breaks; None for what a session can't tell."""
Lengths = dict[tuple[str, str | None, str, float, bool], float | None]
"""Planned seconds of sets, by exercise, form, dose, and whether sides alternated."""


def _of_session(record: Record, library: Library, lengths: Lengths) -> Ratios:
    """Return actual to planned time of a session, for work and for breaks; None for what it can't tell."""
    whole = record.planned_sets == len(record.sets) and not any(item.skipped for item in record.sets)
    if not whole or record.planned_seconds <= 0:
        return None, None
    planned = [_planned(item, library, lengths) for item in record.sets]
    by_key = [
        (item.seconds, seconds)
        for item, seconds in zip(record.sets, planned, strict=True)
        if item.target.kind not in (*BY_CLOCK, *OPEN_KINDS) and seconds is not None
    ]
    # If every set took exactly its tempo, the session was hands-free and shows nothing about the person.
    if not any(abs(actual - seconds) > 0.01 for actual, seconds in by_key):
        return None, None
    work = sum(actual for actual, _ in by_key) / sum(seconds for _, seconds in by_key)
    if any(item.every is not UNSET for item in record.sets):
        return work, None
    between = record.planned_seconds - sum(seconds for seconds in planned if seconds is not None)
    if None in planned or between <= 0:
        return work, None
    return work, (record.active_seconds - sum(item.seconds for item in record.sets)) / between


def _planned(item: SetDone, library: Library, lengths: Lengths) -> float | None:
    """Return the planned seconds of a set, None if nobody knows."""
    key = (item.exercise, item.variant, item.target.kind, item.target.value, item.side is None)
    if key not in lengths:
        exercise, seconds = library.exercises.get(item.exercise), None
        if item.target.kind in BY_CLOCK:
            seconds = item.target.value
        elif exercise is not None and item.tempo is UNSET and item.target.kind in DOSE_UNITS:
            in_turn = exercise.alternating and item.side is None
            seconds = exercise.in_form(item.variant).seconds(item.target.kind, item.target.value, alternating=in_turn)
        lengths[key] = seconds
    return lengths[key]


def _ratios(library: Library) -> IdentityCache[Record, Ratios]:
    """Return the ratios of sessions, each computed once."""
    lengths: Lengths = {}
    return IdentityCache(lambda record: _of_session(record, library, lengths))


_RATIOS: Final = IdentityCache(_ratios, most=4)

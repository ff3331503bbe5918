"""How long a person, or one exercise, was absent, and how to come back.

After two weeks everything is as before with one set less, once. After four it is the bottom of the range with a fifth
less weight (`progression`), and no max-rep sets for two sessions. After eight the doses are a beginner's for two weeks.
Strength lasts for about four weeks without training (a small study, n = 8); the rest is our default.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice, pairwise
from typing import Final

from msgspec import Struct

from runstrength.catalogue.coach_rules import CoachRules, ProgressionRules
from runstrength.coach.reasons import Reason
from runstrength.coach.time_budget import NO_INCREASES
from runstrength.dates import elapsed
from runstrength.session.record import Record
from runstrength.text import plural

RETURN: Final = "return"
"""The field `eased` of the record of a session after weeks off."""
DAYS_OF_A_TURN: Final = 7
"""If an exercise has its turn every so many days, it is not absent in between: our default."""

NO_MAX_REPS: Final = "no max-rep sets"
"""A consequence."""


class Return(Struct, frozen=True):
    """What is different in a session after weeks off."""

    fewer_sets: int = 0
    max_reps: bool = True
    """Max-rep sets are allowed."""
    as_beginner: str = ""
    """The fact for which sets and first doses are a beginner's; empty if they are not."""
    reasons: tuple[Reason, ...] = ()


def fewer_sets(count: int) -> str:
    """Return the consequence that each block has fewer sets."""
    return "one fewer set" if count == 1 else f"{count} fewer sets"


def beginners_sets(days: int) -> str:
    """Return the consequence that sets and first doses are a beginner's."""
    return f"a beginner's sets for {plural(days // 7, 'week')}"


def days_without(
    exercise: str, records: Sequence[Record], now: datetime, routine: str, turns: int, rules: ProgressionRules
) -> int:
    """Return for how many days an exercise counts as absent.

    Where only some blocks of a routine fit, they rotate: an exercise that waits for its turn is not absent, as long as
    the person trains. What counts then is the longest gap between two sessions.

    Args:
        exercise: the key.
        records: the past, the newest first.
        now: the moment.
        routine: the name of today's routine.
        turns: how many blocks the routine has, without a finisher.
        rules: the numbers of `assets/coach.toml`.
    """
    between: list[datetime] = []
    for record in records:
        if record.kind != "session":
            continue
        done = {item.exercise for item in record.sets if not item.skipped}
        if exercise in done:
            days = elapsed(record.started, now).days
            if days < rules.pause_days or not between or len(between) > turns:
                return days
            moments = [record.started, *reversed(between), now]
            gap = max(elapsed(first, second).days for first, second in pairwise(moments))
            return gap if days < longest_turn(turns, rules) else max(gap, rules.pause_days)
        if done and record.routine == routine:
            between.append(record.started)
    return 0


def longest_turn(turns: int, rules: ProgressionRules) -> int:
    """Return after how many days an exercise does not grow, though it only waited for its turn."""
    return max(rules.restart_days, DAYS_OF_A_TURN * (turns + 1))


def coming_back(records: Sequence[Record], now: datetime, rules: CoachRules) -> Return:
    """Return what is different today because of weeks without a session.

    Args:
        records: the past, the newest first.
        now: the moment.
        rules: the numbers of `assets/coach.toml`.
    """
    absence, progression = rules.absence, rules.progression
    done = (record.started for record in records if record.kind == "session" and record.sets_done)
    sessions = list(islice(done, absence.newest))
    back = Return()
    for place, (after, before) in enumerate(pairwise([now, *sessions])):
        days = elapsed(before, after).days
        fewer = absence.fewer_sets if not place else 0
        fact = f"you had {plural(days // 7, 'week')} off"
        less = tuple(Reason(fact, text) for text in ([fewer_sets(fewer)] if fewer else []))
        # In the first session after it each exercise says so itself.
        same = (Reason(fact, NO_INCREASES),) if place else ()
        if days >= absence.beginner_days and elapsed(after, now).days < absence.beginner_for_days:
            reasons = (*less, Reason(fact, NO_MAX_REPS), Reason(fact, beginners_sets(absence.beginner_for_days)), *same)
            return Return(fewer, max_reps=False, as_beginner=fact, reasons=reasons)
        if days >= progression.restart_days and place < absence.restart_sessions:
            reasons = (*less, Reason(fact, NO_MAX_REPS), *same)
            back = back if back.reasons else Return(fewer, max_reps=False, reasons=reasons)
        elif days >= progression.pause_days and not place:
            back = Return(fewer, reasons=less)
    return back

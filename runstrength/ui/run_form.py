"""A run to be logged: how long, how hard, on which day; as plain values, without widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from runstrength.catalogue.coaching import Coaching
from runstrength.coach.insights import remarks
from runstrength.session.logged import logged_run
from runstrength.session.record import Record, tidy
from runstrength.ui.forms import Field, Form
from runstrength.ui.tally import EFFORT

USUAL_MINUTES: Final = 45
"""How long a run is taken to be before the first was logged."""
EASY: Final = 4
"""The effort of most runs; up to here it is easy (Seiler)."""
DAYS: Final = 14
"""Days back that the coach looks at: an older run is added in the history."""
MOST_MINUTES: Final = 999


def run_form(records: Sequence[Record], today: date) -> Form:
    """Return the form of a run: as long as the last one, easy, today; all of it can be changed.

    Args:
        records: the past, the newest first.
        today: the day.
    """
    last = next((record for record in records if record.kind == "run" and record.active_seconds >= 60), None)
    minutes = USUAL_MINUTES if last is None else min(MOST_MINUTES, round(last.active_seconds / 60))
    days = {0: "today", -1: "yesterday"}
    days |= {-back: f"{day:%A} {day.day} {day:%B}" for back in range(2, DAYS) for day in [today - timedelta(days=back)]}
    fields = (
        Field(
            "minutes",
            "How long",
            tuple(range(5, 305, 5)),
            minutes,
            "Minutes, stops left out.",
            unit=" min",
            free=(1, MOST_MINUTES),
            needed=True,
        ),
        Field(
            "effort",
            "How hard",
            tuple(range(1, 11)),
            EASY,
            "Up to 4 is easy: you could talk. From 7 on it is hard.",
            unit=" of 10",
            means={number: EFFORT[number - 1] for number in range(1, 11)},
            needed=True,
        ),
        Field("day", "Day", tuple(sorted(days)), 0, "← for a day before.", words=days, needed=True),
        Field(
            "kilometres",
            "How far",
            tuple(number / 2 for number in range(2, 101)),
            8.0,
            "Kilometres, for your own log; it need not be said.",
            unit=" km",
            free=(1, MOST_MINUTES),
        ),
    )
    return Form(fields, {"minutes": minutes, "effort": EASY, "day": 0})


def run_record(form: Form, id: str, now: datetime) -> Record:  # noqa: A002 - the file's own key
    """Return the record that a form makes: a run that ended just now, or at this time of another day.

    Args:
        form: the answers.
        id: the record's identity.
        now: the moment.
    """
    length = timedelta(minutes=form.value("minutes"))
    ended = now.replace(microsecond=0) + timedelta(days=form.value("day"))
    return logged_run(id, ended - length, length, form.value("effort"))


def keys_of(form: Form) -> dict[str, object]:
    """Return what only a run has in its file: the metres, where they were said."""
    kilometres = form.value("kilometres")
    return {} if kilometres is None else {"distance_m": tidy(kilometres * 1000)}


def remarks_with(form: Form, records: Sequence[Record], now: datetime, rules: Coaching) -> tuple[str, ...]:
    """Return what a run would add to what is remarked on the last weeks, a sentence each.

    Args:
        form: the answers.
        records: the past, the newest first.
        now: the moment.
        rules: the numbers to go by.
    """
    past = sorted((run_record(form, "", now), *records), key=lambda record: record.started, reverse=True)
    known = remarks(records, now, rules)
    return tuple(text for text in remarks(past, now, rules) if text not in known)


def run_words(record: Record) -> str:
    """Return a run in a few words: `45 min, effort 4`."""
    return f"{record.active_seconds / 60:.0f} min, effort {record.effort}"

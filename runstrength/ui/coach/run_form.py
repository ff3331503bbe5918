"""The form of a run: minutes, effort, distance, day. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from runstrength import inputs
from runstrength.catalogue.coach_rules import CoachRules
from runstrength.coach.insights import remarks
from runstrength.date_input import DateError, read_date
from runstrength.dates import add_seconds, day_of, from_today, full_day, with_day_and_time
from runstrength.numbers import METERS_PER_MILE, exactly, format_distance, read_distance, tidy
from runstrength.session import to_record
from runstrength.session.record import Record
from runstrength.session.wording import RPE_WORDS
from runstrength.ui.common.form import Form, FormField

USUAL_MINUTES: Final = 45
"""Minutes of the first run that is logged."""
USUAL_EFFORT: Final = 4
"""The default effort; up to this value, a run counts as easy (Seiler)."""
MAX_DAYS_BACK: Final = 14
"""How many days ago a run may be; older ones are added in the history."""


def run_form(records: Sequence[Record], today: date, units: str = "metric", order: str = "") -> Form:
    """Return the form of a run with the defaults: as long as the last run, easy, today.

    Args:
        records: past sessions, the newest first.
        today: the current day.
        units: the person's units.
        order: the result of `date_order`.
    """
    last = next((record for record in records if record.kind == "run" and record.active_seconds >= 60), None)
    minutes = USUAL_MINUTES if last is None else min(inputs.MAX_MINUTES, round(last.active_seconds / 60))

    def read_day(text: str) -> int:
        day = read_date(text, today, order)
        if day > today:
            raise DateError(f"{day.isoformat()} is in the future: use a day that has passed")
        return (day - today).days

    def day_text(back: int) -> str:
        day = today + timedelta(days=back)
        year = f" {day.year}" if back <= -MAX_DAYS_BACK else ""
        return f"{full_day(day)}{year}" if back < -1 else from_today(back)

    half = 500.0 if units == "metric" else METERS_PER_MILE / 2
    fields = (
        FormField(
            "minutes",
            "How long",
            tuple(range(5, 305, 5)),
            minutes,
            "Moving time: minutes (55) or hours and minutes (1:30).",
            unit=" min",
            read=inputs.read_minutes,
            required=True,
        ),
        FormField(
            "effort",
            "How hard",
            tuple(range(1, 11)),
            USUAL_EFFORT,
            "Up to 4 is easy: you could talk. From 7 on it is hard.",
            unit=" of 10",
            descriptions={number: RPE_WORDS[number - 1] for number in range(1, 11)},
            read=inputs.read_effort,
            required=True,
        ),
        FormField(
            "day",
            "Day",
            tuple(range(1 - MAX_DAYS_BACK, 1)),
            0,
            "← for an earlier day, or type one (27 Mar, 2 days ago).",
            read=read_day,
            shown=day_text,
            required=True,
        ),
        FormField(
            "distance",
            "How far",
            tuple(round(half * number, 4) for number in range(2, 101)),
            round(half * (16 if units == "metric" else 10), 4),
            f"Optional, in {'kilometers' if units == 'metric' else 'miles'}; a unit can follow (8.5 km, 5 mi).",
            read=lambda text: read_distance(text, units),
            shown=lambda meters: format_distance(meters, units),
        ),
    )
    return Form(fields, {"minutes": minutes, "effort": USUAL_EFFORT, "day": 0})


def run_record(form: Form, id: str, now: datetime) -> Record:  # noqa: A002 - the key in the file
    """Return the record of a run that ended now, or at the current time of another day.

    Args:
        form: the answers.
        id: the id of the record.
        now: the current time.

    Raises:
        ValueError: a clock change skips that time on that day.
    """
    length = timedelta(minutes=form.value("minutes"))
    day = day_of(now) + timedelta(days=form.value("day"))
    ended = with_day_and_time(now, day).replace(microsecond=0)
    return to_record.run_record(id, add_seconds(ended, -length.total_seconds()), length, form.value("effort"))


def run_fields(form: Form) -> dict[str, object]:
    """Return the extra fields of a run's file: the distance in meters, if it was entered."""
    meters = form.value("distance")
    return {} if meters is None else {"distance_m": tidy(meters, 4)}


def remarks_with_run(
    form: Form, records: Sequence[Record], now: datetime, rules: CoachRules, week_starts: str = "monday"
) -> tuple[str, ...]:
    """Return the remarks on the recent weeks that a run would add, one sentence each.

    Args:
        form: the answers.
        records: past sessions, the newest first.
        now: the current time.
        rules: the coach's rules.
        week_starts: one of `dates.WEEK_STARTS`.
    """
    try:
        new = run_record(form, "", now)
    except ValueError:  # reported when the run is logged
        return ()
    past = sorted((new, *records), key=lambda record: record.started, reverse=True)
    known = remarks(records, now, rules, week_starts=week_starts)
    return tuple(text for text in remarks(past, now, rules, week_starts=week_starts) if text not in known)


def run_text(record: Record) -> str:
    """Return a run as text: `45 min, effort 4`."""
    return f"{exactly(tidy(record.active_seconds / 60, 1))} min, effort {record.effort}"

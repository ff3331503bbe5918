"""`runstrength run`: logs a run, which the coach takes into account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli.history_edit import date_option, note_option, read_distance_option, read_effort_option
from runstrength.cli.options import input_callback

if TYPE_CHECKING:
    from runstrength.date_input import TypedMoment


@click.command()
@click.option(
    "--minutes",
    callback=input_callback("read_minutes"),
    required=True,
    metavar="N",
    help="Moving time in minutes: 55 or 1:30.",
)
@click.option(
    "--effort",
    callback=read_effort_option,
    required=True,
    metavar="1..10",
    help="How hard it was: 1-4 easy, 7-10 hard.",
)
@click.option(
    "--distance",
    callback=read_distance_option,
    metavar="DISTANCE",
    help="Distance in your units: 8.5, 8,5 km, 5mi.",
)
@date_option
@note_option
@click.option("--anyway", is_flag=True, help="Log it even if a similar run is already logged.")
def run(
    minutes: float, effort: int, distance: float | None, when: TypedMoment | None, note: str | None, anyway: bool
) -> None:
    """Log a run, so that the coach can plan around it.

    Without --date, the run is logged as finishing now.
    """
    from datetime import timedelta

    from runstrength.cli.date_options import start_time
    from runstrength.cli.profile_data import profile_history, profile_library, profile_settings
    from runstrength.cli.text_layout import wrapped
    from runstrength.coach.insights import remarks
    from runstrength.dates import local_now
    from runstrength.history.export.one_line import one_line
    from runstrength.history.imports.runs import already_there, there_words
    from runstrength.history.recent import recent
    from runstrength.history.store import new_id
    from runstrength.session.to_record import run_record

    now = local_now().replace(microsecond=0)
    duration = timedelta(minutes=minutes)
    store, library = profile_history(), profile_library()
    started = start_time(when, now, duration) if when else now - duration
    record = run_record(new_id(), started, duration, effort, note or "")
    duplicate = None if anyway else already_there(record, distance, store)
    if duplicate is not None:
        raise click.UsageError(f"{there_words(duplicate)} Use --anyway to log another.")
    store.save(record, None if distance is None else {"distance_m": distance})
    click.echo(
        f"Logged {record.id}: {one_line(record, lambda item: item.exercise, distance, profile_settings().units)}"
    )
    names = {key: exercise.name for key, exercise in library.exercises.items()}
    past, starts = recent(store.folder, now), profile_settings().week_starts
    for text in remarks(past, now, library.coach_rules, names, week_starts=starts):
        click.echo("\n".join(wrapped(text)))

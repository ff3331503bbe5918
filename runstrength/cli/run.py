"""`runstrength run`: a run is logged, so that the coach sees the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli.history_edit import date_option, distance_of, effort_of, note_option
from runstrength.cli.options import typed

if TYPE_CHECKING:
    from runstrength.date_input import When


@click.command()
@click.option(
    "--minutes", callback=typed("read_minutes"), required=True, metavar="N", help="How long the run took: 55 or 1:30."
)
@click.option(
    "--effort",
    callback=effort_of,
    required=True,
    metavar="1..10",
    help="How hard it was: up to 4 easy, from 7 on hard.",
)
@click.option(
    "--distance", callback=distance_of, metavar="DISTANCE", help="How far it was, in your units: 8.5, 8,5 km, 5mi."
)
@date_option
@note_option
@click.option("--anyway", is_flag=True, help="Log it even if a run like it is there already.")
def run(minutes: float, effort: int, distance: float | None, when: When | None, note: str | None, anyway: bool) -> None:
    """Log a run, for the balance of hard and easy.

    It has ended just now, or began at --date.
    """
    from datetime import timedelta

    from runstrength.cli.date_options import begun
    from runstrength.cli.output import the_library, the_settings, the_store
    from runstrength.cli.text_layout import wrapped
    from runstrength.coach.insights import remarks
    from runstrength.dates import local_now
    from runstrength.history.export.one_line import one_line
    from runstrength.history.imports.runs import already_there, there_words
    from runstrength.history.recent import recent
    from runstrength.history.store import new_id
    from runstrength.session.to_record import run_record

    now = local_now().replace(microsecond=0)
    length = timedelta(minutes=minutes)
    store, library = the_store(), the_library()
    started = begun(when, now, length) if when else now - length
    record = run_record(new_id(), started, length, effort, note or "")
    same = None if anyway else already_there(record, distance, store)
    if same is not None:
        raise click.UsageError(f"{there_words(same)} Use --anyway to log another.")
    store.save(record, None if distance is None else {"distance_m": distance})
    click.echo(f"Logged {record.id}: {one_line(record, lambda item: item.exercise, distance, the_settings().units)}")
    names = {key: exercise.name for key, exercise in library.exercises.items()}
    past, starts = recent(store.folder, now), the_settings().week_starts
    for text in remarks(past, now, library.coach_rules, names, week_starts=starts):
        click.echo("\n".join(wrapped(text)))

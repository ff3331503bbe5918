"""`runstrength run`: a run is logged, so that the coach sees the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli.correcting import MOST_MINUTES, date_option, effort_of, note_option

if TYPE_CHECKING:
    from runstrength.cli.dates import When


MOST_KILOMETRES = 1000
"""Of a run."""


@click.command()
@click.option(
    "--minutes", type=click.IntRange(1, MOST_MINUTES), required=True, metavar="N", help="How long the run took."
)
@click.option(
    "--effort",
    callback=effort_of,
    required=True,
    metavar="1..10",
    help="How hard it was: up to 4 easy, from 7 on hard.",
)
@click.option(
    "--distance", type=click.FloatRange(0.01, MOST_KILOMETRES), metavar="KM", help="How far it was, in kilometres."
)
@date_option
@note_option
def run(minutes: int, effort: int, distance: float | None, when: When | None, note: str | None) -> None:
    """Log a run, for the balance of hard and easy.

    It has ended just now, or began at --date.
    """
    from datetime import timedelta

    from runstrength.cli.reading import the_library, the_store
    from runstrength.cli.text import wrapped
    from runstrength.coach.insights import remarks
    from runstrength.dates import local_now
    from runstrength.history.recent import recent
    from runstrength.history.store import new_id
    from runstrength.history.summary import one_line
    from runstrength.session.logged import logged_run
    from runstrength.session.record import tidy

    now = local_now().replace(microsecond=0)
    length = timedelta(minutes=minutes)
    store, library = the_store(), the_library()
    started = when.begun(now, length) if when else now - length
    record = logged_run(new_id(), started, length, effort, note or "")
    metres = None if distance is None else tidy(distance * 1000)
    store.save(record, None if metres is None else {"distance_m": metres})
    click.echo(f"Logged {record.id}: {one_line(record, lambda item: item.exercise, metres)}")
    names = {key: exercise.name for key, exercise in library.exercises.items()}
    for text in remarks(recent(store.folder, now), now, library.coaching, names):
        click.echo("\n".join(wrapped(text)))

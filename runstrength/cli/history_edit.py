"""`runstrength history add` and `edit`: add a session done without the program, or change a past one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from runstrength.cli.arguments import ROUTINE, complete_routine, complete_session
from runstrength.cli.options import input_callback, plan_options
from runstrength.cli.profile_data import (
    profile_history,
    profile_library,
    profile_settings,
    routine_or_default,
    session_line,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runstrength.catalogue.library import Library
    from runstrength.date_input import TypedMoment
    from runstrength.history.set_edits import SetEdit
    from runstrength.session.record import Record, SetDone

read_effort_option = input_callback("read_effort")


def _effort_or_none(ctx: click.Context, param: click.Parameter, value: str | None) -> int | str | None:
    return "none" if value == "none" else read_effort_option(ctx, param, value)


def _distance(ctx: click.Context, param: click.Parameter, value: str | None) -> float | str | None:
    return "none" if value == "none" else read_distance_option(ctx, param, value)


def read_distance_option(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:  # noqa: ARG001
    """Return the distance of an option, in meters; a number without a unit is in the person's units.

    Raises:
        BadParameter: it is not a distance.
    """
    if value is None:
        return None
    from runstrength.numbers import read_distance

    try:
        return read_distance(value, profile_settings().units)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _when(ctx: click.Context, param: click.Parameter, value: str | None) -> TypedMoment | None:  # noqa: ARG001
    if value is None:
        return None
    from runstrength.cli.date_options import moment_from_option

    return moment_from_option(value)


def _corrections(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[SetEdit, ...]:  # noqa: ARG001
    if not value:
        return ()
    from runstrength.history.set_edits import read_set_edit

    units = profile_settings().units
    try:
        return tuple(read_set_edit(text, units) for text in value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _text(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    if value is None:
        return None
    from runstrength.inputs import MAX_TEXT

    limit = MAX_TEXT[str(param.name)]
    if len(value) > limit:
        raise click.BadParameter(f"{len(value):,} characters aren't valid: use at most {limit:,}")
    return value


date_option = click.option(
    "--date",
    "when",
    callback=_when,
    metavar="WHEN",
    help="When it started: 2026-11-22 07:30, yesterday, 27 Mar 6:30 pm, 18:00.",
)
note_option = click.option("--note", callback=_text, metavar="TEXT", help="A note.")
set_option = click.option(
    "--set",
    "corrections",
    multiple=True,
    callback=_corrections,
    metavar="CORRECTION",
    help='Corrections to sets: "side_plank left 2 = 27", "squat = 12 10 8 @12.5"; can be repeated.',
)


@click.command()
@click.argument("routine", type=ROUTINE, required=False, shell_complete=complete_routine)
@date_option
@click.option("--effort", callback=read_effort_option, metavar="1..10", help="How hard the session was.")
@note_option
@set_option
@plan_options
def add(
    routine: str | None,
    when: TypedMoment | None,
    effort: int | None,
    note: str | None,
    corrections: tuple[SetEdit, ...],
    **flags: Any,
) -> None:
    """Add a session that you did without the program.

    The session is added as planned, finishing now. Use --date for when it started, and --set for the sets that
    differed. ROUTINE and the other options are those of `runstrength session`; --minutes is also its length.

    A correction names sets by exercise (name, key, or place: A2), block, side and number, then = and the new values: a
    number (reps, seconds or steps), @ and the weight (@12.5, @25lb, @none), r and the reps left (r2), niggle (it hurt a
    bit), fine or skip. Several numbers are for one set each, in order.
    """
    from datetime import timedelta

    import msgspec

    from runstrength.cli.date_options import start_time
    from runstrength.coach.planner import Planner
    from runstrength.coach.prescription import Choices, Today
    from runstrength.dates import local_now
    from runstrength.history.recent import recent
    from runstrength.history.store import new_id
    from runstrength.session.simulate import simulated_record

    library, settings = profile_library(), profile_settings()
    now = local_now().replace(microsecond=0)
    started = start_time(when, now, timedelta(0)) if when else now
    past = tuple(record for record in recent(profile_history().folder, started) if record.started < started)
    choices = Choices.from_settings(settings, {**flags, "as_usual": True})
    name = routine_or_default(routine, settings, library)
    plan = Planner(library, choices, lambda: Today(started, past)).plan(name)
    record = simulated_record(
        plan,
        new_id(),
        lambda length: start_time(when, now, length) if when else now - length,
        flags["minutes"] * 60 if flags.get("minutes") else None,
    )
    record = msgspec.structs.replace(
        record, effort=effort, note=note or "", sets=_apply_corrections(record.sets, corrections, library)
    )
    profile_history().save(record)
    click.echo(f"Added {session_line(record, profile_history())}")


@click.command()
@click.argument("id_", metavar="ID|last", shell_complete=complete_session)
@date_option
@click.option(
    "--minutes", callback=input_callback("read_minutes"), metavar="N", help="Length in minutes, without pauses."
)
@click.option("--effort", callback=_effort_or_none, metavar="1..10|none", help="How hard the session was.")
@click.option("--title", callback=_text, metavar="TEXT", help="Title.")
@click.option("--distance", callback=_distance, metavar="DISTANCE|none", help="Distance of a run: 8.5, 8,5 km, 5mi.")
@note_option
@set_option
@click.pass_context
def edit(
    ctx: click.Context,
    id_: str,
    when: TypedMoment | None,
    minutes: int | None,
    effort: int | str | None,
    title: str | None,
    distance: float | str | None,
    note: str | None,
    corrections: tuple[SetEdit, ...],
) -> None:
    """Edit a session: its time, distance, effort, title, note and sets.

    A correction names sets by exercise (name, key, or place: A2), block, side and number, then = and the new values: a
    number (reps, seconds or steps), @ and the weight (@12.5, @25lb, @none), r and the reps left (r2), niggle (it hurt a
    bit), fine or skip. Several numbers are for one set each, in order. Other values don't change.
    """
    from runstrength.history.store import ReadOnlySessionError, SessionNotFoundError

    if all(value in (None, ()) for value in (when, minutes, effort, title, distance, note, corrections)):
        options = "--date, --minutes, --effort, --title, --distance, --note or --set"
        raise click.UsageError(f"nothing to change: use {options}")

    def changes(record: Record) -> dict[str, object]:
        """Return the changed fields of the session, which is locked meanwhile."""
        new: dict[str, object] = {}
        if distance is not None:
            if record.kind != "run":
                raise click.UsageError("--distance: only runs have a distance: leave it out")
            new["distance_m"] = None if distance == "none" else distance
        if when is not None or minutes is not None:
            new |= _times(record, when, minutes)
        if effort is not None:
            new["effort"] = None if effort == "none" else effort
        new |= {key: text for key, text in (("title", title), ("note", note)) if text is not None}
        if corrections:
            new["sets"] = _apply_corrections(record.sets, corrections, profile_library())
        return new

    try:
        record = profile_history().edit(id_, changes)
    except (SessionNotFoundError, ReadOnlySessionError) as error:
        click.echo(str(error), err=True)
        ctx.exit(1)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"Changed {session_line(record, profile_history())}")


def _times(record: Record, when: TypedMoment | None, minutes: int | None) -> dict[str, object]:
    """Return the changed fields for a new start time or a new length."""
    from msgspec.structs import replace

    from runstrength.cli.date_options import as_date_option
    from runstrength.dates import local_now
    from runstrength.history.editing import set_minutes, set_start

    changes: dict[str, object] = {}
    if when is not None:
        typed = when
        changes |= as_date_option(lambda: set_start(record, typed, local_now()))
    if minutes is not None:
        changes |= set_minutes(replace(record, **changes), minutes)
    return changes


def _apply_corrections(
    sets: Sequence[SetDone], corrections: Sequence[SetEdit], library: Library
) -> tuple[SetDone, ...]:
    from runstrength.history.set_edits import edit_sets

    try:
        for correction in corrections:
            sets = edit_sets(sets, correction, library.exercises)
    except ValueError as error:
        raise click.UsageError(f"--set: {error}") from None
    return tuple(sets)

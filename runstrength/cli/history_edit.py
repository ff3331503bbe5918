"""`runstrength history add` and `edit`: a session that the program did not see, and one that it has to know better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from runstrength.cli.arguments import ROUTINE
from runstrength.cli.options import choosing, typed
from runstrength.cli.output import (
    DEFAULT_ROUTINE,
    complete_routine,
    complete_session,
    session_line,
    the_library,
    the_settings,
    the_store,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runstrength.date_input import When
    from runstrength.history.set_edits import SetEdit
    from runstrength.session.record import Record, SetDone

effort_of = typed("read_effort")


def _effort_or_none(ctx: click.Context, param: click.Parameter, value: str | None) -> int | str | None:
    return "none" if value == "none" else effort_of(ctx, param, value)


def _distance(ctx: click.Context, param: click.Parameter, value: str | None) -> float | str | None:
    return "none" if value == "none" else distance_of(ctx, param, value)


def distance_of(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:  # noqa: ARG001
    """Return the meters of an option that is a distance in the person's units.

    Raises:
        BadParameter: it is none.
    """
    if value is None:
        return None
    from runstrength.numbers import read_distance

    try:
        return read_distance(value, the_settings().units)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _when(ctx: click.Context, param: click.Parameter, value: str | None) -> When | None:  # noqa: ARG001
    if value is None:
        return None
    from runstrength.cli.date_options import typed_when

    return typed_when(value)


def _corrections(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[SetEdit, ...]:  # noqa: ARG001
    if not value:
        return ()
    from runstrength.history.set_edits import read_correction

    units = the_settings().units
    try:
        return tuple(read_correction(one, units) for one in value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _text(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    if value is None:
        return None
    from runstrength.inputs import MAX_TEXT

    most = MAX_TEXT[str(param.name)]
    if len(value) > most:
        raise click.BadParameter(f"{len(value):,} characters are too many: use at most {most:,}")
    return value


date_option = click.option(
    "--date",
    "when",
    callback=_when,
    metavar="WHEN",
    help="When it began: 2026-11-22 07:30, yesterday, 27 Mar 6:30 pm, 18:00.",
)
note_option = click.option("--note", callback=_text, metavar="TEXT", help="What is to be remembered of it.")
set_option = click.option(
    "--set",
    "corrections",
    multiple=True,
    callback=_corrections,
    metavar="CORRECTION",
    help='Which sets, and what they were: "side_plank left 2 = 27", "squat = 12 10 8 @12.5"; can be repeated.',
)


@click.command()
@click.argument("routine", type=ROUTINE, default=DEFAULT_ROUTINE, shell_complete=complete_routine)
@date_option
@click.option("--effort", callback=effort_of, metavar="1..10", help="How hard it was as a whole.")
@note_option
@set_option
@choosing
def add(
    routine: str,
    when: When | None,
    effort: int | None,
    note: str | None,
    corrections: tuple[SetEdit, ...],
    **flags: Any,
) -> None:
    """Add a session that was done without the program.

    It is taken to be done as it would have been planned, but for what --set says, and to have ended just now, or begun
    at --date. ROUTINE and the other options are those of `runstrength session`; --minutes is also how long it took.

    A correction names sets by exercise, block, side and number, and after = what they were: a number (reps, seconds or
    steps), @ and the weight (@12.5, @25lb, @none), r and the reps left (r2), niggle, fine or skip. Several numbers are
    one for each set.
    """
    from datetime import timedelta

    import msgspec

    from runstrength.cli.date_options import begun
    from runstrength.coach.planner import Planner
    from runstrength.coach.prescription import Choices, Today
    from runstrength.dates import local_now
    from runstrength.history.recent import recent
    from runstrength.history.store import new_id
    from runstrength.session.simulate import simulated_record

    library = the_library()
    now = local_now().replace(microsecond=0)
    then = begun(when, now, timedelta(0)) if when else now
    past = tuple(one for one in recent(the_store().folder, then) if one.started < then)
    choices = Choices.from_settings(the_settings(), {**flags, "as_usual": True})
    plan = Planner(library, choices, lambda: Today(then, past)).plan(routine)
    record = simulated_record(
        plan,
        new_id(),
        lambda length: begun(when, now, length) if when else now - length,
        flags["minutes"] * 60 if flags.get("minutes") else None,
    )
    record = msgspec.structs.replace(record, effort=effort, note=note or "", sets=_applied(record.sets, corrections))
    the_store().save(record)
    click.echo(f"Added {session_line(record, the_store())}")


@click.command()
@click.argument("id_", metavar="ID|last", shell_complete=complete_session)
@date_option
@click.option("--minutes", callback=typed("read_minutes"), metavar="N", help="How long it took, without pauses.")
@click.option("--effort", callback=_effort_or_none, metavar="1..10|none", help="How hard it was as a whole.")
@click.option("--title", callback=_text, metavar="TEXT", help="What it is called.")
@click.option("--distance", callback=_distance, metavar="DISTANCE|none", help="How far a run was: 8.5, 8,5 km, 5mi.")
@note_option
@set_option
@click.pass_context
def edit(
    ctx: click.Context,
    id_: str,
    when: When | None,
    minutes: int | None,
    effort: int | str | None,
    title: str | None,
    distance: float | str | None,
    note: str | None,
    corrections: tuple[SetEdit, ...],
) -> None:
    """Correct a session: when, how long, how far, how hard, its title, its note, its sets.

    A correction names sets by exercise, block, side and number, and after = what they were: a number (reps, seconds or
    steps), @ and the weight (@12.5, @25lb, @none), r and the reps left (r2), niggle, fine or skip. Several numbers are
    one for each set. What is not said stays.
    """
    from runstrength.history.store import ReadOnlySessionError, SessionNotFoundError

    if all(value in (None, ()) for value in (when, minutes, effort, title, distance, note, corrections)):
        options = "--date, --minutes, --effort, --title, --distance, --note or --set"
        raise click.UsageError(f"nothing to change: {options} is needed")

    def changes(record: Record) -> dict[str, object]:
        """Return what changes in the session as it is when nobody else changes it."""
        new: dict[str, object] = {}
        if distance is not None:
            if record.kind != "run":
                raise click.UsageError("--distance: only a run has a distance")
            new["distance_m"] = None if distance == "none" else distance
        if when is not None or minutes is not None:
            new |= _times(record, when, minutes)
        if effort is not None:
            new["effort"] = None if effort == "none" else effort
        new |= {key: text for key, text in (("title", title), ("note", note)) if text is not None}
        if corrections:
            new["sets"] = _applied(record.sets, corrections)
        return new

    try:
        record = the_store().edit(id_, changes)
    except (SessionNotFoundError, ReadOnlySessionError) as refused:
        click.echo(str(refused), err=True)
        ctx.exit(1)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"Changed {session_line(record, the_store())}")


def _times(record: Record, when: When | None, minutes: int | None) -> dict[str, object]:
    """Return the changes of a new start or a new length."""
    from msgspec.structs import replace

    from runstrength.cli.date_options import in_option
    from runstrength.dates import local_now
    from runstrength.history.editing import set_minutes, set_start

    changes: dict[str, object] = {}
    if when is not None:
        start = when
        changes |= in_option(lambda: set_start(record, start, local_now()))
    if minutes is not None:
        changes |= set_minutes(replace(record, **changes), minutes)
    return changes


def _applied(sets: Sequence[SetDone], corrections: Sequence[SetEdit]) -> tuple[SetDone, ...]:
    from runstrength.history.set_edits import correct

    try:
        for one in corrections:
            sets = correct(sets, one)
    except ValueError as error:
        raise click.UsageError(f"--set: {error}") from None
    return tuple(sets)

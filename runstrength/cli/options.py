"""The options that `session` and `plan` share, and how they and the settings become choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from datetime import datetime


C = TypeVar("C", bound=Callable[..., Any])

# As in `settings`, which `--help` should not have to import.
LEVELS = ("beginner", "intermediate", "advanced")


def _names(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:  # noqa: ARG001
    if value is None:
        return None
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    if not names:
        raise click.BadParameter("found nothing, names separated by commas are needed, as A,B")
    return names


def _equipment(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    from runstrength.settings import EQUIPMENT
    from runstrength.text import closest, found

    names = _names(ctx, param, value.lower() if value else value)
    for name in names or ():
        if name not in EQUIPMENT:
            needed = f"a list of {', '.join(EQUIPMENT)}, separated by commas,"
            raise click.BadParameter(found(name, needed) + closest(name, EQUIPMENT))
    return names


def typed(reader: str) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    """Return the callback of an option whose value is read as the app's field of the same meaning reads it.

    Args:
        reader: the name of a function of `runstrength.inputs`, which is imported when a value is there.
    """

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> Any:  # noqa: ARG001
        if value is None:
            return None
        from runstrength import inputs

        try:
            return getattr(inputs, reader)(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return read


def _clock_time(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:  # noqa: ARG001
    if value is None:
        return None
    from runstrength.date_input import DateError, next_time_of_day, read_time
    from runstrength.dates import local_now

    try:
        return next_time_of_day(read_time(value), local_now())
    except DateError as error:
        raise click.BadParameter(str(error)) from None


def choosing(command: C) -> C:
    """Give a command the options that shape a plan; it takes them as `**flags`, for `Choices.from_settings`."""
    for option in reversed(
        (
            click.option("--level", type=click.Choice(LEVELS), help="How much; as in the settings."),
            click.option(
                "--minutes",
                callback=typed("read_time_limit"),
                metavar="N|none",
                help="How much time there is: 25, 1:30, or none for no limit.",
            ),
            click.option(
                "--sets",
                callback=typed("read_sets"),
                metavar="2..4",
                help="Sets of each block, instead of the level's.",
            ),
            click.option("--blocks", callback=_names, metavar="A,B", help="Only these blocks."),
            click.option("--finisher/--no-finisher", default=None, help="With or without the finisher; with it."),
            click.option(
                "--equipment",
                callback=_equipment,
                metavar="LIST",
                help="What is at hand: dumbbell, kettlebell, box, separated by commas; bodyweight always is.",
            ),
            click.option(
                "--hands-free/--no-hands-free", default=None, help="Every step ends by itself; reps go by their tempo."
            ),
        )
    ):
        command = option(command)
    return command


def running(command: C) -> C:
    """Give a command the options of something that is done: `speed`, `save` (None unless said), `resume`, `fresh`."""
    speed = click.option(
        "--speed",
        callback=typed("read_speed"),
        metavar="1..60",
        default="1",
        show_default=True,
        help="A rehearsal, so many times faster; kept only with --save.",
    )
    save = click.option("--save/--no-save", default=None, help="Keep what was done in the history, or not.")
    resume = click.option("--resume", is_flag=True, help="Go on with the session that was interrupted last.")
    fresh = click.option(
        "--fresh", is_flag=True, help="Begin a new one; what was done of interrupted ones is saved as ended early."
    )
    return speed(save(resume(fresh(command))))


def _sound(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    if value is not None:
        from runstrength.sound.player import choose_backend

        choose_backend(value)
    return value


def sounding(command: C) -> C:
    """Give a command the options of something that is heard: `sound` and `voice` (None where it was not said)."""
    sound = click.option(
        "--sound",
        callback=_sound,
        metavar="BACKEND",
        help="auto, miniaudio, simpleaudio, command, bell or off; as in the settings.",
    )
    voice = click.option("--voice/--no-voice", default=None, help="With or without the voice.")
    return sound(voice(command))


leaving = click.option("--leave", callback=_clock_time, metavar="TIME", help="When you leave: 07:00, 0700, 6:30 pm.")
"""The option `--leave`."""


def keeps(save: bool | None, speed: float) -> bool:
    """Tell whether the session is kept: as was said, else unless it is a rehearsal."""
    return speed == 1 if save is None else save


def answer_of(resume: bool, fresh: bool, save: bool | None) -> str:
    """Return what to do with a session that was interrupted: `resume`, `fresh`, or nothing, and it is asked.

    Raises:
        UsageError: both were said, or one of them with --no-save.
    """
    if resume and fresh:
        raise click.UsageError("--resume goes on with a session and --fresh begins a new one: one of them is needed")
    if save is False and (resume or fresh):
        raise click.UsageError(
            f"--{'resume' if resume else 'fresh'} is about sessions that are kept: leave out --no-save"
        )
    return "resume" if resume else "fresh" if fresh else ""

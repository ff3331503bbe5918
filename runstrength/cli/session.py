"""`runstrength session` and `runstrength warmup`: what is done, in front of the screen."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import click

from runstrength.cli.opening import open_app
from runstrength.cli.options import choices_of, choosing, keeps, leaving, running, sounding
from runstrength.cli.reading import DEFAULT_ROUTINE, complete_routine, the_library, the_settings

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.argument("routine", default=DEFAULT_ROUTINE, shell_complete=complete_routine)
@choosing
@sounding
@running
def session(routine: str, speed: float, save: bool | None, sound: str | None, voice: bool | None, **flags: Any) -> None:
    """Be led through a session.

    ROUTINE is a name (see: runstrength routines list) or the path of a .toml file; without it, the runner's supersets.
    """
    _open(routine, "A session", speed=speed, save=save, flags=flags, sound=sound, voice=voice)


@click.command()
@click.option(
    "--minutes", type=click.Choice(["5", "7", "10"]), default="7", show_default=True, help="How long it may take."
)
@leaving
@sounding
@running
def warmup(
    minutes: str,
    leave: datetime | None,
    speed: float,
    save: bool | None,
    sound: str | None,
    voice: bool | None,
) -> None:
    """Be led through a warm-up before a run."""
    _open(f"warmup-{minutes}", "A warm-up", speed=speed, save=save, flags={}, leave=leave, sound=sound, voice=voice)


def _open(
    routine: str,
    what: str,
    *,
    speed: float,
    save: bool | None,
    flags: dict[str, Any],
    leave: datetime | None = None,
    sound: str | None = None,
    voice: bool | None = None,
) -> None:
    from runstrength.coach.prescription import prescribe

    settings, library = the_settings(), the_library()
    choices = choices_of(settings, flags)
    # The plan is made again by the app; here it is only to find what is wrong while nothing is open yet.
    prescribe(library.routine(routine), library, choices)
    instead = "runstrength plan" if routine == DEFAULT_ROUTINE else f"runstrength plan {shlex.quote(routine)}"
    open_app(
        "session",
        what,
        instead,
        settings=settings,
        library=library,
        choices=choices,
        routine=routine,
        speed=speed,
        save=keeps(save, speed),
        leave=leave,
        sound=sound,
        voice=voice,
    )

"""From the command line to the screen: everything is checked before Textual is imported."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from datetime import datetime

    from runstrength.catalogue.library import Library
    from runstrength.coach.prescription import Choices
    from runstrength.coach.readiness import Checkin
    from runstrength.settings import Settings


def has_terminal() -> bool:
    """Tell whether a person sits in front of standard input and output."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def dumb_terminal() -> bool:
    """Tell whether the terminal calls itself one that can only print lines, as those inside editors do."""
    return os.environ.get("TERM") in ("dumb", "unknown")


def open_app(
    start: str,
    what: str,
    instead: str,
    *,
    settings: Settings,
    library: Library,
    choices: Choices,
    checkin: Checkin | None = None,
    routine: str | None = None,
    speed: float = 1.0,
    save: bool = True,
    answer: str = "",
    leave: datetime | None = None,
    sound: str | None = None,
    voice: bool | None = None,
) -> NoReturn:
    """Open the app and leave with its exit status; without a terminal, say so and leave with 2.

    Args:
        start: the first screen: home, session or history.
        what: how a person calls it, for the message.
        instead: the command that serves without a terminal.
        settings: what the person chose for good.
        library: what can be trained.
        choices: how to do it.
        checkin: the answers of today, where they were given already.
        routine: the name or path of what to do.
        speed: how much faster than life; above 1 it is a rehearsal.
        save: keep what was done.
        answer: what to do with a session that was interrupted: `resume`, `fresh`, or nothing, and it is asked.
        leave: when the person wants to be out of the door.
        sound: which backend, instead of the setting.
        voice: with or without the voice, instead of the setting.
    """
    context = click.get_current_context()
    if not has_terminal():
        click.echo(f"{what} needs a terminal; without one there is: {instead}", err=True)
        context.exit(2)
    if dumb_terminal():
        term = os.environ["TERM"]
        click.echo(
            f"{what} needs a terminal that can draw, and TERM is {term}; without one there is: {instead}", err=True
        )
        context.exit(2)
    if sound is None:
        _check_sound(settings.sound)
    from runstrength.ui.launch import launch

    status = launch(
        start,
        settings=settings,
        library=library,
        choices=choices,
        checkin=checkin,
        routine=routine,
        speed=speed,
        save=save,
        answer=answer,
        leave=leave,
        sound=sound,
        voice=voice,
    )
    context.exit(status)


def _check_sound(setting: str) -> None:
    """See that the backend which the settings ask for by name is there, before anything is open.

    Raises:
        InputError: it is not.
    """
    if setting in ("auto", "off", "bell"):
        return
    from runstrength.locations import config_file
    from runstrength.sound.player import choose_backend
    from runstrength.toml_input import InputError, Problem

    try:
        choose_backend(setting)
    except InputError as bad:
        raise InputError([Problem(str(config_file()), "sound", problem.text) for problem in bad.problems]) from None

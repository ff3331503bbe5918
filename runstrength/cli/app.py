"""Opens the app from a command, after checking everything that can be checked before Textual is imported."""

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
    """Tell whether standard input and output are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def is_dumb_terminal() -> bool:
    """Tell whether TERM says that the terminal can only print lines, as those inside editors do."""
    return os.environ.get("TERM") in ("dumb", "unknown")


def open_app(
    start: str,
    name: str,
    alternative: str,
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
    voice: bool | str | None = None,
    on_event: tuple[str, ...] | None = None,
) -> NoReturn:
    """Open the app and exit with its status; without a usable terminal, print an error and exit with 2.

    Args:
        start: the first screen: home, session or history.
        name: what the error message calls the screen.
        alternative: the command that the error message suggests.
        settings: the settings.
        library: the exercises and routines.
        choices: the choices for the plan.
        checkin: today's check-in, if it was given as options.
        routine: the name or path of the routine.
        speed: the factor of a rehearsal; 1 is real time.
        save: save the session.
        answer: what to do with an interrupted session: `resume`, `fresh`, or an empty string to ask.
        leave: the departure time.
        sound: the sound backend; None for that of the settings.
        voice: speak the cues, or the name of the voice; None for the setting.
        on_event: the command that is told the events of sessions; None for that of the settings.
    """
    context = click.get_current_context()
    if not has_terminal():
        click.echo(f"{name} needs an interactive terminal. Try: {alternative}", err=True)
        context.exit(2)
    if is_dumb_terminal():
        term = os.environ["TERM"]
        click.echo(f"{name} needs a terminal that can draw, but TERM is {term}. Try: {alternative}", err=True)
        context.exit(2)
    if sound is None:
        _check_sound(settings.sound)
    if on_event is None:
        on_event = _event_command(settings.on_event)
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
        on_event=on_event,
    )
    context.exit(status)


def _event_command(setting: str) -> tuple[str, ...]:
    """Return the command for events of the settings.

    Raises:
        InputError: it can't be started.
    """
    if not setting:
        return ()
    from runstrength.inputs import command_problem, read_command

    command = read_command(setting)
    if problem := command_problem(command):
        from runstrength.locations import config_file
        from runstrength.toml_input import InputError, Problem

        raise InputError([Problem(str(config_file()), "on_event", problem)])
    return command


def _check_sound(setting: str) -> None:
    """Check that the sound backend of the settings is available.

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

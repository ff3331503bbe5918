"""Opens the app from a command, after checking everything that can be checked before Textual is imported."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from datetime import datetime

    from runstrength.catalogue.library import Library
    from runstrength.coach.prescription import Choices
    from runstrength.coach.readiness import Checkin
    from runstrength.settings import Settings
    from runstrength.sound.player import Player


def has_terminal() -> bool:
    """Tell whether standard input and output are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def can_draw() -> bool:
    """Tell whether a terminal can show a screen: TERM doesn't say that it knows only lines, and it shows UTF-8."""
    return not is_dumb_terminal() and shows_utf8()


def shows_utf8() -> bool:
    """Tell whether the terminal shows UTF-8."""
    from runstrength.figure.ascii import supports_utf8

    return supports_utf8(sys.stdout.encoding, os.environ)


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
    plain: bool | None = None,
    player: Player | None = None,
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
        plain: a session line by line; None for the setting, and if the terminal can't draw.
        player: of `early_player`.
    """
    context = click.get_current_context()
    if routine is not None and _is_plain(settings, plain):
        run_plain(
            name,
            alternative,
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
            on_event=_event_command(settings.on_event) if on_event is None else on_event,
        )
    if not has_terminal():
        click.echo(f"{name} needs an interactive terminal. Try: {alternative}", err=True)
        context.exit(2)
    if is_dumb_terminal():
        term = os.environ["TERM"]
        click.echo(f"{name} needs a terminal that can draw, but TERM is {term}. Try: {alternative}", err=True)
        context.exit(2)
    if not shows_utf8():
        utf8 = "set LANG to a UTF-8 locale such as C.UTF-8, and unset LC_ALL"
        click.echo(f"{name} needs a terminal that shows UTF-8: {utf8}. Or try: {alternative}", err=True)
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
        player=player,
    )
    context.exit(status)


def early_player(settings: Settings, sound: str | None, plain: bool | None) -> Player | None:
    """Start the player of a session on the screen, so that its device opens while the session is planned.

    Args:
        settings: the settings.
        sound: the sound backend; None for that of the settings.
        plain: a session line by line; None for the setting, and if the terminal can't draw.

    Raises:
        InputError: the backend is unknown or not installed.
    """
    if not has_terminal() or _is_plain(settings, plain) or not can_draw():
        return None
    if sound is None:
        _check_sound(settings.sound)
    from runstrength.sound.player import start_early

    return start_early(sound or settings.sound)


def _is_plain(settings: Settings, plain: bool | None) -> bool:
    """Tell whether a session is done line by line."""
    if plain is not None:
        return plain
    is_unnamed = sys.platform != "win32" and not os.environ.get("TERM")
    return settings.plain or (has_terminal() and (is_unnamed or not can_draw()))


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


def run_plain(
    name: str,
    alternative: str,
    *,
    settings: Settings,
    library: Library,
    choices: Choices,
    routine: str,
    sound: str | None,
    **others: Any,
) -> NoReturn:
    """Run a session line by line and exit with its status.

    Without a terminal for its keys every step has to end by itself; else print an error and exit with 2.
    """
    from runstrength.coach.planner import Planner
    from runstrength.coach.prescription import Today
    from runstrength.dates import local_now

    context = click.get_current_context()
    if not (sys.stdin is not None and sys.stdin.isatty()):
        plan = Planner(library, choices, lambda: Today(local_now())).plan(routine)
        if plan.needs_keys(wait=settings.advance == "wait"):
            advice = "add --hands-free, or try" if "hands_free" in context.params else "try"
            click.echo(f"{name} needs a terminal for its keys: {advice}: {alternative}", err=True)
            context.exit(2)
    if sound is None:
        _check_sound(settings.sound)
    from runstrength.deferred_imports import import_asyncio

    import_asyncio()
    from runstrength.ui.plain.run import run

    context.exit(run(settings=settings, library=library, choices=choices, routine=routine, sound=sound, **others))


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

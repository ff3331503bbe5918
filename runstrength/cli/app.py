"""Opens the app from a command, after checking everything that can be checked before Textual is imported."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from runstrength.settings import Settings
    from runstrength.sound.player import Player
    from runstrength.ui.launch_options import LaunchOptions


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


def open_screen(start: str, name: str, alternative: str) -> NoReturn:
    """Open the app on a screen, with the person's settings and library.

    Args:
        start: the screen: `home` or `history`.
        name: as for `open_app`.
        alternative: as for `open_app`.
    """
    from runstrength.cli.profile_data import profile_library, profile_settings
    from runstrength.coach.prescription import Choices
    from runstrength.ui.launch_options import LaunchOptions

    settings = profile_settings()
    options = LaunchOptions(
        settings=settings, library=profile_library(), choices=Choices.from_settings(settings), start=start
    )
    open_app(options, name, alternative)


def open_app(options: LaunchOptions, name: str, alternative: str) -> NoReturn:
    """Open the app, or a session line by line, and exit with its status.

    Without a usable terminal, print an error and exit with 2.

    Args:
        options: what it opens with.
        name: what the error message calls the screen.
        alternative: the command that the error message suggests.
    """
    context = click.get_current_context()
    if options.start == "session" and _is_plain(options.settings, options.plain):
        _open_plain(options, name, alternative)
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
    options = _checked(options)
    from runstrength.ui.launch import launch

    context.exit(launch(options))


def _checked(options: LaunchOptions) -> LaunchOptions:
    """Return options with the command for events, after checking what the settings name.

    Raises:
        InputError: the sound backend of the settings is not available, or their command can't be started.
    """
    from msgspec.structs import replace

    if options.sound is None:
        _check_sound(options.settings.sound)
    return options if options.on_event is not None else replace(options, on_event=_event_command(options.settings))


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


def _event_command(settings: Settings) -> tuple[str, ...]:
    """Return the command for events of the settings.

    Raises:
        InputError: it can't be started.
    """
    if not settings.on_event:
        return ()
    from runstrength.inputs import command_problem, read_command

    command = read_command(settings.on_event)
    if problem := command_problem(command):
        from runstrength.locations import config_file
        from runstrength.toml_input import InputError, Problem

        raise InputError([Problem(str(config_file()), "on_event", problem)])
    return command


def _open_plain(options: LaunchOptions, name: str, alternative: str) -> NoReturn:
    """Run a session line by line and exit with its status.

    Without a terminal for its keys every step has to end by itself; else print an error and exit with 2.
    """
    from runstrength.coach.planner import Planner
    from runstrength.coach.prescription import Today
    from runstrength.dates import local_now

    context = click.get_current_context()
    if not (sys.stdin is not None and sys.stdin.isatty()):
        plan = Planner(options.library, options.choices, lambda: Today(local_now())).plan(options.routine)
        if plan.needs_keys(wait=options.settings.advance == "wait"):
            advice = "add --hands-free, or try" if "hands_free" in context.params else "try"
            click.echo(f"{name} needs a terminal for its keys: {advice}: {alternative}", err=True)
            context.exit(2)
    options = _checked(options)
    from runstrength.deferred_imports import import_asyncio

    import_asyncio()
    from runstrength.ui.plain.run import run

    context.exit(run(options))


def _check_sound(setting: str) -> None:
    """Check that the sound backend of the settings is available.

    Raises:
        InputError: it is not.
    """
    from runstrength.settings import INSTALLED_BACKENDS

    if setting not in INSTALLED_BACKENDS:
        return
    from runstrength.locations import config_file
    from runstrength.sound.player import choose_backend
    from runstrength.toml_input import InputError, Problem

    try:
        choose_backend(setting)
    except InputError as bad:
        raise InputError([Problem(str(config_file()), "sound", problem.text) for problem in bad.problems]) from None

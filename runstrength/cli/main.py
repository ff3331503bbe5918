"""The command line's entry point: the commands, and the exit status of each.

Exit status: 0 done, 1 failed, 2 bad usage or bad input, 130 interrupted. A command's module is
imported when the command is called, and its dependencies when it runs, so that short commands start fast.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Any, Final

import click

from runstrength import __version__
from runstrength.cli.arguments import check_text_parameters
from runstrength.cli.groups import CommandGroup

NAME: Final = "runstrength"
INTERRUPTED: Final = 130
"""The exit status after ctrl+c, as in shells (128 + SIGINT)."""

COMMANDS: Final = {
    "session": "runstrength.cli.session:session",
    "warmup": "runstrength.cli.session:warmup",
    "tell": "runstrength.cli.tell:tell",
    "plan": "runstrength.cli.plan:plan",
    "due": "runstrength.cli.due:due",
    "offers": "runstrength.cli.offers:offers",
    "history": "runstrength.cli.history:history",
    "run": "runstrength.cli.run:run",
    "check": "runstrength.cli.check:check",
    "guide": "runstrength.cli.guide:guide",
    "routines": "runstrength.cli.routines:routines",
    "exercises": "runstrength.cli.exercises:exercises",
    "sounds": "runstrength.cli.sounds:sounds",
    "doctor": "runstrength.cli.doctor:doctor",
    "completion": "runstrength.cli.completion:completion",
}
"""Module and function of each command, in the order of the help text."""


class LazyGroup(CommandGroup):
    """Imports a command when it is called, and turns every exception into a message and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names of the commands, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name, None if it does not exist."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        check_text_parameters(command)
        return command

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the program; in `standalone_mode`, exit with its status."""
        prog_name = prog_name or NAME
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        for stream in (sys.stdout, sys.stderr):
            _use_fallback_characters(stream)
        try:
            result = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            status = result if isinstance(result, int) else 0
        except click.ClickException as error:
            from runstrength.cli.errors import plain
            from runstrength.text import printable

            message = io.StringIO()
            plain(error).show(message)  # contains what was typed, unescaped
            click.echo("\n".join(map(printable, message.getvalue().rstrip().split("\n"))), err=True)
            status = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            status = INTERRUPTED
        except OSError as error:
            status = _failed(error)
        except Exception as error:
            # Imported here, because `--version` does not need it.
            from runstrength.toml_input import InputError

            if not isinstance(error, InputError):
                raise
            for problem in error.problems:
                click.echo(str(problem), err=True)
            status = 2
        sys.exit(status)


def _use_fallback_characters(stream: object) -> None:
    """Replace characters that the stream cannot encode, such as `·`, by similar ASCII ones instead of raising."""
    if not isinstance(stream, io.TextIOWrapper):  # closed, or replaced by a test
        return
    from runstrength.figure.ascii import ASCII_CODEC, ASCII_ERRORS, supports_utf8

    ascii_only = stream.encoding == "ascii" or (stream.isatty() and not supports_utf8(stream.encoding, os.environ))
    stream.reconfigure(encoding=ASCII_CODEC if ascii_only else stream.encoding, errors=ASCII_ERRORS)


def _failed(error: OSError) -> int:
    """Print an OSError as one line and return the exit status."""
    from runstrength.text import printable

    prefix = f"{error.filename}: " if error.filename else ""
    text = f"{prefix}{error.strerror.lower()}" if error.strerror else str(error) or type(error).__name__
    click.echo(printable(text), err=True)
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        # Python flushes standard output again when it exits, which would print a second error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


@click.group(
    name=NAME,
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name=NAME, message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """A superset strength timer for runners.

    Without a command, the home screen opens.
    """
    if ctx.invoked_subcommand is None:
        from runstrength.cli.app import open_screen

        open_screen("home", "The home screen", "runstrength plan")

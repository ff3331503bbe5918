"""The gate of the command line: which commands there are, and how every one of them ends.

Exit status: 0 done, 1 failed, 2 bad usage or bad input, 130 interrupted. A command's module is imported when the
command is called, and what the module needs when it runs, so that a short command stays short.
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
from runstrength.cli.arguments import take_text_only

NAME: Final = "runstrength"
INTERRUPTED: Final = 130
"""The exit status after ctrl+c, as shells have it."""

COMMANDS: Final = {
    "session": "runstrength.cli.session:session",
    "warmup": "runstrength.cli.session:warmup",
    "plan": "runstrength.cli.plan:plan",
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
"""Where each command is, in the order in which help lists them."""


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for, and turns every end into a line and a status."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names of the commands, in their order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        take_text_only(command)
        return command

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the program; unless it is not `standalone_mode`, leave with an exit status."""
        prog_name = prog_name or NAME
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        for stream in (sys.stdout, sys.stderr):
            _choose_letters(stream)
        try:
            result = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            status = result if isinstance(result, int) else 0
        except click.ClickException as error:
            from runstrength.text import printable

            told = io.StringIO()
            error.show(told)  # with what was typed, as it was typed
            click.echo("\n".join(map(printable, told.getvalue().rstrip().split("\n"))), err=True)
            status = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            status = INTERRUPTED
        except OSError as error:
            status = _failed(error)
        except Exception as error:
            # Here and not above, for `--version` needs nothing of it.
            from runstrength.toml_input import InputError

            if not isinstance(error, InputError):
                raise
            for problem in error.problems:
                click.echo(str(problem), err=True)
            status = 2
        sys.exit(status)


def _choose_letters(stream: object) -> None:
    """See that a `·` does not end the program in a terminal that has none, but is replaced by its likeness."""
    if not isinstance(stream, io.TextIOWrapper):  # closed, or a test's
        return
    from runstrength.figure.ascii import ASCII, LIKENESS, speaks_utf8

    printable = stream.encoding == "ascii" or (stream.isatty() and not speaks_utf8(stream.encoding, os.environ))
    stream.reconfigure(encoding=ASCII if printable else stream.encoding, errors=LIKENESS)


def _failed(error: OSError) -> int:
    """Say in one line what the machine refused."""
    from runstrength.text import printable

    where = f"{error.filename}: " if error.filename else ""
    text = f"{where}{error.strerror.lower()}" if error.strerror else str(error) or type(error).__name__
    click.echo(printable(text), err=True)
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        # What could not be written is tried again when Python ends, and would be complained about a second time.
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

    Without a command it opens the home screen.
    """
    if ctx.invoked_subcommand is None:
        from runstrength.cli.app import open_app
        from runstrength.cli.output import the_library, the_settings
        from runstrength.coach.prescription import Choices

        settings = the_settings()
        open_app(
            "home",
            "The home screen",
            "runstrength plan",
            settings=settings,
            library=the_library(),
            choices=Choices.from_settings(settings),
        )

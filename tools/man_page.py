"""Write docs/runstrength.1, the manual page, which is made from the commands and their options.

python tools/man_page.py
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from runstrength import __version__
from runstrength.cli.main import NAME, main

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / f"{NAME}.1"
HELP: Final = "--help"
"""Every command has it; it is described once."""
TAIL: Final = """\
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
Failed, or not complete.
.TP
.B 2
Wrong usage or wrong input.
.TP
.B 130
Interrupted.
.SH ENVIRONMENT
.TP
.B RUNSTRENGTH_HOME
A folder for all files: settings, history and the current session.
.TP
.B NO_COLOR
No colors, if it is set.
.SH FILES
.B runstrength doctor
shows where your files are.
.SH EXAMPLES
.EX
runstrength session --minutes 20
runstrength plan --ahead 12
runstrength history export --format csv -o sessions.csv
.EE
"""


def write() -> None:
    """Write the page."""
    PAGE.write_text(man_page(), encoding="utf-8")


def man_page() -> str:
    """Return the page: the program, then each command with its options."""
    contexts = list(command_contexts())
    lines = [
        f'.TH {NAME.upper()} 1 "{release_date(__version__)}" "{NAME} {__version__}"',
        ".SH NAME",
        f"{NAME} \\- {roff(_summary(main)).rstrip('.')}",
        ".SH SYNOPSIS",
        *(line for context in contexts[:1] for line in _usage(context)),
        ".SH DESCRIPTION",
        *_paragraphs(main),
        ".SH OPTIONS",
        *_options(contexts[0], with_help=True),
        ".SH COMMANDS",
        *(line for context in contexts[1:] for line in _section(context)),
    ]
    return "\n".join(lines) + "\n" + TAIL


def command_contexts() -> Iterator[click.Context]:
    """Yield the context of the program, then of every command, a group before what is in it."""
    yield from _contexts(click.Context(main, info_name=NAME, **main.context_settings))


def _contexts(context: click.Context) -> Iterator[click.Context]:
    yield context
    command = context.command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _contexts(click.Context(below, parent=context, info_name=name, **below.context_settings))


def release_date(version: str) -> str:
    """Return the date of a version, from its heading in CHANGELOG.md; empty before its release."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(version)} \((\d{{4}}-\d\d-\d\d)\)$", text, re.MULTILINE)
    return found[1] if found else ""


def roff(text: str) -> str:
    """Return a text as one line of a manual page: never a request, and only ASCII."""
    text = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    text = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in text)
    return f"\\&{text}" if text.startswith((".", "'")) else text


def _section(context: click.Context) -> Iterator[str]:
    yield f".SS {roff(context.command_path.partition(' ')[2])}"
    yield from _usage(context)
    yield ".PP"
    yield from _paragraphs(context.command)
    yield from _options(context)


def _usage(context: click.Context) -> Iterator[str]:
    command = context.command
    if isinstance(command, click.Group):  # click's own words for this depend on its version
        words = ["[OPTIONS]", "[COMMAND]" if command.invoke_without_command else "COMMAND", "[ARGS]..."]
    else:
        words = command.collect_usage_pieces(context)
    yield f".B {roff(context.command_path)}"
    yield roff(" ".join(words))


def _paragraphs(command: click.Command) -> Iterator[str]:
    for index, paragraph in enumerate(re.split(r"\n\s*\n", (command.help or "").strip())):
        if index:
            yield ".PP"
        yield roff(paragraph)


def _options(context: click.Context, with_help: bool = False) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None and (with_help or HELP not in parameter.opts):
            words, meaning = record
            yield ".TP"
            yield f".B {roff(words)}"
            yield roff(meaning)


def _summary(command: click.Command) -> str:
    return (command.help or "").partition("\n")[0]


if __name__ == "__main__":
    write()

"""The errors of click in the program's form: what is wrong, then what to use."""

from __future__ import annotations

import re
from ast import literal_eval
from typing import Final

import click

from runstrength.text import invalid, one_of

CHOICE: Final = re.compile(r"(['\"].*['\"]) is not one of (.*)\.", re.DOTALL)
"""Click's message for a value that is none of the choices."""
RANGE: Final = re.compile(r"(.*) is not in the range (\S+?)<=?x<=?(\S+)\.", re.DOTALL)
"""Click's message for a number that is too small or too large."""
NUMBER: Final = re.compile(
    r"(['\"].*['\"]) is not a valid (?:integer|float|int range|float range)(?: range)?\.", re.DOTALL
)
"""Click's message for a value that is no number."""


def plain(error: click.ClickException) -> click.ClickException:
    """Return an error of click with a plain message, or the same error if it has one."""
    if isinstance(error, click.MissingParameter):
        choices = getattr(error.param.type, "choices", None) if error.param is not None else None
        if not choices or error.param is None:
            return error
        return click.UsageError(f"Missing {error.param.param_type_name}: use {one_of(choices)}", error.ctx)
    if not isinstance(error, click.BadParameter) or error.param is None:
        return error
    return click.UsageError(f"{_name(error.param)}: {_what_to_use(error.message)}", error.ctx)


def _name(parameter: click.Parameter) -> str:
    """Return how a parameter is written: `--minutes`, `ROUTINE`."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return (parameter.metavar or parameter.human_readable_name).strip("[].")


def _what_to_use(message: str) -> str:
    if match := CHOICE.fullmatch(message):
        return invalid(literal_eval(match[1]), one_of(re.findall(r"'(.*?)'", match[2])))
    if match := RANGE.fullmatch(message):
        return invalid(match[1], f"{match[2]} to {match[3]}")
    if match := NUMBER.fullmatch(message):
        return invalid(literal_eval(match[1]), "a number")
    return message

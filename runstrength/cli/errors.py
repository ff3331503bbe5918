"""The errors of click in the program's form: the option or argument, what is wrong, then what to use."""

from __future__ import annotations

import click

from runstrength.text import one_of


def plain(error: click.ClickException) -> click.ClickException:
    """Return an error of click in the program's form, or the same error if it has it."""
    if not isinstance(error, click.BadParameter) or error.param is None:
        return error
    if not isinstance(error, click.MissingParameter):
        return click.UsageError(f"{_name(error.param)}: {error.message}", error.ctx)
    choices = getattr(error.param.type, "choices", None)
    if not choices:
        return error
    return click.UsageError(f"Missing {error.param.param_type_name}: use {one_of(choices)}", error.ctx)


def _name(parameter: click.Parameter) -> str:
    """Return how a parameter is written: `--minutes`, `ROUTINE`."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return (parameter.metavar or parameter.human_readable_name).strip("[].")

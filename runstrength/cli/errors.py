"""The errors of click in the program's form: the option or argument, what is wrong, then what to use."""

from __future__ import annotations

import click

from runstrength.text import closest, invalid, one_of


def plain(error: click.ClickException) -> click.ClickException:
    """Return an error of click in the program's form, or the same error if it has it."""
    if isinstance(error, click.NoSuchOption):
        return _no_such_option(error)
    if not isinstance(error, click.BadParameter) or error.param is None:
        return error
    if not isinstance(error, click.MissingParameter):
        return click.UsageError(f"{_name(error.param)}: {error.message}", error.ctx)
    kind, choices = error.param.param_type_name, getattr(error.param.type, "choices", None)
    if choices:
        return click.UsageError(f"Missing {kind}: use {one_of(choices)}", error.ctx)
    value = f" {error.param.metavar}" if isinstance(error.param, click.Option) and error.param.metavar else ""
    return click.UsageError(f"Missing {kind}: add {_name(error.param)}{value}", error.ctx)


def _no_such_option(error: click.NoSuchOption) -> click.ClickException:
    """Return the error of an option that a command doesn't have, with the closest one that it has."""
    if error.ctx is None:
        return error
    options = [name for parameter in error.ctx.command.get_params(error.ctx) for name in parameter.opts]
    near = closest(error.option_name, [name for name in options if name.startswith("--") and name != "--help"])
    use = f"an option from {error.ctx.command_path} --help"
    return click.UsageError(f"{invalid(error.option_name, use)}{near}", error.ctx)


def _name(parameter: click.Parameter) -> str:
    """Return how a parameter is written: `--minutes`, `ROUTINE`."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return (parameter.metavar or parameter.human_readable_name).strip("[].")

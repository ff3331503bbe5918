"""A group of commands that answers a mistyped one with the closest one."""

from __future__ import annotations

import click


class CommandGroup(click.Group):
    """A group whose error of an unknown command has the program's form."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the called command; one that doesn't exist is an error that names the closest one."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-") and not ctx.resilient_parsing:
            from runstrength.text import closest, invalid  # late: only errors need it

            use = f"a command from {ctx.command_path} --help"
            raise click.UsageError(f"{invalid(args[0], use)}{closest(args[0], names)}", ctx)
        return super().resolve_command(ctx, args)

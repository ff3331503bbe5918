"""What an argument of the command line may be: text, or a name that can also be the path of a file.

Bytes that aren't UTF-8 reach Python as halves of characters. In a path they are right, because a file can have any
name; in a text they are refused where the argument enters, so that no command has to think of them.
"""

from __future__ import annotations

from typing import Any, Final

import click


class TextType(click.types.StringParamType):
    """A text that was typed."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text.

        Raises:
            BadParameter: it has bytes that aren't UTF-8.
        """
        text = super().convert(value, param, ctx)
        try:
            str(text).encode("utf-8")
        except UnicodeEncodeError:
            from runstrength.text import invalid

            self.fail(invalid(text, "UTF-8 text"), param, ctx)
        return text


class RoutineType(TextType):
    """The name of a routine, or the path of its file, which need not be UTF-8."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name or the path.

        Raises:
            BadParameter: it's a name, with bytes that aren't UTF-8.
        """
        from runstrength.text import is_toml_path

        return value if isinstance(value, str) and is_toml_path(value) else super().convert(value, param, ctx)


class PathType(click.Path):
    """The name of a file or folder, of any bytes; the command says what is wrong with it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        """Return the name as it was typed."""
        return value


TEXT: Final = TextType()
PATH: Final = PathType()
ROUTINE: Final = RoutineType()


def take_text_only(command: click.Command) -> None:
    """See that every argument and option of a command, and of those below it, that is a text takes nothing else."""
    for param in command.params:
        if param.type is click.STRING:
            param.type = TEXT
    for below in getattr(command, "commands", {}).values():
        take_text_only(below)

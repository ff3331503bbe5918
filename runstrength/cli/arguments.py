"""Types and shell completion of command line arguments.

Bytes that are not UTF-8 reach Python as surrogates. In a path they are valid, because a file can have any name; in
other text they are refused here, so that no command has to handle them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem


class TextType(click.types.StringParamType):
    """A text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text.

        Raises:
            BadParameter: it has bytes that are not UTF-8.
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
            BadParameter: it is a name with bytes that are not UTF-8.
        """
        from runstrength.text import is_toml_path

        return value if isinstance(value, str) and is_toml_path(value) else super().convert(value, param, ctx)


class PathType(click.Path):
    """The path of a file or folder, of any bytes; the command checks it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        """Return the path unchanged."""
        return value


TEXT: Final = TextType()
PATH: Final = PathType()
ROUTINE: Final = RoutineType()


def check_text_parameters(command: click.Command) -> None:
    """Make every text parameter of a command and its subcommands refuse bytes that are not UTF-8."""
    for param in command.params:
        if param.type is click.STRING:
            param.type = TEXT
    for subcommand in getattr(command, "commands", {}).values():
        check_text_parameters(subcommand)


def complete_routine(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Complete the name of a routine, or a file if the text starts like a path."""
    from click.shell_completion import CompletionItem

    if incomplete[:1] in (".", "~") or "/" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    from runstrength.cli.profile_data import profile_library

    return _completions(sorted(profile_library().routine_files), incomplete)


def complete_exercise(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Complete the key of an exercise."""
    from runstrength.cli.profile_data import profile_library

    return _completions(sorted(profile_library().exercises), incomplete)


def complete_session(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Complete the id of a session of the history, the newest first."""
    from runstrength.cli.profile_data import profile_history

    rows = profile_history().summaries().records
    return _completions(["last", *(row.id for row in rows)], incomplete)


def _completions(words: Sequence[str], incomplete: str) -> list[CompletionItem]:
    """Return the words that start with `incomplete`, without those that contain control characters."""
    from click.shell_completion import CompletionItem

    from runstrength.text import printable

    return [CompletionItem(word) for word in words if word.startswith(incomplete) and printable(word) == word]

"""Changes values of a person's TOML file without losing its comments, its order and its other keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runstrength import atomic
from runstrength.toml_input import InputError, Problem, Table, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Some editors write it at the start of a file."""


def read_own_toml(path: Path) -> dict[str, object] | None:
    """Return the content of a file that need not exist, None if it doesn't.

    Raises:
        InputError: it can't be read.
    """
    try:
        path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise InputError([Problem(str(path), "", "is a link to a missing file: use a TOML file")]) from None
        return None
    except OSError:  # read_toml reports it
        pass
    return read_toml(path)


def own_table(path: Path) -> tuple[Table, list[Problem]]:
    """Return one of the person's own files as a table, empty if it can't be read, and the list of its problems."""
    problems: list[Problem] = []
    data: dict[str, object] = {}
    try:
        data = read_own_toml(path) or {}
    except InputError as bad:
        problems += bad.problems
    return Table(data, str(path), problems), problems


def change_toml(path: Path, changes: Mapping[str, object], header: str) -> None:
    """Change some keys at the top of a file; the file and its folder are created if needed.

    Args:
        path: the file.
        changes: values by key; None removes a key.
        header: the comment at the start of a new file.

    Raises:
        InputError: the existing file can't be read; nothing is written.
        OSError: it could not be written; the old file is unchanged.
    """
    text = header if read_own_toml(path) is None else path.read_bytes().decode("utf-8")
    atomic.private_folder(path.parent)
    atomic.write(atomic.destination(path), changed_toml(text, changes).encode(), keep_mode=True)


def changed_toml(text: str, changes: Mapping[str, object]) -> str:
    """Return the text of a file with other values of some keys at its top; None removes a key."""
    import tomlkit

    content = text.removeprefix(_BYTE_ORDER_MARK)
    mark = text.removesuffix(content)
    document = tomlkit.parse(content)
    for key, value in changes.items():
        if value is None:
            document.pop(key, None)
        else:
            document[key] = list(value) if isinstance(value, tuple) else value
    return f"{mark}{tomlkit.dumps(document)}"

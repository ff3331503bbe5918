"""The guide: the advice behind the program in short sections, as `assets/guide.toml` has them."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from runstrength.checked import BadInput, Problem, closest, read_toml


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """One matter of the guide."""

    key: str
    """The name that the command takes."""
    title: str
    text: tuple[str, ...]
    """Its paragraphs."""


class _Guide(Struct, frozen=True, forbid_unknown_fields=True):
    sections: tuple[Section, ...]


def read_guide(path: Path) -> tuple[Section, ...]:
    """Read the guide.

    Raises:
        BadInput: the file is damaged.
    """
    try:
        return msgspec.convert(read_toml(path), _Guide).sections
    except msgspec.ValidationError as error:
        text, _, place = str(error).partition(" - at `$")
        raise BadInput([Problem(str(path), place.strip("`").lstrip("."), text[:1].lower() + text[1:])]) from None


def section(sections: tuple[Section, ...], key: str) -> Section:
    """Return a section by its key.

    Raises:
        BadInput: there is none; those there are are named.
    """
    for one in sections:
        if one.key == key:
            return one
    keys = [one.key for one in sections]
    raise BadInput([Problem(key, "", f"no section of this name{closest(key, keys)}; there are: {', '.join(keys)}")])

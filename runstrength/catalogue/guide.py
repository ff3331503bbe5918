"""The training guide: the sections of `assets/guide.toml`."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from runstrength.text import closest, one_of
from runstrength.toml_input import InputError, Problem, convert_toml


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """One section of the guide."""

    key: str
    """Its name on the command line."""
    title: str
    text: tuple[str, ...]
    """Its paragraphs."""


class _Guide(Struct, frozen=True, forbid_unknown_fields=True):
    sections: tuple[Section, ...]


def read_guide(path: Path) -> tuple[Section, ...]:
    """Read the guide.

    Raises:
        InputError: the file is damaged.
    """
    return convert_toml(path, _Guide).sections


def section(sections: tuple[Section, ...], key: str) -> Section:
    """Return a section by its key.

    Raises:
        InputError: there is none; those there are are named.
    """
    for section in sections:
        if section.key == key:
            return section
    keys = [section.key for section in sections]
    raise InputError([Problem(key, "", f"no section has this name{closest(key, keys)}: use {one_of(keys)}")])

"""The training guide: the sections of `assets/guide.toml`."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from runstrength.catalogue.naming import one_named
from runstrength.text import one_of
from runstrength.toml_input import convert_toml


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
    """Return a section by its key or its title.

    Raises:
        InputError: there is none; those there are are named.
    """
    titles = {section.key: (section.title,) for section in sections}
    found = one_named(key, titles, "section", one_of(list(titles)))
    return next(section for section in sections if section.key == found)

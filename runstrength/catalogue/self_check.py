"""The questions and norms of the self-check, from `assets/check.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct

from runstrength.toml_input import convert_toml

SELF_CHECK: Final = "check"
"""The name of its routine."""


class MirrorQuestion(Struct, frozen=True, forbid_unknown_fields=True):
    """One question before the mirror, answered with yes or no."""

    key: str
    """Its key in the history."""
    text: str
    tip: str = ""
    """What helps if the answer is no."""


class NormalRange(Struct, frozen=True, forbid_unknown_fields=True):
    """The normal range from an age on."""

    from_age: int
    women: float
    men: float


class Norm(Struct, frozen=True, forbid_unknown_fields=True):
    """The norm of one exercise of the check."""

    exercise: str
    unit: str
    """`s` or `reps`."""
    source: str
    ages: tuple[NormalRange, ...]
    """The youngest first."""

    def at(self, age: int) -> NormalRange | None:
        """Return the normal range at an age, None if the person is too young for the norm."""
        return next((usual for usual in reversed(self.ages) if age >= usual.from_age), None)


class SelfCheck(Struct, frozen=True, forbid_unknown_fields=True):
    """The questions and norms of the self-check."""

    questions: tuple[MirrorQuestion, ...]
    norms: tuple[Norm, ...]


def read_selfcheck(path: Path) -> SelfCheck:
    """Read questions and norms.

    Raises:
        InputError: the file is damaged.
    """
    return convert_toml(path, SelfCheck)

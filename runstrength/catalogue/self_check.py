"""What the self-check asks and compares with, as `assets/check.toml` has it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from runstrength.toml_input import convert_toml


class MirrorQuestion(Struct, frozen=True, forbid_unknown_fields=True):
    """One look into the mirror, to be answered with yes or no."""

    key: str
    """Its name in the history."""
    text: str
    tip: str = ""
    """What helps where the answer is no."""


class NormalRange(Struct, frozen=True, forbid_unknown_fields=True):
    """What is usual from an age on."""

    from_age: int
    women: float
    men: float


class Norm(Struct, frozen=True, forbid_unknown_fields=True):
    """What is usual in one exercise of the check."""

    exercise: str
    unit: str
    """`s` or `reps`."""
    source: str
    ages: tuple[NormalRange, ...]
    """From the youngest."""

    def at(self, age: int) -> NormalRange | None:
        """Return what is usual at an age, None for those too young to be in it."""
        return next((usual for usual in reversed(self.ages) if age >= usual.from_age), None)


class SelfCheck(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything about the self-check that is not its routine."""

    questions: tuple[MirrorQuestion, ...]
    norms: tuple[Norm, ...]


def read_selfcheck(path: Path) -> SelfCheck:
    """Read questions and norms.

    Raises:
        InputError: the file is damaged.
    """
    return convert_toml(path, SelfCheck)

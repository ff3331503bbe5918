"""What is not rewritten in plain words yet: `test_plain_words` leaves it out. A line goes with the rewrite."""

from __future__ import annotations

from typing import Final

HELP_TO_DO: Final[frozenset[str]] = frozenset()
"""Commands, by their `--help`; the program itself is empty."""

KEYS_TO_DO: Final[frozenset[str]] = frozenset()
"""Screens, by their keys."""

SCREENS_TO_DO: Final[frozenset[str]] = frozenset({})
"""Tests of pictures, by the screens they show."""

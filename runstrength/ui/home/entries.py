"""The menu entries of home."""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class MenuEntry(Struct, frozen=True):
    """A menu entry."""

    binding: str
    """The id of its binding, whose description is the title."""
    about: str = ""
    """The description, if the details do not have one."""


ENTRIES: Final = (
    MenuEntry("home.start"),
    MenuEntry("home.warmup", "Before a run: moving, no static holds."),
    MenuEntry("home.run", "Minutes and effort, so your week is complete."),
    MenuEntry("home.history", "Everything you have done, set by set."),
    MenuEntry("home.routines", "Start a routine, edit it, or make a new one."),
    MenuEntry("home.exercises", "How to do each one: a moving figure and a few words."),
    MenuEntry("home.check", "Compare left with right, and the mirror, every few weeks."),
    MenuEntry("home.guide", "Why you train this way: strength, rest, weights, mobility, when to get help."),
    MenuEntry("home.settings", "Level, equipment, season, sound: all preferences."),
)
"""The entries, the most used first."""

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
    MenuEntry("home.warmup", "Before a run: everything in motion, nothing held."),
    MenuEntry("home.run", "How long and how hard, so that the week is seen whole."),
    MenuEntry("home.history", "What you have done, every set of it."),
    MenuEntry("home.routines", "The built-in routines, and your own beside them."),
    MenuEntry("home.build", "Exercises in your order; how long they take is seen while you choose."),
    MenuEntry("home.exercises", "How each one is done, as a figure that moves and in words."),
    MenuEntry("home.check", "Left against right, and the mirror; every few weeks."),
    MenuEntry("home.guide", "Why it is as it is: strength, rest, load, mobility, when to see somebody."),
    MenuEntry("home.sounds", "Every tone by its name, and the voice; how loud they are."),
    MenuEntry("home.settings", "Level, equipment, season, sound: everything that is asked only once."),
    MenuEntry("app.help", "The keys, on one screen."),
    MenuEntry("home.quit", "Nothing is lost: every session is on the disk already."),
)
"""The entries, the most used first."""

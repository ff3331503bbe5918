"""The menu entries of home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A menu entry."""

    key: str
    """The key that selects it, as shown in the list."""
    title: str
    action: str
    """The action of the screen."""
    about: str = ""
    """The description, if the details do not have one."""


ENTRIES: Final = (
    MenuEntry("s", "Start the session", "start"),
    MenuEntry("w", "Warm-up", "warm_up", "Before a run: everything in motion, nothing held."),
    MenuEntry("l", "Log a run", "log_run", "How long and how hard, so that the week is seen whole."),
    MenuEntry("h", "History", "history", "What you have done, every set of it."),
    MenuEntry("r", "Another routine", "routines", "The built-in routines, and your own beside them."),
    MenuEntry("b", "Build a routine", "build", "Exercises in your order; how long they take is seen while you choose."),
    MenuEntry("e", "Exercises", "exercises", "How each one is done, as a figure that moves and in words."),
    MenuEntry("m", "Self-check", "check", "Left against right, and the mirror; every few weeks."),
    MenuEntry("g", "Guide", "guide", "Why it is as it is: strength, rest, load, mobility, when to see somebody."),
    MenuEntry("c", "Sound check", "sounds", "Every tone by its name, and the voice; how loud they are."),
    MenuEntry(",", "Settings", "settings", "Level, equipment, season, sound: everything that is asked only once."),
    MenuEntry("?", "Help", "help", "The keys, on one screen."),
    MenuEntry("q", "Quit", "leave", "Nothing is lost: every session is on the disk already."),
)
"""The entries, the most used first."""

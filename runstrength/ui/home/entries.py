"""The entries of home, and what each does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of home."""

    key: str
    """The key that chooses it, as the list shows it."""
    title: str
    action: str
    """What it does: an action of the screen."""
    about: str = ""
    """What it is, where its details do not say it."""


HOME: Final = (
    Entry("s", "Start the session", "start"),
    Entry("w", "Warm-up", "warm_up", "Before a run: everything in motion, nothing held."),
    Entry("l", "Log a run", "log_run", "How long and how hard, so that the week is seen whole."),
    Entry("h", "History", "history", "What you have done, every set of it."),
    Entry("r", "Another routine", "routines", "The built-in routines, and your own beside them."),
    Entry("b", "Build a routine", "build", "Exercises in your order; how long they take is seen while you choose."),
    Entry("e", "Exercises", "exercises", "How each one is done, as a figure that moves and in words."),
    Entry("m", "Self-check", "check", "Left against right, and the mirror; every few weeks."),
    Entry("g", "Guide", "guide", "Why it is as it is: strength, rest, load, mobility, when to see somebody."),
    Entry("c", "Sound check", "sounds", "Every tone by its name, and the voice; how loud they are."),
    Entry(",", "Settings", "settings", "Level, equipment, season, sound: everything that is asked only once."),
    Entry("?", "Help", "help", "The keys, on one screen."),
    Entry("q", "Quit", "leave", "Nothing is lost: every session is on the disk already."),
)
"""The entries of home, the most wanted first."""

"""Screens of the history: past sessions, edited, exported, imported, and as charts."""

"""The base of what this package raises when something a person asked for cannot be done."""

from __future__ import annotations


class HistoryError(Exception):
    """Something could not be done with a session; the text is a sentence for the person."""

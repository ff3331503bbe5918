"""What is said of a text for which there is too little room."""

from __future__ import annotations


def too_long(count: int, room: int, most: int) -> str:
    """Return what is said of a typed or pasted text that doesn't fit.

    Args:
        count: its characters.
        room: how many of them fit.
        most: how many characters fit at all.
    """
    if count == 1:
        return f"no room: at most {most:,} characters fit here"
    return f"{room:,} of {count:,} characters inserted: at most {most:,} fit here"

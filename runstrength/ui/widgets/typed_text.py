"""The message about text that does not fit an input."""

from __future__ import annotations


def too_long(count: int, room: int, limit: int) -> str:
    """Return the message about a typed or pasted text that does not fit.

    Args:
        count: characters of the text.
        room: characters that fit.
        limit: characters of the input.
    """
    if count == 1:
        return f"no room: at most {limit:,} characters fit here"
    return f"{room:,} of {count:,} characters inserted: at most {limit:,} fit here"

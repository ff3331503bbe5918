"""Lines of text as values: pieces with a style and an action, and what is made of them. No Textual."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from runstrength.cells import cell_len, wrap


class Span(Struct, frozen=True):
    """A piece of a line; its text is data and never read as markup."""

    text: str
    tone: str = ""
    """One of `TONES`, or nothing for the plain one."""
    action: str = ""
    """What a click on it does, as `screen.pause`; nothing for mere text."""


class Line(Struct, frozen=True):
    """One line: pieces from the left edge, and pieces at the right edge where there is room for them."""

    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()
    middle: bool = False
    """The left pieces stand in the middle."""


def cropped(lines: Sequence[Line], height: int) -> tuple[Line, ...]:
    """Return as many lines as fit, the last one a mark when there were more."""
    if len(lines) <= height:
        return tuple(lines)
    return (*lines[: height - 1], Line((Span("…", "dim"),))) if height > 2 else tuple(lines[:height])


def far(text: str, room: int) -> tuple[Span, Span]:
    """Return a quiet text at the right end of a room; the space before it is a span of its own, for pictures of it."""
    return Span(" " * max(0, room - cell_len(text))), Span(text, "dim")


def dim(text: str, width: int) -> list[Line]:
    """Return a text in quiet lines; none for an empty one."""
    return [Line((Span(line, "dim"),)) for line in wrap(text, width)]


def foot(keys: Sequence[tuple[str, str]], width: int) -> Line:
    """Return the shortcuts at the foot, each a click too; where they do not all fit, the first are left out.

    Args:
        keys: words and the action of each.
        width: columns.
    """
    kept = list(keys)
    while len(kept) > 2 and sum(cell_len(words) + 3 for words, _ in kept) - 3 > width:
        del kept[0]
    spans: list[Span] = []
    for words, action in kept:
        spans += [Span("   ")] if spans else []
        spans.append(Span(words, "dim", action))
    return Line(tuple(spans))

"""Lines of text as values: spans with a style and an action. No Textual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from runstrength.cells import cell_len, wrap_facts


class Span(Struct, frozen=True):
    """A part of a line; its text is not markup."""

    text: str
    tone: str = ""
    """One of `TONES`, or empty for plain text."""
    action: str = ""
    """The action of a click, such as `screen.pause`; empty for none."""


def cells_of(spans: Iterable[Span]) -> int:
    """Return the width of spans in terminal cells."""
    return sum(cell_len(span.text) for span in spans)


class Line(Struct, frozen=True):
    """A line: spans at the left edge, and spans at the right edge if there is room."""

    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()
    middle: bool = False
    """Whether the left spans are centered."""


def crop_lines(lines: Sequence[Line], height: int) -> tuple[Line, ...]:
    """Return as many lines as fit; if there are more, the last one is a mark."""
    if len(lines) <= height:
        return tuple(lines)
    return (*lines[: height - 1], Line((Span("…", "dim"),))) if height > 2 else tuple(lines[:height])


def right_aligned(text: str, room: int) -> tuple[Span, Span]:
    """Return a dimmed text, right-aligned in a width; the space before it is a separate span, for screenshots."""
    return Span(" " * max(0, room - cell_len(text))), Span(text, "dim")


def dim_lines(text: str, width: int) -> list[Line]:
    """Return a text as dimmed lines, broken between facts if possible; empty for an empty text."""
    return [Line((Span(line, "dim"),)) for line in wrap_facts(text, width)]


def footer(keys: Sequence[tuple[str, str]], width: int) -> Line:
    """Return the key hints of the footer, which can be clicked; if they do not fit, the first ones are left out.

    Args:
        keys: hints, each with its action.
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

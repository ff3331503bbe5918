"""Measures, wraps, cuts and pads text by its width in terminal cells."""

from __future__ import annotations

from runstrength.text import printable
from runstrength.wrapping import graphemes, wrap_words

ELLIPSIS = "…"


def cell_len(text: str) -> int:
    """Return the width of a text in terminal cells."""
    if text.isascii() and text.isprintable():
        return len(text)
    from rich.cells import cell_len  # loads large tables, which ASCII text does not need

    return cell_len(text)


def wrap(text: str, width: int, *, break_words: bool = True) -> list[str]:
    """Return a text in lines of at most `width` cells, broken at spaces, with control characters made visible.

    Args:
        text: the text; runs of whitespace count as one space.
        width: of a line; at least 1.
        break_words: break words that are longer than a line; else such a word gets a line of its own. A character that
            is wider than a line always gets its own.
    """
    return wrap_words(map(printable, text.split()), width, cell_len, break_words=break_words)


def wrap_facts(text: str, width: int) -> list[str]:
    """Return facts, which are joined by ` · `, in lines of at most `width` cells, broken between facts if possible."""
    lines: list[str] = []
    for fact in text.split(" · "):
        shown = " ".join(map(printable, fact.split()))
        if lines and cell_len(lines[-1]) + 3 + cell_len(shown) <= width:
            lines[-1] += f" · {shown}"
        else:
            lines += wrap(fact, width)
    return lines


def cut(text: str, width: int) -> str:
    """Return a text in at most `width` cells; if it is longer, it ends in `…`."""
    if cell_len(text) <= width:
        return text
    return "" if width < 1 else _beginning(text, width - 1) + ELLIPSIS


def cut_start(text: str, width: int) -> str:
    """Return the end of a text in at most `width` cells."""
    if cell_len(text) <= width:
        return text
    kept = ""
    for character in reversed([*graphemes(text, cell_len)]):
        if cell_len(character + kept) > width:
            break
        kept = character + kept
    return kept


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return a text padded with spaces to `width` cells, right-aligned if `right`."""
    space = " " * max(0, width - cell_len(text))
    return space + text if right else text + space


def fit(text: str, width: int) -> str:
    """Return a text in exactly `width` cells, padded or cut, with control characters made visible."""
    return pad(cut(printable(text), width), width)


def _beginning(text: str, width: int) -> str:
    kept = ""
    for character in graphemes(text, cell_len):
        if cell_len(kept + character) > width:
            break
        kept += character
    return kept

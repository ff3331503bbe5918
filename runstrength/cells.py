"""How wide text is in a terminal, and how it is wrapped, cut and padded; app and command line use the same."""

from __future__ import annotations

from runstrength.text import printable
from runstrength.wrapping import characters, wrap_words

ELLIPSIS = "…"


def cell_len(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    from rich.cells import cell_len  # a table that most texts do not need

    return cell_len(text)


def wrap(text: str, width: int, *, break_words: bool = True) -> list[str]:
    """Return a text in lines of at most `width` cells, broken at spaces, with control characters made visible.

    Args:
        text: what is to be wrapped; every space counts as one.
        width: of a line; below 1 it counts as 1.
        break_words: break a word that is longer than a line; else it has a line of its own. A character that is wider
            than a line always has one.
    """
    return wrap_words(map(printable, text.split()), width, cell_len, break_words=break_words)


def cut(text: str, width: int) -> str:
    """Return a text in at most `width` cells, its end replaced by `…` where it is longer."""
    if cell_len(text) <= width:
        return text
    return "" if width < 1 else _beginning(text, width - 1) + ELLIPSIS


def cut_start(text: str, width: int) -> str:
    """Return the end of a text in at most `width` cells."""
    if cell_len(text) <= width:
        return text
    kept = ""
    for character in reversed([*characters(text, cell_len)]):
        if cell_len(character + kept) > width:
            break
        kept = character + kept
    return kept


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return a text filled with spaces to `width` cells, on its left side if it is to stand right."""
    space = " " * max(0, width - cell_len(text))
    return space + text if right else text + space


def fit(text: str, width: int) -> str:
    """Return a text in exactly `width` cells, control characters made visible: filled with spaces, or cut."""
    return pad(cut(printable(text), width), width)


def _beginning(text: str, width: int) -> str:
    kept = ""
    for character in characters(text, cell_len):
        if cell_len(kept + character) > width:
            break
        kept += character
    return kept

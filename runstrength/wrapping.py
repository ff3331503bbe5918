"""Breaks a text into lines, in whatever its width is measured: terminal cells or pixels of a font."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

JOINER = "\u200d"
"""Joins two characters to one emoji."""


def wrap_words(
    words: Iterable[str], width: int, measure: Callable[[str], int], *, break_words: bool = True
) -> list[str]:
    """Return words in as few lines as possible, broken at spaces.

    Every call ends and no letter is lost, whatever the width and the letters are. A width below 1 counts as 1.

    Args:
        words: without spaces in them.
        width: of a line, as `measure` measures.
        measure: returns the width of a text.
        break_words: break a word that is longer than a line; else it has a line of its own. A character that is wider
            than a line always has one.
    """
    width = max(1, width)
    lines: list[str] = []
    for word in words:
        if lines and measure(longer := f"{lines[-1]} {word}") <= width:
            lines[-1] = longer
        elif break_words:
            lines += broken(word, width, measure)
        else:
            lines.append(word)
    return lines


def broken(word: str, width: int, measure: Callable[[str], int]) -> Iterator[str]:
    """Yield the pieces of a word, as long as fit the width; at least one character each."""
    piece = ""
    if measure(word) > width:
        for character in characters(word, measure):
            if piece and measure(piece + character) > width:
                yield piece
                piece = ""
            piece += character
    yield piece or word


def characters(text: str, measure: Callable[[str], int]) -> Iterator[str]:
    """Yield what a reader takes for one character: a letter with its accents, an emoji with what is joined to it."""
    begin = 0
    for place in range(1, len(text)):
        if text[place - 1] != JOINER and measure(text[place]) > 0:
            yield text[begin:place]
            begin = place
    if text:
        yield text[begin:]

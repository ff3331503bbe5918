"""Breaks text into lines, measured in terminal cells or in the pixels of a font."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

JOINER = "\u200d"
"""Zero-width joiner, which joins two characters into one emoji."""


def wrap_words(
    words: Iterable[str], width: int, measure: Callable[[str], int], *, break_words: bool = True
) -> list[str]:
    """Return words in as few lines as possible, broken at spaces.

    No character is ever lost.

    Args:
        words: the words, without spaces.
        width: of a line, in the unit of `measure`; at least 1.
        measure: returns the width of a text.
        break_words: break words that are longer than a line; else such a word gets a line of its own. A character that
            is wider than a line always gets its own.
    """
    width = max(1, width)
    lines: list[str] = []
    for word in words:
        if lines and measure(longer := f"{lines[-1]} {word}") <= width:
            lines[-1] = longer
        elif break_words:
            lines += break_word(word, width, measure)
        else:
            lines.append(word)
    return lines


def break_word(word: str, width: int, measure: Callable[[str], int]) -> Iterator[str]:
    """Yield the pieces of a word, each with at least one character and not wider than the width.

    A word with a hyphen is broken after the last hyphen that fits: `Single-`, `leg`.
    """
    piece = ""
    if measure(word) > width:
        for character in graphemes(word, measure):
            while piece and measure(piece + character) > width:
                end = piece.rfind("-") + 1
                cut = end if piece[:end].strip("-") else len(piece)
                yield piece[:cut]
                piece = piece[cut:]
            piece += character
    yield piece or word


def graphemes(text: str, measure: Callable[[str], int]) -> Iterator[str]:
    """Yield the graphemes of a text: a letter with its accents, an emoji with what is joined to it."""
    start = 0
    for index in range(1, len(text)):
        if text[index - 1] != JOINER and measure(text[index]) > 0:
            yield text[start:index]
            start = index
    if text:
        yield text[start:]

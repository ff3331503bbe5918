"""Big text in pixels: a cell of the terminal has two, one above the other, so that each is square."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from runstrength.figure.glyphs import DIGITS, HEIGHT, LETTERS, NARROW, UNKNOWN, Bitmap
from runstrength.wrapping import wrap_words

CELLS = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}
"""The character for two pixels, one above the other."""
EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
"""The characters for eighths of a cell, from the left."""
MARK = 4
"""Width and height of a mark in pixels."""
MARK_GAP = 2
"""Pixels between two marks."""


def bitmap(text: str, font: dict[str, Bitmap]) -> Bitmap:
    """Return the text as a picture, with one blank pixel between glyphs."""
    glyphs = [font.get(char) or font[UNKNOWN] for char in text]
    return tuple(".".join(glyph[row] for glyph in glyphs) for row in range(HEIGHT))


def scaled(picture: Bitmap, scale: int) -> Bitmap:
    """Return the picture with each pixel drawn as a square of scale x scale pixels."""
    rows = ("".join(pixel * scale for pixel in row) for row in picture)
    return tuple(row for row in rows for _ in range(scale))


def outlined(picture: Bitmap) -> Bitmap:
    """Return the outline of a picture: its set pixels that touch a blank one or the edge, diagonally too."""
    width = len(picture[0]) if picture else 0
    framed = ["." * (width + 2), *(f".{row}." for row in picture), "." * (width + 2)]
    solid = "#" * 3
    return tuple(
        "".join(
            "." if above[x : x + 3] == row[x : x + 3] == below[x : x + 3] == solid else row[x + 1] for x in range(width)
        )
        for (above, row), (_, below) in pairwise(pairwise(framed))
    )


def cells(picture: Bitmap) -> tuple[str, ...]:
    """Return a picture as rows of characters, two rows of pixels in each."""
    blank = "." * len(picture[0]) if picture else ""
    rows = [*picture, blank]
    return tuple(
        "".join(CELLS[upper + lower] for upper, lower in zip(top, low, strict=True))
        for top, low in zip(rows[0:-1:2], rows[1::2], strict=True)
    )


@lru_cache(maxsize=8)
def digits(text: str, scale: int = 1, *, outline: bool = False) -> tuple[str, ...]:
    """Return a number as rows of characters, solid or as an outline."""
    blank = " " * scale
    return tuple(map(blank.join, zip(*(_digit(char, scale, outline) for char in text), strict=True)))


@lru_cache(maxsize=32)
def _digit(char: str, scale: int, outline: bool) -> tuple[str, ...]:
    """Return a character of a number; the blank pixel between two of them keeps their outlines apart."""
    picture = scaled(bitmap(char, DIGITS), scale)
    return cells(outlined(picture) if outline else picture)


@lru_cache(maxsize=32)
def letters(text: str, scale: int = 1, *, narrow: bool = False) -> tuple[str, ...]:
    """Return a word in capitals as rows of characters."""
    return cells(scaled(bitmap(text.upper(), NARROW if narrow else LETTERS), scale))


def arrow(side: str, length: int, scale: int = 1) -> tuple[str, ...]:
    """Return an arrow to the left or right, `length` pixels long, as rows of characters."""
    tip = ("..#", ".##", "###", ".##", "..#")
    shaft = ("." * (length - 3), "." * (length - 3), "#" * (length - 3), "." * (length - 3), "." * (length - 3))
    rows = tuple(head + tail for head, tail in zip(tip, shaft, strict=True))
    picture = rows if side == "left" else tuple(row[::-1] for row in rows)
    return cells(scaled(picture, scale))


@lru_cache(maxsize=32)
def marks(filled: int, count: int, scale: int = 1) -> tuple[str, ...]:
    """Return a row of `count` squares, the first `filled` ones solid, the others hollow, as rows of characters."""
    square = ("#" * MARK * scale,) * MARK * scale
    pictures = [square if number < filled else outlined(square) for number in range(count)]
    blank = "." * MARK_GAP * scale
    return cells(tuple(blank.join(picture[row] for picture in pictures) for row in range(MARK * scale)))


def bar(fraction: float, length: int) -> str:
    """Return a bar filled to a fraction of `length` cells, exact to an eighth of a cell."""
    eighths = round(min(1.0, max(0.0, fraction)) * length * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + EIGHTHS[rest]).ljust(length)[:length]


def columns_of(word: str) -> int:
    """Return the width of a word in capitals, in pixels at scale 1."""
    return columns(word.upper(), LETTERS)


def columns(text: str, font: dict[str, Bitmap]) -> int:
    """Return the width of a text, in pixels at scale 1."""
    return sum(len((font.get(char) or font[UNKNOWN])[0]) + 1 for char in text) - 1 if text else 0


def rows(scale: int) -> int:
    """Return the rows of cells that a line of text takes at a scale."""
    return (HEIGHT * scale + 1) // 2


def fit(text: str, font: dict[str, Bitmap], width: int, height: int) -> int:
    """Return the largest scale at which the text fits into width x height cells, 0 if none does."""
    return min(width // max(1, columns(text, font)), height * 2 // HEIGHT)


def wrapped(text: str, font: dict[str, Bitmap], width: int, scale: int = 1) -> list[str]:
    """Return the text in as few lines as fit the width, broken only at spaces."""
    return wrap_words(text.upper().split(), width, lambda line: columns(line, font) * scale, break_words=False)

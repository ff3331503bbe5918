"""The pixel fonts and the pictures made of them."""

from __future__ import annotations

import pytest

from runstrength.figure import pixels
from runstrength.figure.glyphs import DIGITS, HEIGHT, LETTERS, Bitmap
from tests.support.loops import looped

SIZES = [(20, 5), (80, 24), (33, 12), (200, 3)]


@pytest.mark.parametrize("font", [DIGITS, LETTERS])
def test_glyphs_are_rectangles(font: dict[str, Bitmap]) -> None:
    """Every glyph of both fonts has the font's height, one width, and only ink and paper."""
    for glyph in font.values():
        assert len(glyph) == HEIGHT
        assert len({len(row) for row in glyph}) == 1
        assert set("".join(glyph)) <= set("#.")


@pytest.mark.parametrize("font", [DIGITS, LETTERS])
def test_no_two_characters_of_a_font_look_the_same(font: dict[str, Bitmap]) -> None:
    """No two characters of a font look the same, but for nought and the letter O."""
    assert len({glyph for char, glyph in font.items() if char != "O"}) == len(font) - ("O" in font)


def test_numerals_have_one_width() -> None:
    """A time takes the same place whatever its digits are."""
    assert {pixels.columns(digit, DIGITS) for digit in "0123456789-?"} == {3}
    assert pixels.columns(":", DIGITS) == 1


def test_letters_cover_names() -> None:
    """Capitals, digits, and the marks of exercise names have glyphs of their own."""
    assert set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -'.,/&+") <= set(LETTERS)


def test_two_pixels_to_a_cell() -> None:
    """A cell shows a pixel of its own for its upper and its lower half."""
    assert pixels.cells(("#.#.", "##..", "..##")) == ("█▄▀ ", "  ▀▀")


def test_digits_at_scale_one() -> None:
    """The smallest numeral is its font, five half rows high."""
    assert pixels.digits("1:4") == (
        "▄█  ▄ █ █",
        " █  ▄ ▀▀█",
        "▀▀▀     ▀",
    )


@looped("scale", [1, 2, 3, 4])
def test_pixels_are_square(scale: int) -> None:
    """A numeral is scale columns wide and scale half rows high for each pixel of its font."""
    drawn = pixels.digits("00:00", scale)

    assert len(drawn) == pixels.rows(scale) == (5 * scale + 1) // 2
    assert {len(row) for row in drawn} == {17 * scale}


def test_outline_is_hollow() -> None:
    """An outline keeps the border of the ink and leaves out what is inside."""
    assert pixels.outlined(("####", "####", "####", "####")) == ("####", "#..#", "#..#", "####")


def test_outline_of_thin_ink_is_the_ink() -> None:
    """Strokes which are all border stay whole."""
    assert pixels.digits("0:48", 2, outline=True) == pixels.digits("0:48", 2)


def test_unknown_characters_are_question_marks() -> None:
    """A character which the font has not got is drawn as a question mark."""
    assert pixels.letters("~") == pixels.letters("?")
    assert pixels.digits("x") == pixels.digits("?")


def test_words_are_capitals() -> None:
    """Small letters are drawn as capitals."""
    assert pixels.letters("side plank") == pixels.letters("SIDE PLANK")


def test_nothing_has_no_width() -> None:
    """An empty text is an empty picture."""
    assert set(pixels.letters("")) == {""}
    assert pixels.columns("", LETTERS) == 0


@looped(("width", "height"), SIZES)
def test_fit_is_the_largest(width: int, height: int) -> None:
    """The scale which fits leaves the text inside the region, and the next one would not."""

    def fits(scale: int) -> bool:
        return pixels.columns("00:00", DIGITS) * scale <= width and pixels.rows(scale) <= height

    scale = pixels.fit("00:00", DIGITS, width, height)

    assert fits(scale)
    assert not fits(scale + 1)


def test_fit_says_when_nothing_fits() -> None:
    """A region smaller than the smallest numeral has scale nought."""
    assert pixels.fit("00:00", DIGITS, 16, 24) == 0


def test_names_wrap_at_spaces() -> None:
    """A name too wide for one line takes more, each within the width."""
    name = "Single-leg glute bridge"

    lines = pixels.wrapped(name, LETTERS, 80)

    assert " ".join(lines) == name.upper()
    assert len(lines) == 2
    assert all(pixels.columns(line, LETTERS) <= 80 for line in lines)
    assert pixels.wrapped("Squat", LETTERS, 80) == ["SQUAT"]

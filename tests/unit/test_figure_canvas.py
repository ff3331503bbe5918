"""The canvas of braille dots."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from runstrength.figure.ascii import ascii_text
from runstrength.figure.canvas import Canvas, Rows
from tests.support.loops import looped

INKS = ("dim", "bright")


def _text(rows: Rows) -> list[str]:
    return ["".join(run.text for run in row) for row in rows]


@looped(
    ("x", "y", "char"),
    [(0, 0, "⠁"), (1, 0, "⠈"), (0, 1, "⠂"), (1, 1, "⠐"), (0, 2, "⠄"), (1, 2, "⠠"), (0, 3, "⡀"), (1, 3, "⢀")],
)
def test_each_dot_has_its_place_in_the_cell(x: int, y: int, char: str) -> None:
    """A dot is drawn where it belongs, two across and four down in a cell."""
    canvas = Canvas(1, 1, INKS)
    canvas.dot(x, y, "bright")
    assert _text(canvas.rows()) == [char]


def test_nothing_drawn_is_spaces() -> None:
    """An empty canvas is blank and as large as asked."""
    assert _text(Canvas(3, 2, INKS).rows()) == ["   ", "   "]


def test_a_cell_takes_its_strongest_ink() -> None:
    """Where two inks meet in a cell, the later one of the canvas's inks wins, and the cells around keep theirs."""
    canvas = Canvas(3, 1, INKS)
    canvas.line(0, 0, 5, 0, "dim")
    canvas.dot(2, 3, "bright")
    assert [(run.text, run.ink) for run in canvas.rows()[0]] == [("⠉", "dim"), ("⡉", "bright"), ("⠉", "dim")]


def test_a_disc_is_round_and_a_circle_hollow() -> None:
    """A disc reaches its radius in every direction, a circle is open in its middle."""
    solid, ring = Canvas(5, 3, INKS), Canvas(5, 3, INKS)
    solid.disc(5, 5, 4, "bright")
    ring.circle(5, 5, 4, "bright", 1.5)
    assert _text(solid.rows())[1][2] == "⣿"
    assert _text(ring.rows())[1][2] == " "
    assert _text(ring.rows())[0] == _text(solid.rows())[0].replace("⣿", "⠛") or _text(ring.rows())[0].strip()


def test_clearing_takes_only_the_inks_named() -> None:
    """What is cleared in one ink leaves the other."""
    canvas = Canvas(4, 1, INKS)
    canvas.line(0, 0, 7, 0, "dim")
    canvas.line(0, 3, 7, 3, "bright")
    canvas.clear(0, 0, 7, 0, 9, ("dim",))
    assert _text(canvas.rows()) == ["⣀⣀⣀⣀"]


@given(
    st.floats(-20, 60), st.floats(-20, 60), st.floats(-20, 60), st.floats(-20, 60), st.floats(0.1, 12),
)  # fmt: skip
def test_whatever_is_drawn_the_rows_keep_their_width(x0: float, y0: float, x1: float, y1: float, thick: float) -> None:
    """Lines that leave the canvas, or miss it, are cut off and break nothing."""
    canvas = Canvas(11, 5, INKS)
    canvas.line(x0, y0, x1, y1, "bright", thick)
    assert [len(row) for row in _text(canvas.rows())] == [11] * 5


@given(st.integers(0, 30), st.integers(0, 18), st.integers(0, 30), st.integers(0, 18), st.floats(1, 6))
def test_a_line_reaches_both_ends(x0: int, y0: int, x1: int, y1: int, thick: float) -> None:
    """Both ends of a line are drawn, at any thickness."""
    canvas = Canvas(16, 5, INKS)
    canvas.line(x0, y0, x1, y1, "bright", thick)
    rows = _text(canvas.rows())
    assert rows[y0 // 4][x0 // 2] != " " != rows[y1 // 4][x1 // 2]


def test_a_likeness_in_ascii() -> None:
    """Without braille the picture is made of ASCII, and no dot is lost to a space."""
    canvas = Canvas(8, 3, INKS)
    canvas.line(0, 0, 15, 11, "bright", 3)
    braille = _text(canvas.rows())
    plain = [ascii_text(row) for row in braille]
    assert all(row.isascii() for row in plain)
    assert [[char == " " for char in row] for row in plain] == [[char == " " for char in row] for row in braille]

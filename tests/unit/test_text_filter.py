"""Text that wants to be more than text, on its last way to the terminal."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.color import Color
from textual.widgets import Input, Static

from runstrength.ui.literal_app import LiteralApp
from runstrength.ui.terminal.text_filter import TextFilter
from tests.support.app import painted
from tests.support.hostile import MARKUP, ORDERS, WIDE

HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
PIECES = [
    "\x1b]52;c;MTE=\x07",
    "\x1b[31m",
    "\x9b31m",
    "\u202e",
    "\u2066",
    "\u061c",
    "👩\u200d🦰",
    "❤\ufe0f",
    "走る",
    "e\u0301" * 9,
]


@given(st.lists(st.text(max_size=20) | st.sampled_from(PIECES), max_size=8))
def test_whatever_is_drawn_nothing_of_it_is_obeyed(texts: list[str]) -> None:
    """Whatever is drawn, nothing of it is obeyed, turned around or hidden, and it is exactly as wide as it was."""
    segments = TextFilter().apply([Segment(text) for text in texts], Color(0, 0, 0))
    for text, segment in zip(texts, segments, strict=True):
        assert not HARMFUL.search(segment.text)
        assert cell_len(segment.text) == cell_len(text)
        if text.isascii() and text.isprintable():
            assert segment.text == text


class Careless(LiteralApp):
    """An app whose widgets show what they get."""

    def compose(self) -> ComposeResult:
        """Show hostile text in two kinds of widget."""
        yield Input(ORDERS + WIDE)
        yield Static(ORDERS + "\n" + MARKUP, markup=False)


async def test_not_even_a_widget_that_nobody_made_careful_draws_anything_harmful() -> None:
    """Not even a widget that nobody made careful draws anything harmful; all rows keep their width."""
    app = Careless()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        rows = painted(app)
        assert not HARMFUL.search("".join(rows))
        assert {cell_len(row) for row in rows} == {60}
        assert "PWNED" in "".join(rows)


@pytest.mark.skipif(sys.platform == "win32", reason="there is another driver")
def test_what_is_ours() -> None:
    """Of what is written whole only pictures, modes, the title and the pointer pass; the clipboard is left alone."""
    from runstrength.ui.terminal.output import safe

    for ours in (
        "\x1b[1;31mred\x1b[0m",
        "\x1b[?2026h",
        "\x1b]2;Squat · 走る\x07",
        "\x1b]22;text\x07",
        "a\r\nb\x07",
        "\x1b[>25u",
    ):
        assert safe(ours) == ours
    for other in (
        "\x1b]52;c;MTE=\x07",
        "\x1b]0;x\x1b\\",
        "\x1b]8;;http://x\x07",
        "\x1bP+q\x1b\\",
        "\x1b_x\x1b\\",
        "\x1bc",
    ):
        assert "\x1b" not in safe(f"a{other}b")
    assert safe("a\u202eb\x9bc\x00") == "abc"

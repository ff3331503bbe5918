"""Text in a terminal's cells: wrapped, cut and padded, at every width and with every width of character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from runstrength.cells import cell_len, cut, cut_start, fit, pad, wrap, wrap_facts
from runstrength.figure import pixels
from runstrength.figure.glyphs import LETTERS
from runstrength.text import printable
from runstrength.ui.routines.builder_lines import field_lines
from runstrength.ui.routines.fields import DraftField
from runstrength.wrapping import graphemes, wrap_words
from tests.support.loops import looped

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
"""One emoji of five characters, two cells wide."""
ACCENT, JOINER, HEART, TONE, FLAG = "e\u0301", "\u200d", "\u2764\ufe0f", "\U0001f3fd", "\U0001f1e9\U0001f1ea"
WIDTHS_OF_CHARACTERS = ("a", ACCENT, "\u65e5", "\u200b", "\u0301", JOINER, HEART, TONE, FAMILY, FLAG, "\x1b")
TEXTS = st.lists(st.sampled_from((*WIDTHS_OF_CHARACTERS, " ", "word", "-")), max_size=24).map("".join) | st.text(
    max_size=24
)
WIDTHS = st.integers(min_value=-2, max_value=30)


def letters(lines: list[str]) -> str:
    """Return what is left of lines without their spaces."""
    return "".join("".join(lines).split())


@given(TEXTS, WIDTHS)
def test_wrapping_ends_at_every_width(text: str, width: int) -> None:
    """Wrapping ends at every width, loses no letter, and only a character wider than a line is wider than it."""
    lines = wrap(text, width)

    assert letters(lines) == letters(wrap(text, 1000))
    for line in lines:
        assert cell_len(line) <= max(1, width) or len([*graphemes(line, cell_len)]) == 1


@looped("character", WIDTHS_OF_CHARACTERS)
@looped("count", [1, 2, 3, 40])
def test_every_width_of_character(character: str, count: int) -> None:
    """A long word of any character is broken to every width from 1, with as many cells in a line as fit."""
    whole = wrap(character * count, 1000)
    for width in range(1, 50):
        lines = wrap(character * count, width)
        assert letters(lines) == letters(whole)
        assert all(cell_len(line) <= max(width, 2) for line in lines)
        if width >= 2 and len(lines) > 1:
            assert all(cell_len(line) > width - 2 for line in lines[:-1])


def test_a_hyphen_is_a_place_to_break() -> None:
    """A word that is too long is broken after its last hyphen that fits; hyphens alone are no such place."""
    assert wrap("Single-leg deadlift", 9) == ["Single-", "leg", "deadlift"]
    assert wrap("Single-leg", 10) == ["Single-leg"]
    assert wrap("a-b-cde", 4) == ["a-b-", "cde"]
    assert wrap("-------", 4) == ["----", "---"]


def test_joined_characters_stay_together() -> None:
    """An emoji that is joined of several, and a letter with its accent, are not torn apart."""
    assert wrap_words([FAMILY * 3], 2, cell_len) == [FAMILY] * 3
    assert wrap_words(["e\u0301" * 3], 1, cell_len) == ["e\u0301"] * 3


@given(TEXTS, WIDTHS)
def test_what_is_cut_or_filled_has_the_width_that_was_asked_for(text: str, width: int) -> None:
    """What is cut or filled has the width that was asked for; the end of a text is its end."""
    assert cell_len(cut(text, width)) <= max(0, width)
    assert cell_len(cut_start(text, width)) <= max(0, width)
    assert text.endswith(cut_start(text, width))
    assert cell_len(fit(text, width)) == max(0, width)
    assert cell_len(pad(printable(text), width)) == max(width, cell_len(printable(text)))
    if cell_len(text) <= width:
        assert cut(text, width) == cut_start(text, width) == text


@given(TEXTS, WIDTHS)
def test_big_letters_are_wrapped_by_the_same_rules(text: str, width: int) -> None:
    """Big letters are wrapped by the same rules, in pixels, and no word is broken."""
    assert "".join(pixels.wrapped(text, LETTERS, width)).replace(" ", "") == "".join(text.upper().split())


@looped("width", range(-3, 40))
def test_the_builder_in_a_narrow_window(width: int) -> None:
    """What is typed for a value of the builder has its end at most, in a window of any width."""
    field = DraftField("title", "Title", "Small", text="Small", types="a name")
    for typed in ("", "a", "日本", "a long title of a routine"):
        assert field_lines("The routine", [field], 0, typed, "", (width, 10))


def test_facts_break_between_facts() -> None:
    """Facts that need several lines are broken between them; only a fact too long for a line is broken itself."""
    facts = "intermediate · 3 sets · 8 min · done 07:38"

    assert wrap_facts(facts, 80) == [facts]
    assert wrap_facts(facts, 36) == ["intermediate · 3 sets · 8 min", "done 07:38"]
    assert wrap_facts("6-12 reps, each side · 3 s down, 1 s up", 35) == ["6-12 reps, each side", "3 s down, 1 s up"]
    assert wrap_facts("a sentence of many words · 5 min", 12) == ["a sentence", "of many", "words", "5 min"]
    assert wrap_facts("", 10) == []

"""Text in ASCII that can still be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.figure import pixels
from runstrength.figure.ascii import ASCII_CODEC, ASCII_ERRORS, BLOCKS, BRAILLE, LINES, ascii_text, supports_utf8
from runstrength.text import printable
from tests.support.loops import looped


def test_the_tables_are_whole() -> None:
    """Each pattern, line and block has one printable character of ASCII; only the empty pattern is a space."""
    assert (len(BRAILLE), len(LINES), len(BLOCKS)) == (256, 128, 32)
    for table in (BRAILLE, LINES, BLOCKS):
        assert table.isascii()
        assert table.isprintable()
    assert [place for place, char in enumerate(BRAILLE) if char == " "] == [0]
    assert " " not in LINES + BLOCKS


@given(st.text(max_size=30))
def test_whatever_a_text_contains_it_becomes_ascii_that_can_be_printed(text: str) -> None:
    """Whatever a text contains, it becomes ASCII that can be printed."""
    assert ascii_text(printable(text)).isascii()
    assert ascii_text(printable(text)).isprintable()


@looped(
    ("text", "likeness"),
    [
        ("A · set 1 of 2 ●○", "A - set 1 of 2 *o"),
        ("6–12 × 8 …", "6-12 x 8 ~"),
        ("━━──", "==--"),
        ("◀▶ ↑↓←→ ■□ ›", "<> ^v<> #o >"),
        ("Küçük Åse naïve Łódź Straße", "Kucuk Ase naive Lodz Strase"),
        ("Ku\u0308rze", "Kurze"),
        ("日本", "????"),
        ("ＡＢ", "A B "),
        ("плank", "??ank"),
        ("½", "?"),
    ],
)
def test_signs_become_what_looks_like_them(text: str, likeness: str) -> None:
    """Signs become what looks like them, letters lose their accents, and what has no likeness is a question mark."""
    assert ascii_text(text) == likeness


def test_strokes_of_braille() -> None:
    """Dots that rise, fall, stand and lie become strokes that do the same."""
    assert [ascii_text(dots) for dots in ("⡠⠊", "⠑⢄", "⡇", "⢸", "⠤⠤", "⣀", "⠉", "⣿", "⠀")] == [
        '_"',
        '"_',
        "|",
        "|",
        "--",
        "_",
        '"',
        "#",
        " ",
    ]


def test_digits_can_be_told_apart() -> None:
    """The ten digits stay ten different pictures at every scale."""
    for scale in (1, 2, 3):
        assert len({tuple(map(ascii_text, pixels.digits(digit, scale))) for digit in "0123456789"}) == 10


@looped(
    ("encoding", "environment", "all_letters"),
    [
        ("utf-8", {}, True),
        ("UTF8", {"LANG": "de_DE.UTF-8"}, True),
        ("utf_8", {"LANG": "C"}, True),
        ("utf-8", {"LC_ALL": "en_US.utf8"}, True),
        ("utf-8", {"LC_CTYPE": "de_DE.UTF-8", "LANG": "de_DE.ISO-8859-1"}, True),
        ("utf-8", {"LC_CTYPE": "C.UTF-8", "LANG": "C"}, True),
        ("utf-8", {"LC_CTYPE": "C.UTF-8", "LANG": "de_DE.ISO-8859-1"}, False),
        ("utf-8", {"LC_CTYPE": "UTF-8"}, True),
        ("utf-8", {"LANG": "de_DE"}, True),
        ("utf-8", {"LANG": "ca_ES.UTF-8@valencia"}, True),
        ("utf-8", {"LC_ALL": "C"}, False),
        ("utf-8", {"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, False),
        ("utf-8", {"LANG": "de_DE.ISO-8859-15@euro"}, False),
        ("utf-8", {"LC_ALL": "en_US.ISO-8859-1", "LANG": "C.UTF-8"}, False),
        ("iso8859-1", {"LANG": "C.UTF-8"}, False),
        ("ascii", {}, False),
        ("", {}, False),
        (None, {}, False),
    ],
)
def test_which_terminals_have_all_letters(encoding: str | None, environment: dict[str, str], all_letters: bool) -> None:
    """All letters are for UTF-8, unless the locale names another encoding or LC_ALL is plain C."""
    assert supports_utf8(encoding, environment) is all_letters


def test_a_stream_with_fewer_letters() -> None:
    """A stream keeps what its encoding has, and gets the likeness of the rest."""
    assert "Müsli · 8–12 ↑ 日".encode("latin-1", errors=ASCII_ERRORS) == "Müsli · 8-12 ^ ??".encode("latin-1")
    assert "Müsli".encode(ASCII_CODEC, errors=ASCII_ERRORS) == b"Musli"
    with pytest.raises(UnicodeEncodeError):
        "Müsli".encode(ASCII_CODEC)
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", errors=ASCII_ERRORS)

"""What a terminal sends: keys come out as they were pressed, and of everything else nothing is taken for a key."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS

from runstrength.ui.terminal.input_gate import (
    MAX_PASTE,
    InputGate,
    Key,
    Pasted,
    Report,
    Resized,
    Token,
)
from tests.support.loops import looped
from tests.support.terminal_replies import REPLIES

ESC = "\x1b"


def gate() -> InputGate:
    """Return a gate that knows what Textual knows."""
    return InputGate(ANSI_SEQUENCES_KEYS, FUNCTIONAL_KEYS)


def told(*parts: str, apart: float = 0.0) -> list[Token]:
    """Return what a gate makes of parts, each `apart` seconds after the one before, and of the silence after them."""
    one, now, tokens = gate(), 0.0, []
    for part in parts:
        now += apart
        while one.deadline is not None and one.deadline <= now:
            tokens += one.tick(one.deadline)
        tokens += one.feed(part, now)
    while one.deadline is not None:
        tokens += one.tick(one.deadline)
    return tokens


def keys(*sequences: str) -> list[Token]:
    """Return keys as tokens."""
    return [Key(sequence) for sequence in sequences]


PRESSED = ["p", " ", "1", "\r", "\x03", "\x1b[A", "\x1b[5~", "\x1bOP", "\x1b[Z", "ж", "[", "]", "O", "\x7f"]
"""Keys as terminals send them; two brackets are there because answers have them too."""


@st.composite
def streams(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Return keys, and a stream of them with replies in between, cut anywhere."""
    items = draw(st.lists(st.tuples(st.booleans(), st.integers(0, 99)), max_size=12))
    replies, pressed, stream = list(REPLIES.values()), [], ""
    for is_key, number in items:
        what = PRESSED[number % len(PRESSED)] if is_key else replies[number % len(replies)]
        pressed += [what] if is_key else []
        stream += what
    cuts = sorted(set(draw(st.lists(st.integers(0, len(stream)), max_size=20))))
    return pressed, [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]


@given(streams(), st.sampled_from([0.0, 0.02, 0.16, 0.24]))
def test_the_keys_alone_come_out(stream: tuple[list[str], list[str]], apart: float) -> None:
    """Any replies between keys, split anywhere and with time in between: the keys alone come out, in their order."""
    pressed, parts = stream
    assert told(*parts, apart=apart) == keys(*pressed)


@looped("reply", REPLIES.values())
def test_character_by_character(reply: str) -> None:
    """Each reply is dropped too where every character comes alone, and the key after it counts."""
    assert told(*reply, "p", apart=0.01) == keys("p")


def letters() -> st.SearchStrategy[str]:
    """Return any text without what ends a string."""
    return st.text(st.characters(exclude_characters="\x1b\x18\x1a\x9c\x07\udc9c"), max_size=200)


@given(st.sampled_from("]PX^_"), letters(), st.sampled_from(["\x1b\\", "\x9c"]), st.integers(0, 200))
def test_any_string_is_dropped(kind: str, body: str, end: str, cut: int) -> None:
    """Whatever stands in a string for the terminal is dropped with it."""
    whole = f"{ESC}{kind}{body}{end}"
    assert told(whole[:cut], whole[cut:] + "p") == keys("p")


@given(st.text(max_size=300), st.integers(0, 300))
def test_noise_is_no_error(noise: str, cut: int) -> None:
    """Whatever arrives, it is no error, and a key that comes a while later is heard."""
    one = gate()
    one.feed(noise[:cut], 0.0)
    one.feed(noise[cut:], 0.1)
    one.tick(10.0)
    one.tick(20.0)
    assert one.feed("p", 30.0) == keys("p")


@looped("apart", [0.0, 0.05, 0.16, 0.24])
def test_an_arrow_in_pieces(apart: float) -> None:
    """An arrow whose three characters come far apart is that arrow, never Escape and letters."""
    assert told(ESC, "[", "A", apart=apart) == keys("\x1b[A")
    assert told(ESC, "[1;", "5A", apart=apart) == keys("\x1b[1;5A")


LATE = [*(reply[1:] for reply in REPLIES.values() if reply[0] == ESC and reply[2] != ESC), "[A", "[<0;1;1M", "OP"]
"""What is left of replies and keys whose escape character came alone, and was taken for the Escape key."""


@looped("rest", LATE)
def test_the_rest_of_what_came_too_late(rest: str) -> None:
    """After an Escape that was none what remains of the sequence is dropped as well, and the key after it counts."""
    assert told(ESC, rest, apart=0.6) == keys(ESC)
    assert told(ESC, rest + "p", apart=0.6) == keys(ESC, "p")


@looped("parts", [("[<0;-", "2;2M"), ("[12;3", "4R"), ("[?62;", "22c"), ("[3;1;1;12", "0;120;1;0x")])
def test_the_rest_in_pieces(parts: tuple[str, str]) -> None:
    """What remains of an answer after an Escape that was none may come in pieces, and is no digit either."""
    one = gate()
    one.feed(ESC, 1.0)
    one.tick(1.5)
    out = [*one.feed(parts[0], 1.6), *one.feed(parts[1], 1.65), *one.feed("p", 1.7)]
    assert [token for token in out if isinstance(token, Key) and token.sequence in "0123456789"] == []
    assert out[-1] == Key("p")


@looped("rest", LATE)
def test_the_rest_in_two_pieces(rest: str) -> None:
    """What remains may have its first character in a piece of its own."""
    one = gate()
    one.feed(ESC, 1.0)
    one.tick(1.5)
    assert one.feed(rest[0], 1.6) == []
    assert one.feed(rest[1:] + "p", 1.63) == keys("p")


@looped("key", "[]OPX^_")
def test_a_key_that_begins_sequences(key: str) -> None:
    """Pressed soon after Escape, a key that could begin a sequence is that key, a moment later, whatever follows."""
    one = gate()
    one.feed(ESC, 1.0)
    one.tick(1.5)
    assert one.feed(key, 1.6) == []
    assert one.deadline is not None
    assert one.deadline < 1.7
    assert one.tick(one.deadline) == keys(key)
    assert one.feed("12A", 1.7) == keys("1", "2", "A")
    one.feed(ESC, 3.0)
    one.tick(3.5)
    assert [*one.feed(key, 3.6), *one.feed("ж", 3.62)] == keys(key, "ж")
    assert one.feed(key, 3.7) == keys(key)


def test_escape_alone_is_a_key_after_a_quarter_of_a_second() -> None:
    """Escape alone is a key after a quarter of a second, also twice, and the letter after it is a letter."""
    one = gate()
    assert one.feed(ESC, 1.0) == []
    assert one.deadline is not None
    assert one.deadline <= 1.26
    assert one.tick(one.deadline) == keys(ESC)
    assert told(ESC + ESC) == keys(ESC, ESC)
    assert told(ESC, ESC, apart=0.2) == keys(ESC, ESC)
    assert told(ESC, "q", apart=0.2) == keys(ESC, "q")
    assert told(ESC, "[", apart=0.7) == keys(ESC, "[")


def test_a_letter_that_comes_with_an_escape_character_is_one_with_alt() -> None:
    """A letter that comes with an escape character is one with alt, no Escape and no letter; so are arrows."""
    assert told(ESC + "q") == [Key("q", alt=True)]
    assert told(ESC + "\r") == [Key("\r", alt=True)]
    assert told(ESC + "\x1b[A") == [Key("\x1b[A", alt=True)]
    assert told(ESC + "\x1b[?62c") == keys(ESC)


@looped(
    ("report", "expected"),
    [
        ("\x1b[97u", Key("a")),
        ("\x1b[97;1:1u", Key("a")),
        ("\x1b[97;1:2u", Key("a")),
        ("\x1b[97:65:97;1;97u", Key("a")),
        ("\x1b[97:65:97;1:1u", Key("a")),
        ("\x1b[97:65;2;65u", Key("A")),
        ("\x1b[97:65;2u", Key("A")),
        ("\x1b[97;65u", Key("A")),
        ("\x1b[97;66u", Key("a")),
        ("\x1b[49:33;2u", Key("!")),
        ("\x1b[32u", Key(" ")),
        ("\x1b[32;2u", Key("\x1b[32;2;32u")),
        ("\x1b[13u", Key("\x1b[13u")),
        ("\x1b[27;1u", Key("\x1b[27u")),
        ("\x1b[13;2u", Key("\x1b[13;2u")),
        ("\x1b[99;5u", Key("\x1b[99;5u")),
        ("\x1b[99;69u", Key("\x1b[99;5u")),
        ("\x1b[1079::112;1;1079u", Key("p", "з")),
        ("\x1b[1079:1047:112;2;1047u", Key("P", "З")),
        ("\x1b[1089::99;5u", Key("\x1b[99;5u")),
        ("\x1b[97::113;;97u", Key("a")),
        ("\x1b[252::91;;252u", Key("ü")),
        ("\x1b[57401;1u", Key("\x1b[57401u", "2")),
        ("\x1b[57417u", Key("\x1b[57417u")),
        ("\x1b[1;1A", Key("\x1b[A")),
        ("\x1b[1;129A", Key("\x1b[A")),
        ("\x1b[5;1:1~", Key("\x1b[5~")),
        ("\x1b[27;5;99~", Key("\x1b[99;5u")),
        ("\x1b[3$", Key("\x1b[3$")),
        ("\x1b[[A", Key("\x1b[[A")),
        ("\x1b[a", Key("\x1b[a")),
        ("\x1bOA", Key("\x1bOA")),
    ],
)
def test_keys_of_all_kinds(report: str, expected: Key) -> None:
    """Reports of keys, with events, alternates and the layout, mean the key, or what is on it in a Latin layout."""
    assert told(report) == [expected]


def test_several_letters_at_once() -> None:
    """A word that an input method commits is its letters; what is joined reaches a field in one piece."""
    assert told("\x1b[0;;36208:12427u") == keys("走", "る")
    assert told("a👩\u200d🦰b") == [Key("a"), Pasted("👩\u200d🦰"), Key("b")]
    assert told("❤\ufe0f") == [Pasted("❤\ufe0f")]
    assert told("\u202e\u2066\u061c\u200f") == []


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=80), st.integers(0, 120))
def test_a_paste_comes_out_as_it_was(text: str, cut: int) -> None:
    """A paste comes out as it was, cut anywhere, and the key after it is a key."""
    text = text.replace("\x1b[201~", "")
    whole = f"\x1b[200~{text}\x1b[201~p"
    assert told(whole[:cut], whole[cut:], apart=0.1) == [*([Pasted(text)] if text else []), Key("p")]


def test_a_paste_without_an_end() -> None:
    """A paste that never ends is one after a while, however much comes; what is too long is cut."""
    assert told("\x1b[200~12", "3") == [Pasted("123")]
    one = gate()
    one.feed("\x1b[200~", 0.0)
    second = 0.0
    tokens: list[Token] = []
    while not tokens:
        second += 0.5
        one.feed("x", second)
        tokens = one.tick(second)
    assert second < 10
    (paste,) = told("\x1b[200~" + "y" * (MAX_PASTE + 5) + "\x1b[201~")
    assert isinstance(paste, Pasted)
    assert paste.text == "y" * MAX_PASTE


def test_a_string_without_an_end() -> None:
    """An answer that never ends makes nobody deaf for long, not even who goes on pressing keys."""
    one = gate()
    one.feed("\x1b]11;rgb:", 0.0)
    second = 0.0
    while not one.feed("p", second):
        second += 0.5
        one.tick(second)
        assert second < 10


def test_the_terminals_own_word_for_its_size_is_taken_up_to_1_000_columns() -> None:
    """The terminal's own word for its size is taken up to 1,000 columns and 500 rows."""
    assert told("\x1b[48;500;1000;1;1t") == [Resized(1000, 500)]
    assert told("\x1b[48;24:1;80:2;0:1;0:9t") == [Resized(80, 24)]
    for rows, columns in [(501, 80), (24, 1001), (0, 80), (24, 0), (99999, 99999), (10**9, 1)]:
        assert told(f"\x1b[48;{rows};{columns};1;1t") == []


def test_mouse_reports_of_all_kinds_are_the_same_report() -> None:
    """Mouse reports of all kinds are the same report; no byte of an old one is a key."""
    assert told("\x1b[<0;5;6M") == [Report("\x1b[<0;5;6M")]
    assert told("\x1b[M !\x22") == [Report("\x1b[<0;1;2M")]
    assert told("\x1b[M\x21%&", "\x1b[M#%&") == [Report("\x1b[<1;5;6M"), Report("\x1b[<1;5;6m")]
    assert told("\x1b[M \udcff\udcff") == [Report("\x1b[<0;223;223M")]
    assert told("\x1b[35;5;6M") == [Report("\x1b[<0;5;6m")]
    assert told("\x1b[M", " ", "ps") == [Report("\x1b[<0;80;83M")]


def test_modes_and_focus() -> None:
    """Of modes only those that were asked for are told, and only where the terminal has them."""
    for report in ("\x1b[?2026;2$y", "\x1b[?2048;1$y", "\x1b[I", "\x1b[O"):
        assert told(report) == [Report(report)]
    assert told("\x1b[?2026;0$y\x1b[?2026;4$y\x1b[?1;2$y") == []


def test_every_sequence_that_is_known() -> None:
    """Every key sequence of one character or more that Textual knows comes out as one key, or as another spelling."""
    odd = re.compile("\x1b\x1b.*|\x9b|\x1b[^\x1b\\[O]|\x1b\\[[0-9;]*[tuR~]")
    for sequence in ANSI_SEQUENCES_KEYS:
        if not odd.fullmatch(sequence):
            assert len([token for token in told(sequence) if isinstance(token, Key)]) == 1, sequence

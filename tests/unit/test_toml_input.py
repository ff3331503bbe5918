"""Reading what people write: each message says where, what was found and what would be right."""

from __future__ import annotations

import math
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.text import closest, printable, shown
from runstrength.toml_input import MAX_FILE_BYTES, InputError, Problem, Table, as_number, read_toml
from tests.support.loops import looped
from tests.support.plans import library

UNSEEN = "\x00\x07\x1b\x7f\x9b\u200b\u202e\ufeff"


def table(**data: object) -> Table:
    """Return a table as a file `f.toml` would give it."""
    return Table(data, "f.toml", [])


def said(checked: Table) -> list[str]:
    """Return the problems as a person reads them."""
    return [str(problem) for problem in checked.problems]


def reading_fails(path: Path, name: str | None = "f.toml") -> str:
    """Return what is said of a file that can't be read."""
    with pytest.raises(InputError) as caught:
        read_toml(path, name)
    assert len(caught.value.problems) == 1
    return str(caught.value)


def test_the_sentence_of_the_contract(tmp_path: Path) -> None:
    """A wrong hold is reported word for word as the contract shows it."""
    path = tmp_path / "own.toml"
    path.write_text(
        '[[blocks]]\n[[blocks.slots]]\nexercise = "squat"\n[[blocks.slots]]\nexercise = "plank"\n'
        '[[blocks.slots]]\nexercise = "plank"\nhold = "ten"\n'
    )
    with pytest.raises(InputError) as caught:
        library().read(path)
    assert (
        str(caught.value)
        == f'{path}: blocks[0].slots[2].hold: "ten" isn\'t valid: use a number of seconds or a range like [20, 60]'
    )


def test_all_problems_in_one_message() -> None:
    """A InputError shows one line for each problem, in order."""
    bad = InputError([Problem("f", "a", "x"), Problem("f", "", "y")])
    assert str(bad) == "f: a: x\nf: y"


@looped("char", UNSEEN)
def test_what_a_terminal_would_obey_is_escaped(char: str) -> None:
    """No control or invisible character gets from file, key or value into a message."""
    checked = table(**{f"key{char}": f"va{char}lue"})
    checked.choice(f"key{char}", ("a", "b"))
    problem = Problem(f"f{char}", checked.problems[0].key, checked.problems[0].text)
    assert str(problem).isprintable()
    assert "va\\" in str(problem)
    assert printable(char) != char


@looped("text", ["Ausfallschritt für Läufer · 走る – ½", "Ku\u0308r", "भाषा", "עברית", "한국어", "👍🏽", "�"])
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    """Letters of any language and ordinary signs are not escaped."""
    assert printable(text) == text


@looped(
    ("text", "shown_as"),
    [
        ("❤\ufe0f", "❤"),
        ("👩\u200d🦰", "👩🦰"),
        ("می\u200cخواهم", "میخواهم"),
        ("🏴\U000e0067\U000e007f", "🏴"),
        ("side_plank\u200d", "side_plank\\u200d"),
        ("a\u2028b\u00adc\u061cd\u3164e", "a\\u2028b\\xadc\\u061cd\\u3164e"),
        ("\ud800", "\\ud800"),
        ("e" + "\u0301" * 100, "e" + "\u0301" * 4),
    ],
)
def test_what_takes_no_room(text: str, shown_as: str) -> None:
    """What joins letters of other scripts is left out, piles of accents are kept low, all else unseen is escaped."""
    assert printable(text) == shown_as


@given(st.text())
def test_plain_text_is_plain(text: str) -> None:
    """Whatever it is, what comes out has nothing a terminal would obey, and is its own plain form."""
    once = printable(text)
    assert printable(once) == once
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in once)


@looped(
    ("value", "words"),
    [
        (None, "nothing"),
        ("ten", '"ten"'),
        (True, "true"),
        (7.5, "7.5"),
        ([1, "a"], '[1, "a"]'),
        ({"a": 1}, '{"a": 1}'),
        ("line\nbreak", '"line\\nbreak"'),
        ("ä", '"ä"'),
    ],
)
def test_found_values_are_shown_as_toml_would_write_them(value: object, words: str) -> None:
    """A found value is quoted so that text and number can be told apart."""
    assert shown(value) == words


def test_a_long_value_is_cut() -> None:
    """A message stays short however long the wrong value is."""
    assert len(shown("x" * 10_000)) == 60
    assert shown("x" * 10_000).endswith("…")


def test_a_value_nested_beyond_reason_is_named_by_its_type() -> None:
    """A value that cannot be shown does not end in a traceback."""
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert shown(deep) == "list"


@looped("value", [True, False, "1", None, [1], math.nan, math.inf, -math.inf, 10**400])
def test_not_a_number(value: object) -> None:
    """Truth values, texts, lists, and numbers beyond all bounds do not count as numbers."""
    assert as_number(value) is None


def test_a_near_miss_gets_a_suggestion() -> None:
    """A near miss gets a suggestion, anything else none."""
    assert closest("side_plnk", ["plank", "side_plank"]) == ' (did you mean "side_plank"?)'
    assert closest("xyz", ["plank"]) == ""


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is reported by its name."""
    assert reading_fails(tmp_path / "none.toml") == (
        "f.toml: can't be read (no such file or directory): use a TOML file"
    )


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    """A folder of the file's name is reported, not walked into."""
    assert reading_fails(tmp_path).startswith("f.toml: can't be read (")


def test_an_impossible_name(tmp_path: Path) -> None:
    """A name that no file can have is bad input like any other."""
    said = reading_fails(tmp_path / "a\0b", None)
    assert "a\\x00b: can't be read (" in said  # the reason is in Python's words, which change
    assert said.endswith("): use a TOML file")


@pytest.mark.parametrize(("size", "fits"), [(MAX_FILE_BYTES, True), (MAX_FILE_BYTES + 1, False)])
def test_a_file_that_is_too_large(tmp_path: Path, size: int, fits: bool) -> None:
    """The largest file is read, with one byte more it is refused before it is parsed."""
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * size)
    if fits:
        assert read_toml(path) == {}
    else:
        assert reading_fails(path) == "f.toml: has more than 250,000 bytes: use a smaller file"


def test_bytes_that_are_not_text(tmp_path: Path) -> None:
    """A file in another encoding is reported with the line of its first strange byte."""
    path = tmp_path / "latin.toml"
    path.write_bytes('a = 1\nb = "Läufer"\n'.encode("latin-1"))
    assert reading_fails(path) == "f.toml: line 2: isn't UTF-8: use a file saved as UTF-8"


@pytest.mark.parametrize(
    ("text", "place"), [("a = 1\nb =\n", "line 2, column 4"), ("a = 1\na = 2\n", "line 2"), ("a = [1,", "end of")]
)
def test_a_syntax_error_has_its_line(tmp_path: Path, text: str, place: str) -> None:
    """What is not TOML is reported with its line."""
    path = tmp_path / "broken.toml"
    path.write_text(text)
    message = reading_fails(path)
    assert message.startswith(f"f.toml: {place}")
    assert message.endswith(": use valid TOML")


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 5000])
def test_a_file_that_would_break_the_parser(tmp_path: Path, text: str) -> None:
    """Nesting and numbers beyond all bounds are bad input, not a traceback."""
    path = tmp_path / "deep.toml"
    path.write_text(text)
    assert reading_fails(path).startswith("f.toml: ")


def test_a_file_saved_by_a_windows_editor(tmp_path: Path) -> None:
    """A byte order mark and line ends of Windows do no harm."""
    path = tmp_path / "windows.toml"
    path.write_bytes(b'\xef\xbb\xbftitle = "x"\r\nsets = 2\r\n')
    assert read_toml(path) == {"title": "x", "sets": 2}


# -- tables ------------------------------------------------------------------------------------------------------------


def test_a_text_is_read() -> None:
    """A text is read, a missing or wrong one is reported and its default taken."""
    checked = table(a="x", b=5, c="y" * 11)
    assert checked.text("a") == "x"
    assert checked.text("b", "default") == "default"
    assert checked.text("c", max_length=10) == ""
    assert checked.text("d", "default") == "default"
    assert checked.text("e") == ""
    assert said(checked) == [
        "f.toml: b: 5 isn't valid: use text of at most 200 characters",
        'f.toml: c: "yyyyyyyyyyy" isn\'t valid: use text of at most 10 characters',
        "f.toml: e: missing: add text of at most 200 characters",
    ]


def test_a_list_of_texts_is_read() -> None:
    """A list of texts is read; too many, or anything else among them, is reported."""
    checked = table(a=["x", "y"], b=["x", 1], c=["x"] * 3, d="x")
    assert checked.texts("a") == ("x", "y")
    assert checked.texts("b", ["z"]) == ("z",)
    assert checked.texts("c", [], max_items=2) == ()
    assert checked.texts("d", []) == ()
    assert checked.texts("e", ["z"]) == ("z",)
    assert checked.texts("f") == ()
    assert said(checked) == [
        'f.toml: b: ["x", 1] isn\'t valid: use a list of at most 20 texts',
        'f.toml: c: ["x", "x", "x"] isn\'t valid: use a list of at most 2 texts',
        'f.toml: d: "x" isn\'t valid: use a list of at most 20 texts',
        "f.toml: f: missing: add a list of texts",
    ]


def test_flag_and_choice() -> None:
    """Only true and false are flags, only what is offered is a choice."""
    checked = table(a=True, b=1, c="x", d="y")
    assert checked.flag("a", False) is True
    assert checked.flag("b", False) is False
    assert checked.flag("none", None) is None
    assert checked.choice("c", ("x", "z")) == "x"
    assert checked.choice("d", ("x", "z")) == "x"
    assert checked.choice("e", ("x", "z"), "z") == "z"
    assert said(checked) == [
        "f.toml: b: 1 isn't valid: use true or false",
        'f.toml: d: "y" isn\'t valid: use x or z',
    ]


@looped(
    ("value", "right"),
    [(0, True), (3600, True), (7.5, True), (-0.1, False), (3600.5, False), ("5", False), (True, False)],
)
def test_a_number_is_right_from_the_lowest_to_the_highest(value: object, right: bool) -> None:
    """A number is right from the lowest to the highest, both included, and never a truth value."""
    checked = table(rest=value)
    result = checked.number("rest", 60, low=0, high=3600, unit="seconds")
    if right:
        assert (result, said(checked)) == (value, [])
    else:
        assert result == 60
        assert said(checked) == [
            f"f.toml: rest: {shown(value)} isn't valid: use 0 to 3600 seconds",
        ]


def test_half_a_set_is_reported() -> None:
    """Half a set is reported."""
    checked = table(sets=2.5)
    assert checked.number("sets", 3, low=1, high=20, unit="sets", whole=True) == 3
    assert said(checked) == ["f.toml: sets: 2.5 isn't valid: use a whole number from 1 to 20 sets"]


@looped(
    ("value", "message"),
    [
        ("ten", '"ten" isn\'t valid: use a number of seconds or a range like [20, 60]'),
        ([20], "[20] isn't valid: use a number of seconds or a range like [20, 60]"),
        ([], "[] isn't valid: use a number of seconds or a range like [20, 60]"),
        ([1, 2, 3], "[1, 2, 3] isn't valid: use a number of seconds or a range like [20, 60]"),
        ([20, "60"], '[20, "60"] isn\'t valid: use a number of seconds or a range like [20, 60]'),
        ([True, 60], "[true, 60] isn't valid: use a number of seconds or a range like [20, 60]"),
        (math.nan, "NaN isn't valid: use a number of seconds or a range like [20, 60]"),
        (0, "0 isn't valid: use 1 to 3600 seconds"),
        ([20, 4000], "[20, 4000] isn't valid: use 1 to 3600 seconds"),
        ([60, 20], "[60, 20] isn't valid: use the smaller number first: [20, 60]"),
    ],
)
def test_a_wrong_span(value: object, message: str) -> None:
    """Whatever is wrong in a number or range, the message shows what would be right."""
    checked = table(hold=value)
    assert checked.span("hold", low=1, high=3600, unit="seconds", example=(20, 60)) is None
    assert said(checked) == [f"f.toml: hold: {message}"]


def test_a_right_span() -> None:
    """A number is a range of one, and nothing at all is no problem."""
    checked = table(a=30, b=[20, 60], c=[5, 5])
    pairs = [checked.span(key, low=1, high=3600, unit="seconds", example=(20, 60)) for key in ("a", "b", "c", "d")]
    assert pairs == [(30, 30), (20, 60), (5, 5), None]
    assert said(checked) == []


def test_tables_know_their_place() -> None:
    """A table in a list reports problems with its own path."""
    checked = table(blocks=[{"rest": 1}, {"slots": [{"reps": "x"}]}])
    inner = checked.tables("blocks", min_items=1, max_items=5)[1].tables("slots", min_items=1, max_items=5)[0]
    inner.span("reps", low=1, high=9, unit="reps", example=(6, 12))
    assert said(checked) == [
        'f.toml: blocks[1].slots[0].reps: "x" isn\'t valid: use a number of reps or a range like [6, 12]'
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "blocks: has no [[blocks]]: use 1 to 2"),
        ([], "blocks: has no [[blocks]]: use 1 to 2"),
        ([{}, {}, {}], "blocks: has 3 [[blocks]]: use 1 to 2"),
        ({"name": "A"}, 'blocks: {"name": "A"} isn\'t valid: use a list of tables [[blocks]]'),
        ([1], "blocks: [1] isn't valid: use a list of tables [[blocks]]"),
    ],
)
def test_a_wrong_list_of_tables(value: object, message: str) -> None:
    """Too few, too many and not at all tables are reported with the header that is needed."""
    checked = table() if value is None else table(blocks=value)
    assert checked.tables("blocks", min_items=1, max_items=2) == []
    assert said(checked) == [f"f.toml: {message}"]


def test_each_key_that_nobody_asked_for_is_reported() -> None:
    """Each key that nobody asked for is reported, with the nearest that is known."""
    checked = table(rest=1, rets=2, x=3)
    checked.number("rest", 0, low=0, high=9, unit="seconds")
    checked.finish()
    assert said(checked) == [
        'f.toml: rets: unknown key (did you mean "rest"?): use rest',
        "f.toml: x: unknown key: use rest",
    ]

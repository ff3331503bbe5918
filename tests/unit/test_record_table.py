"""A session as a table."""

from __future__ import annotations

from msgspec.structs import replace
from rich.cells import cell_len

from runstrength.session.record import SetDone, SetTarget, slot_labels
from runstrength.ui.history.record_table import table, table_head
from tests.support.app import words_of
from tests.support.history_samples import record
from tests.support.loops import looped
from tests.support.plans import library
from tests.unit.test_session_rows import did


def rows(*sets: SetDone, width: int = 75) -> list[str]:
    """Return the table of some sets, without the room between its columns."""
    return [" ".join(words_of(line).split()) for line in table(record(sets=sets), library().exercises, width)]


def test_left_beside_right() -> None:
    """The sets with one number are a row, left beside right whatever their order; a skipped one says so."""
    sets = (did("right", 1, 27.5), did("left", 1, 30), did("right", 2, 30), did("left", 2, 0, skipped=True))

    assert rows(*sets) == ["B Side plank 1 30 s 27.5 s 30 s", "2 skipped 30 s 30 s"]


def test_what_has_no_sides_is_one_value_a_row() -> None:
    """What has no sides is one value a row, with its load and what was asked for."""
    squats = [
        did(None, number, 8 + number, exercise="squat", load_kg=10.0 + number, target=SetTarget("reps", 8))
        for number in (1, 2)
    ]
    assert rows(*squats) == ["B Squat 1 9 8 11 kg", "2 10 8 12 kg"]


def test_steps_and_as_many_as_possible_are_asked_for_in_their_own_words() -> None:
    """Steps and as many as possible are asked for in their own words."""
    carry = did(None, 1, 8, exercise="farmers_carry", target=SetTarget("carry", 8))
    most = did(None, 1, 21, exercise="plank_row", target=SetTarget("amrap", 60))

    assert rows(carry, most) == ["B1 Farmer's carry 1 8 8 steps", "", "B2 Plank row 1 21 max"]


def test_what_was_noted() -> None:
    """Reserve, a niggle, and what an exercise took the place of stand below its sets."""
    sets = (did("left", 1, 30, reserve=2, niggle=True, instead_of="plank"), did("right", 1, 30, reserve=1))

    assert rows(*sets)[1:] == ["instead of Plank, it hurt a bit, 2/1 reps left"]


def test_an_exercise_has_its_place_in_its_block() -> None:
    """An exercise has its place in its block, as in the session, and so has what replaced it; an only one has none."""
    squat = did(None, 1, 8, exercise="squat", target=SetTarget("reps", 8))
    sets = (squat, did("left", 1, 30), replace(squat, exercise="push_up", instead_of="squat"))

    assert slot_labels(sets) == ["B1", "B2", "B1"]
    assert slot_labels((*sets[:1], replace(squat, block="C"))) == ["B", "C"]
    assert [text.split()[:2] for text in rows(*sets) if text][:3] == [
        ["B1", "Squat"],
        ["B2", "Side"],
        ["B1", "Push-up"],
    ]


def test_the_same_set_twice() -> None:
    """A set that is there twice is two rows; nothing is lost."""
    assert rows(did("left", 1, 30), did("left", 1, 20)) == ["B Side plank 1 30 s 30 s", "1 20 s 30 s"]


@looped("width", [75, 91, 57, 40, 30])
def test_the_columns_of_all_rows_end_where_those_of_their_headings_do(width: int) -> None:
    """The columns of all rows end where those of their headings do; a long name goes on in the next row."""
    long = [did("left", number, 8, exercise="single_leg_glute_bridge", load_kg=9.0) for number in (1, 2)]
    sets = (*long, did(None, 1, 30))
    lines = table(record(sets=sets), library().exercises, width)
    head = words_of(table_head(record(sets=sets), width))
    numbered = [words_of(line) for line in lines if "30 s" in words_of(line)]

    assert len({cell_len(text.rstrip()) for text in numbered if "kg" in text}) <= 1
    assert all(text.index("30 s", len(text) - 16) + 4 == head.index("planned") + 7 for text in numbered)
    assert "Single-leg" in words_of(lines[0])
    assert any("9 kg" in words_of(line) for line in lines)
    assert any("bridge" in words_of(line) for line in lines)


def test_control_characters_stay_text() -> None:
    """An exercise that nobody knows is named by its key, whatever is in it."""
    odd = replace(did(None, 1, 8), exercise="[b]my_move[/b]")
    assert rows(odd)[0].startswith("B [b]my move[/b]")

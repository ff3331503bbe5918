"""Past sets are corrected in words, by the rules that hold while a session runs."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from runstrength.history.set_edits import SetEdit, edit_sets, read_set_edit
from runstrength.inputs import MAX_DONE
from runstrength.numbers import MAX_WEIGHT_KG
from runstrength.session.commands import IllegalCommandError, Log
from runstrength.session.engine import apply_set_edit
from runstrength.session.record import SetDone, SetTarget
from tests.support.history_samples import PLANK
from tests.support.loops import looped


def squat(number: int, **more: Any) -> SetDone:
    """Return a set of squats in block A."""
    fields = {
        "step": number,
        "exercise": "squat",
        "block": "A",
        "set": number,
        "side": None,
        "target": SetTarget("reps", 8),
    }
    return msgspec.structs.replace(PLANK, **{**fields, "done": 8, **more})


SETS = (squat(1), squat(2), PLANK, msgspec.structs.replace(PLANK, step=59, side="right", set=2))


def after(text: str) -> tuple[SetDone, ...]:
    """Return the sets after one correction."""
    return edit_sets(SETS, read_set_edit(text))


def changed(text: str) -> list[int]:
    """Return which sets, by their place, a correction changes."""
    return [place for place, (old, new) in enumerate(zip(SETS, after(text), strict=True)) if old != new]


@looped(
    ("which", "places"),
    [
        ("squat", [0, 1]),
        ("squat 2", [1]),
        ("squat:2", [1]),
        ("2 squat", [1]),
        ("SQUAT", [0, 1]),
        ("a", [0, 1]),
        ("B left", [2]),
        ("side-plank", [2, 3]),
        ("left", [2]),
        ("2", [1, 3]),
    ],
)
def test_exercise_block_side_and_number_choose_sets(which: str, places: list[int]) -> None:
    """Exercise, block, side and number choose sets, in any order, and a set has to be all of them."""
    assert changed(f"{which} = 5") == places


def test_the_place_in_a_block() -> None:
    """An exercise can be named by its place, as a past session shows it: `B2`."""
    sets = (squat(1, block="B"), PLANK)
    edited = edit_sets(sets, read_set_edit("b2 = 5"))
    assert [old != new for old, new in zip(sets, edited, strict=True)] == [False, True]


def test_what_they_were() -> None:
    """Number, load, reserve and niggle are said in any order; what is not said stays."""
    assert read_set_edit("squat = 10 @12.5 r2 niggle") == SetEdit(
        ("squat",), done=("10",), load_kg=(12.5,), reserve=(2,), niggle=True
    )
    one = after("squat 1 = @12,5kg r2")[0]
    assert (one.done, one.load_kg, one.reserve, one.niggle, one.skipped) == (8, 12.5, 2, False, False)
    assert after("left=27.5s")[2].done == 27.5
    assert read_set_edit("x = 20kg 8x").load_kg == (20,)
    assert read_set_edit("x = fine").niggle is False
    heavy = edit_sets((squat(1, load_kg=20.0),), read_set_edit("squat = @none"))
    assert heavy[0].load_kg is None


def test_skipped_and_done_after_all() -> None:
    """A set can be skipped afterwards, and one that was skipped is done when something was done in it."""
    skipped = after("squat 1 = skip")
    assert (skipped[0].skipped, skipped[0].done) == (True, 0)
    assert not edit_sets(skipped, read_set_edit("squat 1 = 8"))[0].skipped
    assert edit_sets(skipped, read_set_edit("squat 1 = 0"))[0].skipped


@looped(
    ("text", "said"),
    [
        ("squat", "a correction like"),
        ("= 8", "a correction like"),
        ("squat =", "a correction like"),
        ("squat = many", '"many" isn\'t valid: use a number (12), @ and the weight'),
        ("squat = -3", '"-3" isn\'t valid'),
        ("squat = skip 8", "skip alone"),
        ("swat = 8", '"swat" isn\'t valid: use squat, side_plank, A, B, left, right or the number of a set'),
        ("swat = 8", 'did you mean "squat"?'),
        ("squat 9 = 8", "no set matches squat 9"),
        ("squat left = 8", "no set matches squat left"),
        ("squat = 10001", "use a whole number from 0 to 10000 reps"),
        ("squat = @1001", "use 0 to 1000 kg"),
        ("squat = r11", "use a whole number from 0 to 10 reps"),
    ],
)
def test_what_is_no_correction(text: str, said: str) -> None:
    """What cannot be understood, or is out of range, is said with what is needed."""
    with pytest.raises(ValueError, match=r".") as error:
        after(text)
    assert said in str(error.value)
    with pytest.raises(ValueError, match="this session has no sets to edit"):
        edit_sets((), read_set_edit("squat = 8"))


def test_several_numbers_are_set_by_set() -> None:
    """Several numbers are one for each set, from the first on; both sides of a set get the same."""
    sets = tuple(squat(number) for number in (1, 2, 3))
    assert [item.done for item in edit_sets(sets, read_set_edit("squat = 12 10 7"))] == [12, 10, 7]
    assert [item.done for item in edit_sets(sets, read_set_edit("squat = 12, 10, 7 reps"))] == [12, 10, 7]
    assert [item.done for item in edit_sets(sets, read_set_edit("squat = 12 10"))] == [12, 10, 8]
    both = edit_sets(sets, read_set_edit("squat = 12 @20 10 @25lb r2 r1 r0"))
    values = [(item.done, item.load_kg, item.reserve) for item in both]
    assert values == [(12, 20, 2), (10, 11.33980925, 1), (8, None, 0)]
    assert [item.load_kg for item in edit_sets(sets, read_set_edit("squat = 12 10 @20"))] == [20, 20, 20]
    sides = tuple(squat(number, side=side) for number in (1, 2) for side in ("left", "right"))
    assert [item.done for item in edit_sets(sides, read_set_edit("squat = 12 10"))] == [12, 12, 10, 10]
    assert [item.done for item in edit_sets(sides, read_set_edit("squat right = 12 10"))] == [8, 12, 8, 10]


@looped(
    ("text", "said"),
    [
        ("squat = 12 10 8", "3 numbers for 2 sets: use at most 2"),
        ("squat 1 = 12 10", "2 numbers for 1 set: use at most 1"),
        ("squat = @20 @25 @30", "3 weights for 2 sets"),
        ("squat = 12,10", "could be more than one number: use 12 10"),
        ("squat = 7.5", '"7.5" isn\'t valid: use a whole number from 0 to 10000 reps'),
        ("2 = 12 10", "several numbers need one exercise: name squat or side_plank"),
        ("squat = niggle fine", "not both"),
    ],
)
def test_several_numbers_that_do_not_fit(text: str, said: str) -> None:
    """More numbers than sets are refused with both counts, and so is what could be read in two ways."""
    with pytest.raises(ValueError, match=r".") as error:
        after(text)
    assert said in str(error.value)


def test_a_load_without_a_unit_is_in_the_persons() -> None:
    """A load without a unit is in the person's; a hold can be typed with minutes."""
    assert read_set_edit("x = @25", "imperial").load_kg == (11.33980925,)
    assert read_set_edit("x = @25 kg", "imperial").load_kg == (25,)
    assert after("left = 1:30")[2].done == 90


@given(
    st.none() | st.floats(-5, MAX_DONE * 2, allow_nan=False),
    st.none() | st.floats(-5, MAX_WEIGHT_KG * 2, allow_nan=False),
    st.none() | st.integers(0, 12),
    st.none() | st.booleans(),
)
def test_the_rules_are_those_of_the_running_session(
    done: float | None, load: float | None, reserve: int | None, niggle: bool | None
) -> None:
    """Whatever is said, a past set becomes what it would have become in its session, or is refused like there."""
    assume(any(value is not None for value in (done, load, reserve, niggle)))
    done = None if done is None else round(done)
    load = None if load is None else round(load, 6) + 0  # there is no load of minus nothing
    words = [
        *([f"{done}"] if done is not None else []),
        *([f"@{load:f}"] if load is not None else []),
        *([f"r{reserve}"] if reserve is not None else []),
        *(["niggle" if niggle else "fine"] if niggle is not None else []),
    ]
    log = Log(1, done=done, load_kg=load, reserve=reserve, niggle=niggle)
    try:
        expected = apply_set_edit(SETS[0], log)
    except IllegalCommandError:
        with pytest.raises(ValueError, match="isn't valid: use"):
            edit_sets(SETS, read_set_edit(f"squat 1 = {' '.join(words)}"))
    else:
        new = edit_sets(SETS, read_set_edit(f"squat 1 = {' '.join(words)}"))
        assert new[0] == (msgspec.structs.replace(expected, load_kg=None) if load == 0 else expected)
        assert new[1:] == SETS[1:]

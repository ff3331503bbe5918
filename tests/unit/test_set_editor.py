"""Correcting what was just done, with a tired hand."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from runstrength.live.set_editor import NextSet, Outcome, SetEditor, Weights
from runstrength.numbers import kilograms
from runstrength.session.commands import Log, SetLoad
from runstrength.session.record import SetDone, SetTarget
from tests.support.loops import looped


def done(step: int, value: float = 8) -> SetDone:
    """Return a set of reps."""
    return SetDone(
        step=step, exercise="squat", block="A", set=1, target=SetTarget("reps", 8), done=value, seconds=20.0, at=10.0
    )


ROUND = SetEditor().with_sets((done(1), done(3), done(5, 20)))


def test_the_last_is_chosen() -> None:
    """What was done last is chosen first."""
    assert ROUND.chosen == 2


def test_new_values_keep_the_choice() -> None:
    """When only values change, choice and typed digits stay."""
    editor = ROUND.choose(1).type("4").with_sets((done(1, 9), done(3), done(5, 20)))

    assert (editor.chosen, editor.typed, editor.sets[0].done) == (0, "4", 9)


def test_a_new_set_is_chosen() -> None:
    """When another set was done it is chosen, and nothing typed is left for the wrong one."""
    editor = ROUND.type("4").with_sets((*ROUND.sets, done(7)))

    assert (editor.chosen, editor.typed) == (3, "")


@looped(("by", "chosen"), [(1, 0), (-1, 1), (3, 2), (-4, 1)])
def test_round_and_round(by: int, chosen: int) -> None:
    """Choosing goes round and round in both directions."""
    assert ROUND.choose(by).chosen == chosen


@looped(("digits", "typed"), [("", ""), ("1", "1"), ("120", "120"), ("12345", "12345"), ("123456789", "12345678")])
def test_digits_add_up_to_a_number_of_at_most_eight(digits: str, typed: str) -> None:
    """Digits add up to a number of at most eight: none that was typed is dropped."""
    editor = ROUND
    for digit in digits:
        editor = editor.type(digit)

    assert editor.typed == typed


def test_what_was_typed_is_logged_for_the_chosen_set() -> None:
    """What was typed is logged for the chosen set, and nothing is typed then."""
    editor, outcome = ROUND.choose(-1).type("1").type("2").accept()

    assert (editor.typed, outcome) == ("", Outcome((Log(3, done=12.0),)))


def test_a_band_has_no_weight_to_enter() -> None:
    """The weight of a set is chosen with a key where there may be one; a set with a band has only its number."""
    weights = Weights(none=frozenset({"row"}))
    banded = replace(done(3), exercise="row")
    editor = SetEditor().with_sets((done(1), banded), weights=weights)

    assert [(value.kind, value.exercise) for value in editor.values] == [
        ("done", "squat"),
        ("done", "row"),
        ("load", "squat"),
    ]


def test_nothing_to_accept() -> None:
    """Without a digit nothing is logged."""
    assert ROUND.accept() == (ROUND, Outcome())
    assert ROUND.type("1").erase().accept() == (ROUND, Outcome())


def test_erasing_takes_the_last_digit() -> None:
    """Erasing takes the last digit, and where there is none, nothing."""
    assert ROUND.type("1").type("2").erase().typed == "1"
    assert ROUND.erase() == ROUND


@looped(("by", "value"), [(1, 21.0), (-1, 19.0), (-50, 0.0)])
def test_a_step_up_or_down_starts_from_what_was_done(by: int, value: float) -> None:
    """A step up or down starts from what was done, and stops at zero."""
    assert ROUND.change(by).commands == (Log(5, done=value),)


def test_changing_what_is_typed() -> None:
    """While a number is typed, a step starts from that."""
    assert ROUND.type("7").change(1).commands == (Log(5, done=8.0),)


def test_a_part_of_a_second() -> None:
    """Seconds that were held in part are whole after a step."""
    assert SetEditor().with_sets((done(5, 17.4),)).change(1).commands == (Log(5, done=18.0),)


def test_where_nothing_was_done_nothing_can_be_chosen() -> None:
    """Where nothing was done, nothing can be chosen, typed, changed or accepted."""
    empty = SetEditor()

    assert empty.with_sets(()) == empty.choose(1) == empty.type("1") == empty
    assert (empty.change(1).commands, empty.accept()) == ((), (empty, Outcome()))


KETTLEBELLS = Weights("metric", {"squat": (8.0, 12.0, 16.0)})
AHEAD = NextSet(7, "squat", 12.0)


def loaded(load: float | None = 12.0, weights: Weights = KETTLEBELLS) -> SetEditor:
    """Return a round of one squat with a load, before another one with that load."""
    item = replace(done(1), load_kg=load)
    return SetEditor().with_sets((item,), None, replace(AHEAD, load_kg=load), weights)


def test_tab_goes_from_the_number_to_the_weights() -> None:
    """In the rest the weight just lifted comes after the number, then that of the coming set; in the lead-in before."""
    rest = loaded()
    assert [value.kind for value in rest.values] == ["done", "load", "next"]
    assert rest.choose(2).value == rest.values[2]
    ready = SetEditor().with_sets(rest.sets, None, AHEAD, KETTLEBELLS, ahead=True)
    assert [value.kind for value in ready.values] == ["done", "next", "load"]
    assert rest.choose(2).with_sets(rest.sets, None, AHEAD, KETTLEBELLS, ahead=True).value == ready.values[1]


@looped(
    ("load", "by", "new"),
    [
        (12.0, 1, 16.0),
        (12.0, -1, 8.0),
        (10.0, 1, 12.0),
        (10.0, -1, 8.0),
        (8.0, -1, 0.0),
        (None, 1, 8.0),
        (40.0, -1, 16.0),
    ],
)
def test_arrows_go_through_the_weights_that_are_owned(load: float | None, by: int, new: float) -> None:
    """An arrow takes the nearest weight above or below that the person has; below the lightest there is none."""
    assert loaded(load).choose(2).change(by).commands == (SetLoad(new),)
    assert loaded(load).choose(1).change(by).commands == (Log(1, load_kg=new),)


@pytest.mark.parametrize(("load", "by"), [(16.0, 1), (20.0, 1), (None, -1)])
def test_where_no_weight_follows_it_is_said(load: float | None, by: int) -> None:
    """Above the heaviest and below none nothing changes, and why is said."""
    outcome = loaded(load).choose(2).change(by)
    assert (outcome.commands, bool(outcome.why)) == ((), True)


@looped(
    ("units", "weight", "by", "new"),
    [
        ("metric", 0, 1, 1), ("metric", 9, 1, 10), ("metric", 10, 1, 12.5), ("metric", 10, -1, 9),
        ("metric", 12.5, -1, 10), ("metric", 11, 1, 12.5), ("metric", 0.5, -1, 0),
        ("imperial", 0, 1, 2.5), ("imperial", 22.5, 1, 25), ("imperial", 25, 1, 30), ("imperial", 25, -1, 22.5),
        ("imperial", 30, -1, 25),
    ],
)  # fmt: skip
def test_without_owned_weights_the_steps_are_round(units: str, weight: float, by: int, new: float) -> None:
    """An arrow steps 1 kg below 10 and 2.5 kg from there; in pounds 2.5 below 25 and 5 from there."""
    start = loaded(kilograms(weight, units) or None, Weights(units)).choose(2)
    (command,) = start.change(by).commands
    assert isinstance(command, SetLoad)
    assert command.load_kg == pytest.approx(kilograms(new, units))


@looped(
    ("typed", "units", "load"),
    [("12.5", "metric", 12.5), ("12,5", "metric", 12.5), ("25", "imperial", 11.33980925), ("0", "metric", 0)],
)
def test_a_weight_is_typed_with_point_or_comma(typed: str, units: str, load: float) -> None:
    """A weight may have a decimal point or comma, and is read in the person's units."""
    editor = loaded(weights=Weights(units)).choose(2)
    for character in typed:
        editor = editor.type(character)
    editor, outcome = editor.accept()
    assert (editor.typed, outcome.commands) == ("", (SetLoad(load),))


@looped("typed", [".", "5000", "99999999"])
def test_what_is_no_weight_stays_typed(typed: str) -> None:
    """What can't be a weight is not taken, it stays to be changed, and why is said."""
    editor = loaded().choose(2)
    for character in typed:
        editor = editor.type(character)
    after, outcome = editor.accept()
    assert (after.typed, outcome.commands, bool(outcome.why)) == (typed, (), True)
    assert after.cancel().accept() == (after.cancel(), Outcome())


def test_a_second_point_and_a_point_in_reps_are_refused() -> None:
    """A character that can't be part of the number is refused with a reason, and changes nothing."""
    assert loaded().choose(2).type("1").type(".").refusal(",")
    assert loaded().refusal(".")
    assert loaded().type(".") == loaded()


def test_the_only_weight_is_chosen_and_let_go() -> None:
    """Before the first set tab chooses the weight of the coming set, and lets it go again."""
    first = SetEditor().with_sets((), None, AHEAD, KETTLEBELLS, ahead=True)
    assert first.value is None
    assert first.refusal("1")
    assert first.choose(1).value == first.choose(-1).value == first.values[0]
    assert first.choose(1).choose(1).value is None


def test_a_missing_number_is_chosen_first_and_the_next_after_it() -> None:
    """Of max-rep sets the first without a number is chosen; once it is entered, the next one is."""
    both = [
        replace(done(step), target=SetTarget("amrap", 60), done=None, side=side)
        for step, side in ((1, "left"), (3, "right"))
    ]
    editor = SetEditor().with_sets(both)
    assert (editor.chosen, editor.set_without_number) == (0, both[0])
    editor, outcome = editor.type("9").accept()
    assert (editor.chosen, outcome.commands) == (1, (Log(1, done=9.0),))

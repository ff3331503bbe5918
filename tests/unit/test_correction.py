"""Correcting what was just done, with a tired hand."""

from __future__ import annotations

import pytest

from runstrength.session.commands import Log
from runstrength.session.record import Goal, SetDone
from runstrength.ui.correction import Correction


def done(step: int, value: float = 8) -> SetDone:
    """Return a set of reps."""
    return SetDone(
        step=step, exercise="squat", block="A", set=1, target=Goal("reps", 8), done=value, seconds=20.0, at=10.0
    )


ROUND = Correction().of((done(1), done(3), done(5, 20)))


def test_the_last_is_chosen() -> None:
    """What was done last is chosen first."""
    assert ROUND.chosen == 2


def test_new_values_keep_the_choice() -> None:
    """When only values change, choice and typed digits stay."""
    correction = ROUND.choose(1).type("4").of((done(1, 9), done(3), done(5, 20)))

    assert (correction.chosen, correction.typed, correction.sets[0].done) == (0, "4", 9)


def test_a_new_set_is_chosen() -> None:
    """When another set was done it is chosen, and nothing typed is left for the wrong one."""
    correction = ROUND.type("4").of((*ROUND.sets, done(7)))

    assert (correction.chosen, correction.typed) == (3, "")


@pytest.mark.parametrize(("by", "chosen"), [(1, 0), (-1, 1), (3, 2), (-4, 1)])
def test_round_and_round(by: int, chosen: int) -> None:
    """Choosing goes round and round in both directions."""
    assert ROUND.choose(by).chosen == chosen


@pytest.mark.parametrize(("digits", "typed"), [("", ""), ("1", "1"), ("120", "120"), ("12345", "2345")])
def test_typing(digits: str, typed: str) -> None:
    """Digits add up to a number of four; a fifth pushes the first one out."""
    correction = ROUND
    for digit in digits:
        correction = correction.type(digit)

    assert correction.typed == typed


def test_accepting() -> None:
    """What was typed is logged for the chosen set, and nothing is typed then."""
    correction, command = ROUND.choose(-1).type("1").type("2").accept()

    assert (correction.typed, command) == ("", Log(3, done=12.0))


def test_nothing_to_accept() -> None:
    """Without a digit nothing is logged."""
    assert ROUND.accept() == (ROUND, None)
    assert ROUND.type("1").erase().accept() == (ROUND, None)


def test_erasing() -> None:
    """Erasing takes the last digit, and where there is none, nothing."""
    assert ROUND.type("1").type("2").erase().typed == "1"
    assert ROUND.erase() == ROUND


@pytest.mark.parametrize(("by", "value"), [(1, 21.0), (-1, 19.0), (-50, 0.0)])
def test_changing(by: int, value: float) -> None:
    """A step up or down starts from what was done, and stops at zero."""
    assert ROUND.change(by) == Log(5, done=value)


def test_changing_what_is_typed() -> None:
    """While a number is typed, a step starts from that."""
    assert ROUND.type("7").change(1) == Log(5, done=8.0)


def test_a_part_of_a_second() -> None:
    """Seconds that were held in part are whole after a step."""
    assert Correction().of((done(5, 17.4),)).change(1) == Log(5, done=18.0)


def test_nothing_done() -> None:
    """Where nothing was done, nothing can be chosen, typed, changed or accepted."""
    empty = Correction()

    assert empty.of(()) == empty.choose(1) == empty.type("1") == empty
    assert (empty.change(1), empty.accept()) == (None, (empty, None))

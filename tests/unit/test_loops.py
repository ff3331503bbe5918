"""The loop that tests use instead of many cases."""

from __future__ import annotations

import pytest

from tests.support.loops import looped


def test_each_value_is_tried_and_the_one_that_fails_is_named() -> None:
    """Values come in their order, and what fails says with which of them."""
    tried = []

    @looped(("value", "limit"), [(1, 2), (3, 2), (0, 2)])
    def small(value: int, limit: int) -> None:
        tried.append(value)
        assert value < limit

    with pytest.raises(AssertionError) as failure:
        small()
    assert tried == [1, 3]
    assert failure.value.__notes__ == ["with {'value': 3, 'limit': 2}"]


@looped("number", [1, 2])
def test_fixtures_come_too(number: int, home: object) -> None:
    """An argument that is no value of the loop is a fixture, as it is elsewhere."""
    assert home is not None
    assert number > 0

"""What follows from a value that never changes is computed once."""

from __future__ import annotations

from runstrength.identity_cache import IdentityCache


def test_each_value_is_computed_once() -> None:
    """The same value is computed once; an equal one is another value; what was forgotten is computed again."""
    computed: list[list[int]] = []

    def total(value: list[int]) -> int:
        computed.append(value)
        return sum(value)

    sums = IdentityCache(total, most=2)
    first, equal, third = [1, 2], [1, 2], [3]
    assert [sums.of(value) for value in (first, first, equal, first)] == [3, 3, 3, 3]
    assert [id(value) for value in computed] == [id(first), id(equal)]
    assert [sums.of(value) for value in (third, first)] == [3, 3]
    assert [id(value) for value in computed] == [id(first), id(equal), id(third), id(first)]


def test_no_value_gets_the_result_of_another_one() -> None:
    """A value that is made where another one was, in memory, has a result of its own."""
    sums: IdentityCache[list[int], int] = IdentityCache(lambda value: sum(value))
    assert [sums.of([number]) for number in range(100)] == list(range(100))

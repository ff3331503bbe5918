"""Remembers results of values that never change, by the identity of the value.

Two values that are equal are computed twice, and none needs a hash.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

MOST: Final = 4096

Value = TypeVar("Value")
Result = TypeVar("Result")


class IdentityCache(Generic[Value, Result]):
    """Computes a result of a value, and remembers both.

    Args:
        compute: returns the same result for the same value, every time.
        most: how many values are kept; then all are forgotten, and what is needed is computed again.
    """

    def __init__(self, compute: Callable[[Value], Result], most: int = MOST) -> None:
        self._compute = compute
        self._most = most
        self._known: dict[int, tuple[Value, Result]] = {}

    def of(self, value: Value) -> Result:
        """Return the result of a value."""
        known = self._known.get(id(value))
        # The value is kept too, so that its identity never belongs to another one.
        if known is not None and known[0] is value:
            return known[1]
        result = self._compute(value)
        if len(self._known) >= self._most:
            self._known.clear()
        self._known[id(value)] = value, result
        return result

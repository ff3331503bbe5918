"""What was done, to be taken back and done again."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Undo(Generic[T]):
    """Remembers how things were before each change."""

    def __init__(self) -> None:
        self._done: list[tuple[T, object]] = []
        self._undone: list[T] = []

    def did(self, before: T, tag: object = None) -> None:
        """Remember how things were; changes with the same tag, one after the other, are taken back together."""
        if tag is None or not self._done or self._done[-1][1] != tag:
            self._done.append((before, tag))
        self._undone.clear()

    def back(self, now: T) -> T | None:
        """Return how things were before the last change, None when there was none."""
        if not self._done:
            return None
        before, _ = self._done.pop()
        self._undone.append(now)
        return before

    def again(self, now: T) -> T | None:
        """Return how things were before the last change was taken back, None when none was."""
        if not self._undone:
            return None
        # Without a tag: what comes next is taken back by itself.
        self._done.append((now, None))
        return self._undone.pop()

"""Undo and redo."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

T = TypeVar("T")

NOTHING_TO_UNDO: Final = "nothing to undo"
NOTHING_TO_REDO: Final = "nothing to redo"


class Undo(Generic[T]):
    """Remembers the state before and after each change."""

    def __init__(self) -> None:
        self._done: list[tuple[T, T, object]] = []
        """Each change with its tag."""
        self._undone: list[tuple[T, T]] = []

    def remember(self, before: T, after: T, tag: object = None) -> None:
        """Remember a change; consecutive changes with the same tag are undone together."""
        if tag is not None and self._done and self._done[-1][2] == tag:
            before = self._done.pop()[0]
        self._done.append((before, after, tag))
        self._undone.clear()

    @property
    def last(self) -> tuple[T, T] | None:
        """The change that is undone next, None if there is none."""
        return self._done[-1][:2] if self._done else None

    @property
    def next(self) -> tuple[T, T] | None:
        """The change that is redone next, None if there is none."""
        return self._undone[-1] if self._undone else None

    def undo(self) -> T | None:
        """Undo: return the state before the last change, None if there was none."""
        if not self._done:
            return None
        before, after, _ = self._done.pop()
        self._undone.append((before, after))
        return before

    def redo(self) -> T | None:
        """Redo: return the state after the change that was undone last, None if there was none."""
        if not self._undone:
            return None
        before, after = self._undone.pop()
        self._done.append((before, after, None))  # without a tag, so that the next change is undone separately
        return after

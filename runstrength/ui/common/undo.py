"""Undo and redo."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Undo(Generic[T]):
    """Remembers the state before each change."""

    def __init__(self) -> None:
        self._done: list[tuple[T, object]] = []
        self._undone: list[T] = []

    def remember(self, before: T, tag: object = None) -> None:
        """Remember the state before a change; consecutive changes with the same tag are undone together."""
        if tag is None or not self._done or self._done[-1][1] != tag:
            self._done.append((before, tag))
        self._undone.clear()

    def undo(self, now: T) -> T | None:
        """Undo: return the state before the last change, None if there was none."""
        if not self._done:
            return None
        before, _ = self._done.pop()
        self._undone.append(now)
        return before

    def redo(self, now: T) -> T | None:
        """Redo: return the state before the last undo, None if there was none."""
        if not self._undone:
            return None
        # Without a tag, so that the next change is undone separately.
        self._done.append((now, None))
        return self._undone.pop()

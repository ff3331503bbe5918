"""Undo and redo, as every screen that can be undone has them."""

from __future__ import annotations

from runstrength.ui.common.undo import Undo


def test_back_and_forth() -> None:
    """Each change is undone and redone in its order, and a new change forgets what was undone."""
    undo: Undo[str] = Undo()
    undo.remember("a", "b")
    undo.remember("b", "c")
    assert undo.last == ("b", "c")
    assert (undo.undo(), undo.undo(), undo.undo()) == ("b", "a", None)
    assert undo.next == ("a", "b")
    assert (undo.redo(), undo.redo(), undo.redo()) == ("b", "c", None)
    assert undo.undo() == "b"
    undo.remember("b", "d")
    assert undo.redo() is None
    assert undo.undo() == "b"


def test_changes_that_belong_together() -> None:
    """Changes with one tag are undone and redone together; one after a redo is a change of its own."""
    undo: Undo[str] = Undo()
    undo.remember("a", "b", "row 1")
    undo.remember("b", "c", "row 1")
    undo.remember("c", "d", "row 2")
    assert (undo.undo(), undo.undo(), undo.undo()) == ("c", "a", None)
    assert undo.redo() == "c"
    undo.remember("c", "e", "row 1")
    assert (undo.undo(), undo.undo()) == ("c", "a")

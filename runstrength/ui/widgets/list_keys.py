"""The key bindings of a list, in a module without the list, so that a session starts without loading it."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

UP: Final = Binding("up,k", "move(-1)", "up", show=False, key_display="↑", tooltip="the row above", id="list.up")
DOWN: Final = Binding("down,j", "move(1)", "down", show=False, key_display="↓", tooltip="the row below", id="list.down")
JUMPS: Final = (
    Binding("pageup", "page(-1)", "page up", show=False, tooltip="a page up", id="list.page_up"),
    Binding("pagedown", "page(1)", "page down", show=False, tooltip="a page down", id="list.page_down"),
    Binding("home", "go_to(0)", "first", show=False, tooltip="the first row", id="list.first"),
    Binding("end", "go_to(-1)", "last", show=False, tooltip="the last row", id="list.last"),
)
"""By a page, and to the first and the last row."""
LIST_MOVES: Final = (UP, DOWN, *JUMPS)

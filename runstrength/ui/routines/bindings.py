"""The key bindings of the routines screen, the builder, and the preview of a shared routine."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import (
    ASKING_LIST_KEYS,
    LESS,
    LIST_KEYS,
    MORE,
    NUMBER,
    REDO,
    THEME,
    UNDO,
    ScreenKeys,
    TypedKeys,
    back,
    back_from_values,
    moves,
    note,
    pick,
    previous_value,
    row,
)

ROUTINES: Final = ScreenKeys(
    "the routines",
    moves("choose"),
    pick("start", words="start"),
    row(
        Binding("e", "change", "change", tooltip="change it in the builder", id="routines.edit"),
        Binding("n,b", "new", "new", key_display="n", tooltip="build a new one", id="routines.new"),
    ),
    row(
        Binding(
            "d,delete",
            "delete",
            "delete",
            key_display="d",
            tooltip="delete one of your own (press twice)",
            id="routines.delete",
        ),
        Binding(
            "u,ctrl+z",
            "restore",
            "bring it back",
            key_display="u",
            tooltip="bring it back",
            id="routines.undelete",
        ),
    ),
    note("paste, or drop a file", "look at a routine that was shared"),
    back(),
    hidden=(THEME, *LIST_KEYS),
)
BUILDER: Final = ScreenKeys(
    "the builder",
    moves("choose a row: the whole, a block, an exercise"),
    Binding(
        "tab",
        "field(1)",
        "value",
        show=False,
        priority=True,
        tooltip="choose one of its values",
        id="builder.next_value",
    ),
    row(LESS, MORE, words="change it, less or more"),
    row(
        pick("type it, or take the next choice", words="type"),
        TypedKeys("0-9", "", NUMBER),
        words="type it: 8, or 6-12; or take the next choice",
    ),
    row(
        Binding("a", "add", "add", tooltip="add an exercise", id="builder.add"),
        Binding("b", "add_block", "block", tooltip="a block", id="builder.add_block"),
    ),
    row(
        Binding(
            "shift+up,ctrl+up,K",
            "move(-1)",
            "up",
            show=False,
            key_display="shift+↑",
            tooltip="move it up",
            id="builder.move_up",
        ),
        Binding(
            "shift+down,ctrl+down,J",
            "move(1)",
            "down",
            show=False,
            key_display="shift+↓",
            tooltip="down",
            id="builder.move_down",
        ),
    ),
    row(
        Binding("c", "copy", "copy", tooltip="copy it", id="builder.copy"),
        Binding("x,delete", "remove", "remove", key_display="x", tooltip="remove it", id="builder.remove"),
    ),
    row(UNDO, REDO, words="undo the last change; make it again"),
    Binding("s,ctrl+s", "save", "keep", key_display="s", tooltip="keep the routine", id="builder.save"),
    back_from_values("leave; what is not kept is asked about"),
    hidden=(
        previous_value("field(-1)", "builder.previous_value"),
        THEME,
        *ASKING_LIST_KEYS,
    ),
    writes=True,
)
SHARED: Final = ScreenKeys(
    "a shared routine",
    moves("choose"),
    pick("add it to your routines, or leave it", keys="enter,space", words="take it"),
    THEME,
    back("back; nothing is added"),
    hidden=LIST_KEYS,
)

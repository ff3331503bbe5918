"""The key bindings of the routines screen, the builder, and the preview of a shared routine."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import (
    ASKING_LIST_KEYS,
    ASKS_UNSAVED,
    CLEAR_THEN_BACK,
    DROP,
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
    search,
)

ROUTINES: Final = ScreenKeys(
    "the routines",
    moves("choose"),
    pick("start", words="start"),
    search("search the routines"),
    row(
        Binding("e", "change", "edit", tooltip="edit", id="routines.edit"),
        Binding("n", "new", "new", tooltip="new routine", id="routines.new"),
    ),
    Binding("m", "set_default", "make default", tooltip="make it the default: home starts it", id="routines.default"),
    row(
        Binding(
            "d,delete",
            "delete",
            "delete",
            key_display="d",
            tooltip="delete a custom one (press twice)",
            id="routines.delete",
        ),
        Binding(
            "u,ctrl+z",
            "restore",
            "undo",
            key_display="u",
            tooltip="undo",
            id="routines.undelete",
        ),
    ),
    note(DROP, "preview a shared routine"),
    back(CLEAR_THEN_BACK),
    hidden=(THEME, *LIST_KEYS),
    writes=True,
)
BUILDER: Final = ScreenKeys(
    "the builder",
    moves("choose the routine, a block or an exercise"),
    Binding(
        "tab",
        "field(1)",
        "value",
        show=False,
        priority=True,
        tooltip="next value",
        id="builder.next_value",
    ),
    row(LESS, MORE, words="change"),
    row(
        pick("type it, or next choice", words="type"),
        TypedKeys("0-9", "", NUMBER),
        words="type it (8 or 6-12), or next choice",
    ),
    row(
        Binding("a", "add", "add", tooltip="add an exercise", id="builder.add"),
        Binding("b", "add_block", "block", tooltip="add a block", id="builder.add_block"),
    ),
    row(
        Binding(
            "shift+up,ctrl+up,K",
            "move(-1)",
            "up",
            show=False,
            key_display="shift+↑",
            tooltip="move up",
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
        Binding("equals_sign", "copy", "copy", tooltip="copy", id="builder.copy"),
        Binding("d,delete", "remove", "delete", key_display="d", tooltip="delete", id="builder.remove"),
    ),
    row(UNDO, REDO, words="undo, redo"),
    Binding("s,ctrl+s", "save", "save", key_display="s", tooltip="save", id="builder.save"),
    back_from_values(ASKS_UNSAVED),
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
    pick("choose", keys="enter,space", words="choose"),
    THEME,
    back("back (nothing is added)"),
    hidden=LIST_KEYS,
)

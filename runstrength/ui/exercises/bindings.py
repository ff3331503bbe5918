"""The key bindings of the exercise list, the exercise page and the exercise picker."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import (
    ASKING_LIST_KEYS,
    ASKS_UNSAVED,
    CLEAR_THEN_BACK,
    LESS,
    LIST_KEYS,
    MORE,
    NUMBER,
    THEME,
    ScreenKeys,
    TypedKeys,
    back,
    back_from_values,
    leave_question,
    moves,
    note,
    pick,
    row,
    search,
)
from runstrength.ui.widgets.list_keys import JUMPS

EXERCISES: Final = ScreenKeys(
    "the exercises",
    moves("choose"),
    pick("how to do it", words="more"),
    search("search the exercises"),
    Binding("n", "new", "new", tooltip="new exercise", id="exercises.new"),
    Binding("e", "edit", "edit", tooltip="edit your own exercise", id="exercises.edit"),
    row(
        Binding(
            "d,delete", "delete", "delete", key_display="d", tooltip="delete your own exercise", id="exercises.delete"
        ),
        Binding("u,ctrl+z", "restore", "undo", show=False, key_display="u", tooltip="undo", id="exercises.undelete"),
        words="delete your own exercise (press twice), undo",
    ),
    THEME,
    back(CLEAR_THEN_BACK),
    hidden=LIST_KEYS,
    writes=True,
)
EXERCISE: Final = ScreenKeys(
    "an exercise",
    moves("scroll"),
    Binding("left,h", "other(-1)", "previous", show=False, tooltip="previous exercise", id="exercise.previous"),
    Binding("right,l", "other(1)", "next", show=False, tooltip="next exercise", id="exercise.next"),
    Binding("e", "note", "edit", tooltip="edit your note, shown before its sets", id="exercise.note"),
    Binding("u,ctrl+z", "undo", "undo", key_display="u", tooltip="undo", id="exercise.undo"),
    THEME,
    back(),
    hidden=LIST_KEYS,
    writes=True,
)
FORM: Final = ScreenKeys(
    "your own exercise",
    moves("choose a row"),
    row(LESS, MORE, TypedKeys("0-9", "", NUMBER), words="change"),
    pick("save it (enter on a row changes it)", words="save"),
    row(
        TypedKeys("backspace", ""),
        Binding("delete", "clear", "clear", tooltip="clear the row", id="form.clear"),
    ),
    Binding("s,ctrl+s", "save", "save", key_display="s", tooltip="save it", id="exercise_form.save"),
    back_from_values(ASKS_UNSAVED),
    hidden=(THEME, *ASKING_LIST_KEYS),
    writes=True,
)
PICKER: Final = ScreenKeys(
    "choosing an exercise",
    moves("choose"),
    pick("choose", keys="enter,space", words="choose"),
    note("letters", "search"),
    Binding("escape", "back", "back", tooltip=CLEAR_THEN_BACK, id="picker.back"),
    hidden=(
        Binding("f1", "help", "help", show=False, tooltip="the keys", id="picker.help"),
        *JUMPS,
        leave_question(),
    ),
    text=True,
)

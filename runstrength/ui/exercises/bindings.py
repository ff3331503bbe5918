"""The key bindings of the exercise list, the exercise page and the exercise picker."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import LIST_KEYS, THEME, ScreenKeys, back, leave_question, moves, note, pick, search
from runstrength.ui.widgets.list_keys import JUMPS

EXERCISES: Final = ScreenKeys(
    "the exercises",
    moves("choose"),
    pick("how to do it", words="more"),
    search("search the exercises"),
    THEME,
    back("clear the search, then back"),
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
PICKER: Final = ScreenKeys(
    "choosing an exercise",
    moves("choose"),
    pick("choose", keys="enter,space", words="choose"),
    note("letters", "search"),
    Binding("escape", "back", "back", tooltip="clear the search, then back", id="picker.back"),
    hidden=(
        Binding("f1", "help", "help", show=False, tooltip="the keys", id="picker.help"),
        *JUMPS,
        leave_question(),
    ),
    text=True,
)

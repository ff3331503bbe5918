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
    Binding("left,h,p", "other(-1)", "before", show=False, tooltip="previous exercise", id="exercise.previous"),
    Binding("right,l,n", "other(1)", "next", show=False, tooltip="next exercise", id="exercise.next"),
    THEME,
    back(),
    hidden=LIST_KEYS,
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

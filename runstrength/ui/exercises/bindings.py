"""The key bindings of the exercise list, the exercise page and the exercise picker."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import LIST_KEYS, THEME, ScreenKeys, back, leave_question, moves, note, pick
from runstrength.ui.widgets.list_keys import JUMPS

EXERCISES: Final = ScreenKeys(
    "the exercises",
    moves("choose"),
    pick("how it is done", words="more"),
    THEME,
    back(),
    hidden=LIST_KEYS,
)
EXERCISE: Final = ScreenKeys(
    "an exercise",
    moves("scroll"),
    Binding("left,h,p", "other(-1)", "before", show=False, tooltip="the exercise before", id="exercise.previous"),
    Binding("right,l,n", "other(1)", "next", show=False, tooltip="the next exercise", id="exercise.next"),
    THEME,
    back(),
    hidden=LIST_KEYS,
)
PICKER: Final = ScreenKeys(
    "the choice of an exercise",
    moves("choose"),
    pick("take it", keys="enter,space", words="take it"),
    note("letters", "find an exercise"),
    Binding("escape", "back", "back", tooltip="everything again, then back", id="picker.back"),
    hidden=(
        Binding("f1", "help", "help", show=False, tooltip="the keys", id="picker.help"),
        *JUMPS,
        leave_question(),
    ),
    text=True,
)

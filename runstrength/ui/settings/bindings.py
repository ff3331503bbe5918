"""The key bindings of the settings and the sound check."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import (
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
    pick,
    row,
    search,
)

SETTINGS: Final = ScreenKeys(
    "the settings",
    moves("choose"),
    row(LESS, MORE, words="change"),
    pick("next value, or type it", words="next"),
    TypedKeys("0-9", "type a number, a year or a date", NUMBER),
    search("search the settings"),
    Binding("c", "sounds", "sound check", tooltip="sound check", id="settings.sounds"),
    UNDO,
    REDO,
    THEME,
    back_from_values("clear the search, then back (changes are already saved)"),
    hidden=LIST_KEYS,
    writes=True,
)
SOUND_CHECK: Final = ScreenKeys(
    "the sound check",
    moves("choose"),
    pick("play", words="play"),
    Binding("asterisk", "all", "all", tooltip="play all, one after the other", id="sounds.all"),
    row(
        Binding("left_square_bracket", "volume(-0.1)", "softer", tooltip="softer", id="sounds.softer"),
        Binding("right_square_bracket", "volume(0.1)", "louder", tooltip="louder", id="sounds.louder"),
    ),
    THEME,
    back(),
    hidden=LIST_KEYS,
)

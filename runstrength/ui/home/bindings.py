"""The key bindings of the home screen and the first start."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import (
    HELP,
    LIST_KEYS,
    PALETTE,
    SESSION_GO_ON,
    THEME,
    UNDO_RUN,
    ScreenKeys,
    TypedKeys,
    moves,
    note,
    pick,
    row,
)

HOME: Final = ScreenKeys(
    "home",
    moves("choose"),
    pick("start, open"),
    row(
        Binding("left,minus", "minutes(-1)", "less", key_display="←", tooltip="less time", id="home.less_time"),
        Binding("right,plus", "minutes(1)", "more", key_display="→", tooltip="more time", id="home.more_time"),
        Binding("0", "all_of_it", "no limit", tooltip="no limit", id="home.full_time"),
    ),
    row(
        Binding("y", "reasons", "why", tooltip="why today's plan looks like this", id="home.why"),
    ),
    row(
        Binding("o", "accept", "accept", tooltip="accept what is offered", id="home.shorter"),
        Binding("n", "decline", "not now", tooltip="decline it", id="home.decline"),
    ),
    row(
        Binding("l", "log_run", "Log a run", tooltip="log a run", id="home.run"),
        UNDO_RUN,
    ),
    row(
        Binding("s", "start", "Start the session", tooltip="session", id="home.start"),
        Binding("w", "warm_up", "Warm-up", tooltip="warm-up", id="home.warmup"),
        Binding("r", "routines", "Routines", tooltip="routines", id="home.routines"),
    ),
    row(
        Binding("m", "check", "Self-check", tooltip="self-check", id="home.check"),
        Binding("e", "exercises", "Exercises", tooltip="exercises", id="home.exercises"),
        Binding("h", "history", "History", tooltip="history", id="home.history"),
    ),
    row(
        Binding("g", "guide", "Guide", tooltip="guide", id="home.guide"),
        Binding("comma", "settings", "Settings", tooltip="settings", id="home.settings"),
    ),
    THEME,
    PALETTE,
    row(Binding("q", "leave", "quit", tooltip="leave", id="home.quit"), TypedKeys("ctrl+q", "")),
    note("", ""),
    note("in a session", "{} is all you need; {} shows all keys", SESSION_GO_ON, HELP),
    note("command line", "runstrength --help"),
    hidden=(
        Binding("b", "build", "New routine", show=False, tooltip="new routine", id="home.build"),
        Binding("c", "sounds", "Sound check", show=False, tooltip="sound check", id="home.sounds"),
        *LIST_KEYS,
    ),
)
FIRST_START: Final = ScreenKeys(
    "the first start",
    moves("choose"),
    pick("answer", keys="enter,space"),
    row(
        *(
            Binding(str(number), f"answer({number})", f"answer {number}", show=False, tooltip=words, id=name)
            for number, words, name in (
                (1, "the first answer", "first_start.first"),
                (2, "the second answer", "first_start.second"),
                (3, "the third answer", "first_start.third"),
            )
        ),
        words="answer with its number",
    ),
    row(
        Binding("left,minus", "minutes(-1)", "less", key_display="←", tooltip="less time", id="first_start.less_time"),
        Binding("right,plus", "minutes(1)", "more", key_display="→", tooltip="more time", id="first_start.more_time"),
    ),
    THEME,
    Binding("escape,backspace", "back", "back", tooltip="previous question", id="first_start.back"),
    Binding("q", "leave", "leave", tooltip="leave", id="home.quit"),
    hidden=LIST_KEYS,
)

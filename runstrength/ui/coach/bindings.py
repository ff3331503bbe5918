"""The key bindings of the check-in, the run form, the warm-ups, the self-check, the mirror and the guide."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import (
    ASKING_LIST_KEYS,
    CLEAR_THEN_BACK,
    HELP,
    LESS,
    LIST_KEYS,
    MORE,
    NUMBER,
    THEME,
    HelpRow,
    ScreenKeys,
    TypedKeys,
    back,
    back_from_values,
    leave_question,
    moves,
    pick,
    row,
    search,
)
from runstrength.ui.widgets.list_keys import JUMPS

_ANSWERS: Final[tuple[HelpRow | Binding, ...]] = (
    moves("choose a question"),
    row(
        LESS,
        MORE,
        TypedKeys("0-9", "", NUMBER),
        words="answer (optional)",
    ),
    row(
        TypedKeys("backspace", ""),
        Binding("delete", "clear", "no answer", tooltip="clear the answer", id="form.clear"),
    ),
)
CHECKIN: Final = ScreenKeys(
    "the check-in",
    *_ANSWERS,
    pick("start (enter on an answer changes it)", words="start"),
    Binding("f", "as_usual", "full session", tooltip="do the full session anyway", id="checkin.as_usual"),
    back(),
    hidden=(THEME, *LIST_KEYS),
)
LOG_RUN: Final = ScreenKeys(
    "logging a run",
    *_ANSWERS,
    pick("log it (enter on an answer changes it)", words="log it"),
    back(),
    hidden=(THEME, *LIST_KEYS),
)
WARMUP: Final = ScreenKeys(
    "the warm-up",
    moves("choose a warm-up or an option"),
    pick("start; change the highlighted row", words="start"),
    Binding("f", "floor", "Floor", tooltip="no floor to lie on: swaps the bridge", id="warmup.floor"),
    Binding("a", "sore", "Achilles", tooltip="sore Achilles: no bouncing", id="warmup.sore"),
    row(
        Binding("l", "leave_at", "Leave at", tooltip="departure time: 0700", id="warmup.leave_at"),
        Binding("left,minus", "change(-1)", "less", key_display="←", tooltip="less", id="warmup.less"),
        Binding("right,plus", "change(1)", "more", key_display="→", tooltip="more", id="warmup.more"),
        TypedKeys("0-9", "", NUMBER),
        words="departure time: 0700",
    ),
    row(
        Binding("backspace", "erase", "no time", show=False, tooltip="clear the time, or back", id="warmup.erase"),
        Binding("delete", "clear", "no time", tooltip="clear the time", id="warmup.clear"),
        words="clear the time, or back",
    ),
    back_from_values("back"),
    hidden=(THEME, *LIST_KEYS),
)
SELF_CHECK: Final = ScreenKeys(
    "the self-check",
    row(*moves("").entries, words="choose a result"),
    pick("next, or start", words="next"),
    Binding("n", "begin", "new", tooltip="start a new self-check", id="check.begin"),
    back(),
    hidden=(THEME, *ASKING_LIST_KEYS),
)
MIRROR: Final = ScreenKeys(
    "the mirror",
    row(
        Binding("y,right,1", "answer(True)", "yes", key_display="y", tooltip="yes", id="mirror.yes"),
        Binding("n,left,0,2", "answer(False)", "no", key_display="n", tooltip="no", id="mirror.no"),
        words="yes, no (goes to the next question)",
    ),
    row(pick("skip", words="next"), *moves("").entries, words="skip, go back"),
    Binding("delete", "clear", "no answer", tooltip="clear the answer", id="form.clear"),
    Binding("backspace", "before", "previous question", tooltip="previous question", id="mirror.previous"),
    Binding(
        "q,escape",
        "go_on",
        "done",
        key_display="q  esc",
        tooltip="done (answers are already saved)",
        id="mirror.done",
    ),
    hidden=(
        leave_question("go_on", "done"),
        THEME,
        *JUMPS,
        HELP,
    ),
)
GUIDE: Final = ScreenKeys(
    "the guide",
    moves("choose, scroll"),
    pick("read", words="read"),
    search("search the guide"),
    back(CLEAR_THEN_BACK),
    hidden=(THEME, *LIST_KEYS),
    writes=True,
)

"""The key bindings of the session, its dialogs, its summary, and the screen of interrupted sessions."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import (
    HELP,
    LIST_KEYS,
    NUMBER,
    PALETTE,
    SESSION_GO_ON,
    THEME,
    ScreenKeys,
    TypedKeys,
    leave_question,
    moves,
    note,
    pick,
    previous_value,
    row,
)

SESSION: Final = ScreenKeys(
    "the session",
    SESSION_GO_ON,
    Binding(
        "backspace,pageup,left",
        "back",
        "back",
        key_display="backspace  ←",
        tooltip="back: repeat this set, or the last one",
        id="session.back",
    ),
    Binding("p", "pause", "pause or resume", tooltip="pause, resume", id="session.pause"),
    Binding("s", "skip", "skip this set", tooltip="skip this set", id="session.skip"),
    row(
        Binding(
            "plus,equals_sign", "adjust(10)", "10 s more", key_display="+", tooltip="10 s more", id="session.longer"
        ),
        Binding("minus", "adjust(-10)", "10 s less", tooltip="10 s less", id="session.shorter"),
    ),
    row(
        Binding("up", "change(1)", "more", show=False, tooltip="more", id="session.more"),
        Binding("down", "change(-1)", "less", show=False, tooltip="less", id="session.less"),
        TypedKeys("0-9", "", NUMBER),
        words="during rest: correct what you just did",
    ),
    Binding(
        "tab",
        "choose(1)",
        "weight",
        show=False,
        priority=True,
        tooltip="lead-in, rest: the next value (weight)",
        id="session.next_value",
    ),
    row(
        Binding("e", "ask", "reps left", show=False, tooltip="reps left", id="session.reps_left"),
        TypedKeys("0-4", ""),
        words="during rest: reps left in the tank",
    ),
    row(
        Binding("x", "swap", "swap the exercise", tooltip="swap exercise", id="session.swap"),
        Binding("n", "niggle", "it hurt a bit", tooltip="it hurt", id="session.hurt"),
        Binding("o", "shorter", "shorten the session", tooltip="shorten session", id="session.less_time"),
        words="swap exercise; it hurt; shorten session",
    ),
    row(
        Binding("v", "sound('voice')", "voice on or off", tooltip="voice", id="session.voice"),
        Binding("t", "sound('tones')", "tones on or off", tooltip="tones", id="session.tones"),
        Binding("m", "sound('mute')", "sound on or off", tooltip="mute", id="session.mute"),
        Binding("left_square_bracket", "volume(-0.1)", "softer", tooltip="softer", id="session.softer"),
        Binding("right_square_bracket", "volume(0.1)", "louder", tooltip="louder", id="session.louder"),
    ),
    row(
        Binding("q,escape", "stop", "end the session", tooltip="end: keep going, save or discard", id="session.end"),
        Binding(
            "ctrl+c,ctrl+q",
            "stop_now",
            "end",
            show=False,
            priority=True,
            key_display="ctrl+c",
            tooltip="end; pressed twice, finish and save at once",
            id="session.end_now",
        ),
        words="end: keep going, save or discard",
    ),
    note("ctrl+c ctrl+c", "finish and save at once"),
    PALETTE,
    hidden=(
        previous_value("choose(-1)", "session.previous_value"),
        HELP,
    ),
)
ASKING: Final = ("session.end", "session.swap", "session.less_time", "app.help")
"""The keys of a session that open a question or the help: held down, they do so once."""
PLAIN: Final = ScreenKeys(
    "a session line by line",
    Binding(
        "w", "where", "where you are", tooltip="where you are: what is under way, and the time left", id="plain.where"
    ),
)
"""In addition to those of the session."""
SWAP: Final = ScreenKeys(
    "the choice of another exercise",
    Binding("up,left", "move(-1)", "up", tooltip="the row above", id="swap.up"),
    Binding("down,right,tab", "move(1)", "down", tooltip="the row below", id="swap.down"),
    Binding("space,enter", "take", "swap", tooltip="swap", id="swap.take"),
    Binding("escape,q,x,backspace", "go_on", "keep it", tooltip="keep it", id="swap.close"),
    TypedKeys("1-9", "choose by number", "123456789"),
    hidden=(leave_question("go_on", "keep it"),),
)
KEEP_FULL: Final = "keep the full session"
SHORTER: Final = ScreenKeys(
    "the choice of a time",
    Binding("up,right,plus", "change(1)", "more", tooltip="a minute more", id="less_time.more"),
    Binding("down,left,minus", "change(-1)", "less", tooltip="a minute less", id="less_time.less"),
    TypedKeys("0-9", "type a time", f"{NUMBER}:"),
    Binding("space,enter", "take", "shorten", tooltip="shorten the session", id="less_time.take"),
    Binding("escape,q,o", "go_on", KEEP_FULL, tooltip=KEEP_FULL, id="less_time.close"),
    hidden=(leave_question("go_on", KEEP_FULL),),
)
SUMMARY: Final = ScreenKeys(
    "the summary",
    row(
        Binding("up", "change(1)", "more", show=False, tooltip="more", id="summary.more"),
        Binding("down", "change(-1)", "less", show=False, tooltip="less", id="summary.less"),
        TypedKeys("0-9", "", NUMBER),
        words="change the chosen value: reps, weight, effort",
    ),
    Binding(
        "tab", "field(1)", "next value", show=False, priority=True, tooltip="next value, next field", id="summary.next"
    ),
    row(
        Binding("left", "round(-1)", "round", show=False, tooltip="the round before", id="summary.previous_round"),
        Binding("right", "round(1)", "round", show=False, tooltip="the round after", id="summary.next_round"),
        words="with sets chosen: the round before or after",
    ),
    Binding("e", "ask", "reps left", show=False, tooltip="how many more, after the last set", id="summary.reps_left"),
    Binding("n", "note", "note", tooltip="write a note", id="summary.note"),
    row(
        Binding(
            "space,enter,pagedown",
            "go_on",
            "leave",
            key_display="space  enter",
            tooltip="leave (already saved)",
            id="summary.go_on",
        ),
        Binding("q,escape", "leave", "leave", tooltip="leave", id="summary.leave"),
        words="leave (already saved)",
    ),
    hidden=(
        previous_value("field(-1)", "summary.previous"),
        Binding("ctrl+c,ctrl+q", "leave", "leave", show=False, priority=True, tooltip="leave", id="summary.leave_now"),
        HELP,
    ),
    writes=True,
)
INTERRUPTED: Final = ScreenKeys(
    "the interrupted session",
    moves("choose"),
    pick("answer", keys="enter,space", words="answer"),
    Binding("r", "answer('resume')", "resume", tooltip="resume the session", id="interrupted.resume"),
    Binding("s", "answer('save')", "save", tooltip="save what was done", id="interrupted.save"),
    Binding(
        "d",
        "answer('discard')",
        "discard",
        tooltip="discard it (press twice): it moves to the trash",
        id="interrupted.discard",
    ),
    THEME,
    Binding(
        "escape,backspace",
        "back",
        "not now",
        key_display="esc  backspace",
        tooltip="not now",
        id="interrupted.back",
    ),
    Binding("q", "leave", "leave", tooltip="leave and decide later", id="home.quit"),
    hidden=LIST_KEYS,
)

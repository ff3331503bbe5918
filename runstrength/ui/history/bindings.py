"""The key bindings of the history, the session record, editing, adding, progress, weeks, export, import and trash."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import (
    ASKING_LIST_KEYS,
    LESS,
    LIST_KEYS,
    MORE,
    NUMBER,
    PALETTE,
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

DELETE: Final = Binding(
    "d,delete", "delete", "delete", key_display="d", tooltip="delete it (press twice)", id="history.delete"
)
UNDELETE: Final = Binding(
    "u,ctrl+z", "restore", "bring it back", key_display="u", tooltip="bring the last one back", id="history.undelete"
)
EXPORT: Final = Binding("o", "export", "export", tooltip="export what is shown", id="history.export")
EDIT: Final = Binding("c", "correct", "correct", tooltip="correct this one", id="history.edit")
DROP: Final = "paste, or drop a file"

HISTORY: Final = ScreenKeys(
    "the history",
    moves("choose"),
    pick("open a session", keys="enter,space"),
    search("search: words of routine, exercise, note or date"),
    Binding("f", "kind", "kind", tooltip="sessions of one kind: strength, warm-ups, runs", id="history.kind"),
    row(
        Binding(
            "e,p", "exercises", "exercises", key_display="e", tooltip="how the exercises went", id="history.progress"
        ),
        Binding("w", "weeks", "weeks", tooltip="the weeks side by side", id="history.weeks"),
    ),
    row(
        Binding("a", "add", "add", tooltip="add a session done elsewhere", id="history.add"),
        EDIT,
    ),
    row(
        DELETE,
        UNDELETE,
        Binding("x", "trash", "trash", tooltip="the trash", id="history.trash"),
    ),
    row(
        EXPORT,
        Binding("i", "import", "import", tooltip="import runs and exports", id="history.import"),
        words="export what is shown; import runs and exports",
    ),
    back("everything again, then back", shown="esc  q"),
    THEME,
    PALETTE,
    hidden=LIST_KEYS,
    writes=True,
)
RECORD: Final = ScreenKeys(
    "a session of the history",
    moves("scroll"),
    pick("how the exercise went over time", keys="enter,space", words="progress"),
    Binding("c", "correct", "correct", tooltip="correct it: day, effort, note, every set", id="history.edit"),
    row(DELETE, UNDELETE),
    Binding(
        "o", "export", "export", tooltip="export it: FIT for Strava and Garmin, a spreadsheet", id="history.export"
    ),
    back(),
    hidden=(THEME, *LIST_KEYS),
)
_VALUES = (
    moves("choose a value"),
    row(
        Binding(
            "tab",
            "column(1)",
            "load",
            show=False,
            priority=True,
            tooltip="of a set: done, load, in reserve",
            id="edit.next_value",
        ),
    ),
    row(LESS, MORE, words="less, more; the day before, the day after"),
    row(
        pick("type it: 8, 12.5, 2026-11-22, 07:30, a note", words="type"),
        TypedKeys("0-9", "", NUMBER),
        words="type it: 8, 12.5, 2026-11-22, 07:30, a note",
    ),
    Binding("x", "skip", "skip", tooltip="a set was skipped, or was not", id="edit.skip"),
    Binding(
        "equals_sign,a", "all", "all its sets", tooltip="the same for all sets of the exercise", id="edit.all_sets"
    ),
    row(UNDO, REDO, words="undo the last change; make it again"),
)
_PREVIOUS = previous_value("column(-1)", "edit.previous_value")
EDIT_SESSION: Final = ScreenKeys(
    "editing a session",
    *_VALUES,
    back_from_values("leave; every change is kept already"),
    hidden=(_PREVIOUS, THEME, *LIST_KEYS),
    writes=True,
)
NEW_SESSION: Final = ScreenKeys(
    "adding a session",
    *_VALUES,
    Binding("s,ctrl+s", "add", "add", key_display="s", tooltip="add the session to the history", id="edit.add"),
    back_from_values("back; what you changed is asked about"),
    hidden=(_PREVIOUS, THEME, *ASKING_LIST_KEYS),
    writes=True,
)
_CHART = row(
    Binding(
        "left,h,shift+tab",
        "next_view(-1)",
        "chart",
        show=False,
        priority=True,
        key_display="←",
        tooltip="the chart before",
        id="charts.previous",
    ),
    Binding(
        "right,l,tab",
        "next_view(1)",
        "chart",
        show=False,
        priority=True,
        key_display="→  tab",
        tooltip="the next chart",
        id="charts.next",
    ),
    words="another chart",
)
PROGRESS: Final = ScreenKeys(
    "progress",
    moves("choose"),
    pick("open an exercise", keys="enter,space", words="more"),
    search("search the exercises"),
    THEME,
    back("everything again, then back"),
    hidden=LIST_KEYS,
    writes=True,
)
EXERCISE_PROGRESS: Final = ScreenKeys(
    "the progress of an exercise",
    moves("choose"),
    _CHART,
    pick("open the session of a set", keys="enter,space", words="its session"),
    Binding("i", "how", "how to do it", tooltip="how the exercise is done", id="charts.how"),
    THEME,
    back(),
    hidden=LIST_KEYS,
)
WEEKS: Final = ScreenKeys("the weeks", moves("scroll"), _CHART, THEME, back(), hidden=LIST_KEYS)
IMPORT: Final = ScreenKeys(
    "import",
    moves("choose a file"),
    pick("look into it; then take in what is new", keys="enter,space", words="look into it"),
    note(DROP, "look into another one"),
    back("back; nothing is taken in"),
    hidden=(THEME, *LIST_KEYS),
)
PREVIEW: Final = ScreenKeys(
    "what is imported",
    moves("choose"),
    pick("take in what is new", keys="enter,space", words="take it"),
    back("back; nothing is taken in"),
    hidden=(THEME, *LIST_KEYS),
)
EXPORT_FORMS: Final = ScreenKeys(
    "export",
    moves("choose a form"),
    pick("write it; files that are there already stay", keys="enter,space", words="write it"),
    THEME,
    back(),
    hidden=LIST_KEYS,
)
ADD: Final = ScreenKeys(
    "adding what you did",
    moves("choose what you did"),
    pick("choose it; you can edit it before it is added", keys="enter,space", words="edit"),
    THEME,
    back("back; nothing is added"),
    hidden=LIST_KEYS,
)
TRASH: Final = ScreenKeys(
    "the trash",
    moves("choose"),
    pick("bring the session back", keys="enter,space", words="bring back"),
    THEME,
    back(),
    hidden=LIST_KEYS,
)

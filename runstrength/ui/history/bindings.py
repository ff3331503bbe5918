"""The key bindings of the history, the session record, editing, adding, progress, weeks, export, import and trash."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.common.bindings import (
    ASKING_LIST_KEYS,
    CLEAR_THEN_BACK,
    DROP,
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
    "d,delete", "delete", "delete", key_display="d", tooltip="delete (press twice)", id="history.delete"
)
UNDELETE: Final = Binding(
    "u,ctrl+z", "restore", "undo", key_display="u", tooltip="undo the last delete or import", id="history.undelete"
)
EXPORT: Final = Binding("o", "export", "export", tooltip="export what is shown", id="history.export")
EDIT: Final = Binding("e", "correct", "edit", tooltip="edit", id="history.edit")

HISTORY: Final = ScreenKeys(
    "the history",
    moves("choose"),
    pick("open a session", keys="enter,space"),
    search("search by routine, exercise, note or date"),
    Binding("f", "kind", "kind", tooltip="filter: strength, warm-ups, runs", id="history.kind"),
    row(
        Binding("p", "exercises", "progress", tooltip="progress by exercise", id="history.progress"),
        Binding("w", "weeks", "weeks", tooltip="week by week", id="history.weeks"),
    ),
    row(
        Binding("a", "add", "add", tooltip="add a session you did without the app", id="history.add"),
        EDIT,
    ),
    row(
        DELETE,
        UNDELETE,
        Binding("x", "trash", "trash", tooltip="the trash", id="history.trash"),
    ),
    row(
        EXPORT,
        Binding("i", "import", "import", tooltip="import runs, workouts, backups", id="history.import"),
        words="export what is shown, import runs, workouts and backups",
    ),
    back(CLEAR_THEN_BACK, shown="esc  q"),
    THEME,
    PALETTE,
    hidden=LIST_KEYS,
    writes=True,
)
RECORD: Final = ScreenKeys(
    "a session of the history",
    moves("scroll"),
    pick("progress of the exercise", keys="enter,space", words="progress"),
    Binding("e", "correct", "edit", tooltip="edit day, effort, note and sets", id="history.edit"),
    row(DELETE, UNDELETE),
    Binding(
        "o", "export", "export", tooltip="export: FIT for Strava and Garmin, or a spreadsheet", id="history.export"
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
            "next value",
            show=False,
            priority=True,
            tooltip="next value of a set: done, weight, reps left",
            id="edit.next_value",
        ),
    ),
    row(LESS, MORE, words="less, more; previous day, next day"),
    row(
        pick("type it: 8, 12.5, 2026-11-22, 07:30, a note", words="type"),
        TypedKeys("0-9", "", NUMBER),
        words="type it: 8, 12.5, 2026-11-22, 07:30, a note",
    ),
    Binding("x", "skip", "skip", tooltip="mark a set as skipped, or not", id="edit.skip"),
    Binding("equals_sign", "all", "copy to all sets", tooltip="copy to all sets of the exercise", id="edit.all_sets"),
    row(UNDO, REDO, words="undo, redo"),
)
_PREVIOUS = previous_value("column(-1)", "edit.previous_value")
EDIT_SESSION: Final = ScreenKeys(
    "editing a session",
    *_VALUES,
    back_from_values("back (changes are already saved)"),
    hidden=(_PREVIOUS, THEME, *LIST_KEYS),
    writes=True,
)
NEW_SESSION: Final = ScreenKeys(
    "adding a session",
    *_VALUES,
    Binding("a,ctrl+s", "add", "add", key_display="a", tooltip="add the session to the history", id="edit.add"),
    back_from_values("back (asks about unsaved changes)"),
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
        tooltip="previous chart",
        id="charts.previous",
    ),
    Binding(
        "right,l,tab",
        "next_view(1)",
        "chart",
        show=False,
        priority=True,
        key_display="→  tab",
        tooltip="next chart",
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
    back(CLEAR_THEN_BACK),
    hidden=LIST_KEYS,
    writes=True,
)
EXERCISE_PROGRESS: Final = ScreenKeys(
    "the progress of an exercise",
    moves("choose"),
    _CHART,
    pick("open the session of a set", keys="enter,space", words="open session"),
    Binding("i", "how", "how to do it", tooltip="how to do the exercise", id="charts.how"),
    THEME,
    back(),
    hidden=LIST_KEYS,
)
WEEKS: Final = ScreenKeys("the weeks", moves("scroll"), _CHART, THEME, back(), hidden=LIST_KEYS)
IMPORT: Final = ScreenKeys(
    "import",
    moves("choose a file"),
    pick("preview it, then import", keys="enter,space", words="preview"),
    search("search the files"),
    note(DROP, "preview another file"),
    back("clear the search, then back (nothing is imported)"),
    hidden=(THEME, *LIST_KEYS),
    writes=True,
)
PREVIEW: Final = ScreenKeys(
    "the import preview",
    moves("choose"),
    pick("import what is new; of a name: say which exercise it is", keys="enter,space", words="choose"),
    back("back (nothing is imported)"),
    hidden=(THEME, *LIST_KEYS),
)
EXPORT_FORMS: Final = ScreenKeys(
    "export",
    moves("choose a format"),
    pick("export (existing files are not overwritten)", keys="enter,space", words="export"),
    THEME,
    back(),
    hidden=LIST_KEYS,
)
ADD: Final = ScreenKeys(
    "adding what you did",
    moves("choose what you did"),
    pick("edit it, then add it", keys="enter,space", words="edit"),
    search("search"),
    THEME,
    back("clear the search, then back (nothing is added)"),
    hidden=LIST_KEYS,
    writes=True,
)
TRASH: Final = ScreenKeys(
    "the trash",
    moves("choose"),
    pick("restore the session", keys="enter,space", words="restore"),
    search("search the deleted sessions"),
    THEME,
    back(CLEAR_THEN_BACK),
    hidden=LIST_KEYS,
    writes=True,
)

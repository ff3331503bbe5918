"""What home and history say of sessions that were done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec.structs import replace
from rich.cells import cell_len

from runstrength.catalogue.naming import exercise_name
from runstrength.history.store import Row
from runstrength.session.record import SetDone, SetTarget
from runstrength.ui.common import session_rows
from tests.support.app import MORNING, words_of
from tests.support.history_samples import PLANK, record
from tests.support.loops import looped
from tests.support.plans import library


def row(days: float = 0, **more: Any) -> Row:
    """Return a line of a history, from so many days after the morning."""
    start = MORNING + timedelta(days=days)
    fields = {"kind": "session", "routine": "runner", "title": "Runner's supersets", "completed": True, "effort": 7}
    fields |= {"sets_done": 43, "sets_planned": 43, "seconds": 2234.0, "started": start, "ended": start}
    return Row(id="abcd1234", **{**fields, **more})


def did(side: str | None, number: int, done: float, *, exercise: str = "side_plank", **more: Any) -> SetDone:
    """Return a set of a hold of 30 s."""
    goal = more.pop("target", SetTarget("hold", 30))
    return SetDone(
        step=number,
        exercise=exercise,
        block="B",
        set=number,
        side=side,
        target=goal,
        done=done,
        seconds=30,
        at=0,
        **more,
    )


@looped(("days", "text"), [(0, "Sun 22 Nov 07:30"), (-16, "Fri  6 Nov 07:30"), (-365, "22 Nov 2025 07:30")])
def test_a_moment_has_its_weekday_in_this_year(days: int, text: str) -> None:
    """A moment has its weekday in this year, and its year in another."""
    assert session_rows.format_moment(MORNING + timedelta(days=days), MORNING) == text


def test_a_single_set_is_singular() -> None:
    """A session of one planned set has `1 of 1 set`."""
    assert session_rows.length_and_sets(row(sets_done=1, sets_planned=1)).endswith("1 of 1 set")
    assert session_rows.length_and_sets(row(sets_done=1, sets_planned=2)).endswith("1 of 2 sets")


def test_a_row_of_the_history() -> None:
    """A row has date, title, length, sets done of planned, and effort."""
    words = words_of(session_rows.history_line(row(), MORNING, 73)).split("  ")

    assert [word.strip() for word in words if word.strip()] == [
        "Sun 22 Nov 07:30",
        "Runner's supersets",
        "37:14",
        "43/43",
        "7",
    ]


@looped("width", [33, 53, 73, 89])
def test_rows_and_headings_fit(width: int) -> None:
    """Rows and their headings are as wide as the list, whatever a title is like, and an early end is always told."""
    rows = [
        row(),
        row(-400),
        row(title="[b]" + "very long " * 9, completed=False),
        row(title="日本語" * 20, effort=None),
    ]
    texts = [words_of(session_rows.history_line(one, MORNING, width)) for one in rows]

    assert {cell_len(text) for text in texts} == {width}
    assert cell_len(words_of(session_rows.history_head(width, 2))) == width + 2
    assert ["early" in text for text in texts] == [False, False, True, False]


def test_files_that_could_not_be_read_are_one_sentence() -> None:
    """Files that could not be read are one sentence, and none when there are none."""
    assert session_rows.problems_words(0) == ""
    assert session_rows.problems_words(2) == "2 files couldn't be read. Details: runstrength history check"


def test_an_exercise_that_is_gone() -> None:
    """An exercise that the catalogue no longer has is named by its key."""
    assert exercise_name(library().exercises, "my_own_move", None) == "My own move"


@looped(
    ("variant", "name"),
    [
        (None, "Squat"),
        ("dumbbell", "Goblet squat"),
        ("dumbbell+slow", "Goblet squat, slow lowering"),
        ("slow", "Squat, slow lowering"),
        ("gone", "Squat"),
    ],
)
def test_an_exercise_in_its_form(variant: str | None, name: str) -> None:
    """An exercise is named in the form in which it was done; what is no longer known of that is left out."""
    assert exercise_name(library().exercises, "squat", variant) == name


def test_the_whole_of_a_session() -> None:
    """The head has title, date, length, sets, effort, an early end, and the note as it was written."""
    whole = record(
        title="Runner's supersets",
        completed=False,
        effort=8,
        note="[b]left[/b] \x1b[31mcalf",
        planned_sets=43,
        active_seconds=1200,
        paused_seconds=80,
        sets=(PLANK,),
    )

    text = [words_of(line) for line in session_rows.record_head(whole, 70)]

    assert text == [
        "Runner's supersets",
        "Sunday 22 November 2026, 07:30 to 08:06",
        "20:00 · 1 of 43 sets · paused 1:20 · effort 8 of 10",
        "ended early",
        "“[b]left[/b] \\x1b[31mcalf”",
    ]


def test_a_guessed_effort_is_called_a_guess() -> None:
    """The effort of an imported run says that it was guessed, until the person enters another one."""
    run = record(kind="run", effort=4, active_seconds=1790)

    def result(effort: int, guess: int | None) -> str:
        return words_of(session_rows.record_head(replace(run, effort=effort), 70, 5000, guess=guess)[2])

    assert result(4, 4) == "29:50 · 5.0 km · 5:58 /km · effort 4 of 10 (a guess)"
    assert result(4, None) == result(4, 7) == "29:50 · 5.0 km · 5:58 /km · effort 4 of 10"

"""A session in one line."""

from __future__ import annotations

import msgspec
from hypothesis import given

from runstrength.history.export.one_line import one_line
from runstrength.session.record import Record, SetDone, SetTarget
from tests.support.history_samples import PLANK, record
from tests.support.history_strategies import records
from tests.support.loops import looped


def squats(done: float, load: float | None = None, **more: object) -> SetDone:
    """Return a set of squats."""
    fields = {"exercise": "squat", "side": None, "target": SetTarget("reps", 8), "done": done, "load_kg": load, **more}
    return msgspec.structs.replace(PLANK, **fields)


def title(item: SetDone) -> str:
    """Return a name."""
    return item.exercise.replace("_", " ").capitalize()


def sides(left: float, right: float) -> tuple[SetDone, SetDone]:
    """Return a plank on each side."""
    return (
        msgspec.structs.replace(PLANK, done=left),
        msgspec.structs.replace(PLANK, side="right", done=right),
    )


def test_everything_in_a_line() -> None:
    """Day, title, minutes, sets, effort, every exercise and the note are there, in this order."""
    one = record(
        title="Runner's supersets",
        effort=7,
        planned_sets=8,
        active_seconds=2140.2,
        note="cold\nhall",
        sets=(*sides(30, 30), squats(8, 12.5), squats(8, 12.5), squats(0, skipped=True)),
    )
    assert one_line(one, title) == (
        "2026-11-22 Runner's supersets, 36 min, 4 of 8 sets, effort 7: "
        "Side plank 1×30 s a side, Squat 2×8 12.5 kg – cold hall"
    )


def test_one_set_in_a_line() -> None:
    """One planned set is one set."""
    assert "1 of 1 set:" in one_line(record(planned_sets=1, sets=(PLANK,)), title)


def test_a_run_in_a_line() -> None:
    """A run has its kilometres."""
    one = record(kind="run", title="Morning run", effort=4, completed=False)
    assert one_line(one, title, 10_210) == "2026-11-22 Morning run, 36 min, 10.21 km, effort 4, ended early"


@looped(
    ("sets", "words"),
    [
        ((squats(8), squats(8), squats(7)), "Squat 8/8/7"),
        ((squats(8, 10), squats(8, 12.5)), "Squat 2×8 10-12.5 kg"),
        ((*sides(30, 30), *sides(30, 30)), "Side plank 2×30 s a side"),
        ((*sides(30, 25),), "Side plank left 1×30 s, right 1×25 s"),
        ((PLANK,), "Side plank 1×30 s left"),
        ((squats(8, target=SetTarget("carry", 8)),), "Squat 1×8 steps"),
        ((squats(8), squats(30, target=SetTarget("hold", 30)), squats(8)), "Squat 2×8, Squat 1×30 s"),
    ],
)
def test_sets_are_short(sets: tuple[SetDone, ...], words: str) -> None:
    """Sets that are alike are counted, others are numbers in a row; sides are told apart where they differ."""
    assert one_line(record(sets=sets), title).partition(": ")[2] == words


@given(records)
def test_any_session_is_one_line(one: Record) -> None:
    """Whatever people wrote, it is one line without a character that commands a terminal."""
    line = one_line(one, title)
    assert line.splitlines() == [line]
    assert not set(line) & {chr(code) for code in (*range(32), *range(127, 160))}

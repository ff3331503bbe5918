"""How one exercise went over the years."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.history.exercise_stats import Balance, Best, Series, count_exercises, series
from runstrength.session.record import Record, SetDone, SetTarget
from runstrength.ui.history.progress_lines import charts
from tests.support.history_samples import MORNING, PLANK, record


def done(value: float, load: float | None = None, side: str | None = None, **more: Any) -> SetDone:
    """Return a set of squats."""
    fields = {"exercise": "squat", "target": SetTarget("reps", 8), "done": value, "load_kg": load, "side": side, **more}
    return msgspec.structs.replace(PLANK, **fields)


def history(*sessions: list[SetDone]) -> list[Record]:
    """Return sessions of one a day, with ids 0000, 0001 and so on."""
    return [record(f"{day:04}", days=day, sets=tuple(sets)) for day, sets in enumerate(sessions)]


def squats(*sessions: list[SetDone]) -> Series:
    """Return how squats went in such a history."""
    (one,) = series(history(*sessions), "squat")
    return one


def short(bests: tuple[Best, ...]) -> list[tuple[str, float, float]]:
    """Return sets as session, number and load."""
    return [(one.session, one.done, one.load_kg) for one in bests]


def test_a_point_a_session() -> None:
    """A session is one point: the best set, all of them, and the load."""
    first, second = squats([done(8), done(6)], [done(7, 10.0, target=SetTarget("reps", 10))]).points
    assert (first.session, first.started) == ("0000", MORNING)
    assert (first.best, first.total, first.load_kg) == (8, 14, 0)
    assert (second.best, second.total, second.load_kg) == (7, 7, 10.0)
    assert (first.left, first.right) == (None, None)


def test_what_was_not_done_does_not_count() -> None:
    """Skipped sets, sets of nothing and other exercises leave no point."""
    sets = [done(0), done(8, skipped=True), PLANK]
    assert series(history(sets), "squat") == ()


def test_reps_and_seconds_are_not_mixed() -> None:
    """An exercise done by reps and by time has a series for each, the one of more sessions first."""
    timed = done(40, target=SetTarget("time", 40))
    both = series(history([timed], [done(8), timed], [done(9, target=SetTarget("amrap", 60))], [done(8)]), "squat")
    assert [(one.unit, len(one.points)) for one in both] == [("reps", 3), ("s", 2)]


def test_the_unit_of_a_chart_is_a_word() -> None:
    """A chart says in a word what it counts; beside a number the unit is short."""
    counted = {"reps": "reps", "time": "seconds", "carry": "steps", "carry_m": "meters", "rounds": "rounds"}
    for kind, word in counted.items():
        (one,) = series(history([done(5, target=SetTarget(kind, 5))], [done(6, target=SetTarget(kind, 5))]), "squat")
        assert charts((one,))[0].legend == f"{word} in the best set of a session"


def test_a_record_has_more_or_a_heavier_load() -> None:
    """A record has more, or a heavier load, than every set before; the first session and a repetition set none."""
    one = squats(
        [done(8), done(6, 10.0)],
        [done(8), done(6, 10.0)],
        [done(9), done(10)],
        [done(7, 10.0), done(5, 12.0)],
        [done(6, 10.0), done(10)],
    )
    assert short(one.records) == [("0002", 10, 0), ("0003", 7, 10.0), ("0003", 5, 12.0)]
    assert short(one.front) == [("0002", 10, 0), ("0003", 7, 10.0), ("0003", 5, 12.0)]
    assert short((one.most, one.heaviest)) == [("0002", 10, 0), ("0003", 5, 12.0)]
    assert (one.low, one.high) == (5, 10)


def test_an_edit_takes_a_record_back() -> None:
    """Records are computed from what is there: with the set corrected they are others."""
    assert short(squats([done(8)], [done(80)], [done(9)]).records) == [("0001", 80, 0)]
    assert short(squats([done(8)], [done(8)], [done(9)]).records) == [("0002", 9, 0)]


def test_left_against_right() -> None:
    """The sides are compared by their sets of the last six sessions that had both."""
    old = [done(3, side="left"), done(12, side="right")]
    new = [done(8, side="left"), done(10, side="right"), done(6, side="left"), done(10, side="right")]
    one = squats(old, *[new] * 6, [done(20)])
    assert one.balance == Balance(7, 10, 6)
    assert one.balance.weaker == "left"
    assert one.balance.share == pytest.approx(0.7)
    assert Balance(5, 5, 1).weaker is None
    assert squats([done(8)]).balance is None


def test_what_is_known() -> None:
    """Exercises are counted by sessions, the most frequent first, each with its last day."""
    days = [MORNING + timedelta(days=number) for number in range(3)]
    past = count_exercises(zip(days, (["squat"], ["side_plank"], ["side_plank"]), strict=True))
    assert [(one.exercise, one.sessions, (one.last - MORNING).days) for one in past] == [
        ("side_plank", 2, 2),
        ("squat", 1, 0),
    ]


sets = st.builds(
    done,
    st.integers(0, 12),
    st.sampled_from([None, 5.0, 10.0]),
    st.sampled_from([None, "left", "right"]),
    skipped=st.booleans(),
)


@given(st.lists(st.lists(sets, max_size=4), max_size=8))
def test_bests_and_records_beat_what_they_should(sessions: list[list[SetDone]]) -> None:
    """No set beats one of the front; every later member of it was a record; each record beat all before its session."""
    past = history(*sessions)
    for one in series(past, "squat"):
        every = [
            (item.done, item.load_kg or 0.0, session.id)
            for session in past
            for item in session.sets
            if not item.skipped and item.done
        ]
        for best in one.front:
            others = [(number, load) for number, load, _ in every]
            assert not any(
                load >= best.load_kg and number >= best.done and (number, load) != (best.done, best.load_kg)
                for number, load in others
            )
        first = one.points[0].session
        assert {(best.done, best.load_kg) for best in one.front if best.session != first} <= {
            (best.done, best.load_kg) for best in one.records
        }
        for best in one.records:
            before = [(number, load) for number, load, session in every if session < best.session]
            assert best.session != first
            assert not any(load >= best.load_kg and number >= best.done for number, load in before)
        assert (one.low, one.high) == (min(every)[0], max(every)[0])
        assert sum(point.total for point in one.points) == sum(number for number, _, _ in every)
    assert series(past[::-1], "squat") == series(past, "squat")

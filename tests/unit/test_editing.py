"""What a correction makes of a session of the past."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.history import editing
from runstrength.history.editing import RecordField
from runstrength.numbers import KG_PER_LB, format_weight
from runstrength.session.record import Record, SetTarget
from tests.support.history_samples import CET, MORNING, PLANK, record
from tests.support.loops import looped

NOW = MORNING + timedelta(hours=3)
RIGHT = replace(PLANK, side="right", step=58)
SQUAT = replace(PLANK, exercise="squat", block="A", side=None, step=3, target=SetTarget("reps", 8), done=8)
WHOLE = record(sets=(PLANK, SQUAT, RIGHT), active_seconds=2000.0, paused_seconds=160.0, effort=6, note="calf")


def after(record: Record, changes: editing.Changes | None) -> Record:
    """Return a record with some changes."""
    assert changes is not None
    return replace(record, **changes)


def typed(key: str, text: str, column: str = "done", place: int = -1) -> Record:
    """Return the session after something was typed."""
    return after(WHOLE, editing.typed_change(WHOLE, RecordField(key, place), column, text, NOW))


def stepped(key: str, by: int, column: str = "done", place: int = -1, whole: Record = WHOLE) -> Record:
    """Return a session after an arrow."""
    return after(whole, editing.stepped_change(whole, RecordField(key, place), column, by, NOW))


def test_the_sessions_own_values_come_first() -> None:
    """The session's own values come first, then the sets, those of one exercise together; a run has a title too."""
    keys = [(field.key, field.place) for field in editing.fields(WHOLE)]

    assert keys[:5] == [(key, -1) for key in ("day", "time", "minutes", "effort", "note")]
    assert keys[5:] == [("set", 0), ("set", 2), ("set", 1)]
    assert editing.fields(record(kind="run"))[0].key == "title"


@looped(
    ("key", "text", "started"),
    [
        ("day", "2026-11-20", datetime(2026, 11, 20, 7, 30, 5, tzinfo=CET)),
        ("day", "yesterday", datetime(2026, 11, 21, 7, 30, 5, tzinfo=CET)),
        ("time", "6:15", datetime(2026, 11, 22, 6, 15, tzinfo=CET)),
        ("time", "06.15", datetime(2026, 11, 22, 6, 15, tzinfo=CET)),
    ],
)
def test_another_day_or_time(key: str, text: str, started: datetime) -> None:
    """Another day keeps the time of day, another time the day, and both keep how long it was."""
    new = typed(key, text)

    assert new.started == started
    assert new.ended - new.started == WHOLE.ended - WHOLE.started


def test_arrows_of_day_and_time() -> None:
    """An arrow goes a day, or five minutes; nothing is ever still to come."""
    assert stepped("day", -1).started == MORNING - timedelta(days=1)
    assert stepped("time", -1).started == MORNING - timedelta(minutes=5)
    assert editing.stepped_change(WHOLE, RecordField("day"), "done", 1, NOW) is None


def test_another_length_changes_the_end_too() -> None:
    """Another length changes the end too, pauses included."""
    new = typed("minutes", "40")

    assert (new.active_seconds, new.paused_seconds) == (2400.0, 160.0)
    assert new.ended - new.started == timedelta(seconds=2560)
    assert stepped("minutes", 1).active_seconds == 34 * 60


def test_effort_is_1_to_10() -> None:
    """Effort is 1 to 10, or not said; from there the arrows begin in the middle."""
    unsaid = replace(WHOLE, effort=None)

    assert [stepped("effort", by).effort for by in (1, -1)] == [7, 5]
    assert [stepped("effort", by, whole=unsaid).effort for by in (1, -1)] == [6, 5]
    assert stepped("effort", 1, whole=replace(WHOLE, effort=10)).effort == 10
    assert (typed("effort", "9").effort, typed("effort", "none").effort) == (9, None)


def test_of_a_set_can_be_changed_what_was_done_the_load() -> None:
    """Of a set can be changed what was done, the load, and the reserve; the others stay."""
    assert [item.done for item in typed("set", "27,5", place=0).sets] == [27.5, 8, 30]
    assert [item.load_kg for item in typed("set", "12.5", "load", 1).sets] == [None, 12.5, None]
    assert [item.reserve for item in typed("set", "2", "reserve", 2).sets] == [None, None, 2]
    assert stepped("set", -1, place=1).sets[1].done == 7
    assert stepped("set", 1, "load", 1).sets[1].load_kg == 0.5


def test_a_load_of_nothing_is_no_load() -> None:
    """A load of nothing is no load."""
    loaded = after(WHOLE, editing.typed_change(WHOLE, RecordField("set", 1), "load", "10", NOW))

    assert after(loaded, editing.typed_change(loaded, RecordField("set", 1), "load", "", NOW)).sets[1].load_kg is None


def test_skipped_and_not() -> None:
    """A set can be said to be skipped, and to be done after all, as it was asked for."""
    skipped = after(WHOLE, editing.toggle_skip(WHOLE, RecordField("set", 1)))

    assert (skipped.sets[1].skipped, skipped.sets[1].done, skipped.sets_done) == (True, 0, 2)
    assert after(skipped, editing.toggle_skip(skipped, RecordField("set", 1))).sets == WHOLE.sets
    assert editing.toggle_skip(WHOLE, RecordField("note")) is None


def test_all_sets_of_an_exercise() -> None:
    """One value can be given to all sets of its exercise, both sides; other exercises stay as they are."""
    one = typed("set", "16", "load", 0)

    assert [item.load_kg for item in after(one, editing.copy_to_all(one, RecordField("set", 0), "load")).sets] == [
        16,
        None,
        16,
    ]


@looped(
    ("key", "column", "text", "words"),
    [
        ("day", "done", "2026-11-23", "2026-11-23 07:30 is in the future: use a time that has passed"),
        ("day", "done", "someday", '"someday" isn\'t valid: use a date'),
        ("time", "done", "25:00", '"25:00" isn\'t valid: use a time (07:30, 0730, 6:30 pm)'),
        ("minutes", "done", "0", '"0" isn\'t valid: use 1 to 1440 minutes'),
        ("effort", "done", "11", '"11" isn\'t valid: use a whole number from 1 to 10'),
        ("set", "done", "many", '"many" isn\'t valid: use 0 to 10000 seconds'),
        ("set", "load", "5000", '"5000" isn\'t valid: use 0 to 1000 kg'),
        ("set", "reserve", "1.5", '"1.5" isn\'t valid: use a whole number from 0 to 10 reps'),
        ("set", "done", "30 28 26", "3 numbers for 1 set: use at most 1"),
    ],
)
def test_what_cannot_be(key: str, column: str, text: str, words: str) -> None:
    """What cannot be is refused, with what was typed and what to use instead."""
    with pytest.raises(ValueError, match=re.escape(words)):
        typed(key, text, column, 0)


def test_several_values_are_set_by_set() -> None:
    """Several values are for a set and those after it of the same exercise and side."""
    squats = tuple(replace(WHOLE.sets[1], step=number, set=number) for number in (1, 2, 3))
    whole = replace(WHOLE, sets=squats)

    assert [
        item.done
        for item in after(whole, editing.typed_change(whole, RecordField("set", 0), "done", "12 10 7", NOW)).sets
    ] == [
        12,
        10,
        7,
    ]
    loads = after(whole, editing.typed_change(whole, RecordField("set", 1), "load", "25 lb, 30 lb", NOW)).sets
    assert [item.load_kg for item in loads] == [None, 25 * KG_PER_LB, 30 * KG_PER_LB]
    with pytest.raises(ValueError, match="3 numbers for 2 sets"):
        editing.typed_change(whole, RecordField("set", 1), "done", "12 10 7", NOW)


def test_the_units_of_the_person() -> None:
    """A load without a unit is in the person's, and an arrow goes half a pound in pounds."""
    heavy = after(WHOLE, editing.typed_change(WHOLE, RecordField("set", 1), "load", "25", NOW, "imperial"))

    assert heavy.sets[1].load_kg == 25 * KG_PER_LB
    more = after(heavy, editing.stepped_change(heavy, RecordField("set", 1), "load", 1, NOW, "imperial") or {})
    assert format_weight(more.sets[1].load_kg or 0, "imperial") == "25.5 lb"


@looped(("text", "meters"), [("8,5", 8500), ("5mi", 8046.72), ("none", None), ("", None)])
def test_a_run_has_a_distance_among_its_values(text: str, meters: float | None) -> None:
    """A run has a distance among its values, with any unit, and nothing typed takes it away."""
    run = replace(WHOLE, kind="run", sets=())

    assert RecordField("distance") in editing.fields(run)
    assert RecordField("distance") not in editing.fields(WHOLE)
    assert editing.typed_change(run, RecordField("distance"), "", text, NOW) == {"distance_m": meters}
    assert editing.stepped_change(run, RecordField("distance"), "", 1, NOW, "metric", 8500) == {"distance_m": 8600}
    assert editing.stepped_change(run, RecordField("distance"), "", -1, NOW, "metric", None) is None


@given(note=st.text(max_size=6000))
def test_a_note_that_nobody_touched_stays(note: str) -> None:
    """A note that is as it was is no change, however long it is and whatever blanks it has."""
    assert editing.typed_change(replace(WHOLE, note=note), RecordField("note"), "", note, NOW) == {}


@given(st.text(max_size=12), st.sampled_from(editing.fields(WHOLE)), st.sampled_from(editing.COLUMNS))
def test_whatever_is_typed(text: str, field: RecordField, column: str) -> None:
    """Whatever is typed is a change or is refused."""
    try:
        changes = editing.typed_change(WHOLE, field, column, text, NOW)
    except ValueError:
        return
    assert set(changes) <= set(Record.__struct_fields__)


def test_the_difference_between_two_records_makes_the_one_of_the_other() -> None:
    """The difference between two records makes the one of the other."""
    new = typed("effort", "9")

    assert editing.changes_between(new, WHOLE) == {"effort": 6}
    assert after(new, editing.changes_between(new, WHOLE)) == WHOLE

"""A change of a session that had been changed elsewhere: nothing of either is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.history.merge import merged
from runstrength.session.record import Record, SetDone
from tests.support.history_samples import MORNING, PLANK, record
from tests.support.loops import looped

SEEN = record(title="Seen", effort=5, sets=tuple(replace(PLANK, step=step) for step in (3, 5, 8)), active_seconds=2160)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def sets(place: int, **new: Any) -> dict[str, Any]:
    """Return the change of one set."""
    return {"sets": tuple(replace(item, **new) if at == place else item for at, item in enumerate(SEEN.sets))}


def moved(by: timedelta) -> dict[str, Any]:
    """Return the change of the beginning, the length kept."""
    return {"started": SEEN.started + by, "ended": SEEN.ended + by}


def longer(minutes: int) -> dict[str, Any]:
    """Return the change of the length."""
    return {"ended": SEEN.started + timedelta(minutes=minutes), "active_seconds": minutes * 60.0}


CHANGES: dict[str, dict[str, Any]] = {
    "title": {"title": "Other"},
    "effort": {"effort": 9},
    "note": {"note": "hard"},
    "day": moved(-DAY),
    "time": moved(-HOUR),
    "length": longer(50),
    "done of the first set": sets(0, done=20),
    "load of the first set": sets(0, load_kg=12.5),
    "reserve of the first set": sets(0, reserve=2),
    "done of the last set": sets(2, done=11),
    "the middle set skipped": sets(1, skipped=True, done=0),
}


def alone(changes: dict[str, Any]) -> Record:
    """Return the session with one change."""
    return replace(SEEN, **changes)


@looped("theirs", CHANGES)
@looped("mine", CHANGES)
def test_two_changes_are_both_there(mine: str, theirs: str) -> None:
    """Of two changes of different fields both are there, in whatever order they come; of the same field mine is."""
    now = alone(CHANGES[theirs])
    merge = merged(SEEN, CHANGES[mine], now)
    after = replace(now, **merge.changes)
    assert merge.elsewhere
    assert not merge.both
    if mine == theirs:
        assert after == now
        return
    other = replace(alone(CHANGES[mine]), **merged(SEEN, CHANGES[theirs], alone(CHANGES[mine])).changes)
    assert after == other
    assert after not in (now, alone(CHANGES[mine]))


@looped(
    ("mine", "theirs"),
    [
        ({"effort": 7}, {"effort": 9}),
        (moved(-DAY), moved(-2 * DAY)),
        (moved(-HOUR), moved(-2 * HOUR)),
        (longer(40), longer(50)),
        (sets(1, done=20), sets(1, done=10)),
        (sets(1, load_kg=4.0), sets(1, load_kg=5.0)),
        (sets(1, done=20), sets(1, skipped=True, done=0)),
    ],
)
def test_the_same_field_changed_twice(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    """The change that is being made wins, and it is known that there was another."""
    merge = merged(SEEN, mine, alone(theirs))
    assert (merge.elsewhere, merge.both) == (True, True)
    assert replace(alone(theirs), **merge.changes) == alone(mine)


def test_nothing_was_changed_elsewhere() -> None:
    """A change of the session as it was seen is the change itself."""
    merge = merged(SEEN, {"effort": 9}, SEEN)
    assert (merge.changes, merge.elsewhere, merge.both) == ({"effort": 9}, False, False)


def test_sets_that_went_and_came() -> None:
    """A set taken away elsewhere stays away, one that was added there stays, and the change of a third is made."""
    added = replace(PLANK, step=9)
    now = replace(SEEN, sets=(*SEEN.sets[1:], added))
    merge = merged(SEEN, sets(2, done=7), now)
    assert merge.changes["sets"] == (SEEN.sets[1], replace(SEEN.sets[2], done=7), added)
    assert "sets" not in merged(SEEN, {"note": "x"}, now).changes


def test_a_step_that_is_there_twice() -> None:
    """Sets of the same step are told apart by their order."""
    twice = replace(SEEN, sets=(PLANK, PLANK))
    merge = merged(twice, {"sets": (PLANK, replace(PLANK, done=3))}, replace(twice, note="x"))
    assert [item.done for item in merge.changes["sets"]] == [PLANK.done, 3]


amounts = st.integers(0, 40)
set_changes = st.fixed_dictionaries(
    {}, optional={"done": amounts, "load_kg": st.floats(0, 90), "niggle": st.booleans()}
)
record_changes = st.fixed_dictionaries(
    {},
    optional={
        "effort": st.integers(1, 10),
        "note": st.text(max_size=5),
        "started": st.integers(-3000, 0).map(lambda minutes: MORNING + timedelta(minutes=minutes)),
        "sets": st.lists(set_changes, min_size=3, max_size=3).map(
            lambda new: tuple(replace(item, **one) for item, one in zip(SEEN.sets, new, strict=True))
        ),
    },
)


@given(record_changes, record_changes)
def test_whatever_was_changed(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    """What I changed is as I want it, what I did not change is as it is there."""
    now = replace(SEEN, **theirs)
    after = replace(now, **merged(SEEN, mine, now).changes)
    for key in ("effort", "note"):
        want = getattr(replace(SEEN, **mine), key)
        assert getattr(after, key) == (want if want != getattr(SEEN, key) else getattr(now, key))
    for seen, want, there, is_ in zip(SEEN.sets, replace(SEEN, **mine).sets, now.sets, after.sets, strict=True):
        for key in SetDone.__struct_fields__:
            changed = getattr(want, key) != getattr(seen, key)
            assert getattr(is_, key) == getattr(want if changed else there, key)

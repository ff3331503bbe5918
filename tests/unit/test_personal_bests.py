"""Personal bests: what is said to be one is true against everything that was done before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.history.personal_bests import PersonalBest, past_bests, personal_bests, read_past
from runstrength.history.set_names import set_namer
from runstrength.history.store import Store
from runstrength.session.record import Record, SetDone, SetTarget
from runstrength.ui.session.summary_lines import best_line
from tests.support.app import MORNING, words_of
from tests.support.history_samples import record
from tests.support.plans import library

NAMES = set_namer(library().exercises)


def a_set(
    done: float | None,
    load: float | None = None,
    exercise: str = "squat",
    kind: str = "reps",
    variant: str | None = None,
    **more: object,
) -> SetDone:
    """Return a set."""
    target = SetTarget(kind, 8)
    made = SetDone(
        step=1, exercise=exercise, block="A", set=1, target=target, done=done, seconds=30, at=0, variant=variant
    )
    return replace(made, load_kg=load, **more)


def session(days: float, *sets: SetDone, name: str = "") -> Record:
    """Return a session some days ago."""
    started = MORNING - timedelta(days=days)
    return replace(record(), id=name or f"a{days:g}", started=started, ended=started, sets=sets)


def bests(log: Sequence[SetDone], *past: Record) -> tuple[PersonalBest, ...]:
    """Return the bests of a session after others."""
    return personal_bests(log, past_bests(past, NAMES), NAMES)


def line(log: Sequence[SetDone], *past: Record, units: str = "metric", width: int = 76) -> str:
    """Return the line of the summary, empty without one."""
    return "".join(map(words_of, best_line(bests(log, *past), units, width)))


def test_the_heaviest_weight_the_most_reps_with_a_weight_or_without() -> None:
    """The heaviest weight, the most reps with a weight or without, the longest hold, the most steps."""
    before = session(3, a_set(10, 20, variant="dumbbell"), a_set(9), a_set(60, exercise="plank", kind="hold"))
    heavier = [a_set(6, 22.5, variant="dumbbell")]
    assert line(heavier, before) == "Personal best: goblet squat 22.5 kg"
    assert line(heavier, before, units="imperial") == "Personal best: goblet squat 49.6 lb"
    assert line([a_set(11, 20, variant="dumbbell")], before) == "Personal best: goblet squat 11 reps with 20 kg"
    assert line([a_set(10)], before) == "Personal best: squat 10 reps"
    assert line([a_set(65, exercise="plank", kind="hold")], before) == "Personal best: plank 65 s"
    carried = session(3, a_set(8, 20, "farmers_carry", "carry", "dumbbell"))
    assert line([a_set(9, 20, "farmers_carry", "carry", "dumbbell")], carried).endswith("carry 9 steps with 20 kg")


def test_what_is_none() -> None:
    """The same again, a first time, another form, less weight, what hurt, was skipped or not entered is no best."""
    before = session(3, a_set(10, 20, variant="dumbbell"), a_set(8, exercise="push_up", variant="knees"))
    for sets in (
        [],
        [a_set(10, 20, variant="dumbbell")],
        [a_set(9, 20, variant="dumbbell")],
        [a_set(12, 17.5, variant="dumbbell")],
        [a_set(10, 20, variant="kettlebell")],
        [a_set(30)],
        [a_set(30, exercise="push_up")],
        [a_set(60, exercise="plank", kind="hold")],
        [a_set(5, 30, variant="dumbbell", niggle=True)],
        [a_set(5, 30, variant="dumbbell", skipped=True)],
        [a_set(None, 30, variant="dumbbell", kind="amrap")],
    ):
        assert line(sets, before) == "", sets
    assert line([a_set(6, 20)], session(3, a_set(8))) == "", "no weight was noted before: nobody knows which it was"


def test_a_heavier_weight_was_lifted_as_often() -> None:
    """More reps than ever with a weight are no best if a heavier one was lifted as often."""
    before = session(9, a_set(8, 10)), session(3, a_set(12, 20))
    assert line([a_set(10, 10)], *before) == ""
    assert line([a_set(13, 10)], *before) == "Personal best: squat 13 reps with 10 kg"


def test_one_line_for_many() -> None:
    """Several bests are one line, cut to as many as fit, with the number of the others."""
    forms = [a_set(9), a_set(31, exercise="plank", kind="hold"), a_set(7, exercise="push_up")]
    before = session(3, *(replace(item, done=item.known - 1) for item in forms))
    assert line(forms, before) == "Personal bests: squat 9 reps, plank 31 s, push-up 7 reps"
    assert line(forms, before, width=45) == "Personal bests: squat 9 reps, plank 31 s, +1"
    assert len(line(forms, before, width=12)) <= 12


loads = st.sampled_from([None, 10.0, 12.5, 20.0])
sets = st.builds(a_set, st.integers(0, 6), loads, st.just("squat"), st.just("reps"), st.sampled_from([None, "slow"]))


@given(past=st.lists(st.lists(sets, max_size=4), max_size=4), today=st.lists(sets, max_size=4))
def test_a_best_beats_everything(past: list[list[SetDone]], today: list[SetDone]) -> None:
    """No earlier set of the same name is as heavy and as long as one that is said to be a best, and there was one."""
    before = [session(days + 1, *items) for days, items in enumerate(past)]
    for best in bests(today, *before):
        earlier = [
            item
            for one in before
            for item in one.sets
            if item.known > 0 and NAMES(item).casefold() == best.name.casefold()
        ]
        assert earlier
        assert not any((item.load_kg or 0) >= best.load_kg and item.known >= best.done for item in earlier)
        assert not best.heaviest or all((item.load_kg or 0) < best.load_kg for item in earlier)


def test_the_whole_history_is_read(tmp_path: Path) -> None:
    """A best is compared with sessions of any age, and not with itself."""
    store = Store(tmp_path)
    store.save(session(700, a_set(20), name="old00001"))
    for days in range(1, 60):
        store.save(session(days, a_set(8), name=f"new{days:05}"))
    *_, last = read_past(tmp_path, "new00001", {"squat"})
    assert {item.id for item in last.records} == {"old00001", *(f"new{days:05}" for days in range(2, 60))}
    assert bests([a_set(15)], *last.records) == ()
    assert len(bests([a_set(21)], *last.records)) == 1

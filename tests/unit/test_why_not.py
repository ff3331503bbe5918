"""What a reason says would have changed it does change it, whatever the past was."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.session.plan import Plan
from runstrength.session.record import Record
from runstrength.session.simulate import simulated_record
from tests.support.past_samples import day
from tests.support.plans import block, library, routine_of, slot, works
from tests.unit.test_true_reasons import NOW, did, one, planned

EXERCISES = [key for key, item in library().exercises.items() if item.group != "warmup" and item.kind != "time"]
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
DUMBBELLS = (4.0, 6.0, 8.0, 10.0, 12.0, 16.0, 20.0, 26.0, 40.0)


def sessions(draw: st.DrawFn, exercise: str, forms: list[str | None]) -> list[Record]:
    """Return one to six sessions of an exercise, every third day, the newest first: often alike, as real ones are."""
    item = library().exercises[exercise]
    count = draw(st.integers(1, 6))
    low, high = int(item.low), int(item.high)
    usual = draw(st.sampled_from([low, high, high]) | st.integers(low, high))
    form = draw(st.sampled_from(forms))
    load = draw(st.sampled_from([None, *DUMBBELLS])) if form and "dumbbell" in form else None
    alike: dict[str, Any] = {
        "left": draw(st.sampled_from([None, None, 0, 1, 2, 4])),
        "effort": draw(st.sampled_from([None, 5, 8, 9, 10])),
    }
    found = []
    for number in range(1, count + 1):
        more = dict(alike)
        if draw(st.integers(0, 3)) == 0:
            more["left"] = draw(st.sampled_from([None, 0, 1, 2, 3, 4]))
        if draw(st.integers(0, 3)) == 0:
            more["effort"] = draw(st.sampled_from([None, 4, 8, 9, 10]))
        amount = draw(st.integers(low, high)) if draw(st.integers(0, 4)) == 0 else usual
        asked = draw(st.integers(low, high)) if draw(st.integers(0, 6)) == 0 else amount
        niggle = draw(st.integers(0, 9)) == 0
        found.append(did(exercise, 3 * number, amount, asked=asked, form=form, load=load, niggle=niggle, **more))
    return found


@st.composite
def pasts(draw: st.DrawFn) -> tuple[str, list[Record], dict[str, Any]]:
    """Draw an exercise, a past of it, and what the person has."""
    exercise = draw(st.sampled_from(EXERCISES))
    item = library().exercises[exercise]
    kit = draw(st.sampled_from(["", "dumbbell"])) if any(form.key == "dumbbell" for form in item.variants) else ""
    rung = draw(st.sampled_from(["", "", *(rung.key for rung in item.rungs)]))
    form = "+".join(part for part in (kit, rung) if part) or None
    chosen: dict[str, Any] = {"level": draw(st.sampled_from(["beginner", "intermediate", "advanced"]))}
    if kit:
        chosen["equipment"] = ("bodyweight", "dumbbell")
        owned = draw(st.sets(st.sampled_from(DUMBBELLS), max_size=4))
        chosen["dumbbells"] = tuple(sorted(owned))
    return exercise, sessions(draw, exercise, [form]), chosen


def first(plan: Plan) -> tuple[float, float | None, str | None]:
    """Return dose, weight and form of the first set."""
    step = works(plan)[0]
    return step.target.value, step.load_kg, plan.exercises[step.exercise].variant


def with_left(records: list[Record], count: int) -> list[Record]:
    """Return a past in which so many reps left were entered for each set of the newest session."""
    newest = records[0]
    return [replace(newest, sets=tuple(replace(item, reserve=count) for item in newest.sets)), *records[1:]]


def grew(before: tuple[float, float | None, str | None], after: tuple[float, float | None, str | None]) -> bool:
    """Tell whether a plan has the next step: another form, another weight, or more than before."""
    return after[1:] != before[1:] or after[0] > before[0]


@given(pasts())
def test_what_would_have_changed_it(drawn: tuple[str, list[Record], dict[str, Any]]) -> None:
    """Whoever does what the plan says would change a dose or a weight gets what it says."""
    exercise, records, chosen = drawn
    plan = one(exercise, *records, **chosen)
    before = first(plan)
    for text in plan.reasons:
        if found := re.search(r"With (\w+) left it would be (\d+)", text):
            there = one(exercise, *with_left(records, NUMBERS[found[1]]), **chosen)
            assert first(there)[0] == float(found[2]), text
        if found := re.search(r"At (\d+) or less it would be (\d+)", text):
            calm = [replace(records[0], effort=int(found[1])), *records[1:]]
            assert first(one(exercise, *calm, **chosen))[0] == float(found[2]), text
        if found := re.search(r"The top of the range (\w+) times in a row brings the next step", text):
            again = [moved(records[0], 3 * number) for number in range(NUMBERS[found[1]] - 1, -1, -1)]
            later = one(exercise, *again, *records[1:], now=NOW + 3 * (NUMBERS[found[1]] - 1), **chosen)
            assert grew(before, first(later)), text
        if found := re.search(r"so do (\w+) or more reps left, entered for last time", text):
            assert grew(before, first(one(exercise, *with_left(records, NUMBERS[found[1]]), **chosen))), text
        if found := re.search(r"With ([\d.]+) kg among them it would stay \1 kg", text):
            more = (*chosen["dumbbells"], float(found[1]))
            assert first(one(exercise, *records, **(chosen | {"dumbbells": more})))[1] == float(found[1]), text
        if found := re.search(r"A weight of up to ([\d.]+) kg would be the next step", text):
            more = (*chosen["dumbbells"], float(found[1]))
            assert first(one(exercise, *records, **(chosen | {"dumbbells": more})))[1] == float(found[1]), text


def done(plan: Plan, when: float) -> Record:
    """Return a session that was done as planned, with a usual effort."""
    return replace(simulated_record(plan, f"done{when:g}", lambda _: day(when)), effort=6)


def moved(record: Record, days: float) -> Record:
    """Return a session so many days later."""
    by = timedelta(days=days)
    return replace(record, id=f"{record.id}{days:g}", started=record.started + by, ended=record.ended + by)


@given(st.sampled_from(EXERCISES), st.integers(2, 4), st.sampled_from(["beginner", "intermediate", "advanced"]))
def test_what_hurt_comes_back(exercise: str, times: int, level: str) -> None:
    """Two sessions in a row without it hurting bring an exercise back, in whatever form or place it was done."""
    low = library().exercises[exercise].low
    records = [did(exercise, 3 * ago, low, niggle=True) for ago in range(1, times + 1)]
    routine = routine_of([block(slot(exercise), sets=3, rest=60)])
    plan = planned(routine, *records, level=level)
    assert any("Two sessions in a row without it hurting bring it back." in text for text in plan.reasons)
    for number in range(2):
        when = NOW + 3 * number
        plan = planned(routine, *records, level=level, now=when)
        records.insert(0, done(plan, when))
    plan = planned(routine, *records, level=level, now=NOW + 6)
    assert works(plan)[0].exercise == exercise
    assert any("back again, because two sessions in a row went without it hurting" in text for text in plan.reasons)


@given(
    st.sampled_from(["runner", "pairs"]),
    st.sampled_from(["beginner", "intermediate", "advanced"]),
    st.integers(4, 14),
    st.integers(3, 6),
)
def test_the_minutes_that_it_takes(routine: str, level: str, minutes: int, sessions: int) -> None:
    """Where a limit leaves no time for increases, the minutes that the plan names bring them."""
    records: list[Record] = []
    for number in range(sessions):
        limit = float(minutes)
        plan = planned(routine, *records, level=level, minutes=limit, now=NOW + 3 * number)
        text = " ".join(plan.reasons)
        if found := re.search(r"With (\d+) minutes there would be increases", text):
            more = planned(routine, *records, level=level, minutes=float(found[1]), now=NOW + 3 * number)
            assert "no increases" not in " ".join(more.reasons).casefold(), text
        records.insert(0, done(plan, NOW + 3 * number))


def test_a_version_without_a_weight_needs_none() -> None:
    """A version that is done without a weight doesn't say that the weight of last time isn't owned."""
    past = did("single_leg_deadlift", 3, 8, form="dumbbell+half", load=6.0)
    plan = one("single_leg_deadlift", past, equipment=("bodyweight", "dumbbell"), dumbbells=(4.0,))
    assert works(plan)[0].load_kg is None
    assert "kg" not in " ".join(plan.reasons)

"""Nobody has to look: whatever the plan asks for is said before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from pathlib import Path

from msgspec.structs import replace

from runstrength.session.cues import cues_for_index, start_words
from runstrength.session.loads import with_load
from runstrength.session.plan import Plan, Step
from runstrength.session.wording import number_words, session_title, spoken_dose, spoken_hand, spoken_load
from runstrength.settings import LEVELS
from runstrength.sound.voice import Voice
from tests.support.loops import looped
from tests.support.plans import ASSETS, block, library, plan_of, routine_of, slot

KITS = [("bodyweight", *kit) for count in range(4) for kit in combinations(("dumbbell", "kettlebell", "box"), count)]
KITS.insert(1, ("bodyweight", "band"))
LENGTH = cache(Voice(Path(ASSETS) / "voice").seconds)


def wanted(plan: Plan, step: Step) -> list[str]:
    """Return all that a person has to know of a set: exercise, form, side, dose, which set it is, and the weight."""
    found = [step.name, step.form, f"{step.side} side" if step.side else ""]
    found.append(spoken_dose(step.target, alternating=step.alternating))
    if step.sets > 1:
        last = step.set == step.sets
        found.append("last set" if last else f"set {number_words(step.set)} of {number_words(step.sets)}")
    if step.load_kg:
        found.append(spoken_load(step.load_kg, plan.units))
        found.append(spoken_hand(plan.exercises[step.exercise].load_placement, step.side))
    return [text.lower() for text in found if text]


def sets(plan: Plan, *, wait: bool) -> Iterator[tuple[Step, str, str]]:
    """Yield each set, what is said between the set before and its own start, and what is said in the rest alone."""
    said = rest = ""
    before: Step | None = None
    for step in plan.steps:
        words = " ".join(cue.say or "" for cue in cues_for_index(plan, step.index, wait=wait, length=LENGTH)).lower()
        if step.phase == "work":
            same = before is not None and (before.label, before.set, before.exercise) == (
                step.label, step.set, step.exercise,
            )  # fmt: skip
            yield step, f"{said} {words}", "other side" if same else rest
            said, rest, before = words, "", step
            continue
        said += f" {words}"
        rest += words if step.phase == "rest" else ""


@looped("name", sorted(library().routine_files))
def test_everything_is_said(name: str) -> None:
    """Of every set of every built-in plan everything is said before it begins; of its second side that it is the other.

    A rest says all of it, too: all levels, equipment, by hand and hands-free, and where rests wait for a key.
    """
    routine = library().routine(name)
    seen = set()  # much equipment changes nothing in a plan
    for level, kit, hands_free in product(LEVELS, KITS, (False, True)):
        plan = plan_of(routine, level, equipment=kit, hands_free=hands_free)
        if plan.steps in seen:
            continue
        seen.add(plan.steps)
        for step, said, rest in (*sets(plan, wait=False), *sets(plan, wait=True)):
            if rest == "other side":
                assert f"{step.side} side" in said
                continue
            assert [text for text in wanted(plan, step) if text not in said] == [], (level, kit, step.index, said)
            if rest:
                assert [text for text in wanted(plan, step) if text not in rest] == [], (level, kit, step.index, rest)


@looped("name", sorted(library().routine_files))
def test_the_session_is_named(name: str) -> None:
    """The start of every built-in plan says its title, its minutes, and the first of more blocks than one.

    A warm-up begins after five seconds; where its first exercise takes them, the minutes in its title are left out.
    """
    for level, hands_free in product(LEVELS, (False, True)):
        plan = plan_of(name, level, hands_free=hands_free)
        first = cues_for_index(plan, 0, length=LENGTH)[0].say or ""
        assert first.startswith(session_title(plan).partition(", ")[0])
        assert plan.kind == "warmup" or all(phrase.text in first for phrase in start_words(plan))


def test_the_load_is_said_with_its_hand() -> None:
    """A weight is said with the hand that holds it, and before it what has to be got ready, once."""
    plan = plan_of("single-leg", equipment=("bodyweight", "dumbbell"))
    step = next(step for step in plan.steps if step.phase == "work" and step.exercise == "single_leg_deadlift")
    plan = with_load(plan, step, 12.0)
    first = " ".join(cue.say or "" for cue in cues_for_index(plan, 0))
    assert f"Twelve kilos. In the {step.side} hand." in first
    rests = [cues_for_index(plan, one.index)[0].say or "" for one in plan.steps if one.phase == "rest"]
    assert any("A dumbbell. Twelve kilos. In the" in said for said in rests) or len(plan.exercises) == 1


def test_what_to_get_ready() -> None:
    """A rest says what the next exercise needs, without its measures, if the one before did not need the same."""
    blocks = [
        block(slot("plank", hold=20), sets=1, name="A", rest=60),
        block(slot("farmers_carry"), sets=2, name="B", rest=60),
    ]
    plan = plan_of(routine_of(blocks), equipment=("bodyweight", "dumbbell"))
    first, second = (cues_for_index(plan, step.index)[0].say or "" for step in plan.steps if step.phase == "rest")
    assert "Two dumbbells." in first
    assert "dumbbell" not in second


def test_a_rest_of_forty_seconds_repeats() -> None:
    """A break of 40 s, its lead-in included, says what is next a second time, with the time; a shorter one does not."""
    for rest, again in ((39, False), (40, True), (45, True), (120, True)):
        plan = plan_of(routine_of([block(slot("squat", reps=10), rest=rest, ready=5)]))
        step = next(step for step in plan.steps if step.phase == "rest")
        said = [(cue.at, cue.say) for cue in cues_for_index(plan, step.index) if cue.at]
        expected = [(step.seconds - 20, "Twenty seconds. Squat. Ten reps. Last set.")] if again else []
        assert said == expected, rest


def test_turn_at_half_of_the_expected_time() -> None:
    """A person who carries faster or slower than planned hears when to turn at half of their own time."""
    plan = plan_of(routine_of([block(slot("farmers_carry"), sets=1)]))
    step = plan.steps[1]
    for pace in (0.5, 1.0, 1.7, 3.0):
        own = replace(plan, pace=replace(plan.pace, work=pace))
        turn = next(cue for cue in cues_for_index(own, 1) if cue.say == "Turn")
        assert turn.at == round(min(pace * step.seconds / 2, 0.95 * step.seconds), 3)

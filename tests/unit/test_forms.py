"""Every form of every exercise is whole: sides, name, equipment, weight, cues and figure say the same thing.

A form is an exercise with a piece of equipment, or none, on a rung of its ladder, or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from runstrength.catalogue.exercise import BAND, BODYWEIGHT, Exercise
from runstrength.coach.progression import ProgressionAdvice
from runstrength.coach.slot_planner import SlotOptions, planned_slot
from runstrength.coach.substitutes import find_substitutes
from runstrength.figure.poses import Move, Pose, move_of, read_moves, weight_of
from runstrength.session.build_steps import build_steps
from runstrength.session.cues import cues_for_index, no_length
from runstrength.session.plan import Plan, PlannedBlock, Target
from runstrength.session.substitute import substitute
from tests.support.loops import looped
from tests.support.past_samples import day
from tests.support.plans import ASSETS, block, library, plan_of, routine_of, works
from tests.support.runners import Runner

MOVES = read_moves((ASSETS / "poses.json").read_bytes())
BOTH_SIDES = r"\bboth (feet|legs|knees)\b|\btwo-leg\b"
ONE_SIDE = r"\b(free|working|standing) (leg|foot|knee|hand|side)\b|\bsingle-leg\b|\b(top|bottom) (arm|hand|knee|leg)\b"
HELD = r"\b(dumbbells?|kettlebells?|weights?|bags?|bottles?)\b"
BODY_WEIGHT = r"(no|without) weights?|weight on the (front foot|big toes|balls of the feet)"
"""What is said of weight where nothing is held."""
SUPPORT = r"\b(wall|door frame|rail)\b"
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
CONTRADICTIONS = [
    (BOTH_SIDES, r"\bfree (leg|foot|knee)\b"),
    (r"free (leg|foot) at the ceiling|pointing up", r"free knee (over|bent)"),
    (r"knees? (down|on the floor)", r"heels to head|\bfeet (together|wider|no wider|hip-width)|step back"),
    (r"on forearms|forearms? down", r"hands? (directly )?under (the )?shoulder|on your hands|onto the hand"),
    (r"halfway down|half as", r"back is horizontal|thighs? (is|are) horizontal"),
    (r"feet together", r"feet (wider|no wider|hip-width)"),
    (r"feet wider|feet .* wider apart", r"hip-width|no wider than"),
    (r"both hands on (a|the) wall", r"fingertips"),
    (r"toes on the floor", r"let the free leg rise|free leg kicks up"),
    (r"lift the top leg|top foot (on|in)", r"stack the legs|stack the knees"),
    (r"without weights", r"a weight|pull to the waist"),
    (r"one weight", r"two equal weights|in each hand|\bbags\b|\bkettlebells\b|arms straight"),
    (r"no higher than your shin", r"40 cm|higher step"),
    (r"hands on a (bench|step)|hands on a bench or", r"push the floor away|start on hands and knees"),
]
"""Pairs of patterns that no form may say both of."""
SHOWN: Mapping[str, Callable[[Move], bool]] = {
    # what a form says: what its figure shows
    r"knees down|bottom knee down": lambda move: _knee(move) < 0.06,
    r"on the forearm": lambda move: _key(move).near_arm[1][1] < 0.06,
    r"(hands on a|down to a) (bench|step|chair)|foot on a low step|feet on a step|step edge|\bstep\b": lambda move: (
        move.box is not None
    ),
    r"on a wall|door frame": lambda move: move.wall is not None or move.panel is not None,
    r"feet on a step": lambda move: _key(move).near_leg[3][1] > 0.1,
    r"foot on the bench": lambda move: move.box is not None and _key(move).near_leg[2][1] > 0.2,
    r"knees off the floor": lambda move: 0.06 < _knee(move) < 0.2,
    r"heel taps|legs only": lambda move: len({pose.near_arm[2] for pose in move.frames}) == 1,
    r"hands on a bench": lambda move: _key(move).near_arm[2][1] > 0.2,
    r"hands on a step": lambda move: 0.1 < _key(move).near_arm[2][1] < 0.2,
    r"back toes on the floor": lambda move: _key(move).far_leg[3][1] < 0.03,
    r"top leg lifted|one foot lifted": lambda move: _key(move).far_leg[2][1] > _key(move).near_leg[2][1] + 0.08,
    r"shoulder taps": lambda move: move.load == () and len(move.loop) > 0,
    r"two-leg|both feet down": lambda move: all(
        abs(pose.near_leg[2][1] - pose.far_leg[2][1]) < 0.01 for pose in move.frames
    ),
    r"free knee bent": lambda move: _key(move).far_leg[2][1] < _key(move).far_leg[1][1] + 0.02,
}  # fmt: skip
"""What can be seen of the words of a form."""
SAME_MOVEMENT = {"slow", "pause", "top", "waist", "close", "together", "wide"}
"""Rungs that differ only in time, or in how far apart the feet are, which cannot be seen from the side."""


def _key(move: Move) -> Pose:
    return move.frames[move.still]


def _knee(move: Move) -> float:
    """Return the height of the lower knee."""
    return min(_key(move).near_leg[1][1], _key(move).far_leg[1][1])


def forms() -> Iterator[Exercise]:
    """Yield every form of every exercise of the catalogue."""
    for exercise in library().exercises.values():
        kits = [(BODYWEIGHT,), *(variant.equipment for variant in exercise.variants)]
        for at_hand in kits:
            for rung in ("", *(rung.key for rung in exercise.rungs)):
                yield exercise.with_equipment(at_hand).on_rung(rung)


def _said(form: Exercise) -> str:
    """Return what a form says of how it is done, in lower case."""
    texts = (form.full_name, form.start_position, *form.cues, form.load_placement)
    return " | ".join(texts).lower()


def _ids(form: Exercise) -> str:
    return f"{form.key} {form.variant}"


@looped("form", forms())
def test_a_form_of_both_legs_has_no_sides(form: Exercise) -> None:
    """A form of both legs has no sides, and one of a single leg has them; a load names a side only if there is one."""
    said = _said(form)
    if re.search(BOTH_SIDES, form.full_name.lower()):
        assert not form.per_side, _ids(form)
    if "single-leg" in form.name.lower() or re.search(r"\bworking (leg|foot|side)\b", said):
        assert form.per_side, _ids(form)
    if re.search(ONE_SIDE, said) and form.group != "warmup":
        assert form.per_side, (_ids(form), re.search(ONE_SIDE, said))
    if "{side}" in form.load_placement:
        assert form.per_side, _ids(form)
    assert not (form.per_side and form.alternating)


@looped("form", forms())
def test_cues_do_not_contradict(form: Exercise) -> None:
    """No form tells two things that cannot both be done, or needs what it isn't done with; none says a thing twice."""
    said = " | ".join((_said(form), *form.needs)).lower()
    for one, other in CONTRADICTIONS:
        both = re.search(one, said) and re.search(other, said)
        assert not both, f"{_ids(form)} says what can't both be done: {one} and {other}"
    assert len(set(form.cues)) == len(form.cues)
    assert 3 <= len(form.cues) <= 6
    assert max(map(len, form.cues)) <= 46


@looped("form", forms())
def test_seconds_of_cues_are_those_of_the_tempo(form: Exercise) -> None:
    """A cue that names seconds names those that the rep really has."""
    assert form.tempo or not any("second" in cue for cue in form.cues)
    for cue in form.cues:
        found = re.search(r"(one|two|three|four|five) seconds?", cue.lower())
        if found and form.tempo:
            down = re.search(r"lower|step down", cue.lower())
            parts = (form.tempo.down_s,) if down else (form.tempo.bottom_s, form.tempo.top_s)
            assert NUMBERS[found[1]] in parts, (_ids(form), cue)


@looped("form", forms())
def test_what_is_held_is_the_chosen_equipment(form: Exercise) -> None:
    """What is held is the chosen equipment, lies ready, and is drawn in as many hands as hold it; else nothing is."""
    load, said, needs = form.load_placement, _said(form), " ".join(form.needs)
    move = move_of(form, MOVES)
    assert move, f"{_ids(form)} has no figure"
    if not load:
        assert form.kit in (BODYWEIGHT, "box"), _ids(form)
        assert "band" not in " ".join((said, needs)), _ids(form)
        assert not re.search(HELD, re.sub(BODY_WEIGHT, "", said)), said
        assert not re.search(HELD, needs), _ids(form)
        assert weight_of(form) == ""
        return
    kit = "bag" if form.kit == BODYWEIGHT else form.kit
    assert kit in load, _ids(form)
    assert weight_of(form) == kit, _ids(form)
    others = {"dumbbell", "kettlebell", "bag", "band"} - {kit}
    assert not any(re.search(rf"\b{other}s?\b", f"{said} {needs}") for other in others), _ids(form)
    if kit == BAND:
        assert (form.needs, form.has_weight) == (("a band",), False), _ids(form)
        assert move.band, _ids(form)
        return
    two = "each hand" in load
    assert [need for need in form.needs if kit in need] == [f"2 loaded {kit}s" if two and kit == "bag" else
        f"2 {kit}s" if two else f"a loaded {kit}" if kit == "bag" else f"a {kit}"], _ids(form)  # fmt: skip
    hands = ("near_hand", "far_hand") if two else ("hands",) if "both hands" in load else ("near_hand",)
    assert move.load == hands, _ids(form)


@looped("form", forms())
def test_hands_are_free_for_what_they_hold(form: Exercise) -> None:
    """Nobody holds a weight with both hands, or one in each, and a wall or a door frame too."""
    if re.search(r"(each|both) hands?", form.load_placement):
        assert not re.search(SUPPORT, _said(form)), _ids(form)
    if form.load_placement:
        assert not re.search(r"both hands on (a|the) wall", _said(form)), _ids(form)


@looped("form", forms())
def test_what_is_used_lies_ready(form: Exercise) -> None:
    """A step, bench, chair, table, box or mirror that a form uses is among what it needs, and nothing else is."""
    said = _said(form).replace("step back", "").replace("step down", "").replace("step out", "")
    said = re.sub(r"long step|even steps|small, even|steps?: |step forward|small steps", "", said)
    things = r"\b(step|bench|chair|box|mirror|table)\b"
    used = {found[1] for found in re.finditer(things, said)}
    ready = {found[1] for need in form.needs for found in re.finditer(things, need)}
    told = used | ({"step", "box"} if used & {"step", "box"} else set())
    assert ready <= told, f"{_ids(form)}: `needs` has what no text uses: {ready - told}"
    if used - {"chair"}:
        assert ready & (used | {"step", "box"}), f"{_ids(form)}: add to `needs` what its texts use: {used}"


@looped("form", forms())
def test_the_figure_shows_the_form(form: Exercise) -> None:
    """What a form's name says can be seen in its figure; a rung that moves differently has a figure of its own."""
    move = move_of(form, MOVES)
    assert move, f"{_ids(form)} has no figure"
    words = form.full_name.lower()
    for pattern, shows in SHOWN.items():
        if re.search(pattern, words) and "step-up" not in words:
            assert shows(move), f"the figure of {_ids(form)} doesn't show what its name says: {pattern}"
    if form.rung and form.rung not in SAME_MOVEMENT:
        own = move is not move_of(form.on_rung(""), MOVES)
        assert own, f"give the rung of {_ids(form)} its own `figure`, or its key to SAME_MOVEMENT if it looks the same"
    if re.search(r"fingertips on a wall|hands? on a wall|door frame", _said(form)):
        assert move.wall is not None or move.panel is not None, _ids(form)


@looped("form", forms())
def test_the_name_in_the_history_is_the_form(form: Exercise) -> None:
    """What the history says of a form leads back to it."""
    again = library().exercises[form.key].in_form(form.variant)
    assert (again.full_name, again.cues, again.load_placement, again.figure, again.needs, again.per_side) == (
        form.full_name, form.cues, form.load_placement, form.figure, form.needs, form.per_side,
    )  # fmt: skip
    assert library().exercises[form.key].with_equipment((form.at_hand or form.kit,)).leads_to(form.variant)


def test_every_change_of_a_rung_is_of_use() -> None:
    """No rung changes a text that none of its forms has."""
    for exercise in library().exercises.values():
        for rung in exercise.rungs:
            takes = [
                form
                for form in (exercise, *(exercise.with_equipment(variant.equipment) for variant in exercise.variants))
                if form.kit == form.on_rung(rung.key).kit
            ]
            there = {text for form in takes for text in (*form.cues, *form.faults, *form.needs, form.load_placement)}
            for change in rung.changes:
                assert change.text in there, (exercise.key, rung.key, change.text)


# -- in a plan ---------------------------------------------------------------------------------------------------------


@looped("per_side", [None, True, False])
def test_a_plan_has_the_sides_of_the_form(per_side: bool | None) -> None:
    """A form of both legs has one step a set, whatever the routine says, and nobody names a side or a weight in it."""
    for exercise in library().exercises.values():
        for variant in (BODYWEIGHT, *(item.key for item in exercise.variants)):
            base = exercise.in_form(variant)
            for rung in exercise.rungs:
                target = Target(exercise.kind, exercise.low, exercise.low, exercise.high)
                slot, form = planned_slot(
                    base,
                    target,
                    ProgressionAdvice(exercise.low, "same", rung.key, load_kg=10.0),
                    SlotOptions(library().levels["beginner"]),
                    per_side=per_side,
                    alternating=None,
                )
                planned = PlannedBlock(
                    "A", (slot,), sets=2, rest=60, rest_after=60, rest_before=None, ready=10, switch=5
                )
                steps = build_steps([planned], {form.key: form}, lead_in=10)
                plan = Plan("test", "test", "session", "beginner", steps, {form.key: form})
                heard = [cue.say for step in steps for cue in cues_for_index(plan, step.index, length=no_length)]
                said = " ".join(text for text in heard if text)
                if rung.per_side is False:
                    assert {step.side for step in steps} == {None}
                    assert not re.search(r"\bside\b|switch", said.lower())
                elif per_side is None and exercise.per_side:
                    assert {step.side for step in steps if step.phase == "work"} == {"left", "right"}
                assert (slot.load_kg is None) == form.without_equipment
                if form.without_equipment:
                    assert variant not in said.lower()
                    assert not form.load_placement


def test_a_runner_comes_down_to_both_legs_and_up_again() -> None:
    """Over months: too weak for one leg, form by form down to both legs at once, without sides; then back up."""

    def fitness(week: float) -> float:
        return -0.4 if week < 14 else -0.4 + 0.06 * (week - 14)

    runner = Runner("weak calves", level="beginner", kit="box", fitness=fitness)
    runner.train(40)
    seen = []
    for _, plan, first in runner.asked("single_leg_calf_raise"):
        sides = {step.side for step in works(plan) if step.exercise == "single_leg_calf_raise"}
        form = plan.exercises["single_leg_calf_raise"]
        assert sides == ({None} if form.rung == "two_legs" else {"left", "right"}), form.variant
        assert form.rung != "two_legs" or (first.name, first.load_kg) == ("Two-leg calf raise", None)
        seen.append(form.rung)
    assert "two_legs" in seen
    assert seen[-1] != "two_legs"
    low = seen.index("two_legs")
    assert seen[low - 1] in ("two_up", "two_legs"), "one form at a time"


def test_a_side_plank_goes_to_the_knee_first() -> None:
    """A side plank that is too hard is done with the bottom knee down next time, as the article says."""
    runner = Runner("weak waist", level="beginner", fitness=lambda week: 0.25)
    runner.train(4)
    rungs = [plan.exercises["side_plank"].rung for _, plan, _ in runner.asked("side_plank")]
    assert rungs[0] == ""
    assert next(rung for rung in rungs if rung) == "knee"


def test_a_calf_raise_on_the_edge_comes_with_a_weight_too() -> None:
    """Who has one dumbbell, and is strong enough for it, does the calf raise on the edge of a step with it."""
    choices: dict[str, object] = {"dumbbells": (12.0,), "minutes": None}
    runner = Runner("one dumbbell", fitness=lambda week: 1.0 + 0.05 * week, choices=choices)
    runner.train(30)
    forms_done = [plan.exercises["single_leg_calf_raise"] for _, plan, _ in runner.asked("single_leg_calf_raise")]
    edge = next(form for form in forms_done if form.rung == "edge")
    assert (edge.variant, edge.kit, edge.needs) == ("dumbbell+edge", "dumbbell", ("a dumbbell", "a step"))
    assert edge.load("left") == "dumbbell in the left hand, standing-leg side"


def test_another_form_for_today_changes_the_sides_everywhere() -> None:
    """Both legs for today: every later set is without sides, in another block too; taken back, the sides are back."""
    of = {"exercise": "single_leg_calf_raise", "reps": 12}
    routine = routine_of([block(of, {"exercise": "plank", "hold": 20}), block(of)])
    plan = plan_of(routine, equipment=("bodyweight", "dumbbell"))
    swapped = plan
    for words in ("more hand support", "two up and one down", "both legs"):
        swapped = _swapped(swapped, plan, "easier", words)
    calves = [step for step in swapped.steps if step.exercise == "single_leg_calf_raise"]
    assert {step.side for step in calves} == {None}
    assert {step.name for step in calves} == {"Two-leg calf raise"}
    assert not any(step.phase == "switch" for step in calves)
    assert len([step for step in calves if step.phase == "work"]) == 4
    back = _swapped(swapped, plan, "planned", "")
    assert [(step.phase, step.exercise, step.side, step.set) for step in back.steps] == [
        (step.phase, step.exercise, step.side, step.set) for step in plan.steps
    ]


def _swapped(plan: Plan, planned: Plan, sort: str, words: str) -> Plan:
    """Return a plan after one form was swapped for another before its first set."""
    found = find_substitutes(
        plan, plan.steps[0], library(), equipment=("bodyweight", "dumbbell"), past=(), now=day(9), planned=planned
    )
    choice = next(one for one in found if one.sort == sort and one.exercise.form == words)
    return substitute(plan, plan.work_of(0), choice.slot, choice.exercise, 5.0)


@looped("exercise", library().exercises.values())
def test_one_form_down(exercise: Exercise) -> None:
    """Each form but the easiest has an easier one; from the exercise itself it is the one that the article names."""
    ladder = exercise.ladder
    for place, rung in enumerate(ladder):
        easier = exercise.easier_than(rung)
        assert (easier is None) == (place == 0)
        assert easier is None or ladder.index(easier) < place
    named = {"side_plank": "knee", "push_up": "knees"}
    base = ladder.index("")
    assert exercise.easier_than("") == named.get(exercise.key, ladder[base - 1] if base else None)

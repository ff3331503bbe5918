"""The catalogue: the ten exercises of the article, those beyond it and the thirteen warm-up moves, whole and right."""

from __future__ import annotations

from itertools import combinations

import pytest

from runstrength.catalogue.exercise import DEFAULT_REP_SECONDS, MOVEMENTS, POSITIONS, Exercise
from runstrength.catalogue.exercise_file import dose_limits, read_exercise
from runstrength.history.export.fit import read_names
from runstrength.history.imports.strength.names import read_table
from runstrength.settings import EQUIPMENT
from runstrength.toml_input import Problem, Table
from tests.support.loops import looped
from tests.support.plans import ASSETS, library, plan_of

TEN = {
    # key: name, group, kind, per side, alternating, range, (down, bottom, up, top), position
    "single_leg_deadlift": ("Single-leg deadlift", "unilateral", "reps", True, False, 6, 12, (3, 0, 1, 0), "standing"),
    "single_leg_glute_bridge": (
        "Single-leg glute bridge", "unilateral", "reps", True, False, 6, 12, (2, 0, 1, 1), "supine",
    ),
    "single_leg_step_up": ("Single-leg step-up", "unilateral", "reps", True, False, 8, 10, (2, 0, 2, 0), "standing"),
    "squat": ("Squat", "legs", "reps", False, False, 8, 15, (2, 0, 1, 0), "standing"),
    "single_leg_calf_raise": ("Single-leg calf raise", "legs", "reps", True, False, 10, 20, (2, 0, 1, 0), "standing"),
    "farmers_carry": ("Farmer's carry", "legs", "carry", False, False, 5, 10, None, "standing"),
    "plank": ("Plank", "core", "hold", False, False, 20, 60, None, "prone"),
    "side_plank": ("Side plank", "core", "hold", True, False, 20, 60, None, "side"),
    "push_up": ("Push-up", "upper", "reps", False, False, 5, 10, (2, 0, 1, 0), "prone"),
    "plank_row": ("Plank row", "upper", "reps", False, True, 5, 10, (1, 0, 1, 0), "prone"),
}  # fmt: skip

MORE = {
    # likewise, of the exercises beyond the article
    "hamstring_walkout": ("Hamstring walk-out", "legs", "reps", False, False, 4, 10, (4, 0, 4, 0), "supine"),
    "copenhagen_plank": ("Copenhagen plank", "core", "hold", True, False, 10, 30, None, "side"),
    "dead_bug": ("Dead bug", "core", "reps", False, True, 5, 10, (2, 0, 2, 0), "supine"),
    "side_lying_leg_raise": ("Side-lying leg raise", "unilateral", "reps", True, False, 10, 20, (2, 0, 1, 1), "side"),
    "row": ("Bent-over row", "upper", "reps", False, False, 8, 12, (2, 0, 1, 1), "standing"),
    "table_row": ("Table row", "upper", "reps", False, False, 5, 12, (2, 0, 1, 1), "supine"),
    "bird_dog": ("Bird dog", "core", "reps", False, True, 5, 10, (1, 0, 2, 2), "kneeling"),
    "split_squat": ("Split squat", "unilateral", "reps", True, False, 6, 12, (2, 0, 1, 0), "standing"),
    "reverse_lunge": ("Reverse lunge", "unilateral", "reps", True, False, 6, 12, (2, 0, 1, 0), "standing"),
    "bent_knee_calf_raise": ("Bent-knee calf raise", "legs", "reps", True, False, 10, 20, (2, 0, 1, 0), "standing"),
    "pogo_hop": ("Pogo hops", "legs", "reps", False, False, 10, 20, (0.25, 0, 0.25, 0), "standing"),
    "calf_raise_hold": ("Calf raise hold", "legs", "hold", True, False, 20, 60, None, "standing"),
    "short_foot": ("Short foot", "legs", "reps", True, False, 5, 12, (1, 0, 1, 5), "standing"),
    "hip_thrust": ("Hip thrust", "legs", "reps", False, False, 8, 15, (2, 0, 1, 1), "supine"),
}

THIRTEEN = {
    # key: name, per side, alternating, range in seconds
    "march_jog": ("March to easy jog", False, False, 60, 120),
    "glute_bridge": ("Glute bridge", False, False, 30, 60),
    "leg_swing_front": ("Front leg swing", True, False, 20, 40),
    "leg_swing_side": ("Side leg swing", True, False, 20, 40),
    "hip_circle": ("Standing hip circle", True, False, 20, 40),
    "side_lunge": ("Side lunge", False, True, 30, 60),
    "lunge_reach": ("Lunge and reach", False, True, 30, 60),
    "squat_bw": ("Bodyweight squat", False, False, 30, 60),
    "sldl_bw": ("Single-leg deadlift, no weight", True, False, 20, 40),
    "calf_raise_bw": ("Two-leg calf raise", False, False, 20, 60),
    "a_skip": ("A-skip", False, False, 20, 60),
    "high_knees": ("High knees", False, False, 20, 40),
    "ankle_bounce": ("Ankle bounce", False, False, 20, 40),
}

START = {
    # key: beginner, intermediate, advanced
    "single_leg_deadlift": (6, 8, 10),
    "single_leg_glute_bridge": (6, 8, 10),
    "single_leg_step_up": (8, 8, 10),
    "squat": (8, 10, 12),
    "single_leg_calf_raise": (10, 12, 15),
    "farmers_carry": (5, 8, 10),
    "plank": (20, 30, 45),
    "side_plank": (20, 30, 40),
    "push_up": (5, 6, 8),
    "plank_row": (5, 5, 6),
    "hamstring_walkout": (4, 6, 8),
    "copenhagen_plank": (10, 15, 20),
    "dead_bug": (5, 6, 8),
    "bird_dog": (5, 6, 8),
    "split_squat": (6, 8, 10),
    "reverse_lunge": (6, 8, 10),
    "bent_knee_calf_raise": (10, 12, 15),
    "calf_raise_hold": (20, 30, 40),
    "short_foot": (5, 6, 8),
    "hip_thrust": (8, 10, 12),
    "side_lying_leg_raise": (10, 12, 15),
    "row": (8, 8, 10),
    "table_row": (5, 6, 8),
    "pogo_hop": (10, 10, 10),
}

MOVEMENT = {
    "single_leg_deadlift": ("hinge",),
    "single_leg_glute_bridge": ("hinge",),
    "single_leg_step_up": ("squat",),
    "squat": ("squat",),
    "single_leg_calf_raise": ("calf",),
    "farmers_carry": ("carry",),
    "plank": ("trunk",),
    "side_plank": ("trunk",),
    "push_up": ("push",),
    "plank_row": ("pull", "trunk"),
}

EVERY_EQUIPMENT = [set_ for size in range(4) for set_ in combinations(EQUIPMENT[1:], size)]


def all_exercises() -> list[Exercise]:
    """Return the whole catalogue."""
    return list(library().exercises.values())


def read(**data: object) -> tuple[Exercise, list[str]]:
    """Read an own exercise; return it and what is wrong."""
    problems: list[Problem] = []
    exercise = read_exercise("own", Table(data, "own.toml", problems))
    return exercise, [str(problem) for problem in problems]


def test_the_catalogue_is_whole() -> None:
    """There are the ten, those beyond, the thirteen, the balance of the self-check, and nothing else."""
    known = {*TEN, *MORE, *THIRTEEN, "single_leg_balance"}
    assert set(library().exercises) == known, "TEN, MORE and THIRTEEN have a line for each exercise"


@looped("key", [*TEN, *MORE])
def test_the_design_values(key: str) -> None:
    """Range, dose, tempo, sides, group and position of each exercise are those of the article, or of the design."""
    exercise = library().exercises[key]
    tempo = exercise.tempo
    parts = None if tempo is None or key == "farmers_carry" else (tempo.down_s, tempo.bottom_s, tempo.up_s, tempo.top_s)
    assert (
        exercise.name,
        exercise.group,
        exercise.kind,
        exercise.per_side,
        exercise.alternating,
        exercise.low,
        exercise.high,
        parts,
        exercise.position,
    ) == (TEN | MORE)[key]


@looped("key", MOVEMENT)
def test_the_movements_of_the_ten(key: str) -> None:
    """Each exercise of the article counts as the movement that it is."""
    assert library().exercises[key].movements == MOVEMENT[key]


@looped("exercise", all_exercises())
def test_every_exercise_has_a_movement(exercise: Exercise) -> None:
    """Every exercise counts as one movement or more, each once; only a warm-up move may count as none."""
    assert set(exercise.movements) <= set(MOVEMENTS)
    assert len(exercise.movements) == len(set(exercise.movements))
    assert exercise.movements or exercise.group == "warmup"


def test_an_own_exercise_may_say_its_movements() -> None:
    """An own exercise counts as the movements that its file names, as none if it names none."""
    least = {"name": "Own", "kind": "reps"}
    assert read(**least)[0].movements == ()
    exercise, wrong = read(**least, movements=["pull", "trunk", "pull"])
    assert (exercise.movements, wrong) == (("pull", "trunk"), [])


def test_a_wrong_movement_is_named() -> None:
    """A movement that doesn't exist is an error that names the nearest and all of them."""
    wrong = read(name="Own", kind="reps", movements=["sqat"])[1]
    assert wrong == [
        'own.toml: movements: "sqat" isn\'t valid: use squat, hinge, push, pull, carry, trunk, calf or hop '
        '(did you mean "squat"?)'
    ]


@looped("key", THIRTEEN)
def test_each_warm_up_move_is_timed(key: str) -> None:
    """Each warm-up move is timed, and its range and sides are those of the contract."""
    exercise = library().exercises[key]
    assert (exercise.kind, exercise.group, exercise.equipment) == ("time", "warmup", ("bodyweight",))
    assert (exercise.name, exercise.per_side, exercise.alternating, exercise.low, exercise.high) == THIRTEEN[key]


@looped("exercise", all_exercises())
def test_every_field_is_filled(exercise: Exercise) -> None:
    """Each entry says how to start, what goes wrong, where it is felt, what it trains, and other forms."""
    assert exercise.start_position
    assert exercise.feel
    assert exercise.purpose
    assert min(len(exercise.faults), len(exercise.muscles), len(exercise.easier), len(exercise.harder)) >= 1
    assert exercise.position in POSITIONS
    assert set(exercise.equipment) <= set(EQUIPMENT)
    assert "bodyweight" in exercise.equipment
    assert not (exercise.per_side and exercise.alternating)
    everything = (
        exercise.name, exercise.start_position, exercise.feel, exercise.purpose, *exercise.faults, *exercise.muscles,
        *exercise.easier, *exercise.harder, *exercise.cues,
    )  # fmt: skip
    assert all(text == text.strip() and text and text.isprintable() for text in everything)


@looped("exercise", all_exercises())
def test_every_exercise_is_in_the_other_files(exercise: Exercise) -> None:
    """Each has its name in Garmin's files; all but warm-up moves have names in other apps; all but hops, stand-ins."""
    assert exercise.key in read_names(ASSETS), "add its table to assets/fit.toml"
    if exercise.group != "warmup":
        assert exercise.key in read_table().exercises, "add the names that apps have for it to assets/strength.toml"
        stand_ins = library().coach_rules.stand_ins.get(exercise.key)
        hops = exercise.movements == ("hop",)
        assert stand_ins or hops, "add what takes its place to [stand_ins] of assets/coach.toml"


@looped("exercise", all_exercises())
def test_cues_can_be_read_in_a_set(exercise: Exercise) -> None:
    """Each form of each exercise has three to five cues, all different; no cue is longer than 46 characters."""
    for form in (exercise, *(exercise.with_equipment(variant.equipment) for variant in exercise.variants)):
        assert 3 <= len(form.cues) <= 5
        assert len(set(form.cues)) == len(form.cues)
        assert max(map(len, form.cues)) <= 46
    assert max((len(rung.cue) for rung in exercise.rungs), default=0) <= 46


@looped("key", [*TEN, *MORE])
def test_each_level_starts_inside_the_range_of_the_exercise(key: str) -> None:
    """Each level starts inside the range of the exercise, and a higher level never with less."""
    exercise = library().exercises[key]
    doses = exercise.start
    assert doses is not None, f"give {key} a `start_by_level` in assets/exercises.toml"
    assert doses == START.get(key), "START has a line for each exercise of TEN and MORE"
    assert exercise.low <= doses[0] <= doses[1] <= doses[2] <= exercise.high


@looped(
    ("level", "numbers"),
    [
        ("beginner", (2, 60, False, 30, (3, 4))),
        ("intermediate", (3, 75, True, 60, (2, 3))),
        ("advanced", (4, 90, True, 90, (1, 3))),
    ],
)
def test_sets_round_rest_finisher_and_reserve_of_each_level_are_those_of_the_contract(
    level: str, numbers: tuple[int, int, bool, int, tuple[int, int]]
) -> None:
    """Sets, round rest, finisher and reserve of each level are those of the contract."""
    found = library().levels[level]
    assert (found.sets, found.round_rest, found.amrap, found.cap, found.reserve) == numbers


def test_ten_seconds_to_the_next_exercise() -> None:
    """Ten seconds to the next exercise, five to the other side, twenty to the next block, ten at first."""
    times = library().transitions
    assert (times.exercise, times.side, times.block, times.lead_in, times.finisher) == (10, 5, 20, 10, 60)


# -- equipment ---------------------------------------------------------------------------------------------------------


@looped("at_hand", EVERY_EQUIPMENT)
def test_equipment_changes_the_form_and_nothing_else(at_hand: tuple[str, ...]) -> None:
    """Equipment chooses name, cues and load; exercise, order, sides and doses of a plan stay the same.

    Not at the advanced level, where a weight begins heavy, at the bottom of the range.
    """
    bare = plan_of("runner", "intermediate", equipment=())
    plan = plan_of("runner", "intermediate", equipment=at_hand)
    assert [(step.phase, step.exercise, step.side, step.target, step.seconds) for step in plan.steps] == [
        (step.phase, step.exercise, step.side, step.target, step.seconds) for step in bare.steps
    ]


@looped(
    ("key", "at_hand", "variant", "name", "load"),
    [
        ("squat", (), None, "Squat", ""),
        ("squat", ("bodyweight",), None, "Squat", ""),
        ("squat", ("kettlebell",), "kettlebell", "Goblet squat", "kettlebell in both hands, in front of the chest"),
        ("squat", ("dumbbell", "kettlebell"), "kettlebell", "Goblet squat",
         "kettlebell in both hands, in front of the chest"),
        ("single_leg_deadlift", ("dumbbell",), "dumbbell", "Single-leg deadlift",
         "dumbbell in the left hand, standing-leg side"),
        ("single_leg_step_up", ("box",), "box", "Single-leg step-up", ""),
        ("single_leg_step_up", ("box", "dumbbell"), "dumbbell", "Single-leg step-up",
         "dumbbell in the left hand, working-leg side"),
        ("farmers_carry", (), None, "Farmer's carry", "a loaded bag in each hand"),
        ("farmers_carry", ("kettlebell",), "kettlebell", "Farmer's carry", "a kettlebell in each hand, arms down"),
        ("plank_row", ("kettlebell",), None, "Plank row", "a loaded bag or bottle under each hand"),
        ("plank", EQUIPMENT, None, "Plank", ""),
        ("split_squat", ("dumbbell",), "dumbbell", "Split squat",
         "one dumbbell upright in both hands, in front of the chest"),
        ("hip_thrust", ("dumbbell",), "dumbbell", "Hip thrust", "dumbbell across the hips, held with both hands"),
        ("reverse_lunge", ("kettlebell",), "kettlebell", "Reverse lunge", "a kettlebell in each hand, arms down"),
        ("row", (), None, "Bent-over row", "a loaded bag in each hand"),
        ("row", ("band",), "band", "Band row", "band under both feet, one end in each hand"),
        ("row", ("band", "dumbbell"), "dumbbell", "Bent-over row", "a dumbbell in each hand"),
        ("side_lying_leg_raise", ("band",), "band", "Side-lying leg raise",
         "band around both thighs, just above the knees"),
    ],
)  # fmt: skip
def test_the_form_that_equipment_allows(
    key: str, at_hand: tuple[str, ...], variant: str | None, name: str, load: str
) -> None:
    """The first variant that the equipment allows gives its name and where the load goes."""
    form = library().exercises[key].with_equipment(at_hand)
    assert (form.variant, form.name, form.load("left")) == (variant, name, load)


def test_any_of_its_equipment_makes_a_variant_possible() -> None:
    """A variant that can be done with one thing or another needs only one of them."""
    exercise, problems = read(
        name="Row", kind="reps", variants=[{"key": "weight", "equipment": ["dumbbell", "kettlebell"]}]
    )
    assert problems == []
    forms = [exercise.with_equipment(at_hand).variant for at_hand in (("kettlebell",), ("dumbbell", "box"), ("box",))]
    assert forms == ["weight", "weight", None]


@looped(
    ("equipment", "load", "has_weight"),
    [
        (["band"], "around the ankles", False),
        (["bodyweight"], "around the ankles", True),
        (["dumbbell", "band"], "in both hands", True),
        (["dumbbell"], "", False),
    ],
)
def test_a_band_has_no_weight(equipment: list[str], load: str, *, has_weight: bool) -> None:
    """What is held has a weight unless it can only be a band; in a form of the catalogue, and in an own exercise."""
    exercise, problems = read(name="Walk", kind="reps", equipment=equipment, load_placement=load)
    assert problems == []
    assert exercise.has_weight is has_weight
    assert exercise.banded is (equipment == ["band"])
    row = library().exercises["row"]
    assert [row.with_equipment((kit,)).has_weight for kit in ("bodyweight", "dumbbell", "band")] == [True, True, False]


def test_an_imported_band_counts_where_there_is_one() -> None:
    """A row with a band from another app is the row with a band here; a squat with one is none of the squats here."""
    assert library().exercises["row"].with_equipment(("band",)).leads_to("band")
    assert not library().exercises["squat"].with_equipment(("band",)).leads_to("band")
    assert not library().exercises["row"].with_equipment(("band",)).leads_to("barbell")


def test_a_load_names_its_side() -> None:
    """Where the load goes follows the working side; without a side it names none."""
    form = library().exercises["single_leg_deadlift"].with_equipment(("dumbbell",))
    assert form.load("right") == "dumbbell in the right hand, standing-leg side"
    assert form.load(None) == "dumbbell in the hand, standing-leg side"


# -- estimates ---------------------------------------------------------------------------------------------------------


@looped(
    ("key", "kind", "value", "alternating", "seconds"),
    [
        ("single_leg_deadlift", "reps", 8, False, 32),
        ("squat", "reps", 10, False, 30),
        ("plank_row", "reps", 5, True, 20),
        ("plank_row", "amrap", 60, True, 60),
        ("plank", "hold", 30, False, 30),
        ("side_lunge", "time", 40, True, 40),
        ("farmers_carry", "carry", 8, False, 14.2),
        ("plank", "reps", 4, False, 4 * DEFAULT_REP_SECONDS),
        ("squat", "carry", 10, False, 17),
    ],
)
def test_a_dose_takes_its_seconds(key: str, kind: str, value: float, alternating: bool, seconds: float) -> None:
    """A dose takes its seconds, its reps by tempo (of both sides in turn), or out, turn and back."""
    assert library().exercises[key].seconds(kind, value, alternating=alternating) == pytest.approx(seconds)


# -- own exercises -----------------------------------------------------------------------------------------------------


def test_the_least_own_exercise() -> None:
    """A name and a kind are enough."""
    exercise, problems = read(name="Wall sit", kind="hold")
    assert problems == []
    assert (exercise.low, exercise.high, exercise.group, exercise.position) == (20, 60, "own", "standing")
    assert (exercise.equipment, exercise.per_side, exercise.cues) == (("bodyweight",), False, ())


def test_everything_wrong_at_once() -> None:
    """Each wrong field of an own exercise is reported, with its place, in one go."""
    _, problems = read(
        name=" ", kind="swim", min=0, max=4, tempo={"down_s": "slow", "side_s": 1}, position="upside down",
        equipment=["rope"], cues=["a"] * 6, start_by_level={"beginner": 900}, variants=[{"equipment": ["rope"]}],
        colour="red",
    )  # fmt: skip
    places = [problem.removeprefix("own.toml: ").partition(":")[0] for problem in problems]
    assert sorted(places) == sorted(
        ["name", "kind", "min", "max", "tempo.down_s", "tempo.side_s", "position", "equipment", "cues",
         "start_by_level.beginner", "variants[0].equipment", "variants[0].key", "colour"]
    )  # fmt: skip


@looped(
    ("data", "problem"),
    [
        ({"kind": "hold"}, "own.toml: name: missing: add text of at most 60 characters"),
        ({"name": "x"}, "own.toml: kind: missing: add reps, hold, time or carry"),
        ({"name": "x", "kind": "amrap"}, 'own.toml: kind: "amrap" isn\'t valid: use reps, hold, time or carry'),
        ({"name": "", "kind": "hold"}, 'own.toml: name: "" isn\'t valid: use a name'),
        ({"name": "x", "kind": "hold", "min": 30, "max": 20},
         "own.toml: max: 20 isn't valid: use 30 (min) or more"),
        ({"name": "x", "kind": "reps", "min": 2.5},
         "own.toml: min: 2.5 isn't valid: use a whole number from 1 to 1000 reps"),
        ({"name": "x", "kind": "reps", "tempo": {"down_s": 0.01}},
         "own.toml: tempo: 0.01 isn't valid: use at least 0.1 seconds per rep"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_an_own_exercise(data: dict[str, object], problem: str) -> None:
    """The message names the key and what would be right."""
    assert read(**data)[1] == [problem]


def test_limits_of_doses() -> None:
    """Reps and steps go up to a thousand, seconds up to an hour."""
    assert [dose_limits(kind) for kind in ("reps", "carry", "hold", "time", "amrap")] == [
        (1, 1000), (1, 1000), (1, 3600), (1, 3600), (1, 3600),
    ]  # fmt: skip


def _own(**others: object) -> tuple[Exercise, list[Problem]]:
    problems: list[Problem] = []
    table = Table({"name": "Wall sit", "kind": "hold", "min": 20, "max": 60, **others}, "wall_sit.toml", problems)
    return read_exercise("wall_sit", table), problems


def test_an_own_exercise_may_name_the_figure_that_shows_it() -> None:
    """An own exercise may name the figure that shows it, and has none otherwise."""
    exercise, problems = _own(figure="squat")
    assert (exercise.figure, problems) == ("squat", [])
    assert _own()[0].figure == ""


def test_own_figure_unknown() -> None:
    """A figure that does not exist is told, with the one that was meant."""
    _, problems = _own(figure="squad")
    assert [problem.key for problem in problems] == ["figure"]
    assert '"squad"' in problems[0].text
    assert 'did you mean "squat"' in problems[0].text

"""Routine files, built-in and own: read with every problem named at once, found by name or path."""

from __future__ import annotations

from pathlib import Path

import pytest

from runstrength.catalogue.exercise import Tempo
from runstrength.catalogue.library import Library, load_library
from runstrength.catalogue.routine import Block, Dose, Routine, Slot, read_routine
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.session.record import Record
from runstrength.settings import LEVELS
from runstrength.text import one_of
from runstrength.toml_input import InputError, Problem, Table
from tests.support.loops import looped
from tests.support.past_samples import day, kept
from tests.support.plans import ASSETS, library

KEYS_OF_A_SLOT = (
    "alternating, amrap, carry, carry_m, cue, exercise, hold, load_kg, name, per_set, per_side, reps, rest, sides, "
    "tempo or time"
)
BUILT_IN = [
    "check", "core", "feet", "hips", "legs", "pairs", "posterior", "runner", "single-leg", "upper", "warmup-10",
    "warmup-5", "warmup-7",
]  # fmt: skip


def read(*blocks: object, **others: object) -> tuple[Routine, list[str]]:
    """Read a routine from its tables; return it and what is wrong."""
    problems: list[Problem] = []
    table = Table({"blocks": list(blocks), **others} if blocks else others, "f", problems)
    routine = read_routine("own", table, library().exercises)
    return routine, [str(problem).removeprefix("f: ") for problem in problems]


def one(**slot: object) -> tuple[Slot, list[str]]:
    """Read a routine of one slot; return that slot and what is wrong."""
    routine, problems = read({"slots": [{"exercise": "plank", **slot}]})
    return routine.blocks[0].slots[0], problems


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return a folder of own files, empty so far."""
    (tmp_path / "routines").mkdir()
    (tmp_path / "exercises").mkdir()
    return tmp_path


def own(config: Path) -> Library:
    """Read the library with a person's own files."""
    return load_library(ASSETS, config)


def fails(library_: Library, name: str) -> str:
    """Return what is said of a routine that cannot be used."""
    with pytest.raises(InputError) as caught:
        library_.routine(name)
    return str(caught.value)


# -- built in ----------------------------------------------------------------------------------------------------------


def test_all_built_in_routines_can_be_read() -> None:
    """Every built-in routine is there, without a problem, with a title and a sentence about it."""
    good, problems = library().routines()
    assert problems == ()
    assert [routine.name for routine in good] == BUILT_IN
    for routine in good:
        assert routine.title != routine.name
        assert routine.about.endswith(".")
        kinds = {"warmup": "warmup", "check": "check"}
        assert routine.kind == kinds.get(routine.name.partition("-")[0], "session")


@looped(
    ("name", "blocks"),
    [
        ("runner", ["A: single_leg_deadlift squat plank", "B: single_leg_glute_bridge single_leg_calf_raise side_plank",
                    "C: single_leg_step_up farmers_carry push_up", "F: plank_row"]),
        ("pairs", ["A: single_leg_deadlift squat", "B: single_leg_glute_bridge single_leg_calf_raise",
                   "C: single_leg_step_up farmers_carry", "F: plank_row"]),
        ("single-leg", ["A: single_leg_deadlift single_leg_step_up single_leg_glute_bridge"]),
        ("legs", ["A: squat single_leg_calf_raise farmers_carry"]),
        ("core", ["A: plank side_plank"]),
        ("upper", ["A: push_up plank_row"]),
    ],
)  # fmt: skip
def test_what_is_in_them(name: str, blocks: list[str]) -> None:
    """Blocks and slots are those of the contract; only F is a finisher, as many rows as possible."""
    routine = library().routine(name)
    assert [f"{block.name}: {' '.join(slot.exercise for slot in block.slots)}" for block in routine.blocks] == blocks
    for block in routine.blocks:
        assert block.finisher == (block.name == "F")
        assert block.sets == ((1, 1) if block.finisher else (2, 4))
        assert [slot.dose for slot in block.slots if slot.dose] == ([Dose("amrap", 30, 90)] if block.finisher else [])


@looped(
    ("name", "blocks"),
    [
        ("hips", ["A: side_lying_leg_raise dead_bug", "B: copenhagen_plank single_leg_glute_bridge bird_dog"]),
        ("feet", ["A: bent_knee_calf_raise short_foot", "B: calf_raise_hold reverse_lunge"]),
        ("posterior", ["A: single_leg_deadlift single_leg_calf_raise", "B: hip_thrust hamstring_walkout"]),
    ],
)
@looped("level", LEVELS)
@looped("kit", [(), ("dumbbell",), ("kettlebell",), ("dumbbell", "kettlebell", "box", "band")])
def test_a_routine_beyond_the_article(name: str, blocks: list[str], level: str, kit: tuple[str, ...]) -> None:
    """Each lasts 15 to 25 minutes at every level with any equipment, and trains in each block what it is for."""
    routine = library().routine(name)
    assert [f"{block.name}: {' '.join(slot.exercise for slot in block.slots)}" for block in routine.blocks] == blocks
    plan = prescribe(routine, library(), Choices(level, kit, minutes=None))
    assert 15 * 60 <= plan.seconds <= 25 * 60


@looped("level", LEVELS)
@looped("kit", [(), ("dumbbell",), ("kettlebell",), ("dumbbell", "kettlebell", "box")])
def test_the_runners_session_stays_that_of_the_article(level: str, kit: tuple[str, ...]) -> None:
    """At every level, with any equipment, with or without weeks behind it, it has its ten exercises and no other."""
    ten = {slot.exercise for block in library().routine("runner").blocks for slot in block.slots}
    past: list[Record] = []
    for number in range(6):
        today = Today(day(3 * number), tuple(past))
        plan = prescribe(library().routine("runner"), library(), Choices(level, kit, minutes=None), today)
        assert {step.exercise for step in plan.steps} <= ten
        past.insert(0, kept(plan, day(3 * number), reserve=4, effort=6))


@looped("name", ["warmup-5", "warmup-7", "warmup-10"])
def test_each_warm_up_is_one_block_w_of_dynamic_moves(name: str) -> None:
    """Each warm-up is one block W of dynamic moves, with side lunge, bent-knee swing and unweighted deadlift."""
    (block,) = library().routine(name).blocks
    assert (block.name, block.sets, block.ready, block.switch, block.rest) == ("W", (1, 1), 5, 0, 0)
    moves = [slot.exercise for slot in block.slots]
    assert {"side_lunge", "leg_swing_front", "sldl_bw"} <= set(moves)
    assert all(slot.dose is not None and slot.dose.kind == "time" for slot in block.slots)
    assert {library().exercises[move].group for move in moves} == {"warmup"}


# -- reading -----------------------------------------------------------------------------------------------------------


def test_a_whole_routine() -> None:
    """Everything that a file says is read."""
    routine, problems = read(
        {"name": "X", "sets": [2, 4], "rest": 40, "ready": 8, "switch": 0, "slots": [
            {"exercise": "side_plank", "hold": [20, 60], "per_side": False},
            {"exercise": "plank_row", "alternating": False, "amrap": 45}]},
        {"finisher": True, "sets": 1, "slots": [{"exercise": "plank"}]},
        title="Mine", kind="warmup", about="Short.",
    )  # fmt: skip
    assert problems == []
    slots = (
        Slot("side_plank", Dose("hold", 20, 60), per_side=False),
        Slot("plank_row", Dose("amrap", 45, 45), alternating=False),
    )
    assert routine == Routine(
        "own",
        "Mine",
        "warmup",
        (
            Block("X", slots, (2, 4), rest=40, ready=8, switch=0),
            Block("B", (Slot("plank"),), (1, 1), finisher=True),
        ),
        "Short.",
    )


def test_what_a_routine_leaves_out() -> None:
    """Without anything but a slot, the name is the title, the block is A, and all else is left open."""
    routine, problems = read({"slots": [{"exercise": "plank"}]})
    assert problems == []
    assert routine == Routine("own", "own", "session", (Block("A", (Slot("plank"),)),))


def test_all_problems_at_once() -> None:
    """Ten mistakes in a file are ten lines, each with its place."""
    _, problems = read(
        {"name": "A", "sets": 0, "rest": -1, "slots": [{"exercise": "plnk", "hold": "ten"}, {"exercise": "squat"}]},
        {"name": "A", "ready": "x", "switch": 4000, "slots": [{"exercise": "squat", "reps": [12, 6], "weight": 5}]},
        kind="swim", colour="red",
    )  # fmt: skip
    assert [problem.partition(":")[0] for problem in problems] == [
        "kind",
        "blocks[0].sets",
        "blocks[0].rest",
        "blocks[0].slots[0].exercise",
        "blocks[0].slots[0].hold",
        "blocks[1].ready",
        "blocks[1].switch",
        "blocks[1].slots[0].reps",
        "blocks[1].slots[0].weight",
        "blocks[1].name",
        "colour",
    ]


@looped(
    ("slot", "problem"),
    [
        ({"hold": "ten"}, 'hold: "ten" isn\'t valid: use a number of seconds or a range like [20, 60]'),
        ({"hold": [60, 20]},
         "hold: [60, 20] isn't valid: use the smaller number first: [20, 60] (or per_set for one number a set)"),
        ({"hold": 3601}, "hold: 3601 isn't valid: use 1 to 3600 seconds"),
        ({"time": 0}, "time: 0 isn't valid: use 1 to 3600 seconds"),
        ({"amrap": 0.5}, "amrap: 0.5 isn't valid: use 1 to 3600 seconds"),
        ({"reps": 0}, "reps: 0 isn't valid: use a whole number from 1 to 1000 reps"),
        ({"reps": 1001}, "reps: 1001 isn't valid: use a whole number from 1 to 1000 reps"),
        ({"reps": 7.5}, "reps: 7.5 isn't valid: use a whole number of reps or a range like [6, 12]"),
        ({"carry": -1}, "carry: -1 isn't valid: use a whole number from 1 to 1000 steps"),
        ({"reps": 5, "hold": 30}, "hold: has reps and hold: use only one of them"),
        ({"reps": True}, "reps: true isn't valid: use a whole number of reps or a range like [6, 12]"),
        ({"per_side": 1}, "per_side: 1 isn't valid: use true or false"),
        ({"alternating": "yes"}, 'alternating: "yes" isn\'t valid: use true or false'),
        ({"exercise": "plnk"},
         'exercise: "plnk" isn\'t valid: use the key of an exercise (see: runstrength exercises)'
         ' (did you mean "plank"?)'),
        ({"exercise": "kayak"},
         'exercise: "kayak" isn\'t valid: use the key of an exercise (see: runstrength exercises)'
         ', or name = "Kayak" and a dose, without a file'),
        ({"exercise": ""}, 'exercise: "" isn\'t valid: use the key of an exercise (see: runstrength exercises)'),
        ({"exercise": 3}, "exercise: 3 isn't valid: use text of at most 60 characters"),
        ({"hodl": 30},
         'hodl: unknown key (did you mean "hold"?): use '
         f"{KEYS_OF_A_SLOT}"),
        ({"reps": [12, 10, 1001]}, "reps: 1001 isn't valid: use a whole number from 1 to 1000 reps for each set"),
        ({"reps": [12, 10, "x"]}, 'reps: "x" isn\'t valid: use a whole number from 1 to 1000 reps for each set'),
        ({"hold": "max"}, 'hold: "max" isn\'t valid: use a number of seconds or a range like [20, 60]'),
        ({"amrap": [30, 60, 90]}, "amrap: [30, 60, 90] isn't valid: use a number of seconds or a range like [20, 60]"
         .replace("20, 60", "30, 90")),
        ({"per_set": []}, "per_set: [] isn't valid: use a list of 1 to 100 numbers, one for each set"),
        ({"per_set": 8}, "per_set: 8 isn't valid: use a list of 1 to 100 numbers, one for each set"),
        ({"per_set": [30], "hold": 30}, "per_set: has hold and per_set: use only one of them"),
        ({"sides": "both"}, 'sides: "both" isn\'t valid: use left or right'),
        ({"weight": 20}, f'weight: unknown key (did you mean "load_kg"?): use {KEYS_OF_A_SLOT}'),
        ({"side": "left"}, f'side: unknown key (did you mean "sides"?): use {KEYS_OF_A_SLOT}'),
        ({"sides": "left", "per_side": False}, "per_side: sides is one side only: leave out per_side, or sides"),
        ({"sides": "left", "alternating": True},
         "alternating: sides is one side only: leave out alternating, or sides"),
        ({"rest": -1}, "rest: -1 isn't valid: use 0 to 3600 seconds"),
        ({"tempo": "fast"},
         'tempo: "fast" isn\'t valid: use seconds down, at the bottom, up and at the top, as 3-1-1-0'),
        ({"tempo": "0-0-0-0"}, 'tempo: "0-0-0-0" isn\'t valid: use at least 0.1 seconds per rep'),
        ({"tempo": 3}, "tempo: 3 isn't valid: use text of at most 20 characters"),
        ({"cue": "x" * 81}, f'cue: "{"x" * 58}… isn\'t valid: use text of at most 80 characters'),
        ({"load_kg": -1}, "load_kg: -1 isn't valid: use 0 to 1000 kg"),
        ({"load_kg": [20, "x"]}, 'load_kg: "x" isn\'t valid: use 0 to 1000 kg for each set'),
        ({"carry_m": 0.5}, "carry_m: 0.5 isn't valid: use a whole number of meters or a range like [20, 40]"),
        ({"name": "Mine"}, "name: has exercise and name: leave out one of them"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_slot(slot: dict[str, object], problem: str) -> None:
    """The message names the slot, the key, what was found and what would be right."""
    assert one(**slot)[1] == [f"blocks[0].slots[0].{problem}"]


@looped("dose", [{"hold": 1}, {"hold": 3600}, {"hold": 7.5}, {"reps": 1}, {"reps": [1, 1000]}])
def test_a_dose_outside_the_article_is_allowed(dose: dict[str, object]) -> None:
    """Whatever lies inside the limits is a person's own choice."""
    slot, problems = one(**dose)
    assert problems == []
    assert slot.dose is not None


@looped("key", ["sets", "rest", "ready", "switch"])
def test_limits_of_a_block(key: str) -> None:
    """Sets go from 1 to 100 and breaks from 0 to an hour, and no further."""
    low, high = (1, 100) if key == "sets" else (0, 3600)
    for value, right in ((low, True), (high, True), (low - 1, False), (high + 1, False), (-5, False)):
        _, problems = read({key: value, "slots": [{"exercise": "plank"}]})
        assert [problem.partition(":")[0] for problem in problems] == ([] if right else [f"blocks[0].{key}"])


@looped(("count", "right"), [(0, False), (1, True), (50, True), (51, False)])
def test_how_many_blocks_and_slots(count: int, right: bool) -> None:
    """From 1 to 50 blocks, and from 1 to 50 slots in a block."""
    slot = {"exercise": "plank"}
    _, problems = read({"slots": [slot] * count})
    assert (problems == []) == right
    _, problems = read(title="x", blocks=[{"slots": [slot]}] * count)
    assert (problems == []) == right


def test_two_blocks_of_one_name() -> None:
    """A name can be chosen with --blocks only when one block has it, whatever its case."""
    slots = [{"exercise": "plank"}]
    for name in ("A", "a"):
        _, problems = read({"name": "A", "slots": slots}, {"name": name, "slots": slots})
        assert problems == [f'blocks[1].name: "{name}" isn\'t valid: use a name that no other block has']


def block(*slots: dict[str, object], **keys: object) -> tuple[Block, list[str]]:
    """Read a routine of one block; return it and what is wrong, without the path of the block."""
    routine, problems = read({"slots": list(slots) or [{"exercise": "push_up"}], **keys})
    return routine.blocks[0], [problem.removeprefix("blocks[0].") for problem in problems]


def test_doses_that_change_by_set() -> None:
    """Three or more numbers are one for each set, two are a range, and `per_set` takes any number of them."""
    assert one(hold=[20, 40])[0].ladder == ()
    ladder, problems = block({"exercise": "push_up", "reps": [12, 10, 8], "load_kg": [20, 15, 10]})
    assert problems == []
    assert ladder.slots[0].dose == Dose("reps", 8, 12, (12, 10, 8))
    assert (ladder.slots[0].ladder, ladder.slots[0].load_kg) == ((12, 10, 8), (20, 15, 10))
    assert (ladder.sets, ladder.own_sets) == (None, (3, 3))
    two, problems = block({"exercise": "push_up", "per_set": [12, 10]}, sets=2)
    assert problems == []
    assert (two.slots[0].ladder, two.own_sets) == ((12, 10), (2, 2))
    drop, problems = block({"exercise": "squat", "reps": 10, "load_kg": [20, 15]})
    assert (problems, drop.own_sets, drop.slots[0].ladder) == ([], (2, 2), ())


@looped(
    ("keys", "slots", "problem"),
    [
        ({"every": 60, "amrap": 600}, [], "amrap: has every and amrap: leave out every or amrap"),
        ({"every": 5}, [], "every: 5 isn't valid: use 10 to 3600 seconds"),
        ({"every": 60, "rest": 30}, [], "rest: the rest is what is left of every: leave out rest, or every"),
        ({"every": 60, "finisher": True}, [], "every: a finisher is done once: leave out finisher, or this key"),
        ({"amrap": 600, "sets": 3}, [], "sets: amrap is as many rounds as possible: leave out sets, or amrap"),
        ({"for_time": True, "sets": [2, 4]}, [],
         "sets: [2, 4] isn't valid: use one number of rounds, because they are for time"),
        ({"times": 21}, [], "times: 21 isn't valid: use a whole number from 1 to 20 times"),
        ({"repeat": 3}, [], 'repeat: unknown key (did you mean "times"?): use amrap, every, finisher, for_time, group, '
         "name, ready, rest, sets, slots, switch or times"),
        ({"amrap": 600}, [{"exercise": "push_up", "reps": "max"}],
         "slots[0].reps: a round of amrap needs a number: use reps, or leave out amrap"),
        ({"amrap": 600}, [{"exercise": "push_up", "amrap": 60}],
         "slots[0].amrap: a round of amrap needs a number: use reps, or leave out amrap"),
        ({"amrap": 600}, [{"exercise": "push_up", "reps": [12, 10, 8]}],
         "slots[0].reps: amrap repeats the same round: use one number"),
        ({"for_time": True}, [{"exercise": "push_up", "reps": 5, "rest": 10}],
         "slots[0].rest: for_time has no rests: leave out rest, or for_time"),
        ({"sets": 2}, [{"exercise": "push_up", "reps": [12, 10, 8]}],
         "slots[0].reps: has 3 numbers for 2 sets: use 2 numbers, or sets = 3"),
        ({"sets": [2, 4]}, [{"exercise": "push_up", "per_set": [12, 10]}],
         "slots[0].per_set: has 2 numbers for 2-4 sets: use sets = 2"),
        ({}, [{"exercise": "push_up", "per_set": [12, 10]}, {"exercise": "squat", "load_kg": [20, 15, 10]}],
         "slots[1].load_kg: has 3 numbers for 2 sets: use 2 numbers, or sets = 3"),
        ({}, [{"name": "Clamshell"}],
         "slots[0].name: an exercise without a file needs a dose: add reps, hold, time or carry_m"),
        ({}, [{"name": " ", "reps": 5}], 'slots[0].name: " " isn\'t valid: use the name of an exercise'),
        ({}, [{}], "slots[0].exercise: missing: add text of at most 60 characters"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_block(keys: dict[str, object], slots: list[dict[str, object]], problem: str) -> None:
    """Keys that contradict each other are named, with what to leave out."""
    assert block(*slots, **keys)[1] == [problem]


def test_groups_of_blocks() -> None:
    """Blocks of a group follow each other and are repeated alike; a block without one is repeated alone."""
    slots = [{"exercise": "plank"}]

    def group(*blocks: tuple[str, int]) -> list[str]:
        return read(*({"slots": slots, "group": name, "times": times} for name, times in blocks))[1]

    assert group(("x", 3), ("x", 3), ("", 2)) == []
    assert group(("x", 3), ("x", 2)) == ["blocks[1].times: 2 isn't valid: use 3, as in the first block of group x"]
    assert group(("x", 3), ("", 1), ("x", 3)) == [
        'blocks[2].group: "x" isn\'t valid: use the same group only for blocks that follow each other'
    ]
    _, problems = read(*({"sets": 100, "times": 20, "slots": slots * 10} for _ in range(3)))
    assert problems == ["blocks: has 60,000 sets: use at most 50,000"]


def test_an_exercise_without_a_file() -> None:
    """A slot may name an exercise that has no file: it is an exercise of this routine, unless the catalogue has it."""
    routine, problems = read(
        {"slots": [{"name": "Clam-shell", "reps": 12}, {"name": "Push-up"}, {"name": "空", "time": 20}]}
    )
    assert problems == []
    assert [slot.exercise for slot in routine.blocks[0].slots] == ["clam_shell", "push_up", "空"]
    inline = routine.inline_exercises(library().exercises)
    assert [(item.key, item.name, item.kind, item.low) for item in inline.values()] == [
        ("clam_shell", "Clam-shell", "reps", 12),
        ("空", "空", "time", 20),
    ]


def test_a_tempo_is_written_as_it_is_shown() -> None:
    """A tempo is written as it is shown: down, bottom, up, top."""
    assert one(tempo="3-1-1-0")[0].tempo == Tempo(3, 1, 1, 0)
    assert one(tempo="2-0-1.5")[0].tempo == Tempo(2, 0, 1.5)


# -- own files ---------------------------------------------------------------------------------------------------------


def test_an_own_routine_by_name_and_by_path(config: Path) -> None:
    """An own routine is found by its name, and any file by its path."""
    path = config / "routines" / "mine.toml"
    path.write_text('title = "Mine"\n[[blocks]]\n[[blocks.slots]]\nexercise = "plank"\n')
    assert own(config).routine("mine").title == "Mine"
    assert own(config).routine(str(path)).name == "mine"
    assert library().routine(str(path)).title == "Mine"
    assert "mine" in own(config).own


def test_a_relative_path(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beside the person is found by its bare name with `.toml`."""
    monkeypatch.chdir(config)
    (config / "here.toml").write_text('[[blocks]]\n[[blocks.slots]]\nexercise = "plank"\n')
    assert own(config).routine("here.toml").name == "here"


def test_an_own_routine_takes_the_place_of_a_built_in_one(config: Path) -> None:
    """The person's `runner` is the runner."""
    (config / "routines" / "runner.toml").write_text(
        'title = "Mine"\n[[blocks]]\n[[blocks.slots]]\nexercise = "plank"\n'
    )
    assert own(config).routine("runner").title == "Mine"
    assert own(config).routine("pairs").title == "Superset pairs"


def test_a_name_that_is_not_there() -> None:
    """An unknown name is answered with the nearest and with all there are."""
    assert fails(library(), "runer") == (
        f'runer: no routine has this name (did you mean "runner"?): use {one_of(BUILT_IN)}'
    )


@pytest.mark.parametrize("name", ["none.toml", "some/where", "~nobody-of-this-name/x.toml"])
def test_a_path_that_is_not_there(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path to nothing is bad input that names the path."""
    monkeypatch.chdir(tmp_path)
    assert fails(library(), name) == f"{name}: can't be read (no such file or directory): use a TOML file"


def test_a_broken_own_routine_does_not_hide_the_others(config: Path) -> None:
    """One file with problems is reported; all others are still offered, and nothing is written."""
    path = config / "routines" / "broken.toml"
    path.write_text("[[blocks]\n")
    good, problems = own(config).routines()
    assert [routine.name for routine in good] == BUILT_IN
    assert [problem.file for problem in problems] == [str(path)]
    assert path.read_text() == "[[blocks]\n"
    assert fails(own(config), "broken").startswith(f"{path}: line 1, column ")


def test_what_is_no_routine_is_not_offered(config: Path) -> None:
    """Hidden files and other kinds of file are passed over."""
    for name in (".hidden.toml", "notes.txt", "old.toml~"):
        (config / "routines" / name).write_text("x")
    assert sorted(own(config).routine_files) == BUILT_IN


def test_missing_own_folders(tmp_path: Path) -> None:
    """Before the first own file there is no folder, and that is no problem."""
    fresh = own(tmp_path / "none")
    assert (fresh.problems, fresh.own) == ((), frozenset())


def test_an_own_exercise(config: Path) -> None:
    """An own exercise can be named in a routine and gets its place in a plan."""
    (config / "exercises" / "wall_sit.toml").write_text('name = "Wall sit"\nkind = "hold"\nmin = 30\nmax = 90\n')
    (config / "routines" / "mine.toml").write_text('[[blocks]]\nsets = 1\n[[blocks.slots]]\nexercise = "wall_sit"\n')
    home = own(config)
    plan = prescribe(home.routine("mine"), home, Choices())
    assert [(step.phase, step.name, step.seconds) for step in plan.steps] == [
        ("ready", "Wall sit", 10),
        ("work", "Wall sit", 30),
    ]


def test_a_broken_own_exercise_is_named_where_it_is_missed(config: Path) -> None:
    """A routine that needs a broken own exercise says what is wrong with both; other routines do not mind."""
    broken = config / "exercises" / "wall_sit.toml"
    broken.write_text('name = "Wall sit"\nkind = "sit"\n')
    path = config / "routines" / "mine.toml"
    path.write_text('[[blocks]]\n[[blocks.slots]]\nexercise = "wall_sit"\n')
    home = own(config)
    assert home.routine("runner").name == "runner"
    assert [problem.file for problem in home.problems] == [str(broken)]
    first, second = fails(home, "mine").splitlines()
    assert first.startswith(f'{path}: blocks[0].slots[0].exercise: "wall_sit" isn\'t valid')
    assert second == f'{broken}: kind: "sit" isn\'t valid: use reps, hold, time or carry'


def test_a_broken_own_exercise_is_not_replaced_in_silence(config: Path) -> None:
    """An own form of a built-in exercise that can't be read is reported by the routines that use it."""
    broken = config / "exercises" / "plank.toml"
    broken.write_text('kind = "hold"\n')
    assert fails(own(config), "core") == f"{broken}: name: missing: add text of at most 60 characters"
    assert own(config).routine("upper").name == "upper"


def test_damaged_built_in_files_are_told(tmp_path: Path) -> None:
    """A damaged installation is bad input with a file, not a traceback."""
    with pytest.raises(InputError, match=r"exercises\.toml: can't be read"):
        load_library(tmp_path)

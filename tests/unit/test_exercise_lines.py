"""The words about an exercise: whole, and never wider than their room."""

from __future__ import annotations

from itertools import groupby

from rich.cells import cell_len

from runstrength.settings import EQUIPMENT, LEVELS
from runstrength.ui.exercises.exercise_lines import (
    dose_text,
    exercises_by_group,
    level_lines,
    page_lines,
    preview_lines,
    variant_texts,
)
from runstrength.ui.lines import Line
from tests.support.loops import looped
from tests.support.plans import library


def _text(lines: list[Line] | tuple[Line, ...]) -> list[str]:
    return ["".join(span.text for span in line.left) for line in lines]


@looped(
    ("key", "words"),
    [
        ("single_leg_deadlift", "6-12 reps, each side · 3 s down, 1 s up"),
        ("squat", "8-15 reps · 2 s down, 1 s up"),
        ("side_plank", "20-60 s, each side"),
        ("plank_row", "5-10 reps, alternating · 1 s down, 1 s up"),
        ("farmers_carry", "5-10 steps each way"),
        ("march_jog", "60-120 s"),
    ],
)
def test_the_range_of_a_dose_is_told_with_its_unit(key: str, words: str) -> None:
    """The range of a dose is told with its unit, its sides and its tempo."""
    assert dose_text(library().exercises[key]) == words


def test_the_first_dose_at_each_level_is_told() -> None:
    """The first dose at each level is told, the person's own as the strongest; on as many lines as they need."""
    squat = library().exercises["squat"]
    (line,) = level_lines(squat, library(), "intermediate", 60)
    assert _text([line]) == ["beginner 8 · intermediate 10 · advanced 12"]
    assert [span.text for span in line.left if span.tone == "strong"] == ["intermediate 10"]
    assert _text(level_lines(squat, library(), "advanced", 20)) == ["beginner 8", "intermediate 10", "advanced 12"]


def test_groups_stand_together_and_each_exercise_is_there_once() -> None:
    """Groups stand together, and each exercise is there once."""
    pairs = exercises_by_group(library())
    groups = [group for group, _ in pairs]
    assert sorted(key for _, key in pairs) == sorted(library().exercises)
    assert [group for group, _ in groupby(groups)] == ["unilateral", "legs", "core", "upper", "warmup"]


def test_what_it_can_be_done_with_instead_is_told() -> None:
    """What it can be done with instead is told, without the form that is shown; a name only where it is another one."""
    squat = library().exercises["squat"]
    assert variant_texts(squat, library())[0] == "Goblet squat: kettlebell in both hands, in front of the chest"
    goblet = squat.with_equipment(["kettlebell"])
    assert variant_texts(goblet, library()) == [
        "Squat: no weight",
        "one dumbbell upright in both hands, in front of the chest",
    ]
    assert variant_texts(library().exercises["plank"], library()) == []
    step_up = library().exercises["single_leg_step_up"]
    assert variant_texts(step_up, library())[-1] == "box"


@looped("width", [16, 24, 36, 43, 44, 60, 92])
@looped("equipment", [(), EQUIPMENT])
def test_the_page_fits(width: int, equipment: tuple[str, ...]) -> None:
    """At every width each line of a page fits, and no word of the catalogue is lost."""
    for key in library().exercises:
        exercise = library().exercises[key].with_equipment(equipment)
        lines = _text(page_lines(exercise, library(), "beginner", width))
        assert all(cell_len(line) <= width for line in lines)
        said = " ".join(" ".join(lines).split())
        for text in (*exercise.cues, *exercise.faults, *exercise.easier, *exercise.harder, exercise.feel):
            assert text.split()[-1] in said
        assert all(f"{level} " in said for level in LEVELS)


@looped("size", [(20, 5), (30, 8), (37, 8), (53, 17), (90, 40)])
def test_the_preview_fits(size: tuple[int, int]) -> None:
    """A preview never takes more than its room, and has the dose first."""
    for exercise in library().exercises.values():
        lines = _text(preview_lines(exercise, library(), "beginner", size))
        assert len(lines) <= size[1]
        assert all(cell_len(line) <= size[0] for line in lines)
        assert " ".join(lines).startswith(exercise.name.split()[0])

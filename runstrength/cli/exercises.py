"""`runstrength exercises`: lists the exercises, or shows one in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from runstrength.cli.arguments import complete_exercise
from runstrength.cli.output import note_problems, print_json
from runstrength.cli.profile_data import profile_library, profile_settings

if TYPE_CHECKING:
    from runstrength.catalogue.exercise import Exercise
    from runstrength.catalogue.library import Library

LABEL_WIDTH: Final = 11
"""Columns of the labels in front of an exercise's texts."""
FIGURE_SIZE: Final = (44, 12)
"""Columns and rows of the space for a figure."""


@click.command()
@click.argument("name", required=False, shell_complete=complete_exercise)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, or an object for one exercise.")
def exercises(name: str | None, as_json: bool) -> None:
    """List the exercises, or show how to do one.

    NAME is the key or the name of an exercise, or a part that only one exercise has.
    """
    library = profile_library()
    if name is not None:
        from runstrength.catalogue.naming import find_exercise
        from runstrength.numbers import in_units

        exercise = find_exercise(library.exercises, name)
        if as_json:
            print_json(exercise_document(library, exercise))
        else:
            click.echo(in_units("\n".join(exercise_lines(library, exercise)), profile_settings().units))
        return
    note_problems(library.problems)
    if as_json:
        print_json([exercise_document(library, exercise) for exercise in library.exercises.values()])
        return
    from runstrength.catalogue.exercise import GROUP_NAMES
    from runstrength.cli.text_layout import table

    rows = []
    for item in library.exercises.values():
        custom = "custom" if item.key in library.own else ""
        rows.append((item.key, item.name, GROUP_NAMES[item.group], dose_range(item), sides(item), custom))
    click.echo("\n".join(table(rows, ("key", "exercise", "group", "dose", "", ""))))


def sides(exercise: Exercise) -> str:
    """Return `each side`, `alternating`, or an empty string for an exercise without sides."""
    return "alternating" if exercise.alternating else "each side" if exercise.per_side else ""


def dose_range(exercise: Exercise) -> str:
    """Return the dose range of an exercise: `6-12 reps`."""
    from runstrength.session.plan import Target
    from runstrength.session.wording import dose, dose_range

    target = Target(exercise.kind, exercise.high, exercise.low, exercise.high)
    span = dose_range(target)
    words = dose(target)
    return f"{span} {words.partition(' ')[2]}" if span else words


def _start_doses(library: Library, exercise: Exercise) -> dict[str, float]:
    from runstrength.coach.doses import start_dose

    return {name: start_dose(exercise, level) for name, level in library.levels.items()}


def _loads(exercise: Exercise) -> list[tuple[str, str, str]]:
    """Return the equipment, the name and the load placement of each variant."""
    return [
        (", ".join(variant.equipment), variant.name or exercise.name, variant_exercise.load(None))
        for variant in exercise.variants
        for variant_exercise in [exercise.with_equipment(variant.equipment)]
    ]


def _figure_lines(exercise: Exercise) -> list[str]:
    """Return the figure of an exercise in braille, without empty edges; no lines if it has none."""
    from runstrength.figure.drawing import picture
    from runstrength.figure.poses import load_moves, move_of, weight_of
    from runstrength.locations import assets_dir

    move = move_of(exercise, load_moves(assets_dir()))
    if move is None:
        return []
    rows = picture(move, move.frames[move.still], *FIGURE_SIZE, weight=weight_of(exercise))
    lines = ["".join(run.text for run in row).rstrip() for row in rows]
    used = [line for line in lines if line]
    edge = min(len(line) - len(line.lstrip()) for line in used)
    return [*(line[edge:] for line in used), ""]


def exercise_lines(library: Library, exercise: Exercise) -> list[str]:
    """Return an exercise as lines for the terminal."""
    from runstrength.cli.plan_text import tempo_text
    from runstrength.cli.text_layout import bullets, paragraph
    from runstrength.session.plan import Target
    from runstrength.session.wording import dose
    from runstrength.text import printable

    doses = [
        f"{dose(Target(exercise.kind, value, exercise.low, exercise.high))} ({name})"
        for name, value in _start_doses(library, exercise).items()
    ]
    tempo = tempo_text(exercise.tempo)
    base = "none: " + (exercise.load(None) or "bodyweight only")
    loads = [f"{needs}: {name}{f', {load}' if load else ''}" for needs, name, load in _loads(exercise)]
    from runstrength.catalogue.exercise import GROUP_NAMES

    origin = GROUP_NAMES["own" if exercise.key in library.own else exercise.group]
    return [
        printable(f"{exercise.name} · {exercise.key} · {origin}"),
        *paragraph("", exercise.purpose, 0),
        *paragraph("Your note: ", exercise.note, 11),
        "",
        *_figure_lines(exercise),
        *paragraph("Dose", " · ".join(part for part in (dose_range(exercise), sides(exercise)) if part), LABEL_WIDTH),
        *paragraph("Start with", ", ".join(doses), LABEL_WIDTH),
        *paragraph("Tempo", f"{tempo} (seconds down, at the bottom, up, at the top)" if tempo else "", LABEL_WIDTH),
        *paragraph("You need", ", ".join(exercise.needs), LABEL_WIDTH),
        *paragraph("Position", exercise.start_position or exercise.position, LABEL_WIDTH),
        *bullets("Cues", exercise.cues, LABEL_WIDTH),
        *bullets("Faults", exercise.faults, LABEL_WIDTH),
        *paragraph("Feel it in", exercise.feel, LABEL_WIDTH),
        *bullets("Easier", exercise.easier, LABEL_WIDTH),
        *bullets("Harder", exercise.harder, LABEL_WIDTH),
        *paragraph("Muscles", ", ".join(exercise.muscles), LABEL_WIDTH),
        *paragraph("Movement", ", ".join(exercise.movements), LABEL_WIDTH),
        *bullets("Equipment", [base, *loads], LABEL_WIDTH),
    ]


def exercise_document(library: Library, exercise: Exercise) -> dict[str, object]:
    """Return an exercise as JSON."""
    from runstrength.catalogue.exercise import FIGURES
    from runstrength.numbers import as_int

    return {
        "key": exercise.key,
        "name": exercise.name,
        "group": exercise.group,
        "own": exercise.key in library.own,
        "kind": exercise.kind,
        "min": as_int(exercise.low),
        "max": as_int(exercise.high),
        "start": {name: as_int(value) for name, value in _start_doses(library, exercise).items()},
        "per_side": exercise.per_side,
        "alternating": exercise.alternating,
        "position": exercise.position,
        "start_position": exercise.start_position,
        "cues": list(exercise.cues),
        "faults": list(exercise.faults),
        "feel": exercise.feel,
        "easier": list(exercise.easier),
        "harder": list(exercise.harder),
        "muscles": list(exercise.muscles),
        "movements": list(exercise.movements),
        "purpose": exercise.purpose,
        "note": exercise.note,
        "figure": exercise.figure or (exercise.key if exercise.key in FIGURES else None),
        "equipment": list(exercise.equipment),
        "load": exercise.load(None),
        "variants": [
            {
                "key": variant.key,
                "equipment": list(variant.equipment),
                "name": variant.name or exercise.name,
                "load": exercise.with_equipment(variant.equipment).load(None),
            }
            for variant in exercise.variants
        ],
    }

"""`runstrength exercises`: the exercises as a list, and each in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli.output import complete_exercise, note_problems, print_json, the_library, whole

if TYPE_CHECKING:
    from runstrength.catalogue.exercise import Exercise
    from runstrength.catalogue.library import Library

LABELS = 11
"""The width of the labels beside an exercise's text."""


@click.command()
@click.argument("name", required=False, shell_complete=complete_exercise)
@click.option("--json", "as_json", is_flag=True, help="As an array, or an object with NAME, for scripts.")
def exercises(name: str | None, as_json: bool) -> None:
    """List the exercises, or show how one is done.

    NAME is a key, a name, or the beginning of one.
    """
    library = the_library()
    if name is not None:
        exercise = find_exercise(library, name)
        if as_json:
            print_json(_exercise_document(library, exercise))
        else:
            click.echo("\n".join(_exercise_lines(library, exercise)))
        return
    note_problems(library.problems)
    if as_json:
        print_json([_exercise_document(library, exercise) for exercise in library.exercises.values()])
        return
    from runstrength.cli.text_layout import table

    rows = [
        (item.key, item.name, item.group, dose_range(item), sides(item), "own" if item.key in library.own else "")
        for item in library.exercises.values()
    ]
    click.echo("\n".join(table(rows, ("key", "exercise", "group", "dose", "", ""))))


def find_exercise(library: Library, name: str) -> Exercise:
    """Return an exercise by its key, its name or a beginning that only one has, in upper or lower case.

    Raises:
        InputError: there is none, or more than one.
    """
    from runstrength.text import closest
    from runstrength.toml_input import InputError, Problem

    wanted = name.strip().casefold()
    words = {key: (key.casefold(), item.name.casefold()) for key, item in library.exercises.items()}
    exact = [key for key, both in words.items() if wanted in both]
    near = exact or [key for key, both in words.items() if wanted and any(word.startswith(wanted) for word in both)]
    if len(near) == 1 or wanted in near:
        return library.exercises[wanted if wanted in near else near[0]]
    if near:
        raise InputError([Problem(name, "", f"the beginning of more than one exercise: {', '.join(near)}")])
    keys = {word: key for key, both in words.items() for word in both}
    suggestion = closest(wanted, list(keys))
    raise InputError([Problem(name, "", f"no exercise of this name{suggestion}; see: runstrength exercises")])


def sides(exercise: Exercise) -> str:
    """Return how an exercise is done on two sides, empty where it has none."""
    return "alternating" if exercise.alternating else "each side" if exercise.per_side else ""


def dose_range(exercise: Exercise) -> str:
    """Return the range of an exercise's dose: `6-12 reps`."""
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
    """Return, for each form: the equipment it needs, its name, and where the load goes."""
    return [
        (", ".join(variant.equipment), variant.name or exercise.name, form.load(None))
        for variant in exercise.variants
        for form in [exercise.with_equipment(variant.equipment)]
    ]


def _exercise_lines(library: Library, exercise: Exercise) -> list[str]:
    from runstrength.cli.pictures import figure_lines
    from runstrength.cli.plan_text import tempo_word
    from runstrength.cli.text_layout import bullets, paragraph
    from runstrength.session.plan import Target
    from runstrength.session.wording import dose
    from runstrength.text import printable

    doses = [
        f"{dose(Target(exercise.kind, value, exercise.low, exercise.high))} ({name})"
        for name, value in _start_doses(library, exercise).items()
    ]
    tempo = tempo_word(exercise.tempo)
    base = "none: " + (exercise.load(None) or "bodyweight alone")
    loads = [f"{needs}: {name}{f', {load}' if load else ''}" for needs, name, load in _loads(exercise)]
    whose = "own" if exercise.key in library.own else exercise.group
    return [
        printable(f"{exercise.name} · {exercise.key} · {whose}"),
        *paragraph("", exercise.purpose, 0),
        "",
        *figure_lines(exercise),
        *paragraph("Dose", " · ".join(part for part in (dose_range(exercise), sides(exercise)) if part), LABELS),
        *paragraph("Start with", ", ".join(doses), LABELS),
        *paragraph("Tempo", f"{tempo} (seconds down, at the bottom, up, at the top)" if tempo else "", LABELS),
        *paragraph("Position", exercise.start_position or exercise.position, LABELS),
        *bullets("Cues", exercise.cues, LABELS),
        *bullets("Faults", exercise.faults, LABELS),
        *paragraph("Feel it in", exercise.feel, LABELS),
        *bullets("Easier", exercise.easier, LABELS),
        *bullets("Harder", exercise.harder, LABELS),
        *paragraph("Muscles", ", ".join(exercise.muscles), LABELS),
        *bullets("Equipment", [base, *loads], LABELS),
    ]


def _exercise_document(library: Library, exercise: Exercise) -> dict[str, object]:
    from runstrength.catalogue.exercise import FIGURES

    return {
        "key": exercise.key,
        "name": exercise.name,
        "group": exercise.group,
        "own": exercise.key in library.own,
        "kind": exercise.kind,
        "min": whole(exercise.low),
        "max": whole(exercise.high),
        "start": {name: whole(value) for name, value in _start_doses(library, exercise).items()},
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
        "purpose": exercise.purpose,
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

"""`runstrength routines` and `runstrength exercises`: what there is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli import sharing, writing
from runstrength.cli.arguments import ROUTINE
from runstrength.cli.reading import (
    complete_exercise,
    complete_routine,
    note_problems,
    print_json,
    the_library,
    the_settings,
    whole,
)

if TYPE_CHECKING:
    from runstrength.catalogue.exercise import Exercise
    from runstrength.catalogue.library import Library
    from runstrength.catalogue.routine import Routine
    from runstrength.coach.prescription import Choices, Today
    from runstrength.session.plan import Plan

LABELS = 11
"""The width of the labels beside an exercise's text."""


@click.group()
def routines() -> None:
    """List, show and check routines, and write your own."""


for command in (writing.new, writing.edit, sharing.add, sharing.delete):
    routines.add_command(command)


@routines.command("list")
@click.option("--json", "as_json", is_flag=True, help="As an array, for scripts.")
def list_(as_json: bool) -> None:
    """List the routines, with their length at your level."""
    from runstrength.catalogue.routine import KINDS
    from runstrength.cli.text import table
    from runstrength.coach.prescription import usual_plan
    from runstrength.session.wording import minutes

    choices, library, today = _choices(), the_library(), _today()
    good, problems = library.routines()
    plans = sorted(
        ((routine, usual_plan(routine, library, choices, today)) for routine in good),
        key=lambda pair: (KINDS.index(pair[0].kind), pair[1].seconds, pair[0].name),
    )
    note_problems(problems)
    writing.note_drafts()
    if as_json:
        print_json([_routine_document(library, routine.name, routine, plan) for routine, plan in plans])
        return
    rows = [
        (routine.name, routine.title, routine.kind, minutes(plan.expected), _whose(library, routine.name))
        for routine, plan in plans
    ]
    head = ("name", "title", "kind", f">{choices.level}", "")
    click.echo("\n".join(table(rows, head)))


@routines.command("show")
@click.argument("name", type=ROUTINE, shell_complete=complete_routine)
@click.option("--json", "as_json", is_flag=True, help="As an object, for scripts.")
def show(name: str, as_json: bool) -> None:
    """Show a routine at your level, and where its file is.

    NAME is a name, or the path of a .toml file.
    """
    from runstrength.cli.overview import block_documents, block_lines, totals
    from runstrength.cli.text import paragraph
    from runstrength.coach.prescription import usual_plan
    from runstrength.text import printable

    choices, library = _choices(), the_library()
    routine = library.routine(name)
    plan = usual_plan(routine, library, choices, _today())
    if as_json:
        print_json(_routine_document(library, name, routine, plan) | {"blocks": block_documents(plan)})
        return
    lines = [printable(f"{routine.title} · {routine.kind} · {plan.level}"), *paragraph("", routine.about, 0)]
    click.echo("\n".join([*lines, *block_lines(plan, choices.units), totals(plan), printable(_path(library, name))]))


@routines.command("check")
@click.argument("files", type=ROUTINE, metavar="FILE...", nargs=-1, required=True, shell_complete=complete_routine)
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Check routine files: all that is wrong in them, or their length at your level."""
    from runstrength.coach.prescription import usual_plan
    from runstrength.session.wording import clock
    from runstrength.text import printable
    from runstrength.toml_input import InputError

    choices, library, today = _choices(), the_library(), _today()
    failed = False
    for file in files:
        try:
            routine = library.routine(file)
            plan = usual_plan(routine, library, choices, today)
        except InputError as bad:
            failed = True
            note_problems(bad.problems)
            continue
        count = len(routine.blocks)
        blocks = "1 block" if count == 1 else f"{count} blocks"
        click.echo(printable(f"{file}: ok ({blocks}, {clock(plan.expected)} at {plan.level})"))
    ctx.exit(2 if failed else 0)


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
    from runstrength.cli.text import table

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


def _choices() -> Choices:
    from runstrength.coach.prescription import Choices

    return Choices.from_settings(the_settings())


def _today() -> Today:
    from runstrength.cli.checkin import today_of
    from runstrength.dates import local_now

    return today_of({}, local_now())


def _whose(library: Library, name: str) -> str:
    if name not in library.routine_files:
        return "file"
    return "own" if name in library.own else "built-in"


def _path(library: Library, name: str) -> str:
    return str(library.routine_files.get(name, name))


def _routine_document(library: Library, name: str, routine: Routine, plan: Plan) -> dict[str, object]:
    return {
        "name": routine.name,
        "title": routine.title,
        "kind": routine.kind,
        "about": routine.about,
        "own": _whose(library, name) != "built-in",
        "path": _path(library, name),
        "level": plan.level,
        "seconds": float(plan.seconds),
        "sets": plan.sets,
    }


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
    from runstrength.cli.overview import tempo_word
    from runstrength.cli.pictures import figure_lines
    from runstrength.cli.text import bullets, paragraph
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

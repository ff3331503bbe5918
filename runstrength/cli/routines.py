"""`runstrength routines`: list, show and check routines, and write your own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli import routines_edit, sharing
from runstrength.cli.arguments import ROUTINE
from runstrength.cli.output import (
    complete_routine,
    note_problems,
    print_json,
    the_library,
    the_settings,
)

if TYPE_CHECKING:
    from runstrength.catalogue.library import Library
    from runstrength.catalogue.routine import Routine
    from runstrength.coach.prescription import Choices, Today
    from runstrength.session.plan import Plan


@click.group()
def routines() -> None:
    """List, show and check routines, and write your own."""


for command in (routines_edit.new, routines_edit.edit, sharing.add, sharing.delete):
    routines.add_command(command)


@routines.command("list")
@click.option("--json", "as_json", is_flag=True, help="As an array, for scripts.")
def list_(as_json: bool) -> None:
    """List the routines, with their length at your level."""
    from runstrength.catalogue.routine import KINDS
    from runstrength.cli.text_layout import table
    from runstrength.coach.prescription import usual_plan
    from runstrength.session.wording import minutes

    choices, library, today = _choices(), the_library(), _today()
    good, problems = library.routines()
    plans = sorted(
        ((routine, usual_plan(routine, library, choices, today)) for routine in good),
        key=lambda pair: (KINDS.index(pair[0].kind), pair[1].seconds, pair[0].name),
    )
    note_problems(problems)
    routines_edit.note_drafts()
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
    from runstrength.cli.plan_text import block_documents, block_lines, totals
    from runstrength.cli.text_layout import paragraph
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

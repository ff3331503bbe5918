"""`runstrength routines`: lists, shows, checks, adds and deletes routines; `routines_edit` writes them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from runstrength.cli.arguments import ROUTINE, complete_routine
from runstrength.cli.groups import CommandGroup
from runstrength.cli.output import note, note_problems, print_json
from runstrength.cli.profile_data import profile_library, profile_settings, profile_units
from runstrength.cli.routines_edit import edit, new, note_drafts, usual_plan_of

if TYPE_CHECKING:
    from runstrength.catalogue.library import Library
    from runstrength.catalogue.routine import Routine
    from runstrength.coach.prescription import Choices, Today
    from runstrength.session.plan import Plan
    from runstrength.settings import Settings


@click.group(cls=CommandGroup)
def routines() -> None:
    """List, show, check and write routines."""


for command in (new, edit):
    routines.add_command(command)


@routines.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def list_(as_json: bool) -> None:
    """List the routines with their length at your level."""
    from runstrength.cli.text_layout import table
    from runstrength.coach.prescription import usual_plan
    from runstrength.locations import config_file
    from runstrength.session.wording import minutes
    from runstrength.session_kinds import WITH_SETS

    settings, library, today = profile_settings(), profile_library(), _today()
    choices = _choices(settings)
    default, missing = library.default_routine(settings.default_routine)
    good, problems = library.routines()
    plans = sorted(
        ((routine, usual_plan(routine, library, choices, today)) for routine in good),
        key=lambda pair: (WITH_SETS.index(pair[0].kind), pair[1].seconds, pair[0].name),
    )
    note_problems(problems)
    if missing:
        note(f"{config_file()}: default_routine: {missing}")
    note_drafts()
    if as_json:
        documents = [
            _routine_document(library, routine.name, routine, plan) | {"default": routine.name == default}
            for routine, plan in plans
        ]
        print_json(documents)
        return
    rows = [
        (
            routine.name,
            routine.title,
            routine.kind,
            minutes(plan.expected),
            f"{_origin(library, routine.name)}{', default' if routine.name == default else ''}",
        )
        for routine, plan in plans
    ]
    head = ("name", "title", "kind", f">{choices.level}", "")
    click.echo("\n".join(table(rows, head)))


@routines.command("show")
@click.argument("name", type=ROUTINE, shell_complete=complete_routine)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def show(name: str, as_json: bool) -> None:
    """Show a routine at your level, and the path of its file.

    NAME is the name or title of a routine, or the path of a .toml file.
    """
    from runstrength.cli.plan_text import block_documents, block_lines, totals
    from runstrength.cli.text_layout import paragraph
    from runstrength.coach.prescription import usual_plan
    from runstrength.text import printable

    choices, library = _choices(profile_settings()), profile_library()
    name = library.routine_name(name)
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
    """Check routine files.

    Every error is printed, or the length of each routine at your level.
    """
    from runstrength.cli.plan_text import blocks_at_level
    from runstrength.coach.prescription import usual_plan
    from runstrength.session.wording import clock
    from runstrength.text import noun_for, printable
    from runstrength.toml_input import InputError

    choices, library, today = _choices(profile_settings()), profile_library(), _today()
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
        click.echo(
            printable(f"{file}: ok ({count} {noun_for(count, 'block')}, {clock(plan.expected)} at {plan.level})")
        )
        for line in blocks_at_level(routine, plan):
            click.echo(printable(f"  {line}"))
    ctx.exit(2 if failed else 0)


@routines.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=str))
@click.option("--yes", "-y", is_flag=True, help="Add it without asking.")
def add(file: str, yes: bool) -> None:
    """Add a routine that someone shared with you, after showing it.

    FILE is a routine file (.toml).
    """
    from runstrength.catalogue import routine_store
    from runstrength.cli.app import has_terminal
    from runstrength.cli.plan_text import block_lines, totals
    from runstrength.cli.text_layout import paragraph
    from runstrength.locations import assets_dir, routines_dir
    from runstrength.text import printable, typed_path

    library, folder, source = profile_library(), routines_dir(), typed_path(file)
    routine = library.read(source)
    plan = usual_plan_of(routine, library)
    text = source.read_text("utf-8-sig")
    file_name = routine_store.file_name(routine.title)
    click.echo(
        "\n".join([printable(f"{routine.title} · {routine.kind} · {plan.level}"), *paragraph("", routine.about, 0)])
    )
    click.echo("\n".join([*block_lines(plan, profile_units()), totals(plan), ""]))
    if file_name in library.own and library.routine_files[file_name].read_text("utf-8-sig") == text:
        click.echo(f"You already have it: {file_name}")
        return
    name = routine_store.free_name(file_name, library.routine_files)
    if not yes:
        if not has_terminal():
            note(f"To add it as {name} without a question, use --yes")
            click.get_current_context().exit(2)
        if not click.confirm(f"Add it as {name}?", default=True):
            return
    target = routine_store.routine_path(folder, name)
    routine_store.write_routine(target, text)  # the text that was shown, even if the file has changed since then
    routine_store.offer_schema(assets_dir(), folder)
    click.echo(printable(f"Added: {target}\nStart it with: runstrength session {name}"))


@routines.command()
@click.argument("name", shell_complete=complete_routine)
def delete(name: str) -> None:
    """Move one of your own routines to the trash.

    If it replaced a built-in routine, the built-in one is used again.
    """
    from runstrength.catalogue import routine_store
    from runstrength.text import closest, one_of, printable
    from runstrength.toml_input import InputError, Problem

    library = profile_library()
    own = sorted(library.own & set(library.routine_files))
    with suppress(InputError):
        name = library.routine_name(name, whole=True)
    if name not in own:
        needed = (
            f"not one of your routines{closest(name, own)}: use {one_of(own)}"
            if own
            else "not one of your routines: you have none yet"
        )
        raise InputError([Problem(name, "", needed)])
    path = library.routine_files[name]
    trashed = routine_store.move_to_trash(path)
    click.echo(printable(f"Moved to the trash: {trashed}\nTo restore it, move it to {path}"))


def _choices(settings: Settings) -> Choices:
    from runstrength.coach.prescription import Choices

    return Choices.from_settings(settings)


def _today() -> Today:
    from runstrength.cli.profile_data import today_of
    from runstrength.dates import local_now

    return today_of({}, local_now())


def _origin(library: Library, name: str) -> str:
    if name not in library.routine_files:
        return "file"
    return "custom" if name in library.own else "built-in"


def _path(library: Library, name: str) -> str:
    return str(library.routine_files.get(name, name))


def _routine_document(library: Library, name: str, routine: Routine, plan: Plan) -> dict[str, object]:
    return {
        "name": routine.name,
        "title": routine.title,
        "kind": routine.kind,
        "about": routine.about,
        "own": _origin(library, name) != "built-in",
        "path": _path(library, name),
        "level": plan.level,
        "seconds": float(plan.seconds),
        "sets": plan.sets,
    }

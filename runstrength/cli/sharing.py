"""`runstrength routines add` and `delete`: a routine that somebody shared comes, one of one's own goes."""

from __future__ import annotations

import click

from runstrength.cli.output import complete_routine, note, the_library, the_units
from runstrength.cli.routines_edit import plan_of


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=str))
@click.option("--yes", "-y", is_flag=True, help="Add it without asking.")
def add(file: str, yes: bool) -> None:
    """Add a routine that somebody shared: show what is in it, ask, and copy it to your own.

    FILE is a routine file, as made by new, edit or the builder.
    """
    from runstrength.catalogue import routine_store
    from runstrength.cli.app import has_terminal
    from runstrength.cli.plan_text import block_lines, totals
    from runstrength.cli.text_layout import paragraph
    from runstrength.locations import assets_dir, routines_dir
    from runstrength.text import printable, typed_path

    library, folder, source = the_library(), routines_dir(), typed_path(file)
    routine = library.read(source)
    plan = plan_of(routine, library)
    text = source.read_text("utf-8-sig")
    wanted = routine_store.file_name(routine.title)
    click.echo(
        "\n".join([printable(f"{routine.title} · {routine.kind} · {plan.level}"), *paragraph("", routine.about, 0)])
    )
    click.echo("\n".join([*block_lines(plan, the_units()), totals(plan), ""]))
    if wanted in library.own and library.routine_files[wanted].read_text("utf-8-sig") == text:
        click.echo(f"You have it already: {wanted}")
        return
    name = routine_store.free_name(wanted, library.routine_files)
    if not yes:
        if not has_terminal():
            note(f"To add it as {name} without being asked: --yes")
            click.get_current_context().exit(2)
        if not click.confirm(f"Add it as {name}?", default=True):
            return
    target = routine_store.routine_path(folder, name)
    routine_store.write_routine(target, text)  # the text that was shown, even if the file has changed since
    routine_store.offer_schema(assets_dir(), folder)
    click.echo(printable(f"Added: {target}\nStart it: runstrength session {name}"))


@click.command()
@click.argument("name", shell_complete=complete_routine)
def delete(name: str) -> None:
    """Move a routine of your own to the trash; a built-in one whose place it took is there again."""
    from runstrength.catalogue import routine_store
    from runstrength.text import closest, printable
    from runstrength.toml_input import InputError, Problem

    library = the_library()
    own = sorted(library.own)
    if name not in own or name not in library.routine_files:
        needed = f"none of your own routines{closest(name, own)}; there are: {', '.join(own) or 'none'}"
        raise InputError([Problem(name, "", needed)])
    path = library.routine_files[name]
    thrown = routine_store.move_to_trash(path)
    click.echo(printable(f"In the trash: {thrown}\nTo have it back, move it to {path}"))

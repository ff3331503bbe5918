"""`runstrength routines new` and `edit`: write a routine in the person's editor.

The text is a draft in the folder of routines until it is valid. It is never lost: the command prints where it is.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NoReturn

import click

from runstrength.cli.arguments import ROUTINE, complete_routine
from runstrength.cli.output import note, note_problems
from runstrength.cli.profile_data import profile_library, profile_settings

if TYPE_CHECKING:
    from pathlib import Path

    from runstrength.catalogue.library import Library
    from runstrength.catalogue.routine import Routine
    from runstrength.session.plan import Plan

MAX_TITLE: Final = 60
"""Characters, as the check of routines has it."""


@click.command()
@click.argument("name", required=False)
def new(name: str | None) -> None:
    """Write a new routine in your editor.

    NAME is its name. The default is made from its title.
    """
    from runstrength.catalogue import routine_store
    from runstrength.locations import assets_dir
    from runstrength.text import invalid
    from runstrength.toml_input import InputError, Problem

    library, key, title = profile_library(), "", "My routine"
    if name is not None:
        name = name.strip()
        if not name or name[0] == "." or "/" in name or "\\" in name or len(name) > MAX_TITLE:
            needed = f"a name or title of at most {MAX_TITLE} characters, without folders"
            raise InputError([Problem("NAME", "", invalid(name, needed))])
        key = routine_store.file_name(name)
        if key in library.routine_files:
            text = f"this routine already exists: to edit it, run runstrength routines edit {key}"
            raise InputError([Problem(key, "", text)])
        title = name if name != key else name.replace("-", " ").capitalize()
    import tomlkit

    template = (assets_dir() / "template.toml").read_text("utf-8")
    EditorSession(library, key, "new").write(template.replace('"TITLE"', tomlkit.item(title).as_string()))


@click.command()
@click.argument("name", type=ROUTINE, shell_complete=complete_routine)
def edit(name: str) -> None:
    """Edit a routine in your editor.

    If it is a built-in routine, you edit a copy, which replaces it.
    """
    from runstrength.catalogue import routine_store
    from runstrength.catalogue.routine_toml import SCHEMA
    from runstrength.locations import routines_dir
    from runstrength.text import is_toml_path, typed_path
    from runstrength.toml_input import InputError, Problem

    library = profile_library()
    own = {os.path.realpath(path): key for key, path in library.routine_files.items() if key in library.own}
    key = own.get(os.path.realpath(typed_path(name)), name) if name.endswith(".toml") else name
    if key not in library.routine_files and not is_toml_path(name):
        with suppress(InputError):
            key = library.routine_name(name, whole=True)
    if key not in library.routine_files:
        if "/" in name or name.endswith(".toml"):
            needed = f"not one of your routines: to add it, run runstrength routines add {name}"
            raise InputError([Problem(name, "", needed)])
        if routine_store.draft_path(routines_dir(), routine_store.file_name(name)).is_file():
            EditorSession(library, routine_store.file_name(name), "edit").write("")
        library.routine(library.routine_name(name, whole=True))  # raises, with the routines that exist
    path = library.routine_files[key]
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        library.routine(key)  # raises, with the line
        raise
    if key not in library.own:
        text = SCHEMA + text
    EditorSession(library, key, "edit", path if key in library.own else None).write(text)


def note_drafts() -> None:
    """Print which drafts exist, and how to continue them, to standard error."""
    from runstrength.catalogue import routine_store
    from runstrength.locations import routines_dir
    from runstrength.text import printable

    for command, path in routine_store.drafts(routines_dir()):
        note(printable(f"Unfinished draft: {command or path}"))


class EditorSession:
    """A routine that is edited until it is valid, or postponed as a draft.

    Args:
        library: the exercises and routines.
        name: of the routine; empty to derive it from the title.
        command: `new` or `edit`, which continues the draft.
        target: the file to change; None for a new one.
    """

    def __init__(self, library: Library, name: str, command: str, target: Path | None = None) -> None:
        from runstrength.catalogue import routine_store
        from runstrength.cli.app import has_terminal
        from runstrength.cli.editor import find_editor
        from runstrength.locations import routines_dir

        self._library = library
        self._name = name
        self._command = f"runstrength routines {command} {name}".strip()
        self._target = target
        self._folder = routines_dir()
        self._path = routine_store.draft_path(self._folder, name)
        self._original = target.read_bytes() if target else b""
        self._interactive = has_terminal()
        self._editor = find_editor()

    def write(self, text: str) -> NoReturn:
        """Edit until the routine is valid, save it, and exit.

        Args:
            text: what to start with, unless the person continues an existing draft.
        """
        from runstrength.catalogue import routine_store
        from runstrength.locations import assets_dir

        untouched = b""
        if not (self._path.is_file() and self._continues_draft(text)):
            routine_store.write_routine(
                self._path, f"{text.rstrip()}\n\n{routine_store.MARKER}{_exercise_list(self._library)}"
            )
            untouched = self._path.read_bytes()
        routine_store.offer_schema(assets_dir(), self._folder)
        try:
            self._save(*self._edit_until_valid(untouched))
        except click.Abort:  # ctrl+c at a question
            click.echo(err=True)
            self._note_draft()
            raise
        click.get_current_context().exit(0)

    def _continues_draft(self, text: str) -> bool:
        """Ask whether to continue an existing draft; if not, rename it."""
        from datetime import UTC, datetime

        from runstrength.catalogue import routine_store
        from runstrength.dates import short_day, time_text, to_local

        changed = to_local(datetime.fromtimestamp(self._path.stat().st_mtime, UTC))
        when = f"{short_day(changed)} {time_text(changed)}"
        if not text or not self._interactive:
            note(f"Continuing your draft of {when}: {self._path}")
            return True
        if click.confirm(f"You have a draft of {when}. Continue it?", default=True):
            return True
        note(f"The old draft is now: {routine_store.set_aside(self._path)}")
        return False

    def _edit_until_valid(self, untouched: bytes) -> tuple[Routine, Plan]:
        """Run the editor until the routine is valid, and return the routine and its plan.

        Args:
            untouched: the draft as it was created; empty for a draft that is continued.
        """
        from runstrength.catalogue import routine_store
        from runstrength.cli import editor
        from runstrength.toml_input import InputError

        while True:
            status = editor.edit(self._editor, self._path)
            if status:
                note(f"{self._editor[0]} ended with status {status}.")
                self._postpone(1)
            if untouched and self._path.is_file() and self._path.read_bytes() == untouched:
                routine_store.remove_draft(self._path)
                note("No changes, nothing saved.")
                note("(If your editor doesn't wait until you close the file, tell it to: EDITOR='code --wait')")
                click.get_current_context().exit(0)
            try:
                routine = self._library.read(self._path)
                return routine, usual_plan_of(routine, self._library)
            except InputError as bad:
                note_problems(bad.problems)
                if not self._interactive or not click.confirm("Edit it again?", default=True):
                    self._postpone()
                untouched = b""

    def _text(self) -> str:
        """Return the text of the draft, without the list of exercises below it."""
        from runstrength.catalogue import routine_store

        return routine_store.above_marker(self._path.read_text("utf-8-sig"))

    def _save(self, routine: Routine, plan: Plan) -> None:
        """Move the routine from the draft to its file."""
        from runstrength.catalogue import routine_store
        from runstrength.cli.plan_text import totals
        from runstrength.text import printable

        name = self._name
        if not name:
            title = routine.title if routine.title != routine.name else routine_store.DEFAULT_NAME
            name = routine_store.free_name(routine_store.file_name(title), self._library.routine_files)
        target = self._target or routine_store.routine_path(self._folder, name)
        if self._changed_since(target):
            note(f"{target}: it has been changed by something else since.")
            if not self._interactive or not click.confirm("Overwrite it?", default=False):
                self._postpone()
        routine_store.write_routine(target, self._text())
        routine_store.remove_draft(self._path)
        click.echo(printable(f"Saved: {target}\n{totals(plan)} at {plan.level}"))
        if name in self._library.routine_files and name not in self._library.own:
            click.echo("It replaces the built-in routine. To restore that one, delete the file.")
        click.echo(f"Start it with: runstrength session {name}")

    def _changed_since(self, target: Path) -> bool:
        return target.exists() and target.read_bytes() != self._original

    def _postpone(self, status: int = 2) -> NoReturn:
        self._note_draft()
        click.get_current_context().exit(status)

    def _note_draft(self) -> None:
        from runstrength.text import printable

        note(printable(f"Your draft is saved: {self._path}"))
        note(f"To continue it: {self._command}")


def usual_plan_of(routine: Routine, library: Library) -> Plan:
    """Return the plan of a routine with the person's settings, without adjustments for today."""
    from runstrength.cli.profile_data import today_of
    from runstrength.coach.planner import Planner
    from runstrength.coach.prescription import Choices
    from runstrength.dates import local_now

    choices = Choices.from_settings(profile_settings())
    return Planner(library, choices, lambda: today_of({}, local_now())).usual_plan(routine)


def _exercise_list(library: Library) -> str:
    """Return a comment that lists the exercises with key, name and dose."""
    from runstrength.cli.exercises import dose_range, sides
    from runstrength.cli.text_layout import table

    rows = [(item.key, item.name, dose_range(item), sides(item)) for item in library.exercises.values()]
    return "# The exercises, each with its dose:\n" + "".join(f"#   {line}\n" for line in table(rows, wrap=False))

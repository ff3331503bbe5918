"""Own routines as the screens know them: opened as drafts, noted down while they are changed, kept, added."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from runstrength import shelf
from runstrength.catalogue.library import Library, load_library
from runstrength.catalogue.routine import Routine
from runstrength.catalogue.routine_draft import Draft, new_draft
from runstrength.catalogue.routine_toml import SCHEMA, draft_of, from_toml, to_toml
from runstrength.toml_input import InputError, Problem
from runstrength.ui.building import UNTITLED


class Opened(Struct, frozen=True):
    """A routine that is being built."""

    name: str
    """Its file's name; empty for a new one."""
    kept: Draft
    """How it stands in its file."""
    begun: Draft | None = None
    """What was left of another time, when it was not kept."""
    before: bytes = b""
    """The file, to see whether somebody else changed it; empty for one that is not there yet."""
    own: bool = True
    """It is the person's own, or a new one; else the copy of a built-in one."""


class Done(Struct, frozen=True):
    """What became of a routine that was to be kept."""

    opened: Opened
    library: Library
    said: str
    """In a few words."""


class Workshop:
    """The folder of own routines.

    Args:
        folder: of own routines.
        assets: what is built in.
    """

    def __init__(self, folder: Path, assets: Path) -> None:
        self._folder = folder
        self._assets = assets
        self._noted: set[str] = set()
        """The drafts that are ours; another one is put aside before it is written over."""
        self._thrown: list[tuple[Path, Path]] = []
        """Routines that were thrown away from here: where they lie, and where they were."""

    def open(self, library: Library, name: str = "") -> Opened:
        """Open a routine, or begin a new one.

        Raises:
            InputError: it has problems.
        """
        if not name:
            return self._begun(Opened("", new_draft(title=UNTITLED)), library)
        routine, path = library.routine(name), library.routine_files[name]
        before, own = path.read_bytes(), name in library.own
        text = before.decode("utf-8-sig")
        kept = draft_of(routine, text if own else SCHEMA + text)
        return self._begun(Opened(name, kept, before=before if own else b"", own=own), library)

    def _begun(self, opened: Opened, library: Library) -> Opened:
        """Return the routine with the draft of another time, if that can be read."""
        path = shelf.draft_path(self._folder, opened.name)
        try:
            routine, text = library.read(path), shelf.above_scissors(path.read_text("utf-8-sig"))
        except (InputError, OSError, ValueError):
            return opened
        title = routine.title if routine.title != routine.name else opened.name or UNTITLED
        begun = draft_of(replace(routine, name=opened.name, title=title), text)
        if begun == opened.kept:
            return opened
        self._noted.add(opened.name)
        return replace(opened, begun=begun)

    def note(self, name: str, draft: Draft) -> str:
        """Note a draft down, so that it is there after the worst; return what went wrong, or nothing."""
        path = shelf.draft_path(self._folder, name)
        try:
            if path.exists() and name not in self._noted:
                shelf.put_aside(path)
            if draft.blocks:  # without one it is no routine, and could not be gone on with
                shelf.keep(path, to_toml(draft))
        except OSError as error:
            return f"It cannot be noted down ({error.strerror or error})."
        self._noted.add(name)
        return ""

    def forget(self, name: str) -> None:
        """Take away what was noted down."""
        if name in self._noted:
            shelf.drop(shelf.draft_path(self._folder, name))

    def keep(self, opened: Opened, draft: Draft, library: Library) -> Done:
        """Write a routine into its file, a new one under a name made of its title.

        A name that is taken gets a number, and so does one whose file somebody else changed meanwhile. A built-in one
        that has another title now is a new one; else the copy takes its place.

        Raises:
            OSError: it could not be written.
            InputError: what would be written cannot be read; it should not happen.
        """
        name, copies = opened.name, not opened.own and draft.title == opened.kept.title
        if not name or (not opened.own and not copies):
            name = shelf.free_name(shelf.file_name(draft.title), library.routine_files)
        target = shelf.routine_path(self._folder, name)
        said = f"kept as {name}"
        if target.exists() and target.read_bytes() != opened.before:
            name = shelf.free_name(name, library.routine_files)
            target = shelf.routine_path(self._folder, name)
            said = f"kept as {name}: the other one was changed meanwhile"
        elif copies and not opened.before:
            said = f"kept as your own {name}, in the place of the built-in one"
        draft = replace(draft, name=name)
        text = to_toml(draft)
        routine = from_toml(name, text, library.exercises)
        if routine is None:
            raise InputError([Problem(name, "", "a file of it could not be read again, so it is not written")])
        shelf.keep(target, text)
        self.forget(opened.name)
        shelf.offer_schema(self._assets, self._folder)
        return Done(Opened(name, draft_of(routine, text), before=text.encode()), self.library(), said)

    def add(self, file: Path, library: Library) -> Done:
        """Copy a routine that somebody shared to the own ones.

        Raises:
            OSError: it could not be read or written.
            InputError: it has problems.
        """
        routine, text = library.read(file), file.read_text("utf-8-sig")
        name = shelf.free_name(shelf.file_name(routine.title), library.routine_files)
        shelf.keep(shelf.routine_path(self._folder, name), text)
        shelf.offer_schema(self._assets, self._folder)
        changed = self.library()
        return Done(self.open(changed, name), changed, f"added as {name}")

    def throw_away(self, name: str, library: Library) -> Done:
        """Move an own routine to the trash; a built-in one whose place it took is there again.

        Raises:
            OSError: it could not be moved.
            InputError: it is none of the person's own.
        """
        path = library.routine_files.get(name)
        if path is None or name not in library.own:
            raise InputError([Problem(name, "", "only a routine of your own can be deleted")])
        self._thrown.append((shelf.throw_away(path), path))
        return Done(Opened(name, new_draft(title=name)), self.library(), f"{name} is in the trash; u brings it back")

    def bring_back(self) -> Done | None:
        """Bring the routine back that was thrown away last from here; None where there is none.

        Raises:
            OSError: it could not be moved.
        """
        if not self._thrown:
            return None
        thrown, path = self._thrown[-1]
        shelf.bring_back(thrown, path)
        self._thrown.pop()
        return Done(Opened(path.stem, new_draft(title=path.stem)), self.library(), f"{path.stem} is back")

    def library(self) -> Library:
        """Return everything that can be trained, as it is on the disk now."""
        return load_library(self._assets, self._folder.parent)


def shared(file: Path, library: Library) -> Routine:
    """Return the routine of a file that somebody shared, to look at it.

    Raises:
        InputError: there is none, or it has problems.
    """
    return library.read(file)

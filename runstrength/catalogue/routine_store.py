"""Custom routines as files: safe names, atomic writes, drafts that survive a crash, and a trash.

A draft is a hidden file beside the routines, so it is not listed as one.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength import atomic
from runstrength.catalogue.library import Library, load_library
from runstrength.catalogue.routine_draft import UNTITLED, Draft, new_draft
from runstrength.catalogue.routine_toml import SCHEMA, draft_of, from_toml, to_toml
from runstrength.locations import TRASH
from runstrength.text import invalid, os_reason
from runstrength.toml_input import InputError, Problem

MAX_NAME_BYTES: Final = 60
"""Bytes of a name; file systems allow 255, and the name of a draft is longer."""
MARKER: Final = "# ------------------------ everything below this line is dropped ----------------------\n"
"""Separates the text of a draft from the list of exercises below it, which is not saved."""
DEFAULT_NAME: Final = "routine"
"""The name of a routine whose title has no letter."""
_DEVICES: Final = {"con", "prn", "aux", "nul", *(f"{kind}{number}" for kind in ("com", "lpt") for number in range(10))}
"""Names that Windows reserves."""


def file_name(title: str, default: str = DEFAULT_NAME) -> str:
    """Return the file name for a title: its letters and digits in lower case, with `-` between words.

    It has no path separator, no leading dot and nothing special to a shell.

    Args:
        title: what the file holds.
        default: the name for a title without a letter.
    """
    letters = unicodedata.normalize("NFC", title).lower()
    words = "".join(letter if letter.isalnum() else " " for letter in letters.replace("'", "").replace("’", "")).split()
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word
        if len(longer.encode()) > MAX_NAME_BYTES:
            break
        name = longer
    name = name or words[0].encode()[:MAX_NAME_BYTES].decode(errors="ignore") if words else default
    return f"{name}-{default}" if name in _DEVICES else name


def free_name(name: str, taken: Collection[str], joint: str = "-") -> str:
    """Return the name, or the first of `name-2`, `name-3` that is not taken."""
    number, free = 2, name
    while free.casefold() in {other.casefold() for other in taken}:
        free = f"{name}{joint}{number}"
        number += 1
    return free


def routine_path(folder: Path, name: str) -> Path:
    """Return the path of a custom routine.

    Raises:
        InputError: the name is not that of a file in the folder.
    """
    if not name or name != Path(name).name or name[0] == "." or set(name) & set('/\\:*?"<>|\0'):
        raise InputError([Problem(name, "", invalid(name, "a name without folders"))])
    return folder / f"{name}.toml"


def draft_path(folder: Path, name: str) -> Path:
    """Return the path of the draft of a routine; the name is empty for a new one."""
    return folder / f".{name}.draft.toml" if name else folder / ".draft.toml"


def above_marker(text: str) -> str:
    """Return the text of a draft without the list below `MARKER`."""
    return text.partition(MARKER)[0].rstrip() + "\n"


def drafts(folder: Path) -> tuple[tuple[str, Path], ...]:
    """Return every draft with the command that continues it; the command is empty if the draft was set aside."""
    found = []
    try:
        paths = sorted(folder.glob(".*draft*.toml"))
    except OSError:
        paths = []
    for path in paths:
        name, dot, _ = path.name[1:].rpartition("draft.toml")
        command = f"edit {name.removesuffix('.')}" if name else "new"
        found.append((f"runstrength routines {command}" if dot else "", path))
    return tuple(found)


def write_routine(path: Path, text: str) -> None:
    """Write a routine or a draft; create its folder if needed.

    Raises:
        OSError: it could not be written; the old content is unchanged.
    """
    atomic.private_folder(path.parent)
    atomic.write(atomic.destination(path), text.encode("utf-8"), keep_mode=True)


def remove_draft(path: Path) -> None:
    """Delete a draft if it exists."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def move_to_trash(path: Path) -> Path:
    """Move a routine to the trash and return its new path.

    Raises:
        OSError: it could not be moved.
    """
    trash = path.parent / TRASH
    atomic.private_folder(trash)
    taken = {other.stem for other in trash.iterdir()}
    target = trash / f"{free_name(path.stem, taken)}.toml"
    atomic.move(path, target)
    return target


def restore_from_trash(thrown: Path, path: Path) -> None:
    """Move a routine from the trash back to its path.

    Raises:
        OSError: it could not be moved, or another routine has taken its path.
    """
    if path.exists():
        raise FileExistsError(17, "another one has this name", str(path))
    atomic.move(thrown, path)


class Trash:
    """Moves own files to the trash, and the last one back."""

    def __init__(self) -> None:
        self._moved: list[tuple[Path, Path]] = []
        """Where they are, and where they were."""

    def move(self, path: Path) -> None:
        """Move a file to the trash.

        Raises:
            OSError: it could not be moved.
        """
        self._moved.append((move_to_trash(path), path))

    def restore(self) -> Path | None:
        """Move the last file back and return its path; None if there is none.

        Raises:
            OSError: it could not be moved, or another one has its name.
        """
        if not self._moved:
            return None
        thrown, path = self._moved[-1]
        restore_from_trash(thrown, path)
        self._moved.pop()
        return path


def trashed_message(name: str, *, is_back: bool) -> str:
    """Return what was done to a file that is in the trash now.

    Args:
        name: of its exercise or routine.
        is_back: there is a built-in one of that name, which is used again.
    """
    return f"{name} moved to the trash{', the built-in one is back' if is_back else ''}"


def set_aside(path: Path) -> Path:
    """Rename a draft, so that a new one can take its path; return the new path.

    Raises:
        OSError: it could not be renamed.
    """
    aside = atomic.free_path(path, "-")
    atomic.move(path, aside)
    return aside


def offer_schema(assets: Path, folder: Path, kind: str = "routine") -> None:
    """Write the schema for editors to where the first line of an own file refers to; errors are ignored."""
    source, target = assets / "schema" / f"{kind}.json", folder / ".schema" / f"{kind}.json"
    with contextlib.suppress(OSError):
        text = source.read_bytes()
        if not target.is_file() or target.read_bytes() != text:
            atomic.private_folder(target.parent)
            atomic.write(target, text)


class AutosaveError(Exception):
    """A draft could not be saved; the text says why."""


class OpenRoutine(Struct, frozen=True):
    """A routine that is open in the builder."""

    name: str
    """Its file's name; empty for a new one."""
    saved: Draft
    """As saved in its file."""
    autosaved: Draft | None = None
    """Unsaved changes of an earlier time, None if there are none."""
    original_bytes: bytes = b""
    """The content of its file, to detect changes by others; empty if there is none yet."""
    own: bool = True
    """It is a custom routine or a new one; False for a copy of a built-in one."""


class SaveResult(Struct, frozen=True):
    """The result of saving, adding, deleting or restoring a routine."""

    opened: OpenRoutine
    """The routine as it is now."""
    library: Library
    """The catalogue with the change."""
    message: str
    """What was done, without a period."""


class RoutineStore:
    """The custom routines of a person, as files.

    Args:
        folder: of the custom routines.
        assets: the folder of the built-in catalogue.
    """

    def __init__(self, folder: Path, assets: Path) -> None:
        self._folder = folder
        self._assets = assets
        self._autosaved: set[str] = set()
        """The routines whose draft this store wrote; any other draft is renamed before it would be overwritten."""
        self._trash = Trash()

    def open(self, library: Library, name: str = "") -> OpenRoutine:
        """Open a routine, or a new one if `name` is empty.

        Raises:
            InputError: it has problems.
        """
        if not name:
            return self._with_autosave(OpenRoutine("", new_draft(UNTITLED)), library)
        routine, path = library.routine(name), library.routine_files[name]
        original_bytes, own = path.read_bytes(), name in library.own
        text = original_bytes.decode("utf-8-sig")
        saved = draft_of(routine, text if own else SCHEMA + text)
        return self._with_autosave(
            OpenRoutine(name, saved, original_bytes=original_bytes if own else b"", own=own), library
        )

    def _with_autosave(self, opened: OpenRoutine, library: Library) -> OpenRoutine:
        """Return the routine with its unsaved changes, if there is a draft that can be read."""
        path = draft_path(self._folder, opened.name)
        try:
            routine, text = library.read(path), above_marker(path.read_text("utf-8-sig"))
        except (InputError, OSError, ValueError):
            return opened
        title = routine.title if routine.title != routine.name else opened.name or UNTITLED
        autosaved = draft_of(replace(routine, name=opened.name, title=title), text)
        if autosaved == opened.saved:
            return opened
        self._autosaved.add(opened.name)
        return replace(opened, autosaved=autosaved)

    def autosave(self, name: str, draft: Draft) -> None:
        """Save a draft beside the routines, so that it survives a crash.

        Raises:
            AutosaveError: it could not be written.
        """
        path = draft_path(self._folder, name)
        try:
            if path.exists() and name not in self._autosaved:
                set_aside(path)
            if draft.blocks:  # without one it could not be read again
                write_routine(path, to_toml(draft))
        except OSError as error:
            raise AutosaveError(f"The draft can't be saved ({os_reason(error)}).") from None
        self._autosaved.add(name)

    def discard_autosave(self, name: str) -> None:
        """Delete the draft of a routine, if this store wrote it."""
        if name in self._autosaved:
            remove_draft(draft_path(self._folder, name))

    def save(self, opened: OpenRoutine, draft: Draft, library: Library) -> SaveResult:
        """Write a routine to its file, a new one under a name made from its title.

        A name that is taken gets a number, and so does one whose file was changed since it was opened. A
        built-in routine with a new title becomes a new one; else the copy replaces it.

        Raises:
            OSError: it could not be written.
            InputError: the text could not be read again; this should not happen.
        """
        name, copies = opened.name, not opened.own and draft.title == opened.saved.title
        if not name or (not opened.own and not copies):
            name = free_name(file_name(draft.title), library.routine_files)
        target = routine_path(self._folder, name)
        message = f"saved as {name}"
        if target.exists() and target.read_bytes() != opened.original_bytes:
            name = free_name(name, library.routine_files)
            target = routine_path(self._folder, name)
            message = f"saved as {name}: the original was changed meanwhile"
        elif copies and not opened.original_bytes:
            message = f"saved: your {draft.title} replaces the built-in one"
        draft = replace(draft, name=name)
        text = to_toml(draft)
        routine = from_toml(name, text, library.exercises)
        if routine is None:
            raise InputError([Problem(name, "", "its file can't be read back, so it isn't saved")])
        write_routine(target, text)
        self.discard_autosave(opened.name)
        offer_schema(self._assets, self._folder)
        return SaveResult(
            OpenRoutine(name, draft_of(routine, text), original_bytes=text.encode()), self.library(), message
        )

    def add(self, file: Path, library: Library) -> SaveResult:
        """Copy a shared routine to the custom ones.

        Raises:
            OSError: it could not be read or written.
            InputError: it has problems.
        """
        routine, text = library.read(file), file.read_text("utf-8-sig")
        name = free_name(file_name(routine.title), library.routine_files)
        write_routine(routine_path(self._folder, name), text)
        offer_schema(self._assets, self._folder)
        changed = self.library()
        return SaveResult(self.open(changed, name), changed, f"added as {name}")

    def trash(self, name: str, library: Library) -> SaveResult:
        """Move a custom routine to the trash; a built-in one that it replaced is available again.

        Raises:
            OSError: it could not be moved.
            InputError: it is not a custom routine.
        """
        path = library.routine_files.get(name)
        if path is None or name not in library.own:
            raise InputError([Problem(name, "", "only your own routines can be deleted")])
        title = library.title(name)
        self._trash.move(path)
        changed = self.library()
        message = trashed_message(title, is_back=name in changed.routine_files)
        return SaveResult(OpenRoutine(name, new_draft(title)), changed, message)

    def restore(self) -> SaveResult | None:
        """Restore the routine that this store moved to the trash last; None if there is none.

        Raises:
            OSError: it could not be moved.
        """
        path = self._trash.restore()
        if path is None:
            return None
        changed = self.library()
        title = changed.title(path.stem)
        return SaveResult(OpenRoutine(path.stem, new_draft(title)), changed, f"{title} restored")

    def library(self) -> Library:
        """Read the catalogue again from disk."""
        return load_library(self._assets, self._folder.parent)

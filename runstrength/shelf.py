"""The folder of own routines: names that are safe, files written whole, and drafts that are never lost.

A draft is a hidden file beside the routines, so that it is neither listed as one nor far from where it belongs.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import Final

from runstrength import atomic
from runstrength.text import found
from runstrength.toml_input import InputError, Problem

MAX_NAME_BYTES: Final = 60
"""Bytes of a name; file systems take 255, and a draft's is longer."""
SCISSORS: Final = "# ------------------------ what is below this line is not kept ------------------------\n"
"""Stands in a draft above what is there to be looked up."""
TRASH: Final = ".trash"
"""The folder of routines that were thrown away, in that of the routines."""
UNNAMED: Final = "routine"
"""What a routine is called whose title has no letter."""
_DEVICES: Final = {"con", "prn", "aux", "nul", *(f"{kind}{number}" for kind in ("com", "lpt") for number in range(10))}
"""Names that Windows keeps for itself."""


def file_name(title: str) -> str:
    """Return the name for a title: its letters and digits, in small letters, with `-` between the words.

    Nothing in it can lead out of a folder, hide a file or command a shell.
    """
    letters = unicodedata.normalize("NFC", title).lower()
    words = "".join(letter if letter.isalnum() else " " for letter in letters.replace("'", "").replace("’", "")).split()
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word
        if len(longer.encode()) > MAX_NAME_BYTES:
            break
        name = longer
    name = name or words[0].encode()[:MAX_NAME_BYTES].decode(errors="ignore") if words else UNNAMED
    return f"{name}-{UNNAMED}" if name in _DEVICES else name


def free_name(name: str, taken: Collection[str]) -> str:
    """Return the name, or the first of `name-2`, `name-3` that is not taken."""
    number, free = 2, name
    while free.casefold() in {other.casefold() for other in taken}:
        free = f"{name}-{number}"
        number += 1
    return free


def routine_path(folder: Path, name: str) -> Path:
    """Return where an own routine is kept.

    Raises:
        InputError: the name is not that of a file in the folder.
    """
    if not name or name != Path(name).name or name[0] == "." or set(name) & set('/\\:*?"<>|\0'):
        raise InputError([Problem(name, "", found(name, "a name without folders"))])
    return folder / f"{name}.toml"


def draft_path(folder: Path, name: str) -> Path:
    """Return where the draft of a routine is kept; of one without a name too."""
    return folder / f".{name}.draft.toml" if name else folder / ".draft.toml"


def above_scissors(text: str) -> str:
    """Return what of a draft is to be kept."""
    return text.partition(SCISSORS)[0].rstrip() + "\n"


def drafts(folder: Path) -> tuple[tuple[str, Path], ...]:
    """Return every draft that is there, with the command that goes on with it; nothing for one that was put aside."""
    found = []
    try:
        paths = sorted(folder.glob(".*draft*.toml"))
    except OSError:
        paths = []
    for path in paths:
        name, dot, _ = path.name[1:].rpartition("draft.toml")
        how = f"edit {name.removesuffix('.')}" if name else "new"
        found.append((f"runstrength routines {how}" if dot else "", path))
    return tuple(found)


def keep(path: Path, text: str) -> None:
    """Write a routine or a draft, and make its folder where there is none.

    Raises:
        OSError: it could not be written; what was there is whole.
    """
    atomic.private_folder(path.parent)
    atomic.write(atomic.destination(path), text.encode("utf-8"), keep_mode=True)


def drop(path: Path) -> None:
    """Take a draft away, if it is there."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def throw_away(path: Path) -> Path:
    """Move a routine to the trash beside the routines, and return where it lies there.

    Raises:
        OSError: it could not be moved.
    """
    trash = path.parent / TRASH
    atomic.private_folder(trash)
    taken = {other.stem for other in trash.iterdir()}
    target = trash / f"{free_name(path.stem, taken)}.toml"
    atomic.move(path, target)
    return target


def bring_back(thrown: Path, path: Path) -> None:
    """Move a routine from the trash to where it was.

    Raises:
        OSError: it could not be moved, or there is another one in its place by now.
    """
    if path.exists():
        raise FileExistsError(17, "there is another one of this name", str(path))
    atomic.move(thrown, path)


def put_aside(path: Path) -> Path:
    """Give a draft another name, so that a new one can take its place; return the name.

    Raises:
        OSError: it could not be renamed.
    """
    aside = atomic.free(path, "-")
    atomic.move(path, aside)
    return aside


def offer_schema(assets: Path, folder: Path) -> None:
    """Put the schema where the first line of a routine's file names it, for editors; without it all else works."""
    source, target = assets / "schema" / "routine.json", folder / ".schema" / "routine.json"
    with contextlib.suppress(OSError):
        text = source.read_bytes()
        if not target.is_file() or target.read_bytes() != text:
            atomic.private_folder(target.parent)
            atomic.write(target, text)

"""The folder of own routines: names that lead nowhere else, and files that are not lost."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.catalogue import routine_store
from runstrength.catalogue.library import load_library
from runstrength.locations import TRASH
from runstrength.toml_input import InputError
from tests.support.loops import looped
from tests.support.plans import ASSETS


@looped(
    ("title", "name"),
    [
        ("Ten easy minutes", "ten-easy-minutes"),
        ("Runner's supersets", "runners-supersets"),
        ("  Core: 3 × 10!  ", "core-3-10"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("Über die Brücke", "über-die-brücke"),
        ("静かな十分", "静かな十分"),
        ("$(rm -rf ~); `x`", "rm-rf-x"),
        ("CON", "con-routine"),
        ("…", "routine"),
        ("", "routine"),
    ],
)
def test_a_title_becomes_a_name_that_is_read_easily(title: str, name: str) -> None:
    """A title becomes a name that is read easily, and that no folder, shell or system stumbles over."""
    assert routine_store.file_name(title) == name


@given(st.text())
def test_a_name_is_that_of_a_file_in_the_folder(title: str) -> None:
    """Whatever the title, its file is one in the folder, is listed as a routine, and its draft is not."""
    name = routine_store.file_name(title)
    folder = Path("folder")
    path = routine_store.routine_path(folder, name)
    assert path.parent == folder
    assert path.name == f"{name}.toml"
    assert not name.startswith((".", "-"))
    assert len(os.fsencode(routine_store.draft_path(folder, name).name)) < 100
    assert routine_store.draft_path(folder, name).name.startswith(".")
    assert routine_store.file_name(name) in (name, f"{name}-routine")


@looped("name", ["", ".", "..", "../x", "a/b", "a\\b", ".x", "c:", "x\0"])
def test_no_other_name(name: str) -> None:
    """A name that leads somewhere else is refused."""
    with pytest.raises(InputError, match="without folders"):
        routine_store.routine_path(Path("folder"), name)


def test_a_free_name() -> None:
    """A name that is taken, in other letters too, gets a number."""
    assert routine_store.free_name("quiet", ["loud"]) == "quiet"
    assert routine_store.free_name("quiet", ["Quiet", "quiet-2"]) == "quiet-3"


def test_files_are_kept(tmp_path: Path) -> None:
    """A routine is written whole into a folder of its owner's, through a link as well; a draft is no routine."""
    path = routine_store.routine_path(tmp_path / "routines", "quiet")
    routine_store.write_routine(path, "a = 1\n")
    assert path.read_text() == "a = 1\n"
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    mine = tmp_path / "mine.toml"
    path.rename(mine)
    path.symlink_to(mine)
    routine_store.write_routine(path, "a = 2\n")
    assert path.is_symlink()
    assert mine.read_text() == "a = 2\n"
    routine_store.write_routine(routine_store.draft_path(path.parent, "other"), "a = 3\n")
    routine_store.write_routine(routine_store.draft_path(path.parent, ""), "a = 3\n")
    assert load_library(ASSETS, tmp_path).own == {"quiet"}


def test_thrown_away_and_back(tmp_path: Path) -> None:
    """What is thrown away lies in the trash under a name of its own, and comes back only where nothing stands."""
    path = tmp_path / "quiet.toml"
    for text in ("one", "two"):
        path.write_text(text)
        thrown = routine_store.move_to_trash(path)
        assert not path.exists()
    assert sorted(other.name for other in (tmp_path / TRASH).iterdir()) == ["quiet-2.toml", "quiet.toml"]
    path.write_text("three")
    with pytest.raises(FileExistsError):
        routine_store.restore_from_trash(thrown, path)
    path.unlink()
    routine_store.restore_from_trash(thrown, path)
    assert path.read_text() == "two"


def test_a_draft_is_put_aside(tmp_path: Path) -> None:
    """A draft that makes room for another one is still there, as often as that happens."""
    path = routine_store.draft_path(tmp_path, "quiet")
    for text in ("one", "two"):
        routine_store.write_routine(path, text)
        routine_store.set_aside(path)
    assert sorted(other.read_text() for other in tmp_path.iterdir()) == ["one", "two"]
    assert all(other.name.startswith(".quiet.draft-") for other in tmp_path.iterdir())
    routine_store.remove_draft(path)


def test_drafts_are_found(tmp_path: Path) -> None:
    """Every draft is found with the command that goes on with it, one that was put aside with none."""
    assert routine_store.drafts(tmp_path / "nowhere") == ()
    for name in ("quiet", "a.draft", ""):
        routine_store.write_routine(routine_store.draft_path(tmp_path, name), "")
    aside = routine_store.set_aside(routine_store.draft_path(tmp_path, "quiet"))
    routine_store.write_routine(routine_store.draft_path(tmp_path, "quiet"), "")
    routine_store.write_routine(tmp_path / "draft.toml", "")
    how = "runstrength routines"
    assert {path.name: command for command, path in routine_store.drafts(tmp_path)} == {
        ".quiet.draft.toml": f"{how} edit quiet",
        ".a.draft.draft.toml": f"{how} edit a.draft",
        ".draft.toml": f"{how} new",
        aside.name: "",
    }


def test_the_schema_is_offered(tmp_path: Path) -> None:
    """The schema is where the first line of a new file names it, and renewed when the program's is newer."""
    target = tmp_path / ".schema" / "routine.json"
    routine_store.offer_schema(ASSETS, tmp_path)
    assert target.read_bytes() == (ASSETS / "schema" / "routine.json").read_bytes()
    target.write_text("old")
    routine_store.offer_schema(ASSETS, tmp_path)
    assert target.read_bytes() == (ASSETS / "schema" / "routine.json").read_bytes()
    target.unlink()
    target.mkdir()
    routine_store.offer_schema(ASSETS, tmp_path)


def test_a_loop_of_links_is_an_error(tmp_path: Path) -> None:
    """A routine whose name is a loop of links can't be written, and says so as every other error of the disk."""
    loop = tmp_path / "mine.toml"
    loop.symlink_to(loop)
    with pytest.raises(OSError, match="symbolic links"):
        routine_store.write_routine(loop, "title = 'x'")
    assert loop.is_symlink()

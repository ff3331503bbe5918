"""Own routines as the screens know them: nothing is written over unasked, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from runstrength import shelf
from runstrength.catalogue.routine_draft import Draft, Position, add_block, change, routine_of
from runstrength.toml_input import InputError
from runstrength.ui.dropped import file_of
from runstrength.ui.workshop import Workshop, shared
from tests.unit.helpers import ASSETS

QUIET = '# mine\ntitle = "Quiet"\n[[blocks]]\nsets = 2\n[[blocks.slots]]\nexercise = "plank"\nhold = 20\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of own routines, with one in it."""
    folder = tmp_path / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "quiet.toml").write_text(QUIET)
    return folder


@pytest.fixture
def workshop(folder: Path) -> Workshop:
    """Return the workshop of that folder."""
    return Workshop(folder, ASSETS)


def names(folder: Path) -> list[str]:
    """Return the files in a folder, hidden ones too, without the schema."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".schema")


def longer(draft: Draft) -> Draft:
    """Return a draft with one block more."""
    return add_block(draft, 0, "squat")[0]


def test_a_new_one_is_called_by_its_title(workshop: Workshop, folder: Path) -> None:
    """A new routine is kept under a name made of its title that is free, and is in the library at once."""
    opened = workshop.open(workshop.library())
    draft = longer(replace(opened.kept, title="Quiet"))
    done = workshop.keep(opened, draft, workshop.library())
    assert (names(folder), done.said) == (["quiet-2.toml", "quiet.toml"], "kept as quiet-2")
    assert routine_of(done.opened.kept) == done.library.routine("quiet-2")
    assert (folder / "quiet.toml").read_text() == QUIET
    again = workshop.keep(done.opened, longer(done.opened.kept), done.library)
    assert (names(folder), len(again.library.routine("quiet-2").blocks)) == (["quiet-2.toml", "quiet.toml"], 2)


def test_an_own_one_is_kept_in_its_place(workshop: Workshop, folder: Path) -> None:
    """An own routine stays in its file, with its comments, whatever its title becomes."""
    opened = workshop.open(workshop.library(), "quiet")
    done = workshop.keep(opened, replace(opened.kept, title="Loud"), workshop.library())
    assert (names(folder), done.said) == (["quiet.toml"], "kept as quiet")
    assert (folder / "quiet.toml").read_text() == QUIET.replace("Quiet", "Loud")


def test_a_built_in_one_is_copied(workshop: Workshop, folder: Path) -> None:
    """The copy of a built-in routine takes its place; with a title of its own it is another routine."""
    library = workshop.library()
    opened = workshop.open(library, "core")
    titled = workshop.keep(opened, replace(opened.kept, title="My core"), library)
    assert titled.said == "kept as my-core"
    place = workshop.keep(opened, change(opened.kept, Position(0), rest=30), library)
    assert "in the place of the built-in one" in place.said
    assert names(folder) == ["core.toml", "my-core.toml", "quiet.toml"]
    assert (folder / "core.toml").read_text().startswith("#:schema .schema/routine.json\n# Two holds")
    assert (ASSETS / "routines" / "core.toml").read_text().count("rest") == 0


def test_what_somebody_else_changed_stays(workshop: Workshop, folder: Path) -> None:
    """A file that was changed in another window is not written over: this one gets another name."""
    opened = workshop.open(workshop.library(), "quiet")
    (folder / "quiet.toml").write_text("# theirs")
    done = workshop.keep(opened, longer(opened.kept), workshop.library())
    assert done.said == "kept as quiet-2: the other one was changed meanwhile"
    assert (folder / "quiet.toml").read_text() == "# theirs"
    assert "squat" in (folder / "quiet-2.toml").read_text()


@pytest.mark.parametrize("name", ["", "quiet", "core"])
def test_a_draft_is_there_another_time(workshop: Workshop, folder: Path, name: str) -> None:
    """What was noted down and not kept is found again, of a new routine too; kept or forgotten it is gone."""
    library = workshop.library()
    opened = workshop.open(library, name)
    draft = longer(opened.kept)
    assert workshop.note(name, draft) == ""
    other = Workshop(folder, ASSETS)
    found = other.open(other.library(), name)
    assert found.begun is not None
    assert routine_of(found.begun) == routine_of(draft)
    assert routine_of(found.kept) == routine_of(opened.kept)
    other.forget(name)
    assert Workshop(folder, ASSETS).open(library, name).begun is None
    workshop.note(name, draft)
    workshop.keep(opened, draft, library)
    assert not any(path.startswith(".") for path in names(folder))


def test_the_draft_of_the_command_line(workshop: Workshop, folder: Path) -> None:
    """A draft from the person's editor is gone on with, without the list at its end."""
    shelf.keep(shelf.draft_path(folder, "quiet"), f"{QUIET.replace('20', '25')}\n{shelf.SCISSORS}# a list\n")
    opened = workshop.open(workshop.library(), "quiet")
    assert opened.begun is not None
    workshop.keep(opened, opened.begun, workshop.library())
    assert (names(folder), (folder / "quiet.toml").read_text()) == (["quiet.toml"], QUIET.replace("20", "25"))


def test_a_draft_that_cannot_be_read_is_put_aside(workshop: Workshop, folder: Path) -> None:
    """A draft with mistakes is no hindrance, and is not written over."""
    path = shelf.draft_path(folder, "quiet")
    shelf.keep(path, "title = ")
    opened = workshop.open(workshop.library(), "quiet")
    assert opened.begun is None
    workshop.forget("quiet")
    assert path.read_text() == "title = "
    workshop.note("quiet", longer(opened.kept))
    workshop.note("quiet", opened.kept)
    assert names(folder) == [".quiet.draft-2.toml", ".quiet.draft.toml", "quiet.toml"]
    assert (folder / ".quiet.draft-2.toml").read_text() == "title = "


def test_a_disk_that_takes_nothing(workshop: Workshop, folder: Path) -> None:
    """When a draft cannot be noted down, why is said; when a routine cannot be kept, it is an error."""
    opened = workshop.open(workshop.library(), "quiet")
    elsewhere = Workshop(folder / "quiet.toml", ASSETS)
    assert "cannot be noted down" in elsewhere.note("quiet", longer(opened.kept))
    with pytest.raises(OSError, match="quiet"):
        elsewhere.keep(opened, longer(opened.kept), workshop.library())


def test_one_with_problems_is_not_opened(workshop: Workshop, folder: Path) -> None:
    """A routine with mistakes says what they are."""
    (folder / "quiet.toml").write_text(QUIET.replace("20", '"ten"'))
    with pytest.raises(InputError, match=r"blocks\[0\]\.slots\[0\]\.hold"):
        workshop.open(workshop.library(), "quiet")


def test_adding_a_shared_one(workshop: Workshop, folder: Path, tmp_path: Path) -> None:
    """A shared file is copied as it is, under a free name made of its title."""
    file = tmp_path / "a friend's (1).toml"
    file.write_text(QUIET)
    library = workshop.library()
    assert shared(file, library).title == "Quiet"
    done = workshop.add(file, library)
    assert (done.said, (folder / "quiet-2.toml").read_text()) == ("added as quiet-2", QUIET)
    assert "quiet-2" in done.library.own
    file.write_text("title = ")
    with pytest.raises(InputError, match=r"a friend's \(1\)\.toml"):
        workshop.add(file, library)


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("/tmp/a.toml", "/tmp/a.toml"),
        ("'/tmp/a b.toml'\n", "/tmp/a b.toml"),
        ("/tmp/a\\ b.toml ", "/tmp/a b.toml"),
        ("file:///tmp/a%20b.toml", "/tmp/a b.toml"),
        ('"/tmp/a.toml"\n/tmp/b.toml', "/tmp/a.toml"),
    ],
)
def test_a_dropped_file(text: str, file: str) -> None:
    """What terminals make of a file that is dropped on them is its path."""
    assert file_of(text) == Path(file)


def test_a_path_of_the_house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A path may begin in the person's own folder; that of nobody is just a name."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert file_of("~/a.toml") == tmp_path / "a.toml"
    assert file_of("~nobody-here/a.toml") == Path("~nobody-here/a.toml")

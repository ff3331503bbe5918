"""Own routines as the screens know them: nothing is written over unasked, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from runstrength.catalogue import routine_store
from runstrength.catalogue.routine_draft import Draft, Position, add_block, change, routine_of
from runstrength.catalogue.routine_store import AutosaveError, RoutineStore
from runstrength.toml_input import InputError
from runstrength.ui.common.pasted_path import file_of
from tests.support.loops import looped
from tests.support.plans import ASSETS

QUIET = '# mine\ntitle = "Quiet"\n[[blocks]]\nsets = 2\n[[blocks.slots]]\nexercise = "plank"\nhold = 20\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of own routines, with one in it."""
    folder = tmp_path / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "quiet.toml").write_text(QUIET)
    return folder


@pytest.fixture
def store(folder: Path) -> RoutineStore:
    """Return the store of that folder."""
    return RoutineStore(folder, ASSETS)


def names(folder: Path) -> list[str]:
    """Return the files in a folder, hidden ones too, without the schema."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".schema")


def longer(draft: Draft) -> Draft:
    """Return a draft with one block more."""
    return add_block(draft, 0, "squat")[0]


def test_a_new_one_is_called_by_its_title(store: RoutineStore, folder: Path) -> None:
    """A new routine is kept under a name made of its title that is free, and is in the library at once."""
    opened = store.open(store.library())
    draft = longer(replace(opened.saved, title="Quiet"))
    done = store.save(opened, draft, store.library())
    assert (names(folder), done.message) == (["quiet-2.toml", "quiet.toml"], "saved as quiet-2")
    assert routine_of(done.opened.saved) == done.library.routine("quiet-2")
    assert (folder / "quiet.toml").read_text() == QUIET
    again = store.save(done.opened, longer(done.opened.saved), done.library)
    assert (names(folder), len(again.library.routine("quiet-2").blocks)) == (["quiet-2.toml", "quiet.toml"], 2)


def test_an_own_one_is_kept_in_its_place(store: RoutineStore, folder: Path) -> None:
    """An own routine stays in its file, with its comments, whatever its title becomes."""
    opened = store.open(store.library(), "quiet")
    done = store.save(opened, replace(opened.saved, title="Loud"), store.library())
    assert (names(folder), done.message) == (["quiet.toml"], "saved as quiet")
    assert (folder / "quiet.toml").read_text() == QUIET.replace("Quiet", "Loud")


def test_a_built_in_one_is_copied(store: RoutineStore, folder: Path) -> None:
    """The copy of a built-in routine takes its place; with a title of its own it is another routine."""
    library = store.library()
    opened = store.open(library, "core")
    titled = store.save(opened, replace(opened.saved, title="My core"), library)
    assert titled.message == "saved as my-core"
    place = store.save(opened, change(opened.saved, Position(0), rest=30), library)
    assert place.message == "saved: your Core holds replaces the built-in one"
    gone = store.trash("core", place.library)
    assert gone.message == "Core holds moved to the trash, the built-in one is back"
    back = store.restore()
    assert back is not None
    assert back.message == "Core holds restored"
    assert [name for name in names(folder) if name != ".trash"] == ["core.toml", "my-core.toml", "quiet.toml"]
    assert (folder / "core.toml").read_text().startswith("#:schema .schema/routine.json\n# Two holds")
    assert (ASSETS / "routines" / "core.toml").read_text().count("rest") == 0


def test_what_somebody_else_changed_stays(store: RoutineStore, folder: Path) -> None:
    """A file that was changed in another window is not written over: this one gets another name."""
    opened = store.open(store.library(), "quiet")
    (folder / "quiet.toml").write_text("# theirs")
    done = store.save(opened, longer(opened.saved), store.library())
    assert done.message == "saved as quiet-2: the original was changed meanwhile"
    assert (folder / "quiet.toml").read_text() == "# theirs"
    assert "squat" in (folder / "quiet-2.toml").read_text()


@pytest.mark.parametrize("name", ["", "quiet", "core"])
def test_a_draft_is_there_another_time(store: RoutineStore, folder: Path, name: str) -> None:
    """What was noted down and not kept is found again, of a new routine too; kept or forgotten it is gone."""
    library = store.library()
    opened = store.open(library, name)
    draft = longer(opened.saved)
    store.autosave(name, draft)
    other = RoutineStore(folder, ASSETS)
    found = other.open(other.library(), name)
    assert found.autosaved is not None
    assert routine_of(found.autosaved) == routine_of(draft)
    assert routine_of(found.saved) == routine_of(opened.saved)
    other.discard_autosave(name)
    assert RoutineStore(folder, ASSETS).open(library, name).autosaved is None
    store.autosave(name, draft)
    store.save(opened, draft, library)
    assert not any(path.startswith(".") for path in names(folder))


def test_the_draft_of_the_command_line(store: RoutineStore, folder: Path) -> None:
    """A draft from the person's editor is gone on with, without the list at its end."""
    routine_store.write_routine(
        routine_store.draft_path(folder, "quiet"), f"{QUIET.replace('20', '25')}\n{routine_store.MARKER}# a list\n"
    )
    opened = store.open(store.library(), "quiet")
    assert opened.autosaved is not None
    store.save(opened, opened.autosaved, store.library())
    assert (names(folder), (folder / "quiet.toml").read_text()) == (["quiet.toml"], QUIET.replace("20", "25"))


def test_a_draft_that_cannot_be_read_is_put_aside(store: RoutineStore, folder: Path) -> None:
    """A draft with mistakes is no hindrance, and is not written over."""
    path = routine_store.draft_path(folder, "quiet")
    routine_store.write_routine(path, "title = ")
    opened = store.open(store.library(), "quiet")
    assert opened.autosaved is None
    store.discard_autosave("quiet")
    assert path.read_text() == "title = "
    store.autosave("quiet", longer(opened.saved))
    store.autosave("quiet", opened.saved)
    assert names(folder) == [".quiet.draft-2.toml", ".quiet.draft.toml", "quiet.toml"]
    assert (folder / ".quiet.draft-2.toml").read_text() == "title = "


def test_a_disk_that_takes_nothing(store: RoutineStore, folder: Path) -> None:
    """When a draft draft can't be saved, why is said; when a routine cannot be kept, it is an error."""
    opened = store.open(store.library(), "quiet")
    elsewhere = RoutineStore(folder / "quiet.toml", ASSETS)
    with pytest.raises(AutosaveError, match="draft can't be saved"):
        elsewhere.autosave("quiet", longer(opened.saved))
    with pytest.raises(OSError, match="quiet"):
        elsewhere.save(opened, longer(opened.saved), store.library())


def test_one_with_problems_is_not_opened(store: RoutineStore, folder: Path) -> None:
    """A routine with mistakes says what they are."""
    (folder / "quiet.toml").write_text(QUIET.replace("20", '"ten"'))
    with pytest.raises(InputError, match=r"blocks\[0\]\.slots\[0\]\.hold"):
        store.open(store.library(), "quiet")


def test_adding_a_shared_one(store: RoutineStore, folder: Path, tmp_path: Path) -> None:
    """A shared file is copied as it is, under a free name made of its title."""
    file = tmp_path / "a friend's (1).toml"
    file.write_text(QUIET)
    library = store.library()
    assert library.read(file).title == "Quiet"
    done = store.add(file, library)
    assert (done.message, (folder / "quiet-2.toml").read_text()) == ("added as quiet-2", QUIET)
    assert "quiet-2" in done.library.own
    file.write_text("title = ")
    with pytest.raises(InputError, match=r"a friend's \(1\)\.toml"):
        store.add(file, library)


@looped(
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

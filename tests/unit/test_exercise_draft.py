"""Own exercises as files: what the form writes is read back the same, and what a person wrote by hand stays."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength import atomic
from runstrength.catalogue.exercise import BODYWEIGHT, FIGURES, KINDS, MOVEMENTS, POSITIONS
from runstrength.catalogue.exercise_draft import (
    HEADER,
    MAX_CUES,
    MAX_RUNGS,
    SIDES,
    ExerciseDraft,
    draft_of,
    key_of,
    read_text,
    to_toml,
)
from runstrength.catalogue.exercise_store import ExerciseStore, new_exercise
from runstrength.catalogue.library import Library, load_library
from runstrength.text import typeable
from runstrength.toml_input import InputError
from tests.support.plans import ASSETS

CLAMSHELL = ExerciseDraft(name="Clamshell", sides="each", low=8, high=15)
BY_HAND = """\
# my own
name = "Clamshell"   # said by the physio
kind = "reps"
per_side = true
min = 8
max = 15
feel = "side of the hip"
tempo = { down_s = 2, up_s = 1 }

[[rungs]]
key = "small"
words = "small range"
easier = true
cue = "Only halfway"

[[variants]]
key = "dumbbell"
equipment = ["dumbbell"]
load_placement = "dumbbell on the upper thigh"
"""

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(typeable).map(str.strip)
WORDS = TEXTS.filter(bool)
DRAFTS = st.builds(
    lambda low, more, **others: ExerciseDraft(low=low, high=low + more, **others),
    st.integers(1, 100),
    st.integers(0, 100),
    name=WORDS,
    kind=st.sampled_from(KINDS),
    sides=st.sampled_from(SIDES),
    cues=st.lists(WORDS, max_size=MAX_CUES).map(tuple),
    easier=st.lists(WORDS, max_size=MAX_RUNGS).map(tuple),
    harder=st.lists(WORDS, max_size=MAX_RUNGS).map(tuple),
    movements=st.lists(st.sampled_from(MOVEMENTS), max_size=3, unique=True).map(tuple),
    equipment=st.sampled_from([(BODYWEIGHT,), (BODYWEIGHT, "dumbbell"), ("kettlebell",), (BODYWEIGHT, "box")]),
    position=st.sampled_from(POSITIONS),
    figure=st.sampled_from(["", *FIGURES]),
)


@given(DRAFTS)
def test_what_is_written_is_read_back(draft: ExerciseDraft) -> None:
    """The file of any exercise that the form can have is right, and gives that exercise again."""
    assert draft_of(read_text("own", to_toml(draft), "own.toml")) == draft


@given(DRAFTS, DRAFTS)
def test_what_is_edited_is_read_back(before: ExerciseDraft, after: ExerciseDraft) -> None:
    """The same after any edit of any exercise; and an edit back gives what was there before."""
    text = to_toml(before)
    edited = to_toml(after, before, text)
    assert draft_of(read_text("own", edited, "own.toml")) == after
    assert draft_of(read_text("own", to_toml(before, after, edited), "own.toml")) == before


@given(DRAFTS)
def test_what_a_person_wrote_stays(draft: ExerciseDraft) -> None:
    """Whatever is edited of a file that was written by hand, its comments and other keys stay."""
    before = draft_of(read_text("own", BY_HAND, "own.toml"))
    edited = to_toml(draft, before, BY_HAND)
    assert draft_of(read_text("own", edited, "own.toml")) == draft
    assert "# my own" in edited
    assert tomli.loads(edited)["feel"] == "side of the hip"
    assert to_toml(before, before, BY_HAND) == BY_HAND


def test_a_new_file_has_only_what_was_said() -> None:
    """A new file starts with the line for editors, and leaves out what is usual."""
    assert to_toml(CLAMSHELL) == (f'{HEADER}name = "Clamshell"\nkind = "reps"\nper_side = true\nmin = 8\nmax = 15\n')


def test_versions_keep_their_keys() -> None:
    """A version whose words change keeps its key and all else, because the history knows it by its key."""
    before = draft_of(read_text("own", BY_HAND, "own.toml"))
    rungs = tomli.loads(to_toml(replace(before, easier=("half range", "on the back")), before, BY_HAND))["rungs"]
    assert [(rung["key"], rung["words"]) for rung in rungs] == [("on_the_back", "on the back"), ("small", "half range")]
    assert rungs[1]["cue"] == "Only halfway"


def test_a_weight_that_can_be_used() -> None:
    """Equipment with a weight gives a version with it; one that is there already stays as it is."""
    new = read_text("own", to_toml(replace(CLAMSHELL, equipment=(BODYWEIGHT, "dumbbell"))), "own.toml")
    assert new.with_equipment(("dumbbell",)).kit == "dumbbell"
    assert new.with_equipment(("dumbbell",)).load_placement == "dumbbell"
    before = draft_of(read_text("own", BY_HAND, "own.toml"))
    edited = read_text("own", to_toml(replace(before, equipment=(BODYWEIGHT, "dumbbell")), before, BY_HAND), "own.toml")
    assert edited.with_equipment(("dumbbell",)).load_placement == "dumbbell on the upper thigh"


@pytest.mark.parametrize(
    ("name", "key"),
    [("Clamshell", "clamshell"), ("Wall sit!", "wall_sit"), ("Schräge Bank", "schräge_bank"), ("!?", "exercise")],
)
def test_the_key_of_a_new_exercise_is_its_name_in_small_letters(name: str, key: str) -> None:
    """The key of a new exercise is its name in small letters; one that is taken gets a number."""
    assert key_of(name, ()) == key
    assert key_of(name, (key,)) == f"{key}_2"


# -- files -------------------------------------------------------------------------------------------------------------


class Own:
    """The own exercises of a person in a folder."""

    def __init__(self, config: Path) -> None:
        self.folder = config / "exercises"
        self.store = ExerciseStore(config, ASSETS)
        self.config = config

    @property
    def library(self) -> Library:
        """The catalogue as it is on disk."""
        return load_library(ASSETS, self.config)

    def add(self, draft: ExerciseDraft = CLAMSHELL) -> str:
        """Save a new exercise; return its key."""
        return self.store.save(new_exercise(), draft).key

    @property
    def files(self) -> list[str]:
        """The names of all files, also of those in the trash."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.toml"))


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """Return a folder without own exercises."""
    return Own(tmp_path / "config")


def test_a_new_exercise(own: Own) -> None:
    """It is in the catalogue at once, and only its owner can read its file."""
    saved = own.store.save(new_exercise(), CLAMSHELL)
    assert (saved.key, saved.library.exercises["clamshell"].name) == ("clamshell", "Clamshell")
    assert own.store.is_own("clamshell", saved.library)
    assert not own.store.is_own("squat", saved.library)
    assert (own.folder / "clamshell.toml").stat().st_mode & 0o777 == 0o600
    assert (own.folder / ".schema" / "exercise.json").is_file()


@pytest.mark.parametrize("name", ["Squat", "squat", " SQUAT "])
def test_a_name_that_is_taken(own: Own, name: str) -> None:
    """Two exercises can't be called alike: nothing is written, and the error is about the name."""
    with pytest.raises(InputError) as error:
        own.add(replace(CLAMSHELL, name=name))
    assert error.value.problems[0].key == "name"
    assert "is already the name of an exercise: use another name" in error.value.problems[0].text
    assert not own.folder.exists()


def test_a_value_that_is_not_valid(own: Own) -> None:
    """A range that is upside down is an error about its end, and nothing is written."""
    with pytest.raises(InputError) as error:
        own.add(replace(CLAMSHELL, low=20))
    assert error.value.problems[0].key == "max"
    assert not own.folder.exists()


def test_a_broken_file_is_not_overwritten(own: Own) -> None:
    """A file with problems keeps its name and its content: the new exercise gets another key."""
    own.folder.mkdir(parents=True)
    broken = own.folder / "clamshell.toml"
    broken.write_text("name = ")
    assert own.add() == "clamshell_2"
    assert broken.read_text() == "name = "
    with pytest.raises(InputError):
        own.store.open("clamshell")


def test_what_another_process_added_since_is_known(own: Own) -> None:
    """What another process added since is known: its name is taken, and its file is not overwritten."""
    other = ExerciseStore(own.config, ASSETS)
    other.save(new_exercise(), CLAMSHELL)
    with pytest.raises(InputError, match="is already the name of an exercise"):
        own.add(replace(CLAMSHELL, low=3))
    assert own.add(replace(CLAMSHELL, name="Clamshell?")) == "clamshell_2"
    assert own.library.exercises["clamshell"].low == 8


def test_an_edited_exercise_keeps_its_key(own: Own) -> None:
    """An edited exercise keeps its key, whatever it is called now."""
    own.add()
    opened = own.store.open("clamshell")
    saved = own.store.save(opened, replace(opened.draft, name="Clam"))
    assert (saved.key, saved.library.exercises["clamshell"].name) == ("clamshell", "Clam")
    assert own.files == ["clamshell.toml"]


def test_a_file_that_changed_meanwhile(own: Own) -> None:
    """What something else wrote since it was opened is not overwritten."""
    own.add()
    opened = own.store.open("clamshell")
    path = own.folder / "clamshell.toml"
    path.write_text(BY_HAND)
    with pytest.raises(InputError, match="was changed by something else meanwhile"):
        own.store.save(opened, replace(opened.draft, name="Clam"))
    assert path.read_text() == BY_HAND
    path.unlink()
    with pytest.raises(InputError, match="was changed by something else meanwhile"):
        own.store.save(opened, replace(opened.draft, name="Clam"))


def test_a_deleted_exercise_is_in_the_trash_until_it_is_restored(own: Own) -> None:
    """A deleted exercise is in the trash until it is restored, the last one first; another's place is not taken."""
    own.add()
    own.add(replace(CLAMSHELL, name="Wall sit"))
    gone = own.store.trash("clamshell")
    assert gone.message == "Clamshell moved to the trash"
    assert "clamshell" not in gone.library.exercises
    own.store.trash("wall_sit")
    assert own.files == [".trash/clamshell.toml", ".trash/wall_sit.toml"]
    restored = own.store.restore()
    assert restored is not None
    assert (restored.key, restored.message) == ("wall_sit", "Wall sit restored")
    own.add()
    with pytest.raises(FileExistsError):
        own.store.restore()
    own.store.trash("clamshell")
    assert own.store.restore() is not None
    assert own.library.exercises["clamshell"].name == "Clamshell"


def test_a_built_in_one_is_back(own: Own) -> None:
    """A built-in exercise that was replaced can't be deleted, but what replaced it can."""
    own.folder.mkdir(parents=True)
    (own.folder / "squat.toml").write_text('name = "My squat"\nkind = "reps"\nmin = 3\nmax = 5\n')
    assert own.store.trash("squat").message == "My squat moved to the trash, the built-in one is back"
    with pytest.raises(InputError, match="only your own exercises can be deleted"):
        own.store.trash("squat")
    assert ExerciseStore(own.config, ASSETS).restore() is None


def test_a_new_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a new file can't be written, there is none afterwards; one that exists is unchanged."""
    path = tmp_path / "new.toml"

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "write", full)
        with pytest.raises(OSError, match="No space"):
            atomic.write_new(path, b"new")
    assert not path.exists()
    atomic.write_new(path, b"new")
    with pytest.raises(FileExistsError):
        atomic.write_new(path, b"newer")
    assert path.read_bytes() == b"new"

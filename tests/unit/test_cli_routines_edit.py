"""`runstrength routines new`, `edit` and `add`: nothing that was written is lost, nothing is there unasked."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runstrength.catalogue.routine_store import MARKER
from runstrength.cli import main
from tests.support.plans import library

GOOD = 'title = "Quiet: ten"\n[[blocks]]\nsets = 2\n[[blocks.slots]]\nexercise = "plank"\nhold = 20\n'
WRONG = GOOD.replace("20", '"ten"')
BROKEN = GOOD.replace("[[blocks.slots]]", "[[blocks.slots]")

WRITER = """
import pathlib, sys
texts = sorted(pathlib.Path(sys.argv[1]).iterdir())
draft = pathlib.Path(sys.argv[2])
(pathlib.Path(sys.argv[1]).parent / "seen").open("a").write(draft.read_text("utf-8") + "\\n=====\\n")
if texts:
    data = texts[0].read_bytes()
    texts[0].unlink()
    if data == b"FAIL":
        sys.exit(3)
    draft.write_bytes(data)
"""
"""An editor that writes one text after the other, and then only looks."""

Writes = Callable[..., None]


@pytest.fixture
def folder(home: Path) -> Path:
    """Return the folder of your routines."""
    return home / "config" / "routines"


@pytest.fixture
def writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writes:
    """Return a function that says what the person will write, each time the editor is open."""
    script, texts = tmp_path / "writer.py", tmp_path / "texts"
    script.write_text(WRITER)
    texts.mkdir()
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script), str(texts)]))

    def write(*wanted: str | bytes) -> None:
        for number, text in enumerate(wanted):
            (texts / f"{number}").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    return write


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody sit at the terminal."""
    monkeypatch.setattr("runstrength.cli.app.has_terminal", lambda: True)


def run(*arguments: str, answers: str = "") -> Result:
    """Run `runstrength routines` with answers to its questions."""
    return CliRunner().invoke(main, ["routines", *arguments], input=answers)


def seen(tmp_path: Path) -> list[str]:
    """Return what stood in the editor, each time it was opened."""
    return (tmp_path / "seen").read_text("utf-8").split("\n=====\n")[:-1]


def names(folder: Path) -> list[str]:
    """Return the files in a folder, hidden ones too, without the schema."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".schema") if folder.exists() else []


# -- new ---------------------------------------------------------------------------------------------------------------


def test_a_new_routine_is_called_by_its_title(folder: Path, writes: Writes) -> None:
    """What was written is kept under a name made of its title, and how long it takes is said."""
    writes(GOOD)
    result = run("new")
    assert (result.exit_code, names(folder)) == (0, ["quiet-ten.toml"])
    assert (folder / "quiet-ten.toml").read_text() == GOOD
    assert "2 sets" in result.stdout
    assert "runstrength session quiet-ten" in result.stdout
    assert (folder / ".schema" / "routine.json").is_file()


def test_a_new_routine_is_called_as_was_said(folder: Path, writes: Writes, tmp_path: Path) -> None:
    """A name that was given is the file's, and the title stands in the template already."""
    writes(GOOD)
    assert run("new", 'Ten "quiet" minutes').exit_code == 0
    assert names(folder) == ["ten-quiet-minutes.toml"]
    assert 'title = "Ten \\"quiet\\" minutes"\n' in seen(tmp_path)[0]


def test_the_template_is_a_routine(folder: Path, writes: Writes, tmp_path: Path) -> None:
    """The template is right as it is, names its schema first, and every exercise at its end, below the scissors."""
    writes(GOOD)
    run("new", "quiet")
    template, _, below = seen(tmp_path)[0].partition(MARKER)
    assert template.startswith("#:schema .schema/routine.json\n")
    path = tmp_path / "template.toml"
    path.write_text(template)
    routine = library().read(path)
    assert (routine.title, len(routine.blocks)) == ("Quiet", 2)
    assert all(f"#   {key} " in below for key in library().exercises)
    assert all(line.startswith("#") for line in below.splitlines())


def test_what_is_put_out_of_use_in_the_template_is_right(writes: Writes, tmp_path: Path) -> None:
    """Every key that stands in the template as a comment may be put into use."""
    writes(GOOD)
    run("new", "quiet")
    lines = seen(tmp_path)[0].partition(MARKER)[0].splitlines()
    used = [line[2:] if line.startswith("# ") and ("= " in line or "[[" in line) else line for line in lines]
    path = tmp_path / "used.toml"
    path.write_text("\n".join(used))
    assert [block.finisher for block in library().read(path).blocks] == [False, False, True]


def test_nothing_written_nothing_kept(folder: Path, writes: Writes) -> None:
    """Who closes the editor without a change has no new file, and is told how an editor is made to wait."""
    result = run("new")
    assert (result.exit_code, names(folder)) == (0, [])
    assert "No changes, nothing saved" in result.stderr
    assert "--wait" in result.stderr


@pytest.mark.parametrize("name", ["../x", "a/b", ".x", "", "x" * 61, "a\\b"])
def test_a_name_that_leads_elsewhere(folder: Path, writes: Writes, name: str) -> None:
    """A name with a folder in it is refused before anything is written."""
    writes(GOOD)
    result = run("new", name)
    assert result.exit_code == 2
    assert "NAME: " in result.stderr
    assert names(folder) == []


@pytest.mark.parametrize("name", ["core", "Core"])
def test_a_name_that_is_taken(folder: Path, writes: Writes, name: str) -> None:
    """A new routine takes nobody's place: who wants to change one is told how."""
    writes(GOOD)
    result = run("new", name)
    assert result.exit_code == 2
    assert "runstrength routines edit core" in result.stderr
    assert names(folder) == []


def test_a_title_that_is_taken(folder: Path, writes: Writes) -> None:
    """A title that another routine has gets a number: nothing is overwritten."""
    for _ in range(2):
        writes(GOOD)
        run("new")
    writes(GOOD.replace("Quiet: ten", "Core"))
    assert run("new").exit_code == 0
    assert names(folder) == ["core-2.toml", "quiet-ten-2.toml", "quiet-ten.toml"]


# -- what is wrong -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WRONG, 'blocks[0].slots[0].hold: "ten" isn\'t valid'),
        (BROKEN, "line 4, column "),
        (b'title = "\xff"', "line 1: isn't UTF-8"),
        ("", "blocks: has no [[blocks]]"),
    ],
)
def test_without_somebody_to_ask_a_mistake_ends_with_2(
    folder: Path, writes: Writes, text: str | bytes, words: str
) -> None:
    """Without somebody to ask, a mistake ends with 2, its key or line, and where the draft is with all its text."""
    writes(text)
    result = run("new", "quiet")
    draft = folder / ".quiet.draft.toml"
    assert result.exit_code == 2
    assert f"{draft}: {words}" in result.stderr
    assert f"Your draft is saved: {draft}" in result.stderr
    assert draft.read_bytes() == (text if isinstance(text, bytes) else text.encode())
    assert names(folder) == [draft.name]


@pytest.mark.usefixtures("person")
def test_somebody_who_is_there_mends_one_mistake_after_the_other(folder: Path, writes: Writes, tmp_path: Path) -> None:
    """Somebody who is there mends one mistake after the other, with the text as it was left."""
    writes(WRONG, BROKEN, GOOD)
    result = run("new", "quiet", answers="\ny\n")
    assert result.exit_code == 0
    assert [WRONG in text or BROKEN in text for text in seen(tmp_path)] == [False, True, True]
    assert (names(folder), (folder / "quiet.toml").read_text()) == (["quiet.toml"], GOOD)


@pytest.mark.usefixtures("person")
def test_who_has_enough_keeps_the_draft(folder: Path, writes: Writes, tmp_path: Path) -> None:
    """Who has enough keeps the draft, and goes on with it another time, by new as well as by edit."""
    writes(WRONG)
    result = run("new", "quiet", answers="n\n")
    assert (result.exit_code, names(folder)) == (2, [".quiet.draft.toml"])
    assert "runstrength routines new quiet" in result.stderr
    writes(WRONG.replace("ten", "twelve"))
    result = run("new", "quiet", answers="y\nn\n")
    assert (result.exit_code, seen(tmp_path)[1]) == (2, WRONG)
    writes(GOOD)
    assert run("edit", "quiet").exit_code == 0
    assert (names(folder), "twelve" in seen(tmp_path)[2]) == (["quiet.toml"], True)


@pytest.mark.usefixtures("person")
def test_who_does_not_want_to_go_on_with_a_draft_has_it_put_aside(folder: Path, writes: Writes) -> None:
    """Who does not want to go on with a draft has it put aside, not lost."""
    writes(WRONG)
    run("new", "quiet", answers="n\n")
    writes(GOOD)
    assert run("new", "quiet", answers="n\n").exit_code == 0
    assert names(folder) == [".quiet.draft-2.toml", "quiet.toml"]
    assert (folder / ".quiet.draft-2.toml").read_text() == WRONG


@pytest.mark.usefixtures("person")
def test_who_ends_the_program_at_the_question_is_told_where_the_draft_is(folder: Path, writes: Writes) -> None:
    """Who ends the program at the question is told where the draft is."""
    writes(WRONG)
    result = run("new", "quiet", answers="")
    assert result.exit_code == 130
    assert f"Your draft is saved: {folder / '.quiet.draft.toml'}" in result.stderr
    assert (folder / ".quiet.draft.toml").read_text() == WRONG


def test_a_draft_is_not_forgotten(folder: Path, writes: Writes) -> None:
    """The list of routines says beside it which drafts are waiting."""
    writes(WRONG)
    run("new", "quiet")
    result = run("list")
    assert "Unfinished draft: runstrength routines edit quiet" in result.stderr
    assert "quiet" not in result.stdout


def test_a_routine_without_a_name(folder: Path, writes: Writes) -> None:
    """A draft that has no name yet is gone on with by new alone."""
    writes(WRONG)
    assert "runstrength routines new\n" in run("new").stderr
    assert names(folder) == [".draft.toml"]
    writes(GOOD)
    assert run("new").exit_code == 0
    assert names(folder) == ["quiet-ten.toml"]


# -- edit --------------------------------------------------------------------------------------------------------------


def test_changing_an_own_routine(folder: Path, writes: Writes, tmp_path: Path) -> None:
    """An own routine is changed in its place, by its name or its path; its text is in the editor as it is."""
    folder.mkdir(parents=True)
    path = folder / "quiet.toml"
    path.write_text(f"# mine\n{GOOD}")
    for argument in ("quiet", str(path)):
        before = path.read_text()
        writes(before.replace("20", "25") if "20" in before else before.replace("25", "30"))
        assert run("edit", argument).exit_code == 0
    assert path.read_text() == f"# mine\n{GOOD}".replace("20", "30")
    assert seen(tmp_path)[0].startswith(f"# mine\n{GOOD}")
    assert names(folder) == ["quiet.toml"]


def test_a_built_in_routine_is_copied(folder: Path, writes: Writes, tmp_path: Path) -> None:
    """The built-in file stays; the copy takes its place, and how to have the other back is said."""
    built_in = library().routine_files["core"]
    before = built_in.read_bytes()
    writes(GOOD)
    result = run("edit", "core")
    assert (result.exit_code, built_in.read_bytes(), names(folder)) == (0, before, ["core.toml"])
    assert "delete the file" in result.stdout
    assert before.decode() in seen(tmp_path)[0]
    assert 'title = "Quiet: ten"' in (folder / "core.toml").read_text()


def test_changing_a_broken_routine(folder: Path, writes: Writes) -> None:
    """A routine that can't be read can be mended here."""
    folder.mkdir(parents=True)
    (folder / "quiet.toml").write_text(BROKEN)
    writes(GOOD)
    assert run("edit", "quiet").exit_code == 0
    assert (folder / "quiet.toml").read_text() == GOOD


def test_closing_the_editor_without_a_change_leaves_the_file_alone(folder: Path, writes: Writes) -> None:
    """Closing the editor without a change leaves the file alone, a built-in one without a copy."""
    assert run("edit", "core").exit_code == 0
    assert names(folder) == []


def test_an_unknown_routine(folder: Path, writes: Writes, tmp_path: Path) -> None:
    """A name that nobody has is an error with the nearest one; a file that is not one's own is to be added first."""
    assert 'did you mean "core"' in run("edit", "cor").stderr
    other = tmp_path / "other.toml"
    other.write_text(GOOD)
    result = run("edit", str(other))
    assert (result.exit_code, f"runstrength routines add {other}" in result.stderr) == (2, True)
    assert names(folder) == []


def test_changed_by_somebody_else(
    folder: Path, writes: Writes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another window wrote meanwhile is not overwritten without a word."""
    folder.mkdir(parents=True)
    path = folder / "quiet.toml"
    path.write_text(GOOD)
    script = tmp_path / "both.py"
    script.write_text(
        f"import pathlib, sys\npathlib.Path({str(path)!r}).write_text('# theirs')\n"
        f"pathlib.Path(sys.argv[1]).write_text({GOOD.replace('20', '25')!r})"
    )
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script)]))
    result = run("edit", "quiet")
    assert (result.exit_code, path.read_text()) == (2, "# theirs")
    assert "hold = 25" in (folder / ".quiet.draft.toml").read_text()
    monkeypatch.setattr("runstrength.cli.app.has_terminal", lambda: True)
    assert run("edit", "quiet", answers="y\ny\n").exit_code == 0
    assert "hold = 25" in path.read_text()


# -- the editor --------------------------------------------------------------------------------------------------------


def test_without_an_editor_there_is_an_error_that_says_what_to_set(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without an editor there is an error that says what to set, and nothing is written."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("new")
    assert (result.exit_code, names(folder)) == (2, [])
    assert "set VISUAL or EDITOR" in result.stderr


@pytest.mark.parametrize(
    ("command", "words"), [("no-such-editor", "use an installed program"), ("vi 'x", "closed quotes")]
)
def test_an_editor_that_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch, command: str, words: str) -> None:
    """A variable that names no program is an error with its name."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    result = run("new")
    assert (result.exit_code, names(folder)) == (2, [])
    assert result.stderr.startswith("EDITOR: ")
    assert words in result.stderr


def test_an_editor_of_the_house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where no variable is set, a usual editor is found by its name."""
    from runstrength.cli.editor import find_editor

    for name in ("VISUAL", "EDITOR"):
        monkeypatch.setenv(name, "")
    program = tmp_path / "vi"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_editor() == [str(program)]


def test_an_editor_that_fails(folder: Path, writes: Writes) -> None:
    """An editor that ends badly leaves the draft where it is."""
    writes("FAIL")
    result = run("edit", "core")
    assert result.exit_code == 1
    assert "ended with status 3" in result.stderr
    assert names(folder) == [".core.draft.toml"]


# -- add ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Return a routine that somebody shared."""
    path = tmp_path / "routine (1).toml"
    path.write_text(GOOD.replace("Quiet: ten", "Quiet\\u001b[2J ten"))
    return path


@pytest.mark.usefixtures("person")
def test_a_shared_routine_is_shown_first(folder: Path, shared: Path) -> None:
    """What is in it and how long it takes is seen before the question; after a no nothing is there."""
    result = run("add", str(shared), answers="n\n")
    assert (result.exit_code, names(folder)) == (0, [])
    text = result.stdout
    assert text.index("Quiet\\x1b[2J ten · session") < text.index("Block A") < text.index("Add it as quiet-2j-ten?")
    assert "\x1b" not in text
    result = run("add", str(shared), answers="y\n")
    assert (folder / "quiet-2j-ten.toml").read_text() == shared.read_text()


def test_a_shared_routine_without_questions(folder: Path, shared: Path) -> None:
    """Without a terminal a yes must be given, and with it the routine is added under a name that is free."""
    assert (run("add", str(shared)).exit_code, names(folder)) == (2, [])
    assert run("add", "--yes", str(shared)).exit_code == 0
    assert "already" in run("add", "--yes", str(shared)).stdout
    shared.write_text(shared.read_text().replace("20", "25"))
    assert run("add", "-y", str(shared)).exit_code == 0
    assert names(folder) == ["quiet-2j-ten-2.toml", "quiet-2j-ten.toml"]


def test_a_shared_routine_with_mistakes(folder: Path, shared: Path) -> None:
    """What cannot be done is not added: all that is wrong is named, an exercise that is not here too."""
    shared.write_text(WRONG.replace("plank", "sofa"))
    result = run("add", "--yes", str(shared))
    assert (result.exit_code, names(folder)) == (2, [])
    assert result.stderr.count(str(shared)) == 2
    assert run("add", "--yes", str(shared.with_name("none"))).exit_code == 2


# -- delete ------------------------------------------------------------------------------------------------------------


def test_deleting_one_of_ones_own(folder: Path) -> None:
    """An own routine goes to the trash, and it is said where; a built-in one, or none at all, is bad input."""
    folder.mkdir(parents=True)
    (folder / "quiet.toml").write_text(GOOD)
    result = run("delete", "quiet")
    assert result.exit_code == 0
    assert str(folder / ".trash" / "quiet.toml") in result.stdout
    assert names(folder) == [".trash"]
    for name in ("quiet", "runner", "../runner"):
        again = run("delete", name)
        assert again.exit_code == 2
        assert "your routines" in again.stderr


def test_the_built_in_one_is_there_again(folder: Path) -> None:
    """Deleting one's own form of a built-in routine brings the built-in one back."""
    folder.mkdir(parents=True)
    (folder / "runner.toml").write_text(GOOD)
    assert run("delete", "runner").exit_code == 0
    assert "Runner's supersets" in run("show", "runner").stdout

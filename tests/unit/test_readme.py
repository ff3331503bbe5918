"""What the README and the pages of `docs` show and name is there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import click
from click.testing import CliRunner

from runstrength.cli.main import COMMANDS, main
from runstrength.dose_kinds import CIRCUITS, DOSE_KINDS, MAX_REPS
from runstrength.history.imports.runs import RunKeys
from runstrength.session.record import Record, SetDone
from tests.conftest import ROOT
from tests.support.loops import looped
from tools.man_page import command_contexts
from tools.package_readme import addresses, for_index

README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = (README, ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md")))


def links(page: Path) -> set[Path]:
    """Return the files of the checkout that a page shows or leads to."""
    text = page.read_text(encoding="utf-8")
    found = {*re.findall(r"\]\(([^:)]+)\)", text), *re.findall(r'src="([^":]+)"', text)}
    return {(page.parent / unquote(name)).resolve() for name in found}


@looped("page", PAGES)
def test_what_is_shown_is_there(page: Path) -> None:
    """Every picture and page that a page shows or leads to is in the checkout."""
    assert [file for file in links(page) if not file.is_file()] == []


def test_every_picture_is_shown() -> None:
    """A picture that is drawn for the README and the pages is on one of them."""
    drawn = {path.resolve() for path in (DOCS / "pictures").iterdir()}
    assert drawn <= set().union(*map(links, PAGES))


def test_the_readme_takes_thirty_seconds() -> None:
    """The README has one picture, which moves, at most 60 lines, and leads to every page."""
    assert [file.suffix for file in links(README) if file.parent.name == "pictures"] == [".gif"]
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 60
    assert {page.resolve() for page in DOCS.glob("*.md")} <= links(README)


def test_links_of_the_package() -> None:
    """A package index shows each picture and link of the README, which lead to the repository's address."""
    source = "https://example.org/runner/runstrength"
    text = for_index(README.read_text(encoding="utf-8"), f"{source}/")

    assert "](docs/" not in text
    assert re.findall(r"!\[[^\]]+\]\((\S+)\)", text) == [f"{source}/raw/HEAD/docs/pictures/hands-free-80x24.gif"]
    shown = {address.removeprefix(f"{source}/blob/HEAD/") for address in re.findall(r"(?<!!)\[[^\]]+\]\((\S+)\)", text)}
    assert {page.relative_to(ROOT).as_posix() for page in DOCS.glob("*.md")} <= shown
    assert addresses(source)["Changelog"] == f"{source}/blob/HEAD/CHANGELOG.md"


def test_a_package_without_an_address() -> None:
    """While the repository has no address, a package index shows the text of the README, and nothing that is broken."""
    text = for_index(README.read_text(encoding="utf-8"), "")

    assert re.findall(r"\]\(", text) == []
    assert "- Coaching: every training rule with its source" in text
    assert "pipx install runstrength" in text
    assert "\n\n\n" not in text
    assert addresses("") == {}


def test_links_elsewhere_stay() -> None:
    """A link that is an address, or leads to a part of the page, stays as it is."""
    text = "[a](https://example.org/x.md) [b](#install) [c](mailto:a@example.org) ![d](docs/d.svg)"
    assert for_index(text, "https://example.org/r") == text.replace("docs/", "https://example.org/r/raw/HEAD/docs/")


def test_every_command_is_named() -> None:
    """The list of commands in `docs/commands.md` is that of the program, and the README names none that it has not."""
    named = re.findall(r"^    runstrength (\w+)", (DOCS / "commands.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) == set(COMMANDS)
    started = re.findall(r"^    runstrength (\w+)", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(started) <= set(COMMANDS)


def test_every_key_of_a_session_is_named() -> None:
    """The tables of `docs/format.md` have every key of a session, a run and a set, and every kind, in their order."""
    keys = re.findall(r"^\| `(\w+)` \| \S", (DOCS / "format.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert keys == [
        *Record.__struct_fields__,
        *RunKeys.__struct_fields__,
        *SetDone.__struct_fields__,
        *DOSE_KINDS,
        MAX_REPS,
        *CIRCUITS,
    ]


def written(value: object) -> str:
    """Return a default as TOML."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def test_the_routine_on_its_page_is_right(tmp_path: Path) -> None:
    """The routine that `docs/routines.md` shows is right; a wrong value gives the error shown there."""
    page = (DOCS / "routines.md").read_text(encoding="utf-8")
    (routine,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (error,) = re.findall(r"^    (easy\.toml: .*)$", page, re.MULTILINE)
    file = tmp_path / "easy.toml"
    file.write_text(routine, encoding="utf-8")
    result = CliRunner().invoke(main, ["routines", "check", str(file)])
    assert (result.exit_code, result.stderr) == (0, "")
    file.write_text(routine.replace("hold = [20, 60]", 'hold = "ten"'), encoding="utf-8")
    result = CliRunner().invoke(main, ["routines", "check", str(file)])
    assert result.exit_code == 2
    assert result.stderr.strip().removeprefix(f"{tmp_path}/") == error


@looped("page", (README, *sorted(DOCS.glob("*.md"))))
def test_every_option_that_is_named_exists(page: Path) -> None:
    """An option that a page names is one of a command."""
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text(encoding="utf-8")))
    params = (param for context in command_contexts() for param in context.command.params)
    assert named <= {word for param in params for word in option_words(param)}


def option_words(option: click.Parameter) -> tuple[str, ...]:
    """Return how an option can be written."""
    return (*option.opts, *option.secondary_opts, "--help")

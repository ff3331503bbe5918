"""Every text that a person can meet is plain: none has a phrase of `tests/support/plain_words.py`."""

from __future__ import annotations

import ast
import html
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from runstrength.cli.main import main
from runstrength.ui.common.bindings import ScreenKeys
from runstrength.ui.keymap.screens import SCREENS
from tests.conftest import ROOT
from tests.support.loops import looped
from tests.support.plain_words import ALLOWED, FORBIDDEN, ONCE_WRITTEN, Allowed, not_plain
from tools.man_page import command_contexts

ASSETS = sorted((ROOT / "assets").rglob("*.toml"))
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
SOURCES = sorted((ROOT / "runstrength").rglob("*.py"))
PICTURES = sorted((ROOT / "tests" / "snapshots" / "__snapshots__").rglob("*.svg"))
OLD = (
    "Press enter to take it back.",
    "changes are kept at once",
    "esc leave it as it was",
    "2 weeks kept",
    "taken along",
    "look into it",
    "one set less and the same load",
    "nothing as many as possible",
    "how many more were possible",
    "Discard: once more, and it goes to the trash",
    'hold: found "ten", a number of seconds or a range [20, 60] is needed',
    "a day that exists as 2027-04-11",
    "Overruled: everything as usual today.",
    "Nothing speaks for more or less than usual",
    "it is in the hands of another process",
    "Out of the door at 17:00",
    "a row a set",
    "Be led through a session.",
    "errors of our own",
    "An own exercise",
    "the session stands\nstill",
    "Stand before a mirror",
    "in a break",
    "in the colour of the programme, three kilometres towards home",
    "About 80 % of all training should feel easy",
)
"""Sentences as they were once written."""
PLAIN = (
    "Press u to undo.",
    "Saved automatically. esc cancels.",
    "Take it easy today: you slept 5 h. Do a warm-up or rest instead.",
    "One fewer set, the same weight, no max-rep sets.",
    '"ten" isn\'t valid: use a number of seconds or a range like [20, 60]',
    "Your own routines are listed first; each has its own file.",
    "Stand on one leg in front of a mirror; keep your chest up and hold the kettlebell close.",
    "The license is in LICENSE. Afterwards, the exercise promises otherwise: rise, advise, precise.",
)
"""Sentences that nobody has to read twice."""


def texts(value: object) -> Iterator[str]:
    """Return every text of a TOML or JSON document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@looped("sentence", OLD)
def test_the_list_finds_what_was_once_written(sentence: str) -> None:
    """Each sentence of the old kind is found, with what to write instead."""
    assert not_plain(sentence) != []


@looped("sentence", PLAIN)
def test_the_list_lets_plain_sentences_be(sentence: str) -> None:
    """Nothing is found in a plain sentence."""
    assert not_plain(sentence) == []


@looped("path", ASSETS)
def test_the_texts_of_the_assets(path: Path) -> None:
    """No text of a file in `assets`, and no comment, has a forbidden phrase."""
    content = path.read_text("utf-8")
    name = path.relative_to(ROOT).as_posix()
    comments = " ".join(re.findall(r"#(?!:)\s*(.*)", content))
    assert [problem for text in (*texts(tomllib.loads(content)), comments) for problem in not_plain(text, name)] == []


@looped("path", sorted((ROOT / "assets" / "schema").glob("*.json")))
def test_what_editors_show(path: Path) -> None:
    """No description of a schema, which an editor shows beside a key, has a forbidden phrase."""
    content = json.loads(path.read_text("utf-8"))
    assert [problem for text in texts(content) for problem in not_plain(text)] == []


@looped("page", PAGES)
def test_no_page_has_a_forbidden_phrase(page: Path) -> None:
    """No page has a forbidden phrase, names in backquotes aside."""
    text = re.sub(r"`[^`\s]+`", "`…`", page.read_text("utf-8"))
    assert not_plain(text, page.relative_to(ROOT).as_posix()) == []


def written(source: str) -> Iterator[str]:
    """Return every text of several words in a module's code, an f-string with `…` for its values; no docstrings."""
    skipped: set[int] = set()
    found: list[ast.Constant | ast.JoinedStr] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr):
            skipped.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in ast.walk(node) if isinstance(part, ast.Constant)}
            found.append(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node)
    for node in found:
        if id(node) not in skipped:
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)
            if " " in text.strip():
                yield text


def written_in(path: Path) -> Iterator[str]:
    """Return the texts of a file if it is code."""
    return written(path.read_text("utf-8")) if path.suffix == ".py" else iter(())


def test_every_text_of_the_program() -> None:
    """No text in the code has a forbidden phrase: notices, the command list, dialogs, reasons, errors and hints."""
    found, count = [], 0
    for path in SOURCES:
        name = path.relative_to(ROOT).as_posix()
        for text in written(path.read_text("utf-8")):
            found += [f"{name}: {problem}" for problem in not_plain(text, name)]
            count += 1
    assert found == []
    assert count > 2000


def test_texts_are_found_in_code() -> None:
    """The reader of code finds notices, reasons and parts of f-strings, and leaves out docstrings."""
    code = """def f():
        "A doc string."
        notify(f"Saved: {n} sets, u takes it back.")
        return "one word", "two" " words", "x"
    """
    assert list(written(code)) == ["Saved: … sets, u takes it back.", "one word", "two words"]


@looped("allowed", ALLOWED)
def test_no_exception_is_left_over(allowed: Allowed) -> None:
    """Each exception is still needed: its words are where it says, and would be found elsewhere."""
    files = [path for path in (*ASSETS, *PAGES, *SOURCES) if path.as_posix().endswith(allowed.where)]
    texts_there = (text for path in files for text in (*written_in(path), path.read_text("utf-8")))
    assert any(allowed.text in text for text in texts_there)
    assert any(re.search(words, allowed.text, re.IGNORECASE) for words in (*FORBIDDEN, *ONCE_WRITTEN))


@looped("name", [context.command_path.partition(" ")[2] for context in command_contexts()])
def test_the_help_of_every_command(name: str) -> None:
    """No command's `--help` has a forbidden phrase, and none cuts what it says about another command."""
    result = CliRunner().invoke(main, [*name.split(), "--help"], terminal_width=78)  # of a terminal of 80 columns
    assert result.exit_code == 0
    assert not_plain(result.output) == []
    below = result.output.partition("Commands:")[2]
    assert "..." not in below  # click cuts what doesn't fit beside the name of a command


def shown(picture: str) -> Iterator[str]:
    """Return the rows of text of a screen's picture; what another style begins is apart by two spaces."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for x, y, text in re.findall(r'<text[^>]*? x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', picture, re.DOTALL):
        rows.setdefault(float(y), []).append((float(x), html.unescape(text).replace("\xa0", " ")))
    for _, row in sorted(rows.items()):
        yield "  ".join(text for _, text in sorted(row))


@looped("screen", sorted({path.stem.partition("[")[0] for path in PICTURES}))
def test_no_picture_of_a_screen_has_a_forbidden_phrase(screen: str) -> None:
    """No picture of a screen has a forbidden phrase, in none of its sizes."""
    pictures = [path for path in PICTURES if path.stem.partition("[")[0] == screen]
    rows = {row for path in pictures for row in shown(path.read_text("utf-8"))}
    assert sorted(problem for row in rows for problem in not_plain(row)) == []


@looped("screen", SCREENS)
def test_the_words_of_every_key(screen: ScreenKeys) -> None:
    """No row of a screen's help and no key hint has a forbidden phrase."""
    hints = [binding.description for binding in screen.all]
    found = {problem for text in (*dict(screen.help_rows({})).values(), *hints) for problem in not_plain(text)}
    tooltips = {problem for binding in screen.all for problem in not_plain(binding.tooltip)}
    assert sorted(found | tooltips) == []

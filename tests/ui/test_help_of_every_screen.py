"""A key is declared once: what is bound, the help, the foot and the pages of `docs` say the same."""

from __future__ import annotations

from pathlib import Path
from string import ascii_lowercase

import pytest
from textual.binding import Binding

from runstrength.ui.common.base import BaseScreen
from runstrength.ui.common.bindings import SUSPEND, ScreenKeys, TypedKeys, key_label
from runstrength.ui.common.help import MAX_WIDTH, help_lines
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.keymap.screens import SCREENS, on_screen
from runstrength.ui.session.bindings import PLAIN
from runstrength.ui.widgets.list_keys import LIST_MOVES
from tests.support.loops import looped
from tests.ui.bursts import WAYS, at_home, back_home, go, prepare, screen_classes
from tools.keys_page import PAGE, WITH_TABLES, keys_page, letters, page_with_table, with_table

LINES = 18
"""Lines of the help in a terminal of 20 rows: the box has an empty one above and below."""
SMALL = 56
"""Its columns in a terminal of 60."""
WRITE = "python tools/keys_page.py writes it"
SAID_BESIDE = ("app.help", "list.leave", "list.theme")
"""Ids of shown bindings that no help has to tell."""


EVERY = sorted(set(screen_classes()), key=lambda one: one.__name__)


def bound(one: type) -> dict[str, Binding]:
    """Return what a class of the project binds, its bases' included, by key; the nearest wins, as in Textual."""
    found: dict[str, Binding] = {}
    for base in reversed(one.__mro__):
        if base.__module__.startswith("runstrength."):
            found |= {binding.key: binding for binding in Binding.make_bindings(vars(base).get("BINDINGS", []))}
    return found


def declared(keys: ScreenKeys) -> dict[str, str | None]:
    """Return what a screen declares, by key."""
    return {binding.key: binding.id for binding in Binding.make_bindings(keys.bindings)}


def test_every_screen_is_checked() -> None:
    """The screens are found, and all their keys are among those that a person's own are checked against."""
    assert len(EVERY) > 30
    assert {one.KEYS for one in EVERY} | {PLAIN} == set(SCREENS)  # a session line by line is no screen


@looped("one", EVERY)
def test_a_screen_binds_what_it_declares(one: type[BaseScreen[object]]) -> None:
    """A screen binds exactly the keys that it declares, and none of a base class beside them."""
    assert {key: binding.id for key, binding in bound(one).items()} == declared(one.KEYS)


@looped("keys", SCREENS)
def test_a_binding_is_whole(keys: ScreenKeys) -> None:
    """Every binding has an id, words for the foot and a sentence for the help; no key of a screen does two things."""
    bindings = on_screen(keys)
    for binding in bindings:
        assert binding.id, binding
        assert binding.description, binding
        assert binding.tooltip, binding
        shown = (binding.key_display or "").split()
        assert set(shown) <= set(map(key_label, binding.key.split(","))), binding
    ids: dict[str, list[str | None]] = {}
    for binding in bindings:
        if binding.id != SUSPEND.id:  # ctrl+z, which undoes where something can be undone
            for key in binding.key.split(","):
                ids.setdefault(key, []).append(binding.id)
    taken = {key: names for key, names in ids.items() if len(names) > 1}
    assert not taken, f"two bindings have one key, those of the list and the app included: {taken}"


def test_an_id_means_one_thing() -> None:
    """A binding with the same id does the same with the same keys wherever it is: one entry of `[keys]` fits all."""
    actions: dict[str, set[str]] = {}
    keys_of: dict[str, set[frozenset[str]]] = {}
    for keys in SCREENS:
        for binding in on_screen(keys):
            actions.setdefault(binding.id or "", set()).add(binding.action)
            keys_of.setdefault(binding.id or "", set()).add(frozenset(binding.key.split(",")))
    several = {name: found for name, found in actions.items() if len(found) > 1}
    assert set(several) <= {"list.leave_question"}
    assert [name for name, found in keys_of.items() if len(found) > 1] == []


@looped("one", EVERY)
def test_the_help_tells_every_key_that_is_shown(one: type[BaseScreen[object]]) -> None:
    """Every shown binding of a screen is in its help, by one of its keys at least."""
    rows = one.KEYS.help_rows({})
    told = {key for keys, _ in rows for key in keys.split()}
    for binding in one.KEYS.bindings:
        assert isinstance(binding, Binding)
        if binding.show and binding.id not in SAID_BESIDE:
            assert told & set(map(key_label, binding.key.split(","))), binding


@looped("keys", SCREENS)
def test_the_help_fits(keys: ScreenKeys) -> None:
    """In a terminal of 60 x 20, and of 80 x 24, every row of a help has its place, and every line is whole."""
    rows = keys.help_rows({})
    for width in (SMALL, MAX_WIDTH):
        lines = ["".join(span.text for span in line.left).rstrip() for line in help_lines(rows, width)]
        assert len(lines) + 1 <= LINES, "too many lines: join keys with `row(...)` in bindings.py"
        assert max(map(len, lines)) <= width, "too wide: use shorter words"
        assert sorted(" ".join(lines).split()) == sorted(" ".join(f"{label} {words}" for label, words in rows).split())


def test_characters_that_are_typed_are_no_keys() -> None:
    """What a screen reads as a value is bound to nothing there."""
    for keys in SCREENS:
        for row in keys.rows:
            for entry in row.entries:
                if isinstance(entry, TypedKeys):
                    assert not set(entry.characters) & set(declared(keys)), keys.name


def test_the_list_moves_by_its_own_bindings() -> None:
    """The words for the arrows of a list belong to the bindings of the list."""
    ids = {binding.id for binding in LIST_MOVES}
    for keys in SCREENS:
        told = {binding.id for binding in keys.all} & ids
        assert not told or told >= {"list.up", "list.down"}


def test_the_page_of_keys() -> None:
    """`docs/keys.md` is as `tools/keys_page.py` writes it."""
    assert PAGE.read_text(encoding="utf-8") == keys_page(), WRITE


def test_the_tables_of_the_pages() -> None:
    """The tables of keys in `docs/home.md` and `docs/session.md` are the help's; `tools/keys_page.py` writes them."""
    assert set(WITH_TABLES) == {"home", "session"}
    for name in WITH_TABLES:
        text = page_with_table(name).read_text(encoding="utf-8")
        assert text.count("<!-- keys: ") == 1
        assert with_table(name, text) == text, WRITE


def test_every_key_by_its_meaning() -> None:
    """`docs/keys.md` lists every key of every screen with each of its meanings there."""
    page = PAGE.read_text(encoding="utf-8").partition("## Key by key")[2]
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")][2:]
    listed = {(key, meaning): screens.split(", ") for key, meaning, screens in rows}
    assert len(listed) == len(rows)
    for screen in SCREENS:
        for binding in screen.all:
            for key in binding.key.split(","):
                screens = listed.get((key_label(key), binding.tooltip), [""])
                assert screen.name in screens or screens[0].startswith("every "), (screen.name, key, WRITE)


def test_a_letter_means_one_thing_on_lists() -> None:
    """On lists a letter means the same everywhere, but for two; the page of keys lists them, and says which two."""
    found = letters()
    several = {letter: words for letter, words in found.items() if len(words) > 1 and letter not in "ix"}
    free = ", ".join(sorted({*ascii_lowercase} - {*found} - {*"hlq"}))
    assert not several, f"use a letter that means this elsewhere, or one without a meaning ({free}): {several}"
    assert all(len(found[letter]) > 1 for letter in "ix"), "say in tools/keys_page.py which letters have two meanings"
    assert [*found["e"]] == ["edit"]
    page = PAGE.read_text(encoding="utf-8").partition("## Letters on lists")[2].partition("## ")[0]
    assert all(f"| {letter} | {meaning} | " in page for letter, words in found.items() for meaning in words)
    undo = {binding.id: binding.key for screen in SCREENS for binding in screen.all if binding.description == "undo"}
    assert undo
    assert all({"u", "ctrl+z"} <= set(keys.split(",")) for keys in undo.values()), "u and ctrl+z undo everywhere"


async def test_the_words_at_the_foot_are_bindings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the foot of a list screen offers names a key of the screen, and a click on it does what the key does."""
    prepare(home)
    monkeypatch.setenv("HOME", str(home))
    seen = set()
    async with at_home(home) as runner:
        for way in (way(home) for way in WAYS.values()):
            if len(way) != 1:
                continue
            await go(runner, way)
            screen = runner.app.screen
            if isinstance(screen, ListScreen):
                seen.add(screen.name)
                _foot_is_bound(screen)
                assert screen.help_rows() == screen.KEYS.help_rows(runner.app.services.settings.keys)
            await back_home(runner)
    assert len(seen) > 20


def _foot_is_bound(screen: ListScreen) -> None:
    signs = {key_label(key): binding for binding in on_screen(screen.KEYS) for key in binding.key.split(",")}
    for words, action in screen.hints():
        key = words.split()[0]
        assert key in signs or set(key) <= set(signs), (screen.name, words)
        if action and words.split()[1] not in signs and signs[key].id != "list.pick":
            assert action == f"screen.{signs[key].action}", (screen.name, words)

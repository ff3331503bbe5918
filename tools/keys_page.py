"""Write docs/keys.md and the tables of keys in docs/home.md and docs/session.md, which are made from the bindings.

python tools/keys_page.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from textual.binding import Binding

sys.path.insert(0, str(Path(__file__).parents[1]))

from runstrength.ui.common.bindings import HELP, LEAVE, PALETTE, SUSPEND, THEME, ScreenKeys, is_fixed, key_label
from runstrength.ui.home.bindings import HOME
from runstrength.ui.keymap.screens import SCREENS, on_screen
from runstrength.ui.session.bindings import SESSION
from runstrength.ui.widgets.list_keys import LIST_MOVES

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "keys.md"
WITH_TABLES: Final = {"session": SESSION, "home": HOME}
"""The screens whose help is a table on the page of the same name in `docs`."""
EVERYWHERE: Final = (
    *LIST_MOVES,
    THEME,
    HELP,
    LEAVE,
    PALETTE,
    SUSPEND,
)
EVERY: Final = {
    **{binding.id: "every list" for binding in (*LIST_MOVES, THEME)},
    **{binding.id: "every screen" for binding in (HELP, PALETTE, SUSPEND)},
}
"""The bindings of many screens, by id, and what the screens are called together."""
OF_THEIR_OWN: Final = frozenset(
    (
        *("home", "the first start", "the session", "a session line by line"),
        *("the choice of another exercise", "the choice of a time"),
        *("the summary", "the interrupted session", "the check-in", "the warm-up", "the mirror", "the help"),
        *("ending a session", "unsaved changes"),
    )
)
"""The screens whose letters have meanings of their own: home, a session, dialogs and forms."""
NOT_LETTERS: Final = frozenset(("left", "right", "escape", "enter"))
"""Letters beside these keys only repeat them: h and l, q."""
LETTERS: Final = """\
## Letters on lists

On a list a letter means the same everywhere. Home is no such list: there a letter opens what it begins with. In a
session and its summary letters steer the session. In a dialog, in front of the mirror and in the forms of check-in and
warm-up they are the first letters of the answers. Two letters have two meanings that can't be mixed up: `i` (import,
information) and `x` (what is crossed out).
"""
HEAD: Final = """\
# Keys

`?` shows the keys of the current screen. This page has all of them, screen by screen, then key by key;
`tools/keys_page.py` generates it from the program's bindings.

Choose your own keys in the table `[keys]` of `config.toml`: the id of what a key does, and keys separated by
commas. They replace all its keys, so include the ones you still want:

```toml
[keys]
"session.skip" = "k,f5"
"list.theme" = "f9"
```

A key is a letter, digit or sign (`k`, `K`, `?`; the comma is `comma`), a name (`space`, `enter`, `tab`, `backspace`,
`delete`, `left`, `right`, `up`, `down`, `home`, `end`, `pageup`, `pagedown`, `f1` to `f24`), or one of those with
`ctrl+`, `shift+` or `alt+` if your terminal sends it (`ctrl+k`, `shift+up`). `escape` and `enter` can't be changed, and
ctrl+c always leaves. A start and `runstrength doctor` name keys that can't be used.
"""


def main() -> None:
    """Write all three."""
    PAGE.write_text(keys_page(), encoding="utf-8")
    for name in WITH_TABLES:
        page = page_with_table(name)
        page.write_text(with_table(name, page.read_text(encoding="utf-8")), encoding="utf-8")


def keys_page() -> str:
    """Return the page of all keys: screen by screen, then key by key."""
    everywhere = ["## On every list\n", *_table(EVERYWHERE), ""]
    return "\n".join(
        [
            HEAD,
            *everywhere,
            *(line for screen in SCREENS for line in _section(screen)),
            *_letters(),
            *_by_meaning(),
            "",
        ]
    )


def page_with_table(name: str) -> Path:
    """Return the page with the table of a screen, a key of `WITH_TABLES`."""
    return ROOT / "docs" / f"{name}.md"


def with_table(name: str, text: str) -> str:
    """Return the text of a page with its table of keys as it is now."""
    start, end = f"<!-- keys: {name} -->\n", "<!-- end of keys -->"
    table = "\n".join(["| key | what it does |", "| --- | --- |", *_help_table(WITH_TABLES[name])])
    before, _, rest = text.partition(start)
    return f"{before}{start}{table}\n{end}{rest.partition(end)[2]}"


def meanings() -> dict[str, dict[str, list[str]]]:
    """Return the names of screens by meaning, by key; letters first, then signs, then keys with a name."""
    found: dict[str, dict[str, list[str]]] = {}
    for screen in SCREENS:
        for binding in on_screen(screen):
            for label in map(key_label, binding.key.split(",")):
                screens = found.setdefault(label, {}).setdefault(binding.tooltip, [])
                screens.append(EVERY.get(binding.id, screen.name))
    return {key: found[key] for key in sorted(found, key=lambda key: (len(key), not key.isalpha(), key))}


def letters() -> dict[str, dict[str, list[str]]]:
    """Return the screens by meaning, by letter, of all screens with a list except those of `OF_THEIR_OWN`."""
    found: dict[str, dict[str, list[str]]] = {}
    for screen in SCREENS:
        if screen.name in OF_THEIR_OWN:
            continue
        for binding in on_screen(screen):
            keys = binding.key.split(",")
            for letter in keys:
                if len(letter) == 1 and letter.islower() and NOT_LETTERS.isdisjoint(keys):
                    screens = found.setdefault(letter, {}).setdefault(binding.description, [])
                    screens.append(EVERY.get(binding.id, screen.name))
    return {letter: found[letter] for letter in sorted(found)}


def _letters() -> Iterator[str]:
    yield LETTERS
    yield "| letter | meaning | screens |"
    yield "| --- | --- | --- |"
    for letter, words in letters().items():
        for meaning, screens in words.items():
            yield f"| {letter} | {_cell(meaning)} | {', '.join(dict.fromkeys(screens))} |"
    yield ""


def _by_meaning() -> Iterator[str]:
    rows = meanings()
    several = [key for key, words in rows.items() if len(key) == 1 and key.isalpha() and len(words) > 1]
    yield "## Key by key\n"
    yield "What each key means, and on which screens. These letters have several meanings, one row for each:"
    yield f"{', '.join(several)}.\n"
    yield "| key | meaning | screens |"
    yield "| --- | --- | --- |"
    for key, words in rows.items():
        for meaning, screens in words.items():
            yield f"| {_cell(key)} | {_cell(meaning)} | {', '.join(dict.fromkeys(screens))} |"


def _help_table(screen: ScreenKeys) -> Iterator[str]:
    for keys, words in screen.help_rows({}):
        if words:
            yield f"| {_cell(', '.join(keys.split('  ')))} | {_cell(words)} |"


def _section(screen: ScreenKeys) -> Iterator[str]:
    yield f"## {screen.name[:1].upper()}{screen.name[1:]}\n"
    yield from _table([binding for binding in on_screen(screen) if binding not in EVERYWHERE])
    for row in screen.rows:
        for entry in row.entries:
            if not isinstance(entry, Binding) and entry.characters:
                yield f"| {_cell(entry.label)} | {_cell(entry.tooltip or row.words)} | typed |"
    yield ""


def _table(bindings: Iterable[Binding]) -> Iterator[str]:
    yield "| keys | what they do | id |"
    yield "| --- | --- | --- |"
    for binding in bindings:
        yield f"| {_keys(binding)} | {_cell(binding.tooltip)} | {_id(binding)} |"


def _keys(binding: Binding) -> str:
    return _cell(", ".join(map(key_label, binding.key.split(","))))


def _id(binding: Binding) -> str:
    return "always" if is_fixed(binding) else f"`{binding.id}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    main()

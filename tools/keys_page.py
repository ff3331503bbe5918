"""Write docs/keys.md and the tables of keys in README.md, which are made from the bindings.

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
README: Final = ROOT / "README.md"
EVERYWHERE: Final = (
    *LIST_MOVES,
    THEME,
    HELP,
    LEAVE,
    PALETTE,
    SUSPEND,
)
IN_README: Final = {"session": SESSION, "home": HOME}
HEAD: Final = """\
# Keys

Made from the program's bindings by `tools/keys_page.py`. `?` shows the keys of the screen you are on.

You can choose your own keys in the table `[keys]` of `config.toml`: the id of what a key does, and its keys with commas
between them. They take the place of all its keys, so name those you want to keep:

```toml
[keys]
"session.skip" = "k,f5"
"list.theme" = "f9"
```

A key is a letter, digit or sign (`k`, `K`, `?`; the comma is `comma`), a name (`space`, `enter`, `tab`, `backspace`,
`delete`, `left`, `right`, `up`, `down`, `home`, `end`, `pageup`, `pagedown`, `f1` to `f24`), or one of those with
`ctrl+`, `shift+` or `alt+` where your terminal sends it (`ctrl+k`, `shift+up`). `escape` and `enter` stay
with what they do, and ctrl+c always leads out. Keys that can't be used are named when the program starts and by
`runstrength doctor`.
"""


def main() -> None:
    """Write both."""
    PAGE.write_text(keys_page(), encoding="utf-8")
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")


def keys_page() -> str:
    """Return the page of all keys, screen by screen."""
    everywhere = ["## On every list\n", *_table(EVERYWHERE), ""]
    return "\n".join([HEAD, *everywhere, *(line for screen in SCREENS for line in _section(screen))])


def with_tables(text: str) -> str:
    """Return the README with its tables of keys as they are now."""
    for name, screen in IN_README.items():
        start, end = f"<!-- keys: {name} -->\n", "<!-- end of keys -->"
        table = "\n".join(["| key | what it does |", "| --- | --- |", *_help_table(screen)])
        before, _, rest = text.partition(start)
        text = f"{before}{start}{table}\n{end}{rest.partition(end)[2]}"
    return text


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

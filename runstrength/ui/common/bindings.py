"""The key bindings of a screen, declared once; help, footer, `docs` and the table `[keys]` are made from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.keys import format_key

from runstrength.ui.widgets.list_keys import DOWN, JUMPS, LIST_MOVES, UP

KEY_NAMES: Final = {
    "backspace": "backspace",
    "delete": "delete",
    "enter": "enter",
    "pagedown": "page-down",
    "pageup": "page-up",
    "plus": "+",
    "slash": "/",
}
"""How keys are written, if Textual writes them differently."""
NUMBER: Final = "0123456789.,"
"""The characters of a typed number."""


class TypedKeys(Struct, frozen=True):
    """Keys that a screen reads itself, without a binding, such as digits."""

    label: str
    """The characters as the help shows them: `0-9`."""
    tooltip: str
    """The sentence of the help."""
    characters: str = ""
    """The characters, which can't be keys of a binding on this screen."""


class HelpRow(Struct, frozen=True):
    """A row of the help: keys that belong together, or a note."""

    entries: tuple[Binding | TypedKeys, ...]
    words: str = ""
    """The text of the row; by default the tooltips of its entries."""
    label: str = ""
    """What a note has in place of keys."""
    named: tuple[Binding, ...] = ()
    """Bindings whose keys the text names, in the order of its `{}`."""


class ScreenKeys:
    """All keys of a screen, in the order of its help.

    Args:
        name: of the screen, for error messages: `the history`.
        rows: the rows of the help; a single binding is a row too.
        hidden: bindings that the help doesn't show.
        text: whether every typed character is text, so that no character can be a key.
        writes: whether the screen has text fields, which receive characters only while they are focused.
    """

    def __init__(
        self,
        name: str,
        *rows: HelpRow | Binding | TypedKeys,
        hidden: tuple[Binding, ...] = (),
        text: bool = False,
        writes: bool = False,
    ) -> None:
        self.name = name
        self.rows = tuple(item if isinstance(item, HelpRow) else HelpRow((item,)) for item in rows)
        self.hidden = hidden
        self.text = text
        self.writes = writes

    @property
    def all(self) -> Iterator[Binding]:
        """Every binding, including those of the list and the app that the help shows."""
        for row in self.rows:
            yield from (entry for entry in row.entries if isinstance(entry, Binding))
        yield from self.hidden

    @property
    def typed(self) -> str:
        """The characters that the screen reads itself, without bindings."""
        entries = (entry for row in self.rows for entry in row.entries)
        return "".join(entry.characters for entry in entries if isinstance(entry, TypedKeys))

    @property
    def bindings(self) -> list[BindingType]:
        """The bindings of the screen itself, for `BINDINGS`."""
        return [binding for binding in self.all if binding.id not in ELSEWHERE]

    def binding(self, binding_id: str) -> Binding:
        """Return the binding with an id.

        Raises:
            KeyError: the screen has none.
        """
        return self._by_id[binding_id]

    @cached_property
    def _by_id(self) -> dict[str, Binding]:
        return {binding.id or "": binding for binding in self.all}

    def keys_of(self, keymap: Mapping[str, str], *ids: str) -> tuple[str, ...]:
        """Return the keys of bindings, including a person's changes."""
        found = [self._by_id[binding_id] for binding_id in ids if binding_id in self._by_id]
        return tuple(key for binding in found for key in remapped(binding, keymap).key.split(","))

    def key_label(self, keymap: Mapping[str, str], binding_id: str) -> str:
        """Return the first key of a binding as text, such as `esc`."""
        return first_key_label(self.binding(binding_id), keymap)

    def help_rows(self, keymap: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return the rows of the help: the keys, and what they do."""
        return [(_row_label(row, keymap), _row_words(row, keymap)) for row in self.rows]

    def footer_item(self, keymap: Mapping[str, str], ids: str, words: str = "", *, key: str = "") -> tuple[str, str]:
        """Return the text of a key hint, and the action of a click on it.

        Args:
            keymap: the person's keys by id of a binding.
            ids: the id of the binding, or several separated by spaces, which have no action.
            words: what the key does; by default the description of the binding.
            key: which of its keys to show, if the binding still has it; by default the first.

        Raises:
            KeyError: the screen has no such binding.
        """
        found = [remapped(self.binding(binding_id), keymap) for binding_id in ids.split()]
        keys = [binding.key.split(",") for binding in found]
        labels = [key_label(key if key in binding_keys else binding_keys[0]) for binding_keys in keys]
        label = " ".join(labels)
        action = f"screen.{found[0].action}" if len(found) == 1 else ""
        return f"{label} {words or found[0].description}", action


def remapped(binding: Binding, keymap: Mapping[str, str]) -> Binding:
    """Return a binding with the person's keys for it, if there are any."""
    keys = keymap.get(binding.id or "")
    return binding if keys is None else binding.with_key(keys)


def normal_keys(text: str) -> str:
    """Return keys with Textual's names and without spaces: `question_mark` for `?`."""
    keys = (key.strip() for key in text.split(",") if key.strip())
    return ",".join(binding.key for key in keys for binding in Binding.make_bindings([Binding(key, "")]))


def key_label(key: str) -> str:
    """Return a key as text: `esc` for `escape`, `shift+↑` for `shift+up`."""
    *modifiers, name = key.split("+")
    return "+".join((*modifiers, KEY_NAMES.get(name) or format_key(name)))


def first_key_label(binding: Binding, keymap: Mapping[str, str]) -> str:
    """Return the first key of a binding as text, with the person's keys for it."""
    return key_label(remapped(binding, keymap).key.split(",")[0])


def row(*entries: Binding | TypedKeys, words: str = "") -> HelpRow:
    """Return a row of the help with several entries."""
    return HelpRow(entries, words)


def note(label: str, words: str, *named: Binding) -> HelpRow:
    """Return a row of the help without keys of its own: `in a session`, and a sentence.

    Args:
        label: what the row has in place of keys.
        words: the sentence, with a `{}` for each key it names.
        named: the bindings of these keys.
    """
    return HelpRow((), words, label, named)


def _row_label(row: HelpRow, keymap: Mapping[str, str]) -> str:
    labels = [row.label] if row.label else []
    for entry in row.entries:
        if isinstance(entry, TypedKeys):
            labels.append(entry.label)
            continue
        binding = remapped(entry, keymap)
        labels.append(binding.key_display or "  ".join(map(key_label, binding.key.split(","))))
    return "  ".join(labels).replace("↑  ↓", "↑ ↓").replace("←  →", "← →").strip()


def _row_words(row: HelpRow, keymap: Mapping[str, str]) -> str:
    words = row.words or ", ".join(entry.tooltip for entry in row.entries if entry.tooltip)
    return words.format(*(first_key_label(binding, keymap) for binding in row.named)) if row.named else words


# -- keys that many screens have ---------------------------------------------------------------------------------------

PALETTE: Final = Binding(
    "ctrl+p", "command_palette", "commands", show=False, priority=True, tooltip="all commands", id="app.palette"
)
SUSPEND: Final = Binding(
    "ctrl+z", "suspend_process", "back to the shell", show=False, tooltip="back to the shell", id="app.suspend"
)
ELSEWHERE: Final = frozenset(binding.id for binding in (*LIST_MOVES, PALETTE, SUSPEND))
"""The ids of bindings that belong to a list or the app, not to a screen."""
THEME: Final = Binding("t", "theme", "dark or light", show=False, tooltip="dark or light", id="list.theme")
HELP: Final = Binding("question_mark,f1", "help", "help", tooltip="the keys", id="app.help")
SESSION_GO_ON: Final = Binding(
    "space,enter,pagedown,right",
    "go_on",
    "continue",
    key_display="space  enter  →",
    tooltip="done, continue; a clicker works too",
    id="session.go_on",
)
"""On the session screen; the help of home names its key."""
LEAVE: Final = Binding("ctrl+c", "leave", "leave", show=False, tooltip="leave", id="list.leave")
LIST_KEYS: Final = (*JUMPS, HELP, LEAVE)
"""The bindings of every list that the help doesn't show."""


def is_fixed(binding: Binding) -> bool:
    """Tell whether the keys of a binding can't be changed, because they must always lead out of a screen."""
    return binding.id == SUSPEND.id or "ctrl+c" in binding.key.split(",")


def moves(words: str) -> HelpRow:
    """Return the row of the help for the arrow keys of a list."""
    return HelpRow((UP, DOWN), words)


def pick(tooltip: str, *, keys: str = "space,enter", words: str = "choose") -> Binding:
    """Return the binding that chooses the highlighted row."""
    shown = "  ".join(keys.split(","))
    return Binding(keys, "pick", words, show=False, key_display=shown, tooltip=tooltip, id="list.pick")


def back(tooltip: str = "back", *, shown: str = "q  esc") -> Binding:
    """Return the binding that goes back from a list."""
    return Binding("q,escape,backspace", "back", "back", key_display=shown, tooltip=tooltip, id="list.back")


def back_from_values(tooltip: str) -> Binding:
    """Return the binding that goes back from a screen where values are typed, so that backspace erases instead."""
    return Binding("q,escape", "back", "back", key_display="q  esc", tooltip=tooltip, id="edit.back")


def leave_question(action: str = "back", words: str = "back") -> Binding:
    """Return the binding by which ctrl+c and ctrl+q leave only the current screen, not the app.

    Args:
        action: the action of the binding.
        words: its description.
    """
    return Binding("ctrl+c,ctrl+q", action, words, show=False, priority=True, tooltip=words, id="list.leave_question")


ASKING_LIST_KEYS: Final = (*JUMPS, HELP, leave_question())
"""The bindings in place of `LIST_KEYS` where leaving the app would lose what was entered."""


def previous_value(action: str, binding_id: str) -> Binding:
    """Return the binding of shift+tab, which selects the previous value."""
    words = "previous value"
    return Binding("shift+tab", action, words, show=False, priority=True, tooltip=words, id=binding_id)


def search(tooltip: str) -> Binding:
    """Return the binding that searches a list."""
    return Binding("slash,ctrl+f", "search", "search", key_display="/", tooltip=tooltip, id="list.search")


LESS: Final = Binding("left,h,minus", "change(-1)", "less", show=False, key_display="←", tooltip="less", id="list.less")
MORE: Final = Binding("right,l,plus", "change(1)", "more", show=False, key_display="→", tooltip="more", id="list.more")
UNDO: Final = Binding("u,ctrl+z,backspace", "undo", "undo", key_display="u  ctrl+z", tooltip="undo", id="list.undo")
REDO: Final = Binding("ctrl+y", "redo", "redo", show=False, tooltip="redo", id="list.redo")
UNDO_RUN: Final = Binding(
    "u,ctrl+z", "take_back", "undo", show=False, key_display="u", tooltip="undo it", id="home.undo"
)
"""On the home screen; the notice about a logged run names its key."""
READING: Final = ScreenKeys("a text", moves("scroll"), back(), hidden=(THEME, *LIST_KEYS))

# -- dialogs -----------------------------------------------------------------------------------------------------------

HELP_SCREEN: Final = ScreenKeys(
    "the help",
    Binding(
        "escape,space,enter,q,question_mark,f1,backspace,pagedown,pageup,left,right",
        "close",
        "closes",
        tooltip="close the help",
        id="help.close",
    ),
    hidden=(leave_question("close", "close"),),
)
CLEAR_THEN_BACK: Final = "clear the search, then back"
ASKS_UNSAVED: Final = "leave (asks about unsaved changes)"
DROP: Final = "paste, or drop a file"
"""Texts of the help that several screens have."""
_GO_ON = Binding(
    "space,enter,g,escape,q,p,pagedown,right", "go_on", "keep going", tooltip="keep going", id="stop.go_on"
)
_DISCARD = Binding("d", "discard", "discard", tooltip="discard (press twice)", id="stop.discard")
_AGAIN = Binding(
    "ctrl+c,ctrl+q", "again", "finish", show=False, priority=True, tooltip="finish at once", id="stop.again"
)
STOP: Final = ScreenKeys(
    "ending a session",
    _GO_ON,
    Binding("f", "finish", "finish", tooltip="finish and save", id="stop.finish"),
    _DISCARD,
    hidden=(_AGAIN,),
)
UNSAVED: Final = ScreenKeys(
    "unsaved changes",
    _GO_ON,
    Binding("s,f,ctrl+s", "finish", "save", tooltip="save and leave", id="stop.save"),
    _DISCARD,
    hidden=(_AGAIN,),
)
COMMANDS: Final = ScreenKeys(
    "the list of commands",
    moves("choose"),
    Binding("enter", "pick", "run", tooltip="run it", id="commands.run"),
    note("letters", "search"),
    Binding("escape", "close", "close", tooltip="close", id="commands.close"),
    hidden=(
        *JUMPS,
        leave_question("close", "close"),
    ),
    text=True,
)

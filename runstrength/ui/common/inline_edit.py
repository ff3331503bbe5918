"""A list screen on which a value can be typed where it stands, without a box that opens."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Final

from runstrength.text import typeable
from runstrength.toml_input import InputError
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.widgets.typed_text import too_long

if TYPE_CHECKING:
    from textual.events import Key, Paste

ONWARD: Final = ("up", "down", "home", "end", "pageup", "pagedown")
"""Keys that go to another row: what was typed is taken first."""
NO_TEXT: Final = ("enter", "tab", "escape", "backspace", "delete")
"""Keys with a character that is no text."""
BEGINS: Final = (".", ",")
"""Signs with which a number begins beside its digits."""


class InlineEditScreen(ListScreen):
    """Keeps what is being typed; a screen says what can be, and takes it.

    Enter takes it, escape leaves the value as it was. Whatever is typed stands in the field: what can't be taken is
    explained, and stays to be corrected.
    """

    LONGEST: ClassVar[int] = 40
    """Characters that can be typed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.typed: str | None = None
        """What is being typed; None while nothing is."""
        self.status = ""
        """What just happened."""
        self.error = ""
        """What just went wrong."""

    def input_kind(self) -> str:
        """Return what can be typed now: `number`, `text`, or nothing; a number begins with its first digit."""
        return ""

    def longest(self) -> int:
        """Return how many characters can be typed now."""
        return self.LONGEST

    @abstractmethod
    def accept(self, text: str) -> None:
        """Make a typed text the value, and set `typed` to None.

        Raises:
            InputError: it cannot be one.
            ValueError: the same, with the text as its message (`NumberError`, `DateError`).
        """

    def set_status(self, status: str = "", error: str = "") -> None:
        """Show everything anew, with what just happened."""
        self.status, self.error = status, error
        self.list.refresh()
        self.refresh_view()

    def begin_typing(self, text: str = "") -> None:
        """Let something be typed."""
        self.typed = text
        self.set_status()

    def finish_typing(self) -> bool:
        """Take what was typed, and tell whether it could be; when not, why is said."""
        if self.typed is None:
            return True
        try:
            self.accept(self.typed)
        except InputError as bad:
            self.set_status(error=bad.problems[0].text)
            return False
        except ValueError as error:
            self.set_status(error=str(error))
            return False
        return True

    def leave_typing(self) -> None:
        """Say that what was being typed isn't kept, where another row was chosen meanwhile."""
        said = "what you typed was not saved" if self.typed else ""
        self.typed = None
        self.set_status(said)

    def insert(self, text: str) -> None:
        """Add to what is being typed as much as there is room for; what there isn't is said."""
        before = self.typed or ""
        room = max(0, self.longest() - len(before))
        new = typeable(text, before)
        self.typed = before + new[:room]
        self.set_status(error=too_long(len(new), room, self.longest()) if len(new) > room else "")

    # -- keys ----------------------------------------------------------------------------------------------------------

    # Textual has the base class look at a key as well, unless it was taken here.
    def on_key(self, event: Key) -> None:
        """Take what is typed; a digit begins a number by itself, backspace erases, ctrl+u erases all."""
        character = event.character if event.character and event.key not in NO_TEXT else ""
        if character and not event.is_printable:
            # A sign that joins letters is one only behind a letter.
            character = typeable(character, self.typed or "")
        kind = self.input_kind()
        if self.typed is None:
            if not (kind == "number" and (character.isdecimal() or character in BEGINS)) or not character:
                return
            self.typed = ""
            self.insert(character)
        elif event.key in ONWARD:
            if self.finish_typing():
                return
            event.stop()
            event.prevent_default()
            return
        elif event.key == "backspace":
            self.typed = self.typed[:-1]
            self.set_status()
        elif event.key == "ctrl+u":
            self.typed = ""
            self.set_status()
        elif character:
            self.insert(character)
        else:
            return
        # Another key came between: the next enter is a press of its own, however soon.
        self.services.key_guard.mark_handled(event.key, self.services.real_clock())
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Take a value from elsewhere; what a terminal would obey is not in it."""
        if kind := self.input_kind():
            if kind != "text":
                self.typed = None
            self.insert(event.text if self.typed else event.text.strip())

    def action_back(self) -> None:
        """Leave what is being typed, else go back."""
        if self.typed is None:
            super().action_back()
            return
        self.typed = None
        self.set_status()

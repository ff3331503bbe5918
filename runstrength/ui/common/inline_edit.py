"""The base of list screens whose values are edited in place."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Final

from runstrength.text import too_long, typeable
from runstrength.toml_input import InputError
from runstrength.ui.common.list_screen import ListScreen

if TYPE_CHECKING:
    from textual.events import Key, Paste

ROW_KEYS: Final = ("up", "down", "home", "end", "pageup", "pagedown")
"""Keys that go to another row, after accepting the input."""
NO_TEXT_KEYS: Final = ("enter", "tab", "escape", "backspace", "delete")
"""Keys whose character is not text."""
NUMBER_STARTS: Final = (".", ",")
"""Characters that a number can start with, besides digits."""


AUTOSAVE_TEXT: Final = "saved automatically"
"""The status of a screen whose changes are saved at once."""


class InlineEditScreen(ListScreen):
    """Holds the text being typed; a subclass says what can be typed, and accepts it.

    Enter accepts the text, escape cancels. Invalid text is explained, and stays in the field to be corrected.
    """

    MAX_LENGTH: ClassVar[int] = 40
    """Characters that can be typed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.typed: str | None = None
        """The text being typed; None if none."""
        self.status = ""
        """The status of the last action."""
        self.error = ""
        """The error of the last action."""

    def input_kind(self) -> str:
        """Return what can be typed: `number` (typing starts with a digit), `text`, or an empty string."""
        return ""

    def max_length(self) -> int:
        """Return the maximum length of the text."""
        return self.MAX_LENGTH

    @abstractmethod
    def accept(self, text: str) -> None:
        """Use a typed text as the value, and set `typed` to None.

        Raises:
            InputError: the text is not valid.
            ValueError: the text is not valid; with a message for the person (`NumberError`, `DateError`).
        """

    def set_status(self, status: str = "", error: str = "") -> None:
        """Update the screen with a status or an error."""
        self.status, self.error = status, error
        self.list.refresh()
        self.refresh_view()

    def begin_typing(self, text: str = "") -> None:
        """Start typing."""
        self.typed = text
        self.set_status()

    def finish_typing(self) -> bool:
        """Accept the typed text; if it is not valid, show the error and return false."""
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
        """Cancel typing because another row was selected, and say so."""
        status = "what you typed was not saved" if self.typed else ""
        self.typed = None
        self.set_status(status)

    def insert(self, text: str) -> None:
        """Insert as much text as fits, and say if not all of it did."""
        before = self.typed or ""
        room = max(0, self.max_length() - len(before))
        new = typeable(text, before)
        self.typed = before + new[:room]
        self.set_status(error=too_long(len(new), room, self.max_length()) if len(new) > room else "")

    # -- keys ----------------------------------------------------------------------------------------------------------

    # Textual also calls the handler of the base class, unless the event is stopped here.
    def on_key(self, event: Key) -> None:
        """Handle typed characters: a digit starts a number, backspace deletes, ctrl+u deletes all."""
        character = event.character if event.character and event.key not in NO_TEXT_KEYS else ""
        if character and not event.is_printable:
            # A joining character counts only after a letter.
            character = typeable(character, self.typed or "")
        kind = self.input_kind()
        if self.typed is None:
            if not (kind == "number" and (character.isdecimal() or character in NUMBER_STARTS)) or not character:
                return
            self.typed = ""
            self.insert(character)
        elif event.key in ROW_KEYS:
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
        # A different key was pressed, so the next enter is not a repeat, however soon it comes.
        self.services.key_guard.mark_handled(event.key, self.services.real_clock())
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Insert a pasted value, without control characters."""
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

"""A text input that reports text that does not fit."""

from __future__ import annotations

from textual.events import Key, Paste
from textual.widgets import Input

from runstrength.text import too_long, typeable


class TextField(Input):
    """Textual's input, except that several lines are pasted as one, and that a reached limit is reported.

    Characters that join letters or emoji can be typed and pasted. An initial text longer than the limit stays as it is.
    """

    def room(self) -> int:
        """Return how many characters fit; selected characters count as free."""
        if not self.max_length:
            return 1_000_000
        return max(0, self.max_length - len(self.value) + len(self.selected_text))

    def add_text(self, text: str) -> None:
        """Insert as much of a text as fits, and report the rest."""
        start, _ = sorted(self.selection)
        new = typeable(text, self.value[:start])
        room = self.room()
        if len(new) > room:
            self.notify(too_long(len(new), room, self.max_length or 0), severity="warning")
        if new[:room]:
            self.replace(new[:room], *self.selection)

    def on_key(self, event: Key) -> None:
        """Insert a character; other keys are handled by Textual's input."""
        # Textual also calls the handlers of base classes, unless this is prevented.
        character = event.character or ""
        joins = bool(character) and not event.is_printable and typeable(f"{character}", self.value[-1:]) == character
        if event.is_printable or (joins and not character.isspace()):
            self.add_text(character)
            event.stop()
            event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Insert pasted text."""
        self.add_text(event.text)
        event.stop()
        event.prevent_default()

"""A line to type a text in, which says what doesn't fit and loses nothing else."""

from __future__ import annotations

from textual.events import Key, Paste
from textual.widgets import Input

from runstrength.text import typeable
from runstrength.ui.widgets.typed_text import too_long


class TextField(Input):
    """Textual's input, but that several lines are pasted as one with blanks, and a limit that is reached is said.

    Signs that join letters and pictures of other scripts can be typed and pasted. A text that is longer than the limit
    from elsewhere stays as it is.
    """

    def room(self) -> int:
        """Return for how many characters there is room, those that are selected counted as room."""
        if not self.max_length:
            return 1_000_000
        return max(0, self.max_length - len(self.value) + len(self.selected_text))

    def add_text(self, text: str) -> None:
        """Insert what can be of a typed or pasted text, and say what doesn't fit."""
        start, _ = sorted(self.selection)
        new = typeable(text, self.value[:start])
        room = self.room()
        if len(new) > room:
            self.notify(too_long(len(new), room, self.max_length or 0), severity="warning")
        if new[:room]:
            self.replace(new[:room], *self.selection)

    def on_key(self, event: Key) -> None:
        """Insert a character; every other key is left to Textual's input."""
        # Textual calls the handler of each class, unless it is told not to.
        character = event.character or ""
        joins = bool(character) and not event.is_printable and typeable(f"{character}", self.value[-1:]) == character
        if event.is_printable or (joins and not character.isspace()):
            self.add_text(character)
            event.stop()
            event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Insert what is pasted."""
        self.add_text(event.text)
        event.stop()
        event.prevent_default()

"""A calm screen on which a value can be typed where it stands, without a box that opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from runstrength.checked import BadInput
from runstrength.ui.screens.calm import CalmScreen

if TYPE_CHECKING:
    from textual.events import Key, Paste

ONWARD: Final = ("up", "down", "home", "end", "pageup", "pagedown")
"""Keys that go to another row: what was typed is taken first."""


class TypingScreen(CalmScreen):
    """Keeps what is being typed; a screen says what can be, and takes it.

    Enter takes it, escape leaves the value as it was, and so does the mouse; what cannot be is explained, and stays to
    be mended.
    """

    LONGEST: ClassVar[int] = 12
    """Characters that can be typed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.typed: str | None = None
        """What is being typed; None while nothing is."""
        self.said = ""
        """What just happened."""
        self.trouble = ""
        """What just went wrong."""

    def types(self) -> str:
        """Return what can be typed now: `number`, `text`, or nothing."""
        return ""

    def take(self, text: str) -> None:
        """Make a typed text the value, and set `typed` to None.

        Raises:
            BadInput: it cannot be one.
        """
        raise NotImplementedError

    def say(self, said: str = "", trouble: str = "") -> None:
        """Show everything anew, with what just happened."""
        self.said, self.trouble = said, trouble
        self.list.refresh()
        self.paint()

    def begin_typing(self, text: str = "") -> None:
        """Let something be typed."""
        self.typed = text
        self.say()

    def finish_typing(self) -> bool:
        """Take what was typed, and tell whether it could be; when not, why is said."""
        if self.typed is None:
            return True
        try:
            self.take(self.typed)
        except BadInput as bad:
            self.say(trouble=bad.problems[0].text)
            return False
        return True

    # -- keys ----------------------------------------------------------------------------------------------------------

    # Textual has the base class look at a key as well, unless it was taken here.
    def on_key(self, event: Key) -> None:
        """Take what is typed; a digit begins a number by itself, backspace erases, ctrl+u erases all."""
        character = event.character if event.character and event.is_printable else ""
        kind = self.types()
        if self.typed is None:
            if not (kind == "number" and character.isdigit()):
                return
            self.typed = character
        elif event.key in ONWARD:
            if self.finish_typing():
                return
            event.stop()
            event.prevent_default()
            return
        elif event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.key == "ctrl+u":
            self.typed = ""
        elif character and (character != " " or kind == "text"):
            self.typed = (self.typed + character)[: self.LONGEST]
        else:
            return
        # Another key came between: the next enter is a press of its own, however soon.
        self._app.guard.obeyed(event.key, self._app.real_clock())
        event.stop()
        event.prevent_default()
        self.say()

    def on_paste(self, event: Paste) -> None:
        """Take a value from elsewhere; what a terminal would obey is not in it."""
        if kind := self.types():
            text = "".join(letter for letter in event.text if letter.isprintable()).strip()
            before = self.typed or "" if kind == "text" else ""
            self.begin_typing((before + text)[: self.LONGEST])

    def action_back(self) -> None:
        """Leave what is being typed, else go back."""
        if self.typed is None:
            super().action_back()
            return
        self.typed = None
        self.say()

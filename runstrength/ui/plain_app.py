"""An app that shows text as it is: in toasts, in the window's title, and what is pasted into it."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import ClassVar, Final, Protocol, runtime_checkable

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.widgets import Input

from runstrength.text import printable, printable_joined
from runstrength.ui.plain_filter import PlainFilter, needs_ascii
from runstrength.ui.terminal.text_filter import TextFilter
from runstrength.ui.terminal_title import TerminalTitle

NO_LETTERS: Final = "Letters don't reach me: keyboard layout or caps lock?"
LETTERS_ARE_KEYS: Final = ("session", "summary", "home", "history", "warmup", "checkin")
"""The screens on which nobody types words, so that a letter is always meant as a key."""


@runtime_checkable
class Speaker(Protocol):
    """A screen that has a place of its own for what toasts would cover."""

    def announce(self, text: str) -> None:
        """Show a text for a moment."""
        ...


class PlainApp(App[int]):
    """What an app needs so that no text is ever markup, or a command to the terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", "Back to the shell", show=False)]

    def __init__(self, **how: object) -> None:
        super().__init__(**how)  # type: ignore[arg-type]  # Textual checks them
        self._told_of_layout = False
        self._title_before = ""
        self._text_filters = (TextFilter(), *([PlainFilter()] if needs_ascii() else []))
        self._toasts: list[tuple[str, float]] = []
        self.title_bar = TerminalTitle(self._write_to_terminal)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line of every widget passes before it is drawn."""
        return [*super().get_line_filters(), *self._text_filters]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's form
    ) -> None:
        """Show a toast, or let the screen say it that has a line for such things; its text is no markup."""
        lines = "\n".join(map(printable, message.split("\n")))
        speaker = self._speaker()
        if speaker is not None:
            speaker.announce(f"{title}: {message}" if title else message)
            return
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        now = monotonic()
        self._toasts = [toast for toast in self._toasts if now < toast[1]]
        self._toasts.append((f"{title}: {message}" if title else message, now + seconds))
        super().notify(lines, title=printable(title), severity=severity, timeout=timeout, markup=False)

    def _speaker(self) -> Speaker | None:
        """Return the screen on top, or below a modal one, where it says things itself."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Speaker):
                return screen
            if not screen.is_modal:
                break
        return None

    def take_toasts(self) -> list[str]:
        """Return the texts of the toasts that are still shown, and take them off the screen."""
        now = monotonic()
        texts = [text for text, until in self._toasts if now < until]
        self._toasts.clear()
        if texts:
            self.clear_notifications()
        return texts

    async def on_event(self, event: Event) -> None:
        """Take a letter for its key, and what is pasted into a field as one line that a terminal does not obey."""
        if isinstance(event, Key) and not event.is_forwarded and not isinstance(self.focused, Input):
            self._read_letter(event)
        if isinstance(event, Paste) and isinstance(self.focused, Input):
            event.text = " ".join(map(printable_joined, event.text.splitlines()))
        await super().on_event(event)

    def _read_letter(self, event: Key) -> None:
        """Let a capital letter that nothing is bound to be its small one, and say once where letters are none of ours.

        Whoever has caps lock on wants what is on the key. The character stays as it is, for who types letters.
        """
        letter = event.key
        if len(letter) != 1 or not letter.isalpha() or (letter.isascii() and letter.islower()):
            return
        if letter in self.screen.active_bindings:
            return
        if letter.isascii():
            event.key = letter.lower()
        elif self.screen.name in LETTERS_ARE_KEYS and not self._told_of_layout:
            self._told_of_layout = True
            self.notify(NO_LETTERS, timeout=5)

    # -- the shell in between ------------------------------------------------------------------------------------------

    def leave_terminal(self) -> None:
        """Give the terminal its title back before the program is stopped."""
        self._title_before = self.title_bar.text
        if self._driver is not None:
            self.title_bar.restore(self._driver.write)

    def back_on_terminal(self) -> None:
        """Show the title and draw everything anew, after the program was stopped."""
        self.window_title(self._title_before)
        self.refresh(layout=True)

    @property
    def is_behind(self) -> bool:
        """Whether the terminal is slower than what is drawn; what only moves can wait for it then."""
        return bool(getattr(self._driver, "behind", False))

    def window_title(self, text: str) -> None:
        """Set the terminal's title."""
        self.title_bar.set(text)

    def _write_to_terminal(self, data: str) -> None:
        """Write past the screen, but with its next frame where the driver can: seen apart they would be two frames."""
        driver = self._driver
        if driver is None or driver.is_headless:
            return
        later = getattr(driver, "write_later", driver.write)
        later(data)
        self.call_after_refresh(getattr(driver, "write_what_waits", driver.flush))

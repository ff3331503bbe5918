"""An app that shows text as it is: what it says, the window's title, and what is pasted into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final, Protocol, runtime_checkable

from textual.binding import BindingType
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.widgets import Input

from runstrength.text import printable_joined
from runstrength.ui.alarm import Wake
from runstrength.ui.common import bindings
from runstrength.ui.common.textual_app import TextualApp
from runstrength.ui.notices import Notice
from runstrength.ui.terminal.ascii_filter import PlainFilter, needs_ascii
from runstrength.ui.terminal.text_filter import TextFilter
from runstrength.ui.terminal.title import TerminalTitle

NO_LETTERS: Final = "Letters don't reach me: keyboard layout or caps lock?"
LETTERS_ARE_KEYS: Final = ("session", "summary", "home", "history", "warmup", "checkin")
"""The screens on which nobody types words, so that a letter is always meant as a key."""


@runtime_checkable
class Announcer(Protocol):
    """A screen that shows what the app says in its own way, one text after the other."""

    def announce(self, text: str) -> None:
        """Show a text for a moment."""
        ...


@runtime_checkable
class NoticeBoard(Protocol):
    """A screen that asks the app what to say whenever it is drawn."""

    def show_notice(self) -> None:
        """Show what the app says now, or take it away."""
        ...


class PlainApp(TextualApp):
    """What an app needs so that no text is ever markup, or a command to the terminal."""

    real_clock: Callable[[], float]
    """Seconds that never stop."""
    notice_alarm: Wake
    """Rings when a notice has been shown long enough."""

    BINDINGS: ClassVar[list[BindingType]] = [bindings.PALETTE, bindings.SUSPEND]

    def __init__(self, **how: object) -> None:
        super().__init__(**how)  # type: ignore[arg-type]  # Textual checks them
        self._told_of_layout = False
        self._title_before = ""
        self._text_filters = (TextFilter(), *([PlainFilter()] if needs_ascii() else []))
        self._notice: Notice | None = None
        self._notice_is_shown = False
        self.title_bar = TerminalTitle(self._write_to_terminal)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line of every widget passes before it is drawn."""
        return [*super().get_line_filters(), *self._text_filters]

    # -- what the app says ---------------------------------------------------------------------------------------------

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,  # noqa: ARG002 - its length says how long it takes to be read
        markup: bool = False,  # noqa: ARG002 - Textual's form
    ) -> None:
        """Say something for a moment on the screen on top, or on the one that comes next; the latest notice wins."""
        notice = Notice(f"{title}: {message}" if title else message, warning=severity != "information")
        announcer = self._announcer()
        if announcer is not None:
            announcer.announce(notice.text)
            return
        self.notice_alarm.cancel()
        self._notice, self._notice_is_shown = notice, False
        for screen in self.screen_stack[-1:]:
            _update(screen)

    def _announcer(self) -> Announcer | None:
        """Return the screen on top, or below a modal one, where it says things itself."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Announcer):
                return screen
            if not screen.is_modal:
                break
        return None

    def notice_on(self, screen: object) -> Notice | None:
        """Return what a screen has to show now, nothing unless it is on top; a notice's time begins at the first call.

        Args:
            screen: that is drawn.
        """
        if self._notice is None or self.screen_stack[-1:] != [screen]:
            return None
        if not self._notice_is_shown:
            self._notice_is_shown = True
            self.notice_alarm.at(self.real_clock() + self._notice.seconds, self.clear_notifications)
        return self._notice

    def take_notice(self) -> str:
        """Return the text that is said now and say it no longer; empty where there is none."""
        text = self._notice.text if self._notice is not None else ""
        self.clear_notifications()
        return text

    def clear_notifications(self) -> None:
        """Say nothing any more."""
        self.notice_alarm.cancel()
        if self._notice is not None:
            self._notice = None
            for screen in self.screen_stack:
                _update(screen)

    # -- what is typed -------------------------------------------------------------------------------------------------

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
            self.notify(NO_LETTERS)

    # -- the shell in between ------------------------------------------------------------------------------------------

    def leave_terminal(self) -> None:
        """Give the terminal its title back before the program is stopped."""
        self._title_before = self.title_bar.text
        if self.terminal_driver is not None:
            self.title_bar.restore(self.terminal_driver.write)

    def back_on_terminal(self) -> None:
        """Show the title and draw everything anew, after the program was stopped."""
        self.window_title(self._title_before)
        self.refresh(layout=True)

    @property
    def is_behind(self) -> bool:
        """Whether the terminal is slower than what is drawn; what only moves can wait for it then."""
        return bool(getattr(self.terminal_driver, "behind", False))

    def window_title(self, text: str) -> None:
        """Set the terminal's title."""
        self.title_bar.set(text)

    def _write_to_terminal(self, data: str) -> None:
        """Write past the screen, but with its next frame where the driver can: seen apart they would be two frames."""
        driver = self.terminal_driver
        if driver is None or driver.is_headless:
            return
        later = getattr(driver, "write_later", driver.write)
        later(data)
        self.call_after_refresh(getattr(driver, "write_what_waits", driver.flush))


def _update(screen: object) -> None:
    if isinstance(screen, NoticeBoard):
        screen.show_notice()

"""An app that shows all text literally: notices, the window's title, and pasted text."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable, Sequence
from typing import ClassVar, Final, Protocol, runtime_checkable

from textual.binding import BindingType
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.widgets import Input

from runstrength.live.alarm import Wake
from runstrength.text import printable_joined
from runstrength.ui.common import bindings
from runstrength.ui.common.textual_app import TextualApp
from runstrength.ui.notices import Notice
from runstrength.ui.terminal.text_filter import TextFilter
from runstrength.ui.terminal.title import TerminalTitle

AFTER_FRAME: Final = 0.1
"""Seconds after which what waits for the next frame is written without one."""
NO_LETTERS: Final = "The keys are Latin letters: switch your keyboard layout."
LETTERS_ARE_KEYS: Final = ("session", "summary", "home", "history", "warmup", "checkin")
"""The screens without text fields, on which every letter is a key."""


@runtime_checkable
class Announcer(Protocol):
    """A screen that shows the app's notices itself."""

    def announce(self, text: str) -> None:
        """Show a text for a moment."""
        ...


@runtime_checkable
class NoticeBoard(Protocol):
    """A screen that shows the notice of `notice_on` when it is drawn."""

    def show_notice(self) -> None:
        """Show or remove the app's notice."""
        ...


class LiteralApp(TextualApp):
    """An app in which text is never markup or a terminal command."""

    real_clock: Callable[[], float]
    """A monotonic clock in seconds."""
    notice_alarm: Wake
    """The alarm that removes a notice."""

    BINDINGS: ClassVar[list[BindingType]] = [bindings.PALETTE, bindings.SUSPEND]

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # Textual checks them
        self._is_layout_reported = False
        self._title_before = ""
        self._text_filters = (TextFilter(),)
        self._notice: Notice | None = None
        self._notice_is_shown = False
        self.title_bar = TerminalTitle(self._write_to_terminal)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters that every drawn line passes."""
        return [*super().get_line_filters(), *self._text_filters]

    # -- notices -------------------------------------------------------------------------------------------------------

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,  # noqa: ARG002 - it follows from the length of the text
        markup: bool = False,  # noqa: ARG002 - Textual's signature
    ) -> None:
        """Show a notice on the current screen, or on the next one; it replaces the previous notice."""
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
        """Return the current screen, or the one below modal screens, if it shows notices itself."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Announcer):
                return screen
            if not screen.is_modal:
                break
        return None

    def notice_on(self, screen: object) -> Notice | None:
        """Return the notice for a screen, None unless it is on top; the first call starts the notice's time.

        Args:
            screen: the screen that is drawn.
        """
        if self._notice is None or self.screen_stack[-1:] != [screen]:
            return None
        if not self._notice_is_shown:
            self._notice_is_shown = True
            self.notice_alarm.at(self.real_clock() + self._notice.seconds, self.clear_notifications)
        return self._notice

    def take_notice(self) -> str:
        """Return the text of the current notice and remove it; empty if there is none."""
        text = self._notice.text if self._notice is not None else ""
        self.clear_notifications()
        return text

    def clear_notifications(self) -> None:
        """Remove the notice."""
        self.notice_alarm.cancel()
        if self._notice is not None:
            self._notice = None
            for screen in self.screen_stack:
                _update(screen)

    # -- input ---------------------------------------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Normalize letters that are keys, and make text pasted into a field one printable line."""
        if isinstance(event, Key) and not event.is_forwarded and not isinstance(self.focused, Input):
            self._read_letter(event)
        if isinstance(event, Paste) and isinstance(self.focused, Input):
            event.text = " ".join(map(printable_joined, event.text.splitlines()))
        await super().on_event(event)

    def _read_letter(self, event: Key) -> None:
        """Treat an unbound capital letter as its small one, because of caps lock; report letters of other scripts once.

        Only the key changes, not the character, for widgets that read typed text.
        """
        letter = event.key
        if len(letter) != 1 or not letter.isalpha() or (letter.isascii() and letter.islower()):
            return
        if letter in self.screen.active_bindings:
            return
        if letter.isascii():
            event.key = letter.lower()
        elif self.screen.name in LETTERS_ARE_KEYS and not self._is_layout_reported:
            self._is_layout_reported = True
            self.notify(NO_LETTERS)

    # -- suspending ----------------------------------------------------------------------------------------------------

    def leave_terminal(self) -> None:
        """Restore the terminal's title before the program is stopped."""
        self._title_before = self.title_bar.text
        if self.terminal_driver is not None:
            self.title_bar.restore(self.terminal_driver.write)

    def resume_terminal(self) -> None:
        """Set the title and redraw everything after the program was stopped."""
        self.window_title(self._title_before)
        self.refresh(layout=True)

    @property
    def is_behind(self) -> bool:
        """Whether the terminal is slower than the output; animations wait for it then."""
        return bool(getattr(self.terminal_driver, "behind", False))

    def window_title(self, text: str) -> None:
        """Set the terminal's title."""
        self.title_bar.set(text)

    def _write_to_terminal(self, data: str) -> None:
        """Write to the terminal directly, but together with the next frame if the driver supports that."""
        driver = self.terminal_driver
        if driver is None or driver.is_headless:
            return
        later = getattr(driver, "write_later", driver.write)
        later(data)
        # Not `call_after_refresh`, whose messages are a tenth of the function calls of a tick.
        get_running_loop().call_later(AFTER_FRAME, getattr(driver, "flush_pending", driver.flush))


def _update(screen: object) -> None:
    if isinstance(screen, NoticeBoard):
        screen.show_notice()

"""An app that shows text as it is: in toasts, in the window's title, and what is pasted into it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.events import Event, Paste
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.widgets import Input

from runstrength.checked import plain, plain_joined
from runstrength.ui.plain_filter import PlainFilter, needs_ascii
from runstrength.ui.terminal.text_filter import TextFilter
from runstrength.ui.terminal_title import TerminalTitle


class PlainApp(App[int]):
    """What an app needs so that no text is ever markup, or a command to the terminal."""

    def __init__(self, **how: object) -> None:
        super().__init__(**how)  # type: ignore[arg-type]  # Textual checks them
        self._text_filters = (TextFilter(), *([PlainFilter()] if needs_ascii() else []))
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
        """Show a toast; its text is no markup, whatever was said."""
        lines = "\n".join(map(plain, message.split("\n")))
        super().notify(lines, title=plain(title), severity=severity, timeout=timeout, markup=False)

    async def on_event(self, event: Event) -> None:
        """Take what is pasted into a field as one line, and without what a terminal would obey."""
        if isinstance(event, Paste) and isinstance(self.focused, Input):
            event.text = " ".join(map(plain_joined, event.text.splitlines()))
        await super().on_event(event)

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

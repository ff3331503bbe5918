"""The dialog that shortens a session: the remaining sets are fitted into the given minutes."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key, Paste

from runstrength.cells import cell_len, wrap
from runstrength.live.time_limit import TIME_CHARACTERS, TimeLimit
from runstrength.session.commands import Refit
from runstrength.session.engine import Session
from runstrength.text import typeable
from runstrength.ui.common.base import BaseModal
from runstrength.ui.lines import Line, Span
from runstrength.ui.session import bindings
from runstrength.ui.session.bindings import KEEP_FULL
from runstrength.ui.widgets.lines import Lines

WIDTH: Final = 48
"""Columns of the lines, the same as in the style sheet."""


class ShorterScreen(BaseModal[Refit | None]):
    """Asks for the available minutes, and returns the command that shortens the session, or None if canceled.

    Args:
        session: the current session, which is paused meanwhile.
    """

    AUTO_FOCUS = ""
    CSS_PATH = "../modal.tcss"
    KEYS = bindings.SHORTER
    BINDINGS = KEYS.bindings

    def __init__(self, session: Session) -> None:
        super().__init__("shorter")
        self._lines = Lines(id="choices")
        self._session = session

    @cached_property
    def limit(self) -> TimeLimit:
        """The minutes, and what they drop."""
        return TimeLimit(self._session, self.services.library.coach_rules.fit)

    def compose(self) -> ComposeResult:
        """Yield the box with the question."""
        with Vertical(classes="box"):
            yield self._lines

    def on_mount(self) -> None:
        """Show the effect of the initial number."""
        self.draw()

    def draw(self) -> None:
        """Draw the minutes, and what they do."""
        limit = self.limit
        more, less, take, close = (self.key_label(f"less_time.{name}") for name in ("more", "less", "take", "close"))
        labels = [f"{more} {less} 0-9", take, close]
        columns = max(map(len, labels)) + 2
        arrows, take, close = (label.ljust(columns) for label in labels)
        field = [
            Span(arrows, "accent"),
            Span(f" {limit.typed}_ " if limit.typed else f" {limit.minutes} ", "selected"),
        ]
        if limit.error:
            result = [Line((Span(text, "warning"),)) for text in wrap(limit.error, WIDTH)[:2]]
        else:
            effect = limit.effect(self.services.now())
            field.append(Span(f"  {effect.words}"))
            words = next((text for text in (effect.whole, effect.when) if cell_len(take + text) <= WIDTH), "")
            result = [Line((Span(take, "accent", "screen.take"), Span(words, "", "screen.take")))]
        self._lines.update(
            Line((Span("HOW MANY MORE MINUTES?", "strong"),)),
            *([Line()] if len(result) == 1 else []),
            Line(tuple(field)),
            *result,
            Line((Span(close, "accent", "screen.go_on"), Span(KEEP_FULL, "", "screen.go_on"))),
        )

    def on_key(self, event: Key) -> None:
        """Handle typed characters; ignore repeats of a held key."""
        if event.character and event.character in TIME_CHARACTERS:
            self._type(self.limit.typed + event.character)
        elif event.key == "backspace":
            self._type(self.limit.typed[:-1])
        elif self.services.key_guard.accept_once(event.key, self.services.real_clock()):
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Insert a pasted time."""
        self._type(self.limit.typed + typeable(event.text.strip(), self.limit.typed))

    def _type(self, text: str) -> None:
        """Set the minutes from a typed time, or show why it is invalid and keep the minutes."""
        self.limit.type(text)
        self.draw()

    def action_change(self, by: int) -> None:
        """Change the minutes by `by`."""
        self.limit.change(by)
        self.draw()

    def action_take(self) -> None:
        """Accept the minutes, unless the typed text is invalid."""
        if not self.limit.error:
            self.close(self.limit.command)

    def action_go_on(self) -> None:
        """Cancel: keep the full session."""
        self.close()

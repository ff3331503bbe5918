"""The dialog that shortens a session: the remaining sets are fitted into the given minutes."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key, Paste

from runstrength.cells import cell_len, wrap
from runstrength.coach.time_budget import shorten_to
from runstrength.inputs import MAX_AVAILABLE, read_available
from runstrength.numbers import NumberError
from runstrength.session.commands import Refit, Refitted
from runstrength.session.engine import Session
from runstrength.session.wording import whole_minutes
from runstrength.text import plural, typeable
from runstrength.ui.common.base import BaseModal
from runstrength.ui.lines import Line, Span
from runstrength.ui.session import bindings
from runstrength.ui.widgets.lines import Lines
from runstrength.ui.widgets.typed_text import too_long

DEFAULT_MINUTES: Final = 10
"""The initial number of minutes."""
TIME_CHARACTERS: Final = "0123456789:.,"
"""The characters of a typed time; letters are keys."""
WIDTH: Final = 48
"""Columns of the lines, the same as in the style sheet."""
MAX_INPUT: Final = 8
"""The maximum number of typed characters."""


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
        left = math.ceil(session.snapshot(session.state.last_tick).left / 60)
        self._minutes = max(1, min(DEFAULT_MINUTES, left - 1))
        self._typed = ""
        self._error = ""

    def compose(self) -> ComposeResult:
        """Yield the box with the question."""
        with Vertical(classes="box"):
            yield self._lines

    def on_mount(self) -> None:
        """Show the effect of the initial number."""
        self._paint()

    def _command(self) -> Refit:
        return shorten_to(self._minutes, self.services.library.coach_rules.fit)

    def _effect(self) -> tuple[str, str, bool]:
        """Return what the current minutes drop, when the session would end, and whether it would be shorter."""
        now = self._session.state.last_tick
        trial = Session(self._session.plan, gap=math.inf, state=self._session.state)
        events = trial.apply(self._command(), now)
        fewer = next((event.sets for event in events if isinstance(event, Refitted)), 0)
        left = trial.snapshot(now).left
        end = self.services.now() + timedelta(seconds=left)
        done = f"{whole_minutes(left)} min, done {end:%H:%M}"
        if fewer:
            return f"drops {plural(fewer, 'set')}", done, True
        # The set under way is never cut, however long it is.
        return "everything fits" if left <= self._command().seconds else "nothing to drop", done, False

    def _paint(self) -> None:
        more, less, take, close = (self.key_label(f"less_time.{name}") for name in ("more", "less", "take", "close"))
        labels = [f"{more} {less} 0-9", take, close]
        columns = max(map(len, labels)) + 2
        arrows, take, close = (label.ljust(columns) for label in labels)
        field = [
            Span(arrows, "accent"),
            Span(f" {self._typed}_ " if self._typed else f" {self._minutes} ", "selected"),
        ]
        if self._error:
            result = [Line((Span(text, "warning"),)) for text in wrap(self._error, WIDTH)[:2]]
        else:
            effect, when, is_shorter = self._effect()
            field.append(Span(f"  {effect}"))
            texts = (f"shorten: about {when}" if is_shorter else f"keep all: about {when}", when)
            words = next((text for text in texts if cell_len(take + text) <= WIDTH), "")
            result = [Line((Span(take, "accent", "screen.take"), Span(words, "", "screen.take")))]
        self._lines.update(
            Line((Span("HOW MANY MORE MINUTES?", "strong"),)),
            *([Line()] if len(result) == 1 else []),
            Line(tuple(field)),
            *result,
            Line((Span(close, "accent", "screen.go_on"), Span("keep the full session", "", "screen.go_on"))),
        )

    def on_key(self, event: Key) -> None:
        """Handle typed characters; ignore repeats of a held key."""
        if event.character and event.character in TIME_CHARACTERS:
            self._type(self._typed + event.character)
        elif event.key == "backspace":
            self._type(self._typed[:-1])
        elif self.services.key_guard.accept_once(event.key, self.services.real_clock()):
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Insert a pasted time."""
        self._type(self._typed + typeable(event.text.strip(), self._typed))

    def _type(self, text: str) -> None:
        """Set the minutes from a typed time, or show why it is invalid and keep the minutes."""
        if len(text) > MAX_INPUT:
            self._error = too_long(len(text) - len(self._typed), MAX_INPUT - len(self._typed), MAX_INPUT)
            text = text[:MAX_INPUT]
        else:
            self._error = ""
        self._typed = text
        if text and not self._error:
            try:
                self._minutes = int(read_available(text))
            except NumberError as error:
                self._error = str(error)
        self._paint()

    def action_change(self, by: int) -> None:
        """Change the minutes by `by`."""
        self._typed = self._error = ""
        self._minutes = min(MAX_AVAILABLE, max(1, self._minutes + by))
        self._paint()

    def action_take(self) -> None:
        """Accept the minutes, unless the typed text is invalid."""
        if not self._error:
            self.close(self._command())

    def action_go_on(self) -> None:
        """Cancel: keep the full session."""
        self.close()

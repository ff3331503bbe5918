"""Only so many more minutes: what is to come is fitted into the time that is left."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key, Paste

from runstrength.cells import wrap
from runstrength.coach.time_budget import shorten_to
from runstrength.inputs import MAX_AVAILABLE, read_available
from runstrength.numbers import NumberError
from runstrength.session.commands import Refit, Refitted
from runstrength.session.engine import Session
from runstrength.session.wording import whole_minutes
from runstrength.text import typeable
from runstrength.ui.common.base import BaseModal
from runstrength.ui.lines import Line, Span
from runstrength.ui.session import bindings
from runstrength.ui.widgets.lines import Lines
from runstrength.ui.widgets.typed_text import too_long

DEFAULT_MINUTES: Final = 10
"""Minutes that are offered first."""
TIME_CHARACTERS: Final = "0123456789:.,"
"""What a time is typed with; letters are keys."""
WIDTH: Final = 48
"""Columns of the lines, as the style sheet has it."""
MAX_INPUT: Final = 8
"""Characters that can be typed."""


class ShorterScreen(BaseModal[Refit | None]):
    """Asks how many minutes there are; answers with the command that fits what is left into them, or None.

    Args:
        session: the one under way, which stands meanwhile.
    """

    AUTO_FOCUS = ""
    CSS_PATH = "../modal.tcss"
    KEYS = bindings.SHORTER
    BINDINGS = KEYS.bindings

    def __init__(self, session: Session) -> None:
        super().__init__("shorter")
        self._ways = Lines(id="ways")
        self._session = session
        left = math.ceil(session.snapshot(session.state.last_tick).left / 60)
        self._minutes = max(1, min(DEFAULT_MINUTES, left - 1))
        self._typed = ""
        self._trouble = ""

    def compose(self) -> ComposeResult:
        """Show the question."""
        with Vertical(classes="box"):
            yield self._ways

    def on_mount(self) -> None:
        """Show what the first number would mean."""
        self._paint()

    def _command(self) -> Refit:
        return shorten_to(self._minutes, self.services.library.coach_rules.fit)

    def _meaning(self) -> tuple[str, str]:
        """Return what is left out for so many minutes, and when it would be over."""
        seen = self._session.state.last_tick
        other = Session(self._session.plan, gap=math.inf, state=self._session.state)
        events = other.apply(self._command(), seen)
        fewer = next((event.sets for event in events if isinstance(event, Refitted)), 0)
        left = other.snapshot(seen).left
        over = self.services.now() + timedelta(seconds=left)
        done = f"about {whole_minutes(left)} min, done {over:%H:%M}"
        if not fewer:
            return "everything fits", done
        return f"{'1 set is' if fewer == 1 else f'{fewer} sets are'} left out", done

    def _paint(self) -> None:
        field = [
            Span("↑ ↓ 0-9  ", "accent"),
            Span(f" {self._typed}_ " if self._typed else f" {self._minutes} ", "selected"),
        ]
        if self._trouble:
            what = [Line((Span(text, "warning"),)) for text in wrap(self._trouble, WIDTH)[:2]]
        else:
            fewer, when = self._meaning()
            field.append(Span(f"  {fewer}"))
            what = [Line((Span("space    ", "accent", "screen.take"), Span(f"take it: {when}", "", "screen.take")))]
        self._ways.update(
            Line((Span("HOW MANY MORE MINUTES?", "strong"),)),
            *([Line()] if len(what) == 1 else []),
            Line(tuple(field)),
            *what,
            Line((Span("esc      ", "accent", "screen.go_on"), Span("go on as it was", "", "screen.go_on"))),
        )

    def on_key(self, event: Key) -> None:
        """Take what a time is typed with, and keep a key that is held down from doing more."""
        if event.character and event.character in TIME_CHARACTERS:
            self._type(self._typed + event.character)
        elif event.key == "backspace":
            self._type(self._typed[:-1])
        elif self.services.key_guard.accept_once(event.key, self.services.real_clock()):
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Take a time from elsewhere."""
        self._type(self._typed + typeable(event.text.strip(), self._typed))

    def _type(self, text: str) -> None:
        """Take over a typed time, or say why it can't be taken; the number before it stays until it can."""
        if len(text) > MAX_INPUT:
            self._trouble = too_long(len(text) - len(self._typed), MAX_INPUT - len(self._typed), MAX_INPUT)
            text = text[:MAX_INPUT]
        else:
            self._trouble = ""
        self._typed = text
        if text and not self._trouble:
            try:
                self._minutes = int(read_available(text))
            except NumberError as error:
                self._trouble = str(error)
        self._paint()

    def action_change(self, by: int) -> None:
        """One minute more or less."""
        self._typed = self._trouble = ""
        self._minutes = min(MAX_AVAILABLE, max(1, self._minutes + by))
        self._paint()

    def action_take(self) -> None:
        """Take the number; not while something is typed that is none."""
        if not self._trouble:
            self.close(self._command())

    def action_go_on(self) -> None:
        """Leave it as it was."""
        self.close()

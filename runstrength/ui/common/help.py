"""The help: the keys of a screen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key

from runstrength.cells import wrap
from runstrength.ui.common import bindings
from runstrength.ui.common.base import BaseModal
from runstrength.ui.lines import Line, Span
from runstrength.ui.widgets.lines import Lines

FRAME_WIDTH: Final = 4
"""Columns of the border and the padding, the same as in `modal.tcss`."""
MAX_WIDTH: Final = 68
"""Maximum columns of the lines, the same as in `modal.tcss`."""


class HelpScreen(BaseModal[None]):
    """Shows the keys of a screen.

    Args:
        rows: the keys, and what they do.
    """

    AUTO_FOCUS = ""
    CSS_PATH = "../modal.tcss"
    KEYS = bindings.HELP_SCREEN
    BINDINGS = KEYS.bindings

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__("help")
        self._rows = tuple(rows)

    def compose(self) -> ComposeResult:
        """Yield the box with the keys."""
        words, action = self.hint("help.close")
        head = Line((Span("KEYS", "strong"),), (Span(words, "dim", action),))
        lines = Lines((head, *help_lines(self._rows, min(MAX_WIDTH, self.app.size.width - FRAME_WIDTH))))
        lines.styles.height = len(lines.lines)
        with Vertical(classes="box"):
            yield lines

    def on_key(self, event: Key) -> None:
        """Ignore repeats of a held key, so that the key that opened the help doesn't close it."""
        if not self.services.key_guard.accept_once(event.key, self.services.real_clock()):
            event.stop()
            event.prevent_default()

    def action_close(self) -> None:
        """Close the help."""
        self.close()

    def on_click(self) -> None:
        """Close the help."""
        self.close()


def help_lines(rows: Sequence[tuple[str, str]], width: int) -> list[Line]:
    """Return the lines of the keys and what they do, wrapped if they are wider than `width`."""
    longest = max(len(keys) for keys, _ in rows) + 3
    indent = min(longest, width * 2 // 3)
    if indent == longest and indent + max(len(words) for _, words in rows) <= width:
        return [Line(), *(Line((Span(keys.ljust(indent), "accent"), Span(words))) for keys, words in rows)]
    lines = []
    for keys, words in rows:
        labels = [keys] if len(keys) <= indent - 3 else wrap(keys, indent - 3)
        texts = wrap(words, width - indent) or [""]
        for label, text in zip_longest(labels, texts, fillvalue=""):
            lines.append(Line((Span(label.ljust(indent), "accent"), Span(text))))
    return lines

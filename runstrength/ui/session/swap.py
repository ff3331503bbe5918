"""Something else for today: easier and harder forms of the exercise that is announced, and others in its place."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key, Resize

from runstrength.coach.substitutes import Substitute
from runstrength.session.commands import Swap
from runstrength.ui.common.base import BaseModal
from runstrength.ui.session import bindings, swap_lines
from runstrength.ui.widgets.lines import Lines


class SwapScreen(BaseModal[Swap | None]):
    """Shows what there is, a digit or two keys take one; answers with its command, or None.

    Args:
        name: of the exercise that is announced.
        choices: what can be done instead.
    """

    AUTO_FOCUS = ""
    CSS_PATH = "../modal.tcss"
    KEYS = bindings.SWAP
    BINDINGS = KEYS.bindings

    def __init__(self, name: str, choices: Sequence[Substitute]) -> None:
        super().__init__("swap")
        self._ways = Lines(id="ways")
        self._instead_of = name
        self._choices = tuple(choices)
        self._row = 0

    def compose(self) -> ComposeResult:
        """Show the choices."""
        with Vertical(classes="box"):
            yield self._ways

    def on_mount(self) -> None:
        """Show them for the size there is."""
        self._paint()

    def on_resize(self, _: Resize) -> None:
        """Show them for another size."""
        self._paint()

    def _paint(self) -> None:
        width = max(1, min(swap_lines.MAX_WIDTH, self.app.size.width - swap_lines.FRAME_WIDTH))
        height, units = self.app.size.height - 2, self.services.settings.units
        lines = swap_lines.swap_lines(self._instead_of, self._choices, self._row, width, height, units)
        ways = self._ways
        ways.styles.width, ways.styles.height = width, len(lines)
        ways.update(*lines)

    def on_key(self, event: Key) -> None:
        """Take a digit, and keep a key that is held down from doing more."""
        if event.character and event.character in "123456789":
            self.action_take_one(int(event.character) - 1)
        elif event.key in self.keys_of("swap.up", "swap.down") or self.services.key_guard.accept_once(
            event.key, self.services.real_clock()
        ):
            return
        event.stop()
        event.prevent_default()

    def action_move(self, by: int) -> None:
        """Go to another choice."""
        if self._choices:
            self._row = (self._row + by) % len(self._choices)
            self._paint()

    def action_take_one(self, row: int) -> None:
        """Take a choice by its number, or by the mouse."""
        if row < len(self._choices):
            self.close(self._choices[row].command)

    def action_take(self) -> None:
        """Take the highlighted choice."""
        if self._choices:
            self.action_take_one(self._row)
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        """Leave it as it was."""
        self.close()

"""The dialog that swaps the announced exercise for today: easier and harder forms, and other exercises."""

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
    """Lets the person choose a substitute, and returns its command, or None if canceled.

    Args:
        name: of the announced exercise.
        choices: the substitutes.
    """

    AUTO_FOCUS = ""
    CSS_PATH = "../modal.tcss"
    KEYS = bindings.SWAP
    BINDINGS = KEYS.bindings

    def __init__(self, name: str, choices: Sequence[Substitute]) -> None:
        super().__init__("swap")
        self._lines = Lines(id="choices")
        self._replaced_name = name
        self._choices = tuple(choices)
        self._row = 0

    def compose(self) -> ComposeResult:
        """Yield the box with the choices."""
        with Vertical(classes="box"):
            yield self._lines

    def on_mount(self) -> None:
        """Show the choices."""
        self.draw()

    def on_resize(self, _: Resize) -> None:
        """Show the choices in another size."""
        self.draw()

    def draw(self) -> None:
        """Draw the substitutes."""
        width = max(1, min(swap_lines.MAX_WIDTH, self.app.size.width - swap_lines.FRAME_WIDTH))
        height, units = self.app.size.height - 2, self.services.settings.units
        lines = swap_lines.swap_lines(
            self._replaced_name,
            self._choices,
            self._row,
            width,
            height,
            units,
            cancel_key=self.key_label("swap.close"),
        )
        self._lines.styles.width, self._lines.styles.height = width, len(lines)
        self._lines.update(*lines)

    def on_key(self, event: Key) -> None:
        """Accept a digit as the number of a choice; ignore repeats of a held key."""
        if event.character and event.character in "123456789":
            self.action_take_one(int(event.character) - 1)
        elif event.key in self.keys_of("swap.up", "swap.down") or self.services.key_guard.accept_once(
            event.key, self.services.real_clock()
        ):
            return
        event.stop()
        event.prevent_default()

    def action_move(self, by: int) -> None:
        """Highlight another choice."""
        if self._choices:
            self._row = (self._row + by) % len(self._choices)
            self.draw()

    def action_take_one(self, row: int) -> None:
        """Accept the choice with an index: by its number, or by a click."""
        if row < len(self._choices):
            self.close(self._choices[row].command)

    def action_take(self) -> None:
        """Accept the highlighted choice."""
        if self._choices:
            self.action_take_one(self._row)
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        """Cancel: keep the announced exercise."""
        self.close()

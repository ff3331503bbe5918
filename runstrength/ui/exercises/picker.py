"""The choice of an exercise: the list of all, narrowed by what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from runstrength.ui.exercises import exercise_lines
from runstrength.ui.exercises.screen import ExercisesScreen
from runstrength.ui.lines import Line, Span, far

if TYPE_CHECKING:
    from textual.events import Key


class ChooseExerciseScreen(ExercisesScreen):
    """Lets an exercise be chosen; escape chooses none.

    It closes with the key of the chosen one, or None.

    Args:
        now: the key of the one that is highlighted at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("ctrl+c,ctrl+q", "back", "Back", show=False, priority=True),
    ]

    def __init__(self, now: str = "") -> None:
        super().__init__("choose-exercise")
        self._now = now
        self._wanted = ""

    def show_rows(self) -> None:
        """Show those that are looked for, the present one highlighted."""
        words = self._wanted.casefold().split()
        every = exercise_lines.in_order(self.services.library)
        names = {key: f"{self._form(key).name} {group}".casefold() for group, key in every}
        self._rows = [pair for pair in every if all(word in names[pair[1]] for word in words)]
        keys = [key for _, key in self._rows]
        self.list.show(len(self._rows), self._line, row=keys.index(self._now) if self._now in keys else 0)
        self.refresh_view()

    def headline(self, width: int) -> Sequence[Line]:
        """Return what this is, and what is looked for."""
        if not self._wanted:
            return (Line((Span("Which exercise?", "strong"), *far("type to find one", width - 15))),)
        none = "" if self._rows else "there is none; backspace"
        found = Span(f" {self._wanted}_ ", "selected")
        return (Line((Span("Which exercise? ", "strong"), found, *far(none, width - 19 - len(self._wanted)))),)

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot."""
        return (("↑↓ choose", ""), ("enter take it", "screen.pick"), ("esc back", "screen.back"))

    def on_key(self, event: Key) -> None:
        """Look for what is typed; the key that opened this, held down, is not."""
        held = not self._wanted and not self.services.key_guard.accepts(event.key, self.services.real_clock())
        if held and event.is_printable:
            pass
        elif event.key == "backspace" and self._wanted:
            self._wanted = self._wanted[:-1]
        elif event.character and event.is_printable and (event.character != " " or self._wanted):
            self._wanted = (self._wanted + event.character)[:20]
        else:
            return
        event.stop()
        event.prevent_default()
        self.show_rows()

    def on_selected(self, row: int) -> None:
        """Take an exercise."""
        self.close(self._rows[row][1])

    def action_back(self) -> None:
        """Forget what was looked for, else choose none."""
        if not self._wanted:
            super().action_back()
            return
        self._wanted = ""
        self.show_rows()

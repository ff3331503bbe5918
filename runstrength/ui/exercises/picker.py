"""Lets the person choose an exercise from a list, filtered by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from runstrength.catalogue.naming import exercise_names, named
from runstrength.text import capitalized
from runstrength.ui.exercises import bindings
from runstrength.ui.exercises.screen import ExerciseList
from runstrength.ui.lines import Line, Span, right_aligned
from runstrength.ui.messages import EditExercise

if TYPE_CHECKING:
    from textual.events import Key


class ChooseExerciseScreen(ExerciseList):
    """Lists the exercises, and returns the key of the chosen one, or None after escape.

    Args:
        current: the key of the exercise that is highlighted first.
        offers_new: whether the last row makes a new exercise.
    """

    KEYS = bindings.PICKER
    BINDINGS = KEYS.bindings

    def __init__(self, current: str = "", *, offers_new: bool = True) -> None:
        super().__init__("choose-exercise")
        self._current = current
        self._offers_new = offers_new
        self._search = ""

    def show_rows(self) -> None:
        """Show the exercises that match the search; the best match by name, else the current one, is highlighted."""
        self._rows = self.matching(self._search)
        exercises = self.services.library.exercises
        keys = [key for _, key in self._rows]
        best = named(self._search, {key: exercise_names(exercises[key]) for key in keys}) or (self._current,)
        row = keys.index(best[0]) if best[0] in keys else 0
        self.list.show(len(self._rows) + self._offers_new, self._line, row=row)
        self.refresh_view()

    def _line(self, row: int, width: int) -> Line:
        if row < len(self._rows):
            return super()._line(row, width)
        return Line((Span(f'New exercise "{self._search}" …' if self._search else "New exercise …", "accent"),))

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title and the search text."""
        if not self._search:
            return (Line((Span("Which exercise?", "strong"), *right_aligned("type to search", width - 15))),)
        none = "" if self._rows else "no match"
        found = Span(f" {self._search}_ ", "selected")
        return (
            Line((Span("Which exercise? ", "strong"), found, *right_aligned(none, width - 19 - len(self._search)))),
        )

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows(),
            self.hint("list.pick", "choose", key="enter"),
            self.hint("picker.back", "back"),
        )

    def on_key(self, event: Key) -> None:
        """Search for typed text; repeats of the key that opened the screen are ignored."""
        held = not self._search and not self.services.key_guard.accepts(event.key, self.services.real_clock())
        if held and event.is_printable:
            pass
        elif event.key == "backspace" and self._search:
            self._search = self._search[:-1]
        elif event.character and event.is_printable and (event.character != " " or self._search):
            self._search = (self._search + event.character)[:20]
        else:
            return
        event.stop()
        event.prevent_default()
        self.show_rows()

    def on_selected(self, row: int) -> None:
        """Return the chosen exercise, or make a new one that is called as the person searched for it."""
        if row < len(self._rows):
            self.close(self._rows[row][1])
        else:
            name = capitalized(self._search).strip()
            self.navigate(EditExercise(self._take_new, name=name))

    def _take_new(self, key: str | None) -> None:
        """Return a new exercise once it is saved."""
        if key is not None:
            self.close(key)

    def action_back(self) -> None:
        """Clear the search, else return None."""
        if not self._search:
            super().action_back()
            return
        self._search = ""
        self.show_rows()

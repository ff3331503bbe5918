"""The form of an own exercise: a new one, or one that is edited; written to its file when it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from runstrength.catalogue.exercise import FIGURES, Exercise
from runstrength.catalogue.exercise_draft import read_text, to_toml
from runstrength.catalogue.exercise_store import OpenExerciseFile
from runstrength.cells import fit
from runstrength.toml_input import InputError
from runstrength.ui.common.form import Form
from runstrength.ui.common.form_screen import FormScreen
from runstrength.ui.common.list_screen import BESIDE_FROM, GAP, text_width
from runstrength.ui.exercises import bindings
from runstrength.ui.exercises.exercise_form import (
    TEXTS,
    draft_in,
    figure_row,
    form_of,
    is_text,
    row_of,
    with_usual_range,
)
from runstrength.ui.exercises.screen import MAX_FIGURE_ROWS, FigureMixin
from runstrength.ui.lines import Line, Span
from runstrength.ui.messages import AskUnsaved, PickExercise

TITLE_WIDTH = 12
"""Columns of the title of a row."""


class ExerciseFormScreen(FigureMixin, FormScreen):
    """Asks for everything about an own exercise, and returns its key once it is saved, None if it isn't.

    Args:
        opened: the exercise, or a new one.
    """

    WINDOW_TITLE = "Your exercise"
    KEYS = bindings.FORM
    BINDINGS = KEYS.bindings
    LIST_WIDTH: ClassVar[int] = 48
    SUBMIT_LABEL: ClassVar[str] = "Save"

    def __init__(self, opened: OpenExerciseFile) -> None:
        self._draft = opened.draft
        self._opened = opened
        super().__init__(form_of(opened.draft), "exercise-form")

    def on_mount(self) -> None:
        """Start with the name of a new exercise."""
        if not self._opened.key:
            self.begin_typing(self._draft.name)

    # -- text ----------------------------------------------------------------------------------------------------------

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title, and the error or the description of the highlighted row."""
        title = self._opened.draft.name if self._opened.key else "New exercise"
        state = "unsaved" if self.is_changed else ""
        return Line((Span(title, "strong"),), (Span(state, "dim"),)), *self.about(width)

    def line(self, row: int, width: int) -> Line:
        """Return a row with its value."""
        field = self.committed.fields[row]
        value = field.answer_text(self.committed.value(field.key))
        return Line(
            (Span(field.title.ljust(TITLE_WIDTH)), Span(fit(value, max(1, width - TITLE_WIDTH)).rstrip(), "strong"))
        )

    def details(self, size: tuple[int, int]) -> Sequence[Line]:  # noqa: ARG002 - signature of the screen
        """Return no text: the figure has the room."""
        return ()

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        if self.typed is not None:
            return (self.hint("list.pick", "OK", key="enter"), self.hint("edit.back", "cancel", key="escape"))
        return (
            self.arrows(),
            self.hint("list.pick", "change", key="enter"),
            self.hint("exercise_form.save"),
            self.hint("app.help"),
            self.hint("edit.back"),
        )

    def draw(self) -> None:
        """Draw the screen with the figure, where there is room beside the rows."""
        super().draw()
        columns = self.app.size.width
        size = text_width(columns) - self.LIST_WIDTH - GAP, min(MAX_FIGURE_ROWS, self.body_rows)
        shown = self.animation.show(self._exercise if columns >= BESIDE_FROM else None, size)
        self._beside.display = self.figure.display = shown
        self.figure.styles.width, self.figure.styles.height = size

    @property
    def _exercise(self) -> Exercise | None:
        """The exercise as it is now, for its figure; None if it has none."""
        try:
            return read_text("", to_toml(self._draft), "") if self._draft.figure else None
        except InputError:
            return None

    # -- answers -------------------------------------------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        """Whether the exercise differs from its file."""
        return self._draft != self._opened.draft

    def changed(self, form: Form) -> None:
        """Take the new values, and show the rows that belong to them."""
        self._draft = with_usual_range(draft_in(form, self._draft), self._draft)
        super().changed(form_of(self._draft))
        self.show_rows(self.list.highlighted or 0)

    def input_kind(self) -> str:
        """Return the kind of input of the highlighted row."""
        row = self.row
        return "text" if row is not None and is_text(self.committed.fields[row].key) else super().input_kind()

    def max_length(self) -> int:
        """Return the maximum number of characters of the highlighted row."""
        key = "" if self.row is None else self.committed.fields[self.row].key.partition(".")[0]
        return TEXTS.get(key, self.MAX_LENGTH)

    def begin(self) -> None:
        """Start typing with the text that is there, show the figures, or set the next choice."""
        field = None if self.row is None else self.committed.fields[self.row]
        if field is not None and is_text(field.key):
            self.begin_typing(self.committed.value(field.key) or "")
        elif field is not None and field.key == "figure":
            self.navigate(PickExercise(self._take_figure, offers_new=False))
        else:
            super().begin()

    def _take_figure(self, key: str | None) -> None:
        """Take the figure of an exercise that was chosen."""
        exercise = None if key is None else self.services.library.exercises[key]
        if exercise is not None:
            figure = exercise.figure or (exercise.key if exercise.key in FIGURES else "")
            self.changed(figure_row(self.committed, self._draft, figure))

    # -- saving --------------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Accept the input, and save."""
        self.action_submit()

    def submit(self) -> None:
        """Write the exercise to its file, and return its key; else show what is wrong, and lose nothing."""
        services = self.services
        if not self._draft.name:
            self.show_rows()
            self.set_status(error="Enter a name first.")
            return
        try:
            saved = services.exercise_store.save(self._opened, self._draft)
        except InputError as bad:
            problem = bad.problems[0]
            self.show_rows(row_of(self.committed, problem.key))
            self.set_status(error=problem.text)
            return
        except OSError as error:
            self.set_status(error=f"Couldn't save it: {error}")
            return
        services.library = saved.library
        services.host.notify(f"{saved.message}.")
        self.close(saved.key)

    def action_back(self) -> None:
        """Cancel typing; otherwise go back, after a question if there are unsaved changes."""
        if self.typed is None and self.is_changed:
            self.navigate(AskUnsaved(self._leave))
        else:
            super().action_back()

    def _leave(self, answer: str | None) -> None:
        if answer == "finish":
            self.submit()
        elif answer == "discard":
            self.close()

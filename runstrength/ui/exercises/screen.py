"""The exercise screens: the list, and the page of one exercise, both with an animated figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key, ScreenSuspend
from textual.widgets import Input

from runstrength.catalogue.exercise import GROUP_NAMES, Exercise
from runstrength.catalogue.naming import exercise_names
from runstrength.profile import SettingsSaveError
from runstrength.ui.common.catalogue_changes import change_catalogue
from runstrength.ui.common.confirm_delete import ConfirmDeleteMixin
from runstrength.ui.common.list_screen import BESIDE_FROM, GAP, SCROLLBAR, ListScreen, text_width
from runstrength.ui.common.search import NO_MATCH, SearchMixin, matches
from runstrength.ui.exercises import bindings, exercise_lines
from runstrength.ui.exercises.animation import FigureAnimation
from runstrength.ui.lines import Line, Span, dim_lines, right_aligned
from runstrength.ui.messages import EditExercise, OpenExercise
from runstrength.ui.widgets.figure import Figure

if TYPE_CHECKING:
    from runstrength.catalogue.exercise_store import SavedExercise

NOTE_HINT: Final = "your note, such as: low step"
"""What the empty text field of the note says."""
MAX_FIGURE_ROWS: Final = 22
"""Rows of a figure."""


class FigureMixin(ListScreen):
    """A list screen with a figure; the animation stops while another screen covers it."""

    @cached_property
    def figure(self) -> Figure:
        """The widget of the figure."""
        return Figure(id="figure")

    @cached_property
    def _beside(self) -> Container:
        return Container(id="aside")

    @cached_property
    def animation(self) -> FigureAnimation:
        """What moves the figure."""
        return FigureAnimation(self.services, self.figure)

    def parts(self) -> ComposeResult:
        """Yield the list, and the figure with its text beside or below it."""
        yield self.list
        with self._beside:
            yield self.figure
            yield self.details_below

    def on_screen_suspend(self, _: ScreenSuspend) -> None:
        """Stop the animation."""
        self.animation.stop()

    def _equipped(self, key: str) -> Exercise:
        """Return an exercise in the variant for the available equipment."""
        return self.services.library.exercises[key].with_equipment(self.services.planner.choices.equipment)

    def _titled(self, title: str, width: int) -> Line:
        """Return a title, with level and equipment right-aligned."""
        equipment = [item for item in self.services.planner.choices.equipment if item != "bodyweight"]
        words = " · ".join((f"at {self.services.planner.choices.level} level", *equipment))
        room = width - cell_len(title)
        return Line((Span(title, "strong"), *(right_aligned(words, room) if cell_len(words) + 2 <= room else ())))


class ExerciseList(FigureMixin):
    """Lists the exercises by group, with the most important facts of the highlighted one."""

    WINDOW_TITLE = "Exercises"
    LIST_WIDTH: ClassVar[int] = 36
    DETAILS_MIN_ROWS: ClassVar[int] = 7

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._rows: list[tuple[str, str]] = []
        self._aside: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))
        """The sizes of figure and text."""

    def on_mount(self) -> None:
        """Show the exercises."""
        self.list.one_click = False
        self.show_rows()

    def show_rows(self) -> None:
        """Show all exercises."""
        self._rows = self.matching("")
        self.list.show(len(self._rows), self._line)

    def matching(self, words: str) -> list[tuple[str, str]]:
        """Return group and key of the exercises whose names or group have every word of a search.

        If there are none, those are returned that are such a movement: `hinge`.
        """
        exercises = self.services.library.exercises
        pairs = exercise_lines.exercises_by_group(self.services.library)
        found = [
            (group, key)
            for group, key in pairs
            if matches(" ".join((*exercise_names(exercises[key]), key, group, GROUP_NAMES[group])), words)
        ]
        return found or [(group, key) for group, key in pairs if matches(" ".join(exercises[key].movements), words)]

    def _line(self, row: int, width: int) -> Line:  # noqa: ARG002 - signature of the list
        group, key = self._rows[row]
        first = row == 0 or self._rows[row - 1][0] != group
        return exercise_lines.exercise_line(self._equipped(key), GROUP_NAMES[group] if first else "")

    @property
    def _chosen(self) -> Exercise | None:
        row = self.list.highlighted
        return self._equipped(self._rows[row][1]) if row is not None and row < len(self._rows) else None

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title, level and equipment."""
        return (self._titled("Exercises", width),)

    def footer_note(self) -> str:
        """Return the error of a custom exercise."""
        problems = self.services.library.problems
        return str(problems[0]) if problems else ""

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows(),
            self.hint("list.pick", "more"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the most important facts of the highlighted exercise, in the space beside the figure."""
        width, height = size
        if self.app.size.width >= BESIDE_FROM:
            figure = (width, max(0, min(MAX_FIGURE_ROWS, height // 2)))
            text = (width, max(0, height - figure[1] - 1))
        else:
            figure = (min(24, width // 3), max(0, height))
            text = (width - figure[0] - 2, max(0, height))
        self._aside = figure, text
        exercise = self._chosen
        if exercise is None:
            return ()
        level, units = self.services.planner.choices.level, self.services.settings.units
        return exercise_lines.preview_lines(exercise, self.services.library, level, text, units)

    def draw(self) -> None:
        """Draw the screen with the figure."""
        super().draw()
        beside = self.app.size.width >= BESIDE_FROM
        figure, text = self._aside
        aside, drawn, words = self._beside, self.figure, self.details_below
        aside.display = words.display
        aside.styles.height = None if beside else max(figure[1], text[1])
        drawn.styles.width, drawn.styles.height = figure
        words.styles.width, words.styles.height = text[0], max(1, text[1])
        self.animation.show(self._chosen if words.display else None, figure)

    def on_selected(self, row: int) -> None:
        """Open an exercise."""
        self.navigate(OpenExercise(self._rows[row][1], self._follow))

    def _follow(self, place: int) -> None:
        """Highlight the exercise at a place of the whole list, if its row is shown."""
        pair = exercise_lines.exercises_by_group(self.services.library)[place]
        if pair in self._rows:
            self.list.action_go_to(self._rows.index(pair))


class ExercisesScreen(ExerciseList, SearchMixin, ConfirmDeleteMixin):
    """The list of exercises, with a search; a row opens the page of one."""

    DELETE: ClassVar[str] = "exercises.delete"
    KEYS = bindings.EXERCISES
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("exercises")

    def show_found(self) -> None:
        """Show the exercises that match the search; the highlight stays on its exercise."""
        row = self.list.highlighted
        here = self._rows[row] if row is not None and row < len(self._rows) else None
        self._rows = self.matching(self.words)
        self.list.show(len(self._rows), self._line, row=self._rows.index(here) if here in self._rows else 0)
        self.refresh_view()

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title with the search text, level and equipment."""
        return (self._titled(self.searched("Exercises"), width),)

    def footer_note(self) -> str:
        """Return that nothing matches the search, else the error of a custom exercise."""
        return super().footer_note() if self._rows else NO_MATCH

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            *((self.arrows(), self.hint("list.pick", "more")) if self._rows else ()),
            *self._own_hints(),
            self.hint("exercises.new"),
            self.hint("list.search"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    # -- own exercises -------------------------------------------------------------------------------------------------

    def deletable(self) -> str:
        """The key of the highlighted exercise if it is the person's own, else an empty string."""
        row = self.list.highlighted
        key = self._rows[row][1] if row is not None and row < len(self._rows) else ""
        return key if key and self.services.exercise_store.is_own(key, self.services.library) else ""

    def _own_hints(self) -> Sequence[tuple[str, str]]:
        return (self.hint("exercises.edit"), self.delete_hint) if self.deletable() else ()

    def action_new(self) -> None:
        """Open the form of a new exercise."""
        self.navigate(EditExercise(self._show))

    def action_edit(self) -> None:
        """Open the highlighted exercise in the form, if it is the person's own."""
        if own := self.deletable():
            self.navigate(EditExercise(self._show, own))
        elif self._rows:
            new = self.key_label("exercises.new")
            self.services.host.notify(f"Only your own exercises can be edited. Press {new} for a new one.")

    def _show(self, key: str | None) -> None:
        """Show an exercise that was saved or restored, without the search if that hides it."""
        if key is None:
            return
        if key not in [found for _, found in self.matching(self.words)]:
            self.words = ""
        self.show_found()
        keys = [found for _, found in self._rows]
        if key in keys:
            self.list.action_go_to(keys.index(key))

    def action_delete(self) -> None:
        """Delete as other lists do, but not while a routine is edited that may have the exercise."""
        services = self.services
        if self.deletable() and services.navigator.names() & {"builder"}:
            services.host.notify("Save or leave the routine you are editing first.", severity="warning")
        else:
            super().action_delete()

    def delete(self, item: str) -> None:
        """Move an exercise to the trash."""
        key = self.key_label("exercises.undelete")
        self._change(lambda: self.services.exercise_store.trash(item), "deleted", f"; press {key} to undo")

    def action_restore(self) -> None:
        """Restore the exercise that was deleted last."""
        self._show(self._change(self.services.exercise_store.restore, "restored"))

    def _change(self, change: Callable[[], SavedExercise | None], participle: str, hint: str = "") -> str | None:
        """Carry out a change, and show the list with it; return the key of the exercise."""
        result = change_catalogue(self.services, change, participle, hint, self.show_found)
        return None if result is None else result.key


class ExerciseScreen(FigureMixin):
    """The page of one exercise.

    Args:
        key: the key of the exercise.
        on_row_change: called with the row in the list when another exercise is shown.
    """

    WINDOW_TITLE = "Exercises"
    KEYS = bindings.EXERCISE
    BINDINGS = KEYS.bindings

    def __init__(self, key: str, on_row_change: Callable[[int], None] | None = None) -> None:
        super().__init__("exercise")
        self._key = key
        self._on_row_change = on_row_change
        self._changed: list[tuple[str, str]] = []
        """The notes before each change, with the key of their exercise."""

    def parts(self) -> ComposeResult:
        """Yield the figure, and the text beside or below it."""
        yield self.figure
        yield self.list
        yield self.details_below

    def headline(self, width: int) -> Sequence[Line]:
        """Return the name and the purpose of the exercise."""
        exercise = self._equipped(self._key)
        return self._titled(exercise.name, width), *dim_lines(exercise.purpose, width)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        if self.query("#note"):
            return (("enter save", ""), ("esc cancel", ""))
        return (
            self.arrows("scroll"),
            self.hint("exercise.previous"),
            self.hint("exercise.next"),
            self.hint("exercise.note", "edit note"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    @property
    def in_columns(self) -> bool:
        """Whether the figure stands beside the text."""
        return self.app.size.width >= BESIDE_FROM

    def draw(self) -> None:
        """Draw the screen with the figure."""
        super().draw()
        beside = self.in_columns
        width = text_width(self.app.size.width)
        exercise = self._equipped(self._key)
        columns = (width * 2 // 5 if beside else width) - (GAP if beside else 0)
        rows = min(MAX_FIGURE_ROWS, self.body_rows) if beside else self.body_rows * 2 // 5
        drawn = self.figure
        drawn.display = self.animation.show(exercise, (columns, rows)) and rows > 1
        drawn.styles.width, drawn.styles.height = columns, rows
        words = max(1, width - (columns + GAP if beside and drawn.display else 0) - SCROLLBAR)
        level, units = self.services.planner.choices.level, self.services.settings.units
        lines = exercise_lines.page_lines(exercise, self.services.library, level, words, units)
        self.list.show(len(lines), lambda row, _: lines[row], picks=False, row=self.list.scroll_offset.y)

    # -- the note ------------------------------------------------------------------------------------------------------

    def action_note(self) -> None:
        """Open the text field of the note."""
        from runstrength.exercise_notes import MAX_NOTE
        from runstrength.ui.widgets.text_field import TextField

        if not self.query("#note"):
            note = self.services.library.exercises[self._key].note
            field = TextField(note, placeholder=NOTE_HINT, id="note", max_length=MAX_NOTE, select_on_focus=False)
            self.mount(field, before=self.bottom)
            field.focus()
            self.refresh_view()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the note."""
        event.stop()
        before, note = self.services.library.exercises[self._key].note, event.value.strip()
        if note == before or self._save(self._key, note):
            self._close_note()
        if note != before and self.services.library.exercises[self._key].note != before:
            self._changed.append((self._key, before))
            words = "Note saved: you see it before each set." if note else "Note removed."
            self.services.host.notify(f"{words} Press {self.key_label('exercise.undo')} to undo.")

    def _save(self, key: str, note: str) -> bool:
        """Save a note, and return whether it could be saved; if not, say why."""
        services = self.services
        try:
            services.profile.save_exercise_note(key, note)
        except SettingsSaveError as error:
            services.host.notify(str(error), severity="warning")
            return False
        services.library = services.profile.read_library()
        return True

    def _close_note(self) -> None:
        self.query("#note").remove()
        self.list.focus()
        self.refresh_view()

    def action_undo(self) -> None:
        """Undo the last change of a note, and show its exercise."""
        if self._changed and self._save(*self._changed[-1]):
            key, _ = self._changed.pop()
            keys = [key for _, key in exercise_lines.exercises_by_group(self.services.library)]
            self.action_other(keys.index(key) - keys.index(self._key))
            self.services.host.notify("Undone.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Disable undo without a change, so that ctrl+z suspends the program."""
        return action != "undo" or bool(self._changed)

    def on_key(self, event: Key) -> None:
        """Leave the text field with escape; its other keys are text."""
        if event.key == "escape" and self.query("#note"):
            self._close_note()
            event.stop()
            event.prevent_default()

    def action_other(self, by: int) -> None:
        """Show the next or previous exercise."""
        keys = [key for _, key in exercise_lines.exercises_by_group(self.services.library)]
        row = (keys.index(self._key) + by) % len(keys)
        self._key = keys[row]
        if self._on_row_change is not None:
            self._on_row_change(row)
        self.list.scroll_to(y=0, animate=False)
        self.refresh_view()

"""The progress screens: the exercises of the history with the balance of all, and one exercise over time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import ScreenResume

from runstrength.catalogue.naming import exercise_name, exercise_names
from runstrength.coach.balance import MovementBalance, balance_of
from runstrength.dates import day_of
from runstrength.figure.canvas import Rows
from runstrength.figure.chart import line_chart
from runstrength.history.loading import load_history, load_series
from runstrength.ui.common import session_rows
from runstrength.ui.common.containment import contained
from runstrength.ui.common.list_screen import BESIDE_FROM, ListScreen
from runstrength.ui.common.search import NO_MATCH, SearchMixin, matches
from runstrength.ui.history import bindings, progress_lines
from runstrength.ui.history.chart_screen import ChartScreen
from runstrength.ui.lines import Line, Span, dim_lines
from runstrength.ui.messages import OpenExercise, OpenExercises, OpenProgress, OpenSessionRecord
from runstrength.ui.widgets.figure import Figure
from runstrength.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from runstrength.history.exercise_stats import ExerciseCount, Series

MAX_CHART_ROWS: Final = 14
"""Rows of a chart beside a list."""


class ExerciseSeriesMixin(ListScreen):
    """A list screen that loads the sets of an exercise over time."""

    series: tuple[Series, ...] = ()
    """The series that are loaded so far."""
    key = ""
    """The key of their exercise."""

    def show_series(self) -> None:
        """Show the series that are loaded so far."""
        self.refresh_view()

    def name_of(self, key: str) -> str:
        """Return the name of an exercise."""
        return exercise_name(self.services.library.exercises, key)

    @work(exclusive=True, group="series")
    async def read_series(self, key: str) -> None:
        """Load the series of an exercise in batches."""
        self.key = key
        batches = load_series(self.services.recorder.store.folder, key)
        while (series := await self.run_in_thread(next, batches, None)) is not None:
            self.series = series
            self.show_series()


class ProgressScreen(SearchMixin, ExerciseSeriesMixin):
    """Lists the exercises of the history, the most frequent first, with a chart of the highlighted one.

    The first row is the balance of the movements, with a bar for each.
    """

    WINDOW_TITLE = "Progress"
    LIST_WIDTH: ClassVar[int] = 34
    DETAILS_MIN_ROWS: ClassVar[int] = 8
    KEYS = bindings.PROGRESS
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("progress")
        self._all: tuple[ExerciseCount, ...] | None = None
        self._rows: tuple[ExerciseCount | None, ...] = ()
        """The exercises that are shown; None is the balance."""
        self._balance: MovementBalance | None = None
        self._chart = (0, 0)

    @cached_property
    def _aside(self) -> Container:
        return Container(id="aside")

    @cached_property
    def _figure(self) -> Figure:
        return Figure(id="chart", label="The chart")

    def parts(self) -> ComposeResult:
        """Yield the list, and the chart with its text beside or below it."""
        yield self.list
        with self._aside:
            yield self.details_below
            yield self._figure

    def on_mount(self) -> None:
        """Show an empty list until the exercises are loaded."""
        self.list.one_click = False
        self.list.show(0, self._line)

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Load the history in a worker thread."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        services = self.services
        folder, exercises, now = services.recorder.store.folder, services.library.exercises, services.now()
        weeks = services.library.coach_rules.balance.weeks
        newest = await self.run_in_thread(services.profile.past_days, now, 7 * weeks + 1)
        self._balance = balance_of(newest, exercises, day_of(now), weeks)
        batches = load_history(folder, exercises, now)
        while (loaded := await self.run_in_thread(next, batches, None)) is not None:
            self._all = loaded.known
            self.show_found()
        self.key = ""
        self._preview()

    # -- text ---------------------------------------------------------------------------------------------------------

    def show_found(self) -> None:
        """Show the exercises that match the search; the highlight stays on its exercise."""
        row, found = self.list.highlighted, [one for one in self._all or () if matches(self._text(one), self.words)]
        here = self._exercise(row) if row is not None else ""
        balance = [None] if self._all and matches(progress_lines.BALANCE, self.words) else []
        self._rows = (*balance, *found)
        keys = [self._exercise(row) for row in range(len(self._rows))]
        self.list.show(len(keys), self._line, row=keys.index(here) if here in keys else 0)
        self._preview()
        self.refresh_view()

    def _exercise(self, row: int) -> str:
        """Return the key of the exercise of a row, empty for the balance."""
        one = self._rows[row] if row < len(self._rows) else None
        return "" if one is None else one.exercise

    def _text(self, known: ExerciseCount) -> str:
        exercise = self.services.library.exercises.get(known.exercise)
        return " ".join((known.exercise, *(exercise_names(exercise) if exercise is not None else ())))

    def _line(self, row: int, width: int) -> Line:
        one = self._rows[row]
        if one is None:
            return Line((Span(progress_lines.BALANCE, "accent"),))
        return progress_lines.exercise_line(self.name_of(one.exercise), one.sessions, width)

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title and the number of exercises."""
        if self._all is not None and not self._all:
            return Line((Span("Progress", "strong"),)), *dim_lines(session_rows.EMPTY, width)
        title = self.searched("Progress")
        return (Line((Span(title, "strong"),), (Span("sessions per exercise", "dim"),)),)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return a summary of the highlighted exercise, or the balance."""
        row, balance = self.list.highlighted, self._balance
        if row is None or not self._exercise(row):
            self._chart = (0, 0)
            if row is None or balance is None:
                return ()
            return progress_lines.balance_lines(balance, self.services.library.exercises, size)
        width, height = size
        lines: list[Line] = []
        if self.series and self._shown:
            lines = [
                Line((Span(self.name_of(self.key), "strong"),)),
                *progress_lines.summary_lines(self.series[0], width, self.services.settings.units),
            ]
            charts = progress_lines.charts(self.series, self.services.settings.units)
            lines += dim_lines(charts[0].legend, width)
        if self.app.size.width < BESIDE_FROM:
            lines = lines[:1]
        self._chart = width, min(MAX_CHART_ROWS, height - len(lines) - 1)
        return lines

    @property
    def _shown(self) -> bool:
        row = self.list.highlighted
        return row is not None and bool(self.key) and self._exercise(row) == self.key

    def draw(self) -> None:
        """Draw the screen with its chart."""
        super().draw()
        aside, drawn, words = self._aside, self._figure, self.details_below
        aside.display = words.display
        picture: Rows = ()
        if self.series and self._shown and words.display:
            with contained(self, "The chart"):
                charts = progress_lines.charts(self.series, self.services.settings.units)
                picture = line_chart(charts[0].curves, *self._chart)
        beside = self.app.size.width >= BESIDE_FROM
        words.styles.height = max(1, len(words.lines))
        aside.styles.height = None if beside else len(words.lines) + len(picture)
        drawn.styles.height = len(picture)
        drawn.update(picture)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        row = self.list.highlighted
        balance = row is not None and not self._exercise(row)
        keys = (
            (
                self.arrows(),
                self.hint("list.pick", "exercises" if balance else "more", key="enter"),
                self.hint("list.search"),
            )
            if self._all
            else ()
        )
        return (*keys, self.hint("app.help"), self.hint("list.back"))

    def footer_note(self) -> str:
        """Return a message if nothing matches the search."""
        return NO_MATCH if self._all and not self._rows else ""

    # -- actions ------------------------------------------------------------------------------------------------------

    def on_virtual_list_highlighted(self, _: VirtualList.Highlighted) -> None:
        """Read another exercise; Textual has the base class draw the rest."""
        self._preview()

    def _preview(self) -> None:
        row = self.list.highlighted
        key = "" if row is None else self._exercise(row)
        if key and key != self.key:
            self.read_series(key)

    def on_selected(self, row: int) -> None:
        """Open an exercise, or from the balance all exercises there are."""
        key = self._exercise(row)
        self.navigate(OpenProgress(key) if key else OpenExercises())


class ExerciseProgressScreen(ChartScreen, ExerciseSeriesMixin):
    """One exercise over time: its charts and notable sets; enter opens the session of a set.

    Args:
        key: the key of the exercise.
    """

    WINDOW_TITLE = "Progress"
    KEYS = bindings.EXERCISE_PROGRESS
    BINDINGS = KEYS.bindings

    def __init__(self, key: str) -> None:
        super().__init__("exercise-progress")
        self.key = key
        self._read = False
        self._facts: list[progress_lines.NotableSet] = []
        self._charts: tuple[progress_lines.Chart, ...] = ()

    def on_mount(self) -> None:
        """Show an empty list until the series are loaded."""
        self.list.show(0, self._line)

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Load the history in a worker thread."""
        self.read_series(self.key)

    def show_series(self) -> None:
        """Show the series that are loaded so far."""
        self._read = True
        self._facts, self._charts = (
            progress_lines.notable_sets(self.series),
            progress_lines.charts(self.series, self.services.settings.units),
        )
        self.list.show(len(self._facts), self._line, row=self.list.highlighted or 0)
        self.refresh_view()

    def _line(self, row: int, width: int) -> Line:
        return progress_lines.notable_set_line(self._facts[row], width, self.services.settings.units)

    def head(self, width: int) -> Sequence[Line]:
        """Return the name and a summary of the exercise."""
        lines = [Line((Span(self.name_of(self.key), "strong"),))]
        if self._read and not self.series:
            return [*lines, *dim_lines("Not in your history yet.", width)]
        for series in self.series:
            lines += progress_lines.summary_lines(series, width, self.services.settings.units)
        return lines

    def views(self) -> Sequence[tuple[str, str]]:
        """Return the titles of the charts."""
        return tuple((chart.title, chart.legend) for chart in self._charts)

    def chart(self, size: tuple[int, int]) -> Rows:
        """Return the selected chart."""
        return line_chart(self._charts[self._view_index].curves, *size)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        exercise = (self.hint("charts.how"),) if self.key in self.services.library.exercises else ()
        return (
            self.hint("list.pick", "open session", key="enter"),
            *exercise,
            self.hint("charts.previous charts.next", action="screen.next_view(1)"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    def on_selected(self, row: int) -> None:
        """Open the session of a set."""
        self.navigate(OpenSessionRecord(self._facts[row].best.session))

    def action_how(self) -> None:
        """Open the exercise."""
        if self.key in self.services.library.exercises:
            self.navigate(OpenExercise(self.key))

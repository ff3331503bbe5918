"""The weeks screen: sets, minutes and effort per week, strength and runs side by side."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.events import ScreenResume

from runstrength.coach.insights import easy_share
from runstrength.figure.canvas import Rows
from runstrength.figure.chart import bar_chart
from runstrength.history.loading import LoadedHistory, load_history, training
from runstrength.history.weekly_stats import WEEKS, Week
from runstrength.session.weeks import WeekGoals
from runstrength.ui.common import session_rows
from runstrength.ui.history import bindings, progress_lines
from runstrength.ui.history.chart_screen import ChartScreen
from runstrength.ui.lines import Line, Span, dim_lines


class WeeksScreen(ChartScreen):
    """A year of weeks as a bar chart and as a list."""

    WINDOW_TITLE = "Weeks"
    KEYS = bindings.WEEKS
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("weeks")
        self._loaded: LoadedHistory | None = None
        self._goals = WeekGoals(0)
        """Those of the history that is shown."""

    def on_mount(self) -> None:
        """Show an empty list until the weeks are loaded."""
        self.list.show(0, self._line, picks=False)

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Load the history in a worker thread."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        services = self.services
        batches = load_history(
            services.recorder.store.folder, services.library.exercises, services.now(), services.settings.week_starts
        )
        while (loaded := await self.run_in_thread(next, batches, None)) is not None:
            self._loaded, self._goals = loaded, services.week_goals
            top = self.list.scroll_offset.y
            self.list.show(len(self._active_weeks), self._line, picks=False)
            self.list.scroll_to(y=top, animate=False)
            self.refresh_view()

    def _line(self, row: int, width: int) -> Line:
        return progress_lines.week_line(self._active_weeks[-1 - row], self._goals, width)

    @property
    def _active_weeks(self) -> tuple[Week, ...]:
        """The weeks since the first one with training."""
        weeks = self._loaded.weeks if self._loaded is not None else ()
        first = next((place for place, week in enumerate(weeks) if week.tally.anything), len(weeks))
        return weeks[first:]

    def head(self, width: int) -> Sequence[Line]:
        """Return how many weeks met the goal, and how much of the recent training was easy."""
        title = Line((Span("Weeks", "strong"),))
        weeks = self._active_weeks
        if not weeks:
            return title, *dim_lines(session_rows.EMPTY if self._loaded is not None else "", width)
        words = progress_lines.goal_text(weeks, self._goals)
        return Line((Span("Weeks", "strong"),), (Span(words, "dim"),)), *dim_lines(self._easy(), width)

    def _easy(self) -> str:
        """Return the share of easy training, if there is enough data."""
        if self._loaded is None:
            return ""
        rules, now = self.services.library.coach_rules.effort, self.services.now()
        share = easy_share(training(self._loaded.rows, now, rules.window_days), now, rules)
        return progress_lines.easy_text(share, rules.window_days)

    def views(self) -> Sequence[tuple[str, str]]:
        """Return the titles of the charts."""
        return (
            tuple((measure.title, measure.legend) for measure in progress_lines.MEASURES) if self._active_weeks else ()
        )

    def chart(self, size: tuple[int, int]) -> Rows:
        """Return the bar chart."""
        measure = progress_lines.MEASURES[self._view_index]
        weeks = self._loaded.weeks if self._loaded is not None else ()
        return bar_chart(progress_lines.bars(weeks[-WEEKS:], measure), *size, min_top=measure.most)

    def columns(self, width: int) -> Line | None:
        """Return the column headings."""
        return progress_lines.week_head(width) if self._active_weeks else None

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows("scroll"),
            self.hint("charts.previous charts.next", action="screen.next_view(1)"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

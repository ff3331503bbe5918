"""The self-check screen: results over time, left compared with right, and the start of the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.events import ScreenResume

from runstrength.catalogue.naming import exercise_name
from runstrength.catalogue.self_check import SELF_CHECK
from runstrength.toml_input import InputError
from runstrength.ui.coach import bindings, self_check_lines
from runstrength.ui.common import plan_lines
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.lines import Line, Span, dim_lines
from runstrength.ui.messages import LeaveSession, StartPlan

START_ROW = "Start a self-check"
MIRROR_ROW = "The mirror"
LEAVE_ROW = "Done"


class SelfCheckScreen(ListScreen):
    """Lists the exercises with their results.

    Args:
        after: shown at the end of a self-check; closing it leaves the session.
    """

    WINDOW_TITLE = "Self-check"
    LIST_WIDTH: ClassVar[int] = 26
    DETAILS_MIN_ROWS: ClassVar[int] = 9
    KEYS = bindings.SELF_CHECK
    BINDINGS = KEYS.bindings

    def __init__(self, *, after: bool = False) -> None:
        super().__init__("self-check")
        self._after = after
        self._past: self_check_lines.SelfCheckResults | None = None
        self._rows: tuple[str, ...] = ()

    def on_mount(self) -> None:
        """Show the row that starts a self-check, until the results are loaded."""
        self._show()

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Load the results in a worker thread, again after a self-check."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        self._past = await self.run_in_thread(self_check_lines.read_self_checks, self.services)
        self._show()
        self.refresh_view()

    def _show(self) -> None:
        past = self._past
        done = (*past.exercises, MIRROR_ROW) if past is not None and past.records else ()
        self._rows = (*done, LEAVE_ROW) if self._after else (START_ROW, *done)
        self.list.one_click = False
        self.list.show(len(self._rows), self._line, row=self.list.highlighted or 0)

    def _line(self, row: int, _: int) -> Line:
        return Line((Span(self._named(self._rows[row])),))

    def _named(self, key: str) -> str:
        return exercise_name(self.services.library.exercises, key)

    # -- text ---------------------------------------------------------------------------------------------------------

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title."""
        words = "compare left with right, and with last time; every few weeks"
        return Line((Span("Self-check", "strong"),)), *dim_lines(words, width)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the results of the highlighted exercise, or the content of a self-check."""
        past, row = self._past, self._rows[self.list.highlighted or 0]
        if row == START_ROW:
            try:
                plan, about = self.services.planner.plan(SELF_CHECK), self.services.library.routine(SELF_CHECK).about
            except InputError as bad:
                return plan_lines.problem_details(bad.problems, size)
            return plan_lines.plan_details(plan, about, self.services.now(), size)
        if row == LEAVE_ROW or past is None:
            return dim_lines("Everything is saved.", size[0])
        if row == MIRROR_ROW:
            return self_check_lines.mirror_lines(past, size)
        return self_check_lines.exercise_lines(past, row, self._named(row), self.services.now(), size)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        if self._after:
            return (
                self.arrows(),
                self.hint("list.pick", "next"),
                self.hint("list.back", "done"),
            )
        return (
            self.arrows(),
            self.hint("check.begin", "new check"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    # -- actions ------------------------------------------------------------------------------------------------------

    def on_selected(self, row: int) -> None:
        """Start a self-check, close the screen, or go to the next row."""
        if self._rows[row] == START_ROW:
            self.action_begin()
        elif self._rows[row] == LEAVE_ROW:
            self.action_back()
        else:
            self.list.action_move(1)

    def action_begin(self) -> None:
        """Start a self-check, which ends at home."""
        if self._after:
            return
        try:
            plan = self.services.planner.plan(SELF_CHECK)
        except InputError as bad:
            self.services.host.notify(str(bad.problems[0]), severity="warning")
            return
        self.navigate(StartPlan(plan))

    def action_back(self) -> None:
        """Go back; after a self-check, leave the session."""
        if self._after:
            self.navigate(LeaveSession())
        else:
            super().action_back()

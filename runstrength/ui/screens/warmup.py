"""The choice of a warm-up: what is in each, and how much of the hour it leaves for the run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from runstrength.checked import BadInput, Problem
from runstrength.session.plan import Plan
from runstrength.ui import lists
from runstrength.ui.screens.calm import CalmScreen
from runstrength.ui.widgets.lines import Line, Span

WARM_UPS: Final = ("warmup-5", "warmup-7", "warmup-10")


class WarmupScreen(CalmScreen):
    """Three warm-ups, the shortest first."""

    NAME = "Warm-up"
    LIST: ClassVar[int] = 20

    def __init__(self) -> None:
        super().__init__(id="warmup")
        self._plans: list[Plan | tuple[Problem, ...]] = []

    def on_mount(self) -> None:
        """Show the warm-ups."""
        for name in WARM_UPS:
            try:
                self._plans.append(self._app.plan_of(name))
            except BadInput as bad:
                self._plans.append(bad.problems)
        self.list.show(len(self._plans), self._line)

    def _line(self, row: int, width: int) -> Line:
        plan = self._plans[row]
        if isinstance(plan, Plan):
            return Line((Span(f"{lists.minutes(plan.seconds).removesuffix(' min'):>2} minutes"),))
        return lists.broken_line(WARM_UPS[row], plan[0], width)

    def headline(self, width: int) -> Sequence[Line]:
        """Return what this is."""
        return Line((Span("Warm-up", "strong"),)), *lists.dim("before a run: everything in motion", width)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the moves of the highlighted one, and what it leaves for the run."""
        row = self.list.highlighted or 0
        plan = self._plans[row]
        if not isinstance(plan, Plan):
            return lists.problem_details(plan, size)
        about = self._app.library.routine(WARM_UPS[row]).about
        return lists.plan_details(plan, about, self._app.now(), size, lists.left_for_run(plan))

    def picked(self, row: int) -> None:
        """Start a warm-up; it comes back to home, not to here."""
        plan = self._plans[row]
        if isinstance(plan, Plan):
            self._app.pop_screen()
            self._app.begin(plan)

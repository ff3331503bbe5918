"""The first-start screen: asks for the level and the time, and shows the health note once."""

from __future__ import annotations

from collections.abc import Sequence

from runstrength.cells import wrap
from runstrength.coach.planner import next_time_limit
from runstrength.coach.prescription import time_limit
from runstrength.session.plan import Plan
from runstrength.settings import LEVELS
from runstrength.toml_input import InputError
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.common.plan_lines import slider
from runstrength.ui.home import bindings
from runstrength.ui.home.level_lines import HEALTH_NOTE, level_details, level_line
from runstrength.ui.lines import Line, Span
from runstrength.ui.messages import FinishFirstStart


class FirstStartScreen(ListScreen):
    """Asks for the level and how long a session may take, then shows the health note."""

    KEYS = bindings.FIRST_START
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("first-start")
        self._level: str | None = None
        self._minutes: float | None = None
        self._plans: list[Plan | None] = []

    def on_mount(self) -> None:
        """Ask for the level."""
        self._choose_minutes(time_limit(self.services.settings.minutes))
        self._ask_level()

    def _choose_minutes(self, minutes: float | None) -> None:
        self._minutes = minutes
        self._plans = [self._plan(level, minutes) for level in LEVELS]

    def _plan(self, level: str, minutes: float | None) -> Plan | None:
        """Return the session of a level in some minutes, None if its routine cannot be read."""
        try:
            return self.services.planner.first_plan(self.services.default_routine, level, minutes)
        except InputError:
            return None

    @property
    def _whole(self) -> float:
        """Minutes of the longest session of the highlighted level."""
        plan = self._plan(LEVELS[self.list.highlighted or 0], None)
        return 0.0 if plan is None else plan.expected / 60

    def _ask_level(self, row: int = 0) -> None:
        self._level = None
        levels = self.services.library.levels
        self.list.show(
            len(LEVELS),
            lambda row, width: level_line(levels[LEVELS[row]], row + 1, self._plans[row], width),
            row=row,
        )
        self.refresh_view()

    def _show_note(self, level: str) -> None:
        self._level = level
        answers = ("1  Got it, continue", "2  Back to the level")
        self.list.show(2, lambda row, _: Line((Span(answers[row]),)))
        self.refresh_view()

    # -- text ---------------------------------------------------------------------------------------------------------

    def headline(self, width: int) -> Sequence[Line]:
        """Return the question or the health note."""
        if self._level is None:
            question = "How much strength training have you done, and how long may a session take?"
            return (
                Line((Span("Welcome to runstrength", "accent"),)),
                *([Line()] if self.app.size.height >= 16 else []),
                *(Line((Span(text, "strong"),)) for text in wrap(question, width)),
                slider(self._minutes, self._whole, width),
            )
        lines = [Line((Span("Before you start", "accent"),))]
        for sentence in HEALTH_NOTE:
            lines += [Line()] if self.app.size.height >= 16 else []
            lines += [Line((Span(text),)) for text in wrap(sentence, width)]
        return lines

    def details(self, size: tuple[int, int]) -> Sequence[Line] | None:
        """Return the description of the highlighted level."""
        if self._level is not None or self.list.highlighted is None:
            return None
        row = self.list.highlighted
        return level_details(self.services.library.levels[LEVELS[row]], self._plans[row], size)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows(),
            *([self.hint("first_start.less_time first_start.more_time", "time")] if self._level is None else []),
            self.hint("list.pick", "continue", key="enter"),
            self.hint("home.quit"),
        )

    # -- actions ------------------------------------------------------------------------------------------------------

    def on_selected(self, row: int) -> None:
        """Accept the highlighted answer."""
        if self._level is None:
            self._show_note(LEVELS[row])
        elif row:
            self.action_back()
        else:
            self.navigate(FinishFirstStart(self._level, round(self._minutes or 0)))

    def action_minutes(self, by: int) -> None:
        """Change how long a session may take."""
        if self._level is None:
            self._choose_minutes(next_time_limit(self._minutes, by, self._whole))
            self._ask_level(self.list.highlighted or 0)

    def action_answer(self, number: int) -> None:
        """Accept the answer with a number."""
        if number <= self.list.count:
            self.on_selected(number - 1)

    def action_back(self) -> None:
        """Go back from the health note to the question."""
        if self._level is not None:
            self._ask_level(LEVELS.index(self._level))

"""The warm-up screen: three warm-ups, and what is different today: no floor, sore Achilles, a departure time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from runstrength.cells import wrap
from runstrength.session.plan import Plan
from runstrength.session.wording import whole_minutes
from runstrength.text import noun_for
from runstrength.toml_input import InputError, Problem
from runstrength.ui.coach import bindings, warmup_lines
from runstrength.ui.common import plan_lines
from runstrength.ui.common.inline_edit import InlineEditScreen
from runstrength.ui.lines import Line, Span, dim_lines
from runstrength.ui.messages import StartPlan
from runstrength.ui.widgets.virtual_list import VirtualList

WARM_UPS: Final = ("warmup-5", "warmup-7", "warmup-10")
FLOOR_ROW, SORE_ROW, LEAVE_ROW = range(len(WARM_UPS), len(WARM_UPS) + 3)
"""The rows of the options."""
TITLES: Final = {
    FLOOR_ROW: ("warmup.floor", "Floor"),
    SORE_ROW: ("warmup.sore", "Achilles"),
    LEAVE_ROW: ("warmup.leave_at", "Leave at"),
}
"""The bindings that change them, and what they are called."""


class WarmupScreen(InlineEditScreen):
    """Lists three warm-ups, the shortest first, and three options."""

    WINDOW_TITLE = "Warm-up"
    LIST_WIDTH: ClassVar[int] = 30
    DETAILS_MIN_ROWS: ClassVar[int] = 8
    KEYS = bindings.WARMUP
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("warmup")
        self._plans: list[Plan | tuple[Problem, ...]] = []
        self._chosen = 0

    def on_mount(self) -> None:
        """Show the warm-ups, with the last one that was done highlighted."""
        self._plan()
        last = self.services.planner.last_warmup()
        self._chosen = WARM_UPS.index(last) if last in WARM_UPS else 0
        self.list.show(len(WARM_UPS) + len(TITLES), self._line, row=self._chosen)

    def _plan(self) -> None:
        self._plans = []
        for name in WARM_UPS:
            try:
                self._plans.append(self.services.planner.plan(name))
            except InputError as bad:
                self._plans.append(bad.problems)

    def _line(self, row: int, width: int) -> Line:
        if row in TITLES:
            key, title = self.key_label(TITLES[row][0]), TITLES[row][1]
            if row == LEAVE_ROW and self.typed is not None:
                return Line((Span(title.ljust(11)), Span(f" {self.typed}_ ", "selected")))
            value, usual = self._value(row)
            return Line((Span(title.ljust(11)), Span(value, "dim" if usual else "strong")), (Span(f"{key} ", "dim"),))
        plan = self._plans[row]
        if isinstance(plan, Plan):
            mark = "  ✓" if row == self._chosen and (self.list.highlighted or 0) in TITLES else ""
            length = whole_minutes(plan.expected)
            return Line((Span(f"{length:>2} {noun_for(length, 'minute')}{mark}"),))
        return plan_lines.broken_line(WARM_UPS[row], plan[0], width)

    def _value(self, row: int) -> tuple[str, bool]:
        """Return the value of an option, and whether it is the default."""
        services = self.services
        if row == FLOOR_ROW:
            return ("can lie down", True) if services.planner.choices.floor else ("can't lie down", False)
        if row == SORE_ROW:
            return ("sore", False) if services.planner.choices.sore else ("fine", True)
        return warmup_lines.departure_text(services.leave_at), services.leave_at is None

    # -- text ---------------------------------------------------------------------------------------------------------

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title."""
        wrong = [Line((Span(text, "warning"),)) for text in wrap(self.error, width)]
        about = wrong or dim_lines(self.status or "before a run: moving, no static holds", width)
        return Line((Span("Warm-up", "strong"),)), *about

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the exercises of the selected warm-up, and when to start it."""
        plan = self._plans[self._chosen]
        if not isinstance(plan, Plan):
            return plan_lines.problem_details(plan, size)
        about = self.services.library.routine(WARM_UPS[self._chosen]).about
        now, leave = self.services.now(), self.services.leave_at
        remark = "" if leave is None else warmup_lines.start_by_text(leave, now, plan.seconds)
        return plan_lines.plan_details(plan, about, now, size, remark)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        if self.typed is not None:
            return (self.hint("list.pick", "OK", key="enter"), self.hint("edit.back", "cancel", key="escape"))
        row = self.list.highlighted or 0
        change = (self.hint("warmup.less warmup.more", "change"),) if row in TITLES else ()
        pick_hint = self.hint("list.pick", "start" if row not in TITLES or row == LEAVE_ROW else "change")
        return (self.arrows(), *change, pick_hint, self.hint("app.help"), self.hint("edit.back"))

    # -- actions ------------------------------------------------------------------------------------------------------

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Show another warm-up and cancel the input."""
        self.leave_typing()
        if event.row not in TITLES:
            self._chosen = event.row
        self.set_status(self.status)

    def input_kind(self) -> str:
        """Return the kind of input: a time in the row of the departure."""
        return "number" if self.list.highlighted == LEAVE_ROW else ""

    def accept(self, text: str) -> None:
        """Set the departure to the typed time."""
        self.services.leave_at = warmup_lines.read_departure(text, self.services.now())
        self.typed = None
        self._changed()

    def on_selected(self, row: int) -> None:
        """Start a warm-up, which ends at home, or change an option."""
        if self.typed is not None:
            self.finish_typing()
        elif row == FLOOR_ROW:
            self.action_floor()
        elif row == SORE_ROW:
            self.action_sore()
        else:
            plan = self._plans[self._chosen]
            if isinstance(plan, Plan):
                self.navigate(StartPlan(plan))

    def action_floor(self) -> None:
        """Toggle whether there is a floor to lie on."""
        self.services.planner.choose(floor=not self.services.planner.choices.floor)
        self._changed()

    def action_sore(self) -> None:
        """Toggle whether calf or Achilles is sore."""
        self.services.planner.choose(sore=not self.services.planner.choices.sore)
        self._changed()

    def action_leave_at(self) -> None:
        """Go to the row of the departure time."""
        self.list.action_go_to(LEAVE_ROW)
        if self.services.leave_at is None:
            self.action_change(1)

    def action_change(self, by: int) -> None:
        """Change the highlighted option; on a warm-up, go to a longer or shorter one."""
        if not self.finish_typing():
            return
        row = self.list.highlighted or 0
        if row == FLOOR_ROW:
            self.action_floor()
        elif row == SORE_ROW:
            self.action_sore()
        elif row == LEAVE_ROW:
            plan, services = self._plans[self._chosen], self.services
            seconds = plan.seconds if isinstance(plan, Plan) else 0.0
            services.leave_at = warmup_lines.step_departure(services.leave_at, by, services.now(), seconds)
            self._changed()
        elif 0 <= row + by < len(WARM_UPS):
            self.list.action_move(by)

    def action_erase(self) -> None:
        """Clear the departure time if there is one, else go back."""
        if self.list.highlighted == LEAVE_ROW and self.services.leave_at is not None:
            self.action_clear()
        else:
            self.action_back()

    def action_clear(self) -> None:
        """Clear the departure time."""
        self.services.leave_at = None
        self._changed()

    def _changed(self) -> None:
        self._plan()
        self.set_status()

"""The check-in screen: sleep, stress, soreness, pain and available time before a session; one key skips it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from runstrength.session.plan import Plan
from runstrength.ui.coach import bindings, checkin_lines
from runstrength.ui.common.form import Form
from runstrength.ui.common.form_screen import FormScreen
from runstrength.ui.lines import Line, Span
from runstrength.ui.messages import FinishCheckin


class CheckinScreen(FormScreen):
    """Asks the questions, and shows what the answers mean for the session.

    Args:
        routine: the name or path of the routine.
        form: the questions, with the known answers.
    """

    WINDOW_TITLE = "Check-in"
    LIST_WIDTH: ClassVar[int] = 36
    KEYS = bindings.CHECKIN
    BINDINGS = KEYS.bindings

    def __init__(self, routine: str, form: Form) -> None:
        super().__init__(form, "checkin")
        self._routine = routine
        self._as_usual = False

    # -- text ---------------------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The plan of the session with the current answers."""
        checkin, minutes = checkin_lines.checkin_from(self.form), checkin_lines.minutes_from(self.form)
        return self.services.planner.plan_with(self._routine, checkin, minutes, as_usual=self._as_usual)

    def line(self, row: int, width: int) -> Line:
        """Return a question with its answer."""
        today = self.services.planner.today()
        logged = ""
        if self.committed.fields[row].key == "hard_run_hours":
            logged = checkin_lines.logged_text(today.records, today.now, self.services.library.coach_rules)
        elif self.committed.fields[row].key == "pain":
            logged = checkin_lines.last_pain_text(today.records)
        return checkin_lines.field_line(self.form, row, width, logged=logged)

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title, and that the answers are optional."""
        return (Line((Span("How are you today?", "accent"),)), *self.about(width))

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return what the answers mean for the session."""
        return checkin_lines.meaning_lines(self.plan, self.services.now(), size)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        submit = self.hint("list.pick", "start" if self.plan.steps else "no session today", action="screen.submit")
        if self.typed is not None:
            return self.typing_keys()
        keys = [self.arrows(), self.hint("list.less list.more", "answer"), submit]
        if self._can_be_overruled:
            keys.append(self.hint("checkin.as_usual", "adjusted session" if self._as_usual else ""))
        return (*keys, self.hint("app.help"), self.hint("list.back"))

    @property
    def _can_be_overruled(self) -> bool:
        plan = self.plan
        return bool(plan.steps) and (self._as_usual or bool(plan.eased))

    # -- actions ------------------------------------------------------------------------------------------------------

    def submit_label(self) -> str:
        """Return the label of the start row."""
        return "Start" if self.plan.steps else "No session today"

    def submit(self) -> None:
        """Start the session, or what the plan has instead of it."""
        self.navigate(FinishCheckin(self.form, self.plan, as_usual=self._as_usual))

    def action_as_usual(self) -> None:
        """Turn the adjustments for today, the season and the lighter week off or on."""
        if self._can_be_overruled:
            self._as_usual = not self._as_usual
            self.changed(self.committed)

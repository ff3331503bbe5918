"""The screen for logging a run: a form with the usual values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from runstrength.cells import wrap
from runstrength.ui.coach import bindings
from runstrength.ui.coach.run_log import log_run, run_remarks
from runstrength.ui.common.form import Form
from runstrength.ui.common.form_screen import FormScreen
from runstrength.ui.lines import Line, Span, crop_lines


class LogRunScreen(FormScreen):
    """Asks for minutes, effort, distance and day of a run.

    Args:
        form: the questions, with the usual values.
    """

    WINDOW_TITLE = "A run"
    KEYS = bindings.LOG_RUN
    BINDINGS = KEYS.bindings
    LIST_WIDTH: ClassVar[int] = 44
    SUBMIT_LABEL: ClassVar[str] = "Log this run"

    def __init__(self, form: Form) -> None:
        super().__init__(form, "log-run")
        self._warned: Form | None = None
        """The answers for which the warning about a duplicate was shown."""

    def line(self, row: int, width: int) -> Line:
        """Return a question with its answer and the meaning of the answer."""
        field = self.committed.fields[row]
        value = self.committed.value(field.key)
        description = field.descriptions.get(value, "")
        answer = field.answer_text(value)
        room = width >= 18 + len(answer) + 2 + len(description)
        return Line(
            (Span(field.title.ljust(18)), Span(answer, "strong"), Span(f"  {description}" if room else "", "dim"))
        )

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title."""
        return (Line((Span("Log a run", "accent"),)), *self.about(width))

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the coach's remarks on the run."""
        width, height = size
        remarks = (
            Line((Span(text),)) for remark in run_remarks(self.services, self.form) for text in wrap(remark, width)
        )
        return crop_lines([*remarks], height)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        if self.typed is not None:
            return self.typing_keys()
        return (
            self.arrows(),
            self.hint("list.less list.more", "change"),
            self.hint("list.pick", action="screen.submit"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    def submit(self) -> None:
        """Log the run; a duplicate only if the key is pressed again after the warning."""
        again = self._warned == self.committed
        trouble = log_run(self.services, self.committed, again=again)
        self._warned = self.committed if trouble else None
        if trouble:
            self.set_status(error=trouble)
        else:
            self.close()

"""The mirror questions after a self-check: yes or no with one key, all optional."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from runstrength.catalogue.self_check import MirrorQuestion
from runstrength.cells import wrap
from runstrength.history.recorder import RecorderError, SavedSession
from runstrength.ui.coach import bindings
from runstrength.ui.coach.self_check_lines import question_line
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.lines import Line, Span, crop_lines, dim_lines
from runstrength.ui.messages import FinishMirror


class MirrorScreen(ListScreen):
    """Lists the questions; every answer is saved immediately.

    Args:
        saved: the self-check that has ended.
        questions: the questions.
    """

    WINDOW_TITLE = "The mirror"
    DETAILS_MIN_ROWS: ClassVar[int] = 4
    KEYS = bindings.MIRROR
    BINDINGS = KEYS.bindings

    def __init__(self, saved: SavedSession, questions: Sequence[MirrorQuestion]) -> None:
        super().__init__("mirror")
        self._saved = saved
        self._questions = tuple(questions)
        self._answers: dict[str, bool] = {}

    def on_mount(self) -> None:
        """Show the questions, and a last row that continues to the results."""
        self.list.one_click = False
        self.list.show(len(self._questions) + 1, self._line)

    def _line(self, row: int, width: int) -> Line:
        if row == len(self._questions):
            return Line((Span("See results"),))
        question = self._questions[row]
        return question_line(question.text, self._answers.get(question.key), width)

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title and the instructions."""
        yes, no = self.key_label("mirror.yes"), self.key_label("mirror.no")
        words = f"Stand in front of a mirror. Answer {yes} or {no}; skip any you like."
        return Line((Span("The mirror", "accent"),)), *dim_lines(words, width)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the full text of the highlighted question, and the advice if the answer is no."""
        width, height = size
        row = self.list.highlighted or 0
        if row == len(self._questions):
            return ()
        question = self._questions[row]
        lines = [Line((Span(text, "strong"),)) for text in wrap(question.text, width)]
        if self._answers.get(question.key) is False:
            lines += dim_lines(question.tip, width)
        return crop_lines(lines, height)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.hint("mirror.yes"),
            self.hint("mirror.no"),
            self.hint("list.pick", "next"),
            self.hint("mirror.done"),
        )

    # -- actions ------------------------------------------------------------------------------------------------------

    def on_selected(self, row: int) -> None:
        """Skip a question; in the last row, continue to the results."""
        if row == len(self._questions):
            self.action_go_on()
        else:
            self.list.action_move(1)

    def action_answer(self, answer: bool) -> None:
        """Answer the highlighted question, and go to the next."""
        row = self.list.highlighted or 0
        if row < len(self._questions):
            self._answers[self._questions[row].key] = answer
            self._save()
            self.list.action_move(1)

    def action_clear(self) -> None:
        """Clear the answer."""
        row = self.list.highlighted or 0
        if row < len(self._questions) and self._answers.pop(self._questions[row].key, None) is not None:
            self._save()

    def action_before(self) -> None:
        """Go to the previous question."""
        self.list.action_move(-1)

    def action_go_on(self) -> None:
        """Continue to the results."""
        self.navigate(FinishMirror(self._saved))

    def _save(self) -> None:
        try:
            self.services.recorder.edit(self._saved, {"answers": dict(self._answers)})
        except RecorderError as error:
            self.services.host.notify(str(error), severity="warning")
        self.list.refresh()
        self.refresh_view()

"""A session was interrupted: go on with it, save what was done, or discard it. Nothing happens before the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from runstrength.cells import wrap
from runstrength.history.errors import HistoryError
from runstrength.ui import messages
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.common.session_rows import day
from runstrength.ui.lines import Line, Span
from runstrength.ui.session import bindings
from runstrength.ui.session import resume_lines as words
from runstrength.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.events import Key

    from runstrength.history.recovery import Recovery, Unfinished

TALL_FROM = 16
"""Rows from which there is air between the lines."""


class InterruptedScreen(ListScreen):
    """Asks for every session that was interrupted, then goes on to what was asked for.

    Args:
        recovery: what was left behind, and what carries the answers out.
    """

    WINDOW_TITLE = "Interrupted"
    KEYS = bindings.INTERRUPTED
    BINDINGS = KEYS.bindings

    def __init__(self, recovery: Recovery) -> None:
        super().__init__("interrupted")
        self._recovery = recovery
        self._one: Unfinished | None = None
        self._sure = False

    def on_mount(self) -> None:
        """Ask."""
        self._ask()

    def _ask(self) -> None:
        """Ask for the only session, let one of several be chosen, or tell what is running elsewhere."""
        self._sure = False
        waiting = self._recovery.interrupted
        if not waiting and not (self._recovery.running and self.services.start == "session"):
            self._go_on()  # until then the screen shows what was answered
            return
        self._one = waiting[0] if len(waiting) == 1 else None
        if self._one is not None:
            self._ask_for(self._one)
        elif waiting:
            rows = words.session_lines(waiting, self.services.now())
            self.list.show(len(rows) + 1, lambda row, _: [*rows, self._later_line()][row])
        else:
            self.list.show(2, lambda row, _: Line((Span(("Start another one", "Leave")[row]),)))
        self.refresh_view()

    def _ask_for(self, one: Unfinished, row: int = 0, *, sure: bool = False) -> None:
        self._one, self._sure = one, sure
        answers, then = self._answers, self._then
        self.list.show(
            len(answers),
            lambda row, width: words.answer_line(one, answers[row], width, sure=self._sure, then=then),
            row=row,
        )
        self.refresh_view()

    @property
    def _answers(self) -> list[str]:
        """What can be answered, the most sensible first."""
        today = self._one is not None and words.today(self._one, self.services.now())
        first = ["resume", "save"] if today else ["save", "resume"]
        return [*first, "discard", "later"]

    def _later_line(self) -> Line:
        return Line((Span(words.ANSWERS["later"]),), (Span(self._then, "dim"),))

    @property
    def _then(self) -> str:
        return "on to the home screen" if self.services.start == "home" else "begin a new one"

    # -- text ----------------------------------------------------------------------------------------------------------

    def headline(self, width: int) -> Sequence[Line]:
        """Return what was interrupted, and where; or what is running."""
        now, waiting = self.services.now(), self._recovery.interrupted
        if self._one is not None:
            title, sentence = "Interrupted", words.sentence(self._one, now)
        elif waiting:
            title, sentence = "Interrupted", f"{len(waiting)} sessions were interrupted. Each waits for an answer."
        else:
            title, sentence = "Running", words.running_sentence(self._recovery.running[0], now)
        return (
            Line((Span(title, "accent"),), (Span(day(now, width), "dim"),)),
            *([Line()] if self.outer_size.height >= TALL_FROM else []),
            *(Line((Span(text, "strong"),)) for text in wrap(sentence, width)),
        )

    def details(self, size: tuple[int, int]) -> Sequence[Line] | None:
        """Return what there is to know of the session, or of the highlighted one."""
        one, row = self._one, self.list.highlighted or 0
        if one is None and row < len(self._recovery.interrupted):
            one = self._recovery.interrupted[row]
        return words.details(one, size[0])[: size[1]] if one is not None else None

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows(),
            self.hint("list.pick", "answer", key="enter"),
            self.hint("home.quit", "leave all as it is"),
        )

    def footer_note(self) -> str:
        """Return what is running elsewhere, where that is not the question."""
        running = self._recovery.running
        return words.running_sentence(running[0], self.services.now()) if running and self._recovery.interrupted else ""

    # -- actions -------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Keep a key that is held down from answering twice."""
        if event.key in self.keys_of(
            "interrupted.resume", "interrupted.discard"
        ) and not self.services.key_guard.accept_once(event.key, self.services.real_clock()):
            event.stop()
            event.prevent_default()

    def on_selected(self, row: int) -> None:
        """Take an answer, or choose the session to answer for."""
        waiting = self._recovery.interrupted
        if self._one is not None:
            self.action_answer(self._answers[row])
        elif not waiting:
            self.action_leave() if row else self._go_on()
        elif row < len(waiting):
            self._ask_for(waiting[row])
        else:
            self._go_on()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Forget a first press on discard when something else is looked at."""
        if self._sure and self._answers[event.row] != "discard":
            self._sure = False
            self.list.refresh()

    def action_answer(self, answer: str) -> None:
        """Carry out an answer; discarding has to be said twice."""
        one = self._one
        if one is None:
            return
        if answer == "later":
            self._go_on()
        elif answer == "discard" and not self._sure:
            self._ask_for(one, self._answers.index("discard"), sure=True)
        else:
            self._carry_out(one, answer)

    def _carry_out(self, one: Unfinished, answer: str) -> None:
        error = ""
        try:
            if answer == "resume":
                services = self.services
                session = self._recovery.resume(one, wait=services.waits, gap=services.max_gap)
                self.navigate(messages.ResumeSession(session))
                return
            if answer == "save":
                error = self._recovery.save(one).error
            else:
                self._recovery.discard(one)
        except HistoryError as reason:
            error = str(reason)
        if error:
            self.services.host.notify(error, severity="warning")
        elif answer == "save":
            self.services.host.notify("Saved.")
        self._recovery.interrupted.remove(one)
        self._ask()

    def _go_on(self) -> None:
        self.navigate(messages.FinishInterrupted())

    def action_back(self) -> None:
        """Back to the list of several; not now where there is only one question."""
        if self._one is not None and len(self._recovery.interrupted) > 1:
            self._one = None
            self._ask()
        elif self.services.start == "home":
            self._go_on()
        else:
            self.action_leave()

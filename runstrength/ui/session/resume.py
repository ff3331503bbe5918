"""The screen of interrupted sessions: resume, save or discard each. Nothing happens before an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from runstrength.cells import wrap
from runstrength.history.errors import HistoryError
from runstrength.ui import messages
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.common.session_rows import format_day
from runstrength.ui.lines import Line, Span
from runstrength.ui.session import bindings
from runstrength.ui.session import resume_lines as words
from runstrength.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.events import Key

    from runstrength.history.recovery import Recovery, Unfinished

TALL_FROM = 16
"""Rows from which there is a blank line below the title."""


class InterruptedScreen(ListScreen):
    """Asks what to do with each interrupted session, then continues the start of the program.

    Args:
        recovery: finds the interrupted sessions and carries the answers out.
    """

    WINDOW_TITLE = "Interrupted"
    KEYS = bindings.INTERRUPTED
    BINDINGS = KEYS.bindings

    def __init__(self, recovery: Recovery) -> None:
        super().__init__("interrupted")
        self._recovery = recovery
        self._session: Unfinished | None = None
        self._confirming = False

    def on_mount(self) -> None:
        """Show the question."""
        self._ask()

    def _ask(self) -> None:
        """Ask about the only session, list several of them, or show the session that is running elsewhere."""
        self._confirming = False
        waiting = self._recovery.interrupted
        if not waiting and not (self._recovery.running and self.services.start == "session"):
            self._go_on()  # before the view is refreshed, so that the last answer stays visible until then
            return
        self._session = waiting[0] if len(waiting) == 1 else None
        if self._session is not None:
            self._ask_about(self._session)
        elif waiting:
            rows = words.session_lines(waiting, self.services.now())
            self.list.show(len(rows) + 1, lambda row, _: [*rows, self._later_line()][row])
        else:
            self.list.show(2, lambda row, _: Line((Span(("Start another one", "Leave")[row]),)))
        self.refresh_view()

    def _ask_about(self, session: Unfinished, row: int = 0, *, confirming: bool = False) -> None:
        self._session, self._confirming = session, confirming
        answers, next_step = self._answers, self._next_step
        self.list.show(
            len(answers),
            lambda row, width: words.answer_line(
                session, answers[row], width, confirming=self._confirming, next_step=next_step
            ),
            row=row,
        )
        self.refresh_view()

    @property
    def _answers(self) -> list[str]:
        """The answers, the most likely first."""
        is_recent = self._session is not None and words.is_recent(self._session, self.services.now())
        first = ["resume", "save"] if is_recent else ["save", "resume"]
        return [*first, "discard", "later"]

    def _later_line(self) -> Line:
        return Line((Span(words.ANSWERS["later"]),), (Span(self._next_step, "dim"),))

    @property
    def _next_step(self) -> str:
        """What follows the answer `later`, as text."""
        return "on to the home screen" if self.services.start == "home" else "begin a new one"

    # -- text ----------------------------------------------------------------------------------------------------------

    def headline(self, width: int) -> Sequence[Line]:
        """Return what was interrupted, and at which set; or what is running."""
        now, waiting = self.services.now(), self._recovery.interrupted
        if self._session is not None:
            title, sentence = "Interrupted", words.sentence(self._session, now)
        elif waiting:
            title, sentence = "Interrupted", f"{len(waiting)} sessions were interrupted. What should happen to each?"
        else:
            title, sentence = "Running", words.running_sentence(self._recovery.running[0], now)
        return (
            Line((Span(title, "accent"),), (Span(format_day(now, width), "dim"),)),
            *([Line()] if self.app.size.height >= TALL_FROM else []),
            *(Line((Span(text, "strong"),)) for text in wrap(sentence, width)),
        )

    def details(self, size: tuple[int, int]) -> Sequence[Line] | None:
        """Return the details of the session in question, or of the highlighted one."""
        session, row = self._session, self.list.highlighted or 0
        if session is None and row < len(self._recovery.interrupted):
            session = self._recovery.interrupted[row]
        return words.details(session, size[0])[: size[1]] if session is not None else None

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows(),
            self.hint("list.pick", "answer", key="enter"),
            self.hint("home.quit", "decide later"),
        )

    def footer_note(self) -> str:
        """Return which session is running elsewhere, if the question is about another one."""
        running = self._recovery.running
        return words.running_sentence(running[0], self.services.now()) if running and self._recovery.interrupted else ""

    # -- actions -------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Ignore repeats of a held key, so that it doesn't answer twice."""
        if event.key in self.keys_of(
            "interrupted.resume", "interrupted.discard"
        ) and not self.services.key_guard.accept_once(event.key, self.services.real_clock()):
            event.stop()
            event.prevent_default()

    def on_selected(self, row: int) -> None:
        """Carry out the selected answer, or ask about the selected session."""
        waiting = self._recovery.interrupted
        if self._session is not None:
            self.action_answer(self._answers[row])
        elif not waiting:
            self.action_leave() if row else self._go_on()
        elif row < len(waiting):
            self._ask_about(waiting[row])
        else:
            self._go_on()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Cancel the confirmation of discarding when another row is highlighted."""
        if self._confirming and self._answers[event.row] != "discard":
            self._confirming = False
            self.list.refresh()

    def action_answer(self, answer: str) -> None:
        """Carry out an answer; discarding must be confirmed by choosing it again."""
        session = self._session
        if session is None:
            return
        if answer == "later":
            self._go_on()
        elif answer == "discard" and not self._confirming:
            self._ask_about(session, self._answers.index("discard"), confirming=True)
        else:
            self._carry_out(session, answer)

    def _carry_out(self, unfinished: Unfinished, answer: str) -> None:
        error = ""
        try:
            if answer == "resume":
                services = self.services
                session = self._recovery.resume(unfinished, wait=services.waits, gap=services.max_gap)
                self.navigate(messages.ResumeSession(session))
                return
            if answer == "save":
                error = self._recovery.save(unfinished).error
            else:
                self._recovery.discard(unfinished)
        except HistoryError as reason:
            error = str(reason)
        if error:
            self.services.host.notify(error, severity="warning")
        elif answer == "save":
            self.services.host.notify("Saved.")
        self._recovery.interrupted.remove(unfinished)
        self._ask()

    def _go_on(self) -> None:
        self.navigate(messages.FinishInterrupted())

    def action_back(self) -> None:
        """Go back to the list of sessions; with only one session, answer `later` or leave."""
        if self._session is not None and len(self._recovery.interrupted) > 1:
            self._session = None
            self._ask()
        elif self.services.start == "home":
            self._go_on()
        else:
            self.action_leave()

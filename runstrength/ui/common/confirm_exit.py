"""Asks how to end a session: keep going, finish and save, or discard, which takes two key presses."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key

from runstrength.live.stop_question import DISCARD_WORDS, KEEP_GOING, StopQuestion, finish_words
from runstrength.ui.common import bindings
from runstrength.ui.common.base import BaseModal
from runstrength.ui.lines import Line, Span
from runstrength.ui.widgets.lines import Lines


class StopScreen(BaseModal[str | None]):
    """Asks how to end; answers `finish`, `discard` or None to keep going.

    Args:
        saves: whether finishing saves anything.
        clock: returns the real time in seconds.
    """

    AUTO_FOCUS = ""
    CSS_PATH = "../modal.tcss"
    QUESTION: ClassVar[str] = "END THE SESSION?"
    FINISH: ClassVar[str] = "stop.finish"
    """The id of the binding that finishes."""
    KEYS = bindings.STOP
    BINDINGS = KEYS.bindings

    def __init__(self, *, saves: bool, clock: Callable[[], float]) -> None:
        super().__init__("stop")
        self._answers = Lines(id="choices")
        self._saves = saves
        self._clock = clock
        self._question: StopQuestion | None = None

    @property
    def question(self) -> StopQuestion:
        """The question, asked when this screen was shown."""
        if self._question is None:
            self._question = StopQuestion(clock=self._clock, key_guard=self.services.key_guard)
        return self._question

    def compose(self) -> ComposeResult:
        """Yield the three answers."""
        with Vertical(classes="box"):
            yield self._answers

    def on_mount(self) -> None:
        """Ask."""
        self.draw()

    def words(self) -> tuple[str, str, str]:
        """Return the texts of keep going, finish and discard."""
        return KEEP_GOING, finish_words(saves=self._saves), DISCARD_WORDS

    def draw(self) -> None:
        """Draw the question and its answers."""
        go_on, finish, discard = self.words()
        labels = [self.key_label(name) for name in ("stop.go_on", self.FINISH, "stop.discard")]
        again = "delete it" if discard.startswith("delete") else discard
        discard = f"press {labels[2]} again to {again}" if self.question.is_confirming else discard
        columns = max(7, max(map(len, labels)) + 1)
        warning = "warning" if self.question.is_confirming else ""
        self._answers.update(
            Line((Span(self.QUESTION, "strong"),)),
            Line(),
            Line((Span(labels[0].ljust(columns), "accent", "screen.go_on"), Span(go_on, "", "screen.go_on"))),
            Line((Span(labels[1].ljust(columns), "accent", "screen.finish"), Span(finish, "", "screen.finish"))),
            Line(
                (
                    Span(
                        labels[2].ljust(columns),
                        "warning" if self.question.is_confirming else "accent",
                        "screen.discard",
                    ),
                    Span(discard, warning, "screen.discard"),
                )
            ),
        )

    def on_key(self, event: Key) -> None:
        """Ignore repeats of the key that opened the question, and of the key that answers it."""
        if event.key not in self.keys_of("stop.discard", "stop.again") and not self.services.key_guard.accept_once(
            event.key, self._clock()
        ):
            event.stop()
            event.prevent_default()

    def action_go_on(self) -> None:
        """Continue the session."""
        self.close()

    def action_finish(self) -> None:
        """Finish and save."""
        self.close("finish")

    def action_again(self) -> None:
        """Finish if the key was pressed twice within two seconds; later, only keep asking."""
        if self.question.finishes():
            self.close("finish")

    def action_discard(self) -> None:
        """Discard at the second press; holding the key does not count as a second press."""
        if self.question.discards():
            self.close("discard")
        else:
            self.draw()

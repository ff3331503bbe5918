"""A screen with a few questions: arrows or a typed value answer, enter commits a field, one row or space goes on."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual.events import Key

from runstrength.cells import wrap
from runstrength.ui.common.form import Form
from runstrength.ui.common.inline_edit import InlineEditScreen
from runstrength.ui.lines import Line, Span, dim
from runstrength.ui.widgets.virtual_list import VirtualList


class FormScreen(InlineEditScreen):
    """Shows a form in its list, and beneath it the row that goes on.

    A screen says what it is about, and what is done with the answers.

    Args:
        form: the questions, with the answers so far.
    """

    GO: ClassVar[str] = "Go on"
    """What the last row is called."""

    def __init__(self, form: Form, name: str) -> None:
        super().__init__(name)
        self.committed = form
        self._space = False
        """Whether the last key was the space bar, which goes on from wherever one is."""

    @property
    def form(self) -> Form:
        """The answers, with the one that is being typed as far as it can be read."""
        if self.typed is None or self.row is None:
            return self.committed
        try:
            return self.committed.typed(self.row, self.typed)
        except ValueError:
            return self.committed

    @property
    def row(self) -> int | None:
        """The highlighted question, None on the row that goes on."""
        row = self.list.highlighted or 0
        return row if row < len(self.committed.fields) else None

    def on_mount(self) -> None:
        """Show the questions."""
        self.list.show(len(self.committed.fields) + 1, self._line)

    def action_go(self) -> None:
        """Commit what is typed, and go on."""
        if self.finish_typing():
            self.go()

    @abstractmethod
    def go(self) -> None:
        """Do what the form is for."""

    def go_words(self) -> str:
        """Return what the last row says."""
        return self.GO

    @abstractmethod
    def line(self, row: int, width: int) -> Line:
        """Return a question as one row."""

    def _line(self, row: int, width: int) -> Line:
        if row >= len(self.committed.fields):
            return Line((Span(self.go_words(), "accent"),))
        if self.typed is None or row != self.list.highlighted:
            return self.line(row, width)
        title, *_ = self.line(row, width).left
        return Line((title, Span(f" {self.typed}_ ", "selected")))

    def changed(self, form: Form) -> None:
        """Take other answers, and show what they mean."""
        self.committed, self.typed = form, None
        self.set_status()

    def about(self, width: int) -> Sequence[Line]:
        """Return what went wrong, or what the highlighted question is about."""
        if self.error:
            return [Line((Span(text, "warning"),)) for text in wrap(self.error, width)]
        about = "" if self.row is None else self.committed.fields[self.row].about
        return dim(self.status or about, width) or [Line()]

    def typing_keys(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot while something is typed."""
        return (self.hint("list.pick", "OK", key="enter"), self.hint("list.back", "cancel", key="escape"))

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Note which key it was: enter commits a field, the space bar goes on."""
        self._space = event.key == "space"
        if self.typed is None and event.key == "backspace" and self._answered:
            self.action_clear()
            event.stop()
            event.prevent_default()

    @property
    def _answered(self) -> bool:
        return self.row is not None and self.committed.value(self.committed.fields[self.row].key) is not None

    def input_kind(self) -> str:
        """Return whether the highlighted question takes something typed."""
        return "" if self.row is None or self.committed.fields[self.row].read is None else "number"

    def accept(self, text: str) -> None:
        """Make a typed text the answer to the highlighted question."""
        if self.row is not None:
            self.changed(self.committed.typed(self.row, text))

    def on_selected(self, row: int) -> None:
        """Commit what is typed; on a question let one type, on the last row or with the space bar go on."""
        space, self._space = self._space, False
        if self.typed is not None:
            self.finish_typing()
        elif space or row >= len(self.committed.fields):
            self.go()
        elif self.input_kind():
            self.begin_typing()
        else:
            self.action_change(1)

    def on_virtual_list_highlighted(self, _: VirtualList.Highlighted) -> None:
        """Show what another question is about."""
        self.leave_typing()

    def action_change(self, by: int) -> None:
        """Answer more, or less."""
        if self.finish_typing() and self.row is not None:
            self.changed(self.committed.stepped(self.row, by))

    def action_clear(self) -> None:
        """Take the answer away."""
        if self.row is not None:
            self.changed(self.committed.without(self.row))

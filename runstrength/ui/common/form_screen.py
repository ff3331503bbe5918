"""The base of form screens: arrows or typing answer, enter accepts an answer, the last row or space continues."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual.events import Key

from runstrength.cells import wrap
from runstrength.ui.common.form import Form
from runstrength.ui.common.inline_edit import InlineEditScreen
from runstrength.ui.lines import Line, Span, dim_lines
from runstrength.ui.widgets.virtual_list import VirtualList


class FormScreen(InlineEditScreen):
    """Shows a form as a list, with a last row that continues.

    A subclass provides the texts, and uses the answers.

    Args:
        form: the questions, with the known answers.
    """

    SUBMIT_LABEL: ClassVar[str] = "Continue"
    """The label of the last row."""

    def __init__(self, form: Form, name: str) -> None:
        super().__init__(name)
        self.committed = form
        self._space_pressed = False
        """Whether the last key was the space bar, which continues from every row."""

    @property
    def form(self) -> Form:
        """The answers, including the one being typed if it is valid."""
        if self.typed is None or self.row is None:
            return self.committed
        try:
            return self.committed.typed(self.row, self.typed)
        except ValueError:
            return self.committed

    @property
    def row(self) -> int | None:
        """The index of the highlighted question, None on the last row."""
        row = self.list.highlighted or 0
        return row if row < len(self.committed.fields) else None

    def on_mount(self) -> None:
        """Show the questions."""
        self.show_rows()

    def show_rows(self, row: int = 0) -> None:
        """Show the questions that there are now, with one highlighted."""
        self.list.show(len(self.committed.fields) + 1, self._line, row=row)

    def action_submit(self) -> None:
        """Accept the input, and continue."""
        if self.finish_typing():
            self.submit()

    @abstractmethod
    def submit(self) -> None:
        """Use the answers."""

    def submit_label(self) -> str:
        """Return the label of the last row."""
        return self.SUBMIT_LABEL

    @abstractmethod
    def line(self, row: int, width: int) -> Line:
        """Return a question as a row."""

    def _line(self, row: int, width: int) -> Line:
        if row >= len(self.committed.fields):
            return Line((Span(self.submit_label(), "accent"),))
        if self.typed is None or row != self.list.highlighted:
            return self.line(row, width)
        title, *_ = self.line(row, width).left
        # The margin of the field takes the place of a blank, so that the answer stays in its column.
        return Line((Span(title.text.removesuffix(" "), title.tone), Span(f" {self.typed}_ ", "selected")))

    def changed(self, form: Form) -> None:
        """Replace the answers, and update the screen."""
        self.committed, self.typed = form, None
        self.set_status()

    def about(self, width: int) -> Sequence[Line]:
        """Return the error, or the description of the highlighted question."""
        if self.error:
            return [Line((Span(text, "warning"),)) for text in wrap(self.error, width)]
        about = "" if self.row is None else self.committed.fields[self.row].about
        return dim_lines(self.status or about, width) or [Line()]

    def typing_keys(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer while the person types."""
        return (self.hint("list.pick", "OK", key="enter"), self.hint("list.back", "cancel", key="escape"))

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Remember whether it was the space bar, which continues instead of accepting an answer."""
        self._space_pressed = event.key == "space"
        if self.typed is None and event.key == "backspace" and self._answered:
            self.action_clear()
            event.stop()
            event.prevent_default()

    @property
    def _answered(self) -> bool:
        return self.row is not None and self.committed.value(self.committed.fields[self.row].key) is not None

    def input_kind(self) -> str:
        """Return the kind of input of the highlighted question."""
        return "" if self.row is None or self.committed.fields[self.row].read is None else "number"

    def accept(self, text: str) -> None:
        """Set the answer to the highlighted question to the typed text."""
        if self.row is not None:
            self.changed(self.committed.typed(self.row, text))

    def on_selected(self, row: int) -> None:
        """Accept the input; else start typing, or continue on the last row or with the space bar."""
        space, self._space_pressed = self._space_pressed, False
        if self.typed is not None:
            self.finish_typing()
        elif space or row >= len(self.committed.fields):
            self.submit()
        else:
            self.begin()

    def begin(self) -> None:
        """Start typing an answer, or choose the next one."""
        if self.input_kind():
            self.begin_typing()
        else:
            self.action_change(1)

    def on_virtual_list_highlighted(self, _: VirtualList.Highlighted) -> None:
        """Describe another question, and cancel the input."""
        self.leave_typing()

    def action_change(self, by: int) -> None:
        """Increase or decrease the answer."""
        if self.finish_typing() and self.row is not None:
            self.changed(self.committed.stepped(self.row, by))

    def action_clear(self) -> None:
        """Clear the answer."""
        if self.row is not None:
            self.changed(self.committed.without_answer(self.row))

"""A screen with a few questions: arrows or digits answer, one key goes on, nothing has to be said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key

from runstrength.ui.forms import Form
from runstrength.ui.lists import dim
from runstrength.ui.screens.calm import CalmScreen
from runstrength.ui.widgets.lines import Line, Span
from runstrength.ui.widgets.pick_list import PickList


class FormScreen(CalmScreen):
    """Shows a form in its list; a screen says what it is about, and what is done with the answers.

    Args:
        form: the questions, with the answers so far.
    """

    TOPIC: ClassVar[str] = "form"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,plus,l", "change(1)", "More"),
        Binding("left,minus", "change(-1)", "Less"),
        Binding("delete", "clear", "Nothing said"),
    ]

    def __init__(self, form: Form, name: str) -> None:
        super().__init__(name)
        self.form = form

    def on_mount(self) -> None:
        """Show the questions."""
        self.list.show(len(self.form.fields), self.line)

    def line(self, row: int, width: int) -> Line:  # noqa: ARG002 - for those that need it
        """Return a question as one row."""
        field = self.form.fields[row]
        value = self.form.value(field.key)
        return Line((Span(field.title.ljust(16)), Span(field.say(value), "dim" if value is None else "strong")))

    def changed(self, form: Form) -> None:
        """Take other answers, and show what they mean."""
        self.form = form
        self.list.refresh()
        self.paint()

    def about(self, width: int) -> Sequence[Line]:
        """Return what the highlighted question is about."""
        return dim(self.form.fields[self.list.highlighted or 0].about, width)

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Take digits for the highlighted question; backspace takes its answer away."""
        row = self.list.highlighted or 0
        if event.character and event.character in "0123456789":
            self.changed(self.form.with_digit(row, event.character))
        elif event.key == "backspace" and self.form.value(self.form.fields[row].key) is not None:
            self.action_clear()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_pick_list_highlighted(self, _: PickList.Highlighted) -> None:
        """Another question: what was being typed is an answer."""
        self.form = self.form.settled()

    def action_change(self, by: int) -> None:
        """Answer more, or less."""
        self.changed(self.form.stepped(self.list.highlighted or 0, by))

    def action_clear(self) -> None:
        """Take the answer away."""
        self.changed(self.form.without(self.list.highlighted or 0))

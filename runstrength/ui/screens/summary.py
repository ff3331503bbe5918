"""After the session: what was done, how hard it was, a note. All is saved already; nothing needs to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key

from runstrength.session.commands import IllegalCommand, Log
from runstrength.session.engine import Session
from runstrength.ui import phrases
from runstrength.ui.correction import Correction
from runstrength.ui.keeper import Kept
from runstrength.ui.lists import foot
from runstrength.ui.messages import FinishSummary, OpenHelp
from runstrength.ui.screens.base import BaseScreen
from runstrength.ui.summary_lines import has_effort, head_lines, table_lines
from runstrength.ui.tally import EFFORT, tally
from runstrength.ui.widgets.big_text import BigText
from runstrength.ui.widgets.lines import Line, Lines, Span

if TYPE_CHECKING:
    from textual.widgets import Input


FORWARD = ("space", "enter", "pagedown")
"""What leaves, once the press that ended the session is over: a key held down does not leave unseen."""
LEAVE = ("q", "escape", "ctrl+c", "ctrl+q")
FIELDS = ("done", "effort", "note")
KEYS = (
    ("↑ ↓ or digits change it", ""),
    ("tab another field", ""),
    ("n note", "screen.note"),
    ("space leave", "screen.leave"),
)
LEAVING = "Not saved yet: q again leaves without saving, any other key tries again"
LEAVING_SHORT = "Not saved: q again leaves"
MARGIN = 2
"""Columns left free at each side."""
TALL = 22
"""Rows from which there is a big headline."""
MIDDLING = 5
"""The effort from which the first arrow starts."""


class SummaryScreen(BaseScreen[None]):
    """Shows a session that has ended, and tries to save it as long as it is not saved."""

    AUTO_FOCUS = ""
    CSS_PATH = "../summary.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "leave", "Leave"),
        Binding("ctrl+c,ctrl+q", "leave", "Leave", show=False, priority=True),
        Binding("up,right", "change(1)", "More", show=False),
        Binding("down,left", "change(-1)", "Less", show=False),
        Binding("tab", "field(1)", "Another field", show=False, priority=True),
        Binding("shift+tab", "field(-1)", "Another field", show=False, priority=True),
        Binding("n", "note", "A note"),
        Binding("question_mark,f1", "help", "Help", show=False),
    ]

    def __init__(self, session: Session, kept: Kept) -> None:
        super().__init__("summary")
        self._parts = {name: Lines(id=name) for name in ("facts", "table", "fields", "foot")}
        self._session = session
        self._kept = kept
        self._sure = False
        self._effort: int | None = None
        self._note = ""
        self._typed = ""
        self._correction = Correction().of(session.view(0).just_done)
        last = session.state.log[-1:]
        asked = FIELDS if has_effort(kept.record) else tuple(field for field in FIELDS if field != "effort")
        self._asked = asked if self._correction.sets else asked[1:]
        self._field = "done" if last and last[0].target.kind == "amrap" else self._asked[-2:][0]

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield BigText("DONE" if self._kept.record.completed else "ENDED EARLY", id="headline", classes="-left")
        yield from self._parts.values()

    def on_mount(self) -> None:
        """Show everything."""
        self.paint()

    def on_resize(self) -> None:
        """Show everything in another width."""
        self.paint()

    # -- what is shown -------------------------------------------------------------------------------------------------

    def paint(self) -> None:
        """Show what was done and what can be said about it."""
        if self.is_closed:
            return
        width, height = self.app.size
        width -= 2 * MARGIN
        head = head_lines(self._kept, width, self._session.plan.afterwards)
        self._show("facts", head)
        fields = self._fields(width)
        self._show("fields", fields)
        rows = tally(self._session.plan, self._session.state.log)
        room = height - len(head) - len(fields) - (8 if height >= TALL else 4)
        self._show("table", table_lines(rows, width, max(1, room)))
        ask = Line((Span(LEAVING if cell_len(LEAVING) <= width else LEAVING_SHORT, "warning"),))
        self._show("foot", [ask if self._sure else foot(KEYS, width)])

    def _show(self, name: str, lines: list[Line]) -> None:
        widget = self._parts[name]
        if len(lines) != len(widget.lines):
            widget.styles.height = len(lines)
        widget.update(*lines)

    def _fields(self, width: int) -> list[Line]:
        lines = []
        if self._correction.sets:
            spans = [self._label("done", "LAST ROUND")]
            for place, item in enumerate(self._correction.sets):
                side = f" {item.side[0].upper()}" if item.side else ""
                spans.append(Span(f"  {phrases.short_name(self._session.plan, item)}{side} "))
                chosen = self._field == "done" and place == self._correction.chosen
                value = f"{self._correction.typed}_" if chosen and self._correction.typed else phrases.done_words(item)
                spans.append(Span(f" {value} " if chosen else value, "selected" if chosen else ""))
            lines.append(Line(tuple(spans)))
        if "effort" in self._asked:
            lines.append(self._effort_line(width))
        note = self._note or "press n to write one"
        lines.append(
            Line((self._label("note", "NOTE      "), Span(f"   {note}", "" if self._note else "dim", "screen.note")))
        )
        return lines

    def _effort_line(self, width: int) -> Line:
        effort = [self._label("effort", "EFFORT    "), Span("  ")]
        for number in range(1, len(EFFORT) + 1):
            tone = "selected" if number == self._effort else "dim"
            effort.append(Span(f" {number} " if width >= 45 else f"{number} ", tone, f"screen.effort({number})"))
        words = EFFORT[self._effort - 1] if self._effort else "how hard was it?"
        effort.append(Span(f"  {words}" if width >= 67 else ""))
        return Line(tuple(effort))

    def _label(self, field: str, text: str) -> Span:
        here = field == self._field
        return Span(f"{'›' if here else ' '} {text}", "accent" if here else "dim")

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Take digits for the chosen field; while a number is typed, enter accepts it and backspace erases."""
        self._retry()
        if self.focused is not None:  # the note takes its keys itself
            return
        if self._sure and event.key not in (*FORWARD, *LEAVE):
            self._sure = False
            self.paint()
        if event.key in (*FORWARD, "right") and not self._app.guard.hears(event.key, self._app.real_clock()):
            event.stop()
            event.prevent_default()
            return
        typing = self._field == "done" and self._correction.typed
        if event.character and event.character in "0123456789":
            self._digit(event.character)
        elif typing and event.key == "enter":
            self._accept()
        elif typing and event.key == "backspace":
            self._correction = self._correction.erase()
        elif event.key in FORWARD:
            self._app.guard.obeyed(event.key, self._app.real_clock())
            self.action_leave()
            event.stop()
            return
        else:
            return
        event.stop()
        event.prevent_default()
        self.paint()

    def _digit(self, digit: str) -> None:
        if self._field == "done":
            self._correction = self._correction.type(digit)
            return
        if "effort" not in self._asked:
            return
        self._field = "effort"
        self._typed = (self._typed + digit)[-2:]
        self.action_effort(10 if self._typed in ("10", "0", "00") else int(digit) or 10)

    def action_effort(self, value: int) -> None:
        """Say how hard it was, 1 to 10."""
        self._effort = value
        self._keep(effort=value)
        self.paint()

    def action_change(self, by: int) -> None:
        """Make the chosen value larger or smaller."""
        if self._field == "done":
            self._log(self._correction.change(by))
            self.paint()
        elif self._field == "effort":
            start = MIDDLING if self._effort is None else self._effort
            self._typed = ""
            self.action_effort(min(len(EFFORT), max(1, start + by)))

    def action_field(self, by: int) -> None:
        """Go on to another value, then to another field; a note that is being written is kept."""
        if self.focused is not None:
            self._keep_note(cast("Input", self.focused))
        self._accept()
        self._typed = ""
        place = self._correction.chosen + by
        if self._field == "done" and 0 <= place < len(self._correction.sets):
            self._correction = self._correction.choose(by)
        else:
            self._field = self._asked[(self._asked.index(self._field) + by) % len(self._asked)]
        self.paint()

    def action_note(self) -> None:
        """Write a note."""
        from textual.widgets import Input

        if not self.query("#note"):
            self._field = "note"
            self.paint()
            box = Input(
                self._note, placeholder="a note; enter keeps it, esc leaves it as it was", id="note", max_length=500
            )
            self.mount(box, before=self._parts["foot"])
            box.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the note."""
        event.stop()
        self._keep_note(event.input)

    def _keep_note(self, box: Input) -> None:
        self._note = box.value.strip()
        self._keep(note=self._note)
        self._close_note()

    def _close_note(self) -> None:
        self.query("#note").remove()
        self.set_focus(None)
        self.paint()

    def _accept(self) -> None:
        self._correction, command = self._correction.accept()
        self._log(command)

    def _log(self, command: Log | None) -> None:
        if command is None:
            return
        try:
            self._session.apply(command, self._app.clock())
        except IllegalCommand:  # nobody does that much
            return
        self._correction = Correction(self._correction.sets, self._correction.chosen).of(
            self._session.view(0).just_done
        )
        self._keep(sets=self._session.state.log)

    def _keep(self, **changes: object) -> None:
        trouble = self._app.keeper.correct(self._kept, changes)
        self.paint()
        if trouble:
            self.notify(trouble, severity="warning")

    def _retry(self) -> None:
        """Try again to save what is not saved, at every key and click."""
        if self._kept.trouble:
            before = self._kept.trouble
            self._app.keeper.retry(self._kept)
            if self._kept.trouble != before:
                self.paint()

    def action_leave(self) -> None:
        """Leave; a note that is being written is only closed, and what is not saved is asked about once."""
        if self.query("#note"):
            self._close_note()
            return
        self._accept()
        self._retry()
        if self._kept.unsaved and not self._sure:
            self._sure = True
            self.paint()
            return
        self.navigate(FinishSummary(self._kept))

    def action_help(self) -> None:
        """Show the keys."""
        self.navigate(OpenHelp("summary"))

"""The summary after a session: results, effort and a note. The session is saved already; every field is optional."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.events import Key

from runstrength.history.personal_bests import Past, past_bests, personal_bests, read_past
from runstrength.history.recorder import SavedSession
from runstrength.history.set_names import set_namer
from runstrength.live.summary_controls import LEAVING, SummaryControls
from runstrength.session.engine import Session
from runstrength.session.wording import RPE_WORDS
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.lines import Line, Span, footer
from runstrength.ui.messages import FinishSummary
from runstrength.ui.session import bindings
from runstrength.ui.session.notes import value_lines
from runstrength.ui.session.reps_left import BIG_ROWS, how_many_lines, question_lines
from runstrength.ui.session.summary_lines import best_line, head_lines, table_lines
from runstrength.ui.session.totals import tally
from runstrength.ui.widgets.big_text import BigText
from runstrength.ui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widgets import Input

    from runstrength.session.record import Record


LEAVING_SHORT = "Not saved: {key} again leaves"
MARGIN = 2
"""Columns left free at each side."""
TALL_FROM = 22
"""Rows from which the headline is big."""


class SummaryScreen(BaseScreen[None]):
    """Shows a finished session, and retries to save it until it is saved."""

    AUTO_FOCUS = ""
    CSS_PATH = "../summary.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL_FROM, "-tall")]  # noqa: RUF012 - as Textual declares it
    KEYS = bindings.SUMMARY
    BINDINGS = KEYS.bindings

    def __init__(self, session: Session, saved: SavedSession) -> None:
        super().__init__("summary")
        self._parts = {name: Lines(id=name) for name in ("facts", "table", "fields", "foot")}
        self.session = session
        self._saved = saved
        self._types_note = False
        self._past: Past = {}
        """What was done before, for personal bests; empty until it is read."""

    @cached_property
    def controls(self) -> SummaryControls:
        """The values that can be edited."""
        services = self.services
        return SummaryControls(
            self.session,
            self._saved,
            self,
            recorder=services.recorder,
            clock=services.clock,
            real_clock=services.real_clock,
        )

    def compose(self) -> ComposeResult:
        """Yield the headline and the other parts."""
        yield BigText("DONE" if self._saved.record.completed else "ENDED EARLY", id="headline", classes="-left")
        yield from self._parts.values()

    def on_mount(self) -> None:
        """Set the weights that can be edited, and show everything."""
        self.controls.use_weights(self.services.settings)
        self.refresh_view()
        if self.session.plan.kind == "session" and self.services.profile.saves:
            self._read_past()

    @work(exclusive=True)
    async def _read_past(self) -> None:
        """Read the whole history, because a best of the newest sessions alone may be none."""
        exercises = {item.exercise for item in self.session.state.log}
        pieces = read_past(self.services.recorder.store.folder, self._saved.record.id, exercises)
        records: Sequence[Record] = ()
        while (piece := await self.run_in_thread(next, pieces, None)) is not None:
            records = piece.records
        self._past = past_bests(records, set_namer(self.services.library.exercises))
        self.refresh_view()

    def on_resize(self) -> None:
        """Show everything in another size."""
        self.refresh_view()

    # -- what is shown -------------------------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Update every part of the summary."""
        if self.is_closed:
            return
        width, height = self.app.size
        width -= 2 * MARGIN
        head = head_lines(self._saved, width, self.session.plan.afterwards)
        bests = personal_bests(self.session.state.log, self._past, set_namer(self.services.library.exercises))
        head += best_line(bests, self.services.settings.units, width)
        self._show("facts", head)
        last = self._foot(width, max(1, height // 3))
        around = (7 if height >= TALL_FROM else 3) + len(last)
        spare = height - len(head) - len(self._fields(width, 1)) - around
        fields = self._fields(width, BIG_ROWS if spare > BIG_ROWS else 1)
        self._show("fields", fields)
        rows = tally(self.session.plan, self.session.state.log)
        room = height - len(head) - len(fields) - around
        self._show("table", table_lines(rows, width, max(1, room)))
        self._show("foot", last)

    def show_notice(self) -> None:
        """Show or remove the app's notice in the footer."""
        if self.is_shown:
            self.refresh_view()

    def _foot(self, width: int, most: int) -> list[Line]:
        """Return the footer in at most `most` lines: a notice, the question before leaving, or key hints."""
        notice = self.services.host.notice_on(self)
        if notice is not None:
            return notice.lines(width, most)
        if self.controls.is_confirming:
            texts = [words.format(key=self.key_label("summary.leave")) for words in (LEAVING, LEAVING_SHORT)]
            return [Line((Span(texts[0] if cell_len(texts[0]) <= width else texts[1], "warning"),))]
        last = (self.hint("summary.note"), self.hint("summary.go_on"))
        if self.controls.field == "done":
            change, tab = self.hint("summary.more summary.less", "or type"), self.hint("summary.next", "next value")
            rounds = self.hint("summary.previous_round summary.next_round", "other round")
            return [footer((change, tab, rounds, *last), width)]
        if self._types_note:
            return [footer((("enter save", ""), ("esc cancel", "")), width)]
        field = self.hint("summary.next", "another field")
        if self.controls.field == "note":
            return [footer((last[0], field, last[1]), width)]
        return [footer((self.hint("summary.more summary.less", "or digits change it"), field, *last), width)]

    def _show(self, name: str, lines: list[Line]) -> None:
        widget = self._parts[name]
        if len(lines) != len(widget.lines):
            widget.styles.height = len(lines)
        widget.update(*lines)

    def _fields(self, width: int, rows: int) -> list[Line]:
        lines = []
        if self.controls.editor.sets:
            lines += self._set_lines(width, rows)
        if (asked := self.controls.asked_set) is not None:
            name, chosen = self.session.plan.exercises[asked.exercise].name, self.controls.field == "reserve"
            lines += question_lines(asked, name, width, chosen=chosen, key=self.key_label("summary.reps_left"))
        if "effort" in self.controls.asked:
            lines.append(self._effort_line(width))
        empty = "" if self._types_note else f"press {self.key_label('summary.note')} to write one"
        tone = "" if self.controls.note else "dim"
        note = Span(f"   {self.controls.note or empty}", tone, "screen.note")
        lines.append(Line((self._label("note", "NOTE      "), note)))
        return lines

    def _set_lines(self, width: int, rows: int) -> list[Line]:
        """Return the values of one round, or the field for the missing number of a max-rep set."""
        open_set = self.controls.open_set
        if open_set is not None:
            return list(how_many_lines(self.session.plan, open_set, self.controls.editor.typed, width, rows))
        editor, is_chosen = self.controls.editor, self.controls.field == "done"
        shown = editor if is_chosen else replace(editor, chosen=-1, typed="")
        rounds, index = self.controls.rounds, self.controls.round
        name = "LAST ROUND" if index == len(rounds) - 1 else f"{rounds[index][0].block} SET {rounds[index][0].set}"
        lines, _ = value_lines(self.session.plan, shown, self._label("done", name), width)
        return [Line(tuple(line)) for line in lines]

    def _effort_line(self, width: int) -> Line:
        effort = [self._label("effort", "EFFORT    "), Span("  ")]
        for number in range(1, len(RPE_WORDS) + 1):
            tone = "selected" if number == self.controls.effort else "dim"
            effort.append(Span(f" {number} " if width >= 45 else f"{number} ", tone, f"screen.effort({number})"))
        words = RPE_WORDS[self.controls.effort - 1] if self.controls.effort else "how hard was it?"
        effort.append(Span(f"  {words}" if width >= 67 else ""))
        return Line(tuple(effort))

    def _label(self, field: str, text: str) -> Span:
        here = field == self.controls.field
        return Span(f"{'›' if here else ' '} {text}", "accent" if here else "dim")

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Type digits into the selected field; while a number is typed, enter accepts it and backspace erases."""
        controls = self.controls
        controls.retry()
        if self.focused is not None:  # the text field of the note handles its keys itself
            return
        if event.key not in self.keys_of("summary.go_on", "summary.leave", "summary.leave_now"):
            controls.keep()
        guard, now = self.services.key_guard, self.services.real_clock()
        if event.key in self.keys_of("summary.go_on", "summary.next_round") and not guard.accepts(event.key, now):
            pass
        elif event.character and event.character in controls.characters:
            controls.type(event.character)
        elif controls.is_typing and event.key in ("enter", "escape", "backspace"):
            controls.end_typing(event.key)
        else:
            if event.key in self.keys_of("summary.go_on"):
                guard.mark_handled(event.key, now)
            return
        event.stop()
        event.prevent_default()

    def action_reserve(self, number: int) -> None:
        """Answer how many reps were left, 0 to 4."""
        self.controls.answer(number)

    def action_ask(self) -> None:
        """Select the question about reps left, or the effort if it was selected."""
        self.controls.ask()

    def action_effort(self, value: int) -> None:
        """Set the effort, 1 to 10."""
        self.controls.set_effort(value)

    def action_change(self, by: int) -> None:
        """Step the selected value by `by`."""
        self.controls.change(by)

    def action_field(self, by: int) -> None:
        """Select another value, then another field; a note that is being typed is saved."""
        if self.focused is not None:
            self._save_note(cast("Input", self.focused))
        self.controls.go_to_field(by)

    def action_round(self, by: int) -> None:
        """Show the previous or next round; in another field, step its value."""
        self.controls.go_to_round(by)

    def action_note(self) -> None:
        """Open the text field of the note."""
        from runstrength.inputs import MAX_TEXT
        from runstrength.ui.widgets.text_field import TextField

        if not self.query("#note"):
            self.controls.field = "note"
            field = TextField(self.controls.note, placeholder="your note", id="note", max_length=MAX_TEXT["note"])
            self.mount(field, before=self._parts["foot"])
            field.focus()
            self._types_note = True
            self.refresh_view()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the note."""
        event.stop()
        self._save_note(event.input)

    def _save_note(self, field: Input) -> None:
        self.controls.set_note(field.value)
        self._close_note()

    def _close_note(self) -> None:
        self.query("#note").remove()
        self.set_focus(None)
        self._types_note = False
        self.refresh_view()

    def warn(self, text: str) -> None:
        """Show why something is not possible."""
        self.services.host.notify(text, severity="warning")

    def action_go_on(self) -> None:
        """Leave, like `action_leave`."""
        self.action_leave()

    def action_leave(self) -> None:
        """Leave; an open note is only closed, and an unsaved session must be confirmed."""
        if self.query("#note"):
            self._close_note()
            return
        if self.controls.may_leave():
            self.navigate(FinishSummary(self._saved))

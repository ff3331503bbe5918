"""The summary after a session: results, effort and a note. The session is saved already; every field is optional."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.events import Key

from runstrength.history.export.csv import set_namer
from runstrength.history.personal_bests import Past, past_bests, personal_bests, read_past
from runstrength.history.recorder import RecorderError, SavedSession
from runstrength.inputs import read_effort
from runstrength.live.reps_left import PRESS, asked_at_the_end
from runstrength.live.set_editor import (
    DIGITS,
    MAX_RESERVE,
    POINTS,
    USUAL_RESERVE,
    Outcome,
    SetEditor,
    Weights,
    weights_of,
)
from runstrength.numbers import NumberError
from runstrength.session.commands import IllegalCommandError, Log
from runstrength.session.engine import Session
from runstrength.session.loads import WITH_LOADS
from runstrength.session.record import SetDone
from runstrength.session.wording import RPE_WORDS
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.lines import Line, Span, footer
from runstrength.ui.messages import FinishSummary
from runstrength.ui.session import bindings
from runstrength.ui.session.notes import value_lines
from runstrength.ui.session.reps_left import BIG_ROWS, how_many_lines, question_lines
from runstrength.ui.session.summary_lines import best_line, has_effort, head_lines, table_lines
from runstrength.ui.session.totals import tally
from runstrength.ui.widgets.big_text import BigText
from runstrength.ui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widgets import Input

    from runstrength.session.record import Record


FIELDS = ("done", "effort", "note")
"""What tab goes through; the question about reps left has a key of its own."""
LEAVING = "Not saved yet: {key} again leaves without saving, any other key tries again"
LEAVING_SHORT = "Not saved: {key} again leaves"
MARGIN = 2
"""Columns left free at each side."""
TALL_FROM = 22
"""Rows from which the headline is big."""
USUAL_EFFORT = 5
"""The effort that the first arrow key starts from."""


class SummaryScreen(BaseScreen[None]):
    """Shows a finished session, and retries to save it until it is saved."""

    AUTO_FOCUS = ""
    CSS_PATH = "../summary.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL_FROM, "-tall")]  # noqa: RUF012 - as Textual declares it
    KEYS = bindings.SUMMARY
    BINDINGS = KEYS.bindings

    def __init__(self, session: Session, kept: SavedSession) -> None:
        super().__init__("summary")
        self._parts = {name: Lines(id=name) for name in ("facts", "table", "fields", "foot")}
        self._session = session
        self._kept = kept
        self._confirming = False
        self._effort: int | None = None
        self._note = ""
        self._types_note = False
        self._typed = ""
        self._round = len(self._rounds) - 1
        open_rounds = (index for index, sets in enumerate(self._rounds) if any(not item.is_entered for item in sets))
        self._round = next(open_rounds, self._round)
        self._weights: Weights | None = None
        self._past: Past = {}
        """What was done before, for personal bests; empty until it is read."""
        self._editor = SetEditor()
        self._show_round(self._round)
        asked = FIELDS if has_effort(kept.record) else tuple(field for field in FIELDS if field != "effort")
        self._asked = asked if self._editor.sets else asked[1:]
        self._field = "done" if self._editor.set_without_number is not None else self._asked[-2:][0]

    @property
    def _rounds(self) -> list[tuple[SetDone, ...]]:
        """The finished sets, grouped by round, in their order."""
        groups = groupby(self._session.state.log, lambda item: (item.block, item.set))
        return [tuple(items) for _, items in groups]

    @property
    def _asked_set(self) -> SetDone | None:
        """The set that the question about reps left is about: of the last block, if it wasn't asked in a rest."""
        if not self._kept.record.completed:
            return None
        return asked_at_the_end(self._session.state.log, self._session.plan)

    def _show_round(self, index: int) -> None:
        """Show or update the values of a round."""
        rounds = self._rounds
        self._round = index
        sets = rounds[index] if 0 <= index < len(rounds) else ()
        self._editor = self._editor.with_sets(sets, weights=self._weights)

    def compose(self) -> ComposeResult:
        """Yield the headline and the other parts."""
        yield BigText("DONE" if self._kept.record.completed else "ENDED EARLY", id="headline", classes="-left")
        yield from self._parts.values()

    def on_mount(self) -> None:
        """Set the weights that can be edited, and show everything."""
        if self._session.plan.kind in WITH_LOADS:
            self._weights = weights_of(self.services.settings, self._session.plan.exercises)
            self._show_round(self._round)
        self.refresh_view()
        if self._session.plan.kind == "session" and self.services.profile.saves:
            self._read_past()

    @work(exclusive=True)
    async def _read_past(self) -> None:
        """Read the whole history, because a best of the newest sessions alone may be none."""
        exercises = {item.exercise for item in self._session.state.log}
        pieces = read_past(self.services.recorder.store.folder, self._kept.record.id, exercises)
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
        head = head_lines(self._kept, width, self._session.plan.afterwards)
        bests = personal_bests(self._session.state.log, self._past, set_namer(self.services.library.exercises))
        head += best_line(bests, self.services.settings.units, width)
        self._show("facts", head)
        last = self._foot(width, max(1, height // 3))
        around = (7 if height >= TALL_FROM else 3) + len(last)
        spare = height - len(head) - len(self._fields(width, 1)) - around
        fields = self._fields(width, BIG_ROWS if spare > BIG_ROWS else 1)
        self._show("fields", fields)
        rows = tally(self._session.plan, self._session.state.log)
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
        if self._confirming:
            texts = [words.format(key=self.key_label("summary.leave")) for words in (LEAVING, LEAVING_SHORT)]
            return [Line((Span(texts[0] if cell_len(texts[0]) <= width else texts[1], "warning"),))]
        last = (self.hint("summary.note"), self.hint("summary.go_on"))
        if self._field == "done":
            change, tab = self.hint("summary.more summary.less", "or type"), self.hint("summary.next", "next value")
            rounds = self.hint("summary.previous_round summary.next_round", "other round")
            return [footer((change, tab, rounds, *last), width)]
        if self._types_note:
            return [footer((("enter save", ""), ("esc cancel", "")), width)]
        field = self.hint("summary.next", "another field")
        if self._field == "note":
            return [footer((last[0], field, last[1]), width)]
        return [footer((self.hint("summary.more summary.less", "or digits change it"), field, *last), width)]

    def _show(self, name: str, lines: list[Line]) -> None:
        widget = self._parts[name]
        if len(lines) != len(widget.lines):
            widget.styles.height = len(lines)
        widget.update(*lines)

    def _fields(self, width: int, rows: int) -> list[Line]:
        lines = []
        if self._editor.sets:
            lines += self._set_lines(width, rows)
        if (asked := self._asked_set) is not None:
            name, chosen = self._session.plan.exercises[asked.exercise].name, self._field == "reserve"
            lines += question_lines(asked, name, width, chosen=chosen, key=self.key_label("summary.reps_left"))
        if "effort" in self._asked:
            lines.append(self._effort_line(width))
        empty = "" if self._types_note else f"press {self.key_label('summary.note')} to write one"
        note = self._note or empty
        lines.append(
            Line((self._label("note", "NOTE      "), Span(f"   {note}", "" if self._note else "dim", "screen.note")))
        )
        return lines

    def _set_lines(self, width: int, rows: int) -> list[Line]:
        """Return the values of one round, or the field for the missing number of a max-rep set."""
        open_set = self._editor.set_without_number if self._field == "done" else None
        if open_set is not None:
            name = self._session.plan.exercises[open_set.exercise].name
            return list(how_many_lines(name, open_set, self._editor.typed, width, rows))
        shown = self._editor if self._field == "done" else replace(self._editor, chosen=-1, typed="")
        rounds, index = self._rounds, self._round
        name = "LAST ROUND" if index == len(rounds) - 1 else f"{rounds[index][0].block} SET {rounds[index][0].set}"
        lines, _ = value_lines(self._session.plan, shown, self._label("done", name), width)
        return [Line(tuple(line)) for line in lines]

    def _effort_line(self, width: int) -> Line:
        effort = [self._label("effort", "EFFORT    "), Span("  ")]
        for number in range(1, len(RPE_WORDS) + 1):
            tone = "selected" if number == self._effort else "dim"
            effort.append(Span(f" {number} " if width >= 45 else f"{number} ", tone, f"screen.effort({number})"))
        words = RPE_WORDS[self._effort - 1] if self._effort else "how hard was it?"
        effort.append(Span(f"  {words}" if width >= 67 else ""))
        return Line(tuple(effort))

    def _label(self, field: str, text: str) -> Span:
        here = field == self._field
        return Span(f"{'›' if here else ' '} {text}", "accent" if here else "dim")

    # -- keys ----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Type digits into the selected field; while a number is typed, enter accepts it and backspace erases."""
        self._retry()
        if self.focused is not None:  # the text field of the note handles its keys itself
            return
        if self._confirming and event.key not in self.keys_of("summary.go_on", "summary.leave", "summary.leave_now"):
            self._confirming = False
            self.refresh_view()
        guard, now = self.services.key_guard, self.services.real_clock()
        if event.key in self.keys_of("summary.go_on", "summary.next_round") and not guard.accepts(event.key, now):
            event.stop()
            event.prevent_default()
            return
        typing = self._field == "done" and self._editor.typed
        characters = DIGITS if self._field == "note" else (*DIGITS, *POINTS)
        if event.character and event.character in characters:
            self._digit(event.character)
        elif typing and event.key == "enter":
            self._accept()
        elif typing and event.key == "escape":
            self._editor = self._editor.cancel()
        elif typing and event.key == "backspace":
            self._editor = self._editor.erase()
        else:
            if event.key in self.keys_of("summary.go_on"):
                guard.mark_handled(event.key, now)
            return
        event.stop()
        event.prevent_default()
        self.refresh_view()

    def _digit(self, digit: str) -> None:
        if self._field == "done":
            self._warn(self._editor.refusal(digit, self.key_label("summary.next")))
            self._editor = self._editor.type(digit)
            return
        if self._field == "reserve":
            if digit in POINTS or int(digit) > MAX_RESERVE:
                self._warn(PRESS)
            else:
                self._field = self._asked[-2]  # the next digit answers the next question
                self.action_reserve(int(digit))
            return
        if "effort" not in self._asked:
            return
        self._field = "effort"
        self._effort_digit(digit)

    def action_reserve(self, number: int) -> None:
        """Answer how many reps were left, 0 to 4."""
        if (asked := self._asked_set) is not None:
            self._log(Outcome((Log(asked.step, reserve=min(MAX_RESERVE, max(0, number))),)))
            self.refresh_view()

    def action_ask(self) -> None:
        """Select the question about reps left, or the effort if it was selected."""
        if self._asked_set is None or not self._accept():
            return
        self._field = self._asked[-2] if self._field == "reserve" else "reserve"
        self.refresh_view()

    def _effort_digit(self, digit: str) -> None:
        """Set the effort from a digit; 0 is ten, and so is 1 followed by 0. An invalid number is reported.

        Each other digit replaces the effort, because it is shown at once.
        """
        text = self._typed + digit
        if digit in POINTS:
            self._typed = text
            self._warn("Whole numbers only.")
            return
        if not (self._typed == "1" or any(point in text for point in POINTS)):
            text = digit
        try:
            effort = 10 if text == "0" else read_effort(text)
        except NumberError as error:
            self._typed = ""
            self._warn(str(error))
            return
        self._typed = text
        self.action_effort(effort)

    def action_effort(self, value: int) -> None:
        """Set the effort, 1 to 10."""
        self._effort = value
        self._save(effort=value)
        self.refresh_view()

    def action_change(self, by: int) -> None:
        """Step the selected value by `by`."""
        if self._field == "done":
            outcome = self._editor.change(by, self.key_label("summary.next"))
            self._warn(outcome.why)
            if not outcome.why:
                self._editor = self._editor.cancel()
            self._log(outcome)
            self.refresh_view()
        elif self._field == "reserve":
            left = self._asked_set.reserve if self._asked_set is not None else None
            self.action_reserve(USUAL_RESERVE if left is None else left + by)
        elif self._field == "effort":
            start = USUAL_EFFORT if self._effort is None else self._effort
            self._typed = ""
            self.action_effort(min(len(RPE_WORDS), max(1, start + by)))

    def action_field(self, by: int) -> None:
        """Select another value, then another field; a note that is being typed is saved."""
        if self.focused is not None:
            self._save_note(cast("Input", self.focused))
        if not self._accept():
            return
        self._typed = ""
        index = self._editor.chosen + by
        if self._field == "done" and 0 <= index < len(self._editor.values):
            self._editor = self._editor.choose(by)
        elif self._field == "done" and 0 <= self._round + by < len(self._rounds):
            self._other_round(by)
            return
        else:
            field = self._asked[-2] if self._field == "reserve" else self._field
            self._field = self._asked[(self._asked.index(field) + by) % len(self._asked)]
        self.refresh_view()

    def action_round(self, by: int) -> None:
        """Show the previous or next round; in another field, step its value."""
        if self._field == "done":
            self._other_round(by)
            self.refresh_view()
        else:
            self.action_change(by)

    def action_note(self) -> None:
        """Open the text field of the note."""
        from runstrength.inputs import MAX_TEXT
        from runstrength.ui.widgets.text_field import TextField

        if not self.query("#note"):
            self._field = "note"
            field = TextField(self._note, placeholder="your note", id="note", max_length=MAX_TEXT["note"])
            self.mount(field, before=self._parts["foot"])
            field.focus()
            self._types_note = True
            self.refresh_view()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the note."""
        event.stop()
        self._save_note(event.input)

    def _save_note(self, field: Input) -> None:
        self._note = field.value.strip()
        self._save(note=self._note)
        self._close_note()

    def _close_note(self) -> None:
        self.query("#note").remove()
        self.set_focus(None)
        self._types_note = False
        self.refresh_view()

    def _other_round(self, by: int) -> None:
        """Show the previous or next round, with its nearest value selected."""
        if not self._accept():
            return
        index = self._round + by
        if not 0 <= index < len(self._rounds):
            self._warn("This is the first round." if by < 0 else "This is the last round.")
            return
        self._show_round(index)
        self._editor = replace(self._editor, chosen=0 if by > 0 else len(self._editor.values) - 1)
        self.refresh_view()

    def _accept(self) -> bool:
        """Log the typed number, and return whether it was valid; if not, report it and keep the typed text."""
        self._editor, outcome = self._editor.accept()
        self._warn(outcome.why)
        self._log(outcome)
        if outcome.commands and all(item.is_entered for item in self._editor.sets):
            others = (index for index, sets in enumerate(self._rounds) if any(not item.is_entered for item in sets))
            if (index := next(others, None)) is not None:  # the next missing number
                self._show_round(index)
        return not outcome.why

    def _warn(self, reason: str) -> None:
        if reason:
            self.services.host.notify(reason, severity="warning")

    def _log(self, outcome: Outcome) -> None:
        if not outcome.commands:
            return
        for command in outcome.commands:
            try:
                self._session.apply(command, self.services.clock())
            except IllegalCommandError:
                self._warn("That isn't possible.")
                return
        self._show_round(self._round)
        self._save(sets=self._session.state.log)

    def _save(self, **changes: object) -> None:
        error = ""
        try:
            self.services.recorder.edit(self._kept, changes)
        except RecorderError as reason:
            error = str(reason)
        self.refresh_view()
        if error:
            self.services.host.notify(error, severity="warning")

    def _retry(self) -> None:
        """Retry to save an unsaved session, at every key and click."""
        if self._kept.error:
            before = self._kept.error
            self.services.recorder.retry(self._kept)
            if self._kept.error != before:
                self.refresh_view()

    def action_go_on(self) -> None:
        """Leave, like `action_leave`."""
        self.action_leave()

    def action_leave(self) -> None:
        """Leave; an open note is only closed, and an unsaved session must be confirmed."""
        if self.query("#note"):
            self._close_note()
            return
        if self._editor.typed and not self._accept():
            self._editor = self._editor.cancel()  # the reason was shown; the next press leaves
            self.refresh_view()
            return
        self._retry()
        if self._kept.unsaved and not self._confirming:
            self._confirming = True
            self.refresh_view()
            return
        self.navigate(FinishSummary(self._kept))

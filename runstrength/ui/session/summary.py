"""After the session: what was done, how hard it was, a note. All is saved already; nothing needs to be filled in."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Key

from runstrength.history.recorder import RecorderError, SavedSession
from runstrength.inputs import read_effort
from runstrength.numbers import NumberError
from runstrength.session.commands import IllegalCommandError
from runstrength.session.engine import Session
from runstrength.session.loads import WITH_LOADS
from runstrength.session.record import SetDone
from runstrength.session.wording import RPE_WORDS
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.lines import Line, Span, foot
from runstrength.ui.messages import FinishSummary
from runstrength.ui.session import bindings
from runstrength.ui.session.notes import value_lines
from runstrength.ui.session.reps_left import BIG_ROWS, how_many_lines
from runstrength.ui.session.set_editor import DIGITS, POINTS, Correction, Outcome, Weights, weights_of
from runstrength.ui.session.summary_lines import has_effort, head_lines, table_lines
from runstrength.ui.session.totals import tally
from runstrength.ui.widgets.big_text import BigText
from runstrength.ui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.widgets import Input


FIELDS = ("done", "effort", "note")
LEAVING = "Not saved yet: {key} again leaves without saving, any other key tries again"
LEAVING_SHORT = "Not saved: {key} again leaves"
MARGIN = 2
"""Columns left free at each side."""
TALL_FROM = 22
"""Rows from which there is a big headline."""
USUAL_EFFORT = 5
"""The effort from which the first arrow starts."""


class SummaryScreen(BaseScreen[None]):
    """Shows a session that has ended, and tries to save it as long as it is not saved."""

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
        self._sure = False
        self._effort: int | None = None
        self._note = ""
        self._typed = ""
        self._round = len(self._rounds) - 1
        open_rounds = (place for place, sets in enumerate(self._rounds) if any(not item.is_entered for item in sets))
        self._round = next(open_rounds, self._round)
        self._weights: Weights | None = None
        self._correction = Correction()
        self._show_round(self._round)
        asked = FIELDS if has_effort(kept.record) else tuple(field for field in FIELDS if field != "effort")
        self._asked = asked if self._correction.sets else asked[1:]
        self._field = "done" if self._correction.how_many is not None else self._asked[-2:][0]

    @property
    def _rounds(self) -> list[tuple[SetDone, ...]]:
        """The sets that were done, those of each round together, in their order."""
        groups = groupby(self._session.state.log, lambda item: (item.block, item.set))
        return [tuple(items) for _, items in groups]

    def _show_round(self, place: int) -> None:
        """Bring the values of a round onto the screen, or bring them up to date."""
        rounds = self._rounds
        self._round = place
        sets = rounds[place] if 0 <= place < len(rounds) else ()
        self._correction = self._correction.of(sets, weights=self._weights)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield BigText("DONE" if self._kept.record.completed else "ENDED EARLY", id="headline", classes="-left")
        yield from self._parts.values()

    def on_mount(self) -> None:
        """Show everything."""
        if self._session.plan.kind in WITH_LOADS:
            self._weights = weights_of(self.services.settings, self._session.plan.exercises)
            self._show_round(self._round)
        self.refresh_view()

    def on_resize(self) -> None:
        """Show everything in another width."""
        self.refresh_view()

    # -- what is shown -------------------------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Show what was done and what can be said about it."""
        if self.is_closed:
            return
        width, height = self.app.size
        width -= 2 * MARGIN
        head = head_lines(self._kept, width, self._session.plan.afterwards)
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
        """Show what the app says in the place of the keys."""
        if self.is_shown:
            self.refresh_view()

    def _foot(self, width: int, most: int) -> list[Line]:
        """Return what the app says, or whether to leave, or the keys."""
        said = self.services.host.notice_on(self)
        if said is not None:
            return said.lines(width, most)
        if self._sure:
            ways = [words.format(key=self.sign_of("summary.leave")) for words in (LEAVING, LEAVING_SHORT)]
            return [Line((Span(ways[0] if cell_len(ways[0]) <= width else ways[1], "warning"),))]
        last = (self.hint("summary.note"), self.hint("summary.go_on"))
        if self._field == "done":
            change, tab = self.hint("summary.more summary.less", "or type"), self.hint("summary.next", "next value")
            rounds = self.hint("summary.previous_round summary.next_round", "other round")
            return [foot((change, tab, rounds, *last), width)]
        change = self.hint("summary.more summary.less", "or digits change it")
        return [foot((change, self.hint("summary.next", "another field"), *last), width)]

    def _show(self, name: str, lines: list[Line]) -> None:
        widget = self._parts[name]
        if len(lines) != len(widget.lines):
            widget.styles.height = len(lines)
        widget.update(*lines)

    def _fields(self, width: int, rows: int) -> list[Line]:
        lines = []
        if self._correction.sets:
            lines += self._set_lines(width, rows)
        if "effort" in self._asked:
            lines.append(self._effort_line(width))
        note = self._note or f"press {self.sign_of('summary.note')} to write one"
        lines.append(
            Line((self._label("note", "NOTE      "), Span(f"   {note}", "" if self._note else "dim", "screen.note")))
        )
        return lines

    def _set_lines(self, width: int, rows: int) -> list[Line]:
        """Return the values of one round; where the number of a max-rep set is missing, its empty field."""
        open_set = self._correction.how_many if self._field == "done" else None
        if open_set is not None:
            name = self._session.plan.exercises[open_set.exercise].name
            return list(how_many_lines(name, open_set, self._correction.typed, width, rows))
        shown = self._correction if self._field == "done" else replace(self._correction, chosen=-1, typed="")
        rounds, place = self._rounds, self._round
        name = "LAST ROUND" if place == len(rounds) - 1 else f"{rounds[place][0].block} SET {rounds[place][0].set}"
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
        """Take digits for the chosen field; while a number is typed, enter accepts it and backspace erases."""
        self._retry()
        if self.focused is not None:  # the note takes its keys itself
            return
        if self._sure and event.key not in self.keys_of("summary.go_on", "summary.leave", "summary.leave_now"):
            self._sure = False
            self.refresh_view()
        guard, now = self.services.key_guard, self.services.real_clock()
        if event.key in self.keys_of("summary.go_on", "summary.next_round") and not guard.accepts(event.key, now):
            event.stop()
            event.prevent_default()
            return
        typing = self._field == "done" and self._correction.typed
        characters = DIGITS if self._field == "note" else (*DIGITS, *POINTS)
        if event.character and event.character in characters:
            self._digit(event.character)
        elif typing and event.key == "enter":
            self._accept()
        elif typing and event.key == "escape":
            self._correction = self._correction.cancel()
        elif typing and event.key == "backspace":
            self._correction = self._correction.erase()
        else:
            if event.key in self.keys_of("summary.go_on"):
                guard.mark_handled(event.key, now)
            return
        event.stop()
        event.prevent_default()
        self.refresh_view()

    def _digit(self, digit: str) -> None:
        if self._field == "done":
            self._complain(self._correction.refusal(digit))
            self._correction = self._correction.type(digit)
            return
        if "effort" not in self._asked:
            return
        self._field = "effort"
        self._effort_digit(digit)

    def _effort_digit(self, digit: str) -> None:
        """Take a digit as the effort, 0 for ten; behind a point, or a 1 that no 0 follows, say why it can't be.

        Any other digit begins anew: each is seen at once in the row of numbers.
        """
        text = self._typed + digit
        if digit in POINTS:
            self._typed = text
            self._complain("Whole numbers only.")
            return
        if not (self._typed == "1" or any(point in text for point in POINTS)):
            text = digit
        try:
            effort = 10 if text == "0" else read_effort(text)
        except NumberError as error:
            self._typed = ""
            self._complain(str(error))
            return
        self._typed = text
        self.action_effort(effort)

    def action_effort(self, value: int) -> None:
        """Say how hard it was, 1 to 10."""
        self._effort = value
        self._keep(effort=value)
        self.refresh_view()

    def action_change(self, by: int) -> None:
        """Make the chosen value larger or smaller."""
        if self._field == "done":
            outcome = self._correction.change(by)
            self._complain(outcome.why)
            if not outcome.why:
                self._correction = self._correction.cancel()
            self._log(outcome)
            self.refresh_view()
        elif self._field == "effort":
            start = USUAL_EFFORT if self._effort is None else self._effort
            self._typed = ""
            self.action_effort(min(len(RPE_WORDS), max(1, start + by)))

    def action_field(self, by: int) -> None:
        """Go on to another value, then to another field; a note that is being written is kept."""
        if self.focused is not None:
            self._keep_note(cast("Input", self.focused))
        if not self._accept():
            return
        self._typed = ""
        place = self._correction.chosen + by
        if self._field == "done" and 0 <= place < len(self._correction.values):
            self._correction = self._correction.choose(by)
        elif self._field == "done" and 0 <= self._round + by < len(self._rounds):
            self._other_round(by)
            return
        else:
            self._field = self._asked[(self._asked.index(self._field) + by) % len(self._asked)]
        self.refresh_view()

    def action_round(self, by: int) -> None:
        """Show the round before or after; in another field, make its value less or more."""
        if self._field == "done":
            self._other_round(by)
            self.refresh_view()
        else:
            self.action_change(by)

    def action_note(self) -> None:
        """Write a note."""
        from runstrength.inputs import MAX_TEXT
        from runstrength.ui.widgets.text_field import TextField

        if not self.query("#note"):
            self._field = "note"
            self.refresh_view()
            box = TextField(self._note, placeholder="enter saves, esc cancels", id="note", max_length=MAX_TEXT["note"])
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
        self.refresh_view()

    def _other_round(self, by: int) -> None:
        """Show the round before or after, its nearest value chosen."""
        if not self._accept():
            return
        place = self._round + by
        if not 0 <= place < len(self._rounds):
            self._complain("This is the first round." if by < 0 else "This is the last round.")
            return
        self._show_round(place)
        self._correction = replace(self._correction, chosen=0 if by > 0 else len(self._correction.values) - 1)
        self.refresh_view()

    def _accept(self) -> bool:
        """Take over what was typed; tell whether nothing is typed any more. What can't be used is said, and stays."""
        self._correction, outcome = self._correction.accept()
        self._complain(outcome.why)
        self._log(outcome)
        if outcome.commands and all(item.is_entered for item in self._correction.sets):
            others = (place for place, sets in enumerate(self._rounds) if any(not item.is_entered for item in sets))
            if (place := next(others, None)) is not None:  # the next number that is missing
                self._show_round(place)
        return not outcome.why

    def _complain(self, why: str) -> None:
        if why:
            self.services.host.notify(why, severity="warning")

    def _log(self, outcome: Outcome) -> None:
        if not outcome.commands:
            return
        for command in outcome.commands:
            try:
                self._session.apply(command, self.services.clock())
            except IllegalCommandError:
                self._complain("That isn't possible.")
                return
        self._show_round(self._round)
        self._keep(sets=self._session.state.log)

    def _keep(self, **changes: object) -> None:
        error = ""
        try:
            self.services.recorder.edit(self._kept, changes)
        except RecorderError as reason:
            error = str(reason)
        self.refresh_view()
        if error:
            self.services.host.notify(error, severity="warning")

    def _retry(self) -> None:
        """Try again to save what is not saved, at every key and click."""
        if self._kept.error:
            before = self._kept.error
            self.services.recorder.retry(self._kept)
            if self._kept.error != before:
                self.refresh_view()

    def action_go_on(self) -> None:
        """Leave, as `action_leave` does."""
        self.action_leave()

    def action_leave(self) -> None:
        """Leave; a note that is being written is only closed, and what is not saved is asked about once."""
        if self.query("#note"):
            self._close_note()
            return
        if self._correction.typed and not self._accept():
            self._correction = self._correction.cancel()  # it was said why; the next press leaves
            self.refresh_view()
            return
        self._retry()
        if self._kept.unsaved and not self._sure:
            self._sure = True
            self.refresh_view()
            return
        self.navigate(FinishSummary(self._kept))

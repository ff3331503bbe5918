"""What the keys of the summary do: results, reps left, effort and a note, each saved at once.

The session is saved already; every value is optional.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING, Final, Protocol

from msgspec.structs import replace

from runstrength.history.recorder import RecorderError
from runstrength.inputs import read_effort
from runstrength.live.reps_left import IGNORED_ANSWER_SECONDS, PRESS, asked_at_the_end
from runstrength.live.set_editor import (
    DIGITS,
    MAX_RESERVE,
    POINTS,
    USUAL_RESERVE,
    WHOLE_NUMBERS,
    Outcome,
    SetEditor,
    Weights,
    weights_of,
)
from runstrength.numbers import NumberError
from runstrength.session.commands import IllegalCommandError, Log
from runstrength.session.loads import WITH_LOADS
from runstrength.session.wording import RPE_WORDS

if TYPE_CHECKING:
    from runstrength.history.recorder import Recorder, SavedSession
    from runstrength.session.engine import Session
    from runstrength.session.record import Record, SetDone
    from runstrength.settings import Settings

FIELDS: Final = ("done", "effort", "note")
"""What tab goes through; the question about reps left has a key of its own."""
USUAL_EFFORT: Final = 5
"""The effort that the first arrow key starts from."""
NOTHING_ASKED: Final = "Nothing to answer: no question about reps left is open."
LEAVING: Final = "Not saved yet: {key} again leaves without saving, any other key tries again"


class SummaryDisplay(Protocol):
    """What a summary is shown on: a screen, or lines."""

    def warn(self, text: str) -> None:
        """Tell a person why something is not possible."""

    def refresh_view(self) -> None:
        """Show that something has changed."""

    def key_label(self, binding: str) -> str:
        """Return the first key of a binding as text."""


def has_effort(record: Record) -> bool:
    """Tell whether the summary asks for the effort."""
    return record.kind != "check"


class SummaryControls:
    """A finished session with the values that can be edited.

    Args:
        session: what was done.
        saved: where it is saved.
        display: what it is shown on.
        recorder: saves edits.
        clock: returns the moment on the session's clock.
        real_clock: returns real seconds.
    """

    def __init__(
        self,
        session: Session,
        saved: SavedSession,
        display: SummaryDisplay,
        *,
        recorder: Recorder,
        clock: Callable[[], float],
        real_clock: Callable[[], float],
    ) -> None:
        self.effort: int | None = None
        self.note = ""
        self.is_confirming = False
        """Whether leaving has to be confirmed, because the session is not saved."""
        self.round = len(self.rounds_of(session)) - 1
        """The index of the round that is shown."""
        self._session = session
        self._saved = saved
        self._display = display
        self._recorder = recorder
        self._clock = clock
        self._real_clock = real_clock
        self._ignores_digits_until = 0.0
        self._typed_effort = ""
        self._weights: Weights | None = None
        open_rounds = (index for index, sets in enumerate(self.rounds) if any(not item.is_entered for item in sets))
        self.editor = SetEditor()
        """The values of the round."""
        self.show_round(next(open_rounds, self.round))
        asked = FIELDS if has_effort(saved.record) else tuple(field for field in FIELDS if field != "effort")
        self.asked = asked if self.editor.sets else asked[1:]
        """The fields that this session has, of `FIELDS`."""
        self.field = "done" if self.editor.set_without_number is not None else self.asked[-2:][0]
        """The selected field, one of `asked` or `reserve`."""

    @staticmethod
    def rounds_of(session: Session) -> list[tuple[SetDone, ...]]:
        """Return the finished sets of a session, grouped by round, in their order."""
        return [tuple(items) for _, items in groupby(session.state.log, lambda item: (item.block, item.set))]

    @property
    def rounds(self) -> list[tuple[SetDone, ...]]:
        """The finished sets, grouped by round, in their order."""
        return self.rounds_of(self._session)

    @property
    def asked_set(self) -> SetDone | None:
        """The set that the question about reps left is about: of the last block, if it wasn't asked in a rest."""
        if not self._saved.record.completed:
            return None
        return asked_at_the_end(self._session.state.log, self._session.plan)

    @property
    def open_set(self) -> SetDone | None:
        """The set whose missing number is asked for now; None if none is."""
        return self.editor.set_without_number if self.field == "done" else None

    def use_weights(self, settings: Settings) -> None:
        """Let weights be edited in a person's units, if the session has any."""
        if self._session.plan.kind in WITH_LOADS:
            self._weights = weights_of(settings, self._session.plan.exercises)
            self.show_round(self.round)

    def show_round(self, index: int) -> None:
        """Show or update the values of a round."""
        rounds = self.rounds
        self.round = index
        sets = rounds[index] if 0 <= index < len(rounds) else ()
        self.editor = self.editor.with_sets(sets, weights=self._weights)

    # -- typing --------------------------------------------------------------------------------------------------------

    @property
    def is_typing(self) -> bool:
        """Whether a number of a set is typed and not accepted yet."""
        return self.field == "done" and bool(self.editor.typed)

    @property
    def characters(self) -> str:
        """The characters that are typed into the selected field; a digit is an effort where nothing else is."""
        return DIGITS if self.field == "note" else DIGITS + POINTS

    def end_typing(self, key: str) -> None:
        """Accept the typed number, cancel it, or delete its last character, by `enter`, `escape` and `backspace`."""
        if key == "enter":
            self.accept()
        else:
            self.editor = self.editor.cancel() if key == "escape" else self.editor.erase()
        self._display.refresh_view()

    def type(self, character: str) -> None:
        """Type a digit or a decimal sign into the selected field, unless it answers what was not asked."""
        if self._real_clock() < self._ignores_digits_until:
            self._warn(NOTHING_ASKED)
            return
        if self.field == "done":
            self._warn(self.editor.refusal(character, self._display.key_label("summary.next")))
            self.editor = self.editor.type(character)
        elif self.field == "reserve":
            if character in POINTS or int(character) > MAX_RESERVE:
                self._warn(PRESS)
            else:
                self.field = self.asked[-2]  # the next digit answers the next question
                self.answer(int(character))
        elif "effort" in self.asked:
            self.field = "effort"
            self._type_effort(character)
        self._display.refresh_view()

    def _type_effort(self, digit: str) -> None:
        """Set the effort from a digit; 0 is ten, and so is 1 followed by 0. An invalid number is reported.

        Each other digit replaces the effort, because it is shown at once.
        """
        text = self._typed_effort + digit
        if digit in POINTS:
            self._typed_effort = text
            self._warn(WHOLE_NUMBERS)
            return
        if not (self._typed_effort == "1" or any(point in text for point in POINTS)):
            text = digit
        try:
            effort = 10 if text == "0" else read_effort(text)
        except NumberError as error:
            self._typed_effort = ""
            self._warn(str(error))
            return
        self._typed_effort = text
        self.set_effort(effort)

    # -- values --------------------------------------------------------------------------------------------------------

    def answer(self, number: int) -> None:
        """Answer how many reps were left, 0 to 4."""
        if (asked := self.asked_set) is not None:
            self._log(Outcome((Log(asked.step, reserve=min(MAX_RESERVE, max(0, number))),)))
            self._display.refresh_view()

    def ask(self) -> None:
        """Select the question about reps left, or the effort if it was selected; if it is not asked, say so."""
        if self.asked_set is None:
            self._ignores_digits_until = self._real_clock() + IGNORED_ANSWER_SECONDS
            self._warn(NOTHING_ASKED)
            return
        if not self.accept():
            return
        self.field = self.asked[-2] if self.field == "reserve" else "reserve"
        self._display.refresh_view()

    def set_effort(self, value: int) -> None:
        """Set the effort, 1 to 10."""
        self.effort = value
        self._save(effort=value)

    def set_note(self, text: str) -> None:
        """Set the note."""
        self.note = text.strip()
        self._save(note=self.note)

    def change(self, by: int) -> None:
        """Step the selected value by `by`."""
        if self.field == "done":
            outcome = self.editor.change(by, self._display.key_label("summary.next"))
            self._warn(outcome.why)
            if not outcome.why:
                self.editor = self.editor.cancel()
            self._log(outcome)
            self._display.refresh_view()
        elif self.field == "reserve":
            left = self.asked_set.reserve if self.asked_set is not None else None
            self.answer(USUAL_RESERVE if left is None else left + by)
        elif self.field == "effort":
            start = USUAL_EFFORT if self.effort is None else self.effort
            self._typed_effort = ""
            self.set_effort(min(len(RPE_WORDS), max(1, start + by)))

    def go_to_field(self, by: int) -> None:
        """Select another value, then another field."""
        if not self.accept():
            return
        self._typed_effort = ""
        index = self.editor.chosen + by
        if self.field == "done" and 0 <= index < len(self.editor.values):
            self.editor = self.editor.choose(by)
        elif self.field == "done" and 0 <= self.round + by < len(self.rounds):
            self._other_round(by)
            return
        else:
            field = self.asked[-2] if self.field == "reserve" else self.field
            self.field = self.asked[(self.asked.index(field) + by) % len(self.asked)]
        self._display.refresh_view()

    def go_to_round(self, by: int) -> None:
        """Show the previous or next round; in another field, step its value."""
        if self.field == "done":
            self._other_round(by)
            self._display.refresh_view()
        else:
            self.change(by)

    def _other_round(self, by: int) -> None:
        """Show the previous or next round, with its nearest value selected."""
        if not self.accept():
            return
        index = self.round + by
        if not 0 <= index < len(self.rounds):
            self._warn("This is the first round." if by < 0 else "This is the last round.")
            return
        self.show_round(index)
        self.editor = replace(self.editor, chosen=0 if by > 0 else len(self.editor.values) - 1)
        self._display.refresh_view()

    def accept(self) -> bool:
        """Log the typed number, and return whether it was valid; if not, report it and keep the typed text."""
        self.editor, outcome = self.editor.accept()
        self._warn(outcome.why)
        self._log(outcome)
        if outcome.commands and all(item.is_entered for item in self.editor.sets):
            others = (index for index, sets in enumerate(self.rounds) if any(not item.is_entered for item in sets))
            if (index := next(others, None)) is not None:  # the next missing number
                self.show_round(index)
        return not outcome.why

    def _warn(self, reason: str) -> None:
        if reason:
            self._display.warn(reason)

    def _log(self, outcome: Outcome) -> None:
        if not outcome.commands:
            return
        for command in outcome.commands:
            try:
                self._session.apply(command, self._clock())
            except IllegalCommandError:
                self._warn("That isn't possible.")
                return
        self.show_round(self.round)
        self._save(sets=self._session.state.log)

    # -- saving --------------------------------------------------------------------------------------------------------

    def _save(self, **changes: object) -> None:
        error = ""
        try:
            self._recorder.edit(self._saved, changes)
        except RecorderError as reason:
            error = str(reason)
        self._display.refresh_view()
        self._warn(error)

    def retry(self) -> None:
        """Retry to save an unsaved session, at every key and click."""
        if self._saved.error:
            before = self._saved.error
            self._recorder.retry(self._saved)
            if self._saved.error != before:
                self._display.refresh_view()

    def may_leave(self) -> bool:
        """Tell whether the summary can be left now: nothing is typed, and the session is saved or that is confirmed."""
        if self.editor.typed and not self.accept():
            self.editor = self.editor.cancel()  # the reason was shown; the next press leaves
            self._display.refresh_view()
            return False
        self.retry()
        if self._saved.unsaved and not self.is_confirming:
            self.is_confirming = True
            self._display.refresh_view()
            return False
        return True

    def keep(self) -> None:
        """Another key than that for leaving was pressed: leaving has to be confirmed again."""
        if self.is_confirming:
            self.is_confirming = False
            self._display.refresh_view()

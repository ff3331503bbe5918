"""The summary of a session line by line, and the questions in front of the mirror after a self-check."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from runstrength.catalogue.naming import exercise_name
from runstrength.catalogue.self_check import read_selfcheck
from runstrength.coach.self_check import results, usual_words
from runstrength.dates import day_of
from runstrength.history.personal_bests import past_bests, personal_bests, read_past
from runstrength.history.recorder import RecorderError
from runstrength.history.set_names import set_namer
from runstrength.live.summary_controls import LEAVING, SummaryControls
from runstrength.locations import assets_dir
from runstrength.session.wording import RPE_WORDS, in_sentence, sets_done_words
from runstrength.toml_input import InputError
from runstrength.ui.coach.bindings import MIRROR
from runstrength.ui.plain.sentences import (
    NOT_CHANGED,
    NOTHING_TYPED,
    done_words,
    how_many_words,
    reps_left_answers,
    reps_left_question,
    sentence,
    time_words,
    value_words,
    whole_words,
)
from runstrength.ui.plain.start_questions import LOOSE_WIDTH
from runstrength.ui.session.bindings import SUMMARY
from runstrength.ui.session.summary_lines import best_line, next_line, not_saved_words, parting_line
from runstrength.ui.session.totals import ExerciseTotals, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runstrength.history.recorder import SavedSession
    from runstrength.session.engine import Session
    from runstrength.session.record import Record
    from runstrength.ui.lines import Line
    from runstrength.ui.plain.dialog import Dialog, Talk
    from runstrength.ui.plain.keys import KeyPress

EFFORT_QUESTION: Final = f"How hard was it? Type 1 for {RPE_WORDS[0]} to 10 for {RPE_WORDS[-1]}; 0 is ten."


class PlainSummary:
    """Says what was done, and asks how hard it was; everything is saved at once, and nothing has to be answered.

    Args:
        session: what was done.
        saved: where it is saved.
        talk: lines and keys.
    """

    def __init__(self, session: Session, saved: SavedSession, talk: Talk) -> None:
        services = talk.services
        self._session = session
        self._saved = saved
        self._talk = talk
        self._shown: tuple[object, ...] = ()
        """The field, and what is selected in it, of the last question."""
        self._typed = ""
        self._reserve: int | None = None
        """The answer to the question about reps left that was said last."""
        self.controls = SummaryControls(
            session, saved, self, recorder=services.recorder, clock=services.clock, real_clock=services.real_clock
        )
        self.controls.use_weights(services.settings)

    def steps(self) -> Dialog[None]:
        """Say the summary; with keys, ask until the person leaves."""
        self._say_results()
        if not self._talk.has_keys:
            return
        self._say_asked()
        self.refresh_view()
        while True:
            key = yield from self._talk.key()
            if (yield from self._leaves(key)):
                return

    # -- what is said --------------------------------------------------------------------------------------------------

    def _say_results(self) -> None:
        record, plan, talk = self._saved.record, self._session.plan, self._talk
        done, planned = (time_words(round(seconds)) for seconds in (record.active_seconds, record.planned_seconds))
        talk.say(sentence(f"{done} of {planned}", sets_done_words(record)), not_saved_words(self._saved) or "Saved.")
        for row in tally(plan, self._session.state.log):
            talk.say(_totals_words(row))
        talk.say(plan.afterwards)
        talk.say(*(sentence(span.text) for line in self._bests() for span in line.left))

    def _bests(self) -> Sequence[Line]:
        services, log = self._talk.services, self._session.state.log
        if self._session.plan.kind != "session" or not services.profile.saves:
            return ()
        records: Sequence[Record] = ()
        exercises = {item.exercise for item in log}
        for piece in read_past(services.recorder.store.folder, self._saved.record.id, exercises):
            records = piece.records
        namer = set_namer(services.library.exercises)
        return best_line(personal_bests(log, past_bests(records, namer), namer), services.settings.units, LOOSE_WIDTH)

    def _say_asked(self) -> None:
        """Say the question about reps left, and the keys."""
        talk = self._talk
        if (asked := self.controls.asked_set) is not None:
            talk.say(reps_left_question(self._session.plan, asked, self.key_label("summary.reps_left")))
        note, field, leave = (self.key_label(f"summary.{name}") for name in ("note", "next", "go_on"))
        talk.say(f"{note.capitalize()} writes a note, {field} goes to the next value, {leave} leaves.")

    def warn(self, text: str) -> None:
        """Say why something is not possible."""
        self._talk.say(text)

    def key_label(self, binding: str) -> str:
        """Return the first key of a binding as it is said."""
        return self._talk.label(SUMMARY, binding)

    def refresh_view(self) -> None:
        """Say what has changed: the question, an answer, or that leaving has to be confirmed."""
        controls, talk = self.controls, self._talk
        typed, before = controls.editor.typed, self._typed
        self._typed = typed
        if typed.startswith(before) and len(typed) == len(before) + 1:
            talk.lines.echo(typed[-1])
        if (asked := controls.asked_set) is not None and asked.reserve != self._reserve:
            self._reserve = asked.reserve
            talk.say(sentence(done_words(self._session.plan, asked)))
        values = {
            "done": tuple((item.done, item.load_kg, item.reserve) for item in controls.editor.sets),
            "effort": controls.effort,
        }
        shown = (controls.field, controls.round, controls.editor.value, values.get(controls.field))
        if shown != self._shown:
            self._shown = shown
            talk.say(self._question())
        if controls.is_confirming:
            talk.say(sentence(LEAVING.format(key=self.key_label("summary.leave"))))

    def _question(self) -> str:
        """Return the selected field as a question, or as the value that it has."""
        controls, plan = self.controls, self._session.plan
        if controls.open_set is not None:
            return how_many_words(plan, controls.open_set)
        match controls.field:
            case "done" if controls.editor.value is not None:
                item = controls.rounds[controls.round][0]
                place = f"Set {item.set}" if any(step.sets > 1 for step in plan.steps) else ""
                words = value_words(plan, controls.editor, controls.editor.value)
                return f"{place}, {in_sentence(words)}" if place else words
            case "reserve":
                return reps_left_answers()
            case "effort":
                effort = controls.effort
                return f"Effort {effort}: {RPE_WORDS[effort - 1]}." if effort else EFFORT_QUESTION
            case "note":
                note = self.key_label("summary.note").capitalize()
                return f"Note: {controls.note}" if controls.note else f"{note} writes a note."
        return ""

    # -- keys ----------------------------------------------------------------------------------------------------------

    def _leaves(self, key: KeyPress) -> Dialog[bool]:
        """Do what a key does, in the order in which the screen looks for it; tell whether it leaves."""
        controls, talk, name = self.controls, self._talk, key.name
        controls.retry()

        def is_key_of(*bindings: str) -> bool:
            return name in talk.keys_of(SUMMARY, *(f"summary.{binding}" for binding in bindings))

        if not is_key_of("go_on", "leave", "leave_now"):
            controls.keep()
        guard, now = talk.services.key_guard, talk.services.real_clock()
        if is_key_of("next", "previous"):
            controls.go_to_field(1 if is_key_of("next") else -1)
        elif is_key_of("go_on", "next_round") and not guard.accepts(name, now):
            return False
        elif key.character and key.character in controls.characters:
            controls.type(key.character)
        elif controls.is_typing and name in ("enter", "escape", "backspace"):
            controls.end_typing(name)
            if name == "backspace":
                talk.say(controls.editor.typed or NOTHING_TYPED)
            elif name == "escape":
                talk.say(NOT_CHANGED, self._question())
        elif is_key_of("go_on", "leave", "leave_now"):
            guard.mark_handled(name, now)
            return controls.may_leave()
        elif is_key_of("more", "less"):
            controls.change(1 if is_key_of("more") else -1)
        elif is_key_of("previous_round", "next_round"):
            controls.go_to_round(1 if is_key_of("next_round") else -1)
        elif is_key_of("reps_left"):
            controls.ask()
        elif is_key_of("note"):
            yield from self._ask_note()
        elif name in talk.keys_of(SUMMARY, "app.help"):
            yield from talk.help(SUMMARY)
        return False

    def _ask_note(self) -> Dialog[None]:
        from runstrength.inputs import MAX_TEXT

        text = yield from self._talk.typed(
            "Type your note, then enter; escape and enter, or ctrl+c, keeps it as it was."
        )
        if text is None:
            self._talk.say(NOT_CHANGED)
            return
        self.controls.set_note(text[: MAX_TEXT["note"]])
        self._talk.say(f"Note: {self.controls.note}" if self.controls.note else "No note.")


def _totals_words(row: ExerciseTotals) -> str:
    """Return what was done of an exercise: `Squat: 8, 8, 7 of 3 times 8`, both sides of one with sides."""

    def numbers(text: str) -> str:
        words = {"·": "not done", "–": "skipped"}
        return ", ".join(words.get(part, part) for part in text.split(" "))

    left = numbers(row.left.replace("not entered", "not_entered")).replace("_", " ")
    right = numbers(row.right.replace("not entered", "not_entered")).replace("_", " ")
    done = f"left {left}; right {right}" if row.right else left
    return sentence(f"{row.name}, planned {whole_words(row.planned)}: {done}")


def say_parting(talk: Talk, saved: SavedSession) -> None:
    """Say what comes next time, and in a log, or where it isn't expected, where the session is."""
    if not (talk.has_keys and saved.in_history):  # who presses keys has heard that it is saved
        talk.say(parting_line(saved, whole_words))
    if saved.in_history and saved.record.kind == "session":
        with suppress(InputError):  # reported when the routine is opened
            talk.say(sentence(whole_words(next_line(talk.services.planner.next_plan(talk.services.default_routine)))))


def mirror(talk: Talk, saved: SavedSession) -> Dialog[None]:
    """Ask the questions in front of the mirror, each answer saved at once; then say the results of the self-check."""
    services, check = talk.services, read_selfcheck(assets_dir() / "check.toml")
    answers: dict[str, bool] = {}
    yes, no = talk.label(MIRROR, "mirror.yes"), talk.label(MIRROR, "mirror.no")
    done = talk.label(MIRROR, "mirror.done")
    if talk.has_keys:
        talk.say(f"The mirror: stand in front of one. {yes} is yes, {no} is no, space skips, {done} ends.")
    keys: dict[str, str] = {"space": "skip", "enter": "skip"}
    for name in ("yes", "no", "done"):
        keys |= dict.fromkeys(talk.keys_of(MIRROR, f"mirror.{name}"), name)
    for name in ("ctrl+c", "ctrl+q"):
        keys.setdefault(name, "done")
    for question in check.questions if talk.has_keys else ():
        talk.say(question.text)
        answer = yield from talk.choice(keys)
        if answer == "done":
            break
        if answer == "skip":
            continue
        answers[question.key] = answer == "yes"
        if answer == "no":
            talk.say(question.tip)
        try:
            services.recorder.edit(saved, {"answers": dict(answers)})
        except RecorderError as error:
            talk.say(str(error))
    for result in results([saved.record]):
        name = exercise_name(services.library.exercises, result.exercise)
        usual = usual_words(result.exercise, services.settings.birth_year, day_of(services.now()), check)
        talk.say(sentence(f"{name}: {whole_words(result.words)}"), sentence(whole_words(usual)))

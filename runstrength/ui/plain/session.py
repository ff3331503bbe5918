"""A session line by line: events and marks are said at their moment, and keys do what they do on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from runstrength.live.live_session import LiveSession
from runstrength.live.set_editor import DIGITS, POINTS
from runstrength.numbers import format_weight
from runstrength.session.commands import (
    Adjusted,
    Ended,
    Event,
    LoadSet,
    Pause,
    Paused,
    Refitted,
    RestOver,
    Resume,
    Resumed,
    RoundCounted,
    SetLogged,
    StepBegan,
    Swapped,
)
from runstrength.session.cues import no_length
from runstrength.session.event_cues import OPENINGS
from runstrength.session.state import RUNNING, Mode
from runstrength.session.view import EPSILON, SessionSnapshot
from runstrength.session.wording import PAUSED_ITSELF, session_title
from runstrength.sound.controller import LEAD, NO_SOUND, PATIENCE
from runstrength.sound.schedule import schedule
from runstrength.text import plural
from runstrength.ui.common.setting_changes import change_volume, toggle_sound
from runstrength.ui.plain import dialog as talking
from runstrength.ui.plain import sentences
from runstrength.ui.plain import session_questions as questions
from runstrength.ui.session.bindings import ASKING, PLAIN, SESSION

if TYPE_CHECKING:
    from runstrength.session.engine import Session
    from runstrength.session.plan import Step
    from runstrength.session.record import SetDone
    from runstrength.ui.plain.dialog import Dialog, Talk
    from runstrength.ui.plain.keys import KeyPress

T = TypeVar("T")
MARKS: Final = ("halfway", "ten", "tick")
"""The tones in a step that are said as lines; at others there is an event, which has its own line."""
LATE: Final = 1.0
"""Real seconds after which a mark is no longer said."""


NOT_ON_DISK: Final = "The session can't be written to the disk now. It continues, and is saved as soon as possible."
IS_ASKING: Final = "The session is paused, because it asks something: answer it there first."
"""The answer to another program while a question is open."""


class Mark(Struct, frozen=True):
    """What is said at a moment within a step."""

    at: float
    """On the session's clock."""
    text: str
    is_tick: bool = False
    """It is one of the last seconds, which give way to what is still being read, and to a number that is typed."""


class PlainSession:
    """One session; `steps` runs it, and is sent each key.

    Args:
        session: the session.
        talk: lines and keys.
    """

    def __init__(self, session: Session, talk: Talk) -> None:
        services = talk.services
        self.is_discarded = False
        self._session = session
        self._talk = talk
        self._marks: tuple[Mark, ...] = ()
        self._details: dict[tuple[str, str, str], tuple[list[str], list[str]]] = {}
        """What was not said yet of each exercise in its form: what to know before a set, and how it is done."""
        self._typed = ""
        self._asked: int | None = None
        """The step of the last question about reps left."""
        self._missing: int | None = None
        """The step of the set whose missing number was asked for last."""
        self._sound_status: str | None = None
        """What was said of the sound last; None before the start."""
        self._is_on_disk = True
        self._is_asking = False
        self._resumes_soon = False
        """It is paused for a question that was answered, so what comes is said when it resumes."""
        self._is_swapped = False
        """A swap was not said yet."""
        self._done: list[int] = []
        """The steps of the sets that were done and not said yet."""
        self.live = LiveSession(session, clock=services.clock, sound=lambda: services.sound)
        self.controls = services.controls_of(self.live, self)
        self.live.listen(self._happened)

    # -- the whole of it -----------------------------------------------------------------------------------------------

    def steps(self) -> Dialog[None]:
        """Run the session until it has ended or is discarded."""
        talk = self._talk
        services = talk.services
        now = services.clock()
        talk.say(sentences.opening(self._session.plan, self._session.snapshot(now), services.now(), services.leave_at))
        if talk.has_keys:
            talk.say(f"{talk.label(SESSION, 'app.help').capitalize()} lists the keys.")
        if (remote := services.open_remote()) is not None:
            self.live.connect(remote, handle=self._handle, notify=talk.say)
        self._prepare()
        try:
            while self._is_running:
                key = yield from talk.key()
                yield from self._press(key)
        except talking.SessionEndedError:
            pass
        finally:
            services.alarm.cancel()
            if services.wake_lock is not None:
                services.wake_lock.release()

    @property
    def _is_running(self) -> bool:
        return self._session.mode is not Mode.ENDED and not self.is_discarded

    def _prepare(self) -> None:
        """Start the clock when the sound is ready, or after a while."""
        services = self._talk.services
        if services.wake_lock is not None:
            services.wake_lock.acquire()
        space_resumes = "space" in self._talk.keys_of(SESSION, "session.go_on")
        waits = self.live.prepare(
            wait=services.waits, space_resumes=space_resumes, changed=self._say_status, ready=self._start_on_time
        )
        if not waits:
            self.live.start()
        elif self._session.mode is Mode.WAITING:
            services.alarm.at(services.clock() + PATIENCE, self._start_late)

    def _start_on_time(self) -> None:
        if not self._is_asking:
            self.live.start(LEAD)

    def _start_late(self) -> None:
        if not self._is_asking:
            self.live.start()

    # -- what is said --------------------------------------------------------------------------------------------------

    def announce(self, text: str, *, reason: bool = False) -> None:  # noqa: ARG002 - reasons are lines like others
        """Say why a key did nothing, or what it did."""
        self._talk.say(text)

    def key_label(self, binding: str) -> str:
        """Return the first key of a binding as it is said."""
        return self._talk.label(SESSION, binding)

    def refresh_view(self) -> None:
        """Say what has changed besides events: the typed text, and what is asked."""
        if not self._is_running:
            return
        self.controls.update(self._session.snapshot(self._talk.services.clock()))
        typed, before = self.controls.editor.typed, self._typed
        self._typed = typed
        if typed.startswith(before) and len(typed) == len(before) + 1:
            self._talk.lines.echo(typed[-1])
        elif not typed:
            self._talk.lines.close()
        self._prompt()

    def _prompt(self) -> None:
        """Ask for a missing number, or for reps left, once each."""
        editor, plan = self.controls.editor, self._session.plan
        missing = editor.set_without_number if self.controls.can_correct else None
        if missing is not None and missing.step != self._missing and self._talk.has_keys:
            self._talk.say(sentences.how_many_words(plan, missing))
        self._missing = missing.step if missing is not None else None
        asked = editor.asked_set if self.controls.can_correct else None
        if asked is not None and asked.step != self._asked and self._talk.has_keys:
            self._asked = asked.step
            self._talk.say(sentences.reps_left_question(plan, asked, self.key_label("session.reps_left")))

    def _say_status(self) -> None:
        """Say that nothing is heard, or that the session cannot be written to the disk, or no longer."""
        services = self._talk.services
        status = services.sound.status_label if services.sound is not None else ""
        before, self._sound_status = self._sound_status, status
        if status != before and (status == NO_SOUND or (status and before is None)):
            self._talk.say(f"{status.capitalize()}.")
        elif before == NO_SOUND and not status:  # else it was a key, which has said so
            self._talk.say("Sound is back.")
        was_on_disk, self._is_on_disk = self._is_on_disk, not services.recorder.error
        if was_on_disk is not self._is_on_disk:
            self._talk.say("The session is on disk again." if self._is_on_disk else NOT_ON_DISK)

    def _happened(self, events: Sequence[Event]) -> None:
        now = self._talk.services.clock()
        self._say_marks(now)
        done = [event for event in events if isinstance(event, SetLogged) and event.edit is None]
        for place, event in enumerate(events):
            if event not in done:
                self._say_event(event, later=events[place + 1 :])
        self._done += [event.set.step for event in done if self._is_news(event.set)]
        self._say_done()
        if not self._is_running:
            self._talk.services.alarm.cancel()
            self._talk.end()
            return
        self._say_status()
        self.refresh_view()
        self._marks = self._marks_ahead(now)
        self._sleep(now)

    def _sleep(self, now: float) -> None:
        """Set the alarm to the next mark, second or event; before the start it is set already."""
        if self._session.mode is Mode.WAITING:
            return
        moments = [self.live.next_moment(now), *(mark.at for mark in self._marks[:1])]
        moment = min((moment for moment in moments if moment is not None), default=None)
        if moment is None:
            self._talk.services.alarm.cancel()
        else:
            self._talk.services.alarm.at(moment, self.live.tick)

    # -- marks ---------------------------------------------------------------------------------------------------------

    def _marks_ahead(self, now: float) -> tuple[Mark, ...]:
        """Return what is to be said in this step from now on."""
        state, plan = self._session.state, self._session.plan
        if state.mode not in RUNNING:
            return ()
        found = []
        ends = state.deadline
        for item in schedule(plan, state, now, wait=self._session.wait, length=no_length):
            is_within = item.at > now + EPSILON and (ends is None or item.at < ends - EPSILON)
            if not is_within or item.place != state.step.index:
                continue
            left = round(ends - item.at) if ends is not None else 0
            if item.cue == "tick":
                found.append(Mark(item.at, f"{left}", is_tick=True))
            elif item.cue in MARKS:
                words = "Halfway" if item.cue == "halfway" else ""
                found.append(Mark(item.at, sentences.sentence(words, f"{sentences.time_words(left)} left")))
            elif item.say and state.mode is Mode.REST:
                again = (f"{sentences.time_words(left)} left. Next:", *sentences.announcement(plan, state.step))
                found.append(Mark(item.at, sentences.paragraph(again)))
            elif item.cue is None and item.say:
                found.append(Mark(item.at, sentences.sentence(item.say)))
        return tuple(found)

    def _say_marks(self, now: float) -> None:
        """Say the marks that are due, but none that is long past: the program was stopped meanwhile."""
        due = [mark for mark in self._marks if mark.at <= now + EPSILON]
        self._marks = self._marks[len(due) :]
        for mark in due:
            gives_way = mark.is_tick and (self._typed or mark.at < self._talk.read_until - EPSILON)
            if now - mark.at <= LATE * self._talk.services.speed and not gives_way:
                self._talk.say(mark.text)

    # -- events --------------------------------------------------------------------------------------------------------

    def _say_event(self, event: Event, later: Sequence[Event]) -> None:
        plan, say = self._session.plan, self._talk.say
        snapshot = self._session.snapshot(self._talk.services.clock())
        begins = any(isinstance(item, StepBegan) for item in later)
        match event:
            case StepBegan() if self._resumes_soon:
                self._is_swapped = True  # an answer that begins a step is a swap before it
            case StepBegan(step=step):
                self._say_step(step, is_last=not begins)
            case SetLogged(set=item, edit=edit) if edit is not None and edit.niggle is None:
                say(sentences.sentence(sentences.done_words(plan, item)))
            case RestOver():
                go_on = self.key_label("session.go_on").capitalize()
                say(f"The rest is over. {go_on} starts:", *sentences.announcement(plan, snapshot.step))
            case Adjusted(seconds=seconds) if not begins:
                more = "more" if seconds > 0 else "less"
                left = f"{sentences.time_words(snapshot.count)} left" if snapshot.remaining is not None else ""
                say(sentences.sentence(f"{sentences.time_words(abs(seconds))} {more}", left))
            case Refitted(sets=sets):
                dropped = f"{plural(sets, 'set')} dropped" if sets else "no set dropped"
                say(f"Shortened: {dropped}.", self._left(snapshot))
            case Swapped() if not begins:
                self._say_swapped(snapshot)
            case LoadSet(step=step):
                weight = format_weight(step.load_kg, plan.units) if step.load_kg else "no weight"
                say(f"{step.name}: {weight}.")
            case RoundCounted():
                say(sentences.sentence(sentences.circuit_words(snapshot)))
            case Paused(gap=gap):
                self._say_pause(snapshot, gap=gap)
            case Resumed() if self._is_swapped:
                self._say_swapped(snapshot)
            case Resumed() if not begins:
                say(sentences.going_on_words(snapshot, plan))
            case Ended(completed=completed):
                say(f"{'Session complete' if completed else 'Ended early'}: {session_title(plan)}.")

    def _is_news(self, item: SetDone) -> bool:
        """Tell whether it has to be said what was done in a set: not if it ended by itself as it was planned."""
        as_planned = not self._session.state.by_key and item.done == item.target.value and not item.niggle
        return not (as_planned and self._session.plan.steps[item.step].timed)

    def _say_done(self) -> None:
        """Say what was done, after what begins now, which is urgent: where it can be corrected, not between sides."""
        state, plan = self._session.state, self._session.plan
        if not self._done or (self._is_running and state.step.phase not in ("ready", "rest")):
            return
        items = [item for item in state.log if item.step in self._done]
        self._done = []
        self._talk.say(*(sentences.sentence(sentences.done_words(plan, item)) for item in items))

    def _say_swapped(self, snapshot: SessionSnapshot) -> None:
        """Say the exercise that takes the place of another one; if the session resumes soon, only then."""
        self._is_swapped = self._resumes_soon and snapshot.mode is Mode.PAUSED
        if self._is_swapped:
            return
        plan, step = self._session.plan, snapshot.step
        if step.phase == "ready":
            words = sentences.step_words(snapshot, plan)
        else:
            words = [sentences.rest_left_words(snapshot), *sentences.next_set_words(plan, step)]
        self._talk.say(OPENINGS["swap"], *words)
        self._say_details(step)

    def _say_pause(self, snapshot: SessionSnapshot, *, gap: bool) -> None:
        go_on = f"{self.key_label('session.go_on').capitalize()} resumes." if not self._is_asking else ""
        why = PAUSED_ITSELF if gap else "Paused."
        self._talk.say(why, sentences.pause_words(snapshot), go_on)

    def _say_step(self, step: Step, *, is_last: bool) -> None:
        """Say a step that begins; one that is over already was caught up and is only named."""
        services, plan = self._talk.services, self._session.plan
        snapshot = self._session.snapshot(services.clock())
        if not is_last or snapshot.step.index != step.index or snapshot.step.phase != step.phase:
            snapshot = replace(snapshot, mode=Mode(step.phase), step=step)
            snapshot = replace(snapshot, next=plan.work_after(plan.work_of(step.index).index), leads_back=False)
        opening = OPENINGS.get(self._session.state.entered_by, "") if is_last else ""
        is_new = step.phase in ("ready", "rest") and step.index and plan.steps[step.index - 1].block != step.block
        block = ("The finisher." if step.finisher else f"Block {step.block}.") if is_new else ""
        if sentences.is_whole_finisher(step):  # its set is announced as the finisher
            block = ""
        left = self._left(snapshot) if step.phase == "rest" and is_last else ""
        self._talk.say(opening, block, *sentences.step_words(snapshot, plan), left)
        if is_last and step.phase != "switch" and not snapshot.leads_back:
            self._say_details(step)

    def _say_details(self, step: Step) -> None:
        """Say how an exercise is done, once: as much as can be heard before the next mark, the rest later."""
        key, plan = (step.exercise, step.form, step.cue), self._session.plan
        if key not in self._details:
            self._details[key] = (sentences.before_words(plan, step), sentences.how_words(plan, step))
        before, how = self._details[key]
        ends = self._session.due
        marks = [mark.at for mark in self._marks_ahead(self._talk.services.clock())]
        if step.phase != "work" or not step.timed:
            self._say_fitting(before, ends)
        self._say_fitting(how, min(marks, default=ends))

    def _say_fitting(self, waiting: list[str], until: float | None) -> None:
        """Say the sentences that can be read before a moment, None for as many as there are; they wait no longer."""
        said: list[str] = []
        read_until = max(self._talk.read_until, self._talk.services.clock())
        while waiting and (until is None or read_until + self._talk.reading_seconds(waiting[0]) <= until):
            said.append(waiting.pop(0))
            read_until += self._talk.reading_seconds(said[-1])
        self._talk.say(*said)

    def _left(self, snapshot: SessionSnapshot) -> str:
        return sentences.left_words(snapshot, self._talk.services.now(), self._talk.services.leave_at)

    def say_where(self) -> None:
        """Say what is under way, all of it: the time that is left, the set, how it is done, and what was just done."""
        plan, talk = self._session.plan, self._talk
        snapshot = self._session.snapshot(talk.services.clock())
        talk.say(*sentences.state_words(snapshot, plan), self._left(snapshot))
        talk.say(*sentences.before_words(plan, snapshot.step), *sentences.how_words(plan, snapshot.step))
        if self.controls.can_correct:
            talk.say(sentences.just_done_words(plan, snapshot.just_done))

    # -- keys ----------------------------------------------------------------------------------------------------------

    def _press(self, key: KeyPress) -> Dialog[None]:
        """Do what a key does, in the order in which the screen looks for it."""
        controls, talk = self.controls, self._talk
        name, guard = key.name, talk.services.key_guard

        def is_key_of(*bindings: str) -> bool:
            return name in talk.keys_of(SESSION, *(f"session.{binding}" for binding in bindings))

        if is_key_of("end_now"):
            yield from self._stop()
        elif is_key_of("next_value", "previous_value"):
            self._choose(1 if is_key_of("next_value") else -1)
        elif controls.editor.typed and name in ("escape", "enter", "backspace"):
            self._end_typing(name)
        elif is_key_of("go_on"):
            controls.forward(name)
        elif is_key_of("back"):
            controls.backward(name)
        elif key.character and key.character in DIGITS + POINTS:
            controls.type(key.character)
        elif name in talk.keys_of(SESSION, *ASKING) and not guard.accept_once(name, talk.services.real_clock()):
            return
        elif is_key_of("end"):
            yield from self._stop()
        elif name in talk.keys_of(SESSION, "app.help"):
            more = PLAIN.help_rows(talk.services.settings.keys)
            yield from self._ask(talk.help(SESSION, more), lambda _: None)
        elif is_key_of("swap"):
            if controls.may_swap():
                yield from self._ask(questions.swap(talk, self._session), controls.swap)
        elif is_key_of("less_time"):
            if controls.may_shorten():
                yield from self._ask(questions.shorter(talk, self._session), controls.shorten)
        else:
            self._press_simple(name)

    def _press_simple(self, name: str) -> None:
        """Do what a key does that asks nothing."""
        controls = self.controls
        actions: dict[str, Callable[[], object]] = {
            "pause": controls.pause_or_resume,
            "skip": controls.skip,
            "longer": lambda: controls.adjust(10),
            "shorter": lambda: controls.adjust(-10),
            "more": lambda: controls.change(1),
            "less": lambda: controls.change(-1),
            "reps_left": self._ask_reps_left,
            "hurt": controls.niggle,
            "voice": lambda: self._toggle("voice"),
            "tones": lambda: self._toggle("tones"),
            "mute": lambda: self._toggle("mute"),
            "softer": lambda: self._change_volume(-0.1),
            "louder": lambda: self._change_volume(0.1),
        }
        if name in PLAIN.keys_of(self._talk.services.settings.keys, "plain.where"):
            actions = {**actions, "": self.say_where}
        for binding, action in actions.items():
            if not binding or name in self._talk.keys_of(SESSION, f"session.{binding}"):
                action()
                return

    def _choose(self, by: int) -> None:
        """Select another value, and say it."""
        controls = self.controls
        controls.choose(by)
        if not controls.can_correct or controls.editor.typed:  # why not was said
            return
        value = controls.editor.value
        if value is None:
            self._talk.say("No value chosen.")
            return
        more, less = self.key_label("session.more"), self.key_label("session.less")
        words = sentences.value_words(self._session.plan, controls.editor, value)
        self._talk.say(words, f"{more.capitalize()} or {less} changes it, or type a number, then enter.")

    def _ask_reps_left(self) -> None:
        was_answering = self.controls.editor.answering
        self.controls.ask()
        editor = self.controls.editor
        if editor.answering:
            self._talk.say(sentences.reps_left_answers())
        elif was_answering and editor.value is not None:
            self._talk.say(sentences.value_words(self._session.plan, editor, editor.value))

    def _end_typing(self, key: str) -> None:
        controls = self.controls
        controls.end_typing(key)
        if key == "backspace":
            self._talk.say(controls.editor.typed or sentences.NOTHING_TYPED)
        elif key == "escape" and controls.editor.value is not None:
            words = sentences.value_words(self._session.plan, controls.editor, controls.editor.value)
            self._talk.say(sentences.NOT_CHANGED, words)

    def _toggle(self, what: str) -> None:
        self._talk.say(toggle_sound(self._talk.services, what, self._session, self.key_label("session.mute")))

    def _change_volume(self, by: float) -> None:
        self._talk.say(change_volume(self._talk.services, by))

    # -- questions -----------------------------------------------------------------------------------------------------

    def _ask(self, question: Dialog[T], then: Callable[[T], object]) -> Dialog[None]:
        """Pause, ask, do what the answer means, and resume if it was paused for the question only."""
        self._is_asking = True
        is_held = self.live.tell(Pause())
        try:
            if not self._is_running:  # it was over before the key, though nobody had looked at the clock
                return
            answer = yield from question
        finally:
            self._is_asking = False
        self._resumes_soon = is_held
        then(answer)
        self._resumes_soon = False
        if not self._is_running:
            return
        self.live.start(LEAD)
        if is_held:
            self.live.tell(Resume())

    def _stop(self) -> Dialog[None]:
        yield from self._ask(questions.stop(self._talk), self._stopped)

    def _stopped(self, answer: str | None) -> None:
        services = self._talk.services
        if answer == "finish":
            self.controls.stop()
        elif answer == "discard":
            self.is_discarded = True
            services.alarm.cancel()
            if services.sound is not None:
                services.sound.silence()

    def _handle(self, action: str) -> str:
        """Do for another program what a key does; return why that isn't possible, empty if it was done."""
        return IS_ASKING if self._is_asking else self.controls.handle_request(action)

    def suspend(self) -> None:
        """Pause before the program is stopped by ctrl+z; the person resumes it."""
        if self._is_running:
            self.live.tell(Pause())

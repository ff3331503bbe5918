"""The session state machine: a plan, and what has happened to it. No clock, no files, no screen.

Everything that decides how a session moves from one state to the next is in this file; what a step, a plan or a state
is is in `plan` and `state`. These are the rules:

1. Time is an argument: any clock in seconds that never stops (it counts the machine's sleep). Time that seems to run
   backwards is treated as standing still.
2. `Session.apply` first does what fell due (`tick`), then the command. A command that is illegal then raises
   `IllegalCommandError` and nothing has changed, not even by the tick: a `Transaction` works on a copy of the state,
   one frozen value, and the session takes it over at the very end.
3. A deadline is the previous deadline plus a duration, never "now plus", so lateness does not add up.
4. A plan is never modified. A command that changes it (`Refit`, `Swap`, `SetLoad`, and `Log` with a weight) replaces it
   by another one that is the same up to the set that is under way or announced.
5. If up to `gap` seconds pass between two calls, what fell due in them is caught up, step by step. After a longer gap
   (a closed lid, a stopped process) the session is paused at the last moment it knows, and the pause says so.
6. Work that ends by itself (a hold, seconds of moving, max reps in a time, everything hands-free) continues after a
   pause through a lead-in of its own. What was done before the pause counts, the lead-in does not.
7. With `every`, a round has a time of its own (`State.round_ends`), which starts with its first work. The break after
   it is what is left of that time; if nothing is, the next round begins at once, and so does its time.
8. Which command is legal in which mode is defined in `TRANSITIONS`, a table from mode and command to the method of
   `Transaction` that carries the command out. A method raises `IllegalCommandError` only for what depends on a value:
   going back before the first set, a step whose time cannot be changed, a set that was not logged.

    waiting --Start--> ready --> work --> switch --> work --> rest --> ready --> work ... --> ended
                                                              rest --> overtime (if a rest waits for a key)

Pause leads from each of these modes but waiting and ended to paused, Resume back; Stop leads from all to ended. An
interrupted session (`resume`) waits again, and `Start` begins the lead-in of the set that was under way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import UNSET
from msgspec.structs import replace

from runstrength.dose_kinds import BY_CLOCK
from runstrength.inputs import MAX_DONE, MAX_RESERVE
from runstrength.numbers import MAX_WEIGHT_KG, tidy
from runstrength.session.commands import (
    Adjust,
    Adjusted,
    Back,
    Command,
    CountRound,
    Done,
    Ended,
    Event,
    IllegalCommandError,
    LoadSet,
    Log,
    MarkNiggle,
    NiggleMarked,
    Pause,
    Paused,
    Refit,
    Refitted,
    RestOver,
    Resume,
    Resumed,
    RoundCounted,
    SetLoad,
    SetLogged,
    SetWithdrawn,
    Skip,
    Start,
    StepBegan,
    Stop,
    Swap,
    Swapped,
)
from runstrength.session.loads import carried_load, load_refusal, with_load
from runstrength.session.plan import Plan, Step
from runstrength.session.record import PartDone, SetDone, SetTarget
from runstrength.session.shorten import shorten
from runstrength.session.state import RUNNING, InterruptedWork, Mode, State
from runstrength.session.substitute import substitute, why_not_substitutable
from runstrength.session.view import EPSILON, SessionSnapshot, next_change, take_snapshot, time_left

MAX_GAP: Final = 2.0
"""Seconds without a tick that are caught up; after more the session pauses itself."""
BACK_WINDOW: Final = 3.0
"""Seconds from the start of work in which Back goes to the set before, not to the start of this one."""
MAX_STEP_SECONDS: Final = 7200.0
"""How long a step can be made."""
MAX_REFIT_SECONDS: Final = 86_400.0
"""The longest time that `Refit` accepts."""


class Transaction:
    """One call of `Session.apply` or `Session.tick`, worked out on a copy of the state.

    Args:
        plan: the plan so far.
        state: the state so far.
        wait: a rest that is over waits for a key.
        gap: seconds between two calls that are caught up.
    """

    def __init__(self, plan: Plan, state: State, *, wait: bool, gap: float) -> None:
        self.plan = plan
        self.state = state
        self.events: list[Event] = []
        self._wait = wait
        self._gap = gap
        self._command = ""

    # -- time ----------------------------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Let time pass: pause after a gap, else do what fell due.

        Raises:
            ValueError: `now` is not a number.
        """
        if math.isnan(now):
            raise ValueError("missing: add a moment")
        state = self.state
        now = max(now, state.last_tick)
        if state.mode in RUNNING and now - state.last_tick > self._gap + EPSILON:
            self._pause_at(state.last_tick, auto=True)
        self._set(last_tick=now)
        self.catch_up()

    def catch_up(self) -> None:
        """Do what fell due up to the last tick, each at its own moment."""
        while (deadline := self.state.deadline) is not None and deadline <= self.state.last_tick + EPSILON:
            self._set(last_tick=max(self.state.last_tick, deadline))
            if self.state.mode is Mode.WORK:
                self._finish_work(deadline)
            elif self.state.mode is Mode.REST and self._wait and not self.state.step.every:
                self._set(mode=Mode.OVERTIME)
                self.events.append(RestOver(deadline))
            else:
                self._next_step(deadline)

    # -- commands: the methods that TRANSITIONS names ------------------------------------------------------------------

    def apply(self, command: Command) -> None:
        """Carry out a command.

        Raises:
            IllegalCommandError: it is not possible now.
        """
        carry_out = TRANSITIONS[self.state.mode].get(type(command))
        if carry_out is None:
            raise IllegalCommandError(
                f"{type(command).__name__} is not possible while the session is {self.state.mode.value}"
            )
        self._command = type(command).__name__.lower()
        carry_out(self, command)

    def start(self, _: Start) -> None:
        """Start the session's clock and enter the step it waits at."""
        now = self.state.last_tick
        self._set(started=now - self.state.offset, round_ends=now + self.state.round_ends)
        interrupted = self.state.interrupted
        if interrupted is not None:  # a circuit that continues after an interruption
            interrupted = replace(interrupted, started=self.state.started + interrupted.started)
        self._enter_step(self.state.step, self.state.last_tick, interrupted)

    def finish_set(self, _: Done) -> None:
        """End the work under way now and log it."""
        self._finish_work(self.state.last_tick)

    def skip_break(self, _: Done) -> None:
        """End `ready`, `switch` or `rest` now."""
        self._next_step(self.state.last_tick)

    def skip_set(self, _: Skip) -> None:
        """Log the set under way or announced as skipped."""
        work = self.plan.work_of(self.state.step.index)
        at, seconds = self._set_so_far()
        self._log(work, self.state.last_tick, done=0, at=at, seconds=seconds, skipped=True)
        self._next_step(self.state.last_tick, after=work.index)

    def back_from_work(self, _: Back) -> None:
        """Return to the lead-in of this set, or in the first seconds of it to that of the set before."""
        interrupted, work = self.state.leads_back_to, self.plan.work_of(self.state.step.index)
        passed = interrupted.done_seconds if interrupted else self.state.elapsed(self.state.last_tick)
        if passed < BACK_WINDOW and self.plan.work_before(work.index):
            self._to_last_set()
            return
        if work.index == 0:
            raise IllegalCommandError("Back is not possible at the first step")
        before = self.plan.steps[work.index - 1]
        lead = before if before.phase in ("ready", "switch") else self.plan.lead_to(work)
        self._enter_step(lead or work, self.state.last_tick)

    def back_from_break(self, command: Back) -> None:
        """Return to the lead-in of the last set; its log is withdrawn."""
        if self.state.leads_back_to:
            self.back_from_work(command)
        else:
            self._to_last_set()

    def pause(self, _: Pause) -> None:
        """Stop the clock."""
        self._pause_at(self.state.last_tick, auto=False)

    def resume(self, command: Resume) -> None:
        """Let the clock run again; work that ends by itself gets a lead-in first."""
        if not 0 <= command.lead_in <= MAX_STEP_SECONDS:
            raise IllegalCommandError(f"use 0 to {MAX_STEP_SECONDS:g} seconds")
        state = self.state
        paused = state.last_tick - state.paused_at
        in_work = state.step.timed and state.paused_from is Mode.WORK
        if command.lead_in and (in_work or state.leads_back_to):
            interrupted = state.leads_back_to or InterruptedWork(
                state.work_started, state.elapsed(state.last_tick), state.duration
            )
            self._set(
                paused_in_step=state.paused_in_step + paused, auto_paused=False, round_ends=state.round_ends + paused
            )
            self.events.append(Resumed(state.last_tick))
            lead = _lead_back(self.plan.work_of(state.step.index), interrupted, command.lead_in)
            self._enter_step(lead, state.last_tick, interrupted)
            return
        if state.starts_on_resume:
            self._set(step_started=state.last_tick, paused_before=state.paused_before + paused, starts_on_resume=False)
        else:
            self._set(paused_in_step=state.paused_in_step + paused)
        self._set(mode=state.paused_from, auto_paused=False, round_ends=state.round_ends + paused)
        self.events.append(Resumed(self.state.last_tick))

    def adjust(self, command: Adjust) -> None:
        """Make the running step longer or shorter; a rest in overtime becomes a rest again."""
        step, seconds = self.state.step, command.seconds
        if not math.isfinite(seconds) or seconds == 0:
            raise IllegalCommandError("use a number of seconds")
        if step.phase == "work" and step.target.kind not in BY_CLOCK:
            raise IllegalCommandError(f"the time of {step.target.kind} cannot be changed")
        elapsed = self.state.elapsed(self.state.last_tick)
        overtime = self.state.mode is Mode.OVERTIME
        if overtime and seconds < 0:
            raise IllegalCommandError("a rest that is over cannot be shorter")
        duration = max(elapsed, (elapsed if overtime else self.state.duration) + seconds)
        if duration - elapsed > MAX_STEP_SECONDS:
            raise IllegalCommandError(f"a step of more than {MAX_STEP_SECONDS:g} seconds is too long")
        self._set(duration=duration, mode=Mode.REST if overtime else self.state.mode)
        if step.phase != "work" and step.every:
            self._set(
                round_ends=self.state.step_started + self.state.paused_in_step + duration + self._lead_after(step)
            )
        self.events.append(Adjusted(self.state.last_tick, seconds))

    def refit(self, command: Refit) -> None:
        """Shorten what is to come so that it fits into the time that is left."""
        if not 0 <= command.seconds <= MAX_REFIT_SECONDS:
            raise IllegalCommandError(f"use 0 to {MAX_REFIT_SECONDS:g} seconds")
        state, sets_before = self.state, self.plan.sets
        current_set = time_left(self.plan, state, state.last_tick) - self.plan.expected_from(
            self.plan.work_of(state.step.index).index + 1
        )
        self.plan = shorten(self.plan, state.step, command.seconds - current_set, command.rests)
        work = self.plan.work_of(state.step.index)
        self._set(step=replace(state.step, sets=work.sets))
        self._drop_niggle_after(work.index)
        self.events.append(Refitted(state.last_tick, sets_before - self.plan.sets))

    def swap(self, command: Swap) -> None:
        """Put another exercise in the place that is announced; its lead-in starts again."""
        state, step = self.state, self.state.step
        if why := why_not_substitutable(self.plan, state, command):
            raise IllegalCommandError(why)
        work = self.plan.work_of(step.index)
        self.plan = substitute(self.plan, work, command.slot, command.exercise, command.switch)
        new = self.plan.steps[step.index]
        if new.phase != step.phase:  # a lead-in that is not in the plan
            new = replace(new, phase=step.phase, seconds=step.seconds, timed=True)
        self._set(step=new)
        self._drop_niggle_after(work.index - 1)  # it was about the exercise that was swapped
        self.events.append(Swapped(state.last_tick, self.plan.work_of(step.index)))
        if step.phase == "ready":  # its whole time again: the person has to read what comes now
            self._enter_step(new, state.last_tick)
            if state.mode is Mode.PAUSED:
                self._set(mode=Mode.PAUSED, paused_from=Mode.READY, paused_at=state.last_tick, starts_on_resume=True)

    def edit_log(self, command: Log) -> None:
        """Edit a set that was logged; while the session runs, a new weight is carried to the sets to come."""
        old = next((item for item in self.state.log if item.step == command.step), None)
        if old is None:
            raise IllegalCommandError(f"step {command.step} has no set to correct")
        new = apply_set_edit(old, command)
        self._set(log=tuple(new if item is old else item for item in self.state.log))
        self.events.append(SetLogged(self.state.last_tick, new, command))
        if command.load_kg is not None and self.state.mode is not Mode.ENDED:
            step = self.state.step
            work = self.plan.work_of(step.index).index
            first = work + 1 if step.phase == "work" else work
            self._replace_loads(carried_load(self.plan, first, new.exercise, new.load_kg))

    def set_load(self, command: SetLoad) -> None:
        """Give the set under way or announced, and the later sets of its exercise, another weight."""
        state = self.state
        if why := load_refusal(self.plan, command.load_kg):
            raise IllegalCommandError(why)
        work = self.plan.work_of(state.step.index)
        self._replace_loads(with_load(self.plan, work, command.load_kg or None))
        self.events.append(LoadSet(state.last_tick, self.plan.work_of(state.step.index)))

    def mark_niggle(self, command: MarkNiggle) -> None:
        """Mark the set under way as hurting a little, or take the mark away."""
        state = self.state
        mode = state.paused_from if state.mode is Mode.PAUSED else state.mode
        if mode is not Mode.WORK and not state.leads_back_to:
            raise IllegalCommandError("only a set that is under way can be marked before it is logged")
        self._set(niggle=state.step.index if command.niggle else None)
        self.events.append(NiggleMarked(state.last_tick, state.step.index, command.niggle))

    def stop(self, _: Stop) -> None:
        """End the session; a set that was marked as hurting is logged as skipped, so that the mark is not lost."""
        if self.state.mode is Mode.WAITING:
            self._set(started=self.state.last_tick - self.state.offset, step_started=self.state.last_tick)
        if self.state.mode is Mode.PAUSED:
            paused = self.state.last_tick - self.state.paused_at
            self._set(paused_in_step=self.state.paused_in_step + paused, mode=self.state.paused_from)
        state = self.state
        if state.niggle is not None:
            at, seconds = self._set_so_far()
            self._log(self.plan.steps[state.niggle], state.last_tick, done=0, at=at, seconds=seconds, skipped=True)
        self._end(self.state.last_tick, completed=False)

    def count_round(self, command: CountRound) -> None:
        """Count a round of the circuit under way, or take one back; the last round of a fixed number ends it."""
        state, target = self.state, self.state.step.target
        if not state.counts_rounds:
            raise IllegalCommandError("only the rounds of a circuit are counted")
        rounds = state.rounds + command.by
        if command.by == 0 or not 0 <= rounds <= MAX_DONE:
            raise IllegalCommandError(f"use a number of rounds from 0 to {MAX_DONE:g}")
        if target.kind == "for_time" and rounds > target.value:
            raise IllegalCommandError(f"there are only {target.value:g} rounds")
        self._set(rounds=rounds)
        self.events.append(RoundCounted(state.last_tick, rounds))
        if target.kind == "for_time" and rounds == target.value:
            self._finish_work(state.last_tick)

    # -- what the commands share ---------------------------------------------------------------------------------------

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)

    def _enter_step(self, step: Step, at: float, interrupted: InterruptedWork | None = None) -> None:
        self._set(
            mode=Mode(step.phase),
            step=step,
            step_started=at,
            entered_by=self._command,
            duration=step.seconds,
            paused_in_step=0.0,
            paused_before=self.state.paused_before + self.state.paused_in_step,
            interrupted=interrupted,
            rounds=self.state.rounds if interrupted is not None else 0,
            round_ends=at + step.every if step.phase == "work" and step.every else self.state.round_ends,
        )
        self.events.append(StepBegan(at, step))

    def _next_step(self, at: float, *, after: int | None = None) -> None:
        """Enter the step that follows, or end the session; `after` is the step it follows, if not the current one."""
        step, interrupted = self.state.step, self.state.leads_back_to
        if interrupted and after is None:
            round_ends = self.state.round_ends + self.state.elapsed(at)  # the lead-in is not part of the round
            self._enter_step(self.plan.work_of(step.index), at, interrupted)
            self._set(step_started=at - interrupted.done_seconds, duration=interrupted.duration, round_ends=round_ends)
            return
        following = self.plan.following(step) if after is None else after + 1
        while following < len(self.plan.steps):
            next_step = self.plan.steps[following]
            seconds = self._seconds_to_come(next_step, at)
            if seconds > EPSILON:
                self._enter_step(next_step if seconds == next_step.seconds else replace(next_step, seconds=seconds), at)
                return
            following += 1
        self._end(at, completed=True)

    def _seconds_to_come(self, step: Step, at: float) -> float:
        """Return how long a step lasts that begins now: a break at the end of a round is what is left of its time."""
        if step.phase == "work" or not step.every:
            return step.seconds
        left = self.state.round_ends - at
        return left - self._lead_after(step) if step.phase == "rest" else min(step.seconds, left)

    def _lead_after(self, step: Step) -> float:
        """Return the seconds of the `ready` that follows a rest in the time of the same round."""
        following = self.plan.steps[step.index + 1]
        return following.seconds if step.phase == "rest" and following.phase == "ready" else 0.0

    def _to_last_set(self) -> None:
        work = self.plan.work_before(self.state.step.index)
        if work is None:
            raise IllegalCommandError("Back is not possible before the first set")
        self.events.extend(
            SetWithdrawn(self.state.last_tick, item.step) for item in self.state.log if item.step >= work.index
        )
        self._set(log=tuple(item for item in self.state.log if item.step < work.index))
        self._enter_step(self.plan.lead_to(work) or work, self.state.last_tick)

    def _end(self, at: float, *, completed: bool) -> None:
        self._set(mode=Mode.ENDED, ended=at, completed=completed, auto_paused=False)
        self.events.append(Ended(at, completed))

    def _pause_at(self, at: float, *, auto: bool) -> None:
        self._set(mode=Mode.PAUSED, paused_from=self.state.mode, paused_at=at, auto_paused=auto)
        self.events.append(Paused(at, auto))

    def _replace_loads(self, plan: Plan) -> None:
        """Take over a plan that differs only in weights; the current step shows that of its work."""
        self.plan = plan
        work = plan.work_of(self.state.step.index)
        self._set(step=replace(self.state.step, load_kg=work.load_kg, own_load=work.own_load))

    def _drop_niggle_after(self, last: int) -> None:
        """Drop the mark of a step after `last`: the new plan has another step there, or none."""
        if self.state.niggle is not None and self.state.niggle > last:
            self._set(niggle=None)

    def _set_so_far(self) -> tuple[float, float]:
        """Return when the set under way started, and its seconds so far; if none is under way, now and 0."""
        state = self.state
        if state.leads_back_to:
            return state.leads_back_to.started, state.leads_back_to.done_seconds
        if state.mode is Mode.WORK:
            return state.work_started, state.elapsed(state.last_tick)
        return state.last_tick, 0.0

    def _finish_work(self, at: float) -> None:
        step, seconds = self.state.step, self.state.elapsed(at)
        done: float | None = step.expected
        match step.target.kind:
            case "hold" | "time":
                done = _full_seconds(seconds, step.target.value)
            case "amrap" | "max":
                done = None
            case "rounds":
                done = self.state.rounds or None
            case "for_time":
                done = self.state.rounds or step.expected
        self._log(step, at, done=done, at=self.state.work_started, seconds=seconds, skipped=False)
        self._next_step(at)

    def _log(self, work: Step, now: float, *, done: float | None, at: float, seconds: float, skipped: bool) -> None:
        item = SetDone(
            step=work.index,
            exercise=work.exercise,
            variant=self.plan.exercises[work.exercise].variant,
            block=work.block,
            set=work.set,
            side=work.side,
            target=SetTarget(work.target.kind, tidy(work.target.value), tidy(work.target.low), tidy(work.target.high)),
            done=None if done is None else tidy(done),
            load_kg=work.load_kg,
            seconds=round(seconds, 3),
            skipped=skipped,
            at=round(at - self.state.started, 3),
            niggle=self.state.niggle == work.index,
            instead_of=work.instead_of or None,
            tempo=UNSET if work.tempo is None else work.tempo.text,
            every=work.every or UNSET,
            parts=tuple(
                PartDone(part.exercise, SetTarget(part.target.kind, tidy(part.target.value)), part.load_kg)
                for part in work.parts
            )
            or UNSET,
        )
        self._set(log=(*self.state.log, item), niggle=None if item.niggle else self.state.niggle)
        self.events.append(SetLogged(now, item))


# -- the table ---------------------------------------------------------------------------------------------------------

Handler = Callable[[Transaction, Any], None]
"""A method of `Transaction` that carries out one kind of command."""

_IN_BREAKS: Final[Mapping[type[Command], Handler]] = {
    Done: Transaction.skip_break,
    Skip: Transaction.skip_set,
    Back: Transaction.back_from_break,
    Pause: Transaction.pause,
    Adjust: Transaction.adjust,
    Refit: Transaction.refit,
    Log: Transaction.edit_log,
    SetLoad: Transaction.set_load,
    Stop: Transaction.stop,
}

_BEFORE_SETS: Final[Mapping[type[Command], Handler]] = {**_IN_BREAKS, Swap: Transaction.swap}

TRANSITIONS: Final[Mapping[Mode, Mapping[type[Command], Handler]]] = {
    Mode.WAITING: {Start: Transaction.start, Stop: Transaction.stop},
    Mode.READY: {**_BEFORE_SETS, MarkNiggle: Transaction.mark_niggle},
    Mode.WORK: {
        **_IN_BREAKS,
        Done: Transaction.finish_set,
        Back: Transaction.back_from_work,
        MarkNiggle: Transaction.mark_niggle,
        CountRound: Transaction.count_round,
    },
    Mode.SWITCH: {command: handler for command, handler in _IN_BREAKS.items() if command is not Adjust},
    Mode.REST: _BEFORE_SETS,
    Mode.OVERTIME: _BEFORE_SETS,
    Mode.PAUSED: {
        Resume: Transaction.resume,
        Refit: Transaction.refit,
        Swap: Transaction.swap,
        Log: Transaction.edit_log,
        SetLoad: Transaction.set_load,
        MarkNiggle: Transaction.mark_niggle,
        Stop: Transaction.stop,
    },
    Mode.ENDED: {Log: Transaction.edit_log},
}
"""Which commands are legal in which mode, and what carries them out."""


# -- the session -------------------------------------------------------------------------------------------------------

Observer = Callable[["Session", Command | None, float, float], None]
"""Called after every call that changed something; what it raises goes to the caller."""


class Session:
    """A plan that is being done.

    Args:
        plan: the steps.
        wait: a rest that is over waits for a key and counts up (the setting `advance = "wait"`).
        gap: seconds between two calls that are caught up.
        state: what has happened already; by default nothing.
        planned: the plan before anything in it was changed; by default `plan`.
        observer: called after every call that changed more than the time, before the call returns: with the session as
            it is then, the command (None for a tick), the last moment the session knew before, and the moment of the
            call.

    Raises:
        ValueError: the plan has no step.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        wait: bool = False,
        gap: float = MAX_GAP,
        state: State | None = None,
        planned: Plan | None = None,
        observer: Observer | None = None,
    ) -> None:
        if not plan.steps:
            raise ValueError("a plan without steps cannot be done")
        self.plan = plan
        self.planned = planned or plan
        """The plan before anything in it was changed by `Refit`, `Swap` or `SetLoad`."""
        self.wait = wait and not plan.hands_free
        self.gap = gap
        self.observer = observer
        self._state = state or State(Mode.WAITING, plan.steps[0], last_tick=-math.inf, duration=plan.steps[0].seconds)

    # -- what drives it ------------------------------------------------------------------------------------------------

    def apply(self, command: Command, now: float) -> tuple[Event, ...]:
        """Do what fell due, then what `command` says; return what happened, in order.

        Raises:
            IllegalCommandError: the command is not possible now; nothing has changed.
        """
        transaction = self._transaction()
        transaction.tick(now)
        transaction.apply(command)
        transaction.catch_up()
        return self._commit(transaction, command, now)

    def tick(self, now: float) -> tuple[Event, ...]:
        """Do everything that fell due up to `now`; return what happened, in order."""
        transaction = self._transaction()
        transaction.tick(now)
        return self._commit(transaction, None, now)

    def _transaction(self) -> Transaction:
        return Transaction(self.plan, self._state, wait=self.wait, gap=self.gap)

    def _commit(self, transaction: Transaction, command: Command | None, now: float) -> tuple[Event, ...]:
        before, self._state = self._state, transaction.state
        self.plan = transaction.plan
        if self.observer is not None and (command is not None or transaction.events):
            self.observer(self, command, before.last_tick, now)
        return tuple(transaction.events)

    @property
    def due(self) -> float | None:
        """The next moment at which `tick` will have something to do, None if there is none."""
        return self._state.deadline

    # -- what it tells -------------------------------------------------------------------------------------------------

    @property
    def mode(self) -> Mode:
        """What the session is doing."""
        return self._state.mode

    @property
    def state(self) -> State:
        """Everything that has happened so far, as a value."""
        return self._state

    def at(self, moment: float) -> float:
        """Return a moment of the caller's clock as seconds from the start of the session, pauses included."""
        return moment - self._state.started

    def paused_seconds(self, now: float) -> float:
        """Return for how many seconds of the session the clock stood."""
        state = self._state
        pause = max(now, state.last_tick) - state.paused_at if state.mode is Mode.PAUSED else 0.0
        return state.paused_before + state.paused_in_step + pause

    def snapshot(self, now: float) -> SessionSnapshot:
        """Return all that a screen shows at the moment `now`."""
        return take_snapshot(self.plan, self._state, now)

    def next_change(self, now: float) -> float | None:
        """Return the next moment at which a screen has something new to show, None while the clock stands."""
        return next_change(self.plan, self._state, now)


# -- values ------------------------------------------------------------------------------------------------------------


def apply_set_edit(old: SetDone, edit: Log) -> SetDone:
    """Return a logged set with an edit applied: while the session runs, after its end and years later.

    A set that was skipped counts as done once something was done.

    Raises:
        IllegalCommandError: a number is out of its range.
    """
    limits = ((edit.done, MAX_DONE), (edit.load_kg, MAX_WEIGHT_KG), (edit.reserve, MAX_RESERVE))
    for value, most in limits:
        if value is not None and not (math.isfinite(value) and 0 <= value <= most):
            raise IllegalCommandError(f"use 0 to {most:g}")
    changes: dict[str, object] = {
        name: value for name in ("reserve", "niggle") if (value := getattr(edit, name)) is not None
    }
    if edit.load_kg is not None:
        changes["load_kg"] = edit.load_kg or None
    if edit.done is not None:
        changes |= {"done": tidy(edit.done, 2), "skipped": old.skipped and edit.done == 0}
    return replace(old, **changes)


def _full_seconds(seconds: float, target: float) -> float:
    """Return the measured seconds of a set without their fraction, which is kept only if the target has one too."""
    measured = tidy(seconds)
    full = math.floor(measured)
    return measured if full < target <= measured else full


def _lead_back(work: Step, interrupted: InterruptedWork, seconds: float) -> Step:
    """Return the lead-in to work that continues; if its seconds are the dose, its target is what is left of them."""
    target = work.target
    if target.kind in BY_CLOCK:
        target = replace(target, value=math.ceil(interrupted.duration - interrupted.done_seconds - EPSILON))
    return replace(work, phase="ready", seconds=seconds, timed=True, target=target)

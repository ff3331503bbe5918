"""One call of the engine, worked out on a state of its own: what fell due, then what a command says.

Which command is legal when stands in `TRANSITIONS`, and nowhere else, but for what depends on a value: going back
before the first set, a time that cannot be changed, a set that was not logged. The rules are those of `engine`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from runstrength.numbers import tidy
from runstrength.session.commands import (
    Adjust,
    Adjusted,
    Back,
    Command,
    Done,
    Ended,
    Event,
    IllegalCommand,
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
from runstrength.session.correcting import corrected
from runstrength.session.loads import carried_load, load_refusal, with_load
from runstrength.session.plan import ADJUSTABLE, Plan, Step
from runstrength.session.record import Goal, SetDone
from runstrength.session.shorten import refit
from runstrength.session.state import RUNNING, Begun, Mode, State
from runstrength.session.substitute import refusal, swapped
from runstrength.session.transitions import TRANSITIONS
from runstrength.session.view import INSTANT, time_left

AGAIN: Final = 3.0
"""Seconds of work in which Back means the set before, not this one."""
LONGEST_STEP: Final = 7200.0
"""Seconds that a step can be made to last."""
LONGEST_REFIT: Final = 86_400.0
"""Seconds into which what is to come can be fitted."""


class Turn:
    """One call of `apply` or `tick`: works on a state of its own, which the session takes over when all went well."""

    def __init__(self, plan: Plan, state: State, *, wait: bool, gap: float) -> None:
        self.plan = plan
        self.state = state
        self.wait = wait
        self.gap = gap
        self.events: list[Event] = []
        self.commanded = False

    # -- time ----------------------------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Let time pass: pause after a gap, else do what fell due."""
        if math.isnan(now):
            raise ValueError("a moment is needed")
        state = self.state
        now = max(now, state.seen)
        if state.mode in RUNNING and now - state.seen > self.gap + INSTANT:
            self._halt(state.seen, gap=True)
        self._set(seen=now)
        self.catch_up()

    def catch_up(self) -> None:
        """Do what fell due until the last moment that was seen, each at its own moment."""
        while (deadline := self.state.deadline) is not None and deadline <= self.state.seen + INSTANT:
            self._set(seen=max(self.state.seen, deadline))
            if self.state.mode is Mode.WORK:
                self._finish_work(deadline)
            elif self.state.mode is Mode.REST and self.wait:
                self._set(mode=Mode.OVERTIME)
                self.events.append(RestOver(deadline))
            else:
                self._advance(deadline)

    # -- commands ------------------------------------------------------------------------------------------------------

    def obey(self, command: Command) -> None:
        """Carry out a command.

        Raises:
            IllegalCommand: it is not possible now.
        """
        name = TRANSITIONS[self.state.mode].get(type(command))
        if name is None:
            raise IllegalCommand(
                f"{type(command).__name__} is not possible while the session is {self.state.mode.value}"
            )
        self.commanded = True
        carry_out: Callable[[Command], None] = getattr(self, name)
        carry_out(command)

    def _start(self, _: Start) -> None:
        self._set(started=self.state.seen - self.state.before)
        self._enter(self.state.step, self.state.seen)

    def _done(self, _: Done) -> None:
        self._finish_work(self.state.seen)

    def _go_on(self, _: Done) -> None:
        self._advance(self.state.seen)

    def _skip(self, _: Skip) -> None:
        work = self.plan.work_of(self.state.step.index)
        at, seconds = self._so_far()
        self._log(work, self.state.seen, done=0, at=at, seconds=seconds, skipped=True)
        self._advance(self.state.seen, after=work.index)

    def _back(self, _: Back) -> None:
        goes_on, work = self.state.goes_on, self.plan.work_of(self.state.step.index)
        held = goes_on.held if goes_on else self.state.elapsed(self.state.seen)
        if held < AGAIN and self.plan.work_before(work.index):
            self._to_last_work()
            return
        if work.index == 0:
            raise IllegalCommand("Back is not possible at the first step")
        before = self.plan.steps[work.index - 1]
        lead = before if before.phase in ("ready", "switch") else self.plan.lead_to(work)
        self._enter(lead or work, self.state.seen)

    def _again(self, command: Back) -> None:
        if self.state.goes_on:
            self._back(command)
        else:
            self._to_last_work()

    def _to_last_work(self) -> None:
        work = self.plan.work_before(self.state.step.index)
        if work is None:
            raise IllegalCommand("Back is not possible before the first set")
        self.events.extend(
            SetWithdrawn(self.state.seen, item.step) for item in self.state.log if item.step >= work.index
        )
        self._set(log=tuple(item for item in self.state.log if item.step < work.index))
        self._enter(self.plan.lead_to(work) or work, self.state.seen)

    def _pause(self, _: Pause) -> None:
        self._halt(self.state.seen, gap=False)

    def _resume(self, command: Resume) -> None:
        if not 0 <= command.lead_in <= LONGEST_STEP:
            raise IllegalCommand(f"a number of seconds from 0 to {LONGEST_STEP:g} is needed")
        state = self.state
        stood = state.seen - state.paused_at
        in_work = state.step.timed and state.paused_from is Mode.WORK
        if command.lead_in and (in_work or state.goes_on):
            begun = state.goes_on or Begun(state.work_began, state.elapsed(state.seen), state.lasts)
            self._set(halted=state.halted + stood, gap=False)
            self.events.append(Resumed(state.seen))
            self._enter(_back_into(self.plan.work_of(state.step.index), begun, command.lead_in), state.seen, begun)
            return
        if state.fresh:
            self._set(began=state.seen, halted_before=state.halted_before + stood, fresh=False)
        else:
            self._set(halted=state.halted + stood)
        self._set(mode=state.paused_from, gap=False)
        self.events.append(Resumed(self.state.seen))

    def _adjust(self, command: Adjust) -> None:
        step, seconds = self.state.step, command.seconds
        if not math.isfinite(seconds) or seconds == 0:
            raise IllegalCommand("a number of seconds is needed")
        if step.phase == "work" and step.target.kind not in ADJUSTABLE:
            raise IllegalCommand(f"the time of {step.target.kind} cannot be changed")
        elapsed = self.state.elapsed(self.state.seen)
        overtime = self.state.mode is Mode.OVERTIME
        if overtime and seconds < 0:
            raise IllegalCommand("a rest that is over cannot be shorter")
        lasts = max(elapsed, (elapsed if overtime else self.state.lasts) + seconds)
        if lasts - elapsed > LONGEST_STEP:
            raise IllegalCommand(f"a step of more than {LONGEST_STEP:g} seconds is too long")
        self._set(lasts=lasts, mode=Mode.REST if overtime else self.state.mode)
        self.events.append(Adjusted(self.state.seen, seconds))

    def _refit(self, command: Refit) -> None:
        if not 0 <= command.seconds <= LONGEST_REFIT:
            raise IllegalCommand(f"a number of seconds from 0 to {LONGEST_REFIT:g} is needed")
        state, before = self.state, self.plan.sets
        left = time_left(self.plan, state, state.seen) - self.plan.expected_from(
            self.plan.work_of(state.step.index).index + 1
        )
        self.plan = refit(self.plan, state.step, command.seconds - left, command.rests)
        work = self.plan.work_of(state.step.index)
        self._set(step=replace(state.step, sets=work.sets))
        self._keep_mark(work.index)
        self.events.append(Refitted(state.seen, before - self.plan.sets))

    def _swap(self, command: Swap) -> None:
        state, step = self.state, self.state.step
        if why := refusal(self.plan, state, command):
            raise IllegalCommand(why)
        work = self.plan.work_of(step.index)
        self.plan = swapped(self.plan, work, command.slot, command.exercise, command.switch)
        new = self.plan.steps[step.index]
        if new.phase != step.phase:  # a lead-in of its own
            new = replace(new, phase=step.phase, seconds=step.seconds, timed=True)
        self._set(step=new)
        self._keep_mark(work.index - 1)  # it was about what is no longer done here
        self.events.append(Swapped(state.seen, self.plan.work_of(step.index)))
        if step.phase == "ready":  # all its time again, for what is to be done is news
            self._enter(new, state.seen)
            if state.mode is Mode.PAUSED:
                self._set(mode=Mode.PAUSED, paused_from=Mode.READY, paused_at=state.seen, fresh=True)

    def _correct(self, command: Log) -> None:
        old = next((item for item in self.state.log if item.step == command.step), None)
        if old is None:
            raise IllegalCommand(f"step {command.step} has no set to correct")
        new = corrected(old, command)
        self._set(log=tuple(new if item is old else item for item in self.state.log))
        self.events.append(SetLogged(self.state.seen, new))
        if command.load_kg is not None and self.state.mode is not Mode.ENDED:
            self._carry_load(new)

    def _carry_load(self, corrected_set: SetDone) -> None:
        step = self.state.step
        first = self.plan.work_of(step.index).index
        first = first + 1 if step.phase == "work" else first
        self._replan(carried_load(self.plan, first, corrected_set.exercise, corrected_set.load_kg))

    def _set_load(self, command: SetLoad) -> None:
        state = self.state
        if why := load_refusal(self.plan, command.load_kg):
            raise IllegalCommand(why)
        work = self.plan.work_of(state.step.index)
        self._replan(with_load(self.plan, work, command.load_kg or None))
        self.events.append(LoadSet(state.seen, self.plan.work_of(state.step.index)))

    def _replan(self, plan: Plan) -> None:
        """Take over a plan that differs in loads alone; the step under way shows that of its work."""
        self.plan = plan
        work = plan.work_of(self.state.step.index)
        self._set(step=replace(self.state.step, load_kg=work.load_kg, own_load=work.own_load))

    def _mark_niggle(self, command: MarkNiggle) -> None:
        state = self.state
        if (state.paused_from if state.mode is Mode.PAUSED else state.mode) is not Mode.WORK and not state.goes_on:
            raise IllegalCommand("only a set that is under way can be marked before it is logged")
        self._set(niggle=state.step.index if command.niggle else None)
        self.events.append(NiggleMarked(state.seen, state.step.index, command.niggle))

    def _stop(self, _: Stop) -> None:
        if self.state.mode is Mode.WAITING:
            self._set(started=self.state.seen - self.state.before, began=self.state.seen)
        if self.state.mode is Mode.PAUSED:
            self._set(halted=self.state.halted + self.state.seen - self.state.paused_at, mode=self.state.paused_from)
        self._log_marked()
        self._end(self.state.seen, completed=False)

    def _keep_mark(self, last: int) -> None:
        """Forget the mark of a step after `last`: another plan has another step in its place, or none."""
        if self.state.niggle is not None and self.state.niggle > last:
            self._set(niggle=None)

    def _log_marked(self) -> None:
        """Log the set that hurts as skipped, where the session ends before it is done: the mark must not be lost."""
        state = self.state
        if state.niggle is None:
            return
        at, seconds = self._so_far()
        self._log(self.plan.steps[state.niggle], state.seen, done=0, at=at, seconds=seconds, skipped=True)

    def _so_far(self) -> tuple[float, float]:
        """Return when the set under way began, and its seconds; now, and none, where none is."""
        state = self.state
        if state.goes_on:
            return state.goes_on.at, state.goes_on.held
        return (state.work_began, state.elapsed(state.seen)) if state.mode is Mode.WORK else (state.seen, 0.0)

    # -- what they are made of -----------------------------------------------------------------------------------------

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)

    def _enter(self, step: Step, at: float, begun: Begun | None = None) -> None:
        self._set(
            mode=Mode(step.phase),
            step=step,
            began=at,
            by_key=self.commanded,
            lasts=step.seconds,
            halted=0.0,
            halted_before=self.state.halted_before + self.state.halted,
            begun=begun,
        )
        self.events.append(StepBegan(at, step))

    def _advance(self, at: float, *, after: int | None = None) -> None:
        step, begun = self.state.step, self.state.goes_on
        if begun and after is None:
            self._enter(self.plan.work_of(step.index), at, begun)
            self._set(began=at - begun.held, lasts=begun.lasts)
            return
        following = self.plan.following(step) if after is None else after + 1
        if following < len(self.plan.steps):
            self._enter(self.plan.steps[following], at)
        else:
            self._end(at, completed=True)

    def _end(self, at: float, *, completed: bool) -> None:
        self._set(mode=Mode.ENDED, ended=at, completed=completed, gap=False)
        self.events.append(Ended(at, completed))

    def _halt(self, at: float, *, gap: bool) -> None:
        self._set(mode=Mode.PAUSED, paused_from=self.state.mode, paused_at=at, gap=gap)
        self.events.append(Paused(at, gap))

    def _finish_work(self, at: float) -> None:
        step, seconds = self.state.step, self.state.elapsed(at)
        done = {"hold": seconds, "time": seconds, "amrap": None}.get(step.target.kind, step.expected)
        self._log(step, at, done=done, at=self.state.work_began, seconds=seconds, skipped=False)
        self._advance(at)

    def _log(self, work: Step, now: float, *, done: float | None, at: float, seconds: float, skipped: bool) -> None:
        item = SetDone(
            step=work.index,
            exercise=work.exercise,
            variant=self.plan.exercises[work.exercise].variant,
            block=work.block,
            set=work.set,
            side=work.side,
            target=Goal(work.target.kind, tidy(work.target.value)),
            done=None if done is None else tidy(done),
            load_kg=work.load_kg,
            seconds=round(seconds, 3),
            skipped=skipped,
            at=round(at - self.state.started, 3),
            niggle=self.state.niggle == work.index,
            instead_of=work.instead_of or None,
        )
        self._set(log=(*self.state.log, item), niggle=None if item.niggle else self.state.niggle)
        self.events.append(SetLogged(now, item))


def _back_into(work: Step, begun: Begun, seconds: float) -> Step:
    """Return the lead-in to work that goes on; where its seconds are the dose, its target is what is left of them."""
    target = work.target
    if target.kind in ADJUSTABLE:
        target = replace(target, value=math.ceil(begun.lasts - begun.held - INSTANT))
    return replace(work, phase="ready", seconds=seconds, timed=True, target=target)

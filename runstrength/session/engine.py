"""The heart: a plan, and what has happened to it. No clock, no files, no screen.

The rules; they are carried out in `turn`, one call at a time:

1. Time is an argument: any clock in seconds that never stops (it counts the machine's sleep). Time that seems to run
   backwards is taken as standing still.
2. `apply` first does what fell due (`tick`), then the command. A command that is illegal then raises `IllegalCommand`
   and nothing has changed, not even by the tick: the whole state is one frozen value, replaced at the very end.
3. A deadline is the previous deadline plus a duration, never "now plus": lateness never adds up.
4. The plan is as little changed as the state: a `Refit` puts another one in its place, the same up to the set that is
   under way or announced.
5. A gap of up to `gap` seconds between two calls is caught up, step by step. A longer one (a closed lid, a stopped
   process) pauses the session at the last moment it was seen, and says so.
6. Work that ends by itself (a hold, seconds of moving, as many as possible in a time, hands-free everything) goes on
   after a pause through a lead-in of its own. What was done before the pause counts, the lead-in does not.
7. Which command is legal when stands in `TRANSITIONS`, and nowhere else, but for what depends on a value: going back
   before the first set, a time that cannot be changed, a set that was not logged.

    waiting --Start--> ready --> work --> switch --> work --> rest --> ready --> work ... --> ended
                                                              rest --> overtime (where a rest waits for a key)

An interrupted session (`reopen`) waits again, and `Start` begins the lead-in of the set that was under way.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from runstrength.session.commands import Command, Event
from runstrength.session.plan import Plan
from runstrength.session.state import Mode, State
from runstrength.session.turn import Turn
from runstrength.session.view import View, next_change, view_of

GAP: Final = 2.0
"""Seconds without a tick that are caught up; after more the session pauses itself."""


Witness = Callable[["Session", Command | None, float, float], None]
"""Who is told of every call that changed something; what it raises goes to the caller."""


class Session:
    """A plan that is being done.

    Args:
        plan: the steps.
        wait: a rest that is over waits for a key and counts up (the setting `advance = "wait"`).
        gap: seconds between two calls that are caught up.
        state: what has happened already; nothing unless told.
        planned: the plan before anything in it was changed; `plan` unless told.
        witness: told of every call that changed more than the time, before it returns: the session as it is then, the
            command (None for a tick), the last moment that was seen before, and the moment of the call.

    Raises:
        ValueError: the plan has no step.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        wait: bool = False,
        gap: float = GAP,
        state: State | None = None,
        planned: Plan | None = None,
        witness: Witness | None = None,
    ) -> None:
        if not plan.steps:
            raise ValueError("a plan without steps cannot be done")
        self.plan = plan
        self.planned = planned or plan
        """The plan before anything in it was changed by `Refit` or `Swap`."""
        self.wait = wait and not plan.hands_free
        self.gap = gap
        self.witness = witness
        self._state = state or State(Mode.WAITING, plan.steps[0], seen=-math.inf, lasts=plan.steps[0].seconds)

    # -- what drives it ------------------------------------------------------------------------------------------------

    def apply(self, command: Command, now: float) -> tuple[Event, ...]:
        """Do what fell due, then what `command` says; return what happened, in order.

        Raises:
            IllegalCommand: the command is not possible now; nothing has changed.
        """
        turn = self._turn()
        turn.tick(now)
        turn.obey(command)
        turn.catch_up()
        return self._over(turn, command, now)

    def tick(self, now: float) -> tuple[Event, ...]:
        """Do everything that fell due up to `now`; return what happened, in order."""
        turn = self._turn()
        turn.tick(now)
        return self._over(turn, None, now)

    def _turn(self) -> Turn:
        return Turn(self.plan, self._state, wait=self.wait, gap=self.gap)

    def _over(self, turn: Turn, command: Command | None, now: float) -> tuple[Event, ...]:
        before, self._state = self._state, turn.state
        self.plan = turn.plan
        if self.witness is not None and (command is not None or turn.events):
            self.witness(self, command, before.seen, now)
        return tuple(turn.events)

    @property
    def due(self) -> float | None:
        """The next moment at which `tick` will have something to do, None when there is none."""
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
        standing = max(now, state.seen) - state.paused_at if state.mode is Mode.PAUSED else 0.0
        return state.halted_before + state.halted + standing

    def view(self, now: float) -> View:
        """Return all that a screen shows at the moment `now`."""
        return view_of(self.plan, self._state, now)

    def next_change(self, now: float) -> float | None:
        """Return the next moment at which a screen has something new to show, None while the clock stands."""
        return next_change(self.plan, self._state, now)

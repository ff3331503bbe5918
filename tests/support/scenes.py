"""Moments of the app to take pictures of, always the same: fixed sessions, a clock that obeys, one Sunday morning.

scene = Scene(home, start="session", level="intermediate").then(at_step(7, after=12.0))
scene.app, scene.play        what `snap_compare` takes as `app` and `run_before`
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self

from msgspec.structs import replace
from textual.pilot import Pilot

from runstrength.history.store import Store
from runstrength.session.engine import Session
from runstrength.session.record import Record, SetDone, SetTarget
from runstrength.ui.session.screen import SessionScreen
from tests.conftest import FakeClock
from tests.support.app import MORNING, ManualWake, make_app, settled
from tests.support.driving import Runner
from tests.support.past_samples import checked
from tests.support.plans import plan_of, run_through, wait_until, works

SIZES = [(80, 24), (120, 40)]
Moves = Callable[[Runner], Awaitable[None]]

WORK_REPS = 3
"""In the runner's supersets of an intermediate: deadlift, right."""
SWITCH = 33
"""The calf raise changes to the right side."""
LONG_NAME = 28
"""Glute bridge, left: the longest name there is."""
WORK_HOLD = 36
"""Side plank, left."""
REST = 39
"""After the first round of block B."""
LAST = 94
"""Plank rows for a minute, the end of it all."""


class Scene:
    """An app at a moment of its life.

    Args:
        home: the folder that is RUNSTRENGTH_HOME.
        more: as `make_app` takes it.
    """

    def __init__(self, home: Path, **more: Any) -> None:
        self.clock, self.wake = FakeClock(), ManualWake()
        self._moves: list[Moves] = []
        self._began = self.clock.now
        others = {"level": "intermediate", **more}
        self.app = make_app(home, clock=self.clock, wake=self.wake, now=self._time_of_day, **others)

    def _time_of_day(self) -> datetime:
        return MORNING + timedelta(seconds=self.clock.now - self._began)

    def then(self, *moves: Moves) -> Self:
        """Let something be done before the picture is taken."""
        self._moves += moves
        return self

    async def play(self, pilot: Pilot[int]) -> None:
        """Do it all."""
        await settled(pilot)
        runner = Runner(self.app, pilot, self.clock, self.wake)
        for move in self._moves:
            await move(runner)
        await settled(pilot)


def at_step(index: int, after: float = 0.0) -> Moves:
    """Do the session as planned to a step of its plan, and so many seconds more."""

    async def move(runner: Runner) -> None:
        session = runner.session
        run_through(session, until=partial(_is_at, index))
        wait_until(session, session.state.last_tick + after)
        runner.clock.now = session.state.last_tick
        screen = runner.app.screen
        assert isinstance(screen, SessionScreen)
        screen.tick()

    return move


def _is_at(index: int, session: Session) -> bool:
    return session.state.step.index == index


def pause(seconds: float) -> Moves:
    """Let time pass, so that the next key is no repeat of the last one."""

    async def move(runner: Runner) -> None:
        await runner.wait(seconds)

    return move


def keys(*names: str) -> Moves:
    """Press keys, all at the same moment."""

    async def move(runner: Runner) -> None:
        await runner.hit(*names)
        await settled(runner.pilot)

    return move


def five_sessions(home: Path) -> None:
    """Fill the history with five sessions of the last fortnight: one was ended early, one was a warm-up."""
    store = Store(home / "data" / "history")
    past = [("runner", 2, 7, 1.0, ""), ("warmup-7", 4, None, 1.0, ""), ("runner", 6, 6, 1.0, "calf a little tight")]
    past += [("core", 9, 4, 1.0, ""), ("runner", 13, 8, 0.6, "")]
    for number, (routine, days, effort, share, note) in enumerate(past):
        store.save(_record(f"0000000{number}", routine, days, effort, share, note))


def _record(id_: str, routine: str, days: int, effort: int | None, share: float, note: str) -> Record:
    """Return a session of some days ago, of which a share was done."""
    plan = plan_of(routine)
    planned = works(plan)
    started = MORNING - timedelta(days=days, minutes=7 * days)
    steps = planned[: round(len(planned) * share)]
    seconds = plan.seconds * share + 3 * days
    return Record(
        id=id_,
        kind="warmup" if routine.startswith("warmup") else "session",
        routine=routine,
        title=plan.title,
        level="intermediate",
        started=started,
        ended=started + timedelta(seconds=seconds),
        completed=share == 1,
        effort=effort,
        note=note,
        planned_seconds=plan.seconds,
        planned_sets=len(planned),
        active_seconds=seconds,
        sets=tuple(
            SetDone(
                step=step.index,
                exercise=step.exercise,
                block=step.block,
                set=step.set,
                side=step.side,
                target=SetTarget(step.target.kind, step.target.value),
                done=max(1, step.expected - (step.index % 11 == 0)),
                seconds=step.seconds,
                at=step.starts_at,
            )
            for step in steps
        ),
    )


def three_checks(home: Path) -> None:
    """Fill the history with three self-checks, the last of which found the right side weaker again."""
    for number, (weeks, right) in enumerate(((1, 36.0), (6, 38.0), (12, 44.0))):
        record = checked(MORNING - timedelta(weeks=weeks), 45, right)
        answers = {"head": True, "shoulders": True, "hips": number == 2, "knees": True, "heels": number == 0}
        Store(home / "data" / "history").save(replace(record, id=f"0000000{number}", answers=answers))

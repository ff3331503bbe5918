"""Histories to take pictures of, always the same: none, one session, thirty, and three years of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

import msgspec
from msgspec.structs import replace

from runstrength.history.store import Store
from runstrength.session.plan import Plan, Step
from runstrength.session.record import Record, SetDone
from tests.support.app import MORNING
from tests.support.past_samples import kept
from tests.support.plans import library, plan_of

WEEKS = 156
"""Three years."""
ILL = (*range(20, 23), *range(77, 79), 131)
"""Weeks ago in which there was nothing: a cold, a journey."""
NOTES = ("", "", "", "calf a little tight", "slept badly", "", "the best one so far", "")


def fill(home: Path, sessions: int | None) -> None:
    """Fill the history with the newest so many sessions; all there are for None. A single one is of strength."""
    history = home / "data" / "history"
    past = [file for file in _files() if sessions != 1 or file[0] == "session"][:sessions]
    for folder in {folder for _, folder, _, _ in past}:
        (history / folder).mkdir(parents=True, exist_ok=True)
    for _, folder, name, data in past:
        (history / folder / name).write_bytes(data)


@cache
def _files() -> tuple[tuple[str, str, str, bytes], ...]:
    """Return kind, folder, name and text of every session's file, the newest first."""
    store = Store(Path())
    paths = [(record, store.path_of(record)) for record in _past()]
    return tuple((record.kind, str(path.parent), path.name, msgspec.json.encode(record)) for record, path in paths)


@cache
def _past() -> tuple[Record, ...]:
    """Return three years, the newest first."""
    dice = Random(26)  # noqa: S311 - always the same
    records = [_named(number, record) for number, record in enumerate(_weeks(dice))]
    return tuple(sorted(records, key=lambda record: record.started, reverse=True))


def _named(number: int, record: Record) -> Record:
    return replace(record, id=f"{number:08x}", note=NOTES[number % len(NOTES)])


def _weeks(dice: Random) -> Iterator[Record]:
    for ago in range(WEEKS - 1, -1, -1):
        if ago in ILL:
            continue
        level = "beginner" if ago > 110 else "intermediate"
        monday = MORNING - timedelta(days=6 + 7 * ago)
        for day in dice.choice(((1, 4), (0, 3), (1, 4), (1, 3), (2, 5), (1,), (2,), (0, 2, 4))):
            short = dice.random() < 0.1
            routine = "core" if short else "runner"
            yield _session(plan_of(routine, level), monday + timedelta(days=day, minutes=dice.randrange(90)), ago, dice)
        if dice.random() < 0.6:
            yield _run(monday + timedelta(days=dice.choice((2, 4, 5, 6)), hours=dice.randrange(9)), dice)
        if dice.random() < 0.3:
            yield _session(plan_of("warmup-7", level), monday + timedelta(days=5, hours=1), ago, dice)


def _session(plan: Plan, when: datetime, ago: int, dice: Random) -> Record:
    """Return a session that was done a little better than years ago, with a load where there is one."""
    stronger = 1 - ago / WEEKS
    load = round(stronger * 16) / 2 if plan.kind == "session" and stronger > 0.2 else None
    early = dice.random() < 0.05
    record = kept(
        plan,
        when,
        done=_done(stronger, dice),
        load=load or None,
        only=(lambda step: step.index < len(plan.steps) * 0.6) if early else (lambda step: True),
        effort=None if plan.kind == "warmup" else min(10, max(3, round(dice.gauss(6.4, 1.2)))),
        title=plan.title,
        paused_seconds=dice.choice((0.0, 0.0, 0.0, 80.0)),
    )
    sets = tuple(_loaded(one) for one in record.sets)
    return replace(record, sets=sets)


def _loaded(item: SetDone) -> SetDone:
    """Return a set in the form with a dumbbell where its exercise has one, else without a load."""
    exercise = library().exercises[item.exercise]
    form = next((variant.key for variant in exercise.variants if "dumbbell" in variant.equipment), None)
    return replace(item, load_kg=None) if form is None or not item.load_kg else replace(item, variant=form)


def _done(stronger: float, dice: Random) -> Callable[[Step], float]:
    """Return how much was done of a step; a little less on the left."""

    def done(step: Step) -> float:
        low, high = step.target.low, step.target.high
        if low == high:
            return step.expected
        most = low + (high - low) * min(1.0, stronger + 0.1)
        return max(1, round(most - abs(dice.gauss(0, 0.06)) * most - (0.06 * most if step.side == "left" else 0)))

    return done


def _run(when: datetime, dice: Random) -> Record:
    minutes = dice.choice((35, 45, 50, 70, 95))
    effort = dice.choice((3, 3, 4, 4, 7))
    return Record(
        id="",
        kind="run",
        title=dice.choice(("Easy run", "Easy run", "Long run", "Intervals")),
        started=when,
        ended=when + timedelta(minutes=minutes),
        completed=True,
        effort=effort,
        active_seconds=minutes * 60.0,
    )

"""Makes sessions of workouts of other apps: one record each, its exercises found by their names.

The id comes from the local time of the start, which all of these apps write to the minute: a workout from two apps, or
from a second export, is the same session. What a person planned isn't in these files, so the dose that was asked for is
the least that was done in all working sets of an exercise.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Final

import msgspec
from msgspec import UNSET, Struct

from runstrength.catalogue.exercise import DEFAULT_REP_SECONDS, FOREIGN_KITS, WEIGHTS, Exercise, Tempo
from runstrength.catalogue.ladder import JOINT
from runstrength.catalogue.naming import plain
from runstrength.dates import add_seconds
from runstrength.dose_kinds import IN_REPS
from runstrength.history.files import RecordId
from runstrength.history.imports.content import PassedOver
from runstrength.history.imports.runs import RecordedRun
from runstrength.history.imports.sessions import IncomingSession
from runstrength.history.imports.strength.names import ExerciseNames, KnownName, form_of, read_table
from runstrength.history.imports.strength.workout import Workout, WorkoutSet
from runstrength.locations import assets_dir
from runstrength.numbers import tidy
from runstrength.session.record import Record, SetDone, SetTarget

REST: Final = 90.0
"""Seconds between sets, for the length of a workout whose file doesn't say it."""
TITLE: Final = "Workout"
WEIGHTED: Final = "weighted"
"""The form of an exercise that was done with a weight, if nothing says which."""


class NameUse(Struct, frozen=True):
    """A name of a file, and what it means here."""

    name: str
    sets: int
    """How many sets have it."""
    exercise: str
    """The key of the exercise; the name itself if it is kept."""
    variant: str | None
    kept: bool
    """No exercise has this name: it is kept as it is."""


def uses_of(workouts: Iterable[Workout], names: ExerciseNames) -> tuple[NameUse, ...]:
    """Return the names in some workouts, the kept ones first, then the most frequent first."""
    count: dict[tuple[str, bool], int] = {}
    for workout in workouts:
        for item in workout.sets:
            count[item.name, workout.own] = count.get((item.name, workout.own), 0) + 1
    uses = []
    for (name, own), sets in count.items():
        known = names.find_or_keep(name, own=own)
        kept = names.find(name, own=own) is None or names.is_kept(name)
        uses.append(NameUse(name, sets, known.exercise, known.variant, kept))
    return tuple(sorted(uses, key=lambda use: (not use.kept, -use.sets, use.name)))


def minute_of(started: datetime) -> str:
    """Return the local minute of a start: what tells two workouts apart."""
    return started.replace(tzinfo=None).isoformat(timespec="minutes")


def id_of(workout: Workout, *, first: bool = True) -> str:
    """Return the id of a workout by its start: 12 hexadecimal characters, the same from every app.

    Args:
        workout: the workout.
        first: it is the first of its file that started then; of another one, the title decides too.
    """
    stamp = minute_of(workout.started) if workout.has_time else f"{workout.started.date()}"
    text = f"workout {stamp}" if first else f"workout {stamp} {workout.title}"
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


class SportsSplit(Struct, frozen=True):
    """Workouts, and what among them is none: endurance."""

    workouts: tuple[Workout, ...]
    runs: tuple[RecordedRun, ...]
    """Those of nothing but running."""
    others: tuple[PassedOver, ...]
    """Those of nothing but other sports."""


def split_sports(workouts: Iterable[Workout], names: ExerciseNames) -> SportsSplit:
    """Return what of some workouts is strength, what is a run, and what is another sport."""
    kept, runs, others = [], [], []
    for workout in workouts:
        if workout.own:  # this program puts sets only of exercises into its tables, whatever their names
            kept.append(workout)
        elif all(names.is_run(item.name) for item in workout.sets):
            runs.append(_run_of(workout))
        elif all(names.is_run(item.name) or names.is_other_sport(item.name) for item in workout.sets):
            others.append(PassedOver(workout.sets[0].name, workout.source))
        else:
            kept.append(workout)
    return SportsSplit(tuple(kept), tuple(runs), tuple(others))


def _run_of(workout: Workout) -> RecordedRun:
    moving = sum(item.seconds or 0 for item in workout.sets)
    seconds = workout.seconds or moving or 1800.0
    return RecordedRun(
        started=workout.started,
        seconds=max(seconds, moving),
        moving=moving or None,
        metres=sum(item.meters or 0 for item in workout.sets) or None,
        title=workout.title,
        source=workout.source,
    )


def session_of(workout: Workout, names: ExerciseNames, id_: str) -> IncomingSession:
    """Return the session of a workout.

    Args:
        workout: the workout.
        id_: its id.
        names: find its exercises.
    """
    sets = tuple(_sets(workout, names))
    spent = sum(item.seconds for item in sets)
    length = workout.seconds or spent + REST * len(sets)
    record = Record(
        id=id_,
        kind="session",
        title=workout.title or TITLE,
        level=workout.level,
        started=workout.started,
        ended=add_seconds(workout.started, length),
        completed=True,
        effort=workout.effort,
        note="\n".join(filter(None, (workout.note, *_endurance(workout)))),
        planned_sets=sum(item.counts for item in sets),
        active_seconds=round(length, 1),
        imported=UNSET if workout.own else True,
        sets=tuple(_spread(sets, length)),
    )
    document = {**msgspec.to_builtins(record), **({"source": workout.source} if workout.source else {})}
    item = RecordId(id=record.id, started=record.started, ended=record.ended)
    return IncomingSession(item, msgspec.json.encode(document))


def _endurance(workout: Workout) -> Iterator[str]:
    """Yield how far the runs and the like were that a workout has beside its sets: a set has no distance."""
    for item in workout.sets:
        if item.meters and item.seconds:
            yield f"{item.name}: {tidy(item.meters / 1000, 2)} km"


class _Done(Struct, frozen=True):
    """A set, and the exercise that its name means."""

    item: WorkoutSet
    known: KnownName
    kind: str
    done: float | None


def _sets(workout: Workout, names: ExerciseNames) -> Iterator[SetDone]:
    """Yield the sets of a workout, supersets in the order they are done."""
    found = [_done(item, names, own=workout.own) for item in workout.sets]
    asked: dict[tuple[object, ...], float] = {}
    for one in found:
        if not one.item.extra and one.done is not None:
            key = _dose_of(one)
            asked[key] = min(one.done, asked.get(key, one.done))
    numbers: dict[tuple[int, str, str | None, str | None], int] = {}
    placed = []
    for place, one in enumerate(found):
        key = (one.item.group, one.known.exercise, one.known.variant, one.known.side)
        numbers[key] = numbers.get(key, 0) + 1
        placed.append((one.item.group, numbers[key], place, one))
    for step, (group, number, _, one) in enumerate(sorted(placed, key=lambda row: row[:3])):
        value = asked.get(_dose_of(one), one.done or 0) if one.item.asked is None else one.item.asked
        yield SetDone(
            step=step,
            exercise=one.known.exercise,
            variant=one.known.variant,
            block=_letters(group),
            set=number,
            side=one.known.side,
            target=SetTarget(one.kind, tidy(value)),
            done=None if one.done is None else tidy(one.done),
            load_kg=one.item.load_kg,
            seconds=_seconds(one, names.exercises.get(one.known.exercise)),
            at=0.0,
            reserve=one.item.reserve if one.kind in IN_REPS else None,
            niggle=one.item.niggle,
            extra=one.item.extra or UNSET,
        )


def _dose_of(one: _Done) -> tuple[object, ...]:
    return one.item.group, one.known.exercise, one.known.variant, one.kind


def _done(item: WorkoutSet, names: ExerciseNames, *, own: bool) -> _Done:
    """Return a set with its exercise, and what was done in which kind of dose."""
    known = names.find_or_keep(item.name, own=own)
    exercise = names.exercises.get(known.exercise)
    side = item.side or known.side
    variant = known.variant
    if exercise is not None and own and item.form:
        variant = form_of(exercise, item.form) or variant
    if exercise is not None and not own and item.load_kg and not _takes_weight(variant):
        variant = JOINT.join(filter(None, (_weight_of(item.name, exercise), variant)))
    known = KnownName(known.exercise, variant, side)
    kind, done = _dose(item, exercise)
    return _Done(item, known, kind, done)


def _weight_of(name: str, exercise: Exercise) -> str:
    """Return the form of an exercise with the weight that a name says: `dumbbell`; `WEIGHTED` if it says none."""
    words = plain(name).split()
    return next((form.key for form in exercise.variants if form.key in words and form.key in WEIGHTS), WEIGHTED)


def _takes_weight(variant: str | None) -> bool:
    """Return whether a form says what its weight is: a dumbbell, or equipment that the catalogue doesn't have."""
    parts = (variant or "").split(JOINT)
    return bool({*WEIGHTS, *FOREIGN_KITS} & set(parts))


def _dose(item: WorkoutSet, exercise: Exercise | None) -> tuple[str, float | None]:
    """Return the kind of dose of a set, and how much was done."""
    if item.dose is not None:
        return item.dose, item.reps
    if item.reps is not None:
        return "reps", item.reps
    if item.seconds is not None:
        return ("hold" if exercise is not None and exercise.kind == "hold" else "time"), item.seconds
    return "carry_m", item.meters


def _seconds(one: _Done, exercise: Exercise | None) -> float:
    """Return how long a set probably took, in seconds: its reps at the tempo of the exercise."""
    if one.item.seconds is not None:
        return float(one.item.seconds)
    done = one.done or 0
    if one.kind == "carry_m":
        return round(done / 1.2, 1)
    tempo = (exercise.tempo if exercise is not None else None) or Tempo()
    both = 2 if exercise is not None and exercise.per_side and one.known.side is None else 1
    return round(done * (tempo.rep_s or DEFAULT_REP_SECONDS) * both, 1)


def _spread(sets: Sequence[SetDone], length: float) -> Iterator[SetDone]:
    """Yield sets with their starts: one after the other, the rest of the workout between them."""
    spent = sum(item.seconds for item in sets)
    scale = min(1.0, length / spent) if spent else 1.0
    rest = max(0.0, length - spent) / max(1, len(sets) - 1)
    at = 0.0
    for item in sets:
        yield msgspec.structs.replace(item, at=round(at, 1), seconds=round(item.seconds * scale, 1))
        at += item.seconds * scale + rest


def _letters(number: int) -> str:
    """Return the name of a block: A to Z, then AA, AB and so on."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


class WorkoutImport(Struct, frozen=True):
    """What an import of workouts does; nothing if there are none."""

    sessions: tuple[IncomingSession, ...] = ()
    """The new ones, the oldest first."""
    count: int = 0
    """How many workouts there are, without runs and other sports."""
    same: int = 0
    """How many of them the history has, or the files have twice."""
    deleted: tuple[str, ...] = ()
    """The ids of those in the trash."""
    names: tuple[NameUse, ...] = ()
    """What their exercises are here."""
    runs: tuple[RecordedRun, ...] = ()
    """Workouts of nothing but running."""
    others: tuple[PassedOver, ...] = ()
    """Workouts of nothing but other sports."""

    @property
    def kept(self) -> tuple[NameUse, ...]:
        """The names that no exercise has."""
        return tuple(use for use in self.names if use.kept)


def _by_file(workouts: Iterable[Workout]) -> Iterable[list[Workout]]:
    """Return workouts by the file that they are from."""
    files: dict[str, list[Workout]] = {}
    for workout in workouts:
        files.setdefault(workout.source, []).append(workout)
    return files.values()


def new_workouts(
    sports: SportsSplit,
    names: ExerciseNames,
    known_ids: Collection[str],
    known_minutes: Iterable[str],
    trashed: Collection[str],
) -> WorkoutImport:
    """Return what of some workouts is new.

    Args:
        sports: the workouts.
        names: find their exercises.
        known_ids: the ids of the history.
        known_minutes: the local minute at which each of its sessions started.
        trashed: the ids of the trash.
    """
    ids, there = set(known_ids), Counter(known_minutes)
    new: list[IncomingSession] = []
    deleted: list[str] = []
    same = 0
    for file in _by_file(sports.workouts):
        here: Counter[str] = Counter()
        for workout in sorted(file, key=lambda one: (one.started, one.title)):
            minute = minute_of(workout.started)
            here[minute] += 1
            id_ = id_of(workout, first=here[minute] == 1)
            if id_ in ids or (workout.has_time and here[minute] <= there[minute]):
                same += 1
            elif id_ in trashed:
                deleted.append(id_)
            else:
                new.append(session_of(workout, names, id_))
            ids.add(id_)
        there |= here
    return WorkoutImport(
        sessions=tuple(new),
        count=len(sports.workouts),
        same=same,
        deleted=tuple(deleted),
        names=uses_of(sports.workouts, names),
        runs=sports.runs,
        others=sports.others,
    )


@cache
def built_in_names() -> ExerciseNames:
    """Return what finds the exercises that are built in."""
    from runstrength.catalogue.library import load_library

    return ExerciseNames(read_table(), load_library(assets_dir()).exercises)

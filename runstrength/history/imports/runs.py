"""Runs recorded by other programs, and the records that are made of them.

A person does one run at a time. So the id of a record comes from the run's start, whatever file it is from, and a run
that overlaps one in the history is the same: a run from the watch and from Strava is imported once.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final, get_type_hints

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from runstrength.dates import add_seconds, day_of, local_if_utc, time_text, to_utc, utc_stamp
from runstrength.numbers import tidy
from runstrength.session.record import Record
from runstrength.session.run_titles import words_of_title

if TYPE_CHECKING:
    from runstrength.history.store import Row, Store

Span = tuple[datetime, datetime]
"""Start and end."""

USUAL: Final = 4
"""The effort of a run without other information: most running is easy (up to 4)."""
MAX_TITLE: Final = 200
"""Characters of a title; the rest is cut off."""
CLOSE: Final = 50.0
"""Meters by which two typed distances of the same run may differ."""


class RecordedRun(Struct, frozen=True):
    """A run, as a file describes it."""

    started: datetime
    seconds: float
    """From start to end, with stops."""
    moving: float | None = None
    """Seconds without stops."""
    metres: float | None = None
    title: str = ""
    effort: int | None = None
    """1-10, if the file has it."""
    source: str = ""
    """The name of the file."""

    @property
    def ended(self) -> datetime:
        """When it ended."""
        return self.started + timedelta(seconds=self.seconds)


Metres = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)] | Annotated[float, msgspec.Meta(ge=0, le=10_000_000)]
"""How far a run was; more than anybody runs in a week is a mistake of the file."""


class RunKeys(Struct, frozen=True, omit_defaults=True):
    """The keys that only the file of a run has."""

    distance_m: Metres | None = None
    """Meters; None if unknown."""
    effort_guess: Annotated[int, msgspec.Meta(ge=1, le=10)] | None = None
    """The guessed effort; if the record has another one, the person entered it."""
    source: str = ""
    """The name of the file that it came from."""


_KEYS: Final = msgspec.json.Decoder(RunKeys)
_RAW: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


def run_keys(data: bytes) -> RunKeys:
    """Return the keys of a run from its file, without those to which another program gave another meaning."""
    try:
        return _KEYS.decode(data)
    except (ValueError, RecursionError):
        pass
    try:
        raw = _RAW.decode(data)
    except (ValueError, RecursionError):
        return RunKeys()
    known: dict[str, Any] = {}
    for name, type_ in get_type_hints(RunKeys, include_extras=True).items():
        with contextlib.suppress(ValueError, RecursionError):
            if name in raw:
                known[name] = msgspec.json.decode(raw[name], type=type_)
    return RunKeys(**known)


def distance(data: bytes) -> float | None:
    """Return the metres that a file says were run, None where it does not."""
    return run_keys(data).distance_m


def record_of(run: RecordedRun) -> tuple[Record, RunKeys]:
    """Return the record of a run, with a guessed effort if it has none."""
    started = local_if_utc(run.started).replace(microsecond=0)
    guess = None if run.effort is not None else guess_effort(run)
    moving = min(run.moving or run.seconds, run.seconds)
    record = Record(
        id=id_of(run.started),
        kind="run",
        title=" ".join(run.title.split())[:MAX_TITLE] or "Run",
        started=started,
        ended=add_seconds(started, run.seconds),
        completed=True,
        effort=run.effort if guess is None else guess,
        active_seconds=round(moving, 1),
        paused_seconds=round(run.seconds - moving, 1),
    )
    metres = None if run.metres is None else tidy(run.metres)
    return record, RunKeys(distance_m=metres, effort_guess=guess, source=run.source)


def as_json(record: Record, keys: RunKeys) -> bytes:
    """Return a run's file."""
    return msgspec.json.encode({**msgspec.to_builtins(record), **msgspec.to_builtins(keys)})


def id_of(started: datetime) -> str:
    """Return the id of a run by its start: 12 hexadecimal characters, the same from every source."""
    return hashlib.blake2b(f"run {utc_stamp(started)}".encode(), digest_size=6).hexdigest()


def guess_effort(run: RecordedRun) -> int:
    """Return a guess of the effort of a run, 1-10, by its title; its length says nothing about its effort."""
    words = words_of_title(run.title)
    return USUAL if words is None else words.effort


def same_run(run: RecordedRun, others: Iterable[Span]) -> bool:
    """Return whether a run is one of those whose start and end are known: they share more than half of the shorter."""
    for began, ended in others:
        both = (min(run.ended, ended) - max(run.started, began)).total_seconds()
        shorter = min(run.seconds, (ended - began).total_seconds())
        if both > shorter / 2 or run.started.replace(microsecond=0) == began.replace(microsecond=0):
            return True
    return False


def already_there(new: Record, meters: float | None, store: Store) -> Row | None:
    """Return the run in the history that may be the same as a new one; None if there is none.

    It is one of the same day that overlaps it in time, took as many minutes, or was as far.

    Args:
        new: the run to log.
        meters: its distance, if it is known.
        store: the history.
    """
    for row in store.summaries().records:
        if row.kind != "run" or row.id == new.id or day_of(row.started) != day_of(new.started):
            continue
        if row.started < new.ended and new.started < row.ended:
            return row
        if round(row.seconds / 60) == round(new.active_seconds / 60):
            return row
        other = distance(store.load_raw(row.id)[1]) if meters is not None else None
        if meters is not None and other is not None and abs(other - meters) < CLOSE:
            return row
    return None


def there_words(row: Row) -> str:
    """Return the sentence about an existing run: `A run of 55 min on … is already in the history.`."""
    when = f"{day_of(row.started).isoformat()} at {time_text(row.started)}"
    return f"A run of {row.seconds / 60:.0f} min on {when} is already in the history."


class RunIndex:
    """Starts and ends by day, so that only a few of ten thousand runs have to be compared."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._days: dict[date, list[Span]] = defaultdict(list)
        for began, ended in spans:
            for day in {day_of(to_utc(began)), day_of(to_utc(ended))}:
                self._days[day].append((began, ended))

    def has(self, run: RecordedRun) -> bool:
        """Return whether a run is in it, as `same_run`."""
        days = {day_of(to_utc(run.started)), day_of(to_utc(run.ended))}
        return any(same_run(run, self._days.get(day, ())) for day in days)


def deduplicate(runs: Sequence[RecordedRun]) -> list[RecordedRun]:
    """Return runs, the earliest first, each once; what one file doesn't know of a run is taken from another."""
    kept: list[RecordedRun] = []
    for run in sorted(runs, key=lambda run: run.started):
        for place in range(max(0, len(kept) - 5), len(kept)):
            if same_run(run, [(kept[place].started, kept[place].ended)]):
                kept[place] = _completed(kept[place], run)
                break
        else:
            kept.append(run)
    return kept


def _completed(run: RecordedRun, other: RecordedRun) -> RecordedRun:
    """Return a run with what only another file knows of it."""
    return replace(
        run,
        moving=run.moving or other.moving,
        metres=run.metres or other.metres,
        title=run.title or other.title,
        effort=run.effort or other.effort,
    )

"""Exports a session as a FIT activity, which Strava and Garmin Connect accept as an upload.

Every set, and every side of it, is one message, with the rests between them. FIT has no left and right: besides
Garmin's number for the exercise (`fit.toml`), each side has its own title (`Side plank, left`), which its sets refer
to. The creation time is the session's start and the serial number comes from its id, so that a second export is
recognized as the same activity.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from runstrength.dose_kinds import DONE_UNITS
from runstrength.history.export.fit_encoder import Message, Value, encode, message
from runstrength.session.record import Record, SetDone, length
from runstrength.text import printable_joined

EPOCH: Final = datetime(1989, 12, 31, tzinfo=UTC)
"""The start of FIT's time."""
EARLIEST: Final = 0x10000000
"""Seconds; smaller values are times since a device was switched on, so nothing can be before July 1998."""
LATEST: Final = 0xFFFFFFFE

# Numbers of the profile 21.218, by the names of their fields.
ACTIVITY_FILE: Final = 4
DEVELOPMENT: Final = 255
"""The manufacturer of files without one."""
TRAINING: Final = 10
SUB_SPORTS: Final = {"session": 20, "warmup": 19, "cooldown": 19, "check": 20}
"""strength_training and flexibility_training."""
TIMER, LAP, SESSION, ACTIVITY = 0, 9, 8, 26
START, STOP, STOP_ALL = 0, 1, 4
SESSION_END: Final = 7
REST, ACTIVE = 0, 1
KILOGRAM: Final = 1
TOTAL_BODY: Final = 29
"""The category of an exercise that Garmin has no name for."""


class FitName(Struct, frozen=True, forbid_unknown_fields=True):
    """Garmin's numbers for an exercise."""

    category: int = TOTAL_BODY
    name: int | None = None
    """Its number in the category."""
    weighted: int | None = None
    """Its number with a load, if that is another."""
    forms: dict[str, int] = {}
    """Its numbers for variants, by their keys."""
    says: str = ""
    """The words for the numbers, for people."""

    def number(self, item: SetDone) -> int | None:
        """Return the number of the exercise, with the load and variant of a set."""
        for part in (item.variant or "").split("+"):  # equipment and rung, as `dumbbell+slow`
            if part in self.forms:
                return self.forms[part]
        return self.weighted if item.load_kg and self.weighted is not None else self.name


class _Turn(Struct, frozen=True):
    """A set or a rest, in seconds from the start."""

    at: float
    seconds: float
    item: SetDone | None
    """None for a rest."""


def read_names(assets: Path) -> dict[str, FitName]:
    """Return the exercises that Garmin has a name for, by their keys."""
    return msgspec.toml.decode((assets / "fit.toml").read_bytes(), type=dict[str, FitName])


def activity(record: Record, names: Mapping[str, FitName], title: Callable[[SetDone], str]) -> bytes:
    """Return a session as a FIT file.

    Args:
        record: the session.
        names: Garmin's numbers.
        title: returns the name of the exercise of a set.

    Raises:
        ValueError: it has no set that was done, or a time that FIT cannot represent.
    """
    turns = _turns(record.sets)
    if not turns:
        raise ValueError("it has no completed sets")
    elapsed = max((record.ended - record.started).total_seconds(), turns[-1].at + turns[-1].seconds)
    start = int((record.started - EPOCH).total_seconds())
    end = start + round(elapsed)
    if not EARLIEST <= start <= end <= LATEST:
        raise ValueError(f"{record.started.date()} can't be in a FIT file, which covers July 1998 to 2126")
    frame = _Frame(record, start, end, elapsed)
    labels = {_label(turn.item, title): turn.item for turn in turns if turn.item}
    return encode(
        [
            *_opening(frame),
            *_titles(labels, names),
            message("event", timestamp=start, event=TIMER, event_type=START),
            message("record", timestamp=start),
            *_sets(turns, start, list(labels), names, title),
            message("record", timestamp=end),
            message("event", timestamp=end, event=TIMER, event_type=STOP_ALL),
            *_closing(frame),
        ]
    )


def _turns(sets: Sequence[SetDone]) -> list[_Turn]:
    """Return sets and the rests between them in sequence: sets that were logged by hand may overlap."""
    turns: list[_Turn] = []
    now = 0.0
    for item in sorted((item for item in sets if not item.skipped), key=lambda item: (item.at, item.step)):
        if turns and item.at - now >= 1:
            turns.append(_Turn(now, item.at - now, None))
        at = max(now, item.at)
        turns.append(_Turn(at, max(0.0, item.seconds), item))
        now = at + max(0.0, item.seconds)
    return turns


class _Frame(Struct, frozen=True):
    record: Record
    start: int
    end: int
    elapsed: float

    @property
    def sport(self) -> dict[str, Value]:
        return {"sport": TRAINING, "sub_sport": SUB_SPORTS.get(self.record.kind, SUB_SPORTS["session"])}

    @property
    def span(self) -> dict[str, Value]:
        return {
            "message_index": 0,
            "timestamp": self.end,
            "start_time": self.start,
            "event_type": STOP,
            "total_elapsed_time": self.elapsed * 1000,
            "total_timer_time": min(length(self.record), self.elapsed) * 1000,
            **self.sport,
        }


def _opening(frame: _Frame) -> Iterator[Message]:
    yield message(
        "file_id",
        type=ACTIVITY_FILE,
        manufacturer=DEVELOPMENT,
        product=1,
        serial_number=zlib.crc32(frame.record.id.encode()) or 1,
        time_created=frame.start,
    )
    yield message("sport", name=_text(frame.record.title or frame.record.routine), **frame.sport)


def _titles(labels: Mapping[str, SetDone], names: Mapping[str, FitName]) -> Iterator[Message]:
    for place, (label, item) in enumerate(labels.items()):
        name = names.get(item.exercise, FitName())
        yield message(
            "exercise_title",
            message_index=place,
            exercise_category=name.category,
            exercise_name=name.number(item),
            wkt_step_name=label,
        )


def _sets(
    turns: Sequence[_Turn],
    start: int,
    labels: Sequence[str],
    names: Mapping[str, FitName],
    title: Callable[[SetDone], str],
) -> Iterator[Message]:
    for place, turn in enumerate(turns):
        values: dict[str, Value] = {
            "message_index": place,
            "start_time": start + turn.at,
            "timestamp": start + turn.at + turn.seconds,
            "duration": turn.seconds * 1000,
            "set_type": REST,
        }
        item = turn.item
        if item is not None:
            name = names.get(item.exercise, FitName())
            values |= {
                "set_type": ACTIVE,
                "category": name.category,
                "category_subtype": name.number(item),
                "repetitions": item.done if DONE_UNITS.get(item.target.kind) == "reps" else None,
                "weight": None if item.load_kg is None else item.load_kg * 16,
                "weight_display_unit": KILOGRAM,
                "wkt_step_index": labels.index(_label(item, title)),
            }
        yield message("set", **values)


def _closing(frame: _Frame) -> Iterator[Message]:
    record, span = frame.record, frame.span
    effort = None if record.effort is None else record.effort * 10
    yield message("lap", event=LAP, lap_trigger=SESSION_END, **span)
    yield message("session", event=SESSION, first_lap_index=0, num_laps=1, trigger=0, workout_rpe=effort, **span)
    ahead = record.ended.utcoffset()
    yield message(
        "activity",
        timestamp=frame.end,
        total_timer_time=span["total_timer_time"],
        num_sessions=1,
        type=0,
        event=ACTIVITY,
        event_type=STOP,
        local_timestamp=frame.end + (ahead.total_seconds() if ahead else 0),
    )


def _label(item: SetDone, title: Callable[[SetDone], str]) -> str:
    name = _text(title(item))
    return f"{name}, {item.side}" if item.side else name


def _text(text: str) -> str:
    return printable_joined(" ".join(text.split()))

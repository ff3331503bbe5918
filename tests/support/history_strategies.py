"""Any history at all, for Hypothesis: records, and files that hold more than this version knows."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec
from hypothesis import strategies as st

from runstrength.session.record import Record, SetDone, SetTarget

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
seconds = st.floats(0, 1e6)
count = st.integers(0, 10_000)
moment = st.datetimes(
    min_value=datetime(1970, 1, 2),
    max_value=datetime(2120, 1, 1),
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
sets = st.builds(
    SetDone,
    step=count,
    exercise=text,
    variant=st.none() | text,
    block=text,
    set=count,
    side=st.sampled_from([None, "left", "right"]),
    target=st.builds(SetTarget, kind=text, value=count | seconds),
    done=count | seconds,
    load_kg=st.none() | seconds,
    seconds=seconds,
    skipped=st.booleans(),
    at=seconds,
    reserve=st.none() | count,
    niggle=st.booleans(),
    instead_of=st.none() | text,
)
records = st.builds(
    Record,
    id=st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True),
    kind=st.sampled_from(["session", "warmup", "check", "run"]),
    routine=text,
    title=text,
    level=text,
    started=moment,
    ended=moment,
    completed=st.booleans(),
    effort=st.none() | st.integers(1, 10),
    note=text,
    planned_seconds=seconds,
    planned_sets=count,
    active_seconds=seconds,
    paused_seconds=seconds,
    checkin=st.none() | st.dictionaries(text, st.none() | st.booleans() | count | text, max_size=4),
    sets=st.lists(sets, max_size=4).map(tuple),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
unknown = st.dictionaries(text.map(lambda key: f"x-{key}"), json_values, max_size=3)
"""Keys that this version does not know."""


@st.composite
def session_files(draw: st.DrawFn) -> dict[str, Any]:
    """Return what is in the file of a session: a record, with unknown keys in it and in its sets."""
    raw: dict[str, Any] = json.loads(msgspec.json.encode(draw(records))) | draw(unknown)
    for item in raw["sets"]:
        item |= draw(unknown)
        item["target"] |= draw(unknown)
    return raw

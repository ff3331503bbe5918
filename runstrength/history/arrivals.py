"""Files from elsewhere, whatever they are: sessions of an export or runs of other programs, and what of them is new."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from runstrength.checked import BadInput, Problem, path_of
from runstrength.history.activities.reading import data_of, read_runs
from runstrength.history.files import Identity, scan
from runstrength.history.importing import Incoming, Logged, new_runs, read_document
from runstrength.history.runs import Run
from runstrength.history.store import Store

_IDENTITIES = msgspec.json.Decoder(Identity)


class Arrivals(Struct, frozen=True):
    """What is in a file: sessions or runs."""

    sessions: tuple[Incoming, ...] = ()
    runs: tuple[Run, ...] = ()


class News(Struct, frozen=True):
    """What of it the history does not have."""

    sessions: tuple[Incoming, ...]
    runs: Logged


def read_arrivals(file: str) -> Arrivals:
    """Read a file: an export, one session, a run from a watch, or Strava's archive or list of activities.

    Args:
        file: where it is; a `~` is the person's home.

    Raises:
        BadInput: it cannot be read, or is none of these.
    """
    try:
        data, name = data_of(path_of(file))
    except (OSError, ValueError) as error:  # ValueError: the name itself is impossible
        reason = error.strerror if isinstance(error, OSError) else str(error)
        text = f"cannot be read ({(reason or 'unknown reason').lower()}); a file is needed"
        raise BadInput([Problem(file, "", text)]) from None
    if file.lower().endswith(".json") or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return Arrivals(sessions=read_document(data, file))
    return Arrivals(runs=tuple(read_runs(data, file if name == Path(file).name else name)))


def news(store: Store, arrivals: Arrivals) -> News:
    """Return what of a file is new; nothing is written."""
    here = {one.item.id for one in scan(store.folder, _IDENTITIES)[0]}
    return News(
        tuple(one for one in arrivals.sessions if one.item.id not in here),
        new_runs(store, arrivals.runs),
    )

"""The kinds of files, in one table: what a file is by its beginning, who reads it, or what to use instead.

The first row that fits decides. The name of a file counts only if its content says nothing: people rename files, and
a log-in page saved as `run.gpx` is still a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from msgspec import Struct

from runstrength.history.imports import backup
from runstrength.history.imports.activities import apple, fit, gpx, lists, strava, tcx
from runstrength.history.imports.activities.encodings import start_of
from runstrength.history.imports.activities.table import first_row
from runstrength.history.imports.activities.values import ActivityFileError
from runstrength.history.imports.activities.words import garmin_words
from runstrength.history.imports.content import Reader
from runstrength.history.imports.strength import columns, jefit, own_csv, tables

NEEDED: Final = "a .json of runstrength, a .fit, .gpx or .tcx of a run, or Strava's archive or activities.csv"
_ELEMENT: Final = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([\w.-]+)", re.IGNORECASE)
_KEY: Final = re.compile(r'"([^"\\]{1,100})"\s*:')


class Head(Struct, frozen=True):
    """What a file begins with."""

    data: bytes
    """All of it."""
    suffix: str
    """The ending of its name, in lower case: `.gpx`."""
    text: str
    """Its first characters, without blanks before them; nonsense if it is no text."""
    root: str
    """The name of the first element, without prefix, if it begins like XML; in lower case."""
    columns: tuple[str, ...]
    """The headings, if it begins like a table; in lower case."""
    keys: frozenset[str]
    """The keys near its beginning, if it begins like JSON."""

    def has(self, *names: str) -> bool:
        """Return whether it has all of these columns, or all of these keys."""
        return set(names) <= {*self.columns, *self.keys}


def head_of(data: bytes, name: str) -> Head:
    """Return what a file begins with.

    Args:
        data: its content.
        name: its name.
    """
    text = start_of(data).lstrip(" \t\r\n\0\ufeff")
    table = () if text[:1] in ("", "<", "{", "[") else first_row(text)
    return Head(
        data=data,
        suffix=PurePath(name).suffix.lower(),
        text=text,
        root=_root_of(text),
        columns=tuple(cell.strip("\ufeff\"' ").casefold() for cell in table),
        keys=frozenset(_KEY.findall(text)) if text[:1] in ("{", "[") else frozenset(),
    )


def _root_of(text: str) -> str:
    """Return the name of the first element, or of the document type."""
    rest = text
    for start, end in (("<?", "?>"), ("<!--", "-->")) * 10:
        if rest.startswith(start):
            rest = rest.partition(end)[2].lstrip()
    match = _ELEMENT.match(rest)
    return match[1].lower() if match else ""


class Kind(Struct, frozen=True):
    """A kind of file."""

    name: str
    """What it is, with its article, for messages: `a web page`."""
    fits: Callable[[Head], bool]
    """Whether a file is of this kind."""
    reader: Reader | None = None
    """Reads it; None if files of this kind aren't read."""
    use: str = ""
    """What to use instead, if it isn't read."""
    in_folders: bool = True
    """Whether a file of this kind is meant to be imported if it is in a folder; others there are nobody's runs."""


def reader_of(head: Head) -> Reader:
    """Return the reader of a file.

    Raises:
        ActivityFileError: files of its kind aren't read; the text says what it is.
    """
    kind = kind_of(head)
    if kind is None:
        raise ActivityFileError(f"{head.suffix or 'a file without an ending'} can't be imported: use {NEEDED}")
    if kind.reader is None:
        raise ActivityFileError(f"is {kind.name}: {kind.use}")
    return kind.reader


def kind_of(head: Head) -> Kind | None:
    """Return the kind of a file; None if it is none of the table."""
    return next((kind for kind in KINDS if kind.fits(head)), None)


OWN_COLUMNS: Final = ("session", "kind", "exercise", "key", "dose", "done", "id")
"""The columns by which a table of this program is recognized."""


def _is_garmin(head: Head) -> bool:
    words = garmin_words()
    return len(head.columns) > 6 and head.columns[0] in words.type and head.columns[1] in words.date


def _is_strava(head: Head) -> bool:
    return len(head.columns) > 3 and strava.is_list(head.columns)


KINDS: Final = (
    Kind("a FIT file", lambda head: head.data[8:12] == b".FIT", fit.read),
    Kind("a TCX file", lambda head: head.root == "trainingcenterdatabase", tcx.read),
    Kind("a GPX file", lambda head: head.root == "gpx", gpx.read),
    Kind("Apple's export.xml", lambda head: head.root == "healthdata", apple.read),
    Kind(
        "a backup of runstrength", lambda head: head.has("format", "sessions") or head.has("schema", "id"), backup.read
    ),
    Kind(
        "Runkeeper's list", lambda head: head.has("activity id", "type", "duration", "route name"), lists.read_runkeeper
    ),
    Kind(lists.GARMIN_LIST, _is_garmin, lists.read_garmin),
    Kind(strava.USE, _is_strava, strava.read),
    Kind("a table of runstrength", lambda head: head.has(*OWN_COLUMNS), own_csv.read),
    Kind("a table of a strength app", lambda head: columns.fits(head.columns), tables.read),
    Kind("a backup of Jefit", lambda head: jefit.fits(head.text), jefit.read),
    # What isn't read, though it may have a run in it.
    Kind(
        "a session of Polar Flow (JSON)",
        lambda head: head.has("exportVersion") and (head.has("startTime") or head.has("exercises")),
        use="in Polar Flow, open the session and export it as TCX",
    ),
    Kind(
        "a session of Polar (HRM)",
        lambda head: head.text.startswith("[Params]"),
        use="export it from Polar Flow as TCX",
    ),
    Kind(
        "a session of Polar (XML)",
        lambda head: head.root == "polar-exercise-data",
        use="export it from Polar Flow as TCX",
    ),
    Kind(
        "a run of Nike Run Club (JSON)",
        lambda head: head.has("start_epoch_ms"),
        use="have it converted to GPX or TCX, or export it from Strava",
    ),
    Kind(
        "a list of Garmin's data archive (JSON)",
        lambda head: head.has("summarizedActivitiesExport"),
        use="import the archive, which has the FIT files, or Activities.csv from Garmin Connect",
    ),
    Kind(
        "a list of Fitbit (JSON)",
        lambda head: head.has("logId", "activityName"),
        use="export the run as TCX on the page of Fitbit",
    ),
    Kind(
        "a session of Google Fit (JSON)",
        lambda head: head.has("fitnessActivity"),
        use="import the TCX files in the folder Activities of the same archive",
    ),
    Kind(
        "a session of adidas Running, formerly Runtastic (JSON)",
        lambda head: head.has("sport_type_id"),
        use="import the GPX files of the same archive",
    ),
    Kind(
        "a workout of Endomondo (JSON)",
        lambda head: head.has("sport") and (head.has("created_date") or head.has("start_time")),
        use="import the TCX files of the same archive",
    ),
    Kind(
        "a session of Suunto (JSON)",
        lambda head: head.has("DeviceLog"),
        use="export it from the Suunto app as FIT or GPX",
    ),
    Kind(
        "a session of Suunto (SML)", lambda head: head.root == "sml", use="export it from the Suunto app as FIT or GPX"
    ),
    Kind(
        "a list of Samsung Health",
        lambda head: head.text.startswith(("com.samsung.health", "com.samsung.shealth")),
        use="export the run from Samsung Health as GPX",
    ),
    Kind(
        "a list of MapMyRun",
        lambda head: head.has("workout date", "activity type") or head.has("date submitted", "workout date"),
        use="export the runs from MapMyRun as TCX",
    ),
    Kind(
        "an export of Alpha Progression",
        lambda head: re.search(r"^#;(?:KG|LBS?);", head.text, re.MULTILINE) is not None,
        use="copy its sets into a table with the columns Date, Exercise, Weight and Reps",
    ),
    Kind(
        "a table of sets without dates",
        lambda head: columns.lacks_only_a_date(head.columns),
        use="add a column Date, with a day in each row",
        in_folders=False,
    ),
    Kind("a workout of TrainingPeaks (PWX)", lambda head: head.root == "pwx", use="export it as FIT, GPX or TCX"),
    Kind(
        "a logbook of SportTracks",
        lambda head: head.root == "fitnessworkbook",
        use="export the runs as FIT, GPX or TCX",
    ),
    Kind("a map (KML)", lambda head: head.root == "kml", use="export the run as GPX with times, FIT or TCX"),
    Kind(
        "a web page, perhaps one that asks to log in",
        lambda head: head.root in ("html", "head", "body"),
        use="log in on the page, and download the file again",
        in_folders=False,
    ),
    Kind(
        "Apple's export_cda.xml",
        lambda head: head.root == "clinicaldocument",
        use="import export.xml, or the folder workout-routes",
        in_folders=False,
    ),
    Kind(
        "a picture or a document",
        lambda head: head.data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")),
        use=f"use {NEEDED}",
        in_folders=False,
    ),
    # What only the name tells.
    Kind("a FIT file", lambda head: head.suffix == ".fit", fit.read, in_folders=False),
    Kind(
        "a JSON file", lambda head: head.suffix == ".json" or head.text[:1] in ("{", "["), backup.read, in_folders=False
    ),
    Kind("a TCX file", lambda head: head.suffix == ".tcx", tcx.read, in_folders=False),
    Kind("a GPX file", lambda head: head.suffix == ".gpx" or head.text.startswith("<"), gpx.read, in_folders=False),
    Kind("a table", lambda head: head.suffix == ".csv", strava.read, in_folders=False),
)
"""All kinds; the first that fits decides."""

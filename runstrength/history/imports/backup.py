"""Reads sessions from a backup of this program, as a reader of `kinds.py`."""

from __future__ import annotations

from runstrength.history.imports.content import Content, Source
from runstrength.history.imports.sessions import read_document


def read(source: Source) -> Content:
    """Return the sessions of a document, as `read_document` does."""
    return Content(sessions=list(read_document(source.data, source.label, source.now)))

"""XML from anywhere: read so that nothing in it can hurt, and nothing outside of it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from runstrength.history.activities.reading import Unreadable


def tree(data: bytes, kind: str) -> Any:
    """Return the root of a document.

    Args:
        data: what is in the file.
        kind: what it should be, for the message.

    Raises:
        Unreadable: it is no XML, or defines entities, as bombs do and no file of a run does.
        ImportError: defusedxml is not installed.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(data)
    except DefusedXmlException:
        raise Unreadable(f"defines entities of its own, which are not read; plain {kind} is needed") from None
    except ParseError as error:
        raise Unreadable(f"{error}; a whole {kind} file is needed") from None
    except (ValueError, LookupError, RecursionError):  # an unknown encoding
        raise Unreadable(f"is no text that can be read; {kind} in UTF-8 is needed") from None


def moment(text: str | None) -> datetime | None:
    """Return a time in ISO 8601, None where it is none; without an offset it is UTC, as the formats say."""
    try:
        value = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)

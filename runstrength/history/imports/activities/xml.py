"""Reads untrusted XML element by element; nothing outside of the document is loaded.

A document type definition is refused before it is parsed, so there are no custom entities. The depth and number of
elements, the number of attributes and the length of a tag are limited. No tree is built.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Protocol

from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.activities.values import ActivityFileError

PIECE: Final = 1 << 16
"""Bytes that are parsed at once."""
DEEPEST: Final = 100
"""The deepest nesting of elements."""
MAX_ATTRIBUTES: Final = 100
"""Attributes that an element may have; a root has some for its namespaces."""
MAX_TAG: Final = 1 << 20
"""Bytes that a tag or a comment may have."""
MAX_TEXT: Final = 10_000
"""Characters of an element's text; the rest is cut off."""

_BEFORE: Final = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*")


class Handler(Protocol):
    """Handles the elements of a document."""

    def start(self, path: list[str], attributes: Mapping[str, str]) -> None:
        """Handle the start of an element; `path` has the names from the root to it, without prefixes."""

    def end(self, path: list[str], text: str) -> None:
        """Handle the end of an element, with its text if it has no child elements."""


def parse(data: bytes, kind: str, handler: Handler, budget: Budget) -> None:
    """Pass every element of a document to a handler, in their order.

    Args:
        data: the bytes of the file.
        kind: what the file should be, for messages.
        handler: gets the elements.
        budget: counts them.

    Raises:
        ActivityFileError: it is not XML, has a document type definition, or is larger than a run can be.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate()
    parser.buffer_text = True
    path: list[str] = []
    texts: list[str] = []
    length = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal length
        budget.step()
        if len(path) >= DEEPEST or len(attributes) > MAX_ATTRIBUTES:
            raise ActivityFileError(f"is nested too deeply or has too many attributes: export it again as {kind}")
        path.append(name.rpartition(":")[2])
        texts.clear()
        length = 0
        handler.start(path, attributes)

    def end(_: str) -> None:
        nonlocal length
        handler.end(path, "".join(texts).strip())
        path.pop()
        texts.clear()
        length = 0

    def text(part: str) -> None:
        nonlocal length
        if length < MAX_TEXT:
            texts.append(part[: MAX_TEXT - length])
            length += len(part)

    def doctype(_: str, system: str | None, public: str | None, has_subset: int) -> None:
        if system or public or has_subset:
            refuse_definitions()

    def refuse_definitions(*_: Any) -> Any:
        raise ActivityFileError(f"defines its own XML entities: export it again as {kind}")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = refuse_definitions
    parser.UnparsedEntityDeclHandler = refuse_definitions
    parser.ExternalEntityRefHandler = refuse_definitions
    match = _BEFORE.match(data)  # a blank before the declaration is an error to expat, and common
    begin = match.end() if match else 0
    view = memoryview(data)
    try:
        for at in range(begin, len(data), PIECE):
            piece = view[at : at + PIECE]
            parser.Parse(piece, False)
            budget.step()
            if at + len(piece) - begin - parser.CurrentByteIndex > MAX_TAG:
                raise ActivityFileError(f"has a tag of more than {MAX_TAG:,} bytes: export it again as {kind}")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ActivityFileError(f"{error}: download or export the {kind} file again") from None
    except (ValueError, LookupError):  # an unknown encoding
        raise ActivityFileError(f"isn't readable text: use {kind} in UTF-8") from None

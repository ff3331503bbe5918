"""Reads untrusted XML element by element; nothing outside of the document is loaded.

A document type that defines entities is refused at the first, so nothing is ever replaced. The depth and number of
elements, the number of attributes and the length of a tag are limited. No tree is built. Prefixes are ignored, so
one that isn't declared is no error.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from html.entities import html5
from typing import Any, Final, Protocol, TypeVar

from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.activities.encodings import encoding_of
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

MAX_DECLARATION: Final = 200
"""Bytes in which the encoding is declared."""
BLANK: Final = b" \t\r\n\xef\xbb\xbf"
"""Bytes before a document that mean nothing: blanks, and byte order marks, also two of them."""
FORBIDDEN: Final = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
"""Bytes that XML doesn't have."""
LONGEST_NAME: Final = 40
"""Bytes of the longest name of a character in HTML, and more."""
AFTER_ROOT: Final = 9
"""The error for what follows the document."""
REPAIRABLE: Final = (4, 11)
"""The errors for a character that is not valid there, and for an entity that nobody defined."""

_DECLARED: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_OTHER: Final = re.compile(
    r"(?:iso-?8859-?\d{1,2}|windows-?125\d|cp125\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift[_-]?jis|euc-(?:jp|kr)|macroman)"
)
"""Encodings besides Unicode that files have; Python knows others that are none of texts."""
_AMPERSAND: Final = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)([A-Za-z][A-Za-z0-9]{1,38};)?"
)


class Handler(Protocol):
    """Handles the elements of a document."""

    def start(self, path: list[str], attributes: Mapping[str, str]) -> None:
        """Handle the start of an element; `path` has the names from the root to it, without prefixes."""

    def end(self, path: list[str], text: str) -> None:
        """Handle the end of an element, with its text if it has no child elements."""


H = TypeVar("H", bound=Handler)


def parse(data: bytes, kind: str, make: Callable[[], H], budget: Budget) -> H:
    """Pass every element of a document to a handler, in their order.

    Bytes decide on the encoding, because its declaration is often wrong. Characters that XML forbids are left out; if
    it still isn't XML, lone `&` and the names of letters in HTML are repaired. What follows the document is ignored.

    Args:
        data: the bytes of the file.
        kind: what the file should be, for messages.
        make: makes the handler; again if the document has to be repaired.
        budget: counts the elements.

    Returns:
        The handler.

    Raises:
        ActivityFileError: it is not XML, defines entities, or is larger than a run can be.
    """
    from xml.parsers import expat

    encoding = _encoding(data)
    for repaired in (False, True):
        handler = make()
        parser = _parser(handler, kind, budget)
        fed = 0
        try:
            for piece in _pieces(data, encoding, repaired=repaired):
                parser.Parse(piece, False)
                fed += len(piece)
                budget.step()
                if fed - parser.CurrentByteIndex > MAX_TAG:
                    raise ActivityFileError(f"has a tag of more than {MAX_TAG:,} bytes: export it again as {kind}")
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            if error.code == AFTER_ROOT:
                return handler
            if repaired or error.code not in REPAIRABLE:
                raise ActivityFileError(f"{error}: download or export the {kind} file again") from None
        except (ValueError, LookupError):
            raise ActivityFileError(f"isn't readable text: use {kind} in UTF-8") from None
        else:
            return handler
    raise AssertionError


def _encoding(data: bytes) -> str:
    """Return the encoding of a document: Unicode if it is, else the declared one if there is such, else Latin."""
    encoding = encoding_of(data)
    if encoding not in ("cp1252", "latin-1"):
        return encoding
    declared = _DECLARED.search(data[:MAX_DECLARATION])
    name = declared[1].decode("ascii").lower() if declared else ""
    return name if _OTHER.fullmatch(name) else encoding


def _pieces(data: bytes, encoding: str, *, repaired: bool) -> Iterator[bytes]:
    """Yield a document in UTF-8 without the characters that XML forbids, and without blanks at its start."""
    view = memoryview(data)
    decoder = codecs.getincrementaldecoder("utf-8" if encoding == "utf-8-sig" else encoding)("replace")
    begun = False
    waiting = b""
    for at in range(0, len(data), PIECE):
        piece = bytes(view[at : at + PIECE])
        if encoding not in ("utf-8", "utf-8-sig"):
            piece = decoder.decode(piece, at + PIECE >= len(data)).encode("utf-8", "replace")
        piece = piece.translate(None, FORBIDDEN)
        if not begun:
            piece = (waiting + piece).lstrip(BLANK)
            waiting = piece if len(piece) < len(codecs.BOM_UTF8) else b""
            if waiting:
                continue
            begun = bool(piece)
        if repaired:
            piece = waiting + piece
            cut = piece.rfind(b"&", -LONGEST_NAME)  # its end may be in the next piece
            piece, waiting = (piece, b"") if cut < 0 or at + PIECE >= len(data) else (piece[:cut], piece[cut:])
            piece = _AMPERSAND.sub(_sound, piece)
        yield piece
    if waiting:
        yield waiting


def _sound(match: re.Match[bytes]) -> bytes:
    """Return the character of a name in HTML, or an ampersand that is text."""
    letter = html5.get(match[1].decode("ascii", "replace")) if match[1] else None
    return letter.encode() if letter and letter not in "<>&" else b"&amp;" + (match[1] or b"")


def _parser(handler: Handler, kind: str, budget: Budget) -> Any:
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")
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

    def doctype(_: str, system: str | None, public: str | None, __: int) -> None:
        if system or public:
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
    return parser

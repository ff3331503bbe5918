"""Converts any text to ASCII, for terminals without UTF-8: one character per cell, so that columns stay aligned.

Half blocks become `#`, braille dots become strokes, box-drawing lines become ASCII lines, and accented letters lose
their accent. A character without a similar one becomes `?`, or `??` if it is two cells wide.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

BRAILLE: Final = "".join(
    r'''
 ``'.:||'"""////'"-"-#-|'"""/#/#
.\-\-\-\:\\\/oo#|\-\-#=#|\|#/###
.::|.|||/////////)/|/|/#///#///#
_))|_||#/)/#/#/#/)o#/###/#/#/###
.\\\_\\\:\(\(((#:\\\(\o\|\|#|###
.\\\_\\\|\|\|###|\\\|\##|\######
_\\\_\\\/_|#/###/||#/###/###/###
_\\\o###/#######/#######/#######
'''.splitlines()
)
"""For each braille character, from U+2800, the ASCII character that looks most like it."""

LINES: Final = (
    "-=||-=||-=||++++"
    "++++++++++++++++"
    "++++++++++++++++"
    "++++++++++++++++"
    "++++++++++++-=||"
    "=|++++++++++++++"
    "++++++++++++++++"
    "+/\\X-|-|=|=|=|=|"
)
"""For the box-drawing characters, from U+2500."""

BLOCKS: Final = "\"__ooo######|||||.:%-|..'#\\##'/#"
"""For the block elements, from U+2580."""

REPLACEMENTS: Final = {
    "·": "-",
    "•": "*",
    "…": "~",
    "×": "x",
    "÷": "/",
    "±": "+",
    "°": "o",
    "✓": "v",
    "✔": "v",
    "✗": "x",
    "✘": "x",
    "‘": "'",
    "’": "'",
    "‚": ",",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‹": "<",
    "›": ">",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "←": "<",
    "↑": "^",
    "→": ">",
    "↓": "v",
    "↔": "-",
    "↕": "|",
    "↵": "<",
    "⏎": "<",
    "⇧": "^",
    "●": "*",
    "○": "o",
    "◉": "@",
    "◌": "o",
    "⭘": "o",
    "■": "#",
    "□": "o",
    "▪": "#",
    "▫": "o",
    "▲": "^",
    "△": "^",
    "▶": ">",
    "▷": ">",
    "►": ">",
    "▸": ">",
    "▼": "v",
    "▽": "v",
    "▾": "v",
    "◀": "<",
    "◁": "<",
    "◄": "<",
    "◂": "<",
    "◆": "*",
    "◇": "o",
    "🔎": "/",
    "★": "*",
    "☆": "*",
    "ß": "s",
    "æ": "a",
    "Æ": "A",
    "ø": "o",
    "Ø": "O",
    "œ": "o",
    "Œ": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "þ": "p",
    "Þ": "P",
    "ı": "i",
}
"""For other characters that cannot be decomposed."""


_COERCED: Final = ("C.UTF-8", "C.utf8", "UTF-8")
"""The values that Python itself sets LC_CTYPE to if the locale is C or not installed (PEP 538)."""

ASCII_CODEC: Final = "runstrength_ascii"
"""An alias of ASCII, because click assumes that `ascii` is a misconfiguration and writes UTF-8 instead."""
ASCII_ERRORS: Final = "runstrength_likeness"
"""The error handler for streams that replaces characters they cannot encode."""


def ascii_text(text: str) -> str:
    """Return a text in ASCII, each character as wide as before; characters without width are removed."""
    return text if text.isascii() else "".join(map(_ascii_char, text))


def _replace_unencodable(error: UnicodeError) -> tuple[str, int]:
    """Handle encoding errors for `errors=ASCII_ERRORS`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return ascii_text(error.object[error.start : error.end]), error.end


def _codec(name: str) -> codecs.CodecInfo | None:
    if name != ASCII_CODEC:
        return None
    plain = codecs.lookup("ascii")
    return codecs.CodecInfo(
        name=ASCII_CODEC,
        encode=plain.encode,
        decode=plain.decode,
        incrementalencoder=plain.incrementalencoder,
        incrementaldecoder=plain.incrementaldecoder,
        streamreader=plain.streamreader,
        streamwriter=plain.streamwriter,
    )


codecs.register_error(ASCII_ERRORS, _replace_unencodable)
codecs.register(_codec)


def supports_utf8(encoding: str | None, environment: Mapping[str, str]) -> bool:
    """Tell whether a terminal can show UTF-8, judging by the stream and the environment.

    Python writes UTF-8 even if the locale is C or not installed. A default C locale, as in containers and over SSH,
    says nothing about the terminal, so UTF-8 is assumed. `LC_ALL=C` is taken as a request for ASCII, and a locale with
    another encoding as a statement about the terminal.

    Args:
        encoding: of the stream.
        environment: the environment variables.
    """
    if (encoding or "").lower().replace("-", "").replace("_", "") != "utf8":
        return False
    if environment.get("LC_ALL") in ("C", "POSIX"):
        return False
    ctype = environment.get("LC_CTYPE")
    if ctype in _COERCED:
        ctype = ""
    locale = environment.get("LC_ALL") or ctype or environment.get("LANG") or ""
    _, _, codeset = locale.partition("@")[0].partition(".")
    return codeset.lower().replace("-", "") in ("", "utf8")


@lru_cache(maxsize=1024)
def _ascii_char(char: str) -> str:
    code = ord(char)
    if code < 0x80:
        return char
    if 0x2800 <= code < 0x2800 + len(BRAILLE):
        return BRAILLE[code - 0x2800]
    if 0x2500 <= code < 0x2500 + len(LINES):
        return LINES[code - 0x2500]
    if 0x2580 <= code < 0x2580 + len(BLOCKS):
        return BLOCKS[code - 0x2580]
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return ""
    decomposed = unicodedata.normalize("NFKD", char)
    letters = [letter for letter in decomposed if not unicodedata.combining(letter)]
    similar = REPLACEMENTS.get(char) or (letters[0] if len(letters) == 1 and letters[0].isascii() else "?")
    if unicodedata.east_asian_width(char) in "WF":
        return similar * 2 if similar == "?" else similar + " "
    return similar

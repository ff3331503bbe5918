"""Converts any text to ASCII, for terminals without UTF-8: one character per cell, so that columns stay aligned.

Digits of half blocks become digits of `#`, a figure of braille dots a figure of strokes, lines lines, and a letter with
an accent its own letter. What has no likeness becomes `?`, a wide one `??`.
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

SIGNS: Final = {
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

ASCII: Final = "runstrength_ascii"
"""Another name of ASCII, because click takes a stream in `ascii` for a mistake and writes UTF-8 to it."""
LIKENESS: Final = "runstrength_likeness"
"""The name of the error handler for streams."""


def ascii_text(text: str) -> str:
    """Return a text in ASCII, each character as wide as before; characters without width are removed."""
    return text if text.isascii() else "".join(map(_likeness, text))


def _replace(error: UnicodeError) -> tuple[str, int]:
    """The error handler for `errors=LIKENESS`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return ascii_text(error.object[error.start : error.end]), error.end


def _codec(name: str) -> codecs.CodecInfo | None:
    if name != ASCII:
        return None
    plain = codecs.lookup("ascii")
    return codecs.CodecInfo(
        name=ASCII,
        encode=plain.encode,
        decode=plain.decode,
        incrementalencoder=plain.incrementalencoder,
        incrementaldecoder=plain.incrementaldecoder,
        streamreader=plain.streamreader,
        streamwriter=plain.streamwriter,
    )


codecs.register_error(LIKENESS, _replace)
codecs.register(_codec)


def speaks_utf8(encoding: str | None, environment: Mapping[str, str]) -> bool:
    """Tell whether a terminal shows more than ASCII, as far as Python and the environment show.

    Python writes UTF-8 also where the locale is C or not installed. A plain C locale, as in containers and over SSH,
    says nothing about the terminal, so there Python is right; `LC_ALL=C` is somebody's wish for plain letters, and a
    locale that names another encoding means it.

    Args:
        encoding: what the stream is written in.
        environment: the environment's variables.
    """
    if (encoding or "").lower().replace("-", "").replace("_", "") != "utf8":
        return False
    if environment.get("LC_ALL") in ("C", "POSIX"):
        return False
    kind = environment.get("LC_CTYPE")
    if kind in _COERCED:
        kind = ""
    locale = environment.get("LC_ALL") or kind or environment.get("LANG") or ""
    _, _, codeset = locale.partition("@")[0].partition(".")
    return codeset.lower().replace("-", "") in ("", "utf8")


@lru_cache(maxsize=1024)
def _likeness(char: str) -> str:
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
    whole = unicodedata.normalize("NFKD", char)
    letters = [letter for letter in whole if not unicodedata.combining(letter)]
    like = SIGNS.get(char) or (letters[0] if len(letters) == 1 and letters[0].isascii() else "?")
    if unicodedata.east_asian_width(char) in "WF":
        return like * 2 if like == "?" else like + " "
    return like

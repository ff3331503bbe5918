"""Explains what is wrong with the file of a session: the key, what was found, and what is needed."""

from __future__ import annotations

import re
from typing import Any, Final, get_args

import msgspec

from runstrength.dates import YEARS_HINT
from runstrength.session.record import SCHEMA, Kind
from runstrength.text import found

MOMENT: Final = "a moment with its offset, as 2026-11-22T07:30:05+01:00,"
ID: Final = "an id of 1 to 64 letters, digits, `_` or `-`"

_TYPES: Final = {
    "int": "a whole number",
    "float": "a number",
    "int | float": "a number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "datetime": MOMENT,
    "null": "nothing",
}
_STEP = re.compile(r"\.(?P<key>[A-Za-z_]+)|\[(?P<index>\d+)\]")
_EXPECTED = re.compile(r"Expected `(?P<type>[^`]+)`(?: (?P<of>of length )?(?P<sign>[<>]=) (?P<limit>\S+))?")


def explain(data: bytes, error: Exception) -> tuple[str, str]:
    """Return key and text for an error of decoding a session.

    Args:
        data: the file.
        error: what was raised: a ValueError or a RecursionError.
    """
    if isinstance(error, RecursionError):
        return "", "is nested too deeply; a simpler file is needed"
    if isinstance(error, UnicodeDecodeError):
        return "", "found bytes that are not UTF-8, UTF-8 text is needed"
    if not data.strip():
        return "", "is empty; a session as JSON is needed"
    if not isinstance(error, msgspec.ValidationError):
        text = str(error)
        begin = text if text.startswith("JSON") else f"{text[:1].lower()}{text[1:]}"
        return "", f"{begin}; a whole document of JSON is needed"
    try:
        raw = msgspec.json.decode(data)
    except msgspec.ValidationError:
        return "", "has a number that is too large; a smaller one is needed"
    except (ValueError, RecursionError) as broken:  # further on than where the first reading stopped
        return explain(data, broken)
    if not isinstance(raw, dict) or not {"id", "kind", "started"} & raw.keys():
        return "", "is JSON, but not a session of this program; it belongs elsewhere"
    schema = raw.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        return "schema", f"found {schema}, which a newer version of runstrength wrote; update runstrength to read it"
    message, _, place = str(error).partition(" - at `$")
    return _told(raw, message, place.strip("`"))


def _told(raw: Any, message: str, place: str) -> tuple[str, str]:
    """Return key and text for a message of msgspec."""
    key = place.lstrip(".")
    if missing := re.fullmatch(r"Object missing required field `(\w+)`", message):
        return f"{key}.{missing[1]}".lstrip("."), found(None, "a value")
    if message.endswith(YEARS_HINT):
        return key, message
    try:
        value = _value(raw, place)
    except LookupError:
        return key, message
    return key, found(value, _needed(message))


def _value(raw: Any, place: str) -> Any:
    """Return the value at a place such as `.sets[1].done`.

    Raises:
        LookupError: there is no such place.
    """
    done = 0
    for step in _STEP.finditer(place):
        raw = raw[step["key"]] if step["key"] else raw[int(step["index"])]
        done = step.end()
    if done != len(place):
        raise LookupError(place)
    return raw


def _needed(message: str) -> str:
    """Return what a message of msgspec requires."""
    if message.startswith("Invalid enum value"):
        return f"one of {', '.join(get_args(Kind))}"
    if "datetime" in message:
        return MOMENT
    match = _EXPECTED.match(message)
    if match is None:
        return ID if message == ID else "a smaller number"
    if match["of"]:
        needed = "a text of at most {} characters" if match["type"] == "str" else "a list of at most {}"
        return needed.format(match["limit"])
    if match["sign"]:
        limit = f"{float(match['limit']):g}"
        return f"a number from {limit} up" if match["sign"] == ">=" else f"a number up to {limit}"
    types = match["type"]
    if types in _TYPES:
        return _TYPES[types]
    parts = types.split(" | ")
    parts = [part for part in parts if part != "int" or "float" not in parts]  # a whole number is a number
    return " or ".join(_TYPES.get(part, part) for part in parts)

"""Explains what is wrong with the file of a session: the key, what is wrong, and what to use."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from runstrength.dates import YEARS_HINT
from runstrength.session.record import SCHEMA
from runstrength.session_kinds import KINDS
from runstrength.text import NOT_UTF8, invalid, one_of, uncapitalized

MOMENT: Final = "a time with its offset, such as 2026-11-22T07:30:05+01:00"
ID: Final = "an id of 1 to 64 letters, digits, `_` or `-`"

_TYPES: Final = {
    "int": "a whole number",
    "float": "a number",
    "int | float": "a number",
    "str": "text",
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
        return "", "is nested too deeply: use a simpler file"
    if isinstance(error, UnicodeDecodeError):
        return "", NOT_UTF8
    if not data.strip():
        return "", "is empty: use the JSON file of a session"
    if not isinstance(error, msgspec.ValidationError):
        text = str(error)
        begin = text if text.startswith("JSON") else uncapitalized(text)
        return "", f"{begin}: use a complete JSON file"
    try:
        raw = msgspec.json.decode(data)
    except msgspec.ValidationError:
        return "", "has a number that is too large: use a smaller number"
    except (ValueError, RecursionError) as broken:  # further on than where the first reading stopped
        return explain(data, broken)
    if not isinstance(raw, dict) or not {"id", "kind", "started"} & raw.keys():
        return "", "isn't a session of this program: move it to another folder"
    schema = raw.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        return "schema", f"{schema} is from a newer version of runstrength: update runstrength"
    message, _, place = str(error).partition(" - at `$")
    return _told(raw, message, place.strip("`"))


def _told(raw: Any, message: str, place: str) -> tuple[str, str]:
    """Return key and text for a message of msgspec."""
    key = place.lstrip(".")
    if missing := re.fullmatch(r"Object missing required field `(\w+)`", message):
        return f"{key}.{missing[1]}".lstrip("."), invalid(None, "a value")
    if message.endswith(YEARS_HINT):
        return key, message
    try:
        value = _value(raw, place)
    except LookupError:
        return key, message
    return key, invalid(value, _needed(message))


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
        return one_of(KINDS)
    if "datetime" in message:
        return MOMENT
    match = _EXPECTED.match(message)
    if match is None:
        return ID if message == ID else "a smaller number"
    if match["of"]:
        needed = "text of at most {} characters" if match["type"] == "str" else "a list of at most {}"
        return needed.format(match["limit"])
    if match["sign"]:
        limit = f"{float(match['limit']):g}"
        return f"{limit} or more" if match["sign"] == ">=" else f"{limit} or less"
    types = match["type"]
    if types in _TYPES:
        return _TYPES[types]
    parts = types.split(" | ")
    parts = [part for part in parts if part != "int" or "float" not in parts]  # a whole number is a number
    return " or ".join(_TYPES.get(part, part) for part in parts)

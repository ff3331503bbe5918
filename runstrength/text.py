"""Makes text safe to print, forms plurals, formats values for error messages, and expands typed paths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

MAX_SHOWN: Final = 60
"""Characters of a wrong value or key in an error message."""

NOT_UTF8: Final = "isn't UTF-8: use a file saved as UTF-8"
"""The error message about a file with other text."""

# Patterns are texts, which `re` compiles when they are first used: the first frame waits for this module.
# Letters and signs that are safe in any context, as most texts are.
_PLAIN = r"[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2bff]*"
# After a letter of another script or an emoji: characters that only join it to the next one or choose its form.
_JOINING = r"(?<=[^\x00-\x7f])[\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]+"
# Control characters, bidirectional overrides, invisible and blank characters, lone surrogates.
_UNSEEN = (
    r"[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# More combining marks on one letter than any language uses would overlap the lines above and below.
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_HARMFUL = f"(?P<joining>{_JOINING})|(?P<unseen>{_UNSEEN})|(?<={_MARKS}{{4}})(?P<marks>{_MARKS}+)"
# Zero-width joiner and non-joiner, variation selectors, emoji tags.
_JOINER = r"([\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]|(?<=\U0001f3f4)[\U000e0020-\U000e007f]+)"


_SURROGATES = r"[\ud800-\udfff]"
_BREAKS = r" *[\t\n\v\f\r\x85\u2028\u2029]+ *"


def printable(text: str) -> str:
    """Return `text` with control, bidirectional and invisible characters replaced by visible escapes.

    Characters that only join letters or emoji are removed, because terminals disagree on how wide the result is.
    """
    if (text.isascii() and text.isprintable()) or re.fullmatch(_PLAIN, text):
        return text
    return re.sub(_HARMFUL, _escaped, text)


def printable_joined(text: str) -> str:
    """Return `text` as `printable` does, but with the characters that join letters and emoji, or choose their form.

    For text that goes to a file, where no columns are counted: `👩‍🦰` stays one emoji, and Persian stays readable.
    """
    if text.isascii() and text.isprintable():
        return text
    parts = re.split(_JOINER, text)  # every second part is a joiner
    parts[::2] = map(printable, parts[::2])
    if len(parts) > 1 and not parts[0]:  # at the start it joins nothing, but would hide the `=` of a formula
        parts[1] = printable(parts[1])
    return "".join(parts)


def typeable(text: str, before: str = "") -> str:
    """Return a typed or pasted text as a text field inserts it.

    Line breaks and tabs become a space. Control and bidirectional characters are removed; characters that join letters
    and emoji stay.

    Args:
        text: the typed or pasted text.
        before: the text in front of the cursor.
    """
    text = re.sub(_BREAKS, " ", text)
    start = min(8, len(before))
    full_text, kept, position = before[len(before) - start :] + text, [], start
    for match in re.compile(_HARMFUL).finditer(full_text, start):
        if match.lastgroup == "unseen":
            kept.append(full_text[position : match.start()])
            position = match.end()
    return "".join(kept) + full_text[position:]


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii") if match.lastgroup == "unseen" else ""


def shown(value: object) -> str:
    """Return a value for an error message: shortened, on one line, printable."""
    if value is None:
        return "nothing"
    import json

    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        text = str(type(value).__name__)
    return printable(text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…")


def capitalized(text: str) -> str:
    """Return a text with its first letter as at the start of a sentence; the rest stays."""
    return f"{text[:1].upper()}{text[1:]}"


def uncapitalized(text: str) -> str:
    """Return a text with its first letter as inside a sentence; the rest stays."""
    return f"{text[:1].lower()}{text[1:]}"


def os_reason(error: Exception) -> str:
    """Return why something failed, in the words of the operating system: `No space left on device`."""
    return (error.strerror if isinstance(error, OSError) else "") or str(error) or "unknown reason"


def invalid(value: object, use: str) -> str:
    """Return the error message for an invalid value: `"85" isn't valid: use 0 to 24 hours`.

    For None, which is a value that is not there, it is `missing: add a name`.
    """
    return f"missing: add {use}" if value is None else f"{shown(value)} isn't valid: use {use}"


def text_of_at_most(characters: int) -> str:
    """Return what to use instead of a text that is too long, for error messages."""
    return f"text of at most {characters} characters"


def one_of(choices: Sequence[str]) -> str:
    """Return choices as an error message lists them: `bodyweight, dumbbell or box`."""
    return " or ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))


def closest(word: str, choices: Sequence[str]) -> str:
    """Return ` (did you mean "…"?)` if a word is similar to one of `choices`, else an empty string."""
    import difflib  # late: only errors need it

    near = difflib.get_close_matches(word, choices, n=1) if len(word) <= MAX_SHOWN else []
    return f' (did you mean "{near[0]}"?)' if near else ""


def is_toml_path(text: str) -> bool:
    """Tell whether a typed name is a path instead: it ends in `.toml` or contains a slash or backslash."""
    return text.endswith(".toml") or "/" in text or "\\" in text


def encodable(text: str) -> str:
    """Replace lone surrogates (undecodable bytes of a file name), so that a text can be encoded as UTF-8."""
    return text if text.isascii() else re.sub(_SURROGATES, "\ufffd", text)


def typed_path(text: str) -> Path:
    """Return a typed path with `~` expanded; `~name` of an unknown user stays unchanged."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def plural(count: int, noun: str) -> str:
    """Return a number with its noun: `1 session`, `1,204 sessions`, `2 activities`."""
    return f"{count:,} {noun_for(count, noun)}"


def noun_for(count: float, noun: str) -> str:
    """Return a noun in its form after a number: `session` after 1, else `sessions` or `activities`."""
    if count == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def too_long(count: int, room: int, limit: int) -> str:
    """Return the message about a typed or pasted text that does not fit.

    Args:
        count: characters of the text.
        room: characters that fit.
        limit: characters of the input.
    """
    if count == 1:
        return f"no room: at most {limit:,} characters fit here"
    return f"{room:,} of {count:,} characters inserted: at most {limit:,} fit here"

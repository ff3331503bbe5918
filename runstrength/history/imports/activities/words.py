"""Words in files of other programs, in many languages (`assets/import.toml`): months, halves of a day, sports."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec
from msgspec import Struct

from runstrength.locations import assets_dir

MAX_WORDS: Final = 1_000
"""Characters of a name or a title that are looked at."""
SPORTS_OF_A_LIST: Final = 256
"""Names of sports that are remembered: a list has thousands of rows, and few sports."""
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN: Final = re.compile(r"[\s_\-–/.,;:()+&|]+")
PREFIXES: Final = ("hkworkoutactivitytype",)
"""What Apple puts before the name of a sport."""


class ListWords(Struct, frozen=True):
    """The headings of Strava's list in one language."""

    date: list[str]
    type: list[str]
    moving: list[str]
    effort: list[str]
    elapsed: list[str] = []
    distance: list[str] = []
    name: list[str] = []
    exact: bool = False
    """Whether a heading has to be one of these, and not only to contain it."""

    def fits(self, heading: str, names: list[str]) -> bool:
        """Return whether a heading is one of some names."""
        heading = heading.casefold().strip()
        return heading in names if self.exact else any(name in heading for name in names)


class GarminWords(Struct, frozen=True):
    """The first two headings of Garmin's list, in every language."""

    type: list[str]
    date: list[str]


class _Halves(Struct, frozen=True):
    morning: list[str]
    evening: list[str]


class _Sports(Struct, frozen=True):
    runs: list[str]
    kinds: list[str]
    unsaid: list[str]
    others: list[str]


class _Words(Struct, frozen=True):
    months: Mapping[str, list[str]]
    fillers: list[str]
    halves: _Halves
    strava: Mapping[str, ListWords]
    garmin: GarminWords
    sports: _Sports


class Sports(Struct, frozen=True):
    """The words of sports, all `plain`."""

    runs: frozenset[str]
    kinds: frozenset[str]
    unsaid: frozenset[str]
    others: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    return msgspec.toml.decode((assets_dir() / "import.toml").read_bytes(), type=_Words)


def unaccented(text: str) -> str:
    """Return a text in lower case, without accents."""
    letters = unicodedata.normalize("NFKD", text.replace("\u0131", "i")).casefold()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).replace("’", "'")


def plain(text: str) -> str:
    """Return a text in lower case, without accents, with one blank between its words."""
    return " ".join(filter(None, _BETWEEN.split(unaccented(_CAMEL.sub(" ", text[:MAX_WORDS])))))


@lru_cache(maxsize=1)
def months() -> Mapping[str, Mapping[str, int]]:
    """Return for each language the names of the months, all `plain`, and their numbers."""
    return {
        language: {plain(form): number for number, forms in enumerate(of_language, 1) for form in forms.split()}
        for language, of_language in _words().months.items()
    }


@lru_cache(maxsize=1)
def fillers() -> frozenset[str]:
    """Return words that say nothing in a date, all `plain`."""
    return frozenset(map(plain, _words().fillers))


@lru_cache(maxsize=1)
def halves() -> Mapping[str, bool]:
    """Return the names of the halves of a day, and whether it is the second; `a m` may be `am` or `a.m.` in a file."""
    both = _words().halves
    return {**{plain(name): False for name in both.morning}, **{plain(name): True for name in both.evening}}


def list_words() -> Mapping[str, ListWords]:
    """Return the headings of Strava's list, by the name of the language."""
    return _words().strava


def garmin_words() -> GarminWords:
    """Return the headings of Garmin's list."""
    return _words().garmin


@lru_cache(maxsize=1)
def _sports() -> Sports:
    words = _words().sports
    return Sports(
        runs=frozenset(map(plain, words.runs)),
        kinds=frozenset(map(plain, words.kinds)),
        unsaid=frozenset(map(plain, words.unsaid)),
        others=frozenset(map(plain, words.others)),
    )


@lru_cache(maxsize=SPORTS_OF_A_LIST)
def is_run(sport: str) -> bool:
    """Return whether the name of a sport is running: `trail_running`, `Street Running`, `Course à pied`."""
    name = plain(sport)
    for prefix in PREFIXES:
        name = name.replace(" ", "").removeprefix(prefix) if name.replace(" ", "").startswith(prefix) else name
    sports = _sports()
    if name in sports.unsaid:
        return False
    found = False
    for word in name.split():
        if word in sports.runs or _joined_run(word, sports):
            found = True
        elif word not in sports.kinds:
            return False
    return found


def _joined_run(word: str, sports: Sports) -> bool:
    """Return whether a word is a kind and a run written together: `trailrun`, `virtualrun`."""
    return any(word.endswith(run) and word[: -len(run)] in sports.kinds for run in sports.runs if len(run) > 1)


def is_unsaid(sport: str) -> bool:
    """Return whether the name of a sport says nothing."""
    return plain(sport) in _sports().unsaid


def other_sport_in(title: str) -> str:
    """Return the word of another sport in a title; empty if there is none, or one for running too."""
    sports, words = _sports(), plain(title).split()
    if any(word in sports.runs - sports.kinds or _joined_run(word, sports) for word in words):  # a trail is for all
        return ""
    pairs = [*words, *(f"{one} {two}" for one, two in pairwise(words))]
    return next((word for word in pairs if word in sports.others), "")

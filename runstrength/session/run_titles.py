"""What the title of a run says about how hard it was.

Words count whole, and those for an easy run are looked for first: `Speedy recovery` and `Racecourse loop easy` are
easy. Files of watches and Strava often have nothing else; the words are our default.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from msgspec import Struct

_NOT_A_RACE: Final = r"(?![- ](?:pace|effort|training|prep|preparation|plan|block|week|shoes))"
WORDS: Final = (
    (3, False, r"recovery|shake ?-?out|regeneration|very easy"),
    (4, False, r"easy|jog|jogging|warm ?-?up|cool ?-?down"),
    (9, True, rf"(?>half[- ]marathon|race|marathon|half|championships?|competition|ultra){_NOT_A_RACE}"),
    (9, False, r"race|marathon|half|pb|pr|personal best|time[- ]trial|parkrun"),
    (
        7,
        False,
        r"tempo|threshold|intervals?|\d+ ?[x×] ?\d+\w*|hills|hill (?:repeats|reps|session|sprints)|track session"
        r"|fartlek|repeats|reps|speed|speed ?work|vo2|vo2 ?max",
    ),
)
"""The effort that whole words stand for, whether they name a race, and the words, in the order they are looked for."""
HARD: Final = 7
"""The effort from which words stand for a hard run."""


class TitleWords(Struct, frozen=True):
    """The words of a title that say how hard a run was."""

    words: str
    effort: int
    race: bool
    """They name a race, after which the legs need days of rest."""

    @property
    def hard(self) -> bool:
        """Whether they stand for a hard run."""
        return self.effort >= HARD


def words_of_title(title: str) -> TitleWords | None:
    """Return the first words of a title that say how hard a run was, None if none do."""
    for effort, race, pattern in _patterns():
        match = pattern.search(title)
        if match is not None:
            return TitleWords(match[0], effort, race)
    return None


@cache
def _patterns() -> tuple[tuple[int, bool, re.Pattern[str]], ...]:
    """Return `WORDS` as patterns; not at import, because only runs need them."""
    return tuple(
        (effort, race, re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)) for effort, race, words in WORDS
    )

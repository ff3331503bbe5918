"""Says what an import passed over and why: other sports, what can't be read, and what a person should know of runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from runstrength.history.imports.content import PassedOver
from runstrength.history.imports.files import ImportedFile
from runstrength.text import plural, printable
from runstrength.toml_input import Problem

NAMED: Final = 3
"""Files that are named for one reason; of more, the number."""
MAX_SPORTS: Final = 8
"""Sports that are named; of more, the number."""


def reading_notes(content: ImportedFile) -> list[str]:
    """Return the lines about what was read: first each problem, then what is counted by its reason."""
    lines = [str(problem) for problem in content.problems]
    if len(content.problems) > 1:
        lines.append(f"{len(content.problems):,} files or parts of files can't be read: skipped")
    if content.passed_over:
        lines.append(other_sports_text(content.passed_over))
    return [*lines, *_grouped(content.remarks)]


def other_sports_text(passed_over: Sequence[PassedOver]) -> str:
    """Return how many activities of which sports are skipped, with the first of their files."""
    places: dict[str, list[str]] = defaultdict(list)
    for one in passed_over:
        places[one.sport].append(one.place)
    by_count = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    parts = [f"{len(names):,} {sport} ({_first(names)})" for sport, names in by_count[:MAX_SPORTS]]
    rest = sum(len(names) for _, names in by_count[MAX_SPORTS:])
    if rest:
        parts.append(f"{rest:,} of further sports")
    return printable(f"{plural(len(passed_over), 'activity')} of other sports skipped: {', '.join(parts)}")


def _grouped(problems: Sequence[Problem]) -> list[str]:
    """Return problems as lines, those with the same text in one."""
    places: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        places[problem.text].append(problem)
    lines: list[str] = []
    for text, same in places.items():
        if len(same) <= NAMED:
            lines += map(str, same)
        else:
            lines.append(printable(f"{len(same):,} files: {text} ({_first(one.key or one.file for one in same)})"))
    return lines


def _first(names: Iterable[str]) -> str:
    """Return the first names, each once, and how many more there are."""
    every = list(dict.fromkeys(filter(None, names)))
    more = len(every) - NAMED
    return ", ".join(every[:NAMED]) + (f" and {more:,} more" if more > 0 else "")

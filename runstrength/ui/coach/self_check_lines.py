"""Results of self-checks: both sides over time as bars, typical values, and the mirror. Lines; no widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from rich.cells import cell_len

from runstrength.catalogue.self_check import SelfCheck, read_selfcheck
from runstrength.cells import wrap
from runstrength.coach.insights import Asymmetry, asymmetries, asymmetry_words
from runstrength.coach.self_check import Result, results, usual_words
from runstrength.dates import day_of, short_date, short_day
from runstrength.locations import assets_dir
from runstrength.numbers import tidy
from runstrength.session.record import NOT_ENTERED, Record
from runstrength.text import capitalized
from runstrength.ui.lines import Line, Span, dim_lines

if TYPE_CHECKING:
    from runstrength.ui.services import Services

DATE_WIDTH: Final = 13
"""Columns of a date."""
SIDES: Final = (("left", "L"), ("right", "R"))
MAX_MIRROR_CHECKS: Final = 6
"""Self-checks whose mirror answers are shown."""
YES, NO, NO_ANSWER = "yes", "no", "–"


class SelfCheckResults(Struct, frozen=True):
    """All self-checks, and the values they are compared with."""

    records: tuple[Record, ...]
    """The newest first."""
    results: tuple[Result, ...]
    asymmetries: tuple[Asymmetry, ...]
    check: SelfCheck
    birth_year: int
    """0 if not entered."""

    @property
    def exercises(self) -> tuple[str, ...]:
        """The keys of the exercises, in the order of the newest self-check."""
        return tuple(dict.fromkeys(result.exercise for result in self.results))


def read_self_checks(services: Services) -> SelfCheckResults:
    """Return the results of all self-checks; reads the whole history."""
    records = services.recorder.store.entries().records
    check, rules = read_selfcheck(assets_dir() / "check.toml"), services.library.coach_rules.asymmetry
    return self_check_results(records, check, services.settings.birth_year, rules)


def self_check_results(records: Sequence[Record], check: SelfCheck, birth_year: int, rules: Any) -> SelfCheckResults:
    """Return the results of self-checks.

    Args:
        records: past sessions, the newest first.
        check: questions and typical values.
        birth_year: 0 if not entered.
        rules: when sides differ, `CoachRules.asymmetry`.
    """
    checks = tuple(record for record in records if record.kind == "check")
    return SelfCheckResults(checks, results(checks), asymmetries(checks, rules), check, birth_year)


def exercise_lines(
    past: SelfCheckResults, exercise: str, name: str, now: datetime, size: tuple[int, int]
) -> list[Line]:
    """Return the results of an exercise, the newest first, and the typical values.

    Args:
        past: all self-checks.
        exercise: the key of the exercise.
        name: its name.
        now: the current time.
        size: columns and rows.
    """
    width, height = size
    found = [result for result in past.results if result.exercise == exercise]
    lines = [Line((Span(name, "strong"),))]
    if not found:
        return [*lines, *dim_lines("Not done yet.", width)]
    usual = usual_words(exercise, past.birth_year, day_of(now), past.check)
    known = any(norm.exercise == exercise for norm in past.check.norms)
    if not usual and known and not past.birth_year:
        usual = "Add your birth year in Settings to compare with typical values."
    notes_below = [
        *dim_lines(f"{capitalized(usual)}." if usual and usual[-1] != "." else usual, width),
        *(
            Line((Span(text, "accent"),))
            for result in past.asymmetries
            if result.exercise == exercise
            for text in wrap(asymmetry_words(result, name), width)
        ),
    ]
    if notes_below:
        notes_below = [Line(), *notes_below]
    room = max(1, height - len(lines) - len(notes_below) - 1)
    bars = [line for result in found for line in bar_lines(result, found, width)]
    bars = bars[: room - room % 3 or room]
    while bars and not _line_text(bars[-1]):
        bars.pop()
    return [*lines, Line(), *bars, *notes_below][:height]


def bar_lines(result: Result, results: Sequence[Result], width: int) -> list[Line]:
    """Return one result of an exercise as a bar for each side, and a blank line.

    Args:
        result: the result.
        results: all results that are shown, for a common scale.
        width: columns.
    """
    most = max((value for item in results for value in (item.left, item.right) if value is not None), default=0) or 1
    values = {"left": result.left, "right": result.right}
    words = {side: NO_ANSWER if value is None else f"{tidy(value):g} {result.unit}" for side, value in values.items()}
    words |= dict.fromkeys(result.unentered, NOT_ENTERED)
    column = max(map(len, words.values()))
    room = max(1, width - DATE_WIDTH - 4 - column)
    lines = []
    for side, letter in SIDES:
        day = short_date(result.when).rjust(11) if side == "left" else ""
        bar = "█" * round(room * (values[side] or 0) / most)
        lines.append(
            Line(
                (
                    Span(day.ljust(DATE_WIDTH), "dim"),
                    Span(f"{letter} ", "dim"),
                    Span(words[side].rjust(column) + "  "),
                    Span(bar, "accent"),
                )
            )
        )
    return [*lines, Line()]


def mirror_lines(past: SelfCheckResults, size: tuple[int, int]) -> list[Line]:
    """Return the mirror answers per question, the newest self-check first; a no has its advice.

    Args:
        past: all self-checks.
        size: columns and rows.
    """
    width, height = size
    asked = [record for record in past.records if isinstance(record.answers, dict) and record.answers][
        :MAX_MIRROR_CHECKS
    ]
    lines = [Line((Span("The mirror", "strong"),))]
    if not asked:
        return [*lines, *dim_lines("No answers yet. The questions come after a check.", width)]
    dates = [short_day(record.started) for record in asked]
    fits = max(1, min(len(dates), (width - 30) // 8))
    lines += [Line(), Line((Span("".join(date.ljust(8) for date in dates[:fits]), "dim"),))]
    for question in past.check.questions:
        answers = [_answer(record.answers, question.key) for record in asked[:fits]]
        spans = tuple(Span(text.ljust(8), "warning" if text == NO else "") for text in answers)
        texts = wrap(question.text, max(10, width - 8 * fits))
        lines.append(Line((*spans, Span(texts[0]))))
        lines += [Line((Span(" " * 8 * fits + text),)) for text in texts[1:]]
        if answers[0] == NO and question.tip:
            lines += dim_lines(question.tip, width)
    return lines[:height]


def question_line(text: str, answer: bool | None, width: int) -> Line:
    """Return a mirror question as a row, with its answer on the right."""
    answer_text = "yes  no" if answer is None else YES if answer else NO
    room = max(1, width - len(answer_text) - 2)
    shown = text if cell_len(text) <= room else wrap(text, room)[0]
    return Line((Span(shown),), (Span(answer_text, "dim" if answer is None else "strong"),))


def _answer(answers: Mapping[str, object] | Any, key: str) -> str:
    value = answers.get(key)
    return YES if value is True else NO if value is False else NO_ANSWER


def _line_text(line: Line) -> str:
    return "".join(span.text for span in (*line.left, *line.right))

"""Texts of the import screens: the content of a file, and what was imported. No widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from heapq import nlargest
from typing import TYPE_CHECKING, Final

from runstrength.catalogue.exercise import Exercise
from runstrength.catalogue.naming import exercise_name
from runstrength.cells import fit
from runstrength.dates import day_of, short_date
from runstrength.history.imports.preview import ImportPreview, PreviewResult
from runstrength.history.imports.runs import RunKeys
from runstrength.history.imports.sessions import stopped_words
from runstrength.numbers import format_distance
from runstrength.session.record import Record
from runstrength.session.wording import clock
from runstrength.text import plural, printable
from runstrength.toml_input import InputError, Problem, first_problems
from runstrength.ui.common.session_rows import count_words, format_moment
from runstrength.ui.lines import Line, Span, crop_lines, dim_lines

if TYPE_CHECKING:
    from runstrength.history.imports.strength.sessions import NameUse
    from runstrength.history.imports.undo import UndoResult

NOTHING_NEW: Final = "Nothing imported: all of it is in the history already."
"""The message if another program imported it while it was looked at."""


def result_text(result: PreviewResult, edit_key: str) -> str:
    """Return a message with what was imported.

    Args:
        result: what was imported.
        edit_key: the key that edits a session in the history.
    """
    if result.stopped:
        return stopped_words([(result.reached, result.count, result.kind)])
    if not result.sessions and not result.runs:
        return NOTHING_NEW
    parts = [count_words(result.sessions)] if result.sessions else []
    what = " and ".join([*parts, *([runs_text(result.runs)] if result.runs else [])])
    more = f" Effort is a guess: press {edit_key} in the history to edit it." if result.guessed else ""
    return f"{what} imported.{more}"


def undo_text(result: UndoResult) -> str:
    """Return a message with what was taken back."""
    kept = f" {plural(len(result.in_trash), 'session')} that you changed are in the trash." if result.in_trash else ""
    return f"Import undone: {count_words(result.count)} removed.{kept}"


def error_text(bad: InputError) -> str:
    """Return why a file can't be imported: the first problem, and the number of others."""
    first, *more = bad.problems
    return f"{first} (and {len(more):,} more: runstrength history import lists them)" if more else str(first)


def runs_text(count: int) -> str:
    """Return a number of runs: `1 run`, `1,200 runs`."""
    return plural(count, "run")


def summary_lines(preview: ImportPreview, width: int) -> list[Line]:
    """Return a summary of the content of a file."""
    content, new_runs, workouts = preview.content, preview.new.runs, preview.new.workouts
    runs, sessions = len(content.runs) + len(workouts.runs), len(content.sessions) + workouts.count
    same = new_runs.same + workouts.same + len(content.sessions) - len(preview.new.sessions)
    deleted = len(new_runs.deleted) + len(workouts.deleted)
    others = content.other_sports + len(workouts.others)
    parts = [
        " and ".join([*([count_words(sessions)] if sessions or not runs else []), *([runs_text(runs)] if runs else [])])
    ]
    if same:
        total = runs + sessions
        who = f"{same:,}" if same < total else "it is" if total == 1 else "all are"
        parts.append(f"{who} already in the history")
    if deleted:
        parts.append(f"{deleted:,} in the trash (not imported)")
    if content.problems:
        parts.append(f"{len(content.problems):,} can't be read")
    if others:
        parts.append(f"{others:,} of other sports skipped")
    guess = any(keys.effort_guess is not None for _, keys in new_runs.added)
    return dim_lines("; ".join(parts) + (". ? marks a guess." if guess else "."), width)


def name_line(use: NameUse, exercises: Mapping[str, Exercise], width: int) -> Line:
    """Return a name of another app, how many sets have it, and what it is here."""
    here = "keeps its name" if use.kept else exercise_name(exercises, use.exercise, use.variant)
    right = f"{plural(use.sets, 'set'):>10}  {fit(here, 24)}"
    return Line((Span(fit(printable(use.name), max(1, width - len(right)))), Span(right, "dim")))


def new_session_lines(
    preview: ImportPreview, now: datetime, size: tuple[int, int], units: str = "metric"
) -> Sequence[Line]:
    """Return the new runs, the newest first, or the period of the new sessions.

    Args:
        preview: the content of the file.
        now: the current time; its year is left out of dates.
        size: columns and rows.
        units: the person's units.
    """
    width, rows = size
    # A screen that is drawn ten times a second has no time for the thousands that are not seen.
    runs = nlargest(rows + 1, preview.new.runs.added, key=lambda one: one[0].started)
    lines = [_run_line(record, keys, now, width, units) for record, keys in runs]
    if sessions := preview.new.sessions_and_workouts:
        days = [day_of(one.item.started) for one in sessions]
        lines += dim_lines(
            f"{short_date(min(days))} to {short_date(max(days))}" if len(days) > 1 else short_date(days[0]), width
        )
    problems = [
        line
        for problem in first_problems((*preview.content.problems, *preview.content.remarks))
        for line in dim_lines(_problem_text(problem), width)
    ]
    return crop_lines([*lines, *([Line()] if problems else []), *problems], rows)


def _problem_text(problem: Problem) -> str:
    """Return a problem without the path of the file, which is in the headline."""
    return ": ".join(filter(None, (problem.key, problem.text)))


def _run_line(record: Record, keys: RunKeys, now: datetime, width: int, units: str) -> Line:
    far = format_distance(keys.distance_m, units) if keys.distance_m else ""
    guess = "?" if keys.effort_guess is not None else ""
    right = f"{clock(record.active_seconds):>9}{far:>10}{f'effort {record.effort}{guess}':>12}"
    when = format_moment(record.started, now).ljust(19)
    return Line((Span(when, "dim"), Span(fit(record.title, width - len(when) - len(right))), Span(right)))

"""The lines of the summary of a session. Doesn't use Textual's widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from rich.cells import cell_len

from runstrength.cells import fit, wrap
from runstrength.history.personal_bests import PersonalBest
from runstrength.history.recorder import NOTHING_DONE, SavedSession
from runstrength.numbers import format_weight, tidy
from runstrength.session.plan import Plan
from runstrength.session.wording import brief_name, clock, in_sentence, minutes, sets_done_words
from runstrength.text import noun_for, plural, printable
from runstrength.ui.lines import Line, Span
from runstrength.ui.session.totals import ExerciseTotals

MAX_TITLE: Final = 40
"""Maximum columns of the title of the next session."""
MAX_BLOCKS: Final = 4
"""The number of blocks of the next session that are named."""


def head_lines(saved: SavedSession, width: int, afterwards: str = "") -> list[Line]:
    """Return the title with time and sets, whether the session is saved, and the plan's closing sentence.

    Args:
        saved: the saved session.
        width: in columns.
        afterwards: the plan's closing sentence.
    """
    record = saved.record
    time = f"{clock(record.active_seconds)} of {clock(record.planned_seconds)}"
    facts = f"{record.title} · {time} · {sets_done_words(record)}"
    error = not_saved_words(saved)
    first, *more = [facts] if cell_len(facts) + 7 <= width else wrap(facts, width)
    lines = [Line((Span(first, "strong"),), (Span("" if error or more else "saved", "dim"),))]
    lines.extend(Line((Span(text, "strong"),)) for text in more)
    lines.extend(Line((Span(text, "warning"),)) for text in wrap(error, width))
    lines.extend(Line((Span(text, "accent"),)) for text in wrap(afterwards, width))
    return lines


def not_saved_words(saved: SavedSession) -> str:
    """Return why a session is not saved; empty if it is."""
    return saved.error or ("" if saved.path else "Not saved: saving is off for this session.")


def best_line(bests: Sequence[PersonalBest], units: str, width: int) -> list[Line]:
    """Return the personal bests in one line, as many as fit: `Personal best: goblet squat 22.5 kg, plank 65 s`.

    Args:
        bests: the bests; no line without any.
        units: the person's units.
        width: in columns.
    """
    words = [_best_words(best, units) for best in bests]
    for shown in range(len(words), 0, -1):
        more = f", +{len(words) - shown}" if shown < len(words) else ""
        text = f"Personal {noun_for(len(words), 'best')}: {', '.join(words[:shown])}{more}"
        if cell_len(text) <= width or shown == 1:
            return [Line((Span(fit(text, width).rstrip(), "accent"),))]
    return []


def _best_words(best: PersonalBest, units: str) -> str:
    """Return a best: `goblet squat 22.5 kg`, `goblet squat 12 reps with 20 kg`, `plank 65 s`."""
    name, weight = in_sentence(best.name), format_weight(best.load_kg, units)
    if best.heaviest:
        return f"{name} {weight}"
    unit = noun_for(best.done, best.unit.removesuffix("s")) if len(best.unit) > 1 else best.unit
    most = f"{name} {tidy(best.done):g} {unit}"
    return f"{most} with {weight}" if best.load_kg else most


def parting_line(saved: SavedSession, in_words: Callable[[str], str] = str) -> str:
    """Return the line printed to the shell after a session: what was saved, and its path; empty if nothing was.

    Args:
        saved: the saved session.
        in_words: makes words of signs; a path stays as it is.
    """
    if saved.nothing_done:
        return NOTHING_DONE
    if saved.path is None:
        return ""
    record, path = saved.record, saved.path
    with suppress(ValueError, RuntimeError):  # outside the home directory, or it is unknown
        path = Path("~") / path.relative_to(Path.home())
    done = in_words(f"{plural(record.sets_done, 'set')}, {minutes(record.active_seconds)}")
    text = printable(f"Saved: {done}, {path}")
    return text if saved.in_history else f"{text}. The next start moves it to the history."


def next_line(plan: Plan) -> str:
    """Return the next session in short, as the home screen offers it; empty if the plan has no work.

    Args:
        plan: the plan of the next session.
    """
    works = [step for step in plan.steps if step.phase == "work"]
    blocks = list(dict.fromkeys(step.block for step in works if not step.finisher))
    parts = [fit(printable(plan.title), MAX_TITLE).rstrip()]
    if blocks:
        parts.append(f"{noun_for(len(blocks), 'block')} {', '.join(blocks[:MAX_BLOCKS])}")
    parts += ["…"] if len(blocks) > MAX_BLOCKS else []
    parts += ["finisher"] if any(step.finisher for step in works) else []
    return printable(f"Next: {', '.join((*parts, minutes(plan.expected)))}") if works else ""


def table_lines(rows: tuple[ExerciseTotals, ...], width: int, height: int) -> list[Line]:
    """Return a line for each exercise; if not all fit, the last line has the number of those left out."""
    left = max((len(row.left) for row in rows if row.right), default=0) + 4
    done = [f"L {row.left}".ljust(left) + f"R {row.right}" if row.right else row.left for row in rows]
    names = [row.name for row in rows]
    most = width - 4 - max(map(len, done))
    if max(map(cell_len, names)) > most:
        names = [brief_name(name) for name in names]
    if max(map(cell_len, names)) > most:
        names = [brief_name(row.base or row.name) for row in rows]
    room = max(map(cell_len, names)) + 2
    planned = _planned(rows, width - 2 - room - max(map(len, done)) - 1)
    lines = [
        Line(
            (
                Span("✓ " if row.complete else "  ", "accent"),
                Span(name + " " * (room - cell_len(name))),
                Span(values, "strong"),
            ),
            (Span(words, "dim"),),
        )
        for name, values, words, row in zip(names, done, planned, rows, strict=True)
    ]
    if len(lines) <= height:
        return lines
    return [*lines[: height - 1], Line((Span(f"  … and {len(lines) - height + 1} more", "dim"),))]


def _planned(rows: tuple[ExerciseTotals, ...], width: int) -> list[str]:
    """Return the planned sets of each row in the same form: whole, without `a side`, or left out to fit."""
    whole = [row.planned for row in rows]
    for words in (whole, [text.replace(" a side", "") for text in whole]):
        if max(map(len, words)) <= width:
            return words
    return [""] * len(rows)

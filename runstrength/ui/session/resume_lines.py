"""The texts of the screen of interrupted sessions. Doesn't use Textual's widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from runstrength.cells import fit, wrap
from runstrength.dates import day_of, days_between, full_day, hours_between, short_day, time_text
from runstrength.session.wording import clock, in_sentence, minutes, sets_done_words, side_word
from runstrength.session_kinds import kind_word
from runstrength.ui.lines import Line, Span, dim_lines

if TYPE_CHECKING:
    from runstrength.history.recovery import Unfinished

ANSWERS: Final = {
    "resume": "Resume",
    "save": "Save what was done",
    "discard": "Discard",
    "later": "Not now",
}
"""The labels of the answers."""
RECENT_HOURS: Final = 3
"""Hours within which a session of another day is still recent enough to resume."""


def start_words(session: Unfinished, now: datetime) -> str:
    """Return the start: `07:30`, `yesterday, 07:30`, `Friday 20 November, 07:30`."""
    started, days = session.started, days_between(session.started, now)
    if days == 0:
        return time_text(started)
    if days == 1:
        return f"yesterday, {time_text(started)}"
    year = "" if started.year == now.year else f" {started.year}"
    return f"{full_day(started)}{year}, {time_text(started)}"


def short_start(session: Unfinished, now: datetime) -> str:
    """Return the start for a row of a list: `07:30`, `Fri 20 Nov 07:30`."""
    started = session.started
    day = "" if day_of(started) == day_of(now) else f"{started:%a} {short_day(started)} "
    return f"{day}{time_text(started)}"


def is_recent(session: Unfinished, now: datetime) -> bool:
    """Tell whether a session started today, or within the last `RECENT_HOURS` hours."""
    started = session.started
    return day_of(started) == day_of(now) or 0 <= hours_between(started, now) < RECENT_HOURS


def position_words(session: Unfinished) -> str:
    """Return the step at which it was interrupted: `B2, set 2 of 3, right side`; in a warm-up the exercise."""
    step = session.step
    where = in_sentence(step.name) if session.reading.head.plan.kind == "warmup" else step.label
    number = f", set {step.set} of {step.sets}" if step.sets > 1 else ""
    return f"{where}{number}{f', {step.side} side' if step.side else ''}"


def sentence(session: Unfinished, now: datetime) -> str:
    """Return the sentence about an interrupted session: its start, and the step."""
    start, what = start_words(session, now), kind_word(session.reading.head.plan.kind)
    comma = "," if "," in start else ""
    return f"A {what} from {start}{comma} was interrupted at {position_words(session)}."


def running_sentence(session: Unfinished, now: datetime) -> str:
    """Return the sentence about a session that is running in another process."""
    start, what = start_words(session, now), kind_word(session.reading.head.plan.kind)
    return f"A {what} is running already, since {start}, in process {session.reading.pid}."


def answer_line(session: Unfinished, answer: str, width: int, *, confirming: bool, next_step: str) -> Line:
    """Return an answer as one row, with its consequence at the right.

    Args:
        session: the session.
        answer: one of `ANSWERS`.
        width: in cells.
        confirming: discarding was chosen once already.
        next_step: what follows the answer `later`.
    """
    if answer == "discard" and confirming:
        return Line((Span(fit("Press enter again to move it to the trash", width).rstrip(), "warning"),))
    step = session.step
    consequence = {
        "resume": f"get ready for {in_sentence(step.name)}{side_word(step.side)}",
        "save": "as ended early",
        "discard": "to the trash",
        "later": next_step,
    }[answer]
    return Line((Span(ANSWERS[answer]),), (Span(consequence, "dim"),))


def session_lines(sessions: Sequence[Unfinished], now: datetime) -> list[Line]:
    """Return a row for each of several interrupted sessions."""
    times = [short_start(session, now) for session in sessions]
    column = max(map(len, times)) + 2
    return [
        Line(
            (Span(time.ljust(column), "dim"), Span(session.reading.head.plan.title)),
            (Span(sets_done_words(session.record), "dim"),),
        )
        for session, time in zip(sessions, times, strict=True)
    ]


def details(session: Unfinished, width: int) -> Sequence[Line]:
    """Return the details of a session: its title, its progress, and damage of its journal."""
    record = session.record
    left = session.reading.session.snapshot(session.reading.session.state.last_tick).left
    facts = (sets_done_words(session.record), f"{clock(record.active_seconds)} done", f"about {minutes(left)} left")
    line, _, _ = session.reading.damage.partition(":")
    warning = f"The recording is damaged ({line}); this is what could be read." if line else ""
    return (
        Line((Span(record.title, "strong"),)),
        *dim_lines(" · ".join(facts), width),
        *(Line((Span(text, "warning"),)) for text in wrap(warning, width)),
    )

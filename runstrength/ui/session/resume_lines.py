"""What is said of a session that was interrupted, as plain values: from its journal to sentences. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from runstrength.cells import fit, wrap
from runstrength.dates import day_of, days_between, hours_between
from runstrength.session.wording import clock, in_sentence, minutes, side_word
from runstrength.ui.lines import Line, Span, dim

if TYPE_CHECKING:
    from runstrength.history.recovery import Unfinished

ANSWERS: Final = {
    "resume": "Resume",
    "save": "Save what was done",
    "discard": "Discard",
    "later": "Not now",
}
"""What can be answered."""
GOES_ON: Final = 3
"""Hours after which a session of another day is not gone on with."""


def what(one: Unfinished) -> str:
    """Return what it is called: `session` or `warm-up`."""
    return "warm-up" if one.reading.head.plan.kind == "warmup" else "session"


def when(one: Unfinished, now: datetime) -> str:
    """Return when it started: `07:30`, `yesterday, 07:30`, `Friday 20 November, 07:30`."""
    started, days = one.started, days_between(one.started, now)
    if days == 0:
        return f"{started:%H:%M}"
    if days == 1:
        return f"yesterday, {started:%H:%M}"
    year = "" if started.year == now.year else f" {started.year}"
    return f"{started:%A} {started.day} {started:%B}{year}, {started:%H:%M}"


def short_when(one: Unfinished, now: datetime) -> str:
    """Return the same for a row of a list: `07:30`, `Fri 20 Nov 07:30`."""
    started = one.started
    return f"{started:%H:%M}" if day_of(started) == day_of(now) else f"{started:%a} {started.day} {started:%b %H:%M}"


def today(one: Unfinished, now: datetime) -> bool:
    """Tell whether it started today, or so short a while ago that it could be gone on with."""
    started = one.started
    return day_of(started) == day_of(now) or 0 <= hours_between(started, now) < GOES_ON


def place(one: Unfinished) -> str:
    """Return where it was interrupted: `B2, set 2 of 3, right side`; in a warm-up the move."""
    step = one.step
    where = in_sentence(step.name) if what(one) == "warm-up" else step.label
    number = f", set {step.set} of {step.sets}" if step.sets > 1 else ""
    return f"{where}{number}{f', {step.side} side' if step.side else ''}"


def sentence(one: Unfinished, now: datetime) -> str:
    """Return the sentence that says what was interrupted, and where."""
    start = when(one, now)
    return f"A {what(one)} from {start}{',' if ',' in start else ''} was interrupted at {place(one)}."


def running_sentence(one: Unfinished, now: datetime) -> str:
    """Return the sentence that says what is running elsewhere."""
    return f"A {what(one)} is running already, since {when(one, now)}, in process {one.reading.pid}."


def sets(one: Unfinished) -> str:
    """Return how much of it was done: `12 of 43 sets`."""
    record = one.record
    return f"{record.sets_done} of {record.planned_sets} sets"


def answer_line(one: Unfinished, answer: str, width: int, *, sure: bool, then: str) -> Line:
    """Return an answer as one row, with what it means beside it.

    Args:
        one: the session.
        answer: one of `ANSWERS`.
        width: in cells.
        sure: discarding was chosen once already.
        then: what comes after leaving it as it is.
    """
    if answer == "discard" and sure:
        return Line((Span(fit("Discard: once more, and it goes to the trash", width).rstrip(), "warning"),))
    step = one.step
    means = {
        "resume": f"get ready for {in_sentence(step.name)}{side_word(step.side)}",
        "save": "as ended early",
        "discard": "to the trash",
        "later": then,
    }[answer]
    return Line((Span(ANSWERS[answer]),), (Span(means, "dim"),))


def session_lines(ones: Sequence[Unfinished], now: datetime) -> list[Line]:
    """Return several interrupted sessions as one row each."""
    times = [short_when(one, now) for one in ones]
    column = max(map(len, times)) + 2
    return [
        Line((Span(time.ljust(column), "dim"), Span(one.reading.head.plan.title)), (Span(sets(one), "dim"),))
        for one, time in zip(ones, times, strict=True)
    ]


def details(one: Unfinished, width: int) -> Sequence[Line]:
    """Return what there is to know of it: the routine, how far it came, and what is wrong with its journal."""
    record = one.record
    left = one.reading.session.snapshot(one.reading.session.state.last_tick).left
    facts = (sets(one), f"{clock(record.active_seconds)} done", f"about {minutes(left)} left")
    line, _, _ = one.reading.damage.partition(":")
    warning = f"Its journal is damaged ({line}): this is what could be read of it." if line else ""
    return (
        Line((Span(record.title, "strong"),)),
        *dim(" · ".join(facts), width),
        *(Line((Span(text, "warning"),)) for text in wrap(warning, width)),
    )

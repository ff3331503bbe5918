"""What the screens of progress say and draw: from series and weeks to lines and curves. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.cells import fit, wrap
from runstrength.dates import day_of
from runstrength.figure.chart import Bar, Curve
from runstrength.numbers import format_weight, format_weights, kilograms, tidy, weight_unit
from runstrength.ui.lines import Line, Span

if TYPE_CHECKING:
    from runstrength.history.exercise_stats import Best, Point, Series
    from runstrength.history.weekly_stats import Tally, Week

UNITS: Final = {"reps": "reps", "s": "seconds", "steps": "steps"}
"""What a series counts, in words."""
MANY: Final = 60
"""Points above which two lines in one picture are drawn month by month."""
EVEN: Final = 0.97
"""The share of the stronger side from which two sides are called even."""

BEST_SET: Final = "most in a set"
HEAVIEST_SET: Final = "heaviest set"


class Chart(Struct, frozen=True):
    """One of the pictures of an exercise."""

    title: str
    curves: tuple[Curve, ...]
    legend: str = ""
    """What tells its lines apart."""


class Fact(Struct, frozen=True):
    """One set that is worth knowing, and the session it was in."""

    line: str
    best: Best
    words: str


def charts(series: Sequence[Series], units: str = "metric") -> tuple[Chart, ...]:
    """Return the pictures of an exercise: best set, sides, load and total, for each unit that it was done in."""
    several = len(series) > 1
    found: list[Chart] = []
    for one in series:
        unit = UNITS.get(one.unit, one.unit)
        of = f" ({unit})" if several else ""
        most = frozenset(place for place, point in enumerate(one.points) if point.session == one.most.session)
        heaviest = frozenset(place for place, point in enumerate(one.points) if point.session == one.heaviest.session)
        legend = f"{unit} in the best set of a session"
        found.append(Chart(f"best set{of}", (_curve(one.points, _best, marks=most),), legend))
        sided = [point for point in one.points if point.left is not None and point.right is not None]
        if sided:
            left = _calm(_curve(sided, _left, label="L", dotted=True, ink="second"))
            right = _calm(_curve(sided, _right, label="R"))
            mean = ", by month" if len(left.points) < len(sided) else ""
            found.append(Chart(f"left and right{of}", (left, right), f"{unit} a set{mean}: left dotted, right whole"))
        if any(point.load_kg for point in one.points):
            legend = f"{weight_unit(units)} in the heaviest set"
            loads = _curve(one.points, lambda point: point.load_kg / kilograms(1, units), marks=heaviest)
            found.append(Chart(f"load{of}", (loads,), legend))
        found.append(Chart(f"total{of}", (_curve(one.points, _total),), f"{unit} in all sets"))
    return tuple(found)


def _curve(points: Sequence[Point], value: Callable[[Point], float], **how: object) -> Curve:
    pairs = tuple((day_of(point.started).toordinal() + 0.0, value(point)) for point in points)
    return Curve(pairs, **how)  # type: ignore[arg-type]


def _calm(curve: Curve) -> Curve:
    """Return a line of many points as the means of its months, so that it can be told from another one beside it."""
    if len(curve.points) <= MANY:
        return curve
    months = groupby(curve.points, key=lambda point: date.fromordinal(int(point[0])).replace(day=1))
    points = []
    for _, month in months:
        days, values = zip(*month, strict=True)
        points.append((sum(days) / len(days), sum(values) / len(values)))
    return replace(curve, points=tuple(points))


def _best(point: Point) -> float:
    return point.best


def _left(point: Point) -> float:
    return point.left or 0.0


def _right(point: Point) -> float:
    return point.right or 0.0


def _total(point: Point) -> float:
    return point.total


def when(moment: datetime) -> str:
    """Return a day: `22 Nov 2026`."""
    day = day_of(moment)
    return f"{day.day} {day:%b %Y}"


def amount(best: Best, unit: str, units: str = "metric") -> str:
    """Return a set in a few words: `12 reps left, 16 kg`."""
    side = f" {best.side}" if best.side else ""
    load = f", {format_weight(best.load_kg, units)}" if best.load_kg else ""
    return f"{tidy(best.done):g} {_unit(best.done, unit)}{side}{load}"


def _unit(number: float, unit: str) -> str:
    return unit.removesuffix("s") if number == 1 and unit != "s" else unit


def summary(one: Series, width: int, units: str = "metric") -> list[Line]:
    """Return how far an exercise has come: how often, the range it moves in, and left against right."""
    sessions = f"{len(one.points)} session{'' if len(one.points) == 1 else 's'}"
    since = when(one.points[0].started)
    span = f"{tidy(one.low):g}" if one.low == one.high else f"{tidy(one.low):g}-{tidy(one.high):g}"
    parts = [f"{sessions} since {since}", f"{span} {_unit(one.high, one.unit)} a set"]
    loads = [point.load_kg for point in one.points if point.load_kg]
    if loads:
        parts.append(format_weights(loads, units))
    lines = [Line((Span(text, "dim"),)) for text in wrap(" · ".join(parts), width)]
    if one.balance is not None:
        lines += [Line((Span(text),)) for text in wrap(balance_words(one), width)]
    return lines


def balance_words(one: Series) -> str:
    """Return left against right in the last sessions."""
    balance = one.balance
    if balance is None:
        return ""
    left, right = f"{round(balance.left, 1):g}", f"{round(balance.right, 1):g}"
    of = f"last {balance.sessions} sessions" if balance.sessions > 1 else "last session"
    even = balance.weaker is None or balance.share >= EVEN
    share = "even" if even else f"{balance.weaker} does {balance.share:.0%}"
    return f"left {left}, right {right} {one.unit} a set in the {of}: {share}"


def facts(series: Sequence[Series]) -> list[Fact]:
    """Return the sets that are worth knowing: the most, the heaviest, the best at each load, the newest records."""
    rows: list[Fact] = []
    for one in series:
        rows.append(Fact(BEST_SET, one.most, one.unit))
        if one.heaviest.load_kg and one.heaviest != one.most:
            rows.append(Fact(HEAVIEST_SET, one.heaviest, one.unit))
        others = [best for best in one.front if best not in (one.most, one.heaviest)]
        rows += [Fact("best at this load", best, one.unit) for best in reversed(others)]
        rows += [Fact("record", best, one.unit) for best in reversed(one.records)]
    return rows


def fact_line(fact: Fact, width: int, units: str = "metric") -> Line:
    """Return a set as one row: what it is, how much, and when."""
    mark = "◆ " if fact.line in (BEST_SET, HEAVIEST_SET) else "  "
    return Line(
        (Span(mark, "accent"), Span(f"{fact.line:19}", "dim"), Span(amount(fact.best, fact.words, units))),
        (Span(when(fact.best.started), "dim"),) if width >= 40 else (),
    )


def known_line(name: str, sessions: int, width: int) -> Line:
    """Return an exercise as one row: its name, and in how many sessions it was done."""
    count = f"{sessions:,}"
    return Line((Span(fit(name, width - len(count) - 2)),), (Span(count, "dim"),))


# -- weeks -------------------------------------------------------------------------------------------------------------


class Measure(Struct, frozen=True):
    """What weeks can be compared by."""

    title: str
    legend: str
    values: Callable[[Tally], tuple[float, ...]]
    most: float = 0.0


def _sets(tally: Tally) -> tuple[float, ...]:
    return (float(tally.sets),)


def _minutes(tally: Tally) -> tuple[float, ...]:
    return (tally.seconds / 60, tally.run_seconds / 60)


def _effort(tally: Tally) -> tuple[float, ...]:
    return (tally.effort or 0.0,)


def _sessions(tally: Tally) -> tuple[float, ...]:
    return (float(tally.sessions), float(tally.runs))


MEASURES: Final = (
    Measure("minutes", "strength filled, runs hatched", _minutes),
    Measure("sets", "of strength", _sets),
    Measure("sessions", "strength filled, runs hatched", _sessions),
    Measure("effort", "mean of the strength sessions, 1 to 10", _effort, 10.0),
)


def bars(weeks: Sequence[Week], measure: Measure) -> tuple[Bar, ...]:
    """Return a bar for each week, the first week of a month with its name, and that of January with the year."""
    return tuple(Bar(measure.values(week.tally), _month(week)) for week in weeks)


def _month(week: Week) -> str:
    first = next((day.date for day in week.days if day.date.day == 1), None)
    return "" if first is None else f"{first.year}" if first.month == 1 else f"{first:%b}"


def week_line(week: Week, goal: int, width: int) -> Line:
    """Return a week as one row: its first day, sessions against the goal, sets, minutes, effort, and its runs."""
    tally, first = week.tally, week.first
    done = "✓" if tally.sessions >= goal else " "
    spans = [
        Span(f"{first.day:2} {first:%b %Y}".ljust(13), "dim"),
        Span(f"{tally.sessions or '·':>3} "),
        Span(done, "accent"),
    ]
    cells = [f"{tally.sets or '':>7}", f"{tally.minutes or '':>6}"]
    cells.append(f"{'' if tally.effort is None else round(tally.effort, 1):>8}")
    runs = [f"{tally.runs or '':>6}", f"{tally.run_minutes or '':>6}"] if width >= 56 else []
    return Line((*spans, Span("".join([*cells, *runs]))))


def week_head(width: int) -> Line:
    """Return the headings of the columns of `week_line`."""
    words = f"{'week of':13}{'':>5}{'sets':>7}{'min':>6}{'effort':>8}" + (
        f"{'runs':>6}{'min':>6}" if width >= 56 else ""
    )
    return Line((Span(words, "dim"),))

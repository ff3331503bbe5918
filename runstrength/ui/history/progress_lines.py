"""Texts and curves of the progress screens, from series and weeks. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.cells import cell_len, fit, wrap, wrap_facts
from runstrength.coach.balance import NOT_COUNTED, title_words, unsaid_names
from runstrength.dates import day_of, month_label, short_date
from runstrength.figure.chart import Bar, Curve
from runstrength.figure.pixels import bar
from runstrength.history.weekly_stats import reached, weeks_reached
from runstrength.numbers import format_weight, format_weights, kilograms, tidy, weight_unit
from runstrength.session.wording import brief_name
from runstrength.text import capitalized, plural
from runstrength.ui.lines import Line, Span, crop_lines, dim_lines, right_aligned

if TYPE_CHECKING:
    from runstrength.catalogue.exercise import Exercise
    from runstrength.coach.balance import MovementBalance
    from runstrength.coach.insights import EasyShare
    from runstrength.history.exercise_stats import Best, Point, Series
    from runstrength.history.weekly_stats import Tally, Week
    from runstrength.session.weeks import WeekGoals

UNIT_NAMES: Final = {"s": "seconds", "m": "meters"}
"""The names of those units of a series that are shortened beside a number."""
MAX_POINTS: Final = 60
"""With more points, two lines of one chart are drawn as monthly means."""
EVEN_SHARE: Final = 0.97
"""If the weaker side reaches this fraction of the stronger one, the sides are even."""

BEST_SET: Final = "most in a set"
HEAVIEST_SET: Final = "heaviest set"

BALANCE: Final = "Balance of movements"
"""The row of the balance."""
MOVEMENT_WIDTH: Final = 7
"""Columns of the name of a movement."""


class Chart(Struct, frozen=True):
    """A chart of an exercise."""

    title: str
    curves: tuple[Curve, ...]
    legend: str = ""
    """The legend of its lines."""


class NotableSet(Struct, frozen=True):
    """A notable set, with its session."""

    line: str
    best: Best
    words: str


def charts(series: Sequence[Series], units: str = "metric") -> tuple[Chart, ...]:
    """Return the charts of an exercise: best set, sides, load and total, for each unit it was done in."""
    several = len(series) > 1
    found: list[Chart] = []
    for item in series:
        unit = UNIT_NAMES.get(item.unit, item.unit)
        of = f" ({unit})" if several else ""
        most = frozenset(place for place, point in enumerate(item.points) if point.session == item.most.session)
        heaviest = frozenset(place for place, point in enumerate(item.points) if point.session == item.heaviest.session)
        legend = f"{unit} in the best set of a session"
        found.append(Chart(f"best set{of}", (_curve(item.points, _best, marks=most),), legend))
        sided = [point for point in item.points if point.left is not None and point.right is not None]
        if sided:
            left = _monthly_means(_curve(sided, _left, label="L", dotted=True, ink="second"))
            right = _monthly_means(_curve(sided, _right, label="R"))
            mean = ", by month" if len(left.points) < len(sided) else ""
            found.append(Chart(f"left and right{of}", (left, right), f"{unit} a set{mean}: left dotted, right solid"))
        if any(point.load_kg for point in item.points):
            legend = f"{weight_unit(units)} in the heaviest set"
            loads = _curve(item.points, lambda point: point.load_kg / kilograms(1, units), marks=heaviest)
            found.append(Chart(f"weight{of}", (loads,), legend))
        found.append(Chart(f"total{of}", (_curve(item.points, _total),), f"{unit} in all sets"))
    return tuple(found)


def _curve(points: Sequence[Point], value: Callable[[Point], float], **options: object) -> Curve:
    pairs = tuple((day_of(point.started).toordinal() + 0.0, value(point)) for point in points)
    return Curve(pairs, **options)  # type: ignore[arg-type]


def _monthly_means(curve: Curve) -> Curve:
    """Return a line of many points as monthly means, so that two lines in one chart can be distinguished."""
    if len(curve.points) <= MAX_POINTS:
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


def day_text(moment: datetime) -> str:
    """Return the day of a time: `22 Nov 2026`."""
    return short_date(day_of(moment))


def set_text(best: Best, unit: str, units: str = "metric") -> str:
    """Return a set as text: `12 reps left, 16 kg`."""
    side = f" {best.side}" if best.side else ""
    load = f", {format_weight(best.load_kg, units)}" if best.load_kg else ""
    return f"{tidy(best.done):g} {_unit(best.done, unit)}{side}{load}"


def _unit(number: float, unit: str) -> str:
    return unit.removesuffix("s") if number == 1 and unit != "s" else unit


def summary_lines(series: Series, width: int, units: str = "metric") -> list[Line]:
    """Return a summary of an exercise: number of sessions, range, loads, and left compared with right."""
    sessions = plural(len(series.points), "session")
    since = day_text(series.points[0].started)
    span = f"{tidy(series.low):g}" if series.low == series.high else f"{tidy(series.low):g}-{tidy(series.high):g}"
    parts = [f"{sessions} since {since}", f"{span} {_unit(series.high, series.unit)} a set"]
    loads = [point.load_kg for point in series.points if point.load_kg]
    if loads:
        parts.append(format_weights(loads, units))
    lines = [Line((Span(text, "dim"),)) for text in wrap_facts(" · ".join(parts), width)]
    if series.balance is not None:
        lines += [Line((Span(text),)) for text in wrap(balance_text(series), width)]
    return lines


def balance_text(series: Series) -> str:
    """Return left compared with right in the last sessions."""
    balance = series.balance
    if balance is None:
        return ""
    left, right = f"{round(balance.left, 1):g}", f"{round(balance.right, 1):g}"
    of = f"last {balance.sessions} sessions" if balance.sessions > 1 else "last session"
    even = balance.weaker is None or balance.share >= EVEN_SHARE
    share = "even" if even else f"{balance.weaker} does {balance.share:.0%}"
    return f"left {left}, right {right} {series.unit} a set in the {of}: {share}"


def notable_sets(series: Sequence[Series]) -> list[NotableSet]:
    """Return the notable sets: the most, the heaviest, the best at each load, the newest records."""
    rows: list[NotableSet] = []
    for item in series:
        rows.append(NotableSet(BEST_SET, item.most, item.unit))
        if item.heaviest.load_kg and item.heaviest != item.most:
            rows.append(NotableSet(HEAVIEST_SET, item.heaviest, item.unit))
        others = [best for best in item.front if best not in (item.most, item.heaviest)]
        rows += [NotableSet("best at this weight", best, item.unit) for best in reversed(others)]
        rows += [NotableSet("record", best, item.unit) for best in reversed(item.records)]
    return rows


def notable_set_line(fact: NotableSet, width: int, units: str = "metric") -> Line:
    """Return a notable set as a row: its label, the set, and the day."""
    mark = "◆ " if fact.line in (BEST_SET, HEAVIEST_SET) else "  "
    return Line(
        (Span(mark, "accent"), Span(f"{fact.line:19}", "dim"), Span(set_text(fact.best, fact.words, units))),
        (Span(day_text(fact.best.started), "dim"),) if width >= 40 else (),
    )


def exercise_line(name: str, sessions: int, width: int) -> Line:
    """Return an exercise as a row: its name and the number of its sessions."""
    count = f"{sessions:,}"
    room = width - len(count) - 2
    brief = brief_name(name)
    shown = name if cell_len(name) <= room else capitalized(brief)
    return Line((Span(fit(shown, room)),), (Span(count, "dim"),))


# -- the balance -------------------------------------------------------------------------------------------------------


def balance_lines(
    balance: MovementBalance, exercises: Mapping[str, Exercise], size: tuple[int, int]
) -> tuple[Line, ...]:
    """Return the sets of each movement as words and bars, with as much around them as fits.

    Args:
        balance: the sets.
        exercises: the catalogue, which has the names of what isn't counted.
        size: columns and rows.
    """
    width, height = size
    most = max(balance.movements.values())
    digits = len(f"{most:,}")
    room = max(1, width - MOVEMENT_WIDTH - digits - 2)
    bars = [
        Line(
            (
                Span(movement.ljust(MOVEMENT_WIDTH), "" if sets else "dim"),
                Span(bar(sets / most, room), "accent") if sets else Span("none", "dim"),
            ),
            right_aligned(f"{sets:,}", digits) if sets else (),
        )
        for movement, sets in balance.movements.items()
    ]
    title = Line((Span(title_words(balance.weeks), "strong"),))
    about = dim_lines("left and right count as one · an exercise can be two movements", width)
    other = [Line((Span(text),)) for text in wrap(unsaid_text(balance, exercises), width)]
    choices = ([title, *about, Line(), *bars, Line(), *other], [title, Line(), *bars, *other], [title, *bars], bars)
    return crop_lines(next((lines for lines in choices if len(lines) <= height), bars), height)


def unsaid_text(balance: MovementBalance, exercises: Mapping[str, Exercise]) -> str:
    """Return which exercises aren't in the balance, because nobody said which movements they are; empty if none."""
    names = unsaid_names(balance, exercises)
    others = f" and {len(names) - 2} more" if len(names) > 3 else ""
    shown = names[:2] if others else names
    return f"{NOT_COUNTED}{', '.join(shown)}{others}." if names else ""


# -- weeks -------------------------------------------------------------------------------------------------------------


class Measure(Struct, frozen=True):
    """A value by which weeks are compared."""

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
    Measure("minutes", "solid = strength, hatched = runs", _minutes),
    Measure("sets", "of strength", _sets),
    Measure("sessions", "solid = strength, hatched = runs", _sessions),
    Measure("effort", "average of the strength sessions, 1 to 10", _effort, 10.0),
)


def goal_text(weeks: Sequence[Week], goals: WeekGoals) -> str:
    """Return how many weeks met the goal; empty before the first whole week.

    This week only counts once it has met its goal, and a week without a goal, such as that of a race, not at all.

    Args:
        weeks: those since the first one with training, the oldest first and this week last.
        goals: of every week.
    """
    counted = [week for week in weeks if reached(week, goals) or (week is not weeks[-1] and goals.of(week.first))]
    if not counted:
        return ""
    met = f"met in {weeks_reached(counted, goals)} of {plural(len(counted), 'week')}"
    return f"Goal of {plural(goals.goal, 'session')} {met}"


def easy_text(share: EasyShare, days: int) -> str:
    """Return how much of the training of the last days was easy; empty if too little is known."""
    if not share.known:
        return ""
    rated = " rated" if share.unrated else ""
    easy = f"{share.easy} of {share.sessions}{rated}"
    return f"easy in the last {days} days: {easy}, including runs; aim for {share.wanted:.0%}"


def bars(weeks: Sequence[Week], measure: Measure) -> tuple[Bar, ...]:
    """Return a bar for each week; the first week of a month is labeled with the month, of January with the year."""
    return tuple(Bar(measure.values(week.tally), _month(week)) for week in weeks)


def _month(week: Week) -> str:
    first = next((day.date for day in week.days if day.date.day == 1), None)
    return "" if first is None else month_label(first)


def week_line(week: Week, goals: WeekGoals, width: int) -> Line:
    """Return a week as a row: its first day, sessions of the goal, sets, minutes, effort, and runs."""
    tally, first = week.tally, week.first
    done = "✓" if reached(week, goals) else " "
    spans = [
        Span(short_date(first).rjust(11).ljust(12), "dim"),
        Span(f"{tally.sessions or '·':>8} "),
        Span(done, "accent"),
    ]
    cells = [f"{tally.sets or '':>6}", f"{tally.minutes or '':>6}"]
    cells.append(f"{'' if tally.effort is None else round(tally.effort, 1):>8}")
    runs = [f"{tally.runs or '':>6}", f"{tally.run_minutes or '':>6}"] if width >= 56 else []
    return Line((*spans, Span("".join([*cells, *runs]))))


def week_head(width: int) -> Line:
    """Return the headings of the columns of `week_line`."""
    words = f"{'week of':12}{'sessions':>8}{'':2}{'sets':>6}{'min':>6}{'effort':>8}" + (
        f"{'runs':>6}{'min':>6}" if width >= 56 else ""
    )
    return Line((Span(words, "dim"),))

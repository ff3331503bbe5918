"""`runstrength plan --ahead`: the next weeks as they come if everything is done as asked, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from runstrength.cli.output import print_json
from runstrength.cli.plan_text import target_document
from runstrength.cli.text_layout import bullets, table, wrapped
from runstrength.coach.ahead import SessionAhead, WeightAhead, by_week, sessions_ahead, weights_ahead
from runstrength.dates import short_day
from runstrength.numbers import format_weight
from runstrength.session.wording import in_sentence, minutes, whole_dose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runstrength.catalogue.library import Library
    from runstrength.catalogue.routine import Routine
    from runstrength.coach.prescription import Choices, Today
    from runstrength.settings import Settings

EASED: Final = {
    "deload": "lighter week",
    "race": "race season",
    "return": "back after weeks off",
    "amber": "lighter day",
    "steady": "lighter day",
    "mileage": "more running than usual",
}
"""What the field `eased` of a plan means."""


def print_ahead(
    routine: Routine,
    library: Library,
    settings: Settings,
    choices: Choices,
    today: Today,
    weeks: int,
    *,
    as_json: bool,
) -> None:
    """Print the next weeks.

    Raises:
        InputError: nothing of the routine is left to do.
    """
    sessions = sessions_ahead(routine, library, settings, choices, today, weeks)
    weights = weights_ahead(sessions, choices)
    if as_json:
        print_json(
            {
                "routine": routine.name,
                "weeks": weeks,
                "sessions": [*map(session_document, sessions)],
                "weights": [*map(weight_document, weights)],
            }
        )
        return
    span = "the next week" if weeks == 1 else f"the next {weeks} weeks"
    lines = wrapped(f"{routine.title} · {choices.level} · {span}, if you do everything as asked")
    if not sessions:
        click.echo("\n".join([*lines, "", "No session is due."]))
        return
    lines += ["", *week_lines(sessions, settings.week_starts, choices.units)]
    needed = [weight_words(weight, choices.units) for weight in weights]
    click.echo("\n".join([*lines, *([""] if needed else []), *bullets("Weights: ", needed, len("Weights: "))]))


def week_lines(sessions: Sequence[SessionAhead], week_starts: str, units: str) -> list[str]:
    """Return a table of weeks: how many sessions, how long they are, and what changes."""
    known: dict[str, str] = {}
    rows = []
    for first, of_week in by_week(sessions, week_starts).items():
        changes: dict[str, str] = {}
        for session in of_week:
            for step in session.first_steps:
                exercise = session.plan.exercises[step.exercise]
                load = "" if step.load_kg is None else f" at {format_weight(step.load_kg, units)}"
                words = f"{in_sentence(exercise.full_name)} {whole_dose(step)}{load}"
                if known.get(step.exercise) != words and not session.plan.eased:
                    changes[step.exercise] = known[step.exercise] = words
        eased = dict.fromkeys(EASED.get(session.plan.eased, "") for session in of_week)
        longest = max(session.plan.expected for session in of_week)
        told = [*filter(None, eased), *changes.values()] or ["as before"]
        rows.append((short_day(first), str(len(of_week)), minutes(longest), "; ".join(told)))
    return table(rows, ("week of", ">sessions", ">up to", "what changes"))


def weight_words(weight: WeightAhead, units: str) -> str:
    """Return a weight in words: `8 kg dumbbell from 14 Dec (goblet squat)`."""
    kilograms = "" if weight.kilograms is None else f"{format_weight(weight.kilograms, units)} "
    more = "" if weight.owned else ", not in your list"
    return f"{kilograms}{weight.kit} from {short_day(weight.when)} ({in_sentence(weight.exercise)}{more})"


def session_document(session: SessionAhead) -> dict[str, object]:
    """Return a session ahead as JSON values."""
    plan = session.plan
    return {
        "date": session.when.date().isoformat(),
        "seconds": float(plan.seconds),
        "sets": plan.sets,
        "eased": plan.eased or None,
        "exercises": [
            {
                "exercise": step.exercise,
                "variant": plan.exercises[step.exercise].variant,
                "name": plan.exercises[step.exercise].full_name,
                "target": target_document(step.target),
                "load_kg": step.load_kg,
            }
            for step in session.first_steps
        ],
    }


def weight_document(weight: WeightAhead) -> dict[str, object]:
    """Return a weight ahead as JSON values."""
    return {
        "equipment": weight.kit,
        "load_kg": weight.kilograms,
        "from": weight.when.date().isoformat(),
        "exercise": weight.exercise,
        "owned": weight.owned,
    }

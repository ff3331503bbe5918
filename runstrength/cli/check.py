"""`runstrength check`: the self-check, and what it came to over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli.options import answer_of, keeps, running, sounding
from runstrength.cli.output import print_json, the_library, the_settings, the_store

if TYPE_CHECKING:
    from datetime import datetime

    from runstrength.catalogue.self_check import SelfCheck
    from runstrength.session.record import Record
    from runstrength.settings import Settings

ROUTINE = "check"


@click.command()
@sounding
@running
@click.option("--results", "look", is_flag=True, help="What it came to so far; nothing is started.")
@click.option("--json", "as_json", is_flag=True, help="The results as an array, for scripts.")
def check(
    speed: float,
    save: bool | None,
    resume: bool,
    fresh: bool,
    sound: str | None,
    voice: bool | None,
    look: bool,
    as_json: bool,
) -> None:
    """Be led through the self-check: balance, side plank and calf raises, left and right, and the mirror."""
    settings = the_settings()
    if look or as_json:
        _results(settings, as_json=as_json)
        return
    from runstrength.cli.app import open_app
    from runstrength.coach.prescription import Choices

    answer = answer_of(resume, fresh, save)
    library = the_library()
    library.routine(ROUTINE)
    open_app(
        "session",
        "A self-check",
        "runstrength check --results",
        settings=settings,
        library=library,
        choices=Choices.from_settings(settings),
        routine=ROUTINE,
        speed=speed,
        save=keeps(save, speed) or bool(answer),
        answer=answer,
        sound=sound,
        voice=voice,
    )


def _results(settings: Settings, *, as_json: bool) -> None:

    from runstrength.catalogue.naming import exercise_name
    from runstrength.catalogue.self_check import read_selfcheck
    from runstrength.coach.insights import remarks
    from runstrength.coach.self_check import results
    from runstrength.dates import local_now
    from runstrength.locations import assets_dir

    library, now = the_library(), local_now()
    records = tuple(one for one in the_store().entries().records if one.kind == "check")
    found = results(records)
    if as_json:
        print_json(
            [
                {
                    "started": one.when.isoformat(),
                    "exercise": one.exercise,
                    "left": one.left,
                    "right": one.right,
                    "unit": one.unit,
                }
                for one in found
            ]
        )
        return
    if not found:
        click.echo("No self-check yet: runstrength check leads through one.")
        return
    names = {key: exercise.name for key, exercise in library.exercises.items()}
    known = read_selfcheck(assets_dir() / "check.toml")
    lines: list[str] = []
    for exercise in dict.fromkeys(one.exercise for one in found):
        lines += [*([""] if lines else []), exercise_name(library.exercises, exercise)]
        lines += [f"  {one.when:%Y-%m-%d}  {one.words}" for one in found if one.exercise == exercise]
        lines += _wrapped(_usual(exercise, settings, now, known), 2)
    lines += [line for text in _mirror(records, known) for line in ("", *_wrapped(text, 0))]
    said = remarks(records, now, library.coach_rules, names, week_starts=settings.week_starts)
    lines += [line for text in said for line in ("", *_wrapped(text, 0))]
    click.echo("\n".join(lines))


def _usual(exercise: str, settings: Settings, now: datetime, known: SelfCheck) -> str:
    from runstrength.coach.self_check import usual_words
    from runstrength.dates import day_of

    return usual_words(exercise, settings.birth_year, day_of(now), known)


def _mirror(records: tuple[Record, ...], known: SelfCheck) -> tuple[str, ...]:
    from runstrength.coach.self_check import answer_words

    answers = records[0].answers if records else None
    return answer_words(answers, known) if isinstance(answers, dict) else ()


def _wrapped(text: str, indent: int) -> list[str]:
    from runstrength.cli.text_layout import page_width, wrapped

    return [" " * indent + line for line in wrapped(text, page_width() - indent)] if text else []

"""`runstrength check`: starts the self-check, or prints the results so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from runstrength.cli.options import run_options, session_flags, sound_options
from runstrength.cli.output import print_json
from runstrength.cli.profile_data import profile_history, profile_library, profile_settings

if TYPE_CHECKING:
    from datetime import datetime

    from runstrength.catalogue.self_check import SelfCheck
    from runstrength.session.record import Record
    from runstrength.settings import Settings


@click.command()
@sound_options
@run_options
@click.option("--results", "show_results", is_flag=True, help="Show results; don't start a check.")
@click.option("--json", "as_json", is_flag=True, help="Show results as a JSON array.")
def check(show_results: bool, as_json: bool, **flags: Any) -> None:
    """Start the self-check.

    It compares left with right: balance, side plank and calf raises, then a few questions in front of a mirror.
    """
    settings = profile_settings()
    if show_results or as_json:
        _results(settings, as_json=as_json)
        return
    given = session_flags(flags)
    from runstrength.catalogue.self_check import SELF_CHECK
    from runstrength.cli.app import open_app
    from runstrength.coach.prescription import Choices
    from runstrength.ui.launch_options import LaunchOptions

    library = profile_library()
    library.routine(SELF_CHECK)
    options = LaunchOptions(
        settings=settings,
        library=library,
        choices=Choices.from_settings(settings),
        start="session",
        routine=SELF_CHECK,
        **given,
    )
    open_app(options, "A self-check", "runstrength check --results")


def _results(settings: Settings, *, as_json: bool) -> None:
    from runstrength.catalogue.naming import exercise_name
    from runstrength.catalogue.self_check import read_selfcheck
    from runstrength.coach.insights import remarks
    from runstrength.coach.self_check import results
    from runstrength.dates import local_now
    from runstrength.locations import assets_dir

    library, now = profile_library(), local_now()
    records = tuple(record for record in profile_history().entries().records if record.kind == "check")
    found = results(records)
    if as_json:
        print_json(
            [
                {
                    "started": result.when.isoformat(),
                    "exercise": result.exercise,
                    "left": result.left,
                    "right": result.right,
                    "unit": result.unit,
                }
                for result in found
            ]
        )
        return
    if not found:
        click.echo("No results yet. Start a self-check with: runstrength check")
        return
    names = {key: exercise.name for key, exercise in library.exercises.items()}
    self_check = read_selfcheck(assets_dir() / "check.toml")
    lines: list[str] = []
    for exercise in dict.fromkeys(result.exercise for result in found):
        lines += [*([""] if lines else []), exercise_name(library.exercises, exercise)]
        lines += [f"  {result.when:%Y-%m-%d}  {result.words}" for result in found if result.exercise == exercise]
        lines += _wrapped(_usual_range(exercise, settings, now, self_check), 2)
    lines += [line for text in _mirror(records, self_check) for line in ("", *_wrapped(text, 0))]
    texts = remarks(records, now, library.coach_rules, names, week_starts=settings.week_starts)
    lines += [line for text in texts for line in ("", *_wrapped(text, 0))]
    click.echo("\n".join(lines))


def _usual_range(exercise: str, settings: Settings, now: datetime, self_check: SelfCheck) -> str:
    from runstrength.coach.self_check import usual_words
    from runstrength.dates import day_of

    return usual_words(exercise, settings.birth_year, day_of(now), self_check)


def _mirror(records: tuple[Record, ...], self_check: SelfCheck) -> tuple[str, ...]:
    from runstrength.coach.self_check import answer_words

    answers = records[0].answers if records else None
    return answer_words(answers, self_check) if isinstance(answers, dict) else ()


def _wrapped(text: str, indent: int) -> list[str]:
    from runstrength.cli.text_layout import page_width, wrapped

    return [" " * indent + line for line in wrapped(text, page_width() - indent)] if text else []

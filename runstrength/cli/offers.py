"""`runstrength offers`: shows what the coach offers, and answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli.groups import CommandGroup
from runstrength.cli.options import ChoiceType
from runstrength.cli.output import print_json
from runstrength.cli.profile_data import profile_library, profile_settings, routine_or_default, today_of

if TYPE_CHECKING:
    from runstrength.settings import Settings

# A copy of `settings.OFFERS`, because `--help` should not import the settings.
OFFERS = ("heavy", "hops")
_OFFER = click.argument("offer", type=ChoiceType(OFFERS, case_sensitive=False))


@click.group(cls=CommandGroup)
def offers() -> None:
    """Show and answer what the coach offers.

    It offers a heavy phase and hops. Nothing of it is in a plan before you accept it. The answers are settings (see
    docs/files.md).
    """


@offers.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def list_(as_json: bool) -> None:
    """List the offers with your answers, and what is offered today."""
    from runstrength.cli.text_layout import table, wrapped
    from runstrength.coach.offers import NAMES
    from runstrength.coach.planner import Planner
    from runstrength.coach.prescription import Choices
    from runstrength.dates import local_now

    settings, library, now = profile_settings(), profile_library(), local_now()
    planner = Planner(library, Choices.from_settings(settings), lambda: today_of({}, now))
    plan = planner.plan(routine_or_default(None, settings, library))
    if as_json:
        print_json(
            [
                {"offer": key, "name": NAMES[key], "answer": getattr(settings, key), "offered": plan.offer == key}
                for key in OFFERS
            ]
        )
        return
    rows = [(key, NAMES[key], answer_text(settings, key), "offered" if plan.offer == key else "") for key in OFFERS]
    lines = table(rows, ("offer", "name", "your answer", ""))
    if plan.offer:
        lines += ["", *wrapped(plan.reasons[-1])]
    click.echo("\n".join(lines))


def answer_text(settings: Settings, key: str) -> str:
    """Return the answer to an offer as text: `yes, on 30 Nov 2026`, `none yet`."""
    from runstrength.dates import short_date
    from runstrength.settings import read_answer

    answer = read_answer(getattr(settings, key))
    if answer is None:
        return "none yet"
    word = "yes" if answer.accepted else "no"
    return f"{word}, on {short_date(answer.day)}" if answer.day else word


@offers.command("accept")
@_OFFER
def accept(offer: str) -> None:
    """Accept an offer: your plans have it from today.

    They have it as long as your level, the season, your weights and your training allow it.
    """
    _answer(offer, accepted=True)


@offers.command("decline")
@_OFFER
def decline(offer: str) -> None:
    """Decline an offer, or end what you accepted.

    It is offered again after some weeks.
    """
    _answer(offer, accepted=False)


@offers.command("undo")
@_OFFER
def undo(offer: str) -> None:
    """Undo your answer to an offer."""
    from runstrength.coach.offers import NAMES
    from runstrength.text import capitalized

    before = getattr(profile_settings(), offer)
    if not before:
        raise click.UsageError(f"{offer} has no answer: use accept or decline")
    _save(offer, "")
    click.echo(f"{capitalized(NAMES[offer])}: no answer any more.")


def _answer(offer: str, *, accepted: bool) -> None:
    from runstrength.coach.offers import answer_words
    from runstrength.dates import day_of, local_now
    from runstrength.settings import OfferAnswer

    profile_settings()  # a broken file is named before anything is written
    rules = profile_library().coach_rules.offers
    _save(offer, OfferAnswer(accepted, day_of(local_now())).text)
    click.echo(answer_words(offer, rules, accepted=accepted))


def _save(offer: str, answer: str) -> None:
    from runstrength.profile import Profile, SettingsSaveError

    try:
        Profile.default().save_settings({offer: answer})
    except SettingsSaveError as error:
        raise click.ClickException(str(error)) from None

"""Today's check-in as options, and what is known of the person on the day: the past, and the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from runstrength.cli.options import typed

if TYPE_CHECKING:
    from datetime import datetime

    from runstrength.coach.prescription import Today
    from runstrength.coach.readiness import Checkin

C = TypeVar("C", bound=Callable[..., Any])

ANSWERS = ("sleep", "stress", "soreness", "hard_run_hours", "pain")


def checking(command: C) -> C:
    """Give a command the options of a check-in; it takes them as `**flags`, for `today_of`."""
    for option in reversed(
        (
            click.option(
                "--sleep", callback=typed("read_sleep"), metavar="HOURS", help="Slept last night: 7.5 or 7:30."
            ),
            click.option(
                "--stress", callback=typed("read_stress"), metavar="1..5", help="Of life: 1 none, 5 more than enough."
            ),
            click.option(
                "--soreness", callback=typed("read_soreness"), metavar="0..10", help="0 none, 10 hardly able to move."
            ),
            click.option(
                "--hard-run-hours",
                callback=typed("read_hard_run"),
                metavar="N",
                help="Hours since a hard run; known from the log, where it was logged.",
            ),
            click.option("--pain", is_flag=True, help="Sharp, or changing how you move: then there is no session."),
            click.option("--as-usual", is_flag=True, help="Overrule the day, the season and a lighter week."),
        )
    ):
        command = option(command)
    return command


def checkin_of(flags: Mapping[str, Any]) -> Checkin | None:
    """Return the answers that were given, None where there were none."""
    from runstrength.coach.readiness import Checkin

    checkin = Checkin(**{name: flags[name] for name in ANSWERS if flags.get(name) is not None})
    return checkin if checkin.said else None


def today_of(flags: Mapping[str, Any], now: datetime) -> Today:
    """Return what is known of the person: the newest sessions of the history, and the answers that were given."""
    from runstrength.profile import Profile

    profile = Profile.default()
    profile.checkin = checkin_of(flags)
    return profile.today(now)

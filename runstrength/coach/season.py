"""Determines the runner's season and what it changes.

Less strength when mileage and races come, more in the off-season (the article). One session a week with the same load
maintains strength for months (Spiering 2021: 1 session, 1 set, up to 32 weeks; older people 2 sessions), so the race
season takes off a set and the finisher, never the load. The last days before a race are for warm-ups, and the week
after it has one set less (own defaults). With a race date the season changes automatically.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from runstrength.catalogue.coach_rules import CoachRules

Name = Literal["off", "build", "race", "race_week", "recovery"]


class SeasonPhase(Struct, frozen=True):
    """The season on one day, and what it changes."""

    name: Name
    sessions_per_week: int
    fewer_sets: int = 0
    finisher: bool = True
    fact: str = ""
    """Why anything is different, as a clause: `the race is in 20 days`; empty if nothing is."""
    consequences: tuple[str, ...] = ()
    """What else is different."""


def season_of(setting: str, race_date: str, today: date, rules: CoachRules) -> SeasonPhase:
    """Return the season of a day.

    Args:
        setting: the season of the settings, used if there is no race date.
        race_date: as YYYY-MM-DD, or empty.
        today: the day.
        rules: the numbers of `assets/coach.toml`.
    """
    days = (date.fromisoformat(race_date) - today).days if race_date else None
    race = rules.race
    if days is not None and 0 <= days <= race.week_days:
        when = "today" if not days else "tomorrow" if days == 1 else f"in {days} days"
        return SeasonPhase("race_week", 0, fact=f"the race is {when}")
    if days is not None and -race.recovery_days <= days < 0:
        ago = "yesterday" if days == -1 else f"{-days} days ago"
        return SeasonPhase("recovery", 1, 1, finisher=False, fact=f"the race was {ago}")
    name: Name = "off" if setting == "off" else "race" if setting == "race" else "build"
    if days is not None and days > 0:
        name = "race" if days <= race.race_days else "build" if days <= race.build_days else "off"
    season = rules.seasons[name]
    fact = ""
    consequences: tuple[str, ...] = ()
    if name == "race":
        fact = f"the race is in {days} days" if days is not None and days > 0 else "it's race season"
        consequences = ("one session a week",)
    elif name == "off":
        fact, consequences = "it's off-season", ("up to three sessions a week", "time to add weight")
    return SeasonPhase(name, season.sessions_per_week, season.fewer_sets, season.finisher, fact, consequences)

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
    why: str = ""
    """One sentence, empty if it changes nothing."""


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
        until = " until then" if days else ""
        why = f"The race is {when}: warm-ups only{until}, to keep your legs fresh."
        return SeasonPhase("race_week", 0, why=why)
    if days is not None and -race.recovery_days <= days < 0:
        ago = "yesterday" if days == -1 else f"{-days} days ago"
        return SeasonPhase("recovery", 1, 1, finisher=False, why=f"The race was {ago}: one fewer set and no finisher.")
    name: Name = "off" if setting == "off" else "race" if setting == "race" else "build"
    if days is not None and days > 0:
        name = "race" if days <= race.race_days else "build" if days <= race.build_days else "off"
    season = rules.seasons[name]
    return SeasonPhase(name, season.sessions_per_week, season.fewer_sets, season.finisher, _why(name, days))


def _why(name: Name, days: int | None) -> str:
    if name == "race":
        until = f" ({days} days to the race)" if days is not None and days > 0 else ""
        return (
            f"Race season{until}: one session a week keeps your strength, "
            "with one fewer set, no finisher and the same weights."
        )
    if name == "off":
        return "Off-season: time to add weight, in up to three sessions a week."
    return ""

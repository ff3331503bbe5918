"""Determines the runner's season and what it changes.

Less strength when mileage and races come, more in the off-season (the article). One session a week with the same load
maintains strength for months (Spiering 2021: 1 session, 1 set, up to 32 weeks; older people 2 sessions), so the race
season takes off a set and the finisher, never the load. The last days before a race are for warm-ups. After it there
are no leg exercises for three days, or for seven if it took longer than a half marathon does or its length isn't known;
then one set less for as many days (own defaults). With a race date the season changes automatically.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from runstrength.catalogue.coach_rules import CoachRules, RaceRules
from runstrength.coach.runs import length_words, minutes_on, race_in_log
from runstrength.dates import day_of, from_today, week_of
from runstrength.session.record import Record
from runstrength.session.weeks import WeekGoals, is_strength, up_to

if TYPE_CHECKING:
    from runstrength.settings import Settings

Name = Literal["off", "build", "race", "race_week", "recovery"]


AROUND_A_RACE: Final = ("race", "race_week", "recovery")
"""The phases in which a week has a smaller goal."""


class SeasonPhase(Struct, frozen=True):
    """The season on one day, and what it changes."""

    name: Name
    sessions_per_week: int
    fewer_sets: int = 0
    finisher: bool = True
    legs: bool = True
    """Leg exercises are done."""
    fact: str = ""
    """Why anything is different, as a clause: `the race is in 20 days`; empty if nothing is."""
    consequences: tuple[str, ...] = ()
    """What else is different."""
    otherwise: str = ""
    """What would have changed it, as a main clause."""


def _after_race(name: str, days: int, minutes: float | None, rules: RaceRules) -> SeasonPhase | None:
    """Return the phase some days after a race, None if it is over.

    Args:
        name: of the race, as the start of a clause.
        days: since the race.
        minutes: how long it took, None if unknown.
        rules: how many days it needs.
    """
    half = minutes is not None and minutes <= rules.half_minutes
    rest = rules.half_days if half else rules.full_days
    if days > 2 * rest:
        return None
    fact, otherwise = f"{name} was {from_today(-days)}", ""
    if days > rest:
        return SeasonPhase("recovery", 1, 1, finisher=False, fact=fact)
    if minutes is None and days > rules.half_days:
        half_words = length_words(rules.half_minutes)
        otherwise = f"with a logged run of up to {half_words} on that day, leg exercises would be back"
    return SeasonPhase("recovery", 1, 0, finisher=False, legs=False, fact=fact, otherwise=otherwise)


def season_of(
    setting: str, race_date: str, today: date, rules: CoachRules, records: Sequence[Record] = ()
) -> SeasonPhase:
    """Return the season of a day.

    Args:
        setting: the season of the settings, used if there is no race date.
        race_date: as YYYY-MM-DD, or empty.
        today: the day.
        rules: the numbers of `assets/coach.toml`.
        records: the past, the newest first; a race in it needs rest as one with a date does.
    """
    days = (date.fromisoformat(race_date) - today).days if race_date else None
    race = rules.race
    if days is not None and 0 <= days <= race.week_days:
        return SeasonPhase("race_week", 0, fact=f"the race is {from_today(days)}")
    after = []
    if days is not None and days < 0:
        after.append(_after_race("the race", -days, minutes_on(records, race_date), race))
    logged = race_in_log(records, rules.runs)
    if logged is not None and day_of(logged.started) <= today:
        ago = (today - day_of(logged.started)).days
        after.append(_after_race(f"your {logged.name}", ago, logged.minutes, race))
    recovering = [phase for phase in after if phase is not None]
    if recovering:
        return min(recovering, key=lambda phase: phase.legs)
    name: Name = "off" if setting == "off" else "race" if setting == "race" else "build"
    if days is not None and days > 0:
        name = "race" if days <= race.race_days else "build" if days <= race.build_days else "off"
    season = rules.seasons[name]
    fact = ""
    consequences: tuple[str, ...] = ()
    if name == "race":
        fact = f"the race is in {days} days" if days is not None and days > 0 else "it's race season"
        consequences = ("one session a week",)
    elif name == "off" and not _trained_this_month(records, today):
        fact, consequences = "it's off-season", ("up to three sessions a week", "time to add weight")
    return SeasonPhase(
        name, season.sessions_per_week, season.fewer_sets, season.finisher, fact=fact, consequences=consequences
    )


def _trained_this_month(records: Sequence[Record], today: date) -> bool:
    """Tell whether this month has a session: what goes for a whole season is only said in the first one of a month."""
    days = (day_of(record.started) for record in records if is_strength(record))
    return any((day.year, day.month) == (today.year, today.month) for day in days)


def goals_of(settings: Settings, records: Sequence[Record], now: datetime, rules: CoachRules) -> WeekGoals:
    """Return the goal of every week: the person's, or what the season asks for around a race if that is less.

    Past weeks are those around the race date; without one only this week is known, and weeks with a session of the race
    season, whose records say so.

    Args:
        settings: the person's.
        records: the past, the newest first.
        now: the moment.
        rules: the numbers of `assets/coach.toml`.
    """
    day, starts = day_of(now), settings.week_starts
    phase = season_of(settings.season, settings.race_date, day, rules, up_to(records, now))
    exceptions = {week_of(day, starts): phase.sessions_per_week} if phase.name in AROUND_A_RACE else {}
    if settings.race_date:
        race = date.fromisoformat(settings.race_date)
        for before in range(-2 * rules.race.full_days, rules.race.race_days + 1):
            then = date.fromordinal(min(max(1, race.toordinal() - before), date.max.toordinal()))
            week = week_of(then, starts)
            if then < day and week != week_of(day, starts):
                wanted = season_of(settings.season, settings.race_date, then, rules).sessions_per_week
                exceptions[week] = min(wanted, exceptions.get(week, wanted))
    return WeekGoals(settings.weekly_goal, exceptions, starts)

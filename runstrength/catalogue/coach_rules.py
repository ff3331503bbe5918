"""The numbers that the coach goes by, as `assets/coach.toml` has them; what they are for stands in `coach`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from runstrength.toml_input import convert_toml


class TimeBudgetRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How a session is fitted into the time there is."""

    grace: float
    """Seconds that a plan may be longer than that."""
    unused: float
    """The part of the time that may stay unused before a set is added."""
    most_sets: int
    least_sets: int
    rests: tuple[float, ...]
    """Breaks between rounds that are tried after the level's own, in seconds, the longest first."""


class PaceRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How much of the past it takes to know how long a person really needs."""

    least_sessions: int
    newest: int
    """How many sessions are looked at."""
    low: float
    high: float
    """What is learned stays between these parts of the plan."""


class ProgressionRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a dose or a load grows, and by how much."""

    reserve: int
    """Reps that must have been left."""
    sessions: int
    """Sessions running."""
    hold_step: float
    """Seconds."""
    carry_step: float
    """Steps each way."""
    hold_restart: float
    """Seconds with which a harder hold begins at the most."""
    load_least: float
    load_most: float
    """The least and the most that a load grows by, as a part of it."""
    load_down: float
    """The part of the load that is taken off."""
    slow: str
    """The form that is the step between, where the next weight is too far."""
    pause_days: int
    """After so many days without, nothing grows."""
    restart_days: int
    """After so many it begins again at the level's dose."""
    weights: Mapping[str, float]
    """Kilograms from one weight to the next, by equipment."""


class DeloadRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a lighter week is suggested, and what it is."""

    every_weeks: int
    fewer_sets: int
    reserve: int
    """Reps to stop with."""
    red_days: int
    red_within_days: int
    step_downs: int
    """Exercises that got easier."""
    least_weeks: int
    """Weeks of training running before these ask for one."""
    apart_days: int
    """Days after a lighter week in which red days ask for no other."""


class SeasonRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What a season changes."""

    sessions_per_week: int
    fewer_sets: int
    finisher: bool


class RaceRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Days before a race from which a season holds, and after it."""

    week_days: int
    race_days: int
    build_days: int
    recovery_days: int


class ReadinessRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a day amber or red, and what that means."""

    hard_hours: float
    mean_sleep: float
    """Hours."""
    nights: int
    least_nights: int
    amber_sleep: float
    red_sleep: float
    amber_soreness: int
    red_soreness: int
    amber_stress: int
    red_stress: int
    ambers: int
    """So many ambers are red."""
    fewer_sets: int
    reserve: int
    instead: str
    """The routine of a red day."""


class StressShare(Struct, frozen=True, forbid_unknown_fields=True):
    """How training and the rest of life share the day; a picture only."""

    volume: tuple[float, float, float, float, float]
    """What stress of 1 to 5 leaves for training, as a part of all there could be."""


class EffortRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What is hard, what is easy, and how much of the training should be easy."""

    hard: int
    """Effort, 1 to 10, from which a session is hard."""
    easy: int
    """Effort up to which it is easy."""
    window_days: int
    easy_share: float
    least_sessions: int


class GoalRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a smaller plan is offered."""

    missed_weeks: int
    minutes: int


class AsymmetryRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a difference between the sides is mentioned, as a part of the better side."""

    note: float
    flag: float
    apart_days: int


class WarmUpRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What a warm-up leaves out, and how the run begins after it."""

    raise_minutes: float
    """How long it takes to be warm, running included."""
    least_minutes: int
    """Of the run, that stay easy in any case."""
    longer: str
    """The move that gets the seconds of what is left out."""
    sore: tuple[str, ...]
    """Moves that are left out with a sore calf or Achilles."""
    no_floor: Mapping[str, str]
    """What takes the place of moves on the floor."""


class CoachRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that the coach goes by."""

    fit: TimeBudgetRules
    pace: PaceRules
    progression: ProgressionRules
    deload: DeloadRules
    seasons: Mapping[str, SeasonRules]
    """By name, those of `settings.SEASONS`."""
    race: RaceRules
    readiness: ReadinessRules
    pie: StressShare
    effort: EffortRules
    goal: GoalRules
    asymmetry: AsymmetryRules
    warmup: WarmUpRules


def read_coach_rules(path: Path) -> CoachRules:
    """Read the numbers.

    Raises:
        InputError: the file is damaged.
    """
    return convert_toml(path, CoachRules)

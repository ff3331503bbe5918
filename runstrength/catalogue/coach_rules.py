"""The numbers of `assets/coach.toml` that the coach uses; the modules of `coach` explain them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from runstrength.toml_input import convert_toml


class TimeBudgetRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How a session is fitted into a time limit."""

    grace: float
    """Seconds that a plan may exceed the time limit."""
    unused: float
    """The part of the time that may stay unused; if more is unused, a set is added."""
    most_sets: int
    least_sets: int
    rests: tuple[float, ...]
    """Rests between rounds to try after the level's, in seconds, the longest first."""


class PaceRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How a person's pace is learned."""

    least_sessions: int
    newest: int
    """How many of the newest sessions count."""
    low: float
    high: float
    """The bounds of the pace, relative to the plan."""


class ProgressionRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a dose or a load grows, and by how much."""

    reserve: int
    """Reps in reserve that are needed."""
    sessions: int
    """Sessions in a row."""
    hold_step: float
    """Seconds."""
    carry_step: float
    """Steps each way."""
    hold_restart: float
    """The most seconds with which a harder hold starts."""
    load_least: float
    load_most: float
    """The least and the most that a load grows, as a fraction of it."""
    load_down: float
    """The fraction by which a load is reduced."""
    slow: str
    """The form used in between if the next weight is too much heavier."""
    pause_days: int
    """Days off after which nothing grows."""
    restart_days: int
    """Days off after which it restarts at the level's dose."""
    weights: Mapping[str, float]
    """Kilograms between two weights, by equipment."""


class DeloadRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a lighter week is due, and what it changes."""

    every_weeks: int
    fewer_sets: int
    reserve: int
    """Reps in reserve to stop with."""
    red_days: int
    red_within_days: int
    step_downs: int
    """Exercises that get easier for a lighter week to be due."""
    least_weeks: int
    """Weeks of training in a row before these count."""
    apart_days: int
    """Days after a lighter week in which red days do not bring another."""


class SeasonRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What a season changes."""

    sessions_per_week: int
    fewer_sets: int
    finisher: bool


class RaceRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Days before and after a race for which a season applies."""

    week_days: int
    race_days: int
    build_days: int
    recovery_days: int


class ReadinessRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a day amber or red, and what that changes."""

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
    """Ambers that together make a red day."""
    fewer_sets: int
    reserve: int
    instead: str
    """The routine to do on a red day."""


class EffortRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Which efforts are hard or easy, and how much of the training should be easy."""

    hard: int
    """Effort, 1 to 10, from which a session is hard."""
    easy: int
    """Effort up to which a session is easy."""
    window_days: int
    easy_share: float
    least_sessions: int


class GoalRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a smaller plan is offered."""

    missed_weeks: int
    minutes: int


class AsymmetryRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a difference between sides is mentioned, as a fraction of the better side."""

    note: float
    flag: float
    apart_days: int


class WarmUpRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What a warm-up leaves out, and how easily the run starts after it."""

    raise_minutes: float
    """Minutes that warming up takes, easy running included."""
    least_minutes: int
    """The least minutes of the run to keep easy."""
    longer: str
    """The move that gets the seconds of moves left out."""
    sore: tuple[str, ...]
    """Moves that are left out with a sore calf or Achilles."""
    no_floor: Mapping[str, str]
    """Replacements of moves on the floor, by key."""


class MirrorRule(Struct, frozen=True, forbid_unknown_fields=True):
    """What a no before the mirror changes in the plan: one more set of an exercise, or a weight for it."""

    fact: str
    """What the person saw, as a clause."""
    exercises: tuple[str, ...]
    """Exercises that train it; the first one of the routine changes."""
    weight: bool = False
    """The exercise is done with a weight, if it isn't and a weight is there."""


class PainRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What follows if an exercise hurts a bit, in sessions."""

    easier: int
    """The easier form is planned."""
    left_out: int
    """Another exercise takes its place."""
    clean: int
    """It is back, after this many in a row without it hurting."""


class RepsLeftRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Which exercises are asked how many reps were left."""

    within: int
    """Sessions in which each exercise with a weight is asked about once."""


class CoachRules(Struct, frozen=True, forbid_unknown_fields=True):
    """All numbers of `assets/coach.toml`."""

    fit: TimeBudgetRules
    pace: PaceRules
    progression: ProgressionRules
    deload: DeloadRules
    seasons: Mapping[str, SeasonRules]
    """By name, those of `settings.SEASONS`."""
    race: RaceRules
    readiness: ReadinessRules
    reps_left: RepsLeftRules
    pain: PainRules
    effort: EffortRules
    goal: GoalRules
    asymmetry: AsymmetryRules
    mirror: Mapping[str, MirrorRule]
    """By the keys of the questions before the mirror."""
    warmup: WarmUpRules


def read_coach_rules(path: Path) -> CoachRules:
    """Read `assets/coach.toml`.

    Raises:
        InputError: the file is damaged.
    """
    return convert_toml(path, CoachRules)

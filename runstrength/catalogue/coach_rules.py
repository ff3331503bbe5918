"""The numbers of `assets/coach.toml` that the coach uses; the modules of `coach` explain them."""

# Annotations are values here, not text: msgspec would compile each of them again before the first frame.

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


class BalanceRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How the balance of the movements is counted."""

    weeks: int
    """The sets of this many weeks count."""
    overdue_days: int
    """A block that wasn't done for so many days before the last session has its turn first."""


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
    sessions_unanswered: int
    """Sessions in a row if neither reps in reserve nor effort were entered."""
    sessions_against_effort: int
    """Sessions in a row that outweigh the effort of the session, the second-best witness."""
    say_again_days: int
    """After how many days a fact that changes nothing is said again."""
    answer_sessions: int
    """For how many sessions of an exercise an answer about it counts."""
    fast_reserve: int
    fast_times: int
    fast_steps: int
    """So much in reserve in so many answers brings so many steps at once."""
    hard_reserve: int
    hard_times: int
    """At most so much in reserve in so many answers brings a step less."""
    help_less: float
    """The fraction of the load that is taken off then."""
    beyond: int
    """Steps above the range before a load that is much heavier, if there is no slow form."""
    hold_step: float
    """Seconds."""
    carry_step: float
    """Steps each way."""
    hold_restart: float
    """The most seconds with which a harder hold starts."""
    load_least: float
    load_most: float
    """The least and the most that a load grows, as a fraction of it."""
    load_huge: float
    huge_kg: float
    """The fraction, and the kilograms, above which a heavier load comes after every harder form."""
    load_too_far: float
    """The fraction, with the same kilograms, above which a heavier load is not asked for."""
    first_most: float
    """Kilograms: a first weight above this comes after every harder form."""
    load_down: float
    """The fraction by which a load is reduced."""
    slow: str
    """The form used in between if the next weight is too much heavier."""
    pause_days: int
    """Days off after which nothing grows."""
    restart_days: int
    """Days off after which it restarts at the bottom of the range."""
    restart_less: float
    """The fraction by which a load is reduced then."""
    weights: Mapping[str, float]
    """Kilograms between two weights, by equipment."""
    weights_lb: Mapping[str, float]
    """Pounds between two weights, for people who use pounds."""


class AbsenceRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What is different after weeks without a session."""

    fewer_sets: int
    """Sets to take off each block in the first session."""
    restart_sessions: int
    """Sessions without max-rep sets after the days off that restart the progression."""
    beginner_days: int
    """Days off after which sets and first doses are a beginner's."""
    beginner_for_days: int
    newest: int
    """How many sessions are looked at."""


class DeloadRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a lighter week is due, and what it changes."""

    every_weeks: int
    rest_weeks: int
    """Weeks without a session in a row that are rest."""
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
    half_minutes: float
    """Minutes up to which a race is followed by the shorter recovery."""
    half_days: int
    full_days: int
    """Days without leg exercises after a race; as many days with fewer sets follow."""
    legs: tuple[str, ...]
    """The groups of exercises that load the legs."""


class RunRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Which runs were hard or races, and when there is much more running than usual; lengths in minutes."""

    hard_minutes: float
    hard_share: float
    """Of the longest run of the days before."""
    days: int
    least_runs: int
    longer_share: float
    """Of the longest run of the days before, for a remark."""
    longer_days: int
    """Days for which the remark is made."""
    race_effort: int
    race_minutes: float
    """The least minutes of a run of that effort to be a race."""
    marathon_minutes: float
    """Minutes from which any run needs the recovery of a race."""
    more_share: float
    """Of the usual minutes a week, above which a set is taken off."""
    mean_weeks: int
    least_weeks: int
    """Weeks with runs among them."""
    fewer_sets: int


class ReadinessRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a day amber or red, and what that changes."""

    hard_hours: float
    mean_sleep: float
    """Hours."""
    nights: int
    least_nights: int
    usual_days: int
    least_usual: int
    """Known days that make a usual."""
    amber_sleep: float
    """Hours of the last night below which a day is amber, if no usual is known."""
    less_sleep: float
    """Hours below the usual that make a short night."""
    least_sleep: float
    """Hours below which every night is short."""
    less_mean: float
    """Hours below the usual that make a short mean."""
    more_soreness: float
    sore_hours: float
    """Hours after something hard in which soreness comes from it."""
    amber_soreness: int
    red_soreness: int
    amber_stress: int
    red_stress: int
    ambers: int
    """Ambers that together make a red day."""
    steady_days: int
    """Amber days in a row from which on the smallest step is allowed."""
    red_days: int
    """Red days in a row after which `easy_minutes` are offered."""
    easy_minutes: float
    fewer_sets: int
    reserve: int
    instead: str
    """The routine to do on a red day."""
    shorter: str
    """The one if the usual session is shorter than that."""


class EffortRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Which efforts are hard or easy, and how much of the training should be easy."""

    asked: int
    """The effort that a session asks for."""
    hard: int
    """Effort, 1 to 10, from which a session is hard."""
    hard_run: int
    """Effort from which a run is not easy, for the share of easy training."""
    window_days: int
    easy_share: float
    least_runs: int
    """Runs in these days, without which nothing is said."""


class GoalRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a smaller plan is offered."""

    missed_weeks: int
    minutes: int
    days_between: int
    """Days between two sessions, while the days left in the week are enough."""


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
    """Moves that are left out with sore muscles or a sore Achilles."""
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


class OfferRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When the coach offers something, and what it has to do with weeks of training."""

    levels: tuple[str, ...]
    """Who is asked, of `settings.LEVELS`."""
    seasons: tuple[str, ...]
    """In which it is offered, of `settings.SEASONS`."""
    weeks: int
    """Trained weeks that are needed,"""
    of_weeks: int
    """among so many before this one."""
    again_days: int
    """Days after a no in which it isn't offered again."""
    apart_days: int
    """Days after a yes in which nothing else is offered."""


class HeavyRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The heavy phase: leg lifts with heavy weights and few reps."""

    low: float
    high: float
    """The range of reps."""
    sets: tuple[int, int]
    """The fewest and the most."""
    rest: Mapping[str, float]
    """Seconds between rounds, by level."""
    left: tuple[int, int]
    """Reps in reserve to stop a set with, from and to."""
    first_reps: float
    """The first weight is one that could be lifted so often, as estimated,"""
    light_reps: float
    """and is too light if it could be lifted more often than this."""
    most_reps: float
    """The same of the heaviest weight that there is: then there is none for the phase."""
    least_lifts: int
    """Lifts with a weight that is heavy enough, for the phase to be offered."""
    least_minutes: float
    """With a shorter time limit it isn't offered."""
    niggle_days: int
    """A lift that hurt a bit isn't heavy for so many days."""
    steadying: tuple[str, ...]
    """Muscles that two exercises of a pair may share, because they only steady the others."""
    same: Mapping[str, str]
    """Muscles that count as another one."""


class HopRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Hops before everything else in a session."""

    exercise: str
    """Its key."""
    block: str
    """The name of its block."""
    sets: tuple[int, int]
    """The fewest and the most."""
    rest: float
    """Seconds between sets."""
    a_week: int
    """Sessions with hops in seven days, at the most."""
    days_between: int
    """Days from one of them to the next."""
    more: float
    """The fraction by which contacts grow, at the most."""
    sessions: int
    """Sessions in which all were done, before there are more."""
    known_days: int
    """Days in which contacts were made that count as those of before."""


class CoachRules(Struct, frozen=True, forbid_unknown_fields=True):
    """All numbers of `assets/coach.toml`."""

    fit: TimeBudgetRules
    balance: BalanceRules
    pace: PaceRules
    progression: ProgressionRules
    absence: AbsenceRules
    deload: DeloadRules
    seasons: Mapping[str, SeasonRules]
    """By name, those of `settings.SEASONS`."""
    race: RaceRules
    runs: RunRules
    readiness: ReadinessRules
    reps_left: RepsLeftRules
    pain: PainRules
    offers: OfferRules
    heavy: HeavyRules
    hops: HopRules
    effort: EffortRules
    goal: GoalRules
    asymmetry: AsymmetryRules
    stand_ins: Mapping[str, tuple[str, ...]]
    """What takes the place of an exercise, the best first, by its key."""
    mirror: Mapping[str, MirrorRule]
    """By the keys of the questions before the mirror."""
    warmup: WarmUpRules


def read_coach_rules(path: Path) -> CoachRules:
    """Read `assets/coach.toml`.

    Raises:
        InputError: the file is damaged.
    """
    return convert_toml(path, CoachRules)

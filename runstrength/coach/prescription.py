"""Prescribes a session: makes a plan from a routine, the person's choices and their past.

The article this program puts into practice ("Strength and Mobility Training for Runners") gives ranges: 2-4 sets
"depending on your level", 6-12 reps, 20-60 s. The level chooses within them, the past adjusts that (`progression`), day
and season may reduce it (`autoregulation`), and the time limit decides how much of it is done (`time_budget`).

Every decision adds one sentence, its reason, to the plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.coach_rules import MirrorRule
from runstrength.catalogue.exercise import BODYWEIGHT, WEIGHTS, Exercise
from runstrength.catalogue.library import Level, Library
from runstrength.catalogue.routine import Block, Dose, Routine, Slot
from runstrength.coach.absence import (
    NO_MAX_REPS,
    Return,
    beginners_sets,
    coming_back,
    days_without,
    fewer_sets,
    longest_turn,
)
from runstrength.coach.alternatives import exercises_of_a_kind
from runstrength.coach.autoregulation import (
    NO_FINISHER,
    LoadAdjustment,
    adjust_load,
    no_adjustment,
    reps_left,
    warm_ups_only,
    why_lighter,
)
from runstrength.coach.balance import balance_of_training
from runstrength.coach.doses import first_target, fixed_target
from runstrength.coach.explanations import Advised, explain
from runstrength.coach.heavy import heavy_phase, since_the_phase, too_light
from runstrength.coach.hops import NO_HOPS, hop_advice, plan_hops, why_none_today
from runstrength.coach.insights import offer, smaller_plan
from runstrength.coach.offers import Lifter, is_built_in, is_new
from runstrength.coach.own_slots import circuit_exercise, circuit_last, round_part, with_own_values
from runstrength.coach.pace import learned_pace
from runstrength.coach.pain import (
    Trouble,
    back_reason,
    eased_after_pain,
    spared_reason,
    troubles,
    without_past_niggles,
)
from runstrength.coach.past_performance import PastPerformance, performances_by_exercise
from runstrength.coach.progression import ProgressionAdvice, weight_step
from runstrength.coach.readiness import STOP, Checkin, assess, checkin_document, is_sore
from runstrength.coach.reasons import Reason, sentences
from runstrength.coach.reps_left import exercises_to_ask
from runstrength.coach.rotation import Rotation, last_blocks_done, longest_wait, sessions_waited
from runstrength.coach.runs import more_running
from runstrength.coach.season import SeasonPhase, season_of
from runstrength.coach.self_check import mirror_noes
from runstrength.coach.sides import Sides, WeakSide, one_more_reason
from runstrength.coach.slot_advice import Circumstances, slot_advice
from runstrength.coach.slot_planner import SlotOptions, planned_slot
from runstrength.coach.time_budget import (
    Fitted,
    FlexibleBlock,
    TimeBudget,
    duration,
    fit_blocks,
    next_blocks,
    no_increases,
    on_a_lighter_day,
)
from runstrength.coach.warmup import easy_start, fitted_warmup
from runstrength.dates import day_of
from runstrength.dose_kinds import MAX_REPS, OPEN_KINDS
from runstrength.session.build_steps import build_steps
from runstrength.session.plan import AS_PLANNED, LearnedPace, Plan, PlannedBlock, PlannedSlot, Side, Target
from runstrength.session.record import Record
from runstrength.session.simulate import simulated_record
from runstrength.session.weeks import up_to
from runstrength.session.wording import dose, in_sentence
from runstrength.settings import LEVELS
from runstrength.text import closest, invalid, one_of
from runstrength.toml_input import InputError, Problem

if TYPE_CHECKING:
    from runstrength.settings import Settings


OF_SETTINGS: Final = (
    "level",
    "equipment",
    "hands_free",
    "first_side",
    "rest",
    "lead_in",
    "season",
    "race_date",
    "minutes",
    "deload",
    "supersets",
    "week_starts",
    "units",
    "heavy",
    "hops",
)
"""The settings that a plan depends on."""

_ANY_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment of a plan for which none is known."""
NEXT_SESSION: Final = timedelta(days=3)
"""When the next session is, to say what it will have: our default."""


class Choices(Struct, frozen=True):
    """What a person chose for this session; None leaves it to routine and level."""

    level: str = "beginner"
    equipment: tuple[str, ...] = ("bodyweight",)
    sets: int | None = None
    """For every block without a fixed number of sets."""
    blocks: tuple[str, ...] | None = None
    """The names of the blocks to do; the finisher is not among them."""
    finisher: bool | None = None
    """With or without the finisher; None is with, if day and season allow."""
    hands_free: bool = False
    """Every step ends by itself; reps are timed by their tempo."""
    first_side: str = "left"
    """The side that starts in odd sets, one of `settings.SIDES`; the weaker one is known from the past."""
    rest: int = 0
    """Seconds of rest after a round of a session; 0 for the level's."""
    lead_in: float | None = None
    """Seconds of `ready`; None for the level's."""
    minutes: float | None = None
    """The time limit; None for none."""
    season: str = "build"
    """One of `settings.SEASONS`."""
    race_date: str = ""
    """YYYY-MM-DD, or empty; with it the season changes automatically."""
    deload: bool = True
    """Lighter weeks are wanted."""
    supersets: bool = True
    """The exercises of a block alternate; else all sets of one come before the next (straight sets)."""
    floor: bool = True
    """There is a floor to lie on, for a warm-up."""
    sore: bool = False
    """Calf or Achilles are sore, for a warm-up."""
    week_starts: str = "monday"
    """One of `dates.WEEK_STARTS`."""
    units: str = "metric"
    """One of `numbers.UNITS`, for the weights in sentences, and for their steps if none are listed."""
    dumbbells: tuple[float, ...] = ()
    """The dumbbells that the person owns, in kilograms; empty for any."""
    kettlebells: tuple[float, ...] = ()
    """The kettlebells, in kilograms; empty for any."""
    heavy: str = ""
    """The answer to the offer of a heavy phase, as in the settings."""
    hops: str = ""
    """The same for hops."""
    as_usual: bool = False
    """Ignore day, season and lighter week, but not pain."""

    @classmethod
    def from_settings(cls, settings: Settings, chosen: Mapping[str, Any] | None = None) -> Choices:
        """Return the choices that the settings make.

        Args:
            settings: the person's.
            chosen: fields of `Choices` that were chosen instead, for today; None leaves a field to the settings, and 0
                minutes are no limit.
        """
        values = {key: getattr(settings, key) for key in OF_SETTINGS}
        values |= {f"{kit}s": settings.owned(kit) for kit in WEIGHTS}
        ours = {key: value for key, value in (chosen or {}).items() if key in cls.__struct_fields__}
        return cls().with_changes({**values, **{key: value for key, value in ours.items() if value is not None}})

    def with_changes(self, changes: Mapping[str, Any]) -> Choices:
        """Return these choices with other values; other keys are left aside, and bodyweight always stays in."""
        ours = {key: value for key, value in changes.items() if key in self.__struct_fields__}
        if "equipment" in ours:
            ours["equipment"] = tuple(dict.fromkeys((BODYWEIGHT, *ours["equipment"])))
        if ours.get("lead_in") is not None:
            ours["lead_in"] = float(ours["lead_in"])
        if "minutes" in ours:
            ours["minutes"] = time_limit(ours["minutes"])
        return replace(self, **ours)


def time_limit(minutes: float | None) -> float | None:
    """Return minutes as a time limit: None for none, which is 0 in the settings and in what is typed."""
    return float(minutes) if minutes else None


class Today(Struct, frozen=True):
    """What is known about the person at the moment of planning."""

    now: datetime
    """With its offset."""
    records: tuple[Record, ...] = ()
    """The past, the newest first; what is older than some months may be missing."""
    checkin: Checkin | None = None
    """The answers before the session, None if there are none."""


def prescribe(routine: Routine, library: Library, choices: Choices, today: Today | None = None) -> Plan:
    """Return the plan of a routine; on a red day that of a warm-up, with pain one without steps.

    Args:
        routine: what to do.
        library: exercises, levels and the coach's numbers.
        choices: what the person wants.
        today: the past and the check-in; without it the plan is that of a first session.

    Raises:
        InputError: a chosen block is not in the routine, or nothing is left to do.
    """
    if routine.kind == "warmup":
        sore = today is not None and is_sore(today.checkin, today.records, today.now, library.coach_rules.readiness)
        return _warmup(routine, library, choices, sore=sore)
    if today is None or routine.kind != "session":
        return _Prescription(routine, library, choices, LoadAdjustment(), today, {}).plan()
    today = replace(today, records=up_to(today.records, today.now))
    rules = library.coach_rules
    hurting = troubles(today.records, rules.pain)
    performances = without_past_niggles(performances_by_exercise(today.records), hurting)
    readiness = assess(today.checkin, today.records, today.now, rules)
    readiness = eased_after_pain(readiness, today.records)
    season = season_of(choices.season, choices.race_date, day_of(today.now), rules, today.records)
    more, back = more_running(today.records, today.now, rules.runs), coming_back(today.records, today.now, rules)
    lifter = _lifter(library, choices, today, performances, hurting, season, back)
    phase, hops = heavy_phase(routine, library, lifter), plan_hops(routine, library, lifter)
    blocks = (*((hops.block,) if hops.block is not None else ()), *phase.routine.blocks)
    changed = replace(phase.routine, blocks=blocks)
    # The usual session comes first: what is taken off is taken off from it, and a lighter week changes no steps down.
    draft = _Prescription(
        changed, library, choices, LoadAdjustment(), today, performances, hurting, phase.lifts, hops.block
    )
    lighter = why_lighter(
        today.records,
        today.now,
        season,
        rules,
        wanted=choices.deload,
        step_downs=draft.step_downs,
        week_starts=choices.week_starts,
    )
    adjustment = adjust_load(readiness, season, lighter, rules, more=more, back=back)
    checkin = checkin_document(today.checkin, readiness.color)
    if adjustment.color == "stop":
        return Plan(routine.name, routine.title, routine.kind, choices.level, (), {}, reasons=(STOP,), checkin=checkin)
    if choices.as_usual and adjustment.word:
        adjustment = no_adjustment(adjustment)
    usual_seconds = draft.plan().seconds if adjustment.instead or adjustment.word else 0.0
    none_today = why_none_today(readiness, lifter, sore=choices.sore)
    dropped = bool(none_today) and draft.drop_hops(all_of_them=not choices.as_usual)
    no_hops = (Reason(none_today, NO_HOPS),) if dropped else ()
    nothing = not adjustment.instead and not draft.fitted.blocks
    eased = _Eased(draft, adjustment) if adjustment.word and not adjustment.instead and not nothing else None
    if adjustment.instead or nothing or (eased is not None and not eased.fitted.blocks):
        plan = _warmup_instead(usual_seconds, library, choices, sore=readiness.color == "red" or readiness.sore)
        reasons = adjustment.reasons if adjustment.instead else warm_ups_only((*adjustment.reasons, *no_hops))
        return replace(
            plan,
            reasons=(*sentences(reasons), *plan.reasons),
            checkin=checkin,
            eased=adjustment.word,
        )
    reasons = (*phase.reasons, *hops.reasons, *adjustment.reasons, *no_hops)
    plan = replace((eased or draft).plan(reasons), checkin=checkin)
    longer = choices.minutes is None or choices.minutes > rules.goal.minutes
    if longer and smaller_plan(today.records, today.now, rules.goal, choices.week_starts):
        return replace(plan, reasons=(*plan.reasons, offer(rules.goal)))
    offered = phase.offer or hops.offer
    if adjustment.word or none_today or offered is None:
        return plan
    if is_new((choices.heavy, choices.hops), lifter.today, rules.offers):
        return plan
    return replace(plan, reasons=(*plan.reasons, *sentences([offered.reason])), offer=offered.key)


def _lifter(
    library: Library,
    choices: Choices,
    today: Today,
    performances: Mapping[str, Sequence[PastPerformance]],
    hurting: Mapping[str, Trouble],
    season: SeasonPhase,
    back: Return,
) -> Lifter:
    """Return what decides about the heavy phase and hops."""
    progression = library.coach_rules.progression
    return Lifter(
        heavy=choices.heavy,
        hops=choices.hops,
        level=LEVELS[0] if back.as_beginner else choices.level,
        equipment=choices.equipment,
        owned={kit: tuple(sorted(getattr(choices, f"{kit}s"))) for kit in WEIGHTS},
        steps={kit: weight_step(kit, choices.units, progression) for kit in WEIGHTS},
        reserve=library.levels[choices.level].reserve[0],
        race_date=choices.race_date,
        week_starts=choices.week_starts,
        season=season,
        minutes=choices.minutes,
        now=today.now,
        records=today.records,
        performances=performances,
        hurting=frozenset(key for key, trouble in hurting.items() if not trouble.over),
        coming_back=bool(back.reasons),
    )


def usual_plan(routine: Routine, library: Library, choices: Choices, today: Today) -> Plan:
    """Return the plan of a routine on a usual day: nothing taken off for day, season or time.

    Wherever the program says how long a routine takes, it is `usual_plan(...).expected`.

    Args:
        routine: what to do.
        library: as for `prescribe`.
        choices: what the person chose; a time limit is ignored.
        today: the past; the check-in is ignored.

    Raises:
        InputError: as `prescribe`.
    """
    return prescribe(routine, library, replace(choices, as_usual=True, minutes=None), replace(today, checkin=None))


def _warmup(routine: Routine, library: Library, choices: Choices, *, sore: bool = False) -> Plan:
    rules = library.coach_rules.warmup
    fitted = fitted_warmup(routine, rules, floor=choices.floor, sore=sore or choices.sore)
    plan = _Prescription(fitted, library, choices, LoadAdjustment(), None, {}).plan()
    return replace(plan, afterwards=easy_start(plan.seconds, rules))


def _warmup_instead(usual: float, library: Library, choices: Choices, *, sore: bool) -> Plan:
    """Return the plan of the warm-up that replaces a session of so many seconds: a shorter one if it was short."""
    ready, chosen = library.coach_rules.readiness, replace(choices, blocks=None, minutes=None)
    plan = _warmup(library.routine(ready.instead), library, chosen, sore=sore)
    return plan if plan.seconds <= usual else _warmup(library.routine(ready.shorter), library, chosen, sore=sore)


class _Prescription:
    """Works out one plan."""

    def __init__(
        self,
        routine: Routine,
        library: Library,
        choices: Choices,
        adjustment: LoadAdjustment,
        today: Today | None,
        performances: Mapping[str, Sequence[PastPerformance]],
        hurting: Mapping[str, Trouble] | None = None,
        heavy: Mapping[str, float | None] | None = None,
        hops: Block | None = None,
        *,
        full: bool = False,
    ) -> None:
        self.routine = routine
        self.heavy = heavy or {}
        """The lifts of the heavy phase, with their first weights."""
        self.hops = hops
        """The block of hops, which is the first one of the routine then."""
        self.dropped: set[str] = set()
        """The exercises that were left out today after the rest was chosen."""
        if inline := routine.inline_exercises(library.exercises):
            library = replace(library, exercises={**library.exercises, **inline})
        self.library = library
        self.choices = choices
        self.adjustment = adjustment
        self.today = today
        self.level: Level = library.levels[LEVELS[0] if adjustment.as_beginner else choices.level]
        self.blocks = _chosen(routine, choices)
        self.records = today.records if today is not None and routine.kind == "session" else ()
        self.performances = performances
        self.hurting = hurting or {}
        self.spared: list[tuple[str, Reason]] = []
        """What is planned otherwise because an exercise hurt: the exercise that is planned, and why."""
        planned = [slot.exercise for block in self.blocks if not block.finisher for slot in block.slots]
        noes = mirror_noes(self.records, library.coach_rules.mirror)
        chosen = [(next((key for key in rule.exercises if key in planned), ""), rule) for rule in noes]
        self.mirror = [(key, rule) for key, rule in chosen if key]
        """The exercises that a no before the mirror changes, and how."""
        self.balanced: set[str] = set()
        """The exercises whose sides differ, and the blocks, for which a set was added."""
        self.sides = Sides(self.records, library.exercises, library.coach_rules.asymmetry)
        every = Counter(slot.exercise for block in routine.blocks for slot in block.slots)
        self.repeated = {key for key, count in every.items() if count > 1 and routine.kind == "session"}
        """The exercises that the routine has more than once."""
        self.weighted: set[str] = set()
        """The exercises that have a weight because of an answer in front of the mirror."""
        self.circumstances = self._circumstances(full=full)
        self.exercises: dict[str, Exercise] = {}
        self.advised: list[Advised] = []
        self.flexible = [self._flexible(block) for block in self.blocks]

    def _circumstances(self, *, full: bool) -> Circumstances:
        """Return what the person has and is; `full` if no longer doses fit into the time."""
        return Circumstances(
            level=self.level,
            level_name=self.choices.level,
            rules=self.library.coach_rules.progression,
            equipment=self.choices.equipment,
            dumbbells=self.choices.dumbbells,
            kettlebells=self.choices.kettlebells,
            units=self.choices.units,
            routine=self.routine.name,
            now=None if self.today is None else self.today.now,
            longest_turn=longest_turn(self._turns, self.library.coach_rules.progression),
            grows=self.adjustment.grows,
            full=full,
            has_weights=any(
                self.library.exercises[key].kit_of(one.variant) in WEIGHTS
                for key, past in self.performances.items()
                if key in self.library.exercises
                for one in past
            ),
        )

    @property
    def step_downs(self) -> int:
        """How many exercises get easier than last time."""
        return sum(advice.change in ("easier", "lighter", "unloaded") for _, _, advice in self.advised)

    @cached_property
    def pace(self) -> LearnedPace:
        """How long this person really takes."""
        pace = learned_pace(self.records, self.library)
        return LearnedPace(breaks=pace.breaks) if self.choices.hands_free else pace

    @cached_property
    def fitted(self) -> Fitted:
        """What of it fits into the time limit."""
        choices = self.choices
        planned = [flexible.block for flexible in self.flexible]
        if choices.minutes is None or self.routine.kind != "session":
            return Fitted(tuple(planned))
        ordinary = [flexible for flexible in self.flexible if self._is_ordinary(flexible.block)]
        finishers = [block for block in planned if block.finisher]
        budget = self._budget(choices.minutes, [flexible.block.name for flexible in ordinary])
        first = self._hops_that_fit(ordinary, finishers, budget)
        if first is not None:
            budget = replace(budget, before=self._seconds_before(first))
        fitted = fit_blocks(ordinary, finishers, budget, self.library.coach_rules.fit)
        fitted = self._in_turn(fitted, ordinary, finishers, budget) or fitted
        return fitted if first is None else replace(fitted, blocks=(first, *fitted.blocks))

    def _is_ordinary(self, block: PlannedBlock | Block) -> bool:
        """Tell whether a block is neither the finisher nor the hops, so the time decides when its turn is."""
        return not block.finisher and (self.hops is None or block.name != self.hops.name)

    def _hops_that_fit(
        self, ordinary: Sequence[FlexibleBlock], finishers: Sequence[PlannedBlock], budget: TimeBudget
    ) -> PlannedBlock | None:
        """Return the hops with as many sets as leave the time for the other blocks; None if not even the fewest do.

        The fewest sets may cost a block its turn, but not the only one.
        """
        fit = self.library.coach_rules.fit
        found = next(
            (one for one in self.flexible if not one.block.finisher and not self._is_ordinary(one.block)), None
        )
        if found is None or not ordinary:
            return None if found is None or finishers else found.block
        usual = fit_blocks(ordinary, finishers, budget, fit)
        for sets in range(found.block.sets, found.low - 1, -1):
            block = replace(found.block, sets=sets)
            less = replace(budget, before=self._seconds_before(block))
            left = fit_blocks(ordinary, finishers, less, fit)
            fits = duration(left.blocks, self.pace) <= less.seconds + fit.grace
            if fits and (sets == found.low or len(left.blocks) == len(usual.blocks)):
                return block
        return None

    def _seconds_before(self, block: PlannedBlock) -> float:
        """Return how much longer a session is with a block before the others."""
        return duration((block,), self.pace) + (block.rest_after - block.lead_in) * self.pace.breaks

    def drop_hops(self, *, all_of_them: bool) -> bool:
        """Leave hops out of what was chosen, without anything in their place; return whether there were any.

        Args:
            all_of_them: those that the routine has, too; circuits are not changed.
        """
        kept = []
        for block in self.fitted.blocks:
            ours = all_of_them or not self._is_ordinary(block)
            hops = {slot.exercise for slot in block.slots if ours and self.exercises[slot.exercise].is_hop}
            if not hops or block.circuit is not None:
                kept.append(block)
                continue
            self.dropped |= hops
            slots = tuple(slot for slot in block.slots if slot.exercise not in hops)
            kept += [replace(block, slots=slots)] if slots else []
        self.fitted = replace(self.fitted, blocks=tuple(kept))
        return bool(self.dropped)

    def _budget(self, minutes: float, names: Sequence[str]) -> TimeBudget:
        """Return a time limit, with what decides which blocks and whether the finisher fit into it.

        Args:
            minutes: the limit.
            names: of the blocks that take turns.
        """
        exercises, rules = self.library.exercises, self.library.coach_rules.balance
        balance = balance_of_training(self.records, exercises, rules.weeks)
        least = {block.name: balance.least(exercises[slot.exercise] for slot in block.slots) for block in self.blocks}
        turns = Rotation(
            last_blocks_done(self.records, self.routine.name, names),
            least,
            sessions_waited(self.records, self.routine.name, names),
            longest_wait(self.records, self.routine.name, names) >= rules.overdue_days,
        )
        finisher = next((least[block.name] for block in self.blocks if block.finisher), None)
        return TimeBudget(minutes, self.choices.finisher, turns, self.pace, finisher)

    def _in_turn(
        self,
        fitted: Fitted,
        ordinary: Sequence[FlexibleBlock],
        finishers: Sequence[PlannedBlock],
        budget: TimeBudget,
    ) -> Fitted | None:
        """Return the block whose turn it is without longer doses, if it no longer fits with them; else None.

        A block that grew too long would be skipped for weeks. It goes on with more weight or a harder form, and fewer
        reps; until that is earned, with the doses of last time.
        """
        chosen = [block.name for block in fitted.blocks if self._is_ordinary(block)]
        names = [flexible.block.name for flexible in ordinary]
        if len(chosen) != 1 or not fitted.rotates or not self.adjustment.grows:
            return None
        turn = budget.turns.order(names, 1)[0]
        if turn in chosen:
            return None
        grown = next(flexible for flexible in ordinary if flexible.block.name == turn)
        fit = self.library.coach_rules.fit
        for calm in (self._again(self.adjustment, full=True), self._again(replace(self.adjustment, grows=False))):
            instead = next(flexible for flexible in calm.flexible if flexible.block.name == turn)
            keys = {slot.exercise for slot in instead.block.slots}
            steps = [one for one in calm.advised if one[0].key in keys and one[2].full]
            if calm.circumstances.full and not steps:
                continue
            others = [instead if flexible.block.name == turn else flexible for flexible in ordinary]
            again = fit_blocks(others, finishers, budget, fit)
            if turn not in [block.name for block in again.blocks]:
                continue
            self.exercises |= {key: calm.exercises[key] for key in keys}
            self.advised = [one for one in self.advised if one[0].key not in keys]
            self.advised += [one for one in calm.advised if one[0].key in keys]
            why = () if steps else (no_increases(grown, finishers, budget, fit),)
            return replace(again, reasons=(*again.reasons, *why))
        return None

    def _again(self, adjustment: LoadAdjustment, *, full: bool = False) -> _Prescription:
        """Return the same prescription with another adjustment, or with doses that grow no longer."""
        return _Prescription(
            self.routine,
            self.library,
            self.choices,
            adjustment,
            self.today,
            self.performances,
            self.hurting,
            self.heavy,
            self.hops,
            full=full,
        )

    def _next(self, plan: Plan) -> Fitted:
        """Return which blocks fit into the next usual session: what will be chosen then, chosen now.

        This plan is taken as done, with the effort of the last session.
        """
        today = self.today or Today(_ANY_MOMENT)
        effort = next((record.effort for record in today.records if record.kind == "session"), None)
        record = replace(simulated_record(plan, "", lambda _: today.now), effort=effort)
        later = Today(today.now + NEXT_SESSION, (record, *today.records))
        performances = without_past_niggles(performances_by_exercise(later.records), self.hurting)
        following = _Prescription(
            self.routine,
            self.library,
            self.choices,
            LoadAdjustment(),
            later,
            performances,
            self.hurting,
            self.heavy,
            self.hops,
        )
        following.pace = self.pace
        fitted = following.fitted
        return replace(fitted, blocks=tuple(block for block in fitted.blocks if self._is_ordinary(block)))

    def plan(self, reasons: Sequence[Reason] = ()) -> Plan:
        """Return the plan.

        Args:
            reasons: why it is as it is, before those of its time and its doses.
        """
        choices, planned = self.choices, self.fitted.blocks
        done = {slot.exercise for block in planned for slot in block.slots}
        circuits = {block.circuit.exercise for block in planned if block.circuit is not None}
        advised = [decision for decision in self.advised if decision[0].key in done]
        spared = [reason for exercise, reason in self.spared if exercise in done]
        lead_in = self.library.transitions.lead_in
        rules = self.library.coach_rules
        plan = Plan(
            routine=self.routine.name,
            title=self.routine.title,
            kind=self.routine.kind,
            level=choices.level,
            steps=build_steps(
                planned,
                self.exercises,
                lead_in=planned[0].lead_in,
                first_side="right" if choices.first_side == "right" else "left",
            ),
            exercises={key: exercise for key, exercise in self.exercises.items() if key in done | circuits},
            lead_in=lead_in if choices.lead_in is None else choices.lead_in,
            hands_free=choices.hands_free,
            units=choices.units,
            pace=self.pace,
            reserve=self._reserve,
            eased=self.adjustment.word,
        )
        following = self._next(plan) if self.fitted.rotates else self.fitted
        # If all of them fit next time, none has to wait for its turn.
        rotation = [next_blocks(following)] if following.rotates else []
        level_fact = self.adjustment.as_beginner or f"your level is {self.level.name}"
        advice = explain(advised, rules.progression, choices.units, level_fact=level_fact)
        return replace(
            plan,
            reasons=sentences([*reasons, *self.fitted.reasons, *rotation, *spared, *advice]),
            asked=exercises_to_ask(plan, self.records, rules.reps_left.within),
        )

    @property
    def _reserve(self) -> tuple[int, int] | None:
        """The reps to stop with: those of the level, or more on a day that is eased; nothing in warm-up and check."""
        if self.routine.kind != "session":
            return None
        eased = self.adjustment.reserve
        usual = self.library.coach_rules.heavy.left if self.heavy else self.level.reserve
        return usual if eased is None else (eased, eased)

    def _flexible(self, block: Block) -> FlexibleBlock:
        level, choices, transitions = self.level, self.choices, self.library.transitions
        own_ready = block.ready if block.ready is not None else choices.lead_in
        usual_rest = (choices.rest if self.routine.kind == "session" else 0) or level.round_rest
        rest = usual_rest if block.rest is None else block.rest
        sets = 1 if block.finisher else _sets(block, level, choices)
        slots = tuple(self._slot(slot, block) for slot in block.slots)
        ready = transitions.exercise if own_ready is None else own_ready
        circuit = None
        if block.is_circuit:
            if self._counts_rounds(block):
                sets = 1 if block.amrap is not None else sets
                circuit = self._circuit(block, slots, sets)
            else:
                sets = level.sets if block.sets is None and block.amrap is not None else sets
                if block.for_time:
                    rest = ready
        planned = PlannedBlock(
            name=block.name,
            slots=slots,
            sets=max(1, sets),
            rest=rest,
            rest_after=max(rest, transitions.block),
            rest_before=transitions.finisher if block.finisher else None,
            ready=(block.ready or 0.0) if block.every else ready,
            switch=transitions.side if block.switch is None else block.switch,
            finisher=block.finisher,
            lead_in=transitions.lead_in if own_ready is None else own_ready,
            straight=not choices.supersets and self.routine.kind == "session" and not block.every,
            every=block.every or 0.0,
            circuit=circuit,
            group=block.group,
            times=block.times,
        )
        rules = self.library.coach_rules.fit
        low, high = block.own_sets or (rules.least_sets, rules.most_sets)
        if choices.sets is not None or block.finisher or block.is_circuit:
            low = high = sets
        own_rest = block.rest is not None or block.every is not None or block.for_time
        return FlexibleBlock(planned, low, high, own_rest=own_rest, least_rest=transitions.block)

    def _counts_rounds(self, block: Block) -> bool:
        """Tell whether the rounds of a circuit are counted in one step; else they are sets like those of other blocks.

        On a day without max-rep sets nobody goes for rounds; hands-free, a fixed number of rounds ends by itself.
        """
        return self.adjustment.amrap and not (block.for_time and self.choices.hands_free)

    def _circuit(self, block: Block, slots: Sequence[PlannedSlot], rounds: int) -> PlannedSlot:
        """Return the one step of a circuit, and note its exercise."""
        parts = tuple(round_part(slot, self.exercises[slot.exercise], self.choices.units) for slot in slots)
        of_round = sum(slot.seconds * (2 if slot.per_side else 1) for slot in slots)
        exercise = circuit_exercise(parts)
        self.exercises[exercise.key] = exercise
        if block.amrap is not None:
            target, seconds = Target("rounds", block.amrap, block.amrap, block.amrap), block.amrap
        else:
            target = Target("for_time", rounds, rounds, rounds)
            seconds = sum(
                slot.dose_of(number).seconds * (2 if slot.per_side else 1)
                for slot in slots
                for number in range(1, rounds + 1)
            )
        past = self._past_of(exercise)
        return PlannedSlot(
            exercise=exercise.key,
            target=target,
            per_side=False,
            alternating=False,
            seconds=round(max(seconds, 1.0), 3),
            timed=block.amrap is not None,
            expected=float(rounds) if block.amrap is None else max(1.0, block.amrap // max(of_round, 1.0)),
            last=circuit_last(past[0], target.kind) if past else "",
            parts=parts,
        )

    def _slot(self, slot: Slot, block: Block) -> PlannedSlot:
        # A check compares with last time and with norms: it is done the same way every time, with the body alone.
        equipment = (BODYWEIGHT,) if self.routine.kind == "check" else self.choices.equipment
        exercise = self.library.exercises[slot.exercise]
        rules = self.library.coach_rules.hops
        if self.hops is not None and block.name == self.hops.name:
            return self._hop_slot(exercise, (block.own_sets or rules.sets)[1])
        if slot.exercise in self.repeated:  # a plan has one form of each exercise: then only doses and weights change
            exercise = replace(exercise, rungs=())
        exercise = exercise.with_equipment(equipment)
        trouble = self.hurting.get(exercise.key)
        if trouble is not None and trouble.over:
            self._spare(exercise.key, back_reason(exercise.name, self._clean))
        if (slot.is_fixed or block.is_circuit) and not (trouble is not None and (trouble.easier or trouble.left_out)):
            return self._fixed_slot(slot, exercise, block)
        first = first_target(slot.dose, exercise, self.level, finisher=block.finisher, amrap=self.adjustment.amrap)
        if self._is_heavy(exercise):
            first = replace(first, value=first.low)
        replaced = slot.dose is not None and slot.dose.kind == "amrap" and first.kind != "amrap"
        max_reps = first_target(slot.dose, exercise, self.level, finisher=False) if replaced else None
        advice, exercise = self._advice(exercise, first, block, max_reps)
        per_side, alternating, instead_of = slot.per_side, slot.alternating, ""
        if trouble is not None and (trouble.easier or trouble.left_out):
            instead_of = exercise.key
            other = self._other(exercise, block) if trouble.left_out else None
            if other is None:
                first, advice = self._easier(exercise, first, advice, trouble)
            else:
                planned_words = f"{in_sentence(other.name)} instead"
                self._spare(other.key, spared_reason(exercise.name, trouble, planned_words, self._clean))
                exercise, per_side, alternating = other, None, None
                first = first_target(self._own_dose(other.key), exercise, self.level, finisher=block.finisher)
                advice, exercise = self._advice(exercise, first, block)
        weak, seen = self._weak_side(exercise, first, block), self._seen(exercise, first, block)
        planned, exercise = planned_slot(
            exercise,
            first,
            advice,
            SlotOptions(
                self.level,
                hands_free=self.choices.hands_free,
                units=self.choices.units,
            ),
            per_side=per_side,
            alternating=alternating,
            past=self._past_of(exercise),
            instead_of=instead_of,
            first_side=self._first_side(exercise),
            one_more="both" if seen else weak.side if weak is not None else "",
        )
        for rule in seen:
            self._spare(exercise.key, Reason(rule.fact, "one more set", in_sentence(exercise.name)))
        if weak is not None and planned.one_more == weak.side:
            self.balanced |= {weak.source, block.name}
            self._spare(exercise.key, one_more_reason(exercise.name, weak))
        if exercise.key == slot.exercise:
            planned = self._with_own_values(planned, exercise, slot)
        self.exercises[exercise.key] = exercise
        self.advised.append((exercise, planned.target, advice))
        return planned

    def _hop_slot(self, exercise: Exercise, sets: int) -> PlannedSlot:
        """Return the slot of the hops, whose contacts have rules of their own.

        Args:
            exercise: the hops.
            sets: how many there are at the most.
        """
        rules, past = self.library.coach_rules, self._past_of(exercise)
        target = Target("reps", exercise.low, exercise.low, exercise.high)
        now = _ANY_MOMENT if self.today is None else self.today.now
        grows = self.adjustment.grows
        advice = hop_advice(exercise, target, past, now, rules.hops, rules.progression, sets=sets, grows=grows)
        options = SlotOptions(self.level, hands_free=self.choices.hands_free, units=self.choices.units)
        planned, exercise = planned_slot(exercise, target, advice, options, per_side=None, alternating=None, past=past)
        self.exercises[exercise.key] = exercise
        self.advised.append((exercise, planned.target, advice))
        return planned

    def _fixed_slot(self, slot: Slot, exercise: Exercise, block: Block) -> PlannedSlot:
        """Return a slot whose dose or weight is the routine's; form and other weights are last time's."""
        past = self._past_of(exercise)
        newest = next((one for one in past if exercise.leads_to(one.variant)), None)
        first = fixed_target(
            slot.dose,
            exercise,
            self.level,
            amrap=self.adjustment.amrap and (not block.finisher or self.level.amrap),
            hands_free=self.choices.hands_free,
        )
        rung = "" if newest is None else exercise.rung_of(newest.variant)
        advice = ProgressionAdvice(
            first.value, "same", rung=rung, load_kg=None if newest is None else newest.load_kg, last=newest
        )
        options = SlotOptions(self.level, hands_free=self.choices.hands_free, units=self.choices.units)
        planned, exercise = planned_slot(
            exercise,
            first,
            advice,
            options,
            per_side=slot.per_side,
            alternating=slot.alternating,
            past=past,
            first_side=self._first_side(exercise),
        )
        self.exercises.setdefault(exercise.key, exercise)
        return self._with_own_values(planned, exercise, slot)

    def _with_own_values(self, planned: PlannedSlot, exercise: Exercise, slot: Slot) -> PlannedSlot:
        """Return a planned slot with what the routine says about it beside its dose."""
        return with_own_values(planned, exercise, slot, spared=bool(planned.instead_of))

    def _other(self, exercise: Exercise, block: Block) -> Exercise | None:
        """Return what takes the place of an exercise that is left out: another of its kind that doesn't hurt."""
        beside = {slot.exercise for slot in block.slots}
        elsewhere = {slot.exercise for block in self.routine.blocks for slot in block.slots}
        hurting = {key for key, trouble in self.hurting.items() if not trouble.over}
        without, equipment = beside | hurting, self.choices.equipment
        others = exercises_of_a_kind(exercise, self.library, equipment, without=without, last=elsewhere)
        return others[0].with_equipment(equipment) if others else None

    def _own_dose(self, exercise: str) -> Dose | None:
        """Return the dose that the routine has for an exercise anyway, so that both are done alike; None if none."""
        blocks = [block for block in self.routine.blocks if not (block.finisher or block.is_circuit)]
        own = [slot for block in blocks for slot in block.slots if slot.exercise == exercise and not slot.is_fixed]
        return next((slot.dose for slot in own if slot.dose is None or slot.dose.kind != "amrap"), None)

    def _easier(
        self, exercise: Exercise, first: Target, advice: ProgressionAdvice, trouble: Trouble
    ) -> tuple[Target, ProgressionAdvice]:
        """Return range and advice of an exercise that hurt: its easier form, or the least of its range without one."""
        past = self._past_of(exercise)
        ladder = exercise.ladder
        last = exercise.rung_of(past[0].variant) if past else advice.rung
        easier = exercise.easier_than(last)
        rung = min(advice.rung, last if easier is None else easier, key=ladder.index)
        if easier is not None:
            words = exercise.on_rung(rung).form_name
            load = advice.load_kg if ladder.index(rung) >= ladder.index("") else None
        else:
            if first.kind == "amrap":
                first = Target(exercise.kind, exercise.low, exercise.low, exercise.high)
            advice = replace(advice, value=first.low)
            words, load = f"only {dose(replace(first, value=first.low))}", advice.load_kg
        self._spare(exercise.key, spared_reason(exercise.name, trouble, words, self._clean))
        return first, replace(advice, change="same", rung=rung, load_kg=load)

    def _first_side(self, exercise: Exercise) -> Side | None:
        """Return the side that starts, None for the session's."""
        weaker = self.choices.first_side == "weaker"
        return self.sides.first(exercise, self._past_of(exercise)) if weaker else None

    def _weak_side(self, exercise: Exercise, first: Target, block: Block) -> WeakSide | None:
        """Return the side that gets one more set: once a block, and once for a difference."""
        if not self._takes_more(exercise, first, block):
            return None
        found = self.sides.one_more(exercise, self._past_of(exercise))
        return None if found is None or {found.source, block.name} & self.balanced else found

    def _seen(self, exercise: Exercise, first: Target, block: Block) -> list[MirrorRule]:
        """Return the answers before the mirror for which an exercise gets one more set."""
        if not self._takes_more(exercise, first, block):
            return []
        rules = [rule for key, rule in self.mirror if key == exercise.key]
        return [rule for rule in rules if not (rule.weight and exercise.key in self.weighted)]

    def _takes_more(self, exercise: Exercise, first: Target, block: Block) -> bool:
        """Tell whether an exercise can get one more set: on a usual day, if it doesn't hurt."""
        usual = self.routine.kind == "session" and not self.adjustment.word and not (block.finisher or block.is_fixed)
        return usual and first.kind != "amrap" and exercise.key not in self.hurting

    def _spare(self, exercise: str, reason: Reason) -> None:
        self.spared.append((exercise, reason))

    @property
    def _clean(self) -> int:
        return self.library.coach_rules.pain.clean

    def _past_of(self, exercise: Exercise) -> Sequence[PastPerformance]:
        return self.performances.get(exercise.key, ())

    def _advice(
        self, exercise: Exercise, first: Target, block: Block, max_reps: Target | None = None
    ) -> tuple[ProgressionAdvice, Exercise]:
        """Return what the past makes of a first dose, and the exercise with or without its weight."""
        whole, trouble = self._past_of(exercise), self.hurting.get(exercise.key)
        past = whole
        if not self._is_heavy(exercise) and is_built_in(self.routine, self.library):
            past = since_the_phase(whole, self.routine.name, self.library.coach_rules.heavy)
        elif self._is_heavy(exercise) and not any(one.belongs_to(first) and not one.eased for one in whole):
            return self._begun(exercise, first), exercise
        grows = self.adjustment.grows and not (trouble is not None and (trouble.easier or trouble.left_out))
        seen = next((rule for key, rule in self.mirror if key == exercise.key and rule.weight), None)

        def advised(*, weight_now: bool) -> tuple[ProgressionAdvice, Exercise]:
            return slot_advice(
                exercise,
                first,
                replace(self.circumstances, grows=grows, smallest=grows and self.adjustment.smallest),
                past,
                days_off=self._days_off(exercise.key) if past else None,
                one_set=block.finisher,
                max_reps=max_reps,
                weight_now=weight_now,
                one_form=exercise.key in self.repeated,
            )

        usual = advised(weight_now=False)
        if (
            self._is_heavy(exercise)
            and grows
            and not self.adjustment.smallest
            and usual[0].change not in ("pause", "restart")
        ):
            step = weight_step(exercise.kit, self.choices.units, self.library.coach_rules.progression)
            owned = self.circumstances.owned(exercise)
            heavier = too_light(first, past, owned, step, self.library.coach_rules.heavy)
            usual = usual if heavier is None else (heavier, exercise)
        before = next((one for one in whole if one.belongs_to(first)), None)
        if before is not None and before not in past and usual[0].change != "restart":
            place = exercise.ladder.index
            now = (usual[0].load_kg or 0.0, place(usual[0].rung))
            if now < (before.load_kg or 0.0, place(exercise.rung_of(before.variant))):
                past = whole  # the phase was too short to make anybody stronger
                usual = advised(weight_now=False)
        if seen is None or not usual[0].without_weight:
            return usual
        with_weight = advised(weight_now=True)
        if not with_weight[0].without_weight:
            self.weighted.add(exercise.key)
            self._spare(exercise.key, Reason(seen.fact, "with a weight", in_sentence(exercise.name)))
        return with_weight

    def _is_heavy(self, exercise: Exercise) -> bool:
        """Tell whether the heavy phase decides about an exercise, which its routine has only once."""
        return exercise.key in self.heavy

    def _begun(self, exercise: Exercise, first: Target) -> ProgressionAdvice:
        """Return the first dose of a heavy lift; on a day on which nothing grows, its weight doesn't either."""
        last = next(one for one in self._past_of(exercise) if exercise.leads_to(one.variant))
        weight = self.heavy[exercise.key]
        if weight is not None and last.load_kg is not None and not self.adjustment.grows:
            weight = min(weight, last.load_kg)
        return ProgressionAdvice(first.low, "begun", "", weight, last)

    def _days_off(self, exercise: str) -> float | None:
        """Return for how many days an exercise counts as absent; None if no past is known."""
        if self.today is None:
            return None
        rules, today = self.library.coach_rules.progression, self.today
        return days_without(exercise, today.records, today.now, self.routine.name, self._turns, rules)

    @property
    def _turns(self) -> int:
        """How many sessions it takes until every block had its turn, if only one fits."""
        return sum(self._is_ordinary(block) for block in self.routine.blocks)


class _Eased(_Prescription):
    """The plan of a usual day, with less: what fits into the time is chosen first, then sets and doses are taken off.

    It never asks for more than the usual plan does, in sets and in seconds.
    """

    def __init__(self, usual: _Prescription, adjustment: LoadAdjustment) -> None:
        super().__init__(
            usual.routine,
            usual.library,
            usual.choices,
            adjustment,
            usual.today,
            usual.performances,
            usual.hurting,
            usual.heavy,
            usual.hops,
        )
        self.usual = usual

    @cached_property
    def fitted(self) -> Fitted:
        """What is left of the usual session."""
        usual = self.usual.fitted
        dropped = self.usual.dropped
        slots = {
            flexible.block.name: [slot for slot in flexible.block.slots if slot.exercise not in dropped]
            for flexible in self.flexible
        }
        blocks = tuple(self._less(block, slots[block.name]) for block in usual.blocks if self._stays(block))
        blocks = tuple(block for block in blocks if block.slots)
        if not blocks and self.adjustment.legs:  # only a finisher was wanted
            blocks = tuple(self._less(block, slots[block.name]) for block in usual.blocks)
        if self.adjustment.minutes is not None and blocks:
            blocks = self._cut(blocks, self.adjustment.minutes)
        before = {block.name: block.sets for block in usual.blocks}
        fewer = any(block.sets < before[block.name] for block in blocks)
        reasons = on_a_lighter_day(usual.reasons, blocks) if fewer else usual.reasons
        return Fitted(blocks, reasons, rotates=usual.rotates)

    def _cut(self, blocks: tuple[PlannedBlock, ...], minutes: float) -> tuple[PlannedBlock, ...]:
        """Return what fits of blocks into fewer minutes, without adding anything to them."""
        ordinary = [FlexibleBlock(block, 1, block.sets) for block in blocks if not block.finisher]
        budget = self._budget(minutes, [block.name for block in self.blocks])
        finishers = [block for block in blocks if block.finisher]
        return fit_blocks(ordinary, finishers, budget, self.library.coach_rules.fit).blocks

    def plan(self, reasons: Sequence[Reason] = ()) -> Plan:
        """Return the plan; a consequence that changes nothing in it is not given as one."""
        usual = self.usual.fitted.blocks
        done = {block.name: block.sets for block in self.fitted.blocks}
        counted = any(slot.target.kind == "reps" for block in self.fitted.blocks for slot in block.slots)
        true = {
            fewer_sets(self.adjustment.fewer_sets): any(done.get(block.name, 1) < block.sets for block in usual),
            NO_FINISHER: any(block.name not in done for block in usual if block.finisher),
            NO_MAX_REPS: any(
                block.circuit is not None or any(slot.target.kind in OPEN_KINDS for slot in block.slots)
                for block in usual
                if block.name in done
            ),
            reps_left(self.adjustment.reserve or 0): counted,
            beginners_sets(self.library.coach_rules.absence.beginner_for_days): self.choices.level != LEVELS[0],
        }
        return super().plan([reason for reason in reasons if true.get(reason.consequence, True)])

    def _stays(self, block: PlannedBlock) -> bool:
        return not block.finisher or self.adjustment.finisher or self.choices.finisher is True

    def _less(self, block: PlannedBlock, slots: Sequence[PlannedSlot]) -> PlannedBlock:
        """Return a block of the usual session with fewer sets, and with the doses of an eased day."""
        fewer = 0 if block.finisher else self.adjustment.fewer_sets
        most = min(block.sets, self.level.sets) if self.adjustment.as_beginner else block.sets
        pairs = [pair for pair in zip(slots, block.slots, strict=True) if self._is_done(pair[0])]
        if block.circuit is not None and not (self.adjustment.amrap and len(pairs) == len(block.slots)):
            block = self._in_sets(block)
            most = block.sets
        sets = max(1, min(most, block.sets - fewer))
        return replace(block, sets=sets, slots=tuple(self._no_longer(*pair, more=block.sets / sets) for pair in pairs))

    def _in_sets(self, block: PlannedBlock) -> PlannedBlock:
        """Return sets instead of a circuit, no more than fit into its time; without breaks if not even one fits."""
        paces = (AS_PLANNED, self.pace)
        limits = [duration([block], pace) for pace in paces]
        for sets in range(self.level.sets, 0, -1):
            calm = replace(block, circuit=None, sets=sets)
            if all(duration([calm], pace) <= limit for pace, limit in zip(paces, limits, strict=True)):
                return calm
        return replace(block, circuit=None, sets=1, ready=0.0, switch=0.0)

    def _is_done(self, slot: PlannedSlot) -> bool:
        """Tell whether an exercise is done although leg exercises may not be."""
        legs = self.library.coach_rules.race.legs
        return self.adjustment.legs or self.library.exercises[slot.exercise].group not in legs

    def _no_longer(self, slot: PlannedSlot, usual: PlannedSlot, *, more: float) -> PlannedSlot:
        """Return a slot with a dose that takes no longer than the usual one, but is in the range.

        Where a usual day would bring a harder form or a heavier weight, with a smaller dose, it is the dose of last
        time, if all sets together take no longer.

        Args:
            slot: of the eased day.
            usual: of a usual day.
            more: how many times as many sets a usual day has.
        """
        target, exercise = slot.target, self.exercises[slot.exercise]
        alike = exercise == self.usual.exercises[slot.exercise] and slot.load_kg == usual.load_kg
        value = min(target.value, usual.target.value) if alike and target.kind == usual.target.kind else target.value
        most = usual.seconds if alike else usual.seconds * more

        def seconds(value: float) -> float:
            return round(exercise.seconds(target.kind, value, alternating=slot.alternating), 3)

        if slot.by_set or slot.tempo is not None or slot.target.kind == MAX_REPS:  # the routine's own
            return slot
        while value > target.low and seconds(value) > most + 1e-6:
            value = max(target.low, value - 1)
        if value == target.value:
            return slot
        expected = min(slot.expected, value) if target.kind == "amrap" else value
        return replace(slot, target=replace(target, value=value), seconds=seconds(value), expected=expected)


def _chosen(routine: Routine, choices: Choices) -> list[Block]:
    """Return the blocks that the person wants."""
    ordinary = [block for block in routine.blocks if not block.finisher]
    finishers = [block for block in routine.blocks if block.finisher]
    if choices.blocks is not None:
        names = [block.name.casefold() for block in ordinary]
        for name in choices.blocks:
            if name.casefold() not in names:
                known = one_of([block.name for block in ordinary])
                raise InputError([Problem("--blocks", "", invalid(name, known) + closest(name, names))])
        wanted = {name.casefold() for name in choices.blocks}
        ordinary = [block for block in ordinary if block.name.casefold() in wanted]
    if choices.finisher is False:
        finishers = []
    if not ordinary and not finishers:
        raise InputError([Problem(routine.name, "", "nothing left to do: use at least one block or the finisher")])
    return [*ordinary, *finishers]


def _sets(block: Block, level: Level, choices: Choices) -> int:
    if block.own_sets is None:
        return choices.sets or level.sets
    low, high = block.own_sets
    if low == high:
        return low
    return choices.sets or min(max(level.sets, low), high)

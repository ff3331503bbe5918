"""An exercise: what it is, how to do it well, and the dose of one set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.ladder import JOINT, Rung
from runstrength.dose_kinds import BY_CLOCK

POSITIONS: Final = ("standing", "kneeling", "prone", "supine", "side")
"""The position of the body, which decides whether the screen can be seen."""
KINDS: Final = ("reps", "hold", "time", "carry")
"""What a set of an exercise usually counts."""
GROUPS: Final = ("unilateral", "legs", "core", "upper", "warmup", "own")
"""The groups of the catalogue."""
GROUP_NAMES: Final = {
    "own": "custom",
    "unilateral": "single-leg",
    "legs": "legs",
    "core": "core",
    "upper": "upper body",
    "warmup": "warm-up",
}
"""What the groups are called, in the order of lists."""
MOVEMENTS: Final = ("squat", "hinge", "push", "pull", "carry", "trunk", "calf", "hop")
"""What the body does against the load: balanced training has some of each."""
FIGURES: Final = (
    "single_leg_deadlift", "single_leg_glute_bridge", "single_leg_step_up", "single_leg_balance", "squat",
    "single_leg_calf_raise", "single_leg_calf_raise_box", "bent_knee_calf_raise", "bent_knee_calf_raise_two_legs",
    "bent_knee_calf_raise_two_up", "bent_knee_calf_raise_edge", "calf_raise_hold", "calf_raise_hold_two_legs",
    "calf_raise_hold_bent", "calf_raise_hold_free", "split_squat", "split_squat_wall", "split_squat_shallow",
    "split_squat_chair", "reverse_lunge", "reverse_lunge_wall", "reverse_lunge_shallow", "reverse_lunge_knee",
    "short_foot", "short_foot_seated", "short_foot_one_leg", "hip_thrust", "hip_thrust_one_leg",
    "farmers_carry", "plank", "side_plank", "side_plank_knee",
    "push_up", "push_up_knees", "plank_row", "march_jog", "glute_bridge", "leg_swing_front", "leg_swing_side",
    "hip_circle", "side_lunge", "lunge_reach", "squat_bw", "sldl_bw", "calf_raise_bw", "a_skip", "high_knees",
    "ankle_bounce", "pogo_hop", "single_leg_hop",
    "single_leg_deadlift_half", "single_leg_deadlift_toes", "single_leg_deadlift_wall",
    "single_leg_glute_bridge_small", "single_leg_glute_bridge_bent", "single_leg_glute_bridge_step",
    "single_leg_step_up_low", "single_leg_step_up_high", "single_leg_step_up_wall", "squat_shallow", "squat_chair",
    "squat_door", "two_leg_calf_raise", "calf_raise_support", "calf_raise_two_up", "suitcase_carry", "plank_forearms",
    "plank_knees", "plank_bench", "plank_one_foot", "plank_taps", "push_up_bench", "push_up_step", "push_up_feet",
    "plank_row_knees", "side_plank_forearm", "side_plank_dips", "side_plank_staggered", "side_plank_top_leg",
    "copenhagen_plank", "copenhagen_plank_knee", "copenhagen_plank_foot", "copenhagen_plank_dips", "dead_bug",
    "dead_bug_heels", "dead_bug_legs", "bird_dog", "bird_dog_legs", "bird_dog_hover", "hamstring_walkout",
    "hamstring_walkout_short", "hamstring_walkout_long", "side_lying_leg_raise", "side_lying_leg_raise_small", "row",
    "row_upright", "table_row", "table_row_straight", "door_row",
)  # fmt: skip
"""The movements that can be drawn: the keys of `assets/poses.json`, which is only read when one is drawn."""
DEFAULT_REP_SECONDS: Final = 3.0
"""Seconds of one rep of an exercise without a tempo (our default; 0.5-8 s make no difference: Schoenfeld 2015)."""
BODYWEIGHT: Final = "bodyweight"
"""The equipment that is always available."""
WEIGHTS: Final = ("dumbbell", "kettlebell")
"""The equipment that has a weight."""
BAND: Final = "band"
"""The equipment that makes an exercise harder and has no weight."""
LOADS: Final = (*WEIGHTS, BAND)
"""The equipment that makes an exercise harder: a beginner starts without it."""
FOREIGN_KITS: Final = ("barbell", "machine", "band", "weighted")
"""Equipment of sessions from other apps: the coach leaves the sets of forms alone that the exercise doesn't have."""
METER_SECONDS: Final = 1.0
"""Seconds of one meter of a loaded carry: a slow walk."""
MIN_REP_SECONDS: Final = 0.1
"""The shortest rep, in seconds."""
AT_LEAST_A_REP: Final = f"at least {MIN_REP_SECONDS:g} seconds per rep"
"""What to use instead of a shorter tempo."""


class Tempo(Struct, frozen=True):
    """Seconds of the parts of one rep; for a carry, of one step and the turn."""

    down_s: float = 0.0
    """Lowering."""
    bottom_s: float = 0.0
    """Waiting at the bottom."""
    up_s: float = 0.0
    """Lifting."""
    top_s: float = 0.0
    """Waiting at the top."""
    step_s: float = 0.0
    """One step of a carry."""
    turn_s: float = 0.0
    """The turn at the far end of a carry."""

    @property
    def rep_s(self) -> float:
        """Seconds of one whole rep on one side."""
        return self.down_s + self.bottom_s + self.up_s + self.top_s

    @property
    def text(self) -> str:
        """It as a routine has it: `3-1-1-0`."""
        return "-".join(f"{part:g}" for part in (self.down_s, self.bottom_s, self.up_s, self.top_s))


class Variant(Struct, frozen=True):
    """The form of an exercise with a piece of equipment; None keeps the base form's value."""

    key: str
    """Its name in the history."""
    equipment: tuple[str, ...]
    """It needs any one of these."""
    name: str | None
    load_placement: str | None
    cues: tuple[str, ...] | None
    figure: str | None = None
    """One of `FIGURES`."""
    needs: tuple[str, ...] | None = None
    start_position: str = ""
    """How to stand or lie before the first rep; empty keeps the base form's."""


class Exercise(Struct, frozen=True):
    """An exercise, built-in or custom."""

    key: str
    """Its key in files and history, as `side_plank`."""
    name: str
    """Its name on the screen, as `Side plank`."""
    group: str
    """One of `GROUPS`."""
    kind: str
    """The dose it is usually given in, one of `KINDS`."""
    per_side: bool
    """Each side is a separate step with the same target."""
    alternating: bool
    """Sides alternate within one step; the dose is per side."""
    low: float
    """The lower end of its range."""
    high: float
    """The upper end of its range."""
    tempo: Tempo | None
    """The tempo of one rep; None if it has no reps."""
    position: str
    """One of `POSITIONS`."""
    equipment: tuple[str, ...]
    """The equipment of the base form."""
    load_placement: str
    """Where the load goes; `{side}` is replaced by the working side; empty without a load."""
    start_position: str
    """How to stand or lie before the first rep."""
    cues: tuple[str, ...]
    """Three to five short cues for good form."""
    faults: tuple[str, ...] = ()
    """Common mistakes."""
    feel: str = ""
    """Where to feel it."""
    muscles: tuple[str, ...] = ()
    """What it trains."""
    movements: tuple[str, ...] = ()
    """Which of `MOVEMENTS` it is, the main one first; empty if its file doesn't say."""
    easier: tuple[str, ...] = ()
    """Ways to make it easier, the smallest step first."""
    harder: tuple[str, ...] = ()
    """Ways to make it harder, the smallest step first."""
    purpose: str = ""
    """Why a runner does it."""
    start: tuple[float, float, float] | None = None
    """The first dose at each of `LEVELS`, if its file has them."""
    variants: tuple[Variant, ...] = ()
    """The forms with equipment, the preferred first."""
    rungs: tuple[Rung, ...] = ()
    """Its ladder, from the easiest to the hardest form, without the basic exercise."""
    variant: str | None = None
    """The chosen form as in the history: equipment, rung, or both (`dumbbell+slow`); None for neither."""
    form: str = ""
    """How the chosen rung differs, beside the name: `knees down`; empty for none, or if the name says it."""
    figure: str = ""
    """Which of `FIGURES` shows it; empty for the one with its own key, if there is one."""
    needs: tuple[str, ...] = ()
    """What has to be ready before it starts: `a step`, `2 dumbbells`."""
    fixed_sides: bool = False
    """The chosen rung has these sides, whatever a routine says."""
    at_hand: str = ""
    """The equipment it was chosen for, which the chosen rung may be done without."""
    note: str = ""
    """The person's own note, in one line; empty for none."""
    base: Exercise | None = None
    """The exercise without the chosen form; None if none is chosen."""

    def with_equipment(self, at_hand: Sequence[str]) -> Exercise:
        """Return the exercise in the form that the available equipment allows."""
        kits = (variant.key for variant in self.variants if set(variant.equipment) & set(at_hand))
        return self._formed(next(kits, ""), "")

    @property
    def full_name(self) -> str:
        """Its name with the chosen rung: `Goblet squat, slow lowering`."""
        return f"{self.name}, {self.form}" if self.form else self.name

    @property
    def kit(self) -> str:
        """The equipment of the chosen form, or `BODYWEIGHT`."""
        return self.kit_of(self.variant)

    @property
    def banded(self) -> bool:
        """It is done with a band, so it has no weight that could be entered."""
        kit = self.kit
        equipment = next((item.equipment for item in self.variants if item.key == kit), self.equipment)
        without = kit == BODYWEIGHT and BODYWEIGHT in equipment
        return BAND in equipment and not without and set(WEIGHTS).isdisjoint(equipment)

    @property
    def has_weight(self) -> bool:
        """It is done with a weight, or with a bag that can be weighed."""
        return bool(self.load_placement) and not self.banded

    @property
    def is_hop(self) -> bool:
        """Whether one jumps in it, but for the moves of a warm-up, which have rules of their own."""
        return "hop" in self.movements and self.group != "warmup"

    @property
    def rung(self) -> str:
        """The key of the chosen rung, empty for the basic exercise."""
        return self.rung_of(self.variant)

    @property
    def ladder(self) -> tuple[str, ...]:
        """The keys of its forms from the easiest to the hardest; the basic exercise has an empty one."""
        easier = [rung.key for rung in self.rungs if rung.easier]
        return (*easier, "", *(rung.key for rung in self.rungs if not rung.easier))

    @property
    def rung_words(self) -> str:
        """How the chosen rung differs: `both legs`; empty for the basic exercise."""
        return next((rung.words for rung in self.rungs if rung.key == self.rung), "")

    @property
    def form_name(self) -> str:
        """The chosen rung in a sentence: `both legs`, `the standard version`."""
        return self.rung_words or "the standard version"

    @property
    def basic_name(self) -> str:
        """Its name without the chosen rung: `Single-leg calf raise` for both legs."""
        return self.on_rung("").name

    def easier_than(self, rung: str) -> str | None:
        """Return the rung to use if one is too hard, None if it is the easiest; an empty key is the basic exercise.

        From the basic exercise that is the rung marked `first`, if there is one; else the nearest.
        """
        place = self.ladder.index(rung)
        usual = next((item.key for item in self.rungs if item.first), None)
        return usual if usual is not None and not rung else self.ladder[place - 1] if place else None

    @property
    def without_equipment(self) -> bool:
        """The chosen rung is done without the equipment at hand, so it has no weight."""
        return bool(self.at_hand) and self.kit == BODYWEIGHT

    @property
    def all_texts(self) -> tuple[str, ...]:
        """The texts of all its variants that a rung may change."""
        found: dict[str, None] = {}
        for form in (self, *(self.in_form(variant.key) for variant in self.variants)):
            found |= dict.fromkeys((*form.cues, *form.faults, *form.needs, form.load_placement))
        return tuple(text for text in found if text)

    def kit_of(self, variant: str | None) -> str:
        """Return the equipment of a form as named in the history, or `BODYWEIGHT`."""
        if not variant:
            return BODYWEIGHT
        parts = variant.split(JOINT)
        return next((item.key for item in self.variants if item.key in parts), BODYWEIGHT)

    def rung_of(self, variant: str | None) -> str:
        """Return the key of the rung of a form as named in the history, empty for the basic exercise."""
        if not variant:
            return ""
        parts = variant.split(JOINT)
        return next((rung.key for rung in self.rungs if rung.key in parts), "")

    def on_rung(self, key: str) -> Exercise:
        """Return the exercise on a rung, with the chosen equipment if the rung can be done with it.

        An empty key is the basic exercise; an unknown one changes nothing.
        """
        known = not key or any(rung.key == key for rung in self.rungs)
        return self._formed(self._equipped, key) if known else self

    def in_form(self, variant: str | None) -> Exercise:
        """Return the exercise in a form as named in the history; unknown parts of the name are ignored."""
        return self._formed(self.kit_of(variant), self.rung_of(variant), past=True)

    def leads_to(self, variant: str | None) -> bool:
        """Tell whether the available equipment leads to a form as named in the history, on its rung.

        A rung without a weight belongs to the exercise with a weight too: it is where one goes if that is too hard. A
        form with `FOREIGN_KITS` belongs to none, but for a band that the exercise has too.
        """
        kit = self.kit_of(variant)
        if variant and not (set(FOREIGN_KITS) - {kit}).isdisjoint(variant.split(JOINT)):
            return False
        return kit == self._equipped or self.on_rung(self.rung_of(variant)).kit == kit

    def sides(self, per_side: bool | None, alternating: bool | None) -> tuple[bool, bool]:
        """Return whether each side is a step of its own, and whether sides alternate within one step.

        Args:
            per_side: what a routine says, None for the exercise's; a rung that has no choice overrules both.
            alternating: the same.
        """
        if self.fixed_sides:
            return self.per_side and not self.alternating, self.alternating
        if alternating is None:
            alternating = self.alternating and not per_side
        return not alternating and (self.per_side if per_side is None else per_side), alternating

    @property
    def _equipped(self) -> str:
        """The equipment that was chosen, though the rung may be done without it."""
        return self.at_hand or self.kit

    def _formed(self, kit: str, key: str, *, past: bool = False) -> Exercise:
        """Return the form with a piece of equipment (or none) on a rung (or none): the one place that merges them.

        Args:
            kit: the equipment at hand.
            key: the rung.
            past: it was done with that equipment, so it has it if that is possible at all.
        """
        base = self.base or self
        rung = next((rung for rung in base.rungs if rung.key == key), None)
        chosen = next((item for item in base.variants if item.key == kit), None)
        at_hand = chosen.key if chosen else ""
        if rung is not None and chosen is not None:
            impossible = bool(rung.equipment) and not set(rung.equipment) & set(chosen.equipment)
            if impossible or (rung.unloaded and chosen.load_placement and not past):
                chosen = None
        if rung is None and chosen is None:
            return base
        form = base
        if chosen is not None:
            form = replace(
                form,
                name=chosen.name or form.name,
                load_placement=form.load_placement if chosen.load_placement is None else chosen.load_placement,
                cues=chosen.cues or form.cues,
                figure=chosen.figure or form.figure,
                needs=form.needs if chosen.needs is None else chosen.needs,
                start_position=chosen.start_position or form.start_position,
            )
        if rung is not None:
            form = replace(
                form,
                name=rung.name or form.name,
                form="" if rung.words.casefold() in rung.name.casefold() else rung.words,
                per_side=form.per_side if rung.per_side is None else rung.per_side,
                alternating=form.alternating and not rung.per_side,
                fixed_sides=rung.per_side is not None,
                start_position=rung.start_position or form.start_position,
                feel=rung.feel or form.feel,
                load_placement="".join(rung.texts((form.load_placement,))),
                cues=(*((rung.cue,) if rung.cue else ()), *rung.texts(form.cues)),
                faults=rung.texts(form.faults),
                figure=rung.figure or form.figure,
                needs=(*rung.texts(form.needs), *rung.needs),
                tempo=replace(form.tempo, **rung.tempo) if form.tempo else None,
            )
        parts = (chosen.key if chosen else "", rung.key if rung else "")
        return replace(form, variant=JOINT.join(part for part in parts if part), at_hand=at_hand, base=base)

    def load(self, side: str | None) -> str:
        """Return where the load goes for a side, empty without a load."""
        return self.load_placement.replace("{side}", side) if side else self.load_placement.replace("{side} ", "")

    def seconds(self, kind: str, value: float, *, alternating: bool) -> float:
        """Return how long a dose takes, in seconds: of one side, or of both if sides alternate.

        Reps take their tempo; a carry goes out, turns and comes back: 2 × steps × 0.7 s + 3 s (measured).
        """
        if kind in BY_CLOCK:
            return value
        if kind == "carry_m":
            return value * METER_SECONDS
        tempo = self.tempo or Tempo()
        if kind == "carry":
            return 2 * value * (tempo.step_s or 0.7) + (tempo.turn_s or 3.0)
        return value * (tempo.rep_s or DEFAULT_REP_SECONDS) * (2 if alternating else 1)

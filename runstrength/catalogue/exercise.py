"""An exercise: what it is, how it is done well, and how much of it makes one set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.ladder import JOINT, Rung

DOSE_KINDS: Final = ("reps", "hold", "time", "carry", "amrap")
"""The five doses of work: reps, seconds still, seconds of moving, steps each way, as many reps as possible."""
POSITIONS: Final = ("standing", "kneeling", "prone", "supine", "side")
"""How the body is placed, and so where the eyes are."""
GROUPS: Final = ("unilateral", "legs", "core", "upper", "warmup", "own")
"""The groups of the catalogue."""
UNITS: Final = {"reps": "reps", "hold": "seconds", "time": "seconds", "carry": "steps", "amrap": "seconds"}
"""What the number of a dose counts."""
EXAMPLES: Final = {"reps": (6, 12), "hold": (20, 60), "time": (20, 60), "carry": (5, 10), "amrap": (30, 90)}
"""A sensible range for each dose, for messages."""
FIGURES: Final = (
    "single_leg_deadlift", "single_leg_glute_bridge", "single_leg_step_up", "single_leg_balance", "squat",
    "single_leg_calf_raise", "single_leg_calf_raise_box", "farmers_carry", "plank", "side_plank", "side_plank_knee",
    "push_up", "push_up_knees", "plank_row", "march_jog", "glute_bridge", "leg_swing_front", "leg_swing_side",
    "hip_circle", "side_lunge", "lunge_reach", "squat_bw", "sldl_bw", "calf_raise_bw", "a_skip", "high_knees",
    "ankle_bounce",
)  # fmt: skip
"""The movements that can be drawn: the keys of `assets/poses.json`, which itself is read only when one is drawn."""
DEFAULT_REP_SECONDS: Final = 3.0
"""How long one rep takes where the exercise has no tempo: 1-2 s each way (ACSM 2009, progression models)."""
BODYWEIGHT: Final = "bodyweight"
"""What there always is."""
MIN_REP_SECONDS: Final = 0.1
"""Seconds; nobody is faster."""


class Tempo(Struct, frozen=True):
    """How long the parts of one rep take, in seconds; for a carry, one step and the turn."""

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


class Variant(Struct, frozen=True):
    """The form of an exercise that a piece of equipment makes possible; None leaves the base form's value."""

    key: str
    """Its name in the history."""
    equipment: tuple[str, ...]
    """Any of these makes it possible."""
    name: str | None
    load_placement: str | None
    cues: tuple[str, ...] | None
    figure: str | None = None
    """One of `FIGURES`."""


class Exercise(Struct, frozen=True):
    """One exercise of the catalogue, or one that a person wrote."""

    key: str
    """Its name in files and history, as `side_plank`."""
    name: str
    """Its name on the screen, as `Side plank`."""
    group: str
    """One of `GROUPS`."""
    kind: str
    """The dose it is usually given in, one of `DOSE_KINDS`."""
    per_side: bool
    """Each side is a step of its own, with the same target."""
    alternating: bool
    """Both sides in turn inside one step; the dose is per side."""
    low: float
    """The least sensible dose of its kind."""
    high: float
    """The most."""
    tempo: Tempo | None
    """One rep; None for what has none."""
    position: str
    """One of `POSITIONS`."""
    equipment: tuple[str, ...]
    """What it can be done with."""
    load_placement: str
    """Where the load goes; `{side}` stands for the working side; empty without a load."""
    start_position: str
    """How to stand or lie before the first rep."""
    cues: tuple[str, ...]
    """Three to five short reminders of good form."""
    faults: tuple[str, ...] = ()
    """What commonly goes wrong."""
    feel: str = ""
    """Where it is felt when it is right."""
    muscles: tuple[str, ...] = ()
    """What it trains."""
    easier: tuple[str, ...] = ()
    """Ways to make it easier, the nearest first."""
    harder: tuple[str, ...] = ()
    """Ways to make it harder, the nearest first."""
    purpose: str = ""
    """Why a runner does it."""
    start: tuple[float, float, float] | None = None
    """The first dose at each of `LEVELS`, where the exercise's own file gives it."""
    variants: tuple[Variant, ...] = ()
    """The forms that equipment makes possible, the preferred first."""
    rungs: tuple[Rung, ...] = ()
    """Its ladder, from the easiest to the hardest, without the exercise as it is."""
    variant: str | None = None
    """The form that was chosen, as the history has it: equipment, rung, or both (`dumbbell+slow`); None for neither."""
    form: str = ""
    """What is different on the rung that was chosen: `knees down`; empty without one."""
    figure: str = ""
    """Which of `FIGURES` shows it; nothing means the one that has its own key, if there is one."""

    def with_equipment(self, at_hand: Sequence[str]) -> Exercise:
        """Return the form that the equipment at hand allows: its name, cues and where the load goes."""
        for variant in self.variants:
            if set(variant.equipment) & set(at_hand):
                return self._with(variant)
        return self

    @property
    def full_name(self) -> str:
        """Its name with the rung that was chosen: `Goblet squat, down to a chair`."""
        return f"{self.name}, {self.form}" if self.form else self.name

    @property
    def kit(self) -> str:
        """The equipment of the form that was chosen, `BODYWEIGHT` without any."""
        return self.kit_of(self.variant)

    @property
    def rung(self) -> str:
        """The key of the rung that was chosen, empty without one."""
        return self.rung_of(self.variant)

    def kit_of(self, variant: str | None) -> str:
        """Return the equipment of the form that the history calls `variant`, `BODYWEIGHT` without any."""
        parts = variant.split(JOINT) if variant else ()
        return next((item.key for item in self.variants if item.key in parts), BODYWEIGHT)

    def rung_of(self, variant: str | None) -> str:
        """Return the key of the rung of the form that the history calls `variant`, empty without one."""
        parts = variant.split(JOINT) if variant else ()
        return next((rung.key for rung in self.rungs if rung.key in parts), "")

    def on_rung(self, key: str) -> Exercise:
        """Return the form on a rung, with the equipment that was chosen; a key that is not there changes nothing."""
        rung = next((rung for rung in self.rungs if rung.key == key), None)
        if rung is None:
            return self
        return replace(
            self,
            variant=rung.key if self.variant is None else f"{self.variant}{JOINT}{rung.key}",
            form=rung.words,
            cues=(rung.cue, *self.cues) if rung.cue else self.cues,
            figure=rung.figure or self.figure,
            tempo=replace(self.tempo, **rung.tempo) if self.tempo else None,
        )

    def in_form(self, variant: str | None) -> Exercise:
        """Return the form that the history calls `variant`; what is no longer known of it is left out."""
        if not variant:
            return self
        kit = self.kit_of(variant)
        chosen = next((self._with(item) for item in self.variants if item.key == kit), self)
        return chosen.on_rung(self.rung_of(variant))

    def _with(self, variant: Variant) -> Exercise:
        return replace(
            self,
            name=variant.name or self.name,
            load_placement=self.load_placement if variant.load_placement is None else variant.load_placement,
            cues=variant.cues or self.cues,
            variant=variant.key,
            figure=variant.figure or self.figure,
        )

    def load(self, side: str | None) -> str:
        """Return where the load goes for a side, empty without a load."""
        return self.load_placement.replace("{side}", side) if side else self.load_placement.replace("{side} ", "")

    def seconds(self, kind: str, value: float, *, alternating: bool) -> float:
        """Return how long a dose takes, in seconds, for one side; of an alternating one, for both.

        Reps take their tempo; a carry goes out, turns and comes back: 2 × steps × 0.7 s + 3 s (our own measure).
        """
        if kind in ("hold", "time", "amrap"):
            return value
        tempo = self.tempo or Tempo()
        if kind == "carry":
            return 2 * value * (tempo.step_s or 0.7) + (tempo.turn_s or 3.0)
        return value * (tempo.rep_s or DEFAULT_REP_SECONDS) * (2 if alternating else 1)

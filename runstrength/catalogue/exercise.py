"""An exercise: what it is, how to do it well, and the dose of one set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.ladder import JOINT, Rung

DOSE_KINDS: Final = ("reps", "hold", "time", "carry", "amrap")
"""The five kinds of dose: reps, seconds of holding still, seconds of moving, steps each way, max reps."""
POSITIONS: Final = ("standing", "kneeling", "prone", "supine", "side")
"""The position of the body, which decides whether the screen can be seen."""
GROUPS: Final = ("unilateral", "legs", "core", "upper", "warmup", "own")
"""The groups of the catalogue."""
UNITS: Final = {"reps": "reps", "hold": "seconds", "time": "seconds", "carry": "steps", "amrap": "seconds"}
"""What the number of a dose counts."""
EXAMPLES: Final = {"reps": (6, 12), "hold": (20, 60), "time": (20, 60), "carry": (5, 10), "amrap": (30, 90)}
"""An example range for each kind of dose, for messages."""
FIGURES: Final = (
    "single_leg_deadlift", "single_leg_glute_bridge", "single_leg_step_up", "single_leg_balance", "squat",
    "single_leg_calf_raise", "single_leg_calf_raise_box", "farmers_carry", "plank", "side_plank", "side_plank_knee",
    "push_up", "push_up_knees", "plank_row", "march_jog", "glute_bridge", "leg_swing_front", "leg_swing_side",
    "hip_circle", "side_lunge", "lunge_reach", "squat_bw", "sldl_bw", "calf_raise_bw", "a_skip", "high_knees",
    "ankle_bounce",
)  # fmt: skip
"""The movements that can be drawn: the keys of `assets/poses.json`, which is only read when one is drawn."""
DEFAULT_REP_SECONDS: Final = 3.0
"""Seconds of one rep of an exercise without a tempo: 1-2 s each way (ACSM 2009, progression models)."""
BODYWEIGHT: Final = "bodyweight"
"""The equipment that is always available."""
MIN_REP_SECONDS: Final = 0.1
"""The shortest rep, in seconds."""


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


class Exercise(Struct, frozen=True):
    """An exercise, built-in or custom."""

    key: str
    """Its key in files and history, as `side_plank`."""
    name: str
    """Its name on the screen, as `Side plank`."""
    group: str
    """One of `GROUPS`."""
    kind: str
    """The dose it is usually given in, one of `DOSE_KINDS`."""
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
    """How the chosen rung differs: `knees down`; empty for the basic exercise."""
    figure: str = ""
    """Which of `FIGURES` shows it; empty for the one with its own key, if there is one."""
    needs: tuple[str, ...] = ()
    """What has to be ready before it starts: `a step`, `2 dumbbells`."""

    def with_equipment(self, at_hand: Sequence[str]) -> Exercise:
        """Return the exercise in the form that the available equipment allows."""
        for variant in self.variants:
            if set(variant.equipment) & set(at_hand):
                return self._with(variant)
        return self

    @property
    def full_name(self) -> str:
        """Its name with the chosen rung: `Goblet squat, down to a chair`."""
        return f"{self.name}, {self.form}" if self.form else self.name

    @property
    def kit(self) -> str:
        """The equipment of the chosen form, or `BODYWEIGHT`."""
        return self.kit_of(self.variant)

    @property
    def rung(self) -> str:
        """The key of the chosen rung, empty for the basic exercise."""
        return self.rung_of(self.variant)

    def kit_of(self, variant: str | None) -> str:
        """Return the equipment of a form as named in the history, or `BODYWEIGHT`."""
        parts = variant.split(JOINT) if variant else ()
        return next((item.key for item in self.variants if item.key in parts), BODYWEIGHT)

    def rung_of(self, variant: str | None) -> str:
        """Return the key of the rung of a form as named in the history, empty for the basic exercise."""
        parts = variant.split(JOINT) if variant else ()
        return next((rung.key for rung in self.rungs if rung.key in parts), "")

    def on_rung(self, key: str) -> Exercise:
        """Return the exercise on a rung, with the chosen equipment; an unknown key changes nothing."""
        rung = next((rung for rung in self.rungs if rung.key == key), None)
        if rung is None:
            return self
        return replace(
            self,
            variant=rung.key if self.variant is None else f"{self.variant}{JOINT}{rung.key}",
            form=rung.words,
            cues=(rung.cue, *self.cues) if rung.cue else self.cues,
            figure=rung.figure or self.figure,
            needs=(*self.needs, *rung.needs),
            tempo=replace(self.tempo, **rung.tempo) if self.tempo else None,
        )

    def in_form(self, variant: str | None) -> Exercise:
        """Return the exercise in a form as named in the history; unknown parts of the name are ignored."""
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
            needs=self.needs if variant.needs is None else variant.needs,
        )

    def load(self, side: str | None) -> str:
        """Return where the load goes for a side, empty without a load."""
        return self.load_placement.replace("{side}", side) if side else self.load_placement.replace("{side} ", "")

    def seconds(self, kind: str, value: float, *, alternating: bool) -> float:
        """Return how long a dose takes, in seconds: of one side, or of both if sides alternate.

        Reps take their tempo; a carry goes out, turns and comes back: 2 × steps × 0.7 s + 3 s (measured).
        """
        if kind in ("hold", "time", "amrap"):
            return value
        tempo = self.tempo or Tempo()
        if kind == "carry":
            return 2 * value * (tempo.step_s or 0.7) + (tempo.turn_s or 3.0)
        return value * (tempo.rep_s or DEFAULT_REP_SECONDS) * (2 if alternating else 1)

"""The animation of the session screen as a function of the session's time: the figure, and the progress of a rep.

The figure moves while the exercise is announced (lead-in, rest), in work of kind `time`, and hands-free in reps and
carries. In reps at the person's own pace and in holds it shows its key pose, because motion would push or distract. A
pause stops it, because it stops the session's time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import DEFAULT_REP_SECONDS, Exercise, Tempo
from runstrength.figure.canvas import Rows
from runstrength.figure.drawing import picture
from runstrength.figure.motion import Motion, Rep, is_on_way_back, motion, next_change, pose_at, rep_at
from runstrength.figure.poses import Move, move_of, weight_of
from runstrength.session.plan import Plan, Step
from runstrength.session.view import SessionSnapshot
from runstrength.ui.session import wording
from runstrength.ui.session.dose import Pace

DEFAULT_TEMPO: Final = Tempo(down_s=DEFAULT_REP_SECONDS / 2, up_s=DEFAULT_REP_SECONDS / 2)
"""The tempo of an exercise without one."""
REP_WORDS: Final = {"down": "Down", "bottom": "Hold", "up": "Up", "top": "Hold"}
"""The instruction for each part of a rep."""


class Moving(Struct, frozen=True):
    """A movement at one moment of a step."""

    move: Move
    motion: Motion
    seconds: float
    """Seconds since the step began."""
    is_still: bool
    """Whether it doesn't move and shows its key pose."""
    mirrored: bool
    weight: str

    def drawn(self, columns: int, rows: int) -> Rows:
        """Return the picture of this moment, as large as fits."""
        pose = self.move.frames[self.move.still] if self.is_still else pose_at(self.motion, self.seconds)
        mirrored = self.mirrored != (not self.is_still and is_on_way_back(self.motion, self.seconds))
        return picture(self.move, pose, columns, rows, mirrored=mirrored, weight=self.weight)

    @property
    def changes_in(self) -> float | None:
        """Seconds until the next picture; None if it doesn't change any more."""
        change = None if self.is_still else next_change(self.motion, self.seconds)
        return None if change is None else change - self.seconds


def moving(snapshot: SessionSnapshot, plan: Plan, moves: Mapping[str, Move], *, still: bool = False) -> Moving | None:
    """Return the movement of the current or announced exercise; None if it has none.

    Args:
        snapshot: the session at this moment.
        plan: its plan.
        moves: all movements, by key.
        still: no animation (`TEXTUAL_ANIMATIONS=none`).
    """
    step = snapshot.step
    exercise = plan.exercises[step.exercise]
    move = move_of(exercise, moves)
    if move is None:
        return None
    steps = step.target.value if step.target.kind == "carry" and step.phase == "work" else None
    timed = motion(move, step.tempo or exercise.tempo, each=_each(step), steps=steps)
    is_still = still or step.phase == "switch" or (step.phase == "work" and not _is_animated(step))
    return Moving(move, timed, snapshot.elapsed, is_still, step.side == "left", weight_of(exercise))


def pace(snapshot: SessionSnapshot, exercise: Exercise, moves: Mapping[str, Move]) -> Pace | None:
    """Return the progress within the current rep of a set paced by tempo; None at the person's own pace."""
    step = snapshot.step
    if not wording.is_paced(step) or not snapshot.remaining:
        return None
    move = move_of(exercise, moves)
    exercise = replace(exercise, tempo=step.tempo) if step.tempo is not None else exercise
    rep = (
        _without_move(snapshot, exercise)
        if move is None
        else rep_at(motion(move, exercise.tempo, each=_each(step)), snapshot.elapsed)
    )
    height = {"down": 1 - rep.fraction, "up": rep.fraction, "top": 1.0}.get(rep.part, 0.0)
    return Pace(REP_WORDS.get(rep.part, ""), height, wording.rep_under_way(snapshot) - 1, round(step.target.value))


def _without_move(snapshot: SessionSnapshot, exercise: Exercise) -> Rep:
    """Return the current part of a rep of an exercise without a movement: down first, by its tempo."""
    step = snapshot.step
    each = step.seconds / max(1.0, step.target.value)
    tempo = exercise.tempo if exercise.tempo and exercise.tempo.rep_s else DEFAULT_TEMPO
    ratio = each / tempo.rep_s
    left = snapshot.elapsed % each
    for part in ("down", "bottom", "up", "top"):
        seconds = getattr(tempo, f"{part}_s") * ratio
        if left < seconds:
            return Rep(wording.rep_under_way(snapshot), part, left / seconds)
        left -= seconds
    return Rep(wording.rep_under_way(snapshot), "top", 1.0)


def _each(step: Step) -> float | None:
    """Return the seconds of one rep in a set paced by tempo, else None."""
    return step.seconds / step.target.value if wording.is_paced(step) and step.target.value else None


def _is_animated(step: Step) -> bool:
    """Tell whether the figure moves during a work step: not in holds and not at the person's own pace."""
    return step.target.kind == "time" or (step.timed and step.target.kind in ("reps", "carry"))

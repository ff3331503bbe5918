"""What moves on the stage by itself, as a function of the session's time: the figure, and the pace of a rep.

The figure moves while the exercise is announced (get ready, rest), and in work that has a rhythm of its own: `time`,
and hands-free whatever is counted or carried. In reps at the person's own pace and in holds it stands still in the
pose that tells most: it would only press or distract. A pause stops it, for it stops the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from runstrength.catalogue.exercise import DEFAULT_REP_SECONDS, Exercise, Tempo
from runstrength.figure.canvas import Rows
from runstrength.figure.drawing import picture
from runstrength.figure.motion import Motion, Rep, is_on_way_back, motion, next_change, pose_at, rep_at
from runstrength.figure.poses import Move, move_of, weight_of
from runstrength.session.plan import Plan, Step
from runstrength.session.view import SessionSnapshot
from runstrength.ui.session import wording
from runstrength.ui.session.dose import Pace

WITHOUT: Final = Tempo(down_s=DEFAULT_REP_SECONDS / 2, up_s=DEFAULT_REP_SECONDS / 2)
"""The tempo of an exercise that has none."""
WORDS: Final = {"down": "Down", "bottom": "Hold", "up": "Up", "top": "Hold"}
"""What to do in each part of a rep."""


class Moving(Struct, frozen=True):
    """A movement at a moment of a step."""

    move: Move
    motion: Motion
    seconds: float
    """Since the step began."""
    stands: bool
    """It stands still, in the pose that tells most."""
    mirrored: bool
    weight: str

    def drawn(self, columns: int, rows: int) -> Rows:
        """Return the picture of this moment, as large as the space allows."""
        pose = self.move.frames[self.move.still] if self.stands else pose_at(self.motion, self.seconds)
        mirrored = self.mirrored != (not self.stands and is_on_way_back(self.motion, self.seconds))
        return picture(self.move, pose, columns, rows, mirrored=mirrored, weight=self.weight)

    @property
    def changes_in(self) -> float | None:
        """Seconds until the next picture; None while it stays as it is."""
        later = None if self.stands else next_change(self.motion, self.seconds)
        return None if later is None else later - self.seconds


def moving(view: SessionSnapshot, plan: Plan, moves: Mapping[str, Move], *, still: bool = False) -> Moving | None:
    """Return the movement of the exercise that is done or announced; None where it has none.

    Args:
        view: the session at this moment.
        plan: its plan.
        moves: all movements, by key.
        still: nothing moves at all (`TEXTUAL_ANIMATIONS=none`).
    """
    step = view.step
    exercise = plan.exercises[step.exercise]
    move = move_of(exercise, moves)
    if move is None:
        return None
    steps = step.target.value if step.target.kind == "carry" and step.phase == "work" else None
    timed = motion(move, exercise.tempo, each=_each(step), steps=steps)
    stands = still or step.phase == "switch" or (step.phase == "work" and not _has_rhythm(step))
    return Moving(move, timed, view.elapsed, stands, step.side == "left", weight_of(exercise))


def pace(view: SessionSnapshot, exercise: Exercise, moves: Mapping[str, Move]) -> Pace | None:
    """Return where a set that goes by its tempo is in its rep; None at the person's own pace."""
    step = view.step
    if not wording.is_paced(step) or not view.remaining:
        return None
    move = move_of(exercise, moves)
    rep = (
        _without_move(view, exercise)
        if move is None
        else rep_at(motion(move, exercise.tempo, each=_each(step)), view.elapsed)
    )
    height = {"down": 1 - rep.fraction, "up": rep.fraction, "top": 1.0}.get(rep.part, 0.0)
    return Pace(WORDS.get(rep.part, ""), height, wording.rep_under_way(view) - 1, round(step.target.value))


def _without_move(view: SessionSnapshot, exercise: Exercise) -> Rep:
    """Return where in its rep an exercise without a movement is: down first, as its tempo says."""
    step = view.step
    each = step.seconds / max(1.0, step.target.value)
    tempo = exercise.tempo if exercise.tempo and exercise.tempo.rep_s else WITHOUT
    ratio = each / tempo.rep_s
    left = view.elapsed % each
    for part in ("down", "bottom", "up", "top"):
        seconds = getattr(tempo, f"{part}_s") * ratio
        if left < seconds:
            return Rep(wording.rep_under_way(view), part, left / seconds, seconds)
        left -= seconds
    return Rep(wording.rep_under_way(view), "top", 1.0, 0.0)


def _each(step: Step) -> float | None:
    """Return the seconds of one rep where reps are counted."""
    return step.seconds / step.target.value if wording.is_paced(step) and step.target.value else None


def _has_rhythm(step: Step) -> bool:
    """Tell whether work moves by itself: not a hold, nor what goes at the person's own pace."""
    return step.target.kind == "time" or (step.timed and step.target.kind in ("reps", "carry"))

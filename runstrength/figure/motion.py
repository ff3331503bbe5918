"""A movement over time: the pose at each moment of a set, the rep, and when the picture changes next.

Everything is a function of the seconds since the step began: nothing here knows a clock, and a pause simply stops the
seconds. Moments count in frames of `FRAME` seconds, eight a second.

* A rep takes the exercise's tempo, part by part: a squat goes down for `down_s`, a bridge goes up first.
* Reps that are counted aloud take `seconds / reps` each, as in `session/cues.py`, and count from 1.
* A hold has a way into the pose and then stands still.
* A carry steps at its own pace; it goes out, turns, and comes back in the other direction.
"""

from __future__ import annotations

from functools import lru_cache
from math import floor
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Tempo
from runstrength.figure.interpolation import between
from runstrength.figure.poses import Move, Part, Pose

FRAME: Final = 0.125
"""Seconds between two frames."""
MIN_SECONDS: Final = 2 * FRAME
"""The shortest moving part, in seconds, if reps are not counted: faster movement can't be seen."""
_EPSILON: Final = 1e-6


class Motion(Struct, frozen=True):
    """A movement with timed parts; made by `motion`."""

    move: Move
    start: tuple[Part, ...]
    """The parts that happen once."""
    loop: tuple[Part, ...]
    """The parts that repeat; none lasts 0 s."""
    out: float | None = None
    """Seconds of a carry until the turn; None if there is none."""
    turn: float = 0.0
    """Seconds of the turn."""

    @property
    def start_seconds(self) -> float:
        """Seconds of the parts that happen once."""
        return sum(part.seconds for part in self.start)

    @property
    def loop_seconds(self) -> float:
        """Seconds of one rep or cycle; 0 for a hold."""
        return sum(part.seconds for part in self.loop)


class Rep(Struct, frozen=True):
    """A position in a set."""

    number: int
    """The rep, or the step of a carry, from 1."""
    part: str
    """Its part, as in `poses.Part`; for a carry `out`, `turn` or `back`."""
    fraction: float
    """The fraction of that part that is over, 0..1."""
    part_seconds: float
    """Seconds of that part."""


@lru_cache(maxsize=64)
def motion(move: Move, tempo: Tempo | None = None, *, each: float | None = None, steps: float | None = None) -> Motion:
    """Return a movement with timed parts.

    Args:
        move: the movement.
        tempo: the exercise's tempo; without one the movement takes its own time.
        each: seconds of one rep, both sides of an alternating one, where reps are counted (`step.seconds / reps`).
        steps: of a carry, its steps each way.
    """
    counted = each is not None and each > 0
    loop = tuple(replace(part, seconds=_seconds(part, tempo, slow=not counted)) for part in move.loop)
    whole = sum(part.seconds for part in loop)
    if counted and whole and abs(whole - each) > _EPSILON:  # type: ignore[operator]
        loop = tuple(replace(part, seconds=part.seconds * each / whole) for part in loop)  # type: ignore[operator]
    loop = tuple(part for part in loop if part.seconds > 0)
    if steps is None:
        return Motion(move, move.start, loop)
    step = (tempo and tempo.step_s) or 0.7
    return Motion(move, move.start, loop, out=steps * step, turn=(tempo and tempo.turn_s) or 3.0)


def pose_at(motion: Motion, seconds: float) -> Pose:
    """Return the pose of the last frame before a moment."""
    one, other, part = _moment(motion, _frame(seconds))
    frames = motion.move.frames
    return between(frames[one], frames[other], part)


def turned(motion: Motion, seconds: float) -> bool:
    """Tell whether a carry is on its way back, so that the figure looks in the other direction."""
    return motion.out is not None and _frame(seconds) * FRAME >= motion.out + motion.turn / 2


def next_change(motion: Motion, seconds: float) -> float | None:
    """Return the next moment at which the picture differs from that of `seconds`; None if it stays the same."""
    frame = _frame(seconds)
    now = _moment(motion, frame)
    whole = motion.start_seconds + motion.loop_seconds
    for later in range(frame + 1, frame + 2 + round(whole / FRAME)):
        if _moment(motion, later) != now:
            return later * FRAME
    return None


def rep_at(motion: Motion, seconds: float) -> Rep:
    """Return the position at a moment; a hold is one rep that never ends."""
    if motion.out is not None:
        return _step_at(motion, motion.out, seconds)
    late = seconds - motion.start_seconds
    whole = motion.loop_seconds
    parts = motion.start if late < 0 else motion.loop
    if not parts:
        return Rep(1, "hold", 1.0, 0.0)
    number = 1 if late < 0 else floor(late / whole + _EPSILON) + 1
    left = seconds if late < 0 else max(0.0, late - (number - 1) * whole)
    for part in parts:
        if left < part.seconds - _EPSILON:
            return Rep(number, part.part, left / part.seconds, part.seconds)
        left -= part.seconds
    return Rep(number, parts[-1].part, 1.0, parts[-1].seconds)


def _step_at(motion: Motion, out: float, seconds: float) -> Rep:
    step = motion.loop[0].seconds
    each_way = max(1, round(out / step))
    if seconds < out:
        return Rep(min(each_way, floor(seconds / step + _EPSILON) + 1), "out", seconds / out, out)
    if seconds < out + motion.turn:
        return Rep(each_way, "turn", (seconds - out) / motion.turn, motion.turn)
    late = seconds - out - motion.turn
    return Rep(min(2 * each_way, each_way + floor(late / step + _EPSILON) + 1), "back", min(1.0, late / out), out)


def _seconds(part: Part, tempo: Tempo | None, *, slow: bool) -> float:
    """Return the seconds of a part at a tempo."""
    if tempo is None or part.part == "in":
        return part.seconds
    if part.part == "step":
        return tempo.step_s or part.seconds
    if not tempo.rep_s:
        return part.seconds
    told = {"down": tempo.down_s, "bottom": tempo.bottom_s, "up": tempo.up_s, "top": tempo.top_s}
    seconds = told.get(part.part, part.seconds)
    return max(seconds, MIN_SECONDS) if slow and len(part.frames) > 1 else seconds


def _frame(seconds: float) -> int:
    return max(0, floor(seconds / FRAME + _EPSILON))


def _moment(motion: Motion, frame: int) -> tuple[int, int, float]:
    """Return the two key frames around a moment, and the fraction of the way between them."""
    seconds = frame * FRAME
    late = seconds - motion.start_seconds
    whole = motion.loop_seconds
    if late >= 0 and not whole:
        return motion.move.still, motion.move.still, 0.0
    left = seconds if late < 0 else late % whole
    parts = motion.start if late < 0 else motion.loop
    for part in parts:
        if left < part.seconds:
            return _within(part, left / part.seconds)
        left -= part.seconds
    last = parts[-1].frames[-1]
    return last, last, 0.0


def _within(part: Part, fraction: float) -> tuple[int, int, float]:
    ways = len(part.frames) - 1
    if not ways:
        return part.frames[0], part.frames[0], 0.0
    done = _eased(part.ease, fraction) * ways
    way = min(ways - 1, floor(done))
    one, other, along = part.frames[way], part.frames[way + 1], round(done - way, 4)
    if one > other:  # the way back equals the way there, so that equal moments have equal poses
        one, other, along = other, one, round(1 - along, 4)
    if along in (0.0, 1.0):
        one = other = other if along else one
        along = 0.0
    return one, other, along


def _eased(ease: str, part: float) -> float:
    """Return the fraction of the way after a fraction of the time.

    A limb that moves as it likes goes with the least jerk: slow, fast, slow (Flash & Hogan 1985).
    """
    if ease == "even":
        return part
    if ease == "throw":
        return 1 - (1 - part) ** 2
    if ease == "fall":
        return part**2
    return part**3 * (10 + part * (6 * part - 15))

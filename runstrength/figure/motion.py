"""A movement over time: the pose and the rep at each moment of a set, and when the picture changes next.

Everything is a function of the seconds since the step started, without pauses. Time is divided into frames of `FRAME`
seconds, eight per second.

* The parts of a rep take the exercise's tempo: a squat goes down for `down_s`, a bridge goes up first.
* Reps that are counted aloud take `seconds / reps` each, as in `session/cues.py`; they are counted from 1.
* A hold moves into its pose and then stays still.
* A carry walks at its own pace: out, a turn, and back in the other direction.
"""

from __future__ import annotations

from functools import lru_cache
from math import floor
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from runstrength.catalogue.exercise import Tempo
from runstrength.figure.interpolation import interpolate
from runstrength.figure.poses import Move, Part, Pose

FRAME: Final = 0.125
"""Seconds between two frames."""
MIN_SECONDS: Final = 2 * FRAME
"""Seconds of a moving part, if reps are not counted aloud: faster movement would not be visible."""
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


@lru_cache(maxsize=64)
def motion(move: Move, tempo: Tempo | None = None, *, each: float | None = None, steps: float | None = None) -> Motion:
    """Return a movement with timed parts.

    Args:
        move: the movement.
        tempo: the exercise's tempo; without one, the movement's own times are used.
        each: seconds of one rep (of both sides, if alternating) that is counted aloud: `step.seconds / reps`.
        steps: the steps of a carry in each direction.
    """
    counted = each is not None and each > 0
    loop = tuple(replace(part, seconds=_part_seconds(part, tempo, slow=not counted)) for part in move.loop)
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
    first, second, part = _frames_at(motion, _frame_number(seconds))
    frames = motion.move.frames
    return interpolate(frames[first], frames[second], part)


def is_on_way_back(motion: Motion, seconds: float) -> bool:
    """Tell whether a carry is on its way back, where the figure faces the other direction."""
    return motion.out is not None and _frame_number(seconds) * FRAME >= motion.out + motion.turn / 2


def next_change(motion: Motion, seconds: float) -> float | None:
    """Return the next moment at which the picture differs from that of `seconds`; None if it stays the same."""
    frame = _frame_number(seconds)
    now, pose = _frames_at(motion, frame), pose_at(motion, seconds)
    period = motion.start_seconds + motion.loop_seconds
    for next_frame in range(frame + 1, frame + 2 + round(period / FRAME)):
        # Where a movement begins, a frame can be so little further that the pose is the same.
        if _frames_at(motion, next_frame) != now and pose_at(motion, next_frame * FRAME) != pose:
            return next_frame * FRAME
    return None


def rep_at(motion: Motion, seconds: float) -> Rep:
    """Return the position at a moment; a hold is one rep that never ends."""
    if motion.out is not None:
        return _carry_at(motion, motion.out, seconds)
    loop_time = seconds - motion.start_seconds
    cycle = motion.loop_seconds
    parts = motion.start if loop_time < 0 else motion.loop
    if not parts:
        return Rep(1, "hold", 1.0)
    number = 1 if loop_time < 0 else floor(loop_time / cycle + _EPSILON) + 1
    left = seconds if loop_time < 0 else max(0.0, loop_time - (number - 1) * cycle)
    for part in parts:
        if left < part.seconds - _EPSILON:
            return Rep(number, part.part, left / part.seconds)
        left -= part.seconds
    return Rep(number, parts[-1].part, 1.0)


def _carry_at(motion: Motion, out: float, seconds: float) -> Rep:
    step = motion.loop[0].seconds
    each_way = max(1, round(out / step))
    if seconds < out:
        return Rep(min(each_way, floor(seconds / step + _EPSILON) + 1), "out", seconds / out)
    if seconds < out + motion.turn:
        return Rep(each_way, "turn", (seconds - out) / motion.turn)
    back = seconds - out - motion.turn
    return Rep(min(2 * each_way, each_way + floor(back / step + _EPSILON) + 1), "back", min(1.0, back / out))


def _part_seconds(part: Part, tempo: Tempo | None, *, slow: bool) -> float:
    """Return the seconds of a part at a tempo."""
    if tempo is None or part.part == "in":
        return part.seconds
    if part.part == "step":
        return tempo.step_s or part.seconds
    if not tempo.rep_s:
        return part.seconds
    times = {"down": tempo.down_s, "bottom": tempo.bottom_s, "up": tempo.up_s, "top": tempo.top_s}
    seconds = times.get(part.part, part.seconds)
    return max(seconds, MIN_SECONDS) if slow and len(part.frames) > 1 else seconds


def _frame_number(seconds: float) -> int:
    return max(0, floor(seconds / FRAME + _EPSILON))


def _frames_at(motion: Motion, frame: int) -> tuple[int, int, float]:
    """Return the two key frames around a moment, and the fraction of the way between them."""
    seconds = frame * FRAME
    loop_time = seconds - motion.start_seconds
    cycle = motion.loop_seconds
    if loop_time >= 0 and not cycle:
        return motion.move.still, motion.move.still, 0.0
    left = seconds if loop_time < 0 else loop_time % cycle
    parts = motion.start if loop_time < 0 else motion.loop
    for part in parts:
        if left < part.seconds:
            return _between_frames(part, left / part.seconds)
        left -= part.seconds
    last = parts[-1].frames[-1]
    return last, last, 0.0


def _between_frames(part: Part, fraction: float) -> tuple[int, int, float]:
    intervals = len(part.frames) - 1
    if not intervals:
        return part.frames[0], part.frames[0], 0.0
    done = _ease(part.ease, fraction) * intervals
    index = min(intervals - 1, floor(done))
    first, second, along = part.frames[index], part.frames[index + 1], round(done - index, 4)
    if first > second:  # one order for both directions, so that equal moments have equal poses
        first, second, along = second, first, round(1 - along, 4)
    if along in (0.0, 1.0):
        first = second = second if along else first
        along = 0.0
    return first, second, along


def _ease(ease: str, part: float) -> float:
    """Return the fraction of the distance after a fraction of the time.

    By default with minimum jerk, as free limb movements are: slow, fast, slow (Flash & Hogan 1985).
    """
    if ease == "even":
        return part
    if ease == "throw":
        return 1 - (1 - part) ** 2
    if ease == "fall":
        return part**2
    return part**3 * (10 + part * (6 * part - 15))

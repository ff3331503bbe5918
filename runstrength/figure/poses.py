"""Poses: where the joints of the stick figure are, key frame by key frame, as `assets/poses.json` says it.

The body is about 1.0 high and stands on y = 0; x grows in the direction in which the figure looks, y upwards. It looks
to the right, its near side is its right one. In the view from the front, near is right on the screen, as in a mirror.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from runstrength.catalogue.exercise import Exercise

Point = tuple[float, float]
"""x and y, in body heights."""

SHOULDER_HALF: Final = 0.09
"""From the middle to a shoulder, seen from the front."""
HIP_HALF: Final = 0.05
"""From the middle to a hip, seen from the front."""
WEIGHTS: Final = ("dumbbell", "kettlebell", "bag")
"""What can be drawn in a hand."""


class Pose(Struct, frozen=True):
    """One moment of a movement."""

    head: Point
    """The middle of the head."""
    shoulder: Point
    """The upper end of the trunk."""
    hip: Point
    """Its lower end."""
    near_arm: tuple[Point, Point, Point]
    """Shoulder, elbow and hand."""
    far_arm: tuple[Point, Point, Point]
    near_leg: tuple[Point, Point, Point, Point]
    """Hip, knee, ankle and toes."""
    far_leg: tuple[Point, Point, Point, Point]


class Part(Struct, frozen=True):
    """One part of a movement: through some key frames, or waiting at one."""

    part: str
    """down, bottom, up or top, which last as long as the tempo says; `step`, of a carry; `in`, the way into a hold."""
    frames: tuple[int, ...]
    """The key frames it goes through, by their place."""
    seconds: float
    """How long it lasts where no tempo says so."""
    ease: Literal["smooth", "even", "throw", "fall"] = "smooth"
    """How the speed changes on the way: as a hand moves, not at all, as what is thrown up, as what falls."""


class Move(Struct, frozen=True):
    """One movement."""

    view: Literal["side", "front"]
    still: int
    """The key frame that tells most: where a hold stays, and what is shown where nothing moves."""
    frames: tuple[Pose, ...]
    """The key frames."""
    start: tuple[Part, ...] = ()
    """What happens once, before the rest."""
    loop: tuple[Part, ...] = ()
    """One rep, or one cycle; nothing in a hold. An alternating rep is one on each side."""
    load: tuple[str, ...] = ()
    """Where a weight is held: near_hand, far_hand, or `hands` for one in both."""
    box: tuple[float, float, float] | None = None
    """A box or stair: its left edge, its right edge and its height."""
    wall: float | None = None
    """Where a wall stands."""


class _Frame(Struct, frozen=True):
    """A pose as the file says it: limbs without the joint that belongs to the trunk."""

    head: Point
    shoulder: Point
    hip: Point
    near_arm: tuple[Point, Point]
    far_arm: tuple[Point, Point]
    near_leg: tuple[Point, Point, Point]
    far_leg: tuple[Point, Point, Point]

    def pose(self, view: str) -> Pose:
        near, far = (1, -1) if view == "front" else (0, 0)
        shoulder, hip = self.shoulder, self.hip
        return Pose(
            self.head,
            shoulder,
            hip,
            ((shoulder[0] + near * SHOULDER_HALF, shoulder[1]), *self.near_arm),
            ((shoulder[0] + far * SHOULDER_HALF, shoulder[1]), *self.far_arm),
            ((hip[0] + near * HIP_HALF, hip[1]), *self.near_leg),
            ((hip[0] + far * HIP_HALF, hip[1]), *self.far_leg),
        )


class _Move(Struct, frozen=True, forbid_unknown_fields=True):
    """A movement as the file says it."""

    view: Literal["side", "front"]
    still: int
    frames: tuple[_Frame, ...]
    start: tuple[Part, ...] = ()
    loop: tuple[Part, ...] = ()
    load: tuple[str, ...] = ()
    box: tuple[float, float, float] | None = None
    wall: float | None = None

    def move(self) -> Move:
        poses = tuple(frame.pose(self.view) for frame in self.frames)
        return Move(self.view, self.still, poses, self.start, self.loop, self.load, self.box, self.wall)


def read_moves(raw: bytes) -> Mapping[str, Move]:
    """Read all movements, by key, from the bytes of a file as `assets/poses.json`.

    Raises:
        msgspec.ValidationError: it is not such a file.
    """
    from msgspec import json

    return {key: item.move() for key, item in json.decode(raw, type=dict[str, _Move]).items()}


@lru_cache(maxsize=1)
def load_moves(assets: Path) -> Mapping[str, Move]:
    """Return the movements of the assets folder, by key; the file is read once.

    Raises:
        OSError: it cannot be read.
        msgspec.ValidationError: it is not such a file.
    """
    return read_moves((assets / "poses.json").read_bytes())


def move_of(exercise: Exercise, moves: Mapping[str, Move]) -> Move | None:
    """Return the movement of an exercise in the form that was chosen; None where there is none.

    A movement that is called after exercise and variant goes before that of the exercise: `single_leg_calf_raise_box`.
    """
    key = exercise.figure or exercise.key
    return moves.get(f"{key}_{exercise.variant}") or moves.get(key)


def weight_of(exercise: Exercise) -> str:
    """Return what is in the hands in the form that was chosen, one of `WEIGHTS`; nothing where there is no load."""
    if not exercise.load_placement:
        return ""
    chosen = next((item.equipment for item in exercise.variants if item.key == exercise.variant), exercise.equipment)
    if exercise.variant is None and "bodyweight" in chosen:
        return "bag"
    return next((item for item in WEIGHTS if item in chosen), "bag")

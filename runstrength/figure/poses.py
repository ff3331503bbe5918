"""Poses of the stick figure: the joints in each key frame, read from `assets/poses.json`.

The body is about 1.0 high and stands on y = 0; x grows in the direction in which the figure faces, y upwards. It faces
right, with its right side near. In the front view, near is right on the screen, as in a mirror.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from runstrength.catalogue.exercise import BAND, BODYWEIGHT, WEIGHTS, Exercise

Point = tuple[float, float]
"""x and y, in body heights."""
BandEnd = Literal["near_hand", "far_hand", "near_knee", "far_knee", "near_foot", "far_foot"]
"""Where a band is held, or what it goes around; of a foot, under its middle."""

SHOULDER_HALF_WIDTH: Final = 0.09
"""From the center to a shoulder, in the front view."""
HIP_HALF_WIDTH: Final = 0.05
"""From the center to a hip, in the front view."""
HELD: Final = (*WEIGHTS, "bag")
"""The weights that can be drawn in a hand."""
DRAWN_LOADS: Final = (*HELD, BAND)
"""What makes an exercise harder and can be drawn."""


class Pose(Struct, frozen=True):
    """One moment of a movement."""

    head: Point
    """The center of the head."""
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
    arch: float = 0.0
    """How far the arch of the near foot is lifted, 0..1, which can be seen in a close-up."""


class Part(Struct, frozen=True):
    """One part of a movement: through several key frames, or a pause at one."""

    part: str
    """`down`, `bottom`, `up` or `top`, whose time the tempo sets; `step` of a carry; `in`, moving into a hold."""
    frames: tuple[int, ...]
    """The key frames it goes through, by index."""
    seconds: float
    """Its seconds, if no tempo sets them."""
    ease: Literal["smooth", "even", "throw", "fall"] = "smooth"
    """How the speed changes: slow at both ends, constant, decelerating, accelerating."""


class Move(Struct, frozen=True):
    """One movement."""

    view: Literal["side", "front"]
    still: int
    """The index of the most typical key frame, for holds and still pictures."""
    frames: tuple[Pose, ...]
    """The key frames."""
    start: tuple[Part, ...] = ()
    """The parts that happen once, at the start."""
    loop: tuple[Part, ...] = ()
    """The parts of one rep or cycle; empty for a hold. An alternating rep is one on each side."""
    load: tuple[str, ...] = ()
    """Where a weight is held: near_hand, far_hand, or `hands` for one in each."""
    box: tuple[float, float, float] | None = None
    """A box or stair: its left edge, its right edge and its height."""
    wall: float | None = None
    """Where a wall stands."""
    panel: tuple[float, float, float] | None = None
    """A wall behind the figure: its left edge, its right edge and its height."""
    close_up: tuple[float, float, float] | None = None
    """A frame in which the near foot is drawn large: its left edge, its right edge and its height."""
    band: tuple[tuple[BandEnd, BandEnd], ...] = ()
    """From where to where a band goes."""


class _Frame(Struct, frozen=True):
    """A pose as in the file: limbs without the joint at the trunk."""

    head: Point
    shoulder: Point
    hip: Point
    near_arm: tuple[Point, Point]
    far_arm: tuple[Point, Point]
    near_leg: tuple[Point, Point, Point]
    far_leg: tuple[Point, Point, Point]
    arch: float = 0.0

    def pose(self, view: str) -> Pose:
        near, far = (1, -1) if view == "front" else (0, 0)
        shoulder, hip = self.shoulder, self.hip
        return Pose(
            self.head,
            shoulder,
            hip,
            ((shoulder[0] + near * SHOULDER_HALF_WIDTH, shoulder[1]), *self.near_arm),
            ((shoulder[0] + far * SHOULDER_HALF_WIDTH, shoulder[1]), *self.far_arm),
            ((hip[0] + near * HIP_HALF_WIDTH, hip[1]), *self.near_leg),
            ((hip[0] + far * HIP_HALF_WIDTH, hip[1]), *self.far_leg),
            self.arch,
        )


class _Move(Struct, frozen=True, forbid_unknown_fields=True):
    """A movement as in the file."""

    view: Literal["side", "front"]
    still: int
    frames: tuple[_Frame, ...]
    start: tuple[Part, ...] = ()
    loop: tuple[Part, ...] = ()
    load: tuple[str, ...] = ()
    box: tuple[float, float, float] | None = None
    wall: float | None = None
    panel: tuple[float, float, float] | None = None
    close_up: tuple[float, float, float] | None = None
    band: tuple[tuple[BandEnd, BandEnd], ...] = ()

    def move(self) -> Move:
        poses = tuple(frame.pose(self.view) for frame in self.frames)
        props = (self.box, self.wall, self.panel, self.close_up, self.band)
        return Move(self.view, self.still, poses, self.start, self.loop, self.load, *props)


def read_moves(raw: bytes) -> Mapping[str, Move]:
    """Read all movements, by key, from the bytes of `assets/poses.json`.

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
    """Return the movement of an exercise in its chosen form; None if it has none."""
    return moves.get(exercise.figure or exercise.key)


def weight_of(exercise: Exercise) -> str:
    """Return what the chosen form is drawn with, one of `DRAWN_LOADS`; empty without a load."""
    if not exercise.load_placement:
        return ""
    if exercise.banded:
        return BAND
    kit = exercise.kit
    equipment = next((item.equipment for item in exercise.variants if item.key == kit), exercise.equipment)
    if kit == BODYWEIGHT and BODYWEIGHT in equipment:
        return "bag"
    return next((item for item in HELD if item in equipment), "bag")

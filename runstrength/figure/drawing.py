"""Draws a pose of the stick figure in braille dots, scaled to the space.

All pictures of a movement have the same scale and position, so that an animation does not jump: the scale fits all key
frames and the poses between them, with weights and box. The feet are on the lowest row.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, dist, radians, sin
from typing import Final, NamedTuple

from runstrength.catalogue.exercise import BAND
from runstrength.figure.canvas import Canvas, Rows
from runstrength.figure.interpolation import interpolate
from runstrength.figure.poses import BandEnd, Move, Point, Pose

INKS: Final = ("floor", "prop", "far", "near", "weight")
"""The inks, the strongest last: floor and wall, the box, the far side, the near side, a weight."""
BODY_INKS: Final = ("far", "near")
"""The inks of the figure itself."""
HEAD_RADIUS: Final = 0.06
"""Radius of the head, in body heights like all sizes here."""
TRUNK_THICKNESS: Final = 0.07
"""Thickness of the trunk."""
NEAR_LEG_THICKNESS: Final = 0.05
"""Thickness of the near leg."""
FAR_LIMB_THICKNESS: Final = 0.034
"""Thickness of the far limbs."""
NEAR_ARM_RATIO: Final = 0.85
"""Thickness of the near arm, relative to that of the leg."""
HEEL: Final = (251.0, 0.04)
"""The heel: its direction from the ankle, in degrees from that of the toes, and its distance."""
BODY_MARGIN: Final = 0.05
"""How far the body extends sideways beyond a joint: a heel, the thickness of a limb."""
BAND_THICKNESS: Final = 0.02
"""Thickness of a band."""
FLOOR_HEIGHT: Final = 0.12
"""A weight that is held lower than this stands on the floor."""
ARCH_HEIGHT: Final = 0.12
"""How far the middle of the sole rises in a close-up, in widths of its frame."""
ARCH_PULL: Final = 0.08
"""How far the ball of the foot comes toward the heel meanwhile."""
SEPARATION_THICKNESS: Final = 4.0
"""Dots; if the leg is at least this thick, near limbs are separated from the far limbs behind them."""


class Projection(NamedTuple):
    """Maps body heights to dots."""

    scale: float
    left: float
    """The dot at which x is 0."""
    floor: int
    """The row of dots that is the floor."""
    first: int
    """The first column of dots of the floor."""
    last: int
    """The last column of dots of the floor."""

    def at(self, point: Point) -> Point:
        """Return the dot of a point."""
        return self.left + point[0] * self.scale, self.floor - point[1] * self.scale


@lru_cache(maxsize=64)
def picture(
    move: Move,
    pose: Pose,
    columns: int,
    rows: int,
    *,
    mirrored: bool = False,
    weight: str = "",
) -> Rows:
    """Return a pose of a movement as rows of cells, as large as fits.

    Args:
        move: the movement, for its scale, its box and its wall.
        pose: one of its poses.
        columns: the width of the space, in cells.
        rows: its height, in cells.
        mirrored: facing left, with the left side near.
        weight: the weight in the hands or the band, one of `poses.DRAWN_LOADS`; empty for none.
    """
    canvas = Canvas(max(0, columns), max(0, rows), INKS)
    if columns < 2 or rows < 2:
        return canvas.rows()
    projection = projection_of(move, columns, rows, weight)
    _Drawing(canvas, projection, mirrored=mirrored).draw(move, pose, weight)
    return canvas.rows()


@lru_cache(maxsize=64)
def projection_of(move: Move, columns: int, rows: int, weight: str = "") -> Projection:
    """Return the projection of a movement into a space of cells."""
    left, right, top = bounds(move, weight)
    width, height = columns * 2, rows * 4
    scale = min((width - 2) / (right - left), (height - 2) / top)
    middle = (width - 1) / 2 - (left + right) / 2 * scale
    floor_width = min(width, round((right - left + 0.3) * scale))
    first = (width - floor_width) // 2
    return Projection(scale, middle, height - 1, first, first + floor_width - 1)


@lru_cache(maxsize=64)
def bounds(move: Move, weight: str = "") -> tuple[float, float, float]:
    """Return the extent of a whole movement: its left edge, right edge and height."""
    xs: list[float] = []
    ys: list[float] = []
    for pose in _intermediate_poses(move):
        for x, y in (*pose.near_arm, *pose.far_arm, *pose.near_leg, *pose.far_leg, pose.shoulder, pose.hip):
            xs += (x - BODY_MARGIN, x + BODY_MARGIN)
            ys.append(y + NEAR_LEG_THICKNESS / 2)
        xs += (pose.head[0] - HEAD_RADIUS, pose.head[0] + HEAD_RADIUS)
        ys.append(pose.head[1] + HEAD_RADIUS)
        for x, y in hands(move, pose) if weight not in ("", BAND) else ():
            xs += (x - 0.085, x + 0.085)
            ys.append(y + 0.06)
    if move.box:
        xs += move.box[:2]
    if move.panel:
        xs += move.panel[:2]
        ys.append(move.panel[2])
    if move.close_up:
        xs += (move.close_up[0] - 0.01, move.close_up[1] + 0.01)
        ys.append(move.close_up[2])
    if move.wall is not None:
        xs.append(move.wall + 0.01)
    return min(xs), max(xs), max(ys)


def _intermediate_poses(move: Move) -> list[Pose]:
    """Return the key frames and some poses between them."""
    transitions = {pair for part in (*move.start, *move.loop) for pair in pairwise(part.frames)}
    frames = move.frames
    return [
        *frames,
        *(interpolate(frames[a], frames[b], step / 6) for a, b in sorted(transitions) for step in range(1, 6)),
    ]


def hands(move: Move, pose: Pose) -> list[Point]:
    """Return where weights are held in a pose."""
    places = {"near_hand": pose.near_arm[2], "far_hand": pose.far_arm[2], "hands": pose.near_arm[2]}
    return [places[name] for name in move.load]


def _place(pose: Pose, end: BandEnd) -> Point:
    """Return where the end of a band is in a pose."""
    side, joint = end.split("_")
    if joint == "hand":
        return (pose.near_arm if side == "near" else pose.far_arm)[2]
    _, knee, ankle, toes = pose.near_leg if side == "near" else pose.far_leg
    return knee if joint == "knee" else ((ankle[0] + toes[0]) / 2, toes[1])


class _Drawing:
    """Draws one picture from back to front."""

    def __init__(self, canvas: Canvas, projection: Projection, *, mirrored: bool) -> None:
        self._canvas = canvas
        self._projection = projection
        self._mirrored = mirrored
        self._thin = max(1.0, FAR_LIMB_THICKNESS * projection.scale)
        self._thick = max(1.7, NEAR_LEG_THICKNESS * projection.scale)  # near is thicker than far in small pictures too

    def draw(self, move: Move, pose: Pose, weight: str) -> None:
        """Draw everything."""
        self._scene(move)
        held = dict(zip(move.load, hands(move, pose), strict=True)) if weight not in ("", BAND) else {}
        band = move.band if weight == BAND else ()
        self._band(pose, [ends for ends in band if ends[0].startswith("far")], "far")
        if "far_hand" in held:
            self._weight(weight, held["far_hand"], "far")
        self._leg(pose.far_leg, "far", self._thin, heel=move.view == "side")
        self._limb(pose.far_arm, "far", self._thin)
        trunk = max(2.2, TRUNK_THICKNESS * self._projection.scale)
        if self._thick >= SEPARATION_THICKNESS:
            for limb, thickness in ((pose.near_leg, self._thick), (pose.near_arm, self._thick * NEAR_ARM_RATIO)):
                self._separate(limb, thickness + 3)
        if move.view == "front":
            self._line(pose.near_arm[0], pose.far_arm[0], "near", self._thick)
            self._line(pose.near_leg[0], pose.far_leg[0], "near", self._thick)
        self._line(pose.shoulder, pose.hip, "near", trunk)
        self._leg(pose.near_leg, "near", self._thick, heel=move.view == "side")
        x, y = self._dot(pose.head)
        self._canvas.disc(x, y, max(1.8, HEAD_RADIUS * self._projection.scale), "near")
        self._limb(pose.near_arm, "near", self._thick * NEAR_ARM_RATIO)
        for name, hand in held.items():
            if name != "far_hand":
                upright = name == "hands" and dist(hand, pose.shoulder) < dist(hand, pose.hip)
                self._weight(weight, hand, "weight", at_chest=upright, on_hips=name == "hands" and not upright)
        self._band(pose, [ends for ends in band if not ends[0].startswith("far")], "weight")
        if move.close_up:
            self._close_up(*move.close_up, pose)

    def _scene(self, move: Move) -> None:
        projection = self._projection
        self._canvas.line(projection.first, projection.floor, projection.last, projection.floor, "floor")
        thickness = max(1.0, 0.012 * projection.scale)
        if move.wall is not None:
            self._line((move.wall, 0.0), (move.wall, 1.1), "floor", thickness)
        if move.panel:
            self._frame(*move.panel, "floor", 1.0)
        if move.box:
            left, right, height = move.box
            self._frame(left, right, height - 0.02, "prop", thickness)

    def _frame(self, left: float, right: float, height: float, ink: str, thickness: float) -> None:
        """Draw the left edge, the upper edge and the right edge of something that stands on the floor."""
        for start, end in (
            ((left, 0.0), (left, height)),
            ((left, height), (right, height)),
            ((right, height), (right, 0.0)),
        ):
            self._line(start, end, ink, thickness)

    def _close_up(self, left: float, right: float, height: float, pose: Pose) -> None:
        """Draw the outline of the near foot in a frame: heel and toes stay flat, while the arch between them rises."""
        self._frame(left, right, height, "prop", 1.0)
        width, pull = right - left, ARCH_PULL * pose.arch
        arch, ball, toes = ARCH_HEIGHT * pose.arch, 0.68 - pull, 0.93 - pull
        shank = ((0.12, 0.97), (0.13, 0.4), (0.09, 0.2), (0.12, 0.07), (0.26, 0.06))
        sole = ((0.36, 0.06 + 0.7 * arch), (0.47, 0.06 + arch), (0.58 - pull / 2, 0.06 + 0.7 * arch), (ball, 0.06))
        tips = ((toes, 0.06), (toes + 0.02, 0.11), (toes - 0.03, 0.15))
        instep = ((ball, 0.2), (0.5 - pull / 2, 0.34 + 0.7 * arch), (0.38, 0.5), (0.36, 0.97))
        outline = [(left + x * width, min(y * width, height)) for x, y in (*shank, *sole, *tips, *instep)]
        for start, end in pairwise(outline):
            self._line(start, end, "near", max(1.0, 0.045 * width * self._projection.scale))

    def _leg(self, joints: tuple[Point, ...], ink: str, thickness: float, *, heel: bool) -> None:
        self._limb(joints, ink, thickness)
        if heel:
            ankle, toes = joints[2:]
            turn = atan2(toes[1] - ankle[1], toes[0] - ankle[0]) + radians(HEEL[0])
            back = (ankle[0] + cos(turn) * HEEL[1], ankle[1] + sin(turn) * HEEL[1])
            self._limb((ankle, back, toes), ink, thickness * 0.7)

    def _limb(self, joints: tuple[Point, ...], ink: str, thickness: float) -> None:
        for start, end in pairwise(joints):
            self._line(start, end, ink, thickness)

    def _separate(self, joints: tuple[Point, ...], thickness: float) -> None:
        """Erase far limbs along and beside a near limb."""
        root, middle = joints[:2]
        begin = (
            root[0] * 0.6 + middle[0] * 0.4,
            root[1] * 0.6 + middle[1] * 0.4,
        )  # so that the far limb does not look cut off
        for start, end in pairwise((begin, *joints[1:])):
            self._canvas.clear(*self._dot(start), *self._dot(end), thickness, ("far",))

    def _band(self, pose: Pose, ends: Sequence[tuple[BandEnd, BandEnd]], ink: str) -> None:
        for one, other in ends:
            self._line(_place(pose, one), _place(pose, other), ink, max(1.0, BAND_THICKNESS * self._projection.scale))

    def _weight(self, weight: str, hand: Point, ink: str, *, at_chest: bool = False, on_hips: bool = False) -> None:
        """Draw a weight that hangs from a hand, or that both hands hold: upright at the chest, or across the hips."""
        x, y = self._dot(hand)
        unit = self._projection.scale
        gap = 2 if self._thick >= SEPARATION_THICKNESS else 0
        if at_chest and weight == "kettlebell":  # by the sides of its handle
            y -= 0.045 * unit
        if on_hips and weight == "dumbbell":  # seen from its end
            radius, below = max(1.5, 0.05 * unit), y + 0.06 * unit
            if gap:
                self._canvas.clear(x, below, x, below, 2 * radius + gap, BODY_INKS)
            self._canvas.disc(x, below, radius, ink)
        elif at_chest and weight == "dumbbell":
            top, low, half = y - 0.02 * unit, y + 0.075 * unit, 0.034 * unit
            bars = ((0.0, top, 0.0, low, 0.024), (-half, top, half, top, 0.034), (-half, low, half, low, 0.034))
            for x0, y0, x1, y1, thickness in bars if gap else ():
                self._canvas.clear(x + x0, y0, x + x1, y1, thickness * unit + gap, BODY_INKS)
            for x0, y0, x1, y1, thickness in bars:
                self._canvas.line(x + x0, y0, x + x1, y1, ink, max(1.0, thickness * unit))
        elif weight == "kettlebell":
            radius, below = max(1.5, 0.05 * unit), y + 0.06 * unit
            if gap:
                self._canvas.clear(x, below, x, below, 2 * radius + gap, BODY_INKS)
            self._canvas.circle(x, y + 0.015 * unit, 0.04 * unit, ink, max(1.0, 0.015 * unit))
            self._canvas.disc(x, below, radius, ink)
        elif weight == "bag" and hand[1] > FLOOR_HEIGHT:
            top, low, half = y + 0.03 * unit, y + 0.11 * unit, 0.035 * unit
            if gap:
                self._canvas.clear(x, top, x, low, 2 * half + 0.04 * unit + gap, BODY_INKS)
            for side in (-half, 0, half):
                self._canvas.line(x + side, top, x + side, low, ink, max(1.0, 0.04 * unit))
            self._canvas.line(x, y, x, top, ink)
        else:
            half, tall = 0.055 * unit, 0.028 * unit
            bars = ((-half, 0.0, half, 0.0, 0.022), (-half, -tall, -half, tall, 0.03), (half, -tall, half, tall, 0.03))
            for x0, y0, x1, y1, thickness in bars if gap else ():
                self._canvas.clear(x + x0, y + y0, x + x1, y + y1, thickness * unit + gap, BODY_INKS)
            for x0, y0, x1, y1, thickness in bars:
                self._canvas.line(x + x0, y + y0, x + x1, y + y1, ink, max(1.0, thickness * unit))

    def _line(self, start: Point, end: Point, ink: str, thickness: float) -> None:
        self._canvas.line(*self._dot(start), *self._dot(end), ink, thickness)

    def _dot(self, point: Point) -> Point:
        x, y = self._projection.at(point)
        return (self._canvas.width - 1 - x if self._mirrored else x), y

"""Interpolates poses between two key frames: bones keep their length, and feet on the floor stay there.

Each bone turns about the joint before it. A hand or a foot that hardly moves is led along a straight line instead, and
elbow or knee is found from it: so a planted foot does not slide while the hips sink.
"""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin
from typing import Final

from runstrength.figure.poses import Point, Pose

PLANTED: Final = 0.2
"""The distance, in body heights, up to which a hand or foot moves in a straight line."""


def between(one: Pose, other: Pose, part: float) -> Pose:
    """Return the pose at a fraction, 0..1, of the way between two poses."""
    if part <= 0.0 or one == other:
        return one
    if part >= 1.0:
        return other
    if _way(one.shoulder, other.shoulder) < _way(one.hip, other.hip):
        shoulder = _along(one.shoulder, other.shoulder, part)
        hip = _turned(shoulder, (one.shoulder, one.hip), (other.shoulder, other.hip), part)
    else:
        hip = _along(one.hip, other.hip, part)
        shoulder = _turned(hip, (one.hip, one.shoulder), (other.hip, other.shoulder), part)
    head = _turned(shoulder, (one.shoulder, one.head), (other.shoulder, other.head), part)
    near_arm = _limb(_root(shoulder, one.shoulder, one.near_arm[0]), one.near_arm, other.near_arm, part)
    far_arm = _limb(_root(shoulder, one.shoulder, one.far_arm[0]), one.far_arm, other.far_arm, part)
    near_leg = _limb(_root(hip, one.hip, one.near_leg[0]), one.near_leg, other.near_leg, part)
    far_leg = _limb(_root(hip, one.hip, one.far_leg[0]), one.far_leg, other.far_leg, part)
    return Pose(
        _round(head),
        _round(shoulder),
        _round(hip),
        (near_arm[0], near_arm[1], near_arm[2]),
        (far_arm[0], far_arm[1], far_arm[2]),
        (near_leg[0], near_leg[1], near_leg[2], near_leg[3]),
        (far_leg[0], far_leg[1], far_leg[2], far_leg[3]),
    )


def _limb(root: Point, one: tuple[Point, ...], other: tuple[Point, ...], part: float) -> list[Point]:
    """Return the joints of an arm or leg that starts at `root`."""
    if _way(one[2], other[2]) < PLANTED:
        end = _along(one[2], other[2], part)
        upper = _length(one[0], one[1]) + (_length(other[0], other[1]) - _length(one[0], one[1])) * part
        lower = _length(one[1], one[2]) + (_length(other[1], other[2]) - _length(one[1], one[2])) * part
        middle, end = _bent(root, end, upper, lower, _bend(one) + _bend(other))
    else:
        middle = _turned(root, one[:2], other[:2], part)
        end = _turned(middle, one[1:3], other[1:3], part)
    joints = [root, middle, end]
    if len(one) > 3:
        joints.append(_turned(end, one[2:4], other[2:4], part))
    return [_round(joint) for joint in joints]


def _bent(root: Point, end: Point, upper: float, lower: float, side: float) -> tuple[Point, Point]:
    """Return the middle joint between two ends, on one side of the line between them, and the end within reach."""
    far = max(_length(root, end), 1e-6)
    ahead = ((end[0] - root[0]) / far, (end[1] - root[1]) / far)
    if far >= upper + lower:
        reach = upper + lower
        middle = (root[0] + ahead[0] * upper, root[1] + ahead[1] * upper)
        return middle, (root[0] + ahead[0] * reach, root[1] + ahead[1] * reach)
    foot = (far * far + upper * upper - lower * lower) / (2 * far)
    aside = max(0.0, upper * upper - foot * foot) ** 0.5 * (1 if side >= 0 else -1)
    return (root[0] + ahead[0] * foot - ahead[1] * aside, root[1] + ahead[1] * foot + ahead[0] * aside), end


def _bend(limb: tuple[Point, ...]) -> float:
    """Return how far, and to which side, a knee or an elbow bends."""
    (x0, y0), (x1, y1), (x2, y2) = limb[:3]
    return (x2 - x0) * (y1 - y0) - (y2 - y0) * (x1 - x0)


def _turned(root: Point, one: tuple[Point, ...], other: tuple[Point, ...], part: float) -> Point:
    """Return the end of a bone that starts at `root` and has turned a fraction of the shorter way."""
    before, after = _angle(*one), _angle(*other)
    turn = (after - before + pi) % (2 * pi) - pi
    angle = before + turn * part
    long = _length(*one) + (_length(*other) - _length(*one)) * part
    return (root[0] + cos(angle) * long, root[1] + sin(angle) * long)


def _root(trunk: Point, was: Point, joint: Point) -> Point:
    """Return the position of a shoulder or hip, at the same distance from the end of the trunk."""
    return (trunk[0] + joint[0] - was[0], trunk[1] + joint[1] - was[1])


def _along(one: Point, other: Point, part: float) -> Point:
    return (one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part)


def _angle(root: Point, end: Point) -> float:
    return atan2(end[1] - root[1], end[0] - root[0])


def _length(root: Point, end: Point) -> float:
    return hypot(end[0] - root[0], end[1] - root[1])


_way = _length


def _round(point: Point) -> Point:
    """Return a point rounded so that the same moment of two reps is the same pose."""
    return (round(point[0], 4), round(point[1], 4))

"""Interpolates poses between two key frames: bones keep their length, and feet on the floor stay there.

Each bone rotates about the joint it starts at. A hand or foot that hardly moves goes along a straight line instead, and
the elbow or knee is computed from it, so that a foot on the floor does not slide while the hips sink.
"""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin
from typing import Final

from runstrength.figure.poses import Point, Pose

MAX_STRAIGHT: Final = 0.2
"""Body heights; a hand or foot that moves less than this goes in a straight line."""


def interpolate(first: Pose, second: Pose, part: float) -> Pose:
    """Return the pose at a fraction, 0..1, of the way between two poses."""
    if part <= 0.0 or first == second:
        return first
    if part >= 1.0:
        return second
    if _distance(first.shoulder, second.shoulder) < _distance(first.hip, second.hip):
        shoulder = _linear(first.shoulder, second.shoulder, part)
        hip = _rotated(shoulder, (first.shoulder, first.hip), (second.shoulder, second.hip), part)
    else:
        hip = _linear(first.hip, second.hip, part)
        shoulder = _rotated(hip, (first.hip, first.shoulder), (second.hip, second.shoulder), part)
    head = _rotated(shoulder, (first.shoulder, first.head), (second.shoulder, second.head), part)
    near_arm = _limb_joints(
        _moved_root(shoulder, first.shoulder, first.near_arm[0]), first.near_arm, second.near_arm, part
    )
    far_arm = _limb_joints(_moved_root(shoulder, first.shoulder, first.far_arm[0]), first.far_arm, second.far_arm, part)
    near_leg = _limb_joints(_moved_root(hip, first.hip, first.near_leg[0]), first.near_leg, second.near_leg, part)
    far_leg = _limb_joints(_moved_root(hip, first.hip, first.far_leg[0]), first.far_leg, second.far_leg, part)
    return Pose(
        _round(head),
        _round(shoulder),
        _round(hip),
        (near_arm[0], near_arm[1], near_arm[2]),
        (far_arm[0], far_arm[1], far_arm[2]),
        (near_leg[0], near_leg[1], near_leg[2], near_leg[3]),
        (far_leg[0], far_leg[1], far_leg[2], far_leg[3]),
        round(first.arch + (second.arch - first.arch) * part, 4),
    )


def _limb_joints(root: Point, first: tuple[Point, ...], second: tuple[Point, ...], part: float) -> list[Point]:
    """Return the joints of an arm or leg that starts at `root`."""
    if _distance(first[2], second[2]) < MAX_STRAIGHT:
        end = _linear(first[2], second[2], part)
        upper = _length(first[0], first[1]) + (_length(second[0], second[1]) - _length(first[0], first[1])) * part
        lower = _length(first[1], first[2]) + (_length(second[1], second[2]) - _length(first[1], first[2])) * part
        middle, end = _middle_joint(root, end, upper, lower, _bend_direction(first) + _bend_direction(second))
    else:
        middle = _rotated(root, first[:2], second[:2], part)
        end = _rotated(middle, first[1:3], second[1:3], part)
    joints = [root, middle, end]
    if len(first) > 3:
        joints.append(_rotated(end, first[2:4], second[2:4], part))
    return [_round(joint) for joint in joints]


def _middle_joint(root: Point, end: Point, upper: float, lower: float, side: float) -> tuple[Point, Point]:
    """Return the middle joint between two ends, on first side of the line between them, and the end within reach."""
    distance = max(_length(root, end), 1e-6)
    ahead = ((end[0] - root[0]) / distance, (end[1] - root[1]) / distance)
    if distance >= upper + lower:
        reach = upper + lower
        middle = (root[0] + ahead[0] * upper, root[1] + ahead[1] * upper)
        return middle, (root[0] + ahead[0] * reach, root[1] + ahead[1] * reach)
    foot = (distance * distance + upper * upper - lower * lower) / (2 * distance)
    aside = max(0.0, upper * upper - foot * foot) ** 0.5 * (1 if side >= 0 else -1)
    return (root[0] + ahead[0] * foot - ahead[1] * aside, root[1] + ahead[1] * foot + ahead[0] * aside), end


def _bend_direction(limb: tuple[Point, ...]) -> float:
    """Return how far a knee or an elbow bends; the sign is the side."""
    (x0, y0), (x1, y1), (x2, y2) = limb[:3]
    return (x2 - x0) * (y1 - y0) - (y2 - y0) * (x1 - x0)


def _rotated(root: Point, first: tuple[Point, ...], second: tuple[Point, ...], part: float) -> Point:
    """Return the end of a bone that starts at `root`, rotated by a fraction of the smaller angle."""
    before, after = _angle(*first), _angle(*second)
    turn = (after - before + pi) % (2 * pi) - pi
    angle = before + turn * part
    length = _length(*first) + (_length(*second) - _length(*first)) * part
    return (root[0] + cos(angle) * length, root[1] + sin(angle) * length)


def _moved_root(trunk: Point, old_trunk: Point, joint: Point) -> Point:
    """Return the position of a shoulder or hip, at the same distance from the end of the trunk."""
    return (trunk[0] + joint[0] - old_trunk[0], trunk[1] + joint[1] - old_trunk[1])


def _linear(first: Point, second: Point, part: float) -> Point:
    return (first[0] + (second[0] - first[0]) * part, first[1] + (second[1] - first[1]) * part)


def _angle(root: Point, end: Point) -> float:
    return atan2(end[1] - root[1], end[0] - root[0])


def _length(root: Point, end: Point) -> float:
    return hypot(end[0] - root[0], end[1] - root[1])


_distance = _length


def _round(point: Point) -> Point:
    """Return a point rounded so that the same moment of two reps is the same pose."""
    return (round(point[0], 4), round(point[1], 4))

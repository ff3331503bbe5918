"""The stick figure: its movements, their poses in time, and the pictures of them."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, degrees, hypot

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.catalogue.exercise import FIGURES, Exercise, Tempo
from runstrength.catalogue.library import load_library
from runstrength.figure.canvas import Rows
from runstrength.figure.drawing import bounds, picture, projection_of
from runstrength.figure.interpolation import interpolate
from runstrength.figure.motion import FRAME, is_on_way_back, motion, next_change, pose_at, rep_at
from runstrength.figure.poses import Move, Point, Pose, move_of, read_moves, weight_of
from runstrength.locations import assets_dir
from tests.support.loops import looped

MOVES = read_moves((assets_dir() / "poses.json").read_bytes())
SIDES = sorted(key for key, move in MOVES.items() if move.view == "side")
BENT_BACKWARD = ("side_plank_knee", "copenhagen_plank", "copenhagen_plank_knee")
"""Shins that point away from the viewer."""
ROOM_UNDERNEATH = ("copenhagen_plank", "table_row")
"""Movements of which a part is under a bench or a table."""
LENGTHS = {"arm": (0.16, 0.16), "leg": (0.25, 0.25, 0.09)}


def _exercises() -> dict[str, Exercise]:
    return dict(load_library(assets_dir()).exercises)


EXERCISES = _exercises()


def _ways(move: Move) -> list[tuple[Pose, Pose]]:
    return [
        (move.frames[one], move.frames[other])
        for part in (*move.start, *move.loop)
        for one, other in pairwise(part.frames)
    ]


def _joints(pose: Pose) -> list[Point]:
    limbs = (*pose.near_arm, *pose.far_arm, *pose.near_leg, *pose.far_leg)
    return [pose.head, pose.shoulder, pose.hip, *limbs]


def _bones(pose: Pose) -> dict[str, float]:
    chains = {"near_arm": pose.near_arm, "far_arm": pose.far_arm, "near_leg": pose.near_leg, "far_leg": pose.far_leg}
    bones = {
        f"{name} {place}": hypot(other[0] - one[0], other[1] - one[1])
        for name, chain in chains.items()
        for place, (one, other) in enumerate(pairwise(chain))
    }
    return {**bones, "trunk": hypot(pose.hip[0] - pose.shoulder[0], pose.hip[1] - pose.shoulder[1])}


def _text(rows: Rows) -> list[str]:
    return ["".join(run.text for run in row) for row in rows]


def _dots(rows: Rows, ink: str = "") -> set[tuple[int, int]]:
    """Return column and row of each dot, of one ink or of all."""
    bits = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
    found = set()
    for y, row in enumerate(rows):
        x = 0
        for run in row:
            for char in run.text:
                number = 0 if char == " " or (ink and run.ink != ink) else ord(char) - 0x2800
                found |= {(2 * x + a, 4 * y + b) for bit, (a, b) in enumerate(bits) if number >> bit & 1}
                x += 1
    return found


def test_every_exercise_of_the_catalogue_has_a_movement() -> None:
    """Each built-in exercise finds its figure, with every piece of equipment at hand."""
    for exercise in EXERCISES.values():
        for equipment in ((), ("dumbbell",), ("kettlebell",), ("box",), ("band",)):
            move = move_of(exercise.with_equipment(equipment), MOVES)
            assert move, f"draw {exercise.key} in assets/poses.json, or give it `figure = ...` in assets/exercises.toml"


def test_the_figures_a_person_may_name_are_those_of_the_file() -> None:
    """What an own exercise may say as its figure is exactly what can be drawn."""
    place = "FIGURES in runstrength/catalogue/exercise.py"
    assert not (missing := set(MOVES) - set(FIGURES)), f"add {', '.join(sorted(missing))} to {place}"
    assert not (gone := set(FIGURES) - set(MOVES)), f"remove {', '.join(sorted(gone))} from {place}"
    assert len(FIGURES) == len(set(FIGURES))


@looped("key", MOVES)
def test_parts_name_frames_that_exist(key: str) -> None:
    """Each part goes through key frames of its movement, and each key frame is used."""
    move = MOVES[key]
    used = {frame for part in (*move.start, *move.loop) for frame in part.frames}
    assert used == set(range(len(move.frames)))
    assert move.still in used
    assert set(move.load) <= {"near_hand", "far_hand", "hands"}


@looped("key", MOVES)
def test_a_loop_is_closed(key: str) -> None:
    """Each part begins in the pose in which the one before it ends, so nothing jumps."""
    for one, other in pairwise((*MOVES[key].loop, *MOVES[key].loop[:1])):
        assert one.frames[-1] == other.frames[0], (key, one, other)


@looped("key", SIDES)
def test_bones_have_one_length_in_all_key_frames(key: str) -> None:
    """Seen from the side no bone grows or shrinks; what points to or from the viewer in a side plank aside."""
    for number, pose in enumerate(MOVES[key].frames):
        for name, length in _bones(pose).items():
            if key.startswith("side_plank") and name.startswith("far_arm"):
                continue
            if key.startswith(("side_", "copenhagen")) and name.endswith("leg 2"):
                continue
            if key in BENT_BACKWARD and name.endswith("leg 1"):
                continue
            if key == "side_plank_staggered" and name.startswith("near_leg"):  # a step toward the viewer
                continue
            limb, place = (name.split("_")[1].split()[0], int(name[-1])) if name != "trunk" else ("trunk", 0)
            wanted = LENGTHS[limb][place] if limb in LENGTHS else 0.3
            assert length == pytest.approx(wanted, abs=0.006), (number, name)


@looped("key", MOVES)
def test_limbs_keep_their_length_on_the_way(key: str) -> None:
    """Between two key frames each bone is as long as in one of them, or in between."""
    for one, other in _ways(MOVES[key]):
        before, after = _bones(one), _bones(other)
        for step in range(1, 8):
            for name, length in _bones(interpolate(one, other, step / 8)).items():
                low, high = sorted((before[name], after[name]))
                assert low - 0.005 <= length <= high + 0.005, name


@looped("key", MOVES)
def test_nobody_sinks_into_the_floor(key: str) -> None:
    """No joint is below the floor, on no way; no part of a body is far from everything that carries it."""
    for one, other in _ways(MOVES[key]) or [(MOVES[key].frames[0],) * 2]:
        for step in range(9):
            pose = interpolate(one, other, step / 8)
            assert min(y for _, y in _joints(pose)) > 0.0
            assert min(y for _, y in _joints(pose)) < 0.1 + (MOVES[key].box or (0, 0, 0.1))[2]


@looped("key", MOVES)
def test_what_is_planted_does_not_slide(key: str) -> None:
    """A hand or foot that stays between two key frames stays on the whole way."""
    for one, other in _ways(MOVES[key]):
        for step in range(1, 8):
            pose = interpolate(one, other, step / 8)
            for name in ("near_arm", "far_arm", "near_leg", "far_leg"):
                before, after, now = (getattr(item, name)[2] for item in (one, other, pose))
                if hypot(before[0] - after[0], before[1] - after[1]) < 0.02:
                    assert hypot(now[0] - before[0], now[1] - before[1]) < 0.03, name


@looped("key", MOVES)
@looped("size", [(13, 7), (20, 9), (31, 12), (44, 22), (90, 40), (8, 30), (60, 4)])
def test_a_movement_fits_its_space(key: str, size: tuple[int, int]) -> None:
    """At every size, all joints, the head and the weights of every pose are inside, and the rows of one are full."""
    move = MOVES[key]
    columns, rows = size
    for weight in ("", "dumbbell") if move.load else ("",):
        place = projection_of(move, columns, rows, weight)
        left, right, top = bounds(move, weight)
        assert place.at((left, top))[0] >= 0
        assert place.at((left, top))[1] >= 0
        assert place.at((right, top))[0] <= columns * 2 - 1
        drawn = picture(move, move.frames[-1], columns, rows, weight=weight)
        assert [len(row) for row in _text(drawn)] == [columns] * rows
        for pose in move.frames:
            for x, y in _joints(pose):
                assert left <= x <= right
                assert y <= top


@looped("key", MOVES)
def test_all_pictures_of_a_movement_have_one_scale(key: str) -> None:
    """The floor stands where it stands in every pose, and nothing is cut off above it."""
    move = MOVES[key]
    floors = set()
    for pose in move.frames:
        rows = {y for _, y in _dots(picture(move, pose, 44, 22))}
        floors.add(max(rows) == 22 * 4 - 1)
        assert min(rows) >= 0
    assert floors == {True}


@looped("key", MOVES)
def test_the_left_side_is_the_mirrored_right_one(key: str) -> None:
    """Mirrored means mirrored: the same dots, counted from the other edge."""
    move = MOVES[key]
    plain = _dots(picture(move, move.frames[move.still], 40, 18))
    turned_over = {(79 - x, y) for x, y in _dots(picture(move, move.frames[move.still], 40, 18, mirrored=True))}
    # A dot that lies exactly between two places may be rounded the other way.
    assert len(plain ^ turned_over) <= 0.06 * len(plain)


def test_the_working_side_is_bright_and_the_other_dim() -> None:
    """Near and far limbs have inks of their own."""
    move = MOVES["single_leg_deadlift"]
    drawn = picture(move, move.frames[move.still], 40, 18)
    assert _dots(drawn, "near")
    assert _dots(drawn, "far")
    assert not _dots(drawn, "weight")


@looped("weight", ["dumbbell", "kettlebell", "bag"])
def test_a_weight_is_drawn_when_there_is_one(weight: str) -> None:
    """A weight has its own ink, in the hand that holds it, below the shoulder."""
    move = MOVES["single_leg_deadlift"]
    assert _dots(picture(move, move.frames[0], 40, 18, weight=weight), "weight")


@looped(("key", "ends"), [("side_lying_leg_raise", 1), ("row", 2), ("row_upright", 2)])
def test_a_band_is_drawn_when_there_is_one(key: str, ends: int) -> None:
    """A band goes from one place to another in every pose, on each side that it has; without it nothing is drawn."""
    move = MOVES[key]
    assert len(move.band) == ends
    for pose in move.frames:
        assert _dots(picture(move, pose, 60, 30, weight="band"), "weight")
        assert not _dots(picture(move, pose, 60, 30), "weight")


def test_which_weight_an_exercise_has() -> None:
    """The form that was chosen decides: nothing, a dumbbell, a kettlebell, or the bags of a carry without weights."""
    deadlift, carry = EXERCISES["single_leg_deadlift"], EXERCISES["farmers_carry"]
    assert weight_of(deadlift) == ""
    assert weight_of(deadlift.with_equipment(["dumbbell"])) == "dumbbell"
    assert weight_of(deadlift.with_equipment(["kettlebell"])) == "kettlebell"
    assert weight_of(carry) == "bag"
    assert weight_of(carry.with_equipment(["kettlebell"])) == "kettlebell"
    assert weight_of(EXERCISES["single_leg_step_up"].with_equipment(["box"])) == ""
    assert weight_of(EXERCISES["row"].with_equipment(["band"])) == "band"
    assert weight_of(EXERCISES["row"]) == "bag"
    assert weight_of(EXERCISES["side_lying_leg_raise"]) == ""


def test_a_squat_without_a_weight_reaches_forward() -> None:
    """The bodyweight squat has arms of its own; with a weight both hands hold it."""
    assert move_of(EXERCISES["squat"], MOVES) is MOVES["squat_bw"]
    assert move_of(EXERCISES["squat"].with_equipment(["dumbbell"]), MOVES) is MOVES["squat"]


@looped(
    ("key", "first"),
    [
        ("squat", "down"), ("single_leg_deadlift", "down"), ("push_up", "down"), ("lunge_reach", "down"),
        ("single_leg_glute_bridge", "up"), ("single_leg_calf_raise", "up"), ("single_leg_step_up", "up"),
        ("plank_row", "up"), ("farmers_carry", "step"),
    ],
)  # fmt: skip
def test_a_rep_begins_in_its_own_direction(key: str, first: str) -> None:
    """A squat goes down first; a bridge, a calf raise, a step-up and a row go up first."""
    assert MOVES[key].loop[0].part == first
    hips = [MOVES[key].frames[frame].hip[1] for frame in MOVES[key].loop[0].frames]
    if first == "down":
        assert hips[-1] < hips[0]
    if first == "up" and key != "plank_row":
        assert hips[-1] > hips[0]


@looped("key", ["squat", "single_leg_glute_bridge", "plank_row", "single_leg_step_up"])
def test_reps_are_those_that_are_counted_aloud(key: str) -> None:
    """Rep n lasts from (n - 1) to n times `seconds / reps`, as cues.py counts, and its parts take the tempo's time."""
    exercise, move = EXERCISES[key], MOVES[key]
    reps = 6
    whole = exercise.seconds("reps", reps, alternating=exercise.alternating)
    moving = motion(move, exercise.tempo, each=whole / reps)
    for number in range(1, reps + 1):
        assert rep_at(moving, (number - 1) * whole / reps).number == number
        assert rep_at(moving, (number - 0.25) * whole / reps).number == number
        assert rep_at(moving, number * whole / reps - 0.01).number == number
    assert exercise.tempo
    first = rep_at(moving, 0.0)
    told = {"down": exercise.tempo.down_s, "up": exercise.tempo.up_s}
    assert rep_at(moving, told[first.part] / 2).fraction == pytest.approx(0.5)
    assert first.fraction == 0.0


def test_a_pause_of_the_tempo_is_a_part_of_its_own() -> None:
    """A bridge that is held for a second at the top says `top`, and stands still there until the second is over."""
    moving = motion(MOVES["single_leg_glute_bridge"], Tempo(down_s=2, up_s=1, top_s=1))
    assert rep_at(moving, 1.5).part == "top"
    assert rep_at(moving, 1.5).fraction == pytest.approx(0.5)
    assert pose_at(moving, 1.0) == pose_at(moving, 1.9)
    change = next_change(moving, 1.0)
    assert change is not None
    assert change == 2.0 + FRAME


@given(st.sampled_from(sorted(MOVES)), st.floats(0, 30))
@example("hamstring_walkout_short", 0.0)  # its first frames are the same
def test_the_next_change_is_the_next(key: str, seconds: float) -> None:
    """Until the next change the pose is the same, at it the pose is another, and it lies on a frame."""
    exercise = EXERCISES.get(key)
    moving = motion(MOVES[key], exercise.tempo if exercise else None)
    change = next_change(moving, seconds)
    now = pose_at(moving, seconds)
    if change is None:
        assert all(pose_at(moving, seconds + later) == now for later in (0.5, 3.0, 60.0))
        return
    assert change > seconds
    assert change / FRAME == pytest.approx(round(change / FRAME))
    assert pose_at(moving, change - FRAME / 2) == now
    assert pose_at(moving, change) != now


@looped("key", ["plank", "side_plank", "side_plank_knee"])
def test_a_hold_stands_still(key: str) -> None:
    """A hold goes into its pose once and then needs no more frames."""
    moving = motion(MOVES[key])
    assert next_change(moving, 0.0) == FRAME
    assert next_change(moving, moving.start_seconds) is None
    assert pose_at(moving, 1000.0) == MOVES[key].frames[MOVES[key].still]


@looped("key", MOVES)
def test_a_rep_is_like_the_one_before(key: str) -> None:
    """The same moment of every rep is the very same pose, so that pictures can be kept."""
    moving = motion(MOVES[key], Tempo(down_s=2, up_s=1, bottom_s=0.5, top_s=0.5, step_s=0.75))
    whole = moving.loop_seconds
    if whole and (whole / FRAME).is_integer():
        for frame in range(12):
            assert pose_at(moving, frame * FRAME) == pose_at(moving, frame * FRAME + 5 * whole)


def test_fast_moves_are_slow_enough_to_see() -> None:
    """What is faster than the frames is shown slower, where nobody counts."""
    moving = motion(MOVES["high_knees"], Tempo(down_s=0.17, up_s=0.16))
    assert all(part.seconds >= 2 * FRAME for part in moving.loop)


def test_a_carry_goes_out_turns_and_comes_back() -> None:
    """Steps are counted on both ways; after the turn the figure looks the other way."""
    exercise = EXERCISES["farmers_carry"]
    moving = motion(MOVES["farmers_carry"], exercise.tempo, steps=8)
    whole = exercise.seconds("carry", 8, alternating=False)
    out = 8 * 0.7
    assert [rep_at(moving, when).part for when in (0.0, out - 0.1, out + 0.1, out + 3.1, whole)] == [
        "out", "out", "turn", "back", "back",
    ]  # fmt: skip
    assert [rep_at(moving, when).number for when in (0.0, 0.71, out + 1, out + 3.1, whole)] == [1, 2, 8, 9, 16]
    assert rep_at(moving, whole).fraction == pytest.approx(1.0)
    assert not is_on_way_back(moving, out)
    assert is_on_way_back(moving, out + 3)


@looped("size", [(0, 0), (1, 5), (5, 1), (1, 1)])
def test_no_space_is_no_picture(size: tuple[int, int]) -> None:
    """A space too small for anything stays empty and breaks nothing."""
    move = MOVES["squat"]
    assert [len(row) for row in _text(picture(move, move.frames[0], *size))] == [size[0]] * size[1]


# -- what a runner would see -------------------------------------------------------------------------------------------


def _between(move: Move, steps: int = 8) -> list[Pose]:
    """Return all key frames of a movement and the poses between them."""
    ways = _ways(move)
    return [*move.frames, *(interpolate(one, other, step / steps) for one, other in ways for step in range(1, steps))]


def _angle(one: Point, joint: Point, other: Point) -> float:
    """Return the angle of a joint in degrees: 180 if it is straight."""
    turn = atan2(one[1] - joint[1], one[0] - joint[0]) - atan2(other[1] - joint[1], other[0] - joint[0])
    turn = abs(degrees(turn)) % 360
    return min(turn, 360 - turn)


def _knee(leg: tuple[Point, ...]) -> float:
    return _angle(leg[0], leg[1], leg[2])


@looped("key", MOVES)
def test_nothing_goes_through_a_wall_or_into_a_box(key: str) -> None:
    """No joint is beyond a wall, on no way, and what is above a box stays above it, but for what is under a bench."""
    move = MOVES[key]
    for pose in _between(move):
        if move.wall is not None:
            assert max(x for x, _ in _joints(pose)) <= move.wall
        if move.box is not None and not key.startswith(ROOM_UNDERNEATH):
            left, right, height = move.box
            assert all(y >= height - 0.03 for x, y in _joints(pose) if left + 0.05 < x < right - 0.05)


@looped("key", ["single_leg_deadlift", "sldl_bw", "single_leg_deadlift_half"])
def test_a_deadlift_hangs_over_the_foot_with_a_still_knee(key: str) -> None:
    """At the bottom the weight is above the standing foot, and the standing knee keeps its bend all the way."""
    move = MOVES[key]
    lowest = move.frames[move.still]
    heel, toes = lowest.near_leg[2][0], lowest.near_leg[3][0]
    assert heel <= lowest.near_arm[2][0] <= toes
    knees = [_knee(pose.near_leg) for pose in _between(move)]
    assert max(knees) - min(knees) < 6
    assert 150 < min(knees) < 170
    if key != "single_leg_deadlift_half":
        assert abs(lowest.shoulder[1] - lowest.hip[1]) < 0.06, "the back is horizontal"
        assert _knee(lowest.far_leg) > 170, "the free leg is in line"


@looped("key", ["push_up", "push_up_knees", "push_up_bench", "push_up_step", "push_up_feet"])
def test_a_push_up_bends_the_elbow_to_a_right_angle(key: str) -> None:
    """At the bottom the elbow has about 90 degrees, the forearm is upright, and the body is straight all the way."""
    move = MOVES[key]
    bottom = move.frames[move.still]
    assert 85 <= _angle(*bottom.near_arm) <= 105
    assert abs(bottom.near_arm[1][0] - bottom.near_arm[2][0]) < 0.02
    for pose in _between(move):
        assert _angle(pose.shoulder, pose.hip, pose.near_leg[1]) > 172
        assert key == "push_up_knees" or _knee(pose.near_leg) > 170
    assert _angle(*move.frames[0].near_arm) > 155


def test_a_goblet_squat_holds_the_weight_at_the_chest() -> None:
    """In every pose both hands are close to the chest, and the weight is drawn there, not at the belly."""
    move = MOVES["squat"]
    for pose in _between(move):
        hand = pose.near_arm[2]
        assert 0 < hand[0] - pose.shoulder[0] < 0.12
        assert 0 < pose.shoulder[1] - hand[1] < 0.09
    place = projection_of(move, 44, 22, "kettlebell")
    for weight in ("kettlebell", "dumbbell"):
        rows = [y for _, y in _dots(picture(move, move.frames[0], 44, 22, weight=weight), "weight")]
        shoulder, hip = (place.at(point)[1] for point in (move.frames[0].shoulder, move.frames[0].hip))
        assert max(rows) < (shoulder + hip) / 2


@looped("key", ["short_foot", "short_foot_seated", "short_foot_one_leg"])
@looped("size", [(44, 22), (26, 12)])
def test_a_short_foot_is_shown_large(key: str, size: tuple[int, int]) -> None:
    """Beside the figure the foot is large: its arch leaves the floor, while heel and toes stay on it."""
    move = MOVES[key]
    assert move.close_up is not None
    left, right, height = move.close_up
    place = projection_of(move, *size)

    def on_the_floor(pose: Pose, start: float, end: float) -> bool:
        """Tell whether the sole touches the floor in a part of the frame."""
        first, last = (place.at((left + (right - left) * edge, 0.0))[0] for edge in (start, end))
        low = place.floor - 0.1 * (right - left) * place.scale
        return any(first < x < last and low < y < place.floor for x, y in _dots(picture(move, pose, *size), "near"))

    flat, lifted = move.frames
    assert [on_the_floor(flat, *part) for part in ((0.1, 0.25), (0.4, 0.55), (0.7, 0.85))] == [True, True, True]
    assert [on_the_floor(lifted, *part) for part in ((0.1, 0.25), (0.4, 0.55), (0.7, 0.85))] == [True, False, True]
    assert replace(lifted, arch=0.0) == flat, "nothing else moves"
    assert interpolate(flat, lifted, 0.5).arch == 0.5
    assert max(x for x, _ in _joints(flat)) < left
    assert bounds(move)[2] >= height


def test_a_weight_lies_on_the_hips() -> None:
    """In a hip thrust both hands hold the weight on the hips, above the trunk, all the way."""
    move = MOVES["hip_thrust"]
    for weight in ("dumbbell", "kettlebell"):
        place = projection_of(move, 44, 22, weight)
        for pose in move.frames:
            found = _dots(picture(move, pose, 44, 22, weight=weight), "weight")
            across = sum(x for x, _ in found) / len(found)
            assert abs(across - place.at(pose.hip)[0]) < 0.1 * place.scale
            assert min(y for _, y in found) < place.at(pose.hip)[1]


def test_an_ankle_bounce_is_stiff() -> None:
    """The legs stay long, the hop is small, and the ankles do the work."""
    poses = _between(MOVES["ankle_bounce"])
    assert min(_knee(pose.near_leg) for pose in poses) > 155
    heights = [pose.near_leg[3][1] for pose in poses]
    assert 0.02 < max(heights) - min(heights) < 0.06


def test_a_side_plank_on_the_knees_has_bent_knees() -> None:
    """The knee carries, with the shank bent back; from the knee to the shoulder the body is straight."""
    pose = MOVES["side_plank_knee"].frames[MOVES["side_plank_knee"].still]
    assert _knee(pose.near_leg) < 130
    assert pose.near_leg[1][1] < 0.06
    assert _angle(pose.shoulder, pose.hip, pose.near_leg[1]) > 172


def test_march_skip_and_high_knees_differ() -> None:
    """A march keeps a flat foot and a low knee; a skip leaves the floor; high knees stay on the toes, heel tucked."""
    march, skip, high = (MOVES[key].frames[0] for key in ("march_jog", "a_skip", "high_knees"))
    assert march.near_leg[1][1] < march.hip[1] - 0.1
    assert march.far_leg[2][1] < 0.05
    assert skip.near_leg[1][1] == pytest.approx(skip.hip[1], abs=0.03)
    assert skip.far_leg[3][1] > 0.04
    assert high.near_leg[1][1] > high.hip[1] + 0.03
    assert high.far_leg[3][1] < 0.02 < 0.06 < high.far_leg[2][1]
    assert _knee(high.near_leg) < 60 < _knee(skip.near_leg)


@looped("key", ["leg_swing_front", "leg_swing_side", "single_leg_step_up_wall"])
def test_a_wall_beside_or_behind_is_drawn_behind(key: str) -> None:
    """What the hands rest on stands behind the figure, and no leg swings through it."""
    move = MOVES[key]
    assert move.wall is None
    assert move.panel is not None
    for pose in _between(move):
        assert all(move.panel[0] < x < move.panel[1] and y < move.panel[2] + 0.1 for x, y in _joints(pose))

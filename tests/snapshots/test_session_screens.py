"""The session as it looks: each phase, the questions on top of it, and its summary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.scenes import (
    LAST,
    LONG_NAME,
    REST,
    SIZES,
    SWITCH,
    WORK_HOLD,
    WORK_REPS,
    Moves,
    Scene,
    at_step,
    keys,
)

Compare = Callable[..., bool]
Size = tuple[int, int]
both = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
one = pytest.mark.parametrize("size", SIZES[:1], ids=["80x24"])
"""For what stands in the same places as a phase that has a picture in both sizes."""


def picture(compare: Compare, home: Path, size: Size, *moves: Moves, **more: object) -> bool:
    """Compare the session after some moves with its picture."""
    scene = Scene(home, start="session", **more).then(*moves)
    return compare(scene.app, terminal_size=size, run_before=scene.play)


PHASES = {
    "ready": (at_step(0, after=3.0),),
    "reps": (at_step(WORK_REPS, after=14.0),),
    "hold": (at_step(WORK_HOLD, after=7.0),),
    "switch": (at_step(SWITCH, after=1.0),),
    "rest": (at_step(REST, after=17.0),),
    "paused": (at_step(WORK_HOLD, after=7.0), keys("p")),
}


LOOKS = [((80, 24), "dark"), ((80, 24), "no color"), ((120, 40), "dark"), ((120, 40), "light")]
"""Each size and each palette; that nothing is clipped at other sizes is a test of the stage."""


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize(("size", "look"), LOOKS, ids=[f"{width}x{height}-{look}" for (width, height), look in LOOKS])
def test_each_phase_has_a_look_of_its_own(
    snap_compare: Compare, home: Path, phase: str, size: Size, look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each phase has a look of its own, in each theme and without colors."""
    if look == "no color":
        monkeypatch.setenv("NO_COLOR", "1")
    theme = "light" if look == "light" else "dark"

    assert picture(snap_compare, home, size, *PHASES[phase], theme=theme)


ODD_SIZES = [
    *(("hold", size) for size in [(200, 60), (60, 20), (50, 60), (40, 12), (39, 11)]),
    *(("rest", size) for size in [(60, 20), (40, 12)]),
]


@pytest.mark.parametrize(
    ("phase", "size"), ODD_SIZES, ids=[f"{phase}-{size[0]}x{size[1]}" for phase, size in ODD_SIZES]
)
def test_a_large_and_a_small_terminal(snap_compare: Compare, home: Path, phase: str, size: Size) -> None:
    """A large and a small terminal; in a high one the figure stands below the number; what is too small for a stage."""
    assert picture(snap_compare, home, size, *PHASES[phase])


@both
def test_reps_that_go_by_their_tempo(snap_compare: Compare, home: Path, size: Size) -> None:
    """Reps that go by their tempo: which one it is, what to do, the bar and the figure at the same height."""
    assert picture(snap_compare, home, size, at_step(1, after=9.5), hands_free=True)


@one
def test_a_new_phase(snap_compare: Compare, home: Path, size: Size) -> None:
    """A new phase lights up the screen."""
    assert picture(snap_compare, home, size, at_step(WORK_REPS, after=0.1))


@one
def test_the_last_seconds_light_up_their_digits(snap_compare: Compare, home: Path, size: Size) -> None:
    """The last seconds light up their digits."""
    assert picture(snap_compare, home, size, at_step(WORK_HOLD, after=28.1))


@one
def test_rest_while_typing(snap_compare: Compare, home: Path, size: Size) -> None:
    """A value of the last round that is being typed."""
    assert picture(snap_compare, home, size, at_step(REST, after=17.0), keys("tab", "1", "0"))


WEIGHT_LOOKS = [((60, 20), "dark"), ((80, 24), "dark"), ((120, 40), "light")]


@pytest.mark.parametrize("phase", ["ready", "typing", "rest"])
@pytest.mark.parametrize(
    ("size", "look"), WEIGHT_LOOKS, ids=[f"{width}x{height}-{look}" for (width, height), look in WEIGHT_LOOKS]
)
def test_the_weight_in_the_lead_in(snap_compare: Compare, home: Path, phase: str, size: Size, look: str) -> None:
    """The weight in the lead-in, while it is typed, and in the rest."""
    weight = keys(*"12.5") if phase == "typing" else keys(*"12.5", "enter", "tab")
    before = (
        (at_step(REST, after=17.0), keys("tab", "tab")) if phase == "rest" else (at_step(0, after=1.0), keys("tab"))
    )
    moves = (*before, weight)
    assert picture(snap_compare, home, size, *moves, theme=look, equipment=("dumbbell",))


@one
def test_a_rest_that_is_over_and_waits_for_a_key_counts_up(snap_compare: Compare, home: Path, size: Size) -> None:
    """A rest that is over and waits for a key counts up."""
    assert picture(snap_compare, home, size, at_step(REST, after=83.0), advance="wait")


@both
def test_a_name_too_wide_for_one_line_takes_two(snap_compare: Compare, home: Path, size: Size) -> None:
    """A name too wide for one line takes two, and the number still has its size."""
    assert picture(snap_compare, home, size, at_step(LONG_NAME, after=5.0))


@both
def test_the_question_how_to_end(snap_compare: Compare, home: Path, size: Size) -> None:
    """The question how to end, after the first press to discard."""
    assert picture(snap_compare, home, size, at_step(WORK_HOLD, after=7.0), keys("q", "d"))


@both
def test_the_keys_on_one_screen(snap_compare: Compare, home: Path, size: Size) -> None:
    """The keys, on one screen."""
    assert picture(snap_compare, home, size, at_step(WORK_HOLD, after=7.0), keys("?"))


@both
def test_the_summary_of_a_whole_session(snap_compare: Compare, home: Path, size: Size) -> None:
    """The summary of a whole session, with an effort."""
    assert picture(snap_compare, home, size, at_step(LAST, after=58.0), keys("space", "tab", "tab", "8"))


@both
def test_summary_of_an_early_end(snap_compare: Compare, home: Path, size: Size) -> None:
    """The summary of a session that was ended early and is not saved."""
    moves = (at_step(SWITCH), keys("ctrl+c", "ctrl+c"))
    assert picture(snap_compare, home, size, *moves, saves=False)


@one
def test_back_into_a_hold(snap_compare: Compare, home: Path, size: Size) -> None:
    """After a pause in a hold: get ready, and how much of it is left."""
    moves = (at_step(WORK_HOLD, after=7.0), keys("p"), keys("p"))
    assert picture(snap_compare, home, size, *moves)

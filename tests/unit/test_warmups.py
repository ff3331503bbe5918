"""Warm-ups made to fit the person."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from runstrength.cli import main
from runstrength.session.plan import Plan
from tests.support.loops import looped
from tests.support.plans import block, plan_of, routine_of, slot, works

WARM_UPS = {"warmup-5": 300, "warmup-7": 420, "warmup-10": 600}


def moves(plan: Plan) -> list[str]:
    """Return the moves of a warm-up in their order."""
    return list(dict.fromkeys(step.exercise for step in works(plan)))


@looped("name", WARM_UPS)
@looped("sore", [False, True])
@looped("floor", [False, True])
def test_the_length_stays(name: str, floor: bool, sore: bool) -> None:
    """Whatever is left out or swapped, a warm-up lasts as long as it says."""
    plan = plan_of(name, floor=floor, sore=sore)
    assert plan.seconds == WARM_UPS[name]
    assert ("ankle_bounce" in moves(plan)) is (not sore and name != "warmup-10")  # which never bounces
    if sore:
        assert not {"a_skip", "high_knees", "ankle_bounce"} & {*moves(plan)}
    assert ("glute_bridge" in moves(plan)) is floor
    if not floor:
        assert moves(plan)[1] == "squat_bw"


def test_the_seconds_go_to_the_march() -> None:
    """The march gets the seconds of the skip and the bounce, and those to get ready for them."""
    march = {sore: works(plan_of("warmup-7", sore=sore))[0].seconds for sore in (False, True)}
    assert march[True] - march[False] == 2 * (30 + 5)


@looped(("name", "minutes"), [("warmup-5", 5), ("warmup-7", 3), ("warmup-10", 2)])
def test_the_first_minutes_stay_easy(name: str, minutes: int) -> None:
    """The shorter the warm-up, the longer the run stays easy; a session says nothing of the kind."""
    assert plan_of(name).afterwards == f"Keep the first {minutes} minutes of the run easy."
    assert plan_of("runner").afterwards == ""


def test_a_warm_up_of_ones_own() -> None:
    """An own warm-up without the march gives its seconds to the first move; of skips alone the march is left."""
    own = routine_of([block(slot("squat_bw", time=30), slot("ankle_bounce", time=20), sets=1)], kind="warmup")
    plan = plan_of(own, sore=True)
    assert moves(plan) == ["squat_bw"]
    assert works(plan)[0].seconds == 60
    alone = routine_of([block(slot("a_skip", time=30), slot("ankle_bounce", time=20), sets=1)], kind="warmup")
    assert moves(plan_of(alone, sore=True)) == ["march_jog"]
    assert plan_of(alone, sore=True).seconds == plan_of(alone).seconds


def test_warmup_takes_both_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    """`warmup` takes both wishes."""
    result = CliRunner().invoke(main, ["warmup", "--no-floor", "--sore"])
    assert result.exit_code == 2
    assert "needs an interactive terminal" in result.stderr

"""Weights, marks, missing numbers and keys that can't work: what a person says while a session runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.geometry import Region

from runstrength.numbers import KG_PER_LB
from runstrength.session.state import Mode
from runstrength.ui.notices import SECONDS
from runstrength.ui.session.dose import DoseBar
from runstrength.ui.widgets.lines import Lines
from tests.support.app import painted, shown
from tests.support.driving import AMRAP, SMALL, Runner, running

SQUATS = """
title = "Squats"
[[blocks]]
name = "A"
sets = 3
rest = 30
ready = 10
[[blocks.slots]]
exercise = "squat"
reps = 8
"""
"""0 ready, 1 squat, 2 rest 20 s, 3 ready, 4 squat, 5 rest, 6 ready, 7 squat."""

BOTH_SIDES = """
title = "Raises"
kind = "check"
[[blocks]]
name = "C"
sets = 1
rest = 60
ready = 10
switch = 60
[[blocks.slots]]
exercise = "single_leg_calf_raise"
amrap = 90
"""
"""0 ready, 1 raises left, 2 switch 60 s, 3 raises right."""


def loads(runner: Runner, home: Path) -> list[float | None]:
    """Return the loads of the sets of the newest session in the history."""
    sets: list[dict[str, Any]] = runner.saved(home)[-1]["sets"]
    return [item["load_kg"] for item in sets]


async def test_entered_changed_corrected(home: Path) -> None:
    """A weight typed in the lead-in, changed in the rest and corrected in the summary is in the record, set by set."""
    async with running(home, SQUATS) as runner:
        await runner.hit("tab", *"12,5", "enter")
        entered = runner.app.screen.query_one(DoseBar).load
        await runner.hit("space")
        await runner.wait(1)
        await runner.go_to(2)
        await runner.hit("tab", "tab", *"14", "enter")
        planned = [step.load_kg for step in runner.session.plan.steps if step.phase == "work"]
        await runner.finish()
        await runner.hit("shift+tab", "tab", *"16.5", "enter")

        assert (entered, planned) == ("12.5 kg", [12.5, 14, 14])
        assert loads(runner, home) == [12.5, 14, 16.5]


async def test_a_set_just_done_is_corrected_and_carried_on(home: Path) -> None:
    """The weight of the set just done comes after its reps; the coming sets have it too."""
    async with running(home, SQUATS) as runner:
        await runner.go_to(2)
        await runner.hit("tab", *"10", "enter")
        said = runner.says("#notes")
        await runner.finish()

        assert "squat 8 at  10 kg " in said
        assert loads(runner, home) == [10, 10, 10]


async def test_the_next_session_proposes_it(home: Path) -> None:
    """The last weight of a session is the one that the next session begins with."""
    async with running(home, SQUATS) as runner:
        await runner.hit("tab", *"20", "enter")
        await runner.finish()
        await runner.press("space")
    async with running(home, SQUATS) as runner:
        await runner.wait(1)
        assert runner.app.screen.query_one(DoseBar).load == "20 kg"


@pytest.mark.parametrize(("equipment", "load"), [(("bodyweight",), 2), (("dumbbell",), 7.5)])
async def test_arrows_take_what_is_owned(home: Path, equipment: tuple[str, ...], load: float) -> None:
    """Arrows go through the owned weights of the form that is done; without any they step."""
    async with running(home, SQUATS, equipment=equipment, level="intermediate") as runner:
        runner.app.services.settings = replace(runner.app.services.settings, dumbbells=(5.0, 7.5, 12.5))
        await runner.hit("tab", "up", "up")
        assert runner.session.state.step.load_kg == load


async def test_a_weight_in_pounds(home: Path) -> None:
    """With pounds in the settings a weight is typed and shown in pounds and kept in kilograms."""
    async with running(home, SQUATS) as runner:
        runner.app.services.settings = replace(runner.app.services.settings, units="imperial")
        await runner.hit("tab", *"25", "enter")
        shown = runner.app.screen.query_one(DoseBar).load
        await runner.finish()

        assert shown == "25 lb"
        assert loads(runner, home)[0] == pytest.approx(25 * KG_PER_LB)


async def test_escape_cancels_the_typing_only(home: Path) -> None:
    """Escape drops what is typed and leaves the session; backspace erases; enter without a number goes on."""
    async with running(home, SQUATS) as runner:
        await runner.hit("tab", "1", "2", "backspace", "5", "escape")
        assert (runner.app.screen.name, runner.session.state.step.load_kg) == ("session", None)
        await runner.hit("9", "enter")
        assert (runner.index, runner.session.state.step.load_kg) == (0, 9)
        await runner.hit("enter")
        assert runner.index == 1


async def test_typed_when_the_lead_in_ends(home: Path) -> None:
    """A weight that is typed when the lead-in ends by itself is that of the set that begins."""
    async with running(home, SQUATS) as runner:
        await runner.hit("tab", "9")
        await runner.wait(11)
        assert (runner.mode, runner.session.state.step.load_kg) == (Mode.WORK, 9)


async def test_no_weight_that_cannot_be(home: Path) -> None:
    """What is no weight is said, stays to be changed, and is not taken; leaving the lead-in drops it."""
    async with running(home, SQUATS) as runner:
        await runner.hit("tab", *"5000", "enter")
        assert "isn't valid" in runner.says("#foot")
        assert runner.session.state.step.load_kg is None
        await runner.wait(11)
        assert (runner.mode, runner.session.state.step.load_kg) == (Mode.WORK, None)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("index", [0, 2])
async def test_the_weight_is_big(home: Path, size: tuple[int, int], index: int) -> None:
    """In lead-in and rest number and unit of the coming weight are drawn in pixels, and nothing is cut."""
    async with running(home, SQUATS, size=size) as runner:
        await runner.hit("tab", *"12.5", "enter")
        await runner.go_to(index)
        await shown(runner.pilot)
        dose = runner.app.screen.query_one(DoseBar)
        assert dose.load == "12.5 kg"
        rows = painted(runner.app)
        region = dose.region
        inked = [row[region.x : region.right] for row in rows[region.y : region.bottom]]
        assert sum(letter in "█▀▄" for row in inked for letter in row) > 80
        assert "12.5 kg," not in runner.says("#notes")


async def test_how_many_between_the_sides(home: Path) -> None:
    """In the self-check the number of the first side is asked for while sides are switched; nothing is invented."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    async with running(home, BOTH_SIDES) as runner:
        await runner.go_to(1)
        await runner.wait(91)
        assert runner.mode is Mode.SWITCH
        assert "max reps" in runner.says("#notes")
        await runner.hit("2", "1", "enter")
        await runner.finish()
        asked = runner.says("#fields")
        assert "right" in asked
        assert [item["done"] for item in runner.saved(home)[0]["sets"]] == [21, None]
        await runner.hit("1", "9", "enter")
        assert [item["done"] for item in runner.saved(home)[0]["sets"]] == [21, 19]


async def test_max_reps_that_nobody_entered(home: Path) -> None:
    """Nothing pressed: null in the file, not entered on the screen, and an empty field to be filled."""
    async with running(home, AMRAP) as runner:
        await runner.wait(66)
        await runner.pilot.pause()
        assert "not entered" in runner.says("#table")
        assert runner.saved(home)[0]["sets"][0]["done"] is None
        await runner.press("space")
    assert runner.saved(home)[0]["sets"][0]["done"] is None


# -- it hurts ----------------------------------------------------------------------------------------------------------


async def test_n_in_the_first_set(home: Path) -> None:
    """In the first set n is about that set: it is said, undone by n again, and in its log once it ends."""
    async with running(home) as runner:
        await runner.go_to(1)
        await runner.hit("n")
        noted = runner.says("#foot").splitlines()[-1]
        await runner.hit("n")
        undone = runner.says("#foot").splitlines()[-1]
        await runner.hit("n")
        await runner.go_to(2)

        assert noted == "Noted: squat hurt a bit. n to undo."
        assert undone == "Undone: squat didn't hurt."
        assert [item.niggle for item in runner.session.state.log] == [True]
        await runner.hit("n")
        assert [item.niggle for item in runner.session.state.log] == [False]


async def test_n_during_a_later_set_is_not_about_the_one_before(home: Path) -> None:
    """In a set n marks what is on the screen, not the set that was done last."""
    async with running(home) as runner:
        await runner.go_to(3)
        await runner.hit("n")
        await runner.go_to(4)

        assert [(item.exercise, item.niggle) for item in runner.session.state.log] == [
            ("squat", False),
            ("side_plank", True),
        ]


async def test_n_and_the_end(home: Path) -> None:
    """A session that is ended in a set that hurts keeps the mark."""
    async with running(home) as runner:
        await runner.go_to(1)
        await runner.hit("n")
        await runner.press("q", "f")

        assert [(item["skipped"], item["niggle"]) for item in runner.saved(home)[0]["sets"]] == [(True, True)]


# -- keys that can't work ----------------------------------------------------------------------------------------------

KEYS = (
    "space", "enter", "backspace", "left", "right", "pageup", "pagedown", "p", "s", "+", "-", "=", "up", "down", "tab",
    "shift+tab", "e", "n", "o", "x", "v", "t", "m", "left_square_bracket",
    "right_square_bracket", "?", "q", "escape", "5", ".",
)  # fmt: skip
LEAVES_A_SET = {"space", "enter", "right", "pagedown", "s", "backspace", "left", "pageup", "up", "down", "n"}
"""The keys that say something about a set: every other one leaves the log as it is."""
PLACES = {"ready": 0, "work": 1, "later ready": 2, "hold": 3, "switch": 4, "rest": 6}


def phases(key: str) -> tuple[str, ...]:
    """Return every third phase, and for the next two keys the others."""
    return tuple(PLACES)[KEYS.index(key) % 3 :: 3]


@pytest.mark.parametrize(
    ("key", "names"),
    [
        *(pytest.param(key, phases(key), id=key) for key in KEYS),
        *(pytest.param(key, tuple(PLACES), id=f"{key}-everywhere", marks=pytest.mark.long) for key in KEYS),
    ],
)
async def test_every_key_does_something_or_says_why(home: Path, key: str, names: tuple[str, ...]) -> None:
    """In every phase, paused or not, a key changes what is shown or says why it can't, and logs only what it says.

    Each key in a third of the phases, and its neighbors in the others; with `-m long` each key in all of them.
    """
    silent = []
    async with running(home, SMALL) as runner:
        runner.app.animation_level = "none"  # what moves by itself is no answer to a key
        for name in names:
            index = PLACES[name]
            if runner.index > index:  # the key went on
                continue
            await runner.go_to(index)
            await runner.wait(SECONDS + 1)
            for paused in (False, True):
                if paused and runner.mode is not Mode.PAUSED:
                    await runner.hit("p")
                    await runner.wait(SECONDS + 1)
                before = (runner.painted, runner.session.state, runner.session.plan)
                log = runner.session.state.log
                await runner.hit(key)
                await shown(runner.pilot)
                after = (runner.painted, runner.session.state, runner.session.plan)
                if before[0] == after[0]:
                    silent.append((name, paused))
                if key not in LEAVES_A_SET:
                    assert runner.session.state.log == log, (name, paused)
                if runner.app.screen.name != "session":
                    await runner.press("escape")
                if runner.mode is Mode.PAUSED:
                    await runner.hit("p")
                await runner.wait(SECONDS + 1)
                if runner.index != index or runner.mode is Mode.ENDED:
                    break
    assert not silent


async def test_a_digit_after_an_e_that_asks_nothing(home: Path) -> None:
    """Where nothing is asked e says so, and the digit after it overwrites no set; two seconds later it does."""
    async with running(home, SQUATS) as runner:
        await runner.go_to(2)
        await runner.hit("e")
        said = runner.says("#foot").splitlines()[-1]
        await runner.hit("2", "enter")
        after = list(runner.done)
        assert said == "Nothing to answer in this rest."
        assert after == [8]
        await runner.wait(2.1)
        await runner.hit("2", "enter")
        assert runner.done == [2]


async def test_a_digit_after_an_x_that_offers_nothing(home: Path) -> None:
    """While the session is paused x says so, and the digit that would choose from its list overwrites no set."""
    async with running(home, SQUATS) as runner:
        await runner.go_to(2)
        await runner.hit("p", "x")
        said = runner.says("#foot").splitlines()[-1]
        await runner.hit("2", "enter")
        after = list(runner.done)
        assert said == "Paused: press space to resume first."
        assert after == [8]


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_what_is_said_stands_where_nothing_else_does(home: Path, size: tuple[int, int]) -> None:
    """A notice is one line in the place of the key hints, for two seconds: no toast, and no other part is touched."""
    async with running(home, SQUATS, size=size, notifications=True) as runner:
        await runner.hit("tab", *"12.5", "enter")
        for index in (0, 1, 2):
            await runner.go_to(index)
            await runner.wait(SECONDS + 1)
            await shown(runner.pilot)
            before = painted(runner.app)
            runner.app.notify("Something happened.", timeout=10)
            await runner.pilot.pause()
            await shown(runner.pilot)
            during = painted(runner.app)
            assert "Something happened" in during[-1]
            foot = runner.app.screen.query_one("#foot", Lines).region
            changed = Region(0, foot.bottom - 1, size[0], 1)
            parts = ("#head", "#name", "#side", "#count", "#figure", "#dose", "#notes")
            for part in parts:
                widget = runner.app.screen.query_one(part)
                if widget.display and widget.region.area:
                    assert not widget.region.overlaps(changed), part
            assert [y for y, (old, new) in enumerate(zip(before, during, strict=True)) if old != new] in (
                [changed.y],
                [0, changed.y],
            )
            assert not runner.app.screen.query("Toast")
            await runner.wait(SECONDS)
            await runner.pilot.pause()
            assert "Something happened" not in runner.painted

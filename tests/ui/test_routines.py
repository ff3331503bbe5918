"""The choice of another routine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.app import make_app, press, settled, text_of

QUIET = 'title = "Ten [b]quiet[/b] minutes"\n[[blocks]]\nsets = 2\n[[blocks.slots]]\nexercise = "plank"\nhold = 20\n'
BROKEN = '[[blocks]]\nsets = 2\n[[blocks.slots]]\nexercise = "plank"\nhold = "ten"\n'


@pytest.fixture
def own(home: Path) -> Path:
    """Return the home of somebody with two own routines, one of them with a problem."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "quiet.toml").write_text(QUIET, encoding="utf-8")
    (folder / "a-broken.toml").write_text(BROKEN, encoding="utf-8")
    return home


async def test_own_routines_come_first_then_those_built_in(own: Path) -> None:
    """Own routines come first, then those built in, and one with problems last with its first problem; no warm-ups."""
    app = make_app(own)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "r")
        rows = text_of(app, "#list").splitlines()

    assert rows[0].startswith("Ten [b]quiet")
    assert ["custom" in row.split("…")[-1].split() for row in rows] == [True, *[False] * 10]
    names = ["Core", "Feet", "Glutes", "Hips", "Legs,", "Runner's", "Single-leg", "Superset", "Upper"]
    assert [row.split()[0] for row in rows[1:-1]] == names
    assert rows[-1].startswith("a-broken: blocks[0].slots[0].hol")


async def test_the_details_have_sets_length(own: Path) -> None:
    """The details have sets, length, blocks and slots at the person's level; titles are data."""
    app = make_app(own, level="advanced")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        assert "Ten [b]quiet[/b] minutes" in text_of(app, "#details")
        await press(pilot, *["down"] * 6)
        text = text_of(app, "#details")

    assert "advanced · 4 sets · 60 min · done 08:30" in text
    labels = [line[:2].strip() for line in text.splitlines() if line[2:4] == "  "]
    assert labels == ["A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3", "F"]


async def test_enter_starts_the_highlighted_routine(own: Path) -> None:
    """Enter starts the highlighted routine, which comes back to home."""
    app = make_app(own)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "r", "down", "enter")

        assert [screen.name for screen in app.screen_stack] == ["home", "session"]


async def test_problems_do_not_start(own: Path) -> None:
    """A routine with problems says all of them, and does not start."""
    app = make_app(own)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "r", "end", "enter")
        text = " ".join(text_of(app, "#details").split())

        assert app.screen.name == "routines"
        assert 'blocks[0].slots[0].hold: "ten" isn\'t valid: use a number of seconds or a range like [20, 60]' in text


async def test_deleting_one_of_ones_own(own: Path) -> None:
    """Two presses move an own routine to the trash, one brings it back; another key in between means no."""
    app = make_app(own)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "r", "m", "d")  # the notice about the new default gives way to the question
        assert "d again to delete" in text_of(app, "#foot")
        await press(pilot, "down", "up", "d", "d")
        assert "quiet" not in text_of(app, "#list")
        assert [path.name for path in (own / "config" / "routines").rglob("quiet.toml")] == ["quiet.toml"]
        assert not (own / "config" / "routines" / "quiet.toml").exists()
        await press(pilot, "u")
        assert "quiet" in text_of(app, "#list")
        assert (own / "config" / "routines" / "quiet.toml").read_text(encoding="utf-8") == QUIET


async def test_a_key_held_down_deletes_nothing(own: Path) -> None:
    """A key that is only held down asks, and does not answer."""
    app = make_app(own)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        for _ in range(5):
            await pilot.press("d")
        assert (own / "config" / "routines" / "quiet.toml").exists()


async def test_a_built_in_one_stays(own: Path) -> None:
    """What is built in cannot be deleted, and is not offered to be."""
    app = make_app(own)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "r", "down", "d", "d")
        assert "Core" in text_of(app, "#list")
        assert "delete" not in text_of(app, "#foot")
        await press(pilot, "u")
        assert app.screen.name == "routines"


def running(home: Path) -> str:
    """Return the routine of the session under way, from its journal."""
    (journal,) = (home / "state" / "journal").glob("*.jsonl")
    head = json.loads(journal.read_text(encoding="utf-8").splitlines()[0])
    return str(head["plan"]["routine"])


async def test_a_default_of_ones_own(own: Path) -> None:
    """One key makes a routine the one that home starts, kept in the settings; undo takes back what was done last."""
    app = make_app(own)
    config = own / "config" / "config.toml"
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        assert [row.split()[0] for row in text_of(app, "#list").splitlines() if "default" in row] == ["Runner's"]
        assert "m make default" in text_of(app, "#foot")
        await press(pilot, "m")
        assert 'default_routine = "quiet"' in config.read_text(encoding="utf-8")
        assert [row.split()[0] for row in text_of(app, "#list").splitlines() if "default" in row] == ["Ten"]
        assert "m make default" not in text_of(app, "#foot")
        await press(pilot, "m", "q")
        assert "Ten [b]quiet[/b] minutes" in text_of(app, "#details")
        await press(pilot, "enter")
        assert running(own) == "quiet"


async def test_undoing_a_default(own: Path) -> None:
    """Undo takes back a default and a deletion in the order in which they were made."""
    app = make_app(own)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "r", "m", "d", "d")
        assert app.services.default_routine == "runner"
        await press(pilot, "ctrl+z")
        assert app.services.default_routine == "quiet"
        await press(pilot, "u")
        assert app.services.settings.default_routine == "runner"
        assert 'default_routine = "runner"' in (own / "config" / "config.toml").read_text(encoding="utf-8")


async def test_a_broken_routine_is_no_default(own: Path) -> None:
    """A routine with problems can't become the default."""
    app = make_app(own)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "r", "end")
        assert "m make default" not in text_of(app, "#foot")
        await press(pilot, "m")
        assert app.services.settings.default_routine == "runner"


async def test_a_default_that_is_gone(own: Path) -> None:
    """Home says that the default routine is gone, and starts the runner's supersets; the setting stays."""
    app = make_app(own)
    app.services.settings = replace(app.services.settings, default_routine="gone")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        words = " ".join(text_of(app, "#details").split())
        assert "Your default routine \"gone\" doesn't exist any more; using Runner's supersets." in words
        await press(pilot, "y", "q", "right", "left", "enter")
        assert running(own) == "runner"
        assert app.services.settings.default_routine == "gone"


async def test_the_list_is_searched(home: Path) -> None:
    """A search shows the routines with its words; escape shows all again."""
    app = make_app(home)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "r")
        every = text_of(app, "#list").splitlines()
        await press(pilot, "slash", *"legs")
        found = text_of(app, "#list").splitlines()
        await press(pilot, "escape")

        assert 0 < len(found) < len(every)
        assert text_of(app, "#list").splitlines() == every

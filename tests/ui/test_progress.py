"""How exercises and weeks went: charts, the sets worth knowing, and the ways between them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from runstrength.catalogue.exercise import MOVEMENTS
from runstrength.history.store import Store
from runstrength.session.record import SetDone, SetTarget
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.history.progress import ExerciseProgressScreen, ProgressScreen
from runstrength.ui.widgets.figure import Figure
from runstrength.ui.widgets.virtual_list import VirtualList
from tests.support.app import MORNING, make_app, painted, press, settled, text_of
from tests.support.history_samples import PLANK, record
from tests.support.past_samples import kept
from tests.support.plans import plan_of

RIGHT = replace(PLANK, side="right", step=58)
SQUAT = replace(PLANK, exercise="squat", side=None, step=3, target=SetTarget("reps", 8), done=8, load_kg=10.0)


@pytest.fixture
def store(home: Path) -> Store:
    """Return a history of four sessions with planks that get longer, squats in the last two, and a run."""
    store = Store(home / "data" / "history")
    for number in range(4):
        sets: tuple[SetDone, ...] = (replace(PLANK, done=20 + 5 * number), replace(RIGHT, done=24 + 5 * number))
        if number > 1:
            sets += (replace(SQUAT, done=6 + number, load_kg=6.0 + number),)
        more = {"title": f"Session {number}", "effort": 4 + number, "active_seconds": 1800.0, "planned_sets": 3}
        store.save(record(f"aaaa000{number}", 7 * (number - 3), sets=sets, **more))
    store.save(record("aaaa0009", -2, kind="run", title="Run", effort=3, active_seconds=2700.0))
    return store


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_exercise_that_was_done_is_a_row_with_its_sessions(
    home: Path, store: Store, size: tuple[int, int]
) -> None:
    """Every exercise that was done is a row with its sessions; beside it is how the highlighted one went."""
    app = make_app(home, start="history")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "p", "down")
        rows = [row.split() for row in text_of(app, "#list").splitlines()]
        first = "\n".join(painted(app))
        await press(pilot, "down")
        second = "\n".join(painted(app))

    assert rows == [["Balance", "of", "movements"], ["Side", "plank", "4"], ["Squat", "2"]]
    assert "4 sessions since 1 Nov 2026" in first
    assert "20-39 s a set" in first
    assert "40┤" in first
    assert "8-9 kg" in second
    assert "40┤" not in second


async def test_below_the_list(home: Path, store: Store) -> None:
    """In a narrow terminal the chart stands below the list."""
    app = make_app(home, start="history")
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "p", "down")
        rows = painted(app)

    listed = next(y for y, row in enumerate(rows) if "› Side plank" in row)
    drawn = next(y for y, row in enumerate(rows) if "40┤" in row)
    assert drawn > listed


async def test_searching_the_exercises(home: Path, store: Store) -> None:
    """The list is searched while one types, by any name of an exercise; escape shows all again."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "p", "slash", "g", "o", "b")
        found = text_of(app, "#list").split()
        await press(pilot, "escape")

        assert found[0] == "Squat"
        assert app.screen.query_one("#list", VirtualList).count == 3
        assert isinstance(app.screen, ProgressScreen)


async def test_its_page_says_how_far_it_has_come(home: Path, store: Store) -> None:
    """Its page says how far it has come, how the sides stand, and which sets were the best, with a chart above."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "p", "down", "enter")
        head, rows = text_of(app, "#headline"), [" ".join(row.split()) for row in text_of(app, "#list").splitlines()]
        picture = "\n".join(painted(app))

    assert head.startswith("Side plank\n4 sessions since 1 Nov 2026 · 20-39 s a set\n")
    assert "left 27.5, right 31.5 s a set in the last 4 sessions: left does 87%" in head
    assert rows[0] == "◆ most in a set 39 s right22 Nov 2026"
    assert rows[1] == "record 39 s right22 Nov 2026"
    assert "◆" in picture.split("└")[0]


@pytest.mark.parametrize("way", ["right", "tab", "click"])
async def test_keys_and_clicks_go_from_chart_to_chart(home: Path, store: Store, way: str) -> None:
    """Keys and clicks go from chart to chart: the best set, the sides against each other, all sets together."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "p", "down", "enter")
        if way == "click":
            line = next(y for y, row in enumerate(painted(app)) if "left and right" in row)
            await pilot.click(offset=(16, line))
            await settled(pilot)
        else:
            await press(pilot, way)
        sides = "\n".join(painted(app))
        await press(pilot, "right", "right")
        again = "\n".join(painted(app))

    assert "left dotted, right solid" in sides
    assert {row.rstrip()[-1] for row in sides.splitlines() if row.rstrip()[-1:] in ("L", "R")} == {"L", "R"}
    assert "in the best set of a session" in again


async def test_what_has_a_load_has_a_chart_of_it(home: Path, store: Store) -> None:
    """What has a load has a chart of it, in kilograms; what has none has not."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "p", "down", "down", "enter", "right")
        text = "\n".join(painted(app))

    assert "kg in the heaviest set" in text
    assert "left and right" not in text


async def test_the_session_of_a_set(home: Path, store: Store) -> None:
    """A set leads to its session, and back; a key leads to how the exercise is done."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "p", "down", "enter", "end", "enter")
        opened = text_of(app, "#headline")
        await press(pilot, "q", "i")
        how = text_of(app, "#headline")
        await press(pilot, "q")

        assert opened.startswith("Session 1")
        assert how.startswith("Side plank")
        assert isinstance(app.screen, ExerciseProgressScreen)


async def test_a_week_is_a_row(home: Path, store: Store) -> None:
    """A week is a row: sessions, sets, minutes, effort, and its runs; weeks against the goal are one sentence."""
    app = make_app(home, start="history")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "w")
        head, rows = text_of(app, "#headline"), [" ".join(row.split()) for row in text_of(app, "#list").splitlines()]
        minutes = "\n".join(painted(app))
        await press(pilot, "left")
        effort = "\n".join(painted(app))

    assert rows == [
        "16 Nov 2026 1 3 30 7.0 1 45",
        "9 Nov 2026 1 3 30 6.0",
        "2 Nov 2026 1 2 30 5.0",
        "26 Oct 2026 1 2 30 4.0",
    ]
    assert "Goal of 2 sessions met in 0 of 3 weeks" in head
    assert "solid = strength, hatched = runs" in minutes
    assert "10┤" in effort


async def test_how_much_was_easy(home: Path, store: Store) -> None:
    """From four runs on the easy share of the last fortnight is shown; a session of effort 6 is easy."""
    for number in range(3):
        store.save(record(f"bbbb000{number}", -number - 1, kind="run", effort=3, active_seconds=600.0))
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "w")

        assert "easy in the last 14 days: 5 of 6, including runs; aim for 80%" in text_of(app, "#headline")


@pytest.mark.parametrize("key", ["e", "w"])
async def test_before_the_first_session_there_is_nothing_to_see_and_it_is_said(home: Path, key: str) -> None:
    """Before the first session there is nothing to see, and it is said."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, key, "down", "enter", "right")

        assert "No sessions yet" in text_of(app, "#headline")


@pytest.mark.parametrize("size", [(40, 12), (30, 8), (20, 5), (200, 60)])
async def test_however_small_or_large_the_terminal_is_the_screens_stand(
    home: Path, store: Store, size: tuple[int, int]
) -> None:
    """However small or large the terminal is, the screens stand."""
    app = make_app(home, start="history")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for keys in (("e",), ("enter",), ("escape", "escape", "w")):
            await press(pilot, *keys)
            assert len(painted(app)) == size[1], keys
        assert app.screen.name == "weeks"


async def test_a_chart_in_a_small_terminal(home: Path) -> None:
    """In 60 columns and 20 rows the chart of the highlighted exercise is below the list."""
    Store(home / "data" / "history").save(kept(plan_of("runner"), MORNING - timedelta(days=3)))
    app = make_app(home, start="history")
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "p", "down")
        assert app.screen.query_one("#chart", Figure).rows
        assert "┤" in "\n".join(painted(app))


# -- the balance of the movements --------------------------------------------------------------------------------------


def bars_of(app: RunstrengthApp) -> dict[str, str]:
    """Return what stands beside each movement: a bar and a number, or `none`."""
    rows = [row.split() for row in painted(app)]
    found = {}
    for row in rows:
        for place, word in enumerate(row):
            if word in MOVEMENTS and row[place + 1 :] and (row[place + 1] == "none" or row[-1].isdigit()):
                found[word] = " ".join(row[place + 1 :])
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_the_first_row_shows_the_sets_of_four_weeks_by_movement(
    home: Path, store: Store, size: tuple[int, int]
) -> None:
    """The first row shows the sets of four weeks by movement, as numbers and bars; what has none says so."""
    app = make_app(home, start="history")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "p")
        found = bars_of(app)

    numbers = {movement: text.split()[-1] for movement, text in found.items()}
    assert numbers == dict.fromkeys(MOVEMENTS, "none") | {"trunk": "4", "squat": "2"}
    trunk, squat = (found[movement].split()[0] for movement in ("trunk", "squat"))
    assert set(trunk) == {"█"}
    assert abs(len(squat) - len(trunk) / 2) <= 1


async def test_the_balance_of_sessions_of_other_apps(home: Path, store: Store) -> None:
    """Exercises that say no movement are named, as the text that they are."""
    sets = tuple(replace(SQUAT, exercise=name) for name in ("[red]Bench", "[red]Bench", "Dip", "Curl", "Press"))
    store.save(record("aaaa0010", -1, sets=sets))
    app = make_app(home, start="history")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "p")
        text = " ".join(" ".join(painted(app)).split())

    assert "don't say a movement: [red]Bench," in text
    assert "and 2 more" in text


async def test_where_the_last_session_was_long_ago_each_movement_has_none(home: Path) -> None:
    """Where the last session was long ago, each movement has none."""
    Store(home / "data" / "history").save(record("aaaa0001", -40, sets=(SQUAT,)))
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "p")

        assert bars_of(app) == dict.fromkeys(MOVEMENTS, "none")


async def test_from_the_balance_to_the_exercises(home: Path, store: Store) -> None:
    """Enter on the balance lists all exercises, which can be searched by movement; escape leads back."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "p", "enter")
        assert app.screen.name == "exercises"
        await press(pilot, "slash", *"pull", "enter")
        found = text_of(app, "#list")
        await press(pilot, "escape", "escape")

        assert found.startswith("Plank row")
        assert isinstance(app.screen, ProgressScreen)


async def test_without_a_session_there_is_no_balance(home: Path) -> None:
    """An empty history says so, and has no rows."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "p")

        assert app.screen.query_one("#list", VirtualList).count == 0
        assert not bars_of(app)

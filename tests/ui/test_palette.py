"""The command palette: the clock stands while it is open, and what is chosen is done."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from runstrength.history.store import Store
from runstrength.session.state import Mode
from runstrength.ui.command_palette.commands import commands
from runstrength.ui.command_palette.screen import PaletteScreen
from tests.support.app import settled
from tests.support.driving import Runner, running
from tests.support.history_samples import PLANK, record


async def choose(runner: Runner, words: str) -> None:
    """Open the palette, write some words and take the first command."""
    await runner.hit("ctrl+p")
    await runner.pilot.pause()
    await settled(runner.pilot)
    assert isinstance(runner.app.screen, PaletteScreen)
    await runner.hit(*(letter if letter != " " else "space" for letter in words))
    await runner.hit("enter")
    for _ in range(3):
        await runner.pilot.pause()


async def test_the_session_stands_while_the_palette_is_open(home: Path) -> None:
    """The session stands while the palette is open, and goes on when it is left."""
    async with running(home) as runner:
        await runner.hit("ctrl+p")
        await runner.pilot.pause()
        await runner.wait(100)
        shown = (runner.app.screen.name == "palette", runner.mode)
        await runner.hit("escape")
        await runner.pilot.pause()
        await runner.pilot.pause()

        assert shown == (True, Mode.PAUSED)
        assert (runner.app.screen.name, runner.mode, runner.shows) == ("session", Mode.READY, "10")


async def test_the_command_to_pause_leaves_the_session_paused(home: Path) -> None:
    """The command to pause leaves the session paused, and the same command goes on."""
    async with running(home) as runner:
        await choose(runner, "pause")
        paused = runner.mode
        await choose(runner, "pause")

        assert (paused, runner.mode) == (Mode.PAUSED, Mode.READY)


async def go_home(runner: Runner) -> None:
    """Leave whatever is open, until only home is left."""
    for _ in range(20):
        if len(runner.app.screen_stack) == 1:
            return
        led = runner.app.screen.name in ("session", "stop")
        await runner.press(*(("q", "d", "d") if led else ("escape",)))
    raise AssertionError(f"{runner.app.screen_stack} cannot be left")


async def test_the_command_to_skip_does_it(home: Path) -> None:
    """The command to skip does it, though the clock stood while the palette was open."""
    async with running(home) as runner:
        await choose(runner, "skip")

        assert (runner.index, runner.done) == (2, [0])


async def test_the_command_to_end_asks_as_the_key_does(home: Path) -> None:
    """The command to end asks as the key does."""
    async with running(home) as runner:
        await choose(runner, "end the")

        assert (runner.app.screen.name, runner.mode) == ("stop", Mode.PAUSED)


async def test_the_keys_can_be_shown_from_there(home: Path) -> None:
    """The keys can be shown from there, and the session still stands."""
    async with running(home) as runner:
        await choose(runner, "keys")

        assert (runner.app.screen.name, runner.mode) == ("help", Mode.PAUSED)


async def test_the_theme_can_be_changed_in_mid_session(home: Path) -> None:
    """The theme can be changed in mid-session, for good, and the session goes on."""
    async with running(home) as runner:
        await choose(runner, "light")

        assert runner.app.theme == "runstrength-light"
        assert 'theme = "light"' in (home / "config" / "config.toml").read_text("utf-8")
        assert runner.mode is Mode.READY


async def test_what_is_offered(home: Path) -> None:
    """In a session there is no way out but the question; at home each routine, the history and the way out."""
    async with running(home, start="home") as runner:
        in_session = [command.title for command in commands(runner.app, runner.app.services, runner.app.screen)]
        await runner.press("q", "d", "d")
        at_home = [command.title for command in commands(runner.app, runner.app.services, runner.app.screen)]

    assert in_session[:2] == ["Pause or resume", "Skip this set"]
    assert {"Swap the exercise", "Shorten the session", "10 s more", "Voice on or off"} <= set(in_session)
    assert in_session[-3:] == ["End the session", "Theme: light", "Keys"]
    assert len(in_session) == 15
    assert "Start: Small" in at_home
    assert {"History", "Theme: light", "Keys", "Quit"} < set(at_home)


async def test_the_order_without_a_search(home: Path) -> None:
    """Before anything is typed, what there is once comes first, then each routine, exercise and progress."""
    async with running(home, start="home") as runner:
        await go_home(runner)
        await runner.press("ctrl+p")
        screen = runner.app.screen
        assert isinstance(screen, PaletteScreen)
        kinds = [title.partition(": ")[0] if ": " in title else "" for title in screen.titles]
        once = kinds.index("Start")
        assert "History" in screen.titles[:once]
        assert "Quit" in screen.titles[:once]
        assert [kind for kind, _ in groupby(kinds[once:])] == ["Start", "Exercise", "Progress"]


async def test_every_command_says_its_key(home: Path) -> None:
    """At 60x20 too, each command of home that has a key says what it is for, and its key."""
    async with running(home, start="home", size=(60, 20)) as runner:
        await go_home(runner)
        offered = commands(runner.app, runner.app.services, runner.app.screen)
        await runner.press("ctrl+p")
        with_keys = [command for command in offered if " · " in command.help and not command.title.startswith("Start")]
        assert len(with_keys) > 8
        for command in with_keys:
            assert len(command.title) + 2 + len(command.help) <= 52, command.title


async def test_past_sessions_are_found_by_words_of_them_and_opened(home: Path) -> None:
    """Past sessions are found by words of them and opened; how an exercise went is a command; not in a session."""
    store = Store(home / "data" / "history")
    store.save(record("aaaa0001", -3, title="Evening [b]core[/b]", note="left calf", sets=(PLANK,)))
    async with running(home, start="home") as runner:
        await runner.press("q", "d", "d")
        offered = {command.title for command in commands(runner.app, runner.app.services, runner.app.screen)}
        await choose(runner, "evening")
        await settled(runner.pilot)
        opened = (runner.app.screen.name, runner.says("#headline"))
        await runner.press("q")

        assert {"Progress: Side plank", "Progress", "Weeks", "Add a session"} <= offered
        assert opened[0] == "record"
        assert opened[1].startswith("Evening [b]core[/b]")


async def test_no_past_sessions_in_a_session(home: Path) -> None:
    """In the middle of a session the palette offers nothing that leads away from it."""
    Store(home / "data" / "history").save(record("aaaa0001", -3, title="Evening", sets=(PLANK,)))
    async with running(home) as runner:
        await runner.hit("ctrl+p")
        await runner.pilot.pause()
        await runner.hit(*"evening")
        for _ in range(20):
            await runner.pilot.pause()

        assert "Evening" not in runner.painted


async def test_from_one_past_session_to_another(home: Path) -> None:
    """What is open already can be opened once more from the palette, and back leads through all of it."""
    store = Store(home / "data" / "history")
    store.save(record("aaaa0001", -3, title="Evening", sets=(PLANK,)))
    store.save(record("aaaa0002", -2, title="Morning", sets=(PLANK,)))
    async with running(home, start="home") as runner:
        await runner.press("q", "d", "d")
        seen = []
        for words in ("evening", "morning", "history", "history", "weeks", "weeks", "settings", "settings"):
            await choose(runner, words)
            await settled(runner.pilot)
            seen.append(type(runner.app.screen).__name__)
        for _ in range(7):
            await runner.press("escape")
            seen.append(type(runner.app.screen).__name__)

    there = ["RecordScreen", "RecordScreen", "HistoryScreen", "HistoryScreen", "WeeksScreen", "WeeksScreen"]
    assert seen == [*there, "SettingsScreen", "SettingsScreen", *reversed(there), "HomeScreen"]


async def test_a_check_from_a_second_list_of_checks(home: Path) -> None:
    """A self-check that began where its screen is open twice leads home like any other."""
    async with running(home, start="home") as runner:
        await runner.press("q", "d", "d")
        for _ in range(2):
            await choose(runner, "self-check")
            await settled(runner.pilot)
        await runner.press("n")
        there = runner.app.screen.name
        await runner.press("q", "d", "d")

        assert there == "session"
        assert len(runner.app.screen_stack) == 1


async def test_every_command_from_every_screen(home: Path) -> None:
    """Whatever the palette offers can be chosen twice, one after the other, and the app goes on."""
    async with running(home, start="home") as runner:
        await runner.press("q", "d", "d")
        app = runner.app
        titles = [one.title for one in commands(app, app.services, app.screen) if one.title != "Quit"]
        tried = 0
        for title in titles:
            if title.startswith(("Exercise: ", "Progress: ")) and not title.endswith(": Plank"):
                continue
            for _ in range(2):
                command = next(
                    (one.callback for one in commands(app, app.services, app.screen) if one.title == title), None
                )
                if command is not None:
                    command()
                    await settled(runner.pilot)
                    tried += 1
            await go_home(runner)

    assert tried > 2 * 15

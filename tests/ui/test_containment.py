"""An error in what only decorates: it is in the log, the thing is closed, it is said once, and the session goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from runstrength.session.state import Mode
from runstrength.ui import messages
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.widgets.figure import Figure
from tests.support.driving import Runner, running
from tests.ui.bursts import at_home, check, go, key, prepare, send

SAID: list[str] = []
"""What was said aside in a test, however long it is shown."""

HELP = "runstrength.ui.common.help."
PALETTE = "runstrength.ui.command_palette.screen."


class UpstreamError(Exception):
    """What something else got wrong."""


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Note what is said aside."""
    SAID.clear()
    notify = RunstrengthApp.notify

    def note(app: RunstrengthApp, message: str, **how: Any) -> None:
        SAID.append(message)
        notify(app, message, **how)

    monkeypatch.setattr(RunstrengthApp, "notify", note)


def notes(_: Runner) -> str:
    """Return what was said aside."""
    return "\n".join(SAID)


def broken(*_: Any, **__: Any) -> Any:
    """Fail."""
    raise UpstreamError("upstream")


def log(home: Path) -> str:
    """Return the log of errors."""
    return (home / "state" / "errors.log").read_text("utf-8")


def goes_on(runner: Runner, home: Path, what: str) -> None:
    """See that the session is on top and not disturbed, that it was said once, and that the log has it."""
    assert runner.app._exception is None
    assert runner.app.screen.name == "session"
    assert notes(runner).count(f"{what} failed") == 1
    assert "UpstreamError: upstream" in log(home)
    assert str(home) not in notes(runner)


@pytest.mark.parametrize(
    ("where", "pressed", "what"),
    [
        (f"{HELP}HelpScreen.compose", ["question_mark"], "The help"),
        (f"{HELP}HelpScreen.__init__", ["question_mark"], "The help"),
        (f"{HELP}HelpScreen.on_key", ["question_mark", "y"], "The help"),
        (f"{PALETTE}PaletteScreen.compose", ["ctrl+p"], "The list of commands"),
        (f"{PALETTE}PaletteScreen.on_key", ["ctrl+p", "y"], "The list of commands"),
        (f"{PALETTE}find_commands", ["ctrl+p"], "The list of commands"),
        ("runstrength.ui.command_palette.commands.commands", ["ctrl+p"], "The list of commands"),
        ("runstrength.ui.widgets.virtual_list.VirtualList.action_page", ["ctrl+p", "pageup"], "The list of commands"),
    ],
)
async def test_help_and_palette(
    home: Path, monkeypatch: pytest.MonkeyPatch, where: str, pressed: list[str], what: str
) -> None:
    """The help or the list of commands that fails, at its birth or at a key, is closed; the session goes on."""
    async with running(home, notifications=True) as runner:
        monkeypatch.setattr(where, broken)
        for one in pressed:
            await send(runner, key(one))
        goes_on(runner, home, what)
        assert runner.mode is Mode.READY
        await runner.press("space", "space")
        assert runner.index > 0


async def test_the_figure_of_a_session(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure that cannot be drawn leaves its place empty, from one picture to the next."""
    async with running(home, notifications=True, size=(120, 40)) as runner:
        assert runner.app.screen.query_one(Figure).rows
        monkeypatch.setattr("runstrength.ui.session.animation.moving", broken)
        for _ in range(5):
            await runner.wait(1)
        goes_on(runner, home, "The figure")
        assert not runner.app.screen.query_one(Figure).rows
        assert log(home).count("UpstreamError: upstream") == 1
        await runner.press("space")
        assert runner.index == 1


@pytest.mark.parametrize(
    ("where", "way", "what"),
    [
        ("runstrength.ui.exercises.animation.picture", (messages.OpenExercises(), "enter"), "The figure"),
        ("runstrength.ui.history.progress.line_chart", (messages.OpenProgress("side_plank"),), "The chart"),
        ("runstrength.ui.history.progress.line_chart", (messages.OpenProgress(), "down"), "The chart"),
        ("runstrength.ui.history.weeks.bar_chart", (messages.OpenWeeks(),), "The chart"),
    ],
)
async def test_figures_and_charts(
    home: Path, monkeypatch: pytest.MonkeyPatch, where: str, way: tuple[Any, ...], what: str
) -> None:
    """A screen whose figure or chart cannot be drawn shows everything else."""
    prepare(home)
    monkeypatch.setattr(where, broken)
    async with at_home(home) as runner:
        await go(runner, way)

        check(runner, home)
        assert len(runner.app.screen_stack) > 1
        assert notes(runner).count(f"{what} failed") == 1
        assert "UpstreamError: upstream" in log(home)


@pytest.mark.parametrize(
    ("way", "what"),
    [
        ((messages.OpenExercises(), "enter"), "The figure"),
        ((messages.OpenProgress("side_plank"),), "The chart"),
        ((messages.OpenProgress(), "down"), "The chart"),
        ((messages.OpenWeeks(),), "The chart"),
        (("s",), "The figure"),
    ],
)
@pytest.mark.parametrize("where", ["Figure.render_line", "tone"])
async def test_painting_a_figure_or_chart(
    home: Path, monkeypatch: pytest.MonkeyPatch, where: str, way: tuple[Any, ...], what: str
) -> None:
    """A figure or chart that fails as it is painted stays empty, and its screen hears keys and goes on painting."""
    prepare(home)
    monkeypatch.setattr(f"runstrength.ui.widgets.figure.{where}", broken)
    async with at_home(home, checkin=False) as runner:
        await runner.pilot.resize_terminal(120, 40)
        await go(runner, way)
        name = runner.app.screen.name
        assert name != "home"
        await go(runner, ("question_mark", "q"))

        check(runner, home)
        assert runner.app.screen.name == name
        assert len(runner.painted.split()) > 5
        assert notes(runner).count(f"{what} failed") == 1
        assert log(home).count("UpstreamError: upstream") == 1


async def test_an_error_of_the_session_itself(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not only decorate still ends the app in good order, with its journal kept."""
    with pytest.raises(UpstreamError):  # noqa: PT012 - it leaves the app when that ends
        async with running(home) as runner:
            monkeypatch.setattr("runstrength.ui.session.view.stage_of", broken)
            await runner.press("p")

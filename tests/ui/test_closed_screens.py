"""A screen that is left while it still reads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runstrength.history.store import Store
from runstrength.ui.common import base
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.history.progress import ProgressScreen
from runstrength.ui.history.screen import HistoryScreen
from runstrength.ui.history.trash import TrashScreen
from runstrength.ui.history.weeks import WeeksScreen
from runstrength.ui.home.bindings import HOME
from runstrength.ui.messages import OpenHelp
from tests.support.app import make_app, settled
from tests.support.history_samples import PLANK, record


@pytest.mark.parametrize("kind", [HistoryScreen, ProgressScreen, WeeksScreen, TrashScreen])
@pytest.mark.parametrize("leave", [True, False], ids=["left", "covered"])
async def test_reading_ends_with_the_screen(
    home: Path, monkeypatch: pytest.MonkeyPatch, kind: Callable[[], ListScreen], leave: bool
) -> None:
    """What comes for a screen that was left is shown nowhere and ends nothing; one that is only covered gets it."""
    Store(home / "data" / "history").save(record(sets=(PLANK,)))
    may, come = asyncio.Event(), list[object]()

    async def slowly(work: Callable[..., Any], *arguments: object) -> Any:
        await may.wait()
        come.append(work)
        return work(*arguments)

    app = make_app(home)
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        monkeypatch.setattr(base, "to_thread", slowly)
        screen = kind()
        shown: list[object] = []
        await app.push_screen(screen)
        await pilot.pause()
        monkeypatch.setattr(screen, "refresh_view", lambda: shown.append(None))
        if leave:
            app.pop_screen()
        else:
            app.post_message(OpenHelp(HOME.help_rows({})))
        may.set()
        for _ in range(10):
            await pilot.pause()

        assert come
        assert bool(shown) is not leave

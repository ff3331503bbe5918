"""A terminal that does not keep up, as the driver sees it."""

from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace
from typing import Any, cast

import pytest

from runstrength.ui.plain_app import PlainApp

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is another driver")


def test_behind() -> None:
    """The driver is behind while anything waits to be written, and not before it has begun."""
    from runstrength.ui.quiet_driver import QuietDriver

    behind = cast(Any, QuietDriver.behind).fget
    assert not behind(SimpleNamespace(_writer_thread=None))
    for waiting in (0, 1, 30):
        writer = SimpleNamespace(_queue=SimpleNamespace(qsize=lambda waiting=waiting: waiting))
        assert behind(SimpleNamespace(_writer_thread=writer)) == (waiting > 0)


def test_another_driver_is_never_behind() -> None:
    """Where the driver does not tell, nothing waits for it."""
    assert not PlainApp().is_behind


async def test_one_go_is_one_write() -> None:
    """What is written without a pause in between is one write and one frame; nothing of it is left when it closes."""
    from runstrength.ui.quiet_driver import QuietDriver

    written: list[str] = []
    driver = cast(Any, object.__new__(QuietDriver))
    driver._going = driver._later = ""
    driver._writer_thread = SimpleNamespace(write=written.append, stop=lambda: written.append("stopped"))
    begin, end = "\x1b[?2026h", "\x1b[?2026l"
    for part in ("places", "colours"):
        for data in (begin, part, end):
            driver.write(data)
    at_once = list(written)
    await asyncio.sleep(0)
    driver.write_later("title")
    driver.write("more")
    driver.close()
    await asyncio.sleep(0)

    assert at_once == []
    assert written == [f"{begin}placescolours{end}", "titlemore", "stopped"]

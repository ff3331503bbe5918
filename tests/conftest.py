"""What all tests share: a machine of their own, a clock that obeys, and the baseline of the snapshots."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import sys
import time
import tomllib
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from runstrength.sound import player as players
from runstrength.sound.player import DeviceTest
from tests.support.event_loop import CountingPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SNAPSHOTS = ROOT / "tests" / "snapshots"
BASELINE_PYTHON = (3, 11)
DRAWN_BY = ("textual", "rich")

FOREIGN = ("RUNSTRENGTH_", "TEXTUAL", "XDG_", "LC_", "NO_COLOR", "FORCE_COLOR", "ESCDELAY", "LANG", "COLUMNS", "LINES")


# On a busy machine a slow example is no fault. What is checked before a change lands is the same each time; a
# developer's own run looks for something new, and with --hypothesis-profile=deep for sixteen times as long.
QUICK = 25
"""Examples drawn for a test that names no number of its own."""
settings.register_profile("any", deadline=None, max_examples=QUICK)
settings.register_profile("same", deadline=None, max_examples=QUICK, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=16 * QUICK)
settings.load_profile("same" if os.environ.get("CI") else "any")


class FakeClock:
    """A clock that stands still until it is told to advance."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        """Return the time, as `time.monotonic` would."""
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


def foreign() -> list[str]:
    """Return the names of the variables by which this machine could change what a test sees."""
    # The snapshot plugin leaves itself a message in one that begins like Textual's.
    return [name for name in os.environ if name.startswith(FOREIGN) and not name.startswith("TEXTUAL_SNAPSHOT")]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show why a test was tried again, so that nothing is hidden by its success."""
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.section(f"tried again: {report.nodeid}", sep="_")
        terminalreporter.line(report.longreprtext)


FOLDERS = count()


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for one test, numbered without a look at all others, which took longer the more there were."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    return tmp_path_factory.mktemp(f"{name}{next(FOLDERS)}", numbered=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the folder that is RUNSTRENGTH_HOME; it does not exist yet, as before a first start."""
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def own_machine(tmp_path: Path, home: Path) -> Iterator[None]:
    """Hide this machine's settings, folders, language and time zone from the test and the programs it starts."""
    with pytest.MonkeyPatch.context() as patch:
        for name in foreign():
            patch.delenv(name)
        patch.setenv("RUNSTRENGTH_HOME", str(home))
        # A test of the platform's own folders takes RUNSTRENGTH_HOME away.
        patch.setenv("HOME", str(tmp_path / "user"))
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("COLORTERM", "truecolor")
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("TZ", "Europe/Berlin")
        # Whether this machine has a sound device changes nothing; a test of the device opens it itself.
        patch.setattr(players, "open_device", lambda choice: DeviceTest(choice.detail))
        use_time_zone()
        yield
    use_time_zone()


def use_time_zone() -> None:
    """Let this process use the time zone in TZ, where the system has such a thing."""
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(scope="session", autouse=True)
def styles_parsed_once() -> Iterator[None]:
    """Parse each style sheet once for all apps."""
    from textual.css import stylesheet
    from textual.css.parse import parse

    from tests.support.parsed_styles import ParsedOnce

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stylesheet, "parse", ParsedOnce(parse))
        yield


PAINTED_BY_ITSELF = 60.0
"""Seconds after which a screen under test paints what it was not waited for."""


@pytest.fixture(scope="session", autouse=True)
def painted_when_waited_for() -> Iterator[None]:
    """Let a screen paint when a test waits for it, not sixty times a second besides.

    How often that was depended on how busy the machine was; a sixth of the processor time of
    a screen's test went there.
    """
    from textual import screen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screen, "UPDATE_PERIOD", PAINTED_BY_ITSELF)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_disk_is_waited_for() -> Iterator[None]:
    """Let `os.fsync` do nothing: whether it is called is tested, and what a disk does then is not seen by a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


MAX_LONG = 2 * 60 * 60
"""Seconds that a test with the mark `long` can take, on a machine that is busy."""


@pytest.fixture
def fake_clock() -> FakeClock:
    """Return a clock that only the test moves."""
    return FakeClock()


def pytest_configure(config: pytest.Config) -> None:
    """Have event loops that tell when they are done, and refuse to draw pictures anew that nobody else could compare.

    Raises:
        pytest.UsageError: the snapshots are to be updated, and the versions are others.
    """
    asyncio.set_event_loop_policy(CountingPolicy())
    if config.getoption("--snapshot-update", default=False) and (reason := beyond_baseline()):
        python = ".".join(map(str, BASELINE_PYTHON))
        raise pytest.UsageError(f"--snapshot-update: {reason}. Use: make snapshots PYTHON=python{python}")


def pytest_report_header() -> list[str]:
    """Name the versions that decide what is drawn and read."""
    lines = [", ".join(f"{name} {version(name)}" for name in (*DRAWN_BY, "msgspec"))]
    # Textual has read these before a test can take them away.
    if meddling := sorted(name for name in foreign() if name.startswith("TEXTUAL")):
        lines.append(f"set in this shell, and may change what is drawn: {', '.join(meddling)}")
    return lines


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the exact pictures wherever other versions would draw them otherwise, and what takes long unless asked."""
    long = [item for item in items if item.get_closest_marker("long")]
    for item in long:
        if "long" not in config.getoption("markexpr"):
            item.add_marker(pytest.mark.skip(reason="takes long: pytest -m long"))
        elif not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(MAX_LONG))
    if reason := beyond_baseline():
        for item in items:
            if item.path.is_relative_to(SNAPSHOTS):
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """Keep the garbage collector away from the modules of the tests, which live as long as the run.

    An app under test makes tens of thousands of objects, so the collector looked at all of them, and at all modules and
    test cases, again and again: a quarter of the time of a test of the screens.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(400_000, 10, 10)


def beyond_baseline() -> str:
    """Return why the snapshots cannot be compared here, or nothing when they can."""
    if sys.version_info[:2] != BASELINE_PYTHON:
        return f"snapshots are compared on Python {BASELINE_PYTHON[0]}.{BASELINE_PYTHON[1]} only"
    group: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["dev"]
    wanted = [f"{name}=={version(name)}" for name in DRAWN_BY]
    missing = [pin for pin in wanted if pin not in group]
    return f"snapshots are drawn by the versions in pyproject.toml, not by {', '.join(missing)}" if missing else ""

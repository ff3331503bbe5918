"""Draw the pictures of `docs`: real screens at fixed moments, from fixed data.

    python tools/pictures.py                  all of them, into docs/pictures/
    python tools/pictures.py home-80x24       only these, by name
    python tools/pictures.py -o FOLDER        into another folder

Run it in the virtual environment of the tests, for it takes its moments from tests/support/scenes.py; two runs draw
the same. Each picture is the SVG that Textual exports: its text is text, in whatever fixed-width font the browser has.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.event_loop import run
from tests.support.own_exercises import add_clamshell
from tests.support.pasts import fill
from tests.support.scenes import (
    LAST,
    REST,
    WORK_HOLD,
    WORK_REPS,
    Scene,
    at_step,
    five_sessions,
    keys,
    three_checks,
)

ROOT = Path(__file__).parents[1]
SMALL = (80, 24)
LARGE = (120, 40)


class Picture(NamedTuple):
    """What to draw."""

    scene: Callable[[Path], Scene]
    size: tuple[int, int] = SMALL


def _session(index: int, after: float) -> Callable[[Path], Scene]:
    return lambda home: Scene(home, start="session").then(at_step(index, after=after))


def _summary(home: Path) -> Scene:
    return Scene(home, start="session").then(at_step(LAST, after=58.0), keys("space", "tab", "7"))


def _with_a_past(start: str) -> Callable[[Path], Scene]:
    def scene(home: Path) -> Scene:
        five_sessions(home)
        return Scene(home, start=start)

    return scene


def _years(*names: str) -> Callable[[Path], Scene]:
    def scene(home: Path) -> Scene:
        fill(home, None)
        return Scene(home, start="history").then(keys(*names))

    return scene


def _exercise(home: Path) -> Scene:
    return _years("p")(home).then(keys("down", "down", "enter"))


def _checks(home: Path) -> Scene:
    three_checks(home)
    return Scene(home).then(keys("m"), keys("down"))


def _swap(home: Path) -> Scene:
    five_sessions(home)
    return Scene(home, start="session").then(keys("x"))


def _record(home: Path) -> Scene:
    five_sessions(home)
    return Scene(home, start="history").then(keys("enter"))


def _exercises(home: Path) -> Scene:
    return Scene(home, start="home").then(keys("e"))


def _exercise_form(home: Path) -> Scene:
    add_clamshell(home)
    return Scene(home, start="home").then(keys("e", "e"), keys(*["down"] * 9))


PICTURES: Final = {
    "session-work-80x24": Picture(_session(WORK_REPS, 14.0)),
    "session-hold-80x24": Picture(_session(WORK_HOLD, 7.0)),
    "session-rest-80x24": Picture(_session(REST, 17.0)),
    "session-hold-120x40": Picture(_session(WORK_HOLD, 7.0), LARGE),
    "swap-80x24": Picture(_swap),
    "check-80x24": Picture(_checks),
    "home-80x24": Picture(_with_a_past("home")),
    "summary-80x24": Picture(_summary),
    "history-80x24": Picture(_years()),
    "balance-80x24": Picture(_years("p")),
    "progress-80x24": Picture(_years("p", "down")),
    "exercise-80x24": Picture(_exercise),
    "weeks-80x24": Picture(_years("w")),
    "record-80x24": Picture(_record),
    "export-80x24": Picture(_years("o", "down")),
    "exercises-80x24": Picture(_exercises),
    "exercise-form-80x24": Picture(_exercise_form),
}
"""By name."""


def main() -> None:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description="Draw the pictures of the pages in docs.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PICTURES)}; without one, all")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "pictures", help="the folder")
    options = parser.parse_args()
    if unknown := set(options.names) - PICTURES.keys():
        parser.error(f"there is no picture {', '.join(sorted(unknown))}; there are {', '.join(PICTURES)}")
    if meddling := [name for name in os.environ if name.startswith(("TEXTUAL", "NO_COLOR"))]:
        parser.error(f"{', '.join(meddling)} would change what is drawn: unset it first")

    os.environ["TZ"] = "Europe/Berlin"  # the history shows local times
    time.tzset()
    options.output.mkdir(parents=True, exist_ok=True)
    for name in options.names or PICTURES:
        path = options.output / f"{name}.svg"
        path.write_text(run(_drawn(PICTURES[name])), encoding="utf-8", newline="\n")
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


async def _drawn(picture: Picture) -> str:
    with tempfile.TemporaryDirectory(prefix="runstrength-") as folder:
        os.environ["HOME"] = folder  # what is exported goes to the downloads
        (Path(folder) / "Downloads").mkdir()
        scene = picture.scene(Path(folder))
        async with scene.app.run_test(size=picture.size) as pilot:
            await scene.play(pilot)
            return scene.app.export_screenshot(simplify=True)


if __name__ == "__main__":
    main()

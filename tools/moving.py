"""Draw the README's moving picture: a set without hands, frame by frame as the program shows it.

    python tools/moving.py                 into docs/pictures/hands-free-80x24.gif
    python tools/moving.py -o FILE         into another file

Cells are drawn here, block by block and dot by dot, so that the picture depends on no font but for its small words,
which take DejaVu Sans Mono. Run it in the virtual environment of the tests.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len

sys.path.insert(0, str(Path(__file__).parents[1]))

from runstrength.figure.motion import FRAME
from runstrength.ui.session.screen import SessionScreen
from tests.support.driving import Runner
from tests.support.event_loop import run
from tests.support.scenes import Scene, at_step

if TYPE_CHECKING:
    from rich.color import Color
    from rich.segment import Segment

    from runstrength.ui.app import RunstrengthApp

ROOT: Final = Path(__file__).parents[1]
SIZE: Final = (80, 24)
CELL: Final = (9, 18)
"""Pixels of a cell."""
FONT: Final = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono{}.ttf"
STEP: Final = 1
"""The step of the plan that is shown: single-leg deadlifts, left."""
REP: Final = 4.0
"""Seconds of a rep; the picture begins with the second one and shows three."""
DOTS: Final = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Where the dots of a braille character are, bit by bit."""
HALVES: Final = {"█": (0.0, 1.0), "▀": (0.0, 0.5), "▄": (0.5, 1.0)}
"""From where to where a block fills its cell."""
EIGHTHS: Final = "▏▎▍▌▋▊▉"


def main() -> None:
    """Draw it."""
    parser = argparse.ArgumentParser(description="Draw the README's moving picture.")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "pictures" / "hands-free-80x24.gif")
    options = parser.parse_args()
    if meddling := [name for name in os.environ if name.startswith(("TEXTUAL", "NO_COLOR"))]:
        parser.error(f"{', '.join(meddling)} would change what is drawn: unset it first")
    with tempfile.TemporaryDirectory(prefix="runstrength-") as folder:
        frames = run(_frames(Path(folder)))
    first, *others = [frame.quantize(32) for frame in frames]
    first.save(options.output, save_all=True, append_images=others, duration=round(FRAME * 1000), loop=0, optimize=True)
    print(f"{options.output.name}: {len(frames)} frames, {options.output.stat().st_size / 1000:.0f} kB")


async def _frames(home: Path) -> list[Image.Image]:
    scene = Scene(home, start="session", hands_free=True).then(at_step(STEP, after=REP))
    frames: list[Image.Image] = []
    async with scene.app.run_test(size=SIZE) as pilot:
        await scene.play(pilot)
        screen = scene.app.screen
        assert isinstance(screen, SessionScreen)
        runner = Runner(scene.app, pilot, scene.clock, scene.wake)
        for _ in range(round(3 * REP / FRAME)):
            frames.append(_drawn(scene.app))
            await runner.wait(FRAME)
            await pilot.pause()
    return frames


def _drawn(app: RunstrengthApp) -> Image.Image:
    width, height = app.size
    image = Image.new("RGB", (width * CELL[0], height * CELL[1]))
    pen = ImageDraw.Draw(image)
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            x = _segment(pen, segment, x, y)
    return image


def _segment(pen: ImageDraw.ImageDraw, segment: Segment, x: int, y: int) -> int:
    style = segment.style
    ink, paper = _rgb(style.color if style else None), _rgb(style.bgcolor if style else None)
    if style and style.reverse:
        ink, paper = paper, ink
    font = ImageFont.truetype(FONT.format("-Bold" if style and style.bold else ""), 15)
    for letter in segment.text:
        left, top = x * CELL[0], y * CELL[1]
        right, bottom = left + cell_len(letter) * CELL[0], top + CELL[1]
        pen.rectangle((left, top, right - 1, bottom - 1), fill=paper)
        if letter in HALVES:
            above, below = HALVES[letter]
            pen.rectangle((left, top + above * CELL[1], right - 1, top + below * CELL[1] - 1), fill=ink)
        elif letter in EIGHTHS:
            pen.rectangle((left, top, left + (EIGHTHS.index(letter) + 1) * CELL[0] // 8, bottom - 1), fill=ink)
        elif 0x2800 <= ord(letter) < 0x2900:
            for bit, (across, down) in enumerate(DOTS):
                if (ord(letter) - 0x2800) >> bit & 1:
                    dot = (left + across * CELL[0] / 2 + 1, top + down * CELL[1] / 4 + 1)
                    pen.ellipse((*dot, dot[0] + 2.6, dot[1] + 2.6), fill=ink)
        elif letter != " ":
            pen.text((left, top - 1), letter, font=font, fill=ink)
        x += cell_len(letter)
    return x


def _rgb(color: Color | None) -> tuple[int, int, int]:
    if color is None:
        return 18, 20, 22
    red, green, blue = color.get_truecolor()
    return red, green, blue


if __name__ == "__main__":
    main()

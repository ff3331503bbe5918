"""Draw the figures on contact sheets, to look at every movement: its key frames and the poses between them.

    python tools/figures.py                      all movements, into build/figures/, as SVG
    python tools/figures.py squat plank          only these
    python tools/figures.py -c 20 -r 11 -n 3     in 20 x 11 cells each, with 3 poses between two key frames

Each figure is drawn with the very braille rows that the program shows. `rsvg-convert` makes them PNG.
"""

from __future__ import annotations

import argparse
import sys
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from runstrength.figure.ascii import ascii_text
from runstrength.figure.drawing import picture
from runstrength.figure.interpolation import interpolate
from runstrength.figure.poses import DRAWN_LOADS, Move, Pose, read_moves

ROOT = Path(__file__).parents[1]
COLOURS: Final = {
    "near": "#ffffff",
    "far": "#6fa890",
    "prop": "#8fd0b0",
    "weight": "#ffd97a",
    "floor": "#4f8a72",
    "": "#ffffff",
}
WIDE: Final = 6
"""Pixels of a cell."""
HIGH: Final = 12
DOTS: Final = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each dot of a braille character, in the order of its bits."""


def poses(move: Move, steps: int) -> list[tuple[str, Pose]]:
    """Return the poses of a movement in their order, each with a word that names it."""
    frames, found = move.frames, []
    for part in (*move.start, *move.loop):
        for one, other in pairwise(part.frames):
            found += [
                (
                    f"{one}-{other} {step / steps:.2f}" if step else f"{one}",
                    interpolate(frames[one], frames[other], step / steps),
                )
                for step in range(steps + 1)
            ]
    unique: dict[Pose, str] = {}
    for name, pose in found:
        unique.setdefault(pose, name)
    return [(name, pose) for pose, name in unique.items()]


def sheet(
    key: str, move: Move, columns: int, rows: int, steps: int, weight: str, *, mirrored: bool, plain: bool
) -> str:
    """Return the contact sheet of a movement as SVG."""
    shown = poses(move, steps)
    across = max(1, min(len(shown), 1500 // (columns * WIDE + 10)))
    down = -(-len(shown) // across)
    width, height = across * (columns * WIDE + 10), down * (rows * HIGH + 24)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
        f'<rect width="{width}" height="{height}" fill="#0b3b2e"/>',
    ]
    for place, (name, pose) in enumerate(shown):
        x, y = place % across * (columns * WIDE + 10) + 5, place // across * (rows * HIGH + 24) + 5
        parts.append(f'<text x="{x}" y="{y + 10}" font-size="11" fill="#ddd">{key} {name}</text>')
        drawn = picture(move, pose, columns, rows, mirrored=mirrored, weight=weight)
        for line, row in enumerate(drawn):
            at = x
            for run in row:
                parts += _cells(ascii_text(run.text) if plain else run.text, at, y + 14 + line * HIGH, COLOURS[run.ink])
                at += len(run.text) * WIDE
    return "\n".join([*parts, "</svg>"])


def _cells(text: str, x: int, y: int, colour: str) -> list[str]:
    """Return the dots of braille cells as squares: fonts draw them in many ways, this shows what is meant."""
    drawn = []
    for place, char in enumerate(text):
        left, bits = x + place * WIDE, ord(char) - 0x2800
        if bits < 0:
            drawn.append(f'<text x="{left}" y="{y + 10}" font-size="10" fill="{colour}">{escape(char)}</text>')
        for bit, (column, row) in enumerate(DOTS if bits > 0 else ()):
            if bits >> bit & 1:
                dot = f'x="{left + column * 3}" y="{y + row * 3}" width="2.4" height="2.4"'
                drawn.append(f'<rect {dot} fill="{colour}"/>')
    return drawn


def main() -> None:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description="Draw the figures on contact sheets.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of assets/poses.json; without one, all")
    parser.add_argument("-c", "--columns", type=int, default=44, help="of one figure, in cells")
    parser.add_argument("-r", "--rows", type=int, default=22, help="of one figure, in cells")
    parser.add_argument("-n", "--steps", type=int, default=2, help="from one key frame to the next")
    parser.add_argument(
        "-w", "--weight", choices=("", *DRAWN_LOADS), default="kettlebell", help="in the hands, or the band"
    )
    parser.add_argument("-m", "--mirrored", action="store_true", help="for the left side")
    parser.add_argument("-p", "--plain", action="store_true", help="in ASCII, as without braille")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "figures", help="the folder")
    options = parser.parse_args()
    moves = read_moves((ROOT / "assets" / "poses.json").read_bytes())
    if unknown := set(options.names) - moves.keys():
        parser.error(f"there is no movement {', '.join(sorted(unknown))}; there are {', '.join(moves)}")
    options.output.mkdir(parents=True, exist_ok=True)
    for name in options.names or moves:
        drawn = sheet(
            name, moves[name], options.columns, options.rows, options.steps, options.weight,
            mirrored=options.mirrored, plain=options.plain,
        )  # fmt: skip
        (options.output / f"{name}.svg").write_text(drawn, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

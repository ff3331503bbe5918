"""Two pixel fonts, as pictures: `#` is ink, `.` is paper, a line of names stands above each row of glyphs."""

from __future__ import annotations

from typing import TypeAlias

Bitmap: TypeAlias = tuple[str, ...]
"""The rows of a picture, all of the same length, of `#` and `.`."""

HEIGHT = 5
"""Pixels from the top of a glyph to its foot, in both fonts."""

UNKNOWN = "?"
"""What is drawn for a character the font has not got."""


def _read(picture: str) -> dict[str, Bitmap]:
    rows = [line.split() for line in picture.split("\n") if line]
    font: dict[str, Bitmap] = {}
    for top in range(0, len(rows), HEIGHT + 1):
        names, *glyphs = rows[top : top + HEIGHT + 1]
        font.update(zip(names, zip(*glyphs, strict=True), strict=True))
    return font


DIGITS = _read("""
0   1   2   3   4   5   6   7   8   9   : -   ?
### .#. ### ### #.# ### ### ### ### ### . ... ###
#.# ##. ..# ..# #.# #.. #.. ..# #.# #.# # ... ..#
#.# .#. ### ### ### ### ### ..# ### ### . ### .##
#.# .#. #.. ..# ..# ..# #.# ..# #.# ..# # ... ...
### ### ### ### ..# ### ### ..# ### ### . ... .#.
""") | {" ": ("...",) * HEIGHT}
"""The numerals of a countdown: all of one width, the space too, but for the colon."""

LETTERS = _read("""
A    B    C    D    E   F   G    H    I J    K    L   M
.##. ###. .### ###. ### ### .### #..# # ...# #..# #.. #...#
#..# #..# #... #..# #.. #.. #... #..# # ...# #.#. #.. ##.##
#### ###. #... #..# ##. ##. #.## #### # ...# ##.. #.. #.#.#
#..# #..# #... #..# #.. #.. #..# #..# # #..# #.#. #.. #...#
#..# ###. .### ###. ### #.. .### #..# # .##. #..# ### #...#

N    O    P    Q    R    S    T   U    V     W     X   Y   Z
#..# .##. ###. .##. ###. .### ### #..# #...# #...# #.# #.# ####
##.# #..# #..# #..# #..# #... .#. #..# #...# #...# #.# #.# ...#
#.## #..# ###. #..# ###. .##. .#. #..# #...# #.#.# .#. .#. .##.
#..# #..# #... #.#. #.#. ...# .#. #..# .#.#. ##.## #.# .#. #...
#..# .##. #... .#.# #..# ###. .#. .##. ..#.. #...# #.# .#. ####

0    1   2    3    4    5    6    7    8    9    -   ' . ,  /   &     +   ? :
.##. .#. ###. ###. #..# #### .##. #### .##. .##. ... # . .. ..# .##.. ... ### .
#..# ##. ...# ...# #..# #... #... ...# #..# #..# ... # . .. ..# #.... .#. ..# #
#..# .#. .##. .##. #### ###. ###. ..#. .##. .### ### . . .. .#. .##.# ### .#. .
#..# .#. #... ...# ...# ...# #..# .#.. #..# ...# ... . . .# #.. #..#. .#. ... #
.##. ### #### ###. ...# ###. .##. .#.. .##. .##. ... . # #. #.. .##.# ... .#. .
""") | {" ": ("..",) * HEIGHT}
"""Capitals, digits and the marks which names of exercises need, each as wide as it looks best."""

NARROW = LETTERS | _read("""
A   B   C   D   G   H   J   K   L  M     N    O   P   Q   R   S   U   V   W     X   Y   Z
### ##. ### ##. ### #.# ..# #.# #. #...# #..# ### ### ### ### ### #.# #.# #...# #.# #.# ###
#.# #.# #.. #.# #.. #.# ..# #.# #. ##.## ##.# #.# #.# #.# #.# #.. #.# #.# #...# #.# #.# ..#
### ##. #.. #.# #.# ### ..# ##. #. #.#.# #.## #.# ### #.# ##. ### #.# #.# #.#.# .#. .#. .#.
#.# #.# #.. #.# #.# #.# #.# #.# #. #...# #..# #.# #.. ### #.# ..# #.# #.# ##.## #.# .#. #..
#.# ##. ### ##. ### #.# ### #.# ## #...# #..# ### #.. ..# #.# ### ### .#. #...# #.# .#. ###

0   1  2   3   4   5   6   7   8   9   -
### #. ### ### #.# ### ### ### ### ### ..
#.# #. ..# ..# #.# #.. #.. ..# #.# #.# ..
#.# #. ### ### ### ### ### ..# ### ### ##
#.# #. #.. ..# ..# ..# #.# ..# #.# ..# ..
### #. ### ### ..# ### ### ..# ### ### ..
""")
"""The same letters, most of them three pixels wide, for names that would not fit else."""

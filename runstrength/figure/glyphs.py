"""Pixel fonts as pictures: `#` is ink, `.` is paper; the line above each row of glyphs names them."""

from __future__ import annotations

from typing import TypeAlias

Bitmap: TypeAlias = tuple[str, ...]
"""The rows of a picture, all of the same length, of `#` and `.`."""

HEIGHT = 5
"""The height of a glyph in pixels, in all fonts."""

UNKNOWN = "?"
"""The glyph of a character that the font does not have."""


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
"""The digits of a countdown: all of one width, the space too, except the colon."""

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
"""Capitals, digits and the punctuation of exercise names, in proportional widths."""

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
"""The same letters, most of them three pixels wide, for names that would not fit otherwise."""

"""Computes the region of each part of the session screen from the terminal size and the content.

Three parts are big: the name, the number, and the dose with its sets. The number gets the most space, the figure what
is left; in a narrow, tall terminal the figure is below the number, not beside it. The layout follows from the widest
number that a step can show, so it doesn't change during a step.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import Struct
from textual.geometry import Region, Size

from runstrength.figure import pixels
from runstrength.figure.glyphs import DIGITS, LETTERS, NARROW, Bitmap
from runstrength.ui.widgets.big_text import TextLines, rows_needed

MARGIN: Final = 2
"""Columns left free at each side: the colored edge of the phase, and one blank."""
MIN_SIZE: Final = Size(40, 12)
"""The smallest terminal with this layout; a smaller one gets three lines of text."""
GAP: Final = 2
"""Columns between the number and the parts beside it."""
HIDDEN: Final = Region()
"""The region of a part that is not shown."""
DOSE_GAP: Final = 7
"""Pixels between dose and load in one line."""
Font: TypeAlias = dict[str, Bitmap]
REDUCED_ROWS: Final = 5
"""Minimum rows of the number if the load doesn't fit otherwise."""
MIN_FIGURE_WIDTH: Final = 13
"""Minimum columns of a figure."""
_ZEROS: Final = str.maketrans("123456789 ", "0" * 10)


class LayoutRequest(Struct, frozen=True):
    """The content to lay out, as far as its size matters."""

    name: TextLines
    number: str
    """The widest number of the step, or a word instead of it."""
    side: str = ""
    """`left`, `right`, or empty."""
    resting: bool = False
    """Whether the number is at the left and above all text, so that a rest looks different from work."""
    label: bool = False
    """Whether a label line is above the name."""
    dose: str = ""
    """The text of the dose."""
    load: str = ""
    """The weight to draw with the dose; left out if it doesn't fit."""
    marks: int = 0
    """Columns of the set marks beside the dose at scale 1; 0 for none."""
    mark_words: int = 0
    """Columns of the text below the marks."""
    notes: tuple[int, ...] = ()
    """The number of lines of each note, the most important first."""
    last: int = 0
    """Lines below the notes that are never left out."""
    figure: bool = True
    foot: int = 2
    """Lines of the footer; the smallest terminals have one."""


class StageLayout(Struct, frozen=True):
    """The region of each part, in cells inside the margins; `HIDDEN` for parts that are not shown."""

    head: Region
    name: Region = HIDDEN
    side: Region = HIDDEN
    count: Region = HIDDEN
    figure: Region = HIDDEN
    dose: Region = HIDDEN
    notes: Region = HIDDEN
    foot: Region = HIDDEN
    is_big: bool = True
    """Whether name and dose fit in pixel letters."""
    has_load: bool = False
    """Whether the weight fits in pixel letters, beside or below the dose."""


class _Columns(Struct, frozen=True):
    """The division of the middle from left to right."""

    scale: int
    side: int
    """Columns of the side word; 0 for none."""
    figure: int
    """Minimum columns of the figure; 0 for none."""


@lru_cache(maxsize=8)
def layout_of(size: Size, request: LayoutRequest) -> StageLayout:
    """Return the layout of a request in a terminal of `size` cells."""
    width = max(1, size.width - 2 * MARGIN)
    if size.width < MIN_SIZE.width or size.height < MIN_SIZE.height:
        return StageLayout(head=Region(0, 0, width, size.height))
    foot = request.foot if size.height >= 14 else 1
    free = size.height - 1 - foot - request.last
    least = least_rows(size)
    most = largest(size)
    name, dose, has_load, least = _words(request, width, most, free, least)
    left = free - name - dose - request.label
    gaps = min(3 if most > 1 else 2 if size.height >= 22 else size.height // 18, max(0, left - least - 1))
    stacked = is_high(size)
    lines = _lines(request.notes, left - gaps - max(least, (left - gaps) * 4 // 5))
    rows = left - gaps - lines

    # If only one blank row fits, it goes below the header: pixel letters and digits already end in half a blank row.
    above, below = min(1, gaps), min(1, gaps // 2)
    between = gaps - above - below
    top = 1 + above
    room = Region(0, top if request.resting else top + name + between, width, rows)
    name_top = room.bottom + below if request.resting else top
    dose_top = name_top + request.label + name + between if request.resting else room.bottom + below
    scale = most if request.side else 0
    count, side, figure = (_stacked if stacked else _side_by_side)(room, request, least, scale)
    if not below and figure.height > 1:  # its floor would touch the dose
        figure = figure.shrink((0, 0, 1, 0))
    return StageLayout(
        head=Region(0, 0, width, 1),
        name=Region(0, name_top, width, request.label + name),
        side=side,
        count=count,
        figure=figure,
        dose=Region(0, dose_top, width, dose) if dose else HIDDEN,
        notes=Region(0, dose_top + dose, width, lines + request.last),
        foot=Region(0, size.height - foot, width, foot),
        is_big=name > _plain_rows(request) and dose != 1,
        has_load=has_load,
    )


def least_rows(size: Size) -> int:
    """Return the minimum rows of the number: those of an integer scale, at five half rows each."""
    return 13 if size.height >= 40 else 8 if size.height >= 20 else 5 if size.height >= 16 else 3


def widest(text: str) -> str:
    """Return the widest text of the same format: all digits have the same width, so each becomes `0`."""
    return text.translate(_ZEROS)


def is_word(text: str) -> bool:
    """Tell whether the text is a word instead of a number."""
    return text[:1].isalpha()


def is_high(size: Size) -> bool:
    """Tell whether a terminal looks taller than wide: a cell is twice as tall as wide."""
    return size.height * 2 > size.width * 1.2


def _words(request: LayoutRequest, width: int, most: int, free: int, least: int) -> tuple[int, int, bool, int]:
    """Return the rows of name and dose, whether the load is drawn with the dose, and the minimum rows of the number.

    Name and dose are as large as possible while the number and one line of notes fit; the dose has at least one row.
    For the load, the number shrinks once before the load is left out.
    """
    scales = range(most, 0, -1)
    plain = _plain_rows(request)
    names = [rows for scale in scales if (rows := rows_needed(request.name, width, scale)) > plain] or [plain]
    taken = request.label + bool(request.notes)
    if request.load:
        with_load = [rows for scale in scales if (rows := dose_rows(request, width, scale))]
        for candidates in (names, [plain]):  # the header also has the name, so it shrinks first
            for rows in dict.fromkeys((least, min(least, REDUCED_ROWS))):
                for dose in with_load:
                    for name in candidates:
                        if name + dose + taken <= free - rows:
                            return name, dose, True, rows
    doses = [
        pixels.rows(scale) for scale in scales if scale == 1 or fits_big(request.dose, request.marks, width, scale)
    ]
    tries = [(name, dose) for dose in doses for name in names]
    tries += [(plain, doses[-1]), (names[-1], 1), (plain, 1)]
    name, dose = next(((name, dose) for name, dose in tries if name + dose + taken <= free - least), tries[-1])
    return name, dose, False, least


def _plain_rows(request: LayoutRequest) -> int:
    """Return the rows of the name as plain text: one for each of its lines."""
    return 1 if isinstance(request.name, str) else len(request.name)


def dose_rows(request: LayoutRequest, width: int, scale: int) -> int:
    """Return the rows of dose and load in pixel letters at a scale, in one line or two; 0 if they don't fit."""
    one = pixels.rows(scale)
    room = beside_marks(width, request.marks, request.mark_words, scale)
    if beside_font(request.dose, request.load, room, scale) is not None:
        return one
    if rows_needed(request.dose, room, scale) == one == rows_needed(request.load, width, scale):
        return 2 * one + (scale > 1)
    return 0


def beside_marks(width: int, marks: int, words: int, scale: int) -> int:
    """Return the columns that are left beside the set marks and the text below them."""
    taken = max(marks * scale, words if marks else 0)
    return max(0, width - taken - GAP * scale if taken else width)


def beside_font(dose: str, load: str, room: int, scale: int) -> Font | None:
    """Return the font in which dose and load fit in one line; None if they don't."""
    if not all(letter in LETTERS for letter in f"{dose}{load}".upper()):
        return None
    for font in (LETTERS, NARROW):
        columns = pixels.columns(dose.upper(), font) + DOSE_GAP + pixels.columns(load.upper(), font)
        if columns * scale <= room:
            return font
    return None


def fits_big(dose: str, marks: int, width: int, scale: int = 1) -> bool:
    """Tell whether a dose fits in one line of pixel letters beside `marks` columns."""
    return rows_needed(dose, width - (marks + GAP) * scale, scale) == pixels.rows(scale)


def largest(size: Size) -> int:
    """Return the maximum scale of name, dose and side: 2 in large terminals, 3 in very large ones."""
    if size.width >= 190 and size.height >= 50:
        return 3
    return 2 if size.width >= 100 and size.height >= 34 else 1


def _lines(notes: tuple[int, ...], rows: int) -> int:
    """Return the lines of the notes that fit completely into `rows`; 1 if none does."""
    taken = 0
    for lines in notes:
        if taken + lines > rows:
            break
        taken += lines
    return max(taken, min(rows, 1))


def side_columns(scale: int) -> int:
    """Return the columns of `RIGHT`, the wider of the two words."""
    return pixels.columns("RIGHT", LETTERS) * scale


def side_rows(scale: int) -> int:
    """Return the rows of a side word and its arrow."""
    return 2 * pixels.rows(scale) + 1


def _pixels(number: str) -> int:
    return pixels.columns(number, LETTERS if is_word(number) else DIGITS)


def _columns(room: Region, request: LayoutRequest, least: int, scale: int) -> _Columns:
    """Divide the middle: first the figure shrinks and is left out, then the side word."""
    columns = _pixels(request.number)
    most = room.height * 2 // 5
    enough = 2 if is_word(request.number) else max(1, least * 2 // 5)
    figures = (max(20, room.width // 4), MIN_FIGURE_WIDTH, 0) if request.figure else (0,)
    for side in range(scale, -1, -1):
        taken = side_columns(side) + GAP if side else 0
        if side and side_rows(side) > room.height and side > 1:
            continue
        for figure in figures:
            fits = min(most, (room.width - taken - (figure + GAP if figure else 0)) // columns)
            if fits >= min(enough, most):
                return _Columns(fits, side_columns(side) if side else 0, figure)
    return _Columns(max(1, min(most, room.width // columns)), 0, 0)


def _side_by_side(room: Region, request: LayoutRequest, least: int, scale: int) -> tuple[Region, Region, Region]:
    """Return the regions of number, side and figure: the side at its own edge, the figure at the other."""
    columns = _columns(room, request, least, scale)
    width, rows = _pixels(request.number) * columns.scale, pixels.rows(columns.scale)
    width, rows = min(width, room.width), min(rows, room.height)
    taken = columns.side + GAP if columns.side else 0
    other = columns.figure + GAP if columns.figure else 0
    if request.resting:
        x = 0
    else:
        before, after = (other, taken) if request.side == "right" else (taken, other)
        x = max(before, min((room.width - width) // 2, room.width - width - after))
    y = room.y + (room.height - rows) // 2
    count = Region(x, y, width, rows)
    figure = HIDDEN
    if columns.figure:
        figure = Region(0, room.y, x - GAP, room.height)
        if request.side != "right" or request.resting:
            figure = Region(x + width + GAP, room.y, room.width - x - width - GAP, room.height)
    return count, _side_region(room, columns.side, request.side), figure


def _stacked(room: Region, request: LayoutRequest, least: int, scale: int) -> tuple[Region, Region, Region]:
    """Return the regions of number, side and figure: the number above, the other two side by side below it."""
    columns = _pixels(request.number)
    word = side_rows(1) if scale else 0
    below = max(word, min(room.height * 2 // 5, room.width // 2)) if request.figure or scale else 0
    fits = max(1, min((room.height - below - 1) * 2 // 5, room.width // columns))
    rows, width = pixels.rows(fits), min(columns * fits, room.width)
    is_limited_by_width = columns * (fits + 1) > room.width
    if rows < least and not is_limited_by_width:
        return _side_by_side(room, request, least, scale)
    lower = Region(room.x, room.bottom - below, room.width, below)
    above = room.height - below
    count = Region((room.width - width) // 2, room.y + (above - rows) // 2, width, rows)
    side = side_columns(1) if scale else 0
    figure = HIDDEN
    if request.figure and room.width - side - (GAP if side else 0) >= MIN_FIGURE_WIDTH:
        taken = side + GAP if side else 0
        figure = Region(0 if request.side == "right" else taken, lower.y, room.width - taken, below)
    return count, _side_region(lower, side, request.side), figure


def _side_region(room: Region, columns: int, side: str) -> Region:
    """Return the region of a side word, vertically centered and at its own edge."""
    if not columns:
        return HIDDEN
    scale = columns // side_columns(1)
    rows = side_rows(scale) if side_rows(scale) <= room.height else pixels.rows(scale)
    return Region(0 if side == "left" else room.width - columns, room.y + (room.height - rows) // 2, columns, rows)

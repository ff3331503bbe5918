"""Where the parts of the session screen stand: from a size and what is to be shown to one rectangle for each part.

Three things are big: what (the name), how much (the number) and where (the set, beside its dose). The number gets the
most room, the figure what the number leaves; in a narrow, high terminal it stands below the number, not beside it.
While a step lasts nothing changes its place, for all of it follows from the widest number that the step can show.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from msgspec import Struct
from textual.geometry import Region, Size

from runstrength.figure import pixels
from runstrength.figure.glyphs import DIGITS, LETTERS, NARROW, Bitmap
from runstrength.ui.widgets.big_text import rows_needed

MARGIN: Final = 2
"""Columns left free at each side: the phase's edge, and one of paper."""
MIN_SIZE: Final = Size(40, 12)
"""The smallest terminal with a stage; a smaller one gets three lines of text."""
GAP: Final = 2
"""Columns between the number and what stands beside it."""
HIDDEN: Final = Region()
"""The place of what is not shown."""
BETWEEN: Final = 7
"""Pixels between dose and load in one line."""
Font: TypeAlias = dict[str, Bitmap]
SMALLER: Final = 5
"""Rows of the number where the load would have no room else."""
MIN_FIGURE_WIDTH: Final = 13
"""Columns that a figure needs."""


class LayoutRequest(Struct, frozen=True):
    """What is to be placed, as far as its size matters."""

    name: str
    number: str
    """The number, or a word in its place."""
    side: str = ""
    """left, right, or nothing."""
    resting: bool = False
    """The number stands at the left, above all words: the rest looks different from work."""
    label: bool = False
    """A line of its own above the name."""
    dose: str = ""
    """The words of the dose."""
    load: str = ""
    """The weight to take, where it is drawn with the dose; it is left out where there is no room."""
    marks: int = 0
    """Columns of the marks beside them, at scale 1; 0 without any."""
    mark_words: int = 0
    """Columns of the words below the marks."""
    notes: tuple[int, ...] = ()
    """The lines of each text below, what matters most first."""
    last: int = 0
    """Lines below these that are never left out."""
    figure: bool = True
    foot: int = 2
    """Lines at the foot; the smallest terminals have one."""


class StageLayout(Struct, frozen=True):
    """One rectangle for each part, in cells of the screen inside its margins; `HIDDEN` for what is not shown."""

    head: Region
    name: Region = HIDDEN
    side: Region = HIDDEN
    count: Region = HIDDEN
    figure: Region = HIDDEN
    dose: Region = HIDDEN
    notes: Region = HIDDEN
    foot: Region = HIDDEN
    is_big: bool = True
    """Name and dose have room for pixel letters."""
    has_load: bool = False
    """So has the weight: it stands beside or below the dose."""


class _Across(Struct, frozen=True):
    """How the middle is divided from left to right."""

    scale: int
    side: int
    """Columns of the side's word; 0 without one."""
    figure: int
    """Columns of the figure at the least; 0 without one."""


def layout_of(size: Size, request: LayoutRequest) -> StageLayout:
    """Return where everything stands in a terminal of a size."""
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

    # Of two gaps the one above the number is left out: the letters of a small name end in half a row of paper.
    above, below = min(1, gaps // 2), min(1, gaps)
    between = gaps - above - below
    top = 1 + above
    room = Region(0, top if request.resting else top + name + between, width, rows)
    name_top = room.bottom + below if request.resting else top
    dose_top = name_top + request.label + name + between if request.resting else room.bottom + below
    scale = most if request.side else 0
    count, side, figure = (_one_below_the_other if stacked else _side_by_side)(room, request, least, scale)
    return StageLayout(
        head=Region(0, 0, width, 1),
        name=Region(0, name_top, width, request.label + name),
        side=side,
        count=count,
        figure=figure,
        dose=Region(0, dose_top, width, dose) if dose else HIDDEN,
        notes=Region(0, dose_top + dose, width, lines + request.last),
        foot=Region(0, size.height - foot, width, foot),
        is_big=name >= pixels.rows(1) and dose != 1,
        has_load=has_load,
    )


def least_rows(size: Size) -> int:
    """Return the rows that the number has at the least: those of a whole scale, five half rows for each."""
    return 13 if size.height >= 40 else 8 if size.height >= 20 else 5 if size.height >= 16 else 3


def widest(text: str) -> str:
    """Return the widest text of the same form: digits are all of one width, so any will do."""
    return "".join("0" if letter in "0123456789 " else letter for letter in text)


def is_word(text: str) -> bool:
    """Tell whether a word stands in the place of the number."""
    return text[:1].isalpha()


def is_high(size: Size) -> bool:
    """Tell whether a terminal is higher than wide, as an eye sees it: a cell is two times as high as wide."""
    return size.height * 2 > size.width * 1.2


def _words(request: LayoutRequest, width: int, most: int, free: int, least: int) -> tuple[int, int, bool, int]:
    """Return the rows of name and dose, whether the load is drawn with the dose, and the rows left to the number.

    Name and dose are as large as leaves room for the number and a line of notes; of the dose there is at least one row.
    For the load the number shrinks once before the load is left out.
    """
    scales = range(most, 0, -1)
    plain = 1
    names = [rows for scale in scales if (rows := rows_needed(request.name, width, scale)) > plain] or [plain]
    taken = request.label + bool(request.notes)
    if request.load:
        with_load = [rows for scale in scales if (rows := dose_rows(request, width, scale))]
        for some in (names, [plain]):  # the name also stands in the line at the top
            for rows in dict.fromkeys((least, min(least, SMALLER))):
                for dose in with_load:
                    for name in some:
                        if name + dose + taken <= free - rows:
                            return name, dose, True, rows
    doses = [
        pixels.rows(scale) for scale in scales if scale == 1 or fits_big(request.dose, request.marks, width, scale)
    ]
    tries = [(name, dose) for dose in doses for name in names]
    tries += [(names[-1], plain), (plain, doses[-1]), (plain, plain)]
    name, dose = next(((name, dose) for name, dose in tries if name + dose + taken <= free - least), tries[-1])
    return name, dose, False, least


def dose_rows(request: LayoutRequest, width: int, scale: int) -> int:
    """Return the rows of dose and load in pixel letters at a scale: in one line, in two, or 0 where they do not fit."""
    one = pixels.rows(scale)
    room = beside_marks(width, request.marks, request.mark_words, scale)
    if beside_font(request.dose, request.load, room, scale) is not None:
        return one
    if rows_needed(request.dose, room, scale) == one == rows_needed(request.load, width, scale):
        return 2 * one + (scale > 1)
    return 0


def beside_marks(width: int, marks: int, words: int, scale: int) -> int:
    """Return the columns left of the marks of the sets, and of the words below them."""
    taken = max(marks * scale, words if marks else 0)
    return max(0, width - taken - GAP * scale if taken else width)


def beside_font(dose: str, load: str, room: int, scale: int) -> Font | None:
    """Return the font in which dose and load stand in one line; None where they do not fit."""
    if not all(letter in LETTERS for letter in f"{dose}{load}".upper()):
        return None
    for font in (LETTERS, NARROW):
        columns = pixels.columns(dose.upper(), font) + BETWEEN + pixels.columns(load.upper(), font)
        if columns * scale <= room:
            return font
    return None


def fits_big(dose: str, marks: int, width: int, scale: int = 1) -> bool:
    """Tell whether a dose fits in one line of pixel letters beside so many columns of marks."""
    return rows_needed(dose, width - (marks + GAP) * scale, scale) == pixels.rows(scale)


def largest(size: Size) -> int:
    """Return the scale of name, dose and side at the most: doubled where 120 columns allow it, tripled where 200 do."""
    if size.width >= 190 and size.height >= 50:
        return 3
    return 2 if size.width >= 100 and size.height >= 34 else 1


def _lines(notes: tuple[int, ...], rows: int) -> int:
    """Return the lines that those texts take which fit into some rows, each whole; one where none does."""
    taken = 0
    for lines in notes:
        if taken + lines > rows:
            break
        taken += lines
    return max(taken, min(rows, 1))


def side_columns(scale: int) -> int:
    """Return what RIGHT takes, the wider of the two words."""
    return pixels.columns("RIGHT", LETTERS) * scale


def side_rows(scale: int) -> int:
    """Return the rows of a side's word and its arrow."""
    return 2 * pixels.rows(scale) + 1


def _pixels(number: str) -> int:
    return pixels.columns(widest(number), LETTERS if is_word(number) else DIGITS)


def _across(room: Region, request: LayoutRequest, least: int, scale: int) -> _Across:
    """Divide the middle: the figure shrinks first, then it goes, then the side's word shrinks and goes."""
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
                return _Across(fits, side_columns(side) if side else 0, figure)
    return _Across(max(1, min(most, room.width // columns)), 0, 0)


def _side_by_side(room: Region, request: LayoutRequest, least: int, scale: int) -> tuple[Region, Region, Region]:
    """Return the places of number, side and figure: the side at its own edge, the figure at the other."""
    across = _across(room, request, least, scale)
    width, rows = _pixels(request.number) * across.scale, pixels.rows(across.scale)
    width, rows = min(width, room.width), min(rows, room.height)
    taken = across.side + GAP if across.side else 0
    other = across.figure + GAP if across.figure else 0
    if request.resting:
        x = 0
    else:
        before, after = (other, taken) if request.side == "right" else (taken, other)
        x = max(before, min((room.width - width) // 2, room.width - width - after))
    y = room.y + (room.height - rows) // 2
    count = Region(x, y, width, rows)
    figure = HIDDEN
    if across.figure:
        figure = Region(0, room.y, x - GAP, room.height)
        if request.side != "right" or request.resting:
            figure = Region(x + width + GAP, room.y, room.width - x - width - GAP, room.height)
    return count, _side_sign(room, across.side, request.side), figure


def _one_below_the_other(room: Region, request: LayoutRequest, least: int, scale: int) -> tuple[Region, Region, Region]:
    """Return the places of number, side and figure: the number above, the other two side by side below it."""
    columns = _pixels(request.number)
    sign = side_rows(1) if scale else 0
    below = max(sign, min(room.height * 2 // 5, room.width // 2)) if request.figure or scale else 0
    fits = max(1, min((room.height - below - 1) * 2 // 5, room.width // columns))
    rows, width = pixels.rows(fits), min(columns * fits, room.width)
    widest_of_all = columns * (fits + 1) > room.width
    if rows < least and not widest_of_all:
        return _side_by_side(room, request, least, scale)
    lower = Region(room.x, room.bottom - below, room.width, below)
    above = room.height - below
    count = Region((room.width - width) // 2, room.y + (above - rows) // 2, width, rows)
    side = side_columns(1) if scale else 0
    figure = HIDDEN
    if request.figure and room.width - side - (GAP if side else 0) >= MIN_FIGURE_WIDTH:
        taken = side + GAP if side else 0
        figure = Region(0 if request.side == "right" else taken, lower.y, room.width - taken, below)
    return count, _side_sign(lower, side, request.side), figure


def _side_sign(room: Region, columns: int, side: str) -> Region:
    """Return the place of a side's word, in the middle of the height and at its own edge."""
    if not columns:
        return HIDDEN
    scale = columns // side_columns(1)
    rows = side_rows(scale) if side_rows(scale) <= room.height else pixels.rows(scale)
    return Region(0 if side == "left" else room.width - columns, room.y + (room.height - rows) // 2, columns, rows)

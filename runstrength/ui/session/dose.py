"""The widget of the dose: text in pixel letters, and a mark for each set."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from runstrength.figure import pixels
from runstrength.figure.glyphs import NARROW
from runstrength.text import printable
from runstrength.ui.session.layout import DOSE_GAP, LayoutRequest, beside_font, dose_rows
from runstrength.ui.theme import tone
from runstrength.ui.widgets.big_text import big_rows
from runstrength.ui.widgets.dirty_region import difference
from runstrength.ui.widgets.strips import StripWidget

FREE_COLUMNS = 4
"""Columns to leave free between a centered text and the marks, if there are as many."""
MIN_BAR = 8
"""Minimum columns of the bar of a rep."""
MAX_MARKS = 6
"""The maximum number of sets with a mark each; more are shown as a number."""


class Sets(Struct, frozen=True):
    """The progress of an exercise in its sets."""

    filled: int
    """The number of finished sets, plus the current one."""
    sets: int
    words: str
    """The same as text: `set 2 of 3`."""
    number: int = 0
    """The number of the current or announced set."""

    @property
    def fraction(self) -> str:
        """The number of the set and their count, `4/9`, if they are too many for a mark each; else empty."""
        return f"{self.number or self.filled}/{self.sets}" if self.sets > MAX_MARKS else ""

    @property
    def caption(self) -> str:
        """The words below the marks; empty below a fraction, which says the same."""
        return "" if self.fraction else self.words


class Pace(Struct, frozen=True):
    """The progress of a set paced by tempo."""

    word: str
    """The instruction, such as `Down`."""
    height: float
    """The height of body or weight, 0 to 1, which is the length of the bar."""
    done: int
    """The number of finished reps."""
    reps: int


def marks_columns(sets: Sets | None) -> int:
    """Return the columns of the set marks at scale 1; 0 for none."""
    if sets is None:
        return 0
    if sets.fraction:
        return pixels.columns_of(sets.fraction)
    return len(pixels.marks(0, sets.sets)[0])


class DoseBar(StripWidget):
    """Draws the dose at the left and the sets at the right; for reps paced by tempo, a progress bar between them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name all widgets use
        super().__init__(id=id)
        self._text = ""
        self._sets: Sets | None = None
        self._pace: Pace | None = None
        self._centre: int | None = None
        self._load = ""
        self._chosen = False

    @property
    def text(self) -> str:
        """The text."""
        return self._text

    @property
    def load(self) -> str:
        """The weight drawn with the text; empty for none."""
        return self._load

    @property
    def is_chosen(self) -> bool:
        """Whether the weight is selected for editing."""
        return self._chosen

    @property
    def sets(self) -> Sets | None:
        """The progress in the sets; None if there is only one."""
        return self._sets

    @property
    def pace(self) -> Pace | None:
        """The progress within a rep; None at the person's own pace."""
        return self._pace

    def update(
        self,
        text: str,
        sets: Sets | None,
        pace: Pace | None = None,
        *,
        centre: int | None = None,
        load: str = "",
        chosen: bool = False,
    ) -> None:
        """Update the content, and repaint only what changed.

        Args:
            text: the text.
            sets: the progress in the sets.
            pace: the progress within a rep.
            centre: the column around which the text is centered; None for left-aligned.
            load: the weight, beside or below the text.
            chosen: whether the weight is selected for editing.
        """
        new = (text, sets, pace, centre, load, chosen)
        if new == (self._text, self._sets, self._pace, self._centre, self._load, self._chosen):
            return
        before, looks = self._rows(), (self._load, self._chosen)
        self._text, self._sets, self._pace, self._centre, self._load, self._chosen = new
        after = self._rows()
        if looks != (load, chosen) or [list(map(len, row)) for row in before] != [list(map(len, row)) for row in after]:
            self.refresh()  # wide characters in a plain text, or another style
        elif region := difference(["".join(row) for row in before], ["".join(row) for row in after]):
            self.refresh(region)

    def render_line(self, y: int) -> Strip:
        """Return one row of cells."""
        style = self.visual_style.rich_style + tone(self, "strong")
        words, load, space, marks = self._rows()[y]
        mark_style = style + tone(self, "dim") if self._sets and marks.strip() == self._sets.words else style
        if not load:
            return Strip([Segment(words + space, style), Segment(marks, mark_style)], self.size.width)
        weight = style + tone(self, "selected" if self._chosen else "accent")
        pieces = [Segment(words, style), Segment(load, weight), Segment(space, style), Segment(marks, mark_style)]
        return Strip(pieces, self.size.width)

    def _rows(self) -> list[tuple[str, str, str, str]]:
        """Return each row as text, weight, space and marks, together as wide as the region."""
        width, height = self.size
        scale, below = self._setting(width, height)
        right = self._marks(width, scale, height)
        taken = max((cell_len(row) for row in right), default=0)
        gap = 2 * max(1, min(2, scale)) if taken else 0
        room = max(0, width - taken - gap)
        left = self._words(room, width, scale, below, height)
        rows = []
        for y in range(height):
            mark = right[y] if y < len(right) else ""
            words, load = left[y] if y < len(left) else ("", "")
            rows.append((words, load, " " * (width - cell_len(words) - cell_len(load) - cell_len(mark)), mark))
        return rows

    def _setting(self, width: int, height: int) -> tuple[int, bool]:
        """Return the scale of the marks, and of a text with a weight, and whether the weight is below the text."""
        if self._load:
            words = 0 if self._sets is None else cell_len(printable(self._sets.caption))
            request = LayoutRequest(
                "", "", dose=self._text, load=self._load, marks=marks_columns(self._sets), mark_words=words
            )
            for scale in range(height * 2 // 5, 0, -1):
                rows = dose_rows(request, width, scale)
                if 0 < rows <= height:
                    return scale, rows > pixels.rows(scale)
        return (2 if height >= pixels.rows(2) else 1 if height >= pixels.rows(1) else 0), False

    def _words(self, room: int, width: int, scale: int, below: bool, height: int) -> list[tuple[str, str]]:
        """Return the rows of the text, each with its part of the weight."""
        if self._pace is not None and height >= pixels.rows(1):
            return [(row, "") for row in self._bar(self._pace, room, height)]
        if not self._load or not scale:
            return [(row, "") for row in self._indented(big_rows(self._text, room, height), room)]
        one = pixels.rows(scale)
        if below:
            words = self._indented(big_rows(self._text, room, one), room)
            load = self._indented(big_rows(self._load, width, one), width)
            indents = [len(row) - len(row.lstrip()) for row in load]
            edge = min(indents, default=0)
            blank = [("", "")] * (scale > 1)
            before = max(0, edge - 1)
            weights = [(row[:before], f" {row[edge:]} ") for row in load]
            return [*((row, "") for row in words), *blank, *weights]
        font = beside_font(self._text, self._load, room, scale)
        if font is None:  # some characters have no pixel letters
            return [(row, "") for row in self._indented((f"{self._text}   {self._load}",), room)]
        narrow = font is NARROW
        left = pixels.letters(self._text, scale, narrow=narrow)
        right = pixels.letters(self._load, scale, narrow=narrow)
        whole = self._indented(
            [word + " " * DOSE_GAP * scale + weight for word, weight in zip(left, right, strict=True)], room
        )
        wide = len(right[0])
        return [(row[: -wide - 1], f" {row[-wide:]} ") for row in whole]

    def _indented(self, rows: Sequence[str], room: int) -> list[str]:
        """Return rows centered around `_centre`, or left-aligned without it."""
        if self._centre is None:
            return list(rows)
        wide = max((cell_len(row) for row in rows), default=0)
        indent = max(0, min(self._centre - wide // 2, room - wide - FREE_COLUMNS, room - wide))
        return [" " * indent + row for row in rows]

    def _bar(self, pace: Pace, room: int, height: int) -> list[str]:
        """Return the total and the instruction in pixel letters, the bar beside them, and a mark for each rep below it.

        If they don't fit, the instruction is left out, then the bar.
        """
        scale = 2 if height >= pixels.rows(2) else 1
        total = pixels.letters(f"of {pace.reps}", scale)
        gap = " " * 4 * scale
        widest = pixels.columns_of("DOWN") * scale
        both = [
            f"{number}{gap}{word.ljust(widest)}"
            for number, word in zip(total, pixels.letters(pace.word, scale), strict=True)
        ]
        word = [
            f"{row}{' ' * (2 * scale + 1)}"
            for row in (both if room - len(both[0]) - 2 * scale - 1 >= MIN_BAR else total)
        ]
        length = room - len(word[0])
        if length < MIN_BAR:
            return list(total)
        bar = pixels.bar(pace.height, length)
        each = max(1, length // pace.reps) if pace.reps <= length else 1
        marks = "".join(("■" if rep < pace.done else "□").ljust(each) for rep in range(min(pace.reps, length)))
        return [*(word[y] + bar for y in range(len(word) - 1)), word[-1] + marks[:length]]

    def _marks(self, width: int, scale: int, height: int) -> list[str]:
        sets = self._sets
        if sets is None or not height:
            return []
        if not scale:
            small = "●" * sets.filled + "○" * (sets.sets - sets.filled) if sets.sets <= MAX_MARKS else sets.words
            return [small if len(small) <= width // 2 else ""]
        rows = pixels.letters(sets.fraction, scale) if sets.fraction else pixels.marks(sets.filled, sets.sets, scale)
        rows = rows if len(rows[0]) <= width // 2 else ()
        wide = max((len(row) for row in rows), default=0)
        words = printable(sets.caption)
        return [*(row.rjust(max(wide, len(words))) for row in rows), words.rjust(wide)]

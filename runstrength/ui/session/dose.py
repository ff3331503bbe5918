"""What makes a set, and where in the sets one is: words in pixels, and a mark for each set."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from runstrength.figure import pixels
from runstrength.figure.glyphs import NARROW
from runstrength.text import printable
from runstrength.ui.session.layout import BETWEEN, LayoutRequest, beside_font, dose_rows
from runstrength.ui.theme import tone
from runstrength.ui.widgets.big_text import big_rows
from runstrength.ui.widgets.dirty_region import difference

MAX_MARKS = 6
"""Sets that are marked one by one; more are a number."""


class Sets(Struct, frozen=True):
    """Where in its sets an exercise is."""

    filled: int
    """Those done and the one under way."""
    sets: int
    words: str
    """The same in words, as `set 2 of 3`."""


class Pace(Struct, frozen=True):
    """Where in its rep a set is that goes by its tempo."""

    word: str
    """What to do, as `down`."""
    height: float
    """How high the body or the weight is, 0 to 1; the bar is as long."""
    done: int
    """Reps that are done."""
    reps: int


def marks_columns(sets: Sets | None) -> int:
    """Return the columns that the marks of sets take at scale 1; 0 without any."""
    if sets is None:
        return 0
    if sets.sets > MAX_MARKS:
        return pixels.columns_of(f"{sets.filled}/{sets.sets}")
    return len(pixels.marks(0, sets.sets)[0])


class DoseBar(Widget):
    """Draws words at the left and the sets at the right; for reps that go by their tempo, a bar between them."""

    ALLOW_SELECT = False

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
        """The words."""
        return self._text

    @property
    def load(self) -> str:
        """The weight that is drawn with the words; empty where none is."""
        return self._load

    @property
    def is_chosen(self) -> bool:
        """Whether the weight is what the arrows and digits change."""
        return self._chosen

    @property
    def sets(self) -> Sets | None:
        """Where in its sets the exercise is; None where there is only one."""
        return self._sets

    @property
    def pace(self) -> Pace | None:
        """Where in its rep the set is; None where it goes at the person's own pace."""
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
        """Show something else, and repaint only where it differs.

        Args:
            text: the words.
            sets: where in its sets the exercise is.
            pace: where in its rep the set is.
            centre: the column around which the words stand; None for the left.
            load: the weight, beside the words or below them.
            chosen: the weight is what the arrows and digits change.
        """
        new = (text, sets, pace, centre, load, chosen)
        if new == (self._text, self._sets, self._pace, self._centre, self._load, self._chosen):
            return
        before, looks = self._rows(), (self._load, self._chosen)
        self._text, self._sets, self._pace, self._centre, self._load, self._chosen = new
        after = self._rows()
        if looks != (load, chosen) or [list(map(len, row)) for row in before] != [list(map(len, row)) for row in after]:
            self.refresh()  # wide letters in a plain text, or another look
        elif region := difference(["".join(row) for row in before], ["".join(row) for row in after]):
            self.refresh(region)

    def render_line(self, y: int) -> Strip:
        """Return one row of cells."""
        style = self.visual_style.rich_style + tone(self, "strong")
        words, load, space, marks = self._rows()[y]
        quiet = style + tone(self, "dim") if self._sets and marks.strip() == self._sets.words else style
        if not load:
            return Strip([Segment(words + space, style), Segment(marks, quiet)], self.size.width)
        weight = style + tone(self, "selected" if self._chosen else "accent")
        pieces = [Segment(words, style), Segment(load, weight), Segment(space, style), Segment(marks, quiet)]
        return Strip(pieces, self.size.width)

    def _rows(self) -> list[tuple[str, str, str, str]]:
        """Return each row in four pieces, together as wide as the region: words, weight, space and marks."""
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
        """Return the scale of the marks, and of words with a weight, and whether the weight stands below the words."""
        if self._load:
            words = 0 if self._sets is None else cell_len(printable(self._sets.words))
            request = LayoutRequest(
                "", "", dose=self._text, load=self._load, marks=marks_columns(self._sets), mark_words=words
            )
            for scale in range(height * 2 // 5, 0, -1):
                rows = dose_rows(request, width, scale)
                if 0 < rows <= height:
                    return scale, rows > pixels.rows(scale)
        return (2 if height >= pixels.rows(2) else 1 if height >= pixels.rows(1) else 0), False

    def _words(self, room: int, width: int, scale: int, below: bool, height: int) -> list[tuple[str, str]]:
        """Return the rows of the words, each with its part of the weight."""
        if self._pace is not None and height >= pixels.rows(1):
            return [(row, "") for row in self._bar(self._pace, room, height)]
        if not self._load or not scale:
            return [(row, "") for row in self._indented(big_rows(self._text, room, height), room)]
        one = pixels.rows(scale)
        if below:
            words = self._indented(big_rows(self._text, room, one), room)
            load = self._indented(big_rows(self._load, width, one), width)
            cut = [len(row) - len(row.lstrip()) for row in load]
            edge = min(cut, default=0)
            air = [("", "")] * (scale > 1)
            before = max(0, edge - 1)
            weights = [(row[:before], f" {row[edge:]} ") for row in load]
            return [*((row, "") for row in words), *air, *weights]
        font = beside_font(self._text, self._load, room, scale)
        if font is None:  # it can only be written plainly
            return [(row, "") for row in self._indented((f"{self._text}   {self._load}",), room)]
        narrow = font is NARROW
        left = pixels.letters(self._text, scale, narrow=narrow)
        right = pixels.letters(self._load, scale, narrow=narrow)
        whole = self._indented(
            [word + " " * BETWEEN * scale + weight for word, weight in zip(left, right, strict=True)], room
        )
        wide = len(right[0])
        return [(row[: -wide - 1], f" {row[-wide:]} ") for row in whole]

    def _indented(self, rows: Sequence[str], room: int) -> list[str]:
        """Return rows around the column where they are to stand, or at the left."""
        if self._centre is None:
            return list(rows)
        wide = max((cell_len(row) for row in rows), default=0)
        indent = max(0, min(self._centre - wide // 2, room - wide))
        return [" " * indent + row for row in rows]

    def _bar(self, pace: Pace, room: int, height: int) -> list[str]:
        """Return the word of the rep's part, beside it the bar, and below the bar a mark for each rep."""
        scale = 2 if height >= pixels.rows(2) else 1
        widest = pixels.columns_of("DOWN") * scale + 2
        word = [row.ljust(widest) for row in pixels.letters(pace.word, scale)]
        length = room - widest
        if length < 8:
            return word
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
        if sets.sets <= MAX_MARKS:
            rows = pixels.marks(sets.filled, sets.sets, scale)
        else:
            rows = pixels.letters(f"{sets.filled}/{sets.sets}", scale)[: pixels.rows(scale) - 1]
        rows = rows if len(rows[0]) <= width // 2 else ()
        wide = max((len(row) for row in rows), default=0)
        words = printable(sets.words)
        return [*(row.rjust(max(wide, len(words))) for row in rows), words.rjust(wide)]

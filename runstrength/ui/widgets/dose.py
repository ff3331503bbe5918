"""What makes a set, and where in the sets one is: words in pixels, and a mark for each set."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from runstrength.checked import plain
from runstrength.figure import pixels
from runstrength.ui.tones import tone
from runstrength.ui.widgets.big_text import big_rows
from runstrength.ui.widgets.difference import difference

MOST_MARKS = 6
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
    if sets.sets > MOST_MARKS:
        return pixels.columns_of(f"{sets.filled}/{sets.sets}")
    return len(pixels.marks(0, sets.sets)[0])


class Dose(Widget):
    """Draws words at the left and the sets at the right; for reps that go by their tempo, a bar between them."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name all widgets use
        super().__init__(id=id)
        self._text = ""
        self._sets: Sets | None = None
        self._pace: Pace | None = None
        self._centre: int | None = None

    @property
    def text(self) -> str:
        """The words."""
        return self._text

    @property
    def sets(self) -> Sets | None:
        """Where in its sets the exercise is; None where there is only one."""
        return self._sets

    @property
    def pace(self) -> Pace | None:
        """Where in its rep the set is; None where it goes at the person's own pace."""
        return self._pace

    def update(self, text: str, sets: Sets | None, pace: Pace | None = None, *, centre: int | None = None) -> None:
        """Show something else, its words at the left or around a column, and repaint only where it differs."""
        if (text, sets, pace, centre) == (self._text, self._sets, self._pace, self._centre):
            return
        before = self._rows()
        self._text, self._sets, self._pace, self._centre = text, sets, pace, centre
        after = self._rows()
        if [len(left) for left, _ in before] != [len(left) for left, _ in after]:
            self.refresh()  # wide letters in a plain text
        elif region := difference([left + right for left, right in before], [left + right for left, right in after]):
            self.refresh(region)

    def render_line(self, y: int) -> Strip:
        """Return one row of cells."""
        style = self.visual_style.rich_style + tone(self, "strong")
        left, right = self._rows()[y]
        quiet = style + tone(self, "dim") if self._sets and right.strip() == self._sets.words else style
        return Strip([Segment(left, style), Segment(right, quiet)], self.size.width)

    def _rows(self) -> list[tuple[str, str]]:
        """Return each row in two pieces, which together are as wide as the region."""
        width, height = self.size
        right = self._marks(width, height)
        taken = max((cell_len(row) for row in right), default=0)
        gap = 2 * (2 if height >= pixels.rows(2) else 1) if taken else 0
        room = max(0, width - taken - gap)
        left = self._words(room, height)
        rows = []
        for y in range(height):
            mark = right[y] if y < len(right) else ""
            words = left[y] if y < len(left) else ""
            rows.append((words + " " * (width - cell_len(words) - cell_len(mark)), mark))
        return rows

    def _words(self, room: int, height: int) -> Sequence[str]:
        if self._pace is not None and height >= pixels.rows(1):
            return self._bar(self._pace, room, height)
        rows = big_rows(self._text, room, height)
        if self._centre is None:
            return rows
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

    def _marks(self, width: int, height: int) -> list[str]:
        sets = self._sets
        if sets is None or not height:
            return []
        if height < pixels.rows(1):
            small = "●" * sets.filled + "○" * (sets.sets - sets.filled) if sets.sets <= MOST_MARKS else sets.words
            return [small if len(small) <= width // 2 else ""]
        scale = 2 if height >= pixels.rows(2) else 1
        if sets.sets <= MOST_MARKS:
            rows = pixels.marks(sets.filled, sets.sets, scale)
        else:
            rows = pixels.letters(f"{sets.filled}/{sets.sets}", scale)[: height - 1]
        rows = rows if len(rows[0]) <= width // 2 else ()
        wide = max((len(row) for row in rows), default=0)
        words = plain(sets.words)
        return [*(row.rjust(max(wide, len(words))) for row in rows), words.rjust(wide)]

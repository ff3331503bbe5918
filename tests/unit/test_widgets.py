"""The widgets of the stage: what they draw, and that they paint no more than they must."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from runstrength.figure.canvas import Canvas, Rows
from runstrength.figure.drawing import INKS
from runstrength.ui.themes import DARK
from runstrength.ui.widgets.big_text import BigText, big_rows, rows_needed
from runstrength.ui.widgets.count import Count
from runstrength.ui.widgets.figure import Figure
from runstrength.ui.widgets.lines import Line, Lines, Span, wrap
from runstrength.ui.widgets.progress import Progress

W = TypeVar("W", bound=Widget)


class Stand(App[None]):
    """One widget, alone."""

    CSS = "Screen { overflow: hidden; } Lines, Count, BigText, Progress, Figure { width: 100%; height: 100%; }"

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget
        self.register_theme(DARK)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        """Show it."""
        yield self._widget


class Painted:
    """What a widget asked to be painted again."""

    def __init__(self, widget: Widget, pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch) -> None:
        self.pilot = pilot
        self.regions: list[Region] = []
        whole = Region(0, 0, *widget.size)
        refresh: Callable[..., Widget] = widget.refresh

        def noting(*regions: Region, **others: Any) -> Widget:
            self.regions.extend(regions or (whole,))
            return refresh(*regions, **others)

        monkeypatch.setattr(widget, "refresh", noting)


@asynccontextmanager
async def shown(widget: W, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[W, Painted]]:
    """Show a widget in a terminal of a size, and note what it paints from then on."""
    async with Stand(widget).run_test(size=size) as pilot:
        await pilot.pause()
        yield widget, Painted(widget, pilot, monkeypatch)


def text(strip: Strip) -> str:
    """Return a line of cells as text."""
    return "".join(segment.text for segment in strip)


def rows(widget: Widget) -> list[str]:
    """Return what a widget draws."""
    return [text(widget.render_line(y)) for y in range(widget.size.height)]


# -- lines -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("short", "short     "),
        ("exactly 10", "exactly 10"),
        ("eleven char", "eleven ch…"),
        ("日本語日本", "日本語日本"),
        ("日本語日本語", "日本語日 …"),
        ("a日本語日本語", "a日本語日…"),
    ],
)
async def test_cropped_by_cells(words: str, drawn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line has exactly the cells of its widget, wide letters or not, and what is cut ends in `…`."""
    async with shown(Lines([Line((Span(words),))]), (10, 1), monkeypatch) as (lines, _):
        assert cell_len(rows(lines)[0]) == 10
        assert rows(lines)[0].rstrip() == drawn.rstrip()


async def test_both_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands at the right gives way where both do not fit."""
    wide, narrow = Line((Span("left"),), (Span("right"),)), Line((Span("left side"),), (Span("right"),))
    async with shown(Lines([wide, narrow]), (12, 2), monkeypatch) as (lines, _):
        assert rows(lines) == ["left   right", "left side   "]


async def test_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line in the middle has as many cells before it as after it."""
    async with shown(Lines([Line((Span("ab"),), middle=True)]), (10, 1), monkeypatch) as (lines, _):
        assert rows(lines) == ["    ab    "]


@pytest.mark.parametrize("words", ["[red]x[/red]", "[@click=app.quit]x[/]", "[/]", "\\[b]", "$primary"])
async def test_markup_is_text(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What looks like markup is shown as it is."""
    async with shown(Lines([Line((Span(words),))]), (40, 1), monkeypatch) as (lines, _):
        assert rows(lines)[0].rstrip() == words


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("\x07", "\\x07"),
        ("\x9b2J", "\\x9b2J"),
    ],
)
async def test_nothing_hidden(words: str, drawn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a terminal would obey, or what would turn a text around, is made visible, in lines and in big letters."""
    async with shown(Lines([Line((Span(words),))]), (40, 1), monkeypatch) as (lines, _):
        assert rows(lines)[0].rstrip() == drawn
    async with shown(BigText(words), (80, 3), monkeypatch) as (big, _):
        assert "".join(rows(big)).strip() == drawn


async def test_only_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the lines that differ are painted again, new and gone ones too."""
    one, two, three = (Line((Span(words),)) for words in ("one", "two", "three"))
    async with shown(Lines([one, two]), (20, 4), monkeypatch) as (lines, painted):
        lines.update(one, two)
        assert painted.regions == []
        lines.update(one, three)
        lines.update(one, three, two)
        lines.update(one)

        assert [region.y for region in painted.regions] == [1, 2, 1, 2]
        assert {region.height for region in painted.regions} == {1}


async def test_clickable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece with an action carries it, and no other piece does."""
    line = Line((Span("a"), Span("b", "dim", "screen.pause")))
    async with shown(Lines([line]), (20, 1), monkeypatch) as (lines, _):
        actions = [segment.style.meta.get("@click") if segment.style else None for segment in lines.render_line(0)]

        assert actions[1:3] == [None, "screen.pause"]


@pytest.mark.parametrize("width", [1, 2, 7, 12, 40])
def test_wrap(width: int) -> None:
    """A text is broken at spaces, a word only where it must be, and no letter is lost."""
    for words in ("Push the hips back; free leg floats behind", "日本語の長い言葉 x", "Donaudampfschifffahrt", ""):
        lines = wrap(words, width)

        assert "".join(lines).replace(" ", "") == words.replace(" ", "")
        assert all(cell_len(line) <= width for line in lines) or width == 1


# -- the number --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(40, 4), (80, 10), (120, 25), (200, 40)])
@pytest.mark.parametrize("texts", [[f"{n:2}" for n in range(20, -1, -1)], [f"1:{n:02}" for n in range(59, -1, -1)]])
async def test_the_number_stays(texts: list[str], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """From second to second a number keeps its scale and its place, whatever its digits."""
    async with shown(Count(), size, monkeypatch) as (count, _):
        scales, heights = set(), set()
        for words in texts:
            count.update(words, "left" if size[0] >= 80 else "")
            drawn = rows(count)
            scales.add(count.scale)
            heights.add(next(y for y, row in enumerate(drawn) if "█" in row[22:] or "▀" in row[22:] or size[0] < 80))
            assert {cell_len(row) for row in drawn} == {size[0]}

        assert len(scales) == 1
        assert len(heights) == 1


async def test_the_number_is_big(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a place of 76 x 10 cells a number takes all rows, and no cell of it is cut."""
    async with shown(Count(), (76, 10), monkeypatch) as (count, _):
        for words, side in (("20", "left"), ("0:48", ""), ("8", "right"), ("12:05", "")):
            count.update(words, side)

            drawn = [row[22:-22] if side else row for row in rows(count)]
            inked = [y for y, row in enumerate(drawn) if row.strip()]
            assert len(inked) >= 7, words


async def test_a_second_repaints_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last digit changes, only cells in its columns are painted again."""
    async with shown(Count(), (80, 10), monkeypatch) as (count, painted):
        count.update("23", "left")
        before = rows(count)
        painted.regions.clear()
        count.update("23", "left")
        assert painted.regions == []
        count.update("22", "left")
        after = rows(count)
        (region,) = painted.regions

        assert region.width <= 3 * count.scale
        outside = [
            (x, y)
            for y, (old, new) in enumerate(zip(before, after, strict=True))
            for x, (one, other) in enumerate(zip(old, new, strict=True))
            if one != other and not region.contains(x, y)
        ]
        assert outside == []
        assert before != after


async def test_another_side_repaints_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another side, or a number of another width, is painted anew."""
    async with shown(Count(), (80, 10), monkeypatch) as (count, painted):
        count.update("20", "left")
        painted.regions.clear()
        count.update("20", "right")
        count.update("8", "right")

        assert painted.regions == [Region(0, 0, 80, 10)] * 2


@pytest.mark.parametrize("side", ["left", "right"])
async def test_the_side_is_at_its_edge(side: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """LEFT stands at the left edge, RIGHT at the right one."""
    async with shown(Count(), (80, 9), monkeypatch) as (count, _):
        count.update("8", side)
        edges = [(row[:20].strip(), row[-20:].strip()) for row in rows(count)]

        words = ["".join(row) for row in edges]
        assert any(words)
        assert all(not edge[1 if side == "left" else 0] for edge in edges)


@pytest.mark.parametrize("size", [(36, 3), (36, 2), (20, 1), (1, 1)])
async def test_hardly_any_room(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """In a place that is far too small nothing breaks, and no row is wider than the place."""
    async with shown(Count(), size, monkeypatch) as (count, _):
        for words, side in (("12:05", "right"), ("PAUSED", ""), ("8", "left")):
            count.update(words, side)

            assert {row.cell_length for row in map(count.render_line, range(size[1]))} == {size[0]}


@pytest.mark.parametrize("words", ["20", "8", "0:48", "12:05"])
async def test_a_narrow_place(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In 36 columns no cell of the number is lost: where it does not fit beside the side's word, the word gives way."""
    async with shown(Count(), (36, 3), monkeypatch) as (count, _):
        count.update(words)
        ink = "".join(rows(count)).replace(" ", "")
        for side in ("left", "right"):
            count.update(words, side)
            numbers = [row[22:] if side == "left" else row[:14] for row in rows(count)]

            alone = "".join(rows(count)).replace(" ", "") == ink
            assert alone or "".join(numbers).replace(" ", "") == ink
            assert alone == (words == "12:05")


# -- names and progress ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Plank", "Single-leg glute bridge", "Farmer's carry", "日本語", "Größe", "x" * 60, ""]
)
@pytest.mark.parametrize("size", [(36, 1), (36, 7), (76, 3), (116, 7)])
def test_names_fit(name: str, size: tuple[int, int]) -> None:
    """A name takes no more than its place, in pixels or plainly."""
    drawn = big_rows(name, *size)

    assert len(drawn) <= size[1]
    assert all(cell_len(row) <= size[0] for row in drawn)


def test_names_in_pixels() -> None:
    """The rows that are said to be needed are those that a name takes, and letters we lack are written plainly."""
    for name in ("Plank", "Single-leg glute bridge"):
        assert len(big_rows(name, 76, rows_needed(name, 76, 1))) == rows_needed(name, 76, 1) > 1
    assert big_rows("日本語", 76, 7) == ["日本語"]


async def test_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line of progress is painted only when a cell changes, and is empty at the start and full at the end."""
    async with shown(Progress(), (40, 1), monkeypatch) as (progress, painted):
        assert rows(progress) == ["─" * 40]
        for number in range(1001):
            progress.update(number / 1000)

        assert len(painted.regions) == 40
        assert rows(progress) == ["━" * 40]


# -- the figure --------------------------------------------------------------------------------------------------------


def _picture(*dots: tuple[int, int], ink: str = "near") -> Rows:
    canvas = Canvas(10, 4, INKS)
    for x, y in dots:
        canvas.dot(x, y, ink)
    return canvas.rows()


async def test_figure_paints_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a picture only the rows that differ are painted again, in them only the cells that do; of none, nothing."""
    async with shown(Figure(), (12, 5), monkeypatch) as (figure, painted):
        assert rows(figure) == [" " * 12] * 5
        figure.update(_picture((0, 0), (4, 9)))
        assert rows(figure)[0] == "⠁           "
        assert rows(figure)[2] == "  ⠂         "
        painted.regions.clear()

        figure.update(_picture((0, 0), (6, 9)))
        assert painted.regions == [Region(2, 2, 2, 1)]
        painted.regions.clear()
        figure.update(_picture((0, 0), (6, 9)))
        assert painted.regions == []

        figure.update(_picture((0, 0), (6, 9), ink="far"))
        assert painted.regions == [Region(0, 0, 1, 1), Region(3, 2, 1, 1)]
        figure.update()
        assert rows(figure) == [" " * 12] * 5


async def test_figure_in_its_inks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The far side is quieter than the near one, and a weight has the accent."""
    async with shown(Figure(), (10, 4), monkeypatch) as (figure, _):
        looks = {}
        for ink in INKS:
            figure.update(_picture((0, 0), ink=ink))
            looks[ink] = next(iter(figure.render_line(0))).style
        assert len({looks["near"], looks["far"], looks["weight"]}) == 3
        assert looks["far"] == looks["floor"]

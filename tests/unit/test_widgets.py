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

from runstrength.cells import wrap
from runstrength.figure import pixels
from runstrength.figure.canvas import Canvas, Rows
from runstrength.figure.drawing import INKS
from runstrength.ui.lines import Line, Span
from runstrength.ui.session.dose import DoseBar, Pace, Sets
from runstrength.ui.session.number import Count
from runstrength.ui.session.side import Side
from runstrength.ui.theme import DARK
from runstrength.ui.widgets.big_text import BigText, big_rows, rows_needed
from runstrength.ui.widgets.figure import Figure
from runstrength.ui.widgets.lines import Lines
from tests.support.loops import looped

W = TypeVar("W", bound=Widget)


class Stand(App[None]):
    """One widget, alone."""

    CSS = "Screen { overflow: hidden; } Lines, Count, BigText, Side, DoseBar, Figure { width: 100%; height: 100%; }"

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


async def test_what_stands_at_the_right_gives_way_where_both_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands at the right gives way where both do not fit."""
    wide, narrow = Line((Span("left"),), (Span("right"),)), Line((Span("left side"),), (Span("right"),))
    async with shown(Lines([wide, narrow]), (12, 2), monkeypatch) as (lines, _):
        assert rows(lines) == ["left   right", "left side   "]


async def test_a_line_in_the_middle_has_as_many_cells_before_it_as_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
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
async def test_what_a_terminal_would_obey(words: str, drawn: str, monkeypatch: pytest.MonkeyPatch) -> None:
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


async def test_a_piece_with_an_action_carries_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece with an action carries it, and no other piece does."""
    line = Line((Span("a"), Span("b", "dim", "screen.pause")))
    async with shown(Lines([line]), (20, 1), monkeypatch) as (lines, _):
        actions = [segment.style.meta.get("@click") if segment.style else None for segment in lines.render_line(0)]

        assert actions[1:3] == [None, "screen.pause"]


@looped("width", [1, 2, 7, 12, 40])
def test_a_text_is_broken_at_spaces(width: int) -> None:
    """A text is broken at spaces, a word only where it must be, and no letter is lost."""
    for words in ("Push the hips back, let the free leg rise", "日本語の長い言葉 x", "Donaudampfschifffahrt", ""):
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
            count.update(words)
            drawn = rows(count)
            scales.add(count.scale)
            heights.add(next(y for y, row in enumerate(drawn) if row.strip()))
            assert {cell_len(row) for row in drawn} == {size[0]}

        assert len(scales) == 1
        assert len(heights) == 1


async def test_the_number_is_big(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a place of 76 x 10 cells a number takes all rows, and no cell of it is cut."""
    async with shown(Count(), (76, 10), monkeypatch) as (count, _):
        for words in ("20", "0:48", "8", "12:05"):
            count.update(words)

            inked = [y for y, row in enumerate(rows(count)) if row.strip()]
            assert len(inked) == 10, words


async def test_a_second_repaints_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last digit changes, only cells in its columns are painted again."""
    async with shown(Count(), (80, 10), monkeypatch) as (count, painted):
        count.update("23")
        before = rows(count)
        painted.regions.clear()
        count.update("23")
        assert painted.regions == []
        count.update("22")
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


async def test_another_width_repaints_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number of another width is painted anew, as a whole."""
    async with shown(Count(), (80, 10), monkeypatch) as (count, painted):
        count.update("20")
        painted.regions.clear()
        count.update("8")

        assert painted.regions == [Region(0, 0, 80, 10)]


async def test_hollow_digits_are_outlines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lit up, a number is an outline of the same size in the same place."""
    async with shown(Count(), (80, 10), monkeypatch) as (count, _):
        count.update("3")
        solid = rows(count)
        count.update("3", hollow=True)
        hollow = rows(count)

        assert hollow != solid
        assert [len(row.strip()) for row in hollow] == [len(row.strip()) for row in solid]
        pairs = zip("".join(hollow), "".join(solid), strict=True)
        assert all(one == " " or other != " " for one, other in pairs)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("size", [(20, 7), (40, 11), (20, 3)])
async def test_the_side_and_its_arrow(side: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A side is a word at its own edge and, where there is room, an arrow whose head is at that edge too."""
    async with shown(Side(), size, monkeypatch) as (widget, _):
        widget.update(side)
        drawn = rows(widget)
        edge = [row[0 if side == "left" else -1] for row in drawn]
        word = 5 if size[0] == 40 else 3

        assert all(cell_len(row) == size[0] for row in drawn)
        assert edge[0] != " "
        if size[1] > 3:
            arrow = drawn[word + 1 :]
            shaft = max(arrow, key=lambda row: len(row.strip()))
            assert len(shaft.strip()) == size[0]
            assert edge[word + 1 + arrow.index(shaft)] != " "


@pytest.mark.parametrize("size", [(36, 3), (36, 2), (20, 1), (1, 1)])
async def test_hardly_any_room(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """In a place that is far too small nothing breaks, and no row is wider than the place."""
    async with shown(Count(), size, monkeypatch) as (count, _):
        for words in ("12:05", "PAUSED", "8"):
            count.update(words)

            assert {row.cell_length for row in map(count.render_line, range(size[1]))} == {size[0]}


# -- the dose and the sets ---------------------------------------------------------------------------------------------


async def test_sets_are_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each set is a square, filled when it is done or under way and hollow when it is to come; so are small marks."""
    async with shown(DoseBar(), (76, 3), monkeypatch) as (dose, _):
        dose.update("8 reps", Sets(1, 3, "set 1 of 3"))
        drawn = rows(dose)

        assert drawn[0].rstrip().endswith("████  █▀▀█  █▀▀█")
        assert drawn[1].rstrip().endswith("████  █▄▄█  █▄▄█")
        assert drawn[2].endswith("set 1 of 3")
    async with shown(DoseBar(), (76, 1), monkeypatch) as (dose, _):
        dose.update("8 reps", Sets(1, 3, "set 1 of 3"))

        assert rows(dose)[0].startswith("8 reps ")
        assert rows(dose)[0].endswith(" ●○○")


async def test_many_sets_are_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """More sets than anybody counts at a glance are two whole numbers without words; an announced set too."""
    async with shown(DoseBar(), (76, 3), monkeypatch) as (dose, _):
        dose.update("8 reps", Sets(11, 20, "next: set 12 of 20", 12))

        for row, letters in zip(rows(dose), pixels.letters("12/20"), strict=True):
            assert row.endswith(letters)


async def test_the_bar_goes_with_the_rep(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar, right of total and instruction, is as long as the body is high, and only what differs is repainted."""
    start = len(pixels.letters("of 8")[0]) + 4 + len(pixels.letters("down")[0]) + 2
    async with shown(DoseBar(), (76, 3), monkeypatch) as (dose, painted):
        lengths = []
        for height in (1.0, 0.75, 0.5, 0.25, 0.0):
            painted.regions.clear()
            dose.update("of 8 reps", Sets(1, 3, "set 1 of 3"), Pace("down", height, 2, 8))
            bar = rows(dose)[0][start:54]
            lengths.append(bar.count("█"))
            if height < 1:
                assert all(region.x >= start for region in painted.regions)

        assert rows(dose)[0].startswith(pixels.letters("of 8")[0])
        assert lengths == sorted(lengths, reverse=True)
        assert lengths[0] > 10
        assert lengths[-1] == 0
        assert rows(dose)[2].count("■") == 2
        assert rows(dose)[2].count("□") == 6


@pytest.mark.parametrize("width", [1, 5, 20, 36, 56])
@pytest.mark.parametrize("height", [1, 3, 5])
async def test_a_dose_anywhere(width: int, height: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the place, no row is wider than it."""
    async with shown(DoseBar(), (width, height), monkeypatch) as (dose, _):
        for sets in (None, Sets(1, 4, "next: set 2 of 4"), Sets(9, 20, "set 9 of 20")):
            for pace in (None, Pace("up", 0.3, 1, 12)):
                dose.update("left, 12 reps a side", sets, pace, centre=width // 2)

                assert {row.cell_length for row in map(dose.render_line, range(height))} == {width}


# -- names and progress ------------------------------------------------------------------------------------------------


@looped("name", ["Plank", "Single-leg glute bridge", "Farmer's carry", "日本語", "Größe", "x" * 60, ""])
@looped("size", [(36, 1), (36, 7), (76, 3), (116, 7)])
def test_a_name_takes_no_more_than_its_place(name: str, size: tuple[int, int]) -> None:
    """A name takes no more than its place, in pixels or plainly."""
    drawn = big_rows(name, *size)

    assert len(drawn) <= size[1]
    assert all(cell_len(row) <= size[0] for row in drawn)


def test_names_in_pixels() -> None:
    """The rows that are said to be needed are those that a name takes, and letters we lack are written plainly."""
    for name in ("Plank", "Single-leg glute bridge"):
        assert len(big_rows(name, 76, rows_needed(name, 76, 1))) == rows_needed(name, 76, 1) > 1
    assert big_rows("日本語", 76, 7) == ("日本語",)


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
        painted.regions.clear()
        figure.update(_picture((0, 0), (6, 9), ink="floor"))
        assert painted.regions == [], "far and floor look the same"
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

"""Sessions taken along from the app: as files of every form, from the history and from one session."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from garmin_fit_sdk import Decoder, Stream

from runstrength.history.export import files
from runstrength.history.export.files import ExportError
from runstrength.history.export.formats import FORMATS, ExportFormat
from runstrength.history.store import Store
from runstrength.locations import assets_dir
from runstrength.ui.messages import OpenExport
from tests.support.app import make_app, press, settled, text_of
from tests.support.history_samples import PLANK, contents, fail, record

if TYPE_CHECKING:
    from runstrength.ui.history.export import ExportScreen


@pytest.fixture
def store(home: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return a history of two sessions and a run, on a machine whose person's home is that of runstrength too."""
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    store = Store(home / "data" / "history")
    store.save(record("aaaa0001", -2, title="Core", sets=(PLANK,)))
    store.save(record("aaaa0002", -1, kind="run", title="Easy"))
    store.save(record("aaaa0003", 0, title="Legs", sets=(PLANK,)))
    return store


def names(home: Path) -> set[str]:
    """Return the files that were written."""
    return set(contents(home / "exports"))


async def test_all_of_it(home: Path, store: Store) -> None:
    """From the history everything is one document that `history import` takes, and the screen says where it is."""
    before = contents(store.folder)
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "o")
        offered = text_of(app, "#headline")
        await press(pilot, "enter")

        assert "all sessions" in offered
        assert "Saves a copy to ~/exports." in offered
        assert "3 sessions exported to ~/exports/runstrength-2026-11-22.json" in text_of(app, "#foot")
    document = json.loads((home / "exports" / "runstrength-2026-11-22.json").read_bytes())
    assert [one["id"] for one in document["sessions"]] == ["aaaa0001", "aaaa0002", "aaaa0003"]
    assert contents(store.folder) == before


async def test_only_what_is_shown(home: Path, store: Store) -> None:
    """What was searched for is what is taken along, and a second file does not replace the first."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"core", "enter", "o")
        which = text_of(app, "#headline")
        await press(pilot, "down", "enter", "enter")

    assert "Core" in which
    second, first = sorted(names(home))
    assert second == first.replace(".csv", "-2.csv")
    text = (home / "exports" / first).read_text(encoding="utf-8-sig")
    assert [row["session"] for row in csv.DictReader(text.splitlines())] == ["Core"]


async def test_a_fit_file_for_each_session(home: Path, store: Store) -> None:
    """Many sessions make a folder of FIT files, one makes a file, and a run, which has no sets, is left out."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "o", "end", "enter")
        said = text_of(app, "#foot")
        await press(pilot, "q", "enter", "o", "end", "enter")
        one = text_of(app, "#foot")
        await press(pilot, "q", "q", "down", "enter", "o", "end")
        last = text_of(app, "#list")

    stems = [store.path_of(store.load(id_)).stem for id_ in ("aaaa0001", "aaaa0003")]
    folder = "runstrength-2026-11-22-fit"
    assert names(home) == {f"{folder}/{stems[0]}.fit", f"{folder}/{stems[1]}.fit", f"{stems[1]}.fit"}
    assert f"2 sessions exported to ~/exports/{folder}" in said
    assert f"1 session exported to ~/exports/{stems[1]}.fit" in one
    assert "FIT" not in last, "a run is offered no form that is about sets"
    assert "Spreadsheet" in last
    for name in names(home):
        messages, errors = Decoder(Stream.from_file(str(home / "exports" / name))).read()
        assert not errors
        assert len(messages["set_mesgs"]) >= 1


async def test_what_cannot_be_written_is_said(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk, and where there is nothing of that form, the screen says why, and no part of a file is left."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "o")
        with monkeypatch.context() as full:
            full.setattr("os.write", fail)
            await press(pilot, "enter")
        refused = text_of(app, "#foot")
        for id_ in ("aaaa0001", "aaaa0003"):
            store.delete(id_)
        await press(pilot, "down", "down", "enter")

        assert "Nothing exported ([Errno 28] No space left on device" in refused
        assert "Nothing exported: no sessions with sets to export." in text_of(app, "#foot")
    assert names(home) == set()


async def test_a_session_without_a_set_done(home: Path, store: Store) -> None:
    """A session of which nothing was done makes no FIT file, and the reason is said."""
    store.save(record("aaaa0004", 1, title="Nothing"))
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "o", "end", "enter")
        some = text_of(app, "#foot")
        await press(pilot, "q", "enter", "o", "end", "enter")

        assert "2 sessions exported" in some
        assert "1 can't be a FIT file" in some.replace("\n", " ")
        assert "Nothing exported: aaaa0004 isn't exported: it has no completed sets" in text_of(app, "#foot")


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.key)
async def test_leaving_stops_it(home: Path, store: Store, form: ExportFormat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who leaves while it is written has it stopped: nothing of it is left, and nobody waits for its end."""
    app = make_app(home, start="history")
    looks: list[bool] = []
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "o")
        screen = cast("ExportScreen", app.screen)
        asked: list[Callable[[], bool]] = []

        def take(_: object, __: object, ___: object, stopped: Callable[[], bool]) -> files.ExportResult:
            asked.append(stopped)
            return files.ExportResult(home, 0, 0, 0)

        with monkeypatch.context() as patched:
            patched.setattr(files.Exporter, "export", take)
            await press(pilot, "enter")
        before = asked[0]()
        await press(pilot, "q")
        after = asked[0]()

        def stopped() -> bool:
            looks.append(screen.closing.is_set())
            return len(looks) == 2

        exporter = files.Exporter(
            store,
            app.services.library.exercises,
            assets_dir(),
            folder=home / "exports",
            today=app.services.now().date(),
        )
        with pytest.raises(ExportError, match="Export stopped"):
            exporter.export(form, None, stopped)

    assert (before, after) == (False, True)
    assert looks == [True, True]
    assert names(home) == set()
    assert [path.name for path in (home / "exports").iterdir()] == []


async def test_a_disk_that_fills_up(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of FIT files of which not all can be written, none is left, nor is their folder."""
    write, times = os.write, iter(range(99))
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "o", "end")
        with monkeypatch.context() as full:
            full.setattr("os.write", lambda *args: write(*args) if next(times) < 1 else fail())
            await press(pilot, "enter")

        assert "Nothing exported ([Errno 28]" in text_of(app, "#foot")
    assert next(times) > 1
    assert list((home / "exports").iterdir()) == []
    assert len(store.entries().records) == 3


async def test_a_heavy_hand_writes_one_file(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one is written, enter does not begin another; what is written twice on purpose stands there twice."""
    take, calls = files.Exporter.export, []

    def counting(one: files.Exporter, form: ExportFormat, ids: None, stopped: Callable[[], bool]) -> files.ExportResult:
        calls.append(form.key)
        return take(one, form, ids, stopped)

    monkeypatch.setattr(files.Exporter, "export", counting)
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "o")
        screen = cast("ExportScreen", app.screen)
        for _ in range(3):
            screen.on_selected(0)
        await settled(pilot)
        once = list(calls)
        await press(pilot, "enter")

    assert len(store.entries().records) == 3
    assert (once, calls) == (["json"], ["json", "json"])
    assert len(names(home)) == 2


async def test_nothing_to_take_along(home: Path) -> None:
    """An empty history offers no export, and the palette's answers in words."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "o")
        there = app.screen.name
        app.post_message(OpenExport())
        await press(pilot, "enter")

        assert there == "history"
        assert "Nothing exported: no sessions to export." in text_of(app, "#foot")

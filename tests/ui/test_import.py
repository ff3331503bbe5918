"""Runs and exports taken in from the app: chosen or dropped, seen, and then taken, once."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from runstrength import atomic
from runstrength.history.imports import preview as previews
from runstrength.history.imports.activities.budget import Budget
from runstrength.history.imports.files import ImportedFile, read_import_file
from runstrength.history.imports.progress import Progress
from runstrength.history.imports.sessions import ImportFailedError
from runstrength.history.store import Store
from runstrength.toml_input import InputError
from runstrength.ui.history import import_lines
from runstrength.ui.messages import OpenImport
from runstrength.ui.widgets.virtual_list import VirtualList
from tests.support.activity_files import gpx, strava
from tests.support.app import make_app, painted, press, settled, text_of
from tests.support.history_samples import PLANK, contents, fail, record
from tests.support.strength_files import FITNOTES, STRONG, table
from tests.ui.bursts import key

if TYPE_CHECKING:
    from runstrength.ui.history.import_ import PreviewScreen

RUN = '1,"Nov {}, 2026, 6:15:30\u202fAM",Morning Run,Run,,3000,10.00,150,42,false,1.fit.gz,3000.0,2980.0,10000.0,'


@pytest.fixture
def folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of downloads, with a run and what is none; the person's home is that of runstrength too."""
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    folder = home / "exports"
    folder.mkdir(parents=True)
    (folder / "morning [b].gpx").write_bytes(gpx())
    (folder / "letter.json").write_text("{}", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"")
    return folder


def history(home: Path) -> list[str]:
    """Return the titles of what is in the history, the newest first."""
    return [one.title for one in Store(home / "data" / "history").entries().records]


async def drop(pilot: Pilot[int], text: str) -> None:
    """Drop a file on the window, as a terminal tells it."""
    pilot.app.post_message(Paste(text))
    await settled(pilot)
    await settled(pilot)


async def test_a_run_from_the_downloads(home: Path, folder: Path) -> None:
    """What may be taken in is offered; a run is seen before it is taken, and the second time it is known."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "i")
        offered, headline = text_of(app, "#list"), text_of(app, "#headline")
        await press(pilot, "enter")
        seen = text_of(app, "#details")
        before = history(home)
        await press(pilot, "enter")
        there = (app.screen.name, text_of(app, "#list"))
        await press(pilot, "i", "enter")
        again, answers = text_of(app, "#headline"), text_of(app, "#list")
        await press(pilot, "enter")

        assert "morning [b].gpx" in offered
        assert "letter" not in offered
        assert "photo" not in offered
        assert "from ~/exports" in headline
        assert "Fri 20 Nov 07:15   Morning Run" in seen
        assert "10.0 km   effort 4?" in seen
        assert before == []
        assert there[0] == "history"
        assert "Morning Run" in there[1]
        assert "1 run; it is already in the history." in again
        assert "Take it" not in answers
        assert app.screen.name == "import"
    assert history(home) == ["Morning Run"]
    assert folder.joinpath("morning [b].gpx").exists()


async def test_an_empty_folder_says_what_to_do(home: Path, folder: Path) -> None:
    """A folder without files to import is named, with the three ways to get one in; a file there ends that."""
    run = folder / "morning [b].gpx"
    run.unlink()
    app = make_app(home, start="history")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "i")
        empty = text_of(app, "#headline")
        await press(pilot, "escape")
        run.write_bytes(gpx())
        await press(pilot, "i")

        assert "None in ~/exports yet: put files there, or drop one or paste its path here." in empty
        assert "None in" not in text_of(app, "#headline")
        assert "Drop others here" in text_of(app, "#headline")


async def test_the_new_one_is_highlighted(home: Path, folder: Path) -> None:
    """What was taken in is what `e` edits, wherever in the list it stands."""
    store = Store(home / "data" / "history")
    for number in (0, -1, -9):
        store.save(record(f"aaaa000{-number}", number, title=f"Session {number}", sets=(PLANK,)))
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await drop(pilot, str(folder / "morning [b].gpx"))
        await press(pilot, "enter")
        row = app.screen.query_one("#list", VirtualList).highlighted
        await press(pilot, "e")

        assert row == 2
        assert app.screen.name == "correct"
        assert "Morning Run" in text_of(app, "#headline")


async def test_a_file_that_is_dropped(home: Path, folder: Path) -> None:
    """A file dropped on the history is looked into at once; `Not now` and q take nothing in."""
    (folder / "deep").mkdir()
    (folder / "deep" / "my list.csv").write_bytes(strava())
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await drop(pilot, f"'{folder}/deep/my list.csv' \n")
        seen = (app.screen.name, text_of(app, "#headline"))
        await press(pilot, "down", "enter")
        back = app.screen.name
        await press(pilot, "q")

        assert seen[0] == "preview"
        assert "my list.csv" in seen[1]
        assert back == "import"
        assert app.screen.name == "history"
    assert history(home) == []


async def test_an_export_comes_back(home: Path, folder: Path) -> None:
    """What was exported in the app is offered for import, and brings back what is missing, and only that."""
    store = Store(home / "data" / "history")
    for number in range(3):
        store.save(record(f"aaaa000{number}", -number, title=f"Session {number}", sets=(PLANK,)))
    (folder / "morning [b].gpx").unlink()
    before = contents(store.folder)
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "o", "enter", "q")
        for id_ in ("aaaa0001", "aaaa0002"):
            store.path_of(store.load(id_)).unlink()
        await press(pilot, "i", "enter")
        seen = (text_of(app, "#headline"), text_of(app, "#details"))
        await press(pilot, "enter")

        assert "3 sessions; 1 already in the history." in seen[0]
        assert "20 Nov 2026 to 21 Nov 2026" in seen[1]
    assert contents(store.folder) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("~/exports/letter.json", "missing required field `format`"),
        ("~/exports/nothing.fit", "can't be read (no such file or directory)"),
        ("~no-such-person/x.fit", "can't be read"),
        ("~/exports/photo.png", "is empty"),
        ("a\x00b", "can't be read"),
    ],
)
async def test_what_is_nothing(home: Path, folder: Path, text: str, said: str) -> None:
    """A file that cannot be taken in is named with what is wrong, on the screen, and nothing else happens."""
    before = contents(home)
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "i")
        await drop(pilot, text)
        await settled(pilot)

        assert app.screen.name == "import"
        assert said in text_of(app, "#foot").replace("\n", " ")
    assert {name: data for name, data in contents(home).items() if not name.startswith("state")} == before
    assert folder.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
async def test_a_pipe_from_which_nothing_ever_comes(home: Path, folder: Path) -> None:
    """A pipe, from which nothing ever comes, is no file: it is said, and nobody waits for it."""
    os.mkfifo(folder / "endless.fit")
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "i")
        offered = text_of(app, "#list")
        await drop(pilot, str(folder / "endless.fit"))

        assert "endless" not in offered
        assert "isn't a file" in text_of(app, "#foot").replace("\n", " ")


async def test_a_preview_that_is_ready_behind_the_help(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a file holds is shown once the help above the import is closed, also with q pressed twice."""
    read = previews.preview_file
    go_on = threading.Event()

    def slow(*arguments: Any) -> previews.ImportPreview:
        go_on.wait(10)
        return read(*arguments)

    monkeypatch.setattr(previews, "preview_file", slow)
    for opens, closes in ((["question_mark"], "q"), (["question_mark"], "qq"), (["ctrl+p"], ["escape"])):
        go_on.clear()
        app = make_app(home, start="history")
        async with app.run_test() as pilot:
            await settled(pilot)
            app.post_message(OpenImport(folder / "morning [b].gpx"))
            for _ in range(3):
                await pilot.pause()
            for one in opens:
                app.post_message(key(one))
            await pilot.pause()
            covered = app.screen.name
            go_on.set()
            await settled(pilot)
            still = app.screen.name
            for one in closes:
                app.post_message(key(one))
            await settled(pilot)
            await settled(pilot)
            shown = app.screen.name
            await press(pilot, "escape")
            back = app.screen.name
            await press(pilot, "f1", "escape")

            assert covered == still != "import", opens
            assert (shown, back, app.screen.name) == ("preview", "import", "import"), closes


async def test_a_full_disk(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that cannot be written is not there in part, and the screen stays, to try again."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await drop(pilot, str(folder / "morning [b].gpx"))
        with monkeypatch.context() as full:
            full.setattr("os.write", fail)
            await press(pilot, "enter")
        there = app.screen.name
        none = history(home)
        await press(pilot, "enter")

        assert (there, none) == ("preview", [])
        assert app.screen.name == "history"
    assert history(home) == ["Morning Run"]


async def test_leaving_stops_it(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who leaves while it is taken in has it stopped: what was taken in stays, and going on completes it."""
    (folder / "activities.csv").write_bytes(strava(*(RUN.format(number) for number in (10, 12, 14))))
    asked: list[Callable[[], bool]] = []

    def take(_: object, __: object, stopped: Callable[[], bool]) -> None:
        asked.append(stopped)
        raise ImportFailedError("not now")

    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await drop(pilot, str(folder / "activities.csv"))
        with monkeypatch.context() as patched:
            patched.setattr(previews, "import_preview", take)
            await press(pilot, "enter")
        before = asked[0]()
        await press(pilot, "q")
        after = asked[0]()

    store, looks = Store(home / "data" / "history"), iter((False, False, True))
    preview = previews.preview_file(store, folder / "activities.csv")
    done = previews.import_preview(store, preview, lambda: next(looks))
    some = len(history(home))
    rest = previews.preview_file(store, folder / "activities.csv")
    previews.import_preview(store, rest, lambda: False)

    assert (before, after) == (False, True)
    assert (preview.new_count, rest.new_count) == (3, 1)
    assert done.stopped
    assert (
        import_lines.result_text(done, "e")
        == "Stopped after 2 of 3 runs. Import again to finish: nothing is imported twice."
    )
    assert some == 2
    assert len(history(home)) == 3


@pytest.mark.parametrize("left", ["screen", "app"])
async def test_what_was_stopped_is_said(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, left: str) -> None:
    """Who leaves the screen is told how far the import came; who leaves the app reads it on the terminal."""
    (folder / "activities.csv").write_bytes(strava(*(RUN.format(number) for number in range(10, 14))))
    write, started, go_on = atomic.write, threading.Event(), threading.Event()

    def slow(*arguments: Any, **more: Any) -> None:
        write(*arguments, **more)
        started.set()
        go_on.wait(20)

    app = make_app(home, start="history")
    said: list[str] = []
    monkeypatch.setattr(app, "notify", lambda words, **_: said.append(words))
    async with app.run_test() as pilot:
        await settled(pilot)
        await drop(pilot, str(folder / "activities.csv"))
        monkeypatch.setattr(atomic, "write", slow)
        cast("PreviewScreen", app.screen).on_selected(0)
        while not started.is_set():
            await pilot.pause(0)
        leaving = cast("PreviewScreen", app.screen)
        if left == "screen":
            await pilot.press("q")
            while not leaving.closing.is_set():
                await pilot.pause(0)
            go_on.set()
            while not said:
                await pilot.pause(0)
            seen = app.screen.name
    go_on.set()

    words = "Stopped after 1 of 4 runs. Import again to finish: nothing is imported twice."
    if left == "screen":
        assert (said, seen, app.services.exit_lines) == ([words], "import", [])
    else:
        while not app.services.exit_lines:
            await asyncio.sleep(0)
        assert app.services.exit_lines == [words]
    assert len(history(home)) == 1


async def test_a_folder_shows_its_progress(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a folder is read the footer shows how many files are done; leaving stops it, and nothing is imported."""
    (folder / "watch").mkdir()
    for number in range(40):
        (folder / "watch" / f"{number}.gpx").write_bytes(gpx(seconds=60 * (number + 1)))
    reached, go_on, ends = threading.Event(), threading.Event(), list[str]()

    def slow(file: str, budget: Budget, *, units: str, progress: Progress) -> ImportedFile:
        progress(12, 40)
        reached.set()
        go_on.wait(20)
        try:
            return read_import_file(file, budget, units=units, progress=progress)
        except InputError as bad:
            ends.append(str(bad))
            raise

    monkeypatch.setattr("runstrength.history.imports.preview.read_import_file", slow)
    app = make_app(home, start="history")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.post_message(Paste(str(folder / "watch")))
        while not reached.is_set():
            await pilot.pause(0)
        await pilot.pause()
        said = text_of(app, "#foot")
        await pilot.press("q")
        await pilot.pause()
        back = app.screen.name
        go_on.set()
        while not ends:
            await pilot.pause(0)

        assert "Reading ━━━━━━────────────── 12 of 40" in said
        assert back == "history"
    assert ends == [f"{folder / 'watch'}: was stopped before its end: import it again"]
    assert history(home) == []


async def test_an_archive_with_nothing_good(home: Path, folder: Path) -> None:
    """Of many files in an archive that can't be read the first is named, and the others are a number."""
    with zipfile.ZipFile(folder / "export_1.zip", "w") as packed:
        for number in range(50):
            packed.writestr(f"{number}.gpx", b"<gpx/>")
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "i")
        await drop(pilot, str(folder / "export_1.zip"))
        said = " ".join(text_of(app, "#foot").split())

        assert app.screen.name == "import"
        assert "export_1.zip: 0.gpx: has no track" in said
        assert "(and 49 more: runstrength history import lists them)" in said


def test_files_of_the_future(tmp_path: Path) -> None:
    """A file that was changed in a year that no calendar has is offered like others, as the oldest."""
    for name, changed in (("a.gpx", 10**12), ("b.gpx", 10**9), ("c.gpx", -(10**9))):
        (tmp_path / name).touch()
        try:
            os.utime(tmp_path / name, (changed, changed))
        except (OSError, OverflowError):
            pytest.skip("no file can be that old or young here")
    assert {one.path.name for one in previews.find_candidates(tmp_path)} == {"a.gpx", "b.gpx", "c.gpx"}


async def test_what_cannot_be_read_is_said_before(home: Path, folder: Path) -> None:
    """The preview of a list says which of its rows can't be read, and the others are imported."""
    (folder / "activities.csv").write_bytes(strava(RUN.format(10), RUN.format(11).replace(",3000", ",0")))
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await drop(pilot, str(folder / "activities.csv"))
        seen = (text_of(app, "#headline"), text_of(app, "#details"))
        await press(pilot, "enter")

    assert "1 run; 1 can't be read" in seen[0]
    assert "row 3, Elapsed Time" in seen[1]
    assert history(home) == ["Morning Run"]


async def test_a_heavy_hand_takes_it_in_once(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While something is taken in, enter is no second time of it, and the screen says what is going on."""
    take, calls = previews.import_preview, []

    def counting(store: Store, preview: previews.ImportPreview, stopped: Callable[[], bool]) -> previews.PreviewResult:
        calls.append(preview)
        return take(store, preview, stopped)

    monkeypatch.setattr(previews, "import_preview", counting)
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await drop(pilot, str(folder / "morning [b].gpx"))
        screen = cast("PreviewScreen", app.screen)
        for _ in range(3):
            screen.on_selected(0)
        said = screen.footer_note()
        await settled(pilot)

        assert said == "Importing …"
        assert app.screen.name == "history"
    assert len(calls) == 1


async def test_what_was_chosen_is_waited_for(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter right after another unit was chosen takes the weights in it, however long the file is read again."""
    strong(folder)
    read, go_on = previews.preview_file, threading.Event()

    def slow(*arguments: Any, **more: Any) -> previews.ImportPreview:
        go_on.wait(10)
        return read(*arguments, **more)

    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await drop(pilot, str(folder / "strong.csv"))
        screen = cast("PreviewScreen", app.screen)
        monkeypatch.setattr(previews, "preview_file", slow)
        screen.on_selected(2)
        await pilot.pause()
        screen.on_selected(0)
        await pilot.pause()
        screen.on_selected(2)  # neither the unit nor a name can be chosen any more
        screen.on_selected(3)
        assert screen.footer_note() == "Importing …"
        go_on.set()
        await settled(pilot)
        await settled(pilot)
        assert app.screen.name == "history"
    sets = [item for one in Store(home / "data" / "history").entries().records for item in one.sets]
    assert [round(item.load_kg, 2) for item in sets if item.load_kg] == [
        round(pounds * 0.45359237, 2) for pounds in (16, 60)
    ]


async def test_imported_elsewhere_meanwhile(home: Path, folder: Path) -> None:
    """What another program imported while it was looked at is not there twice, and it is said that it is there."""
    app = make_app(home, start="history")
    said: list[str] = []
    async with app.run_test() as pilot:
        await settled(pilot)
        await drop(pilot, str(folder / "morning [b].gpx"))
        store = Store(home / "data" / "history")
        previews.import_preview(store, previews.preview_file(store, folder / "morning [b].gpx"), lambda: False)
        app.notify = lambda words, **_: said.append(words)  # type: ignore[method-assign]
        await press(pilot, "enter")
        await settled(pilot)
        await press(pilot, "u")

        assert app.screen.name == "history"
    assert said[0] == "Nothing imported: all of it is in the history already."
    assert history(home) == ["Morning Run"]


async def test_an_import_that_fails_after_leaving(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has left the screen is told all the same that the disk was full."""
    started, go_on = threading.Event(), threading.Event()

    def full(*_: Any, **__: Any) -> None:
        started.set()
        go_on.wait(20)
        raise OSError(28, "No space left on device")

    app = make_app(home, start="history")
    said: list[str] = []
    monkeypatch.setattr(app, "notify", lambda words, **_: said.append(words))
    async with app.run_test() as pilot:
        await settled(pilot)
        await drop(pilot, str(folder / "morning [b].gpx"))
        monkeypatch.setattr(atomic, "write", full)
        leaving = cast("PreviewScreen", app.screen)
        leaving.on_selected(0)
        while not started.is_set():
            await pilot.pause(0)
        await pilot.press("q")
        while not leaving.is_closed:
            await pilot.pause(0)
        go_on.set()
        while not said:
            await pilot.pause(0)
        assert app.screen.name == "import"
    assert "No space left on device" in said[0]
    assert history(home) == []


async def test_names_that_cannot_be_remembered(home: Path, folder: Path) -> None:
    """A broken file of remembered names is reported, keeps nobody from importing, and is left as it is."""
    (folder / "fitnotes.csv").write_text(
        table(FITNOTES, [["2026-11-04", "Face Pull", "Back", 20, "kgs", 12, "", "", "", ""]]), encoding="utf-8"
    )
    names = home / "config" / "import-names.toml"
    names.parent.mkdir(parents=True, exist_ok=True)
    names.write_text('"Face Pull" = ', encoding="utf-8")
    app = make_app(home, start="history")
    said: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.notify = lambda words, **_: said.append(words)  # type: ignore[method-assign]
        await drop(pilot, str(folder / "fitnotes.csv"))
        assert "import-names.toml" in said[0]
        assert "Weights in the file" not in text_of(app, "#list")
        await press(pilot, "down", "down", "enter", *"push", "enter")
        await settled(pilot)
        assert "Push-up" in text_of(app, "#list")
        await press(pilot, "up", "up", "enter")
        await settled(pilot)
        assert app.screen.name == "history"
    assert said[1].startswith("The choices could not be remembered: ")
    assert names.read_text("utf-8") == '"Face Pull" = '
    (entry,) = Store(home / "data" / "history").entries().records
    assert [(item.exercise, item.load_kg) for item in entry.sets] == [("push_up", 20)]


async def test_adding_leads_to_it(home: Path, folder: Path) -> None:
    """Who wants to add a session finds the files there too, and comes back to the history."""
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "a", "end", "enter")
        there = app.screen.name
        await press(pilot, "q")

        assert there == "import"
        assert app.screen.name == "history"
    assert folder.is_dir()


async def test_the_files_are_searched(home: Path, folder: Path) -> None:
    """A search shows the files whose names have its words; enter previews the one that is left."""
    (folder / "evening.gpx").write_bytes(gpx())
    app = make_app(home, start="history")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "i", "slash", *"even", "enter")
        assert text_of(app, "#list").startswith("evening.gpx")
        assert len(text_of(app, "#list").splitlines()) == 1
        await press(pilot, "enter")
        assert app.screen.name == "preview"
        await press(pilot, "escape", "escape")
        assert len(text_of(app, "#list").splitlines()) == 2


def strong(folder: Path) -> Path:
    """Write what Strong exports: two sessions, one with an exercise that nobody here knows."""
    rows = [
        ["2026-11-02 18:30:00", "Push", "30m", "Bench Press (Barbell)", 1, 60, 8, 0, 0, "", "", ""],
        ["2026-11-02 18:30:00", "Push", "30m", "Plank", 1, 0, 0, 0, 45, "", "", ""],
        ["2026-11-04 18:30:00", "Legs", "30m", "Goblet Squat", 1, 16, 10, 0, 0, "", "", 8],
    ]
    file = folder / "strong.csv"
    file.write_text(table(STRONG, rows), encoding="utf-8")
    return file


def whole(app: Any) -> str:
    """Return all the text of a screen with a list."""
    return "\n".join(text_of(app, selector) for selector in ("#headline", "#list", "#details", "#foot"))


async def test_a_name_that_nobody_knows_is_chosen_and_the_import_taken_back(home: Path, folder: Path) -> None:
    """The preview lists unknown names of a strength app; enter says what one is; `u` in the history undoes it all."""
    strong(folder)
    app = make_app(home, start="history")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "i")
        assert "strong.csv" in text_of(app, "#list")
        await drop(pilot, str(folder / "strong.csv"))
        preview = whole(app)
        await press(pilot, "down", "down", "enter")
        await settled(pilot)
        pounds = whole(app)
        await press(pilot, "down")
        asked = whole(app)
        await press(pilot, "enter")
        await press(pilot, *"push", "enter")
        await settled(pilot)
        chosen = text_of(app, "#list")
        await press(pilot, "up", "up", "up", "enter")
        await settled(pilot)
        imported = whole(app)
        picture = "\n".join(painted(app))
        taken = history(home)
        done = [item for one in Store(home / "data" / "history").entries().records for item in one.sets]
        await press(pilot, "u")
        await settled(pilot)
        undone = whole(app)

    assert "2 sessions." in preview
    assert "2 Nov 2026 to 4 Nov 2026" in preview
    assert "doesn't say the unit of its weights: taken for kg" in preview
    assert "Bench Press (Barbell)" in preview
    assert "keeps its name" in preview
    assert "Weights in the file are in kg" in preview
    assert "No exercise here has this name: enter says which it is." in asked
    assert "Push-up" in chosen
    assert "2 sessions imported." in imported
    assert picture.count("2 sessions imported.") == 1  # once, above the hint for the key that undoes it
    assert "u undo" in picture
    assert taken == ["Legs", "Push"]
    assert "Weights in the file are in lb" in pounds
    assert "taken for lb, not kg" in pounds
    assert {item.exercise: round(item.load_kg or 0, 2) for item in done} == {
        "push_up": round(60 * 0.45359237, 2),
        "plank": 0,
        "squat": round(16 * 0.45359237, 2),
    }
    assert history(home) == []
    assert "Import undone: 2 sessions removed." in undone


async def test_what_was_chosen_is_chosen_at_the_next_import(home: Path, folder: Path) -> None:
    """What a name was said to be is there at the next import, in a new start too, and can be taken back."""
    strong(folder)
    names = home / "config" / "import-names.toml"

    async def preview(pilot: Pilot[int], *keys: str) -> str:
        await settled(pilot)
        await press(pilot, "i")
        await drop(pilot, str(folder / "strong.csv"))
        await press(pilot, "down", "down", "down", *keys)
        await settled(pilot)
        return whole(pilot.app)

    async with make_app(home, start="history").run_test(size=(80, 24)) as pilot:
        await preview(pilot, "enter", *"push", "enter")
        assert not names.exists()
        await press(pilot, "up", "up", "up", "enter")
        await settled(pilot)
        await press(pilot, "u")
        await settled(pilot)
    assert '"Bench Press (Barbell)" = "push_up"' in names.read_text("utf-8")
    async with make_app(home, start="history").run_test(size=(80, 24)) as pilot:
        remembered = await preview(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        kept = whole(pilot.app)
        await press(pilot, "up", "up", "up", "enter")
        await settled(pilot)
    assert "Push-up" in remembered
    assert "You chose this, now or before: enter keeps the name instead." in remembered
    assert "keeps its name" in kept
    assert "Bench" not in names.read_text("utf-8")


def test_a_preview_draws_what_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of thousands of runs only those that fit are drawn, the newest: it is drawn again with each step of the bar."""
    rows = [f'{day},"Jan {day}, 2024, 6:15:30 AM",Run {day},Run,,3000,10' for day in range(1, 32)]
    (tmp_path / "activities.csv").write_bytes(strava(*rows))
    preview = previews.preview_file(Store(tmp_path / "none"), tmp_path / "activities.csv")
    drawn: list[float] = []

    def clock(seconds: float) -> str:
        drawn.append(seconds)
        return "50:00"

    monkeypatch.setattr(import_lines, "clock", clock)
    lines = import_lines.new_session_lines(preview, datetime(2026, 11, 22, tzinfo=UTC), (60, 5))
    texts = ["".join(span.text for span in (*line.left, *line.right)) for line in lines]
    assert [text.split()[0] for text in texts] == ["31", "30", "29", "28", "…"]
    assert len(drawn) <= 6


async def test_undo_takes_back_what_was_last(home: Path, folder: Path) -> None:
    """After an import and a delete `u` first restores the session, then takes the import back."""
    strong(folder)
    Store(home / "data" / "history").save(record(sets=(PLANK,), title="Before", days=-60))
    app = make_app(home, start="history")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await drop(pilot, str(folder / "strong.csv"))
        await press(pilot, "enter")
        await settled(pilot)
        await press(pilot, "d", "d")
        await settled(pilot)
        after_delete = history(home)
        await press(pilot, "u")
        await settled(pilot)
        after_first = history(home)
        await press(pilot, "ctrl+z")
        await settled(pilot)

    assert len(after_delete) == 2
    assert after_first == ["Legs", "Push", "Before"]
    assert history(home) == ["Before"]

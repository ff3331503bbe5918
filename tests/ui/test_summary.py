"""After a session: all is saved before it is drawn, and nothing needs to be filled in."""

from __future__ import annotations

import errno
import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Input

from runstrength.history.recorder import SavedSession
from runstrength.history.store import Store
from runstrength.session.record import Record, SetDone, SetTarget
from runstrength.ui.plain.sentences import whole_words
from runstrength.ui.session.summary import SummaryScreen
from runstrength.ui.session.summary_lines import next_line, parting_line
from tests.support.app import settled
from tests.support.driving import AMRAP, SMALL, running
from tests.support.plans import plan_of

RUNNER = Path(__file__).parents[2] / "assets" / "routines" / "runner.toml"


async def test_saved_before_it_is_drawn(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is on the disk, complete, before the summary paints anything."""
    before: list[object] = []
    paint = SummaryScreen.refresh_view

    def looking(screen: SummaryScreen) -> None:
        before.append([json.loads(path.read_bytes())["completed"] for path in (home / "data").rglob("*.json")])
        paint(screen)

    monkeypatch.setattr(SummaryScreen, "refresh_view", looking)
    async with running(home) as runner:
        await runner.finish()

        assert before[0] == [True]
        assert [len(item["sets"]) for item in runner.saved(home)] == [6]


async def test_what_was_done(home: Path) -> None:
    """It shows what was done against what was planned, by exercise and side, with a tick for what is as planned."""
    async with running(home) as runner:
        await runner.go_to(3)
        await runner.wait(60)
        await runner.finish()

        assert runner.says("#facts").startswith("Small · 1:09 of 3:18 · 6 of 6 sets")
        assert runner.says("#facts").endswith("saved")
        assert runner.says("#table").splitlines() == [
            "✓ Squat       8 82 × 8",
            "  Side plank  L 20 1  R 20 12 × 20 s a side",
        ]


async def test_a_session_that_was_ended_early_says_so(home: Path) -> None:
    """A session that was ended early says so, and marks what was skipped and what was not reached."""
    async with running(home, size=(120, 40)) as runner:
        await runner.press("s", "q", "f")

        assert "0 of 6 sets" in runner.says("#facts")
        assert "Squat       – ·" in runner.says("#table")
        assert "▀" in runner.painted, "the headline is big"


async def test_effort_is_one_press_of_a_digit_or_a_few_of_an_arrow(home: Path) -> None:
    """Effort is one press of a digit or a few of an arrow, two presses for ten, and in the file at once."""
    async with running(home) as runner:
        await runner.press("s", "q", "f")
        said = []
        for keys in ("down", "7", "tab 1 0", "tab 1", "tab 0", "tab 4 8", "up", "left left down", "up", "9 up up up"):
            await runner.hit(*keys.split())
            said.append(runner.saved(home)[0]["effort"])

        assert said == [4, 7, 10, 1, 10, 8, 9, 6, 7, 10]
        assert "press n to write one" in runner.says("#fields")
        await runner.hit("n")
        assert "press n to write one" not in runner.says("#fields")
        assert "enter save   esc cancel" in runner.says("#foot")


@pytest.mark.parametrize(
    ("keys", "effort", "says"),
    [
        ("7 . 5", 7, '"7.5" isn\'t valid: use a whole number from 1 to 10'),
        ("7 , 5", 7, '"7,5" isn\'t valid: use a whole number from 1 to 10'),
        ("1 2", 1, '"12" isn\'t valid: use a whole number from 1 to 10'),
        (". 5", None, '".5" isn\'t valid: use a whole number from 1 to 10'),
        ("7 .", 7, "Whole numbers only."),
    ],
)
async def test_an_effort_that_is_none(home: Path, keys: str, effort: int | None, says: str) -> None:
    """What can't be an effort is said and changes nothing; the next digit begins anew."""
    async with running(home) as runner:
        await runner.press("s", "q", "f")
        await runner.hit(*keys.split())
        before, said = runner.saved(home)[0]["effort"], runner.painted
        await runner.hit("tab", "8")

        assert (before, runner.saved(home)[0]["effort"]) == (effort, 8)
        assert says in said


async def test_the_first_arrow(home: Path) -> None:
    """The first arrow starts from the middle, and no arrow leaves the scale."""
    async with running(home) as runner:
        await runner.press("s", "q", "f")
        await runner.hit("up")
        first = runner.saved(home)[0]["effort"]
        await runner.hit(*["down"] * 8)

        assert (first, runner.saved(home)[0]["effort"]) == (6, 1)


async def test_effort_by_mouse(home: Path) -> None:
    """A number of the effort can be clicked."""
    async with running(home) as runner:
        await runner.press("s", "q", "f")
        line = runner.says("#fields").splitlines()[-2]
        await runner.pilot.click(
            "#fields", offset=(line.index(" 8 ") + 1, len(runner.says("#fields").splitlines()) - 2)
        )
        await runner.pilot.pause()

        assert runner.saved(home)[0]["effort"] == 8
        assert "very hard" in runner.says("#fields")


async def test_nothing_needs_to_be_said(home: Path) -> None:
    """Who says nothing has a session without effort and note."""
    async with running(home) as runner:
        await runner.finish()
        await runner.press("space")

    assert [(item["effort"], item["note"]) for item in runner.saved(home)] == [(None, "")]


async def test_a_note_keeps_its_brackets_and_its_inner_spaces(home: Path) -> None:
    """A note keeps its brackets and its inner spaces, in the file and on the screen, and enter does not leave."""
    async with running(home) as runner:
        await runner.press("s", "q", "f", "n")
        await runner.hit(*"  [red]q  n8[/red] ?", "enter")
        await runner.pilot.pause()

        assert runner.app.return_value is None
        assert runner.saved(home)[0]["note"] == "[red]q  n8[/red] ?"
        assert "NOTE         [red]q  n8[/red] ?" in runner.painted
        assert runner.saved(home)[0]["effort"] is None, "a digit in a note is no effort"


async def test_keys_of_the_note(home: Path) -> None:
    """The footer names the keys of the field that is chosen: digits change no note, and two keys end its typing."""
    async with running(home, SMALL) as runner:
        await runner.finish()
        effort = runner.says("#foot")
        await runner.press("tab")
        chosen = runner.says("#foot")
        await runner.press("n")
        typing = runner.says("#foot")
        await runner.press("escape")

        assert "or digits change it" in effort
        assert chosen == "n note   tab another field   space leave"
        assert typing == "enter save   esc cancel"
        assert runner.says("#foot") == chosen


async def test_a_note_is_left(home: Path) -> None:
    """Escape leaves a note as it was, and only the next one leaves the summary."""
    async with running(home) as runner:
        await runner.press("s", "q", "f", "n")
        await runner.hit("x", "escape")
        await runner.pilot.pause()
        stayed, note = runner.app.return_value, runner.saved(home)[0]["note"]
        await runner.press("escape")

    assert (stayed, note) == (None, "")
    assert not runner.app.is_running


async def test_tab_keeps_the_note(home: Path) -> None:
    """Tab in a note, backwards too, keeps it and goes on to another field, where digits are an effort again."""
    async with running(home) as runner:
        await runner.press("s", "q", "f", "n")
        await runner.hit("a", "shift+tab")
        await runner.pilot.pause()
        await runner.hit("6")

        assert not runner.app.screen.query(Input)
        assert (runner.saved(home)[0]["note"], runner.saved(home)[0]["effort"]) == ("a", 6)


async def test_after_as_many_reps_as_possible_the_first_digits_are_the_reps(home: Path) -> None:
    """After as many reps as possible, the first digits are the reps, at any size; tab goes on to weight and effort."""
    async with running(home, AMRAP) as runner:
        await runner.wait(66)
        await runner.pilot.pause()
        assert runner.app.screen.name == "summary"
        await runner.hit("1", "4")
        for size, question in (
            ((14, 40), "\nHOW MANY? \n  ▄█  █  █  "),  # what is asked goes last
            ((40, 40), "\nHOW MANY? Plank row\n  ▄█  █  █  "),
            ((22, 12), "HOW MANY?  14_ \n"),
            ((40, 12), "HOW MANY?  Plank row a side  14_ \n"),
            ((80, 12), "HOW MANY?  Plank row a side  14_   type it, enter OK"),
        ):
            await runner.pilot.resize_terminal(*size)
            await runner.pilot.pause()
            assert runner.says("#fields").startswith(question), size
        await runner.hit("tab", "tab", "9")

        saved = runner.saved(home)[0]
        assert (saved["sets"][0]["done"], saved["effort"]) == (14, 9)
        assert "14" in runner.says("#table")


async def test_the_last_round(home: Path) -> None:
    """The values of the last round can be corrected: tab to one, arrows or digits, enter or leaving accepts."""
    async with running(home) as runner:
        await runner.finish()
        await runner.hit("shift+tab", "up", "shift+tab", "5", "backspace", "7", "enter")
        stayed = runner.app.return_value
        await runner.hit("shift+tab", "6")
        await runner.press("space")

    assert stayed is None
    assert [item["done"] for item in runner.saved(home)[0]["sets"]] == [8, 1, 1, 6, 7, 2]


async def test_a_number_that_is_too_large_to_be_true_is_refused_without_a_word(home: Path) -> None:
    """A number that is too large to be true is refused without a word more."""
    async with running(home, AMRAP) as runner:
        await runner.wait(66)
        await runner.pilot.pause()
        await runner.hit("9", "9", "9", "9", "up", "up", "up")

        assert runner.saved(home)[0]["sets"][0]["done"] == 10_000


@pytest.mark.parametrize("key", ["space", "escape", "pagedown", "ctrl+c", "ctrl+q"])
async def test_a_program_that_was_started_as_a_session_ends_with_status_0(home: Path, key: str) -> None:
    """A program that was started as a session ends with status 0."""
    async with running(home) as runner:
        await runner.press("s", "q", "f", key)

    assert (runner.app.return_value, runner.app.is_running) == (0, False)


@pytest.mark.parametrize("key", ["space", "ctrl+q"])
async def test_leaving_for_home(home: Path, key: str) -> None:
    """A session that was begun at home goes back there, from where the next can begin."""
    async with running(home, start="home") as runner:
        await runner.press("s", "q", "f", key)
        back = (runner.app.screen.name, runner.title, len(runner.app.screen_stack))
        await runner.press("space")

        assert back == ("home", "runstrength", 1)
        assert runner.app.screen.name == "session"


@pytest.mark.parametrize("key", ["space", "right"])
async def test_a_heavy_hand(home: Path, key: str) -> None:
    """The key that ended the last set, held down, does not leave the summary unseen nor say anything in it."""
    async with running(home) as runner:
        await runner.go_to(12)
        await runner.wait(5)
        await runner.hold_down(key)

        assert (runner.app.screen.name, runner.app.return_value) == ("summary", None)
        assert [(item["effort"], item["note"]) for item in runner.saved(home)] == [(None, "")]


async def test_with_no_save_the_summary_says_so_takes_effort_and_note_all_the_same(home: Path) -> None:
    """With `--no-save` the summary says so, takes effort and note all the same, and leaves no file."""
    async with running(home, saves=False) as runner:
        await runner.press("s", "q", "f")
        await runner.hit("7")

        assert "not saved" in runner.says("#facts").lower()
        assert runner.says("#fields").splitlines()[-2].endswith("  hard")
    assert not (home / "data").exists()


async def test_a_full_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the history cannot be written, the summary says why and where the session is, and edits go there."""
    save = Store.save

    def full(self: Store, record: object) -> Path:
        if self.folder.name == "history":
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(self, record)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "save", full)
    async with running(home, size=(200, 60)) as runner:
        await runner.press("s", "q", "f")
        await runner.hit("7")
        kept = list((home / "state").rglob("*.json"))

        assert "The history can't be written (No space left on device)" in runner.says("#facts")
        assert [str(path) in runner.says("#facts") for path in kept] == [True]
        assert '"effort": 7' in kept[0].read_text("utf-8")


async def test_the_file_is_gone(home: Path) -> None:
    """When the file was moved away meanwhile, an edit says that it is not saved, and nothing breaks."""
    async with running(home, notifications=True) as runner:
        await runner.press("s", "q", "f")
        next((home / "data").rglob("*.json")).unlink()
        await runner.hit("7")
        await runner.pilot.pause()

        assert "That couldn't be saved" in runner.painted


@pytest.mark.parametrize("routine", [SMALL, RUNNER.read_text("utf-8")], ids=["small", "whole"])
async def test_at_every_size_it_says_how_much_was_done_asks_for_effort_and_note(home: Path, routine: str) -> None:
    """At every size it says how much was done, asks for effort and note, and shows the way out, all at once."""
    async with running(home, routine) as runner:
        await runner.press("s", "q", "f")
        for size in ((40, 12), (60, 20), (80, 24), (120, 40), (200, 60)):
            await runner.pilot.resize_terminal(*size)
            await runner.pilot.pause()

            for words in (f"0 of {runner.session.plan.sets} sets", "EFFORT", "9 10", "NOTE", "space leave"):
                assert words.replace(" ", "") in runner.painted.replace(" ", ""), (size, words)


def blocked(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let files stand where the folders of sessions would be, and the temporary folder be the test's own."""
    temporary = home / "temporary"
    temporary.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    paths = [home / "data" / "history", home / "state" / "unsaved"]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("in the way", encoding="utf-8")
    return paths


async def test_nothing_can_be_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be saved is tried again at every key; effort and note that were typed meanwhile are in it."""
    paths = blocked(home, monkeypatch)
    async with running(home, size=(120, 40)) as runner:
        await runner.press("s", "q", "f")
        assert "The history can't be written" in runner.says("#facts")
        await runner.press("tab", "7", "n")
        await runner.hit("h", "o", "t", "enter")
        await runner.pilot.pause()
        assert runner.saved(home) == []
        for path in paths:
            path.unlink()
        await runner.press("right")
        assert "saved" in runner.says("#facts")
        assert [(one["effort"], one["note"], len(one["sets"])) for one in runner.saved(home)] == [(7, "hot", 1)]
        assert list((home / "state" / "journal").glob("*.jsonl")) == []
        assert list((home / "temporary").iterdir()) == []
        await runner.press("q")
    assert not runner.app.is_running


@pytest.mark.parametrize("key", ["q", "escape", "space", "ctrl+q"])
async def test_leaving_what_is_not_saved(home: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """Leaving asks once while the session is not saved; another key means to stay, and the same key leaves."""
    blocked(home, monkeypatch)
    async with running(home, size=(120, 40)) as runner:
        await runner.press("s", "q", "f", key)
        assert runner.app.screen.name == "summary"
        assert "Not saved yet" in runner.says("#foot")
        await runner.press("up")
        assert "Not saved yet" not in runner.says("#foot")
        await runner.press(key, key)
        words = runner.app.services.recorder.rescue_text()
    assert not runner.app.is_running
    assert len(json.loads(words[words.index("{") :])["sets"]) == 1
    assert runner.app.services.recorder.unsaved


def test_the_line_in_the_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a session the shell has one line: how much is saved, in how many minutes, and where; all of it plain."""
    monkeypatch.setenv("HOME", str(tmp_path))
    started = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
    plank = SetDone(
        step=1, exercise="plank", block="A", set=1, target=SetTarget("hold", 30), done=30, seconds=30, at=10
    )
    record = Record(
        id="x", kind="session", started=started, ended=started, completed=True, sets=(plank,), active_seconds=1860
    )
    path = tmp_path / "data" / "a\x1b]0;b.json"
    assert parting_line(SavedSession(record, path, in_history=True)) == "Saved: 1 set, 31 min, ~/data/a\\x1b]0;b.json"
    assert parting_line(SavedSession(record, Path("/x.json"), "No.")).endswith(
        "/x.json. The next start moves it to the history."
    )
    spoken = parting_line(SavedSession(record, Path("/2025-26/5 m/x.json"), in_history=True), whole_words)
    assert spoken == "Saved: 1 set, 31 minutes, /2025-26/5 m/x.json"
    assert parting_line(SavedSession(record, None)) == ""
    assert parting_line(SavedSession(record, None, nothing_done=True)) == "Nothing done, nothing saved."


def test_what_comes_next_in_the_shell() -> None:
    """The second line has the session that home will offer: its title, its blocks and how long it takes, all plain."""
    plan = plan_of("runner", "beginner")
    assert re.fullmatch(r"Next: .+, blocks A, B, C, finisher, \d+ min", next_line(plan))
    assert len(next_line(replace(plan, title="x\x1b[31m" * 50))) < 100
    assert next_line(replace(plan, title="a\x1b[31m")).startswith("Next: a\\x1b[31m, ")
    one = replace(plan, steps=tuple(step for step in plan.steps if step.block == "A"))
    assert ", block A, " in next_line(one)
    assert next_line(replace(plan, steps=())) == ""


async def test_a_personal_best(home: Path) -> None:
    """A personal best is one line below what was done; it follows a correction, and isn't there on a first time."""
    async with running(home) as runner:
        await runner.finish()
        assert "Personal best" not in runner.says("#facts")
    async with running(home) as runner:
        await runner.finish()
        assert "Personal best" not in runner.says("#facts"), "the same again is no best"
        await runner.hit("shift+tab", "shift+tab", "shift+tab", "1", "1", "enter")
        assert runner.says("#facts").splitlines()[1:] == ["Personal best: squat 11 reps"]
        await runner.hit("8", "enter")
        await settled(runner.pilot)
        assert "Personal best" not in runner.says("#facts")

"""A session in a real pseudo-terminal, from the command line to the file that it leaves."""

from __future__ import annotations

import json
import re
import subprocess
import time
import tomllib
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from runstrength.figure import pixels
from runstrength.history.store import Row
from runstrength.session.record import Record, SetDone, SetTarget
from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

TINY = """\
title = "Tiny"
[[blocks]]
name = "A"
sets = 2
rest = 3
ready = 1
switch = 1
[[blocks.slots]]
exercise = "side_plank"
hold = 2
[[blocks.slots]]
exercise = "squat"
reps = 3
"""
LONG = """\
title = "Long"
[[blocks]]
name = "A"
sets = 1
ready = 1
[[blocks.slots]]
exercise = "plank"
hold = 20
"""
THREE = """\
title = "Three"
[[blocks]]
name = "A"
sets = 3
rest = 60
ready = 30
[[blocks.slots]]
exercise = "squat"
reps = 3
"""
NEAR = 0.25
"""Seconds from a key pressed, or a step seen, to its time in the file."""
QUESTION = "How much strength training"


@pytest.fixture
def tiny(tmp_path: Path) -> str:
    """Return the path of a routine of two sets: a side plank of 2 s, and 3 squats."""
    path = tmp_path / "tiny.toml"
    path.write_text(TINY, encoding="utf-8")
    return str(path)


@pytest.fixture
def long(tmp_path: Path) -> str:
    """Return the path of a routine of one plank of 20 s."""
    path = tmp_path / "long.toml"
    path.write_text(LONG, encoding="utf-8")
    return str(path)


@pytest.fixture
def answered(home: Path) -> Path:
    """Return the home of somebody who has answered the questions of the first start."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('level = "beginner"\nhealth_note_read = true\n', encoding="utf-8")
    return home


def kept(home: Path) -> list[Path]:
    """Return every file of the history, and whatever else is in the folder of the data."""
    return sorted(path for path in (home / "data").rglob("*") if path.is_file())


def only_session(home: Path) -> dict[str, Any]:
    """Return the only session that was kept."""
    (path,) = kept(home)
    session: dict[str, Any] = json.loads(path.read_bytes())
    return session


def answer(program: list[str], *arguments: str) -> Any:
    """Return the JSON document that a command prints."""
    result = subprocess.run([*program, *arguments], capture_output=True, timeout=30, check=True)
    return json.loads(result.stdout)


def shows(terminal: Terminal, number: str) -> bool:
    """Tell whether the number stands on the screen, drawn from pixels of any size."""
    rows = terminal.screen
    for scale in range(terminal.size[1] * 2 // 5, 0, -1):
        drawn = pixels.digits(number, scale)
        for y in range(len(rows) - len(drawn) + 1):
            places = re.finditer(f"(?={re.escape(drawn[0])})", rows[y])
            if any(all(rows[y + i].startswith(row, x.start()) for i, row in enumerate(drawn)) for x in places):
                return True
    return False


def spells(terminal: Terminal, text: str) -> bool:
    """Tell whether a text stands on the screen in pixel letters."""
    for narrow in (False, True):
        drawn = pixels.letters(text, 1, narrow=narrow)
        for y in range(len(terminal.screen) - len(drawn) + 1):
            if all(row.rstrip() in line for row, line in zip(drawn, terminal.screen[y:], strict=False)):
                return True
    return False


def test_a_weight_entered_changed_and_corrected(program: list[str], answered: Path, tmp_path: Path) -> None:
    """Entered in the lead-in, changed in the rest, corrected in the summary: the record has all three weights.

    The next session proposes the last one.
    """
    config = answered / "config" / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + 'equipment = ["dumbbell"]\n', encoding="utf-8")
    path = tmp_path / "three.toml"
    path.write_text(THREE, encoding="utf-8")

    def go_on(title: str) -> None:
        terminal.read_for(0.8)  # a press of its own
        terminal.press("space")
        terminal.wait_for_title(title)

    with Terminal([*program, "session", str(path), "--level", "intermediate"], size=(80, 24)) as terminal:
        terminal.wait_for("GET READY")
        terminal.press("tab", "1", "2", ",", "5", "enter")
        terminal.wait_until(lambda: spells(terminal, "12.5 kg"), what="the weight that was entered")
        go_on("^3 reps Goblet squat")
        go_on("Rest, next: Goblet squat")
        terminal.press("tab", "tab", "1", "4", "enter")
        terminal.wait_until(lambda: spells(terminal, "14 kg"), what="the weight that was changed")
        go_on("Get ready: Goblet squat")
        go_on("^3 reps Goblet squat")
        go_on("Rest, next: Goblet squat")
        go_on("Get ready: Goblet squat")
        go_on("^3 reps Goblet squat")
        terminal.read_for(0.8)
        terminal.press("space")
        terminal.wait_for("3 of 3 sets")
        terminal.press("shift+tab", "tab", "1", "6", "enter")
        terminal.wait_for("16 kg")
        terminal.read_for(0.8)
        terminal.press("space")
        assert terminal.wait_exit() == 0

    assert [item["load_kg"] for item in only_session(answered)["sets"]] == [12.5, 14, 16]
    plan = answer(program, "plan", str(path), "--json")
    assert {step.get("load_kg") for step in plan["steps"]} == {16}


@pytest.mark.paced
def test_a_whole_session(program: list[str], answered: Path, tiny: str) -> None:
    """A session driven to its end leaves one file that says what happened, when, and to whom who asks."""
    seen: dict[str, float] = {}
    pressed: dict[str, float] = {}

    def see(name: str, title: str) -> None:
        terminal.wait_for_title(title)
        seen[name] = terminal.read_at

    def press(name: str, key: str, after: float = 0.0) -> None:
        terminal.read_for(after)
        pressed[name] = time.monotonic()
        terminal.press(key)

    begun = datetime.now().astimezone()
    with Terminal([*program, "session", tiny], size=(80, 24)) as terminal:
        terminal.title = "my shell"
        see("L1", "^0:02 Side plank, left$")
        see("R1", "^0:02 Side plank, right$")
        see("squat 1", "^3 reps Squat$")
        press("squat 1", "space", after=1.0)
        terminal.wait_for("JUST DONE")
        press("one more", "up")
        terminal.wait_for(r"squat +4\b")
        see("R2", "^0:02 Side plank, right$")
        press("R2", "enter", after=1.3)
        see("L2", "^0:02 Side plank, left$")
        press("L2", "s", after=0.9)
        see("squat 2", "^3 reps Squat$")
        press("squat 2", "pagedown", after=0.8)
        terminal.wait_for(r"5 of 6 sets")
        session = only_session(answered)  # before anything is asked
        assert (session["effort"], session["note"]) == (None, "")
        terminal.press("7")
        terminal.wait_for("7 .*hard")
        terminal.press("n")
        terminal.wait_for("esc cancel")
        terminal.press("calf tight", "enter")
        terminal.wait_for("NOTE +calf tight")
        terminal.read_for(0.8)  # a key of its own: not the one that ended the session, held down
        terminal.press("space")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
        assert terminal.title == "my shell"

    session = only_session(answered)
    sets = session.pop("sets")
    # What is seen can only be late: the least of all is nearest to the truth.
    start = min(seen["L1"] - 1.0, seen["R1"] - 4.0, seen["squat 1"] - 7.0)
    ends = {name: moment - start for name, moment in pressed.items()}
    rest = ends["squat 1"] + 3.0
    times = [
        (1.0, 2.0),
        (4.0, 2.0),
        (7.0, ends["squat 1"] - 7.0),
        (rest, ends["R2"] - rest),
        (ends["R2"] + 1.0, ends["L2"] - ends["R2"] - 1.0),
        (ends["L2"] + 1.0, ends["squat 2"] - ends["L2"] - 1.0),
    ]
    told = [(item.pop("at"), item.pop("seconds")) for item in sets]
    assert told == [(pytest.approx(at, abs=NEAR), pytest.approx(seconds, abs=NEAR)) for at, seconds in times]
    held = sets[3].pop("done")
    assert held == round(told[3][1])  # kept in full seconds

    plank = {"kind": "hold", "value": 2, "low": 2, "high": 2}
    squat = {"kind": "reps", "value": 3, "low": 3, "high": 3}
    same = {"variant": None, "block": "A", "load_kg": None, "reserve": None, "niggle": False, "instead_of": None}
    side_plank = {**same, "exercise": "side_plank", "target": plank, "skipped": False}
    squats = {**same, "exercise": "squat", "target": squat, "skipped": False, "side": None}
    assert sets == [
        {**side_plank, "step": 1, "set": 1, "side": "left", "done": 2},
        {**side_plank, "step": 3, "set": 1, "side": "right", "done": 2},
        {**squats, "step": 5, "set": 1, "done": 4},
        {**side_plank, "step": 8, "set": 2, "side": "right"},
        {**side_plank, "step": 10, "set": 2, "side": "left", "done": 0, "skipped": True},
        {**squats, "step": 12, "set": 2, "done": 3},
    ]

    began, ended = (datetime.fromisoformat(session.pop(key)) for key in ("started", "ended"))
    assert began.utcoffset() == begun.utcoffset()
    assert timedelta() < began - begun < timedelta(seconds=10)
    assert (ended - began).total_seconds() == pytest.approx(ends["squat 2"], abs=NEAR)
    assert session.pop("active_seconds") == pytest.approx(ends["squat 2"], abs=NEAR)
    assert re.fullmatch(r"[0-9a-f]{8}", id_ := session.pop("id"))
    assert session == {
        "schema": 1,
        "kind": "session",
        "routine": "tiny",
        "title": "Tiny",
        "level": "beginner",
        "completed": True,
        "effort": 7,
        "note": "calf tight",
        "planned_seconds": 34.0,
        "planned_sets": 6,
        "paused_seconds": 0.0,
        "checkin": None,
        "asked": ["squat"],
    }
    whole = only_session(answered)
    assert set(whole) == set(Record.__struct_fields__) - {"eased", "answers", "imported"}  # only of other records
    others = {"tempo", "parts", "extra", "every"}
    assert {key for item in whole["sets"] for key in item} == set(SetDone.__struct_fields__) - others
    assert {key for item in whole["sets"] for key in item["target"]} == set(SetTarget.__struct_fields__)

    assert answer(program, "history", "show", "last", "--json") == whole
    (row,) = answer(program, "history", "list", "--json")
    assert set(row) == set(Row.__struct_fields__) - {"eased"}  # which only the weekly goal reads
    assert (row["sets_done"], row["sets_planned"], row["seconds"]) == (5, 6, whole["active_seconds"])
    assert all(row[key] == whole[key] for key in row.keys() & whole.keys())

    with Terminal([*program, "history"]) as terminal:
        terminal.wait_for(r"Tiny .* 5/6 +7\b")
        terminal.press("enter")
        terminal.wait_for("calf tight")
        assert id_ in str(kept(answered)[0])
        terminal.press("q", "ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []


def test_the_first_start_asks_for_the_level_and_shows_the_health_note(
    program: list[str], home: Path, long: str
) -> None:
    """The first start asks for the level and shows the health note; the next ones ask nothing."""
    with Terminal([*program, "session", long]) as terminal:
        terminal.wait_for(QUESTION)
        terminal.press("2")
        terminal.wait_for("Check with a doctor")
        terminal.press("1")
        terminal.wait_for("Plank")
        terminal.press("q")
        terminal.wait_for("END THE SESSION")
        terminal.press("d", "d")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
    settings = tomllib.loads((home / "config" / "config.toml").read_text("utf-8"))
    assert settings == {"level": "intermediate", "health_note_read": True, "minutes": 30}

    with Terminal([*program, "session", long]) as terminal:
        terminal.wait_for_title("Get ready: Plank")
        terminal.press("s")  # its only set
        terminal.wait_for("saved")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert QUESTION.encode() not in terminal.raw
    assert only_session(home)["level"] == "intermediate"


@pytest.mark.paced
@pytest.mark.parametrize("save", [False, True], ids=["unsaved", "saved"])
def test_a_rehearsal_at_twenty_times_the_speed_is_soon_over(
    program: list[str], answered: Path, tiny: str, save: bool
) -> None:
    """A rehearsal at twenty times the speed is soon over, and kept only with --save."""
    more = ["--save"] if save else []
    with Terminal([*program, "session", tiny, "--hands-free", "--speed", "20", *more]) as terminal:
        terminal.wait_for_title("Get ready")
        seen = terminal.read_at
        terminal.wait_for("6 of 6 sets")
        assert terminal.read_at - seen == pytest.approx(34 / 20, abs=0.7)
        assert ("Not saved" in terminal.text) != save
        terminal.press("q")
        assert terminal.wait_exit() == 0

    if save:
        session = only_session(answered)
        assert session["active_seconds"] == pytest.approx(session["planned_seconds"], abs=0.01)
        assert [item["done"] for item in session["sets"]] == [2, 2, 3, 2, 2, 3]
    else:
        assert kept(answered) == []


def test_finish_at_once(program: list[str], answered: Path, tiny: str) -> None:
    """Ctrl+c twice ends a session early and keeps what was done, with `completed` false."""
    with Terminal([*program, "session", tiny]) as terminal:
        terminal.wait_for_title("^0:01 Switch sides: Side plank, right")
        terminal.press("ctrl+c", "ctrl+c")
        terminal.wait_for("1 of 6 sets")
        assert only_session(answered)["completed"] is False
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert "Saved: 1 set, 1 min, " in terminal.text
        assert re.search(r"Next: .+, blocks? A.*, \d+ min", terminal.text)
        terminal.press("enter")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
    session = only_session(answered)
    assert [(item["step"], item["done"]) for item in session["sets"]] == [(1, 2)]


def test_discarding_takes_two_presses_and_leaves_no_file(program: list[str], answered: Path, tiny: str) -> None:
    """Discarding takes two presses and leaves no file, whatever was done."""
    with Terminal([*program, "session", tiny]) as terminal:
        terminal.wait_for_title("Switch sides")
        terminal.press("escape")
        terminal.wait_for("END THE SESSION")
        terminal.press("d")
        terminal.wait_for("press d again")
        terminal.read_for(0.8)  # sooner it could be a key that is held down
        terminal.press("d")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
    assert kept(answered) == []
    assert answer(program, "history", "list", "--json") == []


def test_with_no_save_the_question_at_the_end_and_the_summary_say_so(
    program: list[str], answered: Path, tiny: str
) -> None:
    """With --no-save the question at the end and the summary say so, and no file is left."""
    with Terminal([*program, "session", tiny, "--no-save"]) as terminal:
        terminal.wait_for_title("Switch sides")
        terminal.press("q")
        terminal.wait_for("nothing is saved")
        terminal.press("f")
        terminal.wait_for("1 of 6 sets")
        terminal.wait_for("Not saved")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert kept(answered) == []


@pytest.mark.paced
def test_the_windows_title_counts_down_second_by_second(program: list[str], answered: Path, long: str) -> None:
    """The window's title counts down second by second, and the screen with it, also while the window is resized."""
    ticks: list[tuple[int, float]] = []
    sizes = {17: (120, 40), 15: (60, 20), 13: (40, 12)}
    with Terminal([*program, "session", long, "--no-save"], size=(80, 24)) as terminal:
        deadline = time.monotonic() + 25
        while not (ticks and ticks[-1][0] <= 11) and time.monotonic() < deadline:
            terminal.pump(0.25)
            match = re.match(r"0:(\d\d) Plank$", terminal.title)
            if match and (not ticks or ticks[-1][0] != int(match[1])):
                left = int(match[1])
                ticks.append((left, terminal.read_at))
                shown = partial(shows, terminal, f"{left:2}")
                terminal.wait_until(shown, 0.6, f"{left} on the screen")
                if left in sizes:
                    terminal.resize(*sizes[left])
                    terminal.wait_until(shown, 0.8, f"{left} after a resize")
        terminal.press("ctrl+c", "ctrl+c")  # no set is done: there is no summary
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
    assert [left for left, _ in ticks] == list(range(20, 10, -1))
    assert [after - before for (_, before), (_, after) in pairwise(ticks)] == [pytest.approx(1.0, abs=0.3)] * 9


EVIL = r"[red]Hot[/red]\u001b]0;evil\u0007\u001b[31m\u202efdp\u009b2J"
EVIL_ROUTINE = f"""\
title = "T{EVIL}"
about = "A{EVIL}"
[[blocks]]
sets = 1
ready = 1
[[blocks.slots]]
exercise = "hot"
hold = 1
[[blocks.slots]]
exercise = "hot"
hold = 20
"""
EVIL_EXERCISE = f"""\
name = "N{EVIL}"
kind = "hold"
min = 1
max = 20
start_position = "S{EVIL}"
cues = ["C{EVIL}"]
"""


def test_text_is_data(program: list[str], answered: Path) -> None:
    """What a file says is shown as it is: no markup, no escape sequence and no reversed text reaches the terminal."""
    for folder, name, text in (("routines", "evil", EVIL_ROUTINE), ("exercises", "hot", EVIL_EXERCISE)):
        (answered / "config" / folder).mkdir()
        (answered / "config" / folder / f"{name}.toml").write_text(text, encoding="utf-8")
    raw = bytearray()
    with Terminal([*program], size=(120, 40)) as terminal:
        terminal.wait_for("Start the session")
        terminal.press("r")
        terminal.wait_for(r"T\[red\]Hot\[/red\]")
        terminal.press("enter")
        terminal.wait_for_title(r"Get ready: N\[red\]Hot")
        terminal.wait_for(r"N\[red\]Hot\[/red\]")
        terminal.wait_for(r"C\[red\]Hot\[/red\]")
        terminal.wait_for_title(r"0:20 N\[red\]Hot")
        terminal.press("ctrl+c", "ctrl+c")
        terminal.wait_for(r"1 of 2 sets")
        terminal.press("q")
        terminal.wait_for("Start the session")
        terminal.press("h")
        terminal.wait_for(r"T\[red\]Hot\[/red\]")
        terminal.press("enter")
        terminal.wait_for("1 of 2 sets")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        raw += terminal.raw
    for arguments in ("history list", "history show last", "plan evil", "routines show evil", "exercises hot"):
        result = subprocess.run([*program, *arguments.split()], capture_output=True, timeout=30, check=True)
        raw += result.stdout + result.stderr
    found = [text for text in ("\x1b]0;evil", "\x07\x1b[31m", "\u202e", "\x9b") if text.encode() in raw]
    assert found == []


def test_without_colours_a_session_starts_and_ends_in_shades_of_grey_alone(
    program: list[str], answered: Path, tiny: str
) -> None:
    """Without colours a session starts and ends in shades of grey alone."""
    with Terminal([*program, "session", tiny, "--no-save"], env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("GET READY  Side plank")
        terminal.wait_for("HOLD  Side plank")
        terminal.press("s")
        terminal.wait_for_title("Switch sides")
        terminal.press("ctrl+c", "ctrl+c")
        terminal.wait_for("Not saved")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on == []
        shades = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", bytes(terminal.raw))
    assert shades
    assert [shade for shade in shades if len(set(shade)) > 1] == []

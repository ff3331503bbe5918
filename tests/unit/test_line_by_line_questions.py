"""What is asked line by line before and in a session, and what else comes in: each key is understood or explained."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from runstrength import locations
from runstrength.remote.client import ask
from runstrength.remote.events import DISCARDED
from runstrength.remote.remote_control import RemoteControl
from runstrength.session.state import Mode
from runstrength.settings import read_settings
from runstrength.sound import platform_voice
from runstrength.sound.controller import PATIENCE, SoundController
from tests.conftest import FakeClock
from tests.support.driving import SMALL
from tests.support.line_by_line import Listener, with_routine
from tests.support.loops import looped
from tests.support.sound_helpers import RecordingPlayer

DOSES = """
title = "Doses"
[[blocks]]
name = "A"
sets = 1
[[blocks.slots]]
exercise = "farmers_carry"
carry_m = 40
[[blocks.slots]]
exercise = "squat"
reps = "max"
[[blocks]]
name = "B"
amrap = 300
[[blocks.slots]]
exercise = "squat"
reps = 8
"""


def small(home: Path, text: str = SMALL, **others: Any) -> Listener:
    """Return somebody who begins a small session."""
    return Listener(with_routine(home, text), **others)


def trained(home: Path) -> None:
    """Leave one session in the history."""
    small(home).press("space", "space", "q", "f", "q")


# -- before a session --------------------------------------------------------------------------------------------------


def test_back_to_the_level(home: Path) -> None:
    """The level can be chosen again before anything is saved; minutes that were chosen for today alone stay."""
    listener = small(home, answered=False, minutes=20)
    assert listener.after("x") == ["Press 1, 2 or 3."]
    listener.press("3", "up", "enter")
    assert listener.lines[-1] == "Press 1 or enter to continue, 2 to go back to the level."
    assert listener.after("2")[-1] == "Press 1, 2 or 3."
    listener.press("1", *"30", "enter", "1")
    settings, _ = read_settings(home / "config" / "config.toml")
    assert (settings.level, settings.minutes) == ("beginner", 30)
    assert listener.services.planner.choices.minutes == 20


@looped("keys", [("ctrl+c",), ("2", "ctrl+c"), ("2", "enter", "ctrl+q")])
def test_the_first_start_is_left(home: Path, keys: tuple[str, ...]) -> None:
    """Ctrl+c at any question of the first start leaves, and saves nothing."""
    listener = small(home, answered=False)
    listener.press(*keys)
    assert listener.status == 0
    assert not (home / "config" / "config.toml").exists()


def test_the_check_in_is_overruled(home: Path) -> None:
    """After a bad night the session is lighter, or the full one if that is asked for; q leaves and keeps nothing."""
    trained(home)
    listener = small(home, checkin=True)
    usual = listener.lines[-1]
    assert usual.startswith("Small, beginner, 2 sets")
    assert listener.after("1", "escape")[-1] == listener.after("5", "escape")[-1] == usual
    lighter = listener.after("1", "4", "enter")
    assert lighter[-2].startswith("Small, beginner, 1 set")
    assert lighter[-1] == "F: full session."
    assert listener.after("z") == ["Press 1, 2, 3, 4, 5, 6, space, q or f."]
    assert listener.after("f")[-1] == "F: adjusted session."
    assert listener.after("f") == lighter[-2:]
    listener.press("f", "space")
    assert listener.session.plan.sets == 6
    left = small(home, checkin=True)
    left.press("1", "4", "enter", "q")
    assert (left.status, left.services.profile.checkin, len(left.saved(home))) == (0, None, 1)


def interrupted(home: Path, **others: Any) -> None:
    """Leave a session behind before its second set, as a program that is killed does."""
    listener = small(home, **others)
    listener.press("space", "space")
    listener.services.recorder.close()


def test_the_answer_of_the_command_line(home: Path) -> None:
    """`--resume` goes on with what was interrupted, without a keyboard too where none is needed; `--fresh` saves it."""
    for has_keys in (True, False):
        interrupted(home / f"{has_keys}", hands_free=True)
        resumed = small(home / f"{has_keys}", has_keys=has_keys, answer="resume")
        assert "was interrupted" not in resumed.text
        assert [item.done for item in resumed.session.state.log] == [8]
        assert resumed.session.state.step.index == 2
    interrupted(home)
    fresh = small(home, answer="fresh")
    assert [len(record["sets"]) for record in fresh.saved(home)] == [1]
    assert fresh.session.state.log == ()
    assert "was interrupted" not in fresh.text


def test_resumed_by_another_program(home: Path) -> None:
    """An interrupted session stays when its question is left; what another program resumes meanwhile is its own."""
    interrupted(home)
    left = small(home)
    left.press("q")
    assert left.status == 0
    first = small(home)
    assert first.lines[0].startswith("A session from 07:30 was interrupted")
    small(home).press("r")
    assert first.after("r")[0] == "Another runstrength has resumed that session."
    assert first.session.state.log == ()
    assert small(home).lines[0].startswith("A session is running already, since 07:30, in process ")


# -- in a session ------------------------------------------------------------------------------------------------------


def test_every_dose_is_said(home: Path) -> None:
    """Meters, max reps and max rounds are said in words, before the set and when it begins."""
    listener = small(home, DOSES, equipment=("dumbbell",))
    for words in ("40 meters", "as many reps as you can", "as many rounds as you can in 5 minutes"):
        while listener.session.mode is not Mode.READY:
            listener.press("space")
        assert f"{words[:1].upper()}{words[1:]}." in listener.text
        assert listener.after("space")[0].startswith("Go: ")
        assert f", {words}." in listener.text


def test_a_wrong_key_in_a_question(home: Path) -> None:
    """In each question of a session a key that means nothing is answered with those that do; a held one asks once."""
    listener = small(home)
    assert listener.after("q", "x")[-1] == "Press space, f or d."
    listener.press("space")
    assert listener.after("o", "x")[-1] == "Press a number, space or escape."
    assert listener.after("5", "backspace", "escape")[0].startswith("5 minutes: ")
    listener.hit("x", "x", "x")  # it is held down
    assert listener.lines[-1].startswith("Press a number, or the arrow keys and space.")
    assert listener.after("9", "z") == ["The last choice is 5.", "Press a number, space or escape."]
    third = listener.after("left", "left", "left")[-1]
    assert third.startswith("3: Instead: ")
    assert listener.after("space")[0].startswith("Swapped. Get ready, 10 seconds. A1, set 1 of 2. ")
    assert third.split(": ")[2].partition(",")[0].removesuffix(".") in listener.session.state.step.name
    assert listener.after("?", "?")[-1].startswith("Resumed.")
    listener.hit("?", "?")
    assert listener.lines[-1] == "Escape or space closes the help."


def test_where_nothing_can_be_done_instead_that_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be done instead, that is said, and every key that chooses or leaves continues."""
    listener = small(home)
    monkeypatch.setattr(type(listener.services.planner), "substitutes", lambda planner, session: ())
    nothing = "No alternatives for this exercise. Escape continues."
    assert listener.after("x")[-1] == nothing
    assert listener.after("1", "down") == ["Press escape."] * 2
    assert listener.after("space")[0].startswith("Resumed. Squat")


def at_the_last_hold(home: Path) -> Listener:
    """Return somebody whose last set has just ended by itself, though nobody has looked at the clock since."""
    listener = small(home)
    while not (listener.session.state.step.set == 2 and listener.session.state.step.side == "left"):
        listener.press("space")
    while listener.session.mode is not Mode.WORK:
        listener.press("space")
    assert listener.session.due is not None
    listener.let_pass(listener.session.due - listener.clock.now - 0.05)
    listener.clock.advance(0.2)
    return listener


def test_a_key_after_the_end(home: Path) -> None:
    """A key that comes when the last set is over, and nobody has looked at the clock since, asks nothing any more."""
    listener = at_the_last_hold(home)
    assert "Session complete: Small." in listener.heard(lambda: listener.hit("q"))
    assert "End the session?" not in listener.text
    assert listener.after("8") == ["Effort 8: very hard."]


def test_pain_in_the_last_moment(home: Path) -> None:
    """A key for a set that has just ended by itself is about that set, also if it was the last one."""
    listener = at_the_last_hold(home)
    assert "Noted: side plank, left hurt a bit. n to undo." in listener.heard(lambda: listener.hit("n"))
    listener.press("q")
    assert [item["niggle"] for item in listener.saved(home)[0]["sets"]] == [False] * 5 + [True]


def test_reps_left_and_back(home: Path) -> None:
    """The key of the question about reps left goes back too, and says to what; a decimal sign is no answer."""
    listener = Listener(home, level="beginner")
    while "how many more could you have done? Optional: press e" not in listener.text:
        listener.press("space")
    assert listener.after("up") == ["Plank: 2 seconds."]
    assert listener.after("e", ".")[1:] == ["Press 0 to 4."]
    assert listener.after("e") == ["Plank: 2 seconds."]
    assert listener.after(*"9" * 6, "e", "tab", "escape")[1:] == [
        *['"999999" isn\'t valid: use 0 to 10000 seconds'] * 2,
        "Not changed. Plank: 2 seconds.",
    ]


def test_what_is_typed_is_left(home: Path) -> None:
    """A typed number can be taken back, and what stays is said; a rest that is over is paused and goes on."""
    listener = small(home, advance="wait")
    while listener.session.mode is not Mode.REST:
        listener.press("space")
    assert listener.after("5", "escape") == ["5", "Not changed. Side plank, right: 1 second."]
    assert listener.after("9", "backspace") == ["9", "Nothing typed."]
    listener.let_pass(40)
    listener.press("p")
    assert listener.after("space") == ["Resumed. The rest is over."]
    assert listener.after("minus") == ["The rest is over: press space to start."]


def test_steps_that_were_caught_up(home: Path) -> None:
    """When the program looks at the clock late, a step that is over by then is named before the one under way."""
    brief = SMALL.replace("ready = 10", "ready = 1").replace("switch = 5", "switch = 1")
    listener = small(home, brief, hands_free=True)
    for lines in (
        ("Get ready, 1 second. A2, set 1 of 2. Side plank, left.", "Go: side plank, left"),
        ("Switch sides, 1 second. Right side.", "Go: side plank, right"),
    ):
        while listener.session.mode is not Mode.WORK:
            listener.let_pass(0.5)
        assert listener.session.due is not None
        listener.let_pass(listener.session.due - listener.clock.now - 0.2)
        listener.wake.fire()
        listener.clock.advance(1.6)
        said = listener.heard(listener.wake.fire)
        assert [line.startswith(words) for line, words in zip(said, lines, strict=True)] == [True, True]


def test_a_program_that_is_stopped_by_ctrl_z_has_paused_its_session_before(home: Path) -> None:
    """A program that is stopped by ctrl+z has paused its session before; one that has ended can't be paused."""
    listener = small(home)
    plain = listener.conversation.session
    assert plain is not None
    plain.suspend()
    assert listener.lines[-1] == "Paused. 10 seconds to go. Space resumes."
    listener.press("space", "space", "space", "q", "f")
    before = listener.text
    plain.suspend()
    assert listener.text == before


class Display:
    """A display that is kept awake, or not."""

    def __init__(self) -> None:
        self.awake: list[bool] = []

    def acquire(self) -> None:
        """Keep it awake."""
        self.awake.append(True)

    def release(self, timeout: float = 0.0) -> None:
        """Let it sleep."""
        self.awake.append(False)


@pytest.fixture
def no_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take this machine's voice away."""
    monkeypatch.setattr(platform_voice, "platform_voice", lambda: "")


def sound_of(home: Path, clock: FakeClock, player: RecordingPlayer) -> SoundController:
    """Return a sound that this player plays."""
    return SoundController(
        "auto", assets=locations.assets_dir(), generated_dir=home, clock=clock, bell=lambda: None, player=player
    )


@pytest.mark.usefixtures("no_voice")
async def test_the_sound_is_waited_for(home: Path) -> None:
    """The clock starts when the sound is ready, not during a question; the display is awake until the end."""
    clock, player, display = FakeClock(), RecordingPlayer(ready=False), Display()
    listener = small(home, clock=clock, sound=sound_of(home, clock, player), wake_lock=display)
    assert (listener.session.mode, display.awake) == (Mode.WAITING, [True])
    listener.hit("?")
    player.change(ready=True)
    await asyncio.sleep(0)
    listener.let_pass(10)
    assert listener.session.due is None
    listener.hit("escape")
    assert listener.session.mode is Mode.READY
    assert player.planned
    listener.press("q", "d", "d")
    assert (listener.status, display.awake) == (0, [True, False])
    assert not player.planned
    ready = small(home / "ready", clock=clock, sound=sound_of(home, clock, RecordingPlayer()))
    assert ready.session.mode is Mode.READY


@pytest.mark.usefixtures("no_voice")
async def test_the_sound_is_not_waited_for_long(home: Path) -> None:
    """A sound that never answers is waited for a moment, whatever is pressed meanwhile."""
    clock, player = FakeClock(), RecordingPlayer(ready=False)
    listener = small(home, clock=clock, sound=sound_of(home, clock, player))
    listener.hit("p", "o")
    assert listener.lines[-2:] == ["The session hasn't started yet."] * 2
    assert listener.heard(lambda: listener.hit("w"))[0].startswith("Get ready. A1, set 1 of 2. Squat.")
    listener.let_pass(PATIENCE)
    assert listener.session.mode is Mode.READY


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead")
async def test_another_program_does_what_keys_do(home: Path) -> None:
    """Another program does what keys do, but not behind a question; a session that is deleted is told to it."""
    with tempfile.TemporaryDirectory(prefix="rs-") as name:  # a socket's path is short
        folder = Path(name)
        os.mkfifo(folder / "events")
        with os.fdopen(os.open(folder / "events", os.O_RDWR), "rb") as events:
            remote = RemoteControl(folder / "remote", ("/bin/sh", "-c", 'cat > "$0"', str(folder / "events")))
            listener = small(home, remote=remote)

            async def told(action: str) -> str:
                answer = await asyncio.to_thread(ask, folder / "remote", action, 10.0)
                assert answer is not None
                return str(answer["why"])

            assert await told("done") == ""
            assert any(line.startswith("Go: squat, 8 reps.") for line in listener.lines)
            listener.press("q")
            assert await told("done") == "The session is paused, because it asks something: answer it there first."
            listener.press("d", "d")
            remote.close(10)
            event: dict[str, object] = {}
            while event.get("event") != "end":
                event = json.loads(events.readline())
            assert (listener.status, event["how"]) == (0, DISCARDED)

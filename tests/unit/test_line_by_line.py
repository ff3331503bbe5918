"""What is said line by line, and what its questions do."""

from __future__ import annotations

import asyncio
import re
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.cells import cell_len
from runstrength.history.recorder import Recorder
from runstrength.session.state import Mode
from runstrength.settings import read_settings
from runstrength.text import printable
from runstrength.ui.plain.keyboard import WindowsKeyboard
from runstrength.ui.plain.keys import Decoder, KeyPress, key_of
from runstrength.ui.plain.output import LineWriter, ThreadedWriter
from tests.conftest import FakeClock
from tests.support.app import MORNING
from tests.support.driving import AMRAP, SMALL
from tests.support.hostile import ALL, MARKUP, ORDERS, WIDE
from tests.support.line_by_line import Listener, with_routine
from tests.support.loops import looped

CIRCUIT = """
title = "Rounds"
[[blocks]]
name = "A"
sets = 3
for_time = true
[[blocks.slots]]
exercise = "squat"
reps = 5
[[blocks.slots]]
exercise = "side_plank"
hold = 20
"""


def small(home: Path, text: str = SMALL, **others: object) -> Listener:
    """Return somebody who begins a small session."""
    return Listener(with_routine(home, text), **others)  # type: ignore[arg-type]


def test_a_round_is_said_in_the_order_in_which_it_matters(home: Path) -> None:
    """A round is said in the order in which it matters: what begins, then what was done; marks in between."""
    listener = small(home)
    assert listener.lines[0].startswith("Small, beginner level. ")
    lines = listener.heard(lambda: listener.let_pass(10))
    assert lines[0] == "Go: squat, 8 reps. Next: side plank, left, hold for 20 seconds."
    assert lines[1] == "Stand with feet parallel, slightly wider than your hips."
    listener.let_pass(30)
    lines = listener.heard(lambda: listener.press("space"))
    ahead = "Get ready, 10 seconds. A2, set 1 of 2. Side plank, left. Hold for 20 seconds."
    assert (lines[0], lines[-1]) == (ahead, "Squat: 8 reps.")
    listener.let_pass(8.5)
    lines = listener.heard(lambda: listener.let_pass(26))
    assert [line for line in lines if not line.startswith(("Stack", "Push"))] == [
        "Go: side plank, left, hold for 20 seconds. Next: switch sides, right.",
        *("Halfway, 10 seconds left.", "3", "2", "1"),
        "Switch sides, 5 seconds. Right side.",
        *("2", "1"),
        "Go: side plank, right, hold for 20 seconds. Next: rest 20 seconds, set 2, squat, 8 reps.",
    ]
    lines = listener.heard(lambda: listener.let_pass(20))
    rest = next(line for line in lines if line.startswith("Rest, "))
    assert rest.startswith("Rest, 20 seconds. Next: A1, set 2 of 2. Squat. 8 reps. ")
    assert re.search(r"\d minutes? left, done at 07:3\d\.$", rest)


def test_details_come_once(home: Path) -> None:
    """How an exercise is done is said once, where it can be heard before the countdown; `w` says it again."""
    listener = small(home)
    cue = "Keep your heels on the floor."
    assert listener.text.count(cue) == 0  # ten seconds are too short for it
    while listener.session.state.step.set < 2:
        listener.press("space")
    assert listener.text.count(cue) == 1
    listener.press("w")
    assert listener.text.count(cue) == 2


def test_pause_and_resume(home: Path) -> None:
    """A pause says how much is left, and how to resume; resuming says what continues; so does a sleep."""
    listener = small(home)
    listener.let_pass(4)
    assert listener.heard(lambda: listener.hit("p")) == ["Paused. 6 seconds to go. Space resumes."]
    assert listener.heard(lambda: listener.press("space"))[0] == "Resumed. Squat, 6 seconds left."
    listener.clock.advance(60)
    lines = listener.heard(listener.wake.fire)
    assert lines == ["Paused: the computer was asleep, or the program stopped. 5 seconds to go. Space resumes."]


def test_a_number_is_typed_shown_as_it_is_typed(home: Path) -> None:
    """A number is typed, shown as it is typed, and said; tab says the next value; the last seconds wait meanwhile."""
    listener = small(home, equipment=("dumbbell",))
    listener.press("space", "space")
    assert listener.heard(lambda: listener.hit("1", "2", "backspace", "1", "enter")) == [
        "12",
        "1",
        "1",
        "Squat: 11 reps.",
    ]
    lines = listener.heard(lambda: listener.hit("tab"))
    assert lines[0].startswith("Weight of")
    listener.let_pass(4)
    before = len(listener.text)
    listener.hit("1")
    listener.let_pass(4)
    listener.hit("0", "enter")
    assert listener.text[before:].splitlines()[0] == "10"


def test_a_missing_number_is_asked_for(home: Path) -> None:
    """After a set of as many reps as possible its number is asked for; in the summary, where no rest follows."""
    listener = small(home, AMRAP)
    listener.press("space")
    listener.let_pass(65)
    assert "Go: plank row, as many reps a side as you can in 60 seconds." in listener.text
    assert any(line.endswith("how many reps a side? Type the number, then enter.") for line in listener.lines)
    listener.press("1", "4", "enter", "q")
    assert listener.status == 0
    assert [item["done"] for item in listener.saved(home)[0]["sets"]] == [14]


def test_a_circuit_is_said_with_its_exercises(home: Path) -> None:
    """A circuit is said with its exercises, and each round that is counted."""
    listener = small(home, CIRCUIT)
    listener.press("space")
    assert "3 rounds for time" in listener.text
    assert listener.heard(lambda: listener.press("space"))[0] == "1 of 3 rounds."
    assert listener.heard(lambda: listener.press("left"))[0] == "0 of 3 rounds."


def test_the_question_about_reps_left_names_the_exercise(home: Path) -> None:
    """The question about reps left names the exercise, and its answers what they feel like."""
    listener = Listener(home, level="beginner")
    while "how many more could you have done? Optional: press e" not in listener.text:
        listener.press("space")
    assert listener.heard(lambda: listener.hit("e"))[0].startswith(
        "How many more could you have done? 0: nothing left;"
    )
    assert listener.heard(lambda: listener.hit("2"))[0].endswith("2 reps left.")


def test_the_choices_of_a_swap_are_numbered_lines(home: Path) -> None:
    """The choices of a swap are numbered lines; a number takes one, escape keeps the exercise."""
    listener = small(home)
    lines = listener.heard(lambda: listener.press("x"))
    assert lines[0] == "Paused. 10 seconds to go."
    assert lines[1] == "Swap squat, today only."
    assert [line[:2] for line in lines[2:-1]] == [f"{number}:" for number in range(1, len(lines) - 2)]
    listener.press("escape")
    assert listener.session.state.step.name == "Squat"
    listener.press("x")
    lines = listener.heard(lambda: listener.hit("1"))
    assert listener.session.planned is not listener.session.plan
    name = listener.session.state.step.name
    form = listener.session.state.step.form
    assert lines[0] == f"Swapped. Get ready, 10 seconds. A1, set 1 of 2. {name}, {form}. 8 reps."
    assert listener.text.count("Swapped") == 1


def test_swap_in_a_rest(home: Path) -> None:
    """What takes the place of the next exercise is said once, with the rest that is left, when the rest goes on."""
    listener = small(home)
    while listener.session.mode is not Mode.REST:
        listener.press("space")
    listener.let_pass(3)
    listener.press("x")
    lines = listener.heard(lambda: listener.hit("1"))
    assert re.match(r"Swapped\. Rest, \d+ seconds left\. Next: A1, set 2 of 2\. Squat, ", lines[0])
    assert not any("Resumed" in line or "Swapped" in line for line in lines[1:])


def test_no_result_between_two_sides(home: Path) -> None:
    """Between two sides there is no time for what was done: it is said after the second one, and not if undone."""
    listener = small(home)
    while listener.session.state.step.side != "left" or listener.session.mode is not Mode.WORK:
        listener.press("space")
    listener.let_pass(2)
    assert listener.heard(lambda: listener.press("space"))[0] == "Switch sides, 5 seconds. Right side."
    assert "Side plank, left:" not in listener.text
    assert not any("left:" in line for line in listener.heard(lambda: listener.let_pass(4.2)))
    listener.let_pass(3)
    listener.press("space")
    assert "\nSide plank, left: 3 seconds. Side plank, right: " in listener.text

    again = small(home / "again")
    while again.session.state.step.phase != "switch":
        again.press("space")
    again.press("left")
    assert again.session.state.step.phase != "switch"
    while again.session.state.step.phase != "rest":
        again.press("space")
    assert again.text.count("Side plank, left:") == 1


def test_a_key_ends_what_is_read(home: Path) -> None:
    """A screen reader stops reading when a key is pressed, so the last seconds after some keys are said."""
    listener = small(home)
    listener.press("space", "space")
    listener.let_pass(10.5)
    for key in ("w", "w", "w", "plus", "minus"):
        listener.press(key)
    lines = listener.heard(lambda: listener.let_pass(13))
    assert lines[-3:] == ["3", "2", "1"]


def test_a_pause_and_its_end_agree(home: Path) -> None:
    """The seconds of a set without a timer are those passed, at the pause as when it resumes."""
    listener = small(home)
    listener.press("space")
    listener.let_pass(6.7)
    assert listener.heard(lambda: listener.hit("p")) == ["Paused. 7 seconds so far. Space resumes."]
    assert listener.heard(lambda: listener.hit("space"))[0] == "Resumed. Squat, 7 seconds so far."


def test_a_pause_after_the_rest(home: Path) -> None:
    """A rest that is over has no seconds to go, whoever pauses it."""
    listener = small(home, advance="wait")
    while listener.session.mode is not Mode.REST:
        listener.press("space")
    listener.let_pass(40)
    assert listener.heard(lambda: listener.hit("p"))[0].startswith("Paused. The rest is over.")
    assert listener.heard(lambda: listener.hit("w"))[0].startswith("Paused: the rest is over, since ")


def test_skipped_with_a_weight(home: Path) -> None:
    """Nothing was lifted in a set that was skipped, so its weight is not said."""
    listener = small(home, equipment=("dumbbell",))
    listener.hit("tab", "1", "2", "enter")
    listener.press("s")
    assert "Squat: 12 kg." in listener.text
    assert "Squat: skipped." in listener.lines


def test_the_finisher_has_a_name(home: Path) -> None:
    """The finisher is announced as what it is, not by its letter, and once."""
    listener = Listener(home, level="beginner")
    while not listener.session.state.step.finisher:
        listener.press("s")
    line = next(line for line in listener.lines if "finisher" in line and "Next: the finisher" in line)
    assert line.count("finisher") == 1
    assert not re.search(r"\bF\b", line)


class SilentSound:
    """A sound that nobody hears, or that is heard again."""

    status_label = ""

    def sync(self, *_: object) -> None:
        """Play nothing."""


def test_the_sound_and_the_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That nothing is heard, or that nothing can be written, is said once each, and so is its end."""
    listener, sound = small(home), SilentSound()
    listener.services.sound = sound  # type: ignore[assignment]
    sound.status_label = "no sound"
    listener.press("space")
    sound.status_label = ""
    listener.press("p")
    sound.status_label = "muted"
    listener.press("p")
    sound.status_label = ""
    listener.press("space")
    assert [line for line in listener.lines if "ound" in line or "uted" in line] == ["No sound.", "Sound is back."]
    with monkeypatch.context() as broken:
        broken.setattr(type(listener.services.recorder), "error", "full")
        listener.press("space", "p", "p")
        assert listener.text.count("can't be written to the disk now") == 1
    assert "The session is on disk again." in listener.heard(lambda: listener.press("p"))


def test_the_question_for_the_time_says_what_each_number_drops(home: Path) -> None:
    """The question for the time says what each number drops; space shortens."""
    listener = small(home)
    lines = listener.heard(lambda: listener.press("o", "1"))
    assert lines[1].startswith("How many more minutes?")
    assert lines[-1].startswith("1 minute: drops ")
    assert any(line.startswith("Shortened: ") for line in listener.heard(lambda: listener.press("space")))


def test_the_help_lists_the_keys_in_words(home: Path) -> None:
    """The help lists the keys in words, the person's own, and pauses meanwhile."""
    listener = small(home, keys={"session.skip": "k"})
    lines = listener.heard(lambda: listener.press("?"))
    assert "k: skip this set." in lines
    assert "space, enter, right arrow: done, continue; a clicker works too." in lines
    assert any(line.startswith("w: where you are") for line in lines)
    assert listener.session.mode is Mode.PAUSED
    listener.press("space", "k")
    assert [item.skipped for item in listener.session.state.log] == [True]


def test_discarding_takes_two_presses_and_leaves_nothing(home: Path) -> None:
    """Discarding takes two presses, and leaves nothing."""
    listener = small(home)
    listener.press("space", "space", "q", "d", "d")
    assert (listener.status, listener.lines[-1], listener.saved(home)) == (0, "Deleted.", [])


def test_the_summary_says_each_exercise(home: Path) -> None:
    """The summary says each exercise, asks for effort and note, and saves both at once."""
    listener = small(home)
    listener.press("space", "space", "ctrl+c")
    listener.clock.advance(-1)
    listener.hit("ctrl+c")
    assert "Squat, planned 2 times 8: 8, not done." in listener.lines
    listener.press("1", "0", "n")
    listener.type("windy, but fine")
    listener.press("space")
    assert listener.status == 0
    (record,) = listener.saved(home)
    assert (record["effort"], record["note"]) == (10, "windy, but fine")
    assert "Effort 10: all out." in listener.lines


def test_an_answer_that_nobody_asked_for(home: Path) -> None:
    """In the summary the key for reps left says if nothing is asked, and the digit after it changes no result."""
    listener = small(home)
    listener.press("space", "space", "q", "f", "shift+tab")
    assert listener.lines[-1] == "Set 1, squat: 8 reps."
    assert listener.heard(lambda: listener.hit("e")) == ["Nothing to answer: no question about reps left is open."]
    listener.let_pass(1)
    listener.press("2", "enter", "q", "q")
    assert [item["done"] for item in listener.saved(home)[0]["sets"]] == [8]


def interrupt(home: Path) -> None:
    """Leave a session behind in its first rest, as a program that is killed does."""
    listener = small(home)
    listener.press("space", "space")
    listener.services.recorder.close()


@looped(("keys", "said"), [("r", "Get ready"), ("s", "Saved."), ("dd", "Moved to the trash."), ("\x1b", "")])
def test_an_interrupted_session(home: Path, keys: str, said: str) -> None:
    """What was interrupted is asked about: resume, save, discard (twice), or later."""
    home /= str(ord(keys[0]))
    interrupt(home)
    listener = small(home)
    assert listener.lines[0].startswith("A session from 07:30 was interrupted at A2, set 1 of 2, left side.")
    listener.press(*(("escape",) if keys == "\x1b" else keys))
    assert said in listener.text
    assert len(listener.session.state.log) == (1 if keys == "r" else 0)
    assert len(listener.saved(home)) == (1 if keys == "s" else 0)


def test_without_keys_nothing_is_asked_what_was_interrupted_stays(home: Path) -> None:
    """Without keys nothing is asked: what was interrupted stays, and the session runs to its end."""
    interrupt(home)
    listener = small(home, hands_free=True, has_keys=False, answered=False, checkin=True)
    assert "Use --resume to resume it, or --fresh." in listener.text
    assert "Check with a doctor first" in listener.text
    listener.let_pass(600)
    assert listener.status == 0
    assert "press" not in listener.text.lower()
    assert [record["completed"] for record in listener.saved(home)] == [True]
    assert any(Recorder(history=home / "data", state=home / "state").journals_dir.iterdir())


def test_nobody_can_press_a_key(home: Path) -> None:
    """What was interrupted is not resumed where it would wait for a key for ever; it stays as it was."""
    interrupt(home)
    listener = small(home, has_keys=False, answer="resume")
    assert listener.status == 1
    assert "needs a terminal for its keys" in listener.text
    assert small(home).lines[0].startswith("A session from 07:30 was interrupted")


def test_a_long_rest(home: Path) -> None:
    """Twenty seconds before the end of a long rest what is next is said once more."""
    listener = small(home, SMALL.replace("rest = 30", "rest = 60"), hands_free=True)
    listener.let_pass(200)
    assert "20 seconds left. Next: A1, set 2 of 2. Squat. 8 reps." in listener.text


def test_the_first_start(home: Path) -> None:
    """Level, time and health note are asked once, and saved."""
    listener = small(home, answered=False)
    assert listener.lines[0] == "Welcome to runstrength."
    listener.press("2")
    listener.type("a lot")
    listener.type("25")
    assert "Sharp pain ends a session." in listener.text
    listener.press("1")
    settings, _ = read_settings(home / "config" / "config.toml")
    assert (settings.level, settings.minutes, settings.health_note_read) == ("intermediate", 25, True)
    assert "Get ready" in listener.text


def test_the_check_in(home: Path) -> None:
    """The check-in is started past by one key; an answer changes the plan, and pain ends it."""
    first = small(home)
    first.press("space", "space", "q", "f", "q")
    clock = FakeClock()
    listener = small(home, checkin=True, clock=clock)
    assert listener.lines[0].startswith("How are you today? Space starts the session.")
    listener.press("1")
    listener.type("nonsense")
    listener.type("7.5")
    listener.press("space")
    assert listener.services.profile.checkin is not None
    assert listener.services.profile.checkin.sleep == 7.5
    assert re.search(r"\bdone at 07:\d\d\b", listener.text)
    assert not re.search(r"\bdone \d", listener.text)
    assert "Get ready" in listener.text
    listener.press("q", "f")
    hurt = small(home, checkin=True)
    hurt.press("5", "y", "space")
    assert hurt.status == 1
    assert "Get ready" not in hurt.text


def test_a_self_check(home: Path) -> None:
    """A self-check ends with the questions in front of the mirror and its results; an answer is saved."""
    listener = Listener(home, "check")
    listener.press("space", "space", "q", "f", "q")
    assert "The mirror: stand in front of one." in listener.text
    listener.press("n", "y", "escape")
    assert listener.status == 0
    assert list(listener.saved(home)[0]["answers"].values()) == [False, True]


def test_ctrl_c_before_the_mirror(home: Path) -> None:
    """Ctrl+c ends the questions in front of the mirror; a key that means nothing is answered with one key for each."""
    listener = Listener(home, "check")
    listener.press("space", "space", "q", "f", "q", "x")
    assert "Press space, y, n or q." in listener.text
    listener.press("ctrl+c")
    assert listener.status == 0


def test_the_time_to_leave_is_said_with_the_time_that_is_left(home: Path) -> None:
    """The time to leave is said with the time that is left."""
    assert ", leave at 08:00." in small(home, leave=MORNING + timedelta(minutes=30)).text


@looped("title", [MARKUP, ORDERS, WIDE, ALL])
def test_whatever_a_title_contains_no_line_has_a_control_character_but_its_end(home: Path, title: str) -> None:
    """Whatever a title contains, no line has a control character but its end."""
    listener = small(home, SMALL.replace('"Small"', _quoted(title)))
    listener.press("space", "w", "space", "q", "f", "q")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", listener.text)


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}" for char in text) + '"'


# -- keys and lines ----------------------------------------------------------------------------------------------------

SEQUENCES = {
    "\x1b[A": "up", "\x1b[B": "down", "\x1bOC": "right", "\x1b[D": "left", "\x1b[Z": "shift+tab", "\x1b[5~": "pageup",
    "\x1b[1;5A": "ctrl+up", "\x1bOP": "f1", "\x1b[24~": "f12", "\r": "enter", "\n": "enter", "\t": "tab",
    "\x7f": "backspace", "\x03": "ctrl+c", " ": "space", "+": "plus", "-": "minus", "?": "question_mark", "/": "slash",
    "[": "left_square_bracket", "a": "a", "é": "é",
}  # fmt: skip


@given(st.lists(st.sampled_from(sorted(SEQUENCES))), st.integers(1, 5))
def test_keys_in_pieces(sequences: list[str], size: int) -> None:
    """However a terminal's bytes are cut, they are the keys that were pressed."""
    data, decoder = "".join(sequences).encode(), Decoder()
    found = [key for start in range(0, len(data), size) for key in decoder.feed(data[start : start + size])]
    assert [key.name for key in found + decoder.flush()] == [SEQUENCES[text] for text in sequences]


@given(st.binary(max_size=40))
def test_bytes_that_are_no_keys_are_dropped_or_keys_of_their_own(data: bytes) -> None:
    """Bytes that are no keys are dropped or keys of their own, and nothing waits at the end."""
    decoder = Decoder()
    decoder.feed(data)
    decoder.flush()
    assert not decoder.is_waiting


def test_escape_is_a_key_when_nothing_follows() -> None:
    """Escape is a key when nothing follows."""
    decoder = Decoder()
    assert decoder.feed(b"\x1b") == []
    assert decoder.is_waiting
    assert decoder.flush() == [KeyPress("escape")]


def test_every_key_of_a_session_can_be_typed() -> None:
    """The characters of bindings have the names that bindings use."""
    assert [key_of(sign).name for sign in "+-=[]?/.,"] == [
        *("plus", "minus", "equals_sign", "left_square_bracket", "right_square_bracket", "question_mark", "slash"),
        *("full_stop", "comma"),
    ]


def test_typed_text_and_lines() -> None:
    """What is typed stands in a line of its own, and the next line begins a new one; the bell is one character."""
    written: list[str] = []
    lines = LineWriter(written.append)
    lines.echo("1")
    lines.echo("\x1b")
    lines.say("Two.\n")
    lines.ring()
    assert "".join(written) == "1\\x1b\nTwo.\\n\n\a"


@given(st.text(st.sampled_from("ab -–éあ👩\u200d\x1b\n"), max_size=200), st.integers(8, 60))
def test_lines_fit_the_terminal(text: str, width: int) -> None:
    """In a terminal no line is wider than it and no word that fits is broken; elsewhere a line is never broken."""
    written: list[str] = []
    LineWriter(written.append, lambda: width).say(text)
    lines = "".join(written).splitlines()
    assert all(cell_len(line) <= width for line in lines)
    words = [printable(word) for word in text.split()]
    assert "".join("".join(lines).split()) == "".join(words)
    assert all(word in " ".join(lines).split() for word in words if cell_len(word) <= width)
    whole: list[str] = []
    LineWriter(whole.append).say(text)
    assert "".join(whole).count("\n") == bool(text)


def test_a_stream_that_is_gone() -> None:
    """When nobody reads any more that is told once, and what is written then is dropped."""

    class Broken:
        def write(self, text: str) -> int:
            raise BrokenPipeError

    told: list[str] = []
    writer = ThreadedWriter(Broken(), lambda error: told.append(type(error).__name__))  # type: ignore[arg-type]
    writer.write("one\n")
    writer.write("two\n")
    assert writer.flush(5.0)
    assert told == ["BrokenPipeError"]


async def test_a_windows_console() -> None:
    """A console's characters, some of them in pairs, are keys in the event loop."""
    keys: list[str] = []
    over = asyncio.Event()
    closed = threading.Event()
    typed = iter(["a", "\xe0", "H", "\r"])

    def pressed(key: KeyPress) -> None:
        keys.append(key.name)
        if key.name == "enter":
            keyboard.close()
            closed.set()
            over.set()

    def read() -> str:
        return next(typed, "") or ("b" if closed.wait(5) else "c")

    keyboard = WindowsKeyboard(asyncio.get_running_loop(), pressed, read)
    keyboard.open()
    await asyncio.wait_for(over.wait(), 5)
    assert keys == ["a", "up", "enter"]

"""The summary line by line: every answer is heard, every mistake is explained, and what is left as it was too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from runstrength.live.reps_left import PRESS
from tests.support.driving import AMRAP, SMALL
from tests.support.line_by_line import Listener, with_routine

EFFORT_7 = "Effort 7: hard."
ANSWERS = "How many more could you have done? 0: nothing left; 1: very hard; 2: hard, in good form; "
TYPE_NOTE = "Type your note, then enter; escape and enter, or ctrl+c, keeps it as it was."


def done(home: Path, text: str = SMALL, **others: Any) -> Listener:
    """Return somebody who has done a session by pressing space, and hears its summary."""
    listener = Listener(with_routine(home, text), **others)
    while listener.conversation.session is not None:
        listener.press("space")
    return listener


def test_a_summary_is_corrected_twice(home: Path) -> None:
    """Each value of each round can be reached, changed and typed again; a typed number that isn't valid stays."""
    listener = done(home, equipment=("dumbbell",))
    heard = listener.after
    assert heard("shift+tab") == ["Set 2, side plank, left: 1 second."]
    assert heard("shift+tab", "shift+tab", "up", "up", "down")[-3:] == [
        f"Set 2, squat: {number} reps." for number in (9, 10, 9)
    ]
    assert heard("right") == ["This is the last round."]
    assert heard("left", "left") == ["Set 1, weight of side plank: none.", "This is the first round."]
    assert heard(*"12", "backspace", "backspace") == ["12", "1", "Nothing typed."]
    assert heard(*"7", "escape") == ["7", "Not changed. Set 1, weight of side plank: none."]
    assert heard(*"7", "enter") == ["7", "Set 1, weight of side plank: 7 kg."]
    wrong = '"9999" isn\'t valid: use 0 to 1000 kg'
    assert heard(*"9999") == ["9999"]
    for key in ("tab", "right", "e", "enter"):  # not left behind, nor asked about
        assert heard(key) == [wrong]
    assert heard("q") == [wrong]
    assert listener.status is None  # the reason was said; the next press leaves
    assert heard("tab") == ["Set 2, squat: 9 reps."]
    assert heard(*"8", "q")[:2] == ["8", "Set 2, squat: 8 reps."]
    assert listener.status == 0
    sets = listener.saved(home)[0]["sets"]
    expected = [(8, None), (1, 7), (1, 7), (8, None), (1, None), (1, None)]
    assert [(item["done"], item["load_kg"]) for item in sets] == expected


def test_reps_left_are_answered(home: Path) -> None:
    """What is answered to the question about reps left is heard, by digit or arrow; other keys say what is possible."""
    listener = done(home)
    heard = listener.after
    assert heard("7") == [EFFORT_7]
    assert heard("e")[0].startswith(ANSWERS)
    assert heard("7", ".") == [PRESS, PRESS]
    assert heard("up", "right", "down") == [f"Squat: 8 reps, {number} reps left." for number in (2, 3, 2)]
    assert heard("down") == ["Squat: 8 reps, 1 rep left."]
    assert heard("e") == [EFFORT_7]  # the same key goes back
    assert heard("e", "4")[1:] == ["Squat: 8 reps, 4 or more reps left.", EFFORT_7]
    assert heard("0") == ["Effort 10: all out."]  # the next digit answers the next question
    listener.press("q")
    (record,) = listener.saved(home)
    assert (record["sets"][3]["reserve"], record["effort"]) == (4, 10)


def test_a_note_is_left_as_it_was(home: Path) -> None:
    """A note that is given up is not changed, and that is heard; so are effort and note when they are chosen."""
    listener = done(home)
    heard = listener.after
    listener.press("n")
    assert listener.heard(lambda: listener.type("windy")) == ["windy", "Note: windy"]
    assert heard("n", *"ab", "left", "backspace", "backspace", "backspace", "escape") == [
        *(TYPE_NOTE, "ab", "a", "Nothing typed.", "Nothing typed.", "Not changed.")
    ]
    assert heard("n", "z", "ctrl+c") == [TYPE_NOTE, "z", "Not changed."]
    assert heard("7") == [EFFORT_7]
    assert heard("tab") == ["Note: windy"]
    assert heard("shift+tab") == [EFFORT_7]
    assert heard("n", "enter") == [TYPE_NOTE, "No note."]
    assert heard("tab") == ["N writes a note."]
    lines = heard("?", "x", "space")
    assert "n: write a note." in lines
    assert lines[-2:] == ["Escape or space closes the help."] * 2
    assert heard("q") == ["Next: Small, block A, 3 minutes."]
    assert (listener.saved(home)[0]["note"], listener.saved(home)[0]["effort"]) == ("", 7)


def test_every_missing_number_is_asked_for(home: Path) -> None:
    """Numbers that were not entered in the rests are asked for in their order, one after the other."""
    listener = Listener(with_routine(home, AMRAP.replace("sets = 1", "sets = 2\nrest = 20")))
    while listener.conversation.session is not None:
        listener.let_pass(1)
    question = "Plank row: how many reps a side? Type the number, then enter."
    assert listener.lines[-1] == question
    assert listener.after(*"14", "enter") == ["14", "Set 1, plank row: 14 reps.", question]
    assert listener.after(*"15", "enter") == ["15", "Set 2, plank row: 15 reps."]
    listener.press("q")
    assert [item["done"] for item in listener.saved(home)[0]["sets"]] == [14, 15]


def test_a_session_that_cannot_be_saved(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said why, and leaving is confirmed with its key; another key means to stay. The next start saves it."""
    paths = [home / "data" / "history", home / "state" / "unsaved"]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("in the way", encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(home / "nowhere"))
    listener = done(home)
    again = "Not saved yet: q again leaves without saving, any other key tries again."
    assert any("can't be written" in line for line in listener.lines)
    assert listener.after("q") == [again]
    assert listener.after("7", "q") == [EFFORT_7, again]
    listener.press("q")
    assert listener.status == 0
    listener.services.recorder.close()
    for path in paths:
        path.unlink()
    later = Listener(home)
    assert later.lines[0] == "The session from 07:30 ended unsaved. It is now in the history."
    assert [len(record["sets"]) for record in later.saved(home)] == [6]


def test_a_self_check_is_skipped_through(home: Path) -> None:
    """Questions in front of the mirror can be skipped, and without keys nobody is asked; the results come all the same.

    Digits in its summary mean no effort.
    """
    listener = Listener(home, "check")
    listener.press("space", "space", "q", "f")
    listener.press("tab", "5", "q")
    assert "Effort" not in listener.text
    asked = 0
    while listener.status is None:
        asked += 1
        listener.press("space")
    assert asked > 2
    assert not listener.saved(home)[0].get("answers")
    assert listener.lines[-1].startswith("Single-leg")
    unasked = Listener(home, "check", hands_free=True, has_keys=False)
    unasked.let_pass(3600)
    assert unasked.status == 0
    assert not any("?" in line for line in unasked.lines)
    assert "Side plank: left 120 seconds, right 120 seconds." in unasked.lines

"""Which clips make a sentence, and what becomes of what was not recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runstrength.session.cues import cues_for_index, estimated_length, no_length
from runstrength.sound.voice import INDEX, Voice, fragments
from tests.support.loops import looped
from tests.support.plans import ASSETS, library, plan_of

RECORDED = (
    "side plank",
    "left side",
    "forty-seven",
    "seconds",
    "thirty seconds",
    "steps out",
    "one second",
    "rest",
    "set",
    "of",
    "point",
    "seven",
    "a side",
)


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    """Return a voice of a few pieces; none of its files is ever read."""
    (tmp_path / INDEX).write_text(json.dumps({piece: [f"{piece}.wav", 0.5] for piece in RECORDED}), encoding="utf-8")
    return Voice(tmp_path)


def names(clips: tuple[Path, ...]) -> list[str]:
    """Return what clips say."""
    return [clip.stem for clip in clips]


@looped(
    ("sentence", "pieces"),
    [
        ("Side plank. Left side. Thirty seconds.", ("side plank", "left side", "thirty seconds")),
        ("Rest. Next: squat, twelve reps", ("rest", "next", "squat", "twelve reps")),
        ("Eight steps out, turn, and back", ("eight steps out", "turn", "and back")),
        ("Halfway", ("halfway",)),
        ("Single-leg deadlift.", ("single-leg deadlift",)),
        ("", ()),
        ("...", ()),
    ],
)
def test_fragments(sentence: str, pieces: tuple[str, ...]) -> None:
    """A sentence falls into its pieces, in small letters and without its marks; none is empty."""
    assert fragments(sentence) == pieces


def test_the_clips_of_a_sentence(voice: Voice, tmp_path: Path) -> None:
    """A sentence is said by its clips, in their order."""
    clips = voice.clips("Side plank. Left side. Thirty seconds.")
    assert clips == tuple(tmp_path / f"{piece}.wav" for piece in ("side plank", "left side", "thirty seconds"))
    assert voice.missing("Side plank. Left side.") == ()


@pytest.mark.parametrize("number", ["47", "Forty-seven"])
def test_a_number_is_put_together(voice: Voice, number: str) -> None:
    """A number that was not recorded with its unit is said as number and unit, in digits or in words."""
    assert names(voice.clips(f"{number} seconds.")) == ["forty-seven", "seconds"]
    assert names(voice.clips(f"{number} steps out, turn")) == ["forty-seven", "steps out"]


def test_longer_numbers_are_put_together(voice: Voice) -> None:
    """Tenths, a number of sets and a number a side are said piece by piece."""
    assert names(voice.clips("Seven point seven seconds")) == ["seven", "point", "seven", "seconds"]
    assert names(voice.clips("Set seven of forty-seven.")) == ["set", "seven", "of", "forty-seven"]
    assert names(voice.clips("Forty-seven a side.")) == ["forty-seven", "a side"]


def test_how_long_a_sentence_takes(voice: Voice) -> None:
    """A sentence takes as long as its clips and the breaths between them; what was not recorded is estimated."""
    assert voice.seconds("") == 0
    assert voice.seconds("Side plank.") == 0.5
    assert voice.seconds("Side plank. Left side.") == pytest.approx(1.06)
    assert voice.seconds("Forty-seven seconds.") == pytest.approx(1.06)
    assert voice.seconds("My own hop.") == pytest.approx(estimated_length("my own hop"))


def test_a_whole_clip_is_better(voice: Voice) -> None:
    """What was recorded in one piece is said in one piece."""
    assert names(voice.clips("One second")) == ["one second"]
    assert names(voice.clips("Thirty seconds")) == ["thirty seconds"]


@pytest.mark.parametrize(
    "piece",
    [
        "Forty-eight seconds",
        "Forty-seven reps",
        "1234567 seconds",
        "My own hop",
        "seven point five seconds",
        "set seven of eight",
    ],
)
def test_what_is_missing(voice: Voice, piece: str) -> None:
    """A piece that nobody can say is told, and the rest of its sentence is said nevertheless; nothing half is said."""
    assert voice.missing(f"{piece}. Left side.") == (piece.lower(),)
    assert names(voice.clips(f"{piece}. Left side.")) == ["left side"]


@pytest.mark.parametrize("index", [None, "", "[]", "{", '{"rest": 3}'])
def test_no_index(tmp_path: Path, index: str | None) -> None:
    """Without an index, or with one that is no index, there is no clip and no error."""
    if index is not None:
        (tmp_path / INDEX).write_text(index, encoding="utf-8")
    voice = Voice(tmp_path)
    assert voice.clips("Rest. Forty-seven seconds.") == ()
    assert voice.missing("Rest. Forty-seven seconds.") == ("rest", "forty-seven seconds")


def test_made_on_this_machine(tmp_path: Path, voice: Voice) -> None:
    """A clip made on this machine says what was not recorded, also when it comes later; a recorded one is better."""
    made = tmp_path / "made.wav"
    assert voice.clips("My own hop") == ()
    voice.add("my own hop", made)
    voice.add("rest", made)
    assert voice.clips("My own hop") == (made,)
    assert names(voice.clips("Rest")) == ["rest"]
    assert Voice(tmp_path / "none", {"my own hop": made}).clips("My own hop. Left side.") == (made,)


@pytest.mark.parametrize("level", ["beginner", "intermediate", "advanced"])
def test_the_built_in_routines_are_recorded(level: str) -> None:
    """Everything that is said in a built-in routine has clips in the package, and their files are there."""
    voice = Voice(ASSETS / "voice")

    for name in library().routine_files:
        for hands_free in (False, True):
            plan = plan_of(name, level, hands_free=hands_free)
            said = {
                cue.say for step in plan.steps for cue in cues_for_index(plan, step.index, length=no_length) if cue.say
            }
            assert [piece for sentence in said for piece in voice.missing(sentence)] == [], name
            assert all(clip.is_file() for sentence in said for clip in voice.clips(sentence)), name

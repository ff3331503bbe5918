"""Which clips make a sentence, and what becomes of what was not recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from runstrength.session.cues import cues_for_index, estimated_length, no_length
from runstrength.settings import VOICES
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


def recorded(folder: Path, keys: Iterable[str], name: str = VOICES[0]) -> Voice:
    """Return a voice of clips of half a second; none of its files is ever read."""
    (folder / name).mkdir()
    (folder / name / INDEX).write_text(json.dumps({key: [f"{key}.wav", 0.5] for key in keys}), encoding="utf-8")
    return Voice(folder, name)


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    """Return a voice of a few pieces; none of its files is ever read."""
    return recorded(tmp_path, RECORDED)


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
def test_a_sentence_falls_into_its_pieces(sentence: str, pieces: tuple[str, ...]) -> None:
    """A sentence falls into its pieces, in small letters and without its marks; none is empty."""
    assert fragments(sentence) == pieces


def test_the_clips_of_a_sentence(voice: Voice, tmp_path: Path) -> None:
    """A sentence is said by its clips, in their order."""
    clips = voice.clips("Side plank. Left side. Thirty seconds.")
    assert clips == tuple(
        tmp_path / "heart" / f"{piece}.wav" for piece in ("side plank", "left side", "thirty seconds")
    )
    assert voice.missing("Side plank. Left side.") == ()


@looped(
    ("keys", "sentence", "clips"),
    [
        (("a. b. c",), "A. B. C.", ["a. b. c"]),
        (("a. b",), "A. B. C.", ["a. b", "c"]),
        (("a. b", "b. c"), "A. B. C.", ["a. b", "c"]),
        (("a. b", "b. c"), "A. B. C. D.", ["a. b", "c", "d"]),
        (("a. b. c", "b. c. d"), "A. B. C. D.", ["a. b. c", "d"]),
        (("a. b", "b. c", "c. d"), "A. B. C. D.", ["a. b", "c. d"]),
        (("a. b. c", "a. b", "c. d. e"), "A. B. C. D. E.", ["a. b", "c. d. e"]),
        (("b. c",), "A: b, c.", ["a", "b. c"]),
        (("a. b. c. d. e. f. a",), "A. B. C.", ["a", "b", "c"]),
    ],
)
def test_as_few_clips_as_possible(keys: tuple[str, ...], sentence: str, clips: list[str]) -> None:
    """What was recorded as one is said as one, whatever the marks in it, and takes as long as its clips and breaths."""
    with TemporaryDirectory() as folder:
        voice = recorded(Path(folder), ("a", "b", "c", "d", "e", "f", *keys))
        assert names(voice.clips(sentence)) == clips
        assert voice.missing(sentence) == ()
        assert voice.seconds(sentence) == pytest.approx(0.5 * len(clips) + 0.06 * (len(clips) - 1))


def test_a_sentence_with_a_missing_piece(tmp_path: Path) -> None:
    """A recorded sentence is said even if a piece of it alone was not recorded; other pieces are missing as ever."""
    voice = recorded(tmp_path, ("a. b", "c"))
    assert names(voice.clips("A. B. C. My own hop.")) == ["a. b", "c"]
    assert voice.missing("A. B. C. My own hop.") == ("my own hop",)


def test_each_voice_has_its_clips(tmp_path: Path) -> None:
    """Another voice is another folder; a name that no folder has says nothing."""
    first, second = recorded(tmp_path, ("rest",)), recorded(tmp_path, ("rest", "rest. next"), "michael")
    assert first.clips("Rest. Next: squat") == (tmp_path / VOICES[0] / "rest.wav",)
    assert second.clips("Rest. Next: squat") == (tmp_path / "michael" / "rest. next.wav",)
    assert Voice(tmp_path, "nobody").clips("Rest") == ()


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


@looped(
    ("sentence", "pieces"),
    [
        ("One hundred seconds left.", "one/hundred/seconds left"),
        ("Two hundred steps out.", "two/hundred/steps out"),
        ("One hundred five seconds left.", "one/hundred/five/seconds left"),
        ("One thousand two hundred five point three pounds.", "one/thousand/two/hundred/five/point/three/pounds"),
        ("Sixty-one.", "sixty/one"),
        ("Set ten of one hundred.", "set/ten/of/one/hundred"),
    ],
)
def test_numbers_of_more_than_one_word(sentence: str, pieces: str) -> None:
    """Hundreds and thousands are said word by word, alone or before a unit, which is kept whole."""
    words = "one two three five ten sixty hundred thousand point set of pounds".split()
    with TemporaryDirectory() as folder:
        voice = recorded(Path(folder), (*words, "seconds left", "steps out"))
        assert names(voice.clips(sentence)) == pieces.split("/")


def test_a_name_is_no_number(tmp_path: Path) -> None:
    """A name of two recorded words is not put together as if it were a number and its unit."""
    voice = recorded(tmp_path, ("back", "squat"))
    assert voice.missing("Back squat.") == ("back squat",)


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


def test_the_nearest_name(tmp_path: Path) -> None:
    """Of a name that nobody recorded the end is said if it names an exercise, until this machine says it whole."""
    (tmp_path / "heart").mkdir()
    names_and_words = {"squat": True, "split squat": True, "rest": False, "eight reps": False}
    index = {key: [f"{key}.wav", 0.5, is_name] for key, is_name in names_and_words.items()}
    (tmp_path / "heart" / INDEX).write_text(json.dumps(index), encoding="utf-8")
    voice = Voice(tmp_path)
    assert names(voice.clips("Zercher squat. Eight reps.")) == ["squat", "eight reps"]
    assert names(voice.clips("Bulgarian split squat.")) == ["split squat"]
    assert names(voice.clips("Long rest. Squat jump. My hop.")) == []
    assert voice.missing("Zercher squat. Eight reps.") == ("zercher squat",)
    voice.add("zercher squat", tmp_path / "made.wav", 1.25)
    assert names(voice.clips("Zercher squat. Eight reps.")) == ["made", "eight reps"]
    assert voice.seconds("Zercher squat. Eight reps.") == pytest.approx(1.25 + 0.06 + 0.5)


@pytest.mark.parametrize("index", [None, "", "[]", "{", '{"rest": 3}'])
def test_without_an_index_or_with_one_that_is_no_index(tmp_path: Path, index: str | None) -> None:
    """Without an index, or with one that is no index, there is no clip and no error."""
    if index is not None:
        (tmp_path / "heart").mkdir()
        (tmp_path / "heart" / INDEX).write_text(index, encoding="utf-8")
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
    assert Voice(tmp_path / "none", spoken={"my own hop": made}).clips("My own hop. Left side.") == (made,)


@looped("level", ["beginner", "intermediate", "advanced"])
def test_the_built_in_routines_are_recorded(level: str) -> None:
    """Everything that is said in a built-in routine has clips in the package, and their files are there."""
    voices = [Voice(ASSETS / "voice", name) for name in VOICES]
    for name in library().routine_files:
        for hands_free in (False, True):
            plan = plan_of(name, level, hands_free=hands_free)
            said = {
                cue.say for step in plan.steps for cue in cues_for_index(plan, step.index, length=no_length) if cue.say
            }
            for voice, sentence in product(voices, said):
                assert voice.missing(sentence) == (), name
                assert all(clip.is_file() for clip in voice.clips(sentence)), name

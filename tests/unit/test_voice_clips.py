"""The voice's clips: one for everything that a built-in routine says, all alike in format and loudness."""

from __future__ import annotations

import json
import math
import re
import sys
import wave
from array import array
from functools import cache
from itertools import combinations, product
from pathlib import Path

from runstrength.session.cues import cues_for_index, no_length
from runstrength.session.wording import counted, number_words
from runstrength.settings import LEVELS
from runstrength.sound.voice import Voice
from tests.support.loops import looped
from tests.support.plans import library, plan_of

VOICE = Path(__file__).parents[2] / "assets" / "voice"
RENDER = "python tools/voice.py renders what has no clip"
RATE = 22_050
FRAME = RATE // 100
KITS = [("bodyweight", *kit) for count in range(4) for kit in combinations(("dumbbell", "kettlebell", "box"), count)]


@cache
def index() -> dict[str, str]:
    """Return the files by what they say."""
    found: dict[str, tuple[str, float]] = json.loads((VOICE / "index.json").read_text(encoding="utf-8"))
    return {key: file for key, (file, _) in found.items()}


def test_lengths() -> None:
    """The index tells how long each clip is, by which announcements are made to fit."""
    found: dict[str, tuple[str, float]] = json.loads((VOICE / "index.json").read_text(encoding="utf-8"))
    for file, seconds in found.values():
        with wave.open(str(VOICE / file), "rb") as clip:
            assert seconds == round(clip.getnframes() / RATE, 3), file


def fragments(say: str) -> set[str]:
    """Return the keys of what a cue says."""
    return {part.lower() for part in re.split(r"[.:,]\s*", say) if part}


@cache
def powers(file: str) -> tuple[float, ...]:
    """Return the power of every 10 ms of a clip."""
    with wave.open(str(VOICE / file), "rb") as clip:
        samples = array("h", clip.readframes(clip.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    starts = range(0, len(samples) - FRAME + 1, FRAME)
    return tuple(sum((sample / 32768) ** 2 for sample in samples[at : at + FRAME]) / FRAME for at in starts)


def loudness(file: str) -> float:
    """Return the level of what is voiced in a clip, in decibels."""
    voiced = [power for power in powers(file) if power > max(powers(file)) / 100]
    return 10 * math.log10(sum(voiced) / len(voiced))


@looped("level", LEVELS)
@looped("name", sorted(library().routine_files))
def test_everything_said_has_a_clip(name: str, level: str) -> None:
    """Whatever a built-in routine says, with any equipment, by hand or hands-free, there are clips for it."""
    said: set[str] = set()
    for kit, hands_free, first in product(KITS, (False, True), ("left", "right")):
        plan = plan_of(name, level, equipment=kit, hands_free=hands_free, first_side=first)
        for step, wait in product(plan.steps, (False, True)):
            for cue in cues_for_index(plan, step.index, wait=wait, length=no_length):
                said |= {cue.say or ""}
    voice = Voice(VOICE)
    assert {piece for sentence in said for piece in voice.missing(sentence)} == set(), RENDER


def test_every_exercise_has_a_clip() -> None:
    """The names of all built-in exercises, of their variants too, can be said, and each form of their ladders."""
    rungs = [rung for one in library().exercises.values() for rung in one.rungs]
    forms = {rung.words for rung in rungs} | {rung.name for rung in rungs if rung.name}
    assert {key for words in forms for key in fragments(words)} - set(index()) == set(), RENDER
    exercises = [one.with_equipment(kit) for one in library().exercises.values() for kit in KITS]
    assert {key for one in exercises for key in fragments(one.name)} - set(index()) == set(), RENDER


def test_numbers_and_doses_have_clips() -> None:
    """Counting to sixty and the doses of the built-in ranges can be said."""
    wanted = {number_words(number) for number in range(1, 61)}
    wanted |= {counted(number, "rep") for number in range(1, 21)}
    wanted |= {counted(number, "second") for number in (*range(1, 11), *range(15, 61, 5), 75, 90)}
    wanted |= {counted(number, "minute") for number in (1, 2, 3)}
    wanted |= {f"{counted(number, 'step')} out" for number in range(1, 13)}
    wanted |= {"reps", "seconds", "minutes", "steps out", "point", "paused", "get ready", "rest is over", "turn"}
    assert wanted - set(index()) == set(), RENDER


def test_index_and_files_agree() -> None:
    """Each key has a file of its own with a plain name, and no file is left over."""
    assert sorted(index().values()) == sorted(path.name for path in VOICE.glob("*.wav"))
    assert all(re.fullmatch(r"[a-z0-9-]+\.wav", file) for file in index().values())
    assert all(fragments(key) == {key} for key in index())


def test_licenses_are_beside_the_clips() -> None:
    """The notices of the voice and of its word lists go with the clips."""
    text = (VOICE / "LICENSE.txt").read_text(encoding="utf-8")
    assert all(name in text for name in ("Kokoro-82M", "misaki", "Apache License"))


def test_size() -> None:
    """All of the voice together is below 12 MB."""
    assert sum(path.stat().st_size for path in VOICE.iterdir()) < 12_000_000


def test_format() -> None:
    """Each clip is mono, 16 bit, 22,050 Hz, at most two seconds."""
    for file in index().values():
        with wave.open(str(VOICE / file), "rb") as clip:
            assert (clip.getnchannels(), clip.getsampwidth(), clip.getframerate()) == (1, 2, RATE), file
            assert 0.15 < clip.getnframes() / RATE < 2.0, file


def test_trimmed_without_clicks() -> None:
    """A clip speaks from its first frames on, is done within 60 ms of its end, and begins and ends softly."""
    for file in index().values():
        parts = powers(file)
        audible = [at for at, power in enumerate(parts) if power > max(parts) / 10**4.5]
        assert audible[0] == 0, file
        assert len(parts) - audible[-1] <= 6, file
        with wave.open(str(VOICE / file), "rb") as clip:
            samples = array("h", clip.readframes(clip.getnframes()))
        if sys.byteorder == "big":
            samples.byteswap()
        assert max(abs(samples[0]), abs(samples[-1])) <= 32, file


def test_equally_loud() -> None:
    """What is voiced differs by at most 4 dB from clip to clip, and no clip comes near to clipping."""
    levels = {file: loudness(file) for file in index().values()}
    assert max(levels.values()) - min(levels.values()) <= 4
    for file in levels:
        with wave.open(str(VOICE / file), "rb") as clip:
            samples = array("h", clip.readframes(clip.getnframes()))
        if sys.byteorder == "big":
            samples.byteswap()
        assert max(map(abs, samples)) < 32768 * 10 ** (-1 / 20), file

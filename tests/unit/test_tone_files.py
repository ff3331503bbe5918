"""The tones: one for each cue, all alike in format and loudness, no two alike in melody."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import wave
from array import array
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from runstrength.session.cues import NAMES
from tests.support.loops import looped

ROOT = Path(__file__).parents[2]
TONES = ROOT / "assets" / "tones"
RATE = 22_050
FULL = 32768


@cache
def sound(name: str, folder: Path = TONES) -> array[int]:
    """Return the samples of a tone."""
    with wave.open(str(folder / f"{name}.wav"), "rb") as file:
        samples = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


@cache
def about() -> dict[str, dict[str, object]]:
    """Return what tones.json tells of each tone."""
    found: dict[str, dict[str, object]] = json.loads((TONES / "tones.json").read_text(encoding="utf-8"))
    return found


def pitches(name: str) -> list[float]:
    """Return the pitches of a tone, one after the other."""
    found = about()[name]["hz"]
    assert isinstance(found, list)
    return found


def decibels(power: float) -> float:
    """Return a power as decibels."""
    return 10 * math.log10(power)


def powers(name: str, milliseconds: int) -> list[float]:
    """Return the power of each part of a tone, full scale being 1."""
    samples, length = sound(name), RATE * milliseconds // 1000
    starts = range(0, len(samples) - length + 1, length // 2)
    return [sum(sample * sample for sample in samples[at : at + length]) / length / FULL**2 for at in starts]


def strength(name: str, hz: float, start: int, length: int) -> float:
    """Return how much of a pitch is in a part of a tone."""
    part = sound(name)[start : start + length]
    cos = sum(sample * math.cos(math.tau * hz * at / RATE) for at, sample in enumerate(part))
    sin = sum(sample * math.sin(math.tau * hz * at / RATE) for at, sample in enumerate(part))
    return math.hypot(cos, sin)


def contour(name: str) -> tuple[int, ...]:
    """Return the ups (1), downs (-1) and repetitions (0) of a melody."""
    return tuple((two > one) - (two < one) for one, two in pairwise(pitches(name)))


def test_every_cue_has_its_tone() -> None:
    """There is a file and a description for every cue, and nothing else."""
    assert {path.stem for path in TONES.glob("*.wav")} == set(NAMES) == set(about())
    assert (TONES / "LICENSE.txt").is_file()


@looped("name", NAMES)
def test_each_tone_is_mono_16_bit(name: str) -> None:
    """Each tone is mono, 16 bit, 22,050 Hz, and as long as tones.json says."""
    with wave.open(str(TONES / f"{name}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.getnframes() / RATE == pytest.approx(about()[name]["seconds"], abs=0.001)


def test_a_tick_is_very_short() -> None:
    """A tick is very short, the end of a hold long, the finish the longest; all but the finish take less than 0.8 s."""
    seconds = {name: len(sound(name)) / RATE for name in NAMES}
    finish = seconds.pop("finish")
    assert 0.06 <= seconds["tick"] <= 0.09
    assert seconds["go"] >= 3 * seconds["tick"]
    assert 0.6 <= seconds["end"] <= 0.78
    assert seconds["block"] > seconds["round"]
    assert max(seconds.values()) < 0.8
    assert 1.5 <= finish <= 2.5


@looped("name", NAMES)
def test_a_tone_begins_and_ends_at_nothing(name: str) -> None:
    """A tone begins and ends at nothing, and swells and fades over milliseconds."""
    samples = sound(name)
    peak = max(map(abs, samples))
    assert abs(samples[0]) <= 4
    assert abs(samples[-1]) <= 4
    first, last = samples[: RATE // 1000], samples[-RATE // 1000 :]
    assert max(map(abs, [*first, *last])) < peak / 10


@looped("name", NAMES)
def test_a_tone_is_one_sound(name: str) -> None:
    """A tone is one sound: nowhere inside does it fall silent."""
    assert min(powers(name, 20)[1:-2]) > max(powers(name, 20)) / 1000


@looped("name", NAMES)
def test_room_for_the_voice(name: str) -> None:
    """A tone stays 3 dB below full scale, so that with a ducked voice nothing clips."""
    assert max(map(abs, sound(name))) < FULL * 10 ** (-3 / 20)


@pytest.mark.parametrize("milliseconds", [20, 50])
def test_equally_loud_at_their_loudest(milliseconds: int) -> None:
    """In their loudest moment the tones differ by at most 1.5 dB."""
    levels = [decibels(max(powers(name, milliseconds))) for name in NAMES]
    assert max(levels) - min(levels) <= 1.5


def test_equally_loud_as_a_whole() -> None:
    """Over their whole length the tones differ by at most 1.5 dB."""
    levels = [decibels(sum(sample * sample for sample in sound(name)) / len(sound(name))) for name in NAMES]
    assert max(levels) - min(levels) <= 1.5


def test_peaks_are_alike() -> None:
    """The highest peaks of the tones differ by at most 3 dB, so that none seems to shout."""
    peaks = [decibels(max(sample * sample for sample in sound(name)) / 32768**2) for name in NAMES]

    assert max(peaks) - min(peaks) <= 3


def test_pitches_of_small_loudspeakers() -> None:
    """Every pitch is between 400 and 2500 Hz: a laptop plays it."""
    assert all(400 <= hz <= 2500 for name in NAMES for hz in pitches(name))


@looped("name", NAMES)
def test_pitches_are_in_the_sound(name: str) -> None:
    """The first and the last pitch of tones.json lead the beginning and the end of the sound."""
    length, step = RATE * 60 // 1000, 2 ** (1 / 6)
    first, last = pitches(name)[0], pitches(name)[-1]
    for hz, start in ((first, 0), (last, len(sound(name)) - length)):
        assert strength(name, hz, start, length) > 2 * strength(name, hz * step, start, length)
        assert strength(name, hz, start, length) > 2 * strength(name, hz / step, start, length)


@looped(("one", "two"), combinations(NAMES, 2))
def test_no_two_alike(one: str, two: str) -> None:
    """Any two cues differ in contour, or both in pitch by a fourth and in length by half."""
    if contour(one) == contour(two):
        lengths = sorted(len(sound(name)) for name in (one, two))
        means = sorted(sum(pitches(name)) / len(pitches(name)) for name in (one, two))
        assert lengths[1] / lengths[0] >= 1.5
        assert means[1] / means[0] >= 4 / 3


def test_rest_and_pause_fall_the_end_of_a_rest_and_resume_rise() -> None:
    """Rest and pause fall, the end of a rest and resume rise, switch goes back and forth, go is above a tick."""
    assert set(contour("rest")) == set(contour("pause")) == {-1}
    assert set(contour("rest_over")) == set(contour("resume")) == {1}
    assert contour("switch") == (1, -1, 1)
    assert len(set(pitches("switch"))) == 2
    assert pitches("go")[0] > 1.4 * pitches("tick")[0]
    assert pitches("block")[:3] == pitches("round")


def test_made_by_the_script(tmp_path: Path) -> None:
    """The files are those that tools/tones.py makes."""
    subprocess.run([sys.executable, str(ROOT / "tools" / "tones.py"), str(tmp_path)], check=True)
    assert json.loads((tmp_path / "tones.json").read_text(encoding="utf-8")) == about()
    for name in NAMES:
        made, kept = sound(name, tmp_path), sound(name)
        assert len(made) == len(kept)
        assert max(abs(one - two) for one, two in zip(made, kept, strict=True)) <= 1  # a platform's own rounding

"""The vocabulary of tones: complete, described as it is, and with a meaning each."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from runstrength.session.cues import NAMES, TONE_SECONDS
from runstrength.sound.tones import MEANINGS, SPOKEN_NAMES, Tone, read_tones
from tests.support.loops import looped
from tests.support.plans import ASSETS

TONES = {tone.cue: tone for tone in read_tones(ASSETS / "tones")}


def test_there_is_one_tone_for_each_cue() -> None:
    """There is one tone for each cue, in their order, with a meaning, a spoken name and its length, none besides."""
    assert tuple(TONES) == NAMES, "python tools/tones.py writes the tones; their names are those of TONE_SECONDS"
    assert set(MEANINGS) == set(NAMES), "MEANINGS of sound/tones.py has what each tone means"
    assert set(SPOKEN_NAMES) == set(NAMES), "SPOKEN_NAMES of sound/tones.py has what the voice calls each tone"
    assert {name: TONES[name].seconds for name in NAMES} == pytest.approx(TONE_SECONDS, abs=0.001)
    assert len(set(MEANINGS.values())) == len(NAMES), "no two mean the same"


@looped("tone", TONES.values())
def test_a_tones_file_is_there(tone: Tone) -> None:
    """A tone's file is there, plain enough for any player, and lasts as long as is said."""
    with wave.open(tone.file) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert sound.getnframes() / sound.getframerate() == pytest.approx(tone.seconds, abs=0.02)
    assert tone.hz
    assert all(100 < hz < 5000 for hz in tone.hz)


def test_no_two_alike() -> None:
    """Any two tones differ in their pitches."""
    assert len({tone.hz for tone in TONES.values()}) == len(NAMES)


def test_where_the_tones_are_not_the_error_names_the_file(tmp_path: Path) -> None:
    """Where the tones are not, the error names the file."""
    with pytest.raises(FileNotFoundError, match=r"tones\.json"):
        read_tones(tmp_path)

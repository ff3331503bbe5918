"""The voices' clips: one for everything that a built-in routine says, all alike in format and loudness."""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Iterable
from functools import cache
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.numbers import UNITS
from runstrength.session.cues import closing_words, cues_for_index, going_on_words, next_words, no_length, text_of
from runstrength.session.plan import Plan, Target
from runstrength.session.wording import counted, number_words, spoken_dose, spoken_left, spoken_load
from runstrength.settings import EQUIPMENT, LEVELS, VOICES
from runstrength.sound.leveling import powers
from runstrength.sound.tones import SPOKEN_NAMES
from runstrength.sound.voice import Voice, fragments
from runstrength.sound.wav import RATE, load
from tests.support.loops import looped
from tests.support.plans import library, plan_of

VOICE = Path(__file__).parents[2] / "assets" / "voice"
EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "routines").glob("*.toml"))
RENDER = "make voice ARGS=--new renders what has no clip"
KITS = [(*EQUIPMENT[:1], *kit) for count in range(3) for kit in combinations(EQUIPMENT[1:], count)] + [EQUIPMENT]
"""Without equipment, with each alone, with each two, with all."""
KITS.insert(1, ("bodyweight", "band"))
VOICE_OF = {name: Voice(VOICE, name) for name in VOICES}


@cache
def index(name: str) -> dict[str, tuple[str, float]]:
    """Return the file and the seconds of each clip of a voice, by what it says."""
    found = json.loads((VOICE / name / "index.json").read_text(encoding="utf-8"))
    return {key: (file, seconds) for key, (file, seconds, *_) in found.items()}


def lacking(keys: Iterable[str]) -> set[tuple[str, str]]:
    """Return which voice has no clip of which key."""
    return {(name, key) for key in keys for name in VOICES if key not in index(name)}


@looped("level", LEVELS)
@looped("name", sorted(library().routine_files))
def test_everything_said_has_a_clip(name: str, level: str) -> None:
    """Whatever a built-in routine says, with any equipment, by hand or hands-free, there are clips for it."""
    said: set[str] = set()
    for plan in different(
        plan_of(name, level, equipment=kit, hands_free=hands_free, first_side=first)
        for kit, (hands_free, first) in product(KITS, ((False, "left"), (True, "right")))
    ):
        for step, wait in product(plan.steps, (False, True)):
            for cue in cues_for_index(plan, step.index, wait=wait, length=no_length):
                said |= {cue.say or ""}
    assert unsaid(said) == set(), RENDER


def different(plans: Iterable[Plan]) -> list[Plan]:
    """Return each plan once: much equipment changes nothing in a routine."""
    found: list[Plan] = []
    for plan in plans:
        if plan not in found:
            found.append(plan)
    return found


def unsaid(sentences: Iterable[str]) -> set[tuple[str, str]]:
    """Return which voice has no clip of which piece of what is said."""
    return {
        (name, piece) for sentence in sentences for name, voice in VOICE_OF.items() for piece in voice.missing(sentence)
    }


def said_of(plan: Plan) -> set[str]:
    """Return all that is said of a plan as it goes, after a pause and after a swap."""
    return {
        sentence
        for step, wait in product(plan.steps, (False, True))
        for sentence in (
            *(cue.say for cue in cues_for_index(plan, step.index, wait=wait, length=no_length) if cue.say),
            text_of(going_on_words(plan, step, None)),
            text_of(next_words(plan, step)),
        )
    }


@looped("path", EXAMPLES)
def test_everything_said_in_an_example_has_a_clip(path: Path) -> None:
    """Whoever takes an example of the manual as a routine hears one voice, by hand or hands-free."""
    routine = library().read(path)
    plans = different(
        plan_of(routine, level, equipment=kit, hands_free=hands_free)
        for level, kit, hands_free in product(LEVELS, KITS, (False, True))
    )
    assert unsaid({sentence for plan in plans for sentence in said_of(plan)}) == set(), RENDER


@given(
    kind=st.sampled_from(["reps", "hold", "time", "carry", "carry_m", "amrap", "max", "rounds", "for_time"]),
    value=st.integers(1, 7200) | st.integers(10, 72_000).map(lambda tenths: tenths / 10),
    number=st.integers(1, 2000),
    kilos=st.integers(1, 4000).map(lambda quarters: quarters / 4),
    units=st.sampled_from(UNITS),
    alternating=st.booleans(),
)
def test_every_number_can_be_said(
    kind: str, value: float, number: int, kilos: float, units: str, alternating: bool
) -> None:
    """Whatever numbers a routine has, doses, sets, rounds, weights and times are said by the same voice."""
    said = [
        spoken_dose(Target(kind, value, value, value), alternating=alternating),
        spoken_left(value),
        spoken_load(kilos, units),
        number_words(number),
        f"Set {number_words(number)} of {number_words(number + 1)}",
        closing_words(value, number),
    ]
    for name in VOICES:
        assert [piece for sentence in said for piece in Voice(VOICE, name).missing(sentence)] == [], RENDER


def test_every_exercise_has_a_clip() -> None:
    """The names of all built-in exercises, of their variants too, can be said, and each form of their ladders."""
    rungs = [rung for one in library().exercises.values() for rung in one.rungs]
    forms = {rung.words for rung in rungs} | {rung.name for rung in rungs if rung.name}
    assert lacking(key for words in forms for key in fragments(words)) == set(), RENDER
    exercises = [one.with_equipment(kit) for one in library().exercises.values() for kit in KITS]
    assert lacking(key for one in exercises for key in fragments(one.name)) == set(), RENDER


def test_every_tone_has_a_clip_of_its_name() -> None:
    """The sound check can say what each tone is called."""
    assert lacking(key for name in SPOKEN_NAMES.values() for key in fragments(name)) == set(), RENDER


def test_numbers_and_doses_have_clips() -> None:
    """Counting to sixty and the doses of the built-in ranges can be said."""
    wanted = {number_words(number) for number in range(1, 61)}
    wanted |= {counted(number, "rep") for number in range(1, 21)}
    wanted |= {counted(number, "second") for number in (*range(1, 11), *range(15, 61, 5), 75, 90)}
    wanted |= {counted(number, "minute") for number in (1, 2, 3)}
    wanted |= {f"{counted(number, 'step')} out" for number in range(1, 13)}
    wanted |= {"reps", "seconds", "minutes", "steps out", "point", "paused", "get ready", "rest is over", "turn"}
    assert lacking(wanted) == set(), RENDER


@looped("name", VOICES)
def test_index_and_files_agree(name: str) -> None:
    """Each key has a file of its own with a plain name, and no file is left over."""
    files = [file for file, _ in index(name).values()]
    assert sorted(files) == sorted(path.name for path in (VOICE / name).glob("*.wav"))
    assert all(re.fullmatch(r"[a-z0-9-]+\.wav", file) for file in files)
    assert all(". ".join(fragments(key)) == key for key in index(name))


def test_all_voices_say_the_same() -> None:
    """Whatever one voice says the others can say too, a sentence by its pieces if need be; there is no other folder."""
    pieces = {key for name in VOICES for key in index(name) if ". " not in key}
    sentences = {key for name in VOICES for key in index(name) if ". " in key}
    assert lacking(pieces) == set()
    voices = [Voice(VOICE, name) for name in VOICES]
    assert {piece for voice in voices for key in sentences for piece in fragments(key) if voice.missing(piece)} == set()
    assert sorted(path.name for path in VOICE.iterdir() if path.is_dir()) == sorted(VOICES)


def test_fewer_clips_than_pieces() -> None:
    """What is said of a set takes clearly fewer clips than it has pieces, so that it is not put together from many."""
    voice, counts = Voice(VOICE), []
    for name in sorted(library().routine_files):
        plan = plan_of(name, "intermediate", equipment=KITS[-1])
        for step in plan.steps:
            said = [cue.say for cue in cues_for_index(plan, step.index, length=voice.seconds) if cue.say]
            counts += [len(voice.clips(say)) / len(fragments(say)) for say in said if len(fragments(say)) > 2]
    assert sum(counts) / len(counts) < 0.85


def test_licenses_are_beside_the_clips() -> None:
    """The notices of the voices and of their word lists go with the clips."""
    text = (VOICE / "LICENSE.txt").read_text(encoding="utf-8")
    assert all(name in text for name in ("Kokoro-82M", "misaki", "Apache License"))


def test_all_voices_together_are_below_14_mb() -> None:
    """All voices together are below 14 MB, so that the program with them is below 16 MB."""
    assert sum(path.stat().st_size for path in VOICE.rglob("*") if path.is_file()) < 14_000_000


@looped("name", VOICES)
def test_each_clip_is_mono_at_our_rate_with_4_bits_a_sample(name: str) -> None:
    """Each clip is mono at our rate with 4 bits a sample, as long as the index tells, pieces at most two seconds."""
    for key, (file, seconds) in index(name).items():
        data = (VOICE / name / file).read_bytes()[:60]
        assert struct.unpack_from("<HHI", data, 20) == (0x11, 1, RATE), file
        assert data[40:44] == b"fact", file
        assert seconds == round(struct.unpack_from("<I", data, 48)[0] / RATE, 3), file
        assert 0.15 < seconds < (8.0 if ". " in key else 2.0), file


def check_sound(path: Path) -> float:
    """Check one clip: trimmed, with soft ends, without clipping; return the level of what is voiced, in decibels."""
    samples = load(str(path))
    parts = powers([sample / 32768 for sample in samples])
    audible = [at for at, power in enumerate(parts) if power > max(parts) / 10**4.5]
    assert audible[0] == 0, path
    assert len(parts) - audible[-1] <= 6, path
    assert max(abs(samples[0]), abs(samples[-1])) <= 64, path
    assert max(map(abs, samples)) < 32768 * 10 ** (-1.5 / 20), path
    voiced = [power for power in parts if power > max(parts) / 100]
    return 10 * math.log10(sum(voiced) / len(voiced))


def check_sounds(paths: list[Path]) -> None:
    """Check clips, and that what is voiced differs by at most 4 dB from clip to clip."""
    levels = [check_sound(path) for path in paths]
    assert max(levels) - min(levels) <= 4


def test_a_clip_speaks_from_its_first_frames_on() -> None:
    """A clip speaks from its first frames on, is done within 60 ms of its end, and is as loud as others: some clips."""
    check_sounds([VOICE / name / file for name in VOICES for file, _ in list(index(name).values())[::12]])


@pytest.mark.long
def test_sound_of_all() -> None:
    """Every clip speaks from its first frames on, is done within 60 ms of its end, and is as loud as the others."""
    check_sounds([VOICE / name / file for name in VOICES for file, _ in index(name).values()])

"""The blindfold test: rebuild a hands-free session from what a recording says, and compare it with its plan.

    runstrength plan runner --hands-free --json > plan.json
    python tools/blindfold.py recording.wav plan.json            what was understood, and what was not
    python tools/blindfold.py recording.wav plan.json --noise    the same in pink noise, 10 dB softer than the voice

The recording is a WAV file, mono, 16 bit, of the whole session (of the monitor of a sound server, for example), with
the same settings as the plan. Tones are found by their shape: the files of `assets/tones` are correlated with the
recording. What is left is words; a recognizer writes them down, and what they say is looked up in everything that the
program can say: each exercise of the catalogue, side, dose, number of the set, weight, what is next. Of the plan only
its times are used: the first tone heard is taken for the plan's first, and words belong to the cue in whose time they
are heard, so words at a wrong time count as not understood. The result is then compared with what the plan says.

Needs numpy, and for the recognizer what `tools/voice.py` needs. Nothing of it is a dependency of the program.
"""

from __future__ import annotations

import json
import re
import sys
import wave
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from runstrength.catalogue.library import load_library  # noqa: E402
from runstrength.session.wording import number_words  # noqa: E402
from runstrength.sound.tones import read_tones  # noqa: E402
from tools.voice import heard_openly, heard_quickly, words  # noqa: E402

RATE: Final = 22_050
ALIKE: Final = 0.8
"""How alike a sound and a tone must be, from 0 to 1."""
NEAR: Final = 0.12
"""Seconds between a tone and its planned moment."""
EARLY: Final = 0.15
"""Seconds by which words may seem to begin too early."""
SAME: Final = 0.7
"""How alike two spellings must be, from 0 to 1, to be the same words."""
FRAME: Final = RATE // 100
PAUSE: Final = 0.55
"""Seconds of silence between two sentences."""
MARGIN: Final = 0.2
"""Seconds before and after words that the recognizer hears too."""
QUICK: Final = 6.0
"""Seconds up to which the recognizer's quicker way is used; it stops after sixty parts of words."""
NOISE: Final = 10 ** (-10 / 20)
VOICE_BAND: Final = 300.0
"""Hertz; below it pink noise is strongest, and words are told apart above."""

PLANNED: Final = ("exercise", "side", "dose", "set", "load", "hand", "next")
"""What a person has to know of a step; counts and calls (`Halfway`) are reported beside it."""

Samples = Any
"""An array of numbers from -1 to 1, at our rate."""


class Heard(NamedTuple):
    """A tone, or words as they were written down."""

    at: float
    what: str


# -- the recording -----------------------------------------------------------------------------------------------------


def read(path: Path) -> Samples:
    """Return a recording at our rate, from -1 to 1."""
    with wave.open(str(path), "rb") as file:
        rate, samples = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768
    if rate == RATE:
        return samples
    cut = np.fft.rfft(samples)
    cut[round(len(cut) * RATE / rate) :] = 0
    smooth = np.fft.irfft(cut, len(samples)) if rate > RATE else samples
    return np.interp(np.arange(len(samples) * RATE // rate) * rate / RATE, np.arange(len(samples)), smooth)


def with_noise(samples: Samples) -> Samples:
    """Return a recording in pink noise, `NOISE` of the level of what sounds."""
    white = np.fft.rfft(np.random.default_rng(1).standard_normal(len(samples)))
    pink = np.fft.irfft(white / np.sqrt(np.maximum(1, np.arange(len(white)))), len(samples))
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    power = (frames**2).mean(axis=1)
    level = np.sqrt(power[power > power.max() / 100].mean())
    return samples + pink / pink.std() * level * NOISE


# -- tones -------------------------------------------------------------------------------------------------------------


def correlate(samples: Samples, shape: Samples) -> Samples:
    """Return how much of a shape begins at each sample, in blocks, so that a long recording fits into memory."""
    block = 1 << 18
    length = block - len(shape) + 1
    spectrum = np.conj(np.fft.rfft(shape, block))
    parts = [
        np.fft.irfft(np.fft.rfft(samples[at : at + block], block) * spectrum, block)[:length]
        for at in range(0, len(samples), length)
    ]
    return np.concatenate(parts)[: len(samples)]


def find_tones(samples: Samples) -> tuple[list[Heard], Samples]:
    """Return the tones of a recording, and what is left of it without them."""
    left = samples.copy()
    found: list[tuple[float, int, str, int]] = []
    total = np.concatenate([[0.0], np.cumsum(samples**2)])
    for tone in read_tones(ROOT / "assets" / "tones"):
        shape = read(Path(tone.file))
        size = float((shape**2).sum())
        match = correlate(samples, shape)
        ends = np.minimum(np.arange(len(samples)) + len(shape), len(samples))
        power = total[ends] - total[:-1]
        alike = match / np.sqrt(size * np.maximum(power, 1e-3 * size * 0.01))
        for at in peaks(alike, len(shape) // 2):
            found.append((float(match[at] ** 2 / size), at, tone.cue, len(shape)))
    heard: list[tuple[int, int, str]] = []
    for _, at, cue, length in sorted(found, reverse=True):  # what lies in a louder tone is a part of it
        if all(at + length <= other or other + size <= at for other, size, _ in heard):
            heard.append((at, length, cue))
            left[max(0, at - FRAME) : at + length + FRAME] = 0.0
    return [Heard(at / RATE, cue) for at, _, cue in sorted(heard)], left


def peaks(alike: Samples, apart: int) -> Iterator[int]:
    """Yield where a sound is most like a tone."""
    places = np.flatnonzero(alike > ALIKE)
    for group in np.split(places, np.flatnonzero(np.diff(places) > apart) + 1):
        if len(group):
            yield int(group[np.argmax(alike[group])])


# -- words -------------------------------------------------------------------------------------------------------------


def sentences(samples: Samples) -> Iterator[tuple[float, Samples]]:
    """Yield each stretch of words with the second at which it begins."""
    spectrum = np.fft.rfft(samples)
    spectrum[: round(VOICE_BAND * len(samples) / RATE)] = 0
    band = np.fft.irfft(spectrum, len(samples))
    frames = band[: len(band) // FRAME * FRAME].reshape(-1, FRAME)
    power = np.convolve((frames**2).mean(axis=1), np.ones(8) / 8, mode="same")
    quiet = np.quantile(power[power > 0], 0.3) if (power > 0).any() else 0.0
    loud = np.flatnonzero(power > max(quiet * 3.0, power.max() * 2e-3))
    if not len(loud):
        return
    breaks = np.flatnonzero(np.diff(loud) > PAUSE * RATE / FRAME)
    starts, ends = np.concatenate([[loud[0]], loud[breaks + 1]]), np.concatenate([loud[breaks], [loud[-1]]])
    for start, end in zip(starts, ends, strict=True):
        if end - start >= 15:
            first = max(0, start * FRAME - round(MARGIN * RATE))
            yield start * FRAME / RATE, samples[first : end * FRAME + round(MARGIN * RATE)]


# -- what the words say ------------------------------------------------------------------------------------------------

SOUNDS_LIKE: Final = {
    "to": "two", "too": "two", "for": "four", "ate": "eight", "won": "one", "wan": "one", "write": "right",
    "rite": "right", "tin": "ten", "sex": "six", "fore": "four", "sects": "six",
}  # fmt: skip
"""Words that sound the same."""
NUMBERS: Final = {number_words(number).replace("-", " "): number for number in range(100)}
UNITS: Final = {
    "rep": "rep", "reps": "rep", "wraps": "rep", "raps": "rep", "second": "second", "seconds": "second",
    "minute": "minute", "minutes": "minute", "step": "step", "steps": "step", "aside": "a side", "kilo": "kilo",
    "kilos": "kilo", "pound": "pound", "pounds": "pound", "sets": "set",
}  # fmt: skip


def alike(one: str, two: str) -> float:
    """Return how alike two texts are, from 0 to 1, without spaces."""
    return SequenceMatcher(None, one.replace(" ", ""), two.replace(" ", ""), autojunk=False).ratio()


def best(text: list[str], known: dict[str, str]) -> str:
    """Return which of the known texts is in some words, by how alike they are; empty if none is."""
    found = (0.0, 0, "")
    for spelled, meaning in known.items():
        size = len(spelled.split())
        for length in range(max(1, size - 1), size + 2):
            for at in range(max(1, len(text) - length + 1)):
                score = alike(spelled, " ".join(text[at : at + length]))
                found = max(found, (round(score, 2), len(spelled), meaning))
    return found[2] if found[0] >= SAME else ""


def catalogue() -> dict[str, str]:
    """Return every name of an exercise as it is spelled by the recognizer."""
    exercises = load_library(ROOT / "assets").exercises.values()
    kits = (
        ("bodyweight",),
        ("bodyweight", "dumbbell"),
        ("bodyweight", "kettlebell"),
        ("bodyweight", "box"),
        ("bodyweight", "band"),
    )
    names = {one.with_equipment(kit).name for one in exercises for kit in kits}
    return {" ".join(words(name)): name.lower() for name in names}


def understood(text: str, names: dict[str, str]) -> dict[str, str]:
    """Return what words say, by what it is about."""
    said = [SOUNDS_LIKE.get(word, word) for word in words(text)]
    spelled = " ".join(said).replace("a side", "aside")
    found = {"exercise": best(said, names)}
    side = re.search(r"\b(left|right) sides?\b", spelled) or re.search(r"\b(left|right)\b(?! hand)", spelled)
    found["side"] = side[1] if side else ""
    hand = re.search(r"\b(left|right|each|both|one) hands?\b", spelled)
    found["hand"] = hand[1] if hand else ""
    number = "|".join(sorted(NUMBERS, key=len, reverse=True))
    set_ = re.search(rf"\b(?:set|sit|said) ({number}) (?:of|off) ({number})\b", spelled)
    found["set"] = f"{NUMBERS[set_[1]]} of {NUMBERS[set_[2]]}" if set_ else "last" if "last set" in spelled else ""
    amounts = re.findall(rf"\b({number})(?: point ({number}))? ({'|'.join(UNITS)})\b", spelled)
    values = [(UNITS[unit], f"{NUMBERS[one]}{f'.{NUMBERS[two]}' if two else ''}") for one, two, unit in amounts]
    doses = [f"{value} {unit}" for unit, value in values if unit in ("rep", "second", "minute", "step", "a side")]
    found["dose"] = doses[-1] if doses else ""
    found["load"] = next((f"{value} {unit}" for unit, value in values if unit in ("kilo", "pound")), "")
    found["next"] = "next" if re.search(r"\bnext\b", spelled) else ""
    plain = re.sub(rf"\b(?:{number})\b", lambda match: str(NUMBERS[match[0]]), spelled)
    found["count"] = plain if re.fullmatch(r"[0-9]+|[0-9]+ (?:last rep|done)", plain) else ""
    for key, phrase in (("call", "halfway"), ("call", "ten seconds"), ("call", "turn"), ("end", "session complete")):
        if alike(spelled, phrase) > SAME or (key == "end" and phrase in spelled):
            found[key] = phrase
    return found


# -- the comparison ----------------------------------------------------------------------------------------------------


def written_down(samples: Samples) -> str:
    """Return what a recognizer without a grammar writes down."""
    recognize = heard_quickly if len(samples) < QUICK * RATE else heard_openly
    return str(recognize(samples.tolist()))


def report(samples: Samples, plan: dict[str, Any]) -> float:
    """Print what was rebuilt of a plan, and what was not; return the part that was."""
    tones, rest = find_tones(samples)
    said = [Heard(at, written_down(part)) for at, part in sentences(rest)]
    cues = [(step["starts_at"] + cue["at"], cue, step) for step in plan["steps"] for cue in step["cues"]]
    planned = [(at, cue["cue"]) for at, cue, _ in cues if cue["cue"]]
    begins = tones[0].at - planned[0][0]
    right = sum(any(abs(one.at - begins - at) < NEAR and one.what == cue for one in tones) for at, cue in planned)
    print(f"tones: {right} of {len(planned)} at their moment, {len(tones)} heard")
    names = catalogue()
    total: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for at, cue, step in cues:
        if not cue["say"]:
            continue
        until = step["starts_at"] + cue["until"]
        text = " ".join(one.what for one in said if at - EARLY < one.at - begins < until - EARLY)
        wanted, found = understood(cue["say"], names), understood(text, names)
        for key, value in wanted.items():
            if value:
                total[key] += 1
                good[key] += found.get(key) == value
                if found.get(key) != value:
                    print(f"{at:7.1f} {key}: {value!r} of {cue['say']!r} was heard as {text.strip()!r}")
    for key in total:
        print(f"{key:<10} {good[key]} of {total[key]}")
    wanted_in_all, found_in_all = (sum(count[key] for key in PLANNED) for count in (total, good))
    share = found_in_all / max(1, wanted_in_all)
    print(f"the plan   {found_in_all} of {wanted_in_all}: {share:.1%} ({', '.join(PLANNED)})")
    return share


def main(arguments: list[str]) -> int:
    """Compare a recording with a plan; the exit status is 1 if too little was understood."""
    noise = "--noise" in arguments
    recording, plan = (Path(path) for path in arguments if not path.startswith("--"))
    samples = read(recording)
    if noise:
        samples = with_noise(samples)
    share = report(samples, json.loads(plan.read_text(encoding="utf-8")))
    return 0 if share >= (0.93 if noise else 0.97) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

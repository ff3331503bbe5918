"""Make the tones: assets/tones/<cue>.wav, and tones.json, which tells their pitches and lengths.

    python tools/tones.py              writes assets/tones/
    python tools/tones.py FOLDER       writes somewhere else

Needs only Python; the same files come out each time. Each cue is a short melody of struck notes, like a marimba's: a
soft attack, a few harmonics that fade before their note does, a soft release. No two cues share both contour and
rhythm, so each is known by either, without looking:

    tick       one short note                        go         one long note an octave higher
    halfway    a little hill                         ten        two high pips, short and long
    end        the bell of a boxing ring: 3 strikes  switch     two notes, back and forth
    rest       three slow steps down                 rest_over  four quick steps up
    ready      low, low, a fifth higher              round      down and back, like a call
    block      the same call, and a step further     pause      one step down
    resume     the same step up                      finish     a fanfare
"""

from __future__ import annotations

import json
import math
import sys
import wave
from array import array
from pathlib import Path
from typing import Final

C5, D5, E5, F5, G5, A5 = 523.25, 587.33, 659.26, 698.46, 783.99, 880.0
C6, D6, E6, F6, G6, A6 = 1046.5, 1174.66, 1318.51, 1396.91, 1567.98, 1760.0

Note = tuple[float, ...]
"""Seconds, the pitch of the melody, and other pitches that sound with it."""
TONES: Final[dict[str, tuple[Note, ...]]] = {
    "ready": ((0.15, C5), (0.15, C5), (0.34, G5)),
    "tick": ((0.085, A5),),
    "go": ((0.42, A6),),
    "halfway": ((0.12, C6), (0.12, E6), (0.24, C6)),
    "ten": ((0.1, G6), (0.24, G6)),
    "end": ((0.12, D6), (0.12, D6), (0.52, D6)),
    "switch": ((0.15, E5), (0.15, D6), (0.15, E5), (0.15, D6)),
    "rest": ((0.22, A5), (0.22, F5), (0.3, C5)),
    "rest_over": ((0.09, C5), (0.09, E5), (0.09, G5), (0.27, C6)),
    "round": ((0.18, C6), (0.08, G5), (0.24, C6)),
    "block": ((0.18, C6), (0.08, G5), (0.18, C6), (0.32, F6)),
    "pause": ((0.14, A5), (0.3, D5)),
    "resume": ((0.14, D5), (0.3, A5)),
    "finish": ((0.15, C5), (0.15, E5), (0.15, G5), (0.3, C6), (0.15, G5), (1.1, C6, E6, G6)),
}
"""The notes of each cue, one after the other."""

RATE: Final = 22_050
LEVEL: Final = 10 ** (-12.0 / 20)
"""How strong each note is, as a part of full scale; see `strength`."""
HEARING: Final = 0.2
"""How much of what the ear hears less of in low notes (the A curve) is given back to them."""
PARTIALS: Final = ((1, 1.0, 1.0), (2, 0.28, 2.5), (3, 0.1, 4.0), (4, 0.1, 6.0))
"""Multiple of the pitch, strength, and how many times as fast it fades."""
FADE: Final = 1.0
"""How far a note fades until its end, in nepers: to 0.37 of its strength."""
STRIKE: Final = 0.05
"""Seconds."""
CHORD: Final = 0.34
"""How strong each further pitch of a chord is, beside the one before."""
ATTACK: Final = 0.008
RELEASE: Final = 0.015
OVERLAP: Final = 0.01
"""Seconds that a note sounds into the next."""
PLACE: Final = Path(__file__).parents[1] / "assets" / "tones"


def a_curve(hz: float) -> float:
    """Return how much louder than its power a pitch is heard, in decibels (IEC 61672, curve A)."""
    f2 = hz * hz
    part = 12194**2 * f2 * f2 / ((f2 + 20.6**2) * (f2 + 12194**2) * math.sqrt((f2 + 107.7**2) * (f2 + 737.9**2)))
    return 20 * math.log10(part) + 2.0


def struck(hz: float, seconds: float) -> list[float]:
    """Return one note."""
    length = round(seconds * RATE)
    attack, release = round(ATTACK * RATE), round(RELEASE * RATE)
    samples = []
    for place in range(length):
        fade = FADE * place / length
        sound = sum(
            share * math.exp(-fade * faster) * math.sin(math.tau * hz * multiple * place / RATE)
            for multiple, share, faster in PARTIALS
        )
        edge = min(place / attack, (length - 1 - place) / release, 1.0)
        samples.append(sound * (0.5 - 0.5 * math.cos(math.pi * edge)))
    return samples


def strength(sound: list[float]) -> float:
    """Return the power of a note: between that of the whole and that of its strike, else a short one would be soft."""
    strike = sound[: round(STRIKE * RATE)]
    whole, struck_part = (sum(sample * sample for sample in part) / len(part) for part in (sound, strike))
    return math.sqrt(whole * struck_part)


def tone(notes: tuple[Note, ...]) -> list[float]:
    """Return a melody, each of its notes about as loud to the ear as the others."""
    whole = [0.0] * round(sum(note[0] for note in notes) * RATE)
    start = 0.0
    for number, (seconds, *pitches) in enumerate(notes):
        last = number == len(notes) - 1
        voices = [struck(hz, seconds if last else seconds + OVERLAP) for hz in pitches]
        sound = [sum(sample * CHORD**rank for rank, sample in enumerate(at)) for at in zip(*voices, strict=True)]
        gain = LEVEL / math.sqrt(strength(sound)) * 10 ** (-HEARING * a_curve(pitches[0]) / 20)
        first = round(start * RATE)
        for place, sample in enumerate(sound[: len(whole) - first]):
            whole[first + place] += gain * sample
        start += seconds
    return whole


def main(folder: Path = PLACE) -> None:
    """Write all tones and what they are made of."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {}
    for name, notes in TONES.items():
        samples = array("h", [round(32767 * sample) for sample in tone(notes)])
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())
        about[name] = {"hz": [note[1] for note in notes], "seconds": round(len(samples) / RATE, 3)}
    lines = [f"  {json.dumps(name)}: {json.dumps(what)}" for name, what in about.items()]
    (folder / "tones.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

"""Make the voice: assets/voice/*.wav and index.json, which tells what each clip says; then check that none is missing.

    apt-get install festival festvox-us-slt-hts sox
    python tools/voice.py              renders all clips and checks them
    python tools/voice.py --check      only checks

What a cue says is split at full stops, colons and commas; each part in lower case is a key of the index (`fragments`).
The voice is cmu_us_slt_arctic_hts, see assets/voice/LICENSE.txt. All clips are made in one run of Festival, brought to
our rate by sox, and here trimmed and made equally loud. The same files come out each time.

The check walks through every built-in routine, at every level, with each equipment, by hand and hands-free, and exits
with 1 when a fragment of what is said there has no clip.
"""

from __future__ import annotations

import itertools
import json
import math
import re
import subprocess
import sys
import tempfile
import tomllib
import wave
from array import array
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from runstrength.catalogue.library import load_library  # noqa: E402
from runstrength.coach.prescription import Choices, prescribe  # noqa: E402
from runstrength.session.cues import cues_for_index  # noqa: E402
from runstrength.session.wording import counted, number_words  # noqa: E402
from runstrength.settings import LEVELS  # noqa: E402

PLACE: Final = ROOT / "assets" / "voice"
PHRASES: Final = (
    "left side", "right side", "switch sides", "halfway", "ten seconds", "rest", "next", "rest is over", "last set",
    "the finisher", *(f"block {letter}" for letter in "abcdefw"), "session complete", "as many as you can", "paused",
    "get ready", "turn", "and back", "reps", "seconds", "minutes", "steps out", "point",
)  # fmt: skip
SPOKEN_AS: Final = {"block a": "block ay", "a-skip": "ay skip"}
"""What Festival is given in place of a fragment, where it would say it wrong: `a` as in `a day`."""
EFFECTS: Final = ("gain", "-9", "highpass", "180", "equalizer", "3000", "0.8q", "6")
"""For small loudspeakers: what they cannot play is left out, consonants are a little stronger."""
RATE: Final = 22_050
LEVEL: Final = 10 ** (-14.0 / 20)
"""The root mean square of what is voiced in a clip, as a part of full scale: about that of the tones."""
CEILING: Final = 10 ** (-1.0 / 20)
"""No sample is beyond this part of full scale."""
FRAME: Final = RATE // 100
SILENT: Final = 10 ** (-40 / 10)
"""A frame with less power than this, beside the strongest, is silence at either end of a clip."""
VOICED: Final = 10 ** (-20 / 10)
"""A frame with more power than this, beside the strongest, counts for how loud a clip is."""
FADE_IN: Final = round(0.002 * RATE)
FADE_OUT: Final = round(0.025 * RATE)
EQUIPMENT: Final = ("dumbbell", "kettlebell", "box")


def fragments(say: str) -> list[str]:
    """Return the keys of what a cue says."""
    return [part.lower() for part in re.split(r"[.:,]\s*", say) if part]


def wanted() -> list[str]:
    """Return every fragment that is to have a clip."""
    exercises = tomllib.loads((ROOT / "assets" / "exercises.toml").read_text(encoding="utf-8")).values()
    names = [entry["name"] for one in exercises for entry in (one, *one.get("variants", ())) if "name" in entry]
    names += [rung["words"] for one in exercises for rung in one.get("rungs", ())]
    found = [key for name in names for key in fragments(name)]
    found += PHRASES
    found += [number_words(number) for number in range(61)]
    found += [counted(number, "rep") for number in range(1, 21)]
    found += [counted(number, "second") for number in (*range(1, 11), *range(15, 96, 5))]
    found += [counted(number, "minute") for number in (1, 2, 3)]
    found += [f"{counted(number, 'step')} out" for number in range(1, 13)]
    return list(dict.fromkeys(found))


def render(keys: list[str], folder: Path) -> None:
    """Let Festival say every fragment, into <number>.wav."""
    lines = ["(voice_cmu_us_slt_arctic_hts)"]
    for number, key in enumerate(keys):
        text = SPOKEN_AS.get(key, key.replace("-", " "))
        lines.append(f'(utt.save.wave (utt.synth (Utterance Text "{text}.")) "{folder}/{number}.wav" \'riff)')
    script = folder / "say.scm"
    script.write_text("\n".join(lines), encoding="utf-8")
    subprocess.run(["festival", "--batch", str(script)], check=True)  # noqa: S607


def read(path: Path) -> list[float]:
    """Return a sound of any rate as samples at ours."""
    command = ["sox", "-D", str(path), "-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1", "-L", "-"]
    raw = subprocess.run([*command, *EFFECTS], check=True, capture_output=True).stdout
    samples = array("h", raw)
    if sys.byteorder == "big":
        samples.byteswap()
    return [sample / 32768 for sample in samples]


def powers(samples: list[float]) -> list[float]:
    """Return the power of every frame of 10 ms."""
    starts = range(0, len(samples) - FRAME + 1, FRAME)
    return [sum(sample * sample for sample in samples[at : at + FRAME]) / FRAME for at in starts]


def finished(samples: list[float]) -> list[float]:
    """Return a clip without the silence around it, as loud as all, with soft ends."""
    power = powers(samples)
    loud = [at for at, value in enumerate(power) if value > SILENT * max(power)]
    clip = samples[loud[0] * FRAME : (loud[-1] + 3) * FRAME]
    for _ in range(4):  # what the ceiling takes away is given back
        power = powers(clip)
        voiced = [value for value in power if value > VOICED * max(power)]
        gain = LEVEL / math.sqrt(sum(voiced) / len(voiced))
        clip = [softly(gain * sample) for sample in clip]
    for edge in range(FADE_IN):
        clip[edge] *= 0.5 - 0.5 * math.cos(math.pi * edge / FADE_IN)
    for edge in range(FADE_OUT):
        clip[-1 - edge] *= 0.5 - 0.5 * math.cos(math.pi * edge / FADE_OUT)
    return clip


def softly(sample: float) -> float:
    """Return a sample below the ceiling: as it is up to half of it, beyond that bent more and more."""
    knee = CEILING / 2
    if abs(sample) <= knee:
        return sample
    return math.copysign(knee + knee * math.tanh((abs(sample) - knee) / knee), sample)


def make(folder: Path = PLACE) -> None:
    """Write all clips and the index; clips of before that are no longer wanted go."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.wav"):
        old.unlink()
    keys = wanted()
    index = {key: re.sub(r"[^a-z0-9]+", "-", key.replace("'", "")) + ".wav" for key in sorted(keys)}
    with tempfile.TemporaryDirectory() as name:
        render(keys, Path(name))
        for number, key in enumerate(keys):
            samples = array("h", [round(32767 * sample) for sample in finished(read(Path(name) / f"{number}.wav"))])
            if sys.byteorder == "big":
                samples.byteswap()
            with wave.open(str(folder / index[key]), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(RATE)
                file.writeframes(samples.tobytes())
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def said() -> set[str]:
    """Return every fragment that is said in a built-in routine."""
    library = load_library(ROOT / "assets")
    routines, problems = library.routines()
    assert not problems, problems
    found: set[str] = set()
    kits = [kit for count in range(4) for kit in itertools.combinations(EQUIPMENT, count)]
    for routine, level, kit, hands_free in itertools.product(routines, LEVELS, kits, (False, True)):
        choices = Choices(level=level, equipment=("bodyweight", *kit), hands_free=hands_free)
        plan = prescribe(routine, library, choices)
        for step, wait in itertools.product(plan.steps, (False, True)):
            for cue in cues_for_index(plan, step.index, wait=wait):
                found.update(fragments(cue.say or ""))
    return found


def check(folder: Path = PLACE) -> int:
    """Print what is missing and the size of all; the exit status."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    needed = said()
    missing = sorted(key for key in needed | set(wanted()) if not (folder / index.get(key, "?")).is_file())
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{len(index)} clips, {size / 1e6:.2f} MB; {len(needed)} fragments are said in the built-in routines")
    for key in missing:
        print(f"missing: {key}")
    return 1 if missing else 0


if __name__ == "__main__":
    if "--check" not in sys.argv[1:]:
        make()
    sys.exit(check())

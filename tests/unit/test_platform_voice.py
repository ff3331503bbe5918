"""The machine's own voice: each name is spoken into a file once, and whatever goes wrong, nothing is left behind."""

from __future__ import annotations

import math
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from runstrength.settings import VOICES
from runstrength.sound import platform_voice
from runstrength.sound.leveling import powers, weighted
from runstrength.sound.platform_voice import platform_voice as the_voice
from runstrength.sound.platform_voice import speak_to_files
from runstrength.sound.wav import RATE, load
from tests.support.plans import ASSETS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the program that speaks is another one there")

SPEAK = f"""#!{sys.executable} -IS
import os, sys
with open(os.path.join(os.path.dirname(sys.argv[0]), "calls"), "a") as calls:
    calls.write(repr(sys.argv[1:]) + chr(10))
"""
WRITE = (
    SPEAK
    + """
import array, math, wave
moments = range(2205 * min(20, len(sys.argv[4])))
hum = [int(LOUDNESS * math.sin(moment / 20) * (1 + math.sin(moment / 700))) for moment in moments]
with wave.open(sys.argv[2], "w") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(22050)
    file.writeframes(bytes(20000) + array.array("h", hum).tobytes() + bytes(30000))
""".replace("LOUDNESS", "1500")
)
"""Hums a tenth of a second for each letter, two seconds at most, with silence around it."""
LOUD = WRITE.replace("1500", "16000")
NOISE = SPEAK + 'open(sys.argv[2], "w").write("no sound")'
SILENCE = WRITE.replace("1500", "0")
FAIL = (
    WRITE
    + """
sys.exit(1)
"""
)
HANG = (
    WRITE
    + """
import time
time.sleep(60)
"""
)


class Programs:
    """A folder that is all of PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def put(self, text: str, name: str = "espeak-ng") -> None:
        """Put a program there."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    @property
    def calls(self) -> list[list[str]]:
        """The arguments of every call."""
        path = self.folder / "calls"
        return [eval(line) for line in path.read_text().splitlines()] if path.exists() else []  # noqa: S307  (our own)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Return a machine without any program."""
    found = Programs(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(found.folder))
    return found


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Return the folder of the files, which is not there yet."""
    return tmp_path / "state" / "voice"


def test_each_piece_is_spoken_into_a_file_of_its_own(programs: Programs, made: Path) -> None:
    """Each piece is spoken into a file of its own, once: the next time the file is used again."""
    programs.put(WRITE)
    clips = speak_to_files(["my hop", "my jump"], made)
    assert {piece: round(len(load(str(clip))) / 2205) for piece, clip in clips.items()} == {"my hop": 6, "my jump": 7}
    assert speak_to_files(["my hop", "my jump"], made) == clips
    assert len(programs.calls) == 2
    assert sorted(made.iterdir()) == sorted(clips.values())
    assert all(clip.suffix == ".wav" for clip in clips.values())


@pytest.mark.parametrize("program", [WRITE, LOUD], ids=["softly", "loudly"])
def test_as_loud_as_the_other_clips(programs: Programs, made: Path, program: str) -> None:
    """Whatever the program's loudness, its words are trimmed, within 1 dB of the recorded clips, and never clip."""
    programs.put(program)
    (path,) = speak_to_files(["my hop"], made).values()
    samples = [sample / 32768 for sample in load(str(path))]
    recorded = [voiced(load(str(clip))) for clip in sorted((ASSETS / "voice" / VOICES[0]).glob("*.wav"))[::40]]
    assert voiced(load(str(path))) == pytest.approx(sum(recorded) / len(recorded), abs=1)
    assert max(map(abs, samples)) < 10 ** (-1.5 / 20)
    assert max(powers(samples)[:3]) > max(powers(samples)) / 10_000
    assert len(samples) / RATE == pytest.approx(0.6, abs=0.06)


def voiced(samples: Sequence[int]) -> float:
    """Return the level of what is voiced, in decibels, as it is heard."""
    parts = powers(weighted([sample / 32768 for sample in samples]))
    loud = [power for power in parts if power > max(parts) / 100]
    return 10 * math.log10(sum(loud) / len(loud))


@pytest.mark.parametrize("damage", [b"", b"RIFF", b"no sound"])
def test_a_damaged_file_is_made_again(programs: Programs, made: Path, damage: bytes) -> None:
    """A file that can't be read any more is spoken again."""
    programs.put(WRITE)
    (path,) = speak_to_files(["my hop"], made).values()
    whole = path.read_bytes()
    path.write_bytes(damage)
    load.cache_clear()
    assert speak_to_files(["my hop"], made) == {"my hop": path}
    assert path.read_bytes() == whole


def test_what_somebody_calls_an_exercise_is_nobody_elses_business(programs: Programs, made: Path) -> None:
    """What somebody calls an exercise is nobody else's business."""
    programs.put(WRITE)
    speak_to_files(["my hop"], made)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "text", ["$(touch x); `touch x` | touch x", "-f /etc/passwd", "--help", "a\n'b' \"c\" & d", "%s"]
)
def test_text_is_an_argument(programs: Programs, made: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be said is one argument after the end of the options; no shell ever sees it."""
    monkeypatch.chdir(programs.folder)
    programs.put(WRITE)
    assert list(speak_to_files([text], made)) == [text]
    ((option, _, end, said),) = programs.calls
    assert (option, end, said) == ("-w", "--", text.replace("\n", "\\n"))
    assert sorted(path.name for path in programs.folder.iterdir()) == ["calls", "espeak-ng"]


def test_what_a_program_or_a_terminal_might_obey_is_made_visible(programs: Programs, made: Path) -> None:
    """What a program or a terminal might obey is made visible, and a text without an end is cut."""
    programs.put(WRITE)
    speak_to_files(["a\x00b\x1b[2J\u202e", "x" * 5000], made)
    assert [call[3] for call in programs.calls] == ["a\\x00b\\x1b[2J\\u202e", "x" * 200]


@pytest.mark.parametrize(
    "program",
    [FAIL, HANG, SPEAK, "no program", NOISE, SILENCE],
    ids=["fails", "hangs", "writes nothing", "is none", "writes something else", "is silent"],
)
def test_a_program_that_fails_hangs(
    programs: Programs, made: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that fails, hangs, is none, or writes nothing to hear leaves no file, and no clip is promised."""
    monkeypatch.setattr(platform_voice, "MAX_SECONDS", 1.0)
    programs.put(program)
    assert speak_to_files(["my hop"], made) == {}
    assert list(made.iterdir()) == []


def test_a_failure_is_tried_again(programs: Programs, made: Path) -> None:
    """What could not be spoken once is spoken when it can be."""
    programs.put(FAIL)
    assert speak_to_files(["my hop"], made) == {}
    programs.put(WRITE)
    assert list(speak_to_files(["my hop"], made)) == ["my hop"]


def test_a_folder_that_is_a_file(programs: Programs, tmp_path: Path) -> None:
    """Where no file can be made, no clip is promised and nothing is raised."""
    programs.put(WRITE)
    (tmp_path / "state").write_text("")
    assert speak_to_files(["my hop"], tmp_path / "state" / "voice") == {}


def test_without_a_program_that_speaks_there_is_no_clip_and_not_even_a_folder(programs: Programs, made: Path) -> None:
    """Without a program that speaks there is no clip, and not even a folder."""
    assert the_voice() == ""
    assert speak_to_files(["my hop"], made) == {}
    assert not made.exists()


def test_the_newer_program_is_preferred_to_the_older(programs: Programs) -> None:
    """The newer program is preferred to the older."""
    programs.put(WRITE, "espeak")
    assert the_voice() == "espeak"
    programs.put(WRITE)
    assert the_voice() == "espeak-ng"

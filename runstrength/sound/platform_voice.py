"""Generates clips with the platform's voice for names that were not recorded: those of custom exercises.

Each piece is spoken into a file once, in the background, and is then a clip like any other: trimmed, as loud as the
others, and played when it is its turn.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from runstrength import atomic
from runstrength.sound.leveling import leveled
from runstrength.sound.wav import RATE, WavError, load, save
from runstrength.text import printable

MAX_SECONDS: Final = 5.0
"""The most seconds that speaking one piece into a file may take."""
_WINDOWS: Final = (
    "Add-Type -AssemblyName System.Speech; "
    "$v = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "$f = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo({rate}, 'Sixteen', 'Mono'); "
    "$v.SetOutputToWaveFile($args[0], $f); $v.Speak($args[1]); $v.Dispose()"
)


def platform_voice() -> str:
    """Return the speech program of this machine, empty if there is none."""
    if sys.platform == "darwin":
        return "say" if shutil.which("say") else ""
    if sys.platform == "win32":
        return "powershell" if shutil.which("powershell") else ""
    return next((name for name in ("espeak-ng", "espeak") if shutil.which(name)), "")


def speak_to_files(pieces: Iterable[str], folder: Path) -> dict[str, Path]:
    """Speak pieces into files and return the file of each that could be spoken; files that can be read are reused.

    Args:
        pieces: short texts, passed to the program as arguments and never to a shell.
        folder: of the files.
    """
    program = platform_voice()
    clips: dict[str, Path] = {}
    for piece in pieces:
        name = hashlib.sha256(f"{program} leveled {piece}".encode()).hexdigest()[:16]
        path = folder / f"{name}.wav"
        if _sounds(path) or (program and _speak(program, printable(piece)[:200], path)):
            clips[piece] = path
    return clips


def _sounds(path: Path) -> bool:
    """Tell whether a file can be read and is not silent."""
    try:
        return any(load(str(path)))
    except WavError:
        return False


def _speak(program: str, text: str, path: Path) -> bool:
    made = path.with_suffix(f".{os.getpid()}.part")  # another process may speak the same text
    try:
        atomic.private_folder(path.parent)
        subprocess.run(
            _arguments(program, text, made),
            timeout=MAX_SECONDS,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        words = leveled([sample / 32768 for sample in load(str(made))])
        if not words:
            return False
        save(str(made), array("h", [round(32767 * word) for word in words]))
        atomic.write(path, made.read_bytes())
    except (OSError, WavError, subprocess.SubprocessError):
        return False
    finally:
        with contextlib.suppress(OSError):
            made.unlink(missing_ok=True)
    return True


def _arguments(program: str, text: str, path: Path) -> list[str]:
    if program == "say":
        return ["say", "-o", str(path), "--file-format=WAVE", f"--data-format=LEI16@{RATE}", "--", text]
    if program == "powershell":
        return ["powershell", "-NoProfile", "-Command", f"& {{{_WINDOWS.format(rate=RATE)}}}", str(path), text]
    return [program, "-w", str(path), "--", text]

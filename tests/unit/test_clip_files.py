"""The files of the clips, WAV with 4 bits a sample: what is read of them, and of broken ones."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from runstrength.sound.wav import RATE, WavError, load

OF_BLOCK = 9  # samples of a block of 8 bytes
HUM = [int(12000 * math.sin(number / 9)) for number in range(100)]


def step(index: int) -> int:
    """Return a step of the codes as the specification defines them: each is a tenth more than the one before."""
    known = [
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        16,
        17,
        19,
        21,
        23,
        25,
        28,
        31,
        34,
        37,
        41,
        45,
        50,
        55,
        60,
        66,
        73,
        80,
        88,
        97,
    ]
    known += [107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724]
    known += [796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026]
    known += [4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500]
    return [*known, 20350, 22385, 24623, 27086, 29794, 32767][index]


def encoded(samples: Sequence[int]) -> tuple[bytes, list[int]]:
    """Return samples in blocks of 8 bytes, each code the nearest one, and what has to be read of them."""
    blocks, read, index = b"", [], 40
    for start in range(0, len(samples), OF_BLOCK):
        first, *others = samples[start : start + OF_BLOCK]
        block, value, codes = struct.pack("<hBx", first, index), first, []
        read.append(first)
        for sample in others:
            changes = [(2 * (code & 7) + 1) * step(index) // 8 * (-1 if code & 8 else 1) for code in range(16)]
            code = min(range(16), key=lambda code: abs(value + changes[code] - sample))
            value = max(-32768, min(32767, value + changes[code]))
            index = max(0, min(88, index + (-1, -1, -1, -1, 2, 4, 6, 8)[code & 7]))
            codes.append(code)
            read.append(value)
        codes += [0] * (len(codes) % 2)
        blocks += block + bytes(low | high << 4 for low, high in zip(codes[::2], codes[1::2], strict=True))
    return blocks, read


def file_of(samples: Sequence[int], *, rate: int = RATE, channels: int = 1, extra: bytes = b"") -> bytes:
    """Return a whole WAV file."""
    form = struct.pack("<HHIIHHHH", 0x11, channels, rate, rate, 8, 4, 2, OF_BLOCK)
    parts = [(b"fmt ", form), (b"fact", struct.pack("<I", len(samples))), (b"data", encoded(samples)[0])]
    body = b"".join(name + struct.pack("<I", len(data)) + data for name, data in parts[:2]) + extra
    body += parts[2][0] + struct.pack("<I", len(parts[2][1])) + parts[2][1]
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body


def loaded(folder: Path, data: bytes) -> list[int]:
    """Return what is read of a file with these bytes."""
    path = folder / f"{len(list(folder.iterdir()))}.wav"
    path.write_bytes(data)
    return list(load(str(path)))


@pytest.mark.parametrize("count", [1, 2, 9, 10, 17, 100])
def test_exactly_the_samples_that_the_codes_mean_are_read(tmp_path: Path, count: int) -> None:
    """Exactly the samples that the codes mean are read, as many as there were, near to what they were."""
    samples = loaded(tmp_path, file_of(HUM[:count]))
    assert samples == encoded(HUM[:count])[1]
    assert max(abs(one - other) for one, other in zip(samples, HUM[:count], strict=True)) < 1000


def test_what_goes_beyond_full_scale_stays_there(tmp_path: Path) -> None:
    """What goes beyond full scale stays there, and does not wrap around."""
    square = [32767 if number // 5 % 2 else -32768 for number in range(500)]
    samples = loaded(tmp_path, file_of(square))
    assert samples == encoded(square)[1]
    assert {max(samples), min(samples)} == {32767, -32768}


def test_other_parts_of_a_file(tmp_path: Path) -> None:
    """Other parts of a file, such as the name of the program that wrote it, are passed over."""
    extra = b"LIST" + struct.pack("<I", 3) + b"abc\0"
    assert loaded(tmp_path, file_of(HUM, extra=extra)) == loaded(tmp_path, file_of(HUM))


def test_a_file_that_is_cut_off_anywhere(tmp_path: Path) -> None:
    """A file that is cut off anywhere, or has another rate or two channels, is an error, never anything else."""
    whole = file_of(HUM)
    for data in (*(whole[:length] for length in range(len(whole))), file_of(HUM, rate=8000), file_of(HUM, channels=2)):
        with pytest.raises(WavError):
            loaded(tmp_path, data)


def test_whatever_a_byte_of_the_file_is_it_is_read_or_is_an_error(tmp_path: Path) -> None:
    """Whatever a byte of the file is, it is read or is an error, and what is read is samples."""
    whole = file_of(HUM[:20])
    for at in range(len(whole)):
        for value in (0, 0x7F, 0x80, 0xFF):
            try:
                samples = loaded(tmp_path, whole[:at] + bytes([value]) + whole[at + 1 :])
            except WavError:
                continue
            assert all(-32768 <= sample <= 32767 for sample in samples)

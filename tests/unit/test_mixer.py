"""What the mixer puts where: to the sample, without a device."""

from __future__ import annotations

import itertools
import random
import time
from array import array
from pathlib import Path

import pytest

from runstrength.sound.clock_map import ClockMap
from runstrength.sound.mixer import handle_order
from runstrength.sound.mixing import DUCKED, FADE, GLIDE, LEAD, PATIENCE, PAUSE, RISE, STALE, Mix
from runstrength.sound.wav import BREATH, RATE, WavError, joined, load
from tests.support.loops import looped
from tests.support.sound_helpers import constant, write_wav

BLOCK = 441


def a_mix(volume: float = 1.0) -> Mix:
    """Return a mix in which second 0 is sample 0."""
    return Mix(lambda at: round(at * RATE), volume)


def rendered(mix: Mix, count: int, start: int = 0, block: int = BLOCK) -> list[int]:
    """Return samples, asked for in blocks as a device does."""
    samples = array("h")
    for first in range(start, start + count, block):
        samples.frombytes(mix.render(first, min(block, start + count - first)))
    return samples.tolist()


def at(sample: int) -> float:
    """Return the moment of a sample."""
    return sample / RATE


def first_of(samples: list[int], value: int = 1) -> int:
    """Return where the first sample is at least so loud, or -1."""
    return next((i for i, sample in enumerate(samples) if abs(sample) >= value), -1)


@looped("sample", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 1000])
def test_a_tone_begins_at_its_sample_and_lasts_as_long_as_it_is(sample: int) -> None:
    """Not one sample is early, late, missing or too many, wherever the device's blocks begin."""
    mix = a_mix()
    mix.add("a", at(sample), constant(1000, 700))
    assert rendered(mix, 3000) == [0] * sample + [1000] * 700 + [0] * (3000 - 700 - sample)


def test_tones_are_added_up() -> None:
    """Where two tones overlap both are heard."""
    mix = a_mix()
    mix.add("a", at(100), constant(1000, 500))
    mix.add("b", at(300), constant(30, 500))
    assert rendered(mix, 1000) == [0] * 100 + [1000] * 200 + [1030] * 300 + [30] * 200 + [0] * 200


def test_what_is_too_loud_is_as_loud_as_possible() -> None:
    """A sum beyond 16 bits stays at the edge and never turns over."""
    mix = a_mix()
    for value in (30000, 30000):
        mix.add("up", at(0), constant(value, 100))
        mix.add("down", at(200), constant(-value, 100))
    samples = rendered(mix, 400)
    assert samples[:100] == [32767] * 100
    assert samples[200:300] == [-32767] * 100


def test_silence_is_silence() -> None:
    """Where nothing sounds there are zeros, of the right number."""
    assert a_mix().render(0, 100) == bytes(200)


def test_the_voice_gives_way_to_a_tone() -> None:
    """The voice is 9 dB softer from the first to the last sample of a tone, before and after which it glides."""
    mix = a_mix()
    mix.add("say", at(0), constant(10000, 20000), voice=True)
    mix.add("tick", at(5000), constant(0, 2000))
    samples = rendered(mix, 12000)
    low = round(10000 * DUCKED)
    assert samples[: 5000 - LEAD] == [10000] * (5000 - LEAD)
    assert all(abs(sample - low) <= 1 for sample in samples[5000:7000])
    assert samples[7000 + RISE : 12000] == [10000] * (5000 - RISE)
    steps = [abs(a - b) for a, b in itertools.pairwise(samples)]
    assert max(steps) < 40, "a step would click"


def test_a_voice_that_begins_under_a_tone_begins_softly() -> None:
    """A tone that sounds already keeps a new voice down."""
    mix = a_mix()
    mix.add("go", at(0), constant(0, 4000))
    mix.add("say", at(2000), constant(10000, 6000), voice=True)
    samples = rendered(mix, 8000)
    assert abs(samples[2000] - 10000 * DUCKED) <= 1
    assert samples[4000 + RISE] == 10000


def test_the_loudest_tone_over_a_voice_does_not_clip() -> None:
    """A tone and a voice of -3 dBFS each stay below the edge together."""
    mix = a_mix()
    mix.add("say", at(0), constant(23198, 20000), voice=True)
    mix.add("go", at(5000), constant(23198, 3000))
    assert max(rendered(mix, 20000)) < 32767


def test_a_voice_waits_for_the_voice_that_speaks() -> None:
    """No word is cut off: the second sentence begins a short pause after the first."""
    mix = a_mix()
    mix.add("name", at(0), constant(1000, 5000), voice=True)
    mix.add("half", at(2000), constant(2000, 3000), voice=True)
    mix.add("ten", at(2500), constant(3000, 100), voice=True)
    expected = [1000] * 5000 + [0] * PAUSE + [2000] * 3000 + [0] * PAUSE + [3000] * 100
    assert rendered(mix, len(expected)) == expected


def test_a_voice_that_waited_too_long_is_not_heard() -> None:
    """Words that would come seconds after their moment are left out."""
    mix = a_mix()
    mix.add("name", at(0), constant(1000, PATIENCE + 3000), voice=True)
    mix.add("half", at(2000), constant(2000, 3000), voice=True)
    assert 2000 not in rendered(mix, PATIENCE + 20000)


def test_a_tick_never_waits_for_the_voice() -> None:
    """A tone is at its sample while the voice speaks and another waits."""
    mix = a_mix()
    mix.add("name", at(0), constant(1, 5000), voice=True)
    mix.add("half", at(100), constant(1, 5000), voice=True)
    mix.add("tick", at(3333), constant(5000, 100))
    assert first_of(rendered(mix, 6000), 4000) == 3333


def test_what_is_withdrawn_before_it_begins_is_never_heard() -> None:
    """Only the keys that were named are gone, also of voices that wait."""
    mix = a_mix()
    mix.add("name", at(0), constant(1, 3000), voice=True)
    mix.add("half", at(1000), constant(500, 3000), voice=True)
    mix.add("tick", at(6000), constant(7, 10))
    mix.add("end", at(7000), constant(9, 10))
    rendered(mix, 2205)
    mix.drop({"half", "tick"})
    assert set(rendered(mix, 8000, start=2205)) == {0, 1, 9}


def test_a_voice_that_is_withdrawn_fades_and_a_tone_rings_out() -> None:
    """In 40 ms the voice is gone without a step; the tone is whole."""
    mix = a_mix()
    mix.add("say", at(0), constant(10000, 20000), voice=True)
    rendered(mix, BLOCK)
    mix.drop()
    samples = rendered(mix, 4000, start=BLOCK)
    assert samples[FADE:] == [0] * (4000 - FADE)
    assert max(abs(a - b) for a, b in itertools.pairwise([10000, *samples])) < 40
    mix.add("go", at(5000), constant(800, 1000))
    rendered(mix, 1000, start=4600)
    mix.drop()
    assert rendered(mix, 1000, start=5600)[:400] == [800] * 400


def test_after_a_voice_was_withdrawn_the_next_need_not_wait() -> None:
    """A new announcement comes as soon as the old one has faded."""
    mix = a_mix()
    mix.add("say", at(0), constant(10000, 60000), voice=True)
    rendered(mix, BLOCK)
    mix.drop()
    mix.add("new", at(500), constant(12345, 1000), voice=True)
    samples = rendered(mix, 9000, start=BLOCK)
    assert samples.count(12345) == 1000
    assert samples.index(12345) <= FADE + PAUSE + 1


def test_a_sound_that_is_looked_ahead_can_still_be_withdrawn() -> None:
    """A tone of the next block has not begun."""
    mix = a_mix()
    mix.add("tick", at(BLOCK + 5), constant(900, 100))
    mix.render(0, BLOCK)
    mix.drop({"tick"})
    assert not any(rendered(mix, 2000, start=BLOCK))


def test_the_volume_is_what_is_heard() -> None:
    """Half the volume is a quarter of the amplitude, 0 is silence, and it moves without a step."""
    mix = a_mix(0.5)
    mix.add("a", at(0), constant(10000, 30000))
    assert rendered(mix, 882) == [2500] * 882
    mix.set_volume(1.0)
    samples = rendered(mix, 4410, start=882)
    assert samples[GLIDE:] == [10000] * (4410 - GLIDE)
    assert samples == sorted(samples)
    assert max(abs(a - b) for a, b in itertools.pairwise([2500, *samples])) < 10
    mix.set_volume(0.0)
    assert not any(rendered(mix, 4410, start=5292)[GLIDE:])


def test_a_volume_set_in_silence_holds_for_the_next_sound() -> None:
    """The first sample of the next tone has the new volume."""
    mix = a_mix()
    mix.set_volume(0.5)
    mix.add("a", at(8820), constant(10000, 100))
    assert rendered(mix, 8921)[8820] == 2500


def test_a_little_late_cue_begins_at_once() -> None:
    """What the device could not know in time is heard as soon as possible, whole."""
    mix = a_mix()
    mix.render(0, 4410)
    mix.add("a", at(4000), constant(500, 100))
    assert rendered(mix, 882, start=4410) == [500] * 100 + [0] * 782


def test_a_stale_cue_is_never_heard() -> None:
    """What is later than that is left out."""
    mix = a_mix()
    mix.render(0, 441 * 100)
    mix.add("a", at(441 * 100 - STALE - 1), constant(500, 100))
    assert not any(rendered(mix, 4410, start=441 * 100))


def test_after_a_gap_nothing_is_caught_up() -> None:
    """What sounded, what waited and what fell into the gap is gone; what is still to come is not."""
    mix = a_mix()
    mix.add("say", at(0), constant(1, 50000), voice=True)
    mix.add("half", at(10), constant(2, 50000), voice=True)
    mix.add("tick", at(9000), constant(3, 10))
    mix.add("end", at(20000), constant(4, 10))
    rendered(mix, 441)
    mix.skip_to(10000)
    assert set(rendered(mix, 20000, start=10000)) == {0, 4}


def test_another_device_begins_anew() -> None:
    """What is planned is heard on the next device, at its moment there."""
    mix = a_mix()
    mix.add("say", at(0), constant(1, 50000), voice=True)
    mix.add("end", at(30000), constant(4, 10))
    rendered(mix, 8820)
    mix.forget_before(at(20000))
    mix.restart(lambda moment: round(moment * RATE) - 29000)
    assert rendered(mix, 4410) == [0] * 1000 + [4] * 10 + [0] * 3400


def test_two_hours_of_cues_leave_nothing_behind() -> None:
    """What has been heard is forgotten."""
    mix = a_mix()
    for number in range(500):
        mix.add(str(number), at(number * 441), constant(5, 300), voice=number % 2 == 0)
        mix.render(number * 441, 441)
    rendered(mix, PATIENCE + 44100, start=500 * 441)
    assert (mix.pending, list(mix.waiting), mix.playing) == ([], [], [])


def test_the_map_believes_the_earliest_request() -> None:
    """A request can be late and says nothing; an early one corrects the map at once."""
    clock = ClockMap(1000, latency=0.0)
    assert clock.observe(10.0, 0) == 0
    clock.observe(10.14, 100)
    assert clock.sample(11.0) == 1000
    clock.observe(10.17, 200)
    assert clock.sample(11.0) == 1030


@looped("drift", [120e-6, 0.0, -120e-6])
@looped("swing", [1.4, 6.4, 53.0])
def test_the_map_follows_a_device_that_drifts(drift: float, swing: float) -> None:
    """Fast or slow by 120 ppm, asking at the edges of blocks of 15 ms: right to 8 ms either way for ten minutes."""
    clock = ClockMap(RATE, latency=0.0)
    block = 1323
    errors = []
    for number in range(10_000):
        right = 5.0 + number * block / RATE * (1 + drift)
        late = 0.015 * (right / swing % 1) + 0.004 * (number % 7 == 0)
        clock.observe(right + late, number * block)
        if number > 50:
            errors.append((clock.sample(right) - number * block) / RATE)
    assert max(errors) - min(errors) < 0.016


def test_the_map_moves_when_the_device_ran_dry() -> None:
    """A count that stood still for 30 ms is corrected within two seconds or so."""
    clock = ClockMap(1000, latency=0.0)
    for number in range(150):
        clock.observe(1.0 + number * 0.03 + (0.03 if number >= 10 else 0.0), number * 30)
    assert abs(clock.sample(5.53) - 4500) <= 2


@looped("lost", [0.05, 0.09, 0.12, 0.24])
def test_the_map_moves_soon_after_a_stall(lost: float) -> None:
    """What a stall took from a device is seen within half a second, so that at most one tone of a countdown is late."""
    clock = ClockMap(RATE, latency=0.0)
    block = 1323
    for number in range(60):
        clock.observe(1.0 + number * block / RATE + (lost if number >= 43 else 0.0), number * block)
    assert abs(clock.sample(1.0 + 60 * block / RATE + lost) / RATE - 60 * block / RATE) < 0.002


@looped("busy", [0.03, 0.055])
def test_a_busy_machine_does_not_move_the_map(busy: float) -> None:
    """Requests that are late by less than the buffer, each by another time, say nothing about the device."""
    clock = ClockMap(RATE, latency=0.0)
    chance = random.Random(3)  # noqa: S311  (lateness, not a secret)
    block = 1323
    errors = []
    for number in range(5000):
        clock.observe(1.0 + number * block / RATE + chance.random() * busy, number * block)
        errors.append(clock.sample(1.0 + number * block / RATE) / RATE - number * block / RATE)
    assert max(map(abs, errors[100:])) < 0.01


def test_the_map_tells_a_gap() -> None:
    """After a process that stood still the map is right at once, and the gap is told once."""
    clock = ClockMap(1000, latency=0.0)
    clock.observe(1.0, 0)
    clock.observe(1.06, 60)
    assert clock.observe(11.12, 120) == pytest.approx(10.0)
    assert clock.observe(11.18, 180) == 0
    assert clock.sample(11.24) == 240


def test_the_map_makes_up_for_the_buffer() -> None:
    """A sample is asked for one buffer before it is heard."""
    clock = ClockMap(1000, latency=0.06)
    clock.observe(1.0, 0)
    assert clock.sample(1.06) == 0


def test_fragments_are_played_one_after_the_other(tmp_path: Path) -> None:
    """A sentence of two files has 60 ms between them."""
    files = [write_wav(tmp_path / "a.wav", [1] * 10), write_wav(tmp_path / "b.wav", [2] * 10)]
    assert joined(files).tolist() == [1] * 10 + [0] * BREATH + [2] * 10


def test_other_files_are_made_to_fit(tmp_path: Path) -> None:
    """Stereo becomes mono, and another rate lasts as long as it did."""
    file = write_wav(tmp_path / "stereo.wav", [100, 300] * 16000, rate=16000, channels=2)
    assert load(file).tolist() == [200] * RATE


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not a sound at all, but long enough for a header of forty-four"])
def test_a_file_that_is_no_sound_is_told(tmp_path: Path, content: bytes) -> None:
    """A broken or missing file is an error that can be passed over, and nothing else."""
    file = tmp_path / "broken.wav"
    file.write_bytes(content)
    for path in (file, tmp_path / "missing.wav"):
        with pytest.raises(WavError):
            load(str(path))


class Heard:
    """A backend that writes down."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def play(self, key: str, at: float, files: object, *, voice: bool) -> None:
        """Plan a cue."""
        self.calls.append(("play", key, files, voice))

    def drop(self, keys: object) -> None:
        """Withdraw cues."""
        self.calls.append(("drop", keys))

    def volume(self, value: float) -> None:
        """Set the volume."""
        self.calls.append(("volume", value))

    def run(self) -> None:
        """Keep the device."""

    def close(self) -> None:
        """Let go."""


def test_orders_are_obeyed_and_nonsense_is_passed_over() -> None:
    """Each order does what it says; a cue that is past when it arrives, and a broken line, do nothing."""
    backend = Heard()
    now = time.monotonic()
    lines = [
        f'{{"do": "play", "key": "1", "at": {now + 5}, "files": ["a", "b"], "voice": true}}',
        f'{{"do": "play", "key": "2", "at": {now - 0.3}, "files": ["a"]}}',
        f'{{"do": "play", "key": "3", "at": {now - 0.1}, "files": ["a"]}}',
        '{"do": "drop", "keys": ["1"]}',
        '{"do": "drop_all"}',
        '{"do": "volume", "value": 7}',
        '{"do": "play"}',
        '{"do": "dance"}',
        "[]",
        '{"do": "vol',
    ]
    assert all(handle_order(backend, line) for line in lines)
    assert not handle_order(backend, '{"do": "quit"}')
    assert backend.calls == [
        ("play", "1", ["a", "b"], True),
        ("play", "3", ["a"], False),
        ("drop", ["1"]),
        ("drop", None),
        ("volume", 1.0),
    ]


def test_mixing_is_cheap() -> None:
    """Ten seconds of voice with a tone every second take less than a second."""
    mix = a_mix(0.8)
    mix.add("say", at(0), constant(1000, 10 * RATE), voice=True)
    for second in range(10):
        mix.add("tick", float(second), constant(1000, RATE // 10))
    began = time.process_time()
    rendered(mix, 10 * RATE, block=1323)
    assert time.process_time() - began < 1.0

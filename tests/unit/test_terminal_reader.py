"""What has half arrived from a terminal is remembered, also while the terminal belongs to somebody else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS

from runstrength.ui.terminal.input_gate import InputGate, Key
from runstrength.ui.terminal.reader import TerminalReader
from tests.support.loops import looped
from tests.support.terminal_replies import REPLIES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is another driver")


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """Return what a reader reads from, and what is written to for it."""
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def reader(descriptor: int) -> TerminalReader:
    """Return a reader that knows what Textual knows."""
    return TerminalReader(descriptor, InputGate(ANSI_SEQUENCES_KEYS, FUNCTIONAL_KEYS), "utf-8")


@looped("reply", [*REPLIES.values(), "\x1b[A", "\x1b[97;5u"])
def test_what_is_dropped_may_end_anywhere_in_a_sequence(pipe: tuple[int, int], reply: str) -> None:
    """What is dropped may end anywhere in a sequence: the rest of it is no key, and the key after it is one."""
    data = reply.encode("utf-8", "surrogateescape")
    out, into = pipe
    for cut in range(2, len(data)):
        one = reader(out)
        os.write(into, b"q" + data[:cut])
        one.drop(0.0)
        os.write(into, data[cut:] + b"p")
        keys = [token for token in one.read(0.1) if isinstance(token, Key)]
        assert keys[-1:] == [Key("p")]
        assert Key("q") not in (*keys, *one.tick(9.0))


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_dropped_within_a_letter(pipe: tuple[int, int], cut: int) -> None:
    """What is dropped may end within a letter: what is left of it is no key."""
    out, into = pipe
    one = reader(out)
    data = "👩".encode()
    os.write(into, data[:cut])
    one.drop(0.0)
    os.write(into, data[cut:] + b"p")
    assert one.read(0.1)[-1] == Key("p")


def test_nothing_to_drop(pipe: tuple[int, int]) -> None:
    """Where nothing has arrived dropping waits for nothing, and where the terminal is gone it is no error."""
    one = reader(pipe[0])
    one.drop(0.0)
    with pytest.raises(EOFError):
        reader(os.open(os.devnull, os.O_RDONLY)).read(0.0)
    reader(os.open(os.devnull, os.O_RDONLY)).drop(0.0)

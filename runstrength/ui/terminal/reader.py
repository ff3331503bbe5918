"""Reads the input of a terminal, across suspending and resuming the app. Doesn't use Textual."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder

from runstrength.ui.terminal.input_gate import InputGate, Token

READ_SIZE = 4096
"""Maximum bytes per read."""


class TerminalReader:
    """Reads from a terminal, and keeps incomplete characters and sequences.

    Args:
        descriptor: the file descriptor of the terminal.
        gate: the parser of the input.
        encoding: of the terminal.
    """

    def __init__(self, descriptor: int, gate: InputGate, encoding: str) -> None:
        self._descriptor = descriptor
        self._gate = gate
        self._decode = getincrementaldecoder(encoding)("surrogateescape").decode

    @property
    def deadline(self) -> float | None:
        """When to call `tick`; None if no sequence is incomplete."""
        return self._gate.deadline

    def tick(self, now: float) -> list[Token]:
        """Return the tokens that are complete because nothing followed until `now`."""
        return self._gate.tick(now)

    def read(self, now: float) -> list[Token]:
        """Wait for input, and return the complete tokens.

        Raises:
            EOFError: the terminal is closed.
        """
        try:
            data = os.read(self._descriptor, READ_SIZE)
        except OSError:  # Linux reports a closed terminal as an error
            data = b""
        if not data:
            raise EOFError
        return self._gate.feed(self._decode(data), now)

    def drop(self, now: float) -> None:
        """Read and drop all input that has arrived.

        If it ends within a sequence, the rest is still dropped when it arrives. Flushing the terminal's queue instead
        would leave a rest that looks like typed keys.
        """
        try:
            while select.select([self._descriptor], [], [], 0)[0]:
                self.read(now)
        except (OSError, ValueError, EOFError):
            return

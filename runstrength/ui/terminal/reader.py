"""Reads what a terminal sends, however often the terminal is given away and taken over again. No Textual."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder

from runstrength.ui.terminal.input_gate import InputGate, Token

AT_ONCE = 4096
"""Bytes that are read at once."""


class TerminalReader:
    """Reads from a terminal, and remembers what has arrived of a character or a sequence.

    Args:
        descriptor: the terminal.
        gate: understands what is read.
        encoding: of the terminal.
    """

    def __init__(self, descriptor: int, gate: InputGate, encoding: str) -> None:
        self._descriptor = descriptor
        self._gate = gate
        self._decode = getincrementaldecoder(encoding)("surrogateescape").decode

    @property
    def deadline(self) -> float | None:
        """When to call `tick`, None where nothing is under way."""
        return self._gate.deadline

    def tick(self, now: float) -> list[Token]:
        """Return what is complete because nothing more came until now."""
        return self._gate.tick(now)

    def read(self, now: float) -> list[Token]:
        """Wait for something to read, and return what is complete.

        Raises:
            EOFError: the terminal is gone.
        """
        try:
            data = os.read(self._descriptor, AT_ONCE)
        except OSError:  # Linux's word for the same
            data = b""
        if not data:
            raise EOFError
        return self._gate.feed(self._decode(data), now)

    def drop(self, now: float) -> None:
        """Read all that has arrived, and drop it.

        If it ends within a sequence, the rest is still dropped when it arrives. Flushing the terminal's queue instead
        would leave a rest that looks like typed keys.
        """
        try:
            while select.select([self._descriptor], [], [], 0)[0]:
                self.read(now)
        except (OSError, ValueError, EOFError):
            return

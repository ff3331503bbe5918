"""The signals that end the program."""

from __future__ import annotations

import signal
from typing import Final

HANG_UP: Final = int(getattr(signal, "SIGHUP", 1))
"""The signal of a closed terminal."""
SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name))
"""The signals that end the program in an orderly way; its exit status is 128 plus the signal's number, as in shells."""

"""Which sample of the device is which moment of the monotonic clock.

A device asks for its next samples when it has room, so a request can come late, but never early: the earliest one tells
the truth. The two clocks drift apart, so the truth is allowed to move a little with every request.

* Later than ever by less than `GAP`: it was only late, the next requests will come sooner.
* Later for `WINDOW` requests in a row: the device ran dry and its count stood still; the map moves by what was lost.
* Later by `GAP` and more: this process or the machine stood still; the map moves at once and the gap is told.
"""

from __future__ import annotations

from collections import deque
from typing import Final

GAP: Final = 0.25
"""Seconds; more than a device has in its buffers, so it cannot be jitter."""
DRIFT: Final = 10e-6
"""Seconds by which the map may follow a slow device at each request: 170 ppm at 60 ms."""
WINDOW: Final = 16
SHIFT: Final = 0.008
"""Seconds of constant lateness that are taken for a device that ran dry."""


class ClockMap:
    """The map of one device, from its first request on."""

    def __init__(self, rate: int, latency: float) -> None:
        """Make the map of a device.

        Args:
            rate: samples a second.
            latency: seconds between a request and its samples' way out.
        """
        self.rate = rate
        self.latency = latency
        self._offset: float | None = None
        self._late: deque[float] = deque(maxlen=WINDOW)

    def observe(self, now: float, sample: int) -> float:
        """Take note that the device asks at `now` for what follows from `sample` on; return the gap before it, or 0."""
        seen = now - sample / self.rate
        if self._offset is None:
            self._offset = seen
            return 0.0
        late = seen - self._offset
        if late >= GAP:
            self._offset = seen
            self._late.clear()
            return late
        self._offset = min(seen, self._offset + DRIFT)
        self._late.append(seen)
        if len(self._late) == WINDOW:
            earliest = min(self._late)
            if earliest - self._offset > SHIFT:
                self._offset = earliest
                self._late.clear()
        return 0.0

    def sample(self, at: float) -> int:
        """Return the sample that is heard at a moment."""
        return round((at - self.latency - (self._offset or 0.0)) * self.rate)

"""Maps moments of the monotonic clock to samples of the device.

A device asks for its next samples when it has room, so a request can come late, but never early: the earliest one tells
the truth. Sound servers ask at the edges of their own blocks, so that lateness swings in a sawtooth, a quarter of the
buffer high; it can take a minute to swing once. The two clocks drift apart too, by 100 ppm and more, so the truth is
allowed to move slowly. With a buffer of 60 ms a simulation is wrong by less than 1 ms mostly, by 8 at worst.

* Later than ever by less than `GAP`: it was only late, the next requests will come sooner.
* Later by more for a number of requests in a row (`DRY`), which no sawtooth is: the device ran dry and its count stood
  still; the map moves by what was lost. What was lost in a stall is seen after half a second, a little after two.
* Later by `GAP` and more: this process or the machine was stopped; the map moves at once and the gap is reported.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import Final

GAP: Final = 0.25
"""Seconds; more than a device has in its buffers, so it cannot be jitter."""
DRIFT: Final = 170e-6
"""Seconds by which the map may follow a slow device in each second."""
DRY: Final = ((8, 0.04), (40, 0.02))
"""Numbers of requests in a row, and the seconds by which all of them are late if the device ran dry."""


class ClockMap:
    """The map for one device, from its first request on."""

    def __init__(self, rate: int, latency: float) -> None:
        """Make the map of a device.

        Args:
            rate: samples a second.
            latency: seconds between a request and the output of its samples.
        """
        self.rate = rate
        self.latency = latency
        self._offset: float | None = None
        self._last = 0.0
        self._late: deque[float] = deque(maxlen=DRY[-1][0])

    def observe(self, now: float, sample: int) -> float:
        """Record that the device requests the samples from `sample` on at `now`; return the gap before it, or 0."""
        seen = now - sample / self.rate
        if self._offset is None:
            self._offset, self._last = seen, now
            return 0.0
        passed, self._last = now - self._last, now
        late = seen - self._offset
        if late >= GAP:
            self._offset = seen
            self._late.clear()
            return late
        self._offset = min(seen, self._offset + DRIFT * passed)
        self._late.append(seen)
        for count, shift in DRY:
            if len(self._late) < count:
                break
            earliest = min(islice(reversed(self._late), count))
            if earliest - self._offset > shift:
                self._offset = earliest
                self._late.clear()
                break
        return 0.0

    def sample(self, at: float) -> int:
        """Return the sample that is heard at a moment."""
        return round((at - self.latency - (self._offset or 0.0)) * self.rate)

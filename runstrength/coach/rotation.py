"""Chooses the blocks of a routine whose turn it is, if not all of them fit into the time.

Those that were not in the last session come first, and of these the ones that were trained least in the four weeks up
to it (`balance`): a block counts as the movement in it that was trained least. Of blocks that are alike in this, the
next ones in the order of the routine have their turn: AB, BC, CA; or A, B, C. No block waits for more sessions than the
routine has blocks: before one would, those come that waited longest. They also come if one has waited for weeks,
because a month without an exercise is a month without it, however few sessions there were. All of this is our default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from runstrength.coach.balance import Trained
from runstrength.dates import elapsed
from runstrength.session.record import Record


class Rotation(Struct, frozen=True):
    """What decides whose turn it is."""

    newest: tuple[str, ...] = ()
    """The blocks of the last session that did not do all of them, in any order."""
    trained: Mapping[str, Trained] = {}
    """By block: of what it was trained least."""
    waited: Mapping[str, int] = {}
    """By block: how many sessions of the routine there were since it was done."""
    is_overdue: bool = False
    """A block has waited for weeks."""

    def order(self, names: Sequence[str], count: int) -> tuple[str, ...]:
        """Return blocks in the order of their turn.

        Args:
            names: the blocks to choose from, in the order of the routine.
            count: how many are done today.
        """
        start = rotation_start(names, count, self.newest)
        rotated = _window(names, start, len(names))
        if self.is_late(names):
            return tuple(sorted(rotated, key=lambda name: -self.waited.get(name, 0)))
        return tuple(sorted(rotated, key=lambda name: (self._was_last(name), self._sets(name))))

    def is_late(self, names: Sequence[str]) -> bool:
        """Tell whether a block would wait for too long unless those come now that waited longest, one each time."""
        if self.is_overdue:
            return True
        waits = sorted((self.waited.get(name, 0) for name in names), reverse=True)
        return any(wait + place >= len(names) for place, wait in enumerate(waits))

    def why(self, names: Sequence[str], chosen: Sequence[str]) -> Trained | None:
        """Return what was trained so little that its block has its turn; None if that didn't decide.

        Args:
            names: the blocks to choose from.
            chosen: those that are done today.
        """
        if not chosen or self.is_late(names):
            return None
        fresh = [name for name in chosen if not self._was_last(name)] or chosen
        least = min(fresh, key=self._sets)
        others = [
            self._sets(name) for name in names if name not in chosen and self._was_last(name) == self._was_last(least)
        ]
        decided = self._sets(least) <= min(others, default=0) and self._sets(least) < max(others, default=0)
        return self.trained.get(least) if decided else None

    def _was_last(self, name: str) -> bool:
        """Tell whether a block was in the last session."""
        return not self.waited.get(name, 0)

    def _sets(self, name: str) -> int:
        return self.trained[name].sets if name in self.trained else 0


def rotation_start(names: Sequence[str], count: int, newest: Sequence[str]) -> int:
    """Return the index of the first block if only `count` of them are done: AB, BC, CA; or A, B, C.

    Args:
        names: of all blocks, in order.
        count: how many are done today.
        newest: the blocks of the last session that did not do all of them.
    """
    done = {name for name in names if name in newest}
    if not 0 < len(done) < len(names):
        return 0
    for start in range(len(names)):
        if done == set(_window(names, start, len(done))):
            return (start + (1 if count == len(done) else len(done))) % len(names)
    return next(place for place, name in enumerate(names) if name not in done)


def last_blocks_done(records: Sequence[Record], routine: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the blocks of the newest session of a routine that did some of its blocks, but not all.

    Args:
        records: the past, the newest first.
        routine: the name of the routine.
        names: of its blocks, without the finisher.
    """
    for done in _blocks_done(records, routine, names):
        if len(done) < len(names):
            return done
    return ()


def sessions_waited(records: Sequence[Record], routine: str, names: Sequence[str]) -> dict[str, int]:
    """Return for each block how many sessions of a routine did others, but not it, since it was done.

    Args:
        records: the past, the newest first.
        routine: the name of the routine.
        names: of its blocks, without the finisher.
    """
    sessions = _blocks_done(records, routine, names)
    return {name: next((place for place, done in enumerate(sessions) if name in done), len(sessions)) for name in names}


def longest_wait(records: Sequence[Record], routine: str, names: Sequence[str]) -> int:
    """Return how many days before the last session of a routine the block was done that waited longest.

    Not before today: what has its turn next must not depend on the day.
    """
    sessions = _sessions(records, routine, names)
    last = [next((record.started for record, done in sessions if name in done), None) for name in names]
    return max((elapsed(moment, sessions[0][0].started).days for moment in last if moment is not None), default=0)


def _blocks_done(records: Sequence[Record], routine: str, names: Sequence[str]) -> list[tuple[str, ...]]:
    return [done for _, done in _sessions(records, routine, names)]


def _sessions(records: Sequence[Record], routine: str, names: Sequence[str]) -> list[tuple[Record, tuple[str, ...]]]:
    """Return the sessions of a routine, the newest first, each with the blocks of which something was done."""
    sessions = []
    for record in records:
        if record.kind == "session" and record.routine == routine:
            done = {item.block for item in record.sets if not item.skipped}
            if found := tuple(name for name in names if name in done):
                sessions.append((record, found))
    return sessions


def _window(names: Sequence[str], start: int, count: int) -> list[str]:
    return [names[(start + place) % len(names)] for place in range(count)]

"""Schedules the cues of the running step in the player, and cancels those that no longer apply.

Compares what should be heard from now on (`schedule`) with what was given to the player, so a pause, a skip, a step
back and an adjusted time need no cases of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from runstrength.session.commands import Ended, Event, Paused, Resumed
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.sound.player import Player
from runstrength.sound.schedule import ScheduledCue, schedule
from runstrength.sound.voice import Voice

FINISHED: Final = "Session complete"
HORIZON: Final = 3.5
"""Seconds ahead that cues are given to the player. If the program stops, it is heard no longer than that: after a gap
of two seconds the session pauses, and later cues would be wrong."""


class Speaker:
    """Keeps the player in line with one session.

    Args:
        player: plays the sounds.
        tones: the folder of the tones, each `NAME.wav`.
        voice: finds the clips.
        tones_on: whether tones are heard.
        voice_on: whether the voice is heard.
        wait: a rest that is over waits for a key.
        to_player: converts a moment of the session's clock to `time.monotonic()`.
    """

    def __init__(
        self,
        player: Player,
        *,
        tones: Path,
        voice: Voice,
        tones_on: bool = True,
        voice_on: bool = True,
        wait: bool = False,
        to_player: Callable[[float], float],
    ) -> None:
        self._player = player
        self._tones = tones
        self._voice = voice
        self._tones_on = tones_on
        self._voice_on = voice_on
        self._wait = wait
        self._to_player = to_player
        self._scheduled: dict[str, ScheduledCue] = {}

    def sync(self, session: Session, events: Sequence[Event], now: float) -> None:
        """Schedule and cancel cues so that the player matches the session.

        Args:
            session: after the events.
            events: what just happened.
            now: the moment, on the session's clock.
        """
        now = max(now, session.state.last_tick)
        ahead = schedule(session.plan, session.state, now, wait=self._wait)
        wanted = {item.key: item for item in ahead if item.at <= now + HORIZON}
        for event in events:
            once = self._event_cue(event, now)
            if once is not None:
                wanted[once.key] = once
        self._cancel(wanted, session, now)
        for key, item in wanted.items():
            if key not in self._scheduled:
                self._scheduled[key] = item
                self._schedule(key, item)

    def switch(self, session: Session, now: float, *, tones_on: bool, voice_on: bool) -> None:
        """Turn tones and voice on or off, from now on."""
        self._tones_on, self._voice_on = tones_on, voice_on
        self._player.drop_all()
        self._scheduled = {key: item for key, item in self._scheduled.items() if item.at <= now}
        self.sync(session, (), now)

    def silence(self) -> None:
        """Cancel everything: the session was discarded."""
        self._player.drop_all()
        self._scheduled.clear()

    def _event_cue(self, event: Event, now: float) -> ScheduledCue | None:
        """Return the cue of an event itself, None if it has none; a session that was stopped early ends in silence."""
        match event:
            case Paused(gap=False):
                return ScheduledCue(now, "pause", "Paused", -1)
            case Resumed():
                return ScheduledCue(now, "resume", None, -1)
            case Ended(completed=True) if not self._finished(now):
                return ScheduledCue(now, "finish", FINISHED, -1)
        return None

    def _finished(self, now: float) -> bool:
        """Tell whether the last step ended by itself, so that its final cue was already scheduled."""
        return any(item.cue == "finish" and item.at <= now for item in self._scheduled.values())

    def _cancel(self, wanted: dict[str, ScheduledCue], session: Session, now: float) -> None:
        """Cancel cues to come that no longer apply, and words about a step that a key has ended."""
        state = session.state
        paused = state.mode is Mode.PAUSED
        since = state.paused_at if paused else now  # after sleep, the player still holds cues from before
        left = state.by_key and not paused
        stale = [
            key
            for key, item in self._scheduled.items()
            if key not in wanted
            and ((item.at > since and item.place >= 0) or (left and item.say and item.place != state.step.index))
        ]
        if stale:
            self._player.drop(self._parts(stale))
        past = [key for key, item in self._scheduled.items() if key not in wanted and item.at < now - 10]
        for key in {*stale, *past}:
            del self._scheduled[key]

    def _parts(self, keys: Sequence[str]) -> list[str]:
        return [f"{part} {key}" for key in keys for part in ("tone", "voice")]

    def _schedule(self, key: str, item: ScheduledCue) -> None:
        at = self._to_player(item.at)
        if item.cue and self._tones_on:
            self._player.play(f"tone {key}", at, [str(self._tones / f"{item.cue}.wav")])
        if item.say and self._voice_on:
            clips = self._voice.clips(item.say)
            if clips:
                self._player.play(
                    f"voice {key}", at + self._after_tone(item), [str(clip) for clip in clips], voice=True
                )

    def _after_tone(self, item: ScheduledCue) -> float:
        """Return how many seconds the voice starts after its tone, so that both are understood."""
        return 0.35 if item.cue and self._tones_on else 0.0

"""The speaker: hands the player each cue of the running step with its moment, and takes back what has become untrue.

It compares what should be heard from now on (`schedule`) with what the player was given. So a pause, a skip, a step
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
"""Seconds ahead for which the player knows what comes. A program that is stopped is heard no longer than that: after a
gap of two seconds the session pauses, and what the player knows beyond would be untrue."""


class Speaker:
    """Speaks for one session.

    Args:
        player: what makes the sounds.
        tones: the folder of the tones, each `NAME.wav`.
        voice: the clips.
        tones_on: whether tones are heard.
        voice_on: whether the voice is heard.
        wait: a rest that is over waits for a key.
        to_player: from the session's clock to the player's.
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
        self._given: dict[str, ScheduledCue] = {}

    def follow(self, session: Session, events: Sequence[Event], now: float) -> None:
        """Bring what will be heard in line with the session.

        Args:
            session: after the events.
            events: what just happened.
            now: the moment, on the session's clock.
        """
        now = max(now, session.state.last_tick)
        ahead = schedule(session.plan, session.state, now, wait=self._wait)
        wanted = {item.key: item for item in ahead if item.at <= now + HORIZON}
        for event in events:
            once = self._once(event, now)
            if once is not None:
                wanted[once.key] = once
        self._withdraw(wanted, session, now)
        for key, item in wanted.items():
            if key not in self._given:
                self._given[key] = item
                self._give(key, item)

    def switch(self, session: Session, now: float, *, tones_on: bool, voice_on: bool) -> None:
        """Turn tones and voice on or off, from now on."""
        self._tones_on, self._voice_on = tones_on, voice_on
        self._player.drop_all()
        self._given = {key: item for key, item in self._given.items() if item.at <= now}
        self.follow(session, (), now)

    def silence(self) -> None:
        """Take back everything: the session is discarded."""
        self._player.drop_all()
        self._given.clear()

    def _once(self, event: Event, now: float) -> ScheduledCue | None:
        """Return what is heard because of an event itself; a session that was ended early ends in silence."""
        match event:
            case Paused(gap=False):
                return ScheduledCue(now, "pause", "Paused", -1)
            case Resumed():
                return ScheduledCue(now, "resume", None, -1)
            case Ended(completed=True) if not self._finished(now):
                return ScheduledCue(now, "finish", FINISHED, -1)
        return None

    def _finished(self, now: float) -> bool:
        """Tell whether the last step ended by itself, at the moment that was known ahead."""
        return any(item.cue == "finish" and item.at <= now for item in self._given.values())

    def _withdraw(self, wanted: dict[str, ScheduledCue], session: Session, now: float) -> None:
        """Take back what is still to come and no longer true, and words about a step that a key has ended."""
        state = session.state
        paused = state.mode is Mode.PAUSED
        since = state.paused_at if paused else now  # a machine that slept has yet to play what its sleep made late
        left = state.by_key and not paused
        stale = [
            key
            for key, item in self._given.items()
            if key not in wanted
            and ((item.at > since and item.place >= 0) or (left and item.say and item.place != state.step.index))
        ]
        if stale:
            self._player.drop(self._parts(stale))
        past = [key for key, item in self._given.items() if key not in wanted and item.at < now - 10]
        for key in {*stale, *past}:
            del self._given[key]

    def _parts(self, keys: Sequence[str]) -> list[str]:
        return [f"{part} {key}" for key in keys for part in ("tone", "voice")]

    def _give(self, key: str, item: ScheduledCue) -> None:
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
        """Return by how much the voice follows its tone, so that neither hides the other's beginning, in seconds."""
        return 0.35 if item.cue and self._tones_on else 0.0

"""Schedules the cues of the running step in the player, and cancels those that no longer apply.

Compares what should be heard from now on (`schedule`) with what was given to the player, so a pause, a skip, a step
back and an adjusted time need no cases of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from runstrength.session.commands import Ended, Event, Paused, Resumed
from runstrength.session.cues import AFTER_TONE, TONE_SECONDS, no_length
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.sound.player import Player
from runstrength.sound.schedule import ScheduledCue, schedule
from runstrength.sound.voice import Voice

FINISHED: Final = "Session complete"
PAUSED: Final = "Paused"
REMINDER_SECONDS: Final = 20.0
"""Seconds after which it is said once more that the session paused itself."""
_EVENT: Final = -1
"""The place of a cue that belongs to no step."""
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
        space_resumes: bool = True,
        to_player: Callable[[float], float],
    ) -> None:
        self._player = player
        self._tones = tones
        self._voice = voice
        self._tones_on = tones_on
        self._voice_on = voice_on
        self._wait = wait
        self._how_to_resume = "Press space" if space_resumes else "Ready when you are"
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
        length = self._voice.seconds if self._voice_on else no_length
        ahead = schedule(session.plan, session.state, now, wait=self._wait, length=length)
        wanted = {item.key: item for item in ahead if item.at <= now + HORIZON}
        for event in events:
            wanted |= {once.key: once for once in self._event_cues(event, now)}
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

    def _event_cues(self, event: Event, now: float) -> tuple[ScheduledCue, ...]:
        """Return the cues of an event itself; a session that was stopped early ends in silence."""
        match event:
            case Paused(gap=True):  # nobody in a plank sees that the program was away and stopped the clock
                words = f"{PAUSED}. {self._how_to_resume}."
                return tuple(_event_cue("pause", words, at) for at in (now, now + REMINDER_SECONDS))
            case Paused():
                return (_event_cue("pause", PAUSED, now),)
            case Resumed():
                return (_event_cue("resume", None, now),)
            case Ended(completed=True) if not self._finished(now):
                return (_event_cue("finish", FINISHED, now),)
        return ()

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
            and (
                (item.at > since and item.place >= 0)
                or (left and item.say and item.place != state.step.index)
                or (paused and item.place >= 0 and self._spoken_until(item) > since)
                or (not paused and item.place == _EVENT and item.at > now)  # the reminder of a pause that is over
            )
        ]
        if stale:
            self._player.drop(self._parts(stale))
        past = [key for key, item in self._scheduled.items() if key not in wanted and item.at < now - 10]
        for key in {*stale, *past}:
            del self._scheduled[key]

    def _spoken_until(self, item: ScheduledCue) -> float:
        """Return when the words of a cue end, on the session's clock; of a cue without words its moment."""
        return item.at + item.after + self._voice.seconds(item.say) if item.say else item.at

    def _parts(self, keys: Sequence[str]) -> list[str]:
        return [f"{part} {key}" for key in keys for part in ("tone", "voice")]

    def _schedule(self, key: str, item: ScheduledCue) -> None:
        at = self._to_player(item.at)
        if item.cue and self._tones_on:
            self._player.play(f"tone {key}", at, [str(self._tones / f"{item.cue}.wav")])
        if item.say and self._voice_on:
            clips = self._voice.clips(item.say)
            if clips:
                after = item.after if self._tones_on else 0.0
                self._player.play(f"voice {key}", at + after, [str(clip) for clip in clips], voice=True)


def _event_cue(cue: str, say: str | None, at: float) -> ScheduledCue:
    return ScheduledCue(at, cue, say, _EVENT, TONE_SECONDS[cue] + AFTER_TONE)

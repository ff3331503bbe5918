"""Schedules the cues of the running step in the player, and cancels those that no longer apply.

Compares what should be heard from now on (`schedule`) with what was given to the player, so a pause, a skip, a step
back and an adjusted time need no cases of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from runstrength.session.commands import Event, Paused, StepBegan
from runstrength.session.cues import AFTER_TONE, TONE_SECONDS, fitted, no_length
from runstrength.session.engine import Session
from runstrength.session.event_cues import Reply, replies
from runstrength.session.state import Mode
from runstrength.session.view import EPSILON
from runstrength.sound.player import Player
from runstrength.sound.schedule import ScheduledCue, schedule
from runstrength.sound.voice import Voice

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
        once = self._event_cues(session, events, ahead, now)
        wanted |= {item.key: item for item in once}
        began_by_key = session.state.by_key and any(isinstance(event, StepBegan) for event in events)
        self._cancel(wanted, session, now, answered=began_by_key or any(item.say for item in once))
        for key, item in wanted.items():
            if key not in self._scheduled and not self._is_begun(item, now):
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

    def _event_cues(
        self, session: Session, events: Sequence[Event], ahead: Sequence[ScheduledCue], now: float
    ) -> list[ScheduledCue]:
        """Return the cues of the events themselves; a session that was stopped early ends in silence."""
        found: list[ScheduledCue] = []
        if any(isinstance(event, Paused) and event.gap for event in events):
            # nobody in a plank sees that the program was away and stopped the clock
            words = f"{PAUSED}. {self._how_to_resume}."
            found += [_event_cue("pause", words, at) for at in (now, now + REMINDER_SECONDS)]
        for reply in replies(session.plan, session.state, events, now):
            if reply.tone == "finish" and self._finished(now):
                continue
            if any(item.cue for item in ahead if abs(item.at - now) < EPSILON):
                continue  # the tone of a step that starts with the event
            found.append(self._reply_cue(reply, ahead, now))
        return found

    def _reply_cue(self, reply: Reply, ahead: Sequence[ScheduledCue], now: float) -> ScheduledCue:
        """Return the cue of a reply, with the words for which there is time before the next sound."""
        after = TONE_SECONDS[reply.tone] + AFTER_TONE
        spoken = [item for item in self._scheduled.values() if item.at <= now < self._spoken_until(item)]
        if reply.tone == "resume":  # what was changed meanwhile is still being said
            said_already = any(item.place == _EVENT and item.cue != "pause" for item in spoken)
        else:
            said_already = not reply.needed and any(item.place != _EVENT for item in spoken)
        following = min((item.at for item in ahead if item.at > now), default=None)
        room = None if following is None else following - now - after
        said = None if said_already else fitted(reply.phrases, room, self._voice.seconds, always=False)
        return ScheduledCue(now, reply.tone, said, _EVENT, after if said else 0.0)

    def _is_begun(self, item: ScheduledCue, now: float) -> bool:
        """Tell whether a cue is heard already, with other words: its step was adjusted since."""
        same = (item.at, item.place, item.cue)
        return item.at <= now and any((one.at, one.place, one.cue) == same for one in self._scheduled.values())

    def _finished(self, now: float) -> bool:
        """Tell whether the last step ended by itself, so that its final cue was already scheduled."""
        return any(item.cue == "finish" and item.at <= now for item in self._scheduled.values())

    def _cancel(self, wanted: dict[str, ScheduledCue], session: Session, now: float, *, answered: bool) -> None:
        """Cancel cues to come that no longer apply, and words about a step that a key has ended.

        Args:
            wanted: the cues that apply.
            session: the session.
            now: the moment.
            answered: words are said because of a key, so that those of the key before end.
        """
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
                or (left and item.say and item.place not in (state.step.index, _EVENT))
                or (item.place == _EVENT and answered and self._spoken_until(item) > now)
                or (paused and item.place >= 0 and self._spoken_until(item) > since)
                or (not paused and item.place == _EVENT and item.at > now)  # the reminder of a pause that is over
            )
        ]
        if stale:
            self._player.drop([part for key in stale for part in self._parts_to_drop(key, since)])
        past = [key for key, item in self._scheduled.items() if key not in wanted and item.at < now - 10]
        for key in {*stale, *past}:
            del self._scheduled[key]

    def _spoken_until(self, item: ScheduledCue) -> float:
        """Return when the words of a cue end, on the session's clock; of a cue without words its moment."""
        return item.at + item.after + self._voice.seconds(item.say) if item.say else item.at

    def _parts_to_drop(self, key: str, since: float) -> list[str]:
        """Return the player's keys of what is withdrawn of a cue: a tone that has begun is heard to its end."""
        return [f"tone {key}", f"voice {key}"] if self._scheduled[key].at > since else [f"voice {key}"]

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

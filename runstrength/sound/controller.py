"""Sound as the screens know it: begun after the first frame, told what happens, switched on and off.

Nothing of `sound` is imported before somebody listens.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runstrength.session.commands import Event
    from runstrength.session.engine import Session
    from runstrength.sound.player import Player
    from runstrength.sound.speaker import Speaker
    from runstrength.sound.voice import Voice

PATIENCE = 1.5
"""Seconds after the first frame for which a session waits for the sound."""
LEAD = 0.15
"""Seconds before its moment at which a cue must be known to be heard exactly then."""


def _nobody() -> None:
    """Tell nobody: there is no session on the screen."""


class SoundController:
    """One player for the program, one speaker for each session.

    Args:
        setting: which backend, or `off`.
        tones: whether tones are heard.
        voice: whether the voice is heard.
        volume: 0 to 1.
        assets: the folder with `tones/` and `voice/`.
        made: the folder of the clips that this machine's voice made.
        clock: the session's clock.
        ring: rings the terminal's bell.
    """

    def __init__(
        self,
        setting: str,
        *,
        tones: bool = True,
        voice: bool = True,
        volume: float = 0.8,
        assets: Path,
        made: Path,
        clock: Callable[[], float],
        ring: Callable[[], None],
    ) -> None:
        self.tones = tones
        self.voice = voice
        self.volume = volume
        self._setting = setting
        self._wanted = setting if setting != "off" else "auto"
        self._assets = assets
        self._made = made
        self._clock = clock
        self._ring = ring
        self._player: Player | None = None
        self._speaker: Speaker | None = None
        self._changed: Callable[[], None] = _nobody

    @property
    def on(self) -> bool:
        """Whether anything is to be heard at all."""
        return self._setting != "off"

    @property
    def sign(self) -> str:
        """What the screen says when nothing is heard: `muted`, `no sound`, or nothing."""
        if not self.on or not (self.tones or self.voice):
            return "muted"
        return "no sound" if self._player is not None and self._player.muted_why else ""

    def begin(self, session: Session, *, wait: bool, changed: Callable[[], None], ready: Callable[[], None]) -> None:
        """Get ready for a session.

        Args:
            session: which is to be heard.
            wait: its rests wait for a key.
            changed: called when `sign` may have changed.
            ready: called once when the player can be heard, or will not be; the session need not wait longer.
        """
        self._changed = changed
        if not self.on:
            self._speaker = None
            ready()
            return
        player = self._open(ready)
        self._speaker = self._speaker_of(player, session, wait=wait)
        if player.ready or player.muted_why:
            ready()

    def follow(self, session: Session, events: Sequence[Event], now: float) -> None:
        """Let what just happened be heard, and what is to come be known."""
        if self._speaker is not None:
            self._speaker.follow(session, events, now)
        if session.mode.value == "ended":
            self._changed = _nobody

    def silence(self) -> None:
        """Take back everything that was to be heard."""
        self._changed = _nobody
        self._hush()

    def _hush(self) -> None:
        if self._speaker is not None:
            self._speaker.silence()
            self._speaker = None
        elif self._player is not None:
            self._player.drop_all()

    def mute(self, session: Session, *, wait: bool) -> str:
        """Turn all sound off, or on again; return the setting."""
        if self.on:
            self._hush()
            self._setting = "off"
        else:
            self._setting = self._wanted
            player = self._open(lambda: None)
            self._speaker = self._speaker_of(player, session, wait=wait)
            self.follow(session, (), self._clock())
        return self._setting

    def switch(self, session: Session, *, tones: bool | None = None, voice: bool | None = None) -> None:
        """Turn tones or voice on or off; None leaves them as they are."""
        self.tones = self.tones if tones is None else tones
        self.voice = self.voice if voice is None else voice
        if self._speaker is not None:
            self._speaker.switch(session, self._clock(), tones_on=self.tones, voice_on=self.voice)

    def louder(self, by: float) -> float:
        """Change the volume, and return it."""
        self.volume = round(min(1.0, max(0.0, self.volume + by)), 2)
        if self._player is not None:
            self._player.set_volume(self.volume)
        return self.volume

    def adjust(
        self,
        *,
        sound: str | None = None,
        tones: bool | None = None,
        voice: bool | None = None,
        volume: float | None = None,
    ) -> None:
        """Go by other settings from now on, outside of a session; None leaves one as it is."""
        self.tones = self.tones if tones is None else tones
        self.voice = self.voice if voice is None else voice
        if volume is not None:
            self.louder(volume - self.volume)
        if sound is None or sound == self._setting:
            return
        self._hush()
        self._setting = sound
        if sound not in ("off", self._wanted):
            self._wanted = sound
            self.close()

    # -- the sound check -----------------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """What plays, on what and how loud, or why nothing is heard."""
        player = self._player
        if player is None or not (player.ready or player.muted_why):
            return "one moment"
        if player.muted_why:
            return f"no sound: {player.muted_why}"
        return f"{player.name} on {player.detail} · volume {self.volume:.0%}"

    def listen(self, changed: Callable[[], None]) -> None:
        """Get ready to try tones, also where sound is turned off; `changed` is called when `state` may have changed."""
        self._changed = changed
        self._open(lambda: None)

    def try_tone(self, name: str, after: float) -> float:
        """Play a tone some seconds from now, and return how many it lasts."""
        from runstrength.sound.tones import read_tones

        tone = next(tone for tone in read_tones(self._assets / "tones") if tone.cue == name)
        self._try(f"try {name} {after}", after, [tone.file], voice=False)
        return tone.seconds

    def try_voice(self, sentence: str, after: float) -> float:
        """Say a sentence some seconds from now, and return how many it lasts at the most."""
        from runstrength.sound.voice import Voice

        self._try(f"try {after}", after, [str(c) for c in Voice(self._assets / "voice").clips(sentence)], voice=True)
        return 4.0

    def sample(self, sentence: str) -> None:
        """Let it be heard how it sounds now, as soon as it can be: a tone, or the sentence where tones are off."""
        self._hush()
        if not self.on or not (self.tones or self.voice):
            return

        def play() -> None:
            if self._player is not None and self._player.ready:
                self._changed = _nobody
                if self.tones:
                    self.try_tone("go", 0.0)
                else:
                    self.try_voice(sentence, 0.0)

        self.listen(play)
        play()

    def _try(self, key: str, after: float, files: list[str], *, voice: bool) -> None:
        if self._player is not None and files:
            self._player.play(f"{key} {time.monotonic()}", time.monotonic() + LEAD + after, files, voice=voice)

    def close(self) -> None:
        """End the player; nothing stays behind."""
        self._speaker = None
        if self._player is not None:
            self._player.close()
            self._player = None

    # -- what it is made of --------------------------------------------------------------------------------------------

    def _open(self, ready: Callable[[], None]) -> Player:
        """Return the player, started; what it tells comes from a thread of its own."""
        if self._player is None:
            from runstrength.sound.player import choose_backend, make_player

            self._player = make_player(choose_backend(self._wanted), self._ring)
            self._player.set_volume(self.volume)
            self._player.start()
        loop, context = asyncio.get_running_loop(), copy_context()

        def on_change() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._told, ready, context=context)

        self._player.on_change = on_change
        return self._player

    def _told(self, ready: Callable[[], None]) -> None:
        self._changed()
        if self._player is not None and (self._player.ready or self._player.muted_why):
            ready()

    def _speaker_of(self, player: Player, session: Session, *, wait: bool) -> Speaker:
        from runstrength.sound.speaker import Speaker
        from runstrength.sound.voice import Voice

        voice = Voice(self._assets / "voice")
        self._speak_missing(voice, session)
        return Speaker(
            player,
            tones=self._assets / "tones",
            voice=voice,
            tones_on=self.tones,
            voice_on=self.voice,
            wait=wait,
            to_player=lambda at: at - self._clock() + time.monotonic(),
        )

    def _speak_missing(self, voice: Voice, session: Session) -> None:
        """Have the machine's own voice say the names that were not recorded, beside the session."""
        from runstrength.session.cues import cues_for_index

        plan = session.plan
        said = {cue.say for step in plan.steps for cue in cues_for_index(plan, step.index) if cue.say}
        missing = {piece for sentence in said for piece in voice.missing(sentence)}
        if not missing:
            return

        def speak() -> None:
            from runstrength.sound.platform_voice import speak_to_files

            for piece, clip in speak_to_files(sorted(missing), self._made).items():
                voice.add(piece, clip)

        threading.Thread(target=speak, name="platform voice", daemon=True).start()

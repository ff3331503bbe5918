"""Controls sound for the app: starts the player, passes it what happens in a session, applies the settings.

The rest of `sound` is imported only when something is to be heard, after the first frame. Only the player of a session
that the command line opens is started before it (`player.start_early`), because its device takes as long to open.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING

from runstrength import locations
from runstrength.settings import VOICES, voice_name, voice_setting

if TYPE_CHECKING:
    from runstrength.session.commands import Event
    from runstrength.session.engine import Session
    from runstrength.settings import Settings
    from runstrength.sound.player import Player
    from runstrength.sound.speaker import Speaker
    from runstrength.sound.voice import Voice

PATIENCE = 1.5
"""Seconds after the first frame for which a session waits for the sound."""
NO_SOUND = "no sound"
"""The label of a session that nobody hears though its sound is on."""
LEAD = 0.15
"""Seconds ahead that a cue must be planned to be heard exactly at its moment."""


def _no_callback() -> None:
    """Do nothing: no session is on the screen."""


class SoundController:
    """One player for the program, one speaker for each session.

    Args:
        setting: which backend, or `off`.
        tones: whether tones are heard.
        voice: whether the voice is heard, or the name of a voice.
        volume: 0 to 1.
        assets: the folder with `tones/` and `voice/`.
        generated_dir: the folder of the clips that this machine's voice made.
        clock: the session's clock.
        bell: rings the terminal's bell.
        player: was started early, for this setting; None to start one when it is needed.
    """

    def __init__(
        self,
        setting: str,
        *,
        tones: bool = True,
        voice: bool | str = True,
        volume: float = 0.8,
        assets: Path,
        generated_dir: Path,
        clock: Callable[[], float],
        bell: Callable[[], None],
        player: Player | None = None,
    ) -> None:
        self.tones = tones
        self.voice = bool(voice)
        self.voice_name = voice_name(voice) or VOICES[0]
        self.volume = volume
        self._setting = setting
        self._backend_setting = setting if setting != "off" else "auto"
        self._assets = assets
        self._generated_dir = generated_dir
        self._clock = clock
        self._bell = bell
        self._player = player
        self._speaker: Speaker | None = None
        self._changed: Callable[[], None] = _no_callback
        self._space_resumes = True
        self._is_speaking_first = False

    @classmethod
    def of_settings(
        cls,
        settings: Settings,
        *,
        sound: str | None,
        voice: bool | str | None,
        clock: Callable[[], float],
        bell: Callable[[], None],
        player: Player | None = None,
    ) -> SoundController:
        """Return the sound of somebody's settings; `sound` and `voice` replace theirs unless they are None."""
        return cls(
            sound or settings.sound,
            tones=settings.tones,
            voice=settings.voice if voice is None else voice,
            volume=settings.volume,
            assets=locations.assets_dir(),
            generated_dir=locations.state_dir() / "voice",
            clock=clock,
            bell=bell,
            player=player,
        )

    @property
    def enabled(self) -> bool:
        """Whether sound is turned on."""
        return self._setting != "off"

    @property
    def voice_setting(self) -> bool | str:
        """The setting `voice`: a voice that was turned off and on again is the same one."""
        return voice_setting(self.voice_name if self.voice else "")

    @property
    def status_label(self) -> str:
        """Label for the session header if nothing is heard: `muted` or `no sound`, else empty."""
        if not self.enabled or not (self.tones or self.voice):
            return "muted"
        return NO_SOUND if self._player is not None and self._player.muted_why else ""

    def start_session(
        self,
        session: Session,
        *,
        wait: bool,
        space_resumes: bool = True,
        changed: Callable[[], None],
        ready: Callable[[], None],
    ) -> None:
        """Prepare sound for a session.

        Args:
            session: the session.
            wait: its rests wait for a key.
            space_resumes: the space bar is a key that resumes.
            changed: called when `status_label` may have changed.
            ready: called once the session can start: the player can be heard and all that is said first has a clip, or
                it is known that nothing can be heard.
        """
        self._changed = changed
        self._space_resumes = space_resumes
        if not self.enabled:
            self._speaker = None
            ready()
            return
        player = self._open(ready)
        self._speaker = self._speaker_of(player, session, wait=wait)
        self._start_when_ready(ready)

    def sync(self, session: Session, events: Sequence[Event], now: float) -> None:
        """Bring the scheduled cues in line with a session after some events."""
        if self._speaker is not None:
            self._speaker.sync(session, events, now)
        if session.mode.value == "ended":
            self._changed = _no_callback

    def silence(self) -> None:
        """Cancel all scheduled cues; the session is left."""
        self._changed = _no_callback
        self._cancel_cues()

    def _cancel_cues(self) -> None:
        if self._speaker is not None:
            self._speaker.silence()
            self._speaker = None
        elif self._player is not None:
            self._player.drop_all()

    def toggle(self, session: Session, *, wait: bool) -> str:
        """Turn all sound off or on again; return the setting `sound`."""
        if self.enabled:
            self._cancel_cues()
            self._setting = "off"
        else:
            self._setting = self._backend_setting
            player = self._open(lambda: None)
            self._speaker = self._speaker_of(player, session, wait=wait)
            self.sync(session, (), self._clock())
        return self._setting

    def set_tones_and_voice(self, session: Session, *, tones: bool | None = None, voice: bool | None = None) -> None:
        """Turn tones or voice on or off in a session; None leaves them unchanged."""
        self.tones = self.tones if tones is None else tones
        self.voice = self.voice if voice is None else voice
        if self._speaker is not None:
            self._speaker.switch(session, self._clock(), tones_on=self.tones, voice_on=self.voice)

    def change_volume(self, by: float) -> float:
        """Add `by` to the volume (0 to 1) and return it."""
        self.volume = round(min(1.0, max(0.0, self.volume + by)), 2)
        if self._player is not None:
            self._player.set_volume(self.volume)
        return self.volume

    def apply_settings(
        self,
        *,
        sound: str | None = None,
        tones: bool | None = None,
        voice: bool | str | None = None,
        volume: float | None = None,
    ) -> None:
        """Apply settings that were changed outside of a session; None leaves one unchanged."""
        self.tones = self.tones if tones is None else tones
        if voice is not None:
            self.voice = bool(voice)
            self.voice_name = voice_name(voice) or self.voice_name
        if volume is not None:
            self.change_volume(volume - self.volume)
        if sound is None or sound == self._setting:
            return
        self._cancel_cues()
        self._setting = sound
        if sound not in ("off", self._backend_setting):
            self._backend_setting = sound
            self.close()

    # -- the sound check -----------------------------------------------------------------------------------------------

    @property
    def description(self) -> str:
        """The backend, its device and the volume, or why nothing is heard."""
        player = self._player
        if player is None or not (player.ready or player.muted_why):
            return "one moment"
        if player.muted_why:
            return f"no sound: {player.muted_why}"
        return f"{player.name} on {player.detail} · volume {self.volume:.0%}"

    def warm_up(self, changed: Callable[[], None]) -> None:
        """Open the player for the sound check, even if sound is off.

        `changed` is called when `description` may have changed.
        """
        self._changed = changed
        self._open(lambda: None)

    def try_tone(self, name: str, after: float) -> float:
        """Play a tone `after` seconds from now; return its length in seconds."""
        from runstrength.sound.tones import read_tones

        tone = next(tone for tone in read_tones(self._assets / "tones") if tone.cue == name)
        self._try(f"try {name} {after}", after, [tone.file], voice=False)
        return tone.seconds

    def try_named_tone(self, name: str, after: float) -> float:
        """Play a tone `after` seconds from now, and say its name after it if the voice is on; return their length."""
        from runstrength.session.cues import AFTER_TONE
        from runstrength.sound.tones import SPOKEN_NAMES

        seconds = self.try_tone(name, after)
        if self.voice:
            seconds += AFTER_TONE
            seconds += self.try_voice(SPOKEN_NAMES[name], after + seconds)
        return seconds

    def try_voice(self, sentence: str, after: float) -> float:
        """Say a sentence `after` seconds from now; return its length in seconds."""
        from runstrength.sound.voice import Voice

        voice = Voice(self._assets / "voice", self.voice_name)
        self._try(f"try {after}", after, [str(clip) for clip in voice.clips(sentence)], voice=True)
        return voice.seconds(sentence)

    def answer_key(self) -> None:
        """Let the person hear a key that changes the sound but not the session: the new volume."""
        from runstrength.session.event_cues import KEY_TONE

        if self.enabled and self.tones:
            self.try_tone(KEY_TONE, 0.0)
        elif self.enabled and self.voice:
            self.try_voice("Volume.", 0.0)

    def tell_early_end(self, *, saved: bool, nothing_done: bool) -> None:
        """Say what became of a session that was stopped early.

        Args:
            saved: it is in a file.
            nothing_done: it ended before its first set, so there is nothing to save.
        """
        from runstrength.session.event_cues import early_end_words

        if self.enabled and self.voice:
            self.try_voice(early_end_words(saved=saved, nothing_done=nothing_done), 0.0)

    def play_sample(self, sentence: str, *, say: bool = False) -> None:
        """Play a sample as soon as the player is ready: a tone, or the sentence if tones are off or `say` is given."""
        self._cancel_cues()
        if not self.enabled or not (self.tones or self.voice):
            return

        def play() -> None:
            if self._player is not None and self._player.ready:
                self._changed = _no_callback
                if self.tones and not (say and self.voice):
                    self.try_tone("go", 0.0)
                else:
                    self.try_voice(sentence, 0.0)

        self.warm_up(play)
        play()

    def _try(self, key: str, after: float, files: list[str], *, voice: bool) -> None:
        if self._player is not None and files:
            self._player.play(f"{key} {time.monotonic()}", time.monotonic() + LEAD + after, files, voice=voice)

    def close(self) -> None:
        """Close the player and its process."""
        self._speaker = None
        if self._player is not None:
            self._player.close()
            self._player = None

    # -- player and speaker --------------------------------------------------------------------------------------------

    def _open(self, ready: Callable[[], None]) -> Player:
        """Return the started player; its `on_change` is forwarded from its thread to the event loop."""
        if self._player is None:
            from runstrength.sound.player import choose_backend, make_player

            self._player = make_player(choose_backend(self._backend_setting), self._bell)
            self._player.start()
        self._player.set_volume(self.volume)
        loop, context = asyncio.get_running_loop(), copy_context()

        def on_change() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._player_changed, ready, context=context)

        self._player.on_change = on_change
        return self._player

    def _player_changed(self, ready: Callable[[], None]) -> None:
        self._changed()
        self._start_when_ready(ready)

    def _start_when_ready(self, ready: Callable[[], None]) -> None:
        player = self._player
        if player is not None and (player.muted_why or (player.ready and not self._is_speaking_first)):
            ready()

    def _speaker_of(self, player: Player, session: Session, *, wait: bool) -> Speaker:
        from runstrength.sound.speaker import Speaker
        from runstrength.sound.voice import Voice

        voice = Voice(self._assets / "voice", self.voice_name)
        self._speak_missing(player, voice, session)
        return Speaker(
            player,
            tones=self._assets / "tones",
            voice=voice,
            tones_on=self.tones,
            voice_on=self.voice,
            wait=wait,
            space_resumes=self._space_resumes,
            to_player=lambda at: at - self._clock() + time.monotonic(),
        )

    def _speak_missing(self, player: Player, voice: Voice, session: Session) -> None:
        """Generate clips for names that were not recorded, with the platform's voice, in a thread.

        Those of the first step are generated first: the session waits for them.
        """
        from runstrength.session.cues import cues_for_index, no_length

        def missing(indices: range) -> dict[str, None]:
            cues = (cue for index in indices for cue in cues_for_index(session.plan, index, length=no_length))
            return dict.fromkeys(piece for cue in cues if cue.say for piece in voice.missing(cue.say))

        now = session.state.step.index
        first = missing(range(now, now + 1))
        later = missing(range(len(session.plan.steps)))
        if not later:
            return
        from runstrength.sound.platform_voice import platform_voice, speak_to_files
        from runstrength.sound.wav import RATE, load

        def speak(pieces: Iterable[str]) -> None:
            for piece, clip in speak_to_files(pieces, self._generated_dir).items():
                voice.add(piece, clip, len(load(str(clip))) / RATE)

        def speak_all() -> None:
            try:
                speak(first)
            finally:
                self._is_speaking_first = False
                if player.on_change:
                    player.on_change()
            speak(piece for piece in later if piece not in first)

        self._is_speaking_first = bool(first and platform_voice())
        threading.Thread(target=speak_all, name="platform voice", daemon=True).start()

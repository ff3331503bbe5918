"""The sound check screen: plays every tone and the voice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from runstrength.sound.tones import MEANINGS, VOICE_SAMPLE
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.common.setting_changes import change_volume
from runstrength.ui.lines import Line, Span, dim_lines
from runstrength.ui.settings import bindings

VOICE: Final = "voice"
"""The last row, for the voice."""


class SoundsScreen(ListScreen):
    """Lists every tone with its meaning; enter plays it."""

    WINDOW_TITLE = "Sound check"
    KEYS = bindings.SOUND_CHECK
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("sounds")
        self._rows = (*MEANINGS, VOICE)

    def on_mount(self) -> None:
        """Show the tones, and start the player."""
        self.list.show(len(self._rows), self._line)
        if self.services.sound is not None:
            self.services.sound.warm_up(self.refresh_view)

    def _line(self, row: int, width: int) -> Line:  # noqa: ARG002 - signature of the list
        name = self._rows[row]
        return Line((Span(name.replace("_", " ").ljust(12), "strong"), Span(MEANINGS.get(name, VOICE_SAMPLE), "dim")))

    def headline(self, width: int) -> Sequence[Line]:
        """Return the sound backend and the volume."""
        sound = self.services.sound
        words = sound.description if sound is not None else "rehearsals are silent"
        return Line((Span("Sound check", "strong"),)), *(dim_lines(words, width) or [Line()])

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.hint("list.pick", "play"),
            self.hint("sounds.all"),
            self.hint("sounds.softer sounds.louder", "volume"),
            self.hint("list.back"),
        )

    def on_selected(self, row: int) -> None:
        """Play a tone."""
        self._play(row, 0.0)

    def action_all(self) -> None:
        """Play all tones, one after the other."""
        after = 0.0
        for row in range(len(self._rows)):
            after += self._play(row, after) + 0.6

    def action_volume(self, by: float) -> None:
        """Change and save the volume."""
        change_volume(self.services, by)
        self.refresh_view()

    def action_back(self) -> None:
        """Stop playing and go back."""
        if self.services.sound is not None:
            self.services.sound.silence()
        super().action_back()

    def _play(self, row: int, after: float) -> float:
        """Schedule a row some seconds from now, and return its length in seconds."""
        sound = self.services.sound
        if sound is None:
            return 0.0
        name = self._rows[row]
        return sound.try_voice(VOICE_SAMPLE, after) if name == VOICE else sound.try_named_tone(name, after)

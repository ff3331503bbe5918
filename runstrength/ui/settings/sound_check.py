"""The sound check: every tone by its name, before a session needs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from runstrength.sound.tones import MEANINGS
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.common.setting_changes import change_volume
from runstrength.ui.lines import Line, Span, dim

VOICE: Final = "voice"
"""The last row: what the voice says."""
SENTENCE: Final = "Side plank. Left side. Thirty seconds."


class SoundsScreen(ListScreen):
    """Every tone with its meaning; a press plays it."""

    WINDOW_TITLE = "Sound check"
    HELP_TOPIC = "sounds"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "all", "All, one after the other"),
        Binding("left_square_bracket", "volume(-0.1)", "Softer"),
        Binding("right_square_bracket", "volume(0.1)", "Louder"),
    ]

    def __init__(self) -> None:
        super().__init__("sounds")
        self._rows = (*MEANINGS, VOICE)

    def on_mount(self) -> None:
        """Show the tones, and get ready to play them."""
        self.list.show(len(self._rows), self._line)
        if self.services.sound is not None:
            self.services.sound.warm_up(self.refresh_view)

    def _line(self, row: int, width: int) -> Line:  # noqa: ARG002 - as a list asks
        name = self._rows[row]
        return Line((Span(name.replace("_", " ").ljust(12), "strong"), Span(MEANINGS.get(name, SENTENCE), "dim")))

    def headline(self, width: int) -> Sequence[Line]:
        """Return what plays, and how loud."""
        sound = self.services.sound
        words = sound.description if sound is not None else "a rehearsal is silent"
        return Line((Span("Sound check", "strong"),)), *(dim(words, width) or [Line()])

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the words at the foot."""
        return (("space play", "screen.pick"), ("a all", "screen.all"), ("[ ] volume", ""), ("q back", "screen.back"))

    def on_selected(self, row: int) -> None:
        """Play one."""
        self._play(row, 0.0)

    def action_all(self) -> None:
        """Play all, one after the other."""
        after = 0.0
        for row in range(len(self._rows)):
            after += self._play(row, after) + 0.6

    def action_volume(self, by: float) -> None:
        """Make the sound softer or louder, for good."""
        change_volume(self.services, by)
        self.refresh_view()

    def action_back(self) -> None:
        """Go back; what was still to be played is not."""
        if self.services.sound is not None:
            self.services.sound.silence()
        super().action_back()

    def _play(self, row: int, after: float) -> float:
        """Play a row some seconds from now, and return how long it takes."""
        sound = self.services.sound
        if sound is None:
            return 0.0
        name = self._rows[row]
        return sound.try_voice(SENTENCE, after) if name == VOICE else sound.try_tone(name, after)

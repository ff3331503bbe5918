"""What the command line has read and checked before a front end opens. Doesn't use Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

    from runstrength.catalogue.library import Library
    from runstrength.coach.prescription import Choices
    from runstrength.coach.readiness import Checkin
    from runstrength.settings import Settings
    from runstrength.sound.player import Player


class LaunchOptions(Struct, frozen=True, kw_only=True):
    """What a front end opens with: the app, or a session line by line."""

    settings: Settings
    library: Library
    """The exercises and routines."""
    choices: Choices
    """The choices for today."""
    start: str = "home"
    """The first screen: `home`, `session` or `history`."""
    routine: str = ""
    """The name or path of the routine, for `session`; it can be read."""
    checkin: Checkin | None = None
    """Today's check-in, if it was given as options."""
    speed: float = 1.0
    """Session seconds per real second; more than one in a rehearsal, which has no sound."""
    save: bool = True
    """Whether sessions are saved."""
    answer: str = ""
    """What to do with an interrupted session: `resume`, `fresh`, or empty to ask."""
    leave: datetime | None = None
    """The departure time."""
    sound: str | None = None
    """The sound backend; None for that of the settings."""
    voice: bool | str | None = None
    """Speak the cues, or the name of the voice; None for the setting."""
    on_event: tuple[str, ...] | None = None
    """The command that is told the events of sessions, empty for none; None for that of the settings."""
    plain: bool | None = None
    """A session line by line; None for the setting, and if the terminal can't draw."""
    player: Player | None = None
    """The player of a session, if it was started already."""

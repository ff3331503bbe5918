"""The key bindings of all screens, for the check of a person's own keys and for the pages of keys."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from runstrength.ui.coach import bindings as coach
from runstrength.ui.common import bindings as common
from runstrength.ui.common.bindings import PALETTE, SUSPEND, ScreenKeys
from runstrength.ui.exercises import bindings as exercises
from runstrength.ui.history import bindings as history
from runstrength.ui.home import bindings as home
from runstrength.ui.routines import bindings as routines
from runstrength.ui.session import bindings as session
from runstrength.ui.settings import bindings as settings
from runstrength.ui.widgets.list_keys import LIST_MOVES, UP

SCREENS: Final[tuple[ScreenKeys, ...]] = tuple(
    value
    for module in (home, session, history, coach, routines, exercises, settings, common)
    for value in vars(module).values()
    if isinstance(value, ScreenKeys)
)
"""The key bindings of every screen."""


def on_screen(screen: ScreenKeys) -> list[Binding]:
    """Return every binding that is active on a screen: its own, its list's and the app's."""
    own = list(screen.all)
    has_list = UP in own
    others = [*(LIST_MOVES if has_list else ()), PALETTE, SUSPEND]
    ids = {binding.id for binding in own}
    return [*own, *(binding for binding in others if binding.id not in ids)]

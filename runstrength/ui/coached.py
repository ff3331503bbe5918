"""What the app's screens ask for when the coach has a say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from runstrength.session.commands import Refit
from runstrength.session.engine import Session

if TYPE_CHECKING:
    from runstrength.ui.app import RunstrengthApp


class Coached:
    """The ways to the screens on which something is asked for the coach, or told by it."""

    @property
    def _coached(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self)

    def ask_shorter(self, session: Session, then: Callable[[Refit | None], None]) -> None:
        """Ask how many more minutes there are; `then` gets the command that fits what is left into them, or None."""
        from runstrength.ui.screens.shorter import ShorterScreen

        self._coached.push_screen(ShorterScreen(session), then)

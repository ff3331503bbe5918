"""The minutes to which a session is shortened: typed or changed by keys, and what they would drop."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Final

from runstrength.coach.time_budget import shorten_to
from runstrength.dates import end_text
from runstrength.inputs import MAX_AVAILABLE, read_available
from runstrength.numbers import NumberError
from runstrength.session.commands import Refit, Refitted
from runstrength.session.engine import Session
from runstrength.session.wording import whole_minutes
from runstrength.text import plural, too_long

if TYPE_CHECKING:
    from runstrength.catalogue.coach_rules import TimeBudgetRules

DEFAULT_MINUTES: Final = 10
"""The initial number of minutes."""
TIME_CHARACTERS: Final = "0123456789:.,"
"""The characters of a typed time; letters are keys."""
MAX_INPUT: Final = 8
"""The maximum number of typed characters."""


class Effect:
    """What some minutes do to a session."""

    def __init__(self, fewer: int, left: float, limit: float, now: datetime) -> None:
        self.is_shorter = fewer > 0
        """Whether sets are dropped."""
        # The set under way is never cut, however long it is.
        self.words = (
            f"drops {plural(fewer, 'set')}" if fewer else "everything fits" if left <= limit else "nothing to drop"
        )
        """What is dropped."""
        self.when = f"{whole_minutes(left)} min, done {end_text(now, left)}"
        """How long the session would take, and when it would end."""

    @property
    def whole(self) -> str:
        """What the key that accepts does."""
        return f"{'shorten' if self.is_shorter else 'keep all'}: about {self.when}"


class TimeLimit:
    """The minutes that are left for a session, which is paused meanwhile.

    Args:
        session: the session.
        rules: the limits of shorter rests.
    """

    def __init__(self, session: Session, rules: TimeBudgetRules) -> None:
        self._session = session
        self._rules = rules
        left = math.ceil(session.snapshot(session.state.last_tick).left / 60)
        self.minutes = max(1, min(DEFAULT_MINUTES, left - 1))
        self.typed = ""
        self.error = ""
        """Why what is typed is no time."""

    @property
    def command(self) -> Refit:
        """The command that shortens the session."""
        return shorten_to(self.minutes, self._rules)

    def effect(self, now: datetime) -> Effect:
        """Return what the minutes do.

        Args:
            now: the time of day.
        """
        moment = self._session.state.last_tick
        trial = Session(self._session.plan, gap=math.inf, state=self._session.state)
        events = trial.apply(self.command, moment)
        fewer = next((event.sets for event in events if isinstance(event, Refitted)), 0)
        return Effect(fewer, trial.snapshot(moment).left, self.command.seconds, now)

    def type(self, text: str) -> None:
        """Set the minutes from a typed time; an invalid one leaves them, and is an error."""
        self.error = (
            too_long(len(text) - len(self.typed), MAX_INPUT - len(self.typed), MAX_INPUT)
            if len(text) > MAX_INPUT
            else ""
        )
        self.typed = text[:MAX_INPUT]
        if text and not self.error:
            try:
                self.minutes = int(read_available(text))
            except NumberError as error:
                self.error = str(error)

    def change(self, by: int) -> None:
        """Change the minutes by `by`."""
        self.typed = self.error = ""
        self.minutes = min(MAX_AVAILABLE, max(1, self.minutes + by))

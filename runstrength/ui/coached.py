"""What the app's screens ask for when the coach has a say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from runstrength.coach.prescription import prescribe
from runstrength.session.commands import Refit
from runstrength.session.engine import Session
from runstrength.session.plan import Plan

if TYPE_CHECKING:
    from textual.screen import Screen

    from runstrength.ui.app import RunstrengthApp
    from runstrength.ui.forms import Form


class Coached:
    """The ways to the screens on which something is asked for the coach, or told by it."""

    @property
    def _coached(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self)

    # -- before a session ----------------------------------------------------------------------------------------------

    def open_session(self, routine: str) -> None:
        """Open a session of a routine, after the check-in where there is one.

        Raises:
            BadInput: the routine cannot be read.
        """
        self._coached.push_screen(self.opening(routine))

    def opening(self, routine: str) -> Screen[None]:
        """Return what stands before a session of a routine: the check-in, or the session itself.

        Raises:
            BadInput: the routine cannot be read.
        """
        app = self._coached
        plan = app.plan_of(routine)
        asks = app.library.routine(routine).kind == "session" and app.settings.checkin and app.keeper.checkin is None
        # Not before the very first session, which was asked enough, before a rehearsal, or where no key is pressed.
        pressing = app.speed == 1 and not app.choices.hands_free
        if asks and pressing and app.keeper.today(app.now()).records:
            return self._checkin(routine)
        return app.session_of(plan)

    def _checkin(self, routine: str) -> Screen[None]:
        from runstrength.ui.readying import form_of
        from runstrength.ui.screens.checkin import CheckinScreen

        app = self._coached
        return CheckinScreen(routine, form_of(app.keeper.checkin, app.choices.minutes))

    def plan_for(self, routine: str, form: Form, *, as_usual: bool) -> Plan:
        """Return the plan that the answers of a check-in make of a routine."""
        from runstrength.ui.readying import checkin_in, minutes_in

        app = self._coached
        choices = replace(app.choices, minutes=minutes_in(form), as_usual=as_usual or app.choices.as_usual)
        today = replace(app.keeper.today(app.now()), checkin=checkin_in(form))
        return prescribe(app.library.routine(routine), app.library, choices, today)

    def checked_in(self, form: Form, plan: Plan, *, as_usual: bool) -> None:
        """Keep the answers for this session and begin it; with pain there is none."""
        from runstrength.ui.readying import checkin_in, minutes_in

        app = self._coached
        if not plan.steps:
            if app.start == "home":
                app.pop_screen()
            else:
                app.exit(1)
            return
        app.keeper.checkin = checkin_in(form)
        app.choices = replace(app.choices, minutes=minutes_in(form), as_usual=as_usual)
        if app.start == "home":
            app.pop_screen()
        app.begin(plan)

    # -- in a session --------------------------------------------------------------------------------------------------

    def ask_shorter(self, session: Session, then: Callable[[Refit | None], None]) -> None:
        """Ask how many more minutes there are; `then` gets the command that fits what is left into them, or None."""
        from runstrength.ui.screens.shorter import ShorterScreen

        self._coached.push_screen(ShorterScreen(session), then)

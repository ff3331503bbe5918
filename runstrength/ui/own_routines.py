"""The ways to one's own routines: the builder, a shared one, the trash. Screens are imported late."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, cast

from runstrength.checked import BadInput

if TYPE_CHECKING:
    from runstrength.ui.app import RunstrengthApp
    from runstrength.ui.workshop import Done, Workshop


class OwnRoutines:
    """What the app's screens ask for around routines of one's own."""

    @property
    def _owner(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self)

    @cached_property
    def workshop(self) -> Workshop:
        """The own routines."""
        from runstrength import locations
        from runstrength.ui.workshop import Workshop

        return Workshop(locations.routines_dir(), locations.assets_dir())

    def build(self, name: str = "") -> None:
        """Open a routine in the builder; a new one without a name. One with problems is explained instead."""
        from runstrength.ui.screens.builder import BuilderScreen

        app = self._owner
        if any(isinstance(screen, BuilderScreen) for screen in app.screen_stack):
            return
        try:
            opened = self.workshop.open(app.library, name)
        except (BadInput, OSError) as error:
            mend = f"{error}\nTo mend it: runstrength routines edit {name}"
            app.notify(mend, severity="warning", timeout=12, markup=False)
            return
        app.push_screen(BuilderScreen(opened, app.library, app.choices))

    def look_at(self, file: str) -> None:
        """Show a routine that somebody shared, and ask whether to add it; say what is wrong with it instead."""
        from runstrength.coach.prescription import prescribe
        from runstrength.ui.dropped import file_of
        from runstrength.ui.screens.shared import SharedScreen
        from runstrength.ui.workshop import shared

        app = self._owner
        try:
            routine = shared(file_of(file), app.library)
            plan = prescribe(routine, app.library, app.choices)
        except BadInput as bad:
            app.notify(str(bad), severity="warning", timeout=12, markup=False)
            return
        app.push_screen(SharedScreen(file_of(file), plan, routine.about))

    def throw_routine_away(self, name: str) -> None:
        """Move an own routine to the trash, and say how it comes back."""
        self._change(lambda: self.workshop.throw_away(name, self._owner.library), "deleted")

    def bring_routine_back(self) -> None:
        """Bring the routine back that was thrown away last."""
        self._change(self.workshop.bring_back, "brought back")

    def _change(self, do: Callable[[], Done | None], what: str) -> None:
        app = self._owner
        try:
            done = do()
        except (OSError, BadInput) as error:
            app.notify(f"It could not be {what}: {error}", severity="warning", timeout=8, markup=False)
            return
        if done is not None:
            app.library = done.library
            app.notify(f"{done.said[:1].upper()}{done.said[1:]}.", timeout=6, markup=False)

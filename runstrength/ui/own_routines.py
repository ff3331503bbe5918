"""What the app does with routines of one's own: a shared one, deleting one, bringing it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, cast

from runstrength.toml_input import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from runstrength.catalogue.routine_store import RoutineStore, SaveResult
    from runstrength.session.plan import Plan
    from runstrength.ui.app import RunstrengthApp


class OwnRoutines:
    """What the app's screens ask for around routines of one's own."""

    @property
    def _owner(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self)

    @cached_property
    def routine_store(self) -> RoutineStore:
        """The own routines."""
        from runstrength import locations
        from runstrength.catalogue.routine_store import RoutineStore

        return RoutineStore(locations.routines_dir(), locations.assets_dir())

    def shared_plan(self, file: Path) -> tuple[Plan, str]:
        """Return what a routine that somebody shared turns out to be, and one sentence about it.

        Raises:
            InputError: it cannot be read.
        """
        app = self._owner
        routine = app.library.read(file)
        return app.planner.usual_plan(routine), routine.about

    def throw_routine_away(self, name: str) -> None:
        """Move an own routine to the trash, and say how it comes back."""
        self._change(lambda: self.routine_store.trash(name, self._owner.library), "deleted")

    def bring_routine_back(self) -> None:
        """Bring the routine back that was thrown away last."""
        self._change(self.routine_store.restore, "brought back")

    def _change(self, do: Callable[[], SaveResult | None], what: str) -> None:
        app = self._owner
        try:
            done = do()
        except (OSError, InputError) as error:
            app.notify(f"It could not be {what}: {error}", severity="warning")
            return
        if done is not None:
            app.library = done.library
            app.notify(f"{done.message[:1].upper()}{done.message[1:]}.")

"""Reads, deletes and restores custom routines for the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runstrength.ui.common.catalogue_changes import change_catalogue
from runstrength.ui.common.setting_changes import change_settings
from runstrength.ui.routines.bindings import ROUTINES

if TYPE_CHECKING:
    from pathlib import Path

    from runstrength.session.plan import Plan
    from runstrength.ui.services import Services


def shared_plan(services: Services, file: Path) -> tuple[Plan, str]:
    """Return the standard plan of a routine in a file, and its description.

    Raises:
        InputError: the file can't be read or has problems.
    """
    routine = services.library.read(file)
    return services.planner.usual_plan(routine), routine.about


def delete_routine(services: Services, name: str) -> None:
    """Move a custom routine to the trash, and show a notice with the key that restores it."""
    key = ROUTINES.key_label(services.settings.keys, "routines.undelete")
    change_catalogue(
        services, lambda: services.routine_store.trash(name, services.library), "deleted", f"; press {key} to undo"
    )


def restore_routine(services: Services) -> None:
    """Restore the routine that was deleted last."""
    change_catalogue(services, services.routine_store.restore, "restored")


def choose_default(services: Services, name: str, *, undo: bool = False) -> bool:
    """Make a routine the one that home starts, and show a notice; return whether it could be saved.

    Args:
        services: the app's services.
        name: of the routine.
        undo: the notice names the key that undoes it.
    """
    if change_settings(services, default_routine=name):
        return False
    key = ROUTINES.key_label(services.settings.keys, "routines.undelete")
    title = services.library.title(services.default_routine)
    services.host.notify(f"Home now starts {title}{f'; press {key} to undo' if undo else ''}.")
    return True

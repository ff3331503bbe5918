"""What screens do with the person's own routines: look at a shared one, delete one, bring it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from runstrength.toml_input import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from runstrength.catalogue.routine_store import SaveResult
    from runstrength.session.plan import Plan
    from runstrength.ui.services import Services


def shared_plan(services: Services, file: Path) -> tuple[Plan, str]:
    """Return the usual plan of a routine in a file, and the sentence that describes it.

    Raises:
        InputError: it cannot be read.
    """
    routine = services.library.read(file)
    return services.planner.usual_plan(routine), routine.about


def delete_routine(services: Services, name: str) -> None:
    """Move an own routine to the trash, and say how to bring it back."""
    _change(services, lambda: services.routine_store.trash(name, services.library), "deleted")


def restore_routine(services: Services) -> None:
    """Bring back the routine that was deleted last."""
    _change(services, services.routine_store.restore, "brought back")


def _change(services: Services, do: Callable[[], SaveResult | None], what: str) -> None:
    try:
        done = do()
    except (OSError, InputError) as error:
        services.host.notify(f"It could not be {what}: {error}", severity="warning")
        return
    if done is not None:
        services.library = done.library
        services.host.notify(f"{done.message[:1].upper()}{done.message[1:]}.")

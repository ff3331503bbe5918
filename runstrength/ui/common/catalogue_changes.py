"""Carries out changes of the person's own exercises and routines, and says what became of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from runstrength.text import capitalized
from runstrength.toml_input import InputError

if TYPE_CHECKING:
    from runstrength.catalogue.library import Library
    from runstrength.ui.services import Services


class CatalogueChange(Protocol):
    """What a change of the catalogue led to."""

    @property
    def library(self) -> Library:
        """The catalogue with the change."""

    @property
    def message(self) -> str:
        """What was done, without a period."""


T = TypeVar("T", bound=CatalogueChange)


def change_catalogue(
    services: Services,
    change: Callable[[], T | None],
    participle: str,
    hint: str = "",
    show: Callable[[], None] = lambda: None,
) -> T | None:
    """Carry out a change, show a notice with its result or its error, and return the result.

    Args:
        services: the app's services.
        change: the change; None from it shows nothing.
        participle: of the change, for the error message: `deleted`.
        hint: added to the message of the result.
        show: updates the screen, before the notice draws it.
    """
    try:
        result = change()
    except (OSError, InputError) as error:
        services.host.notify(f"Not {participle}: {error}", severity="warning")
        return None
    if result is not None:
        services.library = result.library
        show()
        services.host.notify(f"{capitalized(result.message)}{hint}.")
    return result

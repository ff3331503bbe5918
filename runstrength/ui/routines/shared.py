"""A routine that somebody shared: seen before it is added."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from runstrength.session.plan import Plan
from runstrength.toml_input import InputError
from runstrength.ui.common import plan_lines
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.lines import Line, Span, dim
from runstrength.ui.routines import bindings

ANSWERS: Final = ("Add it to my routines", "Not now")


class SharedScreen(ListScreen):
    """Shows what is in a routine, and asks.

    Args:
        file: where it is.
        plan: how it turns out for the person.
        about: one sentence about it.
    """

    WINDOW_TITLE = "A shared routine"
    KEYS = bindings.SHARED
    BINDINGS = KEYS.bindings
    LIST_WIDTH: ClassVar[int] = 26

    def __init__(self, file: Path, plan: Plan, about: str) -> None:
        super().__init__("shared")
        self._file = file
        self._plan = plan
        self._about = about

    def on_mount(self) -> None:
        """Ask."""
        self.list.show(len(ANSWERS), lambda row, _: Line((Span(ANSWERS[row]),)))

    def headline(self, width: int) -> Sequence[Line]:
        """Return what this is, and where it comes from."""
        return Line((Span("A routine to add", "strong"),)), *dim(self._file.name, width)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return what is in it."""
        return plan_lines.plan_details(self._plan, self._about, self.services.now(), size)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows(),
            self.hint("list.pick", "take it", key="enter"),
            self.hint("list.back"),
        )

    def on_selected(self, row: int) -> None:
        """Add it, or leave it where it is."""
        services = self.services
        said, trouble = "", False
        if row == 0:
            try:
                done = services.routine_store.add(self._file, services.library)
                services.library, said = done.library, f"{self._plan.title}: {done.message}."
            except (OSError, InputError) as error:
                said, trouble = f"It could not be added: {error}", True
        self.close()
        if said:
            self.services.host.notify(said, severity="warning" if trouble else "information")

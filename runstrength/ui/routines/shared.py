"""The preview of a shared routine before it is added."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from runstrength.session.plan import Plan
from runstrength.toml_input import InputError
from runstrength.ui.common import plan_lines
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.lines import Line, Span, dim_lines
from runstrength.ui.routines import bindings

ANSWERS: Final = ("Add it to my routines", "Not now")


class SharedScreen(ListScreen):
    """Shows a shared routine, and asks whether to add it.

    Args:
        file: the file of the routine.
        plan: its plan for the person.
        about: its description.
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
        """Show the answers."""
        self.list.show(len(ANSWERS), lambda row, _: Line((Span(ANSWERS[row]),)))

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title and the name of the file."""
        return Line((Span("A shared routine", "strong"),)), *dim_lines(self._file.name, width)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the plan."""
        return plan_lines.plan_details(self._plan, self._about, self.services.now(), size)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows(),
            self.hint("list.pick", "choose", key="enter"),
            self.hint("list.back"),
        )

    def on_selected(self, row: int) -> None:
        """Add the routine if the first answer was selected, and close."""
        services = self.services
        message, failed = "", False
        if row == 0:
            try:
                result = services.routine_store.add(self._file, services.library)
                services.library, message = result.library, f"{self._plan.title}: {result.message}."
            except (OSError, InputError) as error:
                message, failed = f"Couldn't add it: {error}", True
        self.close()
        if message:
            self.services.host.notify(message, severity="warning" if failed else "information")

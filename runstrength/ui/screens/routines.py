"""The choice of another routine: the person's own first, then those that are built in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from runstrength.checked import BadInput, Problem
from runstrength.session.plan import Plan
from runstrength.ui import lists
from runstrength.ui.screens.calm import CalmScreen
from runstrength.ui.widgets.lines import Line, Span


@dataclass(frozen=True, slots=True)
class Choice:
    """One routine of the list."""

    name: str
    own: bool
    plan: Plan | None
    """None for a routine that has problems."""
    about: str = ""
    problems: tuple[Problem, ...] = ()


class RoutinesScreen(CalmScreen):
    """All routines for a session, at the person's level; those with problems stand at the end."""

    NAME = "Routines"
    LIST: ClassVar[int] = 36

    def __init__(self) -> None:
        super().__init__(id="routines")
        self._choices: list[Choice] = []

    def on_mount(self) -> None:
        """Show the routines."""
        choices = [self._choice(name) for name in self._app.library.routine_files]
        sessions = [choice for choice in choices if choice.plan is None or choice.plan.kind == "session"]
        self._choices = sorted(sessions, key=_order)
        self.list.show(len(self._choices), self._line)

    def _choice(self, name: str) -> Choice:
        library = self._app.library
        own = name in library.own
        try:
            return Choice(name, own, self._app.plan_of(name), library.routine(name).about)
        except BadInput as bad:
            return Choice(name, own, None, problems=bad.problems)

    def _line(self, row: int, width: int) -> Line:
        choice = self._choices[row]
        if choice.plan is None:
            return lists.broken_line(choice.name, choice.problems[0], width)
        return lists.routine_line(choice.plan, width, own=choice.own)

    def headline(self, width: int) -> Sequence[Line]:
        """Return what this is, and for which level."""
        return Line((Span("Routines", "strong"),)), *lists.dim(f"at {self._app.choices.level} level", width)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return what is in the highlighted one, or what is wrong with it."""
        if self.list.highlighted is None:
            return ()
        choice = self._choices[self.list.highlighted]
        if choice.plan is None:
            return lists.problem_details(choice.problems, size)
        return lists.plan_details(choice.plan, choice.about, self._app.now(), size)

    def picked(self, row: int) -> None:
        """Start a routine; it comes back to home, not to here."""
        plan = self._choices[row].plan
        if plan is not None:
            self._app.pop_screen()
            self._app.begin(plan)


def _order(choice: Choice) -> tuple[bool, bool, str]:
    """Return where a routine stands: those with problems last, then own before built-in, then by title."""
    title = choice.name if choice.plan is None else choice.plan.title
    return choice.plan is None, not choice.own, title.casefold()

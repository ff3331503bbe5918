"""The choice of another routine: the person's own first, then those that are built in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.events import Key, Paste, ScreenResume

from runstrength.session.plan import Plan
from runstrength.toml_input import InputError, Problem
from runstrength.ui.common import plan_lines
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.lines import Line, Span, dim
from runstrength.ui.messages import OpenBuilder, OpenSharedRoutine, StartRoutine
from runstrength.ui.routines import bindings
from runstrength.ui.routines.own_routines import delete_routine, restore_routine

if TYPE_CHECKING:
    from runstrength.catalogue.library import Library


@dataclass(frozen=True, slots=True)
class RoutineRow:
    """One routine of the list."""

    name: str
    own: bool
    plan: Plan | None
    """None for a routine that has problems."""
    about: str = ""
    problems: tuple[Problem, ...] = ()


class RoutinesScreen(ListScreen):
    """All routines for a session and all own ones, at the person's level; those with problems stand at the end."""

    WINDOW_TITLE = "Routines"
    LIST_WIDTH: ClassVar[int] = 36
    KEYS = bindings.ROUTINES
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("routines")
        self._choices: list[RoutineRow] = []
        self._library: Library | None = None
        self._sure = ""

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Show the routines; those that there are now, when one came from the builder."""
        self._look()

    def _look(self) -> None:
        library = self.services.library
        if library is self._library:
            return
        row = self.list.highlighted
        here = self._choices[row].name if row is not None else ""
        self._library = library
        choices = [self._choice(name) for name in library.routine_files]
        ours = [choice for choice in choices if choice.plan is None or choice.own or choice.plan.kind == "session"]
        self._choices = sorted(ours, key=_order)
        names = [choice.name for choice in self._choices]
        self.list.show(len(names), self._line, row=names.index(here) if here in names else 0)

    def _choice(self, name: str) -> RoutineRow:
        library = self.services.library
        own = name in library.own
        try:
            return RoutineRow(name, own, self.services.planner.usual_plan(name), library.routine(name).about)
        except InputError as bad:
            return RoutineRow(name, own, None, problems=bad.problems)

    def _line(self, row: int, width: int) -> Line:
        choice = self._choices[row]
        if choice.plan is None:
            return plan_lines.broken_line(choice.name, choice.problems[0], width)
        return plan_lines.routine_line(choice.plan, width, own=choice.own)

    def headline(self, width: int) -> Sequence[Line]:
        """Return what this is, and for which level."""
        return Line((Span("Routines", "strong"),)), *dim(f"at {self.services.planner.choices.level} level", width)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return what is in the highlighted one, or what is wrong with it."""
        if self.list.highlighted is None:
            return ()
        choice = self._choices[self.list.highlighted]
        if choice.plan is None:
            return plan_lines.problem_details(choice.problems, size)
        return plan_lines.plan_details(choice.plan, choice.about, self.services.now(), size)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        choice = self._choice_here
        own = choice is not None and choice.own
        sure = choice is not None and choice.name == self._sure
        return (
            self.arrows(),
            self.hint("list.pick", "start"),
            self.hint("routines.edit"),
            *((self.hint("routines.delete", "again: to the trash" if sure else ""),) if own else ()),
            self.hint("routines.new"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    @property
    def _choice_here(self) -> RoutineRow | None:
        return None if self.list.highlighted is None else self._choices[self.list.highlighted]

    def on_key(self, event: Key) -> None:
        """Any other key means that nothing is to be deleted."""
        if self._sure and event.key not in self.keys_of("routines.delete"):
            self._sure = ""
            self.refresh_view()

    def action_throw_away(self) -> None:
        """Ask at the first press, delete at the second; a key that is only held down does not press twice."""
        choice, now, guard = self._choice_here, self.services.real_clock(), self.services.key_guard
        if choice is None or not choice.own:
            return
        if self._sure != choice.name:
            self._sure = choice.name
            guard.mark_handled("d", now)
            self.refresh_view()
        elif guard.accepts("d", now):
            self._sure = ""
            delete_routine(self.services, choice.name)
            self._look()
            self.refresh_view()

    def action_bring_back(self) -> None:
        """Bring the routine back that was deleted last."""
        restore_routine(self.services)
        self._look()
        self.refresh_view()

    def action_change(self) -> None:
        """Open the highlighted one in the builder."""
        if self.list.highlighted is not None:
            self.navigate(OpenBuilder(self._choices[self.list.highlighted].name))

    def action_new(self) -> None:
        """Begin a new one."""
        self.navigate(OpenBuilder())

    def on_paste(self, event: Paste) -> None:
        """Look at a routine that somebody shared: a file that is dropped on a terminal arrives as its path."""
        self.navigate(OpenSharedRoutine(event.text))

    def on_selected(self, row: int) -> None:
        """Start a routine; it comes back to home, not to here."""
        choice = self._choices[row]
        if choice.plan is not None:
            self.navigate(StartRoutine(choice.name, replace=True))


def _order(choice: RoutineRow) -> tuple[bool, bool, str]:
    """Return where a routine stands: those with problems last, then own before built-in, then by title."""
    title = choice.name if choice.plan is None else choice.plan.title
    return choice.plan is None, not choice.own, title.casefold()

"""The screen of the routines: custom ones first, then the built-in ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual.events import Paste, ScreenResume

from runstrength.session.plan import Plan
from runstrength.session.wording import needs_words
from runstrength.toml_input import InputError, Problem
from runstrength.ui.common import plan_lines
from runstrength.ui.common.confirm_delete import ConfirmDeleteMixin
from runstrength.ui.common.search import NO_MATCH, SearchMixin, matches
from runstrength.ui.lines import Line, Span, dim_lines
from runstrength.ui.messages import OpenBuilder, OpenSharedRoutine, StartRoutine
from runstrength.ui.routines import bindings
from runstrength.ui.routines.own_routines import choose_default, delete_routine, restore_routine

if TYPE_CHECKING:
    from runstrength.catalogue.library import Library


class RoutineRow(Struct, frozen=True):
    """A row of the list."""

    name: str
    own: bool
    plan: Plan | None
    """None if the routine has problems."""
    about: str = ""
    problems: tuple[Problem, ...] = ()


class RoutinesScreen(SearchMixin, ConfirmDeleteMixin):
    """Lists the built-in routines for sessions and all custom ones, at the person's level; invalid ones come last."""

    WINDOW_TITLE = "Routines"
    LIST_WIDTH: ClassVar[int] = 38
    DELETE: ClassVar[str] = "routines.delete"
    KEYS = bindings.ROUTINES
    BINDINGS = KEYS.bindings

    def __init__(self) -> None:
        super().__init__("routines")
        self._all: list[RoutineRow] = []
        self._rows: list[RoutineRow] = []
        self._library: Library | None = None
        self._changes: list[str] = []
        """What was changed here and can be undone: the default routine before, or an empty string for a deletion."""

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Show the routines, with the changes made in the builder."""
        self._refresh_rows()

    def _refresh_rows(self) -> None:
        library = self.services.library
        if library is self._library:
            return
        self._library = library
        rows = [self._row(name) for name in library.routine_files]
        self._all = sorted(
            (item for item in rows if item.plan is None or item.own or item.plan.kind == "session"), key=_order
        )
        self.show_found()

    def show_found(self) -> None:
        """Show the routines that match the search; the highlight stays on its routine."""
        row = self.list.highlighted
        highlighted = self._rows[row].name if row is not None and row < len(self._rows) else ""
        self._rows = [item for item in self._all if matches(f"{item.name} {_title(item)} {item.about}", self.words)]
        names = [item.name for item in self._rows]
        self.list.show(len(names), self._line, row=names.index(highlighted) if highlighted in names else 0)
        self.refresh_view()

    def _row(self, name: str) -> RoutineRow:
        library = self.services.library
        own = name in library.own
        try:
            return RoutineRow(name, own, self.services.planner.usual_plan(name), library.routine(name).about)
        except InputError as error:
            return RoutineRow(name, own, None, problems=error.problems)

    def _line(self, row: int, width: int) -> Line:
        routine = self._rows[row]
        if routine.plan is None:
            return plan_lines.broken_line(routine.name, routine.problems[0], width)
        default = routine.name == self.services.default_routine
        return plan_lines.routine_line(routine.plan, width, own=routine.own, default=default)

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title and the level."""
        title = self.searched("Routines")
        return Line((Span(title, "strong"),)), *dim_lines(f"at {self.services.planner.choices.level} level", width)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the plan of the highlighted routine, or its problems."""
        routine = self._highlighted
        if routine is None:
            return ()
        if routine.plan is None:
            return plan_lines.problem_details(routine.problems, size)
        needs = needs_words(routine.plan, self.services.settings.units)
        return plan_lines.plan_details(routine.plan, routine.about, self.services.now(), size, needs=needs)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        routine = self._highlighted
        own = routine is not None and routine.own
        return (
            self.arrows(),
            self.hint("list.pick", "start"),
            self.hint("routines.edit"),
            *((self.hint("routines.default"),) if routine is not None and self._can_be_default(routine) else ()),
            *((self.delete_hint,) if own else ()),
            self.hint("routines.new"),
            self.hint("list.search"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    def footer_note(self) -> str:
        """Return that nothing matches the search."""
        return NO_MATCH if self._all and not self._rows else ""

    @property
    def _highlighted(self) -> RoutineRow | None:
        row = self.list.highlighted
        return self._rows[row] if row is not None and row < len(self._rows) else None

    def deletable(self) -> str:
        """Return the name of the highlighted routine if it is the person's own, else an empty string."""
        routine = self._highlighted
        return routine.name if routine is not None and routine.own else ""

    def delete(self, item: str) -> None:
        """Move a routine to the trash."""
        delete_routine(self.services, item)
        self._changes.append("")
        self._refresh_rows()

    def action_restore(self) -> None:
        """Undo the last change: of the default routine, or a deletion, also one before this screen was opened."""
        before = self._changes.pop() if self._changes else ""
        if before:
            choose_default(self.services, before)
        else:
            restore_routine(self.services)
        self._refresh_rows()
        self.refresh_view()

    def _can_be_default(self, routine: RoutineRow) -> bool:
        return routine.plan is not None and routine.name != self.services.default_routine

    def action_set_default(self) -> None:
        """Make the highlighted routine the one that home starts."""
        routine = self._highlighted
        if routine is None or not self._can_be_default(routine):
            return
        before = self.services.settings.default_routine
        if choose_default(self.services, routine.name, undo=True):
            self._changes.append(before)
        self.refresh_view()

    def action_change(self) -> None:
        """Open the highlighted routine in the builder."""
        if self._highlighted is not None:
            self.navigate(OpenBuilder(self._highlighted.name))

    def action_new(self) -> None:
        """Open the builder with a new routine."""
        self.navigate(OpenBuilder())

    def on_paste(self, event: Paste) -> None:
        """Preview a shared routine: a terminal pastes the path of a file that is dropped on it."""
        self.navigate(OpenSharedRoutine(event.text))

    def on_selected(self, row: int) -> None:
        """Start a routine; after its session the home screen is shown."""
        routine = self._rows[row]
        if routine.plan is not None:
            self.navigate(StartRoutine(routine.name, replace=True))


def _order(row: RoutineRow) -> tuple[bool, bool, str]:
    """Return the sort key of a routine: invalid ones last, custom before built-in, then by title."""
    return row.plan is None, not row.own, _title(row).casefold()


def _title(row: RoutineRow) -> str:
    return row.name if row.plan is None else row.plan.title

"""The screen for adding a session that was done without the program: a routine, a run, or a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct

from runstrength.history.store import new_id
from runstrength.session.plan import Plan
from runstrength.session.simulate import RUN_LENGTH, simulated_record, simulated_run
from runstrength.session.wording import minutes
from runstrength.toml_input import InputError
from runstrength.ui.common import plan_lines
from runstrength.ui.common.search import NO_MATCH, SearchMixin, matches, same_row
from runstrength.ui.history import bindings
from runstrength.ui.lines import Line, Span, crop_lines, dim_lines
from runstrength.ui.messages import EditNewSession, OpenImport

A_RUN = "A run"
A_FILE = "From a file"
ABOUT_FILE = "Runs from a watch or Strava, or a backup. You see what is new before it is imported."
ABOUT_RUN = "Log a run, so the week is complete. You enter day, minutes and effort next."


class AddOption(Struct, frozen=True):
    """A row of the list: a routine, a run, or a file."""

    own: bool
    plan: Plan | None
    """None for a run and for a file."""
    about: str
    title: str = ""
    """The title of a run or a file; routines have their own."""


class AddScreen(SearchMixin):
    """Lists the routines and warm-ups, a run, and a file; the chosen one is edited before it is added."""

    WINDOW_TITLE = "Add"
    KEYS = bindings.ADD
    BINDINGS = KEYS.bindings
    LIST_WIDTH: ClassVar[int] = 36

    def __init__(self) -> None:
        super().__init__("add")
        self._all: list[AddOption] = []
        self._choices: list[AddOption] = []

    def on_mount(self) -> None:
        """Show the options."""
        library = self.services.library
        for name in library.routine_files:
            try:
                plan = self.services.planner.usual_plan(name)
                self._all.append(AddOption(name in library.own, plan, library.routine(name).about))
            except InputError:  # the list of routines shows it
                continue
        self._all.sort(key=_sort_key)
        self._all.append(AddOption(own=False, plan=None, about=ABOUT_RUN, title=A_RUN))
        self._all.append(AddOption(own=False, plan=None, about=ABOUT_FILE, title=A_FILE))
        self.list.one_click = False
        self.show_found()

    def show_found(self) -> None:
        """Show the options that match the search; the highlight stays on its option."""
        found = [item for item in self._all if matches(_title(item), self.words)]
        row = same_row(self._choices, self.list.highlighted, found)
        self._choices = found
        self.list.show(len(found), self._line, row=row)
        self.refresh_view()

    def _line(self, row: int, width: int) -> Line:
        choice = self._choices[row]
        if choice.plan is None:
            length = minutes(RUN_LENGTH.total_seconds()) if choice.title == A_RUN else ""
            return Line((Span(choice.title),), (Span(length, "dim"),))
        return plan_lines.routine_line(choice.plan, width, own=choice.own)

    def headline(self, width: int) -> Sequence[Line]:
        """Return the title."""
        words = "What did you do? Choose it, edit what was different, then add it."
        title = self.searched("Add a session")
        return Line((Span(title, "strong"),)), *dim_lines(words, width)

    def details(self, size: tuple[int, int]) -> Sequence[Line]:
        """Return the plan or the description of the highlighted option."""
        row = self.list.highlighted
        if row is None or row >= len(self._choices):
            return ()
        choice = self._choices[row]
        if choice.plan is None:
            return crop_lines([Line((Span(choice.title, "strong"),)), *dim_lines(choice.about, size[0])], size[1])
        return plan_lines.plan_details(choice.plan, choice.about, self.services.now(), size)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the key hints of the footer."""
        return (
            self.arrows(),
            self.hint("list.pick", "edit", key="enter"),
            self.hint("list.search"),
            self.hint("app.help"),
            self.hint("list.back"),
        )

    def footer_note(self) -> str:
        """Return that nothing matches the search."""
        return "" if self._choices else NO_MATCH

    def on_selected(self, row: int) -> None:
        """Edit the chosen option; nothing is saved before the person confirms."""
        if self._choices[row].title == A_FILE:
            self.navigate(OpenImport(replace=True))
            return
        plan, now = self._choices[row].plan, self.services.now()
        if plan is None:
            record = simulated_run(new_id(), now)
        else:
            record = simulated_record(plan, new_id(), lambda length: now.replace(microsecond=0) - length)
        self.navigate(EditNewSession(record))


def _sort_key(choice: AddOption) -> tuple[bool, bool, str]:
    """Return the sort key: sessions before warm-ups, own before built-in, then by title."""
    plan = choice.plan
    return plan is None or plan.kind != "session", not choice.own, "" if plan is None else plan.title.casefold()


def _title(choice: AddOption) -> str:
    return choice.title if choice.plan is None else choice.plan.title

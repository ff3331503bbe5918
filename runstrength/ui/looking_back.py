"""The ways to what was done: history, progress, weeks, one session, and what changes it. Screens are imported late."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from runstrength.ui.plain_app import PlainCommands

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.command import Provider

    from runstrength.history.store import Row
    from runstrength.session.record import Record
    from runstrength.ui.app import RunstrengthApp
    from runstrength.ui.archive import Archive


def sessions() -> type[Provider]:
    """Return what offers past sessions in the palette."""
    from runstrength.ui.finding import SessionCommands

    return SessionCommands


class LookingBack:
    """What the app's screens ask for when they want to look back."""

    COMMANDS: ClassVar[Any] = {PlainCommands, sessions}

    @property
    def _app(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self)

    @cached_property
    def archive(self) -> Archive:
        """The history, as it is changed from its screens."""
        from runstrength.ui.archive import Archive

        return Archive(self._app.keeper)

    def show_history(self) -> None:
        """Open the history."""
        from runstrength.ui.screens.history import HistoryScreen

        self._app.push_screen(HistoryScreen())

    def show_record(self, session: str) -> None:
        """Open one session of the history."""
        from runstrength.ui.screens.record import RecordScreen

        self._app.push_screen(RecordScreen(session))

    def show_adding(self) -> None:
        """Open the choice of what to add to the history."""
        from runstrength.ui.screens.add import AddScreen

        self._app.push_screen(AddScreen())

    def correct(self, session: str) -> None:
        """Open one session of the history to change what is wrong with it."""
        from runstrength.ui.screens.correct import CorrectScreen

        self._app.push_screen(CorrectScreen(session))

    def show_export(self, sessions: Sequence[Row | Record] | None = None) -> None:
        """Open the choice of formats for taking sessions along; all of them unless told which."""
        from runstrength.locations import exports_dir
        from runstrength.ui.screens.export import ExportScreen

        self._app.push_screen(ExportScreen(exports_dir(), sessions))

    def show_import(self, file: Path | None = None) -> None:
        """Open the choice of files to take in, and look into one at once where it is known."""
        from runstrength.locations import exports_dir
        from runstrength.ui.screens.importing import ImportScreen

        self._app.push_screen(ImportScreen(exports_dir(), file))

    def show_progress(self, exercise: str = "") -> None:
        """Open how an exercise went over time; the list of all that were done without one."""
        from runstrength.ui.screens.progress import ExerciseProgressScreen, ProgressScreen

        self._app.push_screen(ExerciseProgressScreen(exercise) if exercise else ProgressScreen())

    def show_weeks(self) -> None:
        """Open the weeks."""
        from runstrength.ui.screens.weeks import WeeksScreen

        self._app.push_screen(WeeksScreen())

"""What the app's screens ask for when the coach has a say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from runstrength.session.weeks import Trained
    from runstrength.ui.app import RunstrengthApp
    from runstrength.ui.forms import Form
    from runstrength.ui.lately import Lately


class Coached:
    """The ways to the screens on which something is asked for the coach, or told by it."""

    run_logged = ""
    """The run that was logged last from here, for as long as it can be taken back."""

    @property
    def _coached(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self)

    # -- what it knows -------------------------------------------------------------------------------------------------

    def look_back(self, rows: Sequence[Trained]) -> Lately:
        """Return how the last weeks went.

        Args:
            rows: the whole history, the newest first.
        """
        from runstrength.ui.lately import lately

        app, now = self._coached, self._coached.now()
        names = {key: exercise.name for key, exercise in app.library.exercises.items()}
        records, goal = app.planner.today().records, app.settings.weekly_goal
        return lately(
            rows, records, now, app.library.coach_rules, goal=goal, names=names, week_starts=app.settings.week_starts
        )

    # -- runs ----------------------------------------------------------------------------------------------------------

    def remarks_on(self, form: Form) -> tuple[str, ...]:
        """Return what there is to remark on a run before it is kept."""
        from runstrength.ui.run_form import remarks_with

        app, now = self._coached, self._coached.now()
        return remarks_with(form, app.planner.today().records, now, app.library.coach_rules, app.settings.week_starts)

    def log_run(self, form: Form, *, again: bool = False) -> str:
        """Save a run and say so; return why where it can't be saved, nothing where it is.

        Args:
            form: the answers.
            again: it was said already that such a run is there.
        """
        from runstrength.history.editor import EditError
        from runstrength.history.imports.runs import already_there, there_words
        from runstrength.history.store import new_id
        from runstrength.ui.run_form import keys_of, run_record, run_words

        app = self._coached
        try:
            record = run_record(form, new_id(), app.now())
            meters = form.value("distance")
            same = None if again else already_there(record, meters, app.recorder.store)
            if same is not None:
                return f"{there_words(same)} Log it again to add another."
            app.editor.add(record, keys_of(form))
        except (ValueError, EditError) as refused:
            return str(refused)
        self.run_logged = record.id
        app.notify(f"Run logged: {run_words(record)}. u takes it back.")
        return ""

    def take_run_back(self) -> None:
        """Take the run that was logged last out of the history again, into its trash."""
        from runstrength.history.editor import EditError

        app, run, self.run_logged = self._coached, self.run_logged, ""
        try:
            app.editor.delete(run)
        except EditError as refused:
            app.notify(str(refused), severity="warning")
        else:
            app.notify("The run is out of the history again.")

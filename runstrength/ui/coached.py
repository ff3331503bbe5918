"""What the app's screens ask for when the coach has a say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from runstrength.coach.prescription import prescribe
from runstrength.session.engine import Session
from runstrength.session.plan import Plan

if TYPE_CHECKING:
    from runstrength.coach.substitutes import Substitute
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

    # -- before a session ----------------------------------------------------------------------------------------------

    def plan_for(self, routine: str, form: Form, *, as_usual: bool) -> Plan:
        """Return the plan that the answers of a check-in make of a routine."""
        from runstrength.ui.readying import checkin_in, minutes_in

        app = self._coached
        choices = replace(app.choices, minutes=minutes_in(form), as_usual=as_usual or app.choices.as_usual)
        today = replace(app.profile.today(app.now()), checkin=checkin_in(form))
        return prescribe(app.library.routine(routine), app.library, choices, today)

    # -- how much time there is ----------------------------------------------------------------------------------------

    def change_minutes(self, routine: str, by: int) -> None:
        """Give a session more time, or less; `by` is 1 or -1.

        Raises:
            BadInput: the routine cannot be read.
        """
        from runstrength.ui.readying import stepped_minutes

        app = self._coached
        app.choices = replace(
            app.choices, minutes=stepped_minutes(app.choices.minutes, by, self.whole_minutes(routine))
        )

    def whole_minutes(self, routine: str) -> float:
        """Return the minutes that a session takes as it is.

        Raises:
            BadInput: the routine cannot be read.
        """
        app = self._coached
        choices = replace(app.choices, minutes=None)
        return prescribe(app.library.routine(routine), app.library, choices, app.profile.today(app.now())).expected / 60

    def choose(self, **changes: Any) -> None:
        """Choose something for today: fields of `Choices`."""
        self._coached.choices = replace(self._coached.choices, **changes)

    def last_warm_up(self) -> str:
        """Return the warm-up that was done last, nothing where none was."""
        app = self._coached
        records = app.profile.today(app.now()).records
        return next((record.routine for record in records if record.kind == "warmup"), "")

    # -- what it knows -------------------------------------------------------------------------------------------------

    def look_back(self, rows: Sequence[Trained]) -> Lately:
        """Return how the last weeks went.

        Args:
            rows: the whole history, the newest first.
        """
        from runstrength.ui.lately import lately

        app, now = self._coached, self._coached.now()
        names = {key: exercise.name for key, exercise in app.library.exercises.items()}
        records, goal = app.profile.today(now).records, app.settings.weekly_goal
        return lately(
            rows, records, now, app.library.coach_rules, goal=goal, names=names, week_starts=app.settings.week_starts
        )

    # -- runs ----------------------------------------------------------------------------------------------------------

    def remarks_on(self, form: Form) -> tuple[str, ...]:
        """Return what there is to remark on a run before it is kept."""
        from runstrength.ui.run_form import remarks_with

        app, now = self._coached, self._coached.now()
        return remarks_with(
            form, app.profile.today(now).records, now, app.library.coach_rules, app.settings.week_starts
        )

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

    # -- in a session --------------------------------------------------------------------------------------------------

    def swaps_for(self, session: Session) -> Sequence[Substitute]:
        """Return what can be done instead of the exercise that is announced."""
        from runstrength.coach.substitutes import find_substitutes

        app = self._coached
        today = app.profile.today(app.now())
        return find_substitutes(
            session.plan,
            session.state.step,
            app.library,
            equipment=app.choices.equipment,
            past=today.records,
            now=today.now,
            planned=session.planned,
            units=app.choices.units,
        )

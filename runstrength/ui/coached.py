"""What the app's screens ask for when the coach has a say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from runstrength.coach.prescription import prescribe
from runstrength.session.commands import Refit, Swap
from runstrength.session.engine import Session
from runstrength.session.plan import Plan

if TYPE_CHECKING:
    from textual.screen import Screen

    from runstrength.coach.insights import Trained
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

    def open_session(self, routine: str) -> None:
        """Open a session of a routine, after the check-in where there is one.

        Raises:
            BadInput: the routine cannot be read.
        """
        self._coached.push_screen(self.opening(routine))

    def opening(self, routine: str) -> Screen[None]:
        """Return what stands before a session of a routine: the check-in, or the session itself.

        Raises:
            BadInput: the routine cannot be read.
        """
        app = self._coached
        plan = app.plan_of(routine)
        asks = app.library.routine(routine).kind == "session" and app.settings.checkin and app.keeper.checkin is None
        # Not before the very first session, which was asked enough, before a rehearsal, or where no key is pressed.
        pressing = app.speed == 1 and not app.choices.hands_free
        if asks and pressing and app.keeper.today(app.now()).records:
            return self._checkin(routine)
        return app.session_of(plan)

    def _checkin(self, routine: str) -> Screen[None]:
        from runstrength.ui.readying import form_of
        from runstrength.ui.screens.checkin import CheckinScreen

        app = self._coached
        return CheckinScreen(routine, form_of(app.keeper.checkin, app.choices.minutes))

    def plan_for(self, routine: str, form: Form, *, as_usual: bool) -> Plan:
        """Return the plan that the answers of a check-in make of a routine."""
        from runstrength.ui.readying import checkin_in, minutes_in

        app = self._coached
        choices = replace(app.choices, minutes=minutes_in(form), as_usual=as_usual or app.choices.as_usual)
        today = replace(app.keeper.today(app.now()), checkin=checkin_in(form))
        return prescribe(app.library.routine(routine), app.library, choices, today)

    def checked_in(self, form: Form, plan: Plan, *, as_usual: bool) -> None:
        """Keep the answers for this session and begin it; with pain there is none."""
        from runstrength.ui.readying import checkin_in, minutes_in

        app = self._coached
        if not plan.steps:
            if app.start == "home":
                app.pop_screen()
            else:
                app.exit(1)
            return
        app.keeper.checkin = checkin_in(form)
        app.choices = replace(app.choices, minutes=minutes_in(form), as_usual=as_usual)
        if app.start == "home":
            app.pop_screen()
        app.begin(plan)

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
        return prescribe(app.library.routine(routine), app.library, choices, app.keeper.today(app.now())).expected / 60

    def choose(self, **changes: Any) -> None:
        """Choose something for today: fields of `Choices`."""
        self._coached.choices = replace(self._coached.choices, **changes)

    def last_warm_up(self) -> str:
        """Return the warm-up that was done last, nothing where none was."""
        app = self._coached
        records = app.keeper.today(app.now()).records
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
        records, goal = app.keeper.today(now).records, app.settings.weekly_goal
        return lately(rows, records, now, app.library.coaching, goal=goal, names=names)

    def show_reasons(self, plan: Plan) -> None:
        """Show why a plan is as it is."""
        nothing = "Nothing speaks for more or less than usual: this is the session of your level."
        self.show_text(f"Why: {plan.title}", "the coach's reasons, a sentence each", plan.reasons or (nothing,))

    def show_guide(self) -> None:
        """Open the advice behind the program."""
        from runstrength.catalogue.guide import read_guide
        from runstrength.locations import assets_dir
        from runstrength.ui.screens.guide import GuideScreen

        self._coached.push_screen(GuideScreen(read_guide(assets_dir() / "guide.toml")))

    def show_text(self, title: str, about: str, paragraphs: Sequence[str]) -> None:
        """Show a text to read."""
        from runstrength.ui.screens.reading import ReadingScreen

        self._coached.push_screen(ReadingScreen(title, about, paragraphs))

    # -- runs ----------------------------------------------------------------------------------------------------------

    def ask_run(self) -> None:
        """Ask for a run to be logged."""
        from runstrength.ui.run_form import run_form
        from runstrength.ui.screens.log_run import LogRunScreen

        app, now = self._coached, self._coached.now()
        app.push_screen(LogRunScreen(run_form(app.keeper.today(now).records, now.date())))

    def remarks_on(self, form: Form) -> tuple[str, ...]:
        """Return what there is to remark on a run before it is kept."""
        from runstrength.ui.run_form import remarks_with

        app, now = self._coached, self._coached.now()
        return remarks_with(form, app.keeper.today(now).records, now, app.library.coaching)

    def log_run(self, form: Form) -> None:
        """Keep a run, go back, and say so; where it cannot be kept, stay and say why."""
        from runstrength.history.store import new_id
        from runstrength.ui.archive import Refused
        from runstrength.ui.run_form import keys_of, run_record, run_words

        app = self._coached
        record = run_record(form, new_id(), app.now())
        try:
            app.archive.add(record, keys_of(form))
        except Refused as refused:
            app.notify(str(refused), severity="warning", timeout=8, markup=False)
            return
        self.run_logged = record.id
        app.pop_screen()
        app.notify(f"Run logged: {run_words(record)}. u takes it back.", timeout=6, markup=False)

    def take_run_back(self) -> None:
        """Take the run that was logged last out of the history again, into its trash."""
        from runstrength.ui.archive import Refused

        app, run, self.run_logged = self._coached, self.run_logged, ""
        try:
            app.archive.delete(run)
        except Refused as refused:
            app.notify(str(refused), severity="warning", timeout=8, markup=False)
        else:
            app.notify("The run is out of the history again.", timeout=6)

    # -- in a session --------------------------------------------------------------------------------------------------

    def ask_swap(self, session: Session, planned: Plan, then: Callable[[Swap | None], None]) -> None:
        """Ask what to do in the place of the exercise that is announced; `then` gets the command for it, or None.

        Args:
            session: the one under way.
            planned: its plan before anything was swapped.
            then: what to do with the answer.
        """
        from runstrength.coach.swap import swaps
        from runstrength.ui.screens.swap import SwapScreen

        app, step = self._coached, session.state.step
        today = app.keeper.today(app.now())
        choices = swaps(
            session.plan,
            step,
            app.library,
            equipment=app.choices.equipment,
            past=today.records,
            now=today.now,
            planned=planned,
        )
        app.push_screen(SwapScreen(step.name, choices), then)

    def ask_shorter(self, session: Session, then: Callable[[Refit | None], None]) -> None:
        """Ask how many more minutes there are; `then` gets the command that fits what is left into them, or None."""
        from runstrength.ui.screens.shorter import ShorterScreen

        self._coached.push_screen(ShorterScreen(session), then)

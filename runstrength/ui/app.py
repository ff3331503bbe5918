"""The app: creates the services, and opens and closes screens; no other module does."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual import on
from textual.app import SystemCommand
from textual.events import InputEvent, Paste
from textual.screen import Screen

from runstrength.coach.planner import Planner
from runstrength.coach.prescription import time_limit
from runstrength.dates import local_now
from runstrength.live.alarm import Alarm, Wake
from runstrength.live.real_clock import real_clock
from runstrength.profile import Profile
from runstrength.session.plan import Plan
from runstrength.toml_input import InputError
from runstrength.ui import messages
from runstrength.ui.common.bindings import normal_keys
from runstrength.ui.common.containment import SCREENS, Containment, contained
from runstrength.ui.common.setting_changes import change_settings
from runstrength.ui.launch_options import LaunchOptions
from runstrength.ui.literal_app import LiteralApp
from runstrength.ui.navigator import SESSION_SCREENS, Navigator
from runstrength.ui.services import Services
from runstrength.ui.shutdown import ShutdownMixin
from runstrength.ui.terminal.driver import driver
from runstrength.ui.theme import THEMES, theme_name

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.events import Event

    from runstrength.history.recorder import SavedSession
    from runstrength.session.engine import Session

ASKING = (*SESSION_SCREENS, "builder", "new-session")
"""The names of the screens that ask before they close."""
"""Shown after a check-in with pain."""


class RunstrengthApp(Containment, ShutdownMixin, LiteralApp):
    """Opens on a session, the home screen or the history, and then handles the navigation messages of screens.

    A screen is imported when it is opened.

    Args:
        options: what the command line has read.
        profile: the person's files.
        clock: returns real seconds; replaced in tests.
        now: returns the current time; replaced in tests.
        wake: the alarm; replaced in tests.
    """

    TITLE = "runstrength"
    CSS_PATH = "app.tcss"
    AUTO_FOCUS = None

    last_session: SavedSession | None = None
    """The saved session that ended last."""
    notes: list[str] = []  # noqa: RUF012 - never changed, only replaced
    """Notices to show once the app is ready."""

    def __init__(
        self,
        options: LaunchOptions,
        profile: Profile,
        *,
        clock: Callable[[], float] = real_clock,
        now: Callable[[], datetime] = local_now,
        wake: Wake | None = None,
    ) -> None:
        super().__init__(driver_class=driver())
        settings = options.settings
        if settings.keys:
            settings = replace(settings, keys={name: normal_keys(keys) for name, keys in settings.keys.items()})
            self.set_keymap(settings.keys)
        self.navigator = Navigator(self, self.carry_out)
        self.services = Services(
            settings=settings,
            profile=profile,
            planner=Planner(options.library, options.choices, lambda: profile.today(now())),
            navigator=self.navigator,
            host=self,
            start=options.start,
            speed=options.speed,
            leave_at=options.leave,
            real_clock=clock,
            now=now,
            alarm=wake,
        )
        self.services.event_command = options.on_event or ()
        self.routine = options.routine
        self.answer = options.answer
        """What to do with an interrupted session: `resume`, `fresh`, or empty to ask."""
        self.real_clock = clock
        self.notice_alarm = Alarm(clock)
        for theme in THEMES:
            self.register_theme(theme)
        # Assigning it would parse the CSS a second time, after the start.
        self.set_reactive(RunstrengthApp.theme, theme_name(settings.theme))
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)

    # -- the first screen ----------------------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen instead of Textual's empty one."""
        return self._first_screen()

    def _first_screen(self) -> Screen[None]:
        """Return the first screen: the requested one, after the first-start questions."""
        services = self.services
        if not services.profile.first_start_done and services.start != "history":
            from runstrength.ui.home.first_start import FirstStartScreen

            return FirstStartScreen()
        return self._recovery_screen() or self._requested_screen()

    def _recovery_screen(self) -> Screen[None] | None:
        """Recover sessions of earlier runs; return a screen that asks about them, or a resumed session."""
        services = self.services
        if not services.recorder.has_leftovers:
            return None
        from runstrength.history.recovery import Recovery, SessionGoneError

        recovery = Recovery(services.recorder, services.now)
        answer, self.answer = self.answer, ""
        self.notes = recovery.notes
        if answer == "resume" and recovery.interrupted:
            try:
                session = recovery.resume(recovery.interrupted[0], wait=services.waits, gap=services.max_gap)
                return self._session_screen(session)
            except SessionGoneError as gone:
                self.notes.append(str(gone))
        if answer == "fresh":
            recovery.settle_all()
        asks = recovery.interrupted if services.start == "home" else (*recovery.interrupted, *recovery.running)
        if services.start == "history" or answer == "fresh" or not asks:
            return None
        from runstrength.ui.session.resume import InterruptedScreen

        return InterruptedScreen(recovery)

    def _requested_screen(self) -> Screen[None]:
        """Return the requested screen."""
        services = self.services
        if services.start == "session":
            return self._screen_before(self.routine)
        if services.start == "history":
            from runstrength.ui.history.screen import HistoryScreen

            return HistoryScreen()
        from runstrength.ui.home.screen import HomeScreen

        return HomeScreen()

    def on_ready(self) -> None:
        """Show what was recovered from an earlier run, and enable the garbage collector."""
        if self.notes:
            self.notify("\n".join(self.notes))
        self.notes = []
        if not gc.isenabled():  # disabled by the launch; objects that exist now live as long as the app
            gc.freeze()
            gc.enable()

    # -- filtering events ---------------------------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Drop keys, clicks and pastes that no screen handles any more."""
        if isinstance(event, InputEvent | Paste) and not self.navigator.accepts_event(event):
            return
        await super().on_event(event)

    async def run_action(
        self, action: Any, default_namespace: DOMNode | None = None, namespaces: Mapping[str, DOMNode] | None = None
    ) -> bool:
        """Run the action of a key or a click, unless its screen has asked for another screen."""
        return not self.navigator.accepts_action(default_namespace) or await super().run_action(
            action, default_namespace, namespaces
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Disable the app's ctrl+q on screens that ask before they close."""
        return action != "quit" or self.navigator.names().isdisjoint(ASKING)

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """End the program; later keys and clicks are ignored."""
        self.navigator.quitting = True
        super().exit(*args, **kwargs)

    @on(messages.Navigation)
    def _navigate(self, message: messages.Navigation) -> None:
        message.stop()
        self.navigator.request(message)

    # -- opening and closing: one method for each message --------------------------------------------------------------

    @singledispatchmethod
    def carry_out(self, message: messages.Navigation) -> None:
        """Handle a navigation message."""
        raise TypeError(f"the app has no method for {type(message).__name__}")

    @carry_out.register(messages.Close)
    def _close(self, message: messages.Close) -> None:
        self.navigator.close(message.result)

    @carry_out.register(messages.Quit)
    def _quit(self, _: messages.Quit) -> None:
        self.exit(0)

    @carry_out.register(messages.RunCommand)
    def _run_command(self, message: messages.RunCommand) -> None:
        self.navigator.close()
        # In the queue of the screen below, so that it runs after that screen is shown again.
        self.screen.call_later(message.command)

    @carry_out.register(messages.FinishFirstStart)
    def _finish_first_start(self, message: messages.FinishFirstStart) -> None:
        services = self.services
        if services.planner.choices.minutes == time_limit(services.settings.minutes):  # else it was chosen for today
            services.planner.choose(minutes=time_limit(message.minutes))
        change_settings(services, level=message.level, minutes=message.minutes, health_note_read=True)
        services.planner.choose(level=message.level)
        self.navigator.replace(self._first_screen())

    @carry_out.register(messages.FinishInterrupted)
    def _finish_interrupted(self, _: messages.FinishInterrupted) -> None:
        self.navigator.replace(self._requested_screen())

    @carry_out.register(messages.ResumeSession)
    def _resume_session(self, message: messages.ResumeSession) -> None:
        screen = self._session_screen(message.session)
        if self.services.start == "home":
            self.navigator.replace(self._requested_screen())
            self.navigator.open(screen)
        else:
            self.navigator.replace(screen)

    @carry_out.register(messages.StartRoutine)
    def _start_routine(self, message: messages.StartRoutine) -> None:
        self.services.profile.refresh()
        try:
            screen = self._screen_before(message.routine)
        except InputError as bad:
            self.notify(str(bad.problems[0]), severity="warning")
            return
        if message.replace:
            self.navigator.replace(screen)
        else:
            self.navigator.open(screen)

    @carry_out.register(messages.StartPlan)
    def _start_plan(self, message: messages.StartPlan) -> None:
        self.navigator.replace(self._new_session(message.plan))

    @carry_out.register(messages.FinishCheckin)
    def _finish_checkin(self, message: messages.FinishCheckin) -> None:
        from runstrength.ui.coach.checkin_lines import checkin_from, minutes_from

        services = self.services
        if not message.plan.steps:  # no session with pain
            from runstrength.profile import PAIN_NOTED

            error = services.profile.log_pain(message.plan.checkin, services.now())
            self.notify(error or PAIN_NOTED, severity="warning" if error else "information")
            if len(self.navigator.stack) > 1:
                self.navigator.close()
            else:
                self.exit(1)
            return
        services.profile.checkin = checkin_from(message.form)
        services.planner.choose(minutes=minutes_from(message.form), as_usual=message.as_usual)
        self.navigator.replace(self._new_session(message.plan))

    @carry_out.register(messages.AskStop)
    def _ask_stop(self, message: messages.AskStop) -> None:
        from runstrength.ui.common.confirm_exit import StopScreen

        screen = StopScreen(saves=self.services.profile.saves, clock=self.services.real_clock)
        self.navigator.open(screen, message.on_result)

    @carry_out.register(messages.AskUnsaved)
    def _ask_unsaved(self, message: messages.AskUnsaved) -> None:
        from runstrength.ui.common.unsaved import UnsavedScreen

        self.navigator.open(UnsavedScreen(saves=True, clock=self.services.real_clock), message.on_result)

    @carry_out.register(messages.AskSwap)
    def _ask_swap(self, message: messages.AskSwap) -> None:
        from runstrength.ui.session.swap import SwapScreen

        choices = self.services.planner.substitutes(message.session)
        self.navigator.open(SwapScreen(message.session.state.step.name, choices), message.on_result)

    @carry_out.register(messages.AskShorter)
    def _ask_shorter(self, message: messages.AskShorter) -> None:
        from runstrength.ui.session.time_limit import ShorterScreen

        self.navigator.open(ShorterScreen(message.session), message.on_result)

    @carry_out.register(messages.SessionEnded)
    def _session_ended(self, message: messages.SessionEnded) -> None:
        from runstrength.history.recorder import NOTHING_DONE
        from runstrength.ui.session.summary import SummaryScreen

        services, session = self.services, message.session
        self._release_wake_lock()
        self.last_session = saved = services.finish(session)
        if saved.nothing_done:
            self._leave_session()  # first, because it also closes the message queue of the session screen
            self.notify(NOTHING_DONE)
            return
        self.window_title(f"{session.plan.title}: {'complete' if saved.record.completed else 'ended early'}")
        self.navigator.open(SummaryScreen(session, saved))

    @carry_out.register(messages.DiscardSession)
    def _discard_session(self, message: messages.DiscardSession) -> None:
        from runstrength.history.recorder import RecorderError
        from runstrength.remote.events import DISCARDED

        error = ""
        if self.services.remote is not None:
            self.services.remote.end(DISCARDED)
        try:
            self.services.recorder.discard(message.session)
        except RecorderError as reason:
            error = str(reason)
        self._leave_session()
        if error:
            self.notify(error, severity="warning")

    @carry_out.register(messages.FinishSummary)
    def _finish_summary(self, message: messages.FinishSummary) -> None:
        if message.saved.record.kind != "check":
            self._leave_session()
            return
        from runstrength.catalogue.self_check import read_selfcheck
        from runstrength.locations import assets_dir
        from runstrength.ui.coach.mirror import MirrorScreen

        self.navigator.open(MirrorScreen(message.saved, read_selfcheck(assets_dir() / "check.toml").questions))

    @carry_out.register(messages.FinishMirror)
    def _finish_mirror(self, message: messages.FinishMirror) -> None:
        if message.saved.path is None:
            self._leave_session()  # a self-check that was not saved has no results
            return
        from runstrength.ui.coach.self_check import SelfCheckScreen

        self.navigator.open(SelfCheckScreen(after=True))

    @carry_out.register(messages.LeaveSession)
    def _leave_session(self, _: messages.LeaveSession | None = None) -> None:
        self._release_wake_lock()
        if self.navigator.names() <= {*SESSION_SCREENS}:
            self.exit(0)
        else:
            self.window_title(self.TITLE or "")
            self.navigator.close_while(lambda screen: screen.name in SESSION_SCREENS)

    @carry_out.register(messages.OpenHelp)
    def _open_help(self, message: messages.OpenHelp) -> None:
        with contained(self, "The help"):
            from runstrength.ui.common.help import HelpScreen

            self.navigator.open(HelpScreen(message.rows))

    def action_command_palette(self) -> None:
        """Open the command palette immediately, so that what is typed next is a search in it."""
        self.carry_out(messages.OpenPalette())

    @carry_out.register(messages.OpenPalette)
    def _open_palette(self, _: messages.OpenPalette) -> None:
        with contained(self, SCREENS["palette"]):
            from runstrength.ui.command_palette.screen import PaletteScreen

            if not isinstance(self.screen, PaletteScreen):
                self.navigator.open(PaletteScreen([*self.get_system_commands(self.screen)]))

    @carry_out.register(messages.OpenSettings)
    def _open_settings(self, _: messages.OpenSettings) -> None:
        from runstrength.ui.settings.screen import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.navigator.open(SettingsScreen())

    @carry_out.register(messages.OpenSoundCheck)
    def _open_sound_check(self, _: messages.OpenSoundCheck) -> None:
        from runstrength.ui.settings.sound_check import SoundsScreen

        self.navigator.open(SoundsScreen())

    @carry_out.register(messages.OpenWarmups)
    def _open_warmups(self, _: messages.OpenWarmups) -> None:
        from runstrength.ui.coach.warmup import WarmupScreen

        self.navigator.open(WarmupScreen())

    @carry_out.register(messages.OpenRoutines)
    def _open_routines(self, _: messages.OpenRoutines) -> None:
        from runstrength.ui.routines.screen import RoutinesScreen

        self.navigator.open(RoutinesScreen())

    @carry_out.register(messages.OpenBuilder)
    def _open_builder(self, message: messages.OpenBuilder) -> None:
        from runstrength.ui.routines.builder import BuilderScreen

        services = self.services
        if any(isinstance(screen, BuilderScreen) for screen in self.navigator.stack):
            return
        try:
            opened = services.routine_store.open(services.library, message.name)
        except (InputError, OSError) as error:
            mend = f"{error}\nTo fix it: runstrength routines edit {message.name}"
            self.notify(mend, severity="warning")
            return
        self.navigator.open(BuilderScreen(opened, services.library, services.planner.choices, services.planner.today()))

    @carry_out.register(messages.PickExercise)
    def _pick_exercise(self, message: messages.PickExercise) -> None:
        from runstrength.ui.exercises.picker import ChooseExerciseScreen

        screen = ChooseExerciseScreen(message.current, offers_new=message.offers_new)
        self.navigator.open(screen, message.on_result)

    @carry_out.register(messages.EditExercise)
    def _edit_exercise(self, message: messages.EditExercise) -> None:
        from runstrength.catalogue.exercise_store import new_exercise
        from runstrength.ui.exercises.edit import ExerciseFormScreen

        if any(isinstance(screen, ExerciseFormScreen) for screen in self.navigator.stack):
            return
        try:
            opened = self.services.exercise_store.open(message.key) if message.key else new_exercise(message.name)
        except (InputError, OSError) as bad:
            self.notify(str(bad), severity="warning")
            return
        self.navigator.open(ExerciseFormScreen(opened), message.on_result)

    @carry_out.register(messages.OpenSharedRoutine)
    def _open_shared_routine(self, message: messages.OpenSharedRoutine) -> None:
        from runstrength.ui.common.pasted_path import file_of
        from runstrength.ui.routines.own_routines import shared_plan
        from runstrength.ui.routines.shared import SharedScreen

        try:
            plan, about = shared_plan(self.services, file_of(message.file))
        except InputError as bad:
            self.notify(str(bad), severity="warning")
            return
        self.navigator.open(SharedScreen(file_of(message.file), plan, about))

    @carry_out.register(messages.OpenExercises)
    def _open_exercises(self, _: messages.OpenExercises) -> None:
        from runstrength.ui.exercises.screen import ExercisesScreen

        self.navigator.open(ExercisesScreen())

    @carry_out.register(messages.OpenExercise)
    def _open_exercise(self, message: messages.OpenExercise) -> None:
        from runstrength.ui.exercises.screen import ExerciseScreen

        self.navigator.open(ExerciseScreen(message.key, message.on_move))

    @carry_out.register(messages.OpenText)
    def _open_text(self, message: messages.OpenText) -> None:
        from runstrength.ui.common.text_screen import ReadingScreen

        self.navigator.open(ReadingScreen(message.title, message.about, message.paragraphs))

    @carry_out.register(messages.OpenGuide)
    def _open_guide(self, _: messages.OpenGuide) -> None:
        from runstrength.catalogue.guide import read_guide
        from runstrength.locations import assets_dir
        from runstrength.ui.coach.guide import GuideScreen

        self.navigator.open(GuideScreen(read_guide(assets_dir() / "guide.toml")))

    @carry_out.register(messages.OpenSelfCheck)
    def _open_self_check(self, _: messages.OpenSelfCheck) -> None:
        from runstrength.ui.coach.self_check import SelfCheckScreen

        self.navigator.open(SelfCheckScreen())

    @carry_out.register(messages.OpenRunLog)
    def _open_run_log(self, _: messages.OpenRunLog) -> None:
        import os

        from runstrength.date_input import date_order
        from runstrength.ui.coach.log_run import LogRunScreen
        from runstrength.ui.coach.run_form import run_form

        services, now = self.services, self.services.now()
        records, order = services.profile.today(now).records, date_order(services.settings.date_order, os.environ)
        self.navigator.open(LogRunScreen(run_form(records, now.date(), services.settings.units, order)))

    @carry_out.register(messages.OpenHistory)
    def _open_history(self, _: messages.OpenHistory) -> None:
        from runstrength.ui.history.screen import HistoryScreen

        self.navigator.open(HistoryScreen())

    @carry_out.register(messages.OpenSessionRecord)
    def _open_session_record(self, message: messages.OpenSessionRecord) -> None:
        from runstrength.ui.history.record import RecordScreen

        self.navigator.open(RecordScreen(message.session_id))

    @carry_out.register(messages.OpenProgress)
    def _open_progress(self, message: messages.OpenProgress) -> None:
        from runstrength.ui.history.progress import ExerciseProgressScreen, ProgressScreen

        self.navigator.open(ExerciseProgressScreen(message.exercise) if message.exercise else ProgressScreen())

    @carry_out.register(messages.OpenWeeks)
    def _open_weeks(self, _: messages.OpenWeeks) -> None:
        from runstrength.ui.history.weeks import WeeksScreen

        self.navigator.open(WeeksScreen())

    @carry_out.register(messages.OpenTrash)
    def _open_trash(self, _: messages.OpenTrash) -> None:
        from runstrength.ui.history.trash import TrashScreen

        self.navigator.open(TrashScreen())

    @carry_out.register(messages.OpenAdd)
    def _open_add(self, _: messages.OpenAdd) -> None:
        from runstrength.ui.history.add import AddScreen

        self.navigator.open(AddScreen())

    @carry_out.register(messages.EditSession)
    def _edit_session(self, message: messages.EditSession) -> None:
        from runstrength.ui.history.edit import EditSessionScreen

        self.navigator.open(EditSessionScreen(message.session_id))

    @carry_out.register(messages.EditNewSession)
    def _edit_new_session(self, message: messages.EditNewSession) -> None:
        from runstrength.ui.history.new_session import NewSessionScreen

        self.navigator.replace(NewSessionScreen(message.record))

    @carry_out.register(messages.AskAdd)
    def _ask_add(self, message: messages.AskAdd) -> None:
        from runstrength.ui.common.unsaved import UnaddedScreen

        self.navigator.open(UnaddedScreen(saves=True, clock=self.services.real_clock), message.on_result)

    @carry_out.register(messages.FinishAdding)
    def _finish_adding(self, message: messages.FinishAdding) -> None:
        self.navigator.close()
        self._highlight(message.session_id)

    @carry_out.register(messages.OpenExport)
    def _open_export(self, message: messages.OpenExport) -> None:
        from runstrength.locations import exports_dir
        from runstrength.ui.history.export import ExportScreen

        self.navigator.open(ExportScreen(exports_dir(), message.sessions))

    @carry_out.register(messages.OpenImport)
    def _open_import(self, message: messages.OpenImport) -> None:
        from runstrength.locations import exports_dir
        from runstrength.ui.history.import_ import ImportScreen

        screen = ImportScreen(exports_dir(), message.file)
        if message.replace:
            self.navigator.replace(screen)
        else:
            self.navigator.open(screen)

    @carry_out.register(messages.OpenPreview)
    def _open_preview(self, message: messages.OpenPreview) -> None:
        from runstrength.ui.history.import_ import PreviewScreen

        self.navigator.open(PreviewScreen(message.preview))

    @carry_out.register(messages.FinishImport)
    def _finish_import(self, message: messages.FinishImport) -> None:
        self.navigator.close_while(lambda screen: screen.name in ("preview", "import"))
        self._highlight(message.newest)

    def _highlight(self, session_id: str) -> None:
        """Highlight a session in the history, if that is on top."""
        from runstrength.ui.history.screen import HistoryScreen

        if isinstance(self.screen, HistoryScreen):
            self.screen.go_to(session_id)

    # -- sessions ------------------------------------------------------------------------------------------------------

    def _screen_before(self, routine: str) -> Screen[None]:
        """Return the screen that starts a routine: the check-in, or the session itself.

        Raises:
            InputError: the routine cannot be read.
        """
        services = self.services
        plan = services.planner.plan(routine)
        if services.asks_checkin(routine):
            from runstrength.ui.coach.checkin import CheckinScreen
            from runstrength.ui.coach.checkin_lines import checkin_form

            return CheckinScreen(routine, checkin_form(services.profile.checkin, services.planner.choices.minutes))
        return self._new_session(plan)

    def _new_session(self, plan: Plan) -> Screen[None]:
        """Return the screen of a new session."""
        services = self.services
        return self._session_screen(
            services.recorder.start(plan, wait=services.waits, gap=services.max_gap, now=services.now)
        )

    def _session_screen(self, session: Session) -> Screen[None]:
        from runstrength.ui.session.screen import SessionScreen

        return SessionScreen(session)

    def _release_wake_lock(self) -> None:
        if self.services.wake_lock is not None:
            self.services.wake_lock.release()

    # -- services of the app for screens -------------------------------------------------------------------------------

    def apply_theme(self, setting: str) -> None:
        """Apply the theme of a setting: `dark` or `light`."""
        self.theme = theme_name(setting)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the command palette offers."""
        from runstrength.ui.command_palette.commands import commands

        yield from commands(self, self.services, screen)

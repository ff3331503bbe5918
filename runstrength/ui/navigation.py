"""The ways between the screens. A screen is imported when somebody goes there: the first frame needs only its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from runstrength.session.engine import GAP, Session
from runstrength.session.plan import Plan
from runstrength.ui.checking import SelfChecked
from runstrength.ui.coached import Coached
from runstrength.ui.kinds import kind, kinds
from runstrength.ui.looking_back import LookingBack
from runstrength.ui.own_routines import OwnRoutines

if TYPE_CHECKING:
    from textual.screen import Screen

    from runstrength.figure.poses import Move
    from runstrength.history.interrupted import Unfinished
    from runstrength.ui.app import RunstrengthApp
    from runstrength.ui.awake import Awake
    from runstrength.ui.recovery import Recovery

OF_A_SESSION = ("session", "summary", "mirror", "self-check")
"""The kinds of the screens that a session stands on."""
ASKING = (*OF_A_SESSION, "builder")
"""The kinds of the screens that ask before they are left."""
OF_SOUND = ("sound", "tones", "voice", "volume")
"""The settings that the sound goes by."""


class Navigation(LookingBack, Coached, SelfChecked, OwnRoutines):
    """What the app's screens ask for when they want another one."""

    awake: Awake | None = None
    """Keeps the display awake while a session is led; without it nothing does."""
    answer = ""
    """What to do with a session that was interrupted, where the command line said so: `resume` or `fresh`."""
    notes: list[str] = []  # noqa: RUF012 - never changed, only replaced
    """What is to be said once the app is ready."""

    @property
    def _app(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self)

    @cached_property
    def moves(self) -> Mapping[str, Move]:
        """All movements of the figure, by key; read when they are first asked for."""
        from runstrength.locations import assets_dir
        from runstrength.ui.moves import load_moves

        return load_moves(assets_dir())

    def first_screen(self) -> Screen[None]:
        """Return the screen that the app opens on: what was asked for, after the questions of the first start."""
        app = self._app
        if not app.keeper.asked and app.start != "history":
            from runstrength.ui.screens.first_start import FirstStartScreen

            return FirstStartScreen()
        return self._left_behind() or self.wanted_screen()

    def _left_behind(self) -> Screen[None] | None:
        """Deal with what an earlier run left behind; return a screen where that has to be asked, or was answered."""
        app = self._app
        recovery = app.keeper.recovery(app.now)
        if recovery is None:
            return None
        from runstrength.ui.recovery import Gone

        answer, self.answer = self.answer, ""
        self.notes = recovery.notes
        if answer == "resume" and recovery.interrupted:
            try:
                return self._resumed(recovery, recovery.interrupted[0])
            except Gone as gone:
                self.notes.append(str(gone))
        if answer == "fresh":
            recovery.put_away()
        asks = recovery.interrupted if app.start == "home" else (*recovery.interrupted, *recovery.running)
        if app.start == "history" or answer == "fresh" or not asks:
            return None
        from runstrength.ui.screens.interrupted import InterruptedScreen

        return InterruptedScreen(recovery)

    def wanted_screen(self) -> Screen[None]:
        """Return the screen that was asked for."""
        app = self._app
        if app.start == "session" and app.routine is not None:
            return self.opening(app.routine)
        if app.start == "history":
            from runstrength.ui.screens.history import HistoryScreen

            return HistoryScreen()
        from runstrength.ui.screens.home import HomeScreen

        return HomeScreen()

    def session_of(self, plan: Plan) -> Screen[None]:
        """Return the screen of a new session."""
        app = self._app
        return self._session_screen(app.keeper.begin(plan, wait=self._waits, gap=GAP * app.speed, now=app.now))

    def _resumed(self, recovery: Recovery, one: Unfinished) -> Screen[None]:
        return self._session_screen(recovery.resume(one, wait=self._waits, gap=GAP * self._app.speed))

    def _session_screen(self, session: Session) -> Screen[None]:
        from runstrength.ui.screens.session import SessionScreen

        return SessionScreen(session)

    @property
    def sign(self) -> str:
        """What the session's screen says beside all else: that nothing is heard, or that the disk takes nothing."""
        app = self._app
        signs = (app.hearing.sign if app.hearing is not None else "", "not on disk" if app.keeper.trouble else "")
        return " · ".join(filter(None, signs))

    @property
    def _waits(self) -> bool:
        return self._app.settings.advance == "wait"

    def on_ready(self) -> None:
        """Say what was done with what an earlier run left behind."""
        for note in self.notes:
            self._app.notify(note, timeout=10, markup=False)
        self.notes = []

    def resume(self, recovery: Recovery, one: Unfinished) -> None:
        """Go on with a session that was interrupted.

        Raises:
            Gone: it cannot be had any more.
        """
        screen = self._resumed(recovery, one)
        if self._app.start == "home":
            self._app.push_screen(self.wanted_screen())
        self._app.push_screen(screen)

    def answered(self, level: str) -> None:
        """Keep the answers of the first start, and go on to what was asked for."""
        app = self._app
        app.change_settings(level=level, health_note_read=True)
        app.choices = replace(app.choices, level=level)
        app.push_screen(self.first_screen())

    def adjust(self, **changes: Any) -> str:
        """Let settings take effect at once and keep them; return what went wrong, or nothing."""
        from runstrength.ui.choosing import choices_with
        from runstrength.ui.themes import theme_name

        app = self._app
        app.choices = choices_with(app.choices, changes)
        if "theme" in changes:
            app.theme = theme_name(changes["theme"])
        if app.hearing is not None:
            app.hearing.adjust(**{key: changes[key] for key in OF_SOUND if key in changes})
        return app.change_settings(**changes)

    def begin(self, plan: Plan) -> None:
        """Open a session."""
        self._app.push_screen(self.session_of(plan))

    def finish(self, session: Session) -> None:
        """Keep what was done, then show it."""
        from runstrength.ui.screens.summary import SummaryScreen

        app = self._app
        self._let_sleep()
        app.choices = replace(app.choices, as_usual=False)  # that was for this session
        kept = app.keeper.keep(session, app.clock(), app.now(), app.speed)
        app.window_title(f"{session.plan.title}: {'complete' if kept.record.completed else 'ended early'}")
        app.push_screen(SummaryScreen(session, kept))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's form
        """Leave ctrl+q to the screens that have something to lose: the app's own would quit before they could ask."""
        return action != "quit" or kinds(self._app).isdisjoint(ASKING)

    def discard(self, session: Session) -> None:
        """Throw a session away, and leave it."""
        trouble = self._app.keeper.discard(session)
        if trouble:
            self._app.notify(trouble, severity="warning", markup=False)
        self.leave()

    def leave(self) -> None:
        """Leave a session for good: home where it began there, else out of the program."""
        app = self._app
        self._let_sleep()
        if app.start == "home":
            app.window_title(app.TITLE or "")
            while kind(app.screen) in OF_A_SESSION:
                app.pop_screen()
        else:
            app.exit(0)

    def keep_awake(self) -> None:
        """Keep the display awake until the session is over."""
        if self.awake is not None:
            self.awake.hold()

    def _let_sleep(self) -> None:
        if self.awake is not None:
            self.awake.release()

    def switch_sound(self, what: str, session: Session) -> None:
        """Turn `voice`, `tones` or all of it (`mute`) off or on, for good."""
        app = self._app
        if app.hearing is None:
            return
        if what == "mute":
            app.change_settings(sound=app.hearing.mute(session, wait=app.settings.advance == "wait"))
        elif what == "voice":
            app.hearing.switch(session, voice=not app.hearing.voice)
            app.change_settings(voice=app.hearing.voice)
        else:
            app.hearing.switch(session, tones=not app.hearing.tones)
            app.change_settings(tones=app.hearing.tones)

    def change_volume(self, by: float) -> None:
        """Make the sound softer or louder, for good."""
        app = self._app
        if app.hearing is not None:
            app.change_settings(volume=app.hearing.louder(by))

    def ask_stop(self, then: Callable[[str | None], None]) -> None:
        """Ask how a session is to end; `then` gets `finish`, `discard` or None."""
        from runstrength.ui.screens.stop import StopScreen

        self._app.push_screen(StopScreen(saves=self._app.keeper.saves, clock=self._app.real_clock), then)

    def show_help(self, topic: str) -> None:
        """Show the keys of a topic, as `home` or `session`."""
        from runstrength.ui.screens.help import HelpScreen

        self._app.push_screen(HelpScreen(topic))

    def show_settings(self) -> None:
        """Open the settings."""
        from runstrength.ui.screens.settings import SettingsScreen

        if not isinstance(self._app.screen, SettingsScreen):
            self._app.push_screen(SettingsScreen())

    def show_exercises(self) -> None:
        """Open the list of exercises."""
        from runstrength.ui.screens.exercises import ExercisesScreen

        self._app.push_screen(ExercisesScreen())

    def show_exercise(self, key: str) -> None:
        """Open the page of an exercise."""
        from runstrength.ui.screens.exercises import ExerciseScreen

        self._app.push_screen(ExerciseScreen(key))

"""The commands of the command palette on each screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.binding import Binding

from runstrength.text import capitalized, plural
from runstrength.ui import messages
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.common.bindings import key_label
from runstrength.ui.common.setting_changes import toggle_theme
from runstrength.ui.home.bindings import HOME

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from runstrength.ui.services import Services


def commands(app: App[Any], services: Services, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield the commands for a screen; the commands of single routines and exercises come last."""
    from runstrength.ui.session.screen import SessionScreen

    def go(title: str, about: str, message: Callable[[], messages.Navigation]) -> SystemCommand:
        return SystemCommand(title, about, lambda: app.post_message(message()))

    def home(binding_id: str, about: str, message: Callable[[], messages.Navigation]) -> SystemCommand:
        return go(_title(HOME.binding(binding_id)), _with_key(screen, binding_id, about), message)

    open_screens = services.navigator.names()
    outside = not isinstance(screen, SessionScreen) and open_screens.isdisjoint(("session", "summary"))
    if isinstance(screen, SessionScreen):
        yield from _session_commands(screen)
    elif outside:
        yield home("home.run", "Minutes and effort", messages.OpenRunLog)
        yield home("home.history", "Everything you have done", messages.OpenHistory)
        yield go("Progress", "Each exercise over time", messages.OpenProgress)
        yield go("Weeks", "Sets, minutes, effort and runs, week by week", messages.OpenWeeks)
        yield go("Add a session", "One you did without the app", messages.OpenAdd)
        yield go("Export", "To a spreadsheet, Strava, or a backup", messages.OpenExport)
        yield go("Import", "Runs from a watch or Strava, or a backup", messages.OpenImport)
        yield home("home.routines", "Start one, edit it, or make a new one", messages.OpenRoutines)
        yield home("home.build", "Exercises, order, sets and rests", messages.OpenBuilder)
        yield home("home.exercises", "How to do each one", messages.OpenExercises)
        yield go("New exercise", "Your own, for your routines", messages.EditExercise)
        yield home("home.check", "Compare left with right", messages.OpenSelfCheck)
        yield home("home.guide", "Why you train this way", messages.OpenGuide)
        yield home("home.sounds", "Hear every tone and the voice", messages.OpenSoundCheck)
        yield home("home.settings", "Level, equipment, sound and more", messages.OpenSettings)
    other_theme = "light" if services.settings.theme == "dark" else "dark"
    about_theme = _with_key(screen, "list.theme", "Dark or light")
    yield SystemCommand(f"Theme: {other_theme}", about_theme, lambda: toggle_theme(services))
    if isinstance(screen, BaseScreen):
        about = _with_key(screen, "app.help", "What every key does")
        yield go("Keys", about, lambda: messages.OpenHelp(screen.help_rows()))
    if "session" not in open_screens or "summary" in open_screens:
        yield go("Quit", _with_key(screen, "home.quit", "Leave the app"), messages.Quit)
    if outside:
        from runstrength.session.wording import minutes

        routines, _ = services.library.routines()
        for routine in routines:
            plan = services.planner.usual_plan(routine.name)
            about = f"{minutes(plan.expected)}, {plural(plan.sets, 'set')}"
            yield go(f"Start: {routine.title}", about, partial(messages.StartRoutine, routine.name))
        for key, exercise in services.library.exercises.items():
            yield go(f"Exercise: {exercise.name}", exercise.purpose, partial(messages.OpenExercise, key))
        for key, exercise in services.library.exercises.items():
            yield go(f"Progress: {exercise.name}", "Progress over time", partial(messages.OpenProgress, key))


def _session_commands(screen: BaseScreen[Any]) -> Iterator[SystemCommand]:
    """Yield a command for each key of the session that the footer doesn't show."""
    for item in screen.KEYS.bindings:
        if isinstance(item, Binding) and item.show and item.id not in ("session.go_on", "session.back", "app.help"):
            yield SystemCommand(_title(item), screen.key_label(item.id or ""), partial(screen.run_action, item.action))


def _title(binding: Binding) -> str:
    return capitalized(binding.description)


def _with_key(screen: Screen[Any], binding_id: str, about: str) -> str:
    """Return the description of a command, with its key if the screen has one for it."""
    keys = screen.keys_of(binding_id) if isinstance(screen, BaseScreen) else ()
    return f"{about} · {key_label(keys[0])}" if keys else about

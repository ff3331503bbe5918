"""What the command palette offers, on each screen what makes sense there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from runstrength.ui import messages
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.common.setting_changes import toggle_theme

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from runstrength.ui.services import Services


def commands(app: App[Any], services: Services, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield the commands for a screen; those of which there is one for each routine or exercise are last."""
    from runstrength.ui.session.screen import SessionScreen

    def go(title: str, about: str, message: Callable[[], messages.Navigation]) -> SystemCommand:
        return SystemCommand(title, about, lambda: app.post_message(message()))

    open_ = services.navigator.names()
    outside = not isinstance(screen, SessionScreen) and open_.isdisjoint(("session", "summary"))
    if isinstance(screen, SessionScreen):
        yield SystemCommand("Pause or go on", "The clock stands, or runs again", screen.action_pause)
        yield SystemCommand("Skip this set", "It is kept as skipped", screen.action_skip)
        yield SystemCommand("End the session", "Go on, finish and save, or discard", screen.action_stop)
    elif outside:
        yield go("Log a run", "How long and how hard", messages.OpenRunLog)
        yield go("History", "What was done so far", messages.OpenHistory)
        yield go("Progress", "How the exercises went over time", messages.OpenProgress)
        yield go("Weeks", "Sets, minutes, effort and runs, week by week", messages.OpenWeeks)
        yield go("Add a session", "One that was done without the program", messages.OpenAdd)
        yield go("Export", "The history as files: for a spreadsheet, Strava, another machine", messages.OpenExport)
        yield go("Import", "Runs from a watch or Strava, and what was exported", messages.OpenImport)
        yield go("Build a routine", "Exercises, order, sets and rests", messages.OpenBuilder)
        yield go("Exercises", "How each one is done", messages.OpenExercises)
        yield go("Self-check", "Left against right, and the mirror", messages.OpenSelfCheck)
        yield go("Guide", "Why things are as they are", messages.OpenGuide)
        yield go("Settings", "Level, equipment, sound and all the rest", messages.OpenSettings)
    other = "light" if services.settings.theme == "dark" else "dark"
    yield SystemCommand(f"Theme: {other}", "Dark or light", lambda: toggle_theme(services))
    if isinstance(screen, BaseScreen):
        yield go("Keys", "What every key does", lambda: messages.OpenHelp(screen.help_rows()))
    if "session" not in open_ or "summary" in open_:
        yield go("Quit", "Leave the program", messages.Quit)
    if outside:
        from functools import partial

        from runstrength.session.wording import minutes

        good, _ = services.library.routines()
        for routine in good:
            plan = services.planner.usual_plan(routine.name)
            about = f"{minutes(plan.expected)}, {plan.sets} sets"
            yield go(f"Start: {routine.title}", about, partial(messages.StartRoutine, routine.name))
        for key, exercise in services.library.exercises.items():
            yield go(f"Exercise: {exercise.name}", exercise.purpose, partial(messages.OpenExercise, key))
        for key, exercise in services.library.exercises.items():
            yield go(f"Progress: {exercise.name}", "How it went over time", partial(messages.OpenProgress, key))

"""What the command palette offers, on each screen what makes sense there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from runstrength.ui.kinds import kind, kinds

if TYPE_CHECKING:
    from runstrength.ui.app import RunstrengthApp


def commands(app: RunstrengthApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield the commands for a screen."""
    from runstrength.ui.screens.session import SessionScreen

    open_ = kinds(app)
    if isinstance(screen, SessionScreen):
        yield SystemCommand("Pause or go on", "The clock stands, or runs again", screen.action_pause)
        yield SystemCommand("Skip this set", "It is kept as skipped", screen.action_skip)
        yield SystemCommand("End the session", "Go on, finish and save, or discard", screen.action_stop)
    elif open_.isdisjoint(("session", "summary")):
        from functools import partial

        good, _ = app.library.routines()
        for routine in good:
            plan = app.plan_of(routine.name, usual=True)
            yield SystemCommand(
                f"Start: {routine.title}",
                f"{round(plan.seconds / 60)} min, {plan.sets} sets",
                partial(app.open_session, routine.name),
            )
        for key, exercise in app.library.exercises.items():
            yield SystemCommand(f"Exercise: {exercise.name}", exercise.purpose, partial(app.show_exercise, key))
            yield SystemCommand(f"Progress: {exercise.name}", "How it went over time", partial(app.show_progress, key))
        yield SystemCommand("Exercises", "How each one is done", app.show_exercises)
        yield SystemCommand("History", "What was done so far", app.show_history)
        yield SystemCommand("Progress", "How the exercises went over time", app.show_progress)
        yield SystemCommand("Weeks", "Sets, minutes, effort and runs, week by week", app.show_weeks)
        yield SystemCommand("Add a session", "One that was done without the program", app.show_adding)
        yield SystemCommand(
            "Export", "The history as files: for a spreadsheet, Strava, another machine", app.show_export
        )
        yield SystemCommand("Import", "Runs from a watch or Strava, and what was exported", app.show_import)
        yield SystemCommand("Build a routine", "Exercises, order, sets and rests", app.build)
        yield SystemCommand("Log a run", "How long and how hard", app.ask_run)
        yield SystemCommand("Self-check", "Left against right, and the mirror", app.show_check)
        yield SystemCommand("Guide", "Why things are as they are", app.show_guide)
        yield SystemCommand("Settings", "Level, equipment, sound and all the rest", app.show_settings)
    other = "light" if app.settings.theme == "dark" else "dark"
    yield SystemCommand(f"Theme: {other}", "Dark or light", app.toggle_theme)
    yield SystemCommand("Keys", "What every key does", lambda: app.show_help(_topic(screen)))
    if "session" not in open_ or "summary" in open_:
        yield SystemCommand("Quit", "Leave the program", app.exit)


def _topic(screen: Screen[Any]) -> str:
    return getattr(screen, "TOPIC", None) or (kind(screen) if kind(screen) in ("session", "summary") else "home")

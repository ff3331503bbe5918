"""What commands read from the person's profile: settings, library and history.

Warnings, and the notice that a command waits for another process, go to standard error.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from runstrength.cli.output import note

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from runstrength.catalogue.library import Library
    from runstrength.coach.prescription import Today
    from runstrength.history.set_names import SetNamer
    from runstrength.history.store import Store
    from runstrength.session.record import Record
    from runstrength.settings import Settings

WAITING: Final = "Waiting for another runstrength to finish changing the history ..."
"""The notice while another process holds the lock of the history."""


def profile_settings() -> Settings:
    """Return the person's settings; print a warning for each unknown key.

    Raises:
        InputError: the file has wrong values.
    """
    from runstrength.profile import Profile

    settings, warnings = Profile.default().read_settings()
    for warning in warnings:
        note(warning)
    return settings


def profile_library() -> Library:
    """Return the built-in catalogue with the person's own exercises and routines.

    Raises:
        InputError: the built-in files are damaged.
    """
    from runstrength.profile import Profile

    return Profile.default().read_library()


def routine_or_default(typed: str | None, settings: Settings, library: Library) -> str:
    """Return the routine of a command that can be called without one: the person's default routine then.

    If that doesn't exist any more, a note says so.
    """
    if typed is not None:
        return typed
    from runstrength import locations

    name, message = library.default_routine(settings.default_routine)
    if message:
        note(f"{locations.config_file()}: default_routine: {message}")
    return name


def profile_history() -> Store:
    """Return the person's history."""
    from runstrength.profile import Profile

    return Profile.default().history(waiting=lambda: note(WAITING))


def profile_units() -> str:
    """Return the person's units, or metric if the settings have an error.

    For messages after a change was saved, which should not fail because of the settings.
    """
    from runstrength.profile import Profile
    from runstrength.settings import Settings
    from runstrength.toml_input import InputError

    try:
        return Profile.default().read_settings()[0].units
    except InputError:
        return Settings().units


def today_of(flags: Mapping[str, Any], now: datetime) -> Today:
    """Return what the coach knows today: the newest sessions, and the check-in of the command's options."""
    from runstrength.cli.options import checkin_of
    from runstrength.profile import Profile

    profile = Profile.default()
    profile.checkin = checkin_of(flags)
    return profile.today(now)


def lazy_set_namer() -> SetNamer:
    """Return a function that names the exercise and variant of a set; an exercise that no longer exists by its key.

    The library is read on the first call, because JSON output needs no names.
    """
    return lazy_set_namers()[0]


def lazy_set_namers() -> tuple[SetNamer, SetNamer]:
    """Return the function of `lazy_set_namer`, and one that names only the form; both use the same library."""
    from runstrength.history.set_names import form_namer, set_namer

    exercises = cache(lambda: profile_library().exercises)
    return lambda item: set_namer(exercises())(item), lambda item: form_namer(exercises())(item)


def session_line(record: Record, store: Store) -> str:
    """Return a session with its id in one line, in the person's units.

    Args:
        record: the session.
        store: the history with its file, which has the distance of a run.
    """
    from runstrength.history.export.one_line import one_line
    from runstrength.history.files import SessionNotFoundError
    from runstrength.history.imports.runs import RunKeys, run_keys

    keys = RunKeys()
    if record.kind == "run":
        try:
            keys = run_keys(store.file_of(record.id).read_bytes())
        except (SessionNotFoundError, OSError):  # another process has just moved the file
            keys = RunKeys()
    line = one_line(record, lazy_set_namer(), keys.distance_m, profile_units(), keys.effort_guess)
    return f"{record.id}: {line}"

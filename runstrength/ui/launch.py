"""Opens the app with what the command line has already read."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from runstrength import locations
from runstrength.deferred_imports import import_asyncio
from runstrength.profile import Profile
from runstrength.settings import first_start_done
from runstrength.sound.player import start_early
from runstrength.toml_input import InputError
from runstrength.ui.launch_options import LaunchOptions


def launch(options: LaunchOptions) -> int:
    """Open the app and return its exit status.

    Raises:
        InputError: the settings name keys that can't be used.
    """
    settings = options.settings
    # Objects created while the app opens live as long as the app, so collecting garbage would waste time.
    gc.disable()
    if settings.keys:
        from runstrength.ui.keymap.check import keymap_problems

        if problems := keymap_problems(settings.keys, str(locations.config_file())):
            gc.enable()
            raise InputError(problems)
    is_heard, player = options.speed == 1, options.player
    if player is None and is_heard and options.start == "session":
        player = start_early(options.sound or settings.sound)
    import_asyncio()
    from runstrength.sound.controller import SoundController
    from runstrength.ui.app import RunstrengthApp
    from runstrength.ui.wake_lock import WakeLock

    profile = Profile.default(saves=options.save, first_start_done=first_start_done(locations.config_file()))
    profile.checkin = options.checkin
    app = RunstrengthApp(options, profile)
    app.services.wake_lock, app.services.listens = WakeLock(), True
    if is_heard:
        app.services.sound = SoundController.of_settings(
            settings,
            sound=options.sound,
            voice=options.voice,
            clock=app.services.clock,
            bell=app.bell,
            player=player,
        )
    status: int | None = None
    with app.handling_signals():
        try:
            status = app.run()
        except Exception as error:  # not caught by Textual
            status = app.failed(error)
        finally:
            unsaved = profile.recorder.rescue_text()
            app.release_resources()
    if options.save and options.start == "session" and app.last_session is not None:
        from runstrength.ui.session.summary_lines import next_line, parting_line

        app.services.exit_lines.append(parting_line(app.last_session))
        if app.last_session.in_history and app.last_session.record.kind == "session":
            with suppress(InputError):  # reported when the routine is opened
                app.services.exit_lines.append(next_line(app.services.planner.next_plan(app.services.default_routine)))
    for words in filter(None, (*app.services.exit_lines, unsaved)):
        _print(words)
    if app.signalled:  # nothing is left to do, and Python's own shutdown would take longest
        os._exit(128 + app.signalled)
    if profile.recorder.unsaved and not status:
        return 1
    return status if status is not None else app.return_code or 0


def _print(text: str) -> None:
    """Print to the terminal after the app; the terminal may be gone."""
    encoding = sys.stdout.encoding or "ascii"
    with suppress(OSError):
        print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)  # noqa: T201

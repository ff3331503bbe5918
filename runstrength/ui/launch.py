"""Opens the app with what the command line has already read."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from datetime import datetime

from runstrength import locations
from runstrength.catalogue.library import Library
from runstrength.coach.prescription import Choices
from runstrength.coach.readiness import Checkin
from runstrength.deferred_imports import import_asyncio
from runstrength.profile import Profile
from runstrength.settings import Settings, first_start_done
from runstrength.sound.player import Player, start_early
from runstrength.toml_input import InputError


def launch(
    start: str,
    *,
    settings: Settings,
    library: Library,
    choices: Choices,
    checkin: Checkin | None = None,
    routine: str | None = None,
    speed: float = 1.0,
    save: bool = True,
    answer: str = "",
    leave: datetime | None = None,
    sound: str | None = None,
    voice: bool | str | None = None,
    on_event: tuple[str, ...] = (),
    player: Player | None = None,
) -> int:
    """Open the app and return its exit status.

    Args:
        start: `home`, `session` or `history`.
        settings: the person's settings.
        library: the exercises and routines.
        choices: the choices for today.
        checkin: today's check-in, if it was given as options.
        routine: the name or path of the routine, for `session`; it can be read.
        speed: session seconds per real second.
        save: whether sessions are saved.
        answer: what to do with an interrupted session: `resume`, `fresh`, or an empty string to ask.
        leave: the departure time.
        sound: the sound backend; None for that of the settings.
        voice: speak the cues, or the name of the voice; None for the setting.
        on_event: the command that is told the events of sessions; empty for none.
        player: the player of a session, if it was started already.

    Raises:
        InputError: the settings name keys that can't be used.
    """
    # Objects created while the app opens live as long as the app, so collecting garbage would waste time.
    gc.disable()
    if settings.keys:
        from runstrength.ui.keymap.check import keymap_problems

        if problems := keymap_problems(settings.keys, str(locations.config_file())):
            gc.enable()
            raise InputError(problems)
    is_heard = speed == 1  # no sound in a rehearsal
    if player is None and is_heard and start == "session":
        player = start_early(sound or settings.sound)
    import_asyncio()
    from runstrength.sound.controller import SoundController
    from runstrength.ui.app import RunstrengthApp
    from runstrength.ui.wake_lock import WakeLock

    profile = Profile.default(saves=save, first_start_done=first_start_done(locations.config_file()))
    profile.checkin = checkin
    app = RunstrengthApp(
        library=library,
        settings=settings,
        choices=choices,
        profile=profile,
        start=start,
        routine=routine,
        speed=speed,
        leave=leave,
    )
    app.answer, app.services.wake_lock = answer, WakeLock()
    app.services.listens, app.services.event_command = True, on_event
    if is_heard:
        app.services.sound = SoundController.of_settings(
            settings, sound=sound, voice=voice, clock=app.services.clock, bell=app.bell, player=player
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
    if save and start == "session" and app.last_session is not None:
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

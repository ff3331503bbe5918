"""Open the app with what the command line has read already."""

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
from runstrength.profile import Profile
from runstrength.settings import Settings, first_start_done
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
    voice: bool | None = None,
) -> int:
    """Open the app and return its exit status.

    Args:
        start: `home`, `session` or `history`.
        settings: what a person chose for good.
        library: what can be trained.
        choices: what a person chose for today.
        checkin: the answers of today, where they were given already.
        routine: what to do, for `session`: a name or a path that can be read.
        speed: session seconds in a real second.
        save: whether sessions are saved.
        answer: what to do with a session that was interrupted: `resume`, `fresh`, or nothing, and it is asked.
        leave: when the person wants to be out of the door.
        sound: which backend, instead of the setting.
        voice: with or without the voice, instead of the setting.

    Raises:
        InputError: the settings name keys that can't be used.
    """
    # What is made while the app opens lives as long as the app: looking through it for garbage is wasted time.
    gc.disable()
    from runstrength.sound.controller import SoundController
    from runstrength.ui.app import RunstrengthApp
    from runstrength.ui.wake_lock import Awake

    if settings.keys:
        from runstrength.ui.keymap.check import keymap_problems

        if problems := keymap_problems(settings.keys, str(locations.config_file())):
            gc.enable()
            raise InputError(problems)
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
    app.answer, app.services.awake = answer, Awake()
    if speed == 1:  # a rehearsal is silent
        app.services.sound = SoundController(
            sound or settings.sound,
            tones=settings.tones,
            voice=settings.voice if voice is None else voice,
            volume=settings.volume,
            assets=locations.assets_dir(),
            generated_dir=locations.state_dir() / "voice",
            clock=app.services.clock,
            bell=app.bell,
        )
    status: int | None = None
    with app.heeding_signals():
        try:
            status = app.run()
        except Exception as error:  # one that not even Textual caught
            status = app.failed(error)
        finally:
            unsaved = profile.recorder.rescue_text()
            app.let_go()
    if save and start == "session" and app.last_session is not None:
        from runstrength.ui.common.plan_lines import ROUTINE
        from runstrength.ui.session.summary_lines import next_line, parting_line

        app.services.parting_words.append(parting_line(app.last_session))
        if app.last_session.in_history and app.last_session.record.kind == "session":
            with suppress(InputError):  # a routine that can't be read is told of where it is opened
                app.services.parting_words.append(next_line(app.services.planner.plan(ROUTINE)))
    for words in filter(None, (*app.services.parting_words, unsaved)):
        _say(words)
    if app.signalled:  # nothing is left to do, and what Python does at its end would be most of the time it takes
        os._exit(128 + app.signalled)
    if profile.recorder.unsaved and not status:
        return 1
    return status if status is not None else app.return_code or 0


def _say(words: str) -> None:
    """Print words to the terminal, which is the person's again, or may be gone."""
    encoding = sys.stdout.encoding or "ascii"
    with suppress(OSError):
        print(words.encode(encoding, "backslashreplace").decode(encoding), flush=True)  # noqa: T201

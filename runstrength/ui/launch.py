"""Open the app: everything it needs is read here, before the first frame and no more than that."""

from __future__ import annotations

import gc
import sys
from datetime import datetime

from runstrength import locations
from runstrength.catalogue.library import load_library
from runstrength.coach.prescription import Choices, prescribe
from runstrength.settings import asked, read_settings


def launch(
    start: str,
    *,
    routine: str | None = None,
    choices: Choices | None = None,
    speed: float = 1.0,
    save: bool = True,
    leave: datetime | None = None,
) -> int:
    """Open the app and return its exit status.

    Args:
        start: `home`, `session` or `history`.
        routine: what to do, for `session`; a name or a path.
        choices: what was chosen on the command line.
        speed: session seconds in a real second.
        save: whether sessions are saved.
        leave: when the run starts; a warm-up says when to begin.

    Raises:
        BadInput: settings or routine have problems.
    """
    # What is made while the app opens lives as long as the app: looking through it for garbage is wasted time.
    gc.disable()
    from runstrength.ui.app import RunstrengthApp
    from runstrength.ui.keeper import Keeper

    config_file = locations.config_file()
    settings, _ = read_settings(config_file)
    library = load_library(locations.assets_dir(), locations.config_dir())
    choices = choices or Choices(level=settings.level, equipment=settings.equipment)
    plan = prescribe(library.routine(routine), library, choices) if routine else None
    keeper = Keeper(
        config_file=config_file,
        history=locations.history_dir(),
        state=locations.state_dir(),
        saves=save,
        asked=asked(config_file),
    )
    app = RunstrengthApp(
        library=library, settings=settings, keeper=keeper, start=start, plan=plan, choices=choices, speed=speed
    )
    try:
        status = app.run()
    finally:
        if sys.__stderr__ is not None:
            app.title_bar.restore(sys.__stderr__.write)
            sys.__stderr__.flush()
    return status if status is not None else app.return_code or 0

"""`runstrength session` and `runstrength warmup`: start a session on the screen."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import click

from runstrength.cli.app import early_player, open_app
from runstrength.cli.arguments import ROUTINE, complete_routine
from runstrength.cli.options import (
    ChoiceType,
    checkin_of,
    checkin_options,
    leave_option,
    plan_options,
    run_options,
    session_flags,
    should_save,
    sound_options,
)
from runstrength.cli.output import note
from runstrength.cli.profile_data import profile_library, profile_settings, routine_or_default

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@click.command()
@click.argument("routine", type=ROUTINE, required=False, shell_complete=complete_routine)
@plan_options
@checkin_options
@sound_options
@run_options
def session(routine: str | None, **flags: Any) -> None:
    """Start a guided session.

    ROUTINE is a name or title (see: runstrength routines list) or the path of a .toml file. The default is runner, or
    the routine that you set as default in the app.
    """
    _open(routine, "A session", flags)


@click.command()
@click.option("--minutes", type=ChoiceType(["5", "7", "10"]), default="7", show_default=True, help="Length in minutes.")
@leave_option
@click.option("--floor/--no-floor", default=True, help="Include exercises on the floor (default yes).")
@click.option("--sore", is_flag=True, help="Sore calf or Achilles: no bouncing.")
@sound_options
@run_options
def warmup(minutes: str, leave: datetime | None, **flags: Any) -> None:
    """Start a guided warm-up before a run."""
    _open(f"warmup-{minutes}", "A warm-up", flags, leave)


def _open(typed: str | None, name: str, flags: Mapping[str, Any], leave: datetime | None = None) -> None:
    """Open a session of a routine.

    Args:
        typed: the routine, as it was typed; None for the default.
        name: what an error message calls the session.
        flags: the options of the command.
        leave: the departure time.
    """
    given = session_flags(flags)
    from runstrength.coach.planner import Planner
    from runstrength.coach.prescription import Choices, Today
    from runstrength.dates import local_now
    from runstrength.text import printable
    from runstrength.ui.launch_options import LaunchOptions

    settings = profile_settings()
    player = early_player(settings, given["sound"], given["plain"]) if given["speed"] == 1 else None
    library = profile_library()
    routine = routine_or_default(typed, settings, library)
    choices = Choices.from_settings(settings, flags)
    checkin = checkin_of(flags)
    if given["answer"] == "resume":
        _find_interrupted()
    else:
        # The app plans again, with the history; this plan is only made to report errors before a screen is open.
        plan = Planner(library, choices, lambda: Today(local_now(), checkin=checkin)).plan(routine)
        if not plan.steps:
            from runstrength.cli.text_layout import wrapped
            from runstrength.profile import Profile

            note("\n".join(line for text in plan.reasons for line in wrapped(text)))
            saves = should_save(flags["save"], given["speed"])
            if saves and (error := Profile.default().log_pain(plan.checkin, local_now())):
                note(error)
            click.get_current_context().exit(1)
    alternative = "runstrength plan" if typed is None else f"runstrength plan {shlex.quote(printable(routine))}"
    options = LaunchOptions(
        settings=settings,
        library=library,
        choices=choices,
        start="session",
        routine=routine,
        checkin=checkin,
        leave=leave,
        player=player,
        **given,
    )
    open_app(options, name, alternative)


def _find_interrupted() -> None:
    """Check that there is a session to resume; if not, say why and exit with 1."""
    from runstrength.dates import time_text
    from runstrength.history.recovery import find_unfinished
    from runstrength.profile import Profile

    profile = Profile.default()
    journals = find_unfinished(profile.recorder.journals_dir, profile.history())
    if journals.interrupted:
        return
    text = "no session was interrupted"
    if journals.running:
        unfinished = journals.running[0]
        text = f"the session from {time_text(unfinished.started)} is still running, in process {unfinished.reading.pid}"
    elif journals.ended:
        text = "the interrupted session was complete; the next start of runstrength saves it"
    note(f"Nothing to resume: {text}.")
    for problem in journals.problems:
        note(str(problem))
    click.get_current_context().exit(1)

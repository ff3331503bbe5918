"""`runstrength session` and `runstrength warmup`: what is done, in front of the screen."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import click

from runstrength.cli.app import open_app
from runstrength.cli.arguments import ROUTINE
from runstrength.cli.checkin import checkin_of, checking
from runstrength.cli.options import answer_of, choosing, keeps, leaving, running, sounding
from runstrength.cli.output import DEFAULT_ROUTINE, complete_routine, note, the_library, the_settings

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.argument("routine", type=ROUTINE, default=DEFAULT_ROUTINE, shell_complete=complete_routine)
@choosing
@checking
@sounding
@running
def session(
    routine: str,
    speed: float,
    save: bool | None,
    resume: bool,
    fresh: bool,
    sound: str | None,
    voice: bool | None,
    **flags: Any,
) -> None:
    """Be led through a session.

    ROUTINE is a name (see: runstrength routines list) or the path of a .toml file; without it, the runner's supersets.
    """
    answer = answer_of(resume, fresh, save)
    _open(routine, "A session", speed=speed, save=save, answer=answer, flags=flags, sound=sound, voice=voice)


@click.command()
@click.option(
    "--minutes", type=click.Choice(["5", "7", "10"]), default="7", show_default=True, help="How long it may take."
)
@leaving
@click.option("--floor/--no-floor", default=True, help="With or without a floor to lie on.")
@click.option("--sore", is_flag=True, help="Calf or Achilles are sore: no bouncing.")
@sounding
@running
def warmup(
    minutes: str,
    leave: datetime | None,
    floor: bool,
    sore: bool,
    speed: float,
    save: bool | None,
    resume: bool,
    fresh: bool,
    sound: str | None,
    voice: bool | None,
) -> None:
    """Be led through a warm-up before a run."""
    _open(
        f"warmup-{minutes}",
        "A warm-up",
        speed=speed,
        save=save,
        answer=answer_of(resume, fresh, save),
        flags={"floor": floor, "sore": sore},
        leave=leave,
        sound=sound,
        voice=voice,
    )


def _open(
    routine: str,
    what: str,
    *,
    speed: float,
    save: bool | None,
    answer: str,
    flags: dict[str, Any],
    leave: datetime | None = None,
    sound: str | None = None,
    voice: bool | None = None,
) -> None:

    from runstrength.coach.planner import Planner
    from runstrength.coach.prescription import Choices, Today
    from runstrength.dates import local_now

    settings, library = the_settings(), the_library()
    choices = Choices.from_settings(settings, flags)
    checkin = checkin_of(flags)
    if answer == "resume":
        _find_interrupted()
    else:
        # The app plans again, knowing the past; here the plan only shows errors while no screen is open yet.
        plan = Planner(library, choices, lambda: Today(local_now(), checkin=checkin)).plan(routine)
        if not plan.steps:
            from runstrength.cli.text_layout import wrapped

            note("\n".join(line for text in plan.reasons for line in wrapped(text)))
            click.get_current_context().exit(1)
    instead = "runstrength plan" if routine == DEFAULT_ROUTINE else f"runstrength plan {shlex.quote(routine)}"
    open_app(
        "session",
        what,
        instead,
        settings=settings,
        library=library,
        choices=choices,
        checkin=checkin,
        routine=routine,
        speed=speed,
        save=keeps(save, speed) or bool(answer),
        answer=answer,
        leave=leave,
        sound=sound,
        voice=voice,
    )


def _find_interrupted() -> None:
    """See that there is a session to go on with; else say so and leave with 1."""
    from runstrength.history.recovery import find_unfinished
    from runstrength.profile import Profile

    profile = Profile.default()
    journals = find_unfinished(profile.recorder.journals_dir, profile.history())
    if journals.interrupted:
        return
    text = "no session was interrupted"
    if journals.running:
        one = journals.running[0]
        text = f"the session from {one.started:%H:%M} is still running, in process {one.reading.pid}"
    elif journals.ended:
        text = "the session that was interrupted had come to its end; runstrength saves it at the next start"
    note(f"Nothing to resume: {text}.")
    for problem in journals.problems:
        note(str(problem))
    click.get_current_context().exit(1)

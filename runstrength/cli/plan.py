"""`runstrength plan`: prints the plan of a session, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from runstrength.cli.arguments import ROUTINE, complete_routine
from runstrength.cli.options import checkin_options, input_callback, plan_options
from runstrength.cli.output import print_json
from runstrength.cli.profile_data import profile_library, profile_settings, routine_or_default, today_of

if TYPE_CHECKING:
    from datetime import datetime

    from runstrength.session.cues import Cue, LengthOf
    from runstrength.session.plan import Plan, Step


@click.command()
@click.argument("routine", type=ROUTINE, required=False, shell_complete=complete_routine)
@plan_options
@checkin_options
@click.option("--steps", is_flag=True, help="Show every step with its times and cues.")
@click.option(
    "--ahead",
    callback=input_callback("read_weeks_ahead"),
    metavar="WEEKS",
    help="Show the next weeks as they come if you do everything as asked, with the weights they need.",
)
@click.option("--json", "as_json", is_flag=True, help="Print every step with its times and cues as JSON.")
def plan(routine: str | None, steps: bool, ahead: int | None, as_json: bool, **flags: Any) -> None:
    """Show today's plan and its reasons, without starting it.

    ROUTINE is a name or title (see: runstrength routines list) or the path of a .toml file. The default is runner, or
    the routine that you set as default in the app.
    """
    import msgspec.structs

    from runstrength.coach.planner import Planner
    from runstrength.coach.prescription import Choices
    from runstrength.dates import local_now

    ctx = click.get_current_context()
    if ahead and steps:
        raise click.UsageError("--ahead can't show steps: use it without --steps")
    settings = profile_settings()
    library = profile_library()
    now = local_now()
    choices = Choices.from_settings(settings, flags)
    if as_json:  # JSON is always metric
        choices = msgspec.structs.replace(choices, units="metric")
    name = routine_or_default(routine, settings, library)
    if ahead:
        from runstrength.cli.plan_ahead import print_ahead
        from runstrength.text import invalid

        of = library.routine(name)
        if of.kind != "session":
            raise click.UsageError(f"--ahead: {invalid(name, 'a routine for strength sessions')}")
        print_ahead(of, library, settings, choices, today_of(flags, now), ahead, as_json=as_json)
        return
    planned = Planner(library, choices, lambda: today_of(flags, now)).plan(name)
    wait = settings.advance == "wait"
    if as_json:
        print_json(
            plan_document(msgspec.structs.replace(planned, units=settings.units), wait=wait, voice=settings.voice)
        )
        ctx.exit(0 if planned.steps else 1)
    from runstrength.cli.plan_text import block_lines, totals
    from runstrength.cli.text_layout import wrapped

    if not planned.steps:
        click.echo("\n".join(line for text in planned.reasons for line in wrapped(text)))
        ctx.exit(1)
    lines = [line for text in (headline(planned, now), *planned.reasons) for line in wrapped(text)]
    lines += (
        ["", *step_lines(planned, wait=wait, voice=settings.voice), ""]
        if steps
        else block_lines(planned, settings.units)
    )
    click.echo("\n".join([*lines, totals(planned)]))


def headline(plan: Plan, now: datetime) -> str:
    """Return the headline of a plan, with the time at which it would end."""
    from runstrength.cli.plan_text import totals
    from runstrength.dates import end_text
    from runstrength.text import printable

    return printable(f"{plan.title} · {plan.level} · {totals(plan)} · done by {end_text(now, plan.expected)}")


def plan_document(plan: Plan, *, wait: bool, voice: bool | str = True) -> dict[str, object]:
    """Return a plan as a JSON object: every step with its times and cues.

    Args:
        plan: the plan.
        wait: after a rest, the next set waits for a key.
        voice: the voice is on, or its name: words take their time, and ticks give way to them.
    """
    from runstrength.cli.plan_text import target_document
    from runstrength.session.cues import cues_for_index

    length = _voice_length(voice)
    return {
        "routine": plan.routine,
        "level": plan.level,
        "seconds": float(plan.seconds),
        "reasons": list(plan.reasons),
        "steps": [
            {
                "index": step.index,
                "phase": step.phase,
                "block": step.block,
                "exercise": step.exercise,
                "name": step.name,
                "side": step.side,
                "set": step.set,
                "sets": step.sets,
                "target": target_document(step.target),
                "seconds": float(step.seconds),
                "timed": step.timed,
                "starts_at": float(step.starts_at),
                **_from_history(step),
                "cues": [
                    {
                        "at": round(float(cue.at), 3),
                        "cue": cue.cue,
                        "say": cue.say,
                        "until": round(cue.at + cue.after + length(cue.say), 3) if cue.say else None,
                    }
                    for cue in cues_for_index(plan, step.index, wait=wait, length=length)
                ],
            }
            for step in plan.steps
        ],
    }


def _voice_length(setting: bool | str) -> LengthOf:
    """Return the function that tells how long the recorded voice takes to say a text, if it is on."""
    from runstrength import locations
    from runstrength.session.cues import no_length
    from runstrength.settings import voice_name
    from runstrength.sound.voice import Voice

    name = voice_name(setting)
    return Voice(locations.assets_dir() / "voice", name).seconds if name else no_length


def _from_history(step: Step) -> dict[str, object]:
    """Return what a step has from the history, if anything: weight, variant, last result, and whether it hurt."""
    values = {"load_kg": step.load_kg, "form": step.form, "last": step.last, "hurt": step.hurt}
    return {key: value for key, value in values.items() if value}


def step_lines(plan: Plan, *, wait: bool, voice: bool | str = True) -> list[str]:
    """Return every step of a plan as text, each with its cues on the lines below.

    Args:
        plan: the plan.
        wait: after a rest, the next set waits for a key.
        voice: the voice is on, or its name: words take their time, and ticks give way to them.
    """
    from runstrength.cli.text_layout import paragraph, table
    from runstrength.session.cues import cues_for_index
    from runstrength.session.wording import clock

    length = _voice_length(voice)
    rows = [
        (
            clock(step.starts_at),
            step.phase,
            step.label,
            step.name,
            step.side or "",
            f"{step.set}/{step.sets}",
            f"{'' if step.timed else '~'}{round(step.seconds, 1):g} s",
        )
        for step in plan.steps
    ]
    head, *texts = table(rows, (">start", "phase", "slot", "exercise", "side", "set", ">lasts"), wrap=False)
    indent = len(">start  ") - 1
    lines = ["Below each step are its cues, each after its seconds.", "", head]
    for step, text in zip(plan.steps, texts, strict=True):
        lines += [
            text,
            *paragraph(" " * indent, cues_text(cues_for_index(plan, step.index, wait=wait, length=length)), indent),
        ]
    return lines


def cues_text(cues: tuple[Cue, ...]) -> str:
    """Return the cues of a step as one line: `0 ready "Plank.", 7 8 9 tick`."""
    parts: list[str] = []
    times: list[str] = []
    for index, cue in enumerate(cues):
        times.append(f"{round(cue.at, 1):g}")
        after = cues[index + 1] if index + 1 < len(cues) else None
        if after is not None and not cue.say and not after.say and cue.cue == after.cue:
            continue
        words = [*times, *([cue.cue] if cue.cue else []), *([f'"{cue.say}"'] if cue.say else [])]
        parts.append(" ".join(words))
        times = []
    return ", ".join(parts)

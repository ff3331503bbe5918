"""Options that several commands share, and the type of every option with a choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import click

if TYPE_CHECKING:
    from datetime import datetime

    from runstrength.coach.readiness import Checkin


C = TypeVar("C", bound=Callable[..., Any])

# A copy of `settings.LEVELS`, because `--help` should not import the settings.
LEVELS: Final = ("beginner", "intermediate", "advanced")

CHECKIN_KEYS: Final = ("sleep", "stress", "soreness", "hard_run_hours", "pain")
"""The options that answer the check-in; each is a field of `Checkin`."""


class ChoiceType(click.Choice):  # type: ignore[type-arg]  # click 8.1 has no type argument there
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word, typed with or without hyphens and capitals.

        Raises:
            BadParameter: it is none of them.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            from runstrength.catalogue.naming import plain
            from runstrength.text import invalid, one_of

            same = [word for word in self.choices if _joined(plain(str(word))) == _joined(plain(str(value)))]
            if same:
                return same[0]

            self.fail(invalid(value, one_of(self.choices)), param, ctx)


def _joined(words: str) -> str:
    return words.replace(" ", "")


def _names(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:  # noqa: ARG001
    if value is None:
        return None
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    if not names:
        raise click.BadParameter("no names: use names separated by commas, such as A,B")
    return names


def _equipment(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    from runstrength.catalogue.naming import named
    from runstrength.settings import EQUIPMENT, EQUIPMENT_TITLES
    from runstrength.text import closest, invalid, one_of

    names = _names(ctx, param, value)
    if names is None:
        return None
    titles = {key: (title, f"{key}s", f"{key}es") for key, title in EQUIPMENT_TITLES.items()}
    chosen = [named(name, titles, whole=True) for name in names]
    for name, found in zip(names, chosen, strict=True):
        if not found:
            raise click.BadParameter(invalid(name.lower(), one_of(EQUIPMENT)) + closest(name.lower(), EQUIPMENT))
    return tuple(dict.fromkeys(found[0] for found in chosen))


def input_callback(reader: str) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    """Return the callback of an option that is read by the same function as the app's field.

    Args:
        reader: the name of a function of `runstrength.inputs`, which is imported only if the option is used.
    """

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> Any:  # noqa: ARG001
        if value is None:
            return None
        from runstrength import inputs

        try:
            return getattr(inputs, reader)(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return read


def _departure(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:  # noqa: ARG001
    if value is None:
        return None
    from runstrength.date_input import DateError, next_time_of_day, read_time
    from runstrength.dates import local_now

    try:
        return next_time_of_day(read_time(value), local_now())
    except DateError as error:
        raise click.BadParameter(str(error)) from None


def plan_options(command: C) -> C:
    """Add the options that shape a plan to a command, which receives them as `**flags` for `Choices.from_settings`."""
    for option in reversed(
        (
            click.option(
                "--level",
                type=ChoiceType(LEVELS, case_sensitive=False),
                help="Your level (default: from the settings).",
            ),
            click.option(
                "--minutes",
                callback=input_callback("read_time_limit"),
                metavar="N|none",
                help="Time available: 25, 1:30, or none for no limit.",
            ),
            click.option(
                "--sets",
                callback=input_callback("read_sets"),
                metavar="2..4",
                help="Sets per block (default: from your level).",
            ),
            click.option("--blocks", callback=_names, metavar="A,B", help="Only these blocks."),
            click.option("--finisher/--no-finisher", default=None, help="Include the finisher (default yes)."),
            click.option(
                "--equipment",
                callback=_equipment,
                metavar="LIST",
                help="Equipment you have: dumbbell, kettlebell, box, band, separated by commas.",
            ),
            click.option(
                "--supersets/--straight-sets",
                default=None,
                help="Alternate the exercises of a block, or do all sets of one first (default: from the settings).",
            ),
            click.option(
                "--hands-free/--no-hands-free", default=None, help="Advance automatically; reps are paced by tempo."
            ),
        )
    ):
        command = option(command)
    return command


def checkin_options(command: C) -> C:
    """Add the check-in options to a command, which receives them as `**flags` for `checkin_of`."""
    for option in reversed(
        (
            click.option(
                "--sleep",
                callback=input_callback("read_sleep"),
                metavar="HOURS",
                help="Hours slept last night: 7.5 or 7:30.",
            ),
            click.option(
                "--stress",
                callback=input_callback("read_stress"),
                metavar="1..5",
                help="Life stress, 1 (none) to 5 (overwhelming).",
            ),
            click.option(
                "--soreness",
                callback=input_callback("read_soreness"),
                metavar="0..10",
                help="Muscle soreness, 0 (none) to 10 (can barely move).",
            ),
            click.option(
                "--hard-run-hours",
                callback=input_callback("read_hard_run"),
                metavar="N",
                help="Hours since your last hard run (default: from your logged runs).",
            ),
            click.option(
                "--pain", is_flag=True, help="Sharp pain, or pain that changes how you move: no session today."
            ),
            click.option("--as-usual", is_flag=True, help="Ignore today's adjustments and do the full session."),
        )
    ):
        command = option(command)
    return command


def checkin_of(flags: Mapping[str, Any]) -> Checkin | None:
    """Return the check-in that the options answer, None if no question was answered."""
    from runstrength.coach.readiness import Checkin

    checkin = Checkin(**{key: flags[key] for key in CHECKIN_KEYS if flags.get(key) is not None})
    return checkin if checkin.has_answers else None


def _event_command(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    command: tuple[str, ...] | None = input_callback("read_command")(ctx, param, value)
    if command is not None:
        from runstrength.inputs import command_problem

        if problem := command_problem(command):
            raise click.BadParameter(problem)
    return command


def run_options(command: C) -> C:
    """Add the options of a session to a command: `speed`, `resume`, `fresh`; None if not given: all others."""
    speed = click.option(
        "--speed",
        callback=input_callback("read_speed"),
        metavar="1..60",
        default="1",
        show_default=True,
        help="Rehearse at N times speed; saved only with --save.",
    )
    save = click.option(
        "--save/--no-save", default=None, help="Save the session in the history (default: yes, unless rehearsing)."
    )
    resume = click.option("--resume", is_flag=True, help="Resume the last interrupted session.")
    fresh = click.option(
        "--fresh", is_flag=True, help="Start a new session; interrupted ones are saved as ended early."
    )
    on_event = click.option(
        "--on-event",
        callback=_event_command,
        metavar="COMMAND",
        help="Run this for each event of the session, with the event as JSON on its standard input.",
    )
    plain = click.option(
        "--plain/--no-plain",
        default=None,
        help="Line by line: for screen readers, slow lines, logs (default: if the terminal can't draw).",
    )
    return speed(save(resume(fresh(plain(on_event(command))))))


def _sound(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    if value is not None:
        from runstrength.sound.player import choose_backend

        choose_backend(value)
    return value


def _voice_name(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    if value is not None:
        from runstrength.settings import VOICES
        from runstrength.text import closest, invalid, one_of

        value = value.lower()
        if value not in VOICES:
            raise click.BadParameter(invalid(value, one_of(VOICES)) + closest(value, VOICES))
    return value


def sound_options(command: C) -> C:
    """Add the sound options to a command: `sound` and `voice` (None if not given; the name of a voice, or a bool)."""

    @wraps(command)
    def with_one_voice(*args: Any, voice: bool | None, voice_name: str | None, **others: Any) -> Any:
        if voice is False and voice_name:
            raise click.UsageError("--no-voice and --voice-name exclude each other: use one of them.")
        return command(*args, voice=voice_name or voice, **others)

    sound = click.option(
        "--sound",
        callback=_sound,
        metavar="BACKEND",
        help="auto, miniaudio, simpleaudio, command, bell or off (default: from the settings).",
    )
    voice = click.option("--voice/--no-voice", default=None, help="Speak the cues (default: from the settings).")
    name = click.option(
        "--voice-name",
        callback=_voice_name,
        metavar="NAME",
        help="Speak with this voice: heart or michael (default: from the settings).",
    )
    return sound(voice(name(cast("C", with_one_voice))))


leave_option = click.option(
    "--leave", callback=_departure, metavar="TIME", help="Departure time: 07:00, 0700, 6:30 pm."
)
"""The option `--leave`."""


def session_flags(flags: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of `LaunchOptions` that `run_options` and `sound_options` give.

    Raises:
        UsageError: as for `resume_policy`.
    """
    answer = resume_policy(flags["resume"], flags["fresh"], flags["save"])
    save = should_save(flags["save"], flags["speed"]) or bool(answer)
    given = {name: flags[name] for name in ("speed", "sound", "voice", "on_event", "plain")}
    return {**given, "answer": answer, "save": save}


def should_save(save: bool | None, speed: float) -> bool:
    """Tell whether to save the session: as the option says, else unless it is a rehearsal (`speed` above 1)."""
    return speed == 1 if save is None else save


def resume_policy(resume: bool, fresh: bool, save: bool | None) -> str:
    """Return what to do with an interrupted session: `resume`, `fresh`, or an empty string to ask.

    Raises:
        UsageError: both options were given, or one of them with --no-save.
    """
    if resume and fresh:
        raise click.UsageError("--resume and --fresh exclude each other: use only one of them")
    if save is False and (resume or fresh):
        raise click.UsageError(f"--{'resume' if resume else 'fresh'} needs saving: leave out --no-save")
    return "resume" if resume else "fresh" if fresh else ""

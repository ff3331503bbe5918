"""The settings: reads `config.toml`, and changes its values without losing comments."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from runstrength.dates import WEEK_STARTS
from runstrength.numbers import OWNED_WEIGHTS, UNITS, kilograms, weight_in
from runstrength.text import closest, invalid, one_of
from runstrength.toml_input import InputError, Problem, Table, first_problems
from runstrength.toml_output import change_toml, read_own_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LEVELS: Final = ("beginner", "intermediate", "advanced")
LEVEL_DESCRIPTIONS: Final = {
    "beginner": "new, or back after time off",
    "intermediate": "a few months of strength training",
    "advanced": "years of heavy strength training",
}
"""Who each level is for."""
EQUIPMENT: Final = ("bodyweight", "dumbbell", "kettlebell", "box", "band")
EQUIPMENT_TITLES: Final = {
    "bodyweight": "Bodyweight",
    "dumbbell": "Dumbbells",
    "kettlebell": "Kettlebell",
    "box": "Box",
    "band": "Resistance band",
}
"""What the equipment is called on screens."""
SEASONS: Final = ("off", "build", "race")
SIDES: Final = ("left", "right", "weaker")
ADVANCES: Final = ("auto", "wait")
INSTALLED_BACKENDS: Final = ("miniaudio", "simpleaudio", "command")
"""The sound backends that have to be installed, and so may be missing."""
SOUND_BACKENDS: Final = ("auto", *INSTALLED_BACKENDS, "bell", "off")
VOICES: Final = ("heart", "michael")
"""The names of the voices; the first one is the usual one."""
SOUND_SETTINGS: Final = ("sound", "tones", "voice", "volume")
"""The settings that change the sound."""
THEMES: Final = ("dark", "light")

DATE_ORDERS: Final = ("auto", "day-first", "month-first")

MAX_REST: Final = 300
"""Seconds of rest after a round: 3-5 minutes are enough for the heaviest lifts (de Salles 2009)."""
MAX_LEAD_IN: Final = 60
"""Seconds of the lead-in."""
MAX_WEEKLY: Final = 7
"""Sessions of the weekly goal."""
MAX_MINUTES: Final = 600
"""Minutes of the time limit."""
BIRTH_YEARS: Final = (1900, 2100)
MAX_OWNED: Final = 50
"""Weights in one list."""
MAX_ROUTINE_NAME: Final = 255
"""Characters of the name of a routine."""
MAX_KEYS_TEXT: Final = 100
"""Characters of the keys of one action."""
DEFAULT_ROUTINE: Final = "runner"
"""The routine that home and commands start, unless the person chose another."""
OFFERS: Final = ("heavy", "hops")
"""What the coach offers, by the setting that has the answer."""


class OfferAnswer(Struct, frozen=True):
    """The answer to an offer of the coach."""

    accepted: bool
    day: date | None = None
    """The day it was given; None if nobody knows."""

    @property
    def text(self) -> str:
        """It as a setting has it: `yes 2026-11-30`."""
        return " ".join(("yes" if self.accepted else "no", *([self.day.isoformat()] if self.day else [])))


class Settings(Struct, frozen=True):
    """The settings; its fields are the keys of `config.toml`, with the same defaults."""

    level: str = "beginner"
    """One of `LEVELS`; asked at the first start (see `first_start_done`)."""
    health_note_read: bool = False
    """The health note was confirmed; asked at the first start."""
    equipment: tuple[str, ...] = ("bodyweight",)
    """The available equipment, of `EQUIPMENT`; never empty, because bodyweight is always available."""
    season: str = "build"
    """One of `SEASONS`."""
    race_date: str = ""
    """YYYY-MM-DD, or empty; with a date, the season changes automatically."""
    birth_year: int = 0
    """For the norms of the self-check; 0 if not entered."""
    weekly_goal: int = 2
    """Sessions per week."""
    default_routine: str = DEFAULT_ROUTINE
    """The name of the routine that home and commands start, or the path of its file (see `Library.default_routine`)."""
    minutes: int = 30
    """How long a session may take, in minutes; 0 for no limit. Asked at the first start; the article: 10-30."""
    units: str = "metric"
    """One of `UNITS`, for weights and distances that are shown or typed; files use kilograms and meters."""
    dumbbells: tuple[float, ...] = ()
    """The person's dumbbells, in the unit of `units`; empty for any weight."""
    kettlebells: tuple[float, ...] = ()
    """The person's kettlebells, in the unit of `units`; empty for any weight."""
    date_order: str = "auto"
    """One of `DATE_ORDERS`: how 3/4/2027 is read; `auto` uses the language of the system."""
    week_starts: str = "monday"
    """One of `dates.WEEK_STARTS`."""
    deload: bool = True
    """Plan a lighter week every few weeks."""
    heavy: str = ""
    """The answer to the offer of a heavy phase, as `read_answer` reads it; empty if there is none."""
    hops: str = ""
    """The same for hops."""
    supersets: bool = True
    """The exercises of a block alternate; else all sets of one come before the next."""
    first_side: str = "left"
    """The side that starts in odd sets, one of `SIDES`; the weaker side is computed from the history."""
    advance: str = "auto"
    """One of `ADVANCES`; with `wait`, the next set waits for a key after the rest."""
    hands_free: bool = False
    """Every step ends automatically."""
    checkin: bool = True
    """Ask for sleep, stress and soreness before a session."""
    rest: int = 0
    """Seconds of rest after a round, unless the routine says otherwise; 0 for those of the level."""
    lead_in: float = 10
    """Seconds to get ready, unless the routine says otherwise."""
    sound: str = "auto"
    """One of `SOUND_BACKENDS`: what plays the cues."""
    tones: bool = True
    """Play tones."""
    voice: bool | str = True
    """Speak the cues: false, true (the first of `VOICES`), or the name of another voice."""
    volume: float = 0.8
    """0 to 1."""
    theme: str = "dark"
    """One of `THEMES`."""
    plain: bool = False
    """Do sessions line by line, for screen readers."""
    on_event: str = ""
    """The command that is told the events of a session; empty for none."""
    keys: dict[str, str] = {}
    """The person's own keys: keys separated by commas, by the id of what they do; checked when the app starts."""

    def owned(self, implement: str) -> tuple[float, ...]:
        """Return the person's weights of an implement, in kilograms, the lightest first; empty for any weight.

        Args:
            implement: `dumbbell` or `kettlebell`.
        """
        listed = {"dumbbell": self.dumbbells, "kettlebell": self.kettlebells}.get(implement, ())
        return tuple(kilograms(weight, self.units) for weight in listed)


def voice_name(setting: bool | str) -> str:
    """Return the name of the voice of a setting, empty if it is off."""
    return setting if isinstance(setting, str) else VOICES[0] if setting else ""


def voice_setting(name: str) -> bool | str:
    """Return the setting for the name of a voice, or for none."""
    return name if name not in ("", VOICES[0]) else bool(name)


KEYS: Final = Settings.__struct_fields__
"""The keys of `config.toml`, in order."""

_HEADER: Final = f"""\
# The settings of runstrength. A missing key has its default; unknown keys are kept.
# Known keys: {", ".join(KEYS[:9])},
# {", ".join(KEYS[9:])}.

"""


def read_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings (the defaults if there is no file) and a warning for each unknown key.

    Raises:
        InputError: the file is not valid TOML, or has wrong values; it names all of them.
    """
    data = read_own_toml(path) or {}
    problems: list[Problem] = []
    table = Table(data, str(path), problems)
    settings = _check(table)
    if problems:
        raise InputError(problems)
    unknown: list[Problem] = []
    Table(data, str(path), unknown, read_keys=table.read_keys).finish()
    return settings, tuple(map(str, first_problems(unknown)))


def first_start_done(path: Path) -> bool:
    """Tell whether the questions of the first start were answered: the level is set and the health note read."""
    try:
        data = read_own_toml(path) or {}
    except InputError:
        return False
    return "level" in data and data.get("health_note_read") is True


def save_settings(path: Path, changes: Mapping[str, object]) -> None:
    """Change some keys of the file; comments, order and unknown keys stay.

    The file and its folder are created if needed.

    Raises:
        InputError: a key is unknown, a value is wrong, or the existing file cannot be read; nothing is written.
        OSError: the file could not be written; the old file is unchanged.
    """
    settings = checked_changes(changes, str(path))
    change_toml(path, {key: getattr(settings, key) for key in changes}, _HEADER)


def checked_changes(changes: Mapping[str, object], file: str = "") -> Settings:
    """Return settings with some values changed from the defaults.

    Args:
        changes: values by key.
        file: the name of the file, for error messages.

    Raises:
        InputError: a key is unknown, or a value is wrong; it names all of them.
    """
    problems = [Problem(file, key, f"unknown key{closest(key, KEYS)}") for key in changes if key not in KEYS]
    given = {key: list(value) if isinstance(value, tuple) else value for key, value in changes.items()}
    settings = _check(Table(given, file, problems))
    if problems:
        raise InputError(problems)
    return settings


def changes_of_units(settings: Settings, units: str) -> dict[str, object]:
    """Return the settings to change when the units change, with the listed weights converted."""
    changes: dict[str, object] = {"units": units}
    for key in ("dumbbells", "kettlebells"):
        listed: tuple[float, ...] = getattr(settings, key)
        if listed and units != settings.units:
            changes[key] = tuple(weight_in(kilograms(weight, settings.units), units, 4) for weight in listed)
    return changes


def _check(table: Table) -> Settings:
    """Return the settings of a table, with defaults for wrong values; the problems are recorded in the table."""
    default = Settings()

    def number(key: str, low: float, high: float, unit: str, *, whole: bool = False) -> float:
        value = table.number(key, getattr(default, key), low=low, high=high, unit=unit, whole=whole)
        assert value is not None  # noqa: S101  (None is returned only for a default of None)
        return value

    def flag(key: str) -> bool:
        value = table.flag(key, getattr(default, key))
        if value is None:
            table.problem(key, invalid(None, "true or false"))
        return bool(value)

    return Settings(
        level=table.choice("level", LEVELS, default.level),
        health_note_read=flag("health_note_read"),
        equipment=_equipment(table),
        season=table.choice("season", SEASONS, default.season),
        race_date=_race_date(table),
        birth_year=_birth_year(table),
        weekly_goal=int(number("weekly_goal", 1, MAX_WEEKLY, "sessions", whole=True)),
        default_routine=_default_routine(table),
        minutes=int(number("minutes", 0, MAX_MINUTES, "minutes (0 is no limit)", whole=True)),
        units=table.choice("units", UNITS, default.units),
        dumbbells=_weights(table, "dumbbells"),
        kettlebells=_weights(table, "kettlebells"),
        date_order=table.choice("date_order", DATE_ORDERS, default.date_order),
        week_starts=table.choice("week_starts", WEEK_STARTS, default.week_starts),
        deload=flag("deload"),
        heavy=_answer(table, "heavy"),
        hops=_answer(table, "hops"),
        supersets=flag("supersets"),
        first_side=table.choice("first_side", SIDES, default.first_side),
        advance=table.choice("advance", ADVANCES, default.advance),
        hands_free=flag("hands_free"),
        checkin=flag("checkin"),
        rest=int(number("rest", 0, MAX_REST, "seconds (0 is what your level has)", whole=True)),
        lead_in=number("lead_in", 0, MAX_LEAD_IN, "seconds"),
        sound=table.choice("sound", SOUND_BACKENDS, default.sound),
        tones=flag("tones"),
        voice=_voice(table),
        volume=number("volume", 0, 1, ""),
        theme=table.choice("theme", THEMES, default.theme),
        plain=flag("plain"),
        on_event=_on_event(table),
        keys=_keys(table),
    )


def _voice(table: Table) -> bool | str:
    value = table.take("voice", Settings().voice)
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in VOICES:
        return voice_setting(value)
    table.problem("voice", unknown_voice(value))
    return Settings().voice


def unknown_voice(value: object) -> str:
    """Return what is wrong with a value that is no voice, and what to use."""
    words = invalid(value, one_of(["true", "false", *(f'"{name}"' for name in VOICES)]))
    return words + (closest(value, VOICES) if isinstance(value, str) else "")


def _default_routine(table: Table) -> str:
    default = Settings().default_routine
    name = table.text("default_routine", default, max_length=MAX_ROUTINE_NAME)
    if not name.strip() and table.data.get("default_routine") == name:
        table.problem("default_routine", invalid(name, "the name of a routine"))
    return name.strip() or default


def _equipment(table: Table) -> tuple[str, ...]:
    default = Settings().equipment
    items = table.texts("equipment", default)
    for item in items:
        if item not in EQUIPMENT:
            table.problem("equipment", invalid(item, one_of(EQUIPMENT)) + closest(item, EQUIPMENT))
    return tuple(dict.fromkeys(items)) or default


def _weights(table: Table, key: str) -> tuple[float, ...]:
    low, high = OWNED_WEIGHTS
    return table.numbers(key, low=low, high=high, unit="weights", max_items=MAX_OWNED)


def _on_event(table: Table) -> str:
    if "on_event" not in table.data:
        return Settings().on_event
    from runstrength.inputs import MAX_COMMAND, read_command  # late: `due` does without
    from runstrength.numbers import NumberError

    text = table.text("on_event", Settings().on_event, max_length=MAX_COMMAND)
    try:
        read_command(text)
    except NumberError as error:
        table.problem("on_event", str(error))
        return Settings().on_event
    return text


def _keys(table: Table) -> dict[str, str]:
    """Return the table of keys; `session.skip = "k"` without quotes around the name is a table in it."""
    keys: dict[str, str] = {}
    given = table.table("keys")
    for key, value in {} if given is None else given.data.items():
        inner = value if isinstance(value, dict) else {"": value}
        for name, text in inner.items():
            full_key = f"{key}.{name}" if name else key
            if isinstance(text, str) and len(text) <= MAX_KEYS_TEXT:
                keys[full_key] = text
            else:
                table.problem(f'keys."{full_key}"', invalid(text, 'keys with commas between them ("k,f5")'))
    return keys


def _race_date(table: Table) -> str:
    value = table.take("race_date", "")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if value == "":
        return ""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    table.problem("race_date", invalid(value, 'a date like "2027-04-11", or ""'))
    return ""


def read_answer(text: str) -> OfferAnswer | None:
    """Return the answer to an offer: `yes` or `no`, with its day or without (`yes 2026-11-30`); None if it is none.

    Raises:
        ValueError: it is something else.
    """
    if not text:
        return None
    word, _, day = text.partition(" ")
    if word not in ("yes", "no") or (day and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day)):
        raise ValueError(text)
    return OfferAnswer(word == "yes", date.fromisoformat(day) if day else None)


def _answer(table: Table, key: str) -> str:
    value = table.take(key, "")
    try:
        if isinstance(value, str):
            answer = read_answer(value.strip())
            return "" if answer is None else answer.text
    except ValueError:
        pass
    table.problem(key, invalid(value, '"yes" or "no", with its day or without ("yes 2026-11-30"), or ""'))
    return ""


def _birth_year(table: Table) -> int:
    value = table.take("birth_year", 0)
    low, high = BIRTH_YEARS
    if isinstance(value, int) and not isinstance(value, bool) and (value == 0 or low <= value <= high):
        return value
    table.problem("birth_year", invalid(value, f"a year from {low} to {high}, or 0"))
    return 0

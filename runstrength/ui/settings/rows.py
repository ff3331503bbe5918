"""The rows of the settings screen: order, titles and descriptions. Only data.

Keys, ranges and choices come from `settings`, which checks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from runstrength import settings
from runstrength.dates import WEEK_STARTS
from runstrength.numbers import UNITS
from runstrength.settings import LEVEL_DESCRIPTIONS
from runstrength.sound.protocol import ONE_AT_A_TIME, PLAYER_COMMANDS
from runstrength.text import one_of


class Preference(Struct, frozen=True):
    """A row of the settings screen."""

    key: str
    """The key of `config.toml`."""
    group: str
    title: str
    about: str
    """What it does, in one or two sentences."""
    kind: str
    """`choice`, `answer` (to an offer), `flag`, `item` (of a list), `number`, `year`, `date` or `weights`."""
    choices: tuple[object, ...] = ()
    """The choices, in the order of the arrow keys."""
    names: Mapping[Any, str] = {}
    """The names of values; other values are shown as they are."""
    descriptions: Mapping[Any, str] = {}
    """The descriptions of choices, if their names are not enough."""
    item: str = ""
    """The item of a list that the row turns on and off."""
    low: float = 0
    high: float = 0
    step: float = 1
    """The step of the arrow keys."""
    unit: str = ""
    """The unit in the plural and singular, as `sessions/session`."""
    scale: float = 1
    """The factor between the stored and the shown number."""
    example: str = ""
    """An example of a valid input."""


YES_NO: Final[Mapping[Any, str]] = {True: "yes", False: "no"}
ON_OFF: Final[Mapping[Any, str]] = {True: "on", False: "off"}
NONE: Final = "none"
"""The name of an empty date or year."""

_TRAINING: Final = "Training"
_EQUIPMENT_GROUP: Final = "Equipment"
_SESSION: Final = "Session"
SOUND: Final = "Sound"
"""The group of the sound, whose rows lead to the sound check."""
_SCREEN: Final = "Screen"

_EQUIPMENT_NOTE: Final = "Exercises use the equipment you have. Bodyweight is enough without any."


def _flag(key: str, group: str, title: str, about: str, names: Mapping[Any, str] = YES_NO) -> Preference:
    return Preference(key, group, title, about, "flag", (False, True), names)


def _item(item: str) -> Preference:
    title = settings.EQUIPMENT_TITLES[item]
    return Preference("equipment", _EQUIPMENT_GROUP, title, _EQUIPMENT_NOTE, "item", (False, True), YES_NO, item=item)


def _answer(key: str, title: str, about: str) -> Preference:
    return Preference(
        key,
        _TRAINING,
        title,
        about,
        "answer",
        ("", "yes", "no"),
        names={"": "ask"},
        descriptions={"": "offered on home after weeks of training", "yes": "whenever it fits", "no": "never offered"},
    )


def _weights(key: str, title: str) -> Preference:
    about = f"The {key} you have. Sessions only ask for these weights; leave empty for any weight."
    return Preference(
        key, _EQUIPMENT_GROUP, title, about, "weights", example="weights (5, 7.5, 10), or empty for any weight"
    )


PREFERENCES: Final = (
    Preference(
        "level",
        _TRAINING,
        "Level",
        "How many sets, how long the rests are, and where each exercise starts.",
        "choice",
        settings.LEVELS,
        descriptions=LEVEL_DESCRIPTIONS,
    ),
    Preference(
        "season",
        _TRAINING,
        "Season",
        "Where you are in your running year: most strength work off season, least while racing.",
        "choice",
        settings.SEASONS,
        names={"off": "off season", "build": "building up", "race": "racing"},
    ),
    Preference(
        "race_date",
        _TRAINING,
        "Race date",
        "The day of your next race. Training adjusts automatically as it gets closer.",
        "date",
        example="a date (2027-04-11, 11 Apr, in 8 weeks), or empty for no race",
    ),
    Preference(
        "weekly_goal",
        _TRAINING,
        "Weekly goal",
        "How many strength sessions you want to do in a week.",
        "number",
        low=1,
        high=settings.MAX_WEEKLY,
        unit="sessions/session",
    ),
    Preference(
        "minutes",
        _TRAINING,
        "Time limit",
        "How long a session may take. Blocks, sets and rests are chosen to fit; ← and → on home change it for a day.",
        "number",
        low=0,
        high=settings.MAX_MINUTES,
        step=5,
        unit="minutes/minute",
        names={0: "no limit"},
        example="minutes (30, 1:15), or none for no limit",
    ),
    Preference(
        "week_starts",
        _TRAINING,
        "Week starts on",
        "The first day of the week, for the weekly goal and the weeks of the history.",
        "choice",
        WEEK_STARTS,
        names={"monday": "Monday", "sunday": "Sunday"},
    ),
    _flag("deload", _TRAINING, "Lighter weeks", "Every few weeks a lighter one, so your body can recover.", ON_OFF),
    _answer(
        "heavy", "Heavy phase", "Leg lifts of 4-6 reps with heavier weights, in the off season and while building up."
    ),
    _answer("hops", "Hops", "Small jumps before the first exercise, twice a week at most, for springy calves."),
    _flag(
        "supersets",
        _TRAINING,
        "Supersets",
        "Exercises of a block alternate, which saves time. Off: all sets of one exercise first, each with its rest.",
        ON_OFF,
    ),
    Preference(
        "birth_year",
        _TRAINING,
        "Birth year",
        "Only used to compare self-check results.",
        "year",
        low=settings.BIRTH_YEARS[0],
        high=settings.BIRTH_YEARS[1],
        example=f"a year from {settings.BIRTH_YEARS[0]} to {settings.BIRTH_YEARS[1]}, or empty to leave it out",
    ),
    _item("dumbbell"),
    _weights("dumbbells", "Dumbbell weights"),
    _item("kettlebell"),
    _weights("kettlebells", "Kettlebell weights"),
    _item("box"),
    _item("band"),
    _flag("checkin", _SESSION, "Check-in", "Asks how you slept and feel before a session, and adjusts it if needed."),
    Preference(
        "rest",
        _SESSION,
        "Rest",
        "Seconds of rest after each round, unless the routine sets its own; a time limit may shorten them.",
        "number",
        low=0,
        high=settings.MAX_REST,
        step=15,
        unit="s",
        names={0: "by level"},
        example="1 to 300 seconds, or 0 for your level's rest",
    ),
    Preference(
        "lead_in",
        _SESSION,
        "Lead-in",
        "Seconds to get ready before an exercise, unless the routine sets its own.",
        "number",
        low=0,
        high=settings.MAX_LEAD_IN,
        step=5,
        unit="s",
    ),
    Preference(
        "first_side",
        _SESSION,
        "First side",
        "The side that goes first in the first set. The sides swap with every set.",
        "choice",
        settings.SIDES,
        names={"weaker": "weaker side"},
        descriptions={"weaker": "the side that did less recently; otherwise left"},
    ),
    Preference(
        "advance",
        _SESSION,
        "After a rest",
        "What happens when a rest is over.",
        "choice",
        settings.ADVANCES,
        names={"auto": "continue", "wait": "wait"},
        descriptions={"auto": "the next set starts automatically", "wait": "until you press a key"},
    ),
    _flag(
        "hands_free",
        _SESSION,
        "Hands-free",
        "Steps end automatically and reps follow a tempo: no key needed from start to finish.",
        ON_OFF,
    ),
    Preference(
        "sound",
        SOUND,
        "Output",
        "What plays the tones and the voice.",
        "choice",
        settings.SOUND_BACKENDS,
        names={"auto": "automatic", "command": "command", "bell": "terminal bell", "off": "off"},
        descriptions={
            "miniaudio": "most accurate timing, plays sounds together",
            "simpleaudio": ONE_AT_A_TIME,
            "command": one_of(tuple(PLAYER_COMMANDS)),
            "bell": "no voice",
            "off": "no sound",
        },
    ),
    _flag("tones", SOUND, "Tones", "Each cue has its own tone: get ready, go, halfway, switch, rest.", ON_OFF),
    Preference(
        "voice",
        SOUND,
        "Voice",
        "Says the exercise, the side and what's next, and counts hands-free reps.",
        "choice",
        (*map(settings.voice_setting, settings.VOICES), False),
        names={True: settings.VOICES[0], False: "off"},
    ),
    Preference(
        "volume",
        SOUND,
        "Volume",
        "How loud tones and voice are, on top of the system volume.",
        "number",
        low=0,
        high=1,
        step=0.1,
        unit="%",
        scale=100,
    ),
    _flag(
        "plain",
        _SCREEN,
        "Line by line",
        "Commands start sessions as lines of text, for screen readers.",
        ON_OFF,
    ),
    Preference("theme", _SCREEN, "Theme", "Light text on dark, or dark on light.", "choice", settings.THEMES),
    Preference(
        "units",
        _SCREEN,
        "Units",
        "Units of weights and distances, on screen and as you type. Files keep kilograms and meters.",
        "choice",
        UNITS,
        descriptions={"metric": "kilograms and kilometers", "imperial": "pounds and miles"},
    ),
    Preference(
        "date_order",
        _SCREEN,
        "Dates",
        "How a date like 3/4/2027 is read. 2027-04-03 and 3 Apr always work.",
        "choice",
        settings.DATE_ORDERS,
        names={"auto": "automatic", "day-first": "day first", "month-first": "month first"},
        descriptions={"auto": "follows the language of this computer"},
    ),
)
"""The rows; those of a group are adjacent."""

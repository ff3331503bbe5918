"""Every field in which something can be typed, against what takes the same fact: an option of a command, or a file.

Each text is pasted into the field of a running app. What is kept, or which message comes, stands in a table; the fields
of a correction have theirs in `test_typed_values`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import click
import pytest
from click.testing import CliRunner
from textual.events import Paste
from textual.pilot import Pilot

from runstrength import dates
from runstrength.catalogue.library import load_library
from runstrength.cli import date_options, main
from runstrength.date_input import DATE_HINT, MOMENT_HINT, TIME_HINT, TypedMoment
from runstrength.history.store import Store
from runstrength.locations import assets_dir
from runstrength.settings import read_settings
from runstrength.toml_input import InputError, read_toml
from runstrength.ui import messages
from runstrength.ui.app import RunstrengthApp
from runstrength.ui.coach.warmup import LEAVE_ROW
from runstrength.ui.common.form_screen import FormScreen
from runstrength.ui.common.inline_edit import InlineEditScreen
from runstrength.ui.settings.rows import PREFERENCES
from tests.support.app import MORNING, make_app, press, settled
from tests.support.driving import running
from tests.support.past_samples import kept
from tests.support.plans import plan_of
from tests.ui.test_session_loads import SQUATS
from tests.ui.test_typed_values import TEXTS


class Typed(NamedTuple):
    """A field: how it is reached, what is kept of it, and the command that takes the same fact."""

    opens: Callable[[], messages.Navigation] | None
    """What opens its screen; None is the check-in of a session."""
    keys: tuple[str, ...]
    """What leads to it there."""
    value: Callable[[RunstrengthApp], Any]
    """What is kept."""
    command: tuple[str, ...] = ()
    """The command and its option."""
    empties: tuple[str, ...] = ()
    """What begins an empty field, where typing begins with the value that is there."""
    saves: tuple[str, ...] = ()
    """What saves it."""
    row: int = 0
    """The row of a long list in which it stands."""


def answer(key: str) -> Callable[[RunstrengthApp], Any]:
    """Return what reads an answer of a form; a day is a number of days from today in it."""

    def value(app: RunstrengthApp) -> Any:
        assert isinstance(app.screen, FormScreen)
        found = app.screen.committed.value(key)
        return (MORNING + timedelta(days=found)).date().isoformat() if key == "day" else found

    return value


def down(times: int) -> tuple[str, ...]:
    """Return so many presses of an arrow."""
    return ("down",) * times


FIELDS: Final = {
    "run minutes": Typed(messages.OpenRunLog, (), answer("minutes"), ("run", "--minutes")),
    "run effort": Typed(messages.OpenRunLog, down(1), answer("effort"), ("run", "--effort")),
    "run day": Typed(messages.OpenRunLog, down(2), answer("day"), ("run", "--date")),
    "run distance": Typed(messages.OpenRunLog, down(3), answer("distance"), ("run", "--distance")),
    "sleep": Typed(None, (), answer("sleep"), ("plan", "--sleep")),
    "stress": Typed(None, down(1), answer("stress"), ("session", "--stress")),
    "soreness": Typed(None, down(2), answer("soreness"), ("plan", "--soreness")),
    "hard run": Typed(None, down(3), answer("hard_run_hours"), ("session", "--hard-run-hours")),
    "time": Typed(None, down(5), answer("minutes"), ("plan", "--minutes")),
    "departure": Typed(messages.OpenWarmups, down(LEAVE_ROW), lambda app: app.services.leave_at, ("warmup", "--leave")),
}


def row_of(key: str) -> int:
    """Return the row of a setting."""
    return next(row for row, one in enumerate(PREFERENCES) if one.key == key and one.kind != "item")


def setting(key: str) -> Typed:
    """Return the field of a setting."""
    empties = ("enter", "ctrl+u") if key in ("dumbbells", "kettlebells") else ()
    return Typed(
        messages.OpenSettings,
        (),
        lambda app: getattr(app.services.settings, key),
        empties=empties,
        row=row_of(key),
    )


# What is kept, or the words after "isn't valid: ", for each of TEXTS:
#   8,5   8.5 km   5mi   12.5   25lb   1:30   90   7.5   6:30 pm   27 Mar   nonsense   99999
MINUTES = "use 1 to 1440 minutes"
TEN = "use a whole number from 1 to 10"
FAR = "use 0.1 to 1000 km"
SLEEP = "use 0 to 24 hours"
AGO = "use 0 to 999 hours"
TIME = "use 1 to 600 minutes, or none for no limit"
WHOLE = "use a whole number from 1 to 600 minutes, or none for no limit"
CLOCK = f"use {TIME_HINT}"
DAY = f"use {DATE_HINT}"
NIGHT, EVENING = MORNING.replace(day=23, hour=1, minute=30, second=0), MORNING.replace(hour=18, minute=30, second=0)
TABLE: Final[Mapping[str, tuple[object, ...]]] = {
    "run minutes": (8.5, MINUTES, MINUTES, 12.5, MINUTES, 90, 90, 7.5, MINUTES, MINUTES, MINUTES, MINUTES),
    "run effort": (TEN,) * 12,
    "run day": (DAY, DAY, DAY, "2026-05-12", DAY, DAY, DAY, "2026-05-07", DAY, "2026-03-27", DAY, DAY),
    "run distance": (8500, 8500, 8046.72, 12500, FAR, FAR, 90000, 7500, FAR, FAR, FAR, FAR),
    "sleep": (8.5, SLEEP, SLEEP, 12.5, SLEEP, 1.5, SLEEP, 7.5, SLEEP, SLEEP, SLEEP, SLEEP),
    "stress": ("use a whole number from 1 to 5",) * 12,
    "soreness": ("use a whole number from 0 to 10",) * 12,
    "hard run": (8.5, AGO, AGO, 12.5, AGO, 1.5, 90, 7.5, AGO, AGO, AGO, AGO),
    "time": (WHOLE, TIME, TIME, WHOLE, TIME, 90, 90, WHOLE, TIME, TIME, TIME, TIME),
    "departure": (CLOCK, CLOCK, CLOCK, CLOCK, CLOCK, NIGHT, CLOCK, CLOCK, EVENING, CLOCK, CLOCK, CLOCK),
}
ONE_TO_SEVEN = "use a whole number from 1 to 7 sessions"
LIMIT = "use minutes (30, 1:15), or none for no limit"
YEAR = "use a year from 1900 to 2100, or empty to leave it out"
RACE = "use a date (2027-04-11, 11 Apr, in 8 weeks), or empty for no race"
OWNED = "use 0.01 to 3000 kg"
READY = "use 0 to 60 seconds"
LOUD = "use 0 to 100%"
LISTS: Final = ((8.5,), OWNED, OWNED, (12.5,), (11.3398,), OWNED, (90,), (7.5,), OWNED, OWNED, OWNED, OWNED)
SETTINGS: Final[Mapping[str, tuple[object, ...]]] = {
    "weekly_goal": (ONE_TO_SEVEN,) * 12,
    "minutes": (LIMIT, LIMIT, LIMIT, LIMIT, LIMIT, 90, 90, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT),
    "birth_year": (YEAR,) * 12,
    "race_date": (RACE, RACE, RACE, "2027-05-12", RACE, RACE, RACE, "2027-05-07", RACE, "2027-03-27", RACE, RACE),
    "dumbbells": LISTS,
    "kettlebells": LISTS,
    "lead_in": (8.5, READY, READY, 12.5, READY, READY, READY, 7.5, READY, READY, READY, READY),
    "volume": (0.085, LOUD, LOUD, 0.125, LOUD, LOUD, 0.9, 0.075, LOUD, LOUD, LOUD, LOUD),
}
REPS = "use a whole number from 1 to 1000 reps"
HOLD = "use 1 to 3600 seconds"
SETS = "use a whole number from 1 to 100 sets"
BREAK = "use 0 to 3600 seconds"
BREAKS: Final = (8.5, BREAK, BREAK, 12.5, BREAK, 90, 90, 7.5, BREAK, BREAK, BREAK, BREAK)
BUILT: Final[Mapping[str, tuple[object, ...]]] = {
    "title": TEXTS,
    "about": TEXTS,
    "name": TEXTS,
    "sets": (*(SETS,) * 6, 90, *(SETS,) * 5),
    "rest": BREAKS,
    "ready": BREAKS,
    "switch": BREAKS,
    "reps": (REPS, REPS, REPS, REPS, REPS, REPS, 90, REPS, REPS, REPS, REPS, REPS),
    "hold": (8.5, HOLD, HOLD, 12.5, HOLD, 90, 90, 7.5, HOLD, HOLD, HOLD, HOLD),
}


async def in_app(pilot: Pilot[int], field: Typed) -> list[object]:
    """Paste each text into a field: what is kept of it, or the words of the message; then it stays to be corrected."""
    app = pilot.app
    assert isinstance(app, RunstrengthApp)
    await settled(pilot)
    if field.opens is None:
        await press(pilot, "s")
    else:
        app.post_message(field.opens())
        await settled(pilot)
    if field.row:
        assert isinstance(app.screen, InlineEditScreen)
        app.screen.list.action_go_to(field.row)
        await settled(pilot)
    await press(pilot, *field.keys)
    outcomes: list[object] = []
    for text in TEXTS:
        before = field.value(app)
        await press(pilot, *field.empties)
        app.post_message(Paste(text))
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, InlineEditScreen)
        if said := screen.error:
            assert (field.value(app), screen.typed) == (before, text)
            await press(pilot, "escape")
        else:
            await press(pilot, *field.saves)
        outcomes.append(said or field.value(app))
    return outcomes


def expected(row: tuple[object, ...]) -> list[object]:
    """Return what becomes of each text, with the whole of its message."""
    return [
        f'"{text}" isn\'t valid: {value}' if isinstance(value, str) and value.startswith("use ") else value
        for text, value in zip(TEXTS, row, strict=True)
    ]


PARENT = click.Context(main, **main.context_settings)
COMMANDS = {name: main.get_command(PARENT, name) for name in main.list_commands(PARENT)}
"""All commands by name."""


def by_command(field: Typed, text: str) -> object:
    """Give a text to an option: what it is read as, or the words of the message."""
    name, option = field.command
    command = COMMANDS[name]
    assert command is not None
    needed = {"--minutes": "45", "--effort": "4"} if name == "run" else {}
    arguments = [word for pair in ({**needed, option: text}).items() for word in pair]
    try:
        context = command.make_context(name, arguments, parent=PARENT)
    except click.BadParameter as error:
        return error.message
    value = context.params[next(str(one.name) for one in command.params if option in one.opts)]
    if isinstance(value, TypedMoment):
        return value.time_of_day if value.day is None else value.day.isoformat()
    return value


@pytest.mark.parametrize("name", FIELDS)
async def test_a_field_and_an_option(home: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field of a form and the option with the same meaning keep the same, or say the same."""
    for module in (dates, date_options):  # which is imported here, or it would keep this clock for other tests
        monkeypatch.setattr(module, "local_now", lambda: MORNING)
    Store(home / "data" / "history").save(kept(plan_of("runner", "beginner"), MORNING - timedelta(days=3)))
    async with make_app(home, checkin=True).run_test(size=(100, 30)) as pilot:
        assert await in_app(pilot, FIELDS[name]) == expected(TABLE[name])
    wanted = expected(TABLE[name])
    if name == "run day":  # the option takes a time of day too, and its message says so
        wanted = [one.replace(DATE_HINT, MOMENT_HINT) if isinstance(one, str) else one for one in wanted]
        wanted[TEXTS.index("1:30")], wanted[TEXTS.index("6:30 pm")] = NIGHT.time(), EVENING.time()
    assert [by_command(FIELDS[name], text) for text in TEXTS] == wanted


def in_settings(file: Path, key: str, value: str) -> object:
    """Write a setting into the file: what is read of it, or None where the file is refused."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{key} = {value}\n", encoding="utf-8")
    try:
        return getattr(read_settings(file)[0], key)
    except InputError:
        return None


@pytest.mark.parametrize("key", SETTINGS)
async def test_a_setting_and_its_file(home: Path, key: str) -> None:
    """What a setting keeps the file takes too, and a plain number that it refuses the file refuses."""
    async with make_app(home).run_test(size=(100, 30)) as pilot:
        outcomes = await in_app(pilot, setting(key))
    assert outcomes == expected(SETTINGS[key])
    file = home / "config" / "config.toml"
    for text, outcome in zip(TEXTS, outcomes, strict=True):
        if not (isinstance(outcome, str) and "valid" in outcome):
            written = json.dumps(list(outcome) if isinstance(outcome, tuple) else outcome)
            assert in_settings(file, key, written) == outcome
        elif re.fullmatch(r"\d+(\.\d+)?", text):
            assert in_settings(file, key, f"[{text}]" if key in ("dumbbells", "kettlebells") else text) is None, text


ROUTINE = """title = "Quiet"
about = "Short"
[[blocks]]
name = "A"
sets = 2
rest = 30
ready = 10
switch = 5
[[blocks.slots]]
exercise = "squat"
reps = 20
[[blocks.slots]]
exercise = "plank"
hold = 20
"""
WAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": (),
    "about": ("tab",) * 2,
    "sets": down(1),
    **{key: ("down", *["tab"] * at) for at, key in enumerate(("rest", "ready", "switch"), 1)},
    "name": ("down", *["tab"] * 10),
    "reps": down(2),
    "hold": down(3),
}
"""What leads to each field of the routine in the builder."""


def of_routine(file: Path, key: str) -> object:
    """Return a value of the routine's file."""
    data: Any = read_toml(file)
    block = data["blocks"][0]
    places = {"title": data, "about": data, "reps": block["slots"][0], "hold": block["slots"][1]}
    return places.get(key, block).get(key)


@pytest.mark.parametrize("key", BUILT)
async def test_the_builder_and_its_file(home: Path, key: str) -> None:
    """What the builder keeps is in the file, and a plain number that it refuses the file refuses."""
    file = home / "config" / "routines" / "quiet.toml"
    file.parent.mkdir(parents=True)
    file.write_text(ROUTINE, encoding="utf-8")
    field = Typed(
        lambda: messages.OpenBuilder("quiet"),
        WAYS[key],
        lambda _: of_routine(file, key),
        empties=("enter", "ctrl+u") if key in ("title", "about", "name") else (),
        saves=("s",),
    )
    async with make_app(home).run_test(size=(100, 30)) as pilot:
        outcomes = await in_app(pilot, field)
    assert outcomes == expected(BUILT[key])
    for text, outcome in zip(TEXTS, outcomes, strict=True):
        if isinstance(outcome, str) and "valid" in outcome and re.fullmatch(r"\d+(\.\d+)?", text):
            file.write_text(re.sub(rf"(?m)^{key} = .*", f"{key} = {text}", ROUTINE), encoding="utf-8")
            with pytest.raises(InputError):
                load_library(assets_dir(), home / "config").routine("quiet")


PLANKS = SQUATS.replace("squat", "plank").replace("reps = 8", "hold = 8")
COUNTED = SQUATS.replace("reps = 8", "amrap = 60")
KEYS: Final = ("8,5", "12.5", "90", "7.5", "99999", "10001")
"""What can be typed in a session, where letters are commands."""
IN_SESSION: Final = {
    # by routine and value: what is kept of each of KEYS, or the words of the message
    "load": (SQUATS, (8.5, 12.5, 90, 7.5, "use 0 to 1000 kg", "use 0 to 1000 kg")),
    "reps": (SQUATS, (85, 125, 90, 75, *("use a whole number from 0 to 10000 reps",) * 2)),
    "seconds": (PLANKS, (8.5, 12.5, 90, 7.5, *("use 0 to 10000 seconds",) * 2)),
    "count": (COUNTED, (85, 125, 90, 75, *("use a whole number from 0 to 10000 reps",) * 2)),
}


@pytest.mark.parametrize("name", IN_SESSION)
async def test_a_number_in_a_session(home: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed in a rest is kept or refused as `history edit --set` does; no count has a point."""
    routine, row = IN_SESSION[name]
    async with running(home, routine) as runner:
        await runner.go_to(2)
        await runner.hit(*(["tab"] if name == "load" else []))
        for text, wanted in zip(KEYS, row, strict=True):
            await runner.hit(*text)
            notices = [runner.screen.notice]
            await runner.hit("enter")
            item = runner.session.state.log[0]
            if isinstance(wanted, str):
                assert f'"{text}" isn\'t valid: {wanted}'.startswith(runner.screen.notice.rstrip("…"))
                await runner.hit("escape")
            else:
                assert (item.load_kg if name == "load" else item.done) == wanted, text
                assert (float(text.replace(",", ".")) == wanted) or "Whole numbers only" in notices[0]
        await runner.finish()
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(home))
    for text, wanted in zip(KEYS, row, strict=True):
        words = f"{routine.split('exercise = ')[1].split()[0]} 1 = {'@' if name == 'load' else ''}{text}"
        result = CliRunner().invoke(main, ["history", "edit", "last", "--set", words.replace('"', "")])
        item = Store(home / "data" / "history").load("last").sets[0]
        if isinstance(wanted, str):
            assert f'"{text}" isn\'t valid: {wanted}' in " ".join(result.stderr.split())
        elif float(text.replace(",", ".")) == wanted:
            assert (item.load_kg if name == "load" else item.done) == wanted, result.output
        else:
            assert "use a whole number" in " ".join(result.stderr.split()), text

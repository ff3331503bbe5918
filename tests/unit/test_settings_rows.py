"""The settings as rows: all of them are there, and whatever the arrows and the keyboard make of them is right."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from runstrength.cells import wrap
from runstrength.coach.prescription import Choices
from runstrength.settings import EQUIPMENT, KEYS, Settings, checked_changes, read_settings, save_settings
from runstrength.ui.common.list_screen import MAX_WIDTH
from runstrength.ui.settings.rows import PREFERENCES, Preference
from runstrength.ui.settings.screen import GROUP_WIDTH, SettingsScreen
from runstrength.ui.settings.values import (
    choose_value,
    input_hint,
    read_value,
    step_value,
    value_note,
    value_of,
    value_text,
)
from tests.support.loops import looped

TODAY = date(2026, 11, 22)
rows = st.sampled_from(PREFERENCES)
moves = st.lists(st.tuples(rows, st.sampled_from((-1, 1))), max_size=40)


def row(key: str, item: str = "") -> Preference:
    """Return the row of a setting."""
    return next(one for one in PREFERENCES if (one.key, one.item) == (key, item))


def test_every_setting_has_its_row() -> None:
    """Every key of config.toml can be changed there, except those that are set elsewhere or only in the file."""
    assert {one.key for one in PREFERENCES} == {*KEYS} - {"health_note_read", "default_routine", "on_event", "keys"}
    assert [one.item for one in PREFERENCES if one.key == "equipment"] == list(EQUIPMENT[1:])
    titles = [one.title for one in PREFERENCES]
    assert len(set(titles)) == len(titles)


def test_groups_stand_together() -> None:
    """Each group has one place in the list, and its name has room."""
    groups = [one.group for one in PREFERENCES]
    assert len({*groups}) == sum(a != b for a, b in zip(["", *groups], groups, strict=False))
    assert all(cell_len(group) < GROUP_WIDTH for group in groups)


@looped("preference", PREFERENCES)
def test_every_row_has_room(preference: Preference) -> None:
    """In a terminal of 80 columns every value stands whole beside its title, and 60 columns are enough for the rest."""
    room = SettingsScreen.LIST_WIDTH - 3  # the mark of the highlighted row, and the scrollbar
    values: tuple[Any, ...] = preference.choices or (preference.low, preference.high)
    if not preference.high and not preference.choices:
        values = ((1000.5,), tuple(range(50))) if preference.kind == "weights" else ("2027-04-11",)
    longest = max(cell_len(value_text(preference, value)) for value in (*values, value_of(preference, Settings())))
    assert GROUP_WIDTH + cell_len(preference.title) + 2 + longest + 4 <= room
    about = wrap(preference.about, 56)
    assert len(about) <= 2
    for means in preference.descriptions.values():
        assert len(about) + len(wrap(means, 56)) <= SettingsScreen.DETAILS_MIN_ROWS
    assert MAX_WIDTH - SettingsScreen.LIST_WIDTH > 30


@given(moves=moves)
def test_arrows_make_only_right_settings(moves: list[tuple[Preference, int]]) -> None:
    """Whatever is pressed, the settings stay such that the file with them is read without a word, and as they are."""
    settings = Settings()
    for preference, by in moves:
        changes = step_value(preference, settings, by)
        if changes is not None:
            assert checked_changes(changes) == replace(Settings(), **changes)
            assert replace(settings, **changes) != settings
            settings = replace(settings, **changes)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        save_settings(path, {key: getattr(settings, key) for key in KEYS})
        assert read_settings(path) == (settings, ())


@given(preference=rows, moves=moves, by=st.sampled_from((-1, 1)))
def test_one_arrow_takes_back_the_other(preference: Preference, moves: list[tuple[Preference, int]], by: int) -> None:
    """An arrow back leads to where the arrow forth began, unless a number stood between two steps or at its end."""
    settings = Settings()
    for one, way in moves:
        settings = replace(settings, **(step_value(one, settings, way) or {}))
    there = step_value(preference, settings, by)
    if there is not None:
        back = step_value(preference, replace(settings, **there), -by)
        assert back == {key: getattr(settings, key) for key in there}


@looped("preference", [one for one in PREFERENCES if one.choices])
def test_arrows_reach_every_choice(preference: Preference) -> None:
    """Going on comes by every choice and back to the first."""
    settings, seen = Settings(), []
    for _ in preference.choices:
        settings = replace(settings, **(step_value(preference, settings, 1) or {}))
        seen.append(value_of(preference, settings))
    assert set(seen) == set(preference.choices)
    assert settings == Settings()


def test_numbers_go_by_their_step_and_stop_at_the_ends() -> None:
    """A number goes to the next multiple of its step, and not further than its range."""
    lead_in, volume = row("lead_in"), row("volume")
    assert step_value(lead_in, Settings(lead_in=7), 1) == {"lead_in": 10}
    assert step_value(lead_in, Settings(lead_in=7.5), -1) == {"lead_in": 5}
    assert step_value(lead_in, Settings(lead_in=58), 1) == {"lead_in": 60}
    assert step_value(lead_in, Settings(lead_in=60), 1) is None
    assert step_value(lead_in, Settings(lead_in=0), -1) is None
    assert step_value(volume, Settings(volume=0.7), 1) == {"volume": 0.8}
    assert step_value(volume, Settings(volume=0.3), -1) == {"volume": 0.2}


def test_what_is_not_here_is_passed_over() -> None:
    """Arrows do not stop at a choice that cannot be made on this machine."""
    sound = row("sound")
    assert step_value(sound, Settings(sound="miniaudio"), 1, {"simpleaudio", "command"}) == {"sound": "bell"}
    assert step_value(sound, Settings(sound="command"), -1, {"simpleaudio", "command"}) == {"sound": "miniaudio"}


def test_dates_and_years() -> None:
    """A day goes to its neighbours, over the end of a month too; one that was not said has none, nor has the last."""
    day = row("race_date")
    assert step_value(day, Settings(race_date="2027-02-28"), 1) == {"race_date": "2027-03-01"}
    assert step_value(day, Settings(), 1, today=TODAY) == {"race_date": "2026-11-23"}
    assert step_value(day, Settings(), -1, today=TODAY) is None
    assert step_value(day, Settings(race_date="2026-11-22"), -1, today=TODAY) is None
    assert step_value(day, Settings(race_date="2026-01-11"), 1, today=TODAY) == {"race_date": "2026-11-22"}
    assert step_value(day, Settings(race_date="9999-12-31"), 1) is None
    assert step_value(row("birth_year"), Settings(), 1) is None
    assert step_value(row("birth_year"), Settings(birth_year=1984), -1) == {"birth_year": 1983}


@looped(
    ("key", "text", "value"),
    [
        ("weekly_goal", " 3 ", 3),
        ("minutes", "25", 25),
        ("minutes", "1:15", 75),
        ("minutes", "40 min", 40),
        ("minutes", "none", 0),
        ("minutes", "0", 0),
        ("lead_in", "7,5", 7.5),
        ("lead_in", "12 s", 12),
        ("volume", "65", 0.65),
        ("volume", "100%", 1),
        ("birth_year", "1984", 1984),
        ("birth_year", "", 0),
        ("birth_year", "\u0661\u0669\u0668\u0664", 1984),
        ("race_date", "2027-04-11", "2027-04-11"),
        ("race_date", "", ""),
    ],
)
def test_a_typed_text_means_what_a_person_would_think(key: str, text: str, value: object) -> None:
    """A typed text means what a person would think, with a comma or a unit too; nothing means not said."""
    assert read_value(row(key), text) == {key: value}


@looped(
    ("key", "text", "needed"),
    [
        ("weekly_goal", "8", '"8" isn\'t valid: use a whole number from 1 to 7 sessions'),
        ("weekly_goal", "2.5", "use a whole number from 1 to 7 sessions"),
        ("weekly_goal", "", "use a whole number from 1 to 7 sessions"),
        ("minutes", "ten", '"ten" isn\'t valid: use minutes (30, 1:15), or none for no limit'),
        ("minutes", "601", "use minutes (30, 1:15), or none for no limit"),
        ("minutes", "7.5", "use minutes (30, 1:15), or none for no limit"),
        ("minutes", "", "use minutes (30, 1:15), or none for no limit"),
        ("lead_in", "ten", '"ten" isn\'t valid: use 0 to 60 seconds'),
        ("lead_in", "nan", "use 0 to 60 seconds"),
        ("lead_in", "1:30", "use 0 to 60 seconds"),
        ("volume", "120", '"120" isn\'t valid: use 0 to 100%'),
        ("birth_year", "84", '"84" isn\'t valid: use a year from 1900 to 2100, or empty to leave it out'),
        ("race_date", "2027-02-30", '"2027-02-30" isn\'t valid: use a date'),
        ("race_date", "3/4/2027", "could be 3 April or 4 March: use 2027-04-03 or 3 Apr"),
        ("race_date", "2026-11-21", "2026-11-21 is in the past: use today or a later day"),
        ("race_date", "yesterday", "2026-11-21 is in the past"),
        ("dumbbells", "5, ten", '"ten" isn\'t valid: use 0.01 to 3000 kg'),
    ],
)
def test_typing_something_wrong(key: str, text: str, needed: str) -> None:
    """What means nothing is an error that says what would."""
    with pytest.raises(ValueError, match=re.escape(needed)):
        read_value(row(key), text, today=TODAY)


@looped("text", ["27 Mar", "27/3/2027", "3/27/2027", "2027-03-27", "Mar 27, 2027", "in 125 days"])
def test_a_race_day_is_typed_as_people_write_it(text: str) -> None:
    """A race day is read in every form of a date, the next one where no year is said."""
    assert read_value(row("race_date"), text, today=TODAY) == {"race_date": "2027-03-27"}


def test_owned_weights_are_typed_as_a_list() -> None:
    """A list of weights is typed with blanks, semicolons or commas, in the units of the person."""
    assert read_value(row("dumbbells"), "10; 7,5 5") == {"dumbbells": (5, 7.5, 10)}
    assert read_value(row("kettlebells"), "") == {"kettlebells": ()}
    assert read_value(row("dumbbells"), "25 lb, 10", "imperial") == {"dumbbells": (10, 25)}
    assert step_value(row("units"), Settings(dumbbells=(10,)), 1) == {"units": "imperial", "dumbbells": (22.0462,)}


def test_equipment_is_a_list_of_its_items() -> None:
    """Each item goes in and out of the list by itself; the body is always at hand."""
    box, bell = row("equipment", "box"), row("equipment", "kettlebell")
    settings = Settings()
    settings = replace(settings, **choose_value(box, settings, value=True))
    settings = replace(settings, **choose_value(bell, settings, value=True))
    assert settings.equipment == ("bodyweight", "kettlebell", "box")
    assert value_of(box, settings)
    assert choose_value(box, settings, value=False) == {"equipment": ("bodyweight", "kettlebell")}
    assert choose_value(box, Settings(equipment=("box",)), value=False) == {"equipment": ("bodyweight",)}


@looped(
    ("day", "words"),
    [
        ("2026-11-22", "Sunday 22 November 2026, today"),
        ("2026-11-23", "Monday 23 November 2026, tomorrow"),
        ("2026-11-20", "Friday 20 November 2026, 2 days ago"),
        ("2027-04-11", "Sunday 11 April 2027, in 20 weeks"),
        ("2026-01-01", "Thursday 1 January 2026, 46 weeks ago"),
        ("", ""),
    ],
)
def test_how_far_a_day_is(day: str, words: str) -> None:
    """Beside a date stands its weekday, and how far away it is."""
    assert value_note(row("race_date"), day, TODAY) == words


@looped(
    ("key", "value", "words"),
    [
        ("weekly_goal", 1, "1 session"),
        ("weekly_goal", 3, "3 sessions"),
        ("minutes", 0, "no limit"),
        ("minutes", 1, "1 minute"),
        ("minutes", 30, "30 minutes"),
        ("lead_in", 7.5, "7.5 s"),
        ("volume", 0.29, "29%"),
        ("birth_year", 0, "none"),
        ("dumbbells", (), "any"),
        ("dumbbells", (7.5,), "7.5 kg"),
        ("dumbbells", (5, 7.5, 10), "3 weights"),
        ("advance", "wait", "wait"),
        ("level", "beginner", "beginner"),
    ],
)
def test_a_value_is_called_what_a_person_calls_it(key: str, value: object, words: str) -> None:
    """A value is called what a person calls it."""
    assert value_text(row(key), value) == words


def test_what_a_plan_is_made_from_follows_the_settings() -> None:
    """What a plan is made from follows the settings; what it does not ask for changes nothing."""
    choices = Choices(sets=3)
    changes: dict[str, Any] = {"level": "advanced", "equipment": ("box",), "lead_in": 5, "first_side": "right"}
    assert choices.with_changes(changes) == Choices(
        level="advanced", equipment=("bodyweight", "box"), lead_in=5, first_side="right", sets=3
    )
    assert choices.with_changes({"theme": "light", "volume": 0.1, "voice": False}) == choices


@looped("text", ["x", "-1", "99999", "1:75", "1 2 3"])
@looped("preference", [one for one in PREFERENCES if one.kind in ("number", "year", "date")])
def test_the_message_says_what_the_hint_says(preference: Preference, text: str) -> None:
    """What can't be typed for a row is refused with the same words that say what can."""
    with pytest.raises(ValueError, match="isn't valid") as refused:
        read_value(preference, text)
    assert str(refused.value) == f'"{text}" isn\'t valid: use {input_hint(preference)}'

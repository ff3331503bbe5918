"""A session as a FIT file, read back by Garmin's own decoder."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, cast

import msgspec
import pytest
from garmin_fit_sdk import Decoder, Profile, Stream
from hypothesis import given
from hypothesis import strategies as st

from runstrength.history.export.fit import FitName, activity, read_names
from runstrength.history.export.fit_encoder import FIELDS, checksum, encode, message
from runstrength.locations import assets_dir
from runstrength.session.record import Record, SetDone, SetTarget
from tests.support.history_samples import MORNING, PLANK, record
from tests.support.history_strategies import records
from tests.support.loops import looped

NAMES = read_names(assets_dir())
SQUATS = msgspec.structs.replace(
    PLANK,
    step=58,
    exercise="squat",
    side=None,
    target=SetTarget("reps", 10),
    done=9,
    load_kg=12.5,
    at=450.0,
    seconds=27.2,
)


def title(item: SetDone) -> str:
    """Return a name that tells where it comes from."""
    return f"My {item.exercise}"


def decoded(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return the messages of a file that Garmin's decoder finds without fault."""
    stream = Stream.from_byte_array(bytearray(data))
    assert Decoder(stream).is_fit()
    assert Decoder(stream).check_integrity()
    messages, errors = Decoder(Stream.from_byte_array(bytearray(data))).read()
    assert errors == []
    by_name = cast(dict[str, list[dict[str, Any]]], messages)
    return {name.removesuffix("_mesgs"): found for name, found in by_name.items()}


def written(**fields: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the messages of a session of 36 minutes."""
    return decoded(activity(record(**{"sets": (PLANK, SQUATS), **fields}), NAMES, title))


def test_sets_of_each_side_and_the_rests_between() -> None:
    """Each set has its exercise, seconds, reps, load and moment; between two there is the rest, and none around."""
    other = msgspec.structs.replace(PLANK, step=59, side="right", at=442.5)
    sets = written(sets=(PLANK, other, SQUATS))["set"]
    start = MORNING + timedelta(seconds=412)
    assert [(one["set_type"], one["message_index"], one["duration"]) for one in sets] == [
        ("active", 0, 30.0),
        ("active", 1, 30.0),
        ("active", 2, 27.2),
    ]
    earlier = msgspec.structs.replace(PLANK, at=412.4)
    first, rest, last = written(sets=(earlier, SQUATS))["set"]
    assert (first["category"], first["category_subtype"], first["start_time"]) == ("plank", 66, start)
    assert "repetitions" not in first
    assert "weight" not in first
    assert (rest["set_type"], rest["duration"], rest["start_time"]) == ("rest", 7.6, start + timedelta(seconds=30))
    assert "category" not in rest
    assert (last["category"], last["category_subtype"]) == ("squat", 62)
    assert (last["repetitions"], last["weight"], last["weight_display_unit"]) == (9, 12.5, "kilogram")


def test_each_side_has_a_title() -> None:
    """A set points to the title of its exercise and side, for FIT has no sides."""
    other = msgspec.structs.replace(PLANK, step=59, side="right", at=445)
    messages = written(sets=(PLANK, other, SQUATS))
    titles = {one["message_index"]: one["wkt_step_name"] for one in messages["exercise_title"]}
    assert [titles[one["wkt_step_index"]] for one in messages["set"] if one["set_type"] == "active"] == [
        "My side_plank, left",
        "My side_plank, right",
        "My squat",
    ]


def test_the_session_as_a_whole() -> None:
    """Sport, times, effort and the local clock are those of the session, and the timer starts and stops."""
    messages = written(title="Runner's supersets", effort=7, active_seconds=2100.0)
    (session,) = messages["session"]
    assert (session["sport"], session["sub_sport"]) == ("training", "strength_training")
    assert session["start_time"] == MORNING
    assert session["timestamp"] == MORNING + timedelta(minutes=36)
    assert (session["total_elapsed_time"], session["total_timer_time"]) == (2160.0, 2100.0)
    assert (session["workout_rpe"], session["num_laps"]) == (70, 1)
    (lap,) = messages["lap"]
    assert (lap["sub_sport"], lap["total_elapsed_time"]) == ("strength_training", 2160.0)
    (whole,) = messages["activity"]
    local = datetime(1989, 12, 31) + timedelta(seconds=whole["local_timestamp"])
    assert local == (MORNING + timedelta(minutes=36)).replace(tzinfo=None)
    assert [one["event_type"] for one in messages["event"]] == ["start", "stop_all"]
    assert [one["timestamp"] for one in messages["record"]] == [MORNING, MORNING + timedelta(minutes=36)]
    assert messages["sport"][0]["name"] == "Runner's supersets"
    assert written(kind="warmup")["session"][0]["sub_sport"] == "flexibility_training"


def test_the_same_session_is_the_same_file() -> None:
    """Exported again, also with another note, it has the same creation and serial number; another session has not."""
    first = record(sets=(PLANK,))
    assert activity(first, NAMES, title) == activity(msgspec.structs.replace(first, note="x"), NAMES, title)
    one, other = written()["file_id"][0], written(id_="other000")["file_id"][0]
    assert one["time_created"] == MORNING
    assert (one["type"], one["manufacturer"]) == ("activity", "development")
    assert one["serial_number"] != other["serial_number"]


def test_what_was_skipped_is_not_there() -> None:
    """A skipped set is no set, and a session without one makes no file."""
    skipped = msgspec.structs.replace(SQUATS, skipped=True, done=0)
    assert len(written(sets=(PLANK, skipped))["set"]) == 1
    with pytest.raises(ValueError, match="it has no completed sets"):
        activity(record(sets=(skipped,)), NAMES, title)


@looped("year", [1997, 2127, 9998])
def test_a_time_that_fit_has_no_word_for(year: int) -> None:
    """A session before July 1998 or after 2126 is refused, and not written at another time."""
    with pytest.raises(ValueError, match=f"{year}-05-01 can't be in a FIT file"):
        written(started=datetime(year, 5, 1, tzinfo=UTC), ended=datetime(year, 5, 1, 1, tzinfo=UTC))


def test_garmins_names_are_what_we_say_they_are() -> None:
    """Every number of fit.toml says in Garmin's profile what stands beside it."""
    types = Profile["types"]
    for key, name in NAMES.items():
        category = types["exercise_category"][name.category]
        words = types.get(f"{category}_exercise_name", {})
        numbers = [name.name, name.weighted, *name.forms.values()]
        said = ", ".join(words[number] for number in numbers if number is not None)
        assert name.says == f"{category}: {said}".removesuffix(": "), key


def test_which_name_an_exercise_has() -> None:
    """A form has its own name, a load that of the exercise with a weight, and what Garmin does not know its title."""
    goblet = msgspec.structs.replace(SQUATS, variant="kettlebell")
    slow = msgspec.structs.replace(SQUATS, variant="kettlebell+slow")
    assert [NAMES["squat"].number(item) for item in (goblet, slow, SQUATS)] == [37, 37, 62]
    assert NAMES["squat"].number(msgspec.structs.replace(SQUATS, load_kg=None)) == 61
    assert FitName().number(SQUATS) is None
    messages = written(sets=(msgspec.structs.replace(SQUATS, exercise="my_own"),))
    assert messages["set"][0]["category"] == "total_body"
    assert messages["exercise_title"][0]["wkt_step_name"] == "My my_own"


def test_fields_and_types_are_those_of_the_profile() -> None:
    """The numbers of messages and fields, and their types, are Garmin's."""
    for name, (number, fields) in FIELDS.items():
        profile = Profile["messages"][number]
        assert profile["name"] == name
        for key, (place, kind) in fields.items():
            assert (profile["fields"][place]["name"], profile["fields"][place]["base_type"]) == (key, kind)


def test_numbers_too_large_and_texts_too_long_are_cut() -> None:
    """What a field cannot hold is the largest that it can, never another number; texts are cut between characters."""
    messages = decoded(encode([message("set", repetitions=70_000, weight=-3, set_type=1)]))
    assert (messages["set"][0]["repetitions"], messages["set"][0]["weight"]) == (65_534, 0)
    text = decoded(encode([message("sport", name="é" * 300)]))["sport"][0]["name"]
    assert text == "é" * 127
    with pytest.raises(KeyError, match="repetition"):
        message("set", repetition=8)


def test_more_layouts_than_can_be_known_at_once() -> None:
    """Texts of many lengths make many layouts; each is defined again before it is used."""
    lengths = [*range(1, 40), *range(1, 40)]
    sports = decoded(encode(message("sport", name="x" * length) for length in lengths))["sport"]
    assert [len(one["name"]) for one in sports] == lengths


def test_the_checksum_is_fits() -> None:
    """The checksum is that of the well-known check string for CRC-16/ARC."""
    assert checksum(b"123456789") == 0xBB3D


@given(records, st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(-48, 56), st.integers(0, 90_000))
def test_any_session_is_a_good_file(one: Record, moment: datetime, quarters: int, seconds: int) -> None:
    """Whatever was done, the file is without fault, has every set, and each starts after the one before."""
    started = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)))
    sets = tuple(msgspec.structs.replace(item, at=item.at % 1e5, seconds=item.seconds % 1e5) for item in one.sets)
    one = msgspec.structs.replace(one, started=started, ended=started + timedelta(seconds=seconds), sets=sets)
    if not one.sets_done:
        with pytest.raises(ValueError, match="no completed sets"):
            activity(one, NAMES, title)
        return
    messages = decoded(activity(one, NAMES, title))
    found = messages["set"]
    assert sum(item["set_type"] == "active" for item in found) == one.sets_done
    assert [item["message_index"] for item in found] == list(range(len(found)))
    starts = [item["start_time"] for item in found]
    assert starts == sorted(starts)
    session = messages["session"][0]
    assert sum(item["duration"] for item in found) <= session["total_elapsed_time"] + 1
    assert session["total_timer_time"] <= session["total_elapsed_time"]


def test_the_header_says_how_long_it_is() -> None:
    """The header of 14 bytes names the format and the length of what is between it and the checksum."""
    data = activity(record(sets=(PLANK,)), NAMES, title)
    size, _, _, length, name, _ = struct.unpack("<BBHI4sH", data[:14])
    assert (size, name, length) == (14, b".FIT", len(data) - 16)

"""Numbers as they are typed: what is read, what is refused and with which words, and that what was typed comes back."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runstrength.numbers import (
    UNITS,
    NumberError,
    distance_unit,
    format_distance,
    format_pace,
    format_weight,
    read_count,
    read_distance,
    read_duration,
    read_in_range,
    read_weight,
    read_weights,
    tidy,
    weight_unit,
)
from tests.support.loops import looped

units = st.sampled_from(UNITS)


@looped(
    ("text", "value"),
    [
        ("8.5", 8.5),
        ("8,5", 8.5),
        (" 8,50 ", 8.5),
        ("5.", 5),
        (",5", 0.5),
        ("0,125", 0.125),
        ("-3", -3),
        ("\u22123", -3),
        ("\u0668\u066b\u0665", 8.5),
        ("\uff18\uff0e\uff15", 8.5),
    ],
)
def test_a_number_has_a_point_or_a_comma(text: str, value: float) -> None:
    """A decimal is read with a point or a comma, in the digits of any script."""
    assert read_in_range(text, -9999, 9999) == value


@looped(
    "text",
    [
        "",
        ".",
        "ten",
        "1e3",
        "inf",
        "nan",
        "1_000",
        "0x10",
        "1 000",
        "1'234",
        "8..5",
        "1.2.3",
        "7\u00bd",
        "\u00b2",
        "9" * 400,
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """Words, exponents, infinity and endless digits are refused, and the message says the range."""
    with pytest.raises(NumberError, match="isn't valid: use 0 to 100000000"):
        read_in_range(text, 0, 10**8)


@looped(
    ("text", "use"), [("1,234", "use 1234 or 1.234"), ("1,234,567", "use 1234567"), ("12,000", "use 12000 or 12.000")]
)
def test_a_comma_that_may_mean_thousands_is_refused(text: str, use: str) -> None:
    """A number that is a thousand times as much to the next person is never guessed."""
    with pytest.raises(NumberError, match=use):
        read_in_range(text, 0, 10**8)


@looped(
    ("text", "metric", "imperial"),
    [
        ("8,5", 8500, 13679.424),
        ("8.5 km", 8500, 8500),
        ("10K", 10000, 10000),
        ("5mi", 8046.72, 8046.72),
        ("5 miles", 8046.72, 8046.72),
        ("800 m", 800, 800),
        ("5m", "0.1 to 1000 km", "0.1 to 621 mi"),
        ("0", "0.1 to 1000 km", "0.1 to 621 mi"),
        ("85000", "0.1 to 1000 km", "0.1 to 621 mi"),
        ("1e400", "0.1 to 1000 km", "0.1 to 621 mi"),
        ("9" * 400, "0.1 to 1000 km", "0.1 to 621 mi"),
        ("25lb", "0.1 to 1000 km", "0.1 to 621 mi"),
        ("ten", "0.1 to 1000 km", "0.1 to 621 mi"),
    ],
)
def test_a_distance_without_a_unit_is_in_the_persons(text: str, metric: float | str, imperial: float | str) -> None:
    """A distance without a unit is in the person's; out of range, the range is said in it."""
    for unit, result in zip(UNITS, (metric, imperial), strict=True):
        if isinstance(result, str):
            with pytest.raises(NumberError, match=f"isn't valid: use {result}$"):
                read_distance(text, unit)
        else:
            assert read_distance(text, unit) == result


@looped(
    ("text", "metric", "imperial"),
    [
        ("12.5", 12.5, 5.669904625),
        ("12,5kg", 12.5, 12.5),
        ("25lb", 11.33980925, 11.33980925),
        ("25 LBS", 11.33980925, 11.33980925),
        ("0", 0, 0),
        ("-1", "0 to 1000 kg", "0 to 2204 lb"),
        ("1001 kg", "0 to 1000 kg", "0 to 2204 lb"),
        ("5 stone", "0 to 1000 kg", "0 to 2204 lb"),
    ],
)
def test_a_weight_without_a_unit_is_in_the_persons(text: str, metric: float | str, imperial: float | str) -> None:
    """A weight without a unit is in the person's; out of range, the range is said in it."""
    for unit, result in zip(UNITS, (metric, imperial), strict=True):
        if isinstance(result, str):
            with pytest.raises(NumberError, match=f"isn't valid: use {result}$"):
                read_weight(text, unit)
        else:
            assert read_weight(text, unit) == result


@looped(
    ("text", "seconds", "minutes", "hours"),
    [
        ("90", 90, 5400, None),
        ("1:30", 90, 5400, 5400),
        ("7,5", 7.5, 450, 27000),
        ("7.5", 7.5, 450, 27000),
        ("1:30:00", None, 5400, 5400),
        ("90 s", 90, 90, 90),
        ("12 min", 720, 720, 720),
        ("1h30", None, 5400, 5400),
        ("1 h 30 min", None, 5400, 5400),
        ("2m 30s", 150, 150, 150),
        ("1:75", None, None, None),
        ("1:3", None, None, None),
        ("6:30 pm", None, None, None),
        ("soon", None, None, None),
        ("-5", None, None, None),
    ],
)
def test_a_duration_is_read_in_seconds(
    text: str, seconds: float | None, minutes: float | None, hours: float | None
) -> None:
    """A duration is read in seconds; a colon means minutes and seconds only where seconds are asked for."""
    for unit, high, result in (("seconds", 3600, seconds), ("minutes", 1440, minutes), ("hours", 24, hours)):
        if result is None:
            with pytest.raises(NumberError, match=f"isn't valid: use 0 to {high} {unit}$"):
                read_duration(text, unit, 0, high)
        else:
            assert read_duration(text, unit, 0, high) == result


@looped(
    ("text", "value"), [("8", 8), ("8 reps", 8), ("1 rep", 1), ("8.0", 8), ("8.5", None), ("101", None), ("8 km", None)]
)
def test_a_count_is_a_whole_number_inside_its_range(text: str, value: int | None) -> None:
    """A count is a whole number inside its range, which the message says."""
    if value is None:
        with pytest.raises(NumberError, match="isn't valid: use a whole number from 0 to 100 reps"):
            read_count(text, 0, 100, "reps")
    else:
        assert read_count(text, 0, 100, "reps") == value


@looped(
    ("text", "weights"),
    [
        ("", ()),
        ("5, 7.5, 10", (5, 7.5, 10)),
        ("5; 7,5; 10", (5, 7.5, 10)),
        ("10 7,5 5", (5, 7.5, 10)),
        ("5 kg, 7.5kg", (5, 7.5)),
        ("5, 5", (5,)),
        ("2,25", (2.25,)),
        ("5,10", "use 5; 10 or 5.10"),
        ("5,10,15", "use 5; 10; 15"),
        ("5, ten", "0.01 to 3000 kg"),
        ("0", "0.01 to 3000 kg"),
    ],
)
def test_lists_of_weights(text: str, weights: tuple[float, ...] | str) -> None:
    """A list is separated by blanks, semicolons, or commas with a blank; what could be two weights is refused."""
    if isinstance(weights, str):
        with pytest.raises(NumberError, match=weights):
            read_weights(text, "metric")
    else:
        assert read_weights(text, "metric") == weights


def test_a_list_of_weights_is_in_the_units_of_the_person() -> None:
    """A weight with the other unit is converted, so that the list is in one unit."""
    assert read_weights("10 kg, 25", "imperial") == (22.0462, 25)


@given(typed=st.integers(1, 2_000_000), unit=units)
def test_a_weight_comes_back_as_it_was_typed(typed: int, unit: str) -> None:
    """Every weight of up to three decimals is shown as it was typed, in pounds and in kilograms."""
    weight = tidy(typed / 1000, 3)
    assert format_weight(read_weight(str(weight), unit, high=10_000), unit) == f"{weight} {weight_unit(unit)}"


@given(typed=st.integers(10, 60_000), unit=units)
def test_a_distance_comes_back_as_it_was_typed(typed: int, unit: str) -> None:
    """Every distance of up to two decimals is shown as it was typed, in miles and in kilometers."""
    distance = tidy(typed / 100, 2)
    shown = f"{distance}.0" if isinstance(distance, int) else f"{distance}"
    assert format_distance(read_distance(str(distance), unit), unit) == f"{shown} {distance_unit(unit)}"


@looped(
    ("meters", "metric", "imperial"),
    [(8437.2, "8.4 km", "5.2 mi"), (8000, "8.0 km", "5.0 mi"), (8046.72, "8.0 km", "5.0 mi")],
)
def test_a_measured_distance_has_one_decimal(meters: float, metric: str, imperial: str) -> None:
    """What a watch measured is shown with one decimal."""
    assert (format_distance(meters, "metric"), format_distance(meters, "imperial")) == (metric, imperial)


@looped(
    ("seconds", "meters", "unit", "words"),
    [
        (3300, 10000, "metric", "5:30 /km"),
        (2400, 8046.72, "imperial", "8:00 /mi"),
        (7200, 1000, "metric", "2:00:00 /km"),
        (60, 0, "metric", ""),
    ],
)
def test_a_pace_is_minutes_and_seconds_for_each_kilometer_or_mile(
    seconds: float, meters: float, unit: str, words: str
) -> None:
    """A pace is minutes and seconds for each kilometer or mile."""
    assert format_pace(seconds, meters, unit) == words


@given(text=st.text(max_size=30), unit=units)
def test_nothing_typed_is_more_than_an_error(text: str, unit: str) -> None:
    """Whatever is typed is a finite number inside the range, or an error that says the range."""
    readers: tuple[Callable[[], float], ...] = (
        lambda: read_in_range(text, 0, 24, "hours"),
        lambda: read_weight(text, unit),
        lambda: read_distance(text, unit),
        lambda: read_duration(text, "minutes", 1, 1440),
        lambda: sum(read_weights(text, unit)),
    )
    for reader in readers:
        said = ""
        try:
            value = reader()
        except NumberError as error:
            said, value = str(error), 0.0
        assert math.isfinite(value)
        assert not said or " use " in said

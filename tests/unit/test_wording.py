"""Steps and doses in words, for screen and voice."""

from __future__ import annotations

from runstrength.session.plan import Target
from runstrength.session.wording import (
    clock,
    counted,
    dose,
    dose_range,
    needs_words,
    number_words,
    side_word,
    spoken_dose,
    spoken_left,
    step_dose,
)
from tests.support.loops import looped
from tests.support.plans import plan_of, works


def target(kind: str, value: float, low: float | None = None, high: float | None = None) -> Target:
    """Return a target, by default of one fixed number."""
    return Target(kind, value, value if low is None else low, value if high is None else high)


@looped(
    ("number", "words"),
    [
        (0, "zero"), (1, "one"), (12, "twelve"), (19, "nineteen"), (20, "twenty"), (21, "twenty-one"),
        (45, "forty-five"), (90, "ninety"), (99, "ninety-nine"), (100, "one hundred"), (101, "one hundred one"),
        (345, "three hundred forty-five"), (999, "nine hundred ninety-nine"), (1000, "one thousand"),
        (1020, "one thousand twenty"), (2300, "two thousand three hundred"), (10_000, "10000"), (-1, "-1"),
    ],
)  # fmt: skip
def test_numbers_are_said_in_words_up_to_9_999(number: int, words: str) -> None:
    """Numbers are said in words up to 9,999."""
    assert number_words(number) == words


@looped(
    ("number", "words"),
    [(1, "one second"), (2, "two seconds"), (7.5, "seven point five seconds"), (7.96, "eight seconds"),
     (1.04, "one second"), (0, "zero seconds"), (30.0, "thirty seconds")],
)  # fmt: skip
def test_one_is_singular_all_else_plural(number: float, words: str) -> None:
    """One is singular, all else plural, and a fraction has one digit."""
    assert counted(number, "second") == words


@looped(
    ("kind", "value", "spoken", "shown"),
    [
        ("reps", 8, "eight reps", "8 reps"),
        ("reps", 1, "one rep", "1 rep"),
        ("reps", 8.0, "eight reps", "8 reps"),
        ("hold", 30, "thirty seconds", "30 s"),
        ("hold", 60, "one minute", "60 s"),
        ("hold", 120, "two minutes", "120 s"),
        ("hold", 90, "ninety seconds", "90 s"),
        ("hold", 150, "two minutes, thirty seconds", "150 s"),
        ("hold", 119.96, "two minutes", "120 s"),
        ("hold", 7.5, "seven point five seconds", "7.5 s"),
        ("time", 40, "forty seconds", "40 s"),
        ("time", 3600, "sixty minutes", "3600 s"),
        ("carry", 8, "eight steps out, and back", "8 steps each way"),
        ("carry", 1, "one step out, and back", "1 step each way"),
        ("amrap", 60, "as many as you can, sixty seconds", "max reps in 60 s"),
        ("amrap", 125, "as many as you can, two minutes, five seconds", "max reps in 125 s"),
    ],
)
def test_each_kind_of_dose_has_its_words_for_the_voice_and_for_the_screen(
    kind: str, value: float, spoken: str, shown: str
) -> None:
    """Each kind of dose has its words for the voice and for the screen."""
    assert spoken_dose(target(kind, value)) == spoken
    assert dose(target(kind, value)) == shown


@looped(
    ("seconds", "words"),
    [
        (0, "one second left"), (41.2, "forty-two seconds left"), (60, "one minute left"),
        (61, "sixty-one seconds left"), (120, "two minutes left"), (601, "ten minutes, one second left"),
        (3600, "sixty minutes left"),
    ],
)  # fmt: skip
def test_what_is_left(seconds: float, words: str) -> None:
    """What is left is said in seconds, from two minutes on in minutes and seconds."""
    assert spoken_left(seconds) == words


def test_a_range_is_shown_with_both_ends() -> None:
    """A range is shown with both ends; a fixed number has none, nor has the time of max reps, which never grows."""
    assert dose_range(target("reps", 8, 6, 12)) == "6-12"
    assert dose_range(target("hold", 7.5, 5, 7.5)) == "5-7.5"
    assert dose_range(target("reps", 8)) == ""
    assert dose_range(target("amrap", 60, 30, 90)) == ""


def test_the_dose_of_a_step() -> None:
    """An alternating exercise says that its reps are for each side; seconds are for both."""
    rows = works(plan_of("upper", "beginner"))[1]
    assert step_dose(rows) == "5 reps a side"
    lunge = next(step for step in works(plan_of("warmup-5")) if step.exercise == "side_lunge")
    assert step_dose(lunge) == "40 s"
    assert step_dose(works(plan_of("runner"))[0]) == "8 reps"


def test_a_side_is_named_after_a_comma() -> None:
    """A side is named after a comma, no side not at all."""
    assert (side_word("left"), side_word("right"), side_word(None)) == (", left", ", right", "")


@looped(
    ("seconds", "shown"),
    [(0, "0:00"), (-3, "0:00"), (9.4, "0:09"), (48, "0:48"), (59.6, "1:00"), (725, "12:05"), (3599.9, "1:00:00"),
     (3723, "1:02:03"), (36000, "10:00:00")],
)  # fmt: skip
def test_a_length_of_time_is_shown_as_a_clock_shows_it(seconds: float, shown: str) -> None:
    """A length of time is shown as a clock shows it, to the nearest second."""
    assert clock(seconds) == shown


@looped(
    ("equipment", "words"),
    [
        (("bodyweight",), "a 40 cm step, 2 loaded bags"),
        (("dumbbell",), "a 40 cm step, 2 dumbbells"),
        (("kettlebell",), "a 40 cm step, 2 kettlebells, 2 loaded bags"),
        (("box",), "a 40 cm box, 2 loaded bags"),
    ],
)
def test_what_has_to_be_ready(equipment: tuple[str, ...], words: str) -> None:
    """A session says what its exercises need with the equipment, each thing once, and two of it rather than one."""
    plan = plan_of("runner", equipment=("bodyweight", *equipment))
    assert needs_words(plan, "metric") == words
    assert needs_words(plan, "imperial") == words.replace("40 cm", "16 in")


def test_nothing_has_to_be_ready() -> None:
    """A session of exercises on the floor needs nothing, and says nothing."""
    assert needs_words(plan_of("core"), "metric") == ""

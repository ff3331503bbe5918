"""What the builder makes of arrows and of what is typed: always a routine that can be kept, and done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.catalogue.routine import Dose
from runstrength.catalogue.routine_draft import Draft, IllegalEditError, Position, places, routine_of
from runstrength.catalogue.routine_toml import draft_of, from_toml, to_toml
from runstrength.coach.prescription import Today
from runstrength.numbers import NumberError, next_step
from runstrength.settings import LEVELS
from runstrength.toml_input import InputError
from runstrength.ui.routines.builder_lines import LABEL, field_lines, length_words, row_line, rows_of
from runstrength.ui.routines.fields import SIDES, DraftPreview, fields, preview_draft, stepped, typed
from tests.support.app import words_of
from tests.support.loops import looped
from tests.support.past_samples import MONDAY
from tests.support.plans import OWN_ROUTINES, block, choices, library, slot
from tests.support.plans import routine_of as read

WIDTH = 29
"""Columns beside the list in a terminal of 80."""


def on(draft: Draft, level: str = "beginner") -> DraftPreview:
    """Return a draft with its plan."""
    return preview_draft(draft, library(), choices(level), Today(MONDAY))


def small() -> Draft:
    """Return a draft of two blocks, one of them a finisher."""
    slots = [slot("squat"), slot("side_plank", hold=[20, 60]), slot("farmers_carry", carry=5)]
    first: dict[str, object] = {"name": "A", "slots": slots}
    last: dict[str, object] = {"name": "F", "finisher": True, "slots": [slot("plank_row", amrap=[30, 90])]}
    return draft_of(read([first, last]))


def value(draft: Draft, place: Position | None, key: str, level: str = "beginner") -> tuple[str, str]:
    """Return the words of a value, and where it comes from."""
    field = next(field for field in fields(on(draft, level), place) if field.key == key)
    return field.words, field.note


def test_a_dose_in_a_circuit_has_its_sides_and_sets() -> None:
    """In a circuit a dose says the same of sides and of the number in each round as outside of one."""
    slots = [
        slot("side_plank", hold=20),
        slot("squat", per_set=[21, 15, 9]),
        slot("plank_row", reps=5),
        slot("side_lunge", time=40),
        slot("side_plank", hold=20, sides="left"),
    ]
    doses = []
    for circuit in ({"for_time": True, "sets": 3}, {"sets": 3}):
        preview = on(draft_of(read([{"name": "A", "slots": slots, **circuit}])))
        doses.append([preview.dose_words(Position(0, place)) for place in range(len(slots))])

    assert doses[0] == ["20 s a side", "21-15-9 reps", "5 reps a side", "40 s alternating", "20 s, left only"]
    assert doses[0] == doses[1]


def test_a_circuit_is_called_one() -> None:
    """A block whose rounds are counted is a circuit in the builder too, as in the plan, and no superset."""
    slots = [slot("squat", reps=5), slot("plank", hold=20)]
    for table, name in (
        ({"slots": slots}, "A  superset"),
        ({"slots": slots[:1]}, "A  block"),
        ({"slots": slots, "for_time": True, "sets": 3}, "A  circuit"),
        ({"slots": slots, "amrap": 600}, "A  circuit"),
        ({"slots": slots[:1], "amrap": 600}, "A  circuit"),
        ({"slots": slots, "finisher": True}, "A  finisher"),
    ):
        preview = on(draft_of(read([{"name": "A", **table}])))
        assert words_of(row_line(preview, Position(0), WIDTH)).startswith(name)


def test_what_is_left_out_says_whose_it_is() -> None:
    """What the routine leaves open is shown as it turns out, with who decides; what it says is its own."""
    draft = small()
    assert value(draft, Position(0), "sets") == ("2 sets", "default for your level")
    assert value(draft, Position(0), "sets", "advanced") == ("4 sets", "default for your level")
    assert value(draft, Position(0), "rest") == ("60 s", "default for your level")
    assert value(draft, Position(1), "sets") == ("1 set", "a finisher is done once")
    assert value(draft, Position(0, 0), "dose") == ("8 reps", "default for your level")
    assert value(draft, Position(0, 1), "dose") == ("20 s a side", "20-60, depending on your level")
    assert value(draft, Position(0, 2), "dose") == ("5 steps each way", "")
    assert value(draft, Position(0, 1), "sides") == ("each side", "default")
    assert value(draft, Position(1, 0), "counts", "advanced") == ("max reps", "")
    spans = typed(on(draft), Position(0), "sets", "2-4")
    assert value(spans, Position(0), "sets", "intermediate") == ("3 sets", "2-4, depending on your level")


@looped(
    ("place", "key", "by", "words"),
    [
        (Position(0), "sets", 1, "3 sets"),
        (Position(0), "sets", -1, "1 set"),
        (Position(0), "rest", 1, "65 s"),
        (Position(0), "switch", -1, "0 s"),
        (Position(0), "finisher", 1, "yes"),
        (Position(0, 0), "dose", 1, "9 reps"),
        (Position(0, 1), "dose", 1, "25 s a side"),
        (Position(0, 2), "dose", -1, "4 steps each way"),
        (Position(0, 0), "counts", 2, "seconds (hold)"),
        (Position(0, 0), "sides", 1, "each side"),
        (None, "kind", 1, "before a run"),
    ],
)
def test_an_arrow_makes_a_value_of_the_routines_own(place: Position | None, key: str, by: int, words: str) -> None:
    """An arrow makes a value of the routine's own, one step from how it turned out."""
    draft = stepped(on(small()), place, key, by)
    assert draft is not None
    assert value(draft, place, key)[0] == words


def test_arrows_end_at_what_a_file_may_say() -> None:
    """At the end of a range an arrow does nothing; a finisher has no sets, a text no next one."""
    low = typed(on(small()), Position(0), "sets", "1")
    assert stepped(on(low), Position(0), "sets", -1) is None
    high = typed(on(small()), Position(0, 0), "dose", "1000")
    assert stepped(on(high), Position(0, 0), "dose", 1) is None
    assert stepped(on(small()), Position(1), "sets", 1) is None
    assert stepped(on(small()), None, "title", 1) is None
    assert stepped(on(small()), Position(0), "name", 1) is None


def test_the_ways_to_do_two_sides() -> None:
    """Going through the ways does what each of them says, and comes back to the usual one."""
    draft, seen = small(), []
    for _ in SIDES:
        changed = stepped(on(draft), Position(0, 1), "sides", 1)
        assert changed is not None
        draft = changed
        step = on(draft).step(Position(0, 1))
        seen.append((value(draft, Position(0, 1), "sides"), step.side is not None, step.alternating))
    assert seen == [
        (("each side", ""), True, False),
        (("alternating", ""), False, True),
        (("both at once", ""), False, False),
        (("left only", ""), True, False),
        (("right only", ""), True, False),
        (("each side", "default"), True, False),
    ]
    assert draft == small()


@looped(
    ("place", "key", "text", "words"),
    [
        (Position(0), "sets", "2-4", ("2 sets", "2-4, depending on your level")),
        (Position(0), "rest", "7,5", ("7.5 s", "")),
        (Position(0), "rest", "90 s", ("90 s", "")),
        (Position(0), "rest", "", ("60 s", "default for your level")),
        (Position(0), "name", " Core  1 ", ("Core 1", "")),
        (Position(0, 0), "dose", "6 – 12", ("8 reps", "6-12, depending on your level")),
        (Position(0, 1), "dose", "", ("20 s a side", "default for your level")),
        (Position(0, 0), "tempo", "4-1-1-0", ("4-1-1-0", "")),
        (Position(0, 0), "tempo", "", ("2-0-1-0", "that of the exercise")),
        (Position(0, 1), "tempo", "", ("–", "")),
        (Position(0, 0), "own_name", " Wall  sit ", ("Wall sit", "")),
        (Position(0, 0), "own_name", "", ("–", "")),
        (Position(0), "group", "x", ("x", "")),
        (Position(0), "every", "60", ("60 s", "")),
        (Position(0), "times", "3", ("3 ×", "")),
        (None, "title", "  Ten   quiet ", ("Ten quiet", "")),
        (None, "about", "", ("–", "")),
    ],
)
def test_what_is_typed_is_taken_as_it_is_meant(
    place: Position | None, key: str, text: str, words: tuple[str, str]
) -> None:
    """What is typed is taken as it is meant; nothing gives the matter back to exercise, level and settings."""
    assert value(typed(on(small()), place, key, text), place, key) == words


@looped(
    ("place", "key", "text", "needed"),
    [
        (Position(0), "sets", "101", "use a whole number from 1 to 100 sets"),
        (Position(0), "sets", "4-2", "smaller number first"),
        (Position(0), "sets", "2.5", "whole number"),
        (Position(0), "sets", "1-2-3", "a range"),
        (Position(0), "rest", "-5", "use 0 to 3600 seconds"),
        (Position(0), "rest", "3601", "use 0 to 3600 seconds"),
        (Position(0), "name", "f", "block f already"),
        (Position(0), "name", "", "at most 12 characters"),
        (Position(0), "name", "x" * 13, "at most 12 characters"),
        (Position(0, 0), "dose", "0", "use a whole number from 1 to 1000 reps"),
        (Position(0, 1), "dose", "ten", '"ten" isn\'t valid: use 1 to 3600 seconds'),
        (Position(0, 1), "dose", "inf", "use 1 to 3600 seconds"),
        (Position(0, 0), "tempo", "slow", "as 3-1-1-0"),
        (Position(0, 0), "tempo", "0-0-0-0", "at least 0.1 seconds per rep"),
        (Position(0, 0), "own_name", "x" * 61, "at most 60 characters"),
        (Position(0), "group", "x" * 13, "at most 12 characters"),
        (None, "title", " ", "at most 60 characters"),
        (None, "about", "x" * 201, "at most 200 characters"),
    ],
)
def test_typing_something_wrong(place: Position | None, key: str, text: str, needed: str) -> None:
    """What a file may not say is refused, with what to use instead."""
    with pytest.raises((InputError, ValueError)) as caught:
        typed(on(small()), place, key, text)
    assert needed in str(caught.value)


def test_an_exercise_without_a_file() -> None:
    """A name of its own brings a dose, and can't be taken away without another exercise."""
    draft = typed(on(small()), Position(0, 0), "own_name", "Wall sit")
    assert value(draft, Position(0, 0), "dose") == ("8 reps", "8-15, depending on your level")
    assert value(draft, Position(0, 0), "exercise") == ("Wall sit", "")
    with pytest.raises(InputError, match="choose an exercise"):
        typed(on(draft), Position(0, 0), "own_name", "")
    assert from_toml(draft.name, to_toml(draft), library().exercises) == routine_of(draft)


def test_the_blocks_of_a_group_are_repeated_equally_often() -> None:
    """A block that joins a group takes its number over, and a new number counts for all of them."""
    two = draft_of(read([block(slot("squat"), times=3, group="x"), block(slot("plank"))]))
    joined = typed(on(two), Position(1), "group", "x")
    assert [item.times for item in joined.blocks] == [3, 3]
    for changed in (stepped(on(joined), Position(1), "times", 1), typed(on(joined), Position(0), "times", "4")):
        assert changed is not None
        assert [item.times for item in changed.blocks] == [4, 4]
    apart = draft_of(read([block(slot("squat"), group="x"), block(slot("plank")), block(slot("push_up"))]))
    with pytest.raises(InputError, match="follow each other"):
        typed(on(apart), Position(2), "group", "x")


def test_breaks_of_rounds_by_the_clock() -> None:
    """Where a round starts every minute, its rest is what is left of it, and nobody has to get ready."""
    draft = typed(on(small()), Position(0), "every", "60")
    assert value(draft, Position(0), "rest") == ("–", "what is left of 60 s")
    assert value(draft, Position(0), "ready")[0] == "0 s"
    assert value(typed(on(draft), Position(0), "rest", "30"), Position(0), "every") == ("–", "")


def test_rounds_of_a_circuit() -> None:
    """For time, the rounds are counted where other blocks have sets; as many as possible have no number to step."""
    draft = stepped(on(small()), Position(0), "for_time", 1)
    assert draft is not None
    assert value(draft, Position(0), "sets") == ("2 rounds", "default for your level")
    assert words_of(row_line(on(draft), Position(0), 40)).endswith("2 rounds")
    more = stepped(on(draft), Position(0), "sets", 1)
    assert more is not None
    assert value(more, Position(0), "sets") == ("3 rounds", "")
    sets = stepped(on(more), Position(0), "for_time", 1)
    assert sets is not None
    assert value(sets, Position(0), "sets") == ("3 sets", "")
    draft = typed(on(small()), Position(0), "amrap", "600")
    assert value(draft, Position(0), "sets") == ("1 set", "max rounds")
    assert stepped(on(draft), Position(0), "sets", 1) is None


def test_values_of_ones_own_are_given_back() -> None:
    """An empty text takes a way of doing rounds, repeats or doses away; only a dose without a default has to stay."""
    for key, text, usual in (("amrap", "600", "–"), ("every", "60", "–"), ("times", "3", "1 ×")):
        draft = typed(on(small()), Position(0), key, text)
        assert value(draft, Position(0), key)[0] != usual
        assert value(typed(on(draft), Position(0), key, ""), Position(0), key)[0] == usual
    for text, words in (("12, 10, 8", "12-10-8 reps"), ("12, 10", "12-10 reps")):
        draft = typed(on(small()), Position(0, 0), "dose", text)
        assert value(draft, Position(0, 0), "dose") == (words, "one for each set")
        assert stepped(on(draft), Position(0, 0), "dose", 1) is None  # which of them?
        assert typed(on(draft), Position(0, 0), "dose", "") == small()
    most = stepped(on(small()), Position(0, 0), "counts", -1)
    assert most is not None
    assert value(most, Position(0, 0), "dose") == ("max reps", "")
    assert stepped(on(most), Position(0, 0), "dose", 1) is None
    named = typed(on(small()), Position(0, 0), "own_name", "Wall sit")
    with pytest.raises(NumberError, match="has no default"):
        typed(on(named), Position(0, 0), "dose", "")


@given(OWN_ROUTINES, st.data())
def test_whatever_is_pressed(routine: object, data: st.DataObject) -> None:
    """After any arrows at any places the file says the draft, the draft has a plan, and every row can be drawn."""
    draft = draft_of(routine)  # type: ignore[arg-type]
    level = data.draw(st.sampled_from(LEVELS))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.sampled_from((None, *places(draft))))
        field = data.draw(st.sampled_from(fields(on(draft, level), place)))
        try:
            changed = stepped(on(draft, level), place, field.key, data.draw(st.sampled_from((-1, 1))))
        except IllegalEditError:  # it would contradict another value
            continue
        if changed is not None:
            assert changed != draft
            draft = changed
    assert from_toml(draft.name, to_toml(draft), library().exercises) == routine_of(draft)
    here = on(draft, level)
    for row in rows_of(here):
        assert words_of(row_line(here, row, 40))
        for field in fields(here, row):
            assert field.words


@given(OWN_ROUTINES)
def test_typing_what_stands_there(routine: object) -> None:
    """What stands in a value when typing begins, taken as it is, changes nothing that is done."""
    draft = draft_of(routine)  # type: ignore[arg-type]
    here = on(draft)
    for place in rows_of(here):
        for field in fields(here, place):
            if field.types and field.key != "about":
                again = typed(here, place, field.key, field.text or ("x" if field.key == "title" else ""))
                if field.key != "title":
                    assert on(again).plan == here.plan


def test_every_exercise_has_its_step() -> None:
    """A place knows its own dose, also where an exercise is there twice and the finisher is not the last block."""
    finisher: dict[str, object] = {"name": "F", "finisher": True, "slots": [slot("plank", hold=11)]}
    twice = block(slot("squat", reps=3), slot("squat", reps=4), name="B")
    here = on(draft_of(read([finisher, twice])))
    doses = {place: here.step(place).target.value for place in places(here.draft) if place.slot is not None}
    assert doses == {Position(0, 0): 11, Position(1, 0): 3, Position(1, 1): 4}


def test_an_ordinary_day() -> None:
    """Season, race and what was chosen for today take nothing away here: every place has its dose."""
    easy = choices("beginner", season="race", race_date="2026-11-23", finisher=False, sets=4, minutes=5)
    here = preview_draft(small(), library(), easy, Today(MONDAY))
    assert here.plan == on(small()).plan
    assert here.step(Position(1, 0)).finisher


def test_the_length_and_what_a_change_makes_of_it() -> None:
    """The length stands there at the person's level, and after a change how much longer or shorter it became."""
    here = on(small())
    assert here.plan is not None
    seconds = here.plan.seconds
    assert length_words(here, None).endswith(" at beginner level")
    assert length_words(here, seconds - 30.2).startswith("+0:30 · ")
    assert length_words(here, seconds + 75).startswith("−1:15 · ")
    assert "·" not in length_words(here, seconds)
    assert length_words(on(replace(small(), blocks=())), 10) == "at beginner level"


def test_values_fit_beside_the_list() -> None:
    """In a terminal of 80 columns the values stand whole beside their names; what does not is whole below them."""
    here = on(small())
    for place in rows_of(here):
        for number, field in enumerate(fields(here, place)):
            lines = field_lines("title", fields(here, place), number, None, "", (WIDTH, 18))
            text = " ".join(words_of(line) for line in lines)
            assert field.words in text
            assert len(field.label) < LABEL - 2
            assert all(len(words_of(line)) <= WIDTH for line in lines)


def test_a_long_text_shows_its_end() -> None:
    """While a long text is typed, its end is seen."""
    lines = field_lines("", fields(on(small()), None), 2, "a" * 50 + "the end", "", (WIDTH, 18))
    assert any(words_of(line).rstrip().endswith("the end_") for line in lines)


def test_trouble_comes_first() -> None:
    """What went wrong stands above the values, however little room there is."""
    lines = field_lines("", fields(on(small()), Position(0)), 0, "30", "found 30", (WIDTH, 7))
    assert words_of(lines[0]) == "found 30"
    assert len(lines) == 7


@looped(
    ("text", "dose"),
    [
        ("20-40", (20, 40)),
        ("20 to 40", (20, 40)),
        ("30 s", (30, 30)),
        ("0:30-1:30", (30, 90)),
        ("7,5", (7.5, 7.5)),
        ("1 min", (60, 60)),
    ],
)
def test_a_dose_is_typed_as_everywhere(text: str, dose: tuple[float, float]) -> None:
    """A dose in seconds is read like every duration, as one number or a range."""
    draft = typed(on(small()), Position(0, 1), "dose", text)
    assert draft.blocks[0].slots[1].dose == Dose("hold", *dose)


def test_steps_go_to_multiples_and_end_with_the_range() -> None:
    """Steps go to multiples and end with the range."""
    assert [next_step(7, 5, by, 0, 60) for by in (-1, 1)] == [5, 10]
    assert [next_step(60, 5, 1, 0, 60), next_step(0, 5, -1, 0, 60)] == [60, 0]
    assert next_step(0.7, 0.1, 1, 0, 1) == 0.8
    assert Dose("hold", 20, 20) != Dose("hold", 20, 60)

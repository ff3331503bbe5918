"""A routine in the making: what can be done to it, and that its file says just that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.catalogue.exercise import Tempo
from runstrength.catalogue.exercise_file import dose_limits
from runstrength.catalogue.routine import (
    MAX_BLOCKS,
    MAX_SETS,
    MAX_SLOTS,
    Block,
    Dose,
    Routine,
    Slot,
)
from runstrength.catalogue.routine_draft import (
    Draft,
    IllegalEditError,
    Position,
    add_block,
    add_slot,
    change,
    copy,
    lettered,
    move,
    places,
    remove,
    routine_of,
)
from runstrength.catalogue.routine_toml import draft_of, from_toml, to_toml
from runstrength.dose_kinds import DOSE_KINDS, MAX_REPS, WHOLE_KINDS
from runstrength.session_kinds import WITH_SETS
from tests.support.loops import looped
from tests.support.plans import library

KEYS = ("squat", "plank", "side_plank", "push_up", "farmers_carry")
EXERCISES = dict.fromkeys(KEYS)

COMMENTED = """\
# A quiet routine.
#:schema .schema/routine.json

title = "Quiet"  # as it was
# about = "not yet"

# the first one
[[blocks]]
name = "A"
sets = [2, 4]  # as many as I like
# rest = 60
# the squat
[[blocks.slots]]
exercise = "squat"
# reps = 8
[[blocks.slots]]
exercise = "plank"
hold = 20  # seconds

# the second one
[[blocks]]
name = "B"
rest = 45  # short
[[blocks.slots]]
exercise = "push_up"
# the end
"""


def commented() -> Draft:
    """Return the draft of a file with comments everywhere."""
    routine = from_toml("quiet", COMMENTED, EXERCISES)
    assert routine is not None
    return draft_of(routine, COMMENTED)


def names(draft: Draft) -> str:
    """Return the names of the blocks."""
    return " ".join(block.name for block in draft.blocks)


def exercises(draft: Draft) -> list[list[str]]:
    """Return the exercises, block by block."""
    return [[slot.exercise for slot in block.slots] for block in draft.blocks]


def three() -> Draft:
    """Return a draft of two blocks with three exercises."""
    draft, place = add_block(Draft(name="three", title="Three", kind="session"), -1, "squat")
    draft, place = add_slot(draft, place, "plank")
    draft, _ = add_block(draft, 0, "push_up")
    return draft


# -- operations --------------------------------------------------------------------------------------------------------


def test_blocks_get_letters_exercises_go_after_the_place_that_was_given() -> None:
    """Blocks get letters, exercises go after the place that was given."""
    draft = three()
    assert (names(draft), exercises(draft)) == ("A B", [["squat", "plank"], ["push_up"]])
    assert places(draft) == (Position(0), Position(0, 0), Position(0, 1), Position(1), Position(1, 0))
    draft, place = add_slot(draft, Position(1), "side_plank")
    assert (place, exercises(draft)[1]) == (Position(1, 0), ["side_plank", "push_up"])


def test_letters_follow_the_order() -> None:
    """Blocks that are called by letters are so in their order, whatever is moved, added or taken away."""
    draft, _ = add_block(three(), -1, "side_plank")
    assert (names(draft), exercises(draft)[0]) == ("A B C", ["side_plank"])
    draft, place = move(draft, Position(0), 1)
    assert (place, names(draft), exercises(draft)[1]) == (Position(1), "A B C", ["side_plank"])
    draft, _ = remove(draft, Position(0))
    assert names(draft) == "A B"


def test_other_names_stay() -> None:
    """A name of one's own, a warm-up's and a finisher's stay with their block; a new block gets a free letter."""
    draft = change(change(three(), Position(1), name="Core"), Position(0), name="W")
    draft, _ = move(draft, Position(1), -1)
    assert names(draft) == "Core W"
    draft, _ = add_block(draft, 1, "squat")
    assert names(draft) == "Core W A"
    finisher = change(change(three(), Position(1), name="F"), Position(1), finisher=True)
    finisher, _ = add_block(finisher, 0, "plank")
    assert names(finisher) == "A B F"


def test_a_name_is_never_there_twice() -> None:
    """A name that another block has is refused, in small letters too; its own is not."""
    draft = three()
    with pytest.raises(IllegalEditError, match="block b already exists"):
        change(draft, Position(0), name="b")
    assert change(draft, Position(0), name="a").blocks[0].name == "a"


def test_moving_over_the_edge() -> None:
    """An exercise goes on into the neighbouring block, and a block that is empty then is no more."""
    draft, place = move(three(), Position(0, 1), 1)
    assert (place, exercises(draft)) == (Position(1, 0), [["squat"], ["plank", "push_up"]])
    draft, place = move(draft, Position(0, 0), 1)
    assert (place, exercises(draft), names(draft)) == (Position(0, 0), [["squat", "plank", "push_up"]], "A")
    assert move(draft, Position(0, 0), -1) == (draft, Position(0, 0))
    assert move(draft, Position(0), 1) == (draft, Position(0))
    draft, place = move(three(), Position(1, 0), -1)
    assert (place, exercises(draft)) == (Position(0, 2), [["squat", "plank", "push_up"]])


def test_what_comes_next_is_where_it_goes_on() -> None:
    """What comes next is where it goes on; with the last exercise its block goes, and at the end nothing is left."""
    draft, place = remove(three(), Position(0, 0))
    assert (place, exercises(draft)) == (Position(0, 0), [["plank"], ["push_up"]])
    draft, place = remove(draft, Position(0, 0))
    assert (place, exercises(draft)) == (Position(0), [["push_up"]])
    assert remove(draft, Position(0)) == (Draft(name="three", title="Three", kind="session"), None)


def test_a_copy_stands_after_its_original() -> None:
    """A copy stands after its original, a block's under a letter of its own."""
    draft, place = copy(three(), Position(0, 0))
    assert (place, exercises(draft)[0]) == (Position(0, 1), ["squat", "squat", "plank"])
    draft, place = copy(draft, Position(0))
    assert (place, names(draft), exercises(draft)[1]) == (Position(1), "A B C", ["squat", "squat", "plank"])


def test_what_a_file_may_not_hold_cannot_be_made() -> None:
    """What a file may not hold cannot be made: it is refused, and nothing has changed."""
    full = three()
    while len(full.blocks[0].slots) < MAX_SLOTS:
        full, _ = copy(full, Position(0, 0))
    _refuses(partial(copy, full, Position(0, 0)), "at most 50 exercises")
    _refuses(partial(add_slot, full, Position(0), "plank"), "at most 50 exercises")
    _refuses(partial(move, full, Position(1, 0), -1), "at most 50 exercises")
    wide = three()
    while len(wide.blocks) < MAX_BLOCKS:
        wide, _ = copy(wide, Position(0))
    assert from_toml("three", to_toml(wide), EXERCISES) == routine_of(wide)
    _refuses(partial(copy, wide, Position(0)), "at most 50 blocks")
    _refuses(partial(add_block, wide, 0, "plank"), "at most 50 blocks")


def _refuses(edit: Callable[[], object], why: str) -> None:
    with pytest.raises(IllegalEditError, match=why):
        edit()


# -- the file ----------------------------------------------------------------------------------------------------------


@looped("name", sorted(library().routine_files))
def test_what_is_built_in_stays_as_it_is(name: str) -> None:
    """A file that was taken apart and not changed is the same, byte for byte."""
    text = library().routine_files[name].read_text("utf-8")
    draft = draft_of(library().routine(name), text)
    assert to_toml(draft) == text
    assert routine_of(draft) == library().routine(name)


def test_comments_keys_put_out_of_use_and_blank_lines_are_as_they_were() -> None:
    """Comments, keys put out of use and blank lines are as they were."""
    assert to_toml(commented()) == COMMENTED


def test_only_what_changed_changes() -> None:
    """A changed value stands where the old one stood, beside its comment; a new one at the end of its keys."""
    draft = change(commented(), Position(0, 1), dose=Dose("hold", 20, 60))
    draft = change(draft, Position(0), rest=30, sets=(3, 3))
    draft = change(draft, Position(1), rest=None)
    expected = (
        COMMENTED.replace("hold = 20 ", "hold = [20, 60] ")
        .replace("sets = [2, 4]  # as many as I like\n", "sets = 3  # as many as I like\nrest = 30\n")
        .replace("rest = 45  # short\n", "")
    )
    assert to_toml(draft) == expected


def test_comments_go_where_their_block_goes() -> None:
    """The comment above a block or an exercise moves with it; a key put out of use stays below its own."""
    draft, _ = move(commented(), Position(0), 1)
    draft, _ = move(draft, Position(1, 1), -1)
    text = to_toml(draft)
    assert text.index("# the second one") < text.index("# the first one")
    second, first = text.split("# the first one")
    assert '# the second one\n[[blocks]]\nname = "A"\nrest = 45  # short' in second
    assert '# the squat\n[[blocks.slots]]\nexercise = "squat"\n# reps = 8' in first
    assert "# rest = 60" in first
    assert from_toml("quiet", text, EXERCISES) == routine_of(draft)


def test_another_form_is_written_anew_below_its_comments() -> None:
    """A file with its blocks in one line keeps its comments and says the same."""
    text = '# mine\ntitle = "T"\nblocks = [{sets = 2, slots = [{exercise = "plank"}]}]  # short\n'
    routine = from_toml("short", text, EXERCISES)
    assert routine is not None
    draft, _ = copy(draft_of(routine, text), Position(0, 0))
    assert to_toml(draft).startswith('# mine\ntitle = "T"\n\n[[blocks]]\n')
    assert from_toml("short", to_toml(draft), EXERCISES) == routine_of(draft)


def test_what_only_looks_like_a_header() -> None:
    """A header inside of a text of several lines is text."""
    text = 'title = "T"\nabout = """\n[[blocks]]\n# no comment"""\n[[blocks]]\n[[blocks.slots]]\nexercise = "plank"\n'
    routine = from_toml("odd", text, EXERCISES)
    assert routine is not None
    draft = draft_of(routine, text)
    assert routine_of(draft) == routine
    assert from_toml("odd", to_toml(draft), EXERCISES) == routine


def test_a_new_file() -> None:
    """A new file says first where its schema is, and leaves out what is left to exercise, level and settings."""
    assert to_toml(three()) == (
        '#:schema .schema/routine.json\ntitle = "Three"\n\n'
        '[[blocks]]\nname = "A"\n[[blocks.slots]]\nexercise = "squat"\n'
        '[[blocks.slots]]\nexercise = "plank"\n\n[[blocks]]\nname = "B"\n[[blocks.slots]]\nexercise = "push_up"\n'
    )


# -- whatever is drafted -----------------------------------------------------------------------------------------------

texts = st.text(max_size=30).map(str.strip)
breaks = st.none() | st.integers(0, 3600) | st.floats(0, 3600)


def doses_of(kind: str) -> st.SearchStrategy[Dose]:
    """Return any dose of a kind that a file may give."""
    low, high = (int(limit) for limit in dose_limits(kind))
    numbers = st.integers(low, high) if kind in WHOLE_KINDS else st.integers(low, high) | st.floats(low, high)
    return st.tuples(numbers, numbers).map(lambda pair: Dose(kind, min(pair), max(pair)))


doses = st.one_of(st.just(Dose(MAX_REPS, 1, 1000)), *(doses_of(kind) for kind in DOSE_KINDS))


flags = st.none() | st.booleans()
OWN_SLOTS = (
    Slot("clamshell", Dose("reps", 12, 12), name="Clamshell", cue="Heels together", per_side=True),
    Slot("überzug", Dose("time", 20.5, 40), name="Überzug", rest=90),
    Slot("squat", Dose("carry_m", 40, 40), sides="left", tempo=Tempo(3, 1, 0.5, 0)),
    Slot("squat", Dose(MAX_REPS, 1, 1000), load_kg=(12.5,), rest=0.5),
)
"""What else a file may say about a slot."""
LADDERS = (
    Slot("plank", Dose("hold", 20, 60, (60, 40.5, 20))),
    Slot("squat", per_set=(12, 10, 8), load_kg=(20, 15, 12.5)),
    Slot("clamshell", Dose("reps", 8, 12, (12, 8, 10)), name="Clamshell"),
    Slot("squat", load_kg=(20, 15, 10)),
)
"""Slots of a block of three sets."""
ROUNDS: tuple[dict[str, Any], ...] = (
    {"every": 60.0},
    {"every": 45.5, "times": 3, "group": "all"},
    {"times": 2},
    {"group": "x y", "times": 3},
)
"""What else a file may say about a block."""
slots = st.builds(Slot, st.sampled_from(KEYS), st.none() | doses, flags, flags) | st.sampled_from(OWN_SLOTS)
spans = st.tuples(st.integers(1, MAX_SETS), st.integers(1, MAX_SETS)).map(lambda pair: (min(pair), max(pair)))
names_of_blocks = texts.map(lambda name: name[:12].strip()).filter(bool) | st.sampled_from("ABCDW")
names_in_a_routine = st.lists(names_of_blocks, unique_by=str.casefold, min_size=1, max_size=4)
some_slots = st.lists(slots, min_size=1, max_size=4)
some_ladders = st.lists(st.sampled_from(LADDERS), min_size=1, max_size=2)
own_rounds: st.SearchStrategy[dict[str, Any]] = st.just({}) | st.sampled_from(ROUNDS)
ladder_sets = st.sampled_from([None, (3, 3)])
set_spans = st.none() | spans
yes_or_no = st.booleans()
titles = texts.filter(bool)
kinds = st.sampled_from(WITH_SETS)


@st.composite
def routines(draw: st.DrawFn) -> Routine:
    """Return any routine that a file may give."""
    blocks: list[Block] = []
    for name in draw(names_in_a_routine):
        own = draw(own_rounds)
        ladder = draw(yes_or_no)
        blocks.append(
            Block(
                name=name,
                slots=tuple(draw(some_ladders if ladder else some_slots)),
                sets=draw(ladder_sets if ladder else set_spans),
                rest=None if "every" in own else draw(breaks),
                ready=draw(breaks),
                switch=draw(breaks),
                finisher=not own and not ladder and draw(yes_or_no),
                **{**own, **({"group": f"{name[:6]} {len(blocks)}"} if own.get("group") else {})},
            )
        )
    return Routine("any", draw(titles), draw(kinds), tuple(blocks), draw(texts))


@given(routines())
def test_the_file_says_the_routine(routine: Routine) -> None:
    """Draft, file, routine: whatever the words and numbers, the same comes back, and so does its file."""
    draft = draft_of(routine)
    text = to_toml(draft)
    assert routine_of(draft) == routine
    assert from_toml("any", text, EXERCISES) == routine
    assert to_toml(draft_of(routine, text)) == text


@given(routines(), routines())
def test_any_change_of_a_file(one: Routine, other: Routine) -> None:
    """Values put into a file that was read say themselves, whatever stood there before."""
    draft = draft_of(one, to_toml(draft_of(one)))
    wanted = draft_of(other)
    blocks = tuple(
        replace(
            there,
            text=here.text,
            slots=tuple(
                replace(slot, text=before.text) for slot, before in zip(there.slots, cycle(here.slots), strict=False)
            ),
        )
        for there, here in zip(wanted.blocks, cycle(draft.blocks), strict=False)
    )
    mixed = replace(wanted, blocks=blocks, text=draft.text)
    assert from_toml("any", to_toml(mixed), EXERCISES) == other


@given(routines(), st.data())
def test_whatever_is_done(routine: Routine, data: st.DataObject) -> None:
    """After any edits the names differ, no block is empty, moving loses nothing, and the file says the draft."""
    text = to_toml(draft_of(routine))
    marked = text.replace("]]\n", "]]  # mine\n")
    draft = draft_of(routine, marked)
    for _ in range(data.draw(st.integers(1, 8))):
        if not draft.blocks:
            break
        place = data.draw(st.sampled_from(places(draft)))
        edit = data.draw(st.sampled_from(["move", "copy", "remove", "slot", "block"]))
        before = Counter(slot.exercise for block in draft.blocks for slot in block.slots)
        try:
            if edit == "move":
                draft, there = move(draft, place, data.draw(st.sampled_from((-1, 1))))
                assert Counter(slot.exercise for block in draft.blocks for slot in block.slots) == before
                assert there in places(draft)
            elif edit == "copy":
                draft, _ = copy(draft, place)
            elif edit == "remove":
                draft, _ = remove(draft, place)
            elif edit == "slot":
                draft, _ = add_slot(draft, place, "squat")
            else:
                draft, _ = add_block(draft, place.block, "squat")
        except IllegalEditError:  # a group would be torn apart, or a ladder would have another number of sets
            continue
        called = [block.name.casefold() for block in draft.blocks]
        assert len(set(called)) == len(called)
        assert all(block.slots for block in draft.blocks)
    if draft.blocks:
        result = to_toml(draft)
        assert from_toml("any", result, EXERCISES) == routine_of(draft)
        kept = [bool(block.text) + sum(bool(slot.text) for slot in block.slots) for block in draft.blocks]
        assert result.count("# mine") == sum(kept)


@given(routines(), st.data())
def test_a_block_that_was_moved_and_is_moved_back_leaves_no_trace(routine: Routine, data: st.DataObject) -> None:
    """A block that was moved and is moved back leaves no trace; names that have become letters in a row stay so."""
    draft = draft_of(routine)
    place = Position(data.draw(st.integers(0, len(draft.blocks) - 1)))
    moved, there = move(draft, place, 1)
    if moved == draft:
        return
    back, here = move(moved, there, -1)
    assert here == place
    assert [block.slots for block in back.blocks] == [block.slots for block in draft.blocks]
    if lettered(moved.blocks) != moved.blocks or lettered(draft.blocks) == draft.blocks:
        assert back == draft

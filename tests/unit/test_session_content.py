"""What stands where on the session screen: at every size, for every exercise, in every phase, nothing is clipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from itertools import combinations

import msgspec
import pytest
from rich.cells import cell_len
from textual.geometry import Region, Size

from runstrength.figure import pixels
from runstrength.live.reps_left import asked_about
from runstrength.live.set_editor import NextSet, SetEditor, Weights
from runstrength.session.commands import Done, Pause, Resume, SetLoad
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.session.state import Mode
from runstrength.session.view import SessionSnapshot
from runstrength.session.wording import brief_name, clock, side_word
from runstrength.ui.lines import Line, Span
from runstrength.ui.session import wording
from runstrength.ui.session.content import Stage, stage_of
from runstrength.ui.session.dose import Sets
from runstrength.ui.session.layout import HIDDEN, MARGIN, widest
from runstrength.ui.session.notes import CUE_SECONDS, value_lines
from runstrength.ui.widgets.big_text import big_rows
from tests.support.app import MORNING, words_of
from tests.support.loops import looped
from tests.support.plans import (
    block,
    do,
    go_to,
    library,
    plan_of,
    routine_of,
    slot,
    small_plan,
    started,
    wait_until,
)

SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60), (50, 60), (45, 30)]
PARTS = ("head", "name", "side", "count", "figure", "dose", "notes", "foot")
KEYS = sorted(library().exercises)


def views(plan: Plan) -> Iterator[SessionSnapshot]:
    """Yield what a session of a plan looks like at the start of each step, running and paused."""
    session = started(plan)
    while session.mode is not Mode.ENDED:
        now = session.state.last_tick
        yield session.snapshot(now)
        session.apply(Pause(), now)
        yield session.snapshot(now)
        session.apply(Resume(lead_in=0), now)
        session.apply(Done(), now)


def views_after_a_pause(plan: Plan) -> Iterator[SessionSnapshot]:
    """Yield what is seen before the clock of a step goes on after a pause."""
    for step in plan.steps:
        session = at(plan, step.index)
        now = session.state.last_tick
        session.apply(Pause(), now)
        session.apply(Resume(), now)
        yield session.snapshot(now)


def of(view: SessionSnapshot, plan: Plan, size: tuple[int, int], editor: SetEditor | None = None) -> Stage:
    """Return the stage of a view."""
    return stage_of(view, plan, Size(*size), editor or SetEditor().with_sets(view.just_done), MORNING)


def at(plan: Plan, index: int) -> Session:
    """Return a session at a step."""
    return go_to(started(plan), index)


def digit_rows(stage: Stage) -> int:
    """Return the rows that the number is drawn in."""
    return stage.layout.count.height


def fits(line: Line, width: int) -> bool:
    """Tell whether both ends of a line fit, or at least its left one."""
    left = cell_len(words_of(Line(line.left)))
    return left <= width


@cache
def plans(key: str) -> Plan:
    """Return a plan with two sets of an exercise, and so with each phase that it can have."""
    return plan_of(routine_of([block(slot(key), sets=2)]))


@cache
def stages(key: str, size: tuple[int, int]) -> tuple[tuple[SessionSnapshot, Stage], ...]:
    """Return each view of such a plan with its stage; they are made once for all tests that look at them."""
    plan = plans(key)
    return tuple((view, of(view, plan, size)) for view in views(plan))


@cache
def stages_after_a_pause(key: str, size: tuple[int, int]) -> tuple[tuple[SessionSnapshot, Stage], ...]:
    """Return each view after a pause with its stage."""
    plan = plans(key)
    return tuple((view, of(view, plan, size)) for view in views_after_a_pause(plan))


@looped("size", SIZES)
@looped("key", KEYS)
def test_nothing_is_clipped(key: str, size: tuple[int, int]) -> None:
    """No line is wider than the screen, each note has a line, and no part covers another or leaves the screen."""
    width = size[0] - 2 * MARGIN
    for _, stage in (*stages(key, size), *stages_after_a_pause(key, size)):
        for line in (*stage.head, *stage.notes, *stage.foot):
            assert fits(line, width), words_of(line)
        assert len(stage.notes) <= stage.layout.notes.height
        parts = [(name, getattr(stage.layout, name)) for name in PARTS if getattr(stage.layout, name)]
        for name, region in parts:
            assert region in Region(0, 0, width, size[1]), name
        for (one, here), (other, there) in combinations(parts, 2):
            assert not here.overlaps(there), (one, other)


@looped("size", SIZES)
@looped("key", KEYS)
def test_the_head_never_loses_exercise_and_side(key: str, size: tuple[int, int]) -> None:
    """The head never loses exercise and side."""
    for view, stage in stages(key, size):
        left = words_of(Line(stage.head[0].left))

        whole = f"{view.step.name}{side_word(view.step.side)}"
        short = f"{brief_name(view.step.name)}{side_word(view.step.side)}"
        assert (whole if len(whole) <= size[0] - 2 * MARGIN else short) in left


@looped("size", SIZES)
@looped("key", KEYS)
def test_cues_are_whole(key: str, size: tuple[int, int]) -> None:
    """A cue is shown whole or not at all."""
    plan = plans(key)
    for view, stage in stages(key, size):
        exercise = plan.exercises[view.step.exercise]
        text = " ".join(words_of(line).strip() for line in stage.notes)
        cues = [cue for cue in exercise.cues if cue not in exercise.start_position]
        shown = [cue in text for cue in cues]

        assert shown == sorted(shown, reverse=True) or size[0] < 60, text
        for cue, whole in zip(cues, shown, strict=True):
            assert whole or " ".join(cue.split()[:4]) not in text, cue


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@looped("key", KEYS)
def test_all_cues_of_an_exercise_are_shown_while_it_is_done(key: str, size: tuple[int, int]) -> None:
    """All cues of an exercise are shown while it is done: at once, or some after the others."""
    plan = plans(key)
    work = next(step for step in plan.steps if step.phase == "work")
    session = at(plan, work.index)
    began = session.state.step_started
    pages = [of(session.snapshot(began + CUE_SECONDS * page), plan, size).notes for page in range(6)]
    text = " ".join(words_of(line) for page in pages for line in page)

    assert [cue for cue in plan.exercises[key].cues if cue not in text] == []


@pytest.mark.parametrize(("size", "least"), [((60, 20), 8), ((80, 24), 8), ((120, 40), 13), ((200, 60), 18)])
@looped("key", KEYS)
def test_the_number_is_big(key: str, size: tuple[int, int], least: int) -> None:
    """The number has eight rows at 60 x 20 and 80 x 24, thirteen at 120 x 40, and more where there is more room."""
    for view, stage in (*stages(key, size), *stages_after_a_pause(key, size)):
        if view.mode is not Mode.PAUSED:
            assert digit_rows(stage) >= least, view.mode
            assert stage.layout.count.width >= len(widest(stage.number)) * 2


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@looped("key", KEYS)
def test_what_is_read_from_afar(key: str, size: tuple[int, int]) -> None:
    """From 80 x 24 on name, dose and sets are in pixel letters, the side too, and the figure has its place."""
    for view, stage in stages(key, size):
        letters = pixels.rows(1)

        assert stage.layout.is_big, view.mode
        assert all(row.strip(" █▀▄") == "" for row in big_rows(stage.name, size[0] - 4, stage.layout.name.height))
        assert stage.layout.dose.height >= letters
        assert bool(stage.layout.side) == bool(stage.side)
        if view.mode is not Mode.PAUSED:
            assert stage.layout.figure.width >= 13
            assert stage.layout.figure.height >= 8


def test_a_mark_is_filled_when_its_set_is_done_or_under_way() -> None:
    """A mark is filled when its set is done or under way: in a rest those that are to come are hollow."""
    plan = plan_of(routine_of([block(slot("squat"), sets=3)]))
    seen = [(view.step.phase, of(view, plan, (80, 24)).sets) for view in views(plan) if view.mode is not Mode.PAUSED]

    assert seen[:4] == [
        ("ready", Sets(0, 3, "next: set 1 of 3", 1)),
        ("work", Sets(1, 3, "set 1 of 3", 1)),
        ("rest", Sets(1, 3, "next: set 2 of 3", 2)),
        ("ready", Sets(1, 3, "next: set 2 of 3", 2)),
    ]


@looped(
    ("size", "number", "big"), [((60, 20), 3, "Deadlift"), ((80, 24), 3, "Single-leg deadlift"), ((60, 20), 2, "Squat")]
)
def test_a_name_too_long_for_one_line(size: tuple[int, int], number: int, big: str) -> None:
    """A name is in pixel letters at 60x20 too: without "Single-leg", which side and header say, if that fits."""
    plan = plan_of(routine_of([block(slot("single_leg_deadlift" if number == 3 else "squat"), sets=2)]))
    for view in views(plan):
        if view.step.phase != "switch":
            stage = of(view, plan, size)
            assert stage.name == big
            assert len(big_rows(stage.name, size[0] - 4, stage.layout.name.height)) == pixels.rows(1)
            assert view.step.name in words_of(stage.head[0])


@looped(("size", "listed", "big"), [((60, 20), 0, 1), ((80, 24), 3, 0), ((120, 40), 3, 3), ((200, 60), 3, 3)])
def test_what_to_do_in_a_round(size: tuple[int, int], listed: int, big: int) -> None:
    """A circuit shows the exercises of a round in place of its name, as large as fits; a small terminal in notes."""
    round_of = block(slot("push_up", reps=5), slot("squat", reps=10), slot("plank", hold=20), amrap=600, sets=None)
    plan = plan_of(routine_of([round_of]))
    for view in views(plan):
        stage = of(view, plan, size)
        texts = [part.text for part in view.step.parts]
        assert len(texts) == 3
        lines = tuple(text.replace(" × ", " ") for text in texts)
        assert stage.name == (lines if listed else view.step.name)
        drawn = big_rows(stage.name, size[0] - 2 * MARGIN, stage.layout.name.height)
        assert len(drawn) >= big * pixels.rows(1)
        assert big or [row.strip() for row in drawn] == list(lines)
        assert (texts[0] in " ".join(words_of(line) for line in stage.notes)) is (not listed)


@pytest.mark.parametrize("level", ["beginner", "advanced"])
def test_next_from_the_mat(level: str) -> None:
    """In every set at 80x24 what comes next is in pixel letters, with a blank row above, whatever is trained now."""
    plan = plan_of("runner", level)
    for view in views(plan):
        if view.mode is Mode.WORK:
            foot = [words_of(line) for line in of(view, plan, (80, 24)).foot]
            assert foot[0] == ""
            assert re.fullmatch("[ █▀▄]+", foot[1])


def test_nothing_touches_the_header() -> None:
    """A row is left blank below the header at 60x20 and larger, unless values of two lines can be edited there."""
    plan = plan_of("runner", "intermediate")
    for size in ((60, 20), (80, 24), (120, 40), (200, 60)):
        for view in views(plan):
            if view.mode is not Mode.REST and view.step.phase == "work":
                layout = of(view, plan, size).layout
                assert layout.name.y >= 2, (size, view.mode)


def test_phases_differ_in_shape() -> None:
    """Each phase has classes of its own, and so an edge: work and the change of sides have the side's."""
    plan = plan_of(routine_of([block(slot("side_plank"), sets=2)]))

    seen = {of(view, plan, (80, 24)).css_classes for view in views(plan)}

    assert seen >= {("ready",), ("work", "left"), ("switch", "right"), ("work", "right"), ("rest",), ("paused",)}


@looped("size", [(39, 24), (80, 11), (20, 5), (10, 2), (1, 1)])
def test_below_40_x_12_three_lines_say_what_and_how_much(size: tuple[int, int]) -> None:
    """Below 40 x 12 three lines say what and how much, and ask for more room."""
    plan = plan_of("runner")
    view = next(views(plan))

    stage = of(view, plan, size)
    lines = [words_of(line) for line in stage.head]

    assert lines == ["10 s · GET READY", "Single-leg deadlift, left", "Make the window at least 40x12."][: size[1]]
    assert all(getattr(stage.layout, part) == HIDDEN for part in PARTS[1:])


@pytest.mark.parametrize("size", [(50, 60), (60, 50)])
def test_in_a_high_terminal_the_figure_stands_below_the_number_which_takes_the_width(size: tuple[int, int]) -> None:
    """In a high terminal the figure stands below the number, which takes the width."""
    plan = plans("side_plank")
    for view in views(plan):
        layout = of(view, plan, size).layout

        assert layout.figure.y >= layout.count.bottom
        assert layout.count.width > layout.figure.width // 2


@looped("size", SIZES)
@looped("level", ["beginner", "advanced"])
def test_the_whole_session(level: str, size: tuple[int, int]) -> None:
    """The whole session fits too, with three exercises to correct in a break, whichever of them is chosen."""
    plan = plan_of("runner", level)
    width = size[0] - 2 * MARGIN
    for view in views(plan):
        editor = SetEditor().with_sets(view.just_done)
        in_a_break = view.step.phase in ("ready", "rest")
        for chosen in range(len(editor.sets) if editor.sets and in_a_break else 1):
            now = editor.choose(chosen).type("1").type("2")
            stage = of(view, plan, size, now)

            assert all(fits(line, width) for line in (*stage.head, *stage.notes, *stage.foot))
            if now.sets and in_a_break:
                assert Span(" 12_ ", "selected") in [span for line in stage.notes for span in line.left]
            assert digit_rows(stage) >= (3 if size[1] < 20 or view.mode is Mode.PAUSED else 7)


@looped("size", SIZES)
def test_names_that_people_write(size: tuple[int, int]) -> None:
    """A name as long as a file allows loses its end, not its side, and pushes nothing off the screen."""
    plan = plan_of(routine_of([block(slot("side_plank"), sets=2)]))
    for view in views(plan):
        for name in ("Upside-down one-handed pistol squat with a very long name too", "日本語の長い名前" * 3):
            long = SessionSnapshot(
                **{key: getattr(view, key) for key in SessionSnapshot.__struct_fields__} | {"step": _named(view, name)}
            )
            stage = of(long, plan, size)

            assert fits(stage.head[0], size[0] - 2 * MARGIN)
            assert f", {view.step.side}" in words_of(Line(stage.head[0].left))
            assert digit_rows(stage) >= 3


def _named(view: SessionSnapshot, name: str) -> object:
    from msgspec.structs import replace

    return replace(view.step, name=name)


def test_the_shape_stays() -> None:
    """As time passes, nothing changes its place."""
    plan = plan_of("runner")
    session = started(plan)
    layout = {
        str(of(session.snapshot(session.state.last_tick + second), plan, (80, 24)).layout) for second in range(10)
    }

    assert len(layout) == 1


def test_the_side_is_drawn_while_it_is_worked_and_announced() -> None:
    """The side is drawn while it is worked and announced, not in a rest and not under the word PAUSED."""
    plan = plan_of(routine_of([block(slot("side_plank"), sets=2)]))

    seen = [(view.mode.value, of(view, plan, (80, 24)).side) for view in views(plan)]

    assert seen[::2][:5] == [
        ("ready", "left"),
        ("work", "left"),
        ("switch", "right"),
        ("work", "right"),
        ("rest", ""),
    ]
    assert {side for mode, side in seen if mode == "paused"} == {""}


def test_the_row_of_what_was_just_done_names_each_exercise_once() -> None:
    """The row of what was just done names each exercise once, each side with its value, and marks the chosen one."""
    session = at(plan_of("runner", "beginner"), 8)
    view = session.snapshot(session.state.last_tick)
    plan = session.plan

    stage = of(view, plan, (80, 24), SetEditor().with_sets(view.just_done).choose(-1))

    assert words_of(stage.notes[-2]) == "JUST DONE   deadlift L 6 R 6 · squat  8  · plank 1 s"
    assert [span.text for span in stage.notes[-2].left if span.tone == "selected"] == [" 8 "]


def test_values_of_a_round_in_narrow_lines() -> None:
    """Where the values of a round need another line, it begins below the first value, and no name is torn off."""
    session = at(plan_of("runner", "beginner"), 8)
    editor = SetEditor().with_sets(session.snapshot(session.state.last_tick).just_done)

    lines, _ = value_lines(session.plan, editor, Span("LAST ROUND"), 40)

    texts = ["".join(span.text for span in line) for line in lines]
    assert texts == ["LAST ROUND  deadlift L 6 R 6 · squat 8", "            plank  1 s "]


def test_why_it_is_paused() -> None:
    """A pause that nobody asked for says so, in a rest too."""
    plan = plan_of(routine_of([block(slot("squat"), sets=2)]))
    for index in (0, 1, 2):
        session = at(plan, index)
        session.tick(session.state.last_tick + 60)
        view = session.snapshot(session.state.last_tick)
        first = words_of(of(view, plan, (80, 24)).notes[0])

        assert view.auto_paused
        assert first == "Paused: the computer was asleep, or the program stopped.", session.state.paused_from


def test_where_the_load_goes() -> None:
    """Where the load goes stands before the range, or above it where there is no room."""
    plan = plans("farmers_carry")
    first, *_, view = (view for view in views(plan) if view.mode is Mode.READY)

    assert words_of(of(first, plan, (80, 24)).notes[0]) == "You need: 2 loaded bags"
    assert words_of(of(view, plan, (80, 24)).notes[0]) == "a loaded bag in each hand   5-10 steps"
    assert words_of(of(view, plan, (50, 60)).notes[0]) == "a loaded bag in each hand   5-10 steps"
    narrow = of(view, plan, (40, 30)).notes
    assert [words_of(line) for line in narrow[:2]] == ["a loaded bag in each hand", "5-10 steps"]


def test_a_note_of_ones_own() -> None:
    """A person's note on the exercise is shown before its set, in the lead-in and in the rest, at every size."""
    plan = plan_of(routine_of([block(slot("squat"), sets=2)]))
    plan = msgspec.structs.replace(
        plan, exercises={"squat": msgspec.structs.replace(plan.exercises["squat"], note="low step")}
    )
    for view in views(plan):
        for size in ((60, 20), (80, 24), (120, 40), (200, 60)):
            shown = any("Your note: low step" in words_of(line) for line in of(view, plan, size).notes)
            assert shown == (view.step.phase in ("ready", "rest")), (view.step, size)


def test_the_time_to_leave_stands_in_the_head_where_there_is_room() -> None:
    """The time to leave stands in the head where there is room."""
    plan = plan_of("runner")
    view = next(views(plan))

    stage = stage_of(view, plan, Size(120, 40), SetEditor(), MORNING, leave=MORNING + timedelta(hours=1))

    assert words_of(stage.head[0]).endswith("leave 08:30")


@looped("size", SIZES)
def test_the_words_of_the_keys_can_be_clicked(size: tuple[int, int]) -> None:
    """The words of the keys can be clicked, and each does what it says."""
    plan = plan_of("runner")
    running, paused, *_ = views(plan)

    actions = [
        {span.text.strip(): span.action for span in of(view, plan, size).foot[-1].right} for view in (running, paused)
    ]

    assert size[0] < 80 or "x swap" in actions[0]
    assert actions[0].pop("x swap", "screen.swap") == "screen.swap"
    assert actions == [
        {"space start now": "screen.go_on", "p pause": "screen.pause", "? keys": "screen.help"},
        {"space resume": "screen.go_on", "? keys": "screen.help"},
    ]


def test_what_comes_next_fits() -> None:
    """What comes next is said in fewer words where there are fewer columns, but a rest is never left out for them.

    Without a rest, exercise and side are kept.
    """
    plan = plan_of("runner")
    for view in views(plan):
        if view.next is None:
            continue
        for width in (36, 56, 76, 116):
            words = wording.next_words(view, width)

            assert cell_len(words) <= width
            if view.rest_before_next and "switch sides" not in words:
                assert f"rest {clock(view.rest_before_next)}" in words
            else:
                assert brief_name(view.next.name) in words or "switch sides" in words
                assert (view.next.side or "") in words


@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
def test_what_comes_next_from_afar(size: tuple[int, int]) -> None:
    """In work, where there is room, what comes next is in pixel letters too; in a rest it is the name that is."""
    plan = plan_of("runner")
    for view in views(plan):
        letters = pixel_rows(of(view, plan, size).foot)

        assert len(letters) == (pixels.rows(1) if view.mode is Mode.WORK else 0), letters


def pixel_rows(foot: Sequence[Line]) -> list[str]:
    """Return the rows of a footer that are pixel letters."""
    rows = [words_of(line) for line in foot]
    return [row for row in rows if row.strip() and not row.strip(" █▀▄")]


def test_what_comes_next_at_80x24() -> None:
    """At 80x24 what comes next is in pixel letters as far as the name is too; a rest is never left out."""
    plan = plan_of("runner")
    shown = 0
    for view in views(plan):
        letters = pixel_rows(of(view, plan, (80, 24)).foot)
        if not letters:
            continue
        shown += 1
        rest = big_rows("next: rest", 76, pixels.rows(1))[0]
        assert view.mode is Mode.WORK
        assert letters[0].startswith(rest) == bool(view.rest_before_next)

    assert shown > len([view for view in views(plan) if view.mode is Mode.WORK]) / 2


def test_a_rest_that_is_over_grows_warm() -> None:
    """A rest that is over and waits turns from the look of a rest to its own, a little at a time."""
    plan = plan_of(routine_of([block(slot("squat"), sets=2, rest=20)]))
    session = go_to(started(plan, wait=True), 2)
    over = session.state.step_started + session.state.duration
    wait_until(session, over)
    looks = []
    for second in range(60):
        session.tick(over + second)
        looks.append(of(session.snapshot(over + second), plan, (80, 24)).css_classes)

    assert looks[0] == ("overtime", "warm-0")
    assert looks[-1] == ("overtime", "warm-5")
    assert [look[1] for look in looks] == sorted(look[1] for look in looks)
    assert len(set(looks)) == 6


def test_what_the_coach_knows() -> None:
    """Weight, form and last result stand below the number, in every phase of a set."""
    plan = plan_of(routine_of([block(slot("squat", reps=8))]), equipment=("dumbbell",))
    steps = tuple(
        msgspec.structs.replace(step, load_kg=12.5, form="slow lowering", last="8 · 8 at 12 kg") for step in plan.steps
    )
    plan = msgspec.structs.replace(plan, steps=steps)
    for view in views(plan):
        text = "\n".join(words_of(line) for line in of(view, plan, (120, 40)).notes)
        assert "Slow lowering" in text
        assert "12.5 kg, one dumbbell upright in both hands, in front of the chest" in text
        assert "last time 8 · 8 at 12 kg" in text


@looped("size", SIZES)
def test_the_question_has_a_place(size: tuple[int, int]) -> None:
    """Where it is asked how many more there would have been, e brings the question onto the stage at every size."""
    plan = small_plan()
    session = at(plan, 17)
    view = session.snapshot(session.state.last_tick)
    editor = SetEditor().with_sets(view.just_done, asked_about(view, plan))
    notes = [words_of(line) for line in of(view, plan, size, editor.ask()).notes]
    assert len([text for text in notes if "GLUTE BRIDGE" in text]) == 1
    assert max(map(cell_len, notes)) <= size[0] - 2 * MARGIN
    if size[1] >= 24 and size[0] >= 60:
        assert any("BRIDGE: how many more" in words_of(line) for line in of(view, plan, size, editor).notes)


@looped("size", SIZES)
def test_the_weight_has_a_place(size: tuple[int, int]) -> None:
    """In lead-in and rest the weight is drawn big or named in the notes, once; big from 60x20; chosen it is there."""
    plan = plan_of("runner", "beginner", equipment=("dumbbell",))
    session = started(plan)
    width = size[0] - 2 * MARGIN
    for index, step in enumerate(plan.steps):
        if step.phase not in ("ready", "rest"):
            continue
        go_to(session, index)
        do(session, SetLoad(12.5))
        view = session.snapshot(session.state.last_tick)
        work = session.plan.work_of(index)
        next_set = NextSet(work.index, work.exercise, work.load_kg)
        values = SetEditor().with_sets(view.just_done, None, next_set, Weights(), ahead=step.phase == "ready")
        stage = of(view, session.plan, size, values)
        notes = [words_of(line) for line in stage.notes]

        assert all(fits(line, width) for line in (*stage.head, *stage.notes, *stage.foot))
        named = sum(f"12.5 kg{after}" in line for line in notes for after in (",", "   ")) + (notes[:1] == ["12.5 kg"])
        assert (stage.load == "12.5 kg") + named == 1 or size == (40, 12), (step.phase, step.name, notes)
        if size in ((60, 20), (80, 24), (120, 40)):
            assert stage.load == "12.5 kg", (step.phase, step.name)
        chosen = of(view, session.plan, size, values.choose(1 if step.phase == "ready" and values.sets else -1))
        if chosen.load_chosen:
            shown = [words_of(line) for line in (*chosen.notes, *chosen.foot)]
            assert chosen.load or any("12.5 kg" in line for line in shown)
        assert digit_rows(stage) >= 3


def test_the_place_in_a_warmup() -> None:
    """A warm-up counts its exercises, not the one set of each: `3 of 9` in the header and below the marks."""
    plan = plan_of("warmup-7")
    count = len({(step.block, step.label) for step in plan.steps})
    seen = [(of(view, plan, (120, 40)), view) for view in views(plan) if view.mode is Mode.WORK]

    numbers = [stage.sets.filled for stage, _ in seen if stage.sets is not None]

    assert numbers == sorted(numbers)
    assert (numbers[0], numbers[-1]) == (1, count)
    for (stage, _), number in zip(seen, numbers, strict=True):
        assert f"{number} of {count}" in words_of(stage.head[0])
        assert "set 1 of 1" not in words_of(stage.head[0])


def test_a_carry_is_big_in_a_narrow_terminal() -> None:
    """Steps each way are in pixel letters where only `12 steps` fits."""
    plan = plan_of(routine_of([block(slot("farmers_carry", carry=12), sets=3)]))
    ready = next(view for view in views(plan) if view.mode is Mode.READY)

    assert of(ready, plan, (120, 40)).dose == "12 steps each way"
    assert of(ready, plan, (80, 24)).dose == "12 steps"

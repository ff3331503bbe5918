"""What the session screen says, in plain words."""

from __future__ import annotations

from msgspec.structs import replace
from rich.cells import cell_len

from runstrength.catalogue.exercise import Tempo
from runstrength.session.commands import Adjust, CountRound, Done, Pause, Skip, Stop
from runstrength.session.engine import Session
from runstrength.session.state import Mode
from runstrength.session.view import SessionSnapshot
from runstrength.session.wording import brief_name, in_sentence, tempo_words
from runstrength.ui.plain import sentences
from runstrength.ui.session import wording
from tests.support.app import MORNING
from tests.support.loops import looped
from tests.support.plans import block, do, go_to, library, plan_of, routine_of, slot, small_plan, started, wait_for


def seen(session: Session) -> SessionSnapshot:
    """Return what a session looks like now."""
    return session.snapshot(session.state.last_tick)


def at(index: int, after: float = 0.0, session: Session | None = None) -> SessionSnapshot:
    """Return the small plan's session at a step, some seconds into it."""
    session = go_to(session or started(small_plan()), index)
    wait_for(session, after)
    return seen(session)


@looped(("index", "word"), [(0, "GET READY"), (1, "HOLD"), (3, "WORK"), (4, "SWITCH SIDES"), (7, "WORK"), (8, "REST")])
def test_each_phase_has_its_word(index: int, word: str) -> None:
    """Each phase has its word, so that colour alone tells nothing."""
    assert wording.phase_word(at(index)) == word


def test_waiting_paused_over_and_ended_have_theirs_too() -> None:
    """Waiting, paused, over and ended have theirs too."""
    waiting = Session(small_plan())
    paused = go_to(started(small_plan()), 1)
    do(paused, Pause())
    over = go_to(started(small_plan(), wait=True), 8)
    wait_for(over, 21)
    ended = started(small_plan())
    do(ended, Stop())

    assert [wording.phase_word(seen(session)) for session in (waiting, paused, over, ended)] == [
        "GET READY",
        "PAUSED",
        "REST IS OVER",
        "DONE",
    ]
    assert [wording.phase_class(seen(session)) for session in (waiting, paused, over)] == [
        "ready",
        "paused",
        "overtime",
    ]


def test_the_head_line_says_phase() -> None:
    """The head line says phase, exercise, side, set, slot, time left and end, and what there is to say of the sound."""
    head = wording.header_text(at(3), small_plan(), MORNING, 120, status="muted")

    assert head.phase == "WORK"
    assert head.exercise == "Single-leg glute bridge, left · set 1 of 2 · A2"
    assert head.time == "muted · 5 min left · done 07:34"


@looped("width", range(30, 140))
@looped("status", ["", "no sound"])
def test_a_time_says_what_it_is(status: str, width: int) -> None:
    """However short the time of the head line is, it says what its numbers are: `left` and `done`."""
    time = wording.header_text(at(3), small_plan(), MORNING, width, status=status).time
    assert time in (
        "",
        *(f"{status} · 5 min left".removeprefix(" · ") + end for end in ("", " · done 07:34")),
        "5 min left",
        "5 min",
    )


@looped("width", range(20, 140, 3))
def test_head_in_any_width(width: int) -> None:
    """Whatever the width, all pieces fit, and exercise and side are there as far as they can be."""
    head = wording.header_text(at(3), small_plan(), MORNING, width)

    badge = cell_len(head.phase) + 3 if head.phase else 0
    assert badge + cell_len(head.exercise) + (2 + cell_len(head.time) if head.time else 0) <= width
    assert ", left" in head.exercise
    assert ("Single-leg glute bridge" in head.exercise) == (width >= len("Single-leg glute bridge, left"))


def test_the_last_minute_is_called_that() -> None:
    """The last minute is called that."""
    view = at(19, 25)

    assert wording.header_text(view, small_plan(), MORNING, 120).time.startswith("last minute")


def test_the_number_is_what_is_left_of_a_hold() -> None:
    """The number is what is left of a hold, the reps to do, the steps each way, minutes and seconds of a rest."""
    assert [wording.number(at(index)) for index in (0, 1, 3, 4, 7, 8, 19)] == ["10", "20", "3", "5", "8", "0:20", "60"]


@looped("seconds", [9, 10, 20, 99, 100, 101, 599, 600, 601, 3599])
@looped("phase", ["work", "rest"])
def test_the_width_stays(seconds: int, phase: str) -> None:
    """A number keeps its width while it runs, `9:59` after `10:00` too."""
    breaks = {"rest": seconds, "ready": 0}
    plan = plan_of(routine_of([block(slot("plank", hold=seconds), sets=2, **breaks)]), lead_in=0)
    session = go_to(started(plan), 0 if phase == "work" else 1)
    state = session.state

    texts = {
        wording.number(session.snapshot(state.step_started + passed))
        for passed in range(0, seconds, max(1, seconds // 50))
    }

    assert {len(text) for text in texts} == {len(wording.number(session.snapshot(state.step_started)))}
    assert {text.count(":") for text in texts} == {1 if phase == "rest" or seconds >= wording.LONG else 0}


def test_longer_by_a_key() -> None:
    """Ten seconds more are in the number at once."""
    session = go_to(started(small_plan()), 8)
    do(session, Adjust(10), after=5)

    assert wording.number(seen(session)) == "0:25"


def test_the_windows_title_says_phase() -> None:
    """The window's title says phase, exercise and what is left."""
    assert [wording.title(at(index)) for index in (0, 1, 3, 4, 7, 8)] == [
        "0:10 Get ready: Plank",
        "0:20 Plank",
        "3 reps Single-leg glute bridge, left",
        "0:05 Switch sides: Single-leg glute bridge, right",
        "8 steps each way Farmer's carry",
        "0:20 Rest, next: Plank",
    ]


def test_title_of_a_rest_that_is_over() -> None:
    """A rest that is over does not look as if something were left of it."""
    session = go_to(started(small_plan(), wait=True), 8)
    wait_for(session, 23)

    assert seen(session).mode is Mode.OVERTIME
    assert wording.title(seen(session)) == "+0:03 Rest is over: Plank"


def test_title_at_the_end() -> None:
    """A session that was stopped is not called complete."""
    session = started(small_plan())
    do(session, Stop())

    assert wording.title(seen(session)) == "Session ended"


@looped(
    ("tempo", "words"),
    [
        (None, ""),
        (Tempo(down_s=3, up_s=1), "3 s down, 1 s up"),
        (Tempo(down_s=2, bottom_s=1, up_s=1.5, top_s=1), "2 s down, 1 s hold, 1.5 s up, 1 s hold"),
        (Tempo(down_s=0.5, up_s=0.5), ""),
        (Tempo(step_s=0.7, turn_s=3), ""),
    ],
)
def test_a_tempo_is_said_part_by_part(tempo: Tempo | None, words: str) -> None:
    """A tempo is said part by part, where it has something to say."""
    assert tempo_words(tempo) == words


def test_what_stays_in_reserve() -> None:
    """A set of reps says with how many in reserve it ends; what is held or carried says nothing of it."""
    plan = small_plan()
    said = {step.exercise: wording.reserve_texts(plan, step) for step in plan.steps if step.phase == "work"}

    assert said["single_leg_glute_bridge"] == ("stop with 2-3 reps left", "2-3 left")
    assert (said["plank"], said["farmers_carry"], said["plank_row"]) == ((), (), ())
    bridge = next(step for step in plan.steps if step.phase == "work" and step.target.kind == "reps")
    assert wording.reserve_texts(replace(plan, reserve=(4, 4)), bridge) == ("stop with 4 reps left", "4 left")
    assert wording.reserve_texts(replace(plan, reserve=None), bridge) == ()


def test_reps_and_steps_have_a_range() -> None:
    """Reps and steps have a range, and reps their tempo; seconds are drawn big and need no more words."""
    plan = small_plan()
    words = {
        step.exercise: wording.detail_words(step, plan.exercises[step.exercise])
        for step in plan.steps
        if step.phase == "work"
    }

    assert words["plank"] == ""
    assert words["single_leg_glute_bridge"] == "2 s down, 1 s up, 1 s hold"
    assert words["farmers_carry"] == "5-10 steps"
    assert words["plank_row"] == ""


def test_in_a_break_the_whole_dose_is_written_big() -> None:
    """In a break the whole dose is written big, in work what the big number counts."""
    words = {index: wording.big_dose(at(index)) for index in (0, 1, 2, 3, 4, 6, 7, 18, 19)}

    assert words == {
        0: "hold 20 s",
        1: "Hold",
        2: "3 reps",
        3: "reps",
        4: "3 reps",
        6: "8 steps each way",
        7: "steps each way",
        18: "max reps 60 s",
        19: "Max reps a side",
    }


def test_big_dose_of_a_pause() -> None:
    """A pause says what is to go, or for how long it went on where there is no end."""
    words = []
    for index in (1, 3):
        session = go_to(started(small_plan()), index)
        do(session, Pause(), after=5)
        words.append(wording.big_dose(seen(session)))

    assert words == ["0:15 to go", "0:05 done"]


def test_reps_by_their_tempo() -> None:
    """Hands-free the number is the rep under way, from the first to the last, in a width that stays."""
    plan = plan_of(routine_of([block(slot("squat", reps=10), sets=1)]), hands_free=True)
    session = go_to(started(plan), 1)
    began, step = session.state.step_started, session.state.step
    each = step.seconds / 10

    numbers = [wording.number(session.snapshot(began + each * rep / 2)) for rep in range(20)]

    assert numbers == [f"{rep // 2 + 1:2}" for rep in range(20)]
    assert wording.big_dose(session.snapshot(began)) == "of 10 reps"
    assert wording.detail_words(step, plan.exercises["squat"]) == "10 reps · 2 s down, 1 s up"


def test_what_comes_next_is_the_other_side() -> None:
    """What comes next is the other side, another exercise, another set, another block, or nothing more."""
    words = {index: wording.next_words(at(index)) for index in (0, 3, 5, 7, 16, 19)}

    assert words == {
        0: "then  single-leg glute bridge, left · 3 reps",
        3: "next  switch sides · right · 3 reps",
        5: "next  farmer's carry · 8 steps each way",
        7: "next  rest 0:20 · set 2: plank · 20 s",
        16: "next  rest 0:50 · finisher: plank row · max reps a side in 60 s",
        19: "last exercise",
    }


def test_the_last_set_is_not_called_an_exercise() -> None:
    """The last of several sets of an exercise is the last set, on the screen as line by line."""
    for sets, words in ((3, "last set"), (1, "last exercise")):
        blocks = [block(slot("plank", hold=20)), block(slot("squat", reps=5), sets=sets)]
        session = started(plan_of(routine_of(blocks)))
        view = seen(go_to(session, len(session.plan.steps) - 1))
        assert wording.next_words(view) == words
        assert sentences.next_words(view, session.plan) == f"This is the {words}."


def test_cues_share_a_line_where_they_fit() -> None:
    """Cues share a line where they fit, and none is lost or cut."""
    cues = library().exercises["squat"].cues

    for width in (20, 40, 76, 300):
        lines = wording.packed(cues, width)

        assert " · ".join(lines) == " · ".join(cues)
        assert all(cell_len(line) <= width or line in cues for line in lines)
    assert wording.packed((), 40) == []


@looped(
    ("name", "words"),
    [("Side plank", "side plank"), ("A-skip", "A-skip"), ("TRX row", "TRX row"), ("X", "X"), ("", "")],
)
def test_a_name_inside_a_sentence_begins_small(name: str, words: str) -> None:
    """A name inside a sentence begins small, unless it is an abbreviation."""
    assert in_sentence(name) == words


def test_what_was_done_is_as_short_as_it_can_be() -> None:
    """What was done is as short as it can be: `20 s`, `8`, `skipped`."""
    session = go_to(started(small_plan()), 3)
    do(session, Done())
    do(session, Skip())

    assert [wording.done_words(item) for item in session.state.log] == ["1 s", "3", "skipped"]
    assert [wording.short_name(session.plan, item) for item in session.state.log] == ["plank", *["glute bridge"] * 2]


def test_one_round_is_not_1_rounds() -> None:
    """One round is not `1 rounds`."""
    for rounds, words in ((1, "1 round"), (2, "2 rounds")):
        session = started(plan_of(routine_of([block(slot("push_up", reps=5), amrap=100, sets=None)])))
        do(session, Done())
        for _ in range(rounds):
            do(session, CountRound(), after=10)
        do(session, Done(), after=5)
        assert [wording.done_words(item) for item in session.state.log] == [words]


def test_a_name_that_is_only_a_prefix() -> None:
    """A name is never shortened to nothing."""
    assert brief_name("Single-leg ") == "single-leg "


def test_every_weight_is_said_line_by_line() -> None:
    """A set that follows another without a break says its own weight as it begins, as the screen shows it."""
    drop = block(slot("squat", reps=[8, 8, 8], load_kg=[20, 15, 10]), sets=None, rest=0, ready=5)
    session = started(plan_of(routine_of([drop])))
    for index, weight in ((2, "15 kg"), (3, "10 kg")):
        view = seen(go_to(session, index))
        assert wording.weight_words(view.step, "metric") == weight
        assert f"8 reps, {weight}" in sentences.step_words(view, session.plan)[0]


def test_the_rest_of_a_round_with_a_time_is_not_announced_as_all_of_it() -> None:
    """A set of an EMOM is followed by what is left of its minute, which nobody knows while the set begins."""
    session = started(plan_of(routine_of([block(slot("squat", reps=8), every=60, rest=None, sets=3)])))
    for index in (0, 1):
        text = sentences.next_words(seen(go_to(session, index)), session.plan)
        assert text.split(": ")[1].startswith("rest until 60 seconds are over, set 2")

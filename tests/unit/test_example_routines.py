"""The example routines, and all that routines can say: planned, run, interrupted and continued, recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from runstrength.catalogue.routine import Routine
from runstrength.cli.main import main
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.history.journal import JournalHead, JournalRun, encode_line, line_for_call, read
from runstrength.session.commands import Adjust, Back, CountRound, Done, Pause, Resume, Skip, Start
from runstrength.session.cues import cues_for_index
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.session.record import DECODER
from runstrength.session.resume import resumed_session
from runstrength.session.state import Mode
from runstrength.session.to_record import to_record
from runstrength.session.wording import whole_dose
from tests.support.plans import (
    T0,
    block,
    do,
    library,
    plan_of,
    refused,
    routine_of,
    run_through,
    slot,
    started,
    wait_for,
    works,
)

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "routines").glob("*.toml"))
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def example(path: Path) -> Routine:
    """Read an example."""
    return library().read(path)


def names(plan: Plan) -> list[tuple[str, float]]:
    """Return the exercise and the dose of every set."""
    return [(step.name, step.target.value) for step in works(plan)]


def test_the_examples_are_those_of_the_page() -> None:
    """The page names every example, and `routines check` finds nothing wrong in any of them."""
    page = (EXAMPLES[0].parents[1] / "routines.md").read_text("utf-8")
    assert len(EXAMPLES) == 10
    assert [path.name for path in EXAMPLES if f"routines/{path.name}" not in page] == []
    result = CliRunner().invoke(main, ["routines", "check", *map(str, EXAMPLES)])
    assert result.exit_code == 0, result.output
    assert result.output.count(": ok (") == 10


def test_every_example_is_killed_and_continued() -> None:
    """Killed in the middle, each example continues from its journal to its end, with every set recorded once."""
    for path in EXAMPLES:
        for hands_free in (False, True):
            plan = prescribe(example(path), library(), Choices(level="intermediate", hands_free=hands_free))
            lines = [encode_line(JournalHead(id="x", started=NOW, plan=plan))]
            lines.append(encode_line(JournalRun(now=NOW, pid=1, wait=False, gap=2.0)))

            def note(session: Session, command: object, seen: float, now: float, lines: list[bytes] = lines) -> None:
                lines.append(encode_line(line_for_call(session, command, seen, now)))  # type: ignore[arg-type]

            session = Session(plan, observer=note)
            session.apply(Start(), T0)
            middle = works(plan)[len(works(plan)) // 2].index
            run_through(session, until=lambda now, middle=middle: now.state.step.index >= middle)  # type: ignore[misc]
            reading = read(b"".join(lines))
            assert reading is not None, path
            assert reading.damage == "", path
            assert reading.session.state.log == session.state.log
            again = resumed_session(reading.session, wait=False, gap=2.0)
            again.apply(Start(), 50.0)
            run_through(again)
            assert again.state.completed, path
            assert [item.step for item in again.state.log] == [step.index for step in works(plan)]
            record = to_record(again, again.state.ended, id="abc", started=NOW)
            import msgspec

            assert DECODER.decode(msgspec.json.encode(record)) == record


def test_the_time_of_a_round() -> None:
    """Rounds start every minute whatever a set took; a set that is too long has no rest, and its round is its own."""
    plan = plan_of(routine_of([block(slot("squat", reps=12), every=60, sets=4, ready=None, rest=None)]))
    session = started(plan)
    do(session, Done(), after=5)  # the lead-in is skipped
    begins = [session.state.step_started]
    do(session, Done(), after=20)
    assert (session.mode, session.state.duration) == (Mode.REST, 40)
    do(session, Pause(), after=10)
    session.apply(Resume(), session.state.last_tick + 7)
    run_through(session, until=lambda now: now.mode is Mode.WORK)
    begins.append(session.state.step_started)
    assert begins[1] - begins[0] == pytest.approx(67)  # a pause is not part of a round
    do(session, Done(), after=75)
    assert session.mode is Mode.WORK
    begins.append(session.state.step_started)
    assert begins[2] - begins[1] == pytest.approx(75)
    do(session, Done(), after=30)
    do(session, Adjust(10), after=1)
    run_through(session, until=lambda now: now.mode is Mode.WORK)
    assert session.state.step_started - begins[2] == pytest.approx(70)
    do(session, Back(), after=10)
    assert (session.mode, session.state.step.set) == (Mode.READY, 4)
    run_through(session)
    assert [(item.set, item.every) for item in session.state.log] == [(1, 60), (2, 60), (3, 60), (4, 60)]


def test_the_rest_to_come_is_what_is_left_of_the_round() -> None:
    """In a set of a round with a time of its own, the screen says what rest there would be if the set ended now."""
    session = started(plan_of(routine_of([block(slot("squat", reps=10), every=60, sets=2, ready=8, rest=None)])))
    assert session.snapshot(T0).rest_before_next == 22  # as planned
    do(session, Done())
    seen = []
    for seconds in (0, 10, 30, 20):
        wait_for(session, seconds)
        seen.append(session.snapshot(session.state.last_tick).rest_before_next)
    assert seen == [52, 42, 12, 0]


def test_a_lead_in_is_part_of_the_round() -> None:
    """With `ready`, the last seconds of the minute are the lead-in; what is left before them is the rest."""
    plan = plan_of(routine_of([block(slot("squat", reps=10), every=60, sets=2, ready=8, rest=None)]))
    assert [(step.phase, step.seconds) for step in plan.steps[1:]] == [
        ("work", 30),
        ("rest", 22),
        ("ready", 8),
        ("work", 30),
    ]
    session = started(plan)
    do(session, Done())
    do(session, Done(), after=55)
    assert session.mode is Mode.READY
    assert session.state.duration == pytest.approx(5)


def test_as_many_rounds_as_possible() -> None:
    """Rounds are counted by key and taken back, in one step with one clock; its end asks for them if none was."""
    routine = routine_of([block(slot("push_up", reps=5), slot("squat", reps=10), amrap=60, sets=None)])
    session = started(plan_of(routine))
    assert refused(session, CountRound())
    do(session, Done())
    assert [(part.exercise, part.target.value) for part in session.state.step.parts] == [("push_up", 5), ("squat", 10)]
    assert refused(session, CountRound(-1))
    for command in (CountRound(), CountRound(), CountRound(-1), CountRound()):
        do(session, command, after=10)
    assert session.snapshot(session.state.last_tick).rounds == 2
    run_through(session)
    (done,) = session.state.log
    assert (done.target.kind, done.done, done.seconds, session.state.completed) == ("rounds", 2, 60, True)
    assert [(part.exercise, part.target.value) for part in done.parts] == [("push_up", 5), ("squat", 10)]  # type: ignore[union-attr]
    free = started(plan_of(routine, hands_free=True))
    run_through(free)
    assert free.state.log[0].done is None


def test_a_circuit_continues_where_it_was() -> None:
    """After the program was killed, a circuit continues with its rounds and with the time that was left."""
    session = started(plan_of(routine_of([block(slot("push_up", reps=5), amrap=100, sets=None)])))
    do(session, Done())
    do(session, CountRound(), after=30)
    do(session, CountRound(), after=30)
    again = resumed_session(session, wait=False, gap=2.0)
    again.apply(Start(), 5000.0)
    assert again.mode is Mode.READY
    run_through(again, until=lambda now: now.mode is Mode.WORK)
    assert again.state.rounds == 2
    assert again.state.deadline == pytest.approx(again.state.last_tick + 40)
    run_through(again)
    assert (again.state.log[0].done, again.state.log[0].seconds) == (2, 100)
    assert again.state.log[0].at >= 0


def test_a_round_continues_with_the_time_it_had() -> None:
    """After the program was killed in a round, its later exercise has the rest that it had, its lead-in left out."""
    plan = plan_of(routine_of([block(slot("squat", reps=5), slot("plank", hold=10), every=60, sets=2, rest=None)]))
    killed = started(plan)
    run_through(killed, until=lambda now: now.state.step.exercise == "plank" and now.mode is Mode.WORK)
    began = killed.state.last_tick
    left = killed.state.round_ends - began
    wait_for(killed, 4)
    for pause in (False, True):
        if pause:
            do(killed, Pause())
            wait_for(killed, 500)
        again = resumed_session(killed, wait=False, gap=2.0)
        again.apply(Start(), 5000.0)
        run_through(again, until=lambda now: now.mode is Mode.WORK)
        begins = again.state.last_tick
        run_through(again, until=lambda now, begins=begins: now.mode is Mode.WORK and now.state.last_tick > begins + 20)  # type: ignore[misc]
        assert again.state.step_started - begins == pytest.approx(left)


def test_rounds_for_time() -> None:
    """The clock counts up, and the last round ends it; there are never more rounds than asked for."""
    session = started(plan_of(routine_of([block(slot("push_up", reps=5), for_time=True, sets=3)])))
    do(session, Done())
    do(session, CountRound(2), after=50)
    assert refused(session, CountRound(2))
    do(session, CountRound(), after=20)
    assert session.mode is Mode.ENDED
    assert (session.state.log[0].done, session.state.log[0].seconds) == (3, 70)
    one_by_one = plan_of(routine_of([block(slot("push_up", reps=5), for_time=True, sets=3)]), hands_free=True)
    assert [step.set for step in works(one_by_one)] == [1, 2, 3]


def test_a_circuit_shows_what_was_done_last_time() -> None:
    """The rounds of last time are shown, and of a fixed number of rounds their time."""
    last = []
    for way in ({"amrap": 60, "sets": None}, {"for_time": True, "sets": 1}):
        routine = routine_of([block(slot("push_up", reps=5), **way)])
        session = started(plan_of(routine))
        do(session, Done())
        do(session, CountRound(), after=50)
        run_through(session)
        record = to_record(session, session.state.last_tick, id="x", started=NOW)
        again = prescribe(routine, library(), Choices(level="intermediate"), Today(NOW + timedelta(days=3), (record,)))
        last.append(works(again)[0].last)
    assert last == ["1 round", "1 round in 0:50"]


def test_doses_weights_and_breaks_of_a_slot() -> None:
    """Ladders, drop sets, tempo, one side, rest and cue are in the plan as the routine says them."""
    first = block(
        slot("push_up", reps=[3, 2, 1], rest=20, cue="Elbows in"),
        slot("squat", reps=4, load_kg=[20, 15, 0], tempo="4-1-1-0"),
        sets=None,
    )
    last = block(slot("single_leg_calf_raise", reps=15, sides="left"), slot("push_up", reps="max"), sets=1)
    plan = plan_of(routine_of([first, last]))
    push_ups = [step for step in works(plan) if step.name == "Push-up"]
    squats = [step for step in works(plan) if step.exercise == "squat"]
    assert [step.target.value for step in push_ups[:3]] == [3, 2, 1]
    assert [step.load_kg for step in squats] == [20, 15, None]
    assert {step.seconds for step in squats} == {24}
    assert {step.cue for step in push_ups[:3]} == {"Elbows in"}
    assert {step.seconds for step in plan.steps if step.phase == "rest" and step.exercise == "squat"} == {10}
    assert [step.side for step in works(plan)[-2:]] == ["left", None]
    assert (push_ups[-1].target.kind, push_ups[-1].timed) == ("max", False)
    session = started(plan)
    run_through(session)
    assert session.state.log[-1].done is None
    assert plan_of(routine_of([last]), hands_free=True).steps[-1].target.kind == "amrap"


def test_what_the_plan_shows() -> None:
    """The plan as text shows what is in a circuit, the dose and the weight of each set, and when rounds start."""
    shown = {path.stem: CliRunner().invoke(main, ["plan", str(path)]).output for path in EXAMPLES}
    assert "max rounds in 12:00" in shown["amrap-circuit"]
    assert "10 × bodyweight squat" in shown["amrap-circuit"]
    assert "4-8-12-16-20-16-12-8-4 reps" in shown["ladder"]
    assert "weight: 20 kg, 15 kg, 10 kg" in shown["drop-set"]
    assert "10 sets · every 1:00" in shown["emom"]
    assert "Block A · 2 sets" in shown["leg-matrix"]


def test_blocks_that_are_repeated() -> None:
    """The blocks of a group come in turn, and their sets are counted on."""
    blocks = [
        block(slot("plank", hold=20), sets=1, group="g", times=3),
        block(slot("squat", reps=5), sets=2, group="g", times=3),
    ]
    plan = plan_of(routine_of(blocks))
    assert [(step.block, step.set, step.sets) for step in works(plan)] == [
        ("A", 1, 3), ("B", 1, 6), ("B", 2, 6), ("A", 2, 3), ("B", 3, 6), ("B", 4, 6), ("A", 3, 3), ("B", 5, 6),
        ("B", 6, 6),
    ]  # fmt: skip


def test_rounds_by_the_clock_in_turn() -> None:
    """Blocks in turn, each with a round of its own time, begin when that time is over: an EMOM of two exercises."""
    blocks = [
        block(slot("squat", reps=10), sets=1, every=60, rest=None, ready=None, group="g", times=3),
        block(slot("push_up", reps=5), sets=1, every=40, rest=None, ready=None, group="g", times=3),
        block(slot("plank", hold=20), sets=1, rest=30),
    ]
    plan = plan_of(routine_of(blocks))
    session = started(plan)
    run_through(session, reps=1.3)
    starts = [item.at - session.state.log[0].at for item in session.state.log]
    assert starts[:6] == [0, 60, 100, 160, 200, 260]
    assert starts[6] == 260 + session.state.log[5].seconds + 75  # the rest of the level
    assert [step.starts_at - works(plan)[0].starts_at for step in works(plan)][:6] == starts[:6]


def test_the_words_of_a_ladder() -> None:
    """A ladder that begins with one is counted in reps, as the others are."""
    shown = [
        whole_dose(works(plan_of(routine_of([block(slot("push_up", reps=ladder), sets=None)])))[0])
        for ladder in ([1, 2, 3], [3, 2, 1])
    ]
    assert shown == ["1-2-3 reps", "3-2-1 reps"]


def test_an_exercise_without_a_file_is_done() -> None:
    """It is planned, announced by its name and recorded by its key; on an amber day it is still the same."""
    plan = plan_of(routine_of([block({"name": "Clamshell", "reps": 8, "per_side": True}, sets=1)]))
    assert names(plan) == [("Clamshell", 8), ("Clamshell", 8)]
    assert "Clamshell." in (cues_for_index(plan, 0)[0].say or "")
    session = started(plan)
    do(session, Skip())
    assert session.state.log[0].exercise == "clamshell"


def test_a_round_is_announced() -> None:
    """Before a circuit the voice says how long it is and what a round has; a cue of the routine is said too."""
    plan = plan_of(
        routine_of([block(slot("push_up", reps=5), slot("plank", hold=20), amrap=600, sets=None)]), lead_in=30
    )
    said = cues_for_index(plan, 0)[0].say or ""
    assert "Circuit. As many rounds as you can, ten minutes." in said
    assert "Push-up. Five reps." in said
    assert "Plank. Twenty seconds." in said
    plan = plan_of(routine_of([block(slot("squat", reps=5, cue="Chest up"))]), lead_in=30)
    assert "Chest up." in (cues_for_index(plan, 0)[0].say or "")


def test_what_the_level_makes_of_a_block(tmp_path: Path) -> None:
    """`routines check` says what a block becomes: only the max reps of a finisher are replaced."""
    file = tmp_path / "twelve.toml"
    slot_text = '[[blocks.slots]]\nexercise = "push_up"\namrap = 720\n'
    file.write_text(f"[[blocks]]\nsets = 1\n{slot_text}")
    result = CliRunner().invoke(main, ["routines", "check", str(file)])
    assert "A: 1 set · push-up (max reps in 720 s)" in result.output
    file.write_text(f"[[blocks]]\nfinisher = true\n{slot_text}")
    result = CliRunner().invoke(main, ["routines", "check", str(file)])
    assert "no max reps at beginner, because it is a finisher" in result.output
    file.write_text('[[blocks]]\nevery = 20\nsets = 3\n[[blocks.slots]]\nexercise = "squat"\nreps = 15\n')
    result = CliRunner().invoke(main, ["routines", "check", str(file)])
    assert "a round takes about 45 s, longer than every = 20: no rest is left" in result.output

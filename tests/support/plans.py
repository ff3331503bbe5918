"""What the tests of the core share: the catalogue read once, small plans, and a session that is driven to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from runstrength.catalogue.library import Library, load_library
from runstrength.catalogue.routine import Routine, read_routine
from runstrength.coach.prescription import Choices, prescribe
from runstrength.session.commands import Command, Done, Event, IllegalCommandError, Start, StepBegan
from runstrength.session.engine import Session
from runstrength.session.plan import Plan, Step
from runstrength.session.state import Mode
from runstrength.settings import LEVELS
from runstrength.toml_input import Problem, Table

ASSETS = Path(__file__).parents[2] / "assets"
# A slow machine is no bug: what is fast enough is measured in benchmarks/.
settings.register_profile("core", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("core")

T0 = 1000.0
"""When the sessions of these tests begin, on their clock."""


@cache
def library() -> Library:
    """Return the built-in catalogue, read once."""
    return load_library(ASSETS)


def choices(level: str = "intermediate", **others: object) -> Choices:
    """Return choices, by default those of an intermediate runner without equipment."""
    return Choices(level=level, **others)  # type: ignore[arg-type]


def plan_of(routine: str | Routine, level: str = "intermediate", **others: object) -> Plan:
    """Return the plan of a routine, given by its name or as it is."""
    chosen = library().routine(routine) if isinstance(routine, str) else routine
    return prescribe(chosen, library(), choices(level, **others))


def routine_of(blocks: Sequence[dict[str, object]], **others: object) -> Routine:
    """Return a routine from its tables, as a file would say them; it must be right."""
    problems: list[Problem] = []
    routine = read_routine(
        "test", Table({"blocks": list(blocks), **others}, "test.toml", problems), library().exercises
    )
    assert not problems, problems
    return routine


def slot(exercise: str, **others: object) -> dict[str, object]:
    """Return the table of a slot."""
    return {"exercise": exercise, **others}


def block(*slots: dict[str, object], **others: object) -> dict[str, object]:
    """Return the table of a block, two sets with short breaks unless told otherwise; None leaves a key out."""
    table = {"sets": 2, "rest": 30, "ready": 10, "switch": 5, "slots": list(slots), **others}
    return {key: value for key, value in table.items() if value is not None}


@cache
def small_plan(*, hands_free: bool = False) -> Plan:
    """Return a plan with every kind of step.

    0 ready, 1 plank 20 s, 2 ready, 3 bridge left, 4 switch, 5 bridge right, 6 ready, 7 carry, 8 rest 20 s,
    9 ready, 10 plank, 11 ready, 12 bridge right, 13 switch, 14 bridge left, 15 ready, 16 carry, 17 rest 50 s,
    18 ready, 19 rows as amrap of 60 s (F)
    """
    first = block(slot("plank", hold=20), slot("single_leg_glute_bridge", reps=3), slot("farmers_carry", carry=[5, 10]))
    last = block(slot("plank_row", amrap=[30, 90]), name="F", finisher=True)
    return plan_of(routine_of([first, last]), hands_free=hands_free)


DOSES = st.one_of(
    st.just({}),
    st.builds(
        lambda kind, low, more: {kind: [low, low + more] if more else low},
        st.sampled_from(["reps", "hold", "time", "carry", "carry_m"]),
        st.integers(1, 40),
        st.integers(0, 30),
    ),
    st.builds(lambda low, more: {"amrap": [low, low + more]}, st.integers(60, 100), st.integers(0, 30)),
    st.builds(lambda low, more: {"hold": [low, low + more]}, st.floats(1, 60), st.floats(0, 5)),
)
SLOTS = st.builds(
    lambda exercise, dose, sides: {"exercise": exercise, **dose, **sides},
    st.sampled_from(sorted(library().exercises)),
    DOSES,
    st.sampled_from([{}, {}, {"per_side": True}, {"per_side": False}, {"alternating": True}, {"alternating": False}]),
)
OWN_SLOTS = SLOTS | st.sampled_from(
    [
        {"name": "Clamshell", "reps": 8, "sides": "right"},
        {"exercise": "push_up", "reps": "max", "rest": 7},
        {"exercise": "squat", "reps": [6, 8], "tempo": "3-1-1-0", "load_kg": 12, "cue": "Chest up"},
        {"exercise": "side_plank", "hold": 20, "rest": 0},
        {"exercise": "single_leg_calf_raise", "reps": [4, 9], "sides": "left", "load_kg": 8},
        {"exercise": "farmers_carry", "carry_m": 30, "cue": "Tall"},
        {"name": "Wall sit", "hold": [10, 30], "per_side": True},
        {"name": "Row", "reps": "max", "alternating": True, "tempo": "1-0-1-0"},
        {"exercise": "plank", "reps": "max"},
    ]
)
ROUNDS: st.SearchStrategy[dict[str, object]] = st.sampled_from(
    [
        *[{}] * 6,
        {"every": 30, "rest": None},
        {"times": 2},
        {"group": "x", "times": 3},
        {"every": 20, "rest": None, "times": 2},
        {"amrap": 400, "sets": None},
        {"amrap": 400, "sets": None, "times": 2},
        {"for_time": True, "sets": 2},
        {"for_time": True, "sets": 1, "group": "x", "times": 3},
        {"sets": 24},
    ]
)
"""What else a block may say."""
LADDERS = st.sampled_from(
    [
        {"exercise": "push_up", "per_set": [12, 10]},
        {"exercise": "plank", "hold": [30, 20, 10], "load_kg": [10, 5, 0]},
        {"name": "Burpee", "reps": [1, 2, 3]},
    ]
)
BREAKS = st.one_of(st.none(), st.sampled_from([0, 1, 5, 10, 30]), st.floats(0, 90))


def _block(
    slots: list[dict[str, object]],
    sets: object,
    breaks: Sequence[float | None],
    rounds: dict[str, object] | None = None,
    ladder: dict[str, object] | None = None,
) -> dict[str, object]:
    given = {"sets": sets, **dict(zip(("rest", "ready", "switch"), breaks, strict=True)), **(rounds or {})}
    if "amrap" in given or "for_time" in given:
        slots = [_of_round(item) for item in slots]
    elif ladder is not None:
        slots, given["sets"] = [*slots, ladder], None
    return {"slots": slots, **{key: value for key, value in given.items() if value is not None}}


def _of_round(item: dict[str, object]) -> dict[str, object]:
    """Return a slot as a round of a circuit can have it: without rests, and with a number."""
    kept = {key: value for key, value in item.items() if key not in ("rest", "amrap")}
    return {**kept, "reps": 5} if kept.get("reps") == "max" or "amrap" in item else kept


BLOCKS = st.builds(
    _block,
    st.lists(SLOTS, min_size=1, max_size=3),
    st.sampled_from([None, 1, 2, 3, [2, 4]]),
    st.tuples(BREAKS, BREAKS, BREAKS),
)
OWN_BLOCKS = st.builds(
    _block,
    st.lists(OWN_SLOTS, min_size=1, max_size=3),
    st.sampled_from([None, 1, 2, 3, [2, 4]]),
    st.tuples(BREAKS, BREAKS, BREAKS),
    ROUNDS,
    st.none() | st.none() | LADDERS,
)


def _together(blocks: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return blocks whose groups have names of their own where others are between them."""
    named: list[dict[str, object]] = []
    for number, item in enumerate(blocks):
        group = item.get("group")
        follows = bool(named) and blocks[number - 1].get("group") == group
        named.append({**item, "group": named[-1]["group"] if follows else f"x{number}"} if group else item)
    return named


def _routines(blocks: st.SearchStrategy[dict[str, object]]) -> st.SearchStrategy[Routine]:
    return st.builds(
        lambda several, last: routine_of([*_together(several), *([{**last, "finisher": True}] if last else [])]),
        st.lists(blocks, min_size=1, max_size=3),
        st.none() | BLOCKS,
    )


def _plans(routines: st.SearchStrategy[Routine]) -> st.SearchStrategy[Plan]:
    return st.builds(
        plan_of,
        routines,
        st.sampled_from(LEVELS),
        hands_free=st.booleans(),
        lead_in=st.sampled_from([None, 0, 3, 10, 25.5]),
        first_side=st.sampled_from(["left", "right"]),
    )


ROUTINES = _routines(BLOCKS)
"""Any routine of supersets, within reason."""
OWN_ROUTINES = _routines(OWN_BLOCKS)
"""Any routine with all that a routine can say."""
PLANS = _plans(ROUTINES)
"""The plan of any routine of supersets, with any choices."""
OWN_PLANS = _plans(OWN_ROUTINES)
"""The plan of any routine with all that a routine can say, with any choices."""


def works(plan: Plan) -> list[Step]:
    """Return the work steps of a plan."""
    return [step for step in plan.steps if step.phase == "work"]


def started(plan: Plan, at: float = T0, **others: object) -> Session:
    """Return a session that has begun."""
    session = Session(plan, **others)  # type: ignore[arg-type]
    session.apply(Start(), at)
    return session


def wait_until(session: Session, moment: float, tick: float = 1.0) -> list[Event]:
    """Let time pass up to a moment, with a tick at least every `tick` seconds; return what happened."""
    events: list[Event] = []
    now = session.state.last_tick
    while now + tick < moment:
        now += tick
        events += session.tick(now)
    return [*events, *session.tick(moment)]


def wait_for(session: Session, seconds: float, tick: float = 1.0) -> list[Event]:
    """Let so many seconds pass, with ticks in between; return what happened."""
    return wait_until(session, session.state.last_tick + seconds, tick)


def do(session: Session, command: Command, after: float = 0.0) -> list[Event]:
    """Let time pass, then give a command; return what happened."""
    return [*wait_for(session, after), *session.apply(command, session.state.last_tick)]


def go_to(session: Session, index: int) -> Session:
    """Go on with Done, a second for each step that does not end by itself, to a step of the plan."""
    while session.state.step.index != index or session.state.step.phase != session.plan.steps[index].phase:
        do(session, Done(), after=1.0)
        assert session.mode is not Mode.ENDED, f"step {index} was never reached"
    return session


def refused(session: Session, command: Command, after: float = 0.0) -> bool:
    """Tell whether a command is refused, and make sure that nothing has changed then."""
    before = session.state
    try:
        session.apply(command, before.last_tick + after)
    except IllegalCommandError:
        assert session.state is before
        return True
    return False


def run_through(
    session: Session, *, tick: float = 1.0, until: Callable[[Session], bool] | None = None, reps: float = 1.0
) -> list[Event]:
    """Drive a session to its end: timed steps run out, the others are done when `reps` times their estimate is over."""
    events: list[Event] = []
    for _ in range(100_000):
        if session.mode is Mode.ENDED or (until is not None and until(session)):
            return events
        state = session.state
        if state.deadline is not None:
            events += wait_until(session, state.deadline, tick)
        else:
            events += wait_until(session, state.step_started + state.paused_in_step + state.step.seconds * reps, tick)
            if session.state.step is state.step:
                events += session.apply(Done(), session.state.last_tick)
    raise AssertionError("the session does not end")


def began(events: Sequence[Event]) -> list[tuple[float, str, int]]:
    """Return which steps began: seconds since `T0`, phase, index."""
    return [
        (round(event.at - T0, 3), event.step.phase, event.step.index)
        for event in events
        if isinstance(event, StepBegan)
    ]

"""The table of the kinds of dose: what it says of each kind is true of a plan, of a set that is done, and of words."""

from __future__ import annotations

from runstrength.dose_kinds import BY_CLOCK, CIRCUITS, DONE_UNITS, DOSE_KINDS, IN_SECONDS, OPEN_KINDS, RESULT_UNITS
from runstrength.inputs import read_done
from runstrength.session.plan import Target
from runstrength.session.wording import dose, spoken_dose
from tests.support.loops import looped
from tests.support.plans import block, plan_of, routine_of, run_through, slot, started, works

DOSES: dict[str, dict[str, object]] = {
    **{kind: block(slot("push_up", **{kind: 20})) for kind in DOSE_KINDS},
    "max": block(slot("push_up", reps="max")),
    "rounds": block(slot("push_up", reps=5), amrap=60, sets=None),
    "for_time": block(slot("push_up", reps=5), for_time=True),
}


@looped("kind", RESULT_UNITS)
def test_what_is_true_of_a_kind(kind: str) -> None:
    """Each kind can be planned and done; it ends by itself, and leaves its result open, as the table says."""
    plan = plan_of(routine_of([DOSES[kind]]))
    step = works(plan)[0]
    assert (step.target.kind, step.timed, step.is_circuit) == (kind, kind in BY_CLOCK, kind in CIRCUITS)
    session = started(plan)
    run_through(session)
    done = session.state.log[0]
    assert (done.done is None) == (kind in OPEN_KINDS)
    if kind in IN_SECONDS:
        assert done.done == step.seconds == step.target.value


@looped("kind", RESULT_UNITS)
def test_the_words_of_a_kind(kind: str) -> None:
    """Each kind has words of its own for screen and voice, and its result can be typed."""
    others = {other: dose(Target(other, 90, 90, 90)) for other in RESULT_UNITS if other != kind}
    words = dose(Target(kind, 90, 90, 90))
    assert words not in others.values() or kind in IN_SECONDS
    assert spoken_dose(Target(kind, 90, 90, 90))
    assert read_done("12", kind) == 12
    assert DONE_UNITS[kind] in ("reps", "s", "steps", "m", "rounds")

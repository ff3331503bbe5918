"""What is to be heard from now on: exactly the plan's cues at their moments, and nothing that became untrue."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from runstrength.session.commands import Adjust, Back, Command, Done, Pause, Resume, Skip, Stop
from runstrength.session.cues import cues_for_index
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.session.state import Mode
from runstrength.sound.schedule import ScheduledCue, schedule
from runstrength.sound.voice import Voice
from tests.support.loops import looped
from tests.support.plans import (
    ASSETS,
    OWN_PLANS,
    T0,
    block,
    go_to,
    library,
    plan_of,
    routine_of,
    slot,
    small_plan,
    started,
)

WARMUPS = [name for name in sorted(library().routine_files) if plan_of(name).kind == "warmup"]
Sound = tuple[float, str | None, str | None]


class Ear:
    """Somebody who listens to a session: gathers what is announced, and forgets what is taken back in time."""

    def __init__(self, plan: Plan, *, wait: bool = False) -> None:
        self.session = started(plan, wait=wait)
        self._wait = wait
        self._known: dict[str, ScheduledCue] = {}
        self._listen(T0)

    def _listen(self, now: float) -> None:
        self.to_come = schedule(self.session.plan, self.session.state, now, wait=self._wait)
        wanted = {item.key: item for item in self.to_come}
        kept = {key: item for key, item in self._known.items() if item.at <= now or key in wanted}
        self._known = {**kept, **wanted}

    @property
    def now(self) -> float:
        """Seconds since the session began."""
        return self.session.state.last_tick - T0

    @property
    def heard(self) -> list[Sound]:
        """Everything that was, or as things stand will be, heard: moment, tone, words."""
        found = [(round(item.at - T0, 3), item.cue, item.say) for item in self._known.values()]
        return sorted(found, key=str)

    @property
    def ahead(self) -> list[Sound]:
        """What is to come."""
        return [(round(item.at - T0, 3), item.cue, item.say) for item in self.to_come]

    def tones(self, after: float = -1.0) -> list[tuple[float, str]]:
        """Return the tones that are heard after a moment, in order."""
        return sorted((at, cue) for at, cue, _ in self.heard if cue and at > after)

    def until(self, moment: float, tick: float = 1.0) -> Ear:
        """Let time pass, as the screen does: with a tick at each deadline, and now and then in between."""
        while self.now < moment - 1e-9 and self.session.mode is not Mode.ENDED:
            due = self.session.due
            now = min(T0 + moment, self.session.state.last_tick + tick, *([] if due is None else [due]))
            self.session.tick(now)
            self._listen(self.session.state.last_tick)
        return self

    def do(self, command: Command, at: float | None = None) -> Ear:
        """Give a command, at a moment or at once."""
        if at is not None:
            self.until(at)
        self.session.apply(command, self.session.state.last_tick)
        self._listen(self.session.state.last_tick)
        return self


def simple(*slots: dict[str, object], hands_free: bool = False, **others: object) -> Plan:
    """Return the plan of one block, one set unless told otherwise."""
    return plan_of(routine_of([block(*slots, **{"sets": 1, **others})]), hands_free=hands_free)


def hold(seconds: int = 30, sets: int = 1) -> Plan:
    """Return the plan of one plank after a lead-in of 10 s, or of more than one."""
    return simple(slot("plank", hold=seconds), sets=sets)


def planned(plan: Plan) -> list[Sound]:
    """Return the cues of a plan whose steps all end by themselves."""
    assert all(step.timed for step in plan.steps)
    found = [
        (round(step.starts_at + cue.at, 3), cue.cue, cue.say)
        for step in plan.steps
        for cue in cues_for_index(plan, step.index)
    ]
    return sorted(found, key=str)


# -- the whole of a plan -----------------------------------------------------------------------------------------------


@looped("name", WARMUPS)
def test_a_warm_up_is_heard_whole(name: str) -> None:
    """In a built-in warm-up every cue of the plan is announced for its moment, and no other."""
    plan = plan_of(name)
    assert Ear(plan).until(plan.seconds + 1).heard == planned(plan)


@looped("level", ["beginner", "intermediate", "advanced"])
def test_hands_free_is_heard_whole(level: str) -> None:
    """Hands-free, every cue of the runner's supersets is announced for its moment at each level, and no other."""
    plan = plan_of("runner", level, hands_free=True)
    assert Ear(plan).until(plan.seconds + 1).heard == planned(plan)


def keeps_its_rounds(plan: Plan) -> bool:
    """Tell whether the work of each round, and the break after it, fit into the time of the round."""
    ends = math.inf
    for step in plan.steps:
        if step.every and step.phase != "work" and step.starts_at + step.seconds > ends + 0.001:
            return False
        if step.every and step.phase == "work":
            ends = step.starts_at + step.every
    return True


@settings(max_examples=25)
@given(OWN_PLANS, st.sampled_from([0.3, 0.7, 1.0, 1.9]))
def test_any_timed_plan_is_heard_whole(plan: Plan, tick: float) -> None:
    """Whatever the plan and however often the clock is looked at: a plan that runs by itself is heard as planned.

    Where the work of a round takes longer than its time, the clock of the round shortens the breaks that the plan has.
    """
    if all(step.timed for step in plan.steps) and plan.seconds < 600 and keeps_its_rounds(plan):
        heard, expected = (
            sorted(sounds, key=lambda sound: (sound[1] or "", sound[2] or "", sound[0]))
            for sounds in (Ear(plan).until(plan.seconds + 1, tick).heard, planned(plan))
        )
        assert [sound[1:] for sound in heard] == [sound[1:] for sound in expected]
        assert [at for at, _, _ in heard] == pytest.approx([at for at, _, _ in expected], abs=0.002)


def test_hands_free_waits_for_nobody() -> None:
    """A plan that runs by itself is heard as planned also where the setting says that a rest waits for a key."""
    plan = small_plan(hands_free=True)
    assert Ear(plan, wait=True).until(plan.seconds + 1).heard == planned(plan)


def test_known_before_it_begins() -> None:
    """The first cue of a step is known all through the step before, where that ends by itself."""
    ear = Ear(small_plan()).until(9.9)
    assert (10.0, "go", None) in ear.ahead
    assert (30.0, None, "Single-leg glute bridge. Left side. Three reps. Set one of two.") in ear.until(10.0).ahead
    assert [at for at, _, _ in ear.ahead] == sorted(at for at, _, _ in ear.ahead)


# -- what makes it untrue ----------------------------------------------------------------------------------------------


def test_a_pause_empties_the_list() -> None:
    """While the clock stands nothing is to come, however long it stands."""
    ear = Ear(hold()).do(Pause(), at=15)
    assert ear.ahead == []
    assert ear.until(100).ahead == []
    assert ear.tones() == [(0, "ready"), (7, "tick"), (8, "tick"), (9, "tick"), (10, "go")]


def test_a_pause_shifts_what_follows() -> None:
    """What comes after a pause comes later by as long as it lasted, and nothing that was heard is heard again."""
    plan = simple(slot("squat", reps=10), ready=10)
    ear = Ear(plan).do(Pause(), at=8.5).do(Resume(), at=20).until(40)
    assert ear.tones() == [(0, "ready"), (7, "tick"), (8, "tick"), (20.5, "tick"), (21.5, "go")]


def led_in(at: float, words: str) -> list[Sound]:
    """Return what is heard in a lead-in back into a plank: words, ticks, and the tone with which it goes on."""
    ticks = ((at + second, "tick", None) for second in (3, 4))
    return [(at, None, f"Go on. Plank. {words} seconds left."), *ticks, (at + 5, "go", None)]


def test_back_into_a_hold() -> None:
    """After a pause in a hold it is said what is left, the last seconds of the lead-in tick, and the hold goes on.

    What was heard of the hold is not heard again; the rest is heard as much later as it goes on later.
    """
    plan = hold()
    ear = Ear(plan).do(Pause(), at=28).do(Resume(), at=40).until(100)
    rest = [(at + 17 if at > 28 else at, cue, say) for at, cue, say in planned(plan)]
    assert ear.heard == sorted([*rest, *led_in(40, "Twelve")], key=str)


def test_paused_in_the_lead_in_back() -> None:
    """A pause in the lead-in withdraws the rest of it; then it is heard again, whole."""
    plan = hold()
    ear = Ear(plan).do(Pause(), at=28).do(Resume(), at=40).do(Pause(), at=43.5).do(Resume(), at=50).until(100)
    rest = [(at + 27 if at > 28 else at, cue, say) for at, cue, say in planned(plan)]
    heard = [*led_in(40, "Twelve")[:2], *led_in(50, "Twelve")]
    assert ear.heard == sorted([*rest, *heard], key=str)


def test_the_lead_in_back_ended_by_a_key() -> None:
    """Going on at once withdraws the ticks; the tone that begins work is heard at that moment."""
    ear = Ear(hold()).do(Pause(), at=28).do(Resume(), at=40).do(Done(), at=41)
    assert ear.tones(after=28)[0] == (41, "go")
    assert ear.until(100).tones(after=41) == [(43, "ten"), (50, "tick"), (51, "tick"), (52, "tick"), (53, "finish")]


@pytest.mark.parametrize("kind", ["hold", "time", "amrap"])
def test_what_is_left_can_be_said(kind: str) -> None:
    """The voice has a clip for what is left of a hold of a minute, at each of its seconds."""
    voice = Voice(ASSETS / "voice")
    plan = simple(slot("plank", **{kind: 60}))
    for held in range(60):
        session = go_to(started(plan), 1)
        session.apply(Pause(), session.state.last_tick)
        state = replace(session.state, paused_at=session.state.step_started + held + 0.5)
        session = Session(plan, state=replace(state, last_tick=state.paused_at))
        session.apply(Resume(), session.state.last_tick)
        first = schedule(plan, session.state, session.state.last_tick)[0]
        assert first.say is not None
        assert voice.missing(first.say) == ()


@looped("moment", [0.1, 7.0, 10.0, 10.05, 25.0, 30.0, 37.5, 39.0])
def test_a_pause_at_a_cue_repeats_nothing(moment: float) -> None:
    """A pause at the very moment of a cue, or just after it, does not make it heard twice."""
    plan, lead_back = hold(), len(led_in(0, ""))
    ear = Ear(plan).do(Pause(), at=moment).do(Resume(), at=moment + 5).until(100)
    led = lead_back if moment >= 10 else 0  # once more: what is left, ticks, and the tone that begins work
    assert len(ear.heard) == len(planned(plan)) + led
    assert len(set(ear.heard)) == len(ear.heard)


def test_an_ended_hold() -> None:
    """The rest of a hold that a key ends is withdrawn, and the next step begins with a tone of its own."""
    plan = simple(slot("plank", hold=30), slot("side_plank", hold=20))
    ear = Ear(plan).do(Done(), at=22)
    assert ear.tones(after=10)[:5] == [(22, "ready"), (29, "tick"), (30, "tick"), (31, "tick"), (32, "go")]
    assert [cue for _, cue in Ear(plan).until(41).tones(after=39)][:1] == ["end"], "by itself, the end is stronger"


def test_nothing_of_a_set_that_is_left_out_is_heard_any_more() -> None:
    """Nothing of a set that is left out is heard any more, and the next is announced at once."""
    ear = Ear(small_plan()).do(Skip(), at=3)
    assert ear.heard[0] == (0.0, "ready", "test. Five minutes. Block A. Plank. Twenty seconds. Set one of two.")
    assert ear.ahead[0] == (3.0, "ready", "Skipped. Single-leg glute bridge. Left side. Three reps. Set one of two.")
    assert not any(3 < at < 10 for at, _, _ in ear.heard)


def test_who_goes_back_hears_the_set_announced_and_led_in_again() -> None:
    """Who goes back hears the set announced and led in again, and nothing of what he left."""
    ear = Ear(hold(sets=2)).do(Back(), at=20)
    assert ear.ahead[0] == (20.0, "ready", "Back. Plank. Thirty seconds. Set one of two.")
    assert ear.tones(after=10)[:5] == [(20, "ready"), (27, "tick"), (28, "tick"), (29, "tick"), (30, "go")]


@pytest.mark.parametrize("by", [-10, 10])
def test_a_longer_or_shorter_hold_is_heard_to_end_when_it_ends(by: int) -> None:
    """A longer or shorter hold is heard to end when it ends, and its old end is not heard."""
    ear = Ear(hold(60)).do(Adjust(by), at=15).until(100)
    end = 70 + by
    assert ear.tones(after=11) == [
        (10 + (60 + by) / 2, "halfway"),
        (end - 10, "ten"),
        (end - 3, "tick"),
        (end - 2, "tick"),
        (end - 1, "tick"),
        (end, "finish"),
    ]


def test_after_the_end_nothing_is_to_come() -> None:
    """After the end nothing is to come."""
    assert Ear(hold()).do(Stop(), at=15).ahead == []


def test_a_gap_is_not_caught_up() -> None:
    """After a gap nothing is to come, and going on repeats and catches up nothing."""
    plan = hold(60)
    ear = Ear(plan).until(20)
    ear.session.tick(T0 + 3600)
    ear._listen(T0 + 3600)
    assert (ear.session.mode, ear.ahead) == (Mode.PAUSED, [])
    ear.do(Resume())
    assert ear.ahead[:5] == [*led_in(3600, "Fifty"), (3600 + 5 + 20, "halfway", "Halfway")]
    assert not schedule(plan, started(plan).state, T0 + 1000)


# -- what nobody knows ahead -------------------------------------------------------------------------------------------


def test_waiting_for_a_key() -> None:
    """Where a rest waits for a key, its end is said, once more 30 s later, and the key begins the next step."""
    plan = hold(10, sets=2)
    ear = Ear(plan, wait=True).until(39)
    assert ear.ahead == [(40.0, "rest_over", "Ready when you are.")]
    ear.until(55)
    assert (ear.session.mode, ear.ahead) == (Mode.OVERTIME, [(70.0, None, "Ready when you are.")])
    ear.do(Pause()).do(Resume(), at=65)
    assert ear.ahead == [(80.0, None, "Ready when you are.")]
    ear.until(85)
    assert (ear.session.mode, ear.ahead) == (Mode.OVERTIME, [])
    ear.do(Done())
    assert ear.ahead[0] == (85.0, "round", "Plank. Ten seconds. Last set.")
    assert ear.tones(after=39.5)[:2] == [(40, "rest_over"), (85, "round")]


def test_work_without_an_end() -> None:
    """Work that a key ends schedules neither its end nor what comes after, whatever it was thought to last."""
    plan = simple(slot("squat", reps=8), slot("plank", hold=20))
    ear = Ear(plan).until(11)
    assert ear.ahead == []
    ear.do(Done(), at=60)
    assert ear.ahead[0] == (60.0, "ready", "Plank. Twenty seconds.")
    last = Ear(simple(slot("squat", reps=8))).until(500)
    assert last.tones(after=9.5) == [(10, "go")]

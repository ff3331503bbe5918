"""What a player is told: each cue once, for its moment, and back again when it is no longer true."""

from __future__ import annotations

from collections import Counter

from runstrength.session.commands import (
    Adjust,
    Back,
    Command,
    Done,
    Log,
    MarkNiggle,
    Pause,
    Refit,
    Resume,
    SetLoad,
    Skip,
    Start,
    Stop,
    Swap,
)
from runstrength.session.cues import cues_for_index
from runstrength.session.engine import Session
from runstrength.session.plan import Plan, PlannedSlot, Target
from runstrength.session.state import Mode
from runstrength.sound.speaker import Speaker
from runstrength.sound.voice import Voice
from tests.support.loops import looped
from tests.support.plans import ASSETS, T0, block, library, plan_of, routine_of, slot, small_plan
from tests.support.sound_helpers import Planned, RecordingPlayer

BEGINS = "one-minute plank twenty-seconds"
"""The clips of what is said first; the title of these plans was not recorded."""
ENDS = "session-complete one-minute one set"
AHEAD = 500.0
"""By how much the player's clock is ahead of the session's."""
Tones = list[tuple[float, str]]
SQUAT = Swap(
    PlannedSlot(
        "squat", Target("reps", 8, 8, 8), per_side=False, alternating=False, seconds=24, timed=False, expected=8
    ),
    library().exercises["squat"],
)
"""Squats in the place of what is announced."""


class Teller(RecordingPlayer):
    """A recording player that also counts what it was ever given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: Counter[str] = Counter()

    def play(self, key: str, at: float, files: object, voice: bool = False) -> None:
        """Plan a cue."""
        self.given[key] += 1
        super().play(key, at, files, voice)  # type: ignore[arg-type]


class Hall:
    """A session that is heard, driven by hand."""

    def __init__(
        self,
        plan: Plan,
        *,
        tones_on: bool = True,
        voice_on: bool = True,
        wait: bool = False,
        space_resumes: bool = True,
    ) -> None:
        self.session = Session(plan, wait=wait)
        self.player = Teller()
        self.speaker = Speaker(
            self.player,
            tones=ASSETS / "tones",
            voice=Voice(ASSETS / "voice"),
            tones_on=tones_on,
            voice_on=voice_on,
            wait=wait,
            space_resumes=space_resumes,
            to_player=lambda at: at + AHEAD,
        )
        self.now = T0
        self.speaker.sync(self.session, self.session.apply(Start(), T0), T0)

    def until(self, moment: float, tick: float = 1.0) -> Hall:
        """Let time pass."""
        while self.now < T0 + moment - 1e-9 and self.session.mode is not Mode.ENDED:
            due = self.session.due
            self.now = min(T0 + moment, self.now + tick, *([] if due is None else [due]))
            self.speaker.sync(self.session, self.session.tick(self.now), self.now)
        return self

    def do(self, command: Command, at: float | None = None) -> Hall:
        """Give a command, at a moment or at once."""
        if at is not None:
            self.until(at)
        self.speaker.sync(self.session, self.session.apply(command, self.now), self.now)
        return self

    @property
    def tones(self) -> Tones:
        """Every tone that was or will be heard, in order."""
        return sorted((round(cue.at - T0 - AHEAD, 3), cue.names[0]) for cue in self.player.planned if not cue.voice)

    @property
    def words(self) -> list[tuple[float, str]]:
        """Every sentence that was or will be heard, as the names of its clips."""
        return sorted((round(cue.at - T0 - AHEAD, 2), " ".join(cue.names)) for cue in self.player.planned if cue.voice)

    @property
    def to_come(self) -> list[Planned]:
        """What the player was told of the future."""
        return [cue for cue in self.player.planned if cue.at > self.now + AHEAD]


def hold(*seconds: int, **others: object) -> Plan:
    """Return the plan of one plank a number of seconds, one set unless told otherwise."""
    slots = [slot(name, hold=value) for name, value in zip(("plank", "a_skip"), seconds, strict=False)]
    return plan_of(routine_of([block(*slots, **{"sets": 1, **others})]))


def squat() -> Plan:
    """Return the plan of eight squats, which a key ends."""
    return plan_of(routine_of([block(slot("squat", reps=8), sets=1)]))


def test_a_whole_session() -> None:
    """A session that runs by itself hands over each of its cues once, tones and words, and takes none back."""
    plan = small_plan(hands_free=True)
    hall = Hall(plan).until(plan.seconds + 1)
    cues = [(round(step.starts_at + cue.at, 3), cue) for step in plan.steps for cue in cues_for_index(plan, step.index)]
    assert hall.tones == sorted((at, cue.cue) for at, cue in cues if cue.cue)
    assert len(hall.words) == sum(cue.say is not None for _, cue in cues)
    assert set(hall.player.given.values()) == {1}
    assert hall.player.dropped == []


def test_the_voice_follows_its_tone() -> None:
    """Words come after the tone that sounds, also that of the step before, and at once where no tone is heard."""
    assert Hall(hold(20)).words[0] == (0.67, BEGINS)
    assert (30.79, "a-skip twenty-seconds") in Hall(hold(20, 20)).until(31).words
    assert Hall(hold(20), tones_on=False).words[0] == (0.0, BEGINS)


def test_known_in_time_and_not_too_early() -> None:
    """Where the clock is looked at each second, every cue is known a second before, and none half a minute before."""
    hall = Hall(hold(60)).until(1)
    for moment in range(2, 71):
        known = {cue.key for cue in hall.player.planned}
        hall.until(moment)
        assert {cue.key for cue in hall.player.planned if cue.at < hall.now + AHEAD} <= known
        assert all(cue.at < hall.now + AHEAD + 6 for cue in hall.to_come)


def test_pause_and_resume() -> None:
    """A pause takes back all that is to come and is heard itself; so is going on, and the rest comes later."""
    hall = Hall(hold(20)).do(Pause(), at=8.5)
    assert hall.to_come == [cue for cue in hall.player.planned if cue.voice and cue.names == ("paused",)]
    assert hall.tones[-1] == (8.5, "pause")
    hall.until(20)
    assert hall.tones[-1] == (8.5, "pause")
    hall.do(Resume()).until(100)
    assert hall.tones[:8] == [
        (0, "ready"), (7, "tick"), (8, "tick"), (8.5, "pause"), (20, "resume"), (20.5, "tick"), (21.5, "go"),
        (31.5, "halfway"),
    ]  # fmt: skip


def test_a_pause_tone_stays() -> None:
    """What is told while the session pauses does not take back the tone of the pause."""
    hall = Hall(hold(20)).do(Pause(), at=3)
    hall.speaker.sync(hall.session, (), hall.now - 0.0001)
    assert hall.tones[-1] == (3, "pause")


def test_a_gap_is_told() -> None:
    """After a gap the session says that it is paused and how it goes on, and once more after 20 s.

    It takes back what the player has yet to play because the machine slept, and the reminder once it goes on.
    """
    hall = Hall(hold(20)).until(6)
    assert (7, "tick") in hall.tones
    hall.now += 3600
    hall.speaker.sync(hall.session, hall.session.tick(hall.now), hall.now)
    assert hall.session.mode is Mode.PAUSED
    assert hall.tones == [(0, "ready"), (3606, "pause"), (3626, "pause")]
    assert hall.words[-2:] == [(3606.47, "paused press-space"), (3626.47, "paused press-space")]
    hall.do(Resume(), at=3610)
    assert [cue.names for cue in hall.to_come if "pause" in cue.names or "paused" in cue.names] == []


def test_another_key_resumes() -> None:
    """Where the space bar does not resume, nobody is told to press it."""
    hall = Hall(hold(20), space_resumes=False).until(6)
    hall.now += 3600
    hall.speaker.sync(hall.session, hall.session.tick(hall.now), hall.now)
    assert hall.words[-1] == (3626.47, "paused ready-when-you-are")


def test_a_tick_a_hair_early() -> None:
    """A clock that is read a hair before the moment of a cue does not take it back."""
    hall = Hall(hold(20)).until(29.5)
    now = T0 + 30 - 1e-7
    hall.speaker.sync(hall.session, hall.session.tick(now), now)
    assert hall.session.mode is Mode.ENDED
    assert hall.tones[-1] == (30, "finish")


# -- the end -----------------------------------------------------------------------------------------------------------


def finishes(hall: Hall) -> list[float]:
    """Return when the end is heard, as a tone; the words must go with it."""
    found = [at for at, cue in hall.tones if cue == "finish"]
    assert sum("session-complete" in words for _, words in hall.words) == len(found)
    return found


def test_finish_by_itself() -> None:
    """A last hold that runs out ends with one fanfare."""
    assert finishes(Hall(hold(20)).until(100)) == [30]


def test_finish_by_a_key() -> None:
    """The end is heard once, and at once, where a key ends the last set: its reps, a hold cut short, or a skip."""
    assert finishes(Hall(squat()).do(Done(), at=90)) == [90]
    assert finishes(Hall(hold(20)).do(Done(), at=28)) == [28]
    assert finishes(Hall(hold(20)).do(Skip(), at=15)) == [15]
    assert finishes(Hall(hold(20)).do(Adjust(-10), at=25)) == [25]


def test_who_stops_hears_no_fanfare() -> None:
    """Who stops hears no fanfare, now or later."""
    for at in (5, 28, 29.9):
        assert finishes(Hall(hold(20)).do(Stop(), at=at)) == [], at
    assert finishes(Hall(squat()).do(Stop(), at=50)) == []


# -- switches ----------------------------------------------------------------------------------------------------------


def test_without_the_voice_the_tones_are_the_same_and_nothing_is_said() -> None:
    """Without the voice the tones are the same, and nothing is said."""
    hall = Hall(hold(20), voice_on=False).until(100)
    assert hall.words == []
    assert hall.tones == Hall(hold(20)).until(100).tones


def test_ticks_give_way_to_words_only() -> None:
    """A tick under a name is not heard; where the voice is off, it is."""
    plan = hold(20, ready=2)
    assert (1, "tick") not in Hall(plan).until(3).tones
    assert (1, "tick") in Hall(plan, voice_on=False).until(3).tones


def test_without_tones_everything_is_said_and_nothing_else_is_heard() -> None:
    """Without tones everything is said, and nothing else is heard."""
    hall = Hall(hold(20), tones_on=False).until(100)
    assert hall.tones == []
    assert [words for _, words in hall.words] == [BEGINS, "halfway", ENDS]


@looped(("tones", "voice"), [(False, True), (True, False), (False, False)])
def test_switched_while_running(tones: bool, voice: bool) -> None:
    """What is switched off while running is heard no more, and again once it is on; the other goes on as it was."""
    hall = Hall(hold(20)).until(8.5)
    hall.speaker.switch(hall.session, hall.now, tones_on=tones, voice_on=voice)
    assert {cue.voice for cue in hall.to_come} <= {kind for kind, on in ((False, tones), (True, voice)) if on}
    hall.until(22)
    assert hall.tones == ([(9, "tick"), (10, "go"), (20, "halfway")] if tones else [])
    assert [words for _, words in hall.words] == (["halfway"] if voice else [])
    hall.speaker.switch(hall.session, hall.now, tones_on=True, voice_on=True)
    hall.until(100)
    assert hall.tones == [(27, "tick"), (28, "tick"), (29, "tick"), (30, "finish")]
    assert [words for _, words in hall.words] == [ENDS]


def test_switching_repeats_nothing() -> None:
    """What was heard is not heard again because something is switched."""
    hall = Hall(hold(20)).until(10.1)
    hall.player.given.clear()
    hall.speaker.switch(hall.session, hall.now, tones_on=True, voice_on=True)
    assert not [key for key in hall.player.given if " go" in key]


def test_a_discarded_session_takes_back_everything() -> None:
    """A discarded session takes back everything."""
    hall = Hall(hold(20)).until(8.5)
    hall.speaker.silence()
    assert hall.player.planned == []


# -- words and keys ----------------------------------------------------------------------------------------------------


def test_words_of_a_step_that_a_key_ended() -> None:
    """Who goes on before the words are over does not hear them beside what is true now."""
    hall = Hall(hold(20, 20)).do(Done(), at=0.5)
    assert hall.words == []
    hall = Hall(hold(20, 20)).do(Skip(), at=0.5)
    assert [words for _, words in hall.words] == ["skipped a-skip twenty-seconds"]


def test_words_of_a_step_that_ended_by_itself() -> None:
    """A name is never cut off because the next step begins."""
    hall = Hall(hold(10, 20, ready=1)).until(12.5)
    assert hall.session.state.step.index == 3
    assert hall.player.dropped == []
    assert "a-skip" in [words for _, words in hall.words]


def test_a_pause_cuts_words() -> None:
    """A pause ends the words of its step at once; what was said before stays said."""
    hall = Hall(hold(20, 20)).do(Done(), at=12).do(Pause(), at=13)
    assert "a-skip twenty-seconds" not in [words for _, words in hall.words]
    hall = Hall(hold(20, 20)).do(Done(), at=12).do(Pause(), at=18)
    assert "a-skip twenty-seconds" in [words for _, words in hall.words]


# -- what keys say -----------------------------------------------------------------------------------------------------


def spoken_after(hall: Hall, since: float) -> list[str]:
    """Return what is said from a moment on, whichever clips it is made of."""
    return [words.replace("-", " ") for at, words in hall.words if at >= since]


def rests(*, wait: bool = False, until: float = 30) -> Hall:
    """Return a session in a rest of 60 s between two planks that began at 20 s, once that rest is announced."""
    return Hall(hold(20, sets=2, ready=0, rest=60), wait=wait).until(until)


def test_going_on_is_said() -> None:
    """After a pause it is said what goes on, and what is left of it: of a hold, reps, a rest, a rest that is over."""
    hall = Hall(hold(60)).do(Pause(), at=28).do(Resume(), at=50)
    assert spoken_after(hall, 50) == ["go on plank forty two seconds left"]
    hall = Hall(squat()).do(Pause(), at=20).do(Resume(), at=50)
    assert spoken_after(hall, 50) == ["go on squat eight reps"]
    hall = rests().do(Pause(), at=40).do(Resume(), at=50)
    assert spoken_after(hall, 50)[0] == "go on rest forty seconds left"
    hall = rests(wait=True).do(Pause(), at=100).do(Resume(), at=150)
    assert spoken_after(hall, 150) == ["go on ready when you are"]


def test_going_on_in_a_lead_in() -> None:
    """After a pause in a lead-in what was cut off is said, as far as there is time before the next tick."""
    hall = Hall(hold(20)).do(Pause(), at=1).do(Resume(), at=50)
    assert spoken_after(hall, 50) == ["go on plank twenty seconds"]
    hall = Hall(hold(20)).do(Pause(), at=6.5).do(Resume(), at=50).until(50.4)
    assert spoken_after(hall, 50) == []


def test_more_and_less_time() -> None:
    """A key that changes the time is heard: a short sound, and in words how much, if nothing is being said."""
    hall = rests().do(Adjust(10), at=40)
    assert (hall.tones[-1], spoken_after(hall, 40)) == ((40, "tick"), ["ten more"])
    hall = rests().do(Adjust(-10), at=40)
    assert spoken_after(hall, 40) == ["ten less"]
    hall = rests(until=21).do(Adjust(10), at=22)
    assert (hall.tones[-1], spoken_after(hall, 22)) == ((22, "tick"), [])
    assert "rest next plank" in spoken_after(hall, 0)[-1], "what is said is not cut off"


def test_a_key_twice() -> None:
    """The same key once more ends the word of the first, and each is heard."""
    hall = rests().do(Adjust(10), at=40).do(Adjust(10), at=40.6)
    assert hall.tones[-2:] == [(40, "tick"), (40.6, "tick")]
    assert spoken_after(hall, 40) == ["ten more"]


def test_no_word_of_a_key_under_a_tone() -> None:
    """Where the next tick comes at once, a key has only its sound."""
    hall = Hall(hold(60)).do(MarkNiggle(True), at=66.8)
    assert (66.8, "tick") in hall.tones
    assert "noted" not in [words for _, words in hall.words]


def test_a_hurt_is_noted() -> None:
    """Marking a set as hurting, and taking that back, is said: under way and afterwards."""
    hall = Hall(hold(60)).do(MarkNiggle(True), at=20)
    assert spoken_after(hall, 20) == ["noted"]
    assert spoken_after(hall.do(MarkNiggle(False), at=25), 25) == ["undone"]
    hall = rests().do(Log(0, niggle=True), at=45)
    assert spoken_after(hall, 45)[0] == "noted"


def test_skipping_and_going_back_are_said() -> None:
    """Who skips or goes back hears that, and then what comes."""
    hall = Hall(hold(20, 20)).do(Skip(), at=15)
    assert spoken_after(hall, 15) == ["skipped a skip twenty seconds"]
    hall = Hall(hold(20, 20)).do(Back(), at=15)
    assert spoken_after(hall, 15) == ["back plank twenty seconds"]


def test_a_shorter_session_is_said() -> None:
    """What is left after shortening is said, also where a screen asked for it meanwhile, and going on cuts nothing."""
    hall = Hall(small_plan()).until(0.5).do(Pause(), at=100).do(Refit(200))
    assert spoken_after(hall, 100)[0].startswith("shortened")
    assert hall.words[-1][1].endswith("minutes-left")
    assert spoken_after(hall.do(Resume(), at=100.2), 100)[-1].startswith("shortened")


def test_a_weight_is_said() -> None:
    """Another weight is said in the person's unit."""
    plan = plan_of("legs", equipment=("bodyweight", "dumbbell"))
    hall = Hall(plan).do(Done(), at=9.5).do(SetLoad(12.5), at=20)
    assert spoken_after(hall, 20) == ["twelve point five kilos"]


def test_an_exercise_that_is_swapped_is_said() -> None:
    """Swapping says the new exercise: with its lead-in, or in a rest at once."""
    hall = Hall(hold(20)).do(SQUAT, at=5)
    assert spoken_after(hall, 5) == ["swapped squat eight reps"]
    hall = rests().do(SQUAT, at=50)
    assert spoken_after(hall, 50)[0] == "swapped next squat eight reps last set"


def test_the_end_says_what_was_done() -> None:
    """The end says minutes and sets: those that were done, however the session ended."""
    hall = Hall(hold(20, 20, ready=5)).do(Skip(), at=12).until(100)
    assert hall.words[-1][1] == ENDS
    hall = Hall(squat()).do(Done(), at=200)
    assert hall.words[-1][1] == "session-complete three-minutes one set"


def test_one_sound_where_a_step_waits() -> None:
    """A lead-in that starts with going on has its own tone, and no other at that moment."""
    hall = Hall(hold(20)).do(Pause(), at=3).do(SQUAT).do(Resume(), at=20)
    assert [cue for at, cue in hall.tones if at == 20] == ["ready"]
    assert spoken_after(hall, 20) == ["swapped squat eight reps"]

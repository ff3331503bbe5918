"""What keys and events are answered with: a sound for each, and clips for every word."""

from __future__ import annotations

from itertools import product
from typing import get_args

from runstrength.session.commands import (
    Adjusted,
    Ended,
    Event,
    LoadSet,
    Log,
    NiggleMarked,
    Paused,
    Refitted,
    RestOver,
    Resumed,
    RoundCounted,
    SetLogged,
    SetWithdrawn,
    StepBegan,
    Swapped,
)
from runstrength.session.cues import text_of
from runstrength.session.event_cues import OPENINGS, early_end_words, replies
from runstrength.session.loads import with_load
from runstrength.settings import VOICES
from runstrength.sound.voice import Voice
from tests.support.plans import ASSETS, go_to, small_plan, started

PLAN = small_plan()
CHANGES: tuple[Event, ...] = (
    Adjusted(0, 10),
    Adjusted(0, -10),
    Refitted(0, 2),
    Swapped(0, PLAN.steps[10]),
    LoadSet(0, with_load(PLAN, PLAN.steps[7], 12.0).steps[7]),
    LoadSet(0, PLAN.steps[7]),
    NiggleMarked(0, 1, True),
    NiggleMarked(0, 1, False),
    RoundCounted(0, 1),
    RoundCounted(0, 0),
)


def test_every_change_has_a_sound_and_words() -> None:
    """Each change is answered with one sound and with words that have clips, in every phase of a session."""
    voice = Voice(ASSETS / "voice")
    events = (*CHANGES, Paused(0, gap=False), Resumed(0), Ended(0, completed=True))
    for index, event in product((0, 1, 4, 8), events):
        session = go_to(started(PLAN), index)
        (reply,) = replies(session.plan, session.state, (event,), session.state.last_tick)
        words = text_of(reply.phrases)
        assert words
        assert voice.missing(words) == (), words
    assert [piece for words in OPENINGS.values() for piece in voice.missing(words)] == []


def test_no_event_is_forgotten() -> None:
    """Each kind of event is a change that is answered here, or has sounds of its own."""
    own_sounds = {StepBegan, SetLogged, SetWithdrawn, RestOver, Paused, Resumed, Ended}
    assert {type(event) for event in CHANGES} | own_sounds == set(get_args(Event))


def test_a_step_that_begins_has_its_own_sounds() -> None:
    """A change that starts another step is not answered besides: the step is announced."""
    session = started(PLAN)
    for event in CHANGES:
        assert replies(PLAN, session.state, (event, StepBegan(0, PLAN.steps[0])), 1000.0) == ()


def test_editing_a_set_has_a_sound() -> None:
    """An edited set is answered with a sound, and with words only if it hurt; a set that is logged by itself is not."""
    session = go_to(started(PLAN), 8)
    done = session.state.log[0]

    def heard(edit: Log | None) -> list[tuple[str, str]]:
        found = replies(PLAN, session.state, (SetLogged(0, done, edit),), 1000.0)
        return [(reply.tone, text_of(reply.phrases)) for reply in found]

    assert heard(None) == []
    assert heard(Log(1, done=9)) == [("tick", "")]
    assert heard(Log(1, niggle=True)) == [("tick", "Noted.")]


def test_an_early_end_is_not_celebrated() -> None:
    """Who stops early hears no fanfare."""
    assert replies(PLAN, started(PLAN).state, (Ended(0, completed=False),), 1000.0) == ()


def test_an_early_end_says_what_was_saved() -> None:
    """It is saved, not saved, or there was nothing to save; each has a clip in every voice."""
    told = [early_end_words(saved=saved, nothing_done=none) for saved, none in ((True, False), (False, False))]
    assert told == ["Saved.", "Not saved."]
    assert early_end_words(saved=False, nothing_done=True) == "Nothing saved."
    for name in VOICES:
        assert [Voice(ASSETS / "voice", name).missing(words) for words in (*told, "Nothing saved.")] == [()] * 3

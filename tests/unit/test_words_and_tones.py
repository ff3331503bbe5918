"""No word is lost: none begins under a tone, none is crossed by one or by another word, and only a key cuts one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from runstrength.session.commands import Start
from runstrength.session.cues import TONE_SECONDS, cues_for_step, start_words
from runstrength.session.engine import Session
from runstrength.session.plan import Plan, Step
from runstrength.session.state import Mode
from runstrength.settings import LEVELS
from runstrength.sound.speaker import Speaker
from runstrength.sound.voice import Voice
from tests.support.loops import looped
from tests.support.plans import ASSETS, OWN_PLANS, T0, library, plan_of
from tests.support.sound_helpers import RecordingPlayer

VOICE = Voice(ASSETS / "voice")
LENGTH = cache(VOICE.seconds)


class Sound(Struct, frozen=True):
    """A tone or words, in seconds of the session."""

    start: float
    end: float
    what: str
    step: Step
    is_voice: bool


def sounds(plan: Plan, *, wait: bool) -> Iterator[Sound]:
    """Yield all that is heard of a session in which a key comes when it was expected, or after a rest that waits."""
    late = 0.0
    for step in plan.steps:
        before = plan.steps[step.index - 1] if step.index else None
        waited = before is not None and wait and not plan.hands_free and before.phase == "rest"
        late += 2.0 if waited else 0.0
        by_key = before is not None and (not before.timed or waited)
        opening = () if step.index else start_words(plan)
        for cue in cues_for_step(plan, step, wait=wait, by_key=by_key, opening=opening, length=LENGTH):
            at = late + step.starts_at + cue.at
            if cue.cue:
                yield Sound(at, at + TONE_SECONDS[cue.cue], cue.cue, step, is_voice=False)
            if cue.say:
                end = at + cue.after + LENGTH(cue.say)
                if not step.timed and cue.at < step.seconds:  # a key ends the step, and its words
                    end = min(end, late + step.starts_at + step.seconds)
                yield Sound(at + cue.after, end, cue.say, step, is_voice=True)


def is_too_short(step: Step) -> bool:
    """Tell whether a step is over before its tone, its exercise and its side could be said."""
    side = f" {step.side.capitalize()} side." if step.side else ""
    longest = max(f"Next: {step.name}.{side}", f"Switch sides.{side}", key=LENGTH)
    return step.timed and max(TONE_SECONDS[tone] for tone in ("end", "block")) + 0.1 + LENGTH(longest) > step.seconds


def loses_nothing(plan: Plan, *, wait: bool) -> None:
    """Check that nothing that is heard of a session hides or cuts a word of it."""
    heard = sorted(sounds(plan, wait=wait), key=lambda sound: (sound.start, sound.is_voice))
    short = {step.index for step in plan.steps if is_too_short(step)}
    voices = [sound for sound in heard if sound.is_voice]
    tones = [sound for sound in heard if not sound.is_voice]
    for one, two in pairwise(voices):
        assert one.end <= two.start + 1e-6 or one.step.index in short, (one.what, two.what)
    for voice in voices:
        for tone in tones:
            if tone.start < voice.end - 1e-6 and voice.start < tone.end - 1e-6:
                assert voice.step.index in short or tone.step.index in short, (voice.what, tone.what)


@looped("name", sorted(library().routine_files))
def test_built_in_plans(name: str) -> None:
    """In every built-in plan no word meets a tone or another word, by hand and hands-free, at each level."""
    for level in LEVELS:
        for hands_free, wait in ((True, False), (False, False), (False, True)):
            plan = plan_of(name, level, hands_free=hands_free)
            assert not any(is_too_short(step) for step in plan.steps if step.phase != "ready" or step.seconds > 5)
            loses_nothing(plan, wait=wait)


@settings(max_examples=40)
@given(OWN_PLANS, st.booleans())
def test_in_any_plan_no_word_meets_a_tone_or_another_word(plan: Plan, wait: bool) -> None:
    """In any plan no word meets a tone or another word, where a step is not over before its name."""
    loses_nothing(plan, wait=wait)


@pytest.mark.long
@settings(max_examples=10_000, suppress_health_check=list(HealthCheck))
@given(OWN_PLANS, st.booleans())
def test_ten_thousand_plans(plan: Plan, wait: bool) -> None:
    """The same in ten thousand plans."""
    loses_nothing(plan, wait=wait)


@settings(max_examples=10)
@given(OWN_PLANS, st.sampled_from([0.4, 1.0, 1.7]))
def test_nothing_is_withdrawn_without_a_key(plan: Plan, tick: float) -> None:
    """A session that runs by itself withdraws no sound that it planned, and plans none twice."""
    if not all(step.timed for step in plan.steps) or plan.seconds > 600:
        return
    player = RecordingPlayer()
    speaker = Speaker(player, tones=ASSETS / "tones", voice=VOICE, to_player=float)
    session = Session(plan)
    speaker.sync(session, session.apply(Start(), T0), T0)
    while session.mode is not Mode.ENDED:
        now = min(session.state.last_tick + tick, session.due or session.state.last_tick + tick)
        speaker.sync(session, session.tick(now), now)
    assert player.dropped == []
    keys = [sound.key for sound in player.planned]
    assert len(keys) == len(set(keys))

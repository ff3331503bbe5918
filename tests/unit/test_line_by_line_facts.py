"""Every fact that the screen of a session shows is said line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from runstrength.session.plan import Plan, Step
from runstrength.session.state import Mode
from runstrength.session.view import SessionSnapshot
from runstrength.settings import LEVELS
from runstrength.ui.lines import Line
from runstrength.ui.plain.sentences import time_words, whole_words
from runstrength.ui.session import wording
from runstrength.ui.session.content import USUAL_KEYS
from runstrength.ui.session.notes import cues, facts
from tests.support.app import MORNING, built_in, words_of
from tests.support.line_by_line import Listener

WIDE = 1000
"""Columns in which nothing is left out."""
WORD = r"[^\W_]+(?:[.:'’-][^\W_]+)*"
OTHERWISE = {
    "max reps": "as many reps you can",
    "max rounds": "as many rounds you can",
    "min left": "left",
    "last minute": "minute",
    "get ready": "ready",
    "switch sides": "switch",
    "keep moving": "",
    "then": "",
    "next": "",
    "each way": "way",
    "f": "finisher",
    "for something easier": "",
}
"""What the lines say in other words."""


def tokens(text: str) -> set[str]:
    """Return the words and numbers of a text of the screen, as the lines say them."""
    text = re.sub(r"\b(\d+):(\d\d)\b(?= (?!left)|$|\.| ·)", lambda match: _clock(match), text)
    text = re.sub(r"\b(\d+) s\b", lambda match: time_words(int(match[1])), text)
    text = whole_words(text).lower().replace("min left", "left")
    for words, others in OTHERWISE.items():
        text = re.sub(rf"\b{words}\b", others, text)
    return set(re.findall(WORD, text))


def _clock(match: re.Match[str]) -> str:
    return time_words(60 * int(match[1]) + int(match[2]))


def screen_texts(snapshot: SessionSnapshot, plan: Plan) -> Iterator[str]:
    """Return what the screen shows of a step beside the time of day and its keys, as if it were endlessly wide."""
    exercise, step = plan.exercises[snapshot.step.exercise], snapshot.step
    header = wording.header_text(snapshot, plan, MORNING, WIDE)
    yield header.exercise
    yield wording.big_dose(snapshot)
    yield wording.next_texts(snapshot)[0]
    if snapshot.remaining is not None and not wording.is_paced(step) and snapshot.mode is not Mode.WORK:
        yield f"{time_words(snapshot.count)}"

    def key_label(binding: str) -> str:
        return USUAL_KEYS(binding, "-")[0].removesuffix(" -")

    weight = wording.weight_words(step, plan.units)
    for text in (
        *facts(snapshot, plan, exercise, WIDE, weight, plan.units, key_label),
        *cues(snapshot, exercise, WIDE),
    ):
        for line in text:
            yield _without_keys(line)


def _without_keys(line: Line) -> str:
    return words_of(line).partition("  ·  x for")[0]


def walk(home: Path, routine: str, level: str, equipment: tuple[str, ...]) -> list[str]:
    """Do a routine by its keys, and ask in each step where it is; return the facts that were not said."""
    listener = Listener(home, routine, level=level, equipment=equipment, library=built_in())
    missing: list[str] = []
    began = 0
    while listener.conversation.session is not None:
        session = listener.session
        snapshot = session.snapshot(listener.clock())
        step = snapshot.step
        first = _line_of_step(listener.text[began:])
        listener.hit("w")
        heard = words_said(listener.text[began:])
        where = f"{routine} {level} step {step.index} {step.phase}"
        for text in screen_texts(snapshot, session.plan):
            if lost := tokens(text) - heard:
                missing.append(f"{where}: {sorted(lost)} of {text!r}")
        if step.phase in ("ready", "work") and (lost := tokens(f"{step.name} {step.side or ''}") - words_said(first)):
            missing.append(f"{where}: {sorted(lost)} not in {first!r}")
        listener.let_pass(0.9)
        while _is_at(listener, step):
            began = len(listener.text)
            listener.hit("space")
            if _is_at(listener, step):
                listener.let_pass(0.3)
    return missing


def _is_at(listener: Listener, step: Step) -> bool:
    return listener.conversation.session is not None and listener.session.state.step == step


def words_said(text: str) -> set[str]:
    """Return the words and numbers of lines."""
    return set(re.findall(WORD, text.lower()))


def _line_of_step(text: str) -> str:
    """Return the line with which a step begins, after that of the set that was done."""
    return next(
        (line for line in text.splitlines() if re.match(r"(.* )?(Get ready, |Rest, |Switch sides[,:] |Go: )", line)), ""
    )


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("routine", ["runner", "warmup-7", "check"])
def test_every_fact_is_said(home: Path, routine: str, level: str) -> None:
    """What the screen shows of each step, its lines say, or `w` does; exercise and side are in its first line."""
    assert walk(home, routine, level, ("bodyweight",)) == []


@pytest.mark.long
@pytest.mark.parametrize("equipment", [("bodyweight",), ("bodyweight", "dumbbell", "kettlebell", "box")])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("routine", sorted(built_in().routine_files))
def test_every_fact_of_all_plans_is_said(home: Path, routine: str, level: str, equipment: tuple[str, ...]) -> None:
    """So it is in all built-in plans at all levels, with and without equipment."""
    assert walk(home, routine, level, equipment) == []

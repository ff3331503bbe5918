"""What is asked before a session line by line: the first start, interrupted sessions, and how you are today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from runstrength.coach.prescription import time_limit
from runstrength.history.errors import HistoryError
from runstrength.inputs import read_time_limit
from runstrength.session.wording import minutes
from runstrength.settings import LEVEL_DESCRIPTIONS, LEVELS
from runstrength.text import plural
from runstrength.toml_input import InputError
from runstrength.ui.coach.bindings import CHECKIN
from runstrength.ui.coach.checkin_lines import (
    checkin_form,
    checkin_from,
    last_pain_text,
    logged_text,
    minutes_from,
)
from runstrength.ui.common import plan_lines
from runstrength.ui.common.setting_changes import change_settings
from runstrength.ui.home.level_lines import HEALTH_NOTE, sets_of
from runstrength.ui.plain.dialog import Dialog, LeaveError, Talk
from runstrength.ui.plain.sentences import sentence, time_words, whole_words
from runstrength.ui.session import resume_lines
from runstrength.ui.session.bindings import INTERRUPTED

if TYPE_CHECKING:
    from runstrength.history.recovery import Recovery, Unfinished
    from runstrength.session.engine import Session
    from runstrength.session.plan import Plan
    from runstrength.ui.common.form import Form

LOOSE_WIDTH = 10_000
"""Columns of a line that is never wrapped."""


# -- the first start ---------------------------------------------------------------------------------------------------


def first_start(talk: Talk) -> Dialog[None]:
    """Ask for the level and the time, and read the health note; save both.

    Raises:
        LeaveError: the person leaves.
    """
    services = talk.services
    talk.say("Welcome to runstrength.")
    while True:
        talk.say("How much strength training have you done?")
        for number, name in enumerate(LEVELS, 1):
            talk.say(f"{number}: {name}, {LEVEL_DESCRIPTIONS[name]}.", _length_words(talk, name))
        talk.say("Press 1, 2 or 3.")
        level = yield from talk.choice({str(number): name for number, name in enumerate(LEVELS, 1)}, leaves=True)
        limit = yield from _time_limit(talk)
        talk.say("Before you start.", *HEALTH_NOTE)
        talk.say("Press 1 or enter to continue, 2 to go back to the level.")
        goes_on = yield from talk.choice({"1": True, "enter": True, "2": False}, leaves=True)
        if goes_on:
            break
    if services.planner.choices.minutes == time_limit(services.settings.minutes):  # else it was chosen for today
        services.planner.choose(minutes=time_limit(limit))
    change_settings(services, level=level, minutes=limit, health_note_read=True)
    services.planner.choose(level=level)


def _length_words(talk: Talk, level: str) -> str:
    """Return the sets of a level, and how long its session takes."""
    services = talk.services
    try:
        plan = services.planner.first_plan(services.default_routine, level, services.planner.choices.minutes)
    except InputError:
        return ""
    sets = plural(sets_of(services.library.levels[level], plan), "set")
    return f"{sets} of each exercise, about {whole_words(minutes(plan.expected))}."


def _time_limit(talk: Talk) -> Dialog[int]:
    """Ask how long a session may take; return the minutes, 0 for no limit."""
    usual = talk.services.settings.minutes
    words = f"{usual} minutes" if usual else "no limit"
    question = (
        "How many minutes may a session take? Type a number, or none for no limit, then enter; "
        f"enter alone for {words}."
    )
    while True:
        text = yield from talk.typed(question)
        if text is None:
            raise LeaveError
        try:
            return round((read_time_limit(text) or 0) if text else usual)
        except ValueError as error:
            talk.say(sentence(str(error)))


def say_health_note(talk: Talk) -> None:
    """Say the health note to somebody who can't answer."""
    talk.say(*HEALTH_NOTE)


# -- interrupted sessions ----------------------------------------------------------------------------------------------


def interrupted(talk: Talk, recovery: Recovery) -> Dialog[Session | None]:
    """Ask about each interrupted session; return one that is resumed, None to begin a new one.

    Raises:
        LeaveError: the person leaves.
    """
    services = talk.services
    if recovery.running:
        talk.say(resume_lines.running_sentence(recovery.running[0], services.now()))
    while recovery.interrupted:
        unfinished = recovery.interrupted[0]
        answer = yield from _asked_about(talk, unfinished)
        if answer == "later":
            return None
        try:
            if answer == "resume":
                return recovery.resume(unfinished, wait=services.waits, gap=services.max_gap)
            if answer == "save":
                talk.say(recovery.save(unfinished).error or "Saved.")
            else:
                recovery.discard(unfinished)
                talk.say("Moved to the trash.")
        except HistoryError as reason:
            talk.say(str(reason))
        recovery.interrupted.remove(unfinished)
    return None


def _asked_about(talk: Talk, unfinished: Unfinished) -> Dialog[str]:
    """Ask what to do with an interrupted session; return `resume`, `save`, `discard` or `later`."""
    talk.say(resume_lines.sentence(unfinished, talk.services.now()))
    for line in resume_lines.details(unfinished, LOOSE_WIDTH):
        text = "".join(span.text for span in line.left)
        text = re.sub(r"\b(\d+):(\d\d)(?= done)", lambda time: time_words(60 * int(time[1]) + int(time[2])), text)
        talk.say(sentence(whole_words(text)))
    labels = {name: talk.label(INTERRUPTED, f"interrupted.{name}") for name in ("resume", "save", "discard", "back")}
    talk.say(
        f"{labels['resume'].capitalize()} resumes it, {labels['save']} saves what was done,",
        f"{labels['discard']} discards it, {labels['back']} decides later and begins a new one.",
    )
    keys = {
        key: name for name in ("resume", "save", "discard") for key in talk.keys_of(INTERRUPTED, f"interrupted.{name}")
    }
    keys |= dict.fromkeys(talk.keys_of(INTERRUPTED, "interrupted.back"), "later")
    keys |= dict.fromkeys(talk.keys_of(INTERRUPTED, "home.quit"), "leave")
    confirming = False
    while True:
        answer = yield from talk.choice(keys, leaves=True)
        if answer == "leave":
            raise LeaveError
        if answer == "discard" and not confirming:
            confirming = True
            talk.say(f"Press {labels['discard']} again to move it to the trash.")
            continue
        return answer


# -- the check-in ------------------------------------------------------------------------------------------------------


def checkin(talk: Talk, routine: str) -> Dialog[Plan]:
    """Ask how the person is today; return the plan for it. Everything is optional.

    Raises:
        LeaveError: the person leaves.
    """
    services = talk.services
    form, as_usual = checkin_form(services.profile.checkin, services.planner.choices.minutes), False
    full = talk.label(CHECKIN, "checkin.as_usual")
    numbers = {str(row + 1): row for row in range(len(form.fields))}
    questions = ", ".join(f"{row + 1} {field.title.lower()}" for row, field in enumerate(form.fields))
    talk.say("How are you today? Space starts the session. To answer first, press a number:", f"{questions}.")
    _say_known(talk, form)
    while True:
        plan = services.planner.plan_with(routine, checkin_from(form), minutes_from(form), as_usual=as_usual)
        can_be_overruled = bool(plan.steps) and (as_usual or bool(plan.eased))
        _say_meaning(talk, plan)
        if can_be_overruled:
            talk.say(f"{full.capitalize()}: {'adjusted session' if as_usual else 'full session'}.")
        keys: dict[str, int | str] = {**numbers, "space": "start", "enter": "start", "q": "leave", "escape": "leave"}
        if can_be_overruled:
            keys |= dict.fromkeys(talk.keys_of(CHECKIN, "checkin.as_usual"), "full")
        answer = yield from talk.choice(keys, leaves=True)
        if isinstance(answer, int):
            form = yield from _answered(talk, form, answer)
        elif answer == "full":
            as_usual = not as_usual
        elif answer == "leave":
            raise LeaveError
        else:
            break
    if plan.steps:
        services.profile.checkin = checkin_from(form)
        services.planner.choose(minutes=minutes_from(form), as_usual=as_usual)
    return plan


def _say_known(talk: Talk, form: Form) -> None:
    """Say what is known without an answer: the last hard run, and pain that no session has followed."""
    today = talk.services.planner.today()
    logged = logged_text(today.records, today.now, talk.services.library.coach_rules)
    pain = last_pain_text(today.records)
    talk.say(
        sentence(f"Last hard run: {whole_words(logged)}") if logged else "",
        sentence(f"Pain {pain}") if pain else "",
        *(
            sentence(f"{field.title}: {field.answer_text(form.value(field.key))}")
            for field in form.fields
            if form.value(field.key) is not None
        ),
    )


def _say_meaning(talk: Talk, plan: Plan) -> None:
    """Say what the answers mean for the session."""
    if plan.steps:
        facts = plan_lines.facts(plan, talk.services.now())
        talk.say(sentence(plan.title, whole_words(facts)), *plan.reasons)
    else:
        talk.say(*plan.reasons, "Space ends: no session today.")


def _answered(talk: Talk, form: Form, row: int) -> Dialog[Form]:
    """Ask one question; an empty line leaves it open, and what can't be read is asked again."""
    field = form.fields[row]
    if field.read is None:
        talk.say(f"{field.title}: {field.about} Press y for yes, n for no.")
        value = yield from talk.choice({"y": True, "n": False, "escape": None})
        return form if value is None else form.with_answer(row, value or None)
    descriptions = "; ".join(f"{value} {words}" for value, words in field.descriptions.items())
    about = f"{field.about} {sentence(descriptions)}" if len(field.descriptions) <= len("12345") else field.about
    while True:
        text = yield from talk.typed(f"{field.title}: {about.strip()} Type it, then enter; enter alone for no answer.")
        if text is None:
            return form
        try:
            return form.typed(row, text)
        except ValueError as error:
            talk.say(sentence(str(error)))

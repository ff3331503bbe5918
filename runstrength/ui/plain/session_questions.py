"""The questions of a session: how to end it, what to swap, how much time is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runstrength.live.stop_question import DISCARD_WORDS, KEEP_GOING, StopQuestion, finish_words
from runstrength.live.time_limit import TIME_CHARACTERS, TimeLimit
from runstrength.session.wording import in_sentence
from runstrength.text import plural
from runstrength.ui.common.bindings import STOP
from runstrength.ui.plain.sentences import sentence, whole_words
from runstrength.ui.session.bindings import SHORTER, SWAP
from runstrength.ui.session.swap_lines import NO_ALTERNATIVES, SORTS, dose_words, name_of

if TYPE_CHECKING:
    from runstrength.coach.substitutes import Substitute
    from runstrength.session.commands import Refit, Swap
    from runstrength.session.engine import Session
    from runstrength.ui.plain.dialog import Dialog, Talk


def stop(talk: Talk) -> Dialog[str | None]:
    """Ask how to end a session; return `finish`, `discard`, or None to keep going."""
    services = talk.services
    question = StopQuestion(clock=services.real_clock, key_guard=services.key_guard)
    go_on, finish, discard = (talk.label(STOP, f"stop.{name}") for name in ("go_on", "finish", "discard"))
    talk.say(
        "End the session?",
        f"{go_on.capitalize()}: {KEEP_GOING}.",
        f"{finish.capitalize()}: {finish_words(saves=services.profile.saves)}.",
        f"{discard.capitalize()}: {DISCARD_WORDS}.",
    )
    again, discards = talk.keys_of(STOP, "stop.again"), talk.keys_of(STOP, "stop.discard")
    while True:
        key = yield from talk.key_once(*again, *discards)
        if key.name in again:
            if question.finishes():
                return "finish"
        elif key.name in discards:
            if question.discards():
                return "discard"
            talk.say(f"Press {discard} again to delete it.")
        elif key.name in talk.keys_of(STOP, "stop.finish"):
            return "finish"
        elif key.name in talk.keys_of(STOP, "stop.go_on"):
            return None
        else:
            talk.say_keys(go_on, finish, discard)


def swap(talk: Talk, session: Session) -> Dialog[Swap | None]:
    """Ask for a substitute; return its command, or None to keep the announced exercise."""
    choices = tuple(talk.services.planner.substitutes(session))
    take, keep = talk.label(SWAP, "swap.take"), talk.label(SWAP, "swap.close")
    if not choices:
        talk.say(NO_ALTERNATIVES, f"{keep.capitalize()} continues.")
    else:
        hurt = choices[0].slot.hurt if choices[0].sort == "planned" else ""
        talk.say(f"Swap {in_sentence(session.state.step.name)}, today only.", sentence(hurt))
        for index, choice in enumerate(choices):
            talk.say(f"{index + 1}: {_choice_words(talk, choice)}")
        talk.say(f"Press a number, or the arrow keys and {take}. {keep.capitalize()} keeps the exercise.")
    row = 0
    up, down = talk.keys_of(SWAP, "swap.up"), talk.keys_of(SWAP, "swap.down")
    while True:
        key = yield from talk.key()
        if choices and key.character and key.character in "123456789":
            if int(key.character) <= len(choices):
                return choices[int(key.character) - 1].command
            talk.say(f"The last choice is {len(choices)}.")
        elif choices and key.name in (*up, *down):
            row = (row + (1 if key.name in down else -1)) % len(choices)
            talk.say(f"{row + 1}: {_choice_words(talk, choices[row])}")
        elif not talk.services.key_guard.accept_once(key.name, talk.services.real_clock()):
            continue
        elif key.name in talk.keys_of(SWAP, "swap.take"):
            return choices[row].command if choices else None
        elif key.name in talk.keys_of(SWAP, "swap.close", "list.leave_question"):
            return None
        else:
            talk.say_keys(*(("a number", take) if choices else ()), keep)


def _choice_words(talk: Talk, choice: Substitute) -> str:
    words = dose_words(choice, talk.services.settings.units)
    return sentence(f"{SORTS[choice.sort]}: {name_of(choice)}", whole_words(words))


def shorter(talk: Talk, session: Session) -> Dialog[Refit | None]:
    """Ask for the minutes that are left; return the command that shortens the session, or None to keep all of it."""
    limit = TimeLimit(session, talk.services.library.coach_rules.fit)
    more, less = talk.keys_of(SHORTER, "less_time.more"), talk.keys_of(SHORTER, "less_time.less")
    take, close = talk.label(SHORTER, "less_time.take"), talk.label(SHORTER, "less_time.close")

    def say_effect() -> None:
        if limit.error:
            talk.say(sentence(limit.error))
        else:
            effect = limit.effect(talk.services.now())
            when = whole_words(effect.when)
            talk.say(f"{plural(limit.minutes, 'minute')}: {effect.words}; about {when}.")

    talk.say("How many more minutes?", f"Type a number; {take} shortens, {close} keeps the full session.")
    say_effect()
    while True:
        key = yield from talk.key()
        if key.character and key.character in TIME_CHARACTERS:
            limit.type(limit.typed + key.character)
            say_effect()
        elif key.name == "backspace":
            limit.type(limit.typed[:-1])
            say_effect()
        elif not talk.services.key_guard.accept_once(key.name, talk.services.real_clock()):
            continue
        elif key.name in more or key.name in less:
            limit.change(1 if key.name in more else -1)
            say_effect()
        elif key.name in talk.keys_of(SHORTER, "less_time.take"):
            if not limit.error:
                return limit.command
        elif key.name in talk.keys_of(SHORTER, "less_time.close", "list.leave_question"):
            return None
        else:
            talk.say_keys("a number", take, close)

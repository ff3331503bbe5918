"""Reasons: why today's session is what it is, and the sentences that say so.

A rule of the coach states a fact and what follows from it; only this module makes sentences of them. A fact is
something that the person entered or that the files hold, never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from runstrength.text import capitalized


class Reason(Struct, frozen=True):
    """A fact, and what follows from it."""

    fact: str
    """A clause that can follow `because`: `you slept 5.5 h last night`."""
    consequence: str
    """What is different today, as a main clause or a phrase: `one fewer set`, `12 kg instead of 10 kg`."""
    about: str = ""
    """What it is about if not the whole session, such as `goblet squat`."""
    otherwise: str = ""
    """What would have changed it, as a main clause: `with two reps left on both sides it would be 7 reps`."""


def sentences(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Return one sentence per consequence, in the order of the reasons.

    Reasons with the same consequence share a sentence: the facts are joined, and so are the exercises of one fact.
    Consequences for the whole session that have the same facts share one too. What would have changed a reason follows
    as a sentence of its own, unless another fact has the same consequence.
    """
    together: dict[tuple[str, str], list[Reason]] = {}
    for reason in dict.fromkeys(reasons):
        # An exercise shares its sentence with others of the same fact, the whole session with every fact.
        key = (reason.consequence, reason.fact if reason.about else "")
        together.setdefault(key, []).append(reason)
    by_facts: dict[tuple[object, ...], list[list[Reason]]] = {}
    for number, shared in enumerate(together.values()):
        alone = any(reason.about for reason in shared)
        facts = (number,) if alone else tuple(sorted(reason.fact for reason in shared))
        by_facts.setdefault(facts, []).append(shared)
    return tuple(_sentence(groups) for groups in by_facts.values())


def joined(parts: Sequence[str]) -> str:
    """Return the different parts as one phrase: `a`, `a and b`, `a, b and c`; `a and b, and c` if one has an `and`."""
    *first, last = dict.fromkeys(parts)
    comma = "," if any(" and " in part for part in first) else ""
    return f"{', '.join(first)}{comma} and {last}" if first else last


def _sentence(groups: Sequence[Sequence[Reason]]) -> str:
    """Return the sentence of reasons with the same facts, grouped by consequence."""
    shared = groups[0]
    because = f", because {joined([reason.fact for reason in shared])}"
    about = list(dict.fromkeys(reason.about for reason in shared))
    consequence = joined([group[0].consequence for group in groups])
    if about == [""]:
        words = f"{capitalized(consequence)}{because}."
    elif len(about) == 1:
        words = f"{capitalized(about[0])}: {consequence}{because}."
    else:
        words = f"{capitalized(consequence)}{because}: {', '.join(about)}."
    facts = {reason.fact for reason in shared}
    # With another fact for the same consequence, a change of one of them would change nothing.
    others = [dict.fromkeys(reason.otherwise for reason in group) for group in groups if len(facts) == 1]
    # Of exercises for which it differs it isn't said, because nobody could tell which is meant.
    otherwise = dict.fromkeys(text for texts in others if len(texts) == 1 for text in texts if text)
    return " ".join((words, *(f"{capitalized(text)}." for text in otherwise)))

"""The form of an own exercise: its rows, and the exercise that they describe. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec.structs import replace

from runstrength.catalogue.exercise import BODYWEIGHT, FIGURES, KINDS, MOVEMENTS, POSITIONS, WEIGHTS
from runstrength.catalogue.exercise_draft import MAX_CUES, MAX_RUNGS, SIDES, ExerciseDraft
from runstrength.catalogue.exercise_file import dose_limits
from runstrength.catalogue.naming import key_in_words
from runstrength.dose_kinds import DOSE_UNITS, EXAMPLES, WHOLE_KINDS
from runstrength.numbers import read_in_range
from runstrength.settings import EQUIPMENT
from runstrength.ui.common.form import Form, FormField

KIND_WORDS: Final = {
    "reps": "reps",
    "hold": "a hold, in seconds",
    "time": "moving, in seconds",
    "carry": "a carry, in steps each way",
}
SIDE_WORDS: Final = {"both": "both at once", "each": "each side", "alternating": "alternating"}
TEXTS: Final = {"name": 60, "cue": 200, "easier": 60, "harder": 60}
"""The rows that are texts, with the most characters."""
_PLACES: Final = {"cue": "cues", "easier": "rungs", "harder": "rungs", "low": "min", "high": "max", "sides": "per_side"}
"""The keys of the file, by row, where they differ."""


def is_text(key: str) -> bool:
    """Tell whether a row is a text."""
    return key.partition(".")[0] in TEXTS


def form_of(draft: ExerciseDraft) -> Form:
    """Return the form with the values of a draft; lists of texts have an empty row at their end."""
    fields = [
        _text("name", "Name", "The name that you see and hear.", required=True),
        _choice(draft, "kind", "Counts", "What a set of it is."),
        _choice(draft, "sides", "Sides", "Whether left and right take turns, or are done at once."),
        _number(draft, "low", "At least", "The least of a set: where you start."),
        _number(draft, "high", "At most", "The most of a set. After that comes a weight, or a harder version."),
        _choice(draft, "movements", "Movement", "Optional: what it counts as in the balance of your training."),
        _choice(draft, "equipment", "Equipment", "Optional: a weight that it can be done with grows too."),
        _choice(draft, "position", "Position", "Optional: it decides whether you can see the screen."),
        _choice(draft, "figure", "Figure", "Optional: one that moves alike. Enter shows those there are."),
    ]
    values: dict[str, Any] = {
        "name": draft.name or None,
        "low": draft.low,
        "high": draft.high,
        **{key: choices.index(getattr(draft, key)) for key, (choices, _) in _choices(draft).items()},
    }
    about = {
        "cue": ("Cues", "Optional: short instructions, the most important first.", draft.cues, MAX_CUES),
        "easier": ("Easier", "Optional: how an easier version differs (knees down).", draft.easier, MAX_RUNGS),
        "harder": ("Harder", "Optional: how a harder version differs (slow lowering).", draft.harder, MAX_RUNGS),
    }
    for key, (title, words, items, most) in about.items():
        for place in range(max(len(items), min(most, len(items) + 1))):
            fields.append(_text(f"{key}.{place}", "" if place else title, words))
            values[f"{key}.{place}"] = items[place] if place < len(items) else None
    return Form(tuple(fields), values)


def draft_in(form: Form, before: ExerciseDraft) -> ExerciseDraft:
    """Return the exercise that the rows describe, without empty texts.

    Args:
        form: the rows.
        before: the exercise of which they were made.
    """

    def texts(key: str) -> tuple[str, ...]:
        rows = (field.key for field in form.fields if field.key.startswith(f"{key}."))
        return tuple(value for row in rows if (value := form.value(row)))

    return ExerciseDraft(
        name=form.value("name") or "",
        low=form.value("low"),
        high=form.value("high"),
        cues=texts("cue"),
        easier=texts("easier"),
        harder=texts("harder"),
        **{key: choices[form.value(key)] for key, (choices, _) in _choices(before).items()},
    )


def with_usual_range(draft: ExerciseDraft, before: ExerciseDraft) -> ExerciseDraft:
    """Return a draft with the usual range of its kind, if the kind was changed, and the range wasn't before."""
    if draft.kind == before.kind or (before.low, before.high) != EXAMPLES[before.kind]:
        return draft
    low, high = EXAMPLES[draft.kind]
    return replace(draft, low=low, high=high)


def row_of(form: Form, key: str) -> int:
    """Return the row that an error in a file is about, by its key there; the first one if no row has it."""
    name = key.partition("[")[0].partition(".")[0]
    rows = [_PLACES.get(field.key.partition(".")[0], field.key) for field in form.fields]
    return rows.index(name) if name in rows else 0


def figure_row(form: Form, draft: ExerciseDraft, figure: str) -> Form:
    """Return the form with another figure."""
    row = next(place for place, field in enumerate(form.fields) if field.key == "figure")
    return form.with_answer(row, _choices(draft)["figure"][0].index(figure))


def _choices(draft: ExerciseDraft) -> dict[str, tuple[tuple[Any, ...], Mapping[Any, str]]]:
    """Return the values of each row that has choices, with their names; a file may have another value."""
    others = [kit for kit in EQUIPMENT if kit not in (BODYWEIGHT, *WEIGHTS)]
    kits = ((BODYWEIGHT,), *((BODYWEIGHT, kit) for kit in (*WEIGHTS, *others)), (BODYWEIGHT, *WEIGHTS))
    kit_words = {kit: " or ".join(one for one in kit if one != BODYWEIGHT) for kit in (*kits, draft.equipment)}
    movements = ((), *((movement,) for movement in MOVEMENTS))
    found: dict[str, tuple[tuple[Any, ...], Mapping[Any, str]]] = {
        "kind": (KINDS, KIND_WORDS),
        "sides": (SIDES, SIDE_WORDS),
        "movements": (movements, {one: ", ".join(one) or "not said" for one in (*movements, draft.movements)}),
        "equipment": (kits, {kit: words or "none" for kit, words in kit_words.items()}),
        "position": (POSITIONS, {"side": "on one side"}),
        "figure": (("", *FIGURES), {"": "none"} | {one: key_in_words(one) for one in FIGURES}),
    }
    for key, (choices, words) in found.items():
        value = getattr(draft, key)
        found[key] = (choices if value in choices else (*choices, value), words)
    return found


def _choice(draft: ExerciseDraft, key: str, title: str, about: str) -> FormField:
    choices, words = _choices(draft)[key]
    names = {place: words.get(one, str(one)) for place, one in enumerate(choices)}
    return FormField(key, title, tuple(names), 0, about, names=names, required=True)


def _text(key: str, title: str, about: str, *, required: bool = False) -> FormField:
    read: Callable[[str], str] = str.strip
    return FormField(key, title, (), None, about, read=read, required=required)


def _number(draft: ExerciseDraft, key: str, title: str, about: str) -> FormField:
    least, most = dose_limits(draft.kind)
    unit, whole = DOSE_UNITS[draft.kind], draft.kind in WHOLE_KINDS

    def read(typed: str) -> float:
        return read_in_range(typed, least, most, unit, whole=whole)

    steps = tuple(range(int(least), int(most) + 1))
    return FormField(key, title, steps, least, about, unit=f" {unit}", read=read, required=True)

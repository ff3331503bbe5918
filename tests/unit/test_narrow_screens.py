"""Narrow terminals: names are whole, words aren't cut, and what belongs to a screen is there."""

from __future__ import annotations

from datetime import timedelta

from runstrength.history.editing import fields
from runstrength.ui.history.edit_lines import field_line, head_line
from runstrength.ui.routines.builder_lines import LABEL, MAX_VALUE_ROWS, field_lines
from runstrength.ui.routines.fields import DraftField
from tests.support.app import MORNING, words_of
from tests.support.loops import looped
from tests.support.past_samples import kept
from tests.support.plans import library, plan_of

RECORD = kept(plan_of("runner"), MORNING - timedelta(days=1))


@looped("width", [53, 56, 66, 68, 76, 92])
def test_the_names_of_sets_that_are_edited(width: int) -> None:
    """Beside the sets of a session every name stands in whole words, and every value below its heading."""
    rows = [field for field in fields(RECORD) if field.key == "set"]
    exercises = library().exercises
    lines = [
        words_of(field_line(RECORD, field, "done", width, exercises, here=False, typed=None)).ljust(width)
        for field in rows
    ]
    text = " ".join(" ".join(line[:34].split()) for line in lines)
    for word in ("Single-leg", "deadlift", "Squat", "Plank", "glute", "bridge", "raise", "step-up"):
        assert word in text, width
    head = words_of(head_line(RECORD, width, "done"))
    assert head.split() == ["done", "weight", "reps", "left", *(["planned"] if width >= 68 else [])]
    assert len(head) <= width
    end = head.index("done") + len("done")
    assert all(line[end - 1] != " " for line in lines), width


@looped("width", [29, 33, 56])
def test_values_of_the_builder(width: int) -> None:
    """A value that doesn't fit beside its label goes on below it; a very long one is cut there."""
    named = DraftField("exercise", "exercise", "Single-leg glute bridge")
    long = DraftField("about", "about", "word " * 40)
    first = DraftField("dose", "dose", "8 reps")
    lines = [words_of(line) for line in field_lines("", [first, named, long], 0, None, "", (width, 20))]
    assert all(len(line) <= width for line in lines)
    whole = " ".join(line[LABEL:].strip() for line in lines)
    assert "Single-leg glute bridge" in " ".join(whole.split())
    assert len(lines) <= 5 + MAX_VALUE_ROWS

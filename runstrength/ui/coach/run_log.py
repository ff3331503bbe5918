"""Checks and saves a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runstrength.history.editor import EditError
from runstrength.history.imports.runs import already_there, there_words
from runstrength.history.store import new_id
from runstrength.ui.coach.run_form import remarks_with_run, run_fields, run_record, run_text

if TYPE_CHECKING:
    from runstrength.ui.common.form import Form
    from runstrength.ui.services import Services


def run_remarks(services: Services, form: Form) -> tuple[str, ...]:
    """Return the coach's remarks on a run before it is saved."""
    records, rules = services.planner.today().records, services.library.coach_rules
    return remarks_with_run(form, records, services.now(), rules, services.settings.week_starts)


def log_run(services: Services, form: Form, *, again: bool = False) -> str:
    """Save a run and show a notice; return an error message if it can't be saved, else an empty string.

    Args:
        services: the app's services.
        form: the answers.
        again: save it even if the history already has such a run.
    """
    try:
        record = run_record(form, new_id(), services.now())
        meters = form.value("distance")
        existing = None if again else already_there(record, meters, services.recorder.store)
        if existing is not None:
            return f"{there_words(existing)} Press again to add it anyway."
        services.editor.add(record, run_fields(form))
    except (ValueError, EditError) as refused:
        return str(refused)
    from runstrength.ui.common.bindings import (
        UNDO_RUN,
        first_key_label,
    )  # only the app, which logs runs, has loaded Textual

    services.logged_run_id = record.id
    undo = first_key_label(UNDO_RUN, services.settings.keys)
    services.host.notify(f"Run logged: {run_text(record)}. Press {undo} to undo.")
    return ""

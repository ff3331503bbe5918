"""Logging a run: checked and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runstrength.history.editor import EditError
from runstrength.history.imports.runs import already_there, there_words
from runstrength.history.store import new_id
from runstrength.ui.coach.run_form import keys_of, remarks_with, run_record, run_words

if TYPE_CHECKING:
    from runstrength.ui.common.form import Form
    from runstrength.ui.services import Services


def remarks_on(services: Services, form: Form) -> tuple[str, ...]:
    """Return what the coach remarks on a run before it is saved."""
    records, rules = services.planner.today().records, services.library.coach_rules
    return remarks_with(form, records, services.now(), rules, services.settings.week_starts)


def log_run(services: Services, form: Form, *, again: bool = False) -> str:
    """Save a run and say so; return why it can't be saved, or an empty text.

    Args:
        services: what is worked with.
        form: the answers.
        again: save it even if the history has such a run already.
    """
    try:
        record = run_record(form, new_id(), services.now())
        meters = form.value("distance")
        same = None if again else already_there(record, meters, services.recorder.store)
        if same is not None:
            return f"{there_words(same)} Log it again to add another."
        services.editor.add(record, keys_of(form))
    except (ValueError, EditError) as refused:
        return str(refused)
    services.run_logged = record.id
    services.host.say(f"Run logged: {run_words(record)}. u takes it back.")
    return ""

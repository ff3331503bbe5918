"""Sessions from the lines of a journal."""

from __future__ import annotations

from collections.abc import Iterable

from runstrength.history.journal import Line, apply_line
from runstrength.session.engine import Session
from runstrength.session.plan import Plan


def replay(plan: Plan, lines: Iterable[Line], *, started: float = 0.0) -> Session:
    """Return the session after some lines.

    Args:
        plan: the plan of the head.
        lines: what happened.
        started: when the session starts, on the clock of the returned session.

    Raises:
        ReplayError: a line does not follow from those before it.
    """
    session = Session(plan)
    for line in lines:
        session = apply_line(session, line, started=started)
    return session

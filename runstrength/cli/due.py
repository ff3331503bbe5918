"""`runstrength due`: tells in one line whether a session is due."""

from __future__ import annotations

import click


@click.command()
def due() -> None:
    """Tell in one line whether a session is due.

    For a prompt, a status bar or a reminder. Exit status: 0 due, 1 not due, 2 the settings have an error.
    """
    from runstrength.cli.due_answer import DueAnswer, basis_now, keep_answer, last_answer

    basis = basis_now()
    answer = last_answer(basis)
    if answer is None:
        answer = DueAnswer(*_work_out())
        keep_answer(basis, answer)
    click.echo(answer.line)
    click.get_current_context().exit(0 if answer.is_due else 1)


def _work_out() -> tuple[bool, str]:
    """Return whether a session is due, and the line that says so."""
    from runstrength import locations
    from runstrength.catalogue.coach_rules import read_coach_rules
    from runstrength.coach.due import days_needed
    from runstrength.coach.due import due as is_due
    from runstrength.dates import local_now
    from runstrength.profile import Profile

    profile, now = Profile.default(), local_now()
    settings, _ = profile.read_settings()
    rules = read_coach_rules(locations.assets_dir() / "coach.toml")
    answer = is_due(settings, profile.past_days(now, days_needed(rules)), now, rules)
    return answer.due, answer.line

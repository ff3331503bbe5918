"""`runstrength history balance`: the sets of the last weeks by movement."""

from __future__ import annotations

from typing import Final

import click

from runstrength.cli.output import print_json

BAR_WIDTH: Final = 40
"""Columns of the longest bar."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def balance(as_json: bool) -> None:
    """Show the sets of the last four weeks by movement.

    A set on the left and one on the right count as one; an exercise can be two movements.
    """
    from runstrength.cli.profile_data import profile_library
    from runstrength.cli.text_layout import paragraph, table
    from runstrength.coach.balance import NOT_COUNTED, balance_of, title_words, unsaid_names
    from runstrength.dates import day_of, local_now
    from runstrength.figure.pixels import bar
    from runstrength.profile import Profile

    library, now = profile_library(), local_now()
    weeks = library.coach_rules.balance.weeks
    records = Profile.default().past_days(now, 7 * weeks + 1)
    found = balance_of(records, library.exercises, day_of(now), weeks)
    if as_json:
        print_json({"weeks": weeks, "movements": dict(found.movements), "other": dict(found.unsaid)})
        return
    most = max(1, *found.movements.values())
    rows = [
        (movement, f"{sets:,}" if sets else "none", bar(sets / most, BAR_WIDTH).rstrip())
        for movement, sets in found.movements.items()
    ]
    click.echo("\n".join((f"{title_words(weeks)}:", *table(rows))))
    names = ", ".join(unsaid_names(found, library.exercises))
    for line in paragraph(NOT_COUNTED, names, 2):
        click.echo(line)

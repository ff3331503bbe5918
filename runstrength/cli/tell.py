"""`runstrength tell`: commands the session under way from another process, or asks how it is."""

from __future__ import annotations

import click

from runstrength.cli.options import ChoiceType


@click.command()
@click.argument("what", type=ChoiceType(["done", "back", "skip", "pause", "resume", "status"]))
@click.option("--json", "as_json", is_flag=True, help="Print the status as a JSON object.")
def tell(what: str, as_json: bool) -> None:
    """Command the running session from elsewhere.

    From another terminal, a pedal, a phone or a script. done does what the space bar does: it ends the set or the rest,
    or resumes. back repeats this set, or the last one. skip skips this set. pause and resume stop and start the timer.
    status changes nothing. All of them print what the session is doing then.

    The session that started last is meant. Exit status: 0 done, 1 not possible now, or no session is running.
    """
    from runstrength.locations import remote_dir
    from runstrength.remote.client import PATIENCE, NoAnswerError, ask

    context = click.get_current_context()
    try:
        answer = ask(remote_dir(), what, PATIENCE)
    except NoAnswerError:
        click.echo("The session doesn't answer: it may be stopped or busy. Look at its terminal.", err=True)
        context.exit(1)
    if answer is None:
        click.echo("No running session found. Start one with: runstrength session", err=True)
        context.exit(1)
    if not answer["ok"]:
        click.echo(answer["why"], err=True)
        context.exit(1)
    if as_json:
        from runstrength.cli.output import print_json

        print_json(answer["status"])
    else:
        from runstrength.text import printable

        click.echo(printable(answer["status"]["line"]))

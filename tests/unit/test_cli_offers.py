"""`runstrength offers`: what is offered is listed, accepted, declined and taken back as in the app."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from runstrength.cli import main
from runstrength.cli import offers as command
from runstrength.dates import local_now
from runstrength.history.store import Store
from runstrength.settings import OFFERS, read_settings
from tests.support.past_samples import kept
from tests.support.plans import plan_of


def run(*arguments: str) -> Result:
    """Run `offers`."""
    return CliRunner().invoke(main, ["offers", *arguments])


@pytest.fixture
def trained(home: Path) -> Path:
    """Return the settings of somebody with dumbbells who has trained for eight weeks."""
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('level = "intermediate"  # mine\nequipment = ["bodyweight", "dumbbell"]\n', "utf-8")
    plan = plan_of("runner", equipment=("bodyweight", "dumbbell"))
    for week in range(8):
        record = kept(plan, local_now() - timedelta(days=7 * week + 7), load=12)
        Store(home / "data" / "history").save(replace(record, id=f"{week:08}"))
    return config


def answer(config: Path) -> str:
    """Return the answer that the settings have."""
    return read_settings(config)[0].heavy


def test_an_offer_is_listed_and_answered(trained: Path) -> None:
    """What is offered is said with its reason; a yes or a no is saved with its day and can be taken back."""
    today = local_now().date().isoformat()
    listed = run("list").stdout
    assert "You can begin a heavy phase" in " ".join(listed.split())
    assert "none yet" in listed
    assert run("accept", "heavy").stdout == "Heavy phase: on from today.\n"
    assert answer(trained) == f"yes {today}"
    assert "offered" not in run("list").stdout.splitlines()[1]
    assert "yes, on" in run("list").stdout
    assert run("decline", "heavy").stdout == "Heavy phase: not offered again for 8 weeks.\n"
    assert answer(trained) == f"no {today}"
    assert run("undo", "heavy").exit_code == 0
    assert answer(trained) == ""
    assert "# mine" in trained.read_text("utf-8")


def test_the_plan_has_it_once_it_is_accepted(trained: Path) -> None:
    """`plan` offers it, and after a yes has the reps of the phase; so do the weeks ahead."""
    plan = ["plan", "--minutes", "none"]
    assert "You can begin a heavy phase" in " ".join(CliRunner().invoke(main, plan).stdout.split())
    run("accept", "heavy")
    document = json.loads(CliRunner().invoke(main, [*plan, "--json"]).stdout)
    squats = {step["target"]["value"] for step in document["steps"] if step["exercise"] == "squat"}
    assert squats == {4.0}
    ahead = json.loads(CliRunner().invoke(main, ["plan", "--ahead", "2", "--json"]).stdout)
    targets = [item["target"] for one in ahead["sessions"] for item in one["exercises"] if item["exercise"] == "squat"]
    assert targets
    assert all(4 <= target["value"] <= 6 for target in targets)


def test_scripts_get_the_answers(trained: Path) -> None:
    """As JSON each offer has its key, its answer, and whether it is offered today."""
    run("decline", "heavy")
    assert json.loads(run("list", "--json").stdout)[0] == {
        "offer": "heavy",
        "name": "heavy phase",
        "answer": answer(trained),
        "offered": False,
    }


@pytest.mark.parametrize("arguments", [("accept",), ("accept", "weights"), ("undo", "heavy"), ("renounce", "heavy")])
def test_what_cannot_be_answered(home: Path, arguments: tuple[str, ...]) -> None:
    """No offer, an unknown one, no answer to take back and an unknown command are errors that say what to use."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "use" in result.stderr.casefold()


def test_a_broken_file_is_left_alone(home: Path) -> None:
    """Settings that can't be read are named, and nothing is written."""
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('heavy = "perhaps"\n', "utf-8")
    result = run("accept", "heavy")
    assert result.exit_code == 2
    assert 'heavy: "perhaps" isn\'t valid' in result.stderr
    assert config.read_text("utf-8") == 'heavy = "perhaps"\n'


def test_the_offers_are_those_of_the_settings() -> None:
    """The command's list, which it has without reading the settings, is that of the settings."""
    assert command.OFFERS == OFFERS

"""`runstrength run` and `runstrength guide`, as a person uses them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runstrength.catalogue.guide import read_guide
from runstrength.cells import cell_len
from runstrength.cli import main
from runstrength.history.store import Store
from runstrength.toml_input import InputError
from tests.support.past_samples import kept
from tests.support.plans import ASSETS, plan_of


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def store(home: Path) -> Store:
    """Return the history of this test's machine."""
    return Store(home / "data" / "history")


# -- run ---------------------------------------------------------------------------------------------------------------


def test_a_run_is_logged(store: Store) -> None:
    """A run is kept as one, with its length and its effort, and ended just now."""
    result = run("run", "--minutes", "45", "--effort", "4", "--note", "along the river")
    assert result.exit_code == 0, result.output
    one = store.load("last")
    assert result.stdout == f"Logged {one.id}: {one.started:%Y-%m-%d} Run, 45 min, effort 4 – along the river\n"
    assert (one.kind, one.effort, one.active_seconds, one.sets, one.completed) == ("run", 4, 2700.0, (), True)
    assert one.ended - one.started == timedelta(minutes=45)
    assert abs(datetime.now().astimezone() - one.ended) < timedelta(minutes=1)


def test_how_far_a_run_was(store: Store) -> None:
    """With a distance its file has the metres, and it is said; an impossible one is refused."""
    result = run("run", "--minutes", "45", "--effort", "4", "--distance", "9.25")
    assert "9.25 km" in result.stdout
    assert json.loads(store.load_raw("last")[1])["distance_m"] == 9250
    refused = run("run", "--minutes", "45", "--effort", "4", "--distance", "-1")
    assert refused.exit_code == 2
    assert '"-1" isn\'t valid: use 0.1 to 1000 km' in refused.stderr


def test_a_run_that_is_there_already(store: Store) -> None:
    """A run like one of the same day is only logged when asked twice: by time, by length, or by distance."""
    day = ("--date", "2026-11-20 18:00")
    logged = ("run", "--effort", "4")
    assert run(*logged, "--minutes", "55", "--distance", "10", *day).exit_code == 0
    for others in (
        ("--minutes", "30", "--date", "2026-11-20 18:30"),
        ("--minutes", "55", "--date", "2026-11-20 07:00"),
        ("--minutes", "50", "--distance", "10,02", "--date", "2026-11-20 07:00"),
    ):
        refused = run(*logged, *others)
        assert refused.exit_code == 2
        assert "A run of 55 min on 2026-11-20 at 18:00 is already in the history. Use --anyway" in refused.stderr
    assert len(store.summaries().records) == 1
    assert run(*logged, "--minutes", "50", "--date", "2026-11-20 07:00").exit_code == 0
    assert run(*logged, "--minutes", "55", *day, "--anyway").exit_code == 0
    assert len(store.summaries().records) == 3


def test_a_run_at_a_time_that_does_not_exist(store: Store) -> None:
    """A time in the hour that is left out when the clocks go forward is refused, with the one that there is."""
    refused = run("run", "--minutes", "30", "--effort", "4", "--date", "2026-03-29 02:30")
    assert refused.exit_code == 2
    assert "2026-03-29 02:30 isn't valid: the clocks go forward then and skip it, use 03:30" in refused.stderr
    assert not store.summaries().records


def test_a_distance_is_corrected(store: Store) -> None:
    """A run's distance and title are corrected like its other values; a session has none."""
    run("run", "--minutes", "45", "--effort", "4", "--distance", "9.25")
    assert run("history", "edit", "last", "--distance", "5mi", "--title", "Park loop").exit_code == 0
    assert json.loads(store.load_raw("last")[1])["distance_m"] == 8046.72
    assert store.load("last").title == "Park loop"
    assert run("history", "edit", "last", "--distance", "none").exit_code == 0
    assert "distance_m" not in json.loads(store.load_raw("last")[1])
    assert run("history", "edit", "last", "--distance", "8 lb").exit_code == 2


def test_a_run_of_another_day(store: Store) -> None:
    """With a date the run began then; what is still to come cannot be logged."""
    run("run", "--minutes", "60", "--effort", "7", "--date", "2026-11-20 18:30")
    assert store.load("last").started.isoformat() == "2026-11-20T18:30:00+01:00"
    refused = run("run", "--minutes", "60", "--effort", "7", "--date", "2199-01-01")
    assert refused.exit_code == 2
    assert "is in the future: use a time that has passed" in refused.output


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--minutes", "45"),
        ("--effort", "5"),
        ("--minutes", "0", "--effort", "5"),
        ("--minutes", "45", "--effort", "0"),
        ("--minutes", "45", "--effort", "11"),
        ("--minutes", "45", "--effort", "hard"),
        ("--minutes", "45", "--effort", "5", "--date", "some day"),
    ],
)
def test_runs_that_there_are_not(store: Store, arguments: tuple[str, ...]) -> None:
    """Without a length and an effort, or with impossible ones, nothing is kept and the status is 2."""
    assert run("run", *arguments).exit_code == 2
    assert not store.folder.exists()


def test_a_hard_run_is_seen(store: Store) -> None:
    """The second hard day running is pointed out, and the next plan is an easier one."""
    run("run", "--minutes", "30", "--effort", "8")
    day_before = store.load("last").started - timedelta(days=1)  # shortly after midnight both are of another day
    result = run("run", "--minutes", "45", "--effort", "8", "--date", f"{day_before:%Y-%m-%d %H:%M}")
    assert "Your last 2 days were hard: take an easy one to absorb them." in result.stdout
    document = json.loads(run("plan", "--json").stdout)
    assert document["reasons"][0].endswith("no increases, because your last hard workout was less than an hour ago.")


def test_what_was_done_elsewhere_goes_on_from_the_past(store: Store) -> None:
    """A session that is added after the fact asks for what it would have asked for, and nothing is set back."""
    now = datetime.now().astimezone()
    store.save(kept(plan_of("runner"), now - timedelta(days=3), reserve=3))
    run("history", "add", "--level", "intermediate", "--date", "yesterday", "--effort", "5")
    assert {item.target.value for item in store.load("last").sets if item.exercise == "squat"} == {11}


# -- guide -------------------------------------------------------------------------------------------------------------

SUBJECTS = {
    "why": "2-8%",
    "how-often": "10-30 minutes",
    "hard-easy": "24 hours",
    "life": "slice",
    "load": "Slow lowering",
    "mobility": "tight hamstrings are normal",
    "stretching": "after the run",
    "mirror": "5-15%",
    "feet": "big toe",
    "rotation": "yoga",
    "too-much": "wait a week",
    "professional": "doctor",
    "goals": "marathon",
    "book": "Dicharry",
}
"""The sections of the guide, and words that each has to have."""
ONE_SENTENCE = {
    "why": "more than a few more easy minutes",
    "how-often": "the weather",
    "life": "eat enough",
    "load": "change of speed within a rep",
    "stretching": "overstretch",
}
"""What the article says in passing, one sentence each."""


def test_the_guide_is_whole() -> None:
    """Every matter that the article advises on has its section, in short paragraphs."""
    sections = read_guide(ASSETS / "guide.toml")
    assert [one.key for one in sections] == list(SUBJECTS)
    for one in sections:
        assert ONE_SENTENCE.get(one.key, "") in " ".join(one.text)
        assert SUBJECTS[one.key] in " ".join(one.text)
        assert all(len(text) <= 260 and text[-1] == "." for text in one.text)
        assert len(one.text) <= 3


def test_no_promise_is_made() -> None:
    """Nothing in the guide promises protection from injury, and no diagnosis is made."""
    text = " ".join(text.lower() for one in read_guide(ASSETS / "guide.toml") for text in one.text)
    assert "prevent" not in text
    assert "protect" not in text
    assert "don't count on fewer injuries" in text


def test_the_guide_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it is printed inside of 80 columns, or one section, or all for scripts."""
    monkeypatch.setenv("COLUMNS", "80")
    whole = run("guide").stdout
    assert whole.startswith("Why strength (why)\n  Stronger legs")
    assert max(cell_len(line) for line in whole.splitlines()) <= 80
    assert run("guide", "book").stdout.startswith("A book\n  Running Rewired")
    assert [one["key"] for one in json.loads(run("guide", "--json").stdout)] == list(SUBJECTS)
    assert len(json.loads(run("guide", "feet", "--json").stdout)) == 1


def test_a_section_that_there_is_not() -> None:
    """A wrong name is told, with the one that was probably meant and all there are."""
    result = run("guide", "fet")
    assert result.exit_code == 2
    assert 'did you mean "feet"?' in result.stderr


def test_a_damaged_guide(tmp_path: Path) -> None:
    """A guide that lacks something is bad input, with file and key."""
    path = tmp_path / "guide.toml"
    path.write_text('[[sections]]\nkey = "a"\ntitle = "A"\n')
    with pytest.raises(InputError, match=r"guide\.toml: sections\[0\]: object missing required field `text`"):
        read_guide(path)


def test_with_imperial_units_a_run_is_typed_and_shown_in_miles(store: Store) -> None:
    """With imperial units a run is typed and shown in miles; its file and the export have meters."""
    config = store.folder.parent.parent / "config"
    config.mkdir(parents=True, exist_ok=True)
    (config / "config.toml").write_text('units = "imperial"\n', "utf-8")
    assert "5.0 mi" in run("run", "--minutes", "45", "--effort", "4", "--distance", "5").stdout
    assert "5.0 mi" in run("history", "show", "last").stdout
    assert "5.0 mi" in run("history", "show", "last", "--line").stdout
    assert json.loads(store.load_raw("last")[1])["distance_m"] == 8046.72
    assert json.loads(run("history", "show", "last", "--json").stdout)["distance_m"] == 8046.72

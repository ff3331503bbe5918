"""The self-check: its routine, its questions, and what it comes to."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner
from msgspec.structs import replace

from runstrength.catalogue.self_check import read_selfcheck
from runstrength.cli import main
from runstrength.coach.self_check import answer_words, results, usual_words
from runstrength.history.store import Store
from tests.support.loops import looped
from tests.support.past_samples import checked, day, kept
from tests.support.plans import ASSETS, library, plan_of, works

CHECK = read_selfcheck(ASSETS / "check.toml")


def test_the_check_is_of_its_own_kind() -> None:
    """The check is of its own kind: balance three times a side, then a side plank and calf raises, once a side."""
    plan = plan_of("check")
    assert plan.kind == "check"
    sets = [(step.exercise, step.target.kind, step.target.value, step.sets) for step in works(plan)]
    assert sorted(set(sets)) == [
        ("side_plank", "hold", 120, 1),
        ("single_leg_balance", "hold", 45, 3),
        ("single_leg_calf_raise", "amrap", 90, 1),
    ]
    assert len(sets) == 10


def test_the_coach_leaves_it_alone() -> None:
    """A check asks for the same each time, whatever was done before and however the day is."""
    from runstrength.coach.prescription import Choices, Today, prescribe
    from runstrength.coach.readiness import Checkin

    today = Today(day(30), (checked(day(1)),), Checkin(stress=5))
    assert (
        prescribe(library().routine("check"), library(), Choices("intermediate"), today).steps == plan_of("check").steps
    )


def test_the_best_of_each_side() -> None:
    """The best try of each side counts; what was skipped does not."""
    (balance, plank, calves) = results([checked(day(1), 40, 36)])
    assert (balance.exercise, balance.left, balance.right, balance.unit) == ("single_leg_balance", 40, 36, "s")
    assert balance.words == "left 40 s, right 36 s"
    assert (plank.unit, calves.unit) == ("s", "reps")
    one = checked(day(1), 40, 36)
    half = replace(one, sets=tuple(replace(item, skipped=item.side == "right") for item in one.sets))
    assert results([half])[0].words == "left 40 s"
    assert results([kept(plan_of("core"), day(1))]) == ()


@looped(
    ("exercise", "born", "words"),
    [
        ("single_leg_balance", 1990, "typical at 36: 45 s; Springer 2007"),
        ("single_leg_balance", 1980, "typical at 46: 42 s; Springer"),
        ("side_plank", 1980, "typical at 46: 33 s (women), 29 s (men); Kaur 2021"),
        ("single_leg_calf_raise", 1954, "typical at 72: 16 reps (women), 14 reps (men); Hébert-Losier"),
        ("side_plank", 0, ""),
        ("side_plank", 2015, ""),
        ("plank", 1980, ""),
    ],
)
def test_what_is_usual(exercise: str, born: int, words: str) -> None:
    """Norms go by age, for whom the year of birth is known and the sources have one."""
    found = usual_words(exercise, born, date(2026, 11, 22), CHECK)
    assert found.startswith(words)
    assert bool(found) == bool(words)


def test_the_mirror_asks_the_six_questions_of_the_facts() -> None:
    """The mirror asks the six questions of the facts; a no is said, all yes is one sentence, no answer none."""
    assert [question.key for question in CHECK.questions] == ["head", "shoulders", "hips", "knees", "heels", "swings"]
    yes = {question.key: True for question in CHECK.questions}
    assert answer_words({}, CHECK) == ()
    assert answer_words(yes, CHECK) == ("Mirror: yes to everything.",)
    (heels,) = answer_words({**yes, "heels": False}, CHECK)
    assert heels.startswith("Mirror: In a squat: do your heels stay down? No. For stiff ankles, squats")


def run(*arguments: str) -> tuple[int, str]:
    """Run a command; its status and what it printed."""
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


def test_the_results_of_all_checks_stand_side_by_side(home: Path) -> None:
    """The results of all checks stand side by side, with norms, the mirror, and what was weaker twice."""
    store = Store(home / "data" / "history")
    assert run("check", "--results") == (0, "No results yet. Start a self-check with: runstrength check\n")
    now = datetime.now().astimezone()
    store.save(checked(now - timedelta(days=20), 45, 30))
    store.save(replace(checked(now - timedelta(days=2), 44, 35), answers={"heels": False}))
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text(f"birth_year = {now.year - 40}\n")
    status, text = run("check", "--results")
    lines = text.splitlines()
    assert status == 0
    assert lines[0] == "Single-leg balance"
    assert [line[14:] for line in lines[1:3]] == ["left 44 s, right 35 s", "left 45 s, right 30 s"]
    assert "  typical at 40: 42 s; Springer 2007, 549 people, best of three" in lines
    assert "do your heels stay down? No." in text
    assert "your right side was weaker in two checks" in text.replace("\n", " ")
    status, text = run("check", "--json")
    first = json.loads(text)[0]
    assert (first["exercise"], first["left"], first["right"], first["unit"]) == ("single_leg_balance", 44, 35, "s")


def test_without_a_terminal(home: Path) -> None:
    """The check itself needs a terminal, and says what does not."""
    status, text = run("check")
    assert status == 2
    assert text == "A self-check needs an interactive terminal. Try: runstrength check --results\n"


def test_answers_are_kept_only_where_there_are_any(home: Path) -> None:
    """A file of the history has `answers` and `eased` only where they say something."""
    store = Store(home / "data" / "history")
    plain = json.loads(store.save(checked(day(1))).read_text())
    assert not {"answers", "eased"} & plain.keys()
    asked = json.loads(store.save(replace(checked(day(2)), answers={"head": True})).read_text())
    assert asked["answers"] == {"head": True}

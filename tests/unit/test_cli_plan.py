"""`runstrength plan`, and what `session` and `warmup` check before they open anything."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from runstrength.cells import cell_len
from runstrength.cli import app, main, options
from runstrength.cli.text_layout import table
from runstrength.history.store import Store
from runstrength.session.record import Record
from runstrength.settings import LEVELS, SOUND_BACKENDS, VOICES
from runstrength.sound.voice import Voice
from runstrength.text import one_of
from runstrength.ui.launch_options import LaunchOptions
from tests.support.loops import looped
from tests.support.past_samples import kept, top
from tests.support.plans import ASSETS, plan_of

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = {"beginner": 1218.0, "intermediate": 2233.6, "advanced": 3618.0}

TINY = """
title = "Tiny"
[[blocks]]
name = "A"
sets = 2
[[blocks.slots]]
exercise = "side_plank"
hold = 5
"""


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, arguments)


def plan(*arguments: str) -> dict[str, Any]:
    """Return a plan as scripts get it."""
    result = run("plan", "--json", *arguments)
    assert result.exit_code == 0, result.output
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[LaunchOptions]:
    """Sit in front of a terminal, with an app that only notes how it was opened and ends with status 7."""
    calls: list[LaunchOptions] = []

    def launch(options: LaunchOptions) -> int:
        calls.append(options)
        return 7

    fake = ModuleType("runstrength.ui.launch")
    fake.launch = launch  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "runstrength.ui.launch", fake)
    monkeypatch.setattr(app, "has_terminal", lambda: True)
    monkeypatch.setattr("runstrength.sound.player.start_early", lambda setting: None)
    return calls


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[LaunchOptions]:
    """Have sessions line by line that only note how they were begun and end with status 6."""
    calls: list[LaunchOptions] = []

    def run_lines(options: LaunchOptions) -> int:
        calls.append(options)
        return 6

    monkeypatch.setattr("runstrength.ui.plain.run.run", run_lines)
    return calls


@pytest.fixture
def tiny(tmp_path: Path) -> str:
    """Return the path of a small routine."""
    path = tmp_path / "tiny.toml"
    path.write_text(TINY)
    return str(path)


@looped("level", SECONDS)
def test_the_document_is_whole(level: str) -> None:
    """At each level the plan for scripts has the promised keys, the known length, and steps that add up to it."""
    document = plan("--level", level, "--minutes", "none")
    assert list(document) == ["routine", "level", "seconds", "reasons", "steps"]
    assert (document["routine"], document["level"], document["seconds"]) == ("runner", level, SECONDS[level])
    steps = document["steps"]
    assert [step["index"] for step in steps] == list(range(len(steps)))
    assert sum(step["seconds"] for step in steps) == pytest.approx(document["seconds"], abs=0.001)
    assert all(
        later["starts_at"] == pytest.approx(sooner["starts_at"] + sooner["seconds"])
        for sooner, later in pairwise(steps)
    )
    assert steps[-1]["phase"] == "work"


def test_the_first_step_is_that_of_the_design() -> None:
    """A step for scripts has exactly the keys and types that the design shows; a countdown gives way to the words."""
    session, first = "Runner's supersets. Thirty-seven minutes. Block A.", "Single-leg deadlift. Left side. Eight reps."
    said = f"{session} {first} Set one of three."
    until = round(0.67 + Voice(ASSETS / "voice").seconds(said), 3)
    assert until < 9
    assert plan("--level", "intermediate", "--minutes", "none")["steps"][0] == {
        "index": 0,
        "phase": "ready",
        "block": "A",
        "exercise": "single_leg_deadlift",
        "name": "Single-leg deadlift",
        "side": "left",
        "set": 1,
        "sets": 3,
        "target": {"kind": "reps", "value": 8, "low": 6, "high": 12},
        "seconds": 10.0,
        "timed": True,
        "starts_at": 0.0,
        "cues": [
            {
                "at": 0.0,
                "cue": "ready",
                "say": said,
                "until": until,
            },
            *({"at": at, "cue": "tick", "say": None, "until": None} for at in (7.0, 8.0, 9.0) if at >= until),
        ],
    }


def test_targets_are_whole_numbers() -> None:
    """A dose without a fraction is printed as an integer."""
    targets = [step["target"] for step in plan()["steps"]]
    assert {type(target[key]) for target in targets for key in ("value", "low", "high")} == {int}


def test_the_table_has_everything_once() -> None:
    """The table names each slot with dose, sides, load and tempo, and begins and ends with the total."""
    lines = run("plan", "--level", "intermediate", "--minutes", "none").stdout.splitlines()
    assert lines[0].startswith("Runner's supersets · intermediate · 43 sets · 37:14 · done by ")
    assert lines[-1] == "43 sets · 37:14"
    assert "Block A · 3 sets · 75 s rest between rounds" in lines
    assert "Finisher · 1 set" in lines
    assert any(line.split() == "A1 Single-leg deadlift 8 reps · 6-12 each side 3-0-1-0".split() for line in lines)
    assert "      weight: a loaded bag in each hand" in lines
    assert sum("Side plank" in line for line in lines) == 1


def test_the_table_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table stays inside 80 columns, and inside 100 however wide the terminal is."""
    for columns, most in (("80", 80), ("300", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        output = run("plan", "--level", "advanced", "--equipment", "dumbbell,box").stdout
        output += run("plan", "--steps").stdout
        assert max(cell_len(line) for line in output.splitlines()) <= most


def test_every_step_can_be_read(tiny: str) -> None:
    """With `--steps` each step is a line with its start, its side, its set and what is heard when."""
    lines = run("plan", tiny, "--steps").stdout.splitlines()
    assert lines[5:11] == [
        " 0:00  ready   A     Side plank  left   1/2   10 s",
        '       0 ready "Tiny. Two minutes. Side plank. Left side. Five seconds. Set one',
        '       of two.", 7 8 9 tick',
        " 0:10  work    A     Side plank  left   1/2    5 s",
        "       0 go, 2 3 4 tick",
        " 0:15  switch  A     Side plank  right  1/2    5 s",
    ]
    assert lines[-1] == "4 sets · 1:40"


def test_flags_win_over_settings(home: Path) -> None:
    """What the settings say holds until a flag says otherwise."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text(
        'level = "advanced"\nequipment = ["dumbbell"]\nfirst_side = "right"\nhands_free = true\nlead_in = 20\n'
    )
    document = plan()
    first, work = document["steps"][:2]
    assert document["level"] == "advanced"
    assert (first["side"], first["seconds"], work["timed"]) == ("right", 20.0, True)
    assert any(step["name"] == "Goblet squat" for step in document["steps"])
    other = plan("--level", "beginner", "--equipment", "bodyweight", "--no-hands-free", "--no-finisher")
    assert other["level"] == "beginner"
    assert not other["steps"][1]["timed"]
    assert {step["name"] for step in other["steps"]}.isdisjoint({"Goblet squat", "Plank row"})


def test_straight_sets_for_a_day(home: Path, launched: list[LaunchOptions]) -> None:
    """The order of the sets is that of the flag, else that of the settings, in the plan and in the session."""
    (home / "config").mkdir(parents=True)
    settings = home / "config" / "config.toml"

    def order(*flags: str) -> list[str]:
        steps = plan("core", "--sets", "2", *flags)["steps"]
        return [key for key, _ in groupby(step["exercise"] for step in steps if step["phase"] == "work")]

    alternating, straight = order(), order("--straight-sets")
    assert len(set(straight)) == len(straight) < len(alternating)
    settings.write_text("supersets = false\n")
    assert (order(), order("--supersets")) == (straight, alternating)
    assert run("session", "core", "--supersets").exit_code == 7
    assert launched[-1].choices.supersets is True


def test_blocks_and_sets() -> None:
    """Only the named blocks are planned, with so many sets, and the finisher is not among them."""
    steps = plan("--blocks", "c, a", "--sets", "4", "--no-finisher")["steps"]
    assert list(dict.fromkeys(step["block"] for step in steps)) == ["A", "C"]
    assert {step["sets"] for step in steps} == {4}


@looped(
    ("arguments", "message"),
    [
        (("--blocks", "A,X"), '--blocks: "X" isn\'t valid: use A, B or C'),
        (("runnr",), 'runnr: no routine has this name (did you mean "runner"?)'),
        (("gone.toml",), "gone.toml: can't be read (no such file or directory)"),
        (("--equipment", "dumbell"), '(did you mean "dumbbell"?)'),
        (("--equipment", ","), "no names: use names separated by commas"),
        (("--sets", "5"), "use a whole number from 2 to 4 sets"),
        (("--level", "hero"), "beginner"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_would_be_right(arguments: tuple[str, ...], message: str) -> None:
    """What cannot be used is named with what would be right, on standard error, with status 2."""
    result = run("plan", "--json", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not result.stdout


def test_every_problem_of_a_routine_is_named(tmp_path: Path) -> None:
    """All that is wrong in a routine is told at once, a line each, before anything is opened."""
    path = tmp_path / "wrong.toml"
    path.write_text(TINY.replace("hold = 5", 'hold = "ten"\nholdd = 5'))
    result = run("session", str(path))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2
    assert f'{path}: blocks[0].slots[0].hold: "ten" isn\'t valid' in result.stderr


def test_an_unknown_setting_is_a_warning(home: Path) -> None:
    """An unknown key in the settings is named beside the plan, which is whole."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('leevl = "advanced"\n')
    result = run("plan", "--json")
    assert json.loads(result.stdout)["level"] == "beginner"
    assert "leevl" in result.stderr


@looped(
    ("arguments", "pointer"),
    [
        ((), "runstrength plan"),
        (("session",), "runstrength plan"),
        (("session", "core"), "runstrength plan core"),
        (("warmup", "--minutes", "5"), "runstrength plan warmup-5"),
        (("history",), "runstrength history list"),
    ],
)
def test_without_a_terminal(arguments: tuple[str, ...], pointer: str) -> None:
    """What needs a terminal says so in one line, names the command that does not, and ends with 2."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"needs an interactive terminal. Try: {pointer}\n")
    assert result.stderr.count("\n") == 1


def test_a_terminal_that_cannot_draw(
    launched: list[LaunchOptions], lines: list[LaunchOptions], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be drawn a screen says why and what to use instead, and a session is done line by line."""
    for variable, value, why in (
        ("TERM", "dumb", "needs a terminal that can draw, but TERM is dumb."),
        ("LC_ALL", "C", "needs a terminal that shows UTF-8: set LANG to a UTF-8 locale such as C.UTF-8, and unset"),
    ):
        with monkeypatch.context() as terminal:
            terminal.setenv(variable, value)
            result = run("history")
            assert run("session", "core").exit_code == 6
        assert (result.exit_code, why in result.stderr, result.stderr.count("\n")) == (2, True, 1)
        assert result.stderr.endswith("ry: runstrength history list\n")
    assert [options.routine for options in lines] == ["core", "core"]
    assert not launched


def test_line_by_line_without_a_terminal(lines: list[LaunchOptions], home: Path) -> None:
    """Without a terminal for its keys a session has to need none; else it says what to add, and ends with 2."""
    result = run("session", "--plain")
    assert result.exit_code == 2
    assert "needs a terminal for its keys: add --hands-free, or try: runstrength plan" in result.stderr
    result = run("check", "--plain")
    assert (result.exit_code, "needs a terminal for its keys: " in result.stderr) == (2, True)
    command = (sys.executable, "-V")
    assert run("session", "--plain", "--hands-free", "--on-event", " ".join(command)).exit_code == 6
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'plain = true\non_event = "{sys.executable} -V"\n')
    assert run("session", "--hands-free").exit_code == 6
    assert [(options.choices.hands_free, options.on_event) for options in lines] == [(True, command)] * 2


def test_home_and_history_open(launched: list[LaunchOptions]) -> None:
    """Without a command the home screen opens, with `history` the history, and the app's status is the program's."""
    assert run().exit_code == 7
    assert run("history").exit_code == 7
    assert [options.start for options in launched] == ["home", "history"]


def test_a_session_opens_as_it_was_asked_for(launched: list[LaunchOptions]) -> None:
    """The app gets the routine and the choices of flags and settings, and keeps what is done."""
    assert run("session", "core", "--level", "advanced", "--hands-free", "--equipment", "box").exit_code == 7
    (options,) = launched
    assert (options.start, options.routine, options.speed, options.save) == ("session", "core", 1.0, True)
    choices = options.choices
    assert (choices.level, choices.hands_free, choices.equipment) == ("advanced", True, ("bodyweight", "box"))


@pytest.mark.parametrize(
    ("flags", "kept"),
    [((), True), (("--no-save",), False), (("--speed", "2.5"), False), (("--speed", "60", "--save"), True)],
)
def test_what_is_kept(launched: list[LaunchOptions], flags: tuple[str, ...], kept: bool) -> None:
    """A session is kept unless it is refused; a rehearsal only when it is asked for."""
    run("session", *flags)
    assert launched[0].save is kept


@pytest.mark.parametrize("speed", ["0.5", "61", "nan", "fast"])
def test_speeds_that_there_are_not(launched: list[LaunchOptions], speed: str) -> None:
    """A rehearsal is from 1 to 60 times as fast as life, and nothing else."""
    assert run("session", "--speed", speed).exit_code == 2
    assert not launched


def test_a_backend_that_is_not_there(
    launched: list[LaunchOptions], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backend of the settings that is not installed is told with file and key, before the app is opened."""
    monkeypatch.setattr("runstrength.sound.player.find_spec", lambda name: None)
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text('sound = "simpleaudio"\n', encoding="utf-8")
    result = run("session")
    assert result.exit_code == 2
    assert 'config.toml: sound: "simpleaudio" isn\'t installed' in result.stderr
    assert not launched


def test_a_warm_up_opens(launched: list[LaunchOptions]) -> None:
    """A warm-up takes seven minutes unless otherwise said, and knows when the run starts."""
    run("warmup")
    run("warmup", "--minutes", "10", "--leave", "7:05")
    assert [options.routine for options in launched] == ["warmup-7", "warmup-10"]
    assert [options.leave and f"{options.leave:%H:%M}" for options in launched] == [None, "07:05"]


@looped("leave", ["24:00", "07:60", "soon", "13 pm"])
def test_times_of_day_that_there_are_not(leave: str) -> None:
    """A time of day is one that a clock can show."""
    result = run("warmup", "--leave", leave)
    assert result.exit_code == 2
    assert f'"{leave}" isn\'t valid: use a time (07:30, 0730, 6:30 pm)' in result.stderr


def test_wide_letters_stay_in_their_column() -> None:
    """Columns stay under each other with letters that take two cells, or none."""
    lines = table([("力", "x"), ("e\u0301a", "x"), ("abcd", "x")])
    assert {cell_len(line.removesuffix("x")) for line in lines} == {6}


def test_help_is_everywhere() -> None:
    """Every command answers `-h` and `--help`."""
    for command in ((), *((name,) for name in main.list_commands(None)), ("history", "list")):  # type: ignore[arg-type]
        for flag in ("-h", "--help"):
            assert run(*command, flag).stdout.startswith("Usage: runstrength")


# -- the coach ---------------------------------------------------------------------------------------------------------


def keep(home: Path, *records: Record) -> None:
    """Put sessions into the history."""
    for record in records:
        Store(home / "data" / "history").save(record)


@pytest.mark.parametrize("level", SECONDS)
def test_the_time_limit_of_the_settings(home: Path, level: str) -> None:
    """A session takes at most 30 minutes, or those of the settings; the option has priority, and 0 is no limit."""
    assert plan("--level", level)["seconds"] <= 30 * 60 + 30
    assert plan("--level", level) == plan("--level", level, "--minutes", "30")
    assert plan("--level", level, "--minutes", "none")["seconds"] == SECONDS[level]
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("minutes = 15\n", encoding="utf-8")
    assert plan("--level", level)["seconds"] <= 15 * 60 + 30
    assert plan("--level", level, "--minutes", "none")["seconds"] == SECONDS[level]
    config.write_text("minutes = 0\n", encoding="utf-8")
    assert plan("--level", level)["seconds"] == SECONDS[level]
    assert plan("--level", level, "--minutes", "15")["seconds"] <= 15 * 60 + 30


def test_a_self_check_has_no_time_limit() -> None:
    """Results of a self-check are compared with the last one's: it is never shortened."""
    assert plan("check", "--minutes", "5")["steps"] == plan("check")["steps"]


def test_no_time_limit() -> None:
    """`--minutes none` is no limit: the whole plan; what is wrong is told both ways."""
    assert plan("--minutes", "none") == plan("--minutes", "None")
    assert "use 1 to 600 minutes, or none for no limit" in run("plan", "--minutes", "0").output
    assert "none for no limit" in " ".join(run("session", "--help").output.split())


def test_a_plan_for_so_many_minutes_fits() -> None:
    """A plan for so many minutes fits, and says what was chosen; a fraction or nothing is no number of minutes."""
    document = plan("--minutes", "20", "--level", "intermediate")
    assert document["seconds"] <= 20 * 60 + 30
    assert document["reasons"][0].startswith("Only blocks A and B, with 2 sets instead of 3")
    for wrong in ("0", "2.5", "many", "601"):
        assert run("plan", "--minutes", wrong).exit_code == 2


def test_a_red_day() -> None:
    """On a red day the plan is that of the warm-up, with status 0 and the reason, to read and for scripts."""
    document = plan("--stress", "5")
    assert (document["routine"], document["seconds"]) == ("warmup-7", 420.0)
    assert document["reasons"] == [
        "Do a warm-up or rest instead, because your stress is 5 of 5. With a stress of 4 it would be a lighter session."
    ]
    assert "Do a warm-up or rest instead, because your stress is 5 of 5" in run("plan", "--stress", "5").stdout
    assert plan("--stress", "5", "--as-usual")["routine"] == "runner"


def test_pain_is_no_session(launched: list[LaunchOptions]) -> None:
    """With pain there is no step, a sentence that names a professional, and status 1; nothing is opened."""
    result = run("plan", "--pain", "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["steps"], document["seconds"]) == (1, [], 0.0)
    assert "a doctor or a physical therapist" in document["reasons"][0]
    for command in ("plan", "session"):
        result = run(command, "--pain")
        assert result.exit_code == 1
        assert "physical therapist" in result.output.replace("\n", " ")
    assert not launched
    assert run("session", "--pain", "--no-save").exit_code == 1
    (kept,) = json.loads(run("history", "list", "--json").stdout)  # of the one session, not of the plans
    assert (kept["title"], kept["sets_done"]) == ("No session: pain", 0)
    assert "you had pain on" in " ".join(run("plan").stdout.split())


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        (("--sleep", "5.5"), "no increases, because you slept 5.5 h last night"),
        (("--sleep", "4"), "no increases, because you slept 4 h last night"),
        (("--soreness", "7"), "Do a warm-up or rest instead, because your soreness is 7 of 10"),
        (("--soreness", "4"), "no increases, because your soreness is 4 of 10"),
        (("--hard-run-hours", "10"), "no increases, because your last hard run was 10 h ago"),
        (("--sleep", "8", "--stress", "1", "--soreness", "0", "--hard-run-hours", "48"), ""),
    ],
)
def test_the_check_in(home: Path, flags: tuple[str, ...], reason: str) -> None:
    """The answers count as flags, also where the settings want no check-in."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("checkin = false\n")
    reasons = plan(*flags)["reasons"]
    assert [text for text in reasons if reason in text] if reason else not reasons


@looped(
    "flags",
    [("--sleep", "25"), ("--sleep", "nan"), ("--stress", "0"), ("--stress", "6"), ("--soreness", "11"),
     ("--hard-run-hours", "-1"), ("--hard-run-hours", "inf"), ("--sleep", "well")],
)  # fmt: skip
def test_answers_that_there_are_not(flags: tuple[str, ...]) -> None:
    """Answers outside of their scale are bad usage."""
    assert run("plan", *flags).exit_code == 2


def test_the_past_decides_the_next(home: Path) -> None:
    """The plan knows the history: doses, weights and last results, for people and for scripts."""
    now = datetime.now().astimezone()
    sessions = [
        kept(
            plan_of("runner", equipment=("dumbbell",)),
            now - timedelta(days=days),
            asked=top,
            done=top,
            load=20.0,
            reserve=3,
        )
        for days in (5, 2)
    ]
    keep(home, *sessions)
    document = plan("--equipment", "dumbbell", "--level", "intermediate")
    squat = next(step for step in document["steps"] if step["exercise"] == "squat")
    assert (squat["load_kg"], squat["last"], squat["target"]["value"]) == (22.0, "15 · 15 · 15 at 20 kg", 8)
    assert any("22 kg instead of 20 kg" in text for text in document["reasons"])
    lines = run("plan", "--equipment", "dumbbell", "--level", "intermediate").stdout.splitlines()
    assert "      weight: 22 kg, one dumbbell upright in both hands, in front of the chest" in lines
    assert "      last: 15 · 15 · 15 at 20 kg" in lines
    assert not {"load_kg", "form", "last"} & plan("warmup-5")["steps"][1].keys()


def test_the_form_stands_beside_the_name(home: Path) -> None:
    """A harder form is named with its exercise."""
    now = datetime.now().astimezone()
    keep(
        home, *(kept(plan_of("runner"), now - timedelta(days=days), asked=top, done=top, reserve=3) for days in (5, 2))
    )
    assert "Push-up, slow lowering" in run("plan", "--level", "intermediate").stdout


def test_the_app_is_told(launched: list[LaunchOptions]) -> None:
    """The app gets the answers and the time there is."""
    run("session", "--sleep", "7.5", "--minutes", "20")
    run("session")
    first, second = launched
    assert first.choices.minutes == 20
    assert first.checkin is not None
    assert (first.checkin.sleep, second.checkin) == (7.5, None)


def test_a_race_date_in_the_settings(home: Path) -> None:
    """The race date moves the season of every plan."""
    (home / "config").mkdir(parents=True)
    race = datetime.now().date() + timedelta(days=2)
    (home / "config" / "config.toml").write_text(f'race_date = "{race}"\n')
    assert plan()["routine"] == "warmup-7"
    assert "the race is in 2 days" in plan()["reasons"][0]


def test_the_default_routine(home: Path) -> None:
    """Without a name, `plan`, `session` and `history add` take the default routine, by its name, title or path."""
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    for chosen in ("core", "Core holds"):
        config.write_text(f'default_routine = "{chosen}"\n', encoding="utf-8")
        assert plan()["routine"] == "core"
        assert "Core holds" in CliRunner().invoke(main, ["history", "add"]).stdout
        listed = CliRunner().invoke(main, ["routines", "list"]).stdout.splitlines()
        assert [line.split()[0] for line in listed if line.endswith("default")] == ["core"]


def test_a_default_routine_that_is_gone(home: Path) -> None:
    """A default routine that no longer exists is named with its file and key, and the runner's supersets are used."""
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    for chosen in ("gone", "./gone.toml", "cor"):
        config.write_text(f'default_routine = "{chosen}"\n', encoding="utf-8")
        result = CliRunner().invoke(main, ["plan", "--json"])
        assert result.exit_code == 0
        assert json.loads(result.stdout)["routine"] == "runner"
        said = f'{config}: default_routine: your default routine "{chosen}" doesn\'t exist any more'
        assert result.stderr == f"{said}; using Runner's supersets\n"
        assert 'default_routine = "' in config.read_text(encoding="utf-8")


def test_what_the_help_lists_is_what_the_settings_know() -> None:
    """Levels, sound backends and voices stand in the help as in the settings, which `--help` does not import."""
    assert options.LEVELS == LEVELS
    words = " ".join(run("session", "--help").stdout.split())
    for known in (SOUND_BACKENDS, VOICES):
        assert one_of(known) in words

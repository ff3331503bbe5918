"""What the log says about runs, and what it changes in the next sessions."""

from __future__ import annotations

from msgspec.structs import replace

from runstrength.coach.insights import remarks
from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import assess
from runstrength.coach.runs import hard_name, length_words, more_running, much_longer
from runstrength.history.imports.runs import RecordedRun, record_of
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from tests.support.loops import looped
from tests.support.past_samples import day, run
from tests.support.plans import library, works

RULES = library().coach_rules
LEGS = {
    "single_leg_deadlift", "squat", "single_leg_glute_bridge", "single_leg_calf_raise", "single_leg_step_up",
    "farmers_carry",
}  # fmt: skip


def titled(title: str, when: float = 10, minutes: float = 40, effort: int | None = None) -> Record:
    """Return a run with a title."""
    return replace(run(day(when), effort, minutes), title=title)


def planned(when: float, *records: Record, **choices: object) -> Plan:
    """Return the plan of the runner's routine on a day."""
    newest = tuple(sorted(records, key=lambda record: record.started, reverse=True))
    wanted = Choices(**{"level": "intermediate", **choices})  # type: ignore[arg-type]
    return prescribe(library().routine("runner"), library(), wanted, Today(day(when), newest))


def weeks_of_runs(*minutes: float, now: float = 60, runs: int = 3) -> list[Record]:
    """Return three runs in each week before a day, the newest week first."""
    return [
        run(day(now - 7 * week - 0.5 - 2 * number), 3, total / runs)
        for week, total in enumerate(minutes)
        for number in range(runs)
        if total
    ]


# -- which runs are hard -----------------------------------------------------------------------------------------------


@looped(
    ("title", "hard"),
    [
        ("Hillside easy jog", False), ("Speedy recovery", False), ("Racecourse loop easy", False), ("Morning", False),
        ("Grace and I", False), ("Racecourse loop", False), ("Tempore", False), ("Hill farm loop", False),
        ("easy parkrun with Ana", False), ("Cool-down after the race", False), ("Halfway house and back", False),
        ("Our race", True), ("10 km PB!", True), ("Time trial", True), ("parkrun #12", True), ("Paris Marathon", True),
        ("half", True), ("County championships", True), ("Tempo run", True), ("threshold 3 x 8 min", True),
        ("Intervals", True), ("interval session", True), ("5 x 1000", True), ("12x400m", True), ("5 × 1 km", True),
        ("Hills", True), ("Track session", True), ("FARTLEK", True),
    ],
)  # fmt: skip
def test_whole_words_of_a_title_make_a_run_hard(title: str, hard: bool) -> None:
    """Whole words of a title make a run hard, and words for an easy run go before them."""
    assert bool(hard_name(titled(title), (), RULES.runs, RULES.effort)) is hard
    readiness = assess(None, [titled(title, 9.5)], day(10), RULES)
    assert readiness.color == ("amber" if hard else "green")


def test_what_the_person_entered_goes_before_words() -> None:
    """A run that was entered as easy is easy, whatever it is called, but a very long one is hard all the same."""
    assert not hard_name(titled("Parkrun with a pram", effort=3), (), RULES.runs, RULES.effort)
    assert hard_name(titled("Easy Sunday", minutes=130, effort=3), (), RULES.runs, RULES.effort) == "run of 2 h 10 min"


@looped(("minutes", "longest", "hard"), [(121, 100, True), (120, 100, False), (79, 60, True), (78, 60, False)])
def test_a_run_is_hard_if_it_took_more_than_two_hours(minutes: float, longest: float, hard: bool) -> None:
    """A run is hard if it took more than two hours, or more than 1.3 times the longest of 30 days."""
    before = [run(day(number), 3, longest) for number in (9, 7, 5)]
    assert bool(hard_name(run(day(10), 3, minutes), before, RULES.runs, RULES.effort)) is hard


def test_few_runs_make_no_longest() -> None:
    """Two runs, or runs of more than 30 days ago, are nothing to compare with."""
    for before in ([run(day(39), 3, 20), run(day(38), 3, 20)], [run(day(9 - number), 3, 20) for number in range(5)]):
        assert not hard_name(run(day(40), 3, 60), before, RULES.runs, RULES.effort)


def test_moving_time_counts() -> None:
    """Stops are no running: two and a half hours with an hour at a lake are not two hours."""
    started = day(10)
    record, keys = record_of(RecordedRun(started, seconds=9000, moving=5400, title="Lake"))
    assert (record.effort, keys.effort_guess) == (4, 4)
    assert not hard_name(record, (), RULES.runs, RULES.effort)
    assert length_words(record.active_seconds / 60) == "90 min"


def test_the_fact_says_what_made_it_hard() -> None:
    """The reason names the words or the length, and goes with the run."""
    tempo, long = titled("Tempo", 59.5), run(day(59.5), 3, 140)
    assert planned(60, tempo).reasons[0].endswith('because your run with "Tempo" in its title was 11 h ago.')
    assert planned(60, long).reasons[0].endswith("because your run of 2 h 20 min was 10 h ago.")
    usual = [run(day(59 - 2 * number), 3, 40) for number in range(4)]
    longer = run(day(59.5), 3, 60)
    assert (
        "your run of 60 min (your longest in 30 days was 40 min) was 11 h ago" in planned(60, longer, *usual).reasons[0]
    )
    assert planned(60, *usual).reasons == ()


@looped(("minutes", "said"), [(45, True), (44, False), (60, True)])
def test_a_run_much_longer_than_the_last_ones(minutes: float, said: bool) -> None:
    """A run over 1.1 times the longest of 30 days is mentioned in one sentence, for a week, and once."""
    usual = [run(day(58 - 3 * number), 3, 40) for number in range(5)]
    records = [run(day(59), 3, minutes), *usual]
    sentence = much_longer(records, day(60), RULES.runs)
    assert bool(sentence) is said
    assert list(remarks(records, day(60), RULES)).count(sentence) == (1 if said else 0)
    if said:
        assert (
            f"Your run of {minutes:g} min on Thursday was more than 10% longer than your longest of the 30 days"
            in sentence
        )
        assert not much_longer(records, day(67), RULES.runs)
    assert not much_longer(usual, day(60), RULES.runs)


# -- after a race ------------------------------------------------------------------------------------------------------


def phases(race: Record | None, days: range, **choices: object) -> list[str]:
    """Return what each day after a race on day 30 is like: `core` (no legs), `less` (a set less), `usual`, `warmup`."""
    found = []
    for days_after in days:
        plan = planned(30.5 + days_after, *([] if race is None else [race]), **choices)
        done = {step.exercise for step in works(plan)}
        sets = max(step.sets for step in works(plan))
        found.append(
            "warmup" if plan.kind == "warmup" else "core" if not LEGS & done else "usual" if sets == 3 else "less"
        )
    return found


@looped(
    ("race", "rest"),
    [
        (titled("City half marathon", 30, 110), 3),
        (titled("10 km race", 30, 45), 3),
        (titled("Berlin Marathon", 30, 240), 7),
        (run(day(30), 9, 230), 7),
        (run(day(30), 10, 75), 3),
        (run(day(30), 4, 220), 7),
    ],
)
def test_after_a_race_of_the_log(race: Record, rest: int) -> None:
    """No leg exercises for three days up to a half marathon's time, seven for longer ones; then a set less as long."""
    expected = ["core"] * rest + ["less"] * rest + ["usual"] * 2
    assert phases(race, range(1, 2 * rest + 3)) == expected


def test_what_is_no_race() -> None:
    """A weekly parkrun, race pace, and a hard run without race words need one easy day, not three."""
    for record in (
        titled("parkrun", 30, 25, 9), titled("Race pace 3 x 2 km", 30, 60, 8), titled("Half marathon pace", 30, 60, 7),
        titled("Cool-down after the race", 30, 20, 3), run(day(30), 8, 60),
    ):  # fmt: skip
        assert phases(record, range(2, 5)) == ["usual"] * 3


def test_after_a_race_by_its_date() -> None:
    """The length of the run of that day decides how long; without one it is the longer rest, and the reason says so."""
    date = day(30).date().isoformat()
    assert phases(None, range(1, 16), race_date=date) == ["core"] * 7 + ["less"] * 7 + ["usual"]
    assert phases(run(day(30), 6, 50), range(1, 8), race_date=date) == ["core"] * 3 + ["less"] * 3 + ["usual"]
    reasons = planned(35.5, race_date=date).reasons
    assert reasons == (
        "No finisher, no leg exercises and no increases, because the race was 5 days ago. With a logged run of up to "
        "2 h 30 min on that day, leg exercises would be back.",
    )
    done = {step.exercise for step in works(planned(35.5, run(day(30), 6, 150), race_date=date))}
    assert done >= LEGS


def test_the_sessions_after_a_marathon() -> None:
    """In the week after a marathon nothing loads the legs, and a routine of nothing but legs is a warm-up."""
    race = titled("Marathon", 30, 250)
    for number in range(1, 8):
        assert not LEGS & {step.exercise for step in works(planned(30.5 + number, race, level="advanced"))}
    plan = prescribe(library().routine("legs"), library(), Choices(), Today(day(32), (race,)))
    assert plan.kind == "warmup"
    assert plan.reasons[0] == 'Warm-ups only, because your run with "Marathon" in its title was 2 days ago.'
    usual = planned(32, race, as_usual=True)
    assert {step.exercise for step in works(usual)} >= LEGS


# -- mileage up, strength down -----------------------------------------------------------------------------------------


@looped(
    ("minutes", "fewer"),
    [
        ((131, 100, 100, 100, 100), True),
        ((130, 100, 100, 100, 100), False),
        ((200, 0, 200, 100, 100), True),
        ((200, 0, 0, 100, 100), False),
        ((131, 100, 100, 100), True),  # the log begins four weeks ago: what was before it is not known
        ((120, 100, 100, 100), False),
        ((131, 100, 100), False),
        ((60,), False),
        ((), False),
    ],
)
def test_much_more_running(minutes: tuple[float, ...], fewer: bool) -> None:
    """Over 1.3 times the mean of four weeks takes off one set; weeks without runs are no mean."""
    records = weeks_of_runs(*minutes)
    assert (more_running(records, day(60), RULES.runs) is not None) is fewer
    plan = planned(60, *records)
    sets = max(step.sets for step in works(plan))
    assert (sets, plan.eased) == ((2, "mileage") if fewer else (3, ""))


def test_the_reason_of_much_more_running() -> None:
    """The reason names both numbers, and what would have changed it is true."""
    plan = planned(60, *weeks_of_runs(160, 100, 100, 100, 100))
    assert plan.reasons == (
        "One fewer set, because you ran 2 h 40 min in the last 7 days, after 100 min a week in the four weeks before. "
        "Up to 2 h 10 min, no set would come off.",
    )
    assert planned(60, *weeks_of_runs(130, 100, 100, 100, 100)).reasons == ()


def test_more_running_and_a_lighter_day_are_one_set() -> None:
    """Two reasons for one set less take it off once, and share a sentence."""
    records = [*weeks_of_runs(160, 100, 100, 100, 100), titled("Tempo", 59.8, 20)]
    plan = planned(60, *records)
    assert max(step.sets for step in works(plan)) == 2
    assert sum("fewer set" in text for text in plan.reasons) == 1

"""How ready the person is: colours, and what they mean for the plan."""

from __future__ import annotations

from runstrength.coach.prescription import Choices, Today, prescribe
from runstrength.coach.readiness import STOP, Checkin, Readiness, assess, checkin_document, hours_since_hard
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from tests.support.loops import looped
from tests.support.past_samples import day, kept, run
from tests.support.plans import library, plan_of, works

RULES = library().coach_rules


def look(checkin: Checkin | None = None, *records: Record, now: float = 10) -> Readiness:
    """Return how ready somebody is."""
    return assess(checkin, records, day(now), RULES)


def nights(*slept: float, now: float = 10) -> list[Record]:
    """Return sessions before which was said how long the nights were, the newest first, two days apart."""
    return [
        kept(plan_of("core"), day(now - 2 * number), checkin={"sleep": hours, "colour": "green"})
        for number, hours in enumerate(slept, 1)
    ]


def prescribed(checkin: Checkin | None, *records: Record, routine: str = "runner", **choices: object) -> Plan:
    """Return the plan of a day."""
    wanted = Choices(**{"level": "intermediate", **choices})  # type: ignore[arg-type]
    return prescribe(library().routine(routine), library(), wanted, Today(day(10), records, checkin))


@looped(
    ("checkin", "colour"),
    [
        (None, "green"),
        (Checkin(), "green"),
        (Checkin(sleep=8, stress=3, soreness=3), "green"),
        (Checkin(sleep=6), "green"),
        (Checkin(sleep=5.9), "amber"),
        (Checkin(sleep=5), "amber"),
        (Checkin(sleep=4.9), "amber"),
        (Checkin(sleep=0), "amber"),
        (Checkin(stress=4), "amber"),
        (Checkin(stress=5), "red"),
        (Checkin(soreness=4), "amber"),
        (Checkin(soreness=6), "amber"),
        (Checkin(soreness=7), "red"),
        (Checkin(hard_run_hours=24), "amber"),
        (Checkin(hard_run_hours=25), "green"),
        (Checkin(hard_run_hours=0), "amber"),
        (Checkin(sleep=5.5, stress=4), "red"),
        (Checkin(soreness=5, hard_run_hours=10), "amber"),
        (Checkin(soreness=5, stress=4), "red"),
        (Checkin(soreness=5, hard_run_hours=10, stress=4), "red"),
        (Checkin(pain=True), "stop"),
        (Checkin(pain=True, stress=5, sleep=3), "stop"),
    ],
)
def test_each_threshold_makes_its_colour(checkin: Checkin | None, colour: str) -> None:
    """Each threshold makes its colour, two ambers are red, and pain is above all."""
    readiness = look(checkin)
    assert readiness.color == colour
    assert bool(readiness.causes) == (colour != "green")


@looped(
    ("slept", "last", "colour"),
    [
        ((6.5, 6.5), 6.5, "amber"),
        ((6.5, 6.5), None, "green"),
        ((6.5, 6.5, 6.5), None, "amber"),
        ((7, 7, 7), 7, "green"),
        ((8, 8, 6), 6, "green"),
        ((6.5, 6.5, 6.5), 5.5, "amber"),
        ((6, 6, 6, 6, 9, 9, 9), 6, "green"),
        ((9, 9, 9, 9, 9, 9, 9, 3, 3, 3, 3), None, "green"),
    ],
)
def test_the_nights_of_two_weeks(slept: tuple[float, ...], last: float | None, colour: str) -> None:
    """The mean of the nights of the last 14 days counts once three are known; a short one beside it is no second."""
    assert look(Checkin(sleep=last), *nights(*slept)).color == colour


# -- the person's own usual --------------------------------------------------------------------------------------------


def answered(answer: str, *values: float, now: float = 40) -> list[Record]:
    """Return sessions with an answer of the check-in, the newest first, two days apart."""
    return [
        kept(plan_of("core"), day(now - 2 * number), checkin={answer: value, "colour": "green"})
        for number, value in enumerate(values, 1)
    ]


@looped(
    ("usual", "last", "colour"),
    [
        (6.5, 6.5, "green"),
        (6.5, 5.6, "green"),
        (6.5, 5.4, "amber"),
        (8.5, 7.2, "green"),
        (8.5, 6.9, "amber"),
        (5.5, 5.0, "green"),
        (5.5, 4.9, "amber"),
    ],
)
def test_sleep_is_compared_with_the_usual(usual: float, last: float, colour: str) -> None:
    """A night is short if it is an hour below the person's usual of four weeks; 7 h never are, less than 5 h always."""
    readiness = look(Checkin(sleep=last), *answered("sleep", *[usual] * 10), now=40)
    assert readiness.color == colour
    assert readiness.because == ("" if colour == "green" else f"you slept {last:g} h last night (usually {usual:g} h)")


@looped(
    ("usual", "today", "colour"),
    [
        (0, 4, "amber"),
        (0, 7, "red"),
        (3, 4, "green"),
        (3, 5, "amber"),
        (5, 6, "green"),
        (5, 7, "amber"),
        (5, 10, "red"),
    ],
)
def test_soreness_is_compared_with_the_usual(usual: int, today: int, colour: str) -> None:
    """Who is always a little sore is amber two points above it, and red three further."""
    assert look(Checkin(soreness=today), *answered("soreness", *[usual] * 10), now=40).color == colour


def test_a_usual_takes_some_days() -> None:
    """Five known days of the last four weeks make a usual, so two sessions a week do; older ones and fewer do not."""
    assert look(Checkin(sleep=5.5), *answered("sleep", *[5.5] * 4), now=40).because.startswith("you slept 5.5 h")
    assert look(Checkin(sleep=5.5), *answered("sleep", *[5.5] * 5), now=40).color == "green"
    assert look(Checkin(sleep=5.5), *answered("sleep", *[5.5] * 7, now=11), now=40).color == "amber"


def test_no_cliff_in_sleep() -> None:
    """A tenth of an hour of sleep never decides between a session and none: a short night alone is one set less."""
    colors = [look(Checkin(sleep=hours / 10)).color for hours in range(100)]
    assert colors == ["amber"] * 60 + ["green"] * 40


def test_a_hard_run_and_the_soreness_it_made() -> None:
    """Both are one reason, said in one sentence; with a short night there are two."""
    hard = run(day(9.5), 8)
    plan = prescribed(Checkin(soreness=5), hard)
    assert plan.eased == "amber"
    assert "your last hard workout was 11 h ago and your soreness is 5 of 10" in plan.reasons[0]
    assert look(Checkin(soreness=5), run(day(8), 8)).color == "amber"  # two days ago: soreness alone
    assert look(Checkin(soreness=5, sleep=5), run(day(9.5), 8)).color == "red"


# -- days in a row -----------------------------------------------------------------------------------------------------


def days_like(colour: str, count: int, **more: object) -> list[Record]:
    """Return sessions on the days before, the newest first, with a color."""
    return [
        kept(plan_of("runner"), day(10 - number), checkin={"stress": 4, "colour": colour}, **more)  # type: ignore[arg-type]
        for number in range(1, count + 1)
    ]


def squats(plan: Plan) -> set[float]:
    """Return how many squats a plan asks for."""
    return {step.target.value for step in works(plan) if step.exercise == "squat"}


def test_three_ambers_in_a_row() -> None:
    """From the third amber day in a row on the smallest step is allowed, and it is said; a green day ends the row."""
    stressed = Checkin(stress=4)
    second = prescribed(stressed, *days_like("amber", 1, eased="amber"))
    assert (second.eased, "no increases" in second.reasons[0]) == ("amber", True)
    third = prescribed(stressed, *days_like("amber", 2))
    assert third.eased == "steady"
    assert squats(third) == {11.0}
    assert "Only the smallest increases, because this is your third lighter training day in a row." in third.reasons
    assert "no increases" not in " ".join(third.reasons)
    green = kept(plan_of("runner"), day(9.5), checkin={"colour": "green"})
    assert prescribed(stressed, green, *days_like("amber", 2)).eased == "amber"


def test_weeks_of_amber_days_are_no_standstill() -> None:
    """Who has a stressful year gets on, a step at a time: what is done on such days counts for progress."""
    past: list[Record] = []
    for number in range(8):
        now = day(3 * number)
        plan = prescribe(
            library().routine("runner"), library(), Choices("intermediate"), Today(now, tuple(past), Checkin(stress=4))
        )
        past.insert(0, kept(plan, now, checkin=plan.checkin, eased=plan.eased, reserve=3))
        last = plan
    assert last.eased in ("steady", "deload", "amber")
    assert max(squats(last)) >= 14


def test_after_two_red_days() -> None:
    """After two red days in a row ten easy minutes take the place of the warm-up; without them it is the warm-up."""
    assert prescribed(Checkin(stress=5), *days_like("red", 1)).kind == "warmup"
    plan = prescribed(Checkin(stress=5), *days_like("red", 2))
    assert (plan.kind, plan.eased) == ("session", "red")
    assert 0 < plan.expected <= 10 * 60 + 30
    assert plan.reserve == (4, 4)
    assert plan.reasons[0] == (
        "10 easy minutes, because your stress is 5 of 5 and this is your third take-it-easy day in a row."
    )
    sore = prescribed(Checkin(soreness=8), *days_like("red", 2))
    assert not {step.exercise for step in works(sore)} & {"squat", "single_leg_deadlift"}


@looped("name", ["warmup-5", "warmup-7", "warmup-10"])
def test_no_bounces_on_sore_legs(name: str) -> None:
    """With sore muscles no warm-up has skips, bounces or high knees, however it was chosen; it keeps its length."""
    usual = prescribed(None, routine=name)
    sore = prescribed(Checkin(soreness=5), routine=name)
    bounces = {"a_skip", "high_knees", "ankle_bounce"}
    assert bounces & {step.exercise for step in works(usual)}
    assert not bounces & {step.exercise for step in works(sore)}
    assert sore.seconds == usual.seconds


def test_a_red_day_is_not_longer_than_the_session() -> None:
    """The warm-up of a red day is the shorter one where the session would be shorter than the usual one."""
    assert prescribed(Checkin(stress=5), routine="core", sets=2).routine == "warmup-5"
    assert prescribed(Checkin(stress=5)).routine == "warmup-7"


@looped(
    ("record", "colour"),
    [
        (run(day(9.3), 7), "amber"),
        (run(day(9.3), 6), "green"),
        (run(day(9.3)), "green"),
        (run(day(8.5), 9), "green"),
        (kept(plan_of("runner"), day(9.3), effort=8), "amber"),
        (kept(plan_of("runner"), day(9.3), effort=5), "green"),
        (kept(plan_of("runner"), day(9.3), effort=8, only=lambda step: step.index < 8), "green"),
        (kept(plan_of("warmup-7"), day(9.3), effort=9), "green"),
    ],
)
def test_what_was_hard_is_in_the_log(record: Record, colour: str) -> None:
    """A hard run or session of the last 24 hours counts without being asked for.

    A warm-up never is hard, nor is a session of which less than half was done.
    """
    assert look(None, record).color == colour
    assert look(Checkin(stress=2), record).color == colour


def test_hours_count_from_the_end() -> None:
    """Since the last hard thing means since its end."""
    record = run(day(9), 8, minutes=120)
    assert hours_since_hard([run(day(9.9), 3), record], day(10), RULES) == 22
    assert hours_since_hard([], day(10), RULES) is None


def test_causes_are_named() -> None:
    """The sentence names what was found, and never says that short sleep causes anything."""
    assert look(Checkin(stress=4, soreness=5)).because == "your stress is 4 of 5 and your soreness is 5 of 10"
    assert look(Checkin(hard_run_hours=12)).because == "your last hard run was 12 h ago"
    because = look(None, *nights(6, 6, 6)).because
    assert because == "you averaged 6.0 h of sleep lately"


# -- what it means -----------------------------------------------------------------------------------------------------


def test_green_changes_nothing() -> None:
    """On a green day the plan is as usual and says nothing of it."""
    assert prescribed(Checkin(sleep=8, stress=1, soreness=0)).steps == plan_of("runner").steps
    assert prescribed(Checkin(sleep=8)).reasons == ()


@looped(("level", "sets"), [("beginner", 1), ("intermediate", 2), ("advanced", 3)])
def test_amber_takes_a_set_off_every_block(level: str, sets: int) -> None:
    """Amber takes a set off every block, makes the finisher a fixed number, and says why in one sentence."""
    plan = prescribed(Checkin(stress=4), level=level)
    assert {step.block: step.sets for step in works(plan)} == {"A": sets, "B": sets, "C": sets, "F": 1}
    assert {step.target.kind for step in works(plan) if step.block == "F"} == {"reps"}
    # A beginner's finisher has a fixed number anyway.
    less = "One fewer set, " if level == "beginner" else "One fewer set, no max-rep sets, "
    assert plan.reasons == (
        f"{less}4 reps left at the end of each set and no increases, because your stress is 4 of 5.",
    )
    assert plan.eased == "amber"
    assert plan.reserve == (4, 4)
    assert plan.checkin is not None
    assert plan.checkin["colour"] == "amber"


def test_amber_asks_for_no_more() -> None:
    """On an amber day the doses are those of last time."""
    past = [kept(plan_of("runner"), day(8), reserve=3)]
    squat = {step.target.value for step in works(prescribed(Checkin(stress=4), *past)) if step.exercise == "squat"}
    more = {step.target.value for step in works(prescribed(None, *past)) if step.exercise == "squat"}
    assert (squat, more) == ({10.0}, {11.0})


def test_amber_in_little_time() -> None:
    """In a given time an amber day takes a set off what fits on a usual day."""
    usual, plan = prescribed(None, minutes=20), prescribed(Checkin(stress=4), minutes=20)
    assert {step.sets for step in works(usual) if step.block != "F"} == {2}
    assert {step.sets for step in works(plan)} == {1}
    assert plan.reasons[0].startswith("One fewer set")
    assert plan.reasons[1].startswith("Only blocks A and B, usually with 2 sets instead of 3")


def test_on_a_red_day_the_plan_is_that_of_the_seven_minute_warm_up() -> None:
    """On a red day the plan is that of the seven-minute warm-up without skips and bounces, and says why."""
    plan = prescribed(Checkin(stress=5), minutes=45, blocks=("A",))
    assert plan.steps == plan_of("warmup-7", sore=True).steps
    assert (plan.routine, plan.kind, plan.eased) == ("warmup-7", "warmup", "red")
    assert plan.reasons == (
        "Do a warm-up or rest instead, because your stress is 5 of 5. "
        "With a stress of 4 it would be a lighter session.",
    )
    assert plan.checkin == {
        "sleep": None, "stress": 5, "soreness": None, "pain": False, "hard_run_hours": None, "colour": "red",
    }  # fmt: skip


def test_with_pain_there_is_no_step_and_one_sentence_that_names_a_professional() -> None:
    """With pain there is no step, and one sentence that names a professional."""
    plan = prescribed(Checkin(pain=True, stress=1))
    assert plan.steps == ()
    assert plan.reasons == (STOP,)
    assert "doctor or a physical therapist" in STOP
    assert (plan.seconds, plan.sets, plan.expected) == (0, 0, 0)


def test_amber_and_red_can_be_overruled() -> None:
    """Amber and red can be overruled, which is said; pain cannot."""
    for checkin in (Checkin(stress=4), Checkin(stress=5)):
        plan = prescribed(checkin, as_usual=True)
        assert plan.steps == plan_of("runner").steps
        (reason,) = plan.reasons
        stress = f"your stress is {checkin.stress} of 5"
        assert reason == f"The usual session, although {stress}, because you turned the adjustments off."
        assert plan.eased == ""
        assert plan.checkin is not None
    assert prescribed(Checkin(pain=True), as_usual=True).steps == ()
    assert prescribed(Checkin(stress=1), as_usual=True).reasons == ()


def test_a_warm_up_is_always_possible() -> None:
    """Who chooses a warm-up gets it, whatever the colour."""
    assert prescribed(Checkin(stress=5), routine="warmup-5").steps == plan_of("warmup-5").steps


def test_what_is_kept_of_it() -> None:
    """The record keeps what was said; nothing where nothing was said and nothing was found."""
    assert checkin_document(None, "green") is None
    assert checkin_document(Checkin(), "green") is None
    assert checkin_document(None, "amber") is not None
    kept_ = checkin_document(Checkin(sleep=8), "green")
    assert kept_ is not None
    assert (kept_["sleep"], kept_["colour"]) == (8, "green")

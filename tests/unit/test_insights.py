"""What a look at the last weeks tells."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from runstrength.coach.insights import asymmetries, easy_share, hard_days, remarks, smaller_plan
from runstrength.session.record import Record, SetDone, SetTarget
from runstrength.session.weeks import weekly
from tests.support.loops import looped
from tests.support.past_samples import day, kept, run
from tests.support.plans import library, plan_of

RULES = library().coach_rules
NOW = day(30.5)  # a Wednesday


def session(when: float, effort: int | None = None) -> Record:
    """Return a whole session of one block."""
    return kept(plan_of("core"), day(when), effort=effort)


def check(when: float, **sides: tuple[float, float]) -> Record:
    """Return a self-check with the left and the right result of some exercises."""
    sets = tuple(
        SetDone(
            step=0, exercise=key, block="A", set=1, side=side, target=SetTarget("hold", 45), done=done, seconds=1, at=0
        )
        for key, values in sides.items()
        for side, done in zip(("left", "right"), values, strict=True)
    )
    return replace(run(day(when)), kind="check", sets=sets)


# -- hard and easy -----------------------------------------------------------------------------------------------------


def test_the_easy_share() -> None:
    """A run is easy up to effort 4, a session up to 6; both count in 14 days, and what has no effort does not."""
    records = [run(day(30), 3), session(29, 6), run(day(28), 4), run(day(27), 5), run(day(26)), run(day(15), 9)]
    share = easy_share(records, NOW, RULES.effort)
    assert (share.easy, share.sessions, share.share, share.known) == (3, 4, 0.75, True)
    assert easy_share([session(29, 7)], NOW, RULES.effort).easy == 0


@looped(("efforts", "too_hard"), [([3, 3, 7], False), ([3, 3, 3, 7], True), ([3, 3, 3, 3, 7], False), ([], False)])
def test_less_than_80_easy_is_too_hard(efforts: list[int], too_hard: bool) -> None:
    """Less than 80% easy is too hard, from four runs in 14 days on."""
    records = [run(day(30 - place), effort) for place, effort in enumerate(efforts)]
    assert easy_share(records, NOW, RULES.effort).too_hard is too_hard


def test_the_programs_own_sessions_are_not_too_hard() -> None:
    """Two sessions a week as the program asks for them, and easy runs, bring no remark; without runs nothing does."""
    asked = [session(30 - 3 * place, 6) for place in range(4)]
    runs = [run(day(29.5 - 3 * place), 3) for place in range(4)]
    records = sorted([*asked, *runs], key=lambda record: record.started, reverse=True)
    assert easy_share(records, NOW, RULES.effort).share == 1
    hard = [session(30 - 3 * place, 9) for place in range(4)]
    assert not easy_share(hard, NOW, RULES.effort).known


@looped(
    ("days", "count"),
    [
        ([], 0),
        ([30.2], 1),
        ([29.2], 1),
        ([28.2], 0),
        ([30.2, 29.2], 2),
        ([29.5, 29.2, 28.2, 26.2], 2),
        ([30.3, 30.2], 1),
    ],
)
def test_hard_days_running(days: list[float], count: int) -> None:
    """Hard days are counted back from today or yesterday, each once."""
    assert hard_days([run(day(when), 8) for when in days], NOW, RULES) == count


# -- the goal ----------------------------------------------------------------------------------------------------------


def in_weeks(*counts: int) -> list[Record]:
    """Return so many sessions in each week, this week first."""
    return [
        session(28 - 7 * back + number + 0.1) for back, count in enumerate(counts) for number in reversed(range(count))
    ]


@looped(
    ("counts", "done", "kept_", "missed"),
    [
        ((), 0, 0, 0),
        ((0, 2, 2), 0, 2, 0),
        ((1, 2, 2), 1, 2, 0),
        ((2, 2, 2), 2, 3, 0),
        ((2, 1, 2), 2, 2, 0),
        ((1, 1, 1, 2), 1, 0, 0),
        ((0, 0, 2), 0, 1, 1),
        ((0, 0, 0, 2), 0, 0, 2),
        ((1, 0, 0, 2), 1, 0, 2),
        ((0,), 0, 0, 0),
    ],
)
def test_an_unfinished_week_breaks_nothing(counts: tuple[int, ...], done: int, kept_: int, missed: int) -> None:
    """An unfinished week breaks nothing, one short week is forgiven, two end the count; the first ever begins it."""
    week = weekly(in_weeks(*counts), NOW, 2)
    assert (week.done, week.kept, week.missed) == (done, kept_, missed)


@looped(
    ("counts", "offered"),
    [((), False), ((0, 0, 1), False), ((0, 0, 0, 1), True), ((1, 0, 0, 1), False), ((0, 1), False)],
)
def test_a_smaller_plan(counts: tuple[int, ...], offered: bool) -> None:
    """A smaller plan is offered after two whole weeks without, to people who trained before, until they do again."""
    assert smaller_plan(in_weeks(*counts), NOW, RULES.goal) is offered


def test_other_things_are_no_strength_sessions() -> None:
    """Runs, warm-ups and sessions in which nothing was done do not count for the goal."""
    nothing = replace(session(29), sets=())
    assert weekly([run(day(30)), kept(plan_of("warmup-5"), day(29.5)), nothing], NOW, 2).done == 0


# -- sides -------------------------------------------------------------------------------------------------------------


@looped(
    ("records", "found"),
    [
        ([check(20, side_plank=(20, 30))], []),
        ([check(20, side_plank=(20, 30)), check(13, side_plank=(25, 30))], [("side_plank", "left", True)]),
        ([check(20, side_plank=(20, 30)), check(14, side_plank=(25, 30))], []),
        ([check(20, side_plank=(20, 30)), check(13, side_plank=(30, 25))], []),
        ([check(20, side_plank=(29, 30)), check(13, side_plank=(20, 30))], []),
        ([check(20, side_plank=(27, 30)), check(13, side_plank=(20, 30))], [("side_plank", "left", False)]),
        ([check(20, side_plank=(0, 0)), check(13, side_plank=(20, 30))], []),
        ([check(20, a=(9, 6)), check(18, a=(9, 6)), check(6, a=(9, 7))], [("a", "right", True)]),
    ],
)
def test_a_difference_counts_when_the_same_side_is_weaker_by_a_tenth_in_two(
    records: list[Record], found: list[tuple[str, str, bool]]
) -> None:
    """A difference counts when the same side is weaker by a tenth in two checks at least a week apart."""
    assert [(one.exercise, one.side, one.plainly) for one in asymmetries(records, RULES.asymmetry)] == found


# -- in sentences ------------------------------------------------------------------------------------------------------


def said(*records: Record, now: datetime = NOW) -> tuple[str, ...]:
    """Return what is said of a past."""
    return remarks(records, now, RULES, {"side_plank": "Side plank"})


def test_all_is_well() -> None:
    """Nothing is said where nothing is to be said, least of all a reproach for rest."""
    assert said() == ()
    assert said(*in_weeks(0, 2, 2, 2)) == ()
    assert said(run(day(20), 3), session(19, 5)) == ()


def test_each_remark_is_one_sentence() -> None:
    """Each remark is one sentence."""
    assert said(*in_weeks(0, 0, 0, 1)) == ("It's been a few weeks: 10 minutes is a good way back in.",)
    hard = [run(day(30 - place), 8) for place in range(5)]
    assert said(*hard) == (
        "Your last 5 days were hard: take an easy one to absorb them.",
        "None of the 5 workouts you rated in the last 14 days were easy: aim for about 80%.",
    )
    assert said(check(20, side_plank=(20, 30)), check(13, side_plank=(25, 30))) == (
        "Side plank: your left side was weaker in two checks, by 33% last time: start with it, and see a "
        "physical therapist if it stays that way.",
    )
    assert said(check(20, side_plank=(26, 30)), check(13, side_plank=(26, 30))) == (
        "Side plank: your left side was weaker in two checks, so start with it and do the same on both.",
    )

"""The planner: the same plan for every caller, made once, and again when something it depends on has changed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from msgspec.structs import replace

from runstrength.coach.planner import Planner
from runstrength.coach.prescription import Choices, Today, prescribe, usual_plan
from runstrength.coach.readiness import Checkin
from runstrength.settings import Settings
from tests.support.past_samples import kept
from tests.support.plans import library, plan_of

NOW = datetime(2026, 11, 22, 7, 30, 5, tzinfo=timezone(timedelta(hours=1)))
LIBRARY = library()
PAST = (kept(plan_of("runner"), NOW - timedelta(days=3)),)


def planner(today: Today | None = None) -> Planner:
    """Return a planner whose day can be changed through `today`."""
    day = today or Today(NOW, PAST)
    return Planner(LIBRARY, Choices(level="intermediate", minutes=20), lambda: day)


def test_plans_are_those_of_the_prescription() -> None:
    """Today's plan, the usual one and that of other answers equal what `prescribe` and `usual_plan` return."""
    one, day, routine = planner(), Today(NOW, PAST), LIBRARY.routine("runner")
    tired = Checkin(sleep=4)
    choices = replace(one.choices, minutes=None, as_usual=True)
    assert one.plan("runner") == prescribe(routine, LIBRARY, one.choices, day)
    assert one.usual_plan(routine) == usual_plan(routine, LIBRARY, one.choices, day)
    assert one.usual_plan("runner", "beginner").level == "beginner"
    assert one.plan_with("runner", tired, None, as_usual=True) == prescribe(
        routine, LIBRARY, choices, replace(day, checkin=tired)
    )
    assert one.full_minutes("runner") > one.plan("runner").expected / 60


def test_the_next_session_is_not_made_easier_by_the_last_one() -> None:
    """Right after a hard session the next one is planned for its own day, not for this moment or these answers."""
    hard = replace(PAST[0], started=NOW - timedelta(minutes=30), ended=NOW, effort=10)
    one = planner(Today(NOW, (hard,), Checkin(soreness=5)))
    assert one.plan("runner").eased
    assert not one.next_plan("runner").eased
    assert one.next_plan("runner") is one.next_plan("runner")


def test_a_plan_is_made_once_until_something_changes() -> None:
    """A plan is the same object until the choices, the check-in, the past, the library or the minute is another one."""
    day = Today(NOW, PAST)

    def today() -> Today:
        return day

    one = Planner(LIBRARY, Choices(level="intermediate"), today)
    first = one.plan("runner")
    assert one.plan("runner") is first
    day = replace(day, now=NOW + timedelta(seconds=30))
    assert one.plan("runner") is first
    others = (
        replace(day, checkin=Checkin(sleep=4)),
        replace(day, records=(*PAST, PAST[0])),
        replace(day, now=NOW + timedelta(minutes=1)),
    )
    for other in others:
        before, day = one.plan("runner"), other
        assert one.plan("runner") is not before
    before = one.plan("runner")
    one.choose(level="beginner")
    assert one.plan("runner") is not before
    before = one.plan("runner")
    one.library = replace(LIBRARY)
    assert one.plan("runner") is not before


def test_time_limits_are_chosen_five_minutes_apart() -> None:
    """From no limit a shorter one leads to the next multiple of five below the whole session, and back."""
    one = Planner(LIBRARY, Choices(level="beginner"), lambda: Today(NOW))
    full = one.full_minutes("runner")
    one.change_minutes("runner", -1)
    assert one.choices.minutes is not None
    assert full - 5 <= one.choices.minutes < full
    one.change_minutes("runner", 1)
    assert one.choices.minutes is None


def test_the_last_warmup_is_known() -> None:
    """It is the newest warm-up of the past; without one the answer is empty."""
    warmups = tuple(
        kept(plan_of(key), NOW - timedelta(days=ago), kind="warmup")
        for ago, key in enumerate(("warmup-5", "warmup-10"))
    )
    assert planner().last_warmup() == ""
    assert planner(Today(NOW, (*PAST, *warmups))).last_warmup() == "warmup-5"


def test_choices_come_from_the_settings_unless_chosen() -> None:
    """What was chosen for today goes before the settings; None leaves a matter to them; bodyweight is always there."""
    settings = Settings(level="advanced", equipment=("box",), lead_in=7)
    assert Choices.from_settings(settings) == Choices(
        level="advanced", equipment=("bodyweight", "box"), lead_in=7.0, units=settings.units, minutes=30.0
    )
    chosen = Choices.from_settings(settings, {"level": "beginner", "sets": None, "minutes": 25, "speed": 4})
    assert (chosen.level, chosen.sets, chosen.minutes) == ("beginner", None, 25)
    assert Choices.from_settings(settings, {"minutes": 0}).minutes is None
    assert Choices.from_settings(Settings(minutes=0)).minutes is None

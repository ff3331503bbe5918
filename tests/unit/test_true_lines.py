"""The lines beside the coach's reasons are true too: each is there with its fact, and gone without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from runstrength.catalogue.self_check import read_selfcheck
from runstrength.cli.plan import headline
from runstrength.cli.plan_text import block_lines
from runstrength.coach.insights import easy_share
from runstrength.coach.readiness import Checkin
from runstrength.dates import day_of, week_of
from runstrength.history.exercise_stats import series
from runstrength.history.personal_bests import past_bests, personal_bests
from runstrength.history.recorder import SavedSession
from runstrength.history.set_names import set_namer
from runstrength.history.store import Row
from runstrength.history.weekly_stats import weeks
from runstrength.live.key_reasons import why_not
from runstrength.session.commands import Pause
from runstrength.session.engine import Session
from runstrength.session.plan import Plan
from runstrength.session.record import Record
from runstrength.session.to_record import pain_record
from runstrength.session.weeks import WeekGoals
from runstrength.ui.coach import checkin_lines, self_check_lines
from runstrength.ui.common.plan_lines import nothing_to_adjust
from runstrength.ui.history import progress_lines
from runstrength.ui.home.summary import recent_weeks
from runstrength.ui.lines import Line
from runstrength.ui.session import summary_lines
from tests.support.app import words_of
from tests.support.past_samples import checked, day
from tests.support.plans import ASSETS, do, go_to, library, plan_of, started
from tests.unit.test_true_reasons import DUMBBELL, GOBLET, NAMES, NOW, did, one, planned, ran, session

Texts = Sequence[str]
RULES = library().coach_rules
WIDE = (100, 40)
SEVEN = [ran(ago, 3) for ago in (2, 4, 6, 8)]
CHECK = read_selfcheck(ASSETS / "check.toml")


@dataclass(frozen=True)
class Fact:
    """A line, what makes it true, and what takes that away."""

    said: str
    with_fact: Callable[[], Texts]
    without: Sequence[Callable[[], Texts]]


def lines_of(lines: Sequence[Line]) -> Texts:
    """Return lines as text, wrapped ones as one."""
    return [" ".join(" ".join(words_of(line) for line in lines).split())]


def home(*records: Record, goal: int | WeekGoals = 2) -> Callable[[], Texts]:
    """Return what tells the line of home, by its parts."""
    newest = sorted(records, key=lambda record: record.started, reverse=True)
    return lambda: recent_weeks(newest, newest, day(NOW), RULES, goal=goal, names=NAMES).words(200).split(" · ")


def half(ago: float) -> Record:
    """Return a session of which less than half was done."""
    whole = session(ago)
    return replace(whole, sets=whole.sets[:5], completed=False)


def of_home() -> Iterator[Fact]:
    """Yield the parts of home's line, and what `y` says of a plan without a reason."""
    yield Fact("1 of 2 sessions this week", home(session(1)), [home(), home(session(1), session(2)), home(session(8))])
    yield Fact("3 this week (goal 2)", home(*(session(ago) for ago in (1, 2, 3))), [home(session(1), session(2))])
    yield Fact("0 of 2 sessions this week, 1 started", home(half(1)), [home(session(1)), home(half(8))])
    race_week = WeekGoals(2, exceptions={week_of(day_of(day(NOW))): 0})
    yield Fact("race week: no session needed", home(goal=race_week), [home(), home(session(1), goal=race_week)])
    streak = [session(7 * week + days) for week in (1, 2) for days in (1, 2)]
    yield Fact("2-week streak", home(*streak), [home(*streak[:2]), home(*streak[::2]), home()])
    yield Fact("easy: 4 of last 4", home(*SEVEN), [home(*SEVEN[:3]), home(ran(1, 8), *SEVEN), home(ran(1), *SEVEN)])
    yield Fact("easy: 4 of 4 rated", home(ran(1), *SEVEN), [home(*SEVEN)])
    yield Fact("easy: 4 of last 5", home(ran(1, 5), *SEVEN), [home(ran(1, 4), *SEVEN)])

    def nothing(plan: Plan) -> Callable[[], Texts]:
        return lambda: [] if plan.reasons else [nothing_to_adjust(plan)]

    again, first = one("squat", did("squat", 3, 9, asked=10)), one("squat")
    grown = one("squat", did("squat", 3, 10))
    yield Fact("Nothing to adjust today: this is your usual session.", nothing(again), [nothing(first), nothing(grown)])
    standard = "Nothing to adjust today: this is the standard session for your level."
    yield Fact(standard, nothing(first), [nothing(again), nothing(grown)])


def of_the_checkin() -> Iterator[Fact]:
    """Yield what the check-in knows beforehand."""

    def pain(*records: Record) -> Callable[[], Texts]:
        return lambda: [checkin_lines.last_pain_text(records)]

    hurt = pain_record("p", day(NOW - 2), {"pain": True, "colour": "stop"})
    words = f"on {day(NOW - 2).day} {day(NOW - 2):%b}; today?"
    yield Fact(words, pain(hurt), [pain(), pain(session(1), hurt)])

    def log(*records: Record) -> Callable[[], Texts]:
        return lambda: [checkin_lines.logged_text(records, day(NOW), RULES)]

    yield Fact("23 h ago (logged)", log(ran(1, 8)), [log(ran(1, 3)), log(ran(3, 8)), log(), log(session(1, effort=8))])
    yield Fact("under 1 h ago (logged)", log(ran(0.05, 8)), [log(ran(1, 8)), log(session(0.05, effort=8))])
    yield Fact("none in the last 48 h", log(ran(1, 3)), [log(ran(1, 8))])


def of_a_plan() -> Iterator[Fact]:
    """Yield the notes below a plan, and its headline."""

    def notes(exercise: str, *records: Record, **chosen: Any) -> Callable[[], Texts]:
        return lambda: block_lines(one(exercise, *records, **chosen), "metric")

    tired = Checkin(stress=4)
    yield Fact(
        "Stop each set with 2-3 reps left.",
        notes("squat"),
        [notes("plank"), notes("squat", checkin=tired), notes("squat", level="beginner")],
    )
    yield Fact("Stop each set with 4 reps left.", notes("squat", checkin=tired), [notes("squat")])
    yield Fact("Each side counts as a set.", notes("single_leg_deadlift"), [notes("squat")])
    yield Fact("You need: a dumbbell.", notes("squat", **DUMBBELL), [notes("squat"), notes("plank", **DUMBBELL)])
    yield Fact("10 reps · 8-15: the dose, and the range it grows in.", notes("squat"), [notes("plank")])
    tempo = "Tempo 2-0-1-0: seconds down, at the bottom, up, at the top."
    yield Fact(tempo, notes("squat"), [notes("plank"), notes("single_leg_deadlift")])
    whole = planned("core")
    ends = day(NOW) + timedelta(seconds=whole.expected)
    yield Fact(
        f"{whole.title} · intermediate · {whole.sets} sets · {int(whole.expected // 60)}:"
        f"{round(whole.expected) % 60:02} · done by {ends:%H:%M}",
        lambda: [headline(whole, day(NOW))],
        [lambda: [headline(planned("core", level="beginner"), day(NOW))], lambda: [headline(whole, day(NOW + 0.1))]],
    )


def of_the_summary() -> Iterator[Fact]:
    """Yield the sentences of the summary."""
    record, name_of = session(0), set_namer(library().exercises)

    def head(kept_: SavedSession, afterwards: str = "") -> Callable[[], Texts]:
        return lambda: [words_of(line).strip() for line in summary_lines.head_lines(kept_, 100, afterwards)]

    saved = SavedSession(record, ASSETS / "x.json", in_history=True)
    yield Fact("Not saved: saving is off for this session.", head(SavedSession(record, None)), [head(saved)])
    yield Fact("the disk is full", head(SavedSession(record, None, error="the disk is full")), [head(saved)])

    def next_one(plan: Plan) -> Callable[[], Texts]:
        return lambda: [summary_lines.next_line(plan)]

    yield Fact(
        "Next: Runner's supersets, blocks A, B, C, finisher, 37 min",
        next_one(planned("runner")),
        [next_one(planned("runner", minutes=20.0)), next_one(planned("runner", checkin=Checkin(pain=True)))],
    )

    def best(log: Record, *past: Record) -> Callable[[], Texts]:
        found = personal_bests(log.sets, past_bests(past, name_of), name_of)
        return lambda: lines_of(summary_lines.best_line(found, "metric", 100))

    yield Fact(
        "Personal best: plank 40 s",
        best(did("plank", 0, 40), did("plank", 3, 35)),
        [best(did("plank", 0, 35), did("plank", 3, 35)), best(did("plank", 0, 40))],
    )


def of_the_self_check() -> Iterator[Fact]:
    """Yield the sentences of the self-check's results."""

    def exercise(*records: Record, born: int = 0) -> Callable[[], Texts]:
        past = self_check_lines.self_check_results(records, CHECK, born, RULES.asymmetry)
        return lambda: lines_of(self_check_lines.exercise_lines(past, "side_plank", "Side plank", day(NOW), WIDE))

    def mirror(*records: Record) -> Callable[[], Texts]:
        past = self_check_lines.self_check_results(records, CHECK, 0, RULES.asymmetry)
        return lambda: lines_of(self_check_lines.mirror_lines(past, WIDE))

    check = checked(day(NOW - 2))
    yield Fact("Not done yet.", exercise(), [exercise(check)])
    yield Fact(
        "Add your birth year in Settings to compare with typical values.",
        exercise(check),
        [exercise(check, born=1984), exercise()],
    )
    yield Fact("Typical at 43: 33 s (women), 29 s (men)", exercise(check, born=1984), [exercise(check)])
    answered = replace(check, answers={"heels": False})
    none = "No answers yet. The questions come after a check."
    yield Fact(none, mirror(check), [mirror(answered)])
    tip = next(question.tip for question in CHECK.questions if question.key == "heels")
    yield Fact(tip, mirror(answered), [mirror(replace(check, answers={"heels": True})), mirror(check)])


def of_the_weeks() -> Iterator[Fact]:
    """Yield the lines above the weeks: how often the goal was met, and how much was easy."""
    now, two = day(NOW), WeekGoals(2)

    def met(*records: Record, goals: WeekGoals = two) -> Callable[[], Texts]:
        def lines() -> Texts:
            found = weeks([Row.of(record) for record in records], now)
            first = next((place for place, week in enumerate(found) if week.tally.anything), len(found))
            return [progress_lines.goal_text(found[first:], goals)]

        return lines

    def easy(*records: Record) -> Callable[[], Texts]:
        newest = sorted(records, key=lambda record: record.started, reverse=True)
        share = easy_share(newest, now, RULES.effort)
        return lambda: [progress_lines.easy_text(share, RULES.effort.window_days)]

    both = [session(ago) for ago in (8, 9)]
    yield Fact("Goal of 2 sessions met in 1 of 1 week", met(*both), [met(both[0]), met(*both, session(15)), met()])
    yield Fact("met in 1 of 2 weeks", met(*both, session(15)), [met(*both, session(15), session(16))])
    yield Fact("met in 2 of 2 weeks", met(*both, session(1), session(2)), [met(*both, session(1))])
    last = week_of(day_of(day(NOW - 7)))
    raced = WeekGoals(2, {last: 0})
    fortnight = [session(ago) for ago in (15, 16)]
    yield Fact("met in 1 of 1 week", met(*fortnight, goals=raced), [met(*fortnight)])
    yield Fact("met in 1 of 2 weeks", met(*fortnight), [met(*fortnight, goals=raced)])
    yield Fact(
        "easy in the last 14 days: 4 of 4, including runs; aim for 80%",
        easy(*SEVEN),
        [easy(*SEVEN[:3]), easy(*SEVEN, ran(1, 8)), easy(*SEVEN[:3], ran(15, 3))],
    )
    yield Fact("4 of 4 rated", easy(*SEVEN, ran(1)), [easy(*SEVEN)])


def of_the_progress() -> Iterator[Fact]:
    """Yield the lines of an exercise over time: left against right, how often, and its notable sets."""

    def balance(*records: Record) -> Callable[[], Texts]:
        return lambda: [progress_lines.balance_text(item) for item in series(records, "single_leg_deadlift")]

    def notable(*records: Record) -> Callable[[], Texts]:
        return lambda: [
            f"{fact.line}: {progress_lines.set_text(fact.best, fact.words)}"
            for fact in progress_lines.notable_sets(series(records, "squat"))
        ]

    weak = [did("single_leg_deadlift", ago, 10, weak=8) for ago in (6, 3)]
    alike = did("single_leg_deadlift", 3, 10)
    yield Fact("in the last 2 sessions: left does 80%", balance(*weak), [balance(weak[0]), balance(alike), balance()])
    yield Fact("reps a set in the last session: even", balance(alike), [balance(weak[0]), balance(alike, weak[0])])
    light, heavy = did("squat", 6, 12), did("squat", 3, 8, **GOBLET)
    yield Fact("most in a set: 12 reps", notable(light, heavy), [notable(heavy), notable(did("squat", 9, 13), light)])
    yield Fact("heaviest set: 8 reps, 30 kg", notable(light, heavy), [notable(light)])


def of_the_keys() -> Iterator[Fact]:
    """Yield why a key of the session does nothing now."""
    plan, hold = one("single_leg_deadlift"), one("plank")
    by_phase: dict[str, int] = {step.phase: step.index for step in reversed(plan.steps)}

    def why(action: str, phase: str = "", of: Plan = plan, **more: Any) -> Callable[[], Texts]:
        session_ = Session(of) if not phase else go_to(started(of), by_phase[phase])
        if more.pop("paused", False):
            do(session_, Pause())
        return lambda: [why_not(action, session_.state, of, lambda name: f"[{name}]", **more)]

    yield Fact("The session hasn't started yet.", why("skip"), [why("skip", "work", paused=True)])
    yield Fact("Paused: press [session.go_on] to resume first.", why("skip", "work", paused=True), [why("skip")])
    yield Fact("This is the first set", why("back", "ready"), [why("adjust", "ready"), why("back")])
    yield Fact("The time to switch sides can't be changed.", why("adjust", "switch"), [why("adjust", "work")])
    timer = "This set has no timer: press [session.go_on] when you're done."
    yield Fact(timer, why("adjust", "work"), [why("adjust", "work", hold), why("adjust", "rest")])
    yield Fact("It can't be longer than that.", why("adjust", "rest"), [why("adjust", "switch")])
    for paused in (False, True):
        during = "Change values in the rest, not during a set."
        yield Fact(during, why("values", "work", paused=paused), [why("values", "ready"), why("values", "switch")])
        yield Fact("Change values in the next rest.", why("values", "switch", paused=paused), [why("values", "work")])
        yield Fact("Nothing to answer during a set.", why("ask", "work", paused=paused), [why("ask", "rest")])
        yield Fact("Nothing to answer between sides.", why("ask", "switch", paused=paused), [why("ask", "work")])
        yield Fact("Nothing to answer in this lead-in.", why("ask", "ready", paused=paused), [why("ask", "rest")])
        yield Fact("Nothing to answer in this rest.", why("ask", "rest", paused=paused), [why("ask", "ready")])
    no_set, warm_up = "No set is done yet.", plan_of("warmup-5")
    yield Fact(no_set, why("values", "ready"), [why("values", "work"), why("values", "ready", warm_up)])
    yield Fact("and a warm-up has no weights.", why("values", "ready", warm_up), [why("values", "ready")])
    yield Fact("No set is done yet: press [session.hurt] during a set", why("niggle", "ready"), [why("niggle")])
    swap = "Swap before a set: press [session.swap] in the lead-in or the rest."
    yield Fact(swap, why("swap", "work"), [why("swap", "rest"), why("swap", "ready")])


def test_lines_come_and_go_with_their_facts() -> None:
    """Each line is said when its fact is built, and not when the fact is taken away."""
    histories = (of_the_weeks, of_the_progress)
    for facts in (of_home, of_the_checkin, of_a_plan, of_the_summary, of_the_self_check, *histories, of_the_keys):
        for fact in facts():
            assert any(fact.said in text for text in fact.with_fact()), (fact.said, fact.with_fact())
            for number, without in enumerate(fact.without):
                assert not [text for text in without() if fact.said in text], (fact.said, number)

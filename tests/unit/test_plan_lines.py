"""What home and its neighbours say of plans."""

from __future__ import annotations

from rich.cells import cell_len

from runstrength.cells import fit
from runstrength.session.wording import in_sentence, needs_words, slot_dose
from runstrength.toml_input import Problem
from runstrength.ui.common import plan_lines
from runstrength.ui.home.level_lines import level_line
from runstrength.ui.lines import footer
from tests.support.app import MORNING, words_of
from tests.support.loops import looped
from tests.support.plans import block, library, plan_of, routine_of, slot


def test_what_has_to_be_ready() -> None:
    """What has to be ready is below the exercises where there is room, and takes no exercise or dose away."""
    plan = plan_of("runner", equipment=("dumbbell", "box"))
    needs = needs_words(plan, "metric")
    assert needs
    for width, height in ((31, 30), (49, 17), (49, 16), (49, 15), (49, 14), (60, 40), (56, 6)):
        texts = []
        for given in ("", needs):
            lines = plan_lines.plan_details(plan, "About it.", MORNING, (width, height), needs=given)
            assert len(lines) <= height
            texts.append([text for line in lines if (text := words_of(line))])
        without, with_needs = texts
        assert with_needs[: len(without)] == without
        assert " ".join(with_needs[len(without) :]) in ("", f"You need: {needs}")
        assert with_needs != without or height < len(without) + 5


def test_facts_of_a_session() -> None:
    """A session says its level, its sets, its length, and when it would be over."""
    assert plan_lines.facts(plan_of("runner", "beginner"), MORNING) == "beginner · 2 sets · 20 min · done 07:50"


def test_facts_of_a_warm_up() -> None:
    """A warm-up has neither level nor sets to speak of."""
    assert plan_lines.facts(plan_of("warmup-5"), MORNING) == "5 min · done 07:35"


def test_blocks_with_different_sets() -> None:
    """Where blocks differ, the range of their sets is given."""
    plan = plan_of(routine_of([block(slot("plank"), sets=2), block(slot("squat"), sets=4)]))

    assert plan_lines.sets_words(plan) == "2-4 sets"


def test_every_place_once() -> None:
    """A plan's exercises are listed once each, in their order, whatever the sets and sides."""
    labels = [step.label for step in plan_lines.slots(plan_of("runner", "advanced"))]

    assert labels == ["A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3", "F"]


def test_doses_by_side() -> None:
    """A dose says whether it is for each side, or for both in turn."""
    plan = plan_of("warmup-10")
    doses = {step.exercise: slot_dose(plan, step) for step in plan_lines.slots(plan)}

    assert doses["leg_swing_front"] == "20 s a side"
    assert doses["side_lunge"] == "40 s alternating"
    assert doses["a_skip"] == "30 s"


@looped("routine", ["runner", "warmup-5", "warmup-10"])
@looped("width", [28, 36, 47, 90])
def test_the_details_of_a_plan_never_need_more_columns_or_rows_than_there_are(routine: str, width: int) -> None:
    """The details of a plan never need more columns or rows than there are."""
    for height in range(25):
        lines = plan_lines.plan_details(plan_of(routine), "About it.", MORNING, (width, height), "A remark")

        assert len(lines) <= height
        assert all(cell_len(words_of(line)) <= width for line in lines)


def test_details_keep_every_exercise() -> None:
    """In twelve rows each exercise still has its place, and none of the names is cut."""
    text = "\n".join(words_of(line) for line in plan_lines.plan_details(plan_of("runner"), "About.", MORNING, (36, 12)))

    flat = " ".join(text.split())
    assert all(in_sentence(step.name) in flat for step in plan_lines.slots(plan_of("runner")))


@looped("routine", ["warmup-7", "runner", "upper"])
@looped("width", [30, 36, 44, 60])
def test_no_exercise_is_without_its_dose(routine: str, width: int) -> None:
    """Beside a long name the dose has its place too: the name goes on in another line."""
    plan = plan_of(routine)
    text = " ".join(words_of(line) for line in plan_lines.plan_details(plan, "", MORNING, (width, 100)))
    said = " ".join(text.split())

    doses = [slot_dose(plan, step).replace(" reps", "") for step in plan_lines.slots(plan)]
    assert all(said.replace(" reps", "").count(dose) >= doses.count(dose) for dose in doses)


def test_no_name_is_torn_for_a_dose() -> None:
    """A dose that doesn't fit beside a name that does has a line of its own: "row max in 60 s" is no exercise."""
    plan = plan_of("runner", "intermediate")
    for width in range(34, 44):
        rows = [words_of(line) for line in plan_lines.plan_details(plan, "", MORNING, (width, 60))]
        for name in ("Plank row", "Single-leg glute bridge", "Single-leg calf raise"):
            assert any(name in row for row in rows), (width, rows)


def test_a_title_is_data() -> None:
    """Brackets in a title are shown as they are."""
    plan = plan_of(routine_of([block(slot("plank"))], title="[red]Legs[/red] [@click=quit]"))

    assert "[red]Legs[/red] [@click=quit]" in words_of(plan_lines.routine_line(plan, 60, own=True))


def test_a_broken_routine_is_one_row() -> None:
    """A routine with problems is one row with its first problem, cut to the width."""
    problem = Problem("x.toml", "blocks[0].rest", "-1 isn't valid: use 0 to 3600 seconds")

    row = words_of(plan_lines.broken_line("x", problem, 30))

    assert row.startswith("x: blocks[0].rest: -1 isn't v")
    assert cell_len(row) <= 30


@looped("width", [1, 5, 20])
def test_a_fitted_text_has_exactly_its_width(width: int) -> None:
    """A fitted text has exactly its width, wide letters included."""
    assert {cell_len(fit(text, width)) for text in ("", "a", "日本語の長い名前", "x" * 50)} == {width}


@looped("width", [10, 24, 36, 80])
def test_the_foot_fits(width: int) -> None:
    """The keys at the foot give way from the left; the last two always stay."""
    keys = [("↑↓ choose", ""), ("space start", "screen.pick"), ("? help", "screen.help"), ("q back", "screen.back")]

    line = footer(keys, width)

    assert words_of(line).endswith("? help   q back")
    assert cell_len(words_of(line)) <= max(width, len("? help   q back"))


def test_the_foot_is_clickable() -> None:
    """A key at the foot does with a click what it does when pressed."""
    actions = {span.text: span.action for span in footer([("q back", "screen.back"), ("↑↓", "")], 40).left}

    assert actions == {"q back": "screen.back", "   ": "", "↑↓": ""}


@looped("width", [34, 54, 90])
def test_a_levels_row_has_its_sets_and_its_minutes_at_every_width(width: int) -> None:
    """A level's row has its sets and its minutes at every width."""
    rows = [words_of(level_line(level, 1, plan_of("runner", level.name), width)) for level in library().levels.values()]

    assert [row.split(",")[0][-6:] for row in rows] == ["2 sets", "3 sets", "4 sets"]
    assert all(f"{length} min" in row for row, length in zip(rows, (20, 37, 60), strict=True))
    assert all(cell_len(row) <= width for row in rows)

"""Reasons become sentences in one place."""

from __future__ import annotations

from runstrength.coach.reasons import Reason, joined, sentences


def test_a_fact_and_what_follows() -> None:
    """The consequence comes first, then the fact."""
    assert sentences([Reason("you slept 5.5 h last night", "one fewer set")]) == (
        "One fewer set, because you slept 5.5 h last night.",
    )


def test_the_same_consequence_is_said_once() -> None:
    """Two reasons for one set less are one sentence with both facts; the same reason twice is one."""
    short, stressed = Reason("you slept 5.5 h", "one fewer set"), Reason("your stress is 4 of 5", "one fewer set")
    assert sentences([short, stressed, short]) == ("One fewer set, because you slept 5.5 h and your stress is 4 of 5.",)


def test_the_same_facts_are_said_once() -> None:
    """What follows from the same facts is one sentence; what follows from other facts is another."""
    reasons = [
        Reason("it's race season", "one fewer set"),
        Reason("it's race season", "no finisher"),
        Reason("you slept 5.5 h", "one fewer set"),
        Reason("you slept 5.5 h", "no increases"),
        Reason("it's race season", "no increases"),
    ]
    assert sentences(reasons) == (
        "One fewer set and no increases, because it's race season and you slept 5.5 h.",
        "No finisher, because it's race season.",
    )


def test_exercises_share_a_sentence_only_with_their_fact() -> None:
    """Exercises of one fact stand together; another fact has its own sentence."""
    done = [Reason("you completed every set", "one rep more", name) for name in ("squat", "push-up")]
    other = Reason("you had four reps left", "one rep more", "step-up")
    assert sentences([*done, other]) == (
        "One rep more, because you completed every set: squat, push-up.",
        "Step-up: one rep more, because you had four reps left.",
    )


def test_what_would_have_changed_it() -> None:
    """It follows as a sentence of its own."""
    reason = Reason("you had one rep left", "6 reps again", "squat", "with two left it would be 7 reps")
    assert sentences([reason]) == (
        "Squat: 6 reps again, because you had one rep left. With two left it would be 7 reps.",
    )


def test_what_would_have_changed_nothing() -> None:
    """With two facts for one consequence it is not said what a change of one of them would have brought."""
    ran = Reason("you ran 3 h 45 min", "one fewer set", otherwise="up to 3 h it would be every set")
    race = Reason("the race is in 6 days", "one fewer set")
    assert sentences([ran, race]) == ("One fewer set, because you ran 3 h 45 min and the race is in 6 days.",)


def test_parts_are_joined_as_in_a_sentence() -> None:
    """Parts are joined as in a sentence, each once."""
    assert [joined(["a"]), joined(["a", "b", "a"]), joined(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert joined(["a and b", "c"]) == "a and b, and c"

"""What a session says for a moment."""

from __future__ import annotations

from runstrength.ui.notices import SECONDS, Notices


def test_each_is_shown_for_two_seconds() -> None:
    """One after the other, each from when it can be seen; then nothing."""
    notices = Notices()
    notices.say("One.", 40)
    notices.say("Two.", 40)
    assert [notices.text(now) for now in (10, 11.9, 12, 13.9, 14)] == ["One.", "One.", "Two.", "Two.", ""]
    notices.say("Three.", 40)
    assert [notices.text(now) for now in (20, 20 + SECONDS)] == ["Three.", ""]
    assert notices.until is None


def test_a_long_one_is_said_in_parts() -> None:
    """What is wider than the line is said in as many parts as it needs, and nothing of it is lost."""
    notices = Notices()
    notices.say("The disk is full and nothing can be written.", 20)
    seen = [notices.text(now) for now in (0, 2, 4, 6)]
    assert " ".join(seen).strip() == "The disk is full and nothing can be written."
    assert max(map(len, seen)) <= 20


def test_a_reason_is_shown_at_once() -> None:
    """Why a key did nothing is shown at once, in the place of an earlier reason; what waited is shown after it."""
    notices = Notices()
    notices.say("Saved.", 40)
    notices.say("Not now.", 40, reason=True)
    assert notices.text(0) == "Not now."
    notices.say("Not now either.", 40, reason=True)
    assert [notices.text(now) for now in (1, 3, 5)] == ["Not now either.", "Saved.", ""]


def test_what_could_not_be_seen_waits() -> None:
    """What is said behind another screen is shown for its whole time once that is gone."""
    notices = Notices()
    notices.say("Saved.", 40)
    assert notices.text(0) == "Saved."
    notices.restart()
    assert [notices.text(now) for now in (60, 61.9, 62)] == ["Saved.", "Saved.", ""]

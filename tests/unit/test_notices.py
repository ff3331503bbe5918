"""What a session says for a moment."""

from __future__ import annotations

from runstrength.ui.notices import MAX_SECONDS, SECONDS, Notice, Notices
from tests.support.loops import looped


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


@looped(
    ("text", "warning", "seconds"),
    [
        ("Saved.", False, SECONDS),
        ("x" * 40, False, SECONDS),
        ("x" * 60, False, 5),
        ("x" * 20, True, 3),
        ("x" * 500, False, MAX_SECONDS),
        ("x" * 500, True, MAX_SECONDS),
    ],
)
def test_a_notice_is_shown_as_long_as_it_takes_to_read(text: str, warning: bool, seconds: float) -> None:
    """A short notice is shown for two seconds, a longer one or a warning longer, none longer than eight."""
    assert Notice(text, warning=warning).seconds == seconds


def words(notice: Notice, width: int, most: int = 9) -> list[str]:
    """Return the lines of a notice as plain text."""
    return ["".join(span.text for span in line.left) for line in notice.lines(width, most)]


def test_a_warning_is_told_by_a_sign() -> None:
    """A warning begins with a sign, so that it is told from other notices without colors."""
    assert words(Notice("Saved."), 20) == ["Saved."]
    assert words(Notice("Not saved: the disk is full.", warning=True), 20) == ["! Not saved: the", "  disk is full."]


def test_a_long_notice() -> None:
    """A notice keeps its own lines and the width there is, and ends in … where it would take too many lines."""
    assert words(Notice("One.\nTwo."), 20) == ["One.", "Two."]
    cut = words(Notice("The disk is full and nothing can be written."), 20, 2)
    assert cut == ["The disk is full and", "nothing can be…"]
    assert max(map(len, cut)) <= 20

"""One press, one step, however heavy the hand."""

from __future__ import annotations

from runstrength.live.key_guard import REPEAT_EXTENSION, REPEAT_WINDOW, KeyGuard
from tests.support.loops import looped


def test_the_first_press() -> None:
    """A key that was not pressed before is heard."""
    assert KeyGuard().accepts("space", 0.0)


@looped(("after", "heard"), [(0.0, False), (0.69, False), (0.7, True), (5.0, True)])
def test_a_key_that_was_obeyed_is_deaf_for_0_7_s(after: float, heard: bool) -> None:
    """A key that was obeyed is deaf for 0.7 s."""
    guard = KeyGuard()
    guard.mark_handled("space", 100.0)

    assert guard.accepts("space", 100 + after) == heard


def test_each_repeat_adds() -> None:
    """Each repeat of a deaf key adds 0.3 s."""
    guard = KeyGuard()
    guard.mark_handled("space", 100.0)
    assert not guard.accepts("space", 100.5)

    assert not guard.accepts("space", 100 + REPEAT_WINDOW + REPEAT_EXTENSION - 0.01)
    assert guard.accepts("space", 200)


def test_never_deaf_for_long() -> None:
    """However long it was held down, 0.7 s after the last repeat a key is heard again."""
    guard = KeyGuard()
    guard.mark_handled("space", 0.0)
    moments = [number / 30 for number in range(1, 300)]

    assert not any(guard.accepts("space", moment) for moment in moments)
    assert guard.accepts("space", moments[-1] + REPEAT_WINDOW)


def test_only_the_key_that_was_obeyed_is_deaf() -> None:
    """Only the key that was obeyed is deaf."""
    guard = KeyGuard()
    guard.mark_handled("space", 100.0)

    assert guard.accepts("backspace", 100.0)


def test_a_key_that_was_heard_but_could_not_be_obeyed_stays_heard() -> None:
    """A key that was heard but could not be obeyed stays heard."""
    guard = KeyGuard()

    assert guard.accepts("left", 1.0)
    assert guard.accepts("left", 1.0)


def test_first_hears_a_key_once() -> None:
    """`first` hears a key once, and is deaf to its repeats."""
    guard = KeyGuard()

    assert [guard.accept_once("q", number / 30) for number in range(20)] == [True, *[False] * 19]

"""Which keys, clicks, actions and requests the navigator lets through: one promise for each of its conditions."""

from __future__ import annotations

from typing import Any, cast

import pytest
from textual.events import Key

from runstrength.ui.messages import Navigation
from runstrength.ui.navigator import Navigator


class FakeScreen:
    """A screen as far as the navigator looks at it."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.is_mounted = True
        self.is_navigating = False
        self.ancestors_with_self = [self]
        self.results: list[object] = []

    def dismiss(self, result: object) -> None:
        """Remember what it was closed with."""
        self.results.append(result)


class FakeApp:
    """An app as far as the navigator uses it."""

    def __init__(self, *screens: FakeScreen) -> None:
        self.screen_stack = [*screens]
        self.ended_with: list[int] = []

    def pop_screen(self) -> None:
        """Close the screen on top."""
        self.screen_stack.pop()

    def exit(self, status: int) -> None:
        """Remember the exit status."""
        self.ended_with.append(status)


class FakeKey(Key):
    """A key that a test can send back to the app, as Textual does after the screen has had it."""

    came_back = False

    @property
    def is_forwarded(self) -> bool:
        """Whether a screen has had it."""
        return self.came_back


class FromBelow(Navigation):
    """A request that closes what covers its sender."""

    FROM_BELOW = True


class Waiting(Navigation):
    """A request that waits until its sender is on top again."""

    WAITS = True


class Fixture:
    """A navigator with two open screens, `first` and above it `top`."""

    def __init__(self) -> None:
        self.first, self.top = FakeScreen("first"), FakeScreen("top")
        self.app = FakeApp(self.first, self.top)
        self.carried_out: list[Navigation] = []
        self.navigator = Navigator(cast("Any", self.app), self.carried_out.append)

    def handles_input(self, screen: FakeScreen) -> bool:
        """Tell whether a screen hears keys and clicks."""
        return self.navigator.handles_input(cast("Any", screen))

    def accepts_action(self, node: object) -> bool:
        """Tell whether an action of a node is carried out."""
        return self.navigator.accepts_action(cast("Any", node))

    def accepts_message(self, message: Navigation, origin: FakeScreen | None) -> bool:
        """Tell whether a request of a screen is carried out."""
        message.origin = cast("Any", origin)
        return self.navigator.accepts_message(message)

    def open_another(self) -> FakeScreen:
        """Open a screen above the others."""
        screen = FakeScreen("another")
        self.app.screen_stack.append(screen)
        return screen


@pytest.fixture
def at() -> Fixture:
    """Return a navigator with two open screens."""
    return Fixture()


def key() -> FakeKey:
    """Return the press of a key."""
    return FakeKey("a", "a")


# -- which screen listens ----------------------------------------------------------------------------------------------


def test_the_screen_on_top_listens(at: Fixture) -> None:
    """The screen on top listens, and no other one."""
    assert at.handles_input(at.top)
    assert not at.handles_input(at.first)


def test_a_screen_that_asked_to_go_does_not_listen(at: Fixture) -> None:
    """A screen that asked for another one listens no more until that request is answered."""
    at.top.is_navigating = True
    assert not at.handles_input(at.top)
    at.navigator.finish_navigation()
    assert at.handles_input(at.top)


def test_a_screen_without_widgets_does_not_listen(at: Fixture) -> None:
    """A screen that isn't composed yet doesn't listen."""
    at.top.is_mounted = False
    assert not at.handles_input(at.top)


def test_no_screen_listens_while_the_program_ends(at: Fixture) -> None:
    """While the program ends, no screen listens."""
    at.navigator.quitting = True
    assert not at.handles_input(at.top)


# -- keys and clicks ---------------------------------------------------------------------------------------------------


def test_a_key_is_for_the_screen_on_top(at: Fixture) -> None:
    """A key from the terminal is handled while the screen on top waits for no other one."""
    assert at.navigator.accepts_event(key())
    at.top.is_navigating = True
    assert not at.navigator.accepts_event(key())


def test_a_key_waits_for_the_first_screen(at: Fixture) -> None:
    """A key pressed while the screen on top is composed is not lost."""
    at.top.is_mounted = False
    assert at.navigator.accepts_event(key())


def test_no_key_is_heard_while_the_program_ends(at: Fixture) -> None:
    """While the program ends, no key is handled."""
    at.navigator.quitting = True
    assert not at.navigator.accepts_event(key())


def test_no_key_is_heard_without_a_screen(at: Fixture) -> None:
    """A key before the first screen exists is dropped."""
    at.app.screen_stack.clear()
    assert not at.navigator.accepts_event(key())


def test_a_key_that_comes_back_is_for_the_screen_that_had_it(at: Fixture) -> None:
    """A key that comes back to the app after another screen opened is not looked up in that screen's bindings."""
    pressed, other = key(), key()
    assert at.navigator.accepts_event(pressed)
    assert at.navigator.accepts_event(other)
    pressed.came_back = other.came_back = True
    assert at.navigator.accepts_event(pressed)
    at.open_another()
    assert not at.navigator.accepts_event(other)


def test_a_key_that_comes_back_from_a_screen_that_asked_to_go(at: Fixture) -> None:
    """A key that comes back from a screen that asked for another one meanwhile is dropped."""
    pressed = key()
    assert at.navigator.accepts_event(pressed)
    pressed.came_back = True
    at.top.is_navigating = True
    assert not at.navigator.accepts_event(pressed)


def test_a_click_that_the_app_made_itself(at: Fixture) -> None:
    """What comes back without having come from the terminal, as Textual's own clicks do, is for the screen on top."""
    made = key()
    made.came_back = True
    assert at.navigator.accepts_event(made)
    at.top.is_navigating = True
    assert not at.navigator.accepts_event(made)


# -- actions -----------------------------------------------------------------------------------------------------------


def test_an_action_needs_a_screen_that_listens(at: Fixture) -> None:
    """The action of a key or a click is carried out while the screen on top listens."""
    assert at.accepts_action(at.top)
    at.top.is_navigating = True
    assert not at.accepts_action(at.top)
    assert not at.accepts_action(at.app)


def test_an_action_of_a_covered_screen(at: Fixture) -> None:
    """The action of a click on a screen that was covered since is not carried out."""
    assert not at.accepts_action(at.first)


def test_an_action_of_a_widget_on_top(at: Fixture) -> None:
    """The action of a widget on the screen on top is carried out."""
    widget = FakeScreen()
    widget.ancestors_with_self = [widget, at.top]
    assert at.accepts_action(widget)


def test_an_action_of_the_app(at: Fixture) -> None:
    """An action of the app is carried out above any screen that listens."""
    assert at.accepts_action(at.app)
    assert at.accepts_action(None)


def test_no_action_without_a_screen(at: Fixture) -> None:
    """An action before the first screen exists is dropped."""
    at.app.screen_stack.clear()
    assert not at.accepts_action(at.app)


# -- requests ----------------------------------------------------------------------------------------------------------


def test_a_request_of_the_screen_on_top(at: Fixture) -> None:
    """A request of the screen on top is carried out, one of a covered screen is dropped."""
    assert at.accepts_message(Navigation(), at.top)
    assert not at.accepts_message(Navigation(), at.first)
    assert at.app.screen_stack == [at.first, at.top]


def test_a_request_of_a_closed_screen(at: Fixture) -> None:
    """No request of a screen that was closed since is carried out or waits, and none closes anything."""
    closed = FakeScreen("closed")
    for message in (Navigation(), FromBelow(), Waiting()):
        assert not at.accepts_message(message, closed)
    assert at.navigator.take_waiting(cast("Any", closed)) is None
    assert at.app.screen_stack == [at.first, at.top]


def test_a_request_of_the_app(at: Fixture) -> None:
    """A request of the app itself is carried out."""
    assert at.accepts_message(Navigation(), None)


def test_a_request_is_carried_out_at_once(at: Fixture) -> None:
    """A request that may be made is carried out once, any other one never, and the screen on top listens afterwards."""
    wanted, too_late = Navigation(), Navigation()
    wanted.origin, too_late.origin = cast("Any", at.top), cast("Any", at.first)
    at.top.is_navigating = True
    at.navigator.request(wanted)
    at.navigator.request(too_late)
    assert at.carried_out == [wanted]
    assert at.handles_input(at.top)


def test_no_request_while_the_program_ends(at: Fixture) -> None:
    """While the program ends, no request is carried out, not even one of the app."""
    at.navigator.quitting = True
    assert not at.accepts_message(Navigation(), at.top)
    assert not at.accepts_message(Navigation(), None)


def test_a_request_from_below(at: Fixture) -> None:
    """A request that may come from a covered screen closes what covers it, and is carried out."""
    at.open_another()
    assert at.accepts_message(FromBelow(), at.first)
    assert at.app.screen_stack == [at.first]


def test_a_request_that_waits(at: Fixture) -> None:
    """A request that may wait is given back once, to its sender; any other one of a covered screen is lost."""
    message = Waiting()
    assert not at.accepts_message(message, at.first)
    assert not at.accepts_message(Navigation(), at.first)
    assert at.navigator.take_waiting(cast("Any", at.top)) is None
    assert at.navigator.take_waiting(cast("Any", at.first)) is message
    assert at.navigator.take_waiting(cast("Any", at.first)) is None


def test_a_request_of_the_screen_on_top_does_not_wait(at: Fixture) -> None:
    """A request that is carried out at once is not repeated later."""
    assert at.accepts_message(Waiting(), at.top)
    assert at.navigator.take_waiting(cast("Any", at.top)) is None


# -- opening and closing -----------------------------------------------------------------------------------------------


def test_closing_gives_the_result(at: Fixture) -> None:
    """The screen on top is closed with its result; closing the first screen ends the program with status 0."""
    at.navigator.close("result")
    assert at.top.results == ["result"]
    assert at.app.ended_with == []
    at.app.screen_stack.pop()
    at.navigator.close("result")
    assert at.first.results == []
    assert at.app.ended_with == [0]


def test_the_first_screen_stays(at: Fixture) -> None:
    """Closing screens while a condition holds stops at the first one for which it doesn't, or at the first screen."""
    at.open_another()
    at.navigator.close_while(lambda screen: screen.name == "another")
    assert at.app.screen_stack == [at.first, at.top]
    at.navigator.close_while(lambda _: True)
    assert at.app.screen_stack == [at.first]

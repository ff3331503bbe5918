"""The session screen with its questions, steered by its own keys and bindings, but without a terminal or an app.

Only what draws is left out, so a thousand sessions take as long as a few on a painted screen.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual.binding import Binding

from runstrength.session.engine import Session
from runstrength.ui import messages
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.common.confirm_exit import StopScreen
from runstrength.ui.common.help import HelpScreen
from runstrength.ui.services import SessionServices
from runstrength.ui.session.screen import SessionScreen
from runstrength.ui.session.swap import SwapScreen
from runstrength.ui.session.time_limit import ShorterScreen

if TYPE_CHECKING:
    from textual.events import Key, ScreenResume, ScreenSuspend


class Press:
    """A key, as a screen gets it."""

    def __init__(self, key: str) -> None:
        self.key = {" ": "space", "+": "plus", "-": "minus", "?": "question_mark", "[": "left_square_bracket"}.get(
            key, {".": "full_stop", ",": "comma", "]": "right_square_bracket"}.get(key, key)
        )
        self.character = " " if key == "space" else key if len(key) == 1 else None
        self.is_stopped = False

    def stop(self) -> None:
        """Go no further."""
        self.is_stopped = True

    def prevent_default(self) -> None:
        """Do nothing else."""


class Unpainted(SessionScreen):
    """The screen, with nothing to look at."""

    def refresh_view(self) -> None:
        """Update what can be edited, as drawing does."""
        self.controls.update(self.session.snapshot(self.services.clock()))

    def announce(self, text: str, *, reason: bool = False) -> None:
        """Show nothing, but update what can be edited, as showing a notice does."""
        if not self._over:
            self.refresh_view()

    def show_notice(self) -> None:
        """Show nothing."""

    def start(self, after: float = 0.0) -> None:
        """Start the clock: it is on top."""
        self.live.start(after)

    def action_stop_now(self) -> None:
        """Ask how to end: it is on top, so nothing has to be closed first."""
        self.navigate(messages.AskStop(self._stopped))

    def _sleep(self, now: float) -> None:
        moment = self.live.next_moment(now)
        if moment is None:
            self.services.alarm.cancel()
        else:
            self.services.alarm.at(moment, self.tick)


class Headless:
    """A session that is done by keys.

    Args:
        session: the session.
        services: settings, planner, clocks; the host has to have no notices.
    """

    def __init__(self, session: Session, services: SessionServices) -> None:
        self.session = session
        self.outcome = ""
        """`ended` or `discarded`; empty as long as it goes on."""
        self._services = services
        self._question: BaseScreen[Any] | None = None
        self._on_result: Callable[[Any], None] = lambda _: None
        with self._here():
            self._screen = Unpainted(session)
            self._screen.refresh_view()
            self._screen.live.start()

    @contextmanager
    def _here(self) -> Iterator[None]:
        """Make screens use these services, and let them be opened and closed here."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(BaseScreen, "services", self._services)
            patch.setattr(BaseScreen, "navigate", lambda _, message: self._navigate(message))
            for kind in (StopScreen, SwapScreen, ShorterScreen):
                patch.setattr(kind, "draw", lambda _: None)
            yield

    def fire(self) -> None:
        """Ring the alarm."""
        with self._here():
            cast("Any", self._services.alarm).fire()

    def press(self, key: str) -> None:
        """Press a key: priority bindings first, then what the screen handles itself, then its other bindings."""
        if self.outcome:
            return
        with self._here():
            screen = self._question or self._screen
            event = Press(key)
            if self._run(screen, event.key, priority=True):
                return
            handle = getattr(screen, "on_key", None)
            if handle is not None:
                handle(cast("Key", event))
            if not event.is_stopped and (self._question or self._screen) is screen:
                self._run(screen, event.key, priority=False)

    def _run(self, screen: BaseScreen[Any], key: str, *, priority: bool) -> bool:
        """Run the action of a binding; tell whether there is one."""
        bindings: list[Binding] = [
            binding
            for binding in screen.KEYS.all
            if binding.priority == priority and binding.id != "app.palette" and key in screen.keys_of(binding.id or "")
        ]
        for binding in bindings[:1]:
            name, _, arguments = binding.action.partition("(")
            values = ast.literal_eval(f"({arguments.removesuffix(')')},)") if arguments else ()
            getattr(screen, f"action_{name}")(*values)
        return bool(bindings)

    def _navigate(self, message: messages.Navigation) -> None:
        match message:
            case messages.SessionEnded():
                self.outcome = "ended"
            case messages.DiscardSession():
                self.outcome = "discarded"
            case messages.AskStop():
                screen = StopScreen(saves=self._services.profile.saves, clock=self._services.real_clock)
                self._open(screen, message.on_result)
            case messages.AskSwap():
                choices = self._services.planner.substitutes(message.session)
                self._open(SwapScreen(message.session.state.step.name, choices), message.on_result)
            case messages.AskShorter():
                self._open(ShorterScreen(message.session), message.on_result)
            case messages.OpenHelp():
                self._open(HelpScreen(message.rows), lambda _: None)
            case messages.Close():
                self._question = None
                self._on_result(message.result)
                if not self.outcome:
                    self._screen.on_screen_resume(cast("ScreenResume", None))
            case _:
                raise TypeError(type(message).__name__)

    def _open(self, screen: BaseScreen[Any], on_result: Callable[[Any], None]) -> None:
        self._question, self._on_result = screen, on_result
        self._screen.on_screen_suspend(cast("ScreenSuspend", None))
        if isinstance(screen, ShorterScreen):
            _ = screen.limit
        elif isinstance(screen, StopScreen):
            _ = screen.question

"""What every screen of the app has in common: how it asks to go elsewhere, and when it hears keys and clicks."""

from __future__ import annotations

import threading
from asyncio import CancelledError, to_thread
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.events import Event, InputEvent, Paste, ScreenResume
from textual.screen import ModalScreen, Screen

from runstrength.ui.common.bindings import ScreenKeys, sign
from runstrength.ui.messages import Close, Navigation, OpenHelp

if TYPE_CHECKING:
    from runstrength.ui.services import HasServices, Services

T = TypeVar("T")
R = TypeVar("R")


class BaseScreen(Screen[T]):
    """A screen that leaves opening and closing to the app.

    It has a name and no id: Textual allows each id once among all screens that are open or still closing.

    Args:
        name: what kind of screen it is, such as `history`.
    """

    KEYS: ClassVar[ScreenKeys]
    """Its keys; `BINDINGS` and the help are made from them."""

    asked_to_go = False
    """Whether it has asked for another screen: until the app has answered, it hears no keys and clicks."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)

    @property
    def services(self) -> Services:
        """What it works with."""
        return cast("HasServices", self.app).services

    @property
    def listens(self) -> bool:
        """Whether keys and clicks are for this screen now."""
        return self.services.navigator.listens(self)

    @property
    def is_shown(self) -> bool:
        """Whether its widgets exist: it is composed, and not closed."""
        return self.is_mounted and self.is_running and not self.is_closed

    @property
    def is_closed(self) -> bool:
        """Whether it was closed: what still arrives for it is not shown any more."""
        return self.is_mounted and not (self.is_attached and self in self.app.screen_stack)

    def navigate(self, message: Navigation) -> None:
        """Ask the app to open or close screens."""
        self.asked_to_go = True
        message.origin = self
        self.app.post_message(message)

    def close(self, result: T | None = None) -> None:
        """Ask the app to close this screen, with a result for whoever opened it."""
        self.navigate(Close(result))

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Repeat the request that waited until the screen is shown again."""
        waiting = self.services.navigator.take_waiting(self)
        if waiting is not None:
            self.navigate(waiting)

    def show_notice(self) -> None:
        """Show what the app says now, or take it away. A screen without a place for it leaves it to the next one."""

    # -- its keys ------------------------------------------------------------------------------------------------------

    def hint(self, ids: str, words: str = "", *, key: str = "", action: str = "") -> tuple[str, str]:
        """Return words for the foot, and the action of a click on them; as `ScreenKeys.footer_item`.

        Args:
            ids: of the bindings.
            words: what they do now.
            key: which of the keys to show.
            action: what a click does, where that is not the action of the binding.
        """
        text, own = self.KEYS.footer_item(self.services.settings.keys, ids, words, key=key)
        return text, action or own

    def sign_of(self, binding: str) -> str:
        """Return the first key of a binding, as it is written."""
        return sign(self.keys_of(binding)[0])

    def keys_of(self, *ids: str) -> tuple[str, ...]:
        """Return the keys of bindings, as the person has changed them."""
        return self.KEYS.keys_of(self.services.settings.keys, *ids)

    def help_rows(self) -> list[tuple[str, str]]:
        """Return what the help shows: keys, and what they do."""
        return self.KEYS.help_rows(self.services.settings.keys)

    def action_help(self) -> None:
        """Show the keys."""
        self.navigate(OpenHelp(self.help_rows()))

    # -- worker threads ------------------------------------------------------------------------------------------------

    @cached_property
    def left(self) -> threading.Event:
        """Set when the screen is closed, for what still works in a thread."""
        return threading.Event()

    def on_unmount(self) -> None:
        """Stop what works in a thread and can be stopped, so that the program ends without waiting for it."""
        self.left.set()

    async def run_in_thread(self, work: Callable[..., R], *arguments: Any) -> R:
        """Run `work` in a worker thread and return its result; if the screen is closed meanwhile, the caller ends.

        Raises:
            CancelledError: the screen was closed.
        """
        result = await to_thread(work, *arguments)
        if self.left.is_set() or self.is_closed:
            raise CancelledError
        return result

    # -- keys and clicks -----------------------------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Drop keys, clicks and pastes that are not for this screen any more."""
        if isinstance(event, InputEvent | Paste) and not self.listens:
            event.stop()
            return
        await super().on_event(event)

    def _pop_result_callback(self) -> None:
        """Textual gives an app's first screen no callback, and would fail to remove it when it is replaced."""
        with suppress(IndexError):
            super()._pop_result_callback()


class BaseModal(BaseScreen[T], ModalScreen[T]):
    """A question or a list above another screen, which stays visible."""

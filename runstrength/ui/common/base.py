"""The base of all screens: navigation by messages, and which keys and clicks are handled."""

from __future__ import annotations

import threading
from asyncio import CancelledError, to_thread
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.events import Event, InputEvent, Paste, Resize, ScreenResume
from textual.screen import ModalScreen, Screen

from runstrength.ui.common.bindings import ScreenKeys
from runstrength.ui.messages import Close, Navigation, OpenHelp

if TYPE_CHECKING:
    from runstrength.ui.services import HasServices, Services

T = TypeVar("T")
R = TypeVar("R")


class BaseScreen(Screen[T]):
    """A screen that asks the app to open and close screens.

    It has a name instead of an id: Textual allows each id once among all screens that are open or closing.

    Args:
        name: the kind of screen, such as `history`.
    """

    KEYS: ClassVar[ScreenKeys]
    """Its keys; `BINDINGS` and the help are made from them."""

    is_navigating = False
    """Whether it has posted a navigation message that is not handled yet; until then keys and clicks are ignored."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)

    @property
    def services(self) -> Services:
        """The app's services."""
        return cast("HasServices", self.app).services

    @property
    def handles_input(self) -> bool:
        """Whether this screen handles keys and clicks now."""
        return self.services.navigator.handles_input(self)

    @property
    def is_shown(self) -> bool:
        """Whether its widgets exist: it is composed and not closed."""
        return self.is_mounted and self.is_running and not self.is_closed

    @property
    def is_closed(self) -> bool:
        """Whether it was closed: later results are not shown."""
        return self.is_mounted and not (self.is_attached and self in self.app.screen_stack)

    def navigate(self, message: Navigation) -> None:
        """Ask the app to open or close screens."""
        self.is_navigating = True
        message.origin = self
        self.app.post_message(message)

    def close(self, result: T | None = None) -> None:
        """Ask the app to close this screen, with a result for whoever opened it."""
        self.navigate(Close(result))

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Post the navigation request that waited until the screen is shown again."""
        waiting = self.services.navigator.take_waiting(self)
        if waiting is not None:
            self.navigate(waiting)

    def show_notice(self) -> None:
        """Show or remove the current notice. A screen without space for it leaves it to the next one."""

    # -- its keys ------------------------------------------------------------------------------------------------------

    def hint(self, ids: str, words: str = "", *, key: str = "", action: str = "") -> tuple[str, str]:
        """Return a key hint for the footer, and the action of a click on it, as `ScreenKeys.footer_item` does.

        Args:
            ids: the ids of the bindings.
            words: what they do; by default the description of the binding.
            key: which of its keys to show.
            action: the action of a click, if it is not that of the binding.
        """
        text, own = self.KEYS.footer_item(self.services.settings.keys, ids, words, key=key)
        return text, action or own

    def key_label(self, binding: str) -> str:
        """Return the first key of a binding as text."""
        return self.KEYS.key_label(self.services.settings.keys, binding)

    def keys_of(self, *ids: str) -> tuple[str, ...]:
        """Return the keys of bindings, including the person's changes."""
        return self.KEYS.keys_of(self.services.settings.keys, *ids)

    def help_rows(self) -> list[tuple[str, str]]:
        """Return the rows of the help: keys, and what they do."""
        return self.KEYS.help_rows(self.services.settings.keys)

    def action_help(self) -> None:
        """Open the help."""
        self.navigate(OpenHelp(self.help_rows()))

    # -- worker threads ------------------------------------------------------------------------------------------------

    @cached_property
    def closing(self) -> threading.Event:
        """Set when the screen is closed, to stop its worker threads."""
        return threading.Event()

    def on_unmount(self) -> None:
        """Tell worker threads to stop, so that the program does not wait for them."""
        self.closing.set()

    async def run_in_thread(self, work: Callable[..., R], *arguments: Any) -> R:
        """Run `work` in a worker thread and return its result; if the screen is closed meanwhile, the caller ends.

        Raises:
            CancelledError: the screen was closed.
        """
        result = await to_thread(work, *arguments)
        if self.closing.is_set() or self.is_closed:
            raise CancelledError
        return result

    # -- keys and clicks -----------------------------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Drop keys, clicks and pastes that this screen does not handle any more; paint once for another size."""
        if isinstance(event, InputEvent | Paste) and not self.handles_input:
            event.stop()
            return
        if isinstance(event, ScreenResume | Resize):
            # Textual paints as soon as it has laid out, before the screen itself has drawn anything for its size.
            with self.app.batch_update():
                await super().on_event(event)
            return
        await super().on_event(event)

    def _pop_result_callback(self) -> None:
        """Do not fail if there is no callback: Textual gives the first screen of an app none."""
        with suppress(IndexError):
            super()._pop_result_callback()


class BaseModal(BaseScreen[T], ModalScreen[T]):
    """A screen above another one, which stays visible."""

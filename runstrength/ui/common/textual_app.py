"""All uses of private members of Textual's App, under public names for other modules.

`tests/unit/test_textual_private.py` lists the private members that are used here and elsewhere, and what breaks if a
new version of Textual no longer has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from rich.text import Text
from textual.app import App

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver


class TextualApp(App[int]):
    """An app that contains errors or ends with its own message, and that gives access to its driver."""

    _failure: Exception | None = None
    """The latest error that was not contained."""
    _is_failing = False

    @property
    def terminal_driver(self) -> Driver | None:
        """Textual's driver, which reads from and writes to the terminal; None until the app runs."""
        return self._driver

    # -- errors --------------------------------------------------------------------------------------------------------

    def contains(self, error: Exception) -> bool:  # noqa: ARG002 - for subclasses
        """Contain an error so that the app continues; tell whether that was possible."""
        return False

    def crash_message(self, error: BaseException) -> list[str]:
        """Return the lines that are printed about the error that ends the app."""
        return [repr(error)]

    def fail(self, error: Exception) -> None:
        """End the app because of an error outside of Textual's handlers; can be called from any thread."""
        self.call_later(_raise, error)

    def panic(self, *renderables: RenderableType) -> None:
        """End the app because of an error that Textual would print itself."""
        error = next((item for item in renderables if isinstance(item, Exception)), self._failure)
        self._end(error or RuntimeError(" ".join(map(str, renderables))))

    def _handle_exception(self, error: Exception) -> None:
        """Contain an error, or end the app; Textual calls this for every uncaught error."""
        if not self.contains(error):
            self._failure = error
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Replace Textual's traceback, which would show local values."""
        self._end(self._failure or RuntimeError("unknown"))

    def _end(self, error: Exception) -> None:
        if not self._is_failing:  # the first error is the one that matters
            self._is_failing = True
            words = Text("\n".join(self.crash_message(error)), no_wrap=True, overflow="ignore")
            self.exit(return_code=1, message=words)


def current_node() -> object:
    """Return the node whose message is being handled; None if Textual does not tell."""
    try:
        from textual._context import active_message_pump
    except ImportError:  # without it, every error ends the app
        return None
    return active_message_pump.get(None)


def _raise(error: Exception) -> NoReturn:
    raise error

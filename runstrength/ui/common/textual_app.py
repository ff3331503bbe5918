"""What the app needs of Textual's app that Textual keeps to itself, in this one place.

Everything here has a name that other modules use instead. `tests/unit/test_textual_private.py` lists what is used, here
and elsewhere, and says of each name what breaks where a new Textual no longer has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from rich.text import Text
from textual.app import App

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver


class TextualApp(App[int]):
    """An app whose errors are contained, or end it with words of its own, and which knows its driver."""

    _failure: Exception | None = None
    """The latest error that was not contained."""
    _is_failing = False

    @property
    def terminal_driver(self) -> Driver | None:
        """What reads from the terminal and writes to it, None until the app runs."""
        return self._driver

    # -- errors --------------------------------------------------------------------------------------------------------

    def contains(self, error: Exception) -> bool:  # noqa: ARG002 - for those that can
        """Deal with an error so that the app goes on, and tell whether that was possible."""
        return False

    def words_at_the_end(self, error: BaseException) -> list[str]:
        """Return what is said about the error that ends the app, a line each."""
        return [repr(error)]

    def fail(self, error: Exception) -> None:
        """End because of an error that happened outside of what Textual calls; from any thread."""
        self.call_later(_raise, error)

    def panic(self, *renderables: RenderableType) -> None:
        """End because of an error that Textual would show itself."""
        error = next((item for item in renderables if isinstance(item, Exception)), self._failure)
        self._end(error or RuntimeError(" ".join(map(str, renderables))))

    def _handle_exception(self, error: Exception) -> None:
        """Contain an error, or end because of it; Textual calls this for every one that nobody caught."""
        if not self.contains(error):
            self._failure = error
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Take the place of Textual's traceback, which shows the values that the program had in its hands."""
        self._end(self._failure or RuntimeError("unknown"))

    def _end(self, error: Exception) -> None:
        if not self._is_failing:  # the first error is the one that matters
            self._is_failing = True
            words = Text("\n".join(self.words_at_the_end(error)), no_wrap=True, overflow="ignore")
            self.exit(return_code=1, message=words)


def current_node() -> object:
    """Return the node whose message is being handled; None where Textual does not tell."""
    try:
        from textual._context import active_message_pump
    except ImportError:  # without it every error ends the app, as in any other
        return None
    return active_message_pump.get(None)


def _raise(error: Exception) -> NoReturn:
    raise error

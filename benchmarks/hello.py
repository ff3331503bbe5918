"""The smallest Textual app: the measuring stick of our own start-up."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static


class Hello(App[None]):
    """Say hello; q quits."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Make the only widget."""
        yield Static("Hello")


if __name__ == "__main__":
    Hello().run()

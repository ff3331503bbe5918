"""The keys, on one screen."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from runstrength.ui.widgets.lines import Line, Lines, Span

SESSION: Final = (
    ("space  enter  → page-down", "done, go on; a clicker works too"),
    ("backspace  ← page-up", "back: this set again, or the last one"),
    ("p", "pause, go on"),
    ("s", "skip this set"),
    ("+  -", "10 s more, 10 s less"),
    ("", ""),
    ("↑ ↓  0-9", "in a break: change what was just done"),
    ("tab", "in a break: choose another value"),
    ("", ""),
    ("q  esc  ctrl+c", "end: go on, finish and save, or discard"),
    ("ctrl+c ctrl+c", "finish and save at once"),
    ("ctrl+p", "all commands"),
)
HOME: Final = (
    ("↑ ↓", "choose"),
    ("space  enter", "start, open"),
    ("s  w  r  h", "session, warm-up, routines, history"),
    ("backspace  esc", "back"),
    ("t", "dark or light"),
    ("ctrl+p", "all commands"),
    ("q  ctrl+q", "leave"),
    ("", ""),
    ("in a session", "space is all you need; ? shows the rest"),
    ("without the screen", "runstrength --help"),
)
SUMMARY: Final = (
    ("↑ ↓  0-9", "change the chosen value"),
    ("tab", "another value, another field"),
    ("n", "write a note"),
    ("space  enter  q  esc", "leave; everything is saved already"),
)
TOPICS: Final = {"session": SESSION, "home": HOME, "summary": SUMMARY}


class HelpScreen(ModalScreen[None]):
    """Shows the keys of one topic; any key closes it."""

    AUTO_FOCUS = ""
    CSS_PATH = "../modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter,escape,q,question_mark,f1,backspace,pagedown,pageup,left,right", "close", "Close"),
        Binding("ctrl+c,ctrl+q", "close", "Close", show=False, priority=True),
    ]

    def __init__(self, topic: str) -> None:
        super().__init__(id="help")
        self._topic = topic

    def compose(self) -> ComposeResult:
        """Show the keys."""
        rows = TOPICS[self._topic]
        width = max(len(keys) for keys, _ in rows)
        with Vertical(classes="box"):
            yield Lines(
                (
                    Line((Span("KEYS", "strong"),), (Span("esc closes", "dim", "screen.close"),)),
                    Line(),
                    *(Line((Span(keys.ljust(width + 3), "accent"), Span(words))) for keys, words in rows),
                )
            )

    def on_mount(self) -> None:
        """Make room for the lines."""
        lines = self.query_one(Lines)
        lines.styles.height = len(lines.lines)

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def on_click(self) -> None:
        """Close the help."""
        self.dismiss(None)

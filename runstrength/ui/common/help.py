"""The keys, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key

from runstrength.cells import wrap
from runstrength.ui.common.base import BaseModal
from runstrength.ui.lines import Line, Span
from runstrength.ui.widgets.lines import Lines

SESSION: Final = (
    ("space  enter  → page-down", "done, go on; a clicker works too"),
    ("backspace  ← page-up", "back: this set again, or the last one"),
    ("p", "pause, go on"),
    ("s", "skip this set"),
    ("+  -", "10 s more, 10 s less"),
    ("in a rest  ↑ ↓ 0-9", "change what was just done"),
    ("lead-in, rest  tab", "choose another value: weight"),
    ("in a rest  e 0-4", "how many more were possible"),
    ("x  n  o", "other; it hurt; less time"),
    ("v  t  m  [  ]", "voice, tones, mute, softer, louder"),
    ("q  esc  ctrl+c", "end: go on, finish and save, or discard"),
    ("ctrl+c ctrl+c", "finish and save at once"),
    ("ctrl+p", "all commands"),
)
HOME: Final = (
    ("↑ ↓", "choose"),
    ("space  enter", "start, open"),
    ("← →  0", "less time, more time, all it takes"),
    ("y  o", "why the session is as it is, the smaller plan"),
    ("l  u", "log a run, take it back"),
    ("s  w  r  b", "session, warm-up, routines, builder"),
    ("m  e  h", "self-check, exercises, history"),
    ("g  c  ,", "guide, sound check, settings"),
    ("backspace  esc", "back"),
    ("t", "dark or light"),
    ("ctrl+p", "all commands"),
    ("q  ctrl+q", "leave"),
    ("", ""),
    ("in a session", "space is all you need; ? shows the rest"),
    ("without the screen", "runstrength --help"),
)
SUMMARY: Final = (
    ("↑ ↓  0-9", "change the chosen value: reps, weight, effort"),
    ("tab", "next value, next field"),
    ("← →", "with sets chosen: the round before or after"),
    ("n", "write a note"),
    ("space  enter  q  esc", "leave; everything is saved already"),
)
SETTINGS: Final = (
    ("↑ ↓", "choose"),
    ("← →", "change it, less or more"),
    ("space  enter", "the next value, or type it"),
    ("0-9", "type it: a number, a year, a date"),
    ("backspace  ctrl+z", "take the last change back"),
    ("ctrl+y", "make it again"),
    ("t", "dark or light"),
    ("q  esc", "leave; every change is kept already"),
)
ROUTINES: Final = (
    ("↑ ↓", "choose"),
    ("space  enter", "start"),
    ("e  n", "change it in the builder, build a new one"),
    ("d d  u", "delete one of your own, bring it back"),
    ("paste, or drop a file", "look at a routine that was shared"),
    ("q  esc", "back"),
)
BUILDER: Final = (
    ("↑ ↓", "choose a row: the whole, a block, an exercise"),
    ("tab", "choose one of its values"),
    ("← →", "change it, less or more"),
    ("space  0-9", "type it: 8, or 6-12; or take the next choice"),
    ("a  b", "add an exercise, a block"),
    ("shift+↑ ↓  K J", "move it up, down"),
    ("c  x", "copy it, take it away"),
    ("backspace  ctrl+z", "take the last change back; ctrl+y makes it again"),
    ("s", "keep the routine"),
    ("q  esc", "leave; what is not kept is asked about"),
)
HISTORY: Final = (
    ("↑ ↓", "choose"),
    ("space  enter", "open a session; in the trash, bring it back"),
    ("/", "search: words of routine, exercise, note or date"),
    ("f", "sessions of one kind: strength, warm-ups, runs"),
    ("e  w", "how the exercises went, the weeks side by side"),
    ("a  c", "add a session done elsewhere, correct this one"),
    ("d d  u  x", "delete it, bring the last one back, the trash"),
    ("o  i", "export what is shown; import runs and exports"),
    ("esc  q", "everything again, then back"),
    ("t", "dark or light"),
    ("ctrl+p", "all commands"),
)
RECORD: Final = (
    ("↑ ↓", "scroll"),
    ("space  enter", "how the exercise went over time"),
    ("c", "correct it: day, effort, note, every set"),
    ("d d  u", "delete it; bring the last one back"),
    ("o", "export it: FIT for Strava and Garmin, a spreadsheet"),
    ("q  esc", "back"),
)
IMPORT: Final = (
    ("↑ ↓", "choose a file"),
    ("space  enter", "look into it; then take in what is new"),
    ("paste, or drop a file", "look into another one"),
    ("q  esc", "back; nothing is taken in"),
)
EXPORT: Final = (
    ("↑ ↓", "choose a form"),
    ("space  enter", "write it; files that are there already stay"),
    ("t", "dark or light"),
    ("q  esc", "back"),
)
CORRECT: Final = (
    ("↑ ↓", "choose a value"),
    ("tab", "of a set: done, load, in reserve"),
    ("← →", "less, more; the day before, the day after"),
    ("space  0-9", "type it: 8, 12.5, 2026-11-22, 07:30, a note"),
    ("x", "a set was skipped, or was not"),
    ("=  a", "the same for all sets of the exercise"),
    ("backspace  ctrl+z", "take the last change back; ctrl+y makes it again"),
    ("q  esc", "leave; every change is kept already"),
)
NEW_SESSION: Final = (
    *CORRECT[:-1],
    ("s", "add the session to the history"),
    ("q  esc", "back; what you changed is asked about"),
)
CHARTS: Final = (
    ("↑ ↓", "choose, scroll"),
    ("← →  tab", "another chart"),
    ("space  enter", "open: an exercise, the session of a set"),
    ("/", "search the exercises"),
    ("i", "how the exercise is done"),
    ("t", "dark or light"),
    ("q  esc", "back"),
)
FORM: Final = (
    ("↑ ↓", "choose a question"),
    ("← →  0-9", "answer it; nothing has to be said"),
    ("backspace  delete", "take the answer back"),
    ("space  enter", "go on, with what was said"),
    ("u", "as usual, whatever speaks against it"),
    ("q  esc", "back"),
)
READING: Final = (
    ("↑ ↓", "choose, scroll"),
    ("space  enter", "read one"),
    ("q  esc", "back"),
)
WARMUP: Final = (
    ("↑ ↓", "choose a warm-up, or what is different today"),
    ("space  enter", "start; change the highlighted row"),
    ("f", "a floor to lie on, or none: the bridge is swapped"),
    ("a", "a sore Achilles: nothing bounces"),
    ("l  ← →  0-9", "when to be out of the door: 0700"),
    ("backspace  delete", "no time; else back"),
    ("q  esc", "back"),
)
CHECK: Final = (
    ("↑ ↓", "choose: what each exercise came to, the mirror"),
    ("b", "begin a self-check"),
    ("q  esc", "back"),
)
MIRROR: Final = (
    ("y  n", "yes, no; the next question follows"),
    ("space  ↑ ↓", "pass it over, go back"),
    ("delete", "take the answer back"),
    ("backspace", "the question before"),
    ("q  esc", "done; every answer is kept already"),
)
ADD: Final = (
    ("↑ ↓", "choose what you did"),
    ("space  enter", "choose it; you can edit it before it is added"),
    ("t", "dark or light"),
    ("q  esc", "back; nothing is added"),
)
TRASH: Final = (
    ("↑ ↓", "choose"),
    ("space  enter", "bring the session back"),
    ("t", "dark or light"),
    ("q  esc", "back"),
)
EXERCISES: Final = (
    ("↑ ↓", "choose"),
    ("space  enter", "how it is done"),
    ("t", "dark or light"),
    ("q  esc", "back"),
)
EXERCISE: Final = (
    ("↑ ↓", "scroll"),
    ("←  h  p", "the exercise before"),
    ("→  l  n", "the next exercise"),
    ("t", "dark or light"),
    ("q  esc", "back"),
)
SOUNDS: Final = (
    ("↑ ↓", "choose"),
    ("space  enter", "play it"),
    ("a", "play all, one after the other"),
    ("[  ]", "softer, louder"),
    ("t", "dark or light"),
    ("q  esc", "back"),
)
SHARED: Final = (
    ("↑ ↓", "choose"),
    ("space  enter", "add it to your routines, or leave it"),
    ("t", "dark or light"),
    ("q  esc", "back; nothing is added"),
)
INTERRUPTED: Final = (
    ("↑ ↓", "choose"),
    ("space  enter", "answer"),
    ("r", "resume the session"),
    ("s", "save what was done"),
    ("d d", "discard it: it moves to the trash"),
    ("t", "dark or light"),
    ("esc  backspace", "not now"),
    ("q", "leave; the session stays as it is"),
)
FIRST_START: Final = (
    ("↑ ↓", "choose"),
    ("space  enter", "answer"),
    ("1  2  3", "answer with its number"),
    ("t", "dark or light"),
    ("esc  backspace", "back to the question before"),
    ("q", "leave"),
)
FRAME: Final = 4
"""Columns that the box takes beside its lines, as in `modal.tcss`."""
TOPICS: Final = {
    "session": SESSION,
    "home": HOME,
    "add": ADD,
    "trash": TRASH,
    "exercises": EXERCISES,
    "exercise": EXERCISE,
    "sounds": SOUNDS,
    "shared": SHARED,
    "interrupted": INTERRUPTED,
    "first-start": FIRST_START,
    "summary": SUMMARY,
    "settings": SETTINGS,
    "builder": BUILDER,
    "routines": ROUTINES,
    "form": FORM,
    "reading": READING,
    "warmup": WARMUP,
    "check": CHECK,
    "mirror": MIRROR,
    "history": HISTORY,
    "charts": CHARTS,
    "record": RECORD,
    "export": EXPORT,
    "import": IMPORT,
    "correct": CORRECT,
    "new-session": NEW_SESSION,
}


class HelpScreen(BaseModal[None]):
    """Shows the keys of one topic; any key closes it."""

    AUTO_FOCUS = ""
    CSS_PATH = "../modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter,escape,q,question_mark,f1,backspace,pagedown,pageup,left,right", "close", "Close"),
        Binding("ctrl+c,ctrl+q", "close", "Close", show=False, priority=True),
    ]

    def __init__(self, topic: str) -> None:
        super().__init__("help")
        self._topic = topic

    def compose(self) -> ComposeResult:
        """Show the keys."""
        head = Line((Span("KEYS", "strong"),), (Span("esc closes", "dim", "screen.close"),))
        lines = Lines((head, *_keys(TOPICS[self._topic], self.app.size.width - FRAME)))
        lines.styles.height = len(lines.lines)
        with Vertical(classes="box"):
            yield lines

    def on_key(self, event: Key) -> None:
        """Keep the key that opened the help, held down, from closing it, and the one that closes it from doing more."""
        if not self.services.key_guard.accept_once(event.key, self.services.real_clock()):
            event.stop()
            event.prevent_default()

    def action_close(self) -> None:
        """Close the help."""
        self.close()

    def on_click(self) -> None:
        """Close the help."""
        self.close()


def _keys(rows: Sequence[tuple[str, str]], width: int) -> list[Line]:
    """Return the keys and what they do; where there is little room, in more lines without gaps."""
    indent = max(len(keys) for keys, _ in rows) + 3
    if indent + max(len(words) for _, words in rows) <= width:
        return [Line(), *(Line((Span(keys.ljust(indent), "accent"), Span(words))) for keys, words in rows)]
    lines = []
    for keys, words in rows:
        for number, text in enumerate(wrap(words, width - indent)):
            lines.append(Line((Span(("" if number else keys).ljust(indent), "accent"), Span(text))))
    return lines

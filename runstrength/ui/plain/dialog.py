"""Asking line by line: a question is a line, its answer a key or a typed line."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from runstrength.session.cues import estimated_length
from runstrength.ui.common.bindings import HELP_SCREEN, ScreenKeys
from runstrength.ui.plain.sentences import NOTHING_TYPED, whole_words

if TYPE_CHECKING:
    from runstrength.ui.plain.keyboard import Keyboard
    from runstrength.ui.plain.keys import KeyPress
    from runstrength.ui.plain.output import LineWriter
    from runstrength.ui.services import SessionServices

T = TypeVar("T")
Dialog = Generator[None, "KeyPress | None", T]
"""A conversation: it waits at each `yield` for a key, or for None if the session has ended."""
READING: Final = 1.25
"""How much slower a screen reader is than our voice, which has no signs and digits to read (espeak-ng at its usual
175 words a minute)."""
SPOKEN_KEYS: Final = {"←": "left arrow", "→": "right arrow", "↑": "up arrow", "↓": "down arrow", "esc": "escape"} | {
    "+": "plus",
    "-": "minus",
    ",": "comma",
    "?": "question mark",
    "[": "left bracket",
    "]": "right bracket",
}
"""Keys that a screen reader would not read, or not as what they are called."""


class LeaveError(Exception):
    """The person leaves.

    Args:
        status: the exit status.
    """

    def __init__(self, status: int = 0) -> None:
        super().__init__(status)
        self.status = status


class SessionEndedError(Exception):
    """The session has ended while something was asked."""


class Talk:
    """Lines out, keys in.

    Args:
        services: settings, files, planner, clocks and sound.
        lines: where lines go.
        keyboard: where keys come from.
        has_keys: whether there is a keyboard at all.
    """

    def __init__(self, services: SessionServices, lines: LineWriter, keyboard: Keyboard, *, has_keys: bool) -> None:
        self.services = services
        self.lines = lines
        self.has_keys = has_keys
        self.wake: Callable[[], None] = lambda: None
        """Goes on with the conversation, though no key was pressed."""
        self.read_until = 0.0
        """About when a screen reader has read all lines so far, on the session's clock."""
        self._keyboard = keyboard

    def end(self) -> None:
        """The session has ended: stop waiting for a key."""
        self.wake()

    def say(self, *sentences: str) -> None:
        """Say sentences as one line."""
        text = " ".join(filter(None, sentences))
        self.lines.say(text)
        if text:
            self.read_until = max(self.services.clock(), self.read_until) + self.reading_seconds(text)

    def reading_seconds(self, text: str) -> float:
        """Return about how many seconds of the session's clock a screen reader takes for a text."""
        return READING * estimated_length(text) * self.services.speed

    # -- keys ----------------------------------------------------------------------------------------------------------

    def key(self) -> Dialog[KeyPress]:
        """Wait for a key; a screen reader that is still reading stops when it is pressed.

        Raises:
            SessionEndedError: the session has ended meanwhile.
        """
        key = yield
        if key is None:
            raise SessionEndedError
        self.read_until = min(self.read_until, self.services.clock())
        return key

    def key_once(self, *repeated: str) -> Dialog[KeyPress]:
        """Wait for a key that isn't only held down.

        Args:
            repeated: the names of keys that may be held down.
        """
        while True:
            key = yield from self.key()
            if key.name in repeated or self.services.key_guard.accept_once(key.name, self.services.real_clock()):
                return key

    def keys_of(self, screen: ScreenKeys, *ids: str) -> tuple[str, ...]:
        """Return the keys of bindings, including the person's changes."""
        return screen.keys_of(self.services.settings.keys, *ids)

    def label(self, screen: ScreenKeys, binding: str) -> str:
        """Return the first key of a binding as it is said: `space`, `left arrow`."""
        return spoken_key(screen.key_label(self.services.settings.keys, binding))

    # -- questions -----------------------------------------------------------------------------------------------------

    def typed(self, question: str) -> Dialog[str | None]:
        """Ask for a line; return None if it was canceled."""
        self.say(question)
        self._keyboard.use_lines(True)
        text = ""
        try:
            while True:
                key = yield from self.key()
                if key.name == "enter":
                    return text.strip()
                if key.name in ("escape", "ctrl+c", "ctrl+q"):
                    return None
                if key.name == "backspace":
                    text = text[:-1]
                    self.say(text or NOTHING_TYPED)
                elif key.character is not None:
                    text += key.character
                    if not self._keyboard.edits_lines:
                        self.lines.echo(key.character)
        finally:
            self.lines.close()
            self._keyboard.use_lines(False)

    def choice(self, choices: Mapping[str, T], *, leaves: bool = False) -> Dialog[T]:
        """Wait for one of some keys; another key is answered with the first key of each choice.

        Args:
            choices: what each key means.
            leaves: whether ctrl+c leaves the program.

        Raises:
            LeaveError: by ctrl+c.
        """
        while True:
            key = yield from self.key_once()
            if key.name in choices:
                return choices[key.name]
            if leaves and key.name in ("ctrl+c", "ctrl+q"):
                raise LeaveError
            first_keys: dict[T, str] = {}
            for name, answer in choices.items():
                first_keys.setdefault(answer, name)
            self.say_keys(*first_keys.values())

    def say_keys(self, *names: str) -> None:
        """Answer a key that means nothing with those that do."""
        self.say(f"Press {one_of_keys(names)}.")

    def help(self, screen: ScreenKeys, more: Sequence[tuple[str, str]] = ()) -> Dialog[None]:
        """Say the keys of a screen, and wait for a key that closes the help."""
        self.say("Keys:")
        for keys, words in (*screen.help_rows(self.services.settings.keys), *more):
            if words and "ctrl+p" not in keys:
                self.say(f"{spoken_keys(keys)}: {whole_words(words.replace('↑ ↓', 'up and down arrow'))}.")
        close = self.keys_of(HELP_SCREEN, "help.close", "list.leave_question")
        how = f"{self.label(HELP_SCREEN, 'help.close').capitalize()} or space closes the help."
        self.say(how)
        while (yield from self.key_once()).name not in close:
            self.say(how)


def spoken_key(label: str) -> str:
    """Return a key as it is said."""
    return SPOKEN_KEYS.get(label, label)


def spoken_keys(labels: str) -> str:
    """Return the keys of a row of the help as they are said: `space, enter, right arrow`."""
    found = labels.replace("↑ ↓", "↑  ↓").replace("← →", "←  →").split("  ")
    return ", ".join(spoken_key(label.strip()) for label in found if label.strip())


def one_of_keys(names: Sequence[str]) -> str:
    """Return some keys, the last after `or`; a name that stands for several keys is said once."""
    found = [name.replace("_", " ") for name in dict.fromkeys(names)]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} or {found[-1]}"

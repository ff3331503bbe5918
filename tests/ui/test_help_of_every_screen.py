"""`?` shows the keys of the screen it is pressed on."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding

from runstrength import ui
from runstrength.ui.common.base import BaseScreen
from runstrength.ui.common.help import TOPICS
from runstrength.ui.common.list_screen import ListScreen
from runstrength.ui.messages import OpenAdd, OpenExercises, OpenHistory, OpenSettings, OpenSoundCheck
from tests.support.app import make_app, press, settled

SIGNS = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "question_mark": "?", "slash": "/", "comma": ",",
    "left_square_bracket": "[", "right_square_bracket": "]", "plus": "+", "minus": "-", "equals_sign": "=",
    "escape": "esc", "shift+up": "shift+↑", "pagedown": "page-down", "pageup": "page-up",
}  # fmt: skip
"""How the help writes a key."""
SAID_BESIDE = ("help", "leave")
"""Actions that no help has to tell: who reads it has found the one, and ctrl+c is that of every program."""
FIXED = {"session": "session", "summary": "summary"}
"""The topics of screens that open their help by themselves."""


def classes() -> Iterator[type[BaseScreen[object]]]:
    """Yield every screen that can be opened and has a help."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(module.name)
    waiting: list[type[BaseScreen[object]]] = [BaseScreen]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        is_opened = "HELP_TOPIC" in vars(one) or not one.__subclasses__()
        if one.__module__.startswith(ui.__name__) and hasattr(one, "action_help") and is_opened:
            yield one


EVERY = sorted(set(classes()), key=lambda one: one.__name__)


def topic_of(one: type[BaseScreen[object]]) -> str:
    """Return which help a screen shows."""
    return getattr(one, "HELP_TOPIC", "") or FIXED[one.__name__.removesuffix("Screen").lower()]


def told(topic: str) -> set[str]:
    """Return the keys that a help tells."""
    keys = {key for keys, _ in TOPICS[topic] for key in keys.replace(",", " , ").split()}
    ranges = {"0-9": "0123456789", "0-4": "01234"}
    return keys | {digit for name, digits in ranges.items() if name in keys for digit in digits}


def test_there_are_screens() -> None:
    """The screens are found: two dozen of them."""
    assert len(EVERY) > 20


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.__name__)
def test_the_help_tells_every_key_that_is_shown(one: type[BaseScreen[object]]) -> None:
    """Every shown binding of a screen, its own and inherited ones, is in the help that the screen opens."""
    keys = told(topic_of(one))
    missing = []
    for binding in bindings_of(one):
        names = [name for name in binding.key.split(",") if name]
        if not any(SIGNS.get(name, name) in keys for name in names):
            missing.append(f"{binding.key}: {binding.description}")
    assert missing == []


def bindings_of(one: type[BaseScreen[object]]) -> Iterator[Binding]:
    """Yield the bindings of the project's own classes that are shown, the nearest of each action."""
    seen: set[str] = set()
    for base in one.__mro__:
        if base.__module__.startswith("runstrength."):
            for binding in vars(base).get("BINDINGS", []):
                if isinstance(binding, Binding) and binding.show and binding.action not in seen:
                    if binding.action.partition("(")[0] not in SAID_BESIDE:
                        yield binding
                    seen.add(binding.action)


def test_no_screen_shows_the_keys_of_home() -> None:
    """Only home shows the help of home, and every help belongs to a screen."""
    topics = {one.__name__: topic_of(one) for one in EVERY}
    assert [name for name, topic in topics.items() if topic == "home"] == ["HomeScreen"]
    assert set(topics.values()) == set(TOPICS)


async def test_the_words_at_the_foot_are_in_the_help(home: Path) -> None:
    """What the foot of a screen offers is told by the help that opens there."""
    app = make_app(home)
    async with app.run_test(size=(120, 40)) as pilot:
        for message in (OpenExercises(), OpenHistory(), OpenAdd(), OpenSoundCheck(), OpenSettings()):
            app.post_message(message)
            await settled(pilot)
            screen = app.screen
            assert isinstance(screen, ListScreen)
            keys = told(topic_of(type(screen)))
            offered = screen.keys()
            for words, _ in offered:
                key = words.split()[0]
                assert key == "?" or key in keys or set(key) <= keys, (screen.name, words)
            await press(pilot, "?")
            assert app.screen.name == "help"
            await press(pilot, "escape", "escape")

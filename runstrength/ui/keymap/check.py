"""A person's own keys, the table `[keys]` of `config.toml`: whether they can be used.

The ids stand in the bindings, so the check needs Textual, but no screen. It is made when the app starts and in
`runstrength doctor`, and only where the table has something in it: `plan` and `--version` stay as quick as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import punctuation
from typing import Final

from textual.binding import Binding
from textual.keys import Keys

from runstrength.text import closest, invalid, shown
from runstrength.toml_input import Problem
from runstrength.ui.common.bindings import ScreenKeys, is_fixed, normal_keys, remapped, sign
from runstrength.ui.keymap.screens import SCREENS, on_screen

STAYING: Final = {"escape": "which always leads back", "enter": "which also accepts what is typed"}
"""Keys that can't be taken from what they do, and why."""
SAME_KEY: Final = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape", "ctrl+h": "backspace"}
"""Keys that a terminal can't tell from others."""
NAMES: Final = frozenset(key.value for key in Keys) - {*SAME_KEY, "return", "ctrl-at", "ctrl+@", "<any>", "<ignore>"}
"""The keys that have a name and no character."""
CHARACTERS: Final = {"comma": ",", "space": " "} | {
    binding.key: character
    for character in punctuation.replace(",", "")
    for binding in Binding.make_bindings([Binding(character, "")])
}
"""The characters that have names, such as the comma."""
USE: Final = "keys with commas between them, such as k, f5, space or ctrl+k"


def keymap_problems(keymap: Mapping[str, str], file: str) -> list[Problem]:
    """Return everything that is wrong with a person's keys.

    Args:
        keymap: keys, separated by commas, by the id of what they do.
        file: where they stand.
    """
    problems: list[Problem] = []

    def problem(binding_id: str, text: str) -> None:
        problems.append(Problem(file, f'keys."{binding_id}"', text))

    known = {binding.id or "": binding for screen in SCREENS for binding in on_screen(screen)}
    good: dict[str, str] = {}
    for binding_id, text in keymap.items():
        if binding_id not in known:
            problem(binding_id, _unknown(binding_id, sorted(known)))
        elif is_fixed(known[binding_id]):
            keys = " and ".join(map(sign, known[binding_id].key.split(",")))
            problem(binding_id, f"can't be changed: {keys} must always lead out")
        elif wrong := _not_keys(text):
            for reason in wrong:
                problem(binding_id, reason)
        else:
            good[binding_id] = normal_keys(text)
    said = set()
    for screen in SCREENS:
        for binding_id, what, reason in _problems_of_screen(screen, good):
            if (binding_id, what) not in said:  # the same keys are on many screens
                said.add((binding_id, what))
                problem(binding_id, reason)
    return problems


def _unknown(binding_id: str, known: Sequence[str]) -> str:
    """Return what is wrong with an unknown id: the id that is meant, else what can be used in its place."""
    group, _, name = binding_id.partition(".")
    ids = [one for one in known if one.startswith(f"{group}.")]
    names = [one.partition(".")[2] for one in ids]
    if names and not closest(name, names):
        return f"unknown key; known in {group}: {', '.join(names)}"
    if near := closest(binding_id, ids or known):
        return f"unknown key{near}"
    return f"unknown key; it starts with one of {', '.join(dict.fromkeys(one.partition('.')[0] for one in known))}"


def _not_keys(text: str) -> list[str]:
    """Return what is wrong with a list of keys, whatever they are for."""
    wrong = []
    for key in map(str.strip, text.split(",")):
        if key in SAME_KEY:
            wrong.append(
                f"{shown(key)} is the same as {SAME_KEY[key]} in a terminal: use {SAME_KEY[key]} or another key"
            )
        elif key.startswith("shift+") and len(key) == len("shift+a"):
            wrong.append(invalid(key, f'"{key[-1].upper()}"'))
        elif not _is_key(key):
            near = closest(key.lower(), sorted(NAMES)) if len(key) > 1 else ""
            wrong.append(invalid(key, f"{USE}{near}"))
    return wrong


def _is_key(key: str) -> bool:
    """Tell whether a terminal can send a key of this name."""
    if len(key) == 1:
        return key.isprintable() and not key.isspace()
    modifier, _, rest = key.partition("+")
    if modifier == "alt" and rest:
        return (len(rest) == 1 and rest.isalnum()) or (rest in NAMES and "+" not in rest)
    return key in NAMES or key in CHARACTERS


def _problems_of_screen(screen: ScreenKeys, keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the ids that can't have their keys on a screen, each with what is wrong and the sentence that says so."""
    owners: dict[str, Binding] = {}
    for binding in on_screen(screen):
        binding_id = binding.id or ""
        keys = remapped(binding, keymap).key.split(",")
        for key in keys:
            other = owners.setdefault(key, binding)
            if other.id == binding_id or (binding_id not in keymap and other.id not in keymap):
                continue
            wrong, right = (binding, other) if binding_id in keymap else (other, binding)
            instead = "" if is_fixed(right) else f", or change {right.id} too"
            words = f"{sign(key)} is already {right.id} in {screen.name}: use another key{instead}"
            yield wrong.id or "", f"{key} {right.id}", words
        if binding_id not in keymap:
            continue
        for key, why in STAYING.items():
            if key in binding.key.split(",") and key not in keys:
                yield binding_id, key, f"{sign(key)} must stay, {why}: use {keymap[binding_id]},{key}"
        for key, words in _typed_there(screen, binding, keys):
            yield binding_id, key, words


def _typed_there(screen: ScreenKeys, binding: Binding, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield which keys of a binding are characters that are typed on a screen, and the sentence that says so."""
    characters = [key if len(key) == 1 else CHARACTERS.get(key) for key in keys]
    if screen.text and all(characters):
        all_keys = ", ".join(map(sign, keys))
        yield "typed", f"{all_keys} is typed as text in {screen.name}: add a key that isn't a character"
    for key, character in zip(keys, characters, strict=True):
        if character is None:
            continue
        if character in screen.typed:
            yield f"{key} typed", f"{sign(key)} is typed as a value in {screen.name}: use another key"
        elif binding.priority and (screen.text or screen.writes):
            words = f"{sign(key)} is typed as text in {screen.name}: use a key that isn't a character"
            yield f"{key} typed", words

"""Checks a person's own keys, the table `[keys]` of `config.toml`.

The ids are those of the bindings, so the check needs Textual, but no screen. It runs when the app starts and in
`runstrength doctor`, and only if the table isn't empty, so that `plan` and `--version` stay fast.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import punctuation
from typing import Final

from textual.binding import Binding
from textual.keys import Keys

from runstrength.text import closest, invalid, one_of, shown
from runstrength.toml_input import Problem
from runstrength.ui.common.bindings import ScreenKeys, is_fixed, key_label, normal_keys, remapped
from runstrength.ui.keymap.screens import SCREENS, on_screen

REQUIRED: Final = {"escape": "which always goes back", "enter": "which also accepts what you type"}
"""Keys that a binding must keep, and why."""
SAME_KEY: Final = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape", "ctrl+h": "backspace"}
"""Keys that a terminal can't distinguish from others."""
NAMES: Final = frozenset(key.value for key in Keys) - {*SAME_KEY, "return", "ctrl-at", "ctrl+@", "<any>", "<ignore>"}
"""The names of the keys without a character."""
CHARACTERS: Final = {"comma": ",", "space": " "} | {
    binding.key: character
    for character in punctuation.replace(",", "")
    for binding in Binding.make_bindings([Binding(character, "")])
}
"""The characters of keys with a name, such as the comma."""
USE: Final = "keys with commas between them, such as k, f5, space or ctrl+k"


def keymap_problems(keymap: Mapping[str, str], file: str) -> list[Problem]:
    """Return all problems of a person's keys.

    Args:
        keymap: keys, separated by commas, by id of their binding.
        file: the path of the file.
    """
    problems: list[Problem] = []

    def problem(binding_id: str, text: str) -> None:
        problems.append(Problem(file, f'keys."{binding_id}"', text))

    known = {binding.id or "": binding for screen in SCREENS for binding in on_screen(screen)}
    valid: dict[str, str] = {}
    for binding_id, text in keymap.items():
        if binding_id not in known:
            problem(binding_id, _unknown(binding_id, sorted(known)))
        elif is_fixed(known[binding_id]):
            keys = " and ".join(map(key_label, known[binding_id].key.split(",")))
            problem(binding_id, f"can't be changed: {keys} must always leave the app")
        elif errors := _key_errors(text):
            for reason in errors:
                problem(binding_id, reason)
        else:
            valid[binding_id] = normal_keys(text)
    reported = set()
    for screen in SCREENS:
        for binding_id, conflict, reason in _problems_of_screen(screen, valid):
            if (binding_id, conflict) not in reported:  # many screens have the same bindings
                reported.add((binding_id, conflict))
                problem(binding_id, reason)
    return problems


def _unknown(binding_id: str, known: Sequence[str]) -> str:
    """Return what is wrong with an unknown id: the id that is meant, else what can be used in its place."""
    group, _, name = binding_id.partition(".")
    ids = [one for one in known if one.startswith(f"{group}.")]
    names = [one.partition(".")[2] for one in ids]
    if names and not closest(name, names):
        return f"unknown key: in {group}, use {one_of(names)}"
    if near := closest(binding_id, ids or known):
        return f"unknown key{near}"
    return f"unknown key: start with {one_of(list(dict.fromkeys(one.partition('.')[0] for one in known)))}"


def _key_errors(text: str) -> list[str]:
    """Return the error messages for the invalid keys of a list, whatever their binding is."""
    errors = []
    for key in map(str.strip, text.split(",")):
        if key in SAME_KEY:
            errors.append(
                f"{shown(key)} is the same as {SAME_KEY[key]} in a terminal: use {SAME_KEY[key]} or another key"
            )
        elif key.startswith("shift+") and len(key) == len("shift+a"):
            errors.append(invalid(key, f'"{key[-1].upper()}"'))
        elif not _is_key(key):
            near = closest(key.lower(), sorted(NAMES)) if len(key) > 1 else ""
            errors.append(invalid(key, f"{USE}{near}"))
    return errors


def _is_key(key: str) -> bool:
    """Tell whether a terminal can send a key of this name."""
    if len(key) == 1:
        return key.isprintable() and not key.isspace()
    modifier, _, rest = key.partition("+")
    if modifier == "alt" and rest:
        return (len(rest) == 1 and rest.isalnum()) or (rest in NAMES and "+" not in rest)
    return key in NAMES or key in CHARACTERS


def _problems_of_screen(screen: ScreenKeys, keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the conflicts on a screen: the id of the binding, a key for duplicates, and the error message."""
    owners: dict[str, Binding] = {}
    for binding in on_screen(screen):
        binding_id = binding.id or ""
        keys = remapped(binding, keymap).key.split(",")
        for key in keys:
            other = owners.setdefault(key, binding)
            if other.id == binding_id or (binding_id not in keymap and other.id not in keymap):
                continue
            changed, kept = (binding, other) if binding_id in keymap else (other, binding)
            instead = "" if is_fixed(kept) else f", or change {kept.id} too"
            words = f"{key_label(key)} is already {kept.id} in {screen.name}: use another key{instead}"
            yield changed.id or "", f"{key} {kept.id}", words
        if binding_id not in keymap:
            continue
        for key, why in REQUIRED.items():
            if key in binding.key.split(",") and key not in keys:
                yield binding_id, key, f"{key_label(key)} must stay, {why}: use {keymap[binding_id]},{key}"
        for key, words in _typed_conflicts(screen, binding, keys):
            yield binding_id, key, words


def _typed_conflicts(screen: ScreenKeys, binding: Binding, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the keys of a binding that a screen needs as typed characters, and the error message."""
    characters = [key if len(key) == 1 else CHARACTERS.get(key) for key in keys]
    if screen.text and all(characters):
        all_keys = ", ".join(map(key_label, keys))
        yield "typed", f"{all_keys} is text in {screen.name}: add a key that isn't a character"
    for key, character in zip(keys, characters, strict=True):
        if character is None:
            continue
        if character in screen.typed:
            yield f"{key} typed", f"{key_label(key)} is a typed value in {screen.name}: use another key"
        elif binding.priority and (screen.text or screen.writes):
            words = f"{key_label(key)} is text in {screen.name}: use a key that isn't a character"
            yield f"{key} typed", words

"""What is used of Textual that Textual keeps to itself: all of it is listed here, with what breaks without it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import textual

import runstrength.ui
from tests.support.loops import looped

FOLDER: Final = Path(runstrength.ui.__file__).parent
USED: Final[dict[tuple[str, str], str]] = {
    ("common/textual_app.py", "_driver"): "no title is set, and a signal leaves the terminal as it was drawn on",
    ("common/textual_app.py", "_handle_exception"): "an error in the help or the palette ends the session",
    ("common/textual_app.py", "_fatal_error"): "an error prints Textual's traceback, and no log is written",
    ("common/textual_app.py", "textual._context"): "an error in the help or the palette ends the session",
    ("common/base.py", "_pop_result_callback"): "replacing the screen that the app began with is an IndexError",
    ("terminal/quiet_driver.py", "textual._ansi_sequences"): "Textual's own driver is used, which wakes often",
    ("terminal/quiet_driver.py", "textual._keyboard_protocol"): "Textual's own driver is used",
    ("terminal/quiet_driver.py", "textual._xterm_parser"): "Textual's own driver is used",
    ("terminal/quiet_driver.py", "_app"): "the driver cannot tell the app that the terminal is gone",
    ("terminal/quiet_driver.py", "_debug"): "the driver cannot be made",
    ("terminal/quiet_driver.py", "_file"): "a thread that writes nothing holds another stream",
    ("terminal/quiet_driver.py", "_in_band_window_resize"): "a size that the terminal reports is an error",
    ("terminal/quiet_driver.py", "_key_thread"): "a stop may leave two threads that read the terminal",
    ("terminal/quiet_driver.py", "_writer_thread"): "a thread that writes nothing is left over",
    ("terminal/quiet_driver.py", "_sigtstp_application"): "ctrl+z may come in the middle of a write",
    ("terminal/quiet_driver.py", "_sigcont_application"): "`fg` may come in the middle of a write",
    ("terminal/quiet_driver.py", "_run_input_thread"): "an error in the input thread is shown as Textual's traceback",
    ("terminal/quiet_driver.py", "_enable_mouse_pixels"): "clicks go to the wrong place in some terminals",
    ("terminal/quiet_driver.py", "_get_terminal_size"): "a window of absurd size makes the program slow",
}
"""What breaks, by module and name."""
OF_ANOTHER: Final = re.compile(r"(?<!(?<![\w.])self)(?<!super\(\))\.\s*_[a-zA-Z]")
"""A private name of another object than the object itself: only a file that has one in it is parsed for it."""


def modules() -> Iterator[Any]:
    """Import everything below `ui`."""
    for found in pkgutil.walk_packages(runstrength.ui.__path__, "runstrength.ui."):
        try:
            yield importlib.import_module(found.name)
        except ImportError:  # for another system
            continue


def is_private(name: str) -> bool:
    """Tell whether a name begins with one underscore."""
    return name.startswith("_") and not name.startswith("__")


@cache
def classes_of(module: str) -> dict[str, ast.ClassDef]:
    """Return the classes that a module defines, by their names with those of the classes around them.

    A module is parsed once for all its classes: `inspect.getsource` would parse it for each.
    """
    found: dict[str, ast.ClassDef] = {}

    def look(node: ast.AST, around: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = around
            if isinstance(child, ast.ClassDef):
                name = f"{around}{child.name}"
                found[name] = child
                name += "."
            elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{around}{child.name}.<locals>."
            look(child, name)

    look(ast.parse(inspect.getsource(sys.modules[module])), "")
    return found


@cache
def names_of(kind: type) -> frozenset[str]:
    """Return the private names that a class has by itself, those it gives to its instances included."""
    tree = classes_of(kind.__module__)[kind.__qualname__]
    given = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) == "self"
    }
    return frozenset(filter(is_private, {*vars(kind), *given}))


def names_of_textual(kind: type) -> set[str]:
    """Return the private names that a class has from Textual."""
    return {name for base in kind.__mro__ if base.__module__.startswith("textual.") for name in names_of(base)}


def names_that_textual_defines(asked: Collection[str]) -> set[str]:
    """Return which private names are those of a class of Textual, or of its instances.

    Args:
        asked: the names. Only a file that has one of them in it is parsed.
    """
    names: set[str] = set()
    for path in Path(textual.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        if not any(name in text for name in asked):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                names.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
    return names & {*asked}


@cache
def used() -> set[tuple[str, str]]:
    """Return the uses that there are, by module and name."""
    found: set[tuple[str, str]] = set()
    for module in modules():
        place = str(Path(module.__file__).relative_to(FOLDER))
        source = inspect.getsource(module)
        for node in ast.walk(ast.parse(source)) if "textual._" in source else ():
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual._"):
                found.add((place, node.module or ""))
        for kind in vars(module).values():
            if not isinstance(kind, type) or kind.__module__ != module.__name__:
                continue
            inherited = names_of_textual(kind)
            if not inherited:
                continue
            tree = classes_of(kind.__module__)[kind.__qualname__]
            found |= {(place, name) for name in names_in(tree) & inherited}
    return found


def names_in(tree: ast.ClassDef) -> set[str]:
    """Return what a class defines, and what it uses of itself."""
    body = tree.body
    defined = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    defined |= {ast.unparse(node.target) for node in body if isinstance(node, ast.AnnAssign)}
    defined |= {ast.unparse(target) for node in body if isinstance(node, ast.Assign) for target in node.targets}
    return defined | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and is_selfs(node)}


def is_selfs(node: ast.Attribute) -> bool:
    """Tell whether an attribute is one of the object itself."""
    return ast.unparse(node.value) in ("self", "super()")


def others() -> list[str]:
    """Return the private names of Textual that are asked of another object than the object itself."""
    asked = [
        (node.attr, f"{path.relative_to(FOLDER)}:{node.lineno}: {ast.unparse(node)}")
        for path in FOLDER.rglob("*.py")
        if OF_ANOTHER.search(text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and is_private(node.attr) and not is_selfs(node)
        if ast.unparse(node) != "os._exit"
    ]
    of_textual = names_that_textual_defines({name for name, _ in asked})
    return [place for name, place in asked if name in of_textual]


def test_all_of_it_is_listed() -> None:
    """No class below `ui` uses, or replaces by accident, a private name of Textual that is not listed here."""
    assert used() - USED.keys() == set()
    assert others() == []


@looped(("place", "name"), USED)
def test_what_is_listed_is_there(place: str, name: str) -> None:
    """Textual still has each of the names, and they are used."""
    assert (place, name) in used(), USED[place, name]

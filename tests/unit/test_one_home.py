"""Every fact has one home: a constant, a sentence and a function are written once."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from types import CodeType

from tests.support.source import modules

COPIES = {
    "LEVELS": "the help of a command does not import the settings; test_cli_plan compares the two",
    "OFFERS": "the help of a command does not import the settings; test_cli_offers compares the two",
    "SCHEMA": "of a journal and of a session: two formats",
}
"""Constants with the same name and value in two modules, and why."""
LONG = 150
"""Bytes of compiled code that are more than a call."""
MANY = 5
"""Words from which a text is a sentence that can be said in two ways."""


def documentation(tree: ast.Module) -> set[int]:
    """Return the texts that only say what something is."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_a_constant_is_written_once() -> None:
    """No two modules have a constant of the same name and the same value: one of them would be forgotten."""
    homes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, tree in modules().items():
        for node in tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            value = getattr(node, "value", None)
            if isinstance(target, ast.Name) and value is not None and not calls_a_type(value):
                homes[target.id, ast.unparse(value)].append(name)
    twice = {key[0]: names for key, names in homes.items() if len(names) > 1 and key[0] not in SIZES}
    assert {key: names for key, names in twice.items() if key not in COPIES} == {}
    assert twice.keys() == COPIES.keys()


SIZES = {
    "FRAME_WIDTH": "the frames of two boxes",
    "GAP": "the space between two parts of a screen",
    "INDENT": "the space before a line",
    "MARGIN": "the space around a screen",
    "MAX_WIDTH": "the widths of two boxes",
    "MAX_COLUMNS": "the most columns of two kinds of tables",
    "LABEL_WIDTH": "the widths of two columns",
    "STEPS": "how many steps are counted at once",
    "PATIENCE": "how long somebody waits",
    "_NEAR": "how close two numbers are that count as one",
    "PIECE": "how much is read at once",
    "LEAD": "how long before",
}
"""Names of sizes of one place, which are the same only by chance."""


def calls_a_type(value: ast.expr) -> bool:
    """Tell whether a value belongs to its module: a type variable, a decoder."""
    return isinstance(value, ast.Call) and ast.unparse(value.func) in ("TypeVar", "ParamSpec", "msgspec.json.Encoder")


def sentences(tree: ast.Module) -> Iterator[str]:
    """Yield every text of a module with many words."""
    passed_over = documentation(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = ast.unparse(node)[2:-1]
        else:
            continue
        if len(re.findall(r"(?<![.\w])[A-Za-z']+(?![.\w])", re.sub(r"\{[^}]*\}", "", text))) >= MANY:
            yield text


def test_a_sentence_is_written_once() -> None:
    """No two modules say the same in the same words: the two ways to do a session ask one function for them."""
    homes: dict[str, set[str]] = defaultdict(set)
    for name, tree in modules().items():
        for text in sentences(tree):
            homes[text].add(name)
    assert {text: sorted(names) for text, names in homes.items() if len(names) > 1} == {}


def code_of(function: CodeType) -> tuple[object, ...]:
    """Return what a function does, without its documentation and the names of its variables."""
    constants = tuple(code_of(one) if isinstance(one, CodeType) else repr(one) for one in function.co_consts)
    return function.co_code, constants, function.co_names, function.co_argcount, function.co_kwonlyargcount


def functions(code: CodeType) -> Iterator[CodeType]:
    """Yield every function in a module, also those in classes and in other functions."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from functions(one)


def test_a_function_is_written_once() -> None:
    """No two functions of two modules have the same code, whatever they and their variables are called."""
    homes: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for name, tree in modules().items():
        for function in functions(compile(tree, name, "exec", optimize=2, dont_inherit=True)):
            if len(function.co_code) > LONG:
                homes[code_of(function)].append(f"{name}.{function.co_name}")
    assert [names for names in homes.values() if len(names) > 1] == []

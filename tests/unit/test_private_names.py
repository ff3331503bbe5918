"""Tests and tools use what the program offers: a private name can change without a promise being broken."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.support.source import modules


def is_private(name: str) -> bool:
    """Tell whether a name is private, and none of Python's own."""
    return name.startswith("_") and not name.startswith("__")


def private_names() -> set[str]:
    """Return the private functions and attributes of the program."""
    found = set()
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                found.add(node.attr)
    return {name for name in found if is_private(name)}


def own_names(tree: ast.Module) -> set[str]:
    """Return the methods and attributes of a file's own classes."""
    methods = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    stored = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store))
    return methods | {node.attr for node in stored if ast.unparse(node.value) == "self"}


def used(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each private name that a file takes from an object or a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and ast.unparse(node.value) not in ("self", "cls"):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("runstrength"):
            yield from ((node.lineno, alias.name) for alias in node.names if is_private(alias.name))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("setattr") and len(node.args) > 1:
            name = node.args[1]
            if isinstance(name, ast.Constant) and is_private(str(name.value)):
                yield node.lineno, str(name.value)


def test_no_private_name_of_the_program_is_used() -> None:
    """No test, tool or benchmark reads, replaces or imports a private name of the program."""
    private, found = private_names(), []
    for folder in ("tests", "tools", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            names = private - own_names(tree)
            found += [f"{Path(path).relative_to(ROOT)}:{line}: {name}" for line, name in used(tree) if name in names]
    assert found == []

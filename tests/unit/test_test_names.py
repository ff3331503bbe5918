"""Tests are named after the behavior that they promise."""

from __future__ import annotations

import ast

from tests.conftest import ROOT

LEAST: int = 3
"""Words of a name that can say what happens."""


def test_a_name_of_a_test_says_what_happens() -> None:
    """A test is not called after its subject, such as the help, but after what is promised of it."""
    short = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and node.name.count("_") < LEAST
    ]
    assert short == []

"""The program's own source, parsed."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import runstrength

FOLDER = Path(runstrength.__file__).parent


@cache
def modules() -> dict[str, ast.Module]:
    """Return every module, by its name; they are parsed when a test asks, not in each process of a test run."""
    return {
        ".".join(path.relative_to(FOLDER.parent).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            path.read_bytes()
        )
        for path in FOLDER.rglob("*.py")
    }

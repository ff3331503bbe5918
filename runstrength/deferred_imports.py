"""Imports modules of others without those parts of them that nothing here uses, and that take most of the time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _Deferred(ModuleType):
    """Stands for a module that is imported when something of it is used."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


@contextmanager
def deferred(*names: str) -> Iterator[None]:
    """Let what is imported in this context import these modules only when something of them is used."""
    unknown = [name for name in names if name not in sys.modules]
    for name in unknown:
        package, _, module = name.rpartition(".")
        sys.modules[name] = _Deferred(name)
        if package:
            setattr(import_module(package), module, sys.modules[name])
    try:
        yield
    finally:
        for name in unknown:
            del sys.modules[name]


def import_asyncio() -> None:
    """Import asyncio as on a Python that was built without TLS: nothing here connects to another machine.

    `import ssl` works afterwards as ever; only asyncio won't know of it.
    """
    if "ssl" in sys.modules:
        return
    # None is what the import system documents for "this module can't be imported".
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]

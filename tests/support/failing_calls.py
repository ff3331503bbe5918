"""System calls that fail, or are the last ones of a program."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

CALLS = (
    *("mkdir", "open", "write", "fsync", "close", "replace", "rename", "link"),
    *("unlink", "rmdir", "chmod", "utime", "ftruncate"),
)
PIECE = 150
"""Bytes that a write takes at most, or half of a longer text, so that one can be cut short, sooner or later."""


@contextmanager
def at_call(number: int, do: Callable[[], object], *, lasting: bool = False) -> Iterator[list[str]]:
    """Do something in place of the call of a number, and yield the names of the calls; reading does not count.

    Args:
        number: which call, from 0.
        do: what happens before it.
        lasting: the same happens before every call after it.
    """
    names: list[str] = []
    writing: set[object] = set()
    with pytest.MonkeyPatch.context() as patch:

        def counts(name: str, first: object, *rest: object) -> bool:
            if name == "open":
                return bool(cast("int", rest[0]) & os.O_CREAT) or Path(cast("Path", first)).is_dir()
            return name not in ("write", "fsync", "close") or first in writing

        def put(name: str) -> None:
            real = getattr(os, name)

            def call(*args: Any, **kwargs: Any) -> object:
                if not counts(name, *args):
                    return real(*args, **kwargs)
                names.append(name)
                if len(names) - 1 == number or (lasting and len(names) > number):
                    if name == "close":
                        real(*args)  # it is closed all the same, and the next one may get its number
                        writing.discard(args[0])
                    do()
                if name == "fsync":
                    return None  # the machine of a test keeps its power
                if name == "write":
                    return real(args[0], memoryview(args[1])[: max(PIECE, len(args[1]) // 2)])
                result = real(*args, **kwargs)
                if name == "open":
                    writing.add(result)
                elif name == "close":
                    writing.discard(args[0])
                return result

            patch.setattr(os, name, call)

        for name in CALLS:
            put(name)
        yield names

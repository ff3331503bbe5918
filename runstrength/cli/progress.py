"""A bar on the terminal while a command works through many files; nothing if the output goes elsewhere."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runstrength.history.imports.progress import Progress


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """Yield a function that shows how far it is, in a line that is gone at the end; for one file it shows nothing.

    Args:
        what: what is done: `Reading`.
    """
    from runstrength.history.imports.progress import progress_text, seldom, unseen

    stream = sys.stderr
    if stream is None or not stream.isatty():
        yield unseen
        return
    shown = 0

    def show(done: int, count: int) -> None:
        nonlocal shown
        if count < 2:
            return
        text = progress_text(what, done, count)[: shutil.get_terminal_size().columns - 3]
        stream.write("\r" + text.ljust(shown))
        stream.flush()
        shown = len(text)

    try:
        yield seldom(show)
    finally:
        if shown:
            stream.write("\r" + " " * (shown + len("^C")) + "\r")  # a terminal shows the ctrl+c that stopped it
            stream.flush()

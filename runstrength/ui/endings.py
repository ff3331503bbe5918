"""How the app ends when nobody asked it to: a signal, a terminal that is gone, an error of its own.

The session needs nothing here, for its journal is on the disk at every moment. What is seen to is that the terminal is
given back as it was, that the mixer and the display are let go (`launch`), and that it is said how to go on.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, cast

from rich.text import Text
from textual.app import App

from runstrength.ui import mishap
from runstrength.ui.awake import PATIENCE
from runstrength.ui.driver import screen_stream

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    from rich.console import RenderableType

    from runstrength.ui.app import RunstrengthApp

SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name))
"""What ends the app in good order; its exit status is 128 and the signal's number, as shells have it."""
LAST_RESORT: Final = 2.0
"""Seconds that an orderly end may take where the terminal is gone, and with it whoever could press a key."""


class Endings(App[int]):
    """What the app does when it has to end."""

    signalled = 0
    """The signal that ended it."""

    @property
    def _self(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self)

    # -- signals -------------------------------------------------------------------------------------------------------

    @contextmanager
    def heeding_signals(self) -> Iterator[None]:
        """End in good order at a signal, the first time; the second one ends the process as signals do.

        What goes wrong in a thread meanwhile is written to the log: on the screen it would be in the way.
        """
        # Who started us may have asked that a signal be ignored, as `nohup` does.
        heeded = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
        before = {number: signal.signal(number, self._heed) for number in heeded}
        hook, threading.excepthook = threading.excepthook, self._thread_failed
        try:
            yield
        finally:
            threading.excepthook = hook
            for number, handler in before.items():
                signal.signal(number, handler)

    def _heed(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - Python's form
        signal.signal(number, signal.SIG_DFL)
        if self._loop is None or self._loop.is_closed():
            raise SystemExit(128 + number)
        if number == getattr(signal, "SIGHUP", None):
            self.hang_up()
        else:
            self._loop.call_soon_threadsafe(self._end, number)

    def hang_up(self) -> None:
        """End because the terminal is gone; from any thread. What waits for it for ever is not waited for."""
        if not self.signalled:
            threading.Thread(target=_end_at_last, name="hang-up", daemon=True).start()
            if self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._end, getattr(signal, "SIGHUP", 1))

    def _end(self, number: int) -> None:
        if not self.signalled:
            self.signalled = number
            self.exit(return_code=128 + number)

    def let_go(self) -> None:
        """Let go of mixer, display and journal, give the title back, and say after a signal how to go on."""
        app, stream = self._self, screen_stream()
        goes_on = bool(self.signalled) and app.keeper.under_way
        if app.awake is not None:
            app.awake.release(PATIENCE)
        if app.hearing is not None:
            app.hearing.close()
        app.keeper.let_go()
        if stream is not None:
            with suppress(OSError):  # the terminal may be gone
                app.title_bar.restore(stream.write)
                stream.write(f"{mishap.GO_ON}\n" if goes_on else "")
                stream.flush()

    # -- errors of our own ---------------------------------------------------------------------------------------------

    def on_load(self) -> None:
        """Take errors in what the event loop calls by itself, as the alarm, as seriously as all others."""
        asyncio.get_running_loop().set_exception_handler(self._loop_failed)

    def _loop_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, Exception) or not self._running:
            loop.default_exception_handler(context)
        elif "handle" in context:  # what the alarm called; the session would stand still from here on
            self._handle_exception(error)
        else:
            self._write_down(error)

    def _thread_failed(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self._write_down(what.exc_value)

    def _write_down(self, error: BaseException) -> Path | None:
        return mishap.write_log(self._self.keeper.state, error, self._self.now())

    def panic(self, *renderables: RenderableType) -> None:
        """End because of an error that Textual would show itself."""
        error = next((item for item in renderables if isinstance(item, BaseException)), self._exception)
        self._tell(error or RuntimeError(" ".join(map(str, renderables))))

    def _fatal_error(self) -> None:
        """End because of an error: the whole story goes to the log, a few lines to the terminal."""
        self._tell(self._exception or RuntimeError("unknown"))

    def failed(self, error: Exception) -> int:
        """Tell of an error that left the app without having been told; return the exit status."""
        with suppress(OSError):
            print(*self._words(error), sep="\n", file=screen_stream())
        return 1

    def _words(self, error: BaseException) -> list[str]:
        return mishap.words(error, self._write_down(error), under_way=self._self.keeper.under_way)

    def _tell(self, error: BaseException) -> None:
        if not self._exit_renderables:  # the first error is the one that matters
            self._exit_renderables.append(Text("\n".join(self._words(error)), no_wrap=True, overflow="ignore"))
        self._close_messages_no_wait()


def _end_at_last() -> None:
    time.sleep(LAST_RESORT)
    os._exit(128 + 1)

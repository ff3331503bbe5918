"""How the app ends when nobody asked it to: a signal, a terminal that is gone, an error of its own.

The session needs nothing here, for its journal is on the disk at every moment. What is seen to is that the terminal is
given back as it was, that the mixer and the display are let go (`launch`), and that it is said how to go on.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from textual.events import Event, InputEvent, Paste, Resize

from runstrength.ui.common import crash_log
from runstrength.ui.common.textual_app import TextualApp
from runstrength.ui.terminal.driver import GivesBack
from runstrength.ui.terminal.stream import say, screen_stream
from runstrength.ui.wake_lock import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    from runstrength.ui.services import Services
    from runstrength.ui.terminal.title import TerminalTitle

HANG_UP: Final = int(getattr(signal, "SIGHUP", 1))
"""The signal of a terminal that is gone."""
SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name))
"""What ends the app in good order; its exit status is 128 and the signal's number, as shells have it."""
LAST_RESORT: Final = 0.3
"""Seconds that an orderly end may take after a signal; then the program ends, whatever waits for whatever."""
LAST_WORDS: Final = 0.1
"""Seconds that the terminal has after a signal to take what is said last."""


class Endings(TextualApp):
    """What the app does when it has to end."""

    services: Services
    title_bar: TerminalTitle
    signalled = 0
    """The signal that ended it."""
    _taken_leave = False
    _turns: asyncio.AbstractEventLoop | None = None

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
        try:
            self._turns = asyncio.get_running_loop()
        except RuntimeError:  # it does not run yet, or no longer
            raise SystemExit(128 + number) from None
        self._obey(number)

    def hang_up(self) -> None:
        """End because the terminal is gone; from any thread."""
        self._obey(HANG_UP)

    def _obey(self, number: int) -> None:
        """End in good order, and soon: from now on nothing that was typed or clicked is heard."""
        if self.signalled:
            return
        self.signalled = number
        threading.Thread(target=self._end_at_last, name="last-resort", daemon=True).start()
        if self._turns is not None and not self._turns.is_closed():
            self._turns.call_soon_threadsafe(lambda: self.exit(return_code=128 + number))

    async def on_event(self, event: Event) -> None:
        """Drop what was typed, clicked or pasted before a signal and not heard yet."""
        if not self.signalled or not isinstance(event, InputEvent | Paste | Resize):
            await super().on_event(event)

    def _end_at_last(self) -> None:
        """End now, because the orderly end takes too long; the journal is on the disk at every moment."""
        time.sleep(LAST_RESORT)
        try:
            driver = self.terminal_driver
            if isinstance(driver, GivesBack):
                driver.abandon()
            self._take_leave()
            if isinstance(driver, GivesBack):  # the app may have been about to take the terminal over
                driver.restore_attributes()
        finally:
            os._exit(128 + self.signalled)

    def let_go(self) -> None:
        """Let go of mixer, display and journal, give the title back, and say after a signal how to go on."""
        services = self.services
        self._take_leave()
        if services.awake is not None:
            services.awake.release(LAST_WORDS if self.signalled else PATIENCE)
        if services.sound is not None:
            services.sound.close()
        services.recorder.close()
        if self.signalled == HANG_UP:
            _write_nowhere()

    def _take_leave(self) -> None:
        """Give the title back, and say after a signal how to go on; the terminal may be slow, or gone."""
        stream = screen_stream()
        if self._taken_leave or stream is None:
            return
        self._taken_leave = True
        words: list[str] = []
        self.title_bar.restore(words.append)
        words += [f"{crash_log.RESUME_HINT}\n"] if self.signalled and self.services.recorder.has_open_session else []
        say(stream, "".join(words), LAST_WORDS if self.signalled else PATIENCE)

    # -- errors of our own ---------------------------------------------------------------------------------------------

    def on_load(self) -> None:
        """Take errors in what the event loop calls by itself, as the alarm, as seriously as all others."""
        self._turns = asyncio.get_running_loop()
        self._turns.set_exception_handler(self._loop_failed)

    def _loop_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, Exception) or not self.is_running:
            loop.default_exception_handler(context)
        elif "handle" in context:  # what the alarm called; the session would stand still from here on
            self.fail(error)
        else:
            self._write_down(error)

    def _thread_failed(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self._write_down(what.exc_value)

    def _write_down(self, error: BaseException) -> Path | None:
        return crash_log.write_log(self.services.profile.state_dir, error, self.services.now())

    def failed(self, error: Exception) -> int:
        """Tell of an error that left the app without having been told; return the exit status."""
        with suppress(OSError):
            print(*self.words_at_the_end(error), sep="\n", file=screen_stream())
        return 1

    def words_at_the_end(self, error: BaseException) -> list[str]:
        """Write the whole story of an error to the log, and return the few lines that are said about it."""
        return crash_log.crash_lines(error, self._write_down(error), under_way=self.services.recorder.has_open_session)


def _write_nowhere() -> None:
    """Have nothing fail that is still written to a terminal which is gone: Python would end with another status."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                os.dup2(nowhere, stream.fileno())

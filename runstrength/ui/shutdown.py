"""Ends the app after a signal, a closed terminal, or a crash.

The session is safe, because its journal is always on disk. This module restores the terminal, stops the mixer and
releases the wake lock (`launch`), and prints how to resume.
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
from runstrength.ui.common.signals import HANG_UP, SIGNALS
from runstrength.ui.common.textual_app import TextualApp
from runstrength.ui.terminal.driver import RestoresTerminal
from runstrength.ui.terminal.stream import say, screen_stream
from runstrength.ui.wake_lock import RELEASE_TIMEOUT

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    from runstrength.ui.services import Services
    from runstrength.ui.terminal.title import TerminalTitle

SHUTDOWN_TIMEOUT: Final = 0.3
"""Seconds of the orderly shutdown after a signal; then the process exits."""
CLOSING_TIMEOUT: Final = 0.3
"""Seconds that the end of the program waits for the command for events, so that it is told of the end."""
MESSAGE_TIMEOUT: Final = 0.1
"""Seconds that the terminal has after a signal to accept the last message."""


class ShutdownMixin(TextualApp):
    """The part of the app that handles its end."""

    services: Services
    title_bar: TerminalTitle
    signalled = 0
    """The signal that ended the app; 0 for none."""
    _has_restored_title = False
    _event_loop: asyncio.AbstractEventLoop | None = None

    # -- signals -------------------------------------------------------------------------------------------------------

    @contextmanager
    def handling_signals(self) -> Iterator[None]:
        """Handle signals: the first ends the app in an orderly way, the second ends the process.

        Exceptions in threads are written to the log meanwhile, instead of to the screen.
        """
        # The parent process may have set a signal to be ignored, as `nohup` does.
        handled = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
        before = {number: signal.signal(number, self._on_signal) for number in handled}
        hook, threading.excepthook = threading.excepthook, self._thread_failed
        try:
            yield
        finally:
            threading.excepthook = hook
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - Python's signature
        signal.signal(number, signal.SIG_DFL)
        try:
            self._event_loop = asyncio.get_running_loop()
        except RuntimeError:  # the loop is not running yet, or no longer
            raise SystemExit(128 + number) from None
        self._start_shutdown(number)

    def hang_up(self) -> None:
        """End the app because the terminal was closed; can be called from any thread."""
        self._start_shutdown(HANG_UP)

    def _start_shutdown(self, number: int) -> None:
        """Start an orderly shutdown; keys and clicks are ignored from now on."""
        if self.signalled:
            return
        self.signalled = number
        threading.Thread(target=self._force_exit, name="last-resort", daemon=True).start()
        if self._event_loop is not None and not self._event_loop.is_closed():
            self._event_loop.call_soon_threadsafe(lambda: self.exit(return_code=128 + number))

    async def on_event(self, event: Event) -> None:
        """Drop keys, clicks and pastes from before the signal that are not handled yet."""
        if not self.signalled or not isinstance(event, InputEvent | Paste | Resize):
            await super().on_event(event)

    def _force_exit(self) -> None:
        """Exit immediately, because the orderly shutdown takes too long; the journal is on disk."""
        time.sleep(SHUTDOWN_TIMEOUT)
        try:
            driver = self.terminal_driver
            if isinstance(driver, RestoresTerminal):
                driver.abandon()
            self._print_resume_hint()
            if self.services.remote is not None:
                self.services.remote.close(0)
            if isinstance(driver, RestoresTerminal):  # the app may be starting to use the terminal
                driver.restore_attributes()
        finally:
            os._exit(128 + self.signalled)

    def release_resources(self) -> None:
        """Release mixer, wake lock and journal, restore the title, and after a signal print how to resume."""
        services = self.services
        self._print_resume_hint()
        if services.remote is not None:
            services.remote.close(MESSAGE_TIMEOUT if self.signalled else CLOSING_TIMEOUT)
        if services.wake_lock is not None:
            services.wake_lock.release(MESSAGE_TIMEOUT if self.signalled else RELEASE_TIMEOUT)
        if services.sound is not None:
            services.sound.close()
        services.recorder.close()
        if self.signalled == HANG_UP:
            _discard_output()

    def _print_resume_hint(self) -> None:
        """Restore the title, and after a signal print how to resume; the terminal may be slow or closed."""
        stream = screen_stream()
        if self._has_restored_title or stream is None:
            return
        self._has_restored_title = True
        words: list[str] = []
        self.title_bar.restore(words.append)
        words += [f"{crash_log.RESUME_HINT}\n"] if self.signalled and self.services.recorder.has_open_session else []
        say(stream, "".join(words), MESSAGE_TIMEOUT if self.signalled else RELEASE_TIMEOUT)

    # -- crashes ------------------------------------------------------------------------------------------------------

    def on_load(self) -> None:
        """Handle exceptions in callbacks of the event loop, such as the alarm, like all others."""
        self._event_loop = asyncio.get_running_loop()
        self._event_loop.set_exception_handler(self._loop_failed)

    def _loop_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, Exception) or not self.is_running:
            loop.default_exception_handler(context)
        elif "handle" in context:  # from a callback such as the alarm's, without which the session would stop
            self.fail(error)
        else:
            self._write_down(error)

    def _thread_failed(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._write_down(args.exc_value)

    def _write_down(self, error: BaseException) -> Path | None:
        return crash_log.write_log(self.services.profile.state_dir, error, self.services.now())

    def failed(self, error: Exception) -> int:
        """Report an exception that the app did not report; return the exit status."""
        with suppress(OSError):
            print(*self.crash_message(error), sep="\n", file=screen_stream())
        return 1

    def crash_message(self, error: BaseException) -> list[str]:
        """Write a crash to the log, and return the lines to print."""
        return crash_log.crash_lines(error, self._write_down(error), under_way=self.services.recorder.has_open_session)


def _discard_output() -> None:
    """Redirect output to nowhere after the terminal was closed, so that Python does not change the exit status."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                os.dup2(nowhere, stream.fileno())

"""Runs a session line by line in this process's terminal, or without one, and gives the terminal back."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from runstrength import locations
from runstrength.coach.planner import Planner
from runstrength.dates import local_now
from runstrength.live.real_clock import real_clock
from runstrength.profile import Profile
from runstrength.settings import first_start_done
from runstrength.text import os_reason
from runstrength.toml_input import InputError
from runstrength.ui.common import crash_log
from runstrength.ui.common.signals import HANG_UP, SIGNALS
from runstrength.ui.plain.conversation import Conversation
from runstrength.ui.plain.dialog import Talk
from runstrength.ui.plain.keyboard import Keyboard, NoKeyboard, PosixKeyboard, WindowsKeyboard
from runstrength.ui.plain.output import LineWriter, ThreadedWriter, columns_of
from runstrength.ui.services import SessionServices
from runstrength.ui.wake_lock import RELEASE_TIMEOUT, WakeLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from textual.notifications import SeverityLevel

    from runstrength.settings import Settings
    from runstrength.ui.launch_options import LaunchOptions
    from runstrength.ui.plain.keys import KeyPress

CLOSED: Final = (errno.EPIPE, errno.EIO, errno.ENXIO, errno.EBADF)
"""The errors of a terminal or a pipe that was closed."""
LAST_WORDS: Final = 0.3
"""Seconds that a terminal has to read the last lines after a signal."""
FLUSH: Final = 2.0
"""Seconds that it has at the usual end."""


class LineHost:
    """Says as lines what the app shows as notices."""

    def __init__(self, lines: LineWriter) -> None:
        self._lines = lines

    def notify(self, message: str, *, severity: SeverityLevel = "information") -> None:  # noqa: ARG002 - a line is a line
        """Say a message."""
        for line in message.splitlines():
            self._lines.say(line)


def run(options: LaunchOptions) -> int:
    """Run a session line by line and return the exit status.

    Raises:
        InputError: the settings name keys that can't be used.
    """
    settings = _with_keys(options.settings) if options.settings.keys else options.settings
    profile = Profile.default(saves=options.save, first_start_done=first_start_done(locations.config_file()))
    profile.checkin = options.checkin
    runner = Run()
    services = SessionServices(
        settings=settings,
        profile=profile,
        planner=Planner(options.library, options.choices, lambda: profile.today(local_now())),
        host=LineHost(runner.lines),
        speed=options.speed,
        leave_at=options.leave,
        real_clock=real_clock,
        now=local_now,
        alarm=None,
    )
    services.wake_lock = WakeLock()
    services.listens, services.event_command = True, options.on_event or ()
    if options.speed == 1:  # no sound in a rehearsal
        from runstrength.sound.controller import SoundController

        services.sound = SoundController.of_settings(
            settings, sound=options.sound, voice=options.voice, clock=services.clock, bell=runner.lines.ring
        )
    return runner.run(services, options.routine, options.answer)


def _with_keys(settings: Settings) -> Settings:
    from msgspec.structs import replace

    from runstrength.ui.common.bindings import normal_keys
    from runstrength.ui.keymap.check import keymap_problems

    if problems := keymap_problems(settings.keys, str(locations.config_file())):
        raise InputError(problems)
    return replace(settings, keys={name: normal_keys(keys) for name, keys in settings.keys.items()})


class Run:
    """The event loop of one session: keys, the alarm and signals come in, lines go out."""

    def __init__(self) -> None:
        self._writer = ThreadedWriter(sys.stdout, self._gone)
        self.lines = LineWriter(self._writer.write, lambda: columns_of(sys.stdout))
        self._keyboard: Keyboard = NoKeyboard()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self._signalled = 0
        self._error: BaseException | None = None
        self._unwritten = ""
        """Why lines can't be written, if nobody would know."""
        self._conversation: Conversation | None = None

    def run(self, services: SessionServices, routine: str, answer: str) -> int:
        """Run the conversation and return the exit status; whatever happens, the terminal is as it was."""
        has_keys = sys.stdin is not None and sys.stdin.isatty()
        try:
            asyncio.run(self._converse(services, routine, answer, has_keys=has_keys))
        except KeyboardInterrupt:  # before the loop handles signals
            self._signalled = self._signalled or int(signal.SIGINT)
        finally:
            self._keyboard.close()
        return self._end(services)

    async def _converse(self, services: SessionServices, routine: str, answer: str, *, has_keys: bool) -> None:
        loop = self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        loop.set_exception_handler(self._failed)
        if has_keys:
            self._keyboard = self._open_keyboard(loop)
        self._conversation = conversation = Conversation(
            Talk(services, self.lines, self._keyboard, has_keys=has_keys), routine, answer, self._stop
        )
        self._keyboard.open()
        self._handle_signals(loop)
        self._guarded(conversation.start)
        await self._over.wait()

    def _open_keyboard(self, loop: asyncio.AbstractEventLoop) -> Keyboard:
        if sys.platform == "win32":
            return WindowsKeyboard(loop, self._pressed)
        return PosixKeyboard(sys.stdin.fileno(), loop, self._pressed, lambda: self._signal(HANG_UP))

    # -- what comes in -------------------------------------------------------------------------------------------------

    def _pressed(self, key: KeyPress) -> None:
        conversation = self._conversation
        if conversation is not None and not self._signalled:
            self._guarded(lambda: conversation.press(key))

    def _guarded(self, call: Callable[[], None]) -> None:
        """Call something; what it raises ends the program, as what the alarm raises does."""
        try:
            call()
        except Exception as error:
            self._fail(error)

    def _stop(self) -> None:
        if self._over is not None:
            self._over.set()

    def _failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self._fail(error)
        else:
            loop.default_exception_handler(context)

    def _fail(self, error: BaseException) -> None:
        self._error = self._error or error
        self._stop()

    def _gone(self, error: Exception) -> None:
        """End because nothing can be written any more: the terminal was closed, or who read a pipe has ended.

        If something else is the reason, as a full disk, nobody would know it without a word.
        """
        if isinstance(error, OSError) and error.errno not in CLOSED:
            self._unwritten = os_reason(error)
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._signal, HANG_UP)

    # -- signals -------------------------------------------------------------------------------------------------------

    def _handle_signals(self, loop: asyncio.AbstractEventLoop) -> None:
        """Handle signals; the parent process may have set one to be ignored, as `nohup` does."""
        for number in SIGNALS:
            if signal.getsignal(number) is signal.SIG_IGN:
                continue
            if sys.platform == "win32":
                signal.signal(number, self._on_windows_signal)
            else:
                loop.add_signal_handler(number, self._signal, int(number))
        if sys.platform != "win32":
            if signal.getsignal(signal.SIGTSTP) is not signal.SIG_IGN:
                loop.add_signal_handler(signal.SIGTSTP, self._suspend)
            loop.add_signal_handler(signal.SIGCONT, self._continued)

    def _on_windows_signal(self, number: int, _: FrameType | None) -> None:
        from runstrength.ui.plain.keys import KeyPress

        if self._loop is None:
            raise KeyboardInterrupt
        if number == signal.SIGINT and not isinstance(self._keyboard, NoKeyboard):
            self._loop.call_soon_threadsafe(self._pressed, KeyPress("ctrl+c"))  # a console can't give it as a key
        else:
            self._loop.call_soon_threadsafe(self._signal, number)

    def _signal(self, number: int) -> None:
        """End in an orderly way; the second signal ends the process."""
        if self._signalled:
            return
        self._signalled = number
        if self._loop is not None and sys.platform != "win32":
            for each in SIGNALS:
                with suppress(ValueError, RuntimeError):
                    self._loop.remove_signal_handler(each)
        threading.Thread(target=self._force_exit, name="last-resort", daemon=True).start()
        self._stop()

    def _force_exit(self) -> None:
        """Exit at once, because the orderly end takes too long; the journal is on disk."""
        time.sleep(3 * LAST_WORDS)
        if isinstance(self._keyboard, PosixKeyboard):
            self._keyboard.restore()
        os._exit(128 + self._signalled)

    def _suspend(self) -> None:
        """Pause, give the terminal back, and stop; after `fg` go on from here."""
        session = self._conversation.session if self._conversation is not None else None
        if session is not None:
            self._guarded(session.suspend)
        self.lines.close()
        self._writer.flush(LAST_WORDS)
        self._keyboard.close()
        os.kill(os.getpid(), signal.SIGSTOP)  # the shell sees that, and gives the prompt
        self._keyboard.open()

    def _continued(self) -> None:
        """Read single keys again: a shell has changed the terminal meanwhile."""
        if not self._signalled:
            self._keyboard.open()

    # -- the end -------------------------------------------------------------------------------------------------------

    def _end(self, services: SessionServices) -> int:
        recorder = services.recorder
        unsaved = recorder.rescue_text()
        words = [crash_log.RESUME_HINT] if self._signalled and recorder.has_open_session else []
        if self._error is not None:
            log = crash_log.write_log(services.profile.state_dir, self._error, services.now())
            words += crash_log.crash_lines(self._error, log, under_way=recorder.has_open_session)
        words += unsaved.splitlines()
        for line in words:
            self.lines.say(line)
        self.lines.close()
        if services.wake_lock is not None:
            services.wake_lock.release(LAST_WORDS if self._signalled else RELEASE_TIMEOUT)
        if services.sound is not None:
            services.sound.close()
        if services.remote is not None:
            services.remote.close(LAST_WORDS)
        recorder.close()
        self._writer.flush(LAST_WORDS if self._signalled else FLUSH)
        if self._unwritten and sys.stderr is not None:
            with suppress(OSError):
                told = [f"Error: these lines can't be written: {self._unwritten}.", *words]
                sys.stderr.write("".join(f"{line}\n" for line in told))
        if self._signalled:  # nothing is left to do, and Python's own end would take longest
            os._exit(128 + self._signalled)
        if self._error is not None or (recorder.unsaved and not self._status):
            return 1
        return self._status

    @property
    def _status(self) -> int:
        return (self._conversation.status if self._conversation is not None else None) or 0

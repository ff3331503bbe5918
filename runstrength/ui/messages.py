"""Messages to the app: a screen posts one, and the app alone opens and closes screens.

Plain classes instead of dataclasses, because the first frame waits for this module. It imports nothing of `ui`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.screen import Screen

    from runstrength.history.store import Row
    from runstrength.session.commands import Refit, Swap
    from runstrength.session.engine import Session
    from runstrength.session.plan import Plan
    from runstrength.session.record import Record


class Navigation(Message):
    """Asks the app to open or close screens. The navigator drops it unless its sender is on top."""

    FROM_BELOW: ClassVar[bool] = False
    """Whether the sender may be covered; what covers it is closed first."""

    WAITS: ClassVar[bool] = False
    """Whether it waits until a covered sender is on top again, instead of being dropped."""

    origin: Screen[Any] | None = None
    """The screen that asks; None for the app itself."""


class DecorationFailed(Message):
    """A decoration failed; it is logged, shown once, and the session continues."""

    def __init__(self, name: str, error: Exception) -> None:
        super().__init__()
        self.name = name
        """The name at the start of a sentence: `The figure`."""
        self.error = error


class Close(Navigation):
    """Close the sender, and give `result` to whoever opened it; the first screen ends the program instead."""

    def __init__(self, result: Any = None) -> None:
        super().__init__()
        self.result = result


class Quit(Navigation):
    """End the program."""


class RunCommand(Navigation):
    """Close the sender, then call `command` once the screen below it is shown again."""

    def __init__(self, command: Callable[[], object]) -> None:
        super().__init__()
        self.command = command


# -- before a session --------------------------------------------------------------------------------------------------


class FinishFirstStart(Navigation):
    """Save the answers of the first start, and replace the sender with the screen that was asked for."""

    def __init__(self, level: str, minutes: int) -> None:
        super().__init__()
        self.level = level
        self.minutes = minutes


class FinishInterrupted(Navigation):
    """Replace the sender with the screen that was asked for at the start."""


class StartRoutine(Navigation):
    """Start a session of a routine, after the check-in if one is due; with `replace`, in place of the sender."""

    def __init__(self, routine: str, *, replace: bool = False) -> None:
        super().__init__()
        self.routine = routine
        self.replace = replace


class StartPlan(Navigation):
    """Start a session of a plan in place of the sender."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class FinishCheckin(Navigation):
    """Save the answers of the check-in (a `Form`) for this session, and start it in place of the sender."""

    def __init__(self, form: Any, plan: Plan, *, as_usual: bool) -> None:
        super().__init__()
        self.form = form
        self.plan = plan
        self.as_usual = as_usual


class ResumeSession(Navigation):
    """Show a session that was interrupted in place of the sender."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


# -- in a session and after it -----------------------------------------------------------------------------------------


class AskStop(Navigation):
    """Ask how to end the session; `on_result` gets `finish`, `discard` or None."""

    def __init__(self, on_result: Callable[[str | None], None]) -> None:
        super().__init__()
        self.on_result = on_result


class AskSwap(Navigation):
    """Ask what to do instead of the announced exercise; `on_result` gets the command for it, or None."""

    def __init__(self, session: Session, on_result: Callable[[Swap | None], None]) -> None:
        super().__init__()
        self.session = session
        self.on_result = on_result


class AskShorter(Navigation):
    """Ask how many minutes are left; `on_result` gets the command that fits the session into them, or None."""

    def __init__(self, session: Session, on_result: Callable[[Refit | None], None]) -> None:
        super().__init__()
        self.session = session
        self.on_result = on_result


class SessionEnded(Navigation):
    """Save the session and show its summary. What covers the sender is closed: a session ends by the clock too."""

    FROM_BELOW = True

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


class DiscardSession(Navigation):
    """Discard the session and leave it."""

    FROM_BELOW = True

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


class FinishSummary(Navigation):
    """Go on after the summary (of a `SavedSession`): to the mirror after a self-check, else out of it."""

    def __init__(self, saved: Any) -> None:
        super().__init__()
        self.saved = saved


class FinishMirror(Navigation):
    """Go on after the mirror: to the results of the self-check (a `SavedSession`), or out when it is not saved."""

    def __init__(self, saved: Any) -> None:
        super().__init__()
        self.saved = saved


class LeaveSession(Navigation):
    """Close every screen that belongs to the session; without a home screen below it, end the program."""


# -- everything else ---------------------------------------------------------------------------------------------------


class OpenHelp(Navigation):
    """Show the keys of a screen.

    Args:
        rows: keys, and what they do.
    """

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.rows = tuple(rows)


class OpenPalette(Navigation):
    """Show the list of all commands."""


class OpenSettings(Navigation):
    """Show the settings."""


class OpenSoundCheck(Navigation):
    """Show the sound check."""


class OpenWarmups(Navigation):
    """Show the warm-ups."""


class OpenRoutines(Navigation):
    """Show the routines."""


class OpenBuilder(Navigation):
    """Open a routine in the builder, or a new one without a name."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.name = name


class AskUnsaved(Navigation):
    """Ask what to do with unsaved changes; `on_result` gets `finish`, `discard` or None."""

    def __init__(self, on_result: Callable[[str | None], None]) -> None:
        super().__init__()
        self.on_result = on_result


class PickExercise(Navigation):
    """Let the person choose an exercise, or make a new one if it `offers_new`; `on_result` gets its key, or None."""

    def __init__(self, on_result: Callable[[str | None], None], current: str = "", *, offers_new: bool = True) -> None:
        super().__init__()
        self.on_result = on_result
        self.current = current
        self.offers_new = offers_new


class EditExercise(Navigation):
    """Edit an own exercise, or make a new one without a key; `on_result` gets its key once it is saved, or None."""

    def __init__(self, on_result: Callable[[str | None], None] | None = None, key: str = "", name: str = "") -> None:
        super().__init__()
        self.on_result = on_result
        self.key = key
        self.name = name


class OpenSharedRoutine(Navigation):
    """Show a routine from a file, given as its path was pasted, and ask whether to add it."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file


class OpenExercises(Navigation):
    """Show the list of exercises."""


class OpenExercise(Navigation):
    """Show the page of an exercise; `on_move` gets the row of each other one that is shown after it."""

    def __init__(self, key: str, on_move: Callable[[int], None] | None = None) -> None:
        super().__init__()
        self.key = key
        self.on_move = on_move


class OpenText(Navigation):
    """Show a text to read."""

    def __init__(self, title: str, about: str, paragraphs: Sequence[str]) -> None:
        super().__init__()
        self.title = title
        self.about = about
        self.paragraphs = paragraphs


class OpenGuide(Navigation):
    """Show the training guide."""


class OpenSelfCheck(Navigation):
    """Show the results of the self-checks."""


class OpenRunLog(Navigation):
    """Show the form for logging a run."""


class OpenHistory(Navigation):
    """Show the history."""


class OpenSessionRecord(Navigation):
    """Show one session of the history."""

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id


class OpenProgress(Navigation):
    """Show an exercise over time, or the list of exercises if none is given."""

    def __init__(self, exercise: str = "") -> None:
        super().__init__()
        self.exercise = exercise


class OpenWeeks(Navigation):
    """Show the weeks."""


class OpenTrash(Navigation):
    """Show the deleted sessions."""


class OpenAdd(Navigation):
    """Show what can be added to the history."""


class EditSession(Navigation):
    """Edit one session of the history."""

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id


class EditNewSession(Navigation):
    """Edit a session that is not in the history yet, in place of the sender; it is saved when that is confirmed."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.record = record


class AskAdd(Navigation):
    """Ask whether a new session is to be added; `on_result` gets `finish`, `discard` or None."""

    def __init__(self, on_result: Callable[[str | None], None]) -> None:
        super().__init__()
        self.on_result = on_result


class FinishAdding(Navigation):
    """Close the sender, and highlight the added session in the history if that is below it."""

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id


class OpenExport(Navigation):
    """Show the export formats for some sessions, or for all of them."""

    def __init__(self, sessions: Sequence[Row | Record] | None = None) -> None:
        super().__init__()
        self.sessions = sessions


class OpenImport(Navigation):
    """Show the files to import, and preview `file` at once; with `replace`, in place of the sender."""

    def __init__(self, file: Path | None = None, *, replace: bool = False) -> None:
        super().__init__()
        self.file = file
        self.replace = replace


class OpenPreview(Navigation):
    """Show what an import would add (a `Preview`); reading the file may take a while."""

    WAITS = True

    def __init__(self, preview: Any) -> None:
        super().__init__()
        self.preview = preview


class FinishImport(Navigation):
    """Close the import, and highlight the newest imported session in the history if that is below it."""

    FROM_BELOW = True

    def __init__(self, newest: str) -> None:
        super().__init__()
        self.newest = newest

"""`runstrength doctor`: checks what works on this machine, with advice on what does not."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click
from msgspec import Struct
from msgspec.structs import asdict

from runstrength import __version__
from runstrength.cli.app import has_terminal, is_dumb_terminal
from runstrength.cli.output import print_json
from runstrength.cli.profile_data import profile_library
from runstrength.text import noun_for, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from runstrength.catalogue.library import Library
    from runstrength.toml_input import Problem

PACKAGES: Final = ("textual", "rich", "click", "msgspec", "platformdirs", "tomli", "tomlkit", "wakepy")
COMFORTABLE_SIZE: Final = (80, 24)
"""Columns and rows; a smaller terminal gets advice."""


class Check(Struct, frozen=True):
    """The result of one check."""

    name: str
    ok: bool | None
    """None for information that is neither right nor wrong."""
    found: str
    advice: str = ""
    """What to do about it, if anything."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Check sound, terminal and files.

    The exit status is 1 only if no session can start.
    """
    versions = _versions()
    folders = _folders()
    library, catalogue = _catalogue()
    checks = [*_version_checks(versions), catalogue, *_folder_checks(folders), _config(), *_own(library)]
    checks += [_history(), _interrupted(), _remote(), _sound(), _wake_lock(), *_terminal()]
    if as_json:
        print_json(
            {
                "version": __version__,
                "checks": [asdict(check) for check in checks],
                "folders": folders,
                "versions": versions,
            }
        )
    else:
        click.echo("\n".join(_lines(checks)))
    ctx.exit(0 if catalogue.ok and folders else 1)


def _lines(checks: Sequence[Check]) -> Iterator[str]:
    from runstrength.cli.text_layout import paragraph

    label = max(len(check.name) for check in checks) + 3
    for check in checks:
        mark = {True: "ok", False: "NO", None: "-"}[check.ok]
        yield from paragraph(
            f"{mark:<4}{check.name.replace('own', 'your'):<{label}}", check.found or "not set", 4 + label
        )
        for line in check.advice.splitlines():
            yield from paragraph("", line, 4 + label)


def _versions() -> dict[str, str | None]:
    from importlib.metadata import PackageNotFoundError, version

    versions: dict[str, str | None] = {"runstrength": __version__, "python": sys.version.split()[0]}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = None
    return versions


def _version_checks(versions: dict[str, str | None]) -> Iterator[Check]:
    missing = [name for name, version in versions.items() if version is None]
    found = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
    advice = f"missing: {', '.join(missing)}: install runstrength again" if missing else ""
    yield Check("versions", not missing, found, advice)


def _folders() -> dict[str, dict[str, object]]:
    """Return the folders by purpose; empty if RUNSTRENGTH_HOME is not valid."""
    from runstrength import locations
    from runstrength.toml_input import InputError

    try:
        places = {
            "config": locations.config_dir(),
            "data": locations.data_dir(),
            "state": locations.state_dir(),
            "history": locations.history_dir(),
            "assets": locations.assets_dir(),
        }
    except InputError:
        return {}
    return {
        name: {"path": str(path), "exists": path.is_dir(), "writable": _writable(path)} for name, path in places.items()
    }


def _writable(path: Path) -> bool:
    """Tell whether a folder can be written to, or created."""
    nearest = next((place for place in (path, *path.parents) if os.path.lexists(place)), path)
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _folder_checks(folders: dict[str, dict[str, object]]) -> Iterator[Check]:
    from runstrength import locations

    if not folders:
        found = f"{locations.HOME}={os.environ.get(locations.HOME, '')}"
        yield Check("folders", False, found, f"set {locations.HOME} to a folder that exists or can be created")
    for name, folder in folders.items():
        if name == "assets":
            continue  # read-only; the check of the catalogue reads it
        found = str(folder["path"]) + ("" if folder["exists"] else " (not created yet)")
        advice = "" if folder["writable"] else "can't be written to: change its permissions, or set RUNSTRENGTH_HOME"
        yield Check(f"{name} folder", bool(folder["writable"]), found, advice)


def _catalogue() -> tuple[Library | None, Check]:
    from runstrength.catalogue.library import load_library
    from runstrength.locations import assets_dir
    from runstrength.toml_input import InputError

    assets = assets_dir()
    try:
        built_in = load_library(assets)
        _, problems = built_in.routines()
        tuple(built_in.exercises.values())  # reads each of them
    except InputError as bad:
        return None, _problem_check("catalogue", str(assets), bad.problems, "install runstrength again")
    if problems:
        return None, _problem_check("catalogue", str(assets), problems, "install runstrength again")
    try:
        library = profile_library()
    except InputError:  # RUNSTRENGTH_HOME is not valid: the check of the folders reports it
        library = built_in
    found = f"{len(built_in.exercises)} exercises, {len(built_in.routine_files)} routines in {assets}"
    return library, Check("catalogue", True, found)


def _own(library: Library | None) -> Iterator[Check]:
    if library is None:
        return
    _, problems = library.routines()
    routines = sorted(name for name in library.routine_files if name in library.own)
    exercises = sorted(key for key in library.exercises if key in library.own)
    for label, names, wrong in (("own routines", routines, problems), ("own exercises", exercises, library.problems)):
        found = ", ".join(names) or "none"
        yield _problem_check(label, found, wrong) if wrong else Check(label, True if names else None, found)


def _config() -> Check:
    from runstrength.locations import config_file
    from runstrength.settings import read_settings
    from runstrength.toml_input import InputError

    name = "settings"
    try:
        path = config_file()
        settings, warnings = read_settings(path)
        if settings.keys:
            from runstrength.ui.keymap.check import keymap_problems

            if problems := keymap_problems(settings.keys, str(path)):
                return _problem_check(name, "", problems)
    except InputError as bad:
        return _problem_check(name, "", bad.problems)
    if not path.exists():
        return Check(name, None, f"{path} (not created yet: using defaults)")
    return Check(name, None if warnings else True, str(path), "\n".join(warnings))


def _history() -> Check:
    from runstrength.history.store import Store
    from runstrength.profile import Profile
    from runstrength.toml_input import InputError

    try:
        profile = Profile.default()
        fallback = profile.recorder.fallback_dir
        listing, unsaved = profile.history().summaries(), Store(fallback).summaries()
    except InputError as bad:
        return _problem_check("history", "", bad.problems)
    count = len(listing.records)
    found = f"{count} {noun_for(count, 'session')}"
    if unsaved.records:
        found += f", {len(unsaved.records)} waiting to be saved in {fallback}"
    if problems := (*listing.problems, *unsaved.problems):
        return _problem_check(
            "history", found, problems, "runstrength doesn't change these files: repair or move them yourself"
        )
    return Check("history", True, found)


def _interrupted() -> Check:
    from runstrength.history.recovery import find_unfinished
    from runstrength.profile import Profile
    from runstrength.toml_input import InputError

    name = "interrupted"
    try:
        profile = Profile.default()
        journals = find_unfinished(profile.recorder.journals_dir, profile.history())
    except InputError as bad:
        return _problem_check(name, "", bad.problems)
    waiting, running = len(journals.interrupted), len(journals.running)
    found = ", ".join(
        f"{count} {noun_for(count, 'session')} {state}"
        for count, state in ((waiting, "to resume"), (running, "running now"))
        if count
    )
    if journals.problems:
        return _problem_check(
            name, found, journals.problems, "runstrength doesn't change these files: repair or move them yourself"
        )
    return Check(name, None, found or "no sessions", "runstrength asks about it at the next start" if waiting else "")


def _remote() -> Check:
    """Ask the running session how many messages it refused; without one, try whether a session could listen."""
    from runstrength.locations import remote_dir
    from runstrength.remote.client import PATIENCE, NoAnswerError, ask, why_not_listening
    from runstrength.toml_input import InputError

    name = "remote"
    try:
        folder = remote_dir()
        answer = ask(folder, "status", PATIENCE)
    except InputError as bad:
        return _problem_check(name, "", bad.problems)
    except NoAnswerError:
        return Check(name, None, "a running session doesn't answer", "it may be stopped: look at its terminal")
    if answer is not None:
        refused = answer["refused"]
        found = "a session is running, and `runstrength tell` reaches it"
        return Check(name, True, found, f"{plural(refused, 'message')} refused: no valid commands" if refused else "")
    why = why_not_listening(folder)
    advice = "sessions run, but `runstrength tell` can't reach them" if why else ""
    return Check(name, None if why else True, why or "no session is running; `runstrength tell` works", advice)


def _wake_lock() -> Check:
    """Take the wake lock for a moment, to see whether it works."""
    from runstrength.ui.wake_lock import works

    awake, method = works()
    advice = "" if awake else "the screen may go dark in a session: turn off the screen timeout yourself"
    return Check("keep awake", True if awake else None, method, advice)


def _problem_check(name: str, found: str, problems: Sequence[Problem], advice: str = "") -> Check:
    count = f"{len(problems)} {noun_for(len(problems), 'problem')}"
    lines = [str(problem) for problem in problems] + ([advice] if advice else [])
    return Check(name, False, f"{found}, {count}" if found else count, "\n".join(lines))


def _sound() -> Check:
    """Open the sound device, and report what happened and how to improve it."""
    from runstrength.locations import config_file
    from runstrength.settings import read_settings
    from runstrength.sound import player
    from runstrength.toml_input import InputError

    try:
        choice = player.choose_backend(read_settings(config_file())[0].sound)
    except InputError as bad:
        return Check("sound", False, "; ".join(problem.text for problem in bad.problems), 'set sound = "auto"')
    if choice.name in ("off", "bell"):
        return Check("sound", None, f"{choice.name}: {choice.detail}; {choice.why}", choice.advice)
    opened = player.open_device(choice)
    if opened.why:
        return Check("sound", False, f"{choice.name}: {opened.why}", player.device_advice())
    advice = choice.advice or "to hear every tone, run: runstrength sounds"
    return Check("sound", True, f"{choice.name}: {opened.detail} opened; {choice.why}", advice)


def _terminal() -> Iterator[Check]:
    present = has_terminal()
    found = "standard input and output" if present else "no: input or output is a file or a pipe"
    yield Check(
        "terminal", present or None, found, "" if present else "a session needs an interactive terminal; plan doesn't"
    )
    term = os.environ.get("TERM", "")
    unnamed = os.name == "posix" and not term
    advice = "set it to your terminal's type, such as xterm-256color" if unnamed or is_dumb_terminal() else ""
    yield Check("TERM", None if unnamed else not is_dumb_terminal(), term, advice)
    true_color = os.environ.get("COLORTERM", "") in ("truecolor", "24bit")
    advice = "" if true_color else "colors are approximate; if your terminal has true color, set COLORTERM=truecolor"
    yield Check("COLORTERM", true_color or None, os.environ.get("COLORTERM", ""), advice)
    if present:
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
        comfortable = columns >= COMFORTABLE_SIZE[0] and rows >= COMFORTABLE_SIZE[1]
        advice = "" if comfortable else f"make the window at least {COMFORTABLE_SIZE[0]}×{COMFORTABLE_SIZE[1]}"
        yield Check(
            "size",
            comfortable or None,
            f"{columns}×{rows}" if columns and rows else "unknown",
            advice,
        )
    yield _encoding()
    for name, advice in (
        ("NO_COLOR", "set: no colors"),
        ("TEXTUAL_ANIMATIONS", "set: it turns animations on or off"),
        ("TMUX", "set: to see the window title, run `set -g set-titles on`"),
    ):
        value = os.environ.get(name, "")
        yield Check(name, None, value or "not set", advice if value else "")


def _encoding() -> Check:
    from runstrength.figure.ascii import supports_utf8

    name = getattr(sys.stdout, "encoding", None) or ""
    right = supports_utf8(name, os.environ)
    advice = (
        "the app can't draw, and commands replace special characters: set LANG to a UTF-8 locale such as C.UTF-8, and "
        "unset LC_ALL"
    )
    return Check("encoding", right or None, name, "" if right else advice)

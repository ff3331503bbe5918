"""Bytes that aren't UTF-8 on the command line: refused in a text, right in a path."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from runstrength.cli import main
from runstrength.history.store import Store
from tests.support import activity_files as files
from tests.support.history_samples import PLANK, record
from tools.man_page import command_contexts

ODD = b"caf\xe9"
"""A name in Latin-1."""
TINY = """
title = "Tiny"
[[blocks]]
name = "A"
sets = 2
[[blocks.slots]]
exercise = "side_plank"
hold = 5
"""

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no argument or file can have such bytes")


def run(*arguments: bytes, cwd: Path) -> tuple[int, str, str]:
    """Run a command as a shell does, with arguments that are bytes; return its status and what it printed."""
    command = [os.fsencode(sys.executable), b"-m", b"runstrength", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def texts() -> list[tuple[bytes, ...]]:
    """Return every command with each of its texts as odd bytes, one at a time."""
    found: list[tuple[bytes, ...]] = []
    for context in command_contexts():
        start = tuple(map(str.encode, context.command_path.split()[1:]))
        for param in context.command.params:
            if isinstance(param.type, click.Path) or (isinstance(param, click.Option) and param.is_flag):
                continue
            if isinstance(param, click.Argument):
                found.append((*start, ODD))
            else:
                found.append((*start, param.opts[-1].encode(), ODD))
    return found


@pytest.mark.parametrize(
    "case",
    [
        (b"routines", b"new", ODD),
        (b"routines", b"show", ODD),
        (b"routines", b"edit", ODD),
        (b"history", b"show", ODD),
        (b"history", b"edit", b"last", b"--set", ODD),
        (b"session", b"--blocks", ODD),
    ],
    ids=lambda case: b" ".join(case).decode("ascii", "replace"),
)
def test_a_text_is_refused(tmp_path: Path, case: tuple[bytes, ...]) -> None:
    """As a shell gives them, such bytes in a text are one line that says so, with exit status 2."""
    status, out, err = run(*case, cwd=tmp_path)
    assert (status, out) == (2, "")
    assert '"caf\\udce9" isn\'t valid: use UTF-8 text' in err
    assert "Traceback" not in err


def test_every_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every text of every command, bytes that aren't UTF-8 are one line that says so, with exit status 2."""
    cases = texts()
    assert {(b"routines", b"new", ODD), (b"history", b"edit", ODD), (b"history", b"add", b"--set", ODD)} <= {*cases}
    assert len(cases) > 50
    monkeypatch.chdir(tmp_path)
    for case in (*cases, (ODD,), (b"--" + ODD,), (b"history", ODD)):
        result = CliRunner().invoke(main, [os.fsdecode(argument) for argument in case])
        status, out, err = result.exit_code, result.stdout, result.stderr
        assert status == 2, (case, out, err)
        assert "caf\\udce9" in err, (case, out, err)
        assert "Traceback" not in err
        assert out == ""


def test_a_routine_in_a_file_with_an_odd_name(home: Path, tmp_path: Path) -> None:
    """The path of a routine can have any bytes; what is kept of it is text."""
    path = ODD + b".toml"
    (tmp_path / os.fsdecode(path)).write_text(TINY)
    for case in (
        (b"plan", path),
        (b"plan", b"--json", path),
        (b"routines", b"show", path),
        (b"routines", b"check", path),
    ):
        status, out, err = run(*case, cwd=tmp_path)
        assert (status, err) == (0, ""), case
        assert "caf\\udce9" in out or "Tiny" in out or "caf\\ufffd" in out
    status, out, err = run(b"history", b"add", path, cwd=tmp_path)
    assert (status, err) == (0, "")
    assert Store(home / "data" / "history").load("last").routine == "caf\ufffd"


def test_an_own_routine_with_an_odd_name(home: Path, tmp_path: Path) -> None:
    """A file among the own routines whose name isn't UTF-8 has a name that can be kept."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / os.fsdecode(ODD + b".toml")).write_text(TINY)
    status, out, err = run(b"routines", b"list", cwd=tmp_path)
    assert (status, err) == (0, "")
    assert "caf\ufffd" in out
    status, out, err = run(b"history", b"add", "caf\ufffd".encode(), cwd=tmp_path)
    assert (status, err) == (0, "")


def test_files_with_odd_names_go_in_and_out(home: Path, tmp_path: Path) -> None:
    """Runs come from, and exports go to, files whose names are any bytes; the names are printed as escapes."""
    Store(home / "data" / "history").save(record(sets=(PLANK,)))
    for form, path in ((b"json", ODD + b".json"), (b"csv", ODD + b".csv"), (b"fit", ODD + b".fit")):
        status, out, err = run(b"history", b"export", b"--format", form, b"-o", path, cwd=tmp_path)
        assert (status, err) == (0, "")
        assert "caf\\udce9" in out
        assert (tmp_path / os.fsdecode(path)).is_file()
    (tmp_path / os.fsdecode(ODD + b".gpx")).write_bytes(files.gpx())
    for path in (ODD + b".json", ODD + b".gpx"):
        status, out, err = run(b"history", b"import", path, cwd=tmp_path)
        assert (status, err) == (0, ""), path
    status, out, err = run(b"history", b"import", ODD + b"2.gpx", cwd=tmp_path)
    assert status == 2
    assert "caf\\udce9" in err

"""An error of our own in a few plain lines, and its whole story in a log."""

from __future__ import annotations

from pathlib import Path

from runstrength.ui.common.crash_log import MAX_BYTES, NAME, RESUME_HINT, crash_lines, write_log
from tests.support.history_samples import MORNING


def error() -> Exception:
    """Return an error with its traceback, from a place that had something private in its hands."""
    note = ["my calf hurts"]
    try:
        _ = note[1]
    except IndexError as caught:
        caught.args = ("a note of 1 is\x1b[2J too\nlong",)
        return caught
    raise AssertionError


def test_the_log_has_when_what_and_where(tmp_path: Path) -> None:
    """The log has when, what and where, for its owner's eyes alone, and none of the values around it."""
    path = write_log(tmp_path / "state", error(), MORNING)
    assert path == tmp_path / "state" / NAME
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    text = path.read_text("utf-8")
    assert text.startswith("== 2026-11-22T07:30:05+01:00  runstrength ")
    assert "Textual 8" in text.splitlines()[0]
    assert "Traceback" in text
    assert "IndexError: a note of 1" in text
    assert "my calf hurts" not in text


def test_one_after_the_other(tmp_path: Path) -> None:
    """A second error is added; a log that has grown too large is begun anew."""
    for _ in range(2):
        path = write_log(tmp_path, error(), MORNING)
    assert path is not None
    assert path.read_text("utf-8").count("== 2026") == 2
    path.write_bytes(b"x" * (MAX_BYTES + 1))
    write_log(tmp_path, error(), MORNING)
    assert path.read_text("utf-8").startswith("== 2026")


def test_no_place_for_the_log(tmp_path: Path) -> None:
    """Where the log cannot be written, that is said."""
    (tmp_path / "state").write_text("in the way", encoding="utf-8")
    assert write_log(tmp_path / "state", error(), MORNING) is None
    assert "The log could not be written" in crash_lines(error(), None, under_way=False)[-1]


def test_what_is_said_is_one_line_each(tmp_path: Path) -> None:
    """What is said is one line each, harmless to a terminal, and names the way to go on only where there is one."""
    lines = crash_lines(error(), tmp_path / NAME, under_way=True)
    assert lines == [
        "runstrength crashed: IndexError: a note of 1 is\\x1b[2J too",
        RESUME_HINT,
        f"Details are in {tmp_path / NAME}; please send that file and say what you were doing.",
    ]
    assert RESUME_HINT not in crash_lines(error(), tmp_path / NAME, under_way=False)
    assert crash_lines(KeyError(), None, under_way=False)[0].endswith("crashed: KeyError")

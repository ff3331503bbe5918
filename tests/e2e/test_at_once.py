"""Several runstrengths at once on one history: nothing is there twice, nothing is lost, and waiting is said."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from runstrength.history.locks import alone
from runstrength.history.store import Store
from runstrength.locations import TRASH
from tests.support.history_samples import PLANK, record

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(os.name == "nt", reason="on Windows another file is locked"),
]

WAITING = "Waiting for another runstrength"
LONGEST = 60
"""Seconds for a command, on a machine that does much else."""


@pytest.fixture
def store(home: Path) -> Store:
    """Return a history with two sessions."""
    store = Store(home / "data" / "history")
    for number in range(2):
        store.save(record(f"aaaa000{number}", -number, sets=(PLANK,)))
    return store


def at_once(program: list[str], store: Store, *commands: list[str]) -> list[tuple[int, str]]:
    """Start commands that all wait for the same history, let them go together, and return their statuses and errors."""
    with alone(store.folder):
        started = [
            subprocess.Popen([*program, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for command in commands
        ]
        first = [one.stderr.readline() for one in started if one.stderr is not None]
    ends = [one.communicate(timeout=LONGEST)[1] for one in started]
    assert all(line.startswith(WAITING) for line in first), (first, ends)
    return [(one.returncode, end) for one, end in zip(started, ends, strict=True)]


def test_three_imports_of_the_same_sixty_sessions_leave_sixty_files(
    program: list[str], home: Path, tmp_path: Path
) -> None:
    """Three imports of the same sixty sessions leave sixty files, and each says how many it added."""
    there = Store(tmp_path / "there")
    for number in range(60):
        there.save(record(f"{number:08x}", -number))
    file = tmp_path / "all.json"
    sessions = [json.loads(path.read_bytes()) for path in there.folder.rglob("*.json")]
    file.write_text(json.dumps({"format": "runstrength-history", "schema": 1, "sessions": sessions}))
    command = [*program, "history", "import", str(file)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ends = [one.communicate(timeout=LONGEST) for one in started]
    assert [one.returncode for one in started] == [0, 0, 0], ends
    assert sum(int(out.split()[0]) for out, _ in ends) == 60
    files = list((home / "data" / "history").rglob("*.json"))
    assert Counter(path.name for path in files) == Counter(path.name for path in there.folder.rglob("*.json"))


def test_edits_of_different_fields(program: list[str], store: Store) -> None:
    """Of four edits of one session at the same time none is lost."""
    edit = ["history", "edit", "aaaa0000"]
    ends = at_once(
        program,
        store,
        [*edit, "--effort", "9"],
        [*edit, "--note", "hard"],
        [*edit, "--title", "Mine"],
        [*edit, "--set", "side_plank = 12"],
    )
    assert ends == [(0, "")] * 4
    one = store.load("aaaa0000")
    assert (one.effort, one.note, one.title, one.sets[0].done) == (9, "hard", "Mine", 12)


def test_an_edit_and_a_deletion(program: list[str], store: Store) -> None:
    """The session is deleted, once; the edit was done before, or says where the session is."""
    edit, delete = ["history", "edit", "aaaa0000", "--date", "2026-01-02 07:00"], ["history", "delete", "aaaa0000"]
    (edited, said), deleted = at_once(program, store, edit, delete)
    assert deleted == (0, "")
    assert (edited, said) == (0, "") or (edited == 1 and "runstrength history restore aaaa0000" in said)
    assert [one.id for one in store.entries().records] == ["aaaa0001"]
    assert len(list((store.folder / TRASH).rglob("*.json"))) == 1


def test_a_session_comes_back_once(program: list[str], store: Store) -> None:
    """A session comes back once; who is second hears that it is there."""
    store.delete("aaaa0000")
    restore = ["history", "restore", "aaaa0000"]
    ends = at_once(program, store, restore, restore)
    assert sorted(status for status, _ in ends) == [0, 1]
    assert len(list(store.folder.rglob("*aaaa0000*"))) == 1

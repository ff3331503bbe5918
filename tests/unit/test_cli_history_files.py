"""`history check`, `delete` and `restore`: nothing is changed by looking, and nothing deleted is gone."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runstrength.cli import main
from runstrength.history.store import Store
from tests.support.history_samples import PLANK, change, contents, record


@pytest.fixture
def store(home: Path) -> Store:
    """Return the history that the commands use."""
    return Store(home / "data" / "history")


def run(*arguments: str) -> Result:
    """Run a command of the history."""
    return CliRunner().invoke(main, ["history", *arguments], color=True)


def test_a_history_that_is_well(store: Store) -> None:
    """A history without a flaw is one line, also where there is none yet, and for scripts an object."""
    assert run("check").stdout == f"{store.folder}: 0 sessions; no problems\n"
    assert not store.folder.exists()
    store.save(record())
    store.save(record("other000", 1))
    store.delete("other000")
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, f"{store.folder}: 1 session, 1 in the trash; no problems\n")
    assert json.loads(run("check", "--json").stdout) == {
        "folder": str(store.folder),
        "sessions": 1,
        "deleted": 1,
        "problems": [],
        "private": True,
    }


def test_everything_that_can_be_wrong(store: Store) -> None:
    """Each kind of wrong file is named with its reason, status 1, the sessions are counted, and no byte changes."""
    path = store.save(record(sets=(PLANK,)))
    newer = change(store.save(record("newer000", 1)), schema=9, wind="north")
    data = path.read_bytes()
    year = path.parent
    files = {
        "truncated.json": (data[:-40], "use a complete JSON file"),
        "empty.json": (b"", "is empty: use the JSON file of a session"),
        "foreign.json": (b'{"shopping": ["bread"]}', "isn't a session of this program"),
        "wrong.json": (
            data.replace(b'"done": 30', b'"done": "x"'),
            'sets[0].done: "x" isn\'t valid: use a number or nothing',
        ),
        "latin.json": (data.replace(b'"note": ""', b'"note": "\xe4"'), "isn't UTF-8"),
        f"{path.stem}.sync-conflict-20261123-101112-ABCDEFG.json": (
            data,
            "is a copy of session abcd1234",
        ),
        f"{path.stem} (conflicted copy 2026-11-23).json": (data, "is a copy of session abcd1234"),
        "swim.json": (
            b'{"schema": 9, "id": "x", "kind": "swim", "lanes": 4}',
            "schema: 9 is from a newer version",
        ),
        ".runstrength-0123456789abcdef.tmp": (b"{", "is left over from an interrupted write"),
        ".20261124T063005Z-cloud000.json.icloud": (
            b"bplist",
            "is a placeholder for 20261124T063005Z-cloud000.json: download",
        ),
    }
    for name, (content, _) in files.items():
        (year / name).write_bytes(content)
    before = contents(store.folder)
    result = run("check")
    assert result.exit_code == 1
    first, *lines = result.stdout.splitlines()
    assert first == f"{store.folder}: 2 sessions; {len(files) + 1} problems"
    assert (
        f"{newer}: schema: 9 is from a newer version of runstrength: update runstrength to change the session" in lines
    )
    told = {line.partition(": ")[0]: line for line in lines}
    for name, (_, said) in files.items():
        # Of a session and its copies any one may be the one that is used.
        if said.startswith("is a copy"):
            assert sum(said in line for line in lines) == 2
        else:
            assert said in told[str(year / name)]
    assert contents(store.folder) == before
    document = json.loads(run("check", "--json").stdout)
    assert (document["sessions"], len(document["problems"])) == (2, len(files) + 1)
    assert set(document["problems"][0]) == {"file", "key", "text"}


def test_a_history_that_others_can_read(store: Store) -> None:
    """A folder that is open to others is named, and stays as somebody wanted it."""
    store.save(record())
    store.folder.chmod(0o755)
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.endswith(
        f"Other users can read your history. To prevent that, run: chmod 700 {store.folder}\n"
    )
    assert json.loads(run("check", "--json").stdout)["private"] is False
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o755


def test_there_and_back(store: Store) -> None:
    """What is deleted is in the trash, listed there, and comes back whole, under its name, with what we do not know."""
    path = change(store.save(record(note="calf")), of_another_program=[1, 2])
    data = path.read_bytes()
    result = run("delete", "abcd")
    assert result.exit_code == 0
    assert result.stdout.startswith("Deleted abcd1234: 2026-11-22 ")
    assert result.stdout.endswith("Undo with: runstrength history restore abcd1234\n")
    assert not path.exists()
    assert run("list").stdout.startswith("No sessions yet")
    assert run("restore").stdout.startswith("abcd1234: 2026-11-22 ")
    result = run("restore", "last")
    assert (result.exit_code, path.read_bytes()) == (0, data)
    assert result.stdout.startswith("Restored abcd1234: ")
    assert run("restore").stdout == "The trash is empty.\n"


def test_what_cannot_be_deleted_or_restored(store: Store) -> None:
    """An id that is not there, or not the only one, or there already, is one line and status 1; nothing moves."""
    store.save(record("aaaa0001"))
    store.save(record("aaaa0002", 1))
    store.delete("aaaa0002")
    store.save(record("aaaa0002", 2))
    before = contents(store.folder)
    for arguments, said in (
        (("delete", "bbbb0000"), "no session "),
        (("delete", "aaaa"), "matches several sessions"),
        (("delete", "aa"), "use at least 4 characters of an id"),
        (("restore", "bbbb0000"), "no session "),
        (("restore", "aaaa0002"), "is already in the history"),
        (("delete", "../../x"), "no session "),
        (("delete", "\x1b[31m"), "no session "),
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert said in result.stderr
        assert result.stderr.count("\n") == 1
        assert "\x1b" not in result.stderr
    assert contents(store.folder) == before


def test_sessions_that_wait_to_be_saved(home: Path) -> None:
    """`history check` and `doctor` tell of sessions that wait to be saved, and of damaged files among them."""
    folder = home / "state" / "unsaved"
    path = Store(folder).save(record())
    (path.parent / "damaged.json").write_bytes(b"{")
    checked = run("check")
    assert checked.exit_code == 1
    assert f"{path}: isn't in the history yet: start runstrength, which moves it there" in checked.output
    assert "damaged.json" in checked.output
    told = CliRunner().invoke(main, ["doctor"]).output
    assert "1 waiting to be saved" in told
    assert "damaged.json" in told

"""The newest sessions alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.json import Decoder
from msgspec.structs import replace

from runstrength.checked import Problem
from runstrength.history.files import Found, read_one
from runstrength.history.recent import recent
from runstrength.history.store import Store
from runstrength.session.record import Record
from tests.unit.helpers import plan_of
from tests.unit.past_samples import day, kept, run

NOW = day(100)


def ids(*records: Record) -> list[str]:
    """Return the ids of sessions."""
    return [record.id for record in records]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty history."""
    return Store(tmp_path / "history")


def save(store: Store, *records: Record) -> None:
    """Keep sessions."""
    for record in records:
        store.save(record)


def test_nothing_yet(store: Store) -> None:
    """A history that is not there is an empty past."""
    assert recent(store.folder, NOW) == ()


def test_the_newest_first_over_the_years(store: Store) -> None:
    """Sessions come back as they were kept, the newest first, also over the end of a year."""
    records = [run(day(when), 3) for when in (95, 70, 58, 45)]
    save(store, *records[::-1])
    assert list(recent(store.folder, NOW)) == records


def test_only_what_is_needed_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of the last weeks is read, and of what is older no more than it takes to find some sessions."""
    save(store, *(run(day(when), 3) for when in range(100)))
    save(store, *(kept(plan_of("core"), day(when + 0.5)) for when in range(0, 100, 10)))
    seen: list[str] = []

    def reading(file: str, decoder: Decoder[Record]) -> Found[Record] | Problem | None:
        seen.append(file)
        return read_one(file, decoder)

    monkeypatch.setattr("runstrength.history.recent.read_one", reading)
    found = recent(store.folder, NOW, days=20, sessions=3)
    assert len([one for one in found if one.started >= day(80)]) == 22
    assert len([one for one in found if one.kind == "session"]) >= 3
    assert len(seen) <= 36
    assert len(recent(store.folder, NOW, most=5)) == 5


def test_the_last_session_is_found_however_old(store: Store) -> None:
    """After a long break with nothing but runs the last sessions are still known."""
    save(store, kept(plan_of("core"), day(-200)), *(run(day(when), 3) for when in range(100)))
    assert recent(store.folder, NOW)[-1].kind == "session"


def test_what_cannot_be_read_is_passed_over(store: Store) -> None:
    """Damaged files, copies of a session and files of other names do no harm."""
    first = run(day(90), 3)
    save(store, first)
    year = store.folder / "2027"
    (year / "20270201T000000Z-broken.json").write_text("{")
    newer = replace(first, effort=9, ended=day(90.9))
    copy = Store(store.folder.parent / "copy")
    copy.save(newer)
    path = next(copy.folder.rglob("*.json"))
    path.rename(year / "my favourite run.json")
    assert [(one.id, one.effort) for one in recent(store.folder, NOW)] == [(first.id, 9)]

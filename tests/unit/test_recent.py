"""The newest sessions alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.json import Decoder
from msgspec.structs import replace

from runstrength.history.files import Found, read_one
from runstrength.history.recent import recent
from runstrength.history.store import Store
from runstrength.session.past import known_past
from runstrength.session.record import Record
from runstrength.toml_input import Problem
from tests.support.past_samples import checked, day, kept, run
from tests.support.plans import plan_of

NOW = day(100)
PLAN = plan_of("core")


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


def test_a_history_that_is_not_there_is_an_empty_past(store: Store) -> None:
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


def test_older_self_checks_are_found(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two newest self-checks of a year are known, however long ago; for them no other old file is decoded."""
    checks = [checked(day(when)) for when in (80, -70, -150, -250)]
    save(store, *checks, *(run(day(when + 0.5), 3) for when in range(-300, 100, 5)))
    seen: list[str] = []

    def reading(file: str, decoder: Decoder[Record]) -> Found[Record] | Problem | None:
        seen.append(file)
        return read_one(file, decoder)

    monkeypatch.setattr("runstrength.history.recent.read_one", reading)
    found = recent(store.folder, NOW, days=30, sessions=0)
    assert ids(*(one for one in found if one.kind == "check")) == ids(*checks[:2])
    assert found[-1] == checks[1]
    assert len(seen) <= 8
    assert [one.kind for one in recent(store.folder, day(300), days=30, sessions=0)] == ["check"]
    assert recent(store.folder, day(450), days=30, sessions=0) == ()


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


def name_of(record: Record, store: Store) -> Path:
    """Return the file of a session, by whatever name."""
    return next(path for path in store.folder.rglob("*.json") if f'"{record.id}"' in path.read_text("utf-8"))


NAMES = {
    "as it was": "2027/{name}",
    "of another time": "2027/20270101T000000Z-{id}.json",
    "of years ago": "2019/20190101T000000Z-{id}.json",
    "of the future": "2031/20310101T000000Z-{id}.json",
    "of no time": "2027/99999999T999999Z-{id}.json",
    "given by hand": "2027/my favourite run.json",
    "that sorts last": "2027/#1.json",
    "given by hand, years ago": "2019/my favourite run.json",
    "given by a sync tool": "2019/20190101T000000Z-{id} (conflicted copy).json",
    "outside of a year": "one.json",
}


@pytest.mark.parametrize("name", NAMES)
def test_when_a_session_was_stands_in_its_file(store: Store, name: str) -> None:
    """Whatever a file is called, and wherever it lies, its session has its place by the time inside of it."""
    records = [run(day(when), 3) for when in range(99, 20, -1)]
    save(store, *records, *(kept(plan_of("core"), day(when)) for when in (-300, -200, -100)))
    one = records[3]
    path = name_of(one, store)
    target = store.folder / NAMES[name].format(name=path.name, id=one.id)
    target.parent.mkdir(exist_ok=True)
    path.rename(target)
    for changed in (target, target.parent):  # a file is changed after what it tells of
        os.utime(changed, (NOW.timestamp(), NOW.timestamp()))
    found = recent(store.folder, NOW, days=20, sessions=1)
    assert ids(*found) == ids(*records[:79], *found[79:])
    found = recent(store.folder, NOW, days=20, sessions=0)
    assert ids(*found) == ids(*records[:20])


def test_an_old_session_with_a_new_name_ends_nothing(store: Store) -> None:
    """A session of years ago whose file has a name of today does not hide the sessions of these weeks."""
    old, records = kept(plan_of("core"), day(-900)), [kept(plan_of("core"), day(when)) for when in range(99, 60, -1)]
    save(store, old, *records)
    path = name_of(old, store)
    path.rename(store.folder / "2027" / f"20270302T235959Z-{old.id}.json")
    assert ids(*recent(store.folder, NOW, days=20, sessions=1)) == ids(*records[:20])


def test_a_corrected_date_is_filed_anew(store: Store) -> None:
    """A session moved by an edit has the name of its new time, in that year's folder, and is found there."""
    records = [run(day(when), 3) for when in (95, 70, 58, 45)]
    save(store, *records)
    for began, ended in ((day(-400), day(-399.9)), (day(98), day(98.1))):
        store.edit(records[3].id, {"started": began, "ended": ended})
        assert name_of(records[3], store) == store.path_of(replace(records[3], started=began))
        assert len(list(store.folder.rglob("*.json"))) == 4
        order = ids(*recent(store.folder, NOW))
        assert order.index(records[3].id) == (3 if began < day(0) else 0)


def touch(folder: Path, moment: float) -> None:
    """Let every file and folder be last changed at a moment."""
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (moment, moment))


def test_a_history_that_was_just_imported_is_not_read_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were all written a moment ago are trusted by their first bytes; of old ones none is decoded."""
    save(store, *(run(day(when), 3) for when in range(-1000, 100, 7)))
    touch(store.folder, NOW.timestamp())
    seen: list[str] = []

    def reading(file: str, decoder: Decoder[Any]) -> Found[Any] | Problem | None:
        seen.append(file)
        return read_one(file, decoder)

    monkeypatch.setattr("runstrength.history.recent.look_into", reading)
    assert len(recent(store.folder, NOW, days=60, sessions=0)) == 9
    assert seen == []


@pytest.mark.parametrize(
    "text",
    [
        '{"started": "%s", "id": "new", "kind": "run", "ended": "%s", "completed": true, "schema": 1}',
        '{"schema": 1, "id": "new", "kind": "run", "title": "\\"started\\": \\"2020-01-01T00:00:00Z\\"",'
        ' "started": "%s", "ended": "%s", "completed": true}',
        '{"schema": 1, "x": {"started": "2020-01-01T00:00:00Z"}, "id": "new", "kind": "run", "started": "%s", "ended":'
        ' "%s", "completed": true}',
        '{"kind":"run","schema":1,"id":"new","started":"%s","ended":"%s","completed":true}',
    ],
)
def test_a_file_that_was_edited_by_hand_counts_when_it_says(store: Store, text: str) -> None:
    """A file that keeps its old name, but was given a start of last week by hand, is found, however it is written."""
    save(store, *(run(day(when), 3) for when in range(-1000, 40, 20)))
    path = store.folder / "2020" / "20200101T000000Z-new.json"
    path.parent.mkdir()
    started, ended = day(95).isoformat(), day(95.02).isoformat()
    path.write_text(text % (started, ended), encoding="utf-8")
    touch(store.folder, NOW.timestamp())
    assert ids(*recent(store.folder, NOW, days=60, sessions=0)) == ["new"]


@given(st.lists(st.tuples(st.integers(-900, 110), st.integers(-900, 110), st.booleans(), st.booleans()), max_size=12))
@example(files=[(0, 0, False, True), (-1, 0, True, True), (-1, 0, False, True)])
def test_the_same_as_if_all_were_read(files: list[tuple[int, int, bool, bool]]) -> None:
    """Whatever times are in names and files, the sessions are those that a reading of every file finds."""
    with TemporaryDirectory() as home:
        store = Store(Path(home) / "history")
        for number, (inside, named, as_named, strength) in enumerate(files):
            record = kept(plan_of("core"), day(inside)) if strength else run(day(inside), 3)
            record = replace(record, id=f"id{number}")
            target = store.path_of(replace(record, started=day(named))) if as_named else None
            path = store.save(record)
            if target is not None and target != path:
                target.parent.mkdir(exist_ok=True)
                path.rename(target)
        touch(store.folder, NOW.timestamp()) if store.folder.exists() else None
        everything = [one for one in store.entries().records if one.started <= NOW]
        strong = [one for one in everything if one.kind == "session"][:2]
        expected = [one for one in everything if one.started >= day(70) or one in strong]
        found = recent(store.folder, NOW, days=30, sessions=2)
        assert [one for one in found if one in expected] == expected


@settings(max_examples=settings().max_examples // 3)  # each saves up to two hundred sessions
@given(
    past=st.lists(
        st.tuples(st.integers(60, 450), st.sampled_from(["run", "session", "session", "check"])),
        min_size=12,
        max_size=30,
    ),
    runs=st.sampled_from([0, 0, 170]),
)
@example(past=[(60, "session")] * 8 + [(112, "check")], runs=0)  # the check is the first of what is no longer needed
def test_what_is_read_is_what_the_coach_knows(past: list[tuple[int, str]], runs: int) -> None:
    """What is read from the files is what the rule for the known past says of the whole history."""
    made: dict[str, Callable[[float], Record]] = {
        "run": lambda when: run(day(when), 3),
        "session": lambda when: kept(PLAN, day(when)),
        "check": lambda when: checked(day(when)),
    }
    times = {600 - ago + place / 100: kind for place, (ago, kind) in enumerate(past)}
    times |= {600 - number / 2 - 0.3: "run" for number in range(runs)}
    records = [made[times[when]](when) for when in sorted(times, reverse=True)]
    with TemporaryDirectory() as folder:
        save(store := Store(Path(folder) / "history"), *records)
        assert ids(*recent(store.folder, day(600.5))) == ids(*known_past(records, day(600.5)))

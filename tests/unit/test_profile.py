"""The person's files, as app and command line find them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from runstrength.history.store import new_id
from runstrength.profile import Profile, SettingsSaveError
from runstrength.session.record import Record
from tests.support.history_samples import MORNING


def profile(home: Path, *, first_start_done: bool = True) -> Profile:
    """Return a profile with everything below one folder."""
    return Profile(
        config_file=home / "config" / "config.toml",
        history=home / "history",
        state=home / "state",
        first_start_done=first_start_done,
    )


def test_settings_are_written(tmp_path: Path) -> None:
    """Settings are written, and the questions of the first start count as answered with the health note."""
    person = profile(tmp_path, first_start_done=False)

    person.save_settings({"theme": "light"})
    assert not person.first_start_done
    person.save_settings({"level": "advanced", "health_note_read": True})
    assert person.first_start_done
    assert person.read_settings()[0].level == "advanced"


def test_settings_not_writable(tmp_path: Path) -> None:
    """When settings cannot be written, that is an error, and nobody is asked again in this run."""
    (tmp_path / "config").write_text("in the way", encoding="utf-8")
    person = profile(tmp_path, first_start_done=False)

    with pytest.raises(SettingsSaveError, match=r"^The settings could not be saved"):
        person.save_settings({"health_note_read": True})
    assert person.first_start_done


def test_the_past_is_read_again_after_a_change(tmp_path: Path) -> None:
    """A session that is saved through the recorder is part of today's past at once, and counts as a change."""
    person, record = (
        profile(tmp_path),
        Record(id=new_id(), kind="session", started=MORNING, ended=MORNING, completed=True),
    )
    now = MORNING + timedelta(hours=1)
    assert person.today(now).records == ()
    before = person.changes
    person.recorder.save(record)
    assert [one.id for one in person.today(now).records] == [record.id]
    assert person.changes > before
